// SPDX-License-Identifier: EUPL-1.2
//! The headers that stand on every answer, whatever its status.
//!
//! A handler says one thing only: where the forms of its page may end ([`FormAction`]). The rest
//! is the same everywhere, so that no page can forget it.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponseParts, Response, ResponseParts};

use super::cors::{self, ForAnyOrigin};
use crate::app::App;
use crate::settings::Profile;

/// Where the forms of a page may end. Chromium enforces `form-action` on every redirect *after*
/// the submit too, and whoever we lead to leads on: a foreign node or an e-ID to hosts of its own, a broker's callback
/// to the service behind it, at an address that nobody registered here. So only pages that lead to nobody name
/// themselves alone. Trade (AZ-34): a form that somebody smuggled into another page could be sent to any `https` host;
/// no page has a field that a person fills with a secret. CSP Level 3 §6.4.1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FormAction {
    /// At ourselves: the default.
    #[default]
    Own,
    /// At ourselves, or (after our redirect) at a client, with these origins of it.
    Client(String),
    /// At a foreign node or an e-ID; or at a client, if there is one, with these origins of it.
    Peer(String),
}

impl FormAction {
    /// There, or at a foreign node or an e-ID.
    #[must_use]
    pub fn or_at_a_peer(self) -> Self {
        match self {
            Self::Own => Self::Peer(String::new()),
            Self::Client(origins) | Self::Peer(origins) => Self::Peer(origins),
        }
    }
}

/// The origins of services whose pages a page loads in frames: after a logout, of those that are
/// registered for it. LO-06.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frames(pub Vec<String>);

impl IntoResponseParts for Frames {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

impl IntoResponseParts for FormAction {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// The script of a page asks us something while it is open. CSP Level 3 §6.1.2.
#[derive(Clone, Copy, Debug)]
pub struct Connects;

impl IntoResponseParts for Connects {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// A picture that the operator named.
///
/// Attack: a script in an SVG, which runs when its address is opened as a page of ours. Defence: the file
/// is refused at start if it has any, pages have it only as an image, and its own policy lets nothing run
/// or load; `sandbox` takes our origin from it. CSP Level 3 §6.3.2.
#[derive(Clone, Copy, Debug)]
pub struct Picture;

impl IntoResponseParts for Picture {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// So many are set here at most: room is made for them at once.
const MOST_SET: usize = 13;

/// The policy of a [`Picture`].
const OF_A_PICTURE: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Sets the headers on the way out.
pub(super) fn dress(app: &App, response: &mut Response) {
    let action = response
        .extensions_mut()
        .remove::<FormAction>()
        .unwrap_or_default();
    let shared = response.extensions_mut().remove::<ForAnyOrigin>();
    let Frames(frames) = response.extensions_mut().remove().unwrap_or_default();
    let connects = response.extensions_mut().remove::<Connects>().is_some();
    let picture = response.extensions_mut().remove::<Picture>().is_some();
    let settings = app.settings();
    let demo = settings.profile == Profile::Demo;
    let headers = response.headers_mut();
    headers.reserve(MOST_SET);
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    set(CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
    set(PERMISSIONS_POLICY, NO_PERMISSIONS);
    // With `no-referrer` browsers send `Origin: null` on our own forms, and we could not tell
    // them from a stranger's. A foreign node learns our origin and no more.
    let referrer = if matches!(action, FormAction::Peer(_)) {
        "strict-origin"
    } else {
        "same-origin"
    };
    set(header::REFERRER_POLICY, referrer);
    if settings.issuer.scheme() == "https" {
        set(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=63072000; includeSubDomains",
        );
    }
    if shared.is_some() {
        for (name, value) in cors::headers() {
            headers.insert(name, value);
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // RFC 6749 §5.1: "as well as the Pragma response header field with a value of no-cache".
        headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    }
    let mut policy = match picture {
        true => OF_A_PICTURE.to_owned(),
        false => content_security_policy(&action, &frames, demo),
    };
    if connects {
        policy.push_str("; connect-src 'self'");
    }
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// The policy of a page whose forms end there, with pages of these origins in frames.
pub fn content_security_policy(action: &FormAction, frames: &[String], demo: bool) -> String {
    let form_action = match action {
        FormAction::Own => "'self'".to_owned(),
        FormAction::Client(origins) | FormAction::Peer(origins) => {
            let demo = match demo {
                true => " http://localhost:* http://*.localhost:*",
                false => "",
            };
            format!("'self' https:{demo} {origins}")
                .trim_end()
                .to_owned()
        }
    };
    let frame_src = match frames {
        [] => String::new(),
        origins => format!("frame-src {}; ", origins.join(" ")),
    };
    format!(
        "default-src 'none'; {frame_src}script-src 'self'; style-src 'self'; img-src 'self'; \
         font-src 'self'; base-uri 'none'; frame-ancestors 'none'; \
         form-action {form_action}; report-uri /csp-report"
    )
}

const CROSS_ORIGIN_OPENER_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-opener-policy");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Nothing a login page does needs any of these.
const NO_PERMISSIONS: &str = "accelerometer=(), camera=(), clipboard-read=(), \
     display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), \
     payment=(), usb=(), browsing-topics=()";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_34_a_form_of_a_page_that_leads_to_nobody_stays_here() {
        let own = content_security_policy(&FormAction::Own, &[], true);
        assert!(own.contains("form-action 'self';"));
        let peer = FormAction::Own.or_at_a_peer();
        let demo = content_security_policy(&peer, &[], true);
        let peer = content_security_policy(&peer, &[], false);
        assert!(peer.contains("form-action 'self' https:;"));
        let local = "http://localhost:* http://*.localhost:*";
        assert!(demo.contains(&format!("form-action 'self' https: {local};")));
        // A broker's callback leads on.
        let client = FormAction::Client("https://a.no".into());
        let client = content_security_policy(&client, &[], false);
        assert!(client.contains("form-action 'self' https: https://a.no;"));
        // RFC 8252 §7: an application is neither `https:` nor below localhost.
        let application = FormAction::Client("no.app: http://127.0.0.1:*".into());
        for action in [application.clone(), application.or_at_a_peer()] {
            let policy = content_security_policy(&action, &[], false);
            let all = "'self' https: no.app: http://127.0.0.1:*;";
            assert!(policy.contains(&format!("form-action {all}")), "{policy}");
        }
        assert!(!own.contains("frame-src"));
        let frames = ["https://a.no".to_owned(), "https://b.no".to_owned()];
        let framed = content_security_policy(&FormAction::Own, &frames, false);
        assert!(framed.contains(" frame-src https://a.no https://b.no;"));
        for policy in [own, peer, demo, client, framed] {
            assert!(policy.starts_with("default-src 'none';"));
            assert!(policy.contains("frame-ancestors 'none'"));
            assert!(!policy.contains("unsafe"));
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Redirection endpoints. RFC 6749 §3.1.2; RFC 8252 §7; RFC 9700 §4.1.3: compared as exact strings.
//!
//! Here is the one place that says which may be registered: who checks a configuration and who
//! serves by it ask the same function.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Which URLs a deployment lets clients register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// `https` only.
    Https,
    /// `http` too, if the host is `localhost` or ends in `.localhost`. For demonstrations.
    HttpsOrLocalhost,
}

/// A registered `redirect_uri`, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RedirectUri(String);

/// Why a URI cannot be registered: what to write instead, where there is one thing to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UriFault {
    /// What URIs do not hold (RFC 3986 §2), and what browsers read in ways of their own.
    #[error("a character that a URI cannot hold; write it percent-encoded, and a host as xn--")]
    Character,
    /// RFC 6749 §3.1.2.
    #[error("a #fragment is not allowed")]
    Fragment,
    /// RFC 9700 §4.1.1, RFC 8252 §8.3.
    #[error("http is only allowed for loopback")]
    Http,
    /// No scheme, or no host where the scheme has one.
    #[error("not an absolute URI with a host")]
    NotAbsolute,
    /// Exact comparison needs the form in which it is sent.
    #[error("not in the form in which it is sent; write {normal}")]
    NotNormal {
        /// The same URI as a client's library would send it.
        normal: String,
    },
    /// RFC 8252 §7.1: "apps MUST use a URI scheme based on a domain name under their control".
    #[error("a private-use scheme is a reversed domain name, as com.example.app:/callback")]
    PrivateScheme,
    /// Neither `https` nor what this kind of client may have beside it.
    #[error("the scheme must be https")]
    Scheme,
    /// The longest that old browsers and proxies carry.
    #[error("longer than 2000 octets")]
    TooLong,
    /// Attack AZ-01: `https://ok@evil.example/`.
    #[error("user information (user@) is not allowed")]
    UserInformation,
    /// RFC 9700 §4.1.1: patterns are where redirects leak.
    #[error("a wildcard is not allowed; write each URI in full")]
    Wildcard,
}

impl RedirectUri {
    /// Checks a URI that a web application registers: absolute, `https` (or local `http`), no
    /// fragment (RFC 6749 §3.1.2), no user information, in the form in which it is sent.
    ///
    /// # Errors
    /// [`UriFault`] says what is wrong with it.
    pub fn register(text: &str, transport: Transport) -> Result<Self, UriFault> {
        checked_url(text, transport)?;
        Ok(Self(text.to_owned()))
    }

    /// The same for a native application. RFC 8252 §7: beside `https`, `http` on a loopback
    /// address, and a private-use scheme.
    ///
    /// # Errors
    /// [`UriFault`] says what is wrong with it.
    pub fn register_native(text: &str) -> Result<Self, UriFault> {
        let url = readable(text)?;
        match url.scheme() {
            "https" if url.has_host() => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(UriFault::Http),
            // Without a dot it is a scheme of somebody else's: `javascript:`, `data:`, `file:`.
            scheme if !scheme.contains('.') => return Err(UriFault::PrivateScheme),
            _ => {}
        }
        written_as_sent(text, &url)?;
        Ok(Self(text.to_owned()))
    }

    /// The URI as registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// RFC 9700 §4.1.3: "exact string matching".
    pub fn is(&self, presented: &str) -> bool {
        self.0 == presented
    }

    /// Whether its own query has a parameter of one of these names, which an answer would then have twice.
    pub(crate) fn has_any(&self, names: &[&str]) -> bool {
        let url = Url::parse(&self.0);
        url.is_ok_and(|url| url.query_pairs().any(|(name, _)| names.contains(&&*name)))
    }

    /// RFC 8252 §7.3: "The authorization server MUST allow any port to be specified at the time of
    /// the request for loopback IP redirect URIs". Everything else is compared exactly; the answer
    /// goes to the port that was asked. Only for native applications.
    pub(crate) fn on_another_port(&self, presented: &str) -> Option<Self> {
        let without_port = |text: &str| {
            let mut url = readable(text).ok().filter(is_loopback)?;
            written_as_sent(text, &url).ok()?;
            url.set_port(None).ok()?;
            (url.scheme() == "http").then_some(url)
        };
        let same = without_port(&self.0)? == without_port(presented)?;
        same.then(|| Self(presented.to_owned()))
    }

    /// Scheme, host and port (RFC 6454 §4): of a private-use scheme, `null`.
    pub(crate) fn origin(&self) -> String {
        Url::parse(&self.0)
            .map(|url| url.origin().ascii_serialization())
            .unwrap_or_default()
    }

    /// As a `form-action` directive wants it, which browsers hold the redirect after a form against too: an origin,
    /// or what CSP Level 3 §2.3.1 has for those that it cannot write, which are private-use schemes and every IP
    /// address of loopback but `127.0.0.1`. With `any_port`, as a native application is answered.
    pub fn form_action(&self, any_port: bool) -> String {
        let Ok(url) = Url::parse(&self.0) else {
            return String::new();
        };
        let origin = url.origin();
        match (url.scheme(), url.host_str()) {
            ("http", Some(host @ ("127.0.0.1" | "localhost"))) if any_port => {
                format!("http://{host}:*")
            }
            ("http", Some(host))
                if is_loopback(&url) && !["127.0.0.1", "localhost"].contains(&host) =>
            {
                "http:".to_owned()
            }
            (scheme, _) if !origin.is_tuple() => format!("{scheme}:"),
            _ => origin.ascii_serialization(),
        }
    }

    /// The URI with parameters added to its query, keeping a registered one (RFC 6749 §3.1.2).
    pub fn with_query(&self, parameters: &[(String, String)]) -> String {
        super::form::with_query(&self.0, parameters)
    }
}

/// A URL that every reader reads alike: absolute, `https` (or local `http`), a host, no user
/// information, no fragment, no control characters or backslash, written in its normal form (no
/// `https:///x`, no `/../`, no `:443`).
pub(crate) fn checked_url(text: &str, transport: Transport) -> Result<Url, UriFault> {
    let url = readable(text)?;
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => false,
    };
    match (url.scheme(), transport) {
        ("https", _) => {}
        ("http", Transport::HttpsOrLocalhost) if local => {}
        ("http", _) => return Err(UriFault::Http),
        _ => return Err(UriFault::Scheme),
    }
    written_as_sent(text, &url)?;
    Ok(url)
}

/// Parts that no URI of ours may have.
fn readable(text: &str) -> Result<Url, UriFault> {
    if text.len() > 2000 {
        return Err(UriFault::TooLong);
    }
    if text.contains('*') {
        return Err(UriFault::Wildcard);
    }
    if !text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') {
        return Err(UriFault::Character);
    }
    let url = Url::parse(text).map_err(|_| UriFault::NotAbsolute)?;
    if url.fragment().is_some() {
        return Err(UriFault::Fragment);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UriFault::UserInformation);
    }
    Ok(url)
}

/// An authority is compared by its normal form, so it must be written in it; a lone `/` may be left
/// out, as people do.
fn written_as_sent(text: &str, url: &Url) -> Result<(), UriFault> {
    let bare = |url: &str| url.strip_suffix('/').unwrap_or(url).to_owned();
    if bare(url.as_str()) == bare(text) {
        Ok(())
    } else {
        let normal = url.as_str().to_owned();
        Err(UriFault::NotNormal { normal })
    }
}

/// RFC 8252 §7.3; §8.3 has `localhost` as NOT RECOMMENDED, since a resolver may lead it elsewhere:
/// it is taken because every developer writes it, and its answer stays on that machine in browsers.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

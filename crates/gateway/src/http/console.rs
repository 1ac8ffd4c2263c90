// SPDX-License-Identifier: EUPL-1.2
//! `/console` on the operator listener: HTML without script. docs/adr/0023.
//!
//! | URL | shows or does | for whom |
//! |---|---|---|
//! | `/console` | each country, e-ID and list: state, the last hour and day, dates, whom to call | whoever reaches the listener |
//! | `/console/ends` | what ends soon | the same |
//! | `/console/levers` | what is closed; closes and opens | looks: the same; acts: an operator with `acts` |
//! | `/console/login` | the login behind a reference, in plain words | an operator |
//! | `/console/changes` | the last lines about the gateway itself | an operator |
//! | `/console/open`, `/console/callback`, `/console/close` | log in at this very gateway; log out | |
//!
//! Every look at a login or at the changes, every act and every login here is a `console_used` event, on the disk
//! before its page leaves. Nothing of a person is on any page: what the trail tells is told by [`crate::audit::Story`].
//!
//! Attack (OPS-07, OPS-20): a page that the operator has open elsewhere makes her browser close a country, or reads
//! what it shows. Defence: the session's cookie is `SameSite=Strict`, forms bring a token of the session and come
//! from our own origin, no other page may frame or read this one, and a request for another host name (DNS
//! rebinding, which makes a stranger's page our origin) is refused before anything is read.

mod acts;
mod board;
mod door;
mod look;
mod sessions;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{any, get, post};
use eidas::Instant;
use pages::{ConsoleFrame, ConsoleNotice, ConsoleTab, ConsoleVisitor, asset};
use store::Secret;
use tokio::sync::Semaphore;

use self::sessions::Sessions;
use crate::app::App;
use crate::audit::AuditEvent;
use crate::cookie;
use crate::http::error::see_other;
use crate::settings::ConsoleSettings;
use crate::visit::is_embedded;

/// Asks whether the store serves: `Err` says why not.
pub type StoreCheck =
    Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Result<(), String>> + Send>> + Send + Sync>;

/// The console of one node.
#[derive(Clone)]
struct Console {
    app: App,
    serves: StoreCheck,
    sessions: Arc<Sessions>,
    /// One look into the trail at a time, whoever waits for it: each may read half a gigabyte seven times.
    looks: Arc<Semaphore>,
}

impl std::ops::Deref for Console {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

/// Its routes.
pub(crate) fn router(app: App, serves: StoreCheck) -> Router {
    let console = Console {
        app,
        serves,
        sessions: Arc::default(),
        looks: Arc::new(Semaphore::new(1)),
    };
    Router::new()
        .route("/console", get(board::board))
        .route("/console/login", get(look::asked).post(look::looked))
        .route("/console/levers", get(acts::levers).post(acts::act))
        .route("/console/ends", get(board::ends))
        .route("/console/changes", get(look::changes))
        .route("/console/open", get(door::open))
        .route(door::CALLBACK, get(door::callback))
        .route("/console/close", post(door::close))
        .route("/static/{hash}/{name}", get(style))
        // Whoever types the name of the listener, an old link, or a tab that is restored.
        .route("/", get(|| async { see_other("/console") }))
        .route("/console/{*rest}", any(nowhere))
        .method_not_allowed_fallback(nowhere)
        .layer(middleware::from_fn_with_state(console.clone(), around))
        .with_state(console)
}

/// Nothing of a page may run, be framed, be kept or be asked for under another name. CSP Level 3 §6.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

async fn around(State(console): State<Console>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let settings = console.settings();
    let mut response = match is_ours(settings.console.as_ref(), host) {
        true if is_part_of_a_page(&request) => {
            let said = "The console is a page of its own and no part of another.\n";
            (StatusCode::FORBIDDEN, said).into_response()
        }
        true => next.run(request).await,
        // RFC 9110 §15.5.20.
        false => {
            let place = settings.console.as_ref().map(ConsoleSettings::origin);
            let place = place.unwrap_or_else(|| format!("http://{}", settings.operator));
            let said = format!("The console is at {place}/console and nowhere else.\n");
            (StatusCode::MISDIRECTED_REQUEST, said).into_response()
        }
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether a browser asks for this as a picture, a script or a frame of a page, and not as the page itself. Fetch
/// Metadata §2; a client that says nothing is no such browser.
///
/// Attack (OPS-20): `<img src=".../console/open">` on any page, sixty-four times, and the logins at the console that
/// others have begun are forgotten.
fn is_part_of_a_page(request: &Request) -> bool {
    is_embedded(request.headers()) && !request.uri().path().starts_with("/static/")
}

/// Whether a browser that asks for this host asks for us: the one address of the configuration; without one, where
/// nobody can log in, an address of a machine, which no stranger's name leads to.
fn is_ours(console: Option<&ConsoleSettings>, host: &str) -> bool {
    if let Some(console) = console {
        let origin = console.origin();
        return origin.split_once("://").is_some_and(|(_, own)| own == host);
    }
    let url = url::Url::parse(&format!("http://{host}"));
    match url.as_ref().ok().and_then(url::Url::host) {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)) => true,
        None => false,
    }
}

async fn nowhere(State(console): State<Console>) -> Response {
    let text = "Nothing of the console is at this address, or only what a form of it sends there.";
    console.notice(StatusCode::NOT_FOUND, "Nothing is here", text, None)
}

async fn style(uri: Uri) -> Response {
    match asset(uri.path()) {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, asset.content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Who is logged in in this browser.
struct Visitor {
    shown: ConsoleVisitor,
    secret: Secret,
}

impl Console {
    /// Who looks, if she is logged in, and still one of the operators: asked anew at each request.
    fn visitor(&self, headers: &HeaderMap) -> Option<Visitor> {
        let secret = cookie::console(&cookie::Jar::read(headers))?;
        let subject = self.sessions.subject(&secret, self.env.now_ms())?;
        let settings = self.settings();
        let operator = settings.console.as_ref()?.operator(&subject)?;
        let form = secret.derive("console form", secret.expires_ms());
        Some(Visitor {
            shown: ConsoleVisitor {
                name: operator.name.clone(),
                acts: operator.acts,
                form_token: form.reveal().to_owned(),
            },
            secret,
        })
    }

    /// Who sent this form: a page of ours in a browser where she is logged in.
    fn sender(&self, headers: &HeaderMap, token: &str) -> Option<Visitor> {
        let settings = self.settings();
        let own = settings.console.as_ref()?.origin();
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let from_here = match text(header::ORIGIN) {
            Some(origin) => origin == own,
            None => text(SEC_FETCH_SITE).is_some_and(|site| site == "same-origin"),
        };
        let visitor = self.visitor(headers)?;
        let (token, wanted) = (token.as_bytes(), visitor.shown.form_token.as_bytes());
        let fits = token.len() == wanted.len() && openssl::memcmp::eq(token, wanted);
        (from_here && fits).then_some(visitor)
    }

    /// What she does is on the disk before she sees it done. Nobody looks or acts where it cannot be.
    async fn write_down(
        &self,
        by: &str,
        what: String,
        reason: Option<String>,
    ) -> Result<(), Box<Response>> {
        let by = by.to_owned();
        let event = AuditEvent::ConsoleUsed { by, what, reason };
        self.audit.record(event).await.map_err(|error| {
            tracing::error!(%error, "what an operator did could not be written down");
            let text =
                "The audit trail cannot be written now, so nothing was done. See /health/ready.";
            Box::new(self.notice(StatusCode::SERVICE_UNAVAILABLE, "Not now", text, None))
        })
    }

    fn frame<T>(
        &self,
        tab: ConsoleTab,
        visitor: Option<&Visitor>,
        page: impl FnOnce(ConsoleFrame<'_>) -> T,
    ) -> T {
        let current = self.current();
        let node = format!(
            "{}, version {}",
            crate::nodes::name(&current.settings.data),
            env!("CARGO_PKG_VERSION")
        );
        let now = Instant::from_ms(self.env.now_ms()).to_string();
        page(ConsoleFrame {
            site: &current.site.name,
            node: &node,
            now: now.get(..19).unwrap_or(&now),
            tab,
            visitor: visitor.map(|visitor| &visitor.shown),
            opens: current.settings.console.is_some(),
        })
    }

    /// A page with one thing to say.
    fn notice(&self, status: StatusCode, title: &str, text: &str, code: Option<&str>) -> Response {
        let html = self.frame(ConsoleTab::Board, None, |frame| {
            let text = text.to_owned();
            ConsoleNotice {
                frame,
                title,
                text,
                code,
                onward: None,
                logs_in: status == StatusCode::FORBIDDEN && code.is_none(),
            }
            .html()
        });
        (status, Html(html)).into_response()
    }

    fn nobody_can(&self) -> Response {
        let text = "The configuration has no [console]: nobody can log in here.";
        self.notice(StatusCode::NOT_FOUND, "Not set up", text, None)
    }

    fn stranger(&self) -> Response {
        let text =
            "Your login at the console is over, or this form was not of your page. Log in again.";
        self.notice(StatusCode::FORBIDDEN, "Log in first", text, None)
    }
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_stranger_can_have_is_not_ours() {
        for (host, ours) in [
            ("127.0.0.1:9100", true),
            ("[::1]:9100", true),
            ("localhost:9100", true),
            ("10.0.0.7:9100", true),
            ("rebound.example:9100", false),
            ("", false),
        ] {
            assert_eq!(is_ours(None, host), ours, "{host}");
        }
        let console = ConsoleSettings {
            client: "console".to_owned(),
            address: "http://127.0.0.1:9100".parse().unwrap(),
            level: eidas::LevelOfAssurance::High,
            operators: Vec::new(),
        };
        for (host, ours) in [
            ("127.0.0.1:9100", true),
            ("localhost:9100", false),
            ("127.0.0.1", false),
        ] {
            assert_eq!(is_ours(Some(&console), host), ours, "{host}");
        }
    }
}

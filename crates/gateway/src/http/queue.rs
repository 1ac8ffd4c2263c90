// SPDX-License-Identifier: EUPL-1.2
//! The page of a person who waits for her turn. It goes on by itself, without script, and nothing is written down of it:
//! nobody was refused anything.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use oidc::protocol::decode_form;
use pages::{Frame, QueuePage};

use super::headers::FormAction;
use crate::app::App;
use crate::cookie;
use crate::flow::{Fault, Waiting};
use crate::starts::KEPT_MS;
use crate::visit::{Visit, field};

/// Not in a standard of its own; HTML §4.2.5.3 ("refresh") says what browsers do, and all of them take the header too.
/// In a header, for a page that replaces itself while it is read aloud would begin anew each time: here it does so once,
/// at its reader's turn. WCAG 2.2 §2.2.1: that a turn comes is the activity itself.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

/// 503 with `Retry-After` to a machine, and to a person where she stands.
pub(super) fn page(app: &App, visit: &Visit, fault: &Fault, waiting: &Waiting) -> Response {
    let current = app.current();
    let language = visit.language_among(&current.site.languages);
    let left_ms = (waiting.turn_ms - app.env.now_ms()).max(0);
    let left_s = left_ms / 1000 + 1;
    // Who asks is known by its proven request; its name stands on the page of the login.
    let query = match &waiting.posted {
        Some((_, fields)) => fields.clone(),
        None => asked(visit),
    };
    let client = current.client(field(&query, "client_id"));
    let (service, origins) = match client {
        Some(client) => (
            Some(client.settings.name.as_str()),
            FormAction::Client(client.origins().to_owned()),
        ),
        None => (None, FormAction::Own),
    };
    let again = match (&waiting.posted, &visit.here) {
        (Some((action, fields)), _) => (*action, Some(fields.as_slice())),
        (None, here) => (here.as_deref().unwrap_or("/"), None),
    };
    let (path, query) = again.0.split_once('?').unwrap_or((again.0, ""));
    let query = without_language(query);
    let page = QueuePage {
        frame: match again.1 {
            // A link posts nothing.
            Some(_) => Frame::without_switch(&current.site, language, service),
            None => Frame::new(&current.site, language, service, path, &query),
        },
        minutes: u32::try_from((left_s + 59) / 60).unwrap_or(1),
        again: again.0,
        fields: again.1,
    };
    let mut response = (
        StatusCode::SERVICE_UNAVAILABLE,
        origins,
        Html(page.render()),
    )
        .into_response();
    let headers = response.headers_mut();
    let seconds = fault.retry_after_s.unwrap_or(1);
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    let lasts_s = u64::try_from((left_ms + KEPT_MS) / 1000).unwrap_or(0);
    if let Some(cookie) = cookie::set_place(&waiting.name, &waiting.ticket, lasts_s) {
        headers.append(header::SET_COOKIE, cookie);
    }
    // The same address: nothing of a stranger's stands in it but what she brought.
    if waiting.posted.is_none()
        && let Ok(refresh) = HeaderValue::from_str(&left_s.to_string())
    {
        headers.insert(REFRESH, refresh);
    }
    response
}

/// The rest, octet by octet: it may be signed.
fn without_language(query: &str) -> String {
    let rest: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.starts_with("lang="))
        .collect();
    rest.join("&")
}

fn asked(visit: &Visit) -> Vec<(String, String)> {
    let query = visit.here.as_deref().and_then(|here| here.split_once('?'));
    let query = query.map(|(_, query)| query.as_bytes());
    decode_form(query.unwrap_or_default()).unwrap_or_default()
}

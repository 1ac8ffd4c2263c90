// SPDX-License-Identifier: EUPL-1.2
//! What never reached a handler, or came in a form that none takes: the HTTP library and the listener
//! answer by themselves, with nothing on the page. People get a page here, machines get JSON.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use pages::i18n::Language;
use pages::{ErrorPage, ErrorText, Frame, HelpDesk, Site, WayOn};

use super::error::{stateless, usual_minutes};

/// What is kept of a request until its answer is known. Copies no text.
pub(crate) struct Visitor {
    wants_page: bool,
    accept_language: Option<HeaderValue>,
}

impl Visitor {
    /// Whoever sent these headers.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self {
            wants_page: names_pages(headers) == Some(true),
            accept_language: headers.get(header::ACCEPT_LANGUAGE).cloned(),
        }
    }
}

/// Whether `Accept` names pages; `None`: it is not there. RFC 9110 §12.5.1. Every browser names the type when it navigates;
/// libraries do not.
fn names_pages(headers: &HeaderMap) -> Option<bool> {
    let accept = headers.get(header::ACCEPT)?;
    Some(
        accept
            .to_str()
            .is_ok_and(|accept| accept.contains("text/html")),
    )
}

/// Whoever says what it takes, and means no page.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    names_pages(headers) == Some(false)
}

/// Whether this answer is the library's own: an error that is neither a page nor JSON.
pub(super) fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let ours = kind.starts_with("text/html") || kind.starts_with("application/");
    (response.status().is_client_error() || response.status().is_server_error()) && !ours
}

/// The answer in place of an empty one. RFC 9110 §15.5: an error SHOULD explain itself.
pub(crate) fn answer(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    desk: impl FnOnce(Language) -> Option<HelpDesk>,
) -> Response {
    let mut response = if visitor.wants_page {
        let wished = visitor.accept_language.as_ref();
        let wished = wished.and_then(|value| value.to_str().ok());
        let language = site.languages.negotiate([], wished);
        let desk = desk(language);
        let text = text(status);
        let page = ErrorPage {
            desk: desk.as_ref(),
            eids: &[],
            // What befell the request may befall the next one too, and has no address of its own.
            frame: match stateless(text) {
                Some(path) => Frame::new(site, language, None, path, ""),
                None => Frame::without_switch(site, language, None),
            },
            text,
            country: None,
            notice: None,
            minutes: usual_minutes(),
            reference: "",
            reason: None,
            way_on: WayOn::Nowhere,
        };
        Html(page.render()).into_response()
    } else {
        let (error, said) = words(status);
        let json = format!(r#"{{"error":"{error}","error_description":"{said}"}}"#);
        ([(header::CONTENT_TYPE, "application/json")], json).into_response()
    };
    *response.status_mut() = status;
    response
}

fn text(status: StatusCode) -> ErrorText {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => ErrorText::NotForPeople,
        StatusCode::NOT_FOUND => ErrorText::NotFound,
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => ErrorText::Unavailable,
        status if status.is_server_error() => ErrorText::Internal,
        _ => ErrorText::RequestInvalid,
    }
}

/// The registered error (RFC 6749 §5.2, §4.1.2.1) and what to change.
fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => ("invalid_request", "the method is not allowed here"),
        StatusCode::NOT_FOUND => ("invalid_request", "nothing is at this address"),
        StatusCode::PAYLOAD_TOO_LARGE => ("invalid_request", "the body is too long"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "invalid_request",
            "the content type must be application/x-www-form-urlencoded",
        ),
        StatusCode::REQUEST_TIMEOUT => ("invalid_request", "the request did not arrive in time"),
        StatusCode::SERVICE_UNAVAILABLE => ("temporarily_unavailable", "try again soon"),
        status if status.is_server_error() => ("server_error", "something of ours failed"),
        _ => ("invalid_request", "the request cannot be read"),
    }
}

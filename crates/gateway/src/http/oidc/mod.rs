// SPDX-License-Identifier: EUPL-1.2
//! The OpenID Connect endpoints, one a file: decode, call a flow, encode.

pub mod authorize;
pub mod discovery;
pub mod par;
pub mod token;
pub mod userinfo;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oidc::protocol::{ErrorCode, OAuthError, decode_form};
use oidc::provider::client_auth;
use pages::ErrorText;

use super::error::page;
use super::unserved;
use crate::app::App;
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::flow::Fault;
use crate::flow::tokens::asker::Headers;
use crate::refusals::Noted;
use crate::visit::Visit;

/// RFC 9449 §4.1, §8.
const DPOP: HeaderName = HeaderName::from_static("dpop");
const DPOP_NONCE: HeaderName = HeaderName::from_static("dpop-nonce");

pub(super) fn as_json(json: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}

/// What a machine sent, decoded once: who it says to be, and its form.
pub(super) struct Sent<'r> {
    pub(super) said: Headers<'r>,
    pub(super) form: Vec<(String, String)>,
}

impl<'r> Sent<'r> {
    pub(super) fn read(headers: &'r HeaderMap, body: &[u8]) -> Result<Self, OAuthError> {
        Ok(Self {
            said: said(headers)?,
            form: form(headers, body)?,
        })
    }

    /// Who the sender says to be, by whichever method: for the trail, and as long as a name of ours may
    /// be.
    pub(super) fn claimed(&self) -> Option<String> {
        let credentials = client_auth::parse(self.said.authorization, &self.form).ok()?;
        let claimed = credentials.client_id().as_str();
        let is_name = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/".contains(&b);
        (claimed.len() <= 100 && claimed.bytes().all(is_name)).then(|| claimed.to_owned())
    }
}

/// RFC 6749 §4.1.3: a form. Who sends JSON is told so, and not that it could not prove itself.
fn form(headers: &HeaderMap, body: &[u8]) -> Result<Vec<(String, String)>, OAuthError> {
    const FORM: &str = "application/x-www-form-urlencoded";
    let is_form = headers.get(header::CONTENT_TYPE).is_none_or(|kind| {
        let kind = kind.to_str().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case(FORM)
    });
    if !is_form && !body.is_empty() {
        let instead = format!("send a form: Content-Type {FORM}");
        return Err(OAuthError::new(ErrorCode::InvalidRequest, instead));
    }
    decode_form(body).map_err(|error| OAuthError::from(ErrorCode::InvalidRequest).because(error))
}

/// What of the headers says who asks. RFC 6749 §5.2, RFC 6750 §3.1: what is sent twice is
/// `invalid_request`; of two values each reader would take another.
pub(super) fn said(headers: &HeaderMap) -> Result<Headers<'_>, OAuthError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let authorization = match (values.next(), values.next()) {
        (Some(value), None) => Some(value.to_str().unwrap_or("unreadable")),
        (None, _) => None,
        (Some(_), Some(_)) => {
            let twice = "Authorization is sent twice";
            return Err(OAuthError::new(ErrorCode::InvalidRequest, twice));
        }
    };
    let proofs = headers.get_all(DPOP).iter();
    Ok(Headers {
        authorization,
        proofs: proofs
            .map(|value| value.to_str().unwrap_or_default())
            .collect(),
    })
}

/// RFC 9449 §8.2: whoever brings proofs gets the nonce for the next one.
pub(super) fn with_nonce(app: &App, headers: &HeaderMap, mut response: Response) -> Response {
    if headers.contains_key(DPOP)
        && let Ok(nonce) = HeaderValue::from_str(&app.nonces.nonce(app.env.now_s()))
    {
        response.headers_mut().insert(DPOP_NONCE, nonce);
    }
    response
}

pub(super) fn status_of(error: &OAuthError) -> StatusCode {
    StatusCode::from_u16(error.code().http_status()).unwrap_or(StatusCode::BAD_REQUEST)
}

/// The JSON error of the endpoints that a client asks itself. RFC 6749 §5.2: 401 names the scheme that was
/// tried. Trade: who tried none is named none, although RFC 9110 §15.5.2 wants one in every 401: libraries
/// (openid-client) show a challenge in place of `error_description`, which says what to change.
pub(super) async fn refuse(
    app: &App,
    endpoint: &'static str,
    caller: Caller,
    headers: &HeaderMap,
    client_id: Option<String>,
    error: &OAuthError,
) -> Response {
    note_refused(app, endpoint, caller, client_id, error, None).await;
    let error = &with_cause(app, error);
    let mut response = (status_of(error), as_json(error.to_json())).into_response();
    if error.code() == ErrorCode::InvalidClient && headers.contains_key(header::AUTHORIZATION) {
        let challenge = HeaderValue::from_static("Basic realm=\"token\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    with_nonce(app, headers, later(error, response))
}

/// When to come back: what fails for a moment is over in some seconds, and so is a share that is used up. RFC 9110 §10.2.3.
pub(super) fn later(error: &OAuthError, mut response: Response) -> Response {
    if error.code() == ErrorCode::TemporarilyUnavailable {
        let seconds = HeaderValue::from_static("5");
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// What goes out: in Demo and Test with what really happened.
pub(super) fn with_cause(app: &App, error: &OAuthError) -> OAuthError {
    match error.cause() {
        Some(cause) => app.with_reason(error.clone(), || cause.to_string()),
        None => error.clone(),
    }
}

/// Writes down that a client was refused; of a flood only examples. `why` where we know more than
/// the error says.
pub(super) async fn note_refused(
    app: &App,
    endpoint: &'static str,
    caller: Caller,
    client_id: Option<String>,
    error: &OAuthError,
    why: Option<&'static str>,
) {
    // RFC 9449 §8: how each first proof is answered; nobody was refused anything.
    if error.code() == ErrorCode::UseDpopNonce {
        return;
    }
    let reason = match (why, error.cause()) {
        (Some(why), _) => why.to_owned(),
        (None, Some(cause)) => cause.to_string(),
        (None, None) => error.description().to_owned(),
    };
    let client = client_id.clone().unwrap_or_default();
    let event = AuditEvent::ClientRefused {
        client_id,
        endpoint,
        error: error.code().as_str().to_owned(),
        reason: reason.clone(),
    };
    match app.note_refusal(caller, event).await {
        Ok(Noted::Written) => tracing::info!(
            endpoint,
            client,
            code = error.code().as_str(),
            reason,
            "a client was refused"
        ),
        Ok(Noted::Counted { .. }) => {
            tracing::debug!(endpoint, client, reason, "a client was refused")
        }
        Err(error) => tracing::error!(%error, "the audit trail cannot be written"),
    }
}

/// Nothing but a page for who comes by, and for a machine the same in JSON ([`unserved`]). `ErrorText` of a wrong method
/// on a machine's address.
pub async fn looked_at(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Response {
    let fault = Fault::new(ErrorText::NotForPeople, "get_on_machine_endpoint");
    let mut response = match unserved::wants_json(&headers) {
        true => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        false => page(&app, &visit, fault).await,
    };
    response
        .headers_mut()
        .insert(header::ALLOW, HeaderValue::from_static("POST"));
    response
}

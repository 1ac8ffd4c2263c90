// SPDX-License-Identifier: EUPL-1.2
//! `GET|POST /userinfo`. OIDC Core §5.3; RFC 6750; RFC 9449 §7.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oidc::protocol::ErrorCode;
use oidc::provider::{Scheme, dpop, userinfo as endpoint};

use super::{Sent, as_json, later, note_refused, status_of, with_cause, with_nonce};
use crate::app::App;
use crate::caller::Caller;
use crate::flow::tokens::read::{Answer, Unread, userinfo as read};
use crate::http::cors::ForAnyOrigin;
use crate::visit::Visit;

/// What an access token reads: no cookie of ours opens it, so any page may bring one.
pub async fn userinfo(
    State(app): State<App>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = answer(&app, &visit, &method, &headers, &body).await;
    (ForAnyOrigin, answer).into_response()
}

async fn answer(
    app: &App,
    visit: &Visit,
    method: &Method,
    headers: &HeaderMap,
    body: &[u8],
) -> Response {
    let mut scheme = Scheme::Bearer;
    let step = async {
        // RFC 6750 §2.2: a token in a body "the GET method MUST NOT be used" for.
        let body = if *method == Method::POST { body } else { &[] };
        let Sent { said, form } = Sent::read(headers, body)?;
        let token = endpoint::parse(said.authorization, &visit.query, &form)?;
        scheme = token.scheme();
        read(app, method.as_str(), &said, &token).await
    };
    match step.await {
        Ok(Answer::Json(json)) => with_nonce(app, headers, as_json(json)),
        Ok(Answer::Signed(jwt)) => {
            let signed = ([(header::CONTENT_TYPE, "application/jwt")], jwt).into_response();
            with_nonce(app, headers, signed)
        }
        Err(unread) => unopened(app, "userinfo", visit.caller, headers, scheme, unread).await,
    }
}

/// Why an access token opens nothing, by the scheme that it came with. RFC 6750 §3; RFC 9449 §7.1.
pub(in crate::http) async fn unopened(
    app: &App,
    endpoint: &'static str,
    caller: Caller,
    headers: &HeaderMap,
    scheme: Scheme,
    unread: Unread,
) -> Response {
    let Unread {
        error,
        why,
        client_id,
    } = unread;
    note_refused(app, endpoint, caller, client_id, &error, why).await;
    let error = with_cause(app, &error);
    let (status, challenge) = match (scheme, error.code()) {
        (Scheme::Bearer, _) => (status_of(&error), error.to_bearer_challenge()),
        // RFC 9449 §7.1, §9: at a resource a bad proof is an authentication that failed.
        (Scheme::Dpop, ErrorCode::InvalidDpopProof | ErrorCode::UseDpopNonce) => {
            (StatusCode::UNAUTHORIZED, dpop::challenge(&error))
        }
        (Scheme::Dpop, _) => (status_of(&error), dpop::challenge(&error)),
    };
    let mut response = (status, as_json(error.to_json())).into_response();
    // RFC 6750 §3: where it is the token; what is over in a moment is none of its codes.
    if error.code() != ErrorCode::TemporarilyUnavailable
        && let Ok(challenge) = HeaderValue::from_str(&challenge)
    {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    with_nonce(app, headers, later(&error, response))
}

// SPDX-License-Identifier: EUPL-1.2
//! `POST /token`, `POST /token/introspect`, `POST /token/revoke`. RFC 6749 §3.2; RFC 7662; RFC 7009.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{as_json, claimed, form, refuse, said, with_nonce};
use crate::app::App;
use crate::caller::Caller;
use crate::flow::tokens::{issue, look};
use crate::http::cors::ForAnyOrigin;

/// `POST /token`.
pub async fn token(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let step = async { issue::tokens(&app, &said(&headers), &form(&body)?).await };
    let answer = match step.await {
        Ok(tokens) => with_nonce(&app, &headers, as_json(tokens.to_json())),
        Err(error) => refuse(&app, "token", caller, &headers, &body, &error).await,
    };
    // A page has no secret: whoever proves itself here is no page, and none may read its answer.
    match is_public(&app, &headers, &body) {
        true => (ForAnyOrigin, answer).into_response(),
        false => answer,
    }
}

fn is_public(app: &App, headers: &HeaderMap, body: &[u8]) -> bool {
    let current = app.current();
    let client_id = claimed(headers, body);
    let client = client_id.and_then(|id| current.client(&id));
    client.is_some_and(|client| client.client.is_public())
}

/// `POST /token/introspect`.
pub async fn introspect(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let step = async { look::introspect(&app, &said(&headers), &form(&body)?).await };
    match step.await {
        Ok(json) => as_json(json),
        Err(error) => refuse(&app, "introspect", caller, &headers, &body, &error).await,
    }
}

/// `POST /token/revoke`.
pub async fn revoke(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let step = async { look::revoke(&app, &said(&headers), &form(&body)?).await };
    match step.await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(error) => refuse(&app, "revoke", caller, &headers, &body, &error).await,
    }
}

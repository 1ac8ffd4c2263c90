// SPDX-License-Identifier: EUPL-1.2
//! `POST /token`, `POST /token/introspect`, `POST /token/revoke`. RFC 6749 §3.2; RFC 7662; RFC 7009.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Sent, as_json, refuse, with_nonce};
use crate::app::App;
use crate::caller::Caller;
use crate::flow::tokens::{issue, look};
use crate::http::cors::ForAnyOrigin;
use crate::visit::field;

/// `POST /token`.
pub async fn token(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let sent = Sent::read(&headers, &body);
    let tokens = match &sent {
        Ok(sent) => issue::tokens(&app, &sent.said, &sent.form).await,
        Err(error) => Err(error.clone()),
    };
    // Of what cannot be read nobody knows whose it is, and the answer says nothing of anybody.
    let is_closed = sent.as_ref().is_ok_and(|sent| !is_public(&app, &sent.form));
    let answer = match tokens {
        Ok(tokens) => with_nonce(&app, &headers, as_json(tokens)),
        Err(error) => {
            let claimed = sent.ok().and_then(|sent| sent.claimed());
            refuse(&app, "token", caller, &headers, claimed, &error).await
        }
    };
    // A page has no secret: whoever proves itself here is no page, and none may read its answer.
    match is_closed {
        true => answer,
        false => (ForAnyOrigin, answer).into_response(),
    }
}

/// RFC 6749 §3.2.1: who proves itself by nothing names itself in the form.
fn is_public(app: &App, form: &[(String, String)]) -> bool {
    let current = app.current();
    let client = current.client(field(form, "client_id"));
    client.is_some_and(|client| client.client.is_public())
}

/// `POST /token/introspect`.
pub async fn introspect(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let sent = Sent::read(&headers, &body);
    let answer = match &sent {
        Ok(sent) => look::introspect(&app, &sent.said, &sent.form).await,
        Err(error) => Err(error.clone()),
    };
    match answer {
        Ok(json) => as_json(json),
        Err(error) => {
            let claimed = sent.ok().and_then(|sent| sent.claimed());
            refuse(&app, "introspect", caller, &headers, claimed, &error).await
        }
    }
}

/// `POST /token/revoke`.
pub async fn revoke(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let sent = Sent::read(&headers, &body);
    let answer = match &sent {
        Ok(sent) => look::revoke(&app, &sent.said, &sent.form).await,
        Err(error) => Err(error.clone()),
    };
    match answer {
        Ok(()) => StatusCode::OK.into_response(),
        Err(error) => {
            let claimed = sent.ok().and_then(|sent| sent.claimed());
            refuse(&app, "revoke", caller, &headers, claimed, &error).await
        }
    }
}

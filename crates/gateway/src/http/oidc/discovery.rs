// SPDX-License-Identifier: EUPL-1.2
//! What we are and can do, and our keys. OIDC Discovery §4; RFC 8414 §3; RFC 7517 §5.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::as_json;
use crate::app::App;
use crate::http::cors::ForAnyOrigin;

/// `GET /.well-known/openid-configuration`.
pub async fn discovery(State(app): State<App>) -> Response {
    match serde_json::to_string(&app.current().provider.metadata()) {
        Ok(json) => published(json),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `GET /jwks.json`.
pub async fn jwks(State(app): State<App>) -> Response {
    published(app.current().keys.jwks().to_json())
}

fn published(json: String) -> Response {
    (
        ForAnyOrigin,
        [(header::CACHE_CONTROL, "public, max-age=3600")],
        as_json(json),
    )
        .into_response()
}

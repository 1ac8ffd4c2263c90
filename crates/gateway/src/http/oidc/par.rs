// SPDX-License-Identifier: EUPL-1.2
//! `POST /par`. RFC 9126 §2.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{as_json, form, refuse, said, with_nonce};
use crate::app::App;
use crate::caller::Caller;
use crate::flow::tokens::push::{Unpushed, push};

/// A client hands its request in before it sends the person.
pub async fn pushed(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let pushed = match form(&body) {
        Ok(params) => push(&app, &said(&headers), &params, body.len()).await,
        Err(error) => Err(error.into()),
    };
    let Unpushed {
        error,
        retry_after_s,
    } = match pushed {
        Ok(answer) => {
            let created = (StatusCode::CREATED, as_json(answer.to_json())).into_response();
            return with_nonce(&app, &headers, created);
        }
        Err(unpushed) => unpushed,
    };
    let mut response = refuse(&app, "par", caller, &headers, &body, &error).await;
    if let Some(seconds) = retry_after_s {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

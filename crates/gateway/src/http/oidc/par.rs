// SPDX-License-Identifier: EUPL-1.2
//! `POST /par`. RFC 9126 §2.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Sent, as_json, refuse, with_nonce};
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
    let sent = Sent::read(&headers, &body);
    let pushed = match &sent {
        Ok(sent) => push(&app, &sent.said, &sent.form, (caller, body.len())).await,
        Err(error) => Err(error.clone().into()),
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
    let claimed = sent.ok().and_then(|sent| sent.claimed());
    let mut response = refuse(&app, "par", caller, &headers, claimed, &error).await;
    if let Some(seconds) = retry_after_s {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

// SPDX-License-Identifier: EUPL-1.2
//! Who sent a request.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// Who sent a request, put into the request's extensions for handlers that want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The address a request came from, as the trusted-proxy rules give it; `None` without a listener.
#[derive(Clone, Copy, Debug)]
pub struct Caller(pub Option<IpAddr>);

impl Caller {
    /// Who sent this request.
    pub fn of(parts: &Parts) -> Self {
        Self(
            parts
                .extensions
                .get()
                .map(|ClientAddress(address)| *address),
        )
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

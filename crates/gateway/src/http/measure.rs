// SPDX-License-Identifier: EUPL-1.2
//! What every request is counted by: its route as written in the table (never its path, which has
//! names of logins in it), its method, the class of its status ([`super::around`] does it); and
//! who sent it.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;

use crate::serve::ClientAddress;

/// A word of ours: anybody can invent methods.
pub(super) fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::POST => "POST",
        _ => "other",
    }
}

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

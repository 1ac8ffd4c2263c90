// SPDX-License-Identifier: EUPL-1.2
//! What pages of other origins may read. Fetch Standard §3.2; OIDC Core §5.3: userinfo "SHOULD support
//! the use of Cross Origin Resource Sharing"; RFC 9700 §2.6: the authorization endpoint must not.
//!
//! Discovery, keys, userinfo, and what a public client gets at the token endpoint: no cookie of ours
//! opens any of them, so any origin may ask. Everything else stays closed, also for embedding.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};

/// This answer may be read by a page of any origin.
#[derive(Clone, Copy, Debug)]
pub struct ForAnyOrigin;

impl IntoResponseParts for ForAnyOrigin {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// `OPTIONS`: what such a page may send.
pub async fn preflight() -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, dpop",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "3600"),
    ];
    (StatusCode::NO_CONTENT, ForAnyOrigin, allowed).into_response()
}

/// Whether pages read also what no handler answered at this address, as of a body that is too long: without the header
/// their developers see "network error".
pub(super) fn is_for_pages(route: &str) -> bool {
    matches!(route, "/token" | "/userinfo")
}

/// What is said on such an answer, on the way out.
pub(super) fn headers() -> [(HeaderName, HeaderValue); 3] {
    let value = HeaderValue::from_static;
    [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, value("*")),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            value("dpop-nonce, retry-after, www-authenticate"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            value("cross-origin"),
        ),
    ]
}

// SPDX-License-Identifier: EUPL-1.2
//! The userinfo endpoint. OIDC Core §5.3; RFC 6750.

use super::AccessGrant;
use crate::protocol::{OAuthError, Opaque, Params};

/// Finds the one access token: in the header, or in a form body of a POST, never in the query
/// (RFC 9700 §4.3.2). `body` is the decoded form of a POST, empty otherwise.
pub fn parse(
    authorization: Option<&str>,
    query: &Params,
    body: &Params,
) -> Result<Opaque, OAuthError> {
    let _ = (authorization, query, body);
    todo!()
}

impl AccessGrant {
    /// The JSON body. OIDC Core §5.3.2: `sub` is always in it.
    pub fn userinfo(&self, now: i64) -> Result<String, OAuthError> {
        let _ = now;
        todo!()
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The userinfo endpoint. OIDC Core §5.3; RFC 6750.

use serde_json::Value;

use super::AccessGrant;
use crate::{
    Malformed, Mismatch,
    protocol::{ErrorCode, OAuthError, Opaque, Params, form},
};

/// Finds the one access token: in the header, or in a form body of a POST, never in the query
/// (RFC 9700 §4.3.2). `body` is the decoded form of a POST, empty otherwise.
pub fn parse(
    authorization: Option<&str>,
    query: &Params,
    body: &Params,
) -> Result<Opaque, OAuthError> {
    let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
    if form::occurrences(query, "access_token") > 0 {
        return Err(invalid("the access token must not stand in the URL"));
    }
    if form::occurrences(body, "access_token") > 1 {
        return Err(invalid("a parameter is repeated").because(Malformed::Repeated));
    }
    let presented = match (authorization, form::value(body, "access_token")) {
        // RFC 6750 §2: "Clients MUST NOT use more than one method".
        (Some(_), Some(_)) => return Err(invalid("the access token is sent twice")),
        (None, Some(token)) => token,
        (Some(header), None) => match header.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => {
                token.trim_matches(' ')
            }
            _ => return Err(ErrorCode::InvalidToken.into()),
        },
        (None, None) => {
            let cause = Malformed::Missing {
                parameter: "access_token",
            };
            return Err(OAuthError::from(ErrorCode::InvalidToken).because(cause));
        }
    };
    Opaque::parse(presented).ok_or_else(|| ErrorCode::InvalidToken.into())
}

impl AccessGrant {
    /// The JSON body. OIDC Core §5.3.2: `sub` is always in it.
    pub fn userinfo(&self, now: i64) -> Result<String, OAuthError> {
        if now >= self.expires_at {
            let cause = Mismatch::Expired {
                exp: self.expires_at,
                now,
            };
            return Err(OAuthError::from(ErrorCode::InvalidToken).because(cause));
        }
        Ok(Value::Object(self.userinfo.clone().into_map()).to_string())
    }
}

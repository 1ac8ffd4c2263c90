// SPDX-License-Identifier: EUPL-1.2
//! The userinfo answer, bound to the ID token's person. OIDC Core §5.3.2.

use serde_json::{Map, Value};

use super::VerifiedIdToken;
use crate::{
    Error, Mismatch,
    jose::{JwkSet, jws},
    json,
    protocol::ClientId,
};

impl VerifiedIdToken {
    /// A plain answer (`application/json`). OIDC Core §5.3.2: "The sub Claim in the UserInfo
    /// Response MUST be verified to exactly match the sub Claim in the ID Token; if they do not
    /// match, the UserInfo Response values MUST NOT be used." Attack UP-07.
    ///
    /// # Errors
    /// [`Mismatch::Subject`], or [`Malformed`](crate::Malformed).
    pub fn userinfo(&self, answer: &[u8]) -> Result<Map<String, Value>, Error> {
        self.own(json::object(answer)?)
    }

    /// A signed answer (`application/jwt`): by a key and the algorithm of the ID token, from its
    /// issuer, for us. OIDC Core §5.3.2 has `iss` and `aud` as SHOULD; without them an answer
    /// made for somebody else could be shown to us, so they must be there.
    ///
    /// # Errors
    /// [`Untrusted`](crate::Untrusted), [`Mismatch`], or [`Malformed`](crate::Malformed).
    pub fn signed_userinfo(
        &self,
        answer: &str,
        client_id: &ClientId,
        keys: &JwkSet,
    ) -> Result<Map<String, Value>, Error> {
        let algorithm = self.verified().header().algorithm;
        let claims = json::object(jws::verify(answer, keys, &[algorithm])?.payload())?;
        if claims.get("iss") != self.claims().get("iss") {
            return Err(Mismatch::Issuer.into());
        }
        let ours = match claims.get("aud") {
            Some(Value::String(aud)) => aud == client_id.as_str(),
            Some(Value::Array(list)) => list.iter().any(|aud| aud == client_id.as_str()),
            _ => false,
        };
        if !ours {
            return Err(Mismatch::Audience.into());
        }
        self.own(claims)
    }

    fn own(&self, claims: Map<String, Value>) -> Result<Map<String, Value>, Error> {
        if claims.get("sub").and_then(Value::as_str) == Some(self.sub()) {
            Ok(claims)
        } else {
            Err(Mismatch::Subject.into())
        }
    }
}

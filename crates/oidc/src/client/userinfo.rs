// SPDX-License-Identifier: EUPL-1.2
//! The userinfo answer, bound to the ID token's person. OIDC Core §5.3.2.

use serde_json::{Map, Value};

use super::{RelyingParty, VerifiedIdToken};
use crate::{
    Error, Mismatch,
    jose::{JwkSet, jws},
    json,
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

    /// A signed answer (`application/jwt`): by the algorithm that was registered for it
    /// (OIDC Registration §2 `userinfo_signed_response_alg`; it need not be the ID token's), from
    /// the ID token's issuer, for us. OIDC Core §5.3.2 has `iss` and `aud` as SHOULD; without them
    /// an answer made for somebody else could be shown to us, so they must be there.
    ///
    /// # Errors
    /// [`Untrusted`](crate::Untrusted), [`Mismatch`], or [`Malformed`](crate::Malformed).
    pub fn signed_userinfo(
        &self,
        answer: &str,
        party: &RelyingParty,
        keys: &JwkSet,
    ) -> Result<Map<String, Value>, Error> {
        let signed = jws::verify(answer, keys, &[party.userinfo_algorithm])?;
        let claims = json::object(signed.payload())?;
        if claims.get("iss") != self.claims().get("iss") {
            return Err(Mismatch::Issuer.into());
        }
        let us = party.client_id.as_str();
        let ours = match claims.get("aud") {
            Some(Value::String(aud)) => aud == us,
            Some(Value::Array(list)) => list.iter().any(|aud| aud == us),
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

// SPDX-License-Identifier: EUPL-1.2
//! The way back: callback, token answer, ID token. OIDC Core §3.1.2.7, §3.1.3.5, §3.1.3.7.

use serde_json::{Map, Value};

use super::Pending;
use crate::{
    Error,
    jose::{JwkSet, VerifiedJwt},
    protocol::{Opaque, Params},
};

/// A code from a callback that answers our request. Made only by [`Pending::callback`].
#[derive(Clone)]
pub struct CallbackCode(String);

/// An ID token that answers our request. Made only by [`Pending::id_token`].
#[derive(Clone)]
pub struct VerifiedIdToken(VerifiedJwt);

impl VerifiedIdToken {
    /// `sub`.
    pub fn sub(&self) -> &str {
        self.0.text("sub").unwrap_or_default()
    }

    /// `acr`.
    pub fn acr(&self) -> Option<&str> {
        self.0.text("acr")
    }

    /// All claims.
    pub fn claims(&self) -> &Map<String, Value> {
        self.0.claims()
    }
}

impl Pending {
    /// RFC 9207 §2.4 and RFC 6749 §10.12: `iss` and `state` first, then the code or the error.
    pub fn callback(&self, params: &Params) -> Result<CallbackCode, Error> {
        let _ = params;
        todo!()
    }

    /// The token request's parameters, to be sent by
    /// [`RelyingParty::authenticated`](super::RelyingParty::authenticated).
    pub fn token_request(&self, code: &CallbackCode) -> Vec<(String, String)> {
        let _ = &code.0;
        todo!()
    }

    /// Verifies the token answer's ID token. OIDC Core §3.1.3.7.
    pub fn finish(
        self,
        token_answer: &[u8],
        keys: &JwkSet,
        now: i64,
    ) -> Result<(VerifiedIdToken, Tokens), Error> {
        let _ = (token_answer, keys, now);
        todo!()
    }
}

/// What else the token answer held.
#[derive(Clone)]
pub struct Tokens {
    /// For userinfo.
    pub access_token: String,
    /// As it came, for display.
    pub id_token: String,
}

impl VerifiedIdToken {
    /// OIDC Core §5.3.2: userinfo whose `sub` is this token's, or nothing.
    pub fn userinfo(&self, answer: &[u8]) -> Result<Map<String, Value>, Error> {
        let _ = answer;
        todo!()
    }
}

#[expect(dead_code, reason = "skeleton")]
fn skeleton(_: Opaque) {}

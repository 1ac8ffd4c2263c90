// SPDX-License-Identifier: EUPL-1.2
//! The way back: callback, token answer, ID token, userinfo. OIDC Core §3.1.2.7, §3.1.3, §5.3.

use openssl::{memcmp, sha::sha256};
use serde_json::{Map, Value};

use super::Pending;
use crate::{
    Error, Insufficient, Malformed, Mismatch,
    jose::{Audience, ExpectedClaims, IssuedAt, JwkSet, TokenType, VerifiedJwt, base64url, jwt},
    json,
    protocol::{Acr, Params, form},
};

/// How far clocks may differ, in seconds.
const TOLERANCE: i64 = 30;

/// No provider gives ID tokens for longer than a day. The token comes straight from the token
/// endpoint, so an old one is a fault, not a replay: `nonce` catches those.
const LIFETIME: i64 = 24 * 3600;

/// A code from a callback that answers our request. Made only by [`Pending::callback`].
#[derive(Clone)]
pub struct CallbackCode(String);

/// An ID token that answers our request. Made only by [`Pending::finish`].
#[derive(Clone, Debug)]
pub struct VerifiedIdToken(VerifiedJwt);

/// What else the token answer held.
#[derive(Clone)]
pub struct Tokens {
    /// For userinfo.
    pub access_token: String,
    /// As it came, for display.
    pub id_token: String,
}

impl Pending {
    /// `state` and `iss` first, then the code or the error. RFC 6749 §10.12: the state is ours;
    /// RFC 9207 §2.4: the issuer is who we asked, and says so if it promised to.
    pub fn callback(&self, params: &Params) -> Result<CallbackCode, Error> {
        if form::is_repeated(params) {
            return Err(Malformed::Repeated.into());
        }
        let value = |name: &str| form::value(params, name);
        let state = value("state").unwrap_or_default().as_bytes();
        if state.len() != self.state.len() || !memcmp::eq(state, self.state.as_bytes()) {
            return Err(Mismatch::State.into());
        }
        let issued_by = value("iss");
        if issued_by.map_or(self.iss_required, |iss| iss != self.issuer) {
            return Err(Mismatch::Issuer.into());
        }
        if let Some(code) = value("error") {
            return Err(Error::refused(code));
        }
        let code = value("code").ok_or(Malformed::Missing { parameter: "code" })?;
        Ok(CallbackCode(code.to_owned()))
    }

    /// The token request's parameters, to be sent by
    /// [`RelyingParty::authenticated`](super::RelyingParty::authenticated). RFC 6749 §4.1.3.
    pub fn token_request(&self, code: &CallbackCode) -> Vec<(String, String)> {
        [
            ("grant_type", "authorization_code"),
            ("code", &code.0),
            ("redirect_uri", self.redirect_uri.as_str()),
            ("code_verifier", self.code_verifier.expose()),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// Verifies the token answer and its ID token. OIDC Core §3.1.3.5, §3.1.3.7.
    pub fn finish(
        self,
        token_answer: &[u8],
        keys: &JwkSet,
        now: i64,
    ) -> Result<(VerifiedIdToken, Tokens), Error> {
        let answer = json::object(token_answer)?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        if let Some(code) = text("error") {
            return Err(Error::refused(code));
        }
        // RFC 6749 §7.1: "The client MUST NOT use an access token if it does not understand the
        // token type."
        if !text("token_type").is_some_and(|kind| kind.eq_ignore_ascii_case("Bearer")) {
            return Err(Mismatch::TokenType.into());
        }
        let need = |parameter| text(parameter).ok_or(Malformed::Missing { parameter });
        let (id_token, access_token) = (need("id_token")?, need("access_token")?);
        let verified = self.id_token(id_token, access_token, keys, now)?;
        let tokens = Tokens {
            access_token: access_token.to_owned(),
            id_token: id_token.to_owned(),
        };
        Ok((verified, tokens))
    }

    /// OIDC Core §3.1.3.7, point by point.
    fn id_token(
        &self,
        id_token: &str,
        access_token: &str,
        keys: &JwkSet,
        now: i64,
    ) -> Result<VerifiedIdToken, Error> {
        let expected = ExpectedClaims {
            algorithms: &[self.id_token_algorithm],
            token_type: TokenType::Jwt,
            issuer: &self.issuer,
            audience: Audience::Includes(self.client_id.as_str()),
            issued_at: IssuedAt::Required,
            lifetime: LIFETIME,
            tolerance: TOLERANCE,
        };
        let token = jwt::verify(id_token, keys, &expected, now)?;
        // OIDC Core §2: at most 255 ASCII characters.
        if !token
            .text("sub")
            .is_some_and(|sub| (1..=255).contains(&sub.len()))
        {
            return Err(Malformed::Claim { claim: "sub" }.into());
        }
        if token.text("nonce") != Some(&self.nonce) {
            return Err(Mismatch::Nonce.into());
        }
        // OIDC Core §3.1.3.8: base64url of the left half of the hash.
        if let Some(at_hash) = token.claims().get("at_hash") {
            let hash = sha256(access_token.as_bytes());
            let (left, _) = hash.split_at(16);
            if *at_hash != base64url::encode(left) {
                return Err(Mismatch::AccessTokenHash.into());
            }
        }
        let acr = token.text("acr").map(Acr::new);
        let accepted = |acr: &Acr| self.acceptable_acr.contains(acr);
        if !self.acceptable_acr.is_empty() && !acr.as_ref().is_some_and(accepted) {
            return Err(Insufficient::Acr.into());
        }
        if let Some(max_age) = self.max_age {
            let auth_time = token.time("auth_time")?.ok_or(Insufficient::AuthTime)?;
            if now.saturating_sub(auth_time) > max_age.saturating_add(TOLERANCE) {
                return Err(Insufficient::AuthTime.into());
            }
        }
        Ok(VerifiedIdToken(token))
    }
}

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

    /// OIDC Core §5.3.2: "The sub Claim in the UserInfo Response MUST be verified to exactly
    /// match the sub Claim in the ID Token; if they do not match, the UserInfo Response values
    /// MUST NOT be used."
    pub fn userinfo(&self, answer: &[u8]) -> Result<Map<String, Value>, Error> {
        let claims = json::object(answer)?;
        if claims.get("sub").and_then(Value::as_str) == Some(self.sub()) {
            Ok(claims)
        } else {
            Err(Mismatch::Subject.into())
        }
    }
}

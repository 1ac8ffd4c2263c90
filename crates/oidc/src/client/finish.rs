// SPDX-License-Identifier: EUPL-1.2
//! The way back: callback, token answer, ID token. OIDC Core §3.1.2.7, §3.1.3.

use openssl::memcmp;
use serde_json::{Map, Value};

use super::{ExpectedAcr, ExpectedAuthTime, Pending};
use crate::{
    Error, Insufficient, Malformed, Mismatch,
    hash::sha256,
    jose::{Audience, ExpectedClaims, IssuedAt, JwkSet, TokenType, VerifiedJwt, base64url, jwt},
    json,
    protocol::{Acr, Params, RedirectUri, form},
};

/// How far clocks may differ, in seconds.
const TOLERANCE: i64 = 30;

/// No provider gives ID tokens for longer than a day. The token comes straight from the token
/// endpoint, so an old one is a fault, not a replay: `nonce` catches those.
const LIFETIME: i64 = 24 * 3600;

/// Codes are opaque and short; ID-porten's have 43 characters, the longest known, signed ones, 1,200.
const LONGEST_CODE: usize = 2 * 1024;

/// A code from a callback that answers our request. Made only by [`Pending::callback`].
#[derive(Clone)]
pub struct CallbackCode(String);

/// An ID token that answers our request. Made only by [`Pending::finish`].
#[derive(Clone, Debug)]
pub struct VerifiedIdToken(VerifiedJwt);

/// A readable token answer. Nothing of it is proven.
#[derive(Clone)]
pub struct TokenAnswer {
    id_token: String,
    access_token: String,
}

/// What else the token answer held.
#[derive(Clone)]
pub struct Tokens {
    /// For userinfo.
    pub access_token: String,
    /// As it came, for display.
    pub id_token: String,
}

impl Pending {
    /// The answer came on the path that is this provider's alone, with the `state` that is ours
    /// (RFC 6749 §10.12) and the `iss` that was asked (RFC 9207 §2.4: "clients MUST reject
    /// authorization responses that do not contain the iss parameter", if it was promised);
    /// only then the code or the error is read.
    ///
    /// Attack UP-03, a code of one provider on the callback of another, ends at `received_at`
    /// (RFC 9700 §4.4.2.2) even where `iss` is not sent.
    ///
    /// # Errors
    /// [`Mismatch`], [`Malformed`], or [`Error::Refused`] with a registered code. The provider's
    /// `error_description` is never read: attack UP-09.
    pub fn callback(
        &self,
        received_at: &RedirectUri,
        params: &Params,
    ) -> Result<CallbackCode, Error> {
        if *received_at != self.redirect_uri {
            return Err(Mismatch::RedirectUri.into());
        }
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
        // RFC 6749 appendix A.11: `1*VSCHAR`. Who comes by brings what she likes: it must not be
        // our call that shows it to the provider.
        let visible = code.bytes().all(|b| (0x20..=0x7E).contains(&b));
        if code.len() > LONGEST_CODE || !visible {
            return Err(Malformed::AuthorizationCode.into());
        }
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

    /// Reads the token answer. OIDC Core §3.1.3.5.
    ///
    /// # Errors
    /// [`Malformed`], [`Mismatch::TokenType`], or [`Error::Refused`].
    pub fn answered(&self, token_answer: &[u8]) -> Result<TokenAnswer, Error> {
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
        Ok(TokenAnswer {
            id_token: need("id_token")?.to_owned(),
            access_token: need("access_token")?.to_owned(),
        })
    }

    /// Verifies the ID token. OIDC Core §3.1.3.7.
    ///
    /// Where no key of the set signed it ([`Error::Untrusted`]) the provider may have rolled its keys: see
    /// [`KeyCache`](super::KeyCache). The name of a key does not tell: a new one may bear the old one's, and
    /// §10.1 asks for none where there is one key only.
    ///
    /// # Errors
    /// [`Error`], by whose fault it is.
    pub fn finish(
        &self,
        answer: &TokenAnswer,
        keys: &JwkSet,
        now: i64,
    ) -> Result<(VerifiedIdToken, Tokens), Error> {
        let TokenAnswer {
            id_token,
            access_token,
        } = answer;
        let verified = self.id_token(id_token, access_token, keys, now)?;
        let tokens = Tokens {
            access_token: access_token.clone(),
            id_token: id_token.clone(),
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
        self.verify_acr(&token)?;
        self.verify_auth_time(&token, now)?;
        Ok(VerifiedIdToken(token))
    }

    /// OIDC Core §3.1.3.7 point 12.
    fn verify_acr(&self, token: &VerifiedJwt) -> Result<(), Error> {
        let acr = token.text("acr").map(Acr::new);
        match &self.expected.acr {
            ExpectedAcr::ByCaller => Ok(()),
            ExpectedAcr::AnyOf(list) if acr.is_some_and(|acr| list.contains(&acr)) => Ok(()),
            ExpectedAcr::AnyOf(_) => Err(Insufficient::Acr.into()),
        }
    }

    /// OIDC Core §3.1.3.7 point 13. A time that is still to come proves nothing.
    fn verify_auth_time(&self, token: &VerifiedJwt, now: i64) -> Result<(), Error> {
        let auth_time = token.time("auth_time")?;
        if let ExpectedAuthTime::NotBefore(earliest) = self.expected.auth_time
            && auth_time.is_none_or(|at| at < earliest)
        {
            return Err(Insufficient::AuthTime.into());
        }
        if let Some(max_age) = self.max_age {
            let young = |at| now.saturating_sub(at) <= max_age.saturating_add(TOLERANCE);
            if !auth_time.is_some_and(young) {
                return Err(Insufficient::AuthTime.into());
            }
        }
        match auth_time.filter(|at| *at > now.saturating_add(TOLERANCE)) {
            Some(from) => Err(Mismatch::NotYet { from, now }.into()),
            None => Ok(()),
        }
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

    /// When the person authenticated, in seconds, if the provider says so.
    pub fn auth_time(&self) -> Option<i64> {
        self.0.time("auth_time").ok().flatten()
    }

    /// All claims.
    pub fn claims(&self) -> &Map<String, Value> {
        self.0.claims()
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The userinfo endpoint. OIDC Core §5.3; RFC 6750; RFC 9449 §7.

use serde_json::{Map, Value};

use super::access_token::{AccessGrant, Presented, PresentedToken, Scheme};
use super::{ProvenKey, Provider, UserinfoFormat};
use crate::{
    Error, Malformed, Misconfigured, Mismatch,
    jose::{Algorithm, Signer, jwt},
    protocol::{ErrorCode, OAuthError, Params, form},
};

/// Finds the one access token: in the header, or in a form body of a POST, never in the query
/// (RFC 9700 §4.3.2). `body` is the decoded form of a POST, empty otherwise.
pub fn parse(
    authorization: Option<&str>,
    query: &Params,
    body: &Params,
) -> Result<Presented, OAuthError> {
    let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
    let none = || {
        let parameter = "access_token";
        OAuthError::from(ErrorCode::InvalidToken).because(Malformed::Missing { parameter })
    };
    if form::occurrences(query, "access_token") > 0 {
        return Err(invalid("the access token must not stand in the URL"));
    }
    if form::occurrences(body, "access_token") > 1 {
        return Err(invalid("a parameter is repeated").because(Malformed::Repeated));
    }
    let (scheme, presented) = match (authorization, form::value(body, "access_token")) {
        // RFC 6750 §2: "Clients MUST NOT use more than one method".
        (Some(_), Some(_)) => return Err(invalid("the access token is sent twice")),
        (None, Some(token)) => (Scheme::Bearer, token),
        (Some(header), None) => {
            let (word, token) = header.split_once(' ').unwrap_or_default();
            let is = |scheme: &str| word.eq_ignore_ascii_case(scheme);
            let scheme = match (is("Bearer"), is("DPoP")) {
                (true, _) => Scheme::Bearer,
                (_, true) => Scheme::Dpop,
                // RFC 6750 §3.1: "attempted using an unsupported authentication method".
                _ => return Err(none()),
            };
            (scheme, token.trim_matches(' '))
        }
        (None, None) => return Err(none()),
    };
    let token = PresentedToken::parse(presented).ok_or(ErrorCode::InvalidToken)?;
    Ok(Presented { scheme, token })
}

impl AccessGrant {
    /// What this token reads. `proof` is of the `DPoP` header that came along, held against this
    /// token. Whether the grant was revoked, the store says.
    pub fn userinfo(
        &self,
        presented: &Presented,
        proof: Option<&ProvenKey>,
        provider: &Provider,
        now: i64,
    ) -> Result<Userinfo, OAuthError> {
        self.verify_use(presented, proof, now)?;
        // A service that got a token for itself must not read the person here with it. TK-20.
        if !self.audience.contains(&provider.issuer) {
            let cause = Mismatch::Audience;
            return Err(OAuthError::from(ErrorCode::InvalidToken).because(cause));
        }
        if !self.scope.split(' ').any(|word| word == "openid") {
            return Err(ErrorCode::InsufficientScope.into());
        }
        let claims = self.userinfo.clone().into_map();
        Ok(match self.userinfo_format {
            UserinfoFormat::Json => Userinfo::Json(Value::Object(claims).to_string()),
            UserinfoFormat::Signed => Userinfo::ToSign(UnsignedUserinfo {
                algorithm: self.userinfo_algorithm,
                audience: self.client_id.as_str().to_owned(),
                issuer: provider.issuer.clone(),
                claims,
            }),
        })
    }
}

/// The answer. OIDC Core §5.3.2: `sub` is always in it.
pub enum Userinfo {
    /// `application/json`.
    Json(String),
    /// To be signed, then `application/jwt`.
    ToSign(UnsignedUserinfo),
}

/// An answer that must be signed before it leaves.
pub struct UnsignedUserinfo {
    algorithm: Algorithm,
    audience: String,
    issuer: String,
    claims: Map<String, Value>,
}

impl UnsignedUserinfo {
    /// Which key must sign.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// OIDC Core §5.3.2: a signed answer "SHOULD contain the Claims iss (issuer) and aud (audience)":
    /// a client sees that it is for it.
    ///
    /// # Errors
    /// [`Misconfigured::Key`] if it is another algorithm's key, or did not sign.
    pub fn sign(mut self, signer: &dyn Signer) -> Result<String, Error> {
        if signer.algorithm() != self.algorithm {
            return Err(Misconfigured::Key.into());
        }
        self.claims.insert("iss".to_owned(), self.issuer.into());
        self.claims.insert("aud".to_owned(), self.audience.into());
        jwt::sign(&self.claims, signer)
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! A client that acts for itself, without a person: RFC 6749 §4.4.
//!
//! Its tokens are of a kind of their own. RFC 9700 §4.15: a token without a person must never be taken
//! for one with a person, so no client has both, their records lie apart, and there is no `sub` that a
//! resource could read as somebody's.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::access_token::{Presented, PresentedToken, Scheme, jti_of};
use super::token::verify_binding;
use super::{AuthenticatedClient, GrantRule, ProvenKey, Provider};
use crate::Mismatch;
use crate::protocol::{ClientId, ErrorCode, OAuthError, Opaque, Params, ScopeSet, form};

/// A readable request. RFC 6749 §4.4.2; RFC 8707 §2.2.
#[derive(Clone, Debug)]
pub struct ClientCredentialsRequest {
    scope: Option<String>,
    resources: Vec<String>,
}

impl ClientCredentialsRequest {
    pub(super) fn read(params: &Params, resources: Vec<String>) -> Self {
        Self {
            scope: form::value(params, "scope").map(str::to_owned),
            resources,
        }
    }
}

/// What such a token stands for. Nothing of a person is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientGrant {
    client_id: ClientId,
    scope: ScopeSet,
    audience: String,
    issued_at: i64,
    expires_at: i64,
    jkt: Option<String>,
    jti: String,
}

/// Whether this client may have a token for `audience`, the one resource that it can be for.
///
/// # Errors
/// `unauthorized_client`, `invalid_dpop_proof`, `invalid_scope` or `invalid_target`, in this order.
pub fn grant(
    request: &ClientCredentialsRequest,
    client: &AuthenticatedClient,
    proof: Option<&ProvenKey>,
    (audience, token): (&str, &Opaque),
    now: i64,
) -> Result<ClientGrant, OAuthError> {
    let registered = client.client();
    // RFC 6749 §4.4: "MUST only be used by confidential clients".
    if registered.grants != GrantRule::ClientCredentials || registered.is_public() {
        let advice = "the client is not registered for client_credentials";
        return Err(OAuthError::new(ErrorCode::UnauthorizedClient, advice));
    }
    verify_binding(client, None, proof)?;
    // RFC 6749 §3.3: without the parameter "a pre-defined default value": all that is registered.
    let scope = match request.scope.as_deref() {
        None => registered.scopes.clone(),
        Some(asked) => ScopeSet::parse(asked)
            .filter(|asked| asked.iter().all(|word| registered.scopes.contains(word)))
            .ok_or_else(|| {
                let advice = "the client is not registered for all of these scopes";
                OAuthError::new(ErrorCode::InvalidScope, advice)
            })?,
    };
    if request.resources.iter().any(|asked| asked != audience) {
        return Err(ErrorCode::InvalidTarget.into());
    }
    Ok(ClientGrant {
        client_id: registered.client_id.clone(),
        scope,
        audience: audience.to_owned(),
        issued_at: now,
        expires_at: now.saturating_add(registered.lifetimes.access_token),
        jkt: proof.map(|proof| proof.thumbprint().to_owned()),
        jti: jti_of(token),
    })
}

impl ClientGrant {
    /// Who acts.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// When it ends, in seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// Its public name, for the trail.
    pub fn jti(&self) -> &str {
        &self.jti
    }

    /// What was granted.
    pub fn scope(&self) -> &ScopeSet {
        &self.scope
    }

    /// RFC 6749 §4.4.3: "A refresh token SHOULD NOT be included."
    pub fn to_response(&self, token: &Opaque) -> String {
        json!({
            "access_token": token.expose(),
            "token_type": self.token_type(),
            "expires_in": self.expires_at.saturating_sub(self.issued_at),
            "scope": self.scope.to_parameter(),
        })
        .to_string()
    }

    fn token_type(&self) -> &'static str {
        match self.jkt {
            Some(_) => "DPoP",
            None => "Bearer",
        }
    }

    /// Whether it may be used as it was presented, at this resource, for this. RFC 6750 §3.1; RFC 9449
    /// §7.1, §7.2: a bound token is no bearer token. `scope`: one of them must have been granted.
    ///
    /// # Errors
    /// `invalid_token` or `insufficient_scope`.
    pub fn verify_use(
        &self,
        presented: &Presented,
        proof: Option<&ProvenKey>,
        (audience, scope): (&str, &[&str]),
        now: i64,
    ) -> Result<(), OAuthError> {
        let refuse = |cause: Mismatch| OAuthError::from(ErrorCode::InvalidToken).because(cause);
        if now >= self.expires_at {
            let exp = self.expires_at;
            return Err(refuse(Mismatch::Expired { exp, now }));
        }
        if self.audience != audience {
            return Err(refuse(Mismatch::Audience));
        }
        if matches!(presented.token, PresentedToken::Jwt(_)) {
            return Err(refuse(Mismatch::TokenType));
        }
        match (&self.jkt, presented.scheme, proof) {
            (None, Scheme::Bearer, _) => {}
            (Some(jkt), Scheme::Dpop, Some(proof)) if proof.thumbprint() == jkt => {}
            (Some(_), Scheme::Dpop, _) => {
                let bound = "the access token is bound to a key: a DPoP proof of it is needed";
                let error = OAuthError::new(ErrorCode::InvalidToken, bound);
                return Err(error.because(Mismatch::ProofKey));
            }
            _ => return Err(refuse(Mismatch::TokenType)),
        }
        if !scope.iter().any(|word| self.scope.contains(word)) {
            let advice = format!("the access token needs the scope {}", scope.join(" or "));
            return Err(OAuthError::new(ErrorCode::InsufficientScope, advice));
        }
        Ok(())
    }

    /// RFC 7662 §2.2, for the client that has it; to everybody else it is none of their business.
    pub fn introspected(
        &self,
        caller: &AuthenticatedClient,
        provider: &Provider,
        now: i64,
    ) -> Option<String> {
        if caller.client().client_id != self.client_id || now >= self.expires_at {
            return None;
        }
        let mut answer = Map::new();
        let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
        put("active", true.into());
        put("iss", provider.issuer.as_str().into());
        put("client_id", self.client_id.as_str().into());
        put("aud", self.audience.as_str().into());
        put("scope", self.scope.to_parameter().into());
        put("token_type", self.token_type().into());
        put("iat", self.issued_at.into());
        put("exp", self.expires_at.into());
        put("jti", self.jti.as_str().into());
        if let Some(jkt) = &self.jkt {
            put("cnf", json!({ "jkt": jkt }));
        }
        Some(Value::Object(answer).to_string())
    }

    /// RFC 7009 §2.1: "verifies whether the token was issued to the client making the revocation
    /// request".
    pub fn may_revoke(&self, caller: &AuthenticatedClient) -> bool {
        caller.client().client_id == self.client_id
    }
}

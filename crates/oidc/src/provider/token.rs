// SPDX-License-Identifier: EUPL-1.2
//! The token endpoint. RFC 6749 §4.1.3, §5; OIDC Core §3.1.3.
//!
//! Order at the endpoint: authenticate the client, [`parse`], take the grant by its code (it is
//! gone then), [`redeem`], [`Redeemed::issue`]. A failed authentication must not burn the code.

use serde_json::json;

use super::{AccessGrant, AuthenticatedClient, Grant, Provider};
use crate::{
    Error, Malformed, Misconfigured, Mismatch,
    jose::{Algorithm, Signer, jwt},
    protocol::{CodeVerifier, ErrorCode, OAuthError, Opaque, Params, form},
};

/// A readable token request.
#[derive(Clone)]
pub struct TokenRequest {
    code: Opaque,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
}

impl std::fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenRequest(…)")
    }
}

impl TokenRequest {
    /// Which grant to take.
    pub fn code(&self) -> &Opaque {
        &self.code
    }
}

/// Reads the parameters; only `grant_type=authorization_code`.
pub fn parse(params: &Params) -> Result<TokenRequest, OAuthError> {
    let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
    if form::is_repeated(params) {
        return Err(invalid("a parameter is repeated").because(Malformed::Repeated));
    }
    match form::value(params, "grant_type") {
        Some("authorization_code") => {}
        Some(_) => return Err(ErrorCode::UnsupportedGrantType.into()),
        None => return Err(invalid("grant_type is missing")),
    }
    let code = form::value(params, "code").ok_or_else(|| invalid("code is missing"))?;
    Ok(TokenRequest {
        code: Opaque::parse(code).ok_or(ErrorCode::InvalidGrant)?,
        redirect_uri: form::value(params, "redirect_uri").map(str::to_owned),
        code_verifier: form::value(params, "code_verifier").map(str::to_owned),
    })
}

/// Whether this client, with this request, may have what the code stands for. The grant is
/// consumed either way: a wrong verifier burns the code.
pub fn redeem(
    request: &TokenRequest,
    grant: Grant,
    client: &AuthenticatedClient<'_>,
    now: i64,
) -> Result<Redeemed, OAuthError> {
    let refuse = |cause: Mismatch| Err(OAuthError::from(ErrorCode::InvalidGrant).because(cause));
    let promise = &grant.promise;
    // RFC 6749 §4.1.3: "ensure that the authorization code was issued to the authenticated
    // confidential client".
    if promise.client_id != client.client().client_id {
        return refuse(Mismatch::UnknownClient);
    }
    if now >= grant.expires_at {
        return refuse(Mismatch::Expired {
            exp: grant.expires_at,
            now,
        });
    }
    // RFC 6749 §4.1.3: identical to the one in the request, where OIDC Core demands one.
    if request.redirect_uri.as_deref() != Some(promise.reply.redirect_uri().as_str()) {
        return refuse(Mismatch::RedirectUri);
    }
    let proven = match (&promise.code_challenge, request.code_verifier.as_deref()) {
        (Some(challenge), Some(verifier)) => {
            CodeVerifier::parse(verifier).is_some_and(|verifier| challenge.is_met_by(&verifier))
        }
        // RFC 9700 §2.1.1: a verifier without a challenge betrays a downgrade.
        (Some(_), None) | (None, Some(_)) => false,
        (None, None) => true,
    };
    if !proven {
        return refuse(Mismatch::CodeVerifier);
    }
    Ok(Redeemed(grant))
}

/// A grant that was redeemed rightly, ready to become tokens. Made only by [`redeem`].
#[derive(Debug)]
pub struct Redeemed(Grant);

impl Redeemed {
    /// Which key must sign.
    pub fn id_token_algorithm(&self) -> Algorithm {
        self.0.promise.id_token_algorithm
    }

    /// The grant.
    pub fn grant(&self) -> &Grant {
        &self.0
    }

    /// Signs the ID token. `access_token` (32 random bytes) and `jti` come from the caller.
    pub fn issue(
        self,
        provider: &Provider,
        signer: &dyn Signer,
        access_token: Opaque,
        jti: &str,
        now: i64,
    ) -> Result<(TokenResponse, AccessGrant), Error> {
        let Self(grant) = self;
        if signer.algorithm() != grant.promise.id_token_algorithm {
            return Err(Misconfigured::Key.into());
        }
        let id_token = jwt::sign(&grant.id_token(&provider.issuer, jti, now), signer)?;
        let expires_in = grant.promise.lifetimes.access_token;
        let scope = grant.promise.scope.to_parameter();
        let access = AccessGrant {
            client_id: grant.promise.client_id.clone(),
            expires_at: now.saturating_add(expires_in),
            userinfo: grant.userinfo(),
        };
        Ok((
            TokenResponse {
                access_token,
                id_token,
                expires_in,
                scope,
            },
            access,
        ))
    }
}

/// The answer. RFC 6749 §5.1; sent with `Cache-Control: no-store`.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenResponse {
    /// The access token.
    pub access_token: Opaque,
    /// The signed ID token.
    pub id_token: String,
    /// Seconds the access token lives.
    pub expires_in: i64,
    /// What was granted.
    pub scope: String,
}

impl TokenResponse {
    /// The body.
    pub fn to_json(&self) -> String {
        json!({
            "access_token": self.access_token.expose(),
            "token_type": "Bearer",
            "expires_in": self.expires_in,
            "scope": self.scope,
            "id_token": self.id_token,
        })
        .to_string()
    }
}

impl std::fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenResponse(…)")
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The token endpoint. RFC 6749 §4.1.3, §5; OIDC Core §3.1.3.
//!
//! Order at the endpoint: authenticate the client, [`parse`], take the grant by its code (it is
//! gone then), [`redeem`], [`Redeemed::issue`]. A failed authentication must not burn the code.

use super::{AccessGrant, AuthenticatedClient, Grant, Provider};
use crate::{
    Error,
    jose::{Algorithm, Signer},
    protocol::{CodeVerifier, OAuthError, Opaque, Params},
};

/// A readable token request.
#[derive(Clone, Debug)]
pub struct TokenRequest {
    code: Opaque,
    redirect_uri: Option<String>,
    code_verifier: Option<CodeVerifier>,
}

impl TokenRequest {
    /// Which grant to take.
    pub fn code(&self) -> &Opaque {
        &self.code
    }
}

/// Reads the parameters; only `grant_type=authorization_code`.
pub fn parse(params: &Params) -> Result<TokenRequest, OAuthError> {
    let _ = params;
    todo!()
}

/// Whether this client, with this request, may have what the code stands for. The grant is
/// consumed either way: a wrong verifier burns the code.
pub fn redeem(
    request: &TokenRequest,
    grant: Grant,
    client: &AuthenticatedClient<'_>,
    now: i64,
) -> Result<Redeemed, OAuthError> {
    let _ = (
        grant,
        client,
        now,
        &request.redirect_uri,
        &request.code_verifier,
    );
    todo!()
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
        let _ = (provider, signer, access_token, jti, now);
        todo!()
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
        todo!()
    }
}

impl std::fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenResponse(…)")
    }
}

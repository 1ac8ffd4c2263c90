// SPDX-License-Identifier: EUPL-1.2
//! The way out: request, PKCE, client assertion. OIDC Core §3.1.2.1; RFC 9126; RFC 7523.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    jose::{Algorithm, Signer},
    protocol::{
        AcrValues, ClientId, CodeVerifier, Prompt, ProviderMetadata, RedirectUri, ResponseMode,
        ScopeSet, UiLocales,
    },
};

/// Ourselves at one provider.
#[derive(Clone)]
pub struct RelyingParty {
    /// Our id there.
    pub client_id: ClientId,
    /// How we prove ourselves.
    pub credential: Credential,
    /// Our registered callback.
    pub redirect_uri: RedirectUri,
    /// How the provider signs ID tokens for us.
    pub id_token_algorithm: Algorithm,
}

/// How we prove ourselves. OIDC Core §9.
#[derive(Clone)]
pub enum Credential {
    /// `private_key_jwt`.
    PrivateKeyJwt(Arc<dyn Signer>),
    /// `client_secret_basic`.
    SecretBasic(String),
}

/// What we ask this time.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Scopes; must hold `openid`.
    pub scope: ScopeSet,
    /// Levels that would do; the answer's `acr` must be one of them, if any is named.
    pub acr_values: AcrValues,
    /// `prompt`.
    pub prompt: Prompt,
    /// `max_age`.
    pub max_age: Option<i64>,
    /// `ui_locales`.
    pub ui_locales: UiLocales,
    /// `response_mode`.
    pub response_mode: ResponseMode,
}

/// Fresh random octets of the caller, for one login.
#[derive(Clone)]
pub struct Entropy {
    /// For `state`.
    pub state: [u8; 32],
    /// For `nonce`.
    pub nonce: [u8; 32],
    /// For the code verifier.
    pub verifier: [u8; 32],
}

/// What must be remembered, bound to the browser, until the callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    pub(crate) issuer: String,
    pub(crate) client_id: ClientId,
    pub(crate) redirect_uri: RedirectUri,
    pub(crate) id_token_algorithm: Algorithm,
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) code_verifier: CodeVerifier,
    pub(crate) acr_values: AcrValues,
    pub(crate) max_age: Option<i64>,
    pub(crate) iss_required: bool,
}

impl Pending {
    /// `state`, under which the login may be found again.
    pub fn state(&self) -> &str {
        &self.state
    }
}

/// A login that has begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The authorization request's parameters: to be pushed, or to be put in the URL.
    pub parameters: Vec<(String, String)>,
    /// What to remember.
    pub pending: Pending,
}

impl RelyingParty {
    /// Makes the authorization request.
    pub fn begin(&self, provider: &ProviderMetadata, wish: &Wish, entropy: &Entropy) -> Begun {
        let _ = (provider, wish, entropy);
        todo!()
    }

    /// A direct request to the provider (PAR, token) with our credential: form parameters, and
    /// the `Authorization` header if the method uses it. `jti` is 16 or more random octets.
    pub fn authenticated(
        &self,
        parameters: Vec<(String, String)>,
        provider: &ProviderMetadata,
        jti: &[u8],
        now: i64,
    ) -> Result<DirectRequest, Error> {
        let _ = (parameters, provider, jti, now);
        todo!()
    }
}

/// A form to be posted to PAR or token endpoint.
#[derive(Clone)]
pub struct DirectRequest {
    /// The form.
    pub parameters: Vec<(String, String)>,
    /// The `Authorization` header.
    pub authorization: Option<String>,
}

/// Where the browser goes with a pushed request. RFC 9126 §4.
pub fn pushed_url(
    provider: &ProviderMetadata,
    client_id: &ClientId,
    par_answer: &[u8],
) -> Result<String, Error> {
    let _ = (provider, client_id, par_answer);
    todo!()
}

/// Where the browser goes with the parameters themselves.
pub fn plain_url(provider: &ProviderMetadata, begun: &Begun) -> String {
    let _ = (provider, begun);
    todo!()
}

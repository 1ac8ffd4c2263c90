// SPDX-License-Identifier: EUPL-1.2
//! What this provider is, and its discovery document. OIDC Discovery §3; RFC 8414 §2.

use crate::{
    jose::Algorithm,
    protocol::{AcrValues, ProviderMetadata, ResponseMode, ScopeSet},
};

/// The provider's own facts: constant, from configuration, never from a request's `Host`.
#[derive(Clone, Debug)]
pub struct Provider {
    /// `issuer`, without trailing slash unless configured so.
    pub issuer: String,
    /// Where the endpoints are.
    pub endpoints: Endpoints,
    /// Levels that can be asked for.
    pub acr_values: AcrValues,
    /// Scopes that can be asked for. Must hold `openid`.
    pub scopes: ScopeSet,
    /// Languages of the pages, as BCP 47 tags.
    pub ui_locales: Vec<String>,
    /// Claims that may be released.
    pub claims: Vec<String>,
    /// Algorithms of the ID tokens: those we hold keys for.
    pub id_token_algorithms: Vec<Algorithm>,
}

/// The endpoints' URLs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// `authorization_endpoint`.
    pub authorization: String,
    /// `token_endpoint`.
    pub token: String,
    /// `pushed_authorization_request_endpoint`.
    pub par: String,
    /// `userinfo_endpoint`.
    pub userinfo: String,
    /// `jwks_uri`.
    pub jwks: String,
}

impl Endpoints {
    /// `/authorize`, `/token`, `/par`, `/userinfo` and `/jwks.json` under the issuer.
    pub fn under(issuer: &str) -> Self {
        let at = |path: &str| format!("{}/{path}", issuer.trim_end_matches('/'));
        Self {
            authorization: at("authorize"),
            token: at("token"),
            par: at("par"),
            userinfo: at("userinfo"),
            jwks: at("jwks.json"),
        }
    }
}

impl Provider {
    /// The discovery document.
    pub fn metadata(&self) -> ProviderMetadata {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let names = |list: &[Algorithm]| list.iter().map(|alg| alg.as_str().to_owned()).collect();
        let at = |url: &String| url.clone();
        ProviderMetadata {
            issuer: self.issuer.clone(),
            authorization_endpoint: at(&self.endpoints.authorization),
            token_endpoint: at(&self.endpoints.token),
            userinfo_endpoint: Some(at(&self.endpoints.userinfo)),
            jwks_uri: at(&self.endpoints.jwks),
            pushed_authorization_request_endpoint: Some(at(&self.endpoints.par)),
            require_pushed_authorization_requests: false,
            response_types_supported: words(&["code"]),
            response_modes_supported: ResponseMode::ALL.map(|m| m.as_str().to_owned()).to_vec(),
            grant_types_supported: words(&["authorization_code"]),
            subject_types_supported: words(&["pairwise"]),
            id_token_signing_alg_values_supported: names(&self.id_token_algorithms),
            scopes_supported: self.scopes.iter().map(str::to_owned).collect(),
            claims_supported: self.claims.clone(),
            claims_parameter_supported: true,
            request_parameter_supported: false,
            request_uri_parameter_supported: false,
            acr_values_supported: self
                .acr_values
                .iter()
                .map(|a| a.as_str().to_owned())
                .collect(),
            ui_locales_supported: self.ui_locales.clone(),
            prompt_values_supported: words(&["none", "login", "consent", "select_account"]),
            token_endpoint_auth_methods_supported: words(&[
                "private_key_jwt",
                "client_secret_basic",
                "client_secret_post",
            ]),
            token_endpoint_auth_signing_alg_values_supported: names(&Algorithm::ALL),
            code_challenge_methods_supported: words(&["S256"]),
            authorization_response_iss_parameter_supported: true,
        }
    }
}

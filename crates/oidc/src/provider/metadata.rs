// SPDX-License-Identifier: EUPL-1.2
//! What this provider is, and its discovery document. OIDC Discovery §3; RFC 8414 §2.

use crate::{
    jose::Algorithm,
    protocol::{AcrValues, ProviderMetadata, ScopeSet},
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
        todo!()
    }
}

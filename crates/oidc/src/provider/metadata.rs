// SPDX-License-Identifier: EUPL-1.2
//! What this provider is and can do, and its discovery document. OIDC Discovery §3; RFC 8414 §2.

use std::collections::BTreeSet;

use super::AuthMethod;
use crate::{
    jose::{Algorithm, JwkSet},
    protocol::{AcrValues, ProviderMetadata, ResponseMode, ScopeSet},
};

/// The provider's own facts: constant, from configuration, never from a request's `Host`. TK-30.
#[derive(Clone, Debug)]
pub struct Provider {
    /// `issuer`, without trailing slash unless configured so.
    pub issuer: String,
    /// Where the endpoints are.
    pub endpoints: Endpoints,
    /// What it does beyond the code flow with ID tokens, PKCE and PAR: what is not here is neither
    /// published nor taken.
    pub abilities: BTreeSet<Ability>,
    /// How clients can be registered to prove themselves.
    pub auth_methods: Vec<AuthMethod>,
    /// Levels that can be asked for.
    pub acr_values: AcrValues,
    /// Scopes that can be asked for. Must hold `openid`.
    pub scopes: ScopeSet,
    /// Types of `authorization_details` that can be asked for.
    pub authorization_details_types: Vec<String>,
    /// Languages of the pages, as BCP 47 tags.
    pub ui_locales: Vec<String>,
    /// Claims that may be released.
    pub claims: Vec<String>,
    /// Algorithms of the ID tokens: those we hold keys for.
    pub id_token_algorithms: Vec<Algorithm>,
    /// Our public keys, those that retired included: by them our own tokens are known again.
    pub keys: JwkSet,
}

/// A part of the protocol that a deployment serves or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ability {
    /// RFC 9396.
    AuthorizationDetails,
    /// OIDC Back-Channel Logout.
    BackChannelLogout,
    /// RFC 6749 §4.4, for who is registered so.
    ClientCredentials,
    /// RFC 9449.
    Dpop,
    /// OIDC Front-Channel Logout.
    FrontChannelLogout,
    /// RFC 7662.
    Introspection,
    /// RFC 6749 §6.
    RefreshTokens,
    /// RFC 9101, by value.
    RequestObjects,
    /// RFC 8707, beyond userinfo.
    Resources,
    /// RFC 7009.
    Revocation,
    /// OIDC RP-Initiated Logout.
    RpInitiatedLogout,
    /// JARM.
    SignedResponses,
    /// OIDC Core §5.3.2: userinfo as a signed token, for who is registered so.
    SignedUserinfo,
}

impl Ability {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::AuthorizationDetails,
        Self::BackChannelLogout,
        Self::ClientCredentials,
        Self::Dpop,
        Self::FrontChannelLogout,
        Self::Introspection,
        Self::RefreshTokens,
        Self::RequestObjects,
        Self::Resources,
        Self::Revocation,
        Self::RpInitiatedLogout,
        Self::SignedResponses,
        Self::SignedUserinfo,
    ];
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
    /// `introspection_endpoint`.
    pub introspection: String,
    /// `revocation_endpoint`.
    pub revocation: String,
    /// `end_session_endpoint`.
    pub end_session: String,
}

impl Endpoints {
    /// ID-porten's paths under the issuer.
    pub fn under(issuer: &str) -> Self {
        let at = |path: &str| format!("{}/{path}", issuer.trim_end_matches('/'));
        Self {
            authorization: at("authorize"),
            token: at("token"),
            par: at("par"),
            userinfo: at("userinfo"),
            jwks: at("jwks.json"),
            introspection: at("token/introspect"),
            revocation: at("token/revoke"),
            end_session: at("logout"),
        }
    }
}

impl Provider {
    /// Whether it serves this.
    pub fn can(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }

    /// A mode that it answers in.
    pub(super) fn response_mode(&self, text: &str) -> Option<ResponseMode> {
        let mode = ResponseMode::parse(text)?;
        (!mode.is_signed() || self.can(Ability::SignedResponses)).then_some(mode)
    }

    /// The discovery document.
    pub fn metadata(&self) -> ProviderMetadata {
        let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let names = |list: &[Algorithm]| list.iter().map(|alg| alg.as_str().to_owned()).collect();
        let can = |ability| self.can(ability);
        let when = |ability, url: &String| can(ability).then(|| url.clone());
        let signs = |ability, list: &[Algorithm]| -> Vec<String> {
            if can(ability) {
                names(list)
            } else {
                Vec::new()
            }
        };
        let modes = ResponseMode::ALL.into_iter();
        let modes = modes.filter(|mode| !mode.is_signed() || can(Ability::SignedResponses));
        let mut grants = words(&["authorization_code"]);
        if can(Ability::RefreshTokens) {
            grants.push("refresh_token".to_owned());
        }
        if can(Ability::ClientCredentials) {
            grants.push("client_credentials".to_owned());
        }
        let mut response_modes: Vec<String> = modes.map(|m| m.as_str().to_owned()).collect();
        if can(Ability::SignedResponses) {
            // JARM §2.3.4: the signed form of the default.
            response_modes.push("jwt".to_owned());
        }
        let asks = if can(Ability::AuthorizationDetails) {
            self.authorization_details_types.clone()
        } else {
            Vec::new()
        };
        let methods: Vec<String> = self
            .auth_methods
            .iter()
            .map(|m| m.as_str().to_owned())
            .collect();
        // RFC 8414 §2, of each of the three endpoints: it "MUST be present if" private_key_jwt is among
        // the methods.
        let asserted = |served: bool| match self.auth_methods.contains(&AuthMethod::PrivateKeyJwt) {
            true if served => names(&Algorithm::ALL),
            _ => Vec::new(),
        };
        // RFC 8414 §2: "none" proves nobody who looks into tokens.
        let proving: Vec<String> = methods.iter().filter(|m| *m != "none").cloned().collect();
        ProviderMetadata {
            issuer: self.issuer.clone(),
            authorization_endpoint: self.endpoints.authorization.clone(),
            token_endpoint: self.endpoints.token.clone(),
            userinfo_endpoint: Some(self.endpoints.userinfo.clone()),
            jwks_uri: self.endpoints.jwks.clone(),
            pushed_authorization_request_endpoint: Some(self.endpoints.par.clone()),
            require_pushed_authorization_requests: false,
            introspection_endpoint: when(Ability::Introspection, &self.endpoints.introspection),
            introspection_endpoint_auth_methods_supported: if can(Ability::Introspection) {
                proving
            } else {
                Vec::new()
            },
            introspection_endpoint_auth_signing_alg_values_supported: asserted(can(
                Ability::Introspection,
            )),
            revocation_endpoint: when(Ability::Revocation, &self.endpoints.revocation),
            revocation_endpoint_auth_methods_supported: if can(Ability::Revocation) {
                methods.clone()
            } else {
                Vec::new()
            },
            revocation_endpoint_auth_signing_alg_values_supported: asserted(can(
                Ability::Revocation,
            )),
            end_session_endpoint: when(Ability::RpInitiatedLogout, &self.endpoints.end_session),
            response_types_supported: words(&["code"]),
            response_modes_supported: response_modes,
            grant_types_supported: grants,
            subject_types_supported: words(&["pairwise"]),
            id_token_signing_alg_values_supported: names(&self.id_token_algorithms),
            userinfo_signing_alg_values_supported: signs(
                Ability::SignedUserinfo,
                &self.id_token_algorithms,
            ),
            authorization_signing_alg_values_supported: signs(
                Ability::SignedResponses,
                &self.id_token_algorithms,
            ),
            // OIDC Discovery §3: without `none`, which no request here may have.
            request_object_signing_alg_values_supported: signs(
                Ability::RequestObjects,
                &Algorithm::ALL,
            ),
            dpop_signing_alg_values_supported: signs(Ability::Dpop, &super::dpop::ALGORITHMS),
            scopes_supported: self.scopes.iter().map(str::to_owned).collect(),
            claims_supported: self.claims.clone(),
            claims_parameter_supported: true,
            request_parameter_supported: can(Ability::RequestObjects),
            request_uri_parameter_supported: false,
            authorization_details_types_supported: asks,
            acr_values_supported: self
                .acr_values
                .iter()
                .map(|a| a.as_str().to_owned())
                .collect(),
            ui_locales_supported: self.ui_locales.clone(),
            prompt_values_supported: words(&["none", "login", "consent", "select_account"]),
            token_endpoint_auth_methods_supported: methods,
            token_endpoint_auth_signing_alg_values_supported: asserted(true),
            code_challenge_methods_supported: words(&["S256"]),
            authorization_response_iss_parameter_supported: true,
            backchannel_logout_supported: can(Ability::BackChannelLogout),
            backchannel_logout_session_supported: can(Ability::BackChannelLogout),
            frontchannel_logout_supported: can(Ability::FrontChannelLogout),
            frontchannel_logout_session_supported: can(Ability::FrontChannelLogout),
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Provider metadata, as it is published and as it is read. OIDC Discovery §3; RFC 8414 §2.

use serde::{Deserialize, Serialize};

/// The members of the discovery document that this crate writes and reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderMetadata {
    /// `issuer`, compared as an exact string.
    pub issuer: String,
    /// Where the browser goes.
    pub authorization_endpoint: String,
    /// Where codes become tokens.
    pub token_endpoint: String,
    /// Where access tokens become claims.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo_endpoint: Option<String>,
    /// Where the keys are.
    pub jwks_uri: String,
    /// RFC 9126 §5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pushed_authorization_request_endpoint: Option<String>,
    /// RFC 9126 §5: whether every client must push.
    #[serde(default)]
    pub require_pushed_authorization_requests: bool,
    /// Response types.
    #[serde(default)]
    pub response_types_supported: Vec<String>,
    /// Response modes.
    #[serde(default)]
    pub response_modes_supported: Vec<String>,
    /// Grant types.
    #[serde(default)]
    pub grant_types_supported: Vec<String>,
    /// `public` or `pairwise`.
    #[serde(default)]
    pub subject_types_supported: Vec<String>,
    /// How ID tokens may be signed.
    #[serde(default)]
    pub id_token_signing_alg_values_supported: Vec<String>,
    /// Scopes.
    #[serde(default)]
    pub scopes_supported: Vec<String>,
    /// Claims.
    #[serde(default)]
    pub claims_supported: Vec<String>,
    /// Whether `claims` is read.
    #[serde(default)]
    pub claims_parameter_supported: bool,
    /// Whether `request` is read.
    #[serde(default)]
    pub request_parameter_supported: bool,
    /// Whether `request_uri` of a client's own is fetched. Absent means true, so it is written.
    #[serde(default)]
    pub request_uri_parameter_supported: bool,
    /// Levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acr_values_supported: Vec<String>,
    /// Languages of the pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ui_locales_supported: Vec<String>,
    /// Values of `prompt`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompt_values_supported: Vec<String>,
    /// Client authentication at the token endpoint (and, by RFC 9126 §2, at PAR).
    #[serde(default)]
    pub token_endpoint_auth_methods_supported: Vec<String>,
    /// Algorithms of client assertions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub token_endpoint_auth_signing_alg_values_supported: Vec<String>,
    /// RFC 7636 §6.2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code_challenge_methods_supported: Vec<String>,
    /// RFC 9207 §3.
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

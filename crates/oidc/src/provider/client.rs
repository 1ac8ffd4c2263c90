// SPDX-License-Identifier: EUPL-1.2
//! A registered client. RFC 6749 §2; RFC 7591 §2 names its members.

use openssl::{memcmp, sha::sha256};
use serde::{Deserialize, Serialize};

use crate::{
    jose::{Algorithm, JwkSet},
    protocol::{AcrValues, ClientId, RedirectUri, ScopeSet},
};

/// What the operator registered about a client. Plain data, checked when configuration is read.
#[derive(Clone, Debug)]
pub struct Client {
    /// `client_id`.
    pub client_id: ClientId,
    /// The organisation, else the client id: who shares a pairwise `sub`. OIDC Core §8.1.
    pub sector: String,
    /// Where answers may go, byte for byte.
    pub redirect_uris: Vec<RedirectUri>,
    /// How the client proves itself.
    pub auth: ClientAuth,
    /// What it may ask for. Must hold `openid`.
    pub scopes: ScopeSet,
    /// Levels it may ask for; empty means every level the provider supports.
    pub acr_values: AcrValues,
    /// Levels asked when the request names none. OIDC Registration §2 `default_acr_values`.
    pub default_acr_values: AcrValues,
    /// Whether PKCE may be left out.
    pub pkce: PkceRule,
    /// Whether requests must be pushed.
    pub push: PushRule,
    /// How its ID tokens are signed.
    pub id_token_algorithm: Algorithm,
    /// Which claims go where.
    pub claim_profile: ClaimProfile,
    /// How long what it gets may be used.
    pub lifetimes: Lifetimes,
}

/// How the client proves itself. OIDC Core §9.
#[derive(Clone, Debug)]
pub enum ClientAuth {
    /// `private_key_jwt` with one of these keys and algorithms.
    PrivateKeyJwt {
        /// The client's public keys.
        keys: JwkSet,
        /// The algorithms registered for them.
        algorithms: Vec<Algorithm>,
    },
    /// `client_secret_basic`.
    SecretBasic(SecretHash),
    /// `client_secret_post`.
    SecretPost(SecretHash),
}

impl ClientAuth {
    /// The registered word for the method.
    pub fn method(&self) -> &'static str {
        match self {
            Self::PrivateKeyJwt { .. } => "private_key_jwt",
            Self::SecretBasic(_) => "client_secret_basic",
            Self::SecretPost(_) => "client_secret_post",
        }
    }
}

/// SHA-256 of a client secret. Secrets are random (32 bytes), so a fast hash keeps them.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash of a secret.
    pub fn of(secret: &str) -> Self {
        Self(sha256(secret.as_bytes()))
    }

    /// A hash that was kept.
    pub fn from_bytes(hash: [u8; 32]) -> Self {
        Self(hash)
    }

    /// Compared as hashes and in constant time: the time tells nothing about the secret.
    pub fn is_of(&self, presented: &str) -> bool {
        memcmp::eq(&self.0, &sha256(presented.as_bytes()))
    }
}

impl std::fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// Whether PKCE may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PkceRule {
    /// `code_challenge` with `S256`. RFC 9700 §2.1.1.
    #[default]
    Required,
    /// An old confidential client: a `nonce` must stand in for it (RFC 9700 §2.1.1).
    NotRequired {
        /// Why, for the record.
        reason: String,
    },
}

/// Whether requests must be pushed. RFC 9126 §6 `require_pushed_authorization_requests`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PushRule {
    /// Pushed or plain.
    #[default]
    Optional,
    /// Only pushed.
    Required,
}

/// Which claims go where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimProfile {
    /// As ID-porten: the person's claims in the ID token, and again in userinfo.
    #[default]
    Idporten,
    /// As OIDC Core §5.4: claims of scopes only in userinfo; in the ID token what `claims` asks.
    Standard,
}

/// How long what a client gets may be used, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifetimes {
    /// A pushed request. RFC 9126 §2.2: 5 to 600 s.
    pub pushed_request: i64,
    /// A code. FAPI 2.0 §5.3.2.1: at most 60 s.
    pub code: i64,
    /// An ID token.
    pub id_token: i64,
    /// An access token.
    pub access_token: i64,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            pushed_request: 90,
            code: 60,
            id_token: 120,
            access_token: 120,
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! OpenID Connect, both halves over one vocabulary.
//!
//! - [`protocol`]: the words of the standards: scopes, prompts, PKCE, error codes, metadata.
//! - [`jose`]: JWS, JWK and JWT with a closed list of algorithms.
//! - [`provider`]: what an OpenID Provider does at each endpoint, one file an endpoint.
//! - [`client`]: what a Relying Party does: `begin` a login and `finish` it.
//!
//! Everything is pure: parameters, keys, policy and `now` (seconds since 1970) go in, and a
//! proof, a message or an error comes out. No clock, no randomness, no HTTP.
//!
//! ```text
//! POST /par        client_auth::parse → Credentials::verify → AuthenticatedClient
//!                  par::push → PushedRequest (kept) + 201 answer
//! GET  /authorize  authorize::parse → Asked::Pushed | Asked::Plain
//!                  PushedRequest::open | PlainRequest::verify → AuthorizationRequest
//!                  AuthorizationRequest::grant → Grant (kept under the code)
//!                  ReplyAddress::code | ReplyAddress::error → AuthorizationResponse
//! POST /token      token::parse → AuthenticatedClient; Grant taken by its code
//!                  token::redeem → Redeemed::issue → TokenResponse + AccessGrant (kept)
//! GET  /userinfo   userinfo::parse → AccessGrant::userinfo
//! ```
//!
//! Clauses are cited by the names in [`manual`].
#![forbid(unsafe_code)]

pub mod client;
mod error;
pub mod jose;
mod json;
pub mod protocol;
pub mod provider;

pub use error::{Error, Insufficient, Malformed, Misconfigured, Mismatch, Untrusted};

/// Where the cited clauses stand.
///
/// | cited as | document |
/// |---|---|
/// | RFC 6749, 6750 | OAuth 2.0; Bearer tokens |
/// | RFC 7515, 7517, 7518, 7519, 7638 | JWS, JWK, JWA, JWT, JWK Thumbprint |
/// | RFC 7521, 7523 | assertions for client authentication |
/// | RFC 7636 | PKCE |
/// | RFC 8414 | authorization server metadata |
/// | RFC 8725, 9700 | best current practice for JWT and for OAuth |
/// | RFC 9126 | pushed authorization requests |
/// | RFC 9207 | `iss` in the authorization response |
/// | OIDC Core | OpenID Connect Core 1.0 incorporating errata set 2 |
/// | OIDC Discovery | OpenID Connect Discovery 1.0 incorporating errata set 2 |
/// | OIDC Unmet | OpenID Connect Core Error Code `unmet_authentication_requirements` 1.0 |
/// | Form Post | OAuth 2.0 Form Post Response Mode 1.0 |
/// | FAPI 2.0 | FAPI 2.0 Security Profile |
pub mod manual {}

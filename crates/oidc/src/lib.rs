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
//!                  UnsignedResponse::sign, where the answer is to be signed
//! POST /token      dpop::find → dpop::verify → UnusedProof::used → ProvenKey
//!                  token::parse → TokenRequest::Code: Grant taken by its code → token::redeem
//!                               | TokenRequest::Refresh: RefreshGrant read → refresh::redeem → taken
//!                  Redeemed::issue | Refreshed::issue → Issued: TokenResponse + what is kept
//! GET  /userinfo   userinfo::parse → Presented; PresentedToken::handle → AccessGrant read
//!                  AccessGrant::userinfo → Userinfo
//! POST /token/introspect  introspection::parse → AccessGrant::introspected
//! POST /token/revoke      revocation::parse → AccessGrant::revoked_by → Revocation
//! GET  /logout     end_session::parse → EndSessionRequest::verify → VerifiedEndSession
//!                  backchannel_logout::message, frontchannel_logout::frame for each client
//! ```
//!
//! Clauses are cited by the names in [`manual`].
#![forbid(unsafe_code)]

pub mod client;
mod error;
mod hash;
pub mod jose;
pub mod json;
pub mod protocol;
pub mod provider;

pub use error::{Error, Insufficient, Malformed, Misconfigured, Mismatch, Untrusted};

/// Where the cited clauses stand.
///
/// | cited as | document |
/// |---|---|
/// | RFC 6749, 6750 | OAuth 2.0; Bearer tokens |
/// | RFC 7009, 7662 | token revocation; token introspection |
/// | RFC 7515, 7517, 7518, 7519, 7638 | JWS, JWK, JWA, JWT, JWK Thumbprint |
/// | RFC 7521, 7523 | assertions for client authentication |
/// | RFC 7591 | the names of what is registered about a client |
/// | RFC 7636 | PKCE |
/// | RFC 8252 | native applications |
/// | RFC 8414 | authorization server metadata |
/// | RFC 8707 | `resource` |
/// | RFC 8725, 9700 | best current practice for JWT and for OAuth |
/// | RFC 9068 | access tokens as JWT |
/// | RFC 9101 | signed authorization requests (JAR) |
/// | RFC 9126 | pushed authorization requests |
/// | RFC 9207 | `iss` in the authorization response |
/// | RFC 9396 | `authorization_details` |
/// | RFC 9449 | tokens bound to a key (DPoP) |
/// | OIDC Core | OpenID Connect Core 1.0 incorporating errata set 2 |
/// | OIDC Discovery | OpenID Connect Discovery 1.0 incorporating errata set 2 |
/// | OIDC RP-Initiated, Back-Channel, Front-Channel Logout | the three logout specifications, 1.0 |
/// | OIDC Unmet | OpenID Connect Core Error Code `unmet_authentication_requirements` 1.0 |
/// | Form Post | OAuth 2.0 Form Post Response Mode 1.0 |
/// | JARM | JWT Secured Authorization Response Mode for OAuth 2.0 |
/// | FAPI 2.0 | FAPI 2.0 Security Profile; Message Signing where it says so |
pub mod manual {}

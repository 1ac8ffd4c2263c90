// SPDX-License-Identifier: EUPL-1.2
//! The crate's behaviour, by specification; each name begins with its clause.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod access_tokens;
mod attacks;
mod client_credentials;
mod fixture;
mod form_urlencoded;
mod jose;
mod logout;
mod oidc_core;
mod refresh_tokens;
mod registration;
mod relying_party;
mod rfc6749;
mod rfc6750_bearer;
mod rfc7516_jwe;
mod rfc7517_jwk_set;
mod rfc7523_client_auth;
mod rfc7636_pkce;
mod rfc9101_jar;
mod rfc9126_par;
mod rfc9449_dpop;
mod upstream;

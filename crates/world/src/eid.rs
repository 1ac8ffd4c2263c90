// SPDX-License-Identifier: EUPL-1.2
//! The national e-IDs of Demo Europe: ordinary OpenID Providers with different [habits](data),
//! made of `oidc::provider`.
//!
//! ```text
//! GET  /.well-known/openid-configuration, /jwks.json
//! POST /par, /token        the gateway, with its key or secret
//! GET  /authorize          → a page to choose who one is, or a session of the e-ID's own
//! POST /login              → back to the gateway with a code, or with a refusal
//! GET  /userinfo
//! GET  /, POST /switch     the switch: up, down, or slow at the token endpoint
//! ```

pub mod data;
mod persons;
mod provider;
#[cfg(test)]
mod tests;
mod visit;

pub use data::{
    ClaimNames, Credential, EIDS, EidData, EidRegistration, Notification, Released, RoleData, Sso,
};
pub use persons::{EID_PERSONS, EidPerson, Happens, number_of};
pub use provider::{Eid, State};

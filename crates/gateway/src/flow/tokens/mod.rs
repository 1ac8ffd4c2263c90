// SPDX-License-Identifier: EUPL-1.2
//! What a code becomes, and what becomes of that: the story of the machines, in which no person takes
//! part.
//!
//! ```text
//! asker      who asks: a client, proven once, and the key that it holds
//! push       POST /par      a request is handed in before its person comes
//! issue      POST /token    a code, or a refresh token, is used up and becomes tokens
//! read       GET /userinfo  an access token reads what it stands for
//! look       POST /token/introspect, POST /token/revoke
//! act        a client that acts for itself, and its token at the registry of clients
//! trace      POST /trace    what became of a service's own logins
//! elsewhere  the same of the other nodes of a cluster
//! grant      what all of them keep, and how a login's tokens are revoked at once
//! ```

pub mod act;
pub mod asker;
pub mod elsewhere;
mod grant;
pub mod issue;
pub mod look;
pub mod push;
pub mod read;
pub mod trace;

use oidc::protocol::{ErrorCode, OAuthError};
use store::StoreError;

use crate::audit::AuditError;

/// The store failed: nothing was given out.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` calls"
)]
pub(crate) fn store_failed(error: StoreError) -> OAuthError {
    tracing::error!(%error, "the store failed");
    OAuthError::from(ErrorCode::TemporarilyUnavailable)
}

/// A key or value of ours that the library cannot use.
pub(crate) fn unusable(error: oidc::Error) -> OAuthError {
    tracing::error!(%error, "a key or value of ours cannot be used");
    OAuthError::from(ErrorCode::ServerError).because(error)
}

/// What is not written down does not leave.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` calls"
)]
fn unaudited(error: AuditError) -> OAuthError {
    tracing::error!(%error, "the audit trail cannot be written");
    ErrorCode::ServerError.into()
}

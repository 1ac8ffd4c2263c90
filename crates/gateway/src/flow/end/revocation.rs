// SPDX-License-Identifier: EUPL-1.2
//! One mark for all tokens of a login at a service, which whoever uses one of them looks for: set when
//! its code came a second time (RFC 6749 §4.1.2), and when the person logged out.

use oidc::protocol::Opaque;
use oidc::provider::GrantId;
use serde::{Deserialize, Serialize};
use store::{Key, Kind, Secret, StoreError};

use crate::app::App;

/// The longest that anything of a login lives: what `authorization_seconds` may be at most, and an
/// access token more.
const LONGEST_MS: i64 = (365 * 24 + 1) * 60 * 60 * 1000;

/// A login at a service, by what its code was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocable {
    id: GrantId,
    /// Until when its mark is kept. Made of the code alone: who has nothing but the used code must find
    /// the same mark.
    until_ms: i64,
}

impl Revocable {
    /// The login that this code is of; `None` for what is no code of ours.
    pub fn of_code(code: &Secret) -> Option<Self> {
        let opaque = Opaque::new(code.reveal()).ok()?;
        Some(Self {
            id: GrantId::of_code(&opaque),
            until_ms: revocable_until(code),
        })
    }

    /// Everything of this login dies, by whatever way it comes.
    pub async fn revoke(&self, app: &App) -> Result<(), StoreError> {
        revoke(app, &self.id, self.until_ms).await
    }

    /// Whether it died.
    pub async fn is_revoked(&self, app: &App) -> Result<bool, StoreError> {
        is_revoked(app, &self.id, self.until_ms).await
    }
}

/// Until when a mark of this code's login is kept.
pub fn revocable_until(code: &Secret) -> i64 {
    code.expires_ms().saturating_add(LONGEST_MS)
}

/// Everything of this login dies.
pub async fn revoke(app: &App, grant_id: &GrantId, until_ms: i64) -> Result<(), StoreError> {
    let mark = key(grant_id, until_ms);
    app.records.mark_new(mark, until_ms).await.map(drop)
}

/// Whether everything of this login died.
pub async fn is_revoked(app: &App, grant_id: &GrantId, until_ms: i64) -> Result<bool, StoreError> {
    let mark = app.records.marked_as(key(grant_id, until_ms)).await?;
    Ok(mark.is_some())
}

fn key(grant_id: &GrantId, until_ms: i64) -> Key {
    let name = grant_id.as_str().as_bytes();
    Key::mark(Kind::Replay, until_ms, &[b"revoked", name])
}

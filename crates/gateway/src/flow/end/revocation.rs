// SPDX-License-Identifier: EUPL-1.2
//! One mark for all tokens of a login at a service, which whoever uses one of them looks for: set when
//! its code came a second time (RFC 6749 §4.1.2), and when the person logged out. A session names the latest logins of a
//! service one by one; of those before, tokens look for a mark of the session at that service.
//!
//! A mark is kept until nothing of its login can live any more, which the client's lifetimes say. Who
//! brings a code a second time has nothing but the code, so that mark alone, and no other, lies as long
//! as the longest login there may be.

use oidc::protocol::Opaque;
use oidc::provider::{GrantId, Lifetimes, Promise};
use serde::{Deserialize, Serialize};
use store::{Key, Kind, Secret, StoreError, Together};

use crate::app::App;

/// The longest that anything of a login lives: what `authorization_seconds` may be at most, and an
/// access token more.
const LONGEST_MS: i64 = (365 * 24 + 1) * 60 * 60 * 1000;

/// Marks of a session end with a day (UTC): so those of a year are few enough to be remembered one by one.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// So long a code waits for its client at most. RFC 6749 §4.1.2: "A maximum authorization code lifetime of 10
/// minutes is RECOMMENDED", and no more can be registered.
const LONGEST_CODE_MS: i64 = 10 * 60 * 1000;

/// Back-Channel Logout §2.7: what the person allowed for when she is away "normally SHOULD NOT be revoked".
pub fn outlives_logout(promise: &Promise) -> bool {
    promise.scope.contains("offline_access")
}

/// Until when marks of a login are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocations {
    /// The mark of who has nothing but the used code. Made of the code alone.
    pub of_its_code_ms: i64,
    /// The mark of everybody else; 0 in records of 0.1, which had none.
    pub ends_ms: i64,
}

impl Revocations {
    /// Of the login that this code is of.
    pub fn of(code: &Secret, lifetimes: &Lifetimes) -> Self {
        // A code may be redeemed in its last moment, and a refresh token in its.
        let longest = lifetimes
            .authorization
            .saturating_add(lifetimes.access_token);
        Self {
            of_its_code_ms: code_revocable_until(code),
            ends_ms: longest
                .saturating_mul(1000)
                .saturating_add(code.expires_ms()),
        }
    }

    fn mark_until(self) -> i64 {
        match self.ends_ms {
            0 => self.of_its_code_ms,
            ends_ms => ends_ms.min(self.of_its_code_ms),
        }
    }

    /// Everything of this login dies.
    pub async fn revoke(self, app: &App, grant_id: &GrantId) -> Result<(), StoreError> {
        revoke(app, grant_id, self.mark_until()).await
    }

    /// Whether everything of this login died.
    pub async fn is_revoked(self, app: &App, grant_id: &GrantId) -> Result<bool, StoreError> {
        app.records.any_marked(&self.marks(grant_id)).await
    }

    /// When the day ends in which nothing of this login lives any more.
    fn of_its_session_ms(self) -> i64 {
        end_of_day_ms(self.mark_until())
    }

    /// The mark of everything that this session gave its service.
    pub fn mark_of_session(self, sid: &str) -> Key {
        key_of_session(sid, self.of_its_session_ms())
    }

    /// The marks of which one says so.
    pub fn marks(self, grant_id: &GrantId) -> [Key; 2] {
        [self.mark_until(), self.of_its_code_ms].map(|until_ms| key(grant_id, until_ms))
    }
}

/// A login at a service, by what its code was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocable {
    id: GrantId,
    /// [`Revocations`].
    until_ms: i64,
    #[serde(default)]
    ends_ms: i64,
}

impl Revocable {
    /// The login that this code is of; `None` for what is no code of ours.
    pub fn of_code(code: &Secret, lifetimes: &Lifetimes) -> Option<Self> {
        let opaque = Opaque::new(code.reveal()).ok()?;
        let Revocations {
            of_its_code_ms,
            ends_ms,
        } = Revocations::of(code, lifetimes);
        Some(Self {
            id: GrantId::of_code(&opaque),
            until_ms: of_its_code_ms,
            ends_ms,
        })
    }

    fn revocations(&self) -> Revocations {
        Revocations {
            of_its_code_ms: self.until_ms,
            ends_ms: self.ends_ms,
        }
    }

    /// Everything of this login dies, by whatever way it comes. What is over already leaves no mark.
    pub async fn revoke(&self, app: &App) -> Result<(), StoreError> {
        match self.until(app) {
            Some(until_ms) => revoke(app, &self.id, until_ms).await,
            None => Ok(()),
        }
    }

    /// Until when the mark of its session is kept, where nobody remembers this login itself.
    pub(super) fn of_its_session_ms(&self) -> i64 {
        self.revocations().of_its_session_ms()
    }

    /// The same among writes that go together.
    pub(super) fn revoke_with(&self, app: &App, together: Together) -> Together {
        match self.until(app) {
            Some(until_ms) => together.put_at(key(&self.id, until_ms), Vec::new(), until_ms),
            None => together,
        }
    }

    fn until(&self, app: &App) -> Option<i64> {
        let until_ms = self.revocations().mark_until();
        (until_ms >= app.env.now_ms()).then_some(until_ms)
    }

    /// Whether it died.
    pub async fn is_revoked(&self, app: &App) -> Result<bool, StoreError> {
        self.revocations().is_revoked(app, &self.id).await
    }
}

/// A used code came again: everything of its login dies. Its mark is found by the code alone.
pub async fn revoke_by_code(
    app: &App,
    grant_id: &GrantId,
    code: &Secret,
) -> Result<(), StoreError> {
    revoke(app, grant_id, code_revocable_until(code)).await
}

fn code_revocable_until(code: &Secret) -> i64 {
    code.expires_ms().saturating_add(LONGEST_MS)
}

async fn revoke(app: &App, grant_id: &GrantId, until_ms: i64) -> Result<(), StoreError> {
    let mark = key(grant_id, until_ms);
    app.records.mark_new(mark, until_ms).await.map(drop)
}

/// The mark of a session, by its name at a service. It is set when the session ends.
pub(super) fn key_of_session(sid: &str, until_ms: i64) -> Key {
    Key::mark(Kind::Replay, until_ms, &[b"ended", sid.as_bytes()])
}

/// The mark of its session that a code is held against, whatever it was made for: it says that its person is logged in.
pub fn mark_for_code(sid: &str, code: &Secret) -> Key {
    key_of_session(sid, end_of_day_ms(code.expires_ms()))
}

/// When the marks end for the codes that wait now.
pub(super) fn marks_for_codes_ms(now_ms: i64) -> [i64; 2] {
    [now_ms, now_ms.saturating_add(LONGEST_CODE_MS)].map(end_of_day_ms)
}

fn end_of_day_ms(time_ms: i64) -> i64 {
    let days = time_ms.div_euclid(DAY_MS).saturating_add(1);
    days.saturating_mul(DAY_MS)
}

fn key(grant_id: &GrantId, until_ms: i64) -> Key {
    let name = grant_id.as_str().as_bytes();
    Key::mark(Kind::Replay, until_ms, &[b"revoked", name])
}

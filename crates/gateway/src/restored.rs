// SPDX-License-Identifier: EUPL-1.2
//! Since when a restored store remembers what was used.
//!
//! Attack: a message that somebody else signed (a foreign connector's request, a client's
//! assertion, a DPoP proof) was used after the backup was made; the restore forgot the mark of it, and it
//! is brought again while it is valid. Defence: what was issued before the restore is refused as if it had
//! been used, by every verifier that makes something one-time by a mark of ours. What is one-time because a
//! record of ours is taken (a code, an answer to our request, a `request_uri`, a `state`, a refresh token)
//! is in no backup: [`store::snapshot`]. Trade: who sent a message in the seconds around the restore
//! sends another one.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::{Records, Standing, StoreError};

/// The mark that a restore writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedAfter {
    /// The moment of the restore, Unix milliseconds; 0 where there was none.
    pub ms: i64,
}

impl Standing for IssuedAfter {
    const PLACE: u8 = 19;
}

/// What the verifiers ask.
#[derive(Debug, Default)]
pub struct Restored(AtomicI64);

impl Restored {
    /// Reads the mark, at the start and when something that stands was changed.
    ///
    /// # Errors
    /// The store failed: nothing may be verified.
    pub async fn load(&self, records: &Records) -> Result<(), StoreError> {
        let mark: IssuedAfter = records.standing().await?;
        // A database that came back once more, without the mark, makes nobody believe more.
        self.0.fetch_max(mark.ms, Ordering::Relaxed);
        Ok(())
    }

    /// Whether a message of this date may have been used before the restore. Its clock may have been
    /// ahead by `skew` when it was.
    pub fn may_have_seen(&self, issued_ms: i64, skew: Duration) -> bool {
        let skew_ms = i64::try_from(skew.as_millis()).unwrap_or(i64::MAX);
        let restored_ms = self.0.load(Ordering::Relaxed);
        restored_ms > 0 && issued_ms <= restored_ms.saturating_add(skew_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_issued_until_the_restore_and_its_skew_may_have_been_seen() {
        let skew = Duration::from_secs(30);
        let never = Restored::default();
        assert!(!never.may_have_seen(0, skew) && !never.may_have_seen(i64::MIN, skew));
        let restored = Restored(AtomicI64::new(1_000_000));
        assert!(restored.may_have_seen(999_999, Duration::ZERO));
        assert!(restored.may_have_seen(1_030_000, skew));
        assert!(!restored.may_have_seen(1_030_001, skew));
    }
}

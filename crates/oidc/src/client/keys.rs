// SPDX-License-Identifier: EUPL-1.2
//! A provider's public keys, and when to ask for them again. OIDC Core §10.1.1: "when the
//! verifier does not recognise the kid [it] goes back to jwks_uri".
//!
//! ```text
//! keys(now)            what may be used now
//! turn(need, now)      one caller gets the turn to fetch; everybody else goes on with what is there
//! fetched(turn, …)     the set is read with its caps; a bad one changes nothing
//! ```

use crate::{Error, jose::JwkSet};

/// Seconds after which a set is asked for again although nothing is missing: ID-porten's own
/// connector keeps sets for an hour.
const FRESH: i64 = 3600;

/// Seconds for which a set may be used when its provider's key endpoint stays silent: ID-porten
/// asks its clients to look about every 24 hours, so an operator must expect keys to live on
/// that long.
const USABLE: i64 = 24 * 3600;

/// Seconds between two fetches when a set is there. Attack UP-08: tokens with random key names
/// must not make us a fetch storm. "refetch ≤ 1/min".
const BETWEEN_FETCHES: i64 = 60;

/// Seconds between two fetches when no set is there: nobody can log in meanwhile, and one lost
/// packet at start should not cost a minute. One login's deadline.
const BETWEEN_FIRST_FETCHES: i64 = 5;

/// The keys of one provider. Starts empty.
#[derive(Clone, Debug, Default)]
pub struct KeyCache {
    set: Option<Held>,
    last_turn: Option<i64>,
}

#[derive(Clone, Debug)]
struct Held {
    keys: JwkSet,
    fetched_at: i64,
}

/// Why the keys are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// To have a fresh set.
    Fresh,
    /// No key of the set signed a token.
    UnknownKey,
}

/// The right to fetch once. Made only by [`KeyCache::turn`].
#[derive(Debug, PartialEq, Eq)]
pub struct FetchTurn(());

impl KeyCache {
    /// The keys that may be used at `now`; `None` before the first fetch and when the last good
    /// one is a day old.
    pub fn keys(&self, now: i64) -> Option<&JwkSet> {
        let held = self.set.as_ref()?;
        (age(held.fetched_at, now) < USABLE).then_some(&held.keys)
    }

    /// Whether to fetch now. The turn counts from here, however the fetch ends: of many callers
    /// at once only one gets it.
    #[must_use]
    pub fn turn(&mut self, need: Need, now: i64) -> Option<FetchTurn> {
        let held = self.set.as_ref().map(|held| age(held.fetched_at, now));
        let usable = held.is_some_and(|age| age < USABLE);
        let wanted = !usable || need == Need::UnknownKey || held.is_none_or(|age| age >= FRESH);
        let pause = if usable {
            BETWEEN_FETCHES
        } else {
            BETWEEN_FIRST_FETCHES
        };
        let rested = self.last_turn.is_none_or(|last| age(last, now) >= pause);
        if wanted && rested {
            self.last_turn = Some(now);
            Some(FetchTurn(()))
        } else {
            None
        }
    }

    /// Takes what the fetch brought, and gives it back: [`JwkSet::warnings`] is for the operator.
    ///
    /// # Errors
    /// As [`JwkSet::parse`]: too large, no set, or no key in it that can be used. The old set
    /// stays as it was.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a turn is used once: taking it is the point"
    )]
    pub fn fetched(&mut self, turn: FetchTurn, octets: &[u8], now: i64) -> Result<&JwkSet, Error> {
        let FetchTurn(()) = turn;
        let keys = JwkSet::parse(octets)?;
        let held = self.set.insert(Held {
            keys,
            fetched_at: now,
        });
        Ok(&held.keys)
    }
}

/// Seconds since then. A clock that went back makes everything old, so that it is asked again.
fn age(then: i64, now: i64) -> i64 {
    now.checked_sub(then)
        .filter(|age| *age >= 0)
        .unwrap_or(i64::MAX)
}

// SPDX-License-Identifier: EUPL-1.2
//! How much each of many may have us compute, whoever they are: in memory, and for each node by itself.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::bucket::Rate;

/// What one login, and one request, may have us compute. Whoever begins logins without end meets the
/// limits of beginnings ([`crate::starts`]).
#[derive(Debug)]
pub(crate) struct WalletShares {
    /// What a page asks through the Digital Credentials API, and what it brings back: signatures, and an
    /// answer to decrypt and verify. A person tries a few times; her page asks once each time it is loaded.
    pub(crate) of_page: Shares,
    /// Answers to one request that were refused. More than a hundred may come at once (WV-06), and whoever
    /// posts them can end the request anyway (WV-05).
    pub(crate) of_request: Shares,
}

impl Default for WalletShares {
    fn default() -> Self {
        Self {
            of_page: Shares::of(Rate {
                every_ms: 3000,
                burst: 40,
            }),
            of_request: Shares::of(Rate {
                every_ms: 1000,
                burst: 200,
            }),
        }
    }
}

/// So many are known at once: some 100 octets each.
const MANY: usize = 8192;

/// A bucket for each of many, most of whom come once or twice.
#[derive(Debug)]
pub(crate) struct Shares {
    rate: Rate,
    /// Of whose bucket is not full: when it is.
    full_ms: Mutex<HashMap<String, i64>>,
}

impl Shares {
    /// So much for each.
    pub(crate) fn of(rate: Rate) -> Self {
        let full_ms = Mutex::default();
        Self { rate, full_ms }
    }

    /// Whether there is room for one more.
    pub(crate) fn has(&self, who: &str, now_ms: i64) -> bool {
        let full_ms = self.known().get(who).copied().unwrap_or(now_ms);
        self.rate.after(full_ms, 1, now_ms).is_ok()
    }

    /// Takes one, if there is room. When more come than are known at once, those are forgotten: each of
    /// them is a login or a request that somebody had us begin, which costs us more than its share.
    pub(crate) fn take(&self, who: &str, now_ms: i64) -> bool {
        let mut known = self.known();
        if known.len() >= MANY && !known.contains_key(who) {
            known.retain(|_, full_ms| *full_ms > now_ms);
            if known.len() >= MANY {
                known.clear();
            }
        }
        let full_ms = known.get(who).copied().unwrap_or(now_ms);
        let after = self.rate.after(full_ms, 1, now_ms);
        if let Ok(full_ms) = after {
            known.insert(who.to_owned(), full_ms);
        }
        after.is_ok()
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        self.full_ms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_share_that_grows_again_and_a_crowd_takes_no_more_room() {
        let shares = Shares::of(Rate {
            every_ms: 1000,
            burst: 3,
        });
        for _ in 0..3 {
            assert!(shares.has("one", 0));
            assert!(shares.take("one", 0));
        }
        assert!(!shares.has("one", 0));
        assert!(!shares.take("one", 999));
        assert!(shares.take("other", 999));
        assert!(shares.take("one", 1000));
        assert!(!shares.take("one", 1000));
        for nth in 0..3 * MANY {
            assert!(shares.take(&nth.to_string(), 1000));
        }
        assert!(shares.known().len() <= MANY);
    }
}

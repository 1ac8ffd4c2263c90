// SPDX-License-Identifier: EUPL-1.2
//! How much each of many may have us compute, whoever they are: in memory, and for each node by itself.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::bucket::{Rate, network};
use crate::caller::Caller;

/// What one login, and one request, may have us compute. Whoever begins logins without end meets the
/// limits of beginnings ([`crate::starts`]).
#[derive(Debug)]
pub(crate) struct WalletShares {
    /// What a page asks through the Digital Credentials API, and what it brings back: signatures, and an
    /// answer to decrypt and verify. A person tries a few times; her page asks once each time it is loaded.
    pub(crate) of_page: Shares,
    /// Answers to one request that were refused.
    pub(crate) of_request: AnswerShares,
}

impl Default for WalletShares {
    fn default() -> Self {
        Self {
            of_page: Shares::of(Rate {
                every_ms: 3000,
                burst: 40,
            }),
            of_request: AnswerShares::default(),
        }
    }
}

/// How much one proof may have us write: each answer leaves lines in the trail, which the disk keeps for their four hundred
/// days, and the answer of a session a grant and a receipt. Attack: whoever is logged in, or a page that she has open,
/// asks by `prompt=none` without end, or a client reads by one token, until the disk's reserve is reached and nobody
/// can log in.
#[derive(Debug)]
pub(crate) struct ProofShares {
    /// Answers by a session, without a page. A browser that opens again its tabs of twenty services asks for each
    /// of them; an application of one page asks anew as often as its access token ends, after two minutes.
    pub(crate) of_session: Shares,
    /// What is read by the tokens of one login at a service, and new ones for its refresh token.
    pub(crate) of_grant: Shares,
}

impl Default for ProofShares {
    /// A hundred and twenty at once, then thirty a minute: some 8 MB in the two hours that a session has, at 2 KB an
    /// answer, and 20 MB a day of one login's tokens.
    fn default() -> Self {
        let rate = Rate {
            every_ms: 2000,
            burst: 120,
        };
        Self {
            of_session: Shares::of(rate),
            of_grant: Shares::of(rate),
        }
    }
}

/// Refused answers to one request: of each network that posts them, and of all together. Attack: whoever
/// photographed the code posts what is none until the honest wallet, which stands elsewhere, is not heard.
#[derive(Debug)]
pub(crate) struct AnswerShares {
    of_network: Shares,
    of_all: Shares,
}

impl Default for AnswerShares {
    /// More than a hundred may come at once (WV-06). All networks together have five times the share of
    /// one: that bounds what a request may cost, and whoever has so many can end it by one "no" (WV-05).
    fn default() -> Self {
        Self {
            of_network: Shares::of(Rate {
                every_ms: 1000,
                burst: 200,
            }),
            of_all: Shares::of(Rate {
                every_ms: 200,
                burst: 1000,
            }),
        }
    }
}

impl AnswerShares {
    /// Whether there is room for one more answer to this request from there.
    pub(crate) fn has(&self, request: &str, caller: Caller, now_ms: i64) -> bool {
        self.of_all.has(request, now_ms) && self.of_network.has(&from(request, caller), now_ms)
    }

    /// Takes one before the answer is looked at, so that of those that come at once no more are looked at
    /// than there is room for. A network without room takes nothing of what all have.
    pub(crate) fn take(&self, request: &str, caller: Caller, now_ms: i64) -> bool {
        let source = from(request, caller);
        if !self.of_network.has(&source, now_ms) || !self.of_all.take(request, now_ms) {
            return false;
        }
        let taken = self.of_network.take(&source, now_ms);
        if !taken {
            self.of_all.give_back(request, now_ms);
        }
        taken
    }

    /// It was an answer.
    pub(crate) fn give_back(&self, request: &str, caller: Caller, now_ms: i64) {
        self.of_network.give_back(&from(request, caller), now_ms);
        self.of_all.give_back(request, now_ms);
    }
}

/// A request and who answers it.
fn from(request: &str, Caller(address): Caller) -> String {
    match address.map(network) {
        Some(network) => format!("{request} {network}"),
        None => request.to_owned(),
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
    /// them is a login or a request that somebody had us begin, which costs us more than its share, or took
    /// a part of a request's.
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

    /// What was taken was not spent.
    pub(crate) fn give_back(&self, who: &str, now_ms: i64) {
        let mut known = self.known();
        if let Some(full_ms) = known.get_mut(who) {
            *full_ms -= self.rate.every_ms;
            if *full_ms <= now_ms {
                known.remove(who);
            }
        }
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

    const REQUEST: &str = "request";

    fn caller(address: &str) -> Caller {
        Caller(Some(address.parse().unwrap()))
    }

    #[test]
    fn wv_06_who_answers_from_elsewhere_has_a_share_of_its_own() {
        let shares = AnswerShares::default();
        let stranger = caller("2001:db8:1::1");
        for _ in 0..200 {
            assert!(shares.has(REQUEST, stranger, 0));
            assert!(shares.take(REQUEST, stranger, 0));
        }
        // One subscriber, whatever the rest of the address.
        for same in [stranger, caller("2001:db8:1:0:ffff::2")] {
            assert!(!shares.has(REQUEST, same, 0));
            assert!(!shares.take(REQUEST, same, 0));
        }
        for other in ["2001:db8:1:1::1", "192.0.2.7"].map(caller) {
            assert!(shares.has(REQUEST, other, 0));
            assert!(shares.take(REQUEST, other, 0));
        }
        assert!(shares.take("another request", stranger, 0));
        assert!(shares.take(REQUEST, stranger, 1000));
    }

    #[test]
    fn wv_06_all_networks_together_have_a_share_and_who_is_over_its_own_takes_none_of_it() {
        let shares = AnswerShares::default();
        let from = |n: u8| caller(&format!("192.0.2.{n}"));
        for _ in 0..2000 {
            shares.take(REQUEST, from(0), 0);
        }
        for n in 1..5 {
            for _ in 0..200 {
                assert!(shares.take(REQUEST, from(n), 0));
            }
        }
        assert!(!shares.has(REQUEST, from(5), 0));
        assert!(!shares.take(REQUEST, from(5), 0));
        // Five a second: the one that was refused took nothing.
        for _ in 0..5 {
            assert!(shares.take(REQUEST, from(5), 1000));
        }
        assert!(!shares.take(REQUEST, from(5), 1000));
    }

    #[test]
    fn what_was_an_answer_is_given_back_once() {
        let shares = AnswerShares::default();
        let phone = caller("192.0.2.7");
        for _ in 0..1500 {
            assert!(shares.take(REQUEST, phone, 0));
            shares.give_back(REQUEST, phone, 0);
        }
        // Nothing was taken, and nothing is gained.
        shares.give_back(REQUEST, phone, 0);
        for _ in 0..200 {
            assert!(shares.take(REQUEST, phone, 0));
        }
        assert!(!shares.take(REQUEST, phone, 0));
        assert!(shares.of_all.known().len() == 1 && shares.of_network.known().len() == 1);
        shares.give_back(REQUEST, phone, 200_000);
        assert!(shares.of_all.known().is_empty() && shares.of_network.known().is_empty());
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! When an e-ID fails again and again, nobody is sent there for a while. UP-10.
//!
//! Attack: the breaker is shared, and strangers feed it. One cookie makes eight hundred signed pushes
//! until the e-ID answers 429, or three callbacks with a made-up code meet a token endpoint that
//! answers 5xx to such codes: the e-ID is closed for everybody, as long as the stranger likes.
//! Defence, by what a call carried ([`Carried`]) and whether it was answered at all:
//!
//! - what fails in the course of a login counts once for that login;
//! - an e-ID that *answers* lives, and a stranger may have caused what it answers: such failures
//!   close nothing by themselves, they raise a doubt that a look at its document settles;
//! - while it is closed, only that look can keep it so.
//!
//! Trade: a token endpoint that answers 5xx to everybody beside a document that can be read closes
//! nothing; each person reads at once that the e-ID failed.

use std::sync::{Mutex, PoisonError};

/// So many failures open it: one or two are chance, and each costs a person up to five seconds.
const FAILURES: usize = 3;

/// Milliseconds within which they count. Rare faults of a busy e-ID never add up.
const WITHIN_MS: i64 = 60_000;

/// Milliseconds it stays open: an e-ID that restarts is back by then, and one that is down costs
/// one try in so long.
const PAUSE_MS: i64 = 30_000;

/// Whether one e-ID may be called. It opens by failures and half-opens by time.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// What failed, since it last worked.
    failed: Vec<Failed>,
    open_until_ms: Option<i64>,
    doubt: Doubt,
}

#[derive(Debug)]
struct Failed {
    at_ms: i64,
    /// The login in whose course it failed.
    login: Option<String>,
    answered: bool,
}

/// Whether somebody must look if the e-ID lives.
#[derive(Debug, Default, PartialEq, Eq)]
enum Doubt {
    #[default]
    None,
    Raised,
    BeingSettled,
}

/// What a call carried.
#[derive(Clone, Copy, Debug)]
pub enum Carried<'a> {
    /// Nothing that came from a browser: the call is for the document or the keys.
    Nothing,
    /// Something of this login: a request that its browser may make again, a code that it brought.
    Of(&'a str),
}

/// The leave to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// As usual.
    Call,
    /// The pause is over: this one caller finds out whether the e-ID is back.
    Probe,
}

impl Breaker {
    /// Whether to call now; `None` while it is open.
    pub fn leave(&self, now_ms: i64) -> Option<Leave> {
        self.with(|state| match state.open_until_ms {
            None => Some(Leave::Call),
            Some(until) if now_ms < until => None,
            Some(_) => {
                // The others go on waiting until the probe has come back.
                state.open_until_ms = Some(now_ms + PAUSE_MS);
                Some(Leave::Probe)
            }
        })
    }

    /// Whether nobody is sent there now.
    pub fn is_open(&self, now_ms: i64) -> bool {
        self.with(|state| state.open_until_ms.is_some_and(|until| now_ms < until))
    }

    /// A call failed: it was `answered` with a status that says so, or not at all in time. `true`
    /// when that opened it.
    pub fn failed(&self, now_ms: i64, carried: Carried<'_>, answered: bool) -> bool {
        self.with(|state| {
            let login = match carried {
                Carried::Nothing => None,
                Carried::Of(_) if state.open_until_ms.is_some() => return false,
                Carried::Of(login) => Some(login.to_owned()),
            };
            state
                .failed
                .retain(|failed| now_ms - failed.at_ms < WITHIN_MS);
            if login.is_some() && state.failed.iter().any(|failed| failed.login == login) {
                return false;
            }
            let answered = answered && login.is_some();
            if answered && state.doubt != Doubt::None {
                return false;
            }
            state.failed.push(Failed {
                at_ms: now_ms,
                login,
                answered,
            });
            let silent = state.failed.iter().filter(|failed| !failed.answered);
            if state.open_until_ms.is_some() || silent.count() >= FAILURES {
                return state.open(now_ms);
            }
            if state.failed.len() >= FAILURES && state.doubt == Doubt::None {
                state.doubt = Doubt::Raised;
            }
            false
        })
    }

    /// Whether the caller has to look if the e-ID lives: told to one. What it saw goes to
    /// [`Self::worked`] or [`Self::open`].
    pub fn has_doubt(&self) -> bool {
        self.with(|state| {
            let raised = state.doubt == Doubt::Raised;
            if raised {
                state.doubt = Doubt::BeingSettled;
            }
            raised
        })
    }

    /// It was looked at, and does not live; `true` when that opened it.
    pub fn open(&self, now_ms: i64) -> bool {
        self.with(|state| state.open(now_ms))
    }

    /// It works: a login went through, or a probe came back.
    pub fn worked(&self) {
        self.with(|state| *state = State::default());
    }

    fn with<T>(&self, read: impl FnOnce(&mut State) -> T) -> T {
        read(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn open(&mut self, now_ms: i64) -> bool {
        let was_open = self.open_until_ms.is_some();
        *self = Self {
            open_until_ms: Some(now_ms + PAUSE_MS),
            ..Self::default()
        };
        !was_open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Breaker {
        fn own(&self, now_ms: i64) -> bool {
            self.failed(now_ms, Carried::Nothing, true)
        }

        fn silent(&self, now_ms: i64, login: &str) -> bool {
            self.failed(now_ms, Carried::Of(login), false)
        }

        fn answered(&self, now_ms: i64, login: &str) -> bool {
            self.failed(now_ms, Carried::Of(login), true)
        }
    }

    #[test]
    fn up_10_three_failures_within_a_minute_open_it_and_time_half_opens_it() {
        let breaker = Breaker::default();
        assert!(!breaker.own(0) && !breaker.own(1_000));
        assert_eq!(breaker.leave(1_000), Some(Leave::Call));
        assert!(breaker.own(2_000));
        assert!(breaker.is_open(2_000));
        assert_eq!(breaker.leave(31_999), None);
        assert!(!breaker.is_open(32_000));
        assert_eq!(breaker.leave(32_000), Some(Leave::Probe));
        assert_eq!(breaker.leave(32_001), None, "one probe at a time");
        assert!(!breaker.own(33_000), "it was open before");
        assert_eq!(breaker.leave(62_999), None);
        assert_eq!(breaker.leave(63_000), Some(Leave::Probe));
        breaker.worked();
        assert_eq!(breaker.leave(63_000), Some(Leave::Call));
        assert!(!breaker.own(63_001));
    }

    #[test]
    fn up_10_rare_failures_never_add_up() {
        let breaker = Breaker::default();
        for n in 0..20 {
            assert!(!breaker.own(n * 31_000));
        }
        assert!(!breaker.is_open(20 * 31_000));
    }

    #[test]
    fn up_10_a_login_that_goes_through_forgets_what_failed() {
        let breaker = Breaker::default();
        breaker.own(0);
        breaker.own(1);
        breaker.worked();
        assert!(!breaker.own(2) && !breaker.own(3));
        assert!(breaker.own(4));
    }

    #[test]
    fn up_10_one_login_counts_once_and_three_that_wait_in_vain_open_it() {
        let breaker = Breaker::default();
        for n in 0..100 {
            assert!(!breaker.silent(n, "a") && !breaker.answered(n, "a"));
        }
        assert!(!breaker.silent(100, "b") && !breaker.has_doubt());
        assert!(breaker.silent(101, "c"));
        assert!(!breaker.has_doubt(), "nothing is in doubt");
    }

    #[test]
    fn up_10_what_it_answers_raises_a_doubt_that_one_look_settles() {
        let breaker = Breaker::default();
        for (n, login) in ["a", "b", "c", "d"].into_iter().enumerate() {
            assert_eq!(breaker.has_doubt(), n == 3, "{login}");
            assert!(!breaker.answered(0, login));
            assert!(!breaker.is_open(0));
        }
        assert!(!breaker.has_doubt(), "one looks");
        breaker.worked();
        assert!(!breaker.answered(1, "a") && !breaker.has_doubt());
        assert!(breaker.open(2), "it does not live");
        assert!(breaker.is_open(30_001) && !breaker.open(3));
    }

    #[test]
    fn up_10_while_it_is_closed_no_login_keeps_it_so() {
        let breaker = Breaker::default();
        assert!(breaker.open(0));
        for n in 0..10 {
            assert!(!breaker.answered(n * 1_000, &n.to_string()));
            assert!(!breaker.silent(n * 1_000, &format!("silent {n}")));
        }
        assert_eq!(breaker.leave(30_000), Some(Leave::Probe));
    }
}

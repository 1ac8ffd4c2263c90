// SPDX-License-Identifier: EUPL-1.2
//! When an e-ID fails again and again, nobody is sent there for a while. UP-10.

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
    /// When it failed, since it last worked.
    failed_ms: Vec<i64>,
    open_until_ms: Option<i64>,
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

    /// A call failed, or took too long; `true` when that opened it.
    pub fn failed(&self, now_ms: i64) -> bool {
        self.with(|state| {
            state.failed_ms.retain(|at| now_ms - at < WITHIN_MS);
            state.failed_ms.push(now_ms);
            let was_open = state.open_until_ms.is_some();
            if was_open || state.failed_ms.len() >= FAILURES {
                state.failed_ms.clear();
                state.open_until_ms = Some(now_ms + PAUSE_MS);
            }
            !was_open && state.open_until_ms.is_some()
        })
    }

    /// It works: a login went through, or a probe came back.
    pub fn worked(&self) {
        self.with(|state| *state = State::default());
    }

    fn with<T>(&self, read: impl FnOnce(&mut State) -> T) -> T {
        read(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_10_three_failures_within_a_minute_open_it_and_time_half_opens_it() {
        let breaker = Breaker::default();
        assert!(!breaker.failed(0) && !breaker.failed(1_000));
        assert_eq!(breaker.leave(1_000), Some(Leave::Call));
        assert!(breaker.failed(2_000));
        assert!(breaker.is_open(2_000));
        assert_eq!(breaker.leave(31_999), None);
        assert!(!breaker.is_open(32_000));
        assert_eq!(breaker.leave(32_000), Some(Leave::Probe));
        assert_eq!(breaker.leave(32_001), None, "one probe at a time");
        assert!(!breaker.failed(33_000), "it was open before");
        assert_eq!(breaker.leave(62_999), None);
        assert_eq!(breaker.leave(63_000), Some(Leave::Probe));
        breaker.worked();
        assert_eq!(breaker.leave(63_000), Some(Leave::Call));
        assert!(!breaker.failed(63_001));
    }

    #[test]
    fn up_10_rare_failures_never_add_up() {
        let breaker = Breaker::default();
        for n in 0..20 {
            assert!(!breaker.failed(n * 31_000));
        }
        assert!(!breaker.is_open(20 * 31_000));
    }

    #[test]
    fn up_10_a_login_that_goes_through_forgets_what_failed() {
        let breaker = Breaker::default();
        breaker.failed(0);
        breaker.failed(1);
        breaker.worked();
        assert!(!breaker.failed(2) && !breaker.failed(3));
        assert!(breaker.failed(4));
    }
}

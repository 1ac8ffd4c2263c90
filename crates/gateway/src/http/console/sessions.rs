// SPDX-License-Identifier: EUPL-1.2
//! Who is logged in at this node's console. In memory: the listener is this node's too, and whoever restarts it logs
//! in again.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use store::Secret;
use store::env::Env;

/// OPS-08: after so long without a page she is asked again.
const IDLE_MS: i64 = 15 * 60_000;
/// And after so long in any case: one login of her e-ID an hour.
pub(super) const LONGEST_MS: i64 = 60 * 60_000;
/// An e-ID with a code device takes two minutes.
pub(super) const PENDING_MS: i64 = 10 * 60_000;
/// A control room has a dozen people. More than these, and the oldest gives way: whoever reaches the listener and
/// begins logins without end makes others begin theirs anew, and takes no more memory than this.
const MOST: usize = 64;

/// A login at the gateway that has begun.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    browser: [u8; 32],
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: [u8; 32],
    pub(super) begun_ms: i64,
}

struct Open {
    browser: [u8; 32],
    subject: String,
    since_ms: i64,
    seen_ms: i64,
}

#[derive(Default)]
struct State {
    pending: VecDeque<Pending>,
    open: VecDeque<Open>,
}

/// Both, by a hash of what the browser holds.
#[derive(Default)]
pub(super) struct Sessions(Mutex<State>);

impl Sessions {
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A login begins in a browser that is given this secret.
    pub(super) fn begin(&self, env: &Env) -> (Secret, Pending) {
        let begun_ms = env.now_ms();
        let secret = Secret::new(env, begun_ms + PENDING_MS);
        let pending = Pending {
            browser: secret.hash(),
            state: env.token(),
            nonce: env.token(),
            verifier: env.bytes(),
            begun_ms,
        };
        self.with(|state| {
            state
                .pending
                .retain(|it| begun_ms - it.begun_ms < PENDING_MS);
            if state.pending.len() >= MOST {
                state.pending.pop_front();
            }
            state.pending.push_back(pending.clone());
        });
        (secret, pending)
    }

    /// The login that this browser began and this state belongs to. Once.
    pub(super) fn take(&self, browser: &Secret, wanted: &str, now_ms: i64) -> Option<Pending> {
        let hash = browser.hash();
        self.with(|state| {
            let at = state.pending.iter().position(|it| it.browser == hash)?;
            let pending = state.pending.remove(at)?;
            let young = now_ms - pending.begun_ms < PENDING_MS;
            (young && pending.state == wanted).then_some(pending)
        })
    }

    /// She is logged in, in the browser that is given this secret.
    pub(super) fn open(&self, env: &Env, subject: String) -> Secret {
        let now_ms = env.now_ms();
        let secret = Secret::new(env, now_ms + LONGEST_MS);
        let open = Open {
            browser: secret.hash(),
            subject,
            since_ms: now_ms,
            seen_ms: now_ms,
        };
        self.with(|state| {
            state.open.retain(|it| it.lasts(now_ms));
            if state.open.len() >= MOST {
                state.open.pop_front();
            }
            state.open.push_back(open);
        });
        secret
    }

    /// Who is logged in in this browser.
    pub(super) fn subject(&self, browser: &Secret, now_ms: i64) -> Option<String> {
        let hash = browser.hash();
        self.with(|state| {
            let mut all = state.open.iter_mut();
            let open = all.find(|it| it.browser == hash && it.lasts(now_ms))?;
            open.seen_ms = now_ms;
            Some(open.subject.clone())
        })
    }

    /// She logs out.
    pub(super) fn close(&self, browser: &Secret) {
        let hash = browser.hash();
        self.with(|state| state.open.retain(|it| it.browser != hash));
    }
}

impl Open {
    fn lasts(&self, now_ms: i64) -> bool {
        let (idle, whole) = (now_ms - self.seen_ms, now_ms - self.since_ms);
        (0..IDLE_MS).contains(&idle) && (0..LONGEST_MS).contains(&whole)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use store::env::FakeClock;

    use super::*;

    #[test]
    fn a_session_ends_by_rest_by_time_and_by_logout() {
        let clock = FakeClock::new(1_795_425_900_000);
        let env = Env::with_clock(clock.clone());
        let sessions = Sessions::default();
        let secret = sessions.open(&env, "kari".to_owned());
        let who = |secret: &Secret| sessions.subject(secret, env.now_ms());
        for _ in 0..5 {
            clock.advance(Duration::from_secs(11 * 60));
            assert_eq!(who(&secret).as_deref(), Some("kari"));
        }
        clock.advance(Duration::from_secs(5 * 60));
        assert_eq!(who(&secret), None, "an hour is over");
        let rests = sessions.open(&env, "ola".to_owned());
        clock.advance(Duration::from_secs(15 * 60));
        assert_eq!(who(&rests), None, "a quarter of an hour without a page");
        let leaves = sessions.open(&env, "ola".to_owned());
        assert!(who(&leaves).is_some());
        sessions.close(&leaves);
        assert_eq!(who(&leaves), None);
    }

    #[test]
    fn a_login_is_taken_once_by_its_own_browser_and_never_by_another_state() {
        let env = Env::system();
        let sessions = Sessions::default();
        let now = env.now_ms();
        let (browser, pending) = sessions.begin(&env);
        let (other, _) = sessions.begin(&env);
        assert!(sessions.take(&other, &pending.state, now).is_none());
        assert!(sessions.take(&browser, &pending.state, now).is_some());
        assert!(sessions.take(&browser, &pending.state, now).is_none());
        let (browser, pending) = sessions.begin(&env);
        let late = pending.begun_ms + PENDING_MS;
        assert!(sessions.take(&browser, &pending.state, late).is_none());
        for _ in 0..1_000 {
            sessions.begin(&env);
            sessions.open(&env, String::new());
        }
        let held = sessions.with(|state| (state.pending.len(), state.open.len()));
        assert_eq!(held, (MOST, MOST));
    }
}

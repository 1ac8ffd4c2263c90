//! The one thread that writes: gathers, writes, syncs when somebody waits, tells them, sweeps.

use std::mem;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use super::super::handle::{Key, bucket};
use super::{Changes, Pending, Shared, closed};
use crate::StoreError;

/// What nobody waits for is written after this time at the latest.
pub(super) const LAZY: Duration = Duration::from_millis(25);
/// While several wait, the next group gathers this long at most: at a hundred logins a second two
/// waits, so at eight at once groups of four and more. Nobody who clicks notices it.
const GATHER: Duration = Duration::from_millis(10);
/// Every so many groups of one, the next gathers for [`PROBE`], to see whether others are about.
const PROBE_EVERY: u32 = 32;
const PROBE: Duration = Duration::from_millis(1);
/// How often the space of what has expired is given back.
const SWEEP_MS: i64 = 5 * 60_000;
/// Marks live a minute longer than the minute of their key says, at most.
const SWEEP_BEHIND_MS: i64 = 3 * 60_000;
/// After a failure the engine is opened again this often.
pub(super) const AGAIN: Duration = Duration::from_secs(1);
/// With nothing to do, the writer looks at the clock this often.
const IDLE: Duration = Duration::from_secs(60);

/// How many to expect in the next group: learnt from the last ones. One at a time never waits.
#[derive(Debug)]
struct Company {
    expected: usize,
    alone: u32,
}

impl Company {
    fn patience(&self) -> (usize, Duration) {
        if self.expected > 1 {
            (self.expected, GATHER)
        } else if self.alone >= PROBE_EVERY {
            (2, PROBE)
        } else {
            (1, Duration::ZERO)
        }
    }

    /// A group of this size was synced, and so many waited already when it was.
    fn learn(&mut self, group: usize, next: usize) {
        let seen = group.max(next);
        self.expected = if group >= self.expected && seen > 1 {
            (seen + 1).min(64)
        } else {
            seen.max(usize::midpoint(self.expected, seen))
        };
        self.alone = if seen > 1 || self.alone >= PROBE_EVERY {
            0
        } else {
            self.alone + 1
        };
    }
}

pub(super) fn run(shared: &Shared) {
    let mut company = Company {
        expected: 1,
        alone: 0,
    };
    let mut next_sweep_ms = shared.env.now_ms();
    let mut busy = false;
    let mut pending = shared.pending();
    loop {
        pending = sleep(shared, pending, busy);
        let (enough, patience) = company.patience();
        pending = gather(shared, pending, enough, patience);

        let changes = Arc::new(mem::take(&mut pending.changes));
        let mut waiters = mem::take(&mut pending.waiters);
        let closing = pending.closing;
        let sync = !waiters.is_empty() || (closing && pending.unsynced);
        busy = !changes.is_empty() || sync;
        pending.flushing = Arc::clone(&changes);
        pending.octets = 0;
        if sync {
            // What changes from here on is for the next sync.
            pending.unsynced = false;
            pending.syncing_answers = mem::take(&mut pending.answers);
            pending.syncing = true;
            pending.syncs += 1;
        }
        drop(pending);

        let mut outcome = if busy {
            shared
                .engine()
                .and_then(|engine| engine.write(&changes, sync))
        } else {
            Ok(())
        };
        if closing {
            outcome = outcome.and_then(|()| shared.engine()?.close());
        }

        pending = shared.pending();
        pending.flushing = Arc::default();
        pending.syncing = false;
        pending.syncing_answers.clear();
        waiters.append(&mut pending.joined);
        if let Err(error) = &outcome {
            pending.failed = Some(error.clone());
        } else if closing {
            pending.failed = Some(closed());
        }
        let group = waiters.len();
        if group > 0 {
            company.learn(group, pending.waiters.len());
        }
        let late = if pending.failed.is_some() {
            mem::take(&mut pending.waiters)
        } else {
            Vec::new()
        };
        drop(pending);

        for waiter in waiters {
            // Whoever stopped waiting does not need to know.
            let _ = waiter.send(outcome.clone());
        }
        for waiter in late {
            let _ = waiter.send(outcome.clone().and_then(|()| Err(closed())));
        }
        if let Err(error) = &outcome {
            tracing::error!(%error, "the store cannot be written");
        }
        if closing || (outcome.is_err() && !heal(shared, &changes)) {
            return;
        }
        let now_ms = shared.env.now_ms();
        if now_ms >= next_sweep_ms {
            next_sweep_ms = now_ms + SWEEP_MS;
            if let Err(error) = sweep(shared) {
                tracing::warn!(%error, "the store was not swept");
            }
        }
        pending = shared.pending();
    }
}

/// After a failure: tries, until it succeeds, to open the engine anew with everything that was said to
/// be done and not written. That others were told of the failure is no harm: nothing was released, and
/// what they took stays taken. `false` when the store is closed meanwhile.
fn heal(shared: &Shared, lost: &Changes) -> bool {
    loop {
        let pending = shared
            .wake
            .wait_timeout_while(shared.pending(), AGAIN, |p| !p.closing)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
        if pending.closing {
            return false;
        }
        // While it is failed, nobody adds to them.
        let mut changes = lost.clone();
        changes.extend(pending.changes.iter().map(|(key, new)| (*key, new.clone())));
        drop(pending);
        match shared.reopen(&changes) {
            Ok(()) => {
                let mut pending = shared.pending();
                pending.changes.clear();
                pending.answers.clear();
                pending.octets = 0;
                pending.unsynced = false;
                pending.failed = None;
                tracing::warn!("the store can be written again");
                return true;
            }
            Err(error) => tracing::debug!(%error, "the store still cannot be written"),
        }
    }
}

/// Until somebody waits, or the lazy time is over. A writer that just wrote looks again after that time
/// by itself, so that a `put` in a busy hour wakes nobody.
fn sleep<'a>(
    shared: &'a Shared,
    mut pending: MutexGuard<'a, Pending>,
    busy: bool,
) -> MutexGuard<'a, Pending> {
    let awake = |p: &Pending| !p.waiters.is_empty() || p.closing;
    if awake(&pending) {
        return pending;
    }
    if !busy && pending.changes.is_empty() {
        pending.deep_sleep = true;
        pending.asleep = true;
        pending = shared
            .wake
            .wait_timeout_while(pending, IDLE, |p| !awake(p) && p.changes.is_empty())
            .unwrap_or_else(PoisonError::into_inner)
            .0;
        pending.deep_sleep = false;
        if awake(&pending) || pending.changes.is_empty() {
            pending.asleep = false;
            return pending;
        }
    }
    pending.asleep = true;
    pending = shared
        .wake
        .wait_timeout_while(pending, LAZY, |p| {
            !awake(p) && p.octets <= super::MOST_PENDING / 2
        })
        .unwrap_or_else(PoisonError::into_inner)
        .0;
    pending.asleep = false;
    pending
}

/// Waits a moment for more who want the same sync.
fn gather<'a>(
    shared: &'a Shared,
    mut pending: MutexGuard<'a, Pending>,
    enough: usize,
    patience: Duration,
) -> MutexGuard<'a, Pending> {
    if pending.waiters.is_empty() || pending.waiters.len() >= enough || pending.closing {
        return pending;
    }
    pending.enough = enough;
    pending = shared
        .wake
        .wait_timeout_while(pending, patience, |p| {
            p.waiters.len() < enough && !p.closing
        })
        .unwrap_or_else(PoisonError::into_inner)
        .0;
    pending.enough = 0;
    pending
}

/// Gives back the space of every minute that is over.
pub(super) fn sweep(shared: &Shared) -> Result<(), StoreError> {
    let over = bucket(shared.env.now_ms().saturating_sub(SWEEP_BEHIND_MS));
    shared.engine()?.sweep(&Key::first_of(over))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_is_never_kept_waiting_but_for_a_rare_probe() {
        let mut company = Company {
            expected: 1,
            alone: 0,
        };
        let mut waited = 0;
        for _ in 0..330 {
            waited += u32::from(company.patience().1 > Duration::ZERO);
            company.learn(1, 0);
        }
        assert_eq!(waited, 10);
    }

    #[test]
    fn company_is_learnt_and_forgotten() {
        let mut company = Company {
            expected: 1,
            alone: 0,
        };
        company.learn(1, 3);
        company.learn(5, 2);
        assert_eq!(company.patience(), (6, GATHER));
        for _ in 0..4 {
            company.learn(1, 0);
        }
        assert_eq!(company.patience(), (1, Duration::ZERO));
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The places of a listener, and who of those that hold one has not asked yet. The memory for bodies
//! that are not whole yet is given out in the same way, octet by octet.
//!
//! Attack: more connections than there are places, each of which sends an octet now and then. Each
//! ends at its deadline, but until then nobody else gets in, and they come again (BND-06). Defence:
//! when no place is free, the connection that has waited longest for its request to be complete
//! gives its place to the new one. Whoever asks at once, as browsers and proxies do, is never the
//! oldest. Who is being answered keeps their place. Trade: while all places are taken, a request
//! that needs longer than all others to arrive, and an idle connection, are cut off; browsers and
//! proxies open a new one. There is no limit per address: behind a proxy, or in a school, thousands
//! of honest people have the same.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{AcquireError, Notify, OwnedSemaphorePermit, Semaphore};

use store::env::Deadline;

/// Nobody is shown out sooner: a request is there one round trip after its connection, and a slow
/// mobile network needs half a second for one. Longer, and honest people would wait for it: the
/// catalogue's border is one second.
const GRACE: Duration = Duration::from_millis(500);
/// When nobody can be shown out, or somebody was and is not gone yet, it is looked again so soon.
const AGAIN: Duration = Duration::from_millis(50);
/// One of so many leaves at once: an honest newcomer may stand behind others in the kernel's queue.
const SHARE: usize = 128;
/// The log has one line a minute about it, not one for each.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// All places of a listener, or all octets.
pub(super) struct Places {
    free: Arc<Semaphore>,
    most: usize,
    at_once: usize,
    /// What the operator is told when there are none left.
    warning: &'static str,
    waiting: Mutex<Waiting>,
}

/// Who waits for the rest of a request, in the order in which they began to.
#[derive(Default)]
struct Waiting {
    /// The operator is told again after this.
    told: Option<Deadline>,
    turn: u64,
    since: BTreeMap<u64, (Deadline, Arc<Notify>)>,
}

/// One connection's place, or its octets, until it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    leave: Arc<Notify>,
    turn: Mutex<Option<u64>>,
    held: OwnedSemaphorePermit,
}

impl Places {
    /// So many, for so many connections.
    pub(super) fn new(most: usize, connections: usize, warning: &'static str) -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(most)),
            most,
            at_once: (connections / SHARE).max(1),
            warning,
            waiting: Mutex::default(),
        })
    }

    /// So many for one connection; somebody may have to leave for it.
    pub(super) async fn take(self: &Arc<Self>, many: u32) -> Result<Place, AcquireError> {
        let place = Place {
            held: self.acquire(many).await?,
            places: Arc::clone(self),
            leave: Arc::default(),
            turn: Mutex::default(),
        };
        place.waits();
        Ok(place)
    }

    async fn acquire(&self, many: u32) -> Result<OwnedSemaphorePermit, AcquireError> {
        loop {
            if let Ok(held) = Arc::clone(&self.free).try_acquire_many_owned(many) {
                return Ok(held);
            }
            let pause = self.make_room();
            let free = Arc::clone(&self.free).acquire_many_owned(many);
            if let Ok(held) = tokio::time::timeout(pause, free).await {
                return held;
            }
        }
    }

    /// Shows out those who have waited longest, if that is long enough. Says when to look again.
    pub(super) fn make_room(&self) -> Duration {
        let mut waiting = self.waiting();
        for gone in 0..self.at_once {
            let Some(oldest) = waiting.since.first_entry() else {
                return AGAIN;
            };
            let (grace, leave) = oldest.get();
            let left = grace.left();
            if !left.is_zero() {
                return if gone == 0 { left } else { AGAIN };
            }
            leave.notify_one();
            oldest.remove();
        }
        if waiting.told.is_none_or(|told| told.left().is_zero()) {
            waiting.told = Some(Deadline::new(TELL_EVERY));
            tracing::warn!("{}", self.warning);
        }
        AGAIN
    }

    /// Everybody has left.
    pub(super) fn are_all_free(&self) -> bool {
        self.free.available_permits() == self.most
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // No code between lock and unlock can panic half-way through a change.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// So many more; somebody may have to leave for them. `false` when it is this one who has to.
    pub(super) async fn more(&mut self, many: u32) -> bool {
        let more = tokio::select! {
            more = self.places.acquire(many) => more,
            () = self.shown_out() => return false,
        };
        match more {
            Ok(more) => {
                self.held.merge(more);
                true
            }
            Err(_) => false,
        }
    }

    /// The next request, or the rest of this one, is yet to come.
    pub(super) fn waits(&self) {
        self.is_served();
        let entry = (Deadline::new(GRACE), Arc::clone(&self.leave));
        // One lock at a time: never both, in whatever order.
        let turn = {
            let mut waiting = self.places.waiting();
            waiting.turn += 1;
            let turn = waiting.turn;
            waiting.since.insert(turn, entry);
            turn
        };
        *self.turn() = Some(turn);
    }

    /// A request is there whole: it will be answered.
    pub(super) fn is_served(&self) {
        let turn = self.turn().take();
        if let Some(turn) = turn {
            self.places.waiting().since.remove(&turn);
        }
    }

    /// When this connection has to leave.
    pub(super) async fn shown_out(&self) {
        self.leave.notified().await;
    }

    fn turn(&self) -> MutexGuard<'_, Option<u64>> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.is_served();
    }
}

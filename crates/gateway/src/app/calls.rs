// SPDX-License-Identifier: EUPL-1.2
//! Calls to services that nobody waits for: how many at once, and how many are not over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

/// Calls at once.
const MOST_CALLS: usize = 64;
/// How long a stop waits for them.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// The calls that are not over.
pub struct Calls {
    room: Semaphore,
    open: AtomicUsize,
}

impl Default for Calls {
    fn default() -> Self {
        Self {
            room: Semaphore::new(MOST_CALLS),
            open: AtomicUsize::new(0),
        }
    }
}

impl Calls {
    /// Waits until one more may be made; `None` when nobody is called any more.
    pub(crate) async fn room(&self) -> Option<SemaphorePermit<'_>> {
        self.room.acquire().await.ok()
    }

    /// How many more may be made at this moment.
    pub(crate) fn free(&self) -> usize {
        self.room.available_permits()
    }

    /// Waits for them, but not for ever. How many are left.
    pub async fn end(&self) -> usize {
        let wait = async {
            while self.open.load(Ordering::SeqCst) > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let _ = tokio::time::timeout(LAST_WORDS, wait).await;
        self.open.load(Ordering::SeqCst)
    }
}

/// One of them, until it is dropped.
pub(crate) struct Call(Arc<Calls>);

impl Call {
    pub(crate) fn new(calls: &Arc<Calls>) -> Self {
        calls.open.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(calls))
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

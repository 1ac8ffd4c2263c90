// SPDX-License-Identifier: EUPL-1.2
//! How long a node keeps the metadata of somebody it deals with, which decides when it learns of a new
//! key.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eidas::Peer;

/// How long a node keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keeps {
    /// For a minute, and it looks again when a signature is by no key that it knows.
    AMinute,
    /// Until nobody used it for a day or it has ended, whatever signs meanwhile: the reference node up to
    /// 2.8 (`expireAfterAccess` 86,400 s). Under traffic that is until `validUntil`.
    ADayAfterUse,
}

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// One copy, and the habit it is kept by.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Option<Copied>>);

#[derive(Clone, Debug)]
struct Copied {
    read_ms: i64,
    used_ms: i64,
    peer: Arc<Peer>,
}

impl Kept {
    /// The copy, if it still counts. `distrusted`: a signature is by no key in it.
    pub(crate) fn get(&self, keeps: Keeps, now_ms: i64, distrusted: bool) -> Option<Arc<Peer>> {
        let mut copy = self.copy();
        let counts = copy.as_ref().is_some_and(|copy| match keeps {
            Keeps::AMinute => !distrusted && (0..MINUTE_MS).contains(&(now_ms - copy.read_ms)),
            Keeps::ADayAfterUse => {
                let ended = copy.peer.valid_until().ms() <= now_ms;
                !ended && now_ms - copy.used_ms < DAY_MS
            }
        });
        if !counts {
            *copy = None;
        }
        let copy = copy.as_mut()?;
        copy.used_ms = now_ms;
        Some(Arc::clone(&copy.peer))
    }

    pub(crate) fn put(&self, peer: Arc<Peer>, now_ms: i64) {
        *self.copy() = Some(Copied {
            read_ms: now_ms,
            used_ms: now_ms,
            peer,
        });
    }

    pub(crate) fn forget(&self) {
        *self.copy() = None;
    }

    fn copy(&self) -> MutexGuard<'_, Option<Copied>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! How many logins this process can carry at the moment, found out as TCP finds out about a road: faster by little,
//! slower by much.
//!
//! Attack (R-29; WEB-05): five times as many people as the machine has room for. Each login that begins wants six more
//! steps; when all are begun, none ends in time. Defence: beginnings are taken as fast as the threads that answer
//! keep up, and what was begun is answered first. What decides is how late they are, whatever makes them so: our own
//! work, a slow disk, a neighbour on the same machine.

use crate::bucket::Rate;

/// A thread that is later than this, twice in a row, has more to do than it can. A person notices a quarter of a second.
const LATE_MS: i64 = 250;
/// So many begin in any case at once: a quarter of a second's work of one core.
const BURST: i64 = 50;
/// As fast as all buckets allow: no pace at all.
const OPEN_MS: i64 = 2;
/// And as slow as it gets: five a second.
const SLOWEST_MS: i64 = 200;

/// The pace.
#[derive(Debug)]
pub(super) struct Pace {
    /// One beginning each so many milliseconds.
    every_ms: i64,
    full_ms: i64,
    /// How many began since it was last looked.
    begun: i64,
    late: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            every_ms: OPEN_MS,
            full_ms: 0,
            begun: 0,
            late: false,
        }
    }
}

impl Pace {
    pub(super) const EVERY_MS: u64 = 250;

    /// While it holds anybody back.
    pub(super) fn bucket(&self) -> Option<(Rate, i64)> {
        let rate = Rate {
            every_ms: self.every_ms,
            burst: BURST,
        };
        (self.every_ms > OPEN_MS).then_some((rate, self.full_ms))
    }

    pub(super) fn count(&mut self, full_ms: Option<i64>, began: bool) {
        self.full_ms = full_ms.unwrap_or(self.full_ms);
        self.begun += i64::from(began);
    }

    pub(super) fn felt(&mut self, late_ms: i64) {
        let begun = std::mem::take(&mut self.begun);
        let was_late = std::mem::replace(&mut self.late, late_ms > LATE_MS);
        if self.late && was_late {
            // Seven tenths of what began meanwhile, and of what was allowed.
            let took_ms = 250 + late_ms;
            let seen_ms = (took_ms * 10).checked_div(begun * 7).unwrap_or(OPEN_MS);
            let slower = (self.every_ms * 10 / 7 + 1).max(seen_ms);
            self.every_ms = slower.min(SLOWEST_MS);
        } else if !self.late {
            // A tenth faster, four times a second: from the slowest to the open road in a quarter of a minute.
            self.every_ms = (self.every_ms * 9 / 10).max(OPEN_MS);
            if self.every_ms == OPEN_MS {
                // Who waits for it begins now; nobody stands behind those whom it held back.
                self.full_ms = 0;
            }
        }
    }
}

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
/// And as slow as it gets: forty a second, a fifth of what one core carries. Fewer do not make a thread late: what does is
/// another's, a disk that hangs or a neighbour, and holding them back would help nobody.
const SLOWEST_MS: i64 = 25;
/// A slower pace is felt after so many looks: who began before it is served first. Slower at each of them, it would come
/// to a crawl, and those whom it gave a turn meanwhile keep it when it is fast again.
const SETTLES: u32 = 6;
/// And a faster one after so many.
const TRIES: u32 = 4;

/// The pace.
#[derive(Debug)]
pub(super) struct Pace {
    /// One beginning each so many milliseconds.
    every_ms: i64,
    full_ms: i64,
    /// How many began since it was last looked.
    begun: i64,
    /// How late the threads were.
    late_ms: i64,
    /// How often it was looked since it changed.
    looks: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            every_ms: OPEN_MS,
            full_ms: 0,
            begun: 0,
            late_ms: 0,
            looks: 0,
        }
    }
}

impl Pace {
    pub(super) const EVERY_MS: i64 = 250;

    /// While it holds anybody back.
    pub(super) fn is_open(&self) -> bool {
        self.every_ms == OPEN_MS
    }

    /// The same, as a bucket. Whoever comes stands behind those under way: while the threads are late, nobody's turn is
    /// sooner than what they have to do by then.
    pub(super) fn bucket(&self, now_ms: i64) -> Option<(Rate, i64)> {
        let rate = Rate {
            every_ms: self.every_ms,
            burst: BURST,
        };
        let full_ms = match self.late_ms {
            late_ms @ LATE_MS.. => self.full_ms.max(now_ms + BURST * self.every_ms + late_ms),
            _ => self.full_ms,
        };
        (!self.is_open()).then_some((rate, full_ms))
    }

    pub(super) fn count(&mut self, full_ms: Option<i64>, began: bool) {
        self.full_ms = full_ms.unwrap_or(self.full_ms);
        self.begun += i64::from(began);
    }

    pub(super) fn felt(&mut self, late_ms: i64) {
        let begun = std::mem::take(&mut self.begun);
        let was_late = std::mem::replace(&mut self.late_ms, late_ms) >= LATE_MS;
        let is_late = late_ms >= LATE_MS;
        self.looks += 1;
        let may_slow = if self.is_open() {
            begun >= Self::EVERY_MS / SLOWEST_MS
        } else {
            self.looks >= SETTLES
        };
        if is_late && was_late && may_slow {
            // Seven tenths of what was allowed. Where all were let in nobody knows how far above its strength it is: a
            // third of those who began.
            let third_ms = (Self::EVERY_MS * 3).checked_div(begun);
            let third_ms = third_ms.filter(|_| self.is_open()).unwrap_or(OPEN_MS);
            let slower = (self.every_ms * 10 / 7 + 1).max(third_ms);
            self.every_ms = slower.min(SLOWEST_MS);
            self.looks = 0;
        } else if !is_late && self.looks >= TRIES {
            // A tenth faster each second: from the slowest to the open road in forty.
            self.every_ms = (self.every_ms * 9 / 10).max(OPEN_MS);
            self.looks = 0;
            if self.is_open() {
                // Who waits for it begins now; nobody stands behind those whom it held back.
                self.full_ms = 0;
            }
        }
    }
}

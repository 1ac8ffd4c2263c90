// SPDX-License-Identifier: EUPL-1.2
//! What everybody's own logins may take of the store together.
//!
//! | of | at most | why so much |
//! |---|---|---|
//! | one event | [`MOST_OCTETS`] | every attribute that can be asked for, and the longest name of a service |
//! | one person | 8 records, of [`super::MOST_EVENTS`] events in thirty days | two a day, for ninety days and the month that runs |
//! | all | [`MOST_RECORDS`] begun in thirty days | twice the people of Norway who have an e-ID |
//! | the disk | what leaves a tenth of it, or 10 GiB | logins stop at 64 MiB, the trail at 256 KiB: this yields long before |
//!
//! Where there is no room for a receipt, or the disk does not say whether there is, the login goes on without
//! one, and it is counted. A shared database does not tell its room: there the number of records bounds it.

use std::sync::{Mutex, PoisonError};

use prometheus_client::metrics::counter::Counter;
use serde::{Deserialize, Serialize};
use store::{Records, Room, Standing, StoreError};

/// In octets, before it is sealed. A test writes the longest one.
pub const MOST_OCTETS: usize = 1024;

/// Begun in thirty days, over everybody and at all nodes. ID-porten has five million users (its own
/// statistics, 2025); with people from abroad, twice that. At the usual five logins a month of 200 octets 10 GB.
pub const MOST_RECORDS: u64 = 10_000_000;

/// A node takes the right to so many at once: one change of what all share in a hundred people's logins.
const AT_ONCE: u64 = 100;

/// Left to everything else.
const LEFT: u64 = 10 << 30;

/// How many were begun in a window.
#[derive(Default, Serialize, Deserialize)]
struct Begun {
    /// The window, by its end.
    ends: i64,
    records: u64,
}

impl Standing for Begun {
    const PLACE: u8 = 46;
}

/// The room that is left to own logins, as this node knows it.
#[derive(Debug)]
pub struct OwnRoom {
    state: Mutex<State>,
    left_out: Counter,
    most: u64,
}

#[derive(Debug, Default)]
struct State {
    /// The window, by its end.
    ends: i64,
    /// May be begun by this node without asking.
    left: u64,
    /// None is left at any node.
    over: bool,
    /// It was said that there is none.
    told: bool,
}

impl OwnRoom {
    /// Counts what is left out.
    pub fn new(left_out: Counter) -> Self {
        Self {
            state: Mutex::default(),
            left_out,
            most: MOST_RECORDS,
        }
    }

    /// The same with fewer records.
    #[cfg(test)]
    pub(super) fn with_most(most: u64) -> Self {
        Self {
            most,
            ..Self::new(Counter::default())
        }
    }

    /// Whether the disk has room for a receipt. Where that cannot be asked it has none: a receipt stops nobody,
    /// and a store that has failed altogether ends the login at what it must write.
    pub(super) fn is_on_disk(&self, records: &Records) -> bool {
        match records.store().room() {
            Ok(room) => self.said(room.is_none_or(is_enough)),
            Err(error) => {
                tracing::warn!(%error, "the room of the disk cannot be asked");
                self.said(false)
            }
        }
    }

    /// Whether one more record may be begun in the window that ends so.
    pub(super) async fn begin(&self, records: &Records, ends: i64) -> Result<bool, StoreError> {
        if let Some(known) = self.known(ends) {
            return Ok(self.said(known));
        }
        let most = self.most;
        let reserve = |begun: &mut Begun| {
            if begun.ends != ends {
                *begun = Begun { ends, records: 0 };
            }
            let left = AT_ONCE.min(most.saturating_sub(begun.records));
            begun.records += left;
            (left > 0).then_some(left)
        };
        let (left, _) = records.change_standing(reserve).await?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.ends == ends {
            state.over = left.is_none();
            state.left += left.map_or(0, |left| left - 1);
        }
        drop(state);
        Ok(self.said(left.is_some()))
    }

    /// `None`: the others have to be asked.
    fn known(&self, ends: i64) -> Option<bool> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.ends != ends {
            *state = State {
                ends,
                told: state.told,
                ..State::default()
            };
        }
        if state.left > 0 {
            state.left -= 1;
            return Some(true);
        }
        state.over.then_some(false)
    }

    fn said(&self, enough: bool) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !enough {
            self.left_out.inc();
            if !state.told {
                tracing::error!(
                    "there is no room for people's own logins: logins go on without receipts"
                );
            }
        }
        state.told = !enough;
        enough
    }
}

fn is_enough(room: Room) -> bool {
    room.free >= LEFT.min(room.whole / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_disk_is_left_to_everything_else_and_no_more_than_10_gib() {
        let gib = |free: u64, whole: u64| {
            is_enough(Room {
                free: free << 30,
                whole: whole << 30,
            })
        };
        assert!(gib(2, 20) && !gib(1, 20));
        assert!(gib(10, 1_000) && !gib(9, 1_000));
    }
}

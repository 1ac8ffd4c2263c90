// SPDX-License-Identifier: EUPL-1.2
//! Refusals of strangers in the audit trail: so many lines as a person can read, and the number of
//! those that were left out.
//!
//! Attack: anybody can send garbage to `/par`, `/token`, `/authorize` and the ACS, and each refusal
//! writes a line: a flood fills the disk and hides what matters. Defence: a bucket for each source
//! and one for all. Trade: of a flood the trail keeps examples, a number, and one reference for all the
//! others, so that whoever shares the flood's address is shown nothing that a help desk cannot find.
//! The request itself is refused all the same, and nothing that comes of a proof is ever left out; a
//! replay proves nothing, whoever brings it.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use store::env::Env;

use crate::bucket::{Rate, Sources};

/// One source: a client that is set up wrongly tries a few times and must find each of its
/// refusals; what repeats more than six times a minute says nothing new.
const SOURCE: Rate = Rate {
    every_ms: 10_000,
    burst: 20,
};

/// All sources: 86,400 lines a day. Of 700 octets, as refusals are, they are 60 MB, one audit file
/// (64 MiB), which the disk of a small machine holds for a year; of 2,000, the most that a
/// stranger's names can make of one, three. The burst is ten sources that begin at once.
const TOTAL: Rate = Rate {
    every_ms: 1_000,
    burst: 200,
};

/// The number is told this long after the first that was left out.
pub const TOLD_AFTER_MS: i64 = 60_000;

/// The buckets. Times are Unix milliseconds.
#[derive(Debug, Default)]
pub struct Refusals(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// No more than the total's burst and one a second are ever added.
    sources: Sources,
    /// When the bucket of all is full again.
    total: i64,
    left_out: Option<LeftOut>,
}

/// What was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// How many lines.
    pub count: u64,
    /// When the first of them would have been written.
    pub since_ms: i64,
    /// What their pages show.
    pub reference: String,
}

impl Refusals {
    /// Whether a line may be written for this source (`None`: all whose address is not known).
    /// If not, it is counted; the first that is names them all.
    pub fn admit(
        &self,
        source: Option<IpAddr>,
        now_ms: i64,
        name: impl FnOnce() -> String,
    ) -> Result<(), InFlood> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (mine, all) = (
            SOURCE.after(state.sources.full_ms(source), 1, now_ms),
            TOTAL.after(state.total, 1, now_ms),
        );
        if let (Ok(mine), Ok(all)) = (mine, all) {
            state.sources.fill(source, mine, now_ms);
            state.total = all;
            return Ok(());
        }
        let first = state.left_out.is_none();
        let left_out = state.left_out.get_or_insert_with(|| LeftOut {
            count: 0,
            since_ms: now_ms,
            reference: name(),
        });
        left_out.count = left_out.count.saturating_add(1);
        Err(InFlood {
            first,
            reference: left_out.reference.clone(),
        })
    }

    /// What was left out, once it is time to say so.
    pub fn due(&self, now_ms: i64) -> Option<LeftOut> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state
            .left_out
            .take_if(|left_out| now_ms - left_out.since_ms >= TOLD_AFTER_MS)
    }

    /// What was left out and not yet told: at the end.
    pub fn rest(&self) -> Option<LeftOut> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.left_out.take()
    }
}

/// A line was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFlood {
    /// The first since the number was last told.
    pub first: bool,
    /// What finds the line that tells the number.
    pub reference: String,
}

/// What became of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It has a line of its own.
    Written,
    /// It is one of many.
    Counted {
        /// What finds the line that tells how many; empty where there is none.
        reference: String,
    },
}

/// Eight characters that a person can read out: no letters that look like digits.
pub fn reference(env: &Env) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let letter = |byte: &u8| {
        ALPHABET
            .get(usize::from(byte % 32))
            .copied()
            .unwrap_or(b'A')
    };
    env.bytes::<8>()
        .iter()
        .map(letter)
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(refusals: &Refusals, source: &str, tries: usize, now_ms: i64) -> usize {
        let source = source.parse().ok();
        (0..tries)
            .filter(|_| refusals.admit(source, now_ms, String::new).is_ok())
            .count()
    }

    #[test]
    fn one_source_gets_its_burst_and_then_a_line_each_ten_seconds() {
        let refusals = Refusals::default();
        assert_eq!(admitted(&refusals, "192.0.2.1", 1_000, 0), 20);
        assert_eq!(admitted(&refusals, "192.0.2.1", 1_000, 9_999), 0);
        assert_eq!(admitted(&refusals, "192.0.2.1", 1_000, 10_000), 1);
        assert_eq!(admitted(&refusals, "192.0.2.2", 1, 10_000), 1, "another's");
        assert_eq!(admitted(&refusals, "192.0.2.1", 1_000, 1_000_000), 20);
    }

    #[test]
    fn many_sources_together_get_no_more_than_all_may() {
        let refusals = Refusals::default();
        let flood = |now_ms| {
            (0..5_000_u32)
                .filter(|n| {
                    refusals
                        .admit(Some(IpAddr::from(n.to_be_bytes())), now_ms, String::new)
                        .is_ok()
                })
                .count()
        };
        assert_eq!(flood(0), 200);
        assert_eq!(flood(1_000), 1);
        let state = refusals.0.lock().unwrap();
        let full_ms = |n: u32| state.sources.full_ms(Some(IpAddr::from(n.to_be_bytes())));
        assert_eq!((full_ms(199), full_ms(4_999)), (SOURCE.every_ms, 0));
    }

    #[test]
    fn a_subscriber_with_a_whole_ipv6_network_is_one_source() {
        let refusals = Refusals::default();
        let all: usize = (0..100)
            .map(|n| admitted(&refusals, &format!("2001:db8:1:2::{n:x}"), 1, 0))
            .sum();
        assert_eq!(all, 20);
        assert_eq!(admitted(&refusals, "2001:db8:1:3::1", 1, 0), 1);
    }

    #[test]
    fn what_was_left_out_is_told_once_after_a_minute() {
        let refusals = Refusals::default();
        assert_eq!(admitted(&refusals, "192.0.2.1", 25, 5_000), 20);
        assert_eq!(refusals.due(64_999), None);
        let told = LeftOut {
            count: 5,
            since_ms: 5_000,
            reference: String::new(),
        };
        assert_eq!(refusals.due(65_000), Some(told));
        assert_eq!((refusals.due(1_000_000), refusals.rest()), (None, None));
    }
}

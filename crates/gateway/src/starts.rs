// SPDX-License-Identifier: EUPL-1.2
//! How many logins may begin, and what they may take of the disk.
//!
//! Attack (R2 of the trials; PX-20): whoever knows a public `client_id` begins thousands of logins a
//! second, each kept for two hours. 2,788 requests filled 400 MB in three seconds. Defence: a bucket
//! for each source, one for each service or connector, and one for all; and a reserve of the disk.
//! Only beginnings are counted: a login under way is never refused by any of them, and the reserve is
//! what it finishes with.
//!
//! A bucket counts units of [`UNIT`] octets, so that large requests pay for what they take: an honest
//! login is one unit.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use store::{Room, Store, StoreError};

use crate::bucket::{Rate, network};

/// What a beginning is counted in: an honest login takes 1.1 KiB of store and 0.3 of audit trail.
const UNIT: usize = 2 * 1024;

/// One source. At once: a whole organisation behind one address at eight o'clock, 20,000 people. In
/// the long run 50 a second, 180,000 people an hour. Within the two hours that a login is
/// remembered: 380,000 logins, half a gigabyte.
const SOURCE: Rate = Rate {
    every_ms: 20,
    burst: 20_000,
};

/// One connector: every service of one country. The EU's nodes count their logins in thousands a
/// day; 2,000 at once and 50 a second are more than a country's whole road has seen.
const CONNECTOR: Rate = Rate {
    every_ms: 20,
    burst: 2_000,
};

/// One service. Half of all, so that whoever begins logins in one service's name leaves the others
/// theirs.
const SERVICE: Rate = Rate {
    every_ms: 4,
    burst: 20_000,
};

/// All. The most that is known of a state's portal is the evening when tax returns come out in
/// Norway: 260,000 logins in an hour (72 a second) with bursts of 300 a second. 500 a second and
/// 40,000 at once let three such minutes in a row pass. In two hours: 3.6 million units, 7 GB at most.
const TOTAL: Rate = Rate {
    every_ms: 2,
    burst: 40_000,
};

/// Buckets that are as good as new are looked for above this many, and then whenever there are twice
/// as many as were left: so looking costs each beginning the same, however many there are. No more are
/// ever added than beginnings are let in.
const MANY: usize = 4096;

/// Below this nothing begins: 64 MiB, a journal of the store, or an eighth of a file system smaller
/// than half a gigabyte. What is under way needs about 2 KiB a login, and merging tables as much as
/// the largest of them (2 MiB).
const RESERVE: u64 = 64 << 20;

/// How long the room that was seen counts: at 500 beginnings a second, half a megabyte.
const LOOK_EVERY_MS: i64 = 250;

/// When to come back while the disk is full.
const FULL_S: u32 = 30;

/// The buckets. Times are Unix milliseconds.
#[derive(Debug, Default)]
pub struct Starts(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    sources: BTreeMap<Option<IpAddr>, i64>,
    /// So many sources were left when those that are as good as new were last forgotten.
    left: usize,
    askers: BTreeMap<String, i64>,
    total: i64,
    room: Option<(i64, bool)>,
}

/// Who asks for a login.
#[derive(Clone, Copy, Debug)]
pub enum Asks<'a> {
    /// A service, through the browser at this address.
    Service(&'a str, Option<IpAddr>),
    /// A service that proved itself, for people whose addresses it does not tell.
    Proven(&'a str),
    /// A foreign connector, through the browser at this address.
    Connector(&'a str, Option<IpAddr>),
}

/// Why none begins now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Too many from one source.
    Source,
    /// Too many for one service or connector.
    Asker,
    /// Too many of all.
    Total,
    /// The disk is full but for what logins under way need.
    Room,
}

/// No login begins now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Why.
    pub why: Why,
    /// When there will be room again, in seconds.
    pub retry_after_s: u32,
}

impl Why {
    /// For audit, log and metrics.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Source => "busy_source",
            Self::Asker => "busy_asker",
            Self::Total => "busy_total",
            Self::Room => "disk_reserve",
        }
    }
}

impl Starts {
    /// Counts a beginning that takes so many octets, or says why there is none.
    ///
    /// # Errors
    /// The store does not know its room: it failed.
    pub fn admit(
        &self,
        who: Asks<'_>,
        octets: usize,
        store: &dyn Store,
        now_ms: i64,
    ) -> Result<Result<(), Busy>, StoreError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.has_room(store, now_ms)? {
            return Ok(Err(Busy {
                why: Why::Room,
                retry_after_s: FULL_S,
            }));
        }
        Ok(state.admit(who, octets, now_ms))
    }
}

impl State {
    fn has_room(&mut self, store: &dyn Store, now_ms: i64) -> Result<bool, StoreError> {
        let seen = self
            .room
            .filter(|(at, _)| (0..LOOK_EVERY_MS).contains(&(now_ms - at)));
        if let Some((_, enough)) = seen {
            return Ok(enough);
        }
        let enough = store.room()?.is_none_or(|room| room.free >= reserve(room));
        if !enough && self.room.is_none_or(|(_, enough)| enough) {
            tracing::error!("the disk is full but for the reserve: no new login starts");
        }
        self.room = Some((now_ms, enough));
        Ok(enough)
    }

    fn admit(&mut self, who: Asks<'_>, octets: usize, now_ms: i64) -> Result<(), Busy> {
        let units = i64::try_from(octets.div_ceil(UNIT).max(1)).unwrap_or(i64::MAX >> 32);
        let busy = |why| {
            move |over_ms: i64| Busy {
                why,
                retry_after_s: u32::try_from(over_ms.div_euclid(1000) + 1).unwrap_or(u32::MAX),
            }
        };
        let (asker, rate, source) = match who {
            Asks::Service(client, from) => (client, SERVICE, Some(from.map(network))),
            Asks::Proven(client) => (client, SERVICE, None),
            Asks::Connector(entity, from) => (entity, CONNECTOR, Some(from.map(network))),
        };
        let from = |source: &Option<IpAddr>| self.sources.get(source).copied().unwrap_or(0);
        let source = match &source {
            Some(source) => Some((
                *source,
                SOURCE
                    .after(from(source), units, now_ms)
                    .map_err(busy(Why::Source))?,
            )),
            None => None,
        };
        let before = self.askers.get(asker).copied().unwrap_or(0);
        let mine = rate
            .after(before, units, now_ms)
            .map_err(busy(Why::Asker))?;
        self.total = TOTAL
            .after(self.total, units, now_ms)
            .map_err(busy(Why::Total))?;
        if let Some((source, full_ms)) = source {
            if self.sources.len() >= MANY.max(2 * self.left) {
                self.sources.retain(|_, full_ms| *full_ms > now_ms);
                self.left = self.sources.len();
            }
            self.sources.insert(source, full_ms);
        }
        self.askers.insert(asker.to_owned(), mine);
        Ok(())
    }
}

fn reserve(room: Room) -> u64 {
    RESERVE.min(room.whole / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn let_in(starts: &Starts, who: Asks<'_>, octets: usize, tries: usize, now_ms: i64) -> usize {
        let mut state = starts.0.lock().unwrap();
        (0..tries)
            .filter(|_| state.admit(who, octets, now_ms).is_ok())
            .count()
    }

    fn from(address: &str) -> Option<IpAddr> {
        address.parse().ok()
    }

    #[test]
    fn an_organisation_of_twenty_thousand_begins_at_once_and_then_fifty_a_second() {
        let starts = Starts::default();
        let who = Asks::Service("tax", from("192.0.2.1"));
        // An even larger service would be in its own way first: two share the source.
        let other = Asks::Service("health", from("192.0.2.1"));
        assert_eq!(let_in(&starts, who, 1_100, 12_000, 0), 12_000);
        assert_eq!(let_in(&starts, other, 1_100, 12_000, 0), 8_000);
        assert_eq!(let_in(&starts, who, 1_100, 1_000, 1_000), 50);
        let another = Asks::Service("health", from("192.0.2.2"));
        assert_eq!(
            let_in(&starts, another, 1_100, 100, 1_000),
            100,
            "another's"
        );
    }

    #[test]
    fn a_subscriber_with_a_whole_ipv6_network_is_one_source() {
        let starts = Starts::default();
        let all: usize = (0..30_u32)
            .map(|n| {
                let address = format!("2001:db8:1:2::{n:x}");
                let_in(&starts, Asks::Service("tax", from(&address)), 1, 1_000, 0)
            })
            .sum();
        assert_eq!(all, 20_000);
    }

    #[test]
    fn whoever_brings_more_octets_begins_fewer() {
        let starts = Starts::default();
        let who = Asks::Service("tax", from("192.0.2.1"));
        assert_eq!(let_in(&starts, who, 16 * 1024, 10_000, 0), 2_500);
    }

    #[test]
    fn px_20_one_connector_leaves_room_for_the_others() {
        let starts = Starts::default();
        let burst: usize = (0..10_u8)
            .map(|n| {
                let source = Some(IpAddr::from([192, 0, 2, n]));
                let_in(
                    &starts,
                    Asks::Connector("https://se.example/", source),
                    1,
                    1_000,
                    0,
                )
            })
            .sum();
        assert_eq!(burst, 2_000);
        let other = Asks::Connector("https://de.example/", from("192.0.2.1"));
        assert_eq!(let_in(&starts, other, 1, 1_000, 0), 1_000);
    }

    #[test]
    fn a_tax_evening_passes_and_what_all_may_is_bounded() {
        let starts = Starts::default();
        let mut begun = 0;
        // 300 a second for three minutes, each person at home, at three services.
        for n in 0..54_000_u32 {
            let service = ["tax", "forms", "bank"][n as usize % 3];
            let who = Asks::Service(service, Some(IpAddr::from(n.to_be_bytes())));
            begun += let_in(&starts, who, 1_100, 1, i64::from(n) * 1000 / 300);
        }
        assert_eq!(begun, 54_000);
        let flood: usize = (0..100_000_u32)
            .map(|n| {
                let service = n.to_string();
                let who = Asks::Service(&service, Some(IpAddr::from(n.to_be_bytes())));
                let_in(&starts, who, 1_100, 1, 1_000_000)
            })
            .sum();
        assert_eq!(flood, 40_000);
    }

    #[test]
    fn who_is_refused_is_told_when_to_come_back_and_is_then_let_in() {
        let starts = Starts::default();
        let who = Asks::Connector("https://se.example/", None);
        assert_eq!(let_in(&starts, who, 1, 3_000, 0), 2_000);
        let busy = starts
            .0
            .lock()
            .unwrap()
            .admit(who, 64 * 1024, 0)
            .unwrap_err();
        assert_eq!((busy.why, busy.retry_after_s), (Why::Asker, 1));
        assert_eq!(let_in(&starts, who, 64 * 1024, 1, 1_000), 1);
    }

    #[test]
    fn the_reserve_of_a_small_disk_is_an_eighth_of_it() {
        let room = |whole| Room { free: 0, whole };
        assert_eq!(reserve(room(4 << 20)), 512 << 10);
        assert_eq!(reserve(room(1 << 40)), 64 << 20);
    }
}

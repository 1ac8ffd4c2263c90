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
//! login of a service is one unit, a foreign connector's question of 4 to 6 kB two or three.
//!
//! A person whom a bucket has no room for gets a [`Place`]: the bucket is filled by her all the same, and the moment
//! at which there would be room is her turn. So those who come later get later turns, and nobody who comes without a
//! place passes her. The place stands in a [`Ticket`] that her browser holds; nothing is kept of it here. Trade:
//! the place of who does not wait is lost, as it would be if she had begun. docs/adr/0024.
//!
//! The pace is a fourth bucket, of what this process can carry at the moment: it is open until the threads that answer
//! are late.

mod pace;
mod ticket;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use store::{Room, Store, StoreError};

use crate::bucket::{Rate, Sources};

use self::pace::Pace;
pub use self::ticket::{KEPT_MS, Ticket, Tickets};

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
/// day; 2,000 units at once and 50 a second, some 670 people and 17, are more than a country's whole road has seen.
const CONNECTOR: Rate = Rate {
    every_ms: 20,
    burst: 2_000,
};

/// One source at one connector: a fifth of what that has, as of all answers to a wallet's request one network has
/// a fifth. Attack: somebody has a foreign service ask for one login after another, each rightly signed, and brings them
/// all; who comes by the same country's other services finds no room. An EC node's request (4 to 6 kB) is three units:
/// 130 people at once and 12,000 an hour behind one address. Trade: who has six networks can do it still.
const VISITOR: Rate = Rate {
    every_ms: 100,
    burst: 400,
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

/// Below this nothing begins: 64 MiB, a journal of the store, or an eighth of a file system smaller
/// than half a gigabyte. What is under way needs about 2 KiB a login, and merging tables as much as
/// the largest of them (2 MiB).
const RESERVE: u64 = 64 << 20;

/// How long the room that was seen counts: at 500 beginnings a second, half a megabyte.
const LOOK_EVERY_MS: i64 = 250;

/// When to come back while the disk is full.
pub const FULL_S: u32 = 30;

/// The buckets. Times are Unix milliseconds.
#[derive(Debug, Default)]
pub struct Starts(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Of services. No more are ever added than beginnings are let in.
    sources: Sources,
    /// Of each connector, likewise.
    visitors: BTreeMap<String, Sources>,
    askers: BTreeMap<String, i64>,
    total: i64,
    pace: Pace,
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
    /// This process cannot carry more at the moment.
    Load,
    /// The disk is full but for what logins under way need.
    Room,
}

/// Which buckets counted a login already, each with those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paid {
    /// None.
    #[default]
    Nothing,
    /// That of the source.
    Source,
    /// That of the service or connector.
    Asker,
    /// That of all.
    Total,
    /// The pace too.
    All,
}

/// A place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// When it is its holder's turn, Unix milliseconds.
    pub turn_ms: i64,
    /// What was counted for it.
    pub paid: Paid,
}

/// How one asks to begin.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// What was counted before.
    pub paid: Paid,
    /// For so many units. What she brings now may count for more: the rest is counted without a wait.
    pub units: i64,
    /// She waits so long; 0: nobody does.
    pub waits_ms: i64,
}

/// The longest that a person waits. Who asks a tax administration at its busiest evening stands in line for a quarter of
/// an hour elsewhere; beyond ten minutes a page that promises a turn would promise what nobody can foresee.
pub const LONGEST_WAIT_MS: i64 = 10 * 60_000;
/// The same where what she brings grows old: a pushed request lives two minutes (RFC 9126 §2.2), a foreign node's message
/// not much longer.
pub const SHORT_WAIT_MS: i64 = 60_000;

/// No login begins now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Why.
    pub why: Why,
    /// When there will be room again, in seconds.
    pub retry_after_s: u32,
    /// What is kept for her until then.
    pub place: Option<Place>,
}

impl Asks<'_> {
    /// Whose name it is: a service's or a connector's.
    fn asker(&self) -> &str {
        match self {
            Self::Service(name, _) | Self::Proven(name) | Self::Connector(name, _) => name,
        }
    }

    /// How often whoever asks may.
    fn rate(&self) -> Rate {
        match self {
            Self::Service(..) | Self::Proven(_) => SERVICE,
            Self::Connector(..) => CONNECTOR,
        }
    }
}

impl Why {
    /// For audit, log and metrics.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Source => "busy_source",
            Self::Asker => "busy_asker",
            Self::Total => "busy_total",
            Self::Load => "busy_load",
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
        terms: Terms,
        store: &dyn Store,
        now_ms: i64,
    ) -> Result<Result<(), Busy>, StoreError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.has_room(store, now_ms)? {
            return Ok(Err(Busy {
                why: Why::Room,
                retry_after_s: FULL_S,
                place: None,
            }));
        }
        Ok(state.admit(who, units(octets), terms, now_ms))
    }

    /// Whether the disk has room for more than what is under way.
    ///
    /// # Errors
    /// The store does not know its room: it failed.
    pub fn has_room(&self, store: &dyn Store, now_ms: i64) -> Result<bool, StoreError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.has_room(store, now_ms)
    }

    /// Whether this process can carry whoever comes: the pace holds nobody back.
    pub fn is_open(&self) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.pace.is_open()
    }

    /// How late the threads that answer are, looked at each [`FELT_EVERY`].
    pub fn felt(&self, late_ms: i64) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.pace.felt(late_ms);
    }
}

/// How often [`Starts::felt`] wants to be told.
pub const FELT_EVERY: Duration = Duration::from_millis(Pace::EVERY_MS.unsigned_abs());

/// What so many octets count for.
pub fn units(octets: usize) -> i64 {
    i64::try_from(octets.div_ceil(UNIT).max(1)).unwrap_or(i64::MAX >> 32)
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

    fn admit(&mut self, who: Asks<'_>, units: i64, terms: Terms, now_ms: i64) -> Result<(), Busy> {
        let (counted, busy) = count(self.buckets(who, now_ms), units, terms, now_ms);
        // Who gets neither a login nor a place costs nobody anything.
        if let Some(busy) = busy.filter(|busy| busy.place.is_none()) {
            return Err(busy);
        }
        let [of_source, of_asker, of_all, of_pace] = counted;
        if let Some(full_ms) = of_source {
            self.fill(who, full_ms, now_ms);
        }
        if let Some(full_ms) = of_asker {
            self.askers.insert(who.asker().to_owned(), full_ms);
        }
        self.total = of_all.unwrap_or(self.total);
        self.pace.count(of_pace, busy.is_none());
        busy.map_or(Ok(()), Err)
    }

    /// The bucket of the source, where a browser asks: at an address that may not be known.
    fn fill(&mut self, who: Asks<'_>, full_ms: i64, now_ms: i64) {
        let (sources, from) = match who {
            Asks::Service(_, from) => (&mut self.sources, from),
            Asks::Connector(name, from) => {
                (self.visitors.entry(name.to_owned()).or_default(), from)
            }
            Asks::Proven(_) => return,
        };
        sources.fill(from, full_ms, now_ms);
    }

    /// The buckets that a beginning goes through, in this order; nothing where there is none for it.
    fn buckets(&self, who: Asks<'_>, now_ms: i64) -> [Counted; 4] {
        let of_source = match who {
            Asks::Service(_, from) => Some((SOURCE, self.sources.full_ms(from))),
            Asks::Connector(name, from) => {
                let visitors = self.visitors.get(name);
                Some((VISITOR, visitors.map_or(0, |known| known.full_ms(from))))
            }
            Asks::Proven(_) => None,
        };
        let full_ms = self.askers.get(who.asker()).copied().unwrap_or(0);
        [
            (Paid::Source, Why::Source, of_source),
            (Paid::Asker, Why::Asker, Some((who.rate(), full_ms))),
            (Paid::Total, Why::Total, Some((TOTAL, self.total))),
            (Paid::All, Why::Load, self.pace.bucket(now_ms)),
        ]
    }
}

/// A bucket: who has paid for it, what it says when it has no room, and its rate with when it is full; nothing
/// where there is none for this beginning.
type Counted = (Paid, Why, Option<(Rate, i64)>);

/// When each of these buckets is full again once this beginning is counted, up to the first that has no
/// room for it; and what that one says.
fn count<const N: usize>(
    buckets: [Counted; N],
    units: i64,
    terms: Terms,
    now_ms: i64,
) -> ([Option<i64>; N], Option<Busy>) {
    let mut counted = [None; N];
    for (slot, (paid, why, bucket)) in counted.iter_mut().zip(buckets) {
        let Some((rate, full_ms)) = bucket else {
            continue;
        };
        let is_paid = paid <= terms.paid;
        let units = match is_paid {
            true => (units - terms.units).max(0),
            false => units,
        };
        let filled_ms = full_ms.max(now_ms) + units * rate.every_ms;
        match rate.after(full_ms, units, now_ms) {
            Err(over_ms) if !is_paid => {
                let turn_ms = now_ms + over_ms;
                let place = (over_ms <= terms.waits_ms).then_some(Place { turn_ms, paid });
                *slot = place.map(|_| filled_ms);
                let retry_after_s = u32::try_from(over_ms.div_euclid(1000) + 1);
                let busy = Busy {
                    why,
                    retry_after_s: retry_after_s.unwrap_or(u32::MAX),
                    place,
                };
                return (counted, Some(busy));
            }
            _ => *slot = Some(filled_ms),
        }
    }
    (counted, None)
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
            .filter(|_| {
                let admitted = state.admit(who, units(octets), Terms::default(), now_ms);
                admitted.is_ok()
            })
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
        assert_eq!(let_in(&starts, other, 1, 1_000, 0), 400);
    }

    #[test]
    fn px_20_one_source_leaves_the_others_of_its_connector_room() {
        let starts = Starts::default();
        let at = |from: &str| Asks::Connector("https://se.example/", Some(from.parse().unwrap()));
        assert_eq!(let_in(&starts, at("192.0.2.1"), 1, 5_000, 0), 400);
        // Another address of the same subscriber is no other source.
        assert_eq!(let_in(&starts, at("2001:db8:1:2::1"), 1, 5_000, 0), 400);
        assert_eq!(let_in(&starts, at("2001:db8:1:2::2"), 1, 5_000, 0), 0);
        let busy = waiting(&starts, at("192.0.2.1"), Paid::Nothing, 0).unwrap_err();
        assert_eq!(busy.why, Why::Source);
        // Her place is in her own queue: nobody else's turn is later for it.
        for n in 0..1_200_u32 {
            let who = Asks::Connector("https://se.example/", Some(IpAddr::from(n.to_be_bytes())));
            waiting(&starts, who, Paid::Nothing, 0).unwrap();
        }
        let busy = waiting(&starts, at("192.0.2.9"), Paid::Nothing, 0).unwrap_err();
        assert_eq!(busy.why, Why::Asker);
        // A minute of the flood: a fifth of what the connector has, and the others the rest.
        let starts = Starts::default();
        let (mut flood, mut honest) = (0, 0);
        for second in 0..60_u32 {
            let now_ms = 1000 * i64::from(second);
            flood += let_in(&starts, at("192.0.2.1"), 1, 1_000, now_ms);
            honest += (0..40_u32)
                .map(|n| IpAddr::from((second * 40 + n).to_be_bytes()))
                .map(|from| Asks::Connector("https://se.example/", Some(from)))
                .map(|who| let_in(&starts, who, 1, 1, now_ms))
                .sum::<usize>();
        }
        assert_eq!((flood, honest), (400 + 59 * 10, 60 * 40));
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
        let who = Asks::Proven("tax");
        assert_eq!(let_in(&starts, who, 1, 21_000, 0), 20_000);
        let busy = starts
            .0
            .lock()
            .unwrap()
            .admit(who, units(64 * 1024), Terms::default(), 0)
            .unwrap_err();
        assert_eq!((busy.why, busy.retry_after_s), (Why::Asker, 1));
        assert_eq!(busy.place, None, "nobody waits");
        assert_eq!(let_in(&starts, who, 64 * 1024, 1, 1_000), 1);
    }

    fn waiting(starts: &Starts, who: Asks<'_>, paid: Paid, now_ms: i64) -> Result<(), Busy> {
        let terms = Terms {
            paid,
            units: 1,
            waits_ms: LONGEST_WAIT_MS,
        };
        starts.0.lock().unwrap().admit(who, 1, terms, now_ms)
    }

    /// first come, first served, and nobody who comes without a place passes those who wait.
    #[test]
    fn those_who_wait_get_their_turns_in_the_order_in_which_they_came() {
        let starts = Starts::default();
        let at = |n: u32| Asks::Service("tax", Some(IpAddr::from(n.to_be_bytes())));
        for n in 0..20_000 {
            waiting(&starts, at(n), Paid::Nothing, 0).unwrap();
        }
        let turns: Vec<i64> = (20_000..20_500)
            .map(|n| {
                let busy = waiting(&starts, at(n), Paid::Nothing, 0).unwrap_err();
                let place = busy.place.unwrap();
                assert_eq!((busy.why, place.paid), (Why::Asker, Paid::Asker));
                place.turn_ms
            })
            .collect();
        // 250 a second, one after the other.
        let expected: Vec<i64> = (1..=500).map(|n| n * 4).collect();
        assert_eq!(turns, expected);
        // At her turn she begins, and what she waited for is not counted again; who has no place waits behind all.
        waiting(&starts, at(20_000), Paid::Asker, 4).unwrap();
        let late = waiting(&starts, at(30_000), Paid::Nothing, 4).unwrap_err();
        assert_eq!(late.place.unwrap().turn_ms, 501 * 4);
        // Who does not wait takes nothing of anybody's.
        let impatient = starts
            .0
            .lock()
            .unwrap()
            .admit(at(30_001), 1, Terms::default(), 4);
        assert_eq!(impatient.unwrap_err().place, None);
        let next = waiting(&starts, at(30_002), Paid::Nothing, 4).unwrap_err();
        assert_eq!(next.place.unwrap().turn_ms, 502 * 4);
    }

    #[test]
    fn a_queue_is_ten_minutes_long_and_no_longer() {
        let starts = Starts::default();
        let who = Asks::Service("tax", None);
        let mut places = 0;
        let last = loop {
            match waiting(&starts, who, Paid::Nothing, 0) {
                Ok(()) => {}
                Err(Busy { place: Some(_), .. }) => places += 1,
                Err(busy) => break busy,
            }
        };
        // One source: fifty a second.
        assert_eq!((last.why, places), (Why::Source, 30_000));
        assert_eq!(last.retry_after_s, 601);
    }

    #[test]
    fn a_process_that_is_late_takes_fewer_and_says_when() {
        let starts = Starts::default();
        let at = |n: u32| Asks::Service("tax", Some(IpAddr::from(n.to_be_bytes())));
        for n in 0..1_000 {
            waiting(&starts, at(n), Paid::Nothing, i64::from(n)).unwrap();
        }
        starts.felt(100);
        // A late thread holds few back: they did not make it late.
        for n in 0..9 {
            waiting(&starts, at(2_000 + n), Paid::Nothing, 1_000).unwrap();
            starts.felt(2_000);
        }
        assert!(starts.is_open());
        for n in 0..10 {
            waiting(&starts, at(2_100 + n), Paid::Nothing, 1_000).unwrap();
        }
        for _ in 0..8 {
            starts.felt(2_000);
        }
        // While it is late, who comes stands behind what it has to do.
        let behind = waiting(&starts, at(2_500), Paid::Nothing, 2_000).unwrap_err();
        assert!(behind.place.unwrap().turn_ms > 4_000, "{behind:?}");
        starts.felt(0);
        let mut begun = 0;
        let busy = loop {
            match waiting(&starts, at(3_000 + begun), Paid::Nothing, 9_000) {
                Ok(()) => begun += 1,
                Err(busy) => break busy,
            }
        };
        assert_eq!((busy.why, begun), (Why::Load, 50));
        let place = busy.place.unwrap();
        assert!(
            place.turn_ms > 9_000 && place.paid == Paid::All,
            "{place:?}"
        );
        waiting(&starts, at(9_000), place.paid, place.turn_ms).unwrap();
        // It is over by itself.
        assert!(!starts.is_open());
        for _ in 0..400 {
            starts.felt(0);
        }
        assert!(starts.is_open());
        for n in 0..1_000 {
            waiting(&starts, at(10_000 + n), Paid::Nothing, 100_000).unwrap();
        }
    }

    /// Who waited for the pace went in when it opened: a queue that is gone holds nobody back the next time.
    #[test]
    fn a_pace_that_opened_forgets_its_queue() {
        let starts = Starts::default();
        let at = |n: u32| Asks::Service("tax", Some(IpAddr::from(n.to_be_bytes())));
        let slow = || {
            starts.felt(2_000);
            (0..10).for_each(|n| waiting(&starts, at(9_000 + n), Paid::Nothing, 0).unwrap());
            (0..8).for_each(|_| starts.felt(2_000));
            starts.felt(0);
        };
        let begins = |from: u32| {
            let begun = |n| waiting(&starts, at(n), Paid::Nothing, 0).is_ok();
            (from..from + 1_000).filter(|n| begun(*n)).count()
        };
        slow();
        assert_eq!(begins(0), 50, "and 950 wait");
        assert_eq!(begins(1_000), 0, "behind them");
        (0..400).for_each(|_| starts.felt(0));
        slow();
        assert_eq!(begins(2_000), 50);
    }

    #[test]
    fn the_reserve_of_a_small_disk_is_an_eighth_of_it() {
        let room = |whole| Room { free: 0, whole };
        assert_eq!(reserve(room(4 << 20)), 512 << 10);
        assert_eq!(reserve(room(1 << 40)), 64 << 20);
    }
}

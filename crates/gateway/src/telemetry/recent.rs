// SPDX-License-Identifier: EUPL-1.2
//! How logins ended at this node within the last hour and the last day, by country and by e-ID: what an operator
//! looks at first. Prometheus knows it for all nodes and for longer; this is there without one.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::{Mutex, PoisonError};

/// Five minutes: an hour is twelve of them, a day 288.
const SLOT_MS: i64 = 5 * 60_000;
const SLOTS: usize = 288;
const OF_AN_HOUR: i64 = 12;
/// This one and the two before: ten minutes at least, a quarter of an hour at most.
const OF_NOW: i64 = 3;

/// What was seen within a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The person arrived.
    pub arrived: u64,
    /// The person went back, or the e-ID or the country did not confirm her.
    pub stopped: u64,
    /// Anything else.
    pub failed: u64,
    /// How many answers were measured.
    pub timed: u64,
    /// How long they took together.
    pub took_ms: u64,
}

impl Tally {
    /// Of those that did not stop by themselves, how many of a hundred arrived; nothing of nobody.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        let tried = self.arrived + self.failed;
        (self.arrived * 100).checked_div(tried)
    }

    /// The mean of what was measured.
    #[must_use]
    pub fn mean_ms(&self) -> Option<u64> {
        self.took_ms.checked_div(self.timed)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.arrived += other.arrived;
        self.stopped += other.stopped;
        self.failed += other.failed;
        self.timed += other.timed;
        self.took_ms += other.took_ms;
    }
}

/// Of whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// What another country's node answered about its own people: a person, or an error of its own.
    Answers(String),
    /// Another country, whichever way.
    Country(String),
    /// A national e-ID.
    Eid(String),
}

/// A day in slots, each with its number since 1970: 14 KiB. There are as many as countries and e-IDs of the
/// configuration, for the labels of the metrics come from nowhere else.
struct Day(Box<[(i64, Tally); SLOTS]>);

impl Default for Day {
    fn default() -> Self {
        Self(Box::new([(i64::MIN, Tally::default()); SLOTS]))
    }
}

/// The counters.
#[derive(Default)]
pub(super) struct Recent(Mutex<BTreeMap<Of, Day>>);

impl Recent {
    pub(super) fn add(&self, of: Of, now_ms: i64, what: Tally) {
        let number = now_ms.div_euclid(SLOT_MS);
        let mut days = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let day = days.entry(of).or_default();
        let at = usize::try_from(number.rem_euclid(288)).unwrap_or(0);
        if let Some((held, tally)) = day.0.get_mut(at) {
            if *held != number {
                (*held, *tally) = (number, Tally::default());
            }
            *tally += what;
        }
    }

    /// The last hour and the last day.
    pub(super) fn of(&self, of: &Of, now_ms: i64) -> [Tally; 2] {
        let now = now_ms.div_euclid(SLOT_MS);
        let [mut hour, mut day] = <[Tally; 2]>::default();
        let days = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (number, tally) in days.get(of).iter().flat_map(|day| day.0.iter()) {
            match now.saturating_sub(*number) {
                0..OF_AN_HOUR => {
                    hour += *tally;
                    day += *tally;
                }
                OF_AN_HOUR..288 => day += *tally,
                _ => {}
            }
        }
        [hour, day]
    }

    /// Just now.
    pub(super) fn now_of(&self, of: &Of, now_ms: i64) -> Tally {
        let now = now_ms.div_euclid(SLOT_MS);
        let mut tally = Tally::default();
        let days = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (number, of_slot) in days.get(of).iter().flat_map(|day| day.0.iter()) {
            if (0..OF_NOW).contains(&now.saturating_sub(*number)) {
                tally += *of_slot;
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_and_a_day_end_and_nobody_is_counted_for_another() {
        let recent = Recent::default();
        let (se, bankid) = (Of::Country("SE".to_owned()), Of::Eid("bankid".to_owned()));
        let one = Tally {
            arrived: 1,
            timed: 1,
            took_ms: 300,
            ..Tally::default()
        };
        let failed = Tally {
            failed: 1,
            ..Tally::default()
        };
        let begun = 1_795_425_900_000;
        recent.add(se.clone(), begun, one);
        recent.add(se.clone(), begun + 50 * 60_000, failed);
        let [hour, day] = recent.of(&se, begun + 50 * 60_000);
        assert_eq!((hour, hour.percent()), (day, Some(50)));
        assert_eq!(hour.mean_ms(), Some(300));
        let [hour, day] = recent.of(&se, begun + 65 * 60_000);
        assert_eq!((hour.arrived, hour.failed, day.arrived), (0, 1, 1));
        assert_eq!(hour.percent(), Some(0));
        let [hour, day] = recent.of(&se, begun + 25 * 3_600_000);
        assert_eq!((hour, day), (Tally::default(), Tally::default()));
        assert_eq!((day.percent(), day.mean_ms()), (None, None));
        // The slot of yesterday is used again and brings nothing of it along.
        recent.add(se.clone(), begun + 86_400_000, one);
        assert_eq!(recent.of(&se, begun + 86_400_000)[1].arrived, 1);
        assert_eq!(recent.of(&bankid, begun), <[Tally; 2]>::default());
    }
}

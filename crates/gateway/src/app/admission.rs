// SPDX-License-Identifier: EUPL-1.2
//! How many logins begin, and who waits for her turn: a budget for each source, each client and all of them
//! ([`crate::starts`]), and the tickets of the queue.

use store::StoreError;

use super::App;
use crate::starts::{Asks, Busy, FULL_S, Paid, Terms, Why, units};

/// A person whose login does not begin now.
#[derive(Clone, Debug)]
pub struct Queued {
    /// The stable reason code.
    pub reason: &'static str,
    /// When it is her turn, Unix milliseconds.
    pub turn_ms: i64,
    /// What keeps her place; nothing where there is none.
    pub ticket: Option<String>,
    /// When there may be room, in seconds.
    pub retry_after_s: u32,
}

fn seconds(ms: i64) -> u32 {
    u32::try_from(ms.div_euclid(1000) + 1).unwrap_or(1)
}

impl App {
    /// Counts a login that is about to begin and takes so many octets; or says why it may not. For whoever asks without
    /// a person who could wait.
    ///
    /// # Errors
    /// The store failed.
    pub fn admit(&self, who: Asks<'_>, octets: usize) -> Result<Result<(), Busy>, StoreError> {
        self.count(who, octets, Terms::default())
    }

    /// The same for a person, who waits so long and may have waited: at the turn of her ticket she begins. Once: the
    /// ticket is marked before, and that lasts. While the disk has no room it is not: she keeps it. Who waits for this
    /// process alone, and not for any budget, begins as soon as it holds nobody back: whoever comes then would pass her.
    ///
    /// # Errors
    /// The store failed.
    pub async fn admit_person(
        &self,
        who: Asks<'_>,
        octets: usize,
        visit: (Option<&str>, i64),
    ) -> Result<Result<(), Queued>, StoreError> {
        let ((sent, waits_ms), now_ms) = (visit, self.env.now_ms());
        let held = sent.and_then(|text| {
            let ticket = self.tickets.read(text, who, now_ms)?;
            Some((text, ticket))
        });
        let mut terms = Terms {
            waits_ms,
            ..Terms::default()
        };
        if let Some((text, ticket)) = held {
            let released = ticket.place.paid == Paid::All && self.starts.is_open();
            if now_ms < ticket.place.turn_ms && !released {
                return Ok(Err(Queued {
                    reason: "queued",
                    turn_ms: ticket.place.turn_ms,
                    ticket: Some(text.to_owned()),
                    retry_after_s: seconds(ticket.place.turn_ms - now_ms),
                }));
            }
            let store = &**self.records.store();
            if !self.starts.has_room(store, now_ms)? {
                return Ok(Err(Queued {
                    reason: Why::Room.reason(),
                    turn_ms: now_ms + i64::from(FULL_S) * 1000,
                    ticket: Some(text.to_owned()),
                    retry_after_s: FULL_S,
                }));
            }
            let (mark, until_ms) = ticket.mark();
            if self.records.mark_new(mark, until_ms).await? {
                (terms.paid, terms.units) = (ticket.place.paid, ticket.units);
            }
        }
        let admitted = self.count(who, octets, terms)?;
        Ok(admitted.map_err(|busy| Queued {
            reason: busy.why.reason(),
            turn_ms: busy.place.map_or(now_ms, |place| place.turn_ms),
            ticket: busy
                .place
                .map(|place| self.tickets.issue(who, units(octets), place, &self.env)),
            retry_after_s: busy.retry_after_s,
        }))
    }

    fn count(
        &self,
        who: Asks<'_>,
        octets: usize,
        terms: Terms,
    ) -> Result<Result<(), Busy>, StoreError> {
        let store = &**self.records.store();
        let now_ms = self.env.now_ms();
        let admitted = self.starts.admit(who, octets, terms, store, now_ms)?;
        if let Err(busy) = admitted {
            match busy.place {
                Some(_) => self.metrics.login_queued(busy.why.reason()),
                None => self.metrics.login_not_begun(busy.why.reason()),
            }
        }
        Ok(admitted)
    }
}

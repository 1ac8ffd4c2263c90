// SPDX-License-Identifier: EUPL-1.2
//! How many logins begin, and who waits for her turn: a budget for each source, each client and all of them
//! ([`crate::starts`]), and the tickets of the queue.

use std::borrow::Cow;

use store::StoreError;

use super::App;
use crate::login::{Login, Names, find};
use crate::starts::{Asks, Busy, FULL_S, Paid, Place, Terms, Ticket, Why, units};

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

/// What a ticket leads to at its turn: the names of its login, and that login where it waits already.
#[derive(Debug)]
pub struct Turn {
    /// The names.
    pub names: Names,
    /// The login.
    pub begun: Option<Login>,
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

    /// The same for a person, who waits so long and may have waited, with her ticket and a digest of what she asks: at its turn she begins, under its
    /// names. Once: the ticket is marked before, with that digest, and who asks the same again is led to
    /// the same login. While the disk has no room it is not: she keeps it. Who waits for this
    /// process alone, and not for any budget, begins as soon as it holds nobody back: whoever comes then would pass her.
    ///
    /// # Errors
    /// The store failed.
    pub async fn admit_person(
        &self,
        who: Asks<'_>,
        octets: usize,
        held: Option<(&str, [u8; 32])>,
        waits_ms: i64,
    ) -> Result<Result<Option<Turn>, Queued>, StoreError> {
        let (sent, asked) = held.unzip();
        let mut sent = sent.map(Cow::Borrowed);
        while let (Some(text), Some(asked)) = (sent.take(), &asked) {
            let now_ms = self.env.now_ms();
            let Some(ticket) = self.tickets.read(&text, who, now_ms) else {
                break;
            };
            if let Some(queued) = self.too_early(&text, &ticket, now_ms)? {
                return Ok(Err(queued));
            }
            let (mark, until_ms) = ticket.mark();
            match self.records.marked_as(mark).await? {
                None => {
                    let terms = Terms {
                        paid: ticket.place.paid,
                        units: ticket.units,
                        waits_ms,
                    };
                    let admitted = self.count(who, octets, terms)?;
                    let admitted = admitted.map_err(|busy| self.queued(who, octets, busy));
                    let word = match &admitted {
                        Ok(()) => asked.to_vec(),
                        Err(queued) => queued.ticket.clone().unwrap_or_default().into_bytes(),
                    };
                    if self.records.mark_new_as(mark, word, until_ms).await? {
                        let names = self.tickets.names(&ticket);
                        return Ok(admitted.map(|()| Some(Turn { names, begun: None })));
                    }
                    // Somebody brought it at the same moment.
                    sent = Some(text);
                }
                Some(word) if word == asked => {
                    let names = self.tickets.names(&ticket);
                    match find(&self.records, &names.flow).await? {
                        None => return Ok(Ok(Some(Turn { names, begun: None }))),
                        Some(login) if login.is_waiting(now_ms) => {
                            let begun = Some(login);
                            return Ok(Ok(Some(Turn { names, begun })));
                        }
                        Some(_) => {}
                    }
                }
                // It was exchanged for this one, where another budget had no room.
                Some(word) => sent = String::from_utf8(word).ok().map(Cow::Owned),
            }
        }
        let terms = Terms {
            waits_ms,
            ..Terms::default()
        };
        let admitted = self.count(who, octets, terms)?;
        Ok(admitted
            .map(|()| None)
            .map_err(|busy| self.queued(who, octets, busy)))
    }

    /// The names of the login to which this ticket leads.
    pub fn names_of(&self, who: Asks<'_>, text: &str) -> Option<Names> {
        let ticket = self.tickets.read(text, who, self.env.now_ms())?;
        Some(self.tickets.names(&ticket))
    }

    /// Why this ticket lets nobody begin yet.
    fn too_early(
        &self,
        text: &str,
        ticket: &Ticket,
        now_ms: i64,
    ) -> Result<Option<Queued>, StoreError> {
        let Place { turn_ms, paid } = ticket.place;
        let keeps = |reason, turn_ms, retry_after_s| {
            Some(Queued {
                reason,
                turn_ms,
                ticket: Some(text.to_owned()),
                retry_after_s,
            })
        };
        let released = paid == Paid::All && self.starts.is_open();
        if now_ms < turn_ms && !released {
            return Ok(keeps("queued", turn_ms, seconds(turn_ms - now_ms)));
        }
        if !self.starts.has_room(&**self.records.store(), now_ms)? {
            let later_ms = now_ms + i64::from(FULL_S) * 1000;
            return Ok(keeps(Why::Room.reason(), later_ms, FULL_S));
        }
        Ok(None)
    }

    fn queued(&self, who: Asks<'_>, octets: usize, busy: Busy) -> Queued {
        let ticket = |place| self.tickets.issue(who, units(octets), place, &self.env);
        Queued {
            reason: busy.why.reason(),
            turn_ms: busy
                .place
                .map_or_else(|| self.env.now_ms(), |place| place.turn_ms),
            ticket: busy.place.map(ticket),
            retry_after_s: busy.retry_after_s,
        }
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

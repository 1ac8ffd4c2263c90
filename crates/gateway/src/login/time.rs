// SPDX-License-Identifier: EUPL-1.2
//! How long a login waits, and how much more time its person may have.

use super::{Login, Stage};
use crate::ask::Asker;

/// How long a login waits for its person.
pub const LIFETIME_MS: i64 = 30 * 60 * 1000;

/// How long an expired login still knows the way back to its service.
pub const REMEMBERED_MS: i64 = 2 * 60 * 60 * 1000;

/// How often its person may ask for more time: WCAG 2.2 §2.2.1, "at least ten times".
pub const MOST_EXTENSIONS: u8 = 10;

/// How much more she gets each time. Ten times this and the half hour end ten minutes before the login's
/// name does ([`REMEMBERED_MS`]), so that one that is late still knows its service and no record lives
/// longer than before: what a login costs the store stays what it was.
pub const MORE_MS: i64 = 8 * 60 * 1000;

/// Longer than this no login waits, refused and begun anew or not: the half hour and what she may ask for
/// beyond it. A refusal gives her the half hour anew, as far as it fits.
pub const LONGEST_MS: i64 = LIFETIME_MS + 10 * MORE_MS;
const _: () = assert!(MOST_EXTENSIONS == 10 && LONGEST_MS < REMEMBERED_MS);

/// She is asked two minutes before the end, to the minute below; her answer may take one more on its
/// way. Whoever asks earlier gets nothing: of two clicks one counts.
const LAST_MINUTES_MS: i64 = 4 * 60 * 1000;

impl Login {
    /// When it began under this name. Whoever proves the person must do so after it (PX-11), however
    /// often she asked for more time.
    pub fn begun_ms(&self) -> i64 {
        match self.began_ms {
            0 => self.expires_ms - LIFETIME_MS - i64::from(self.extensions) * MORE_MS,
            began_ms => began_ms,
        }
    }

    /// When it began under its first name.
    pub(super) fn first_begun_ms(&self) -> i64 {
        match self.first_began_ms {
            0 => self.begun_ms(),
            began_ms => began_ms,
        }
    }

    /// How long it may take in all, as far as it was extended and under every name.
    pub fn lives_ms(&self) -> i64 {
        self.expires_ms - self.first_begun_ms()
    }

    /// More time, when the end is near and it is not the eleventh; whether it was given.
    pub fn more_time(&mut self, now_ms: i64) -> bool {
        let near = self.expires_ms - now_ms <= LAST_MINUTES_MS;
        let given = near && self.is_waiting(now_ms) && self.may_have_more();
        if given {
            self.expires_ms += MORE_MS;
            self.extensions += 1;
        }
        given
    }

    /// Whether it has been given less than its share of time.
    pub fn may_have_more(&self) -> bool {
        self.extended() < MOST_EXTENSIONS && self.lives_ms() + MORE_MS <= LONGEST_MS
    }

    pub(super) const fn extended(&self) -> u8 {
        self.extended_before.saturating_add(self.extensions)
    }

    /// How long its browser is to be known, in seconds. A foreign connector is answered also when
    /// the time is over; a national service has an address of its own to go back to.
    pub fn cookie_s(&self) -> i64 {
        match self.ask.asker {
            Asker::Service { .. } => LIFETIME_MS / 1000,
            Asker::Node { .. } => REMEMBERED_MS / 1000,
        }
    }

    /// Whether it is a foreign connector's whose time is over, and which nobody answered.
    pub fn is_late(&self, now_ms: i64) -> bool {
        let foreign = matches!(self.ask.asker, Asker::Node { .. });
        foreign && now_ms >= self.expires_ms && self.stage != Stage::Finished
    }

    /// Whether it still waits.
    pub fn is_waiting(&self, now_ms: i64) -> bool {
        now_ms < self.expires_ms && self.stage != Stage::Finished
    }
}

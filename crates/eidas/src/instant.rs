// SPDX-License-Identifier: EUPL-1.2

//! `xs:dateTime` as SAML uses it: always UTC, always with a zone.

use std::fmt;
use std::time::Duration;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
///
/// SAML Core §1.3.3: times are `xs:dateTime` in UTC form, without a time zone component. We read
/// exactly that (`Z` and nothing else) in the years 1970 to 9999, refuse leap seconds, which Core
/// forbids, and keep milliseconds: finer digits are read and dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// 9999-12-31T23:59:59.999Z: the last instant with a four-digit year.
const LAST_MS: i64 = 253_402_300_799_999;

impl Instant {
    /// From milliseconds since the epoch, held within the years 1970 to 9999.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        if ms < 0 {
            Self(0)
        } else if ms > LAST_MS {
            Self(LAST_MS)
        } else {
            Self(ms)
        }
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0 / 1000
    }

    /// Later by `duration`, at most the end of the year 9999.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        let ms = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self::from_ms(self.0.saturating_add(ms))
    }

    /// Earlier by `duration`, at least the epoch.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        let ms = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self::from_ms(self.0.saturating_sub(ms))
    }

    /// Reads `YYYY-MM-DDThh:mm:ss[.fraction]Z`; `None` for anything else.
    ///
    /// At most 18 fraction digits. `24:00:00`, `:60`, offsets, lower case letters and missing
    /// zones are refused: no peer sends them, and each has been somebody's parser difference.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_suffix('Z')?;
        let (date, time) = rest.split_once('T')?;
        let days = parse_date(date)?;
        let (clock, fraction) = match time.split_once('.') {
            Some((clock, fraction)) => (clock, Some(fraction)),
            None => (time, None),
        };
        let mut parts = clock.split(':');
        let hour = digits(parts.next()?, 2)?;
        let minute = digits(parts.next()?, 2)?;
        let second = digits(parts.next()?, 2)?;
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let ms = match fraction {
            Some(fraction) => milliseconds(fraction)?,
            None => 0,
        };
        let ms = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + ms;
        (0..=LAST_MS).contains(&ms).then_some(Self(ms))
    }

    /// The calendar date, in UTC: year, month, day.
    #[must_use]
    pub fn date(self) -> (i64, i64, i64) {
        civil_from_days(self.0.div_euclid(86_400_000))
    }
}

impl fmt::Display for Instant {
    /// `2026-11-22T12:00:00.000Z`: always with milliseconds, as the reference node writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let ms = self.0.rem_euclid(86_400_000);
        let (hour, minute) = (ms / 3_600_000, ms / 60_000 % 60);
        let (second, ms) = (ms / 1000 % 60, ms % 1000);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z"
        )
    }
}

/// `YYYY-MM-DD`, a real date of the years 0001 to 9999, as days since 1970-01-01.
pub(crate) fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    if parts.next().is_some() || year == 0 || !(1..=12).contains(&month) {
        return None;
    }
    let days = days_from_civil(year, month, day);
    // A day that does not exist comes back as another date.
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

/// Exactly `count` ASCII digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The first three digits of a fraction.
fn milliseconds(fraction: &str) -> Option<i64> {
    if !(1..=18).contains(&fraction.len()) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded: String = fraction.chars().chain("00".chars()).take(3).collect();
    padded.parse().ok()
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar; March starts the year, so
/// that the leap day is its last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_instants() {
        for (text, ms) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:00:00.5Z", 951_825_600_500),
            ("2026-11-22T12:00:00.000Z", 1_795_348_800_000),
            ("9999-12-31T23:59:59.999Z", LAST_MS),
        ] {
            assert_eq!(Instant::parse(text), Some(Instant(ms)), "{text}");
        }
    }

    #[test]
    fn plus_and_minus_stay_within_the_calendar() {
        let second = Duration::from_secs(1);
        assert_eq!(Instant(0).minus(second), Instant(0));
        assert_eq!(Instant(LAST_MS).plus(second), Instant(LAST_MS));
        assert_eq!(Instant(5).plus(second).minus(second), Instant(5));
        assert_eq!(Instant(5).plus(Duration::MAX), Instant(LAST_MS));
    }
}

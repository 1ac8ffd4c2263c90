// SPDX-License-Identifier: EUPL-1.2
//! Dates and instants, from text that has to be exactly one of the two.

/// A day of the Gregorian calendar that exists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// `None`: there is no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=days_in(year, month)?).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// `full-date` of RFC 3339 §5.6: `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month, day) = digits_of_date(text.as_bytes())?;
        Self::new(year, month, day)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01.
    fn days(self) -> i64 {
        let years = i64::from(self.year) - 1;
        let leap_days = years / 4 - years / 100 + years / 400;
        let months = (1..self.month).filter_map(|m| days_in(self.year, m));
        let days: i64 = months.map(i64::from).sum();
        // 719,162 days lie between 0001-01-01 and 1970-01-01.
        years * 365 + leap_days + days + i64::from(self.day) - 1 - 719_162
    }
}

/// `YYYY-MM-DD`.
impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Dates are mostly dates of birth, which no log may hold.
impl std::fmt::Debug for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Date(…)")
    }
}

/// `date-time` of RFC 3339 §5.6 in the form that 18013-5 §9.1.2.4 and PID Rulebook §3.1.2 allow: no
/// fraction of a second, offset `Z`. Seconds since 1970.
#[must_use]
pub fn instant(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let date = Date::parse(date)?;
    let [h1, h2, b':', m1, m2, b':', s1, s2, b'Z'] = *time.as_bytes() else {
        return None;
    };
    let [hour, minute, second] = [number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?];
    // No leap second: none was ever announced for a validity.
    let exists = hour < 24 && minute < 60 && second < 60;
    let seconds = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
    exists.then_some(date.days() * 86_400 + seconds)
}

/// The numbers of `YYYY-MM-DD`, whether or not there is such a day.
pub(crate) fn digits_of_date(text: &[u8]) -> Option<(u16, u8, u8)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else {
        return None;
    };
    let [month, day] = [number(&[m1, m2])?, number(&[d1, d2])?];
    Some((
        number(&[y1, y2, y3, y4])?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    ))
}

/// ASCII digits and nothing else: no sign, no blank. At most four of them.
pub(crate) fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |n, digit| {
        let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
        n.checked_mul(10)?.checked_add(u16::from(digit))
    })
}

const fn days_in(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => Some(29),
        2 => Some(28),
        4 | 6 | 9 | 11 => Some(30),
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_exist_or_not() {
        for day in ["2000-02-29", "1904-02-29", "1999-12-31", "0001-01-01"] {
            assert_eq!(Date::parse(day).unwrap().to_string(), day);
        }
        for none in [
            "1900-02-29",
            "2001-02-29",
            "2000-04-31",
            "2000-13-01",
            "2000-00-10",
            "2000-01-00",
            "0000-01-01",
            "2000-1-01",
            "2000-01-01 ",
            "+200-01-01",
            "20000101",
            "2000-01-32",
            "",
        ] {
            assert_eq!(Date::parse(none), None, "{none}");
        }
    }

    #[test]
    fn instants_are_seconds_since_1970() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1),
            ("2000-02-29T12:00:00Z", 951_825_600),
            ("2026-11-29T10:30:41Z", 1_795_948_241),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            assert_eq!(instant(text), Some(seconds), "{text}");
        }
        for none in [
            "2026-11-29T10:30:41.5Z",
            "2026-11-29T10:30:41+01:00",
            "2026-11-29T24:00:00Z",
            "2026-11-29T10:60:00Z",
            "2026-11-29T23:59:60Z",
            "2026-11-29t10:30:41Z",
            "2026-11-29T10:30:41z",
            "2026-11-29 10:30:41Z",
            "2026-11-29T10:30Z",
            "2026-11-31T10:30:41Z",
        ] {
            assert_eq!(instant(none), None, "{none}");
        }
    }
}

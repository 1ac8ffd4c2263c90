// SPDX-License-Identifier: EUPL-1.2
//! The national number.

use serde::{Deserialize, Serialize};

use crate::config::Profile;

/// A fødselsnummer or D-number: eleven digits, a day that was, both check digits right.
///
/// `DDMMYY` (day + 40 in a D-number), three digits that also tell the century, two check digits:
/// Regulation FOR-2017-07-14-1201 on the population register, § 2-2. Numbers for tests have 40, 65
/// or 80 (Tenor's) added to the month, so that they can never be anybody's.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NationalNumber(String);

/// What the registers add to the month of a number for tests.
const SYNTHETIC: [u32; 3] = [40, 65, 80];

impl NationalNumber {
    /// Reads a number. UP-06: a number for tests is none where real people log in; in the test and
    /// demo profiles it stands beside real ones.
    pub fn parse(text: &str, profile: Profile) -> Option<Self> {
        let number = Self::read(text)?;
        (profile != Profile::Production || !number.is_synthetic()).then_some(number)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Given to a person who is not (yet) registered as resident.
    pub fn is_d_number(&self) -> bool {
        self.pair(0) > 40
    }

    /// A number for tests, nobody's.
    pub fn is_synthetic(&self) -> bool {
        self.pair(2) > 12
    }

    /// The birthday in it, `YYYY-MM-DD`. A number keeps the birthday it was given with; what the
    /// register says later may differ, so an e-ID's own word goes before this.
    pub fn birthdate(&self) -> String {
        let (year, month, day) = self.date().unwrap_or_default();
        format!("{year:04}-{month:02}-{day:02}")
    }

    fn read(text: &str) -> Option<Self> {
        let digits: Vec<u32> = text
            .chars()
            .map(|c| c.to_digit(10))
            .collect::<Option<_>>()?;
        let control = |weights: &[u32]| {
            let weighed = digits.iter().zip(weights).map(|(digit, by)| digit * by);
            weighed.sum::<u32>().is_multiple_of(11)
        };
        let checks = digits.len() == 11
            && control(&[3, 7, 6, 1, 8, 9, 4, 5, 2, 1])
            && control(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
        let number = checks.then(|| Self(text.to_owned()))?;
        let (year, month, day) = number.date()?;
        (1..=days_of(year, month)).contains(&day).then_some(number)
    }

    /// Year, month and day as written; whether that day was is for the caller to ask.
    fn date(&self) -> Option<(u32, u32, u32)> {
        let day = self.pair(0);
        let day = if day > 40 { day - 40 } else { day };
        let written = self.pair(2);
        let month = [0]
            .into_iter()
            .chain(SYNTHETIC)
            .filter_map(|added| written.checked_sub(added))
            .find(|month| (1..=12).contains(month))?;
        Some((year(self.pair(4), self.digits(6, 9))?, month, day))
    }

    fn pair(&self, at: usize) -> u32 {
        self.digits(at, at + 2)
    }

    fn digits(&self, from: usize, to: usize) -> u32 {
        let digits = self.0.get(from..to).and_then(|text| text.parse().ok());
        digits.unwrap_or_default()
    }
}

/// The year of two digits, by the three that follow them. `None`: no such number was ever given.
fn year(short: u32, individual: u32) -> Option<u32> {
    match (individual, short) {
        (0..=499, _) => Some(1900 + short),
        (500..=749, 54..) => Some(1800 + short),
        (500..=999, 0..=39) => Some(2000 + short),
        (900..=999, 40..) => Some(1900 + short),
        _ => None,
    }
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// A number of a sealed record was read under the profile it came in by.
impl TryFrom<String> for NationalNumber {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or("not a national number")
    }
}

impl From<NationalNumber> for String {
    fn from(number: NationalNumber) -> Self {
        number.0
    }
}

impl std::fmt::Debug for NationalNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NationalNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// These nine digits with their check digits; `None` when they have none.
    fn with_check_digits(nine: &str) -> Option<String> {
        let digits: Vec<u32> = nine.chars().map(|c| c.to_digit(10).unwrap()).collect();
        let check = |digits: &[u32], weights: &[u32]| {
            let sum: u32 = digits.iter().zip(weights).map(|(a, b)| a * b).sum();
            match (11 - sum % 11) % 11 {
                10 => None,
                digit => Some(digit),
            }
        };
        let first = check(&digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2])?;
        let ten: Vec<u32> = digits.into_iter().chain([first]).collect();
        let second = check(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])?;
        Some(format!("{nine}{first}{second}"))
    }

    /// Some number of this day whose three digits lie in this hundred.
    fn number(day: &str, hundred: u32) -> String {
        (hundred * 100..hundred * 100 + 100)
            .find_map(|n| with_check_digits(&format!("{day}{n:03}")))
            .unwrap()
    }

    #[test]
    fn up_06_each_series_is_read_where_it_belongs() {
        for (day, hundred, synthetic, d_number, birthdate) in [
            ("170580", 1, false, false, "1980-05-17"),
            ("290200", 6, false, false, "2000-02-29"),
            ("311299", 4, false, false, "1999-12-31"),
            ("010154", 5, false, false, "1854-01-01"),
            ("010141", 9, false, false, "1941-01-01"),
            ("570580", 1, false, true, "1980-05-17"),
            ("174580", 1, true, false, "1980-05-17"),
            ("177080", 1, true, false, "1980-05-17"),
            ("178580", 1, true, false, "1980-05-17"),
            ("578580", 1, true, true, "1980-05-17"),
        ] {
            let text = number(day, hundred);
            for profile in [Profile::Production, Profile::Test, Profile::Demo] {
                let read = NationalNumber::parse(&text, profile);
                let allowed = profile != Profile::Production || !synthetic;
                assert_eq!(read.is_some(), allowed, "{text} in {profile:?}");
            }
            let read = NationalNumber::parse(&text, Profile::Test).unwrap();
            assert_eq!(
                (read.is_synthetic(), read.is_d_number(), read.as_str()),
                (synthetic, d_number, &*text)
            );
            assert_eq!(read.birthdate(), birthdate);
        }
    }

    #[test]
    fn up_06_a_day_that_never_was_is_no_number() {
        for (day, hundred) in [
            ("300280", 1), // 30 February
            ("290281", 1), // 29 February of a common year
            ("290200", 1), // 29 February 1900, a common year
            ("310480", 1),
            ("000180", 1),
            ("320180", 1),
            ("400180", 1), // day 0 of a D-number
            ("720180", 1), // day 32 of a D-number
            ("810180", 1), // a help number
            ("170080", 1),
            ("171380", 1),
            ("175380", 1), // month 13 in each series for tests
            ("177880", 1),
            ("179380", 1),
            ("170545", 6), // no century has this combination
        ] {
            let text = number(day, hundred);
            assert_eq!(NationalNumber::parse(&text, Profile::Demo), None, "{text}");
        }
    }

    #[test]
    fn up_06_every_other_check_digit_is_refused() {
        let right = number("170580", 1);
        let nine = &right[..9];
        let accepted: Vec<_> = (0..100)
            .map(|check| format!("{nine}{check:02}"))
            .filter(|text| NationalNumber::parse(text, Profile::Production).is_some())
            .collect();
        assert_eq!(accepted, [right.as_str()]);
    }

    #[test]
    fn up_06_eleven_ascii_digits_and_nothing_else() {
        let right = number("170580", 1);
        assert!(NationalNumber::parse(&right, Profile::Production).is_some());
        for wrong in [
            String::new(),
            right[..10].to_owned(),
            format!("{right}0"),
            format!(" {right}"),
            format!("{right}\n"),
            format!("{} {}", &right[..6], &right[6..]),
            right.replace('1', "\u{0661}"),
            format!("+{}", &right[1..]),
        ] {
            assert_eq!(NationalNumber::parse(&wrong, Profile::Demo), None);
        }
    }
}

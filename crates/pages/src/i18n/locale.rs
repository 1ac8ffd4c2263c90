//! What Unicode's CLDR knows of each language: names of countries and their order, dates, plural forms.
//! `data/cldr.tsv`, written as constants by `build.rs`.

use super::Language;

/// A plural form of CLDR, for whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of CLDR")]
pub enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Form {
    /// As CLDR and scripts call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// One language.
#[derive(Debug)]
pub(super) struct Locale {
    /// Its name in itself.
    pub(super) name: &'static str,
    /// A date: `{day}. {month} {year}`.
    date: &'static str,
    /// A date with the time of day, `{hour}` and `{minute}`.
    moment: &'static str,
    /// What stands between two parts of a list: within, before the last, and where there are only two.
    list: [&'static str; 3],
    /// As they stand in a date.
    months: [&'static str; 12],
    /// The forms of 0 to 199, as runs; 200 and above go on as from 100.
    plural: &'static [(Form, u32)],
    /// Code and name of each country, in the order of this language.
    countries: &'static [(&'static str, &'static str)],
}

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// Code of each country, and what it is called in any language.
#[must_use]
pub fn names() -> &'static [(&'static str, &'static [&'static str])] {
    NAMES
}

impl Language {
    /// The country's name, if it is one of the states that take part.
    #[must_use]
    pub fn country(self, code: &str) -> Option<&'static str> {
        let named = self.locale().countries.iter().find(|(of, _)| *of == code);
        named.map(|(_, name)| *name)
    }

    /// The place of a country in a list of this language; countries that we have no name for stand last.
    #[must_use]
    pub fn place_of(self, code: &str) -> usize {
        let countries = self.locale().countries;
        let place = countries.iter().position(|(of, _)| *of == code);
        place.unwrap_or(countries.len())
    }

    /// `A, B og C`.
    #[must_use]
    pub fn list(self, parts: &[impl AsRef<str>]) -> String {
        let mut list = String::new();
        for (at, part) in parts.iter().enumerate() {
            list.push_str(part.as_ref());
            list.push_str(self.behind(at, parts.len()));
        }
        list
    }

    /// What stands behind a part of a list, by its place and how many there are.
    #[must_use]
    pub fn behind(self, at: usize, of: usize) -> &'static str {
        let [within, last, two] = self.locale().list;
        match of.saturating_sub(at) {
            0 | 1 => "",
            2 if of == 2 => two,
            2 => last,
            _ => within,
        }
    }

    /// `14. mai 1990`, of `1990-05-14`; as it came, when it is no such date.
    #[must_use]
    pub fn date(self, iso: &str) -> String {
        let mut parts = iso.splitn(3, '-');
        let mut next = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.parse::<u32>().ok()
        };
        let date = (next(4), next(2), next(2));
        let (Some(year), Some(month), Some(day @ 1..=31)) = date else {
            return iso.to_owned();
        };
        match self.month(month) {
            Some(month) => super::fill(
                self.locale().date,
                &[
                    ("day", &day.to_string()),
                    ("month", month),
                    ("year", &year.to_string()),
                ],
            ),
            None => iso.to_owned(),
        }
    }

    /// `23. november 2026 kl. 09:25 UTC`.
    #[must_use]
    pub fn moment(self, ms: i64) -> String {
        let minutes = ms.div_euclid(60_000);
        let (days, minute_of_day) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
        let (year, month, day) = civil_from_days(days);
        let text = super::fill(
            self.locale().moment,
            &[
                ("day", &day.to_string()),
                (
                    "month",
                    u32::try_from(month)
                        .ok()
                        .and_then(|m| self.month(m))
                        .unwrap_or(""),
                ),
                ("year", &year.to_string()),
                ("hour", &format!("{:02}", minute_of_day / 60)),
                ("minute", &format!("{:02}", minute_of_day % 60)),
            ],
        );
        text + " UTC"
    }

    fn month(self, month: u32) -> Option<&'static str> {
        let place = usize::try_from(month).ok()?.checked_sub(1)?;
        self.locale().months.get(place).copied()
    }

    /// The plural form of a whole number below a million.
    #[must_use]
    pub fn form(self, number: u32) -> Form {
        let mut left = if number < 200 {
            number
        } else {
            100 + number % 100
        };
        for (form, times) in self.locale().plural {
            match left.checked_sub(*times) {
                Some(rest) => left = rest,
                None => return *form,
            }
        }
        Form::Other
    }
}

/// Days since 1970-01-01 → year, month, day in the Gregorian calendar, counted from 1 March so
/// that the leap day is the last of its year.
const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468; // days from 0000-03-01
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(civil_from_days(0), (1970, 1, 1));
        assert_eq!(civil_from_days(-1), (1969, 12, 31));
        assert_eq!(civil_from_days(11_016), (2000, 2, 29));
        assert_eq!(civil_from_days(20_780), (2026, 11, 23));
    }
    #[test]
    fn a_list_is_joined_as_the_language_does() {
        let nb = |parts: &[&str]| Language::Nb.list(parts);
        assert_eq!(nb(&[]), "");
        assert_eq!(nb(&["A"]), "A");
        assert_eq!(nb(&["A", "B"]), "A og B");
        assert_eq!(nb(&["A", "B", "C", "D"]), "A, B, C og D");
        assert_eq!(Language::Mt.list(&["A", "B"]), "A u B");
        assert_eq!(Language::Mt.list(&["A", "B", "C"]), "A, B, u C");
        assert_eq!(Language::El.list(&["A", "B", "C"]), "A, B και C");
    }
}

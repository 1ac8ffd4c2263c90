// SPDX-License-Identifier: EUPL-1.2
//! The synthetic persons of Demo Europe: six for each country.
//!
//! Nobody here exists. Where a country's identifier is a national number, every number below
//! breaks its own country's check digit (or uses a letter the country never gives), so that it
//! cannot be anybody's; a test computes the check digits and insists.

mod first;
mod second;

pub use first::{AUSTRIA, BULGARIA, DENMARK, ITALY, SWEDEN};
pub use second::{CROATIA, CZECHIA, FRANCE, LUXEMBOURG, MALTA, POLAND, ROMANIA, SPAIN};

/// Which of the six stories a person plays. The form value is what a test or a driver sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An ordinary person at the country's highest level.
    Plain,
    /// Two surnames, two given names, diacritics.
    TwoNames,
    /// Proves only level low.
    Low,
    /// Comes as far as the login page and gives up.
    Cancel,
    /// The e-ID itself refuses (wrong code three times).
    Fails,
    /// A name in another script, or odd in another way.
    NonLatin,
}

impl Kind {
    /// All six, in the order of the login page.
    pub const ALL: [Self; 6] = [
        Self::Plain,
        Self::TwoNames,
        Self::Low,
        Self::Cancel,
        Self::Fails,
        Self::NonLatin,
    ];

    /// The value in the login form: `person=two-names`.
    #[must_use]
    pub const fn form_value(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::TwoNames => "two-names",
            Self::Low => "low",
            Self::Cancel => "cancel",
            Self::Fails => "fails",
            Self::NonLatin => "non-latin",
        }
    }

    /// The kind of a form value.
    #[must_use]
    pub fn from_form_value(value: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.form_value() == value)
    }

    /// What will happen, told to whoever clicks.
    #[must_use]
    pub const fn what_happens(self) -> &'static str {
        match self {
            Self::Plain => "arrives at the service",
            Self::TwoNames => {
                "arrives, with two names and letters the service must be able to store"
            }
            Self::Low => "has an e-ID of level low, which is less than the service asks for",
            Self::Cancel => "changes their mind and cancels",
            Self::Fails => "types the wrong code too many times: the e-ID refuses",
            Self::NonLatin => "arrives, with a name in another script or of an unusual shape",
        }
    }
}

/// A name as its owner writes it and, where there is one, in Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// In Latin script (Attribute Profile 1.4 §2.4). Absent: nobody transliterated it.
    pub latin: Option<&'static str>,
    /// In its original script, if that is not Latin; sent with `LatinScript="false"`.
    pub original: Option<&'static str>,
}

impl Name {
    /// For a page: both forms if there are two.
    #[must_use]
    pub fn shown(&self) -> String {
        match (self.latin, self.original) {
            (Some(latin), Some(original)) => format!("{original} ({latin})"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// One synthetic person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// The story.
    pub kind: Kind,
    /// `CurrentGivenName`.
    pub given_name: Name,
    /// `CurrentFamilyName`.
    pub family_name: Name,
    /// `DateOfBirth`, `YYYY-MM-DD`.
    pub date_of_birth: &'static str,
    /// The country's own part of `PersonIdentifier`, after `SE/NO/`.
    pub identifier: &'static str,
}

const fn latin(name: &'static str) -> Name {
    Name {
        latin: Some(name),
        original: None,
    }
}

const fn pair(latin: &'static str, original: &'static str) -> Name {
    Name {
        latin: Some(latin),
        original: Some(original),
    }
}

const fn only(original: &'static str) -> Name {
    Name {
        latin: None,
        original: Some(original),
    }
}

const fn person(
    kind: Kind,
    given_name: Name,
    family_name: Name,
    date_of_birth: &'static str,
    identifier: &'static str,
) -> Person {
    Person {
        kind,
        given_name,
        family_name,
        date_of_birth,
        identifier,
    }
}

/// The six persons of a country, in the order of [`Kind::ALL`].
pub type Six = [Person; 6];

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u32> {
        text.chars().filter_map(|c| c.to_digit(10)).collect()
    }

    fn luhn(digits: &[u32]) -> bool {
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(|(i, d)| {
                if i % 2 == 1 {
                    d * 2 / 10 + d * 2 % 10
                } else {
                    *d
                }
            })
            .sum();
        sum.is_multiple_of(10)
    }

    /// Digit sum with weights, modulo; the last digit is the check digit.
    fn weighted(digits: &[u32], weights: &[u32], modulus: u32) -> u32 {
        digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % modulus
    }

    #[test]
    fn no_number_can_be_anybodys() {
        for p in SWEDEN {
            assert!(!luhn(&digits(p.identifier)[2..]), "{}", p.identifier);
        }
        for p in LUXEMBOURG {
            assert!(!luhn(&digits(p.identifier)[..12]), "{}", p.identifier);
        }
        for p in CROATIA {
            let d = digits(p.identifier);
            let rest = d[..10].iter().fold(10, |a, digit| {
                let sum = (a + digit) % 10;
                (if sum == 0 { 10 } else { sum }) * 2 % 11
            });
            assert_ne!((11 - rest) % 10, d[10], "{}", p.identifier);
        }
        for p in POLAND {
            let d = digits(p.identifier);
            let check = (10 - weighted(&d[..10], &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3], 10)) % 10;
            assert_ne!(check, d[10], "{}", p.identifier);
        }
        for p in ROMANIA {
            let d = digits(p.identifier);
            let check = weighted(&d[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11);
            assert_ne!(
                if check == 10 { 1 } else { check },
                d[12],
                "{}",
                p.identifier
            );
        }
        let letters = "TRWAGMYFPDXBNJZSQVHLCKE".as_bytes();
        for p in SPAIN {
            let number: usize = p.identifier[..p.identifier.len() - 1]
                .replace('X', "0")
                .parse()
                .unwrap();
            assert_ne!(
                letters[number % 23],
                *p.identifier.as_bytes().last().unwrap()
            );
        }
        // Z998 is no country of birth the Italian tax office knows, whatever the last letter says.
        assert!(ITALY.iter().all(|p| &p.identifier[11..15] == "Z998"));
        assert!(MALTA.iter().all(|p| p.identifier.ends_with('X')));
    }

    #[test]
    fn form_values_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_form_value(kind.form_value()), Some(kind));
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Person identification data, whichever format it came in. PID Rulebook chapter 2 names and
//! defines the claims; §3.1 and §4.1 say how each format writes them.

use crate::{
    Error, Insufficient, Malformed,
    time::{self, Date},
};

/// Longest text of a claim, in characters. PID Rulebook §3.1.2, for mdoc; the same for both.
pub const LONGEST_TEXT: usize = 150;

/// What is proven about a person. Filled only from what an issuer signed and the holder presented.
///
/// A wallet presents what was asked for and its user agreed to, so most of it may be absent; without
/// name and date of birth nobody is identified. The portrait is not here: it is never asked for
/// (ARF RPA_07c) and never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Pid {
    /// `family_name`.
    pub family_name: String,
    /// `given_name`.
    pub given_name: String,
    /// `birth_date`.
    pub birth_date: BirthDate,
    /// `personal_administrative_number`: unique among those of its provider, if the country has it.
    pub personal_administrative_number: Option<String>,
    /// `birth_place`.
    pub birth_place: Option<BirthPlace>,
    /// `nationality`: ISO 3166-1 alpha-2, `QU` unknown, `QS` none.
    pub nationalities: Vec<String>,
    /// `family_name_birth`.
    pub family_name_birth: Option<String>,
    /// `given_name_birth`.
    pub given_name_birth: Option<String>,
    /// `sex`.
    pub sex: Option<Sex>,
    /// `resident_*`.
    pub address: Address,
    /// `email_address`.
    pub email_address: Option<String>,
    /// `mobile_phone_number`.
    pub mobile_phone_number: Option<String>,
    /// `issuing_authority`.
    pub issuing_authority: Option<String>,
    /// `issuing_country`: what the PID says. Who vouches for it is the entity on the trusted list,
    /// whose country it must be (attack VP-28).
    pub issuing_country: Option<String>,
    /// `issuing_jurisdiction`: ISO 3166-2.
    pub issuing_jurisdiction: Option<String>,
    /// `document_number`.
    pub document_number: Option<String>,
    /// `expiry_date`: the end of the administrative validity, which is not the one of the
    /// presented credential.
    pub expiry_date: Option<Date>,
    /// `issuance_date`.
    pub issuance_date: Option<Date>,
}

/// A date of birth. "If (partially) unknown, appropriate values" (PID Rulebook §2.2): OIDC Core
/// §5.1, which §4.1.1 refers to, has two forms for that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BirthDate {
    /// Known.
    Full(Date),
    /// `YYYY`.
    Year(u16),
    /// `0000-MM-DD`: the year is not known.
    WithoutYear {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
}

/// A place of birth: at least one of the three. PID Rulebook §3.1.4.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct BirthPlace {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// State, province, district.
    pub region: Option<String>,
    /// Municipality, city, town, village.
    pub locality: Option<String>,
}

/// Where a person lives.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// `resident_address`: all of it.
    pub formatted: Option<String>,
    /// `resident_country`.
    pub country: Option<String>,
    /// `resident_state`.
    pub region: Option<String>,
    /// `resident_city`.
    pub locality: Option<String>,
    /// `resident_postal_code`.
    pub postal_code: Option<String>,
    /// `resident_street`.
    pub street: Option<String>,
    /// `resident_house_number`, which SD-JWT VC alone has.
    pub house_number: Option<String>,
}

/// `sex`. PID Rulebook §2.3.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// 0.
    NotKnown,
    /// 1.
    Male,
    /// 2.
    Female,
    /// 3.
    Other,
    /// 4.
    Inter,
    /// 5.
    Diverse,
    /// 6.
    Open,
    /// 9.
    NotApplicable,
}

impl Sex {
    /// From its number.
    ///
    /// # Errors
    /// [`Malformed::PidClaim`]: not one of the list.
    pub fn from_number(number: u64) -> Result<Self, Error> {
        match number {
            0 => Ok(Self::NotKnown),
            1 => Ok(Self::Male),
            2 => Ok(Self::Female),
            3 => Ok(Self::Other),
            4 => Ok(Self::Inter),
            5 => Ok(Self::Diverse),
            6 => Ok(Self::Open),
            9 => Ok(Self::NotApplicable),
            _ => Err(Malformed::PidClaim { claim: "sex" }.into()),
        }
    }
}

impl BirthDate {
    /// From `YYYY-MM-DD`, `YYYY` or `0000-MM-DD`.
    ///
    /// # Errors
    /// [`Malformed::PidClaim`]: none of the three, or no such day.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let octets = text.as_bytes();
        let year = || (octets.len() == 4).then(|| time::number(octets)).flatten();
        let read = match time::digits_of_date(octets) {
            // 2000 has every day that a year can have.
            Some((0, month, day)) => {
                Date::new(2000, month, day).map(|_| Self::WithoutYear { month, day })
            }
            Some((year, month, day)) => Date::new(year, month, day).map(Self::Full),
            None => year().filter(|year| *year > 0).map(Self::Year),
        };
        read.ok_or_else(|| malformed("birth_date"))
    }
}

/// As OIDC Core §5.1 writes it.
impl std::fmt::Display for BirthDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Full(date) => date.fmt(f),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::WithoutYear { month, day } => write!(f, "0000-{month:02}-{day:02}"),
        }
    }
}

impl BirthPlace {
    /// PID Rulebook §3.1.4 and §4.1.1: at least one of the three is there.
    ///
    /// # Errors
    /// [`Malformed::PidClaim`]: none of them.
    pub fn new(
        country: Option<String>,
        region: Option<String>,
        locality: Option<String>,
    ) -> Result<Self, Error> {
        if country.is_none() && region.is_none() && locality.is_none() {
            return Err(malformed("birth_place"));
        }
        Ok(Self {
            country,
            region,
            locality,
        })
    }
}

/// A text claim: something, not too long, and nothing that a terminal or a page would act on.
///
/// # Errors
/// [`Malformed::PidClaim`].
pub fn text(claim: &'static str, text: &str) -> Result<String, Error> {
    let is_text = !text.trim().is_empty() && !text.chars().any(char::is_control);
    if is_text && text.chars().count() <= LONGEST_TEXT {
        Ok(text.to_owned())
    } else {
        Err(malformed(claim))
    }
}

/// A country code: ISO 3166-1 alpha-2.
///
/// # Errors
/// [`Malformed::PidClaim`].
pub fn country(claim: &'static str, code: &str) -> Result<String, Error> {
    if code.len() == 2 && code.bytes().all(|octet| octet.is_ascii_uppercase()) {
        Ok(code.to_owned())
    } else {
        Err(malformed(claim))
    }
}

/// What must be there.
///
/// # Errors
/// [`Insufficient::Claim`].
pub fn required<T>(claim: &'static str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| Insufficient::Claim { claim }.into())
}

/// The error of a claim that is not what the PID Rulebook says.
pub(crate) fn malformed(claim: &'static str) -> Error {
    Malformed::PidClaim { claim }.into()
}

/// No log holds a person.
macro_rules! silent {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
silent!(Address, BirthDate, BirthPlace, Pid, Sex);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_birth_known_and_partly_known() {
        for text in ["1978-02-12", "1978", "0000-02-29", "2000-02-29"] {
            assert_eq!(BirthDate::parse(text).unwrap().to_string(), text);
        }
        for none in [
            "",
            "78",
            "0000",
            "1978-00-00",
            "1999-02-29",
            "0000-02-30",
            "12.2.1978",
            "+978",
        ] {
            assert_eq!(
                BirthDate::parse(none),
                Err(malformed("birth_date")),
                "{none}"
            );
        }
    }

    #[test]
    fn texts_are_texts() {
        assert_eq!(text("given_name", "Åse-Marie 't").unwrap(), "Åse-Marie 't");
        assert_eq!(
            text("given_name", &"é".repeat(150))
                .unwrap()
                .chars()
                .count(),
            150
        );
        for none in ["", "  ", "a\nb", "a\u{0}b", "\u{9b}31m", &"x".repeat(151)] {
            assert_eq!(
                text("given_name", none),
                Err(malformed("given_name")),
                "{none:?}"
            );
        }
    }

    #[test]
    fn nothing_of_a_person_is_printed() {
        let date = BirthDate::parse("1978-02-12").unwrap();
        let place = BirthPlace::new(Some("NO".into()), None, None).unwrap();
        let printed = format!(
            "{date:?} {place:?} {:?} {:?}",
            Sex::Female,
            Date::parse("1978-02-12")
        );
        assert_eq!(printed, "BirthDate(…) BirthPlace(…) Sex(…) Some(Date(…))");
    }
}

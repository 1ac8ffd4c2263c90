// SPDX-License-Identifier: EUPL-1.2
//! The demo population register: who has a Norwegian number, asked as the real one is asked.
//!
//! `GET /eidas/entydig?utenlandskPersonIdentifikasjon=…&foedselsdato=YYYYMMDD&landkode=SWE`, with
//! the headers `X-API-KEY` and `Client-Id`. 200 and the number, 404 when nobody fits, 409 when
//! several do, 400 for an identifier it cannot read, 503 when it is switched off.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};

use crate::countries::{COUNTRIES, by_code};
use crate::country::Country;
use crate::pages::{FormAction, Frame, RegisterPage, RegisterRow, respond};
use crate::persons::{Kind, Person};
use crate::place::Place;

/// The key that a gateway has to show. A demo has no secrets.
pub const API_KEY: &str = "demo-europe-register";

/// Whose identifiers were once written down, and whether one number came of it or two. Countries
/// with derived identifiers (AT, CZ, FR) are never found: nobody could have written them down.
const ON_RECORD: &[(&str, Kind, Record)] = &[
    ("DK", Kind::Plain, Record::One(101)),
    ("ES", Kind::Plain, Record::One(102)),
    ("HR", Kind::Plain, Record::One(103)),
    ("HR", Kind::TwoNames, Record::Several),
    ("IT", Kind::TwoNames, Record::One(104)),
    ("MT", Kind::Plain, Record::Several),
    ("PL", Kind::Plain, Record::One(105)),
    ("PL", Kind::NonLatin, Record::One(106)),
    ("SE", Kind::Plain, Record::One(107)),
    ("SE", Kind::NonLatin, Record::One(108)),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Record {
    /// One number, from this place in the day's series on.
    One(u32),
    /// Two persons share the foreign identifier: a clerk's mistake.
    Several,
}

/// The register and its switch.
#[derive(Debug, Default)]
pub struct Register {
    down: AtomicBool,
}

impl Register {
    /// Switches it off or on again.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// Whether it is switched off.
    #[must_use]
    pub fn is_down(&self) -> bool {
        self.down.load(Ordering::SeqCst)
    }

    pub(crate) fn page(&self, place: Place) -> Response {
        let entries = ON_RECORD
            .iter()
            .filter_map(|(code, kind, record)| {
                let country = by_code(code)?;
                let person = country.persons.iter().find(|person| person.kind == *kind)?;
                Some(RegisterRow {
                    country: country.name,
                    name: format!(
                        "{} {}",
                        person.given_name.shown(),
                        person.family_name.shown()
                    ),
                    identifier: person.identifier.to_owned(),
                    number: match record {
                        Record::One(series) => national_number(person.date_of_birth, *series)?,
                        Record::Several => "two persons: ambiguous".to_owned(),
                    },
                })
            })
            .collect();
        respond(
            StatusCode::OK,
            &RegisterPage {
                page: Frame::new(place, "Demo population register", "register"),
                down: self.is_down(),
                entries,
            },
            &FormAction::Own,
        )
    }

    pub(crate) fn answer(&self, headers: &HeaderMap, query: &[(String, String)]) -> Response {
        if self.is_down() {
            return (StatusCode::SERVICE_UNAVAILABLE, "switched off").into_response();
        }
        let key = headers
            .get("x-api-key")
            .and_then(|value| value.to_str().ok());
        if key != Some(API_KEY) || !headers.contains_key("client-id") {
            return (StatusCode::UNAUTHORIZED, "who asks?").into_response();
        }
        let field = |name: &str| {
            query
                .iter()
                .find(|(field, _)| field == name)
                .map(|(_, value)| value.as_str())
        };
        let (Some(identifier), Some(born), Some(country)) = (
            field("utenlandskPersonIdentifikasjon"),
            field("foedselsdato"),
            field("landkode"),
        ) else {
            return (StatusCode::BAD_REQUEST, "parameters are missing").into_response();
        };
        // What the real register says to identifiers with signs it does not expect.
        if identifier.contains(['+', '/']) {
            return (StatusCode::BAD_REQUEST, "FREG-001: not valid format").into_response();
        }
        let found = ON_RECORD.iter().find_map(|(code, kind, record)| {
            let known = by_code(code)?;
            let person = known.persons.iter().find(|person| person.kind == *kind)?;
            let same = person.identifier == identifier
                && person.date_of_birth.replace('-', "") == born
                && iso_3(known) == Some(country);
            same.then_some((person, record))
        });
        match found {
            None => (StatusCode::NOT_FOUND, "").into_response(),
            Some((_, Record::Several)) => (StatusCode::CONFLICT, "several persons").into_response(),
            Some((person, Record::One(series))) => {
                match national_number(person.date_of_birth, *series) {
                    Some(number) => (StatusCode::OK, number).into_response(),
                    None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                }
            }
        }
    }
}

/// The number the register gives for a person, if exactly one is on record.
#[must_use]
pub fn number_of(country: &Country, person: &Person) -> Option<String> {
    ON_RECORD
        .iter()
        .find_map(|(code, kind, record)| match record {
            Record::One(series) if *code == country.code && *kind == person.kind => {
                national_number(person.date_of_birth, *series)
            }
            _ => None,
        })
}

/// Whether the person's identifier leads to two persons.
#[must_use]
pub fn is_ambiguous(country: &Country, person: &Person) -> bool {
    ON_RECORD.contains(&(country.code, person.kind, Record::Several))
}

/// ISO 3166-1 alpha-3.
fn iso_3(country: &Country) -> Option<&'static str> {
    const CODES: [(&str, &str); 13] = [
        ("AT", "AUT"),
        ("BG", "BGR"),
        ("CZ", "CZE"),
        ("DK", "DNK"),
        ("ES", "ESP"),
        ("FR", "FRA"),
        ("HR", "HRV"),
        ("IT", "ITA"),
        ("LU", "LUX"),
        ("MT", "MLT"),
        ("PL", "POL"),
        ("RO", "ROU"),
        ("SE", "SWE"),
    ];
    debug_assert_eq!(CODES.len(), COUNTRIES.len());
    CODES
        .iter()
        .find(|(two, _)| *two == country.code)
        .map(|(_, three)| *three)
}

/// A number with right check digits whose month is raised by 80: the series for tests, which is
/// never given to anyone.
fn national_number(date_of_birth: &str, series: u32) -> Option<String> {
    let mut parts = date_of_birth.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month: u32 = month.parse().ok()?;
    let date = format!("{day}{:02}{}", month + 80, year.get(2..)?);
    (series..1000).find_map(|individual| with_check_digits(&format!("{date}{individual:03}")))
}

pub(crate) fn with_check_digits(nine: &str) -> Option<String> {
    let mut digits: Vec<u32> = nine.chars().filter_map(|c| c.to_digit(10)).collect();
    for weights in [
        &[3, 7, 6, 1, 8, 9, 4, 5, 2][..],
        &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
    ] {
        let sum: u32 = digits.iter().zip(weights).map(|(d, w)| d * w).sum();
        match (11 - sum % 11) % 11 {
            10 => return None,
            check => digits.push(check),
        }
    }
    Some(digits.iter().map(u32::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_month_above_80_and_right_check_digits() {
        let number = national_number("1985-03-12", 107).unwrap();
        assert_eq!(number.len(), 11);
        assert!(number.starts_with("128385"), "{number}");
        assert_eq!(with_check_digits(&number[..9]).unwrap(), number);
    }

    #[test]
    fn the_register_finds_some_and_says_why_not_otherwise() {
        let register = Register::default();
        let mut headers = HeaderMap::new();
        headers.insert("x-api-key", API_KEY.parse().unwrap());
        headers.insert("client-id", "test".parse().unwrap());
        let ask = |identifier: &str, born: &str, country: &str| {
            let query = [
                ("utenlandskPersonIdentifikasjon", identifier),
                ("foedselsdato", born),
                ("landkode", country),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
            register.answer(&headers, &query).status().as_u16()
        };
        assert_eq!(ask("198503122396", "19850312", "SWE"), 200);
        assert_eq!(ask("198503122396", "19850312", "NOR"), 404);
        assert_eq!(ask("198503122396", "19850313", "SWE"), 404);
        assert_eq!(ask("0123456X", "19850803", "MLT"), 409);
        assert_eq!(ask("bDm+q0/7sYc1Hn5Zk2vT8w==", "19840602", "AUT"), 400);
        register.set_down(true);
        assert_eq!(ask("198503122396", "19850312", "SWE"), 503);
    }
}

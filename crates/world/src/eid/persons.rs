// SPDX-License-Identifier: EUPL-1.2
//! Who may log in with a national e-ID: people who do not exist, with numbers of the test series
//! (Tenor's: 80 added to the month), which are never given to anyone.

use crate::register::with_check_digits;

/// A person, or what a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EidPerson {
    /// The form's value.
    pub value: &'static str,
    /// Given names; none for who has only one name.
    pub given_name: Option<&'static str>,
    /// Family name.
    pub family_name: &'static str,
    /// `YYYY-MM-DD`.
    pub date_of_birth: &'static str,
    /// First of the three digits after the date that may be tried.
    pub series: u32,
    /// The number is a D-number: 40 added to the day.
    pub d_number: bool,
    /// May use the resource of a [`RoleData`](super::RoleData).
    pub vip: bool,
    /// What comes of it.
    pub happens: Happens,
}

/// What comes of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happens {
    /// The person arrives.
    Arrives,
    /// The person says no in the app: `access_denied`.
    Refuses,
    /// The e-ID fails: `server_error`.
    Fails,
    /// The token endpoint takes half a minute.
    TakesLong,
}

const fn person(
    value: &'static str,
    names: (Option<&'static str>, &'static str),
    date_of_birth: &'static str,
    series: u32,
    happens: Happens,
) -> EidPerson {
    EidPerson {
        value,
        given_name: names.0,
        family_name: names.1,
        date_of_birth,
        series,
        d_number: false,
        vip: false,
        happens,
    }
}

/// All of them, the same at every e-ID.
pub const EID_PERSONS: [EidPerson; 10] = [
    EidPerson {
        vip: true,
        ..person(
            "plain",
            (Some("Kari"), "Nordmann"),
            "1990-05-14",
            201,
            Happens::Arrives,
        )
    },
    person(
        "two-names",
        (Some("Bjørn-Åge"), "Sæther Østgård"),
        "1978-11-30",
        211,
        Happens::Arrives,
    ),
    person(
        "long",
        (
            Some("Annbjørg Karoline Wilhelmine Elisabeth Margrethe Sunniva"),
            "von Hanno-Løvenskiold-Brattebø de Besche av Slåttemyrhaugen",
        ),
        "2001-01-31",
        601,
        Happens::Arrives,
    ),
    EidPerson {
        d_number: true,
        ..person(
            "d-number",
            (Some("Zoë"), "Müller"),
            "1985-08-09",
            231,
            Happens::Arrives,
        )
    },
    // She came from Bulgaria, whose e-ID the register does not know her by: the one who can link the two.
    EidPerson {
        d_number: true,
        ..person(
            "from-abroad",
            (Some("Desislava"), "Primerova"),
            "1987-04-23",
            291,
            Happens::Arrives,
        )
    },
    person(
        "one-name",
        (None, "Mononym"),
        "1969-02-28",
        241,
        Happens::Arrives,
    ),
    person(
        "sami",
        (Some("Áilu Niillas"), "Eira-Hætta"),
        "1996-02-29",
        251,
        Happens::Arrives,
    ),
    person(
        "cancel",
        (Some("Nils"), "Neivel"),
        "1980-10-10",
        261,
        Happens::Refuses,
    ),
    person(
        "fails",
        (Some("Feilborg"), "Ustø"),
        "1980-10-11",
        271,
        Happens::Fails,
    ),
    person(
        "slow",
        (Some("Tore"), "Treig"),
        "1980-10-12",
        281,
        Happens::TakesLong,
    ),
];

/// The national number: eleven digits with right check digits, of the series for tests.
#[must_use]
pub fn number_of(person: &EidPerson) -> Option<String> {
    let mut parts = person.date_of_birth.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    let day = if person.d_number { day + 40 } else { day };
    let date = format!("{day:02}{:02}{}", month + 80, year.get(2..)?);
    (person.series..1000).find_map(|three| with_check_digits(&format!("{date}{three:03}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_of_the_test_series_and_nobody_elses() {
        let numbers: Vec<String> = EID_PERSONS.iter().filter_map(number_of).collect();
        assert_eq!(numbers.len(), EID_PERSONS.len());
        for (number, person) in numbers.iter().zip(&EID_PERSONS) {
            assert_eq!(number.len(), 11, "{}", person.value);
            let month: u32 = number[2..4].parse().unwrap();
            assert!((81..=92).contains(&month), "{number}");
            let day: u32 = number[..2].parse().unwrap();
            assert_eq!(day > 40, person.d_number, "{number}");
        }
        let distinct: std::collections::HashSet<&String> = numbers.iter().collect();
        assert_eq!(distinct.len(), numbers.len());
    }
}

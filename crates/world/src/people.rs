// SPDX-License-Identifier: EUPL-1.2
//! Everybody who can log in, in one table: for the front page and docs/persons.md.

use crate::countries::COUNTRIES;
use crate::eid::{EID_PERSONS, Happens};

/// A person at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Somebody {
    /// The country, or the e-ID.
    pub place: &'static str,
    /// The name as its owner writes it.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub born: &'static str,
    /// What becomes of the login.
    pub becomes: &'static str,
    /// The `login_hint` of a request that chooses this person.
    pub hint: String,
}

/// The e-ID that stands for all in the table: at the others the same people have the same names.
const FIRST_EID: (&str, &str) = ("bankid", "any Norwegian e-ID");

/// Everybody.
#[must_use]
pub fn everybody() -> Vec<Somebody> {
    let abroad = COUNTRIES.iter().flat_map(|country| {
        country.persons.iter().map(|person| {
            let (given, family) = (person.given_name.shown(), person.family_name.shown());
            Somebody {
                place: country.name,
                name: format!("{given} {family}").trim().to_owned(),
                born: person.date_of_birth,
                becomes: person.kind.what_happens(),
                hint: format!("persona:{}-{}", country.code, person.kind.form_value()),
            }
        })
    });
    let at_home = EID_PERSONS.iter().map(|person| {
        let given = person.given_name.map(|given| format!("{given} "));
        Somebody {
            place: FIRST_EID.1,
            name: format!("{}{}", given.unwrap_or_default(), person.family_name),
            born: person.date_of_birth,
            becomes: match person.happens {
                Happens::Arrives => "arrives at the service",
                Happens::Refuses => "says no in the app",
                Happens::Fails => "the e-ID fails",
                Happens::TakesLong => "the e-ID takes half a minute, longer than anybody waits",
            },
            hint: format!("persona:{}-{}", FIRST_EID.0, person.value),
        }
    });
    at_home.chain(abroad).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;
    use std::path::Path;

    use super::*;
    use crate::eid::EIDS;

    #[test]
    fn everybody_has_a_hint_of_their_own() {
        let people = everybody();
        let hints: BTreeSet<&str> = people.iter().map(|it| it.hint.as_str()).collect();
        assert_eq!(hints.len(), people.len());
        assert_eq!(people.len(), COUNTRIES.len() * 6 + EID_PERSONS.len());
    }

    #[test]
    fn the_documentation_is_up_to_date() {
        let eids: Vec<&str> = EIDS.iter().map(|eid| eid.id).collect();
        let mut text = format!(
            "# Everybody in Demo Europe\n\n\
             Generated: a test fails when it is out of date. Nobody here exists.\n\n\
             With `login_hint` in its request a service of the demo has this person log in without a page. \
             In place of `bankid` any other Norwegian e-ID can stand ({}): the same people have the same \
             numbers there, and the request has to ask for a national level: \
             `acr_values=idporten-loa-substantial`.\n\n\
             | at | who | born | what becomes of it | `login_hint` |\n|---|---|---|---|---|\n",
            eids.join(", ")
        );
        for it in everybody() {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | `{}` |",
                it.place, it.name, it.born, it.becomes, it.hint
            );
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/persons.md");
        if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(written == text, "write it anew: LANDPORT_WRITE_DOCS=1");
    }
}

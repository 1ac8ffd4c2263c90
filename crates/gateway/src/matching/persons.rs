// SPDX-License-Identifier: EUPL-1.2
//! A register that answers with persons, of whom the rules decide. Implementing Regulation (EU)
//! 2025/846 art. 2(5) to 2(7).
//!
//! `POST {base}/eidas/personer` with `identifier`, `birthdate` and `country` (ISO 3166-1 alpha-3),
//! not in an address, so that no log on the way has them. 200 with `{"persons": […]}`, or 204 or
//! 404 for nobody. Each person has `number`, `family_name`, `given_name`, `birthdate`, perhaps
//! `middle_name`, and `identifier` where the register knows one from this country.
//!
//! A name and a birth date are shared by strangers: Poland alone has some who share both. So a person
//! whose identifier the register does not know is never found, however exact the rest is, and one
//! whose identifier it knows is found only when the rest is exact too.

use identity_matching::{Decision, MOST_CANDIDATES, Name, Person, decide};
use serde::Deserialize;

use super::{Match, Method, Pid};
use crate::identity::{self, Identity};

/// Thirty-two persons of some hundred octets each.
pub(super) const MOST_BYTES: usize = 64 * 1024;

#[derive(Deserialize)]
struct Answer {
    persons: Vec<Candidate>,
}

#[derive(Deserialize)]
struct Candidate {
    number: String,
    family_name: String,
    given_name: String,
    middle_name: Option<String>,
    birthdate: String,
    identifier: Option<String>,
}

impl Candidate {
    fn person(&self) -> Person {
        let (family, given) = (Name::new(&self.family_name), Name::new(&self.given_name));
        let person = Person::new(family, given, &self.birthdate);
        match self.middle_name.as_deref() {
            None | Some("") => person,
            Some(middle) => person.middle_name(Name::new(middle)),
        }
    }
}

/// Which of these persons it is.
pub(super) fn answer(body: &[u8], identity: &Identity) -> Match {
    let odd = Match::Unavailable {
        reason: "odd_answer",
    };
    let Ok(Answer { persons }) = serde_json::from_slice(body) else {
        return odd;
    };
    let numbers: Option<Vec<Pid>> = persons.iter().map(|one| Pid::parse(&one.number)).collect();
    let Some(numbers) = numbers else { return odd };
    let again = |(i, number)| numbers.iter().skip(i + 1).any(|other| other == number);
    if numbers.iter().enumerate().any(again) {
        return odd;
    }
    if persons.len() > MOST_CANDIDATES {
        return Match::Ambiguous;
    }
    let hers = Some(identity.identifier_without_prefix());
    let (pids, known): (Vec<&Pid>, Vec<Person>) = numbers
        .iter()
        .zip(&persons)
        .filter(|(_, person)| person.identifier.as_deref() == hers)
        .map(|(pid, person)| (pid, person.person()))
        .unzip();
    match decide(&asked(identity), &known) {
        Decision::Ambiguous => Match::Ambiguous,
        Decision::Exact(place) => match pids.get(place) {
            Some(pid) => Match::Found {
                pid: (*pid).clone(),
                method: Method::Persons,
            },
            None => odd,
        },
        Decision::NotExact(differences) => Match::NotExact(differences),
        Decision::Nobody => Match::NotFound,
    }
}

fn asked(identity: &Identity) -> Person {
    let name = |name: &identity::Name| match &name.original {
        Some((original, _)) => Name::with_original(&name.shown, original),
        None => Name::new(&name.shown),
    };
    let (family, given) = (name(&identity.family_name), name(&identity.given_name));
    Person::new(family, given, &identity.birthdate)
}

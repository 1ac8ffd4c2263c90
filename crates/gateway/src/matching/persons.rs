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
use serde::{Deserialize, Serialize};

use super::{Match, Method, Pid};
use crate::identity::{self, Identity};

/// Thirty-two persons of some hundred octets each.
pub(super) const MOST_BYTES: usize = 64 * 1024;

#[derive(Deserialize)]
struct Answer {
    persons: Vec<Candidate>,
}

/// Written as it was read: nothing but these fields reaches the journal.
#[derive(Deserialize, Serialize)]
pub(super) struct Candidate {
    number: String,
    family_name: String,
    given_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    middle_name: Option<String>,
    birthdate: String,
    identifier: Option<String>,
}

/// What of an answer was used.
pub(super) struct Used {
    /// How many persons were in it.
    pub(super) persons: usize,
    /// Those who were compared: the ones under her own identifier. Implementing Regulation (EU) 2025/846
    /// art. 5(1) wants the values used, and of the others none was.
    pub(super) compared: Vec<Candidate>,
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

/// Which of these persons it is, and whom of them that was decided by; `None` of an answer that makes
/// no sense.
pub(super) fn answer(body: &[u8], identity: &Identity) -> Option<(Match, Used)> {
    let Answer { persons } = serde_json::from_slice(body).ok()?;
    let numbers: Option<Vec<Pid>> = persons.iter().map(|one| Pid::parse(&one.number)).collect();
    let numbers = numbers?;
    let again = |(i, number)| numbers.iter().skip(i + 1).any(|other| other == number);
    if numbers.iter().enumerate().any(again) {
        return None;
    }
    let mut used = Used {
        persons: persons.len(),
        compared: Vec::new(),
    };
    if persons.len() > MOST_CANDIDATES {
        return Some((Match::Ambiguous, used));
    }
    let hers = Some(identity.identifier_without_prefix());
    let (pids, known): (Vec<Pid>, Vec<Candidate>) = numbers
        .into_iter()
        .zip(persons)
        .filter(|(_, person)| person.identifier.as_deref() == hers)
        .unzip();
    used.compared = known;
    let known: Vec<Person> = used.compared.iter().map(Candidate::person).collect();
    let matched = match decide(&asked(identity), &known) {
        Decision::Ambiguous => Match::Ambiguous,
        Decision::Exact(place) => Match::Found {
            pid: pids.into_iter().nth(place)?,
            method: Method::Persons,
            by: None,
        },
        Decision::NotExact(differences) => Match::NotExact(differences),
        Decision::Nobody => Match::NotFound,
    };
    Some((matched, used))
}

/// The person whom a foreign e-ID proved, as the engine compares her.
pub(crate) fn asked(identity: &Identity) -> Person {
    let name = |name: &identity::Name| match &name.original {
        Some((original, _)) => Name::with_original(&name.shown, original),
        None => Name::new(&name.shown),
    };
    let (family, given) = (name(&identity.family_name), name(&identity.given_name));
    Person::new(family, given, &identity.birthdate)
}

// SPDX-License-Identifier: EUPL-1.2
//! Whether two records are of one person, and what differs.

use crate::name::{MOST_STEPS, Name, Verdict};
use crate::spelling::Steps;

/// What a record says of a natural person: the mandatory attributes of the minimum data set without
/// the identifier (Implementing Regulation (EU) 2015/1501, annex §1; 2025/846 art. 2(4)), and what
/// both sides may have beside them.
///
/// `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    family_name: Name,
    given_name: Name,
    birthdate: String,
    middle_name: Option<Name>,
    birth_name: Option<Name>,
    place_of_birth: Option<Name>,
    gender: Option<Gender>,
}

/// As far as a record says it. eIDAS Attribute Profile 1.4 §2.2.10; `Unspecified` is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A kind of data in which two records differ: what a person may be told, and never the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The family names.
    FamilyName,
    /// The first names.
    GivenName,
    /// The dates of birth.
    Birthdate,
    /// The names at birth.
    BirthName,
    /// The places of birth.
    PlaceOfBirth,
    /// The genders.
    Gender,
}

/// Two records held against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing differs but the spelling.
    Exact,
    /// What differs.
    Different(Vec<Difference>),
    /// Nothing is known to differ, and of these it cannot be said.
    Unsure(Vec<Difference>),
}

impl Person {
    /// The mandatory ones. `birthdate` is `YYYY-MM-DD`.
    #[must_use]
    pub fn new(family_name: Name, given_name: Name, birthdate: &str) -> Self {
        Self {
            family_name,
            given_name,
            birthdate: birthdate.to_owned(),
            middle_name: None,
            birth_name: None,
            place_of_birth: None,
            gender: None,
        }
    }

    /// With a name that stands between the two. A record without one has it at the end of the first
    /// names or at the beginning of the family names: countries do it in both ways.
    #[must_use]
    pub fn middle_name(self, middle_name: Name) -> Self {
        Self {
            middle_name: Some(middle_name),
            ..self
        }
    }

    /// With all names at birth.
    #[must_use]
    pub fn birth_name(self, birth_name: Name) -> Self {
        Self {
            birth_name: Some(birth_name),
            ..self
        }
    }

    /// With the place of birth. Leave it out where the register has it in another language.
    #[must_use]
    pub fn place_of_birth(self, place_of_birth: Name) -> Self {
        Self {
            place_of_birth: Some(place_of_birth),
            ..self
        }
    }

    /// With the gender.
    #[must_use]
    pub fn gender(self, gender: Gender) -> Self {
        Self {
            gender: Some(gender),
            ..self
        }
    }

    /// Holds two records against each other. What only one of them has beside the mandatory ones is
    /// not compared.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Comparison {
        self.compare_within(other, &mut Steps(MOST_STEPS))
    }

    /// The same, by what is left of the work of a whole decision.
    pub(crate) fn compare_within(&self, other: &Self, steps: &mut Steps) -> Comparison {
        let [family, given] = self.names(other, steps);
        let mut optional = |one: &Option<Name>, two: &Option<Name>| match (one, two) {
            (Some(one), Some(two)) => one.compare_within(two, steps),
            _ => Verdict::Same,
        };
        let gender = match (self.gender, other.gender) {
            (Some(one), Some(two)) if one != two => Verdict::Different,
            _ => Verdict::Same,
        };
        let verdicts = [
            (Difference::FamilyName, family),
            (Difference::GivenName, given),
            (Difference::Birthdate, self.born(other)),
            (
                Difference::BirthName,
                optional(&self.birth_name, &other.birth_name),
            ),
            (
                Difference::PlaceOfBirth,
                optional(&self.place_of_birth, &other.place_of_birth),
            ),
            (Difference::Gender, gender),
        ];
        let with = |wanted| {
            let found = verdicts.iter().filter(|(_, verdict)| *verdict == wanted);
            found.map(|(kind, _)| *kind).collect::<Vec<_>>()
        };
        match (with(Verdict::Different), with(Verdict::Unsure)) {
            (different, _) if !different.is_empty() => Comparison::Different(different),
            (_, unsure) if !unsure.is_empty() => Comparison::Unsure(unsure),
            _ => Comparison::Exact,
        }
    }

    /// Family names and first names, with a middle name where the other record has it.
    fn names(&self, other: &Self, steps: &mut Steps) -> [Verdict; 2] {
        let plain = |one: &Self, two: &Self, steps: &mut Steps| {
            let family = one.family_name.compare_within(&two.family_name, steps);
            let given = one.given_name.compare_within(&two.given_name, steps);
            [family, given]
        };
        let placed = match (&self.middle_name, &other.middle_name) {
            (None, None) => return plain(self, other, steps),
            (Some(mine), Some(theirs)) => {
                // Each has it in a place of its own, so all three are one name of the same words.
                return match mine.compare_within(theirs, steps) {
                    Verdict::Same => plain(self, other, steps),
                    // Of one of which it cannot be said it is not said.
                    verdict => [verdict; 2],
                };
            }
            (Some(middle), None) => self.placed(middle).map(|own| plain(&own, other, steps)),
            (None, Some(middle)) => other.placed(middle).map(|own| plain(self, &own, steps)),
        };
        let [at_the_front, behind] = placed;
        if at_the_front == [Verdict::Same; 2] {
            at_the_front
        } else {
            behind
        }
    }

    /// The middle name before the family names, or behind the first names.
    fn placed(&self, middle: &Name) -> [Self; 2] {
        let with_family = Self {
            family_name: middle.followed_by(&self.family_name),
            ..self.clone()
        };
        let with_given = Self {
            given_name: self.given_name.followed_by(middle),
            ..self.clone()
        };
        [with_family, with_given]
    }

    /// A date of which a part is unknown is no exact one, also when both say the same.
    fn born(&self, other: &Self) -> Verdict {
        match (
            is_whole_date(&self.birthdate),
            is_whole_date(&other.birthdate),
        ) {
            (true, true) if self.birthdate == other.birthdate => Verdict::Same,
            (true, true) => Verdict::Different,
            _ => Verdict::Unsure,
        }
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

/// `YYYY-MM-DD` with a month and a day. Whether the calendar has it was checked where it came from.
fn is_whole_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, digits: usize| {
        let is = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        is && text.bytes().any(|b| b != b'0')
    };
    number(year, 4) && number(month, 2) && number(day, 2)
}

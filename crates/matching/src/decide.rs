// SPDX-License-Identifier: EUPL-1.2
//! Which of several candidates it is, if any. Implementing Regulation (EU) 2025/846 art. 2(7).

use crate::name::MOST_STEPS;
use crate::person::{Comparison, Difference, Person};
use crate::spelling::Steps;

/// A question that brings more candidates was no question about one person.
pub const MOST_CANDIDATES: usize = 32;

/// Exact and single, or unsuccessful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// More than one fits, or one that does and one of which it cannot be said. Two persons who
    /// differ only in spelling are two persons.
    Ambiguous,
    /// This candidate, by its place, and no other.
    Exact(usize),
    /// None of them: in what every one differs, or may differ. Empty when they differ in nothing
    /// common to all.
    NotExact(Vec<Difference>),
    /// There was no candidate.
    Nobody,
}

/// Whom of `candidates` the record `asked` is of. The caller has made one of each person who is in
/// the list twice.
#[must_use]
pub fn decide(asked: &Person, candidates: &[Person]) -> Decision {
    if candidates.is_empty() {
        return Decision::Nobody;
    }
    if candidates.len() > MOST_CANDIDATES {
        return Decision::Ambiguous;
    }
    let mut steps = Steps(MOST_STEPS);
    let compare = |one| asked.compare_within(one, &mut steps);
    let compared: Vec<Comparison> = candidates.iter().map(compare).collect();
    let with =
        |wanted: fn(&Comparison) -> bool| compared.iter().filter(move |one| wanted(one)).count();
    let exact = with(|one| matches!(one, Comparison::Exact));
    let unsure = with(|one| matches!(one, Comparison::Unsure(_)));
    if exact > 1 || exact == 1 && unsure > 0 {
        return Decision::Ambiguous;
    }
    if let Some(place) = compared.iter().position(|one| *one == Comparison::Exact) {
        return Decision::Exact(place);
    }
    let mut common: Option<Vec<Difference>> = None;
    for one in compared {
        let (Comparison::Different(kinds) | Comparison::Unsure(kinds)) = one else {
            continue;
        };
        common = Some(match common {
            None => kinds,
            Some(so_far) => so_far
                .into_iter()
                .filter(|kind| kinds.contains(kind))
                .collect(),
        });
    }
    Decision::NotExact(common.unwrap_or_default())
}

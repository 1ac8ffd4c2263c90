// SPDX-License-Identifier: EUPL-1.2

//! The table of `src/manual/contradictions.md`, row by row: two parts of one message that say
//! different things are refused with exactly this error, or both stand.

mod answers;
mod metadata;
mod questions;

use answers::{about_persons, answers};
use eidas::Error;
use eidas::error::Malformed;
use metadata::metadata;
use questions::questions;

type Row = (&'static str, Result<(), Error>);

const STAND: &str = "both stand";

/// What the manual says comes of each row.
fn promised() -> Vec<(&'static str, &'static str)> {
    let cell = |text: &'static str| text.trim().trim_matches('`');
    include_str!("../../src/manual/contradictions.md")
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            let [_, id, _, _, outcome, why, _] = cells.as_slice() else {
                return None;
            };
            let numbered = id.trim().ends_with(|c: char| c.is_ascii_digit());
            assert!(
                !numbered || why.trim().len() >= 8,
                "{id}: no reason is given"
            );
            numbered.then(|| (cell(id), cell(outcome)))
        })
        .collect()
}

#[test]
fn whatever_two_parts_of_a_message_say_of_the_same_is_refused_or_may_stand() {
    let promised = promised();
    let tried: Vec<Row> = [answers(), about_persons(), questions(), metadata()].concat();
    assert!(promised.len() > 80, "{}", promised.len());
    let ids = |rows: Vec<&'static str>| {
        let mut rows = rows;
        rows.sort_unstable();
        rows
    };
    assert_eq!(
        ids(promised.iter().map(|(id, _)| *id).collect()),
        ids(tried.iter().map(|(id, _)| *id).collect()),
        "each row of the table is tried once"
    );
    for (id, outcome) in tried {
        let said = outcome.as_ref().map_or_else(Error::reason, |()| STAND);
        let (_, expected) = promised.iter().find(|(row, _)| *row == id).unwrap();
        assert_eq!(said, *expected, "{id}: {outcome:?}");
    }
}

/// The rows with one code for many pairs name the pair.
#[test]
fn a_contradiction_names_its_two_parts() {
    let pairs = [
        ("A6", "StatusCode", "the StatusCode below it"),
        ("A7", "StatusCode", "the StatusCode below it"),
        ("A8", "StatusCode", "StatusMessage"),
        ("A15", "NotBefore", "NotOnOrAfter"),
        ("A16", "NotOnOrAfter", "Assertion IssueInstant"),
        (
            "A17",
            "SubjectConfirmationData NotOnOrAfter",
            "Assertion IssueInstant",
        ),
        ("A18", "AuthnInstant", "Assertion IssueInstant"),
        ("A19", "Assertion IssueInstant", "Response IssueInstant"),
        ("A21", "SessionNotOnOrAfter", "AuthnInstant"),
        ("A24", "Response ID", "Assertion ID"),
        ("A27", "the identifier", "the representative's identifier"),
        ("Q10", "NodeCountry", "NodeCountry of the metadata"),
        ("Q11", "SPNameQualifier", "Issuer"),
        ("M6", "SPType", "another SPType"),
        ("M7", "X509Certificate", "KeyValue"),
        ("M17", "SPType", "another SPType"),
    ];
    let tried: Vec<Row> = [answers(), about_persons(), questions(), metadata()].concat();
    for (id, one, other) in pairs {
        let (_, outcome) = tried.iter().find(|(row, _)| *row == id).unwrap();
        assert_eq!(
            *outcome,
            Err(Malformed::Contradiction { one, other }.into()),
            "{id}"
        );
    }
    let named = |(_, outcome): &&Row| {
        matches!(
            outcome,
            Err(Error::Malformed(Malformed::Contradiction { .. }))
        )
    };
    assert_eq!(tried.iter().filter(named).count(), pairs.len());
}

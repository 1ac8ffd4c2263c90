// SPDX-License-Identifier: EUPL-1.2
//! `docs/matching/pairs.csv`, each pair in both directions and alone among candidates.

use std::collections::BTreeMap;

use identity_matching::{Comparison, Decision, Name, Person, decide};

struct Pair {
    line: String,
    outcome: String,
    one: Person,
    two: Person,
}

fn name(text: &str) -> Name {
    match text.split_once('|') {
        Some((latin, original)) => Name::with_original(latin, original),
        None => Name::new(text),
    }
}

fn person([family, given, middle, born]: [&str; 4]) -> Person {
    let person = Person::new(name(family), name(given), born);
    match middle {
        "" => person,
        middle => person.middle_name(name(middle)),
    }
}

fn pairs() -> Vec<Pair> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/matching/pairs.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let pair = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let [_, outcome, _, f1, g1, m1, b1, f2, g2, m2, b2, reason] = fields[..] else {
            panic!("{line}: twelve fields");
        };
        assert!(!reason.is_empty(), "{line}: a reason");
        Pair {
            line: line.to_owned(),
            outcome: outcome.to_owned(),
            one: person([f1, g1, m1, b1]),
            two: person([f2, g2, m2, b2]),
        }
    };
    text.lines().skip(1).map(pair).collect()
}

fn word(comparison: &Comparison) -> &'static str {
    match comparison {
        Comparison::Exact => "same",
        Comparison::Different(_) => "different",
        Comparison::Unsure(_) => "unsure",
    }
}

#[test]
fn every_pair_comes_out_as_published_in_both_directions() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        for (way, one, two) in [("1-2", &pair.one, &pair.two), ("2-1", &pair.two, &pair.one)] {
            let is = word(&one.compare(two));
            if is != pair.outcome {
                wrong.push(format!("{way} is {is}: {}", pair.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_differs_only_in_spelling_from_another_is_one_of_two() {
    for pair in pairs().into_iter().filter(|pair| pair.outcome == "same") {
        let both = [pair.one.clone(), pair.two.clone()];
        assert_eq!(
            decide(&pair.one, &both),
            Decision::Ambiguous,
            "{}",
            pair.line
        );
        assert_eq!(
            decide(&pair.two, &both[..1]),
            Decision::Exact(0),
            "{}",
            pair.line
        );
    }
    for pair in pairs()
        .into_iter()
        .filter(|pair| pair.outcome == "different")
    {
        let both = [pair.one.clone(), pair.two.clone()];
        assert_eq!(
            decide(&pair.two, &both),
            Decision::Exact(1),
            "{}",
            pair.line
        );
    }
}

#[test]
fn there_are_as_many_as_the_readme_says_and_of_both_kinds() {
    let mut count = BTreeMap::new();
    for pair in pairs() {
        *count.entry(pair.outcome).or_insert(0) += 1;
    }
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/matching/README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let all: usize = count.values().sum();
    assert!(all >= 400, "{count:?}");
    for (outcome, count) in count {
        let row = format!("| `{outcome}` | {count} |");
        assert!(readme.contains(&row), "the README has no row {row}");
    }
}

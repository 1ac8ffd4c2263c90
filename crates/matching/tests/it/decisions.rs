// SPDX-License-Identifier: EUPL-1.2
//! Exact and single, or unsuccessful: Implementing Regulation (EU) 2025/846 art. 2(7).

use identity_matching::{
    Comparison, Decision, Difference, Gender, MOST_CANDIDATES, Name, Person, Verdict, decide,
};

use crate::cost::hostile;

fn person(family: &str, given: &str) -> Person {
    Person::new(Name::new(family), Name::new(given), "1990-08-19")
}

#[test]
fn art_2_7_without_a_candidate_it_is_nobody() {
    assert_eq!(decide(&person("Berg", "Anna"), &[]), Decision::Nobody);
}

#[test]
fn art_2_7_who_fits_is_not_found_beside_somebody_of_whom_it_cannot_be_said() {
    let asked = person(&hostile("Ъ", "к"), "Anna");
    let fits = person(&hostile("a", "k"), "Anna");
    let unsure = person(&hostile("a", "v"), "Anna");
    assert_eq!(
        decide(&asked, std::slice::from_ref(&fits)),
        Decision::Exact(0)
    );
    let alone = decide(&asked, std::slice::from_ref(&unsure));
    assert!(
        matches!(&alone, Decision::NotExact(of) if of.contains(&Difference::FamilyName)),
        "{alone:?}"
    );
    assert_eq!(decide(&asked, &[fits, unsure]), Decision::Ambiguous);
}

#[test]
fn a_question_that_brings_more_candidates_than_may_be_finds_nobody() {
    let hers = person("Berg", "Anna");
    let mut candidates = vec![person("Dahl", "Beata"); MOST_CANDIDATES - 1];
    candidates.push(hers.clone());
    let last = MOST_CANDIDATES - 1;
    assert_eq!(decide(&hers, &candidates), Decision::Exact(last));
    candidates.push(person("Dahl", "Beata"));
    assert_eq!(decide(&hers, &candidates), Decision::Ambiguous);
}

#[test]
fn a_gender_counts_where_both_records_say_it() {
    let said = |gender| person("Berg", "Anna").gender(gender);
    let (her, him) = (said(Gender::Female), said(Gender::Male));
    assert_eq!(her.compare(&her), Comparison::Exact);
    let differ = Comparison::Different(vec![Difference::Gender]);
    assert_eq!(her.compare(&him), differ);
    assert_eq!(him.compare(&her), differ);
    assert_eq!(her.compare(&person("Berg", "Anna")), Comparison::Exact);
}

/// ELOT 743 §3: two Greek letters are one sound, unless the first of them has the accent.
#[test]
fn a_letter_with_a_mark_begins_no_pair() {
    let compare = |one: &str, two: &str| Name::new(one).compare(&Name::new(two));
    assert_eq!(compare("Μαύρος", "Mavros"), Verdict::Same);
    assert_eq!(compare("Μάυρος", "Mavros"), Verdict::Different);
}

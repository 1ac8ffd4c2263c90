// SPDX-License-Identifier: EUPL-1.2
//! What a comparison may cost: by the steps it is allowed, whoever wrote the names.

use identity_matching::{Decision, MOST_CANDIDATES, MOST_LETTERS, Name, Person, Verdict, decide};

fn compare(one: &str, two: &str) -> Verdict {
    Name::new(one).compare(&Name::new(two))
}

/// Words of a letter that is one, two or no letters of another script: each word can end anywhere.
pub(crate) fn hostile(letter: &str, last: &str) -> String {
    let words: Vec<String> = (0..8).map(|n| letter.repeat(15 + n)).collect();
    format!("{}{last}", words.join(" "))
}

#[test]
fn work_that_grows_is_given_up_and_is_no_match() {
    // Without a limit: 256 sets of words, each with a hundred places, each of which leads to all.
    let (one, two) = (hostile("Ъ", "к"), hostile("a", "v"));
    assert_eq!(compare(&one, &two), Verdict::Unsure);
    assert_eq!(compare(&two, &one), Verdict::Unsure);
    // Positive control: the same letters cost little where they stand in the order of the other.
    assert_eq!(
        compare(&hostile("Ъ", "к"), &hostile("a", "k")),
        Verdict::Same
    );
    // And an honest name of as many words is compared in every order, to either end.
    let honest = "Maria da Conceivel de Olivarna e Silvorna Costavel";
    let other = "Costavel e Silvorna de Olivarna da Conceivel Maria";
    assert_eq!(compare(honest, other), Verdict::Same);
    assert_eq!(
        compare(honest, &other.replace('v', "b")),
        Verdict::Different
    );
}

#[test]
fn more_words_are_compared_as_they_stand() {
    let words = ["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr"];
    let one = words.join(" ");
    let mut turned = words;
    turned.reverse();
    assert_eq!(compare(&one, &words.concat()), Verdict::Same);
    assert_eq!(compare(&one, &turned.join(" ")), Verdict::Different);
    let (eight, eight_turned) = (words[1..].join(" "), turned[..8].join(" "));
    assert_eq!(compare(&eight, &eight_turned), Verdict::Same);
}

#[test]
fn a_text_is_measured_before_anything_is_built_of_it() {
    let most = "v".repeat(MOST_LETTERS);
    assert_eq!(compare(&most, &most), Verdict::Same);
    assert_eq!(
        compare(&format!("{most}v"), &format!("{most}v")),
        Verdict::Unsure
    );
    let blanks = " ".repeat(1 << 20);
    assert_eq!(compare(&blanks, &most), Verdict::Unsure);
    // One character that NFKD makes eighteen of.
    let sign = "\u{FDFA}".repeat(500);
    assert_eq!(compare(&sign, &sign), Verdict::Unsure);
}

fn person(family: &str, given: &str) -> Person {
    Person::new(Name::new(family), Name::new(given), "1990-08-19")
}

/// One budget for the whole decision, however many candidates a register answers with and however many
/// names each has.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "what it costs is measured, and this crate knows no environment"
)]
fn a_decision_costs_no_more_than_its_steps_whoever_is_in_the_answer() {
    let (mine, theirs) = (hostile("Ъ", "к"), hostile("a", "v"));
    let asked = person(&mine, &mine).middle_name(Name::new("Ъ"));
    let candidates = vec![person(&theirs, &theirs); MOST_CANDIDATES];
    let began = std::time::Instant::now();
    let Decision::NotExact(_) = decide(&asked, &candidates) else {
        panic!("nobody is found");
    };
    let all = began.elapsed();
    let began = std::time::Instant::now();
    assert_eq!(compare(&mine, &theirs), Verdict::Unsure);
    let one = began.elapsed();
    println!("a decision {all:?}, one comparison {one:?}");
    // With steps for each candidate it is thirty times that. The graphs are built all the same.
    assert!(all < one * 20, "{all:?} {one:?}");
}

/// Positive control: honest ones have room, each with eight words in another order.
#[test]
fn as_many_honest_candidates_as_may_be_are_all_compared() {
    let asked = person(
        "Maria da Conceivel de Olivarna e Silvorna Costavel",
        "Anna Beata",
    );
    let mut candidates: Vec<Person> = (1..MOST_CANDIDATES)
        .map(|_| {
            person(
                "Costavel e Silvorna de Olibarna da Conceivel Maria",
                "Beata Anna",
            )
        })
        .collect();
    let hers = person(
        "Costavel e Silvorna de Olivarna da Conceivel Maria",
        "Beata Anna",
    );
    candidates.push(hers);
    let place = candidates.len() - 1;
    assert_eq!(decide(&asked, &candidates), Decision::Exact(place));
}

// SPDX-License-Identifier: EUPL-1.2
//! `docs/reliability.md` is true: each failure of the catalogue stands there, with tests that exist, with the fault run,
//! or with the reason why it is not tested.

use std::collections::BTreeSet;

use crate::attack_table::{all_tests, read};

/// How many failures the catalogue has.
const FAILURES: usize = 40;

/// Crate and name of each test that a text names: crate `name`.
fn named(text: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = text.split('`').collect();
    let pairs = parts.chunks_exact(2).filter_map(|pair| {
        let word = pair[0].rsplit([' ', ',']).find(|word| !word.is_empty())?;
        let is_test = pair[1].matches('_').count() > 1 && !pair[1].contains(['/', ' ', '.']);
        is_test.then(|| (word.to_owned(), pair[1].to_owned()))
    });
    pairs.collect()
}

/// What is wrong with a table.
fn wrong(table: &str, tests: &BTreeSet<(String, String)>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for line in table.lines().filter(|line| line.starts_with("| R-")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, id, _, _, proof, _] = cells.as_slice() else {
            wrong.push(format!("not a row: {line}"));
            continue;
        };
        seen.insert((*id).to_owned());
        let named = named(proof);
        for test in named.iter().filter(|test| !tests.contains(test)) {
            wrong.push(format!("{id}: there is no test {test:?}"));
        }
        let said = proof.to_lowercase();
        let otherwise = said.contains("not tested") || said.contains("fault run");
        if named.is_empty() && !otherwise {
            wrong.push(format!("{id}: neither a test nor a reason"));
        }
    }
    let all = (1..=FAILURES).map(|n| format!("R-{n:02}"));
    wrong.extend(
        all.filter(|id| !seen.contains(id))
            .map(|id| format!("{id} is missing")),
    );
    wrong
}

#[test]
fn every_failure_of_the_catalogue_has_its_tests_or_the_reason_why_not() {
    let wrong = wrong(&read("docs/reliability.md"), &all_tests());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_row_that_is_not_true_is_noticed() {
    let tests = all_tests();
    let mut table: String = (2..=FAILURES)
        .map(|n| format!("| R-{n:02} | x | y | Not tested: z |\n"))
        .collect();
    assert_eq!(wrong(&table, &tests), ["R-01 is missing"]);
    table.push_str("| R-01 | x | y | landport `a_row_that_is_not_true_is_noticed` |\n");
    assert_eq!(wrong(&table, &tests), [""; 0]);
    table.push_str("| R-01 | x | y | landport `no_such_test_here` |\n| R-01 | x | y | |\n");
    let missing = "R-01: there is no test (\"landport\", \"no_such_test_here\")";
    assert_eq!(
        wrong(&table, &tests),
        [missing, "R-01: neither a test nor a reason"]
    );
}

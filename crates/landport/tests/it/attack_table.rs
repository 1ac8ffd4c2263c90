// SPDX-License-Identifier: EUPL-1.2
//! `docs/attacks.md` is true: each attack names tests that exist, and each test of an attack stands
//! there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The sections of the catalogue that the table covers.
const SECTIONS: [&str; 15] = [
    "XML", "SIG", "ENC", "SP", "PX", "BND", "UP", "AZ", "TK", "LO", "VP", "WV", "MD", "TRU", "OPS",
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap()
}

/// Every `#[test]` and `#[tokio::test]` below a directory, as crate and name.
fn tests_below(directory: &Path, name: &str, found: &mut BTreeSet<(String, String)>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests_below(&path, name, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let mut marked = false;
            for line in std::fs::read_to_string(&path).unwrap().lines() {
                let line = line.trim_start();
                if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                    marked = true;
                } else if let Some((_, rest)) = line.split_once("fn ").filter(|_| marked) {
                    let test = rest.split('(').next().unwrap_or_default();
                    found.insert((name.to_owned(), test.to_owned()));
                    marked = false;
                }
            }
        }
    }
}

fn all_tests() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(repository().join("crates")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        tests_below(&path, &name, &mut found);
    }
    found
}

/// The ids in a test's name: `sig_25` in `sig_25_two_references`.
fn ids(test: &str) -> Vec<String> {
    let words: Vec<&str> = test.split('_').collect();
    let mut ids = Vec::new();
    for pair in words.windows(2) {
        let section = pair[0].to_ascii_uppercase();
        let number = pair[1].len() == 2 && pair[1].bytes().all(|b| b.is_ascii_digit());
        if number && SECTIONS.contains(&section.as_str()) {
            ids.push(format!("{section}-{}", pair[1]));
        }
    }
    ids
}

/// Id and named tests of each row: crate `name`, crate `name`.
fn rows(table: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut rows = Vec::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, id, _, tests, _] = cells.as_slice() else {
            continue;
        };
        if !SECTIONS.iter().any(|s| id.starts_with(&format!("{s}-"))) {
            continue;
        }
        let tests = tests.split(", ").map(|named| {
            let (name, test) = named.split_once(" `").unwrap_or_default();
            (name.to_owned(), test.trim_end_matches('`').to_owned())
        });
        rows.push(((*id).to_owned(), tests.collect()));
    }
    rows
}

#[test]
fn every_attack_of_the_table_has_its_tests_and_every_such_test_its_row() {
    let (rows, tests) = (rows(&read("docs/attacks.md")), all_tests());
    assert!(rows.len() >= 100, "{}", rows.len());
    let mut seen = BTreeSet::new();
    let mut named = BTreeSet::new();
    let mut wrong = Vec::new();
    for (id, row) in &rows {
        if !seen.insert(id.clone()) {
            wrong.push(format!("{id} stands twice"));
        }
        for (name, test) in row {
            let test = (name.clone(), test.clone());
            if !tests.contains(&test) {
                wrong.push(format!("{id}: there is no test {test:?}"));
            }
            if !ids(&test.1).contains(id) {
                wrong.push(format!("{test:?} does not carry {id}"));
            }
            named.insert((id.clone(), test));
        }
    }
    for test in &tests {
        for id in ids(&test.1) {
            if !named.contains(&(id.clone(), test.clone())) {
                wrong.push(format!("{test:?} is missing at {id}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `docs/findings.md`: each thing that was found names tests that exist and the commit before which they fail.
#[test]
fn every_finding_is_kept_by_tests_that_exist() {
    let (table, tests) = (read("docs/findings.md"), all_tests());
    let (mut rows, mut wrong) = (BTreeSet::new(), Vec::new());
    for line in table.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, id, _, named, since, _] = cells.as_slice() else {
            continue;
        };
        if !id.ends_with(|last: char| last.is_ascii_digit()) {
            continue;
        }
        if !rows.insert((*id).to_owned()) {
            wrong.push(format!("{id} stands twice"));
        }
        let is_commit = |text: &str| text.len() == 7 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if !since.split(", ").all(is_commit) {
            wrong.push(format!("{id}: {since:?}"));
        }
        for named in named.split(", ") {
            let (name, test) = named.split_once(" `").unwrap_or_default();
            let test = (name.to_owned(), test.trim_end_matches('`').to_owned());
            if !tests.contains(&test) {
                wrong.push(format!("{id}: there is no test {test:?}"));
            }
        }
    }
    assert!(rows.len() >= 66, "{rows:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_table_that_is_not_true_is_noticed() {
    let table = "| id | attack | tests |\n|---|---|---|\n| SIG-01 | x | a `sig_01_b`, c `d` |";
    let row = [("a", "sig_01_b"), ("c", "d")].map(|(n, t)| (n.to_owned(), t.to_owned()));
    assert_eq!(rows(table), [("SIG-01".to_owned(), row.to_vec())]);
    assert_eq!(ids("md_19_sig_49_a_role"), ["SIG-49"]);
    assert!(ids("sig_1_x").is_empty() && ids("web_01_x").is_empty());
    assert!(all_tests().contains(&(
        "landport".to_owned(),
        "a_table_that_is_not_true_is_noticed".to_owned()
    )));
}

/// Private RSA operations are OpenSSL's, which blinds and does not branch on padding
/// (RUSTSEC-2023-0071 has no fix in the crate `rsa`).
#[test]
fn enc_16_no_rsa_arithmetic_but_openssls() {
    let lock = read("Cargo.lock");
    assert!(lock.contains("\nname = \"openssl\"\n"));
    assert!(!lock.contains("\nname = \"rsa\"\n"));
    assert!(read("deny.toml").contains("{ crate = \"rsa\" }"));
    // Whoever brings another arithmetic brings it from another place.
    let registry = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let mut sources = lock.lines().filter(|line| line.starts_with("source = "));
    assert!(sources.all(|source| source == registry));
}

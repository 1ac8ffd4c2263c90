// SPDX-License-Identifier: EUPL-1.2
//! `docs/attacks.md` is true: each attack names tests that exist, and each test of an attack stands
//! there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The sections of the catalogue that the table covers.
const SECTIONS: [&str; 17] = [
    "XML", "SIG", "ENC", "SP", "PX", "BND", "UP", "AZ", "TK", "LO", "VP", "WV", "MD", "TRU", "OPS",
    "SS", "WEB",
];

/// Every row of the catalogue that concerns the OpenID Provider, its clients and its pages; numbers that
/// are not here, the catalogue has not.
const OF_THE_PROVIDER: [(&str, &[u8]); 5] = [
    (
        "AZ",
        &[
            1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 20, 21, 24, 27, 28, 29, 30, 31,
            33, 34, 35,
        ],
    ),
    (
        "TK",
        &[
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25,
            26, 28, 29, 30, 31, 32, 33, 34,
        ],
    ),
    ("LO", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ("SS", &[1, 2, 3, 4, 7, 11, 12]),
    ("WEB", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]),
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn read(path: &str) -> String {
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

pub(crate) fn all_tests() -> BTreeSet<(String, String)> {
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

/// What concerns the provider is tried, all of it.
#[test]
fn every_attack_on_the_provider_has_a_row() {
    let rows: BTreeSet<String> = rows(&read("docs/attacks.md"))
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let all = OF_THE_PROVIDER.iter().flat_map(|(section, numbers)| {
        let id = move |number: &u8| format!("{section}-{number:02}");
        numbers.iter().map(id)
    });
    let missing: Vec<String> = all.filter(|id| !rows.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_table_that_is_not_true_is_noticed() {
    let table = "| id | attack | tests |\n|---|---|---|\n| SIG-01 | x | a `sig_01_b`, c `d` |";
    let row = [("a", "sig_01_b"), ("c", "d")].map(|(n, t)| (n.to_owned(), t.to_owned()));
    assert_eq!(rows(table), [("SIG-01".to_owned(), row.to_vec())]);
    assert_eq!(ids("md_19_sig_49_a_role"), ["MD-19", "SIG-49"]);
    assert!(ids("sig_1_x").is_empty() && ids("inv_01_x").is_empty());
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

/// Rows of trust, metadata and running: each stands in the table, or below it with the reason why not.
#[test]
fn every_row_of_trust_metadata_and_operation_is_tried_or_says_why_not() {
    let text = read("docs/attacks.md");
    let tried: BTreeSet<String> = rows(&text).into_iter().map(|(id, _)| id).collect();
    let not_tried: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**: "))
        .filter(|(_, why)| !why.is_empty())
        .map(|(id, _)| id.to_owned())
        .collect();
    let numbers = |section: &str, all: &[u8]| {
        all.iter()
            .map(|n| format!("{section}-{n:02}"))
            .collect::<Vec<_>>()
    };
    let all = [
        numbers("TRU", &[3, 4, 5, 6, 9, 10, 11, 12]),
        numbers(
            "MD",
            &[
                1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
            ],
        ),
        numbers(
            "OPS",
            &[
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20,
            ],
        ),
        numbers("OPS", &[21, 22, 23, 24, 25, 26, 27]),
    ];
    let wrong: Vec<String> = all
        .concat()
        .into_iter()
        .filter(|id| tried.contains(id) == not_tried.contains(id))
        .collect();
    assert!(
        wrong.is_empty(),
        "neither tried nor explained, or both: {wrong:?}"
    );
}

#[test]
fn ops_16_ops_17_no_crate_has_unsafe_code_or_panics_on_purpose() {
    let workspace = read("Cargo.toml");
    assert!(workspace.contains("unsafe_code = \"forbid\""));
    for lint in ["unwrap_used", "expect_used", "indexing_slicing", "panic"] {
        let named = workspace.lines().find(|line| line.starts_with(lint));
        assert!(
            named.is_some_and(|line| !line.contains("allow")),
            "{lint}: {named:?}"
        );
    }
    let mut crates = 0;
    for entry in std::fs::read_dir(repository().join("crates")).unwrap() {
        let own = std::fs::read_to_string(entry.unwrap().path().join("Cargo.toml")).unwrap();
        assert!(own.contains("[lints]\nworkspace = true"), "{own}");
        crates += 1;
    }
    assert!(crates >= 10);
    // What a lint forbids a source may expect, with a reason; each that does is known here.
    let mut expects = Vec::new();
    for part in std::fs::read_dir(repository().join("crates")).unwrap() {
        panics_below(&part.unwrap().path().join("src"), &mut expects);
    }
    expects.sort();
    let known = [
        "gateway/src/keys.rs",
        "oidc/src/jose/jwe.rs",
        "oidc/src/jose/jwe.rs",
        "pages/src/qr.rs",
        "store/src/env.rs",
        "store/src/seal.rs",
        "store/src/seal.rs",
        "world/src/env.rs",
    ];
    assert_eq!(expects, known);
}

/// The sources that expect a panic where a lint forbids one, once for each.
fn panics_below(directory: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            panics_below(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let lints = ["unwrap_used", "expect_used", "indexing_slicing", "panic"];
        for lint in lints.map(|lint| format!("clippy::{lint}")) {
            let name = path.strip_prefix(repository().join("crates")).unwrap();
            let name = name.display().to_string();
            found.extend(text.matches(&lint).map(|_| name.clone()));
        }
    }
}

/// A key in the repository is everybody's. Those of tests are made when they run; those of messages that were
/// recorded lie beside them, and prove nobody.
#[test]
fn ops_25_no_private_key_lies_in_the_repository() {
    fn look(directory: &Path, seen: &mut usize, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                if !["target", ".git", "node_modules", "recorded"].contains(&name.as_str())
                    && !path.is_symlink()
                {
                    look(&path, seen, found);
                }
                continue;
            }
            let octets = std::fs::read(&path).unwrap_or_default();
            *seen += 1;
            if holds_key(&octets) {
                found.push(path);
            }
        }
    }
    let dashes = "-----";
    let key = format!("{dashes}BEGIN PRIVATE KEY{dashes}\n{}\n", "MIGH".repeat(20));
    assert!(holds_key(key.as_bytes()), "positive control");
    let (mut seen, mut found) = (0, Vec::new());
    look(&repository(), &mut seen, &mut found);
    assert!(seen > 400, "{seen}");
    assert!(found.is_empty(), "{found:?}");
}

/// A heading of a private key with its octets below it.
fn holds_key(octets: &[u8]) -> bool {
    let text = String::from_utf8_lossy(octets);
    text.match_indices("PRIVATE KEY-----").any(|(at, heading)| {
        let rest = text.get(at + heading.len()..).unwrap_or_default();
        let rest = rest.trim_start_matches(['\r', '\n']);
        let line = rest.lines().next().unwrap_or_default();
        let base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        line.len() >= 48 && line.chars().all(base64)
    })
}

/// What stands in the store once has a place of its own: two kinds at one would each be unreadable to the other.
#[test]
fn no_two_records_that_stand_share_a_place() {
    fn look(directory: &Path, found: &mut Vec<(String, PathBuf)>) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for line in text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
            {
                if let Some((_, place)) = line.split_once("const PLACE: u8 = ") {
                    found.push((place.trim_end_matches(';').to_owned(), path.clone()));
                }
            }
        }
    }
    let mut found = Vec::new();
    for part in ["gateway", "store"] {
        look(
            &repository().join("crates").join(part).join("src"),
            &mut found,
        );
    }
    assert!(found.len() >= 4, "{found:?}");
    let places: BTreeSet<&String> = found.iter().map(|(place, _)| place).collect();
    assert_eq!(places.len(), found.len(), "{found:?}");
}

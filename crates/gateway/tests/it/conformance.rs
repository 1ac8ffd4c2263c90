// SPDX-License-Identifier: EUPL-1.2
//! docs/conformance.md: which test stands for which clause, read from the tests' own names, every
//! error that leaves, and what to change. `LANDPORT_WRITE_DOCS=1` writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use gateway::audit::{MENDS, Mend};
use gateway::translate::Refusal;
use oidc::protocol::ErrorCode;

/// How tests call a document, and its name; the longer words first. An RFC is called by its number. A
/// test that begins with a clause alone (`s4_3_…`) means the document that its file is called after.
const DOCUMENTS: &[(&str, &str)] = &[
    ("fapi_message_signing", "FAPI 2.0 Message Signing"),
    ("front_channel", "OpenID Connect Front-Channel Logout 1.0"),
    ("back_channel", "OpenID Connect Back-Channel Logout 1.0"),
    ("rp_initiated", "OpenID Connect RP-Initiated Logout 1.0"),
    ("discovery", "OpenID Connect Discovery 1.0"),
    ("form_post", "OAuth 2.0 Form Post Response Mode"),
    ("fapi2_ms", "FAPI 2.0 Message Signing"),
    ("fapi2", "FAPI 2.0 Security Profile"),
    ("fapi", "FAPI 2.0 Security Profile"),
    (
        "registration",
        "OpenID Connect Dynamic Client Registration 1.0",
    ),
    ("jarm", "JWT Secured Authorization Response Mode (JARM)"),
    ("core", "OpenID Connect Core 1.0"),
    ("bc_", "OpenID Connect Back-Channel Logout 1.0"),
    ("fc_", "OpenID Connect Front-Channel Logout 1.0"),
    ("rp_", "OpenID Connect RP-Initiated Logout 1.0"),
];

/// Files that are called after a document in another way.
const FILES: &[(&str, &str)] = &[("oidc_core", "core"), ("response_mode", "form_post")];

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit())
}

/// The document that a name begins with, and the rest of the name.
fn document(name: &str) -> Option<(String, &str)> {
    for (word, document) in DOCUMENTS {
        if let Some(rest) = name.strip_prefix(word) {
            return Some(((*document).to_owned(), rest.trim_start_matches('_')));
        }
    }
    let (number, rest) = name
        .strip_prefix("rfc")?
        .split_once('_')
        .unwrap_or_else(|| (&name[3..], ""));
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| (format!("RFC {number}"), rest))
}

/// `s4_3_a_good_proof` as `4.3` and what it says; the letter may be left out.
fn clause(name: &str) -> Option<(Vec<u32>, String)> {
    let name = name
        .strip_prefix('s')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(name);
    let words: Vec<&str> = name.split('_').collect();
    let numbers = words.iter().take_while(|word| is_number(word)).count();
    let (numbers, sentence) = words.split_at(numbers);
    let numbers: Vec<u32> = numbers
        .iter()
        .filter_map(|number| number.parse().ok())
        .collect();
    (!numbers.is_empty() && !sentence.is_empty()).then(|| (numbers, sentence.join(" ")))
}

/// Document and clause of a test, and its sentence.
fn read(file: &str, name: &str) -> Option<(String, Vec<u32>, String)> {
    if let Some((document, rest)) = document(name)
        && let Some((clause, sentence)) = clause(rest)
    {
        return Some((document, clause, sentence));
    }
    let meant = FILES.iter().find(|(known, _)| *known == file);
    let (document, _) = document(meant.map_or(file, |(_, word)| word))?;
    let (clause, sentence) = clause(name.strip_prefix('s').map(|_| name)?)?;
    Some((document, clause, sentence))
}

/// Every test of the provider's two crates: file and name. What lies in a folder is of the file beside it.
fn tests() -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for room in ["oidc", "gateway"] {
        for entry in std::fs::read_dir(root.join(room).join("tests/it")).unwrap() {
            let path = entry.unwrap().path();
            let Some(file) = path.file_stem().and_then(|stem| stem.to_str()) else {
                continue;
            };
            let file = format!("{room}/{file}");
            let inside = path.is_dir().then(|| std::fs::read_dir(&path).unwrap());
            let inside = inside.into_iter().flatten();
            let inside = inside.map(|entry| entry.unwrap().path());
            for path in inside.chain(path.is_file().then(|| path.clone())) {
                tests_of(&path, &file, &mut found);
            }
        }
    }
    found
}

fn tests_of(path: &Path, file: &str, found: &mut BTreeSet<(String, String)>) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut is_test = false;
    for line in text.lines().map(str::trim_start) {
        let name = line.trim_start_matches("async ").strip_prefix("fn ");
        match name.and_then(|rest| rest.split('(').next()) {
            Some(name) if is_test => {
                found.insert((file.to_owned(), name.to_owned()));
                is_test = false;
            }
            _ => is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test"),
        }
    }
}

fn written() -> String {
    let mut documents: BTreeMap<String, BTreeSet<(Vec<u32>, String, String)>> = BTreeMap::new();
    for (file, name) in tests() {
        let short = file.rsplit('/').next().unwrap_or_default();
        if let Some((document, clause, sentence)) = read(short, &name) {
            documents
                .entry(document)
                .or_default()
                .insert((clause, sentence, file));
        }
    }
    let mut text = String::from(
        "# Conformance of the OpenID Provider\n\nWhich test stands for which clause, made from the \
         names of the tests in `crates/oidc/tests/it` and `crates/gateway/tests/it`. Attacks and \
         their tests are in [attacks.md](attacks.md).\n",
    );
    for (document, clauses) in &documents {
        let _ = write!(
            text,
            "\n## {document}\n\n| clause | test | in |\n|---|---|---|\n"
        );
        for (clause, sentence, file) in clauses {
            let clause: Vec<String> = clause.iter().map(u32::to_string).collect();
            let _ = writeln!(text, "| §{} | {sentence} | `{file}` |", clause.join("."));
        }
    }
    text.push_str(
        "\n## Errors\n\nBefore client and return address are proven: a page with a reference, and \
         no redirect. After: one of these, with this sentence or a more exact one. Status: where it \
         is answered directly.\n\n| `error` | status | `error_description` |\n|---|---|---|\n",
    );
    let sent = sent();
    for code in ErrorCode::ALL
        .into_iter()
        .filter(|code| sent.contains(code))
    {
        let (name, status, says) = (code.as_str(), code.http_status(), code.description());
        let _ = writeln!(text, "| `{name}` | {status} | {says} |");
    }
    text.push_str(
        "\n## What to change\n\nBy how the reason begins, which stands in the trail, in the login trace (`/trace`) and, in Demo and \
         Test, in `error_description`: the rule that failed, what would have been right, and what to do. The trace \
         fills in what stands in braces.\n\n| reason | rule | expected | change |\n|---|---|---|---|\n",
    );
    for mend in MENDS {
        let reasons: Vec<String> = mend.reasons.iter().map(|it| format!("`{it}`")).collect();
        let (
            reasons,
            Mend {
                rule,
                expected,
                change,
                ..
            },
        ) = (reasons.join(", "), mend);
        let _ = writeln!(text, "| {reasons} | {rule} | {expected} | {change} |");
    }
    text
}

/// The codes that the provider's own code names: others are only understood from an e-ID.
fn sent() -> Vec<ErrorCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    let mut folders = vec![root.join("src"), root.join("../oidc/src/provider")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => text += &std::fs::read_to_string(&path).unwrap(),
            }
        }
    }
    let named = |code: &ErrorCode| text.contains(&format!("ErrorCode::{code:?}"));
    ErrorCode::ALL.into_iter().filter(named).collect()
}

/// What happened, for who integrates a service.
fn happened(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AnotherLevel => "it proved another level than those that `claims` calls essential",
        Refusal::AnotherPerson => {
            "somebody else logged in than you asked for (`id_token_hint`, `claims`)"
        }
        Refusal::AnswerInvalid => "the answer of the country or e-ID was refused",
        Refusal::AnswerLate => "it came too late",
        Refusal::Cancelled => "the person, or her country or e-ID, said no",
        Refusal::CountrySuspended => "the country or e-ID is closed here",
        Refusal::CountryUnavailable => "it cannot be reached",
        Refusal::EidNotNotified => "the e-ID does not serve here",
        Refusal::Incomplete => "it lacked what a login needs",
        Refusal::LevelTooLow => "the e-ID is weaker than you asked",
        Refusal::NotConfirmed => "she was not confirmed there",
        Refusal::PeerFailed => "the country or e-ID failed",
        Refusal::Representation => {
            "somebody acted for another, and you are not registered for that"
        }
    }
}

fn say(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::AccessDenied => "you are not logged in; try again",
        ErrorCode::LoginRequired => "another person is logged in here; log in as yourself",
        ErrorCode::TemporarilyUnavailable => "nobody's fault; later",
        ErrorCode::UnmetAuthenticationRequirements => {
            "which level you need, and the other ways to reach you"
        }
        _ => "try again; the reference on the gateway's page finds the reason",
    }
}

#[test]
fn docs_services_has_the_table_of_ends() {
    let mut ends: BTreeMap<&str, (ErrorCode, Vec<&str>)> = BTreeMap::new();
    for refusal in Refusal::ALL {
        let code = refusal.oauth();
        let end = ends.entry(code.as_str()).or_insert((code, Vec::new()));
        end.1.push(happened(refusal));
    }
    let mut table = String::from("| `error` | what happened | say |\n|---|---|---|\n");
    for (name, (code, what)) in ends {
        let _ = writeln!(table, "| `{name}` | {} | {} |", what.join("; "), say(code));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/services.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let begin = "<!-- ends: written from crates/gateway/src/translate.rs -->\n";
    let (before, rest) = text.split_once(begin).unwrap();
    let (_, after) = rest.split_once("<!-- end of ends -->\n").unwrap();
    let whole = format!("{before}{begin}{table}<!-- end of ends -->\n{after}");
    if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
        std::fs::write(&file, whole).unwrap();
    } else {
        assert!(
            text == whole,
            "docs/services.md is out of date: run this test with LANDPORT_WRITE_DOCS=1"
        );
    }
}

#[test]
fn the_table_of_clauses_and_tests_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/conformance.md");
    if std::env::var_os("LANDPORT_WRITE_DOCS").is_some() {
        std::fs::write(&path, written()).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == written(),
        "docs/conformance.md is out of date: run this test with LANDPORT_WRITE_DOCS=1"
    );
}

/// Each document of which a provider must keep something has a test.
#[test]
fn every_document_that_the_provider_keeps_has_tests() {
    let text = written();
    for name in [
        "OpenID Connect Core 1.0",
        "OpenID Connect Discovery 1.0",
        "OpenID Connect RP-Initiated Logout 1.0",
        "OpenID Connect Back-Channel Logout 1.0",
        "OpenID Connect Front-Channel Logout 1.0",
        "OAuth 2.0 Form Post",
        "(JARM)",
        "FAPI 2.0 Security Profile",
        "FAPI 2.0 Message Signing",
        "RFC 6749",
        "RFC 6750",
        "RFC 7009",
        "RFC 7523",
        "RFC 7636",
        "RFC 7662",
        "RFC 8252",
        "RFC 8707",
        "RFC 9068",
        "RFC 9101",
        "RFC 9126",
        "RFC 9207",
        "RFC 9396",
        "RFC 9449",
        "RFC 9700",
    ] {
        let mut titles = text.lines().filter(|line| line.starts_with("## "));
        assert!(
            titles.any(|title| title.contains(name)),
            "no test for {name}"
        );
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The floors of this crate: whoever lives on one uses only what lies on it or below. Kept by reading
//! the sources, as a newcomer would.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the roof down, as DESIGN.md draws them.
const FLOORS: &[(&str, &[&str])] = &[
    ("http", &["http", "serve", "ops"]),
    ("flow", &["flow"]),
    ("visit", &["visit"]),
    ("app", &["app"]),
    (
        "parts",
        &[
            "approvals",
            "ask",
            "attributes",
            "audit",
            "bucket",
            "caller",
            "citizen",
            "cookie",
            "endings",
            "fetch",
            "identifier",
            "identity",
            "journal",
            "lever",
            "login",
            "matching",
            "nodes",
            "own",
            "own_metadata",
            "peers",
            "plain",
            "questions",
            "recipes",
            "refusals",
            "registry",
            "representative",
            "restored",
            "rollover",
            "service_lists",
            "shares",
            "starts",
            "status_lists",
            "telemetry",
            "traces",
            "translate",
            "trusted_lists",
            "upstream",
        ],
    ),
    ("settings", &["settings"]),
    ("keys", &["keys", "tls"]),
    ("config", &["config", "number"]),
];

/// The stories of `flow`, none of which knows another.
const STORIES: &[&str] = &[
    "connector",
    "matched",
    "national",
    "own",
    "proxy_service",
    "tokens",
    "wallet",
];
/// What every story may use.
const SHARED: &[&str] = &["end"];

fn floor_of(module: &str) -> usize {
    FLOORS
        .iter()
        .position(|(_, modules)| modules.contains(&module))
        .unwrap_or_else(|| panic!("the module {module} lives on no floor: name it in FLOORS"))
}

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Each source file below `src` as its module path (`flow/end/twice`), with its code lines.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().with_extension("");
        let name = name.to_str().unwrap().trim_end_matches("/mod").to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text
            .lines()
            .map(str::trim_start)
            .filter(|line| !line.starts_with("//"));
        (name, code.collect::<Vec<_>>().join("\n"))
    };
    let files: Vec<_> = found.into_iter().map(read).collect();
    assert!(files.len() > 80, "only {} files were found", files.len());
    files
}

/// Every path after `prefix` (`crate::` or `crate::flow::`), with the members of a braced list.
fn named_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let word = |text: &str| {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
        text[..end.unwrap_or(text.len())].to_owned()
    };
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            None => {
                names.insert(word(rest));
            }
            Some(list) => {
                let mut depth = 0_i32;
                let mut member = String::new();
                for c in list.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            names.insert(word(member.trim()));
                            member.clear();
                            continue;
                        }
                        _ => {}
                    }
                    member.push(c);
                }
                names.insert(word(member.trim()));
            }
        }
    }
    names.remove("");
    names
}

#[test]
fn nobody_uses_what_lives_above() {
    let mut wrong = Vec::new();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, code) in files() {
        if file == "lib" {
            continue;
        }
        let own = file.split('/').next().unwrap().to_owned();
        for used in named_after(&code, "crate::") {
            if floor_of(&used) < floor_of(&own) {
                wrong.push(format!("{file} uses {used}, which lives above"));
            }
            if used != own && floor_of(&used) == floor_of(&own) {
                uses.entry(own.clone()).or_default().insert(used);
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    // And on one floor nobody uses whoever uses them: it can be read in some order.
    while let Some(last) = uses
        .iter()
        .find(|(_, used)| used.iter().all(|used| !uses.contains_key(used)))
        .map(|(module, _)| module.clone())
    {
        uses.remove(&last);
    }
    assert_eq!(uses, BTreeMap::new(), "these use each other in a circle");
}

#[test]
fn no_story_knows_another() {
    let mut wrong = Vec::new();
    for (file, code) in files() {
        let mut path = file.split('/');
        if path.next() != Some("flow") {
            continue;
        }
        let Some(own) = path.next() else { continue };
        let mut named = named_after(&code, "crate::flow::");
        if path.next().is_none() {
            named.extend(named_after(&code, "super::"));
        }
        let may_know_none = STORIES.contains(&own) || SHARED.contains(&own);
        for story in named.iter().filter(|name| STORIES.contains(&name.as_str())) {
            if may_know_none && story != own {
                wrong.push(format!("{file} uses the story {story}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_drawing_in_the_design_names_every_floor() {
    let design = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../DESIGN.md");
    let design = std::fs::read_to_string(design).unwrap();
    for (floor, modules) in FLOORS {
        let row = design
            .lines()
            .find(|line| line.starts_with(&format!("| **{floor}** |")))
            .unwrap_or_else(|| panic!("DESIGN.md has no row for the floor {floor}"));
        for module in *modules {
            assert!(
                row.contains(&format!("`{module}`")),
                "DESIGN.md does not say that {module} lives on the floor {floor}"
            );
        }
    }
}

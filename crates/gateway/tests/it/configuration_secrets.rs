// SPDX-License-Identifier: EUPL-1.2
//! No secret stands in the configuration itself: each field that holds one names a file. docs/adr/0019.

use crate::configuration::one_problem;
use crate::ground::{good, ground, load};

/// What a field is called that holds a secret, or might.
const WORDS: [&str; 6] = ["secret", "password", "pin", "key", "token", "credential"];

/// Fields with such a word in their names that hold none: what they are.
const HARMLESS: [(&str, &str); 16] = [
    ("secret_sha256", "a hash"),
    ("other_secret_sha256", "a hash"),
    ("secret_expires", "a day"),
    ("other_secret_expires", "a day"),
    ("secret_days", "a number of days"),
    ("suite_keys", "hashes of public keys"),
    ("token", "the label of a device"),
    ("id_token_alg", "an algorithm"),
    ("id_token_seconds", "a number of seconds"),
    ("access_token", "a sort of token"),
    ("access_token_seconds", "a number of seconds"),
    ("refresh_token_seconds", "a number of seconds"),
    ("keys", "a section"),
    ("pinned", "a section"),
    (
        "identifier",
        "which identifier other countries get; the key of that name is a file",
    ),
    ("credential", "a word of a standard"),
];

/// The reference, which another test holds against the declarations.
#[test]
fn every_secret_is_named_by_a_file() {
    let reference = gateway::config::reference();
    let mut files = Vec::new();
    for line in reference.lines() {
        let Some((name, rest)) = line
            .strip_prefix("- **`")
            .and_then(|rest| rest.split_once("`** ("))
        else {
            continue;
        };
        let words = name.split('_').any(|word| WORDS.contains(&word));
        let of_roles = [
            "current",
            "next",
            "retired",
            "pairwise",
            "audit",
            "identifier",
        ];
        if !(words || of_roles.contains(&name)) {
            continue;
        }
        let is_file = rest.starts_with("file") || rest.starts_with("list of: file");
        let harmless = HARMLESS.iter().any(|(known, _)| *known == name);
        assert!(is_file || harmless, "{line}");
        if is_file {
            files.push(name);
        }
    }
    // Those that there are: a reference that lost them would pass.
    for name in [
        "api_key_file",
        "key_file",
        "password_file",
        "pin_file",
        "secret_file",
        "key",
        "current",
        "pairwise",
    ] {
        assert!(files.contains(&name), "{name}: {files:?}");
    }
}

/// Neither does one stand in an address, which commands and pages show.
#[test]
fn no_address_has_a_password() {
    let good = good();
    for (section, field) in [("outbound", "proxy"), ("traces", "endpoint")] {
        for secret in ["user:secret@", ":secret@", "user@"] {
            let text =
                format!("{good}\n[{section}]\n{field} = \"http://{secret}host.example.no:3128\"\n");
            let line = text.lines().count();
            let name = format!("{section}.{field}");
            one_problem(&text, line, &name, "cannot be used");
        }
        let plain = format!("{good}\n[{section}]\n{field} = \"http://host.example.no:3128\"\n");
        assert!(load(&plain).is_ok(), "{section}");
    }
}

/// From wherever a platform lays it: a whole name, elsewhere, is as good as one beside the configuration.
#[test]
fn a_secret_is_read_from_wherever_it_was_laid() {
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("laid-here");
    let from = ground().directory.join("keys/audit.key");
    std::fs::copy(from, &file).unwrap();
    let text = good().replace(
        "\"keys/audit.key\"",
        &format!("{:?}", file.to_str().unwrap()),
    );
    let loaded = load(&text)
        .map_err(|problems| panic!("{problems:?}"))
        .unwrap();
    assert_eq!(loaded.settings.keys.audit, file);
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport doctor`, before and beside a gateway: what is good is said to be, and what is wrong is
//! named with its remedy.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::serve_command::{Place, landport, signal, text};

struct Said {
    code: Option<i32>,
    rows: Vec<Value>,
}

impl Said {
    /// State, reason and remedy of the first row of this name.
    fn of(&self, what: &str) -> (&str, &str, &str) {
        let row = self
            .rows
            .iter()
            .find(|row| row["what"].as_str().unwrap().starts_with(what));
        let row = row.unwrap_or_else(|| panic!("{what}: {:?}", self.rows));
        let text = |field: &str| row[field].as_str().unwrap_or_default();
        (text("state"), text("why"), text("do"))
    }
}

fn doctor(place: &Place, more: &[&str]) -> Said {
    let config = place.config();
    let all = [
        &["doctor", "--json", "--config", config.to_str().unwrap()],
        more,
    ]
    .concat();
    let said = landport(&all);
    let json: Value = serde_json::from_slice(&said.stdout)
        .unwrap_or_else(|_| panic!("{}{}", text(&said.stdout), text(&said.stderr)));
    Said {
        code: said.status.code(),
        rows: json["rows"].as_array().unwrap().clone(),
    }
}

fn add(place: &Place, lines: &str) {
    let written = std::fs::read_to_string(place.config()).unwrap();
    std::fs::write(place.config(), [&written, lines].concat()).unwrap();
}

#[test]
fn a_gateway_that_does_not_run_is_looked_at_and_a_configuration_that_does_not_hold_is_said() {
    let place = Place::new();
    let said = doctor(&place, &["--offline"]);
    assert_eq!(said.of("gateway").0, "skipped");
    assert_eq!(
        said.of("data directory"),
        ("skipped", "not there yet: serve makes it", "")
    );
    assert_eq!(said.of("others"), ("skipped", "--offline", ""));
    for what in ["disk", "inodes", "open files"] {
        assert!(
            ["good", "look"].contains(&said.of(what).0),
            "{:?}",
            said.of(what)
        );
    }
    // `check`'s own words are there: the example has no recorded backup of its keys.
    let warnings = said
        .rows
        .iter()
        .filter(|row| row["what"] == "configuration" && row["state"] == "look");
    assert!(
        warnings.count() > 0 && said.code == Some(1),
        "{:?}",
        said.rows
    );

    add(&place, "\nnonsense = 1\n");
    let said = doctor(&place, &["--offline"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.of("configuration").1.contains("nonsense: unknown"),
        "{:?}",
        said.rows
    );
}

#[test]
fn beside_a_running_gateway_what_is_changed_or_away_is_named_with_its_remedy() {
    let place = Place::new();
    let mut child = place.serve();
    let said = doctor(&place, &["--offline"]);
    assert_eq!(said.of("gateway").0, "good", "{:?}", said.rows);
    assert_eq!(said.of("data directory").0, "good", "{:?}", said.rows);
    assert_eq!(
        said.of("agreement"),
        ("good", "this file and the running gateway say the same", "")
    );
    assert_eq!(said.of("trust anchors").0, "good");
    let (_, files, _) = said.of("open files");
    assert!(
        files.starts_with("the gateway has ") && files.contains(" open, and may need "),
        "{files}"
    );

    // A comment changes nothing. A peer that nobody answers for does.
    add(&place, "# a word to the next operator\n");
    assert_eq!(doctor(&place, &["--offline"]).of("agreement").0, "good");
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    add(
        &place,
        &format!(
            "[[peer]]\ncountry = \"SE\"\nmetadata_url = \"https://{closed}/metadata\"\nprivate = true\n\
             trust_anchors = \"keys/metadata-signing-p256.pem\"\n"
        ),
    );
    let said = doctor(&place, &[]);
    let (state, why, remedy) = said.of("agreement");
    assert_eq!(
        (state, why),
        (
            "look",
            "this file and the running gateway: the configurations differ"
        )
    );
    assert!(remedy.starts_with("SIGHUP"));
    let (state, why, remedy) = said.of("node of SE");
    assert_eq!(state, "wrong");
    assert!(
        why.starts_with("metadata_unreachable: ") && why.contains("refused"),
        "{why}"
    );
    assert!(remedy.contains("docs/peers.md"));
    let (state, why, _) = said.of("own door https://login.example.no");
    assert_eq!(state, "wrong");
    assert!(why.contains("login.example.no"), "{why}");
    assert_eq!(said.of("clock"), ("skipped", "nobody told the time", ""));
    assert_eq!(said.code, Some(2));

    let data = place.directory.path().join("gateway/data");
    let open = data.join("audit/left-here");
    std::fs::write(&open, "").unwrap();
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o666)).unwrap();
    let said = doctor(&place, &["--offline"]);
    let (state, why, remedy) = said.of("data directory");
    assert!(
        state == "wrong" && why.contains("left-here can be changed by everybody"),
        "{why}"
    );
    assert!(remedy.contains("chmod -R go= "), "{remedy}");

    // In words too.
    let config = place.config();
    let said = landport(&["doctor", "--offline", "--config", config.to_str().unwrap()]);
    let words = text(&said.stdout);
    assert!(
        words.contains("WRONG   data directory: ") && words.contains("        do: chown -R"),
        "{words}"
    );

    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

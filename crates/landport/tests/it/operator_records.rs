// SPDX-License-Identifier: EUPL-1.2
//! `landport stats`, `records` and `diff`, each as a process on a trail that was written by the gateway's own code.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use gateway::audit::{Audit, AuditEvent, AuditKey, AuditOptions};
use store::env::{Env, FakeClock};
use store::{Embedded, EmbeddedOptions, Store as _};

use crate::serve_command::{Place, landport, signal, text};

/// 2026-09-10T12:00:00Z.
pub(crate) const SEPTEMBER_MS: i64 = 1_789_041_600_000;

const MORE: &str = r#"
[[client]]
client_id = "rowing"
name = "Rowing club"
sp_type = "private"
redirect_uris = ["https://rowing.example.no/callback"]
auth = "client_secret_basic"
secret_file = "secret"
requester_id = "https://rowing.example.no"
acr_values = ["eidas-loa-substantial"]
scopes = ["openid", "profile"]
"#;

pub(crate) const SWEDEN: &str = r#"
[[peer]]
country = "SE"
metadata_url = "https://connector.eidas.example.se/metadata"
trust_anchors = "keys/metadata-signing-p256.pem"
"#;

pub(crate) fn place() -> Place {
    let place = Place::new();
    let inside = place.directory.path().join("gateway");
    std::fs::write(inside.join("secret"), "0123456789abcdef0123456789abcdef").unwrap();
    let written = std::fs::read_to_string(place.config()).unwrap();
    std::fs::write(place.config(), [&written, MORE, SWEDEN].concat()).unwrap();
    place
}

/// Writes the trail of a gateway that ran at these times.
pub(crate) fn written(place: &Place, events: Vec<(i64, AuditEvent)>) {
    let usual = AuditOptions::new(PathBuf::new()).rotate_octets;
    written_in_files_of(place, usual, events);
}

/// The same, where a file is full with so many octets.
pub(crate) fn written_in_files_of(place: &Place, octets: u64, events: Vec<(i64, AuditEvent)>) {
    let now = eidas::Instant::from_ms(SEPTEMBER_MS);
    let loaded = gateway::settings::load(&place.config(), now);
    let loaded = loaded.map_err(|problems| panic!("{problems:?}")).unwrap();
    let data = &loaded.settings.data;
    std::fs::create_dir_all(data).unwrap();
    let clock = FakeClock::new(SEPTEMBER_MS);
    let env = Env::with_clock(clock.clone());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Embedded::open(
            &data.join("store"),
            env.clone(),
            &EmbeddedOptions::default(),
        );
        let store = Arc::new(store.unwrap());
        let key = AuditKey::new(*loaded.keys.audit().bytes());
        let mut options = AuditOptions::new(data.join("audit"));
        options.rotate_octets = octets;
        let audit = Audit::open(options, key, env, store.clone()).await.unwrap();
        for (ms, event) in events {
            clock.set(ms);
            audit.note(event).await.unwrap();
        }
        audit.close().await.unwrap();
        store.close().await.unwrap();
    });
}

/// A login from abroad that ended well, or was refused by its country.
pub(crate) fn login(
    at_ms: i64,
    name: &str,
    country: &str,
    ends_well: bool,
) -> Vec<(i64, AuditEvent)> {
    let login = name.to_owned();
    let mut events = vec![
        AuditEvent::LoginStarted {
            login: login.clone(),
            client_id: "rowing".to_owned(),
            acr_values: vec!["eidas-loa-substantial".to_owned()],
            sent: vec![],
        },
        AuditEvent::CountryChosen {
            login: login.clone(),
            country: country.to_owned(),
        },
    ];
    if ends_well {
        events.push(AuditEvent::PersonIdentified {
            login: login.clone(),
            person_ref: "a-pseudonym".to_owned(),
            country: country.to_owned(),
            loa: "http://eidas.europa.eu/LoA/substantial".to_owned(),
            represented_by: None,
        });
        events.push(AuditEvent::CodeIssued {
            login,
            client_id: "rowing".to_owned(),
            sub: "a-subject".to_owned(),
            acr: "eidas-loa-substantial".to_owned(),
            reference: "57X7LKC3".to_owned(),
        });
    } else {
        events.push(AuditEvent::LoginRefused {
            login: Some(login),
            client_id: Some("rowing".to_owned()),
            redirect_uri: None,
            country: Some(country.to_owned()),
            eid: None,
            reason: "peer_refused".to_owned(),
            reference: "57X7LKC3".to_owned(),
        });
    }
    events.into_iter().map(|event| (at_ms, event)).collect()
}

pub(crate) fn said(output: &Output) -> String {
    [text(&output.stdout), text(&output.stderr)].concat()
}

#[test]
fn statistics_are_of_whole_months_without_small_cells() {
    let place = place();
    let mut events = Vec::new();
    for n in 0..12 {
        events.extend(login(SEPTEMBER_MS, &format!("s{n}"), "SE", true));
    }
    for n in 0..9 {
        events.extend(login(SEPTEMBER_MS, &format!("m{n}"), "SE", false));
    }
    written(&place, events);
    let config = place.config();
    let stats = |from: &str, to: &str, more: &[&str]| {
        let all = [
            "stats",
            "--from",
            from,
            "--to",
            to,
            "--config",
            config.to_str().unwrap(),
        ];
        landport(&[&all[..], more].concat())
    };
    let told = stats("2026-08", "2026-10", &[]);
    assert!(told.status.success(), "{}", said(&told));
    assert_eq!(
        text(&told.stdout),
        "month,country,direction,level,sp_type,outcome,logins\r\n\
         2026-09,SE,inbound,substantial,private,success,12\r\n"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&stats("2026-09", "2026-09", &["--json"]).stdout).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(
        (&json["rows"][0]["logins"], &json["least"]),
        (&12.into(), &10.into())
    );
    let open = stats("2026-09", "9999-12", &[]);
    assert_eq!(open.status.code(), Some(2));
    assert!(
        said(&open).contains("that month is not over"),
        "{}",
        said(&open)
    );

    let audit = place.directory.path().join("gateway/data/audit");
    let file = std::fs::read_dir(&audit)
        .unwrap()
        .map(|file| file.unwrap().path());
    let file: PathBuf = file
        .into_iter()
        .find(|path| path.to_str().unwrap().contains("logins-"))
        .unwrap();
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, whole.replacen("\"SE\"", "\"DK\"", 1)).unwrap();
    let broken = stats("2026-09", "2026-09", &[]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(
        said(&broken).contains("logins: BROKEN at "),
        "{}",
        said(&broken)
    );
    assert_eq!(text(&broken.stdout), "");
}

/// The file knows nothing of it, and the running gateway does.
#[test]
fn a_service_that_was_registered_while_the_gateway_runs_is_counted_with_its_sort() {
    let place = place();
    let mut events = Vec::new();
    for n in 0..12 {
        let mut login = login(SEPTEMBER_MS, &format!("s{n}"), "SE", true);
        for (_, event) in &mut login {
            if let AuditEvent::LoginStarted { client_id, .. }
            | AuditEvent::CodeIssued { client_id, .. } = event
            {
                "boat".clone_into(client_id);
            }
        }
        events.extend(login);
    }
    written(&place, events);
    let config = place.config();
    let config = config.to_str().unwrap();
    let boat = [
        "client_id=boat",
        "client_name=Boat",
        "redirect_uris=https://boat.example.no/cb",
        "token_endpoint_auth_method=none",
        "sp_type=private",
    ];
    let added = landport(&[&["client", "--config", config, "add"], &boat[..]].concat());
    assert!(added.status.success(), "{}", said(&added));
    let row = || {
        let month = ["--from", "2026-09", "--to", "2026-09", "--config", config];
        let told = landport(&[&["stats"], &month[..]].concat());
        text(&told.stdout).lines().nth(1).unwrap_or("").to_owned()
    };
    assert_eq!(row(), "2026-09,SE,inbound,substantial,unknown,success,12");
    let mut child = place.serve();
    assert_eq!(row(), "2026-09,SE,inbound,substantial,private,success,12");
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

/// Any hop may land at any node, and each writes its own trail: who counts one of two counts logins that nobody ended, and
/// who looks for a reference in one finds half of its login.
#[test]
fn a_login_that_came_by_two_nodes_is_one_login_where_both_trails_are_read() {
    let place = place();
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for n in 0..12 {
        let mut events = login(SEPTEMBER_MS + n * 1_000, &format!("s{n}"), "SE", true);
        let ended = events.split_off(2).into_iter();
        there.extend(ended.map(|(ms, event)| (ms + 500, event)));
        here.extend(events);
    }
    let (data, other) = (
        place.directory.path().join("gateway/data"),
        place.directory.path().join("other/audit"),
    );
    written(&place, there);
    std::fs::create_dir(other.parent().unwrap()).unwrap();
    std::fs::rename(data.join("audit"), &other).unwrap();
    std::fs::remove_dir_all(data.join("store")).unwrap();
    written(&place, here);

    let (config, other) = (place.config(), other.to_str().unwrap());
    let config = config.to_str().unwrap();
    let month = ["--from", "2026-09", "--to", "2026-09"];
    let stats = |more: &[&str]| {
        let all = [&["stats", "--config", config], &month[..], more].concat();
        landport(&all)
    };
    let row = |told: &Output| text(&told.stdout).lines().nth(1).unwrap_or("").to_owned();
    let half = stats(&[]);
    assert_eq!(row(&half), "2026-09,SE,inbound,none,private,abandoned,12");
    let both = stats(&["--trail", other]);
    assert!(both.status.success(), "{}", said(&both));
    let whole = "2026-09,SE,inbound,substantial,private,success,12";
    assert_eq!(row(&both), whole, "{}", said(&both));

    let find = |more: &[&str]| {
        let sought = ["audit", "find", "57X7LKC3", "--config", config];
        landport(&[&sought[..], more].concat())
    };
    assert_eq!(find(&[]).status.code(), Some(1), "its end is elsewhere");
    let found = find(&["--trail", other]);
    assert!(found.status.success(), "{}", said(&found));
    let told = text(&found.stdout);
    let login = told.split("login s0\n").nth(1).unwrap_or_default();
    let clocks = login.lines().take(4).map(|line| line.get(2..10));
    let clocks: Vec<_> = clocks.collect();
    assert!(clocks.is_sorted() && login.contains("rowing"), "{told}");

    // What was mistyped is not as whole as what is empty, and a chain that was changed is told wherever it lies.
    let mistyped = stats(&["--trail", place.directory.path().to_str().unwrap()]);
    assert_eq!(mistyped.status.code(), Some(2));
    assert!(said(&mistyped).contains("no audit trail lies there"));
    let files = std::fs::read_dir(other).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    let file = files.find(|path| path.to_str().unwrap().contains("logins-"));
    let file = file.unwrap();
    let lines = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, lines.replacen("\"SE\"", "\"DK\"", 1)).unwrap();
    let broken = stats(&["--trail", other]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(
        said(&broken).contains("logins: BROKEN at "),
        "{}",
        said(&broken)
    );
    assert_eq!(find(&["--trail", other]).status.code(), Some(3));
}

#[test]
fn records_of_processing_say_who_learns_what_and_for_how_long() {
    let place = place();
    let config = place.config();
    let records = || {
        let told = landport(&["records", "--config", config.to_str().unwrap()]);
        assert!(told.status.success(), "{}", said(&told));
        text(&told.stdout)
    };
    let told = records();
    for part in [
        "# Records of processing: https://login.example.no",
        "| Rowing club (`rowing`) | private | openid, profile |",
        "`eidas_person_identifier`, `family_name`, `given_name`",
        "| Sweden | https://connector.eidas.example.se/metadata | it proves its people to us",
        "messages and logins 400 days",
        "| transfers to third countries | none |",
        "# Draft of an impact assessment",
        "Services whose claims are not limited (`claims`): Rowing club",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let written = std::fs::read_to_string(&config).unwrap();
    let limited = written.replacen(
        "scopes = [\"openid\", \"profile\"]",
        "scopes = [\"openid\"]\nclaims = [\"pid\"]",
        1,
    );
    assert_ne!(limited, written);
    std::fs::write(&config, limited).unwrap();
    let told = records();
    assert!(
        !told.contains("`family_name`") && told.contains("`pid`"),
        "{told}"
    );
    assert!(told.contains("(`claims`): none."), "{told}");
}

#[test]
fn a_change_is_weighed_by_the_logins_of_the_last_week() {
    let place = place();
    let now_ms = Env::system().now_ms();
    let mut events = Vec::new();
    for n in 0..3 {
        events.extend(login(
            now_ms - 8 * 86_400_000,
            &format!("old{n}"),
            "SE",
            true,
        ));
    }
    for n in 0..4 {
        events.extend(login(now_ms - 86_400_000, &format!("new{n}"), "SE", true));
    }
    events.extend(login(now_ms - 86_400_000, "refused", "SE", false));
    written(&place, events);
    let config = place.config();
    let old = std::fs::read_to_string(&config).unwrap();
    let new = place.directory.path().join("gateway/new.toml");
    let diff = |text: &str, more: &[&str]| {
        std::fs::write(&new, text).unwrap();
        let all = [
            "diff",
            "--from",
            config.to_str().unwrap(),
            "--config",
            new.to_str().unwrap(),
        ];
        landport(&[&all[..], more].concat())
    };
    let same = diff(&old, &[]);
    assert_eq!(same.status.code(), Some(0), "{}", said(&same));
    assert_eq!(
        text(&same.stdout),
        "The two say the same.\n4 logins of the last week ended well.\n"
    );

    let without = diff(&old.replacen(SWEDEN, "", 1), &[]);
    let told = text(&without.stdout);
    assert_eq!(without.status.code(), Some(1), "{told}");
    for part in [
        "  peer[https://connector.eidas.example.se/metadata]: gone\n",
        "! SE can log in here no more\n",
        "! 4 logins of the last week would end: at rowing with e-IDs of SE\n",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(
        told.matches("peer[").count(),
        1,
        "one line for an entry that goes: {told}"
    );

    let json = diff(&old.replacen(MORE, "", 1), &["--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        json["consequences"][0],
        "The service rowing (Rowing club) can log nobody in"
    );
    assert_eq!(
        json["logins_that_would_end"],
        serde_json::json!([["rowing", "SE", "inbound", 4]])
    );

    // What changes nothing for people is a change all the same.
    let scopes = diff(
        &old.replacen("[\"openid\", \"profile\"]", "[\"openid\"]", 1),
        &[],
    );
    assert_eq!(scopes.status.code(), Some(0), "{}", said(&scopes));
    let line = "client[rowing].scopes: [\"openid\", \"profile\"] becomes [\"openid\"]";
    assert!(said(&scopes).contains(line), "{}", said(&scopes));
    let restart = diff(&format!("{old}\n[retention]\naudit_days = 500\n"), &[]);
    assert!(
        said(&restart).contains("! Needs a restart: retention.audit_days"),
        "{}",
        said(&restart)
    );
    let wrong = diff("nonsense = 1", &[]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// Every command that an operator reads of is run as a process by some test.
#[test]
fn each_command_of_the_documentation_is_run_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = String::new();
    for file in std::fs::read_dir(root.join("tests/it")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "rs") {
            tests.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    let of = |command: &str| {
        let mut parts = command.split(' ').map(|word| format!("\"{word}\""));
        let (first, second) = (parts.next().unwrap(), parts.next());
        // Arguments stand between quotes, on one line or more.
        let mut behind = tests.split(&first).skip(1);
        behind.any(|rest| {
            let rest = rest.trim_start_matches([',', ' ', '\n']);
            second
                .as_ref()
                .is_none_or(|second| rest.starts_with(second.as_str()))
        })
    };
    let mut commands = std::collections::BTreeSet::new();
    for file in [
        "operations.md",
        "support.md",
        "audit.md",
        "peers.md",
        "clients.md",
    ] {
        let text = std::fs::read_to_string(root.join("../../docs").join(file)).unwrap();
        for rest in text.split("landport ").skip(1) {
            let mut words = rest.split(|c: char| !c.is_ascii_lowercase());
            let first = words.next().unwrap_or_default();
            match first {
                "audit" | "store" => {
                    commands.insert(format!("{first} {}", words.next().unwrap_or_default()));
                }
                // What is said to these stands by itself in their tests.
                "client" | "journal" | "keys" | "trust" => {
                    commands.insert(first.to_owned());
                    commands.insert(words.next().unwrap_or_default().to_owned());
                }
                "backup" | "check" | "diff" | "doctor" | "init" | "jwk" | "onboard" | "records"
                | "restore" | "resume" | "serve" | "stats" | "status" | "support" | "suspend" => {
                    commands.insert(first.to_owned());
                }
                _ => {}
            }
        }
    }
    commands.retain(|command| !command.is_empty() && !command.ends_with(' '));
    assert!(commands.len() >= 18, "{commands:?}");
    let untested: Vec<_> = commands.iter().filter(|command| !of(command)).collect();
    assert!(untested.is_empty(), "{untested:?}");
}

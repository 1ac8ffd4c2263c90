// SPDX-License-Identifier: EUPL-1.2
//! The emergency lever against a real `serve` process: in force at once, in the metadata too,
//! through a kill, until it ends by itself or by hand.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use store::env::Env;

use crate::serve_command::{Place, audit, get, landport, signal, text};

pub(crate) const PROXY: &str = r#"
[proxy_service]
identifier = "national"
[[eid]]
id = "bankid"
name = "BankID"
issuer = "https://bankid.example.no"
client_id = "landport"
key_file = "keys/oidc-es256.pem"
[eid.notification]
state = "notified"
since = "2026-01-01"
level = "high"
scheme = "BankID"
"#;

fn place() -> Place {
    let place = Place::new();
    let config = std::fs::read_to_string(place.config()).unwrap();
    std::fs::write(place.config(), [config.as_str(), PROXY].concat()).unwrap();
    place
}

fn order(place: &Place, arguments: &[&str]) -> (bool, String) {
    let config = place.config();
    let all = [arguments, &["--config", config.to_str().unwrap()]].concat();
    let output = landport(&all);
    let said = [text(&output.stdout), text(&output.stderr)].concat();
    (output.status.success(), said)
}

fn close(place: &Place, until: &[&str]) -> String {
    let closing = [
        "suspend",
        "eid",
        "bankid",
        "--text-nb",
        "Stengt",
        "--text-en",
        "Closed",
    ];
    let (done, said) = order(place, &[&closing[..], until].concat());
    assert!(done, "{said}");
    said
}

/// Our Proxy-Service's metadata, when there is any.
fn published(place: &Place) -> Option<String> {
    let answer = get(place.public, "/eidas/proxy/metadata");
    if answer.starts_with("HTTP/1.1 404") {
        return None;
    }
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    Some(answer)
}

#[test]
fn ops_05_a_suspended_e_id_is_closed_at_once_through_a_kill_and_until_it_is_opened() {
    let place = place();
    let mut child = place.serve();
    assert!(
        published(&place)
            .unwrap()
            .contains("http://eidas.europa.eu/LoA/high")
    );
    assert!(order(&place, &["status"]).1.contains("Nothing is closed."));

    let asked = Env::system().stopwatch();
    assert!(close(&place, &[]).contains("Closed now: eid bankid."));
    assert_eq!(published(&place), None);
    assert!(asked.elapsed() < Duration::from_secs(10));
    assert!(
        order(&place, &["status"])
            .1
            .contains("eid bankid: closed since")
    );

    let socket = place.directory.path().join("gateway/data/operator/socket");
    let mode = std::fs::metadata(&socket).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    child.kill().unwrap();
    child.wait().unwrap();
    let mut child = place.serve();
    assert_eq!(published(&place), None);
    let (done, said) = order(&place, &["resume", "eid", "bankid"]);
    assert!(done, "{said}");
    assert!(published(&place).is_some());
    assert!(!order(&place, &["resume", "eid", "bankid"]).0);

    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let audit = audit(place.directory.path());
    for part in [
        "\"suspend eid bankid\"",
        "\"resume eid bankid\"",
        "\"uid\":",
    ] {
        assert!(audit.contains(part), "{part} in {audit}");
    }
    assert!(!audit.contains("\"uid\":null"), "{audit}");
}

#[test]
fn a_suspension_ends_by_itself_and_one_made_without_a_gateway_is_read_at_its_start() {
    let place = place();
    assert!(close(&place, &[]).contains("No gateway runs here"));
    let mut child = place.serve();
    assert_eq!(published(&place), None);

    let soon = Env::system().now_ms() + 3000;
    let until = eidas::Instant::from_ms(soon).to_string();
    close(&place, &["--until", &until]);
    assert_eq!(published(&place), None);
    let opened = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        published(&place).is_some()
    });
    assert!(opened, "it did not open by itself");

    let closing = [
        "suspend",
        "eid",
        "minid",
        "--text-nb",
        "x",
        "--text-en",
        "x",
    ];
    let (done, said) = order(&place, &closing);
    assert!(!done && said.contains("known there: bankid"), "{said}");
    let over = [
        &closing[..2],
        &["bankid"],
        &closing[3..],
        &["--until", "2020-01-01T00:00:00Z"],
    ];
    let (done, said) = order(&place, &over.concat());
    assert!(!done && said.contains("that time is over"), "{said}");
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

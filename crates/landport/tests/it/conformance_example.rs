// SPDX-License-Identifier: EUPL-1.2
//! `examples/conformance.toml` as its header says: keys made by one command, checked, served, and a test
//! person logs in to every client without a page.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::serve_command::{get, landport, signal, text};

const EXAMPLE: &str = include_str!("../../../../examples/conformance.toml");

fn free_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// The first redirect address of each client.
fn clients() -> BTreeMap<&'static str, &'static str> {
    let sections = EXAMPLE.split("[[client]]\n").skip(1);
    let value = |section: &'static str, name: &str| {
        let line = section.lines().find(|line| line.starts_with(name)).unwrap();
        line.split('"').nth(1).unwrap()
    };
    sections
        .map(|section| (value(section, "client_id"), value(section, "redirect_uris")))
        .collect()
}

/// Where this answer leads.
fn location(answer: &str) -> Option<String> {
    let line = answer.lines().find(|line| line.starts_with("location: "));
    line.map(|line| line["location: ".len()..].trim().to_owned())
}

#[test]
fn the_example_for_certification_is_checked_served_and_logged_in_to() {
    let directory = tempfile::tempdir().unwrap();
    let inside = directory.path().join("conformance");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/conformance");
    let made = Command::new(script)
        .arg(&inside)
        .arg(env!("CARGO_BIN_EXE_landport"))
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", text(&made.stderr));
    let config = inside.join("landport.toml");
    let check = landport(&["check", "--config", config.to_str().unwrap()]);
    assert!(check.status.success(), "{}", text(&check.stderr));
    assert!(
        text(&check.stdout).contains("Profile demo, issuer https://localhost:9443, 13 clients")
    );

    // Behind a proxy, as the header allows, on free ports.
    let (public, operator) = (free_port(), free_port());
    let served = EXAMPLE
        .replace("127.0.0.1:9443", &public.to_string())
        .replace("127.0.0.1:9144", &operator.to_string())
        .replace("certificates = \"tls/certificate.pem\"\n", "")
        .replace(
            "\nkey = \"tls/key.pem\"",
            "\nbehind_proxy = [\"127.0.0.1\"]",
        );
    std::fs::write(&config, served).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["serve", "--config"])
        .arg(&config)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let ready = || get(operator, "/health/ready").starts_with("HTTP/1.1 200");
    let is_ready = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        ready()
    });
    let found = if is_ready {
        walk(public)
    } else {
        vec!["not ready".to_owned()]
    };
    signal(&child, "-TERM");
    let _ = child.wait();
    assert_eq!(found, [""; 0]);
}

/// Every client that does not come as it should.
fn walk(public: SocketAddr) -> Vec<String> {
    let discovery = get(public, "/.well-known/openid-configuration");
    let mut wrong = Vec::new();
    for word in [
        "end_session_endpoint",
        "\"offline_access\"",
        "\"phone\"",
        "dpop_signing",
    ] {
        if !discovery.contains(word) {
            wrong.push(format!("discovery: no {word}"));
        }
    }
    for (id, callback) in clients() {
        let callback = callback.replace(':', "%3A").replace('/', "%2F");
        let ask = format!(
            "/authorize?client_id={id}&response_type=code&scope=openid&state=s&redirect_uri={callback}\
             &login_hint=persona%3Akari"
        );
        let begun = get(public, &ask);
        // Who must push its requests is told so on a page; the others come to a test person at once.
        let comes = location(&begun).is_some_and(|to| to.starts_with("/go?flow="));
        if comes == id.contains("fapi2") {
            wrong.push(format!("{id}: {begun}"));
        }
        let Some(go) = location(&begun).filter(|_| comes) else {
            continue;
        };
        let cookie = begun
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie
            .and_then(|set| set.split(';').next())
            .unwrap_or_default();
        let with = |path: &str| {
            let path = format!("{path} HTTP/1.1\r\ncookie: {cookie}\r\nx-ignored: ");
            get(public, &path)
        };
        let back = location(&with(&go)).unwrap_or_default();
        if !back.contains("code=") || !back.contains("state=s") {
            wrong.push(format!("{id}: {back}"));
        }
    }
    wrong
}

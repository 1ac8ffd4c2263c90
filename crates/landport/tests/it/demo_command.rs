// SPDX-License-Identifier: EUPL-1.2
//! `demo` keeps what it was told to keep, and forgets everything else.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::stage::Stage;

/// A demo that runs; killed when a test ends early.
pub(crate) struct Demo {
    child: Child,
    port: u16,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Demo {
    /// Starts it with its temporary files below `temporary`, and waits for the gateway.
    pub(crate) fn start(port: u16, temporary: &Path, more: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_landport"))
            .args(["demo", "--port", &port.to_string()])
            .args(more)
            .env("TMPDIR", temporary)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let demo = Self { child, port };
        for _ in 0..1200 {
            if demo.get("/jwks.json").starts_with("HTTP/1.1 200") {
                return demo;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the gateway was not ready within two minutes");
    }

    fn get(&self, path: &str) -> String {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return String::new();
        };
        let host = format!("no.localhost:{}", self.port);
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        let mut answer = String::new();
        if stream.write_all(request.as_bytes()).is_ok() {
            let _ = stream.read_to_string(&mut answer);
        }
        answer
    }

    pub(crate) fn end(mut self, signal: &str) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(told.success());
        assert!(self.child.wait().unwrap().success(), "{signal}");
    }
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn entries(directory: &Path) -> usize {
    std::fs::read_dir(directory).unwrap().count()
}

/// Every value between these two, in order.
fn all_between(text: &str, before: &str, after: &str) -> Vec<String> {
    let parts = text.split(before).skip(1);
    parts
        .filter_map(|part| part.split_once(after))
        .map(|(value, _)| value.to_owned())
        .collect()
}

#[test]
fn without_a_directory_everything_is_forgotten_after_either_signal() {
    for signal in ["-INT", "-TERM"] {
        let temporary = tempfile::tempdir().unwrap();
        let demo = Demo::start(free_port(), temporary.path(), &[]);
        assert_eq!(entries(temporary.path()), 1, "positive control");
        demo.end(signal);
        assert_eq!(entries(temporary.path()), 0, "{signal}");
    }
}

/// For a script: one object, and in it what the service has to be told.
#[test]
fn a_client_that_is_added_is_told_in_json_too() {
    let temporary = tempfile::tempdir().unwrap();
    let port = free_port();
    let demo = Demo::start(port, temporary.path(), &[]);
    let added = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["demo", "--port", &port.to_string(), "--json"])
        .args(["--client", "http://localhost:3000/callback"])
        .output()
        .unwrap();
    assert!(added.status.success(), "{added:?}");
    let told: serde_json::Value = serde_json::from_slice(&added.stdout).unwrap();
    assert_eq!(told["client"]["client_id"], "localhost-3000-callback");
    let secret = told["client"]["client_secret"].as_str().unwrap();
    assert_eq!(secret.len(), 64, "{told}");
    demo.end("-TERM");
}

#[test]
fn a_port_that_is_taken_is_named_with_a_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let temporary = tempfile::tempdir().unwrap();
    let refused = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["demo", "--port", &port.to_string()])
        .env("TMPDIR", temporary.path())
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    let remedy = format!(
        "port {port} is taken by another program; choose another with --port {}",
        port.checked_add(1).unwrap_or(8080)
    );
    assert!(said.contains(&remedy), "{said}");
    assert_eq!(entries(temporary.path()), 0, "nothing is left behind");
}

#[test]
fn with_a_directory_a_second_start_has_the_same_keys() {
    let (kept, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let port = free_port();
    let data = ["--data", kept.path().to_str().unwrap()];
    let published = || {
        let demo = Demo::start(port, temporary.path(), &data);
        let metadata = demo.get("/eidas/connector/metadata");
        let keys = demo.get("/jwks.json");
        demo.end("-TERM");
        let certificates = all_between(&metadata, "X509Certificate>", "<");
        let names = all_between(&keys, "\"kid\":\"", "\"");
        assert!(
            certificates.len() >= 3 && names.len() >= 2,
            "{metadata}\n{keys}"
        );
        let entity_id = all_between(&metadata, "entityID=\"", "\"");
        (entity_id, certificates, names)
    };
    let first = published();
    assert_eq!(published(), first);
    assert_eq!(entries(temporary.path()), 0, "nothing beside the directory");
}

/// The pairwise key is what makes a person known to a service: it must outlive a start.
#[test]
fn a_second_start_on_the_same_directory_knows_the_same_person() {
    /// A start of its own: with its runtime ends everything that runs on it.
    fn start(stage: impl Future<Output = Stage>) -> (String, tempfile::TempDir) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let seen = runtime.block_on(async {
            let stage = stage.await;
            let mut browser = stage.browser();
            stage.log_in(&mut browser, "SE", "plain").await;
            let claims = stage.claims(&mut browser, "trademark").await;
            stage.together.gateway.close().await.unwrap();
            (claims["sub"].as_str().unwrap().to_owned(), stage.directory)
        });
        runtime.shutdown_timeout(Duration::from_secs(10));
        seen
    }
    let (before, directory) = start(Stage::new());
    let (after, _directory) = start(Stage::again(directory));
    assert_eq!(after, before);
    let (stranger, _directory) = start(Stage::with_fresh_gateway_keys());
    assert_ne!(stranger, before, "positive control");
}

/// Everything of the demo's listens on loopback and nowhere else.
#[test]
fn ops_26_the_demo_listens_on_loopback_alone() {
    let port = free_port();
    let mut world = Command::new(env!("CARGO_BIN_EXE_landport"))
        .args(["world", "--port", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // 0A: listening. `/proc/net/tcp`, addresses in the machine's order of octets.
    let listening = || {
        let mut all = Vec::new();
        for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
            let text = std::fs::read_to_string(table).unwrap_or_default();
            for line in text.lines().skip(1) {
                let columns: Vec<&str> = line.split_whitespace().collect();
                if let [_, local, _, "0A", ..] = columns.as_slice()
                    && let Some((address, at)) = local.split_once(':')
                    && u16::from_str_radix(at, 16) == Ok(port)
                {
                    all.push(address.to_owned());
                }
            }
        }
        all
    };
    let mut found = Vec::new();
    for _ in 0..600 {
        found = listening();
        if !found.is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    world.kill().unwrap();
    world.wait().unwrap();
    assert_eq!(found, ["0100007F"]);
}

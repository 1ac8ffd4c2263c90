// SPDX-License-Identifier: EUPL-1.2
//! The trail at a syslog server that nobody here wrote: Debian's rsyslog with each of its TLS drivers. Skipped where it
//! is not installed (`scripts/test`).

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gateway::keys::{self_signed_tls, write_private};
use store::env::Env;

use crate::serve_command::{Place, get, landport, signal, text};

/// Its drivers for TLS: GnuTLS and OpenSSL.
const DRIVERS: [&str; 2] = ["gtls", "ossl"];

/// An rsyslog in a directory of its own, that asks for a certificate and files each stream by itself.
struct Rsyslog {
    directory: tempfile::TempDir,
    port: u16,
    running: Option<Child>,
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn installed(driver: &str) -> bool {
    let library = |place: &str| Path::new(place).join(format!("lmnsd_{driver}.so")).exists();
    let places = [
        "x86_64-linux-gnu/rsyslog",
        "aarch64-linux-gnu/rsyslog",
        "rsyslog",
    ];
    let there = Path::new("/usr/sbin/rsyslogd").exists()
        && places
            .iter()
            .any(|place| library(&format!("/usr/lib/{place}")));
    let demanded = std::env::var("LANDPORT_RSYSLOG").is_ok_and(|word| word == "required");
    assert!(
        there || !demanded,
        "rsyslog with {driver} is demanded and not there"
    );
    if !there {
        eprintln!("skipped: rsyslog with {driver} is not installed");
    }
    there
}

impl Rsyslog {
    fn new(driver: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (env, at) = (Env::system(), |name: &str| directory.path().join(name));
        let (server, key) = self_signed_tls(&["localhost"], &env).unwrap();
        std::fs::write(at("server.pem"), &server).unwrap();
        write_private(&at("server.key"), &key).unwrap();
        let (ours, key) = self_signed_tls(&["node1.example.no"], &env).unwrap();
        std::fs::write(at("client-ca.pem"), &ours).unwrap();
        write_private(&at("client.pem"), &[&key[..], ours.as_ref()].concat()).unwrap();
        let port = free_port();
        let place = directory.path().display();
        let configuration = format!(
            r#"global(workDirectory="{place}" maxMessageSize="64k" DefaultNetstreamDriver="{driver}"
  DefaultNetstreamDriverCAFile="{place}/client-ca.pem"
  DefaultNetstreamDriverCertFile="{place}/server.pem" DefaultNetstreamDriverKeyFile="{place}/server.key")
module(load="imtcp" StreamDriver.Name="{driver}" StreamDriver.Mode="1" StreamDriver.AuthMode="x509/certvalid")
input(type="imtcp" address="127.0.0.1" port="{port}")
template(name="line" type="string" string="%msg%\n")
template(name="header" type="string" string="%pri% %hostname% %app-name% %procid% %msgid% %structured-data%\n")
template(name="place" type="string" string="{place}/%app-name%.jsonl")
if $app-name startswith "landport-" then {{
  action(type="omfile" dynaFile="place" template="line")
  action(type="omfile" file="{place}/headers" template="header")
}}
"#
        );
        std::fs::write(at("rsyslog.conf"), configuration).unwrap();
        Self {
            directory,
            port,
            running: None,
        }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn start(&mut self) {
        let log = std::fs::File::create(self.at("log")).unwrap();
        let child = Command::new("/usr/sbin/rsyslogd")
            .args(["-n", "-f"])
            .arg(self.at("rsyslog.conf"))
            .arg("-i")
            .arg(self.at("pid"))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        self.running = Some(child.unwrap());
        let there = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            TcpStream::connect(("127.0.0.1", self.port)).is_ok()
        });
        let log = std::fs::read_to_string(self.at("log")).unwrap_or_default();
        assert!(there, "rsyslog does not listen: {log}");
    }

    /// As a machine that loses its power: nothing is said to anybody.
    fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// What was filed of a stream, each line once: the first time that it came.
    fn filed(&self, stream: &str) -> Vec<String> {
        let text = std::fs::read_to_string(self.at(&format!("landport-{stream}.jsonl")));
        let mut lines: Vec<String> = Vec::new();
        for line in text.unwrap_or_default().lines() {
            if !lines.iter().any(|known| known == line) {
                lines.push(line.to_owned());
            }
        }
        lines
    }

    fn section(&self, port: u16, authorities: &Path, proves: bool) -> String {
        let key = match proves {
            true => format!("key_file = {:?}\n", self.at("client.pem")),
            false => String::new(),
        };
        format!(
            "\n[syslog]\nserver = \"localhost:{port}\"\nauthorities = {authorities:?}\n{key}hostname = \"node1.example.no\"\n"
        )
    }
}

impl Drop for Rsyslog {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A way to the server that cuts its first connections after so many octets of ours.
fn cutting(to: u16, connections: usize, after: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let cut = Arc::new(AtomicUsize::new(connections));
    std::thread::spawn(move || {
        for ours in listener.incoming() {
            let (Ok(mut ours), Ok(mut theirs)) = (ours, TcpStream::connect(("127.0.0.1", to)))
            else {
                continue;
            };
            let left = cut.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
            let mut most = if left.is_ok() { after } else { usize::MAX };
            let (mut back, mut from) = (ours.try_clone().unwrap(), theirs.try_clone().unwrap());
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut from, &mut back);
                let _ = back.shutdown(std::net::Shutdown::Both);
            });
            std::thread::spawn(move || {
                let mut octets = [0; 4096];
                while let Ok(read @ 1..) = ours.read(&mut octets) {
                    if read > most || theirs.write_all(&octets[..read]).is_err() {
                        break;
                    }
                    most -= read;
                }
                let _ = ours.shutdown(std::net::Shutdown::Both);
                let _ = theirs.shutdown(std::net::Shutdown::Write);
            });
        }
    });
    port
}

fn written(place: &Place, stream: &str) -> Vec<String> {
    let directory = place.directory.path().join("gateway/data/audit");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(stream)
        })
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    texts
        .collect::<String>()
        .lines()
        .map(str::to_owned)
        .collect()
}

fn waited(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..450 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("{what}");
}

/// Some line of the trail: somebody looks for a reference that nobody has.
fn look(place: &Place, reference: &str) {
    let config = place.config();
    let looked = [
        "audit",
        "find",
        reference,
        "--config",
        config.to_str().unwrap(),
    ];
    let looked = landport(&looked);
    assert!(looked.status.code().is_some(), "{}", text(&looked.stderr));
}

fn arrived(place: &Place, server: &Rsyslog, what: &str) {
    waited(what, || {
        let (filed, written) = (server.filed("operation"), written(place, "operation"));
        !written.is_empty() && filed == written
    });
}

fn metric(operator: SocketAddr, name: &str) -> String {
    let metrics = get(operator, "/metrics");
    let mut lines = metrics.lines();
    let line = lines.find(|line| line.starts_with(name));
    line.and_then(|line| line.rsplit(' ').next())
        .unwrap_or("none")
        .to_owned()
}

/// The board, asked for under the listener's own name.
fn console(operator: SocketAddr) -> String {
    let mut stream = TcpStream::connect(operator).unwrap();
    let request = format!("GET /console HTTP/1.1\r\nhost: {operator}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer
}

fn doctor(place: &Place) -> String {
    let config = place.config();
    let looked = landport(&["doctor", "--config", config.to_str().unwrap()]);
    text(&looked.stdout)
}

/// One driver beside the other: a connection is known to have done its work after half a minute, and that is what takes
/// the time.
#[test]
fn ops_11_the_trail_is_filed_by_rsyslog_as_it_was_written_whatever_breaks_on_the_way() {
    std::thread::scope(|scope| {
        for driver in DRIVERS.into_iter().filter(|driver| installed(driver)) {
            scope.spawn(move || filed_by(driver));
        }
    });
}

fn filed_by(driver: &str) {
    let mut server = Rsyslog::new(driver);
    server.start();
    let place = Place::new();
    let plain = std::fs::read_to_string(place.config()).unwrap();
    let way = cutting(server.port, 2, 5_000);
    let section = server.section(way, &server.at("server.pem"), true);
    std::fs::write(place.config(), [plain.as_str(), &section].concat()).unwrap();
    let mut child = place.serve();
    // Its first two connections are cut in the middle of the handshake or behind it.
    look(&place, "AAAA2222");
    arrived(&place, &server, "cut twice, it arrives");
    waited("a checkpoint arrives", || {
        let signed =
            std::fs::read_to_string(place.directory.path().join("gateway/data/checkpoints.jws"));
        let signed: Vec<String> = signed
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect();
        !signed.is_empty() && server.filed("checkpoints") == signed
    });
    // Every octet is there: each line names the hash of the one before.
    let lines = server.filed("operation");
    for (before, line) in lines.iter().zip(&lines[1..]) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["prev"], gateway::audit::link(before.as_bytes()));
    }
    let headers = std::fs::read_to_string(server.at("headers")).unwrap();
    let header = "110 node1.example.no landport-operation - gateway_started -";
    assert!(headers.lines().any(|line| line == header), "{headers}");
    waited("it is acknowledged, and none is missed", || {
        metric(
            place.operator(),
            "landport_syslog_waiting_lines{log=\"operation\"}",
        ) == "0"
            && !get(place.operator(), "/health/ready").contains("syslog")
    });
    assert!(
        doctor(&place).contains("name and chain are those of [syslog]"),
        "{}",
        doctor(&place)
    );

    // The server is away: nobody is turned away, and everybody who should know is told.
    server.kill();
    for reference in ["BBBB2222", "CCCC2222"] {
        look(&place, reference);
    }
    waited("its absence is said", || {
        get(place.operator(), "/health/ready")
            .contains("the syslog server has not taken the trail since")
    });
    assert!(get(place.operator(), "/health/ready").starts_with("HTTP/1.1 200"));
    assert!(get(place.public, "/.well-known/openid-configuration").starts_with("HTTP/1.1 200"));
    let board = console(place.operator());
    assert!(board.contains("does not take this node’s trail"), "{board}");
    let said = doctor(&place);
    for row in [
        "LOOK",
        "lines wait in their files",
        "syslog server localhost",
    ] {
        assert!(
            said.to_lowercase().contains(&row.to_lowercase()),
            "{row}: {said}"
        );
    }
    waited("what waits grows old", || {
        metric(place.operator(), "landport_syslog_waiting_seconds") != "0"
    });
    // A stop meanwhile forgets nothing, and does not wait.
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let mut child = place.serve();
    server.start();
    arrived(
        &place,
        &server,
        "what waited arrives, and what was written by a process that is gone",
    );
    waited("all is well again", || {
        !get(place.operator(), "/health/ready").contains("syslog")
    });
    // The last lines of an orderly stop go with it.
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
    let last = server.filed("operation").pop().unwrap_or_default();
    assert!(last.contains("gateway_stopped"), "{driver}: {last}");
    assert_eq!(server.filed("operation"), written(&place, "operation"));

    // A server that is another, and one to whom we prove nothing though it asks: no line is taken for one
    // that arrived.
    let other = self_signed_tls(&["localhost"], &Env::system()).unwrap().0;
    std::fs::write(server.at("other.pem"), other).unwrap();
    for (authorities, proves) in [("other.pem", true), ("server.pem", false)] {
        let before = server.filed("operation").len();
        let section = server.section(server.port, &server.at(authorities), proves);
        std::fs::write(place.config(), [plain.as_str(), &section].concat()).unwrap();
        let mut child = place.serve();
        look(&place, "DDDD2222");
        waited("its refusal is said", || {
            get(place.operator(), "/health/ready")
                .contains("the syslog server has not taken the trail since")
        });
        let said = doctor(&place);
        assert!(said.contains("syslog server localhost"), "{said}");
        signal(&child, "-TERM");
        assert!(child.wait().unwrap().success());
        assert_eq!(
            server.filed("operation").len(),
            before,
            "{authorities} {proves}"
        );
    }
    // Positive control: all of it arrives where both are proven.
    let section = server.section(server.port, &server.at("server.pem"), true);
    std::fs::write(place.config(), [plain.as_str(), &section].concat()).unwrap();
    let mut child = place.serve();
    arrived(&place, &server, "what waited meanwhile arrives");
    signal(&child, "-TERM");
    assert!(child.wait().unwrap().success());
}

// SPDX-License-Identifier: EUPL-1.2
//! The trail on its way to a server that behaves, and to some that do not. A server that nobody here wrote:
//! `landport/tests/it/story_syslog.rs`.

use std::fs;
use std::net::SocketAddr;

use rustls::ServerConfig;
use store::env::FakeClock;
use store::{Memory, Store};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::super::{AuditEvent, AuditKey, AuditOptions};
use super::*;
use crate::keys::self_signed_tls;

const NOW_MS: i64 = 1_795_435_200_000;

/// What the server does with a connection.
#[derive(Clone, Copy)]
enum Server {
    /// Reads to its end, and ends it too.
    Good,
    /// Reads so many octets, and goes away.
    ReadsOnly(usize),
    /// Says `close_notify` at once, and reads nothing.
    EndsFirst,
    /// Takes nothing, and stays.
    Hangs,
}

/// A trail, its directory and a certificate of the server.
struct Ground {
    directory: tempfile::TempDir,
    env: Env,
    clock: Arc<FakeClock>,
    audit: Audit,
    pem: Vec<u8>,
    config: Arc<ServerConfig>,
}

impl Ground {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = FakeClock::new(NOW_MS);
        let env = Env::with_clock(clock.clone());
        let (pem, config) = certificate(directory.path());
        let store: Arc<dyn Store> = Arc::new(Memory::new(env.clone()));
        let mut options = AuditOptions::new(directory.path().join("audit"));
        options.rotate_octets = 2_000;
        let audit = Audit::open(options, AuditKey::new([7; 32]), env.clone(), store);
        Self {
            audit: audit.await.unwrap(),
            directory,
            env,
            clock,
            pem,
            config,
        }
    }

    async fn write(&self, lines: usize) {
        for _ in 0..lines {
            let country = "SE".to_owned();
            let login = "flow".to_owned();
            let event = AuditEvent::CountryChosen { login, country };
            self.audit.note(event).await.unwrap();
        }
    }

    /// A process that was started anew.
    fn shipper(&self) -> Shipper {
        let metrics = Arc::new(Metrics::new());
        let shipper = Shipper::new(
            self.env.clone(),
            self.audit.clone(),
            metrics,
            self.directory.path(),
        );
        // So that a connection is ended when what waited was sent.
        shipper.end();
        shipper
    }

    async fn send(&self, shipper: &Shipper, to: SocketAddr) -> Result<(), Failure> {
        self.send_believing(shipper, to, &self.pem).await
    }

    async fn send_believing(
        &self,
        shipper: &Shipper,
        to: SocketAddr,
        pem: &[u8],
    ) -> Result<(), Failure> {
        let named = xmlsec::Certificate::chain_from_pem(pem).unwrap();
        let ders: Vec<_> = named.iter().map(|one| one.der().to_vec()).collect();
        let tls = crate::tls::believed::believing(&ders).unwrap();
        let server = SyslogSettings {
            host: "127.0.0.1".to_owned(),
            port: to.port(),
            hostname: "node1".to_owned(),
            tls: Arc::new(tls.with_no_client_auth()),
        };
        let dir = self.audit.dir().unwrap();
        let mut stop = shipper.stop.subscribe();
        let tried = shipper.once(&server, &dir, &mut stop).await;
        shipper.turned(|state| state.on = true);
        shipper.tell(tried.clone());
        tried
    }

    /// The lines of the class as they stand in the files.
    fn written(&self) -> Vec<String> {
        let files = super::super::chain::files(&self.audit.dir().unwrap(), Class::Logins).unwrap();
        let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
        let text: String = texts.collect();
        text.lines().map(str::to_owned).collect()
    }
}

fn certificate(directory: &Path) -> (Vec<u8>, Arc<ServerConfig>) {
    let env = Env::system();
    let (pem, key) = self_signed_tls(&["127.0.0.1"], &env).unwrap();
    let (file, key_file) = (directory.join("server.pem"), directory.join("server.key"));
    fs::write(&file, &pem).unwrap();
    fs::write(&key_file, &*key).unwrap();
    let config = crate::tls::tls_config(&file, &key_file).unwrap();
    (fs::read(&file).unwrap(), config)
}

/// Takes one connection; what came over it.
async fn serve(config: &Arc<ServerConfig>, how: Server) -> (SocketAddr, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let acceptor = TlsAcceptor::from(config.clone());
    let task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let Ok(mut stream) = acceptor.accept(stream).await else {
            return Vec::new();
        };
        let mut came = Vec::new();
        match how {
            Server::Good => {
                let _ = stream.read_to_end(&mut came).await;
                let _ = stream.shutdown().await;
            }
            Server::ReadsOnly(most) => {
                came.resize(most, 0);
                stream.read_exact(&mut came).await.unwrap();
            }
            Server::EndsFirst => {
                let _ = stream.shutdown().await;
                // What comes is not read.
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            Server::Hangs => tokio::time::sleep(Duration::from_secs(60)).await,
        }
        came
    });
    (address, task)
}

/// The lines of the logins' stream, by RFC 5425 §4.3, and whether each message was whole.
fn lines(octets: &[u8]) -> Vec<String> {
    let (mut rest, mut lines) = (octets, Vec::new());
    while let Some(at) = rest.iter().position(|b| *b == b' ') {
        let length: usize = std::str::from_utf8(&rest[..at]).unwrap().parse().unwrap();
        let Some(message) = rest.get(at + 1..at + 1 + length) else {
            break;
        };
        let message = std::str::from_utf8(message).unwrap();
        let (head, line) = message.split_once(" - ").unwrap();
        let (_, line) = line.split_once(" - ").unwrap();
        if head.ends_with("landport-logins") {
            lines.push(line.to_owned());
        }
        rest = &rest[at + 1 + length..];
    }
    lines
}

#[tokio::test]
async fn ops_11_every_line_arrives_as_it_was_written_and_a_restart_goes_on_behind_it() {
    let ground = Ground::new().await;
    ground.write(30).await;
    assert!(
        super::super::chain::files(&ground.audit.dir().unwrap(), Class::Logins)
            .unwrap()
            .len()
            > 2
    );
    let (address, came) = serve(&ground.config, Server::Good).await;
    ground.send(&ground.shipper(), address).await.unwrap();
    assert_eq!(lines(&came.await.unwrap()), ground.written());
    // Another process, and more lines: only those.
    ground.write(5).await;
    let shipper = ground.shipper();
    let (address, came) = serve(&ground.config, Server::Good).await;
    ground.send(&shipper, address).await.unwrap();
    let all = ground.written();
    assert_eq!(lines(&came.await.unwrap()), all[all.len() - 5..]);
    let stands = shipper.stands().await.unwrap();
    assert!(
        stands.waiting.iter().all(|(_, lines)| *lines == 0),
        "{stands:?}"
    );
    assert_eq!((stands.waited_s, stands.says()), (0, None));
    // Nothing waits: nobody is called.
    ground
        .send(&shipper, "127.0.0.1:1".parse().unwrap())
        .await
        .unwrap();
}

/// A connection that breaks off, and one that the server ends before it read everything: neither is taken for one
/// that arrived, and its lines come again.
#[tokio::test]
async fn ops_11_what_a_server_may_not_have_read_is_sent_again() {
    let ground = Ground::new().await;
    ground.write(200).await;
    let shipper = ground.shipper();
    for how in [Server::ReadsOnly(1_000), Server::EndsFirst] {
        let (address, came) = serve(&ground.config, how).await;
        let failed = ground.send(&shipper, address).await.unwrap_err();
        assert!(matches!(failed, Failure::BrokenOff(_)), "{failed:?}");
        let _ = came.await;
        let stands = shipper.stands().await.unwrap();
        assert!(stands.waiting.contains(&("logins", 200)), "{stands:?}");
        assert!(stands.says().unwrap().contains("broke off"), "{stands:?}");
    }
    ground.clock.advance(Duration::from_secs(90));
    assert_eq!(shipper.stands().await.unwrap().waited_s, 90);
    let (address, came) = serve(&ground.config, Server::Good).await;
    ground.send(&shipper, address).await.unwrap();
    assert_eq!(lines(&came.await.unwrap()), ground.written());
    assert_eq!(shipper.stands().await.unwrap().says(), None);
}

#[tokio::test]
async fn a_server_that_is_not_the_one_of_the_configuration_gets_nothing() {
    let ground = Ground::new().await;
    ground.write(3).await;
    let other = tempfile::tempdir().unwrap();
    let (pem, _) = certificate(other.path());
    let (address, came) = serve(&ground.config, Server::Good).await;
    let shipper = ground.shipper();
    let failed = ground
        .send_believing(&shipper, address, &pem)
        .await
        .unwrap_err();
    assert!(matches!(failed, Failure::NotBelieved(_)), "{failed:?}");
    assert_eq!(came.await.unwrap(), b"");
    // Positive control: the same lines, where the server is believed.
    let (address, came) = serve(&ground.config, Server::Good).await;
    ground.send(&shipper, address).await.unwrap();
    assert_eq!(lines(&came.await.unwrap()).len(), 3);
}

/// A login waits for none of it.
#[tokio::test]
async fn ops_11_a_server_that_takes_nothing_holds_up_nobody_and_is_given_up() {
    let ground = Ground::new().await;
    // More than two systems' buffers hold.
    ground.write(3_000).await;
    let (address, came) = serve(&ground.config, Server::Hangs).await;
    let shipper = ground.shipper();
    let sending = ground.send(&shipper, address);
    let writing = async {
        let watch = Env::system().stopwatch();
        ground.write(100).await;
        watch.elapsed()
    };
    let (failed, took) = tokio::join!(sending, writing);
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(failed.is_err());
    came.abort();
}

/// What is removed before the server had it is said, by its number; what it had is removed too.
#[tokio::test]
async fn ops_24_lines_that_reach_their_time_before_they_arrived_are_counted_in_the_trail() {
    let ground = Ground::new().await;
    ground.write(30).await;
    let dir = ground.audit.dir().unwrap();
    let mut places = Places::default();
    places.set(Stream::Log(Class::Logins), 3);
    places.write(&dir).unwrap();
    ground.clock.advance(Duration::from_secs(500 * 86_400));
    // Without a syslog server at the start: a reload brought it since.
    ground.audit.remove_old(true).await.unwrap();
    let operation: String = super::super::chain::files(&dir, Class::Operation)
        .unwrap()
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let removed: Vec<serde_json::Value> = operation
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &serde_json::Value| line["event"] == "audit_removed")
        .collect();
    let number = |line: &serde_json::Value, field: &str| line[field].as_u64().unwrap();
    let (mut next, mut unshipped) = (1, 0);
    for line in &removed {
        assert_eq!(
            (line["log"].as_str(), number(line, "first")),
            (Some("logins"), next)
        );
        next = number(line, "last") + 1;
        unshipped += number(line, "unshipped");
    }
    // A file that was open for a month is closed, so nothing stays of what is old.
    assert_eq!((next, unshipped), (31, 27), "{operation}");
    assert!(ground.written().is_empty());
}

// SPDX-License-Identifier: EUPL-1.2
//! Everything that runs: two databases, Demo Europe, two gateways, and TCP in between.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use http::StatusCode;
use tokio::time::sleep;

use crate::ledger::Ledger;
use crate::node::{Node, Process, another_clock};
use crate::relay::{Relay, Target};
use crate::server::{OWNER, Server};
use crate::service::Service;
use crate::wire;

/// Where people meet the gateways.
pub(crate) const GATEWAY: &str = "no.localhost";
const DATABASE: &str = "landport";
/// What a node writes in half an hour and a good deal more.
const DISK_MB: u32 = 128;
/// What fails is mended by then, or it is not by itself.
const BACK: Duration = Duration::from_secs(45);

pub(crate) struct Stage {
    pub(crate) nodes: [Node; 2],
    pub(crate) balancer: Relay,
    pub(crate) databases: Databases,
    pub(crate) world: Process,
    pub(crate) world_port: u16,
    pub(crate) services: Vec<Arc<Service>>,
    /// What the second node has its data on, where this user may mount.
    pub(crate) disk: Option<Disk>,
    pub(crate) binary: PathBuf,
    pub(crate) other: Option<PathBuf>,
    // Last, so that it goes when nothing writes into it any more.
    directory: tempfile::TempDir,
}

/// A primary and its synchronous replica, each behind a way of its own.
pub(crate) struct Databases {
    pub(crate) primary: Server,
    pub(crate) replica: Server,
    pub(crate) ways: [Relay; 2],
    targets: [Arc<Target>; 2],
    /// Behind which way the primary is.
    at: usize,
}

impl Databases {
    async fn start() -> Option<Self> {
        let both = tokio::task::spawn_blocking(|| {
            let primary = Server::start()?;
            primary.sql("postgres", &format!("create database {DATABASE}"));
            let replica = primary.replica();
            Some((primary, replica))
        });
        let (primary, replica) = both.await.unwrap()?;
        let targets = [Target::at(primary.port), Target::at(replica.port)];
        let [a, b] = &targets;
        Some(Self {
            ways: [
                Relay::to(vec![a.clone()]).await,
                Relay::to(vec![b.clone()]).await,
            ],
            primary,
            replica,
            targets,
            at: 0,
        })
    }

    pub(crate) fn sql(&self, statement: &str) -> String {
        self.primary.sql(DATABASE, statement)
    }

    /// The way to the primary.
    pub(crate) fn way(&self) -> &Relay {
        &self.ways[self.at]
    }

    /// The primary dies, the replica takes over, and another replica is made of it.
    pub(crate) fn fail_over(&mut self, before: Duration) {
        self.primary.kill();
        std::thread::sleep(before);
        let taking = &self.replica;
        taking.sql(
            "postgres",
            "alter system set synchronous_standby_names = ''",
        );
        taking.promote();
        taking.sql("postgres", "select pg_reload_conf()");
        let fresh = taking.replica();
        self.targets[self.at]
            .port
            .store(fresh.port, Ordering::Relaxed);
        self.at = 1 - self.at;
        self.primary = std::mem::replace(&mut self.replica, fresh);
    }
}

/// A file system of its own, taken off at the end.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// `None` where this user may not mount.
    fn at(place: &Path) -> Option<Self> {
        fs::create_dir(place).unwrap();
        let size = format!("size={DISK_MB}m");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(place);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        mounted.then(|| Self(place.to_owned()))
    }

    pub(crate) fn fill(&self) {
        use std::io::Write as _;
        let mut file = fs::File::create(self.0.join("filler")).unwrap();
        let mut size = 1 << 20;
        while size > 0 {
            if file.write_all(&vec![7; size]).is_err() {
                size /= 2;
            }
        }
    }

    pub(crate) fn empty(&self) {
        fs::remove_file(self.0.join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

impl Stage {
    /// `None` where no PostgreSQL is installed.
    pub(crate) async fn make(
        binary: &Path,
        other: Option<PathBuf>,
        ledger: &Arc<Ledger>,
    ) -> Option<Self> {
        let databases = Databases::start().await?;
        let directory = tempfile::Builder::new()
            .prefix("landport-chaos")
            .tempdir()
            .unwrap();
        let at = directory.path().join("gateway");
        landport(binary, &["init", at.to_str().unwrap(), "--host", GATEWAY]);
        let disk = Disk::at(&at.join("b"));

        let [a, b, operator_a, operator_b, world_port] = free_ports();
        let targets = [Target::at(a), Target::at(b)];
        let balancer = Relay::to(targets.to_vec()).await;
        let services =
            ["fault-one", "fault-two"].map(|id| Arc::new(Service::new(id, balancer.port)));
        let world = start_world(binary, &at, balancer.port, world_port).await;
        let snippet = fs::read_to_string(at.join("world.toml")).unwrap();
        let hosts = [databases.ways[0].port, databases.ways[1].port];
        for service in &services {
            fs::write(at.join(format!("{}.jwks.json", service.id)), service.jwks()).unwrap();
        }
        let node = |name, port, operator| {
            let file = at.join(format!("node-{name}.toml"));
            let public = (balancer.port, port, operator);
            let text = configuration(name, public, hosts, &services, &snippet);
            fs::write(&file, text).unwrap();
            Node::new(name, file, at.join(name), operator, binary.to_owned())
        };
        let mut nodes = [node("a", a, operator_a), node("b", b, operator_b)];
        if another_clock().is_some() {
            nodes[1].clock = Some(at.join("clock"));
            nodes[1].set_clock(0);
        }
        landport(
            binary,
            &[
                "store",
                "migrate",
                "--config",
                nodes[0].config.to_str().unwrap(),
            ],
        );
        for (node, target) in nodes.iter_mut().zip(targets) {
            node.start();
            tokio::spawn(target.look(node.operator));
        }
        let stage = Self {
            nodes,
            balancer,
            databases,
            world,
            world_port,
            services: services.into(),
            disk,
            binary: binary.to_owned(),
            other,
            directory,
        };
        if stage.ready_again().await.is_none() || !stage.knows_everybody(&snippet).await {
            for node in &stage.nodes {
                let log = fs::read_to_string(node.config.with_extension("log"));
                ledger.violation(format!(
                    "{} does not start: {}",
                    node.name,
                    log.unwrap_or_default()
                ));
            }
        }
        Some(stage)
    }

    /// How long until both nodes say that they are ready; `None` when they do not.
    pub(crate) async fn ready_again(&self) -> Option<Duration> {
        let since = Instant::now();
        while since.elapsed() < BACK {
            let [a, b] = &self.nodes;
            if wire::is_ready(a.operator).await && wire::is_ready(b.operator).await {
                return Some(since.elapsed());
            }
            sleep(Duration::from_millis(50)).await;
        }
        None
    }

    /// Both nodes have read the metadata of every peer, and of those that a Metadata Service List brings.
    async fn knows_everybody(&self, snippet: &str) -> bool {
        let peers = snippet.matches("\n[[peer]]\n").count();
        for node in &self.nodes {
            let known = async || {
                let said = wire::get(node.operator, "localhost", "/peers").await;
                said.is_some_and(|(_, body)| {
                    let ready = body.matches("\"state\":\"ready\"").count();
                    ready >= peers && ready == body.matches("\"state\":").count()
                })
            };
            let since = Instant::now();
            while !known().await {
                if since.elapsed() > BACK {
                    return false;
                }
                sleep(Duration::from_millis(50)).await;
            }
        }
        true
    }
}

/// Runs a command of the program that must succeed.
pub(crate) fn landport(binary: &Path, arguments: &[&str]) -> String {
    let done = Command::new(binary).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let words = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {said}{words}");
    said
}

/// All held before the first is let go, so that they differ.
fn free_ports<const N: usize>() -> [u16; N] {
    let held = [(); N].map(|()| std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap());
    held.map(|held| held.local_addr().unwrap().port())
}

/// Demo Europe, when every country of it publishes its metadata.
async fn start_world(binary: &Path, at: &Path, gateway: u16, port: u16) -> Process {
    let mut command = Command::new(binary);
    command
        .args(["world", "--port", &port.to_string()])
        .args(["--gateway", &format!("http://{GATEWAY}:{gateway}")])
        .arg("--anchor")
        .arg(at.join("keys/metadata-signing-p256.pem"))
        .arg("--data")
        .arg(at);
    let world = Process::start(&mut command, &at.join("world.log"));
    let file = at.join("world.toml");
    while !file.exists() {
        sleep(Duration::from_millis(20)).await;
    }
    let snippet = fs::read_to_string(file).unwrap();
    for line in snippet.lines() {
        let Some(url) = line.strip_prefix("metadata_url = \"") else {
            continue;
        };
        let url = url::Url::parse(url.trim_end_matches('"')).unwrap();
        let host = format!("{}:{port}", url.host_str().unwrap());
        loop {
            let said = wire::get(port, &host, url.path()).await;
            if said.is_some_and(|(status, _)| status == StatusCode::OK) {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
    }
    world
}

fn configuration(
    name: &str,
    (balancer, public, operator): (u16, u16, u16),
    hosts: [u16; 2],
    services: &[Arc<Service>],
    snippet: &str,
) -> String {
    let [one, two] = hosts;
    let mut text = format!(
        r#"profile = "demo"
country = "NO"
issuer = "http://{GATEWAY}:{balancer}"
data = "{name}"

[store]
kind = "postgresql"
hosts = ["127.0.0.1:{one}", "127.0.0.1:{two}"]
database = "{DATABASE}"
user = "{OWNER}"
connections = 8
connect_seconds = 1
statement_seconds = 3

[public]
address = "127.0.0.1:{public}"

[operator]
address = "127.0.0.1:{operator}"

[connector]
provider_name = "Fault run"
support_contact = "support@{GATEWAY}"
technical_contact = "node@{GATEWAY}"

[connector.organisation]
name = "Fault run"
url = "http://{GATEWAY}:{balancer}"

[proxy_service]
identifier = "per-country"

[keys]
pairwise = "keys/pairwise.key"
audit = "keys/audit.key"
identifier = ["keys/identifier.key"]

[keys.saml_signing]
current = ["keys/saml-signing-p256.pem", "keys/saml-signing-rsa3072.pem"]

[keys.saml_encryption]
current = ["keys/saml-encryption-p256.pem", "keys/saml-encryption-rsa3072.pem"]

[keys.metadata_signing]
current = ["keys/metadata-signing-p256.pem"]

[keys.oidc_signing]
current = ["keys/oidc-rs256.pem", "keys/oidc-es256.pem"]

"#
    );
    for service in services {
        let id = service.id;
        text.push_str(&format!(
            r#"[[client]]
client_id = "{id}"
name = "Service 0 ({id})"
organisation = "fault run"
start_url = "http://{id}.localhost/"
redirect_uris = ["{}"]
requester_id = "http://{id}.localhost/"
sp_type = "public"
id_token_alg = "ES256"
acr_values = ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high"]
jwks_file = "{id}.jwks.json"
require_par = true

"#,
            service.callback()
        ));
    }
    text + snippet
}

impl Drop for Stage {
    fn drop(&mut self) {
        for node in &mut self.nodes {
            node.kill();
        }
        let kept = std::env::var_os("LANDPORT_CHAOS_KEEP").is_some();
        if kept {
            println!("kept: {}", self.directory.path().display());
            self.directory.disable_cleanup(true);
        }
    }
}

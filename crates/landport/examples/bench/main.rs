// SPDX-License-Identifier: EUPL-1.2
//! Measures complete foreign logins against `landport serve` in a process of its own.
//!
//! It plays the service and the browser: PAR, authorize, country, send, the foreign node, its
//! person, the assertion consumer service, continue, token, userinfo; and in the other direction the
//! foreign service and its connector, the e-ID and its person, consent. `scripts/bench` runs it;
//! docs/performance.md says what the figures mean.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "it measures real time; and JSON answers null for what is not there"
)]

mod compare;
mod count;
mod raw;
mod walk;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use raw::{Kind, Raw};
use walk::{Client, Walker};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Gateway, world, operator: ports that were free when asked for, so that two may measure at once.
static PORTS: LazyLock<[u16; 3]> = LazyLock::new(|| {
    // All held before the first is let go, so that they differ.
    let held = [(); 3].map(|()| TcpListener::bind(("127.0.0.1", 0)));
    held.map(|held| {
        held.and_then(|held| held.local_addr())
            .map_or(0, |at| at.port())
    })
});

pub(crate) fn gateway() -> u16 {
    PORTS[0]
}

pub(crate) fn world() -> u16 {
    PORTS[1]
}

fn operator() -> u16 {
    PORTS[2]
}

/// A process that ends with its owner.
pub(crate) struct Process(Child);

impl Process {
    fn start(binary: &Path, arguments: &[&str]) -> Outcome<Self> {
        let child = Command::new(binary)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self(child))
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// User and system time so far, in seconds. proc(5): fields 14 and 15, in ticks of 10 ms.
    pub(crate) fn cpu(&self) -> Outcome<f64> {
        cpu(&self.0.id().to_string())
    }

    /// `VmRSS`, in MB.
    pub(crate) fn resident(&self) -> Outcome<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: f64 = line.unwrap_or("0").trim().trim_end_matches(" kB").parse()?;
        Ok(kib / 1024.0)
    }

    pub(crate) fn stop(mut self) -> Outcome<()> {
        let pid = self.0.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        let since = Instant::now();
        while self.0.try_wait()?.is_none() && since.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// CPU seconds of a process, or of `self`.
pub(crate) fn cpu(pid: &str) -> Outcome<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let after = text.rsplit_once(')').ok_or("no stat")?.1;
    let ticks: u64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().unwrap_or(0))
        .sum();
    Ok(f64::from(u32::try_from(ticks)?) / 100.0)
}

/// One road through the gateway.
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    pub(crate) client: Client,
    road: Road,
    rsa: bool,
}

/// In which direction.
enum Road {
    /// A foreign citizen logs in to a national service.
    Here {
        country: &'static str,
        inner_signature: bool,
    },
    /// A national citizen logs in to a foreign service.
    Abroad {
        country: &'static str,
        eid: &'static str,
    },
}

/// Where everything stands: the simulated world runs, and its snippet of configuration is there.
pub(crate) struct Place {
    pub(crate) directory: PathBuf,
    snippet: String,
    _world: Process,
}

const USAGE: &str = "usage: bench LANDPORT DIR [LOGINS [against OTHER... | instructions]]";

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let binary = PathBuf::from(arguments.next().ok_or(USAGE)?);
    let directory = PathBuf::from(arguments.next().ok_or(USAGE)?);
    let logins: usize = arguments.next().map_or(Ok(1000), |n| n.parse())?;
    let place = Place::make(&binary, directory)?;
    match arguments.next().as_deref() {
        None => whole(&binary, &place, logins),
        Some("against") => {
            let binaries = std::iter::once(binary).chain(arguments.map(PathBuf::from));
            compare::run(&place, &binaries.collect::<Vec<_>>(), logins)
        }
        Some("instructions") => count::run(&place, &binary, logins),
        Some(_) => Err(USAGE.into()),
    }
}

impl Place {
    /// Starts the world and waits until every country of it publishes its metadata.
    fn make(binary: &Path, directory: PathBuf) -> Outcome<Self> {
        let data = directory.to_str().ok_or("a directory in UTF-8")?;
        let anchor = format!("{data}/keys/metadata-signing-p256.pem");
        let (at, port) = (
            format!("http://no.localhost:{}", gateway()),
            world().to_string(),
        );
        let options = ["--port", &port, "--gateway", &at];
        let files = ["--anchor", &anchor, "--data", data];
        let arguments: Vec<&str> = ["world"].into_iter().chain(options).chain(files).collect();
        let running = Process::start(binary, &arguments)?;
        let snippet = directory.join("world.toml");
        wait(Duration::from_secs(60), || {
            snippet.exists() && open(world())
        })?;
        let snippet = fs::read_to_string(snippet)?;
        let peers = snippet
            .lines()
            .filter_map(|line| line.strip_prefix("metadata_url = \""))
            .map(|url| url.trim_end_matches('"'));
        for url in peers {
            wait(Duration::from_secs(120), || {
                walk::get(world(), url).is_ok_and(|(status, _)| status == 200)
            })?;
        }
        Ok(Self {
            directory,
            snippet,
            _world: running,
        })
    }
}

/// Everything about one binary.
fn whole(binary: &Path, place: &Place, logins: usize) -> Outcome<()> {
    let variants = [
        Variant::signed_twice()?,
        Variant::elliptic()?,
        Variant::rsa()?,
        Variant::abroad()?,
        Variant::abroad_rsa()?,
    ];
    let mut raw = Raw::new()?;
    raw.measure()?;
    let mut rows = Vec::new();
    for variant in &variants {
        let file = configuration(place, variant)?;
        rows.push(one_variant(binary, &file, variant, logins, &mut raw)?);
    }
    raw.measure()?;
    print!("{}", raw.table()?);
    let v = raw.seconds("P-256 verify")?;
    for (variant, row) in variants.iter().zip(rows) {
        let bound = variant.bound(&raw)?;
        println!(
            "\n{}: bound {:.1} V = {:.2} ms",
            variant.name,
            bound / v,
            bound * 1e3
        );
        for (at_once, spent) in &row.spent {
            println!(
                "  {at_once} at once: {:.2} ms = {:.1} V = {:.2} x the bound",
                spent * 1e3,
                spent / v,
                spent / bound
            );
        }
        print!("{}", row.text);
    }
    Ok(())
}

impl Variant {
    fn new(name: &'static str, kind: Kind, road: Road) -> Outcome<Self> {
        let rsa = kind == Kind::Rsa;
        let id = match (&road, rsa) {
            (Road::Here { .. }, false) => "bench-ec",
            (Road::Here { .. }, true) => "bench-rsa",
            (Road::Abroad { .. }, false) => "bench-abroad-ec",
            (Road::Abroad { .. }, true) => "bench-abroad-rsa",
        };
        let client = Client::new(id, kind)?;
        Ok(Self {
            name,
            client,
            road,
            rsa,
        })
    }

    fn signed_twice() -> Outcome<Self> {
        let (country, inner_signature) = ("SE", true);
        let road = Road::Here {
            country,
            inner_signature,
        };
        Self::new("P-256, ES256 (SE: assertion signed too)", Kind::Ec, road)
    }

    pub(crate) fn elliptic() -> Outcome<Self> {
        let (country, inner_signature) = ("FR", false);
        let road = Road::Here {
            country,
            inner_signature,
        };
        Self::new("P-256, ES256 (FR)", Kind::Ec, road)
    }

    pub(crate) fn rsa() -> Outcome<Self> {
        let (country, inner_signature) = ("BG", false);
        let road = Road::Here {
            country,
            inner_signature,
        };
        Self::new("RSA-3072, RS256 (BG)", Kind::Rsa, road)
    }

    pub(crate) fn abroad() -> Outcome<Self> {
        let (country, eid) = ("SE", "minid");
        let name = "abroad: P-256, ES256 (SE asks, MinID answers)";
        Self::new(name, Kind::Ec, Road::Abroad { country, eid })
    }

    pub(crate) fn abroad_rsa() -> Outcome<Self> {
        let (country, eid) = ("BG", "buypass");
        let name = "abroad: RSA-3072, RS256 (BG asks, Buypass answers)";
        Self::new(name, Kind::Rsa, Road::Abroad { country, eid })
    }

    /// One login of this person.
    pub(crate) fn walk(&self, walker: &mut Walker, person: &str) -> Outcome<()> {
        match self.road {
            Road::Here { country, .. } => walker.login(&self.client, country, person),
            Road::Abroad { country, eid } => walker.abroad(country, eid, person),
        }
    }

    /// Seconds that its cryptography takes by itself.
    pub(crate) fn bound(&self, raw: &Raw) -> Outcome<f64> {
        match self.road {
            Road::Here {
                inner_signature, ..
            } => raw.bound(self.rsa, inner_signature),
            Road::Abroad { .. } => raw.bound_abroad(self.rsa),
        }
    }
}

struct Row {
    spent: Vec<(usize, f64)>,
    text: String,
}

fn one_variant(
    binary: &Path,
    file: &str,
    variant: &Variant,
    logins: usize,
    raw: &mut Raw,
) -> Outcome<Row> {
    let mut text = String::new();
    know_peers(binary, file)?;
    let (mut walls, mut cpus, mut firsts, mut first_cpu) = (vec![], 0.0, vec![], 0.0);
    let starts = 10;
    for _ in 0..starts {
        let (serve, wall, spent) = ready(binary, file)?;
        walls.push(wall);
        cpus += spent;
        std::thread::sleep(Duration::from_millis(300));
        let before = serve.cpu()?;
        let since = Instant::now();
        variant.walk(&mut Walker::new(gateway()), "plain")?;
        firsts.push(since.elapsed().as_secs_f64());
        first_cpu += serve.cpu()? - before;
        serve.stop()?;
    }
    let (starts, serve) = (f64::from(starts), ready(binary, file)?.0);
    std::thread::sleep(Duration::from_secs(1));
    let rest = serve.resident()?;
    let mut walker = Walker::new(gateway());
    let mut timed = |person: &str| -> Outcome<f64> {
        let since = Instant::now();
        variant.walk(&mut walker, person)?;
        Ok(since.elapsed().as_secs_f64())
    };
    for _ in 0..50 {
        timed("plain")?;
    }
    let new = timed("two-names")?;
    let known: Outcome<Vec<f64>> = (0..20).map(|_| timed("two-names")).collect();
    let known = median(&mut known?);
    drop(walker);
    let mut spent = Vec::new();
    for at_once in [1, 8] {
        let before = serve.cpu()?;
        many(variant, logins / 2, at_once)?;
        let each = f64::from(u32::try_from(logins / 2)?);
        spent.push((at_once, (serve.cpu()? - before) / each));
        raw.measure()?;
    }
    writeln!(
        text,
        "  ready {:.0} ms after start (median), {:.0} ms of CPU; RSS at rest {rest:.1} MB, after {logins} logins {:.1} MB\n  \
         first login after a start: {:.1} ms of CPU (mean), {:.1} ms by the clock (median)\n  \
         by the clock: a new person {:.1} ms, a known one {:.1} ms (median)",
        median(&mut walls) * 1e3,
        cpus / starts * 1e3,
        serve.resident()?,
        first_cpu / starts * 1e3,
        median(&mut firsts) * 1e3,
        new * 1e3,
        known * 1e3,
    )?;
    for at_once in [1, 8] {
        if let Some(counted) = syncs(&serve, variant, 200, at_once)? {
            writeln!(text, "  {at_once} at once: {counted:.2} fsyncs per login")?;
        }
    }
    serve.stop()?;
    Ok(Row { spent, text })
}

/// Lets the gateway keep the metadata of all peers, so that later starts find it there.
pub(crate) fn know_peers(binary: &Path, file: &str) -> Outcome<()> {
    let serve = ready(binary, file)?.0;
    let peers = fs::read_to_string(file)?.matches("\n[[peer]]\n").count();
    wait(Duration::from_secs(60), || all_ready(peers))?;
    serve.stop()
}

pub(crate) fn many(variant: &Variant, logins: usize, at_once: usize) -> Outcome<()> {
    let left = Arc::new(AtomicUsize::new(logins));
    let take = |left: &AtomicUsize| {
        left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1))
            .is_ok()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..at_once)
            .map(|_| {
                let left = Arc::clone(&left);
                scope.spawn(move || -> Outcome<()> {
                    let mut walker = Walker::new(gateway());
                    while take(&left) {
                        variant.walk(&mut walker, "plain")?;
                    }
                    Ok(())
                })
            })
            .collect();
        for thread in threads {
            thread.join().map_err(|_| "a walker fell")??;
        }
        Ok(())
    })
}

/// Starts the gateway: the process, seconds until it says that it is ready, CPU spent by then.
pub(crate) fn ready(binary: &Path, file: &str) -> Outcome<(Process, f64, f64)> {
    let since = Instant::now();
    let serve = Process::start(binary, &["serve", "--config", file, "--log", "error"])?;
    wait(Duration::from_secs(20), operator_ready)?;
    let wall = since.elapsed().as_secs_f64();
    let spent = serve.cpu()?;
    Ok((serve, wall, spent))
}

pub(crate) fn operator_ready() -> bool {
    walk::get(operator(), "http://localhost/health/ready").is_ok_and(|(status, _)| status == 200)
}

fn all_ready(peers: usize) -> bool {
    walk::get(operator(), "http://localhost/peers")
        .is_ok_and(|(_, body)| body.matches("\"state\":\"ready\"").count() == peers)
}

/// Counts `fsync` and `fdatasync` while so many logins pass. `None` without strace. Apart from the
/// measurement of CPU, which tracing would spoil.
pub(crate) fn syncs(
    serve: &Process,
    variant: &Variant,
    logins: usize,
    at_once: usize,
) -> Outcome<Option<f64>> {
    let file = tempfile::NamedTempFile::new()?;
    let tracer = Command::new("strace")
        .args(["-f", "-c", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(file.path())
        .args(["-p", &serve.0.id().to_string()])
        .stderr(Stdio::null())
        .spawn();
    let Ok(tracer) = tracer else {
        return Ok(None);
    };
    let mut tracer = Process(tracer);
    std::thread::sleep(Duration::from_millis(500));
    many(variant, logins, at_once)?;
    let pid = tracer.0.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status()?;
    tracer.0.wait()?;
    let counted: f64 = fs::read_to_string(file.path())?
        .lines()
        .filter(|line| line.ends_with("sync"))
        .filter_map(|line| line.split_whitespace().nth(3)?.parse::<f64>().ok())
        .sum();
    Ok(Some(counted / f64::from(u32::try_from(logins)?)))
}

fn open(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

pub(crate) fn wait(most: Duration, mut ready: impl FnMut() -> bool) -> Outcome<()> {
    let since = Instant::now();
    while !ready() {
        if since.elapsed() > most {
            return Err("waited too long".into());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Writes the configuration of a variant; its path.
pub(crate) fn configuration(place: &Place, variant: &Variant) -> Outcome<String> {
    let (directory, snippet) = (&place.directory, &place.snippet);
    let (preferred, other) = if variant.rsa {
        ("rsa3072", "p256")
    } else {
        ("p256", "rsa3072")
    };
    let (id, gateway, operator) = (&variant.client.id, gateway(), operator());
    let algorithm = if variant.rsa { "RS256" } else { "ES256" };
    fs::write(
        directory.join(format!("{id}.jwks.json")),
        variant.client.jwks()?,
    )?;
    let text = format!(
        r#"profile = "demo"
country = "NO"
issuer = "http://no.localhost:{gateway}"
data = "data-{id}"

[public]
address = "127.0.0.1:{gateway}"

[operator]
address = "127.0.0.1:{operator}"

[connector]
provider_name = "Benchmark"
support_contact = "support@no.localhost"
technical_contact = "node@no.localhost"

[connector.organisation]
name = "Benchmark"
url = "http://no.localhost:{gateway}"

[proxy_service]
identifier = "per-country"

[keys]
pairwise = "keys/pairwise.key"
audit = "keys/audit.key"
identifier = ["keys/identifier.key"]

[keys.saml_signing]
current = ["keys/saml-signing-{preferred}.pem", "keys/saml-signing-{other}.pem"]

[keys.saml_encryption]
current = ["keys/saml-encryption-{preferred}.pem", "keys/saml-encryption-{other}.pem"]

[keys.metadata_signing]
current = ["keys/metadata-signing-p256.pem"]

[keys.oidc_signing]
current = ["keys/oidc-rs256.pem", "keys/oidc-es256.pem"]

[[client]]
client_id = "{id}"
name = "Benchmark"
organisation = "benchmark"
start_url = "http://bench.localhost/"
redirect_uris = ["http://bench.localhost/callback"]
requester_id = "http://bench.localhost/"
sp_type = "public"
id_token_alg = "{algorithm}"
acr_values = ["eidas-loa-low", "eidas-loa-substantial", "eidas-loa-high"]
jwks_file = "{id}.jwks.json"
require_par = true

{snippet}"#
    );
    let file = directory.join(format!("{id}.toml"));
    fs::write(&file, text)?;
    Ok(file.to_str().ok_or("a directory in UTF-8")?.to_owned())
}

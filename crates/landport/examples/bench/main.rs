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

mod cluster;
mod count;
mod growth;
mod hostile;
mod overload;
mod process;
mod provider;
mod raw;
mod rival;
mod road;
#[expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    reason = "what only tests ask of it"
)]
#[path = "../../../store/tests/support/server.rs"]
mod server;
mod turns;
mod walk;
mod wire;

use std::error::Error;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use process::Process;
use rival::Rival;
use walk::Walker;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Ports that were free when asked for, so that two may measure at once.
static PORTS: LazyLock<[u16; 5]> = LazyLock::new(|| {
    // All held before the first is let go, so that they differ.
    let held = [(); 5].map(|()| TcpListener::bind(("127.0.0.1", 0)));
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

pub(crate) fn operator() -> u16 {
    PORTS[2]
}

pub(crate) fn rival_port() -> u16 {
    PORTS[3]
}

/// Of the second of two nodes, which takes people where a rival would.
pub(crate) fn second_operator() -> u16 {
    PORTS[4]
}

/// Where everything stands: the simulated world runs, and its snippet of configuration is there.
pub(crate) struct Place {
    pub(crate) directory: PathBuf,
    pub(crate) snippet: String,
    _world: Process,
}

const USAGE: &str = "usage: bench LANDPORT RIVAL DIR (LOGINS [against OTHER... | instructions] | cluster [LOGINS] | growth [LOGINS [SESSIONS]] | hostile [MINUTES] | overload [TIMES [SECONDS]] | provider LOGINS [NODE_MODULES] [against OTHER... | instructions])";

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let mut path = || arguments.next().map(PathBuf::from).ok_or(USAGE);
    let (binary, rival, directory) = (path()?, path()?, path()?);
    let rival = rival
        .exists()
        .then(|| Rival::new(rival, &directory))
        .transpose()?;
    let first = arguments.next().ok_or(USAGE)?;
    if first == "provider" {
        let logins = arguments.next().ok_or(USAGE)?.parse()?;
        let pace = turns::Pace::new(logins)?;
        let (mut binaries, mut modules) = (vec![binary], None);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "against" => binaries.extend(arguments.by_ref().map(PathBuf::from)),
                "instructions" => return provider::count(&binaries[0], &directory, logins),
                _ => modules = Some(PathBuf::from(argument)),
            }
        }
        return provider::run(&binaries, modules.as_deref(), &directory, pace);
    }
    let place = Place::make(&binary, directory)?;
    if first == "hostile" {
        let minutes = arguments.next().map_or(Ok(0), |n| n.parse())?;
        return hostile::run(&place, &binary, minutes);
    }
    if first == "overload" {
        let times = arguments.next().map_or(Ok(5.0), |n| n.parse())?;
        let seconds = arguments.next().map_or(Ok(120), |n| n.parse())?;
        return overload::run(&place, &binary, times, seconds);
    }
    if first == "cluster" {
        let logins = arguments.next().map_or(Ok(400), |n| n.parse())?;
        return cluster::run(&place, &binary, logins);
    }
    if first == "growth" {
        let mut number = |otherwise| arguments.next().map_or(Ok(otherwise), |n| n.parse());
        let (logins, sessions) = (number(600)?, number(1_000_000)?);
        return growth::run(&place, &binary, logins, sessions);
    }
    let logins: usize = first.parse()?;
    match arguments.next().as_deref() {
        None | Some("against") => {
            let binaries = std::iter::once(binary).chain(arguments.map(PathBuf::from));
            turns::run(
                &place,
                &binaries.collect::<Vec<_>>(),
                rival.as_ref(),
                logins,
            )
        }
        Some("instructions") => count::run(&place, &binary, logins),
        Some(_) => Err(USAGE.into()),
    }
}

impl Place {
    /// Starts the world and waits until every country of it publishes its metadata.
    fn make(binary: &Path, directory: PathBuf) -> Outcome<Self> {
        let anchor = directory.join("keys/metadata-signing-p256.pem");
        let (running, snippet) = europe(binary, &directory, world(), &anchor)?;
        Ok(Self {
            directory,
            snippet,
            _world: running,
        })
    }
}

/// Demo Europe at this port, with its snippet of configuration, when every country of it publishes its metadata.
pub(crate) fn europe(
    binary: &Path,
    directory: &Path,
    port: u16,
    anchor: &Path,
) -> Outcome<(Process, String)> {
    let utf8 = |path: &Path| {
        path.to_str()
            .map(str::to_owned)
            .ok_or("a directory in UTF-8")
    };
    let (data, anchor) = (utf8(directory)?, utf8(anchor)?);
    let (at, number) = (
        format!("http://no.localhost:{}", gateway()),
        port.to_string(),
    );
    let options = ["--port", &number, "--gateway", &at];
    let files = ["--anchor", &anchor, "--data", &data];
    let arguments: Vec<&str> = ["world"].into_iter().chain(options).chain(files).collect();
    let running = Process::start(binary, &arguments)?;
    let snippet = directory.join("world.toml");
    wait(Duration::from_secs(60), || snippet.exists() && open(port))?;
    let snippet = fs::read_to_string(snippet)?;
    let peers = snippet
        .lines()
        .filter_map(|line| line.strip_prefix("metadata_url = \""))
        .map(|url| url.trim_end_matches('"'));
    for url in peers {
        wait(Duration::from_secs(120), || {
            wire::get(port, url).is_ok_and(|(status, _)| status == 200)
        })?;
    }
    Ok((running, snippet))
}

/// Starts the gateway and waits until it says that it is ready.
pub(crate) fn ready(binary: &Path, file: &Path) -> Outcome<Process> {
    let file = file.to_str().ok_or("a directory in UTF-8")?;
    let serve = Process::start(binary, &["serve", "--config", file, "--log", "error"])?;
    wait(Duration::from_secs(20), operator_ready)?;
    Ok(serve)
}

/// Until it has little to do: a gateway that has just started looks after its peers.
pub(crate) fn calm(process: &Process) -> Outcome<()> {
    let mut before = process.spent()?;
    wait(Duration::from_secs(20), || {
        std::thread::sleep(Duration::from_millis(300));
        let Ok(now) = process.spent() else {
            return false;
        };
        let calm = now.seconds_since(&before) < 2e-3;
        before = now;
        calm
    })
}

/// Until the gateway that runs has the metadata of all its peers, so that later starts find it.
pub(crate) fn wait_for_peers(file: &Path) -> Outcome<()> {
    let peers = fs::read_to_string(file)?.matches("\n[[peer]]\n").count();
    wait(Duration::from_secs(60), || {
        wire::get(operator(), "http://localhost/peers")
            .is_ok_and(|(_, body)| all_ready(&body, peers))
    })
}

/// Whether what `/peers` says is of at least so many, each of them ready: a Metadata Service List brings more.
pub(crate) fn all_ready(body: &str, at_least: usize) -> bool {
    let ready = body.matches("\"state\":\"ready\"").count();
    ready >= at_least && ready == body.matches("\"state\":").count()
}

/// One login.
pub(crate) type Walk<'a> = dyn Fn(&mut Walker) -> Outcome<()> + Sync + 'a;

/// So many logins, so many at once, each browser one after the other.
pub(crate) fn many(walk: &Walk<'_>, logins: usize, at_once: usize) -> Outcome<()> {
    let begun = AtomicUsize::new(0);
    let browser = || -> Outcome<()> {
        let mut walker = Walker::new();
        while begun.fetch_add(1, Ordering::Relaxed) < logins {
            walk(&mut walker)?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let browsers: Vec<_> = (0..at_once).map(|_| scope.spawn(browser)).collect();
        for browser in browsers {
            browser.join().map_err(|_| "a walker fell")??;
        }
        Ok(())
    })
}

pub(crate) fn operator_ready() -> bool {
    wire::get(operator(), "http://localhost/health/ready").is_ok_and(|(status, _)| status == 200)
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

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

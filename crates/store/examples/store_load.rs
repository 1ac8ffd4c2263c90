//! Measures the embedded store under the work of logins: CPU time, syncs, memory, opening.
//!
//! `cargo run --release -p gateway --example store_load [LOGINS]`. The figures stand in
//! `docs/adr/0003-embedded-store.md`. The unit is V, the CPU time of one P-256 verification.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a measurement, not a part of the gateway"
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::nid::Nid;
use store::env::Env;
use store::{Embedded, EmbeddedOptions, Handle, Key, Kind, Memory, Store, Taken, Taker};

/// CPU time of every thread of this process.
fn cpu() -> Duration {
    let mut nanoseconds = 0;
    for task in fs::read_dir("/proc/self/task").unwrap() {
        let path = task.unwrap().path().join("schedstat");
        let text = fs::read_to_string(path).unwrap_or_default();
        nanoseconds += text
            .split(' ')
            .next()
            .and_then(|n| n.parse::<u64>().ok())
            .unwrap_or(0);
    }
    Duration::from_nanos(nanoseconds)
}

fn resident_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    let kb: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kb / 1024.0
}

struct Verification {
    key: EcKey<openssl::pkey::Public>,
    signature: EcdsaSig,
}

impl Verification {
    fn new() -> Self {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let private = EcKey::generate(&group).unwrap();
        Self {
            signature: EcdsaSig::sign(&[7; 32], &private).unwrap(),
            key: EcKey::from_public_key(&group, private.public_key()).unwrap(),
        }
    }

    fn run(&self, times: usize) {
        for _ in 0..times {
            assert!(self.signature.verify(&[7; 32], &self.key).unwrap());
        }
    }

    /// One V.
    fn unit(&self) -> Duration {
        let before = cpu();
        self.run(3_000);
        (cpu() - before) / 3_000
    }
}

/// What a foreign login asks of the store, from PAR to userinfo, with its audit lines; between the
/// requests some cryptography, so that eight at once meet as they do in the gateway.
async fn login(store: &dyn Store, env: &Env, crypto: &Verification, line: u64) {
    let expires_ms = env.now_ms() + 30 * 60_000;
    let audit = async |n: u64| {
        let key = Key::numbered(Kind::AuditOutbox, 1, line * 8 + n);
        store.put(key, vec![b'a'; 380], i64::MAX).await.unwrap();
    };
    let name = || Handle::new(env, expires_ms);
    let taker = Taker::new(b"binder", b"input");
    let won = async |key: Key| {
        let taken = store.take(key, taker).await.unwrap();
        assert!(matches!(taken, Taken::Won(_)));
    };

    let pushed = name().key(Kind::Pushed);
    store.put(pushed, vec![1; 700], expires_ms).await.unwrap();
    crypto.run(2);
    tokio::task::yield_now().await;
    won(pushed).await;
    let login = name().key(Kind::Login);
    store.put(login, vec![2; 1_100], expires_ms).await.unwrap();
    audit(0).await;
    store.get(login).await.unwrap().unwrap();
    let request = name().key(Kind::Request);
    store.put(request, vec![3; 300], expires_ms).await.unwrap();
    store.put(login, vec![2; 1_200], expires_ms).await.unwrap();
    audit(1).await;
    audit(2).await;
    crypto.run(2);
    tokio::task::yield_now().await;
    store.get(login).await.unwrap().unwrap();
    store.get(request).await.unwrap().unwrap();
    won(request).await;
    crypto.run(5);
    let grant = name().key(Kind::Grant);
    store.put(grant, vec![4; 900], expires_ms).await.unwrap();
    for n in 3..6 {
        audit(n).await;
    }
    store.settle(request, vec![5; 400]).await.unwrap();
    tokio::task::yield_now().await;
    won(grant).await;
    crypto.run(3);
    let token = name().key(Kind::AccessToken);
    store.put(token, vec![6; 800], expires_ms).await.unwrap();
    audit(6).await;
    store.settle(grant, vec![7; 900]).await.unwrap();
    tokio::task::yield_now().await;
    store.get(token).await.unwrap().unwrap();
    store.remove(login).await.unwrap();
    // What the audit log does once its file is synced.
    for n in 0..7 {
        let key = Key::numbered(Kind::AuditOutbox, 1, line * 8 + n);
        store.remove(key).await.unwrap();
    }
}

async fn run(
    store: Arc<dyn Store>,
    crypto: Arc<Verification>,
    logins: u64,
    at_once: u64,
) -> (Duration, Duration) {
    let (cpu_before, before) = (cpu(), Instant::now());
    let tasks: Vec<_> = (0..at_once)
        .map(|lane| {
            let (store, crypto) = (Arc::clone(&store), Arc::clone(&crypto));
            tokio::spawn(async move {
                let env = Env::system();
                for n in 0..logins / at_once {
                    login(&*store, &env, &crypto, (n << 8) | lane).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    (cpu() - cpu_before, before.elapsed())
}

fn open(dir: &Path) -> (Arc<Embedded>, Duration) {
    let options = EmbeddedOptions::default();
    let before = Instant::now();
    let store = Embedded::open(dir, Env::system(), &options).unwrap();
    (Arc::new(store), before.elapsed())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn octets(dir: &Path) -> u64 {
    let mut sum = 0;
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        sum += if path.is_dir() {
            octets(&path)
        } else {
            fs::metadata(&path).map_or(0, |m| m.len())
        };
    }
    sum
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let logins = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(2_000);
    let crypto = Arc::new(Verification::new());
    let v = crypto.unit();
    println!("V = {v:?}; {logins} logins each\n");
    println!(
        "| at once | CPU per login | in V | syncs per login | logins per second | resident MB more | on disk MB |"
    );
    println!("|---|---|---|---|---|---|---|");
    let dir = tempfile::tempdir().unwrap();
    let at_rest = resident_mb();
    let (store, _) = open(dir.path());
    let mut rows = Vec::new();
    for at_once in [1, 8] {
        let syncs = store.syncs();
        let shared = Arc::clone(&store) as Arc<_>;
        let (cpu, wall) = run(shared, Arc::clone(&crypto), logins, at_once).await;
        let syncs = store.syncs() - syncs;
        let memory = resident_mb() - at_rest;
        rows.push((at_once, cpu, wall, syncs, memory, octets(dir.path())));
    }
    for (at_once, cpu, wall, syncs, memory, disk) in rows {
        let nothing = Arc::new(Memory::new(Env::system()));
        let (floor, _) = run(nothing, Arc::clone(&crypto), logins, at_once).await;
        let each = cpu.saturating_sub(floor) / u32::try_from(logins).unwrap();
        println!(
            "| {at_once} | {each:?} | {:.2} | {:.2} | {:.0} | {memory:.1} | {:.1} |",
            each.as_secs_f64() / v.as_secs_f64(),
            syncs as f64 / logins as f64,
            logins as f64 / wall.as_secs_f64(),
            disk as f64 / 1e6,
        );
    }
    let killed = tempfile::tempdir().unwrap();
    copy(dir.path(), killed.path());
    let before = Instant::now();
    store.close().await.unwrap();
    drop(store);
    let closing = before.elapsed();
    for (what, dir) in [("a clean stop", dir.path()), ("a kill", killed.path())] {
        let before = cpu();
        let (store, took) = open(dir);
        println!(
            "\nopened after {what} in {took:?} ({:?} CPU)",
            cpu() - before
        );
        drop(store);
    }
    println!(
        "\nclosed in {closing:?}; V afterwards = {:?}",
        crypto.unit()
    );
}

// SPDX-License-Identifier: EUPL-1.2
//! An empty system and a grown one in turns: sessions, registered clients, peers, a long trail. What a login costs
//! must not grow with what is kept, and what is taken away must not be felt.

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gateway::audit::{Audit, AuditEvent, AuditKey, AuditOptions};
use store::Memory;
use store::env::Env;

use crate::cluster::{Cluster, of};
use crate::process::Process;
use crate::road::Road;
use crate::server::Server;
use crate::walk::Walker;
use crate::{Outcome, Place, median};

const AT_ONCE: usize = 4;
const CLIENTS: usize = 10_000;
/// So many more of Demo Europe, each with a dozen nodes of its own.
const MORE_WORLDS: usize = 2;
/// What is over and is taken away while it is measured, for each hundred that live.
const OVER: usize = 20;

/// What was seen of one turn.
struct Turn {
    /// Milliseconds of CPU for each login.
    cpu: f64,
    p50: f64,
    p99: f64,
}

/// Runs it: so many sessions and ten times as many lines.
pub(crate) fn run(place: &Place, binary: &Path, logins: usize, sessions: usize) -> Outcome<()> {
    let Some(server) = Server::start() else {
        return Err("no PostgreSQL server is installed".into());
    };
    let Some(road) = Road::all()?.into_iter().find(|road| road.id() == "fr") else {
        return Err("no such road".into());
    };
    let worlds = worlds(place, binary)?;
    let peers: String = worlds.iter().map(|(_, peers)| peers.as_str()).collect();
    let own = place.snippet.matches("[[peer]]").count();
    println!(
        "{sessions} sessions, {CLIENTS} clients, {} peers, {} lines of the trail",
        own + peers.matches("[[peer]]").count(),
        sessions * 10
    );
    let mut turns: [Vec<Turn>; 2] = Default::default();
    for grown in [false, true, true, false] {
        let turn = turn(
            place,
            binary,
            &road,
            &server,
            (logins, grown.then_some((sessions, peers.as_str()))),
        )?;
        println!(
            "  {:5}  {:6.2} ms of CPU, p50 {:5.1} ms, p99 {:5.1} ms",
            if grown { "grown" } else { "empty" },
            turn.cpu,
            turn.p50,
            turn.p99
        );
        turns[usize::from(grown)].push(turn);
    }
    let ratio = |of: fn(&Turn) -> f64| {
        let [empty, grown] = &turns;
        median(grown.iter().map(of)) / median(empty.iter().map(of))
    };
    println!(
        "  grown to empty: CPU {:.2}, p50 {:.2}, p99 {:.2}",
        ratio(|turn| turn.cpu),
        ratio(|turn| turn.p50),
        ratio(|turn| turn.p99)
    );
    Ok(())
}

fn turn(
    place: &Place,
    binary: &Path,
    road: &Road,
    server: &Server,
    (logins, grown): (usize, Option<(usize, &str)>),
) -> Outcome<Turn> {
    let database = server.database();
    let grow = |file: &Path, data: &Path| match grown {
        Some((sessions, peers)) => {
            more_clients(place, file)?;
            let mut text = fs::OpenOptions::new().append(true).open(file)?;
            text.write_all(peers.as_bytes())?;
            more_sessions(server, &database, sessions);
            more_lines(file, data, sessions * 10)
        }
        None => Ok(()),
    };
    let stage = Cluster::grown(place, binary, road, server, &database, grow)?;
    let walk = |walker: &mut Walker| road.walk(walker, "plain");
    crate::many(&walk, 60, AT_ONCE)?;
    if let Some((sessions, _)) = grown {
        over(server, &database, sessions * OVER / 100);
    }
    let before = stage.nodes[0].spent()?;
    let mut took = timed(&walk, logins)?;
    let cpu = stage.nodes[0].spent()?.seconds_since(&before) * 1e3 / of(logins);
    stage.stop()?;
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| {
        took.get(took.len() * percent / 100)
            .copied()
            .unwrap_or(f64::NAN)
    };
    Ok(Turn {
        cpu,
        p50: at(50),
        p99: at(99),
    })
}

/// How many milliseconds each of so many logins took.
fn timed(walk: &crate::Walk<'_>, logins: usize) -> Outcome<Vec<f64>> {
    let (begun, took) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let browser = || -> Outcome<()> {
        let mut walker = Walker::new();
        while begun.fetch_add(1, Ordering::Relaxed) < logins {
            let since = Instant::now();
            walk(&mut walker)?;
            let ms = since.elapsed().as_secs_f64() * 1e3;
            took.lock().map_err(|_| "a walker fell")?.push(ms);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let browsers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(browser)).collect();
        for browser in browsers {
            browser.join().map_err(|_| "a walker fell")??;
        }
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
    })?;
    Ok(took.into_inner().map_err(|_| "a walker fell")?)
}

/// Each with the sections of its nodes. Not that of the country through which people come: of two nodes either would be
/// asked.
fn worlds(place: &Place, binary: &Path) -> Outcome<Vec<(Process, String)>> {
    let anchor = place.directory.join("keys/metadata-signing-p256.pem");
    let one = |n: usize| -> Outcome<(Process, String)> {
        let name = format!("more-{n}");
        let directory = place.directory.join(&name);
        fs::create_dir_all(&directory)?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let (running, snippet) = crate::europe(binary, &directory, port, &anchor)?;
        let peers = snippet.split("[[peer]]").skip(1);
        let peers = peers.filter(|peer| !peer.contains("country = \"FR\""));
        let files = format!("\"{name}/world/");
        let peers = peers.map(|peer| format!("\n[[peer]]{}", peer.replace("\"world/", &files)));
        Ok((running, peers.collect()))
    };
    (0..MORE_WORLDS).map(one).collect()
}

/// Of the configuration file's kind; each with a secret of its own would be as many files.
fn more_clients(place: &Place, file: &Path) -> Outcome<()> {
    let secret = place.directory.join("grown.secret");
    if !secret.exists() {
        gateway::keys::write_private(
            &secret,
            b"a secret of forty-eight letters for a measurement",
        )?;
    }
    let mut text = fs::OpenOptions::new().append(true).open(file)?;
    for n in 0..CLIENTS {
        write!(
            text,
            "\n[[client]]\nclient_id = \"grown-{n}\"\nname = \"Service {n}\"\norganisation = \"grown\"\n\
             start_url = \"http://grown-{n}.localhost/\"\nredirect_uris = [\"http://grown-{n}.localhost/cb\"]\n\
             requester_id = \"http://grown-{n}.localhost/\"\nsp_type = \"public\"\nid_token_alg = \"ES256\"\n\
             acr_values = [\"eidas-loa-low\"]\nauth = \"client_secret_basic\"\nsecret_file = \"grown.secret\"\n"
        )?;
    }
    Ok(())
}

/// Sealed records of half a kilobyte that end within the day: kind 7, a session.
fn more_sessions(server: &Server, database: &str, sessions: usize) {
    server.sql(database, &entries("n % 1440", "86400000", sessions));
    server.sql(database, "vacuum analyze landport.entry");
}

/// What ended ten minutes ago.
fn over(server: &Server, database: &str, entries_over: usize) {
    server.sql(database, &entries("-10", "-600000", entries_over));
}

fn entries(minutes: &str, ends_ms: &str, count: usize) -> String {
    format!(
        "insert into landport.entry (key, expires_ms, value) \
         select int4send(((extract(epoch from now()) - 1735689600) / 60)::int + {minutes}) || '\\x07'::bytea \
           || substr(sha256(('{minutes}' || n)::bytea), 1, 27), \
           (extract(epoch from now()) * 1000)::int8 + {ends_ms}, \
           decode(repeat(md5(n::text), 16), 'hex') \
         from generate_series(1, {count}) as n on conflict do nothing"
    )
}

/// A trail as it is after months.
fn more_lines(file: &Path, data: &Path, lines: usize) -> Outcome<()> {
    let env = Env::system();
    let now = eidas::Instant::from_ms(env.now_ms());
    let loaded = gateway::settings::load(file, now).map_err(|problems| format!("{problems:?}"))?;
    let key = AuditKey::new(*loaded.keys.audit().bytes());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let runs = runtime.block_on(async {
        let store = Arc::new(Memory::new(env.clone()));
        let options = AuditOptions::new(data.join("audit"));
        let audit = Audit::open(options, key, env.clone(), store).await?;
        for n in 0..lines {
            let event = AuditEvent::CountryChosen {
                login: format!("AAAA{n:043}"),
                country: "FR".to_owned(),
            };
            audit.note(event).await?;
        }
        audit.close().await
    });
    runs?;
    std::thread::sleep(Duration::from_millis(100));
    Ok(())
}

// SPDX-License-Identifier: EUPL-1.2
//! One node on its own file, one and two on one PostgreSQL: what a login costs each node and the database.
//! The driver, Demo Europe and the database share the machine, so logins a second are what this machine
//! does, and CPU, statements, WAL and syncs for each login are what can be compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::process::{Process, Spent};
use crate::road::Road;
use crate::server::{OWNER, Server};
use crate::walk::{Walker, lead};
use crate::{Outcome, Place, all_ready, calm, gateway, many, operator, rival_port, wait, wire};

const AT_ONCE: [usize; 2] = [1, 8];
const ROADS: [&str; 2] = ["fr", "abroad-se"];

/// Runs it.
pub(crate) fn run(place: &Place, binary: &Path, logins: usize) -> Outcome<()> {
    let Some(server) = Server::start() else {
        return Err("no PostgreSQL server is installed".into());
    };
    for road in Road::all()?
        .into_iter()
        .filter(|road| ROADS.contains(&road.id()))
    {
        println!("\n{}", road.name);
        println!(
            "                          at once  CPU a node  CPU of the database  statements  octets of WAL  syncs  a second"
        );
        for (name, nodes) in [
            ("embedded, 1 node", 0),
            ("PostgreSQL, 1 node", 1),
            ("PostgreSQL, 2 nodes", 2),
        ] {
            let database = match nodes {
                0 => None,
                _ => Some(server.database()),
            };
            let on = database.as_deref().map(|database| (&server, database));
            let stage = Cluster::start(place, binary, &road, nodes.max(1), on, |_, _| Ok(()))?;
            let walk = |walker: &mut Walker| road.walk(walker, "plain");
            many(&walk, 60, 4)?;
            for at_once in AT_ONCE {
                let before = stage.seen(&server)?;
                let since = Instant::now();
                many(&walk, logins, at_once)?;
                let took = since.elapsed();
                // What still runs, as a sync, belongs to it.
                std::thread::sleep(Duration::from_millis(300));
                let after = stage.seen(&server)?;
                let syncs = match nodes {
                    0 => stage.nodes[0]
                        .syncs(|| many(&walk, 100, at_once))?
                        .map(|all| all / 100.0),
                    _ => Some(after.figures[2] - before.figures[2]).map(|all| all / of(logins)),
                };
                let cpu = after.cpu.iter().zip(&before.cpu);
                let cpu: f64 = cpu.map(|(after, before)| after.seconds_since(before)).sum();
                let each = |n: usize| (after.figures[n] - before.figures[n]) / of(logins);
                println!(
                    "  {name:22} {at_once:8}  {:7.2} ms  {:16.2} ms  {:10.1}  {:13.0}  {:5.2}  {:8.0}",
                    cpu * 1e3 / of(logins) / of(stage.nodes.len()),
                    (after.database - before.database) * 1e3 / of(logins),
                    each(0),
                    each(1),
                    syncs.unwrap_or(f64::NAN),
                    of(logins) / took.as_secs_f64(),
                );
            }
            stage.stop()?;
        }
    }
    Ok(())
}

pub(crate) fn of(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

pub(crate) struct Cluster {
    pub(crate) nodes: Vec<Process>,
    on_database: Option<String>,
}

/// What was used up to a moment.
struct Seen {
    cpu: Vec<Spent>,
    /// Seconds.
    database: f64,
    /// Transactions, octets of WAL, syncs of it.
    figures: [f64; 3],
}

impl Cluster {
    /// One node on this database, with whatever `grow` adds to its configuration and data before it starts.
    pub(crate) fn grown(
        place: &Place,
        binary: &Path,
        road: &Road,
        server: &Server,
        database: &str,
        grow: impl Fn(&Path, &Path) -> Outcome<()>,
    ) -> Outcome<Self> {
        Self::start(place, binary, road, 1, Some((server, database)), grow)
    }

    fn start(
        place: &Place,
        binary: &Path,
        road: &Road,
        nodes: usize,
        on: Option<(&Server, &str)>,
        grow: impl Fn(&Path, &Path) -> Outcome<()>,
    ) -> Outcome<Self> {
        let text = fs::read_to_string(road.configuration(place)?)?;
        let (public, private) = (
            [gateway(), rival_port()],
            [operator(), crate::second_operator()],
        );
        let mut running = Vec::new();
        for n in 0..nodes {
            let of = on.map_or("own", |(_, database)| database);
            let data = PathBuf::from(format!("{}-{of}-{n}", road.data(place).display()));
            let at = |port: u16| format!("address = \"127.0.0.1:{port}\"");
            let mut text = text
                .replace(
                    &format!("data = \"data-{}\"", road.client.id),
                    &format!("data = {data:?}"),
                )
                .replace(&at(public[0]), &at(public[n]))
                .replace(&at(private[0]), &at(private[n]));
            if let Some((server, database)) = on {
                text.push_str(&format!(
                    "\n[store]\nkind = \"postgresql\"\nhosts = [\"127.0.0.1:{}\"]\n\
                     database = \"{database}\"\nuser = \"{OWNER}\"\n",
                    server.port
                ));
            }
            let file = place.directory.join(format!("cluster-{n}.toml"));
            fs::write(&file, text)?;
            if n == 0 && on.is_some() {
                migrate(binary, &file)?;
            }
            grow(&file, &data)?;
            running.push(node(binary, &file, private[n])?);
        }
        lead(&public[..nodes]);
        for process in &running {
            calm(process)?;
        }
        Ok(Self {
            nodes: running,
            on_database: on.map(|(_, database)| database.to_owned()),
        })
    }

    fn seen(&self, server: &Server) -> Outcome<Seen> {
        let cpu = self
            .nodes
            .iter()
            .map(Process::spent)
            .collect::<Outcome<_>>()?;
        let mut figures = [0.0; 3];
        if let Some(database) = &self.on_database {
            let sql = format!(
                "select xact_commit + xact_rollback, wal_bytes, wal_sync \
                 from pg_stat_database, pg_stat_wal where datname = '{database}'"
            );
            let said = server.sql("postgres", &sql);
            for (figure, word) in figures.iter_mut().zip(said.split('|')) {
                *figure = word.parse()?;
            }
        }
        Ok(Seen {
            cpu,
            database: spent_by(server),
            figures,
        })
    }

    pub(crate) fn stop(self) -> Outcome<()> {
        self.nodes.into_iter().try_for_each(Process::stop)
    }
}

fn migrate(binary: &Path, file: &Path) -> Outcome<()> {
    let mut migrate = std::process::Command::new(binary);
    migrate.args(["store", "migrate", "--config"]).arg(file);
    let done = migrate.output()?;
    match done.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&done.stderr).into_owned().into()),
    }
}

/// A gateway that knows its peers.
fn node(binary: &Path, file: &Path, operator: u16) -> Outcome<Process> {
    let path = file.to_str().ok_or("a directory in UTF-8")?;
    let process = Process::start(binary, &["serve", "--config", path, "--log", "error"])?;
    let says = |path: &str| wire::get(operator, &format!("http://localhost{path}"));
    wait(Duration::from_secs(20), || {
        says("/health/ready").is_ok_and(|(status, _)| status == 200)
    })?;
    let peers = fs::read_to_string(file)?.matches("\n[[peer]]\n").count();
    wait(Duration::from_secs(60), || {
        says("/peers").is_ok_and(|(_, body)| all_ready(&body, peers))
    })?;
    Ok(process)
}

/// Seconds of CPU of the database's processes that live. proc(5).
fn spent_by(server: &Server) -> f64 {
    let ns = server.processes().into_iter().map(|pid| {
        let text = fs::read_to_string(format!("/proc/{pid}/schedstat")).unwrap_or_default();
        text.split(' ').next().unwrap_or("0").parse().unwrap_or(0)
    });
    Duration::from_nanos(ns.sum()).as_secs_f64()
}

// SPDX-License-Identifier: EUPL-1.2
//! The gateway that runs on this configuration, as its operator listener tells; and its database.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use gateway::nodes::Node;
use gateway::settings::{Settings, StoreSettings};
use serde::Deserialize;
use store::Postgres;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{Row, State};
use crate::database::remedy;
use crate::operate::{NOTHING_WAITS, Order, Reply, tell};

/// The operator listener answers from memory, but for the store's own answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Metrics of a gateway with sixty peers are a tenth of it.
const MOST_OCTETS: u64 = 4 << 20;
/// What the gateway itself warns of.
const APART_MS: i64 = 2_000;

/// What is known of it.
#[derive(Default)]
pub(super) struct Running {
    pub(super) rows: Vec<Row>,
    /// One runs.
    pub(super) runs: bool,
    /// Files that it has open, and how many it may have.
    pub(super) files: Option<(u64, u64)>,
}

pub(super) async fn look(settings: &Settings) -> Running {
    let mut found = Running::default();
    let address = settings.operator;
    match get(address, "/health/ready").await {
        None => {
            let why = format!("none answers at {address}");
            found.rows.push(Row::new("gateway", State::Skipped, why));
        }
        Some((200, body)) => {
            found.runs = true;
            found
                .rows
                .push(Row::good("gateway", format!("ready at {address}")));
            for line in body.lines().skip(1) {
                let (what, remedy) = match line.starts_with("the syslog server") {
                    true => (
                        "syslog",
                        "The row of the syslog server says what does not work",
                    ),
                    false => ("gateway", "landport check, then SIGHUP"),
                };
                found
                    .rows
                    .push(Row::new(what, State::Look, line).so(remedy));
            }
        }
        Some((status, body)) => {
            found.runs = true;
            let why = format!("{address} answers {status}: {}", body.trim());
            let row = Row::new("gateway", State::Wrong, why);
            found
                .rows
                .push(row.so("Its log says what the store or the trail cannot do"));
        }
    }
    if found.runs {
        let silent = |what: &'static str, path: &str| {
            Row::new(what, State::Wrong, format!("{path} does not answer"))
                .so("The gateway's log says why")
        };
        match get(address, "/metrics").await {
            Some((200, text)) => measured(&text, &mut found),
            _ => found.rows.push(silent("metrics", "/metrics")),
        }
        match get(address, "/nodes").await {
            Some((200, text)) => {
                let running = match &settings.store {
                    StoreSettings::PostgreSql(options) => Postgres::running(options.clone()).await,
                    StoreSettings::Embedded => Ok(1),
                };
                let rows = agreement(settings, &text, running.unwrap_or_default());
                found.rows.extend(rows);
            }
            _ => found.rows.push(silent("agreement", "/nodes")),
        }
        found.rows.extend(trust(settings));
    }
    if let StoreSettings::PostgreSql(options) = &settings.store {
        found
            .rows
            .push(match Postgres::verify(options.clone()).await {
                Ok(()) => Row::good(
                    "database",
                    "answers, and its tables are those of this version",
                ),
                Err(error) => {
                    Row::new("database", State::Wrong, error.to_string()).so(remedy(&error))
                }
            });
        // A gateway that does not run yet will be one of them.
        let nodes = Postgres::running(options.clone()).await.unwrap_or_default();
        if let Ok(doubts) = Postgres::doubts(options.clone(), nodes).await {
            let rows = doubts.into_iter();
            found.rows.extend(
                rows.map(|(what, remedy)| Row::new("database", State::Look, what).so(remedy)),
            );
        }
        let clock = "clock of the database";
        found
            .rows
            .push(match Postgres::ahead_ms(options.clone()).await {
                Ok(ahead_ms) => {
                    let told = format!("{ahead_ms} ms ahead of ours");
                    match ahead_ms.abs() > APART_MS {
                        true => Row::new(clock, State::Wrong, told).so(SAME_SOURCE),
                        false => Row::good(clock, told),
                    }
                }
                Err(error) => Row::new(clock, State::Wrong, error.to_string()).so(remedy(&error)),
            });
    }
    found
}

/// Trust anchors that wait for two persons: nobody else says why a country is closed.
fn trust(settings: &Settings) -> Vec<Row> {
    let what = "trust anchors";
    match tell(&settings.data, &Order::TrustStatus) {
        Ok(Some(Reply { done: true, text })) if text == NOTHING_WAITS => {
            vec![Row::good(what, text)]
        }
        Ok(Some(Reply { done: true, text })) => {
            let rows = text.lines().map(|line| Row::new(what, State::Look, line));
            rows.map(|row| row.so("landport trust propose, and approve by another person"))
                .collect()
        }
        Ok(Some(reply)) => vec![Row::new(what, State::Wrong, reply.text)],
        Ok(None) => Vec::new(),
        // Another user may look at a gateway without being its operator.
        Err(error) => vec![Row::new(what, State::Skipped, error.to_string())],
    }
}

pub(super) const SAME_SOURCE: &str =
    "Set both clocks by the same source (chrony, systemd-timesyncd)";

fn measured(text: &str, found: &mut Running) {
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.rsplit(' ').next()?.parse::<f64>().ok())
    };
    // Numbers of files are small.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "see above"
    )]
    let whole = |name| value(name).map(|value| value.max(0.0) as u64);
    found.files = whole("process_open_fds ").zip(whole("process_max_fds "));
    let ours = env!("CARGO_PKG_VERSION");
    if !text.contains(&format!("landport_build_info{{version=\"{ours}\"")) {
        let row = Row::new(
            "version",
            State::Look,
            format!("the gateway that runs is not {ours}, as this command is"),
        );
        found.rows.push(row.so("Restart it after an upgrade"));
    }
    if value("landport_configuration_reload_successful ") == Some(0.0) {
        let row = Row::new(
            "reload",
            State::Look,
            "the last one was refused: an older configuration serves",
        );
        found.rows.push(row.so("landport check, then SIGHUP"));
    }
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("landport_eid_up{eid=\"")
            && let Some((eid, up)) = rest.split_once("\"} ")
            && up == "0"
        {
            let row = Row::new(
                format!("e-ID {eid}"),
                State::Wrong,
                "nobody is sent there: it failed three times within a minute",
            );
            found
                .rows
                .push(row.so("Call it; `[eid.outage]` tells people"));
        }
        if let Some(rest) = line.strip_prefix("landport_errors_total{part=\"")
            && let Some((part, count)) = rest.split_once("\"} ")
            && count != "0"
        {
            let why = format!("{count} times since the start the gateway could not use its {part}");
            let row = Row::new(part, State::Look, why);
            found.rows.push(row.so("The log says when and why"));
        }
    }
}

/// What `/nodes` answers.
#[derive(Deserialize)]
struct Told {
    this: Node,
    others: BTreeMap<String, Node>,
}

/// Whether the running gateway and those that share its store were told what this file says. So many use its database.
fn agreement(settings: &Settings, text: &str, running: i64) -> Vec<Row> {
    let told: Told = match serde_json::from_str(text) {
        Ok(told) => told,
        Err(error) => return vec![Row::new("agreement", State::Skipped, error.to_string())],
    };
    let mut rows = vec![compared(
        "this file and the running gateway",
        &differences(&told.this, settings),
        "SIGHUP takes the file; some lines need a restart",
    )];
    rows.extend(one_name(running, 1 + told.others.len()));
    for (name, node) in &told.others {
        let mut wrong = differences(node, settings);
        if node.version != told.this.version {
            wrong.push(format!(
                "version {} there, {} here",
                node.version, told.this.version
            ));
        }
        // One that was killed says nothing any more, and is forgotten after a month.
        let heard = eidas::Instant::from_ms(node.told_ms.max(node.since_ms));
        let what = format!("this file and the node {name} (heard of {heard})");
        rows.push(compared(
            &what,
            &wrong,
            "Give every node the same configuration, keys and version",
        ));
    }
    rows
}

/// Nodes with one name are one to `landport keys`, and to each other here.
fn one_name(running: i64, named: usize) -> Option<Row> {
    let named = i64::try_from(named).unwrap_or(i64::MAX);
    (running > named).then(|| {
        let why = format!("{running} nodes use the database, and {named} names are known of them");
        Row::new("agreement", State::Wrong, why)
            .so("Give each node a host name or a data directory of its own, and start it again")
    })
}

fn differences(node: &Node, settings: &Settings) -> Vec<String> {
    let (theirs, ours) = (&node.agreement, &settings.agreement);
    let mut wrong = Vec::new();
    if theirs.configuration != ours.configuration {
        wrong.push("the configurations differ".to_owned());
    }
    if theirs.files != ours.files {
        wrong.push("a key, a secret or another named file differs".to_owned());
    }
    wrong
}

fn compared(what: &str, wrong: &[String], remedy: &str) -> Row {
    match wrong.is_empty() {
        true => Row::good("agreement", format!("{what} say the same")),
        false => Row::new(
            "agreement",
            State::Look,
            format!("{what}: {}", wrong.join("; ")),
        )
        .so(remedy),
    }
}

/// Status and body; `None` when nobody answers.
async fn get(address: SocketAddr, path: &str) -> Option<(u16, String)> {
    let talk = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        let request = format!("GET {path} HTTP/1.0\r\nhost: {address}\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream
            .take(MOST_OCTETS)
            .read_to_end(&mut answer)
            .await
            .ok()?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, body.to_owned()))
    };
    tokio::time::timeout(PATIENCE, talk).await.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_nodes_of_one_name_are_noticed() {
        let row = one_name(2, 1).unwrap();
        assert_eq!(row.state, State::Wrong);
        // As many as are known; one that was killed; an embedded store; a database that does not say.
        for (running, named) in [(2, 2), (1, 2), (1, 1), (0, 1)] {
            assert_eq!(one_name(running, named), None);
        }
    }
}

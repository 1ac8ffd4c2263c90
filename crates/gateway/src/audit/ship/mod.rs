// SPDX-License-Identifier: EUPL-1.2
//! Sends the trail to a syslog server as it is written: RFC 5424 over TLS (RFC 5425). docs/adr/0028.
//!
//! A line goes out when it would survive a loss of power here, in the order of its chain, at least once. It is read
//! from the trail's own files, so that a server may be away for as long as those are kept; nothing waits in memory and
//! no login waits for it. Syslog acknowledges nothing, so each connection lives for half a minute or some megabytes
//! and is ended in order ([`server::Session::end`]): then the place behind its last line is written down. After a
//! connection that broke off, and after a stop, its lines go out again.
//!
//! Attack (OPS-10, OPS-11): whoever takes this machine takes the trail with it. Defence: what was sent is elsewhere,
//! with its seals and numbers. Trade: a line is elsewhere a second later, and its place is known half a minute later.

mod lines;
mod message;
mod place;
mod server;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use eidas::Instant;
use store::env::Env;
use tokio::sync::watch;

use self::lines::{Numbered, Reader};
use self::place::Places;
use self::server::Session;
use super::{Audit, AuditError, Checkpoint, Class};
use crate::settings::SyslogSettings;
use crate::telemetry::Metrics;

pub(super) use self::place::Places as Acknowledged;
pub use self::server::Failure;

/// How often it is looked whether lines wait.
const EVERY: Duration = Duration::from_secs(1);
/// Tries that fail come at this distance at most.
const SELDOM: Duration = Duration::from_secs(60);
/// A connection is ended after so long: so much is sent twice at most after one that broke off.
const OPEN: Duration = Duration::from_secs(30);
/// Or after so many octets, so that an archive of gigabytes is not begun anew.
const MOST_OCTETS: usize = 8 << 20;
/// What is read and sent at once.
const BATCH: usize = 256 << 10;

/// What is sent: each of these is in an order of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// The lines of a class.
    Log(Class),
    /// The signed checkpoints.
    Checkpoints,
}

impl Stream {
    pub(super) const ALL: [Self; 4] = [
        Self::Log(Class::Messages),
        Self::Log(Class::Logins),
        Self::Log(Class::Operation),
        Self::Checkpoints,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Log(class) => class.name(),
            Self::Checkpoints => "checkpoints",
        }
    }
}

/// How it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shipping {
    /// How many lines the server has not acknowledged, by class.
    pub waiting: Vec<(&'static str, u64)>,
    /// For how long the oldest of them has waited, in seconds; 0 where none does.
    pub waited_s: i64,
    /// Why the last try failed, and since when each did, Unix milliseconds.
    pub fault: Option<(String, i64)>,
}

impl Shipping {
    /// What is wrong, for a person; nothing where nothing is.
    #[must_use]
    pub fn says(&self) -> Option<String> {
        let (why, since_ms) = self.fault.as_ref()?;
        let waiting: u64 = self.waiting.iter().map(|(_, lines)| lines).sum();
        let since = Instant::from_ms(*since_ms).to_string();
        let since = since.get(..19).unwrap_or(&since);
        Some(format!(
            "the syslog server has not taken the trail since {since}: {why}; {waiting} lines wait in their files"
        ))
    }
}

/// What is remembered between two tries.
#[derive(Debug, Default)]
struct State {
    on: bool,
    acknowledged: Places,
    /// The time of the oldest line that is not acknowledged.
    oldest_ms: Option<i64>,
    fault: Option<(String, i64)>,
}

/// Sends the trail. One of a process.
pub struct Shipper {
    env: Env,
    audit: Audit,
    metrics: Arc<Metrics>,
    data: PathBuf,
    state: Mutex<State>,
    stop: watch::Sender<bool>,
}

impl std::fmt::Debug for Shipper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Shipper").field(&self.state).finish()
    }
}

impl Shipper {
    /// Of this trail, and of the checkpoints in this data directory. Nothing is sent yet.
    pub fn new(env: Env, audit: Audit, metrics: Arc<Metrics>, data: &Path) -> Self {
        Self {
            env,
            audit,
            metrics,
            data: data.to_owned(),
            state: Mutex::default(),
            stop: watch::Sender::new(false),
        }
    }

    /// Sends what waits to the server that `server` names then, and what comes. Ends after [`Self::end`].
    pub async fn run(&self, server: impl Fn() -> Option<SyslogSettings>) {
        let Some(dir) = self.audit.dir() else { return };
        let mut stop = self.stop.subscribe();
        let mut wait = EVERY;
        loop {
            let stopping = pause(&mut stop, wait).await;
            let Some(server) = server() else {
                self.turned(|state| *state = State::default());
                match stopping {
                    true => return,
                    false => continue,
                }
            };
            let failing = self.turned(|state| {
                state.on = true;
                state.fault.is_some()
            });
            if stopping && failing {
                return;
            }
            let tried = self.once(&server, &dir, &mut stop).await;
            wait = match tried {
                Ok(()) => EVERY,
                Err(_) => (wait * 2).min(SELDOM),
            };
            self.tell(tried);
            if stopping {
                return;
            }
        }
    }

    /// Asks [`Self::run`] to send what waits once more and to end; at once where the server is away.
    pub fn end(&self) {
        self.stop.send_replace(true);
    }

    /// How it stands; nothing where no server is configured.
    pub async fn stands(&self) -> Option<Shipping> {
        let ends = self.audit.ends().await;
        let now_ms = self.env.now_ms();
        self.turned(|state| {
            let waiting = ends.iter().map(|end| {
                let known = state.acknowledged.of(Stream::Log(end.class));
                (end.class.name(), end.seq.saturating_sub(known))
            });
            state.on.then(|| Shipping {
                waiting: waiting.collect(),
                waited_s: state
                    .oldest_ms
                    .map_or(0, |oldest_ms| (now_ms - oldest_ms).max(0) / 1000),
                fault: state.fault.clone(),
            })
        })
    }

    /// One connection: what waits goes out and what comes meanwhile, and the server acknowledges it by its end.
    async fn once(
        &self,
        server: &SyslogSettings,
        dir: &Path,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<(), Failure> {
        let mut ends = self.safe([0; 3]).await?;
        let (mut places, mut reading) = {
            let (dir, data) = (dir.to_owned(), self.data.clone());
            blocking(move || Ok(begin(&dir, &data, ends))).await?
        };
        self.turned(|state| state.acknowledged.clone_from(&places));
        let mut batch;
        (reading, batch) = next(reading, ends).await?;
        let oldest = batch.iter().filter_map(|(.., line)| written_ms(line)).min();
        let failing = self.turned(|state| {
            state.oldest_ms = oldest;
            state.fault.is_some()
        });
        if batch.is_empty() {
            return Ok(());
        }
        let mut session = Session::open(server).await?;
        self.metrics.syslog_connection("opened");
        // After a failure it is known sooner that all is well again.
        let open = if failing { Duration::ZERO } else { OPEN };
        let (since, mut sent) = (self.env.stopwatch(), 0);
        while !batch.is_empty() {
            let mut octets = Vec::with_capacity(BATCH * 2);
            for (stream, number, line) in &batch {
                octets.extend(message::framed(*stream, &server.hostname, line));
                places.set(*stream, *number);
            }
            session.send(&octets).await?;
            sent += octets.len();
            batch.clear();
            while batch.is_empty() && sent < MOST_OCTETS && since.elapsed() < open {
                if pause(stop, EVERY).await {
                    break;
                }
                ends = self.safe(ends).await?;
                (reading, batch) = next(reading, ends).await?;
            }
        }
        session.end().await?;
        let dir = dir.to_owned();
        let places = blocking(move || {
            let written = places.write(&dir);
            written.map_err(super::chain::io)?;
            Ok(places)
        });
        let places = places.await?;
        self.turned(|state| {
            state.acknowledged = places;
            state.oldest_ms = None;
        });
        self.metrics.syslog_connection("acknowledged");
        Ok(())
    }

    /// The number of the last line of each class that would survive a loss of power.
    async fn safe(&self, known: [u64; 3]) -> Result<[u64; 3], Failure> {
        let safe = self.audit.synced(known).await;
        safe.map_err(|error| Failure::Files(error.to_string()))
    }

    fn tell(&self, tried: Result<(), Failure>) {
        let now_ms = self.env.now_ms();
        match tried {
            Ok(()) => {
                if self.turned(|state| state.fault.take()).is_some() {
                    tracing::info!("the syslog server takes the trail again");
                }
            }
            Err(failure) => {
                self.metrics.syslog_connection(failure.word());
                let why = failure.to_string();
                let first = self.turned(|state| {
                    let since_ms = state
                        .fault
                        .as_ref()
                        .map_or(now_ms, |(_, since_ms)| *since_ms);
                    state.fault.replace((why.clone(), since_ms)).is_none()
                });
                // Once: a server that is away for a night is one line.
                match first {
                    true => tracing::warn!(
                        why,
                        "the syslog server does not take the trail: it waits in its files"
                    ),
                    false => tracing::debug!(why, "the syslog server does not take the trail"),
                }
            }
        }
    }

    fn turned<T>(&self, turn: impl FnOnce(&mut State) -> T) -> T {
        turn(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether a server could be sent to: a connection with nothing in it.
///
/// # Errors
/// Why not.
pub async fn reach(server: &SyslogSettings) -> Result<(), Failure> {
    Session::open(server).await?.end().await
}

/// Waits, or until it is to end; whether it is.
async fn pause(stop: &mut watch::Receiver<bool>, time: Duration) -> bool {
    if *stop.borrow() {
        return true;
    }
    // The sender lives as long as who waits.
    let _ = tokio::time::timeout(time, stop.changed()).await;
    *stop.borrow()
}

/// What is read next of every stream.
struct Reading {
    logs: [Reader; 3],
    checkpoints: PathBuf,
    /// The number of the last of them that was read.
    read: u64,
}

type Batch = Vec<(Stream, u64, Vec<u8>)>;

/// From where the last acknowledgement was. A chain that ends before it was begun anew (docs/audit.md), and so were
/// checkpoints of which there are fewer.
fn begin(dir: &Path, data: &Path, ends: [u64; 3]) -> (Places, Reading) {
    let mut places = Places::read(dir);
    let checkpoints = Checkpoint::file(data);
    let count = lines::checkpoints(&checkpoints, 0).map_or(0, |(_, count)| count);
    let [messages, logins, operation] = ends;
    for (stream, end) in Stream::ALL
        .into_iter()
        .zip([messages, logins, operation, count])
    {
        if places.of(stream) > end {
            tracing::warn!(
                stream = stream.name(),
                "begun anew: all of it goes to the syslog server"
            );
            places.set(stream, 0);
        }
    }
    let logs = Class::ALL.map(|class| Reader::behind(dir, class, places.of(Stream::Log(class))));
    let reading = Reading {
        logs,
        checkpoints,
        read: places.of(Stream::Checkpoints),
    };
    (places, reading)
}

async fn next(mut reading: Reading, ends: [u64; 3]) -> Result<(Reading, Batch), Failure> {
    blocking(move || {
        let mut batch = Batch::new();
        let mut take = |stream, lines: Vec<Numbered>| {
            batch.extend(
                lines
                    .into_iter()
                    .map(|(number, line)| (stream, number, line)),
            );
        };
        for ((class, log), end) in Class::ALL.into_iter().zip(&mut reading.logs).zip(ends) {
            take(Stream::Log(class), log.read(end, BATCH / 3)?);
        }
        let (fresh, _) = lines::checkpoints(&reading.checkpoints, reading.read)?;
        reading.read = fresh.last().map_or(reading.read, |(number, _)| *number);
        take(Stream::Checkpoints, fresh);
        Ok((reading, batch))
    })
    .await
}

/// On a thread that answers nobody.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AuditError> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(|error| Failure::Files(error.to_string()))?;
    done.map_err(|error| Failure::Files(error.to_string()))
}

fn written_ms(line: &[u8]) -> Option<i64> {
    let head = super::chain::Head::read(line)?;
    Some(Instant::parse(&head.time)?.ms())
}

#[cfg(test)]
mod tests;

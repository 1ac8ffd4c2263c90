// SPDX-License-Identifier: EUPL-1.2
//! How long the trail is kept: whole files go when their last line has reached the time of its class, and the
//! trail says so.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use super::chain::{self, Head, first_of, io};
use super::ship::{Acknowledged, Stream};
use super::{Audit, AuditError, AuditEvent, Class, Files, time};

const DAY_MS: i64 = 86_400_000;
/// A file that is not full is closed after so long, so that little is kept much longer than its time.
const OPEN_MS: i64 = 30 * DAY_MS;

/// A file that has reached its time, and the numbers of its first and last line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Aged {
    path: PathBuf,
    first: u64,
    last: u64,
}

impl Audit {
    /// Closes files that have been open for a month, and removes those that have reached their time. The trail says so
    /// first, on the disk: a stop in between leaves a file that is named once more, never a gap that nothing explains.
    /// Where the trail `ships` to a syslog server now, how many lines that server never had is said too.
    ///
    /// # Errors
    /// A file cannot be read or removed, or the trail not be written.
    pub async fn remove_old(&self, ships: bool) -> Result<(), AuditError> {
        let Some(Files { options, .. }) = &self.0.files else {
            return Ok(());
        };
        let now_ms = self.0.env.now_ms();
        for (class, days) in options.keep_days {
            let Some(days) = days else { continue };
            self.close_old(class, &time(now_ms - OPEN_MS), &options.dir)?;
            let before = time(now_ms - i64::from(days) * DAY_MS);
            let dir = options.dir.clone();
            let found = tokio::task::spawn_blocking(move || {
                let acknowledged = ships.then(|| Acknowledged::read(&dir));
                Ok::<_, AuditError>((aged(&dir, class, &before)?, acknowledged))
            });
            let (aged, acknowledged) = found.await.map_err(io)??;
            for Aged { path, first, last } in aged {
                let unshipped = acknowledged.as_ref().map(|places| {
                    let sent = places.of(Stream::Log(class)).max(first.saturating_sub(1));
                    last.saturating_sub(sent)
                });
                let log = class.name();
                match unshipped {
                    Some(1..) => {
                        tracing::error!(
                            log,
                            first,
                            last,
                            unshipped,
                            "audit lines reached their time before the syslog server had them"
                        );
                    }
                    _ => tracing::info!(log, first, last, "an audit file has reached its time"),
                }
                self.record(AuditEvent::AuditRemoved {
                    log: class,
                    first,
                    last,
                    unshipped,
                })
                .await?;
                let removed = tokio::task::spawn_blocking(move || fs::remove_file(path));
                removed.await.map_err(io)?.map_err(io)?;
            }
        }
        Ok(())
    }

    /// Begins a new file where the first line of the one in use was written before this time.
    fn close_old(&self, class: Class, before: &str, dir: &Path) -> Result<(), AuditError> {
        let mut chains = self.chains();
        // While it failed its files are those of whoever opens them anew ([`Self::heal`]).
        self.writable()?;
        let (chain, _) = chains.of(class);
        let newest = chain::files(dir, class)?.pop();
        let first = newest.map(|path| first_line(&path)).transpose()?.flatten();
        match first {
            Some(head) if head.time.as_str() < before => chain.begin(dir),
            _ => Ok(()),
        }
    }
}

fn first_line(path: &Path) -> Result<Option<Head>, AuditError> {
    let mut line = Vec::new();
    let mut reader = BufReader::new(File::open(path).map_err(io)?);
    reader.read_until(b'\n', &mut line).map_err(io)?;
    Ok(Head::read(&line))
}

/// The closed files whose last line is older than this instant (as it is written in the lines), the oldest first.
fn aged(dir: &Path, class: Class, before: &str) -> Result<Vec<Aged>, AuditError> {
    let mut aged = Vec::new();
    let mut files = chain::files(dir, class)?;
    files.pop();
    for path in files {
        let octets = fs::read(&path).map_err(io)?;
        let last = octets.split(|b| *b == b'\n').rfind(|line| !line.is_empty());
        let last = last.and_then(Head::read);
        let Some(last) = last.filter(|head| head.time.as_str() < before) else {
            break;
        };
        let first = first_of(&path).unwrap_or(last.seq);
        aged.push(Aged {
            path,
            first,
            last: last.seq,
        });
    }
    Ok(aged)
}

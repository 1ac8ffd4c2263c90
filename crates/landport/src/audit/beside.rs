// SPDX-License-Identifier: EUPL-1.2
//! The trails of other nodes beside the own one. Each node writes its own, and the hops of one login may land at any: who
//! reads one trail of several counts a login that began here and ended there as one that nobody ended.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;
use std::thread;

use gateway::audit::{AuditError, Class, Line, follow};
use gateway::settings::{Loaded, StoreSettings};

use super::Trail;

/// A chain that is read may be so many lines ahead of the others.
const AHEAD: usize = 1_000;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Beside {
    /// The `audit` directory of another node, or a copy of it. A login is in the trail of each node that it came by: say
    /// it for every other node.
    #[arg(long, value_name = "DIR")]
    trail: Vec<PathBuf>,
}

impl Beside {
    /// The trail of this configuration with these beside it. Where there may be several nodes and no other trail is
    /// given, that is said.
    pub(crate) fn trail(&self, config: &Path) -> Result<(Trail, Loaded), ExitCode> {
        let (trail, loaded) = Trail::of(config)?;
        for directory in &self.trail {
            if let Err(why) = is_a_trail(directory) {
                eprintln!("landport: --trail {}: {why}", directory.display());
                return Err(ExitCode::from(2));
            }
        }
        if self.trail.is_empty() && loaded.settings.store != StoreSettings::Embedded {
            eprintln!(
                "landport: this is the trail of one node. What a login did at other nodes is missing: give their trails \
                 with --trail"
            );
        }
        let beside = self.trail.clone();
        Ok((Trail { beside, ..trail }, loaded))
    }
}

/// A directory in which nothing lies would be as whole as one that was mistyped.
pub(super) fn is_a_trail(directory: &Path) -> Result<(), String> {
    let inside = fs::read_dir(directory).map_err(|error| error.to_string())?;
    let mut names = inside.filter_map(|entry| Some(entry.ok()?.file_name()));
    match names.any(|name| name.to_string_lossy().ends_with(".jsonl")) {
        true => Ok(()),
        false => Err("no audit trail lies there".to_owned()),
    }
}

impl Trail {
    /// As [`Trail::follow`], with what the trails beside it have, all in the order of their times. Of those nobody knows
    /// where they must end.
    pub(crate) fn follow_all(
        &self,
        class: Class,
        each: &mut dyn FnMut(Line),
    ) -> Result<(), AuditError> {
        if self.beside.is_empty() {
            return self.follow(class, each).map(drop);
        }
        let end = self.ends.iter().find(|end| end.class == class);
        let own = (self.directory.clone(), end);
        let beside = self
            .beside
            .iter()
            .cloned()
            .map(|directory| (directory, None));
        thread::scope(|scope| {
            let mut chains = Vec::new();
            for (directory, end) in std::iter::once(own).chain(beside) {
                let (give, take) = sync_channel(AHEAD);
                let reading = scope.spawn(move || {
                    let mut give = |line: &[u8]| {
                        if let Some(line) = Line::read(class, line) {
                            // Whoever takes them takes all.
                            let _ = give.send(line);
                        }
                    };
                    follow(&directory, class, end, self.key.as_ref(), &mut give)
                });
                chains.push((take.into_iter().peekable(), reading));
            }
            loop {
                let heads = chains.iter_mut().enumerate();
                let heads = heads.filter_map(|(n, (lines, _))| {
                    let line = lines.peek()?;
                    Some((line.time().to_owned(), n))
                });
                let Some((_, n)) = heads.min() else { break };
                if let Some(line) = chains.get_mut(n).and_then(|(lines, _)| lines.next()) {
                    each(line);
                }
            }
            let broke_off = || AuditError::Io("a reader broke off".to_owned());
            chains.into_iter().try_for_each(|(_, reading)| {
                let read = reading.join().unwrap_or_else(|_| Err(broke_off()));
                read.map(drop)
            })
        })
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport audit`: is the trail as it was written (`verify`), and what became of a login (`find`)?

mod beside;
pub(crate) mod checkpoint;
mod find;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gateway::audit::{AuditError, AuditKey, Class, End, Ending, Line, Whole};
use gateway::settings::{Loaded, Settings, StoreSettings};
use store::env::Env;

pub(crate) use self::beside::Beside;
use crate::check::complain;
use crate::compose::{kept_days, open_store};
use crate::database::is_ours;
use crate::operate::{Order, tell};

const DAY_MS: i64 = 86_400_000;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Follow the hash chain through every file, and say whether it is whole or where it breaks.
    Verify(Verify),
    /// Sign where each chain ends now, for somebody else to keep. A running gateway does it each day.
    Checkpoint(checkpoint::Options),
    /// Tell a login in plain words, by the reference on its page, its service or its country.
    Find(find::Options),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 every chain is whole and was compared; 1 one is broken; 2 the command, the configuration or a file is wrong; 3 none is broken, and something could not be compared."
)]
struct Verify {
    /// The configuration file.
    #[arg(long, required_unless_present = "trail")]
    config: Option<PathBuf>,
    /// For who has no key of the house: the `audit` directory of a node, or a copy of it, in place of a configuration.
    /// Links and checkpoints are looked at, and no seal.
    #[arg(long, value_name = "DIR", conflicts_with = "config", requires_all = ["since_checkpoint", "jwks", "node"])]
    trail: Option<PathBuf>,
    /// Hold every chain against the checkpoints of this file too, each of which must be signed by us.
    #[arg(long, value_name = "FILE")]
    since_checkpoint: Option<PathBuf>,
    /// The keys (JWK Set) that signed them, where they are not in use any more. Say it again for others: a file
    /// of years has checkpoints by several.
    #[arg(long, value_name = "FILE", requires = "since_checkpoint")]
    jwks: Vec<PathBuf>,
    /// Whose chains these are, as its checkpoints name it, where this is another machine.
    #[arg(long, value_name = "NODE", requires = "since_checkpoint")]
    node: Option<String>,
}

/// Runs it. The gateway may run meanwhile: it is asked where its chains end. When none runs, its
/// store is.
pub(crate) fn run(options: &Options) -> ExitCode {
    let done = match &options.what {
        What::Verify(options) => verified(options),
        What::Checkpoint(options) => checkpoint::run(options),
        What::Find(options) => find::run(options),
    };
    done.unwrap_or_else(|code| code)
}

/// What came of the chains of every class: 0 when each is whole and was compared, 1 when one is broken, 3 when none is and
/// something could not be compared. Who asks whether all of it is there must not take the last for a yes.
#[derive(Default)]
struct Verdict {
    broken: bool,
    not_compared: bool,
}

impl Verdict {
    fn of(&mut self, class: Class, found: Result<(String, bool), String>) {
        let name = class.name();
        match found {
            Ok((told, compared)) => {
                println!("{name}: {told}");
                self.not_compared |= !compared;
            }
            Err(error) => {
                println!("{name}: BROKEN{error}");
                self.broken = true;
            }
        }
    }

    fn code(self) -> ExitCode {
        match self {
            Self { broken: true, .. } => ExitCode::FAILURE,
            Self {
                not_compared: true, ..
            } => ExitCode::from(3),
            _ => ExitCode::SUCCESS,
        }
    }
}

/// What the gateway itself found missing at a start. No link shows it, since the chain goes on behind the gap; a restore looks
/// the same, so whoever knows of one decides.
fn tell_gaps(trail: &Trail) {
    let mut gaps = Vec::new();
    // Where that chain is broken it was said.
    let _ = trail.follow(Class::Operation, &mut |line| {
        let missing = line.number("missing_lines");
        if line.event() == "audit_resumed" && missing > 0 {
            let (log, time) = (line.text("log"), line.time());
            gaps.push(format!(
                "{log}: at {time} a start did not find the {missing} lines before: after a restore they are elsewhere, and \
                 otherwise somebody moved them or took them away"
            ));
        }
    });
    for gap in gaps {
        println!("{gap}");
    }
}

fn verify(trail: &Trail) -> ExitCode {
    let mut verdict = Verdict::default();
    for class in Class::ALL {
        let followed = trail.follow(class, &mut |_| ());
        let told = followed.map(|found| {
            let told = format!("{}{}", told(&found), of_end(found.end));
            (told, found.end != Ending::NotCompared)
        });
        verdict.of(class, told.map_err(|error| format!(" at {error}")));
    }
    tell_gaps(trail);
    verdict.code()
}

/// The same, and held against what was signed before where that is asked. 2 when a configuration or a file is wrong.
fn verified(options: &Verify) -> Result<ExitCode, ExitCode> {
    let wrong = |error: String| {
        eprintln!("landport: {error}");
        ExitCode::from(2)
    };
    let (trail, loaded) = match (&options.trail, &options.config) {
        (Some(directory), _) => (Trail::without_key(directory).map_err(wrong)?, None),
        (None, Some(config)) => Trail::of(config).map(|(trail, loaded)| (trail, Some(loaded)))?,
        (None, None) => return Err(wrong("write --config or --trail".to_owned())),
    };
    let Some(file) = &options.since_checkpoint else {
        return Ok(verify(&trail));
    };
    let ours = loaded.as_ref().map(|loaded| loaded.keys.jwks());
    let checkpoints = checkpoint::read(file, &options.jwks, ours).map_err(wrong)?;
    let settings = loaded.as_ref().map(|loaded| &loaded.settings);
    let this = || Some(gateway::nodes::name(&settings?.data));
    let node = options.node.clone().or_else(this).unwrap_or_default();
    // Nothing compared is not whole: another machine or another path is another node.
    if !checkpoints.iter().any(|it| it.node == node) {
        let named: std::collections::BTreeSet<_> = checkpoints.iter().map(|it| &it.node).collect();
        return Err(wrong(format!(
            "no checkpoint is of {node}, but of {named:?}: say which with --node"
        )));
    }
    let (mut verdict, now_ms) = (Verdict::default(), Env::system().now_ms());
    for class in Class::ALL {
        let days = kept_days(settings, class).map(i64::from);
        let oldest = days.map(|days| eidas::Instant::from_ms(now_ms - days * DAY_MS).to_string());
        let oldest = oldest.unwrap_or_default();
        let told = checkpoint::compare(&trail, class, (&checkpoints, &oldest), &node);
        verdict.of(class, told.map_err(|error| format!(": {error}")));
    }
    tell_gaps(&trail);
    if trail.key.is_none() {
        println!("No seal was looked at: that takes the audit key.");
    }
    Ok(verdict.code())
}

/// With which line it begins, where that is not the first: who took the oldest file away whole broke no link.
fn told(found: &Whole) -> String {
    let Whole { first, lines, .. } = found;
    match first {
        0 | 1 => format!("whole, {lines} lines"),
        _ => format!("whole, {lines} lines from line {first} on"),
    }
}

fn of_end(end: Ending) -> String {
    match end {
        Ending::Compared => String::new(),
        Ending::InStore(lines) => {
            format!(", and {lines} in the store that the next start writes")
        }
        Ending::NotCompared => "; lines cut off at its end would not be missed".to_owned(),
    }
}

/// A trail, to be read.
pub(crate) struct Trail {
    /// Where a gateway may run that writes it.
    data: PathBuf,
    directory: PathBuf,
    ends: Vec<End>,
    /// `None`: nobody can tell our seal.
    key: Option<AuditKey>,
    /// Those of other nodes.
    beside: Vec<PathBuf>,
}

impl Trail {
    /// That of this configuration, which is said to be wrong where it is.
    pub(crate) fn of(config: &Path) -> Result<(Self, Loaded), ExitCode> {
        let env = Env::system();
        let now = eidas::Instant::from_ms(env.now_ms());
        let loaded = gateway::settings::load(config, now).map_err(|problems| {
            complain(config, &problems);
            ExitCode::from(2)
        })?;
        // Before the files are read: a line that comes meanwhile is then only one more.
        let ends = ends(&loaded.settings, &env).unwrap_or_else(|why| {
            eprintln!("Where the chains must end cannot be told: {why}");
            Vec::new()
        });
        let trail = Self {
            data: loaded.settings.data.clone(),
            directory: loaded.settings.data.join("audit"),
            ends,
            key: Some(AuditKey::new(*loaded.keys.audit().bytes())),
            beside: Vec::new(),
        };
        Ok((trail, loaded))
    }

    /// That of a directory, for who has neither the configuration nor a key.
    fn without_key(directory: &Path) -> Result<Self, String> {
        beside::is_a_trail(directory)
            .map_err(|why| format!("--trail {}: {why}", directory.display()))?;
        Ok(Self {
            data: directory.to_owned(),
            directory: directory.to_owned(),
            ends: Vec::new(),
            key: None,
            beside: Vec::new(),
        })
    }

    /// Reads a chain and says whether it is whole; `each` gets every line that the gateway wrote.
    pub(crate) fn follow(
        &self,
        class: Class,
        each: &mut dyn FnMut(Line),
    ) -> Result<Whole, AuditError> {
        let end = self.ends.iter().find(|end| end.class == class);
        let mut read = |line: &[u8]| {
            if let Some(line) = Line::read(class, line) {
                each(line);
            }
        };
        gateway::audit::follow(&self.directory, class, end, self.key.as_ref(), &mut read)
    }

    /// As [`Self::follow`], with each line's number and octets.
    fn numbered(
        &self,
        class: Class,
        each: &mut dyn FnMut(u64, &[u8]),
    ) -> Result<Whole, AuditError> {
        let end = self.ends.iter().find(|end| end.class == class);
        let mut read = |line: &[u8]| {
            if let Some(of) = Line::read(class, line) {
                each(of.seq(), line);
            }
        };
        gateway::audit::follow(&self.directory, class, end, self.key.as_ref(), &mut read)
    }

    /// Where each chain ends: number and hash of its last line.
    pub(crate) fn heads(&self) -> BTreeMap<String, (u64, String)> {
        let ends = self.ends.iter();
        ends.map(|end| (end.class.name().to_owned(), (end.seq, end.hash.clone())))
            .collect()
    }

    /// Has the running gateway write down what was looked at. Nothing when none runs: who has the key
    /// and the files needs no gateway to read them.
    pub(crate) fn looked(&self, command: String) {
        match tell(&self.data, &Order::Looked { command }) {
            Ok(Some(reply)) if !reply.done => eprintln!("landport: {}", reply.text),
            Err(error) => eprintln!("landport: the running gateway does not answer: {error}"),
            Ok(_) => {}
        }
    }
}

/// What the running gateway says, or its store when none runs.
fn ends(settings: &Settings, env: &Env) -> Result<Vec<End>, String> {
    let (data, order) = (&settings.data, Order::AuditEnds);
    match tell(data, &order).map_err(|error| format!("the gateway does not answer: {error}"))? {
        Some(reply) if reply.done => {
            return serde_json::from_str(&reply.text)
                .map_err(|error| format!("the gateway's answer cannot be read: {error}"));
        }
        Some(reply) => return Err(reply.text),
        None => {}
    }
    let store = data.join("store");
    if settings.store == StoreSettings::Embedded && !store.exists() {
        return Err(format!("there is no store at {}", store.display()));
    }
    is_ours(data)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let store = open_store(settings, env).await?;
        let ends = gateway::audit::ends_in(&*store).await;
        let ends = ends.map_err(|error| error.to_string())?;
        store.close().await.map_err(|error| error.to_string())?;
        Ok(ends)
    })
}

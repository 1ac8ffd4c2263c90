// SPDX-License-Identifier: EUPL-1.2
//! `landport audit checkpoint` and `verify --since-checkpoint`: what an outsider is shown.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gateway::audit::{AuditError, Checkpoint, Class, End, link};
use gateway::keys::Keys;
use gateway::settings::Settings;
use oidc::jose::{Algorithm, JwkSet};
use store::env::Env;

use super::Trail;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
    /// Add it to this file instead of `checkpoints.jws` in the data directory.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Signs where the chains end now and adds it to a file.
pub(super) fn run(options: &Options) -> Result<ExitCode, ExitCode> {
    let (trail, loaded) = Trail::of(&options.config)?;
    if trail.ends.is_empty() {
        eprintln!("landport: nothing is known of the ends of the chains");
        return Ok(ExitCode::FAILURE);
    }
    let to = options
        .to
        .clone()
        .unwrap_or_else(|| Checkpoint::file(&loaded.settings.data));
    let env = Env::system();
    Ok(
        match add(&to, &trail.ends, &loaded.settings, &loaded.keys, &env) {
            Ok(time) => {
                println!("Checkpoint of {time} is in {}.", to.display());
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("landport: {error}");
                ExitCode::FAILURE
            }
        },
    )
}

/// Signs it by the key that signs tokens, whose public half is at `/jwks.json`. When it was.
pub(crate) fn add(
    to: &Path,
    ends: &[End],
    settings: &Settings,
    keys: &Keys,
    env: &Env,
) -> Result<String, String> {
    let time = eidas::Instant::from_ms(env.now_ms()).to_string();
    let node = gateway::nodes::name(&settings.data);
    let checkpoint = Checkpoint::of(settings.issuer_text(), &node, &time, ends);
    let line = checkpoint.sign(&*keys.oidc_signer(Algorithm::Es256))?;
    let mut options = fs::OpenOptions::new();
    let file = options.create(true).append(true).mode(0o600).open(to);
    let written = file.and_then(|mut file| {
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| format!("{}: {error}", to.display()))?;
    Ok(time)
}

/// Whether a running gateway should add one: none bears this day.
pub(crate) fn is_due(to: &Path, keys: &Keys, today: &str) -> bool {
    let written = fs::read_to_string(to).unwrap_or_default();
    let last = written.lines().last();
    let last = last.and_then(|line| Checkpoint::verify(line, keys.jwks()).ok());
    last.is_none_or(|last| last.time.get(..10) != today.get(..10))
}

/// The checkpoints of a file, each believed.
pub(super) fn read(
    file: &Path,
    jwks: &[PathBuf],
    ours: Option<&JwkSet>,
) -> Result<Vec<Checkpoint>, String> {
    let text = |file: &Path| {
        fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
    };
    let given = jwks.iter().map(|jwks| {
        JwkSet::parse(text(jwks)?.as_bytes())
            .map_err(|error| format!("{}: {error}", jwks.display()))
    });
    let given = given.collect::<Result<Vec<_>, _>>()?;
    // Whoever brings keys believes those, and not what the house has now.
    let sets: Vec<&JwkSet> = match given.is_empty() {
        true => ours.into_iter().collect(),
        false => given.iter().collect(),
    };
    let lines = text(file)?;
    let believed = lines.lines().enumerate().map(|(at, line)| {
        let mut verified = sets.iter().map(|set| Checkpoint::verify(line, set));
        let first = verified.next().unwrap_or(Err(String::new()));
        let believed = verified.fold(first, Result::or);
        believed.map_err(|error| format!("{}, line {}: {error}", file.display(), at + 1))
    });
    let believed: Vec<_> = believed.collect::<Result<_, _>>()?;
    match believed.is_empty() {
        true => Err(format!("{} has no checkpoint", file.display())),
        false => Ok(believed),
    }
}

/// Follows a chain and holds it against every checkpoint of this node; a sentence about it, or where it
/// is broken. Lines of before `oldest` may have reached their time.
///
/// Attack: whoever may write everything takes away the files that a checkpoint of yesterday names, and begins the chain
/// behind them, as if they had reached their time. Defence: what was there when it cannot have reached its time must
/// be. Trade: of a chain on which nothing was written for all of that time the oldest checkpoint must be in the file.
pub(super) fn compare(
    trail: &Trail,
    class: Class,
    (checkpoints, oldest): (&[Checkpoint], &str),
    node: &str,
) -> Result<String, String> {
    let mut wanted = BTreeMap::new();
    for checkpoint in checkpoints.iter().filter(|it| it.node == node) {
        if let Some((seq, hash)) = checkpoint.chains.get(class.name()) {
            // The first that names a line is the nearest to its time.
            let named = wanted.entry(*seq);
            let (other, _) = named.or_insert((hash.as_str(), checkpoint.time.as_str()));
            if *other != hash {
                return Err(format!("two checkpoints name line {seq} and differ"));
            }
        }
    }
    let (mut first, mut wrong, mut found) = (None, None, 0);
    let mut each = |seq: u64, line: &[u8]| {
        first.get_or_insert(seq);
        if let Some((hash, time)) = wanted.remove(&seq) {
            found += 1;
            if link(line) != hash && wrong.is_none() {
                wrong = Some(format!("line {seq} is not what it was on {time}"));
            }
        }
    };
    let whole = trail
        .numbered(class, &mut each)
        .map_err(|error: AuditError| error.to_string())?;
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    let missing = wanted.into_iter().find(|(seq, (_, time))| {
        let lies_before = first.is_none_or(|first| *seq < first);
        !(lies_before && *time < oldest)
    });
    if let Some((seq, (_, time))) = missing {
        return Err(format!("line {seq}, which was there on {time}, is gone"));
    }
    Ok(format!(
        "whole, {} lines, {found} checkpoints agree{}",
        whole.lines,
        super::told(whole.end)
    ))
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport audit checkpoint` and `verify --since-checkpoint`: what an outsider is shown.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gateway::audit::{AuditError, Checkpoint, Class, End, Ending, link};
use gateway::keys::Keys;
use gateway::settings::Settings;
use oidc::jose::{Algorithm, JwkSet};
use store::env::Env;

use super::Trail;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 it is signed and written; 1 it is not; 2 the command or the configuration is wrong."
)]
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
    let options = options.create(true).read(true).append(true).mode(0o600);
    let written = options
        .open(to)
        .and_then(|mut file| append(&mut file, &line));
    written.map_err(|error| format!("{}: {error}", to.display()))?;
    Ok(time)
}

/// Writes a line of its own, or nothing: one that broke off (a full disk, a loss of power) takes no other with it.
fn append(file: &mut File, line: &str) -> io::Result<()> {
    let mut there = Vec::new();
    file.read_to_end(&mut there)?;
    let end = match there.last() {
        None | Some(b'\n') => "",
        Some(_) => "\n",
    };
    let written = file.write_all(format!("{end}{line}\n").as_bytes());
    if written.is_err() {
        file.set_len(u64::try_from(there.len()).unwrap_or(u64::MAX))?;
    }
    written?;
    file.sync_all()
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
    let is_whole = |(at, line): &(usize, &str)| {
        let whole = line.split('.').count() == 3;
        if !whole {
            let file = file.display();
            eprintln!(
                "landport: {file}, line {}: breaks off and is passed over",
                at + 1
            );
        }
        whole
    };
    let whole = lines.lines().enumerate().filter(is_whole);
    let believed = whole.map(|(at, line)| {
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

/// Follows a chain and holds it against every checkpoint of this node; a sentence about it and whether something was
/// compared, or where it is broken. Lines of before `oldest` may have reached their time.
///
/// Attack: whoever may write everything takes away the files that a checkpoint of yesterday names, and begins the chain
/// behind them, as if they had reached their time. Defence: what was there when it cannot have reached its time must
/// be: a checkpoint says when its line was written. Of one by an older build, which does not, its own time counts.
pub(super) fn compare(
    trail: &Trail,
    class: Class,
    (checkpoints, oldest): (&[Checkpoint], &str),
    node: &str,
) -> Result<(String, bool), String> {
    let mut wanted = BTreeMap::new();
    for checkpoint in checkpoints.iter().filter(|it| it.node == node) {
        if let Some((seq, hash)) = checkpoint.chains.get(class.name()) {
            let written = checkpoint.written.get(class.name());
            let (time, written) = (&checkpoint.time, written.unwrap_or(&checkpoint.time));
            // The first that names a line is the nearest to its time.
            let named = wanted.entry(*seq);
            let (other, ..) = named.or_insert((hash.as_str(), time.as_str(), written.as_str()));
            if *other != hash {
                return Err(format!("two checkpoints name line {seq} and differ"));
            }
        }
    }
    // A line was written after the one before it was signed of: who signs that it was earlier says so to take it away.
    let mut signed = "";
    for (_, time, written) in wanted.values_mut() {
        *written = signed.max(*written);
        signed = *time;
    }
    let (mut first, mut wrong, mut found, mut shown) = (None, None, 0, None);
    let mut each = |seq: u64, line: &[u8]| {
        first.get_or_insert(seq);
        if let Some((hash, time, _)) = wanted.remove(&seq) {
            found += 1;
            shown = Some((seq, time));
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
    let missing = wanted.into_iter().find(|(seq, (.., written))| {
        let lies_before = first.is_none_or(|first| *seq < first);
        !(lies_before && *written < oldest)
    });
    if let Some((seq, (_, time, _))) = missing {
        return Err(format!("line {seq}, which was there on {time}, is gone"));
    }
    // Without the house's word on the end, as far as a checkpoint says so all of it is there.
    let (tail, compared) = match (whole.end, shown) {
        (Ending::NotCompared, Some((seq, time))) if trail.key.is_none() => {
            let tail = format!(
                ", the last with line {seq} on {time}; of what comes after it nothing is shown"
            );
            (tail, true)
        }
        (Ending::NotCompared, _) if trail.key.is_none() && whole.lines == 0 => {
            (String::new(), true)
        }
        (end, _) => (super::of_end(end), end != Ending::NotCompared),
    };
    let told = super::told(&whole);
    Ok((format!("{told}, {found} checkpoints agree{tail}"), compared))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gateway::audit::{Audit, AuditEvent, AuditKey, AuditOptions};
    use store::env::FakeClock;

    use super::*;

    #[test]
    fn a_checkpoint_that_broke_off_takes_no_other_with_it() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("checkpoints.jws");
        let add = |line: &str| {
            let mut options = fs::OpenOptions::new();
            let options = options.create(true).read(true).append(true);
            append(&mut options.open(&place).unwrap(), line).unwrap();
        };
        add("a.b.c");
        let whole = fs::read_to_string(&place).unwrap();
        fs::write(&place, format!("{whole}d.e")).unwrap();
        add("g.h.i");
        let text = fs::read_to_string(&place).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines, ["a.b.c", "d.e", "g.h.i"]);
        // A file that takes nothing: what was there stays as it was.
        let mut full = fs::OpenOptions::new().read(true).open(&place).unwrap();
        assert!(append(&mut full, "j.k.l").is_err());
        assert_eq!(fs::read_to_string(&place).unwrap(), text);
    }

    /// A class that was silent for as long as its lines are kept: its last line has reached its time, and whoever has the
    /// checkpoints of this year alone must not be told that somebody took it.
    #[tokio::test]
    async fn a_line_that_reached_its_time_long_after_it_was_last_written_is_not_missed() {
        let directory = tempfile::tempdir().unwrap();
        let clock = FakeClock::new(1_789_041_600_000);
        let env = Env::with_clock(clock.clone());
        let store: Arc<dyn store::Store> = Arc::new(store::Memory::new(env.clone()));
        let mut options = AuditOptions::new(directory.path().to_owned());
        // A file for each line.
        options.rotate_octets = 1;
        let key = AuditKey::new([7; 32]);
        let audit = Audit::open(options, key, env.clone(), store).await.unwrap();
        let days = |days: u64| clock.advance(std::time::Duration::from_secs(days * 86_400));
        let now = || eidas::Instant::from_ms(env.now_ms()).to_string();
        let chosen = || AuditEvent::CountryChosen {
            login: "flow".to_owned(),
            country: "SE".to_owned(),
        };
        audit.record(chosen()).await.unwrap();
        days(350);
        let signed = Checkpoint::of("https://a.example", "a", &now(), &audit.ends().await);
        days(60);
        audit.record(chosen()).await.unwrap();
        let next = Checkpoint::of("https://a.example", "a", &now(), &audit.ends().await);
        audit.record(chosen()).await.unwrap();
        let oldest = eidas::Instant::from_ms(env.now_ms() - 400 * 86_400_000).to_string();
        let take_away = |line: &str| {
            let mut files: Vec<_> = fs::read_dir(directory.path()).unwrap().flatten().collect();
            files.retain(|file| file.file_name().to_str().unwrap().ends_with(line));
            fs::remove_file(files[0].path()).unwrap();
        };
        take_away("logins-000000000001.jsonl");
        let all = |all: &[Checkpoint]| {
            let trail = Trail::without_key(directory.path()).unwrap();
            compare(&trail, Class::Logins, (all, &oldest), "a")
        };
        let compared = |checkpoint: &Checkpoint| all(std::slice::from_ref(checkpoint));
        let (told, is_compared) = compared(&signed).unwrap();
        assert!(
            told.starts_with("whole, 2 lines from line 2 on, 0 checkpoints agree"),
            "{told}"
        );
        assert!(!is_compared, "nothing of this line is shown");
        // Positive controls: a line of last month, and a checkpoint that does not say of when its line is.
        let younger = |written: Option<String>| Checkpoint {
            written: written
                .into_iter()
                .map(|at| ("logins".to_owned(), at))
                .collect(),
            ..signed.clone()
        };
        for checkpoint in [younger(Some(now())), younger(None)] {
            assert!(compared(&checkpoint).unwrap_err().ends_with(" is gone"));
        }
        // Attack: the house takes a line away that it signs to be of years ago. It stood behind one that was signed of since.
        take_away("logins-000000000002.jsonl");
        let years_ago = ("logins".to_owned(), signed.time.replacen("20", "19", 1));
        let forged = Checkpoint {
            written: [years_ago].into(),
            ..next
        };
        let gone = all(&[signed, forged]).unwrap_err();
        assert!(gone.ends_with(" is gone"), "{gone}");
    }
}

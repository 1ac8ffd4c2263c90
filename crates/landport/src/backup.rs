// SPDX-License-Identifier: EUPL-1.2
//! `landport backup`: what a house cannot do without, in one encrypted file, while the gateway runs.
//! `docs/adr/0018-operations.md`.

pub(crate) mod archive;
pub(crate) mod restore;
pub(crate) mod seal;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use gateway::audit::AuditEvent;
use gateway::settings::{Loaded, Settings, StoreSettings};
use serde::{Deserialize, Serialize};
use store::env::Env;
use store::seal::{hex, sha256};

use self::archive::Entry;
use crate::audit::Trail;
use crate::compose;
use crate::database::{is_ours, waited};
use crate::operate::{BACKUP, Order, Who, tell};

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 it is written; 1 it is not, or does not say where the trail ends; 2 the command, the configuration or a recipient is wrong."
)]
pub(crate) struct Options {
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
    /// The file to write; it must not be there yet.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// A certificate of who may open it (a key on an elliptic curve). Say it again for another.
    #[arg(long, value_name = "FILE", required = true)]
    recipient: Vec<PathBuf>,
    /// Leave out the pairwise key and the identifier keys, which are kept elsewhere.
    #[arg(long)]
    without_identity_keys: bool,
}

/// What is in a backup. Its first entry, so that it can be read without the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// When it was made.
    pub(crate) made: String,
    /// The version that made it.
    pub(crate) version: String,
    /// The issuer of the gateway.
    pub(crate) issuer: String,
    /// The name of the configuration file.
    pub(crate) configuration: String,
    /// Whether the pairwise key is in it.
    pub(crate) pairwise_key: bool,
    /// Whether the identifier keys are in it; `None` when there are none.
    pub(crate) identifier_keys: Option<bool>,
    /// Files that the configuration names and that are not in it, and why.
    pub(crate) left_out: BTreeMap<String, String>,
    /// Whether what lasts of the store is in it: not that of a shared database.
    pub(crate) store: bool,
    /// Where each chain of the audit trail ended: number and hash of its last line.
    pub(crate) audit: BTreeMap<String, (u64, String)>,
    /// SHA-256 of each file in it.
    pub(crate) files: BTreeMap<String, String>,
}

/// Below this stand the configuration and what it names.
pub(crate) const CONFIGURATION: &str = "configuration";
/// Below this, by its whole name, what the configuration names elsewhere.
pub(crate) const OUTSIDE: &str = "outside";
/// Below this stand the keys that `landport keys` made, and which is which.
pub(crate) const MANAGED: &str = "managed-keys";
/// What lasts of the store.
pub(crate) const STORE: &str = "store";
pub(crate) const MANIFEST: &str = "manifest.json";
/// A configuration names no larger file.
const LARGEST_FILE: u64 = 64 << 20;

/// 0 when it is written, 1 when something failed, 2 when the command or the configuration is wrong.
pub(crate) fn run(options: &Options) -> ExitCode {
    let (trail, loaded) = match Trail::of(&options.config) {
        Ok(both) => both,
        Err(code) => return code,
    };
    let recipients = match seal::recipients(&options.recipient) {
        Ok(recipients) => recipients,
        Err(error) => {
            eprintln!("landport: {error}");
            return ExitCode::from(2);
        }
    };
    let done = gather(options, &loaded, &trail).and_then(|(manifest, entries)| {
        let tar = archive::write(&entries).map_err(|error| error.to_string())?;
        let sealed = seal::seal(&tar, &recipients).map_err(|error| error.to_string())?;
        write_new(&options.to, &sealed).map_err(|error| {
            let to = options.to.display();
            match error.kind() {
                ErrorKind::AlreadyExists => {
                    format!("{to} is there already and is not overwritten: name another file")
                }
                _ => format!("{to}: {error}"),
            }
        })?;
        Ok((manifest, hex(&sha256(&sealed))))
    });
    match done {
        Ok((manifest, digest)) => {
            say(&manifest);
            println!("SHA-256 {digest} {}", options.to.display());
            match manifest.audit.is_empty() {
                true => ExitCode::FAILURE,
                false => ExitCode::SUCCESS,
            }
        }
        Err(error) => {
            eprintln!("landport: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What is and is not in it, so that nobody finds out on the day of the restore.
pub(crate) fn say(manifest: &Manifest) {
    let kept = |is_in| match is_in {
        true => "is in it",
        false => "is NOT in it: keep it elsewhere, or every person becomes a stranger",
    };
    println!(
        "{} files of {}, made {}.",
        manifest.files.len(),
        manifest.issuer,
        manifest.made
    );
    println!("The pairwise key {}.", kept(manifest.pairwise_key));
    match manifest.identifier_keys {
        Some(is_in) => println!("The identifier keys: each {}.", kept(is_in)),
        None => println!("There are no identifier keys."),
    }
    match manifest.store {
        true => println!(
            "What lasts of the store and the matches that people had kept are in it; what else passes is not, on purpose."
        ),
        false => {
            println!("The store is a database: back it up by its own means (docs/operations.md).")
        }
    }
    match manifest.audit.is_empty() {
        true => println!(
            "Where the audit trail ends is NOT in it: a restore cannot say what is missing."
        ),
        false => {
            println!(
                "Of the audit trail only where it ends is in it: ship its files as they grow."
            );
        }
    }
    println!("The journal of matching and the checkpoints are not in it: ship them as they grow.");
    for (file, why) in &manifest.left_out {
        println!("Not in it: {file} ({why}).");
    }
}

fn gather(
    options: &Options,
    loaded: &Loaded,
    trail: &Trail,
) -> Result<(Manifest, Vec<Entry>), String> {
    let (env, settings) = (Env::system(), &loaded.settings);
    let mut entries = Vec::new();
    let text = fs::read_to_string(&options.config).map_err(|error| error.to_string())?;
    let directory = options.config.parent().unwrap_or_else(|| Path::new("."));
    let name = options
        .config
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    entries.push(Entry::new(CONFIGURATION, &name, text.clone().into_bytes()));
    let whole = |path: &PathBuf| fs::canonicalize(path).ok();
    let kept_elsewhere = identity_keys(settings);
    let mut gathered = Gathered {
        data: whole(&settings.data),
        kept_elsewhere: match options.without_identity_keys {
            true => kept_elsewhere.iter().filter_map(whole).collect(),
            false => BTreeSet::new(),
        },
        entries,
        left_out: BTreeMap::new(),
        taken: BTreeSet::new(),
    };
    for written in named(&text)? {
        let path = directory.join(&written);
        match path.try_exists() {
            Ok(true) => {}
            Ok(false) => continue,
            Err(error) if is_no_name(error.kind()) => continue,
            Err(error) => return Err(format!("{}: {error}", path.display())),
        }
        let (place, name) = place_of(directory, &written)?;
        gathered.take(&path, (place, &name))?;
    }
    let managed = gateway::keys::managed::directory(&settings.data);
    if managed.is_dir() {
        // They lie in the data directory, below which nothing else is taken.
        gathered.data = None;
        gathered.take(&managed, (MANAGED, ""))?;
    }
    let is_in = |file: &PathBuf| whole(file).is_some_and(|file| gathered.taken.contains(&file));
    let pairwise_key = is_in(&settings.keys.pairwise);
    let identifier_keys = (!settings.keys.identifier.is_empty()).then(|| {
        let keys = &settings.keys.identifier;
        keys.iter().all(is_in)
    });
    let Gathered {
        mut entries,
        left_out,
        ..
    } = gathered;
    let store = lasting(loaded, &env)?;
    let has_store = store.is_some();
    entries.extend(store.map(|octets| Entry::new("", STORE, octets)));
    let of = |entry: &Entry| (entry.name.clone(), hex(&sha256(&entry.octets)));
    let manifest = Manifest {
        made: eidas::Instant::from_ms(env.now_ms()).to_string(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        issuer: settings.issuer_text().to_owned(),
        configuration: name,
        pairwise_key,
        identifier_keys,
        left_out,
        store: has_store,
        audit: trail.heads(),
        files: entries.iter().map(of).collect(),
    };
    let told = serde_json::to_vec_pretty(&manifest).map_err(|error| error.to_string())?;
    entries.insert(0, Entry::new("", MANIFEST, told));
    Ok((manifest, entries))
}

/// The keys that make a person who she is to services and to other countries.
fn identity_keys(settings: &Settings) -> Vec<PathBuf> {
    let keys = &settings.keys;
    keys.identifier
        .iter()
        .chain([&keys.pairwise])
        .cloned()
        .collect()
}

/// Every text of the configuration: those of them that are files are what it names.
fn named(text: &str) -> Result<Vec<String>, String> {
    fn walk(value: &toml::Value, found: &mut Vec<String>) {
        match value {
            toml::Value::String(text) => found.push(text.clone()),
            toml::Value::Array(list) => list.iter().for_each(|value| walk(value, found)),
            toml::Value::Table(table) => table.values().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let table: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
    let mut found = Vec::new();
    walk(&toml::Value::Table(table), &mut found);
    found.retain(|text| !text.is_empty() && !text.contains("://"));
    found.sort();
    found.dedup();
    Ok(found)
}

/// A text that cannot be the name of a file: too long in one piece, with a NUL, below something that is no directory.
fn is_no_name(kind: ErrorKind) -> bool {
    use ErrorKind::{InvalidFilename, InvalidInput, NotADirectory};
    matches!(kind, InvalidFilename | InvalidInput | NotADirectory)
}

/// Where a file that the configuration names stands in the backup: below the configuration, or outside by
/// its whole name.
fn place_of(directory: &Path, written: &str) -> Result<(&'static str, String), String> {
    let is_plain = |path: &Path| {
        let mut parts = path.components();
        parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
    };
    if is_plain(Path::new(written)) {
        return Ok((CONFIGURATION, written.to_owned()));
    }
    let failed = |error: std::io::Error| format!("{written}: {error}");
    let whole = fs::canonicalize(directory.join(written)).map_err(failed)?;
    let home = fs::canonicalize(directory).map_err(failed)?;
    let (place, name) = match whole.strip_prefix(&home) {
        Ok(inside) => (CONFIGURATION, inside),
        Err(_) => (OUTSIDE, whole.strip_prefix("/").unwrap_or(&whole)),
    };
    Ok((place, name.to_string_lossy().into_owned()))
}

/// What is gathered, every place by its canonical name: a link, or a directory that is named, leads to the
/// same file.
struct Gathered {
    /// Nothing below it: it has its own entry.
    data: Option<PathBuf>,
    /// Not these.
    kept_elsewhere: BTreeSet<PathBuf>,
    entries: Vec<Entry>,
    left_out: BTreeMap<String, String>,
    /// Where each was.
    taken: BTreeSet<PathBuf>,
}

impl Gathered {
    /// Takes a file, or every file of a directory.
    fn take(&mut self, path: &Path, (place, name): (&str, &str)) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let whole = fs::canonicalize(path).map_err(failed)?;
        if self
            .data
            .as_ref()
            .is_some_and(|data| whole.starts_with(data))
        {
            return Ok(());
        }
        if self.kept_elsewhere.contains(&whole) {
            let why = "--without-identity-keys".to_owned();
            self.left_out.insert(name.to_owned(), why);
            return Ok(());
        }
        let about = fs::metadata(path).map_err(failed)?;
        if about.is_dir() {
            let mut inside: Vec<_> = fs::read_dir(path)
                .map_err(failed)?
                .map(|entry| entry.map(|entry| entry.file_name()))
                .collect::<Result<_, _>>()
                .map_err(failed)?;
            inside.sort();
            for file in inside {
                let file = file.to_string_lossy();
                let name = match name.trim_end_matches('/') {
                    "" => file.to_string(),
                    name => format!("{name}/{file}"),
                };
                self.take(&path.join(&*file), (place, &name))?;
            }
            return Ok(());
        }
        // A device or a socket is no file to be kept.
        if about.is_file() {
            if about.len() > LARGEST_FILE {
                return Err(format!(
                    "{}: larger than a configuration's files are",
                    path.display()
                ));
            }
            self.taken.insert(whole);
            let entry = Entry::new(place, name, fs::read(path).map_err(failed)?);
            // Two names of one file.
            if !self.entries.iter().any(|other| other.name == entry.name) {
                self.entries.push(entry);
            }
        }
        Ok(())
    }
}

/// What lasts of an embedded store, by the running gateway, or from the store when none runs. Also where the store is a database
/// the trail has a line of this backup, on the disk before anything is in a file.
fn lasting(loaded: &Loaded, env: &Env) -> Result<Option<Vec<u8>>, String> {
    let settings = &loaded.settings;
    let embedded = settings.store == StoreSettings::Embedded;
    let order = match embedded {
        true => Order::Snapshot,
        false => Order::Looked {
            command: BACKUP.to_owned(),
        },
    };
    let told = tell(&settings.data, &order);
    match told.map_err(|error| format!("the gateway does not answer: {error}"))? {
        Some(reply) if reply.done && embedded => {
            let file = PathBuf::from(reply.text);
            let octets = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()));
            fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            octets.map(Some)
        }
        Some(reply) if reply.done => Ok(None),
        Some(reply) => Err(reply.text),
        None => waited(async {
            is_ours(&settings.data)?;
            let kept = compose::open(settings, &loaded.keys, env).await?;
            let done = async {
                let event = AuditEvent::Operator {
                    command: BACKUP.to_owned(),
                    uid: Who::this().uid,
                };
                let written = kept.audit.record(event).await;
                written.map_err(|error| error.to_string())?;
                if !embedded {
                    return Ok(None);
                }
                let octets = store::snapshot(&**kept.records.store()).await;
                octets.map(Some).map_err(|error| error.to_string())
            };
            let done = done.await;
            kept.close().await?;
            done
        }),
    }
}

fn write_new(file: &Path, octets: &[u8]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    let mut open = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)?;
    let written = open.write_all(octets).and_then(|()| open.sync_all());
    if written.is_err() {
        // Half a backup would be taken for one.
        let _ = fs::remove_file(file);
    }
    written
}

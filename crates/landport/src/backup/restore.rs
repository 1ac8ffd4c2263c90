// SPDX-License-Identifier: EUPL-1.2
//! `landport restore`: a directory made anew from a backup, in which nothing that was used since can be
//! used again. `landport store restored` says the same of a database that came back by its own means.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use eidas::Instant;
use gateway::restored::IssuedAfter;
use store::env::Env;
use store::seal::{hex, sha256};
use store::{Embedded, EmbeddedOptions, Records, Store as _};

use super::archive::{self, Entry};
use super::{CONFIGURATION, MANAGED, MANIFEST, Manifest, OUTSIDE, STORE, say, seal};
use crate::database::waited;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code: 0 it is done; 1 it is not; 2 the command is wrong.")]
pub(crate) struct Options {
    /// The backup.
    file: PathBuf,
    /// The private key of one of its recipients.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// That recipient's certificate.
    #[arg(long, value_name = "FILE")]
    recipient: PathBuf,
    /// The directory to make; it must not be there, or be empty. Without it, only what is in the backup
    /// is told.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// The data directory, where the configuration names one outside of the restored directory.
    #[arg(long, value_name = "DIR", requires = "into")]
    data: Option<PathBuf>,
}

/// 0 when it is done, 1 when something failed.
pub(crate) fn run(options: &Options) -> ExitCode {
    match done(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("landport: {error}");
            ExitCode::FAILURE
        }
    }
}

fn done(options: &Options) -> Result<(), String> {
    let sealed =
        fs::read(&options.file).map_err(|error| format!("{}: {error}", options.file.display()))?;
    println!(
        "SHA-256 {} {}",
        hex(&sha256(&sealed)),
        options.file.display()
    );
    let tar = seal::open(&sealed, &options.key, &options.recipient)?;
    let (manifest, entries) = read(&tar).ok_or("it is no backup of this version, or not whole")?;
    say(&manifest);
    let Some(into) = &options.into else {
        return Ok(());
    };
    if fs::read_dir(into).is_ok_and(|mut inside| inside.next().is_some()) {
        return Err(format!("{} is not empty", into.display()));
    }
    let text = configuration(&manifest, &entries)?;
    let data = match &options.data {
        Some(data) => data.clone(),
        None => into.join(data(text)?),
    };
    is_free(&data)?;
    let filled = match entries.iter().find(|entry| entry.name == STORE) {
        Some(store) => Some(fill(&data, &store.octets)?),
        None => None,
    };
    // The configuration last: where this breaks off nothing starts, and above all no gateway on an empty store.
    let first = format!("{CONFIGURATION}/{}", manifest.configuration);
    let (last, before): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.name == first);
    for Entry { name, octets } in before.into_iter().chain(last) {
        let (file, outside) = match name.split_once('/') {
            Some((CONFIGURATION, below)) => (into.join(below), None),
            Some((OUTSIDE, below)) => (into.join(name), Some(below)),
            Some((MANAGED, below)) => (gateway::keys::managed::directory(&data).join(below), None),
            _ => continue,
        };
        write(&file, octets).map_err(|error| format!("{name}: {error}"))?;
        if let Some(outside) = outside {
            println!(
                "/{outside} lay outside the directory: put {} there.",
                file.display()
            );
        }
    }
    println!("Configuration and keys are in {}.", into.display());
    if let Some(named) = elsewhere(text, options.data.as_deref()) {
        println!(
            "It names data = {:?}, and that of the backup is in {}: write that there BEFORE anything starts, or what was \
             used could be used again.",
            named.display().to_string(),
            data.display()
        );
    }
    if let Some((count, restored)) = filled {
        println!(
            "{count} entries are in the store. What others signed before {restored} is refused."
        );
    }
    if !manifest.store {
        println!(
            "The store is a database: bring it back by its own means, then landport store migrate and landport store \
             restored BEFORE any gateway starts, or what was used could be used again."
        );
    }
    println!(
        "Clients that were registered, disabled or given new secrets since the backup are as they were then: landport \
         client list."
    );
    println!(
        "Now: give all of it to the gateway's user; put in place what is not in it; landport check, landport doctor, landport status (what was closed \
         since the backup is open again); start. Logins begin anew; in the first minute some must be begun twice."
    );
    Ok(())
}

/// The manifest and what it names, each as it was.
fn read(tar: &[u8]) -> Option<(Manifest, Vec<Entry>)> {
    let mut entries = archive::read(tar)?;
    let first = (!entries.is_empty()).then(|| entries.remove(0))?;
    let manifest: Manifest = serde_json::from_slice(&first.octets).ok()?;
    let is_told =
        |entry: &Entry| manifest.files.get(&entry.name) == Some(&hex(&sha256(&entry.octets)));
    let whole = first.name == MANIFEST
        && entries.len() == manifest.files.len()
        && entries.iter().all(is_told);
    whole.then_some((manifest, entries))
}

fn write(path: &Path, octets: &[u8]) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true).mode(0o700).create(directory)?;
    }
    let mut options = fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(octets)?;
    file.sync_all()
}

/// The configuration that the backup has.
///
/// Attack: a backup that somebody made for us names another file of this machine as its configuration.
fn configuration<'a>(manifest: &Manifest, entries: &'a [Entry]) -> Result<&'a str, String> {
    let name = &manifest.configuration;
    let mut parts = Path::new(name).components();
    let alone = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(part)), None) if part == name.as_str()
    );
    let place = format!("{CONFIGURATION}/{name}");
    let found = entries.iter().find(|entry| alone && entry.name == place);
    found
        .and_then(|entry| std::str::from_utf8(&entry.octets).ok())
        .ok_or_else(|| format!("the configuration {name:?} is not in it"))
}

/// The data directory that the configuration names, where its data were put into another.
fn elsewhere(configuration: &str, data: Option<&Path>) -> Option<PathBuf> {
    let (written, _) = gateway::config::parse(configuration);
    let named = written?.data?.value;
    (data? != named).then_some(named)
}

/// Where its data lies, below the configuration.
///
/// Attack: it names a directory of this machine in which something else lies. A directory that is made anew is
/// written into, and nothing outside of it.
fn data(configuration: &str) -> Result<PathBuf, String> {
    let (written, _) = gateway::config::parse(configuration);
    let written = written.ok_or("the configuration is not readable")?;
    let data = written
        .data
        .ok_or("the configuration names no data directory")?;
    let data = data.value;
    let leads_down = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    match data.components().all(leads_down) {
        true => Ok(data),
        false => Err(format!(
            "the configuration's data directory {0} lies outside of the directory that is made: if that is meant, \
             say --data {0}",
            data.display()
        )),
    }
}

fn is_free(data: &Path) -> Result<(), String> {
    let place = data.join("store");
    match place.exists() {
        true => Err(format!(
            "{} is there already: move it away",
            place.display()
        )),
        false => Ok(()),
    }
}

/// The store in the restored data directory, with the mark of this moment.
fn fill(data: &Path, octets: &[u8]) -> Result<(u64, Instant), String> {
    is_free(data)?;
    let place = data.join("store");
    let mut builder = fs::DirBuilder::new();
    let made = builder.recursive(true).mode(0o700).create(data);
    made.map_err(|error| format!("{}: {error}", data.display()))?;
    let env = Env::system();
    let store = Embedded::open(&place, env.clone(), &EmbeddedOptions::default());
    let store = std::sync::Arc::new(store.map_err(|error| error.to_string())?);
    waited(async {
        let count = store::restore(&*store, octets).await?;
        let ms = env.now_ms();
        let records = Records::new(store.clone(), env.clone());
        records.put_standing(&IssuedAfter { ms }).await?;
        store.close().await?;
        Ok::<_, store::StoreError>((count, Instant::from_ms(ms)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_out_of_the_directory_is_no_data_and_what_is_not_in_the_backup_no_configuration() {
        let below = Ok(PathBuf::from("state/data"));
        assert_eq!(data("data = \"state/data\""), below);
        for outside in ["/var/lib/landport", "../data", "a/../../data"] {
            let said = data(&format!("data = {outside:?}")).unwrap_err();
            assert!(said.ends_with(&format!("say --data {outside}")), "{said}");
        }
        let entries = [
            Entry::new(CONFIGURATION, "landport.toml", b"data = \"data\"".to_vec()),
            Entry::new(CONFIGURATION, "keys/a.toml", vec![]),
        ];
        let named = |name: &str| Manifest {
            made: String::new(),
            version: String::new(),
            issuer: String::new(),
            configuration: name.to_owned(),
            pairwise_key: false,
            identifier_keys: None,
            left_out: Default::default(),
            store: false,
            audit: Default::default(),
            files: Default::default(),
        };
        let found = named("landport.toml");
        assert_eq!(configuration(&found, &entries), Ok("data = \"data\""));
        for other in [
            "/etc/passwd",
            "../landport.toml",
            "keys/a.toml",
            "./landport.toml",
            "b.toml",
            "",
        ] {
            let said = configuration(&named(other), &entries).unwrap_err();
            assert!(said.ends_with("is not in it"), "{said}");
        }
    }
}

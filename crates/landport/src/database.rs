// SPDX-License-Identifier: EUPL-1.2
//! `landport store`: the tables of a shared store, and the way from one kind to the other.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gateway::audit::AuditEvent;
use gateway::restored::IssuedAfter;
use gateway::settings::{Loaded, Settings, StoreSettings};
use store::env::Env;
use store::{Migrated, Postgres, PostgresOptions, StoreError};

use crate::check::complain;
use crate::compose::{self, open_store};
use crate::operate::Who;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 it is done; 1 a store refused; 2 the command or a configuration is wrong."
)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make the tables in PostgreSQL, or change them to what this version needs. Nodes of the version
    /// before go on meanwhile.
    Migrate {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The role that owns the tables, when the gateway's own may not make any. The gateway's role
        /// then gets what it needs.
        #[arg(long, value_name = "ROLE")]
        owner: Option<String>,
        /// A file with the owner's password.
        #[arg(long, value_name = "FILE", requires = "owner")]
        owner_password_file: Option<PathBuf>,
        /// Also take away what only older versions needed: when none of them runs any more.
        #[arg(long)]
        contract: bool,
    },
    /// A database came back from a backup of its own: take away everything that passes, and refuse what
    /// others signed before this moment. No gateway runs meanwhile.
    Restored {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Copy everything from the store of one configuration into the empty one of another: from the
    /// embedded store to PostgreSQL, or back. No gateway runs meanwhile.
    Copy {
        /// The configuration whose store has it.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
        /// The configuration whose store gets it.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

/// Runs it: 0 when it is done, 1 when a store refused, 2 when a configuration is wrong.
pub(crate) fn run(options: &Options) -> ExitCode {
    match &options.what {
        What::Migrate {
            config,
            owner,
            owner_password_file,
            contract,
        } => {
            let password = owner_password_file.as_deref();
            migrate(
                config,
                owner.as_deref().map(|owner| (owner, password)),
                *contract,
            )
        }
        What::Copy { from, to } => copy(from, to),
        What::Restored { config } => restored(config),
    }
}

fn loaded(file: &Path) -> Result<Loaded, ExitCode> {
    let now = eidas::Instant::from_ms(Env::system().now_ms());
    gateway::settings::load(file, now).map_err(|problems| {
        complain(file, &problems);
        ExitCode::from(2)
    })
}

fn load(file: &Path) -> Result<Settings, ExitCode> {
    loaded(file).map(|loaded| loaded.settings)
}

fn copy(from: &Path, to: &Path) -> ExitCode {
    let settings = load(from).and_then(|from| Ok((from, load(to)?)));
    let (from, to) = match settings {
        Ok(both) => both,
        Err(code) => return code,
    };
    let env = Env::system();
    let copied = waited(async {
        alone(&from).await?;
        alone(&to).await?;
        let (from, to) = (open_store(&from, &env).await?, open_store(&to, &env).await?);
        let copied = store::copy(&*from, &*to, &env).await;
        for store in [from, to] {
            store.close().await.map_err(|error| error.to_string())?;
        }
        copied.map_err(|error| error.to_string())
    });
    match copied {
        Ok(entries) => {
            println!("{entries} entries copied. Start gateways on one of the two only.");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("landport: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Who runs meanwhile would put back what is taken away, and write into one store of two what nobody copies any more.
async fn alone(settings: &Settings) -> Result<(), String> {
    is_ours(&settings.data)?;
    let StoreSettings::PostgreSql(options) = &settings.store else {
        return Ok(());
    };
    let running = Postgres::running(options.clone()).await;
    match running.map_err(|error| error.to_string())? {
        0 => Ok(()),
        running => Err(format!(
            "{running} nodes use the database, or did within 30 seconds: stop every gateway, wait, and say it again"
        )),
    }
}

/// A command that opens the store makes files in the data directory, and they are its user's. Attack of chance: the gateway is
/// down, somebody asks with root's rights what is closed, and it cannot open its own store any more.
pub(crate) fn is_ours(data: &Path) -> Result<(), String> {
    use std::os::unix::fs::MetadataExt as _;
    let Some(owner) = std::fs::metadata(data).ok().map(|found| found.uid()) else {
        return Ok(());
    };
    let we = rustix::process::geteuid().as_raw();
    match owner == we {
        true => Ok(()),
        false => Err(format!(
            "{} belongs to user {owner}, and what user {we} wrote there the gateway could not open: say it again as that \
             user, as with sudo -u '#{owner}'",
            data.display()
        )),
    }
}

/// codes, tokens, sessions and requests of before the restore are gone, so that none can be used a
/// second time.
fn restored(config: &Path) -> ExitCode {
    let Loaded { settings, keys, .. } = match loaded(config) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let env = Env::system();
    let done = waited(async {
        alone(&settings).await?;
        let kept = compose::open(&settings, &keys, &env).await?;
        let done = async {
            let said = AuditEvent::Operator {
                command: "store restored".to_owned(),
                uid: Who::this().uid,
            };
            let written = kept.audit.record(said).await;
            written.map_err(|error| error.to_string())?;
            // Before: should this break off, nothing is believed of which the mark may be gone. After:
            // until then something may have been used.
            let mark = || IssuedAfter { ms: env.now_ms() };
            let marked = async {
                kept.records.put_standing(&mark()).await?;
                let gone = store::forget_what_passes(&**kept.records.store()).await?;
                let mark = mark();
                kept.records.put_standing(&mark).await?;
                Ok::<_, StoreError>((gone, mark.ms))
            };
            marked.await.map_err(|error| error.to_string())
        };
        let done = done.await;
        kept.close().await?;
        done
    });
    match done {
        Ok((gone, ms)) => {
            let at = eidas::Instant::from_ms(ms);
            println!("{gone} entries are gone. What others signed before {at} is refused.");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("landport: {error}");
            ExitCode::FAILURE
        }
    }
}

fn migrate(config: &Path, owner: Option<(&str, Option<&Path>)>, contract: bool) -> ExitCode {
    let settings = match load(config) {
        Ok(settings) => settings,
        Err(code) => return code,
    };
    let StoreSettings::PostgreSql(mut database) = settings.store else {
        eprintln!("landport: an embedded store needs no migration: it reads what it wrote");
        return ExitCode::from(2);
    };
    let mut role = None;
    if let Some((owner, password)) = owner {
        role = Some(std::mem::replace(&mut database.user, owner.to_owned()));
        database.password_file = password.map(Path::to_owned);
    }
    match waited(store::migrate(database, role.as_deref(), contract)) {
        Ok(Migrated { from, to, needs }) => {
            println!(
                "Schema {to} (it was {from}); versions for schema {needs} or later may use it."
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("landport: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What is wrong with the database that the settings name; nothing for an embedded store.
pub(crate) fn wrong(file: &Path, settings: &Settings) -> Option<String> {
    let StoreSettings::PostgreSql(options) = &settings.store else {
        return None;
    };
    let looked = waited(async {
        let verified = Postgres::verify(PostgresOptions::clone(options)).await;
        verified.map_err(|error| format!("{error}. {}", remedy(&error)))
    });
    looked
        .err()
        .map(|error| format!("{}: {error}", file.display()))
}

/// What to do about a database that cannot be used.
pub(crate) fn remedy(error: &StoreError) -> &'static str {
    match error {
        StoreError::Unavailable(_) => {
            "See whether it runs, and look at hosts, database, user, password_file and authorities of [store]"
        }
        StoreError::Schema(_) => "docs/operations.md, Several nodes",
        _ => "Its own log says why",
    }
}

pub(crate) fn waited<T, E: ToString>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(work).map_err(|error| error.to_string())
}

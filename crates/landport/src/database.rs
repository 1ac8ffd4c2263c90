// SPDX-License-Identifier: EUPL-1.2
//! `landport store migrate`: the tables of a shared store.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gateway::settings::{Settings, StoreSettings};
use store::env::Env;
use store::{Migrated, Postgres, PostgresOptions, StoreError};

use crate::check::complain;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
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
}

/// Runs it: 0 when it is done, 1 when the database refused, 2 when the configuration is wrong.
pub(crate) fn run(options: &Options) -> ExitCode {
    let What::Migrate {
        config,
        owner,
        owner_password_file,
        contract,
    } = &options.what;
    let now = eidas::Instant::from_ms(Env::system().now_ms());
    let settings = match gateway::settings::load(config, now) {
        Ok(loaded) => loaded.settings,
        Err(problems) => {
            complain(config, &problems);
            return ExitCode::from(2);
        }
    };
    let StoreSettings::PostgreSql(database) = settings.store else {
        eprintln!("landport: an embedded store needs no migration: it reads what it wrote");
        return ExitCode::from(2);
    };
    let (mut database, mut role) = (database, None);
    if let Some(owner) = owner {
        role = Some(std::mem::replace(&mut database.user, owner.clone()));
        database.password_file.clone_from(owner_password_file);
    }
    match waited(store::migrate(database, role.as_deref(), *contract)) {
        Ok(Migrated { from, to, needs }) => {
            println!(
                "Schema {to} (it was {from}); version for schema {needs} or later may use it."
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
    let looked = waited(Postgres::verify(PostgresOptions::clone(options)));
    looked
        .err()
        .map(|error| format!("{}: {error}", file.display()))
}

fn waited<T>(work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| StoreError::Io(error.to_string()))?;
    runtime.block_on(work)
}

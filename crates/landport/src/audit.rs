// SPDX-License-Identifier: EUPL-1.2
//! `landport audit verify --config FILE`: is the audit trail as it was written?

use std::path::PathBuf;
use std::process::ExitCode;

use gateway::audit::{AuditKey, End, Ending, Whole};
use gateway::settings::{Settings, StoreSettings};
use store::env::Env;

use crate::check::complain;
use crate::compose::open_store;
use crate::operate::{Order, tell};

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Follow the hash chain through every file, and say whether it is whole or where it breaks.
    Verify {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
}

/// Runs it: 0 when every chain is whole, 1 when one is broken, 2 when the configuration is wrong.
/// The gateway may run meanwhile: it is asked where its chains end. When none runs, its store is.
pub(crate) fn run(options: &Options) -> ExitCode {
    let What::Verify { config } = &options.what;
    let env = Env::system();
    let now = eidas::Instant::from_ms(env.now_ms());
    let loaded = match gateway::settings::load(config, now) {
        Ok(loaded) => loaded,
        Err(problems) => {
            complain(config, &problems);
            return ExitCode::from(2);
        }
    };
    let data = &loaded.settings.data;
    // Before the files are read: a line that comes meanwhile is then only one more.
    let ends = ends(&loaded.settings, &env).unwrap_or_else(|why| {
        println!("Where the chains must end cannot be told: {why}");
        Vec::new()
    });
    let key = AuditKey::new(*loaded.keys.audit().bytes());
    let mut code = ExitCode::SUCCESS;
    for (class, found) in gateway::audit::verify(&data.join("audit"), &ends, &key) {
        let name = class.name();
        match found {
            Ok(Whole { lines, end }) => println!("{name}: whole, {lines} lines{}", told(end)),
            Err(error) => {
                println!("{name}: BROKEN at {error}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

fn told(end: Ending) -> String {
    match end {
        Ending::Compared => String::new(),
        Ending::InStore(lines) => {
            format!(", and {lines} in the store that the next start writes")
        }
        Ending::NotCompared => "; lines cut off at its end would not be missed".to_owned(),
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

// SPDX-License-Identifier: EUPL-1.2
//! `landport audit verify --config FILE`: is the audit trail as it was written?

use std::path::PathBuf;
use std::process::ExitCode;

use gateway::env::Env;

use crate::check::complain;

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
/// Reads only; the gateway may run meanwhile.
pub(crate) fn run(options: &Options) -> ExitCode {
    let What::Verify { config } = &options.what;
    let now = eidas::Instant::from_ms(Env::system().now_ms());
    let loaded = match gateway::settings::load(config, now) {
        Ok(loaded) => loaded,
        Err(problems) => {
            complain(config, &problems);
            return ExitCode::from(2);
        }
    };
    let mut code = ExitCode::SUCCESS;
    for (class, found) in gateway::audit::verify(&loaded.settings.data.join("audit")) {
        match found {
            Ok(lines) => println!("{}: whole, {lines} lines", class.name()),
            Err(error) => {
                println!("{}: BROKEN at {error}", class.name());
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

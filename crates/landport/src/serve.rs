// SPDX-License-Identifier: EUPL-1.2
//! `landport serve --config FILE`: the gateway itself.

use std::path::PathBuf;
use std::process::ExitCode;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The configuration file.
    #[arg(long)]
    config: PathBuf,
}

/// Runs it.
pub fn run(options: &Options) -> ExitCode {
    let _ = options.config;
    todo!()
}

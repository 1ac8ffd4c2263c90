// SPDX-License-Identifier: EUPL-1.2
//! `landport check --config FILE`: everything that is wrong, at once, with line and remedy.

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

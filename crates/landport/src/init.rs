// SPDX-License-Identifier: EUPL-1.2
//! `landport init DIR`: a commented configuration, keys of every role, self-signed certificates.

use std::path::PathBuf;
use std::process::ExitCode;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The directory to make. It must not hold a configuration yet.
    directory: PathBuf,
}

/// Runs it.
pub fn run(options: &Options) -> ExitCode {
    let _ = options.directory;
    todo!()
}

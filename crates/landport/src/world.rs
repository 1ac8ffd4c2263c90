// SPDX-License-Identifier: EUPL-1.2
//! `landport world`.

use std::process::ExitCode;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub struct Options {}

/// Runs it.
pub fn run(_options: Options) -> ExitCode {
    eprintln!("not built yet");
    ExitCode::FAILURE
}

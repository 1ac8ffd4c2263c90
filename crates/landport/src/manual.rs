// SPDX-License-Identifier: EUPL-1.2
//! `landport manual DIR`: what packages hold beside the program, made from the declarations of its own
//! commands, so that neither can be older than the other. docs/adr/0019.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The directory, which is made: `man1/` and `completions/` in it.
    directory: PathBuf,
}

/// Writes them.
pub(crate) fn run(options: &Options, command: Command) -> ExitCode {
    match write(&options.directory, command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("landport: {}: {error}", options.directory.display());
            ExitCode::FAILURE
        }
    }
}

fn write(directory: &Path, mut command: Command) -> io::Result<()> {
    let (pages, completions) = (directory.join("man1"), directory.join("completions"));
    for made in [&pages, &completions] {
        std::fs::create_dir_all(made)?;
    }
    for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
        clap_complete::generate_to(shell, &mut command, "landport", &completions)?;
    }
    clap_mangen::generate_to(command, pages)
}

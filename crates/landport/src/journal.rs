// SPDX-License-Identifier: EUPL-1.2
//! `landport journal open --key FILE DIRECTORY`: what was matched by what, for the body that may look
//! into a complaint. It needs the files and the key, and neither the gateway nor its configuration.

use std::path::PathBuf;
use std::process::ExitCode;

use gateway::journal::{days, entries, private_key};

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 every entry was read; 1 some belong to another key, were changed or are torn; 2 there is nothing to read by."
)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print every entry as one line of JSON.
    Open {
        /// The private half of the journal's key (PEM, P-256).
        #[arg(long)]
        key: PathBuf,
        /// The directory of the journal.
        directory: PathBuf,
    },
}

/// Runs it: 0 when every entry was read, 1 when some belong to another key, were changed or torn, 2
/// when there is nothing to read by.
pub(crate) fn run(options: &Options) -> ExitCode {
    let What::Open { key, directory } = &options.what;
    let pem = match std::fs::read(key) {
        Ok(pem) => pem,
        Err(error) => {
            eprintln!("landport: {} cannot be read ({error})", key.display());
            return ExitCode::from(2);
        }
    };
    let Some(opener) = private_key(&pem) else {
        eprintln!(
            "landport: {} holds no private key on P-256 (PEM)",
            key.display()
        );
        return ExitCode::from(2);
    };
    let (mut all, mut unread) = (0_u64, 0_u64);
    let read = days(directory).and_then(|days| {
        for day in days {
            for (number, entry) in entries(&day, &opener)?.into_iter().enumerate() {
                all += 1;
                match entry {
                    Some(entry) => println!("{entry}"),
                    None => {
                        let (file, line) = (day.display(), number + 1);
                        eprintln!("landport: {file}, line {line}: of another key, changed or torn");
                        unread += 1;
                    }
                }
            }
        }
        Ok(())
    });
    match read {
        Ok(()) if unread == 0 => ExitCode::SUCCESS,
        Ok(()) => {
            eprintln!("landport: {unread} of {all} entries cannot be read");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("landport: {} cannot be read ({error})", directory.display());
            ExitCode::from(2)
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport jwk FILE`: what an e-ID has to know of our key.

use std::path::PathBuf;
use std::process::ExitCode;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code: 0 it is printed; 2 the file holds no such key.")]
pub(crate) struct Options {
    /// The private key (PKCS#8, PEM): the `key_file` of an `[[eid]]`.
    file: PathBuf,
}

/// Runs it: 2 when the file holds no such key. Providers find a key by its `kid` (oidc-provider does,
/// ID-porten does), so the public half alone is not enough for them.
pub(crate) fn run(options: &Options) -> ExitCode {
    let file = options.file.display();
    let pem = match std::fs::read(&options.file) {
        Ok(pem) => pem,
        Err(error) => {
            eprintln!("landport: {file} cannot be read ({error})");
            return ExitCode::from(2);
        }
    };
    match gateway::keys::public_jwk(&pem) {
        Some(jwk) => {
            println!("{jwk}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("landport: {file} holds no RSA or P-256 private key (PKCS#8, PEM)");
            ExitCode::from(2)
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport init DIR`: a commented configuration, keys of every role, self-signed certificates.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use eidas::CountryCode;
use gateway::keys::{generate, self_signed_tls, write_private};
use store::env::Env;
use xmlsec::Subject;

/// The commented configuration: the example of the documentation itself.
const EXAMPLE: &str = include_str!("../../../examples/serve.toml");
const EXAMPLE_HOST: &str = "login.example.no";
const EXAMPLE_DATA: &str = "data";

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 it is written; 1 it could not be; 2 something is there already."
)]
pub(crate) struct Options {
    /// The directory to make. It must not hold a configuration yet.
    directory: PathBuf,
    /// The public host name of the gateway.
    #[arg(long, default_value = EXAMPLE_HOST)]
    host: String,
    /// Our own country.
    #[arg(long, default_value = "NO")]
    country: CountryCode,
    /// The data directory to write into the configuration: relative to it, or absolute.
    #[arg(long, default_value = EXAMPLE_DATA)]
    data: String,
}

/// Runs it: 2 when something is there already.
pub(crate) fn run(options: &Options) -> ExitCode {
    let config = options.directory.join("landport.toml");
    let inside = ["landport.toml", "keys", "tls"].map(|name| options.directory.join(name));
    if let Some(present) = inside.iter().find(|path| path.exists()) {
        eprintln!(
            "landport: {} is there already and is not overwritten. Name another directory.",
            present.display()
        );
        return ExitCode::from(2);
    }
    match write(options, &config) {
        Ok(()) => {
            let config = config.display();
            println!(
                "Written: {config}, keys of every role, a self-signed TLS certificate.\n\
                 Next: edit {config}, put a backup of keys/pairwise.key in a safe place, then\n  \
                 landport check --config {config}\n  landport serve --config {config}"
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("landport: {}: {error}", options.directory.display());
            ExitCode::FAILURE
        }
    }
}

fn write(options: &Options, config: &Path) -> io::Result<()> {
    let env = Env::system();
    let directory = &options.directory;
    let country = options.country.as_str();
    let subject = Subject {
        common_name: &options.host,
        organization: "Landport",
        country,
    };
    generate(&directory.join("keys"), subject, &env)?;
    let tls = directory.join("tls");
    std::fs::create_dir_all(&tls)?;
    let (certificate, key) = self_signed_tls(&[&options.host], &env)?;
    std::fs::write(tls.join("certificate.pem"), certificate)?;
    write_private(&tls.join("key.pem"), &key)?;
    let text = EXAMPLE
        .replace(EXAMPLE_HOST, &options.host)
        .replace("country = \"NO\"", &format!("country = \"{country}\""))
        .replace(
            &format!("data = {EXAMPLE_DATA:?}"),
            &format!("data = {}", toml::Value::String(options.data.clone())),
        );
    write_private(config, text.as_bytes())
}

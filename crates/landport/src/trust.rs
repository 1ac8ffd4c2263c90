// SPDX-License-Identifier: EUPL-1.2
//! `landport trust`: whom we believe, before and while we do. docs/adr/0022.

mod diff;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use eidas::Instant;
use gateway::approvals::{
    Anchor, Asked, Person, Unapproved, named, of_country, of_list, of_list_metadata,
};
use gateway::settings::{Profile, Settings};
use store::seal::{hex, sha256};
use xmlsec::Certificate;

use crate::lever::{give, written};
use crate::operate::{Order, tell};

/// What can be said to `trust`.
#[derive(Debug, clap::Args)]
#[command(after_help = crate::ORDERED)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say what a new service list would change: nodes, places, certificates. 1 when something would.
    Diff(diff::Options),
    /// Propose a trust anchor that the configuration does not have yet: the first of two persons.
    Propose(Propose),
    /// Approve what another person proposed.
    Approve(Approve),
    /// Say what waits for approval.
    Status(Which),
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
}

#[derive(Debug, clap::Args)]
struct Who {
    /// Your name, as it stands in the audit trail.
    #[arg(long)]
    name: String,
    /// Why, for whoever reads the trail: where the certificate came from, and how it was compared.
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
struct Propose {
    /// The country whose nodes it vouches for.
    #[arg(
        long,
        value_name = "CC",
        required_unless_present = "list",
        conflicts_with = "list"
    )]
    country: Option<String>,
    /// The service list that it signs.
    #[arg(long, value_name = "NAME", requires = "territory")]
    list: Option<String>,
    /// For which countries the list may speak under it: a proposal each.
    #[arg(long, value_name = "CC", requires = "list", value_delimiter = ',')]
    territory: Vec<String>,
    /// It vouches for metadata where the list names no certificate, and does not sign the list.
    #[arg(long, requires = "list", conflicts_with = "pin")]
    metadata: bool,
    /// A file with the one certificate (PEM).
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "pin",
        conflicts_with = "pin"
    )]
    anchor: Option<PathBuf>,
    /// A metadata file that is to be pinned by its SHA-256.
    #[arg(long, value_name = "FILE")]
    pin: Option<PathBuf>,
    #[command(flatten)]
    who: Who,
}

#[derive(Debug, clap::Args)]
struct Approve {
    /// The proposals, as `propose` printed them: several only of one certificate.
    #[arg(required = true)]
    id: Vec<String>,
    /// The fingerprint as the other side gave it to you, not as the proposal shows it.
    #[arg(long, value_name = "FINGERPRINT")]
    sha256: String,
    #[command(flatten)]
    who: Who,
}

/// 0 when it is done, 2 when the command is wrong, 1 when it was refused.
pub(crate) fn run(options: Options) -> ExitCode {
    match options.what {
        What::Diff(options) => diff::run(&options),
        What::Propose(it) => {
            let asked = it.anchors().map(|(anchors, about)| {
                let about = || about.clone();
                let propose = |anchor| Asked::Propose {
                    anchor,
                    about: about(),
                };
                anchors.into_iter().map(propose).collect()
            });
            order(asked, it.who)
        }
        What::Approve(it) => {
            let sha256 = || it.sha256.clone();
            let approve = |id| Asked::Approve {
                id,
                sha256: sha256(),
            };
            order(Ok(it.id.into_iter().map(approve).collect()), it.who)
        }
        What::Status(which) => give(&which.config, Ok(Order::TrustStatus)),
    }
}

/// The anchors of a configuration that would count for nothing, for two persons did not approve them, as the running
/// gateway knows; nothing where none runs.
///
/// # Errors
/// One runs and did not say.
pub(crate) fn unapproved(settings: &Settings) -> Result<Vec<Unapproved>, String> {
    /// An order has 64 KiB at most, and an anchor some 200 octets.
    const PIECE: usize = 200;
    let mut all = Vec::new();
    if settings.profile == Profile::Demo {
        return Ok(all);
    }
    for anchors in named(settings).chunks(PIECE) {
        let anchors = anchors.to_vec();
        let reply = tell(&settings.data, &Order::Unapproved { anchors });
        match reply.map_err(|error| error.to_string())? {
            None => return Ok(all),
            Some(reply) if reply.done => {
                let some = serde_json::from_str::<Vec<Unapproved>>(&reply.text);
                all.extend(some.map_err(|error| error.to_string())?);
            }
            Some(reply) => return Err(reply.text),
        }
    }
    Ok(all)
}

/// One after another, until one is refused.
fn order(asked: Result<Vec<Asked>, String>, who: Who) -> ExitCode {
    let by = Person {
        name: who.name,
        reason: who.reason,
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(wrong) => return give(&who.which.config, Err(wrong)),
    };
    for asked in asked {
        let by = by.clone();
        let code = give(&who.which.config, Ok(Order::Trust { asked, by }));
        if code != ExitCode::SUCCESS {
            return code;
        }
    }
    ExitCode::SUCCESS
}

impl Propose {
    fn anchors(&self) -> Result<(Vec<Anchor>, String), String> {
        let parsed = |code: &String, flag: &str| {
            eidas::CountryCode::parse(code).map_err(|error| format!("{flag}: {error}"))
        };
        let of = match (&self.country, &self.list) {
            (Some(code), _) => {
                vec![of_country(parsed(code, "--country")?.as_str())]
            }
            (None, Some(name)) => {
                let file = written(&self.who.which.config)?;
                let lists = file.service_list.iter().flat_map(|list| &list.value);
                let mut names = lists.filter_map(|at| at.value.name.as_ref());
                // A list may be proposed for before it is written; a typing mistake is more likely.
                if !names.any(|at| at.value == *name) {
                    eprintln!("landport: no [[service_list]] is called {name} yet");
                }
                let of = match self.metadata {
                    true => of_list_metadata,
                    false => of_list,
                };
                let codes = self.territory.iter();
                let codes = codes.map(|code| Ok(of(name, parsed(code, "--territory")?.as_str())));
                codes.collect::<Result<_, String>>()?
            }
            (None, None) => return Err("write --country or --list".to_owned()),
        };
        let (sha256, about) = match (&self.anchor, &self.pin) {
            (Some(file), _) => certificate(file)?,
            (None, Some(file)) => {
                let octets = read(file)?;
                (
                    hex(&sha256(&octets)),
                    format!("metadata in {}", file.display()),
                )
            }
            (None, None) => return Err("write --anchor or --pin".to_owned()),
        };
        let anchor = |of| Anchor {
            of,
            sha256: sha256.clone(),
        };
        Ok((of.into_iter().map(anchor).collect(), about))
    }
}

/// One at a time: a second certificate in the file would be approved unseen.
fn certificate(file: &Path) -> Result<(String, String), String> {
    let chain = Certificate::chain_from_pem(&read(file)?);
    let chain = chain.map_err(|error| format!("{}: {error}", file.display()))?;
    let [certificate] = chain.as_slice() else {
        let (count, file) = (chain.len(), file.display());
        return Err(format!(
            "{file} holds {count} certificates: propose each by itself"
        ));
    };
    Ok((hex(&certificate.sha256()), about(certificate)))
}

/// The subject and the end of a certificate.
fn about(certificate: &Certificate) -> String {
    let end = Instant::from_ms(certificate.not_after().saturating_mul(1000));
    format!("{} until {end}", certificate.subject())
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| format!("{} cannot be read ({error})", file.display()))
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport suspend`, `landport resume`, `landport status`: the emergency lever.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use eidas::Instant;
use gateway::config;
use gateway::lever::Target;
use gateway::login::WALLET;
use gateway::registry::Registry;
use store::env::Env;

use crate::compose;
use crate::database::is_ours;
use crate::operate::{Clients, Closing, Operator, Order, Reply, Who, tell};

/// What to close or open.
#[derive(Debug, clap::Args)]
struct What {
    /// `eid` or `country`.
    #[arg(value_enum)]
    kind: Kind,
    /// The `id` of the e-ID, or the country's two letters.
    name: String,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Kind {
    /// A national e-ID: for foreign and national services alike.
    Eid,
    /// A country: its nationals here, and ours at its services.
    Country,
}

/// Which gateway.
#[derive(Debug, clap::Args)]
struct Which {
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
}

/// What can be said to `suspend`.
#[derive(Debug, clap::Args)]
#[command(after_help = crate::ORDERED)]
pub(crate) struct Suspend {
    #[command(flatten)]
    what: What,
    /// What people read, in bokmål.
    #[arg(long, value_name = "TEXT")]
    text_nb: String,
    /// In nynorsk; without it they read the bokmål.
    #[arg(long, value_name = "TEXT")]
    text_nn: Option<String>,
    /// In English.
    #[arg(long, value_name = "TEXT")]
    text_en: String,
    /// Opens again by itself at this time, as 2026-11-24T12:00:00Z.
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    #[command(flatten)]
    which: Which,
}

/// What can be said to `resume`.
#[derive(Debug, clap::Args)]
#[command(after_help = crate::ORDERED)]
pub(crate) struct Resume {
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    which: Which,
}

/// What can be said to `status`.
#[derive(Debug, clap::Args)]
#[command(after_help = crate::ORDERED)]
pub(crate) struct Status {
    #[command(flatten)]
    which: Which,
}

/// Closes: 0 when it is closed, 2 when the command is wrong, 1 when it failed.
pub(crate) fn suspend(options: Suspend) -> ExitCode {
    let order = || {
        let target = options.what.target(&options.which.config)?;
        let until_ms = match &options.until {
            None => None,
            Some(text) => {
                let until = Instant::parse(text).ok_or_else(|| {
                    format!("--until {text}: write a time, as 2026-11-24T12:00:00Z")
                })?;
                if until.ms() <= Env::system().now_ms() {
                    return Err(format!("--until {text}: that time is over"));
                }
                Some(until.ms())
            }
        };
        Ok(Order::Suspend(Closing {
            target,
            until_ms,
            nn: options.text_nn.unwrap_or_else(|| options.text_nb.clone()),
            nb: options.text_nb,
            en: options.text_en,
        }))
    };
    give(&options.which.config, order())
}

/// Opens.
pub(crate) fn resume(options: &Resume) -> ExitCode {
    let file = &options.which.config;
    // What is no longer configured can still be opened.
    let target = match options.what.kind {
        Kind::Eid => Target::Eid(options.what.name.clone()),
        Kind::Country => Target::Country(options.what.name.clone()),
    };
    give(file, Ok(Order::Resume { target }))
}

/// Says what is closed.
pub(crate) fn status(options: &Status) -> ExitCode {
    give(&options.which.config, Ok(Order::Status))
}

impl What {
    /// Only something of the configuration can be closed: a typing mistake closes nothing.
    fn target(&self, file: &Path) -> Result<Target, String> {
        let written = written(file)?;
        let (known, target) = match self.kind {
            Kind::Eid => {
                let eids = written.eid.iter().flat_map(|list| &list.value);
                let ids = eids.filter_map(|at| Some(at.value.id.as_ref()?.value.clone()));
                let wallet = written.wallet.as_ref().map(|_| WALLET.to_owned());
                let ids = ids.chain(wallet);
                (ids.collect::<Vec<_>>(), Target::Eid(self.name.clone()))
            }
            Kind::Country => {
                let codes = written.countries();
                let codes = codes.map(|code| code.as_str().to_owned());
                // And those whose PIDs are taken.
                let acr = written.wallet.as_ref().and_then(|at| at.value.acr.as_ref());
                let pids = acr.map_or(&[][..], |at| &at.value.0);
                let codes = codes.chain(pids.iter().map(|(code, _)| code.clone()));
                (codes.collect(), Target::Country(self.name.clone()))
            }
        };
        if known.contains(&self.name) {
            return Ok(target);
        }
        let known = match known.is_empty() {
            true => "none".to_owned(),
            false => known.join(", "),
        };
        let file = file.display();
        Err(format!("{target} is not in {file}; known there: {known}"))
    }
}

/// The configuration as written; a mistake elsewhere in it does not keep anybody from closing.
pub(crate) fn written(file: &Path) -> Result<config::File, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("{} cannot be read ({error})", file.display()))?;
    let (written, _) = config::parse(&text);
    written.ok_or_else(|| format!("{} is not a configuration", file.display()))
}

/// Gives it to the running gateway, or carries it out alone.
pub(crate) fn give(file: &Path, order: Result<Order, String>) -> ExitCode {
    let reply = order.map_err(|wrong| (2, wrong)).and_then(|order| {
        let data = written(file)
            .ok()
            .and_then(|written| Some(written.data?.value))
            .ok_or_else(|| (2, format!("{} names no data directory", file.display())))?;
        let data = file.parent().unwrap_or_else(|| Path::new(".")).join(data);
        match tell(&data, &order) {
            Ok(Some(reply)) => Ok(reply),
            Ok(None) => alone(file, order).map_err(|error| (1, error)),
            Err(error) => Err((1, format!("the running gateway did not answer: {error}"))),
        }
    });
    match reply {
        Ok(Reply { done: true, text }) => {
            // Who reads only the beginning of a table (`head`) has closed the pipe.
            // Anything else loses what is shown once: a secret.
            match writeln!(std::io::stdout(), "{text}") {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                    eprintln!("landport: what was done could not be told: {error}");
                    ExitCode::FAILURE
                }
                _ => ExitCode::SUCCESS,
            }
        }
        Ok(Reply { done: false, text }) => {
            eprintln!("landport: {text}");
            ExitCode::FAILURE
        }
        Err((code, text)) => {
            eprintln!("landport: {text}");
            ExitCode::from(code)
        }
    }
}

/// No gateway runs: the store is ours for a moment, and the next start reads it.
fn alone(file: &Path, order: Order) -> Result<Reply, String> {
    let env = Env::system();
    let now = Instant::from_ms(env.now_ms());
    let loaded = gateway::settings::load(file, now).map_err(|problems| {
        crate::check::complain(file, &problems);
        "no gateway runs, and with this configuration the store cannot be opened".to_owned()
    })?;
    is_ours(&loaded.settings.data)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let kept = compose::open(&loaded.settings, &loaded.keys, &env).await?;
        let place = loaded.settings.data.join("operator");
        let file = Arc::new(loaded.settings);
        let registry = Arc::new(Registry::new(env.clone()));
        let read = registry.load(&kept.records, &file).await;
        read.map_err(|error| error.to_string())?;
        let levers = gateway::lever::Levers::new(env.clone());
        let read = levers.load(&kept.records).await;
        read.map_err(|error| error.to_string())?;
        let operator = Operator {
            levers: levers.into(),
            records: kept.records.clone(),
            audit: kept.audit.clone(),
            env: env.clone(),
            clients: Clients::Alone { registry, file },
            place,
        };
        let reply = operator.obey(order, Who::this()).await;
        kept.close().await?;
        eprintln!("(No gateway runs here; the next start reads it.)");
        Ok(reply)
    })
}

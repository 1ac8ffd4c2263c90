// SPDX-License-Identifier: EUPL-1.2
//! `landport onboard CC`: the letter to a partner country, and the logins that both try before people do.

mod cases;
mod document;
mod form;
mod pack;
mod trial;
mod walk;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use eidas::{CountryCode, Instant, LevelOfAssurance, Loa, Role};
use gateway::audit::{Audit, AuditKey};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::peers::Peers;
use gateway::service_lists::ServiceLists;
use gateway::settings::{PeerSettings, Profile, Settings};
use gateway::telemetry::Metrics;
use store::env::Env;

use self::cases::Case;
use self::document::{Block, Document};
use self::pack::row;
use self::trial::{Row, Trial};

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 all is written and, with --run, each row passed; 1 one did not; 2 it could not be tried."
)]
pub(crate) struct Options {
    /// The partner country.
    #[arg(value_name = "CC")]
    country: String,
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
    /// Where the letter, the cases and the report are written.
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// The logins to try, as the other side filled them in. Without it a file to fill in is written.
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// Run them against the country's test node, and write a report.
    #[arg(long, requires = "cases")]
    run: bool,
}

/// 0 when everything was written and, with `--run`, every row passed; 1 when one did not; 2 when it could
/// not be tried.
pub(crate) fn run(options: &Options) -> ExitCode {
    match onboard(options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(text) => {
            eprintln!("landport: {text}");
            ExitCode::from(2)
        }
    }
}

fn onboard(options: &Options) -> Result<bool, String> {
    let country = CountryCode::parse(&options.country);
    let country = country.map_err(|error| format!("{}: {error}", options.country))?;
    let env = Env::system();
    let now = Instant::from_ms(env.now_ms());
    let loaded = gateway::settings::load(&options.config, now).map_err(|problems| {
        crate::check::complain(&options.config, &problems);
        "with this configuration nobody can be asked".to_owned()
    })?;
    let (settings, keys) = (loaded.settings, loaded.keys);
    if country == settings.country {
        return Err(format!("{country} is our own country"));
    }
    let fetch = Fetch::new(FetchOptions {
        demo: settings.profile == Profile::Demo,
        proxy: settings.outbound.proxy.clone(),
    });
    let fetch = fetch.map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let _inside = runtime.enter();
    let nodes = runtime.block_on(nodes(&settings, country, &env, &fetch));
    std::fs::create_dir_all(&options.out)
        .map_err(|error| format!("{}: {error}", options.out.display()))?;
    let cases = match &options.cases {
        Some(file) => cases::read(file)?,
        None => {
            let cases = cases::blank(&LevelOfAssurance::ALL);
            let file = options.out.join(format!("onboard-{country}.cases.toml"));
            // What somebody filled in is not overwritten.
            if create(&file, &cases::written(&cases))? {
                println!("{}: for the other side to fill in", file.display());
            }
            cases
        }
    };
    let letter = pack::pack(&settings, &keys, country, &nodes, &cases, now);
    // Whoever sends it may have edited it.
    for (file, text) in both(&options.out, &format!("onboard-{country}"), &letter) {
        match create(&file, &text)? {
            true => println!("{}", file.display()),
            false => println!(
                "{} is there already and stays as it is; remove it to have it made anew",
                file.display()
            ),
        }
    }
    if !options.run {
        return Ok(true);
    }
    let node = nodes.iter().find(|node| node.role == Role::ProxyService);
    let node = node.ok_or_else(|| {
        format!("no Proxy-Service of {country} is configured: write a [[peer]] or a [[service_list]] for its test node")
    })?;
    let trial = Trial {
        settings: &settings,
        keys: &keys,
        env: &env,
        fetch: &fetch,
    };
    let rows = runtime.block_on(tried(&trial, node, &cases));
    let passed = rows.iter().filter(|row| row.passed).count();
    let report = report(country, node, &rows, now);
    for (file, text) in both(&options.out, &format!("onboard-{country}-report"), &report) {
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(unwritten(&file, &error));
            }
            _ => {}
        }
        if !create(&file, &text)? {
            return Err(unwritten(&file, &std::io::ErrorKind::AlreadyExists.into()));
        }
        println!("{}", file.display());
    }
    println!("{passed} of {} passed.", rows.len());
    Ok(passed == rows.len())
}

/// The country's nodes: those of the configuration, and those of lists as they are published now.
async fn nodes(
    settings: &Settings,
    country: CountryCode,
    env: &Env,
    fetch: &Fetch,
) -> Vec<PeerSettings> {
    let metrics = Arc::new(Metrics::new());
    let mut settings = settings.clone();
    let place = tempfile::tempdir();
    if let Ok(place) = &place {
        // Nothing is kept of what is found out here.
        settings.data = place.path().to_owned();
    }
    settings.peers.retain(|peer| peer.country == country);
    settings
        .service_lists
        .retain(|list| list.territories.contains(&country));
    let peers = Peers::new(&settings, env.clone(), fetch.clone(), metrics.clone());
    let trail = Audit::in_memory(AuditKey::new([0; 32]), env.clone());
    let ours = (env.clone(), fetch.clone());
    let lists = ServiceLists::new(&settings, peers.clone(), ours, (trail, metrics));
    lists.refresh_all().await;
    for list in lists.states().iter().filter(|list| list.refused.is_some()) {
        eprintln!(
            "landport: service list {}: {}",
            list.name,
            list.says(Instant::from_ms(env.now_ms()))
        );
    }
    let all = peers.all().into_iter();
    let of_country = all.filter(|known| known.settings.country == country);
    of_country.map(|known| (*known.settings).clone()).collect()
}

async fn tried(trial: &Trial<'_>, node: &PeerSettings, cases: &[Case]) -> Vec<Row> {
    let peer = match trial.metadata(node).await {
        Ok(peer) => peer,
        Err(reason) => {
            return vec![Row {
                what: "its metadata is believed".to_owned(),
                passed: false,
                came: format!("no: {reason}"),
            }];
        }
    };
    let now = Instant::from_ms(trial.env.now_ms());
    let mut rows = trial::of_metadata(&peer, now);
    for case in cases {
        let row = trial.login(node, &peer, case).await;
        println!(
            "{} {}: {}",
            if row.passed { "passed" } else { "FAILED" },
            row.what,
            row.came
        );
        rows.push(row);
    }
    let tried = |level: LevelOfAssurance| cases.iter().any(|case| case.level == level);
    for loa in peer.loas() {
        if let Loa::Notified(level) = loa
            && !tried(*level)
        {
            rows.push(Row {
                what: format!("each level that it publishes is tried: {}", level.as_str()),
                passed: false,
                came: "no case asks for it".to_owned(),
            });
        }
    }
    rows
}

fn report(country: CountryCode, node: &PeerSettings, rows: &[Row], now: Instant) -> Document {
    let passed = rows.iter().filter(|row| row.passed).count();
    let mut table = vec![row(["nr", "what", "passed", "what came"])];
    for (nr, one) in (1..).zip(rows) {
        let passed = if one.passed { "yes" } else { "NO" };
        table.push(row([&format!("{nr}"), &one.what, passed, &one.came]));
    }
    Document {
        title: format!("Logins with {country}: {passed} of {} passed", rows.len()),
        blocks: vec![
            Block::Text(format!("Tried on {now} at {}.", node.entity_id)),
            Block::Table(table),
            Block::Text(
                "Answers were proven as the gateway proves them: signature, encryption, audience, times, level, identifier. \
                 Of persons only the names of attributes are told."
                    .to_owned(),
            ),
        ],
    }
}

fn both(directory: &Path, name: &str, document: &Document) -> [(PathBuf, String); 2] {
    [("md", document.to_markdown()), ("html", document.to_html())]
        .map(|(ending, text)| (directory.join(format!("{name}.{ending}")), text))
}

/// A file of our own making: what is there already stays, and no link leads elsewhere. Whether it was written.
fn create(file: &Path, text: &str) -> Result<bool, String> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    let mut fresh = match options.write(true).create_new(true).open(file) {
        Ok(fresh) => fresh,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(unwritten(file, &error)),
    };
    fresh.write_all(text.as_bytes()).map_err(|error| {
        // Half a letter would be taken for one that somebody edited.
        let _ = std::fs::remove_file(file);
        unwritten(file, &error)
    })?;
    Ok(true)
}

fn unwritten(file: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be written ({error})", file.display())
}

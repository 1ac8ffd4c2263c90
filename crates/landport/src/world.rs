// SPDX-License-Identifier: EUPL-1.2
//! `landport world`: Demo Europe alone, for a gateway that runs elsewhere on this machine.

use std::future::Future;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use eidas::CountryCode;
use tokio::net::TcpListener;
use world::{Connector, Outbound, ProxyService, World};
use xmlsec::Certificate;

use crate::together::Trouble;
use crate::together::snippet::snippet;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 it was told to stop; 1 it cannot run; 2 the command is wrong."
)]
pub(crate) struct Options {
    /// The port to listen on.
    #[arg(long, value_name = "N", default_value_t = 8081)]
    port: u16,
    /// The gateway's issuer.
    #[arg(long, value_name = "URL", default_value = "http://no.localhost:8080")]
    gateway: String,
    /// Certificate (PEM) that the gateway signs its metadata with. The countries answer nobody
    /// until it is there, and look for it again at each start.
    #[arg(long, value_name = "FILE")]
    anchor: Option<PathBuf>,
    /// The gateway's country.
    #[arg(long, value_name = "CC", default_value = "NO")]
    country: String,
    /// Keep keys here; also the place for the configuration snippet and its files.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Write the snippet for the gateway's configuration, and end.
    #[arg(long)]
    write_snippet: bool,
}

/// Runs it.
pub(crate) fn run(options: Options) -> ExitCode {
    logs();
    on_tokio(world(options))
}

async fn world(options: Options) -> Outcome {
    let wrong = |what: String| (2, Trouble(what));
    let country = CountryCode::parse(&options.country)
        .map_err(|error| wrong(format!("--country {}: {error}", options.country)))?;
    let anchors = match &options.anchor {
        None => None,
        Some(file) => {
            let pem = std::fs::read(file)
                .map_err(|error| wrong(format!("{} cannot be read ({error})", file.display())))?;
            let chain = Certificate::chain_from_pem(&pem)
                .map_err(|error| wrong(format!("{}: {error}", file.display())))?;
            Some(chain)
        }
    };
    let listener = if options.write_snippet {
        None
    } else {
        Some(listen(options.port).await?)
    };
    let (directory, temporary) = directory(options.data.clone())?;
    let env = world::Env::default();
    let kept = directory.join("europe");
    let fatal = |error: world::KeysError| (1, Trouble(error.to_string()));
    let keys = world::Keys::prepare(Some(&kept), &env).map_err(fatal)?;
    let world = World::new(world::Options {
        port: options.port,
        issuer: options.gateway.trim_end_matches('/').to_owned(),
        env: env.clone(),
        outbound: Outbound::Loopback,
        keys: Arc::clone(&keys),
        data: Some(kept),
    })
    .map_err(fatal)?;
    let text = snippet(&world, &directory).map_err(|trouble| (1, trouble))?;
    let file = directory.join("world.toml");
    std::fs::write(&file, &text)
        .map_err(|error| (1, Trouble(format!("{}: {error}", file.display()))))?;
    println!("For the gateway's configuration: {}", file.display());
    let Some(listener) = listener else {
        return Ok(temporary);
    };
    keys.make_in_background(&env);
    let gateway = options.gateway.trim_end_matches('/');
    let below = |path| format!("{gateway}{path}");
    match anchors {
        Some(anchors) => {
            world.connect(Connector {
                entity_id: below("/eidas/connector/metadata"),
                country,
                anchors: anchors.clone(),
            });
            world.connect_proxy_service(ProxyService {
                entity_id: below("/eidas/proxy/metadata"),
                country,
                anchors,
            });
        }
        None => println!("No --anchor: the countries will answer nobody."),
    }
    println!("\n  Start here    {}", world.place().origin(""));
    for service in world.services() {
        println!("  {:<12}  {}", service.name(), service.address());
    }
    println!("  register      {}", world.register_url());
    for peer in world.peers() {
        println!("  {}            {}", peer.country, peer.metadata_url);
    }
    for eid in world.eids() {
        println!("  {:<12}  {}", eid.data.id, eid.issuer);
    }
    println!("\nCtrl-C ends it.");
    let served = gateway::serve::serve_plain(listener, world.router(), interrupted()).await;
    served
        .map(|()| temporary)
        .map_err(|error| (1, Trouble(error.to_string())))
}

/// Logs to standard error: quiet unless `RUST_LOG` says otherwise.
pub(crate) fn logs() {
    let filter = std::env::var("RUST_LOG").unwrap_or_else(|_| "error".to_owned());
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// How a command ended. A temporary directory goes when nothing runs any more that could write
/// into it.
pub(crate) type Outcome = Result<Option<tempfile::TempDir>, (u8, Trouble)>;

/// Runs a command and says what went wrong.
pub(crate) fn on_tokio(command: impl Future<Output = Outcome>) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("landport: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(command);
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    match outcome {
        Ok(temporary) => {
            drop(temporary);
            ExitCode::SUCCESS
        }
        Err((code, trouble)) => {
            eprintln!("landport: {trouble}");
            ExitCode::from(code)
        }
    }
}

/// Listens on loopback, or says how to.
pub(crate) async fn listen(port: u16) -> Result<TcpListener, (u8, Trouble)> {
    TcpListener::bind(crate::demo::loopback(port))
        .await
        .map_err(|error| crate::demo::taken(port, &error))
}

/// The directory given, or a fresh one that goes when the second value is dropped.
pub(crate) fn directory(
    given: Option<PathBuf>,
) -> Result<(PathBuf, Option<tempfile::TempDir>), (u8, Trouble)> {
    let failed = |error: std::io::Error| (2, Trouble(format!("the data directory: {error}")));
    match given {
        Some(directory) => {
            std::fs::create_dir_all(&directory).map_err(failed)?;
            let directory = directory.canonicalize().map_err(failed)?;
            Ok((directory, None))
        }
        None => {
            let temporary = tempfile::Builder::new()
                .prefix("landport-demo-")
                .tempdir()
                .map_err(failed)?;
            Ok((temporary.path().to_owned(), Some(temporary)))
        }
    }
}

/// Ctrl-C, or SIGTERM from whoever started us.
pub(crate) async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

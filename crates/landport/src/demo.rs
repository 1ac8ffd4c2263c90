// SPDX-License-Identifier: EUPL-1.2
//! `landport demo`: the gateway and Demo Europe in one process on one port of loopback.

mod added;

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use gateway::flow::end::farewell::keep_telling;
use gateway::settings::EidSource;
use tokio::net::TcpListener;
use world::{Outbound, World};

use crate::newcomer::{Proof, Told, Wanted};
use crate::together::{self, Plan, Trouble};

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 it was told to stop, or the service was added; 1 it cannot run; 2 the command is wrong."
)]
pub(crate) struct Options {
    /// The port to listen on.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// Open the front page in a browser.
    #[arg(long)]
    open: bool,
    /// Keep keys, store and added clients in this directory; without it everything is forgotten at the
    /// end.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Add your own service, by where it is called back (any port of this machine), and print what it
    /// has to be told. Where a demo runs on the port already, it is added there.
    #[arg(long, value_name = "URL")]
    client: Option<String>,
    /// How your service proves itself.
    #[arg(long, value_enum, default_value = "secret", requires = "client")]
    client_auth: Proof,
    /// Write `.env`, and code for five libraries where it has a secret or key, into this folder, in place
    /// of printing them.
    #[arg(long, value_name = "DIR", requires = "client")]
    into: Option<PathBuf>,
    /// Print one JSON object when everything is ready, and nothing else.
    #[arg(long)]
    json: bool,
    /// Let Europe's list of PID providers end so soon, to see what a person sees then.
    #[arg(long, value_name = "SECONDS", hide = true)]
    list_seconds: Option<u32>,
}

/// Runs it.
pub(crate) fn run(options: Options) -> ExitCode {
    crate::world::logs();
    crate::world::on_tokio(demo(options))
}

async fn demo(options: Options) -> crate::world::Outcome {
    let port = options.port;
    let wanted = options.client.clone().map(|redirect_uri| Wanted {
        redirect_uri,
        proof: options.client_auth,
    });
    let listener = match (crate::world::listen(port).await, &wanted) {
        (Ok(listener), _) => listener,
        (Err(taken), Some(wanted)) => {
            let told = added::ask(port, wanted).map_err(|what| (2, Trouble(what)))?;
            let told = told.ok_or(taken)?;
            added::tell(&told, options.into.as_deref(), options.json).map_err(|it| (1, it))?;
            return Ok(None);
        }
        (Err(taken), None) => return Err(taken),
    };
    let (directory, temporary) = crate::world::directory(options.data.clone())?;
    let env = world::Env::default();
    let kept = options.data.is_some().then(|| directory.join("europe"));
    let keys = world::Keys::prepare(kept.as_deref(), &env).map_err(fatal)?;
    let issuer = world::Place { port }.origin(together::GATEWAY);
    let world = World::new(world::Options {
        port,
        issuer,
        env: env.clone(),
        outbound: Outbound::Loopback,
        keys: Arc::clone(&keys),
        data: kept,
    })
    .map_err(fatal)?;
    keys.make_in_background(&env);
    if let Some(seconds) = options.list_seconds {
        world.let_list_count(seconds);
    }

    // The front page opens at once; the gateway follows when its keys are made.
    let door = Arc::new(tokio::sync::RwLock::new(world.router()));
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let serving = tokio::spawn(serve(listener, through(Arc::clone(&door)), stopped));
    if !options.json {
        greet(&world);
    }
    if options.open {
        open(&world.place().origin(""));
    }
    let built = together::build(
        Plan {
            port,
            directory: directory.clone(),
            env: store::env::Env::system(),
        },
        world,
    );
    let together = tokio::select! {
        built = built => Arc::new(built.map_err(|trouble| (1, trouble))?),
        () = crate::world::interrupted() => return Ok(temporary),
    };
    let mut own = None;
    if let Some(wanted) = &wanted {
        let told = together
            .admit(wanted)
            .await
            .map_err(|trouble| (2, trouble))?;
        let into = options.into.as_deref();
        match options.json {
            // It is told in the one object, when everything is ready.
            true => into
                .map_or(Ok(()), |folder| told.write_into(folder).map(drop))
                .map_err(|it| (1, it))?,
            false => added::tell(&told, into, false).map_err(|it| (1, it))?,
        }
        own = Some(told);
    }
    *door.write().await = added::router(Arc::clone(&together));
    tokio::spawn(again(Arc::clone(&together)));
    together.gateway.peers.start();
    tokio::spawn(together.gateway.app.clone().keep_eids_fresh());
    tokio::spawn(together.gateway.app.clone().heal_the_trail());
    tokio::spawn(together.gateway.app.clone().keep_lists_fresh());
    tokio::spawn(keep_telling(together.gateway.app.clone()));
    tokio::select! {
        () = follow(&together, options.json, own.as_ref()) => {}
        () = crate::world::interrupted() => {}
    }
    let _ = stop.send(true);
    let _ = serving.await;
    together
        .gateway
        .close()
        .await
        .map_err(|what| (1, Trouble(what)))?;
    if !options.json {
        println!("\nGood bye.");
    }
    Ok(temporary)
}

/// SIGHUP: what was changed in `clients/` is read anew; what cannot be run with changes nothing.
async fn again(together: Arc<together::Together>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut hangups) = signal(SignalKind::hangup()) else {
        return;
    };
    while hangups.recv().await.is_some() {
        match together.reconfigure().await {
            Ok(()) => eprintln!("landport: the clients were read anew"),
            Err(trouble) => eprintln!("landport: everything stays as it was: {trouble}"),
        }
    }
}

/// Tells the gateway and whoever watches as each country becomes ready; never ends.
async fn follow(together: &together::Together, json: bool, own: Option<&Told>) {
    let world = &together.world;
    let (nodes, connectors) = (world.peers(), world.connectors());
    let mut ready = world.ready();
    let mut told: Vec<String> = Vec::new();
    loop {
        let (open, asking) = (world.ready_countries(), world.ready_connectors());
        let nodes = nodes.iter().map(|peer| {
            let is_open = open.contains(&peer.country);
            (is_open, &peer.metadata_url, Some(peer.name))
        });
        let connectors = connectors.iter().map(|connector| {
            let is_open = asking.contains(&connector.country);
            (is_open, &connector.metadata_url, None)
        });
        let mut missing = false;
        for (is_open, metadata_url, name) in nodes.chain(connectors) {
            missing |= !is_open;
            if !is_open || told.contains(metadata_url) {
                continue;
            }
            if let Ok(entity_id) = eidas::EntityId::parse(metadata_url)
                && together
                    .gateway
                    .peers
                    .refresh_now(&entity_id)
                    .await
                    .is_none()
            {
                // It is known by the list alone, which was not read yet.
                together.gateway.app.service_lists.refresh_all().await;
                together.gateway.peers.refresh_now(&entity_id).await;
            }
            told.push(metadata_url.clone());
            if let (false, Some(name)) = (json, name) {
                println!("  ready: {name}");
            }
        }
        if !missing || ready.changed().await.is_err() {
            break;
        }
    }
    if json {
        println!("{}", summary(together, own));
    } else {
        println!("\nAll countries are ready. Ctrl-C ends the demo.");
    }
    std::future::pending().await
}

fn summary(together: &together::Together, own: Option<&Told>) -> serde_json::Value {
    let world = &together.world;
    let issuer = world.place().origin(together::GATEWAY);
    let services: serde_json::Map<String, serde_json::Value> = world
        .services()
        .iter()
        .map(|service| (service.name().to_owned(), service.address().into()))
        .collect();
    let countries: serde_json::Map<String, serde_json::Value> = world
        .peers()
        .iter()
        .map(|peer| {
            let address = world.place().origin(&peer.country.to_ascii_lowercase());
            (peer.country.to_owned(), address.into())
        })
        .collect();
    let foreign_services: serde_json::Map<String, serde_json::Value> = world
        .connectors()
        .iter()
        .map(|connector| {
            let name = format!("service.{}", connector.country.to_ascii_lowercase());
            let address = world.place().origin(&name);
            (connector.country.to_owned(), address.into())
        })
        .collect();
    let settings = together.gateway.app.settings();
    let proxy_service = settings.proxy_service.as_ref();
    let eids: serde_json::Map<String, serde_json::Value> = settings
        .eids
        .iter()
        .filter_map(|eid| match &eid.source {
            EidSource::Provider(provider) => {
                Some((eid.id.as_str().to_owned(), provider.issuer.clone().into()))
            }
            EidSource::Personas(_) => None,
        })
        .collect();
    serde_json::json!({
        "gateway": issuer,
        "issuer": issuer,
        "connector_metadata": settings.connector.entity_id.as_str(),
        "proxy_metadata": proxy_service.map(|proxy| proxy.entity_id.as_str()),
        "foreign_services": foreign_services,
        "eids": eids,
        "services": services,
        "register": world.register_url(),
        "console": format!("{}/console", world.place().origin(together::CONSOLE)),
        "countries": countries,
        "client": own,
    })
}

fn greet(world: &World) {
    let place = world.place();
    println!(
        "Demo Europe is opening. Nobody and nothing in it is real.\n\n\
         \x20 Start here             {}\n\
         \x20 Trademark register     {}\n\
         \x20 A service in Sweden    {}\n\
         \x20 Wallet on a “phone”    {}\n\
         \x20 Norwegian gateway      {}\n\
         \x20 Population register    {}\n\
         \x20 Operators' console     {}/console\n\n\
         Open them in Chromium or Firefox. At the trademark register choose “Log in as a European\n\
         citizen”, a country and a person; at the service in Sweden choose Norway, an e-ID and a\n\
         person. Each country first makes its own keys:\n",
        place.origin(""),
        place.origin("trademark"),
        place.origin("service.se"),
        place.origin("wallet"),
        place.origin(together::GATEWAY),
        world.register_url(),
        place.origin(together::CONSOLE),
    );
}

fn open(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    if std::process::Command::new(program)
        .arg(address)
        .spawn()
        .is_err()
    {
        println!("(no browser could be started; open {address} yourself)");
    }
}

/// A router whose inside is exchanged once.
fn through(door: Arc<tokio::sync::RwLock<Router>>) -> Router {
    use tower::ServiceExt as _;
    Router::new().fallback(move |request: axum::extract::Request| {
        let door = Arc::clone(&door);
        async move {
            let router = door.read().await.clone();
            let Ok(response) = router.oneshot(request).await;
            response
        }
    })
}

async fn serve(
    listener: TcpListener,
    router: Router,
    mut stopped: tokio::sync::watch::Receiver<bool>,
) {
    let stop = async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    if let Err(error) = gateway::serve::serve_plain(listener, router, stop).await {
        eprintln!("the listener failed: {error}");
    }
}

fn fatal(error: impl std::fmt::Display) -> (u8, Trouble) {
    (1, Trouble(error.to_string()))
}

/// Loopback and nothing else: whoever sits beside us in the network sees nothing.
pub(crate) fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// What to say when the port is taken.
pub(crate) fn taken(port: u16, error: &std::io::Error) -> (u8, Trouble) {
    let what = if error.kind() == ErrorKind::AddrInUse {
        format!(
            "port {port} is taken by another program; choose another with --port {}",
            port.checked_add(1).unwrap_or(8080)
        )
    } else {
        format!("port {port} cannot be used ({error}); choose another with --port 8081")
    };
    (2, Trouble(what))
}

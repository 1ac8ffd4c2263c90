// SPDX-License-Identifier: EUPL-1.2
//! The gateway and Demo Europe beside each other: what `demo` runs, and what the tests that walk
//! the whole road run too.

mod configuration;
pub(crate) mod snippet;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use gateway::settings;
use tower::ServiceExt as _;
use world::{Connector, Place, ProxyService, World};

use self::configuration::{configuration, write};
use crate::compose::{Running, assemble};
use crate::newcomer;

/// Where the gateway lives in Demo Europe.
pub(crate) const GATEWAY: &str = "no";

/// Where its operators look. A demo has one port: what is a listener of its own elsewhere is a name here.
pub(crate) const CONSOLE: &str = "console";

/// Something that keeps the demo from starting, said plainly.
#[derive(Debug)]
pub(crate) struct Trouble(pub(crate) String);

impl Trouble {
    fn of(what: &str, error: impl std::fmt::Display) -> Self {
        Self(format!("{what}: {error}"))
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How to build both.
pub(crate) struct Plan {
    /// The port that everything is reached at.
    pub(crate) port: u16,
    /// Keys, configuration and store of the gateway.
    pub(crate) directory: PathBuf,
    /// Its clock and randomness.
    pub(crate) env: store::env::Env,
}

/// Both.
pub(crate) struct Together {
    /// The gateway.
    pub(crate) gateway: Running,
    /// Demo Europe.
    pub(crate) world: World,
    /// Both behind one door.
    pub(crate) router: Router,
    plan: Plan,
    files: settings::KeyFiles,
}

/// Builds the gateway beside a world that stands already. Needs a running tokio.
pub(crate) async fn build(plan: Plan, world: World) -> Result<Together, Trouble> {
    let keys = plan.directory.join("keys");
    let subject = xmlsec::Subject {
        common_name: "Landport demo",
        organization: "Demo Europe",
        country: "NO",
    };
    let (for_thread, env) = (keys.clone(), plan.env.clone());
    let files =
        tokio::task::spawn_blocking(move || gateway::keys::generate(&for_thread, subject, &env))
            .await
            .map_err(|error| Trouble::of("the gateway's keys", error))?
            .map_err(|error| Trouble::of("the gateway's keys", error))?;
    let (settings, keys) = configure(&world, &plan, &files)?;
    connect(&world, &settings, &keys);
    for closed in &settings.closed {
        eprintln!("landport: {closed}");
    }

    let gateway = assemble(settings, keys, plan.env.clone());
    let gateway = gateway.await.map_err(Trouble)?;
    let router = one_door(gateway::http::routes::router(&gateway.app), world.router());
    let router = beside(gateway::ops::router(gateway.ops()), router);
    Ok(Together {
        gateway,
        world,
        router,
        plan,
        files,
    })
}

/// What the gateway reads: its settings, with the keys that they name.
type Loaded = (Arc<settings::Settings>, Arc<gateway::keys::Keys>);

/// Writes the configuration, and reads it as an operator's would be read.
fn configure(world: &World, plan: &Plan, files: &settings::KeyFiles) -> Result<Loaded, Trouble> {
    let mut text = configuration(world, plan.port, &plan.directory, files)?;
    text.push_str(&newcomer::sections(&plan.directory)?);
    let file = plan.directory.join("landport.toml");
    write(&file, &text)?;
    let now = eidas::Instant::from_ms(plan.env.now_ms());
    let loaded = settings::load(&file, now).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Trouble(format!("the demo's configuration: {}", lines.join("; ")))
    })?;
    Ok((Arc::new(loaded.settings), Arc::new(loaded.keys)))
}

impl Together {
    /// One more client while everything runs: it can log in when this returns.
    ///
    /// # Errors
    /// It cannot be one, or the disk failed; the gateway runs on as it did.
    pub(crate) async fn admit(&self, wanted: &newcomer::Wanted) -> Result<newcomer::Told, Trouble> {
        let issuer = self.world.place().origin(GATEWAY);
        let told = newcomer::add(&self.plan.directory, &issuer, wanted, &self.plan.env)?;
        self.reconfigure().await?;
        Ok(told)
    }

    /// Reads anew what was added and changed in `clients/`.
    ///
    /// # Errors
    /// It cannot be run with; the gateway runs on as it did.
    pub(crate) async fn reconfigure(&self) -> Result<(), Trouble> {
        let (settings, keys) = configure(&self.world, &self.plan, &self.files)?;
        if let Some(closed) = settings.closed.first() {
            return Err(Trouble(closed.to_string()));
        }
        self.gateway.reload(settings, keys).await.map_err(Trouble)
    }
}

/// Tells the nodes which connector they answer to, and the foreign connectors whom they ask.
pub(crate) fn connect(world: &World, settings: &settings::Settings, keys: &gateway::keys::Keys) {
    if let Some(proxy_service) = &settings.proxy_service {
        world.connect_proxy_service(ProxyService {
            entity_id: proxy_service.entity_id.as_str().to_owned(),
            country: settings.country,
            anchors: keys.metadata_signer().certificates().to_vec(),
        });
    }
    world.connect(Connector {
        entity_id: settings.connector.entity_id.as_str().to_owned(),
        country: settings.country,
        anchors: keys.metadata_signer().certificates().to_vec(),
    });
}

/// Host decides: the gateway's own name, or somebody of Demo Europe.
pub(crate) fn one_door(gateway: Router, world: Router) -> Router {
    Router::new().fallback(move |request: Request| {
        let host = request
            .headers()
            .get(http::header::HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or_default();
        let whose = if Place::name_of(host) == Some(GATEWAY) {
            gateway.clone()
        } else {
            world.clone()
        };
        async move {
            let Ok(response) = whose.oneshot(request).await;
            response
        }
    })
}

/// What operators look at, by its own name.
fn beside(operators: Router, others: Router) -> Router {
    Router::new().fallback(move |request: Request| {
        let host = request.headers().get(http::header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
        let whose = match Place::name_of(host) == Some(CONSOLE) {
            true => operators.clone(),
            false => others.clone(),
        };
        async move {
            let Ok(response) = whose.oneshot(request).await;
            response
        }
    })
}

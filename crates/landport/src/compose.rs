// SPDX-License-Identifier: EUPL-1.2
//! Puts the gateway together: store, audit, outbound client, peers, application.

use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;

use gateway::app::{App, Parts};
use gateway::audit::{Audit, AuditEvent, AuditKey, AuditOptions, Class};
use gateway::fetch::{Fetch, FetchOptions};
use gateway::identifier::Policies;
use gateway::keys::Keys;
use gateway::ops::Ops;
use gateway::peers::Peers;
use gateway::settings::{Migration, Profile, Settings, StoreSettings};
use gateway::telemetry::Metrics;
use store::env::Env;
use store::{Embedded, EmbeddedOptions, Key, Kind, Postgres, Records, Store};
use tokio::sync::watch;

use crate::operate::{Clients, Operator};

/// A gateway that is put together and waits for a listener.
pub(crate) struct Running {
    /// The application.
    pub(crate) app: App,
    /// The foreign nodes; not fetched before `peers.start()`.
    pub(crate) peers: Peers,
    /// The audit trail.
    pub(crate) audit: Arc<Audit>,
    store: Arc<dyn Store>,
    /// Takes orders while the gateway runs.
    socket: tokio::task::JoinHandle<()>,
    /// Hears of clients that another node registers.
    registry: tokio::task::JoinHandle<()>,
    /// Hears of keys that another node changed.
    keys: tokio::task::JoinHandle<()>,
    /// Tells other nodes that this one runs.
    known: tokio::task::JoinHandle<()>,
    traces: tokio::task::JoinHandle<()>,
    /// It was told to stop.
    pub(crate) stop: watch::Sender<bool>,
}

/// What is kept in the data directory, open.
pub(crate) struct Kept {
    /// The store, as the flows see it.
    pub(crate) records: Records,
    /// The audit trail.
    pub(crate) audit: Arc<Audit>,
}

/// Opens store and audit trail. Only one process can.
pub(crate) async fn open(settings: &Settings, keys: &Keys, env: &Env) -> Result<Kept, String> {
    let data = &settings.data;
    private_directory(data).map_err(|error| format!("{}: {error}", data.display()))?;
    let store = open_store(settings, env).await?;
    let mut options = AuditOptions::new(data.join("audit"));
    for (class, days) in &mut options.keep_days {
        *days = kept_days(Some(settings), *class);
    }
    let audit_key = AuditKey::new(*keys.audit().bytes());
    let audit = Audit::open(options, audit_key, env.clone(), store.clone()).await;
    Ok(Kept {
        audit: Arc::new(audit.map_err(sentence)?),
        records: Records::new(store, env.clone()),
    })
}

/// For how many days lines of this class are kept, by these settings or by what holds without a word of them; `None`:
/// for ever.
pub(crate) fn kept_days(settings: Option<&Settings>, class: Class) -> Option<u32> {
    let kept = AuditOptions::new(PathBuf::new()).keep_days;
    let kept = kept.into_iter().find(|(of, _)| *of == class);
    let days = kept.and_then(|(_, days)| days)?;
    Some(settings.map_or(days, |settings| settings.retention.audit_days))
}

/// Opens the store that the settings name.
pub(crate) async fn open_store(settings: &Settings, env: &Env) -> Result<Arc<dyn Store>, String> {
    let (data, env) = (&settings.data, env.clone());
    match &settings.store {
        StoreSettings::Embedded => {
            let opened = Embedded::open(&data.join("store"), env, &EmbeddedOptions::default());
            Ok(Arc::new(opened.map_err(sentence)?))
        }
        StoreSettings::PostgreSql(options) => {
            let opened = Postgres::open(&data.join("node"), env, options.clone()).await;
            Ok(Arc::new(opened.map_err(sentence)?))
        }
    }
}

impl Kept {
    /// Writes everything and lets go of the data directory.
    pub(crate) async fn close(&self) -> Result<(), String> {
        self.audit.close().await.map_err(sentence)?;
        self.records.store().close().await.map_err(sentence)
    }
}

/// Opens what the settings name and puts it together. The error is a sentence for the operator, and
/// nothing is open after one.
pub(crate) async fn assemble(
    settings: Arc<Settings>,
    keys: Arc<Keys>,
    env: Env,
) -> Result<Running, String> {
    let fetch = Fetch::new(FetchOptions {
        demo: settings.profile == Profile::Demo,
        proxy: settings.outbound.proxy.clone(),
    });
    let fetch = fetch.map_err(sentence)?;
    let metrics = Arc::new(Metrics::new());
    // The metadata kept from the last run is verified while the store is opened.
    let verifying = tokio::task::spawn_blocking({
        let (settings, env) = (settings.clone(), env.clone());
        let (fetch, metrics) = (fetch.clone(), metrics.clone());
        move || Peers::new(&settings, env, fetch, metrics)
    });
    let kept = open(&settings, &keys, &env).await?;
    let running = async {
        let started = AuditEvent::GatewayStarted {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            profile: settings.profile.name().to_owned(),
        };
        kept.audit.note(started).await.map_err(sentence)?;
        let peers = verifying.await.map_err(sentence)?;
        run(settings, keys, env, &kept, peers, fetch, metrics).await
    };
    let running = running.await;
    if running.is_err()
        && let Err(error) = kept.close().await
    {
        // What kept the gateway from starting is what the operator must read.
        tracing::error!(%error, "the data directory was not closed in order");
    }
    running
}

/// The application over what is open, and the operator's socket.
async fn run(
    settings: Arc<Settings>,
    keys: Arc<Keys>,
    env: Env,
    kept: &Kept,
    peers: Peers,
    fetch: Fetch,
    metrics: Arc<Metrics>,
) -> Result<Running, String> {
    let data = settings.data.clone();
    let app = App::build(Parts {
        settings,
        keys,
        env: env.clone(),
        records: kept.records.clone(),
        peers: peers.clone(),
        fetch,
        audit: kept.audit.clone(),
        metrics,
    });
    let app = app.map_err(sentence)?;
    app.levers.load(&kept.records).await.map_err(sentence)?;
    app.load_clients().await.map_err(sentence)?;
    app.settle_trust().await.map_err(sentence)?;
    let decided = changes(&kept.records, &env, &app.settings()).await?;
    let policies = Policies::new(&kept.records, &env);
    policies.settle(&decided).await.map_err(sentence)?;
    app.witness_keys().await.map_err(sentence)?;
    let told = gateway::nodes::tell(&kept.records, &app.settings(), &env).await;
    told.map_err(sentence)?;
    let operator = Operator {
        levers: app.levers.clone(),
        records: kept.records.clone(),
        audit: kept.audit.clone(),
        env,
        clients: Clients::Running(app.clone()),
        place: data.join("operator"),
    };
    let socket = operator.listen(&data);
    let socket = socket.map_err(|error| {
        format!("the operator's socket in the data directory: {error}; name a shorter directory")
    })?;
    Ok(Running {
        registry: tokio::spawn(app.clone().keep_clients_true()),
        keys: tokio::spawn(app.clone().keep_keys_true()),
        known: tokio::spawn(app.clone().keep_node_known()),
        traces: tokio::spawn(app.clone().tell_traces()),
        app,
        peers,
        audit: kept.audit.clone(),
        store: kept.records.store().clone(),
        socket: tokio::spawn(socket),
        stop: watch::Sender::new(false),
    })
}

/// The changes of identifier policy that this configuration decides and the store does not know
/// yet. The error says which it makes and does not decide: nobody may run with it, since every
/// person would be a stranger to that country's services.
async fn changes(
    records: &Records,
    env: &Env,
    settings: &Settings,
) -> Result<Vec<Migration>, String> {
    match &settings.proxy_service {
        Some(proxy) => Policies::new(records, env)
            .decided(proxy)
            .await
            .map_err(sentence),
        None => Ok(Vec::new()),
    }
}

impl Running {
    /// Takes a new configuration as a whole, or keeps the old one and says why.
    pub(crate) async fn reload(
        &self,
        settings: Arc<Settings>,
        keys: Arc<Keys>,
    ) -> Result<(), String> {
        let (records, env) = (&self.app.records, &self.app.env);
        let _turn = self.app.change_of_keys().await;
        let in_force = self.app.settings().keys.managed;
        if settings.keys.managed.is_some() && settings.keys.managed < in_force {
            return Err(
                "landport keys changed the lists while they were read: once more".to_owned(),
            );
        }
        let decided = changes(records, env, &settings).await?;
        self.app.reload(settings, keys).map_err(sentence)?;
        self.app.settle_trust().await.map_err(sentence)?;
        let policies = Policies::new(records, env);
        policies.settle(&decided).await.map_err(sentence)?;
        self.app.witness_keys().await.map_err(sentence)?;
        let told = gateway::nodes::tell(records, &self.app.settings(), env).await;
        told.map_err(sentence)
    }

    /// What the operator listener shows.
    pub(crate) fn ops(&self) -> Ops {
        let (store, audit) = (self.store.clone(), self.audit.clone());
        Ops {
            app: self.app.clone(),
            stopping: self.stop.subscribe(),
            store: Arc::new(move || {
                let (store, audit) = (store.clone(), audit.clone());
                Box::pin(async move {
                    audit.writable().map_err(sentence)?;
                    // Who has nothing to write would not notice that the database is away.
                    let asked = Key::lasting(Kind::Housekeeping, &[b"health"]);
                    store.get(asked).await.map_err(sentence)?;
                    store.durable().await.map_err(sentence)
                })
            }),
        }
    }

    /// Writes everything and lets go of the data directory.
    pub(crate) async fn close(&self) -> Result<(), String> {
        let uncalled = self.app.calls.end().await;
        if uncalled > 0 {
            tracing::warn!(
                uncalled,
                "services were not told of a logout before the stop"
            );
        }
        self.app.seen.settled().await;
        self.app.tell_left_out().await.map_err(sentence)?;
        self.socket.abort();
        self.registry.abort();
        self.keys.abort();
        self.known.abort();
        self.traces.abort();
        let left = gateway::nodes::leave(&self.app.records, &self.app.settings()).await;
        left.map_err(sentence)?;
        self.audit
            .note(AuditEvent::GatewayStopped {})
            .await
            .map_err(sentence)?;
        self.audit.close().await.map_err(sentence)?;
        self.store.close().await.map_err(sentence)
    }
}

fn sentence(error: impl Display) -> String {
    error.to_string()
}

/// Makes it, or takes away what others may do in one that stood there.
fn private_directory(directory: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(directory)?;
    let mode = std::fs::metadata(directory)?.permissions().mode();
    if mode & 0o077 != 0 {
        let private = std::fs::Permissions::from_mode(mode & 0o700);
        match std::fs::set_permissions(directory, private) {
            Ok(()) => tracing::warn!("the data directory was open to others: it is private now"),
            Err(error) => tracing::warn!(%error, "the data directory is open to others"),
        }
    }
    Ok(())
}

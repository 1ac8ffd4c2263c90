// SPDX-License-Identifier: EUPL-1.2
//! The operator listener: health, metrics, peer states. Never on the public one.
//!
//! | URL | answers |
//! |---|---|
//! | `/health/live` | 200 while store and trail serve: without them nobody is served |
//! | `/health/ready` | the same, until this node is stopped; while the clock here is not apart from that of the other nodes, and lines below about a refused reload, closed sections and a syslog server that is away; configuration and keys hold, or nothing listens; 503 too where a key in a token does not answer, or other nodes use keys that are not here. Peers do not count, nor does a disk whose reserve is touched: logins under way must finish |
//! | `/metrics` | OpenMetrics text |
//! | `/peers` | each foreign node's state as JSON |
//! | `/nodes` | what this node and those that share its store were told, as digests |
//! | `/console` | HTML for operators: `crate::http::console` |
//! | `/lists` | each Metadata Service List, each trusted list of PID providers and each status list: its end, why the last try gave none, what that means |

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use eidas::{Instant, Role};
use http::{StatusCode, header};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::app::App;
use crate::http::console;
pub use crate::http::console::StoreCheck;
use crate::nodes::{self, Nodes};
use crate::peers::{KnownPeer, PeerState};
use crate::service_lists::ServiceListState;
use crate::telemetry::{ListNumbers, OwnNumbers, PeerNumbers};
use crate::trusted_lists::ListState;

/// What operators may see.
#[derive(Clone)]
pub struct Ops {
    /// What is looked at.
    pub app: App,
    /// Whether the store serves.
    pub store: StoreCheck,
    /// Whether this node was told to stop.
    pub stopping: watch::Receiver<bool>,
}

/// The operator listener's routes.
pub fn router(ops: Ops) -> Router {
    let console = console::router(ops.app.clone(), Arc::clone(&ops.store));
    Router::new()
        .route("/health/live", get(|ops: State<Ops>| serves(ops, "live\n")))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
        .route("/peers", get(peers))
        .route("/lists", get(lists))
        .route("/nodes", get(told))
        .with_state(ops)
        .merge(console)
}

const READY: &str = "ready\n";

async fn ready(ops: State<Ops>) -> Response {
    match ops.away() {
        Some(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")).into_response(),
        None => serves(ops, READY).await,
    }
}

impl Ops {
    /// Why people are not to be led here, though store and trail serve. R-07: a node whose clock alone is apart leaves to
    /// the others, by its balancer, and comes back. R-10: one that is stopped says so while it still answers whom a
    /// balancer leads here.
    fn away(&self) -> Option<String> {
        if *self.stopping.borrow() {
            let why = "this node stops: what is under way goes on at another, or when it is back";
            return Some(why.to_owned());
        }
        let store = self.app.records.store();
        if store.is_out_of_time() {
            let apart = store.clock_ahead_ms().unwrap_or_default().abs();
            return Some(format!(
                "the clock here is {apart} ms from the database's, and another node's is not"
            ));
        }
        if let Some(why) = self.app.keys_down() {
            return Some(format!("keys in the token: {why}"));
        }
        let behind = "other nodes use other keys: their files are not here (landport keys status)";
        self.app.keys_behind().then(|| behind.to_owned())
    }

    /// The same and the store, for who does not wait long for it.
    async fn is_ready(&self) -> bool {
        let served = tokio::time::timeout(SOON, (self.store)()).await;
        self.away().is_none() && matches!(served, Ok(Ok(())))
    }
}

/// A scrape is given up after ten seconds, and what a database that hangs does to us is to be seen in it.
const SOON: Duration = Duration::from_secs(2);

/// Configuration and keys were loaded, or this listener would not run; the store is asked. What is
/// wrong and closes nothing stands below the word.
async fn serves(State(ops): State<Ops>, word: &'static str) -> Response {
    match (ops.store)().await {
        Ok(()) => {
            let mut body = word.to_owned();
            if !ops.app.metrics.reload_successful() {
                body.push_str("the last reload was refused: an older configuration serves\n");
            }
            let shipping = ops.app.shipper.stands().await;
            if let Some(wrong) = shipping.and_then(|shipping| shipping.says()) {
                body.push_str(&format!("{wrong}\n"));
            }
            for closed in &ops.app.settings().closed {
                let kind = closed.kind.name();
                body.push_str(&format!(
                    "{kind} {:?} is closed: check says why\n",
                    closed.name
                ));
            }
            body.into_response()
        }
        Err(reason) => {
            tracing::warn!(reason, "the store or the audit trail does not serve");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                format!("the store or the audit trail does not serve: {reason}\n"),
            )
                .into_response()
        }
    }
}

async fn metrics(State(ops): State<Ops>) -> Response {
    let (all, now_ms) = (ops.app.peers.all(), ops.app.env.now_ms());
    let metrics = &ops.app.metrics;
    metrics.peers(all.iter().map(|known| numbers(known, now_ms)));
    let (lists, now_s) = (all_lists(&ops.app), ops.app.env.now_s());
    let (service, now) = (ops.app.service_lists.states(), Instant::from_ms(now_ms));
    let service = service.iter().map(|list| ListNumbers {
        kind: "service",
        state: list.word(now),
        named: None,
    });
    metrics.lists(service.chain(lists.iter().map(|list| {
        ListNumbers {
            kind: list.kind,
            state: list.word(now_s),
            named: list
                .valid_until
                .filter(|_| list.kind == "trusted")
                .map(|end| (list.url.as_str(), end)),
        }
    })));
    let disk = ops.app.records.store();
    if let (Ok(taken), Ok(Some(room))) = (disk.octets(), disk.room()) {
        metrics.disk(taken, room.free);
    }
    metrics.own(&own(&ops.app, ops.is_ready().await));
    let shipping = ops.app.shipper.stands().await.unwrap_or_default();
    metrics.syslog(&shipping.waiting, shipping.waited_s);
    let text = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, text)], metrics.render()).into_response()
}

fn own(app: &App, ready: bool) -> OwnNumbers {
    OwnNumbers {
        certificate_ends_s: app.current().certificate_ends().into_iter().collect(),
        database_ahead_ms: app.records.store().clock_ahead_ms(),
        ready,
    }
}

fn numbers(known: &KnownPeer, now_ms: i64) -> PeerNumbers<'_> {
    let (state, peer) = match &known.state {
        PeerState::Ready(peer) => ("ready", Some(peer)),
        PeerState::Pending => ("pending", None),
        PeerState::Unavailable { .. } => ("unavailable", None),
        PeerState::Suspended(_) => ("suspended", None),
    };
    let certificates = peer.map(|peer| peer.signing_certificates());
    PeerNumbers {
        country: known.settings.country.as_str(),
        entity_id: known.settings.entity_id.as_str(),
        state,
        clock_ahead_s: known.clock_ahead_s,
        age_s: (now_ms - known.read_ms).max(0) / 1000,
        metadata_end_s: peer.map(|peer| peer.valid_until().seconds()),
        certificate_end_s: certificates
            .and_then(|all| all.iter().map(xmlsec::Certificate::not_after).max()),
    }
}

async fn peers(State(ops): State<Ops>) -> Json<Value> {
    Json(ops.app.peers.all().iter().map(describe).collect())
}

fn all_lists(app: &App) -> Vec<ListState> {
    let mut all = app.lists.states();
    all.extend(app.statuses.states());
    all
}

/// Each list: until when it counts, why the last try gave none, and what that means.
async fn lists(State(ops): State<Ops>) -> Json<Value> {
    let now_s = ops.app.env.now_s();
    let describe = |list: &ListState| {
        let until = list
            .valid_until
            .map(|at| Instant::from_ms(at * 1000).to_string());
        let fault = list.fault.as_ref().map(ToString::to_string);
        let (kind, says) = (list.kind, list.says(now_s));
        json!({ "kind": kind, "url": list.url, "valid_until": until, "fault": fault, "says": says })
    };
    let lists = all_lists(&ops.app);
    let service = ops.app.service_lists.states();
    let now = Instant::from_ms(ops.app.env.now_ms());
    let service = service.iter().map(|list| service_list(list, now));
    Json(lists.iter().map(describe).chain(service).collect())
}

fn service_list(list: &ServiceListState, now: Instant) -> Value {
    let refused = list.refused.map(|(reason, since_ms)| {
        json!({ "reason": reason, "since": Instant::from_ms(since_ms).to_string() })
    });
    let not_taken = list.not_taken.iter().map(
        |entry| json!({ "country": entry.country, "what": entry.what, "reason": entry.reason }),
    );
    json!({
        "kind": "service",
        "name": list.name,
        "issued": list.issued.map(|at| at.to_string()),
        "valid_until": list.next_update.map(|at| at.to_string()),
        "sha256": list.sha256,
        "refused": refused,
        "nodes": list.nodes,
        "not_taken": not_taken.collect::<Vec<_>>(),
        "says": list.says(now),
    })
}

/// This node, and each that shares its store: digests that are the same where they were told the same.
async fn told(State(ops): State<Ops>) -> Response {
    let settings = ops.app.settings();
    let mut all = match ops.app.records.standing::<Nodes>().await {
        Ok(Nodes(all)) => all,
        Err(error) => {
            tracing::warn!(%error, "the other nodes cannot be told");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let own = nodes::name(&settings.data);
    let this = all
        .remove(&own)
        .unwrap_or_else(|| nodes::this(&settings, &ops.app.env));
    Json(json!({ "name": own, "this": this, "others": all })).into_response()
}

fn describe(known: &KnownPeer) -> Value {
    let settings = &known.settings;
    let mut about = json!({
        "country": settings.country.as_str(),
        "role": match settings.role {
            Role::Connector => "connector",
            Role::ProxyService => "proxy-service",
        },
        "entity_id": settings.entity_id.as_str(),
        "clock_ahead_seconds": known.clock_ahead_s,
        "list": settings.listed.as_ref().map(|by| by.list.as_str()),
    });
    let state = match &known.state {
        PeerState::Ready(peer) => json!({
            "state": "ready",
            "valid_until": peer.valid_until().to_string(),
            "application": peer.application(),
            "protocol_versions": peer.versions(),
            "levels": peer.loas().iter().map(eidas::Loa::uri).collect::<Vec<_>>(),
            "warnings": peer.warnings().iter().map(|w| format!("{w:?}")).collect::<Vec<_>>(),
        }),
        PeerState::Pending => json!({ "state": "pending" }),
        PeerState::Unavailable { reason, since_ms } => json!({
            "state": "unavailable",
            "reason": reason,
            "tolerance": eidas::Tolerance::of_metadata(reason).map(eidas::Tolerance::name),
            "since": Instant::from_ms(*since_ms).to_string(),
        }),
        PeerState::Suspended(suspension) => json!({
            "state": "suspended",
            "since": suspension.since,
        }),
    };
    if let (Value::Object(about), Value::Object(state)) = (&mut about, state) {
        about.extend(state);
        let said = |reason: &str, since_ms: i64| json!({ "reason": reason, "since": Instant::from_ms(since_ms).to_string() });
        // While an earlier document serves nobody else would hear of it.
        if let (PeerState::Ready(_), Some((reason, since_ms))) = (&known.state, known.refused) {
            about.insert("refused".to_owned(), said(reason, since_ms));
        }
        if let Some(alarm) = known.alarm {
            about.insert("alarm".to_owned(), said(alarm.reason, alarm.since_ms));
        }
    }
    about
}

// SPDX-License-Identifier: EUPL-1.2
//! Everything a request needs, built once, with named fields and no globals.

pub mod admission;
pub mod calls;
pub mod client_certificates;
pub mod client_keys;
pub mod clients;
mod current;
pub mod keys;
mod ours;
mod provider;
mod refusals;
mod trust;
mod upkeep;
mod waiting;

use std::sync::{Arc, Mutex, OnceLock};

use arc_swap::ArcSwap;
use oidc::protocol::OAuthError;
use oidc::provider::NonceKey;
use store::Records;
use store::env::Env;
use store::seal::hmac_sha256;

pub use self::admission::Queued;
pub use self::current::{Current, Registered, Unusable};
use self::waiting::Waiting;
use crate::approvals::Approvals;
use crate::audit::{Audit, Shipper};
use crate::endings::Endings;
use crate::fetch::Fetch;
use crate::keys::Keys;
use crate::lever::Levers;
use crate::own::room::OwnRoom;
use crate::peers::Peers;
use crate::questions::Questions;
use crate::refusals::Refusals;
use crate::registry::Registry;
use crate::restored::Restored;
use crate::rollover::Seen;
use crate::service_lists::ServiceLists;
use crate::settings::Settings;
use crate::shares::{ProofShares, WalletShares};
use crate::starts::{Starts, Tickets};
use crate::status_lists::StatusLists;
use crate::telemetry::Metrics;
use crate::traces::Traces;
use crate::trusted_lists::TrustedLists;

/// What the application is made of.
pub struct Parts {
    /// The configuration as meant.
    pub settings: Arc<Settings>,
    /// The keys it names.
    pub keys: Arc<Keys>,
    /// Clock and randomness.
    pub env: Env,
    /// What is kept between requests.
    pub records: Records,
    /// The foreign nodes.
    pub peers: Peers,
    /// The one outbound client.
    pub fetch: Fetch,
    /// The audit trail.
    pub audit: Arc<Audit>,
    /// The counters.
    pub metrics: Arc<Metrics>,
}

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What does not change while the process runs; the rest stands in [`Current`].
pub struct Inner {
    /// Clock and randomness.
    pub env: Env,
    /// What is kept between requests.
    pub records: Records,
    /// The foreign nodes.
    pub peers: Peers,
    /// The lists that name more of them.
    pub service_lists: ServiceLists,
    /// What the operator closed; read from the store before the doors open.
    pub levers: Arc<Levers>,
    /// Which trust anchors two persons approved; read from the store before the doors open.
    pub approvals: Approvals,
    /// The clients that are registered while the gateway runs; read from the store before the doors open.
    pub registry: Registry,
    /// Since when the store remembers what was used; read from it before the doors open.
    pub restored: Restored,
    /// The one outbound client.
    pub fetch: Fetch,
    /// The audit trail.
    pub audit: Arc<Audit>,
    /// The counters.
    pub metrics: Arc<Metrics>,
    /// The foreign connectors' logins that are being answered.
    pub(crate) endings: Endings,
    /// Who may issue PIDs.
    pub lists: Arc<TrustedLists>,
    /// Which PIDs are revoked.
    pub statuses: StatusLists,
    /// How much one login, or one request to a wallet, may have us compute.
    pub(crate) wallet_shares: WalletShares,
    /// How much one session, or one login's tokens, may have us write.
    pub(crate) proof_shares: ProofShares,
    /// How many refusals of strangers the audit trail takes.
    refusals: Refusals,
    /// How many logins begin.
    pub starts: Starts,
    /// Places in the queue of those who wait to begin.
    tickets: Tickets,
    /// The key of addresses at which a page is shown once more.
    pub(crate) said: [u8; 32],
    /// Spans of logins that wait for a collector.
    pub traces: Arc<Traces>,
    /// Sends the audit trail to a syslog server.
    pub shipper: Shipper,
    /// What people's own logins may take of the store.
    pub(crate) own_room: OwnRoom,
    /// How often a support desk may try a code.
    guesses: Mutex<i64>,
    /// How many lines of the log strangers may cause without a line in the trail.
    log_lines: Refusals,
    /// Keys that clients publish at addresses of their own.
    pub(crate) client_certificates: client_certificates::Cache,
    pub(crate) client_keys: client_keys::Cache,
    pub(crate) questions: Questions,
    /// Makes the nonces of DPoP proofs: the same at every node, or a service would be asked for
    /// another each time that it meets another node.
    pub(crate) nonces: NonceKey,
    /// Calls to services that nobody waits for.
    pub calls: Arc<calls::Calls>,
    /// What was seen of others' knowledge of our keys.
    pub seen: Arc<Seen>,
    /// One step of a rollover at a time.
    rolling: tokio::sync::Mutex<()>,
    /// Answers what may have to wait for a key in a device.
    waiting: OnceLock<Waiting>,
    /// Whether other nodes use other keys than this one, which has not got theirs.
    keys_behind: std::sync::atomic::AtomicBool,
    /// A step of this node stands in the store and is not in force here.
    keys_doubt: tokio::sync::Notify,
    current: ArcSwap<Current>,
    /// The configuration file, without what is registered.
    file: ArcSwap<Settings>,
    /// Held while what is in force is made and swapped: of a reload and a change of a client at once
    /// neither is lost.
    swap: Mutex<()>,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Puts it together.
    pub fn build(parts: Parts) -> Result<Self, Unusable> {
        let file = Arc::clone(&parts.settings);
        let current = Current::new(parts.settings, parts.keys, &parts.fetch, &parts.metrics)?;
        current.count(&parts.metrics, &parts.env);
        parts.metrics.started(&parts.env);
        parts.audit.count_errors(parts.metrics.errors("audit"));
        let levers = Arc::new(Levers::new(parts.env.clone()));
        let secret = current.keys.pairwise().bytes();
        let records = parts.records.counting(parts.metrics.errors("store"));
        let records = records.under(hmac_sha256(secret, &[b"landport records\0"]));
        let nonces = NonceKey::new(hmac_sha256(secret, &[b"landport dpop nonce\0"]));
        let traces = Arc::new(Traces::new(parts.metrics.spans_lost()));
        let own_room = OwnRoom::new(parts.metrics.own_logins_left_out());
        traces.turn(current.settings.traces.is_some());
        parts.audit.trace(Arc::clone(&traces));
        let tickets = Tickets::new(hmac_sha256(secret, &[b"landport queue tickets\0"]));
        let said = hmac_sha256(secret, &[b"landport pages\0"]);
        parts.peers.obey(levers.clone(), parts.audit.clone());
        let settings = &current.settings;
        let (env, fetch) = (parts.env.clone(), parts.fetch.clone());
        let (audit, metrics) = (Audit::clone(&parts.audit), Arc::clone(&parts.metrics));
        let told = || (audit.clone(), Arc::clone(&metrics));
        let by = || (env.clone(), fetch.clone());
        let shipper = Shipper::new(env.clone(), audit.clone(), metrics.clone(), &settings.data);
        let service_lists = ServiceLists::new(settings, parts.peers.clone(), by(), told());
        let lists = TrustedLists::new(settings.wallet.as_ref(), &settings.data, by(), told());
        Ok(Self(Arc::new(Inner {
            nonces,
            lists: Arc::new(lists),
            statuses: StatusLists::new(env, fetch, audit, metrics),
            wallet_shares: WalletShares::default(),
            proof_shares: ProofShares::default(),
            levers,
            approvals: Approvals::new(parts.env.clone()),
            registry: Registry::new(parts.env.clone()),
            file: ArcSwap::new(file),
            swap: Mutex::default(),
            restored: Restored::default(),
            questions: Questions::new(&parts.env),
            env: parts.env,
            records,
            peers: parts.peers,
            service_lists,
            fetch: parts.fetch,
            audit: parts.audit,
            metrics: parts.metrics,
            endings: Endings::default(),
            refusals: Refusals::default(),
            starts: Starts::default(),
            tickets,
            said,
            traces,
            shipper,
            own_room,
            guesses: Mutex::default(),
            log_lines: Refusals::default(),
            client_certificates: client_certificates::Cache::default(),
            client_keys: client_keys::Cache::default(),
            calls: Arc::default(),
            seen: Arc::default(),
            rolling: tokio::sync::Mutex::default(),
            waiting: OnceLock::new(),
            keys_behind: std::sync::atomic::AtomicBool::default(),
            keys_doubt: tokio::sync::Notify::new(),
            current: ArcSwap::from_pointee(current),
        })))
    }

    /// The configuration now. A request reads it once per step.
    pub fn current(&self) -> Arc<Current> {
        self.0.current.load_full()
    }

    /// An error as its client gets it: [`crate::settings::Profile::described`].
    pub fn with_reason(&self, error: OAuthError, reason: impl FnOnce() -> String) -> OAuthError {
        self.settings().profile.described(error, reason)
    }

    /// Who answers what may touch a key, while keys lie in a device; else nobody but who took the request.
    pub(crate) fn waiting(&self) -> Option<&Waiting> {
        let sessions = self.0.current.load().keys.hsm()?.sessions();
        Some(self.0.waiting.get_or_init(|| Waiting::new(sessions)))
    }

    /// The settings now.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.0.current.load().settings)
    }
}

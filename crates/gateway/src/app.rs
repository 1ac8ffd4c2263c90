// SPDX-License-Identifier: EUPL-1.2
//! Everything a request needs, built once, with named fields and no globals.

pub mod calls;
pub mod client_keys;
pub mod clients;
pub mod keys;
mod ours;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arc_swap::ArcSwap;
use eidas::LevelOfAssurance;
use oidc::protocol::{Acr, OAuthError, RedirectUri, ScopeSet};
use oidc::provider::{
    Ability, AuthMethod, Client, Endpoints, GrantRule, NonceKey, PairwiseKey, Provider,
};
use pages::{Banner, Site, Style};
use store::env::Env;
use store::seal::hmac_sha256;
use store::{Records, StoreError};

use self::waiting::Waiting;
use crate::approvals::Approvals;
use crate::ask::Ask;
use crate::audit::{Audit, AuditError, AuditEvent};
use crate::caller::Caller;
use crate::citizen::PidProvider;
use crate::endings::Endings;
use crate::fetch::Fetch;
use crate::journal::Journal;
use crate::keys::Keys;
use crate::lever::Levers;
use crate::matching::Matching;
use crate::own_metadata::OwnMetadata;
use crate::peers::Peers;
use crate::refusals::{InFlood, LeftOut, Noted, Refusals, TOLD_AFTER_MS, reference};
use crate::registry::Registry;
use crate::restored::Restored;
use crate::rollover::Seen;
use crate::service_lists::ServiceLists;
use crate::settings::claim_of;
use crate::settings::{
    Access, ClientSettings, ClosedKind, EidId, EidSettings, Logo, Profile, Settings, Text,
};
use crate::shares::WalletShares;
use crate::starts::{Asks, Busy, FULL_S, Paid, Starts, Terms, Tickets, Why, units};
use crate::status_lists::StatusLists;
use crate::telemetry::Metrics;
use crate::traces::Traces;
use crate::translate::acr_of;
use crate::trusted_lists::TrustedLists;
use crate::upstream;
use crate::upstream::{UnusableEid, Upstreams};

/// Half of what a breaker's pause takes. Most looks find everything fresh and ask nobody.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(15);

/// So often the journal of matching is looked through: its days end at midnight.
const SWEEP_EVERY: std::time::Duration = std::time::Duration::from_secs(3600);

/// As often as the store tries the same.
const HEAL_EVERY: std::time::Duration = std::time::Duration::from_secs(1);

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
    /// How many refusals of strangers the audit trail takes.
    refusals: Refusals,
    /// How many logins begin.
    pub starts: Starts,
    /// Places in the queue of those who wait to begin.
    tickets: Tickets,
    /// Spans of logins that wait for a collector.
    pub traces: Arc<Traces>,
    /// How often a support desk may try a code.
    guesses: Mutex<i64>,
    /// How many lines of the log strangers may cause without a line in the trail.
    log_lines: Refusals,
    /// Keys that clients publish at addresses of their own.
    pub(crate) client_keys: client_keys::Cache,
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

/// What the configuration says now: swapped as a whole on reload, so that no request sees half.
pub struct Current {
    /// The configuration as meant.
    pub settings: Arc<Settings>,
    /// The keys it names.
    pub keys: Arc<Keys>,
    /// Our side of OpenID Connect.
    pub provider: Provider,
    /// The key of pairwise `sub` values.
    pub pairwise: PairwiseKey,
    /// What every page shows.
    pub site: Site,
    /// Who is asked for national numbers.
    pub matching: Matching,
    /// Where what was compared is kept.
    pub journal: Option<Arc<Journal>>,
    /// Our signed metadata.
    pub metadata: OwnMetadata,
    /// The national e-IDs over the network.
    pub upstreams: Upstreams,
    clients: BTreeMap<String, Registered>,
}

/// A registered service: for people, and for the protocol.
pub struct Registered {
    /// As configured.
    pub settings: Arc<ClientSettings>,
    /// As the provider sees it.
    pub client: Client,
}

/// A person whose login does not begin now.
#[derive(Clone, Debug)]
pub struct Queued {
    /// The stable reason code.
    pub reason: &'static str,
    /// When it is her turn, Unix milliseconds.
    pub turn_ms: i64,
    /// What keeps her place; nothing where there is none.
    pub ticket: Option<String>,
    /// When there may be room, in seconds.
    pub retry_after_s: u32,
}

fn seconds(ms: i64) -> u32 {
    u32::try_from(ms.div_euclid(1000) + 1).unwrap_or(1)
}

/// A configuration that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// By its e-ID.
    #[error(transparent)]
    Eid(#[from] UnusableEid),
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
        let records = parts.records.counting(parts.metrics.errors("store"));
        let levers = Arc::new(Levers::new(parts.env.clone()));
        let secret = current.keys.pairwise().bytes();
        let nonces = NonceKey::new(hmac_sha256(secret, &[b"landport dpop nonce\0"]));
        let traces = Arc::new(Traces::new(parts.metrics.spans_lost()));
        traces.turn(current.settings.traces.is_some());
        parts.audit.trace(Arc::clone(&traces));
        let tickets = Tickets::new(hmac_sha256(secret, &[b"landport queue tickets\0"]));
        parts.peers.obey(levers.clone(), parts.audit.clone());
        let settings = &current.settings;
        let (env, fetch) = (parts.env.clone(), parts.fetch.clone());
        let (audit, metrics) = (Audit::clone(&parts.audit), Arc::clone(&parts.metrics));
        let told = || (audit.clone(), Arc::clone(&metrics));
        let by = || (env.clone(), fetch.clone());
        let service_lists = ServiceLists::new(settings, parts.peers.clone(), by(), told());
        let lists = TrustedLists::new(settings.wallet.as_ref(), &settings.data, by(), told());
        Ok(Self(Arc::new(Inner {
            nonces,
            lists: Arc::new(lists),
            statuses: StatusLists::new(env, fetch, audit, metrics),
            wallet_shares: WalletShares::default(),
            levers,
            approvals: Approvals::new(parts.env.clone()),
            registry: Registry::new(parts.env.clone()),
            file: ArcSwap::new(file),
            swap: Mutex::default(),
            restored: Restored::default(),
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
            traces,
            guesses: Mutex::default(),
            log_lines: Refusals::default(),
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

    /// Whether an e-ID may be used for a foreign request now, and with which of its words. Asked
    /// anew at each step: a suspension counts in flows under way too.
    pub fn abroad(&self, eid: &EidSettings) -> Access {
        if let Some(suspension) = self.levers.eid(&eid.id) {
            return Access::Suspended(suspension);
        }
        let current = self.current();
        let proxy = current.settings.proxy_service.as_ref();
        eid.abroad(proxy.is_some_and(|proxy| proxy.open_pre_notified))
    }

    /// Whether a national service may use an e-ID now. Asked anew at each step.
    pub fn at_home(&self, eid: &EidSettings) -> Access {
        match self.levers.eid(&eid.id) {
            Some(suspension) => Access::Suspended(suspension),
            None => eid.at_home(),
        }
    }

    /// The configuration now. A request reads it once per step.
    pub fn current(&self) -> Arc<Current> {
        self.0.current.load_full()
    }

    /// Keeps what is known of every e-ID fresh, and finds out which ones are back. Ends with the task.
    pub async fn keep_eids_fresh(self) {
        loop {
            let current = self.current();
            for upstream in current.upstreams.values() {
                let eid = upstream.settings.id.as_str();
                if let Err(failure) = upstream.refresh(&self.env).await {
                    tracing::warn!(eid, %failure, "an e-ID cannot be used");
                }
            }
            drop(current);
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Keeps what says whom we know fresh: foreign nodes, and what a wallet's PID is held against. Ends with
    /// the task.
    pub async fn keep_lists_fresh(self) {
        let revocation = || self.lists.revokers();
        tokio::join!(
            self.service_lists.keep_fresh(),
            self.lists.keep_fresh(),
            self.statuses.keep_fresh(revocation)
        );
    }

    /// The level that a PID of this provider proves now; `None` when it may not be believed: wallets
    /// or its country are closed, or its provider was struck off. Asked anew at each step (attack
    /// WV-18).
    pub fn level_of_pid(&self, pid: &PidProvider) -> Option<LevelOfAssurance> {
        let settings = self.settings();
        let wallet = settings.wallet.as_ref()?;
        if self.levers.eid(&EidId::wallet()).is_some() || self.levers.country(pid.country).is_some()
        {
            return None;
        }
        let issuers = self.lists.issuers();
        let trusted = issuers.still_trust(&pid.provenance(), self.env.now_s());
        trusted.ok().and_then(|()| wallet.level_of(pid.country))
    }

    /// Sends traces of logins to whoever collects them. Ends with the task.
    pub async fn keep_traces(self) {
        let node = crate::nodes::name(&self.settings().data);
        let collector = || self.settings().traces.clone();
        self.traces.export(&self.fetch, &node, collector).await;
    }

    /// Opens the audit trail again when it failed and its disk has room. Ends with the task.
    pub async fn heal_the_trail(self) {
        loop {
            tokio::time::sleep(HEAL_EVERY).await;
            if let Err(error) = self.audit.heal().await {
                tracing::debug!(%error, "the audit log still cannot be written");
            }
        }
    }

    /// Removes what the journal of matching has kept long enough. Ends with the task.
    pub async fn keep_journal_short(self) {
        loop {
            if let Some(journal) = self.current().journal.clone() {
                let now = eidas::Instant::from_ms(self.env.now_ms());
                let swept = tokio::task::spawn_blocking(move || journal.sweep_at(now)).await;
                if let Ok(Err(error)) = swept {
                    tracing::error!(%error, "old days of the journal of matching stay");
                }
            }
            tokio::time::sleep(SWEEP_EVERY).await;
        }
    }

    /// An error as its client gets it: [`Profile::described`].
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

    /// Writes down the refusal of somebody who proved nothing, if there is room for one more of
    /// this source; else counts it.
    pub async fn note_refusal(
        &self,
        caller: Caller,
        event: AuditEvent,
    ) -> Result<Noted, AuditError> {
        let now_ms = self.env.now_ms();
        if let Some(left_out) = self.refusals.due(now_ms) {
            self.tell(left_out).await?;
        }
        match self
            .refusals
            .admit(caller.0, now_ms, || reference(&self.env))
        {
            Ok(()) => self.audit.note(event).await.map(|()| Noted::Written),
            Err(InFlood { first, reference }) => {
                if first {
                    self.tell_in_a_minute();
                }
                Ok(Noted::Counted { reference })
            }
        }
    }

    /// Counts a login that is about to begin and takes so many octets; or says why it may not. For whoever asks without
    /// a person who could wait.
    ///
    /// # Errors
    /// The store failed.
    pub fn admit(&self, who: Asks<'_>, octets: usize) -> Result<Result<(), Busy>, StoreError> {
        self.count(who, octets, Terms::default())
    }

    /// The same for a person, who waits so long and may have waited: at the turn of her ticket she begins. Once: the
    /// ticket is marked before, and that lasts. While the disk has no room it is not: she keeps it. Who waits for this
    /// process alone, and not for any budget, begins as soon as it holds nobody back: whoever comes then would pass her.
    ///
    /// # Errors
    /// The store failed.
    pub async fn admit_person(
        &self,
        who: Asks<'_>,
        octets: usize,
        visit: (Option<&str>, i64),
    ) -> Result<Result<(), Queued>, StoreError> {
        let ((sent, waits_ms), now_ms) = (visit, self.env.now_ms());
        let held = sent.and_then(|text| {
            let ticket = self.tickets.read(text, who, now_ms)?;
            Some((text, ticket))
        });
        let mut terms = Terms {
            waits_ms,
            ..Terms::default()
        };
        if let Some((text, ticket)) = held {
            let released = ticket.place.paid == Paid::All && self.starts.is_open();
            if now_ms < ticket.place.turn_ms && !released {
                return Ok(Err(Queued {
                    reason: "queued",
                    turn_ms: ticket.place.turn_ms,
                    ticket: Some(text.to_owned()),
                    retry_after_s: seconds(ticket.place.turn_ms - now_ms),
                }));
            }
            let store = &**self.records.store();
            if !self.starts.has_room(store, now_ms)? {
                return Ok(Err(Queued {
                    reason: Why::Room.reason(),
                    turn_ms: now_ms + i64::from(FULL_S) * 1000,
                    ticket: Some(text.to_owned()),
                    retry_after_s: FULL_S,
                }));
            }
            let (mark, until_ms) = ticket.mark();
            if self.records.mark_new(mark, until_ms).await? {
                (terms.paid, terms.units) = (ticket.place.paid, ticket.units);
            }
        }
        let admitted = self.count(who, octets, terms)?;
        Ok(admitted.map_err(|busy| Queued {
            reason: busy.why.reason(),
            turn_ms: busy.place.map_or(now_ms, |place| place.turn_ms),
            ticket: busy
                .place
                .map(|place| self.tickets.issue(who, units(octets), place, &self.env)),
            retry_after_s: busy.retry_after_s,
        }))
    }

    fn count(
        &self,
        who: Asks<'_>,
        octets: usize,
        terms: Terms,
    ) -> Result<Result<(), Busy>, StoreError> {
        let store = &**self.records.store();
        let now_ms = self.env.now_ms();
        let admitted = self.starts.admit(who, octets, terms, store, now_ms)?;
        if let Err(busy) = admitted {
            match busy.place {
                Some(_) => self.metrics.login_queued(busy.why.reason()),
                None => self.metrics.login_not_begun(busy.why.reason()),
            }
        }
        Ok(admitted)
    }

    /// Whether the log takes one more line of what this source causes. Attack: addresses that are
    /// nowhere, ten thousand times a second, fill the disk with lines.
    pub fn logs(&self, caller: Caller) -> bool {
        let now_ms = self.env.now_ms();
        let admitted = self.log_lines.admit(caller.0, now_ms, String::new);
        admitted.is_ok()
    }

    /// Tells how many refusals were left out and not yet told: before the end.
    pub async fn tell_left_out(&self) -> Result<(), AuditError> {
        match self.refusals.rest() {
            Some(left_out) => self.tell(left_out).await,
            None => Ok(()),
        }
    }

    /// A flood that ends is told of too. Holds nothing back when the gateway ends first.
    fn tell_in_a_minute(&self) {
        let app = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            let pause = u64::try_from(TOLD_AFTER_MS).unwrap_or(60_000);
            tokio::time::sleep(std::time::Duration::from_millis(pause + 1)).await;
            let Some(app) = app.upgrade().map(Self) else {
                return;
            };
            if let Some(left_out) = app.refusals.due(app.env.now_ms())
                && let Err(error) = app.tell(left_out).await
            {
                tracing::error!(%error, "the audit trail cannot be written");
            }
        });
    }

    async fn tell(&self, left_out: LeftOut) -> Result<(), AuditError> {
        tracing::warn!(
            count = left_out.count,
            reference = left_out.reference,
            "refusals were left out of the audit trail"
        );
        let event = AuditEvent::RefusalsLeftOut {
            count: left_out.count,
            since: eidas::Instant::from_ms(left_out.since_ms).to_string(),
            reference: left_out.reference,
        };
        self.audit.note(event).await
    }

    /// Reads which trust anchors are approved, here or at another node, and lets no other count. Must have
    /// been done before anything is fetched.
    ///
    /// # Errors
    /// The store or the trail failed.
    pub async fn settle_trust(&self) -> Result<(), StoreError> {
        let file = self.file();
        for anchor in self.approvals.settle(&self.records, &file).await? {
            let noted = self.audit.note(anchor.first()).await;
            noted.map_err(|error| StoreError::Io(error.to_string()))?;
        }
        for anchor in self.approvals.held_back(&file) {
            let (of, sha256) = (&anchor.of, &anchor.sha256);
            tracing::warn!(
                of,
                sha256,
                "a trust anchor waits for two persons: landport trust propose"
            );
        }
        let _turn = self.0.swap.lock().unwrap_or_else(PoisonError::into_inner);
        self.hold_trust(&self.file());
        Ok(())
    }

    /// Whom we know, and by whose word: the only way from a configuration to foreign nodes.
    fn hold_trust(&self, settings: &Arc<Settings>) {
        let held = self.approvals.hold(settings);
        self.0.peers.reconfigure(&held);
        self.0.service_lists.reconfigure(&held);
    }

    /// Takes a new configuration, or keeps the old one and says why.
    pub fn reload(&self, settings: Arc<Settings>, keys: Arc<Keys>) -> Result<(), Unusable> {
        let _turn = self.0.swap.lock().unwrap_or_else(PoisonError::into_inner);
        self.registry.hold_to(&settings);
        let whole = self.registry.with(&settings);
        let current = Current::new(whole, keys, &self.0.fetch, &self.0.metrics);
        let current = current.inspect_err(|_| self.registry.hold_to(&self.file()))?;
        self.0.file.store(settings);
        self.hold_trust(&current.settings);
        self.0.lists.reconfigure(current.settings.wallet.as_ref());
        current.count(&self.0.metrics, &self.0.env);
        self.0.traces.turn(current.settings.traces.is_some());
        self.0.current.store(Arc::new(current));
        Ok(())
    }
}

impl Current {
    fn new(
        settings: Arc<Settings>,
        keys: Arc<Keys>,
        fetch: &Fetch,
        metrics: &Arc<Metrics>,
    ) -> Result<Self, Unusable> {
        let clients = registered(&settings);
        if let Some(hsm) = keys.hsm() {
            let metrics = Arc::clone(metrics);
            hsm.observe(move |operation, outcome, took| {
                metrics.key_used(operation, outcome, took);
            });
        }
        Ok(Self {
            provider: provider(&settings),
            pairwise: PairwiseKey::new(*keys.pairwise().bytes()),
            site: site(&settings),
            matching: Matching::new(settings.matching.as_ref(), fetch),
            journal: journal(&settings),
            metadata: OwnMetadata::default(),
            upstreams: upstream::all(&settings, &keys, fetch, metrics)?,
            clients,
            settings,
            keys,
        })
    }

    /// Shows in the metrics that it is in use.
    fn count(&self, metrics: &Metrics, env: &Env) {
        metrics.configuration(Some(&self.closed()), env.now_s());
    }

    /// The same after a change of a client, which is no reload.
    fn count_closed(&self, metrics: &Metrics) {
        metrics.closed(&self.closed());
    }

    fn closed(&self) -> [(&'static str, usize); 2] {
        let closed = |kind| {
            self.settings
                .closed
                .iter()
                .filter(|it| it.kind == kind)
                .count()
        };
        ClosedKind::ALL.map(|kind| (kind.name(), closed(kind)))
    }

    /// When the first certificate in each of our own files ends, Unix seconds, by the file's name.
    pub fn certificate_ends(&self) -> BTreeMap<String, i64> {
        let mut ends = BTreeMap::new();
        let mut add = |file: &Path, end_s: i64| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let end = ends.entry(name.into_owned()).or_insert(end_s);
            *end = end_s.min(*end);
        };
        for (file, certificate) in self.keys.certificates() {
            add(file, certificate.not_after());
        }
        for (file, end_s) in self.settings.public.certificate_ends() {
            add(&file, end_s);
        }
        ends
    }

    /// The registered service with this `client_id`.
    pub fn client(&self, client_id: &str) -> Option<&Registered> {
        self.clients.get(client_id)
    }

    /// The registered service that asks, unless a foreign connector does or it was removed.
    pub fn asking(&self, ask: &Ask) -> Option<&Registered> {
        self.client(ask.client_id()?)
    }

    /// Every registered service.
    pub fn clients(&self) -> impl Iterator<Item = &Registered> {
        self.clients.values()
    }
}

fn registered(settings: &Settings) -> BTreeMap<String, Registered> {
    let clients = settings.clients.values();
    let own = ours::client(settings);
    clients
        .chain(&own)
        .map(|client| (client.client_id.clone(), Registered::new(client)))
        .collect()
}

impl Registered {
    fn new(settings: &Arc<ClientSettings>) -> Self {
        Self {
            settings: Arc::clone(settings),
            client: settings.registration.clone(),
        }
    }

    /// Every origin this client's own addresses have, as `form-action` wants them: a callback may
    /// redirect on to another of them, which browsers check too.
    pub fn origins(&self) -> String {
        let mut origins: Vec<String> = self
            .client
            .redirect_uris
            .iter()
            .map(RedirectUri::origin)
            .collect();
        origins.extend(
            self.settings
                .start_url
                .as_ref()
                .map(|u| u.origin().ascii_serialization()),
        );
        origins.sort();
        origins.dedup();
        origins.join(" ")
    }
}

/// What can be asked for: what the configuration lets some client ask for.
fn scopes(settings: &Settings) -> ScopeSet {
    let clients = settings.clients.values();
    // What administers the gateway is nobody's to ask for at a login.
    let clients = clients.filter(|client| client.registration.grants == GrantRule::Logins);
    let of_clients = clients.flat_map(|client| client.registration.scopes.iter());
    ["openid", "profile", "eidas:mds"]
        .into_iter()
        .chain(of_clients)
        .collect()
}

fn provider(settings: &Settings) -> Provider {
    let issuer = settings.issuer.as_str().trim_end_matches('/').to_owned();
    let clients = settings.clients.values();
    let types = clients.flat_map(|client| client.registration.authorization_details_types.iter());
    let types: BTreeSet<String> = types.cloned().collect();
    Provider {
        endpoints: Endpoints::under(&issuer),
        issuer,
        abilities: abilities(settings, &types),
        auth_methods: AuthMethod::ALL.to_vec(),
        authorization_details_types: types.into_iter().collect(),
        acr_values: LevelOfAssurance::ALL
            .into_iter()
            .map(|level| Acr::new(acr_of(level)))
            .chain(
                settings
                    .clients
                    .values()
                    .flat_map(|c| c.registration.acr_values.iter().cloned()),
            )
            .collect(),
        scopes: scopes(settings),
        ui_locales: settings
            .languages
            .iter()
            .map(|language| language.tag().to_owned())
            .collect(),
        claims: claims(settings),
        id_token_algorithms: settings.registration.token_algorithms.clone(),
    }
}

fn journal(settings: &Settings) -> Option<Arc<Journal>> {
    let written = settings.matching.as_ref()?.journal.as_ref()?;
    let directory = settings.data.join("journal");
    let journal = Journal::new(directory, written.key.clone(), written.months);
    Some(Arc::new(journal))
}

/// What can stand in a token or a userinfo answer: of test persons, whatever is written.
fn claims(settings: &Settings) -> Vec<String> {
    let persons = settings.eids.iter().flat_map(|eid| eid.personas());
    let theirs = persons.flat_map(|person| person.claims.keys());
    let theirs = theirs
        .map(String::as_str)
        .filter(|name| !CLAIMS.contains(name));
    let clients = settings.clients.values();
    let asked = clients.flat_map(|client| &client.purposes);
    let asked = asked.filter_map(|purpose| claim_of(purpose.attribute));
    let theirs: BTreeSet<&str> = theirs.chain(asked).collect();
    let all = CLAIMS.iter().copied().chain(theirs);
    all.map(str::to_owned).collect()
}

/// What is served here, to whom it is registered for. Details are asked for by types, and there are
/// none but those of the clients.
fn abilities(settings: &Settings, details: &BTreeSet<String>) -> BTreeSet<Ability> {
    let served = [
        Ability::BackChannelLogout,
        Ability::Dpop,
        Ability::FrontChannelLogout,
        Ability::Introspection,
        Ability::RefreshTokens,
        Ability::RequestObjects,
        Ability::Resources,
        Ability::Revocation,
        Ability::RpInitiatedLogout,
        Ability::SignedResponses,
        Ability::SignedUserinfo,
    ];
    let details = (!details.is_empty()).then_some(Ability::AuthorizationDetails);
    let acts =
        |client: &Arc<ClientSettings>| client.registration.grants == GrantRule::ClientCredentials;
    let acts = settings.clients.values().any(acts);
    let acts = acts.then_some(Ability::ClientCredentials);
    served.into_iter().chain(details).chain(acts).collect()
}

const CLAIMS: [&str; 19] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "sid",
    "name",
    "given_name",
    "family_name",
    "birthdate",
    "pid",
    "eidas_person_identifier",
    "eidas_citizen_country_code",
    "eidas_representative",
    "match_status",
];

fn site(settings: &Settings) -> Site {
    let text = |url: &Option<url::Url>| url.as_ref().map(ToString::to_string);
    let look = &settings.look;
    let name = |name: &Text| {
        let languages = settings.languages.iter();
        let named = languages.map(|language| (language, name.in_language(language).to_owned()));
        named.collect()
    };
    Site {
        name: settings.connector.organisation.display_name.clone(),
        names: look.name.as_ref().map(name).unwrap_or_default(),
        logo: look.logo.as_ref().map(Logo::address),
        style: Style::of(look.colour, look.colour_dark),
        help: text(&settings.links.help),
        privacy: text(&settings.links.privacy),
        accessibility: text(&settings.links.accessibility),
        get_eid: text(&settings.links.get_eid),
        banner: match settings.profile {
            Profile::Production => None,
            Profile::Test => Some(Banner::Test),
            Profile::Demo => Some(Banner::Demo),
        },
        languages: settings.languages.clone(),
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The foreign nodes we know now, kept fresh in the background.
//!
//! A request never fetches or parses metadata: it reads what was verified before. The one
//! exception is a message signed by a key we do not know: it wakes the refresh and waits two
//! seconds at most. The last good copy of each document is kept in the data directory and verified
//! again at start, so the gateway starts with every peer down.

mod refresh;
mod revocation;
mod stored;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use eidas::{CountryCode, EntityId, Instant, MetadataHistory, Peer, Role, Transport};
use tokio::sync::{Mutex, Notify};

use crate::audit::Audit;
use crate::fetch::{Fetch, Validators};
use crate::lever::Levers;
use crate::settings::{PeerSettings, Profile, Settings, Suspension};
use crate::telemetry::Metrics;
use store::env::Env;

/// What we know of one foreign node.
#[derive(Clone, Debug)]
pub enum PeerState {
    /// Verified and in date.
    Ready(Arc<Peer>),
    /// Not yet heard of since start.
    Pending,
    /// No valid metadata.
    Unavailable {
        /// Stable machine code, for the operator and the audit trail.
        reason: &'static str,
        /// Unix milliseconds.
        since_ms: i64,
    },
    /// Closed by the operator.
    Suspended(Suspension),
}

/// One node with its settings.
#[derive(Clone, Debug)]
pub struct KnownPeer {
    /// As configured.
    pub settings: Arc<PeerSettings>,
    /// As known.
    pub state: PeerState,
    /// When its source was last read with success, or the start. Unix milliseconds.
    pub read_ms: i64,
    /// Why the last refresh failed, and since when in Unix milliseconds, also while an earlier
    /// document serves.
    pub refused: Option<(&'static str, i64)>,
    /// By how many seconds our clock was ahead of the one where its metadata lies, when that was last
    /// read; 0 before.
    pub clock_ahead_s: i64,
    /// What somebody should look at, though the node is in use.
    pub alarm: Option<Alarm>,
}

/// Something unusual in metadata that is believed. Shown for a week, which has a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Stable machine code.
    pub reason: &'static str,
    /// Unix milliseconds.
    pub since_ms: i64,
}

impl Alarm {
    /// Metadata that ends sooner than what it replaced.
    pub const SHORTER_VALIDITY: &'static str = "shorter_validity";
    const WEEK_MS: i64 = 7 * 86_400_000;
}

/// All foreign nodes. Cheap to clone.
#[derive(Clone)]
pub struct Peers(Arc<Shared>);

struct Shared {
    env: Env,
    fetch: Fetch,
    metrics: Arc<Metrics>,
    /// Where the last good copies are.
    directory: PathBuf,
    profile: Profile,
    entries: ArcSwap<Vec<Arc<Entry>>>,
    /// Who is known, by whose word. Held while the entries are made anew.
    named: std::sync::Mutex<Named>,
    /// When each Metadata Service List ends that names somebody.
    list_ends: ArcSwap<BTreeMap<String, Instant>>,
    started: AtomicBool,
    /// What the operator closed.
    levers: OnceLock<Arc<Levers>>,
    audit: OnceLock<Arc<Audit>>,
}

/// Whose word makes a node known.
#[derive(Default)]
struct Named {
    /// The configuration's.
    configured: Vec<Arc<PeerSettings>>,
    /// That of Metadata Service Lists.
    listed: Vec<Arc<PeerSettings>>,
}

impl Named {
    /// Every node, in the order of the configuration and then of the lists.
    fn all(&self) -> Vec<Arc<PeerSettings>> {
        let listed = self.listed.iter();
        let listed = listed.filter(|node| !gives_way(node, &self.configured));
        self.configured.iter().chain(listed).cloned().collect()
    }
}

/// Whether a listed node does not count beside what is configured: of its country and role there is a
/// `[[peer]]`, or of its entityID in whatever country. What an operator wrote by hand is not changed by a
/// list, and two nodes of one name would let a list speak for a node that it was not asked about.
pub fn gives_way(listed: &PeerSettings, configured: &[Arc<PeerSettings>]) -> bool {
    configured.iter().any(|own| {
        own.entity_id == listed.entity_id
            || own.country == listed.country && own.role == listed.role
    })
}

/// One known node.
struct Entry {
    settings: Arc<PeerSettings>,
    transport: Transport,
    known: ArcSwap<Known>,
    /// Held while fetching: one fetch at a time.
    turn: Mutex<Option<Validators>>,
    /// Wakes the background task.
    wake: Notify,
    /// When a message last woke the refresh, Unix milliseconds.
    woken_ms: AtomicI64,
    /// By how many seconds our clock was ahead of the one where the metadata lies, when it was read.
    clock_ahead_s: AtomicI64,
    /// No longer configured: the task ends.
    gone: AtomicBool,
}

/// What was last proven, and what last went wrong.
#[derive(Clone, Default)]
struct Known {
    peer: Option<Arc<Peer>>,
    /// Reason code and since when, of refreshes that failed since the last good one.
    fault: Option<(&'static str, i64)>,
    /// How many of them.
    failures: u32,
    /// When its source was last read with success, or the start. Unix milliseconds.
    read_ms: i64,
    /// SHA-256 of the document that was proven.
    document: [u8; 32],
    /// Why it cannot be used, as the audit trail was told.
    told: Option<&'static str>,
    /// Which documents were in force.
    history: MetadataHistory,
    /// The last unusual thing.
    alarm: Option<Alarm>,
}

impl Known {
    /// Why nobody can be sent there or come from there.
    fn unusable(&self, now: Instant) -> Option<&'static str> {
        match (&self.peer, self.fault) {
            (Some(peer), _) if peer.in_date(now).is_ok() => None,
            (Some(_), _) => Some("metadata_expired"),
            (None, fault) => fault.map(|(reason, _)| reason),
        }
    }
}

impl Entry {
    /// `list_end`: when the list that names it ends.
    fn state(&self, list_end: Option<Instant>, now: Instant) -> PeerState {
        if let Some(suspension) = &self.settings.suspended {
            return PeerState::Suspended(suspension.clone());
        }
        // MD-13: whom a list names counts as long as the list does.
        if let Some(end) = list_end
            && end <= now
        {
            return PeerState::Unavailable {
                reason: "service_list_expired",
                since_ms: end.ms(),
            };
        }
        let known = self.known.load();
        match (&known.peer, known.fault) {
            (Some(peer), _) if peer.in_date(now).is_ok() => PeerState::Ready(peer.clone()),
            (Some(peer), _) => PeerState::Unavailable {
                reason: "metadata_expired",
                since_ms: peer.valid_until().ms(),
            },
            (None, Some((reason, since_ms))) => PeerState::Unavailable { reason, since_ms },
            (None, None) => PeerState::Pending,
        }
    }
}

impl Peers {
    /// The configured nodes, with what the data directory remembers of them, verified again.
    pub fn new(settings: &Settings, env: Env, fetch: Fetch, metrics: Arc<Metrics>) -> Self {
        let shared = Shared {
            env,
            fetch,
            metrics,
            directory: settings.data.join("peers"),
            profile: settings.profile,
            entries: ArcSwap::default(),
            named: std::sync::Mutex::default(),
            list_ends: ArcSwap::default(),
            started: AtomicBool::new(false),
            levers: OnceLock::new(),
            audit: OnceLock::new(),
        };
        let configured = settings.peers.clone();
        shared
            .entries
            .store(Arc::new(shared.load(&configured, &[])));
        let mut named = shared.named.lock().unwrap_or_else(PoisonError::into_inner);
        named.configured = configured;
        drop(named);
        Self(Arc::new(shared))
    }

    /// Whatever these close is suspended, whatever the configuration says; and whom we trust from
    /// now on stands in this trail. Once.
    pub fn obey(&self, levers: Arc<Levers>, audit: Arc<Audit>) {
        // A second set would be another application on the same peers: the first one holds.
        let _ = self.0.levers.set(levers);
        let _ = self.0.audit.set(audit);
    }

    /// Starts keeping them fresh. Needs a running tokio.
    pub fn start(&self) {
        self.0.started.store(true, Ordering::SeqCst);
        for entry in self.0.entries.load().iter() {
            self.0.clone().keep_fresh(entry.clone());
        }
    }

    /// Takes changed settings: nodes that are as before go on as before.
    pub fn reconfigure(&self, settings: &Settings) {
        self.rename(|named| named.configured = settings.peers.clone());
    }

    /// Takes what Metadata Service Lists name now, and when each of them ends: nodes that are as before
    /// go on as before.
    pub fn take_listed(&self, listed: Vec<Arc<PeerSettings>>, ends: BTreeMap<String, Instant>) {
        // Before: an end that comes later must not close what another list's node has.
        self.0.list_ends.store(Arc::new(ends));
        self.rename(|named| named.listed = listed);
    }

    fn rename(&self, change: impl FnOnce(&mut Named)) {
        let named = self.0.named.lock();
        let mut named = named.unwrap_or_else(PoisonError::into_inner);
        change(&mut named);
        let before = self.0.entries.load_full();
        let after = self.0.load(&named.all(), &before);
        let is_new = |entry: &&Arc<Entry>| !before.iter().any(|old| Arc::ptr_eq(old, entry));
        if self.0.started.load(Ordering::SeqCst) {
            for entry in after.iter().filter(is_new) {
                self.0.clone().keep_fresh(entry.clone());
            }
        }
        for old in before
            .iter()
            .filter(|old| !after.iter().any(|new| Arc::ptr_eq(old, new)))
        {
            old.gone.store(true, Ordering::SeqCst);
            old.wake.notify_one();
        }
        self.0.entries.store(Arc::new(after));
        drop(named);
    }

    /// The Proxy-Services of one country, as known now; expired ones are unavailable.
    pub fn of_country(&self, country: &CountryCode) -> Vec<KnownPeer> {
        self.those(|node| node.role == Role::ProxyService && node.country == *country)
    }

    /// Every Proxy-Service in the order of the configuration.
    pub fn proxy_services(&self) -> Vec<KnownPeer> {
        self.those(|node| node.role == Role::ProxyService)
    }

    /// The connector that a request claims to come from. Nobody who is not configured as one may
    /// ask: this is the allow-list. PX-04.
    pub fn connector(&self, claimed: &EntityId) -> Option<KnownPeer> {
        self.by_entity(claimed)
            .filter(|peer| peer.settings.role == Role::Connector)
    }

    /// One node by its entityID, as known now.
    pub fn by_entity(&self, entity_id: &EntityId) -> Option<KnownPeer> {
        let entry = self.entry(entity_id)?;
        Some(self.0.known(&entry))
    }

    /// Every node in the order of the configuration.
    pub fn all(&self) -> Vec<KnownPeer> {
        self.those(|_| true)
    }

    fn those(&self, wanted: impl Fn(&PeerSettings) -> bool) -> Vec<KnownPeer> {
        let entries = self.0.entries.load();
        let wanted = entries.iter().filter(|entry| wanted(&entry.settings));
        wanted.map(|entry| self.0.known(entry)).collect()
    }

    /// A message came that no key of the metadata fits
    /// ([`eidas::Error::may_be_a_rolled_key`]): fetches it anew, at most once a minute per node,
    /// and waits two seconds at most. Answers the state afterwards.
    ///
    /// Attack: forged messages that make us fetch without end, for anybody can sign with a key of
    /// their own. Defence: one node is read once a minute for them, however many come and whoever
    /// waits; nodes that are not configured are never read. Trade: a node that rolls its key twice
    /// within a minute, or while somebody forges, is believed a minute later.
    pub async fn refresh_soon(&self, entity_id: &EntityId) -> Option<KnownPeer> {
        /// The least that MD-03 allows between two readings, and what UP-08 allows for keys.
        const PAUSE_MS: i64 = 60_000;
        /// A person waits. Honest metadata is there within a second; one that is slower is read to
        /// its end all the same, for the next message.
        const PATIENCE: Duration = Duration::from_secs(2);
        let entry = self.entry(entity_id)?;
        let now = self.0.env.now_ms();
        let due = |last: i64| (now.saturating_sub(last) >= PAUSE_MS).then_some(now);
        let mine = entry
            .woken_ms
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, due)
            .is_ok();
        let (shared, waiting) = (self.0.clone(), entry.clone());
        // A task of its own: it finishes even when the person's patience ends.
        let fetching = tokio::spawn(async move {
            if mine {
                shared.refresh(&waiting).await;
            } else {
                // Somebody else's fetch may be under way.
                drop(waiting.turn.lock().await);
            }
        });
        let _ = tokio::time::timeout(PATIENCE, fetching).await;
        Some(self.0.known(&entry))
    }

    /// Fetches one node's metadata now, whatever was before: for start-up, tests and the demo.
    pub async fn refresh_now(&self, entity_id: &EntityId) -> Option<KnownPeer> {
        let entry = self.entry(entity_id)?;
        self.0.refresh(&entry).await;
        Some(self.0.known(&entry))
    }

    fn entry(&self, entity_id: &EntityId) -> Option<Arc<Entry>> {
        let entries = self.0.entries.load();
        entries
            .iter()
            .find(|entry| entry.settings.entity_id == *entity_id)
            .cloned()
    }
}

impl Shared {
    fn known(&self, entry: &Entry) -> KnownPeer {
        let closed = self.levers.get();
        let closed = closed.and_then(|levers| levers.country(entry.settings.country));
        let known = entry.known.load();
        KnownPeer {
            settings: entry.settings.clone(),
            state: closed.map_or_else(
                || entry.state(self.list_end(entry), self.now()),
                PeerState::Suspended,
            ),
            read_ms: known.read_ms,
            refused: known.fault,
            clock_ahead_s: entry.clock_ahead_s.load(Ordering::Relaxed),
            alarm: known
                .alarm
                .filter(|alarm| self.env.now_ms() < alarm.since_ms + Alarm::WEEK_MS),
        }
    }

    /// A list that is not known any more has ended.
    fn list_end(&self, entry: &Entry) -> Option<Instant> {
        let listed = entry.settings.listed.as_ref()?;
        let ends = self.list_ends.load();
        let end = ends.get(&listed.list).copied();
        Some(end.unwrap_or(Instant::from_ms(0)))
    }

    fn now(&self) -> Instant {
        Instant::from_ms(self.env.now_ms())
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Metadata Service Lists: which foreign nodes there are, where, and who signs what they publish. Fetched
//! in the background, the last good one kept in the data directory and verified anew at start; no request
//! fetches one. eIDAS Message Format 1.4 appendix A; attacks MD-05 to MD-08, MD-13 to MD-15.
//!
//! A list makes nodes known to [`Peers`] and nothing more: the metadata of each has to prove itself as that
//! of a configured node does, under the certificates that the list names for its location. What a stranger
//! may cost here: nobody makes us fetch; a publisher costs one document of [`MOST_BYTES`] each hour, and
//! at most [`ServiceList::MOST_NODES`] nodes.

mod change;
mod named;
mod stored;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use bytes::Bytes;
use eidas::{CountryCode, HeldServiceList, Instant, ServiceList, Transport};
use futures_util::future::join_all;
use store::env::Env;
use store::seal::hex;
use tokio::sync::Mutex as Turn;

pub use self::change::{Change, Changed, changes};
pub use self::named::{NotTaken, Taken, taken};
pub use self::stored::{Own, held, kept, kept_nodes, last_good, read};
use crate::audit::{Audit, AuditEvent};
use crate::fetch::{Fetch, FetchError, FetchRequest, Reach};
use crate::peers::Peers;
use crate::settings::{PeerSettings, Profile, ServiceListSettings, ServiceListSource, Settings};
use crate::telemetry::Metrics;

/// Below the data directory.
const DIRECTORY: &str = "service-lists";
/// A list of the whole Union with two certificates at each location has half a megabyte.
const MOST_BYTES: usize = 5 * 1024 * 1024;
/// A good list is read again after this at the latest: so long a suspension may take to reach us (MD-15).
const AFTER_GOOD: Duration = Duration::from_secs(3600);
/// And one that could not be had after this; doubled each time, up to [`AFTER_GOOD`]. A file, always.
const AFTER_BAD: Duration = Duration::from_secs(60);
/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// An end nearer than this is told: lists are made anew each day or each week.
const ALARM_S: i64 = 86_400;

/// The lists of the configuration. Cheap to clone.
#[derive(Clone)]
pub struct ServiceLists(Arc<Shared>);

struct Shared {
    env: Env,
    fetch: Fetch,
    audit: Audit,
    metrics: Arc<Metrics>,
    peers: Peers,
    /// The data directory.
    data: PathBuf,
    profile: Profile,
    own_country: CountryCode,
    known: ArcSwap<BTreeMap<String, Known>>,
    configured: ArcSwap<Vec<Arc<PeerSettings>>>,
    /// Held while the nodes of every list are put together: of two at once neither is lost.
    telling: std::sync::Mutex<()>,
}

/// What is known of one list.
#[derive(Clone)]
struct Known {
    settings: Arc<ServiceListSettings>,
    list: Option<Arc<ServiceList>>,
    held: HeldServiceList,
    /// Since when the list suspends a node, so that a new list with the same word changes nothing.
    suspended: BTreeMap<String, Instant>,
    /// Why the last try gave none, and since when, Unix milliseconds.
    fault: Option<(&'static str, i64)>,
    /// Whether its end was told.
    told_end: bool,
    failures: u32,
    due_ms: i64,
    /// Held by who fetches it.
    turn: Arc<Turn<()>>,
}

/// What the operator sees of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceListState {
    /// Its name.
    pub name: String,
    /// When the one in force was issued; none is in force without.
    pub issued: Option<Instant>,
    /// Until when it counts.
    pub next_update: Option<Instant>,
    /// SHA-256 of what was signed.
    pub sha256: Option<String>,
    /// Why the last try gave none, and since when, Unix milliseconds.
    pub refused: Option<(&'static str, i64)>,
    /// Nodes that it names and that are taken.
    pub nodes: usize,
    /// What of it counts for nothing, and why.
    pub not_taken: Vec<NotTaken>,
}

impl ServiceListState {
    /// How it stands, in a word: for the metrics.
    pub fn word(&self, now: Instant) -> &'static str {
        match self.next_update {
            None => "missing",
            Some(until) if until <= now => "over",
            Some(until) if until.seconds() - now.seconds() < ALARM_S && self.refused.is_some() => {
                "ends_soon"
            }
            Some(_) => "good",
        }
    }

    /// How it stands and what that means, for a person.
    pub fn says(&self, now: Instant) -> String {
        let until = self
            .next_update
            .map_or_else(String::new, |at| at.to_string());
        let stands = match self.word(now) {
            "missing" => "no copy of it is held: its countries are not known".to_owned(),
            "over" => format!("the copy held ended at {until}: its countries are closed"),
            "ends_soon" => format!("the copy held ends at {until} and no newer one is there"),
            _ => "good".to_owned(),
        };
        match self.refused {
            Some((reason, _)) => format!("{stands}; last try: {reason}"),
            None => stands,
        }
    }
}

impl ServiceLists {
    /// Those of the settings, as far as the data directory has them; their nodes are known when this
    /// returns.
    pub fn new(
        settings: &Settings,
        peers: Peers,
        (env, fetch): (Env, Fetch),
        (audit, metrics): (Audit, Arc<Metrics>),
    ) -> Self {
        let shared = Shared {
            env,
            fetch,
            audit,
            metrics,
            peers,
            data: settings.data.clone(),
            profile: settings.profile,
            own_country: settings.country,
            known: ArcSwap::default(),
            configured: ArcSwap::default(),
            telling: std::sync::Mutex::default(),
        };
        let lists = Self(Arc::new(shared));
        lists.reconfigure(settings);
        lists
    }

    /// Takes the lists of a new configuration; those that did not change stay as they are.
    pub fn reconfigure(&self, settings: &Settings) {
        let before = self.0.known.load_full();
        let known = settings.service_lists.iter().map(|list| {
            let same = before.get(&list.name).cloned();
            let same = same.filter(|known| known.settings == *list);
            let known = same.unwrap_or_else(|| self.0.stored(list));
            (list.name.clone(), known)
        });
        self.0.known.store(Arc::new(known.collect()));
        self.0.configured.store(Arc::new(settings.peers.clone()));
        self.0.tell_peers();
    }

    /// What the operator sees.
    pub fn states(&self) -> Vec<ServiceListState> {
        let configured = self.0.configured.load();
        let known = self.0.known.load();
        known
            .values()
            .map(|known| known.state(&configured))
            .collect()
    }

    /// Keeps every list fresh. Ends with the task.
    pub async fn keep_fresh(&self) {
        loop {
            let now_ms = self.0.env.now_ms();
            let known = self.0.known.load_full();
            let due = known.iter().filter(|(_, known)| known.due_ms <= now_ms);
            join_all(due.map(|(name, _)| self.refresh(name))).await;
            self.tell_ends().await;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Reads every list now.
    pub async fn refresh_all(&self) {
        let known = self.0.known.load_full();
        join_all(known.keys().map(|name| self.refresh(name))).await;
        self.tell_ends().await;
    }

    /// One try. What does not stand the test changes nothing but the reason: the last good list counts
    /// until its end.
    async fn refresh(&self, name: &str) {
        let turn = self
            .0
            .known
            .load()
            .get(name)
            .map(|known| known.turn.clone());
        let Some(turn) = turn else { return };
        let _turn = turn.lock().await;
        let Some(before) = self.0.known.load().get(name).cloned() else {
            return;
        };
        let now_ms = self.0.env.now_ms();
        let after = |pause: Duration| now_ms + i64::try_from(pause.as_millis()).unwrap_or(0);
        let known = match self.0.try_once(&before).await {
            Ok((list, bytes)) => {
                self.0.metrics.list_fetched("service", "fetched");
                let known = before.with(list, after(self.0.pause(&before, 0)));
                if before.list.is_none() || before.held.sha256 != known.held.sha256 {
                    if let Err(error) = self.0.keep(&known, &bytes) {
                        tracing::warn!(name, %error, "a service list could not be kept for the next start");
                    }
                    self.write_down(&before, &known).await;
                }
                known
            }
            Err(reason) => {
                self.0.metrics.list_fetched("service", outcome(reason));
                if before.fault.map(|(before, _)| before) != Some(reason) {
                    tracing::warn!(name, reason, "a service list was not taken");
                    self.unavailable(name, reason).await;
                }
                let failures = before.failures.saturating_add(1);
                let since = before.fault.map_or(now_ms, |(_, since)| since);
                Known {
                    fault: Some((reason, since)),
                    failures,
                    due_ms: after(self.0.pause(&before, failures)),
                    ..before.clone()
                }
            }
        };
        self.0.known.rcu(|all| {
            let mut all = BTreeMap::clone(all);
            // Configured anew meanwhile: that stands.
            if let Some(now) = all.get_mut(name)
                && now.settings == known.settings
            {
                *now = known.clone();
            }
            all
        });
        // Copies of metadata are verified there: not on a thread that serves.
        let shared = self.0.clone();
        if tokio::task::spawn_blocking(move || shared.tell_peers())
            .await
            .is_err()
        {
            tracing::error!(name, "the nodes of a service list were not taken over");
        }
    }

    /// Whom we trust from now on and whom not any more, before it counts.
    async fn write_down(&self, before: &Known, known: &Known) {
        let Some(list) = &known.list else { return };
        let name = known.settings.name.clone();
        self.note(AuditEvent::ServiceListTaken {
            list: name.clone(),
            sha256: hex(&known.held.sha256),
            issued: list.issued().to_string(),
            valid_until: list.next_update().to_string(),
        })
        .await;
        let nodes = |known: &Known| {
            known
                .list
                .as_ref()
                .map_or(Vec::new(), |l| l.nodes().to_vec())
        };
        for changed in changes(&nodes(before), &nodes(known)) {
            let (country, entity) = (changed.node.country, &changed.node.entity_id);
            let change = changed.change.name();
            tracing::info!(
                name,
                country = country.as_str(),
                entity = entity.as_str(),
                change,
                "service list"
            );
            self.note(AuditEvent::ListedNode {
                list: name.clone(),
                country: country.as_str().to_owned(),
                peer_entity: entity.as_str().to_owned(),
                change: change.to_owned(),
            })
            .await;
        }
        for left_out in list.left_out() {
            let (territory, what) = (&left_out.territory, &left_out.what);
            let reason = left_out.why.reason();
            tracing::warn!(
                name,
                territory,
                what,
                reason,
                "an entry of a service list is left out"
            );
        }
    }

    /// A list that has ended is told once, however its fetches go: its countries are closed.
    async fn tell_ends(&self) {
        let now = Instant::from_ms(self.0.env.now_ms());
        for (name, known) in &*self.0.known.load_full() {
            let over = known
                .list
                .as_ref()
                .is_some_and(|list| list.next_update() <= now);
            if !over || known.told_end {
                continue;
            }
            tracing::error!(name, "a service list has ended: its countries are closed");
            self.unavailable(name, "service_list_expired").await;
            self.0.known.rcu(|all| {
                let mut all = BTreeMap::clone(all);
                if let Some(known) = all.get_mut(name) {
                    known.told_end = true;
                }
                all
            });
        }
    }

    async fn unavailable(&self, name: &str, reason: &'static str) {
        self.note(AuditEvent::ListUnavailable {
            kind: "service",
            url: name.to_owned(),
            reason,
        })
        .await;
    }

    async fn note(&self, event: AuditEvent) {
        if let Err(error) = self.0.audit.note(event).await {
            tracing::error!(%error, "the audit trail cannot be written");
        }
    }
}

impl Shared {
    /// Reads it where it is and holds it against everything.
    async fn try_once(&self, before: &Known) -> Result<(ServiceList, Bytes), &'static str> {
        if before.settings.anchors.is_empty() {
            // What a configuration names and two persons did not approve was taken out.
            return Err("trust_anchor_not_approved");
        }
        let bytes = self.octets(&before.settings).await?;
        let (settings, held) = (before.settings.clone(), before.held.clone());
        let (own, transport, now) = (self.own_country, self.transport(), self.now());
        let document = bytes.clone();
        let reading = move || read(&document, &settings, held, (own, transport), now);
        let list = tokio::task::spawn_blocking(reading).await;
        let list = list.map_err(|_| "service_list_verification_broke_off")?;
        let list = list.map_err(|error| {
            tracing::warn!(list = before.settings.name, %error, "a service list is not believed");
            error.reason()
        })?;
        Ok((list, bytes))
    }

    async fn octets(&self, settings: &ServiceListSettings) -> Result<Bytes, &'static str> {
        let url = match &settings.source {
            ServiceListSource::Url(url) => url,
            ServiceListSource::File(file) => {
                let octets = tokio::fs::read(file).await;
                return octets
                    .map(Bytes::from)
                    .map_err(|_| "service_list_file_unreadable");
            }
        };
        let request = FetchRequest {
            url,
            reach: Reach::Operator {
                private: settings.private,
            },
            limit: MOST_BYTES,
            roots: &settings.extra_roots,
            headers: &[("accept", "application/xml, text/xml, */*")],
            since: None,
        };
        match self.fetch.get(&request).await {
            Ok(Some(fetched)) if fetched.status == 200 => Ok(fetched.body),
            Ok(_) => Err("service_list_http_status"),
            Err(error) => Err(reason_of(&error)),
        }
    }

    /// How long until the next try. A file is looked at each minute.
    fn pause(&self, known: &Known, failures: u32) -> Duration {
        if self.profile == Profile::Demo {
            return Duration::from_secs(if failures == 0 { 5 } else { 1 });
        }
        match (&known.settings.source, failures) {
            (ServiceListSource::File(_), _) => AFTER_BAD,
            (ServiceListSource::Url(_), 0) => AFTER_GOOD,
            (ServiceListSource::Url(_), failures) => {
                let doublings = failures.saturating_sub(1).min(10);
                AFTER_BAD.saturating_mul(1 << doublings).min(AFTER_GOOD)
            }
        }
    }

    /// The nodes of every list as they are known now, with the lists' ends.
    fn tell_peers(&self) {
        let telling = self.telling.lock();
        let _telling = telling.unwrap_or_else(PoisonError::into_inner);
        let known = self.known.load();
        let configured = self.configured.load();
        let mut ends = BTreeMap::new();
        let mut listed = Vec::new();
        for (name, known) in known.iter() {
            let Some(list) = &known.list else { continue };
            ends.insert(name.clone(), list.next_update());
            listed.extend(known.taken(&configured).nodes);
        }
        // One entityID in two lists: which of them counts would be our choice. Neither does.
        let twice = |node: &PeerSettings| {
            let same = listed
                .iter()
                .filter(|other| other.entity_id == node.entity_id);
            same.count() > 1
        };
        let single = listed.iter().filter(|node| {
            let is_single = !twice(node);
            if !is_single {
                let entity = node.entity_id.as_str();
                tracing::warn!(entity, "two service lists name one entity: it is left out");
            }
            is_single
        });
        let single = single.cloned().map(Arc::new).collect();
        self.peers.take_listed(single, ends);
    }

    fn transport(&self) -> Transport {
        self.profile.transport()
    }

    fn now(&self) -> Instant {
        Instant::from_ms(self.env.now_ms())
    }
}

impl Known {
    /// Once `list` is in force.
    fn with(&self, list: ServiceList, due_ms: i64) -> Self {
        let nodes = list.nodes().iter().filter(|node| node.suspended);
        let suspended = nodes.map(|node| {
            let name = node.entity_id.as_str().to_owned();
            let since = self.suspended.get(&name).copied();
            (name, since.unwrap_or_else(|| list.issued()))
        });
        Self {
            settings: self.settings.clone(),
            suspended: suspended.collect(),
            held: list.held(),
            list: Some(Arc::new(list)),
            fault: None,
            told_end: false,
            failures: 0,
            due_ms,
            turn: self.turn.clone(),
        }
    }

    fn taken(&self, configured: &[Arc<PeerSettings>]) -> Taken {
        match &self.list {
            Some(list) => taken(list, &self.settings, &self.suspended, configured),
            None => Taken::default(),
        }
    }

    fn state(&self, configured: &[Arc<PeerSettings>]) -> ServiceListState {
        let list = self.list.as_ref();
        let taken = self.taken(configured);
        ServiceListState {
            name: self.settings.name.clone(),
            issued: list.map(|list| list.issued()),
            next_update: list.map(|list| list.next_update()),
            sha256: list.map(|list| hex(list.sha256())),
            refused: self.fault,
            nodes: taken.nodes.len(),
            not_taken: taken.not_taken,
        }
    }
}

impl std::fmt::Debug for ServiceLists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.states()).finish()
    }
}

/// The word of the metrics.
fn outcome(reason: &str) -> &'static str {
    const NOT_HAD: [&str; 6] = [
        "service_list_address_forbidden",
        "service_list_fetch_misconfigured",
        "service_list_file_unreadable",
        "service_list_http_status",
        "service_list_timed_out",
        "service_list_unreachable",
    ];
    match NOT_HAD.contains(&reason) {
        true => "unavailable",
        false => "refused",
    }
}

fn reason_of(error: &FetchError) -> &'static str {
    tracing::debug!(%error, "a service list was not fetched");
    match error {
        FetchError::Unreachable { .. } => "service_list_unreachable",
        FetchError::Forbidden { .. } => "service_list_address_forbidden",
        FetchError::TimedOut { .. } => "service_list_timed_out",
        FetchError::TooLarge { .. } => "service_list_too_large",
        _ => "service_list_fetch_misconfigured",
    }
}

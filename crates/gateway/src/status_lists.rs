// SPDX-License-Identifier: EUPL-1.2
//! The lists that say which PIDs are revoked: fetched once for each list and lifetime, kept
//! inflated, refreshed before they end. Token Status List §8.
//!
//! The address of a list stands in a PID, and is fetched only after a provider of a trusted list has
//! signed it (attack VP-15): by the first person who brings one, and from then on in the background.
//! Each list has a turn of its own: one that is slow holds up who asks for it, and nobody else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use futures_util::StreamExt as _;
use store::env::Env;
use tokio::sync::Mutex as Turn;
use url::Url;
use wallet::status::{MOST_TOKEN_OCTETS, StatusList, Statuses};
use wallet::trust::{Anchors, PidRevocation};

use crate::audit::{Audit, AuditEvent};
use crate::fetch::{Fetch, FetchRequest, Reach};
use crate::telemetry::Metrics;
use crate::trusted_lists::{ListFault, ListState};

/// Providers have a handful of lists each. Attack: one provider that is believed names a new list
/// in each PID, and memory is ours.
const MOST_LISTS: usize = 1000;
/// A list that could not be had is not asked for again sooner: attack WV-09.
const PAUSE_MS: i64 = 60_000;
/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// So many are fetched at once in the background: the largest has 2 MB.
const AT_ONCE: usize = 8;

/// The lists that are held.
pub struct StatusLists {
    env: Env,
    fetch: Fetch,
    audit: Audit,
    metrics: Arc<Metrics>,
    held: ArcSwap<Statuses>,
    known: Mutex<BTreeMap<String, Arc<One>>>,
}

/// One list. Who fetches it has its turn.
#[derive(Default)]
struct One {
    turn: Turn<()>,
    known: Mutex<Known>,
}

#[derive(Clone, Default)]
struct Known {
    list: Option<StatusList>,
    fault: Option<ListFault>,
    not_before_ms: i64,
}

impl Known {
    fn is_due(&self, now_s: i64) -> bool {
        let list = self.list.as_ref();
        list.is_none_or(|list| list.fetch_again() <= now_s)
    }
}

impl StatusLists {
    /// None yet.
    pub fn new(env: Env, fetch: Fetch, audit: Audit, metrics: Arc<Metrics>) -> Self {
        Self {
            env,
            fetch,
            audit,
            metrics,
            held: ArcSwap::default(),
            known: Mutex::default(),
        }
    }

    /// Those that are held now.
    pub fn held(&self) -> Arc<Statuses> {
        self.held.load_full()
    }

    /// What the operator sees.
    pub fn states(&self) -> Vec<ListState> {
        let known = lock(&self.known);
        let state = |(uri, one): (&String, &Arc<One>)| {
            let known = lock(&one.known).clone();
            ListState {
                kind: "status",
                url: uri.clone(),
                valid_until: known.list.map(|list| list.valid_until()),
                fault: known.fault,
            }
        };
        known.iter().map(state).collect()
    }

    /// Fetches the list of an address that a provider has vouched for. Who comes while another is
    /// at it waits and asks nobody.
    pub async fn fetch(&self, uri: &str, anchors: &Anchors<PidRevocation>) {
        let Some(one) = self.of(uri) else {
            return;
        };
        let _turn = one.turn.lock().await;
        let now_ms = self.env.now_ms();
        let previous = {
            let mut known = lock(&one.known);
            if now_ms < known.not_before_ms || !known.is_due(now_ms / 1000) {
                return;
            }
            known.not_before_ms = now_ms + PAUSE_MS;
            known.list.clone()
        };
        match self.try_once(uri, previous, anchors).await {
            Ok(list) => {
                {
                    let mut known = lock(&one.known);
                    known.list = Some(list.clone());
                    known.fault = None;
                }
                self.held.rcu(|held| {
                    let mut held = Statuses::clone(held);
                    held.hold(list.clone());
                    held
                });
                self.metrics.list_fetched("status", "fetched");
            }
            Err(fault) => self.not_had(uri, &one, fault).await,
        }
    }

    /// Said in the log each time, in the trail when it begins.
    async fn not_had(&self, uri: &str, one: &One, fault: ListFault) {
        tracing::warn!(uri, %fault, "a status list could not be had");
        self.metrics.list_fetched("status", fault.outcome());
        let before = lock(&one.known).fault.replace(fault.clone());
        if before.is_none_or(|before| before.outcome() != fault.outcome()) {
            let event = AuditEvent::ListUnavailable {
                kind: "status",
                url: uri.to_owned(),
                reason: fault.outcome(),
            };
            if let Err(error) = self.audit.note(event).await {
                tracing::error!(%error, "the audit trail cannot be written");
            }
        }
    }

    fn of(&self, uri: &str) -> Option<Arc<One>> {
        let mut known = lock(&self.known);
        if known.len() >= MOST_LISTS && !known.contains_key(uri) {
            return None;
        }
        Some(Arc::clone(known.entry(uri.to_owned()).or_default()))
    }

    async fn try_once(
        &self,
        uri: &str,
        previous: Option<StatusList>,
        anchors: &Anchors<PidRevocation>,
    ) -> Result<StatusList, ListFault> {
        let url = Url::parse(uri).map_err(ListFault::refused)?;
        let request = FetchRequest {
            url: &url,
            // Attack VP-15: a provider's address that leads into our own network.
            reach: Reach::Supplied,
            limit: MOST_TOKEN_OCTETS,
            roots: &[],
            headers: &[(
                "accept",
                "application/statuslist+jwt, application/statuslist+cwt, \
                 application/identifierlist+cwt",
            )],
            since: None,
        };
        let fetched = self.fetch.get(&request).await;
        let fetched = fetched.map_err(ListFault::unavailable)?;
        let fetched = fetched.filter(|fetched| fetched.status == 200);
        let not_there = || ListFault::unavailable("no answer with status 200");
        let fetched = fetched.ok_or_else(not_there)?;
        let is_cwt = fetched
            .content_type
            .as_deref()
            .is_some_and(|t| t.contains("statuslist+cwt") || t.contains("identifierlist+cwt"));
        let (anchors, uri, now) = (anchors.clone(), uri.to_owned(), self.env.now_s());
        let verified = tokio::task::spawn_blocking(move || {
            let previous = previous.as_ref();
            if is_cwt {
                return StatusList::verify_cwt(&fetched.body, &uri, previous, &anchors, now);
            }
            let token = std::str::from_utf8(&fetched.body).unwrap_or_default();
            StatusList::verify(token, &uri, previous, &anchors, now)
        });
        let verified = verified.await.map_err(ListFault::refused)?;
        verified.map_err(ListFault::refused)
    }

    /// Keeps every list fresh. Ends with the task.
    pub async fn keep_fresh(&self, anchors: impl Fn() -> Anchors<PidRevocation>) {
        loop {
            let anchors = anchors();
            let due = futures_util::stream::iter(self.due());
            let fetched = due.for_each_concurrent(AT_ONCE, async |uri| {
                self.fetch(&uri, &anchors).await;
            });
            fetched.await;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    fn due(&self) -> Vec<String> {
        let now_s = self.env.now_s();
        let known = lock(&self.known);
        let due = known
            .iter()
            .filter(|(_, one)| lock(&one.known).is_due(now_s));
        due.map(|(uri, _)| uri.clone()).collect()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for StatusLists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StatusLists")
    }
}

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
use bytes::Bytes;
use futures_util::StreamExt as _;
use store::env::Env;
use tokio::sync::Mutex as Turn;
use url::Url;
use wallet::status::{MOST_TOKEN_OCTETS, StatusList, Statuses, gunzip};
use wallet::trust::{Anchors, PidRevocation};

use crate::audit::{Audit, AuditEvent};
use crate::fetch::{Fetch, FetchRequest, Fetched, Reach};
use crate::telemetry::Metrics;
use crate::trusted_lists::{ListFault, ListState};

/// A provider whose PIDs live a week begins some fifty lists a week, of a million entries each. Attack: one that is
/// believed names a new list in each PID, and memory is ours.
const MOST_LISTS: usize = 1000;
/// Most octets of all that are held: a thousand lists of a million PIDs with two bits each. Attack: a provider that is
/// believed has a thousand lists of 4 MiB, each of which came in 4 kB.
const MOST_OCTETS: usize = 256 * 1024 * 1024;
/// So long a list is kept fresh after somebody brought a PID that names it and it was not held. Of lists whose
/// PIDs have all ended there is no end; one that is still wanted is fetched once a week by who wants it.
const WANTED_MS: i64 = 7 * 86_400_000;
/// From an address to where its list lies: from a provider to who delivers for it, and once more.
const MOST_REDIRECTS: usize = 3;
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
    wanted: Mutex<Wanted>,
}

/// The lists that somebody wants, by their address.
#[derive(Default)]
struct Wanted(BTreeMap<String, Arc<One>>);

impl Wanted {
    /// The list of an address, wanted from now on; and whose place it took, when there are too many: that of
    /// the one that nobody has wanted for longest. Refused instead, a provider's newest list would close its
    /// wallets until we are started again.
    fn want(&mut self, uri: &str, now_ms: i64) -> (Arc<One>, Option<String>) {
        let is_full = self.0.len() >= MOST_LISTS && !self.0.contains_key(uri);
        let longest = || {
            let until_ms = |one: &Arc<One>| lock(&one.known).wanted_until_ms;
            let first = self.0.iter().min_by_key(|(_, one)| until_ms(one));
            first.map(|(uri, _)| uri.clone())
        };
        let gone = is_full.then(longest).flatten();
        if let Some(gone) = &gone {
            self.0.remove(gone);
        }
        let one = Arc::clone(self.0.entry(uri.to_owned()).or_default());
        lock(&one.known).wanted_until_ms = now_ms + WANTED_MS;
        (one, gone)
    }

    /// Forgets those that nobody has wanted for longest until there is room for all others and this one, and says which.
    fn make_room(&mut self, uri: &str) -> Vec<String> {
        let octets = |one: &Arc<One>| lock(&one.known).octets;
        let mut all: usize = self.0.values().map(octets).sum();
        let others = self.0.iter().filter(|(other, _)| *other != uri);
        let mut others: Vec<_> = others
            .map(|(uri, one)| {
                let known = lock(&one.known);
                (known.wanted_until_ms, uri.clone(), known.octets)
            })
            .collect();
        others.sort_unstable();
        let mut gone = Vec::new();
        for (_, uri, octets) in others {
            if all <= MOST_OCTETS {
                break;
            }
            all -= octets;
            self.0.remove(&uri);
            gone.push(uri);
        }
        gone
    }

    /// Forgets those that nobody wants any more, and says which.
    fn sweep(&mut self, now_ms: i64) -> Vec<String> {
        let over = |one: &Arc<One>| lock(&one.known).wanted_until_ms <= now_ms;
        let gone = self.0.extract_if(.., |_, one| over(one));
        gone.map(|(uri, _)| uri).collect()
    }
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
    octets: usize,
    fault: Option<ListFault>,
    not_before_ms: i64,
    wanted_until_ms: i64,
}

/// Whether a list is to be fetched, by the time in seconds.
type IsDue = fn(&Known, i64) -> bool;

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
            wanted: Mutex::default(),
        }
    }

    /// Those that are held now.
    pub fn held(&self) -> Arc<Statuses> {
        self.held.load_full()
    }

    /// What the operator sees.
    pub fn states(&self) -> Vec<ListState> {
        let wanted = lock(&self.wanted);
        let state = |(uri, one): (&String, &Arc<One>)| {
            let known = lock(&one.known).clone();
            ListState {
                kind: "status",
                url: uri.clone(),
                valid_until: known.list.map(|list| list.valid_until()),
                is_closed: false,
                fault: known.fault,
            }
        };
        wanted.0.iter().map(state).collect()
    }

    /// Fetches the list of an address that a provider has vouched for, in a PID that somebody brought. Who comes
    /// while another is at it waits and asks nobody.
    pub async fn fetch(&self, uri: &str, anchors: &Anchors<PidRevocation>) {
        self.fetch_if(uri, anchors, Known::is_due).await;
    }

    /// The same of a list that is held and in time, and has no entry for that PID: it may have grown since. Attack WV-09:
    /// someone with a PID that its provider numbered wrongly has us knock all the time; nobody can oftener than
    /// once in a minute, whoever asks.
    pub async fn fetch_anew(&self, uri: &str, anchors: &Anchors<PidRevocation>) {
        self.fetch_if(uri, anchors, |_, _| true).await;
    }

    async fn fetch_if(&self, uri: &str, anchors: &Anchors<PidRevocation>, is_due: IsDue) {
        let one = {
            let mut wanted = lock(&self.wanted);
            let (one, gone) = wanted.want(uri, self.env.now_ms());
            // Under the lock, as what holds one: whoever wants it anew in this moment has it fetched and held, and what
            // is held would be forgotten.
            self.forget(gone);
            one
        };
        self.refresh(uri, &one, anchors, is_due).await;
    }

    async fn refresh(
        &self,
        uri: &str,
        one: &Arc<One>,
        anchors: &Anchors<PidRevocation>,
        is_due: IsDue,
    ) {
        let _turn = one.turn.lock().await;
        let now_ms = self.env.now_ms();
        let previous = {
            let mut known = lock(&one.known);
            if now_ms < known.not_before_ms || !is_due(&known, now_ms / 1000) {
                return;
            }
            known.not_before_ms = now_ms + PAUSE_MS;
            known.list.clone()
        };
        match self.try_once(uri, previous, anchors).await {
            Ok(list) => {
                {
                    let mut known = lock(&one.known);
                    known.octets = list.octets();
                    known.list = Some(list.clone());
                    known.fault = None;
                }
                self.hold(one, &list);
                self.metrics.list_fetched("status", "fetched");
            }
            Err(fault) => self.not_had(uri, one, fault).await,
        }
    }

    /// Holds it, unless it was forgotten meanwhile.
    fn hold(&self, one: &Arc<One>, list: &StatusList) {
        let mut wanted = lock(&self.wanted);
        let known = wanted.0.get(list.uri());
        if known.is_some_and(|known| Arc::ptr_eq(known, one)) {
            self.held.rcu(|held| {
                let mut held = Statuses::clone(held);
                held.hold(list.clone());
                held
            });
            self.forget(wanted.make_room(list.uri()));
        }
    }

    fn forget(&self, gone: impl IntoIterator<Item = String>) {
        for uri in gone {
            self.held.rcu(|held| {
                let mut held = Statuses::clone(held);
                held.forget(&uri);
                held
            });
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

    async fn try_once(
        &self,
        uri: &str,
        previous: Option<StatusList>,
        anchors: &Anchors<PidRevocation>,
    ) -> Result<StatusList, ListFault> {
        let fetched = self.got(uri).await?;
        let is_cwt = fetched
            .content_type
            .as_deref()
            .is_some_and(|t| t.contains("statuslist+cwt") || t.contains("identifierlist+cwt"));
        let (anchors, uri, now) = (anchors.clone(), uri.to_owned(), self.env.now_s());
        let verified = tokio::task::spawn_blocking(move || {
            let body = opened(&fetched)?;
            let previous = previous.as_ref();
            let verified = if is_cwt {
                StatusList::verify_cwt(&body, &uri, previous, &anchors, now)
            } else {
                let token = std::str::from_utf8(&body).unwrap_or_default();
                StatusList::verify(token, &uri, previous, &anchors, now)
            };
            verified.map_err(ListFault::refused)
        });
        verified.await.map_err(ListFault::refused)?
    }

    /// What lies at an address, or where that leads: Token Status List §8.2, "which clients SHOULD follow". The
    /// list says itself whose it is (its `sub`).
    async fn got(&self, uri: &str) -> Result<Fetched, ListFault> {
        let mut url = Url::parse(uri).map_err(ListFault::refused)?;
        for _ in 0..=MOST_REDIRECTS {
            let request = FetchRequest {
                url: &url,
                // Attack VP-15: a provider's address that leads into our own network, at once or at last.
                reach: Reach::Supplied,
                limit: MOST_TOKEN_OCTETS,
                roots: &[],
                headers: &[
                    (
                        "accept",
                        "application/statuslist+jwt, application/statuslist+cwt, \
                         application/identifierlist+cwt",
                    ),
                    ("accept-encoding", "gzip"),
                ],
                since: None,
            };
            let fetched = self.fetch.get(&request).await;
            let fetched = fetched.map_err(ListFault::unavailable)?;
            let not_there = || ListFault::unavailable("no answer with status 200");
            let fetched = fetched.ok_or_else(not_there)?;
            match (fetched.status, &fetched.location) {
                (200, _) => return Ok(fetched),
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    url = url.join(location).map_err(ListFault::refused)?;
                }
                _ => return Err(not_there()),
            }
        }
        Err(ListFault::unavailable("redirects without end"))
    }

    /// Keeps every list fresh that somebody wants. Ends with the task.
    pub async fn keep_fresh(&self, anchors: impl Fn() -> Anchors<PidRevocation>) {
        loop {
            self.refresh_due(&anchors()).await;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// One look at all of them.
    pub async fn refresh_due(&self, anchors: &Anchors<PidRevocation>) {
        let now_ms = self.env.now_ms();
        let due: Vec<_> = {
            let mut wanted = lock(&self.wanted);
            self.forget(wanted.sweep(now_ms));
            let all = wanted.0.iter();
            let due = all.filter(|(_, one)| lock(&one.known).is_due(now_ms / 1000));
            due.map(|(uri, one)| (uri.clone(), Arc::clone(one)))
                .collect()
        };
        let due = futures_util::stream::iter(due);
        let fetched = due.for_each_concurrent(AT_ONCE, async |(uri, one)| {
            self.refresh(&uri, &one, anchors, Known::is_due).await;
        });
        fetched.await;
    }
}

/// The list as it was before it was sent.
fn opened(fetched: &Fetched) -> Result<Bytes, ListFault> {
    match fetched.content_encoding.as_deref() {
        None | Some("identity") => Ok(fetched.body.clone()),
        Some("gzip") => {
            let opened = gunzip(&fetched.body).map_err(ListFault::refused)?;
            Ok(opened.into())
        }
        Some(_) => {
            let why = "a content coding that was not asked for";
            Err(ListFault::refused(why))
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 86_400_000;

    #[test]
    fn what_nobody_wants_is_forgotten_and_of_too_many_what_was_wanted_first() {
        let mut wanted = Wanted::default();
        let (one, gone) = wanted.want("first", 0);
        assert_eq!(gone, None);
        for at_ms in 1..1000 {
            let (_, gone) = wanted.want(&format!("at {at_ms}"), at_ms);
            assert_eq!(gone, None);
        }
        // Who is wanted once more keeps its place, and its list.
        let (again, gone) = wanted.want("first", 1000);
        assert!(gone.is_none() && Arc::ptr_eq(&one, &again));
        let (_, gone) = wanted.want("one more", 1001);
        assert_eq!(gone.as_deref(), Some("at 1"));
        assert_eq!(wanted.0.len(), MOST_LISTS);

        assert_eq!(wanted.sweep(7 * DAY_MS + 1), [""; 0]);
        assert_eq!(wanted.sweep(7 * DAY_MS + 2), ["at 2"]);
        assert_eq!(wanted.sweep(7 * DAY_MS + 999).len(), 997);
        let left: Vec<_> = wanted.0.keys().map(String::as_str).collect();
        assert_eq!(left, ["first", "one more"]);
    }

    /// Attack VP-15: a believed provider's lists, each within its bound.
    #[test]
    fn of_lists_that_are_too_large_together_those_go_that_nobody_has_wanted_for_longest() {
        let mut wanted = Wanted::default();
        for (at_ms, uri) in ["c", "a", "d", "b"].into_iter().enumerate() {
            let (one, _) = wanted.want(uri, i64::try_from(at_ms).unwrap());
            lock(&one.known).octets = MOST_OCTETS / 4;
        }
        assert_eq!(wanted.make_room("b"), [""; 0]);
        let set = |wanted: &Wanted, uri: &str, octets| lock(&wanted.0[uri].known).octets = octets;
        set(&wanted, "b", MOST_OCTETS / 4 + 1);
        assert_eq!(wanted.make_room("b"), ["c"]);
        // Who was just fetched stays, even if it was wanted first.
        set(&wanted, "a", MOST_OCTETS);
        assert_eq!(wanted.make_room("a"), ["d", "b"]);
        assert_eq!(wanted.0.keys().collect::<Vec<_>>(), ["a"]);
    }
}

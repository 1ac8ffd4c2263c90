// SPDX-License-Identifier: EUPL-1.2
//! The lists that say which PIDs are revoked: fetched once for each list and lifetime, kept
//! inflated, refreshed before they end. Token Status List §8.
//!
//! The address of a list stands in a PID, and is fetched only after a provider of a trusted list has
//! signed it (attack VP-15): by the first person who brings one, and from then on in the background.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use store::env::Env;
use tokio::sync::Mutex;
use url::Url;
use wallet::status::{MOST_TOKEN_OCTETS, StatusList, Statuses};
use wallet::trust::{Anchors, PidRevocation};

use crate::fetch::{Fetch, FetchRequest, Reach};

/// Providers have a handful of lists each. Attack: one provider that is believed names a new list
/// in each PID, and memory is ours.
const MOST_LISTS: usize = 1000;
/// A list that could not be had is not asked for again sooner: attack WV-09.
const PAUSE_MS: i64 = 60_000;
/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// The lists that are held.
pub struct StatusLists {
    env: Env,
    fetch: Fetch,
    held: ArcSwap<Statuses>,
    /// One fetch at a time; what is known of each address.
    known: Mutex<BTreeMap<String, Known>>,
}

#[derive(Clone, Default)]
struct Known {
    list: Option<StatusList>,
    not_before_ms: i64,
}

impl StatusLists {
    /// None yet.
    pub fn new(env: Env, fetch: Fetch) -> Self {
        Self {
            env,
            fetch,
            held: ArcSwap::default(),
            known: Mutex::default(),
        }
    }

    /// Those that are held now.
    pub fn held(&self) -> Arc<Statuses> {
        self.held.load_full()
    }

    /// Fetches the list of an address that a provider has vouched for. Who comes while another is
    /// at it waits and asks nobody.
    pub async fn fetch(&self, uri: &str, anchors: &Anchors<PidRevocation>) {
        let mut known = self.known.lock().await;
        let now_ms = self.env.now_ms();
        let fresh = |known: &Known| {
            let list = known.list.as_ref();
            now_ms < known.not_before_ms || list.is_some_and(|l| now_ms < l.fetch_again() * 1000)
        };
        if known.get(uri).is_some_and(fresh)
            || (known.len() >= MOST_LISTS && !known.contains_key(uri))
        {
            return;
        }
        let entry = known.entry(uri.to_owned()).or_default();
        entry.not_before_ms = now_ms + PAUSE_MS;
        match self.try_once(uri, entry.list.clone(), anchors).await {
            Ok(list) => {
                entry.list = Some(list.clone());
                let mut held = Statuses::clone(&self.held.load());
                held.hold(list);
                self.held.store(Arc::new(held));
            }
            Err(fault) => tracing::warn!(uri, fault, "a status list was refused"),
        }
    }

    async fn try_once(
        &self,
        uri: &str,
        previous: Option<StatusList>,
        anchors: &Anchors<PidRevocation>,
    ) -> Result<StatusList, String> {
        let url = Url::parse(uri).map_err(|error| error.to_string())?;
        let request = FetchRequest {
            url: &url,
            // Attack VP-15: a provider's address that leads into our own network.
            reach: Reach::Supplied,
            limit: MOST_TOKEN_OCTETS,
            roots: &[],
            headers: &[(
                "accept",
                "application/statuslist+jwt, application/statuslist+cwt",
            )],
            since: None,
        };
        let fetched = self.fetch.get(&request).await;
        let fetched = fetched.map_err(|error| error.to_string())?;
        let fetched = fetched.filter(|fetched| fetched.status == 200);
        let fetched = fetched.ok_or("no answer with status 200")?;
        let is_cwt = fetched
            .content_type
            .as_deref()
            .is_some_and(|t| t.contains("statuslist+cwt"));
        let (anchors, uri, now) = (anchors.clone(), uri.to_owned(), self.env.now_s());
        let verified = tokio::task::spawn_blocking(move || {
            let previous = previous.as_ref();
            if is_cwt {
                return StatusList::verify_cwt(&fetched.body, &uri, previous, &anchors, now);
            }
            let token = std::str::from_utf8(&fetched.body).unwrap_or_default();
            StatusList::verify(token, &uri, previous, &anchors, now)
        });
        let verified = verified.await.map_err(|error| error.to_string())?;
        verified.map_err(|error| error.to_string())
    }

    /// Keeps every list fresh. Ends with the task.
    pub async fn keep_fresh(&self, anchors: impl Fn() -> Anchors<PidRevocation>) {
        loop {
            let due = self.due().await;
            for uri in due {
                self.fetch(&uri, &anchors()).await;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn due(&self) -> Vec<String> {
        let now_s = self.env.now_s();
        let known = self.known.lock().await;
        let due = |known: &Known| known.list.as_ref().is_none_or(|l| l.fetch_again() <= now_s);
        let due = known.iter().filter(|(_, known)| due(known));
        due.map(|(uri, _)| uri.clone()).collect()
    }
}

impl std::fmt::Debug for StatusLists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StatusLists")
    }
}

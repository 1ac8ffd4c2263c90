// SPDX-License-Identifier: EUPL-1.2
//! The lists of trusted entities that name PID providers: fetched in the background, the last good
//! one kept in the data directory and verified anew at start. No request fetches one.
//!
//! Trust is current at every step: [`TrustedLists::anchors`] gives who is on a list now, and whoever
//! releases something asks again (attacks WV-10, WV-18). ETSI TS 119 602.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use openssl::sha::sha256;
use store::env::Env;
use store::seal::hex;
use tokio::sync::Mutex;
use wallet::lote::{ExpectedList, PID_PROVIDERS, Previous, TrustedList, verify};
use wallet::trust::{Anchors, Category, ListSigners};

use crate::fetch::{Fetch, FetchRequest, Reach};
use crate::settings::{ListSettings, Suite, WalletSettings};

/// The largest published list of today has 5 MB.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// A good list is fetched again after this.
const AFTER_GOOD: Duration = Duration::from_secs(6 * 3600);
/// One that could not be had, after this; doubled each time, up to [`AFTER_GOOD`].
const AFTER_BAD: Duration = Duration::from_secs(60);
/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// An end nearer than this is told.
const ALARM_S: i64 = 14 * 86_400;

/// The lists of the configuration.
pub struct TrustedLists {
    env: Env,
    fetch: Fetch,
    directory: PathBuf,
    known: ArcSwap<BTreeMap<String, Known>>,
    /// A provider that is believed without a list: a conformance suite.
    suite: ArcSwap<Option<Suite>>,
    turn: Mutex<()>,
}

/// What is known of one list.
#[derive(Clone)]
struct Known {
    settings: Arc<ListSettings>,
    list: Option<Arc<TrustedList>>,
    /// Why the last try gave none.
    fault: Option<String>,
    failures: u32,
    due_ms: i64,
}

/// What the operator sees of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListState {
    /// Where it is.
    pub url: String,
    /// Until when the one held counts, seconds since 1970; none is held without.
    pub next_update: Option<i64>,
    /// Why the last try gave none.
    pub fault: Option<String>,
}

impl TrustedLists {
    /// Those of the settings, as far as the data directory has them.
    pub fn new(settings: Option<&WalletSettings>, data: &Path, env: Env, fetch: Fetch) -> Self {
        let lists = Self {
            env,
            fetch,
            directory: data.join("lists"),
            known: ArcSwap::default(),
            suite: ArcSwap::default(),
            turn: Mutex::new(()),
        };
        lists.reconfigure(settings);
        lists
    }

    /// Takes the lists of a new configuration; those that did not change stay as they are.
    pub fn reconfigure(&self, settings: Option<&WalletSettings>) {
        let before = self.known.load_full();
        let named = settings.map_or(&[][..], |wallet| &wallet.lists);
        let known = named.iter().map(|list| {
            let url = list.url.to_string();
            let same = before.get(&url).filter(|known| known.settings == *list);
            let known = same.cloned().unwrap_or_else(|| self.stored(list));
            (url, known)
        });
        self.known.store(Arc::new(known.collect()));
        let suite = settings.and_then(|wallet| wallet.suite.clone());
        self.suite.store(Arc::new(suite));
    }

    /// Who may vouch for what, by the lists that count now.
    pub fn anchors<C: Category>(&self) -> Anchors<C> {
        let known = self.known.load();
        let lists = known.values().filter_map(|known| known.list.as_ref());
        let suite = self.suite.load_full();
        let (issuer, keys) = match suite.as_ref() {
            Some(suite) => (Some(suite.issuer.clone()), suite.keys.clone()),
            None => (None, Vec::new()),
        };
        lists.fold(Anchors::new(issuer).with_keys(keys), |anchors, list| {
            anchors.and(list.anchors(0))
        })
    }

    /// Whether a PID of this country could be believed now.
    pub fn serve<C: Category>(&self, country: &str) -> bool {
        let now = self.env.now_s();
        let anchors = self.anchors::<C>();
        let mut all = anchors.anchors().iter();
        all.any(|anchor| anchor.country == country && now < anchor.valid_until)
    }

    /// What the operator sees.
    pub fn states(&self) -> Vec<ListState> {
        let state = |(url, known): (&String, &Known)| ListState {
            url: url.clone(),
            next_update: known.list.as_ref().map(|list| list.next_update()),
            fault: known.fault.clone(),
        };
        self.known.load().iter().map(state).collect()
    }

    /// Keeps every list fresh. Ends with the task.
    pub async fn keep_fresh(&self) {
        loop {
            let now_ms = self.env.now_ms();
            let known = self.known.load_full();
            for (url, _) in known.iter().filter(|(_, known)| known.due_ms <= now_ms) {
                self.refresh(url).await;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Fetches every list now.
    pub async fn refresh_all(&self) {
        for url in self.known.load_full().keys() {
            self.refresh(url).await;
        }
    }

    /// One try. What does not stand the test changes nothing but the reason: the last good list
    /// counts until its end.
    async fn refresh(&self, url: &str) {
        let _turn = self.turn.lock().await;
        let Some(before) = self.known.load().get(url).cloned() else {
            return;
        };
        let tried = self.try_once(&before).await;
        let now_ms = self.env.now_ms();
        let after = |pause: Duration| now_ms + i64::try_from(pause.as_millis()).unwrap_or(0);
        let known = match tried {
            Ok((list, token)) => {
                if let Err(error) = self.keep(&before.settings, &token) {
                    tracing::warn!(url, %error, "a trusted list could not be kept for the next start");
                }
                self.say(url, &list);
                Known {
                    list: Some(Arc::new(list)),
                    fault: None,
                    failures: 0,
                    due_ms: after(AFTER_GOOD),
                    ..before
                }
            }
            Err(fault) => {
                tracing::warn!(url, fault, "a trusted list was refused");
                let pause = AFTER_BAD.saturating_mul(1 << before.failures.min(10));
                Known {
                    fault: Some(fault),
                    failures: before.failures.saturating_add(1),
                    due_ms: after(pause.min(AFTER_GOOD)),
                    ..before
                }
            }
        };
        self.known.rcu(|all| {
            let mut all = BTreeMap::clone(all);
            // Configured anew meanwhile: that stands.
            if all
                .get(url)
                .is_some_and(|now| now.settings == known.settings)
            {
                all.insert(url.to_owned(), known.clone());
            }
            all
        });
    }

    async fn try_once(&self, before: &Known) -> Result<(TrustedList, String), String> {
        let settings = Arc::clone(&before.settings);
        let request = FetchRequest {
            url: &settings.url,
            reach: Reach::Operator {
                private: settings.private,
            },
            limit: MOST_BYTES,
            roots: &[],
            headers: &[("accept", "application/jwt, application/jose, */*")],
            since: None,
        };
        let fetched = self.fetch.get(&request).await;
        let fetched = fetched.map_err(|error| error.to_string())?;
        let fetched = fetched.filter(|fetched| fetched.status == 200);
        let body = fetched.ok_or("no answer with status 200")?.body;
        let token = String::from_utf8(body.to_vec()).map_err(|_| "not a token")?;
        let previous = before.list.as_ref().map_or(Previous::Nothing, |l| l.held());
        let now = self.env.now_s();
        let verified = tokio::task::spawn_blocking(move || {
            verified(&token, &settings, previous, now).map(|list| (list, token))
        });
        let verified = verified.await.map_err(|error| error.to_string())?;
        verified.map_err(|error| error.to_string())
    }

    fn say(&self, url: &str, list: &TrustedList) {
        for left_out in list.left_out() {
            let (entity, reason) = (&left_out.entity, left_out.reason);
            tracing::warn!(
                url,
                entity,
                reason,
                "an entity of a trusted list is left out"
            );
        }
        let days = (list.next_update() - self.env.now_s()) / 86_400;
        if list.next_update() - self.env.now_s() < ALARM_S {
            tracing::warn!(
                url,
                days,
                "a trusted list ends soon and no newer one is there"
            );
        }
    }

    /// What the data directory has of it. Believed for its signature, as on the day it came.
    fn stored(&self, settings: &Arc<ListSettings>) -> Known {
        let file = self.file(settings);
        let token = std::fs::read_to_string(file).ok();
        let now = self.env.now_s();
        let read = token.map(|token| verified(&token, settings, Previous::Nothing, now));
        let (list, fault) = match read {
            Some(Ok(list)) => (Some(Arc::new(list)), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        Known {
            settings: Arc::clone(settings),
            list,
            fault,
            failures: 0,
            due_ms: i64::MIN,
        }
    }

    fn file(&self, settings: &ListSettings) -> PathBuf {
        let name = hex(&sha256(settings.url.as_str().as_bytes()));
        self.directory.join(name).with_extension("jwt")
    }

    /// Written beside and renamed, so that a crash leaves the old or the new one.
    fn keep(&self, settings: &ListSettings, token: &str) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.directory)?;
        let file = self.file(settings);
        let fresh = file.with_extension("new");
        std::fs::write(&fresh, token)?;
        std::fs::rename(fresh, file)
    }
}

impl std::fmt::Debug for TrustedLists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.states()).finish()
    }
}

fn verified(
    token: &str,
    settings: &ListSettings,
    previous: Previous,
    now: i64,
) -> Result<TrustedList, wallet::Error> {
    let signers = ListSigners::Pinned(settings.signers.clone());
    let expected = ExpectedList {
        list_type: PID_PROVIDERS,
        territory: &settings.territory,
        previous,
    };
    verify(token, &signers, &expected, now)
}

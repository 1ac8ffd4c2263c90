// SPDX-License-Identifier: EUPL-1.2
//! The lists of trusted entities that name PID providers: fetched in the background, the last good
//! one kept in the data directory and verified anew at start. No request fetches one.
//!
//! Trust is current at every step: [`TrustedLists::issuers`] gives who is on a list now, and whoever
//! releases something asks again (attacks WV-10, WV-18). ETSI TS 119 602 (JSON), TS 119 612 (XML).

mod stored;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use eidas::CountryCode;
use futures_util::future::join_all;
use store::env::Env;
use tokio::sync::Mutex as Turn;
use wallet::lote::{ExpectedList, PID_PROVIDERS, Previous, TrustedList, verify};
use wallet::trust::{Anchors, Category, ListSigners, PidIssuance, PidRevocation};

use crate::audit::{Audit, AuditEvent};
use crate::fetch::{Fetch, FetchRequest, Reach};
use crate::identity::Identity;
use crate::settings::{ListSettings, MatchingSettings, Suite, WalletSettings};
use crate::telemetry::Metrics;
use stored::{file, stored};
pub use stored::{kept, pid_numbers_of_nobody};

/// Below the data directory.
const DIRECTORY: &str = "lists";
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
    audit: Audit,
    metrics: Arc<Metrics>,
    directory: PathBuf,
    known: ArcSwap<BTreeMap<String, Known>>,
    /// Who may issue PIDs by all of them: made when a list changes, with what was proven of their paths.
    issuers: ArcSwap<Anchors<PidIssuance>>,
    /// A provider that is believed without a list: a conformance suite.
    suite: ArcSwap<Option<Suite>>,
}

/// What is known of one list.
#[derive(Clone)]
struct Known {
    settings: Arc<ListSettings>,
    list: Option<Arc<TrustedList>>,
    /// Why the last try gave none.
    fault: Option<ListFault>,
    failures: u32,
    due_ms: i64,
    /// The end of the list of which it was told that it is near.
    told_end: Option<i64>,
    /// Held by who fetches it: a slow one holds up no other.
    turn: Arc<Turn<()>>,
}

/// Why a list could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// It did not stand the test: signature, date, form, an older one.
    Refused(String),
    /// Nobody answered, or not with a list.
    Unavailable(String),
}

impl ListFault {
    pub(crate) fn refused(why: impl std::fmt::Display) -> Self {
        Self::Refused(why.to_string())
    }

    pub(crate) fn unavailable(why: impl std::fmt::Display) -> Self {
        Self::Unavailable(why.to_string())
    }

    /// The word of the metrics and of the trail.
    pub(crate) const fn outcome(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Unavailable(_) => "unavailable",
        }
    }
}

impl std::fmt::Display for ListFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Self::Refused(why) | Self::Unavailable(why)) = self;
        write!(f, "{}: {why}", self.outcome())
    }
}

/// What the operator sees of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListState {
    /// `trusted`: it names providers. `status`: it says what is revoked.
    pub kind: &'static str,
    /// Where it is.
    pub url: String,
    /// Until when the one held counts, seconds since 1970; none is held without.
    pub valid_until: Option<i64>,
    /// Its operator closed it: there will be no other.
    pub is_closed: bool,
    /// Why the last try gave none.
    pub fault: Option<ListFault>,
}

impl ListState {
    /// How it stands, in a word: for the metrics.
    pub fn word(&self, now_s: i64) -> &'static str {
        match self.valid_until {
            None => "missing",
            Some(until) if until <= now_s => "over",
            // A status list lives hours: its end is always near.
            Some(until) if self.kind == "trusted" && until - now_s < ALARM_S => "ends_soon",
            Some(_) => "good",
        }
    }

    /// How it stands and what that means, for a person.
    pub fn says(&self, now_s: i64) -> String {
        let trusted = self.kind == "trusted";
        let days = |until: i64| (until - now_s) / 86_400;
        let stands = match (self.word(now_s), self.valid_until, trusted) {
            _ if self.is_closed => {
                "its operator closed it, and it vouches for nobody: PIDs of its providers are refused. Ask where they \
                 are listed now, and take it out of the settings"
                    .to_owned()
            }
            ("missing", _, true) => {
                "no copy of it is held: PIDs of its providers are refused".to_owned()
            }
            ("missing", _, false) => "no copy of it is held: PIDs on it are refused".to_owned(),
            ("over", _, true) => {
                "the copy held is past its date: PIDs of its providers are refused".to_owned()
            }
            ("over", _, false) => {
                "the copy held is past its date: PIDs on it are refused, unless stale_status_seconds says otherwise".to_owned()
            }
            ("ends_soon", Some(until), _) => format!(
                "the copy held ends in {} days and no newer one is there: ask its operator",
                days(until)
            ),
            _ => "good".to_owned(),
        };
        match &self.fault {
            Some(fault) => format!("{stands}; last try {fault}"),
            None => stands,
        }
    }
}

impl TrustedLists {
    /// Those of the settings, as far as the data directory has them.
    pub fn new(
        settings: Option<&WalletSettings>,
        data: &Path,
        (env, fetch): (Env, Fetch),
        (audit, metrics): (Audit, Arc<Metrics>),
    ) -> Self {
        let lists = Self {
            env,
            fetch,
            audit,
            metrics,
            directory: data.join(DIRECTORY),
            known: ArcSwap::default(),
            issuers: ArcSwap::from_pointee(Anchors::new([])),
            suite: ArcSwap::default(),
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
            let known = same.cloned();
            let known = known.unwrap_or_else(|| stored(&self.directory, list, self.env.now_s()));
            (url, known)
        });
        self.known.store(Arc::new(known.collect()));
        let suite = settings.and_then(|wallet| wallet.suite.clone());
        self.suite.store(Arc::new(suite));
        self.have_changed();
    }

    /// Who may issue PIDs, by the lists that are held.
    pub fn issuers(&self) -> Arc<Anchors<PidIssuance>> {
        self.issuers.load_full()
    }

    /// Who may say what is revoked.
    pub fn revokers(&self) -> Anchors<PidRevocation> {
        self.anchors()
    }

    /// Of two changes at once the later sees both.
    fn have_changed(&self) {
        self.issuers.rcu(|_| self.anchors());
    }

    fn anchors<C: Category>(&self) -> Anchors<C> {
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
    pub fn serve(&self, country: &str) -> bool {
        let now = self.env.now_s();
        let anchors = self.issuers();
        let mut all = anchors.anchors().iter();
        all.any(|anchor| anchor.country == country && now < anchor.valid_until)
    }

    /// Whether a match by the number of this person can be guaranteed to be hers: nobody is asked otherwise
    /// ((EU) 2025/846 art. 2(7)). A PID's number is unique only among those of its provider ((EU) 2024/2977
    /// annex, section 2; PID Rulebook §2.3): so it is one person's in her country where that has one
    /// provider. Of several it is where the country's scheme says so, which has to describe it, and the
    /// operator named them. Attack WV-17: the number that one provider gave her is somebody else's at the
    /// other, and in the register; and while a list that may name the other cannot be had, nobody knows of it.
    pub fn guarantee_number(
        &self,
        identity: &Identity,
        settings: Option<&MatchingSettings>,
    ) -> bool {
        let Some(pid) = &identity.pid else {
            return true;
        };
        if let Some(named) = settings.and_then(|matching| matching.pid_numbers_of(pid.country)) {
            return named.contains(&pid.provider);
        }
        let known = self.known.load();
        let may_name_another = |known: &Known| {
            let of = known.settings.territory.parse().ok();
            let is_of_others = |of: CountryCode| of != CountryCode::UNION && of != pid.country;
            known.list.is_none() && !of.is_some_and(is_of_others)
        };
        let (anchors, country) = (self.issuers(), Some(pid.country));
        let mut all = anchors.anchors().iter();
        !known.values().any(may_name_another)
            && all.all(|anchor| {
                anchor.country.parse().ok() != country || anchor.provider == pid.provider
            })
    }

    /// What the operator sees.
    pub fn states(&self) -> Vec<ListState> {
        let state = |(url, known): (&String, &Known)| ListState {
            kind: "trusted",
            url: url.clone(),
            valid_until: known.list.as_ref().map(|list| list.valid_until()),
            is_closed: known.list.as_ref().is_some_and(|list| list.is_closed()),
            fault: known.fault.clone(),
        };
        self.known.load().iter().map(state).collect()
    }

    /// Keeps every list fresh. Ends with the task.
    pub async fn keep_fresh(&self) {
        loop {
            let now_ms = self.env.now_ms();
            let known = self.known.load_full();
            let due = known.iter().filter(|(_, known)| known.due_ms <= now_ms);
            join_all(due.map(|(url, _)| self.refresh(url))).await;
            self.tell_ends().await;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Fetches every list now.
    pub async fn refresh_all(&self) {
        let known = self.known.load_full();
        join_all(known.keys().map(|url| self.refresh(url))).await;
        self.tell_ends().await;
    }

    /// One try. What does not stand the test changes nothing but the reason: the last good list
    /// counts until its end.
    async fn refresh(&self, url: &str) {
        let turn = self
            .known
            .load()
            .get(url)
            .map(|known| Arc::clone(&known.turn));
        let Some(turn) = turn else {
            return;
        };
        let _turn = turn.lock().await;
        let Some(before) = self.known.load().get(url).cloned() else {
            return;
        };
        let tried = self.try_once(&before).await;
        let now_ms = self.env.now_ms();
        let after = |pause: Duration| now_ms + i64::try_from(pause.as_millis()).unwrap_or(0);
        let known = match tried {
            Ok((list, as_fetched)) => {
                if let Err(error) = self.keep(&before.settings, &as_fetched) {
                    tracing::warn!(url, %error, "a trusted list could not be kept for the next start");
                }
                self.say(url, &list);
                self.metrics.list_fetched("trusted", "fetched");
                if before
                    .list
                    .as_ref()
                    .is_none_or(|old| old.held() != list.held())
                {
                    self.note(AuditEvent::TrustedListTaken {
                        url: url.to_owned(),
                        valid_until: instant(list.valid_until()),
                    })
                    .await;
                }
                Known {
                    list: Some(Arc::new(list)),
                    fault: None,
                    failures: 0,
                    due_ms: after(AFTER_GOOD),
                    ..before
                }
            }
            Err(fault) => {
                tracing::warn!(url, %fault, "a trusted list could not be had");
                self.metrics.list_fetched("trusted", fault.outcome());
                let told = before.fault.as_ref().map(ListFault::outcome);
                if told != Some(fault.outcome()) {
                    self.note(AuditEvent::ListUnavailable {
                        kind: "trusted",
                        url: url.to_owned(),
                        reason: fault.outcome(),
                    })
                    .await;
                }
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
        self.have_changed();
    }

    /// A list that ends soon or has ended is told once, however its fetches go.
    async fn tell_ends(&self) {
        let now_s = self.env.now_s();
        for (url, known) in &*self.known.load_full() {
            let end = known.list.as_ref().map(|list| list.valid_until());
            let Some(end) = end.filter(|end| end - now_s < ALARM_S && known.told_end != Some(*end))
            else {
                continue;
            };
            let days = (end - now_s) / 86_400;
            match known.list.as_ref().is_some_and(|list| list.is_closed()) {
                true => tracing::warn!(
                    url,
                    "a trusted list was closed by its operator: it vouches for nobody"
                ),
                false => tracing::warn!(
                    url,
                    days,
                    "a trusted list ends soon and no newer one is there"
                ),
            }
            self.note(AuditEvent::TrustedListEnds {
                url: url.clone(),
                valid_until: instant(end),
            })
            .await;
            self.known.rcu(|all| {
                let mut all = BTreeMap::clone(all);
                if let Some(known) = all.get_mut(url) {
                    known.told_end = Some(end);
                }
                all
            });
        }
    }

    async fn note(&self, event: AuditEvent) {
        if let Err(error) = self.audit.note(event).await {
            tracing::error!(%error, "the audit trail cannot be written");
        }
    }

    async fn try_once(&self, before: &Known) -> Result<(TrustedList, String), ListFault> {
        let settings = Arc::clone(&before.settings);
        let request = FetchRequest {
            url: &settings.url,
            reach: Reach::Operator {
                private: settings.private,
            },
            limit: MOST_BYTES,
            roots: &[],
            headers: &[(
                "accept",
                "application/jwt, application/jose, application/vnd.etsi.tsl+xml, */*",
            )],
            since: None,
        };
        let fetched = self.fetch.get(&request).await;
        let fetched = fetched.map_err(ListFault::unavailable)?;
        let fetched = fetched.filter(|fetched| fetched.status == 200);
        let not_there = || ListFault::unavailable("no answer with status 200");
        let body = fetched.ok_or_else(not_there)?.body;
        let list = String::from_utf8(body.to_vec());
        let list = list.map_err(|_| ListFault::refused("not UTF-8"))?;
        let previous = before.list.as_ref().map_or(Previous::Nothing, |l| l.held());
        let now = self.env.now_s();
        let verified = tokio::task::spawn_blocking(move || {
            verified(&list, &settings, previous, now).map(|verified| (verified, list))
        });
        let verified = verified.await.map_err(ListFault::refused)?;
        verified.map_err(ListFault::refused)
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
    }

    /// Written beside and renamed, so that a crash leaves the old or the new one.
    fn keep(&self, settings: &ListSettings, as_fetched: &str) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.directory)?;
        let file = file(&self.directory, settings);
        let fresh = file.with_extension("new");
        std::fs::write(&fresh, as_fetched)?;
        std::fs::rename(fresh, file)
    }
}

impl std::fmt::Debug for TrustedLists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.states()).finish()
    }
}

fn instant(at_s: i64) -> String {
    eidas::Instant::from_ms(at_s * 1000).to_string()
}

fn verified(
    as_fetched: &str,
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
    verify(as_fetched, &signers, &expected, now)
}

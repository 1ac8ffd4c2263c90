// SPDX-License-Identifier: EUPL-1.2
//! What the registry holds, read: each client as the gateway runs it, or why it does not.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::ArcSwap;
use serde_json::{Map, Value};
use store::env::Env;
use store::{Kind, Records, StoreError};

use super::members::told;
use super::record::{Registration, State};
use crate::config::Problem;
use crate::settings::{ClientSettings, Closed, ClosedKind, Profile, RegistrationRules, Settings};

/// One client of the registry.
#[derive(Clone, Debug)]
pub struct Known {
    /// What is kept.
    pub registration: Arc<Registration>,
    /// As it serves, when it is enabled; or what is wrong with it.
    pub settings: Result<Arc<ClientSettings>, Vec<Problem>>,
}

/// All that is known, under which rules it was read.
#[derive(Default)]
struct All {
    profile: Profile,
    rules: RegistrationRules,
    clients: BTreeMap<String, Known>,
    /// Records that this build cannot read.
    unreadable: usize,
}

/// The registry as this node knows it. Cheap to read.
pub struct Registry {
    pub(super) env: Env,
    all: ArcSwap<All>,
    /// One change, or one reading, at a time.
    pub(super) turn: tokio::sync::Mutex<()>,
    /// When the bucket of changes is full again.
    pub(super) changes_ms: std::sync::Mutex<i64>,
    /// The store failed in a change: what it says now is to be read.
    pub(super) doubtful: AtomicBool,
}

impl Known {
    /// `enabled`, `disabled`, or `closed` when something is wrong with it now.
    pub fn state(&self) -> &'static str {
        match (self.registration.state, &self.settings) {
            (State::Enabled, Ok(_)) => "enabled",
            (State::Enabled, Err(_)) => "closed",
            (State::Disabled, _) => "disabled",
            (State::Removed, _) => "removed",
        }
    }

    /// As its administrator sees it, with what is wrong with it now.
    pub fn to_json(&self) -> Map<String, Value> {
        let mut shown = self.registration.to_json();
        shown.insert("state".to_owned(), self.state().into());
        if let (State::Enabled, Err(problems)) = (self.registration.state, &self.settings) {
            let faults = problems.iter().cloned().map(told);
            let faults: Vec<String> = faults.map(|fault| fault.to_string()).collect();
            shown.insert("faults".to_owned(), faults.join(" ").into());
        }
        shown
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registry").finish_non_exhaustive()
    }
}

impl Registry {
    /// Nothing known yet; [`Self::load`] reads what the store remembers.
    pub fn new(env: Env) -> Self {
        Self {
            env,
            all: ArcSwap::default(),
            turn: tokio::sync::Mutex::new(()),
            changes_ms: std::sync::Mutex::new(0),
            doubtful: AtomicBool::new(false),
        }
    }

    /// Reads what the store remembers, under the rules of this configuration. The gateway must not open
    /// its doors before.
    ///
    /// # Errors
    /// The store failed: what was known before stays.
    pub async fn load(&self, records: &Records, file: &Settings) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        self.load_in_turn(records, file).await
    }

    pub(super) async fn load_in_turn(
        &self,
        records: &Records,
        file: &Settings,
    ) -> Result<(), StoreError> {
        let before = self.all.load_full();
        let mut all = All {
            profile: file.profile,
            rules: file.registration.clone(),
            ..All::default()
        };
        let same_rules = before.profile == all.profile && before.rules == all.rules;
        for (_, octets) in records.store().scan(Kind::Client).await? {
            let Some(registration) = Registration::decode(&octets) else {
                all.unreadable += 1;
                continue;
            };
            let kept = before.clients.get(&registration.client_id);
            let kept = kept.filter(|known| same_rules && *known.registration == registration);
            let known = kept
                .cloned()
                .unwrap_or_else(|| self.read(registration, all.profile, &all.rules));
            all.clients
                .insert(known.registration.client_id.clone(), known);
        }
        self.all.store(Arc::new(all));
        self.doubtful.store(false, Ordering::Release);
        Ok(())
    }

    fn read(
        &self,
        registration: Registration,
        profile: Profile,
        rules: &RegistrationRules,
    ) -> Known {
        let settings = match registration.state {
            State::Removed => Err(Vec::new()),
            State::Disabled | State::Enabled => {
                let read = registration.settings(profile, rules, self.env.now_ms());
                read.map(Arc::new)
            }
        };
        Known {
            registration: Arc::new(registration),
            settings,
        }
    }

    /// Takes over a change that was just made in the store.
    pub(super) fn put(&self, registration: &Registration) {
        self.all.rcu(|before| {
            let known = self.read(registration.clone(), before.profile, &before.rules);
            let mut clients = before.clients.clone();
            clients.insert(known.registration.client_id.clone(), known);
            All {
                profile: before.profile,
                rules: before.rules.clone(),
                clients,
                unreadable: before.unreadable,
            }
        });
    }

    /// The configuration has other rules now: everything is read anew under them. A change that is made
    /// meanwhile is not lost: this is done again with it.
    pub fn hold_to(&self, file: &Settings) {
        let is_held = |all: &All| all.profile == file.profile && all.rules == file.registration;
        if is_held(&self.all.load()) {
            return;
        }
        self.all.rcu(|before| {
            let anew = before.clients.values().map(|known| {
                let registration = Registration::clone(&known.registration);
                let known = self.read(registration, file.profile, &file.registration);
                (known.registration.client_id.clone(), known)
            });
            All {
                profile: file.profile,
                rules: file.registration.clone(),
                clients: anew.collect(),
                unreadable: before.unreadable,
            }
        });
    }

    /// The store could not be read: it is tried again.
    pub fn doubt(&self) {
        self.doubtful.store(true, Ordering::Release);
    }

    /// Whether the store should be read again, since a change in it went wrong.
    pub fn is_doubtful(&self) -> bool {
        self.doubtful.load(Ordering::Acquire)
    }

    /// Every client but removed ones, by name.
    pub fn clients(&self) -> Vec<Known> {
        let all = self.all.load();
        let clients = all.clients.values();
        let clients = clients.filter(|known| known.registration.state != State::Removed);
        clients.cloned().collect()
    }

    /// This client, unless it was removed.
    pub fn client(&self, client_id: &str) -> Option<Known> {
        let all = self.all.load();
        let known = all.clients.get(client_id)?;
        (known.registration.state != State::Removed).then(|| known.clone())
    }

    /// Whether this name is registered, or was.
    pub fn knows(&self, client_id: &str) -> bool {
        self.all.load().clients.contains_key(client_id)
    }

    /// How many records there are, of removed clients too.
    pub(super) fn count(&self) -> usize {
        let all = self.all.load();
        all.clients.len() + all.unreadable
    }

    /// Names that stand in this configuration and in the registry, removed clients included.
    pub fn twice(&self, file: &Settings) -> Vec<String> {
        let all = self.all.load();
        let ids = all.clients.keys();
        ids.filter(|id| file.names_client(id)).cloned().collect()
    }

    /// The configuration with what is registered, as it is in force. What is disabled is not in it, so no
    /// request, token or session of it counts; what cannot be used is closed and named, as a section of
    /// the file is. A name that stands in the file too is the file's.
    pub fn with(&self, file: &Arc<Settings>) -> Arc<Settings> {
        let all = self.all.load();
        if all.clients.is_empty() && all.unreadable == 0 {
            return Arc::clone(file);
        }
        let mut settings = Settings::clone(file);
        let mut close = |name: &str, problems: Vec<Problem>| {
            settings.closed.push(Closed {
                kind: ClosedKind::Client,
                name: name.to_owned(),
                problems,
            });
        };
        for (client_id, known) in &all.clients {
            if known.registration.state != State::Enabled {
                continue;
            }
            match &known.settings {
                _ if file.names_client(client_id) => close(client_id, vec![twice()]),
                Ok(client) => {
                    settings
                        .clients
                        .insert(client_id.clone(), Arc::clone(client));
                }
                Err(problems) => close(client_id, problems.clone()),
            }
        }
        if all.unreadable > 0 {
            let what = format!("{} records of the registry cannot be read", all.unreadable);
            let instead = "Run the build that wrote them";
            close("?", vec![problem(&what, instead)]);
        }
        Arc::new(settings)
    }
}

fn twice() -> Problem {
    let what = "registered while the gateway ran and written in the configuration file";
    problem(what, "Remove one: landport client remove, or the section")
}

fn problem(what: &str, instead: &str) -> Problem {
    Problem {
        line: 0,
        field: String::new(),
        what: what.to_owned(),
        instead: instead.to_owned(),
    }
}

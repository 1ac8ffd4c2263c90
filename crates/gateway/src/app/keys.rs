// SPDX-License-Identifier: EUPL-1.2
//! Our own rollover in force: what was seen of others, the steps that an operator orders, and what
//! another node changed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use eidas::{EntityId, Instant};
use store::{Standing, StoreError};
use xmlsec::Subject;

use super::{App, Current};
use crate::caller::Caller;
use crate::keys::hsm::Hsm;
use crate::keys::managed::directory;
use crate::keys::{KeyFiles, KeyRole, KeySort, Keys, Managed, Place, make_next};
use crate::nodes::{self, Nodes};
use crate::rollover::judge::validity_ms;
use crate::rollover::seen::{Ours, Reading, Sight};
use crate::rollover::{Facts, Order, Step, promoted, shown};
use crate::settings::Settings;
use store::seal::{hex, sha256};

impl Standing for Managed {
    const PLACE: u8 = 41;
}

/// Behind a change of another node whose files are not here yet.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Why a step is made: a sentence for the trail.
const LONGEST_REASON: usize = 300;

impl App {
    /// One change of our keys at a time: a step, what another node made, a new configuration. Whoever holds it
    /// may call [`App::reload`].
    pub async fn change_of_keys(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.rolling.lock().await
    }

    /// Reads what was seen of others, and writes down where our keys stand now. At a start and after every
    /// reload.
    ///
    /// # Errors
    /// The store failed.
    pub async fn witness_keys(&self) -> Result<(), StoreError> {
        let current = self.current();
        let peers = self.peers.all().into_iter();
        let peers: Vec<String> = peers
            .map(|peer| peer.settings.entity_id.as_str().to_owned())
            .collect();
        let settings = &current.settings;
        let ours = Ours {
            node: &nodes::name(&settings.data),
            keys: &current.keys.placed(&settings.keys),
            peers: &peers,
            validity_ms: validity_ms(settings),
        };
        let now_ms = self.env.now_ms();
        self.seen.place(&self.records, ours, now_ms).await
    }

    /// Somebody read our metadata. It counts when the address is of a foreign node of this role, and not by
    /// anything that the request says.
    /// `keys` are those that the document names: others may be in force by now.
    pub fn saw_reading(&self, caller: Caller, by: eidas::Role, document: &[u8], keys: &[String]) {
        let Some(address) = caller.0 else { return };
        let current = self.current();
        let (peers, now) = (&current.settings.peers, Instant::from_ms(self.env.now_ms()));
        let from_there = |peer: &&Arc<crate::settings::PeerSettings>| {
            peer.role == by && peer.reads_from.iter().any(|net| net.contains(address))
        };
        for peer in peers.iter().filter(from_there) {
            let reading = Reading {
                at_ms: now.ms(),
                sha256: hex(&sha256(document)),
                keys: keys.to_vec(),
            };
            self.seen
                .note(&self.records, peer.entity_id.as_str(), Sight::Read(reading));
        }
    }

    /// A foreign node answered with success: by which key our request was signed, and which key opened its
    /// assertion.
    pub fn saw_answer(&self, peer: &EntityId, signed_by: Option<&str>, opened_by: Option<String>) {
        let at_ms = self.env.now_ms();
        let answered = signed_by.map(|key| Sight::Answered {
            key: key.to_owned(),
            at_ms,
        });
        let encrypted = opened_by.map(|key| Sight::Encrypted { key, at_ms });
        for sight in encrypted.into_iter().chain(answered) {
            self.seen.note(&self.records, peer.as_str(), sight);
        }
    }

    /// The configuration with the nodes that lists name: they know our keys as the others do.
    fn with_listed(&self, settings: &Settings) -> Settings {
        let known = self.peers.all().into_iter();
        Settings {
            peers: known.map(|peer| peer.settings).collect(),
            ..settings.clone()
        }
    }

    /// How one role stands, or every one.
    ///
    /// # Errors
    /// The store failed.
    pub async fn keys_status(&self, role: Option<KeyRole>) -> Result<String, StoreError> {
        let current = self.current();
        let seen = self.seen.load(&self.records).await?;
        let nodes = self.other_nodes(&current.settings).await?;
        let keys = current.keys.placed(&current.settings.keys);
        let facts = Facts {
            settings: &self.with_listed(&current.settings),
            keys: &keys,
            seen: &seen,
            nodes: &nodes,
            now: Instant::from_ms(self.env.now_ms()),
        };
        let roles = KeyRole::ALL.into_iter();
        let roles = roles.filter(|of| role.is_none_or(|role| role == *of));
        let mut all: Vec<String> = roles.map(|role| shown::status(&facts, role)).collect();
        if role.is_none() {
            let eids = current.settings.keys.eids.iter();
            let eids = eids.map(|(id, file)| format!("\n  {} {}", id.as_str(), file.display()));
            let eids: String = eids.collect();
            if !eids.is_empty() {
                all.push(format!(
                    "e-IDs (each knows one key of ours; docs/operations.md){eids}"
                ));
            }
        }
        Ok(all.join("\n"))
    }

    /// Makes one step, or says why not and whom it waits for. What it says is for the operator.
    ///
    /// # Errors
    /// It is too early, cannot be, or the store or the disk failed: nothing was changed. A step that stands in
    /// the store is done, also where this node cannot take it over yet.
    pub async fn roll(&self, order: Order) -> Result<String, String> {
        let reason = order.reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Err(format!(
                "say why, in at most {LONGEST_REASON} characters: --reason"
            ));
        }
        let _turn = self.change_of_keys().await;
        let current = self.current();
        let sentence = |error: StoreError| error.to_string();
        let seen = self.seen.load(&self.records).await.map_err(sentence)?;
        let nodes = self
            .other_nodes(&current.settings)
            .await
            .map_err(sentence)?;
        let keys = current.keys.placed(&current.settings.keys);
        let facts = Facts {
            settings: &self.with_listed(&current.settings),
            keys: &keys,
            seen: &seen,
            nodes: &nodes,
            now: Instant::from_ms(self.env.now_ms()),
        };
        let Order { role, step, .. } = order;
        let mut waits = facts.waits(role, step)?;
        let known: Vec<String> = waits.iter().flat_map(|wait| wait.who.clone()).collect();
        if let Some(nobody) = order.confirmed.iter().find(|who| !known.contains(who)) {
            return Err(format!("--confirmed {nobody}: nothing waits for that"));
        }
        waits.retain(|wait| {
            !(wait.may_confirm && wait.who.iter().any(|who| order.confirmed.contains(who)))
        });
        // A thief does not wait until a dead node is mended, or taken out.
        let lost = matches!(step, Step::Promote { lost: true, .. });
        let reported: Vec<String> = match lost {
            true => waits.drain(..).map(|wait| wait.why).collect(),
            false => Vec::new(),
        };
        if !waits.is_empty() {
            return Err(shown::refusal(role, step, &waits));
        }
        let mut files = current.settings.keys.clone();
        let mut said = self.change(&facts, &mut files, role, step).await?;
        for why in reported {
            said.push_str("\nNot waited for: ");
            said.push_str(&why);
        }
        if let Some(version) = files.managed {
            let remembered = self.remember(&current, &files, version).await;
            let remembered = remembered.map_err(|why| match step {
                Step::Next { .. } => format!(
                    "{why}\nNothing uses what was made, delete it, in the token too: {}.",
                    shown::files(&files.role(role).next)
                ),
                _ => why,
            });
            if let Err(why) = remembered? {
                said.push_str("\nDone, and every node is told; not yet in force here, it is tried again by itself: ");
                said.push_str(&why);
                self.keys_doubt.notify_one();
            }
            if !nodes.is_empty() && matches!(step, Step::Next { .. }) {
                said.push_str(
                    "\nCopy the new files to the same place at every other node; it takes them over by itself.",
                );
            }
        } else {
            said.push_str("\n\n");
            said.push_str(&shown::lists(&files, role));
        }
        Ok(said)
    }

    /// The lists after the step, and what to tell the operator.
    async fn change(
        &self,
        facts: &Facts<'_>,
        files: &mut KeyFiles,
        role: KeyRole,
        step: Step,
    ) -> Result<String, String> {
        let name = role.name();
        Ok(match step {
            Step::Next { in_token } => {
                let made = self.make(facts, role, in_token).await?;
                let mut said = format!("Made {}.", shown::files(&made));
                if in_token && role == KeyRole::OidcSigning {
                    said.push_str(
                        "\nThe key for PS256 (-pss-) lies in its file: what a token says of its RSA keys binds none to PSS.",
                    );
                }
                files.role_mut(role).next = made;
                said
            }
            Step::Promote { lost: true, .. } => {
                promoted(files, role, facts.keys, true);
                format!(
                    "The new keys of {name} are in use at once and the old ones are gone. Who knows only those refuses \
                     us until it reads anew, at the latest {}.",
                    facts.ends(facts.now)
                )
            }
            Step::Promote { at_ms, .. } if role == KeyRole::SamlSigning => {
                let earliest = facts.earliest_switch();
                let at = at_ms.map_or(earliest, Instant::from_ms);
                if at < earliest {
                    return Err(format!(
                        "--at {at}: others may hold our metadata until {earliest}; say that or later"
                    ));
                }
                files.saml_signing_switch_at = Some(at);
                format!(
                    "Announced: the keys of {name} change places at {at}, by themselves. Until then our metadata ends \
                     then. Ten minutes later: landport keys retire {name}."
                )
            }
            Step::Promote { .. } => {
                promoted(files, role, facts.keys, false);
                format!("The new keys of {name} are in use. Later: landport keys retire {name}.")
            }
            Step::Retire => {
                let before = files.role(role).clone();
                if role == KeyRole::SamlSigning {
                    promoted(files, role, facts.keys, false);
                }
                files.role_mut(role).retired.clear();
                let kept = files.role(role).clone();
                let gone = [before.current, before.retired].concat();
                let gone: Vec<_> = gone
                    .into_iter()
                    .filter(|file| !kept.current.contains(file))
                    .collect();
                format!(
                    "Retired. Nothing uses these any more, delete them: {}.",
                    shown::files(&gone)
                )
            }
        })
    }

    /// New keys, one of each kind that is in use; and of token keys one for PS256 where there is none, as in an
    /// installation of before it.
    async fn make(
        &self,
        facts: &Facts<'_>,
        role: KeyRole,
        in_token: bool,
    ) -> Result<Vec<std::path::PathBuf>, String> {
        let settings = facts.settings;
        let mut of_current: Vec<(KeySort, bool)> = facts
            .of(role, Place::Current)
            // What a token says of its RSA keys binds none to PSS.
            .map(|key| {
                let may = key.sort != KeySort::RsaPss;
                (key.sort, may && (key.in_token || in_token))
            })
            .collect();
        if role == KeyRole::OidcSigning && !of_current.iter().any(|kind| kind.0 == KeySort::RsaPss)
        {
            of_current.push((KeySort::RsaPss, false));
        }
        let token = match (&settings.keys.pkcs11, of_current.iter().any(|kind| kind.1)) {
            (_, false) => None,
            (Some(pkcs11), true) => Some(Hsm::open(pkcs11).map_err(|error| error.to_string())?),
            (None, true) => return Err("there is no [pkcs11] that says which token".to_owned()),
        };
        let sorts: Vec<(KeySort, Option<Arc<Hsm>>)> = of_current
            .into_iter()
            .map(|(sort, in_token)| (sort, token.clone().filter(|_| in_token)))
            .collect();
        let organisation = settings.connector.organisation.name.clone();
        let host = settings.issuer.host_str().unwrap_or("landport").to_owned();
        let country = settings.country;
        let (data, env) = (settings.data.clone(), self.env.clone());
        let made = tokio::task::spawn_blocking(move || {
            let subject = Subject {
                common_name: &host,
                organization: &organisation,
                country: country.as_str(),
            };
            make_next(role, &sorts, &data, subject, &env)
        });
        let made = made.await.map_err(|error| error.to_string())?;
        made.map_err(|error| {
            let place = directory(&settings.data);
            format!("no key could be made in {}: {error}", place.display())
        })
    }

    /// The new lists: in the store, where other nodes find them, on our disk, in force. A node that stops in
    /// between takes them over from the store when it comes back. Inside: why they are not in force here,
    /// though the store has them.
    async fn remember(
        &self,
        current: &Current,
        files: &KeyFiles,
        version: u64,
    ) -> Result<Result<(), String>, String> {
        let data = &current.settings.data;
        let managed = Managed::of(version + 1, files, data);
        // Nothing is told to others that this node could not run with.
        let (settings, keys) = self.with_lists(&managed)?;
        let put =
            |stored: &mut Managed| (stored.version <= version).then(|| *stored = managed.clone());
        let written = self.records.change_standing(put).await;
        let (taken, stored) = written.map_err(|error| error.to_string())?;
        if taken.is_none() {
            return Err(format!(
                "another node made version {} of the lists meanwhile: landport keys status",
                stored.version
            ));
        }
        Ok(self.put_in_force(&managed, settings, keys).await)
    }

    /// The configuration in force with these lists, and the keys that they name.
    fn with_lists(&self, managed: &Managed) -> Result<(Settings, Keys), String> {
        let mut settings = Settings::clone(&self.file());
        managed.put_into(&mut settings.keys, &settings.data);
        let keys = Keys::load(&settings.keys).map_err(|problems| {
            let what = |p: &crate::keys::KeyProblem| format!("{}: {}", p.file.display(), p.what);
            problems.iter().map(what).collect::<Vec<_>>().join("; ")
        })?;
        settings.registration.token_algorithms = keys.token_algorithms();
        Ok((settings, keys))
    }

    async fn put_in_force(
        &self,
        managed: &Managed,
        settings: Settings,
        keys: Keys,
    ) -> Result<(), String> {
        let written = managed.write(&settings.data);
        written.map_err(|error| format!("the lists could not be written: {error}"))?;
        let reloaded = self.reload(Arc::new(settings), Arc::new(keys));
        reloaded.map_err(|error| error.to_string())?;
        self.tell_of_keys().await.map_err(|error| error.to_string())
    }

    /// Writes down that this node runs with its keys, and tells the others.
    async fn tell_of_keys(&self) -> Result<(), StoreError> {
        self.witness_keys().await?;
        nodes::tell(&self.records, &self.settings(), &self.env).await
    }

    /// Takes over the lists that another node made, where all their files are here; else says so and goes on
    /// with its own. `true`: nothing is left to do.
    async fn take_over_lists(&self) -> Result<bool, String> {
        let _turn = self.change_of_keys().await;
        let current = self.current();
        let Some(ours) = current.settings.keys.managed else {
            return Ok(true);
        };
        let stored = self.records.standing::<Managed>().await;
        let stored = stored.map_err(|error| error.to_string())?;
        if stored.version <= ours {
            self.keys_behind.store(false, Ordering::Relaxed);
            return Ok(true);
        }
        let in_force = Managed::of(ours, &current.settings.keys, &current.settings.data);
        let behind = stored.uses_others_than(&in_force);
        self.keys_behind.store(behind, Ordering::Relaxed);
        let missing = stored.missing(&current.settings.data, &current.settings.keys.home);
        if let Some(file) = missing.first() {
            return Err(format!(
                "another node made version {} of the key lists, and {} is not here: copy it",
                stored.version,
                file.display()
            ));
        }
        let (settings, keys) = self.with_lists(&stored)?;
        self.put_in_force(&stored, settings, keys).await?;
        self.keys_behind.store(false, Ordering::Relaxed);
        tracing::info!(
            version = stored.version,
            "the key lists of another node are in force"
        );
        Ok(true)
    }

    /// Why keys in a token cannot be used now, and of which roles.
    pub fn keys_down(&self) -> Option<String> {
        let current = self.current();
        let why = current.keys.hsm()?.down()?;
        let roles: Vec<_> = current.keys.roles_in_token().collect();
        Some(format!("{} cannot be used: {why}", roles.join(", ")))
    }

    /// Finds out when a token is away, and when it is back, before somebody logs in. Ends with the task.
    pub async fn keep_token_open(self) {
        loop {
            if let Some(hsm) = self.current().keys.hsm().cloned() {
                let probed = tokio::task::spawn_blocking(move || hsm.probe()).await;
                if let Ok(Err(error)) = probed {
                    tracing::error!(%error, "keys in the token cannot be used");
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Says every day that this node still runs, and with what. Ends with the task.
    pub async fn keep_node_known(self) {
        /// After one that failed.
        const AGAIN: Duration = Duration::from_secs(60);
        let mut wait = nodes::TELL_EVERY;
        loop {
            tokio::time::sleep(wait).await;
            wait = match self.tell_of_keys().await {
                Ok(()) => nodes::TELL_EVERY,
                Err(error) => {
                    tracing::warn!(%error, "other nodes were not told that this one runs");
                    AGAIN
                }
            };
        }
    }

    /// Whether other nodes use other keys than this one: it signs what others may refuse.
    pub fn keys_behind(&self) -> bool {
        self.keys_behind.load(Ordering::Relaxed)
    }

    /// Keeps the lists what the newest of any node are. Ends with the task.
    pub async fn keep_keys_true(self) {
        let mut changes = self.records.store().changes();
        let (mut doubt, mut told) = (true, String::new());
        loop {
            if !doubt {
                let others = async {
                    let heard = match &mut changes {
                        Some(changes) => changes.changed().await.is_ok(),
                        None => false,
                    };
                    if !heard {
                        std::future::pending::<()>().await;
                    }
                };
                tokio::select! {
                    () = others => {}
                    () = self.keys_doubt.notified() => {}
                }
            }
            match self.take_over_lists().await {
                Ok(done) => doubt = !done,
                Err(why) => {
                    doubt = true;
                    if why != told {
                        tracing::error!(why, "the key lists of another node are not in force here");
                        told = why;
                    }
                }
            }
            if doubt {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        }
    }

    async fn other_nodes(
        &self,
        settings: &Settings,
    ) -> Result<BTreeMap<String, Option<u64>>, StoreError> {
        let Nodes(mut all) = self.records.standing().await?;
        all.remove(&nodes::name(&settings.data));
        Ok(all
            .into_iter()
            .map(|(name, node)| (name, node.key_lists))
            .collect())
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Whether a step is too early, and for whom. What is known of each foreign node has four strengths: it
//! used the key; it read a document that names it, from its own network; what it may hold without the key
//! has ended; or it must be waited for.

use std::collections::BTreeMap;

use eidas::{Instant, Role};

use super::seen::{OfPeer, Reading, Witnessed};
use super::{Step, UNDER_WAY_MS, earliest_switch};
use crate::keys::{KeyRole, Place, PlacedKey, taken_over};
use crate::settings::{PeerSettings, Settings};

/// `/jwks.json` may be kept for an hour; services that keep it for a day are the slowest that are known
/// (docs/services.md).
pub const JWKS_MS: i64 = 86_400_000;

/// What a judgement rests on.
pub struct Facts<'a> {
    /// The configuration in force.
    pub settings: &'a Settings,
    /// Our keys as they stand.
    pub keys: &'a [PlacedKey],
    /// What was seen.
    pub seen: &'a Witnessed,
    /// Each other node that shares the store, and the version of the lists that it runs with.
    pub nodes: &'a BTreeMap<String, Option<u64>>,
    /// Now.
    pub now: Instant,
}

/// Somebody who must be waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// By which `--confirmed` takes this away: a country, an entityID, a node, `services`.
    pub who: Vec<String>,
    /// Whether somebody's word can take it away.
    pub may_confirm: bool,
    /// Why, as a sentence.
    pub why: String,
    /// Until when, where time alone helps.
    pub until: Option<Instant>,
}

/// What is known of a foreign node and the keys of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Knowledge<'a> {
    /// It used one of them.
    Used(Instant),
    /// It read a document that names all of them.
    Read(&'a Reading),
    /// Whatever it holds without them has ended.
    Ended(Instant),
    /// It may hold a document without them until then.
    MayNot {
        /// When what it may hold ends.
        until: Instant,
        /// Its last reading, of a document without them.
        last: Option<&'a Reading>,
    },
}

impl<'a> Facts<'a> {
    /// When nobody holds metadata any more that one of our nodes published before that moment.
    pub fn ends(&self, published: Instant) -> Instant {
        let others = self.nodes.keys();
        let others = others.filter_map(|name| self.seen.nodes.get(name));
        let validity_ms = others.fold(validity_ms(self.settings), |longest, of| {
            longest.max(of.validity_ms)
        });
        Instant::from_ms(self.seen.ends_ms(published.ms(), validity_ms))
    }

    /// That moment, or when the last of our nodes took the keys of this role over.
    fn everywhere(&self, role: KeyRole, first: Instant) -> Instant {
        let last = self.seen.everywhere_ms(role);
        last.map_or(first, |last| first.max(Instant::from_ms(last)))
    }

    /// The keys of a role in a place.
    pub fn of(&self, role: KeyRole, place: Place) -> impl Iterator<Item = &'a PlacedKey> {
        let of_role = self.keys.iter().filter(move |key| key.role == role);
        of_role.filter(move |key| key.place == place)
    }

    /// The foreign nodes that a role concerns: whom we ask encrypt to us and check what we sign, who asks
    /// us checks what we sign.
    pub fn peers(&self, role: KeyRole) -> impl Iterator<Item = &'a PeerSettings> {
        let peers = self.settings.peers.iter().map(|peer| &**peer);
        peers.filter(move |peer| match role {
            KeyRole::SamlSigning | KeyRole::MetadataSigning => true,
            KeyRole::SamlEncryption => peer.role == Role::ProxyService,
            KeyRole::OidcSigning => false,
        })
    }

    /// When others were told of the last of these keys; nothing while that is not known.
    fn published(&self, keys: &[&PlacedKey]) -> Option<Instant> {
        let mut latest = None;
        for key in keys {
            let told = self.seen.keys.get(&key.id)?.published_ms?;
            latest = latest.max(Some(told));
        }
        latest.map(Instant::from_ms)
    }

    /// Since when the last of these keys stands where it does.
    fn since(&self, keys: &[&PlacedKey]) -> Option<Instant> {
        let mut latest = None;
        for key in keys {
            latest = latest.max(Some(self.seen.keys.get(&key.id)?.since_ms));
        }
        latest.map(Instant::from_ms)
    }

    /// What is known of one node and these keys, which were published at that moment.
    pub fn knowledge(
        &self,
        peer: &PeerSettings,
        role: KeyRole,
        keys: &[&PlacedKey],
        published: Instant,
    ) -> Knowledge<'a> {
        let of = self.seen.peers.get(peer.entity_id.as_str());
        let used = of.and_then(|of| used(of, role, keys));
        if let Some(at) = used.filter(|at| *at >= published) {
            return Knowledge::Used(at);
        }
        let last = of.and_then(|of| of.read.as_ref());
        let names_all = |reading: &&Reading| keys.iter().all(|key| reading.keys.contains(&key.id));
        if let Some(reading) = last.filter(names_all) {
            return Knowledge::Read(reading);
        }
        let until = self.ends(self.everywhere(role, published));
        match until <= self.now {
            true => Knowledge::Ended(until),
            false => Knowledge::MayNot { until, last },
        }
    }

    /// Whom a step must wait for; nobody when it may be made. An error is a step that cannot be.
    ///
    /// # Errors
    /// There is nothing to do, or not this.
    pub fn waits(&self, role: KeyRole, step: Step) -> Result<Vec<Wait>, String> {
        let next: Vec<_> = self.of(role, Place::Next).collect();
        let switch = self.settings.keys.saml_signing_switch_at;
        let switch = switch.filter(|_| role == KeyRole::SamlSigning);
        let begin = format!("begin with landport keys next {}", role.name());
        let mut waits = Vec::new();
        match step {
            Step::Next { .. } => {
                if let Some(key) = next.first() {
                    let file = key.file.display();
                    return Err(format!("{file} is next already: promote it first"));
                }
                let left: Vec<_> = self.of(role, Place::Retired).collect();
                if !left.is_empty() {
                    let name = role.name();
                    return Err(format!(
                        "keys of the rollover before are not gone yet: landport keys retire {name}"
                    ));
                }
            }
            Step::Promote { lost: true, .. } => {
                if next.is_empty() {
                    return Err(format!("there is no key to change to: {begin}"));
                }
                let current: Vec<_> = self.of(role, Place::Current).collect();
                let in_use = taken_over(&current, &next, |key| key.sort);
                let kept = in_use.iter().filter(|key| key.place == Place::Current);
                let kept = kept.map(|key| format!("{} ({})", key.file.display(), key.kind));
                let kept: Vec<_> = kept.collect();
                if !kept.is_empty() {
                    return Err(format!(
                        "{} would stay in use, and who has it would go on signing as us or reading what is sent to us: \
                         next needs a key of the same sort for each",
                        kept.join(", ")
                    ));
                }
            }
            Step::Promote { .. } => {
                if next.is_empty() {
                    return Err(format!("there is no key to change to: {begin}"));
                }
                if let Some(at) = switch {
                    return Err(format!(
                        "the change is announced for {at}: landport keys retire {} ten minutes later",
                        role.name()
                    ));
                }
                self.before_promote(role, &next, &mut waits);
            }
            Step::Retire => match (role, switch) {
                (KeyRole::SamlSigning, None) => {
                    let what = match next.is_empty() {
                        true => format!("no change of these keys was announced: {begin}"),
                        false => "the new keys do not sign yet: landport keys promote saml-signing"
                            .to_owned(),
                    };
                    return Err(what);
                }
                (KeyRole::SamlSigning, Some(at)) => {
                    let until = Instant::from_ms(at.ms().saturating_add(UNDER_WAY_MS));
                    if self.now < until {
                        waits.push(by_time(
                            until,
                            format!("the keys change at {at}, and messages that the old ones signed are under way for ten minutes"),
                        ));
                    }
                }
                _ => {
                    let old: Vec<_> = self.of(role, Place::Retired).collect();
                    if old.is_empty() {
                        return Err("there is nothing to retire".to_owned());
                    }
                    self.before_retire(role, &old, &mut waits);
                }
            },
        }
        if !matches!(step, Step::Next { .. }) {
            self.nodes_agree(&mut waits);
        }
        Ok(waits)
    }

    fn before_promote(&self, role: KeyRole, next: &[&PlacedKey], waits: &mut Vec<Wait>) {
        match role {
            KeyRole::SamlSigning => {
                let Some(published) = self.published(next) else {
                    waits.push(unknown(next));
                    return;
                };
                for peer in self.peers(role) {
                    if let Knowledge::MayNot { until, last } =
                        self.knowledge(peer, role, next, published)
                    {
                        waits.push(for_peer(peer, until, last));
                    }
                }
            }
            // Whoever reads it now encrypts to it, and every node of ours opens it: `nodes_agree`.
            KeyRole::SamlEncryption => {}
            KeyRole::MetadataSigning => {
                for peer in self.peers(role) {
                    let why = format!(
                        "{} must say that it trusts the new certificate or the root above it: nobody sees that from here",
                        named(peer)
                    );
                    waits.push(Wait {
                        who: names(peer),
                        may_confirm: true,
                        why,
                        until: None,
                    });
                }
            }
            KeyRole::OidcSigning => {
                let Some(published) = self.published(next) else {
                    waits.push(unknown(next));
                    return;
                };
                let published = self.everywhere(role, published);
                self.services(published, "the new keys are in /jwks.json", waits);
            }
        }
    }

    fn before_retire(&self, role: KeyRole, old: &[&PlacedKey], waits: &mut Vec<Wait>) {
        let current: Vec<_> = self.of(role, Place::Current).collect();
        let (Some(published), Some(since)) = (
            self.published(&current).or_else(|| self.since(&current)),
            self.since(old),
        ) else {
            waits.push(unknown(old));
            return;
        };
        let since = self.everywhere(role, since);
        let until = self.ends(since);
        match role {
            KeyRole::SamlSigning => {}
            KeyRole::SamlEncryption => {
                // Also who is not known right now: a list may name it again before its copy ends.
                if self.now < until {
                    let why = "whoever reads our metadata may hold a document with the old keys, and what they encrypt would not open".to_owned();
                    waits.push(by_time(until, why));
                }
                for peer in self.peers(role) {
                    let of = self.seen.peers.get(peer.entity_id.as_str());
                    let to_old = of.and_then(|of| used(of, role, old));
                    let to_new = of.and_then(|of| used(of, role, &current));
                    let to_old = to_old.filter(|at| to_new.is_none_or(|new| new < *at));
                    // It goes on with the old key although its copy has ended.
                    let goes_on = to_old.filter(|at| *at >= until);
                    if let Some(at) = goes_on {
                        let why = format!(
                            "{} encrypted to the old key at {at}, after what it may hold of our metadata had ended: call its operator",
                            named(peer)
                        );
                        let until = self.ends(at);
                        if self.now < until {
                            waits.push(Wait {
                                who: names(peer),
                                may_confirm: true,
                                why,
                                until: Some(until),
                            });
                        }
                        continue;
                    }
                    match self.knowledge(peer, role, &current, published) {
                        // One of its machines knows; another may hold the copy of before until then.
                        Knowledge::Used(at) if self.now < until => waits.push(Wait {
                            who: names(peer),
                            may_confirm: true,
                            why: format!("{} encrypts to the new key since {at}, but each of its machines may hold a copy of its own", named(peer)),
                            until: Some(until),
                        }),
                        Knowledge::Read(reading) if self.now < until => waits.push(Wait {
                            who: names(peer),
                            may_confirm: true,
                            why: format!("{} read of the new key at {}, but each of its machines may hold a copy of its own", named(peer), Instant::from_ms(reading.at_ms)),
                            until: Some(until),
                        }),
                        Knowledge::MayNot { until, last } => {
                            waits.push(for_peer(peer, until, last));
                        }
                        Knowledge::Used(_) | Knowledge::Read(_) | Knowledge::Ended(_) => {}
                    }
                }
            }
            KeyRole::MetadataSigning => {
                if self.now < until {
                    let why = "others may hold metadata that the old key signed, and you may want to go back".to_owned();
                    waits.push(by_time(until, why));
                }
            }
            KeyRole::OidcSigning => {
                self.services(since, "the old keys sign no more", waits);
            }
        }
    }

    fn services(&self, since: Instant, what: &str, waits: &mut Vec<Wait>) {
        let until = Instant::from_ms(since.ms().saturating_add(JWKS_MS));
        if self.now < until {
            waits.push(Wait {
                who: vec!["services".to_owned()],
                may_confirm: true,
                why: format!("{what} since {since}; services may keep for a day what they read of it, and nobody says who has read it"),
                until: Some(until),
            });
        }
    }

    /// A node without a key refuses what others may use by then.
    fn nodes_agree(&self, waits: &mut Vec<Wait>) {
        let Some(ours) = self.settings.keys.managed else {
            return;
        };
        for (name, theirs) in self.nodes {
            if theirs.is_none_or(|theirs| theirs < ours) {
                waits.push(Wait {
                    who: vec![name.clone()],
                    may_confirm: true,
                    why: format!("the node {name} has not taken over the lists of version {ours}: copy the new files of `keys` in the data directory to it"),
                    until: None,
                });
            }
        }
    }

    /// When an announced change may come at the earliest.
    pub fn earliest_switch(&self) -> Instant {
        earliest_switch(self.ends(self.now))
    }
}

/// The longest that anybody may hold metadata that is published with this configuration.
pub fn validity_ms(settings: &Settings) -> i64 {
    let proxy_service = settings.proxy_service.as_ref();
    let validity = proxy_service.map(|ours| ours.metadata_validity);
    let validity = validity.unwrap_or_default();
    let validity = validity.max(settings.connector.metadata_validity);
    i64::try_from(validity.as_millis()).unwrap_or(i64::MAX)
}

/// The last use of any of these keys by a node.
fn used(of: &OfPeer, role: KeyRole, keys: &[&PlacedKey]) -> Option<Instant> {
    let marks = match role {
        KeyRole::SamlSigning => &of.answered,
        KeyRole::SamlEncryption => &of.encrypted,
        KeyRole::MetadataSigning | KeyRole::OidcSigning => return None,
    };
    let at = keys.iter().filter_map(|key| marks.get(&key.id)).max()?;
    Some(Instant::from_ms(*at))
}

/// What an operator calls it by.
fn names(peer: &PeerSettings) -> Vec<String> {
    vec![
        peer.country.as_str().to_owned(),
        peer.entity_id.as_str().to_owned(),
    ]
}

/// The same in a sentence.
pub(super) fn named(peer: &PeerSettings) -> String {
    let role = match peer.role {
        Role::Connector => "connector",
        Role::ProxyService => "proxy-service",
    };
    format!("{} ({role} {})", peer.country, peer.entity_id.as_str())
}

fn for_peer(peer: &PeerSettings, until: Instant, last: Option<&Reading>) -> Wait {
    let seen = match (last, peer.reads_from.is_empty()) {
        (Some(last), _) => format!(
            "last read our metadata at {}, without the new keys",
            Instant::from_ms(last.at_ms)
        ),
        (None, true) => "has not been seen to read the new metadata (its [[peer]] has no reads_from, so nobody can see it)".to_owned(),
        (None, false) => "has not been seen to read our metadata".to_owned(),
    };
    Wait {
        who: names(peer),
        may_confirm: true,
        why: format!("{} {seen}", named(peer)),
        until: Some(until),
    }
}

fn by_time(until: Instant, why: String) -> Wait {
    Wait {
        who: Vec::new(),
        may_confirm: false,
        why,
        until: Some(until),
    }
}

fn unknown(keys: &[&PlacedKey]) -> Wait {
    let files: Vec<_> = keys
        .iter()
        .map(|key| key.file.display().to_string())
        .collect();
    Wait {
        who: Vec::new(),
        may_confirm: false,
        why: format!(
            "it is not known since when {} stand where they do: restart the gateway, or look for errors of the store",
            files.join(", ")
        ),
        until: None,
    }
}

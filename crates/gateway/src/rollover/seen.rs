// SPDX-License-Identifier: EUPL-1.2
//! What was seen of others' knowledge of our keys, at whichever node: who read our metadata from a network
//! that is that peer's, whose assertion was encrypted to which key, who answered a request signed by which
//! key; and since when each of our keys stands where it stands.
//!
//! Attack (MD-04's mirror): a stranger reads our metadata in a country's name, and its keys are retired
//! while it still holds the old ones. Defence: a reading counts by the caller's address alone, in a network
//! that the operator wrote down for that peer; nothing in the request does. What is proven by use is under
//! a signature that the peer's own key made.
//!
//! A stranger costs nothing here: only what comes from a peer's network or under a peer's signature is
//! written, at most once an hour for each peer and kind as long as nothing changes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use serde::{Deserialize, Serialize};
use store::{Records, Standing, StoreError};

use crate::keys::{KeyRole, Place, PlacedKey};

/// What is seen again is written again after this.
const AGAIN_MS: i64 = 3_600_000;
/// The same while a peer uses one key and the other: it tells the last of each.
const MIXED_MS: i64 = 60_000;
/// What waits to be written: some sights of each of the countries there are.
const MOST_PENDING: usize = 256;
/// So many keys of ours are remembered, the newest first: four roles, three places, years of rollovers.
const MOST_KEYS: usize = 64;
/// What was seen of a foreign node that is gone is kept for so long: longer than anybody may hold metadata of
/// ours, and a list that is away for a week takes nothing with it.
const OF_GONE_MS: i64 = 90 * 86_400_000;
/// So many nodes of ours are remembered, those that changed last first.
const MOST_NODES: usize = 64;
/// So many validities that were longer than the one in force.
const MOST_VALIDITIES: usize = 16;

/// Everything that was seen, as it stands in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witnessed {
    /// Our keys by their names.
    pub keys: BTreeMap<String, Stands>,
    /// Foreign nodes by their entityIDs.
    pub peers: BTreeMap<String, OfPeer>,
    /// Our nodes by their names: a key is known to others when the last of them says so.
    #[serde(default)]
    pub nodes: BTreeMap<String, OfNode>,
    /// How long what was published before may still be held, where that was longer once: the validity in
    /// milliseconds, and until when documents were made with it.
    #[serde(default)]
    pub longer: BTreeMap<i64, i64>,
}

/// One of our nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfNode {
    /// The keys that it runs with by their roles.
    pub roles: BTreeMap<KeyRole, Runs>,
    /// How long its metadata may be held, in milliseconds.
    pub validity_ms: i64,
}

/// The keys of a role at one of our nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runs {
    /// Their names, each with the place where it stands.
    pub keys: Vec<(String, Place)>,
    /// Since when it runs with them, in Unix milliseconds; nothing where it never ran with others.
    pub since_ms: Option<i64>,
}

/// One of our nodes, as it runs now.
#[derive(Clone, Copy, Debug)]
pub struct Ours<'a> {
    /// Its name.
    pub node: &'a str,
    /// Its keys.
    pub keys: &'a [PlacedKey],
    /// The foreign nodes that it knows.
    pub peers: &'a [String],
    /// How long its metadata may be held, in milliseconds.
    pub validity_ms: i64,
}

impl Standing for Witnessed {
    const PLACE: u8 = 40;
}

/// Since when one of our keys stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stands {
    /// What it is for.
    pub role: KeyRole,
    /// Where.
    pub place: Place,
    /// Since when, in Unix milliseconds.
    pub since_ms: i64,
    /// Since when others are told of it.
    pub published_ms: Option<i64>,
}

/// What is known of a foreign node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfPeer {
    /// When it last read our metadata.
    pub read: Option<Reading>,
    /// When it last answered a request with success, by the key that signed the request.
    #[serde(default)]
    pub answered: BTreeMap<String, i64>,
    /// When an assertion of it was last opened, by the key that opened it.
    #[serde(default)]
    pub encrypted: BTreeMap<String, i64>,
}

/// One reading of our metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// When, in Unix milliseconds.
    pub at_ms: i64,
    /// SHA-256 of the document, in hex.
    pub sha256: String,
    /// The names of the keys in it.
    pub keys: Vec<String>,
}

/// One thing that was seen of a foreign node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It read our metadata.
    Read(Reading),
    /// It answered a request that this key signed.
    Answered {
        /// Which key.
        key: String,
        /// When, in Unix milliseconds.
        at_ms: i64,
    },
    /// It encrypted to this key.
    Encrypted {
        /// Which key.
        key: String,
        /// When, in Unix milliseconds.
        at_ms: i64,
    },
}

impl OfPeer {
    /// When it was last seen.
    fn last_ms(&self) -> Option<i64> {
        let read = self.read.iter().map(|reading| &reading.at_ms);
        let marks = self.answered.values().chain(self.encrypted.values());
        read.chain(marks).max().copied()
    }

    /// Whether it says something that is not known yet, or not lately.
    fn is_news(&self, sight: &Sight) -> bool {
        let due = |marks: &BTreeMap<String, i64>, key: &str, at_ms: i64| {
            let last = marks.get(key).copied();
            let other = marks
                .iter()
                .any(|(other, at)| other != key && Some(*at) > last);
            let pause = if other { MIXED_MS } else { AGAIN_MS };
            last.is_none_or(|last| at_ms.saturating_sub(last) >= pause)
        };
        match sight {
            Sight::Read(reading) => self.read.as_ref().is_none_or(|last| {
                last.keys != reading.keys || reading.at_ms.saturating_sub(last.at_ms) >= AGAIN_MS
            }),
            Sight::Answered { key, at_ms } => due(&self.answered, key, *at_ms),
            Sight::Encrypted { key, at_ms } => due(&self.encrypted, key, *at_ms),
        }
    }

    fn take(&mut self, sight: &Sight) {
        match sight {
            Sight::Read(reading) => {
                if self
                    .read
                    .as_ref()
                    .is_none_or(|last| last.at_ms <= reading.at_ms)
                {
                    self.read = Some(reading.clone());
                }
            }
            Sight::Answered { key, at_ms } => later(&mut self.answered, key, *at_ms),
            Sight::Encrypted { key, at_ms } => later(&mut self.encrypted, key, *at_ms),
        }
    }
}

fn later(marks: &mut BTreeMap<String, i64>, key: &str, at_ms: i64) {
    let mark = marks.entry(key.to_owned()).or_insert(at_ms);
    *mark = at_ms.max(*mark);
}

impl Witnessed {
    /// Writes down how one of our nodes runs now, and forgets whom nobody knows any more; whether anything
    /// changed.
    fn take(&mut self, ours: &Ours<'_>, now_ms: i64) -> bool {
        let known = self.peers.len();
        self.peers.retain(|peer, of| {
            let lately = |at: i64| now_ms.saturating_sub(at) < OF_GONE_MS;
            ours.peers.contains(peer) || of.last_ms().is_some_and(lately)
        });
        let gone = self.peers.len() < known;
        let ran = self.run(ours, now_ms);
        self.place(ours.keys, now_ms) || ran || gone
    }

    /// Since when this node runs with which keys, and with which validity.
    fn run(&mut self, ours: &Ours<'_>, now_ms: i64) -> bool {
        let known = self.nodes.get(ours.node);
        let before = (known.cloned(), self.longer.clone());
        let mut roles = BTreeMap::new();
        for role in KeyRole::ALL {
            let of_role = ours.keys.iter().filter(|key| key.role == role);
            let keys: Vec<_> = of_role.map(|key| (key.id.clone(), key.place)).collect();
            let known = known.and_then(|known| known.roles.get(&role));
            let since_ms = match known {
                Some(known) if known.keys == keys => known.since_ms,
                Some(_) => Some(now_ms),
                None => None,
            };
            roles.insert(role, Runs { keys, since_ms });
        }
        if let Some(known) = known.filter(|known| known.validity_ms > ours.validity_ms) {
            self.longer.insert(known.validity_ms, now_ms);
        }
        self.longer
            .retain(|validity, until| until.saturating_add(*validity) > now_ms);
        while self.longer.len() > MOST_VALIDITIES {
            self.longer.pop_first();
        }
        let node = OfNode {
            roles,
            validity_ms: ours.validity_ms,
        };
        self.nodes.insert(ours.node.to_owned(), node);
        while self.nodes.len() > MOST_NODES {
            let others = self.nodes.iter().filter(|(name, _)| *name != ours.node);
            let changed = |of: &OfNode| of.roles.values().filter_map(|runs| runs.since_ms).max();
            let oldest = others.min_by_key(|(_, of)| changed(of));
            let Some(oldest) = oldest.map(|(name, _)| name.clone()) else {
                break;
            };
            self.nodes.remove(&oldest);
        }
        before != (self.nodes.get(ours.node).cloned(), self.longer.clone())
    }

    /// Since when the last of our nodes runs with its keys of a role.
    pub fn everywhere_ms(&self, role: KeyRole) -> Option<i64> {
        let all = self.nodes.values().filter_map(|of| of.roles.get(&role));
        all.filter_map(|runs| runs.since_ms).max()
    }

    /// When the last document ends that was made before that moment, with this validity or with the longer
    /// one of before.
    pub fn ends_ms(&self, made_ms: i64, validity_ms: i64) -> i64 {
        let longer = self.longer.iter();
        let longer = longer.map(|(validity, until)| made_ms.min(*until).saturating_add(*validity));
        longer.fold(made_ms.saturating_add(validity_ms), i64::max)
    }

    /// Writes down where our keys stand now; whether anything changed.
    fn place(&mut self, keys: &[PlacedKey], now_ms: i64) -> bool {
        let before = self.keys.clone();
        for key in keys {
            let known = self.keys.get(&key.id).copied();
            let known = known.filter(|known| known.role == key.role);
            let stays = known.filter(|known| known.place == key.place);
            let published_ms = key.place.is_published(key.role).then(|| {
                let since = known.and_then(|known| known.published_ms);
                since.unwrap_or(now_ms)
            });
            let stands = Stands {
                role: key.role,
                place: key.place,
                since_ms: stays.map_or(now_ms, |stays| stays.since_ms),
                published_ms,
            };
            self.keys.insert(key.id.clone(), stands);
        }
        while self.keys.len() > MOST_KEYS {
            let held = |id: &String| keys.iter().any(|key| key.id == *id);
            let oldest = self.keys.iter().filter(|(id, _)| !held(id));
            let oldest = oldest.min_by_key(|(_, stands)| stands.since_ms);
            let Some(oldest) = oldest.map(|(id, _)| id.clone()) else {
                break;
            };
            self.keys.remove(&oldest);
        }
        let known = &self.keys;
        for peer in self.peers.values_mut() {
            peer.answered.retain(|key, _| known.contains_key(key));
            peer.encrypted.retain(|key, _| known.contains_key(key));
        }
        *known != before
    }
}

/// What was seen. Cheap to ask; writes are few and wait for nobody.
#[derive(Debug, Default)]
pub struct Seen {
    held: ArcSwap<Witnessed>,
    pending: Mutex<Pending>,
}

#[derive(Debug, Default)]
struct Pending {
    /// What was seen and is not written yet; what finds no room is seen again with the next login.
    sights: Vec<(String, Sight)>,
    /// One write at a time.
    writing: bool,
}

impl Seen {
    /// What is known at this node.
    pub fn all(&self) -> Arc<Witnessed> {
        self.held.load_full()
    }

    /// Reads what the nodes saw.
    ///
    /// # Errors
    /// The store failed.
    pub async fn load(&self, records: &Records) -> Result<Arc<Witnessed>, StoreError> {
        self.held.store(Arc::new(records.standing().await?));
        Ok(self.all())
    }

    /// Writes down where our keys stand, at a start and after every change.
    ///
    /// # Errors
    /// The store failed.
    pub async fn place(
        &self,
        records: &Records,
        ours: Ours<'_>,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let change = |all: &mut Witnessed| all.take(&ours, now_ms).then_some(());
        let (_, all) = records.change_standing(change).await?;
        self.held.store(Arc::new(all));
        Ok(())
    }

    /// Writes down what was seen of a foreign node, unless it is known already. Nobody waits for it.
    pub fn note(self: &Arc<Self>, records: &Records, peer: &str, sight: Sight) {
        let is_news = match self.held.load().peers.get(peer) {
            Some(of) => of.is_news(&sight),
            None => true,
        };
        if !is_news {
            return;
        }
        let sight = (peer.to_owned(), sight);
        let mut pending = self.pending();
        if pending.sights.len() >= MOST_PENDING || pending.sights.contains(&sight) {
            return;
        }
        pending.sights.push(sight);
        if !std::mem::replace(&mut pending.writing, true) {
            tokio::spawn(Arc::clone(self).write(records.clone()));
        }
    }

    /// Waits until what was seen is written: before the store is closed.
    pub async fn settled(&self) {
        /// As long as a statement may take (`statement_seconds`); a failed write is given up by itself.
        const LAST_WORDS: std::time::Duration = std::time::Duration::from_secs(5);
        let wait = async {
            while self.pending().writing {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        let _ = tokio::time::timeout(LAST_WORDS, wait).await;
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what is pending until nothing is.
    async fn write(self: Arc<Self>, records: Records) {
        loop {
            let batch = {
                let mut pending = self.pending();
                if pending.sights.is_empty() {
                    // Whoever waits for the end may close the store then.
                    drop(records);
                    pending.writing = false;
                    return;
                }
                std::mem::take(&mut pending.sights)
            };
            let change = |all: &mut Witnessed| {
                let mut news = false;
                for (peer, sight) in &batch {
                    let of = all.peers.entry(peer.clone()).or_default();
                    if of.is_news(sight) {
                        of.take(sight);
                        news = true;
                    }
                }
                news.then_some(())
            };
            match records.change_standing(change).await {
                Ok((_, all)) => self.held.store(Arc::new(all)),
                Err(error) => tracing::warn!(%error, "what a node knows of our keys is not kept"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, place: Place) -> PlacedKey {
        PlacedKey {
            role: KeyRole::SamlEncryption,
            place,
            file: id.into(),
            id: id.to_owned(),
            in_token: false,
            sort: crate::keys::KeySort::Curve,
            kind: "P256".to_owned(),
            ends: None,
        }
    }

    #[test]
    fn a_key_is_published_since_others_are_told_of_it_and_stands_since_it_was_moved() {
        let mut all = Witnessed::default();
        assert!(all.place(&[key("a", Place::Next)], 1000));
        assert!(!all.place(&[key("a", Place::Next)], 2000));
        let stands = all.keys["a"];
        assert_eq!((stands.since_ms, stands.published_ms), (1000, None));
        assert!(all.place(&[key("a", Place::Current)], 3000));
        let stands = all.keys["a"];
        assert_eq!((stands.since_ms, stands.published_ms), (3000, Some(3000)));
        all.place(&[key("a", Place::Retired)], 4000);
        assert_eq!(all.keys["a"].published_ms, None);
    }

    const HOUR: i64 = 3_600_000;

    fn ours<'a>(node: &'a str, keys: &'a [PlacedKey], validity_ms: i64) -> Ours<'a> {
        Ours {
            node,
            keys,
            peers: &[],
            validity_ms,
        }
    }

    #[test]
    fn a_key_is_everywhere_when_the_last_node_runs_with_it_and_a_restart_moves_nothing() {
        let (old, new) = ([key("a", Place::Current)], [key("b", Place::Current)]);
        let mut all = Witnessed::default();
        assert!(all.take(&ours("one", &old, HOUR), 0));
        assert!(all.take(&ours("two", &old, HOUR), 0));
        let everywhere = |all: &Witnessed| all.everywhere_ms(KeyRole::SamlEncryption);
        assert_eq!(everywhere(&all), None);
        all.take(&ours("one", &new, HOUR), 1000);
        all.take(&ours("two", &new, HOUR), 9000);
        assert_eq!(everywhere(&all), Some(9000));
        assert_eq!(all.keys["b"].published_ms, Some(1000));
        assert!(!all.take(&ours("two", &new, HOUR), 99_000));
        // A node that joins later never published others.
        all.take(&ours("three", &new, HOUR), 99_000);
        assert_eq!(everywhere(&all), Some(9000));
    }

    #[test]
    fn what_was_published_for_longer_ends_later_though_the_validity_is_shorter_now() {
        let keys = [key("a", Place::Current)];
        let mut all = Witnessed::default();
        all.take(&ours("one", &keys, 7 * 24 * HOUR), 0);
        all.take(&ours("one", &keys, 24 * HOUR), 10 * HOUR);
        assert_eq!(all.ends_ms(HOUR, 24 * HOUR), (7 * 24 + 1) * HOUR);
        assert_eq!(all.ends_ms(20 * HOUR, 24 * HOUR), (7 * 24 + 10) * HOUR);
        assert_eq!(all.ends_ms(30 * 24 * HOUR, 24 * HOUR), 31 * 24 * HOUR);
        assert!(all.take(&ours("one", &keys, 24 * HOUR), 8 * 24 * HOUR));
        assert!(all.longer.is_empty(), "nobody holds it any more");
    }

    #[test]
    fn what_was_seen_of_a_peer_outlives_its_absence_of_a_week_and_not_of_a_quarter() {
        let mut all = Witnessed::default();
        let sight = Sight::Encrypted {
            key: "a".to_owned(),
            at_ms: 0,
        };
        all.peers.entry("it".to_owned()).or_default().take(&sight);
        let keys = [key("a", Place::Current)];
        all.take(&ours("one", &keys, HOUR), 7 * 24 * HOUR);
        assert!(all.peers.contains_key("it"));
        all.take(&ours("one", &keys, HOUR), OF_GONE_MS);
        assert!(!all.peers.contains_key("it"));
    }

    #[test]
    fn only_so_many_keys_are_remembered_and_never_less_than_those_that_stand() {
        let mut all = Witnessed::default();
        for number in 0..200 {
            all.place(&[key(&format!("k{number}"), Place::Current)], number);
        }
        assert_eq!(all.keys.len(), MOST_KEYS);
        assert!(all.keys.contains_key("k199") && !all.keys.contains_key("k0"));
    }

    #[test]
    fn what_is_known_is_written_again_after_an_hour_or_a_minute_while_two_keys_are_used() {
        let of = |key: &str, at_ms| Sight::Encrypted {
            key: key.to_owned(),
            at_ms,
        };
        let mut peer = OfPeer::default();
        assert!(peer.is_news(&of("old", 0)));
        peer.take(&of("old", 0));
        assert!(!peer.is_news(&of("old", AGAIN_MS - 1)));
        assert!(peer.is_news(&of("old", AGAIN_MS)));
        peer.take(&of("new", 1000));
        assert!(!peer.is_news(&of("old", MIXED_MS - 1)));
        assert!(peer.is_news(&of("old", MIXED_MS)), "both are used");
        let read = |at_ms, key: &str| {
            Sight::Read(Reading {
                at_ms,
                sha256: String::new(),
                keys: vec![key.to_owned()],
            })
        };
        peer.take(&read(0, "old"));
        assert!(!peer.is_news(&read(1, "old")) && peer.is_news(&read(1, "new")));
    }
}

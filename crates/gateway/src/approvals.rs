// SPDX-License-Identifier: EUPL-1.2
//! Trust anchors that two persons approved. Whoever can write the configuration alone makes no foreign node
//! believed: an anchor that was not there at the first start counts from the moment when somebody else
//! than who proposed it approves these very octets. Attacks TRU-12 and OPS-09; docs/adr/0022.
//!
//! What is approved stands in the store: every node sees the same, and a restart forgets nothing. It is bound
//! to whom it vouches for, so that one country's root is not another's; of a list, to each territory and to
//! whether it signs the list or metadata, so that nobody alone has a list speak for one country more.
//!
//! Attack: one person writes a certificate of their own into the configuration, and is every Swede. Defence:
//! it is held back, said in `/peers`, and needs a second name. Trade: who has the machine can lie about
//! names; both stand in the trail, whose checkpoints leave the house.

use std::collections::BTreeMap;
use std::sync::Arc;

use arc_swap::ArcSwap;
use eidas::CountryCode;
use openssl::sha::sha256;
use serde::{Deserialize, Serialize};
use store::env::Env;
use store::seal::hex;
use store::{Records, Standing, StoreError};

use crate::audit::AuditEvent;
use crate::settings::{PeerSettings, PeerSource, Profile, ServiceListSettings, Settings};

mod order;

pub use self::order::{Asked, Person, Refused, Said};

/// A proposal that nobody approves is over after this.
pub const OPEN_MS: i64 = 7 * 86_400_000;
/// What no configuration names for so long, counted from when that was found, has to be approved anew: nobody
/// brings back alone what was taken out.
const FORGOTTEN_MS: i64 = 30 * 86_400_000;
/// A node that names an anchor leaves another's word that it does not so long. Each node settles at least once a day.
const DIFFER_MS: i64 = 3_600_000;

/// One anchor, and whom it vouches for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// `country SE`, `list nordic signs for SE` or `list nordic metadata for SE`.
    pub of: String,
    /// SHA-256 of the certificate, or of metadata that is pinned, hexadecimal.
    pub sha256: String,
}

impl Anchor {
    /// What the trail says of one that the first start took.
    pub fn first(self) -> AuditEvent {
        AuditEvent::TrustAnchor {
            act: "first",
            proposal: None,
            of: Some(self.of),
            sha256: Some(self.sha256),
            person: None,
            reason: None,
            uid: None,
            login_uid: None,
        }
    }
}

/// What waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What it is called.
    pub id: String,
    /// What is proposed.
    pub anchor: Anchor,
    /// Its subject and its end, for people.
    pub about: String,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Since when, Unix milliseconds.
    pub since_ms: i64,
    /// What was approved for the same when it was made.
    pub beside: Vec<String>,
}

/// An anchor that does not count yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unapproved {
    /// Which.
    pub anchor: Anchor,
    /// The proposal and who made it.
    pub proposal: Option<(String, String)>,
}

/// As it stands in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Approved {
    /// Whether the anchors of the first start were taken.
    begun: bool,
    /// Since when no configuration names each anchor, Unix milliseconds; `None`: one does.
    #[serde(with = "as_list")]
    anchors: BTreeMap<Anchor, Option<i64>>,
    proposals: Vec<Proposal>,
}

impl Standing for Approved {
    const PLACE: u8 = 45;
}

impl Approved {
    fn of(&self, whom: &str) -> Vec<String> {
        let anchors = self.anchors.keys().filter(|anchor| anchor.of == whom);
        anchors.map(|anchor| anchor.sha256.clone()).collect()
    }

    /// Before anything is looked up: what is over does not count until somebody takes note of it.
    fn forget(&mut self, now_ms: i64) {
        self.anchors
            .retain(|_, missing| missing.is_none_or(|since| now_ms - since < FORGOTTEN_MS));
        self.proposals.retain(|open| is_open(open, now_ms));
    }
}

/// What is approved now. Cheap to read.
pub struct Approvals {
    env: Env,
    /// `None`: not read yet; the doors are not open before.
    approved: ArcSwap<Option<Approved>>,
}

impl std::fmt::Debug for Approvals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Approvals")
            .field(&self.approved.load())
            .finish()
    }
}

impl Approvals {
    /// Nothing is known yet; [`Self::settle`] reads what the store remembers.
    pub fn new(env: Env) -> Self {
        Self {
            env,
            approved: ArcSwap::default(),
        }
    }

    /// Reads what the store remembers, and writes down what this configuration names. At the first start
    /// of all everything in it is approved: whoever installs is believed, for there is nobody before them.
    /// Says which anchors that made approved.
    ///
    /// # Errors
    /// The store failed.
    pub async fn settle(
        &self,
        records: &Records,
        settings: &Settings,
    ) -> Result<Vec<Anchor>, StoreError> {
        if settings.profile == Profile::Demo {
            return Ok(Vec::new());
        }
        let (named, now_ms) = (named(settings), self.env.now_ms());
        // Fault of chance: between the reloads of two nodes one names an anchor and the other does not. Each hears what
        // the other wrote and writes the contrary at once, for ever.
        let is_shared = records.store().changes().is_some();
        let differ = |since: i64| is_shared && now_ms - since < DIFFER_MS;
        let settle = |approved: &mut Approved| {
            let before = approved.clone();
            let mut first = Vec::new();
            if !approved.begun {
                approved.begun = true;
                first.clone_from(&named);
                let named = named.iter().map(|anchor| (anchor.clone(), None));
                approved.anchors = named.collect();
            }
            // First, so that naming it again brings nothing back.
            approved.forget(now_ms);
            for (anchor, missing) in &mut approved.anchors {
                match named.contains(anchor) {
                    true => *missing = missing.filter(|since| differ(*since)),
                    false => *missing = missing.or(Some(now_ms)),
                }
            }
            (*approved != before).then_some(first)
        };
        let (first, approved) = records.change_standing(settle).await?;
        self.approved.store(Arc::new(Some(approved)));
        Ok(first.unwrap_or_default())
    }

    /// The configuration without the anchors that are not approved. Whoever has none left is not believed,
    /// with the reason `trust_anchor_not_approved`.
    pub fn hold(&self, settings: &Arc<Settings>) -> Arc<Settings> {
        let Some(approved) = self.now() else {
            return Arc::clone(settings);
        };
        if self.held_back(settings).is_empty() {
            return Arc::clone(settings);
        }
        let mut held = Settings::clone(settings);
        for peer in &mut held.peers {
            *peer = Arc::new(peer_held(peer, &approved));
        }
        for list in &mut held.service_lists {
            *list = Arc::new(list_held(list, &approved));
        }
        Arc::new(held)
    }

    /// The anchors of a configuration that wait for approval.
    pub fn held_back(&self, settings: &Settings) -> Vec<Anchor> {
        let (Some(approved), false) = (self.now(), settings.profile == Profile::Demo) else {
            return Vec::new();
        };
        let mut named = named(settings);
        named.retain(|anchor| !approved.anchors.contains_key(anchor));
        named
    }

    /// Those of these anchors that two persons did not approve, with the proposal that waits for the second, if there is one.
    pub fn unapproved(&self, mut anchors: Vec<Anchor>) -> Vec<Unapproved> {
        let Some(approved) = self.now() else {
            return Vec::new();
        };
        anchors.retain(|anchor| !approved.anchors.contains_key(anchor));
        let unapproved = anchors.into_iter().map(|anchor| {
            let mut proposals = approved.proposals.iter();
            let proposal = proposals.find(|open| open.anchor == anchor);
            Unapproved {
                proposal: proposal.map(|open| (open.id.clone(), open.by.clone())),
                anchor,
            }
        });
        unapproved.collect()
    }

    /// What waits for a second person.
    pub fn proposals(&self) -> Vec<Proposal> {
        self.now().map_or(Vec::new(), |approved| approved.proposals)
    }

    /// Without what is over by now.
    fn now(&self) -> Option<Approved> {
        let mut approved = Option::clone(&self.approved.load())?;
        approved.forget(self.env.now_ms());
        Some(approved)
    }
}

fn is_open(proposal: &Proposal, now_ms: i64) -> bool {
    now_ms.saturating_sub(proposal.since_ms) < OPEN_MS
}

/// Whom a `[[peer]]` vouches for.
pub fn of_country(code: &str) -> String {
    format!("country {code}")
}

/// For whom an anchor signs a `[[service_list]]`.
pub fn of_list(name: &str, territory: &str) -> String {
    format!("list {name} signs for {territory}")
}

/// For whom an anchor vouches for metadata where a `[[service_list]]` names no certificate.
pub fn of_list_metadata(name: &str, territory: &str) -> String {
    format!("list {name} metadata for {territory}")
}

/// Every anchor that a configuration names, each once.
pub fn named(settings: &Settings) -> Vec<Anchor> {
    let mut all = Vec::new();
    for peer in &settings.peers {
        let of = of_country(peer.country.as_str());
        match &peer.source {
            PeerSource::Signed { anchors, .. } | PeerSource::SignedFile { anchors, .. } => {
                all.extend(anchors.iter().map(|der| anchor(&of, der)));
            }
            PeerSource::Pinned { sha256, .. } => all.push(Anchor {
                of,
                sha256: hex(sha256),
            }),
        }
    }
    for list in &settings.service_lists {
        for territory in &list.territories {
            let signs = of_list(&list.name, territory.as_str());
            all.extend(list.anchors.iter().map(|der| anchor(&signs, der)));
            let metadata = of_list_metadata(&list.name, territory.as_str());
            let ders = list.metadata_anchors.iter();
            all.extend(ders.map(|der| anchor(&metadata, der)));
        }
    }
    all.sort();
    all.dedup();
    all
}

fn anchor(of: &str, der: &[u8]) -> Anchor {
    Anchor {
        of: of.to_owned(),
        sha256: hex(&sha256(der)),
    }
}

fn peer_held(peer: &PeerSettings, approved: &Approved) -> PeerSettings {
    let of = of_country(peer.country.as_str());
    let kept = |ders: &[Vec<u8>]| kept(&of, ders, approved);
    let source = match &peer.source {
        PeerSource::Signed { url, anchors } => PeerSource::Signed {
            url: url.clone(),
            anchors: kept(anchors),
        },
        PeerSource::SignedFile { file, anchors } => PeerSource::SignedFile {
            file: file.clone(),
            anchors: kept(anchors),
        },
        PeerSource::Pinned { file, sha256 } => {
            let anchor = Anchor {
                of,
                sha256: hex(sha256),
            };
            match approved.anchors.contains_key(&anchor) {
                true => peer.source.clone(),
                // Signed under nobody: nothing is believed.
                false => PeerSource::SignedFile {
                    file: file.clone(),
                    anchors: Vec::new(),
                },
            }
        }
    };
    PeerSettings {
        source,
        ..peer.clone()
    }
}

/// The territories for which some anchor may sign, and the anchors that may for each of them: a signature is
/// of the whole list.
///
/// Attack: one person widens `territories`, or writes a certificate that vouches for metadata among those that
/// sign the list. Defence: an approval is of one use and one territory.
fn list_held(list: &ServiceListSettings, approved: &Approved) -> ServiceListSettings {
    let signs = |territory: &CountryCode| of_list(&list.name, territory.as_str());
    let metadata = |territory: &CountryCode| of_list_metadata(&list.name, territory.as_str());
    let mut territories = list.territories.clone();
    territories.retain(|territory| !kept(&signs(territory), &list.anchors, approved).is_empty());
    let (mut anchors, mut metadata_anchors) = match territories.is_empty() {
        true => (Vec::new(), Vec::new()),
        false => (list.anchors.clone(), list.metadata_anchors.clone()),
    };
    for territory in &territories {
        anchors = kept(&signs(territory), &anchors, approved);
        metadata_anchors = kept(&metadata(territory), &metadata_anchors, approved);
    }
    ServiceListSettings {
        anchors,
        metadata_anchors,
        territories,
        ..list.clone()
    }
}

fn kept(of: &str, ders: &[Vec<u8>], approved: &Approved) -> Vec<Vec<u8>> {
    let known = |der: &&Vec<u8>| approved.anchors.contains_key(&anchor(of, der));
    ders.iter().filter(known).cloned().collect()
}

/// JSON has no keys but text.
mod as_list {
    use std::collections::BTreeMap;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::Anchor;

    pub(super) fn serialize<S: Serializer>(
        anchors: &BTreeMap<Anchor, Option<i64>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        anchors.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Anchor, Option<i64>>, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}

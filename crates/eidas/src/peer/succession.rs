// SPDX-License-Identifier: EUPL-1.2

//! Which of two metadata documents of one node is the later one.
//!
//! Attack (MD-04): whoever holds a node's web host brings an old document, rightly signed once, and
//! a retired or stolen key lives again. A document says of time only when it ends, and just when it
//! matters, in an emergency, an honest node publishes one that ends sooner. So that is no measure:
//! what is refused is a document that was in force before, one that says it was made before the one
//! in force, and one with a key that was retired, unless it ends later than every document that
//! had the key. Trade: an old document that nobody here ever saw, and whose keys are all in force,
//! is believed; it can bring back addresses and levels, and is said aloud when it ends sooner.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Peer;
use crate::Instant;
use crate::error::{Error, Rollback, Untrusted};

/// How a document relates to the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Succession {
    /// The first one, or one that ends no sooner.
    Newer,
    /// The one in force.
    Same,
    /// Never seen, and it ends sooner than the one in force: a key was changed in an emergency, or
    /// the node shortened what it publishes. Believed, and an operator should hear of it.
    ShorterValidity {
        /// The end of the one that was in force.
        before: Instant,
    },
}

/// What is remembered of a node's metadata: hashes and ends, nothing that can be read.
///
/// Nothing is remembered past its `validUntil`, since it is refused then anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataHistory {
    /// The last one is in force.
    documents: Vec<Document>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Document {
    /// SHA-256 of what was signed.
    sha256: [u8; 32],
    /// Once it was replaced: when the last one ends that may have been signed in its place.
    valid_until: Instant,
    /// What it says of when it was made.
    created: Option<Instant>,
    /// SHA-256 of the certificates of its keys.
    keys: Vec<[u8; 32]>,
    /// When it was first in force.
    #[serde(default)]
    since: Option<Instant>,
}

impl Document {
    fn of(peer: &Peer) -> Self {
        Self {
            sha256: peer.document,
            valid_until: peer.valid_until,
            created: peer.created,
            keys: peer
                .signing_certificates
                .iter()
                .chain(peer.recipients.iter().map(|one| &one.certificate))
                .map(xmlsec::Certificate::sha256)
                .collect(),
            since: None,
        }
    }

    /// Whether whatever is refused for the sake of `other` is refused for the sake of this one.
    fn covers(&self, other: &Self) -> bool {
        other.valid_until <= self.valid_until
            && other.created <= self.created
            && other.keys.iter().all(|key| self.keys.contains(key))
    }
}

impl MetadataHistory {
    /// So many documents: a node that signs anew at each fetch, with a validity of a day, is
    /// fetched three times a day. Beyond it the oldest is forgotten that has no key which a later one lacks
    /// and ends no later than that: however often a node signs, what it retired stays known.
    pub const MOST: usize = 256;

    /// Judges a document that is proven in itself.
    ///
    /// # Errors
    /// [`Untrusted::MetadataRollback`].
    pub fn judge(&self, peer: &Peer) -> Result<Succession, Error> {
        let came = Document::of(peer);
        let Some((in_force, earlier)) = self.documents.split_last() else {
            return Ok(Succession::Newer);
        };
        if came.sha256 == in_force.sha256 {
            return Ok(Succession::Same);
        }
        let refused = |why| {
            let valid_until = came.valid_until;
            Err(Untrusted::MetadataRollback { why, valid_until }.into())
        };
        if earlier.iter().any(|known| known.sha256 == came.sha256) {
            return refused(Rollback::SeenBefore);
        }
        // Not of the one in force alone: step by step, clocks apart each time, one would come far back.
        let made = self.documents.iter().filter_map(|known| known.created);
        let made_later = match (made.max(), came.created) {
            (Some(before), Some(now)) if now.plus(Peer::CLOCKS_APART) < before => {
                return refused(Rollback::MadeBefore);
            }
            (Some(before), Some(now)) => now > before,
            _ => false,
        };
        let retired = |key: &[u8; 32]| {
            let had_it = |known: &&Document| known.keys.contains(key);
            let last = earlier.iter().filter(had_it).map(|known| known.valid_until);
            !in_force.keys.contains(key)
                && last.max().is_some_and(|last| {
                    let last = last.plus(Peer::CLOCKS_APART);
                    came.valid_until <= last.max(in_force.valid_until)
                })
        };
        if !made_later && came.keys.iter().any(retired) {
            return refused(Rollback::RetiredKey);
        }
        if came.valid_until.plus(Peer::CLOCKS_APART) < in_force.valid_until {
            let before = in_force.valid_until;
            return Ok(Succession::ShorterValidity { before });
        }
        Ok(Succession::Newer)
    }

    /// The history once `peer` is in force, at `now`.
    #[must_use]
    pub fn with(&self, peer: &Peer, now: Instant) -> Self {
        let mut came = Document::of(peer);
        let mut documents = self.documents.clone();
        match documents.pop_if(|in_force| in_force.sha256 == came.sha256) {
            Some(same) => came.since = same.since,
            None => {
                came.since = Some(now);
                if let Some(replaced) = documents.last_mut() {
                    let since = replaced.since.unwrap_or(now);
                    let in_force_ms = u64::try_from(now.ms() - since.ms()).unwrap_or(0);
                    let in_force = Duration::from_millis(in_force_ms);
                    replaced.valid_until = replaced.valid_until.plus(in_force);
                }
            }
        }
        documents.retain(|known| known.valid_until > now && known.sha256 != came.sha256);
        documents.push(came);
        while documents.len() > Self::MOST {
            let is_covered = |(at, one): (usize, &Document)| {
                let mut later = documents.iter().skip(at + 1);
                later.any(|other| other.covers(one))
            };
            let spare = documents.iter().enumerate().position(is_covered);
            documents.remove(spare.unwrap_or(0));
        }
        Self { documents }
    }
}

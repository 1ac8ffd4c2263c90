// SPDX-License-Identifier: EUPL-1.2
//! The foreign nodes we know now, kept fresh in the background.
//!
//! A request never fetches or parses metadata: it reads a snapshot. The one exception is a message
//! signed by a key we do not know: it wakes the refresh and waits two seconds at most.

use std::sync::Arc;

use eidas::{CountryCode, EntityId, Peer};

use crate::settings::{PeerSettings, Suspension};

/// What we know of one foreign node.
#[derive(Clone, Debug)]
pub enum PeerState {
    /// Verified and not expired.
    Ready(Arc<Peer>),
    /// Not yet heard of since start.
    Pending,
    /// No valid metadata.
    Unavailable {
        /// Stable machine code, for the operator and the audit trail.
        reason: &'static str,
        /// Unix milliseconds.
        since_ms: i64,
    },
    /// Closed by the operator.
    Suspended(Suspension),
}

/// One node with its settings.
#[derive(Clone, Debug)]
pub struct KnownPeer {
    /// As configured.
    pub settings: Arc<PeerSettings>,
    /// As known.
    pub state: PeerState,
}

/// All foreign nodes. Cheap to clone.
#[derive(Clone)]
pub struct Peers {
    _private: Arc<()>,
}

impl Peers {
    /// The nodes of one country, as known now; expired ones are unavailable.
    pub fn of_country(&self, country: &CountryCode) -> Vec<KnownPeer> {
        let _ = country;
        todo!()
    }

    /// One node by its entityID, as known now.
    pub fn by_entity(&self, entity_id: &EntityId) -> Option<KnownPeer> {
        let _ = entity_id;
        todo!()
    }

    /// Every node in the order of the configuration.
    pub fn all(&self) -> Vec<KnownPeer> {
        todo!()
    }

    /// A message came that was signed by a key the metadata does not know: fetches it anew, at
    /// most once a minute per node, and waits two seconds at most. Answers the state afterwards.
    pub async fn refresh_soon(&self, entity_id: &EntityId) -> Option<KnownPeer> {
        let _ = entity_id;
        todo!()
    }
}

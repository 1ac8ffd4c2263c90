// SPDX-License-Identifier: EUPL-1.2
//! The gauges of foreign nodes.

use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::{Labels, labels};

/// What is known of each foreign node at this moment, set when somebody asks.
#[derive(Debug, Default)]
pub(super) struct PeerGauges {
    state: Family<Labels, Gauge>,
    age: Family<Labels, Gauge>,
    clock: Family<Labels, Gauge>,
    metadata_end: Family<Labels, Gauge>,
    certificate_end: Family<Labels, Gauge>,
}

/// One foreign node, for its gauges.
#[derive(Clone, Copy, Debug)]
pub struct PeerNumbers<'a> {
    /// Its country.
    pub country: &'a str,
    /// Its entityID, as configured.
    pub entity_id: &'a str,
    /// `ready`, `pending`, `unavailable` or `suspended`.
    pub state: &'static str,
    /// Seconds since its source was last read with success, or since the start.
    pub age_s: i64,
    /// By how many seconds our clock was ahead of the one where its metadata lies.
    pub clock_ahead_s: i64,
    /// When its metadata ends, Unix seconds.
    pub metadata_end_s: Option<i64>,
    /// When the last of its signing certificates ends, Unix seconds.
    pub certificate_end_s: Option<i64>,
}

impl PeerGauges {
    pub(super) fn register(&self, registry: &mut Registry) {
        for (name, help, family) in [
            ("peer_state", "1 for the state a node is in", &self.state),
            (
                "peer_metadata_age_seconds",
                "Time since a node's metadata was last read with success, or since the start",
                &self.age,
            ),
            (
                "peer_clock_ahead_seconds",
                "By how much our clock was ahead of the one where a node's metadata lies, when read",
                &self.clock,
            ),
            (
                "peer_metadata_end_timestamp_seconds",
                "When a node's metadata ends",
                &self.metadata_end,
            ),
            (
                "peer_certificate_end_timestamp_seconds",
                "When the last signing certificate of a node ends",
                &self.certificate_end,
            ),
        ] {
            registry.register(name, help, family.clone());
        }
    }

    pub(super) fn set<'a>(&self, all: impl IntoIterator<Item = PeerNumbers<'a>>) {
        for family in [
            &self.state,
            &self.age,
            &self.clock,
            &self.metadata_end,
            &self.certificate_end,
        ] {
            family.clear();
        }
        for peer in all {
            let of = [("country", peer.country), ("entity_id", peer.entity_id)];
            let [country, entity_id] = of;
            let state = labels([country, entity_id, ("state", peer.state)]);
            self.state.get_or_create(&state).set(1);
            self.age.get_or_create(&labels(of)).set(peer.age_s);
            let ahead = self.clock.get_or_create(&labels(of));
            ahead.set(peer.clock_ahead_s);
            if let Some(end) = peer.metadata_end_s {
                self.metadata_end.get_or_create(&labels(of)).set(end);
            }
            if let Some(end) = peer.certificate_end_s {
                self.certificate_end.get_or_create(&labels(of)).set(end);
            }
        }
    }
}

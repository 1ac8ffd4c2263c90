// SPDX-License-Identifier: EUPL-1.2
//! Every counter and histogram by its name, with what it says.

use std::sync::OnceLock;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::own::Own;
use super::peers::PeerGauges;
use super::recent::Recent;
use super::syslog::Syslog;
use super::{Counters, Histograms, Labels, Metrics};

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// A fresh set.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("landport");
        let logins_started = Counter::default();
        let logins_not_begun = Counters::default();
        let logins_queued = Counters::default();
        let spans_lost = Counter::default();
        let own_logins_left_out = Counter::default();
        let disk = <[Gauge; 2]>::default();
        let closed = Family::<Labels, Gauge>::default();
        let reload = <[Gauge; 2]>::default();
        let logins_ended = Counters::default();
        let metadata = Counters::default();
        let requests = Counters::default();
        let durations = Histograms::new_with_constructor(seconds);
        let errors = Counters::default();
        let outbound = Counters::default();
        let peers = PeerGauges::default();
        let matching = Histograms::new_with_constructor(seconds);
        let eid_calls = Counters::default();
        let eid_durations = Histograms::new_with_constructor(seconds);
        let keys = Histograms::new_with_constructor(key_histogram);
        let eid_up = Family::<Labels, Gauge>::default();
        let presentations = Counters::default();
        let lists = Counters::default();
        let list_end = Family::<Labels, Gauge>::default();
        let list_states = Family::<Labels, Gauge>::default();
        registry.register(
            "configuration_closed",
            "Sections of the configuration that cannot be used and are closed",
            closed.clone(),
        );
        let [at, succeeded] = &reload;
        registry.register_with_unit(
            "configuration_read_timestamp",
            "When the configuration in use was read",
            Unit::Seconds,
            at.clone(),
        );
        registry.register(
            "configuration_reload_successful",
            "Whether the last reload was taken (1 before the first)",
            succeeded.clone(),
        );
        registry.register("logins_started", "Logins asked for", logins_started.clone());
        registry.register(
            "logins_not_begun",
            "Logins refused at their beginning, by the budget that was used up",
            logins_not_begun.clone(),
        );
        registry.register(
            "logins_queued",
            "Places in the queue given to people, by the budget that was used up",
            logins_queued.clone(),
        );
        registry.register(
            "spans_lost",
            "Spans that no collector took",
            spans_lost.clone(),
        );
        registry.register(
            "own_logins_left_out",
            "Logins without a receipt, for want of room",
            own_logins_left_out.clone(),
        );
        let [taken, free] = &disk;
        registry.register("store_octets", "What the store takes", taken.clone());
        registry.register("disk_free_octets", "What is left to it", free.clone());
        registry.register(
            "logins_ended",
            "Logins ended, by country, e-ID and outcome",
            logins_ended.clone(),
        );
        registry.register(
            "requests",
            "Requests answered, by route, method and class of status",
            requests.clone(),
        );
        registry.register_with_unit(
            "request_duration",
            "Time until the answer, by route",
            Unit::Seconds,
            durations.clone(),
        );
        registry.register(
            "errors",
            "What the store or the audit trail could not do",
            errors.clone(),
        );
        registry.register(
            "outbound_calls",
            "Calls to others, by kind and outcome",
            outbound.clone(),
        );
        registry.register(
            "metadata_fetches",
            "Peers' metadata fetched, by country and outcome",
            metadata.clone(),
        );
        peers.register(&mut registry);
        registry.register_with_unit(
            "matching_duration",
            "Registers asked, by outcome",
            Unit::Seconds,
            matching.clone(),
        );
        registry.register(
            "eid_calls",
            "Calls to national e-IDs, by e-ID and outcome",
            eid_calls.clone(),
        );
        registry.register_with_unit(
            "eid_call_duration",
            "Calls to national e-IDs, by e-ID",
            Unit::Seconds,
            eid_durations.clone(),
        );
        registry.register(
            "eid_up",
            "0 while nobody is sent to a national e-ID because it failed",
            eid_up.clone(),
        );
        registry.register_with_unit(
            "key_device_duration",
            "Operations of keys in a token, by operation and outcome",
            Unit::Seconds,
            keys.clone(),
        );
        registry.register(
            "wallet_presentations",
            "What was posted as a wallet's answer, by outcome",
            presentations.clone(),
        );
        registry.register(
            "list_fetches",
            "Service lists, trusted lists and status lists fetched, by kind and outcome",
            lists.clone(),
        );
        registry.register(
            "trusted_list_end_timestamp_seconds",
            "When the copy of a trusted list that is held ends",
            list_end.clone(),
        );
        registry.register(
            "lists",
            "Service lists, trusted lists and status lists, by kind and how they stand",
            list_states.clone(),
        );
        let own = Own::new(&mut registry);
        let syslog = Syslog::new(&mut registry);
        Self {
            registry,
            logins_started,
            logins_not_begun,
            logins_queued,
            spans_lost,
            own_logins_left_out,
            disk,
            closed_sections: closed,
            reload,
            logins_ended,
            requests,
            durations,
            errors,
            outbound,
            metadata,
            peers,
            matching,
            eid_calls,
            eid_durations,
            eid_up,
            keys,
            presentations,
            lists,
            list_end,
            list_states,
            own,
            syslog,
            recent: Recent::default(),
            env: OnceLock::new(),
        }
    }
}

fn seconds() -> Histogram {
    Histogram::new([0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0])
}

/// A device on this machine takes a millisecond, one over a slow network a tenth of a second, one that hangs
/// longer.
fn key_histogram() -> Histogram {
    Histogram::new([
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
    ])
}

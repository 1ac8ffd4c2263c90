//! What operators see: log lines and metrics. Neither has a value of a person in it.

use std::fmt;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabel, EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, for collectors.
    #[default]
    Json,
    /// For a person at a terminal.
    Pretty,
}

/// Starts logging to standard error. `filter` is a directive as `info,gateway=debug` (one that cannot
/// be read becomes `info`); the second and every later call of a process changes nothing.
pub fn init_logs(format: LogFormat, filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
        LogFormat::Pretty => logs.with_target(false).try_init(),
    };
    // An error says that logging was started before.
    drop(started);
}

/// Label names and values. The names are ours; the values come from closed sets.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
struct Labels(Vec<(&'static str, String)>);

impl EncodeLabelSet for Labels {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            (*name, value.as_str()).encode(encoder.encode_label())?;
        }
        Ok(())
    }
}

type Counters = Family<Labels, Counter>;
type Histograms = Family<Labels, Histogram, fn() -> Histogram>;

/// Counters and histograms, one set per process. Labels come from closed sets only (country, reason
/// code, endpoint), never from what a person or an unknown client sent.
pub struct Metrics {
    registry: Registry,
    logins_started: Counter,
    logins_ended: Counters,
    requests: Histograms,
    metadata: Counters,
    peers: Family<Labels, Gauge>,
    matching: Histograms,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

fn seconds() -> Histogram {
    Histogram::new([0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0])
}

impl Metrics {
    /// A fresh set.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("landport");
        let logins_started = Counter::default();
        let logins_ended = Counters::default();
        let metadata = Counters::default();
        let peers = Family::<Labels, Gauge>::default();
        let requests = Histograms::new_with_constructor(seconds);
        let matching = Histograms::new_with_constructor(seconds);
        registry.register("logins_started", "Logins asked for", logins_started.clone());
        registry.register(
            "logins_ended",
            "Logins ended, by country and outcome",
            logins_ended.clone(),
        );
        registry.register_with_unit(
            "request_duration",
            "Requests answered, by route and status",
            Unit::Seconds,
            requests.clone(),
        );
        registry.register(
            "metadata_fetches",
            "Peers' metadata fetched, by country and outcome",
            metadata.clone(),
        );
        registry.register(
            "peer_usable",
            "Whether a country can be used",
            peers.clone(),
        );
        registry.register_with_unit(
            "matching_duration",
            "Registers asked, by outcome",
            Unit::Seconds,
            matching.clone(),
        );
        Self {
            registry,
            logins_started,
            logins_ended,
            requests,
            metadata,
            peers,
            matching,
        }
    }

    /// A login began.
    pub fn login_started(&self) {
        self.logins_started.inc();
    }

    /// A login ended: `success`, or the reason code.
    pub fn login_ended(&self, country: &str, outcome: &str) {
        let labels = labels([("country", country), ("outcome", outcome)]);
        self.logins_ended.get_or_create(&labels).inc();
    }

    /// A request was answered.
    pub fn request(&self, route: &'static str, status: u16, took: Duration) {
        let labels = labels([("route", route), ("status", &status.to_string())]);
        self.requests
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
    }

    /// Metadata was fetched: `updated`, `unchanged`, or the reason code.
    pub fn metadata(&self, country: &str, outcome: &str) {
        let labels = labels([("country", country), ("outcome", outcome)]);
        self.metadata.get_or_create(&labels).inc();
    }

    /// A peer became usable or unusable.
    pub fn peer_usable(&self, country: &str, usable: bool) {
        let labels = labels([("country", country)]);
        self.peers.get_or_create(&labels).set(i64::from(usable));
    }

    /// A register was asked.
    pub fn matching(&self, outcome: &str, took: Duration) {
        let labels = labels([("outcome", outcome)]);
        self.matching
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
    }

    /// Everything, in the OpenMetrics text format.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            text.clear();
        }
        text
    }
}

fn labels<const N: usize>(of: [(&'static str, &str); N]) -> Labels {
    Labels(of.map(|(name, value)| (name, value.to_owned())).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_rendered() {
        let metrics = Metrics::new();
        metrics.login_started();
        metrics.login_ended("SE", "success");
        metrics.login_ended("SE", "success");
        metrics.request("/token", 200, Duration::from_millis(3));
        metrics.metadata("BG", "updated");
        metrics.peer_usable("BG", true);
        metrics.matching("found", Duration::from_millis(30));
        let text = metrics.render();
        for line in [
            "landport_logins_started_total 1",
            r#"landport_logins_ended_total{country="SE",outcome="success"} 2"#,
            r#"landport_request_duration_seconds_count{route="/token",status="200"} 1"#,
            r#"landport_metadata_fetches_total{country="BG",outcome="updated"} 1"#,
            r#"landport_peer_usable{country="BG"} 1"#,
            r#"landport_matching_duration_seconds_count{outcome="found"} 1"#,
            "# EOF",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}

//! What operators see: log lines and metrics. Neither has a value of a person in it.

mod own;
mod recent;

pub use own::OwnNumbers;
pub use recent::{Of, Tally};

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use own::Own;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::encoding::{EncodeLabel, EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use recent::Recent;
use store::env::Env;
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
    logins_not_begun: Counters,
    logins_queued: Counters,
    spans_lost: Counter,
    disk: [Gauge; 2],
    closed_sections: Family<Labels, Gauge>,
    reload: [Gauge; 2],
    logins_ended: Counters,
    requests: Counters,
    durations: Histograms,
    errors: Counters,
    outbound: Counters,
    metadata: Counters,
    peers: PeerGauges,
    matching: Histograms,
    eid_calls: Counters,
    eid_durations: Histograms,
    eid_up: Family<Labels, Gauge>,
    keys: Histograms,
    presentations: Counters,
    lists: Counters,
    list_end: Family<Labels, Gauge>,
    list_states: Family<Labels, Gauge>,
    own: Own,
    recent: Recent,
    env: OnceLock<Env>,
}

/// What is known of each foreign node at this moment, set when somebody asks.
#[derive(Debug, Default)]
struct PeerGauges {
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

/// One list, for its gauges.
#[derive(Clone, Copy, Debug)]
pub struct ListNumbers<'a> {
    /// `service`, `trusted` or `status`.
    pub kind: &'static str,
    /// How it stands, in a word.
    pub state: &'static str,
    /// Of a list that the configuration names: where it is, and when the copy held ends, Unix seconds.
    pub named: Option<(&'a str, i64)>,
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
        let logins_not_begun = Counters::default();
        let logins_queued = Counters::default();
        let spans_lost = Counter::default();
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
        Self {
            registry,
            logins_started,
            logins_not_begun,
            logins_queued,
            spans_lost,
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
            recent: Recent::default(),
            env: OnceLock::new(),
        }
    }

    /// The gateway was put together at this moment, on this clock.
    pub fn started(&self, env: &Env) {
        self.own.started(env.now_s());
        // Whoever builds a second application on the same counters counts by the first one's clock.
        let _ = self.env.set(env.clone());
    }

    /// How logins ended here within the last hour and the last day.
    #[must_use]
    pub fn recent(&self, of: &Of) -> [Tally; 2] {
        let now_ms = self.env.get().map_or(0, Env::now_ms);
        self.recent.of(of, now_ms)
    }

    fn lately(&self, of: Of, what: Tally) {
        if let Some(env) = self.env.get() {
            self.recent.add(of, env.now_ms(), what);
        }
    }

    /// A country answered a request of ours: so long its person was away.
    pub fn country_answered(&self, country: &str, took_ms: i64) {
        self.lately(Of::Country(country.to_owned()), timed(took_ms));
    }

    /// What is known of the gateway itself now.
    pub fn own(&self, numbers: &OwnNumbers) {
        self.own.set(numbers);
    }

    /// A login began.
    pub fn login_started(&self) {
        self.logins_started.inc();
    }

    /// A login did not begin, for want of this.
    pub fn login_not_begun(&self, reason: &'static str) {
        let labels = labels([("reason", reason)]);
        self.logins_not_begun.get_or_create(&labels).inc();
    }

    /// A person got a place in the queue, for want of this.
    pub fn login_queued(&self, reason: &'static str) {
        let labels = labels([("reason", reason)]);
        self.logins_queued.get_or_create(&labels).inc();
    }

    /// Counts spans that no collector took.
    #[must_use]
    pub fn spans_lost(&self) -> Counter {
        self.spans_lost.clone()
    }

    /// The configuration was read and is in use: `closed` by kind; or it was refused.
    pub fn configuration(&self, taken: Option<&[(&'static str, usize)]>, now_s: i64) {
        let [at, succeeded] = &self.reload;
        succeeded.set(i64::from(taken.is_some()));
        let Some(closed) = taken else { return };
        at.set(now_s);
        self.closed(closed);
    }

    /// How many sections are closed, by kind.
    pub fn closed(&self, closed: &[(&'static str, usize)]) {
        for (kind, count) in closed {
            let gauge = self
                .closed_sections
                .get_or_create(&labels([("section", *kind)]));
            gauge.set(i64::try_from(*count).unwrap_or(i64::MAX));
        }
    }

    /// Whether the last reload was taken.
    pub fn reload_successful(&self) -> bool {
        let [_, succeeded] = &self.reload;
        succeeded.get() == 1
    }

    /// What the store takes of the disk, and what is free, in octets.
    pub fn disk(&self, taken: u64, free: u64) {
        let [of_store, left] = &self.disk;
        of_store.set(i64::try_from(taken).unwrap_or(i64::MAX));
        left.set(i64::try_from(free).unwrap_or(i64::MAX));
    }

    /// A login ended: `success`, or the reason code. `country` is the foreign one, `eid` the
    /// national e-ID that had to do with it, `none` where there was none.
    pub fn login_ended(&self, country: &str, eid: &str, outcome: &str) {
        let labels = labels([("country", country), ("eid", eid), ("outcome", outcome)]);
        self.logins_ended.get_or_create(&labels).inc();
        let ended = match outcome {
            "success" | "session" => Tally {
                arrived: 1,
                ..Tally::default()
            },
            // The person went back, or those who know her did not confirm her.
            "access_denied" | "peer_refused" | "refused_by_eid" | "refused_in_wallet" => Tally {
                stopped: 1,
                ..Tally::default()
            },
            _ => Tally {
                failed: 1,
                ..Tally::default()
            },
        };
        if country != "none" {
            self.lately(Of::Country(country.to_owned()), ended);
        }
        if eid != "none" {
            self.lately(Of::Eid(eid.to_owned()), ended);
        }
    }

    /// A request was answered. `route` is a line of the table of routes.
    pub fn request(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let class = match status {
            0..=199 => "1xx",
            200..=299 => "2xx",
            300..=399 => "3xx",
            400..=499 => "4xx",
            _ => "5xx",
        };
        let counted = labels([("route", route), ("method", method), ("status", class)]);
        self.requests.get_or_create(&counted).inc();
        self.durations
            .get_or_create(&labels([("route", route)]))
            .observe(took.as_secs_f64());
    }

    /// Counts what this part (`store`, `audit`) could not do.
    #[must_use]
    pub fn errors(&self, part: &'static str) -> Counter {
        self.errors.get_or_create_owned(&labels([("part", part)]))
    }

    /// Somebody else was asked: `metadata`, `register` or `client_keys`, and what came of it.
    pub fn outbound(&self, kind: &'static str, outcome: &str) {
        let labels = labels([("kind", kind), ("outcome", outcome)]);
        self.outbound.get_or_create(&labels).inc();
    }

    /// Metadata was fetched: `updated`, `unchanged`, or the reason code.
    pub fn metadata(&self, country: &str, outcome: &str) {
        let labels = labels([("country", country), ("outcome", outcome)]);
        self.metadata.get_or_create(&labels).inc();
        self.outbound("metadata", outcome);
    }

    /// What is known of every foreign node now. Those that are not named are forgotten.
    pub fn peers<'a>(&self, all: impl IntoIterator<Item = PeerNumbers<'a>>) {
        self.peers.set(all);
    }

    /// A register was asked.
    pub fn matching(&self, outcome: &str, took: Duration) {
        self.outbound("register", outcome);
        let labels = labels([("outcome", outcome)]);
        self.matching
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
    }

    /// A national e-ID was called: `answered`, or the reason code.
    pub fn eid_called(&self, eid: &str, outcome: &str, took: Duration) {
        let labelled = labels([("eid", eid), ("outcome", outcome)]);
        self.eid_calls.get_or_create(&labelled).inc();
        let took_ms = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
        self.lately(Of::Eid(eid.to_owned()), timed(took_ms));
        self.eid_durations
            .get_or_create(&labels([("eid", eid)]))
            .observe(took.as_secs_f64());
    }

    /// Whether people are sent to a national e-ID.
    pub fn eid_is_up(&self, eid: &str, up: bool) {
        self.eid_up
            .get_or_create(&labels([("eid", eid)]))
            .set(i64::from(up));
    }

    /// A key in a token was used: `done`, `refused`, `busy` (no session was free) or `away`.
    pub fn key_used(&self, operation: &'static str, outcome: &'static str, took: Duration) {
        let labels = labels([("operation", operation), ("outcome", outcome)]);
        self.keys.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// An answer of a wallet: `verified`, or the reason code of its refusal.
    pub fn presentation(&self, outcome: &'static str) {
        let labels = labels([("outcome", outcome)]);
        self.presentations.get_or_create(&labels).inc();
    }

    /// A list was fetched: `fetched`, `unavailable` or `refused`.
    pub fn list_fetched(&self, kind: &'static str, outcome: &'static str) {
        let counted = labels([("kind", kind), ("outcome", outcome)]);
        self.lists.get_or_create(&counted).inc();
        self.outbound("list", outcome);
    }

    /// How every list stands now. Of trusted lists, which the configuration names, the end too; the
    /// addresses of status lists are their providers' words and no labels.
    pub fn lists<'a>(&self, all: impl IntoIterator<Item = ListNumbers<'a>>) {
        self.list_end.clear();
        self.list_states.clear();
        for list in all {
            let state = labels([("kind", list.kind), ("state", list.state)]);
            self.list_states.get_or_create(&state).inc();
            if let Some((url, end)) = list.named {
                let of = labels([("url", url)]);
                self.list_end.get_or_create(&of).set(end);
            }
        }
    }

    /// Everything, in the OpenMetrics text format.
    #[must_use]
    pub fn render(&self) -> String {
        let mut text = String::new();
        let written = encode_registry(&mut text, &self.registry)
            .and_then(|()| encode_registry(&mut text, &self.own.process))
            .and_then(|()| encode_eof(&mut text));
        if written.is_err() {
            text.clear();
        }
        text
    }
}

impl PeerGauges {
    fn register(&self, registry: &mut Registry) {
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

    fn set<'a>(&self, all: impl IntoIterator<Item = PeerNumbers<'a>>) {
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

/// A clock that was set back says nothing of how long something took.
fn timed(took_ms: i64) -> Tally {
    Tally {
        timed: 1,
        took_ms: u64::try_from(took_ms).unwrap_or(0),
        ..Tally::default()
    }
}

fn labels<const N: usize>(of: [(&'static str, &str); N]) -> Labels {
    Labels(of.map(|(name, value)| (name, value.to_owned())).into())
}

#[cfg(test)]
mod tests;

/// A device on this machine takes a millisecond, one over a slow network a tenth of a second, one that hangs
/// longer.
fn key_histogram() -> Histogram {
    Histogram::new([
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
    ])
}

//! What operators see: log lines and metrics. Neither has a value of a person in it.

mod logs;
mod own;
mod peers;
mod recent;
mod registered;
mod syslog;
#[cfg(test)]
mod tests;

pub use self::logs::{LogFormat, init_logs};
pub use self::own::OwnNumbers;
pub use self::peers::PeerNumbers;
pub use self::recent::{Of, Tally};

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::encoding::{EncodeLabel, EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use store::env::Env;

use self::own::Own;
use self::peers::PeerGauges;
use self::recent::Recent;
use self::syslog::Syslog;

/// Label names and values. The names are ours; the values come from closed sets.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
struct Labels(Vec<(&'static str, Cow<'static, str>)>);

impl EncodeLabelSet for Labels {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            (*name, value.as_ref()).encode(encoder.encode_label())?;
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
    own_logins_left_out: Counter,
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
    syslog: Syslog,
    recent: Recent,
    env: OnceLock<Env>,
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

impl Metrics {
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

    /// A country's node answered about one of its people: with a person, or with an error that nobody but the node can
    /// make.
    pub fn node_answered(&self, country: &str, proven: bool) {
        let tally = match proven {
            true => Tally {
                arrived: 1,
                ..Tally::default()
            },
            false => Tally {
                failed: 1,
                ..Tally::default()
            },
        };
        self.lately(Of::Answers(country.to_owned()), tally);
    }

    /// Whether many logins from this country fail right now, as far as this node sees: five at least, and more than
    /// arrive.
    #[must_use]
    pub fn is_failing(&self, country: &str) -> bool {
        const MANY: u64 = 5;
        let now_ms = self.env.get().map_or(0, Env::now_ms);
        let of = Of::Answers(country.to_owned());
        let Tally {
            arrived, failed, ..
        } = self.recent.now_of(&of, now_ms);
        failed >= MANY && failed > arrived
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

    /// Counts logins of which no receipt could be kept.
    #[must_use]
    pub fn own_logins_left_out(&self) -> Counter {
        self.own_logins_left_out.clone()
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
        // Of each request: what is a word of ours is not copied.
        let of_route = ("route", Cow::Owned(route.to_owned()));
        let counted = vec![
            of_route.clone(),
            ("method", method.into()),
            ("status", class.into()),
        ];
        self.requests.get_or_create(&Labels(counted)).inc();
        self.durations
            .get_or_create(&Labels(vec![of_route]))
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

/// A clock that was set back says nothing of how long something took.
fn timed(took_ms: i64) -> Tally {
    Tally {
        timed: 1,
        took_ms: u64::try_from(took_ms).unwrap_or(0),
        ..Tally::default()
    }
}

fn labels<const N: usize>(of: [(&'static str, &str); N]) -> Labels {
    Labels(
        of.map(|(name, value)| (name, value.to_owned().into()))
            .into(),
    )
}

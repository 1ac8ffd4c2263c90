// SPDX-License-Identifier: EUPL-1.2
//! OpenTelemetry: one trace a login, a span a hop and one a step of the audit trail. OTLP 1.x over HTTP, in JSON
//! (OTLP Specification §"OTLP/HTTP"; JSON Protobuf Encoding). Off unless `[traces]` names a collector.
//!
//! A login's trace has its name from the login's (SHA-256, cut): nothing must be carried from hop to hop or from node to
//! node, and who reads the traces cannot tell which address had it. After a refusal a login has another name, and
//! another trace, as it is another login in the audit trail.
//!
//! Attack (OPS-02): a value of a person in a trace, which goes to a machine that others keep. Defence: attributes are a
//! closed list of fields of the audit events, whose values are codes and names of the configuration; no address, no
//! header and no parameter is one.
//!
//! What cannot be sent is dropped and counted (`landport_spans_lost_total`). No login waits for a collector.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use serde_json::{Value, json};
use store::env::Env;
use store::seal::{hex, sha256};
use tokio::sync::mpsc;
use url::Url;

use crate::fetch::{Fetch, FetchRequest, Payload, Reach};

/// Some two hundred logins of twenty spans: a second of a tax evening, 2 MB at most.
const MOST_WAITING: usize = 4096;
/// A batch of the collectors' own default size.
const MOST_AT_ONCE: usize = 512;
const EVERY: Duration = Duration::from_secs(2);
/// A collector answers with a few octets.
const MOST_OF_AN_ANSWER: usize = 64 * 1024;
/// What a value may be long: a code, a country, a `client_id`.
const LONGEST: usize = 100;

/// The fields of audit events that become attributes. None is about a person; docs/audit.md has them all.
const FIELDS: [&str; 12] = [
    "acr",
    "client_id",
    "country",
    "credential",
    "decision",
    "eid",
    "error",
    "grant_type",
    "loa",
    "message",
    "outcome",
    "reason",
];

/// A span that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    login: [u8; 32],
    id: [u8; 8],
    name: String,
    /// A hop of a browser or a service; else a step within it.
    hop: bool,
    start_ms: i64,
    end_ms: i64,
    attributes: Vec<(&'static str, String)>,
}

/// Where spans wait.
pub struct Traces {
    on: AtomicBool,
    lost: Counter,
    waiting: mpsc::Sender<Span>,
    taken: Mutex<Option<mpsc::Receiver<Span>>>,
}

/// The login that a request turned out to belong to.
type Found = Arc<Mutex<Option<String>>>;

tokio::task_local! {
    /// That of the request at hand.
    static HOP: Found;
}

/// The request at hand, to be taken along into a task that goes on without it: what is taken once is answered in
/// one ([`store::Records::take`]), and its steps are of this request all the same.
#[derive(Clone)]
pub struct Hop(Option<Found>);

impl Hop {
    /// The one at hand; none where nobody traces, or outside of a request.
    pub fn here() -> Self {
        Self(HOP.try_with(Arc::clone).ok())
    }

    /// Does this as a part of it.
    pub async fn around<T>(self, work: impl Future<Output = T>) -> T {
        match self.0 {
            Some(found) => HOP.scope(found, work).await,
            None => work.await,
        }
    }
}

/// Answers a request, and says which login it belonged to, if a step of one was written down.
pub async fn hop<T>(answer: impl Future<Output = T>) -> (T, Option<String>) {
    let found = Found::default();
    let answer = HOP.scope(Arc::clone(&found), answer).await;
    let login = found.lock().unwrap_or_else(PoisonError::into_inner).take();
    (answer, login)
}

impl Traces {
    /// None waits, and none is wanted yet. What is lost is counted here.
    pub fn new(lost: Counter) -> Self {
        let (waiting, taken) = mpsc::channel(MOST_WAITING);
        Self {
            on: AtomicBool::new(false),
            lost,
            waiting,
            taken: Mutex::new(Some(taken)),
        }
    }

    /// Spans are wanted from now on, or not.
    pub fn turn(&self, on: bool) {
        self.on.store(on, Ordering::Relaxed);
    }

    /// Whether anybody wants them.
    pub fn is_on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    /// How many spans were dropped since the start.
    pub fn lost(&self) -> u64 {
        self.lost.get()
    }

    /// An event of the trail: a step of a login, if it is of one.
    pub fn step(&self, event: &Value, env: &Env) {
        let text = |field: &str| event.get(field).and_then(Value::as_str);
        let (Some(login), Some(name)) = (text("login"), text("event")) else {
            return;
        };
        // Outside of a request there is none: a task of its own, or a test.
        let _ = HOP.try_with(|found| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            *found = Some(login.to_owned());
        });
        let values = FIELDS.iter().filter_map(|field| {
            let value = text(field)?;
            Some((*field, value.chars().take(LONGEST).collect()))
        });
        let now_ms = env.now_ms();
        self.add(Span {
            login: sha256(login.as_bytes()),
            id: env.bytes(),
            name: name.to_owned(),
            hop: false,
            start_ms: now_ms,
            end_ms: now_ms,
            attributes: values.collect(),
        });
    }

    /// A request of this login was answered. `route` is a line of the table of routes.
    pub fn request(
        &self,
        login: &str,
        (method, route, status): (&'static str, &str, u16),
        start_ms: i64,
        env: &Env,
    ) {
        self.add(Span {
            login: sha256(login.as_bytes()),
            id: env.bytes(),
            name: format!("{method} {route}"),
            hop: true,
            start_ms,
            end_ms: env.now_ms(),
            attributes: vec![
                ("http.request.method", method.to_owned()),
                ("http.response.status_code", status.to_string()),
                ("http.route", route.to_owned()),
            ],
        });
    }

    fn add(&self, span: Span) {
        if self.waiting.try_send(span).is_err() {
            self.lost.inc();
        }
    }

    /// Sends what waits to wherever `collector` says now. The second call of a process returns at once.
    pub async fn export(&self, fetch: &Fetch, node: &str, collector: impl Fn() -> Option<Url>) {
        let taken = self
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(mut taken) = taken else { return };
        let mut batch = Vec::with_capacity(MOST_AT_ONCE);
        let mut fails = false;
        loop {
            tokio::time::sleep(EVERY).await;
            while !taken.is_empty() {
                taken.recv_many(&mut batch, MOST_AT_ONCE).await;
                let lost = batch.len();
                let spans = std::mem::take(&mut batch);
                let Some(url) = collector() else { continue };
                let sent = send(fetch, &url, document(node, &spans)).await;
                let failed_before = std::mem::replace(&mut fails, sent.is_err());
                match sent {
                    Ok(()) if failed_before => tracing::info!("spans are sent again"),
                    Ok(()) => {}
                    Err(error) => {
                        self.lost.inc_by(u64::try_from(lost).unwrap_or(0));
                        // Once: a collector that is away for a night is one line.
                        match failed_before {
                            false => tracing::warn!(%error, lost, "spans cannot be sent"),
                            true => tracing::debug!(%error, lost, "spans cannot be sent"),
                        }
                        break;
                    }
                }
            }
        }
    }
}

async fn send(fetch: &Fetch, url: &Url, document: Value) -> Result<(), String> {
    let request = FetchRequest {
        url,
        // The operator wrote it, and a collector stands on this machine or beside it.
        reach: Reach::Operator { private: true },
        limit: MOST_OF_AN_ANSWER,
        roots: &[],
        headers: &[],
        since: None,
    };
    let answer = fetch.post(&request, Payload::Json(document)).await;
    match answer.map_err(|error| error.to_string())?.status {
        200..300 => Ok(()),
        status => Err(format!("status {status}")),
    }
}

/// `ExportTraceServiceRequest`. Identifiers in hexadecimal, 64-bit numbers as text (OTLP §"JSON Protobuf Encoding").
fn document(node: &str, spans: &[Span]) -> Value {
    let text = |key: &str, value: &str| json!({ "key": key, "value": { "stringValue": value } });
    let nanoseconds = |ms: i64| (i128::from(ms) * 1_000_000).to_string();
    let span = |span: &Span| {
        let (trace, parent) = span.login.split_at(16);
        let attributes = span.attributes.iter();
        let attributes: Vec<Value> = attributes.map(|(key, value)| text(key, value)).collect();
        json!({
            "traceId": hex(trace),
            "spanId": hex(&span.id),
            // The login itself: it has no span of its own, for nobody knows when it ends.
            "parentSpanId": hex(parent.get(..8).unwrap_or_default()),
            "name": span.name,
            // SPAN_KIND_INTERNAL, SPAN_KIND_SERVER.
            "kind": if span.hop { 2 } else { 1 },
            "startTimeUnixNano": nanoseconds(span.start_ms),
            "endTimeUnixNano": nanoseconds(span.end_ms),
            "attributes": attributes,
        })
    };
    json!({ "resourceSpans": [{
        "resource": { "attributes": [
            text("service.name", "landport"),
            text("service.version", env!("CARGO_PKG_VERSION")),
            text("service.instance.id", node),
        ] },
        "scopeSpans": [{
            "scope": { "name": "landport" },
            "spans": spans.iter().map(span).collect::<Vec<_>>(),
        }],
    }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_step_is_told_by_codes_and_a_full_queue_holds_nobody_up() {
        let (traces, env) = (Traces::new(Counter::default()), Env::system());
        let event = json!({
            "event": "person_identified", "login": "the-flow", "person_ref": "p", "sub": "s",
            "country": "SE", "loa": "x".repeat(200), "attributes": ["a"],
        });
        let (_, login) = hop(async { traces.step(&event, &env) }).await;
        assert_eq!(login.as_deref(), Some("the-flow"));
        traces.step(&json!({ "event": "gateway_started" }), &env);
        let span = traces
            .taken
            .lock()
            .unwrap()
            .as_mut()
            .unwrap()
            .try_recv()
            .unwrap();
        let shown = document("a", &[span]).to_string();
        for value in ["the-flow", "person_ref", "\"p\"", "\"s\""] {
            assert!(!shown.contains(value), "{value}: {shown}");
        }
        assert!(
            shown.contains("SE")
                && shown.contains(&"x".repeat(100))
                && !shown.contains(&"x".repeat(101))
        );
        for _ in 0..MOST_WAITING + 10 {
            traces.step(&event, &env);
        }
        assert_eq!(traces.lost(), 10);
    }
}

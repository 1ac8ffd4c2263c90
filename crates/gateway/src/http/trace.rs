// SPDX-License-Identifier: EUPL-1.2
//! `/trace`: what became of a service's own logins. [`crate::flow::tokens::trace`]
//!
//! What a stranger may cost: a refusal as at `/token`, of which the trail keeps examples. What a service
//! may cost: the reading of its own window, at most 128 KiB and what others claimed, under no lock; and of a
//! cluster one question to the other nodes in five seconds.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use oidc::protocol::OAuthError;
use pages::i18n::Language;
use pages::{Frame, TraceAttempt, TracePage, TraceStep};
use serde_json::json;

use super::oidc::{Sent, as_json, looked_at, refuse};
use crate::app::App;
use crate::caller::Caller;
use crate::flow::tokens::elsewhere::Others;
use crate::flow::tokens::trace::{Remedy, Trace, of_all, of_client};
use crate::visit::{Visit, field};

/// `GET /trace`: of everybody, in the demo; elsewhere nothing for who comes by.
pub async fn shown(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Response {
    let reference = field(&visit.query, "reference").to_owned();
    let client = Some(field(&visit.query, "client_id")).filter(|id| !id.is_empty());
    let Some((traces, others)) = of_all(&app, client, &reference).await else {
        return looked_at(State(app), visit, headers).await;
    };
    let accept = headers.get(header::ACCEPT);
    let accept = accept.and_then(|value| value.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("application/json")) {
        return answer(&traces, others);
    }
    let current = app.current();
    let attempts: Vec<TraceAttempt> = traces.into_iter().map(attempt).collect();
    let page = TracePage {
        frame: Frame::without_switch(&current.site, Language::En, None),
        reference: reference.get(..20).unwrap_or(&reference),
        attempts: &attempts,
    };
    Html(page.render()).into_response()
}

/// `POST /trace`: of the client that proves itself as at `/token`, with `reference` or without.
pub async fn asked(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let sent = Sent::read(&headers, &body);
    let traces: Result<(Vec<Trace>, Option<Others>), OAuthError> = match &sent {
        Ok(sent) => {
            let reference = field(&sent.form, "reference");
            of_client(&app, &sent.said, &sent.form, reference).await
        }
        Err(error) => Err(error.clone()),
    };
    match traces {
        Ok((traces, others)) => answer(&traces, others),
        Err(error) => {
            let claimed = sent.ok().and_then(|sent| sent.claimed());
            refuse(&app, "trace", caller, &headers, claimed, &error).await
        }
    }
}

fn answer(traces: &[Trace], others: Option<Others>) -> Response {
    let mut told = json!({ "attempts": traces });
    if let (Some(others), Some(told)) = (others, told.as_object_mut()) {
        told.insert("other_nodes".to_owned(), json!(others));
    }
    as_json(told.to_string())
}

fn attempt(trace: Trace) -> TraceAttempt {
    TraceAttempt {
        began: trace.began,
        service: trace.client_id,
        claimed: !trace.proven,
        outcome: trace.outcome,
        reference: trace.reference,
        steps: trace
            .steps
            .into_iter()
            .map(|step| TraceStep {
                clock: clock(&step.time).to_owned(),
                told: step.told,
                remedy: step.remedy.map(named).unwrap_or_default(),
            })
            .collect(),
    }
}

fn named(remedy: Remedy) -> Vec<(&'static str, String)> {
    let received = remedy.received.map(|received| ("Received", received));
    let before = [
        ("Rule", remedy.rule.to_owned()),
        ("Expected", remedy.expected),
    ];
    let after = [("Change", remedy.change.to_owned())];
    before.into_iter().chain(received).chain(after).collect()
}

fn clock(time: &str) -> &str {
    let clock = time.split_once('T').map_or(time, |(_, clock)| clock);
    clock.get(..8).unwrap_or(clock)
}

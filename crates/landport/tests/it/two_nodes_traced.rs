// SPDX-License-Identifier: EUPL-1.2
//! OpenTelemetry over two nodes: whichever of them a hop lands at, a login is one trace at the collector.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde_json::Value;
use store::seal::{hex, sha256};

use crate::server::Server;
use crate::two_nodes::TwoNodes;

type Collected = Arc<Mutex<Vec<Value>>>;

async fn collect(
    State(collected): State<Collected>,
    axum::Json(document): axum::Json<Value>,
) -> axum::Json<Value> {
    collected.lock().unwrap().push(document);
    axum::Json(serde_json::json!({}))
}

/// A span: of which trace, its name, whether it is a hop, and which node told it.
fn spans(collected: &Collected) -> Vec<(String, String, bool, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut all = Vec::new();
    for document in collected.lock().unwrap().iter() {
        let of = &document["resourceSpans"][0];
        let attributes = of["resource"]["attributes"].as_array().unwrap();
        let node = attributes
            .iter()
            .find(|it| it["key"] == "service.instance.id");
        let node = text(&node.unwrap()["value"]["stringValue"]);
        for span in of["scopeSpans"][0]["spans"].as_array().unwrap() {
            let (trace, name) = (text(&span["traceId"]), text(&span["name"]));
            all.push((trace, name, span["kind"] == 2, node.clone()));
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_whose_hops_land_at_two_nodes_is_one_trace() {
    let Some(server) = Server::shared() else {
        return;
    };
    let collected = Collected::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new()
        .route("/v1/traces", post(collect))
        .with_state(Arc::clone(&collected));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let endpoint = format!("http://collector.localhost:{port}/v1/traces");
    let nodes = TwoNodes::with(
        server,
        &format!("[traces]\nendpoint = {endpoint:?}\n\n[keys]\n"),
    )
    .await;
    for node in [&nodes.stage.together.gateway, &nodes.b] {
        tokio::spawn(node.app.clone().keep_traces());
    }
    // One from abroad, and one of ours abroad.
    let mut browser = nodes.stage.browser();
    let page = nodes.stage.log_in(&mut browser, "SE", "plain").await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    let mut browser = nodes.stage.browser();
    let page = nodes
        .stage
        .consent_page(&mut browser, "SE", "bankid", "plain")
        .await;
    let page = nodes.stage.agree(&mut browser, &page).await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);

    // What the two trails have of each login, by the name that its trace must have.
    let mut written: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in nodes.audit().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        if let Some(login) = line["login"].as_str() {
            let trace = hex(&sha256(login.as_bytes())[..16]);
            let events = written.entry(trace).or_default();
            events.push(line["event"].as_str().unwrap().to_owned());
        }
    }
    let steps: usize = written.values().map(Vec::len).sum();
    let told =
        |all: &[(String, String, bool, String)]| all.iter().filter(|(_, _, hop, _)| !hop).count();
    for _ in 0..100 {
        if told(&spans(&collected)) >= steps {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // A hop is told when its answer has left, which may be in the next batch.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let all = spans(&collected);
    for (trace, mut events) in written {
        let of: Vec<_> = all.iter().filter(|(of, ..)| *of == trace).collect();
        let mut steps: Vec<_> = of
            .iter()
            .filter(|it| !it.2)
            .map(|it| it.1.clone())
            .collect();
        steps.sort();
        events.sort();
        assert_eq!(steps, events);
        let nodes: BTreeSet<_> = of.iter().map(|it| &it.3).collect();
        assert_eq!(nodes.len(), 2, "each hop was at another node: {of:?}");
        let hops: Vec<_> = of
            .iter()
            .filter(|it| it.2)
            .map(|it| it.1.as_str())
            .collect();
        assert!(hops.len() >= 4, "{hops:?}");
    }
    // No request belongs to a trace of its own.
    let traces: BTreeSet<_> = all.iter().map(|it| &it.0).collect();
    assert_eq!(traces.len(), 2, "{all:?}");
    for hop in [
        "GET /authorize",
        "POST /eidas/connector/acs",
        "POST /token",
        "POST /consent",
    ] {
        assert!(all.iter().any(|it| it.2 && it.1 == hop), "{hop}: {all:?}");
    }
}

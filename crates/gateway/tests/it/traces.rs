// SPDX-License-Identifier: EUPL-1.2
//! OpenTelemetry: a login is one trace over its hops, and nobody is in it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use eidas::LevelOfAssurance;
use gateway::settings::Settings;
use serde_json::Value;

use crate::connector::tokens;
use crate::support::{Gateway, Setup};

type Collected = Arc<Mutex<Vec<Value>>>;

async fn collect(
    State(collected): State<Collected>,
    axum::Json(document): axum::Json<Value>,
) -> axum::Json<Value> {
    collected.lock().unwrap().push(document);
    axum::Json(serde_json::json!({}))
}

#[tokio::test]
async fn a_login_is_one_trace_over_its_hops_and_says_nothing_of_anybody() {
    let collected = Collected::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new()
        .route("/v1/traces", post(collect))
        .with_state(Arc::clone(&collected));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let gateway = Gateway::start_as(Setup {
        more: format!("[traces]\nendpoint = \"http://collector.localhost:{port}/v1/traces\"\n"),
        ..Setup::default()
    })
    .await;
    tokio::spawn(gateway.app.clone().keep_traces());
    let mut browser = gateway.browser();
    let (flow, sent) = browser.go_to_country("SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
    // What belongs to no login is in no trace.
    browser.get("/jwks.json").await;
    let mut waited = 0;
    while collected.lock().unwrap().is_empty() && waited < 100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        waited += 1;
    }
    let documents = collected.lock().unwrap().clone();
    let text = serde_json::to_string(&documents).unwrap();
    let spans: Vec<&Value> = documents
        .iter()
        .flat_map(|document| {
            document["resourceSpans"][0]["scopeSpans"][0]["spans"]
                .as_array()
                .unwrap()
        })
        .collect();
    let names: Vec<&str> = spans
        .iter()
        .map(|span| span["name"].as_str().unwrap())
        .collect();
    for name in [
        "GET /authorize",
        "login_started",
        "POST /country",
        "country_chosen",
        "saml_message_sent",
        "saml_message_received",
        "person_identified",
        "code_issued",
        "tokens_issued",
    ] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    assert!(!names.contains(&"GET /jwks.json"), "{names:?}");
    let first = &spans[0];
    for span in &spans {
        assert_eq!(span["traceId"], first["traceId"], "{span}");
        assert_eq!(span["parentSpanId"], first["parentSpanId"]);
        assert_eq!(span["traceId"].as_str().unwrap().len(), 32);
        assert_eq!(span["spanId"].as_str().unwrap().len(), 16);
        for attribute in span["attributes"].as_array().unwrap() {
            let key = attribute["key"].as_str().unwrap();
            let known = [
                "acr",
                "client_id",
                "country",
                "grant_type",
                "loa",
                "message",
                "outcome",
                "reason",
            ];
            assert!(
                known.contains(&key) || key.starts_with("http."),
                "{attribute}"
            );
        }
    }
    for value in [
        "Astrid",
        "Lindmark",
        "199008199391",
        flow.as_str(),
        "person_ref",
        "sha256",
        "jti",
    ] {
        assert!(!text.contains(value), "{value}: {text}");
    }
    assert_eq!(gateway.app.traces.lost(), 0);
}

#[tokio::test]
async fn a_reload_turns_them_on_and_off_and_what_no_collector_takes_is_counted() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new().fallback(async || StatusCode::SERVICE_UNAVAILABLE);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let gateway = Gateway::start().await;
    let reload = |collector: Option<String>| {
        let current = gateway.app.current();
        let mut settings = Settings::clone(&current.settings);
        settings.traces = collector.map(|url| url.parse().unwrap());
        let keys = current.keys.clone();
        gateway.app.reload(Arc::new(settings), keys).unwrap();
        gateway.app.traces.is_on()
    };
    assert!(!gateway.app.traces.is_on());
    assert!(reload(Some(format!(
        "http://collector.localhost:{port}/v1/traces"
    ))));
    assert!(
        gateway
            .app
            .metrics
            .render()
            .contains("landport_spans_lost_total 0")
    );
    gateway.browser().authorize(&[]).await;
    tokio::spawn(gateway.app.clone().keep_traces());
    let mut waited = 0;
    while gateway.app.traces.lost() == 0 && waited < 100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        waited += 1;
    }
    // `login_started`, and the request.
    let numbers = gateway.app.metrics.render();
    assert!(numbers.contains("landport_spans_lost_total 2"), "{numbers}");
    assert!(!reload(None));
}

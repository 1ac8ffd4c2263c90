// SPDX-License-Identifier: EUPL-1.2
//! The lists that a wallet's PID is held against: what the operator is told of them, and that a slow one
//! is nobody else's matter.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use gateway::ops::Ops;
use http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::stage::Stage;

/// What the operator's listener answers.
async fn operator(stage: &Stage, path: &str) -> String {
    let ops = gateway::ops::router(Ops {
        app: stage.together.gateway.app.clone(),
        store: Arc::new(|| Box::pin(async { Ok(()) })),
    });
    let request = Request::get(path).body(Body::empty()).unwrap();
    let body = ops.oneshot(request).await.unwrap().into_body();
    let octets = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    String::from_utf8(octets.to_vec()).unwrap()
}

fn events(stage: &Stage, name: &str) -> usize {
    stage
        .audit()
        .matches(&format!("\"event\":\"{name}\""))
        .count()
}

/// Attack WV-10: nobody notices that a list is not renewed until every login fails.
#[tokio::test(flavor = "multi_thread")]
async fn wv_10_the_operator_is_told_of_a_list_before_it_ends_and_when_it_cannot_be_had() {
    let mut stage = Stage::with_wallet().await;
    let lists = Arc::clone(&stage.together.gateway.app.lists);
    let metrics = operator(&stage, "/metrics").await;
    for line in [
        r#"landport_lists{kind="trusted",state="good"} 1"#,
        r#"landport_list_fetches_total{kind="trusted",outcome="fetched"} 1"#,
        "landport_trusted_list_end_timestamp_seconds{url=",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    assert_eq!(events(&stage, "trusted_list_taken"), 1);
    assert_eq!(events(&stage, "trusted_list_ends"), 0);

    // Its operator's server is gone, and the copy that is held grows old.
    let gone = Router::new().fallback(async || StatusCode::NOT_FOUND);
    stage.answer_by(gone);
    stage.advance(17 * 86_400);
    for _ in 0..2 {
        lists.refresh_all().await;
    }
    assert_eq!(events(&stage, "list_unavailable"), 1, "{}", stage.audit());
    assert_eq!(events(&stage, "trusted_list_ends"), 1, "{}", stage.audit());
    let told: Value = serde_json::from_str(&operator(&stage, "/lists").await).unwrap();
    let says = told[0]["says"].as_str().unwrap();
    assert!(says.contains("ends in 1"), "{says}");
    assert!(
        says.contains("unavailable: no answer with status 200"),
        "{says}"
    );
    let metrics = operator(&stage, "/metrics").await;
    assert!(
        metrics.contains(r#"landport_lists{kind="trusted",state="ends_soon"} 1"#),
        "{metrics}"
    );
    let wallet = stage
        .together
        .gateway
        .app
        .settings()
        .wallet
        .clone()
        .unwrap();
    let data = stage.together.gateway.app.settings().data.clone();
    let now_s = stage.together.gateway.app.env.now_s();
    let kept = gateway::trusted_lists::kept(&wallet, &data, now_s);
    assert_eq!(kept[0].word(now_s), "ends_soon", "what check says");

    stage.advance(14 * 86_400);
    let told: Value = serde_json::from_str(&operator(&stage, "/lists").await).unwrap();
    assert!(
        told[0]["says"].as_str().unwrap().contains("past its date"),
        "{told}"
    );
}

/// Attack WV-09: a provider's list that hangs, and everybody else's PID waits with it.
#[tokio::test(flavor = "multi_thread")]
async fn wv_09_a_status_list_that_hangs_holds_up_no_other() {
    let stage = Stage::with_wallet().await;
    let app = stage.together.gateway.app.clone();
    // It takes the connection, and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let slow = format!("http://slow.localhost:{port}/status");
    let anchors = app.lists.revokers();
    let (here, of_slow) = (app.clone(), anchors.clone());
    let hangs = tokio::spawn(async move { here.statuses.fetch(&slow, &of_slow).await });
    let (_held, _) = silent.accept().await.unwrap();

    let good = stage.url("wallet", "/status/NO");
    let at_once = tokio::time::timeout(Duration::from_secs(3), app.statuses.fetch(&good, &anchors));
    at_once.await.expect("it waited for the one that hangs");
    assert!(app.statuses.held().list(&good).is_some());
    assert!(!hangs.is_finished(), "nothing hung");
    let told = operator(&stage, "/lists").await;
    assert!(
        told.contains(&good) && told.contains("\"kind\":\"status\""),
        "{told}"
    );
    hangs.abort();
}

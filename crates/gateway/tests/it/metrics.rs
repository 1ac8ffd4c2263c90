// SPDX-License-Identifier: EUPL-1.2
//! What the operator listener shows after a login.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use eidas::LevelOfAssurance;
use gateway::ops::Ops;
use http_body_util::BodyExt as _;
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::connector::tokens;
use crate::eid::{Norway, SUBSTANTIAL};
use crate::support::{Gateway, NOW_MS, flow_of};

pub(crate) async fn scraped(gateway: &Gateway) -> String {
    let ops = gateway::ops::router(Ops {
        app: gateway.app.clone(),
        store: Arc::new(|| Box::pin(async { Ok(()) })),
        stopping: watch::Sender::new(false).subscribe(),
    });
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let body = ops.oneshot(request).await.unwrap().into_body();
    let octets = body.collect().await.unwrap().to_bytes();
    String::from_utf8(octets.to_vec()).unwrap()
}

#[tokio::test]
async fn ops_02_a_scrape_shows_requests_peers_and_logins_and_nobody() {
    let gateway = Gateway::start().await;
    gateway.clock.advance(Duration::from_secs(90));
    let mut browser = gateway.browser();
    let (flow, sent) = browser.go_to_country("SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
    browser.get("/etc/passwd").await;
    browser.get("/static/nothing/of-ours.css").await;

    let text = scraped(&gateway).await;
    let (metadata_end, se) = (
        NOW_MS / 1000 + 86_400 * 30,
        "country=\"SE\",entity_id=\"http://se.localhost:8080/eidas/metadata\"",
    );
    for line in [
        r#"landport_requests_total{route="/authorize",method="GET",status="3xx"} 1"#.to_owned(),
        r#"landport_requests_total{route="/eidas/connector/acs",method="POST",status="2xx"} 1"#
            .to_owned(),
        r#"landport_requests_total{route="/token",method="POST",status="2xx"} 1"#.to_owned(),
        r#"landport_requests_total{route="unmatched",method="GET",status="4xx"} 1"#.to_owned(),
        r#"landport_requests_total{route="/static/{hash}/{name}",method="GET",status="4xx"} 1"#
            .to_owned(),
        r#"landport_request_duration_seconds_count{route="/token"} 1"#.to_owned(),
        r#"landport_logins_ended_total{country="SE",eid="none",outcome="success"} 1"#.to_owned(),
        r#"landport_errors_total{part="store"} 0"#.to_owned(),
        r#"landport_errors_total{part="audit"} 0"#.to_owned(),
        format!("landport_peer_state{{{se},state=\"ready\"}} 1"),
        format!("landport_peer_metadata_age_seconds{{{se}}} 90"),
        format!("landport_peer_metadata_end_timestamp_seconds{{{se}}} {metadata_end}"),
    ] {
        assert!(text.contains(&line), "{line}\n{text}");
    }
    assert!(text.contains(&format!(
        "landport_peer_certificate_end_timestamp_seconds{{{se}}}"
    )));
    assert!(text.contains("country=\"DK\"") && text.contains("state=\"suspended\""));
    // Neither the person, nor the login, nor what a stranger wrote into a path.
    for value in [
        "Astrid",
        "Lindmark",
        "199008199391",
        "passwd",
        "of-ours",
        &flow,
    ] {
        assert!(!text.contains(value), "{value} in {text}");
    }
}

#[tokio::test]
async fn an_operator_sees_each_eid_and_which_one_is_down() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let at = format!("/choose?flow={flow}");
    norway.minid.tell(|script| script.status = Some(503));
    for _ in 0..3 {
        let choice = [("eid", "minid"), ("action", "next")];
        let chosen = browser.post(&at, &choice).await;
        browser.get(chosen.location()).await;
    }
    let choice = [("eid", "bankid"), ("action", "next")];
    let chosen = browser.post(&at, &choice).await;
    let gone = browser.get(chosen.location()).await;
    browser.get(&norway.bankid.log_in(gone.location())).await;
    let text = scraped(&norway.gateway).await;
    for line in [
        r#"landport_eid_up{eid="minid"} 0"#,
        r#"landport_eid_up{eid="bankid"} 1"#,
        r#"landport_eid_calls_total{eid="minid",outcome="status"} 3"#,
        r#"landport_logins_ended_total{country="none",eid="bankid",outcome="success"} 1"#,
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains(r#"landport_eid_calls_total{eid="bankid",outcome="answered"}"#));
}

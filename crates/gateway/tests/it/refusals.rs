// SPDX-License-Identifier: EUPL-1.2
//! A flood of garbage is refused, and the audit trail keeps examples and a number of it.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::LevelOfAssurance;
use gateway::serve::ClientAddress;

use crate::connector::tokens;
use crate::support::{Gateway, ISSUER};

async fn garbage(gateway: &Gateway, path: &str, from: Option<&str>) -> StatusCode {
    let mut request = Request::post(format!("{ISSUER}{path}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("client_id=nobody&SAMLResponse=PHg%2B"))
        .unwrap();
    if let Some(from) = from {
        let address: IpAddr = from.parse().unwrap();
        request.extensions_mut().insert(ClientAddress(address));
    }
    gateway.send(request).await.status
}

fn refusals(gateway: &Gateway) -> usize {
    gateway.audited("client_refused").len() + gateway.audited("login_refused").len()
}

#[tokio::test]
async fn a_flood_is_refused_every_time_and_written_down_so_often_as_a_person_can_read() {
    let gateway = Gateway::start().await;
    for round in 0..50 {
        for (path, status) in [
            ("/par", StatusCode::UNAUTHORIZED),
            ("/token", StatusCode::UNAUTHORIZED),
            ("/authorize", StatusCode::BAD_REQUEST),
            ("/eidas/connector/acs", StatusCode::BAD_REQUEST),
        ] {
            let got = garbage(&gateway, path, Some("192.0.2.7")).await;
            assert_eq!(got, status, "{path}, round {round}");
        }
    }
    assert_eq!(refusals(&gateway), 20);
    assert!(gateway.audited("refusals_left_out").is_empty(), "not yet");
    // Another source is not hidden by the first.
    garbage(&gateway, "/token", Some("192.0.2.8")).await;
    assert_eq!(refusals(&gateway), 21);

    gateway.clock.advance(Duration::from_secs(60));
    garbage(&gateway, "/token", Some("192.0.2.7")).await;
    let told = gateway.audited("refusals_left_out");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("\"count\":180"), "{}", told[0]);
    assert_eq!(refusals(&gateway), 22);
}

#[tokio::test]
async fn what_a_flood_leaves_out_is_told_before_the_end() {
    let gateway = Gateway::start().await;
    for _ in 0..23 {
        garbage(&gateway, "/token", None).await;
    }
    gateway.app.tell_left_out().await.unwrap();
    gateway.app.tell_left_out().await.unwrap();
    let told = gateway.audited("refusals_left_out");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("\"count\":3"), "{}", told[0]);
}

#[tokio::test]
async fn an_honest_login_from_the_flooding_source_is_written_down_whole() {
    let gateway = Gateway::start().await;
    for _ in 0..300 {
        garbage(&gateway, "/token", None).await;
    }
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    // A node's signed refusal is no stranger's.
    let low = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::Low));
    assert_eq!(
        browser.answer(&low, None).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(gateway.audited("login_refused").len(), 1);
    let (_, sent) = browser.go_to_country("SE").await;
    let xml = gateway.sign("SE", &gateway.respond("SE", &sent, LevelOfAssurance::High));
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
    for event in ["person_identified", "code_issued", "tokens_issued"] {
        assert_eq!(gateway.audited(event).len(), 1, "{event}");
    }
    assert_eq!(gateway.audited("saml_message_received").len(), 2);
}

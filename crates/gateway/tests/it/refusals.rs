// SPDX-License-Identifier: EUPL-1.2
//! A flood of garbage is refused, and the audit trail keeps examples and a number of it.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::LevelOfAssurance;
use gateway::caller::ClientAddress;

use crate::connector::tokens;
use crate::support::{Gateway, ISSUER, REDIRECT, between, verifier};

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
            ("/userinfo", StatusCode::UNAUTHORIZED),
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
    assert!(told[0].contains("\"count\":230"), "{}", told[0]);
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

/// A help desk finds what a person behind the flood's address reads to it: R9 of what was tried.
#[tokio::test]
async fn the_pages_of_a_flood_show_the_reference_of_the_line_that_counts_them() {
    let gateway = Gateway::start().await;
    let page = async || {
        let mut request = Request::get(format!("{ISSUER}/authorize?client_id=nobody"))
            .body(Body::empty())
            .unwrap();
        let address: IpAddr = "192.0.2.7".parse().unwrap();
        request.extensions_mut().insert(ClientAddress(address));
        between(&gateway.send(request).await.body, "<code>", "</code>").to_owned()
    };
    let mut shown = Vec::new();
    for _ in 0..25 {
        shown.push(page().await);
    }
    let (own, shared) = shown.split_at(20);
    let written = gateway.audited("login_refused");
    for (reference, line) in own.iter().zip(&written) {
        assert!(line.contains(reference.as_str()), "{line}");
    }
    gateway.app.tell_left_out().await.unwrap();
    let told = gateway.audited("refusals_left_out");
    for reference in shared {
        assert!(told[0].contains(&format!("\"reference\":\"{reference}\"")));
    }
    assert_eq!((written.len(), told.len(), shared.len()), (20, 1, 5));
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

/// Each reason why a token reads nothing stands in the trail, with the client where one is known.
#[tokio::test]
async fn a_refusal_at_userinfo_is_written_down_with_its_reason() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, request) = browser.go_to_country("SE").await;
    let honest = gateway.respond("SE", &request, LevelOfAssurance::High);
    let page = browser.answer(&gateway.sign("SE", &honest), None).await;
    let tokens = tokens(&mut browser, &page).await;
    let token = tokens["access_token"].as_str().unwrap().to_owned();
    let read = async |authorization: Option<String>| {
        let mut request = Request::get(format!("{ISSUER}/userinfo"));
        if let Some(value) = authorization {
            request = request.header(header::AUTHORIZATION, value);
        }
        gateway.send(request.body(Body::empty()).unwrap()).await
    };
    assert_eq!(
        read(Some(format!("Bearer {token}"))).await.status,
        StatusCode::OK
    );
    assert!(gateway.audited("client_refused").is_empty());
    let bearer = |token: &str| Some(format!("Bearer {token}"));
    let mut other = token.clone();
    other.replace_range(10..11, if &token[10..11] == "A" { "B" } else { "A" });
    for (authorization, reason, client) in [
        (None, "parameter access_token missing", "null"),
        (bearer("x"), "", "null"),
        (bearer(&"x".repeat(43)), "no token of ours", "null"),
        (bearer(&other), "unknown or expired token", "null"),
    ] {
        let answer = read(authorization).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{reason}");
        let lines = gateway.audited("client_refused");
        let line = lines.last().unwrap();
        assert!(line.contains("\"endpoint\":\"userinfo\""), "{line}");
        assert!(line.contains(reason), "{reason}: {line}");
        assert!(line.contains(&format!("\"client_id\":{client}")), "{line}");
        assert!(!line.contains(&token), "{line}");
    }
    // The code a second time: what the first one got is revoked.
    let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
    let code = browser.get(&href).await.parameter("code").unwrap();
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    let again = gateway.client_post("/token", &form).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "{again:?}");
    assert_eq!(read(bearer(&token)).await.status, StatusCode::UNAUTHORIZED);
    let line = gateway.audited("client_refused").pop().unwrap();
    assert!(line.contains("revoked token"), "{line}");
    assert!(line.contains("\"client_id\":\"trademark\""), "{line}");
    assert_eq!(gateway.audited("userinfo_read").len(), 1);
}

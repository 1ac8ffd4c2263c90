//! RFC 9126: pushed authorization requests.

use std::time::Duration;

use axum::http::StatusCode;
use eidas::{LevelOfAssurance, Status, StatusCode as StatusOf, SubStatus};

use crate::connector::tokens;
use crate::support::{Gateway, between, encoded, flow_of, request};

async fn push(gateway: &Gateway, more: &[(&str, &str)]) -> crate::support::Answer {
    let form = request(more);
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    gateway.client_post("/par", &form).await
}

async fn authorize(gateway: &Gateway, client: &str, uri: &str) -> crate::support::Answer {
    let query = encoded(&[("client_id", client), ("request_uri", uri)]);
    gateway.browser().get(&format!("/authorize?{query}")).await
}

#[tokio::test]
async fn s2_2_a_pushed_request_can_be_loaded_twice_before_completion() {
    let gateway = Gateway::start().await;
    let answer = push(&gateway, &[]).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    let uri = answer.json()["request_uri"].as_str().unwrap().to_owned();
    assert!(uri.starts_with("urn:ietf:params:oauth:request_uri:"));
    let first = flow_of(&authorize(&gateway, "trademark", &uri).await);
    let second = flow_of(&authorize(&gateway, "trademark", &uri).await);
    assert_ne!(first, second);
}

#[tokio::test]
async fn s4_it_is_used_up_by_the_answer_and_dies_in_time() {
    let gateway = Gateway::start().await;
    let uri = push(&gateway, &[]).await.json()["request_uri"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut browser = gateway.browser();
    let query = encoded(&[("client_id", "trademark"), ("request_uri", &uri)]);
    let flow = flow_of(&browser.get(&format!("/authorize?{query}")).await);
    browser
        .post(&format!("/country?flow={flow}"), &[("action", "cancel")])
        .await;
    assert!(
        authorize(&gateway, "trademark", &uri)
            .await
            .location()
            .is_empty()
    );

    let uri = push(&gateway, &[]).await.json()["request_uri"]
        .as_str()
        .unwrap()
        .to_owned();
    gateway.clock.advance(Duration::from_secs(121));
    assert!(
        authorize(&gateway, "trademark", &uri)
            .await
            .location()
            .is_empty()
    );
}

#[tokio::test]
async fn tk_02_and_tk_05_another_client_or_a_guess_gets_a_page() {
    let gateway = Gateway::start().await;
    let uri = push(&gateway, &[]).await.json()["request_uri"]
        .as_str()
        .unwrap()
        .to_owned();
    for (client, uri) in [
        ("nobody", uri.as_str()),
        ("trademark", "urn:ietf:params:oauth:request_uri:guess"),
        ("trademark", "https://evil.example/request.jwt"),
    ] {
        let page = authorize(&gateway, client, uri).await;
        assert!(
            page.status.is_client_error() && page.location().is_empty(),
            "{page:?}"
        );
    }
    let wrong = gateway.client_post_as("trademark", "no", "/par", &[]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(!gateway.audited("client_refused").is_empty());
}

#[tokio::test]
async fn s2_3_faults_are_answered_at_once_as_json() {
    let gateway = Gateway::start().await;
    for (name, value) in [
        ("code_challenge", ""),
        ("redirect_uri", "https://evil.example/"),
        ("request_uri", "urn:x"),
    ] {
        let answer = push(&gateway, &[(name, value)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}");
        assert!(answer.json()["error"].is_string());
    }
    let looked = gateway.browser().get("/par").await;
    assert_eq!(looked.status, StatusCode::METHOD_NOT_ALLOWED);
}

/// One `request_uri`, fifty browsers, and every login is finished: one gets a code. The others end at
/// a page that leads to the service, and stay ended.
#[tokio::test]
async fn tk_01_of_fifty_logins_of_one_request_uri_one_gets_a_code() {
    let gateway = Gateway::start().await;
    let pushed = push(&gateway, &[]).await.json();
    let uri = pushed["request_uri"].as_str().unwrap();
    let query = encoded(&[("client_id", "trademark"), ("request_uri", uri)]);
    let mut at_node = Vec::new();
    for _ in 0..50 {
        let mut browser = gateway.browser();
        let flow = flow_of(&browser.get(&format!("/authorize?{query}")).await);
        let sent = browser.choose(&flow, "SE").await;
        let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
        at_node.push((browser, flow, gateway.sign("SE", &response)));
    }
    let back = at_node
        .iter_mut()
        .map(|(browser, _, xml)| browser.answer(xml, None));
    let answers = futures_util::future::join_all(back).await;
    let won: Vec<_> = (0..50)
        .filter(|n| answers[*n].status == StatusCode::OK)
        .collect();
    assert_eq!(won.len(), 1, "{won:?}");
    assert_eq!(gateway.audited("code_issued").len(), 1);
    for (n, (browser, flow, _)) in at_node.iter_mut().enumerate() {
        if n == won[0] {
            let tokens = tokens(browser, &answers[n]).await;
            assert!(tokens["id_token"].is_string(), "{tokens}");
            continue;
        }
        assert_eq!(answers[n].status, StatusCode::BAD_REQUEST);
        assert!(answers[n].body.contains("http://trademark.localhost:8080/"));
        let again = browser.get(&format!("/continue?flow={flow}")).await;
        assert!(again.status.is_client_error(), "{again:?}");
        assert!(!again.body.contains("code="));
    }
    assert_eq!(
        authorize(&gateway, "trademark", uri).await.status,
        StatusCode::BAD_REQUEST
    );
}

/// A login that is refused and goes on under new names outlives the mark: nothing is answered then.
#[tokio::test]
async fn tk_01_a_request_pushed_longer_ago_than_a_login_is_remembered_is_answered_no_more() {
    let gateway = Gateway::start().await;
    let pushed = push(&gateway, &[]).await.json();
    let uri = pushed["request_uri"].as_str().unwrap();
    let query = encoded(&[("client_id", "trademark"), ("request_uri", uri)]);
    let mut browser = gateway.browser();
    let mut flow = flow_of(&browser.get(&format!("/authorize?{query}")).await);
    for _ in 0..3 {
        let sent = browser.choose(&flow, "SE").await;
        gateway.clock.advance(Duration::from_secs(29 * 60));
        let no = Status::failure(StatusOf::Responder, Some(SubStatus::AuthnFailed), "no");
        let page = browser.answer(&gateway.refuse("SE", &sent, no), None).await;
        let action = between(&page.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
        flow = action.replace("/send?flow=", "");
    }
    let sent = browser.choose(&flow, "SE").await;
    gateway.clock.advance(Duration::from_secs(29 * 60));
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let late = browser.answer(&gateway.sign("SE", &response), None).await;
    assert_eq!(late.status, StatusCode::GONE, "{late:?}");
    assert!(gateway.audited("code_issued").is_empty());
}

//! RFC 9126: pushed authorization requests.

use axum::http::StatusCode;

use crate::support::{Gateway, encoded, flow_of, request};

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
    gateway.clock.advance(std::time::Duration::from_secs(121));
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

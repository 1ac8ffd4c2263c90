// SPDX-License-Identifier: EUPL-1.2
//! RFC 9101: signed requests, by value; JARM: signed answers. FAPI 2.0 Message Signing.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::connector::claims;
use crate::registration::{POST, with_client};
use crate::support::{
    Answer, Gateway, ISSUER, Key, Party, REDIRECT, SECRET, between, encoded, flow_of,
};

fn lines(key: &Key, more: &str) -> String {
    format!(
        "{POST}\njwks = '{}'\nrequest_object_algs = [\"ES256\"]\n{more}",
        key.jwks()
    )
}

fn party(gateway: &Gateway) -> Party<'_> {
    Party::new(gateway, "other", Some(SECRET))
}

/// The usual request as a request object. RFC 9101 §4.
fn object(party: &Party<'_>, more: &[(&str, &str)]) -> Map<String, Value> {
    let now = party.gateway.env.now_s();
    let mut claims: Map<String, Value> = party
        .request(more)
        .into_iter()
        .map(|(n, v)| (n, v.into()))
        .collect();
    claims.extend(
        json!({ "iss": "other", "aud": ISSUER, "nbf": now, "exp": now + 60 })
            .as_object()
            .unwrap()
            .clone(),
    );
    claims
}

fn signed(key: &Key, claims: Map<String, Value>) -> String {
    key.signed_as("oauth-authz-req+jwt", &Value::Object(claims))
}

async fn authorize(party: &Party<'_>, parameters: &[(&str, &str)]) -> Answer {
    party
        .gateway
        .browser()
        .get(&format!("/authorize?{}", encoded(parameters)))
        .await
}

#[tokio::test]
async fn s6_3_only_what_is_signed_counts() {
    let key = Key::new();
    let gateway = with_client(&lines(&key, "")).await;
    let party = party(&gateway);
    let request = signed(&key, object(&party, &[("state", "signed")]));
    let query = [
        ("client_id", "other"),
        ("request", request.as_str()),
        // Beside it, and not believed.
        ("state", "unsigned"),
        ("scope", "openid"),
        ("response_type", "code"),
    ];
    let query = query.map(|(n, v)| (n.to_owned(), v.to_owned()));
    let back = party.login_with(&query).await;
    assert_eq!(back.parameter("state").as_deref(), Some("signed"));
    let answer = party
        .redeem(&back.parameter("code").unwrap(), &[], &[])
        .await;
    assert_eq!(answer.json()["scope"], "openid profile", "{answer:?}");
}

#[tokio::test]
async fn s6_2_an_object_that_cannot_be_believed_is_refused_and_said_so() {
    let key = Key::new();
    let gateway = with_client(&lines(&key, "")).await;
    let party = party(&gateway);
    let now = gateway.env.now_s();
    let with = |name: &str, value: Value| {
        let mut claims = object(&party, &[]);
        claims.insert(name.to_owned(), value);
        signed(&key, claims)
    };
    for (what, request) in [
        ("another's key", signed(&Key::new(), object(&party, &[]))),
        (
            "another audience",
            with("aud", json!("https://evil.example")),
        ),
        ("another client", with("iss", json!("trademark"))),
        ("expired", with("exp", json!(now - 60))),
        ("an object within", with("request", json!("x"))),
        (
            "unsigned",
            format!("{}.", with("state", json!("x")).rsplit_once('.').unwrap().0),
        ),
    ] {
        let query = [
            ("client_id", "other"),
            ("redirect_uri", REDIRECT),
            ("request", request.as_str()),
        ];
        let back = authorize(&party, &query).await;
        assert_eq!(
            back.parameter("error").as_deref(),
            Some("invalid_request_object"),
            "{what}: {back:?}"
        );
        let pushed = party.post("/par", &[], &[("request", &request)]).await;
        assert_eq!(
            pushed.json()["error"],
            "invalid_request_object",
            "{what}: {pushed:?}"
        );
    }
    let good = signed(&key, object(&party, &[]));
    let pushed = party.post("/par", &[], &[("request", &good)]).await;
    assert_eq!(
        pushed.status,
        StatusCode::CREATED,
        "positive control: {pushed:?}"
    );
}

#[tokio::test]
async fn core_s3_1_2_6_without_a_registered_key_and_by_reference_it_is_not_supported() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    let request = signed(&Key::new(), object(&party, &[]));
    let base = [("client_id", "other"), ("redirect_uri", REDIRECT)];
    for (name, value, error) in [
        ("request", request.as_str(), "request_not_supported"),
        (
            "request_uri",
            "https://evil.example/r.jwt",
            "request_uri_not_supported",
        ),
    ] {
        let query: Vec<_> = base
            .into_iter()
            .chain([(name, value), ("response_type", "code")])
            .collect();
        let back = authorize(&party, &query).await;
        assert_eq!(back.parameter("error").as_deref(), Some(error), "{back:?}");
    }
}

/// A pushed request that somebody lays another one beside: a page, and what was pushed waits on.
#[tokio::test]
async fn s5_tk_03_an_object_beside_a_pushed_request_is_not_looked_over() {
    let key = Key::new();
    let gateway = with_client(&lines(&key, "")).await;
    let party = party(&gateway);
    let request = signed(&key, object(&party, &[]));
    let pushed = party.post("/par", &[], &[("request", &request)]).await;
    let uri = pushed.json()["request_uri"].as_str().unwrap().to_owned();
    let right = [("client_id", "other"), ("request_uri", uri.as_str())];
    let both = [right[0], right[1], ("request", request.as_str())];
    let page = authorize(&party, &both).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    assert_eq!(page.location(), "");
    assert!(page.body.contains("two_requests"), "{page:?}");
    assert!(
        authorize(&party, &right)
            .await
            .location()
            .starts_with("/country?")
    );
}

#[tokio::test]
async fn fapi_message_signing_s5_3_1_an_unsigned_request_is_refused_where_it_is_registered_so() {
    let key = Key::new();
    let gateway = with_client(&lines(&key, "require_request_object = true")).await;
    let party = party(&gateway);
    let query = party.request(&[]);
    let form: Vec<_> = query.iter().filter(|(n, _)| n != "client_id").collect();
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let pushed = party.post("/par", &[], &form).await;
    assert_eq!(pushed.json()["error"], "invalid_request", "{pushed:?}");
    let request = signed(&key, object(&party, &[]));
    let pushed = party.post("/par", &[], &[("request", &request)]).await;
    assert_eq!(pushed.status, StatusCode::CREATED, "{pushed:?}");
}

#[tokio::test]
async fn jarm_s2_a_code_comes_in_a_token_signed_for_its_client() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    for mode in ["jwt", "query.jwt"] {
        let back = party.login(&[("response_mode", mode)]).await;
        assert!(back.parameter("code").is_none() && back.parameter("state").is_none());
        let response = back.parameter("response").unwrap();
        let inside = claims(&response);
        assert_eq!(
            (&inside["iss"], &inside["aud"]),
            (&json!(ISSUER), &json!("other"))
        );
        assert_eq!(inside["state"], "the-state");
        let now = gateway.env.now_s();
        assert!((now..=now + 600).contains(&inside["exp"].as_i64().unwrap()));
        // Signed by a key that is published.
        let keys = gateway.browser().get("/jwks.json").await.json();
        let header = claims(&format!("x.{response}"));
        let known = keys["keys"]
            .as_array()
            .unwrap()
            .iter()
            .any(|key| key["kid"] == header["kid"]);
        assert!(known && header["alg"] == "ES256", "{header}");
        let answer = party
            .redeem(inside["code"].as_str().unwrap(), &[], &[])
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    }
}

#[tokio::test]
async fn jarm_s2_3_errors_and_forms_are_signed_too() {
    let gateway = with_client(POST).await;
    let party = party(&gateway);
    // Before a login.
    let query = party.request(&[("response_mode", "query.jwt"), ("prompt", "none")]);
    let query: Vec<_> = query
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let back = authorize(&party, &query).await;
    assert_eq!(
        claims(&back.parameter("response").unwrap())["error"],
        "login_required"
    );
    assert!(back.parameter("error").is_none());
    // After a "no", in a form.
    let query = party.request(&[("response_mode", "form_post.jwt")]);
    let query: Vec<_> = query
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let mut browser = gateway.browser();
    let flow = flow_of(
        &browser
            .get(&format!("/authorize?{}", encoded(&query)))
            .await,
    );
    let page = browser
        .post(&format!("/country?flow={flow}"), &[("action", "cancel")])
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let response = between(&page.body, "name=\"response\" value=\"", "\"");
    assert_eq!(claims(response)["error"], "access_denied");
    assert!(!page.body.contains("name=\"error\""));
}

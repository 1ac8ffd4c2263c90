// SPDX-License-Identifier: EUPL-1.2
//! One-time things under a hundred takers at once: code, `request_uri`, assertion, proof, refresh
//! token. Of all who bring the same thing one gets something for it. TK-01, TK-10, TK-13, TK-16; RFC 9449
//! §11.1.
//!
//! A few rounds by default; `LANDPORT_ROUNDS=1000` runs them as the issue wants them.

use std::future::Future;
use std::sync::Arc;

use axum::http::StatusCode;
use futures_util::future::join_all;
use serde_json::Value;
use store::{Embedded, EmbeddedOptions};

use crate::registration::POST;
use crate::support::{Answer, Gateway, Key, Party, REDIRECT, SECRET, Setup, encoded};

const TAKERS: usize = 100;

fn rounds() -> usize {
    let written = std::env::var("LANDPORT_ROUNDS").ok();
    written.and_then(|text| text.parse().ok()).unwrap_or(3)
}

/// With a store on disk: what is taken there lasts.
async fn gateway(lines: &str) -> Gateway {
    let more = format!(
        "[[client]]\nclient_id = \"other\"\nname = \"Other\"\nredirect_uris = [\"{REDIRECT}\"]\n\
         id_token_alg = \"ES256\"\n{lines}\n[sessions]\nshare_foreign = true\n"
    );
    let directory = tempfile::tempdir().unwrap().keep();
    Gateway::start_as(Setup {
        more,
        store: Some(Box::new(move |env| {
            let options = EmbeddedOptions::default();
            Arc::new(Embedded::open(&directory, env.clone(), &options).unwrap())
        })),
        ..Setup::default()
    })
    .await
}

/// A hundred at once, each as good as the others: how many got something.
async fn takers<F: Future<Output = Answer>>(take: impl Fn() -> F, won: StatusCode) -> usize {
    let answers = join_all((0..TAKERS).map(|_| take())).await;
    answers.iter().filter(|answer| answer.status == won).count()
}

fn other(gateway: &Gateway) -> Party<'_> {
    Party::new(gateway, "other", Some(SECRET))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tk_13_of_a_hundred_who_bring_one_code_one_gets_tokens_and_they_are_dead() {
    let gateway = gateway(POST).await;
    let party = other(&gateway);
    let mut winners = 0;
    for _ in 0..rounds() {
        let code = party.code(&[]).await;
        let answers = join_all((0..TAKERS).map(|_| party.redeem(&code, &[], &[]))).await;
        let won: Vec<_> = answers
            .iter()
            .filter(|a| a.status == StatusCode::OK)
            .collect();
        // Whoever is second ends the login, the winner's tokens too: also while they are being made, and then
        // the winner gets none.
        assert!(won.len() <= 1);
        winners += won.len();
        for won in won {
            let token = won.json()["access_token"].as_str().unwrap().to_owned();
            assert_eq!(party.bearer(&token).await.status, StatusCode::UNAUTHORIZED);
        }
    }
    assert!(winners > 0, "in no round anybody");
    let code = party.code(&[]).await;
    let token = party.redeem(&code, &[], &[]).await.json();
    let read = party.bearer(token["access_token"].as_str().unwrap()).await;
    assert_eq!(read.status, StatusCode::OK, "positive control");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tk_16_of_a_hundred_who_bring_one_refresh_token_one_gets_tokens_and_they_are_dead() {
    let gateway = gateway(&format!("{POST}\nrefresh = \"always\"")).await;
    let party = other(&gateway);
    for _ in 0..rounds() {
        let tokens = party.tokens(&[]).await;
        let token = tokens["refresh_token"].as_str().unwrap();
        let answers = join_all((0..TAKERS).map(|_| party.refresh(token, &[], &[]))).await;
        let won: Vec<_> = answers
            .iter()
            .filter(|a| a.status == StatusCode::OK)
            .collect();
        assert_eq!(won.len(), 1);
        let next = won[0].json()["refresh_token"].as_str().unwrap().to_owned();
        assert_eq!(
            party.refresh(&next, &[], &[]).await.status,
            StatusCode::BAD_REQUEST
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tk_01_of_a_hundred_who_bring_one_request_uri_one_gets_a_code() {
    let gateway = gateway(POST).await;
    let party = other(&gateway);
    // One browser that is logged in already: each of its tabs would be answered at once.
    let query = party.request(&[]);
    let mut browser = gateway.browser();
    party.login_in(&mut browser, &query).await;
    let jar = browser.cookies.clone();
    let form: Vec<_> = query.iter().filter(|(n, _)| n != "client_id").collect();
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    for _ in 0..rounds() {
        let pushed = party.post("/par", &[], &form).await;
        let uri = pushed.json()["request_uri"].as_str().unwrap().to_owned();
        let path = format!(
            "/authorize?{}",
            encoded(&[("client_id", "other"), ("request_uri", &uri)])
        );
        let tab = || async {
            let mut browser = gateway.browser();
            browser.cookies = jar.clone();
            browser.get(&path).await
        };
        let answers = join_all((0..TAKERS).map(|_| tab())).await;
        let codes = answers
            .iter()
            .filter(|answer| answer.parameter("code").is_some());
        assert_eq!(codes.count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tk_10_of_a_hundred_who_bring_one_assertion_one_is_believed() {
    let key = Key::new();
    let gateway = gateway(&format!("jwks = '{}'", key.jwks())).await;
    for _ in 0..rounds() {
        let party = Party::new(&gateway, "other", None);
        let assertion = key.signed_as("JWT", &Value::Object(party.assertion_claims()));
        let party = party.with_assertion(&assertion);
        let query = party.request(&[]);
        let form: Vec<_> = query
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let won = takers(|| party.post("/par", &[], &form), StatusCode::CREATED).await;
        assert_eq!(won, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rfc9449_s11_1_of_a_hundred_who_bring_one_proof_one_is_believed() {
    let gateway = gateway(POST).await;
    let (party, key) = (other(&gateway), Key::new());
    let mut tokens = party.bound_tokens(&key, &[]).await;
    // The token lives for two minutes of a clock that stands still, and may read so often.
    for round in 1..=rounds() {
        if round % 100 == 0 {
            tokens = party.bound_tokens(&key, &[]).await;
        }
        let token = tokens["access_token"].as_str().unwrap();
        let authorization = format!("DPoP {token}");
        let proof = party.proof(&key, "GET", "/userinfo", Some(token)).await;
        let headers = [("authorization", authorization.as_str()), ("dpop", &proof)];
        let won = takers(|| party.userinfo(&headers), StatusCode::OK).await;
        assert_eq!(won, 1);
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The gateway is restarted on the same data in the middle of a login, while the foreign node and
//! the service keep running: the person goes on where she was, whatever step comes next.

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::LevelOfAssurance;
use store::{Embedded, EmbeddedOptions, Memory, Store};

use crate::connector::claims;
use crate::support::{
    Browser, Gateway, ISSUER, REDIRECT, between, flow_of, request, sent, verifier,
};

/// A gateway whose store lies in this directory.
async fn start(directory: &Path) -> Gateway {
    let gateway = Gateway::start().await;
    on_disk(gateway, directory)
}

fn on_disk(gateway: Gateway, directory: &Path) -> Gateway {
    let options = EmbeddedOptions::default();
    let store = Embedded::open(directory, gateway.env.clone(), &options).unwrap();
    gateway.on_store(Arc::new(store))
}

/// The process ends in good order, and another begins on its data.
async fn restart(gateway: Gateway, directory: &Path) -> Gateway {
    let store: Arc<dyn Store> = Arc::clone(gateway.app.records.store());
    gateway.app.seen.settled().await;
    let empty = Arc::new(Memory::new(gateway.env.clone()));
    let gateway = gateway.on_store(empty);
    store.close().await.unwrap();
    drop(store);
    on_disk(gateway, directory)
}

/// How many steps a login has here.
const STEPS: usize = 7;

/// One login, with a restart before one of its steps.
async fn log_in(restarted_before: usize) {
    let directory = tempfile::tempdir().unwrap();
    let mut gateway = start(directory.path()).await;
    let mut jar = std::collections::BTreeMap::new();
    // What a step leaves to the next one: an address, a message, a code.
    let (mut path, mut xml, mut code) = (String::new(), Vec::new(), String::new());
    let (mut flow, mut tokens) = (String::new(), serde_json::Value::Null);
    for step in 0..STEPS {
        if step == restarted_before {
            gateway = restart(gateway, directory.path()).await;
        }
        let mut browser = Browser {
            gateway: &gateway,
            cookies: jar.clone(),
        };
        match step {
            0 => {
                let parameters = request(&[]);
                let pairs: Vec<_> = parameters.iter().map(|(n, v)| (&**n, &**v)).collect();
                let pushed = gateway.client_post("/par", &pairs).await;
                assert_eq!(pushed.status, StatusCode::CREATED, "{pushed:?}");
                let handle = pushed.json()["request_uri"].as_str().unwrap().to_owned();
                path = format!("/authorize?client_id=trademark&request_uri={handle}");
            }
            1 => flow = flow_of(&browser.get(&path).await),
            2 => {
                let form = [("country", "SE"), ("action", "next")];
                let chosen = browser.post(&format!("/country?flow={flow}"), &form).await;
                path = chosen.location().to_owned();
            }
            3 => {
                let request = sent(&browser.get(&path).await);
                let honest = gateway.respond("SE", &request, LevelOfAssurance::High);
                xml = gateway.sign("SE", &honest);
            }
            4 => {
                let page = browser.answer(&xml, None).await;
                assert_eq!(page.status, StatusCode::OK, "{page:?}");
                path = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
            }
            5 => {
                let back = browser.get(&path).await;
                assert!(back.location().starts_with(REDIRECT), "{back:?}");
                code = back.parameter("code").unwrap();
            }
            _ => {
                let verifier = verifier();
                let form = [
                    ("grant_type", "authorization_code"),
                    ("code", code.as_str()),
                    ("redirect_uri", REDIRECT),
                    ("code_verifier", verifier.expose()),
                ];
                tokens = gateway.client_post("/token", &form).await.json();
            }
        }
        jar = browser.cookies;
    }
    if restarted_before == STEPS {
        gateway = restart(gateway, directory.path()).await;
    }
    let person = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(
        person["given_name"], "Astrid",
        "before step {restarted_before}"
    );
    let token = tokens["access_token"].as_str().unwrap();
    let request = Request::get(format!("{ISSUER}/userinfo"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    let read = gateway.send(request).await;
    assert_eq!(
        read.json()["sub"],
        person["sub"],
        "before step {restarted_before}"
    );
}

#[tokio::test]
async fn a_restart_before_any_step_of_a_login_costs_nobody_the_login() {
    for step in 1..=STEPS {
        log_in(step).await;
    }
}

/// Back and refresh after the end: within a minute the same answer again, then a page that says that
/// this login is finished and leads to the service. After a restart too.
#[tokio::test]
async fn back_and_refresh_after_the_end_lead_to_the_service() {
    let directory = tempfile::tempdir().unwrap();
    let gateway = start(directory.path()).await;
    let (flow, jar, first) = {
        let mut browser = gateway.browser();
        let (flow, request) = browser.go_to_country("SE").await;
        let honest = gateway.respond("SE", &request, LevelOfAssurance::High);
        let page = browser.answer(&gateway.sign("SE", &honest), None).await;
        let href = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
        let first = browser.get(&href).await.location().to_owned();
        (flow, browser.cookies, first)
    };
    assert!(first.contains("code="));
    let gateway = restart(gateway, directory.path()).await;
    let pages = ["country", "send", "continue"].map(|page| format!("/{page}?flow={flow}"));
    for page in &pages {
        let mut browser = gateway.browser();
        browser.cookies = jar.clone();
        assert_eq!(browser.get(page).await.location(), first, "{page}");
    }
    gateway.clock.advance(std::time::Duration::from_secs(61));
    for page in &pages {
        let mut browser = gateway.browser();
        browser.cookies = jar.clone();
        let told = browser.get(page).await;
        assert_eq!(told.location(), "", "{page}");
        assert!(
            told.body.contains("http://trademark.localhost:8080/"),
            "{page}"
        );
    }
}

/// R-36: a code and an answer of another country that were used after the backup are nothing after the
/// restore, nor is a request that was pushed; whoever begins anew logs in.
#[tokio::test]
async fn r_36_what_was_used_after_the_backup_cannot_be_used_again_after_the_restore() {
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let gateway = Gateway::start().await;
    let store = crate::support::on_disk(before.path(), &gateway.env);
    let gateway = gateway.on_store(store.clone());
    let pushed = {
        let parameters = request(&[]);
        let pairs: Vec<_> = parameters.iter().map(|(n, v)| (&**n, &**v)).collect();
        let pushed = gateway.client_post("/par", &pairs).await;
        let handle = pushed.json()["request_uri"].as_str().unwrap().to_owned();
        format!("/authorize?client_id=trademark&request_uri={handle}")
    };
    // One login has its code, another waits for its answer.
    let code = code(&gateway).await;
    let (jar, xml) = {
        let mut browser = gateway.browser();
        let (_, request) = browser.go_to_country("SE").await;
        let honest = gateway.respond("SE", &request, LevelOfAssurance::High);
        (browser.cookies, gateway.sign("SE", &honest))
    };
    let backup = store::snapshot(&*store).await.unwrap();
    let redeemed = redeem(&gateway, &code).await;
    assert!(redeemed["access_token"].is_string(), "{redeemed}");
    let answered = async |gateway: &Gateway| {
        let cookies = jar.clone();
        let mut browser = Browser { gateway, cookies };
        browser.answer(&xml, None).await
    };
    assert_eq!(answered(&gateway).await.status, StatusCode::OK);
    assert_eq!(
        gateway.browser().get(&pushed).await.status,
        StatusCode::SEE_OTHER
    );

    let gateway = gateway.restored_from(&backup, after.path()).await;
    assert_eq!(redeem(&gateway, &code).await["error"], "invalid_grant");
    let again = answered(&gateway).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "{again:?}");
    let refused = gateway.audited("login_refused");
    assert!(
        refused
            .last()
            .unwrap()
            .contains(r#""reason":"never_asked""#),
        "{refused:?}"
    );
    let gone = gateway.browser().get(&pushed).await;
    assert!(gone.status.is_client_error(), "{gone:?}");
    let token = redeemed["access_token"].as_str().unwrap();
    let read = Request::get(format!("{ISSUER}/userinfo"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let read = gateway.send(read.body(Body::empty()).unwrap()).await;
    assert_eq!(read.status, StatusCode::UNAUTHORIZED, "{read:?}");

    let anew = self::code(&gateway).await;
    let redeemed = redeem(&gateway, &anew).await;
    assert!(redeemed["access_token"].is_string(), "{redeemed}");
}

/// A whole login, as far as its code.
async fn code(gateway: &Gateway) -> String {
    let mut browser = gateway.browser();
    let (_, request) = browser.go_to_country("SE").await;
    let honest = gateway.respond("SE", &request, LevelOfAssurance::High);
    let page = browser.answer(&gateway.sign("SE", &honest), None).await;
    let path = between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=");
    browser.get(&path).await.parameter("code").unwrap()
}

async fn redeem(gateway: &Gateway, code: &str) -> serde_json::Value {
    let verifier = verifier();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier.expose()),
    ];
    gateway.client_post("/token", &form).await.json()
}

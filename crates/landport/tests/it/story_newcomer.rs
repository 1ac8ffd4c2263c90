// SPDX-License-Identifier: EUPL-1.2
//! A service of the reader's own (`landport demo --client`): added while the demo runs, and logged in
//! at; every test person by `login_hint`.

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::browser::{Browser, Page};
use crate::newcomer::{self, Proof, Told, Wanted};
use crate::stage::Stage;

const REDIRECT_URI: &str = "http://localhost:3000/callback";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// RFC 7636, appendix B.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn wanted(redirect_uri: &str, proof: Proof) -> Wanted {
    Wanted {
        redirect_uri: redirect_uri.to_owned(),
        proof,
    }
}

/// As far as the first page that waits for somebody, or the service.
async fn ask(stage: &Stage, told: &Told, more: &[(&str, &str)]) -> Page {
    ask_in(&mut stage.browser(), told, more).await
}

async fn ask_in(browser: &mut Browser, told: &Told, more: &[(&str, &str)]) -> Page {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("client_id", &told.client_id)
        .append_pair("redirect_uri", &told.redirect_uri)
        .append_pair("response_type", "code")
        .append_pair("scope", "openid profile")
        .append_pair("state", "state-of-the-newcomer")
        .append_pair("nonce", "nonce-of-the-newcomer")
        .append_pair("code_challenge", CHALLENGE)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(more);
    let url = format!("{}/authorize?{}", told.issuer, query.finish());
    let page = browser.open(&url).await;
    browser.settle(page).await
}

fn came_back(page: &Page, name: &str) -> Option<String> {
    let is_service = page.url.as_str().starts_with(REDIRECT_URI);
    let mut pairs = page.url.query_pairs();
    let found = pairs.find(|(pair, _)| pair == name);
    found
        .filter(|_| is_service)
        .map(|(_, value)| value.into_owned())
}

async fn redeem(stage: &Stage, told: &Told, code: &str) -> (StatusCode, Value) {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &told.redirect_uri)
        .append_pair("code_verifier", VERIFIER)
        .append_pair("client_id", &told.client_id)
        .finish();
    let mut request = Request::post(format!("{}/token", told.issuer))
        .header(header::HOST, told.issuer.trim_start_matches("http://"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(secret) = &told.client_secret {
        let basic = STANDARD.encode(format!("{}:{secret}", told.client_id));
        request = request.header(header::AUTHORIZATION, format!("Basic {basic}"));
    }
    let request = request.body(Body::from(body)).unwrap();
    let answer = stage
        .together
        .router
        .clone()
        .oneshot(request)
        .await
        .unwrap();
    let status = answer.status();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn an_own_service_is_added_while_the_demo_runs_and_kept_with_its_directory() {
    let stage = Stage::new().await;
    let secret = wanted(REDIRECT_URI, Proof::Secret);
    let told = stage.together.admit(&secret).await.unwrap();
    assert_eq!(told.client_id, "localhost-3000-callback");
    assert!(told.client_key.is_none());
    let env = told.env_file();
    for line in [
        format!("ISSUER='{}'", told.issuer),
        format!("CLIENT_SECRET='{}'", told.client_secret.as_deref().unwrap()),
        "SERVER_PORT='3000'".to_owned(),
    ] {
        assert!(env.lines().any(|it| it == line), "{env}");
    }

    let hint = [("login_hint", "persona:SE-plain")];
    let page = ask(&stage, &told, &hint).await;
    let code = came_back(&page, "code").unwrap_or_else(|| panic!("{}: {}", page.url, page.body));
    let (status, tokens) = redeem(&stage, &told, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let claims = tokens["id_token"]
        .as_str()
        .unwrap()
        .split('.')
        .nth(1)
        .unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    assert_eq!(claims["nonce"], "nonce-of-the-newcomer");
    assert_eq!(claims["eidas_citizen_country_code"], "SE");

    // The same address again is the same client, also in the next demo on this directory.
    assert_eq!(stage.together.admit(&secret).await.unwrap(), told);
    let (directory, env) = (stage.directory.path(), store::env::Env::system());
    let kept = newcomer::add(directory, &told.issuer, &secret, &env).unwrap();
    assert_eq!(kept, told);
    let sections = newcomer::sections(directory).unwrap();
    assert_eq!(sections.matches("[[client]]").count(), 1, "{sections}");
}

#[tokio::test]
async fn an_own_service_may_have_a_key_and_an_address_in_digits_any_port() {
    let stage = Stage::new().await;
    let key = wanted("http://127.0.0.1:4000/back", Proof::Key);
    let told = stage.together.admit(&key).await.unwrap();
    assert!(told.client_secret.is_none());
    let names: Vec<&str> = told.files().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, [".env", "client.pem", "app.mjs", "app.py"]);
    let folder = stage.directory.path().join("my-service");
    assert_eq!(told.write_into(&folder).unwrap(), names);
    std::fs::write(folder.join("app.mjs"), "mine").unwrap();
    assert_eq!(told.write_into(&folder).unwrap(), [".env", "client.pem"]);
    assert_eq!(
        std::fs::read_to_string(folder.join("app.mjs")).unwrap(),
        "mine"
    );
    let settings = stage.together.gateway.app.settings();
    let client = &settings.clients[&told.client_id];
    assert_eq!(
        client.registration.application,
        oidc::provider::Application::Native
    );
}

/// A page without a server: no secret, no files that would want one. And each may be logged out of by its address as
/// libraries write it, with the slash (`new URL`) and without (`{baseUrl}`, `location.origin`).
#[tokio::test]
async fn a_page_without_a_server_is_added_by_its_address_alone() {
    let stage = Stage::new().await;
    let page = wanted(REDIRECT_URI, Proof::None);
    let told = stage.together.admit(&page).await.unwrap();
    let names: Vec<&str> = told.files().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, [".env"]);
    assert!(!told.env_file().contains("SECRET"), "{}", told.env_file());
    let hint = [("login_hint", "persona:SE-plain")];
    let page = ask(&stage, &told, &hint).await;
    let code = came_back(&page, "code").unwrap_or_else(|| panic!("{}: {}", page.url, page.body));
    let (status, tokens) = redeem(&stage, &told, &code).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    for address in ["http://localhost:3000", "http://localhost:3000/"] {
        let hint = ("id_token_hint", tokens["id_token"].as_str().unwrap());
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([hint, ("post_logout_redirect_uri", address)])
            .finish();
        let url = format!("{}/logout?{query}", told.issuer);
        let back = stage.browser().open(&url).await;
        assert!(
            !back.body.contains("wrong return address"),
            "{address}: {}",
            back.body
        );
    }
    // What is there already is not another's secret.
    let other = stage
        .together
        .admit(&wanted(REDIRECT_URI, Proof::Key))
        .await;
    let other = other.unwrap_err().to_string();
    assert!(other.contains("proves itself in another way"), "{other}");
}

#[tokio::test]
async fn what_is_no_service_of_this_machine_is_refused_with_what_to_write() {
    let stage = Stage::new().await;
    for (address, what) in [
        ("https://shop.example/callback", "this machine alone"),
        ("http://192.168.0.7:3000/callback", "this machine alone"),
        ("http://localhost:3000", "no path of its own"),
        ("http://localhost:3000/callback?x=1", "a query"),
        ("localhost", "not an address"),
    ] {
        let refused = stage.together.admit(&wanted(address, Proof::Secret)).await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(what), "{address}: {refused}");
        assert!(
            refused.contains("http://localhost:3000/callback"),
            "{refused}"
        );
    }
    assert!(!stage.directory.path().join("clients").exists());
}

#[tokio::test]
async fn what_was_broken_in_clients_changes_nothing_of_a_demo_that_runs() {
    let stage = Stage::new().await;
    let secret = wanted(REDIRECT_URI, Proof::Secret);
    let told = stage.together.admit(&secret).await.unwrap();
    let section = format!("clients/{}.toml", told.client_id);
    let file = stage.directory.path().join(section);
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, good.replace("redirect_uris", "redirect_urls")).unwrap();
    let refused = stage.together.reconfigure().await.unwrap_err().to_string();
    assert!(refused.contains("redirect_urls"), "{refused}");
    let hint = [("login_hint", "persona:SE-plain")];
    assert!(
        came_back(&ask(&stage, &told, &hint).await, "code").is_some(),
        "as before"
    );
    let renamed = good.replace("Your service at http://localhost:3000", "My shop");
    std::fs::write(&file, renamed).unwrap();
    stage.together.reconfigure().await.unwrap();
    let settings = stage.together.gateway.app.settings();
    assert_eq!(settings.clients[&told.client_id].name, "My shop");
}

/// Whoever connects a service here is her own operator: page and answer say what the trail says.
#[tokio::test]
async fn in_the_demo_page_and_answer_say_why_a_login_was_refused() {
    let stage = Stage::new().await;
    let told = stage
        .together
        .admit(&wanted(REDIRECT_URI, Proof::Secret))
        .await
        .unwrap();
    let mut browser = stage.browser();
    let hint = [("login_hint", "persona:SE-low")];
    let page = ask_in(&mut browser, &told, &hint).await;
    let reason = page
        .body
        .split("Demo and test only: <code>")
        .nth(1)
        .unwrap();
    let reason = reason.split([':', '<']).next().unwrap().to_owned();
    assert!(!reason.is_empty(), "{}", page.body);
    let back = stage.back_to_service(&mut browser, &page).await;
    let error = came_back(&back, "error").unwrap();
    assert_eq!(error, "unmet_authentication_requirements");
    let described = came_back(&back, "error_description").unwrap();
    assert!(described.contains(&format!("({reason}")), "{described}");
    // An error before there is a login.
    let page = ask(&stage, &told, &[("max_age", "soon")]).await;
    assert_eq!(
        came_back(&page, "error").as_deref(),
        Some("invalid_request")
    );
}

/// Every line of docs/persons.md: what it says becomes of a login becomes of it, and no page is met
/// where somebody has to be chosen.
#[tokio::test]
async fn every_test_person_logs_in_by_login_hint_and_what_is_said_becomes_of_it() {
    let stage = Stage::new().await;
    let told = stage
        .together
        .admit(&wanted(REDIRECT_URI, Proof::Secret))
        .await
        .unwrap();
    let national = [("acr_values", "idporten-loa-substantial")];
    let mut arrived = 0;
    for person in world::people::everybody() {
        // Half a minute of waiting proves nothing here.
        if person.becomes.contains("half a minute") {
            continue;
        }
        let mut more = vec![("login_hint", person.hint.as_str())];
        if person.hint.starts_with("persona:bankid") {
            more.extend(national);
        }
        let page = ask(&stage, &told, &more).await;
        let code = came_back(&page, "code");
        arrived += usize::from(code.is_some());
        let arrives = person.becomes.starts_with("arrives");
        assert_eq!(
            code.is_some(),
            arrives,
            "{person:?}: {} {}",
            page.url,
            page.body
        );
        if !arrives {
            assert!(
                page.form_with("action", "back").is_some(),
                "{person:?}: {}",
                page.url
            );
        }
    }
    assert!(arrived > 30, "{arrived}");
}

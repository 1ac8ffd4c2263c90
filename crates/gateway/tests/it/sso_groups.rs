// SPDX-License-Identifier: EUPL-1.2
//! Sessions that only the services of a group share.

use std::fmt::Write as _;

use axum::http::StatusCode;
use serde_json::json;

use crate::connector::claims;
use crate::eid::{HIGH, Norway, OTHER, SUBSTANTIAL};
use crate::support::{Answer, Browser, SECRET, Setup, encoded, flow_of, verifier};

/// Beside `trademark` and `tax`, which share with all, and `vault`, which is alone: `clinic` and `ward` of one
/// group, `school` of another.
async fn norway() -> Norway {
    let mut more = String::new();
    for (id, group) in [
        ("clinic", "health"),
        ("ward", "health"),
        ("school", "school"),
    ] {
        let _ = write!(
            more,
            "[[client]]\nclient_id = \"{id}\"\nname = \"The {id}\"\n\
             redirect_uris = [\"http://{id}.localhost:8080/callback\"]\n\
             post_logout_redirect_uris = [\"http://{id}.localhost:8080/out\"]\n\
             auth = \"client_secret_basic\"\nsecret_file = \"client.secret\"\n\
             id_token_alg = \"ES256\"\nsso_group = \"{group}\"\n\
             acr_values = [\"idporten-loa-substantial\", \"idporten-loa-high\"]\n"
        );
    }
    Norway::start_as(Setup {
        more,
        ..Setup::default()
    })
    .await
}

fn callback(id: &str) -> String {
    format!("http://{id}.localhost:8080/callback")
}

async fn ask(browser: &mut Browser<'_>, id: &str, more: &[(&str, &str)]) -> Answer {
    let callback = callback(id);
    let own = [("client_id", id), ("redirect_uri", &callback), SUBSTANTIAL];
    browser.authorize(&[&own[..], more].concat()).await
}

/// Without a page.
async fn lets_in(browser: &mut Browser<'_>, id: &str) -> bool {
    let answer = ask(browser, id, &[("prompt", "none")]).await;
    match answer.parameter("error").as_deref() {
        None => answer.parameter("code").is_some(),
        Some("login_required") => false,
        Some(_) => panic!("{answer:?}"),
    }
}

impl Norway {
    /// By BankID, on the pages.
    async fn log_in_at(&self, browser: &mut Browser<'_>, id: &str) -> Answer {
        let begun = ask(browser, id, &[HIGH]).await;
        let url = self.choose(browser, &flow_of(&begun), "bankid").await;
        let back = browser.get(&self.bankid.log_in(&url)).await;
        assert_eq!(back.status, StatusCode::OK, "{back:?}");
        back
    }

    /// What `id` gets by the session that the browser has.
    async fn id_token(&self, browser: &mut Browser<'_>, id: &str) -> String {
        let code = ask(browser, id, &[]).await.parameter("code").unwrap();
        let (callback, verifier) = (callback(id), verifier());
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", &callback),
            ("code_verifier", verifier.expose()),
        ];
        let tokens = self.gateway.client_post_as(id, SECRET, "/token", &form);
        tokens.await.json()["id_token"].as_str().unwrap().to_owned()
    }
}

/// Each service that a session of the group or of all lets in, in this order.
async fn let_in(browser: &mut Browser<'_>) -> Vec<&'static str> {
    let mut all = Vec::new();
    for id in ["trademark", "tax", "clinic", "ward", "school", "vault"] {
        let lets = match id {
            "trademark" => {
                let answer = browser.authorize(&[SUBSTANTIAL, ("prompt", "none")]).await;
                answer.parameter("code").is_some()
            }
            _ => lets_in(browser, id).await,
        };
        all.extend(lets.then_some(id));
    }
    all
}

#[tokio::test]
async fn az_21_a_session_serves_the_services_of_its_group_and_no_other() {
    let norway = norway().await;
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "clinic").await;
    assert_eq!(let_in(&mut browser).await, ["clinic", "ward"]);
    norway.log_in_at(&mut browser, "tax").await;
    let both = ["trademark", "tax", "clinic", "ward"];
    assert_eq!(let_in(&mut browser).await, both);
    let names = |browser: &Browser<'_>| {
        let names = browser.cookies.keys().filter(|name| name.contains("sso"));
        names.cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(&browser), ["__Host-sso", "__Host-sso-health"]);
    // Who is alone makes none.
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "vault").await;
    assert_eq!(let_in(&mut browser).await, [""; 0]);
    assert!(names(&browser).is_empty());
}

/// Attack: a program in the browser brings the secret of one session under the name of another.
#[tokio::test]
async fn az_21_a_session_under_another_groups_name_serves_nobody() {
    let norway = norway().await;
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "tax").await;
    let shared = browser.cookies["__Host-sso"].clone();
    browser
        .cookies
        .insert("__Host-sso-health".to_owned(), shared);
    assert_eq!(let_in(&mut browser).await, ["trademark", "tax"]);
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "clinic").await;
    let hers = browser.cookies.remove("__Host-sso-health").unwrap();
    for name in ["__Host-sso", "__Host-sso-school"] {
        browser.cookies.insert(name.to_owned(), hers.clone());
    }
    assert_eq!(let_in(&mut browser).await, [""; 0]);
    browser.cookies.insert("__Host-sso-health".to_owned(), hers);
    assert_eq!(let_in(&mut browser).await, ["clinic", "ward"]);
}

#[tokio::test]
async fn lo_01_a_service_ends_the_session_of_its_group_and_a_person_ends_all() {
    let norway = norway().await;
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "clinic").await;
    norway.log_in_at(&mut browser, "tax").await;
    let hint = norway.id_token(&mut browser, "ward").await;
    let out = "http://ward.localhost:8080/out";
    let params = [("id_token_hint", &*hint), ("post_logout_redirect_uri", out)];
    let answer = browser.get(&format!("/logout?{}", encoded(&params))).await;
    assert_eq!(answer.location(), out, "{answer:?}");
    assert_eq!(let_in(&mut browser).await, ["trademark", "tax"]);
    assert!(!browser.cookies.contains_key("__Host-sso-health"));
    // Its session is gone, and it asks about no other.
    let again = browser.get(&format!("/logout?{}", encoded(&params))).await;
    assert_eq!(again.location(), out, "{again:?}");
    assert_eq!(let_in(&mut browser).await, ["trademark", "tax"]);

    norway.log_in_at(&mut browser, "clinic").await;
    norway.id_token(&mut browser, "ward").await;
    let page = browser.get("/session").await;
    for name in ["The clinic", "The ward", "tax"] {
        assert!(page.body.contains(&format!("<li>{name}</li>")), "{page:?}");
    }
    let ended = browser.post("/session?", &[("action", "logout")]).await;
    assert!(ended.body.contains("You are logged out"), "{ended:?}");
    assert_eq!(let_in(&mut browser).await, [""; 0]);
    assert!(!browser.cookies.keys().any(|name| name.contains("sso")));
    assert_eq!(norway.gateway.audited("session_ended").len(), 3);
}

/// LO-02: what a service asks for without proof is asked of the person, about its own group alone.
#[tokio::test]
async fn lo_02_who_proves_nothing_makes_us_ask_about_its_own_group() {
    let norway = norway().await;
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "clinic").await;
    norway.log_in_at(&mut browser, "tax").await;
    let asked = browser.get("/logout?client_id=ward").await;
    let page = browser.get(asked.location()).await;
    assert!(page.body.contains("Do you want to log out?"), "{page:?}");
    assert!(page.body.contains("<li>The clinic</li>"), "{page:?}");
    assert!(!page.body.contains("<li>tax</li>"), "{page:?}");
    let at = asked.location().to_owned();
    let ended = browser.post(&at, &[("action", "logout")]).await;
    assert_eq!(ended.status, StatusCode::OK, "{ended:?}");
    assert_eq!(let_in(&mut browser).await, ["trademark", "tax"]);
}

#[tokio::test]
async fn lo_08_another_persons_login_ends_the_sessions_of_every_group() {
    let norway = norway().await;
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "clinic").await;
    norway.log_in_at(&mut browser, "tax").await;
    let three = ["trademark", "tax", "clinic", "ward"];
    assert_eq!(let_in(&mut browser).await, three);
    // The same person in a third group ends none.
    norway.log_in_at(&mut browser, "school").await;
    let all = ["trademark", "tax", "clinic", "ward", "school"];
    assert_eq!(let_in(&mut browser).await, all);
    norway.bankid.tell(|script| {
        for claims in [&mut script.id_token, &mut script.userinfo] {
            claims.insert("pid".to_owned(), json!(OTHER));
        }
    });
    let again = ask(&mut browser, "school", &[HIGH, ("prompt", "login")]).await;
    let url = norway
        .choose(&mut browser, &flow_of(&again), "bankid")
        .await;
    browser.get(&norway.bankid.log_in(&url)).await;
    assert_eq!(let_in(&mut browser).await, ["school"]);
    assert_eq!(norway.gateway.audited("session_ended").len(), 3);
}

/// A service that shares with nobody too: who proves who she is there is not whoever had the browser before.
#[tokio::test]
async fn lo_08_another_persons_login_at_a_service_that_is_alone_ends_the_sessions_of_every_group() {
    let norway = norway().await;
    let mut browser = norway.gateway.browser();
    norway.log_in_at(&mut browser, "clinic").await;
    norway.log_in_at(&mut browser, "tax").await;
    let three = ["trademark", "tax", "clinic", "ward"];
    // Her own login there ends none, and is asked of the e-ID each time.
    norway.log_in_at(&mut browser, "vault").await;
    assert_eq!(let_in(&mut browser).await, three);
    norway.bankid.tell(|script| {
        for claims in [&mut script.id_token, &mut script.userinfo] {
            claims.insert("pid".to_owned(), json!(OTHER));
        }
    });
    norway.log_in_at(&mut browser, "vault").await;
    assert_eq!(let_in(&mut browser).await, [""; 0]);
    assert_eq!(norway.gateway.audited("session_ended").len(), 2);
}

/// Step-up within a group leaves the others' sessions as they are.
#[tokio::test]
async fn a_higher_level_in_one_group_is_none_in_another() {
    let norway = norway().await;
    let mut browser = norway.gateway.browser();
    for id in ["clinic", "tax"] {
        let begun = ask(&mut browser, id, &[]).await;
        let url = norway.choose(&mut browser, &flow_of(&begun), "minid").await;
        browser.get(&norway.minid.log_in(&url)).await;
    }
    norway.log_in_at(&mut browser, "ward").await;
    let level = async |browser: &mut Browser<'_>, id: &str| {
        let token = norway.id_token(browser, id).await;
        claims(&token)["acr"].as_str().unwrap().to_owned()
    };
    assert_eq!(level(&mut browser, "clinic").await, "idporten-loa-high");
    assert_eq!(level(&mut browser, "tax").await, "idporten-loa-substantial");
}

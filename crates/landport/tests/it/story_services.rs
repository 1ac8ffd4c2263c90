// SPDX-License-Identifier: EUPL-1.2
//! A Norwegian at Norwegian services: each e-ID, single sign-on with its two ends, step-up, and
//! what a service can demand. OIDC Core §3.1.2.1; LO-08.

use crate::browser::{Browser, Page};
use crate::road::number_of;
use crate::stage::Stage;

const SUBSTANTIAL: &str = "idporten-loa-substantial";
const HIGH: &str = "idporten-loa-high";
const MINUTE: u64 = 60;

/// Logs in at the trademark register with this e-ID.
async fn at_trademark(stage: &Stage, browser: &mut Browser, eid: &str, person: &str) -> Page {
    let page = browser.open(&stage.url("trademark", "/login")).await;
    assert_eq!(page.url.path(), "/choose", "{}", page.body);
    prove(stage, browser, &page, eid, person).await
}

async fn prove(stage: &Stage, browser: &mut Browser, page: &Page, eid: &str, person: &str) -> Page {
    let page = stage.choose_eid(browser, page, eid).await;
    let way = (eid == "portal").then_some("bankid");
    stage.prove(browser, &page, person, way).await
}

fn is_asked(page: &Page) -> bool {
    page.url.path() == "/choose"
}

#[tokio::test(flavor = "multi_thread")]
async fn each_e_id_logs_in_at_both_services_and_they_cannot_compare() {
    let stage = Stage::new().await;
    let mut subjects = Vec::new();
    for (eid, acr, amr) in [
        ("bankid", HIGH, "BankID"),
        ("buypass", HIGH, "Buypass"),
        ("commfides", HIGH, "Commfides"),
        ("minid", SUBSTANTIAL, "Minid-APP"),
        ("portal", HIGH, "BankID"),
    ] {
        let mut browser = stage.browser();
        let page = at_trademark(&stage, &mut browser, eid, "plain").await;
        assert_eq!(page.url.path(), "/me", "{eid}: {} {}", page.url, page.body);
        let claims = stage.claims(&mut browser, "trademark").await;
        let mut browser = stage.browser();
        let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
        let page = prove(&stage, &mut browser, &page, eid, "plain").await;
        let other = stage.rowing_claims(&page).await;
        for claims in [&claims, &other] {
            assert_eq!(claims["acr"], acr, "{eid}");
            assert_eq!(claims["amr"], serde_json::json!([amr]), "{eid}");
            assert_eq!(claims["pid"], number_of("plain"), "{eid}");
            assert_eq!(claims["given_name"], "Kari", "{eid}");
            assert_eq!(claims["family_name"], "Nordmann", "{eid}");
            assert_eq!(claims["birthdate"], "1990-05-14", "{eid}");
        }
        assert_ne!(claims["sub"], other["sub"], "{eid}");
        assert!(!claims["sub"].to_string().contains(&number_of("plain")));
        subjects.push((claims["sub"].clone(), other["sub"].clone()));
    }
    // The same person is the same subject, whichever e-ID proved her.
    subjects.dedup();
    assert_eq!(subjects.len(), 1, "{subjects:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_serves_the_other_service_until_nobody_used_it_for_half_an_hour() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    at_trademark(&stage, &mut browser, "bankid", "plain").await;
    let claims = stage.claims(&mut browser, "trademark").await;

    stage.advance(29 * MINUTE);
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    let other = stage.rowing_claims(&page).await;
    assert_eq!(other["pid"], claims["pid"]);
    assert_eq!(other["auth_time"], claims["auth_time"]);
    assert_eq!(
        (&other["acr"], &other["amr"]),
        (&claims["acr"], &claims["amr"])
    );
    // Another browser has no session.
    let mut stranger = stage.browser();
    let page = stranger.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    assert!(is_asked(&page), "{}", page.url);

    stage.advance(31 * MINUTE);
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    assert!(is_asked(&page), "idle: {} {}", page.url, page.body);
    let audit = stage.audit();
    assert!(audit.contains("\"session_used\""), "{audit}");
    assert!(!audit.contains(&number_of("plain")), "{audit}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_two_hours_however_often_it_is_used() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    at_trademark(&stage, &mut browser, "bankid", "plain").await;
    for used in 1..=5 {
        stage.advance(23 * MINUTE);
        let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
        assert!(!is_asked(&page), "{} minutes: {}", used * 23, page.body);
    }
    // 115 minutes so far.
    stage.advance(6 * MINUTE);
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    assert!(is_asked(&page), "{} {}", page.url, page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_higher_level_is_asked_for_once_and_then_serves_both() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    at_trademark(&stage, &mut browser, "minid", "plain").await;
    let page = browser.open(&stage.rowing_asks(HIGH, &[])).await;
    assert!(is_asked(&page), "{}", page.url);
    assert!(page.body.contains("at a lower level than"), "{}", page.body);
    assert!(page.form_with("eid", "minid").is_none(), "{}", page.body);
    stage.advance(5);
    let page = prove(&stage, &mut browser, &page, "buypass", "plain").await;
    let claims = stage.rowing_claims(&page).await;
    assert_eq!(claims["acr"], HIGH);
    let page = browser
        .open(&stage.url("trademark", &format!("/login?acr_values={HIGH}")))
        .await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    let raised = stage.claims(&mut browser, "trademark").await;
    assert_eq!(raised["acr"], HIGH);
    assert_eq!(raised["auth_time"], claims["auth_time"]);
    // Who asks for less gets what is proven.
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    assert_eq!(stage.rowing_claims(&page).await["acr"], HIGH);
}

#[tokio::test(flavor = "multi_thread")]
async fn prompt_and_max_age_are_what_the_standard_says() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let none = stage.rowing_asks(SUBSTANTIAL, &[("prompt", "none")]);
    let page = browser.open(&none).await;
    let error = Stage::returned(&page, "error");
    assert_eq!(error.as_deref(), Some("login_required"), "{}", page.url);
    assert_eq!(page.url.host_str(), Some("rowing.localhost"));

    at_trademark(&stage, &mut browser, "bankid", "plain").await;
    let first = stage.claims(&mut browser, "trademark").await;
    stage.advance(10 * MINUTE);
    let page = browser.open(&none).await;
    let silent = stage.rowing_claims(&page).await;
    assert_eq!(silent["auth_time"], first["auth_time"]);

    let within = stage.rowing_asks(SUBSTANTIAL, &[("max_age", "700")]);
    let page = browser.open(&within).await;
    assert!(!is_asked(&page), "{}", page.url);
    for too_old in [
        &[("max_age", "300")][..],
        &[("max_age", "0")],
        &[("prompt", "login")],
    ] {
        let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, too_old)).await;
        assert!(is_asked(&page), "{too_old:?}: {}", page.url);
    }
    let more = [("prompt", "none"), ("max_age", "300")];
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &more)).await;
    let error = Stage::returned(&page, "error");
    assert_eq!(error.as_deref(), Some("login_required"), "{}", page.url);

    let page = browser
        .open(&stage.rowing_asks(SUBSTANTIAL, &[("prompt", "login")]))
        .await;
    let page = prove(&stage, &mut browser, &page, "bankid", "plain").await;
    let anew = stage.rowing_claims(&page).await;
    let auth_time = |claims: &serde_json::Value| claims["auth_time"].as_i64().unwrap();
    assert_eq!(auth_time(&anew) - auth_time(&first), 600);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_without_single_sign_on_neither_reads_nor_makes_a_session() {
    let stage = Stage::new().await;
    let rowing = "client_id = \"rowing\"\n";
    stage
        .reconfigure(|text| text.replace(rowing, &format!("{rowing}sso = false\n")))
        .await;
    let mut browser = stage.browser();
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    let page = prove(&stage, &mut browser, &page, "bankid", "plain").await;
    stage.rowing_claims(&page).await;
    // It made none …
    let page = at_trademark(&stage, &mut browser, "bankid", "plain").await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    // … and reads none.
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    assert!(is_asked(&page), "{}", page.url);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_person_in_the_same_browser_is_not_taken_for_the_first() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    at_trademark(&stage, &mut browser, "bankid", "plain").await;
    let login = [("prompt", "login")];
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &login)).await;
    let page = prove(&stage, &mut browser, &page, "bankid", "sami").await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("sami"));
    let page = browser.open(&stage.url("trademark", "/login")).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    let claims = stage.claims(&mut browser, "trademark").await;
    assert_eq!(claims["pid"], number_of("sami"));
}

/// A national login never answers a foreign connector: PX-11.
#[tokio::test(flavor = "multi_thread")]
async fn px_11_a_session_at_home_is_none_abroad_and_the_other_way_round() {
    let stage = Stage::abroad().await;
    let mut browser = stage.browser();
    at_trademark(&stage, &mut browser, "minid", "plain").await;
    let page = stage.ask_from(&mut browser, "SE").await;
    assert!(is_asked(&page), "{}", page.url);
    let page = stage.choose_eid(&mut browser, &page, "minid").await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    let page = stage.agree(&mut browser, &page).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);

    let mut browser = stage.browser();
    let page = stage
        .consent_page(&mut browser, "SE", "bankid", "plain")
        .await;
    stage.agree(&mut browser, &page).await;
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    assert!(is_asked(&page), "{}", page.url);
}

/// What another country proved is for the service that asked, unless the operator shares it; then
/// for services of the same sector, and while that country may be asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_login_is_shared_only_if_the_operator_says_so() {
    const EUROPEAN: &str = "eidas-loa-substantial";
    let stage = Stage::abroad().await;
    let mut browser = stage.browser();
    stage.log_in(&mut browser, "SE", "plain").await;
    let first = stage.claims(&mut browser, "trademark").await;
    let asks = stage.rowing_asks(EUROPEAN, &[]);
    let is_page = |page: &Page| page.url.path() == "/country";
    let page = browser.open(&asks).await;
    assert!(is_page(&page), "{}", page.url);

    // Shared, but the rowing club is a private company and the register a public body.
    stage
        .reconfigure(|text| text + "\n[sessions]\nshare_foreign = true\n")
        .await;
    stage.log_in(&mut browser, "SE", "plain").await;
    let page = browser.open(&asks).await;
    assert!(is_page(&page), "another sector: {}", page.url);

    let private = "sp_type = \"private\"";
    let public = "sp_type = \"public\"";
    stage
        .reconfigure(|text| text.replace(private, public))
        .await;
    stage.advance(10 * MINUTE);
    let mut browser = stage.browser();
    stage.log_in(&mut browser, "SE", "plain").await;
    let login = stage.claims(&mut browser, "trademark").await;
    stage.advance(MINUTE);
    let page = browser.open(&asks).await;
    let shared = stage.rowing_claims(&page).await;
    assert_eq!(shared["auth_time"], login["auth_time"]);
    assert_ne!(shared["auth_time"], first["auth_time"]);
    for claim in ["acr", "eidas_person_identifier", "birthdate", "family_name"] {
        assert_eq!(shared[claim], login[claim], "{claim}");
    }
    assert_eq!(shared["amr"], serde_json::json!(["eIDAS"]));
    assert_ne!(shared["sub"], login["sub"], "another organisation");

    // It proves no national level, and no higher one.
    let page = browser.open(&stage.rowing_asks(SUBSTANTIAL, &[])).await;
    assert!(is_asked(&page), "{}", page.url);
    for refused in [&[("prompt", "login")][..], &[("max_age", "30")]] {
        let page = browser.open(&stage.rowing_asks(EUROPEAN, refused)).await;
        assert!(is_page(&page), "{refused:?}: {}", page.url);
    }
    // A country that is closed proves nothing any more.
    let sweden = gateway::lever::Target::Country("SE".to_owned());
    stage.suspend(sweden.clone(), None).await;
    let page = browser.open(&asks).await;
    assert!(is_page(&page), "{}", page.url);
    let order = crate::operate::Order::Resume { target: sweden };
    stage.order(order).await;
    let page = browser.open(&asks).await;
    assert!(!is_page(&page), "{}", page.url);
    // It never answers a foreign connector.
    let page = stage.ask_from(&mut browser, "AT").await;
    assert!(is_asked(&page), "{}", page.url);
    // And it ends as every session does.
    stage.advance(31 * MINUTE);
    let page = browser.open(&asks).await;
    assert!(is_page(&page), "{}", page.url);
}

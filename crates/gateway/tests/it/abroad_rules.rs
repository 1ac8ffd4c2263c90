// SPDX-License-Identifier: EUPL-1.2
//! Rules that an operator sets for foreign logins, and the trail of who does not keep them.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use eidas::SubStatus;
use gateway::identifier::{Policies, UndecidedPolicy};
use gateway::settings::{IdentifierPolicy, Settings};
use serde_json::json;
use store::env::FakeClock;

use crate::abroad::{Abroad, assert_way_on, leaves, shown};
use crate::eid::{Eid, NUMBER};
use crate::support::{Browser, NOW_MS};

/// A login portal lets people in by e-IDs of its own choice: only what is notified proves abroad.
#[tokio::test]
async fn up_04_a_portal_proves_abroad_only_by_what_is_notified() {
    let clock = FakeClock::new(NOW_MS);
    let portal = Eid::start("bankid", "idporten-loa-high", &clock).await;
    let text = portal
        .configured("portal = true\n")
        .replace("id = \"bankid\"", "id = \"portal\"")
        + "amr = [\"BankID\", \"Buypass\"]\n";
    let abroad = Abroad::start_with(clock, "identifier = \"national\"\n", &text).await;
    let mut browser = abroad.browser();
    let refused = [
        json!(null),
        json!([]),
        json!("Commfides"),
        json!(["Commfides"]),
        json!(["BankID", "Commfides"]),
        json!(["BankID", 1]),
        json!({ "BankID": true }),
        json!(["bankid"]),
    ];
    let go = async |browser: &mut Browser<'_>, amr: serde_json::Value| {
        portal.tell(|script| {
            script.id_token.insert("amr".to_owned(), amr);
        });
        let begun = abroad.begin(browser, "SE").await;
        let url = abroad.norway.choose(browser, &begun.flow, "portal").await;
        let callback = portal
            .log_in(&url)
            .replace("/callback/bankid", "/callback/portal");
        (begun, browser.get(&callback).await)
    };
    for amr in refused {
        let (begun, page) = go(&mut browser, amr.clone()).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{amr}: {page:?}");
        assert_way_on(&page);
        assert!(
            page.body.contains("cannot be used in other countries"),
            "{page:?}"
        );
        assert_eq!(abroad.last("login_refused", "reason"), "eid_not_notified");
        let status = abroad.back(&mut browser, &page, &begun).await;
        assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
    }
    for amr in [
        json!(["BankID"]),
        json!("Buypass"),
        json!(["BankID", "Buypass"]),
    ] {
        let (begun, back) = go(&mut browser, amr).await;
        let digest = shown(&browser.get(back.location()).await);
        // Taken off the list in between.
        let before = abroad.norway.gateway.app.settings();
        abroad.reload(|settings| {
            for eid in &mut settings.eids {
                Arc::make_mut(eid).notified_amr.retain(|amr| amr == "Other");
            }
        });
        let page = abroad
            .decide(&mut browser, &begun.flow, "approve", &digest)
            .await;
        assert_eq!(
            page.status,
            StatusCode::FORBIDDEN,
            "a portal without a list proves nothing"
        );
        abroad.reload(|settings| *settings = Settings::clone(&before));
        let sent = abroad
            .decide(&mut browser, &begun.flow, "approve", &digest)
            .await;
        let person = abroad.read("SE", &begun.id, &sent).await.unwrap();
        assert_eq!(
            person.person_identifier.as_str().to_owned(),
            format!("NO/SE/{NUMBER}")
        );
    }
    abroad.log_in("SE").await;
}

/// SAML Core §3.3.2.2.1: of an `exact` list the e-IDs whose level stands in it, no other.
#[tokio::test]
async fn a_list_of_exact_levels_opens_the_e_ids_whose_level_stands_in_it() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let asked = |levels: &[&str]| {
        let class =
            |uri: &&str| format!("<saml2:AuthnContextClassRef>{uri}</saml2:AuthnContextClassRef>");
        let classes: String = levels.iter().map(class).collect();
        move |xml: String| {
            let start = xml.find("<saml2:AuthnContextClassRef>").unwrap();
            let end = xml.find("</saml2p:RequestedAuthnContext>").unwrap();
            let head = xml[..start].replace("\"minimum\"", "\"exact\"");
            format!("{head}{classes}{}", &xml[end..])
        }
    };
    let substantial = "http://eidas.europa.eu/LoA/substantial";
    let high = "http://eidas.europa.eu/LoA/high";
    let other = "http://eidas.europa.eu/NotNotified/LoA/high";
    let all: &[&str] = &[other, high, substantial];
    for (levels, minid) in [(all, true), (&[high, other], false)] {
        let begun = abroad.begin_with(&mut browser, "SE", asked(levels)).await;
        let at = format!("/choose?flow={}", begun.flow);
        let page = browser.get(&at).await;
        let closed = page.body.contains("value=\"minid\" disabled");
        assert_eq!(closed, !minid, "{page:?}");
        assert!(!page.body.contains("value=\"bankid\" disabled"), "{page:?}");
        let tampered = [("eid", "minid"), ("action", "next")];
        let chosen = browser.post(&at, &tampered).await;
        assert_eq!(chosen.status == StatusCode::SEE_OTHER, minid, "{chosen:?}");
        let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
        let sent = abroad
            .decide(&mut browser, &begun.flow, "approve", &digest)
            .await;
        let person = abroad.read("SE", &begun.id, &sent).await.unwrap();
        assert_eq!(person.loa.uri(), high);
    }
    // Without the level above, the list is none: the connector is told, and no person.
    let (id, xml) = abroad.request("SE", asked(&[substantial, other]));
    let told = abroad.post(&mut browser, &xml).await;
    let status = abroad.failure("SE", &id, &told).await;
    assert_eq!(status.ec_code(), Some("202015"));
}

/// Decided or not: a country's persons never become strangers by a line of configuration.
#[tokio::test]
async fn a_policy_that_changes_without_a_record_gives_no_identifier() {
    let abroad = Abroad::start().await;
    let app = &abroad.norway.gateway.app;
    let mut browser = abroad.browser();
    let before = abroad
        .log_in("SE")
        .await
        .person_identifier
        .as_str()
        .to_owned();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let policies = Policies::new(&app.records, &app.env);
    let as_before = app.settings();
    abroad.reload(|settings| {
        settings.proxy_service.as_mut().unwrap().identifier = IdentifierPolicy::National;
    });
    let changed = app.settings().proxy_service.clone().unwrap();
    // At start and reload it is refused; should it run all the same, nothing leaves.
    let refused = policies.decided(&changed).await;
    assert!(matches!(refused, Err(UndecidedPolicy::Changed(list)) if list.len() == 1));
    for page in [
        browser.get(&format!("/consent?flow={}", begun.flow)).await,
        abroad
            .decide(&mut browser, &begun.flow, "approve", &digest)
            .await,
    ] {
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
        assert!(!leaves(&page) && !page.body.contains(NUMBER));
        assert_way_on(&page);
        assert_eq!(
            abroad.last("login_refused", "reason"),
            "identifier_policy_changed"
        );
    }
    // Germany has none yet: it gets what is configured.
    let german = abroad
        .log_in("DE")
        .await
        .person_identifier
        .as_str()
        .to_owned();
    assert_eq!(german, format!("NO/DE/{NUMBER}"));
    abroad.reload(|settings| *settings = Settings::clone(&as_before));
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    let after = abroad.read("SE", &begun.id, &sent).await.unwrap();
    assert_eq!(after.person_identifier.as_str().to_owned(), before);
}

/// Garbage, strangers' requests, stale ones, replays and made-up states by the thousand: the audit
/// trail keeps examples and a number, and the honest login stands in it whole.
#[tokio::test]
async fn floods_of_strangers_leave_examples_and_a_number() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    let connector = abroad.of("SE");
    let lines = || gateway.audit.lines().len();
    let honest = connector.xml("_once", abroad.now());
    let honest = connector.sign(&honest);
    let mut browser = abroad.browser();
    abroad.post(&mut browser, &honest).await;
    let stranger = connector
        .xml("_x", abroad.now())
        .replace("connector.se", "nobody.se");
    let elsewhere = connector
        .xml("_y", abroad.now())
        .replace("/proxy/sso", "/other");
    let state = store::Handle::new(&gateway.env, NOW_MS + 600_000).to_string();
    let before = lines();
    for kind in 0..5 {
        // Each kind has the bucket to itself.
        gateway
            .clock
            .advance(Duration::from_secs(if kind == 0 { 0 } else { 20 }));
        for _ in 0..60 {
            let mut browser = abroad.browser();
            let answer = match kind {
                0 => abroad.post(&mut browser, &honest).await,
                1 => abroad.post(&mut browser, b"<x").await,
                2 => abroad.post(&mut browser, stranger.as_bytes()).await,
                3 => abroad.post(&mut browser, &connector.sign(&elsewhere)).await,
                _ => {
                    browser
                        .get(&format!("/callback/bankid?state={state}&code=x"))
                        .await
                }
            };
            assert!(answer.status.is_client_error(), "{kind}: {answer:?}");
        }
    }
    let kept = lines() - before;
    assert!((20..60).contains(&kept), "{kept} of 300 refusals");
    gateway.clock.advance(Duration::from_secs(60));
    abroad.post(&mut abroad.browser(), b"<x").await;
    assert!(!gateway.audited("refusals_left_out").is_empty());
    let told = |event: &str| gateway.audited(event).len();
    let counts = ["person_sent", "citizen_identified", "consent_decided"].map(told);
    abroad.log_in("SE").await;
    let after = ["person_sent", "citizen_identified", "consent_decided"].map(told);
    assert_eq!(after, counts.map(|count| count + 1));
}

/// eIDAS Attribute Profile 1.4 §2.2: without a family name there is no minimum data set. Whoever has none
/// at the e-ID reads it when she comes back, where she can choose another one.
#[tokio::test]
async fn who_has_no_family_name_at_the_e_id_is_told_at_once() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    abroad.norway.bankid.tell(|script| {
        script.userinfo.insert("family_name".to_owned(), json!(""));
    });
    let page = abroad.prove(&mut browser, &begun.flow, "bankid").await;
    assert_way_on(&page);
    assert_eq!(
        abroad.last("login_refused", "reason"),
        "family_name_missing"
    );
}

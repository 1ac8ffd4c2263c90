// SPDX-License-Identifier: EUPL-1.2
//! The emergency lever and answers that were made before it was pulled: what has not left stays
//! here. eIDAS art. 10.

use std::sync::Arc;

use axum::http::StatusCode;
use eidas::LevelOfAssurance;
use gateway::lever::{Lever, Target};
use gateway::settings::{EidSettings, Notification, Settings};

use crate::abroad::{Abroad, form, leaves};
use crate::eid::{HIGH, NUMBER, Norway, SUBSTANTIAL};
use crate::support::{Answer, Browser, Gateway, REDIRECT, between, flow_of, verifier};

const WORDS: &str = "Closed by the operator";

fn eid(id: &str) -> Target {
    Target::Eid(id.to_owned())
}

fn country(code: &str) -> Target {
    Target::Country(code.to_owned())
}

impl Gateway {
    pub(crate) async fn suspend(&self, target: &Target) {
        let lever = Lever {
            target: target.clone(),
            since_ms: self.env.now_ms(),
            until_ms: None,
            nb: "Stengt".to_owned(),
            nn: "Stengd".to_owned(),
            en: WORDS.to_owned(),
        };
        let levers = &self.app.levers;
        levers.suspend(&self.app.records, lever).await.unwrap();
    }

    async fn resume(&self, target: &Target) {
        let levers = &self.app.levers;
        levers.resume(&self.app.records, target).await.unwrap();
    }

    async fn redeem(&self, code: &str) -> Answer {
        let verifier = verifier();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier.expose()),
        ];
        self.client_post("/token", &form).await
    }

    fn reason_of_last(&self, event: &str) -> String {
        let line = self.audited(event).pop().unwrap_or_default();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        line["reason"].as_str().unwrap_or_default().to_owned()
    }
}

/// A person has agreed and presses "reload" after the e-ID or the country was closed.
#[tokio::test]
async fn a_kept_answer_to_another_country_stays_here_when_its_e_id_or_country_is_closed() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    for (target, reason) in [
        (eid("bankid"), "eid_suspended"),
        (country("SE"), "country_suspended"),
    ] {
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let flow = begun.flow.as_str();
        let (digest, _) = abroad.consent(&mut browser, flow, "bankid").await;
        let sent = abroad.decide(&mut browser, flow, "approve", &digest).await;
        for other in [eid("minid"), country("DE")] {
            gateway.suspend(&other).await;
        }
        gateway.suspend(&target).await;
        let pages = [
            browser.get(&format!("/continue?flow={flow}")).await,
            browser.get(&format!("/consent?flow={flow}")).await,
            abroad.decide(&mut browser, flow, "approve", &digest).await,
            abroad.decide(&mut browser, flow, "decline", &digest).await,
        ];
        for page in pages {
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
            assert!(!leaves(&page) && !page.body.contains(NUMBER), "{page:?}");
            assert!(page.body.contains(WORDS), "{page:?}");
            assert_eq!(gateway.reason_of_last("login_refused"), reason);
        }
        // Closed is what was closed: the others do not hold it back.
        gateway.resume(&target).await;
        let again = browser.get(&format!("/continue?flow={flow}")).await;
        assert_eq!(form(&again).xml, form(&sent).xml);
        for other in [eid("minid"), country("DE")] {
            gateway.resume(&other).await;
        }
    }
}

/// The same when it is closed for other countries alone: at home it is as open as before.
#[tokio::test]
async fn a_kept_answer_to_another_country_stays_here_when_its_e_id_is_for_this_one_only() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    let before = abroad.norway.gateway.app.settings();
    abroad.reload(|settings| {
        let bankid = |eid: &&mut Arc<EidSettings>| eid.id.as_str() == "bankid";
        let bankid = settings.eids.iter_mut().find(bankid).unwrap();
        Arc::make_mut(bankid).notification = Notification::Planned;
    });
    let at = format!("/continue?flow={}", begun.flow);
    let page = browser.get(&at).await;
    assert!(!leaves(&page) && !page.body.contains(NUMBER), "{page:?}");
    assert_eq!(abroad.last("login_refused", "reason"), "eid_closed");
    abroad.reload(|settings| *settings = Settings::clone(&before));
    assert_eq!(form(&browser.get(&at).await).xml, form(&sent).xml);
}

/// A failure says nothing of a person: it may leave when the e-ID is closed, but a closed country
/// is not answered.
#[tokio::test]
async fn a_kept_failure_leaves_when_an_e_id_is_closed_and_stays_when_the_country_is() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let declined = abroad
        .decide(&mut browser, &begun.flow, "decline", &digest)
        .await;
    let at = format!("/continue?flow={}", begun.flow);
    gateway.suspend(&eid("bankid")).await;
    assert_eq!(form(&browser.get(&at).await).xml, form(&declined).xml);
    gateway.suspend(&country("SE")).await;
    let page = browser.get(&at).await;
    assert!(!leaves(&page) && page.body.contains(WORDS), "{page:?}");
}

/// A login at home with BankID, as far as the page that leads to the kept answer.
async fn at_home(norway: &Norway, browser: &mut Browser<'_>) -> String {
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let url = norway.choose(browser, &flow, "bankid").await;
    let back = browser.get(&norway.bankid.log_in(&url)).await;
    assert_eq!(back.status, StatusCode::OK, "{back:?}");
    format!("/continue?flow={flow}")
}

/// The same from Sweden.
async fn from_sweden(gateway: &Gateway, browser: &mut Browser<'_>) -> String {
    let (_, sent) = browser.go_to_country("SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let xml = gateway.sign("SE", &response);
    let page = browser.answer(&xml, Some(&sent.relay_state)).await;
    between(&page.body, "content=\"0; url=", "\"").replace("&#61;", "=")
}

fn code(answer: &Answer) -> String {
    assert!(answer.location().starts_with(REDIRECT), "{answer:?}");
    answer.parameter("code").unwrap()
}

#[tokio::test]
async fn a_code_stays_here_and_one_that_left_is_worth_nothing_when_its_e_id_is_closed() {
    let norway = Norway::start().await;
    let gateway = &norway.gateway;
    let (bankid, others) = (eid("bankid"), [eid("minid"), country("SE")]);
    for other in &others {
        gateway.suspend(other).await;
    }
    let mut browser = gateway.browser();
    let at = at_home(&norway, &mut browser).await;
    gateway.suspend(&bankid).await;
    let page = browser.get(&at).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    assert!(page.body.contains(WORDS), "{page:?}");
    assert!(
        page.body.contains("http://trademark.localhost:8080/"),
        "a way on: {page:?}"
    );
    assert_eq!(gateway.reason_of_last("login_refused"), "eid_suspended");
    gateway.resume(&bankid).await;
    let code_of_login = code(&browser.get(&at).await);
    // And one that the session of single sign-on gave.
    let code_of_session = code(&browser.authorize(&[SUBSTANTIAL]).await);
    for code in [code_of_login, code_of_session] {
        gateway.suspend(&bankid).await;
        let refused = gateway.redeem(&code).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{refused:?}");
        assert_eq!(refused.json()["error"], "invalid_grant");
        assert!(!refused.body.contains("token"), "{refused:?}");
        assert_eq!(
            gateway.reason_of_last("client_refused"),
            "the e-ID that proved the person was closed"
        );
        gateway.resume(&bankid).await;
        let burnt = gateway.redeem(&code).await;
        assert_eq!(burnt.json()["error"], "invalid_grant", "burnt: {burnt:?}");
    }
    assert!(gateway.audited("tokens_issued").is_empty());
    // The others were closed all the time.
    let code = code(&browser.authorize(&[SUBSTANTIAL]).await);
    assert!(gateway.redeem(&code).await.json()["id_token"].is_string());
}

#[tokio::test]
async fn a_code_stays_here_and_one_that_left_is_worth_nothing_when_its_country_is_closed() {
    let gateway = Gateway::start().await;
    let (sweden, other) = (country("SE"), country("BG"));
    gateway.suspend(&other).await;
    let mut browser = gateway.browser();
    let at = from_sweden(&gateway, &mut browser).await;
    gateway.suspend(&sweden).await;
    let page = browser.get(&at).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{page:?}");
    assert!(page.body.contains(WORDS), "{page:?}");
    assert!(page.body.contains("http://trademark.localhost:8080/"));
    gateway.resume(&sweden).await;
    let held = code(&browser.get(&at).await);
    gateway.suspend(&sweden).await;
    let refused = gateway.redeem(&held).await;
    assert_eq!(refused.json()["error"], "invalid_grant", "{refused:?}");
    assert_eq!(
        gateway.reason_of_last("client_refused"),
        "the country that proved the person was closed"
    );
    gateway.resume(&sweden).await;
    assert_eq!(
        gateway.redeem(&held).await.json()["error"],
        "invalid_grant",
        "burnt"
    );
    let at = from_sweden(&gateway, &mut browser).await;
    let code = code(&browser.get(&at).await);
    assert!(gateway.redeem(&code).await.json()["id_token"].is_string());
}

/// What BankID's word counts for, after a reload; another of its words still reaches high.
fn lower(settings: &mut Settings) {
    let bankid = settings.eids.iter_mut();
    let bankid = bankid.filter(|eid| eid.id.as_str() == "bankid");
    for eid in bankid.map(Arc::make_mut) {
        eid.acr = vec![
            (HIGH.1.to_owned(), LevelOfAssurance::Substantial),
            ("another-word".to_owned(), LevelOfAssurance::High),
        ];
    }
}

/// What was high when the person logged in is not any more, and her session must not say so.
#[tokio::test]
async fn a_session_says_the_level_that_its_word_has_now() {
    let norway = Norway::start().await;
    let gateway = &norway.gateway;
    let mut browser = gateway.browser();
    let at = at_home(&norway, &mut browser).await;
    code(&browser.get(&at).await);
    let before = code(&browser.authorize(&[HIGH]).await);
    let acr = async |code: &str| {
        let tokens = gateway.redeem(code).await.json();
        let claims = crate::connector::claims(tokens["id_token"].as_str().unwrap());
        claims["acr"].as_str().unwrap().to_owned()
    };
    assert_eq!(acr(&before).await, HIGH.1);
    let current = gateway.app.current();
    let mut settings = Settings::clone(&current.settings);
    lower(&mut settings);
    gateway
        .app
        .reload(Arc::new(settings), current.keys.clone())
        .unwrap();
    let asks = browser.authorize(&[HIGH]).await;
    assert!(
        asks.location().starts_with("/choose?flow="),
        "a silent code: {asks:?}"
    );
    let page = browser.get(asks.location()).await;
    assert!(
        page.body
            .contains("Log in again with a stronger e\u{2011}ID")
    );
    let code = code(&browser.authorize(&[SUBSTANTIAL]).await);
    assert_eq!(acr(&code).await, SUBSTANTIAL.1);
}

/// PX-07: the same for what leaves abroad, although another word of the e-ID still reaches it.
#[tokio::test]
async fn px_07_a_word_that_was_lowered_does_not_leave_as_the_level_it_had() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let before = abroad.norway.gateway.app.settings();
    abroad.reload(lower);
    let page = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    assert!(!leaves(&page), "{page:?}");
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{page:?}");
    assert_eq!(
        abroad.last("login_refused", "reason"),
        "level_not_published"
    );
    abroad.reload(|settings| *settings = Settings::clone(&before));
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
}

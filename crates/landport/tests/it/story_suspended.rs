// SPDX-License-Identifier: EUPL-1.2
//! The emergency lever on the whole road: an e-ID or a country is closed while people are under way,
//! and everybody reads why in her language. eIDAS art. 10. The commands themselves, against a
//! process of their own, are in `story_lever`.

use gateway::lever::Target;

use crate::browser::{Browser, Page};
use crate::operate::Order;
use crate::road::number_of;
use crate::stage::Stage;

fn eid(id: &str) -> Target {
    Target::Eid(id.to_owned())
}

fn country(code: &str) -> Target {
    Target::Country(code.to_owned())
}

/// The operator's words, in English.
const WORDS: &str = "Closed by a test (en).";

fn says_why(page: &Page) {
    assert!(page.body.contains(WORDS), "{}: {}", page.url, page.body);
}

pub(crate) async fn resume(stage: &Stage, target: Target) {
    stage.order(Order::Resume { target }).await;
}

/// The levels of our Proxy-Service's metadata; none when there is no metadata.
async fn published(stage: &Stage, browser: &mut Browser) -> Vec<&'static str> {
    let page = browser
        .open(&stage.url("no", "/eidas/proxy/metadata"))
        .await;
    let mut levels = vec!["low", "substantial", "high"];
    levels.retain(|level| page.body.contains(&format!("/LoA/{level}<")));
    levels
}

async fn told(stage: &Stage, browser: &mut Browser, from: &str, status: &str) {
    let received = stage.received(browser, from).await;
    assert_eq!(received["outcome"], "failure", "{received}");
    let said = received["status"].as_str().unwrap();
    assert!(said.contains(status), "{said}");
    assert!(received["attributes"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_e_id_is_closed_before_at_and_after_the_login_there_and_the_words_are_read() {
    let stage = Stage::abroad().await;
    let mut before = stage.browser();
    let choose = stage.ask_from(&mut before, "SE").await;
    let mut at = stage.browser();
    let page = stage.ask_from(&mut at, "SE").await;
    let there = stage.choose_eid(&mut at, &page, "bankid").await;
    let mut after = stage.browser();
    let values = stage
        .consent_page(&mut after, "SE", "bankid", "plain")
        .await;
    let mut at_home = stage.browser();
    let page = at_home.open(&stage.url("trademark", "/login")).await;
    let home = stage.choose_eid(&mut at_home, &page, "bankid").await;

    stage.suspend(eid("bankid"), None).await;

    // Who has not chosen yet: greyed, with the words; and a form from before chooses nothing.
    let form = choose.form_with("eid", "bankid").unwrap();
    let filled = [("eid", "bankid"), ("action", "next")];
    let page = before.submit(&choose, &form, &filled).await;
    assert_eq!(page.url.path(), "/choose");
    assert!(page.form_with("eid", "bankid").is_none(), "{}", page.body);
    says_why(&page);
    for language in ["nb", "nn", "en"] {
        let address = format!("{}&lang={language}", choose.url);
        let page = before.open(&address).await;
        let words = format!("Closed by a test ({language}).");
        assert!(page.body.contains(&words), "{language}: {}", page.body);
    }
    // Another e-ID leads on.
    let page = before.open(&format!("{}&lang=en", choose.url)).await;
    let page = stage.choose_eid(&mut before, &page, "buypass").await;
    let page = stage.prove(&mut before, &page, "plain", None).await;
    let page = stage.agree(&mut before, &page).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);

    // Who is there: her proof counts no more.
    let page = stage.prove(&mut at, &there, "plain", None).await;
    says_why(&page);
    stage.press(&mut at, &page, "back").await;
    told(&stage, &mut at, "SE", "RequestDenied").await;

    // Who reads the values: nothing leaves.
    let page = stage.press(&mut after, &values, "approve").await;
    assert!(
        page.form_with("action", "approve").is_none(),
        "{}",
        page.body
    );
    assert_ne!(page.url.path(), "/me", "{}", page.body);
    stage.press(&mut after, &page, "back").await;
    told(&stage, &mut after, "SE", "RequestDenied").await;

    // At home likewise.
    let page = stage.prove(&mut at_home, &home, "plain", None).await;
    says_why(&page);

    resume(&stage, eid("bankid")).await;
    let page = stage
        .consent_page(&mut after, "SE", "bankid", "plain")
        .await;
    let page = stage.agree(&mut after, &page).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    let audit = stage.audit();
    for command in ["\"suspend eid bankid\"", "\"resume eid bankid\""] {
        assert!(audit.contains(command), "{command} in {audit}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_closed_e_id_proved_serves_no_other_service() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = browser.open(&stage.url("trademark", "/login")).await;
    let page = stage.choose_eid(&mut browser, &page, "minid").await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    stage.suspend(eid("minid"), None).await;
    let asks = stage.rowing_asks("idporten-loa-substantial", &[]);
    let page = browser.open(&asks).await;
    assert_eq!(page.url.path(), "/choose", "{}", page.url);
    resume(&stage, eid("minid")).await;
    let page = browser.open(&asks).await;
    assert_eq!(stage.rowing_claims(&page).await["pid"], number_of("plain"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_metadata_follows_and_a_suspension_ends_by_itself() {
    let stage = Stage::abroad().await;
    let mut browser = stage.browser();
    assert_eq!(
        published(&stage, &mut browser).await,
        ["substantial", "high"]
    );
    let until = store::env::Clock::now_ms(&*stage.clock) + 60_000;
    for id in ["bankid", "buypass", "portal"] {
        stage.suspend(eid(id), Some(until)).await;
    }
    assert_eq!(published(&stage, &mut browser).await, ["substantial"]);
    // Denmark asks for high: nobody reaches it now, and Denmark is told.
    stage.ask_from(&mut browser, "DK").await;
    told(&stage, &mut browser, "DK", "Re").await;
    stage.suspend(eid("minid"), None).await;
    assert_eq!(published(&stage, &mut browser).await, [""; 0]);
    resume(&stage, eid("minid")).await;
    stage.advance(61);
    assert_eq!(
        published(&stage, &mut browser).await,
        ["substantial", "high"]
    );
    // What runs out is written down by the next look, within seconds.
    for _ in 0..100 {
        if stage.audit().contains("eid portal opened again by itself") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("not audited: {}", stage.audit());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_country_is_closed_as_answerer_before_and_after_the_choice() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let there = stage.login_page(&mut browser, "SE").await;
    stage.suspend(country("SE"), None).await;
    let page = stage.choose_person(&mut browser, &there, "plain").await;
    assert_ne!(page.url.path(), "/me", "{}", page.body);
    says_why(&page);
    for language in ["nb", "nn", "en"] {
        let mut browser = stage.browser();
        browser.languages = language.to_owned();
        let page = stage.country_page(&mut browser).await;
        assert!(page.form_with("country", "SE").is_none(), "{}", page.body);
        let words = format!("Closed by a test ({language}).");
        assert!(page.body.contains(&words), "{language}: {}", page.body);
        assert!(page.form_with("country", "AT").is_some(), "{}", page.body);
    }
    resume(&stage, country("SE")).await;
    let page = stage.log_in(&mut browser, "SE", "plain").await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_country_is_closed_as_requester_wherever_its_people_are() {
    let stage = Stage::abroad().await;
    let mut before = stage.browser();
    let choose = stage.ask_from(&mut before, "SE").await;
    let mut at = stage.browser();
    let page = stage.ask_from(&mut at, "SE").await;
    let there = stage.choose_eid(&mut at, &page, "bankid").await;
    let mut after = stage.browser();
    let values = stage
        .consent_page(&mut after, "SE", "bankid", "plain")
        .await;

    stage.suspend(country("SE"), None).await;

    for language in ["nb", "nn", "en"] {
        let mut new = stage.browser();
        new.languages = language.to_owned();
        let page = stage.ask_from(&mut new, "SE").await;
        assert!(page.form_with("eid", "bankid").is_none(), "{}", page.body);
        let words = format!("Closed by a test ({language}).");
        assert!(page.body.contains(&words), "{language}: {}", page.body);
    }
    let form = choose.form_with("eid", "bankid").unwrap();
    let filled = [("eid", "bankid"), ("action", "next")];
    let page = before.submit(&choose, &form, &filled).await;
    assert_eq!(page.url.host_str(), Some("no.localhost"));
    says_why(&page);
    says_why(&before.open(choose.url.as_str()).await);
    says_why(&stage.prove(&mut at, &there, "plain", None).await);
    for action in ["approve", "decline"] {
        let page = stage.press(&mut after, &values, action).await;
        assert_ne!(page.url.path(), "/me", "{}", page.body);
        says_why(&page);
        // No button leads in a circle.
        assert!(page.forms().is_empty(), "{}", page.body);
    }
    // Another country goes on as before.
    let page = stage
        .consent_page(&mut after, "AT", "bankid", "plain")
        .await;
    let page = stage.agree(&mut after, &page).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);

    resume(&stage, country("SE")).await;
    // Nothing was lost: who read the values may still agree.
    let page = stage.agree(&mut after, &values).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    let received = stage.received(&mut after, "SE").await;
    assert_eq!(received["outcome"], "person", "{received}");
}

#[test]
fn what_is_closed_stays_closed_across_a_restart() {
    // A start of its own: with its runtime ends everything that runs on it.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let directory = runtime.block_on(async {
        let stage = Stage::abroad().await;
        stage.suspend(eid("bankid"), None).await;
        stage.suspend(country("SE"), None).await;
        let Stage {
            together,
            directory,
            ..
        } = stage;
        together.gateway.close().await.unwrap();
        directory
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(10));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let stage = Stage::again(directory).await;
        stage.meet_connectors().await;
        let mut browser = stage.browser();
        says_why(&stage.ask_from(&mut browser, "SE").await);
        let page = stage.ask_from(&mut browser, "AT").await;
        assert!(page.form_with("eid", "bankid").is_none(), "{}", page.body);
        says_why(&page);
        let page = stage.country_page(&mut browser).await;
        assert!(page.form_with("country", "SE").is_none(), "{}", page.body);
        let status = stage.order(Order::Status).await;
        for target in ["eid bankid: closed since", "country SE: closed since"] {
            assert!(status.contains(target), "{status}");
        }
        resume(&stage, country("SE")).await;
        let page = stage.ask_from(&mut browser, "SE").await;
        assert!(page.form_with("eid", "buypass").is_some(), "{}", page.body);
    });
}

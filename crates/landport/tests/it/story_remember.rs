// SPDX-License-Identifier: EUPL-1.2
//! A consent that is remembered: it spares a page and nothing else, for one person, one service and
//! the very same values; and everything that would change one of these shows the page again.

use serde_json::Value;
use world::abroad::{E_JUSTICE_ROLE, Mischief};

use crate::browser::{Browser, Page};
use crate::road::number_of;
use crate::stage::Stage;

const DAYS: u64 = 30;

async fn stage() -> Stage {
    let stage = Stage::abroad().await;
    let line = format!("remember_consent_days = {DAYS}");
    stage.reconfigure(|text| set(&text, &line)).await;
    stage
}

/// Writes how long a consent is remembered, in place of what stood there.
fn set(text: &str, line: &str) -> String {
    let kept = text
        .lines()
        .filter(|line| !line.starts_with("remember_consent_days"));
    let kept: Vec<&str> = kept.collect();
    kept.join("\n")
        .replace("[proxy_service]\n", &format!("[proxy_service]\n{line}\n"))
}

/// Agrees and ticks the box.
pub(crate) async fn agree_for_good(browser: &mut Browser, page: &Page) -> Page {
    let form = page.form_with("remember", "yes").expect("it is offered");
    assert!(
        form.fields.iter().all(|(name, _)| name != "remember"),
        "nobody ticks for her: {}",
        page.body
    );
    let filled = [("remember", "yes"), ("action", "approve")];
    let page = browser.submit(page, &form, &filled).await;
    browser.settle(page).await
}

/// Logs in anew, at the e-ID too, as far as what waits for the person: our page or the service.
async fn log_in(stage: &Stage, browser: &mut Browser, country: &str, who: (&str, &str)) -> Page {
    let page = stage.ask_from(browser, country).await;
    let page = stage.choose_eid(browser, &page, who.0).await;
    stage.prove(browser, &page, who.1, None).await
}

/// Time goes by, and the gateway reads again what ran out meanwhile.
async fn later(stage: &Stage, seconds: u64) {
    stage.advance(seconds);
    stage.refresh().await;
    stage.meet_connectors().await;
}

fn shows_values(page: &Page) -> bool {
    page.url.path() == "/consent" && page.form_with("action", "approve").is_some()
}

fn consent(received: &Value) -> &str {
    received["consent"].as_str().unwrap_or_default()
}

const KARI: (&str, &str) = ("bankid", "plain");

#[tokio::test(flavor = "multi_thread")]
async fn who_ticked_the_box_is_not_asked_again_and_the_answer_says_so() {
    let stage = stage().await;
    let mut browser = stage.browser();
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    let page = agree_for_good(&mut browser, &page).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    let first = stage.received(&mut browser, "SE").await;
    assert_eq!(consent(&first), eidas::Consent::Obtained.uri());
    assert!(
        browser
            .cookies("no.localhost")
            .contains(&"__Host-consent".to_owned())
    );

    // `log_in` insists on the e-ID's own page: no login rides on the memory.
    later(&stage, 24 * 60 * 60).await;
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    assert_eq!(page.url.path(), "/me", "{} {}", page.url, page.body);
    let second = stage.received(&mut browser, "SE").await;
    assert_eq!(consent(&second), eidas::Consent::Prior.uri());
    assert_eq!(second["identifier"], first["identifier"]);
    assert_eq!(second["attributes"], first["attributes"]);
    let audit = stage.audit();
    for decision in ["approved_and_remembered", "prior"] {
        let line = format!("\"decision\":\"{decision}\"");
        assert!(audit.contains(&line), "{decision} in {audit}");
    }
    // Once more within the limit, then beyond it.
    later(&stage, (DAYS - 1) * 24 * 60 * 60 + 60).await;
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    assert!(shows_values(&page), "{} {}", page.url, page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_did_not_tick_the_box_is_asked_each_time() {
    let stage = stage().await;
    let mut browser = stage.browser();
    for _ in 0..2 {
        let page = log_in(&stage, &mut browser, "SE", KARI).await;
        assert!(shows_values(&page), "{} {}", page.url, page.body);
        stage.agree(&mut browser, &page).await;
        let received = stage.received(&mut browser, "SE").await;
        assert_eq!(consent(&received), eidas::Consent::Obtained.uri());
    }
    assert!(
        !browser
            .cookies("no.localhost")
            .contains(&"__Host-consent".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_different_shows_the_page_again() {
    let stage = stage().await;
    let mut browser = stage.browser();
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    agree_for_good(&mut browser, &page).await;
    let other_name = Mischief::ProviderName(Some("Another office".to_owned()));
    let other_requester = Mischief::RequesterId("https://other.example.se/".to_owned());
    for (what, mischief, who) in [
        ("another person at this browser", vec![], ("bankid", "sami")),
        ("another level", vec![], ("minid", "plain")),
        ("another service by its name", vec![other_name], KARI),
        (
            "a service without its name",
            vec![Mischief::ProviderName(None)],
            KARI,
        ),
        ("another service by its ID", vec![other_requester], KARI),
        (
            "a service without its ID",
            vec![Mischief::NoRequesterId],
            KARI,
        ),
    ] {
        stage.together.world.set_mischief("SE", &mischief);
        let page = log_in(&stage, &mut browser, "SE", who).await;
        assert!(shows_values(&page), "{what}: {} {}", page.url, page.body);
        // Left alone, it is not as if she had said yes.
        let page = stage.press(&mut browser, &page, "decline").await;
        assert_eq!(page.url.path(), "/me", "{what}: {}", page.body);
    }
    stage.together.world.set_mischief("SE", &[]);
    let page = log_in(&stage, &mut browser, "AT", KARI).await;
    assert!(shows_values(&page), "another country: {}", page.url);
    // None of it cost her what she had said.
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    assert_eq!(page.url.path(), "/me", "{}", page.body);
    let received = stage.received(&mut browser, "SE").await;
    assert_eq!(consent(&received), eidas::Consent::Prior.uri());
}

/// An attribute more shows the page, whether the person has it or not.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_for_one_thing_more_sees_the_page() {
    let stage = stage().await;
    // The login that knows roles, as one e-ID among others; who has none sends none.
    let route = format!("for_attributes = [{E_JUSTICE_ROLE:?}]\n");
    stage
        .reconfigure(|text| {
            text.replace(&route, "")
                .replace("otherwise = \"VIP2\"\n", "")
        })
        .await;
    let one_more = [Mischief::AsksFor {
        name: E_JUSTICE_ROLE.to_owned(),
        required: false,
    }];
    for (person, has) in [("plain", true), ("sami", false)] {
        let who = ("roles", person);
        let mut browser = stage.browser();
        let page = log_in(&stage, &mut browser, "SE", who).await;
        agree_for_good(&mut browser, &page).await;
        stage.together.world.set_mischief("SE", &one_more);
        let page = log_in(&stage, &mut browser, "SE", who).await;
        assert!(shows_values(&page), "{person}: {}", page.url);
        assert_eq!(page.body.contains("VIP1"), has, "{}", page.body);
        // Both are remembered now, each for itself.
        agree_for_good(&mut browser, &page).await;
        for mischief in [&one_more[..], &[]] {
            stage.together.world.set_mischief("SE", mischief);
            let page = log_in(&stage, &mut browser, "SE", who).await;
            assert_eq!(page.url.path(), "/me", "{}", page.body);
            let received = stage.received(&mut browser, "SE").await;
            assert_eq!(consent(&received), eidas::Consent::Prior.uri());
            let sent = received.to_string().contains("VIP1");
            assert_eq!(sent, has && !mischief.is_empty(), "{received}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_browser_knows_nothing_and_the_store_says_nothing() {
    let stage = stage().await;
    let mut browser = stage.browser();
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    agree_for_good(&mut browser, &page).await;
    let mut other = stage.browser();
    let page = log_in(&stage, &mut other, "SE", KARI).await;
    assert!(shows_values(&page), "{}", page.url);
    let mut files = vec![stage.directory.path().join("data")];
    while let Some(file) = files.pop() {
        if file.is_dir() {
            files.extend(std::fs::read_dir(file).unwrap().map(|f| f.unwrap().path()));
            continue;
        }
        let octets = std::fs::read(&file).unwrap_or_default();
        for told in [&*number_of("plain"), "Nordmann", "1990-05-14"] {
            let found = octets.windows(told.len()).any(|w| w == told.as_bytes());
            assert!(!found, "{told} in {}", file.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_without_a_name_is_not_remembered_whatever_the_form_says() {
    let stage = stage().await;
    let mut browser = stage.browser();
    let page = log_in(&stage, &mut browser, "PL", KARI).await;
    assert!(page.form_with("remember", "yes").is_none(), "{}", page.body);
    let form = page.form_with("action", "approve").unwrap();
    let forged = [("remember", "yes"), ("action", "approve")];
    let page = browser.submit(&page, &form, &forged).await;
    browser.settle(page).await;
    assert!(
        !browser
            .cookies("no.localhost")
            .contains(&"__Host-consent".to_owned())
    );
    let page = log_in(&stage, &mut browser, "PL", KARI).await;
    assert!(shows_values(&page), "{}", page.url);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_can_have_it_forgotten_on_either_page() {
    let stage = stage().await;
    for path in ["/choose", "/consent"] {
        let mut browser = stage.browser();
        let page = log_in(&stage, &mut browser, "SE", KARI).await;
        assert!(
            page.form_with("action", "forget").is_none(),
            "{}",
            page.body
        );
        agree_for_good(&mut browser, &page).await;
        let page = match path {
            "/choose" => stage.ask_from(&mut browser, "SE").await,
            _ => log_in(&stage, &mut browser, "AT", KARI).await,
        };
        assert_eq!(page.url.path(), path);
        let page = stage.press(&mut browser, &page, "forget").await;
        assert_eq!(page.url.path(), path, "{}", page.body);
        assert!(
            page.form_with("action", "forget").is_none(),
            "{}",
            page.body
        );
        assert!(
            !browser
                .cookies("no.localhost")
                .contains(&"__Host-consent".to_owned())
        );
        let page = log_in(&stage, &mut browser, "SE", KARI).await;
        assert!(shows_values(&page), "{path}: {}", page.url);
    }
    let audit = stage.audit();
    assert_eq!(audit.matches("\"consent_forgotten\"").count(), 2, "{audit}");
    assert!(audit.contains("\"services\":1"), "{audit}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_who_turns_it_off_or_shortens_it_ends_it_at_once() {
    let stage = stage().await;
    let mut browser = stage.browser();
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    agree_for_good(&mut browser, &page).await;
    stage.advance(3 * 24 * 60 * 60);
    for line in ["remember_consent_days = 2", "remember_consent_days = 0"] {
        stage.reconfigure(|text| set(&text, line)).await;
        let page = log_in(&stage, &mut browser, "SE", KARI).await;
        assert!(shows_values(&page), "{line}: {}", page.url);
        let offered = page.form_with("remember", "yes").is_some();
        assert_eq!(offered, !line.ends_with("= 0"), "{line}");
    }
}

/// Twenty services are remembered, the twenty-first takes the place of the oldest.
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_remembers_twenty_services_and_no_more() {
    let stage = stage().await;
    let mut browser = stage.browser();
    let named = |n: usize| [Mischief::ProviderName(Some(format!("Office {n}")))];
    for n in 0..=gateway::flow::proxy_service::remember::MOST_REMEMBERED {
        stage.together.world.set_mischief("SE", &named(n));
        let page = log_in(&stage, &mut browser, "SE", KARI).await;
        agree_for_good(&mut browser, &page).await;
    }
    for (n, shown) in [(0, true), (1, false), (20, false)] {
        stage.together.world.set_mischief("SE", &named(n));
        let page = log_in(&stage, &mut browser, "SE", KARI).await;
        assert_eq!(shows_values(&page), shown, "{n}: {}", page.url);
    }
}

/// Suspended e-IDs send nothing, remembered or not.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_remembered_does_not_outlive_a_suspension() {
    let stage = stage().await;
    let mut browser = stage.browser();
    let page = log_in(&stage, &mut browser, "SE", KARI).await;
    agree_for_good(&mut browser, &page).await;
    let page = stage.ask_from(&mut browser, "SE").await;
    let page = stage.choose_eid(&mut browser, &page, "bankid").await;
    let bankid = gateway::lever::Target::Eid("bankid".to_owned());
    stage.suspend(bankid, None).await;
    let page = stage.prove(&mut browser, &page, "plain", None).await;
    assert_ne!(page.url.path(), "/me", "{}", page.body);
    assert!(
        page.body.contains("Closed by a test (en)."),
        "{}",
        page.body
    );
}

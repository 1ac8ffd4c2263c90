//! What the operator writes for people stands on the pages, as the gateway shows them.

use std::sync::Arc;

use axum::http::StatusCode;
use eidas::{CountryCode, LevelOfAssurance};
use gateway::settings::Settings;
use store::env::FakeClock;

use crate::abroad::Abroad;
use crate::eid::{Eid, NUMBER, OTHER, SUBSTANTIAL};
use crate::support::{Answer, Browser, Gateway, NOW_MS, Setup, flow_of};

/// A third e-ID beside the two that are notified.
async fn third(clock: &Arc<FakeClock>, more: &str) -> (Eid, String) {
    let eid = Eid::start("buypass", "idporten-loa-high", clock).await;
    let text = eid.configured(more);
    (eid, text)
}

/// The same before it is notified.
fn pre_notified(text: &str) -> String {
    let (before, _) = text.split_once("state = \"notified\"").unwrap();
    format!("{before}state = \"pre-notified\"\nsince = \"2026-06-01\"\n")
}

/// From the choice to the e-ID and back; where that leads.
async fn prove(abroad: &Abroad, browser: &mut Browser<'_>, flow: &str, eid: &Eid) -> Answer {
    let url = abroad.norway.choose(browser, flow, "buypass").await;
    browser.get(&eid.log_in(&url)).await
}

#[tokio::test]
async fn an_e_id_with_trouble_has_its_notice_and_one_under_notification_its_reason() {
    let clock = FakeClock::new(NOW_MS);
    let notice =
        "outage = { nb = \"Buypass har <problemer>.\", en = \"Buypass has <problems>.\" }\n";
    let (_eid, text) = third(&clock, notice).await;
    let closed = Abroad::start_with(
        clock,
        "identifier = \"per-country\"\n",
        &pre_notified(&text),
    )
    .await;
    let mut browser = closed.browser();
    // At home it is open, trouble or not.
    let home = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let page = browser.get(&format!("/choose?flow={home}")).await.body;
    let notice = "Buypass has &#60;problems&#62;.";
    assert!(page.contains(notice), "{page}");
    assert!(
        page.contains("value=\"buypass\" aria-describedby"),
        "{page}"
    );
    let begun = closed.begin(&mut browser, "SE").await;
    for (language, reason) in [
        ("en", "Approval for use in other countries is in progress"),
        ("nb", "Godkjenning for bruk i andre land pågår"),
        ("nn", "Godkjenning for bruk i andre land er i gang"),
    ] {
        let page = format!("/choose?flow={}&lang={language}", begun.flow);
        let page = browser.get(&page).await.body;
        assert!(page.contains(reason), "{page}");
        assert!(page.contains("value=\"buypass\" disabled"), "{page}");
    }
}

/// It is open in a test profile only, and nobody takes it for the real thing.
#[tokio::test]
async fn the_pages_of_a_login_say_that_its_e_id_is_not_notified() {
    let clock = FakeClock::new(NOW_MS);
    let (eid, text) = third(&clock, "").await;
    let proxy = "identifier = \"per-country\"\nopen_pre_notified = true\n";
    let abroad = Abroad::start_with(clock, proxy, &pre_notified(&text)).await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let page = browser.get(&format!("/choose?flow={}", begun.flow)).await;
    let said = "In test only: not approved for use in other countries";
    assert_eq!(page.body.matches(said).count(), 1, "{page:?}");
    let back = prove(&abroad, &mut browser, &begun.flow, &eid).await;
    for (language, said) in [
        ("en", "In test only: BUYPASS"),
        ("nb", "Bare i test: BUYPASS"),
        ("nn", "Berre i test: BUYPASS"),
    ] {
        let page = format!("{}&lang={language}", back.location());
        let page = browser.get(&page).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        assert!(page.body.contains(said), "{page:?}");
    }
    // The two that are notified say nothing of the kind.
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (_, page) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    assert!(!page.body.contains("In test only"), "{page:?}");
}

/// The D-number of [`NUMBER`]: synthetic, day + 40.
const BEFORE: &str = "57912099980";

/// UP-06, UP-07: the number before is read as the number is. Of two that differ nobody can say which was hers, and what
/// userinfo alone says is asked of it, also where the token says everything else.
#[tokio::test]
async fn the_number_before_is_one_wherever_it_is_said() {
    let clock = FakeClock::new(NOW_MS);
    let names = "claims = { previous_pid = \"the_number_before\" }\n";
    let (eid, text) = third(&clock, names).await;
    let abroad = Abroad::start_with(clock, "identifier = \"per-country\"\n", &text).await;
    let log_in = async |number: &str, in_token: Option<&str>, in_userinfo: Option<&str>| {
        eid.tell(|script| {
            for (claims, before) in [
                (&mut script.id_token, in_token),
                (&mut script.userinfo, in_userinfo),
            ] {
                claims.insert("pid".to_owned(), number.into());
                claims.insert("the_number_before".to_owned(), before.into());
            }
            for (name, value) in [
                ("given_name", "Kari"),
                ("family_name", "Nordmann"),
                ("birthdate", "1920-11-17"),
            ] {
                // Where the token says everything userinfo is not asked.
                let value = in_token.is_none().then_some(value);
                script.id_token.insert(name.to_owned(), value.into());
            }
        });
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let back = prove(&abroad, &mut browser, &begun.flow, &eid).await;
        if back.location().is_empty() {
            return Err(abroad.norway.last_refusal());
        }
        let page = browser.get(back.location()).await;
        let shown = crate::abroad::shown(&page);
        let sent = abroad.decide(&mut browser, &begun.flow, "approve", &shown);
        let answer = abroad.read("SE", &begun.id, &sent.await).await.unwrap();
        Ok(answer.person_identifier.as_str().to_owned())
    };
    let refused = |reason: &str| Err(reason.to_owned());
    let two = log_in(NUMBER, Some(BEFORE), Some(OTHER)).await;
    assert_eq!(two, refused("two_national_numbers"));
    for (in_token, in_userinfo) in [
        (Some("57912099981"), None),
        (None, Some("")),
        (Some(BEFORE), Some("none")),
    ] {
        let none = log_in(NUMBER, in_token, in_userinfo).await;
        assert_eq!(none, refused("national_number_invalid"), "{in_token:?}");
    }
    let first = log_in(BEFORE, None, None).await;
    assert!(first.is_ok(), "{first:?}");
    assert_eq!(log_in(NUMBER, None, Some(BEFORE)).await, first);
}

/// A D-number that becomes a fødselsnummer is the same person to other countries.
#[tokio::test]
async fn the_number_before_keeps_the_identifier_where_the_e_id_says_it() {
    let clock = FakeClock::new(NOW_MS);
    let names = "claims = { previous_pid = \"the_number_before\" }\n";
    let (eid, text) = third(&clock, names).await;
    let abroad = Abroad::start_with(clock, "identifier = \"per-country\"\n", &text).await;
    let log_in = async |number: &str, before: Option<&str>| {
        eid.tell(|script| {
            for claims in [&mut script.id_token, &mut script.userinfo] {
                claims.insert("pid".to_owned(), number.into());
                claims.insert("the_number_before".to_owned(), before.into());
            }
        });
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let back = prove(&abroad, &mut browser, &begun.flow, &eid).await;
        let page = browser.get(back.location()).await;
        let shown = crate::abroad::shown(&page);
        let sent = abroad.decide(&mut browser, &begun.flow, "approve", &shown);
        let answer = abroad.read("SE", &begun.id, &sent.await).await.unwrap();
        answer.person_identifier.as_str().to_owned()
    };
    let first = log_in(BEFORE, None).await;
    assert_eq!(log_in(NUMBER, Some(BEFORE)).await, first);
    // From then on also where nobody says it again.
    assert_eq!(log_in(NUMBER, None).await, first);
    // By another e-ID, which knows of no number before, she is the same.
    let bankid = abroad.log_in("SE").await;
    assert_eq!(bankid.person_identifier.as_str(), first);
    assert_ne!(log_in(OTHER, None).await, first, "positive control");
}

#[tokio::test]
async fn the_country_page_keeps_the_operators_order_and_hides_what_is_hidden() {
    let start = async |more: &str| {
        Gateway::start_as(Setup {
            more: more.to_owned(),
            ..Setup::default()
        })
        .await
    };
    let order = async |gateway: &Gateway| {
        let mut browser = gateway.browser();
        let flow = flow_of(&browser.authorize(&[]).await);
        let page = browser.get(&format!("/country?flow={flow}")).await;
        let places: Vec<_> = ["SE", "BG", "DK"]
            .map(|code| {
                page.body
                    .find(&format!("name=\"country\" value=\"{code}\""))
            })
            .to_vec();
        (flow, places)
    };
    let usual = start("").await;
    let (_, places) = order(&usual).await;
    assert!(places[1] < places[0] && places[1].is_some(), "{places:?}");
    let first = start("[country_list]\nfirst = [\"SE\"]\n").await;
    let (_, places) = order(&first).await;
    assert!(places[0] < places[1] && places[0].is_some(), "{places:?}");

    let hidden = start("[country_list]\nhidden = [\"BG\"]\n").await;
    let (_, places) = order(&hidden).await;
    assert_eq!(places[1], None);
    assert!(places[0].is_some());
    let mut browser = hidden.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let tampered = [("country", "BG"), ("action", "next")];
    let page = format!("/country?flow={flow}");
    let answer = browser.post(&page, &tampered).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let search = browser.get(&format!("{page}&q=Bulgaria")).await.body;
    assert!(!search.contains("value=\"BG\""), "{search}");
}

/// Nor does a session of hers answer for a country that is hidden since.
#[tokio::test]
async fn a_country_that_was_hidden_answers_by_no_session() {
    let gateway = Gateway::start_as(Setup {
        more: "[sessions]\nshare_foreign = true\n".to_owned(),
        ..Setup::default()
    })
    .await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    let response = gateway.respond("SE", &sent, LevelOfAssurance::High);
    browser.answer(&gateway.sign("SE", &response), None).await;
    let at_once = browser.authorize(&[]).await;
    assert!(at_once.parameter("code").is_some(), "{at_once:?}");
    let current = gateway.app.current();
    let mut settings = Settings::clone(&current.settings);
    settings.countries.hidden = vec![CountryCode::parse("SE").unwrap()];
    let keys = current.keys.clone();
    gateway.app.reload(Arc::new(settings), keys).unwrap();
    let asked = browser.authorize(&[]).await;
    assert!(asked.location().starts_with("/country?flow="), "{asked:?}");
}

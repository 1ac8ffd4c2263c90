// SPDX-License-Identifier: EUPL-1.2
//! Nobody on the way to a foreign service stands at a dead end: who presses "back" or "reload" goes
//! on, who was too slow goes back with an answer, and who cannot go back yet sees what she can do.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use axum::http::{StatusCode, header};
use eidas::{StatusCode as Saml, SubStatus};
use gateway::lever::Target;
use gateway::login::{LIFETIME_MS, REMEMBERED_MS};
use store::env::FakeClock;

use crate::abroad::{Abroad, Begun, assert_way_on, form, leaves, shown, unescaped};
use crate::interleavings::one_after_the_other;
use crate::support::{Answer, Browser, NOW_MS, Setup, between, flow_of};

const HELP: &str = "https://www.example.no/help";

async fn with_help() -> Abroad {
    let more = format!("[links]\nhelp = \"{HELP}\"\n");
    let proxy = "identifier = \"per-country\"\n";
    Abroad::start_with(FakeClock::new(NOW_MS), proxy, &more).await
}

/// The cookie that this answer sets for this login: value and attributes.
fn cookie(answer: &Answer, flow: &str) -> String {
    let name = format!("__Host-f-{}=", &flow[..8]);
    let mut set = answer.headers.get_all(header::SET_COOKIE).iter();
    let found = set.find(|value| value.to_str().unwrap().starts_with(&name));
    found.unwrap().to_str().unwrap().to_owned()
}

fn is_used(answer: &Answer) -> bool {
    answer.status == StatusCode::BAD_REQUEST && answer.body.contains("already been started")
}

/// Where the browser goes when the person gives up at BankID.
pub(crate) fn gives_up(abroad: &Abroad, url: &str) -> String {
    let bankid = &abroad.norway.bankid;
    let state = bankid.request(url)["state"].clone();
    bankid.callback(&[
        ("error", "access_denied"),
        ("state", &state),
        ("iss", &bankid.issuer),
    ])
}

/// A login, and the very request that began it.
async fn begin(abroad: &Abroad, browser: &mut Browser<'_>) -> (Begun, Vec<u8>) {
    let (id, xml) = abroad.request("SE", |xml| xml);
    let flow = flow_of(&abroad.post(browser, &xml).await);
    (Begun { flow, id }, xml)
}

#[tokio::test]
async fn px_06_the_same_request_leads_its_own_browser_on_and_tells_nobody_else() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let (begun, xml) = begin(&abroad, &mut browser).await;
    let flow = begun.flow.as_str();
    let at = |page: &str| format!("{page}?flow={flow}");
    // As far as the login has come, and also when the request is too old to begin anything.
    for _ in 0..2 {
        let again = abroad.post(&mut browser, &xml).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{again:?}");
        assert_eq!(again.location(), at("/choose"));
        assert_eq!(abroad.last("saml_message_received", "outcome"), "repeated");
        norway.choose(&mut browser, flow, "bankid").await;
        norway.gateway.clock.advance(Duration::from_secs(301));
    }
    abroad.consent(&mut browser, flow, "bankid").await;
    let again = abroad.post(&mut browser, &xml).await;
    assert_eq!(again.location(), at("/consent"));
    // Nobody else, whatever cookies he holds: none, one of another login, a secret of his own.
    norway.gateway.clock.advance(Duration::from_secs(1));
    let (other, fresh) = begin(&abroad, &mut browser).await;
    let mine = browser.cookies.clone();
    let name = |flow: &str| format!("__Host-f-{}", &flow[..8]);
    let mut jars = vec![mine.clone(), mine.clone(), Default::default()];
    jars[0].remove(&name(&other.flow));
    let foreign = mine[&name(flow)].clone();
    jars[1].insert(name(&other.flow), foreign);
    for jar in jars {
        let mut stranger = abroad.browser();
        stranger.cookies = jar;
        let answer = abroad.post(&mut stranger, &fresh).await;
        assert!(is_used(&answer), "{answer:?}");
        assert!(!answer.body.contains(&other.flow), "{answer:?}");
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
    }
    assert_eq!(norway.gateway.audited("replay_refused").len(), 3);
    assert_eq!(norway.gateway.audited("foreign_login_started").len(), 2);
    // And nothing was changed by coming again.
    let digest = shown(&browser.get(&at("/consent")).await);
    let sent = abroad.decide(&mut browser, flow, "approve", &digest).await;
    abroad.read("SE", &begun.id, &sent).await.unwrap();
}

/// What comes of this while it is looked at so often; then it is dropped, as a server drops the work for a browser that hung up.
async fn while_looked_at<T>(work: impl Future<Output = T>, mut times: usize) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        if times == 0 {
            return Poll::Ready(None);
        }
        times -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

async fn interrupted() -> Abroad {
    let setup = Setup {
        store: Some(Box::new(|env| one_after_the_other(env.clone()))),
        ..Setup::default()
    };
    Abroad::start_as(setup, "identifier = \"per-country\"\n").await
}

/// Fault: the browser hangs up, wherever its request is at that moment.
#[tokio::test]
async fn px_06_who_hangs_up_while_her_request_is_taken_may_bring_it_again() {
    let abroad = interrupted().await;
    let calls = &abroad.norway.gateway.app.calls;
    let mut looks = 0;
    loop {
        let (_, xml) = abroad.request("SE", |xml| xml);
        let mut gone = abroad.browser();
        if while_looked_at(abroad.post(&mut gone, &xml), looks)
            .await
            .is_some()
        {
            break;
        }
        // What goes on without her comes to its end.
        assert_eq!(calls.end().await, 0);
        let mut browser = abroad.browser();
        let again = abroad.post(&mut browser, &xml).await;
        assert!(
            again.location().starts_with("/choose?flow="),
            "after {looks}: {again:?}"
        );
        let copy = abroad.post(&mut abroad.browser(), &xml).await;
        assert!(is_used(&copy), "after {looks}: {copy:?}");
        looks += 1;
    }
    assert!(looks > 2, "nothing to interrupt: {looks}");
}

/// Two copies at one moment, and one browser hangs up: what the other won stays hers.
#[tokio::test]
async fn px_06_of_two_copies_who_hangs_up_takes_nothing_from_the_other() {
    let abroad = interrupted().await;
    let calls = &abroad.norway.gateway.app.calls;
    let begun = |answer: &Answer| answer.location().starts_with("/choose?flow=");
    let (mut looks, mut lost, mut won) = (0, 0, 0);
    loop {
        let (_, xml) = abroad.request("SE", |xml| xml);
        let (mut gone, mut stays) = (abroad.browser(), abroad.browser());
        let hung = while_looked_at(abroad.post(&mut gone, &xml), looks);
        let (hung, stayed) = tokio::join!(hung, abroad.post(&mut stays, &xml));
        assert_eq!(calls.end().await, 0);
        let again = abroad.post(&mut stays, &xml).await;
        match (&hung, begun(&stayed)) {
            (_, true) => {
                won += 1;
                assert!(hung.as_ref().is_none_or(is_used), "{hung:?}");
                assert_eq!(again.location(), stayed.location(), "after {looks}");
            }
            (None, false) => {
                lost += 1;
                assert!(is_used(&stayed), "after {looks}: {stayed:?}");
                assert!(begun(&again), "after {looks}: {again:?}");
            }
            (Some(first), false) => {
                assert!(begun(first) && is_used(&stayed) && is_used(&again));
            }
        }
        looks += 1;
        if hung.is_some() {
            break;
        }
    }
    assert!(won > 0 && lost > 0, "{won} won, {lost} lost");
}

#[tokio::test]
async fn the_same_request_after_the_answer_brings_that_answer_for_a_minute() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let (begun, xml) = begin(&abroad, &mut browser).await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let sent = abroad
        .decide(&mut browser, &begun.flow, "approve", &digest)
        .await;
    let again = abroad.post(&mut browser, &xml).await;
    assert_eq!(again.location(), format!("/continue?flow={}", begun.flow));
    let repeated = browser.get(again.location()).await;
    assert_eq!(form(&repeated).xml, form(&sent).xml);
    let stranger = abroad.post(&mut abroad.browser(), &xml).await;
    assert!(is_used(&stranger), "{stranger:?}");
    abroad.norway.gateway.clock.advance(Duration::from_secs(61));
    let late = abroad.post(&mut browser, &xml).await;
    assert!(is_used(&late), "{late:?}");
    let gateway = &abroad.norway.gateway;
    assert_eq!(gateway.audited("person_sent").len(), 1);
    assert_eq!(gateway.audited("saml_message_sent").len(), 1);
}

/// A refusal gives the login a new name; the pages of the old one lead there, as the request does.
#[tokio::test]
async fn after_a_refusal_the_old_pages_and_the_request_lead_to_where_it_goes_on() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let (begun, xml) = begin(&abroad, &mut browser).await;
    let mut names = vec![begun.flow.clone()];
    for _ in 0..2 {
        let old = names.last().unwrap().clone();
        let url = abroad.norway.choose(&mut browser, &old, "bankid").await;
        let refused = browser.get(&gives_up(&abroad, &url)).await;
        assert_way_on(&refused);
        let action = unescaped(between(&refused.body, "method=\"post\" action=\"", "\""));
        names.push(action.split_once("flow=").unwrap().1.to_owned());
    }
    let last = names.pop().unwrap();
    let goes_on = format!("/send?flow={last}");
    for old in &names {
        for page in ["choose", "go", "consent", "continue"] {
            let answer = browser.get(&format!("/{page}?flow={old}")).await;
            assert_eq!(answer.location(), goes_on, "/{page}: {answer:?}");
            let stranger = abroad.browser().get(&format!("/{page}?flow={old}")).await;
            assert!(!stranger.body.contains(&last) && stranger.location().is_empty());
        }
    }
    assert_eq!(abroad.post(&mut browser, &xml).await.location(), goes_on);
    let page = browser.get(&goes_on).await;
    assert_way_on(&page);
    let status = abroad.back(&mut browser, &page, &begun).await;
    assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
}

/// The page that waits for a slow e-ID's answer ends where that leads, and is itself no dead end.
#[tokio::test]
async fn who_waits_for_an_e_ids_answer_arrives_or_takes_another() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let at = |page: &str| format!("{page}?flow={}", begun.flow);
    let url = abroad.norway.choose(&mut browser, &begun.flow, "bankid");
    let url = url.await;
    let waiting = browser.get(&at("/continue")).await;
    assert_eq!(waiting.status, StatusCode::OK, "{waiting:?}");
    let body = unescaped(&waiting.body);
    for way in [at("/continue") + "&since=", at("/choose") + "\""] {
        assert!(body.contains(&format!("href=\"{way}")), "{body}");
    }
    // A screen reader would begin anew with each (WCAG 2.2, failure F41).
    assert!(!body.contains("http-equiv"), "{body}");
    assert_eq!(waiting.header("refresh"), "");
    browser.get(&abroad.norway.bankid.log_in(&url)).await;
    let arrived = browser.get(&at("/continue")).await;
    assert_eq!(arrived.location(), at("/consent"), "{arrived:?}");
}

/// the store failed while her answer was at work, and kept nothing of it. A page that says "one moment" is true for some seconds.
#[tokio::test]
async fn who_waits_for_an_answer_that_nobody_finishes_reads_so_and_goes_on() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    abroad
        .norway
        .choose(&mut browser, &begun.flow, "bankid")
        .await;
    let mut page = browser.get(&format!("/continue?flow={}", begun.flow)).await;
    for (after_s, status) in [(19, StatusCode::OK), (2, StatusCode::SERVICE_UNAVAILABLE)] {
        abroad
            .norway
            .gateway
            .clock
            .advance(Duration::from_secs(after_s));
        let again = unescaped(between(&page.body, "class=\"button main\" href=\"", "\""));
        page = browser.get(&again).await;
        assert_eq!(page.status, status, "{page:?}");
    }
    assert_way_on(&page);
    let url = abroad.norway.choose(&mut browser, &begun.flow, "bankid");
    let url = url.await;
    let arrived = browser.get(&abroad.norway.bankid.log_in(&url)).await;
    assert_eq!(arrived.location(), format!("/consent?flow={}", begun.flow));
}

/// SAML Core §3.2.2.2: time ran out, and the connector is told when the person wants to go back.
#[tokio::test]
async fn who_was_too_slow_goes_back_with_an_answer() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let (begun, xml) = begin(&abroad, &mut browser).await;
    let flow = begun.flow.as_str();
    let (digest, _) = abroad.consent(&mut browser, flow, "bankid").await;
    let url = norway.choose(&mut browser, flow, "minid").await;
    let late_by = Duration::from_millis(LIFETIME_MS.unsigned_abs());
    norway.gateway.clock.advance(late_by);
    let callback = norway.minid.log_in(&url);
    let at = |page: &str| format!("{page}?flow={flow}");
    let mut pages = vec![
        abroad.decide(&mut browser, flow, "approve", &digest).await,
        browser.post(&at("/choose"), &[("action", "cancel")]).await,
        browser.get(&callback).await,
    ];
    for page in ["/choose", "/go", "/consent"] {
        pages.push(browser.get(&at(page)).await);
    }
    let again = abroad.post(&mut browser, &xml).await;
    pages.push(browser.get(again.location()).await);
    for page in &pages {
        assert_eq!(page.status, StatusCode::GONE, "{page:?}");
        assert!(!leaves(page) && !page.body.contains("Nordmann"));
        assert_eq!(page.body.matches("<button").count(), 1, "{page:?}");
        assert!(page.body.contains("name=\"action\" value=\"back\""));
    }
    // In another browser, or by a stranger's form, nothing leads back.
    let looked = abroad.browser().get(&at("/consent")).await;
    assert_eq!(looked.status, StatusCode::GONE);
    assert!(!looked.body.contains("<button"), "{looked:?}");
    let back = [("action", "back")];
    let stolen = abroad.browser().post(&at("/consent"), &back).await;
    assert!(!leaves(&stolen), "{stolen:?}");
    let forged = browser.post_from_abroad(&at("/consent"), &back).await;
    assert!(!leaves(&forged), "{forged:?}");
    assert!(norway.gateway.audited("saml_message_sent").is_empty());
    // Twice at once is one answer.
    let action = unescaped(between(&pages[0].body, "method=\"post\" action=\"", "\""));
    let told = browser.post(&action, &back).await;
    let twice = browser.post(&action, &back).await;
    assert_eq!(form(&told).xml, form(&twice).xml);
    let status = abroad.failure("SE", &begun.id, &told).await;
    assert_eq!(status.code, Saml::Responder);
    assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
    let message = status.message.clone().unwrap();
    assert!(
        message.starts_with("003002") && message.contains("time"),
        "{message}"
    );
    assert_eq!(
        abroad.last("saml_message_sent", "status"),
        status.to_string()
    );
    assert_eq!(norway.gateway.audited("saml_message_sent").len(), 1);
    assert!(norway.gateway.audited("person_sent").is_empty());
    norway.gateway.clock.advance(Duration::from_secs(61));
    assert!(!leaves(&browser.post(&action, &back).await));
    abroad.log_in("SE").await;
}

/// The browser must still be known when the time is over; and after two hours it is not.
#[tokio::test]
async fn a_foreign_logins_cookie_lives_as_long_as_its_way_back() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let (_, xml) = abroad.request("SE", |xml| xml);
    let begun = abroad.post(&mut browser, &xml).await;
    let flow = flow_of(&begun);
    let lives = format!("Max-Age={};", REMEMBERED_MS / 1000);
    assert!(cookie(&begun, &flow).contains(&lives), "{begun:?}");
    let url = abroad.norway.choose(&mut browser, &flow, "bankid").await;
    let refused = browser.get(&gives_up(&abroad, &url)).await;
    let action = between(&refused.body, "action=\"/choose?flow=", "\"").to_owned();
    assert!(cookie(&refused, &action).contains(&lives), "{refused:?}");
    // A national service's is not needed for longer than its login.
    let home = browser.authorize(&[crate::eid::SUBSTANTIAL]).await;
    let short = format!("Max-Age={};", LIFETIME_MS / 1000);
    assert!(cookie(&home, &flow_of(&home)).contains(&short), "{home:?}");
    let gone = Duration::from_millis(REMEMBERED_MS.unsigned_abs() + 60_000);
    abroad.norway.gateway.clock.advance(gone);
    let page = browser.get(&format!("/choose?flow={action}")).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    assert!(page.body.contains("no longer exists"));
}

#[tokio::test]
async fn who_cannot_be_sent_back_yet_may_look_again_and_is_shown_whom_to_ask() {
    let abroad = with_help().await;
    let norway = &abroad.norway;
    let target = Target::Country("SE".to_owned());
    let mut browser = abroad.browser();
    let chosen = abroad.begin(&mut browser, "SE").await;
    norway.choose(&mut browser, &chosen.flow, "bankid").await;
    let read = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &read.flow, "bankid").await;
    let (choose, consent) = (
        format!("/choose?flow={}", chosen.flow),
        format!("/consent?flow={}", read.flow),
    );
    abroad.suspend(&target).await;
    let go = format!("/go?flow={}", chosen.flow);
    let approved = abroad.decide(&mut browser, &read.flow, "approve", &digest);
    let approved = approved.await;
    let declined = abroad.decide(&mut browser, &read.flow, "decline", &digest);
    let declined = declined.await;
    let pages = [
        (&choose, browser.get(&choose).await),
        (&choose, browser.get(&go).await),
        (&consent, browser.get(&consent).await),
        (&consent, approved),
        (&consent, declined),
    ];
    for (goes_on, answer) in &pages {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!leaves(answer) && !answer.body.contains("<button"));
        assert!(answer.body.contains("Closed by the operator"));
        let body = unescaped(&answer.body);
        let look = format!("class=\"button main\" href=\"{goes_on}\"");
        assert!(body.contains(&look), "{look}: {answer:?}");
        let help = format!("class=\"button\" href=\"{HELP}\"");
        assert!(body.contains(&help), "{answer:?}");
    }
    let stranger = abroad.browser().get(&consent).await;
    assert!(!stranger.body.contains("Try again"), "{stranger:?}");
    // Open again: the link leads on, and nothing was lost.
    abroad.resume(&target).await;
    let page = browser.get(&consent).await;
    let sent = abroad
        .decide(&mut browser, &read.flow, "approve", &shown(&page))
        .await;
    abroad.read("SE", &read.id, &sent).await.unwrap();
}

/// Pages of which nobody knows whose they are: whom to ask is all that can be said.
#[tokio::test]
async fn a_page_without_a_login_shows_whom_to_ask() {
    let abroad = with_help().await;
    let mut browser = abroad.browser();
    let (_, xml) = begin(&abroad, &mut browser).await;
    let used = abroad.post(&mut abroad.browser(), &xml).await;
    assert!(is_used(&used));
    let invalid = abroad.post(&mut browser, b"<x/>").await;
    let looked = browser.get("/eidas/proxy/sso").await;
    let unknown = browser.get("/choose?flow=x").await;
    for page in [used, invalid, looked, unknown] {
        let help = format!("class=\"button main\" href=\"{HELP}\"");
        assert!(page.body.contains(&help), "{page:?}");
    }
}

/// PX-04: the operator takes a connector off the list while its person is under way. Nothing may be
/// answered, so no button promises that, and whom to ask is shown.
#[tokio::test]
async fn px_04_a_connector_taken_off_the_list_leaves_a_page_without_buttons() {
    let abroad = with_help().await;
    let norway = &abroad.norway;
    let mut browser = abroad.browser();
    let chosen = abroad.begin(&mut browser, "SE").await;
    let url = norway.choose(&mut browser, &chosen.flow, "bankid").await;
    let callback = norway.bankid.log_in(&url);
    let read = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &read.flow, "bankid").await;
    let refused = abroad.begin(&mut browser, "SE").await;
    let url = norway.choose(&mut browser, &refused.flow, "bankid").await;
    let refused = browser.get(&gives_up(&abroad, &url)).await;
    let action = unescaped(between(&refused.body, "method=\"post\" action=\"", "\""));
    let before = norway.gateway.app.settings();
    let entity_id = abroad.of("SE").entity_id();
    abroad.reload(|settings| settings.peers.retain(|peer| peer.entity_id != entity_id));
    let mut pages = vec![
        browser.get(&format!("/choose?flow={}", chosen.flow)).await,
        browser.get(&format!("/go?flow={}", chosen.flow)).await,
        browser.get(&callback).await,
        browser.get(&format!("/consent?flow={}", read.flow)).await,
        browser.post(&action, &[("action", "back")]).await,
    ];
    for action in ["approve", "decline"] {
        pages.push(
            abroad
                .decide(&mut browser, &read.flow, action, &digest)
                .await,
        );
    }
    for page in &pages {
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
        assert!(!leaves(page) && !page.body.contains("<button"), "{page:?}");
        let help = format!("class=\"button main\" href=\"{HELP}\"");
        assert!(page.body.contains(&help), "{page:?}");
        assert_eq!(abroad.last("login_refused", "reason"), "connector_unknown");
    }
    abroad.reload(|settings| *settings = gateway::settings::Settings::clone(&before));
    norway
        .gateway
        .app
        .peers
        .refresh_now(&abroad.of("SE").entity_id())
        .await;
    abroad.log_in("SE").await;
}

/// The address that was asked from is no more in the connector's metadata. A failure says nothing of
/// a person: it goes to an address that is; an assertion goes nowhere.
#[tokio::test]
async fn px_02_when_the_address_is_gone_only_a_failure_goes_to_the_one_there_is() {
    let abroad = Abroad::start().await;
    let connector = abroad.of("SE");
    let new = connector.acs() + "/new";
    let published = async |acs: &str, days: i64| {
        let metadata = connector.metadata(acs, true, abroad.in_days(days));
        abroad.publish("SE", &metadata).await;
    };
    for (way, days) in [("decline", 31), ("back", 33), ("cancel", 35)] {
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let flow = begun.flow.as_str();
        let (digest, _) = abroad.consent(&mut browser, flow, "bankid").await;
        published(&new, days).await;
        let page = abroad.decide(&mut browser, flow, "approve", &digest).await;
        assert!(!leaves(&page), "{page:?}");
        assert_way_on(&page);
        assert_eq!(
            abroad.last("login_refused", "reason"),
            "assertion_consumer_service"
        );
        let told = match way {
            "decline" => abroad.decide(&mut browser, flow, way, "").await,
            "back" => {
                let action = between(&page.body, "method=\"post\" action=\"", "\"");
                browser
                    .post(&unescaped(action), &[("action", "back")])
                    .await
            }
            _ => {
                let at = format!("/choose?flow={flow}");
                browser.post(&at, &[("action", "cancel")]).await
            }
        };
        let told = form(&told);
        assert_eq!(told.action, new, "{way}");
        let xml = String::from_utf8(told.xml).unwrap();
        assert!(xml.contains(&format!("Destination=\"{new}\"")), "{xml}");
        assert!(!xml.contains("Assertion>") && !xml.contains("Nordmann"));
        assert!(abroad.norway.gateway.audited("person_sent").is_empty());
        published(&connector.acs(), days + 1).await;
    }
    // An assertion that was made before and has not left: not to the address of then either.
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let (digest, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    let sent = abroad.decide(&mut browser, &begun.flow, "approve", &digest);
    abroad.read("SE", &begun.id, &sent.await).await.unwrap();
    let at = format!("/continue?flow={}", begun.flow);
    assert!(leaves(&browser.get(&at).await));
    published(&new, 37).await;
    let page = browser.get(&at).await;
    assert!(!leaves(&page), "{page:?}");
    published(&connector.acs(), 38).await;
    abroad.log_in("SE").await;
}

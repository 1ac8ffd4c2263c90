//! Nobody is rushed (WCAG 2.2 §2.2.1): more time for one click, ten times; what is proven waits as long; and
//! nobody else asks for it.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use eidas::LevelOfAssurance;
use gateway::login::{LIFETIME_MS, MORE_MS, MOST_EXTENSIONS, REMEMBERED_MS};

use crate::abroad::Abroad;
use crate::support::{Answer, Browser, Gateway, ISSUER, between, flow_of};

const MINUTE: Duration = Duration::from_secs(60);

/// In how many minutes the page asks.
fn asks_in(page: &Answer) -> u32 {
    let (_, rest) = page
        .body
        .split_once("class=\"time in-")
        .unwrap_or_else(|| panic!("{page:?}"));
    rest.split_once('"').unwrap().0.parse().unwrap()
}

async fn more(browser: &mut Browser<'_>, flow: &str) -> Answer {
    browser
        .post(&format!("/more?flow={flow}&at=/country"), &[])
        .await
}

#[tokio::test]
async fn one_click_gives_more_time_and_what_is_asked_too_early_gives_none() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let page = format!("/country?flow={flow}");
    assert_eq!(asks_in(&browser.get(&page).await), 28);
    more(&mut browser, &flow).await;
    assert_eq!(asks_in(&browser.get(&page).await), 28, "too early");
    gateway.clock.advance(28 * MINUTE);
    assert_eq!(asks_in(&browser.get(&page).await), 0);
    let given = more(&mut browser, &flow).await;
    assert_eq!(
        (given.status, given.location()),
        (StatusCode::SEE_OTHER, page.as_str())
    );
    let cookie = given.header("set-cookie");
    assert!(cookie.contains("Max-Age=1800;"), "{cookie}");
    // The second half of a double click.
    more(&mut browser, &flow).await;
    assert_eq!(asks_in(&browser.get(&page).await), 8);
    gateway.clock.advance(9 * MINUTE);
    browser.choose(&flow, "SE").await;
}

/// Its script keeps the page, with what was written and ticked.
#[tokio::test]
async fn a_script_is_told_when_to_ask_again() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    gateway.clock.advance(29 * MINUTE);
    let request = Request::post(format!("{ISSUER}/more?flow={flow}&at=/country"))
        .header(header::ACCEPT, "application/json");
    let answer = browser.go(request, Body::empty()).await;
    assert_eq!(
        answer.json(),
        serde_json::json!({"minutes": 7, "more": true})
    );
    let page = browser.get(&format!("/country?flow={flow}")).await;
    let policy = page.header("content-security-policy");
    assert!(policy.ends_with("; connect-src 'self'"), "{policy}");
}

#[tokio::test]
async fn ten_times_and_no_more_and_its_name_does_not_outlive_what_is_remembered() {
    let most = LIFETIME_MS + i64::from(MOST_EXTENSIONS) * MORE_MS;
    assert!(most < REMEMBERED_MS && MOST_EXTENSIONS >= 10);
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let page = format!("/country?flow={flow}");
    gateway.clock.advance(20 * MINUTE);
    for _ in 0..MOST_EXTENSIONS {
        gateway.clock.advance(8 * MINUTE);
        let shown = browser.get(&page).await;
        assert!(shown.body.contains("Give me more time"), "{shown:?}");
        more(&mut browser, &flow).await;
    }
    gateway.clock.advance(8 * MINUTE);
    let last = browser.get(&page).await;
    assert!(last.body.contains("cannot be made longer"), "{last:?}");
    assert!(!last.body.contains("Give me more time"), "{last:?}");
    more(&mut browser, &flow).await;
    assert_eq!(asks_in(&browser.get(&page).await), 0);
    gateway.clock.advance(2 * MINUTE);
    let over = browser.get(&page).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.body.contains("within 110 minutes"), "{over:?}");
    assert_eq!(more(&mut browser, &flow).await.status, StatusCode::GONE);
}

/// Refused or not, a login takes no longer than is said: half an hour anew as far as it fits, and the ten
/// shared by all its names.
#[tokio::test]
async fn a_refusal_does_not_begin_the_count_anew() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let mut flow = flow_of(&browser.authorize(&[]).await);
    // Refused at 52 minutes, it waits until 82, and may be made longer until 106.
    for (round, extended) in [(1, 4), (2, 3)] {
        let page = format!("/country?flow={flow}");
        gateway.clock.advance(20 * MINUTE);
        for _ in 0..extended {
            gateway.clock.advance(8 * MINUTE);
            let shown = browser.get(&page).await;
            assert!(
                shown.body.contains("Give me more time"),
                "{round} {shown:?}"
            );
            more(&mut browser, &flow).await;
        }
        if round == 2 {
            break;
        }
        let sent = browser.choose(&flow, "SE").await;
        let low = gateway.respond("SE", &sent, LevelOfAssurance::Low);
        let refused = browser.answer(&gateway.sign("SE", &low), None).await;
        let action =
            between(&refused.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
        let (_, name) = action.split_once("flow=").unwrap();
        let last = std::mem::replace(&mut flow, name.to_owned());
        assert_ne!(flow, last);
    }
    let page = format!("/country?flow={flow}");
    gateway.clock.advance(8 * MINUTE);
    let last = browser.get(&page).await;
    assert!(last.body.contains("cannot be made longer"), "{last:?}");
    more(&mut browser, &flow).await;
    assert_eq!(asks_in(&browser.get(&page).await), 0);
    gateway.clock.advance(2 * MINUTE);
    let over = browser.get(&page).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.body.contains("within 106 minutes"), "{over:?}");
}

/// However often it is refused.
#[tokio::test]
async fn no_login_outlives_a_hundred_and_ten_minutes() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let mut flow = flow_of(&browser.authorize(&[]).await);
    for minutes in [29, 29, 29, 22] {
        gateway.clock.advance(minutes * MINUTE);
        let sent = browser.choose(&flow, "SE").await;
        let low = gateway.respond("SE", &sent, LevelOfAssurance::Low);
        let refused = browser.answer(&gateway.sign("SE", &low), None).await;
        let action =
            between(&refused.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
        let (_, name) = action.split_once("flow=").unwrap();
        flow = name.to_owned();
    }
    // The last minute, in which no half hour begins any more, and the page says so.
    let page = format!("/country?flow={flow}");
    let last = browser.get(&page).await;
    assert_eq!(asks_in(&last), 0);
    assert!(last.body.contains("cannot be made longer"), "{last:?}");
    gateway.clock.advance(MINUTE);
    let over = browser.get(&page).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.body.contains("within 110 minutes"), "{over:?}");
}

/// AZ-09, and whoever saw an address.
#[tokio::test]
async fn nobody_else_asks_for_more_time() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    gateway.clock.advance(29 * MINUTE);
    let path = format!("/more?flow={flow}&at=/country");
    let forged = browser.post_from_abroad(&path, &[]).await;
    assert_eq!(forged.status, StatusCode::BAD_REQUEST);
    let stolen = gateway.browser().post(&path, &[]).await;
    assert_ne!(stolen.status, StatusCode::SEE_OTHER, "{stolen:?}");
    assert_eq!(
        asks_in(&browser.get(&format!("/country?flow={flow}")).await),
        0
    );
    // Nor does the address lead anywhere but to pages of a login.
    let odd = browser
        .post(&format!("/more?flow={flow}&at=//evil.example"), &[])
        .await;
    assert_eq!(odd.location(), format!("/choose?flow={flow}"));
}

/// She read long, and is not to prove herself once more: what is proven waits as long as the login.
#[tokio::test]
async fn who_asks_for_time_to_read_finds_her_values_again() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let flow = begun.flow.as_str();
    let (shown, _) = abroad.consent(&mut browser, flow, "bankid").await;
    let clock = &abroad.norway.gateway.clock;
    clock.advance(20 * MINUTE);
    for _ in 0..3 {
        clock.advance(8 * MINUTE);
        let given = browser
            .post(&format!("/more?flow={flow}&at=/consent"), &[])
            .await;
        assert_eq!(given.location(), format!("/consent?flow={flow}"));
        let page = browser.get(given.location()).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        assert_eq!(crate::abroad::shown(&page), shown);
    }
    clock.advance(9 * MINUTE);
    let sent = abroad.decide(&mut browser, flow, "approve", &shown).await;
    assert!(crate::abroad::leaves(&sent), "{sent:?}");
    // Without asking, half an hour is the end, as it was.
    let begun = abroad.begin(&mut browser, "SE").await;
    let (shown, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
    clock.advance(31 * MINUTE);
    let late = abroad
        .decide(&mut browser, &begun.flow, "approve", &shown)
        .await;
    assert_eq!(late.status, StatusCode::GONE);
}

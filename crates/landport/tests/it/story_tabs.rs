// SPDX-License-Identifier: EUPL-1.2
//! What people do: many tabs, back, refresh, double click, lunch, another browser. Everybody
//! arrives or is told plainly what to do.

use crate::browser::{Browser, Page};
use crate::stage::Stage;

/// The page with the answer form of a country, before the browser posts it.
async fn answer_page(stage: &Stage, browser: &mut Browser, country: &str, person: &str) -> Page {
    let page = stage.login_page(browser, country).await;
    let form = page.form_with("person", person).unwrap();
    browser
        .submit(&page, &form, &[("person", person), ("action", "next")])
        .await
}

async fn post_answer(browser: &mut Browser, page: &Page) -> Page {
    let form = page.forms().into_iter().next().unwrap();
    browser.submit(page, &form, &[]).await
}

/// Whoever is told something is told it on a page with a heading and a way on.
fn says_something(page: &Page) {
    assert!(!page.heading().is_empty(), "{}", page.body);
    assert!(
        !page.status.is_server_error(),
        "{} {}",
        page.status,
        page.body
    );
    let advice = ["<button", "class=\"button", "Go back to the service"];
    assert!(
        advice.iter().any(|way| page.body.contains(way)),
        "no way on: {}",
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_tabs_finished_in_another_order_arrive_ten_times() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let countries = ["SE", "AT", "BG", "LU", "ES", "FR", "IT", "DK", "PL", "RO"];
    let mut tabs = Vec::new();
    for country in countries {
        tabs.push((country, stage.login_page(&mut browser, country).await));
    }
    for step in [3, 7, 0, 9, 5, 1, 8, 2, 6, 4] {
        let (country, page) = &tabs[step];
        let end = stage.choose_person(&mut browser, page, "plain").await;
        assert_eq!(
            end.url.path(),
            "/me",
            "{country}: {} {}",
            end.url,
            end.heading()
        );
        let claims = stage.claims(&mut browser, "trademark").await;
        assert_eq!(claims["eidas_citizen_country_code"], **country);
    }
    // A cookie for each tab, never more than twenty.
    let left = browser.cookies("no.localhost");
    let flows = left.iter().filter(|name| name.starts_with("__Host-f-"));
    assert!(flows.count() <= 20, "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_posted_twice_by_the_same_browser_ends_in_the_same_place() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = answer_page(&stage, &mut browser, "SE", "plain").await;
    let mut twin = browser.clone();
    let first = post_answer(&mut browser, &page).await;
    let second = post_answer(&mut twin, &page).await;
    let end = browser.settle(first).await;
    let end = stage.told(&mut browser, end).await;
    assert_eq!(end.url.path(), "/me", "{}", end.heading());
    says_something(&second);
}

/// By "back" to the page of her country, whose policy lets its form reach us and nobody else. CSP 3 §6.4.1.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_brought_again_when_she_has_arrived_leads_to_the_service_from_a_page_of_ours() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = answer_page(&stage, &mut browser, "FR", "plain").await;
    let arrived = stage_end(&stage, &mut browser, &page).await;
    assert_eq!(arrived.url.path(), "/me", "{}", arrived.heading());
    let again = post_answer(&mut browser, &page).await;
    assert_eq!(again.url.host_str(), Some("no.localhost"), "{}", again.url);
    let end = browser.settle(again).await;
    assert_eq!(
        end.url.host_str(),
        Some("trademark.localhost"),
        "{}",
        end.heading()
    );
}

/// What the network lost is loaded again, a form's content too.
#[tokio::test(flavor = "multi_thread")]
async fn each_page_of_a_login_may_be_loaded_again() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = stage.country_page(&mut browser).await;
    let page = browser.reload(&page).await;
    let page = stage.choose_country(&mut browser, &page, "SE").await;
    let form = page.form_with("person", "plain").unwrap();
    let filled = [("person", "plain"), ("action", "next")];
    let answer = browser.submit(&page, &form, &filled).await;
    let lost = post_answer(&mut browser, &answer).await;
    let again = browser.reload(&lost).await;
    let end = browser.settle(again).await;
    let end = stage.told(&mut browser, end).await;
    assert_eq!(end.url.path(), "/me", "{}", end.heading());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_answer_is_worth_nothing_in_another_browser_and_does_no_harm() {
    let stage = Stage::new().await;
    let (mut browser, mut thief) = (stage.browser(), stage.browser());
    let page = answer_page(&stage, &mut browser, "SE", "plain").await;
    let stolen = post_answer(&mut thief, &page).await;
    says_something(&stolen);
    let stolen = thief.settle(stolen).await;
    assert_ne!(stolen.url.host_str(), Some("trademark.localhost"));
    let end = stage_end(&stage, &mut browser, &page).await;
    assert_eq!(
        end.url.path(),
        "/me",
        "the honest one still arrives: {}",
        end.heading()
    );
}

async fn stage_end(stage: &Stage, browser: &mut Browser, page: &Page) -> Page {
    let page = post_answer(browser, page).await;
    let page = browser.settle(page).await;
    stage.told(browser, page).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_answer_after_the_end_is_refused_and_the_next_login_works() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = answer_page(&stage, &mut browser, "AT", "plain").await;
    let end = stage_end(&stage, &mut browser, &page).await;
    assert_eq!(end.url.path(), "/me");
    stage.advance(120);
    let again = post_answer(&mut browser, &page).await;
    says_something(&again);
    let again = browser.settle(again).await;
    assert_ne!(again.url.path(), "/me");
    let next = stage.log_in(&mut browser, "AT", "two-names").await;
    assert_eq!(next.url.path(), "/me");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_cookie_is_explained_and_makes_no_loop() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = answer_page(&stage, &mut browser, "DK", "plain").await;
    browser.forget("no.localhost");
    let told = post_answer(&mut browser, &page).await;
    says_something(&told);
    assert!(
        told.forms()
            .iter()
            .all(|form| form.fields.iter().all(|(n, _)| n != "SAMLRequest"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_person_arrives_within_the_flow_and_is_told_plainly_after_it() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = stage.login_page(&mut browser, "SE").await;
    stage.advance(20 * 60);
    let end = stage.choose_person(&mut browser, &page, "plain").await;
    assert_eq!(end.url.path(), "/me", "{}", end.heading());
    let page = stage.login_page(&mut browser, "SE").await;
    stage.advance(2 * 3600);
    let told = stage.choose_person(&mut browser, &page, "plain").await;
    says_something(&told);
    assert_ne!(told.url.path(), "/me");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_lay_too_long_is_refused() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = answer_page(&stage, &mut browser, "SE", "plain").await;
    stage.advance(10 * 60);
    let told = stage_end(&stage, &mut browser, &page).await;
    says_something(&told);
    assert_ne!(told.url.path(), "/me");
}

#[tokio::test(flavor = "multi_thread")]
async fn back_to_the_country_page_and_another_country_arrives() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let countries = stage.country_page(&mut browser).await;
    let first = stage.choose_country(&mut browser, &countries, "SE").await;
    // Back, twice, in the browser's history; then another country in the same tab.
    let second = stage.choose_country(&mut browser, &countries, "BG").await;
    let end = stage
        .choose_person(&mut browser, &second, "non-latin")
        .await;
    assert_eq!(end.url.path(), "/me", "{}", end.heading());
    // The Swedish page is still open somewhere: its answer comes too late, and says so.
    let late = stage.choose_person(&mut browser, &first, "plain").await;
    says_something(&late);
}

#[tokio::test(flavor = "multi_thread")]
async fn refreshing_any_page_of_the_gateway_shows_a_page() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let countries = stage.country_page(&mut browser).await;
    let again = browser.open(countries.url.as_str()).await;
    assert!(again.form_with("country", "SE").is_some());
    let form = again.form_with("country", "SE").unwrap();
    let send = browser
        .submit(&again, &form, &[("country", "SE"), ("action", "next")])
        .await;
    // A later look at the sending page never sends by itself: it asks.
    let looked_at = browser.open(send.url.as_str()).await;
    says_something(&looked_at);
    let (node, person) = (browser.settle(send).await, "plain");
    let end = stage.choose_person(&mut browser, &node, person).await;
    assert_eq!(end.url.path(), "/me");
    let refreshed = browser.open(end.url.as_str()).await;
    assert_eq!(refreshed.heading(), end.heading());
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_at_each_page_goes_back_to_the_service() {
    let stage = Stage::new().await;
    let mut browser = stage.browser();
    let page = stage.country_page(&mut browser).await;
    let form = page.form_with("action", "cancel").unwrap();
    let page = browser.submit(&page, &form, &[("action", "cancel")]).await;
    let end = browser.settle(page).await;
    assert_eq!(end.url.host_str(), Some("trademark.localhost"));
    assert_eq!(end.heading(), "You are not logged in");

    let page = stage.login_page(&mut browser, "FR").await;
    let form = page.form_with("action", "cancel").unwrap();
    let page = browser.submit(&page, &form, &[("action", "cancel")]).await;
    let page = browser.settle(page).await;
    let end = stage.back_to_service(&mut browser, &page).await;
    assert_eq!(end.heading(), "You are not logged in");
}

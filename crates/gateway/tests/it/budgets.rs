// SPDX-License-Identifier: EUPL-1.2
//! When no more logins may begin, people read a page and machines JSON, both with `Retry-After`; a
//! login under way is finished all the same.

use axum::http::StatusCode;
use eidas::LevelOfAssurance;
use gateway::starts::Asks;
use store::Room;

use crate::abroad::Abroad;
use crate::connector::tokens;
use crate::double_click::fragile;
use crate::support::{Answer, Gateway, request};

const ROOMY: Room = Room {
    free: 1 << 30,
    whole: 1 << 31,
};
const FULL: Room = Room {
    free: 63 << 20,
    whole: 1 << 31,
};

fn busy(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{answer:?}");
    let seconds: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=300).contains(&seconds), "{seconds}");
}

fn page(answer: &Answer) {
    busy(answer);
    assert!(answer.body.contains("Too many people are logging in"));
    assert!(answer.headers.get("set-cookie").is_none());
}

async fn pushed(gateway: &Gateway) -> Answer {
    let owned = request(&[]);
    let form: Vec<_> = owned
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    gateway.client_post("/par", &form).await
}

/// Every way in: GET, POST and push.
async fn nothing_begins(gateway: &Gateway) {
    page(&gateway.browser().authorize(&[]).await);
    let owned = request(&[]);
    let form: Vec<_> = owned
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let mut browser = gateway.browser();
    page(&browser.post_from_abroad("/authorize", &form).await);
    let answer = pushed(gateway).await;
    busy(&answer);
    assert_eq!(answer.json()["error"], "temporarily_unavailable");
}

async fn everything_begins(gateway: &Gateway) {
    let begun = gateway.browser().authorize(&[]).await;
    assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
    assert_eq!(pushed(gateway).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_disk_whose_reserve_is_touched_begins_nothing_finishes_what_began_and_heals() {
    let (gateway, store) = fragile(true).await;
    store.set_room(ROOMY);
    everything_begins(&gateway).await;
    let mut browser = gateway.browser();
    let (_, sent) = browser.go_to_country("SE").await;
    store.set_room(FULL);
    gateway.clock.advance(std::time::Duration::from_secs(1));
    nothing_begins(&gateway).await;
    let answer = gateway.respond("SE", &sent, LevelOfAssurance::High);
    let arrived = browser.answer(&gateway.sign("SE", &answer), None).await;
    tokens(&mut browser, &arrived).await;
    store.set_room(ROOMY);
    gateway.clock.advance(std::time::Duration::from_secs(1));
    everything_begins(&gateway).await;
}

#[tokio::test]
async fn web_05_a_service_whose_budget_is_used_up_is_told_when_to_come_back() {
    let gateway = Gateway::start().await;
    everything_begins(&gateway).await;
    // 20,000 logins of two kilobytes in one.
    let used = gateway.app.admit(Asks::Proven("trademark"), 19_990 * 2048);
    used.unwrap().unwrap();
    while gateway
        .app
        .admit(Asks::Proven("trademark"), 1)
        .unwrap()
        .is_ok()
    {}
    nothing_begins(&gateway).await;
    let refused = gateway.audited("login_refused");
    assert!(refused[0].contains("busy_asker"), "{}", refused[0]);
    let numbers = gateway.app.metrics.render();
    assert!(
        numbers.contains(r#"landport_logins_not_begun_total{reason="busy_asker"} 4"#),
        "{numbers}"
    );
    // Another service is not in its way.
    assert!(
        gateway
            .app
            .admit(Asks::Proven("rowing"), 1)
            .unwrap()
            .is_ok()
    );
    gateway.clock.advance(std::time::Duration::from_secs(1));
    everything_begins(&gateway).await;
}

#[tokio::test]
async fn px_20_a_connector_whose_budget_is_used_up_waits_and_the_same_request_is_taken_later() {
    let abroad = Abroad::start().await;
    let gateway = &abroad.norway.gateway;
    let mut early = abroad.browser();
    let (_, before) = abroad.request("SE", |xml| xml);
    let begun = abroad.post(&mut early, &before).await;
    assert!(begun.location().starts_with("/choose?flow="), "{begun:?}");
    let entity = abroad.of("SE").entity_id();
    let who = Asks::Connector(entity.as_str(), None);
    while gateway.app.admit(who, 50 * 2048).unwrap().is_ok() {}
    while gateway.app.admit(who, 1).unwrap().is_ok() {}
    let mut browser = abroad.browser();
    let (_, xml) = abroad.request("SE", |xml| xml);
    page(&abroad.post(&mut browser, &xml).await);
    // Whoever began before comes back by "back".
    let again = abroad.post(&mut early, &before).await;
    assert_eq!(again.location(), begun.location(), "{again:?}");
    // A stranger's copy is a replay, and not counted.
    let copy = abroad.post(&mut abroad.browser(), &before).await;
    assert_eq!(copy.status, StatusCode::BAD_REQUEST, "{copy:?}");
    // Another country's is not in its way.
    let (_, other) = abroad.request("DE", |xml| xml);
    let other = abroad.post(&mut abroad.browser(), &other).await;
    assert!(other.location().starts_with("/choose?flow="), "{other:?}");
    gateway.clock.advance(std::time::Duration::from_secs(2));
    let later = abroad.post(&mut browser, &xml).await;
    assert!(later.location().starts_with("/choose?flow="), "{later:?}");
}

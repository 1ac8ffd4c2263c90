// SPDX-License-Identifier: EUPL-1.2
//! When no more logins may begin, people read a page and machines JSON, both with `Retry-After`; a
//! login under way is finished all the same.

use axum::http::StatusCode;
use eidas::LevelOfAssurance;
use gateway::starts::{Asks, LONGEST_WAIT_MS, SHORT_WAIT_MS, Tickets};
use store::Room;

use crate::abroad::Abroad;
use crate::connector::tokens;
use crate::double_click::fragile;
use crate::registration::with_client;
use crate::support::{Answer, Gateway, Key, Party, request};

pub(crate) const ROOMY: Room = Room {
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

/// A place in the queue: the seconds until its turn.
fn queued(answer: &Answer) -> u64 {
    busy(answer);
    assert!(
        answer.body.contains("You are in the queue"),
        "{}",
        answer.body
    );
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-q-") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    answer.header("refresh").parse().unwrap_or(0)
}

/// Every way in: GET, POST and push. People are kept a place for, unless the disk is full.
async fn nothing_begins(gateway: &Gateway, places: bool) {
    let told = |answer: &Answer| match places {
        true => assert!(queued(answer) < 10, "{answer:?}"),
        false => page(answer),
    };
    told(&gateway.browser().authorize(&[]).await);
    let owned = request(&[]);
    let form: Vec<_> = owned
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let mut browser = gateway.browser();
    told(&browser.post_from_abroad("/authorize", &form).await);
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
    nothing_begins(&gateway, false).await;
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
    nothing_begins(&gateway, true).await;
    assert!(
        gateway.audited("login_refused").is_empty(),
        "nobody was refused"
    );
    let numbers = gateway.app.metrics.render();
    for line in [
        r#"landport_logins_not_begun_total{reason="busy_asker"} 2"#,
        r#"landport_logins_queued_total{reason="busy_asker"} 2"#,
    ] {
        assert!(numbers.contains(line), "{line} {numbers}");
    }
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

/// A public client proves nothing at the push (RFC 9126 §2): it is counted by where it comes from, as a login is.
#[tokio::test]
async fn web_05_what_is_pushed_in_a_public_client_s_name_is_counted_by_its_source() {
    let gateway = with_client("auth = \"none\"").await;
    let app = Party::new(&gateway, "other", None);
    let form = app.request(&[("client_id", "")]);
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let first = app.post("/par", &[], &form).await;
    assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
    // One source has used up what it may begin, in the names of two services that have room left.
    for service in ["trademark", "rowing"] {
        let taken = Asks::Service(service, None);
        gateway.app.admit(taken, 9_990 * 2048).unwrap().unwrap();
    }
    while gateway
        .app
        .admit(Asks::Service("rowing", None), 1)
        .unwrap()
        .is_ok()
    {}
    let answer = app.post("/par", &[], &form).await;
    busy(&answer);
    assert_eq!(answer.json()["error"], "temporarily_unavailable");
    // Who proves itself says nothing of where its people are.
    assert_eq!(pushed(&gateway).await.status, StatusCode::CREATED);
    gateway.clock.advance(std::time::Duration::from_secs(1));
    let later = app.post("/par", &[], &form).await;
    assert_eq!(later.status, StatusCode::CREATED, "{later:?}");
}

/// Attack: whoever knows the name of a public client brings proofs by keys of his own without end, each of which leaves a
/// mark for a minute (RFC 9449 §11.1). At `/token` one is kept beside a code or refresh token that waits; at `/par` what
/// is kept was counted before. That none was kept shows the proof itself: it serves afterwards.
#[tokio::test]
async fn web_05_proofs_in_a_public_client_s_name_leave_no_mark_beside_nothing() {
    let gateway = with_client("auth = \"none\"\nrefresh = \"always\"").await;
    let (app, key) = (Party::new(&gateway, "other", None), Key::new());
    let code = app.code(&[]).await;
    let proof = app.proof(&key, "POST", "/token", None).await;
    let dpop = [("dpop", proof.as_str())];
    let made_up = gateway.env.token();
    let error = |answer: &Answer| {
        answer.json()["error"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    for _ in 0..2 {
        assert_eq!(
            error(&app.redeem(&made_up, &dpop, &[]).await),
            "invalid_grant"
        );
        assert_eq!(error(&app.redeem("x", &dpop, &[]).await), "invalid_grant");
        assert_eq!(
            error(&app.refresh(&made_up, &dpop, &[]).await),
            "invalid_grant"
        );
        let alone = [("grant_type", "client_credentials")];
        let answer = app.post("/token", &dpop, &alone).await;
        assert_eq!(error(&answer), "unsupported_grant_type");
    }
    let tokens = app.redeem(&code, &dpop, &[]).await;
    assert_eq!(tokens.json()["token_type"], "DPoP", "{tokens:?}");
    // Now it has served: also a code that was used burns none of it, and what waits is not taken by it.
    assert_eq!(
        error(&app.redeem(&made_up, &dpop, &[]).await),
        "invalid_grant"
    );
    let refresh = tokens.json()["refresh_token"].as_str().unwrap().to_owned();
    let again = app.refresh(&refresh, &dpop, &[]).await;
    assert_eq!(error(&again), "invalid_dpop_proof", "{again:?}");
    let proof = app.proof(&key, "POST", "/token", None).await;
    let refreshed = app.refresh(&refresh, &[("dpop", &proof)], &[]).await;
    assert_eq!(refreshed.json()["token_type"], "DPoP", "{refreshed:?}");
    // A used code is known again by whatever it comes with.
    let proof = app.proof(&key, "POST", "/token", None).await;
    let dpop = [("dpop", proof.as_str())];
    assert_eq!(error(&app.redeem(&code, &dpop, &[]).await), "invalid_grant");
    assert_eq!(gateway.audited("replay_refused").len(), 1);

    let form = app.request(&[("client_id", "")]);
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let proof = app.proof(&key, "POST", "/par", None).await;
    let dpop = [("dpop", proof.as_str())];
    gateway
        .app
        .admit(Asks::Service("trademark", None), 9_990 * 2048)
        .unwrap()
        .unwrap();
    gateway
        .app
        .admit(Asks::Service("rowing", None), 9_990 * 2048)
        .unwrap()
        .unwrap();
    while gateway
        .app
        .admit(Asks::Service("rowing", None), 1)
        .unwrap()
        .is_ok()
    {}
    busy(&app.post("/par", &dpop, &form).await);
    gateway.clock.advance(std::time::Duration::from_secs(1));
    let pushed = app.post("/par", &dpop, &form).await;
    assert_eq!(pushed.status, StatusCode::CREATED, "{pushed:?}");
    let again = app.post("/par", &dpop, &form).await;
    assert_eq!(error(&again), "invalid_dpop_proof", "{again:?}");
}

/// R-29: what a person does at a full house, without script; and what she cannot do with her ticket.
#[tokio::test]
async fn a_place_in_the_queue_is_kept_lets_one_login_begin_and_is_nobody_elses() {
    let gateway = Gateway::start().await;
    let full = || {
        while gateway
            .app
            .admit(Asks::Proven("trademark"), 1)
            .unwrap()
            .is_ok()
        {}
    };
    let used = gateway.app.admit(Asks::Proven("trademark"), 19_990 * 2048);
    used.unwrap().unwrap();
    full();
    let wait = |ms| gateway.clock.advance(std::time::Duration::from_millis(ms));
    // A thousand come before her: four seconds.
    let mut others = gateway.browser();
    for _ in 0..1_000 {
        others.cookies.clear();
        queued(&others.authorize(&[]).await);
    }
    let mut browser = gateway.browser();
    let first = browser.authorize(&[]).await;
    assert_eq!(queued(&first), 5);
    assert!(first.body.contains("about one minute"), "{}", first.body);
    assert!(
        first.body.contains("href=\"/authorize?"),
        "a button: {}",
        first.body
    );
    assert!(
        first.body.contains("Trademark &#38; registration"),
        "{}",
        first.body
    );
    // Who looks again keeps her place and takes no other; who comes later stands behind her.
    wait(2_000);
    for _ in 0..20 {
        assert_eq!(queued(&browser.authorize(&[]).await), 3);
    }
    full();
    let mut later = gateway.browser();
    assert!(queued(&later.authorize(&[]).await) >= 3);
    let ticket = browser.cookies.clone();
    // Another service's people cannot use it, though its turn has come.
    wait(2_100);
    full();
    fill(&gateway, "rowing");
    let name = |service| format!("__Host-q-{}", Tickets::name(Asks::Proven(service)));
    let mut thief = gateway.browser();
    let stolen = ticket.get(&name("trademark")).unwrap();
    thief.cookies.insert(name("rowing"), stolen.clone());
    let rowing = [
        ("client_id", "rowing"),
        ("redirect_uri", "http://rowing.localhost:8080/callback"),
    ];
    queued(&thief.authorize(&rowing).await);
    assert!(
        thief.cookies.get(&name("rowing")) != Some(stolen),
        "a place of its own"
    );
    // At her turn she begins, though the house is as full as before.
    let begun = browser.authorize(&[]).await;
    assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
    // Once: sold to another browser, or used for something else, it is no place at all.
    for _ in 0..2 {
        full();
        let mut buyer = gateway.browser();
        buyer.cookies = ticket.clone();
        let other = buyer.authorize(&[("state", "another")]).await;
        assert!(queued(&other) >= 1);
    }
    // Forged: an octet less, an octet more.
    let (name, text) = ticket.iter().next().unwrap();
    for forged in [
        text[1..].to_owned(),
        format!("{text}A"),
        text.replace('A', "B"),
    ] {
        let mut forger = gateway.browser();
        forger.cookies.insert(name.clone(), forged);
        full();
        assert!(queued(&forger.authorize(&[]).await) >= 1);
    }
    // What was posted is posted again, from our own page, with the session's cookie and the place.
    let owned = request(&[]);
    let form: Vec<_> = owned
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let mut poster = gateway.browser();
    full();
    let answer = poster.post_from_abroad("/authorize", &form).await;
    assert_eq!(
        queued(&answer),
        0,
        "no refresh: a form cannot be sent by one"
    );
    assert!(
        answer
            .body
            .contains("<form method=\"post\" action=\"/authorize\">")
    );
    assert!(answer.body.contains("Press the button"), "{}", answer.body);
    wait(10_000);
    full();
    let begun = poster.post("/authorize", &form).await;
    assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
}

/// Nothing of this service's is left.
pub(crate) fn fill(gateway: &Gateway, service: &str) {
    for octets in [1_000 * 2048, 1] {
        let full = || gateway.app.admit(Asks::Proven(service), octets).unwrap();
        while full().is_ok() {}
    }
}

#[tokio::test]
async fn a_ticket_whose_turn_comes_while_the_disk_is_full_is_not_used_up() {
    let (gateway, store) = fragile(true).await;
    let second = || gateway.clock.advance(std::time::Duration::from_secs(1));
    store.set_room(ROOMY);
    fill(&gateway, "trademark");
    let mut browser = gateway.browser();
    queued(&browser.authorize(&[]).await);
    let ticket = browser.cookies.clone();
    store.set_room(FULL);
    second();
    assert_eq!(queued(&browser.authorize(&[]).await), 31);
    assert_eq!(browser.cookies, ticket);
    // Positive control: who has no place gets none.
    page(&gateway.browser().authorize(&[]).await);
    store.set_room(ROOMY);
    second();
    fill(&gateway, "trademark");
    let begun = browser.authorize(&[]).await;
    assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
}

/// More begin than few, and the threads are late for long: the slowest pace.
fn late(gateway: &Gateway) {
    gateway.app.starts.felt(2_000);
    for _ in 0..10 {
        let begun = gateway.app.admit(Asks::Proven("rowing"), 1).unwrap();
        begun.unwrap();
    }
    for _ in 0..100 {
        gateway.app.starts.felt(2_000);
    }
    gateway.app.starts.felt(0);
}

#[tokio::test]
async fn who_waits_for_this_process_alone_is_passed_by_nobody_when_it_can_carry_all_again() {
    let gateway = Gateway::start().await;
    let slow = || {
        late(&gateway);
        let full = || gateway.app.admit(Asks::Proven("trademark"), 1).unwrap();
        while full().is_ok() {}
    };
    slow();
    let mut others = gateway.browser();
    for _ in 0..100 {
        others.cookies.clear();
        queued(&others.authorize(&[]).await);
    }
    let mut browser = gateway.browser();
    // Forty a second.
    assert_eq!(queued(&browser.authorize(&[]).await), 3);
    assert_eq!(queued(&browser.authorize(&[]).await), 3);
    let ticket = browser.cookies.clone();
    for _ in 0..400 {
        gateway.app.starts.felt(0);
    }
    for browser in [&mut gateway.browser(), &mut browser] {
        let begun = browser.authorize(&[]).await;
        assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
    }
    // With that it was used.
    gateway.clock.advance(std::time::Duration::from_secs(22));
    slow();
    let mut buyer = gateway.browser();
    buyer.cookies = ticket.clone();
    queued(&buyer.authorize(&[("state", "another")]).await);
    assert!(buyer.cookies != ticket, "a place of its own");
}

/// R-29: she loads the waiting page again at her turn, and what let her begin never reached her; or she presses twice.
#[tokio::test]
async fn a_waiting_page_that_is_loaded_again_at_its_turn_loses_nothing_and_begins_one_login() {
    let gateway = Gateway::start().await;
    let second = || gateway.clock.advance(std::time::Duration::from_secs(1));
    fill(&gateway, "trademark");
    let mut browser = gateway.browser();
    queued(&browser.authorize(&[]).await);
    let before = browser.cookies.clone();
    second();
    fill(&gateway, "trademark");
    let answers = tokio::join!(
        async {
            let mut lost = gateway.browser();
            lost.cookies = before.clone();
            lost.authorize(&[]).await
        },
        browser.authorize(&[]),
    );
    for begun in [&answers.0, &answers.1, &browser.authorize(&[]).await] {
        assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
        assert_eq!(begun.location(), answers.0.location());
    }
    assert_eq!(gateway.audited("login_started").len(), 1);
    let page = browser.get(answers.0.location()).await;
    assert_eq!(page.status, StatusCode::OK, "it is hers: {page:?}");
    // Nobody else is led there by its address.
    let page = gateway.browser().get(answers.0.location()).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
    // A service that asks anew asks for another login.
    assert!(queued(&browser.authorize(&[("state", "another")]).await) >= 1);
    assert_eq!(gateway.audited("login_started").len(), 1);
}

/// R-29: at her turn another budget has no room, and the page with her new place never reached her.
#[tokio::test]
async fn a_place_that_was_exchanged_for_another_is_exchanged_once() {
    let gateway = Gateway::start().await;
    let wait = |ms| gateway.clock.advance(std::time::Duration::from_millis(ms));
    fill(&gateway, "trademark");
    let mut browser = gateway.browser();
    queued(&browser.authorize(&[]).await);
    let before = browser.cookies.clone();
    wait(1_000);
    // It became late meanwhile.
    late(&gateway);
    while gateway
        .app
        .admit(Asks::Proven("rowing"), 1)
        .unwrap()
        .is_ok()
    {}
    queued(&browser.authorize(&[]).await);
    assert!(browser.cookies != before);
    let place = browser.cookies.clone();
    for _ in 0..3 {
        browser.cookies = before.clone();
        queued(&browser.authorize(&[]).await);
        assert_eq!(browser.cookies, place, "the same place");
    }
    wait(20_000);
    browser.cookies = before;
    let begun = browser.authorize(&[]).await;
    assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
}

/// What was posted from another site is kept until the turn of who must wait for it.
#[tokio::test]
async fn what_was_posted_is_there_when_its_turn_comes() {
    let gateway = Gateway::start().await;
    let wait = |ms| gateway.clock.advance(std::time::Duration::from_millis(ms));
    let owned = request(&[]);
    let form: Vec<_> = owned
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let mut browser = gateway.browser();
    let posted = browser.post_from_abroad("/authorize", &form).await;
    let kept = posted.location().to_owned();
    assert!(kept.starts_with("/authorize?posted="), "{posted:?}");
    wait(20_000);
    fill(&gateway, "trademark");
    // Twelve thousand come before her: 48 seconds. Four thousand more, and she would wait for more than a minute.
    let before = async |units: usize| {
        let who = Asks::Proven("trademark");
        let (app, octets) = (&gateway.app, units * 2048);
        let admitted = app.admit_person(who, octets, None, LONGEST_WAIT_MS);
        admitted.await.unwrap().unwrap_err();
    };
    before(12_000).await;
    assert_eq!(queued(&browser.get(&kept).await), 49);
    before(4_000).await;
    page(&gateway.browser().get(&kept).await);
    const { assert!(SHORT_WAIT_MS < 64_000 && 64_000 < LONGEST_WAIT_MS) };
    wait(49_000);
    let begun = browser.get(&kept).await;
    assert!(begun.location().starts_with("/country?flow="), "{begun:?}");
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
    for n in 1..=5 {
        let from = std::net::IpAddr::from([192, 0, 2, n]);
        let who = Asks::Connector(entity.as_str(), Some(from));
        while gateway.app.admit(who, 50 * 2048).unwrap().is_ok() {}
        while gateway.app.admit(who, 1).unwrap().is_ok() {}
    }
    let mut browser = abroad.browser();
    let (_, xml) = abroad.request("SE", |xml| xml);
    let waits = abroad.post(&mut browser, &xml).await;
    queued(&waits);
    assert!(
        waits.body.contains("action=\"/eidas/proxy/sso\"")
            && waits.body.contains("name=\"SAMLRequest\"")
    );
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
    let place = browser.cookies.clone();
    let later = abroad.post(&mut browser, &xml).await;
    assert!(later.location().starts_with("/choose?flow="), "{later:?}");
    // She sends it again, for that answer never came: her place leads to the login that it began, and nobody's else does.
    browser.cookies = place;
    let again = abroad.post(&mut browser, &xml).await;
    assert_eq!(again.location(), later.location(), "{again:?}");
    let page = browser.get(again.location()).await;
    assert_eq!(page.status, StatusCode::OK, "it is hers: {page:?}");
    let copy = abroad.post(&mut abroad.browser(), &xml).await;
    assert_eq!(copy.status, StatusCode::BAD_REQUEST, "{copy:?}");
}

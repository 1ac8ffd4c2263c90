// SPDX-License-Identifier: EUPL-1.2
//! The end of a foreign login when something fails or breaks off just then: either the answer is
//! kept, or the login is not over; and never do two different answers leave.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use eidas::SubStatus;
use store::Kind;
use tokio::sync::Notify;

use crate::abroad::{Abroad, Begun, assert_way_on, form, leaves, shown};
use crate::abroad_back::gives_up;
use crate::double_click::{Fault, Fragile};
use crate::support::{Answer, Browser};

/// Norway on a store that can be broken.
async fn fragile() -> (Abroad, Arc<Fragile>) {
    let mut abroad = Abroad::start().await;
    let gateway = abroad.norway.gateway;
    let store = Fragile::new(&gateway.env, false);
    abroad.norway.gateway = gateway.on_store(store.clone());
    (abroad, store)
}

/// A login whose person reads what would be sent.
async fn reading(abroad: &Abroad, browser: &mut Browser<'_>) -> (Begun, String) {
    let begun = abroad.begin(browser, "SE").await;
    let (digest, _) = abroad.consent(browser, &begun.flow, "bankid").await;
    (begun, digest)
}

#[tokio::test]
async fn an_answer_that_cannot_be_kept_is_not_sent_and_the_person_decides_again() {
    let cases = [
        (Kind::Identifier, "approve"),
        (Kind::Answer, "approve"),
        (Kind::Ended, "approve"),
        (Kind::Answer, "decline"),
        (Kind::Ended, "decline"),
    ];
    for (broken, first) in cases {
        for then in ["approve", "decline"] {
            let (abroad, store) = fragile().await;
            let mut browser = abroad.browser();
            let (begun, digest) = reading(&abroad, &mut browser).await;
            let flow = begun.flow.as_str();
            store.set(Fault::Fails(broken));
            let failed = abroad.decide(&mut browser, flow, first, &digest).await;
            assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{broken:?}");
            assert_way_on(&failed);
            assert!(
                failed.headers.contains_key(header::RETRY_AFTER),
                "{broken:?}"
            );
            assert_eq!(abroad.last("login_refused", "reason"), "store_failed");
            let withdrawn = abroad.last("answer_withdrawn", "login");
            assert_eq!(withdrawn, flow, "the trail takes back what it said");
            store.set(Fault::None);
            // What was half kept is fetched by nobody.
            for page in ["continue", "choose", "consent"] {
                let looked = browser.get(&format!("/{page}?flow={flow}")).await;
                assert!(!leaves(&looked), "{broken:?}: {looked:?}");
            }
            let page = browser.get(&format!("/consent?flow={flow}")).await;
            assert_eq!(shown(&page), digest);
            let sent = abroad.decide(&mut browser, flow, then, &digest).await;
            match then {
                "approve" => drop(abroad.read("SE", &begun.id, &sent).await.unwrap()),
                _ => {
                    let status = abroad.failure("SE", &begun.id, &sent).await;
                    assert_eq!(status.sub_code, Some(SubStatus::RequestDenied));
                }
            }
            // Once: from now on it is the same answer, whatever is pressed.
            for action in [first, then, "back"] {
                let again = abroad.decide(&mut browser, flow, action, &digest).await;
                assert_eq!(form(&again).xml, form(&sent).xml);
            }
        }
    }
}

/// Two decisions of one browser, the second while the first waits for the store; what each brings.
async fn two(broken_off: bool) -> (Option<Answer>, Answer, Arc<Abroad>, Begun) {
    let (abroad, store) = fragile().await;
    let abroad = Arc::new(abroad);
    let (begun, digest, cookies) = {
        let mut browser = abroad.browser();
        let (begun, digest) = reading(&abroad, &mut browser).await;
        (begun, digest, browser.cookies)
    };
    let decide = |action: &'static str| {
        let (there, flow) = (abroad.clone(), begun.flow.clone());
        let (digest, cookies) = (digest.clone(), cookies.clone());
        tokio::spawn(async move {
            let mut browser = there.browser();
            browser.cookies = cookies;
            there.decide(&mut browser, &flow, action, &digest).await
        })
    };
    let (here, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    store.set(Fault::Waits(Kind::Answer, here.clone(), go_on.clone()));
    let first = decide("approve");
    here.notified().await;
    store.set(Fault::None);
    if broken_off {
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        let second = decide("approve").await.unwrap();
        return (None, second, abroad, begun);
    }
    let second = decide("decline");
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(
        !second.is_finished(),
        "it waits for what the first comes to"
    );
    go_on.notify_one();
    let answers = (first.await.unwrap(), second.await.unwrap());
    (Some(answers.0), answers.1, abroad, begun)
}

#[tokio::test]
async fn a_second_decision_while_the_first_is_at_work_gets_the_answer_of_the_first() {
    let (first, second, abroad, begun) = two(false).await;
    let first = first.unwrap();
    assert_eq!(form(&first).xml, form(&second).xml);
    abroad.read("SE", &begun.id, &second).await.unwrap();
    let gateway = &abroad.norway.gateway;
    assert_eq!(gateway.audited("saml_message_sent").len(), 1);
    assert_eq!(gateway.audited("consent_decided").len(), 1);
}

/// A browser that clicks twice breaks off its first request.
#[tokio::test]
async fn a_decision_that_was_broken_off_does_not_cost_the_login() {
    let (_, second, abroad, begun) = two(true).await;
    let lines = abroad.norway.gateway.audit.lines();
    let event = |name: &str| format!("\"event\":\"{name}\"");
    let first = |name: &str| lines.iter().position(|line| line.contains(&event(name)));
    let last = |name: &str| lines.iter().rposition(|line| line.contains(&event(name)));
    assert!(
        first("person_sent") < first("answer_withdrawn"),
        "{lines:#?}"
    );
    assert!(
        first("answer_withdrawn") < last("person_sent"),
        "{lines:#?}"
    );
    abroad.read("SE", &begun.id, &second).await.unwrap();
}

/// The e-ID has answered, and what it said cannot be kept: there is no page of the service to link
/// to, so the login itself goes on.
#[tokio::test]
async fn an_e_ids_answer_that_cannot_be_kept_leaves_a_way_on() {
    for broken in [Kind::Identity, Kind::Login] {
        let (abroad, store) = fragile().await;
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let url = abroad.norway.choose(&mut browser, &begun.flow, "bankid");
        let callback = abroad.norway.bankid.log_in(&url.await);
        store.set(Fault::Fails(broken));
        let failed = browser.get(&callback).await;
        store.set(Fault::None);
        assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{failed:?}");
        assert_way_on(&failed);
        let stranger = abroad.browser().get(&callback).await;
        assert!(!stranger.body.contains("<button"), "{stranger:?}");
        let (digest, _) = abroad.consent(&mut browser, &begun.flow, "minid").await;
        let sent = abroad.decide(&mut browser, &begun.flow, "approve", &digest);
        abroad.read("SE", &begun.id, &sent.await).await.unwrap();
    }
}

/// PX-06, INV-9: a tab that was on its way to an e-ID when another tab ended the login. It must not
/// bring the login back to life, or a second, different answer could leave.
#[tokio::test]
async fn px_06_a_tab_under_way_does_not_revive_a_login_that_ended() {
    for (kind, answer_at_eid) in [(Kind::State, false), (Kind::Identity, true)] {
        let (abroad, store) = fragile().await;
        let abroad = Arc::new(abroad);
        let (mut one, mut other) = (abroad.browser(), abroad.browser());
        let begun = abroad.begin(&mut one, "SE").await;
        let choice = format!("/choose?flow={}", begun.flow);
        let first = abroad.norway.choose(&mut one, &begun.flow, "bankid").await;
        let second = match answer_at_eid {
            true => abroad.norway.bankid.log_in(&first),
            false => format!("/go?flow={}", begun.flow),
        };
        other.cookies = one.cookies.clone();
        let (here, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        store.set(Fault::Waits(kind, here.clone(), go_on.clone()));
        let there = Arc::clone(&abroad);
        let cookies = one.cookies.clone();
        let under_way = tokio::spawn(async move {
            let mut browser = there.browser();
            browser.cookies = cookies;
            browser.get(&second).await
        });
        here.notified().await;
        store.set(Fault::None);
        let sent = other.post(&choice, &[("action", "cancel")]).await;
        let status = abroad.failure("SE", &begun.id, &sent).await;
        assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
        go_on.notify_one();
        let late = under_way.await.unwrap();
        assert_eq!(form(&late).xml, form(&sent).xml, "the answer that left");
        for page in ["go", "choose", "consent", "continue"] {
            let again = one.get(&format!("/{page}?flow={}", begun.flow)).await;
            assert_eq!(form(&again).xml, form(&sent).xml, "{page}");
        }
        let gateway = &abroad.norway.gateway;
        assert_eq!(gateway.audited("saml_message_sent").len(), 1);
        assert!(gateway.audited("answer_withdrawn").is_empty());
    }
}

/// An answer that could not be kept, then another e-ID, whose answer is refused: the login goes on.
#[tokio::test]
async fn a_refusal_after_an_answer_that_was_withdrawn_leads_on() {
    let (abroad, store) = fragile().await;
    let mut browser = abroad.browser();
    let (begun, digest) = reading(&abroad, &mut browser).await;
    store.set(Fault::Fails(Kind::Answer));
    let failed = abroad.decide(&mut browser, &begun.flow, "approve", &digest);
    assert_eq!(failed.await.status, StatusCode::SERVICE_UNAVAILABLE);
    store.set(Fault::None);
    let url = abroad
        .norway
        .choose(&mut browser, &begun.flow, "bankid")
        .await;
    let refused = browser.get(&gives_up(&abroad, &url)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_way_on(&refused);
    let status = abroad.back(&mut browser, &refused, &begun).await;
    assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
}

/// The page of a refusal stands at the address of the e-ID's answer. Who loads it anew when the kept
/// answer is long gone (a telephone that wakes up) comes to where the login is.
#[tokio::test]
async fn the_page_of_a_refusal_leads_on_also_after_its_minute() {
    let abroad = Abroad::start().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let url = abroad
        .norway
        .choose(&mut browser, &begun.flow, "bankid")
        .await;
    let callback = gives_up(&abroad, &url);
    assert_way_on(&browser.get(&callback).await);
    abroad
        .norway
        .gateway
        .clock
        .advance(std::time::Duration::from_secs(61));
    let again = browser.get(&callback).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{again:?}");
    let page = browser.get(again.location()).await;
    assert_way_on(&page);
    assert!(abroad.norway.gateway.audited("replay_refused").is_empty());
    let stranger = abroad.browser().get(&callback).await;
    assert!(!stranger.body.contains("<button"), "{stranger:?}");
    assert_eq!(abroad.norway.gateway.audited("replay_refused").len(), 1);
    let status = abroad.back(&mut browser, &page, &begun).await;
    assert_eq!(status.sub_code, Some(SubStatus::AuthnFailed));
}

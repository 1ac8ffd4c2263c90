// SPDX-License-Identifier: EUPL-1.2
//! UP-10: e-IDs that are down or slow, and the persons who wait for them.

use std::time::Duration;

use axum::http::StatusCode;
use store::env::Env;

use crate::eid::{Norway, SUBSTANTIAL};
use crate::support::flow_of;
use crate::upstream::{assert_logged_in, assert_way_on};

#[tokio::test]
async fn up_10_an_eid_that_hangs_is_shown_as_down_and_the_other_works() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    norway
        .bankid
        .tell(|script| script.hang = Duration::from_secs(30));
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let at = format!("/choose?flow={flow}");
    let choice = [("eid", "bankid"), ("action", "next")];
    for _ in 0..3 {
        let chosen = browser.post(&at, &choice).await;
        let watch = Env::system().stopwatch();
        let down = browser.get(chosen.location()).await;
        assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(down.body.contains("does not answer right now"), "{down:?}");
        assert!(watch.elapsed() < Duration::from_secs(5));
    }
    assert_eq!(norway.gateway.audited("eid_unavailable").len(), 3);
    let page = browser.get(&at).await;
    assert!(page.body.contains("value=\"bankid\" disabled"), "{page:?}");
    assert!(page.body.contains("Does not answer right now"));
    let calls = norway.bankid.calls("document");
    assert_eq!(
        browser.post(&at, &choice).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        norway.bankid.calls("document"),
        calls,
        "nobody is sent there"
    );
    let url = norway.choose(&mut browser, &flow, "minid").await;
    assert_logged_in(&browser.get(&norway.minid.log_in(&url)).await);
    // Back after its pause.
    norway.bankid.tell(|script| script.hang = Duration::ZERO);
    norway.gateway.clock.advance(Duration::from_secs(31));
    norway.works().await;
}

#[tokio::test]
async fn up_10_a_token_endpoint_that_fails_ends_at_a_page_with_a_way_on() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let (_, url) = norway.go(&mut browser, "bankid").await;
    norway.bankid.tell(|script| script.status = Some(503));
    let answer = browser.get(&norway.bankid.log_in(&url)).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_way_on(&answer);
    norway.bankid.tell(|script| script.status = None);
    norway.works().await;
}

/// Each call is quick enough, all together are not: a second for all of them is configured. The
/// person waits no longer, and reads that it does not answer.
#[tokio::test]
async fn up_10_the_calls_of_an_answer_share_one_deadline() {
    let norway = Norway::start().await;
    norway.works().await;
    assert_eq!(norway.bankid.calls("userinfo"), 1);
    for asked in 2..5 {
        let mut browser = norway.gateway.browser();
        let (_, url) = norway.go(&mut browser, "bankid").await;
        norway
            .bankid
            .tell(|script| script.hang = Duration::from_millis(600));
        let answer = browser.get(&norway.bankid.log_in(&url)).await;
        norway.bankid.tell(|script| script.hang = Duration::ZERO);
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.body.contains("does not answer"), "{answer:?}");
        assert_way_on(&answer);
        assert_eq!(norway.last_refusal(), "timed_out");
        assert_eq!(norway.bankid.calls("token"), asked);
    }
    // It counts as its failure: nobody else is sent there for a while.
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let page = browser.get(&format!("/choose?flow={flow}")).await;
    assert!(page.body.contains("value=\"bankid\" disabled"), "{page:?}");
    norway.gateway.clock.advance(Duration::from_secs(31));
    norway.works().await;
}

#[tokio::test]
async fn up_10_the_calls_of_a_begin_share_one_deadline() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    norway
        .bankid
        .tell(|script| script.hang = Duration::from_millis(600));
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let choice = [("eid", "bankid"), ("action", "next")];
    let chosen = browser.post(&format!("/choose?flow={flow}"), &choice).await;
    let down = browser.get(chosen.location()).await;
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(down.body.contains("does not answer right now"), "{down:?}");
    let noted = norway.gateway.audited("eid_unavailable").pop().unwrap();
    assert!(noted.contains("timed_out"), "{noted}");
    norway.bankid.tell(|script| script.hang = Duration::ZERO);
    norway.works().await;
}

/// Who waits for what another person's request brings has a deadline too: they do not queue.
#[tokio::test]
async fn up_10_persons_who_wait_for_the_same_document_wait_side_by_side() {
    let norway = Norway::start().await;
    norway
        .bankid
        .tell(|script| script.hang = Duration::from_secs(30));
    let waits = async || {
        let mut browser = norway.gateway.browser();
        let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
        let choice = [("eid", "bankid"), ("action", "next")];
        let chosen = browser.post(&format!("/choose?flow={flow}"), &choice).await;
        let down = browser.get(chosen.location()).await;
        assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE, "{down:?}");
    };
    let watch = Env::system().stopwatch();
    tokio::join!(waits(), waits(), waits(), waits());
    // One after the other would be four seconds.
    assert!(watch.elapsed() < Duration::from_secs(3));
}

/// A document that still serves is renewed in the background: an e-ID whose discovery hangs costs
/// nobody the time that its token endpoint needs.
#[tokio::test]
async fn up_10_nobody_waits_for_the_renewal_of_what_still_serves() {
    let norway = Norway::start().await;
    norway.works().await;
    assert_eq!(norway.bankid.calls("document"), 1);
    norway.gateway.clock.advance(Duration::from_secs(3601));
    norway.bankid.tell(|script| {
        script.hang = Duration::from_secs(30);
        script.hangs_at = Some("document");
    });
    norway.works().await;
    assert_eq!(norway.bankid.calls("document"), 1);
    let current = norway.gateway.app.current();
    let upstream = &current.upstreams["bankid"];
    upstream.refresh(&norway.gateway.env).await.unwrap();
    assert_eq!(norway.bankid.calls("document"), 2, "in the background");
    norway.works().await;
}

/// Attack: whoever closes the socket while her request finds out whether the e-ID is back would keep
/// it closed for everybody, thirty seconds each time. What she began is finished without her.
#[tokio::test]
async fn up_10_a_probe_that_its_person_breaks_off_is_finished_without_her() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let choice = [("eid", "bankid"), ("action", "next")];
    norway.bankid.tell(|script| script.status = Some(503));
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    for _ in 0..3 {
        let at = format!("/choose?flow={flow}");
        let chosen = browser.post(&at, &choice).await;
        browser.get(chosen.location()).await;
    }
    norway.gateway.clock.advance(Duration::from_secs(31));
    norway.bankid.tell(|script| {
        script.status = None;
        script.hang = Duration::from_millis(300);
        script.hangs_at = Some("document");
    });
    let calls = norway.bankid.calls("document");
    let chosen = browser.post(&format!("/choose?flow={flow}"), &choice).await;
    let broken_off = browser.get(chosen.location());
    let broken_off = tokio::time::timeout(Duration::from_millis(100), broken_off).await;
    assert!(broken_off.is_err(), "{broken_off:?}");
    assert_eq!(norway.bankid.calls("document"), calls + 1);
    norway.bankid.tell(|script| script.hang = Duration::ZERO);
    tokio::time::sleep(Duration::from_millis(500)).await;
    norway.works().await;
}

/// Attack: codes that the stranger made up, from as many logins as she likes, at a token endpoint that
/// answers 500 to them. The e-ID lives, as a look at its document shows: nobody else notices.
#[tokio::test]
async fn up_10_made_up_codes_close_an_e_id_for_nobody() {
    let norway = Norway::start().await;
    norway.works().await;
    let documents = norway.bankid.calls("document");
    let mut strangers = Vec::new();
    for _ in 0..6 {
        let mut stranger = norway.gateway.browser();
        let (_, url) = norway.go(&mut stranger, "bankid").await;
        let state = norway.bankid.request(&url)["state"].clone();
        strangers.push((stranger, state));
    }
    norway.bankid.tell(|script| {
        script.status = Some(500);
        script.fails_at = Some("token");
    });
    let mut tokens = norway.bankid.calls("token");
    for (stranger, state) in &mut strangers {
        let iss = &norway.bankid.issuer;
        let path = format!("/callback/bankid?code=made-up&state={state}&iss={iss}");
        assert_way_on(&stranger.get(&path).await);
        tokens += 1;
        assert_eq!(norway.bankid.calls("token"), tokens);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(
        norway.bankid.calls("document") > documents,
        "it was looked at"
    );
    norway.bankid.tell(|script| script.status = None);
    norway.works().await;
}

/// The other side of the same doubt: the document cannot be read either.
#[tokio::test]
async fn up_10_an_e_id_that_fails_everywhere_is_closed_by_the_look() {
    let norway = Norway::start().await;
    norway.works().await;
    let mut logins = Vec::new();
    for _ in 0..3 {
        let mut browser = norway.gateway.browser();
        let (_, url) = norway.go(&mut browser, "bankid").await;
        logins.push((browser, norway.bankid.log_in(&url)));
    }
    norway.bankid.tell(|script| script.status = Some(500));
    for (browser, back) in &mut logins {
        assert_way_on(&browser.get(back).await);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let page = browser.get(&format!("/choose?flow={flow}")).await;
    assert!(page.body.contains("value=\"bankid\" disabled"), "{page:?}");
    norway.bankid.tell(|script| script.status = None);
    norway.gateway.clock.advance(Duration::from_secs(31));
    norway.works().await;
}

/// Attack: 429 from an e-ID that limits its callers, provoked again and again by one login.
#[tokio::test]
async fn up_10_one_login_that_is_told_to_slow_down_closes_an_e_id_for_nobody() {
    let norway = Norway::start().await;
    norway.works().await;
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    norway.bankid.tell(|script| {
        script.status = Some(429);
        script.fails_at = Some("par");
    });
    for _ in 0..10 {
        let choice = [("eid", "bankid"), ("action", "next")];
        let chosen = browser.post(&format!("/choose?flow={flow}"), &choice).await;
        let down = browser.get(chosen.location()).await;
        assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    norway.bankid.tell(|script| script.status = None);
    norway.works().await;
}

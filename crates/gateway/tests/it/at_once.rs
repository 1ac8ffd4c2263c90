//! Requests of one login at the same time: what each wrote stands, and none counts itself alone.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::future::join_all;

use crate::abroad::{Abroad, shown};
use crate::eid::{Norway, SUBSTANTIAL};
use crate::support::{Answer, Browser, Gateway, between, flow_of};
use crate::upstream::assert_logged_in;

/// As long as an e-ID of these tests may take, and half of it.
const SLOW: Duration = Duration::from_millis(500);

impl Norway {
    /// A login whose person chose this e-ID, and where her page leads.
    async fn chosen(&self, browser: &mut Browser<'_>, flow: &str, id: &str) -> String {
        let form = [("eid", id), ("action", "next")];
        let chosen = browser.post(&format!("/choose?flow={flow}"), &form).await;
        chosen.location().to_owned()
    }

    /// Another tab of the same browser.
    fn tab(&self, browser: &Browser<'_>) -> Browser<'_> {
        let mut tab = self.gateway.browser();
        tab.cookies.clone_from(&browser.cookies);
        tab
    }

    fn is_slow_at(&self, path: &'static str) {
        self.bankid.tell(|script| {
            script.hang = SLOW;
            script.hangs_at = Some(path);
        });
    }
}

fn assert_too_many(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{answer:?}");
    assert!(answer.body.contains("too many times"), "{answer:?}");
    assert!(answer.body.contains("value=\"back\""), "{answer:?}");
}

/// A double click, the first half slower at the e-ID: whichever page she ends at, its answer is known.
#[tokio::test]
async fn inv_9_a_slow_request_to_an_e_id_does_not_forget_a_quicker_one() {
    for answered in [0, 1] {
        let norway = Norway::start().await;
        norway.works().await;
        let mut browser = norway.gateway.browser();
        let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
        let go = norway.chosen(&mut browser, &flow, "bankid").await;
        let mut tab = norway.tab(&browser);
        norway.is_slow_at("par");
        let (slow, quick) = tokio::join!(tab.get(&go), async {
            tokio::time::sleep(SLOW / 5).await;
            norway.bankid.tell(|script| script.hang = Duration::ZERO);
            browser.get(&go).await
        });
        let urls = [slow.location(), quick.location()];
        let back = browser.get(&norway.bankid.log_in(urls[answered])).await;
        assert_logged_in(&back);
    }
}

/// A foreign login: while one request is slow, another is answered and the person is proven.
#[tokio::test]
async fn inv_9_a_slow_request_does_not_send_a_proven_person_out_again() {
    let abroad = Abroad::start().await;
    let norway = &abroad.norway;
    norway.works().await;
    let mut browser = abroad.browser();
    let begun = abroad.begin(&mut browser, "SE").await;
    let go = norway.chosen(&mut browser, &begun.flow, "bankid").await;
    let mut tab = norway.tab(&browser);
    norway.is_slow_at("par");
    let (_, consent) = tokio::join!(tab.get(&go), async {
        tokio::time::sleep(SLOW / 5).await;
        norway.bankid.tell(|script| script.hang = Duration::ZERO);
        let url = browser.get(&go).await;
        browser.get(&norway.bankid.log_in(url.location())).await
    });
    let page = browser.get(consent.location()).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let shown = shown(&page);
    let sent = abroad.decide(&mut browser, &begun.flow, "approve", &shown);
    abroad.read("SE", &begun.id, &sent.await).await.unwrap();
}

/// Attack: one cookie made 800 signed pushes at an e-ID in four seconds.
#[tokio::test]
async fn up_10_of_a_hundred_requests_of_one_login_three_reach_the_e_id() {
    let norway = Norway::start().await;
    norway.works().await;
    let before = norway.bankid.calls("par");
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    let go = norway.chosen(&mut browser, &flow, "bankid").await;
    let mut tabs: Vec<_> = (0..100).map(|_| norway.tab(&browser)).collect();
    let answers = join_all(tabs.iter_mut().map(|tab| tab.get(&go))).await;
    let (sent, refused): (Vec<_>, Vec<_>) = answers
        .iter()
        .partition(|answer| answer.status == StatusCode::SEE_OTHER);
    assert_eq!((sent.len(), norway.bankid.calls("par") - before), (3, 3));
    refused.into_iter().for_each(assert_too_many);
    // Each of the three can be answered.
    assert_logged_in(&browser.get(&norway.bankid.log_in(sent[2].location())).await);
}

/// Refusals begin a login anew; its share is one.
#[tokio::test]
async fn up_10_a_login_makes_twelve_requests_in_its_life() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let mut flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    for _ in 0..12 {
        let url = norway.choose(&mut browser, &flow, "minid").await;
        let state = norway.minid.request(&url)["state"].clone();
        let iss = &norway.minid.issuer;
        let no = format!("/callback/minid?error=access_denied&state={state}&iss={iss}");
        let page = browser.get(&no).await;
        let action = between(&page.body, "method=\"post\" action=\"", "\"");
        flow = action.replace("&#61;", "=").replace("/choose?flow=", "");
    }
    let go = norway.chosen(&mut browser, &flow, "minid").await;
    assert_too_many(&browser.get(&go).await);
}

/// An e-ID that did not answer had no request of ours.
#[tokio::test]
async fn up_10_a_request_that_failed_is_not_under_way() {
    let norway = Norway::start().await;
    let mut browser = norway.gateway.browser();
    let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
    norway.bankid.tell(|script| script.status = Some(503));
    for _ in 0..3 {
        let go = norway.chosen(&mut browser, &flow, "bankid").await;
        let down = browser.get(&go).await;
        assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    let url = norway.choose(&mut browser, &flow, "minid").await;
    assert_logged_in(&browser.get(&norway.minid.log_in(&url)).await);
}

/// Parallel requests to a country: three are known, the youngest among them.
#[tokio::test]
async fn inv_9_parallel_requests_to_a_country_never_pass_three() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    let form = [("country", "SE"), ("action", "next")];
    let chosen = browser.post(&format!("/country?flow={flow}"), &form).await;
    let mut tabs: Vec<_> = (0..20)
        .map(|_| {
            let mut tab = gateway.browser();
            tab.cookies.clone_from(&browser.cookies);
            tab
        })
        .collect();
    let pages = join_all(tabs.iter_mut().map(|tab| tab.get(chosen.location()))).await;
    for page in &pages {
        assert!(page.status != StatusCode::INTERNAL_SERVER_ERROR, "{page:?}");
    }
    let flow = store::Handle::parse(&flow).unwrap();
    let login = gateway::login::find(&gateway.app.records, &flow).await;
    let login = login.unwrap().unwrap();
    assert!(login.outstanding.len() <= gateway::login::MOST_OUTSTANDING);
    let mut there = 0;
    for name in &login.outstanding {
        let request = store::Handle::parse(name).unwrap();
        let found = gateway
            .app
            .records
            .get::<gateway::login::Outstanding>(&request);
        there += usize::from(found.await.unwrap().is_some());
    }
    assert_eq!(there, login.outstanding.len());
    assert!(
        gateway.audited("saml_message_sent").len() <= usize::from(gateway::login::MOST_REQUESTS)
    );
}

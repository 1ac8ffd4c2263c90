// SPDX-License-Identifier: EUPL-1.2
//! The second half of a double click sees what the first half came to, whatever that was; and what
//! fails in between fails closed.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use eidas::LevelOfAssurance;
use gateway::env::Env;
use gateway::store::{Entries, Key, Kind, Memory, Store, StoreError, Taken, Taker};
use tokio::sync::Notify;

use crate::connector::tokens;
use crate::support::{Answer, Browser, Gateway, between, sent};

/// What happens to writes of one kind.
#[derive(Clone, Default)]
enum Fault {
    #[default]
    None,
    Fails(Kind),
    /// Only what holds these octets: one event among the audit lines.
    FailsOn(Kind, &'static str),
    /// Says that it is here, and waits until it is told to go on.
    Waits(Kind, Arc<Notify>, Arc<Notify>),
}

/// A store that can be broken for writes of one kind.
struct Fragile {
    inner: Memory,
    survives: bool,
    fault: Mutex<Fault>,
}

impl Fragile {
    fn new(env: &Env, survives: bool) -> Arc<Self> {
        Arc::new(Self {
            inner: Memory::new(env.clone()),
            survives,
            fault: Mutex::default(),
        })
    }

    fn set(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }
}

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

impl Store for Fragile {
    fn put<'a>(&'a self, key: Key, value: Vec<u8>, expires_ms: i64) -> Later<'a, ()> {
        let fault = self.fault.lock().unwrap().clone();
        let hit = move |kind: Kind| key.as_bytes()[4] == kind as u8;
        Box::pin(async move {
            match fault {
                Fault::Fails(kind) if hit(kind) => return Err(broken()),
                Fault::FailsOn(kind, text) if hit(kind) && holds(&value, text) => {
                    return Err(broken());
                }
                Fault::Waits(kind, here, go_on) if hit(kind) => {
                    here.notify_one();
                    go_on.notified().await;
                }
                _ => {}
            }
            self.inner.put(key, value, expires_ms).await
        })
    }

    fn get<'a>(&'a self, key: Key) -> Later<'a, Option<Vec<u8>>> {
        self.inner.get(key)
    }

    fn take<'a>(&'a self, key: Key, taker: Taker) -> Later<'a, Taken<Vec<u8>>> {
        self.inner.take(key, taker)
    }

    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> Later<'a, ()> {
        self.inner.settle(key, answer)
    }

    fn insert_new<'a>(&'a self, key: Key, value: Vec<u8>, expires_ms: i64) -> Later<'a, bool> {
        self.inner.insert_new(key, value, expires_ms)
    }

    fn remove<'a>(&'a self, key: Key) -> Later<'a, ()> {
        self.inner.remove(key)
    }

    fn durable<'a>(&'a self) -> Later<'a, ()> {
        self.inner.durable()
    }

    fn scan<'a>(&'a self, kind: Kind) -> Later<'a, Entries> {
        self.inner.scan(kind)
    }

    fn survives(&self) -> bool {
        self.survives
    }

    fn close<'a>(&'a self) -> Later<'a, ()> {
        self.inner.close()
    }
}

fn broken() -> StoreError {
    StoreError::Io("broken for the test".to_owned())
}

fn holds(value: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(value).contains(text)
}

async fn fragile(survives: bool) -> (Gateway, Arc<Fragile>) {
    let (tell, told) = std::sync::mpsc::channel();
    let gateway = Gateway::start_on(move |env| {
        let store = Fragile::new(env, survives);
        tell.send(store.clone()).unwrap();
        store
    })
    .await;
    (gateway, told.recv().unwrap())
}

fn honest(gateway: &Gateway, request: &crate::support::Sent) -> Vec<u8> {
    gateway.sign(
        "SE",
        &gateway.respond("SE", request, LevelOfAssurance::High),
    )
}

fn too_low(gateway: &Gateway, request: &crate::support::Sent) -> Vec<u8> {
    gateway.sign("SE", &gateway.respond("SE", request, LevelOfAssurance::Low))
}

/// The person presses "again" on the page of a refusal and arrives.
async fn again_and_arrive(browser: &mut Browser<'_>, page: &Answer) {
    let action = between(&page.body, "method=\"post\" action=\"", "\"").replace("&#61;", "=");
    let again = browser.post(&action, &[("action", "again")]).await;
    let request = sent(&browser.get(again.location()).await);
    let page = browser
        .answer(&honest(browser.gateway, &request), None)
        .await;
    tokens(browser, &page).await;
}

async fn log_in(gateway: &Gateway) {
    let mut browser = gateway.browser();
    let (_, request) = browser.go_to_country("SE").await;
    let page = browser.answer(&honest(gateway, &request), None).await;
    tokens(&mut browser, &page).await;
}

#[tokio::test]
async fn a_refused_answer_twice_at_once_is_one_refusal_on_one_page() {
    let gateway = Gateway::start().await;
    let mut first = gateway.browser();
    let (_, request) = first.go_to_country("SE").await;
    let xml = too_low(&gateway, &request);
    let mut second = gateway.browser();
    second.cookies = first.cookies.clone();
    let (one, two) = tokio::join!(first.answer(&xml, None), second.answer(&xml, None));
    assert_eq!(one.status, StatusCode::FORBIDDEN, "{one:?}");
    assert_eq!((one.status, &one.body), (two.status, &two.body));
    assert_eq!(gateway.audited("login_refused").len(), 1);
    assert_eq!(gateway.audited("replay_refused").len(), 0);
    again_and_arrive(&mut second, &two).await;
}

#[tokio::test]
async fn a_refused_answer_one_after_another_is_one_refusal_on_one_page() {
    let gateway = Gateway::start().await;
    let mut browser = gateway.browser();
    let (_, request) = browser.go_to_country("SE").await;
    let xml = too_low(&gateway, &request);
    let one = browser.answer(&xml, None).await;
    let two = browser.answer(&xml, None).await;
    assert_eq!(one.status, StatusCode::FORBIDDEN, "{one:?}");
    assert_eq!((one.status, &one.body), (two.status, &two.body));
    assert_eq!(gateway.audited("login_refused").len(), 1);
    // Another browser with the same octets brings a replay.
    let stranger = gateway.browser().answer(&xml, None).await;
    assert_eq!(stranger.status, StatusCode::BAD_REQUEST);
    assert_eq!(gateway.audited("replay_refused").len(), 1);
    again_and_arrive(&mut browser, &two).await;
}

/// A browser that clicks twice breaks off its first request: the second still arrives.
#[tokio::test]
async fn a_first_half_that_was_broken_off_does_not_cost_the_second_its_login() {
    let (gateway, store) = fragile(false).await;
    let gateway = Arc::new(gateway);
    let mut browser = gateway.browser();
    let (_, request) = browser.go_to_country("SE").await;
    let xml = honest(&gateway, &request);
    let (here, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    store.set(Fault::Waits(Kind::Grant, here.clone(), go_on.clone()));
    let (there, octets, cookies) = (gateway.clone(), xml.clone(), browser.cookies.clone());
    let first = tokio::spawn(async move {
        let mut browser = there.browser();
        browser.cookies = cookies;
        browser.answer(&octets, None).await
    });
    here.notified().await;
    store.set(Fault::None);
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    go_on.notify_one();
    let page = browser.answer(&xml, None).await;
    tokens(&mut browser, &page).await;
    assert_eq!(gateway.audited("code_issued").len(), 1);
}

#[tokio::test]
async fn a_store_that_fails_in_between_releases_nothing_and_says_the_same_twice() {
    for broken in [Kind::Grant, Kind::Answer] {
        let (gateway, store) = fragile(false).await;
        let mut browser = gateway.browser();
        let (flow, request) = browser.go_to_country("SE").await;
        let xml = honest(&gateway, &request);
        store.set(Fault::Fails(broken));
        let one = browser.answer(&xml, None).await;
        store.set(Fault::None);
        let two = browser.answer(&xml, None).await;
        assert_eq!(one.status, StatusCode::SERVICE_UNAVAILABLE, "{one:?}");
        assert_eq!((one.status, &one.body), (two.status, &two.body));
        assert!(one.body.contains("http://trademark.localhost:8080/"));
        let refused = gateway.audited("login_refused");
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(refused[0].contains("store_failed"), "{}", refused[0]);
        // Audit before release: where the very last step fails, the trail says both.
        let issued = usize::from(broken == Kind::Answer);
        assert_eq!(gateway.audited("code_issued").len(), issued, "{broken:?}");
        let on = browser.get(&format!("/continue?flow={flow}")).await;
        assert!(on.location().is_empty(), "{on:?}");
        log_in(&gateway).await;
    }
}

#[tokio::test]
async fn a_refusal_that_cannot_be_kept_fails_closed_too() {
    let (gateway, store) = fragile(false).await;
    let mut browser = gateway.browser();
    let (_, request) = browser.go_to_country("SE").await;
    let xml = too_low(&gateway, &request);
    store.set(Fault::Fails(Kind::Login));
    let one = browser.answer(&xml, None).await;
    store.set(Fault::None);
    let two = browser.answer(&xml, None).await;
    assert_eq!(one.status, StatusCode::SERVICE_UNAVAILABLE, "{one:?}");
    assert_eq!((one.status, &one.body), (two.status, &two.body));
    log_in(&gateway).await;
}

/// Audit before release: whichever of its lines cannot be written, the code stays here.
#[tokio::test]
async fn each_audit_line_of_a_login_stands_before_its_code_can_be_fetched() {
    for event in [
        "saml_message_received",
        "person_identified",
        "matched",
        "code_issued",
    ] {
        let (gateway, store) = fragile(true).await;
        log_in(&gateway).await;
        let mut browser = gateway.browser();
        let (flow, request) = browser.go_to_country("SE").await;
        store.set(Fault::FailsOn(Kind::AuditOutbox, event));
        let page = browser.answer(&honest(&gateway, &request), None).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{event}");
        let on = browser.get(&format!("/continue?flow={flow}")).await;
        assert!(on.location().is_empty(), "{event}: {on:?}");
    }
}

#[tokio::test]
async fn an_audit_trail_that_fails_in_between_releases_nothing_and_no_login_starts() {
    let (gateway, store) = fragile(true).await;
    log_in(&gateway).await;
    let mut browser = gateway.browser();
    let (flow, request) = browser.go_to_country("SE").await;
    let xml = honest(&gateway, &request);
    store.set(Fault::Fails(Kind::AuditOutbox));
    let one = browser.answer(&xml, None).await;
    let two = browser.answer(&xml, None).await;
    assert_eq!(one.status, StatusCode::SERVICE_UNAVAILABLE, "{one:?}");
    assert_eq!((one.status, &one.body), (two.status, &two.body));
    let on = browser.get(&format!("/continue?flow={flow}")).await;
    assert!(on.location().is_empty(), "{on:?}");
    let begun = gateway.browser().authorize(&[]).await;
    assert_eq!(begun.status, StatusCode::SERVICE_UNAVAILABLE, "{begun:?}");
}

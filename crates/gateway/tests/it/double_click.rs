// SPDX-License-Identifier: EUPL-1.2
//! The second half of a double click sees what the first half came to, whatever that was; and what
//! fails in between fails closed.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::StatusCode;
use eidas::LevelOfAssurance;
use store::env::Env;
use store::{Entries, Handle, Key, Kind, Memory, Room, Secret, Store, StoreError, Taken, Taker};
use tokio::sync::{Notify, watch};

use crate::connector::tokens;
use crate::registration::{POST, client};
use crate::support::{Answer, Browser, Gateway, MakeStore, Party, SECRET, Setup, between, sent};

/// What happens to writes of one kind.
#[derive(Clone, Default)]
pub(crate) enum Fault {
    #[default]
    None,
    Fails(Kind),
    /// Only what holds these octets in its last line: one event among the audit lines.
    FailsOn(Kind, &'static str),
    /// Says that it is here, and waits until it is told to go on.
    Waits(Kind, Arc<Notify>, Arc<Notify>),
}

/// A store that can be broken for writes of one kind.
pub(crate) struct Fragile {
    inner: Memory,
    survives: bool,
    fault: Mutex<Fault>,
    /// While it does not turn, whoever waits for the disk waits.
    disk_turns: watch::Sender<bool>,
    there: Mutex<Vec<Key>>,
    /// Octets of the largest value that was put, by kind.
    largest: Mutex<BTreeMap<u8, usize>>,
    /// How often it was asked to take something.
    takes: AtomicUsize,
    /// `Err`: the disk does not say.
    room: Mutex<Result<Option<Room>, StoreError>>,
}

impl Fragile {
    pub(crate) fn new(env: &Env, survives: bool) -> Arc<Self> {
        Arc::new(Self {
            inner: Memory::new(env.clone()),
            survives,
            fault: Mutex::default(),
            disk_turns: watch::Sender::new(true),
            there: Mutex::default(),
            largest: Mutex::default(),
            takes: AtomicUsize::new(0),
            room: Mutex::new(Ok(None)),
        })
    }

    /// How many records of this kind were put and not removed.
    fn count(&self, kind: Kind) -> usize {
        let there = self.there.lock().unwrap();
        let of = |key: &&Key| key.as_bytes()[4] == kind as u8;
        there.iter().filter(of).count()
    }

    /// Octets of the largest value of this kind that was put.
    pub(crate) fn largest(&self, kind: Kind) -> usize {
        let largest = self.largest.lock().unwrap();
        largest.get(&(kind as u8)).copied().unwrap_or(0)
    }

    /// A write of this kind meets its fault.
    async fn met(&self, key: Key, value: &[u8]) -> Result<(), StoreError> {
        let fault = self.fault.lock().unwrap().clone();
        let hit = |kind: Kind| key.as_bytes()[4] == kind as u8;
        match fault {
            Fault::Fails(kind) if hit(kind) => return Err(broken()),
            Fault::FailsOn(kind, text) if hit(kind) && holds(last_line(value), text) => {
                return Err(broken());
            }
            Fault::Waits(kind, here, go_on) if hit(kind) => {
                here.notify_one();
                go_on.notified().await;
            }
            _ => {}
        }
        Ok(())
    }

    async fn synced(&self) {
        let mut turns = self.disk_turns.subscribe();
        turns.wait_for(|turns| *turns).await.unwrap();
    }

    pub(crate) fn set_room(&self, room: Room) {
        *self.room.lock().unwrap() = Ok(Some(room));
    }

    pub(crate) fn does_not_tell_its_room(&self) {
        *self.room.lock().unwrap() = Err(broken());
    }

    pub(crate) fn disk(&self, turns: bool) {
        self.disk_turns.send_replace(turns);
    }

    pub(crate) fn set(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }
}

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

impl Store for Fragile {
    fn put<'a>(&'a self, key: Key, value: Vec<u8>, expires_ms: i64) -> Later<'a, ()> {
        Box::pin(async move {
            self.met(key, &value).await?;
            self.there.lock().unwrap().push(key);
            {
                let mut largest = self.largest.lock().unwrap();
                let largest = largest.entry(key.as_bytes()[4]).or_default();
                *largest = value.len().max(*largest);
            }
            self.inner.put(key, value, expires_ms).await
        })
    }

    fn replace<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Later<'a, bool> {
        Box::pin(async move {
            self.met(key, &value).await?;
            self.inner.replace(key, was, value, expires_ms).await
        })
    }

    fn get<'a>(&'a self, key: Key) -> Later<'a, Option<Vec<u8>>> {
        self.inner.get(key)
    }

    fn take<'a>(&'a self, key: Key, taker: Taker) -> Later<'a, Taken<Vec<u8>>> {
        self.takes.fetch_add(1, Ordering::SeqCst);
        self.inner.take(key, taker)
    }

    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> Later<'a, ()> {
        Box::pin(async move {
            self.inner.settle(key, answer).await?;
            self.synced().await;
            Ok(())
        })
    }

    fn insert_new<'a>(&'a self, key: Key, value: Vec<u8>, expires_ms: i64) -> Later<'a, bool> {
        self.inner.insert_new(key, value, expires_ms)
    }

    fn remove<'a>(&'a self, key: Key) -> Later<'a, ()> {
        self.there.lock().unwrap().retain(|there| *there != key);
        self.inner.remove(key)
    }

    fn durable<'a>(&'a self) -> Later<'a, ()> {
        Box::pin(async move {
            self.synced().await;
            self.inner.durable().await
        })
    }

    fn scan<'a>(&'a self, kind: Kind) -> Later<'a, Entries> {
        self.inner.scan(kind)
    }

    fn room(&self) -> Result<Option<Room>, StoreError> {
        self.room.lock().unwrap().clone()
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

/// Audit lines of a moment are one entry; the one that was added stands last.
fn last_line(value: &[u8]) -> &[u8] {
    value.rsplit(|b| *b == b'\n').next().unwrap_or_default()
}

fn holds(value: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(value).contains(text)
}

pub(crate) async fn fragile(survives: bool) -> (Gateway, Arc<Fragile>) {
    fragile_with(survives, String::new()).await
}

/// The same with more configuration.
async fn fragile_with(survives: bool, more: String) -> (Gateway, Arc<Fragile>) {
    let (tell, told) = std::sync::mpsc::channel();
    let store: MakeStore = Box::new(move |env: &Env| {
        let store = Fragile::new(env, survives);
        tell.send(store.clone()).unwrap();
        store
    });
    let gateway = Gateway::start_as(Setup {
        store: Some(store),
        more,
        ..Setup::default()
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

/// Attack: a header full of made-up secrets, and an answer to a question that was never asked, which the
/// store is asked about for each of them. Defence: what nobody took was not taken by any of them either.
#[tokio::test]
async fn made_up_cookies_do_not_multiply_what_an_answer_to_nothing_costs() {
    let (gateway, store) = fragile(false).await;
    let later = gateway.env.now_ms() + 600_000;
    let asked = Handle::new(&gateway.env, later).to_message_id();
    let xml = format!(
        "<p:Response xmlns:p=\"urn:oasis:names:tc:SAML:2.0:protocol\" InResponseTo=\"{asked}\"/>"
    );
    let mut takes = Vec::new();
    for cookies in [1, 80] {
        let mut browser = gateway.browser();
        for n in 0..cookies {
            let secret = Secret::new(&gateway.env, later).reveal().to_owned();
            browser.cookies.insert(format!("__Host-f-{n:08}"), secret);
        }
        let before = store.takes.load(Ordering::SeqCst);
        let page = browser.answer(xml.as_bytes(), None).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
        takes.push(store.takes.load(Ordering::SeqCst) - before);
    }
    assert_eq!(takes[0], takes[1]);
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
    for broken in [Kind::Grant, Kind::Answer, Kind::Ended] {
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
        // Audit before release: where a later step fails, the trail takes the line back.
        assert_eq!(gateway.audited("code_issued").len(), 1, "{broken:?}");
        assert_eq!(gateway.audited("code_withdrawn").len(), 1, "{broken:?}");
        let lines = gateway.audit.lines();
        let at = |event: &str| lines.iter().position(|line| line.contains(event));
        assert!(at("code_issued") <= at("code_withdrawn"), "{lines:#?}");
        assert!(at("code_withdrawn") < at("login_refused"), "{lines:#?}");
        // And the code is gone from the store: only marks and what lives longer is left.
        assert_eq!(store.count(Kind::Grant), 0, "{broken:?}");
        let on = browser.get(&format!("/continue?flow={flow}")).await;
        assert!(on.location().is_empty(), "{on:?}");
        log_in(&gateway).await;
    }
}

/// The fault run: a commit failed behind the line of its tokens, the code was whole, its service brought it again, and the
/// trail told of two redemptions of one code, which is how a thief is found.
#[tokio::test]
async fn tokens_that_do_not_last_do_not_leave_and_the_trail_takes_their_line_back() {
    let lines = "refresh = \"always\"\nrefresh_usage = \"reuse\"";
    let (gateway, store) = fragile_with(false, client(&format!("{POST}\n{lines}"))).await;
    let party = Party::new(&gateway, "other", Some(SECRET));
    let written = || ["tokens_issued", "tokens_withdrawn"].map(|event| gateway.audited(event));
    let counted = || written().map(|lines| lines.len());
    let code = party.code(&[]).await;
    store.set(Fault::Fails(Kind::AccessToken));
    let failed = party.redeem(&code, &[], &[]).await;
    store.set(Fault::None);
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{failed:?}");
    assert_eq!(counted(), [1, 1]);
    let tokens = party.tokens(&[]).await;
    assert_eq!(counted(), [2, 1]);
    let refresh = tokens["refresh_token"].as_str().unwrap();
    store.set(Fault::Fails(Kind::AccessToken));
    let failed = party.refresh(refresh, &[], &[]).await;
    store.set(Fault::None);
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{failed:?}");
    assert_eq!(counted(), [3, 2]);
    let again = party.refresh(refresh, &[], &[]).await;
    assert_eq!(again.status, StatusCode::OK, "{again:?}");
    assert_eq!(counted(), [4, 2]);
    // Each is the line of the same tokens.
    let [issued, withdrawn] = written();
    let jti = |line: &str| between(line, "\"jti\":\"", "\"").to_owned();
    let of = |lines: &[String]| lines.iter().map(|line| jti(line)).collect::<Vec<_>>();
    assert_eq!(of(&withdrawn), [jti(&issued[0]), jti(&issued[2])]);
}

#[tokio::test]
async fn a_refusal_that_cannot_be_kept_fails_closed_too() {
    let (gateway, store) = fragile(false).await;
    let mut browser = gateway.browser();
    let (_, request) = browser.go_to_country("SE").await;
    let xml = too_low(&gateway, &request);
    store.set(Fault::Fails(Kind::Ended));
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
async fn ops_11_an_audit_trail_that_fails_in_between_releases_nothing_and_no_login_starts() {
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

/// The second half waits as long as the register may take, and a thousand of them look at the store less
/// and less often.
#[tokio::test]
async fn the_second_half_waits_for_a_slow_register_and_does_not_keep_asking_the_store() {
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(2500)).await;
        StatusCode::NOT_FOUND
    };
    let router = axum::Router::new().fallback(slow);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let api = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(api.path(), "the-key").unwrap();
    let more = format!(
        "[matching]\nurl = \"http://register.localhost:{port}\"\napi_key_file = {:?}\n\
         timeout_seconds = 4\nprivate = true\n",
        api.path()
    );
    let (gateway, store) = fragile_with(false, more).await;
    let mut first = gateway.browser();
    let (_, request) = first.go_to_country("SE").await;
    let xml = honest(&gateway, &request);
    let mut second = gateway.browser();
    second.cookies = first.cookies.clone();
    let before = store.takes.load(Ordering::SeqCst);
    let (one, two) = tokio::join!(first.answer(&xml, None), second.answer(&xml, None));
    assert!(one.location().starts_with("/match?flow="), "{one:?}");
    assert_eq!(one.location(), two.location(), "{two:?}");
    let takes = store.takes.load(Ordering::SeqCst) - before;
    assert!(takes <= 15, "{takes} looks in two and a half seconds");
}

/// Whatever the first half waits for, its second is never told that somebody used the answer: it comes to a page that
/// looks again, and from there to where the first led.
#[tokio::test]
async fn a_second_half_that_waited_in_vain_is_led_on_and_is_no_replay() {
    let (gateway, store) = fragile(false).await;
    let gateway = Arc::new(gateway);
    let mut browser = gateway.browser();
    let (flow, request) = browser.go_to_country("SE").await;
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
    // A browser that says no more with which login it went out gets a page that is true of any.
    let mut elsewhere = gateway.browser();
    elsewhere.cookies = browser.cookies.clone();
    elsewhere.cookies.remove("__Host-out");
    let (page, lost) = tokio::join!(browser.answer(&xml, None), elsewhere.answer(&xml, None));
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let look = format!("/continue?flow={flow}").replace('=', "&#61;");
    let leads_on = page
        .body
        .replace("&#x3d;", "&#61;")
        .replace("?flow=", "?flow&#61;");
    assert!(leads_on.contains(&look), "{page:?}");
    assert_eq!(lost.status, StatusCode::SERVICE_UNAVAILABLE, "{lost:?}");
    assert_eq!(gateway.audited("replay_refused").len(), 0);
    go_on.notify_one();
    let page = first.await.unwrap();
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let on = browser.get(&format!("/continue?flow={flow}")).await;
    assert!(on.location().contains("code="), "{on:?}");
}

/// SP-12: what was taken is on the disk before anything is released, whichever way it is fetched.
/// The same browser may ask again while its first request still waits for the disk.
#[tokio::test]
async fn no_second_request_gets_the_answer_before_it_is_on_the_disk() {
    let (gateway, store) = fragile(false).await;
    let gateway = Arc::new(gateway);
    let mut browser = gateway.browser();
    let (flow, request) = browser.go_to_country("SE").await;
    let xml = honest(&gateway, &request);
    store.disk_turns.send_replace(false);
    let ask = |step: Step| {
        let (there, cookies) = (gateway.clone(), browser.cookies.clone());
        tokio::spawn(async move {
            let mut browser = there.browser();
            browser.cookies = cookies;
            match step {
                Step::Answer(xml) => browser.answer(&xml, None).await,
                Step::Get(path) => browser.get(&path).await,
            }
        })
    };
    let first = ask(Step::Answer(xml.clone()));
    while gateway.audited("code_issued").is_empty() {
        tokio::task::yield_now().await;
    }
    let all = [
        first,
        ask(Step::Answer(xml)),
        ask(Step::Get(format!("/continue?flow={flow}"))),
        ask(Step::Get(format!("/country?flow={flow}"))),
        ask(Step::Get(format!("/send?flow={flow}"))),
    ];
    tokio::time::sleep(Duration::from_millis(300)).await;
    for (at, asked) in all.iter().enumerate().take(2) {
        assert!(!asked.is_finished(), "request {at} was answered");
    }
    // A page that looks again is no answer.
    let [first, second, rest @ ..] = all;
    let mut waiting = Vec::new();
    for asked in rest {
        match asked.is_finished() {
            true => {
                let page = asked.await.unwrap();
                let leaks = page.body.contains("?code=") || page.location().contains("code=");
                assert!(!leaks, "{page:?}");
            }
            false => waiting.push(asked),
        }
    }
    store.disk_turns.send_replace(true);
    let page = first.await.unwrap();
    assert_eq!(page.body, second.await.unwrap().body);
    waiting.push(ask(Step::Get(format!("/continue?flow={flow}"))));
    for asked in waiting {
        let answer = asked.await.unwrap();
        assert!(answer.location().contains("code="), "{answer:?}");
    }
    tokens(&mut browser, &page).await;
}

/// TK-01: who writes the end of a login waits for nothing; who releases its answer does.
#[tokio::test]
async fn the_answer_of_a_login_that_ended_does_not_leave_before_it_is_on_the_disk() {
    let (gateway, store) = fragile(false).await;
    let gateway = Arc::new(gateway);
    let mut browser = gateway.browser();
    let (flow, request) = browser.go_to_country("SE").await;
    let page = browser.answer(&honest(&gateway, &request), None).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    store.disk_turns.send_replace(false);
    let (there, cookies) = (gateway.clone(), browser.cookies.clone());
    let asked = tokio::spawn(async move {
        let mut browser = there.browser();
        browser.cookies = cookies;
        browser.get(&format!("/continue?flow={flow}")).await
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!asked.is_finished(), "it was answered");
    store.disk_turns.send_replace(true);
    let answer = asked.await.unwrap();
    assert!(answer.location().contains("code="), "{answer:?}");
}

/// One request of a browser.
enum Step {
    Answer(Vec<u8>),
    Get(String),
}

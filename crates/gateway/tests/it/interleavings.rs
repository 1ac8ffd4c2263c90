//! Two requests of one login, interrupted wherever they read or write.
//!
//! The store of these tests does one thing at a time, and the test says whose ([`every_order`]). What
//! must hold is the same for each order: one code, one answer, no request under way that is
//! forgotten, no more than three, no stage that goes back.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use gateway::login::{MOST_OUTSTANDING, Stage, find};
use store::env::Env;
use store::{Entries, Handle, Key, Kind, Memory, Store, StoreError, Taken, Taker};
use tokio::sync::{Notify, oneshot};

use crate::abroad::Abroad;
use crate::eid::{Norway, SUBSTANTIAL};
use crate::support::{Answer, Browser, Setup, encoded, flow_of, request};

/// More orders than this and something goes round in circles.
const MOST_OPERATIONS: usize = 200;

/// A store whose operations wait for their turn.
struct InTurns {
    inner: Memory,
    /// Whether they do.
    on: AtomicBool,
    waiting: Mutex<VecDeque<oneshot::Sender<()>>>,
    changed: Notify,
}

impl InTurns {
    fn new(env: Env) -> Self {
        Self {
            inner: Memory::new(env),
            on: AtomicBool::new(false),
            waiting: Mutex::default(),
            changed: Notify::new(),
        }
    }

    async fn turn(&self, key: Key) {
        let kind = key.as_bytes()[4];
        let of_no_login = [Kind::AuditOutbox, Kind::Housekeeping].map(|kind| kind as u8);
        if !self.on.load(Ordering::SeqCst) {
            // Whoever else is under way comes in between.
            return tokio::task::yield_now().await;
        }
        if of_no_login.contains(&kind) {
            return;
        }
        let (go, gone) = oneshot::channel();
        self.waiting.lock().unwrap().push_back(go);
        self.changed.notify_one();
        gone.await.unwrap();
    }

    fn next(&self) -> Option<oneshot::Sender<()>> {
        self.waiting.lock().unwrap().pop_front()
    }

    /// Waits until this request asks for a turn, or is over.
    async fn asked(&self, over: &AtomicBool) -> Option<oneshot::Sender<()>> {
        loop {
            if let Some(go) = self.next() {
                return Some(go);
            }
            if over.load(Ordering::SeqCst) {
                return None;
            }
            self.changed.notified().await;
        }
    }

    /// Runs both in this order; how many operations each had.
    async fn run<A, B>(
        &self,
        (one, other): (impl Future<Output = A>, impl Future<Output = B>),
        order: Order,
    ) -> ((A, B), [usize; 2]) {
        let over = [AtomicBool::new(false), AtomicBool::new(false)];
        let begin = Notify::new();
        self.on.store(true, Ordering::SeqCst);
        let one = async {
            let answer = one.await;
            over[0].store(true, Ordering::SeqCst);
            self.changed.notify_one();
            answer
        };
        let other = async {
            begin.notified().await;
            let answer = other.await;
            over[1].store(true, Ordering::SeqCst);
            self.changed.notify_one();
            answer
        };
        let schedule = async {
            // Whose turn was given asks next: so it is known who asks.
            let mut next = [self.asked(&over[0]).await, None];
            begin.notify_one();
            next[1] = self.asked(&over[1]).await;
            let mut done = [0, 0];
            while next.iter().any(Option::is_some) {
                assert!(done[0] + done[1] < MOST_OPERATIONS, "goes round in circles");
                let [first, second, third] = order;
                let wished = match done {
                    [a, _] if a < first => 0,
                    [_, b] if b < second => 1,
                    [a, _] if a < first.saturating_add(third) => 0,
                    [a, b] => (a + b) % 2,
                };
                let who = if next[wished].is_some() {
                    wished
                } else {
                    1 - wished
                };
                next[who].take().unwrap().send(()).unwrap();
                done[who] += 1;
                next[who] = self.asked(&over[who]).await;
            }
            self.on.store(false, Ordering::SeqCst);
            done
        };
        let (one, other, done) = tokio::join!(one, other, schedule);
        ((one, other), done)
    }
}

/// A store before each of whose operations whoever else is under way has one.
pub(crate) fn one_after_the_other(env: Env) -> Arc<dyn Store> {
    Arc::new(InTurns::new(env))
}

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

impl Store for InTurns {
    fn put<'a>(&'a self, key: Key, value: Vec<u8>, expires_ms: i64) -> Later<'a, ()> {
        Box::pin(async move {
            self.turn(key).await;
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
            self.turn(key).await;
            self.inner.replace(key, was, value, expires_ms).await
        })
    }

    fn get<'a>(&'a self, key: Key) -> Later<'a, Option<Vec<u8>>> {
        Box::pin(async move {
            self.turn(key).await;
            self.inner.get(key).await
        })
    }

    fn take<'a>(&'a self, key: Key, taker: Taker) -> Later<'a, Taken<Vec<u8>>> {
        Box::pin(async move {
            self.turn(key).await;
            self.inner.take(key, taker).await
        })
    }

    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> Later<'a, ()> {
        Box::pin(async move {
            self.turn(key).await;
            self.inner.settle(key, answer).await
        })
    }

    fn insert_new<'a>(&'a self, key: Key, value: Vec<u8>, expires_ms: i64) -> Later<'a, bool> {
        Box::pin(async move {
            self.turn(key).await;
            self.inner.insert_new(key, value, expires_ms).await
        })
    }

    fn remove<'a>(&'a self, key: Key) -> Later<'a, ()> {
        Box::pin(async move {
            self.turn(key).await;
            self.inner.remove(key).await
        })
    }

    fn durable<'a>(&'a self) -> Later<'a, ()> {
        self.inner.durable()
    }

    fn scan<'a>(&'a self, kind: Kind) -> Later<'a, Entries> {
        self.inner.scan(kind)
    }

    fn survives(&self) -> bool {
        false
    }

    fn close<'a>(&'a self) -> Later<'a, ()> {
        self.inner.close()
    }
}

fn in_turns() -> (Setup, std::sync::mpsc::Receiver<Arc<InTurns>>) {
    let (tell, told) = std::sync::mpsc::channel();
    let setup = Setup {
        store: Some(Box::new(move |env| {
            let store = Arc::new(InTurns::new(env.clone()));
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    };
    (setup, told)
}

/// So many operations of one, of the other, of the one again; then both in turns.
type Order = [usize; 3];

/// As many as there are.
const ALL: usize = usize::MAX;

/// Runs a pair in every order: `run` makes one login, holds what came of it against what must be, and
/// says how many operations each had. Wherever one can be interrupted, the other comes in between
/// with one, two or three operations, and with all of them; and the same the other way round.
async fn every_order(mut run: impl AsyncFnMut(Order) -> [usize; 2]) {
    let [one, other] = run([ALL, 0, 0]).await;
    assert!(one > 2 && other > 2, "{one} and {other}: nothing to order");
    for at in 0..=one {
        for second in [1, 2, 3, ALL] {
            run([at, second, 0]).await;
        }
    }
    for at in 1..=other {
        run([0, at, ALL]).await;
    }
}

fn tab<'a>(browser: &Browser<'a>) -> Browser<'a> {
    let mut tab = browser.gateway.browser();
    tab.cookies.clone_from(&browser.cookies);
    tab
}

async fn norway() -> (Norway, Arc<InTurns>) {
    let (setup, told) = in_turns();
    let norway = Norway::start_as(setup).await;
    // Its document and keys are known: what is ordered is ours.
    let mut browser = norway.gateway.browser();
    let back = norway.there_and_back(&mut browser, "minid").await;
    assert_eq!(back.status, StatusCode::OK);
    (norway, told.recv().unwrap())
}

async fn abroad() -> (Abroad, Arc<InTurns>) {
    let (setup, told) = in_turns();
    let abroad = Abroad::start_as(setup, "identifier = \"per-country\"\n").await;
    abroad.log_in("SE").await;
    (abroad, told.recv().unwrap())
}

async fn stage_of(norway: &Norway, flow: &str) -> (Stage, Vec<String>) {
    let flow = Handle::parse(flow).unwrap();
    let login = find(&norway.gateway.app.records, &flow)
        .await
        .unwrap()
        .unwrap();
    (login.stage, login.outstanding)
}

impl Norway {
    fn codes(&self) -> usize {
        self.gateway.audited("code_issued").len()
    }
}

#[tokio::test]
async fn inv_9_two_requests_to_an_e_id_are_both_under_way() {
    let (norway, store) = norway().await;
    every_order(async |order| {
        let mut browser = norway.gateway.browser();
        let flow = flow_of(&browser.authorize(&[SUBSTANTIAL]).await);
        let choice = [("eid", "minid"), ("action", "next")];
        let chosen = browser.post(&format!("/choose?flow={flow}"), &choice).await;
        let (mut one, mut other) = (tab(&browser), tab(&browser));
        let both = (one.get(chosen.location()), other.get(chosen.location()));
        let ((one, other), done) = store.run(both, order).await;
        let (_, outstanding) = stage_of(&norway, &flow).await;
        for gone in [one, other] {
            let state = norway.minid.request(gone.location())["state"].clone();
            assert!(outstanding.contains(&state), "{order:?}");
        }
        assert!(outstanding.len() <= MOST_OUTSTANDING);
        done
    })
    .await;
}

#[tokio::test]
async fn inv_9_two_answers_of_one_login_give_one_code() {
    let (norway, store) = norway().await;
    every_order(async |order| {
        let before = norway.codes();
        let mut browser = norway.gateway.browser();
        let (flow, first) = norway.go(&mut browser, "minid").await;
        let second = norway.choose(&mut browser, &flow, "minid").await;
        let (first, second) = (norway.minid.log_in(&first), norway.minid.log_in(&second));
        let (mut one, mut other) = (tab(&browser), tab(&browser));
        let (_, done) = store
            .run((one.get(&first), other.get(&second)), order)
            .await;
        assert_eq!(norway.codes(), before + 1, "{order:?}");
        assert_eq!(stage_of(&norway, &flow).await.0, Stage::Finished);
        done
    })
    .await;
}

#[tokio::test]
async fn tk_01_two_logins_of_one_request_uri_give_one_code() {
    let (norway, store) = norway().await;
    every_order(async |order| {
        let before = norway.codes();
        let form = request(&[SUBSTANTIAL]);
        let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let pushed = norway.gateway.client_post("/par", &form).await.json();
        let uri = pushed["request_uri"].as_str().unwrap();
        let query = encoded(&[("client_id", "trademark"), ("request_uri", uri)]);
        let mut logins = Vec::new();
        for _ in 0..2 {
            let mut browser = norway.gateway.browser();
            let flow = flow_of(&browser.get(&format!("/authorize?{query}")).await);
            let url = norway.choose(&mut browser, &flow, "minid").await;
            logins.push((browser, norway.minid.log_in(&url)));
        }
        let [(one, first), (other, second)] = &mut logins[..] else {
            panic!("two");
        };
        let (_, done) = store.run((one.get(first), other.get(second)), order).await;
        assert_eq!(norway.codes(), before + 1, "{order:?}");
        done
    })
    .await;
}

#[tokio::test]
async fn inv_9_an_answer_and_a_no_end_a_login_once() {
    let (norway, store) = norway().await;
    every_order(async |order| {
        let ends = || norway.codes() + norway.gateway.audited("login_ended").len();
        let before = ends();
        let mut browser = norway.gateway.browser();
        let (flow, url) = norway.go(&mut browser, "minid").await;
        let back = norway.minid.log_in(&url);
        let (mut one, mut other) = (tab(&browser), tab(&browser));
        let at = format!("/choose?flow={flow}");
        let no = other.post(&at, &[("action", "cancel")]);
        let (_, done) = store.run((one.get(&back), no), order).await;
        assert_eq!(ends(), before + 1, "{order:?}");
        done
    })
    .await;
}

#[tokio::test]
async fn inv_9_a_request_and_an_answer_leave_a_proven_person_proven() {
    let (abroad, store) = abroad().await;
    let norway = &abroad.norway;
    every_order(async |order| {
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let url = norway.choose(&mut browser, &begun.flow, "bankid").await;
        let back = norway.bankid.log_in(&url);
        let go = format!("/go?flow={}", begun.flow);
        let (mut one, mut other) = (tab(&browser), tab(&browser));
        let (_, done) = store.run((one.get(&go), other.get(&back)), order).await;
        let (stage, _) = stage_of(norway, &begun.flow).await;
        assert!(
            matches!(stage, Stage::Proven { .. }),
            "{order:?}: {stage:?}"
        );
        done
    })
    .await;
}

#[tokio::test]
async fn inv_9_two_decisions_give_one_answer() {
    let (abroad, store) = abroad().await;
    every_order(async |order| {
        let mut browser = abroad.browser();
        let begun = abroad.begin(&mut browser, "SE").await;
        let (shown, _) = abroad.consent(&mut browser, &begun.flow, "bankid").await;
        let (mut one, mut other) = (tab(&browser), tab(&browser));
        let yes = abroad.decide(&mut one, &begun.flow, "approve", &shown);
        let no = abroad.decide(&mut other, &begun.flow, "decline", &shown);
        let ((yes, no), done) = store.run((yes, no), order).await;
        let forms: Vec<_> = [&yes, &no].into_iter().filter_map(message).collect();
        assert!(!forms.is_empty(), "{order:?}");
        assert!(forms.iter().all(|form| *form == forms[0]), "{order:?}");
        done
    })
    .await;
}

/// The message that a page posts.
fn message(page: &Answer) -> Option<String> {
    let (_, rest) = page.body.split_once("name=\"SAMLResponse\" value=\"")?;
    rest.split('"').next().map(str::to_owned)
}

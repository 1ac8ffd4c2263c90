//! Another tab of hers takes the place of the arrival that is being linked, and the journal that cannot be
//! written.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::{Entries, Key, Kind, Memory, Store, StoreError, Taken, Taker};

use tokio::sync::Notify;

use super::*;
use crate::double_click::{Fault, Fragile};
use crate::support::Setup;

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store in which, when it is told so, somebody writes the first arrival again just before the present one
/// is changed for this time: it is bound first, and settled then.
struct OtherTab {
    inner: Memory,
    arrivals: Mutex<Vec<Vec<u8>>>,
    /// 0: nobody does.
    before: AtomicUsize,
}

impl OtherTab {
    fn new(env: &store::env::Env) -> Arc<Self> {
        Arc::new(Self {
            inner: Memory::new(env.clone()),
            arrivals: Mutex::default(),
            before: AtomicUsize::new(0),
        })
    }

    fn is_now(&self) -> bool {
        let one_less = |times: usize| times.checked_sub(1);
        let was = self
            .before
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less);
        was == Ok(1)
    }
}

fn is_arrival(key: Key) -> bool {
    key.as_bytes()[4] == Kind::Arrival as u8
}

impl Store for OtherTab {
    fn put<'a>(&'a self, key: Key, value: Vec<u8>, expires_ms: i64) -> Later<'a, ()> {
        if is_arrival(key) {
            self.arrivals.lock().unwrap().push(value.clone());
        }
        self.inner.put(key, value, expires_ms)
    }

    fn replace<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Later<'a, bool> {
        Box::pin(async move {
            if is_arrival(key) && self.is_now() {
                let first = self.arrivals.lock().unwrap()[0].clone();
                self.inner.put(key, first, expires_ms).await?;
            }
            self.inner.replace(key, was, value, expires_ms).await
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
        false
    }

    fn close<'a>(&'a self) -> Later<'a, ()> {
        self.inner.close()
    }
}

/// N14: where she is not bound, neither the journal nor the trail says that she was.
#[tokio::test]
async fn whose_place_another_tab_took_is_linked_nowhere() {
    let (tell, told) = std::sync::mpsc::channel();
    let stage = Stage::start_as(Setup {
        store: Some(Box::new(move |env| {
            let store = OtherTab::new(env);
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    })
    .await;
    let store: Arc<OtherTab> = told.recv().unwrap();
    for meanwhile in [true, false] {
        let mut browser = stage.gateway().browser();
        let flow = flow_of(&browser.authorize(&[]).await);
        store.arrivals.lock().unwrap().clear();
        for _ in 0..2 {
            stage.come_back(&mut browser, &flow, None).await;
        }
        let url = stage.leave(&mut browser, &flow, "bankid").await;
        store.before.store(meanwhile.into(), Ordering::SeqCst);
        browser.get(&stage.norway.bankid.log_in(&url)).await;
        let page = stage.page(&mut browser, &flow).await;
        let linked = stage.gateway().audited("match_linked");
        let journal = stage.journal();
        let journal = journal.iter().filter(|entry| entry["outcome"] == "linked");
        // Positive control: the second time nobody comes in between.
        let times = usize::from(!meanwhile);
        assert_eq!(page.body.contains("ends in 997"), !meanwhile, "{page:?}");
        assert_eq!(
            (linked.len(), journal.count()),
            (times, times),
            "{linked:?}"
        );
    }
}

/// N14: who arrived in another tab while the first was being written down is left as she came, and what her page showed
/// still holds.
#[tokio::test]
async fn what_was_written_down_of_one_arrival_settles_no_other() {
    let (tell, told) = std::sync::mpsc::channel();
    let stage = Stage::start_as(Setup {
        store: Some(Box::new(move |env| {
            let store = OtherTab::new(env);
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    })
    .await;
    let store: Arc<OtherTab> = told.recv().unwrap();
    let mut browser = stage.gateway().browser();
    let flow = flow_of(&browser.authorize(&[]).await);
    stage.come_back(&mut browser, &flow, None).await;
    let first = stage.page(&mut browser, &flow).await;
    stage.come_back(&mut browser, &flow, None).await;
    let url = stage.leave(&mut browser, &flow, "bankid").await;
    store.before.store(2, Ordering::SeqCst);
    browser.get(&stage.norway.bankid.log_in(&url)).await;
    assert_eq!(store.before.load(Ordering::SeqCst), 0, "somebody came");
    let page = stage.page(&mut browser, &flow).await;
    assert!(!page.body.contains("in 997"), "{page:?}");
    let on = next(&mut browser, &flow, &first, "no").await;
    let claims = stage.claims("trademark", &on).await;
    assert_eq!(claims["match_status"], "not_found");
    assert!(claims.get("pid").is_none(), "{claims}");
}

/// N14: a page that says that she is not known, since what bound her was being written down just then, is no page of
/// who is.
#[tokio::test]
async fn what_a_page_showed_while_she_was_being_written_down_is_shown_anew() {
    let (tell, told) = std::sync::mpsc::channel();
    let stage = Stage::start_as(Setup {
        store: Some(Box::new(move |env| {
            let store = Fragile::new(env, false);
            tell.send(store.clone()).unwrap();
            store
        })),
        ..Setup::default()
    })
    .await;
    let store: Arc<Fragile> = told.recv().unwrap();
    let stage = Arc::new(stage);
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let url = stage.leave(&mut browser, &flow, "bankid").await;
    let callback = stage.norway.bankid.log_in(&url);
    let (here, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    store.set(Fault::Waits(Kind::Arrival, here.clone(), go_on.clone()));
    let (there, cookies) = (stage.clone(), browser.cookies.clone());
    let answering = tokio::spawn(async move {
        let mut browser = there.gateway().browser();
        browser.cookies = cookies;
        browser.get(&callback).await
    });
    // She is bound, and waits to be settled.
    here.notified().await;
    go_on.notify_one();
    here.notified().await;
    store.set(Fault::None);
    let early = stage.page(&mut browser, &flow).await;
    assert!(!early.body.contains("in 997"), "{early:?}");
    go_on.notify_one();
    answering.await.unwrap();
    let old = next(&mut browser, &flow, &early, "no").await;
    assert_eq!(old.status, StatusCode::CONFLICT, "{old:?}");
    assert!(old.body.contains("in 997"), "{old:?}");
    assert!(stage.gateway().audited("code_issued").is_empty());
}

/// Art. 5(1): what cannot be written does not count, also where she was bound already.
#[tokio::test]
async fn what_cannot_be_written_binds_nobody() {
    let stage = Stage::start().await;
    let mut browser = stage.gateway().browser();
    let (flow, _) = stage.arrive(&mut browser, "trademark").await;
    let url = stage.leave(&mut browser, &flow, "bankid").await;
    let journal = stage.gateway().app.settings().data.join("journal");
    std::fs::remove_dir_all(&journal).unwrap();
    std::fs::write(&journal, "no directory").unwrap();
    browser.get(&stage.norway.bankid.log_in(&url)).await;
    let page = stage.page(&mut browser, &flow).await;
    assert!(!page.body.contains("in 997"), "{page:?}");
    assert!(stage.gateway().audited("match_linked").is_empty());
    let on = next(&mut browser, &flow, &page, "long").await;
    std::fs::remove_file(&journal).unwrap();
    let claims = stage.claims("trademark", &on).await;
    assert_eq!(claims["match_status"], "not_found");
    assert!(claims.get("pid").is_none(), "{claims}");
}

//! Another tab of hers takes the place of the arrival that is being linked, and the journal that cannot be
//! written.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};

use store::{Entries, Key, Kind, Memory, Store, StoreError, Taken, Taker};

use super::*;
use crate::support::Setup;

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store in which, when it is told so, somebody writes the first arrival again just before the present one
/// is bound.
struct OtherTab {
    inner: Memory,
    arrivals: Mutex<Vec<Vec<u8>>>,
    armed: AtomicBool,
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
            if is_arrival(key) && self.armed.swap(false, Ordering::SeqCst) {
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
            let store = Arc::new(OtherTab {
                inner: Memory::new(env.clone()),
                arrivals: Mutex::default(),
                armed: AtomicBool::new(false),
            });
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
        store.armed.store(meanwhile, Ordering::SeqCst);
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

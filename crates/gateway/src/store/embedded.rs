//! The embedded store: one directory, one owner.

use std::path::Path;

use futures_util::future::BoxFuture;

use super::handle::Key;
use super::{Kind, Store, StoreError, Taken, Taker};
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
            cache_octets: 4 << 20,
        }
    }
}

/// A store in a directory of its own.
#[derive(Debug)]
pub struct Embedded;

impl Embedded {
    /// Opens or makes the store in this directory, and takes its lock.
    pub fn open(_dir: &Path, _env: Env, _options: &EmbeddedOptions) -> Result<Self, StoreError> {
        todo!()
    }
}

impl Store for Embedded {
    fn put<'a>(&'a self, _: Key, _: Vec<u8>, _: i64) -> BoxFuture<'a, Result<(), StoreError>> {
        todo!()
    }
    fn get<'a>(&'a self, _: Key) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        todo!()
    }
    fn take<'a>(&'a self, _: Key, _: Taker) -> BoxFuture<'a, Result<Taken<Vec<u8>>, StoreError>> {
        todo!()
    }
    fn settle<'a>(&'a self, _: Key, _: Vec<u8>) -> BoxFuture<'a, Result<(), StoreError>> {
        todo!()
    }
    fn insert_new<'a>(
        &'a self,
        _: Key,
        _: Vec<u8>,
        _: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        todo!()
    }
    fn remove<'a>(&'a self, _: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        todo!()
    }
    fn durable<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        todo!()
    }
    fn scan<'a>(&'a self, _: Kind) -> BoxFuture<'a, Result<Vec<(Key, Vec<u8>)>, StoreError>> {
        todo!()
    }
    fn survives(&self) -> bool {
        true
    }
    fn close<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        todo!()
    }
}

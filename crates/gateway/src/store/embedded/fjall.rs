//! fjall below the store: a log-structured tree with a journal.
//!
//! Records and numbered entries lie in keyspaces of their own, since a table file can be given back
//! whole only when every key in it is over, and numbered entries never are.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use fjall::compaction::filter::{
    CompactionFilter, CompactionFilterResult, Context, Factory, ItemAccessor, Verdict,
};
use fjall::{AbstractTree as _, Database, Keyspace, KeyspaceCreateOptions, PersistMode};

use super::{Changes, Engine, io};
use crate::store::handle::{Key, NEVER};
use crate::store::{Kind, StoreError};

/// The memory table is written out at this size: it bounds memory, and what a start must read again.
const MEMTABLE: u64 = 2 << 20;

pub(super) struct Fjall {
    database: Database,
    records: Keyspace,
    numbered: Keyspace,
    /// Minutes before this one are over: the compaction forgets their entries.
    over: Arc<AtomicU32>,
}

impl Fjall {
    pub(super) fn open(dir: &Path, cache_octets: u64) -> Result<Self, StoreError> {
        let over = Arc::new(AtomicU32::new(0));
        let forget = Arc::new(Forget {
            over: Arc::clone(&over),
        });
        let database = Database::builder(dir.join("fjall"))
            .cache_size(cache_octets)
            .worker_threads(1)
            .max_cached_files(Some(64))
            // Everything comes as a batch that says itself how far it must get.
            .manual_journal_persist(true)
            .with_compaction_filter_factories(Arc::new(move |keyspace| {
                (keyspace == "records").then(|| {
                    let factory: Arc<dyn Factory> = Arc::clone(&forget) as Arc<dyn Factory>;
                    factory
                })
            }))
            .open()
            .map_err(io)?;
        let options = || KeyspaceCreateOptions::default().max_memtable_size(MEMTABLE);
        let records = database.keyspace("records", options).map_err(io)?;
        let numbered = database.keyspace("numbered", options).map_err(io)?;
        Ok(Self {
            database,
            records,
            numbered,
            over,
        })
    }

    fn keyspace(&self, key: &Key) -> &Keyspace {
        if key.is_numbered() {
            &self.numbered
        } else {
            &self.records
        }
    }
}

impl Engine for Fjall {
    fn get(&self, key: &Key) -> Result<Option<Bytes>, StoreError> {
        let found = self.keyspace(key).get(key.as_bytes()).map_err(io)?;
        Ok(found.map(|value| Bytes::copy_from_slice(&value)))
    }

    fn write(&self, changes: &Changes, sync: bool) -> Result<(), StoreError> {
        let how_far = if sync {
            PersistMode::SyncData
        } else {
            PersistMode::Buffer
        };
        if changes.is_empty() {
            return self.database.persist(how_far).map_err(io);
        }
        let mut batch = self.database.batch().durability(Some(how_far));
        for (key, value) in changes {
            match value {
                Some(value) => batch.insert(self.keyspace(key), &key.as_bytes()[..], &value[..]),
                None => batch.remove(self.keyspace(key), &key.as_bytes()[..]),
            }
        }
        batch.commit().map_err(io)
    }

    fn numbered(&self, kind: Kind) -> Result<Vec<(Key, Bytes)>, StoreError> {
        let mut found = Vec::new();
        for guard in self.numbered.prefix(Key::numbered_prefix(kind)) {
            let (key, value) = guard.into_inner().map_err(io)?;
            let key = Key::from_slice(&key).ok_or_else(|| io("a key is not readable"))?;
            found.push((key, Bytes::copy_from_slice(&value)));
        }
        Ok(found)
    }

    fn sweep(&self, before: &Key) -> Result<bool, StoreError> {
        self.over.store(before.bucket(), Ordering::Relaxed);
        self.records
            .tree
            .drop_range(..*before.as_bytes())
            .map_err(io)?;
        Ok(false)
    }

    fn close(&self) -> Result<(), StoreError> {
        self.database.persist(PersistMode::SyncAll).map_err(io)
    }
}

/// Forgets, while tables are merged, what ended in a minute that is over. Every version of such an
/// entry is over, so none can come back.
struct Forget {
    over: Arc<AtomicU32>,
}

impl Factory for Forget {
    fn name(&self) -> &'static str {
        "expired"
    }

    fn make_filter(&self, _: &Context) -> Box<dyn CompactionFilter> {
        Box::new(ForgetBefore(self.over.load(Ordering::Relaxed)))
    }
}

struct ForgetBefore(u32);

impl CompactionFilter for ForgetBefore {
    fn filter_item(&mut self, item: ItemAccessor<'_>, _: &Context) -> CompactionFilterResult {
        let bucket = item
            .key()
            .first_chunk()
            .map_or(NEVER, |b| u32::from_be_bytes(*b));
        Ok(if bucket < self.0 {
            Verdict::Destroy
        } else {
            Verdict::Keep
        })
    }
}

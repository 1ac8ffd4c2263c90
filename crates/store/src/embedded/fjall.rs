//! fjall below the store: a log-structured tree with a journal.
//!
//! Records and numbered entries lie in keyspaces of their own, since a table file can be given back
//! whole only when every key in it is over, and numbered entries never are.
//!
//! An opening reads the whole journal again, up to 64 MB of it, whether its entries are in tables or not.
//! So a clean stop copies what is alive into a fresh *generation*, which opens in a few milliseconds, and
//! names that one in the file `current`; the next opening removes the others.

use std::fs;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use fjall::compaction::filter::{
    CompactionFilter, CompactionFilterResult, Context, Factory, ItemAccessor, Verdict,
};
use fjall::{
    AbstractTree as _, Database, Keyspace, KeyspaceCreateOptions, PersistMode, Readable as _,
};

use super::{Changes, io};
use crate::handle::{Key, NEVER};
use crate::{Kind, StoreError};

/// The memory table is written out at this size: it bounds memory, and what a start must read again.
const MEMTABLE: u64 = 2 << 20;

/// A journal smaller than this is not worth a fresh generation.
const SMALL: u64 = 1 << 20;
/// Entries copied in one batch.
const BATCH: usize = 512;

pub(super) struct Fjall {
    dir: PathBuf,
    generation: u64,
    cache_octets: u64,
    database: Database,
    records: Keyspace,
    numbered: Keyspace,
    /// Minutes before this one are over: the compaction forgets their entries.
    over: Arc<AtomicU32>,
}

impl Fjall {
    pub(super) fn open(dir: &Path, cache_octets: u64) -> Result<Self, StoreError> {
        let (generation, others) = generations(dir)?;
        if !others.is_empty() {
            std::thread::spawn(move || {
                for path in others {
                    if let Err(error) = fs::remove_dir_all(&path) {
                        tracing::warn!(%error, path = %path.display(), "an old generation stays");
                    }
                }
            });
        }
        Self::open_generation(dir, generation, cache_octets)
    }

    /// Opens what a failed engine left. What can be read of it is copied to a fresh generation and
    /// synced: after a sync that failed the system may call pages clean that never reached the disk,
    /// so nothing is added to those files.
    pub(super) fn heal(dir: &Path, cache_octets: u64) -> Result<Self, StoreError> {
        let (generation, others) = generations(dir)?;
        // Also what the last try of this left: it takes room.
        for path in others {
            fs::remove_dir_all(path).map_err(io)?;
        }
        Self::open_generation(dir, generation, cache_octets)?.renew()?;
        Self::open(dir, cache_octets)
    }

    fn open_generation(dir: &Path, generation: u64, cache_octets: u64) -> Result<Self, StoreError> {
        let over = Arc::new(AtomicU32::new(0));
        let forget = Arc::new(Forget {
            over: Arc::clone(&over),
        });
        let database = Database::builder(generation_dir(dir, generation))
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
            dir: dir.to_owned(),
            generation,
            cache_octets,
            database,
            records,
            numbered,
            over,
        })
    }

    /// Copies what is alive into the next generation and makes that the current one.
    fn renew(&self) -> Result<(), StoreError> {
        let next = self.generation + 1;
        let path = generation_dir(&self.dir, next);
        if path.exists() {
            // Left by a stop that was cut short: `current` never named it.
            fs::remove_dir_all(&path).map_err(io)?;
        }
        let fresh = Self::open_generation(&self.dir, next, self.cache_octets)?;
        let over = self.over.load(Ordering::Relaxed);
        let mut changes = Changes::new();
        for guard in self.records.iter().chain(self.numbered.iter()) {
            let (key, value) = guard.into_inner().map_err(io)?;
            let key = Key::from_slice(&key).ok_or_else(|| io("a key is not readable"))?;
            if key.bucket() < over {
                continue;
            }
            changes.insert(key, Some(Bytes::copy_from_slice(&value)));
            if changes.len() == BATCH {
                fresh.write(&changes, false)?;
                changes.clear();
            }
        }
        fresh.write(&changes, false)?;
        fresh.database.persist(PersistMode::SyncAll).map_err(io)?;
        drop(fresh);
        let written = self.dir.join("current.new");
        fs::write(&written, next.to_string()).map_err(io)?;
        fs::File::open(&written)
            .and_then(|file| file.sync_all())
            .map_err(io)?;
        fs::rename(&written, self.dir.join("current")).map_err(io)?;
        fs::File::open(&self.dir)
            .and_then(|dir| dir.sync_all())
            .map_err(io)
    }

    fn keyspace(&self, key: &Key) -> &Keyspace {
        if key.is_numbered() {
            &self.numbered
        } else {
            &self.records
        }
    }
}

impl Fjall {
    /// The octets under a key.
    pub(super) fn get(&self, key: &Key) -> Result<Option<Bytes>, StoreError> {
        let found = self.keyspace(key).get(key.as_bytes()).map_err(io)?;
        Ok(found.map(|value| Bytes::copy_from_slice(&value)))
    }

    /// Writes all or nothing; with `sync`, this and everything before is on the disk afterwards.
    pub(super) fn write(&self, changes: &Changes, sync: bool) -> Result<(), StoreError> {
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

    /// Some of what lies behind this key, in order: the records, and then what lasts.
    pub(super) fn behind(
        &self,
        after: Option<Key>,
        most: usize,
    ) -> Result<Vec<(Key, Bytes)>, StoreError> {
        let first = after.map_or(Bound::Unbounded, |key| Bound::Excluded(*key.as_bytes()));
        let keyspaces = [&self.records, &self.numbered].into_iter();
        let all = keyspaces.flat_map(|keyspace| keyspace.range((first, Bound::Unbounded)));
        let mut found = Vec::new();
        for guard in all.take(most) {
            let (key, value) = guard.into_inner().map_err(io)?;
            let key = Key::from_slice(&key).ok_or_else(|| io("a key is not readable"))?;
            found.push((key, Bytes::copy_from_slice(&value)));
        }
        Ok(found)
    }

    /// Everything that a backup has, as it was at one moment: a snapshot of the engine, which goes on
    /// meanwhile.
    pub(super) fn lasting(&self) -> Result<Vec<(Key, Bytes)>, StoreError> {
        let moment = self.database.snapshot();
        let mut found = Vec::new();
        let records = moment
            .iter(&self.records)
            .chain(moment.iter(&self.numbered));
        for guard in records {
            let (key, value) = guard.into_inner().map_err(io)?;
            let key = Key::from_slice(&key).ok_or_else(|| io("a key is not readable"))?;
            if !key.is_backed_up() {
                continue;
            }
            found.push((key, Bytes::copy_from_slice(&value)));
        }
        Ok(found)
    }

    /// Every numbered entry of this kind, in order.
    pub(super) fn numbered(&self, kind: Kind) -> Result<Vec<(Key, Bytes)>, StoreError> {
        let mut found = Vec::new();
        for guard in self.numbered.prefix(Key::numbered_prefix(kind)) {
            let (key, value) = guard.into_inner().map_err(io)?;
            let key = Key::from_slice(&key).ok_or_else(|| io("a key is not readable"))?;
            found.push((key, Bytes::copy_from_slice(&value)));
        }
        Ok(found)
    }

    /// Gives back the tables that lie wholly before this key; the rest goes when tables are merged.
    pub(super) fn sweep(&self, before: &Key) -> Result<(), StoreError> {
        self.over.store(before.bucket(), Ordering::Relaxed);
        self.records
            .tree
            .drop_range(..*before.as_bytes())
            .map_err(io)
    }

    /// Makes the next opening quick.
    pub(super) fn close(&self) -> Result<(), StoreError> {
        self.database.persist(PersistMode::SyncAll).map_err(io)?;
        if self.database.journal_disk_space().map_err(io)? > SMALL {
            self.renew()?;
        }
        Ok(())
    }
}

/// The generation that serves, and the directories of the others.
fn generations(dir: &Path) -> Result<(u64, Vec<PathBuf>), StoreError> {
    let current = fs::read_to_string(dir.join("current")).unwrap_or_default();
    let generation = current.trim().parse().unwrap_or(0);
    let others = fs::read_dir(dir)
        .map_err(io)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir() && *path != generation_dir(dir, generation));
    Ok((generation, others.collect()))
}

fn generation_dir(dir: &Path, generation: u64) -> PathBuf {
    dir.join(format!("generation-{generation}"))
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

//! redb below the store: a copy-on-write tree in one file.

use std::path::Path;

use bytes::Bytes;
use redb::{Database, Durability, ReadableDatabase as _, TableDefinition};

use super::{Changes, Engine, io};
use crate::store::handle::Key;
use crate::store::{Kind, StoreError};

const RECORDS: TableDefinition<'_, &[u8; 32], &[u8]> = TableDefinition::new("records");
const BATCH: usize = 256;

pub(super) struct Redb {
    database: Database,
}

impl Redb {
    pub(super) fn open(dir: &Path, cache_octets: u64) -> Result<Self, StoreError> {
        let database = Database::builder()
            .set_cache_size(usize::try_from(cache_octets).unwrap_or(usize::MAX))
            .create(dir.join("store.redb"))
            .map_err(io)?;
        let write = database.begin_write().map_err(io)?;
        write.open_table(RECORDS).map_err(io)?;
        write.commit().map_err(io)?;
        Ok(Self { database })
    }
}

impl Engine for Redb {
    fn get(&self, key: &Key) -> Result<Option<Bytes>, StoreError> {
        let read = self.database.begin_read().map_err(io)?;
        let table = read.open_table(RECORDS).map_err(io)?;
        let found = table.get(key.as_bytes()).map_err(io)?;
        Ok(found.map(|value| Bytes::copy_from_slice(value.value())))
    }

    fn write(&self, changes: &Changes, sync: bool) -> Result<(), StoreError> {
        let mut write = self.database.begin_write().map_err(io)?;
        let durability = if sync {
            Durability::Immediate
        } else {
            Durability::None
        };
        write.set_durability(durability).map_err(io)?;
        {
            let mut table = write.open_table(RECORDS).map_err(io)?;
            let mut sorted: Vec<_> = changes.iter().collect();
            sorted.sort_unstable_by_key(|(key, _)| **key);
            for (key, value) in sorted {
                match value {
                    Some(value) => {
                        table.insert(key.as_bytes(), &value[..]).map_err(io)?;
                    }
                    None => {
                        table.remove(key.as_bytes()).map_err(io)?;
                    }
                }
            }
        }
        write.commit().map_err(io)
    }

    fn numbered(&self, kind: Kind) -> Result<Vec<(Key, Bytes)>, StoreError> {
        let read = self.database.begin_read().map_err(io)?;
        let table = read.open_table(RECORDS).map_err(io)?;
        let first = Key::numbered(kind, 0, 0);
        let mut found = Vec::new();
        for entry in table.range::<&[u8; 32]>(first.as_bytes()..).map_err(io)? {
            let (key, value) = entry.map_err(io)?;
            let key = Key::from_slice(key.value()).ok_or_else(|| io("key"))?;
            if key.is_of(kind) {
                found.push((key, Bytes::copy_from_slice(value.value())));
            }
        }
        Ok(found)
    }

    fn sweep(&self, before: &Key) -> Result<bool, StoreError> {
        let mut write = self.database.begin_write().map_err(io)?;
        write.set_durability(Durability::None).map_err(io)?;
        let mut count = 0;
        {
            let mut table = write.open_table(RECORDS).map_err(io)?;
            let over = table
                .extract_from_if::<&[u8; 32], _>(..before.as_bytes(), |_, _| true)
                .map_err(io)?;
            for entry in over.take(BATCH) {
                entry.map_err(io)?;
                count += 1;
            }
        }
        write.commit().map_err(io)?;
        Ok(count == BATCH)
    }

    fn close(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

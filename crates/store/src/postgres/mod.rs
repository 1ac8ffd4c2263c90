//! The store of several nodes: one PostgreSQL, spoken to by every one of them.
//!
//! Every verb is one statement ([`sql`]) and takes effect at once for every node. Most do not wait for
//! the disk; [`flush`] has what does. What others must never miss (replay marks, changes of sessions
//! and tokens, what lasts) waits in itself: a standby that takes over may lack what nobody waited for,
//! and nobody could tell afterwards. A take is not waited for, since its winner settles it under a
//! mark of its own, and a mark that a new primary does not have is [`StoreError::Lost`]. So it is with
//! a claim ([`Store::claim_new`]), which the same commit makes anew where nobody else has it.
//! `docs/adr/0014-postgresql.md` has the figures.
//!
//! The lines of the audit trail that only their own node writes and reads lie under its name, which is
//! made once and kept in the data directory.

mod flush;
mod pool;
mod schema;
mod sql;
mod tls;
mod watch;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{BoxFuture, FutureExt as _, ready};
use tokio::sync::watch as channel;
use tokio::task::JoinHandle;

use self::flush::{Claim, Flusher, Mark};
pub use self::pool::PostgresOptions;
use self::pool::{Again, Pool};
pub use self::schema::{Migrated, migrate};
use self::watch::Watch;
use super::embedded::{Owned, own, room_at};
use super::entry::Entry;
use super::handle::{Key, NEVER};
use super::{AT_ONCE, Entries, KEPT_MS, Kind, Room, Store, StoreError, Taken, Taker, Write};
use crate::env::Env;

/// A store in PostgreSQL, and a directory for what is this node's own.
pub struct Postgres {
    env: Env,
    pool: Arc<Pool>,
    flusher: Arc<Flusher>,
    watch: Arc<Watch>,
    /// What this node has in hand, each under its mark.
    leases: Mutex<HashMap<Key, Mark>>,
    dir: PathBuf,
    tasks: [JoinHandle<()>; 2],
    _owned: Owned,
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgres").finish_non_exhaustive()
    }
}

impl Postgres {
    /// Connects, and looks whether the tables are there and the server keeps what it is told. `dir` is
    /// this node's own; it is made, and its lock taken. Runs on the tokio that it is called from.
    ///
    /// # Errors
    /// The database does not answer or is not as it must be; or another process has `dir`.
    pub async fn open(dir: &Path, env: Env, options: PostgresOptions) -> Result<Self, StoreError> {
        std::fs::create_dir_all(dir).map_err(io)?;
        let owned = own(dir)?;
        let node = name_of(dir, &env)?;
        let pool = Arc::new(Pool::new(options, env.clone())?);
        let client = pool.dial(None).await.map_err(StoreError::Unavailable)?;
        schema::verify(&client).await?;
        drop(client);
        let flusher = Arc::new(Flusher::new(pool.clone(), node.clone(), env.clone()));
        let watch = Arc::new(Watch::new(pool.clone(), env.clone(), node));
        let tasks = [
            pool.runtime().spawn(flusher.clone().run()),
            pool.runtime().spawn(watch.clone().run()),
        ];
        Ok(Self {
            env,
            pool,
            flusher,
            watch,
            leases: Mutex::default(),
            dir: dir.to_owned(),
            tasks,
            _owned: owned,
        })
    }

    /// Looks whether a gateway could run on this database: as [`Self::open`], and nothing is kept.
    ///
    /// # Errors
    /// As there.
    pub async fn verify(options: PostgresOptions) -> Result<(), StoreError> {
        let pool = Pool::new(options, Env::system())?;
        let client = pool.dial(None).await.map_err(StoreError::Unavailable)?;
        schema::verify(&client).await
    }

    /// By how many milliseconds the database's clock is ahead of ours.
    ///
    /// # Errors
    /// The database does not answer or is not as it must be.
    pub async fn ahead_ms(options: PostgresOptions) -> Result<i64, StoreError> {
        let env = Env::system();
        let pool = Pool::new(options, env.clone())?;
        let rows = pool.run(&sql::LOOK, &[], Again::Harmless).await?;
        let its = rows.first().map(|row| row.get::<_, i64>(1));
        its.map(|its| its.saturating_sub(env.now_ms()))
            .ok_or_else(|| StoreError::Schema("the table `changed` is empty".to_owned()))
    }

    /// How many nodes use the database: seen there within 30 seconds.
    ///
    /// # Errors
    /// The database does not answer or is not as it must be.
    pub async fn running(options: PostgresOptions) -> Result<i64, StoreError> {
        let pool = Pool::new(options, Env::system())?;
        let rows = pool.run(&sql::RUNNING, &[], Again::Harmless).await?;
        Ok(rows.first().map_or(0, |row| row.get(0)))
    }

    /// Statements sent and commits waited for since it was opened, for the measurement.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        (self.pool.sent(), self.flusher.commits())
    }

    /// Takes away what is over; how much that was. A node does it by itself every minute.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sweep(&self) -> Result<i64, StoreError> {
        self.watch.sweep().await
    }

    fn open_still(&self) -> Result<(), StoreError> {
        match self.flusher.is_closed() {
            true => Err(flush::closed()),
            false => Ok(()),
        }
    }

    async fn put_now(&self, key: Key, value: Vec<u8>, expires_ms: i64) -> Result<(), StoreError> {
        if key.is_of(Kind::AuditOutbox) {
            return self.flusher.line(key, Some(value));
        }
        let lasting = key.bucket() == NEVER;
        let sql = match lasting {
            _ if is_told(key) => &sql::PUT_TOLD,
            true => &sql::PUT_LASTING,
            false => &sql::PUT,
        };
        let name = &key.as_bytes()[..];
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 3] = [&name, &value, &expires_ms];
        self.pool.run(sql, &values, Again::Harmless).await?;
        if !lasting {
            self.flusher.lazily();
        }
        Ok(())
    }

    async fn get_now(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        self.open_still()?;
        let (name, now_ms) = (&key.as_bytes()[..], self.env.now_ms());
        let rows = self
            .pool
            .run(&sql::GET, &[&name, &now_ms], Again::Harmless)
            .await?;
        Ok(rows.first().and_then(|row| row.get(0)))
    }

    async fn get_all_now(&self, keys: &[Key]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.open_still()?;
        let names: Vec<&[u8]> = keys.iter().map(|key| &key.as_bytes()[..]).collect();
        let now_ms = self.env.now_ms();
        let rows = self
            .pool
            .run(&sql::GET_ALL, &[&names, &now_ms], Again::Harmless)
            .await?;
        let found = |name: &&[u8]| {
            let row = rows.iter().find(|row| row.get::<_, &[u8]>(0) == *name);
            row.map(|row| row.get(1))
        };
        Ok(names.iter().map(found).collect())
    }

    /// Together, unless one of them waits for the disk.
    async fn write_now(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let lazily = |write: &Write| match write {
            Write::Put { key, .. } => key.bucket() != NEVER && !key.is_of(Kind::AuditOutbox),
            Write::Remove(key) => may_be_missed(*key),
        };
        if !writes.iter().all(lazily) {
            for write in writes {
                match write {
                    Write::Put {
                        key,
                        value,
                        expires_ms,
                    } => self.put_now(key, value, expires_ms).await?,
                    Write::Remove(key) => drop(self.remove_now(key).await),
                }
            }
            return Ok(());
        }
        self.open_still()?;
        let (mut keys, mut values, mut ends, mut gone) = (vec![], vec![], vec![], vec![]);
        for write in &writes {
            match write {
                Write::Put {
                    key,
                    value,
                    expires_ms,
                } => {
                    keys.push(&key.as_bytes()[..]);
                    values.push(value.as_slice());
                    ends.push(*expires_ms);
                }
                Write::Remove(key) => gone.push(&key.as_bytes()[..]),
            }
        }
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&keys, &values, &ends, &gone];
        self.pool.run(&sql::WRITE, &values, Again::Harmless).await?;
        self.flusher.lazily();
        Ok(())
    }

    async fn claim_new_now(
        &self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        self.open_still()?;
        let (name, now_ms) = (&key.as_bytes()[..], self.env.now_ms());
        let mark = self.env.bytes();
        let rows = self
            .pool
            .run(
                &sql::CLAIM_NEW,
                &[&name, &value, &expires_ms, &now_ms, &&mark[..]],
                Again::Never,
            )
            .await?;
        let new = !rows.is_empty();
        if new && key.is_of(Kind::Lease) {
            // Another may lawfully have it before the next commit that waits: it ends, or is given back.
            self.leases().insert(key, mark);
        } else if new {
            let claim = Claim {
                value,
                expires_ms,
                mark,
            };
            self.flusher.claimed(key, claim);
        }
        if new {
            self.flusher.lazily();
        }
        Ok(new)
    }

    async fn take_now(&self, key: Key, taker: Taker) -> Result<Taken<Vec<u8>>, StoreError> {
        self.open_still()?;
        let now_ms = self.env.now_ms();
        let mark = self.env.bytes();
        let until_ms = now_ms.saturating_add(KEPT_MS);
        let (name, by, under) = (&key.as_bytes()[..], &taker.0[..], &mark[..]);
        let rows = self
            .pool
            .run(
                &sql::TAKE,
                &[&name, &now_ms, &by, &under, &until_ms],
                Again::Never,
            )
            .await?;
        let found = rows.first().map(entry_of).transpose()?;
        let (taken, won) = Entry::take(found, taker, now_ms);
        if won.is_some() {
            self.flusher.won(key, mark);
            self.flusher.lazily();
        }
        Ok(taken)
    }

    async fn insert_new_now(
        &self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        self.open_still()?;
        let (name, now_ms) = (&key.as_bytes()[..], self.env.now_ms());
        let sql = match is_told(key) {
            true => &sql::INSERT_NEW_TOLD,
            false => &sql::INSERT_NEW,
        };
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
            [&name, &value, &expires_ms, &now_ms];
        let rows = self.pool.run(sql, &values, Again::Never).await?;
        Ok(!rows.is_empty())
    }

    async fn replace_now(
        &self,
        key: Key,
        was: &[u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        self.open_still()?;
        let lazy = may_be_missed(key);
        let sql = match lazy {
            _ if is_told(key) => &sql::REPLACE_TOLD,
            true => &sql::REPLACE_LAZILY,
            false => &sql::REPLACE,
        };
        let (name, now_ms) = (&key.as_bytes()[..], self.env.now_ms());
        let rows = self
            .pool
            .run(
                sql,
                &[&name, &was, &value, &expires_ms, &now_ms],
                Again::Never,
            )
            .await?;
        let replaced = !rows.is_empty();
        if replaced && lazy {
            self.flusher.lazily();
        }
        Ok(replaced)
    }

    async fn remove_now(&self, key: Key) -> Result<(), StoreError> {
        if key.is_of(Kind::AuditOutbox) {
            return self.flusher.line(key, None);
        }
        self.open_still()?;
        if key.is_of(Kind::Lease) {
            return self.release(key).await;
        }
        self.flusher.unclaimed(key);
        let lazy = may_be_missed(key);
        let sql = match lazy {
            _ if is_told(key) => &sql::REMOVE_TOLD,
            true => &sql::REMOVE_LAZILY,
            false => &sql::REMOVE,
        };
        let name = &key.as_bytes()[..];
        self.pool.run(sql, &[&name], Again::Harmless).await?;
        if lazy {
            self.flusher.lazily();
        }
        Ok(())
    }

    /// Removes a lease of this node. Once more is no harm: another's bears another mark.
    async fn release(&self, key: Key) -> Result<(), StoreError> {
        let Some(mark) = self.leases().remove(&key) else {
            return Ok(());
        };
        let name = &key.as_bytes()[..];
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&name, &&mark[..]];
        self.pool
            .run(&sql::RELEASE, &values, Again::Harmless)
            .await?;
        self.flusher.lazily();
        Ok(())
    }

    fn leases(&self) -> MutexGuard<'_, HashMap<Key, Mark>> {
        self.leases.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn dump_now(&self, after: Option<Key>) -> Result<Entries, StoreError> {
        self.open_still()?;
        let after = after.map_or_else(Vec::new, |key| key.as_bytes().to_vec());
        let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        let rows = self
            .pool
            .run(&sql::DUMP, &[&after, &most], Again::Harmless)
            .await?;
        let read = |row| {
            let key = Key::from_slice(tokio_postgres::Row::get(row, 5));
            let key = key.ok_or_else(|| io("a key is not readable"))?;
            Ok((key, entry_of(row)?.encode()))
        };
        rows.iter().map(read).collect()
    }

    async fn load_now(&self, entries: Entries) -> Result<(), StoreError> {
        self.open_still()?;
        let (mut keys, mut ends, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let (mut taken, mut takers, mut answers) = (Vec::new(), Vec::new(), Vec::new());
        for (key, octets) in entries {
            let entry = Entry::decode(&octets).ok_or_else(|| io("an entry is not readable"))?;
            keys.push(key.as_bytes().to_vec());
            ends.push(entry.expires_ms());
            let (value, mark) = match entry {
                Entry::Live { value, .. } => (Some(value), (None, None, None)),
                Entry::Taken {
                    taken_ms,
                    taker,
                    answer,
                    ..
                } => (None, (Some(taken_ms), Some(taker.0.to_vec()), answer)),
            };
            values.push(value);
            taken.push(mark.0);
            takers.push(mark.1);
            answers.push(mark.2);
        }
        let run = self
            .pool
            .run(
                &sql::LOAD,
                &[&keys, &ends, &values, &taken, &takers, &answers],
                Again::Harmless,
            )
            .await;
        run.map(drop)
    }

    async fn scan_now(&self, kind: Kind) -> Result<Entries, StoreError> {
        if kind == Kind::AuditOutbox {
            return self.flusher.lines().await;
        }
        self.open_still()?;
        let first = Key::numbered_prefix(kind);
        let [a, b, c, d, last] = first;
        // The last kind is the audit outbox, which does not lie here.
        let after = [a, b, c, d, last.saturating_add(1)];
        let now_ms = self.env.now_ms();
        let rows = self
            .pool
            .run(
                &sql::SCAN,
                &[&&first[..], &&after[..], &now_ms],
                Again::Harmless,
            )
            .await?;
        let mut entries = Vec::new();
        for row in rows {
            let key = Key::from_slice(row.get(0)).ok_or_else(|| io("a key is not readable"))?;
            entries.push((key, row.get(1)));
        }
        Ok(entries)
    }
}

/// What a row with `expires_ms, value, taken_ms, taker, answer` says.
fn entry_of(row: &tokio_postgres::Row) -> Result<Entry, StoreError> {
    let unreadable = || io("an entry is not readable");
    let expires_ms = row.get(0);
    match (row.get(1), row.get(2), row.get::<_, Option<&[u8]>>(3)) {
        (_, Some(taken_ms), Some(taker)) => Ok(Entry::Taken {
            expires_ms,
            taken_ms,
            taker: Taker(taker.try_into().map_err(|_| unreadable())?),
            answer: row.get(4),
        }),
        (Some(value), None, None) => Ok(Entry::Live { expires_ms, value }),
        _ => Err(unreadable()),
    }
}

/// Whether a change of this record may be lost by a standby that takes over: the login then stands
/// where it stood a moment ago, and its person goes on from there. What decides whether something
/// holds (marks, sessions, grants, tokens, what lasts) may not. That a pushed request was answered says
/// its mark, not that it is gone. Of a person's own logins one may be missing then, which the trail has.
fn may_be_missed(key: Key) -> bool {
    let steps = [
        Kind::Login,
        Kind::Request,
        Kind::Identity,
        Kind::Arrival,
        Kind::Posted,
        Kind::Pushed,
        Kind::Answer,
        Kind::State,
        Kind::Ended,
        Kind::Lease,
        Kind::OwnLogins,
        Kind::OwnPage,
    ];
    key.bucket() != NEVER && steps.into_iter().any(|kind| key.is_of(kind))
}

/// Whether every node must know at once.
fn is_told(key: Key) -> bool {
    key.bucket() == NEVER && (key.is_of(Kind::Housekeeping) || key.is_of(Kind::Client))
}

/// The name of this node: random, so that no two have the same. Whoever copies a data directory
/// makes two that have.
fn name_of(dir: &Path, env: &Env) -> Result<String, StoreError> {
    let file = dir.join("node");
    match std::fs::read_to_string(&file) {
        Ok(name) => return Ok(name.trim_end().to_owned()),
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
        Err(_) => {}
    }
    let name: String = env
        .bytes::<8>()
        .map(|octet| format!("{octet:02x}"))
        .concat();
    std::fs::write(&file, format!("{name}\n")).map_err(io)?;
    Ok(name)
}

fn io(error: impl fmt::Display) -> StoreError {
    StoreError::Io(error.to_string())
}

impl Drop for Postgres {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Store for Postgres {
    fn put<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.put_now(key, value, expires_ms).boxed()
    }

    fn get<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>> {
        self.get_now(key).boxed()
    }

    fn get_all<'a>(
        &'a self,
        keys: &'a [Key],
    ) -> BoxFuture<'a, Result<Vec<Option<Vec<u8>>>, StoreError>> {
        self.get_all_now(keys).boxed()
    }

    fn write<'a>(&'a self, writes: Vec<Write>) -> BoxFuture<'a, Result<(), StoreError>> {
        self.write_now(writes).boxed()
    }

    fn claim_new<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.claim_new_now(key, value, expires_ms).boxed()
    }

    fn take<'a>(
        &'a self,
        key: Key,
        taker: Taker,
    ) -> BoxFuture<'a, Result<Taken<Vec<u8>>, StoreError>> {
        self.take_now(key, taker).boxed()
    }

    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.settle(key, answer, Vec::new()).boxed()
    }

    fn settle_with<'a>(
        &'a self,
        key: Key,
        answer: Vec<u8>,
        writes: Vec<Write>,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.settle(key, answer, writes).boxed()
    }

    fn insert_new<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.insert_new_now(key, value, expires_ms).boxed()
    }

    fn replace<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.replace_now(key, was, value, expires_ms).boxed()
    }

    fn remove<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        self.remove_now(key).boxed()
    }

    fn durable<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.durable(false).boxed()
    }

    fn write_behind_claims<'a>(
        &'a self,
        writes: Vec<Write>,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.behind_claims(writes).boxed()
    }

    /// Another node may have written it, and nobody here knows whether it waited.
    fn durable_answer<'a>(&'a self, _: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.durable(true).boxed()
    }

    fn scan<'a>(&'a self, kind: Kind) -> BoxFuture<'a, Result<Entries, StoreError>> {
        self.scan_now(kind).boxed()
    }

    fn dump<'a>(&'a self, after: Option<Key>) -> BoxFuture<'a, Result<Entries, StoreError>> {
        self.dump_now(after).boxed()
    }

    fn load<'a>(&'a self, entries: Entries) -> BoxFuture<'a, Result<(), StoreError>> {
        self.load_now(entries).boxed()
    }

    /// That of this node's own directory: the audit trail lies there.
    fn room(&self) -> Result<Option<Room>, StoreError> {
        room_at(&self.dir).map(Some)
    }

    fn octets(&self) -> Result<u64, StoreError> {
        Ok(self.watch.octets())
    }

    fn changes(&self) -> Option<channel::Receiver<u64>> {
        Some(self.watch.changes())
    }

    fn clock_ahead_ms(&self) -> Option<i64> {
        self.watch.ahead_ms()
    }

    fn is_out_of_time(&self) -> bool {
        self.watch.is_out_of_time()
    }

    fn survives(&self) -> bool {
        true
    }

    fn close<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        if self.flusher.is_closed() {
            return ready(Ok(())).boxed();
        }
        async move {
            let outcome = self.flusher.close().await;
            self.pool.close();
            outcome
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests;

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
mod verbs;
mod watch;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use futures_util::future::{BoxFuture, FutureExt as _, ready};
use tokio::sync::watch as channel;
use tokio::task::JoinHandle;

use self::flush::{Flusher, Mark};
pub use self::pool::PostgresOptions;
use self::pool::{Again, Pool};
pub use self::schema::{Migrated, migrate};
use self::watch::Watch;
use super::embedded::{Owned, own, room_at};
use super::handle::Key;
use super::{
    Entries, Kind, Room, Store, StoreError, Taken, TakenBeside, Taker, ToClaim, Until, Write,
};
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

    /// What of the server is worth a look though a node runs on it, and what to do: so many nodes use it.
    ///
    /// # Errors
    /// The database does not answer or is not as it must be.
    pub async fn doubts(
        options: PostgresOptions,
        nodes: i64,
    ) -> Result<Vec<(String, &'static str)>, StoreError> {
        let (several, pooler) = (options.hosts.len() > 1, options.pooler);
        // One that hears, and one that tells the server to give something up.
        let each = i64::try_from(options.connections).unwrap_or(i64::MAX);
        let needed = nodes.max(1).saturating_mul(each.saturating_add(2));
        let pool = Pool::new(options, Env::system())?;
        let rows = pool.run(&sql::DOUBTS, &[], Again::Harmless).await?;
        let Some(row) = rows.first() else {
            return Ok(Vec::new());
        };
        let (standby, most) = (row.get::<_, bool>(0), row.get::<_, i64>(1));
        let mut doubts = Vec::new();
        if several && !standby {
            doubts.push((
                "no commit waits for a standby: what was taken once can be taken again after a failover".to_owned(),
                "Set synchronous_standby_names",
            ));
        }
        if !pooler && most < needed {
            doubts.push((
                format!(
                    "the server lets this role have {most} connections, and {} nodes may want {needed}",
                    nodes.max(1)
                ),
                "max_connections of the server, the limits of role and database, or fewer connections in [store]",
            ));
        }
        Ok(doubts)
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
        let claim = ToClaim {
            key,
            value,
            expires_ms,
        };
        async move { Ok(self.claim_in_turn_now(vec![claim]).await? == 1) }.boxed()
    }

    fn claim_in_turn<'a>(
        &'a self,
        claims: Vec<ToClaim>,
    ) -> BoxFuture<'a, Result<usize, StoreError>> {
        self.claim_in_turn_now(claims).boxed()
    }

    fn take<'a>(
        &'a self,
        key: Key,
        taker: Taker,
    ) -> BoxFuture<'a, Result<Taken<Vec<u8>>, StoreError>> {
        async move { Ok(self.take_beside_now(key, taker, &[]).await?.0) }.boxed()
    }

    fn take_beside<'a>(
        &'a self,
        key: Key,
        taker: Taker,
        marks: &'a [Key],
    ) -> BoxFuture<'a, Result<TakenBeside, StoreError>> {
        self.take_beside_now(key, taker, marks).boxed()
    }

    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher
            .settle(key, answer, Vec::new(), Until::Durable)
            .boxed()
    }

    fn settle_with<'a>(
        &'a self,
        key: Key,
        answer: Vec<u8>,
        writes: Vec<Write>,
        until: Until,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.settle(key, answer, writes, until).boxed()
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

    fn replace_with<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
        writes: Vec<Write>,
        answer: Option<(Key, Vec<u8>)>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.replace_with_now(key, was, value, expires_ms, writes, answer)
            .boxed()
    }

    fn remove<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        self.remove_now(key).boxed()
    }

    fn remove_all<'a>(&'a self, keys: Vec<Key>) -> BoxFuture<'a, Result<(), StoreError>> {
        self.remove_all_now(keys).boxed()
    }

    fn durable<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.durable(false).boxed()
    }

    fn write_behind_claims<'a>(
        &'a self,
        writes: Vec<Write>,
        until: Until,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.flusher.behind_claims(writes, until).boxed()
    }

    fn release<'a>(
        &'a self,
        keys: &'a [Key],
    ) -> BoxFuture<'a, Result<Vec<Option<Vec<u8>>>, StoreError>> {
        self.flusher.release(keys).boxed()
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
            let [_, watching] = &self.tasks;
            watching.abort();
            if outcome.is_ok() {
                self.watch.leave().await;
            }
            self.pool.close();
            outcome
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests;

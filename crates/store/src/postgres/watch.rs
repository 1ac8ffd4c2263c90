//! What a node does by itself: it hears that something that stands was changed, says that it lives,
//! and takes away what is over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;
use tokio_postgres::Client;

use super::pool::{Again, Pool, Told};
use super::schema::SCHEMA;
use super::sql::{ALIVE, IN_TIME, LEFT, LOOK, OCTETS, SWEEP};
use crate::env::{APART_MS, Env};
use crate::handle::{NEVER, bucket};
use crate::{KEPT_MS, Key, StoreError};

/// How often a node looks whether something was changed. Behind a notification, which comes at once
/// and may be lost: a change is known everywhere within two seconds.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often a node says that it lives.
const ALIVE_EVERY: Duration = Duration::from_secs(10);
/// How often it takes away what is over.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// Small, so that nobody waits for long and the replica follows; with a pause in between.
const SWEEP_ROWS: i64 = 500;
const SWEEP_PAUSE: Duration = Duration::from_millis(50);
/// What is over is kept for so long beyond the mark of its take: clocks differ.
const MARGIN_MS: i64 = 5 * 60_000;

/// Nobody has this time.
const UNKNOWN: i64 = i64::MIN;

/// What is known of the others.
pub(super) struct Watch {
    pool: Arc<Pool>,
    env: Env,
    node: String,
    changed: watch::Sender<u64>,
    octets: AtomicU64,
    /// How far the database's clock is ahead of ours, in milliseconds; [`UNKNOWN`] before the first look.
    ahead: AtomicI64,
    /// That is too far, and another node's is not.
    out_of_time: AtomicBool,
}

impl Watch {
    pub(super) fn new(pool: Arc<Pool>, env: Env, node: String) -> Self {
        Self {
            pool,
            env,
            node,
            changed: watch::Sender::new(0),
            octets: AtomicU64::new(0),
            ahead: AtomicI64::new(UNKNOWN),
            out_of_time: AtomicBool::new(false),
        }
    }

    /// Whoever begins to listen looks once: what was changed since it read has been told already.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        let mut changes = self.changed.subscribe();
        changes.mark_changed();
        changes
    }

    pub(super) fn octets(&self) -> u64 {
        self.octets.load(Ordering::Relaxed)
    }

    pub(super) fn ahead_ms(&self) -> Option<i64> {
        let ahead_ms = self.ahead.load(Ordering::Relaxed);
        (ahead_ms != UNKNOWN).then_some(ahead_ms)
    }

    /// This node must leave to the others. Where as many others are apart as have the time it may be
    /// the database's clock that is wrong, and nobody leaves.
    pub(super) fn is_out_of_time(&self) -> bool {
        self.out_of_time.load(Ordering::Relaxed)
    }

    /// Looks, hears, lives and sweeps, none of which waits for another: a sweep of a million records,
    /// or a server that does not take a connection, delays no look. Ends with the task.
    pub(super) async fn run(self: Arc<Self>) {
        tokio::join!(
            self.look_always(),
            self.hear_always(),
            self.live_always(),
            self.sweep_always()
        );
    }

    async fn look_always(&self) {
        let mut missed = false;
        loop {
            match self.look(missed).await {
                Ok(()) => missed = false,
                Err(error) => {
                    tracing::warn!(%error, "the store does not answer");
                    missed = true;
                }
            }
            sleep(LOOK_EVERY).await;
        }
    }

    async fn hear_always(self: &Arc<Self>) {
        let mut listening: Option<Client> = None;
        while !self.pool.options().pooler {
            if listening.as_ref().is_none_or(Client::is_closed) {
                listening = self.listen().await;
            }
            sleep(LOOK_EVERY).await;
        }
    }

    async fn live_always(&self) {
        loop {
            if let Err(error) = self.live(self.ahead_ms()).await {
                tracing::warn!(%error, "the store was not told that this node lives");
            }
            sleep(ALIVE_EVERY).await;
        }
    }

    /// Before the first look nobody is told that this node has the time: others would leave to it.
    pub(super) async fn live(&self, ahead_ms: Option<i64>) -> Result<(), StoreError> {
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
            [&self.node, &SCHEMA, &ahead_ms];
        let told = self.pool.run(&ALIVE, &values, Again::Harmless).await;
        told.map(drop)
    }

    /// This node is not there any more. Whoever does not hear of it knows within half a minute.
    pub(super) async fn leave(&self) {
        let left = self.pool.run(&LEFT, &[&self.node], Again::Harmless).await;
        if let Err(error) = left {
            tracing::debug!(%error, "the store was not told that this node leaves");
        }
    }

    async fn sweep_always(&self) {
        loop {
            let swept = async {
                self.sweep().await?;
                self.measure().await
            };
            if let Err(error) = swept.await {
                tracing::warn!(%error, "what is over in the store could not be taken away");
            }
            sleep(SWEEP_EVERY).await;
        }
    }

    /// A connection of its own that hears. Not through a pooler: it would give the ear away.
    async fn listen(self: &Arc<Self>) -> Option<Client> {
        let weak = Arc::downgrade(self);
        let told: Told = Arc::new(move || {
            if let Some(watch) = weak.upgrade() {
                watch.changed.send_modify(|_| ());
            }
        });
        let client = self.pool.dial(Some(told)).await.ok()?;
        client.batch_execute("listen landport").await.ok()?;
        Some(client)
    }

    /// After a look that failed everybody looks, whatever the number is: a database that took over
    /// may have come to the same by another way.
    async fn look(&self, missed: bool) -> Result<(), StoreError> {
        let (asked, took) = (self.env.told(), self.env.stopwatch());
        let rows = self.pool.run(&LOOK, &[], Again::Harmless).await?;
        let Some(row) = rows.first() else {
            return Ok(());
        };
        let number = u64::try_from(row.get::<_, i64>(0)).unwrap_or(0);
        self.changed.send_if_modified(|known| {
            let news = missed || *known != number;
            *known = number;
            news
        });
        // It was said at some moment between the two.
        let half_ms = i64::try_from(took.elapsed().as_millis() / 2).unwrap_or(i64::MAX);
        let its_ms = row.get::<_, i64>(1);
        let ahead_ms = its_ms.saturating_sub(asked.ms.saturating_add(half_ms));
        self.compare(ahead_ms, APART_MS.saturating_add(half_ms))
            .await?;
        // While it leaves it goes on with the time that it had: its balancer may not have noticed yet.
        if !self.is_out_of_time() {
            self.env.confirm(asked);
        }
        Ok(())
    }

    async fn compare(&self, ahead_ms: i64, apart_ms: i64) -> Result<(), StoreError> {
        let before = self.ahead_ms().map(|before_ms| before_ms.abs() > APART_MS);
        let apart = ahead_ms.abs() > apart_ms;
        // The others learn at once of who comes or goes; what could not be told is told at the next look.
        if before != Some(apart) {
            self.live(Some(ahead_ms)).await?;
        }
        self.ahead.store(ahead_ms, Ordering::Relaxed);
        if apart && before != Some(true) {
            tracing::warn!(
                ahead_ms,
                "the database's clock and ours are apart: set both by the same source"
            );
        }
        let leaves = apart && self.others_agree().await?;
        let left = self.out_of_time.swap(leaves, Ordering::Relaxed);
        if leaves && !left {
            tracing::error!(
                ahead_ms,
                "this node leaves to the others, whose clocks agree"
            );
        }
        Ok(())
    }

    /// Whether more of the others have the time than are apart.
    async fn others_agree(&self) -> Result<bool, StoreError> {
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&self.node, &APART_MS];
        let rows = self.pool.run(&IN_TIME, &values, Again::Harmless).await?;
        Ok(rows.first().is_some_and(|row| row.get(0)))
    }

    async fn measure(&self) -> Result<(), StoreError> {
        let rows = self.pool.run(&OCTETS, &[], Again::Harmless).await?;
        let octets = rows.first().and_then(|row| row.get::<_, Option<i64>>(0));
        let octets = octets.and_then(|octets| u64::try_from(octets).ok());
        self.octets.store(octets.unwrap_or(0), Ordering::Relaxed);
        Ok(())
    }

    /// Takes away what is over, a little at a time; how much that was. Nothing when another node is
    /// at it.
    pub(super) async fn sweep(&self) -> Result<i64, StoreError> {
        let mut all = 0;
        loop {
            let now_ms = self.env.now_ms();
            let before = bucket(now_ms.saturating_sub(KEPT_MS + MARGIN_MS)).min(NEVER - 1);
            let (before, most) = (Key::first_of(before), SWEEP_ROWS);
            let rows = self
                .pool
                .run(
                    &SWEEP,
                    &[&&before.as_bytes()[..], &now_ms, &most],
                    Again::Harmless,
                )
                .await?;
            let gone: i64 = rows.first().map_or(0, |row| row.get(0));
            all += gone;
            if gone < SWEEP_ROWS {
                return Ok(all);
            }
            sleep(SWEEP_PAUSE).await;
        }
    }
}

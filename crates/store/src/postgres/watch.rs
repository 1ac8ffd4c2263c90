//! What a node does by itself: it hears that something that stands was changed, says that it lives,
//! and takes away what is over.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;
use tokio_postgres::Client;

use super::pool::{Again, Pool, Told};
use super::schema::SCHEMA;
use super::sql::{ALIVE, LOOK, OCTETS, SWEEP};
use crate::env::Env;
use crate::handle::{NEVER, bucket};
use crate::{KEPT_MS, Key, StoreError};

/// How often a node looks whether something was changed. Behind a notification, which comes at once
/// and may be lost: a change is known everywhere within two seconds.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// In looks: how often a node says that it lives, and how often it takes away what is over.
const ALIVE_EVERY: u64 = 10;
const SWEEP_EVERY: u64 = 60;
/// Small, so that nobody waits for long and the replica follows; with a pause in between.
const SWEEP_ROWS: i64 = 500;
const SWEEP_PAUSE: Duration = Duration::from_millis(50);
/// What is over is kept for so long beyond the mark of its take: clocks differ.
const MARGIN_MS: i64 = 5 * 60_000;
/// Clocks that differ by more are told of.
const APART_MS: i64 = 2_000;

/// What is known of the others.
pub(super) struct Watch {
    pool: Arc<Pool>,
    env: Env,
    node: String,
    changed: watch::Sender<u64>,
    octets: AtomicU64,
    /// How far the database's clock is ahead of ours, in milliseconds.
    ahead: AtomicI64,
}

impl Watch {
    pub(super) fn new(pool: Arc<Pool>, env: Env, node: String) -> Self {
        Self {
            pool,
            env,
            node,
            changed: watch::Sender::new(0),
            octets: AtomicU64::new(0),
            ahead: AtomicI64::new(0),
        }
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    pub(super) fn octets(&self) -> u64 {
        self.octets.load(Ordering::Relaxed)
    }

    pub(super) fn ahead_ms(&self) -> i64 {
        self.ahead.load(Ordering::Relaxed)
    }

    /// Looks, lives and sweeps. Ends with the task.
    pub(super) async fn run(self: Arc<Self>) {
        let mut listening: Option<Client> = None;
        for round in 0_u64.. {
            if listening.as_ref().is_none_or(Client::is_closed) {
                listening = self.listen().await;
            }
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "the store does not answer");
            } else if let Err(error) = self.now_and_then(round).await {
                tracing::warn!(%error, "what is over in the store could not be taken away");
            }
            sleep(LOOK_EVERY).await;
        }
    }

    /// A connection of its own that hears. Not through a pooler: it would give the ear away.
    async fn listen(self: &Arc<Self>) -> Option<Client> {
        if self.pool.options().pooler {
            return None;
        }
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

    async fn look(&self) -> Result<(), StoreError> {
        let rows = self.pool.run(&LOOK, &[], Again::Harmless).await?;
        let Some(row) = rows.first() else {
            return Ok(());
        };
        let number = u64::try_from(row.get::<_, i64>(0)).unwrap_or(0);
        self.changed.send_if_modified(|known| {
            let news = *known != number;
            *known = number;
            news
        });
        let ahead = row.get::<_, i64>(1).saturating_sub(self.env.now_ms());
        let before = self.ahead.swap(ahead, Ordering::Relaxed);
        if ahead.abs() > APART_MS && before.abs() <= APART_MS {
            tracing::warn!(
                ahead_ms = ahead,
                "the database's clock and ours are apart: set both by the same source"
            );
        }
        Ok(())
    }

    async fn now_and_then(&self, round: u64) -> Result<(), StoreError> {
        if round.is_multiple_of(ALIVE_EVERY) {
            let values: [&(dyn tokio_postgres::types::ToSql + Sync); 2] = [&self.node, &SCHEMA];
            self.pool.run(&ALIVE, &values, Again::Harmless).await?;
        }
        if round.is_multiple_of(SWEEP_EVERY) {
            self.sweep().await?;
            let rows = self.pool.run(&OCTETS, &[], Again::Harmless).await?;
            let octets = rows.first().and_then(|row| row.get::<_, Option<i64>>(0));
            let octets = octets.and_then(|octets| u64::try_from(octets).ok());
            self.octets.store(octets.unwrap_or(0), Ordering::Relaxed);
        }
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

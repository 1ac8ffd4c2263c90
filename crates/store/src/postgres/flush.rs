//! What waits for the disk: one commit at a time makes last what all who wait for it did.
//!
//! The log of the database is one. A commit that waits for the disk (and for the standby that the
//! server is told to wait for) takes with it every commit before it, of any node, that did not wait.
//! So records are put and taken without waiting; the answers of winners, and this node's lines of the
//! audit trail, go with the commit that the answer waits for.

use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, oneshot};
use tokio::time::timeout;

use super::pool::{Again, Pool};
use super::sql::{FLUSH, FLUSH_LATER, OUTBOX, RELEASED};
use crate::env::{Env, Stopwatch};
use crate::{Entries, Key, Kind, StoreError, Until, Write};

/// Lines of the audit trail that nobody waits for go after so long.
const LAZY: Duration = Duration::from_millis(200);

/// More lines than that are not kept here while the database does not answer. Their log fails then,
/// and no new login starts.
const MOST_OCTETS: usize = 4 << 20;

/// The mark of a take: only its winner settles it.
pub(super) type Mark = [u8; 8];

/// A mark that this node made without waiting, to be found by a later commit that waits.
#[derive(Clone)]
pub(super) struct Claim {
    pub(super) value: Vec<u8>,
    pub(super) expires_ms: i64,
    pub(super) mark: Mark,
}

/// After somebody else was found to have a claim of ours nothing is said to be durable for so long: who
/// made it may ask only now. Longer than a request takes (its body may take 20 s, and it asks nobody
/// but the store between a claim and its answer).
const DOUBT: Duration = Duration::from_secs(30);

/// A winner's answer on its way.
struct Settle {
    key: Key,
    mark: Mark,
    answer: Vec<u8>,
    until: Until,
    told: oneshot::Sender<Result<(), StoreError>>,
}

/// Who waits for everything before it.
struct Waiter {
    until: Until,
    told: oneshot::Sender<Result<(), StoreError>>,
}

/// What is put, and until when; or that it is removed.
type Behind = BTreeMap<Key, Option<(Vec<u8>, i64)>>;

#[derive(Default)]
struct Pending {
    /// Lines to write, or to remove.
    lines: BTreeMap<Key, Option<Vec<u8>>>,
    octets: usize,
    settles: Vec<Settle>,
    /// Written where every claim holds.
    behind: Behind,
    waiters: Vec<Waiter>,
    /// A commit that waits is under way, which takes everything up to `covers`, and all lines that were there.
    covers: Option<u64>,
    joined: Vec<oneshot::Sender<Result<(), StoreError>>>,
    /// What the last commit said, when it failed.
    failed: Option<StoreError>,
    closed: bool,
}

impl Pending {
    /// What the next commit has to wait for. One that nobody asked for is for lines, which their file has too: it waits
    /// only where something `claimed` is still to be looked at by one that waits.
    fn until(&self, claimed: bool) -> Until {
        let settles = self.settles.iter().map(|settle| settle.until);
        let all = settles.chain(self.waiters.iter().map(|waiter| waiter.until));
        let mut all = all.peekable();
        let is_asked = all.peek().is_some();
        match all.all(|until| until == Until::Seen) && (is_asked || !claimed) {
            true => Until::Seen,
            false => Until::Durable,
        }
    }

    /// Each key once: of two writes the later.
    fn write(&mut self, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Put {
                    key,
                    value,
                    expires_ms,
                } => self.behind.insert(key, Some((value, expires_ms))),
                Write::Remove(key) => self.behind.insert(key, None),
            };
        }
    }
}

/// What this node did and does not know to be on the disk.
pub(super) struct Flusher {
    pool: Arc<Pool>,
    node: String,
    pending: Mutex<Pending>,
    wake: Notify,
    /// Commits of ours that did not wait, and how many of them a later commit took with it.
    lazy: AtomicU64,
    lasting: AtomicU64,
    won: Mutex<HashMap<Key, Mark>>,
    claims: Mutex<HashMap<Key, Claim>>,
    doubted: Mutex<Option<Stopwatch>>,
    env: Env,
    commits: AtomicU64,
}

impl Flusher {
    pub(super) fn new(pool: Arc<Pool>, node: String, env: Env) -> Self {
        Self {
            pool,
            node,
            pending: Mutex::default(),
            wake: Notify::new(),
            lazy: AtomicU64::new(0),
            lasting: AtomicU64::new(0),
            won: Mutex::default(),
            claims: Mutex::default(),
            doubted: Mutex::default(),
            env,
            commits: AtomicU64::new(0),
        }
    }

    /// How many commits waited for the disk here.
    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// A commit that did not wait was made.
    pub(super) fn lazily(&self) {
        self.lazy.fetch_add(1, Ordering::AcqRel);
    }

    /// This node won a take under this mark.
    pub(super) fn won(&self, key: Key, mark: Mark) {
        self.marks().insert(key, mark);
    }

    /// Under which mark this node won a take that is not settled. In doubt it keeps no answer.
    pub(super) fn mark_of(&self, key: &Key) -> Option<Mark> {
        self.undoubted().ok()?;
        self.marks().get(key).copied()
    }

    /// A take is settled, by whatever statement.
    pub(super) fn settled(&self, key: &Key) {
        self.marks().remove(key);
    }

    /// This node made this mark and did not wait for it.
    pub(super) fn claimed(&self, key: Key, claim: Claim) {
        self.claims().insert(key, claim);
    }

    /// It gives it back.
    pub(super) fn unclaimed(&self, key: Key) {
        self.claims().remove(&key);
    }

    fn claims(&self) -> MutexGuard<'_, HashMap<Key, Claim>> {
        self.claims.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn doubted(&self) -> MutexGuard<'_, Option<Stopwatch>> {
        self.doubted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What this node holds to be its own is so.
    fn undoubted(&self) -> Result<(), StoreError> {
        match &*self.doubted() {
            Some(since) if since.elapsed() < DOUBT => Err(StoreError::Lost),
            _ => Ok(()),
        }
    }

    fn marks(&self) -> MutexGuard<'_, HashMap<Key, Mark>> {
        self.won.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        // No code between lock and unlock can panic half-way through a change.
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes a line of the audit trail that only this node has.
    pub(super) fn line(&self, key: Key, value: Option<Vec<u8>>) -> Result<(), StoreError> {
        let mut pending = self.pending();
        if pending.closed {
            return Err(closed());
        }
        if let Some(failed) = &pending.failed
            && pending.octets > MOST_OCTETS
        {
            return Err(failed.clone());
        }
        pending.octets += 64 + value.as_ref().map_or(0, Vec::len);
        let first = pending.lines.is_empty();
        pending.lines.insert(key, value);
        drop(pending);
        if first {
            self.wake.notify_one();
        }
        Ok(())
    }

    /// The lines of this node's audit trail, when all of them are there.
    pub(super) async fn lines(&self) -> Result<Entries, StoreError> {
        self.durable(false).await?;
        let rows = self
            .pool
            .run(&OUTBOX, &[&self.node], Again::Harmless)
            .await?;
        let mut entries = Vec::new();
        for row in rows {
            let key = Key::from_slice(row.get(0)).ok_or_else(unreadable)?;
            entries.push((key, row.get(1)));
        }
        Ok(entries)
    }

    /// Keeps the winner's answer with what it is of, and waits.
    pub(super) async fn settle(
        &self,
        key: Key,
        answer: Vec<u8>,
        writes: Vec<Write>,
        until: Until,
    ) -> Result<(), StoreError> {
        let Some(mark) = self.marks().remove(&key) else {
            // Not taken here, or settled before.
            return match (writes.is_empty(), until) {
                (true, Until::Seen) => Ok(()),
                (true, Until::Durable) => self.durable(false).await,
                (false, _) => self.behind_claims(writes, until).await,
            };
        };
        let (told, tell) = oneshot::channel();
        {
            let mut pending = self.pending();
            if pending.closed {
                return Err(closed());
            }
            pending.write(writes);
            pending.settles.push(Settle {
                key,
                mark,
                answer,
                until,
                told,
            });
        }
        self.wake.notify_one();
        tell.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Writes this where everything that was claimed here holds, and waits: nobody sees it before.
    pub(super) async fn behind_claims(
        &self,
        writes: Vec<Write>,
        until: Until,
    ) -> Result<(), StoreError> {
        self.undoubted()?;
        let (told, tell) = oneshot::channel();
        {
            let mut pending = self.pending();
            if pending.closed {
                return Err(closed());
            }
            pending.write(writes);
            pending.waiters.push(Waiter { until, told });
        }
        self.wake.notify_one();
        tell.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Reads, and waits where an answer is found until it is on the disk, whoever wrote it.
    pub(super) async fn release(&self, keys: &[Key]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.undoubted()?;
        let names: Vec<&[u8]> = keys.iter().map(|key| &key.as_bytes()[..]).collect();
        let answers = keys.iter().filter(|key| key.is_of(Kind::Answer));
        let answers: Vec<&[u8]> = answers.map(|key| &key.as_bytes()[..]).collect();
        let now_ms = self.env.now_ms();
        let rows = self
            .pool
            .run(&RELEASED, &[&names, &now_ms, &answers], Again::Harmless)
            .await?;
        if let Some(row) = rows
            .iter()
            .find(|row| row.get::<_, Option<&str>>(3).is_some())
        {
            self.commits.fetch_add(1, Ordering::Relaxed);
            super::schema::waits(row.get(2))?;
        }
        self.undoubted()?;
        let found = |name: &&[u8]| {
            let row = rows.iter().find(|row| row.get::<_, &[u8]>(0) == *name);
            row.map(|row| row.get(1))
        };
        Ok(names.iter().map(found).collect())
    }

    /// Waits until what this node did is on the disk; with `others`, also what any other did.
    pub(super) async fn durable(&self, others: bool) -> Result<(), StoreError> {
        self.undoubted()?;
        self.written(others).await
    }

    /// The same, in doubt too: the lines of the audit trail are written, and it fails nevertheless.
    async fn written(&self, others: bool) -> Result<(), StoreError> {
        let (told, tell) = oneshot::channel();
        {
            let mut pending = self.pending();
            if pending.closed {
                return Err(closed());
            }
            let made = self.lazy.load(Ordering::Acquire);
            let clean = pending.lines.is_empty() && !others;
            match pending.covers {
                Some(covers) if clean && covers >= made => pending.joined.push(told),
                None if clean && self.lasting.load(Ordering::Acquire) >= made => return Ok(()),
                _ => pending.waiters.push(Waiter {
                    until: Until::Durable,
                    told,
                }),
            }
        }
        self.wake.notify_one();
        tell.await.unwrap_or_else(|_| Err(closed()))
    }

    /// Makes one commit after the other, as long as somebody waits. Ends when it is closed.
    pub(super) async fn run(self: Arc<Self>) {
        loop {
            let (wanted, lines, closed) = {
                let pending = self.pending();
                let wanted = !pending.settles.is_empty() || !pending.waiters.is_empty();
                (wanted, !pending.lines.is_empty(), pending.closed)
            };
            if wanted {
                self.flush().await;
            } else if closed {
                return;
            } else if !lines {
                self.wake.notified().await;
            } else if timeout(LAZY, self.wake.notified()).await.is_err() {
                self.flush().await;
            }
        }
    }

    async fn flush(&self) {
        let made = self.lazy.load(Ordering::Acquire);
        let claimed = !self.claims().is_empty();
        let (until, lines, octets, settles, behind, waiters) = {
            let mut pending = self.pending();
            let until = pending.until(claimed);
            pending.covers = (until == Until::Durable).then_some(made);
            (
                until,
                mem::take(&mut pending.lines),
                mem::take(&mut pending.octets),
                mem::take(&mut pending.settles),
                mem::take(&mut pending.behind),
                mem::take(&mut pending.waiters),
            )
        };
        // Those that were not waited for are looked at once more by the next that waits.
        let claims = match until {
            Until::Durable => mem::take(&mut *self.claims()),
            Until::Seen => self.claims().clone(),
        };
        let settled = self.commit(until, &lines, &settles, &behind, &claims).await;
        let joined = {
            let mut pending = self.pending();
            pending.covers = None;
            pending.failed = settled.as_ref().err().cloned();
            // Those of a lost database were looked at, and the lines are there; of a failure all stay,
            // unless they were changed meanwhile.
            if !matches!(settled, Ok(_) | Err(StoreError::Lost)) {
                for (key, value) in lines {
                    pending.lines.entry(key).or_insert(value);
                }
                pending.octets += octets;
                let mut newer = self.claims();
                for (key, claim) in claims {
                    newer.entry(key).or_insert(claim);
                }
            }
            if until == Until::Seen {
                self.lazily();
            }
            mem::take(&mut pending.joined)
        };
        if settled.is_ok() && until == Until::Durable {
            self.lasting.fetch_max(made, Ordering::AcqRel);
        }
        for settle in settles {
            let said = match &settled {
                Ok(settled) if settled.contains(&settle.key) => Ok(()),
                // A standby took over that did not have the take. Attack: the same answer is brought
                // again and taken a second time. Defence: only the winner whose mark lies there goes
                // on.
                Ok(_) => Err(StoreError::Lost),
                Err(error) => Err(error.clone()),
            };
            // Who waited may have gone.
            let _ = settle.told.send(said);
        }
        let waiters = waiters.into_iter().map(|waiter| waiter.told);
        for waiter in waiters.chain(joined) {
            let said = settled.as_ref().map(|_| ()).map_err(Clone::clone);
            let _ = waiter.send(said);
        }
    }

    /// The keys that are settled.
    async fn commit(
        &self,
        until: Until,
        lines: &BTreeMap<Key, Option<Vec<u8>>>,
        settles: &[Settle],
        behind: &Behind,
        claims: &HashMap<Key, Claim>,
    ) -> Result<Vec<Key>, StoreError> {
        // In doubt no answer is kept: whoever repeats its request at another node would be given it.
        let nothing = Behind::new();
        let (settles, behind) = match self.undoubted() {
            Ok(()) => (settles, behind),
            Err(_) => (&[][..], &nothing),
        };
        let keys: Vec<&[u8]> = settles.iter().map(|it| &it.key.as_bytes()[..]).collect();
        let marks: Vec<&[u8]> = settles.iter().map(|it| &it.mark[..]).collect();
        let answers: Vec<&[u8]> = settles.iter().map(|it| &it.answer[..]).collect();
        let put = lines
            .iter()
            .filter_map(|(key, value)| Some((&key.as_bytes()[..], value.as_deref()?)));
        let (put, values): (Vec<&[u8]>, Vec<&[u8]>) = put.unzip();
        let gone = lines.iter().filter(|(_, value)| value.is_none());
        let gone: Vec<&[u8]> = gone.map(|(key, _)| &key.as_bytes()[..]).collect();
        let claimed: Vec<&[u8]> = claims.keys().map(|key| &key.as_bytes()[..]).collect();
        let words: Vec<&[u8]> = claims.values().map(|it| &it.value[..]).collect();
        let ends: Vec<i64> = claims.values().map(|it| it.expires_ms).collect();
        let by: Vec<&[u8]> = claims.values().map(|it| &it.mark[..]).collect();
        let (mut names, mut records, mut times, mut removed) = (vec![], vec![], vec![], vec![]);
        for (key, put) in behind {
            let name = &key.as_bytes()[..];
            match put {
                Some((value, expires_ms)) => {
                    names.push(name);
                    records.push(&value[..]);
                    times.push(*expires_ms);
                }
                None => removed.push(name),
            }
        }
        let sql = match until {
            Until::Durable => &FLUSH,
            Until::Seen => &FLUSH_LATER,
        };
        let rows = self
            .pool
            .run(
                sql,
                &[
                    &keys, &marks, &answers, &self.node, &put, &values, &gone, &claimed, &words,
                    &ends, &by, &names, &records, &times, &removed,
                ],
                Again::Harmless,
            )
            .await?;
        let row = rows.first().ok_or_else(unreadable)?;
        if until == Until::Durable {
            self.commits.fetch_add(1, Ordering::Relaxed);
            super::schema::waits(row.get(0))?;
        }
        // Attack: a primary dies with a claim that nobody waited for, and at the one that takes over
        // the same message, login or request is claimed a second time. Defence: the first claimer's
        // answer does not leave.
        if row.get::<_, Vec<&[u8]>>(3).len() < claims.len() {
            *self.doubted() = Some(self.env.stopwatch());
        }
        self.undoubted()?;
        let settled: Vec<&[u8]> = row.get(2);
        Ok(settled.into_iter().filter_map(Key::from_slice).collect())
    }

    /// Writes what is left; every verb fails from now on.
    pub(super) async fn close(&self) -> Result<(), StoreError> {
        let outcome = self.written(false).await;
        self.pending().closed = true;
        self.wake.notify_one();
        outcome
    }

    pub(super) fn is_closed(&self) -> bool {
        self.pending().closed
    }
}

pub(super) fn closed() -> StoreError {
    StoreError::Io("the store is closed".to_owned())
}

fn unreadable() -> StoreError {
    StoreError::Io("the database answered something else than was asked".to_owned())
}

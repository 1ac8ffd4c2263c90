//! What can be had once: the one winner takes it, does its work, and what came of that is settled before
//! anything leaves.

use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use zeroize::Zeroizing;

use super::{Record, Records, Together, decode};
use crate::{Handle, Key, Kind, Secret, StoreError, Taken, Taker, Until, seal};

/// What the work of a winner came to: its answer, and what the same taker gets when it asks again.
#[derive(Debug)]
pub struct Concluded<A> {
    answer: A,
    kept: Option<(Secret, Zeroizing<Vec<u8>>)>,
    with: Option<Together>,
    until: Until,
}

impl<A> Concluded<A> {
    /// The same taker gets `octets` for a minute; only the holder of `secret` can read them (with
    /// [`Records::open_answer`]).
    pub fn kept(answer: A, secret: &Secret, octets: Vec<u8>) -> Self {
        Self {
            answer,
            kept: Some((secret.clone(), octets.into())),
            with: None,
            until: Until::Durable,
        }
    }

    /// Whoever comes again gets nothing.
    pub fn once(answer: A) -> Self {
        Self {
            answer,
            kept: None,
            with: None,
            until: Until::Durable,
        }
    }

    /// A step: nothing leaves by the answer, so that it need not be on the disk. What a loss takes back is taken
    /// back as a whole, and whoever made the step makes it again.
    #[must_use]
    pub fn step(self) -> Self {
        Self {
            until: Until::Seen,
            ..self
        }
    }

    /// What the answer is of is written as it is settled, under names that nobody has before.
    #[must_use]
    pub fn with(self, together: Option<Together>) -> Self {
        Self {
            with: together,
            ..self
        }
    }
}

impl Records {
    /// Takes a plain record; the one winner does its `work`, and what came of it is settled.
    pub async fn take<R, A, W, F>(
        &self,
        handle: &Handle,
        taker: Taker,
        work: W,
    ) -> Result<Taken<A>, StoreError>
    where
        R: Record + 'static,
        A: Send + 'static,
        W: FnOnce(R) -> F + Send + 'static,
        F: Future<Output = Concluded<A>> + Send + 'static,
    {
        let read = |octets: &[u8]| decode(octets);
        let work = |record, _| work(record);
        self.win((handle.key(R::KIND), vec![]), taker, read, work)
            .await
    }

    /// What the same taker was answered before. Never takes: `None` when there is nothing to take.
    pub async fn taken<R: Record>(
        &self,
        handle: &Handle,
        taker: Taker,
    ) -> Result<Option<Taken<()>>, StoreError> {
        let key = handle.key(R::KIND);
        if self.store.get(key).await?.is_some() {
            return Ok(None);
        }
        match self.store.take(key, taker).await? {
            Taken::Absent => Ok(None),
            Taken::Repeat(answer) => {
                // The winner may still wait for the disk.
                self.durable().await?;
                Ok(Some(Taken::Repeat(answer)))
            }
            Taken::Replayed => Ok(Some(Taken::Replayed)),
            Taken::Running => Ok(Some(Taken::Running)),
            // Written in this very moment, under a name of 256 random bits: not by us.
            Taken::Won(_) => {
                self.store.settle(key, Vec::new()).await?;
                Ok(None)
            }
        }
    }

    /// Takes a sealed record; the one winner does its `work`, and what came of it is settled.
    pub async fn take_sealed<R, A, W, F>(
        &self,
        secret: &Secret,
        taker: Taker,
        work: W,
    ) -> Result<Taken<A>, StoreError>
    where
        R: Record + 'static,
        A: Send + 'static,
        W: FnOnce(R) -> F + Send + 'static,
        F: Future<Output = Concluded<A>> + Send + 'static,
    {
        let work = |record, _| work(record);
        self.take_sealed_beside(secret, vec![], taker, work).await
    }

    /// The same, and the winner's `work` is told whether one of these marks is there.
    pub async fn take_sealed_beside<R, A, W, F>(
        &self,
        secret: &Secret,
        marks: Vec<Key>,
        taker: Taker,
        work: W,
    ) -> Result<Taken<A>, StoreError>
    where
        R: Record + 'static,
        A: Send + 'static,
        W: FnOnce(R, bool) -> F + Send + 'static,
        F: Future<Output = Concluded<A>> + Send + 'static,
    {
        let (records, opener) = (self.clone(), secret.clone());
        let read = move |sealed: &[u8]| records.unseal(&opener, sealed);
        self.win((secret.key(R::KIND), marks), taker, read, work)
            .await
    }

    /// Takes and settles, whatever comes in between. Everything done by `work` is durable when this
    /// returns; only then may its answer leave.
    ///
    /// In a task of its own: a browser that clicks twice breaks off its first request, and the
    /// second waits for what the first came to. A mark that nobody settles would say "running" for
    /// a minute.
    async fn win<R, A, W, F>(
        &self,
        (key, marks): (Key, Vec<Key>),
        taker: Taker,
        read: impl FnOnce(&[u8]) -> Result<R, StoreError> + Send + 'static,
        work: W,
    ) -> Result<Taken<A>, StoreError>
    where
        R: Record + 'static,
        A: Send + 'static,
        W: FnOnce(R, bool) -> F + Send + 'static,
        F: Future<Output = Concluded<A>> + Send + 'static,
    {
        let records = self.clone();
        let task = async move {
            let taken = records.store.take_beside(key, taker, &marks).await;
            let (taken, marked) = records.counted(taken)?;
            let octets = match taken {
                Taken::Absent => return Ok(Taken::Absent),
                Taken::Repeat(answer) => {
                    // The winner may still wait for the disk.
                    records.durable().await?;
                    return Ok(Taken::Repeat(answer));
                }
                Taken::Replayed => return Ok(Taken::Replayed),
                Taken::Running => return Ok(Taken::Running),
                Taken::Won(octets) => octets,
            };
            let concluded = match read(&octets) {
                Ok(record) => AssertUnwindSafe(work(record, marked))
                    .catch_unwind()
                    .await
                    .map_err(|_| broke_off()),
                Err(error) => Err(error),
            };
            let (answer, kept, with, until) = match concluded {
                Ok(Concluded {
                    answer,
                    kept,
                    with,
                    until,
                }) => (Ok(answer), kept, with, until),
                Err(error) => (Err(error), None, None, Until::Durable),
            };
            let writes = with.map_or_else(Vec::new, Together::in_order);
            let kept = kept.map_or_else(Vec::new, |(secret, octets)| {
                records.seal_answer(&secret, &octets)
            });
            let settled = records.store.settle_with(key, kept, writes, until).await;
            records.counted(settled)?;
            answer.map(Taken::Won)
        };
        // On the heap before it is handed on: where a code becomes tokens it has 13 KB, and each hand copies them.
        let task = tokio::spawn(Box::pin(task));
        task.await.map_err(|_| broke_off())?
    }

    pub(super) fn seal_answer(&self, secret: &Secret, octets: &[u8]) -> Vec<u8> {
        let (what, nonce) = ((Kind::Answer, 1), self.env.bytes());
        seal::seal_with(&self.house, secret.reveal(), what, octets, nonce)
    }

    /// Opens a kept answer ([`Taken::Repeat`]); `None` if it was sealed under another secret.
    #[must_use]
    pub fn open_answer(&self, secret: &str, answer: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        seal::open_with(&self.house, secret, (Kind::Answer, 1), answer).map(Zeroizing::new)
    }
}

fn broke_off() -> StoreError {
    StoreError::Io("the work on what was taken broke off".to_owned())
}

//! Typed views on the store: plain records by [`Handle`], sealed ones by [`Secret`].
//!
//! A record that identifies a person is only ever written sealed ([`Records::put_sealed`]): encrypted
//! under a key that the store does not have. Implementing Regulation (EU) 2015/1501 art. 6(2).

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use prometheus_client::metrics::counter::Counter;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::{Handle, Key, Kind, Secret, Store, StoreError, Taken, Taker, ToClaim, Until, Write};
use crate::env::Env;
use crate::seal;

/// Something that is kept. Its kind and version are part of what is stored, so that an older or a
/// foreign record is refused and never misread.
pub trait Record: Serialize + DeserializeOwned + Send {
    /// What it is.
    const KIND: Kind;
    /// The version of its fields; a change that older code would misread raises it.
    const VERSION: u8;
}

/// The store as the flows see it. Cheap to clone.
#[derive(Clone)]
pub struct Records {
    store: Arc<dyn Store>,
    env: Env,
    errors: Counter,
}

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

/// Writes that go together: [`Records::write`].
#[derive(Clone, Debug)]
pub struct Together {
    records: Records,
    writes: Vec<Write>,
}

impl Together {
    /// As [`Records::put`].
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn put<R: Record>(
        mut self,
        handle: &Handle,
        record: &R,
        expires_ms: i64,
    ) -> Result<Self, StoreError> {
        self.writes.push(Write::Put {
            key: handle.key(R::KIND),
            value: encode(record)?,
            expires_ms: expires_ms.min(handle.expires_ms()),
        });
        Ok(self)
    }

    /// As [`Records::put_sealed`].
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn put_sealed<R: Record>(
        mut self,
        secret: &Secret,
        record: &R,
        expires_ms: i64,
    ) -> Result<Self, StoreError> {
        self.writes.push(Write::Put {
            key: secret.key(R::KIND),
            value: self.records.seal(secret, record)?,
            expires_ms: expires_ms.min(secret.expires_ms()),
        });
        Ok(self)
    }

    /// As [`Store::put`].
    #[must_use]
    pub fn put_at(mut self, key: Key, value: Vec<u8>, expires_ms: i64) -> Self {
        self.writes.push(Write::Put {
            key,
            value,
            expires_ms,
        });
        self
    }

    /// As [`Records::remove`].
    #[must_use]
    pub fn remove<R: Record>(mut self, handle: &Handle) -> Self {
        self.writes.push(Write::Remove(handle.key(R::KIND)));
        self
    }

    /// What goes goes last: where it is not all of one moment, a write that fails has taken nothing away.
    fn in_order(mut self) -> Vec<Write> {
        let goes = |write: &Write| matches!(write, Write::Remove(_));
        self.writes.sort_by_key(goes);
        self.writes
    }

    /// As [`Records::remove_sealed`].
    #[must_use]
    pub fn remove_sealed<R: Record>(mut self, secret: &Secret) -> Self {
        self.writes.push(Write::Remove(secret.key(R::KIND)));
        self
    }
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").finish_non_exhaustive()
    }
}

impl Records {
    /// A view on this store.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, env: Env) -> Self {
        let errors = Counter::default();
        Self { store, env, errors }
    }

    /// Counts what the store could not do.
    #[must_use]
    pub fn counting(self, errors: Counter) -> Self {
        Self { errors, ..self }
    }

    fn counted<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if done.is_err() {
            self.errors.inc();
        }
        done
    }

    /// The store below.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// Writes a record without anything about a person, until `expires_ms`.
    pub async fn put<R: Record>(
        &self,
        handle: &Handle,
        record: &R,
        expires_ms: i64,
    ) -> Result<(), StoreError> {
        let octets = encode(record)?;
        let until_ms = expires_ms.min(handle.expires_ms());
        self.counted(self.store.put(handle.key(R::KIND), octets, until_ms).await)
    }

    /// Changes a plain record as it lies there now, not as it was read: of two changes at once the
    /// second is made anew on what the first left. Gives what `change` said and the record; `None`
    /// when it ended.
    pub async fn change<R: Record, T>(
        &self,
        handle: &Handle,
        until_ms: impl Fn(&R) -> i64,
        change: impl FnMut(&mut R) -> T,
    ) -> Result<Option<(T, R)>, StoreError> {
        let until_ms = |record: &R| until_ms(record).min(handle.expires_ms());
        let key = handle.key(R::KIND);
        self.change_at(key, decode, encode, until_ms, change).await
    }

    /// The same for a record that was read a moment ago: where it still lies there so, it is not read
    /// again.
    pub async fn change_known<R: Record + Clone, T>(
        &self,
        handle: &Handle,
        known: &R,
        until_ms: impl Fn(&R) -> i64,
        change: impl FnMut(&mut R) -> T,
    ) -> Result<Option<(T, R)>, StoreError> {
        self.change_known_with(handle, known, until_ms, change, None)
            .await
    }

    /// The same, with what belongs to the change: one round trip where that counts. That may be written also where
    /// the record ended meanwhile.
    pub async fn change_known_with<R: Record + Clone, T>(
        &self,
        handle: &Handle,
        known: &R,
        until_ms: impl Fn(&R) -> i64,
        mut change: impl FnMut(&mut R) -> T,
        with: Option<Together>,
    ) -> Result<Option<(T, R)>, StoreError> {
        let mut record = known.clone();
        let said = change(&mut record);
        let (was, octets) = (encode(known)?, encode(&record)?);
        let ends_ms = until_ms(&record).min(handle.expires_ms());
        let key = handle.key(R::KIND);
        let writes = with.map_or_else(Vec::new, Together::in_order);
        let replaced = self
            .store
            .replace_with(key, &was, octets, ends_ms, writes.clone())
            .await;
        if self.counted(replaced)? {
            return Ok(Some((said, record)));
        }
        if !writes.is_empty() {
            self.counted(self.store.write(writes).await)?;
        }
        self.change(handle, until_ms, change).await
    }

    /// The same for a sealed record.
    pub async fn change_sealed<R: Record, T>(
        &self,
        secret: &Secret,
        until_ms: impl Fn(&R) -> i64,
        change: impl FnMut(&mut R) -> T,
    ) -> Result<Option<(T, R)>, StoreError> {
        let until_ms = |record: &R| until_ms(record).min(secret.expires_ms());
        let (open, close) = (
            |sealed: &[u8]| unseal(secret, sealed),
            |record: &R| self.seal(secret, record),
        );
        self.change_at(secret.key(R::KIND), open, close, until_ms, change)
            .await
    }

    /// The same, and where there is none a new one is changed: of two at once neither is lost.
    pub async fn change_or_new_sealed<R: Record + Default>(
        &self,
        secret: &Secret,
        until_ms: i64,
        mut change: impl FnMut(&mut R),
    ) -> Result<(), StoreError> {
        loop {
            let changed = self.change_sealed(secret, |_: &R| until_ms, &mut change);
            if changed.await?.is_some() {
                return Ok(());
            }
            let mut new = R::default();
            change(&mut new);
            if self.put_new_sealed(secret, &new, until_ms).await? {
                return Ok(());
            }
        }
    }

    /// Writes a sealed record where there is none; `true` when it was new.
    pub async fn put_new_sealed<R: Record>(
        &self,
        secret: &Secret,
        record: &R,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        let sealed = self.seal(secret, record)?;
        let until_ms = expires_ms.min(secret.expires_ms());
        let new = self.store.insert_new(secret.key(R::KIND), sealed, until_ms);
        self.counted(new.await)
    }

    async fn change_at<R, T>(
        &self,
        key: Key,
        read: impl Fn(&[u8]) -> Result<R, StoreError>,
        write: impl Fn(&R) -> Result<Vec<u8>, StoreError>,
        until_ms: impl Fn(&R) -> i64,
        mut change: impl FnMut(&mut R) -> T,
    ) -> Result<Option<(T, R)>, StoreError> {
        // Who has to begin anew was overtaken by somebody who got on: this ends.
        loop {
            let Some(was) = self.counted(self.store.get(key).await)? else {
                return Ok(None);
            };
            let mut record = read(&was)?;
            let said = change(&mut record);
            let (octets, until_ms) = (write(&record)?, until_ms(&record));
            let replaced = self.store.replace(key, &was, octets, until_ms).await;
            if self.counted(replaced)? {
                return Ok(Some((said, record)));
            }
        }
    }

    /// Reads a plain record.
    pub async fn get<R: Record>(&self, handle: &Handle) -> Result<Option<R>, StoreError> {
        match self.counted(self.store.get(handle.key(R::KIND)).await)? {
            Some(octets) => decode(&octets).map(Some),
            None => Ok(None),
        }
    }

    /// Reads two plain records of one name, in this order or of one moment.
    pub async fn get_both<R: Record, S: Record>(
        &self,
        handle: &Handle,
    ) -> Result<(Option<R>, Option<S>), StoreError> {
        let keys = [handle.key(R::KIND), handle.key(S::KIND)];
        let mut values = self.counted(self.store.get_all(&keys).await)?.into_iter();
        let (first, second) = (values.next().flatten(), values.next().flatten());
        let first = first.map(|octets| decode(&octets)).transpose()?;
        let second = second.map(|octets| decode(&octets)).transpose()?;
        Ok((first, second))
    }

    /// The same, and a sealed record beside them; whoever does not hold its secret reads the two alone.
    pub async fn get_both_with<R: Record, S: Record, T: Record>(
        &self,
        handle: &Handle,
        secret: Option<&Secret>,
    ) -> Result<(Option<R>, Option<S>, Option<Result<T, StoreError>>), StoreError> {
        let mut keys = vec![handle.key(R::KIND), handle.key(S::KIND)];
        keys.extend(secret.map(|secret| secret.key(T::KIND)));
        let mut values = self.counted(self.store.get_all(&keys).await)?.into_iter();
        let (first, second) = (values.next().flatten(), values.next().flatten());
        let first = first.map(|octets| decode(&octets)).transpose()?;
        let second = second.map(|octets| decode(&octets)).transpose()?;
        let sealed = secret.zip(values.next().flatten());
        let sealed = sealed.map(|(secret, octets)| unseal(secret, &octets));
        Ok((first, second, sealed))
    }

    /// Writes what belongs together.
    pub async fn write(&self, together: Together) -> Result<(), StoreError> {
        self.counted(self.store.write(together.in_order()).await)
    }

    /// Nothing yet.
    #[must_use]
    pub fn together(&self) -> Together {
        Together {
            records: self.clone(),
            writes: Vec::new(),
        }
    }

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
        self.win(handle.key(R::KIND), taker, read, work).await
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

    /// Removes a plain record.
    pub async fn remove<R: Record>(&self, handle: &Handle) -> Result<(), StoreError> {
        self.counted(self.store.remove(handle.key(R::KIND)).await)
    }

    /// Writes a record that only the holder of this secret can read.
    pub async fn put_sealed<R: Record>(
        &self,
        secret: &Secret,
        record: &R,
        expires_ms: i64,
    ) -> Result<(), StoreError> {
        let sealed = self.seal(secret, record)?;
        let until_ms = expires_ms.min(secret.expires_ms());
        self.counted(self.store.put(secret.key(R::KIND), sealed, until_ms).await)
    }

    fn seal<R: Record>(&self, secret: &Secret, record: &R) -> Result<Vec<u8>, StoreError> {
        let (plain, entropy) = (Zeroizing::new(encode(record)?), self.env.bytes());
        Ok(seal::seal(secret, R::KIND, R::VERSION, &plain, entropy))
    }

    /// Reads a sealed record.
    pub async fn get_sealed<R: Record>(&self, secret: &Secret) -> Result<Option<R>, StoreError> {
        match self.counted(self.store.get(secret.key(R::KIND)).await)? {
            Some(sealed) => unseal(secret, &sealed).map(Some),
            None => Ok(None),
        }
    }

    /// Reads the sealed records that lie under these secrets, one round trip where that counts.
    pub async fn find_sealed<R: Record>(&self, secrets: &[Secret]) -> Result<Vec<R>, StoreError> {
        let keys: Vec<Key> = secrets.iter().map(|secret| secret.key(R::KIND)).collect();
        let values = self.counted(self.store.get_all(&keys).await)?;
        let found = secrets.iter().zip(values);
        let found = found.filter_map(|(secret, sealed)| Some((secret, sealed?)));
        found
            .map(|(secret, sealed)| unseal(secret, &sealed))
            .collect()
    }

    /// Reads a sealed record that another request of the same person made, to release it: what lies
    /// there is durable, and so is the take that it came of. Nothing is released without the plain
    /// record before it; of these secrets the first counts under which something lies.
    pub async fn release_behind<P: Record, R: Record>(
        &self,
        handle: &Handle,
        secrets: &[Secret],
    ) -> Result<Option<(P, Option<R>)>, StoreError> {
        let mut keys = vec![handle.key(P::KIND)];
        keys.extend(secrets.iter().map(|secret| secret.key(R::KIND)));
        let mut values = self.counted(self.store.release(&keys).await)?.into_iter();
        let Some(plain) = values.next().flatten() else {
            return Ok(None);
        };
        let plain = decode(&plain)?;
        let mut sealed = secrets.iter().zip(values);
        let Some((secret, octets)) = sealed.find_map(|(secret, octets)| Some((secret, octets?)))
        else {
            return Ok(Some((plain, None)));
        };
        Ok(Some((plain, Some(unseal(secret, &octets)?))))
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
        let opener = secret.clone();
        let read = move |sealed: &[u8]| unseal(&opener, sealed);
        self.win(secret.key(R::KIND), taker, read, work).await
    }

    /// Takes and settles, whatever comes in between. Everything done by `work` is durable when this
    /// returns; only then may its answer leave.
    ///
    /// In a task of its own: a browser that clicks twice breaks off its first request, and the
    /// second waits for what the first came to. A mark that nobody settles would say "running" for
    /// a minute.
    async fn win<R, A, W, F>(
        &self,
        key: Key,
        taker: Taker,
        read: impl FnOnce(&[u8]) -> Result<R, StoreError> + Send + 'static,
        work: W,
    ) -> Result<Taken<A>, StoreError>
    where
        R: Record + 'static,
        A: Send + 'static,
        W: FnOnce(R) -> F + Send + 'static,
        F: Future<Output = Concluded<A>> + Send + 'static,
    {
        let records = self.clone();
        let task = async move {
            let octets = match records.counted(records.store.take(key, taker).await)? {
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
                Ok(record) => AssertUnwindSafe(work(record))
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
                let entropy = records.env.bytes();
                seal::seal_under(secret.reveal(), Kind::Answer, 1, &octets, entropy)
            });
            let settled = records.store.settle_with(key, kept, writes, until).await;
            records.counted(settled)?;
            answer.map(Taken::Won)
        };
        // On the heap before it is handed on: where a code becomes tokens it has 13 KB, and each hand copies them.
        let task = tokio::spawn(Box::pin(task));
        task.await.map_err(|_| broke_off())?
    }

    /// Removes a sealed record.
    pub async fn remove_sealed<R: Record>(&self, secret: &Secret) -> Result<(), StoreError> {
        self.counted(self.store.remove(secret.key(R::KIND)).await)
    }

    /// Opens a kept answer ([`Taken::Repeat`]); `None` if it was sealed under another secret.
    #[must_use]
    pub fn open_answer(&self, secret: &str, answer: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        seal::open_under(secret, Kind::Answer, 1, answer).map(Zeroizing::new)
    }

    /// Leaves a mark that something was seen; `true` when it is new.
    pub async fn mark_new(&self, key: Key, expires_ms: i64) -> Result<bool, StoreError> {
        self.mark_new_as(key, Vec::new(), expires_ms).await
    }

    /// The same mark, with a word for who meets it later ([`Self::marked_as`]).
    pub async fn mark_new_as(
        &self,
        key: Key,
        word: Vec<u8>,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        self.counted(self.store.insert_new(key, word, expires_ms).await)
    }

    /// As [`Self::mark_new_as`], for who waits for [`Self::durable`], or is the work of a take, before
    /// anything leaves, and writes by [`Self::write_behind_claims`] what may leave through another node.
    pub async fn claim_new_as(
        &self,
        key: Key,
        word: Vec<u8>,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        self.counted(self.store.claim_new(key, word, expires_ms).await)
    }

    /// As [`Self::claim_new_as`], one after the other until one is not new: how many were.
    pub async fn claim_in_turn(&self, claims: Vec<ToClaim>) -> Result<usize, StoreError> {
        self.counted(self.store.claim_in_turn(claims).await)
    }

    /// Whether one of these marks is there.
    pub async fn any_marked(&self, keys: &[Key]) -> Result<bool, StoreError> {
        let found = self.counted(self.store.get_all(keys).await)?;
        Ok(found.iter().any(Option::is_some))
    }

    /// The word of a mark that is there.
    pub async fn marked_as(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        self.counted(self.store.get(key).await)
    }

    /// Writes what belongs together and what others may release, behind what was claimed here
    /// ([`Self::claim_new_as`]): it is not to be seen without that.
    pub async fn write_behind_claims(
        &self,
        together: Together,
        until: Until,
    ) -> Result<(), StoreError> {
        let writes = together.in_order();
        self.counted(self.store.write_behind_claims(writes, until).await)
    }

    /// Waits until everything done before would survive a loss of power.
    pub async fn durable(&self) -> Result<(), StoreError> {
        self.counted(self.store.durable().await)
    }
}

fn broke_off() -> StoreError {
    StoreError::Io("the work on what was taken broke off".to_owned())
}

/// Set in the octet of the version when MessagePack follows; without it, JSON, as 0.1 wrote.
const MESSAGE_PACK: u8 = 0x80;

/// A record is its version and then MessagePack, with the fields by name: half of what JSON costs, and
/// as forgiving of fields that came later.
fn encode<R: Record>(record: &R) -> Result<Vec<u8>, StoreError> {
    let mut octets = Vec::with_capacity(512);
    octets.push(R::VERSION | MESSAGE_PACK);
    rmp_serde::encode::write_named(&mut octets, record)
        .map_err(|_| StoreError::Unreadable { kind: R::KIND })?;
    Ok(octets)
}

fn decode<R: Record>(octets: &[u8]) -> Result<R, StoreError> {
    let record = match octets.split_first() {
        Some((&first, packed)) if first == R::VERSION | MESSAGE_PACK => {
            rmp_serde::from_slice(packed).ok()
        }
        Some((&first, json)) if first == R::VERSION => serde_json::from_slice(json).ok(),
        _ => None,
    };
    record.ok_or(StoreError::Unreadable { kind: R::KIND })
}

fn unseal<R: Record>(secret: &Secret, sealed: &[u8]) -> Result<R, StoreError> {
    let plain = seal::open(secret, R::KIND, R::VERSION, sealed)
        .ok_or(StoreError::Unreadable { kind: R::KIND })?;
    decode(&Zeroizing::new(plain))
}

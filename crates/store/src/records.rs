//! Typed views on the store: plain records by [`Handle`], sealed ones by [`Secret`].
//!
//! A record that identifies a person is only ever written sealed ([`Records::put_sealed`]): encrypted
//! under a key that the store does not have. Implementing Regulation (EU) 2015/1501 art. 6(2).

mod take;
mod together;

use std::sync::Arc;

use prometheus_client::metrics::counter::Counter;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

pub use self::take::Concluded;
pub use self::together::Together;
use super::{Handle, Key, Kind, Secret, Store, StoreError, ToClaim, Until};
use crate::env::Env;
use crate::{absent, seal};

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
    /// What each seal is under beside the secret of its taker.
    house: Arc<Zeroizing<Vec<u8>>>,
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
        Self {
            store,
            env,
            errors: Counter::default(),
            house: Arc::new(seal::SALT.to_vec().into()),
        }
    }

    /// Seals under this key of the house too, and opens nothing that was not: what stands for a person was put there by
    /// who has it, and by nobody who has the database alone ([`crate::seal`]).
    #[must_use]
    pub fn under(self, key: [u8; 32]) -> Self {
        Self {
            house: Arc::new(key.to_vec().into()),
            ..self
        }
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

    /// The same where there is none; `true` when it was new.
    pub async fn put_new<R: Record>(
        &self,
        handle: &Handle,
        record: &R,
        expires_ms: i64,
    ) -> Result<bool, StoreError> {
        let octets = encode(record)?;
        let until_ms = expires_ms.min(handle.expires_ms());
        let new = self.store.insert_new(handle.key(R::KIND), octets, until_ms);
        self.counted(new.await)
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
        let answer = with.as_ref().and_then(|with| with.answer.clone());
        let writes = with.map_or_else(Vec::new, Together::in_order);
        let replaced = self
            .store
            .replace_with(key, &was, octets, ends_ms, writes.clone(), answer)
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
            |sealed: &[u8]| self.unseal(secret, sealed),
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
        let sealed = sealed.map(|(secret, octets)| self.unseal(secret, &octets));
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
            answer: None,
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
        let what = (R::KIND, R::VERSION);
        let salt = self.salt(R::KIND);
        Ok(seal::seal_with(
            salt,
            secret.reveal(),
            what,
            &plain,
            entropy,
        ))
    }

    /// What lasts for months stays readable for nodes of before: it lies under a secret that only a key of the house makes,
    /// so that nobody else could have put it there, or it stands for nobody ([`Kind::Consent`]).
    fn salt(&self, kind: Kind) -> &[u8] {
        match kind {
            Kind::Consent | Kind::KnownAs | Kind::KnownFor | Kind::OwnLogins => seal::SALT,
            _ => &self.house,
        }
    }

    fn unseal<R: Record>(&self, secret: &Secret, sealed: &[u8]) -> Result<R, StoreError> {
        let what = (R::KIND, R::VERSION);
        let plain = seal::open_with(self.salt(R::KIND), secret.reveal(), what, sealed)
            .ok_or(StoreError::Unreadable { kind: R::KIND })?;
        decode(&Zeroizing::new(plain))
    }

    /// Seals for who is not here ([`crate::absent`]). `None` for a point that gives no secret.
    #[must_use]
    pub fn seal_to(&self, public: &[u8; 32], kind: Kind, plain: &[u8]) -> Option<Vec<u8>> {
        let ephemeral = Zeroizing::new(self.env.bytes());
        let (what, nonce) = ((kind, plain), self.env.bytes());
        absent::seal_to(&self.house, public, what, &ephemeral, nonce)
    }

    /// Opens what [`Self::seal_to`] made; `None` for any other secret, kind, octet or house.
    #[must_use]
    pub fn open_as(
        &self,
        secret: &Secret,
        kind: Kind,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        absent::open_as(&self.house, secret, kind, sealed)
    }

    /// Seals for who is here, and brings this secret again to take it.
    #[must_use]
    pub fn seal_for(&self, secret: &Secret, kind: Kind, plain: &[u8]) -> Vec<u8> {
        let (what, nonce) = ((kind, 1), self.env.bytes());
        seal::seal_with(&self.house, secret.reveal(), what, plain, nonce)
    }

    /// Opens what [`Self::seal_for`] made; `None` for any other secret, kind, octet or house.
    #[must_use]
    pub fn open_for(
        &self,
        secret: &Secret,
        kind: Kind,
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let plain = seal::open_with(&self.house, secret.reveal(), (kind, 1), sealed);
        plain.map(Zeroizing::new)
    }

    /// Reads a sealed record.
    pub async fn get_sealed<R: Record>(&self, secret: &Secret) -> Result<Option<R>, StoreError> {
        match self.counted(self.store.get(secret.key(R::KIND)).await)? {
            Some(sealed) => self.unseal(secret, &sealed).map(Some),
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
            .map(|(secret, sealed)| self.unseal(secret, &sealed))
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
        Ok(Some((plain, Some(self.unseal(secret, &octets)?))))
    }

    /// Removes a sealed record.
    pub async fn remove_sealed<R: Record>(&self, secret: &Secret) -> Result<(), StoreError> {
        self.counted(self.store.remove(secret.key(R::KIND)).await)
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

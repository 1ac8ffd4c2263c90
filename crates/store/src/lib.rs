//! What is kept between two requests: five atomic verbs with a time to live.
//!
//! | verb | does |
//! |---|---|
//! | [`Store::put`] | writes, replacing what was there |
//! | [`Store::get`] | reads what is alive: neither expired nor taken |
//! | [`Store::take`] | reads and marks taken; of a hundred at once, one wins |
//! | [`Store::insert_new`] | writes unless it is there: replay marks |
//! | [`Store::replace`] | writes only in place of what was read: of two changes at once, one is made anew |
//!
//! Every verb takes effect at once for everybody who asks this store afterwards. What must survive a
//! loss of power before an answer leaves waits for [`Store::durable`] (or [`Store::settle`], which ends
//! with it): everything done before that call is then on the disk, so that one wait per released
//! answer covers the `take`, the records that were put and the audit lines. A plain `put` is written
//! within some hundredths of a second without waiting, and a clean stop loses nothing.
//!
//! **Tombstones.** A taken record leaves a mark until it would have expired, and at least for
//! [`KEPT_MS`]. The mark remembers who took it (a digest of browser binder and input, [`Taker`]).
//! For [`KEPT_MS`] the same taker gets [`Taken::Running`] while the winner works and then the answer
//! the winner gave to `settle` (a double click sees one login); everybody else gets
//! [`Taken::Replayed`].
//!
//! Every backend passes the suite in `conformance.rs`.

pub mod absent;
#[cfg(test)]
mod conformance;
mod copy;
mod embedded;
mod entry;
pub mod env;
mod handle;
mod memory;
mod postgres;
mod records;
pub mod seal;
mod snapshot;
mod standing;

pub use copy::copy;
pub use embedded::{Embedded, EmbeddedOptions};
pub use handle::{Handle, Key, Secret};
pub use memory::Memory;
pub use postgres::{Migrated, Postgres, PostgresOptions, migrate};
pub use records::{Concluded, Record, Records, Together};
pub use snapshot::{forget_what_passes, restore, snapshot};
pub use standing::Standing;

use futures_util::future::{BoxFuture, FutureExt as _};

/// How long the winner's answer is kept for the same taker: the second half of a double click.
pub const KEPT_MS: i64 = 60_000;

/// What a record is. Part of its key and of the additional data under its seal, so that a record of
/// one kind can never be read as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A login between two hops, without anything about the person.
    Login = 1,
    /// An outstanding request to a peer, by its message id.
    Request = 2,
    /// The identity that a peer proved, sealed under the browser's secret.
    Identity = 3,
    /// What an authorization code stands for, sealed under the code.
    Grant = 4,
    /// What an access token stands for, sealed under the token.
    AccessToken = 5,
    /// What a refresh token stands for, sealed under the token.
    RefreshToken = 6,
    /// A session of single sign-on, sealed under its cookie.
    Session = 7,
    /// A pushed authorization request, by its `request_uri`. RFC 9126.
    Pushed = 8,
    /// Parameters of a POST, kept under a one-time handle until our own GET.
    Posted = 9,
    /// A mark that an identifier was seen (`jti`, message id).
    Replay = 10,
    /// An answer kept for the second half of a double click.
    Answer = 11,
    /// A `state` sent to a national e-ID.
    State = 12,
    /// That a country has an identifier for a person of ours, and under which key.
    Identifier = 13,
    /// That a person agreed, and for how long that may be remembered.
    Consent = 14,
    /// A login that ended.
    Ended = 15,
    /// A request to a wallet, sealed under what the wallet brings.
    WalletRequest = 16,
    /// What a wallet presented, sealed to the browser that asked.
    WalletAnswer = 17,
    /// A registered client, by its `client_id`; nothing of a person.
    Client = 18,
    /// What an access token without a person stands for, sealed under the token.
    ClientToken = 19,
    /// That a node has something in hand, for seconds.
    Lease = 20,
    /// What a service must still be told of a logout, sealed under the gateway's own key.
    Farewell = 21,
    /// A person of another country who is told whether she is known here, sealed under the browser's
    /// secret.
    Arrival = 22,
    /// Under which number a person of another country is known here, sealed under what her own
    /// identifier and a key of ours make.
    KnownAs = 23,
    /// A person's own logins of thirty days, sealed as [`Kind::KnownAs`] is.
    OwnLogins = 24,
    /// A person looks at her own logins, sealed under her cookie.
    OwnPage = 25,
    /// A code that a person reads out to a support desk, sealed under it and a key of ours.
    SupportCode = 26,
    /// What one node asks the others about logins of a service, sealed under the gateway's own key.
    TraceAsked = 27,
    /// What one of them tells, sealed as that.
    TraceTold = 28,
    /// For whose e-IDs of other countries a number is kept, sealed under what the number and a key of ours
    /// make.
    KnownFor = 29,
    /// Small things of the gateway itself.
    Housekeeping = 254,
    /// Audit lines whose file is not yet synced: the store's sync makes them durable.
    AuditOutbox = 255,
}

/// Who takes: a digest of what proves the browser (or client) and of the octets it brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taker([u8; 16]);

impl Taker {
    /// The taker that holds `binder` (a cookie's value, a client's id) and sent `input`.
    #[must_use]
    pub fn new(binder: &[u8], input: &[u8]) -> Self {
        let mut hash = openssl::sha::Sha256::new();
        hash.update(b"landport taker\0");
        hash.update(&(binder.len() as u64).to_be_bytes());
        hash.update(binder);
        hash.update(input);
        let digest = hash.finish();
        let mut taker = [0_u8; 16];
        for (to, from) in taker.iter_mut().zip(digest) {
            *to = from;
        }
        Self(taker)
    }
}

/// What came of a `take`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken<T> {
    /// Nothing there: never was, or expired.
    Absent,
    /// The same taker won a moment ago and left this answer (as sealed by whoever settled it).
    Repeat(Vec<u8>),
    /// Somebody took it before. A replay: refuse and audit.
    Replayed,
    /// The same taker won a moment ago and is still at work: a waiting page.
    Running,
    /// It is yours, and nobody else's.
    Won(T),
}

impl<T> Taken<T> {
    /// Changes what was won.
    pub fn try_map<U, E>(self, with: impl FnOnce(T) -> Result<U, E>) -> Result<Taken<U>, E> {
        Ok(match self {
            Self::Absent => Taken::Absent,
            Self::Repeat(answer) => Taken::Repeat(answer),
            Self::Replayed => Taken::Replayed,
            Self::Running => Taken::Running,
            Self::Won(value) => Taken::Won(with(value)?),
        })
    }
}

/// Why the store could not answer. Always ours; nothing is issued after one (fail closed). The embedded
/// store opens itself again, so that what failed now may succeed later.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process has the data directory open.
    #[error(
        "{dir} is in use by another landport process; stop it, or give this one another data directory"
    )]
    InUse {
        /// The directory.
        dir: String,
    },
    /// The disk or the engine failed.
    #[error("store: {0}")]
    Io(String),
    /// What was won is not there: a database that took over did not have it. Nothing is released.
    #[error("store: what was taken a moment ago is not there: another database took over")]
    Lost,
    /// The database is not as it must be; the sentence says what to do.
    #[error("store: {0}")]
    Schema(String),
    /// The database does not answer.
    #[error("store: the database does not answer: {0}")]
    Unavailable(String),
    /// A stored record cannot be read as what its key says.
    #[error("stored {kind:?} is not readable")]
    Unreadable {
        /// What it should have been.
        kind: Kind,
    },
}

/// The file system that a store lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Octets that may still be written.
    pub free: u64,
    /// Octets that it has in all.
    pub whole: u64,
}

/// How many entries a store gives at once when it is copied.
const AT_ONCE: usize = 500;

/// What came of a take, and whether something was alive under a mark beside it.
pub type TakenBeside = (Taken<Vec<u8>>, bool);

/// Keys with their values.
pub type Entries = Vec<(Key, Vec<u8>)>;

/// A write among others ([`Store::write`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// As [`Store::put`] does.
    Put {
        /// Where.
        key: Key,
        /// What.
        value: Vec<u8>,
        /// Until when.
        expires_ms: i64,
    },
    /// As [`Store::remove`] does, where it can: what was put before it stands without it.
    Remove(Key),
}

/// What a call waits for before it returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// What it did would survive a loss of power, and everything before it.
    Durable,
    /// Everybody who asks sees it. For who lets nothing leave: a login's next step, or what waits to be released
    /// by [`Store::release`].
    Seen,
}

/// A mark that is to be made ([`Store::claim_in_turn`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToClaim {
    /// Where.
    pub key: Key,
    /// A word for who meets it.
    pub value: Vec<u8>,
    /// Until when.
    pub expires_ms: i64,
}

/// The five verbs, and what makes them last. Object-safe: the gateway holds `Arc<dyn Store>`.
pub trait Store: Send + Sync {
    /// Writes `value` until `expires_ms`, replacing what was there.
    fn put<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Reads what is alive.
    fn get<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<Option<Vec<u8>>, StoreError>>;

    /// Reads several, in this order or all of one moment: one round trip where that counts.
    fn get_all<'a>(
        &'a self,
        keys: &'a [Key],
    ) -> BoxFuture<'a, Result<Vec<Option<Vec<u8>>>, StoreError>> {
        async move {
            let mut values = Vec::with_capacity(keys.len());
            for key in keys {
                values.push(self.get(*key).await?);
            }
            Ok(values)
        }
        .boxed()
    }

    /// Writes several, each key once, in this order or all at one moment: one round trip where that
    /// counts.
    fn write<'a>(&'a self, writes: Vec<Write>) -> BoxFuture<'a, Result<(), StoreError>> {
        async move {
            for write in writes {
                match write {
                    Write::Put {
                        key,
                        value,
                        expires_ms,
                    } => self.put(key, value, expires_ms).await?,
                    Write::Remove(key) => drop(self.remove(key).await),
                }
            }
            Ok(())
        }
        .boxed()
    }

    /// Reads and marks as taken, atomically.
    fn take<'a>(
        &'a self,
        key: Key,
        taker: Taker,
    ) -> BoxFuture<'a, Result<Taken<Vec<u8>>, StoreError>>;

    /// The same; and for the winner, whether something is alive under one of these keys, at that moment or after it: one
    /// round trip where that counts.
    fn take_beside<'a>(
        &'a self,
        key: Key,
        taker: Taker,
        marks: &'a [Key],
    ) -> BoxFuture<'a, Result<TakenBeside, StoreError>> {
        async move {
            let taken = self.take(key, taker).await?;
            let is_won = matches!(taken, Taken::Won(_)) && !marks.is_empty();
            let marked = is_won && self.get_all(marks).await?.iter().any(Option::is_some);
            Ok((taken, marked))
        }
        .boxed()
    }

    /// Keeps the winner's answer for the same taker, and waits until it and everything before it is
    /// durable. Nothing happens to a record that is not taken.
    fn settle<'a>(&'a self, key: Key, answer: Vec<u8>) -> BoxFuture<'a, Result<(), StoreError>>;

    /// The same, and writes what the answer is of, under names that nobody has before: one round trip where
    /// that counts. Where nothing leaves by the answer it need not be waited for.
    fn settle_with<'a>(
        &'a self,
        key: Key,
        answer: Vec<u8>,
        writes: Vec<Write>,
        until: Until,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let _ = until;
        async move {
            if !writes.is_empty() {
                self.write(writes).await?;
            }
            self.settle(key, answer).await
        }
        .boxed()
    }

    /// Writes unless something alive or taken is there; `true` when it was new.
    fn insert_new<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// As [`Self::insert_new`], for who waits for [`Self::durable`] or [`Self::settle`] before anything
    /// leaves, and writes by [`Self::write_behind_claims`] what others may release: the wait of the one is the wait of the other. It fails when somebody else has the mark
    /// by then, which only a database that took over without it can bring about. Of [`Kind::Lease`]
    /// none of this holds: another may have it when it ended, and [`Self::remove`] gives back only what is ours.
    fn claim_new<'a>(
        &'a self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.insert_new(key, value, expires_ms)
    }

    /// As [`Self::claim_new`], one after the other until one is not new: those behind it are not claimed. How many
    /// were new; one round trip where that counts.
    fn claim_in_turn<'a>(
        &'a self,
        claims: Vec<ToClaim>,
    ) -> BoxFuture<'a, Result<usize, StoreError>> {
        async move {
            let mut new = 0;
            for ToClaim {
                key,
                value,
                expires_ms,
            } in claims
            {
                if !self.claim_new(key, value, expires_ms).await? {
                    break;
                }
                new += 1;
            }
            Ok(new)
        }
        .boxed()
    }

    /// Writes in place of `was`, which is alive; `false` when it is not: it was changed, removed,
    /// taken or expired since it was read.
    fn replace<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// The same with what belongs to it, written before it or at the same moment: one round trip where that counts.
    /// Where nothing was replaced that may lie there or not. The step that a take led to may bring the answer that its
    /// winner settles next, until it is seen: there is nothing left to do then, where that counts.
    fn replace_with<'a>(
        &'a self,
        key: Key,
        was: &'a [u8],
        value: Vec<u8>,
        expires_ms: i64,
        writes: Vec<Write>,
        answer: Option<(Key, Vec<u8>)>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        drop(answer);
        async move {
            if !writes.is_empty() {
                self.write(writes).await?;
            }
            self.replace(key, was, value, expires_ms).await
        }
        .boxed()
    }

    /// Removes, without a mark.
    fn remove<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Removes several, without a mark, for who waits for [`Self::durable`] afterwards. Only for [`forget_what_passes`].
    fn remove_all<'a>(&'a self, keys: Vec<Key>) -> BoxFuture<'a, Result<(), StoreError>> {
        async move {
            for key in keys {
                self.remove(key).await?;
            }
            Ok(())
        }
        .boxed()
    }

    /// Waits until everything done before this call would survive a loss of power.
    fn durable<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>>;

    /// As [`Self::write`], of what others may release: nobody sees it before no database that takes over lacks a
    /// claim that was made here before ([`Self::claim_new`]), and nothing is written where one is
    /// somebody else's by then. Where the store has one owner it is a write: what it wrote later is not
    /// there without what it wrote before. Whoever releases it by [`Self::release`] waits there; everybody else
    /// waits here.
    fn write_behind_claims<'a>(
        &'a self,
        writes: Vec<Write>,
        until: Until,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let _ = until;
        self.write(writes)
    }

    /// As [`Self::get_all`], and what is found of [`Kind::Answer`] would survive a loss of power by then, with
    /// everything that was written before it.
    fn release<'a>(
        &'a self,
        keys: &'a [Key],
    ) -> BoxFuture<'a, Result<Vec<Option<Vec<u8>>>, StoreError>> {
        async move {
            let found = self.get_all(keys).await?;
            for (key, value) in keys.iter().zip(&found) {
                if value.is_some() && key.is_of(Kind::Answer) {
                    self.durable_answer(*key).await?;
                }
            }
            Ok(found)
        }
        .boxed()
    }

    /// Waits until what was last written under this key of [`Kind::Answer`], and everything before
    /// it, would survive a loss of power. At once where it does: unlike [`Self::durable`] it waits
    /// for nothing that others did since, so that a kept answer costs no sync of its own.
    fn durable_answer<'a>(&'a self, key: Key) -> BoxFuture<'a, Result<(), StoreError>> {
        let _ = key;
        self.durable()
    }

    /// Every live value of the never-expiring kinds, in key order. For the audit outbox, at start, and
    /// the registered clients.
    fn scan<'a>(&'a self, kind: Kind) -> BoxFuture<'a, Result<Entries, StoreError>>;

    /// Some of what lies behind this key, in order, as it lies there: marks too, and what is over.
    /// Only for [`copy()`].
    fn dump<'a>(&'a self, after: Option<Key>) -> BoxFuture<'a, Result<Entries, StoreError>> {
        let _ = after;
        async { Err(uncopied()) }.boxed()
    }

    /// Everything that lasts, as it lies there at one moment. Only for [`snapshot()`].
    fn lasting<'a>(&'a self) -> BoxFuture<'a, Result<Entries, StoreError>> {
        async {
            Err(StoreError::Io(
                "this store is backed up by its own means".to_owned(),
            ))
        }
        .boxed()
    }

    /// Writes what another store gave, durable when it returns. Only for [`copy()`].
    fn load<'a>(&'a self, entries: Entries) -> BoxFuture<'a, Result<(), StoreError>> {
        drop(entries);
        async { Err(uncopied()) }.boxed()
    }

    /// The room there is, as the system says at this moment; `None` for a store in memory.
    fn room(&self) -> Result<Option<Room>, StoreError> {
        Ok(None)
    }

    /// Octets that it takes of that room.
    fn octets(&self) -> Result<u64, StoreError> {
        Ok(0)
    }

    /// Tells when something of [`Kind::Housekeeping`] or [`Kind::Client`] may have been changed by
    /// another node; `None` for a store that has one owner.
    fn changes(&self) -> Option<tokio::sync::watch::Receiver<u64>> {
        None
    }

    /// By how much the clock of its database is ahead of ours; `None` for a store that has no other, and
    /// before it was asked.
    fn clock_ahead_ms(&self) -> Option<i64> {
        None
    }

    /// Whether our clock is apart from its database's while that of another node is not: what this
    /// node refuses another would take, and the other way round.
    fn is_out_of_time(&self) -> bool {
        false
    }

    /// Does `durable` mean anything? `false` for a store in memory.
    fn survives(&self) -> bool;

    /// Writes everything and lets go of the files. A later call of any verb fails.
    fn close<'a>(&'a self) -> BoxFuture<'a, Result<(), StoreError>>;
}

fn uncopied() -> StoreError {
    StoreError::Io("this store cannot be copied".to_owned())
}

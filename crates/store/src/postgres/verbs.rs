//! What each verb sends: one statement, and what its answer says.

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

use super::flush::{Claim, Mark};
use super::pool::Again;
use super::{Postgres, io, sql};
use crate::entry::Entry;
use crate::handle::{Key, NEVER};
use crate::{AT_ONCE, Entries, KEPT_MS, Kind, StoreError, TakenBeside, Taker, ToClaim, Write};

/// The parameters of a statement.
type Values<'a, const N: usize> = [&'a (dyn tokio_postgres::types::ToSql + Sync); N];

impl Postgres {
    pub(super) async fn put_now(
        &self,
        key: Key,
        value: Vec<u8>,
        expires_ms: i64,
    ) -> Result<(), StoreError> {
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
        let values: Values<'_, 3> = [&name, &value, &expires_ms];
        self.pool.run(sql, &values, Again::Harmless).await?;
        if !lasting {
            self.flusher.lazily();
        }
        Ok(())
    }

    pub(super) async fn get_now(&self, key: Key) -> Result<Option<Vec<u8>>, StoreError> {
        self.open_still()?;
        let (name, now_ms) = (&key.as_bytes()[..], self.env.now_ms());
        let rows = self
            .pool
            .run(&sql::GET, &[&name, &now_ms], Again::Harmless)
            .await?;
        Ok(rows.first().and_then(|row| row.get(0)))
    }

    pub(super) async fn get_all_now(
        &self,
        keys: &[Key],
    ) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
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
    pub(super) async fn write_now(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        if !writes.iter().all(is_lazy) {
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
        self.write_in_one(&writes).await
    }

    /// In one statement, which nobody waits for here.
    async fn write_in_one(&self, writes: &[Write]) -> Result<(), StoreError> {
        self.open_still()?;
        let Several {
            keys,
            values,
            ends,
            gone,
        } = Several::of(writes);
        let parameters: Values<'_, 4> = [&keys, &values, &ends, &gone];
        self.pool
            .run(&sql::WRITE, &parameters, Again::Harmless)
            .await?;
        self.flusher.lazily();
        Ok(())
    }

    /// Up to three at once, as many as there are one after the other.
    pub(super) async fn claim_in_turn_now(
        &self,
        claims: Vec<ToClaim>,
    ) -> Result<usize, StoreError> {
        let mut new = 0;
        for some in claims.chunks(3) {
            let claimed = self.claim_three(some).await?;
            new += claimed;
            if claimed < some.len() {
                break;
            }
        }
        Ok(new)
    }

    async fn claim_three(&self, claims: &[ToClaim]) -> Result<usize, StoreError> {
        self.open_still()?;
        let now_ms = self.env.now_ms();
        let marks: [Mark; 3] = [self.env.bytes(), self.env.bytes(), self.env.bytes()];
        let key = |n: usize| claims.get(n).map(|it| &it.key.as_bytes()[..]);
        let value = |n: usize| claims.get(n).map(|it| &it.value[..]);
        let ends = |n: usize| claims.get(n).map(|it| it.expires_ms);
        let (keys, values) = ([0, 1, 2].map(key), [0, 1, 2].map(value));
        let (ends, by) = ([0, 1, 2].map(ends), marks.each_ref().map(|mark| &mark[..]));
        let parameters: Values<'_, 13> = [
            &now_ms, &keys[0], &values[0], &ends[0], &by[0], &keys[1], &values[1], &ends[1],
            &by[1], &keys[2], &values[2], &ends[2], &by[2],
        ];
        let rows = self
            .pool
            .run(&sql::CLAIM_IN_TURN, &parameters, Again::Never)
            .await?;
        let new = rows.first().map_or(0, |row| row.get::<_, i64>(0));
        let new = usize::try_from(new).unwrap_or_default();
        for (claim, mark) in claims.iter().zip(marks).take(new) {
            if claim.key.is_of(Kind::Lease) {
                // Another may lawfully have it before the next commit that waits: it ends, or is given back.
                self.leases().insert(claim.key, mark);
                continue;
            }
            let (value, expires_ms) = (claim.value.clone(), claim.expires_ms);
            let claimed = Claim {
                value,
                expires_ms,
                mark,
            };
            self.flusher.claimed(claim.key, claimed);
        }
        if new > 0 {
            self.flusher.lazily();
        }
        Ok(new)
    }

    pub(super) async fn take_beside_now(
        &self,
        key: Key,
        taker: Taker,
        marks: &[Key],
    ) -> Result<TakenBeside, StoreError> {
        self.open_still()?;
        let now_ms = self.env.now_ms();
        let mark = self.env.bytes();
        let until_ms = now_ms.saturating_add(KEPT_MS);
        let (name, by, under) = (&key.as_bytes()[..], &taker.0[..], &mark[..]);
        let beside: Vec<&[u8]> = marks.iter().map(|key| &key.as_bytes()[..]).collect();
        let rows = self
            .pool
            .run(
                &sql::TAKE,
                &[&name, &now_ms, &by, &under, &until_ms, &beside],
                Again::Never,
            )
            .await?;
        let found = rows.first().map(entry_of).transpose()?;
        let marked = rows.first().is_some_and(|row| row.get(5));
        let (taken, won) = Entry::take(found, taker, now_ms);
        if won.is_some() {
            self.flusher.won(key, mark);
            self.flusher.lazily();
        }
        Ok((taken, marked))
    }

    pub(super) async fn insert_new_now(
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
        let values: Values<'_, 4> = [&name, &value, &expires_ms, &now_ms];
        let rows = self.pool.run(sql, &values, Again::Never).await?;
        Ok(!rows.is_empty())
    }

    pub(super) async fn replace_now(
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

    /// Together, unless one of them waits for the disk.
    pub(super) async fn replace_with_now(
        &self,
        key: Key,
        was: &[u8],
        value: Vec<u8>,
        expires_ms: i64,
        writes: Vec<Write>,
        answer: Option<(Key, Vec<u8>)>,
    ) -> Result<bool, StoreError> {
        let alone = writes.is_empty() && answer.is_none();
        if alone || !may_be_missed(key) || !writes.iter().all(is_lazy) {
            if !writes.is_empty() {
                self.write_now(writes).await?;
            }
            return self.replace_now(key, was, value, expires_ms).await;
        }
        self.open_still()?;
        let (name, now_ms) = (&key.as_bytes()[..], self.env.now_ms());
        let Several {
            keys,
            values,
            ends,
            gone,
        } = Several::of(&writes);
        let mark = answer
            .as_ref()
            .and_then(|(taken, _)| self.flusher.mark_of(taken));
        let taken = answer.as_ref().map(|(taken, _)| &taken.as_bytes()[..]);
        let (mark, kept) = (
            mark.as_ref().map(|mark| &mark[..]),
            answer.as_ref().map(|(_, kept)| &kept[..]),
        );
        let parameters: Values<'_, 12> = [
            &name,
            &was,
            &value,
            &expires_ms,
            &now_ms,
            &keys,
            &values,
            &ends,
            &gone,
            &taken,
            &mark,
            &kept,
        ];
        let rows = self
            .pool
            .run(&sql::REPLACE_WITH, &parameters, Again::Never)
            .await?;
        let Some(row) = rows.first() else {
            return Ok(false);
        };
        self.flusher.lazily();
        if let (Some((taken, _)), 1..) = (&answer, row.get::<_, i64>(0)) {
            self.flusher.settled(taken);
        }
        Ok(true)
    }

    pub(super) async fn remove_now(&self, key: Key) -> Result<(), StoreError> {
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

    /// One statement for hundreds: after a restore there may be a million of them.
    pub(super) async fn remove_all_now(&self, keys: Vec<Key>) -> Result<(), StoreError> {
        let writes: Vec<_> = keys.into_iter().map(Write::Remove).collect();
        self.write_in_one(&writes).await
    }

    /// Removes a lease of this node. Once more is no harm: another's bears another mark.
    async fn release(&self, key: Key) -> Result<(), StoreError> {
        let Some(mark) = self.leases().remove(&key) else {
            return Ok(());
        };
        let name = &key.as_bytes()[..];
        let values: Values<'_, 2> = [&name, &&mark[..]];
        self.pool
            .run(&sql::RELEASE, &values, Again::Harmless)
            .await?;
        self.flusher.lazily();
        Ok(())
    }

    fn leases(&self) -> MutexGuard<'_, HashMap<Key, Mark>> {
        self.leases.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn dump_now(&self, after: Option<Key>) -> Result<Entries, StoreError> {
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

    pub(super) async fn load_now(&self, entries: Entries) -> Result<(), StoreError> {
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

    pub(super) async fn scan_now(&self, kind: Kind) -> Result<Entries, StoreError> {
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

/// Whether it goes without waiting for the disk.
fn is_lazy(write: &Write) -> bool {
    match write {
        Write::Put { key, .. } => key.bucket() != NEVER && !key.is_of(Kind::AuditOutbox),
        Write::Remove(key) => may_be_missed(*key),
    }
}

/// Writes as a statement takes them.
#[derive(Default)]
struct Several<'a> {
    keys: Vec<&'a [u8]>,
    values: Vec<&'a [u8]>,
    ends: Vec<i64>,
    gone: Vec<&'a [u8]>,
}

impl<'a> Several<'a> {
    fn of(writes: &'a [Write]) -> Self {
        let mut several = Self::default();
        for write in writes {
            match write {
                Write::Put {
                    key,
                    value,
                    expires_ms,
                } => {
                    several.keys.push(&key.as_bytes()[..]);
                    several.values.push(value);
                    several.ends.push(*expires_ms);
                }
                Write::Remove(key) => several.gone.push(&key.as_bytes()[..]),
            }
        }
        several
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

// SPDX-License-Identifier: EUPL-1.2
//! The lines of one class whose file is not yet synced, as entries of the store.
//!
//! An entry is named by the number of its first line and grows by the lines that follow, up to
//! [`MOST_OCTETS`]. A store that gathers writes, as ours does, so gets one entry for the lines of a
//! moment, where nine lines of a login were nine entries to write and nine to remove.

use std::mem;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use store::{Entries, Key, Kind, Store, StoreError};

use super::Class;

/// Nothing is added to an entry that has so many octets: eight lines. Each line writes its entry
/// again, so a longer one would write more than it saves.
const MOST_OCTETS: usize = 4 << 10;

/// What a line waits for once its turn is over: room in the store, which has it already. Nobody else waits with it.
pub(super) type Waits<'a> = Option<BoxFuture<'a, Result<(), StoreError>>>;

/// What the store has of a class.
#[derive(Debug)]
pub(super) struct Outbox {
    class: Class,
    /// The number of the first line of the entry that grows.
    first: u64,
    /// Its lines, with an end of line between them.
    lines: Vec<u8>,
    /// The number that follows its last line.
    next: u64,
    /// The entries before it, by their first lines.
    earlier: Vec<u64>,
}

impl Outbox {
    pub(super) fn empty(class: Class) -> Self {
        Self {
            class,
            first: 0,
            lines: Vec::new(),
            next: 0,
            earlier: Vec::new(),
        }
    }

    /// What the store kept over a stop. Called when the files have every line of it: only the last
    /// line stays, which says where the chain must reach.
    pub(super) async fn resume(
        store: &dyn Store,
        class: Class,
        kept: &Entries,
    ) -> Result<Self, StoreError> {
        let mut outbox = Self::empty(class);
        let lines = lines_of(kept, class);
        let Some((number, line)) = lines.last() else {
            return Ok(outbox);
        };
        let entries = kept.iter().map(|(key, _)| key.number());
        outbox.earlier = entries
            .filter(|(stream, _)| *stream == class as u8)
            .map(|(_, first)| first)
            .collect();
        (outbox.first, outbox.lines, outbox.next) = (*number, line.to_vec(), *number + 1);
        if let Some(waits) = outbox.begin(store)? {
            waits.await?;
        }
        for key in outbox.behind() {
            store.remove(key).await?;
        }
        Ok(outbox)
    }

    /// Puts one more line.
    pub(super) fn put<'a>(
        &mut self,
        store: &'a dyn Store,
        number: u64,
        line: &[u8],
    ) -> Result<Waits<'a>, StoreError> {
        // The files may have been ahead of the store, so that this line does not follow its last.
        let follows = number == self.next && !self.lines.is_empty();
        let fresh = !follows || self.lines.len() + line.len() >= MOST_OCTETS;
        let mut lines = Vec::with_capacity(MOST_OCTETS);
        if !fresh {
            lines.extend_from_slice(&self.lines);
            lines.push(b'\n');
        }
        lines.extend_from_slice(line);
        let first = if fresh { number } else { self.first };
        // Remembered when it is there: a line that could not be put is no line.
        let waits = kept(store, self.key(first), lines.clone())?;
        if fresh && !self.lines.is_empty() {
            self.earlier.push(self.first);
        }
        (self.first, self.lines, self.next) = (first, lines, number + 1);
        Ok(waits)
    }

    /// The last line begins an entry of its own. Every other entry can go when the files are synced:
    /// their keys.
    pub(super) fn turn<'a>(
        &mut self,
        store: &'a dyn Store,
    ) -> Result<(Vec<Key>, Waits<'a>), StoreError> {
        let mut waits = None;
        let at = self.lines.iter().rposition(|b| *b == b'\n');
        if let Some(at) = at {
            let line = self.lines.split_off(at + 1);
            let last = self.next.saturating_sub(1);
            self.earlier.push(mem::replace(&mut self.first, last));
            self.lines = line;
            waits = self.begin(store)?;
        }
        Ok((self.behind(), waits))
    }

    fn begin<'a>(&self, store: &'a dyn Store) -> Result<Waits<'a>, StoreError> {
        kept(store, self.key(self.first), self.lines.clone())
    }

    fn behind(&mut self) -> Vec<Key> {
        let (first, earlier) = (self.first, mem::take(&mut self.earlier));
        let behind = earlier.into_iter().filter(|at| *at != first);
        behind.map(|at| self.key(at)).collect()
    }

    fn key(&self, first: u64) -> Key {
        Key::numbered(Kind::AuditOutbox, self.class as u8, first)
    }
}

/// A store that survives has what is put as soon as it is asked.
fn kept(store: &dyn Store, key: Key, lines: Vec<u8>) -> Result<Waits<'_>, StoreError> {
    let mut put = store.put(key, lines, i64::MAX);
    match (&mut put).now_or_never() {
        Some(done) => done.map(|()| None),
        None => Ok(Some(put)),
    }
}

/// The lines of a class in the outbox, with their numbers, in order. After a crash a line may stand
/// in two entries.
pub(super) fn lines_of(kept: &Entries, class: Class) -> Vec<(u64, &[u8])> {
    let of_class = kept
        .iter()
        .map(|(key, lines)| (key.number(), lines.as_slice()))
        .filter(|((stream, _), _)| *stream == class as u8);
    let mut lines: Vec<_> = of_class
        .flat_map(|((_, first), lines)| (first..).zip(lines.split(|b| *b == b'\n')))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

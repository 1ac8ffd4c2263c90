// SPDX-License-Identifier: EUPL-1.2
//! Where each chain ends, known from elsewhere than its files.
//!
//! Attack: whole lines are cut off at the very end of the newest file, or the file is removed;
//! nothing follows that names them. Defence: the store keeps the last line of each class, and the
//! running gateway knows it. Trade: whoever can change the store and the files alike is not seen.
//!
//! A line goes to the store first and to the file then, and the store forgets a line only when its
//! file is synced and another line came. So after any stop the files may be ahead of the store, and
//! what they lack stands in the store: neither is taken for a cut.

use serde::{Deserialize, Serialize};

use super::chain::{Head, link};
use super::outbox::lines_of;
use super::{AuditError, Class};
use store::{Entries, Kind, Store};

/// The last line of a class, as the store or the running gateway knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The class.
    pub class: Class,
    /// The number of its last line.
    pub seq: u64,
    /// The hash of that line.
    pub hash: String,
    /// When it was written.
    #[serde(default)]
    pub time: String,
    /// The lines up to it that the next start would write again, each with the hash that it names;
    /// none when a running gateway says so.
    pub kept: Vec<(u64, String)>,
}

impl End {
    /// What these lines of the outbox say of their classes. Of a class without one nothing was ever written: the last
    /// line stays here.
    fn of(kept: &Entries) -> Vec<Self> {
        let of = |class: Class| {
            let lines = lines_of(kept, class);
            let Some((seq, last)) = lines.last().copied() else {
                return Some(Self::none(class));
            };
            let follows = |pair: &&[(u64, &[u8])]| matches!(pair, [a, b] if a.0 + 1 == b.0);
            let run = lines.windows(2).rev().take_while(follows).count();
            let kept = lines.get(lines.len().checked_sub(run + 1)?..)?.iter();
            Some(Self {
                class,
                seq,
                hash: link(last),
                time: Head::read(last)?.time,
                kept: kept
                    .map(|(number, line)| Some((*number, Head::read(line)?.prev)))
                    .collect::<Option<_>>()?,
            })
        };
        Class::ALL.into_iter().filter_map(of).collect()
    }

    fn none(class: Class) -> Self {
        Self {
            class,
            seq: 0,
            hash: String::new(),
            time: String::new(),
            kept: Vec::new(),
        }
    }
}

/// What a store knows, when no gateway runs on it.
pub async fn ends_in(store: &dyn Store) -> Result<Vec<End>, AuditError> {
    Ok(End::of(&store.scan(Kind::AuditOutbox).await?))
}

/// A chain that is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The number of the first line of its files; 0 where they have none. What came before reached its time
    /// (`audit_removed`), lies elsewhere since a restore (`audit_resumed`), or was taken away.
    pub first: u64,
    /// How many lines its files have.
    pub lines: u64,
    /// What is known of its end.
    pub end: Ending,
}

/// How a chain's last line compares with what is known from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing is known: lines that were cut off at the very end would not be missed.
    NotCompared,
    /// It ends where it should, or later.
    Compared,
    /// So many lines after it are in the store: the next start writes them.
    InStore(u64),
}

/// Holds the last line of the files (its number and hash; no hash when no file has a line) and the
/// hash of the line that should be the last against what is known.
pub(super) fn compare(
    end: Option<&End>,
    last: (u64, Option<&str>),
    known: Option<&str>,
) -> Result<Ending, &'static str> {
    let Some(end) = end else {
        return Ok(Ending::NotCompared);
    };
    let (seq, hash) = last;
    // Files with lines, and a store that knows of none: it says nothing of their end.
    if end.seq == 0 && seq > 0 {
        return Ok(Ending::NotCompared);
    }
    if seq >= end.seq {
        return match known {
            Some(known) if known != end.hash => Err("a line was put in place of another"),
            _ => Ok(Ending::Compared),
        };
    }
    match end.kept.iter().find(|(number, _)| *number == seq + 1) {
        Some((_, prev)) if hash.is_some_and(|hash| hash != prev) => {
            Err("a line was put in place of another")
        }
        Some(_) => Ok(Ending::InStore(end.seq - seq)),
        None => Err("lines after it were cut off"),
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! What a store must not lose, as octets: for a backup while the gateway runs, and the way back.
//!
//! Only what lasts is in it: identifiers abroad, the lever, policies, the last lines of the audit trail, and
//! the matches that people wanted kept, which end by themselves. Whatever else passes (logins, codes, tokens, sessions, requests to others, marks) is left out on purpose.
//!
//! Attack: a code or an answer that was used after the backup is brought again after the restore,
//! when the mark of its use is gone. Defence: what it would be taken from is gone too. What others
//! sign themselves and only a mark of ours made one-time is refused by its date:
//! `gateway::restored`.

use super::entry::Entry;
use super::handle::Key;
use super::{Entries, Kind, Store, StoreError};

/// Before the entries; the last octet is the version.
const HEAD: &[u8; 16] = b"landport store 1";
const KEY: usize = 32;

/// Everything that lasts, as it is at one moment.
///
/// # Errors
/// The store failed, or is one that is backed up by its own means (PostgreSQL).
pub async fn snapshot(store: &dyn Store) -> Result<Vec<u8>, StoreError> {
    let entries = store.lasting().await?;
    let size = entries
        .iter()
        .map(|(_, value)| KEY + 4 + value.len())
        .sum::<usize>();
    let mut octets = Vec::with_capacity(HEAD.len() + size);
    octets.extend_from_slice(HEAD);
    for (key, value) in entries {
        let length = u32::try_from(value.len())
            .map_err(|_| StoreError::Io("an entry of four gigabytes".to_owned()))?;
        octets.extend_from_slice(key.as_bytes());
        octets.extend_from_slice(&length.to_be_bytes());
        octets.extend_from_slice(&value);
    }
    Ok(octets)
}

/// Puts what [`snapshot`] gave into an empty store; how many entries that were.
///
/// # Errors
/// The store failed or is not empty, or these octets are no snapshot: then nothing was written.
pub async fn restore(to: &dyn Store, octets: &[u8]) -> Result<u64, StoreError> {
    let entries = read(octets).ok_or_else(|| {
        StoreError::Schema(
            "what should be a snapshot of a store is none of this version".to_owned(),
        )
    })?;
    if !to.dump(None).await?.is_empty() {
        return Err(StoreError::Schema(
            "the store that would be restored into is not empty".to_owned(),
        ));
    }
    let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    let (lines, entries): (Entries, Entries) = entries
        .into_iter()
        .partition(|(key, _)| key.is_of(Kind::AuditOutbox));
    to.load(entries).await?;
    for (key, octets) in lines {
        if let Some(Entry::Live { value, .. }) = Entry::decode(&octets) {
            to.put(key, value, i64::MAX).await?;
        }
    }
    to.durable().await?;
    Ok(count)
}

fn read(octets: &[u8]) -> Option<Entries> {
    let mut rest = octets.strip_prefix(HEAD)?;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_at_checked(KEY)?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (value, after) = after.split_at_checked(length)?;
        let key = Key::from_slice(key).filter(Key::is_backed_up)?;
        Entry::decode(value)?;
        entries.push((key, value.to_vec()));
        rest = after;
    }
    Some(entries)
}

/// Takes away everything that passes: after a database was restored by its own means. How much it was.
///
/// # Errors
/// The store failed.
pub async fn forget_what_passes(store: &dyn Store) -> Result<u64, StoreError> {
    let (mut gone, mut after) = (0, None);
    loop {
        let entries = store.dump(after).await?;
        let Some((last, _)) = entries.last() else {
            break;
        };
        after = Some(*last);
        // A lease ends by itself within seconds, and only its holder can remove it.
        let passes = |key: &Key| !key.is_backed_up() && !key.is_of(Kind::Lease);
        let mut over: Vec<Key> = entries.into_iter().map(|(key, _)| key).collect();
        over.retain(passes);
        gone += u64::try_from(over.len()).unwrap_or(0);
        store.remove_all(over).await?;
    }
    store.durable().await?;
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::{Env, FakeClock};
    use crate::{Embedded, EmbeddedOptions, Handle, Taken, Taker};

    const NOW_MS: i64 = 1_795_435_200_000;

    #[tokio::test]
    async fn what_lasts_comes_back_and_what_passes_does_not() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let open = |dir: &tempfile::TempDir| {
            Embedded::open(dir.path(), env.clone(), &EmbeddedOptions::default()).unwrap()
        };
        let store = open(&one);
        let code = Handle::new(&env, NOW_MS + 60_000).key(Kind::Grant);
        let mark = Key::mark(Kind::Replay, NOW_MS + 60_000, &[b"jti"]);
        let alias = Key::lasting(Kind::Identifier, &[b"alias"]);
        let line = Key::numbered(Kind::AuditOutbox, 1, 7);
        let match_kept = Handle::new(&env, NOW_MS + 60_000).key(Kind::KnownAs);
        for (key, value) in [(code, b"code"), (match_kept, b"kept")] {
            let value = value.to_vec();
            store.put(key, value, NOW_MS + 60_000).await.unwrap();
        }
        assert!(
            store
                .insert_new(mark, Vec::new(), NOW_MS + 60_000)
                .await
                .unwrap()
        );
        store.put(alias, b"alias".to_vec(), i64::MAX).await.unwrap();
        store.put(line, b"line".to_vec(), i64::MAX).await.unwrap();
        let octets = snapshot(&store).await.unwrap();
        // Used after the backup.
        let taker = Taker::new(b"client", b"code");
        assert_eq!(
            store.take(code, taker).await.unwrap(),
            Taken::Won(b"code".to_vec())
        );

        let restored = open(&other);
        assert_eq!(restore(&restored, &octets).await.unwrap(), 3);
        assert_eq!(restored.get(match_kept).await.unwrap().unwrap(), b"kept");
        assert_eq!(restored.get(alias).await.unwrap().unwrap(), b"alias");
        assert_eq!(restored.get(line).await.unwrap().unwrap(), b"line");
        assert_eq!(restored.take(code, taker).await.unwrap(), Taken::Absent);
        assert_eq!(restored.get(mark).await.unwrap(), None);

        let again = restore(&restored, &octets).await;
        assert!(matches!(again, Err(StoreError::Schema(why)) if why.contains("not empty")));
        for cut in [0, 15, 20, octets.len() - 1] {
            let refused = restore(&restored, &octets[..cut]).await;
            assert!(
                matches!(refused, Err(StoreError::Schema(why)) if why.contains("none of this version")),
                "{cut}"
            );
        }
    }

    #[tokio::test]
    async fn a_database_that_was_restored_by_its_own_means_forgets_what_passes() {
        let env = Env::with_clock(FakeClock::new(NOW_MS));
        let dir = tempfile::tempdir().unwrap();
        let store = Embedded::open(dir.path(), env.clone(), &EmbeddedOptions::default()).unwrap();
        let alias = Key::lasting(Kind::Identifier, &[b"alias"]);
        store.put(alias, b"alias".to_vec(), i64::MAX).await.unwrap();
        let match_kept = Handle::new(&env, NOW_MS + 60_000).key(Kind::KnownAs);
        let ends_ms = NOW_MS + 60_000;
        store.put(match_kept, Vec::new(), ends_ms).await.unwrap();
        for _ in 0..1_200 {
            let code = Handle::new(&env, NOW_MS + 60_000).key(Kind::Grant);
            store.put(code, Vec::new(), NOW_MS + 60_000).await.unwrap();
        }
        assert_eq!(forget_what_passes(&store).await.unwrap(), 1_200);
        assert_eq!(store.dump(None).await.unwrap().len(), 2);
        assert_eq!(store.get(alias).await.unwrap().unwrap(), b"alias");
    }
}

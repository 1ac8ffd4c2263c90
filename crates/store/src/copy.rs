//! Everything of one store into another: from the embedded one to PostgreSQL, or back.

use super::entry::Entry;
use super::{Key, Kind, Store, StoreError};
use crate::env::Env;

/// Lies in a store that is being copied into, from before its first entry until after its last.
///
/// Attack of chance: a copy breaks off, and a gateway is started on what it left: people abroad get new identifiers, and
/// what was used counts as unused. Defence: neither store is opened while this lies in it.
pub(crate) fn unfinished() -> Key {
    Key::lasting(Kind::Housekeeping, &[b"copy under way"])
}

/// Why a store with [`unfinished`] in it is not opened.
pub(crate) fn half() -> StoreError {
    StoreError::Schema(
        "a copy into this store broke off, or goes on: when none does, make the store anew (take away `store` in the data \
         directory, or `drop schema landport cascade` and `landport store migrate`) and copy once more"
            .to_owned(),
    )
}

/// Copies what is not over: records, marks of what was taken with their answers, replay marks, what
/// lasts, and the lines of the audit trail whose file is not yet synced. How many entries that were.
/// No gateway may run on either meanwhile.
///
/// # Errors
/// Either store failed, or there is something in `to`.
pub async fn copy(from: &dyn Store, to: &dyn Store, env: &Env) -> Result<u64, StoreError> {
    if !to.dump(None).await?.is_empty() {
        return Err(StoreError::Schema(
            "the store that would be copied into is not empty".to_owned(),
        ));
    }
    to.put(unfinished(), Vec::new(), i64::MAX).await?;
    to.durable().await?;
    let (now_ms, mut copied, mut after) = (env.now_ms(), 0, None);
    loop {
        let mut entries = from.dump(after).await?;
        let Some((last, _)) = entries.last() else {
            break;
        };
        after = Some(*last);
        entries.retain(|(key, octets)| {
            let over = Entry::decode(octets).is_some_and(|entry| entry.expired(now_ms));
            !over && !key.is_of(Kind::AuditOutbox)
        });
        copied += u64::try_from(entries.len()).unwrap_or(0);
        to.load(entries).await?;
    }
    for (key, lines) in from.scan(Kind::AuditOutbox).await? {
        to.put(key, lines, i64::MAX).await?;
        copied += 1;
    }
    to.durable().await?;
    to.remove(unfinished()).await?;
    to.durable().await?;
    Ok(copied)
}

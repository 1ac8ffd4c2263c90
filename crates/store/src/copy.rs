//! Everything of one store into another: from the embedded one to PostgreSQL, or back.

use super::entry::Entry;
use super::{Kind, Store, StoreError};
use crate::env::Env;

/// Copies what is not over: records, marks of what was taken with their answers, replay marks, what
/// lasts, and the lines of the audit trail whose file is not yet synced. How many entries that were.
/// No gateway may run on either meanwhile.
///
/// # Errors
/// Either store failed, or there is something in `to`.
pub async fn copy(from: &dyn Store, to: &dyn Store, env: &Env) -> Result<u64, StoreError> {
    if !to.dump(None).await?.is_empty() {
        return Err(StoreError::Schema(
            "the store that would be copied into is not empty: make it anew, also where a copy broke off".to_owned(),
        ));
    }
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
    Ok(copied)
}

// SPDX-License-Identifier: EUPL-1.2
//! The logins that are being answered at this moment: in this process's memory, and, where several
//! nodes share a store, there.
//!
//! Fault: a node dies while it answers. What it left in the store ends by itself, and the
//! login's own browser may then end it at another node.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use store::env::Env;
use store::{Handle, Key, Kind, Records, StoreError, ToClaim};

/// How long a node may answer, or be dead, before another may. Longer than answering takes: it asks
/// nobody but the store.
const LEASE_MS: i64 = 30_000;

/// The logins that are being answered at this moment.
#[derive(Debug, Default)]
pub(crate) struct Endings(Mutex<BTreeSet<String>>);

impl Endings {
    fn here(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether somebody is at it.
    pub(crate) async fn holds(&self, records: &Records, flow: &Handle) -> Result<bool, StoreError> {
        if self.here().contains(flow.as_str()) {
            return Ok(true);
        }
        match is_shared(records) {
            true => Ok(records.marked_as(lease(flow)).await?.is_some()),
            false => Ok(false),
        }
    }

    /// Takes a login into its hands, and then makes these claims in turn: how many were new. `None` when somebody
    /// is at it.
    pub(crate) async fn hold<'a>(
        &'a self,
        (records, env): (&Records, &Env),
        flow: &Handle,
        mut claims: Vec<ToClaim>,
    ) -> Result<Option<(Ending<'a>, usize)>, StoreError> {
        if !self.here().insert(flow.to_string()) {
            return Ok(None);
        }
        let mut ending = Ending {
            endings: self,
            flow: flow.clone(),
            leased: None,
        };
        if !is_shared(records) {
            return Ok(Some((ending, records.claim_in_turn(claims).await?)));
        }
        let key = lease(flow);
        let expires_ms = env.now_ms().saturating_add(LEASE_MS);
        let value = Vec::new();
        let in_hand = ToClaim {
            key,
            value,
            expires_ms,
        };
        claims.insert(0, in_hand);
        let Some(new) = records.claim_in_turn(claims).await?.checked_sub(1) else {
            return Ok(None);
        };
        ending.leased = Some(records.clone());
        Ok(Some((ending, new)))
    }
}

fn is_shared(records: &Records) -> bool {
    records.store().changes().is_some()
}

fn lease(flow: &Handle) -> Key {
    let name = flow.as_str().as_bytes();
    Key::mark(Kind::Lease, flow.expires_ms(), &[b"answering", name])
}

/// A login that is closed, in the hands of the one who answers it.
#[derive(Debug)]
pub(crate) struct Ending<'a> {
    endings: &'a Endings,
    flow: Handle,
    leased: Option<Records>,
}

impl Ending<'_> {
    /// Its answer lies there, and whoever looks finds that: nothing needs to be given back.
    pub(crate) fn done(mut self) {
        self.leased = None;
    }
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.endings.here().remove(self.flow.as_str());
        if let Some(records) = self.leased.take() {
            let key = lease(&self.flow);
            tokio::spawn(async move {
                if let Err(error) = records.store().remove(key).await {
                    // It ends by itself.
                    tracing::debug!(%error, "a login in hand was not given back");
                }
            });
        }
    }
}

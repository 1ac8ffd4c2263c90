// SPDX-License-Identifier: EUPL-1.2
//! What the gateway itself remembers for as long as it lives: one record of each kind, never
//! expiring, without anything about a person.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Key, Kind, Records, StoreError};

/// Something that stands in the store once.
pub trait Standing: Serialize + DeserializeOwned + Default + Send {
    /// Its place; no two types share one.
    const PLACE: u8;
}

impl Records {
    /// Reads it; what was never written is the default.
    ///
    /// # Errors
    /// The store failed, or what stands there cannot be read: a decision must not be forgotten
    /// silently.
    pub async fn standing<S: Standing>(&self) -> Result<S, StoreError> {
        match self.store().get(key::<S>()).await? {
            Some(octets) => serde_json::from_slice(&octets).map_err(|_| unreadable()),
            None => Ok(S::default()),
        }
    }

    /// Writes it and waits until it would survive a loss of power.
    ///
    /// # Errors
    /// The store failed: nothing may be said to be done.
    pub async fn put_standing<S: Standing>(&self, value: &S) -> Result<(), StoreError> {
        let octets = serde_json::to_vec(value).map_err(|_| unreadable())?;
        self.store().put(key::<S>(), octets, i64::MAX).await?;
        self.durable().await
    }

    /// Changes it as it stands now, at whichever node it was changed last, and waits as
    /// [`Self::put_standing`]. What `change` said, and what stands then; nothing is written when it
    /// says `None`.
    ///
    /// # Errors
    /// As there.
    pub async fn change_standing<S: Standing, T>(
        &self,
        mut change: impl FnMut(&mut S) -> Option<T>,
    ) -> Result<(Option<T>, S), StoreError> {
        // Who has to begin anew was overtaken by somebody who got on: this ends.
        loop {
            let was = self.store().get(key::<S>()).await?;
            let mut value = match &was {
                Some(octets) => serde_json::from_slice(octets).map_err(|_| unreadable())?,
                None => S::default(),
            };
            let Some(said) = change(&mut value) else {
                return Ok((None, value));
            };
            let octets = serde_json::to_vec(&value).map_err(|_| unreadable())?;
            let store = self.store();
            let written = match &was {
                Some(was) => store.replace(key::<S>(), was, octets, i64::MAX).await?,
                None => store.insert_new(key::<S>(), octets, i64::MAX).await?,
            };
            if written {
                self.durable().await?;
                return Ok((Some(said), value));
            }
        }
    }
}

fn key<S: Standing>() -> Key {
    Key::numbered(Kind::Housekeeping, S::PLACE, 0)
}

fn unreadable() -> StoreError {
    StoreError::Unreadable {
        kind: Kind::Housekeeping,
    }
}

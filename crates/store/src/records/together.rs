//! Writes that go together, of one moment where the store can.

use super::{Record, Records, encode};
use crate::{Handle, Key, Secret, StoreError, Write};

/// Writes that go together: [`Records::write`].
#[derive(Clone, Debug)]
pub struct Together {
    pub(super) records: Records,
    pub(super) writes: Vec<Write>,
    /// The answer of a take that this is the step of.
    pub(super) answer: Option<(Key, Vec<u8>)>,
}

impl Together {
    /// As [`Records::put`].
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn put<R: Record>(
        mut self,
        handle: &Handle,
        record: &R,
        expires_ms: i64,
    ) -> Result<Self, StoreError> {
        self.writes.push(Write::Put {
            key: handle.key(R::KIND),
            value: encode(record)?,
            expires_ms: expires_ms.min(handle.expires_ms()),
        });
        Ok(self)
    }

    /// As [`Records::put_sealed`].
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn put_sealed<R: Record>(
        mut self,
        secret: &Secret,
        record: &R,
        expires_ms: i64,
    ) -> Result<Self, StoreError> {
        self.writes.push(Write::Put {
            key: secret.key(R::KIND),
            value: self.records.seal(secret, record)?,
            expires_ms: expires_ms.min(secret.expires_ms()),
        });
        Ok(self)
    }

    /// As [`Store::put`].
    #[must_use]
    pub fn put_at(mut self, key: Key, value: Vec<u8>, expires_ms: i64) -> Self {
        self.writes.push(Write::Put {
            key,
            value,
            expires_ms,
        });
        self
    }

    /// As [`Records::remove`].
    #[must_use]
    pub fn remove<R: Record>(mut self, handle: &Handle) -> Self {
        self.writes.push(Write::Remove(handle.key(R::KIND)));
        self
    }

    /// The step that a take led to brings its answer, as the winner keeps it ([`super::Concluded::kept`]) until it is
    /// seen ([`super::Concluded::step`]).
    #[must_use]
    pub fn answering(mut self, taken: Key, secret: &Secret, octets: &[u8]) -> Self {
        self.answer = Some((taken, self.records.seal_answer(secret, octets)));
        self
    }

    /// What goes goes last: where it is not all of one moment, a write that fails has taken nothing away.
    pub(super) fn in_order(mut self) -> Vec<Write> {
        let goes = |write: &Write| matches!(write, Write::Remove(_));
        self.writes.sort_by_key(goes);
        self.writes
    }

    /// As [`Records::remove_sealed`].
    #[must_use]
    pub fn remove_sealed<R: Record>(mut self, secret: &Secret) -> Self {
        self.writes.push(Write::Remove(secret.key(R::KIND)));
        self
    }
}

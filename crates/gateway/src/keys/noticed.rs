// SPDX-License-Identifier: EUPL-1.2
//! By which of our keys an assertion was opened: what a foreign node encrypts to proves which metadata of
//! ours it read, under its own signature.

use std::sync::atomic::{AtomicUsize, Ordering};

use xmlsec::{Certificate, DecryptionKey, EcPublicPoint, KeyError, OaepDigest};

/// The keys for one message, and which of them was the last to give something: `xmlsec::decrypt` tries no
/// other once the content opens.
#[derive(Debug)]
pub struct Notice(AtomicUsize);

impl Default for Notice {
    fn default() -> Self {
        Self(AtomicUsize::new(usize::MAX))
    }
}

impl Notice {
    /// The same keys, each with a note.
    pub fn over<'a>(&'a self, keys: &[&'a dyn DecryptionKey]) -> Vec<Noticed<'a>> {
        let keys = keys.iter().enumerate();
        let noticed = |(turn, key): (usize, &&'a dyn DecryptionKey)| Noticed {
            key: *key,
            turn,
            last: &self.0,
        };
        keys.map(noticed).collect()
    }

    /// The key that opened a message that was opened.
    pub fn opened_by<'a>(&self, keys: &[&'a dyn DecryptionKey]) -> Option<&'a dyn DecryptionKey> {
        keys.get(self.0.load(Ordering::Relaxed)).copied()
    }
}

/// A key whose use is noticed.
pub struct Noticed<'a> {
    key: &'a dyn DecryptionKey,
    turn: usize,
    last: &'a AtomicUsize,
}

impl Noticed<'_> {
    fn note<T>(&self, outcome: Result<T, KeyError>) -> Result<T, KeyError> {
        if outcome.is_ok() {
            self.last.store(self.turn, Ordering::Relaxed);
        }
        outcome
    }
}

impl DecryptionKey for Noticed<'_> {
    fn certificate(&self) -> &Certificate {
        self.key.certificate()
    }

    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError> {
        self.note(self.key.rsa_oaep(ciphertext, digest, mgf1))
    }

    fn ecdh(&self, ephemeral: &EcPublicPoint) -> Result<Vec<u8>, KeyError> {
        self.note(self.key.ecdh(ephemeral))
    }
}

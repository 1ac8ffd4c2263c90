// SPDX-License-Identifier: EUPL-1.2
//! Certificate paths that were proven, so that the next PID of the same provider costs no proof of
//! its path. What is remembered changes no answer: the same octets to the same anchors, while every
//! certificate and the list are in date.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Mutex, MutexGuard, PoisonError};

use openssl::sha::Sha256;

use super::{LONGEST_CHAIN, Signer};

/// Providers have a handful of signing certificates each. Attack: the same certificate with others
/// behind it that nobody needs is another chain each time, so all are forgotten when there are too many.
const MOST: usize = 512;

/// By the hash of a chain: who signs, and in what time that holds.
#[derive(Debug, Default)]
pub(super) struct ProvenPaths(Mutex<HashMap<[u8; 32], Proven>>);

#[derive(Debug)]
struct Proven {
    signer: Signer,
    /// While every certificate of the path is in date and the list counts.
    holds: RangeInclusive<i64>,
}

impl ProvenPaths {
    /// The signer of a chain that was proven and holds at `now`.
    pub(super) fn signer(&self, chain: &[&[u8]], now: i64) -> Option<Signer> {
        // Nothing that long is ever remembered.
        if chain.len() > LONGEST_CHAIN {
            return None;
        }
        // All logins wait for who holds the lock, so nobody hashes under it.
        let name = name(chain);
        let all = self.all();
        let proven = all.get(&name)?;
        proven.holds.contains(&now).then(|| proven.signer.clone())
    }

    /// Keeps what was proven. Never what was refused: that may be good tomorrow.
    pub(super) fn remember(&self, chain: &[&[u8]], signer: &Signer, holds: RangeInclusive<i64>) {
        let (name, signer) = (name(chain), signer.clone());
        let mut all = self.all();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(name, Proven { signer, holds });
    }

    fn all(&self) -> MutexGuard<'_, HashMap<[u8; 32], Proven>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Over the octets of each certificate, which are no other's with a length before them.
fn name(chain: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for certificate in chain {
        hash.update(&certificate.len().to_be_bytes());
        hash.update(certificate);
    }
    hash.finish()
}

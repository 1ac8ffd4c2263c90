// SPDX-License-Identifier: EUPL-1.2
//! Pairwise subject identifiers. OIDC Core §8.1.

use crate::Error;

/// The key of the pairwise role. Never rotated: with another key everybody is somebody else.
pub struct PairwiseKey([u8; 32]);

impl PairwiseKey {
    /// A key that was kept.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }
}

impl std::fmt::Debug for PairwiseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PairwiseKey(…)")
    }
}

/// Where the identifier comes from: the same digits from two sources are two persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A foreign identifier, `SE/NO/…`.
    Eidas,
    /// A national number.
    National,
}

/// `sub` = base64url(HMAC-SHA-256(key, sector ‖ 0 ‖ source ‖ 0 ‖ identifier)); the identifier
/// byte for byte.
pub fn pairwise_sub(
    key: &PairwiseKey,
    sector: &str,
    source: Source,
    identifier: &str,
) -> Result<String, Error> {
    let _ = (key.0, sector, source, identifier);
    todo!()
}

// SPDX-License-Identifier: EUPL-1.2
//! Pairwise subject identifiers. OIDC Core §8.1.

use zeroize::Zeroizing;

use crate::{Error, Misconfigured, hash::hmac_sha256, jose::base64url};

/// The key of the pairwise role. Never rotated: with another key everybody is somebody else.
#[derive(Clone)]
pub struct PairwiseKey(Zeroizing<[u8; 32]>);

impl PairwiseKey {
    /// A key that was kept.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key.into())
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
    /// A foreign identifier of a legal person: a country may write it as it writes one of a natural person.
    Legal,
    /// A national number.
    National,
    /// A PID without a national number of ours: its provider's number, or one login.
    Pid,
}

/// `sub` = base64url(HMAC-SHA-256(key, sector ‖ 0 ‖ source ‖ 0 ‖ identifier)); the identifier
/// byte for byte. A NUL inside the sector would blur where the identifier begins: refused.
pub fn pairwise_sub(
    key: &PairwiseKey,
    sector: &str,
    source: Source,
    identifier: &str,
) -> Result<String, Error> {
    if sector.contains('\0') {
        return Err(Misconfigured::Sector.into());
    }
    let source = match source {
        Source::Eidas => "eidas",
        Source::Legal => "eidas legal",
        Source::National => "national",
        Source::Pid => "pid",
    };
    let input = [sector, source, identifier].join("\0");
    Ok(base64url::encode(&hmac_sha256(&key.0, input.as_bytes())))
}

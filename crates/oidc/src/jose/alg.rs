// SPDX-License-Identifier: EUPL-1.2
//! The signature algorithms. RFC 7518 §3.1; the three that RFC 7518 recommends or FAPI 2.0
//! §5.4.1 asks for. A closed enum: what is not here cannot be accepted by mistake.

use serde::{Deserialize, Serialize};

/// A JWS `alg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA with P-256 and SHA-256; the signature is r ‖ s, 64 octets. RFC 7518 §3.4.
    #[serde(rename = "ES256")]
    Es256,
    /// RSASSA-PSS with SHA-256 and a salt of 32 octets. RFC 7518 §3.5.
    #[serde(rename = "PS256")]
    Ps256,
    /// RSASSA-PKCS1-v1_5 with SHA-256. RFC 7518 §3.3.
    #[serde(rename = "RS256")]
    Rs256,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rs256, Self::Es256, Self::Ps256];

    /// Reads the registered name; case-sensitive (RFC 7515 §4.1.1).
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alg| alg.as_str() == name)
    }

    /// The registered name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Ps256 => "PS256",
            Self::Rs256 => "RS256",
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Opaque values: client identifiers, codes and tokens.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::{Error, Misconfigured};

/// `client_id`. RFC 6749 §2.2: unique, not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientId(String);

impl ClientId {
    /// Takes the identifier as it is.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value only its rightful holder knows: a code, an access token, the tail of a `request_uri`.
///
/// At least 43 characters of the base64url alphabet, so that 32 random bytes fit: RFC 6749
/// §10.10 asks for 128 bits, FAPI 2.0 §5.3.2.1 too, and conformance tools estimate entropy from
/// the characters, which makes shorter values fail by chance. Never shown by `Debug`; cleared from
/// memory when it is dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Opaque(String);

impl Opaque {
    /// base64url of 32 bytes.
    const LEAST: usize = 43;
    /// Room for a prefix of the caller; nobody needs more.
    const MOST: usize = 256;

    /// A value the caller made from its own randomness.
    pub fn new(value: impl Into<String>) -> Result<Self, Error> {
        let value = value.into();
        if Self::is_opaque(&value) {
            Ok(Self(value))
        } else {
            Err(Misconfigured::Opaque.into())
        }
    }

    /// A value that somebody presented. `None` if we cannot have made it.
    pub fn parse(presented: &str) -> Option<Self> {
        Self::is_opaque(presented).then(|| Self(presented.to_owned()))
    }

    /// The secret itself, to be sent or hashed.
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn is_opaque(value: &str) -> bool {
        (Self::LEAST..=Self::MOST).contains(&value.len())
            && value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    }
}

impl Drop for Opaque {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Opaque {}

impl fmt::Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opaque(…)")
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Proof Key for Code Exchange. RFC 7636. Only `S256`: `plain` never (RFC 9700 §2.1.1).

use std::fmt;

use openssl::memcmp;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::{hash::sha256, jose::base64url};

/// `code_challenge` of method `S256`: the hash of a verifier. RFC 7636 §4.2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeChallenge(String);

impl CodeChallenge {
    /// base64url of exactly 32 bytes; a longer or shorter one cannot come from `S256`.
    pub fn parse(text: &str) -> Option<Self> {
        let hash = base64url::decode(text).ok()?;
        (hash.len() == 32).then(|| Self(text.to_owned()))
    }

    /// RFC 7636 §4.6: `BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge`.
    pub fn is_met_by(&self, verifier: &CodeVerifier) -> bool {
        let computed = verifier.challenge();
        computed.0.len() == self.0.len() && memcmp::eq(computed.0.as_bytes(), self.0.as_bytes())
    }

    /// As the parameter is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `code_verifier`: 43 to 128 unreserved characters. RFC 7636 §4.1. Cleared from memory when it is
/// dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeVerifier(String);

impl CodeVerifier {
    /// Reads the parameter.
    pub fn parse(text: &str) -> Option<Self> {
        let unreserved =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        ((43..=128).contains(&text.len()) && text.bytes().all(unreserved))
            .then(|| Self(text.to_owned()))
    }

    /// RFC 7636 §4.1: from 32 random octets.
    pub fn from_random(octets: &[u8; 32]) -> Self {
        Self(base64url::encode(octets))
    }

    /// `code_challenge = BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))`. RFC 7636 §4.2.
    pub fn challenge(&self) -> CodeChallenge {
        CodeChallenge(base64url::encode(&sha256(self.0.as_bytes())))
    }

    /// The secret itself, to be sent.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for CodeVerifier {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for CodeVerifier {}

impl fmt::Debug for CodeVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeVerifier(…)")
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Public keys. RFC 7517; RFC 7518 §6.

use openssl::pkey::{PKey, Private, Public};
use serde_json::{Map, Value};

use super::Algorithm;
use crate::Error;

/// A public signature key with its name and, if stated, its one algorithm.
#[derive(Clone)]
pub struct Jwk {
    kid: Option<String>,
    algorithm: Option<Algorithm>,
    key: PKey<Public>,
    members: Map<String, Value>,
}

impl Jwk {
    /// `kid`.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// `alg`, if the key names it.
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// The public half of a private key, named by its RFC 7638 thumbprint.
    pub fn from_private(key: &PKey<Private>, algorithm: Algorithm) -> Result<Self, Error> {
        let _ = (key, algorithm);
        todo!()
    }

    /// As JSON members: kty, its parameters, use, alg, kid.
    pub fn to_json(&self) -> Value {
        Value::Object(self.members.clone())
    }

    #[expect(dead_code, reason = "skeleton")]
    pub(crate) fn key(&self) -> &PKey<Public> {
        &self.key
    }
}

impl std::fmt::Debug for Jwk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jwk")
            .field("kid", &self.kid)
            .field("alg", &self.algorithm)
            .finish_non_exhaustive()
    }
}

/// A set of public signature keys. RFC 7517 §5.
#[derive(Clone, Debug, Default)]
pub struct JwkSet {
    keys: Vec<Jwk>,
}

impl JwkSet {
    /// Reads a set from outside: size, number of keys, distinct `kid`s, no private parts.
    /// Keys of kinds we do not use are skipped (RFC 7517 §5).
    pub fn parse(octets: &[u8]) -> Result<Self, Error> {
        let _ = octets;
        todo!()
    }

    /// A set of our own keys, for publishing. Refused if two have the same `kid`.
    pub fn of(keys: impl IntoIterator<Item = Jwk>) -> Result<Self, Error> {
        let _ = keys.into_iter();
        todo!()
    }

    /// The keys.
    pub fn keys(&self) -> &[Jwk] {
        &self.keys
    }

    /// RFC 7517 §5: `{"keys":[…]}`.
    pub fn to_json(&self) -> String {
        todo!()
    }
}

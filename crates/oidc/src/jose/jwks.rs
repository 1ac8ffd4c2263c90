// SPDX-License-Identifier: EUPL-1.2
//! Sets of public keys. RFC 7517 §5.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Jwk;
use crate::{Error, Malformed, Misconfigured, json};

/// A set of public signature keys. RFC 7517 §5.
#[derive(Clone, Debug, Default)]
pub struct JwkSet {
    keys: Vec<Jwk>,
}

impl JwkSet {
    /// A set of twenty RSA-4096 keys with certificates stays below.
    const MOST_BYTES: usize = 128 * 1024;
    /// A provider in the middle of a rollover has a handful.
    const MOST_KEYS: usize = 50;

    /// Reads a set from outside: size, number of keys, distinct `kid`s, no private parts.
    /// Keys of kinds and for uses that are not ours are skipped (RFC 7517 §5).
    pub fn parse(octets: &[u8]) -> Result<Self, Error> {
        let wrong = |reason| Error::from(Malformed::Jwk { reason });
        if octets.len() > Self::MOST_BYTES {
            return Err(Malformed::TooLarge.into());
        }
        let document = json::object(octets)?;
        let Some(Value::Array(members)) = document.get("keys") else {
            return Err(wrong("keys missing"));
        };
        if members.len() > Self::MOST_KEYS {
            return Err(Malformed::TooLarge.into());
        }
        let mut keys = Vec::new();
        for member in members {
            let Value::Object(member) = member else {
                return Err(wrong("not an object"));
            };
            keys.extend(Jwk::read(member)?);
        }
        if kids_distinct(&keys) {
            Ok(Self { keys })
        } else {
            Err(wrong("kid repeated"))
        }
    }

    /// A set of our own keys, for publishing. Refused if two have the same `kid`, or one none.
    pub fn of(keys: impl IntoIterator<Item = Jwk>) -> Result<Self, Error> {
        let keys: Vec<Jwk> = keys.into_iter().collect();
        if kids_distinct(&keys) && keys.iter().all(|key| key.kid().is_some()) {
            Ok(Self { keys })
        } else {
            Err(Misconfigured::KeyIds.into())
        }
    }

    /// The keys.
    pub fn keys(&self) -> &[Jwk] {
        &self.keys
    }

    /// RFC 7517 §5: `{"keys":[…]}`.
    pub fn to_json(&self) -> String {
        let keys: Vec<Value> = self.keys.iter().map(Jwk::to_json).collect();
        json!({ "keys": keys }).to_string()
    }
}

fn kids_distinct(keys: &[Jwk]) -> bool {
    let mut seen = HashSet::new();
    keys.iter().filter_map(Jwk::kid).all(|kid| seen.insert(kid))
}

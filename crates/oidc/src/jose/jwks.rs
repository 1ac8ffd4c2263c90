// SPDX-License-Identifier: EUPL-1.2
//! Sets of public keys. RFC 7517 §5.

use std::collections::HashSet;
use std::fmt;

use openssl::pkey::PKey;
use serde_json::{Value, json};

use super::{Jwk, Unusable};
use crate::{Error, Malformed, Misconfigured, json};

/// A set of public signature keys.
#[derive(Clone, Debug, Default)]
pub struct JwkSet {
    keys: Vec<Jwk>,
    ignored: Vec<IgnoredKey>,
}

/// An entry of a set that counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredKey {
    /// Where it stands, from 1.
    pub number: usize,
    /// Its `kid`, as a log line can hold it.
    pub kid: Option<String>,
    /// What is wrong with it.
    pub why: Unusable,
}

impl fmt::Display for IgnoredKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kid {
            Some(kid) => write!(f, "key {} ({kid}): {}", self.number, self.why),
            None => write!(f, "key {}: {}", self.number, self.why),
        }
    }
}

impl JwkSet {
    /// A set of twenty RSA-4096 keys with certificates stays below.
    const MOST_BYTES: usize = 128 * 1024;
    /// Entries that are looked at, usable or not: reading one costs a point of the curve.
    const MOST_ENTRIES: usize = 200;
    /// Keys that are kept: a token without `kid` is tried with each. A provider in the middle of a
    /// rollover has a handful.
    const MOST_KEYS: usize = 50;

    /// Reads a set from outside, entry by entry. RFC 7517 §5: "Implementations SHOULD ignore JWKs
    /// within a JWK Set that use kty values that are not understood by them, that are missing
    /// required members, or for which values are out of the supported ranges." One key that is no
    /// use costs its own place, never the others'. Two keys may have one `kid` (§4.5 has distinct
    /// ones as a SHOULD): the algorithm tells them apart, and else both are tried.
    ///
    /// # Errors
    /// [`Malformed::NoUsableKey`] if no entry is left, and names the reasons; [`Malformed`] if
    /// the document itself is none.
    pub fn parse(octets: &[u8]) -> Result<Self, Error> {
        if octets.len() > Self::MOST_BYTES {
            return Err(Malformed::TooLarge.into());
        }
        let document = json::object_of_entries(octets)?;
        let Some(Value::Array(entries)) = document.get("keys") else {
            return Err(Malformed::KeySet.into());
        };
        let mut set = Self::default();
        for (number, entry) in (1..).zip(entries) {
            let read = if number > Self::MOST_ENTRIES || set.keys.len() == Self::MOST_KEYS {
                Err(Unusable::TooMany)
            } else {
                Jwk::read(entry)
            };
            let why = match read {
                Ok(key) if set.keys.iter().any(|known| known.is_again(&key)) => Unusable::Again,
                Ok(key) => {
                    set.keys.push(key);
                    continue;
                }
                Err(why) => why,
            };
            let kid = entry.get("kid").and_then(Value::as_str).map(shown);
            set.ignored.push(IgnoredKey { number, kid, why });
            if why == Unusable::TooMany {
                break;
            }
        }
        if set.keys.is_empty() {
            let ignored = set.ignored;
            return Err(Malformed::NoUsableKey { ignored }.into());
        }
        Ok(set)
    }

    /// The one key of a certificate (SubjectPublicKeyInfo, DER), without a name: it serves each algorithm of
    /// its kind.
    ///
    /// # Errors
    /// [`Misconfigured::Key`] where it serves none.
    pub fn of_certificate(key: &[u8]) -> Result<Self, Error> {
        let key = PKey::public_key_from_der(key).map_err(|_| Misconfigured::Key)?;
        Ok(Self {
            keys: vec![Jwk::unnamed(&key)?],
            ignored: Vec::new(),
        })
    }

    /// A set of our own keys, for publishing. Refused if two have the same `kid`, or one none.
    pub fn of(keys: impl IntoIterator<Item = Jwk>) -> Result<Self, Error> {
        let keys: Vec<Jwk> = keys.into_iter().collect();
        let mut seen = HashSet::new();
        let named = |key: &Jwk| key.kid().is_some_and(|kid| seen.insert(kid.to_owned()));
        if keys.iter().all(named) {
            let ignored = Vec::new();
            Ok(Self { keys, ignored })
        } else {
            Err(Misconfigured::KeyIds.into())
        }
    }

    /// The keys.
    pub fn keys(&self) -> &[Jwk] {
        &self.keys
    }

    /// Entries that should have been keys and are none: who publishes them wants to hear of it.
    /// Keys of other kinds and uses, and repetitions, are an honest set's own business.
    pub fn warnings(&self) -> impl Iterator<Item = &IgnoredKey> {
        let honest = |why| matches!(why, Unusable::NotOurs | Unusable::Again);
        self.ignored.iter().filter(move |key| !honest(key.why))
    }

    /// RFC 7517 §5: `{"keys":[…]}`.
    pub fn to_json(&self) -> String {
        let keys: Vec<Value> = self.keys.iter().map(Jwk::to_json).collect();
        json!({ "keys": keys }).to_string()
    }
}

/// A name from outside, as a log line can hold it.
fn shown(kid: &str) -> String {
    let mut kid: String = kid.chars().filter(char::is_ascii_graphic).collect();
    kid.truncate(50);
    kid
}

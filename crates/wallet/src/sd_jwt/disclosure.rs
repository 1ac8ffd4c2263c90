// SPDX-License-Identifier: EUPL-1.2
//! Disclosures of an SD-JWT put into their places. RFC 9901 §4.2, §7.1.

use std::collections::{HashMap, HashSet};

use oidc::jose::base64url;
use serde_json::{Map, Value};

use crate::{Error, Malformed, Untrusted, digest::Digest, json, jws};

/// Deepest nesting, disclosures within disclosures counted: attack VP-13.
const DEEPEST: u32 = 16;
/// What only the issuer's own payload can say. SD-JWT VC §3.2.2.2; PID_21. Attack: a disclosure
/// that the issuer signed as data of somebody else's schema brings a new `exp`, `cnf` or `vct`.
const NEVER_DISCLOSED: [&str; 8] = [
    "iss",
    "nbf",
    "exp",
    "cnf",
    "vct",
    "vct#integrity",
    "status",
    "_sd_alg",
];

/// `_sd_alg`. RFC 9901 §4.1.1; attack VP-12.
#[derive(Clone, Copy)]
pub(super) struct DisclosureHash(Digest);

impl DisclosureHash {
    pub(super) fn of(payload: &Map<String, Value>) -> Result<Self, Error> {
        match json::text(payload, "_sd_alg")? {
            None | Some("sha-256") => Ok(Self(Digest::Sha256)),
            Some("sha-384") => Ok(Self(Digest::Sha384)),
            Some("sha-512") => Ok(Self(Digest::Sha512)),
            Some(_) => Err(Untrusted::Algorithm.into()),
        }
    }

    /// Over the characters as received (RFC 9901 §4.2.3), base64url.
    pub(super) fn digest(self, text: &str) -> String {
        base64url::encode(&self.0.of(text.as_bytes()))
    }
}

/// What one disclosure discloses. RFC 9901 §4.2.1, §4.2.2.
enum Disclosed {
    Member { name: String, value: Value },
    Element(Value),
}

impl Disclosed {
    fn read(disclosure: &str) -> Result<Self, Error> {
        let wrong = |reason| Error::from(Malformed::Disclosure { reason });
        let octets = jws::decode(disclosure)?;
        let Value::Array(parts) = json::value(&octets)? else {
            return Err(wrong("not an array"));
        };
        let mut parts = parts.into_iter();
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Value::String(_)), Some(value), None, None) => Ok(Self::Element(value)),
            (Some(Value::String(_)), Some(Value::String(name)), Some(value), None) => {
                // RFC 9901 §7.1 point 3.c.ii.3.
                if name == "_sd" || name == "..." {
                    return Err(wrong("reserved name"));
                }
                Ok(Self::Member { name, value })
            }
            _ => Err(wrong("not [salt, value] or [salt, name, value]")),
        }
    }
}

/// Disclosures by their digest, until each has found its one place.
pub(super) struct Disclosures {
    waiting: HashMap<String, Disclosed>,
    /// Digests met in the payload: RFC 9901 §7.1 point 4, none "more than once".
    met: HashSet<String>,
}

impl Disclosures {
    pub(super) fn read(disclosures: &[&str], algorithm: DisclosureHash) -> Result<Self, Error> {
        let mut waiting = HashMap::new();
        for disclosure in disclosures {
            let disclosed = Disclosed::read(disclosure)?;
            let digest = algorithm.digest(disclosure);
            if waiting.insert(digest, disclosed).is_some() {
                return Err(refused("twice"));
            }
        }
        Ok(Self {
            waiting,
            met: HashSet::new(),
        })
    }

    /// RFC 9901 §7.1 points 3 to 5.
    pub(super) fn put_into(
        mut self,
        mut payload: Map<String, Value>,
    ) -> Result<Map<String, Value>, Error> {
        self.object(&mut payload, 0)?;
        payload.remove("_sd_alg");
        // Attack VP-11: a disclosure that nobody signed stands beside the good ones.
        if self.waiting.is_empty() {
            Ok(payload)
        } else {
            Err(refused("not referenced"))
        }
    }

    fn value(&mut self, value: &mut Value, depth: u32) -> Result<(), Error> {
        match value {
            Value::Object(object) => self.object(object, depth),
            Value::Array(elements) => self.array(elements, depth),
            _ => Ok(()),
        }
    }

    fn object(&mut self, object: &mut Map<String, Value>, depth: u32) -> Result<(), Error> {
        if depth == DEEPEST {
            return Err(refused("nested too deep"));
        }
        let digests = match object.remove("_sd") {
            None => Vec::new(),
            Some(Value::Array(digests)) => digests,
            Some(_) => return Err(refused("_sd is not an array")),
        };
        if object.contains_key("...") {
            return Err(refused("reserved name"));
        }
        for value in object.values_mut() {
            self.value(value, depth + 1)?;
        }
        for digest in digests {
            match self.take(digest)? {
                None => {}
                Some(Disclosed::Element(_)) => return Err(refused("element in an object")),
                Some(Disclosed::Member { name, mut value }) => {
                    if depth == 0 && NEVER_DISCLOSED.contains(&name.as_str()) {
                        return Err(refused("a claim that is never disclosed"));
                    }
                    self.value(&mut value, depth + 1)?;
                    if object.insert(name, value).is_some() {
                        return Err(refused("a claim that is there"));
                    }
                }
            }
        }
        Ok(())
    }

    fn array(&mut self, elements: &mut Vec<Value>, depth: u32) -> Result<(), Error> {
        if depth == DEEPEST {
            return Err(refused("nested too deep"));
        }
        for mut element in std::mem::take(elements) {
            match placeholder(&mut element)? {
                None => {
                    self.value(&mut element, depth + 1)?;
                    elements.push(element);
                }
                Some(digest) => match self.take(digest)? {
                    // RFC 9901 §7.1 point 3.d: what was not disclosed, or never was there.
                    None => {}
                    Some(Disclosed::Member { .. }) => return Err(refused("member in an array")),
                    Some(Disclosed::Element(mut value)) => {
                        self.value(&mut value, depth + 1)?;
                        elements.push(value);
                    }
                },
            }
        }
        Ok(())
    }

    /// The disclosure of a digest; none for one that was not disclosed and for a decoy.
    fn take(&mut self, digest: Value) -> Result<Option<Disclosed>, Error> {
        let Value::String(digest) = digest else {
            return Err(refused("a digest is not a string"));
        };
        let disclosed = self.waiting.remove(&digest);
        if self.met.insert(digest) {
            Ok(disclosed)
        } else {
            Err(refused("a digest stands twice"))
        }
    }
}

/// `{"...": digest}` and nothing beside it. RFC 9901 §4.2.4.2.
fn placeholder(element: &mut Value) -> Result<Option<Value>, Error> {
    let Value::Object(object) = element else {
        return Ok(None);
    };
    if !object.contains_key("...") {
        return Ok(None);
    }
    if object.len() > 1 {
        return Err(refused("reserved name"));
    }
    Ok(object.remove("..."))
}

fn refused(reason: &'static str) -> Error {
    Malformed::Disclosure { reason }.into()
}

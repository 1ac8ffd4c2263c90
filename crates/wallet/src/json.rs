// SPDX-License-Identifier: EUPL-1.2
//! JSON as signed tokens need it: distinct names at every level, limited depth, nothing behind it.
//! RFC 7515 §4; RFC 8725 §2.4.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::{Error, Malformed};

/// A PID has depth 4, a list of trusted entities 10. Far from the stack's end: attack VP-13.
const DEEPEST: usize = 16;

/// Most values in one document. The largest honest one, a PID with 300 digests, has some 400. Attack WV-06:
/// an answer of nothing but `0,` has 30,000 in 64 KiB, and each costs as much as ten octets of text.
const MOST_VALUES: u32 = 2_048;

/// Reads one object and nothing after it.
pub(crate) fn object(octets: &[u8]) -> Result<Map<String, Value>, Error> {
    only_object(read(octets, MOST_VALUES)?)
}

/// The same for a list, which an administration signed: of any number of values.
pub(crate) fn list(octets: &[u8]) -> Result<Map<String, Value>, Error> {
    only_object(read(octets, u32::MAX)?)
}

/// Reads one value and nothing after it.
pub(crate) fn value(octets: &[u8]) -> Result<Value, Error> {
    read(octets, MOST_VALUES)
}

fn only_object(value: Value) -> Result<Map<String, Value>, Error> {
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Malformed::Json.into()),
    }
}

fn read(octets: &[u8], most_values: u32) -> Result<Value, Error> {
    let mut reader = serde_json::Deserializer::from_slice(octets);
    let strict = Strict {
        depth: DEEPEST,
        left: &Cell::new(most_values),
    };
    let value = strict
        .deserialize(&mut reader)
        .map_err(|_| Malformed::Json)?;
    reader.end().map_err(|_| Malformed::Json)?;
    Ok(value)
}

/// A member that must be a string, if it is there.
pub(crate) fn text<'m>(
    object: &'m Map<String, Value>,
    claim: &'static str,
) -> Result<Option<&'m str>, Error> {
    match object.get(claim) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Malformed::Claim { claim }.into()),
    }
}

/// A NumericDate (RFC 7519 §2), if it is there: whole seconds up to 2^53, or a fraction, which is
/// cut off. A number in a string is none.
pub(crate) fn time(object: &Map<String, Value>, claim: &'static str) -> Result<Option<i64>, Error> {
    const MOST: i64 = 1 << 53;
    let Some(value) = object.get(claim) else {
        return Ok(None);
    };
    let wrong = || Error::from(Malformed::Claim { claim });
    let number = value.as_number().ok_or_else(wrong)?;
    let whole = |fraction: f64| format!("{:.0}", fraction.trunc()).parse().ok();
    let seconds = number
        .as_i64()
        .or_else(|| {
            number
                .as_f64()
                .filter(|n| (0.0..9e15).contains(n))
                .and_then(whole)
        })
        .ok_or_else(wrong)?;
    if (0..=MOST).contains(&seconds) {
        Ok(Some(seconds))
    } else {
        Err(wrong())
    }
}

/// A value in which no object repeats a name, at most so many levels deep and of so many values.
#[derive(Clone, Copy)]
struct Strict<'c> {
    depth: usize,
    left: &'c Cell<u32>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self.left.get().checked_sub(1);
        self.left
            .set(left.ok_or_else(|| D::Error::custom("too many values"))?);
        deserializer.deserialize_any(self)
    }
}

impl Strict<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1);
        let depth = depth.ok_or_else(|| E::custom("too deep"))?;
        Ok(Self { depth, ..self })
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON with distinct names")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(deeper)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let deeper = self.deeper()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(deeper)?;
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("repeated name"));
            }
        }
        Ok(Value::Object(object))
    }
}

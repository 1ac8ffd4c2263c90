// SPDX-License-Identifier: EUPL-1.2
//! JSON as JOSE and signed tokens need it: distinct names at every level, limited depth, nothing behind it.
//! RFC 7515 §4: "The Header Parameter names within the JOSE Header MUST be unique"; RFC 8725 §2.4.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::{Error, Malformed};

/// Deep enough for `address`, `claims` and a JWK Set, and for lists of trusted entities, which have 10; far from
/// the stack's end (attack VP-13).
const DEEPEST: usize = 16;

/// Reads one object and nothing after it.
pub(crate) fn object(octets: &[u8]) -> Result<Map<String, Value>, Error> {
    read(octets, Repeated::Refuses)
}

/// The same for a document whose entries count one by one: an object inside that repeats a name is
/// read as `null`, which is no entry, and the others stand.
pub(crate) fn object_of_entries(octets: &[u8]) -> Result<Map<String, Value>, Error> {
    read(octets, Repeated::Empties)
}

/// Reads one value of at most so many values, each element and member being one, and nothing after it.
///
/// # Errors
/// [`Malformed::Json`].
pub fn value(octets: &[u8], most_values: u32) -> Result<Value, Error> {
    read_value(octets, Repeated::Refuses, most_values)
}

/// What a repeated name does.
#[derive(Clone, Copy)]
enum Repeated {
    /// Its object becomes `null`.
    Empties,
    /// The whole document is refused.
    Refuses,
}

/// What is read here is short, or of an administration: of any number of values.
fn read(octets: &[u8], repeated: Repeated) -> Result<Map<String, Value>, Error> {
    match read_value(octets, repeated, u32::MAX)? {
        Value::Object(object) => Ok(object),
        _ => Err(Malformed::Json.into()),
    }
}

fn read_value(octets: &[u8], repeated: Repeated, most_values: u32) -> Result<Value, Error> {
    let mut reader = serde_json::Deserializer::from_slice(octets);
    let strict = Strict {
        depth: DEEPEST,
        left: &Cell::new(most_values),
        repeated,
    };
    let value = strict
        .deserialize(&mut reader)
        .map_err(|_| Malformed::Json)?;
    reader.end().map_err(|_| Malformed::Json)?;
    Ok(value)
}

/// A value in which no object repeats a name, at most so many levels deep and of so many values.
#[derive(Clone, Copy)]
struct Strict<'c> {
    depth: usize,
    left: &'c Cell<u32>,
    repeated: Repeated,
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
        let mut repeated = false;
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(deeper)?;
            repeated |= object.insert(name, value).is_some();
        }
        match self.repeated {
            _ if !repeated => Ok(Value::Object(object)),
            Repeated::Empties => Ok(Value::Null),
            Repeated::Refuses => Err(A::Error::custom("repeated name")),
        }
    }
}

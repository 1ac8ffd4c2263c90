// SPDX-License-Identifier: EUPL-1.2
//! JSON as JOSE needs it: one object, distinct names at every level, limited depth.
//! RFC 7515 §4: "The Header Parameter names within the JOSE Header MUST be unique".

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::{Error, Malformed};

/// Deep enough for `address`, `claims` and a JWK Set; far from the stack's end.
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

/// What a repeated name does.
#[derive(Clone, Copy)]
enum Repeated {
    /// Its object becomes `null`.
    Empties,
    /// The whole document is refused.
    Refuses,
}

fn read(octets: &[u8], repeated: Repeated) -> Result<Map<String, Value>, Error> {
    let mut reader = serde_json::Deserializer::from_slice(octets);
    let value = Strict(DEEPEST, repeated)
        .deserialize(&mut reader)
        .map_err(|_| Malformed::Json)?;
    reader.end().map_err(|_| Malformed::Json)?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Malformed::Json.into()),
    }
}

/// A value in which no object repeats a name, at most so many levels deep.
struct Strict(usize, Repeated);

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Strict {
    fn deeper<E: serde::de::Error>(&self) -> Result<usize, E> {
        self.0.checked_sub(1).ok_or_else(|| E::custom("too deep"))
    }
}

impl<'de> Visitor<'de> for Strict {
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
        let depth = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Self(depth, self.1))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let depth = self.deeper()?;
        let mut object = Map::new();
        let mut repeated = false;
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(Self(depth, self.1))?;
            repeated |= object.insert(name, value).is_some();
        }
        match self.1 {
            _ if !repeated => Ok(Value::Object(object)),
            Repeated::Empties => Ok(Value::Null),
            Repeated::Refuses => Err(A::Error::custom("repeated name")),
        }
    }
}

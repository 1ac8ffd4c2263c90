// SPDX-License-Identifier: EUPL-1.2
//! JSON as signed tokens need it (`oidc::json`), with a bound on how much of it there is, and its members.

use serde_json::{Map, Value};

use crate::{Error, Malformed};

/// Most values in one document. The largest honest one, a PID with 300 digests, has some 400. Attack WV-06:
/// an answer of nothing but `0,` has 30,000 in 64 KiB, and each costs as much as ten octets of text.
const MOST_VALUES: u32 = 1_024;

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
    Ok(oidc::json::value(octets, most_values).map_err(|_| Malformed::Json)?)
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

// SPDX-License-Identifier: EUPL-1.2
//! `application/x-www-form-urlencoded`, strictly. RFC 6749 appendix B; WHATWG URL §5.
//!
//! Where the WHATWG decoder repairs (a lone `%`, broken UTF-8), this one refuses: what two
//! readers could understand differently is not read at all.

use std::collections::HashSet;

use crate::{Error, Malformed};

/// Decoded parameters in the order they came.
pub type Params = [(String, String)];

/// How much is read. Far above honest requests: a pushed request with a `claims` parameter and
/// a client assertion stays below 8 KiB.
pub const MOST_BYTES: usize = 64 * 1024;
/// How many parameters are read.
pub const MOST_PARAMETERS: usize = 100;

/// Decodes a query string or a form body.
pub fn decode_form(octets: &[u8]) -> Result<Vec<(String, String)>, Error> {
    decode_form_of_at_most(MOST_BYTES, octets)
}

/// The same of a form that may be longer: what a wallet gave a page is in it.
pub fn decode_form_of_at_most(
    most_bytes: usize,
    octets: &[u8],
) -> Result<Vec<(String, String)>, Error> {
    if octets.len() > most_bytes {
        return Err(Malformed::TooLarge.into());
    }
    let pieces = octets
        .split(|&b| b == b'&')
        .filter(|piece| !piece.is_empty());
    let mut parameters = Vec::new();
    for piece in pieces {
        if parameters.len() == MOST_PARAMETERS {
            return Err(Malformed::TooLarge.into());
        }
        let mut halves = piece.splitn(2, |&b| b == b'=');
        let name = halves.next().unwrap_or_default();
        let value = halves.next().unwrap_or_default();
        parameters.push((decode_component(name)?, decode_component(value)?));
    }
    Ok(parameters)
}

/// Decodes one name or value: `+` is a blank, `%` needs two hexadecimal digits, UTF-8 only,
/// and no bytes that form encoding never leaves bare.
pub(crate) fn decode_component(octets: &[u8]) -> Result<String, Error> {
    let stands_for_itself = |b: &u8| matches!(b, 0x21..=0x7E) && !matches!(b, b'+' | b'%');
    let mut decoded = Vec::with_capacity(octets.len());
    let mut rest = octets;
    loop {
        let bare = rest.iter().position(|b| !stands_for_itself(b));
        let (bare, after) = rest.split_at(bare.unwrap_or(rest.len()));
        decoded.extend_from_slice(bare);
        rest = match after {
            [] => break,
            [b'+', after @ ..] => {
                decoded.push(b' ');
                after
            }
            [b'%', high, low, after @ ..] => {
                let digit = |b: u8| char::from(b).to_digit(16);
                let octet = digit(*high).zip(digit(*low));
                let octet = octet.and_then(|(h, l)| u8::try_from(h * 16 + l).ok());
                decoded.push(octet.ok_or(Malformed::Form)?);
                after
            }
            _ => return Err(Malformed::Form.into()),
        };
    }
    String::from_utf8(decoded).map_err(|_| Malformed::Form.into())
}

/// Encodes parameters; the inverse of [`decode_form`].
pub fn encode_form(parameters: &Params) -> String {
    let mut out = String::new();
    for (name, value) in parameters {
        if !out.is_empty() {
            out.push('&');
        }
        encode_component(name, &mut out);
        out.push('=');
        encode_component(value, &mut out);
    }
    out
}

/// Everything but the unreserved characters of RFC 3986 §2.3 is percent-encoded, the blank too:
/// `%20` is read alike by form decoders and by URL decoders.
pub(crate) fn encode_component(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(
                    HEX.get(usize::from(nibble)).copied().unwrap_or(b'0'),
                ));
            }
        }
    }
}

/// A URL with parameters added to its query, keeping what is there (RFC 6749 §3.1, §3.1.2).
pub(crate) fn with_query(url: &str, parameters: &Params) -> String {
    let separator = match url.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some((_, query)) if query.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{url}{separator}{}", encode_form(parameters))
}

/// The value of a parameter, if it stands there and is not empty. RFC 6749 §3.1: "Parameters
/// sent without a value MUST be treated as if they were omitted from the request."
pub(crate) fn value<'a>(params: &'a Params, name: &str) -> Option<&'a str> {
    params
        .iter()
        .find(|(n, v)| n == name && !v.is_empty())
        .map(|(_, v)| v.as_str())
}

/// How often a parameter stands there, empty or not.
pub(crate) fn occurrences(params: &Params, name: &str) -> usize {
    params.iter().filter(|(n, _)| n == name).count()
}

/// RFC 6749 §3.1: "Request and response parameters MUST NOT be included more than once."
pub(crate) fn is_repeated(params: &Params) -> bool {
    is_repeated_beside(params, &[])
}

/// The same, but for those of these names.
pub(crate) fn is_repeated_beside(params: &Params, may_repeat: &[&str]) -> bool {
    let names = params.iter().map(|(name, _)| name.as_str());
    let mut names = names.filter(|name| !may_repeat.contains(name));
    let mut seen = HashSet::new();
    !names.all(|name| seen.insert(name))
}

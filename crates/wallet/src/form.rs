// SPDX-License-Identifier: EUPL-1.2
//! `application/x-www-form-urlencoded`, as wallets post it, strictly: what two readers could
//! understand differently is not read. WHATWG URL §5.

use std::borrow::Cow;

use crate::{Error, Malformed};

/// Most octets of a body. A presentation has 3 to 20 kB.
const MOST_OCTETS: usize = 256 * 1024;
/// Most parameters: an answer has two; some wallets post each member of their metadata as one.
const MOST_PARAMETERS: usize = 100;

/// The parameters of a body; none stands twice (RFC 6749 §3.1).
pub(crate) struct Form<'b>(Vec<(Cow<'b, str>, Cow<'b, str>)>);

impl<'b> Form<'b> {
    pub(crate) fn parse(body: &'b [u8]) -> Result<Self, Error> {
        if body.len() > MOST_OCTETS {
            return Err(Malformed::TooLarge.into());
        }
        // Attack WV-06: 256 KiB. A text is searched word for word, octets one by one.
        let body = std::str::from_utf8(body).map_err(|_| Malformed::Form)?;
        let mut parameters: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
        for piece in body.split('&').filter(|piece| !piece.is_empty()) {
            if parameters.len() == MOST_PARAMETERS {
                return Err(Malformed::TooLarge.into());
            }
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if parameters.iter().any(|(known, _)| *known == name) {
                return Err(Malformed::Form.into());
            }
            parameters.push((name, value));
        }
        Ok(Self(parameters))
    }

    /// RFC 6749 §3.1: a parameter without a value is as one that is not there.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(n, v)| n == name && !v.is_empty());
        found.map(|(_, value)| &**value)
    }
}

/// What there is of one parameter in the first octets of a body, decoded.
pub(crate) fn beginning_of<'b>(beginning: &'b [u8], name: &str) -> Result<Cow<'b, str>, Error> {
    let beginning = std::str::from_utf8(beginning).map_err(|_| Malformed::Form)?;
    let value = |piece: &'b str| piece.strip_prefix(name)?.strip_prefix('=');
    let found = beginning.split('&').find_map(value);
    let found = found.ok_or(Malformed::Form)?;
    // What was cut off in the middle of an escaped octet.
    let whole = match found.as_bytes() {
        [.., b'%'] => found.len() - 1,
        [.., b'%', _] => found.len() - 2,
        _ => found.len(),
    };
    decode(found.get(..whole).ok_or(Malformed::Form)?)
}

/// `+` is a blank, `%` needs two hexadecimal digits, and what results is UTF-8.
fn decode(text: &str) -> Result<Cow<'_, str>, Error> {
    // Attack WV-06: 256 KiB, octet for octet. What needs no decoding is looked at once and stays where it is.
    let is_plain = |b: u8| matches!(b, 0x21..=0x7e) & (b != b'+') & (b != b'%');
    if text.bytes().fold(true, |plain, b| plain & is_plain(b)) {
        return Ok(Cow::Borrowed(text));
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        decoded.push(match octet {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let value = digit().zip(digit()).map(|(high, low)| high * 16 + low);
                let octet = value.and_then(|value| u8::try_from(value).ok());
                octet.ok_or(Malformed::Form)?
            }
            0x21..=0x7e => octet,
            _ => return Err(Malformed::Form.into()),
        });
    }
    let text = String::from_utf8(decoded).map_err(|_| Malformed::Form)?;
    Ok(Cow::Owned(text))
}

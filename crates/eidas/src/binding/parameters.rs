// SPDX-License-Identifier: EUPL-1.2

//! Form encoding, base64 and DEFLATE, each with one reading only.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::{Decompress, FlushDecompress, Status};
use memchr::{memchr, memchr2, memchr3};

use super::{BindingFault, MAX_MESSAGE, Parameter};
use crate::error::Error;

/// One parameter, as sent and as meant.
pub(super) struct Raw<'a> {
    octets: &'a [u8],
    pub(super) value: String,
}

impl Raw<'_> {
    pub(super) fn octets(&self, name: &str) -> Vec<u8> {
        let mut octets = Vec::with_capacity(name.len() + 1 + self.octets.len());
        octets.extend_from_slice(name.as_bytes());
        octets.push(b'=');
        octets.extend_from_slice(self.octets);
        octets
    }
}

/// The parameters that mean something to SAML; each at most once.
#[derive(Default)]
pub(super) struct Parameters<'a> {
    pub(super) saml_request: Option<Raw<'a>>,
    pub(super) saml_response: Option<Raw<'a>>,
    pub(super) relay_state: Option<Raw<'a>>,
    pub(super) sig_alg: Option<Raw<'a>>,
    pub(super) signature: Option<Raw<'a>>,
    pub(super) saml_encoding: Option<Raw<'a>>,
}

impl<'a> Parameters<'a> {
    pub(super) fn read(encoded: &'a [u8]) -> Result<Self, Error> {
        let mut parameters = Self::default();
        for pair in encoded.split(|byte| *byte == b'&') {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let raw_name = halves.next().unwrap_or_default();
            let octets = halves.next().unwrap_or_default();
            let name = url_decode(raw_name)?;
            let place = match name.as_str() {
                "SAMLRequest" => &mut parameters.saml_request,
                "SAMLResponse" => &mut parameters.saml_response,
                "RelayState" => &mut parameters.relay_state,
                "SigAlg" => &mut parameters.sig_alg,
                "Signature" => &mut parameters.signature,
                "SAMLEncoding" => &mut parameters.saml_encoding,
                // Trackers and load balancers add parameters; they mean nothing here.
                _ => continue,
            };
            if raw_name != name.as_bytes() {
                return Err(BindingFault::UrlEncoding.into());
            }
            if place.is_some() {
                return Err(BindingFault::Duplicate.into());
            }
            *place = Some(Raw {
                octets,
                value: url_decode(octets)?,
            });
        }
        Ok(parameters)
    }

    pub(super) fn message(&self, expected: Parameter) -> Result<&Raw<'a>, Error> {
        let (wanted, other) = match expected {
            Parameter::SamlRequest => (&self.saml_request, &self.saml_response),
            Parameter::SamlResponse => (&self.saml_response, &self.saml_request),
        };
        if other.is_some() {
            return Err(BindingFault::Mixed.into());
        }
        match wanted {
            Some(raw) if !raw.value.is_empty() => Ok(raw),
            _ => Err(BindingFault::Missing.into()),
        }
    }
}

/// Undoes form encoding once, strictly: `+` is a space (in query strings too, which browsers make
/// from forms); a stray `%` or text that is not UTF-8 is refused.
fn url_decode(encoded: &[u8]) -> Result<String, Error> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some(at) = memchr2(b'%', b'+', rest) {
        let (plain, tail) = rest.split_at(at);
        decoded.extend_from_slice(plain);
        rest = match tail {
            [b'+', after @ ..] => {
                decoded.push(b' ');
                after
            }
            [b'%', high, low, after @ ..] => {
                let (high, low) = (hexadecimal(*high)?, hexadecimal(*low)?);
                decoded.push(high << 4 | low);
                after
            }
            _ => return Err(BindingFault::UrlEncoding.into()),
        };
    }
    decoded.extend_from_slice(rest);
    String::from_utf8(decoded).map_err(|_| BindingFault::UrlEncoding.into())
}

fn hexadecimal(digit: u8) -> Result<u8, BindingFault> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(BindingFault::UrlEncoding),
    }
}

/// Base64 with one reading only. White space may stand between (peers break lines at 76); the
/// URL alphabet, missing padding, loose bits at the end and anything after `=` are refused.
pub(super) fn decode_base64(text: &str) -> Result<Vec<u8>, Error> {
    let white = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let text = text.as_bytes();
    // Most peers send one line, which need not be copied.
    let one_line = memchr3(b' ', b'\n', b'\r', text).is_none() && memchr(b'\t', text).is_none();
    let compact = if one_line {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.iter().copied().filter(|byte| !white(byte)).collect())
    };
    if compact.len() > MAX_MESSAGE {
        return Err(BindingFault::TooLarge.into());
    }
    if compact.is_empty() {
        return Err(BindingFault::Missing.into());
    }
    STANDARD
        .decode(&compact)
        .map_err(|_| BindingFault::Base64.into())
}

/// Decompresses one raw DEFLATE stream (RFC 1951) that fills its input, up to `most` octets.
///
/// Attack: ten kilobytes that become a gigabyte; a second stream or a zlib or gzip wrapper that
/// another reader would see differently. Defence: output is cut at the cap before it is made, and
/// input must end where the stream ends.
pub(super) fn inflate(compressed: &[u8], most: usize) -> Result<Vec<u8>, Error> {
    let mut stream = Decompress::new(false);
    // One octet more than allowed, so that "exactly full" and "more to come" differ.
    let mut out = Vec::with_capacity(most + 1);
    let status = stream
        .decompress_vec(compressed, &mut out, FlushDecompress::Finish)
        .map_err(|_| BindingFault::Deflate)?;
    if out.len() > most {
        return Err(BindingFault::TooLarge.into());
    }
    let consumed = usize::try_from(stream.total_in()).map_err(|_| BindingFault::Deflate)?;
    if status != Status::StreamEnd || consumed != compressed.len() || out.is_empty() {
        return Err(BindingFault::Deflate.into());
    }
    Ok(out)
}

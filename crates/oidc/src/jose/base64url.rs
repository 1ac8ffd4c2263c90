// SPDX-License-Identifier: EUPL-1.2
//! base64url without padding, canonical only. RFC 7515 §2; RFC 4648 §3.5: pad bits are zero.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{Error, Malformed};

/// Encodes without padding.
pub fn encode(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// Decodes; refuses padding, white space, the other alphabet and set pad bits.
pub fn decode(text: &str) -> Result<Vec<u8>, Error> {
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| Malformed::Base64Url.into())
}

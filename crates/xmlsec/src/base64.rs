//! base64 as XML has it: the standard alphabet, padded, with white space anywhere
//! (XML Schema 2 §3.2.16).

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let white = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
    if text.as_bytes().iter().any(white) {
        let dense: Vec<u8> = text.bytes().filter(|b| !white(b)).collect();
        STANDARD.decode(dense).ok()
    } else {
        STANDARD.decode(text).ok()
    }
}

pub(crate) fn encode(octets: &[u8]) -> String {
    STANDARD.encode(octets)
}

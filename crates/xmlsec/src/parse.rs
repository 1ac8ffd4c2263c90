//! Bytes → [`Document`].
//!
//! What stands before the first tag is dealt with here: size, encoding, XML declaration, line ends,
//! characters that XML does not know. Then `reader` goes through the text once.

mod characters;
mod reader;

use memchr::memchr;

use crate::tree::Document;
use crate::{Error, Limits, Malformed};

/// Namespace name of the prefix `xml`.
pub(crate) const XML_NS: &str = "http://www.w3.org/XML/1998/namespace";

/// XML 1.0 §2.3 `S`.
const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

pub use characters::is_xml;

pub(crate) fn document(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    fragment(bytes, &[], limits)
}

/// One element whose prefixes may be bound outside.
pub(crate) fn fragment(
    bytes: &[u8],
    namespaces: &[(&str, &str)],
    limits: &Limits,
) -> Result<Document, Error> {
    let source = normalise_line_ends(after_declaration(decode(bytes, limits)?)?);
    if !is_xml(&source) {
        return Err(Malformed::Syntax.into());
    }
    Ok(reader::read(source, namespaces, limits)?)
}

/// UTF-8 only; one byte order mark of UTF-8 may stand in front (XML 1.0 §4.3.3).
fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Error> {
    if bytes.len() > limits.bytes {
        return Err(Malformed::TooLarge.into());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|_| Malformed::Encoding.into())
}

/// The XML declaration may only say version 1.0 and UTF-8 (XML 1.0 §2.8).
fn after_declaration(text: &str) -> Result<&str, Error> {
    let Some(rest) = text.strip_prefix("<?xml") else {
        return Ok(text);
    };
    if !rest.starts_with(WHITE) {
        return Err(Malformed::ProcessingInstruction.into());
    }
    let (mut inside, body) = rest.split_once("?>").ok_or(Malformed::Syntax)?;
    let mut expected = ["version", "encoding", "standalone"].iter();
    let mut version = None;
    loop {
        let trimmed = inside.trim_start_matches(WHITE);
        if trimmed.is_empty() {
            break;
        }
        if trimmed.len() == inside.len() {
            return Err(Malformed::Syntax.into());
        }
        let (name, after) = trimmed.split_once('=').ok_or(Malformed::Syntax)?;
        let name = name.trim_end_matches(WHITE);
        let after = after.trim_start_matches(WHITE);
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = quote
            .and_then(|q| after.get(1..).and_then(|a| a.split_once(q)))
            .ok_or(Malformed::Syntax)?;
        if !expected.any(|e| *e == name) {
            return Err(Malformed::Syntax.into());
        }
        match name {
            "version" => version = Some(value),
            "encoding" if !value.eq_ignore_ascii_case("utf-8") => {
                return Err(Malformed::Encoding.into());
            }
            "standalone" if value != "yes" && value != "no" => {
                return Err(Malformed::Syntax.into());
            }
            _ => {}
        }
        inside = after;
    }
    if version != Some("1.0") {
        return Err(Malformed::Syntax.into());
    }
    Ok(body)
}

/// XML 1.0 §2.11, before anything is read.
fn normalise_line_ends(text: &str) -> String {
    if memchr(b'\r', text.as_bytes()).is_some() {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests;

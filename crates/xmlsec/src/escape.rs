//! Writing character data: what Canonical XML 1.0 §2.3 writes, so that nothing changes when read.
//! What XML cannot hold ([`is_xml`](crate::is_xml)) has no escape either: it ends at [`sign`](crate::sign),
//! which takes only what was parsed, and at [`encrypt`](crate::encrypt).

use std::borrow::Cow;

/// Escapes character data of an element.
#[must_use]
pub fn escape_text(text: &str) -> Cow<'_, str> {
    escape(text, in_text)
}

/// Escapes an attribute value for double quotes.
#[must_use]
pub fn escape_attribute(value: &str) -> Cow<'_, str> {
    escape(value, in_attribute)
}

/// C14N 1.0 §2.3, text nodes. Only ASCII is ever replaced.
pub(crate) const fn in_text(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    }
}

/// C14N 1.0 §2.3, attribute nodes.
pub(crate) const fn in_attribute(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#x9;"),
        b'\n' => Some("&#xA;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    }
}

fn escape(text: &str, entity: impl Fn(u8) -> Option<&'static str>) -> Cow<'_, str> {
    let Some(first) = text.bytes().position(|b| entity(b).is_some()) else {
        return Cow::Borrowed(text);
    };
    let (plain, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(plain);
    for c in rest.chars() {
        match u8::try_from(c).ok().and_then(&entity) {
            Some(entity) => out.push_str(entity),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

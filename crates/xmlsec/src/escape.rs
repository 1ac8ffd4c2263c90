//! Writing character data: what Canonical XML 1.0 §2.3 writes, so that nothing changes when read.

use std::borrow::Cow;

/// Escapes character data of an element (C14N 1.0 §2.3, text nodes).
#[must_use]
pub fn escape_text(text: &str) -> Cow<'_, str> {
    escape(text, |c| match c {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    })
}

/// Escapes an attribute value for double quotes (C14N 1.0 §2.3, attribute nodes).
#[must_use]
pub fn escape_attribute(value: &str) -> Cow<'_, str> {
    escape(value, |c| match c {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#x9;"),
        b'\n' => Some("&#xA;"),
        b'\r' => Some("&#xD;"),
        _ => None,
    })
}

fn escape(text: &str, replacement: impl Fn(u8) -> Option<&'static str>) -> Cow<'_, str> {
    if !text.bytes().any(|c| replacement(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match u8::try_from(c)
            .ok()
            .filter(u8::is_ascii)
            .and_then(&replacement)
        {
            Some(entity) => out.push_str(entity),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

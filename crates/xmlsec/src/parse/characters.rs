//! Which characters may stand where (XML 1.0, fifth edition, §2.2 and §2.3).

use memchr::memmem;

pub(super) const fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether XML can hold this text: no control character but tab, line feed and carriage return, no
/// U+FFFE or U+FFFF (XML 1.0 §2.2 `Char`; half surrogates are not in UTF-8 at all). No escape makes
/// the others legal, so whoever writes asks this first.
#[must_use]
pub fn is_xml(text: &str) -> bool {
    let bytes = text.as_bytes();
    // In chunks and without a way out of them, so that many octets are looked at at once.
    let control = |bad, &byte: &u8| bad | (byte < b' ' && !is_white(byte));
    let controls = bytes
        .chunks(64)
        .any(|some| some.iter().fold(false, control));
    let mut last = memmem::find_iter(bytes, b"\xEF\xBF");
    !controls && !last.any(|at| bytes.get(at + 2).is_some_and(|&third| third >= 0xBE))
}

/// The first character of a name without a colon (§2.3 `NameStartChar`; Namespaces §3 `NCName`).
pub(super) const fn starts_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Any other character of it.
pub(super) const fn continues_name(c: char) -> bool {
    starts_name(c)
        || matches!(c,
            '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The same of ASCII, which names are made of.
pub(super) const fn continues_ascii_name(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_')
}

/// What a reference stands for, by what is between `&` and `;` (§4.1, §4.6): one of the five
/// entities that need no declaration, or the number of a character.
pub(super) fn referenced(name: &str) -> Option<char> {
    let digits = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "apos" => return Some('\''),
        "quot" => return Some('"'),
        _ => name.strip_prefix('#')?,
    };
    let (digits, radix) = match digits.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (digits, 10),
    };
    // `from_str_radix` would read a sign, too.
    let number = digits
        .bytes()
        .all(|b| b.is_ascii_hexdigit())
        .then_some(digits)?;
    let c = u32::from_str_radix(number, radix)
        .ok()
        .and_then(char::from_u32);
    c.filter(|c| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

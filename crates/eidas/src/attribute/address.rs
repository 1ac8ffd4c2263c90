// SPDX-License-Identifier: EUPL-1.2

//! `CurrentAddress` and `LegalPersonAddress`: base64 of an XML fragment. eIDAS Attribute Profile 1.4
//! §2.2.9, §2.3.4.
//!
//! DIFFERENCE: the fragment has no root and its prefix is bound nowhere, so that no XML parser reads
//! it; the specification's own example closes `PostCode` by another name, and the reference node
//! neither escapes values nor keeps to one prefix. So it is scanned for the nine names of the profile,
//! with any prefix, in any case of letters, and nothing else of XML is understood.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ValueRule;
use crate::xml::Xml;

/// An address in the parts of the ISA Core Location Vocabulary.
///
/// `Debug` hides it: it is personal data.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// `PoBox`.
    pub po_box: Option<String>,
    /// `LocatorDesignator`: the number of the house.
    pub locator_designator: Option<String>,
    /// `LocatorName`: its name.
    pub locator_name: Option<String>,
    /// `CvaddressArea`: a part of the place.
    pub cvaddress_area: Option<String>,
    /// `Thoroughfare`: the street.
    pub thoroughfare: Option<String>,
    /// `PostName`: the place.
    pub post_name: Option<String>,
    /// `AdminunitFirstline`: the country.
    pub adminunit_firstline: Option<String>,
    /// `AdminunitSecondline`: the region.
    pub adminunit_secondline: Option<String>,
    /// `PostCode`.
    pub post_code: Option<String>,
}

impl Address {
    /// Reads a value.
    ///
    /// # Errors
    /// [`ValueRule::Address`] when it is no base64 of text, has markup of another kind than elements,
    /// control characters, a part twice, or no part at all.
    pub fn parse(value: &str) -> Result<Self, ValueRule> {
        let packed: String = value.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let octets = STANDARD.decode(packed).map_err(|_| ValueRule::Address)?;
        let text = String::from_utf8(octets).map_err(|_| ValueRule::Address)?;
        Self::scan(&text).ok_or(ValueRule::Address)
    }

    fn scan(fragment: &str) -> Option<Self> {
        let mut address = Self::default();
        let mut pieces = fragment.split('<');
        // Between the elements there is nothing but white space.
        let mut blank = pieces.next()?.trim().is_empty();
        let mut pieces = pieces.peekable();
        while let Some(piece) = pieces.next() {
            let (tag, text) = piece.split_once('>')?;
            if tag.starts_with(['!', '?']) {
                return None;
            }
            let closes = tag.starts_with('/');
            let ends = pieces.peek().is_some_and(|next| next.starts_with('/'));
            let part = (!closes && ends && !tag.ends_with('/'))
                .then(|| address.part(tag))
                .flatten();
            match part {
                Some(part) => {
                    let value = unescaped(text.trim());
                    if value.chars().any(char::is_control) || part.is_some() {
                        return None;
                    }
                    *part = (!value.is_empty()).then_some(value);
                }
                None => blank &= !closes || text.trim().is_empty(),
            }
        }
        (blank && address != Self::default()).then_some(address)
    }

    /// By the name of a start tag, whatever its prefix and its attributes.
    fn part(&mut self, tag: &str) -> Option<&mut Option<String>> {
        let name = tag.split_ascii_whitespace().next()?;
        let name = name.rsplit(':').next()?.to_ascii_lowercase();
        Some(match name.as_str() {
            "pobox" => &mut self.po_box,
            "locatordesignator" => &mut self.locator_designator,
            "locatorname" => &mut self.locator_name,
            "cvaddressarea" => &mut self.cvaddress_area,
            "thoroughfare" => &mut self.thoroughfare,
            "postname" => &mut self.post_name,
            "adminunitfirstline" => &mut self.adminunit_firstline,
            "adminunitsecondline" => &mut self.adminunit_secondline,
            "postcode" => &mut self.post_code,
            _ => return None,
        })
    }

    /// The value as it is sent: the parts in the profile's order, with the prefix of its examples.
    #[must_use]
    pub fn to_value(&self) -> String {
        let parts = [
            ("eidas:PoBox", &self.po_box),
            ("eidas:LocatorDesignator", &self.locator_designator),
            ("eidas:LocatorName", &self.locator_name),
            ("eidas:CvaddressArea", &self.cvaddress_area),
            ("eidas:Thoroughfare", &self.thoroughfare),
            ("eidas:PostName", &self.post_name),
            ("eidas:AdminunitFirstline", &self.adminunit_firstline),
            ("eidas:AdminunitSecondline", &self.adminunit_secondline),
            ("eidas:PostCode", &self.post_code),
        ];
        let mut fragment = String::new();
        for (name, value) in parts {
            if let Some(value) = value {
                let mut xml = Xml::new();
                xml.start(name).text(value).end();
                fragment.push_str(&xml.finish());
            }
        }
        STANDARD.encode(fragment)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// What stands for a character: the five entities of XML 1.0 §4.6, and numbers (§4.1). Anything else stays as it is, since most
/// nodes do not escape.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split('&');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let meant = piece.split_once(';');
        match meant.and_then(|(name, after)| Some((referenced(name)?, after))) {
            Some((character, after)) => {
                plain.push(character);
                plain.push_str(after);
            }
            None => {
                plain.push('&');
                plain.push_str(piece);
            }
        }
    }
    plain
}

fn referenced(name: &str) -> Option<char> {
    let number = match name {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "amp" => return Some('&'),
        _ => name.strip_prefix('#')?,
    };
    let number = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(number.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(fragment: &str) -> Result<Address, ValueRule> {
        Address::parse(&STANDARD.encode(fragment))
    }

    #[test]
    fn what_nodes_send_is_read() {
        let expected = Address {
            locator_designator: Some("22".to_owned()),
            thoroughfare: Some("Søndre & gate".to_owned()),
            post_name: Some("Prøveby".to_owned()),
            post_code: Some("0000".to_owned()),
            ..Address::default()
        };
        // The profile's example, with the name that closes PostCode as it stands there.
        let example = "<eidas:LocatorDesignator>22</eidas:LocatorDesignator><eidas:Thoroughfare>Søndre &amp; gate\
            </eidas:Thoroughfare><eidas:PostName>Prøveby</eidas:PostName><eidas:PostCode>0000</eidas:Postcode>";
        // The reference node: another prefix, a line each, nothing escaped.
        let node = "<eidas-natural:LocatorDesignator>22</eidas-natural:LocatorDesignator>\n\
            <eidas-natural:Thoroughfare>Søndre & gate</eidas-natural:Thoroughfare>\n\
            <eidas-natural:PostName>Prøveby</eidas-natural:PostName>\n\
            <eidas-natural:Postcode>0000</eidas-natural:Postcode>\n";
        let whole = format!("<CurrentAddress xmlns:eidas=\"urn:x\">\n{example}</CurrentAddress>");
        // A writer of XML in ASCII.
        let ascii = example
            .replace("Søndre", "S&#248;ndre")
            .replace("Prøve", "Pr&#xF8;ve");
        for text in [example, node, &whole, &ascii] {
            assert_eq!(parse(text).as_ref(), Ok(&expected), "{text}");
        }
        let broken = STANDARD.encode(example);
        let (one, two) = broken.split_at(76);
        assert_eq!(
            Address::parse(&format!("{one}\n {two}")),
            Ok(expected.clone())
        );
        assert_eq!(Address::parse(&expected.to_value()), Ok(expected));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "Søndre gate 22",
            "<PostName></PostName>",
            "<PostName>Prøveby",
            "<PostName>Prøveby</PostName><PostName>Annenby</PostName>",
            "<!DOCTYPE x [<!ENTITY e \"x\">]><PostName>&e;</PostName>",
            "<?xml version=\"1.0\"?><PostName>Prøveby</PostName>",
            "<PostName>Prøve\u{7}by</PostName>",
            "<PostName>Prøve&#7;by</PostName>",
            "words<PostName>Prøveby</PostName>",
            "<PostName>Prøveby</PostName>words",
            "<Unknown>Prøveby</Unknown>",
        ] {
            assert_eq!(parse(text), Err(ValueRule::Address), "{text}");
        }
        assert_eq!(Address::parse("no base64!"), Err(ValueRule::Address));
        assert_eq!(Address::parse("/w=="), Err(ValueRule::Address));
        for (written, read) in [
            ("Prøveby", "Prøveby"),
            (
                "B&B; &amp;lt; &#; &#xZZ; &#1114112;",
                "B&B; &lt; &#; &#xZZ; &#1114112;",
            ),
        ] {
            let place = parse(&format!("<PostName>{written}</PostName>"))
                .unwrap()
                .post_name;
            assert_eq!(place.as_deref(), Some(read));
        }
    }
}

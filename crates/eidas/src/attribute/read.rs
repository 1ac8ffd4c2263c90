// SPDX-License-Identifier: EUPL-1.2

//! `saml2:AttributeStatement`. eIDAS Message Format 1.4 §2.3.3; Attribute Profile 1.4 §2, §2.4.

use xmlsec::Element;

use super::registry::Transliteration;
use super::{Attribute, AttributeValue, Attributes, Person, Script, is_latin};
use crate::error::{Error, Malformed, Mismatch, Schema};
use crate::expect::Representation;
use crate::ns;
use crate::schema::{self, Children};

/// What an AttributeStatement said of what we asked.
pub(crate) struct Statement {
    pub(crate) attributes: Attributes,
    /// Attributes that nobody asked for, or nobody knows.
    pub(crate) dropped: usize,
}

/// Reads a statement. What was not requested is dropped without reading its values, unless it is
/// of a representative: that is never dropped, since the represented person would then seem to
/// act herself.
pub(crate) fn read(
    statement: Element<'_>,
    requested: &[Attribute],
    representation: Representation,
) -> Result<Statement, Error> {
    let mut children = Children::of(statement, &[])?;
    let elements = children.many(ns::ASSERTION, "Attribute");
    // EncryptedAttribute is in SAML's schema and forbidden by the profile.
    children.end()?;
    let mut seen: Vec<&str> = Vec::new();
    let mut attributes = Attributes::new();
    let mut dropped = 0;
    let mut stranger = false;
    for element in elements {
        let name = read_name(element)?;
        if seen.contains(&name) {
            return Err(Malformed::DuplicateAttribute {
                name: name.to_owned(),
            }
            .into());
        }
        seen.push(name);
        if is_representative(name) && representation == Representation::Refused {
            return Err(Mismatch::Representation.into());
        }
        let wanted = Attribute::named(name)
            .filter(|known| requested.contains(known) || known.person().is_representative());
        match wanted {
            Some(attribute) => {
                for value in read_values(element, attribute)? {
                    attributes.add(attribute, value);
                }
            }
            None => {
                unread(element)?;
                dropped += 1;
                stranger |= is_representative(name);
            }
        }
    }
    // SP-28: somebody acts, and nothing that we know says who.
    let named = [Person::NaturalRepresentative, Person::LegalRepresentative]
        .into_iter()
        .any(|person| attributes.mentions(person));
    if stranger && !named {
        return Err(Mismatch::Representation.into());
    }
    Ok(Statement {
        attributes,
        dropped,
    })
}

/// Refuses a dropped attribute that hides an assertion or a signature. SIG-09.
fn unread(attribute: Element<'_>) -> Result<(), Schema> {
    for value in attribute.children() {
        if !value.is(ns::ASSERTION, "AttributeValue") {
            return Err(schema::unexpected(attribute, value));
        }
        schema::harmless(value)?;
    }
    Ok(())
}

/// Whether a name lies in a namespace of representatives, also one that the registry lacks.
pub(crate) fn is_representative(name: &str) -> bool {
    [Person::NaturalRepresentative, Person::LegalRepresentative]
        .into_iter()
        .any(|person| {
            name.strip_prefix(person.namespace())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

/// The `Name`. `FriendlyName` is for people and never looked at (SAML Core §2.7.3.1); attributes
/// of other namespaces are allowed by SAML's schema and mean nothing here.
fn read_name(element: Element<'_>) -> Result<&str, Error> {
    const NAMES: [&str; 3] = ["Name", "NameFormat", "FriendlyName"];
    if let Some(stranger) = element
        .attributes()
        .find(|a| a.namespace.is_empty() && !NAMES.contains(&a.name))
    {
        return Err(Schema::UnexpectedAttribute {
            element: element.name().to_owned(),
            attribute: stranger.name.to_owned(),
        }
        .into());
    }
    let name = schema::attribute(element, "Name")?;
    if element.attribute("NameFormat") != Some(ns::ATTRNAME_URI) {
        return Err(Malformed::AttributeNameFormat {
            name: name.to_owned(),
        }
        .into());
    }
    Ok(name)
}

/// One value as it stands in the message.
struct Raw {
    text: String,
    /// `LatinScript="false"`.
    marked: bool,
}

impl Raw {
    fn latin(&self) -> bool {
        !self.marked && is_latin(&self.text)
    }

    fn into_value(self) -> AttributeValue {
        let script = if self.latin() {
            Script::Latin
        } else {
            Script::Other
        };
        AttributeValue {
            value: self.text,
            original: None,
            script,
        }
    }
}

fn read_values(element: Element<'_>, attribute: Attribute) -> Result<Vec<AttributeValue>, Error> {
    if element.has_text() {
        return Err(Schema::Text {
            element: element.name().to_owned(),
        }
        .into());
    }
    let mut raw = Vec::new();
    for child in element.children() {
        if !child.is(ns::ASSERTION, "AttributeValue") {
            return Err(schema::unexpected(element, child).into());
        }
        raw.push(read_value(child, attribute)?);
    }
    if attribute.definition().multi_valued {
        let distinct = raw
            .iter()
            .enumerate()
            .all(|(i, one)| raw.iter().skip(i + 1).all(|other| one.text != other.text));
        if !raw.is_empty() && distinct {
            return Ok(raw.into_iter().map(Raw::into_value).collect());
        }
    }
    let mut raw = raw.into_iter();
    match (raw.next(), raw.next(), raw.next()) {
        (None, ..) => Err(Malformed::AttributeValue {
            name: attribute.name(),
        }
        .into()),
        (Some(only), None, _) => Ok(vec![only.into_value()]),
        (Some(one), Some(other), None) => pair(attribute, one, other).map(|pair| vec![pair]),
        (Some(_), Some(_), Some(_)) => Err(Malformed::DuplicateValue {
            name: attribute.name(),
        }
        .into()),
    }
}

/// Two values: the same thing in two scripts, or something refused.
fn pair(attribute: Attribute, one: Raw, other: Raw) -> Result<AttributeValue, Error> {
    let one_is_original = match attribute.definition().transliteration {
        Transliteration::None => None,
        Transliteration::Flagged if one.marked != other.marked => Some(one.marked),
        Transliteration::Flagged => None,
        Transliteration::Unflagged if one.latin() != other.latin() => Some(!one.latin()),
        Transliteration::Unflagged => None,
    };
    let (latin, original) = match one_is_original {
        Some(true) => (other, one),
        Some(false) => (one, other),
        None => {
            return Err(Malformed::DuplicateValue {
                name: attribute.name(),
            }
            .into());
        }
    };
    let value = latin.into_value();
    Ok(AttributeValue {
        original: Some(original.text),
        ..value
    })
}

fn read_value(element: Element<'_>, attribute: Attribute) -> Result<Raw, Error> {
    let invalid = || Malformed::AttributeValue {
        name: attribute.name(),
    };
    let mut marked = false;
    for stated in element.attributes() {
        let (namespace, name, value) = (stated.namespace, stated.name, stated.value);
        match (namespace, name) {
            (ns::XSI, "type") if is_type_of(element, value, attribute) => {}
            // DIFFERENCE: the schema declares LatinScript as a global, hence namespaced attribute;
            // the specification's examples write it without a prefix.
            ("" | ns::NATURAL | ns::LEGAL, "LatinScript")
            | (ns::NATURAL_REPRESENTATIVE | ns::LEGAL_REPRESENTATIVE, "LatinScript") => {
                marked = !schema::parse_boolean(value, "LatinScript")?;
            }
            (ns::XSI, "type") => return Err(invalid().into()),
            _ => {
                return Err(Schema::UnexpectedAttribute {
                    element: element.name().to_owned(),
                    attribute: name.to_owned(),
                }
                .into());
            }
        }
    }
    if let Some(child) = element.children().next() {
        return Err(schema::unexpected(element, child).into());
    }
    let text = element.text();
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    if !attribute.definition().syntax.allows(text) {
        return Err(invalid().into());
    }
    Ok(Raw {
        text: text.to_owned(),
        marked,
    })
}

/// Whether an `xsi:type` is the attribute's own type or one of XML Schema's. Prefixes are free;
/// one that is not declared any more in a signed canonical form is not held against the peer.
fn is_type_of(element: Element<'_>, qname: &str, attribute: Attribute) -> bool {
    let qname = qname.trim();
    let (prefix, local) = match qname.split_once(':') {
        Some(parts) => parts,
        None => ("", qname),
    };
    let own = local == attribute.definition().xsi_type;
    match element.resolve_prefix(prefix) {
        Some(ns::XS) => true,
        Some(ns::NATURAL | ns::LEGAL | ns::NATURAL_REPRESENTATIVE | ns::LEGAL_REPRESENTATIVE) => {
            own
        }
        Some(_) => false,
        None => own || matches!(prefix, "xs" | "xsd"),
    }
}

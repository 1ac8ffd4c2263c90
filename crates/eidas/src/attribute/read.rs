// SPDX-License-Identifier: EUPL-1.2

//! `saml2:AttributeStatement`. eIDAS Message Format 1.4 §2.3.3; Attribute Profile 1.4 §2, §2.4.

use xmlsec::Element;

use super::registry::Transliteration;
use super::{Attribute, AttributeValue, Attributes, Person, Script, ValueRule, is_latin};
use crate::error::{Error, Insufficient, Malformed, Mismatch, Schema};
use crate::expect::Representation;
use crate::instant::Instant;
use crate::ns;
use crate::schema::{self, Children};

/// What an AttributeStatement said of what we asked.
pub(crate) struct Statement {
    pub(crate) attributes: Attributes,
    /// Attributes that nobody asked for, or nobody knows.
    pub(crate) dropped: usize,
    /// Optional attributes that were asked for and whose value cannot be used.
    pub(crate) left_out: Vec<(Attribute, ValueRule)>,
}

/// Reads a statement. What was not requested is dropped without reading its values, unless it is
/// of a representative: that is never dropped, since the represented person would then seem to
/// act herself.
pub(crate) fn read(
    statement: Element<'_>,
    requested: &[Attribute],
    representation: Representation,
    now: Instant,
) -> Result<Statement, Error> {
    let mut children = Children::of(statement, &[])?;
    let elements = children.many(ns::ASSERTION, "Attribute");
    // EncryptedAttribute is in SAML's schema and forbidden by the profile.
    children.end()?;
    about_one_person(&elements, representation)?;
    let mut attributes = Attributes::new();
    let mut seen: Vec<Attribute> = Vec::new();
    let (mut dropped, mut left_out) = (0, Vec::new());
    let mut stranger = false;
    for element in elements {
        let name = schema::attribute(element, "Name")?;
        let wanted = Attribute::named(name)
            .filter(|known| requested.contains(known) || known.person().is_representative());
        let Some(attribute) = wanted else {
            unread(element)?;
            dropped += 1;
            stranger |= is_representative(name);
            continue;
        };
        let again = seen.contains(&attribute) && !attribute.definition().multi_valued;
        seen.push(attribute);
        let read = match again {
            true => Err(Malformed::DuplicateAttribute {
                name: attribute.name(),
            }
            .into()),
            false => is_named_by_uri(element, attribute)
                .and_then(|()| read_values(element, attribute, now)),
        };
        match read {
            // Not half of what was said.
            Ok(_) if left_out.iter().any(|(known, _)| *known == attribute) => {}
            Ok(values) => {
                for value in values {
                    if !attributes.all(attribute).contains(&value) {
                        attributes.add(attribute, value);
                    }
                }
            }
            Err(Error::Malformed(fault)) if may_be_left_out(attribute, &fault) => {
                unread(element)?;
                attributes.remove(attribute);
                left_out.retain(|(known, _)| *known != attribute);
                left_out.push((attribute, rule_of(&fault)));
                stranger |= attribute.person().is_representative();
            }
            Err(Error::Malformed(Malformed::AttributeValue { name, rule })) => {
                return Err(Insufficient::MandatoryAttributeValue { name, rule }.into());
            }
            Err(error) => return Err(error),
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
        left_out,
    })
}

/// Whether an attribute that cannot be read costs its own place and no more. Nobody is turned away over an optional one, unless it
/// contradicts itself.
fn may_be_left_out(attribute: Attribute, fault: &Malformed) -> bool {
    let contradicts = match fault {
        Malformed::DuplicateAttribute { .. } | Malformed::DuplicateValue { .. } => {
            !attribute.definition().may_be_several()
        }
        Malformed::LatinScript { .. } => true,
        _ => false,
    };
    !attribute.is_mandatory() && !contradicts
}

/// The rule that an optional attribute breaks which cannot be read.
fn rule_of(fault: &Malformed) -> ValueRule {
    match fault {
        Malformed::AttributeValue { rule, .. } => *rule,
        Malformed::DuplicateAttribute { .. } | Malformed::DuplicateValue { .. } => {
            ValueRule::Several
        }
        _ => ValueRule::Form,
    }
}

/// Who the statement is about, by the names of all its attributes, asked for and known or not: one
/// person, and at most one who acts for that person. Attribute Profile 1.4 §2.8.
///
/// Attack or accident: an answer with a natural and a legal person, of which the half that was not
/// asked for is dropped, so that who acts for a company logs in for herself; nodes before 1.2 wrote
/// representation like that. Defence: it is refused. Trade: so is a stray attribute of the other
/// kind of person.
fn about_one_person(elements: &[Element<'_>], representation: Representation) -> Result<(), Error> {
    let mut persons = Vec::new();
    for element in elements {
        persons.extend(Person::of_name(schema::attribute(*element, "Name")?));
    }
    let acts = persons.iter().any(|person| person.is_representative());
    if acts && representation == Representation::Refused {
        return Err(Mismatch::Representation.into());
    }
    let both = |one, other| persons.contains(&one) && persons.contains(&other);
    if both(Person::Natural, Person::Legal)
        || both(Person::NaturalRepresentative, Person::LegalRepresentative)
    {
        return Err(Malformed::MixedPersons.into());
    }
    Ok(())
}

/// Refuses a dropped attribute that hides an assertion or a signature. SIG-09. A NameID may be the
/// value of an attribute of others.
fn unread(attribute: Element<'_>) -> Result<(), Schema> {
    match attribute.descendants().skip(1).find(|element| {
        let plain =
            element.is(ns::ASSERTION, "AttributeValue") || element.is(ns::ASSERTION, "NameID");
        schema::is_of_saml(*element) && !plain
    }) {
        Some(hidden) => Err(schema::unexpected(attribute, hidden)),
        None => Ok(()),
    }
}

/// Whether a name lies in a namespace of representatives, also one that the registry lacks.
pub(crate) fn is_representative(name: &str) -> bool {
    Person::of_name(name).is_some_and(Person::is_representative)
}

/// `FriendlyName` is for people and never looked at (SAML Core §2.7.3.1); attributes of other
/// namespaces are allowed by SAML's schema and mean nothing here.
fn is_named_by_uri(element: Element<'_>, attribute: Attribute) -> Result<(), Error> {
    schema::own_attributes(element, &["Name", "NameFormat", "FriendlyName"])?;
    if element.attribute("NameFormat") != Some(ns::ATTRNAME_URI) {
        let name = attribute.name();
        return Err(Malformed::AttributeNameFormat { name }.into());
    }
    Ok(())
}

/// One value as it stands in the message.
struct Raw {
    text: String,
    /// `LatinScript="false"`.
    marked: bool,
}

impl Raw {
    fn into_value(self) -> AttributeValue {
        let script = if !self.marked && is_latin(&self.text) {
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

fn read_values(
    element: Element<'_>,
    attribute: Attribute,
    now: Instant,
) -> Result<Vec<AttributeValue>, Error> {
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
        raw.push(read_value(child, attribute, now)?);
    }
    if attribute.definition().multi_valued && !raw.is_empty() {
        // Several facts; one that is said twice is one.
        let mut facts: Vec<Raw> = Vec::new();
        for one in raw {
            if facts.iter().all(|known| known.text != one.text) {
                facts.push(one);
            }
        }
        return Ok(facts.into_iter().map(Raw::into_value).collect());
    }
    let mut raw = raw.into_iter();
    match (raw.next(), raw.next(), raw.next()) {
        (None, ..) => Err(Malformed::AttributeValue {
            name: attribute.name(),
            rule: ValueRule::Empty,
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
///
/// DIFFERENCE: Attribute Profile 1.4 §2.4 marks the original with `LatinScript="false"`. Where the
/// marks are equal (EC nodes mark no place of birth, others no name) the letters tell the two apart.
fn pair(attribute: Attribute, one: Raw, other: Raw) -> Result<AttributeValue, Error> {
    let name = || attribute.name();
    if attribute.definition().transliteration == Transliteration::None {
        return Err(Malformed::DuplicateValue { name: name() }.into());
    }
    let by_mark = (one.marked != other.marked).then_some(one.marked);
    let by_letters = (is_latin(&one.text) != is_latin(&other.text)).then(|| !is_latin(&one.text));
    let one_is_original = match (by_mark, by_letters) {
        (Some(marked), Some(foreign)) if marked != foreign => {
            return Err(Malformed::LatinScript { name: name() }.into());
        }
        (Some(original), _) | (None, Some(original)) => original,
        (None, None) => return Err(Malformed::DuplicateValue { name: name() }.into()),
    };
    let (latin, original) = if one_is_original {
        (other, one)
    } else {
        (one, other)
    };
    let script = if is_latin(&latin.text) {
        Script::Latin
    } else {
        Script::Other
    };
    Ok(AttributeValue {
        value: latin.text,
        original: Some(original.text),
        script,
    })
}

fn read_value(element: Element<'_>, attribute: Attribute, now: Instant) -> Result<Raw, Error> {
    let name = || attribute.name();
    let (mut marked, mut nil) = (None, false);
    for stated in element.attributes() {
        let (namespace, local, value) = (stated.namespace, stated.name, stated.value);
        match (namespace, local) {
            (ns::XSI, "type") if is_type_of(element, value, attribute) => {}
            // SAML Core §2.7.3.1.1: how a null value is written.
            (ns::XSI, "nil") => nil = schema::parse_boolean(value, "nil")?,
            // DIFFERENCE: the schema declares LatinScript as a global, hence namespaced attribute;
            // the specification's examples write it without a prefix.
            ("" | ns::NATURAL | ns::LEGAL, "LatinScript")
            | (ns::NATURAL_REPRESENTATIVE | ns::LEGAL_REPRESENTATIVE, "LatinScript") => {
                let says = !schema::parse_boolean(value, "LatinScript")?;
                if *marked.get_or_insert(says) != says {
                    return Err(Malformed::LatinScript { name: name() }.into());
                }
            }
            (ns::XSI, "type") => return Err(Malformed::AttributeType { name: name() }.into()),
            // SAML Core §2.7.3.1.1: a value is of any type, so a language or a place of its schema may stand there.
            // Neither changes it.
            (ns::XSI | ns::XML, _) => {}
            _ => {
                return Err(Schema::UnexpectedAttribute {
                    element: element.name().to_owned(),
                    attribute: local.to_owned(),
                }
                .into());
            }
        }
    }
    if let Some(child) = element.children().next() {
        return Err(schema::unexpected(element, child).into());
    }
    let text = element.text();
    let text = schema::trim(&text);
    if nil && !text.is_empty() {
        return Err(Schema::Text {
            element: element.name().to_owned(),
        }
        .into());
    }
    attribute
        .check(text, now)
        .map_err(|rule| Malformed::AttributeValue { name: name(), rule })?;
    Ok(Raw {
        text: text.to_owned(),
        marked: marked.unwrap_or(false),
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
    let xsi_type = attribute.definition().xsi_type;
    // DIFFERENCE: Attribute Profile 1.4 figures 29 and 30 write `LegalPhoneNumber` without `Type`; its schema has none.
    let own = local == xsi_type || xsi_type.strip_suffix("Type") == Some(local);
    match element.resolve_prefix(prefix) {
        Some(ns::XS) => true,
        Some(ns::NATURAL | ns::LEGAL | ns::NATURAL_REPRESENTATIVE | ns::LEGAL_REPRESENTATIVE) => {
            own
        }
        Some(_) => false,
        None => own || matches!(prefix, "xs" | "xsd"),
    }
}

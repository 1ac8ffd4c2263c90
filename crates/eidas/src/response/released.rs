// SPDX-License-Identifier: EUPL-1.2

//! What may leave about a person: what was asked for, and nothing else. eIDAS Message Format 1.4
//! §2.3.3, §2.4.2; Attribute Profile 1.4 §2.

use std::time::Duration;

use crate::attribute::{Transliteration, ValueRule, is_latin};
use crate::authn_request::RequestedAttribute;
use crate::authn_request::verify::VerifiedAuthnRequest;
use crate::country::CountryCode;
use crate::error::{Error, Insufficient, Mismatch};
use crate::instant::Instant;
use crate::loa::Loa;
use crate::peer::Peer;
use crate::person_identifier::PersonIdentifier;
use crate::saml::NameIdFormat;
use crate::{Attribute, AttributeValue, Attributes, Script};

/// How far the clock of a national e-ID may be behind ours.
const UPSTREAM_CLOCK: Duration = Duration::from_secs(60);

/// What the national side knows about a person who has just authenticated, and has agreed to.
#[derive(Clone, Debug)]
pub struct Proven {
    /// Values: of these, what was asked for is released.
    pub attributes: Attributes,
    /// The level reached.
    pub loa: Loa,
    /// When she authenticated: after the question came.
    pub authn_instant: Instant,
}

/// What leaves: every attribute was asked for, what is mandatory is there, the level is one that
/// answers the question. Made only by [`Released::of`], from one question and for its peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    pub(super) attributes: Attributes,
    left_out: Vec<(Attribute, ValueRule)>,
    pub(super) loa: Loa,
    pub(super) authn_instant: Instant,
    /// The question it answers: for no other.
    pub(super) request: VerifiedAuthnRequest,
}

/// The kind of NameID to give. eIDAS Message Format 1.4 §2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The same for the same person and Connector.
    Persistent,
    /// Random.
    Transient,
}

impl VerifiedAuthnRequest {
    /// The kind of NameID that answers this question. Nothing asked for is persistent, as with EC
    /// nodes.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self.name_id_format {
            NameIdFormat::Transient => Subject::Transient,
            NameIdFormat::Persistent | NameIdFormat::Unspecified | NameIdFormat::Other(_) => {
                Subject::Persistent
            }
        }
    }
}

impl Released {
    /// Takes of what is proven that which `request` asks for.
    ///
    /// `country` is ours: the identifier is one that it gave for the peer's. `published` are the
    /// levels of our metadata, now.
    ///
    /// # Errors
    /// `Insufficient` when the level is too low or not published, or something mandatory is
    /// missing or has a value that is none of its own; `Mismatch` when the person authenticated
    /// before the question came, or the identifier is of or for another country.
    /// [`Failure`](crate::Failure) says what the requester is told.
    pub fn of(
        request: &VerifiedAuthnRequest,
        proven: &Proven,
        peer: &Peer,
        country: CountryCode,
        published: &[Loa],
    ) -> Result<Self, Error> {
        let uri = || proven.loa.uri().to_owned();
        if !request.context.accepts(&proven.loa) {
            return Err(Insufficient::Level { got: uri() }.into());
        }
        if !published.contains(&proven.loa) {
            return Err(Insufficient::LevelNotPublished { uri: uri() }.into());
        }
        // ForceAuthn: no assertion rides on an older session. The gateway has compared this with
        // what it sent upstream; here it cannot be forgotten.
        if proven.authn_instant.plus(UPSTREAM_CLOCK) < request.received {
            return Err(Mismatch::Expired {
                field: "AuthnInstant",
                at: proven.authn_instant,
                now: request.received,
            }
            .into());
        }
        let mut attributes = Attributes::new();
        let mut left_out = Vec::new();
        for RequestedAttribute {
            attribute,
            is_required,
        } in &request.attributes
        {
            // Asked for, and yet not known to it: its metadata is newer than the question.
            if !peer.knows(*attribute) {
                continue;
            }
            match values(
                *attribute,
                proven.attributes.all(*attribute),
                request.received,
            ) {
                Ok(values) => {
                    for value in values {
                        attributes.add(*attribute, value);
                    }
                }
                // An e-ID that has nothing says so in many ways: an empty text, a dash.
                Err(rule) if !is_required => left_out.push((*attribute, rule)),
                Err(rule) => {
                    let name = attribute.name();
                    return Err(Insufficient::MandatoryAttributeValue { name, rule }.into());
                }
            }
        }
        attributes.complete()?;
        let missing = request
            .attributes
            .iter()
            .find(|asked| asked.is_required && attributes.get(asked.attribute).is_none());
        if let Some(RequestedAttribute { attribute, .. }) = missing {
            let name = attribute.name();
            return Err(Insufficient::MandatoryAttribute { name }.into());
        }
        for identifier in Attribute::identifiers() {
            if let Some(value) = attributes.get(identifier) {
                is_of(&value.value, country, peer.country())?;
            }
        }
        Ok(Self {
            attributes,
            left_out,
            loa: proven.loa.clone(),
            authn_instant: proven.authn_instant,
            request: request.clone(),
        })
    }

    /// What leaves, in the order in which it was asked for: what the person is shown.
    #[must_use]
    pub fn attributes(&self) -> &Attributes {
        &self.attributes
    }

    /// Optional attributes that were asked for and whose value cannot leave, with the rule it
    /// breaks: for whoever runs the e-ID.
    #[must_use]
    pub fn left_out(&self) -> &[(Attribute, ValueRule)] {
        &self.left_out
    }

    /// The level that is stated.
    #[must_use]
    pub fn loa(&self) -> &Loa {
        &self.loa
    }
}

/// Attribute Profile 1.4 §2.2.3: given by our country for the one that asks, 256 characters.
fn is_of(identifier: &str, ours: CountryCode, theirs: CountryCode) -> Result<(), Error> {
    let parsed = PersonIdentifier::parse(identifier)?;
    if parsed.origin() != ours {
        return Err(Mismatch::Country {
            expected: ours.to_string(),
            got: parsed.origin().to_string(),
        }
        .into());
    }
    if parsed.destination() != theirs {
        return Err(Mismatch::DestinationCountry {
            expected: theirs.to_string(),
            got: parsed.destination().to_string(),
        }
        .into());
    }
    if identifier.chars().count() > PersonIdentifier::SPECIFIED_CHARS {
        let (name, rule) = (Attribute::PERSON_IDENTIFIER.name(), ValueRule::Long);
        return Err(Insufficient::MandatoryAttributeValue { name, rule }.into());
    }
    Ok(())
}

/// The values of one attribute: each in its lexical space, one unless several are several facts,
/// and each in the script it says; or the rule that is broken.
fn values(
    attribute: Attribute,
    values: &[AttributeValue],
    now: Instant,
) -> Result<Vec<AttributeValue>, ValueRule> {
    if values.len() > 1 && !attribute.definition().multi_valued {
        return Err(ValueRule::Several);
    }
    let mut written = Vec::new();
    for value in values {
        for text in [Some(&value.value), value.original.as_ref()]
            .into_iter()
            .flatten()
        {
            attribute.check(text, now)?;
        }
        written.push(in_script(attribute, value)?);
    }
    Ok(written)
}

/// Attribute Profile 1.4 §2.4: a pair is a Latin value and an original in another script; a value
/// alone in another script is marked, whatever its maker thought of.
fn in_script(attribute: Attribute, value: &AttributeValue) -> Result<AttributeValue, ValueRule> {
    let pairs = attribute.definition().transliteration != Transliteration::None;
    match &value.original {
        Some(original) if pairs && is_latin(&value.value) && !is_latin(original) => {
            Ok(AttributeValue::pair(&value.value, original))
        }
        Some(_) => Err(ValueRule::Scripts),
        None if is_latin(&value.value) && value.script == Script::Latin => Ok(value.clone()),
        None => Ok(AttributeValue::non_latin(&value.value)),
    }
}

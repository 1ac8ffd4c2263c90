// SPDX-License-Identifier: EUPL-1.2

//! Reading an Assertion and holding it against what is expected. SAML Core §2.3 to §2.7; SAML
//! Profiles §4.1.4.2 and §4.1.4.3; eIDAS Message Format 1.4 §2.4.2.

use std::time::Duration;

use xmlsec::{Document, Element, Limits, Policy, TrustedKeys};

use crate::attribute::read::Statement;
use crate::attribute::{Attribute, Attributes, Person};
use crate::error::{Error, Insufficient, Malformed, Mismatch, Untrusted};
use crate::expect::{ExpectedResponse, Skew};
use crate::id::MessageId;
use crate::instant::Instant;
use crate::loa::Loa;
use crate::person_identifier::PersonIdentifier;
use crate::saml::message::{begun, not_ended, same_issuer, version};
use crate::saml::{NameId, NameIdFormat};
use crate::schema::{self, Children};
use crate::{attribute, ns};

const BEARER: &str = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/// An assertion by its schema and the profile; compared with nothing yet but its issuer.
pub(super) struct Assertion {
    pub(super) id: MessageId,
    issue_instant: Instant,
    pub(super) name_id: NameId,
    confirmation: Confirmation,
    conditions: Conditions,
    pub(super) authn_instant: Instant,
    session_not_on_or_after: Option<Instant>,
    pub(super) loa: Loa,
    pub(super) statement: Statement,
}

struct Confirmation {
    in_response_to: Option<String>,
    recipient: Option<String>,
    not_on_or_after: Instant,
}

struct Conditions {
    not_before: Instant,
    not_on_or_after: Instant,
    /// One list per AudienceRestriction.
    audiences: Vec<Vec<String>>,
}

impl Assertion {
    /// Parses what was decrypted. A signature of its own is optional; if it is there it must
    /// verify with a key of the same peer, and only what it covers is read.
    pub(super) fn read(
        plaintext: &[u8],
        namespaces: &[(String, String)],
        keys: &TrustedKeys,
        expected: &ExpectedResponse,
        now: Instant,
    ) -> Result<Self, Error> {
        let namespaces: Vec<_> = namespaces
            .iter()
            .map(|(prefix, uri)| (prefix.as_str(), uri.as_str()))
            .collect();
        let document = Document::parse_in_context(plaintext, &namespaces, &Limits::MESSAGE)
            .map_err(Malformed::Xml)?;
        let root = document.root();
        schema::root(root, ns::ASSERTION, "Assertion")?;
        // SAML's schema: the signature follows the Issuer. Anywhere else it is an element too many
        // for the reader below.
        if !root
            .children()
            .nth(1)
            .is_some_and(|child| child.is(ns::DS, "Signature"))
        {
            return Self::read_element(root, expected, now);
        }
        let signed =
            xmlsec::verify(&document, keys, &Policy::EIDAS).map_err(Untrusted::Signature)?;
        Self::read_element(signed.root(), expected, now)
    }

    fn read_element(
        root: Element<'_>,
        expected: &ExpectedResponse,
        now: Instant,
    ) -> Result<Self, Error> {
        schema::root(root, ns::ASSERTION, "Assertion")?;
        let mut children = Children::of(root, &["Version", "ID", "IssueInstant"])?;
        version(root)?;
        let id = MessageId::parse(schema::attribute(root, "ID")?)?;
        let issue_instant = schema::time(root, "IssueInstant")?;
        same_issuer(
            children.required(ns::ASSERTION, "Issuer")?,
            &expected.issuer,
        )?;
        let (name_id, confirmation) = read_subject(children.required(ns::ASSERTION, "Subject")?)?;
        let conditions = read_conditions(children.required(ns::ASSERTION, "Conditions")?)?;
        // SAML Core §2.6.1: Advice "MAY be ignored [...] without affecting either the semantics or
        // the validity of the assertion". Nothing is ever read from it.
        children.optional(ns::ASSERTION, "Advice");
        // AuthzDecisionStatement and extensions of Statement are in SAML's schema and not in the
        // profile. The two statements may come in either order.
        let attributes_first = children.optional(ns::ASSERTION, "AttributeStatement");
        let authentication =
            read_authn_statement(children.required(ns::ASSERTION, "AuthnStatement")?)?;
        let attributes = match attributes_first {
            Some(statement) => statement,
            None => children.required(ns::ASSERTION, "AttributeStatement")?,
        };
        children.end()?;
        let statement = attribute::read::read(
            attributes,
            &expected.requested,
            expected.representation,
            now,
        )?;
        Ok(Self {
            id,
            issue_instant,
            name_id,
            confirmation,
            conditions,
            authn_instant: authentication.instant,
            session_not_on_or_after: authentication.session_not_on_or_after,
            loa: authentication.loa,
            statement,
        })
    }

    /// Whether the parts of the answer agree about time: a person authenticates, then the assertion
    /// is issued, then the Response, and it ends after that. Clocks of one node may be as far apart
    /// as its clock may be from ours.
    pub(super) fn agrees_with(
        &self,
        response_issued: Instant,
        skew: Skew,
    ) -> Result<(), Malformed> {
        let apart = skew.not_before;
        let issued = self.issue_instant;
        let conditions = &self.conditions;
        let confirmed_until = self.confirmation.not_on_or_after;
        let session_ended = self
            .session_not_on_or_after
            .is_some_and(|end| end <= self.authn_instant);
        let contradictions = [
            // SAML Core §2.5.1: "MUST be less than".
            (
                conditions.not_before >= conditions.not_on_or_after,
                "NotBefore",
                "NotOnOrAfter",
            ),
            (
                conditions.not_on_or_after <= issued,
                "NotOnOrAfter",
                "Assertion IssueInstant",
            ),
            (
                confirmed_until <= issued,
                "SubjectConfirmationData NotOnOrAfter",
                "Assertion IssueInstant",
            ),
            (
                self.authn_instant > issued.plus(apart),
                "AuthnInstant",
                "Assertion IssueInstant",
            ),
            (
                issued > response_issued.plus(apart),
                "Assertion IssueInstant",
                "Response IssueInstant",
            ),
            (session_ended, "SessionNotOnOrAfter", "AuthnInstant"),
        ];
        match contradictions.into_iter().find(|(holds, ..)| *holds) {
            Some((_, one, other)) => Err(Malformed::Contradiction { one, other }),
            None => Ok(()),
        }
    }

    /// Whether it is for us, about our request, and valid now.
    pub(super) fn holds(
        &self,
        expected: &ExpectedResponse,
        lifetime: Duration,
        now: Instant,
    ) -> Result<(), Mismatch> {
        let skew = expected.skew;
        let confirmation = &self.confirmation;
        if confirmation.in_response_to.as_deref() != Some(expected.in_response_to.as_str()) {
            return Err(Mismatch::InResponseTo {
                expected: expected.in_response_to.to_string(),
                got: confirmation.in_response_to.clone(),
            });
        }
        if confirmation.recipient.as_deref() != Some(expected.destination.as_str()) {
            return Err(Mismatch::Recipient {
                expected: expected.destination.clone(),
                got: confirmation.recipient.clone(),
            });
        }
        // SAML Core §2.5.1.4: every restriction must name us; in one of them any name will do.
        let restrictions = &self.conditions.audiences;
        let us = expected.audience.as_str();
        let meant = restrictions
            .iter()
            .all(|names| names.iter().any(|name| name == us));
        if restrictions.is_empty() || !meant {
            return Err(Mismatch::Audience);
        }
        begun("Assertion IssueInstant", self.issue_instant, skew, now)?;
        begun("NotBefore", self.conditions.not_before, skew, now)?;
        for (field, end) in [
            ("NotOnOrAfter", self.conditions.not_on_or_after),
            (
                "SubjectConfirmationData NotOnOrAfter",
                confirmation.not_on_or_after,
            ),
        ] {
            not_ended(field, end, skew, now)?;
            if end > now.plus(lifetime).plus(skew.not_before) {
                return Err(Mismatch::Lifetime { at: end });
            }
        }
        // SAML Core §2.7.2: the session "MUST be considered ended".
        if let Some(end) = self.session_not_on_or_after {
            not_ended("SessionNotOnOrAfter", end, skew, now)?;
        }
        // ForceAuthn: the person authenticated after we asked, and before now; so was the assertion
        // made.
        begun("AuthnInstant", self.authn_instant, skew, now)?;
        for (field, at) in [
            ("AuthnInstant", self.authn_instant),
            ("Assertion IssueInstant", self.issue_instant),
        ] {
            if at.plus(skew.not_before) < expected.asked_at {
                return Err(Mismatch::Expired { field, at, now });
            }
        }
        let format = &self.name_id.format;
        if expected.name_id_format != NameIdFormat::Unspecified
            && expected.name_id_format != *format
        {
            return Err(Mismatch::NameIdFormat {
                got: format.uri().to_owned(),
            });
        }
        Ok(())
    }
}

/// One NameID and one bearer confirmation. SAML Profiles §4.1.4.2 allows more; the profile's
/// nodes send one, and with two there would be a choice.
fn read_subject(subject: Element<'_>) -> Result<(NameId, Confirmation), Error> {
    let mut children = Children::of(subject, &[])?;
    let name_id = NameId::read(children.required(ns::ASSERTION, "NameID")?)?;
    let confirmations = children.many(ns::ASSERTION, "SubjectConfirmation");
    children.end()?;
    let [confirmation] = confirmations.as_slice() else {
        return Err(Mismatch::Bearer.into());
    };
    let mut children = Children::of(*confirmation, &["Method"])?;
    if schema::attribute(*confirmation, "Method")? != BEARER {
        return Err(Mismatch::Bearer.into());
    }
    let data = children.required(ns::ASSERTION, "SubjectConfirmationData")?;
    children.end()?;
    // "NotBefore MUST NOT" be there. The Address is the person's as the peer saw it; behind
    // proxies and mobile networks it differs from the one we see.
    const ATTRIBUTES: [&str; 4] = ["InResponseTo", "NotOnOrAfter", "Recipient", "Address"];
    // SAML Core §2.4.1.2: "arbitrary XML attributes" of other namespaces may stand beside them.
    Children::of_open(data, &ATTRIBUTES)?.end()?;
    let confirmation = Confirmation {
        in_response_to: data.attribute("InResponseTo").map(str::to_owned),
        recipient: data.attribute("Recipient").map(str::to_owned),
        not_on_or_after: schema::time(data, "NotOnOrAfter")?,
    };
    Ok((name_id, confirmation))
}

/// AudienceRestrictions and at most one OneTimeUse, which we observe anyway. A condition that is
/// not understood makes an assertion invalid (SAML Core §2.5.1.1).
fn read_conditions(conditions: Element<'_>) -> Result<Conditions, Error> {
    let mut children = Children::of(conditions, &["NotBefore", "NotOnOrAfter"])?;
    let mut audiences = Vec::new();
    let mut one_time_use = false;
    while let Some(condition) = children.any() {
        if condition.is(ns::ASSERTION, "AudienceRestriction") {
            let mut names = Children::of(condition, &[])?;
            let mut restriction = Vec::new();
            for audience in names.many(ns::ASSERTION, "Audience") {
                restriction.push(schema::text(audience, &[])?.into_owned());
            }
            names.end()?;
            audiences.push(restriction);
        } else if condition.is(ns::ASSERTION, "OneTimeUse") && !one_time_use {
            Children::of(condition, &[])?.end()?;
            one_time_use = true;
        } else {
            return Err(schema::unexpected(conditions, condition).into());
        }
    }
    Ok(Conditions {
        not_before: schema::time(conditions, "NotBefore")?,
        not_on_or_after: schema::time(conditions, "NotOnOrAfter")?,
        audiences,
    })
}

/// When, until when, and at which level.
struct Authentication {
    instant: Instant,
    session_not_on_or_after: Option<Instant>,
    loa: Loa,
}

fn read_authn_statement(statement: Element<'_>) -> Result<Authentication, Error> {
    const ATTRIBUTES: [&str; 3] = ["AuthnInstant", "SessionIndex", "SessionNotOnOrAfter"];
    let mut children = Children::of(statement, &ATTRIBUTES)?;
    if let Some(locality) = children.optional(ns::ASSERTION, "SubjectLocality") {
        Children::of(locality, &["Address", "DNSName"])?.end()?;
    }
    let context = children.required(ns::ASSERTION, "AuthnContext")?;
    children.end()?;
    let session_not_on_or_after = statement
        .attribute("SessionNotOnOrAfter")
        .map(|_| schema::time(statement, "SessionNotOnOrAfter"))
        .transpose()?;
    let mut children = Children::of(context, &[])?;
    let class = children.required(ns::ASSERTION, "AuthnContextClassRef")?;
    // DIFFERENCE: EC nodes put an empty AuthnContextDecl after the class. One that says something
    // could say another level, as could a reference.
    if let Some(declaration) = children.optional(ns::ASSERTION, "AuthnContextDecl") {
        let empty = declaration.children().next().is_none() && !declaration.has_text();
        if !empty || schema::only_attributes(declaration, &[]).is_err() {
            return Err(Malformed::AuthnContextDeclaration.into());
        }
    }
    if children
        .optional(ns::ASSERTION, "AuthnContextDeclRef")
        .is_some()
    {
        return Err(Malformed::AuthnContextDeclaration.into());
    }
    for authority in children.many(ns::ASSERTION, "AuthenticatingAuthority") {
        schema::text(authority, &[])?;
    }
    children.end()?;
    let loa = Loa::parse(&schema::text(class, &[])?).ok_or(Malformed::Level)?;
    Ok(Authentication {
        instant: schema::time(statement, "AuthnInstant")?,
        session_not_on_or_after,
        loa,
    })
}

/// The rules about persons: complete sets, identifiers of the right countries, nobody who acts for
/// herself. Returns the identifier of whom it is about.
pub(super) fn person(
    attributes: &Attributes,
    expected: &ExpectedResponse,
) -> Result<PersonIdentifier, Error> {
    attributes.complete()?;
    // What was asked for and is mandatory must come: a legal set is no answer about a natural
    // person.
    for attribute in expected
        .requested
        .iter()
        .filter(|attribute| attribute.is_mandatory())
    {
        if attributes.get(*attribute).is_none() {
            let name = attribute.name();
            return Err(Insufficient::MandatoryAttribute { name }.into());
        }
    }
    let mut identifiers = Vec::new();
    // The person's own come before a representative's: see `Attribute::identifiers`.
    for attribute in Attribute::identifiers() {
        if let Some(value) = attributes.get(attribute) {
            let identifier = PersonIdentifier::parse(&value.value)?;
            of_the_right_countries(&identifier, expected)?;
            identifiers.push((attribute.person(), identifier));
        }
    }
    let mut identifiers = identifiers.into_iter();
    let Some((kind, person)) = identifiers.next() else {
        let name = Attribute::PERSON_IDENTIFIER.name();
        return Err(Insufficient::MandatoryAttribute { name }.into());
    };
    // Who trades in her own name may have one number as a person and as a business: of one kind it is a contradiction.
    let acting = match kind {
        Person::Legal => Person::LegalRepresentative,
        _ => Person::NaturalRepresentative,
    };
    if identifiers.any(|(of, representative)| of == acting && representative == person) {
        return Err(Malformed::Contradiction {
            one: "the identifier",
            other: "the representative's identifier",
        }
        .into());
    }
    Ok(person)
}

fn of_the_right_countries(
    identifier: &PersonIdentifier,
    expected: &ExpectedResponse,
) -> Result<(), Mismatch> {
    if identifier.origin() != expected.origin {
        return Err(Mismatch::Country {
            expected: expected.origin.to_string(),
            got: identifier.origin().to_string(),
        });
    }
    if identifier.destination() != expected.country {
        return Err(Mismatch::DestinationCountry {
            expected: expected.country.to_string(),
            got: identifier.destination().to_string(),
        });
    }
    Ok(())
}

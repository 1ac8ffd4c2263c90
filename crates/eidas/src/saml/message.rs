// SPDX-License-Identifier: EUPL-1.2

//! What requests and responses have in common. SAML Core §3.2.1, §3.2.2.

use xmlsec::{
    DigestMethod, Document, Element, KeyInfoStyle, Limits, Policy, SignatureOptions,
    SignaturePlace, SignedElement, SigningKey,
};

use super::{Consent, issuer};
use crate::binding::QuerySignature;
use crate::error::{Error, Malformed, Misconfigured, Mismatch, Schema, Untrusted};
use crate::expect::Skew;
use crate::id::{EntityId, MessageId};
use crate::instant::Instant;
use crate::peer::{Peer, Role};
use crate::xml::writable;
use crate::{ns, schema};

/// Parses a message and verifies its own signature by a metadata key of `peer`, which must be of
/// this role and in date. The order of Issuer and Signature is read here, from the original: the
/// signed tree has no signature any more.
///
/// Interoperability Architecture 1.4 §3.2. Only keys of the issuer's own metadata count, never a path to a
/// trust anchor.
pub(crate) fn verify(
    bytes: &[u8],
    name: &str,
    peer: &Peer,
    role: Role,
    now: Instant,
) -> Result<(Document, SignedElement), Error> {
    peer.in_role(role)?.in_date(now)?;
    let original = Document::parse(bytes, &Limits::MESSAGE).map_err(Malformed::Xml)?;
    let signed = verify_parsed(&original, name, peer, role, now)?;
    Ok((original, signed))
}

/// The same for a message that is parsed already.
pub(crate) fn verify_parsed(
    original: &Document,
    name: &str,
    peer: &Peer,
    role: Role,
    now: Instant,
) -> Result<SignedElement, Error> {
    peer.in_role(role)?.in_date(now)?;
    schema::root(original.root(), ns::PROTOCOL, name)?;
    let signed = xmlsec::verify(original, peer.signing_keys(), &Policy::EIDAS)
        .map_err(Untrusted::Signature)?;
    if !signature_follows_issuer(original.root()) {
        return Err(Schema::MissingElement {
            parent: name.to_owned(),
            element: "Issuer",
        }
        .into());
    }
    schema::root(signed.root(), ns::PROTOCOL, name)?;
    is_issued_by(signed.root(), peer)?;
    Ok(signed)
}

/// The same for a message whose signature stood beside it in the query of a redirect. A signature
/// of its own, anywhere in it, refuses it. SAML Bindings §3.4.4.1, §3.4.5.2.
pub(crate) fn verify_query(
    document: &Document,
    signature: &QuerySignature,
    name: &str,
    peer: &Peer,
    role: Role,
    now: Instant,
) -> Result<SignedElement, Error> {
    peer.in_role(role)?.in_date(now)?;
    let signed = xmlsec::verify_detached(
        document,
        &signature.octets,
        &signature.algorithm,
        &signature.value,
        peer.signing_keys(),
        &Policy::EIDAS,
    )
    .map_err(Untrusted::Signature)?;
    schema::root(signed.root(), ns::PROTOCOL, name)?;
    is_issued_by(signed.root(), peer)?;
    Ok(signed)
}

/// Message Format 1.4 §2.4: the Issuer is the entity whose keys were tried.
fn is_issued_by(message: Element<'_>, peer: &Peer) -> Result<(), Error> {
    let claimed = message
        .children()
        .find(|child| child.is(ns::ASSERTION, "Issuer"))
        .ok_or_else(|| Schema::MissingElement {
            parent: message.name().to_owned(),
            element: "Issuer",
        })?;
    let claimed = issuer::read(claimed)?;
    if claimed == *peer.entity_id() {
        return Ok(());
    }
    Err(Untrusted::Issuer {
        expected: peer.entity_id().to_string(),
        got: claimed.to_string(),
    }
    .into())
}

/// Signs a message or an assertion with an enveloped signature after its Issuer.
pub(crate) fn sign(
    xml: &str,
    digest: DigestMethod,
    key_info: KeyInfoStyle,
    inclusive_prefixes: &[&str],
    key: &dyn SigningKey,
) -> Result<Vec<u8>, Error> {
    writable(xml)?;
    let document =
        Document::parse(xml.as_bytes(), &Limits::MESSAGE).map_err(Misconfigured::Crypto)?;
    let place = SignaturePlace::After {
        namespace: ns::ASSERTION,
        name: "Issuer",
    };
    let options = SignatureOptions {
        digest,
        key_info,
        inclusive_prefixes,
        ..SignatureOptions::new(place)
    };
    Ok(xmlsec::sign(&document, &options, key).map_err(Misconfigured::Crypto)?)
}

/// The two first children of a message, by the schema.
fn signature_follows_issuer(message: Element<'_>) -> bool {
    let mut children = message.children();
    children
        .next()
        .is_some_and(|child| child.is(ns::ASSERTION, "Issuer"))
        && children
            .next()
            .is_some_and(|child| child.is(ns::DS, "Signature"))
}

/// The attributes every message has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Envelope {
    pub(crate) id: MessageId,
    pub(crate) issue_instant: Instant,
    pub(crate) destination: String,
    pub(crate) consent: Option<Consent>,
}

impl Envelope {
    /// Reads them. SAML Bindings §3.5.5.2 demands `Destination` of a signed message.
    pub(crate) fn read(message: Element<'_>) -> Result<Self, Error> {
        version(message)?;
        // SAML Core §8.4 lists seven and does not close the list. Nothing hangs on it here, so one
        // that is not among them says nothing.
        let consent = message.attribute("Consent").and_then(Consent::from_uri);
        Ok(Self {
            id: MessageId::parse(schema::attribute(message, "ID")?)?,
            issue_instant: schema::time(message, "IssueInstant")?,
            destination: schema::attribute(message, "Destination")?.to_owned(),
            consent,
        })
    }

    /// Compared character by character with our own URL, not with what a Host header says.
    pub(crate) fn addressed_to(&self, destination: &str) -> Result<(), Mismatch> {
        if self.destination == destination {
            return Ok(());
        }
        Err(Mismatch::Destination {
            expected: destination.to_owned(),
            got: self.destination.clone(),
        })
    }
}

/// SAML Core §3.2.1: "2.0".
pub(crate) fn version(element: Element<'_>) -> Result<(), Error> {
    if schema::attribute(element, "Version")? == "2.0" {
        Ok(())
    } else {
        Err(Malformed::Version.into())
    }
}

/// An instant of the peer's past: not in our future, by more than the tolerance.
pub(crate) fn begun(
    field: &'static str,
    at: Instant,
    skew: Skew,
    now: Instant,
) -> Result<(), Mismatch> {
    if at <= now.plus(skew.not_before) {
        Ok(())
    } else {
        Err(Mismatch::NotYetValid { field, at, now })
    }
}

/// An instant at which something ends, not in our past by the tolerance or more.
/// SAML Core §2.5.1.2: "on or after" belongs to the end.
pub(crate) fn not_ended(
    field: &'static str,
    at: Instant,
    skew: Skew,
    now: Instant,
) -> Result<(), Mismatch> {
    if now < at.plus(skew.not_on_or_after) {
        Ok(())
    } else {
        Err(Mismatch::Expired { field, at, now })
    }
}

/// Reads an Issuer that must be `expected`.
pub(crate) fn same_issuer(element: Element<'_>, expected: &EntityId) -> Result<(), Error> {
    let got = issuer::read(element)?;
    if got == *expected {
        return Ok(());
    }
    Err(Mismatch::Issuer {
        expected: expected.to_string(),
        got: got.to_string(),
    }
    .into())
}

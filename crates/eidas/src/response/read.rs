// SPDX-License-Identifier: EUPL-1.2

//! Verifying a Response, as a Connector.

use std::time::Duration;

use xmlsec::{
    Certificate, DecryptionKey, DecryptionPolicy, Document, Element, SignedElement, TrustedKeys,
};

use super::assertion;
use crate::attribute::{Attribute, Attributes, ValueRule};
use crate::error::{Error, Insufficient, Malformed, Mismatch};
use crate::expect::ExpectedResponse;
use crate::id::{EntityId, MessageId};
use crate::instant::Instant;
use crate::loa::Loa;
use crate::ns;
use crate::peer::{Peer, Role, Tolerance};
use crate::person_identifier::PersonIdentifier;
use crate::saml::message::{self, Envelope};
use crate::saml::{Consent, NameId, Status, StatusCode};
use crate::schema::{self, Children};

/// How old a response may be: the browser carries it at once. Bounds what a memory of used messages
/// must hold.
const MAX_AGE: Duration = Duration::from_secs(10 * 60);

/// How far ahead an assertion may end. EC nodes give it five minutes.
const LIFETIME: Duration = Duration::from_secs(10 * 60);
/// The same under [`Tolerance::LongLifetime`].
const TOLERATED_LIFETIME: Duration = Duration::from_secs(24 * 3600);

const NAME: &str = "Response";

/// A response whose signature is proven by a metadata key of the peer, and whose issuer is that
/// peer. The assertion is still encrypted and nothing of it is believed.
#[derive(Clone, Debug)]
pub struct SignedResponse {
    signed: SignedElement,
    envelope: Envelope,
    issuer: EntityId,
    in_response_to: MessageId,
    status: Status,
    peer: Trust,
    /// See [`outer_namespaces`].
    namespaces: Vec<(String, String)>,
}

/// What is needed of the peer until the assertion is opened.
#[derive(Clone, Debug)]
struct Trust {
    keys: TrustedKeys,
    levels: Vec<Loa>,
    decryption: DecryptionPolicy,
    lifetime: Duration,
}

/// The answer to *our* question: issuer, destination, recipient, audience, in-response-to, times,
/// level, country and data set are what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedResponse {
    /// `ID` of the Response.
    pub id: MessageId,
    /// `ID` of the Assertion.
    pub assertion_id: MessageId,
    /// The peer.
    pub issuer: EntityId,
    /// `IssueInstant` of the Response.
    pub issue_instant: Instant,
    /// When the person authenticated.
    pub authn_instant: Instant,
    /// The level reached: it satisfies the one asked for, and the peer publishes it.
    pub loa: Loa,
    /// `Consent` of the Response.
    pub consent: Option<Consent>,
    /// The subject's NameID. Not an identifier of the person across logins.
    pub name_id: NameId,
    /// The identifier of the natural person, or of the legal person if there is no natural one.
    pub person_identifier: PersonIdentifier,
    /// What was asked for and came; the mandatory set is complete. Attributes of a representative
    /// only if they were expected.
    pub attributes: Attributes,
    /// How many attributes came that were not asked for, or that nobody knows, and were dropped.
    pub dropped: usize,
    /// Optional attributes that were asked for and came with a value that is none of theirs, with
    /// the rule it breaks: for whoever runs that node.
    pub left_out: Vec<(Attribute, ValueRule)>,
}

impl SignedResponse {
    /// Verifies that `peer` signed this and reads the outside of it by its schema.
    ///
    /// # Errors
    /// `Untrusted`: an unauthenticated message; it closes nothing. `Malformed`, or
    /// [`Mismatch::Unsolicited`].
    pub fn verify(bytes: &[u8], peer: &Peer, now: Instant) -> Result<Self, Error> {
        let (original, signed) = message::verify(bytes, NAME, peer, Role::ProxyService, now)?;
        Self::read(&original, signed, peer, now)
    }

    /// The same for who has parsed the message already, within [`xmlsec::Limits::MESSAGE`]: to
    /// find the request that it claims to answer.
    ///
    /// # Errors
    /// As [`SignedResponse::verify`].
    pub fn verify_parsed(original: &Document, peer: &Peer, now: Instant) -> Result<Self, Error> {
        let signed = message::verify_parsed(original, NAME, peer, Role::ProxyService, now)?;
        Self::read(original, signed, peer, now)
    }

    fn read(
        original: &Document,
        signed: SignedElement,
        peer: &Peer,
        now: Instant,
    ) -> Result<Self, Error> {
        let response = signed.root();
        let (status, encrypted) = read_outside(response)?;
        let envelope = Envelope::read(response)?;
        // Interoperability Architecture 1.4 §3.2.2.2: unsolicited responses MUST NOT be accepted.
        let in_response_to = response
            .attribute("InResponseTo")
            .ok_or(Mismatch::Unsolicited)?;
        let in_response_to = MessageId::parse(in_response_to)?;
        let namespaces = encrypted
            .map(|encrypted| outer_namespaces(encrypted, original))
            .unwrap_or_default();
        let decryption = if peer.allows_sha1_oaep(now) {
            DecryptionPolicy::OLDER_PEER
        } else {
            DecryptionPolicy::EIDAS
        };
        let trust = Trust {
            keys: peer.signing_keys().clone(),
            levels: peer.loas().to_vec(),
            decryption,
            lifetime: if peer.tolerates(Tolerance::LongLifetime, now) {
                TOLERATED_LIFETIME
            } else {
                LIFETIME
            },
        };
        let issuer = peer.entity_id().clone();
        Ok(Self {
            envelope,
            issuer,
            in_response_to,
            status,
            peer: trust,
            namespaces,
            signed,
        })
    }

    /// Decrypts the assertion and holds everything against the expectation.
    ///
    /// # Errors
    /// [`Error::Refused`] when the peer said no; any other class when the answer is not accepted.
    pub fn open(
        self,
        keys: &[&dyn DecryptionKey],
        expected: &ExpectedResponse,
        now: Instant,
    ) -> Result<VerifiedResponse, Error> {
        self.answers(expected, now)?;
        // A refusal needs no assertion; whatever older nodes put beside it is not looked at.
        if self.status.code != StatusCode::Success {
            return Err(Error::Refused(self.status));
        }
        let (_, encrypted) = read_outside(self.signed.root())?;
        let encrypted = encrypted.ok_or(Malformed::Status)?;
        let plaintext = xmlsec::decrypt(encrypted, keys, &self.peer.decryption)
            .map_err(Malformed::Encryption)?;
        let assertion = assertion::Assertion::read(
            &plaintext,
            &self.namespaces,
            &self.peer.keys,
            expected,
            now,
        )?;
        // SAML Core §1.3.4: an ID names one thing.
        if assertion.id == self.envelope.id {
            let (one, other) = ("Response ID", "Assertion ID");
            return Err(Malformed::Contradiction { one, other }.into());
        }
        assertion.holds(expected, self.peer.lifetime, now)?;
        assertion.agrees_with(self.envelope.issue_instant, expected.skew)?;
        let loa = assertion.loa;
        if !expected.context.accepts(&loa) {
            return Err(Insufficient::Level {
                got: loa.uri().to_owned(),
            }
            .into());
        }
        if !self.peer.levels.contains(&loa) {
            return Err(Insufficient::LevelNotPublished {
                uri: loa.uri().to_owned(),
            }
            .into());
        }
        let person_identifier = assertion::person(&assertion.statement.attributes, expected)?;
        Ok(VerifiedResponse {
            id: self.envelope.id,
            assertion_id: assertion.id,
            issuer: self.issuer,
            issue_instant: self.envelope.issue_instant,
            authn_instant: assertion.authn_instant,
            loa,
            consent: self.envelope.consent,
            name_id: assertion.name_id,
            person_identifier,
            attributes: assertion.statement.attributes,
            dropped: assertion.statement.dropped,
            left_out: assertion.statement.left_out,
        })
    }

    /// Whether the Response is the answer to the expected question, given now.
    fn answers(&self, expected: &ExpectedResponse, now: Instant) -> Result<(), Mismatch> {
        if self.issuer != expected.issuer {
            return Err(Mismatch::Issuer {
                expected: expected.issuer.to_string(),
                got: self.issuer.to_string(),
            });
        }
        if self.in_response_to != expected.in_response_to {
            return Err(Mismatch::InResponseTo {
                expected: expected.in_response_to.to_string(),
                got: Some(self.in_response_to.to_string()),
            });
        }
        self.envelope.addressed_to(&expected.destination)?;
        let issued = self.envelope.issue_instant;
        message::begun("IssueInstant", issued, expected.skew, now)?;
        let stale = now >= issued.plus(MAX_AGE).plus(expected.skew.not_on_or_after);
        if stale || issued.plus(expected.skew.not_before) < expected.asked_at {
            return Err(Mismatch::Expired {
                field: "IssueInstant",
                at: issued,
                now,
            });
        }
        Ok(())
    }

    /// `ID`: for audit.
    #[must_use]
    pub const fn id(&self) -> &MessageId {
        &self.envelope.id
    }

    /// The request it answers: take that one before opening.
    #[must_use]
    pub const fn in_response_to(&self) -> &MessageId {
        &self.in_response_to
    }

    /// The peer.
    #[must_use]
    pub const fn issuer(&self) -> &EntityId {
        &self.issuer
    }

    /// `IssueInstant`: for audit.
    #[must_use]
    pub const fn issue_instant(&self) -> Instant {
        self.envelope.issue_instant
    }

    /// The metadata certificate whose key signed.
    #[must_use]
    pub const fn signer(&self) -> &Certificate {
        self.signed.signer()
    }
}

/// The outside of a response, by its schema: the status, and the encrypted assertion of a success.
///
/// `samlp:StatusResponseType` (SAML Core §3.2.2), without the Signature that was verified, then
/// assertions (§3.3.3). The profile wants exactly one encrypted one with a success.
fn read_outside(response: Element<'_>) -> Result<(Status, Option<Element<'_>>), Error> {
    const ATTRIBUTES: [&str; 6] = [
        "ID",
        "InResponseTo",
        "Version",
        "IssueInstant",
        "Destination",
        "Consent",
    ];
    let mut children = Children::of(response, &ATTRIBUTES)?;
    children.required(ns::ASSERTION, "Issuer")?;
    if let Some(extensions) = children.optional(ns::PROTOCOL, "Extensions") {
        schema::harmless(extensions)?;
    }
    let status = Status::read(children.required(ns::PROTOCOL, "Status")?)?;
    if status.code != StatusCode::Success {
        while let Some(assertion) = children.any() {
            let known = assertion.is(ns::ASSERTION, "Assertion")
                || assertion.is(ns::ASSERTION, "EncryptedAssertion");
            if !known {
                return Err(schema::unexpected(response, assertion).into());
            }
        }
        return Ok((status, None));
    }
    if children.optional(ns::ASSERTION, "Assertion").is_some() {
        return Err(Malformed::Unencrypted.into());
    }
    let encrypted = children.optional(ns::ASSERTION, "EncryptedAssertion");
    let encrypted = encrypted.ok_or(Malformed::Status)?;
    if children.optional(ns::ASSERTION, "Assertion").is_some() {
        return Err(Malformed::Unencrypted.into());
    }
    children.end()?;
    Ok((status, Some(encrypted)))
}

/// The namespaces in which a decrypted assertion is read: those of the signed tree.
///
/// Attack: exclusive canonicalisation signs only the declarations that are visibly used, so one
/// that an encrypted assertion leans on can be changed on the way. Defence: a prefix that the
/// signed tree lacks is taken from the original only with the very name that the profile fixes
/// for it. Trade: a node that leans on prefixes of its own invention cannot be read.
fn outer_namespaces(encrypted: Element<'_>, original: &Document) -> Vec<(String, String)> {
    const FIXED: [(&str, &str); 18] = [
        ("ds", ns::DS),
        ("ds11", ns::DS11),
        ("eidas-legal", ns::LEGAL),
        ("eidas-legal-representative", ns::LEGAL_REPRESENTATIVE),
        ("eidas-natural", ns::NATURAL),
        ("eidas-natural-representative", ns::NATURAL_REPRESENTATIVE),
        // DIFFERENCE: the EC node's own prefix for natural persons (eIDAS-Node 2.5, 2026-11).
        ("eidas", ns::NATURAL),
        ("saml", ns::ASSERTION),
        ("saml2", ns::ASSERTION),
        ("saml2p", ns::PROTOCOL),
        ("samlp", ns::PROTOCOL),
        ("dsig", ns::DS),
        ("dsig11", ns::DS11),
        ("xenc", ns::XENC),
        ("xenc11", ns::XENC11),
        ("xs", ns::XS),
        ("xsd", ns::XS),
        ("xsi", ns::XSI),
    ];
    let mut found: Vec<(String, String)> = encrypted
        .in_scope_namespaces()
        .map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned()))
        .collect();
    let outside = original
        .root()
        .children()
        .find(|child| child.is(ns::ASSERTION, "EncryptedAssertion"));
    for (prefix, uri) in outside.into_iter().flat_map(Element::in_scope_namespaces) {
        let lacking = !found.iter().any(|(known, _)| known == prefix);
        if lacking && FIXED.contains(&(prefix, uri)) {
            found.push((prefix.to_owned(), uri.to_owned()));
        }
    }
    found
}

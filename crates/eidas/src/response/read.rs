// SPDX-License-Identifier: EUPL-1.2

//! Verifying a Response, as a Connector.

use xmlsec::{Certificate, DecryptionKey};

use crate::attribute::Attributes;
use crate::error::Error;
use crate::expect::ExpectedResponse;
use crate::id::{EntityId, MessageId};
use crate::instant::Instant;
use crate::loa::Loa;
use crate::peer::Peer;
use crate::person_identifier::PersonIdentifier;
use crate::saml::{Consent, NameId};

/// A response whose signature is proven by a metadata key of the peer, and whose issuer is that
/// peer. The assertion is still encrypted and nothing of it is believed.
#[derive(Clone, Debug)]
pub struct SignedResponse {
    id: MessageId,
    in_response_to: MessageId,
    issuer: EntityId,
    issue_instant: Instant,
    signer: Certificate,
}

/// The answer to *our* question: issuer, destination, recipient, audience, in-response-to, times,
/// level, country and data set are what was expected.
#[derive(Clone, Debug)]
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
}

impl SignedResponse {
    /// Verifies that `peer` signed this and reads the outside of it by its schema.
    ///
    /// # Errors
    /// `Untrusted`: an unauthenticated message; it closes nothing. `Malformed`, or
    /// [`Mismatch::Unsolicited`](crate::error::Mismatch::Unsolicited).
    pub fn verify(bytes: &[u8], peer: &Peer, now: Instant) -> Result<Self, Error> {
        let _ = (bytes, peer, now);
        todo!()
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
        let _ = (keys, expected, now);
        todo!()
    }

    /// `ID`: for audit.
    #[must_use]
    pub const fn id(&self) -> &MessageId {
        &self.id
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
        self.issue_instant
    }

    /// The metadata certificate whose key signed.
    #[must_use]
    pub const fn signer(&self) -> &Certificate {
        &self.signer
    }
}

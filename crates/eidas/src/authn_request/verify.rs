// SPDX-License-Identifier: EUPL-1.2

//! Verifying an AuthnRequest, as a Proxy-Service.

use crate::attribute::Attribute;
use crate::authn_request::RequestedAttribute;
use crate::error::Error;
use crate::expect::ExpectedRequest;
use crate::id::{EntityId, MessageId, RequesterId};
use crate::instant::Instant;
use crate::loa::RequestedContext;
use crate::peer::Peer;
use crate::saml::{Consent, NameIdFormat, Status};
use crate::sp_type::SpType;

/// A request whose signature is proven, and nothing else yet. If [`accept`](Self::accept) refuses
/// it, the refusal may be answered ([`answer_to`]).
#[derive(Clone, Debug)]
pub struct SignedAuthnRequest {
    id: MessageId,
    issuer: EntityId,
    reply_to: String,
}

/// A question that we may answer: signed by the peer, addressed to us, fresh, and within the
/// profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedAuthnRequest {
    /// `ID`: goes into `InResponseTo`, and is taken once.
    pub id: MessageId,
    /// `IssueInstant`.
    pub issue_instant: Instant,
    /// Who asks: the audience of the answer.
    pub issuer: EntityId,
    /// Where the answer goes: an assertion consumer service of the peer's metadata, never one
    /// that only the request names.
    pub assertion_consumer_service: String,
    /// `ProviderName`: text of a stranger, to be escaped.
    pub provider_name: Option<String>,
    /// `Consent`.
    pub consent: Option<Consent>,
    /// The sector of the relying party, from metadata or request.
    pub sp_type: SpType,
    /// What is asked for, as far as we know it; `is_required` as the peer said.
    pub attributes: Vec<RequestedAttribute>,
    /// Names of optional attributes that we do not know: ignored.
    pub ignored: usize,
    /// The level asked for.
    pub context: RequestedContext,
    /// The NameID format asked for; none asked for is unspecified.
    pub name_id_format: NameIdFormat,
    /// `RequesterID`.
    pub requester_id: Option<RequesterId>,
}

impl SignedAuthnRequest {
    /// Verifies signature and issuer, and reads the request by its schema.
    ///
    /// # Errors
    /// `Untrusted` or `Malformed`: no answer may be sent.
    pub fn verify(bytes: &[u8], peer: &Peer, now: Instant) -> Result<Self, Error> {
        let _ = (bytes, peer, now);
        todo!()
    }

    /// Holds the request against what we offer.
    ///
    /// # Errors
    /// `Mismatch`, `Malformed`, `Insufficient`.
    pub fn accept(
        self,
        peer: &Peer,
        expected: &ExpectedRequest,
        now: Instant,
    ) -> Result<VerifiedAuthnRequest, Error> {
        let _ = (peer, expected, now);
        todo!()
    }

    /// Its ID.
    #[must_use]
    pub const fn id(&self) -> &MessageId {
        &self.id
    }

    /// Who asks.
    #[must_use]
    pub const fn issuer(&self) -> &EntityId {
        &self.issuer
    }

    /// Where an answer, also a refusal, may be sent: from the metadata.
    #[must_use]
    pub fn assertion_consumer_service(&self) -> &str {
        &self.reply_to
    }
}

impl VerifiedAuthnRequest {
    /// Both steps at once, when a refusal need not be answered.
    ///
    /// # Errors
    /// Those of both steps.
    pub fn verify(
        bytes: &[u8],
        peer: &Peer,
        expected: &ExpectedRequest,
        now: Instant,
    ) -> Result<Self, Error> {
        SignedAuthnRequest::verify(bytes, peer, now)?.accept(peer, expected, now)
    }

    /// Whether `attribute` is asked for.
    #[must_use]
    pub fn asks_for(&self, attribute: Attribute) -> bool {
        self.attributes
            .iter()
            .any(|requested| requested.attribute == attribute)
    }
}

/// The SAML status that answers a refused request, with the EC nodes' code in its message; `None`
/// when the requester cannot be trusted with an answer.
#[must_use]
pub fn answer_to(refusal: &Error) -> Option<Status> {
    let _ = refusal;
    todo!()
}

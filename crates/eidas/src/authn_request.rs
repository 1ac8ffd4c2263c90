// SPDX-License-Identifier: EUPL-1.2

//! `saml2p:AuthnRequest`: the question of a Connector. eIDAS Message Format 1.4 §2.3.

pub(crate) mod verify;

use xmlsec::SigningKey;

use crate::attribute::Attribute;
use crate::error::Error;
use crate::id::{EntityId, MessageId, RequesterId};
use crate::instant::Instant;
use crate::loa::{LevelOfAssurance, RequestedContext};
use crate::peer::Peer;
use crate::saml::NameIdFormat;
use crate::sp_type::SpType;

/// What a Connector wants to know, before it is known whom it asks: the part of an
/// [`AuthnRequest`] that is not the peer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// A fresh ID.
    pub id: MessageId,
    /// Now.
    pub issue_instant: Instant,
    /// Our own entityID.
    pub issuer: EntityId,
    /// The name of the service, for people: some nodes refuse a request without. At most 128
    /// characters.
    pub provider_name: String,
    /// The service, for machines: one URI per relying party.
    pub requester_id: Option<RequesterId>,
    /// The sector of the service.
    pub sp_type: SpType,
    /// The lowest level that will do.
    pub level: LevelOfAssurance,
    /// What to ask for. The mandatory part of the minimum data set must be among it; of the rest,
    /// what the peer does not publish is left out.
    pub attributes: Vec<Attribute>,
}

/// One requested attribute. eIDAS Message Format 1.4 §2.3.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestedAttribute {
    /// Which.
    pub attribute: Attribute,
    /// `isRequired`: true for the mandatory part of a minimum data set, false for the optional.
    pub is_required: bool,
}

/// An authentication request as it is sent.
///
/// `ForceAuthn` is always true, `IsPassive` always false; there is no
/// `AssertionConsumerServiceURL` and no `ProtocolBinding`, since the peer has our metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthnRequest {
    /// `ID`.
    pub id: MessageId,
    /// `IssueInstant`.
    pub issue_instant: Instant,
    /// `Destination`: the peer's single sign-on service for HTTP-POST.
    pub destination: String,
    /// `Issuer`: our entityID.
    pub issuer: EntityId,
    /// `ProviderName`.
    pub provider_name: String,
    /// `eidas:SPType`; in each request, never in our metadata.
    pub sp_type: SpType,
    /// `eidas:RequestedAttributes`.
    pub attributes: Vec<RequestedAttribute>,
    /// `NameIDPolicy`, with `AllowCreate`.
    pub name_id_format: NameIdFormat,
    /// `RequestedAuthnContext`.
    pub context: RequestedContext,
    /// `Scoping/RequesterID`.
    pub requester_id: Option<RequesterId>,
}

impl AuthnRequest {
    /// Puts a question to a peer: only what the peer publishes is asked for.
    ///
    /// # Errors
    /// [`Insufficient`](crate::error::Insufficient) when the peer cannot answer it (level,
    /// mandatory attribute), or wants a RequesterID that the question lacks;
    /// [`Misconfigured`](crate::error::Misconfigured) when the question breaks the profile;
    /// `Untrusted` when the peer's metadata has expired.
    pub fn to_peer(question: Question, peer: &Peer) -> Result<Self, Error> {
        let _ = (question, peer);
        todo!()
    }

    /// The request without signature. Its namespaces are declared at the root.
    #[must_use]
    pub fn to_xml(&self) -> String {
        todo!()
    }

    /// The signed request: what goes into `SAMLRequest`, before base64.
    ///
    /// # Errors
    /// [`Misconfigured::Crypto`](crate::error::Misconfigured::Crypto).
    pub fn to_signed_xml(&self, key: &dyn SigningKey) -> Result<Vec<u8>, Error> {
        let _ = key;
        todo!()
    }
}

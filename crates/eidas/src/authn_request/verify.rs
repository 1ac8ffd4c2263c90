// SPDX-License-Identifier: EUPL-1.2

//! Verifying an AuthnRequest, as a Proxy-Service.

use super::read::{self, Asked, Parsed};
use crate::attribute::read::is_representative;
use crate::attribute::{Attribute, Person, complete};
use crate::authn_request::RequestedAttribute;
use crate::error::{Error, Insufficient, Malformed, Mismatch};
use crate::expect::{ExpectedRequest, RequesterIdRule};
use crate::id::{EntityId, MessageId, RequesterId};
use crate::instant::Instant;
use crate::loa::RequestedContext;
use crate::peer::{Peer, Role};
use crate::protocol_version::ProtocolVersion;
use crate::saml::{Consent, NameIdFormat, Status, StatusCode, SubStatus, message};
use crate::sp_type::SpType;

/// A request whose signature is proven, and nothing else yet. If [`accept`](Self::accept) refuses
/// it, the refusal may be answered ([`answer_to`]).
#[derive(Clone, Debug)]
pub struct SignedAuthnRequest {
    parsed: Parsed,
    issuer: EntityId,
    assertion_consumer_service: String,
    /// `SPType` of the peer's metadata.
    sp_type: Option<SpType>,
    mixing: Mixing,
}

/// Whether one request may ask about natural and legal person. eIDAS Message Format 1.4 §2.3.2
/// forbids what 1.3 and earlier allow, so the requester's version decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mixing {
    Allowed,
    Refused,
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
        let (_, signed) = message::verify(bytes, "AuthnRequest", peer, Role::Connector, now)?;
        let parsed = read::read(signed.root())?;
        let assertion_consumer_service = consumer_service(&parsed, peer)?;
        let older = peer
            .highest_version()
            .is_some_and(|highest| highest < ProtocolVersion::V1_4);
        Ok(Self {
            parsed,
            issuer: peer.entity_id().clone(),
            assertion_consumer_service,
            sp_type: peer.sp_type(),
            mixing: if older {
                Mixing::Allowed
            } else {
                Mixing::Refused
            },
        })
    }

    /// Holds the request against the profile and against what we offer.
    ///
    /// # Errors
    /// `Mismatch`, `Malformed`, `Insufficient`; [`answer_to`] says which may be answered.
    pub fn accept(
        self,
        expected: &ExpectedRequest,
        now: Instant,
    ) -> Result<VerifiedAuthnRequest, Error> {
        let Parsed { envelope, .. } = &self.parsed;
        envelope.addressed_to(&expected.destination)?;
        // The reference node never looks at the age, so a request seen once can be used again when
        // its memory of IDs ends. Ours bounds the age, and with it that memory.
        let issued = envelope.issue_instant;
        message::begun("IssueInstant", issued, expected.skew, now)?;
        let end = issued.plus(expected.max_age);
        message::not_ended("IssueInstant", end, expected.skew, now)?;
        if !self.parsed.force_authn {
            return Err(Malformed::ForceAuthn.into());
        }
        if self.parsed.is_passive {
            return Err(Malformed::IsPassive.into());
        }
        let sp_type = match (self.sp_type, self.parsed.sp_type) {
            (Some(_), Some(_)) => return Err(Malformed::SpTypeTwice.into()),
            (None, None) => return Err(Malformed::SpTypeMissing.into()),
            (Some(sp_type), None) | (None, Some(sp_type)) => sp_type,
        };
        let requester_id = self.parsed.requester_id;
        let demanded = expected.requester_id == RequesterIdRule::DemandedOfPrivate;
        if demanded && sp_type == SpType::Private && requester_id.is_none() {
            return Err(Insufficient::RequesterIdMissing.into());
        }
        let asked = &self.parsed.attributes;
        let (attributes, ignored) = known(asked, &expected.attributes, self.mixing)?;
        let context = self.parsed.context;
        if !context.is_served_by(&expected.levels) {
            let uri = lowest(&context);
            return Err(Insufficient::LevelNotPublished { uri }.into());
        }
        let format = self.parsed.name_id_format;
        if format != NameIdFormat::Unspecified && !expected.name_id_formats.contains(&format) {
            let format = format.uri().to_owned();
            return Err(Insufficient::UnsupportedNameIdFormat { format }.into());
        }
        Ok(VerifiedAuthnRequest {
            issue_instant: issued,
            consent: self.parsed.envelope.consent,
            id: self.parsed.envelope.id,
            issuer: self.issuer,
            assertion_consumer_service: self.assertion_consumer_service,
            provider_name: self.parsed.provider_name,
            sp_type,
            attributes,
            ignored,
            context,
            name_id_format: format,
            requester_id,
        })
    }

    /// Its ID.
    #[must_use]
    pub const fn id(&self) -> &MessageId {
        &self.parsed.envelope.id
    }

    /// Who asks.
    #[must_use]
    pub const fn issuer(&self) -> &EntityId {
        &self.issuer
    }

    /// Where an answer, also a refusal, may be sent: from the metadata.
    #[must_use]
    pub fn assertion_consumer_service(&self) -> &str {
        &self.assertion_consumer_service
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
        SignedAuthnRequest::verify(bytes, peer, now)?.accept(expected, now)
    }

    /// Whether `attribute` is asked for.
    #[must_use]
    pub fn asks_for(&self, attribute: Attribute) -> bool {
        self.attributes
            .iter()
            .any(|requested| requested.attribute == attribute)
    }
}

/// Where the answer goes. A request may repeat an address of the metadata; it cannot name another.
/// The index is left alone by all nodes, and guessing at it would be a choice made for the peer.
fn consumer_service(parsed: &Parsed, peer: &Peer) -> Result<String, Error> {
    const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
    if parsed
        .protocol_binding
        .as_deref()
        .is_some_and(|binding| binding != POST)
    {
        return Err(Mismatch::ProtocolBinding.into());
    }
    match (&parsed.consumer_url, &parsed.consumer_index) {
        (Some(_), Some(_)) => Err(Malformed::AssertionConsumerService.into()),
        (None, Some(_)) => Err(Mismatch::AssertionConsumerService.into()),
        (Some(url), None) if peer.has_acs(url) => Ok(url.clone()),
        (Some(_), None) => Err(Mismatch::AssertionConsumerService.into()),
        (None, None) => Ok(peer
            .acs_post()
            .ok_or(Mismatch::AssertionConsumerService)?
            .to_owned()),
    }
}

/// The attributes that we publish, of those asked for, and how many others were optional.
fn known(
    asked: &[Asked],
    published: &[Attribute],
    mixing: Mixing,
) -> Result<(Vec<RequestedAttribute>, usize), Error> {
    let mut requested: Vec<RequestedAttribute> = Vec::new();
    let mut ignored = 0;
    for Asked { name, is_required } in asked {
        if is_representative(name) {
            return Err(Malformed::RepresentativeRequested.into());
        }
        let attribute = Attribute::named(name);
        let of_a_data_set = attribute
            .filter(|attribute| matches!(attribute.person(), Person::Natural | Person::Legal));
        if of_a_data_set.is_some_and(|attribute| attribute.is_mandatory() != *is_required) {
            return Err(Malformed::IsRequired { name: name.clone() }.into());
        }
        match attribute.filter(|attribute| published.contains(attribute)) {
            Some(attribute) => {
                requested.push(RequestedAttribute {
                    attribute,
                    is_required: *is_required,
                });
            }
            None if *is_required => {
                return Err(Insufficient::UnsupportedAttribute { name: name.clone() }.into());
            }
            None => ignored += 1,
        }
    }
    if requested.is_empty() {
        return Err(Insufficient::NoSupportedAttribute.into());
    }
    let mentions = |person| {
        requested
            .iter()
            .any(|asked| asked.attribute.person() == person)
    };
    if mixing == Mixing::Refused && mentions(Person::Natural) && mentions(Person::Legal) {
        return Err(Malformed::MixedPersons.into());
    }
    complete(mentions, |attribute| {
        requested.iter().any(|asked| asked.attribute == attribute)
    })?;
    Ok((requested, ignored))
}

fn lowest(context: &RequestedContext) -> String {
    match context {
        RequestedContext::Minimum(level) => level.uri().to_owned(),
        RequestedContext::Exact(levels) => levels
            .first()
            .map(|loa| loa.uri().to_owned())
            .unwrap_or_default(),
    }
}

/// The SAML status that answers a refused request, with the EC nodes' code in its message; `None`
/// when the requester cannot be trusted with an answer. Always with a message: the reference
/// Connector crashes on a failure without one.
#[must_use]
pub fn answer_to(refusal: &Error) -> Option<Status> {
    let Error::Insufficient(refusal) = refusal else {
        return None;
    };
    let requester =
        |sub_code, message| Some(Status::failure(StatusCode::Requester, sub_code, message));
    match refusal {
        Insufficient::LevelNotPublished { .. } => {
            requester(None, "202015 - invalid value for Level of Assurance")
        }
        Insufficient::NoSupportedAttribute | Insufficient::UnsupportedAttribute { .. } => {
            requester(None, "202005 - Invalid Attribute List.")
        }
        Insufficient::RequesterIdMissing => requester(None, "202020 - RequesterID is missing"),
        Insufficient::UnsupportedNameIdFormat { .. } => requester(
            Some(SubStatus::InvalidNameIdPolicy),
            "202022 - NameID Format is not supported by the proxyService",
        ),
        Insufficient::Level { .. } | Insufficient::MandatoryAttribute { .. } => None,
    }
}

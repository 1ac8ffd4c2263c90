// SPDX-License-Identifier: EUPL-1.2

//! Verifying an AuthnRequest, as a Proxy-Service.

use serde::{Deserialize, Serialize};
use xmlsec::{Document, Element, Limits, SignedElement};

use super::read::{self, Asked};
use super::refusal::{Addressee, Refusal};
use crate::attribute::read::is_representative;
use crate::attribute::{Attribute, Person, complete};
use crate::authn_request::RequestedAttribute;
use crate::binding::{Binding, Carried, CarriedSignature};
use crate::country::CountryCode;
use crate::error::{Error, Insufficient, Malformed, Mismatch};
use crate::expect::{ExpectedRequest, RequesterIdRule};
use crate::id::{EntityId, MessageId, RequesterId};
use crate::instant::Instant;
use crate::loa::RequestedContext;
use crate::peer::{Peer, Role};
use crate::protocol_version::ProtocolVersion;
use crate::saml::message::{self, Envelope};
use crate::saml::{Consent, NameIdFormat};
use crate::sp_type::SpType;

/// The local name of the message.
const NAME: &str = "AuthnRequest";

/// A request whose signature is proven, and whose answer has somewhere to go. What it asks for is
/// not read yet. If [`accept`](Self::accept) refuses it, the refusal may be answered.
#[derive(Clone, Debug)]
pub struct SignedAuthnRequest {
    signed: SignedElement,
    envelope: Envelope,
    addressee: Addressee,
    peer: Trust,
}

/// What is needed of the peer to read its question.
#[derive(Clone, Debug)]
struct Trust {
    /// `SPType` of its metadata.
    sp_type: Option<SpType>,
    /// `NodeCountry` of its metadata.
    country: CountryCode,
    mixing: Mixing,
    /// The published attributes that its version of the specification does not have.
    unknown: Vec<Attribute>,
}

/// Whether one request may ask about natural and legal person. eIDAS Message Format 1.4 §2.3.2
/// forbids what 1.3 and earlier allow, so the requester's version decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mixing {
    Allowed,
    Refused,
}

/// A question that we may answer: signed by the peer, addressed to us, fresh, and within the
/// profile. Made by [`SignedAuthnRequest::accept`], and read back from where that was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VerifiedAuthnRequest {
    /// `ID`: goes into `InResponseTo`, and is taken once.
    pub id: MessageId,
    /// `IssueInstant`, by the peer's clock.
    pub issue_instant: Instant,
    /// When we took it, by ours: the person authenticates after this.
    pub received: Instant,
    /// Who asks: the audience of the answer.
    pub issuer: EntityId,
    /// Where the answer goes: an assertion consumer service of the peer's metadata, never one
    /// that only the request names.
    pub assertion_consumer_service: String,
    /// `ProviderName`: text of a stranger, without invisible characters, at most 128 characters;
    /// to be escaped.
    pub provider_name: Option<String>,
    /// `Consent`.
    pub consent: Option<Consent>,
    /// The sector of the relying party, from metadata or request.
    pub sp_type: SpType,
    /// What is asked for, as far as both sides know it; `is_required` as the peer said.
    pub attributes: Vec<RequestedAttribute>,
    /// How many attributes were asked for that one of us does not know: ignored.
    pub ignored: usize,
    /// Which of the ignored the registry knows: a person may be told that they are not sent.
    pub unpublished: Vec<Attribute>,
    /// The level asked for.
    pub context: RequestedContext,
    /// The NameID format asked for; none asked for is unspecified.
    pub name_id_format: NameIdFormat,
    /// `RequesterID`.
    pub requester_id: Option<RequesterId>,
}

impl SignedAuthnRequest {
    /// Verifies a request with its signature inside: one that was posted, or that came by GET as
    /// EC nodes send it.
    ///
    /// # Errors
    /// `Untrusted`, `Malformed` or `Mismatch`: no answer may be sent.
    pub fn verify(bytes: &[u8], peer: &Peer, now: Instant) -> Result<Self, Error> {
        let (_, signed) = message::verify(bytes, NAME, peer, Role::Connector, now)?;
        Self::of(signed, peer)
    }

    /// Verifies a request whichever way it came: its signature is where that way has it, and
    /// nowhere else.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn verify_carried(message: &Carried, peer: &Peer, now: Instant) -> Result<Self, Error> {
        let document = Document::parse(&message.xml, &Limits::MESSAGE).map_err(Malformed::Xml)?;
        Self::verify_parsed(&document, &message.signature, peer, now)
    }

    /// The same for a request that is parsed already, within [`xmlsec::Limits::MESSAGE`], to find who
    /// claims to ask.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn verify_parsed(
        document: &Document,
        signature: &CarriedSignature,
        peer: &Peer,
        now: Instant,
    ) -> Result<Self, Error> {
        let role = Role::Connector;
        let signed = match signature {
            CarriedSignature::Inside => message::verify_parsed(document, NAME, peer, role, now)?,
            CarriedSignature::Query(signature) => {
                message::verify_query(document, signature, NAME, peer, role, now)?
            }
        };
        Self::of(signed, peer)
    }

    fn of(signed: SignedElement, peer: &Peer) -> Result<Self, Error> {
        let envelope = Envelope::read(signed.root())?;
        let addressee = Addressee {
            in_response_to: envelope.id.clone(),
            issuer: peer.entity_id().clone(),
            assertion_consumer_service: consumer_service(signed.root(), peer)?,
        };
        let older = peer
            .highest_version()
            .is_some_and(|highest| highest < ProtocolVersion::V1_4);
        let peer = Trust {
            sp_type: peer.sp_type(),
            country: peer.country(),
            mixing: if older {
                Mixing::Allowed
            } else {
                Mixing::Refused
            },
            unknown: Attribute::of(Person::Natural)
                .chain(Attribute::of(Person::Legal))
                .filter(|attribute| !peer.knows(*attribute))
                .collect(),
        };
        Ok(Self {
            signed,
            envelope,
            addressee,
            peer,
        })
    }

    /// Holds the request against the profile and against what we offer.
    ///
    /// The caller takes [`id`](Self::id) once before anything comes of it, be it a page or an
    /// answer; for as long as `max_age` and the skew last, since a request is refused after that.
    ///
    /// # Errors
    /// [`Refusal::Stop`] when it is not for us or not of now; [`Refusal::Reject`] when it breaks
    /// the profile or asks for what we do not offer.
    pub fn accept(
        self,
        expected: &ExpectedRequest,
        now: Instant,
    ) -> Result<VerifiedAuthnRequest, Refusal> {
        self.is_for_us_now(expected, now)
            .map_err(|mismatch| Refusal::Stop(mismatch.into()))?;
        let addressee = self.addressee.clone();
        self.read(expected, now)
            .map_err(|why| Refusal::of(why, addressee))
    }

    /// The reference node never looks at the age, so a request seen once can be used again when
    /// its memory of IDs ends. Ours bounds the age, and with it that memory.
    fn is_for_us_now(&self, expected: &ExpectedRequest, now: Instant) -> Result<(), Mismatch> {
        self.envelope.addressed_to(&expected.destination)?;
        let issued = self.envelope.issue_instant;
        message::begun("IssueInstant", issued, expected.skew, now)?;
        let end = issued.plus(expected.max_age);
        message::not_ended("IssueInstant", end, expected.skew, now)
    }

    fn read(self, expected: &ExpectedRequest, now: Instant) -> Result<VerifiedAuthnRequest, Error> {
        let parsed = read::read(self.signed.root())?;
        if parsed
            .protocol_binding
            .is_some_and(|binding| binding != Binding::Post.uri())
        {
            return Err(Mismatch::ProtocolBinding.into());
        }
        // Message Format 1.4 §2.4.1: MUST be true, SHOULD be false. Nobody can be asked passively
        // who has to authenticate.
        if !parsed.force_authn {
            return Err(Malformed::ForceAuthn.into());
        }
        if parsed.is_passive {
            return Err(Malformed::IsPassive.into());
        }
        let sp_type = match (self.peer.sp_type, parsed.sp_type) {
            (Some(_), Some(_)) => return Err(Malformed::SpTypeTwice.into()),
            (None, None) => return Err(Malformed::SpTypeMissing.into()),
            (Some(sp_type), None) | (None, Some(sp_type)) => sp_type,
        };
        let country = parsed.node_country.as_deref();
        if country.is_some_and(|country| country != self.peer.country.as_str()) {
            let (one, other) = ("NodeCountry", "NodeCountry of the metadata");
            return Err(Malformed::Contradiction { one, other }.into());
        }
        // SAML Core §3.4.1.1: an identifier "in the namespace of a service provider other than the
        // requester" is none that we give.
        let namespace = parsed.sp_name_qualifier.as_deref();
        if namespace.is_some_and(|name| !name.is_empty() && name != self.addressee.issuer.as_str())
        {
            let (one, other) = ("SPNameQualifier", "Issuer");
            return Err(Malformed::Contradiction { one, other }.into());
        }
        let requester_id = parsed.requester_id;
        let demanded = expected.requester_id == RequesterIdRule::DemandedOfPrivate;
        if demanded && sp_type == SpType::Private && requester_id.is_none() {
            return Err(Insufficient::RequesterIdMissing.into());
        }
        let offered: Vec<Attribute> = expected
            .attributes
            .iter()
            .copied()
            .filter(|attribute| !self.peer.unknown.contains(attribute))
            .collect();
        let known = known(&parsed.attributes, &offered, self.peer.mixing)?;
        let context = parsed.context;
        if !context.is_served_by(&expected.levels) {
            let uri = lowest(&context);
            return Err(Insufficient::LevelNotPublished { uri }.into());
        }
        let format = parsed.name_id_format;
        if format != NameIdFormat::Unspecified && !expected.name_id_formats.contains(&format) {
            let format = format.uri().to_owned();
            return Err(Insufficient::UnsupportedNameIdFormat { format }.into());
        }
        Ok(VerifiedAuthnRequest {
            id: self.envelope.id,
            issue_instant: self.envelope.issue_instant,
            received: now,
            issuer: self.addressee.issuer,
            assertion_consumer_service: self.addressee.assertion_consumer_service,
            provider_name: parsed.provider_name,
            consent: self.envelope.consent,
            sp_type,
            attributes: known.requested,
            ignored: known.ignored,
            unpublished: known.unpublished,
            context,
            name_id_format: format,
            requester_id,
        })
    }

    /// Its ID.
    #[must_use]
    pub const fn id(&self) -> &MessageId {
        &self.envelope.id
    }

    /// `IssueInstant`: for the audit, also of what is refused.
    #[must_use]
    pub const fn issue_instant(&self) -> Instant {
        self.envelope.issue_instant
    }

    /// Who asks.
    #[must_use]
    pub const fn issuer(&self) -> &EntityId {
        &self.addressee.issuer
    }

    /// Where an answer, also a refusal, may be sent: from the metadata.
    #[must_use]
    pub fn assertion_consumer_service(&self) -> &str {
        &self.addressee.assertion_consumer_service
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
        Ok(SignedAuthnRequest::verify(bytes, peer, now)?.accept(expected, now)?)
    }

    pub(crate) fn addressee(&self) -> Addressee {
        Addressee {
            in_response_to: self.id.clone(),
            issuer: self.issuer.clone(),
            assertion_consumer_service: self.assertion_consumer_service.clone(),
        }
    }

    /// Whether `attribute` is asked for.
    #[must_use]
    pub fn asks_for(&self, attribute: Attribute) -> bool {
        self.attributes
            .iter()
            .any(|requested| requested.attribute == attribute)
    }
}

/// Where the answer goes. A request may repeat an address of the metadata or say its index; it
/// cannot name another. SAML Core §3.4.1: an index excludes the address, and the binding too.
fn consumer_service(request: Element<'_>, peer: &Peer) -> Result<String, Error> {
    let url = request.attribute("AssertionConsumerServiceURL");
    let index = read::read_index(request, "AssertionConsumerServiceIndex")?;
    let binding = request.attribute("ProtocolBinding");
    let found = match (url, index) {
        (None, Some(_)) if binding.is_some() => {
            return Err(Malformed::AssertionConsumerService.into());
        }
        (Some(_), Some(_)) => return Err(Malformed::AssertionConsumerService.into()),
        (Some(url), None) => peer.has_acs(url).then_some(url),
        (None, Some(index)) => peer.acs_of_index(index),
        (None, None) => peer.acs_post(),
    };
    let found = found.ok_or(Mismatch::AssertionConsumerService)?;
    Ok(found.to_owned())
}

/// The attributes asked for, sorted.
struct Known {
    /// Those that we publish.
    requested: Vec<RequestedAttribute>,
    /// How many others there were.
    ignored: usize,
    /// Those of the others that the registry knows.
    unpublished: Vec<Attribute>,
}

/// Message Format 1.4 §2.3.2: "Attributes requested that are not supported by an eIDAS-Service MUST
/// be ignored", whatever `isRequired` says. Not so a legal person where we know none: to answer
/// about a natural one would be to answer about somebody else.
fn known(asked: &[Asked], published: &[Attribute], mixing: Mixing) -> Result<Known, Error> {
    let persons: Vec<Person> = asked
        .iter()
        .filter_map(|asked| Person::of_name(&asked.name))
        .collect();
    let both = persons.contains(&Person::Natural) && persons.contains(&Person::Legal);
    if both && mixing == Mixing::Refused {
        return Err(Malformed::MixedPersons.into());
    }
    let mut requested: Vec<RequestedAttribute> = Vec::new();
    let mut ignored = 0;
    let mut unpublished: Vec<Attribute> = Vec::new();
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
            None if attribute.is_some_and(|it| it.person() == Person::Legal) && *is_required => {
                return Err(Insufficient::LegalPerson.into());
            }
            None => {
                ignored += 1;
                unpublished.extend(attribute.filter(|it| !unpublished.contains(it)));
            }
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
    complete(mentions, |attribute| {
        requested.iter().any(|asked| asked.attribute == attribute)
    })?;
    Ok(Known {
        requested,
        ignored,
        unpublished,
    })
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

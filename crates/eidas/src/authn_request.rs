// SPDX-License-Identifier: EUPL-1.2

//! `saml2p:AuthnRequest`: the question of a Connector. eIDAS Message Format 1.4 §2.4.1.

mod read;
pub(crate) mod refusal;
pub(crate) mod verify;

use serde::{Deserialize, Serialize};
use url::Url;
use xmlsec::{KeyInfoStyle, SigningKey};

use crate::attribute::{Attribute, Person, complete};
use crate::binding::{self, EmbeddedForm, Parameter, RelayState};
use crate::error::{Error, Insufficient, Misconfigured};
use crate::id::{EntityId, MessageId, RequesterId};
use crate::instant::Instant;
use crate::loa::{LevelOfAssurance, Loa, RequestedContext};
use crate::ns;
use crate::peer::{Peer, Role};
use crate::saml::{Consent, NameIdFormat, issuer, message};
use crate::sp_type::SpType;
use crate::xml::Xml;

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

/// One requested attribute. eIDAS Message Format 1.4 §5.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        peer.in_role(Role::ProxyService)?
            .in_date(question.issue_instant)?;
        let destination = peer.sso_post().ok_or(Misconfigured::NoEndpoint {
            endpoint: "SingleSignOnService for HTTP-POST",
        })?;
        let name_length = question.provider_name.chars().count();
        if question.provider_name.trim().is_empty() || name_length > 128 {
            return Err(Misconfigured::ProviderName.into());
        }
        let private = question.sp_type == SpType::Private;
        if private && peer.requires_requester_id() && question.requester_id.is_none() {
            return Err(Insufficient::RequesterIdMissing.into());
        }
        let context = RequestedContext::Minimum(question.level);
        if !context.is_served_by(peer.loas()) {
            let uri = question.level.uri().to_owned();
            return Err(Insufficient::LevelNotPublished { uri }.into());
        }
        Ok(Self {
            attributes: askable(&question.attributes, peer.attributes())?,
            id: question.id,
            issue_instant: question.issue_instant,
            destination: destination.to_owned(),
            issuer: question.issuer,
            provider_name: question.provider_name,
            sp_type: question.sp_type,
            name_id_format: NameIdFormat::Unspecified,
            context,
            requester_id: question.requester_id,
        })
    }

    /// The request without signature. Its namespaces are declared at the root.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut xml = Xml::new();
        xml.start("saml2p:AuthnRequest")
            .attribute("xmlns:saml2p", ns::PROTOCOL)
            .attribute("xmlns:saml2", ns::ASSERTION)
            .attribute("xmlns:eidas", ns::EIDAS)
            .attribute("ID", self.id.as_str())
            .attribute("Version", "2.0")
            .attribute("IssueInstant", &self.issue_instant.to_string())
            .attribute("Destination", &self.destination)
            .attribute("Consent", Consent::Unspecified.uri())
            .attribute("ForceAuthn", "true")
            .attribute("IsPassive", "false")
            .attribute("ProviderName", &self.provider_name);
        issuer::write(&mut xml, &self.issuer);
        xml.start("saml2p:Extensions");
        xml.start("eidas:SPType").text(self.sp_type.as_str()).end();
        xml.start("eidas:RequestedAttributes");
        for RequestedAttribute {
            attribute,
            is_required,
        } in &self.attributes
        {
            xml.start("eidas:RequestedAttribute")
                .attribute("FriendlyName", &attribute.friendly_name())
                .attribute("Name", &attribute.name())
                .attribute("NameFormat", ns::ATTRNAME_URI)
                .attribute("isRequired", if *is_required { "true" } else { "false" })
                .end();
        }
        xml.end().end();
        xml.start("saml2p:NameIDPolicy")
            .attribute("AllowCreate", "true")
            .attribute("Format", self.name_id_format.uri())
            .end();
        let (comparison, levels) = match &self.context {
            RequestedContext::Minimum(level) => ("minimum", vec![level.uri()]),
            RequestedContext::Exact(levels) => ("exact", levels.iter().map(Loa::uri).collect()),
        };
        xml.start("saml2p:RequestedAuthnContext")
            .attribute("Comparison", comparison);
        for level in levels {
            xml.start("saml2:AuthnContextClassRef").text(level).end();
        }
        xml.end();
        if let Some(requester_id) = &self.requester_id {
            xml.start("saml2p:Scoping");
            xml.start("saml2p:RequesterID")
                .text(requester_id.as_str())
                .end();
            xml.end();
        }
        xml.end();
        xml.finish()
    }

    /// The signed request: what goes into `SAMLRequest`, before base64.
    ///
    /// # Errors
    /// [`Misconfigured::Crypto`](crate::error::Misconfigured::Crypto).
    pub fn to_signed_xml(&self, key: &dyn SigningKey) -> Result<Vec<u8>, Error> {
        // Cryptographic Requirements 1.4 §3.3: the hash of the Reference is that of the signature.
        message::sign(
            &self.to_xml(),
            key.method().digest(),
            KeyInfoStyle::default(),
            &[],
            key,
        )
    }

    /// The request as a SAML redirect: compressed, signed beside it in the query. SAML Bindings
    /// §3.4.4.1. For simulated nodes; our Connector posts.
    ///
    /// # Errors
    /// [`Misconfigured`]: the key fails, or `destination` is no URL.
    pub fn to_redirect(
        &self,
        relay_state: Option<&RelayState>,
        key: &dyn SigningKey,
    ) -> Result<Url, Error> {
        let endpoint = endpoint(&self.destination)?;
        let parameter = Parameter::SamlRequest;
        binding::encode_redirect(&endpoint, parameter, &self.to_xml(), relay_state, key)
    }

    /// The request by GET with its signature inside, which is what EC nodes call redirect. For
    /// simulated nodes.
    ///
    /// # Errors
    /// As [`to_redirect`](Self::to_redirect).
    pub fn to_embedded_get(
        &self,
        relay_state: Option<&RelayState>,
        form: EmbeddedForm,
        key: &dyn SigningKey,
    ) -> Result<Url, Error> {
        let endpoint = endpoint(&self.destination)?;
        let signed = self.to_signed_xml(key)?;
        let parameter = Parameter::SamlRequest;
        Ok(binding::encode_embedded(
            &endpoint,
            parameter,
            &signed,
            relay_state,
            form,
        ))
    }
}

/// Where a redirect goes.
fn endpoint(location: &str) -> Result<Url, Error> {
    let none = Misconfigured::NoEndpoint {
        endpoint: "SingleSignOnService",
    };
    Url::parse(location).map_err(|_| none.into())
}

/// What may be asked of a peer that publishes `published`: the mandatory part of one minimum data
/// set, which must be there, and of the rest what is published.
fn askable(
    wanted: &[Attribute],
    published: &[Attribute],
) -> Result<Vec<RequestedAttribute>, Error> {
    let mentions = |person| wanted.iter().any(|attribute| attribute.person() == person);
    if wanted
        .iter()
        .any(|attribute| attribute.person().is_representative())
    {
        return Err(Misconfigured::RepresentativeRequested.into());
    }
    if mentions(Person::Natural) && mentions(Person::Legal) {
        return Err(Misconfigured::MixedPersons.into());
    }
    if let Err(missing) = complete(mentions, |attribute| wanted.contains(&attribute)) {
        return Err(match missing {
            Insufficient::MandatoryAttribute { name } => {
                Misconfigured::IncompleteDataSet { name }.into()
            }
            other => other.into(),
        });
    }
    let mut requested: Vec<RequestedAttribute> = Vec::new();
    for attribute in wanted.iter().copied() {
        let is_required = attribute.is_mandatory();
        let again = requested
            .iter()
            .any(|requested| requested.attribute == attribute);
        if published.contains(&attribute) && !again {
            requested.push(RequestedAttribute {
                attribute,
                is_required,
            });
        } else if is_required && !again {
            return Err(Insufficient::UnsupportedAttribute {
                name: attribute.name(),
            }
            .into());
        }
    }
    Ok(requested)
}

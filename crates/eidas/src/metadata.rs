// SPDX-License-Identifier: EUPL-1.2

//! Metadata of a node: ours as we publish it, theirs as we read it. Message Format 1.4 §2.2, SAML
//! Metadata.
//!
//! [`ConnectorMetadata`] and [`ProxyServiceMetadata`] are what a node says of itself;
//! `to_signed_xml` makes the document. Reading has one door, [`Peer`](crate::peer::Peer), because
//! metadata that is not proven is worth nothing.

use url::Url;
use xmlsec::{Certificate, DataEncryption, DigestMethod, KeyKind, KeyWrap, SignatureMethod};

use crate::attribute::Attribute;
use crate::country::CountryCode;
use crate::endpoint::BadEndpoint;
use crate::error::{Error, Malformed};
use crate::saml::NameIdFormat;
use crate::{EntityId, Instant, Loa, MessageId, SpType};

mod cache_duration;
mod keys;
pub(crate) mod read;
mod write;

pub use keys::KeyFault;

/// Names of this file's vocabulary.
mod name {
    pub(super) const MD: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
    pub(super) const MDATTR: &str = "urn:oasis:names:tc:SAML:metadata:attribute";
    pub(super) const MDRPI: &str = "urn:oasis:names:tc:SAML:metadata:rpi";
    pub(super) const ALG: &str = "urn:oasis:names:tc:SAML:metadata:algsupport";

    pub(super) const PROTOCOL_VERSION: &str =
        "http://eidas.europa.eu/entity-attributes/protocol-version";
    pub(super) const APPLICATION_IDENTIFIER: &str =
        "http://eidas.europa.eu/entity-attributes/application-identifier";
    pub(super) const ASSURANCE_CERTIFICATION: &str =
        "urn:oasis:names:tc:SAML:attribute:assurance-certification";
    pub(super) const ENTITY_CATEGORY: &str = "http://macedir.org/entity-category";
    pub(super) const REQUESTER_ID: &str =
        "http://eidas.europa.eu/entity-attributes/termsofaccess/requesterid";
}

/// What both roles publish.
#[derive(Clone, Debug)]
pub struct NodeMetadata {
    /// The address of the document, which is the name of the node.
    pub entity_id: EntityId,
    /// When it ends to be valid. Message Format 1.4 §2.2: MUST.
    pub valid_until: Instant,
    /// `eidas:NodeCountry`.
    pub country: CountryCode,
    /// Versions of the specification, e.g. `1.2`, `1.3`, `1.4`.
    pub versions: Vec<String>,
    /// `vendor:software:major.minor`.
    pub application: Option<String>,
    /// `md:KeyDescriptor`s **in the order they shall stand**. The order means something to peers:
    /// EC nodes up to 2.8 know only the last certificate of each use, from 2.9 the first
    /// encryption certificate is taken.
    pub keys: Vec<KeyDescriptor>,
    /// `alg:DigestMethod`s.
    pub digest_methods: Vec<DigestMethod>,
    /// `alg:SigningMethod`s: what we can verify.
    pub signing_methods: Vec<SignatureMethod>,
    /// `md:NameIDFormat`s.
    pub name_id_formats: Vec<NameIdFormat>,
    /// Who runs the node.
    pub organization: Option<Organization>,
    /// Whom to call.
    pub contacts: Vec<Contact>,
}

/// Our, or a simulated, Connector: `md:SPSSODescriptor`.
#[derive(Clone, Debug)]
pub struct ConnectorMetadata {
    /// What both roles publish.
    pub node: NodeMetadata,
    /// `eidas:SPType`, for a Connector that serves one sector only. None when each request says
    /// it; saying it in both places is an error.
    pub sp_type: Option<SpType>,
    /// Where answers go: HTTP-POST, index 0, default.
    pub assertion_consumer_service: Url,
}

/// A Proxy-Service: `md:IDPSSODescriptor`.
#[derive(Clone, Debug)]
pub struct ProxyServiceMetadata {
    /// What both roles publish.
    pub node: NodeMetadata,
    /// The levels it can answer with.
    pub loas: Vec<Loa>,
    /// Whether private services have to be named in requests.
    pub requires_requester_id: bool,
    /// Where questions go by POST.
    pub sso_post: Url,
    /// Where questions go by GET.
    pub sso_redirect: Option<Url>,
    /// The attributes it can answer with.
    pub attributes: Vec<Attribute>,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyUse {
    /// `use="encryption"`.
    Encryption,
    /// `use="signing"`.
    Signing,
}

/// One `md:KeyDescriptor`. There is no way to leave `use` out: the reference nodes ignore such an
/// entry, and another product switched signature checks off over one.
#[derive(Clone, Debug)]
pub struct KeyDescriptor {
    /// What the key is for.
    pub key_use: KeyUse,
    /// The certificate that carries it.
    pub certificate: Certificate,
    /// URIs of `md:EncryptionMethod`.
    pub encryption_methods: Vec<&'static str>,
}

impl KeyDescriptor {
    /// A key that signs.
    #[must_use]
    pub fn signing(certificate: Certificate) -> Self {
        Self {
            key_use: KeyUse::Signing,
            certificate,
            encryption_methods: Vec::new(),
        }
    }

    /// A key to encrypt to, with every method of the profile that fits its kind.
    /// Cryptographic Requirements 1.4 §2.2.
    #[must_use]
    pub fn encryption(certificate: Certificate) -> Self {
        let mut methods = vec![
            DataEncryption::Aes256Gcm.uri(),
            DataEncryption::Aes128Gcm.uri(),
            DataEncryption::Aes192Gcm.uri(),
        ];
        match certificate.key().kind() {
            KeyKind::Rsa(_) => methods.push("http://www.w3.org/2009/xmlenc11#rsa-oaep"),
            KeyKind::Ec(_) => methods.extend([
                "http://www.w3.org/2009/xmlenc11#ECDH-ES",
                KeyWrap::Aes256.uri(),
                KeyWrap::Aes128.uri(),
            ]),
        }
        Self {
            key_use: KeyUse::Encryption,
            certificate,
            encryption_methods: methods,
        }
    }
}

/// Text in a language (`xml:lang`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized {
    /// The language tag.
    pub language: String,
    /// The text. Another's text is never markup.
    pub text: String,
}

/// `md:Organization`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// `OrganizationName`.
    pub name: String,
    /// `OrganizationDisplayName`.
    pub display_name: String,
    /// `OrganizationURL`.
    pub url: String,
    /// Their `xml:lang`.
    pub language: String,
}

/// `md:ContactPerson`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// What to call about.
    pub kind: ContactKind,
    /// `Company`.
    pub company: Option<String>,
    /// `EmailAddress`, without `mailto:`, as the reference node writes it.
    pub email: String,
}

/// `contactType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContactKind {
    /// `support`.
    Support,
    /// `technical`.
    Technical,
}

impl ContactKind {
    /// The value of the attribute.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Technical => "technical",
        }
    }
}

/// How a document is written and signed. Nodes differ here, and the simulated ones show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataStyle {
    /// The `ID` that the signature refers to. None: no `ID` and a Reference with URI `""`, as the
    /// reference node does.
    pub id: Option<MessageId>,
    /// Digest of the Reference.
    pub digest: DigestMethod,
    /// `xsi:type="xs:string"` on attribute values, which needs the prefix `xs` in the signature's
    /// `InclusiveNamespaces`.
    pub typed_values: bool,
}

impl MetadataStyle {
    /// Ours: referred to by `id`, SHA-256, typed values.
    #[must_use]
    pub fn new(id: MessageId) -> Self {
        Self {
            id: Some(id),
            digest: DigestMethod::Sha256,
            typed_values: true,
        }
    }

    /// The reference node's: no ID, URI `""`, SHA-512.
    #[must_use]
    pub fn reference_node() -> Self {
        Self {
            id: None,
            digest: DigestMethod::Sha512,
            typed_values: true,
        }
    }
}

/// What is wrong with a metadata document in itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataFault {
    /// The same entityID twice: which one counts would be the reader's choice.
    #[error("the entity {entity_id} stands twice")]
    DuplicateEntity {
        /// The entityID.
        entity_id: String,
    },
    /// The same role twice.
    #[error("two descriptors of one role")]
    DuplicateRole,
    /// An endpoint's address is unacceptable.
    #[error("endpoint {location}: {why}")]
    Endpoint {
        /// As written.
        location: String,
        /// Why.
        why: BadEndpoint,
    },
    /// A certificate that cannot be read, or whose key is of no listed kind.
    #[error("a certificate cannot be read or its key is of no listed kind")]
    Certificate,
    /// Neither EntityDescriptor nor EntitiesDescriptor.
    #[error("not a metadata document")]
    NotMetadata,
    /// Nothing to send messages to.
    #[error("no endpoint with HTTP-POST")]
    NoEndpoint,
    /// NodeCountry is absent, or stands twice.
    #[error("not exactly one NodeCountry in the role's extensions")]
    NodeCountry,
    /// No key that could sign this peer's messages.
    #[error("no signing key")]
    NoSigningKey,
    /// `validUntil` is absent everywhere.
    #[error("no validUntil")]
    NoValidUntil,
    /// `validUntil` is no instant.
    #[error("validUntil cannot be read")]
    ValidUntil,
    /// A required attribute of an element is absent.
    #[error("{element} without {attribute}")]
    Attribute {
        /// The element.
        element: &'static str,
        /// The attribute.
        attribute: &'static str,
    },
}

impl MetadataFault {
    /// Stable machine code for the audit log.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::DuplicateEntity { .. } => "metadata_duplicate_entity",
            Self::DuplicateRole => "metadata_duplicate_role",
            Self::Endpoint { .. } => "metadata_endpoint",
            Self::Certificate => "metadata_certificate",
            Self::NotMetadata => "metadata_not_metadata",
            Self::NoEndpoint => "metadata_no_endpoint",
            Self::NodeCountry => "metadata_node_country_missing",
            Self::NoSigningKey => "metadata_no_signing_key",
            Self::NoValidUntil => "metadata_no_valid_until",
            Self::ValidUntil => "metadata_valid_until",
            Self::Attribute { .. } => "metadata_attribute_missing",
        }
    }
}

impl From<MetadataFault> for Error {
    fn from(fault: MetadataFault) -> Self {
        Self::Malformed(Malformed::Metadata(fault))
    }
}

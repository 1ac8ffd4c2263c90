// SPDX-License-Identifier: EUPL-1.2

//! The machine codes of errors, for audit and metrics. Stable: operators search for them.

use crate::Tolerance;

use super::{Error, Insufficient, Malformed, Misconfigured, Mismatch, Untrusted};

impl Error {
    /// A stable machine code for audit and metrics.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Insufficient(it) => it.reason(),
            Self::Malformed(it) => it.reason(),
            Self::Misconfigured(it) => it.reason(),
            Self::Mismatch(it) => it.reason(),
            Self::Refused(_) => "peer_refused",
            Self::Untrusted(it) => it.reason(),
        }
    }
}

impl Error {
    /// The tolerance that would put up with this, for operators: nothing else says which setting a
    /// reason leads to.
    #[must_use]
    pub fn tolerated_by(&self) -> Option<Tolerance> {
        match self {
            Self::Malformed(Malformed::Encryption(xmlsec::Error::EncryptionAlgorithm { uri }))
                if SHA1_IN_OAEP.contains(&uri.as_str()) =>
            {
                Some(Tolerance::Sha1Oaep)
            }
            Self::Mismatch(Mismatch::Lifetime { .. }) => Some(Tolerance::LongLifetime),
            Self::Untrusted(why) => Tolerance::of_metadata(why.reason()),
            _ => None,
        }
    }
}

/// How SHA-1 inside RSA-OAEP is named, as digest and in MGF1. XML Encryption 1.1 §5.5.2.
const SHA1_IN_OAEP: [&str; 3] = [
    "http://www.w3.org/2000/09/xmldsig#sha1",
    "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    "http://www.w3.org/2009/xmlenc11#mgf1sha1",
];

impl Insufficient {
    fn reason(&self) -> &'static str {
        match self {
            Self::LegalPerson => "legal_person",
            Self::Level { .. } => "loa_too_low",
            Self::LevelNotPublished { .. } => "loa_not_published",
            Self::MandatoryAttribute { .. } => "mandatory_attribute_missing",
            Self::MandatoryAttributeValue { .. } => "mandatory_attribute_unusable",
            Self::NoSupportedAttribute => "no_supported_attribute",
            Self::RequesterIdMissing => "requester_id_missing",
            Self::UnsupportedAttribute { .. } => "unsupported_attribute",
            Self::UnsupportedNameIdFormat { .. } => "unsupported_name_id_format",
        }
    }
}

impl Malformed {
    fn reason(&self) -> &'static str {
        match self {
            Self::AssertionConsumerService => "saml.assertion_consumer_service",
            Self::AttributeNameFormat { .. } => "saml.attribute_name_format",
            Self::AttributeType { .. } => "saml.attribute_type",
            Self::AttributeValue { .. } => "saml.attribute_value",
            Self::AuthnContextDeclaration => "saml.authn_context_declaration",
            Self::Contradiction { .. } => "saml.contradiction",
            Self::DuplicateAttribute { .. } => "saml.duplicate_attribute",
            Self::DuplicateValue { .. } => "saml.duplicate_value",
            Self::EntityId => "saml.entity_id",
            Self::ForceAuthn => "saml.force_authn",
            Self::Id => "saml.id",
            Self::IsPassive => "saml.is_passive",
            Self::IsRequired { .. } => "saml.is_required",
            Self::IssuerFormat => "saml.issuer_format",
            Self::LatinScript { .. } => "saml.latin_script",
            Self::Level => "saml.level",
            Self::MixedPersons => "saml.mixed_persons",
            Self::NameId => "saml.name_id",
            Self::RepresentativeRequested => "saml.representative_requested",
            Self::Schema(_) => "saml.schema",
            Self::SpTypeMissing => "saml.sp_type_missing",
            Self::SpTypeTwice => "saml.sp_type_twice",
            Self::Status => "saml.status",
            Self::Time { .. } => "saml.time",
            Self::Unencrypted => "saml.unencrypted",
            Self::Version => "saml.version",
            Self::Binding(fault) => fault.reason(),
            Self::Metadata(fault) => fault.reason(),
            Self::ServiceList(fault) => fault.reason(),
            Self::Encryption(inner) | Self::Xml(inner) => inner.reason(),
        }
    }
}

impl Misconfigured {
    fn reason(&self) -> &'static str {
        match self {
            Self::Character => "misconfigured.character",
            Self::Crypto(_) => "misconfigured.crypto",
            Self::IncompleteDataSet { .. } => "misconfigured.incomplete_data_set",
            Self::MixedPersons => "misconfigured.mixed_persons",
            Self::NameId => "misconfigured.name_id",
            Self::NoEndpoint { .. } => "misconfigured.no_endpoint",
            Self::NoRecipient => "misconfigured.no_recipient",
            Self::NoSignatureMethod => "misconfigured.no_signature_method",
            Self::ProviderName => "misconfigured.provider_name",
            Self::RepresentativeRequested => "misconfigured.representative_requested",
            Self::RequesterId => "misconfigured.requester_id",
        }
    }
}

impl Mismatch {
    fn reason(&self) -> &'static str {
        match self {
            Self::AssertionConsumerService => "assertion_consumer_service",
            Self::Audience => "audience",
            Self::Bearer => "subject_confirmation",
            Self::Country { .. } => "identifier_country",
            Self::Destination { .. } => "destination",
            Self::DestinationCountry { .. } => "identifier_destination",
            Self::EntityId { .. } => "metadata_entity_id",
            Self::Expired { .. } => "expired",
            Self::NodeCountry { .. } => "metadata_node_country",
            Self::Role => "metadata_role",
            Self::InResponseTo { .. } => "in_response_to",
            Self::Issuer { .. } => "issuer",
            Self::Lifetime { .. } => "lifetime",
            Self::NameIdFormat { .. } => "name_id_format",
            Self::NotYetValid { .. } => "not_yet_valid",
            Self::ProtocolBinding => "protocol_binding",
            Self::Recipient { .. } => "recipient",
            Self::Representation => "representation_not_supported",
            Self::Unsolicited => "unsolicited",
        }
    }
}

impl Untrusted {
    fn reason(&self) -> &'static str {
        match self {
            Self::MetadataRollback { .. } => "metadata_rollback",
            Self::MetadataValidity { .. } => "metadata_validity",
            Self::PinnedFile => "metadata_pinned_file",
            Self::WeakKey { .. } => "metadata_weak_key",
            Self::Issuer { .. } => "untrusted_issuer",
            Self::PeerExpired { .. } => "peer_expired",
            Self::ServiceList(doubt) => doubt.reason(),
            Self::Signature(inner) => inner.reason(),
        }
    }
}

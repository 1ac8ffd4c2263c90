// SPDX-License-Identifier: EUPL-1.2

//! Keys and metadata of invented nodes, made fresh in each run.

use std::sync::LazyLock;
use std::time::Duration;

use eidas::metadata::{
    ConnectorMetadata, Contact, ContactKind, KeyDescriptor, MetadataStyle, NodeMetadata,
    Organization, ProxyServiceMetadata,
};
use eidas::{
    Attribute, CountryCode, EntityId, ExpectedPeer, Instant, LevelOfAssurance, Loa, MessageId,
    NameIdFormat, Role, Transport,
};
use xmlsec::{
    Curve, DigestMethod, KeyKind, SignatureMethod, SigningKey, SoftwareKey, Subject, TrustAnchors,
    Validity,
};

pub(crate) const PROXY: &str = "https://eidas.example.se/metadata";
pub(crate) const CONNECTOR: &str = "https://eidas.example.no/connector/metadata";

/// 2026-11-22T12:00:00Z, when all of this happens.
pub(crate) fn now() -> Instant {
    Instant::parse("2026-11-22T12:00:00Z").unwrap()
}

pub(crate) fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3600)
}

/// A key with a certificate from `from` to `until` days after `now`.
pub(crate) fn key_valid(name: &str, kind: KeyKind, from: i64, until: i64) -> SoftwareKey {
    let subject = Subject {
        common_name: name,
        organization: "Test",
        country: "SE",
    };
    let day = |days: i64| now().seconds() + days * 86_400;
    let validity = Validity {
        not_before: day(from),
        not_after: day(until),
    };
    let serial = openssl::sha::sha256(name.as_bytes())[..16]
        .try_into()
        .unwrap();
    SoftwareKey::generate(kind, subject, validity, serial).unwrap()
}

pub(crate) fn key(name: &str) -> SoftwareKey {
    key_valid(name, KeyKind::Ec(Curve::P256), -1, 365)
}

/// Signs the metadata of the nodes below.
pub(crate) static SIGNER: LazyLock<SoftwareKey> = LazyLock::new(|| key("metadata signer"));
/// Signs and opens messages.
pub(crate) static MESSAGES: LazyLock<SoftwareKey> = LazyLock::new(|| key("messages"));
pub(crate) static ENCRYPTION: LazyLock<SoftwareKey> = LazyLock::new(|| key("encryption"));

pub(crate) fn certificate(key: &SoftwareKey) -> xmlsec::Certificate {
    key.certificates()[0].clone()
}

pub(crate) fn anchors(key: &SoftwareKey) -> TrustAnchors {
    TrustAnchors::new([certificate(key)])
}

fn node(entity_id: &str, country: &str) -> NodeMetadata {
    NodeMetadata {
        entity_id: EntityId::parse(entity_id).unwrap(),
        valid_until: now().plus(hours(24)),
        country: CountryCode::parse(country).unwrap(),
        versions: vec!["1.2".into(), "1.3".into(), "1.4".into()],
        application: Some("Landport:landport:0.1".into()),
        keys: vec![
            KeyDescriptor::encryption(certificate(&ENCRYPTION)),
            KeyDescriptor::signing(certificate(&MESSAGES)),
        ],
        digest_methods: vec![DigestMethod::Sha256, DigestMethod::Sha512],
        signing_methods: SignatureMethod::ALL.to_vec(),
        name_id_formats: vec![
            NameIdFormat::Persistent,
            NameIdFormat::Transient,
            NameIdFormat::Unspecified,
        ],
        organization: Some(Organization {
            name: "Etaten".into(),
            display_name: "Etaten for <prøver> & \"mer\"".into(),
            url: "https://etaten.example.no/".into(),
            language: "nb".into(),
        }),
        contacts: vec![
            Contact {
                kind: ContactKind::Support,
                company: Some("Etaten".into()),
                email: "support@etaten.example.no".into(),
            },
            Contact {
                kind: ContactKind::Technical,
                company: None,
                email: "drift@etaten.example.no".into(),
            },
        ],
    }
}

pub(crate) fn connector() -> ConnectorMetadata {
    ConnectorMetadata {
        node: node(CONNECTOR, "NO"),
        sp_type: None,
        assertion_consumer_service: url("https://eidas.example.no/connector/acs"),
    }
}

pub(crate) fn proxy_service() -> ProxyServiceMetadata {
    let names = ["PersonIdentifier", "FamilyName", "FirstName", "DateOfBirth"];
    let attribute = |name: &str| {
        let prefix = "http://eidas.europa.eu/attributes/naturalperson/";
        let name = match name {
            "FamilyName" => "CurrentFamilyName",
            "FirstName" => "CurrentGivenName",
            other => other,
        };
        Attribute::named(&format!("{prefix}{name}")).unwrap()
    };
    ProxyServiceMetadata {
        node: node(PROXY, "SE"),
        loas: vec![
            Loa::Notified(LevelOfAssurance::Low),
            Loa::Notified(LevelOfAssurance::Substantial),
            Loa::NonNotified("http://eidas.europa.eu/NotNotified/LoA/high".into()),
        ],
        requires_requester_id: true,
        sso_post: url("https://eidas.example.se/sso"),
        sso_redirect: Some(url("https://eidas.example.se/sso/get?a=1&b=2")),
        attributes: names.map(attribute).to_vec(),
    }
}

pub(crate) fn url(text: &str) -> url::Url {
    url::Url::parse(text).unwrap()
}

pub(crate) fn style() -> MetadataStyle {
    MetadataStyle::new(MessageId::parse("_m1").unwrap())
}

pub(crate) fn expected(role: Role) -> ExpectedPeer {
    let (entity_id, country) = match role {
        Role::Connector => (CONNECTOR, "NO"),
        Role::ProxyService => (PROXY, "SE"),
    };
    ExpectedPeer {
        entity_id: EntityId::parse(entity_id).unwrap(),
        country: CountryCode::parse(country).unwrap(),
        role,
        transport: Transport::Https,
        tolerances: Vec::new(),
    }
}

/// Signs any document as metadata.
pub(crate) fn sign(xml: &str, key: &SoftwareKey) -> Vec<u8> {
    let document = xmlsec::Document::parse(xml.as_bytes(), &xmlsec::Limits::METADATA).unwrap();
    let options = xmlsec::SignatureOptions {
        inclusive_prefixes: &["xs"],
        ..xmlsec::SignatureOptions::new(xmlsec::SignaturePlace::First)
    };
    xmlsec::sign(&document, &options, key).unwrap()
}

// SPDX-License-Identifier: EUPL-1.2

//! Metadata is read entry by entry: one that cannot be used counts for nothing, and the operator
//! hears of it. Refused is what leaves nothing to use. SIG-39, MD-08.

use eidas::error::{Malformed, Untrusted};
use eidas::metadata::{KeyDescriptor, KeyFault, MetadataFault};
use eidas::{Attribute, BadEndpoint, Error, Peer, PeerWarning, Role, SpType};
use openssl::asn1::Asn1Time;
use openssl::ec::{Asn1Flag, EcGroup, EcKey};
use openssl::pkey::PKey;
use xmlsec::{Certificate, Curve, KeyKind};

use crate::nodes::{
    ENCRYPTION, MESSAGES, SIGNER, anchors, certificate, connector, expected, key_valid, now,
    proxy_service, sign, style,
};

fn read(xml: &str, role: Role) -> Result<Peer, Error> {
    let expected = expected(role);
    Peer::from_signed_metadata(&sign(xml, &SIGNER), &anchors(&SIGNER), &expected, now())
}

/// RSA of 2048 bit.
fn weak() -> Certificate {
    let weak = PKey::from_rsa(openssl::rsa::Rsa::generate(2048).unwrap()).unwrap();
    Certificate::from_der(&self_signed(&weak, openssl::hash::MessageDigest::sha256())).unwrap()
}

/// Keys that none of our types can hold, as the text of an X509Certificate: P-192, secp256k1,
/// parameters spelled out, Ed25519, and no certificate at all.
fn unlisted_keys() -> Vec<String> {
    let ed25519 = PKey::generate_ed25519().unwrap();
    [
        unlisted(openssl::nid::Nid::X9_62_PRIME192V1, false),
        unlisted(openssl::nid::Nid::SECP256K1, false),
        unlisted(openssl::nid::Nid::X9_62_PRIME256V1, true),
        self_signed(&ed25519, openssl::hash::MessageDigest::null()),
        b"no certificate".to_vec(),
    ]
    .iter()
    .map(|der| openssl::base64::encode_block(der))
    .collect()
}

/// One more KeyDescriptor, before the others of the role.
fn with_key(xml: &str, usage: &str, certificate: &str) -> String {
    let more = format!(
        "<md:KeyDescriptor use=\"{usage}\"><ds:KeyInfo \
         xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>\
         {certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
    );
    let at = xml.find("<md:KeyDescriptor").unwrap();
    format!("{}{more}{}", &xml[..at], &xml[at..])
}

fn unusable(number: usize, why: KeyFault) -> PeerWarning {
    PeerWarning::KeyUnusable { number, why }
}

#[test]
fn sig_39_a_weak_key_counts_for_nothing_and_refuses_the_document_where_it_is_the_only_one() {
    let why = KeyFault::Weak { bits: 2048 };
    for (role, xml) in [
        (Role::ProxyService, proxy_service().to_xml(&style())),
        (Role::Connector, connector().to_xml(&style())),
    ] {
        for usage in ["signing", "encryption"] {
            let peer = read(&with_key(&xml, usage, &weak().to_base64()), role).unwrap();
            assert_eq!(peer.warnings(), [unusable(1, why)], "{role:?} {usage}");
            assert_eq!(peer.signing_certificates(), [certificate(&MESSAGES)]);
            assert_eq!(peer.signing_keys().certificates(), [certificate(&MESSAGES)]);
            let [recipient] = peer.recipients() else {
                panic!("{:?}", peer.recipients());
            };
            assert_eq!(recipient.certificate, certificate(&ENCRYPTION));
        }
    }
    let alone = |descriptors: Vec<KeyDescriptor>, role| {
        let (mut answers, mut asks) = (proxy_service(), connector());
        answers.node.keys.clone_from(&descriptors);
        asks.node.keys = descriptors;
        let xml = match role {
            Role::ProxyService => answers.to_xml(&style()),
            Role::Connector => asks.to_xml(&style()),
        };
        read(&xml, role).map(|peer| peer.warnings().to_vec())
    };
    let refused = || Err(Untrusted::WeakKey { bits: 2048 }.into());
    let good = || KeyDescriptor::signing(certificate(&MESSAGES));
    let to = || KeyDescriptor::encryption(certificate(&ENCRYPTION));
    for role in [Role::ProxyService, Role::Connector] {
        let signing = alone(vec![to(), KeyDescriptor::signing(weak())], role);
        assert_eq!(signing, refused(), "{role:?}");
    }
    let encryption = || vec![KeyDescriptor::encryption(weak()), good()];
    assert_eq!(alone(encryption(), Role::Connector), refused());
    // Nobody encrypts to a Proxy-Service.
    let heard = Ok(vec![unusable(1, why)]);
    assert_eq!(alone(encryption(), Role::ProxyService), heard);

    let strong = key_valid("strong", KeyKind::Rsa(3072), -1, 365);
    let brainpool = key_valid("brainpool", KeyKind::Ec(Curve::BrainpoolP256r1), -1, 365);
    let listed = vec![
        KeyDescriptor::signing(certificate(&strong)),
        KeyDescriptor::encryption(certificate(&brainpool)),
    ];
    assert_eq!(alone(listed, Role::Connector), Ok(vec![]));
}

#[test]
fn sig_39_a_key_that_is_not_listed_counts_for_nothing() {
    let xml = proxy_service().to_xml(&style());
    for text in unlisted_keys() {
        let peer = read(&with_key(&xml, "signing", &text), Role::ProxyService).unwrap();
        assert_eq!(peer.warnings(), [unusable(1, KeyFault::Certificate)]);
        assert_eq!(peer.signing_certificates(), [certificate(&MESSAGES)]);
        let alone = xml.replace(&certificate(&MESSAGES).to_base64(), &text);
        assert_ne!(alone, xml);
        let refused = read(&alone, Role::ProxyService).map(drop);
        assert_eq!(refused, Err(MetadataFault::Certificate.into()));
    }
}

/// The order of what is wrong: three keys of which none is usable tell of the first.
#[test]
fn what_leaves_no_key_is_refused_for_the_first_fault() {
    let xml = proxy_service().to_xml(&style());
    let xml = xml.replace(&certificate(&MESSAGES).to_base64(), "AAAA");
    let xml = with_key(&xml, "signing", &weak().to_base64());
    let refused = read(&xml, Role::ProxyService).map(drop);
    assert_eq!(refused, Err(Untrusted::WeakKey { bits: 2048 }.into()));
    let bare = proxy_service()
        .to_xml(&style())
        .replace("ds:X509Certificate", "ds:X509SKI");
    let refused = read(&bare, Role::ProxyService).map(drop);
    assert_eq!(refused, Err(MetadataFault::NoSigningKey.into()));
}

#[test]
fn the_keys_of_the_other_role_decide_nothing() {
    let asks = with_key(
        &connector().to_xml(&style()),
        "signing",
        &weak().to_base64(),
    );
    let asks = with_key(&asks, "encryption", "AAAA");
    let start = asks.find("<md:SPSSODescriptor").unwrap();
    let end = asks.find("<md:Organization>").unwrap();
    let xml = proxy_service().to_xml(&style());
    let both = xml.replace(
        "<md:Organization>",
        &format!("{}<md:Organization>", &asks[start..end]),
    );
    assert_ne!(both, xml);
    assert_eq!(read(&both, Role::ProxyService).unwrap().warnings(), []);
}

#[test]
fn md_08_a_poisoned_endpoint_beside_a_good_one_counts_for_nothing() {
    let location = "javascript:alert(1)";
    let poisoned = |element: &str| {
        format!(
            "<md:{element} Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" \
             Location=\"{location}\" index=\"7\" isDefault=\"true\"/><md:{element} "
        )
    };
    let why = BadEndpoint::Scheme;
    let heard = [PeerWarning::EndpointUnusable {
        location: location.into(),
        why,
    }];
    let element = "SingleSignOnService";
    let xml = proxy_service().to_xml(&style());
    let xml = xml.replacen(&format!("<md:{element} "), &poisoned(element), 1);
    let peer = read(&xml, Role::ProxyService).unwrap();
    assert_eq!(peer.sso_post(), Some("https://eidas.example.se/sso"));
    assert_eq!(peer.warnings(), heard);
    let element = "AssertionConsumerService";
    let xml = connector().to_xml(&style());
    let xml = xml.replacen(&format!("<md:{element} "), &poisoned(element), 1);
    let peer = read(&xml, Role::Connector).unwrap();
    assert_eq!(
        peer.acs_post(),
        Some("https://eidas.example.no/connector/acs")
    );
    assert_eq!(peer.acs_of_index(7), None);
    assert!(!peer.has_acs(location));
    assert_eq!(peer.warnings(), heard);
}

/// One country's aggregate with another node's mistake in it.
#[test]
fn an_entity_of_a_list_costs_the_others_nothing() {
    let good = proxy_service().to_xml(&style());
    let end = now().plus(crate::nodes::hours(24)).to_string();
    let other = good
        .replace(crate::nodes::PROXY, "https://eidas.example.dk/metadata")
        .replace("\"_m1\"", "\"_m2\"");
    let nameless = other.replace(" entityID=\"https://eidas.example.dk/metadata\"", "");
    let endless = other.replace(&end, "tomorrow");
    for faulty in [nameless, endless] {
        assert_ne!(faulty, other);
        let list = format!(
            "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" \
             ID=\"_a\">{faulty}{good}</md:EntitiesDescriptor>"
        );
        let peer = read(&list, Role::ProxyService).unwrap();
        assert_eq!(peer.valid_until().to_string(), end);
    }
}

/// B13 of what was tried: nobody can be asked for at a node that publishes no whole minimum data set.
#[test]
fn a_minimum_that_is_not_published_is_warned_of() {
    let whole = proxy_service();
    assert!(
        read(&whole.to_xml(&style()), Role::ProxyService)
            .unwrap()
            .warnings()
            .is_empty()
    );
    for missing in Attribute::NATURAL_MANDATORY {
        let mut less = proxy_service();
        less.attributes.retain(|attribute| *attribute != missing);
        let peer = read(&less.to_xml(&style()), Role::ProxyService).unwrap();
        let name = missing.name();
        assert_eq!(peer.warnings(), [PeerWarning::MinimumMissing { name }]);
    }
}

#[test]
fn what_is_unknown_is_named_and_there_is_a_most() {
    let unknown =
        |number: usize| format!("<saml2:Attribute Name=\"urn:x:{number}\" NameFormat=\"urn:x\"/>");
    let xml = proxy_service().to_xml(&style());
    let end = "</md:IDPSSODescriptor>";
    let with = |count: usize| {
        let more: String = (0..count).map(unknown).collect();
        let xml = xml.replace(end, &format!("{more}{end}"));
        read(&xml, Role::ProxyService).unwrap()
    };
    let name = "urn:x:0".to_owned();
    assert_eq!(with(1).warnings(), [PeerWarning::AttributeUnknown { name }]);
    assert_eq!(with(1000).warnings().len(), 64);
    let level = "http://eidas.europa.eu/LoA/low";
    let odd = xml.replacen(level, "http://eidas.europa.eu/LoA/higher", 1);
    assert_ne!(odd, xml);
    let uri = "http://eidas.europa.eu/LoA/higher".to_owned();
    let heard = read(&odd, Role::ProxyService).unwrap().warnings().to_vec();
    assert_eq!(heard, [PeerWarning::LevelUnknown { uri }]);
}

/// XML Schema Part 2 §3.2.7: white space around a time is not part of it.
#[test]
fn white_space_around_valid_until_means_nothing() {
    let xml = proxy_service().to_xml(&style());
    let spaced = xml
        .replace("validUntil=\"", "validUntil=\" ")
        .replace("Z\" ", "Z\n\" ");
    assert_ne!(spaced, xml);
    let until = read(&spaced, Role::ProxyService).unwrap().valid_until();
    assert_eq!(until, read(&xml, Role::ProxyService).unwrap().valid_until());
}

/// A processing instruction in front (a style sheet for browsers) is outside of what is signed, and
/// nothing of ours reads past one: the closed profile of XML has none.
#[test]
fn a_style_sheet_before_metadata_is_refused() {
    let signed = sign(&proxy_service().to_xml(&style()), &SIGNER);
    let read = |bytes: &[u8]| {
        let role = expected(Role::ProxyService);
        Peer::from_signed_metadata(bytes, &anchors(&SIGNER), &role, now()).map(drop)
    };
    assert_eq!(read(&signed), Ok(()));
    let sheet = b"<?xml-stylesheet href=\"metadata.xsl\" type=\"text/xsl\"?>".to_vec();
    let refused = xmlsec::Error::from(xmlsec::Malformed::ProcessingInstruction);
    assert_eq!(
        read(&[sheet, signed].concat()),
        Err(Malformed::Xml(refused).into())
    );
}

/// A self-signed certificate on `curve`, named or spelled out.
fn unlisted(curve: openssl::nid::Nid, explicit: bool) -> Vec<u8> {
    let mut group = EcGroup::from_curve_name(curve).unwrap();
    let flag = if explicit {
        Asn1Flag::EXPLICIT_CURVE
    } else {
        Asn1Flag::NAMED_CURVE
    };
    group.set_asn1_flag(flag);
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    self_signed(&key, openssl::hash::MessageDigest::sha256())
}

/// A certificate that our own maker would refuse to make.
fn self_signed(
    key: &PKey<openssl::pkey::Private>,
    digest: openssl::hash::MessageDigest,
) -> Vec<u8> {
    let mut name = openssl::x509::X509Name::builder().unwrap();
    name.append_entry_by_text("CN", "unlisted").unwrap();
    let name = name.build();
    let mut certificate = openssl::x509::X509::builder().unwrap();
    certificate.set_version(2).unwrap();
    certificate.set_subject_name(&name).unwrap();
    certificate.set_issuer_name(&name).unwrap();
    certificate
        .set_not_before(&Asn1Time::from_unix(now().seconds() - 60).unwrap())
        .unwrap();
    certificate
        .set_not_after(&Asn1Time::from_unix(now().seconds() + 86_400).unwrap())
        .unwrap();
    certificate.set_pubkey(key).unwrap();
    certificate.sign(key, digest).unwrap();
    certificate.build().to_der().unwrap()
}

/// SAML Metadata §2.4.1: a role is one of the protocols that it says. Of another protocol it is none
/// that we speak with.
#[test]
fn s2_4_1_a_role_for_another_protocol_is_none() {
    let xml = proxy_service().to_xml(&style());
    let saml = "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"";
    assert!(xml.contains(saml));
    let other = "urn:oasis:names:tc:SAML:1.1:protocol";
    let of = |protocols: &str| {
        let to = format!("protocolSupportEnumeration=\"{protocols}\"");
        read(&xml.replace(saml, &to), Role::ProxyService)
    };
    let both = format!("{other}\n urn:oasis:names:tc:SAML:2.0:protocol");
    assert!(of(&both).is_ok());
    for odd in [other, "", "urn:oasis:names:tc:SAML:2.0:protocol2"] {
        assert!(of(odd).is_err(), "{odd:?}");
    }
    let unnamed = xml.replace(saml, "");
    assert!(read(&unnamed, Role::ProxyService).is_err());
}

/// Message Format 1.4 §2.2: NodeCountry among what else stands in the extensions of the role.
#[test]
fn s2_2_other_extensions_of_a_role_say_nothing() {
    let xml = proxy_service().to_xml(&style());
    let beside = |more: &str| {
        let country = "<eidas:NodeCountry>SE</eidas:NodeCountry>";
        assert_eq!(xml.matches(country).count(), 1);
        let to = format!("{more}{country}");
        read(&xml.replace(country, &to), Role::ProxyService)
    };
    assert!(beside("").is_ok());
    assert!(beside("<o:Own xmlns:o=\"urn:own\">FI</o:Own>").is_ok());
    let country = "<eidas:NodeCountry>SE</eidas:NodeCountry>";
    let twice = beside(country).map(|_| ());
    assert_eq!(twice, Err(MetadataFault::NodeCountry.into()));
}

/// Message Format 1.4 §4.1: "in the md:Extensions element of SAML metadata", of which there are two; `public` or `private`.
#[test]
fn s4_1_the_sector_is_one_of_two_words_in_either_place() {
    let asks = connector().to_xml(&style());
    let sector = |of: &str| format!("<eidas:SPType>{of}</eidas:SPType>");
    let of_entity = |more: &str| {
        let extensions = "<md:Extensions>";
        asks.replacen(extensions, &format!("{extensions}{more}"), 1)
    };
    let of_role = |more: &str| {
        let country = "<eidas:NodeCountry>";
        asks.replacen(country, &format!("{more}{country}"), 1)
    };
    for xml in [
        of_entity(&sector("private")),
        of_role(&sector(" private\n")),
    ] {
        assert_ne!(xml, asks);
        let peer = read(&xml, Role::Connector).unwrap();
        assert_eq!(peer.sp_type(), Some(SpType::Private));
        assert_eq!(peer.warnings(), []);
    }
    for word in ["Public", "", "governmental"] {
        for xml in [of_entity(&sector(word)), of_role(&sector(word))] {
            let peer = read(&xml, Role::Connector).unwrap();
            assert_eq!(peer.sp_type(), None, "{word}");
            let text = word.to_owned();
            assert_eq!(peer.warnings(), [PeerWarning::SectorUnknown { text }]);
        }
    }
}

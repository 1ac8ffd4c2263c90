// SPDX-License-Identifier: EUPL-1.2

//! eIDAS Message Format 1.4 §2.2 and SAML Metadata: what we publish, and what we read of others.

use std::time::Duration;

use eidas::binding::Binding;
use eidas::metadata::{KeyDescriptor, KeyFault, MetadataStyle};
use eidas::{
    CountryCode, EntityId, ExpectedPeer, Instant, LevelOfAssurance, Loa, NameIdFormat, Peer,
    PeerWarning, ProtocolVersion, Role, SpType, Tolerance, Transport,
};
use xmlsec::{
    Certificate, Curve, DataEncryption, DigestMethod, KeyKind, SignatureMethod, TrustAnchors,
};

use crate::nodes::{
    CONNECTOR, ENCRYPTION, MESSAGES, PROXY, SIGNER, anchors, certificate, connector, expected,
    hours, key, key_valid, now, proxy_service, sign, style,
};
use crate::vectors::{recordings, saw};

fn read(bytes: &[u8], role: Role) -> Peer {
    Peer::from_signed_metadata(bytes, &anchors(&SIGNER), &expected(role), now()).unwrap()
}

/// Certificates are new in each run.
fn without_keys(xml: &str) -> String {
    let mut shown = xml.to_owned();
    for (key, name) in [(&*MESSAGES, "[messages]"), (&*ENCRYPTION, "[encryption]")] {
        shown = shown.replace(&certificate(key).to_base64(), name);
    }
    shown.replace("><", ">\n<")
}

#[test]
fn our_connector_publishes_what_the_profile_demands() {
    insta::assert_snapshot!(without_keys(&connector().to_xml(&style())));
}

#[test]
fn our_proxy_service_publishes_what_the_profile_demands() {
    insta::assert_snapshot!(without_keys(&proxy_service().to_xml(&style())));
}

#[test]
fn a_proxy_service_is_read_as_it_was_written() {
    let bytes = proxy_service().to_signed_xml(&style(), &*SIGNER).unwrap();
    let peer = read(&bytes, Role::ProxyService);
    assert_eq!(peer.entity_id().as_str(), PROXY);
    assert_eq!(peer.country().as_str(), "SE");
    assert_eq!(peer.role(), Role::ProxyService);
    assert_eq!(peer.valid_until(), now().plus(hours(24)));
    assert_eq!(peer.refresh_after(), hours(24));
    assert_eq!(peer.signing_certificates(), [certificate(&MESSAGES)]);
    assert_eq!(peer.signing_keys().certificates(), [certificate(&MESSAGES)]);
    assert_eq!(peer.recipients()[0].certificate, certificate(&ENCRYPTION));
    assert_eq!(peer.sso_post(), Some("https://eidas.example.se/sso"));
    let redirect = peer.single_sign_on(Binding::Redirect).unwrap();
    assert_eq!(
        redirect.as_str(),
        "https://eidas.example.se/sso/get?a=1&b=2"
    );
    assert_eq!(peer.loas(), proxy_service().loas);
    assert_eq!(peer.attributes(), proxy_service().attributes);
    assert_eq!(peer.name_id_formats(), proxy_service().node.name_id_formats);
    assert!(peer.requires_requester_id());
    assert_eq!(peer.versions(), ["1.2", "1.3", "1.4"]);
    assert_eq!(peer.highest_version(), Some(ProtocolVersion::V1_4));
    assert_eq!(peer.application(), Some("Landport:landport:0.1"));
    // The name is text, whatever it looks like (MD-09).
    assert_eq!(
        peer.display_name("nb"),
        Some("Etaten for <prøver> & \"mer\"")
    );
    assert_eq!(peer.display_name("sv"), peer.display_name("nb"));
    assert_eq!(peer.contacts(), proxy_service().node.contacts);
    assert_eq!(peer.warnings(), []);
}

#[test]
fn a_connector_is_read_as_it_was_written() {
    let mut metadata = connector();
    metadata.sp_type = Some(SpType::Public);
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    let peer = read(&bytes, Role::Connector);
    assert_eq!(peer.entity_id().as_str(), CONNECTOR);
    assert_eq!(peer.sp_type(), Some(SpType::Public));
    assert_eq!(
        peer.acs_post(),
        Some("https://eidas.example.no/connector/acs")
    );
    assert!(peer.has_acs("https://eidas.example.no/connector/acs"));
    assert!(!peer.has_acs("https://eidas.example.no/connector/acs/"));
    assert!(!peer.requires_requester_id());
    assert_eq!(peer.sso_post(), None);
}

#[test]
fn metadata_without_id_is_signed_with_an_empty_reference() {
    for style in [
        MetadataStyle::reference_node(),
        MetadataStyle {
            typed_values: false,
            ..MetadataStyle::reference_node()
        },
    ] {
        let bytes = proxy_service().to_signed_xml(&style, &*SIGNER).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(
            text.contains("URI=\"\"") && !text.contains(" ID=\""),
            "{text}"
        );
        assert_eq!(read(&bytes, Role::ProxyService).versions().len(), 3);
    }
}

#[test]
fn the_signers_chain_leads_to_the_root_that_is_trusted() {
    let root = key("root");
    let issued = root
        .issue(
            KeyKind::Ec(Curve::P256),
            xmlsec::Subject {
                common_name: "leaf",
                organization: "Test",
                country: "SE",
            },
            xmlsec::Validity {
                not_before: now().seconds() - 60,
                not_after: now().plus(hours(48)).seconds(),
            },
            [7; 16],
            false,
        )
        .unwrap();
    let bytes = proxy_service().to_signed_xml(&style(), &issued).unwrap();
    let role = expected(Role::ProxyService);
    assert!(Peer::from_signed_metadata(&bytes, &anchors(&root), &role, now()).is_ok());
    assert!(Peer::from_signed_metadata(&bytes, &anchors(&issued), &role, now()).is_ok());
    assert!(Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &role, now()).is_err());
}

/// The order of KeyDescriptors is meaning: EC nodes know only the last, or only the first.
#[test]
fn keys_stand_in_the_order_they_were_given() {
    let (other, rsa) = (key("next"), key("other encryption"));
    let mut metadata = connector();
    metadata.node.keys = vec![
        KeyDescriptor::encryption(certificate(&ENCRYPTION)),
        KeyDescriptor::encryption(certificate(&rsa)),
        KeyDescriptor::encryption(certificate(&ENCRYPTION)),
        KeyDescriptor::signing(certificate(&other)),
        KeyDescriptor::signing(certificate(&MESSAGES)),
    ];
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    assert!(
        String::from_utf8_lossy(&bytes)
            .matches("<md:KeyDescriptor use=")
            .count()
            == 5
    );
    let peer = read(&bytes, Role::Connector);
    assert_eq!(
        peer.signing_certificates(),
        [certificate(&other), certificate(&MESSAGES)]
    );
    let recipients: Vec<_> = peer
        .recipients()
        .iter()
        .map(|recipient| recipient.certificate.clone())
        .collect();
    let preferred = certificate(&ENCRYPTION);
    assert_eq!(
        recipients,
        [preferred.clone(), certificate(&rsa), preferred]
    );
}

#[test]
fn a_recipients_methods_decide_the_content_encryption() {
    let bytes = connector().to_signed_xml(&style(), &*SIGNER).unwrap();
    let peer = read(&bytes, Role::Connector);
    let mut recipient = peer.recipients()[0].clone();
    let ours = [DataEncryption::Aes256Gcm, DataEncryption::Aes128Gcm];
    assert_eq!(
        Peer::choose_data_encryption(&recipient, &ours),
        Some(ours[0])
    );
    recipient.methods = vec![DataEncryption::Aes128Gcm.uri().to_owned()];
    assert_eq!(
        Peer::choose_data_encryption(&recipient, &ours),
        Some(ours[1])
    );
    // The way of the key alone says nothing of the content; CBC alone says that we have nothing.
    recipient.methods = vec!["http://www.w3.org/2009/xmlenc11#rsa-oaep".to_owned()];
    assert_eq!(
        Peer::choose_data_encryption(&recipient, &ours),
        Some(ours[0])
    );
    recipient.methods = vec!["http://www.w3.org/2001/04/xmlenc#aes256-cbc".to_owned()];
    assert_eq!(Peer::choose_data_encryption(&recipient, &ours), None);
    recipient.methods = vec![DataEncryption::Aes192Gcm.uri().to_owned()];
    assert_eq!(Peer::choose_data_encryption(&recipient, &ours), None);
}

#[test]
fn the_signature_method_is_one_the_peer_can_verify() {
    let ours = [
        SignatureMethod::Ecdsa(DigestMethod::Sha256),
        SignatureMethod::RsaPss(DigestMethod::Sha256),
    ];
    let chosen = |methods: Vec<SignatureMethod>| {
        let mut metadata = proxy_service();
        metadata.node.signing_methods = methods;
        let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
        read(&bytes, Role::ProxyService).choose_signature_method(&ours)
    };
    assert_eq!(chosen(SignatureMethod::ALL.to_vec()), Some(ours[0]));
    assert_eq!(chosen(Vec::new()), Some(ours[0]), "says nothing");
    assert_eq!(chosen(vec![ours[1]]), Some(ours[1]), "no ECDSA in the list");
    assert_eq!(
        chosen(vec![SignatureMethod::RsaPss(DigestMethod::Sha512)]),
        None
    );
}

#[test]
fn tru_06_an_expired_certificate_carries_its_key_all_the_same() {
    // TRU-06. Interoperability Architecture 1.4 §6.3: the metadata is authoritative.
    let old = key_valid("old", KeyKind::Ec(Curve::P256), -400, -30);
    let mut metadata = proxy_service();
    metadata.node.keys = vec![KeyDescriptor::signing(certificate(&old))];
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    let peer = read(&bytes, Role::ProxyService);
    assert_eq!(peer.signing_certificates(), [certificate(&old)]);
    assert_eq!(
        peer.warnings(),
        [PeerWarning::CertificateExpired {
            sha256: certificate(&old).sha256(),
            not_after: now().minus(hours(30 * 24)),
        }]
    );
}

#[test]
fn a_key_without_use_is_ignored_and_reported() {
    let xml = proxy_service().to_xml(&style());
    let without = xml.replace(
        "<md:KeyDescriptor use=\"encryption\">",
        "<md:KeyDescriptor>",
    );
    let peer = read(&sign(&without, &SIGNER), Role::ProxyService);
    assert!(peer.recipients().is_empty());
    let why = KeyFault::NoUse;
    assert_eq!(
        peer.warnings(),
        [PeerWarning::KeyUnusable { number: 1, why }]
    );
}

#[test]
fn versions_are_read_one_by_one_or_with_commas_and_unknown_ones_mean_the_newest_rules() {
    let highest = |versions: &[&str]| {
        let mut metadata = proxy_service();
        metadata.node.versions = versions
            .iter()
            .map(|version| (*version).to_owned())
            .collect();
        let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
        read(&bytes, Role::ProxyService).highest_version()
    };
    assert_eq!(highest(&["1.2", "1.1"]), Some(ProtocolVersion::V1_2));
    assert_eq!(highest(&["1.1,1.3"]), Some(ProtocolVersion::V1_3));
    assert_eq!(highest(&[]), None);
    assert_eq!(highest(&["1.2", "2.0"]), None);
}

#[test]
fn sha_1_in_oaep_is_for_old_peers_by_an_entry_that_ends() {
    let allowed = |versions: &[&str], until: Option<Instant>| {
        let mut metadata = proxy_service();
        metadata.node.versions = versions
            .iter()
            .map(|version| (*version).to_owned())
            .collect();
        let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
        let mut expected = expected(Role::ProxyService);
        expected.tolerances = until
            .into_iter()
            .map(|until| (Tolerance::Sha1Oaep, until))
            .collect();
        Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &expected, now())
            .unwrap()
            .allows_sha1_oaep(now())
    };
    let later = Some(now().plus(hours(1)));
    assert!(allowed(&["1.1", "1.2"], later));
    assert!(allowed(&["1.3"], later));
    assert!(!allowed(&["1.2"], None), "nobody allowed it");
    assert!(!allowed(&["1.2"], Some(now())), "the entry has ended");
    assert!(!allowed(&["1.2", "1.4"], later), "a 1.4 node");
    assert!(!allowed(&[], later), "publishes no version");
}

#[test]
fn an_entity_is_found_in_an_aggregate_with_the_earliest_end_around_it() {
    let inner = proxy_service().to_xml(&style());
    let other = inner
        .replace(PROXY, "https://eidas.example.dk/metadata")
        .replace("\"_m1\"", "\"_m2\"");
    let aggregate = format!(
        "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_a\" \
         validUntil=\"{}\" cacheDuration=\"PT6H\"><md:EntitiesDescriptor>{inner}\
         </md:EntitiesDescriptor>{other}</md:EntitiesDescriptor>",
        now().plus(hours(2))
    );
    let peer = read(&sign(&aggregate, &SIGNER), Role::ProxyService);
    assert_eq!(peer.entity_id().as_str(), PROXY);
    assert_eq!(peer.valid_until(), now().plus(hours(2)));
    assert_eq!(peer.refresh_after(), hours(6));
}

#[test]
fn the_default_assertion_consumer_service_comes_first() {
    let xml = connector().to_xml(&style());
    let binding = Binding::Post.uri();
    let service = |location: &str, default: &str| {
        format!(
            "<md:AssertionConsumerService Binding=\"{binding}\" Location=\"{location}\" \
             index=\"1\"{default}/>"
        )
    };
    let start = xml.find("<md:AssertionConsumerService").unwrap();
    let end = xml.find("</md:SPSSODescriptor>").unwrap();
    let with = |services: &str| format!("{}{services}{}", &xml[..start], &xml[end..]);
    let (a, b) = ("https://a.example.no/acs", "https://b.example.no/acs");
    for (first, second, wanted) in [
        ("", " isDefault=\"true\"", b),
        (" isDefault=\"false\"", "", b),
        (" isDefault=\"false\"", " isDefault=\"false\"", a),
        ("", "", a),
    ] {
        let xml = with(&format!("{}{}", service(a, first), service(b, second)));
        let peer = read(&sign(&xml, &SIGNER), Role::Connector);
        assert_eq!(peer.acs_post(), Some(wanted), "{first} {second}");
        assert!(peer.has_acs(a) && peer.has_acs(b));
    }
}

#[test]
fn a_middleware_service_is_pinned_by_its_hash() {
    let xml = proxy_service().to_xml(&style());
    let pinned = openssl::sha::sha256(xml.as_bytes());
    let role = expected(Role::ProxyService);
    let peer = Peer::from_pinned_file(xml.as_bytes(), &pinned, &role, now()).unwrap();
    assert_eq!(peer.entity_id().as_str(), PROXY);
    let changed = xml.replace("/sso\"", "/sso2\"");
    assert_ne!(changed, xml);
    assert_eq!(
        Peer::from_pinned_file(changed.as_bytes(), &pinned, &role, now())
            .unwrap_err()
            .reason(),
        "metadata_pinned_file"
    );
    // Such a file often has no end; the pin is it.
    let endless = xml.replace(&format!(" validUntil=\"{}\"", now().plus(hours(24))), "");
    let pinned = openssl::sha::sha256(endless.as_bytes());
    let peer = Peer::from_pinned_file(endless.as_bytes(), &pinned, &role, now()).unwrap();
    assert_eq!(
        peer.valid_until(),
        now().plus(ExpectedPeer::LONGEST_VALIDITY)
    );
}

/// E5: an operator reads which tolerance a reason leads to, and none where none helps.
#[test]
fn a_refusal_names_the_tolerance_that_would_allow_it() {
    let encryption = |uri: &str| {
        let uri = uri.to_owned();
        let error = xmlsec::Error::EncryptionAlgorithm { uri };
        eidas::Error::from(eidas::error::Malformed::Encryption(error)).tolerated_by()
    };
    let [xmldsig, xmlenc, xmlenc11] = [
        "http://www.w3.org/2000/09/xmldsig#sha1",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
        "http://www.w3.org/2009/xmlenc11#mgf1sha1",
    ];
    for uri in [xmldsig, xmlenc, xmlenc11] {
        assert_eq!(encryption(uri), Some(Tolerance::Sha1Oaep), "{uri}");
    }
    for uri in [
        "http://www.w3.org/2001/04/xmlenc#rsa-1_5",
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
    ] {
        assert_eq!(encryption(uri), None, "{uri}");
    }
    let too_long = eidas::error::Untrusted::MetadataValidity {
        valid_until: now().plus(hours(24 * 1000)),
        last: now().plus(ExpectedPeer::LONGEST_VALIDITY),
    };
    let too_long = eidas::Error::from(too_long);
    assert_eq!(too_long.tolerated_by(), Some(Tolerance::LongValidity));
    let answer = eidas::error::Mismatch::Lifetime { at: now() };
    let answer = eidas::Error::from(answer);
    assert_eq!(answer.tolerated_by(), Some(Tolerance::LongLifetime));
    assert_eq!(Tolerance::of_metadata("metadata_endpoint"), None);
}

/// What the reference node 2.5.0 published on 2026-11-22, in three sets of keys.
#[test]
fn the_recorded_metadata_of_the_reference_node_is_read() {
    const TEST: &str = "the_recorded_metadata_of_the_reference_node_is_read";
    let Some(recordings) = recordings(TEST) else {
        return;
    };
    let mut documents = 0;
    // The certificates of the default set ended in 2016: before that, its `validUntil` is far away.
    for (set, at, years) in [
        ("ec256", "2026-11-22T18:00:00Z", 1),
        ("rsa3072", "2026-11-22T18:00:00Z", 3),
        ("rsa-default", "2016-01-01T00:00:00Z", 14),
    ] {
        let folder = recordings.join(set);
        let signer = std::fs::read(folder.join("keys/metadata-signer.cert.pem")).unwrap();
        let anchors = TrustAnchors::new([Certificate::from_pem(&signer).unwrap()]);
        let at = Instant::parse(at).unwrap();
        for (file, role, country, entity) in [
            (
                "ConnectorMetadata.xml",
                Role::Connector,
                "CA",
                "8080/EidasNode/ConnectorMetadata",
            ),
            (
                "ServiceMetadata.xml",
                Role::ProxyService,
                "CB",
                "8081/EidasNode/ServiceMetadata",
            ),
        ] {
            let bytes = std::fs::read(folder.join(file)).unwrap();
            documents += 1;
            let expected = ExpectedPeer {
                entity_id: EntityId::parse(&format!("http://localhost:{entity}")).unwrap(),
                country: CountryCode::parse(country).unwrap(),
                role,
                transport: Transport::HttpsOrLocalhost,
                tolerances: vec![(Tolerance::LongValidity, at.plus(hours(1)))],
            };
            let peer = Peer::from_signed_metadata(&bytes, &anchors, &expected, at);
            if years > 5 {
                assert_eq!(peer.unwrap_err().reason(), "metadata_validity", "{set}");
                continue;
            }
            let peer = peer.unwrap_or_else(|error| panic!("{set}/{file}: {error}"));
            assert_eq!(peer.highest_version(), Some(ProtocolVersion::V1_2));
            assert_eq!(peer.application(), Some("CEF:eIDAS-ref:2.5.0"));
            assert_eq!(peer.signing_certificates().len(), 1);
            assert!(peer.name_id_formats().contains(&NameIdFormat::Persistent));
            if role == Role::ProxyService {
                assert_eq!(
                    peer.sso_post(),
                    Some("http://localhost:8081/EidasNode/ColleagueRequest")
                );
                assert!(peer.loas().contains(&Loa::Notified(LevelOfAssurance::High)));
                assert!(peer.attributes().len() >= 16, "{:?}", peer.attributes());
            } else {
                assert_eq!(
                    peer.acs_post(),
                    Some("http://localhost:8080/EidasNode/ColleagueResponse")
                );
                assert_eq!(peer.recipients().len(), 1);
            }
            // Another signer's certificate opens nothing.
            let wrong =
                Peer::from_signed_metadata(&bytes, &crate::nodes::anchors(&SIGNER), &expected, at);
            assert!(wrong.is_err());
        }
    }
    saw(TEST, documents);
}

#[test]
fn md_03_cache_durations_stay_between_a_minute_and_a_day() {
    // MD-03.
    for (written, seconds) in [
        ("PT1H", 3600),
        ("P100Y", 86_400),
        ("P0D", 60),
        ("-P1D", 60),
        ("soon", 60),
    ] {
        let xml = proxy_service().to_xml(&style()).replacen(
            " entityID=",
            &format!(" cacheDuration=\"{written}\" entityID="),
            1,
        );
        let peer = read(&sign(&xml, &SIGNER), Role::ProxyService);
        assert_eq!(
            peer.refresh_after(),
            Duration::from_secs(seconds),
            "{written}"
        );
    }
}

/// The words of the configuration and of pages.
#[test]
fn tolerances_and_levels_have_names_and_go_there_and_back() {
    let names = Tolerance::ALL.map(Tolerance::name);
    assert_eq!(names, ["long-lifetime", "long-validity", "sha1-oaep"]);
    assert_eq!(names.map(Tolerance::from_name), Tolerance::ALL.map(Some));
    assert_eq!(Tolerance::from_name(""), None);
    let levels = LevelOfAssurance::ALL.map(LevelOfAssurance::as_str);
    assert_eq!(levels, ["low", "substantial", "high"]);
}

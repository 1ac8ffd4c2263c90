// SPDX-License-Identifier: EUPL-1.2

//! Hostile metadata, by the rows of the catalogue of attacks: MD-*, and of the signature rows
//! SIG-10 and SIG-49. Every case is the good document with one change; `good_metadata`
//! is the positive control of each run.

use eidas::error::{Malformed, Mismatch, Untrusted};
use eidas::metadata::{KeyDescriptor, MetadataFault};
use eidas::{BadEndpoint, Error, ExpectedPeer, Instant, Peer, PeerWarning, Role, Tolerance};

use crate::nodes::{
    MESSAGES, PROXY, SIGNER, anchors, certificate, expected, hours, key, now, proxy_service, sign,
    style,
};

fn good() -> String {
    proxy_service().to_xml(&style())
}

fn read(bytes: &[u8]) -> Result<Peer, Error> {
    Peer::from_signed_metadata(
        bytes,
        &anchors(&SIGNER),
        &expected(Role::ProxyService),
        now(),
    )
}

fn signed(xml: &str) -> Result<Peer, Error> {
    read(&sign(xml, &SIGNER))
}

#[track_caller]
fn changed(from: &str, to: &str) -> String {
    let (before, after) = (good(), good().replace(from, to));
    assert_ne!(before, after, "the mutation must change something");
    after
}

#[track_caller]
fn refused(result: Result<Peer, Error>, error: impl Into<Error>) {
    assert_eq!(result.map(|_| ()), Err(error.into()));
}

#[test]
fn good_metadata() {
    assert!(signed(&good()).is_ok());
}

#[test]
fn md_01_unsigned_or_signed_by_a_message_key() {
    assert!(matches!(
        read(good().as_bytes()),
        Err(Error::Untrusted(Untrusted::Signature(_)))
    ));
    let by_message_key = read(&sign(&good(), &MESSAGES));
    assert!(matches!(
        by_message_key,
        Err(Error::Untrusted(Untrusted::Signature(_)))
    ));
    let mut altered = sign(&good(), &SIGNER);
    let at = altered
        .windows(5)
        .position(|window| window == b"/sso\"")
        .unwrap();
    altered[at + 1] = b'z';
    assert!(matches!(
        read(&altered),
        Err(Error::Untrusted(Untrusted::Signature(_)))
    ));
}

#[test]
fn md_02_valid_until_is_there_ahead_and_near() {
    let at = |instant: Instant| changed(&now().plus(hours(24)).to_string(), &instant.to_string());
    assert!(signed(&at(now().plus(hours(1)))).is_ok());
    let expired = |valid_until| Untrusted::PeerExpired {
        entity_id: PROXY.into(),
        valid_until,
    };
    refused(signed(&at(now())), expired(now()));
    let past = now().minus(hours(1));
    refused(signed(&at(past)), expired(past));
    let absent = changed(&format!(" validUntil=\"{}\"", now().plus(hours(24))), "");
    refused(signed(&absent), MetadataFault::NoValidUntil);
    let nonsense = changed(&now().plus(hours(24)).to_string(), "tomorrow");
    refused(signed(&nonsense), MetadataFault::ValidUntil);
    let far = now().plus(hours(24 * 3650));
    let last = now().plus(ExpectedPeer::LONGEST_VALIDITY);
    refused(
        signed(&at(far)),
        Untrusted::MetadataValidity {
            valid_until: far,
            last,
        },
    );
    assert!(signed(&at(last)).is_ok());
}

#[test]
fn md_02_a_peer_in_use_ends_with_its_metadata() {
    let peer = signed(&good()).unwrap();
    let end = peer.valid_until();
    assert!(peer.in_date(now()).is_ok());
    assert!(peer.in_date(Instant::from_ms(end.ms() - 1)).is_ok());
    let error = Untrusted::PeerExpired {
        entity_id: PROXY.into(),
        valid_until: end,
    };
    assert_eq!(peer.in_date(end).map(|_| ()), Err(error.into()));
}

#[test]
fn md_02_a_longer_validity_is_tolerated_by_name_until_its_end() {
    let two_years = now().plus(hours(24 * 800));
    let bytes = sign(
        &changed(&now().plus(hours(24)).to_string(), &two_years.to_string()),
        &SIGNER,
    );
    assert!(read(&bytes).is_err());
    let mut tolerant = expected(Role::ProxyService);
    tolerant.tolerances = vec![(Tolerance::LongValidity, now().plus(hours(1)))];
    let read = |now| Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &tolerant, now);
    assert!(read(now()).is_ok());
    assert!(read(now().plus(hours(2))).is_err());
}

#[test]
fn md_05_metadata_of_another_entity() {
    let other = "https://eidas.example.dk/metadata";
    refused(
        signed(&changed(PROXY, other)),
        Mismatch::EntityId {
            expected: PROXY.into(),
            got: other.into(),
        },
    );
    let nameless = changed(&format!(" entityID=\"{PROXY}\""), "");
    refused(
        signed(&nameless),
        MetadataFault::Attribute {
            element: "EntityDescriptor",
            attribute: "entityID",
        },
    );
}

fn aggregate(entities: &[&str]) -> String {
    format!(
        "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_a\">{}\
         </md:EntitiesDescriptor>",
        entities.concat()
    )
}

#[test]
fn md_06_an_entity_that_stands_twice_refuses_the_document() {
    let one = good();
    let two = one
        .replace("\"_m1\"", "\"_m2\"")
        .replace("/sso\"", "/evil\"");
    assert!(signed(&aggregate(&[&one])).is_ok());
    let error = || MetadataFault::DuplicateEntity {
        entity_id: PROXY.into(),
    };
    refused(signed(&aggregate(&[&one, &two])), error());
    refused(signed(&aggregate(&[&two, &one])), error());
    // Also when it is another entity than ours that stands twice.
    let other = "https://eidas.example.dk/metadata";
    let three = two.replace(PROXY, other);
    let four = three.replace("\"_m2\"", "\"_m3\"");
    refused(
        signed(&aggregate(&[&one, &three, &four])),
        MetadataFault::DuplicateEntity {
            entity_id: other.into(),
        },
    );
}

#[test]
fn md_07_metadata_that_speaks_for_another_country() {
    let country = "<eidas:NodeCountry>SE</eidas:NodeCountry>";
    for got in ["DK", "se", "", "SWE"] {
        let xml = changed(
            country,
            &format!("<eidas:NodeCountry>{got}</eidas:NodeCountry>"),
        );
        let error = Mismatch::NodeCountry {
            expected: "SE".into(),
            got: got.into(),
        };
        refused(signed(&xml), error);
    }
    refused(signed(&changed(country, "")), MetadataFault::NodeCountry);
    let twice = changed(country, &format!("{country}{country}"));
    refused(signed(&twice), MetadataFault::NodeCountry);
    // In the wrong place it does not count.
    let moved =
        changed(country, "").replacen("<md:Extensions>", &format!("<md:Extensions>{country}"), 1);
    refused(signed(&moved), MetadataFault::NodeCountry);
    // A comment does not hide the rest of the text.
    let split = changed(
        country,
        "<eidas:NodeCountry>SE<!-- -->X</eidas:NodeCountry>",
    );
    assert!(signed(&split).is_err());
}

#[test]
fn md_08_poisoned_endpoints() {
    for (location, why) in [
        ("javascript:alert(1)", BadEndpoint::Scheme),
        ("data:text/html,x", BadEndpoint::Scheme),
        ("http://eidas.example.se/sso", BadEndpoint::Scheme),
        ("http://se.localhost/sso", BadEndpoint::Scheme),
        (
            "https://eidas.example.se@evil.example/sso",
            BadEndpoint::Userinfo,
        ),
        ("https://[2001:db8::1]/sso", BadEndpoint::Host),
        ("https://192.168.0.1/sso", BadEndpoint::Host),
        ("https://eidas.example.se:22/sso", BadEndpoint::Port),
    ] {
        let xml = changed(
            "\"https://eidas.example.se/sso\"",
            &format!("\"{location}\""),
        );
        refused(
            signed(&xml),
            MetadataFault::Endpoint {
                location: location.into(),
                why,
            },
        );
    }
    let none = changed(
        "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\"",
        "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:SOAP\"",
    );
    refused(signed(&none), MetadataFault::NoEndpoint);
    // A Connector without an address for answers by POST.
    let asks = crate::nodes::connector().to_xml(&style());
    let none = asks.replace("bindings:HTTP-POST", "bindings:SOAP");
    assert_ne!(none, asks);
    let read = |xml: &str| {
        let role = expected(Role::Connector);
        Peer::from_signed_metadata(&sign(xml, &SIGNER), &anchors(&SIGNER), &role, now())
    };
    assert!(read(&asks).is_ok());
    refused(read(&none), MetadataFault::NoEndpoint);
}

#[test]
fn md_11_a_document_beyond_the_limits_is_not_read() {
    let padding = " ".repeat(xmlsec::Limits::METADATA.bytes);
    let huge = format!("{}<!--{padding}-->", good());
    let result = read(huge.as_bytes());
    assert!(
        matches!(result, Err(Error::Malformed(Malformed::Xml(_)))),
        "{result:?}"
    );
}

#[test]
fn md_16_old_and_new_key_in_the_overlap_then_only_the_new_one() {
    let new = key("new message key");
    let mut metadata = proxy_service();
    metadata.node.keys = vec![
        KeyDescriptor::signing(certificate(&MESSAGES)),
        KeyDescriptor::signing(certificate(&new)),
    ];
    let overlap = read(&metadata.to_signed_xml(&style(), &*SIGNER).unwrap()).unwrap();
    assert_eq!(
        overlap.signing_certificates(),
        [certificate(&MESSAGES), certificate(&new)]
    );
    metadata.node.keys.remove(0);
    let after = read(&metadata.to_signed_xml(&style(), &*SIGNER).unwrap()).unwrap();
    assert_eq!(after.signing_certificates(), [certificate(&new)]);
}

#[test]
fn md_17_without_an_encryption_key_there_is_no_recipient() {
    let mut metadata = proxy_service();
    metadata.node.keys = vec![KeyDescriptor::signing(certificate(&MESSAGES))];
    let peer = read(&metadata.to_signed_xml(&style(), &*SIGNER).unwrap()).unwrap();
    assert!(peer.recipients().is_empty());
    assert_eq!(peer.warnings(), []);
    // Of a Connector that is said before anybody asks.
    let mut metadata = crate::nodes::connector();
    let cbc = vec!["http://www.w3.org/2001/04/xmlenc#aes256-cbc"];
    for key in &mut metadata.node.keys {
        key.encryption_methods.clone_from(&cbc);
    }
    let warnings = |metadata: &eidas::metadata::ConnectorMetadata| {
        let expected = expected(Role::Connector);
        let signed = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
        let peer = Peer::from_signed_metadata(&signed, &anchors(&SIGNER), &expected, now());
        peer.unwrap().warnings().to_vec()
    };
    assert_eq!(warnings(&metadata), [PeerWarning::NothingToEncryptTo]);
    metadata.node.keys = vec![KeyDescriptor::signing(certificate(&MESSAGES))];
    assert_eq!(warnings(&metadata), [PeerWarning::NothingToEncryptTo]);
    assert_eq!(warnings(&crate::nodes::connector()), []);
}

#[test]
fn md_19_sig_49_a_role_has_its_own_keys_and_nothing_of_the_other() {
    // One entity with both roles; the Connector's keys are others.
    let connector_key = key("connector");
    let mut metadata = crate::nodes::connector();
    metadata.node.keys = vec![KeyDescriptor::signing(certificate(&connector_key))];
    let connector = metadata.to_xml(&style());
    let start = connector.find("<md:SPSSODescriptor").unwrap();
    let end = connector.find("<md:Organization>").unwrap();
    let descriptor = connector[start..end].replace(">NO<", ">SE<");
    let both = changed(
        "<md:Organization>",
        &format!("{descriptor}<md:Organization>"),
    );
    let bytes = sign(&both, &SIGNER);

    let peer = read(&bytes).unwrap();
    assert_eq!(peer.signing_certificates(), [certificate(&MESSAGES)]);
    assert_eq!(
        peer.in_role(Role::Connector).map(|_| ()),
        Err(Mismatch::Role.into())
    );
    assert!(peer.in_role(Role::ProxyService).is_ok());
    let mut other = expected(Role::ProxyService);
    other.role = Role::Connector;
    let peer = Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &other, now()).unwrap();
    assert_eq!(peer.signing_certificates(), [certificate(&connector_key)]);
    assert!(peer.recipients().is_empty() && peer.sso_post().is_none());

    // A key published only for encryption does not sign.
    let mut metadata = proxy_service();
    metadata.node.keys = vec![KeyDescriptor::encryption(certificate(&MESSAGES))];
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    refused(read(&bytes), MetadataFault::NoSigningKey);

    // Without the role there is nothing to read.
    let bytes = sign(&good(), &SIGNER);
    let result = Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &other, now());
    refused(result, Mismatch::Role);
    let twice = both.replace("SPSSODescriptor", "IDPSSODescriptor");
    refused(signed(&twice), MetadataFault::DuplicateRole);
}

#[test]
fn sig_10_a_genuine_entity_wrapped_in_a_forged_document() {
    let genuine = String::from_utf8(sign(&good(), &SIGNER)).unwrap();
    let forged = good()
        .replace("\"_m1\"", "\"_f\"")
        .replace("/sso\"", "/evil\"");
    // In an aggregate that is itself unsigned.
    assert!(read(aggregate(&[&genuine]).as_bytes()).is_err());
    // In the extensions of a forged entity, with and without its signature moved up.
    let inside = forged.replacen("<md:Extensions>", &format!("<md:Extensions>{genuine}"), 1);
    assert!(read(inside.as_bytes()).is_err());
    let start = genuine.find("<ds:Signature").unwrap();
    let end = genuine.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let signature = &genuine[start..end];
    let bare = good();
    let moved = forged.replacen(
        "<md:Extensions>",
        &format!("{signature}<md:Extensions>{bare}"),
        1,
    );
    assert!(read(moved.as_bytes()).is_err());
    // A forged sibling beside the signed one in a document signed for its own part.
    let beside = genuine.replacen(
        "</md:EntityDescriptor>",
        &format!("{forged}</md:EntityDescriptor>"),
        1,
    );
    assert!(read(beside.as_bytes()).is_err());
    // Signed as a whole, an entity in the extensions is still none of the document's entities.
    let tucked = changed(
        "<md:Extensions><alg",
        &format!("<md:Extensions>{forged}<alg"),
    );
    let peer = signed(&tucked).unwrap();
    assert_eq!(peer.sso_post(), Some("https://eidas.example.se/sso"));
}

#[test]
fn what_is_no_metadata_is_none() {
    for xml in [
        "<a ID=\"_m1\"><b/></a>",
        "<EntityDescriptor ID=\"_m1\" entityID=\"x\"><b/></EntityDescriptor>",
        "<md:EntityDescriptor xmlns:md=\"urn:example\" ID=\"_m1\" entityID=\"x\"><b/></md:EntityDescriptor>",
    ] {
        refused(signed(xml), MetadataFault::NotMetadata);
    }
    // Lists of lists, eight deep and no deeper.
    let nested = |depth: usize| {
        let nested = (0..depth).fold(good(), |inner, _| {
            format!(
                "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">{inner}\
                 </md:EntitiesDescriptor>"
            )
        });
        signed(&nested.replacen(" xmlns:md", " ID=\"_d\" xmlns:md", 1))
    };
    assert!(nested(8).is_ok());
    refused(nested(9), MetadataFault::NotMetadata);
    refused(nested(20), MetadataFault::NotMetadata);
}

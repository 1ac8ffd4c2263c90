// SPDX-License-Identifier: EUPL-1.2

//! Requests and responses recorded from the European Commission's reference node 2.5.0 on
//! 2026-11-22, each to the verdict of the recording's index. See `vectors.rs`.

use std::path::Path;

use eidas::{
    CountryCode, EntityId, Error, ExpectedPeer, ExpectedResponse, Instant, Loa, NameIdFormat, Peer,
    Representation, RequestedContext, Role, Script, SignedResponse, Tolerance, Transport,
    VerifiedAuthnRequest, VerifiedResponse,
};
use xmlsec::{Document, Limits, SoftwareKey};

use crate::exchange::{everything, offer, seconds};
use crate::nodes::hours;
use crate::vectors::{recordings, saw};

const ACS: &str = "http://localhost:8080/EidasNode/ColleagueResponse";
const CONNECTOR: &str = "http://localhost:8080/EidasNode/ConnectorMetadata";
const SERVICE: &str = "http://localhost:8081/EidasNode/ServiceMetadata";

fn issued(message: &[u8]) -> Instant {
    let document = Document::parse(message, &Limits::MESSAGE).unwrap();
    Instant::parse(document.root().attribute("IssueInstant").unwrap()).unwrap()
}

fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

/// By its pin: the certificate that signed the metadata of one set ended in 2016.
fn peer(file: &Path, role: Role, at: Instant) -> Peer {
    let bytes = std::fs::read(file).unwrap();
    let (entity_id, code) = match role {
        Role::Connector => (CONNECTOR, "CA"),
        Role::ProxyService => (SERVICE, "CB"),
    };
    let until = at.plus(hours(1));
    let expected = ExpectedPeer {
        entity_id: EntityId::parse(entity_id).unwrap(),
        country: country(code),
        role,
        transport: Transport::HttpsOrLocalhost,
        tolerances: vec![
            (Tolerance::LongValidity, until),
            (Tolerance::Sha1Oaep, until),
        ],
    };
    let pin = openssl::sha::sha256(&bytes);
    Peer::from_pinned_file(&bytes, &pin, &expected, at).unwrap()
}

fn decryption_key(set: &Path) -> SoftwareKey {
    let name = ["connector-ca-enc", "connector-ca"]
        .into_iter()
        .find(|name| set.join(format!("keys/{name}.key.pem")).exists())
        .unwrap();
    let read = |end: &str| std::fs::read(set.join(format!("keys/{name}.{end}.pem"))).unwrap();
    SoftwareKey::from_pem(&read("key"), &read("cert")).unwrap()
}

/// One folder: the request is accepted by a Proxy-Service, and the response by the Connector that
/// sent the request.
fn exchange(
    set: &Path,
    case: &str,
    representation: Representation,
) -> Result<VerifiedResponse, Error> {
    let bytes = std::fs::read(set.join(case).join("AuthnRequest.xml")).unwrap();
    let at = issued(&bytes).plus(seconds(1));
    let connector = peer(&set.join("ConnectorMetadata.xml"), Role::Connector, at);
    let mut offer = offer();
    offer.destination = "http://localhost:8081/EidasNode/ColleagueRequest".into();
    offer.name_id_formats.push(NameIdFormat::Transient);
    offer.requester_id = eidas::RequesterIdRule::Optional;
    let request = VerifiedAuthnRequest::verify(&bytes, &connector, &offer, at)?;
    assert_eq!(request.assertion_consumer_service, ACS);

    let bytes = std::fs::read(set.join(case).join("Response.xml")).unwrap();
    let at = issued(&bytes).plus(seconds(3));
    let service = peer(&set.join("ServiceMetadata.xml"), Role::ProxyService, at);
    let expected = ExpectedResponse {
        in_response_to: request.id,
        asked_at: request.issue_instant,
        issuer: EntityId::parse(SERVICE).unwrap(),
        audience: EntityId::parse(CONNECTOR).unwrap(),
        destination: ACS.into(),
        origin: country("CB"),
        country: country("CA"),
        context: request.context,
        name_id_format: request.name_id_format,
        requested: request
            .attributes
            .iter()
            .map(|asked| asked.attribute)
            .collect(),
        representation,
        skew: eidas::Skew::default(),
    };
    let key = decryption_key(set);
    SignedResponse::verify(&bytes, &service, at)?.open(&[&key], &expected, at)
}

#[test]
fn every_recorded_exchange_to_its_verdict() {
    const TEST: &str = "every_recorded_exchange_to_its_verdict";
    let Some(recordings) = recordings(TEST) else {
        return;
    };
    let mut documents = 0;
    for set in ["ec256", "rsa3072", "rsa-default"] {
        let set = recordings.join(set);
        let mut count = 0;
        for folder in std::fs::read_dir(&set).unwrap() {
            let case = folder.unwrap().file_name().into_string().unwrap();
            if !set.join(&case).join("Response.xml").exists() {
                continue;
            }
            count += 1;
            let outcome = exchange(&set, &case, Representation::Accepted);
            if case.starts_with("error") {
                assert!(
                    matches!(outcome, Err(Error::Refused(_))),
                    "{case}: {outcome:?}"
                );
                continue;
            }
            let opened = outcome.unwrap_or_else(|error| panic!("{set:?} {case}: {error}"));
            assert_eq!(opened.dropped, 0, "{case}");
            let strict = exchange(&set, &case, Representation::Refused);
            if case.contains("represented") {
                assert_eq!(strict.unwrap_err().reason(), "representation_not_supported");
            } else {
                assert_eq!(strict, Ok(opened));
            }
        }
        assert!(count >= 7, "{count} cases in {set:?}");
        documents += 2 * count;
    }
    saw(TEST, documents);
}

#[test]
fn greek_names_come_in_both_scripts() {
    const TEST: &str = "greek_names_come_in_both_scripts";
    let Some(recordings) = recordings(TEST) else {
        return;
    };
    let set = recordings.join("ec256");
    let opened = exchange(&set, "natural-greek", Representation::Refused).unwrap();
    let family_name = opened
        .attributes
        .get(eidas::Attribute::FAMILY_NAME)
        .unwrap();
    assert_eq!(family_name.value, "Papadopoulos");
    assert_eq!(family_name.original.as_deref(), Some("Παπαδόπουλος"));
    let place = opened
        .attributes
        .get(eidas::Attribute::PLACE_OF_BIRTH)
        .unwrap();
    assert_eq!(
        (place.value.as_str(), place.script),
        ("Thessalonike", Script::Latin)
    );
    assert_eq!(place.original.as_deref(), Some("Θεσσαλονίκη"));
    saw(TEST, 2);
}

#[test]
fn answers_encrypted_by_key_agreement() {
    const TEST: &str = "answers_encrypted_by_key_agreement";
    let Some(recordings) = recordings(TEST) else {
        return;
    };
    let mut documents = 0;
    for (curve, audience, in_response_to) in [
        (
            "p256",
            "proto14",
            "_d781f7ae86fcc2c16498ccff1796f4f5969e765fedb086781be4301c63cf",
        ),
        (
            "p384",
            "noorg",
            "_a17b38da8bb5438708029d70ec7a3f80d96ca44496b90137035fa58ed8be",
        ),
        (
            "p521",
            "wrongentity",
            "_ce3f3f6ec5e586de298a6803146bd6c447653e92c537732bd0c4e75b2b67",
        ),
        (
            "brainpoolP256r1",
            "noattrs",
            "_f6e02047de1cd852255f36b8f0038d97b84c0eb6a72203063e052640cc4c",
        ),
    ] {
        let folder = recordings.join("ecdh").join(curve);
        let bytes = std::fs::read(folder.join("Response.xml")).unwrap();
        documents += 1;
        let at = issued(&bytes).plus(seconds(3));
        let metadata = recordings.join("rsa-default/ServiceMetadata.xml");
        let service = peer(&metadata, Role::ProxyService, at);
        let read = |end: &str| std::fs::read(folder.join(format!("connector-ec-enc.{end}.pem")));
        let key = SoftwareKey::from_pem(&read("key").unwrap(), &read("cert").unwrap()).unwrap();
        let document = Document::parse(&bytes, &Limits::MESSAGE).unwrap();
        let destination = document.root().attribute("Destination").unwrap().to_owned();
        let clear = std::fs::read(folder.join("Assertion-decrypted.xml")).unwrap();
        let clear = String::from_utf8(clear).unwrap();
        let code = clear
            .split_once(">CB/")
            .unwrap()
            .1
            .get(..2)
            .unwrap()
            .to_owned();
        let expected = ExpectedResponse {
            in_response_to: eidas::MessageId::parse(in_response_to).unwrap(),
            asked_at: at.minus(seconds(30)),
            issuer: EntityId::parse(SERVICE).unwrap(),
            audience: EntityId::parse(&format!("http://localhost:8090/c/{audience}")).unwrap(),
            destination,
            origin: country("CB"),
            country: country(&code),
            context: RequestedContext::Minimum(eidas::LevelOfAssurance::Low),
            name_id_format: NameIdFormat::Unspecified,
            requested: everything(),
            representation: Representation::Refused,
            skew: eidas::Skew::default(),
        };
        let mut expected = expected;
        // The external connector asked for natural persons.
        expected
            .requested
            .retain(|attribute| attribute.person() == eidas::Person::Natural);
        let opened = SignedResponse::verify(&bytes, &service, at)
            .and_then(|signed| signed.open(&[&key], &expected, at))
            .unwrap_or_else(|error| panic!("{curve}: {error}"));
        assert!(matches!(opened.loa, Loa::Notified(_)));
    }
    saw(TEST, documents);
}

/// The recorded Connector gets an answer of ours: its metadata chooses key and methods, and its
/// own private key opens it.
#[test]
fn our_answer_to_a_recorded_question_opens_with_its_connector_s_key() {
    use crate::exchange::{SWEDEN, eleni, entity, id};
    use crate::nodes::{MESSAGES, PROXY};
    use eidas::{Attribute, AttributeValue, Consent, Fresh, Proven, Released, Reply};

    const TEST: &str = "our_answer_to_a_recorded_question_opens_with_its_connector_s_key";
    let Some(recordings) = recordings(TEST) else {
        return;
    };
    let mut documents = 0;
    for set in ["ec256", "rsa3072", "rsa-default"] {
        let set = recordings.join(set);
        let bytes = std::fs::read(set.join("natural-low/AuthnRequest.xml")).unwrap();
        documents += 1;
        let at = issued(&bytes).plus(seconds(1));
        let connector = peer(&set.join("ConnectorMetadata.xml"), Role::Connector, at);
        let mut offer = offer();
        offer.destination = "http://localhost:8081/EidasNode/ColleagueRequest".into();
        offer.requester_id = eidas::RequesterIdRule::Optional;
        let request = VerifiedAuthnRequest::verify(&bytes, &connector, &offer, at).unwrap();
        let mut attributes = eleni();
        attributes.remove(Attribute::PERSON_IDENTIFIER);
        attributes.add(
            Attribute::PERSON_IDENTIFIER,
            AttributeValue::latin("SE/CA/x"),
        );
        let proven = Proven {
            attributes: attributes.clone(),
            loa: Loa::Notified(eidas::LevelOfAssurance::High),
            authn_instant: at,
        };
        let ours = country("SE");
        let released = Released::of(&request, &proven, &connector, ours, &offer.levels).unwrap();
        let reply = Reply {
            issuer: &entity(PROXY),
            peer: &connector,
            keys: &[&*MESSAGES],
            id: id("_answer"),
            now: at,
            relay_state: None,
        };
        let fresh = Fresh {
            assertion_id: id("_assertion"),
            name_id: "x".into(),
            entropy: xmlsec::Entropy::new([9; 44]),
        };
        let replied = reply.released(released, Consent::Obtained, fresh).unwrap();
        assert_eq!(replied.form.action.as_str(), ACS);
        let expected = ExpectedResponse {
            in_response_to: request.id.clone(),
            asked_at: request.issue_instant,
            issuer: entity(PROXY),
            audience: entity(CONNECTOR),
            destination: ACS.into(),
            origin: ours,
            country: country("CA"),
            context: request.context.clone(),
            name_id_format: NameIdFormat::Persistent,
            requested: Attribute::NATURAL_MANDATORY.to_vec(),
            representation: Representation::Refused,
            skew: eidas::Skew::default(),
        };
        let key = decryption_key(&set);
        let opened = SignedResponse::verify(&replied.xml, &SWEDEN, at)
            .and_then(|signed| signed.open(&[&key], &expected, at))
            .unwrap_or_else(|error| panic!("{set:?}: {error}"));
        assert_eq!(opened.attributes.iter().count(), attributes.iter().count());
        assert_eq!(opened.dropped, 0);
    }
    saw(TEST, documents);
}

/// The same road for a question that came by GET, as it was recorded.
#[test]
fn a_recorded_get_is_verified_like_a_posted_question() {
    use eidas::binding::{Carried, Parameter, decode_get};

    const TEST: &str = "a_recorded_get_is_verified_like_a_posted_question";
    let Some(recordings) = recordings(TEST) else {
        return;
    };
    let url = std::fs::read_to_string(recordings.join("redirect/url.txt")).unwrap();
    let query = url.trim().split_once('?').unwrap().1;
    let message: Carried = decode_get(query, Parameter::SamlRequest).unwrap().into();
    let at = issued(&message.xml).plus(seconds(1));
    let verified = ["ec256", "rsa3072", "rsa-default", "redirect"]
        .into_iter()
        .map(|set| recordings.join(set).join("ConnectorMetadata.xml"))
        .filter(|file| file.exists())
        .filter(|file| {
            let connector = peer(file, Role::Connector, at);
            eidas::SignedAuthnRequest::verify_carried(&message, &connector, at).is_ok()
        })
        .count();
    assert_eq!(verified, 1, "the keys of one recorded node");
    saw(TEST, 1);
}

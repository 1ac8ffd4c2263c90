// SPDX-License-Identifier: EUPL-1.2

//! How a Proxy-Service answers: to whom, with which keys, and what is said when nothing leaves.

use eidas::binding::{RelayState, decode_post};
use eidas::error::{Misconfigured, Mismatch};
use eidas::{
    Attribute, AttributeValue, Attributes, Consent, EntityId, Error, Failure, Fresh,
    LevelOfAssurance, Loa, NameIdFormat, Peer, Proven, Refusal, Released, Replied, Reply, Role,
    SignedAuthnRequest, Status, StatusCode, SubStatus, Subject, VerifiedAuthnRequest,
};
use proptest::prelude::*;
use xmlsec::{
    Curve, DataEncryption, DigestMethod, Entropy, KeyKind, SignatureMethod, SigningKey, SoftwareKey,
};

use crate::exchange::*;
use crate::nodes::{
    ENCRYPTION, MESSAGES, PROXY, SIGNER, anchors, certificate, connector, expected, key, key_valid,
    now, sign, style,
};
use crate::released::{good_question, levels, norwegian, proven, release, release_of, sweden_s};

fn connector_with(edit: impl FnOnce(&mut eidas::metadata::ConnectorMetadata)) -> Peer {
    let mut metadata = connector();
    edit(&mut metadata);
    let bytes = metadata.to_signed_xml(&style(), &*SIGNER).unwrap();
    let mut expected = expected(Role::Connector);
    expected.entity_id = metadata.node.entity_id;
    Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &expected, now()).unwrap()
}

fn fresh() -> Fresh {
    Fresh {
        assertion_id: id("_assertion"),
        name_id: "pseudonym".to_owned(),
        entropy: Entropy::new([5; 44]),
    }
}

fn reply<'a>(
    issuer: &'a EntityId,
    peer: &'a Peer,
    keys: &'a [&'a dyn SigningKey],
    relay_state: Option<&'a RelayState>,
) -> Reply<'a> {
    Reply {
        issuer,
        peer,
        keys,
        id: id("_answer"),
        now: now(),
        relay_state,
    }
}

/// The good answer to `peer`.
fn sent_to(peer: &Peer, keys: &[&dyn SigningKey]) -> Result<Replied, Error> {
    let issuer = entity(PROXY);
    let released = release(|_| {})?;
    reply(&issuer, peer, keys, None).released(released, Consent::Obtained, fresh())
}

/// As the Connector receives it.
fn received(replied: &Replied) -> Result<eidas::VerifiedResponse, Error> {
    open(&replied.xml, &expectation())
}

#[test]
fn what_was_asked_for_arrives_at_the_one_who_asked() {
    let peer = norwegian();
    let relay_state = RelayState::new("f3a9 æ&=").unwrap();
    let issuer = entity(PROXY);
    let keys: [&dyn SigningKey; 1] = [&*MESSAGES];
    let replied = reply(&issuer, &peer, &keys, Some(&relay_state))
        .released(release(|_| {}).unwrap(), Consent::Obtained, fresh())
        .unwrap();
    assert_eq!(replied.form.action.as_str(), ACS);
    assert_eq!(replied.in_response_to, id("_question"));
    // RelayState comes back byte for byte, beside the message whose hash is audited.
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(&replied.form.fields);
    let parameter = eidas::binding::Parameter::SamlResponse;
    let posted = decode_post(body.finish().as_bytes(), "", parameter).unwrap();
    assert_eq!(posted.xml, replied.xml);
    assert_eq!(posted.relay_state, Some(relay_state));

    let text = String::from_utf8(replied.xml.clone()).unwrap();
    assert!(text.contains("<saml2:EncryptedAssertion>") && !text.contains("<saml2:Assertion"));
    assert!(!text.contains("Eleni"));
    let opened = received(&replied).unwrap();
    assert_eq!(opened.attributes, eleni());
    assert_eq!(opened.loa, Loa::Notified(LevelOfAssurance::High));
    assert_eq!(opened.consent, Some(Consent::Obtained));
    assert_eq!(opened.name_id.format, NameIdFormat::Persistent);
    assert_eq!(opened.name_id.value, "pseudonym");
    assert_eq!(opened.authn_instant, now());
    assert_eq!(opened.dropped, 0);
}

/// SAML Metadata §2.4.4: a Connector that demands signed assertions would refuse all others, whatever is signed around
/// them.
#[test]
fn an_assertion_is_signed_where_the_metadata_demands_it() {
    for (wants, is_signed) in [
        ("true", true),
        (" 1", true),
        ("false", false),
        ("0", false),
        ("yes", false),
    ] {
        let ours = "WantAssertionsSigned=\"false\"";
        let metadata = connector().to_xml(&style());
        assert!(metadata.contains(ours));
        let metadata = metadata.replace(ours, &format!("WantAssertionsSigned=\"{wants}\""));
        let bytes = sign(&metadata, &SIGNER);
        let expected = expected(Role::Connector);
        let peer = Peer::from_signed_metadata(&bytes, &anchors(&SIGNER), &expected, now()).unwrap();
        let replied = sent_to(&peer, &[&*MESSAGES]).unwrap();
        let limits = xmlsec::Limits::MESSAGE;
        let document = xmlsec::Document::parse(&replied.xml, &limits).unwrap();
        let mut within = document.root().descendants();
        let encrypted = within.find(|element| element.name() == "EncryptedAssertion");
        let policy = xmlsec::DecryptionPolicy::EIDAS;
        let assertion = xmlsec::decrypt(encrypted.unwrap(), &[&*ENCRYPTION], &policy).unwrap();
        let assertion = String::from_utf8(assertion.to_vec()).unwrap();
        assert_eq!(assertion.contains("SignatureValue>"), is_signed, "{wants}");
        assert_eq!(received(&replied).unwrap().attributes, eleni(), "{wants}");
    }
}

#[test]
fn the_name_id_has_the_format_asked_for() {
    let mut offer = offer();
    offer.name_id_formats.push(NameIdFormat::Transient);
    let peer = norwegian();
    let issuer = entity(PROXY);
    for (uri, subject, format) in [
        (
            NameIdFormat::Unspecified.uri(),
            Subject::Persistent,
            NameIdFormat::Persistent,
        ),
        (
            NameIdFormat::Persistent.uri(),
            Subject::Persistent,
            NameIdFormat::Persistent,
        ),
        (
            NameIdFormat::Transient.uri(),
            Subject::Transient,
            NameIdFormat::Transient,
        ),
    ] {
        let request = asked_of(&peer, &offer, |xml| {
            xml.replace(NameIdFormat::Unspecified.uri(), uri)
        })
        .unwrap();
        assert_eq!(request.subject(), subject);
        let with = |name_id: &str| {
            let keys: [&dyn SigningKey; 1] = [&*MESSAGES];
            let fresh = Fresh {
                name_id: name_id.to_owned(),
                ..fresh()
            };
            let released = release_of(&request, &proven()).unwrap();
            reply(&issuer, &peer, &keys, None).released(released, Consent::Obtained, fresh)
        };
        let opened = received(&with("x").unwrap()).unwrap();
        assert_eq!(opened.name_id.format, format);
        assert!(with(&"x".repeat(256)).is_ok());
        for bad in ["", " ", &"x".repeat(257)] {
            assert_eq!(with(bad), Err(Misconfigured::NameId.into()));
        }
    }
}

#[test]
fn px_02_the_peer_s_metadata_of_now_decides_where_an_answer_goes() {
    let keys: [&dyn SigningKey; 1] = [&*MESSAGES];
    assert!(sent_to(&norwegian(), &keys).is_ok());
    let moved = connector_with(|metadata| {
        metadata.assertion_consumer_service = crate::nodes::url("https://eidas.example.no/new");
    });
    assert_eq!(
        sent_to(&moved, &keys),
        Err(Mismatch::AssertionConsumerService.into())
    );
    // A failure, which says nothing of a person, goes where the metadata says now.
    let own = entity(PROXY);
    let told = reply(&own, &moved, &keys, None).failed(&good_question(), Failure::Declined);
    let told = told.unwrap();
    assert_eq!(told.form.action.as_str(), "https://eidas.example.no/new");
    let text = String::from_utf8(told.xml).unwrap();
    assert!(
        text.contains("Destination=\"https://eidas.example.no/new\""),
        "{text}"
    );
    let other = "https://eidas.example.no/connector/other";
    let stranger = connector_with(|metadata| metadata.node.entity_id = entity(other));
    let refused = sent_to(&stranger, &keys).unwrap_err();
    assert!(
        matches!(refused, Error::Mismatch(Mismatch::Issuer { .. })),
        "{refused}"
    );
    assert_eq!(sent_to(&SWEDEN, &keys), Err(Mismatch::Role.into()));
    let issuer = entity(PROXY);
    let peer = norwegian();
    let late = Reply {
        now: now().plus(crate::nodes::hours(25)),
        ..reply(&issuer, &peer, &keys, None)
    };
    let late = late.failed(&good_question(), Failure::Declined);
    assert_eq!(late.unwrap_err().reason(), "peer_expired");
}

/// Message Format 1.4 §2.4.1: addresses are compared as "case-sensitive" strings, so the owner of one
/// gets it back to the letter, and the browser goes where it leads.
#[test]
fn an_address_is_said_as_its_owner_wrote_it() {
    const WRITTEN: &str = "https://EIDAS.example.no:443/connector/./acs";
    let metadata = connector().to_xml(&style()).replace(ACS, WRITTEN);
    let role = expected(Role::Connector);
    let signed = sign(&metadata, &SIGNER);
    let peer = Peer::from_signed_metadata(&signed, &anchors(&SIGNER), &role, now()).unwrap();
    assert_eq!(peer.acs_post(), Some(WRITTEN));
    assert_eq!(peer.acs_of_index(0), Some(WRITTEN));
    assert!(peer.takes_answers_at(ACS) && !peer.takes_answers_at(&format!("{ACS}/")));
    let by = |way: &str| {
        let way = format!(" {way} ForceAuthn");
        asked_of(&peer, &offer(), |xml| xml.replace(" ForceAuthn", &way))
    };
    let by_url = by(&format!("AssertionConsumerServiceURL=\"{WRITTEN}\"")).unwrap();
    assert_eq!(by("").unwrap(), by_url);
    assert_eq!(by("AssertionConsumerServiceIndex=\"0\"").unwrap(), by_url);
    let other = by(&format!("AssertionConsumerServiceURL=\"{ACS}\""));
    assert_eq!(other, Err(Mismatch::AssertionConsumerService.into()));

    let keys: [&dyn SigningKey; 1] = [&*MESSAGES];
    let issuer = entity(PROXY);
    let released = release_of(&by_url, &proven()).unwrap();
    let sent = reply(&issuer, &peer, &keys, None)
        .released(released, Consent::Obtained, fresh())
        .unwrap();
    assert_eq!(sent.form.action.as_str(), ACS);
    let text = String::from_utf8(sent.xml).unwrap();
    let destination = format!("Destination=\"{WRITTEN}\"");
    assert!(text.contains(&destination), "{text}");
}

#[test]
fn px_15_the_recipient_is_a_key_of_the_metadata_with_a_method_of_its_list() {
    use eidas::metadata::KeyDescriptor;
    let keys: [&dyn SigningKey; 1] = [&*MESSAGES];
    let first = key("first");
    let last = key_valid("last", KeyKind::Ec(Curve::P384), -1, 365);
    let peer = |application: &str, edit: &dyn Fn(&mut Vec<KeyDescriptor>)| {
        connector_with(|metadata| {
            metadata.node.application = Some(application.to_owned());
            metadata.node.keys = vec![
                KeyDescriptor::signing(certificate(&MESSAGES)),
                KeyDescriptor::encryption(certificate(&first)),
                KeyDescriptor::encryption(certificate(&last)),
            ];
            edit(&mut metadata.node.keys);
        })
    };
    let opens = |peer: &Peer, key: &SoftwareKey| {
        let sent = sent_to(peer, &keys).unwrap();
        eidas::SignedResponse::verify(&sent.xml, &SWEDEN, now())
            .unwrap()
            .open(&[key], &expectation(), now())
            .is_ok()
    };
    for (application, to_last) in [
        ("CEF:eIDAS-ref:2.5.0", true),
        ("CEF:eIDAS-ref:2.8.1", true),
        ("CEF:eIDAS-ref:2.9.0", false),
        ("CEF:eIDAS-ref:2.10.0", false),
        ("eIDAS-ref:2.8.0", true),
        ("Other:eIDAS-ref:", false),
        ("Landport:Landport:0.1", false),
    ] {
        let peer = peer(application, &|_| {});
        assert_eq!(opens(&peer, &last), to_last, "{application}");
        assert_eq!(opens(&peer, &first), !to_last, "{application}");
    }
    // The list of the certificate decides; one with CBC alone is passed over.
    let only = |methods: &'static [&'static str]| {
        peer("x:y:1", &move |keys| {
            keys[1].encryption_methods = methods.to_vec();
        })
    };
    let aes128 = only(&["http://www.w3.org/2009/xmlenc11#aes128-gcm"]);
    let sent = String::from_utf8(sent_to(&aes128, &keys).unwrap().xml).unwrap();
    assert!(sent.contains(DataEncryption::Aes128Gcm.uri()));
    assert!(opens(&aes128, &first));
    let cbc = only(&["http://www.w3.org/2001/04/xmlenc#aes256-cbc"]);
    assert!(opens(&cbc, &last) && !opens(&cbc, &first));
    let none = peer("x:y:1", &|keys| keys.truncate(1));
    assert_eq!(
        sent_to(&none, &keys),
        Err(Misconfigured::NoRecipient.into())
    );
    // A failure holds nothing secret and needs no recipient.
    let issuer = entity(PROXY);
    let failed = reply(&issuer, &none, &keys, None).failed(&good_question(), Failure::Declined);
    assert!(failed.is_ok());
}

#[test]
fn the_signature_is_one_that_the_peer_can_verify() {
    let rsa = key_valid("rsa", KeyKind::Rsa(3072), -1, 365);
    let both: [&dyn SigningKey; 2] = [&*MESSAGES, &rsa];
    let pss = SignatureMethod::RsaPss(DigestMethod::Sha256);
    let only_rsa = connector_with(|metadata| metadata.node.signing_methods = vec![pss]);
    let method = |peer: &Peer, keys: &[&dyn SigningKey]| {
        let sent = String::from_utf8(sent_to(peer, keys)?.xml).unwrap();
        let (_, after) = sent.split_once("<ds:SignatureMethod Algorithm=\"").unwrap();
        Ok::<_, Error>(SignatureMethod::from_uri(after.split('"').next().unwrap()).unwrap())
    };
    assert_eq!(method(&norwegian(), &both), Ok(MESSAGES.method()));
    assert_eq!(method(&only_rsa, &both), Ok(pss));
    // Cryptographic Requirements 1.4 §3.3.1: it has to verify ours whatever it lists, and the person has proved herself.
    assert_eq!(method(&only_rsa, &both[..1]), Ok(MESSAGES.method()));
    let none = Err(Misconfigured::NoSignatureMethod.into());
    assert_eq!(method(&only_rsa, &[]), none);
}

#[test]
fn every_failure_is_signed_and_says_something() {
    let peer = norwegian();
    let keys: [&dyn SigningKey; 1] = [&*MESSAGES];
    let issuer = entity(PROXY);
    let passed_on = [
        None,
        Some(SubStatus::AuthnFailed),
        Some(SubStatus::InvalidAttrNameOrValue),
        Some(SubStatus::InvalidNameIdPolicy),
        Some(SubStatus::RequestDenied),
    ];
    for failure in Failure::ALL {
        let replied = reply(&issuer, &peer, &keys, None)
            .failed(&good_question(), failure)
            .unwrap();
        assert_eq!(replied.form.action.as_str(), ACS);
        let Err(Error::Refused(status)) = received(&replied) else {
            panic!("{failure:?} is not a refusal");
        };
        assert_eq!(status, failure.status());
        assert_eq!(status.code, StatusCode::Responder);
        assert!(passed_on.contains(&status.sub_code), "{failure:?}");
        assert!(
            status
                .message
                .is_some_and(|message| !message.trim().is_empty())
        );
    }
    let pair = |failure: Failure| failure.status().to_string();
    // PX-14, and what EC nodes send.
    assert_eq!(pair(Failure::Declined), "Responder/RequestDenied");
    assert_eq!(pair(Failure::Cancelled), "Responder/AuthnFailed");
    assert_eq!(pair(Failure::LevelNotReached), "Responder");
    assert_eq!(
        Failure::AuthenticationFailed.status().ec_code(),
        Some("003002")
    );
    assert_eq!(Failure::LevelNotReached.status().ec_code(), Some("202019"));
    assert_eq!(Failure::Incomplete.status().ec_code(), Some("202010"));
}

#[test]
fn a_rejected_request_is_answered_at_the_metadata_s_address() {
    let refused = |edit: &dyn Fn(String) -> String| {
        let bytes = signed(&edit(request().to_xml()), &MESSAGES);
        SignedAuthnRequest::verify(&bytes, &norwegian(), now())
            .unwrap()
            .accept(&offer(), now())
    };
    assert!(refused(&|xml| xml).is_ok());
    let Err(Refusal::Reject(reject)) = refused(&|xml| xml.replace(">public<", ">Public<")) else {
        panic!("not answered");
    };
    let (peer, issuer) = (norwegian(), entity(PROXY));
    let keys: [&dyn SigningKey; 1] = [&*MESSAGES];
    let replied = reply(&issuer, &peer, &keys, None)
        .rejected(&reject)
        .unwrap();
    assert_eq!(replied.form.action.as_str(), ACS);
    let message = "202002 - Invalid connector SAML request.";
    let status = Status::failure(StatusCode::Requester, None, message);
    assert_eq!(replied.status, status);
    assert_eq!(received(&replied), Err(Error::Refused(status)));
}

#[test]
fn a_question_is_the_same_after_it_was_stored() {
    let mut offer = offer();
    offer.name_id_formats.push(NameIdFormat::Transient);
    let edit = |xml: String| {
        let exact = "<saml2p:RequestedAuthnContext Comparison=\"exact\">\
             <saml2:AuthnContextClassRef>http://eidas.europa.eu/LoA/high\
             </saml2:AuthnContextClassRef><saml2:AuthnContextClassRef>urn:x\
             </saml2:AuthnContextClassRef></saml2p:RequestedAuthnContext>";
        let (start, end) = (
            "<saml2p:RequestedAuthnContext",
            "</saml2p:RequestedAuthnContext>",
        );
        cut(&xml, start, end).replace("<saml2p:Scoping>", &format!("{exact}<saml2p:Scoping>"))
    };
    for request in [
        good_question(),
        asked_of(&norwegian(), &offer, edit).unwrap(),
    ] {
        let stored = serde_json::to_string(&request).unwrap();
        let read: VerifiedAuthnRequest = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, request);
        let wrong = stored.replace("naturalperson/Gender", "naturalperson/ShoeSize");
        assert_ne!(wrong, stored);
        assert!(serde_json::from_str::<VerifiedAuthnRequest>(&wrong).is_err());
    }
    let stored = serde_json::to_string(&eleni()).unwrap();
    assert_eq!(
        serde_json::from_str::<Attributes>(&stored).unwrap(),
        eleni()
    );
    assert!(serde_json::from_str::<RelayState>(&format!("\"{}\"", "x".repeat(81))).is_err());
}

fn some_of(person: eidas::Person) -> impl Strategy<Value = Vec<Attribute>> {
    let all: Vec<Attribute> = Attribute::of(person).collect();
    let most = all.len();
    prop::sample::subsequence(all, 0..=most)
}

fn plausible(attribute: Attribute) -> AttributeValue {
    use eidas::Syntax::{Address, Country, Date, Gender, Identifier, Text};
    AttributeValue::latin(match attribute.definition().syntax {
        Address => "PGE+PC9hPg==",
        Country => "NO",
        Date => "1984-02-29",
        Gender => "Unspecified",
        Identifier => "SE/NO/x",
        Text => "x",
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is requested and whatever is known: what leaves was asked for.
    #[test]
    fn px_12_what_leaves_is_a_part_of_what_was_asked(
        asked_for in some_of(eidas::Person::Natural),
        natural in some_of(eidas::Person::Natural),
        legal in some_of(eidas::Person::Legal),
        acting in some_of(eidas::Person::NaturalRepresentative),
        old in any::<bool>(),
    ) {
        let wanted: Vec<Attribute> = Attribute::NATURAL_MANDATORY
            .into_iter()
            .chain(asked_for)
            .collect();
        let peer = norway(&[if old { "1.2" } else { "1.4" }], None);
        let mut question = question();
        question.attributes = wanted.clone();
        let request = eidas::AuthnRequest::to_peer(question, &SWEDEN).unwrap();
        let bytes = request.to_signed_xml(&*MESSAGES).unwrap();
        let request = VerifiedAuthnRequest::verify(&bytes, &peer, &offer(), now()).unwrap();
        let mut known = Proven { attributes: Attributes::new(), ..proven() };
        for attribute in natural.iter().chain(&legal).chain(&acting) {
            known.attributes.add(*attribute, plausible(*attribute));
        }
        let whole = Attribute::NATURAL_MANDATORY.iter().all(|one| natural.contains(one));
        let outcome = Released::of(&request, &known, &peer, sweden_s(), &levels());
        prop_assert_eq!(outcome.is_ok(), whole);
        if let Ok(released) = outcome {
            for (attribute, _) in released.attributes().iter() {
                prop_assert!(wanted.contains(&attribute));
                prop_assert!(natural.contains(&attribute));
                prop_assert!(!old || attribute.since() < eidas::ProtocolVersion::V1_4);
            }
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2

//! eIDAS SAML Message Format 1.4.

use eidas::{
    Attribute, AuthnContextDecl, AuthnRequest, Error, Habits, InnerSignature, LatinScript,
    LevelOfAssurance, Loa, Prefixes, Status, StatusCode, SubStatus, SuccessMessage,
};
use xmlsec::Entropy;

use crate::exchange::*;
use crate::nodes::{ENCRYPTION, MESSAGES, certificate, now};

#[test]
fn s2_4_1_the_request_as_it_is_sent() {
    insta::assert_snapshot!(request().to_xml().replace("><", ">\n<"));
}

#[test]
fn s2_4_2_the_response_before_encryption() {
    insta::assert_snapshot!(response().to_xml(&Habits::default()).replace("><", ">\n<"));
}

#[test]
fn s2_4_1_our_request_is_one_that_we_accept() {
    let bytes = request().to_signed_xml(&*MESSAGES).unwrap();
    let peer = norway(&["1.4"], None);
    let verified = eidas::VerifiedAuthnRequest::verify(&bytes, &peer, &offer(), now()).unwrap();
    assert_eq!(verified.id, id("_question"));
    assert_eq!(verified.assertion_consumer_service, ACS);
    assert_eq!(verified.attributes, request().attributes);
    assert_eq!(verified.context, request().context);
    assert_eq!(
        verified.provider_name.as_deref(),
        Some("Etaten for <prøver> & \"mer\"")
    );
}

#[test]
fn s2_4_2_an_answer_is_opened_with_every_habit() {
    let mut table = vec![Habits::default()];
    for inner_signature in [InnerSignature::None, InnerSignature::SameKey] {
        for latin_script in [LatinScript::Namespaced, LatinScript::Plain] {
            for prefixes in [Prefixes::Eidas, Prefixes::EcNode, Prefixes::NoType] {
                table.push(Habits {
                    inner_signature,
                    latin_script,
                    prefixes,
                    authn_context_decl: AuthnContextDecl::Empty,
                    success_message: SuccessMessage::SuccessUri,
                    friendly_names: false,
                    address: Some("192.0.2.7".into()),
                    ..Habits::default()
                });
            }
        }
    }
    for habits in table {
        let recipient = certificate(&ENCRYPTION);
        let entropy = Entropy::new([3; 44]);
        let wire = response()
            .to_signed_xml(&habits, &*MESSAGES, &recipient, entropy)
            .unwrap();
        let opened = open(&wire, &expectation()).unwrap_or_else(|e| panic!("{e} with {habits:?}"));
        assert_eq!(opened.attributes, eleni());
        assert_eq!(opened.person_identifier.as_str(), "SE/NO/k3v9+Zx/71=");
        assert_eq!(opened.loa, Loa::Notified(LevelOfAssurance::High));
        assert_eq!(opened.dropped, 0);
    }
}

#[test]
fn s2_4_2_a_signed_refusal_is_told_with_its_codes() {
    let status = Status::failure(
        StatusCode::Responder,
        Some(SubStatus::AuthnFailed),
        "003002 - Authentication Failed.",
    );
    let wire = failure(status.clone())
        .failure_to_signed_xml(&Habits::default(), &*MESSAGES)
        .unwrap();
    assert_eq!(status.ec_code(), Some("003002"));
    assert_eq!(open(&wire, &expectation()), Err(Error::Refused(status)));
    assert!(
        response()
            .failure_to_signed_xml(&Habits::default(), &*MESSAGES)
            .is_err()
    );
}

#[test]
fn s2_3_2_only_what_the_peer_publishes_is_asked_for() {
    let mut question = question();
    question.attributes.push(
        Attribute::named(
            "http://e-justice.europa.eu/attributes/naturalperson/eJusticeNaturalPersonRole",
        )
        .unwrap(),
    );
    let request = AuthnRequest::to_peer(question, &SWEDEN).unwrap();
    assert_eq!(request.attributes.len(), 8);
    assert!(
        request
            .attributes
            .iter()
            .all(|a| a.is_required == a.attribute.is_mandatory())
    );
}

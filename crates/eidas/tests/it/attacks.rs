// SPDX-License-Identifier: EUPL-1.2

//! Hostile answers to a Connector, by the rows of the catalogue (SP-*). Each changes one thing in
//! an answer that is accepted unchanged, and is encrypted and signed by the real peer after the
//! change, so that nothing but the changed rule can refuse it.

use eidas::error::{Insufficient, Malformed, Mismatch, Schema, Untrusted};
use eidas::{
    Attribute, AttributeValue, Error, Habits, InnerSignature, Representation, RequestedContext,
    VerifiedResponse,
};
use xmlsec::Entropy;

use crate::exchange::*;
use crate::nodes::{ENCRYPTION, MESSAGES, certificate, hours, key, now};

pub(crate) type Outcome = Result<VerifiedResponse, Error>;

pub(crate) fn reason(outcome: Outcome) -> &'static str {
    outcome.expect_err("refused").reason()
}

#[test]
fn positive_control() {
    assert!(open(&good().wire(), &expectation()).is_ok());
}

#[test]
fn sp_01_unsolicited() {
    let refused = envelope(|xml| xml.replace(" InResponseTo=\"_question\"", ""));
    assert_eq!(refused, Err(Mismatch::Unsolicited.into()));
}

#[test]
fn sp_03_an_answer_to_another_request() {
    let refused = envelope(|xml| xml.replace("_question", "_other"));
    let got = Some("_other".to_owned());
    assert_eq!(
        refused,
        Err(Mismatch::InResponseTo {
            expected: "_question".into(),
            got
        }
        .into())
    );
}

#[test]
fn sp_04_in_response_to_only_outside() {
    let refused = assertion(|xml| xml.replace(" InResponseTo=\"_question\"", ""));
    let expected = "_question".to_owned();
    assert_eq!(
        refused,
        Err(Mismatch::InResponseTo {
            expected,
            got: None
        }
        .into())
    );
    let refused = assertion(|xml| xml.replace("_question", "_other"));
    assert_eq!(reason(refused), "in_response_to");
}

#[test]
fn sp_06_issuers_differ() {
    let other = |xml: &str| xml.replace("eidas.example.se/metadata", "eidas.example.dk/metadata");
    assert_eq!(reason(assertion(other)), "issuer");
    assert!(matches!(
        envelope(other),
        Err(Error::Untrusted(Untrusted::Issuer { .. }))
    ));
}

#[test]
fn sp_07_destination() {
    for other in [
        "",
        "https://eidas.example.no/connector/ACS",
        "https://eidas.example.no:443/connector/acs",
        "https://eidas.example.no/connector/acs/",
        "https://eidas.example.no/connector/acs?x",
        "http://eidas.example.no/connector/acs",
    ] {
        let refused = envelope(|xml| xml.replace(ACS, other));
        let (expected, got) = (ACS.to_owned(), other.to_owned());
        assert_eq!(
            refused,
            Err(Mismatch::Destination { expected, got }.into()),
            "{other}"
        );
    }
    let refused = envelope(|xml| xml.replace(&format!(" Destination=\"{ACS}\""), ""));
    let missing = Schema::MissingAttribute {
        element: "Response".into(),
        attribute: "Destination",
    };
    assert_eq!(refused, Err(missing.into()));
}

#[test]
fn sp_08_recipient() {
    let refused = assertion(|xml| xml.replace(&format!(" Recipient=\"{ACS}\""), ""));
    assert_eq!(
        refused,
        Err(Mismatch::Recipient {
            expected: ACS.into(),
            got: None
        }
        .into())
    );
    let refused = assertion(|xml| xml.replace(ACS, "https://eidas.example.no/other"));
    assert_eq!(reason(refused), "recipient");
}

#[test]
fn sp_09_audience() {
    const OURS: &str =
        "<saml2:Audience>https://eidas.example.no/connector/metadata</saml2:Audience>";
    const OTHER: &str = "<saml2:Audience>https://eidas.example.dk/metadata</saml2:Audience>";
    const NEXT: &str = "</saml2:AudienceRestriction><saml2:AudienceRestriction>";
    let with = |audience: &str| assertion(|xml| xml.replace(OURS, audience));
    for accepted in [
        format!("{OTHER}{OURS}"),
        format!("{OURS}{NEXT}{OTHER}{OURS}"),
    ] {
        assert!(with(&accepted).is_ok(), "{accepted}");
    }
    for refused in [
        OTHER.into(),
        String::new(),
        format!("{OURS}{NEXT}{OTHER}"),
        format!("{OURS}{NEXT}"),
    ] {
        assert_eq!(with(&refused), Err(Mismatch::Audience.into()), "{refused}");
    }
    let none = assertion(|xml| {
        cut(
            xml,
            "<saml2:AudienceRestriction>",
            "</saml2:AudienceRestriction>",
        )
    });
    assert_eq!(none, Err(Mismatch::Audience.into()));
}

#[test]
fn sp_17_only_one_bearer() {
    let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    for method in ["holder-of-key", "sender-vouches"] {
        let other = format!("urn:oasis:names:tc:SAML:2.0:cm:{method}");
        assert_eq!(
            assertion(|xml| xml.replace(bearer, &other)),
            Err(Mismatch::Bearer.into())
        );
    }
    let confirmation = (
        "<saml2:SubjectConfirmation ",
        "</saml2:SubjectConfirmation>",
    );
    let none = assertion(|xml| cut(xml, confirmation.0, confirmation.1));
    assert_eq!(none, Err(Mismatch::Bearer.into()));
    let two = assertion(|xml| {
        let one = xml
            .split_once(confirmation.0)
            .unwrap()
            .1
            .split_once(confirmation.1)
            .unwrap()
            .0;
        let again = format!("{}{one}{}", confirmation.0, confirmation.1);
        xml.replace("</saml2:Subject>", &format!("{again}</saml2:Subject>"))
    });
    assert_eq!(two, Err(Mismatch::Bearer.into()));
}

#[test]
fn sp_19_one_of_each() {
    let none = envelope(|xml| xml.replace("{assertion}", ""));
    assert_eq!(none, Err(Malformed::Status.into()));
    let encrypted = good().encrypted();
    let two = envelope(|xml| xml.replace("{assertion}", &format!("{{assertion}}{encrypted}")));
    assert_eq!(reason(two), "saml.schema");
    for (from, to) in [
        ("<saml2:AuthnStatement ", "</saml2:AuthnStatement>"),
        ("<saml2:AttributeStatement>", "</saml2:AttributeStatement>"),
        ("<saml2:Subject>", "</saml2:Subject>"),
        ("<saml2:Issuer", "</saml2:Issuer>"),
    ] {
        assert_eq!(
            reason(assertion(|xml| cut(xml, from, to))),
            "saml.schema",
            "without {from}"
        );
        let twice = assertion(|xml| {
            let inner = xml.split_once(from).unwrap().1.split_once(to).unwrap().0;
            let one = format!("{from}{inner}{to}");
            xml.replacen(&one, &format!("{one}{one}"), 1)
        });
        assert_eq!(reason(twice), "saml.schema", "twice {from}");
    }
}

#[test]
fn sp_20_level_too_low() {
    let with = |level: &str| assertion(|xml| xml.replace("LoA/high", level));
    assert!(with("LoA/substantial").is_ok());
    let got = "http://eidas.europa.eu/LoA/low".to_owned();
    assert_eq!(with("LoA/low"), Err(Insufficient::Level { got }.into()));
}

#[test]
fn sp_21_a_level_that_is_not_notified() {
    let with = |level: &str| assertion(|xml| xml.replace("http://eidas.europa.eu/LoA/high", level));
    assert_eq!(
        reason(with("http://eidas.europa.eu/NotNotified/LoA/high")),
        "loa_too_low"
    );
    for nonsense in [
        "http://eidas.europa.eu/LoA/higher",
        "http://EIDAS.europa.eu/LoA/high",
        "high",
        "",
    ] {
        assert_eq!(with(nonsense), Err(Malformed::Level.into()), "{nonsense}");
    }
}

#[test]
fn sp_22_a_second_context() {
    let class = "</saml2:AuthnContextClassRef>";
    let with = |more: &str| assertion(|xml| xml.replace(class, &format!("{class}{more}")));
    assert!(with("<saml2:AuthnContextDecl/>").is_ok());
    assert!(with("<saml2:AuthnContextDecl> </saml2:AuthnContextDecl>").is_ok());
    for declaration in [
        "<saml2:AuthnContextDecl>high</saml2:AuthnContextDecl>",
        "<saml2:AuthnContextDecl><a xmlns=\"urn:x\"/></saml2:AuthnContextDecl>",
        "<saml2:AuthnContextDecl level=\"high\"/>",
        "<saml2:AuthnContextDeclRef>urn:x</saml2:AuthnContextDeclRef>",
    ] {
        assert_eq!(
            with(declaration),
            Err(Malformed::AuthnContextDeclaration.into())
        );
    }
    let second =
        "<saml2:AuthnContextClassRef>http://eidas.europa.eu/LoA/high</saml2:AuthnContextClassRef>";
    assert_eq!(reason(with(second)), "saml.schema");
}

/// The good answer with other attributes.
fn about(attributes: eidas::Attributes) -> Outcome {
    let mut response = response();
    if let eidas::Outcome::Success(assertion) = &mut response.outcome {
        assertion.attributes = attributes;
    }
    open(
        &Answer::of(&response, &Habits::default()).wire(),
        &expectation(),
    )
}

#[test]
fn sp_23_incomplete_set() {
    for missing in Attribute::NATURAL_MANDATORY {
        let mut attributes = eleni();
        attributes.remove(missing);
        let name = missing.name();
        assert_eq!(
            about(attributes),
            Err(Insufficient::MandatoryAttribute { name }.into())
        );
    }
}

#[test]
fn sp_24_duplicates() {
    let twice = AttributeValue::latin("SE/NO/other");
    let name = Attribute::PERSON_IDENTIFIER.name();
    let refused = about(eleni().with(Attribute::PERSON_IDENTIFIER, twice));
    assert_eq!(
        refused,
        Err(Malformed::DuplicateValue { name: name.clone() }.into())
    );
    let refused = assertion(|xml| {
        let start = xml.rfind("<saml2:Attribute ").unwrap();
        let one = xml[start..]
            .split_once("</saml2:AttributeStatement>")
            .unwrap()
            .0
            .to_owned();
        xml.replace(
            "</saml2:AttributeStatement>",
            &format!("{one}</saml2:AttributeStatement>"),
        )
    });
    assert_eq!(refused, Err(Malformed::DuplicateAttribute { name }.into()));
}

#[test]
fn sp_25_countries_of_the_identifier() {
    let with = |identifier: &str| {
        let mut attributes = eleni();
        attributes.remove(Attribute::PERSON_IDENTIFIER);
        about(attributes.with(
            Attribute::PERSON_IDENTIFIER,
            AttributeValue::latin(identifier),
        ))
    };
    assert!(with("SE/NO/1").is_ok());
    assert_eq!(reason(with("DK/NO/1")), "identifier_country");
    assert_eq!(reason(with("SE/FI/1")), "identifier_destination");
    // SP-26
    for nonsense in [
        "1",
        "SE/NO",
        "SE/NO/",
        "se/no/1",
        "SE/NO/a b",
        "SE/NO/a\u{202E}b",
        "SE/NO/a\u{200B}b",
        "SENO/1",
        "/NO/1",
        "GR/NO/1",
    ] {
        assert_eq!(
            reason(with(nonsense)),
            "saml.attribute_value",
            "{nonsense:?}"
        );
    }
    let longest = format!("SE/NO/{}", "x".repeat(256));
    assert!(with(&longest).is_ok());
    assert_eq!(reason(with(&format!("{longest}x"))), "saml.attribute_value");
    for odd in [
        "SE/NO//a//b/",
        "SE/NO/'; DROP TABLE person; --".replace(' ', "_").as_str(),
        "SE/NO/😀",
    ] {
        assert_eq!(with(odd).unwrap().person_identifier.as_str(), odd);
    }
}

#[test]
fn sp_28_unrequested() {
    let legal = eleni().with(Attribute::LEGAL_NAME, AttributeValue::latin("Aktiebolaget"));
    let opened = about(legal).unwrap();
    assert_eq!((opened.dropped, opened.attributes), (1, eleni()));
    let unknown = assertion(|xml| {
        let stranger = "<saml2:Attribute Name=\"urn:x:shoesize\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\"><saml2:AttributeValue><b xmlns=\"urn:b\"/></saml2:AttributeValue></saml2:Attribute>";
        xml.replace(
            "</saml2:AttributeStatement>",
            &format!("{stranger}</saml2:AttributeStatement>"),
        )
    });
    assert_eq!(unknown.unwrap().dropped, 1);
}

#[test]
fn sp_28_a_representative_is_never_dropped() {
    let representative = |name: &str| {
        let prefix = "http://eidas.europa.eu/attributes/naturalperson/representative/";
        Attribute::named(&format!("{prefix}{name}")).unwrap()
    };
    let mut attributes = eleni();
    for (name, value) in [
        ("CurrentFamilyName", "Papadopoulos"),
        ("CurrentGivenName", "Nikos"),
        ("DateOfBirth", "1960-01-01"),
        ("PersonIdentifier", "SE/NO/other"),
    ] {
        attributes.add(representative(name), AttributeValue::latin(value));
    }
    assert_eq!(
        reason(about(attributes.clone())),
        "representation_not_supported"
    );
    let unknown = assertion(|xml| {
        xml.replace(
            "naturalperson/DateOfBirth\"",
            "naturalperson/representative/ShoeSize\"",
        )
    });
    assert_eq!(unknown, Err(Mismatch::Representation.into()));

    let mut expected = expectation();
    expected.representation = Representation::Accepted;
    let mut response = response();
    if let eidas::Outcome::Success(assertion) = &mut response.outcome {
        assertion.attributes = attributes.clone();
    }
    let wire = Answer::of(&response, &Habits::default()).wire();
    let opened = open(&wire, &expected).unwrap();
    assert_eq!(opened.person_identifier.as_str(), "SE/NO/k3v9+Zx/71=");
    assert_eq!(opened.attributes, attributes);
}

#[test]
fn sp_29_dates_of_birth() {
    let with = |date: &str| assertion(|xml| xml.replace("1984-02-29", date));
    assert!(with("1903-01-01").is_ok());
    for nonsense in [
        "9999-13-40",
        "1985-02-29",
        "1980",
        "1980-06",
        "2026-11-24",
        "1984-02-29Z",
        "1984-2-29",
        "0000-01-01",
    ] {
        assert_eq!(reason(with(nonsense)), "saml.attribute_value", "{nonsense}");
    }
}

#[test]
fn unencrypted_unsigned_and_signed_by_others() {
    let clear = good().assertion;
    let refused = envelope(|xml| xml.replace("{assertion}", &clear));
    assert_eq!(refused, Err(Malformed::Unencrypted.into()));
    let answer = good();
    let unsigned = answer.envelope.replace("{assertion}", &answer.encrypted());
    assert_eq!(
        reason(open(unsigned.as_bytes(), &expectation())),
        "sig.missing"
    );
    let foreign = signed(&unsigned, &key("somebody else"));
    assert_eq!(reason(open(&foreign, &expectation())), "sig.untrusted_key");
    let mut tampered = String::from_utf8(answer.wire()).unwrap();
    tampered = tampered.replace("consent:obtained", "consent:prior");
    assert_eq!(
        reason(open(tampered.as_bytes(), &expectation())),
        "sig.digest"
    );
}

#[test]
fn an_inner_signature_is_optional_and_never_ignored() {
    let inner =
        |key: &xmlsec::SoftwareKey| assertion(|xml| String::from_utf8(signed(xml, key)).unwrap());
    assert!(inner(&MESSAGES).is_ok());
    assert_eq!(reason(inner(&key("somebody else"))), "sig.untrusted_key");
    let spoilt = assertion(|xml| {
        String::from_utf8(signed(xml, &MESSAGES))
            .unwrap()
            .replace("Eleni", "Helen")
    });
    assert_eq!(reason(spoilt), "sig.digest");
    let habits = Habits {
        inner_signature: InnerSignature::SameKey,
        ..Habits::default()
    };
    let recipient = certificate(&ENCRYPTION);
    let wire = response()
        .to_signed_xml(&habits, &*MESSAGES, &recipient, Entropy::new([9; 44]))
        .unwrap();
    assert!(open(&wire, &expectation()).is_ok());
}

#[test]
fn encrypted_to_somebody_else() {
    let mut answer = good();
    let recipient = certificate(&key("somebody else"));
    let methods = xmlsec::EncryptionMethods::EIDAS;
    let entropy = Entropy::new([1; 44]);
    let data = xmlsec::encrypt(answer.assertion.as_bytes(), &recipient, &methods, entropy).unwrap();
    let element = format!("<saml2:EncryptedAssertion>{data}</saml2:EncryptedAssertion>");
    answer.envelope = answer.envelope.replace("{assertion}", &element);
    assert_eq!(reason(open(&answer.wire(), &expectation())), "enc.failed");
}

#[test]
fn md_expired_metadata_signs_nothing() {
    let later = now().plus(hours(25));
    assert_eq!(
        reason(open_at(&good().wire(), &expectation(), later)),
        "peer_expired"
    );
}

#[test]
fn the_level_is_one_that_the_peer_publishes() {
    let mut expected = expectation();
    let foreign = eidas::Loa::NonNotified("urn:se:loa4".into());
    expected.context = RequestedContext::exact(vec![foreign]).unwrap();
    let mut answer = good();
    answer.assertion = answer
        .assertion
        .replace("http://eidas.europa.eu/LoA/high", "urn:se:loa4");
    assert_eq!(reason(open(&answer.wire(), &expected)), "loa_not_published");
}

/// A failure is a failure, whatever stands beside it: older nodes put a dummy assertion there.
#[test]
fn a_failure_with_an_assertion_is_a_failure() {
    let clear = good().assertion;
    let refused = envelope(|xml| {
        xml.replace("status:Success", "status:Responder")
            .replace("{assertion}", &format!("{{assertion}}{clear}"))
    });
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
}

proptest::proptest! {
    /// Whatever is changed on the way, the answer is refused or says the very same.
    #[test]
    fn nothing_can_be_changed_on_the_way(place in proptest::prelude::any::<proptest::sample::Index>(), byte in 0_u8..=255, kind in 0..3) {
        static WIRE: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| good().wire());
        let mut wire = WIRE.clone();
        let at = place.index(wire.len());
        match kind {
            0 => wire[at] = byte,
            1 => wire.insert(at, byte),
            _ => {
                wire.remove(at);
            }
        }
        if let Ok(opened) = open(&wire, &expectation()) {
            proptest::prop_assert_eq!(opened, open(&WIRE, &expectation()).unwrap());
        }
    }
}

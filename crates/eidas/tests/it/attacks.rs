// SPDX-License-Identifier: EUPL-1.2

//! Hostile answers to a Connector, by the rows of the catalogue (SP-*). Each changes one thing in
//! an answer that is accepted unchanged, and is encrypted and signed by the real peer after the
//! change, so that nothing but the changed rule can refuse it.

use eidas::error::{Insufficient, Malformed, Mismatch, Schema, Untrusted};
use eidas::{Error, RequestedContext, VerifiedResponse};

use crate::exchange::*;
use crate::nodes::{hours, now};

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

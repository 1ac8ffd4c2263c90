// SPDX-License-Identifier: EUPL-1.2

//! SAML 2.0 Core: times, identifiers, statuses, and what the schema leaves open.

use eidas::error::{Malformed, Schema};
use eidas::{EntityId, Error, Instant, MessageId, Status, StatusCode, SubStatus, claimed};
use proptest::prelude::*;
use xmlsec::{Document, Limits};

use crate::exchange::*;

proptest! {
    #[test]
    fn s1_3_3_an_instant_is_read_as_it_is_written(ms in 0_i64..253_402_300_800_000) {
        let instant = Instant::from_ms(ms);
        prop_assert_eq!(Instant::parse(&instant.to_string()), Some(instant));
    }

    #[test]
    fn s1_3_3_reading_a_time_never_panics(text in "\\PC*|[0-9T:.Z+-]{10,40}") {
        if let Some(instant) = Instant::parse(&text) {
            prop_assert_eq!(&instant.to_string()[..19], &text[..19]);
        }
    }
}

/// SAML Core §3.2.2.2: a code inside another tells more of an error.
#[test]
fn sp_18_success_with_an_error_below_it_is_none() {
    let with = |status: &str| {
        envelope(|xml| {
            let (before, rest) = xml.split_once("<saml2p:Status>").unwrap();
            let (_, after) = rest.split_once("</saml2p:Status>").unwrap();
            format!("{before}<saml2p:Status>{status}</saml2p:Status>{after}")
        })
        .map(drop)
    };
    let code = |value: &str, inner: &str| {
        format!(
            "<saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:{value}\">{inner}\
             </saml2p:StatusCode> "
        )
    };
    let message = |text: &str| format!("<saml2p:StatusMessage>{text}</saml2p:StatusMessage>");
    let (one, other) = ("StatusCode", "the StatusCode below it");
    let below: Result<(), Error> = Err(Malformed::Contradiction { one, other }.into());
    assert_eq!(with(&code("Success", "")), Ok(()));
    for contradicting in [
        code("Success", &code("AuthnFailed", "")),
        code("Success", &code("RequestDenied", "")),
        code("Success", &code("Responder", "")),
        code("Success", &code("Success", "")),
        code("Success", "<saml2p:StatusCode Value=\"urn:x\"/>"),
        code("Responder", &code("Success", "")),
        code("Requester", &code("AuthnFailed", &code("Success", ""))),
    ] {
        assert_eq!(with(&contradicting), below, "{contradicting}");
    }
    let other = "StatusMessage";
    let in_words: Result<(), Error> = Err(Malformed::Contradiction { one, other }.into());
    let success = code("Success", "");
    let failed = message("003002 - Authentication Failed.");
    assert_eq!(with(&format!("{success}{failed}")), in_words);
    for words in [
        "",
        "OK",
        "urn:oasis:names:tc:SAML:2.0:status:Success",
        "2026 AuthnFailed",
    ] {
        assert_eq!(
            with(&format!("{success}{}", message(words))),
            Ok(()),
            "{words}"
        );
    }
}

#[test]
fn s3_2_2_1_a_failure_needs_no_second_code_and_no_message() {
    let refused = |status: &str| {
        let mut answer = good();
        let (before, rest) = answer.envelope.split_once("<saml2p:Status>").unwrap();
        let (_, after) = rest.split_once("</saml2p:Status>").unwrap();
        answer.envelope = format!("{before}<saml2p:Status>{status}</saml2p:Status>{after}");
        open(&answer.wire(), &expectation())
    };
    let code = |value: &str, inner: &str| {
        format!(
            "<saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:{value}\">{inner}\
             </saml2p:StatusCode>"
        )
    };
    let bare = Status {
        code: StatusCode::Responder,
        sub_code: None,
        message: None,
    };
    assert_eq!(refused(&code("Responder", "")), Err(Error::Refused(bare)));
    let deep = code("Requester", &code("RequestUnsupported", &code("Other", "")));
    let uri = "urn:oasis:names:tc:SAML:2.0:status:RequestUnsupported".to_owned();
    let deep_status = Status {
        code: StatusCode::Requester,
        sub_code: Some(SubStatus::Other(uri)),
        message: Some("<b>æøå &".into()),
    };
    let message = "<saml2p:StatusMessage>&lt;b&gt;æøå &amp;</saml2p:StatusMessage>";
    let detail = "<saml2p:StatusDetail><a xmlns=\"urn:x\"/></saml2p:StatusDetail>";
    assert_eq!(
        refused(&format!("{deep}{message}{detail}")),
        Err(Error::Refused(deep_status))
    );
    for nonsense in [code("AuthnFailed", ""), code("success", "")] {
        assert_eq!(refused(&nonsense), Err(Malformed::Status.into()));
    }
    assert_eq!(refused("").unwrap_err().reason(), "saml.schema");
    let wrapped = format!(
        "{}<saml2p:StatusDetail>{}</saml2p:StatusDetail>",
        code("Responder", ""),
        "<saml2:Assertion/>"
    );
    assert_eq!(refused(&wrapped).unwrap_err().reason(), "saml.schema");
    // Success with a success message, as EC nodes write it.
    let success = code("Success", "");
    let uri = "urn:oasis:names:tc:SAML:2.0:status:Success";
    assert!(
        refused(&format!(
            "{success}<saml2p:StatusMessage>{uri}</saml2p:StatusMessage>"
        ))
        .is_ok()
    );
}

/// The reader is the schema check: order, cardinality, content.
#[test]
fn the_response_is_the_schema_s() {
    let response: [(&str, &str, &str); 10] = [
        ("Version=\"2.0\"", "Version=\"1.1\"", "saml.version"),
        ("ID=\"_answer\"", "ID=\"1answer\"", "saml.id"),
        ("_question", "1question", "saml.id"),
        ("consent:obtained", "consent:given", "accepted"),
        (
            " ID=\"_answer\"",
            " ID=\"_answer\" Other=\"1\"",
            "saml.schema",
        ),
        ("<saml2p:Status>", "text<saml2p:Status>", "saml.schema"),
        (
            "<saml2p:Status>",
            "<saml2p:Extensions/><saml2p:Status>",
            "accepted",
        ),
        (
            "<saml2p:Status>",
            "<saml2p:Extensions><x xmlns=\"urn:x\"><saml2:Assertion/></x></saml2p:Extensions><saml2p:Status>",
            "saml.schema",
        ),
        (
            "{assertion}",
            "{assertion}<x xmlns=\"urn:x\"/>",
            "saml.schema",
        ),
        (
            "{assertion}",
            "{assertion}<saml2:Assertion/>",
            "saml.unencrypted",
        ),
    ];
    for (written, instead, outcome) in response {
        let got = envelope(|xml| xml.replace(written, instead));
        let got = got.map_or_else(|error| error.reason(), |_| "accepted");
        assert_eq!(got, outcome, "{written} → {instead}");
    }
    let assertion_table: [(&str, &str, &str); 24] = [
        ("Version=\"2.0\"", "Version=\"2.1\"", "saml.version"),
        ("ID=\"_assertion\"", "ID=\"#assertion\"", "saml.id"),
        ("<saml2:Subject>", "text<saml2:Subject>", "saml.schema"),
        (
            "<saml2:AuthnStatement",
            "<saml2:Advice/><saml2:AuthnStatement",
            "accepted",
        ),
        // SAML Core §2.6.1: whatever is in it, also assertions of others.
        (
            "<saml2:AuthnStatement",
            "<saml2:Advice><saml2:Assertion/><a xmlns=\"urn:a\">x</a></saml2:Advice><saml2:AuthnStatement",
            "accepted",
        ),
        (
            "<saml2:AuthnStatement",
            "<saml2:Advice/><saml2:Advice/><saml2:AuthnStatement",
            "saml.schema",
        ),
        (
            "AuthnInstant=\"2026-11-22T11:59:59.000Z\"",
            "AuthnInstant=\" 2026-11-22T11:59:59.000Z\n\"",
            "accepted",
        ),
        (
            "</saml2:Assertion>",
            "<saml2:AuthzDecisionStatement/></saml2:Assertion>",
            "saml.schema",
        ),
        (
            "</saml2:Assertion>",
            "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></saml2:Assertion>",
            "saml.schema",
        ),
        (
            "<saml2:AuthnContext>",
            "<saml2:SubjectLocality Address=\"192.0.2.1\"/><saml2:AuthnContext>",
            "accepted",
        ),
        (
            "AuthnInstant=",
            "SessionIndex=\"_1\" AuthnInstant=",
            "accepted",
        ),
        (
            "</saml2:AuthnContext>",
            "<saml2:AuthenticatingAuthority>urn:x</saml2:AuthenticatingAuthority></saml2:AuthnContext>",
            "accepted",
        ),
        (
            "</saml2:Conditions>",
            "<saml2:OneTimeUse/></saml2:Conditions>",
            "accepted",
        ),
        (
            "</saml2:Conditions>",
            "<saml2:OneTimeUse/><saml2:OneTimeUse/></saml2:Conditions>",
            "saml.schema",
        ),
        (
            "</saml2:Conditions>",
            "<saml2:ProxyRestriction Count=\"0\"/></saml2:Conditions>",
            "saml.schema",
        ),
        (
            " InResponseTo=",
            " NotBefore=\"2026-11-22T12:00:00.000Z\" InResponseTo=",
            "saml.schema",
        ),
        (
            " InResponseTo=",
            " Address=\"192.0.2.1\" InResponseTo=",
            "accepted",
        ),
        // SAML Core §2.4.1.2: attributes of other namespaces.
        (
            " InResponseTo=",
            " xmlns:x=\"urn:x\" x:seen=\"1\" InResponseTo=",
            "accepted",
        ),
        (" InResponseTo=", " seen=\"1\" InResponseTo=", "saml.schema"),
        ("saml2:NameID", "saml2:BaseID", "saml.schema"),
        (
            ">SE/NO/k3v9+Zx/71=</saml2:NameID>",
            "></saml2:NameID>",
            "saml.name_id",
        ),
        (
            "1.1:nameid-format:unspecified",
            "2.0:nameid-format:encrypted",
            "saml.name_id",
        ),
        (
            "1.1:nameid-format:unspecified",
            "2.0:nameid-format:transient",
            "accepted",
        ),
        (
            "saml2:AttributeStatement>",
            "saml2:Statement>",
            "saml.schema",
        ),
    ];
    for (written, instead, outcome) in assertion_table {
        let got = assertion(|xml| xml.replace(written, instead));
        let got = got.map_or_else(|error| error.reason(), |_| "accepted");
        assert_eq!(got, outcome, "{written} → {instead}");
    }
}

#[test]
fn s8_3_the_name_id_format_that_was_asked_for() {
    let mut expected = expectation();
    expected.name_id_format = eidas::NameIdFormat::Persistent;
    let wire = good().wire();
    assert_eq!(
        open(&wire, &expected).unwrap_err().reason(),
        "name_id_format"
    );
    let long = "x".repeat(257);
    let refused = assertion(|xml| {
        xml.replace(
            "1.1:nameid-format:unspecified",
            "2.0:nameid-format:persistent",
        )
        .replace(
            ">SE/NO/k3v9+Zx/71=</saml2:NameID>",
            &format!(">{long}</saml2:NameID>"),
        )
    });
    assert_eq!(refused, Err(Malformed::NameId.into()));
}

#[test]
fn what_was_decrypted_is_an_assertion_and_nothing_else() {
    let other = assertion(|xml| xml.replace("saml2:Assertion", "saml2:Advice"));
    let expected = Schema::UnexpectedElement {
        parent: String::new(),
        element: "Advice".into(),
    };
    assert_eq!(other, Err(expected.into()));
    let doctype = assertion(|xml| format!("<!DOCTYPE a>{xml}"));
    assert_eq!(doctype.unwrap_err().reason(), "xml.doctype_forbidden");
    let two = assertion(|xml| format!("{xml}{xml}"));
    assert!(matches!(two, Err(Error::Malformed(Malformed::Xml(_)))));
}

/// An assertion that leans on declarations outside is read in the context of what was signed; of
/// what was not signed only the profile's own names count.
#[test]
fn namespaces_after_decryption() {
    let lean = |declaration: &str| {
        let mut answer = good();
        answer.assertion = answer
            .assertion
            .replace(" xmlns:saml2=\"urn:oasis:names:tc:SAML:2.0:assertion\"", "");
        let natural = " xmlns:eidas-natural=\"http://eidas.europa.eu/attributes/naturalperson\"";
        answer.assertion = answer.assertion.replace(natural, "");
        answer.envelope = answer
            .envelope
            .replacen(" ID=", &format!(" {declaration} ID="), 1);
        open(&answer.wire(), &expectation()).map(|opened| opened.attributes)
    };
    let profile = "xmlns:eidas-natural=\"http://eidas.europa.eu/attributes/naturalperson\"";
    assert_eq!(lean(profile), Ok(eleni()));
    assert!(lean("xmlns:eidas-natural=\"urn:other\"").is_err());
    assert!(lean("").is_err());
}

#[test]
fn what_a_message_claims_is_a_hint() {
    let wire = good().wire();
    let hint = claimed(&Document::parse(&wire, &Limits::MESSAGE).unwrap());
    let id = |text| MessageId::parse(text).ok();
    assert_eq!(hint.issuer, EntityId::parse(crate::nodes::PROXY).ok());
    assert_eq!(hint.in_response_to, id("_question"));
    assert_eq!(hint.id, id("_answer"));
    // What is not what it should be is not claimed.
    let message = "<a ID='&quot;' InResponseTo='1'><Issuer xmlns='urn:oasis:names:tc:SAML:2.0:assertion'>\
                   https://se.example/&quot;</Issuer></a>";
    let hint = claimed(&Document::parse(message.as_bytes(), &Limits::MESSAGE).unwrap());
    assert_eq!(
        (hint.issuer, hint.in_response_to, hint.id),
        (None, None, None)
    );
}

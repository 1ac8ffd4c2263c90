// SPDX-License-Identifier: EUPL-1.2

//! Answers of an odd shape (XML-21) and what is or is not encrypted (ENC-*), signed by the real
//! peer.

use xmlsec::{Document, Entropy, Limits, SignatureOptions, SignaturePlace, sign};

use crate::attacks::reason;
use crate::attacks_wrapping::{forged, genuine, last_child};
use crate::exchange::*;
use crate::nodes::{ENCRYPTION, MESSAGES, certificate, key};

/// Each element that may stand once, twice; then in another order. Neither the first nor the last
/// of two ever wins.
#[test]
fn xml_21_order_and_number_of_elements() {
    let twice = |xml: &str, tag: &str| {
        let start = xml.find(&format!("<{tag}")).unwrap();
        let end = xml.find(&format!("</{tag}>")).unwrap() + tag.len() + 3;
        let one = &xml[start..end];
        format!("{}{one}{one}{}", &xml[..start], &xml[end..])
    };
    for tag in [
        "saml2:Issuer",
        "saml2:Subject",
        "saml2:NameID",
        "saml2:Conditions",
        "saml2:AuthnStatement",
        "saml2:AuthnContext",
        "saml2:AuthnContextClassRef",
        "saml2:AttributeStatement",
    ] {
        let refused = assertion(|xml| twice(xml, tag));
        assert_eq!(reason(refused), "saml.schema", "{tag}");
    }
    for (tag, why) in [
        ("saml2:Issuer", "saml.schema"),
        // Where the assertion has to stand there is none.
        ("saml2p:Status", "saml.status"),
    ] {
        let refused = envelope(|xml| twice(xml, tag));
        assert_eq!(reason(refused), why, "{tag}");
    }
    let last = |xml: &str, tag: &str| {
        let (from, to) = (format!("<{tag}"), format!("</{tag}>"));
        let start = xml.find(&from).unwrap();
        let end = xml.find(&to).unwrap() + to.len();
        last_child(
            &format!("{}{}", &xml[..start], &xml[end..]),
            &xml[start..end],
        )
    };
    for tag in ["saml2:Issuer", "saml2:Subject", "saml2:Conditions"] {
        let refused = assertion(|xml| last(xml, tag));
        assert_eq!(reason(refused), "saml.schema", "{tag}");
    }
    let refused = envelope(|xml| last(xml, "saml2p:Status"));
    assert_eq!(reason(refused), "saml.schema");
    let nested = assertion(|xml| last_child(xml, &forged()));
    assert_eq!(reason(nested), "saml.schema");
}

/// Refused, not ignored: else the answer would have no subject, or lack what is hidden.
#[test]
fn enc_10_encrypted_ids_and_attributes() {
    let encrypted = |plain: &str| {
        let methods = xmlsec::EncryptionMethods::EIDAS;
        let recipient = certificate(&ENCRYPTION);
        let entropy = Entropy::new([3; 44]);
        xmlsec::encrypt(plain.as_bytes(), &recipient, &methods, entropy).unwrap()
    };
    for (from, to, wrapper) in [
        ("<saml2:NameID ", "</saml2:NameID>", "saml2:EncryptedID"),
        (
            "<saml2:Attribute ",
            "</saml2:Attribute>",
            "saml2:EncryptedAttribute",
        ),
    ] {
        for keep in [false, true] {
            let refused = assertion(|xml| {
                let start = xml.find(from).unwrap();
                let end = xml.find(to).unwrap() + to.len();
                let (before, one, after) = (&xml[..start], &xml[start..end], &xml[end..]);
                let kept = if keep { one } else { "" };
                let secret = encrypted(one);
                format!("{before}{kept}<{wrapper}>{secret}</{wrapper}>{after}")
            });
            assert_eq!(reason(refused), "saml.schema", "{wrapper} {keep}");
        }
    }
}

/// Also when the peer signs it twice over.
#[test]
fn enc_13_an_assertion_in_the_clear() {
    for clear in [good().assertion, genuine()] {
        let refused = envelope(|xml| xml.replace("{assertion}", &clear));
        assert_eq!(refused, Err(eidas::error::Malformed::Unencrypted.into()));
    }
    assert!(open(&good().wire(), &expectation()).is_ok());
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

/// An element that holds something only by a stranger's invention is not read around it: SAML's
/// schema names the children and attributes of each. XML-21.
#[test]
fn xml_21_what_the_schema_does_not_have_inside_an_element() {
    let before = |place: &'static str, child: &'static str| {
        assertion(move |xml| xml.replace(place, &format!("{child}{place}")))
    };
    for (place, empty, full) in [
        (
            "</saml2:Conditions>",
            "<saml2:OneTimeUse/>",
            "<saml2:OneTimeUse><x/></saml2:OneTimeUse>",
        ),
        (
            "<saml2:AuthnContext>",
            "<saml2:SubjectLocality/>",
            "<saml2:SubjectLocality><x/></saml2:SubjectLocality>",
        ),
    ] {
        assert!(before(place, empty).is_ok(), "{empty}");
        assert_eq!(reason(before(place, full)), "saml.schema", "{full}");
    }
    // An attribute of a stranger on an element that is a text; of another namespace than the
    // schema instance's; and `xsi:nil`, which would make it no text at all.
    let on_audience = |attribute: &str| {
        let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
        let to = format!("<saml2:Audience {xsi} {attribute}>");
        assertion(|xml| xml.replace("<saml2:Audience>", &to))
    };
    assert!(on_audience("xsi:schemaLocation=\"urn:a b.xsd\"").is_ok());
    for odd in [
        "xsi:nil=\"true\"",
        "Format=\"x\"",
        "xmlns:o=\"urn:o\" o:a=\"x\"",
    ] {
        assert_eq!(reason(on_audience(odd)), "saml.schema", "{odd}");
    }
    // Beside the second StatusCode there is nothing, and beside a failure assertions alone.
    let status = "urn:oasis:names:tc:SAML:2.0:status:";
    let denied = |inner: &str, after: &str| {
        let mut answer = good();
        let (before, _) = answer.envelope.split_once("<saml2p:Status>").unwrap();
        answer.envelope = format!(
            "{before}<saml2p:Status><saml2p:StatusCode Value=\"{status}Responder\">{inner}\
             </saml2p:StatusCode></saml2p:Status>{after}</saml2p:Response>"
        );
        reason(open(&answer.wire(), &expectation()))
    };
    let second = format!("<saml2p:StatusCode Value=\"{status}RequestDenied\"/>");
    assert_eq!(denied("", ""), "peer_refused");
    assert_eq!(denied(&second, ""), "peer_refused");
    assert_eq!(
        denied(&second, "<saml2:EncryptedAssertion/>"),
        "peer_refused"
    );
    assert_eq!(denied(&format!("{second}<x/>"), ""), "saml.schema");
    assert_eq!(denied(&format!("{second}{second}"), ""), "saml.schema");
    assert_eq!(denied(&second, "<saml2:Advice/>"), "saml.schema");
}

/// SAML Core §3.2.1, §3.2.2: the signature follows the Issuer. Anywhere else it is an element that
/// the schema does not have there, whatever it covers.
#[test]
fn xml_21_a_signature_stands_after_the_issuer() {
    let message = good().envelope.replace("{assertion}", &good().encrypted());
    let document = Document::parse(message.as_bytes(), &Limits::MESSAGE).unwrap();
    let after = |namespace, name| SignaturePlace::After { namespace, name };
    let outcome = |place| {
        let wire = sign(&document, &SignatureOptions::new(place), &*MESSAGES).unwrap();
        open(&wire, &expectation())
    };
    assert!(outcome(after(SAML, "Issuer")).is_ok());
    let protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    for elsewhere in [
        SignaturePlace::First,
        after(protocol, "Status"),
        after(SAML, "EncryptedAssertion"),
    ] {
        assert_eq!(reason(outcome(elsewhere)), "saml.schema", "{elsewhere:?}");
    }
}

// SPDX-License-Identifier: EUPL-1.2

//! Answers of an odd shape (XML-21) and what is or is not encrypted (ENC-*), signed by the real
//! peer.

use xmlsec::Entropy;

use crate::attacks::reason;
use crate::attacks_wrapping::{forged, genuine, last_child};
use crate::exchange::*;
use crate::nodes::{ENCRYPTION, certificate, key};

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

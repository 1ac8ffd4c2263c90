// SPDX-License-Identifier: EUPL-1.2

//! Wrapped messages (SIG-03 to SIG-11) and missing signatures (SIG-21, SIG-22).
//!
//! Wherever an assertion is forged, the answer around it is signed by the real peer: only the rule
//! about the assertion itself can refuse it.

use eidas::{Habits, InnerSignature, SignedAuthnRequest, VerifiedAuthnRequest};
use xmlsec::Entropy;

use crate::attacks::reason;
use crate::exchange::*;
use crate::nodes::{ENCRYPTION, MESSAGES, certificate, key, now};

/// The good assertion with a signature of the peer's own.
pub(crate) fn genuine() -> String {
    String::from_utf8(signed(&good().assertion, &MESSAGES)).unwrap()
}

/// The attacker's assertion: another ID, another person.
pub(crate) fn forged() -> String {
    let forged = good().assertion.replace("_assertion", "_forged");
    forged.replace("Eleni", "Mallory")
}

fn signature(of: &str) -> String {
    let start = of.find("<ds:Signature ").unwrap();
    let end = of.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    of[start..end].to_owned()
}

/// `xml` with this after its first Issuer: where a signature stands.
fn after_issuer(xml: &str, what: &str) -> String {
    xml.replacen("</saml2:Issuer>", &format!("</saml2:Issuer>{what}"), 1)
}

/// `xml` with this as the last child of its root.
pub(crate) fn last_child(xml: &str, what: &str) -> String {
    let at = xml.rfind("</").unwrap();
    format!("{}{what}{}", &xml[..at], &xml[at..])
}

/// Why this is refused as the plaintext of an answer that the peer itself signed.
fn inside(plaintext: &str) -> &'static str {
    assert!(assertion(|_| genuine()).is_ok(), "positive control");
    reason(assertion(|_| plaintext.to_owned()))
}

#[test]
fn sig_03_a_forged_assertion_beside_the_original() {
    assert_eq!(inside(&format!("{}{}", forged(), genuine())), "xml.syntax");
    assert_eq!(inside(&format!("{}{}", genuine(), forged())), "xml.syntax");
    let encrypt = |assertion: String| {
        let mut answer = good();
        answer.assertion = assertion;
        answer.encrypted()
    };
    let (plain, other) = (forged(), encrypt(forged()));
    for (beside, why) in [
        (format!("{plain}{{assertion}}"), "saml.unencrypted"),
        (format!("{{assertion}}{plain}"), "saml.unencrypted"),
        (format!("{other}{{assertion}}"), "saml.schema"),
        (format!("{{assertion}}{other}"), "saml.schema"),
    ] {
        assert_eq!(
            reason(envelope(|xml| xml.replace("{assertion}", &beside))),
            why
        );
    }
    // As the attacker can do it, without the peer's key.
    let wire = String::from_utf8(good().wire()).unwrap();
    let swapped = last_child(
        &cut(
            &wire,
            "<saml2:EncryptedAssertion>",
            "</saml2:EncryptedAssertion>",
        ),
        &other,
    );
    assert_eq!(
        reason(open(swapped.as_bytes(), &expectation())),
        "sig.digest"
    );
    let added = last_child(&wire, &other);
    assert_eq!(reason(open(added.as_bytes(), &expectation())), "sig.digest");
}

#[test]
fn sig_04_the_original_as_a_child_of_the_forged_assertion() {
    assert_eq!(inside(&last_child(&forged(), &genuine())), "saml.schema");
    assert_eq!(inside(&after_issuer(&forged(), &genuine())), "saml.schema");
    let bare = good().assertion;
    let moved = after_issuer(&forged(), &signature(&genuine()));
    assert_eq!(inside(&last_child(&moved, &bare)), "sig.shape");
}

#[test]
fn sig_05_the_forged_assertion_keeps_the_signature_and_a_copy_follows() {
    let moved = after_issuer(&forged(), &signature(&genuine()));
    let bare = good().assertion;
    assert_eq!(inside(&moved), "sig.shape");
    assert_eq!(inside(&format!("{moved}{bare}")), "xml.syntax");
    assert_eq!(inside(&last_child(&moved, &bare)), "sig.shape");
    let same_id = moved.replace("_forged", "_assertion");
    assert_eq!(inside(&same_id), "sig.digest");
    assert_eq!(inside(&last_child(&same_id, &bare)), "xml.duplicate_id");
}

#[test]
fn sig_06_the_original_inside_the_forged_signature() {
    let bare = good().assertion;
    for at in [
        "<ds:SignedInfo>",
        "</ds:SignedInfo>",
        "</ds:SignatureValue>",
    ] {
        let wrapped = signature(&genuine()).replacen(at, &format!("{at}{bare}"), 1);
        assert_ne!(wrapped, signature(&genuine()));
        assert_eq!(inside(&after_issuer(&forged(), &wrapped)), "sig.shape");
    }
}

#[test]
fn sig_07_the_original_in_extensions() {
    let extended = |what: &str| {
        let extensions = format!("<saml2p:Extensions>{what}</saml2p:Extensions><saml2p:Status>");
        envelope(|xml| xml.replacen("<saml2p:Status>", &extensions, 1))
    };
    assert!(extended("<x xmlns=\"urn:x\"/>").is_ok());
    for original in [genuine(), good().assertion, good().encrypted()] {
        assert_eq!(reason(extended(&original)), "saml.schema");
        let deeper = format!("<x xmlns=\"urn:x\">{original}</x>");
        assert_eq!(reason(extended(&deeper)), "saml.schema");
    }
}

#[test]
fn sig_08_the_original_in_an_object_of_the_forged_signature() {
    for original in [genuine(), good().assertion] {
        let object = format!("<ds:Object>{original}</ds:Object></ds:Signature>");
        let wrapped = signature(&genuine()).replacen("</ds:Signature>", &object, 1);
        assert_eq!(inside(&after_issuer(&forged(), &wrapped)), "sig.shape");
    }
}

/// `carrier` with `original` at each place between two tags, one after the other.
fn at_every_place<'a>(carrier: &'a str, original: &'a str) -> impl Iterator<Item = String> + 'a {
    carrier.match_indices('>').map(move |(at, _)| {
        let (before, after) = carrier.split_at(at + 1);
        format!("{before}{original}{after}")
    })
}

/// Every open place of the schemas, and every other: those that SAML leaves open are put in first.
#[test]
fn sig_09_the_original_at_every_place_of_a_forged_answer() {
    let genuine = String::from_utf8(good().wire()).unwrap();
    let mut forged = good();
    forged.assertion = self::forged();
    let open_places = "<saml2p:Extensions></saml2p:Extensions><saml2p:Status>";
    let envelope = forged
        .envelope
        .replace("_answer", "_forged_answer")
        .replacen("<saml2p:Status>", open_places, 1)
        .replacen(
            "</saml2p:Status>",
            "<saml2p:StatusDetail></saml2p:StatusDetail></saml2p:Status>",
            1,
        )
        .replace("{assertion}", &forged.encrypted());
    let moved = after_issuer(&envelope, &signature(&genuine));
    assert!(open(genuine.as_bytes(), &expectation()).is_ok());
    let mut places = 0;
    for (carrier, refusals) in [
        (&envelope, ["sig.missing", "xml.syntax"]),
        (&moved, ["sig.shape", "xml.syntax"]),
    ] {
        for wrapped in at_every_place(carrier, &genuine) {
            let why = reason(open(wrapped.as_bytes(), &expectation()));
            assert!(refusals.contains(&why), "{why}: {wrapped}");
            places += 1;
        }
    }
    assert!(places > 100, "{places}");
}

#[test]
fn sig_09_the_original_at_every_place_of_a_forged_assertion() {
    let unknown = "<saml2:Attribute Name=\"urn:x\" \
        NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">\
        <saml2:AttributeValue><x xmlns=\"urn:x\"></x></saml2:AttributeValue></saml2:Attribute>\
        </saml2:AttributeStatement>";
    let forged = forged().replacen("</saml2:AttributeStatement>", unknown, 1);
    // Without the original it is what the peer signed, and its unknown attribute is dropped.
    assert_eq!(
        assertion(|_| forged.clone()).map(|opened| opened.dropped),
        Ok(1)
    );
    let (genuine, bare) = (genuine(), good().assertion);
    for wrapped in at_every_place(&forged, &genuine) {
        let why = reason(assertion(|_| wrapped.clone()));
        assert!(
            [
                "saml.schema",
                "xml.syntax",
                "subject_confirmation",
                "saml.authn_context_declaration"
            ]
            .contains(&why),
            "{why}: {wrapped}"
        );
    }
    let moved = after_issuer(&forged, &signature(&genuine));
    for wrapped in at_every_place(&moved, &bare) {
        let why = reason(assertion(|_| wrapped.clone()));
        assert!(
            ["sig.shape", "saml.schema", "xml.syntax"].contains(&why),
            "{why}: {wrapped}"
        );
    }
}

/// The same toward us as a Proxy-Service: no answer goes to an address that the attacker names.
#[test]
fn sig_11_the_original_at_every_place_of_a_forged_request() {
    let peer = norway(&["1.4"], None);
    let verify = |bytes: &[u8]| {
        VerifiedAuthnRequest::verify(bytes, &peer, &offer(), now()).map_err(|e| e.reason())
    };
    let genuine = String::from_utf8(signed(&request().to_xml(), &MESSAGES)).unwrap();
    assert!(verify(genuine.as_bytes()).is_ok());
    assert!(SignedAuthnRequest::verify(genuine.as_bytes(), &peer, now()).is_ok());
    let forged = request().to_xml().replace("_question", "_forged").replacen(
        "<saml2p:AuthnRequest ",
        "<saml2p:AuthnRequest AssertionConsumerServiceURL=\"https://evil.example/acs\" ",
        1,
    );
    let moved = after_issuer(&forged, &signature(&genuine));
    for (carrier, refusals) in [
        (&forged, ["sig.missing", "xml.syntax"]),
        (&moved, ["sig.shape", "xml.syntax"]),
    ] {
        for wrapped in at_every_place(carrier, &genuine) {
            let why = verify(wrapped.as_bytes()).unwrap_err();
            assert!(refusals.contains(&why), "{why}: {wrapped}");
        }
    }
}

#[test]
fn sig_21_an_inner_signature_is_optional_and_never_ignored() {
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

/// Only the assertion is signed: the answer around it is not, and is not believed.
#[test]
fn sig_21_a_signed_assertion_in_an_unsigned_answer() {
    let mut answer = good();
    answer.assertion = genuine();
    assert!(open(&answer.wire(), &expectation()).is_ok());
    let unsigned = answer.envelope.replace("{assertion}", &answer.encrypted());
    let refused = open(unsigned.as_bytes(), &expectation());
    assert_eq!(reason(refused), "sig.missing");
}

/// Anybody can encrypt to us: that is no proof of anything.
#[test]
fn sig_22_encryption_is_no_signature() {
    let mut forgery = good();
    forgery.assertion = forged();
    let with = |beside: &str| {
        let both = format!("{beside}{}", forgery.encrypted());
        forgery.envelope.replace("{assertion}", &both)
    };
    let refused = |xml: &str| reason(open(xml.as_bytes(), &expectation()));
    assert_eq!(refused(&with("")), "sig.missing");
    // Beside it an assertion that is signed: by the attacker, and by the peer.
    let attacker = key("somebody else");
    let attackers = String::from_utf8(signed(&good().assertion, &attacker)).unwrap();
    for signed_one in [attackers, genuine()] {
        assert_eq!(refused(&with(&signed_one)), "sig.missing");
        let moved = after_issuer(&with(""), &signature(&signed_one));
        assert_eq!(refused(&moved), "sig.shape");
    }
    let foreign = signed(&with(""), &attacker);
    assert_eq!(reason(open(&foreign, &expectation())), "sig.untrusted_key");
    assert!(open(&good().wire(), &expectation()).is_ok());
}

#[test]
fn sp_13_an_answer_changed_on_the_way() {
    let wire = String::from_utf8(good().wire()).unwrap();
    let tampered = wire.replace("consent:obtained", "consent:prior");
    assert_ne!(tampered, wire);
    assert_eq!(
        reason(open(tampered.as_bytes(), &expectation())),
        "sig.digest"
    );
}

//! SIG-20 to SIG-28: signatures that are missing, misplaced or malformed; SIG-34: what is read
//! afterwards.

use xmlsec::{Policy, verify};

use super::{Canary, malformed, refusal};
use crate::fixture::{
    Forge, MESSAGE, OTHER, P256, SIGNED, parse, trusted, verify_signed, with_signature,
};

#[test]
fn sig_20_unsigned() {
    assert_eq!(refusal(MESSAGE), "sig.missing");
}

#[test]
fn sig_23_a_signature_on_another_element_than_the_whole() {
    for tag in [
        "saml:Issuer",
        "samlp:Status",
        "saml:NameID",
        "saml:AttributeValue",
    ] {
        let message = MESSAGE.replacen(&format!("<{tag}"), &format!("<{tag} ID='_inner'"), 1);
        let start = message.find(&format!("<{tag}")).unwrap();
        let end = message.find(&format!("</{tag}>")).unwrap() + tag.len() + 3;
        let alone = message[start..end].replacen(
            tag,
            &format!(
                "{tag} xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' \
                 xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' \
                 xmlns:xs='http://www.w3.org/2001/XMLSchema'"
            ),
            1,
        );
        let narrow = Forge {
            references: Forge::reference("#_inner", &Forge::transforms(), &alone),
            ..Forge::honest()
        };
        let narrow = narrow.signature(&*P256);
        let close = format!("</{tag}>");
        let within = |xml: &str| xml.replacen(&close, &format!("{narrow}{close}"), 1);
        // It is a good signature: of that element as a document of its own.
        verify_signed(&within(&alone)).unwrap();
        let beside = with_signature(&message, &narrow);
        assert_eq!(refusal(&beside), "sig.shape", "{tag}");
        assert_eq!(refusal(&within(&message)), "sig.missing", "{tag}");
    }
}

#[test]
fn sig_25_two_references_a_foreign_one_or_a_manifest() {
    let canary = Canary::new();
    let reference = Forge::reference("#_good", &Forge::transforms(), MESSAGE);
    let http = Forge::reference(&canary.url(), &Forge::transforms(), MESSAGE);
    let manifest = reference.replace(
        "URI=",
        "Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\" URI=",
    );
    verify_signed(&Forge::honest().message(&*P256)).unwrap();
    for references in [
        format!("{reference}{http}"),
        format!("{http}{reference}"),
        format!("{reference}{reference}"),
        http,
        manifest,
        reference.replace("#_good", ""),
        reference.replace("#_good", "#xpointer(/)"),
        reference.replace("#_good", "#"),
        reference.replace(" URI=\"#_good\"", ""),
    ] {
        let forge = Forge {
            references,
            ..Forge::honest()
        };
        assert_eq!(refusal(&forge.message(&*P256)), "sig.shape");
    }
    canary.assert_not_called();
}

#[test]
fn sig_26_no_reference() {
    let forge = Forge {
        references: String::new(),
        ..Forge::honest()
    };
    assert_eq!(refusal(&forge.message(&*P256)), "sig.shape");
    let start = SIGNED.find("<ds:SignedInfo>").unwrap() + "<ds:SignedInfo>".len();
    let end = SIGNED.find("</ds:SignedInfo>").unwrap();
    let empty = format!("{}{}", &SIGNED[..start], &SIGNED[end..]);
    assert_eq!(refusal(&empty), "sig.shape");
}

#[test]
fn sig_27_duplicate_ids_whatever_the_attribute_is_called() {
    for attribute in ["ID", "Id", "id", "iD", "AssertionID"] {
        let xml = MESSAGE.replace("<other ", &format!("<other {attribute}='_good' "));
        assert_eq!(malformed(&xml), "xml.duplicate_id", "{attribute}");
    }
    let xml = MESSAGE.replace("<other ", "<other xmlns:w='urn:w' w:Id='_good' ");
    assert_eq!(malformed(&xml), "xml.duplicate_id");
    parse(&MESSAGE.replace("<other ", "<other Id='_GOOD' ")).unwrap();
}

#[test]
fn sig_28_two_signatures() {
    let twice = with_signature(&SIGNED, &Forge::honest().signature(&*OTHER));
    assert_eq!(refusal(&twice), "sig.shape");
}

/// Nothing can be changed between check and use: what is read is a document of its own, made of
/// the very octets that were digested, and the original is not needed any more.
#[test]
fn sig_34_what_is_read_is_what_was_digested() {
    let commented = SIGNED.replacen("SE/NO/", "SE/<!-- x -->NO/", 1);
    for xml in [&*SIGNED, &commented] {
        let proof = {
            let original = parse(xml).unwrap();
            verify(&original, &trusted(&P256), &Policy::EIDAS).unwrap()
        };
        let start = xml.find("<ds:DigestValue>").unwrap() + "<ds:DigestValue>".len();
        let end = xml.find("</ds:DigestValue>").unwrap();
        let digest = openssl::sha::sha256(proof.document().bytes());
        assert_eq!(xml[start..end], openssl::base64::encode_block(&digest));
        let signatures = proof
            .root()
            .descendants()
            .filter(|e| e.name() == "Signature");
        assert_eq!(signatures.count(), 0, "the signature itself is not signed");
    }
}

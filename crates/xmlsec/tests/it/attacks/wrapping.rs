//! SIG-01 to SIG-13: a genuine signed element tucked away inside a forged one. Those that need
//! assertions and requests are tests of the crate `eidas`.

use xmlsec::{Policy, TrustAnchors, verify_metadata};

use super::refusal;
use crate::fixture::{MESSAGE, NOW, P256, SIGNED, certificate, parse, with_signature};

/// The forged message: like the honest one, but of somebody else.
fn forged() -> String {
    MESSAGE
        .replace("_good", "_evil")
        .replace("SE/NO/", "SE/NO/evil")
}

fn honest_signature() -> String {
    let start = SIGNED.find("<ds:Signature ").unwrap();
    let end = SIGNED.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    SIGNED[start..end].to_owned()
}

#[test]
fn sig_01_the_original_inside_the_forged_signature() {
    let signature = honest_signature();
    for original in [MESSAGE, &SIGNED] {
        for at in ["</ds:SignedInfo>", "</ds:SignatureValue>", "</ds:KeyInfo>"] {
            let wrapped = signature.replacen(at, &format!("{at}{original}"), 1);
            assert_ne!(wrapped, signature);
            assert_eq!(
                refusal(&with_signature(&forged(), &wrapped)),
                "sig.shape",
                "{at}"
            );
        }
    }
}

#[test]
fn sig_02_the_original_beside_a_detached_signature() {
    let signature = honest_signature();
    let before = with_signature(&forged(), &format!("{MESSAGE}{signature}"));
    assert_eq!(refusal(&before), "sig.shape");
    let after = with_signature(&forged(), &format!("{signature}{MESSAGE}"));
    assert_eq!(refusal(&after), "sig.shape");
    let whole = with_signature(&forged(), &SIGNED);
    assert_eq!(refusal(&whole), "sig.missing");
    // The forged element under the name of the original.
    let same_id = forged().replace("_evil", "_good");
    assert_eq!(refusal(&with_signature(&same_id, &signature)), "sig.digest");
}

#[test]
fn sig_08_the_original_in_an_object() {
    let signature = honest_signature();
    for original in [MESSAGE, &SIGNED] {
        let object = format!("<ds:Object>{original}</ds:Object></ds:Signature>");
        let wrapped = signature.replacen("</ds:Signature>", &object, 1);
        assert_eq!(refusal(&with_signature(&forged(), &wrapped)), "sig.shape");
    }
    // No Object at all, also not an empty one in the honest signature.
    let empty = SIGNED.replacen(
        "</ds:Signature>",
        "<ds:Object></ds:Object></ds:Signature>",
        1,
    );
    assert_eq!(refusal(&empty), "sig.shape");
}

#[test]
fn sig_09_the_original_at_every_place_of_the_forged_message() {
    let forged = forged().replace("b='2'/>", "b='2'></other>");
    let both = with_signature(&forged, &honest_signature());
    let mut places = 0;
    for (carrier, allowed) in [
        (&forged, &["sig.missing", "sig.shape", "xml.syntax"]),
        (&both, &["sig.shape", "sig.shape", "xml.syntax"]),
    ] {
        for (at, _) in carrier.match_indices('>') {
            for original in [MESSAGE, &SIGNED] {
                let (before, after) = carrier.split_at(at + 1);
                let got = refusal(&format!("{before}{original}{after}"));
                assert!(allowed.contains(&got), "{got} after {before}");
                places += 1;
            }
        }
    }
    assert!(places > 100, "{places}");
}

#[test]
fn sig_10_signed_metadata_inside_a_forged_list() {
    let wrapped = format!("<list ID='_list'>{}</list>", *SIGNED);
    let anchors = TrustAnchors::new([certificate(&P256)]);
    let check = |xml: &str| {
        verify_metadata(&parse(xml).unwrap(), &anchors, &Policy::EIDAS, NOW)
            .map(|_| ())
            .map_err(|e| e.reason())
    };
    assert_eq!(check(&SIGNED), Ok(()));
    assert_eq!(check(&wrapped), Err("sig.missing"));
    let moved = format!(
        "<list ID='_list'>{}{}</list>",
        honest_signature(),
        SIGNED.replace(&honest_signature(), "")
    );
    assert_eq!(check(&moved), Err("sig.shape"));
}

#[test]
fn sig_13_second_digest_value_or_signed_info() {
    for (tag, at) in [
        (
            "<ds:DigestValue>",
            "<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>",
        ),
        (
            "<ds:SignedInfo>",
            "<ds:SignedInfo></ds:SignedInfo><ds:SignedInfo>",
        ),
    ] {
        assert_eq!(refusal(&SIGNED.replacen(tag, at, 1)), "sig.shape");
    }
}

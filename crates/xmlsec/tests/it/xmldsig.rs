//! XML Signature 1.1 in the eIDAS profile.

use xmlsec::{
    Curve, DigestMethod, Document, KeyInfoStyle, KeyKind, Limits, Policy, ReferenceStyle,
    SignatureMethod, SignatureOptions, SignaturePlace, SoftwareKey, TrustAnchors, TrustedKeys,
    sign, verify, verify_detached, verify_metadata,
};

use crate::fixture::{
    MESSAGE, NOW, OTHER, P256, RSA, SAML, SAMLP, SIGNED, after_issuer, certificate, key, parse,
    signed_with, trusted, verify_signed,
};

fn round_trip(key: &SoftwareKey, options: &SignatureOptions<'_>) {
    let signed = signed_with(key, options);
    let proof = verify(&parse(&signed).unwrap(), &trusted(key), &Policy::EIDAS).unwrap();
    assert!(proof.root().is(SAMLP, "Response"));
    assert_eq!(proof.signer(), &certificate(key));
    assert!(proof.root().descendants().all(|e| e.name() != "Signature"));
}

#[test]
fn every_curve_with_every_digest() {
    for curve in Curve::ALL {
        let key = key(KeyKind::Ec(curve));
        for digest in DigestMethod::ALL {
            let key = key
                .clone()
                .with_method(SignatureMethod::Ecdsa(digest))
                .unwrap();
            round_trip(
                &key,
                &SignatureOptions {
                    digest,
                    ..after_issuer()
                },
            );
        }
    }
}

#[test]
fn pss_with_every_digest_also_a_different_one_for_the_reference() {
    for method in DigestMethod::ALL {
        for digest in DigestMethod::ALL {
            let key = RSA
                .clone()
                .with_method(SignatureMethod::RsaPss(method))
                .unwrap();
            round_trip(
                &key,
                &SignatureOptions {
                    digest,
                    ..after_issuer()
                },
            );
        }
    }
}

#[test]
fn every_habit_of_key_info_prefixes_and_place() {
    for key_info in [
        KeyInfoStyle::Certificates,
        KeyInfoStyle::KeyValue,
        KeyInfoStyle::None,
    ] {
        for inclusive_prefixes in [&["xs"][..], &["xs", "#default", "absent"], &[]] {
            for place in [
                SignaturePlace::First,
                SignaturePlace::After {
                    namespace: SAML,
                    name: "NameID",
                },
            ] {
                let options = SignatureOptions {
                    key_info,
                    inclusive_prefixes,
                    place,
                    ..after_issuer()
                };
                round_trip(&P256, &options);
                round_trip(&RSA, &options);
            }
        }
    }
}

#[test]
fn exc_c14n_prefix_list_keeps_a_prefix_that_stands_only_in_a_value() {
    let scope = |prefixes: &[&str]| {
        let options = SignatureOptions {
            inclusive_prefixes: prefixes,
            ..after_issuer()
        };
        let proof = verify_signed(&signed_with(&P256, &options)).unwrap();
        proof.root().resolve_prefix("xs").is_some()
    };
    assert!(scope(&["xs"]));
    assert!(!scope(&[]));
}

#[test]
fn the_proof_is_read_from_the_digested_octets() {
    let signed = SIGNED.replace("<saml:NameID>SE", "<saml:NameID><!-- no part -->SE");
    let proof = verify_signed(&signed).unwrap();
    let canonical = xmlsec::canonicalize(parse(MESSAGE).unwrap().root(), &[]);
    assert_eq!(proof.document().bytes(), canonical);
    let name = proof
        .root()
        .children()
        .find(|e| e.is(SAML, "NameID"))
        .unwrap();
    assert_eq!(name.text(), "SE/NO/æøå & <co>");
}

#[test]
fn whole_document_reference_is_for_metadata_only() {
    let options = SignatureOptions {
        reference: ReferenceStyle::WholeDocument,
        place: SignaturePlace::First,
        ..after_issuer()
    };
    let doc = parse(&signed_with(&P256, &options)).unwrap();
    let anchors = TrustAnchors::new([certificate(&P256)]);
    verify_metadata(&doc, &anchors, &Policy::EIDAS, NOW).unwrap();
    let got = verify(&doc, &trusted(&P256), &Policy::EIDAS)
        .map(|_| ())
        .unwrap_err();
    assert_eq!(got.reason(), "sig.shape");
}

#[test]
fn several_trusted_keys_any_of_them_and_in_any_order() {
    for keys in [[&*P256, &*OTHER, &*RSA], [&*RSA, &*OTHER, &*P256]] {
        let trusted = TrustedKeys::new(keys.map(certificate));
        let none = SignatureOptions {
            key_info: KeyInfoStyle::None,
            ..after_issuer()
        };
        for options in [after_issuer(), none] {
            let doc = parse(&signed_with(&P256, &options)).unwrap();
            let proof = verify(&doc, &trusted, &Policy::EIDAS).unwrap();
            assert_eq!(proof.signer(), &certificate(&P256));
        }
    }
}

#[test]
fn key_info_of_somebody_else_is_only_a_hint() {
    let own = certificate(&P256).to_base64();
    let signed = SIGNED.replace(&own, &certificate(&OTHER).to_base64());
    assert_ne!(signed, *SIGNED);
    assert_eq!(
        verify_signed(&signed).unwrap().signer(),
        &certificate(&P256)
    );
}

#[test]
fn signing_needs_an_id_and_a_place() {
    let without_id = parse("<r><a/></r>").unwrap();
    assert!(
        sign(
            &without_id,
            &SignatureOptions::new(SignaturePlace::First),
            &*P256
        )
        .is_err()
    );
    let empty = parse("<r ID='x'/>").unwrap();
    assert!(
        sign(
            &empty,
            &SignatureOptions::new(SignaturePlace::First),
            &*P256
        )
        .is_err()
    );
    assert!(sign(&empty, &after_issuer(), &*P256).is_err());
    let odd = parse("<r ID='x' a='>'  ><b/></r>").unwrap();
    let signed = sign(&odd, &SignatureOptions::new(SignaturePlace::First), &*P256).unwrap();
    verify_signed(std::str::from_utf8(&signed).unwrap()).unwrap();
}

#[test]
fn bindings_s3_4_4_1_detached_signature_over_the_octets_received() {
    use xmlsec::SigningKey;
    let octets = b"SAMLRequest=abc&SigAlg=x";
    let value = P256.sign(octets).unwrap();
    let uri = P256.method().uri();
    let doc = parse(MESSAGE).unwrap();
    let check = |doc: &_, octets: &[u8], uri: &str, value: &[u8]| {
        verify_detached(doc, octets, uri, value, &trusted(&P256), &Policy::EIDAS)
            .map(|_| ())
            .map_err(|e| e.reason())
    };
    assert_eq!(check(&doc, octets, uri, &value), Ok(()));
    assert_eq!(
        check(&doc, b"SAMLRequest=abd&SigAlg=x", uri, &value),
        Err("sig.no_key_fits")
    );
    let rsa_sha1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    assert_eq!(check(&doc, octets, rsa_sha1, &value), Err("sig.alg"));
    let embedded = parse(&SIGNED).unwrap();
    assert_eq!(check(&embedded, octets, uri, &value), Err("sig.shape"));
}

/// A document at its limit of octets, whose canonical form has more: `<a/>` becomes `<a></a>`.
#[test]
fn a_canonical_form_longer_than_the_limit_of_the_document_verifies() {
    let signed = SIGNED.replacen(
        "<other xmlns=\"urn:other\" a=\"1\" b=\"2\"></other>",
        "<other xmlns=\"urn:other\" a=\"1\" b=\"2\"/>",
        1,
    );
    let many = MESSAGE.replacen("<samlp:Status>", &"<samlp:x/>".repeat(500), 1);
    let many = many.replacen("<samlp:x/>", "<samlp:Status>", 1);
    let signed_many = sign(&parse(&many).unwrap(), &after_issuer(), &*P256).unwrap();
    for xml in [signed.as_bytes(), &signed_many] {
        let limits = Limits {
            bytes: xml.len(),
            ..Limits::MESSAGE
        };
        let doc = Document::parse(xml, &limits).unwrap();
        verify(&doc, &trusted(&P256), &Policy::EIDAS).unwrap();
    }
}

/// Exclusive C14N §4: the one parameter, by its name and namespace.
#[test]
fn exc_c14n_s4_another_element_with_a_prefix_list_is_none() {
    let options = SignatureOptions {
        inclusive_prefixes: &["xs"],
        ..after_issuer()
    };
    let signed = signed_with(&P256, &options);
    verify_signed(&signed).unwrap();
    for (from, to) in [
        ("ec:InclusiveNamespaces", "ec:OtherNamespaces"),
        (
            "xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\"",
            "xmlns:ec=\"urn:other\"",
        ),
    ] {
        let got = verify_signed(&signed.replace(from, to)).map(|_| ());
        assert_eq!(got.unwrap_err().reason(), "sig.shape", "{to}");
    }
}

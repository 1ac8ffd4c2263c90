//! Attacks by their name in the catalogue. Each starts from a good message that passes in the same
//! test, changes one thing and expects one exact refusal.

use xmlsec::{
    Document, Error, Limits, Malformed, Policy, TrustAnchors, TrustedKeys, Untrusted, verify,
    verify_metadata,
};

use crate::fixture::{
    DS, Forge, MESSAGE, NOW, OTHER, P256, RSA, SIGNED, after_issuer, assert_control, certificate,
    parse, signed_with, trusted, verify_signed, with_signature,
};

fn refusal(xml: &str) -> &'static str {
    assert_control();
    match verify_signed(xml) {
        Ok(proof) => panic!(
            "accepted: {}",
            String::from_utf8_lossy(proof.document().bytes())
        ),
        Err(error) => error.reason(),
    }
}

fn malformed(xml: &str) -> &'static str {
    assert_control();
    match parse(xml) {
        Ok(_) => panic!("accepted: {}", &xml[..xml.len().min(200)]),
        Err(error) => error.reason(),
    }
}

// ---- XML parsing layer

#[test]
fn xml_01_02_04_06_every_document_type_is_refused_at_its_first_token() {
    for dtd in [
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"http://169.254.169.254/\">]>",
        "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>",
        "<!DOCTYPE r [<!ATTLIST Foo x ID #IMPLIED y CDATA 'default'>]>",
        "<!DOCTYPE r>",
    ] {
        assert_eq!(
            malformed(&format!("{dtd}{}", *SIGNED)),
            "xml.doctype_forbidden"
        );
        let xml = format!("<?xml version=\"1.0\"?>\n<!-- -->{dtd}{}", *SIGNED);
        assert_eq!(malformed(&xml), "xml.doctype_forbidden");
    }
    let inside = SIGNED.replacen("<samlp:Extensions>", "<samlp:Extensions><!DOCTYPE x>", 1);
    assert_eq!(malformed(&inside), "xml.doctype_forbidden");
    assert_eq!(
        malformed(&SIGNED.replacen("value<", "&x;<", 1)),
        "xml.syntax"
    );
}

#[test]
fn xml_07_xinclude_is_inert() {
    let xml = MESSAGE.replace(
        "<other ",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/><other ",
    );
    let doc = parse(&xml).unwrap();
    let include = doc
        .root()
        .descendants()
        .find(|e| e.name() == "include")
        .unwrap();
    assert_eq!(
        (include.text().as_ref(), include.children().count()),
        ("", 0)
    );
}

#[test]
fn xml_09_a_comment_does_not_cut_a_value() {
    let message = MESSAGE.replace("SE/NO/", "SE/NO/<!-- -->.evil");
    let doc = parse(&message).unwrap();
    let read = |doc: &Document| {
        let name = doc
            .root()
            .children()
            .find(|e| e.name() == "NameID")
            .unwrap();
        name.text().into_owned()
    };
    assert_eq!(read(&doc), "SE/NO/.evilæøå & <co>");
    let commented = SIGNED.replace("SE/NO/", "SE/<!-- x -->NO/");
    assert_ne!(commented, *SIGNED);
    assert_eq!(
        read(verify_signed(&commented).unwrap().document()),
        "SE/NO/æøå & <co>"
    );
}

#[test]
fn xml_10_cdata_and_references_do_not_split_a_value() {
    let split = SIGNED.replace("SE/NO/", "<![CDATA[SE]]>&#47;N<![CDATA[O/]]>");
    assert_ne!(split, *SIGNED);
    let proof = verify_signed(&split).unwrap();
    let name = proof
        .root()
        .children()
        .find(|e| e.name() == "NameID")
        .unwrap();
    assert_eq!(name.text(), "SE/NO/æøå & <co>");
}

#[test]
fn xml_11_control_characters_are_refused() {
    for bad in ["&#0;", "&#x1F;", "\u{1}", "\u{b}", "\u{fffe}"] {
        assert_eq!(
            malformed(&SIGNED.replacen("value<", &format!("{bad}<"), 1)),
            "xml.syntax"
        );
    }
}

#[test]
fn xml_13_depth_bomb() {
    let deep = |n: usize| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
    parse(&deep(Limits::MESSAGE.depth)).unwrap();
    assert_eq!(malformed(&deep(Limits::MESSAGE.depth + 1)), "xml.depth");
    assert_eq!(malformed(&"<a>".repeat(80_000)), "xml.depth");
}

#[test]
fn xml_14_attribute_namespace_and_node_floods() {
    let flood = |item: &dyn Fn(usize) -> String, n: usize| {
        format!("<r {}/>", (0..n).map(item).collect::<String>())
    };
    let attribute = |i: usize| format!("a{i}='' ");
    parse(&flood(&attribute, Limits::MESSAGE.attributes)).unwrap();
    assert_eq!(
        malformed(&flood(&attribute, 20_000)),
        "xml.too_many_attributes"
    );
    let namespace = |i: usize| format!("xmlns:a{i}='urn:{i}' ");
    assert_eq!(
        malformed(&flood(&namespace, 10_000)),
        "xml.too_many_attributes"
    );
    // Spread over nested elements, so that each inherits all above it.
    let nested: String = (0..40)
        .map(|level| {
            let declarations: String = (0..40)
                .map(|i| format!(" xmlns:p{level}x{i}='urn:{i}'"))
                .collect();
            format!("<a{declarations}>")
        })
        .collect();
    let nested = format!("{nested}{}", "</a>".repeat(40));
    assert_eq!(malformed(&nested), "xml.too_many_attributes");
    assert_eq!(
        malformed(&format!("<r>{}</r>", "<a/>".repeat(9_000))),
        "xml.too_many_nodes"
    );
    assert_eq!(
        malformed(&format!("<r>{}</r>", " ".repeat(300_000))),
        "xml.too_large"
    );
    let long = format!("<r xmlns='urn:{}'/>", "x".repeat(600));
    assert_eq!(malformed(&long), "xml.namespace_uri");
}

#[test]
fn xml_15_duplicate_attributes_also_by_expanded_name() {
    assert_eq!(malformed("<r a='1' a='2'/>"), "xml.syntax");
    assert_eq!(
        malformed("<r xmlns:a='urn:x' xmlns:b='urn:x' a:y='1' b:y='2'/>"),
        "xml.syntax"
    );
}

#[test]
fn xml_16_namespace_confusion() {
    assert_eq!(
        malformed(&SIGNED.replacen("xmlns:saml=", "xmlns:samx=", 1)),
        "xml.syntax"
    );
    assert_eq!(malformed("<r xmlns:saml=''/>"), "xml.syntax");
    // Another name for the Signature's namespace: no signature of ours.
    let homoglyph = SIGNED.replace(DS, "http://www.w3.org/2000/09/xmldslg#");
    assert_eq!(refusal(&homoglyph), "sig.missing");
}

#[test]
fn xml_17_second_root_or_trailing_bytes() {
    for tail in ["<r/>", "x", "&#65;", "<![CDATA[]]>", "\0"] {
        assert_eq!(malformed(&format!("{}{tail}", *SIGNED)), "xml.syntax");
    }
    assert_eq!(malformed(&format!("{}{}", *SIGNED, *SIGNED)), "xml.syntax");
    assert_eq!(
        malformed(&format!("{}<?pi?>", *SIGNED)),
        "xml.processing_instruction"
    );
    verify_signed(&format!("{} \n<!-- fine -->\n", *SIGNED)).unwrap();
}

#[test]
fn xml_23_xml_id_is_refused() {
    let xml = MESSAGE.replace("<other ", "<other xml:id='_good' ");
    assert_eq!(malformed(&xml), "xml.xml_id");
}

// ---- XML signature: wrapping

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
fn sig_01_08_original_wrapped_inside_the_forged_signature() {
    let signature = honest_signature();
    for (before, wrapped) in [
        ("</ds:Signature>", format!("{MESSAGE}</ds:Signature>")),
        (
            "</ds:Signature>",
            format!("<ds:Object>{MESSAGE}</ds:Object></ds:Signature>"),
        ),
        ("</ds:KeyInfo>", format!("{MESSAGE}</ds:KeyInfo>")),
        ("</ds:SignedInfo>", format!("{MESSAGE}</ds:SignedInfo>")),
        ("</ds:DigestValue>", format!("{MESSAGE}</ds:DigestValue>")),
    ] {
        let signature = signature.replacen(before, &wrapped, 1);
        assert_eq!(
            refusal(&with_signature(&forged(), &signature)),
            "sig.shape",
            "{before}"
        );
    }
}

#[test]
fn sig_02_05_to_07_09_to_11_original_wrapped_in_any_other_place() {
    let signature = honest_signature();
    let places = [
        "<samlp:Extensions>",
        "<samlp:Status>",
        "<saml:NameID>",
        "<other xmlns=\"urn:other\" a=\"1\" b='2'>",
    ];
    let forged = forged().replace("b='2'/>", "b='2'></other>");
    for place in places {
        for original in [MESSAGE, &SIGNED] {
            let wrapped = forged.replacen(place, &format!("{place}{original}"), 1);
            assert_ne!(wrapped, forged);
            // The signature that is the forged element's own child refers to another element.
            let both = with_signature(&wrapped, &signature);
            assert_eq!(refusal(&both), "sig.shape", "{place}");
            // Or there is none where it has to be.
            let got = refusal(&wrapped);
            assert!(matches!(got, "sig.missing" | "sig.shape"), "{place} {got}");
        }
    }
}

#[test]
fn sig_02_forged_content_with_the_id_of_the_original() {
    let same_id = forged().replace("_evil", "_good");
    assert_eq!(
        refusal(&with_signature(&same_id, &honest_signature())),
        "sig.digest"
    );
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

// ---- missing, misplaced, malformed

#[test]
fn sig_20_unsigned() {
    assert_eq!(refusal(MESSAGE), "sig.missing");
}

#[test]
fn sig_21_23_signature_on_another_element_than_the_whole() {
    let inner = MESSAGE.replace("<saml:NameID>", "<saml:NameID ID='_inner'>");
    let forge = |uri: &str, content: &str| Forge {
        references: Forge::reference(uri, &Forge::transforms(), content),
        ..Forge::honest()
    };
    let control = forge("#_good", &inner).signature(&*P256);
    verify_signed(&with_signature(&inner, &control)).unwrap();
    let narrow = forge(
        "#_inner",
        "<saml:NameID xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion' ID='_inner'>SE/NO/æøå &amp; &lt;co&gt;</saml:NameID>",
    );
    let narrow = narrow.signature(&*P256);
    assert_eq!(refusal(&with_signature(&inner, &narrow)), "sig.shape");
    let child = inner.replace("SE/NO/", &format!("{narrow}SE/NO/"));
    assert_eq!(refusal(&child), "sig.missing");
}

#[test]
fn sig_25_26_two_references_or_none() {
    let reference = Forge::reference("#_good", &Forge::transforms(), MESSAGE);
    let http = Forge::reference("http://127.0.0.1/x", &Forge::transforms(), MESSAGE);
    let manifest = reference.replace(
        "URI=",
        "Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\" URI=",
    );
    verify_signed(&Forge::honest().message(&*P256)).unwrap();
    for references in [format!("{reference}{http}"), String::new(), http, manifest] {
        let forge = Forge {
            references,
            ..Forge::honest()
        };
        assert_eq!(refusal(&forge.message(&*P256)), "sig.shape");
    }
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

#[test]
fn sig_29_void_canonicalization() {
    let empty = Forge {
        references: Forge::reference_to_digest(
            "#_good",
            &Forge::transforms(),
            &openssl::sha::sha256(b""),
        ),
        ..Forge::honest()
    };
    assert_eq!(refusal(&empty.message(&*P256)), "sig.digest");
    for relative in ["other", "./x", "1:x", ""] {
        let xml = MESSAGE.replace("xmlns=\"urn:other\"", &format!("xmlns=\"{relative}\""));
        match parse(&xml) {
            Err(e) => assert_eq!(e, Malformed::NamespaceUri.into()),
            Ok(_) => assert_eq!(relative, ""),
        }
    }
}

#[test]
fn sig_30_to_32_other_transforms_too_many_or_other_canonicalization() {
    let transform = |uri: &str| format!("<ds:Transform Algorithm=\"{uri}\"></ds:Transform>");
    let enveloped = transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature");
    let exclusive = transform("http://www.w3.org/2001/10/xml-exc-c14n#");
    let refused = |transforms: String| {
        let references = Forge::reference("#_good", &transforms, MESSAGE);
        refusal(
            &Forge {
                references,
                ..Forge::honest()
            }
            .message(&*P256),
        )
    };
    for uri in [
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "http://www.w3.org/2000/09/xmldsig#base64",
        "http://www.w3.org/2002/07/decrypt#XML",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/2006/12/xml-c14n11",
    ] {
        assert_eq!(
            refused(format!("{enveloped}{}", transform(uri))),
            "sig.alg",
            "{uri}"
        );
        assert_eq!(
            refused(format!("{}{exclusive}", transform(uri))),
            "sig.shape",
            "{uri}"
        );
        assert_eq!(
            refused(format!("{enveloped}{}{exclusive}", transform(uri))),
            "sig.shape"
        );
        let c14n =
            format!("<ds:CanonicalizationMethod Algorithm=\"{uri}\"></ds:CanonicalizationMethod>");
        assert_eq!(
            refusal(
                &Forge {
                    c14n,
                    ..Forge::honest()
                }
                .message(&*P256)
            ),
            "sig.alg"
        );
    }
    for transforms in [
        String::new(),
        enveloped.clone(),
        exclusive.clone(),
        format!("{exclusive}{enveloped}"),
        format!("{enveloped}{}", exclusive.repeat(1000)),
    ] {
        assert_eq!(refused(transforms), "sig.shape");
    }
}

#[test]
fn sig_33_prefix_list_abuse() {
    let with_list = |list: &str| {
        let transforms = Forge::transforms().replacen(
            "xml-exc-c14n#\"></ds:Transform>",
            &format!(
                "xml-exc-c14n#\"><ec:InclusiveNamespaces \
                 xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" {list}>\
                 </ec:InclusiveNamespaces></ds:Transform>"
            ),
            1,
        );
        let references = Forge::reference("#_good", &transforms, MESSAGE);
        Forge {
            references,
            ..Forge::honest()
        }
        .message(&*P256)
    };
    verify_signed(&with_list("PrefixList=\"none\"")).unwrap();
    let many: String = (0..17).map(|i| format!("p{i} ")).collect();
    assert_eq!(
        refusal(&with_list(&format!("PrefixList=\"{many}\""))),
        "sig.shape"
    );
    assert_eq!(
        refusal(&with_list("PrefixList=\"none\" Other=\"x\"")),
        "sig.shape"
    );
}

#[test]
fn sig_35_36_hmac_and_truncation() {
    for method in [
        "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256\">\
         </ds:SignatureMethod>",
        "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#hmac-sha1\">\
         </ds:SignatureMethod>",
    ] {
        let forge = Forge {
            method: method.into(),
            ..Forge::honest()
        };
        assert_eq!(refusal(&forge.message(&*P256)), "sig.alg");
    }
    let truncated = Forge {
        method: "<ds:SignatureMethod \
                 Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\">\
                 <ds:HMACOutputLength>1</ds:HMACOutputLength></ds:SignatureMethod>"
            .into(),
        ..Forge::honest()
    };
    assert_eq!(refusal(&truncated.message(&*P256)), "sig.shape");
}

#[test]
fn sig_37_sha1_dsa_and_pkcs1() {
    for uri in [
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
        "",
    ] {
        let method = format!("<ds:SignatureMethod Algorithm=\"{uri}\"></ds:SignatureMethod>");
        let forge = Forge {
            method,
            ..Forge::honest()
        };
        assert_eq!(refusal(&forge.message(&*P256)), "sig.alg", "{uri}");
    }
    let mut sha1 = Forge::honest();
    sha1.references = sha1.references.replace(
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2000/09/xmldsig#sha1",
    );
    assert_eq!(refusal(&sha1.message(&*P256)), "sig.alg");
}

#[test]
fn sig_35_algorithm_of_another_family_than_the_key() {
    let uri = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";
    let method = format!("<ds:SignatureMethod Algorithm=\"{uri}\"></ds:SignatureMethod>");
    let forge = Forge {
        method,
        ..Forge::honest()
    };
    assert_eq!(refusal(&forge.message(&*P256)), "sig.untrusted_key");
}

#[test]
fn sig_41_pss_salt_other_than_the_hash() {
    use openssl::hash::MessageDigest;
    use openssl::pkey::{PKey, Private};
    use openssl::rsa::Padding;
    use openssl::sign::{RsaPssSaltlen, Signer};
    use xmlsec::{Certificate, KeyError, SignatureMethod, SigningKey};

    struct Salted(PKey<Private>, i32, MessageDigest, Vec<Certificate>);
    impl SigningKey for Salted {
        fn method(&self) -> SignatureMethod {
            SignatureMethod::RsaPss(crate::fixture::digest())
        }
        fn certificates(&self) -> &[Certificate] {
            &self.3
        }
        fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
            let mut signer = Signer::new(MessageDigest::sha256(), &self.0).unwrap();
            signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
            signer.set_rsa_mgf1_md(self.2).unwrap();
            signer
                .set_rsa_pss_saltlen(RsaPssSaltlen::custom(self.1))
                .unwrap();
            Ok(signer.sign_oneshot_to_vec(octets).unwrap())
        }
    }
    let pkey = PKey::private_key_from_pem(RSA.private_key_pem().as_bytes()).unwrap();
    for (salt, mgf1, expected) in [
        (32, MessageDigest::sha256(), Ok(())),
        (
            20,
            MessageDigest::sha256(),
            Err(Error::from(Untrusted::Signature)),
        ),
        (0, MessageDigest::sha256(), Err(Untrusted::Signature.into())),
        (
            64,
            MessageDigest::sha256(),
            Err(Untrusted::Signature.into()),
        ),
        (
            32,
            MessageDigest::sha512(),
            Err(Untrusted::Signature.into()),
        ),
        (32, MessageDigest::sha1(), Err(Untrusted::Signature.into())),
    ] {
        let key = Salted(pkey.clone(), salt, mgf1, vec![certificate(&RSA)]);
        let signed = xmlsec::sign(&parse(MESSAGE).unwrap(), &after_issuer(), &key).unwrap();
        let doc = Document::parse(&signed, &Limits::MESSAGE).unwrap();
        let got = verify(&doc, &trusted(&RSA), &Policy::EIDAS).map(|_| ());
        assert_eq!(got, expected, "{salt}");
    }
}

#[test]
fn sig_39_weak_keys_and_explicit_curves() {
    use openssl::ec::{Asn1Flag, EcGroup, EcKey};
    use openssl::nid::Nid;
    use openssl::pkey::PKey;
    use openssl::rsa::Rsa;
    use xmlsec::{Certificate, SoftwareKey};

    let self_signed = |pkey: &PKey<openssl::pkey::Private>| {
        let mut builder = openssl::x509::X509::builder().unwrap();
        let time = |t| openssl::asn1::Asn1Time::from_unix(t).unwrap();
        builder.set_not_before(&time(NOW - 10)).unwrap();
        builder.set_not_after(&time(NOW + 10)).unwrap();
        builder.set_pubkey(pkey).unwrap();
        builder
            .sign(pkey, openssl::hash::MessageDigest::sha256())
            .unwrap();
        builder.build()
    };
    let certificate_of = |pkey: &PKey<openssl::pkey::Private>| {
        Certificate::from_der(&self_signed(pkey).to_der().unwrap())
    };
    let weak = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let certificate = certificate_of(&weak).unwrap();
    let got = Policy::EIDAS.check_key(certificate.key());
    assert_eq!(got, Err(Untrusted::KeySize.into()));
    let signed = signed_with(&RSA, &after_issuer());
    let got = verify(
        &parse(&signed).unwrap(),
        &TrustedKeys::new([certificate]),
        &Policy::EIDAS,
    );
    assert_eq!(got.map(|_| ()), Err(Untrusted::KeySize.into()));
    let pem = self_signed(&weak).to_pem().unwrap();
    assert!(SoftwareKey::from_pem(&weak.private_key_to_pem_pkcs8().unwrap(), &pem).is_err());

    let three = openssl::bn::BigNum::from_u32(3).unwrap();
    let cubed = PKey::from_rsa(Rsa::generate_with_e(3072, &three).unwrap()).unwrap();
    assert_eq!(
        certificate_of(&cubed).map(|_| ()),
        Err(Malformed::Certificate.into())
    );

    for nid in [Nid::X9_62_PRIME192V1, Nid::SECP256K1, Nid::SECP224R1] {
        let group = EcGroup::from_curve_name(nid).unwrap();
        let pkey = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
        assert_eq!(
            certificate_of(&pkey).map(|_| ()),
            Err(Malformed::Certificate.into())
        );
    }
    let mut explicit = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    explicit.set_asn1_flag(Asn1Flag::EXPLICIT_CURVE);
    let pkey = PKey::from_ec_key(EcKey::generate(&explicit).unwrap()).unwrap();
    assert_eq!(
        certificate_of(&pkey).map(|_| ()),
        Err(Malformed::Certificate.into())
    );
}

#[test]
fn sig_42_a_failing_library_is_a_refusal() {
    // r or s zero, too large, of the wrong width, or no number at all.
    let start = SIGNED.find("<ds:SignatureValue>").unwrap() + "<ds:SignatureValue>".len();
    let end = SIGNED.find("</ds:SignatureValue>").unwrap();
    for value in [
        vec![0; 64],
        vec![0xFF; 64],
        vec![1; 63],
        vec![1; 65],
        vec![1; 128],
    ] {
        let value = openssl::base64::encode_block(&value);
        let xml = format!("{}{value}{}", &SIGNED[..start], &SIGNED[end..]);
        assert_eq!(refusal(&xml), "sig.invalid");
    }
    for value in ["", "*", "AAA"] {
        let xml = format!("{}{value}{}", &SIGNED[..start], &SIGNED[end..]);
        assert_eq!(refusal(&xml), "sig.shape");
    }
}

#[test]
fn sig_43_44_key_info_of_the_attacker_and_of_the_victim() {
    let attacker = signed_with(&OTHER, &after_issuer());
    assert_eq!(refusal(&attacker), "sig.untrusted_key");
    let (own, victim) = (
        certificate(&OTHER).to_base64(),
        certificate(&P256).to_base64(),
    );
    assert_eq!(refusal(&attacker.replace(&own, &victim)), "sig.invalid");
    let both = format!("{own}</ds:X509Certificate><ds:X509Certificate>{victim}");
    assert_eq!(refusal(&attacker.replace(&own, &both)), "sig.invalid");
    let retrieval = "<ds:RetrievalMethod URI=\"http://127.0.0.1/key\"/>";
    let named = attacker.replace("<ds:KeyInfo>", &format!("<ds:KeyInfo>{retrieval}"));
    assert_eq!(refusal(&named), "sig.untrusted_key");
}

#[test]
fn sig_45_same_subject_and_serial_other_key() {
    // All keys of the fixture have the same subject, issuer and serial number.
    assert_eq!(certificate(&OTHER).subject(), certificate(&P256).subject());
    let attacker = signed_with(&OTHER, &after_issuer());
    let doc = parse(&attacker).unwrap();
    let anchors = TrustAnchors::new([certificate(&P256)]);
    let got = verify_metadata(&doc, &anchors, &Policy::EIDAS, NOW).map(|_| ());
    assert_eq!(got, Err(Untrusted::CertificatePath.into()));
    assert_eq!(refusal(&attacker), "sig.untrusted_key");
}

#[test]
fn no_trusted_key_no_trust() {
    let doc = parse(&SIGNED).unwrap();
    let got = verify(&doc, &TrustedKeys::default(), &Policy::EIDAS).map(|_| ());
    assert_eq!(got, Err(Untrusted::Key.into()));
    let got = verify_metadata(&doc, &TrustAnchors::default(), &Policy::EIDAS, NOW).map(|_| ());
    assert_eq!(got, Err(Untrusted::CertificatePath.into()));
}

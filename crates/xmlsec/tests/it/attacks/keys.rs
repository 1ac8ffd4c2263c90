//! SIG-39 to SIG-45: weak keys, failing arithmetic, and whose key it is.

use xmlsec::{Malformed, Policy, TrustAnchors, TrustedKeys, Untrusted, verify, verify_metadata};

use super::{Canary, refusal};
use crate::fixture::{
    NOW, OTHER, P256, RSA, SIGNED, after_issuer, certificate, parse, signed_with, verify_signed,
};

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
fn sig_43_the_attackers_own_key_and_certificate() {
    let attacker = signed_with(&OTHER, &after_issuer());
    assert_eq!(refusal(&attacker), "sig.untrusted_key");
    // The same message trusted by whoever trusts that key: nothing else is wrong with it.
    let doc = parse(&attacker).unwrap();
    let own = TrustedKeys::new([certificate(&OTHER)]);
    verify(&doc, &own, &Policy::EIDAS).unwrap();
}

/// A message with this in place of its KeyInfo's content.
fn shown(message: &str, key_info: &str) -> String {
    let start = message.find("<ds:KeyInfo>").unwrap() + "<ds:KeyInfo>".len();
    let end = message.find("</ds:KeyInfo>").unwrap();
    format!("{}{key_info}{}", &message[..start], &message[end..])
}

/// KeyInfo is not signed and proves nothing: the attacker's signature stays refused whatever it
/// shows, the honest one stays good, and no address in it is called. Without a certificate in it
/// nobody can say whether the key or the value is wrong, and the reason does not.
#[test]
fn sig_44_key_info_that_does_not_match() {
    let canary = Canary::new();
    let url = canary.url();
    let attacker = signed_with(&OTHER, &after_issuer());
    let x509 = |der: &str| format!("<ds:X509Certificate>{der}</ds:X509Certificate>");
    let (own, victim) = (
        x509(&certificate(&OTHER).to_base64()),
        x509(&certificate(&P256).to_base64()),
    );
    let data = |inner: &str| format!("<ds:X509Data>{inner}</ds:X509Data>");
    for (key_info, refused) in [
        (data(&victim), "sig.invalid"),
        (data(&format!("{own}{victim}")), "sig.invalid"),
        (data(&format!("{victim}{own}")), "sig.invalid"),
        (data(&own), "sig.untrusted_key"),
        (String::new(), "sig.no_key_fits"),
        (format!("<ds:KeyName>{url}</ds:KeyName>"), "sig.no_key_fits"),
        (
            format!(
                "<ds:RetrievalMethod URI=\"{url}\" \
                 Type=\"http://www.w3.org/2000/09/xmldsig#rawX509Certificate\"/>"
            ),
            "sig.no_key_fits",
        ),
        (
            "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus>\
             <ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>"
                .to_owned(),
            "sig.no_key_fits",
        ),
        (
            data("<ds:X509SubjectName>CN=key</ds:X509SubjectName>"),
            "sig.no_key_fits",
        ),
    ] {
        assert_eq!(refusal(&shown(&attacker, &key_info)), refused, "{key_info}");
        let honest = verify_signed(&shown(&SIGNED, &key_info)).unwrap();
        assert_eq!(honest.signer(), &certificate(&P256), "{key_info}");
    }
    canary.assert_not_called();
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

//! SIG-39 to SIG-45: weak keys, failing arithmetic, and whose key it is.

use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::x509::extension::BasicConstraints;
use openssl::x509::{X509, X509NameBuilder};
use xmlsec::{
    Certificate, Curve, DigestMethod, Error, KeyError, KeyKind, Malformed, Policy, SignatureMethod,
    SigningKey, SoftwareKey, TrustAnchors, TrustedKeys, Untrusted, verify, verify_metadata,
};

use super::{Canary, refusal};
use crate::fixture::{
    MESSAGE, NOW, OTHER, P256, RSA, SIGNED, after_issuer, certificate, key, parse, signed_with,
    verify_signed,
};

#[test]
fn sig_39_weak_keys_and_explicit_curves() {
    use openssl::ec::{Asn1Flag, EcGroup, EcKey};
    use openssl::nid::Nid;
    use openssl::rsa::Rsa;

    let self_signed = |pkey: &PKey<Private>| {
        let mut builder = X509::builder().unwrap();
        let time = |t| openssl::asn1::Asn1Time::from_unix(t).unwrap();
        builder.set_not_before(&time(NOW - 10)).unwrap();
        builder.set_not_after(&time(NOW + 10)).unwrap();
        builder.set_pubkey(pkey).unwrap();
        builder.sign(pkey, MessageDigest::sha256()).unwrap();
        builder.build()
    };
    let certificate_of =
        |pkey: &PKey<Private>| Certificate::from_der(&self_signed(pkey).to_der().unwrap());
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
    let with_value = |value: &[u8]| {
        let value = openssl::base64::encode_block(value);
        format!("{}{value}{}", &SIGNED[..start], &SIGNED[end..])
    };
    for value in [
        vec![0; 64],
        vec![0xFF; 64],
        vec![1; 63],
        vec![1; 65],
        vec![1; 128],
    ] {
        let reason = if value.len() == 64 {
            "sig.invalid"
        } else {
            "sig.length"
        };
        assert_eq!(refusal(&with_value(&value)), reason);
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

/// RFC 9231 §2.3.6: r and s are as wide as the order of the curve. Software that leaves leading
/// zeros out fails with P-521 half of the time, with others once in 128 times; software that writes
/// DER always. The reason says so, once it is known that the key is one we trust.
#[test]
fn sig_42_a_signature_with_shortened_numbers_is_called_so() {
    let p521 = key(KeyKind::Ec(Curve::P521));
    let signed = signed_with(&p521, &after_issuer());
    let start = signed.find("<ds:SignatureValue>").unwrap() + "<ds:SignatureValue>".len();
    let end = signed.find("</ds:SignatureValue>").unwrap();
    let value = openssl::base64::decode_block(&signed[start..end]).unwrap();
    let check = |value: &[u8], keys: &[&SoftwareKey]| {
        let value = openssl::base64::encode_block(value);
        let xml = format!("{}{value}{}", &signed[..start], &signed[end..]);
        let keys = keys.iter().map(|key| certificate(key));
        let (trusted, anchors) = (TrustedKeys::new(keys.clone()), TrustAnchors::new(keys));
        let doc = parse(&xml).unwrap();
        let message = verify(&doc, &trusted, &Policy::EIDAS);
        let metadata = verify_metadata(&doc, &anchors, &Policy::EIDAS, NOW);
        [message, metadata].map(|got| got.map(|_| ()).map_err(|error| error.reason()))
    };
    let (r, s) = value.split_at(66);
    let shortened = [&r[1..], &s[1..]].concat();
    assert_eq!(check(&value, &[&p521]), [Ok(()), Ok(())]);
    assert_eq!(check(&shortened, &[&p521]), [Err("sig.length"); 2]);
    let mut changed = value.clone();
    changed[131] ^= 1;
    assert_eq!(check(&changed, &[&p521]), [Err("sig.invalid"); 2]);
    // Whose key it is comes first.
    let [message, _] = check(&shortened, &[&P256]);
    assert_eq!(message, Err("sig.untrusted_key"));
}

/// An RSA key of 2048 bit, which [`SoftwareKey`] does not hold.
struct Weak(PKey<Private>, Vec<Certificate>);

impl SigningKey for Weak {
    fn method(&self) -> SignatureMethod {
        SignatureMethod::RsaPss(DigestMethod::Sha256)
    }
    fn certificates(&self) -> &[Certificate] {
        &self.1
    }
    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        use openssl::sign::{RsaPssSaltlen, Signer};
        let digest = MessageDigest::sha256();
        let mut signer = Signer::new(digest, &self.0).unwrap();
        signer
            .set_rsa_padding(openssl::rsa::Padding::PKCS1_PSS)
            .unwrap();
        signer.set_rsa_mgf1_md(digest).unwrap();
        signer
            .set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)
            .unwrap();
        Ok(signer.sign_oneshot_to_vec(octets).unwrap())
    }
}

/// A certificate of this key, issued with this digest in the name of `issuer`, or of itself.
fn issued(
    name: &str,
    key: &PKey<Private>,
    issuer: Option<(&X509, &PKey<Private>)>,
    digest: MessageDigest,
) -> X509 {
    let mut subject = X509NameBuilder::new().unwrap();
    subject.append_entry_by_text("CN", name).unwrap();
    let subject = subject.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    let serial = openssl::bn::BigNum::from_u32(7).unwrap();
    builder
        .set_serial_number(&serial.to_asn1_integer().unwrap())
        .unwrap();
    builder.set_subject_name(&subject).unwrap();
    let issuer_name = issuer.map_or(&*subject, |(x509, _)| x509.subject_name());
    builder.set_issuer_name(issuer_name).unwrap();
    let time = |at| openssl::asn1::Asn1Time::from_unix(at).unwrap();
    builder.set_not_before(&time(NOW - 10)).unwrap();
    builder.set_not_after(&time(NOW + 10)).unwrap();
    builder.set_pubkey(key).unwrap();
    builder
        .append_extension(BasicConstraints::new().critical().ca().build().unwrap())
        .unwrap();
    builder
        .sign(issuer.map_or(key, |(_, key)| key), digest)
        .unwrap();
    builder.build()
}

fn read(x509: &X509) -> Certificate {
    Certificate::from_der(&x509.to_der().unwrap()).unwrap()
}

fn private(key: &SoftwareKey) -> PKey<Private> {
    PKey::private_key_from_pem(key.private_key_pem().as_bytes()).unwrap()
}

fn software(key: &SoftwareKey, x509: &X509) -> SoftwareKey {
    let pem = key.private_key_pem();
    SoftwareKey::from_pem(pem.as_bytes(), &x509.to_pem().unwrap()).unwrap()
}

fn metadata(key: &dyn SigningKey, anchor: &X509) -> Result<(), Error> {
    let signed = xmlsec::sign(&parse(MESSAGE).unwrap(), &after_issuer(), key).unwrap();
    let doc = parse(std::str::from_utf8(&signed).unwrap()).unwrap();
    let anchors = TrustAnchors::new([read(anchor)]);
    verify_metadata(&doc, &anchors, &Policy::EIDAS, NOW).map(|_| ())
}

/// The key that signs metadata, and every key on the way to the anchor. Cryptographic requirements
/// 1.4 §3. Attack: a modulus of 2048 bit that was broken or that another authority still issues
/// for vouches for the keys of a whole country.
#[test]
fn sig_39_a_weak_key_signs_no_metadata_wherever_it_stands() {
    let sha256 = MessageDigest::sha256();
    let weak = PKey::from_rsa(openssl::rsa::Rsa::generate(2048).unwrap()).unwrap();
    let (strong, root) = (private(&P256), private(&OTHER));
    let strong_root = issued("root", &root, None, sha256);
    let below_strong = issued("signer", &strong, Some((&strong_root, &root)), sha256);
    assert_eq!(
        metadata(&software(&P256, &below_strong), &strong_root),
        Ok(())
    );

    let pinned = issued("pinned", &weak, None, sha256);
    let signer = Weak(weak.clone(), vec![read(&pinned)]);
    assert_eq!(metadata(&signer, &pinned), Err(Untrusted::KeySize.into()));
    let below = issued("signer", &weak, Some((&strong_root, &root)), sha256);
    let signer = Weak(weak.clone(), vec![read(&below)]);
    assert_eq!(
        metadata(&signer, &strong_root),
        Err(Untrusted::KeySize.into())
    );
    let below_weak = issued("signer", &strong, Some((&pinned, &weak)), sha256);
    let got = metadata(&software(&P256, &below_weak), &pinned);
    assert_eq!(got, Err(Untrusted::CertificatePath.into()));
    // In between, while both ends are strong.
    let middle = issued("middle", &weak, Some((&strong_root, &root)), sha256);
    let end = issued("signer", &strong, Some((&middle, &weak)), sha256);
    let pem = [end.to_pem().unwrap(), middle.to_pem().unwrap()].concat();
    let signer = SoftwareKey::from_pem(P256.private_key_pem().as_bytes(), &pem).unwrap();
    let got = metadata(&signer, &strong_root);
    assert_eq!(got, Err(Untrusted::CertificatePath.into()));
}

/// SIG-37 for certificates: collisions of SHA-1 make a second certificate of one signature.
#[test]
fn sig_37_a_path_with_sha1_in_it_leads_nowhere() {
    let (key, root_key) = (private(&P256), private(&OTHER));
    let root = issued("root", &root_key, None, MessageDigest::sha256());
    for (digest, expected) in [
        (MessageDigest::sha256(), Ok(())),
        (
            MessageDigest::sha1(),
            Err(Untrusted::CertificatePath.into()),
        ),
    ] {
        let signer = issued("signer", &key, Some((&root, &root_key)), digest);
        assert_eq!(metadata(&software(&P256, &signer), &root), expected);
    }
}

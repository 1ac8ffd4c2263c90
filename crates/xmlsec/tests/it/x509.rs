//! Certificate paths of metadata (RFC 5280; eIDAS Message Format §7).

use std::sync::LazyLock;

use openssl::asn1::{Asn1Object, Asn1OctetString};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::x509::extension::{KeyUsage, SubjectAlternativeName};
use openssl::x509::{X509, X509Extension};
use xmlsec::{
    Certificate, Curve, Document, Error, KeyKind, Limits, Policy, SoftwareKey, TrustAnchors,
    Untrusted, Validity, sign, verify_metadata,
};

use crate::fixture::{MESSAGE, NOW, after_issuer, certificate, parse, subject, validity};

struct Pki {
    root: SoftwareKey,
    intermediate: SoftwareKey,
    leaf: SoftwareKey,
}

const KIND: KeyKind = KeyKind::Ec(Curve::P256);

static PKI: LazyLock<Pki> = LazyLock::new(|| {
    let root = SoftwareKey::generate(KIND, subject("root"), validity(), [1; 16]).unwrap();
    let intermediate = root
        .issue(KIND, subject("intermediate"), validity(), [2; 16], true)
        .unwrap();
    let leaf = intermediate
        .issue(KIND, subject("leaf"), validity(), [3; 16], false)
        .unwrap();
    Pki {
        root,
        intermediate,
        leaf,
    }
});

fn check(key: &SoftwareKey, anchors: &[&SoftwareKey], now: i64) -> Result<(), Error> {
    let signed = sign(&parse(MESSAGE).unwrap(), &after_issuer(), key).unwrap();
    let doc = Document::parse(&signed, &Limits::METADATA).unwrap();
    let anchors = TrustAnchors::new(anchors.iter().map(|k| certificate(k)));
    verify_metadata(&doc, &anchors, &Policy::EIDAS, now).map(|proof| {
        assert_eq!(proof.signer(), &certificate(key));
    })
}

const NO_PATH: Result<(), Error> = Err(Error::Untrusted(Untrusted::CertificatePath));

#[test]
fn an_anchor_may_be_the_signer_an_intermediate_or_the_root() {
    let Pki {
        root,
        intermediate,
        leaf,
    } = &*PKI;
    for anchors in [
        &[leaf][..],
        &[intermediate],
        &[root],
        &[root, intermediate, leaf],
    ] {
        assert_eq!(check(leaf, anchors, NOW), Ok(()));
    }
    assert_eq!(check(root, &[root], NOW), Ok(()));
    assert_eq!(check(leaf, &[], NOW), NO_PATH);
}

#[test]
fn without_the_intermediate_in_key_info_the_root_is_out_of_reach() {
    let Pki {
        root,
        intermediate,
        leaf,
    } = &*PKI;
    let alone = SoftwareKey::from_pem(
        leaf.private_key_pem().as_bytes(),
        certificate(leaf).to_pem().as_bytes(),
    )
    .unwrap();
    assert_eq!(check(&alone, &[root], NOW), NO_PATH);
    assert_eq!(check(&alone, &[intermediate], NOW), Ok(()));
}

#[test]
fn tru_03_same_name_other_key_is_no_anchor() {
    let Pki { leaf, .. } = &*PKI;
    let twin = SoftwareKey::generate(KIND, subject("root"), validity(), [1; 16]).unwrap();
    assert_eq!(check(leaf, &[&twin], NOW), NO_PATH);
}

#[test]
fn tru_05_every_certificate_of_the_path_must_be_valid_now() {
    let Pki { root, leaf, .. } = &*PKI;
    let Validity {
        not_before,
        not_after,
    } = validity();
    assert_eq!(check(leaf, &[root], not_before), Ok(()));
    assert_eq!(check(leaf, &[root], not_before - 1), NO_PATH);
    assert_eq!(check(leaf, &[leaf], not_after + 1), NO_PATH);
    let short = Validity {
        not_before,
        not_after: NOW - 1,
    };
    let expired = root
        .issue(KIND, subject("expired"), short, [4; 16], true)
        .unwrap();
    let below = expired
        .issue(KIND, subject("below"), validity(), [5; 16], false)
        .unwrap();
    assert_eq!(check(&below, &[root], NOW), NO_PATH);
    assert_eq!(check(&below, &[root], NOW - 10), Ok(()));
}

#[test]
fn tru_04_who_is_no_authority_issues_nothing() {
    let Pki { root, leaf, .. } = &*PKI;
    let minted = leaf
        .issue(KIND, subject("minted"), validity(), [6; 16], false)
        .unwrap();
    assert_eq!(check(&minted, &[root], NOW), NO_PATH);
}

#[test]
fn certificates_tell_what_they_are() {
    let leaf = certificate(&PKI.leaf);
    assert_eq!(
        (leaf.not_before(), leaf.not_after()),
        (validity().not_before, validity().not_after)
    );
    assert_eq!(leaf.subject_country().as_deref(), Some("SE"));
    assert_eq!(leaf.key().kind(), KIND);
    assert_eq!(Certificate::from_der(leaf.der()).unwrap(), leaf);
    assert_eq!(
        Certificate::from_pem(leaf.to_pem().as_bytes()).unwrap(),
        leaf
    );
    let mut lines = leaf.to_base64();
    lines.insert_str(64, "\r\n\t ");
    assert_eq!(Certificate::from_base64(&lines).unwrap(), leaf);
    let chain = Certificate::chain_from_pem(PKI.leaf.certificates_pem().as_bytes()).unwrap();
    assert_eq!(chain, [leaf.clone(), certificate(&PKI.intermediate)]);
    let longer = [leaf.der(), &[0]].concat();
    assert!(Certificate::from_der(&longer).is_err());
    assert!(Certificate::from_base64("").is_err());
}

#[test]
fn a_key_and_the_certificate_of_another_do_not_go_together() {
    let got = SoftwareKey::from_pem(
        PKI.leaf.private_key_pem().as_bytes(),
        certificate(&PKI.root).to_pem().as_bytes(),
    );
    assert_eq!(got.map(|_| ()).unwrap_err().reason(), "misconfigured");
}

/// OpenSSL counts the certificates between; real paths have one.
#[test]
fn a_path_has_six_certificates_between_at_most() {
    let mut issuer = PKI.root.clone();
    for between in 1..=7_u8 {
        issuer = issuer
            .issue(
                KIND,
                subject(&format!("a{between}")),
                validity(),
                [between; 16],
                true,
            )
            .unwrap();
        let leaf = issuer
            .issue(KIND, subject("leaf"), validity(), [99; 16], false)
            .unwrap();
        let expected = if between <= 6 { Ok(()) } else { NO_PATH };
        assert_eq!(check(&leaf, &[&PKI.root], NOW), expected, "{between}");
    }
}

/// B9: OpenSSL's own callback asks the terminal and waits, in a gateway that starts by itself.
#[test]
fn an_encrypted_key_is_called_so_and_nobody_is_asked() {
    use openssl::symm::Cipher;

    let key = PKey::private_key_from_pem(PKI.leaf.private_key_pem().as_bytes()).unwrap();
    let cipher = Cipher::aes_256_cbc();
    let traditional = key.ec_key().unwrap();
    let certificates = PKI.leaf.certificates_pem();
    let read = |pem: &[u8]| SoftwareKey::from_pem(pem, certificates.as_bytes()).map(|_| ());
    for pem in [
        key.private_key_to_pem_pkcs8_passphrase(cipher, b"secret")
            .unwrap(),
        // No password given is one that is empty.
        key.private_key_to_pem_pkcs8_passphrase(cipher, b"")
            .unwrap(),
        traditional
            .private_key_to_pem_passphrase(cipher, b"secret")
            .unwrap(),
    ] {
        let got = read(&pem).unwrap_err().to_string();
        assert!(got.contains("is encrypted"), "{got}");
    }
    assert_eq!(read(&key.private_key_to_pem_pkcs8().unwrap()), Ok(()));
    let got = read(b"no key").unwrap_err().to_string();
    assert!(got.contains("is not PKCS#8"), "{got}");
}

/// A leaf below the root whose certificate says this and nothing else about its key's use.
fn leaf_for(usage: Option<&mut KeyUsage>) -> SoftwareKey {
    let issuer = X509::from_der(certificate(&PKI.root).der()).unwrap();
    let issuer_key = PKey::private_key_from_pem(PKI.root.private_key_pem().as_bytes()).unwrap();
    let leaf = X509::from_der(certificate(&PKI.leaf).der()).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(leaf.serial_number()).unwrap();
    builder.set_subject_name(leaf.subject_name()).unwrap();
    builder.set_issuer_name(issuer.subject_name()).unwrap();
    builder.set_not_before(leaf.not_before()).unwrap();
    builder.set_not_after(leaf.not_after()).unwrap();
    builder.set_pubkey(&leaf.public_key().unwrap()).unwrap();
    if let Some(usage) = usage {
        builder.append_extension(usage.build().unwrap()).unwrap();
    }
    builder.sign(&issuer_key, MessageDigest::sha256()).unwrap();
    let pem = builder.build().to_pem().unwrap();
    SoftwareKey::from_pem(PKI.leaf.private_key_pem().as_bytes(), &pem).unwrap()
}

/// TRU-04. RFC 5280 §4.2.1.3: what is not for signing signs nothing, under whatever root.
#[test]
fn tru_04_a_certificate_for_encryption_or_key_agreement_signs_no_metadata() {
    let root = &PKI.root;
    let signing = |leaf: &SoftwareKey| check(leaf, &[root], NOW);
    assert_eq!(signing(&leaf_for(None)), Ok(()), "unrestricted");
    let mut usage = KeyUsage::new();
    let usage = usage.critical().key_agreement();
    assert_eq!(signing(&leaf_for(Some(usage))), NO_PATH);
    assert_eq!(signing(&leaf_for(Some(usage.digital_signature()))), Ok(()));
    let mut usage = KeyUsage::new();
    let usage = usage.key_encipherment().data_encipherment();
    assert_eq!(signing(&leaf_for(Some(usage))), NO_PATH);
    assert_eq!(signing(&leaf_for(Some(usage.non_repudiation()))), Ok(()));
    // Nor does the anchor itself.
    let pinned = leaf_for(Some(KeyUsage::new().key_agreement()));
    assert_eq!(check(&pinned, &[&pinned], NOW), NO_PATH);
}

/// TRU-09. What a certificate may hold is bounded by what a document may hold; what is odd in it costs
/// reading, and is refused or leads nowhere. Nothing panics.
#[test]
fn tru_09_bombs_in_a_certificate_are_refused_or_lead_nowhere() {
    let good = certificate(&PKI.leaf);
    assert!(
        Certificate::from_der(good.der()).is_ok(),
        "positive control"
    );
    let refused = |der: &[u8]| Certificate::from_der(der).is_err();
    // A length of ten megabytes with nothing in it, one without end, and every cut.
    let mut long = vec![0x30, 0x84, 0x00, 0x98, 0x96, 0x80];
    assert!(refused(&long));
    long.resize(10_000_000, 0);
    assert!(refused(&long));
    assert!(refused(&[&[0x30, 0x80][..], good.der()].concat()));
    for end in 0..good.der().len() {
        assert!(refused(good.der().get(..end).unwrap()), "{end}");
    }
    // Every octet changed: read or not, it signs nothing.
    for at in 0..good.der().len() {
        let mut odd = good.der().to_vec();
        odd[at] ^= 0xff;
        if let Ok(odd) = Certificate::from_der(&odd) {
            assert_ne!(odd, good);
        }
    }
    let with = |names: usize, twice: bool, unknown: bool| {
        let issuer = X509::from_der(certificate(&PKI.root).der()).unwrap();
        let issuer_key = PKey::private_key_from_pem(PKI.root.private_key_pem().as_bytes()).unwrap();
        let leaf = X509::from_der(good.der()).unwrap();
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder.set_serial_number(leaf.serial_number()).unwrap();
        builder.set_subject_name(leaf.subject_name()).unwrap();
        builder.set_issuer_name(issuer.subject_name()).unwrap();
        builder.set_not_before(leaf.not_before()).unwrap();
        builder.set_not_after(leaf.not_after()).unwrap();
        builder.set_pubkey(&leaf.public_key().unwrap()).unwrap();
        let mut all = SubjectAlternativeName::new();
        for name in 0..names {
            all.dns(&format!("n{name}.example.se"));
        }
        let context = builder.x509v3_context(Some(&issuer), None);
        let names = all.build(&context).unwrap();
        for _ in 0..=usize::from(twice) {
            builder.append_extension2(&names).unwrap();
        }
        if unknown {
            let oid = Asn1Object::from_str("1.2.3.4.5.6").unwrap();
            let octets = Asn1OctetString::new_from_bytes(b"x").unwrap();
            let odd = X509Extension::new_from_der(&oid, true, &octets).unwrap();
            builder.append_extension2(&odd).unwrap();
        }
        builder.sign(&issuer_key, MessageDigest::sha256()).unwrap();
        let pem = builder.build().to_pem().unwrap();
        SoftwareKey::from_pem(PKI.leaf.private_key_pem().as_bytes(), &pem)
    };
    let signs = |key: &SoftwareKey| check(key, &[&PKI.root], NOW);
    assert_eq!(
        signs(&with(1, false, false).unwrap()),
        Ok(()),
        "positive control"
    );
    assert_eq!(
        signs(&with(10_000, false, false).unwrap()),
        Ok(()),
        "many names are only long"
    );
    assert_eq!(
        signs(&with(1, true, false).unwrap()),
        NO_PATH,
        "one extension twice"
    );
    assert_eq!(
        signs(&with(1, false, true).unwrap()),
        NO_PATH,
        "critical and unknown"
    );
}

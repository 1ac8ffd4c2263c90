//! XML Encryption 1.1 in the eIDAS profile; attacks on it are in `attacks/encryption.rs`.

use std::cell::Cell;

use proptest::prelude::*;
use xmlsec::{
    Curve, DataEncryption, DecryptionKey, DecryptionPolicy, DigestMethod, Document,
    EncryptedKeyPlace, EncryptionMethods, Entropy, Error, KeyKind, KeyLink, KeyWrap, Limits,
    OaepDigest, RecipientHint, RsaOaep, SoftwareKey, decrypt, encrypt,
};

use crate::fixture::{OTHER, P256, RSA, certificate, key};

pub(crate) const PLAINTEXT: &[u8] = b"<a xmlns=\"urn:a\">\xC3\xA6\xC3\xB8\xC3\xA5</a>";

thread_local!(static COUNTER: Cell<u8> = const { Cell::new(0) });

/// Not random: a new one at each call.
pub(crate) fn entropy() -> Entropy {
    COUNTER.set(COUNTER.get().wrapping_add(1));
    Entropy::new([COUNTER.get(); 44])
}

fn container(encrypted: &str) -> Document {
    let xml = format!("<e xmlns=\"urn:container\">{encrypted}</e>");
    Document::parse(xml.as_bytes(), &Limits::MESSAGE).unwrap()
}

pub(crate) fn sealed(recipient: &SoftwareKey, methods: &EncryptionMethods) -> String {
    encrypt(PLAINTEXT, &certificate(recipient), methods, entropy()).unwrap()
}

pub(crate) fn open(
    encrypted: &str,
    keys: &[&dyn DecryptionKey],
    policy: DecryptionPolicy,
) -> Result<Vec<u8>, Error> {
    decrypt(container(encrypted).root(), keys, &policy).map(|plaintext| plaintext.to_vec())
}

fn round_trip(recipient: &SoftwareKey, methods: &EncryptionMethods, policy: DecryptionPolicy) {
    let got = open(&sealed(recipient, methods), &[recipient], policy);
    assert_eq!(got.as_deref(), Ok(PLAINTEXT), "{methods:?}");
}

/// Refused without a word why, while the unchanged one opens.
pub(crate) fn assert_refused(good: &str, change: (&str, &str), key: &SoftwareKey) {
    assert_refused_with(good, change, key, &Error::Undecryptable);
}

/// Refused by the name of its algorithm, while the unchanged one opens.
pub(crate) fn assert_algorithm(good: &str, change: (&str, &str), uri: &str, key: &SoftwareKey) {
    let uri = uri.to_owned();
    assert_refused_with(good, change, key, &Error::EncryptionAlgorithm { uri });
}

fn assert_refused_with(good: &str, change: (&str, &str), key: &SoftwareKey, error: &Error) {
    assert_eq!(
        open(good, &[key], DecryptionPolicy::OLDER_PEER).as_deref(),
        Ok(PLAINTEXT)
    );
    let bad = good.replacen(change.0, change.1, 1);
    assert_ne!(bad, good, "{}", change.0);
    let got = open(&bad, &[key], DecryptionPolicy::OLDER_PEER);
    assert_eq!(got.as_ref(), Err(error), "{}", change.1);
}

#[test]
fn s5_2_4_every_content_algorithm_to_rsa_and_ec() {
    for content in DataEncryption::ALL {
        let methods = EncryptionMethods {
            content,
            ..EncryptionMethods::EIDAS
        };
        round_trip(&RSA, &methods, DecryptionPolicy::EIDAS);
        round_trip(&P256, &methods, DecryptionPolicy::EIDAS);
    }
}

#[test]
fn s5_6_4_every_curve_wrap_and_kdf_digest() {
    for curve in Curve::ALL {
        let key = key(KeyKind::Ec(curve));
        for wrap in KeyWrap::ALL {
            for concat_kdf in DigestMethod::ALL {
                let methods = EncryptionMethods {
                    wrap,
                    concat_kdf,
                    ..EncryptionMethods::EIDAS
                };
                round_trip(&key, &methods, DecryptionPolicy::EIDAS);
            }
        }
    }
}

#[test]
fn s5_5_2_every_mix_of_oaep_digest_and_mgf1() {
    for digest in OaepDigest::ALL {
        for mgf1 in OaepDigest::ALL {
            let rsa = RsaOaep::danger_mixed(digest, mgf1);
            let methods = EncryptionMethods {
                rsa,
                ..EncryptionMethods::EIDAS
            };
            round_trip(&RSA, &methods, DecryptionPolicy::OLDER_PEER);
        }
        let rsa = RsaOaep::danger_mgf1p(digest);
        let methods = EncryptionMethods {
            rsa,
            ..EncryptionMethods::EIDAS
        };
        round_trip(&RSA, &methods, DecryptionPolicy::OLDER_PEER);
    }
}

#[test]
fn saml_core_s6_2_encrypted_key_inside_or_beside_with_every_hint() {
    let beside = |link| EncryptedKeyPlace::Beside {
        data_id: "_data".into(),
        key_id: "_key".into(),
        link,
    };
    let places = [
        EncryptedKeyPlace::Inside,
        beside(KeyLink::RetrievalMethod),
        beside(KeyLink::ReferenceList),
        beside(KeyLink::None),
    ];
    for place in places {
        for hint in [
            RecipientHint::Certificate,
            RecipientHint::KeyValue,
            RecipientHint::None,
        ] {
            let methods = EncryptionMethods {
                place: place.clone(),
                hint,
                ..EncryptionMethods::EIDAS
            };
            for recipient in [&*RSA, &*P256] {
                let encrypted = sealed(recipient, &methods);
                let keys: [&dyn DecryptionKey; 3] = [&*OTHER, &*P256, &*RSA];
                let got = open(&encrypted, &keys, DecryptionPolicy::EIDAS);
                assert_eq!(got.as_deref(), Ok(PLAINTEXT), "{methods:?}");
            }
        }
    }
}

#[test]
fn a_key_beside_that_belongs_to_other_data_is_not_tried() {
    let place = |link| EncryptedKeyPlace::Beside {
        data_id: "_data".into(),
        key_id: "_key".into(),
        link,
    };
    for (link, change) in [
        (
            KeyLink::ReferenceList,
            ("URI=\"#_data\"", "URI=\"#_other\""),
        ),
        (
            KeyLink::RetrievalMethod,
            ("URI=\"#_key\"", "URI=\"#_other\""),
        ),
    ] {
        let methods = EncryptionMethods {
            place: place(link),
            ..EncryptionMethods::EIDAS
        };
        assert_refused(&sealed(&RSA, &methods), change, &RSA);
    }
}

#[test]
fn concat_kdf_params_need_whole_octets() {
    let good = sealed(&P256, &EncryptionMethods::EIDAS);
    // `00` and what follows it means what `0000` does not, or nothing at all; a sloppy reader of the
    // last ones would find `00` in them.
    for bad in [
        "0100",
        "0",
        "zz00",
        "+000",
        "000000",
        "00000",
        "0000g",
        "000\u{660}",
    ] {
        assert_refused(
            &good,
            ("AlgorithmID=\"0000\"", &format!("AlgorithmID=\"{bad}\"")),
            &P256,
        );
    }
    // KA-Nonce is tolerated.
    let nonce = "<xenc:KA-Nonce>AAAA</xenc:KA-Nonce><xenc11:KeyDerivationMethod";
    let nonce = good.replacen("<xenc11:KeyDerivationMethod", nonce, 1);
    assert!(open(&nonce, &[&*P256], DecryptionPolicy::EIDAS).is_ok());
}

#[test]
fn the_container_holds_one_encrypted_data_and_nothing_else() {
    let good = sealed(&P256, &EncryptionMethods::EIDAS);
    for bad in [
        format!("{good}{good}"),
        format!("{good}<a/>"),
        format!("{good}x"),
        "".into(),
    ] {
        let got = open(&bad, &[&*P256], DecryptionPolicy::EIDAS);
        assert_eq!(got, Err(Error::Undecryptable));
    }
    assert!(open(&format!(" {good}\n"), &[&*P256], DecryptionPolicy::EIDAS).is_ok());
    let none: [&dyn DecryptionKey; 0] = [];
    assert_eq!(
        open(&good, &none, DecryptionPolicy::EIDAS),
        Err(Error::Undecryptable)
    );
    assert_eq!(
        open(&good, &[&*OTHER], DecryptionPolicy::EIDAS),
        Err(Error::Undecryptable)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_changed_byte_is_refused_or_changes_nothing(at in 0_usize..10_000, byte in 33_u8..127) {
        let good = sealed(&P256, &EncryptionMethods::EIDAS);
        let mut changed = good.into_bytes();
        let at = at % changed.len();
        changed[at] = byte;
        let xml = [b"<e>".as_slice(), &changed, b"</e>"].concat();
        if let Ok(doc) = Document::parse(&xml, &Limits::MESSAGE)
            && let Ok(opened) = decrypt(doc.root(), &[&*P256], &DecryptionPolicy::EIDAS)
        {
            prop_assert_eq!(&*opened, PLAINTEXT);
        }
    }
}

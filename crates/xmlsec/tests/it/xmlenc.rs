//! XML Encryption 1.1 in the eIDAS profile, and attacks on it by name (ENC-*).

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use xmlsec::{
    Certificate, Curve, DataEncryption, DecryptionKey, DecryptionPolicy, DigestMethod, Document,
    EcPublicPoint, EncryptedKeyPlace, EncryptionMethods, Entropy, Error, KeyError, KeyKind,
    KeyLink, KeyWrap, Limits, OaepDigest, RecipientHint, RsaOaep, Sha1InOaep, SoftwareKey, decrypt,
    encrypt,
};

use crate::fixture::{OTHER, P256, RSA, certificate, key};

const PLAINTEXT: &[u8] = b"<a xmlns=\"urn:a\">\xC3\xA6\xC3\xB8\xC3\xA5</a>";

thread_local!(static COUNTER: Cell<u8> = const { Cell::new(0) });

/// Not random: a new one at each call.
fn entropy() -> Entropy {
    COUNTER.set(COUNTER.get().wrapping_add(1));
    Entropy::new([COUNTER.get(); 44])
}

fn container(encrypted: &str) -> Document {
    let xml = format!("<e xmlns=\"urn:container\">{encrypted}</e>");
    Document::parse(xml.as_bytes(), &Limits::MESSAGE).unwrap()
}

fn sealed(recipient: &SoftwareKey, methods: &EncryptionMethods) -> String {
    encrypt(PLAINTEXT, &certificate(recipient), methods, entropy()).unwrap()
}

fn open(
    encrypted: &str,
    keys: &[&dyn DecryptionKey],
    policy: DecryptionPolicy,
) -> Result<Vec<u8>, Error> {
    decrypt(container(encrypted).root(), keys, &policy)
}

fn round_trip(recipient: &SoftwareKey, methods: &EncryptionMethods, policy: DecryptionPolicy) {
    let got = open(&sealed(recipient, methods), &[recipient], policy);
    assert_eq!(got.as_deref(), Ok(PLAINTEXT), "{methods:?}");
}

/// Refused, while the unchanged one opens.
fn assert_refused(good: &str, change: (&str, &str), key: &SoftwareKey) {
    assert_eq!(
        open(good, &[key], DecryptionPolicy::OLDER_PEER).as_deref(),
        Ok(PLAINTEXT)
    );
    let bad = good.replacen(change.0, change.1, 1);
    assert_ne!(bad, good, "{}", change.0);
    let got = open(&bad, &[key], DecryptionPolicy::OLDER_PEER);
    assert_eq!(got, Err(Error::Undecryptable), "{}", change.1);
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
fn enc_03_sha1_in_oaep_only_from_an_older_peer() {
    let sha2 = OaepDigest::Sha2(DigestMethod::Sha256);
    for rsa in [
        RsaOaep::danger_mgf1p(sha2),
        RsaOaep::danger_mgf1p(OaepDigest::Sha1),
        RsaOaep::danger_mixed(OaepDigest::Sha1, sha2),
        RsaOaep::danger_mixed(sha2, OaepDigest::Sha1),
    ] {
        let methods = EncryptionMethods {
            rsa,
            ..EncryptionMethods::EIDAS
        };
        let encrypted = sealed(&RSA, &methods);
        assert_eq!(
            open(&encrypted, &[&*RSA], DecryptionPolicy::EIDAS),
            Err(Error::Undecryptable)
        );
        assert!(open(&encrypted, &[&*RSA], DecryptionPolicy::OLDER_PEER).is_ok());
        // Digest and MGF that are not named are SHA-1 as well.
        let start = encrypted.find("<ds:DigestMethod").unwrap();
        let end = encrypted.find("</xenc:EncryptionMethod>").unwrap();
        let unnamed = format!("{}{}", &encrypted[..start], &encrypted[end..]);
        let got = open(&unnamed, &[&*RSA], DecryptionPolicy::EIDAS);
        assert_eq!(got, Err(Error::Undecryptable));
        let both = rsa == RsaOaep::danger_mgf1p(OaepDigest::Sha1);
        let got = open(&unnamed, &[&*RSA], DecryptionPolicy::OLDER_PEER);
        assert_eq!(got.is_ok(), both);
    }
    assert_eq!(Sha1InOaep::default(), Sha1InOaep::Refused);
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
fn enc_01_02_cbc_and_pkcs1_are_refused_before_any_key_is_touched() {
    let good = sealed(&RSA, &EncryptionMethods::EIDAS);
    let counting = Counting(&RSA, AtomicUsize::new(0));
    for (from, to) in [
        ("2009/xmlenc11#aes256-gcm", "2001/04/xmlenc#aes256-cbc"),
        ("2009/xmlenc11#aes256-gcm", "2001/04/xmlenc#aes128-cbc"),
        ("2009/xmlenc11#aes256-gcm", "2001/04/xmlenc#tripledes-cbc"),
        ("2009/xmlenc11#rsa-oaep", "2001/04/xmlenc#rsa-1_5"),
        ("2009/xmlenc11#mgf1sha256", "2009/xmlenc11#mgf1sha224"),
        (
            "<ds:DigestMethod",
            "<xenc:OAEPparams>AAAA</xenc:OAEPparams><ds:DigestMethod",
        ),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        let got = open(&bad, &[&counting], DecryptionPolicy::OLDER_PEER);
        assert_eq!(got, Err(Error::Undecryptable), "{to}");
    }
    assert_eq!(counting.1.load(Ordering::Relaxed), 0);
    assert!(open(&good, &[&counting], DecryptionPolicy::EIDAS).is_ok());
    assert_eq!(counting.1.load(Ordering::Relaxed), 1);
}

/// Counts the private-key operations.
struct Counting<'a>(&'a SoftwareKey, AtomicUsize);

impl DecryptionKey for Counting<'_> {
    fn certificate(&self) -> &Certificate {
        self.0.certificate()
    }
    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.rsa_oaep(ciphertext, digest, mgf1)
    }
    fn ecdh(&self, ephemeral: &EcPublicPoint) -> Result<Vec<u8>, KeyError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.ecdh(ephemeral)
    }
}

fn cipher_value(xml: &str) -> (usize, usize) {
    let start = xml.rfind("<xenc:CipherValue>").unwrap() + "<xenc:CipherValue>".len();
    (start, xml.rfind("</xenc:CipherValue>").unwrap())
}

#[test]
fn enc_04_truncated_tag_or_iv() {
    let good = sealed(&P256, &EncryptionMethods::EIDAS);
    let (start, end) = cipher_value(&good);
    let octets = openssl::base64::decode_block(&good[start..end]).unwrap();
    for cut in [
        &octets[..octets.len() - 8],
        &octets[1..],
        &octets[..28],
        &octets[..27],
        &[],
    ] {
        let cut = openssl::base64::encode_block(cut);
        assert_refused(&good, (&good[start..end], &cut), &P256);
    }
}

#[test]
fn enc_05_many_encrypted_keys_or_many_own_keys_bound_the_operations() {
    let methods = EncryptionMethods {
        hint: RecipientHint::None,
        ..EncryptionMethods::EIDAS
    };
    let good = sealed(&P256, &methods);
    let start = good.find("<xenc:EncryptedKey>").unwrap();
    let end = good.find("</xenc:EncryptedKey>").unwrap() + "</xenc:EncryptedKey>".len();
    let other = sealed(&OTHER, &methods);
    let other_start = other.find("<xenc:EncryptedKey>").unwrap();
    let other_end = other.find("</xenc:EncryptedKey>").unwrap() + "</xenc:EncryptedKey>".len();
    let other = &other[other_start..other_end];
    let with = |before: usize| {
        format!(
            "{}{}{}",
            &good[..start],
            other.repeat(before),
            &good[start..]
        )
    };
    assert!(end > start);
    assert!(open(&with(3), &[&*P256], DecryptionPolicy::EIDAS).is_ok());
    for before in [4, 1_000] {
        let xml = format!("<e>{}</e>", with(before));
        let wide = Document::parse(xml.as_bytes(), &Limits::METADATA).unwrap();
        let got = decrypt(wide.root(), &[&*P256], &DecryptionPolicy::EIDAS);
        assert_eq!(got, Err(Error::Undecryptable));
    }
    let counting = Counting(&OTHER, AtomicUsize::new(0));
    let many: Vec<&dyn DecryptionKey> = (0..20).map(|_| &counting as &dyn DecryptionKey).collect();
    let got = open(&with(1).replace(other, ""), &many, DecryptionPolicy::EIDAS);
    assert_eq!(got, Err(Error::Undecryptable));
    assert_eq!(counting.1.load(Ordering::Relaxed), 4);
}

#[test]
fn enc_06_07_references_are_never_followed() {
    let good = sealed(&RSA, &EncryptionMethods::EIDAS);
    for bad in [
        "<xenc:CipherReference URI=\"http://127.0.0.1/x\"/><xenc:CipherValue>",
        "<xenc:CipherReference URI=\"#x\"><xenc:Transforms/></xenc:CipherReference>\
         <xenc:CipherValue>",
    ] {
        assert_refused(&good, ("<xenc:CipherValue>", bad), &RSA);
    }
    let place = EncryptedKeyPlace::Beside {
        data_id: "_d".into(),
        key_id: "_k".into(),
        link: KeyLink::RetrievalMethod,
    };
    let beside = sealed(
        &RSA,
        &EncryptionMethods {
            place,
            ..EncryptionMethods::EIDAS
        },
    );
    assert_refused(&beside, ("URI=\"#_k\"", "URI=\"http://127.0.0.1/k\""), &RSA);
    assert_refused(&beside, ("URI=\"#_k\"", "URI=\"file:///etc/passwd\""), &RSA);
}

#[test]
fn enc_08_the_plaintext_goes_through_the_same_parser() {
    for bad in [
        "text",
        "<a/><b/>",
        "<!DOCTYPE a><a/>",
        "<?pi?><a/>",
        "<a>",
        "",
    ] {
        let encrypted = encrypt(
            bad.as_bytes(),
            &certificate(&P256),
            &EncryptionMethods::EIDAS,
            entropy(),
        );
        let got = open(&encrypted.unwrap(), &[&*P256], DecryptionPolicy::EIDAS).unwrap();
        assert_eq!(got, bad.as_bytes());
        let parsed = Document::parse_in_context(&got, &[], &Limits::MESSAGE);
        assert!(matches!(parsed, Err(Error::Malformed(_))), "{bad}");
    }
}

#[test]
fn enc_11_points_off_the_curve_compressed_or_on_another_one() {
    let good = sealed(&P256, &EncryptionMethods::EIDAS);
    let start = good.find("<ds11:PublicKey>").unwrap() + "<ds11:PublicKey>".len();
    let end = good.find("</ds11:PublicKey>").unwrap();
    let point = openssl::base64::decode_block(&good[start..end]).unwrap();
    let mut off = point.clone();
    off[64] ^= 1;
    let compressed = [&[2 + (point[64] & 1)], &point[1..33]].concat();
    let hybrid = [&[6 + (point[64] & 1)], &point[1..]].concat();
    let zero = [&[4][..], &[0; 64]].concat();
    for bad in [off, compressed, hybrid, zero, vec![0], vec![]] {
        let bad = openssl::base64::encode_block(&bad);
        assert_refused(&good, (&good[start..end], &bad), &P256);
    }
    let other_curve = (Curve::P256.uri(), Curve::BrainpoolP256r1.uri());
    assert_refused(&good, other_curve, &P256);
    let secp256k1 = (Curve::P256.uri(), "urn:oid:1.3.132.0.10");
    assert_refused(&good, secp256k1, &P256);
}

#[test]
fn concat_kdf_params_need_whole_octets() {
    let good = sealed(&P256, &EncryptionMethods::EIDAS);
    for bad in ["0100", "0", "zz00", "+000", "000000"] {
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
fn enc_15_plaintext_cap() {
    let policy = DecryptionPolicy {
        max_plaintext: PLAINTEXT.len(),
        ..DecryptionPolicy::EIDAS
    };
    let encrypted = sealed(&P256, &EncryptionMethods::EIDAS);
    assert!(open(&encrypted, &[&*P256], policy).is_ok());
    let policy = DecryptionPolicy {
        max_plaintext: PLAINTEXT.len() - 1,
        ..policy
    };
    assert_eq!(
        open(&encrypted, &[&*P256], policy),
        Err(Error::Undecryptable)
    );
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
            prop_assert_eq!(opened, PLAINTEXT);
        }
    }
}

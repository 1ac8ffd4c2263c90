//! ENC-*: ciphertexts that are made to learn something, to reach something or to cost something.

use std::sync::atomic::{AtomicUsize, Ordering};

use xmlsec::{
    Certificate, Curve, DecryptionKey, DecryptionPolicy, DigestMethod, Document, EcPublicPoint,
    EncryptedKeyPlace, EncryptionMethods, Error, KeyError, KeyKind, KeyLink, Limits, OaepDigest,
    RecipientHint, RsaOaep, Sha1InOaep, SoftwareKey, decrypt, encrypt,
};

use super::Canary;
use crate::fixture::{OTHER, P256, RSA, certificate, key};
use crate::xmlenc::{PLAINTEXT, assert_algorithm, assert_refused, entropy, open, sealed};

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

/// Refused by its name and without a private-key operation, while the unchanged one costs exactly
/// one. No name: not an algorithm.
fn assert_no_key_touched(changes: &[(&str, &str, Option<&str>)]) {
    let good = sealed(&RSA, &EncryptionMethods::EIDAS);
    let counting = Counting(&RSA, AtomicUsize::new(0));
    for (from, to, named) in changes {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        let got = open(&bad, &[&counting], DecryptionPolicy::OLDER_PEER);
        let expected = named.map_or(Error::Undecryptable, |uri| Error::EncryptionAlgorithm {
            uri: uri.to_owned(),
        });
        assert_eq!(got, Err(expected), "{to}");
    }
    assert_eq!(counting.1.load(Ordering::Relaxed), 0);
    assert!(open(&good, &[&counting], DecryptionPolicy::EIDAS).is_ok());
    assert_eq!(counting.1.load(Ordering::Relaxed), 1);
}

#[test]
fn enc_01_cbc_is_refused_before_any_key_is_touched() {
    for name in ["aes256-cbc", "aes192-cbc", "aes128-cbc", "tripledes-cbc"] {
        let to = format!("2001/04/xmlenc#{name}");
        let uri = format!("http://www.w3.org/{to}");
        assert_no_key_touched(&[("2009/xmlenc11#aes256-gcm", &to, Some(&uri))]);
    }
}

#[test]
fn enc_02_pkcs1_key_transport_is_refused_before_any_key_is_touched() {
    assert_no_key_touched(&[
        (
            "2009/xmlenc11#rsa-oaep",
            "2001/04/xmlenc#rsa-1_5",
            Some("http://www.w3.org/2001/04/xmlenc#rsa-1_5"),
        ),
        (
            "2009/xmlenc11#rsa-oaep",
            "2001/04/xmlenc#RSA-1_5",
            Some("http://www.w3.org/2001/04/xmlenc#RSA-1_5"),
        ),
        (
            "2009/xmlenc11#mgf1sha256",
            "2009/xmlenc11#mgf1sha224",
            Some("http://www.w3.org/2009/xmlenc11#mgf1sha224"),
        ),
        (
            "<ds:DigestMethod",
            "<xenc:OAEPparams>AAAA</xenc:OAEPparams><ds:DigestMethod",
            None,
        ),
    ]);
}

/// What the sender wrote is cut, so that a log line stays a line.
/// XML Encryption 1.1 §3.2: a KeySize that contradicts its algorithm, and what the algorithm has no use for, "MUST be
/// treated as an error". Nothing of it is passed over: the sender means something by it.
#[test]
fn s3_2_what_a_method_says_beside_its_algorithm() {
    let size = |bits: &str| format!("<xenc:KeySize>{bits}</xenc:KeySize>");
    let foreign = "<x xmlns=\"urn:x\"/>".to_owned();
    let digest = "<ds:DigestMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" \
                  Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>";
    let content = "xmlenc11#aes256-gcm\"/>";
    let open_tag = |said: &str| format!("xmlenc11#aes256-gcm\">{said}</xenc:EncryptionMethod>");
    let rsa = sealed(&RSA, &EncryptionMethods::EIDAS);
    let said = |from: &str, to: &str| {
        let changed = rsa.replacen(from, to, 1);
        assert_ne!(changed, rsa, "{to}");
        open(&changed, &[&*RSA], DecryptionPolicy::EIDAS).map(drop)
    };
    let in_content = |more: &str| said(content, &open_tag(more));
    for fits in [size("256"), size(" 256\n"), String::new()] {
        assert_eq!(in_content(&fits), Ok(()), "{fits}");
    }
    for odd in [
        size("128"),
        size("0"),
        size("32"),
        size(""),
        size("-256"),
        size("256 bits"),
        size("99999999999999999999999"),
        size("256").repeat(2),
        digest.to_owned(),
        "<xenc:OAEPparams>AA==</xenc:OAEPparams>".to_owned(),
        foreign.clone(),
    ] {
        assert_eq!(in_content(&odd), Err(Error::Undecryptable), "{odd}");
        assert_no_key_touched(&[(content, &open_tag(&odd), None)]);
    }
    // Of the key transport: its digest, its mask and no label; a size of RSA is not implied by the algorithm.
    let transport = |more: &str| said("<ds:DigestMethod", &format!("{more}<ds:DigestMethod"));
    assert_eq!(transport(&size("3072")), Ok(()));
    for odd in [size("many"), foreign, digest.to_owned()] {
        assert_eq!(transport(&odd), Err(Error::Undecryptable), "{odd}");
    }
    // Of the key wrap under a key agreement.
    let agreed = sealed(&P256, &EncryptionMethods::EIDAS);
    let wrap = |more: &str| {
        let to = format!("kw-aes256\">{more}</xenc:EncryptionMethod>");
        let changed = agreed.replacen("kw-aes256\"/>", &to, 1);
        assert_ne!(changed, agreed, "{more}");
        open(&changed, &[&*P256], DecryptionPolicy::EIDAS).map(drop)
    };
    assert_eq!(wrap(&size("256")), Ok(()));
    for odd in [size("128"), digest.to_owned()] {
        assert_eq!(wrap(&odd), Err(Error::Undecryptable), "{odd}");
    }
}

#[test]
fn enc_02_the_name_of_a_refused_algorithm_is_short() {
    let good = sealed(&RSA, &EncryptionMethods::EIDAS);
    let long = format!("urn:{}", "x".repeat(1_000));
    let change = ("http://www.w3.org/2009/xmlenc11#aes256-gcm", long.as_str());
    assert_algorithm(&good, change, &long[..100], &RSA);
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
        let named = |uri: &str| Error::EncryptionAlgorithm { uri: uri.into() };
        let (sha1, mgf1) = (OaepDigest::Sha1.uri(), OaepDigest::Sha1.mgf_uri());
        let expected = if encrypted.contains(sha1) { sha1 } else { mgf1 };
        assert_eq!(
            open(&encrypted, &[&*RSA], DecryptionPolicy::EIDAS),
            Err(named(expected))
        );
        assert!(open(&encrypted, &[&*RSA], DecryptionPolicy::OLDER_PEER).is_ok());
        // Digest and MGF that are not named are SHA-1 as well.
        let start = encrypted.find("<ds:DigestMethod").unwrap();
        let end = encrypted.find("</xenc:EncryptionMethod>").unwrap();
        let unnamed = format!("{}{}", &encrypted[..start], &encrypted[end..]);
        let got = open(&unnamed, &[&*RSA], DecryptionPolicy::EIDAS);
        assert_eq!(got, Err(named(sha1)));
        let both = rsa == RsaOaep::danger_mgf1p(OaepDigest::Sha1);
        let got = open(&unnamed, &[&*RSA], DecryptionPolicy::OLDER_PEER);
        assert_eq!(got.is_ok(), both);
    }
    assert_eq!(Sha1InOaep::default(), Sha1InOaep::Refused);
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
fn enc_06_addresses_are_never_called() {
    let canary = Canary::new();
    let url = canary.url();
    let good = sealed(&RSA, &EncryptionMethods::EIDAS);
    let start = good.rfind("<xenc:CipherValue>").unwrap();
    let end = good.rfind("</xenc:CipherValue>").unwrap() + "</xenc:CipherValue>".len();
    let reference = format!("<xenc:CipherReference URI=\"{url}\"/>");
    assert_refused(&good, (&good[start..end], &reference), &RSA);
    let both = format!("{reference}<xenc:CipherValue>");
    assert_refused(&good, ("<xenc:CipherValue>", &both), &RSA);
    let place = EncryptedKeyPlace::Beside {
        data_id: "_d".into(),
        key_id: "_k".into(),
        link: KeyLink::RetrievalMethod,
    };
    let methods = EncryptionMethods {
        place,
        ..EncryptionMethods::EIDAS
    };
    let beside = sealed(&RSA, &methods);
    for target in [url.as_str(), "file:///etc/passwd", "_k", "#", ""] {
        let changed = format!("URI=\"{target}\"");
        assert_refused(&beside, ("URI=\"#_k\"", &changed), &RSA);
    }
    canary.assert_not_called();
}

#[test]
fn enc_07_transforms_of_a_reference_are_never_run() {
    let good = sealed(&RSA, &EncryptionMethods::EIDAS);
    let start = good.rfind("<xenc:CipherValue>").unwrap();
    let end = good.rfind("</xenc:CipherValue>").unwrap() + "</xenc:CipherValue>".len();
    for uri in [
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2000/09/xmldsig#base64",
    ] {
        let reference = format!(
            "<xenc:CipherReference URI=\"#x\"><xenc:Transforms>\
             <ds:Transform xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"{uri}\"/>\
             </xenc:Transforms></xenc:CipherReference>"
        );
        assert_refused(&good, (&good[start..end], &reference), &RSA);
        let both = format!("{reference}<xenc:CipherValue>");
        assert_refused(&good, ("<xenc:CipherValue>", &both), &RSA);
    }
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

/// The default lets a whole assertion through, and one octet more than it says not.
#[test]
fn enc_15_the_plaintext_of_the_profile_may_be_as_large_as_a_message() {
    for (octets, opens) in [(256 * 1024, true), (256 * 1024 + 1, false)] {
        let plaintext = vec![b'a'; octets];
        let encrypted = encrypt(
            &plaintext,
            &certificate(&P256),
            &EncryptionMethods::EIDAS,
            entropy(),
        );
        let xml = format!("<e>{}</e>", encrypted.unwrap());
        let doc = Document::parse(xml.as_bytes(), &Limits::METADATA).unwrap();
        let got = decrypt(doc.root(), &[&*P256], &DecryptionPolicy::EIDAS);
        assert_eq!(got.is_ok(), opens, "{octets}");
    }
}

/// The four operations are not spent on keys of another kind or size, so an honest key that comes
/// after them is reached.
#[test]
fn enc_05_keys_of_another_kind_are_not_tried() {
    let without_hint = EncryptionMethods {
        hint: RecipientHint::None,
        ..EncryptionMethods::EIDAS
    };
    let rsa = Counting(&RSA, AtomicUsize::new(0));
    let p384 = key(KeyKind::Ec(Curve::P384));
    let p384 = Counting(&p384, AtomicUsize::new(0));
    let keys: [&dyn DecryptionKey; 8] = [&rsa, &rsa, &rsa, &rsa, &rsa, &p384, &p384, &*P256];
    let got = open(
        &sealed(&P256, &without_hint),
        &keys,
        DecryptionPolicy::EIDAS,
    );
    assert_eq!(got.as_deref(), Ok(PLAINTEXT));
    let ec = Counting(&P256, AtomicUsize::new(0));
    let keys: [&dyn DecryptionKey; 6] = [&ec, &ec, &ec, &ec, &ec, &*RSA];
    let got = open(&sealed(&RSA, &without_hint), &keys, DecryptionPolicy::EIDAS);
    assert_eq!(got.as_deref(), Ok(PLAINTEXT));
    let operations = [&rsa, &p384, &ec].map(|counting| counting.1.load(Ordering::Relaxed));
    assert_eq!(operations, [0, 0, 0]);
}

/// Who names the recipient by its certificate is answered by that key, however many others we have.
#[test]
fn a_named_key_is_the_only_one_that_works() {
    let methods = EncryptionMethods {
        hint: RecipientHint::Certificate,
        ..EncryptionMethods::EIDAS
    };
    let rsa = key(KeyKind::Rsa(3072));
    for (other, recipient) in [(&rsa, &*RSA), (&*OTHER, &*P256)] {
        let other = Counting(other, AtomicUsize::new(0));
        let keys: [&dyn DecryptionKey; 6] = [&other, &other, &other, &other, &other, recipient];
        let got = open(&sealed(recipient, &methods), &keys, DecryptionPolicy::EIDAS);
        assert_eq!(got.as_deref(), Ok(PLAINTEXT));
        assert_eq!(other.1.load(Ordering::Relaxed), 0);
    }
}

/// XML Encryption 1.1 §5.4.1: so long a parameter is read, an octet more is not.
#[test]
fn enc_05_a_parameter_of_the_key_derivation_has_a_bound() {
    use openssl::bn::BigNumContext;
    use openssl::ec::{EcGroup, EcKey, PointConversionForm};
    use openssl::nid::Nid;

    // The sender's side of ConcatKDF with parameters of his own choice.
    let sealed_with = |parameter: &str| {
        let good = sealed(&P256, &EncryptionMethods::EIDAS);
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let own = EcKey::generate(&group).unwrap();
        let mut context = BigNumContext::new().unwrap();
        let form = PointConversionForm::UNCOMPRESSED;
        let point = own
            .public_key()
            .to_bytes(&group, form, &mut context)
            .unwrap();
        let own = openssl::pkey::PKey::from_ec_key(own).unwrap();
        let recipient = openssl::x509::X509::from_der(certificate(&P256).der()).unwrap();
        let recipient = recipient.public_key().unwrap();
        let mut agreement = openssl::derive::Deriver::new(&own).unwrap();
        agreement.set_peer(&recipient).unwrap();
        let z = agreement.derive_to_vec().unwrap();
        let other = vec![0; parameter.len() / 2 - 1 + 2];
        let kek = openssl::sha::sha256(&[&1_u32.to_be_bytes(), &*z, &other].concat());
        let content = [9; 32];
        let mut wrapped = vec![0; 40];
        let aes = openssl::aes::AesKey::new_encrypt(&kek).unwrap();
        openssl::aes::wrap_key(&aes, None, &mut wrapped, &content).unwrap();
        let cipher = openssl::symm::Cipher::aes_256_gcm();
        let mut tag = [0; 16];
        let data =
            openssl::symm::encrypt_aead(cipher, &content, Some(&[3; 12]), &[], PLAINTEXT, &mut tag);
        let data = [&[3; 12][..], &data.unwrap(), &tag].concat();
        let mut xml = good.replace(
            "AlgorithmID=\"0000\"",
            &format!("AlgorithmID=\"{parameter}\""),
        );
        for (tag, value) in [("ds11:PublicKey", point), ("xenc:CipherValue", wrapped)] {
            let start = xml.find(&format!("<{tag}>")).unwrap() + tag.len() + 2;
            let end = xml.find(&format!("</{tag}>")).unwrap();
            xml.replace_range(start..end, &openssl::base64::encode_block(&value));
        }
        let (start, end) = cipher_value(&xml);
        xml.replace_range(start..end, &openssl::base64::encode_block(&data));
        open(&xml, &[&*P256], DecryptionPolicy::EIDAS)
    };
    assert_eq!(sealed_with("0000").as_deref(), Ok(PLAINTEXT));
    assert_eq!(sealed_with(&"00".repeat(1024)).as_deref(), Ok(PLAINTEXT));
    let longer = sealed_with(&"00".repeat(1025));
    assert_eq!(longer, Err(Error::Undecryptable));
}

/// What stands in the signed tree has no comments, so one was put there by somebody else.
#[test]
fn xml_09_a_comment_in_a_ciphertext() {
    let good = sealed(&P256, &EncryptionMethods::EIDAS);
    for at in ["<xenc:CipherValue>", "<ds11:PublicKey>", "<ds:KeyInfo"] {
        let commented = match at.strip_suffix('>') {
            Some(_) => format!("{at}<!---->"),
            None => format!("<!---->{at}"),
        };
        assert_refused(&good, (at, &commented), &P256);
    }
}

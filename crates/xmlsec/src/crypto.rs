//! The OpenSSL operations, with our closed enums as arguments.

use std::sync::OnceLock;

use openssl::aes::{AesKey, unwrap_key, wrap_key};
use openssl::ec::{EcGroup, EcGroupRef};
use openssl::hash::MessageDigest;
use openssl::md::{Md, MdRef};
use openssl::nid::Nid;
use openssl::sha::{Sha256, Sha384, Sha512};
use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};
use zeroize::Zeroizing;

use crate::{Curve, DataEncryption, DigestMethod, KeyWrap, OaepDigest};

/// Octets of the IV of AES-GCM (XML Encryption 1.1 §5.2.4).
pub(crate) const IV: usize = 12;
/// Octets of its tag.
pub(crate) const TAG: usize = 16;

/// Without OpenSSL's search for the algorithm, which its one-shot functions make each time.
pub(crate) fn hash(method: DigestMethod, octets: &[u8]) -> Vec<u8> {
    macro_rules! digest {
        ($hash:expr) => {{
            let mut hash = $hash;
            hash.update(octets);
            hash.finish().to_vec()
        }};
    }
    match method {
        DigestMethod::Sha256 => digest!(Sha256::new()),
        DigestMethod::Sha384 => digest!(Sha384::new()),
        DigestMethod::Sha512 => digest!(Sha512::new()),
    }
}

pub(crate) fn message_digest(method: DigestMethod) -> MessageDigest {
    match method {
        DigestMethod::Sha256 => MessageDigest::sha256(),
        DigestMethod::Sha384 => MessageDigest::sha384(),
        DigestMethod::Sha512 => MessageDigest::sha512(),
    }
}

pub(crate) fn oaep_md(digest: OaepDigest) -> &'static MdRef {
    match digest {
        OaepDigest::Sha1 => Md::sha1(),
        OaepDigest::Sha2(DigestMethod::Sha256) => Md::sha256(),
        OaepDigest::Sha2(DigestMethod::Sha384) => Md::sha384(),
        OaepDigest::Sha2(DigestMethod::Sha512) => Md::sha512(),
    }
}

pub(crate) const fn nid(curve: Curve) -> Nid {
    match curve {
        Curve::P256 => Nid::X9_62_PRIME256V1,
        Curve::P384 => Nid::SECP384R1,
        Curve::P521 => Nid::SECP521R1,
        Curve::BrainpoolP256r1 => Nid::BRAINPOOL_P256R1,
        Curve::BrainpoolP384r1 => Nid::BRAINPOOL_P384R1,
        Curve::BrainpoolP512r1 => Nid::BRAINPOOL_P512R1,
    }
}

pub(crate) fn curve(nid_of: Nid) -> Option<Curve> {
    Curve::ALL.into_iter().find(|c| nid(*c) == nid_of)
}

/// The curve's parameters and tables, made once: making them costs more than checking a point.
pub(crate) fn group(curve: Curve) -> Option<&'static EcGroupRef> {
    static GROUPS: [OnceLock<Option<EcGroup>>; Curve::ALL.len()] =
        [const { OnceLock::new() }; Curve::ALL.len()];
    let at = Curve::ALL.into_iter().position(|c| c == curve)?;
    let made = GROUPS.get(at)?;
    made.get_or_init(|| EcGroup::from_curve_name(nid(curve)).ok())
        .as_deref()
}

fn cipher(method: DataEncryption) -> Cipher {
    match method {
        DataEncryption::Aes128Gcm => Cipher::aes_128_gcm(),
        DataEncryption::Aes192Gcm => Cipher::aes_192_gcm(),
        DataEncryption::Aes256Gcm => Cipher::aes_256_gcm(),
    }
}

/// IV ‖ ciphertext ‖ tag (XML Encryption 1.1 §5.2.4).
pub(crate) fn gcm_seal(
    method: DataEncryption,
    key: &[u8],
    iv: &[u8; IV],
    plaintext: &[u8],
) -> Option<Vec<u8>> {
    let mut tag = [0; TAG];
    let sealed = encrypt_aead(cipher(method), key, Some(iv), &[], plaintext, &mut tag).ok()?;
    Some([iv.as_slice(), &sealed, &tag].concat())
}

pub(crate) fn gcm_open(
    method: DataEncryption,
    key: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    if key.len() != method.key_len() {
        return None;
    }
    let (iv, rest) = sealed.split_at_checked(IV)?;
    let (ciphertext, tag) = rest.split_at_checked(rest.len().checked_sub(TAG)?)?;
    let opened = decrypt_aead(cipher(method), key, Some(iv), &[], ciphertext, tag);
    opened.ok().map(Zeroizing::new)
}

/// ConcatKDF (SP 800-56A §5.8.1): H(counter ‖ Z ‖ OtherInfo), cut to `len`.
pub(crate) fn concat_kdf(
    digest: DigestMethod,
    z: &[u8],
    other: &[u8],
    len: usize,
) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(len + 64));
    let mut counter = 1_u32;
    while key.len() < len {
        let input = Zeroizing::new([&counter.to_be_bytes(), z, other].concat());
        key.extend_from_slice(&Zeroizing::new(hash(digest, &input)));
        counter += 1;
    }
    key.truncate(len);
    key
}

pub(crate) fn key_wrap(method: KeyWrap, kek: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let aes = AesKey::new_encrypt(kek)
        .ok()
        .filter(|_| kek.len() == method.key_len())?;
    let mut out = vec![0; key.len() + 8];
    let len = wrap_key(&aes, None, &mut out, key).ok()?;
    out.truncate(len);
    Some(out)
}

pub(crate) fn key_unwrap(
    method: KeyWrap,
    kek: &[u8],
    wrapped: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    // RFC 3394 §2: n ≥ 2 blocks and one more.
    if wrapped.len() < 24 || !wrapped.len().is_multiple_of(8) || wrapped.len() > 72 {
        return None;
    }
    let aes = AesKey::new_decrypt(kek)
        .ok()
        .filter(|_| kek.len() == method.key_len())?;
    let mut out = Zeroizing::new(vec![0; wrapped.len()]);
    let len = unwrap_key(&aes, None, &mut out, wrapped).ok()?;
    out.truncate(len);
    Some(out)
}

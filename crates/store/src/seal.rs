//! The one module that makes what identifies a person unreadable to whoever holds the store.
//!
//! A sealed record is AES-256-GCM under a key derived by HKDF-SHA-256 (RFC 5869) from the secret that
//! its rightful taker brings: a code, a token, a cookie's value. The store keeps only a hash of that
//! secret. Kind and version of the record are the additional data, so that one kind of record never
//! opens as another.
//!
//! The salt of that HKDF is a key of the house where there is one ([`crate::Records::under`]).
//!
//! Attack: whoever may write the database thinks up a code, a token or a cookie, and lays there what it stands for:
//! anybody, at any level. Defence: what was not sealed by who has the key of the house opens for nobody.

use std::sync::LazyLock;

use openssl::cipher::Cipher;
use openssl::cipher_ctx::CipherCtx;
use openssl::error::ErrorStack;
use openssl::sha::Sha256;
use zeroize::Zeroizing;

use crate::{Kind, Secret};

/// The salt where there is no key of the house.
pub(crate) const SALT: &[u8] = b"landport seal 1";

const NONCE: usize = 12;
const TAG: usize = 16;

/// Fetched once: OpenSSL's search for an algorithm by name costs more than a record of ours.
#[expect(
    clippy::expect_used,
    reason = "the vendored OpenSSL has AES-256-GCM in its default provider"
)]
static AES: LazyLock<Cipher> =
    LazyLock::new(|| Cipher::fetch(None, "AES-256-GCM", None).expect("AES-256-GCM is there"));

/// Seals `plain` for the holder of this secret. `nonce` is 12 fresh random octets.
#[must_use]
pub fn seal(secret: &Secret, kind: Kind, version: u8, plain: &[u8], nonce: [u8; NONCE]) -> Vec<u8> {
    seal_under(secret.reveal(), kind, version, plain, nonce)
}

/// Opens what [`seal`] made; `None` for any other secret, kind, version or octet.
#[must_use]
pub fn open(secret: &Secret, kind: Kind, version: u8, sealed: &[u8]) -> Option<Vec<u8>> {
    open_under(secret.reveal(), kind, version, sealed)
}

/// Seals under a secret of another making (at least 128 bits that nobody can guess).
#[must_use]
pub fn seal_under(
    secret: &str,
    kind: Kind,
    version: u8,
    plain: &[u8],
    nonce: [u8; NONCE],
) -> Vec<u8> {
    seal_with(SALT, secret, (kind, version), plain, nonce)
}

/// The same with this salt.
#[expect(
    clippy::expect_used,
    reason = "AES-256-GCM with a 32-octet key and a 12-octet nonce has no input it can fail on"
)]
pub(crate) fn seal_with(
    salt: &[u8],
    secret: &str,
    (kind, version): (Kind, u8),
    plain: &[u8],
    nonce: [u8; NONCE],
) -> Vec<u8> {
    let encrypt = || {
        let mut octets = Vec::with_capacity(NONCE + plain.len() + TAG);
        octets.extend_from_slice(&nonce);
        let mut context = CipherCtx::new()?;
        context.encrypt_init(Some(&AES), Some(&*key(salt, secret, kind)), Some(&nonce))?;
        context.cipher_update(&additional(kind, version), None)?;
        context.cipher_update_vec(plain, &mut octets)?;
        context.cipher_final_vec(&mut octets)?;
        let mut tag = [0_u8; TAG];
        context.tag(&mut tag)?;
        octets.extend_from_slice(&tag);
        Ok::<_, ErrorStack>(octets)
    };
    encrypt().expect("AES-256-GCM encrypts")
}

/// Opens what [`seal_under`] made.
#[must_use]
pub fn open_under(secret: &str, kind: Kind, version: u8, sealed: &[u8]) -> Option<Vec<u8>> {
    open_with(SALT, secret, (kind, version), sealed)
}

/// Opens what [`seal_with`] made.
pub(crate) fn open_with(
    salt: &[u8],
    secret: &str,
    (kind, version): (Kind, u8),
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
    let (sealed, tag) = rest.split_last_chunk::<TAG>()?;
    let decrypt = || {
        let mut plain = Vec::with_capacity(sealed.len() + TAG);
        let mut context = CipherCtx::new()?;
        context.decrypt_init(Some(&AES), Some(&*key(salt, secret, kind)), Some(nonce))?;
        context.cipher_update(&additional(kind, version), None)?;
        context.cipher_update_vec(sealed, &mut plain)?;
        context.set_tag(tag)?;
        // Compares the tag: what does not belong to it is an error here.
        context.cipher_final_vec(&mut plain)?;
        Ok::<_, ErrorStack>(plain)
    };
    decrypt().ok()
}

fn additional(kind: Kind, version: u8) -> [u8; 2] {
    [kind as u8, version]
}

fn key(salt: &[u8], secret: &str, kind: Kind) -> Zeroizing<[u8; 32]> {
    let prk = Zeroizing::new(hmac_sha256(salt, &[secret.as_bytes()]));
    hmac_sha256(&*prk, &[b"record ", &[kind as u8], &[1]]).into()
}

/// SHA-256 without OpenSSL's search for the algorithm, which `openssl::sha::sha256` makes each time.
pub fn sha256(octets: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(octets);
    hash.finish()
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(octets: &[u8]) -> String {
    let digits = octets.iter().flat_map(|octet| [octet >> 4, octet & 15]);
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16);
    digits.filter_map(digit).collect()
}

/// HMAC-SHA-256 over the parts one after another (RFC 2104). Small and without OpenSSL's context
/// fetches, since it stands on every sealed read.
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut block = Zeroizing::new([0_u8; 64]);
    let hashed;
    let short = if key.len() > block.len() {
        hashed = sha256(key);
        &hashed[..]
    } else {
        key
    };
    for (to, from) in block.iter_mut().zip(short) {
        *to = *from;
    }
    let mut inner = Sha256::new();
    inner.update(&*Zeroizing::new(block.map(|b| b ^ 0x36)));
    for part in parts {
        inner.update(part);
    }
    let mut outer = Sha256::new();
    outer.update(&*Zeroizing::new(block.map(|b| b ^ 0x5c)));
    outer.update(&inner.finish());
    outer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;

    #[test]
    fn rfc_4231_case_2_and_6() {
        let hex = |octets: [u8; 32]| octets.map(|b| format!("{b:02x}")).concat();
        assert_eq!(
            hex(hmac_sha256(
                b"Jefe",
                &[b"what do ya want ", b"for nothing?"]
            )),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(hmac_sha256(
                &[0xaa; 131],
                &[b"Test Using Larger Than Block-Size Key - Hash Key First"]
            )),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn rfc_5869_case_1() {
        // Extract and expand as `key` does them, on the first vector.
        let salt: Vec<u8> = (0..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let prk = hmac_sha256(&salt, &[&[0x0b; 22]]);
        let okm = hmac_sha256(&prk, &[&info, &[1]]);
        assert_eq!(okm[..4], [0x3c, 0xb2, 0x5f, 0x25]);
    }

    #[test]
    fn only_the_same_secret_kind_and_version_open() {
        let env = Env::system();
        let (secret, other) = (Secret::new(&env, i64::MAX), Secret::new(&env, i64::MAX));
        let sealed = seal(&secret, Kind::Grant, 1, b"Astrid Lindmark", env.bytes());
        assert_eq!(
            open(&secret, Kind::Grant, 1, &sealed).unwrap(),
            b"Astrid Lindmark"
        );
        assert_eq!(open(&other, Kind::Grant, 1, &sealed), None);
        assert_eq!(open(&secret, Kind::AccessToken, 1, &sealed), None);
        assert_eq!(open(&secret, Kind::Grant, 2, &sealed), None);
        for at in 0..sealed.len() {
            let mut broken = sealed.clone();
            *broken.get_mut(at).unwrap() ^= 1;
            assert_eq!(open(&secret, Kind::Grant, 1, &broken), None, "octet {at}");
        }
        assert_eq!(open(&secret, Kind::Grant, 1, &sealed[..20]), None);
    }
}

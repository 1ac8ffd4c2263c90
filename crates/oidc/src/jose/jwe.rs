// SPDX-License-Identifier: EUPL-1.2
//! JSON Web Encryption, compact, as a wallet answers a verifier: ECDH-ES on P-256 in direct key
//! agreement, A128GCM or A256GCM. RFC 7516; RFC 7518 §4.6, §5.3; HAIP 1.0 §5.
//!
//! Decryption only. Everything else (RSA, key wrapping, `dir`, passwords, CBC, compression,
//! several recipients) cannot be spelled: attack WV-07.

use std::sync::{LazyLock, OnceLock};

use openssl::{
    bn::{BigNum, BigNumContext},
    cipher::Cipher,
    cipher_ctx::CipherCtx,
    ec::{EcGroup, EcKey, EcPoint},
    error::ErrorStack,
    nid::Nid,
};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::base64url;
use crate::{hash::sha256, json};

/// A presentation without portrait has 3 to 20 kB; a body is at most 256 KiB.
const MOST_BYTES: usize = 256 * 1024;
/// An honest header has 300 octets. It is hashed into the key, so its size is our work.
const MOST_HEADER_BYTES: usize = 4 * 1024;

/// Made once: its constants cost as much as a multiplication by the generator.
#[expect(clippy::expect_used, reason = "the vendored OpenSSL has P-256")]
static P256: LazyLock<EcGroup> =
    LazyLock::new(|| EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).expect("OpenSSL knows P-256"));

/// n, the order of P-256's points. SP 800-186 §3.2.1.3.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6,
    0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// Fetched once: OpenSSL's search for an algorithm by name costs more than to decrypt an answer.
static A128_GCM: LazyLock<Option<Cipher>> =
    LazyLock::new(|| Cipher::fetch(None, "AES-128-GCM", None).ok());
static A256_GCM: LazyLock<Option<Cipher>> =
    LazyLock::new(|| Cipher::fetch(None, "AES-256-GCM", None).ok());

/// Why a JWE was refused. A wrong key, a changed octet and a wrong tag are one error: whoever
/// sends ciphertexts learns nothing from it.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JweError {
    /// `alg` is not ECDH-ES or `enc` neither A128GCM nor A256GCM.
    #[error("algorithm not allowed")]
    Algorithm,
    /// A header member that cannot be taken.
    #[error("JOSE header member {member}")]
    Header {
        /// The member's name.
        member: &'static str,
    },
    /// `kid` names another key.
    #[error("for another key")]
    Key,
    /// Not five parts, not base64url, not a header in JSON.
    #[error("not a compact JWE")]
    Malformed,
    /// Longer than the limit.
    #[error("too large")]
    TooLarge,
    /// It does not decrypt.
    #[error("cannot be decrypted")]
    Undecryptable,
}

/// The private key of one request. OpenID4VP 1.0 §8.3: "ephemeral … specific to this
/// Authorization Request".
pub struct DecryptionKey {
    kid: String,
    scalar: Zeroizing<[u8; 32]>,
    public: OnceLock<Public>,
}

/// The public half: the coordinates of the point, base64url.
struct Public {
    x: String,
    y: String,
}

impl DecryptionKey {
    /// A new key. Its `kid` goes into the request and comes back in the answer.
    pub fn generate(kid: &str) -> Result<Self, JweError> {
        let octets = EcKey::generate(&P256).and_then(|key| key.private_key().to_vec_padded(32));
        let octets = Zeroizing::new(octets.map_err(|_| JweError::Key)?);
        let octets: &[u8; 32] = octets.as_slice().try_into().map_err(|_| JweError::Key)?;
        Self::from_scalar(kid, octets)
    }

    /// Whether these octets are a private number of P-256, between 1 and n - 1 (SP 800-56A §5.6.2.1.2): of
    /// random ones all but one in 2^32 are. Who keeps such octets makes the key of them when it is needed:
    /// most requests that are made are never fetched.
    pub fn is_scalar(octets: &[u8; 32]) -> bool {
        *octets != [0; 32] && *octets < ORDER
    }

    /// The key of a private number. Its point is computed when somebody asks for it: to decrypt, nobody does.
    pub fn from_scalar(kid: &str, scalar: &[u8; 32]) -> Result<Self, JweError> {
        if !Self::is_scalar(scalar) {
            return Err(JweError::Key);
        }
        Ok(Self {
            kid: kid.to_owned(),
            scalar: Zeroizing::new(*scalar),
            public: OnceLock::new(),
        })
    }

    /// `kid`.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The private number, to be sealed and kept with the request.
    pub fn scalar(&self) -> &Zeroizing<[u8; 32]> {
        &self.scalar
    }

    /// The public half as OpenID4VP 1.0 §8.3 wants it: with `alg`, `kid` and `use`.
    pub fn public_jwk(&self) -> Value {
        let Public { x, y } = self.public();
        json!({"kty": "EC", "crv": "P-256", "x": x, "y": y,
               "use": "enc", "alg": "ECDH-ES", "kid": self.kid})
    }

    /// RFC 7638 thumbprint, the octets: what an mdoc's handover holds.
    pub fn thumbprint(&self) -> [u8; 32] {
        let Public { x, y } = self.public();
        sha256(format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#).as_bytes())
    }

    #[expect(
        clippy::expect_used,
        reason = "a number between 1 and n - 1 has a point, and nothing of it is anybody's input"
    )]
    fn public(&self) -> &Public {
        let computed = || {
            let mut context = BigNumContext::new_secure()?;
            let mut point = EcPoint::new(&P256)?;
            point.mul_generator2(&P256, &*self.number()?, &mut context)?;
            let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
            point.affine_coordinates(&P256, &mut x, &mut y, &mut context)?;
            let encoded = |coordinate: &BigNum| {
                let octets = coordinate.to_vec_padded(32)?;
                Ok::<_, ErrorStack>(base64url::encode(&octets))
            };
            Ok::<_, ErrorStack>(Public {
                x: encoded(&x)?,
                y: encoded(&y)?,
            })
        };
        self.public
            .get_or_init(|| computed().expect("P-256 multiplies"))
    }

    /// The private number for OpenSSL, which overwrites a secure one when it is freed.
    fn number(&self) -> Result<BigNum, ErrorStack> {
        let mut number = BigNum::new_secure()?;
        number.copy_from_slice(&*self.scalar)?;
        number.set_const_time();
        Ok(number)
    }

    /// Decrypts what was encrypted to this key.
    pub fn decrypt(&self, token: &str) -> Result<Zeroizing<Vec<u8>>, JweError> {
        if token.len() > MOST_BYTES {
            return Err(JweError::TooLarge);
        }
        let parts: Vec<&str> = token.splitn(6, '.').collect();
        let &[header_text, encrypted_key, iv, ciphertext, tag] = parts.as_slice() else {
            return Err(JweError::Malformed);
        };
        let header = self.header(header_text)?;
        // RFC 7516 §5.2 point 10: in direct key agreement the encrypted key is empty.
        if !encrypted_key.is_empty() {
            return Err(JweError::Malformed);
        }
        let (iv, tag) = (decode(iv)?, decode(tag)?);
        // RFC 7518 §5.3: 96 bits of IV, 128 of tag. OpenSSL would take a shorter tag.
        if iv.len() != 12 || tag.len() != 16 {
            return Err(JweError::Malformed);
        }
        let key = self.agree(&header).ok_or(JweError::Undecryptable)?;
        let cipher = header.encryption.cipher().ok_or(JweError::Undecryptable)?;
        let aad = header_text.as_bytes();
        // In its own place: as long as an answer may be, a copy costs as much as to decrypt it.
        let mut octets = Zeroizing::new(decode(ciphertext)?);
        let mut open = || {
            let mut context = CipherCtx::new()?;
            context.decrypt_init(Some(cipher), Some(&key), Some(&iv))?;
            context.cipher_update(aad, None)?;
            let sealed = octets.len();
            context.cipher_update_inplace(&mut octets, sealed)?;
            context.set_tag(&tag)?;
            // Compares the tag: what does not belong to it is an error here.
            context.cipher_final(&mut [])
        };
        match open() {
            Ok(_) => Ok(octets),
            Err(_) => Err(JweError::Undecryptable),
        }
    }

    /// Whether this is the first part of a JWE to this key: to be asked before the rest of a long
    /// one is read. Proves nothing; costs no agreement.
    pub fn begins(&self, header_text: &str) -> Result<(), JweError> {
        self.header(header_text).map(drop)
    }

    fn header(&self, text: &str) -> Result<Header, JweError> {
        if text.len() > MOST_HEADER_BYTES {
            return Err(JweError::TooLarge);
        }
        let header = Header::parse(&decode(text)?)?;
        if header.kid.as_ref().is_some_and(|kid| *kid != self.kid) {
            return Err(JweError::Key);
        }
        Ok(header)
    }

    /// RFC 7518 §4.6.
    fn agree(&self, header: &Header) -> Option<Zeroizing<Vec<u8>>> {
        let shared = self.shared(&header.ephemeral).ok()?;
        Some(concat_kdf(
            &shared,
            header.encryption,
            &header.apu,
            &header.apv,
        ))
    }

    /// ECDH: the first coordinate of private number times point. SP 800-56A §5.7.1.2. By hand, since
    /// OpenSSL's `EVP_PKEY_derive` would first make both keys anew and validate the point once more.
    ///
    /// Both coordinates lie in secure numbers, which OpenSSL overwrites when they are freed, and what is
    /// returned overwrites itself. What stays: the product's own coordinates, which OpenSSL keeps in plain
    /// numbers of the point and frees without overwriting them (`EC_POINT_free`).
    fn shared(&self, other: &EcPoint) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
        let mut context = BigNumContext::new_secure()?;
        let mut point = EcPoint::new(&P256)?;
        point.mul2(&P256, other, &*self.number()?, &mut context)?;
        let (mut x, mut y) = (BigNum::new_secure()?, BigNum::new_secure()?);
        point.affine_coordinates(&P256, &mut x, &mut y, &mut context)?;
        x.to_vec_padded(32).map(Zeroizing::new)
    }
}

impl std::fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DecryptionKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

/// `enc`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encryption {
    A128Gcm,
    A256Gcm,
}

impl Encryption {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "A128GCM" => Some(Self::A128Gcm),
            "A256GCM" => Some(Self::A256Gcm),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::A128Gcm => "A128GCM",
            Self::A256Gcm => "A256GCM",
        }
    }

    fn cipher(self) -> Option<&'static Cipher> {
        match self {
            Self::A128Gcm => A128_GCM.as_ref(),
            Self::A256Gcm => A256_GCM.as_ref(),
        }
    }

    /// Octets of a key.
    const fn key_len(self) -> usize {
        match self {
            Self::A128Gcm => 16,
            Self::A256Gcm => 32,
        }
    }
}

/// The protected header.
struct Header {
    encryption: Encryption,
    ephemeral: EcPoint,
    kid: Option<String>,
    /// PartyUInfo and PartyVInfo: wallets put different things in them, so no meaning is read.
    apu: Vec<u8>,
    apv: Vec<u8>,
}

impl Header {
    fn parse(octets: &[u8]) -> Result<Self, JweError> {
        let members = json::object(octets).map_err(|_| JweError::Malformed)?;
        // RFC 7516 §4.1.3: compression tells the length of what is inside. §4.1.13: we know no
        // extension, so a critical one cannot be understood.
        for member in ["zip", "crit"] {
            if members.contains_key(member) {
                return Err(JweError::Header { member });
            }
        }
        if text(&members, "alg")? != Some("ECDH-ES") {
            return Err(JweError::Algorithm);
        }
        let encryption = text(&members, "enc")?.and_then(Encryption::parse);
        let party = |member| match text(&members, member)? {
            None => Ok(Vec::new()),
            Some(value) => base64url::decode(value).map_err(|_| JweError::Header { member }),
        };
        Ok(Self {
            encryption: encryption.ok_or(JweError::Algorithm)?,
            ephemeral: ephemeral(members.get("epk")).ok_or(JweError::Header { member: "epk" })?,
            kid: text(&members, "kid")?.map(str::to_owned),
            apu: party("apu")?,
            apv: party("apv")?,
        })
    }
}

/// RFC 7518 §4.6.1.1. A point that is not on the curve would give our key away bit by bit; OpenSSL
/// refuses it. Nothing more is to be asked of one that is: P-256 has cofactor 1, so that each of its
/// points but the one that has no coordinates is of order n (SP 800-56A §5.6.2.3.4). OpenSSL's own
/// check multiplies by n, and costs as much as the agreement (attack WV-07).
fn ephemeral(epk: Option<&Value>) -> Option<EcPoint> {
    let epk = epk?.as_object()?;
    let is = |member: &str, value: &str| epk.get(member).is_some_and(|v| v == value);
    if !is("kty", "EC") || !is("crv", "P-256") || epk.contains_key("d") {
        return None;
    }
    // SEC 1 §2.3.3, uncompressed.
    let mut point = vec![4];
    for coordinate in ["x", "y"] {
        let octets = base64url::decode(epk.get(coordinate)?.as_str()?).ok()?;
        point.extend(Some(octets).filter(|octets| octets.len() == 32)?);
    }
    let mut context = BigNumContext::new().ok()?;
    EcPoint::from_bytes(&P256, &point, &mut context).ok()
}

/// RFC 7518 §4.6.2, one round: neither cipher needs more octets than SHA-256 gives.
fn concat_kdf(shared: &[u8], encryption: Encryption, apu: &[u8], apv: &[u8]) -> Zeroizing<Vec<u8>> {
    let octets = encryption.key_len();
    let bits = u32::try_from(octets * 8).unwrap_or_default();
    let mut input = Zeroizing::new(Vec::new());
    input.extend(1_u32.to_be_bytes());
    input.extend(shared);
    for part in [encryption.name().as_bytes(), apu, apv] {
        input.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        input.extend(part);
    }
    input.extend(bits.to_be_bytes());
    let digest = Zeroizing::new(sha256(&input));
    Zeroizing::new(digest.iter().copied().take(octets).collect())
}

fn text<'m>(
    members: &'m Map<String, Value>,
    member: &'static str,
) -> Result<Option<&'m str>, JweError> {
    match members.get(member) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(JweError::Header { member }),
    }
}

fn decode(part: &str) -> Result<Vec<u8>, JweError> {
    base64url::decode(part).map_err(|_| JweError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7518 appendix C, from the shared secret to the key.
    #[test]
    fn rfc7518_c_the_example_derives_the_key() {
        let shared = [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49,
            110, 163, 218, 128, 106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
        ];
        let key = concat_kdf(&shared, Encryption::A128Gcm, b"Alice", b"Bob");
        assert_eq!(base64url::encode(&key), "VqqN6vgjbSBcIijNcacQGg");
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! HPKE (RFC 9180) in the one suite that 18013-7 Annex C uses: base mode, DHKEM(P-256,
//! HKDF-SHA256), HKDF-SHA256, AES-128-GCM, one message. Everything else cannot be spelled.
//!
//! Base mode proves nothing about the sender: whoever has the public key can encrypt to it. Who
//! answered is decided by the signatures inside.

use openssl::{
    bn::{BigNum, BigNumContext},
    ec::{EcGroup, EcKey, EcPoint, PointConversionForm},
    error::ErrorStack,
    hash::MessageDigest,
    pkey::{PKey, Private},
    sign::Signer,
    symm::{Cipher, decrypt_aead, encrypt_aead},
};
use zeroize::Zeroizing;

use crate::{
    Error, Malformed, Misconfigured,
    key::{Curve, PublicKey},
};

/// `suite_id` of the KEM: "KEM" and DHKEM(P-256, HKDF-SHA256). RFC 9180 §4.1, §7.1.
const KEM: &[u8] = b"KEM\x00\x10";
/// `suite_id` of the whole: "HPKE", KEM, HKDF-SHA256, AES-128-GCM. RFC 9180 §5.1, §7.
const HPKE: &[u8] = b"HPKE\x00\x10\x00\x01\x00\x01";
/// `Nh`, `Nk`, `Nn`, `Nt` of the suite. RFC 9180 §7.2, §7.3.
const HASH: u8 = 32;
const KEY: u8 = 16;
const NONCE: u8 = 12;
const TAG: usize = 16;

/// The private key that one answer is encrypted to.
pub struct RecipientKey {
    private: EcKey<Private>,
    public: PublicKey,
    scalar: Zeroizing<[u8; 32]>,
}

impl RecipientKey {
    /// A new one.
    ///
    /// # Errors
    /// [`Misconfigured::Key`]: OpenSSL made none.
    pub fn generate() -> Result<Self, Error> {
        let key = EcKey::generate(group()?).map_err(|_| Misconfigured::Key)?;
        Self::of(key)
    }

    /// The one that [`Self::scalar`] gave.
    ///
    /// # Errors
    /// [`Misconfigured::Key`]: it is no private key.
    pub fn from_scalar(scalar: &[u8; 32]) -> Result<Self, Error> {
        let key = from_scalar(group()?, scalar).map_err(|_| Misconfigured::Key)?;
        Self::of(key.ok_or(Misconfigured::Key)?)
    }

    fn of(private: EcKey<Private>) -> Result<Self, Error> {
        let wrong = |_| Error::from(Misconfigured::Key);
        let octets = private.private_key().to_vec_padded(32).map_err(wrong)?;
        let octets = Zeroizing::new(octets);
        let mut scalar = Zeroizing::new([0; 32]);
        scalar.copy_from_slice(&octets);
        let form = PointConversionForm::UNCOMPRESSED;
        let mut context = BigNumContext::new().map_err(wrong)?;
        let point = private.public_key();
        let point = point.to_bytes(private.group(), form, &mut context);
        let public = PublicKey::from_point(Curve::P256, &point.map_err(wrong)?)?;
        Ok(Self {
            private,
            public,
            scalar,
        })
    }

    /// The private number, to be sealed and kept with the request.
    #[must_use]
    pub const fn scalar(&self) -> &Zeroizing<[u8; 32]> {
        &self.scalar
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// `OpenBase` of RFC 9180 §6.1, for one message and no associated data.
    ///
    /// # Errors
    /// [`Malformed::Hpke`], whatever the cause: whoever sends ciphertexts learns nothing from it.
    pub fn open(
        &self,
        enc: &[u8],
        info: &[u8],
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        // RFC 9180 §7.1.4: a point that is not on the curve is refused. Attack: one that tells the
        // private key bit by bit.
        let sender = PublicKey::from_point(Curve::P256, enc).map_err(|_| Malformed::Hpke)?;
        // §7.1.1: uncompressed.
        if sender.point() != enc {
            return Err(Malformed::Hpke.into());
        }
        // Attack: OpenSSL takes a tag that is cut off, and one octet of it is guessed.
        let tag_at = ciphertext.len().checked_sub(TAG).ok_or(Malformed::Hpke)?;
        let opened = self.decapsulate(&sender).and_then(|shared_secret| {
            let context = Context::new(&shared_secret, info)?;
            let (data, tag) = ciphertext.split_at(tag_at);
            let (key, nonce) = (&context.key, &context.nonce);
            decrypt_aead(Cipher::aes_128_gcm(), key, Some(nonce), b"", data, tag)
        });
        opened
            .map(Zeroizing::new)
            .map_err(|_| Malformed::Hpke.into())
    }

    /// `Decap` of RFC 9180 §4.1.
    fn decapsulate(&self, sender: &PublicKey) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
        let dh = sender.agree(self.private.private_key())?;
        kem_secret(&dh, sender.point(), self.public.point())
    }
}

impl std::fmt::Debug for RecipientKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecipientKey(…)")
    }
}

/// What was sealed: the encapsulated key, and the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// `enc`.
    pub enc: Vec<u8>,
    /// The ciphertext.
    pub ciphertext: Vec<u8>,
}

/// `SealBase` of RFC 9180 §6.1, as a wallet does it. `ephemeral` is used for this message alone.
///
/// # Errors
/// [`Misconfigured::Key`]: the recipient's key is on another curve, or OpenSSL failed.
pub fn seal(
    recipient: &PublicKey,
    ephemeral: &RecipientKey,
    info: &[u8],
    plaintext: &[u8],
) -> Result<Sealed, Error> {
    if recipient.curve() != Curve::P256 {
        return Err(Misconfigured::Key.into());
    }
    let enc = ephemeral.public.point().to_vec();
    let sealed = || {
        let dh = recipient.agree(ephemeral.private.private_key())?;
        let context = Context::new(&kem_secret(&dh, &enc, recipient.point())?, info)?;
        let (key, nonce) = (&context.key, &context.nonce);
        let mut tag = [0; TAG];
        let cipher = Cipher::aes_128_gcm();
        let mut ciphertext = encrypt_aead(cipher, key, Some(nonce), b"", plaintext, &mut tag)?;
        ciphertext.extend(tag);
        Ok(ciphertext)
    };
    let ciphertext = sealed().map_err(|_: ErrorStack| Misconfigured::Key)?;
    Ok(Sealed { enc, ciphertext })
}

fn group() -> Result<&'static EcGroup, Error> {
    Curve::P256.group().ok_or_else(|| Misconfigured::Key.into())
}

/// `None`: not between 1 and n - 1 (RFC 9180 §7.1.3). The point is computed of the number, so that
/// nothing else could be wrong with the pair.
fn from_scalar(group: &EcGroup, scalar: &[u8; 32]) -> Result<Option<EcKey<Private>>, ErrorStack> {
    let mut context = BigNumContext::new()?;
    let (mut number, mut order) = (BigNum::from_slice(scalar)?, BigNum::new()?);
    group.order(&mut order, &mut context)?;
    if number.num_bits() == 0 || number >= order {
        return Ok(None);
    }
    number.set_const_time();
    let mut point = EcPoint::new(group)?;
    point.mul_generator2(group, &number, &mut context)?;
    EcKey::from_private_components(group, &number, &point).map(Some)
}

/// `ExtractAndExpand` of RFC 9180 §4.1.
fn kem_secret(dh: &[u8], enc: &[u8], recipient: &[u8]) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
    let prk = labeled_extract(KEM, b"", b"eae_prk", dh)?;
    labeled_expand(
        KEM,
        &prk,
        b"shared_secret",
        &[enc, recipient].concat(),
        HASH,
    )
}

/// `KeySchedule` of RFC 9180 §5.1, base mode.
struct Context {
    key: Zeroizing<Vec<u8>>,
    /// Of the first message: `base_nonce` itself.
    nonce: Zeroizing<Vec<u8>>,
}

impl Context {
    fn new(shared_secret: &[u8], info: &[u8]) -> Result<Self, ErrorStack> {
        let psk_id_hash = labeled_extract(HPKE, b"", b"psk_id_hash", b"")?;
        let info_hash = labeled_extract(HPKE, b"", b"info_hash", info)?;
        let mode_base: &[u8] = &[0];
        let context = [mode_base, &psk_id_hash, &info_hash].concat();
        let secret = labeled_extract(HPKE, shared_secret, b"secret", b"")?;
        Ok(Self {
            key: labeled_expand(HPKE, &secret, b"key", &context, KEY)?,
            nonce: labeled_expand(HPKE, &secret, b"base_nonce", &context, NONCE)?,
        })
    }
}

/// RFC 9180 §4.
fn labeled_extract(
    suite: &[u8],
    salt: &[u8],
    label: &[u8],
    ikm: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
    let version: &[u8] = b"HPKE-v1";
    let ikm = Zeroizing::new([version, suite, label, ikm].concat());
    // RFC 5869 §2.2: without a salt "a string of HashLen zeros".
    hmac(if salt.is_empty() { &[0; 32] } else { salt }, &ikm)
}

/// RFC 9180 §4. No more than one block of RFC 5869 §2.3 is ever needed.
fn labeled_expand(
    suite: &[u8],
    prk: &[u8],
    label: &[u8],
    info: &[u8],
    length: u8,
) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
    debug_assert!(length <= HASH);
    let length_octets: &[u8] = &[0, length];
    let info = [length_octets, b"HPKE-v1", suite, label, info, &[1]].concat();
    let mut block = hmac(prk, &info)?;
    block.truncate(usize::from(length));
    Ok(block)
}

fn hmac(key: &[u8], octets: &[u8]) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
    let key = PKey::hmac(key)?;
    let mut signer = Signer::new(MessageDigest::sha256(), &key)?;
    signer.sign_oneshot_to_vec(octets).map(Zeroizing::new)
}

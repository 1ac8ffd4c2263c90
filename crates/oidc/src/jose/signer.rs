// SPDX-License-Identifier: EUPL-1.2
//! Who signs. A trait, so that the key may live in a file or in an HSM.

use openssl::{
    ec::{EcGroup, EcKey},
    ecdsa::EcdsaSig,
    error::ErrorStack,
    hash::MessageDigest,
    nid::Nid,
    pkey::{Id, PKey, Private},
    pkey_ctx::PkeyCtx,
    rsa::{Padding, Rsa},
    sign::{RsaPssSaltlen, Signer as OpensslSigner},
};

use super::{Algorithm, Jwk};
use crate::{Error, Misconfigured, hash::sha256};

/// The key did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key did not sign")]
pub struct KeyError;

impl From<KeyError> for Error {
    fn from(_: KeyError) -> Self {
        Misconfigured::Key.into()
    }
}

/// A private key with its name. Synchronous: call it where blocking is allowed.
pub trait Signer: Send + Sync {
    /// The one algorithm this key is used with. RFC 8725 §3.1.
    fn algorithm(&self) -> Algorithm;
    /// `kid`, as in the published JWK Set.
    fn kid(&self) -> &str;
    /// Signs the octets. For ECDSA the answer is r ‖ s (RFC 7518 §3.4), not DER.
    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// A private key in memory.
pub struct SoftwareSigner {
    algorithm: Algorithm,
    public: Jwk,
    key: PKey<Private>,
    /// The same, taken out once, when it is a curve's.
    ec: Option<EcKey<Private>>,
}

impl SoftwareSigner {
    /// A key from PKCS#8 PEM. `kid` is the thumbprint of RFC 7638.
    ///
    /// # Errors
    /// [`Misconfigured::EncryptedKey`] if a pass phrase is wanted: OpenSSL would ask for it at the
    /// terminal and wait. [`Misconfigured::Key`] if it is no key, or none for this algorithm.
    pub fn from_pem(pem: &[u8], algorithm: Algorithm) -> Result<Self, Error> {
        let mut asked = false;
        let key = PKey::private_key_from_pem_callback(pem, |_| {
            asked = true;
            Err(ErrorStack::get())
        });
        let wrong = if asked {
            Misconfigured::EncryptedKey
        } else {
            Misconfigured::Key
        };
        let key = key.map_err(|_| wrong)?;
        Self::from_key(key, algorithm)
    }

    /// A key that OpenSSL holds already. Refused if it does not fit the algorithm; a key that says that
    /// it is for PSS alone (RFC 4055 §1.2) fits nothing but PS256, and not even that where it names another
    /// digest or a longer salt (RFC 4055 §3.1): it signs once here, before anybody is promised a token.
    pub fn from_key(key: PKey<Private>, algorithm: Algorithm) -> Result<Self, Error> {
        if key.id() == Id::RSA_PSS && algorithm != Algorithm::Ps256 {
            return Err(Misconfigured::Key.into());
        }
        let public = Jwk::from_private(&key, algorithm)?;
        let ec = (key.id() == Id::EC).then(|| key.ec_key()).transpose();
        if key.id() == Id::RSA_PSS {
            sign_rsa(&key, true, b"").map_err(|_| Misconfigured::Key)?;
        }
        Ok(Self {
            algorithm,
            public,
            ec: ec.map_err(|_| Misconfigured::Key)?,
            key,
        })
    }

    /// A new key: P-256, or RSA of 3072 bits. One for PS256 says in its own file that it is for PSS
    /// alone (`id-RSASSA-PSS`, RFC 4055 §1.2), so whoever reads it again knows its one algorithm.
    pub fn generate(algorithm: Algorithm) -> Result<Self, Error> {
        let key = match algorithm {
            Algorithm::Es256 => EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)
                .and_then(|group| EcKey::generate(&group))
                .and_then(PKey::from_ec_key),
            Algorithm::Ps256 => PkeyCtx::new_id(Id::RSA_PSS).and_then(|mut context| {
                context.keygen_init()?;
                context.set_rsa_keygen_bits(3072)?;
                context.keygen()
            }),
            Algorithm::Rs256 => Rsa::generate(3072).and_then(PKey::from_rsa),
        };
        Self::from_key(key.map_err(|_| Misconfigured::Key)?, algorithm)
    }

    /// The public half, as it is published.
    pub fn public(&self) -> &Jwk {
        &self.public
    }

    /// PKCS#8 PEM, to be kept.
    pub fn to_pem(&self) -> Result<Vec<u8>, Error> {
        self.key
            .private_key_to_pem_pkcs8()
            .map_err(|_| Misconfigured::Key.into())
    }
}

impl std::fmt::Debug for SoftwareSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoftwareSigner")
            .field("kid", &self.kid())
            .finish_non_exhaustive()
    }
}

impl Signer for SoftwareSigner {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn kid(&self) -> &str {
        self.public.kid().unwrap_or_default()
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        let signature = match (self.algorithm, &self.ec) {
            (Algorithm::Es256, Some(key)) => sign_es256(key, octets),
            (Algorithm::Rs256, None) => sign_rsa(&self.key, false, octets),
            (Algorithm::Ps256, None) => sign_rsa(&self.key, true, octets),
            // `from_key` makes no such pair.
            _ => return Err(KeyError),
        };
        signature.map_err(|_| KeyError)
    }
}

/// RFC 7518 §3.4 point 3: R and S as 32 octets each, big-endian.
fn sign_es256(key: &EcKey<Private>, octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let signature = EcdsaSig::sign(&sha256(octets), key)?;
    let mut raw = signature.r().to_vec_padded(32)?;
    raw.extend(signature.s().to_vec_padded(32)?);
    Ok(raw)
}

/// RFC 7518 §3.3, or §3.5 with `pss`.
fn sign_rsa(key: &PKey<Private>, pss: bool, octets: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    let mut signer = OpensslSigner::new(MessageDigest::sha256(), key)?;
    if pss {
        signer.set_rsa_padding(Padding::PKCS1_PSS)?;
        signer.set_rsa_mgf1_md(MessageDigest::sha256())?;
        signer.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
    } else {
        signer.set_rsa_padding(Padding::PKCS1)?;
    }
    signer.sign_oneshot_to_vec(octets)
}

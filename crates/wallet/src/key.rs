// SPDX-License-Identifier: EUPL-1.2
//! Public keys and signatures, for JOSE and COSE alike: ECDSA on curves that are named. HAIP §7 asks
//! for P-256 with SHA-256; 18013-5 §9.1.2.4 and §9.1.3.6 allow issuers and devices the others. A
//! closed list: RSA, HMAC and `none` cannot be expressed.

use std::sync::LazyLock;

use openssl::{
    bn::{BigNum, BigNumContext, BigNumRef},
    ec::{EcGroup, EcKey, EcPoint, PointConversionForm},
    ecdsa::EcdsaSig,
    error::ErrorStack,
    nid::Nid,
    pkey::{HasPublic, Id, PKeyRef, Public},
};

use zeroize::Zeroizing;

use crate::{Error, Malformed, Misconfigured, Untrusted, digest::Digest};

/// A private key, which may lie in an HSM. Synchronous: call it where blocking is allowed.
pub trait Signer: Send + Sync {
    /// The one algorithm this key is used with.
    fn algorithm(&self) -> Algorithm;
    /// Signs the octets: R ‖ S, each as wide as the curve.
    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// The key did not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key did not sign")]
pub struct KeyError;

impl From<KeyError> for Error {
    fn from(_: KeyError) -> Self {
        Misconfigured::Key.into()
    }
}

/// A curve of 18013-5 §9.1.5.2, table 22, for ECDSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Curve {
    /// brainpoolP256r1. RFC 5639 §3.4.
    BrainpoolP256r1,
    /// brainpoolP320r1.
    BrainpoolP320r1,
    /// brainpoolP384r1.
    BrainpoolP384r1,
    /// brainpoolP512r1.
    BrainpoolP512r1,
    /// P-256. FIPS 186-5, SP 800-186 §3.2.1.
    P256,
    /// P-384.
    P384,
    /// P-521.
    P521,
}

impl Curve {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::P256,
        Self::P384,
        Self::P521,
        Self::BrainpoolP256r1,
        Self::BrainpoolP320r1,
        Self::BrainpoolP384r1,
        Self::BrainpoolP512r1,
    ];

    /// Octets of a coordinate, and of each half of a signature.
    #[must_use]
    pub const fn width(self) -> usize {
        match self {
            Self::P256 | Self::BrainpoolP256r1 => 32,
            Self::BrainpoolP320r1 => 40,
            Self::P384 | Self::BrainpoolP384r1 => 48,
            Self::BrainpoolP512r1 => 64,
            Self::P521 => 66,
        }
    }

    /// Its group, made once: the constants of one cost as much as a signature.
    pub(crate) fn group(self) -> Option<&'static EcGroup> {
        static GROUPS: LazyLock<Vec<(Curve, EcGroup)>> = LazyLock::new(|| {
            let made = |curve: Curve| Some((curve, EcGroup::from_curve_name(curve.nid()).ok()?));
            Curve::ALL.into_iter().filter_map(made).collect()
        });
        let mut groups = GROUPS.iter();
        groups.find_map(|(curve, group)| (*curve == self).then_some(group))
    }

    const fn nid(self) -> Nid {
        match self {
            Self::BrainpoolP256r1 => Nid::BRAINPOOL_P256R1,
            Self::BrainpoolP320r1 => Nid::BRAINPOOL_P320R1,
            Self::BrainpoolP384r1 => Nid::BRAINPOOL_P384R1,
            Self::BrainpoolP512r1 => Nid::BRAINPOOL_P512R1,
            Self::P256 => Nid::X9_62_PRIME256V1,
            Self::P384 => Nid::SECP384R1,
            Self::P521 => Nid::SECP521R1,
        }
    }
}

/// ECDSA with a hash. The curve is the key's; which go together says [`Algorithm::fits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Algorithm {
    /// With SHA-256.
    Es256,
    /// With SHA-384.
    Es384,
    /// With SHA-512.
    Es512,
}

impl Algorithm {
    /// The pairs of 18013-5 §9.1.2.4, table 21: a hash with the curves of its strength. Attack: ES384
    /// over a P-256 key is taken by a library that asks the key alone.
    #[must_use]
    pub const fn fits(self, curve: Curve) -> bool {
        matches!(
            (self, curve),
            (Self::Es256, Curve::P256 | Curve::BrainpoolP256r1)
                | (
                    Self::Es384,
                    Curve::P384 | Curve::BrainpoolP320r1 | Curve::BrainpoolP384r1
                )
                | (Self::Es512, Curve::P521 | Curve::BrainpoolP512r1)
        )
    }

    const fn digest(self) -> Digest {
        match self {
            Self::Es256 => Digest::Sha256,
            Self::Es384 => Digest::Sha384,
            Self::Es512 => Digest::Sha512,
        }
    }
}

/// A public key: a point that lies on one of the curves.
#[derive(Clone)]
pub struct PublicKey {
    curve: Curve,
    /// 0x04 ‖ X ‖ Y.
    point: Vec<u8>,
    key: EcKey<Public>,
}

impl PublicKey {
    /// From a point as SEC 1 §2.3.3 writes it, compressed or not.
    ///
    /// # Errors
    /// [`Malformed::Key`]: not a point of that curve. Attack: a point of another curve of small
    /// order, for which anybody can sign.
    pub fn from_point(curve: Curve, octets: &[u8]) -> Result<Self, Error> {
        let expected = match octets.first() {
            Some(4) => 1 + 2 * curve.width(),
            Some(2 | 3) => 1 + curve.width(),
            _ => return Err(Malformed::Key.into()),
        };
        if octets.len() != expected {
            return Err(Malformed::Key.into());
        }
        let key = curve
            .group()
            .and_then(|group| Self::try_from_point(curve, group, octets).ok());
        key.ok_or_else(|| Malformed::Key.into())
    }

    /// From the key of a certificate.
    ///
    /// # Errors
    /// [`Malformed::Key`]: not on one of the named curves.
    pub fn from_openssl<T: HasPublic>(key: &PKeyRef<T>) -> Result<Self, Error> {
        let malformed = |_| Error::from(Malformed::Key);
        if key.id() != Id::EC {
            return Err(Malformed::Key.into());
        }
        let key = key.ec_key().map_err(malformed)?;
        let name = key.group().curve_name();
        let curve = Curve::ALL.into_iter().find(|c| Some(c.nid()) == name);
        let form = PointConversionForm::UNCOMPRESSED;
        let mut context = BigNumContext::new().map_err(malformed)?;
        let point = key.public_key().to_bytes(key.group(), form, &mut context);
        Self::from_point(curve.ok_or(Malformed::Key)?, &point.map_err(malformed)?)
    }

    fn try_from_point(curve: Curve, group: &EcGroup, octets: &[u8]) -> Result<Self, ErrorStack> {
        let mut context = BigNumContext::new()?;
        // OpenSSL refuses a point that is not on the curve. All the curves have cofactor 1, so that
        // each of their points is of order n and nothing more is to be asked (SP 800-56A §5.6.2.3.4):
        // OpenSSL's own check multiplies by n, and costs as much as a signature.
        let point = EcPoint::from_bytes(group, octets, &mut context)?;
        let key = EcKey::from_public_key(group, &point)?;
        let form = PointConversionForm::UNCOMPRESSED;
        let point = point.to_bytes(group, form, &mut context)?;
        Ok(Self { curve, point, key })
    }

    /// Its curve.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        self.curve
    }

    /// 0x04 ‖ X ‖ Y.
    #[must_use]
    pub fn point(&self) -> &[u8] {
        &self.point
    }

    /// X and Y.
    #[must_use]
    pub fn coordinates(&self) -> (&[u8], &[u8]) {
        let both = self.point.get(1..).unwrap_or_default();
        both.split_at_checked(self.curve.width())
            .unwrap_or_default()
    }

    /// ECDH: the first coordinate of the private number times this point. SP 800-56A §5.7.1.2. By
    /// hand, since OpenSSL's `EVP_PKEY_derive` would first make both keys anew and validate the point
    /// once more.
    ///
    /// Both coordinates lie in secure numbers, which OpenSSL overwrites when they are freed, and what is
    /// returned overwrites itself. What stays: the product's own coordinates, which OpenSSL keeps in plain
    /// numbers of the point and frees without overwriting them (`EC_POINT_free`).
    pub(crate) fn agree(&self, private: &BigNumRef) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
        let (group, width) = (self.key.group(), self.curve.width());
        let mut context = BigNumContext::new_secure()?;
        let mut point = EcPoint::new(group)?;
        point.mul2(group, self.key.public_key(), private, &mut context)?;
        let (mut x, mut y) = (BigNum::new_secure()?, BigNum::new_secure()?);
        point.affine_coordinates(group, &mut x, &mut y, &mut context)?;
        let width = i32::try_from(width).unwrap_or(i32::MAX);
        x.to_vec_padded(width).map(Zeroizing::new)
    }

    /// Verifies a signature as JOSE and COSE write it (RFC 7518 §3.4, RFC 9053 §2.1): R ‖ S, each as
    /// wide as the curve; DER is not it.
    ///
    /// # Errors
    /// [`Untrusted::Algorithm`]: not for a key of this curve. [`Untrusted::Signature`].
    pub fn verify(
        &self,
        algorithm: Algorithm,
        octets: &[u8],
        signature: &[u8],
    ) -> Result<(), Error> {
        if !algorithm.fits(self.curve) {
            return Err(Untrusted::Algorithm.into());
        }
        let halves = signature.split_at_checked(self.curve.width());
        let (r, s) = halves
            .filter(|(r, s)| r.len() == s.len())
            .ok_or(Untrusted::Signature)?;
        match self.verifies(algorithm, octets, r, s) {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Untrusted::Signature.into()),
        }
    }

    fn verifies(
        &self,
        algorithm: Algorithm,
        octets: &[u8],
        r: &[u8],
        s: &[u8],
    ) -> Result<bool, ErrorStack> {
        let digest = algorithm.digest().of(octets);
        let (r, s) = (BigNum::from_slice(r)?, BigNum::from_slice(s)?);
        EcdsaSig::from_private_components(r, s)?.verify(&digest, &self.key)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.curve == other.curve && self.point == other.point
    }
}

impl Eq for PublicKey {}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey({:?})", self.curve)
    }
}

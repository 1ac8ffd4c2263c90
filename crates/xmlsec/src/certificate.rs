//! X.509 certificates and the public keys in them.

use std::sync::{Arc, OnceLock};

use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::bn::BigNumContext;
use openssl::ec::{Asn1Flag, EcGroupRef, EcKey, EcPoint, EcPointRef, PointConversionForm};
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Public};
use openssl::x509::X509;

use crate::{Curve, Error, KeyKind, Malformed, base64, crypto};

/// An X.509 certificate with its public key, read once. Cloning is cheap. Two are equal if their
/// octets are: never by name or serial number.
#[derive(Clone)]
pub struct Certificate(Arc<CertificateData>);

struct CertificateData {
    x509: X509,
    der: Vec<u8>,
    sha256: [u8; 32],
    key: PublicKey,
    not_before: i64,
    not_after: i64,
}

impl Certificate {
    /// From DER.
    ///
    /// # Errors
    /// [`Malformed::Certificate`]: not a certificate, or its key is neither RSA nor on one of the
    /// named curves.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let x509 = X509::from_der(der).map_err(|_| Malformed::Certificate)?;
        Self::from_x509(x509)
            .filter(|c| c.der() == der)
            .ok_or_else(|| Malformed::Certificate.into())
    }

    pub(crate) fn from_x509(x509: X509) -> Option<Self> {
        let key = PublicKey::from_pkey(&x509.public_key().ok()?)?;
        let der = x509.to_der().ok()?;
        let not_before = unix_seconds(x509.not_before())?;
        let not_after = unix_seconds(x509.not_after())?;
        let sha256 = openssl::sha::sha256(&der);
        Some(Self(Arc::new(CertificateData {
            x509,
            der,
            sha256,
            key,
            not_before,
            not_after,
        })))
    }

    /// From the content of `ds:X509Certificate`: base64 with any white space.
    ///
    /// # Errors
    /// As [`Certificate::from_der`].
    pub fn from_base64(text: &str) -> Result<Self, Error> {
        Self::from_der(&base64::decode(text).ok_or(Malformed::Certificate)?)
    }

    /// From the first certificate of a PEM text.
    ///
    /// # Errors
    /// As [`Certificate::from_der`].
    pub fn from_pem(pem: &[u8]) -> Result<Self, Error> {
        let x509 = X509::from_pem(pem).map_err(|_| Malformed::Certificate)?;
        Self::from_x509(x509).ok_or_else(|| Malformed::Certificate.into())
    }

    /// All certificates of a PEM text, at least one.
    ///
    /// # Errors
    /// As [`Certificate::from_der`].
    pub fn chain_from_pem(pem: &[u8]) -> Result<Vec<Self>, Error> {
        let stack = X509::stack_from_pem(pem).map_err(|_| Malformed::Certificate)?;
        let chain: Option<Vec<Self>> = stack.into_iter().map(Self::from_x509).collect();
        chain
            .filter(|c| !c.is_empty())
            .ok_or_else(|| Malformed::Certificate.into())
    }

    /// The DER octets.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The content of `ds:X509Certificate`, on one line.
    #[must_use]
    pub fn to_base64(&self) -> String {
        base64::encode(&self.0.der)
    }

    /// PEM.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let pem = self.0.x509.to_pem().unwrap_or_default();
        String::from_utf8_lossy(&pem).into_owned()
    }

    /// SHA-256 of the DER octets.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        self.0.sha256
    }

    /// Start of validity, seconds since 1970.
    #[must_use]
    pub fn not_before(&self) -> i64 {
        self.0.not_before
    }

    /// End of validity, seconds since 1970.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        self.0.not_after
    }

    /// The public key.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        &self.0.key
    }

    /// The countryName of the subject, if there is exactly one.
    #[must_use]
    pub fn subject_country(&self) -> Option<String> {
        let mut entries = self.0.x509.subject_name().entries_by_nid(Nid::COUNTRYNAME);
        let country = entries.next()?.data().to_string().ok()?;
        entries.next().is_none().then_some(country)
    }

    /// The subject as `CN=…, O=…`, for people.
    #[must_use]
    pub fn subject(&self) -> String {
        let parts = self.0.x509.subject_name().entries().map(|e| {
            let name = e.object().nid().short_name().unwrap_or("?");
            format!("{name}={}", e.data().to_string().unwrap_or_default())
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn x509(&self) -> &X509 {
        &self.0.x509
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der() == other.der()
    }
}

impl Eq for Certificate {}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Certificate({})", self.subject())
    }
}

pub(crate) fn unix_seconds(time: &Asn1TimeRef) -> Option<i64> {
    let difference = Asn1Time::from_unix(0).ok()?.diff(time).ok()?;
    Some(i64::from(difference.days) * 86_400 + i64::from(difference.secs))
}

/// A public key, prepared for verifying. Two are equal if kind, parameters and value are.
#[derive(Clone)]
pub struct PublicKey(Arc<PublicKeyData>);

struct PublicKeyData {
    kind: KeyKind,
    spki: OnceLock<Vec<u8>>,
    pkey: PKey<Public>,
    ec: Option<EcKey<Public>>,
}

impl PublicKey {
    /// RSA of any size with a public exponent from 65537, or a named curve of the list. How large
    /// it must be says the policy where it is used.
    pub(crate) fn from_pkey(pkey: &PKey<Public>) -> Option<Self> {
        let (kind, ec) = match pkey.id() {
            Id::RSA | Id::RSA_PSS => {
                let rsa = pkey.rsa().ok()?;
                // FIPS 186-5 §A.1.1: 2^16 < e, odd.
                if rsa.e().num_bits() < 17 || !rsa.e().is_bit_set(0) {
                    return None;
                }
                (KeyKind::Rsa(pkey.bits()), None)
            }
            Id::EC => {
                let ec = pkey.ec_key().ok()?;
                // Named curves only (cryptographic requirements 1.4 §3.1).
                if ec.group().asn1_flag() != Asn1Flag::NAMED_CURVE {
                    return None;
                }
                ec.check_key().ok()?;
                (
                    KeyKind::Ec(crypto::curve(ec.group().curve_name()?)?),
                    Some(ec),
                )
            }
            _ => return None,
        };
        let (spki, pkey) = (OnceLock::new(), pkey.clone());
        Some(Self(Arc::new(PublicKeyData {
            kind,
            spki,
            pkey,
            ec,
        })))
    }

    /// From a SubjectPublicKeyInfo (`dsig11:DEREncodedKeyValue`).
    pub(crate) fn from_spki(der: &[u8]) -> Option<Self> {
        Self::from_pkey(&PKey::public_key_from_der(der).ok()?)
    }

    /// Kind and size.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.0.kind
    }

    /// SHA-256 of the SubjectPublicKeyInfo.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        openssl::sha::sha256(self.spki())
    }

    /// The SubjectPublicKeyInfo, DER.
    #[must_use]
    pub fn spki(&self) -> &[u8] {
        self.0
            .spki
            .get_or_init(|| self.0.pkey.public_key_to_der().unwrap_or_default())
    }

    /// All curves of the list are large enough.
    pub(crate) fn is_at_least(&self, min_rsa_bits: u32) -> bool {
        match self.kind() {
            KeyKind::Rsa(bits) => bits >= min_rsa_bits,
            KeyKind::Ec(_) => true,
        }
    }

    pub(crate) fn pkey(&self) -> &PKey<Public> {
        &self.0.pkey
    }

    pub(crate) fn ec(&self) -> Option<&EcKey<Public>> {
        self.0.ec.as_ref()
    }

    /// The point of an EC key.
    pub(crate) fn point(&self) -> Option<EcPublicPoint> {
        let (ec, KeyKind::Ec(curve)) = (self.ec()?, self.kind()) else {
            return None;
        };
        EcPublicPoint::of(curve, ec.group(), ec.public_key())
    }
}

/// A point on one of the curves, as key agreement sends it (XML Signature 1.1 §4.5.2.3.1:
/// uncompressed).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcPublicPoint {
    curve: Curve,
    octets: Vec<u8>,
}

impl EcPublicPoint {
    /// Checks that the octets are an uncompressed point of the curve. All the curves have prime
    /// order, so there is no small subgroup to fall into.
    pub(crate) fn new(curve: Curve, octets: Vec<u8>) -> Option<Self> {
        if octets.first() != Some(&4) || octets.len() != 1 + 2 * curve.width() {
            return None;
        }
        let point = Self { curve, octets };
        point.on(crypto::group(curve)?).map(|_| point)
    }

    pub(crate) fn of(curve: Curve, group: &EcGroupRef, point: &EcPointRef) -> Option<Self> {
        let mut context = BigNumContext::new().ok()?;
        let form = PointConversionForm::UNCOMPRESSED;
        let octets = point.to_bytes(group, form, &mut context).ok()?;
        Some(Self { curve, octets })
    }

    /// OpenSSL refuses a point that is not on the curve.
    pub(crate) fn on(&self, group: &EcGroupRef) -> Option<EcPoint> {
        let mut context = BigNumContext::new().ok()?;
        EcPoint::from_bytes(group, &self.octets, &mut context).ok()
    }

    /// Its curve.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        self.curve
    }

    /// 0x04 ‖ X ‖ Y.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.pkey.public_eq(&other.0.pkey)
    }
}

impl Eq for PublicKey {}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey({:?})", self.kind())
    }
}

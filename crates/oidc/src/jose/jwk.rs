// SPDX-License-Identifier: EUPL-1.2
//! A public key. RFC 7517 §4; RFC 7518 §6.

use openssl::{
    bn::{BigNum, BigNumContext},
    ec::{EcGroup, EcKey},
    nid::Nid,
    pkey::{HasPublic, PKey, PKeyRef, Private, Public},
    rsa::Rsa,
};
use serde_json::{Map, Value, json};

use super::{Algorithm, base64url};
use crate::{Error, Misconfigured, hash::sha256};

/// A public signature key with its name and, if stated, its one algorithm.
#[derive(Clone)]
pub struct Jwk {
    kid: Option<String>,
    algorithm: Option<Algorithm>,
    parameters: Parameters,
    key: PKey<Public>,
}

/// The public parameters as they are written. RFC 7518 §6.2.1, §6.3.1.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Parameters {
    /// P-256.
    Ec {
        x: String,
        y: String,
    },
    Rsa {
        n: String,
        e: String,
    },
}

impl Jwk {
    /// Below, RFC 7518 §3.3 forbids it.
    const LEAST_RSA_BITS: i32 = 2048;
    /// Above, verifying becomes a way to keep us busy.
    const MOST_RSA_BITS: i32 = 8192;
    /// Longer names are no names.
    const LONGEST_KID: usize = 200;

    /// `kid`.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// `alg`, if the key names it.
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// The public half of a private key, named by its RFC 7638 thumbprint.
    pub fn from_private(key: &PKey<Private>, algorithm: Algorithm) -> Result<Self, Error> {
        Self::from_openssl(key, algorithm)
    }

    /// A public key OpenSSL holds (a certificate's, an HSM's), named by its RFC 7638 thumbprint.
    pub fn from_openssl<T: HasPublic>(
        key: &PKeyRef<T>,
        algorithm: Algorithm,
    ) -> Result<Self, Error> {
        let parameters = Parameters::of(key).ok_or(Misconfigured::Key)?;
        let key = parameters.to_key().map_err(|_| Misconfigured::Key)?;
        let kid = Some(parameters.thumbprint());
        let jwk = Self {
            kid,
            algorithm: Some(algorithm),
            parameters,
            key,
        };
        if jwk.serves(algorithm) {
            Ok(jwk)
        } else {
            Err(Misconfigured::Key.into())
        }
    }

    /// A public key that has no name and whose algorithm is not stated.
    pub(super) fn unnamed<T: HasPublic>(key: &PKeyRef<T>) -> Result<Self, Error> {
        let parameters = Parameters::of(key).ok_or(Misconfigured::Key)?;
        let key = parameters.to_key().map_err(|_| Misconfigured::Key)?;
        Ok(Self {
            kid: None,
            algorithm: None,
            parameters,
            key,
        })
    }

    /// The same key under another name.
    #[must_use]
    pub fn named(mut self, kid: &str) -> Self {
        self.kid = Some(kid.to_owned());
        self
    }

    /// RFC 7638 §3, whatever the key is called.
    pub fn thumbprint(&self) -> String {
        self.parameters.thumbprint()
    }

    /// As JSON: kty and its parameters, use, alg, kid. Nothing private can be in it.
    pub fn to_json(&self) -> Value {
        let mut members = match &self.parameters {
            Parameters::Ec { x, y } => json!({"kty": "EC", "crv": "P-256", "x": x, "y": y}),
            Parameters::Rsa { n, e } => json!({"kty": "RSA", "n": n, "e": e}),
        };
        if let Value::Object(members) = &mut members {
            members.insert("use".to_owned(), "sig".into());
            if let Some(algorithm) = self.algorithm {
                members.insert("alg".to_owned(), algorithm.as_str().into());
            }
            if let Some(kid) = &self.kid {
                members.insert("kid".to_owned(), kid.as_str().into());
            }
        }
        members
    }

    /// Whether this key may verify this algorithm: by kind, and by its own `alg` if it has one.
    pub(super) fn serves(&self, algorithm: Algorithm) -> bool {
        let by_kind = match self.parameters {
            Parameters::Ec { .. } => algorithm == Algorithm::Es256,
            Parameters::Rsa { .. } => algorithm != Algorithm::Es256,
        };
        by_kind && self.algorithm.is_none_or(|own| own == algorithm)
    }

    pub(super) fn key(&self) -> &PKey<Public> {
        &self.key
    }

    /// Whether it is the same key for the same use, whatever its name.
    pub(super) fn is_again(&self, other: &Self) -> bool {
        self.parameters == other.parameters
            && self.algorithm == other.algorithm
            && self.kid == other.kid
    }

    /// Reads one entry of a set.
    pub(super) fn read(entry: &Value) -> Result<Self, Unusable> {
        let members = entry.as_object().ok_or(Unusable::Entry)?;
        let text = |name: &str| match members.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(Unusable::Member),
        };
        // RFC 7518 §6.2.2, §6.3.2, §6.4.1: whose private key lies open is nobody's key.
        if ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]
            .iter()
            .any(|m| members.contains_key(*m))
        {
            return Err(Unusable::Private);
        }
        let kid = text("kid")?;
        if kid.is_some_and(|kid| kid.is_empty() || kid.len() > Self::LONGEST_KID) {
            return Err(Unusable::Kid);
        }
        if text("use")?.is_some_and(|usage| usage != "sig") || !may_verify(members) {
            return Err(Unusable::NotOurs);
        }
        let algorithm = match text("alg")? {
            None => None,
            Some(name) => Some(Algorithm::parse(name).ok_or(Unusable::NotOurs)?),
        };
        let kty = text("kty")?.ok_or(Unusable::Missing("kty"))?;
        let need = |name| {
            let value = text(name)?.ok_or(Unusable::Missing(name))?;
            Ok(value.to_owned())
        };
        let parameters = match (kty, text("crv")?) {
            ("RSA", _) => Parameters::Rsa {
                n: need("n")?,
                e: need("e")?,
            },
            ("EC", Some("P-256")) => Parameters::Ec {
                x: need("x")?,
                y: need("y")?,
            },
            ("EC", None) => return Err(Unusable::Missing("crv")),
            _ => return Err(Unusable::NotOurs),
        };
        let jwk = Self {
            kid: kid.map(str::to_owned),
            algorithm,
            key: parameters.to_key()?,
            parameters,
        };
        match algorithm {
            Some(algorithm) if !jwk.serves(algorithm) => Err(Unusable::Algorithm),
            _ => Ok(jwk),
        }
    }
}

/// Why an entry of a set counts for nothing. RFC 7517 §5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// `alg` is for keys of another `kty`.
    #[error("alg does not fit kty")]
    Algorithm,
    /// It stands in the set already.
    #[error("the same key once more")]
    Again,
    /// Not one JSON object with distinct names.
    #[error("not an object with distinct names")]
    Entry,
    /// Not canonical base64url, a coordinate of another length, or a point off the curve.
    #[error("not a point of P-256")]
    EcPoint,
    /// An empty name, or a very long one.
    #[error("kid is empty or longer than 200 octets")]
    Kid,
    /// A member that is not a string.
    #[error("a member is not a string")]
    Member,
    /// A member that must be there. RFC 7518 §6.2.1, §6.3.1.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Of a kind, for a use or for an algorithm that is not ours: an honest set may have such.
    #[error("not a signature key of a kind that is used here")]
    NotOurs,
    /// Private members. Who sees them can sign.
    #[error("private part")]
    Private,
    /// An exponent or modulus that is none: even, 1, or an exponent of more than 64 bits.
    #[error("not an RSA key")]
    RsaNumbers,
    /// Below 2,048 bits (RFC 7518 §3.3), or above 8,192.
    #[error("RSA key size")]
    RsaSize,
    /// Behind the last entry that is looked at.
    #[error("behind the entries that are read")]
    TooMany,
}

/// RFC 7517 §4.3.
fn may_verify(members: &Map<String, Value>) -> bool {
    match members.get("key_ops") {
        None => true,
        Some(Value::Array(operations)) => operations.iter().any(|o| o == "verify"),
        Some(_) => false,
    }
}

impl Parameters {
    fn of<T: HasPublic>(key: &PKeyRef<T>) -> Option<Self> {
        let octets = |n: &openssl::bn::BigNumRef| base64url::encode(&n.to_vec());
        if let Ok(rsa) = key.rsa() {
            return Some(Self::Rsa {
                n: octets(rsa.n()),
                e: octets(rsa.e()),
            });
        }
        let ec = key.ec_key().ok()?;
        if ec.group().curve_name() != Some(Nid::X9_62_PRIME256V1) {
            return None;
        }
        let (mut x, mut y) = (BigNum::new().ok()?, BigNum::new().ok()?);
        let mut context = BigNumContext::new().ok()?;
        ec.public_key()
            .affine_coordinates(ec.group(), &mut x, &mut y, &mut context)
            .ok()?;
        // RFC 7518 §6.2.1.2: the full size of a coordinate, zeros in front.
        let full = |n: &BigNum| {
            n.to_vec_padded(32)
                .ok()
                .map(|octets| base64url::encode(&octets))
        };
        Some(Self::Ec {
            x: full(&x)?,
            y: full(&y)?,
        })
    }

    fn to_key(&self) -> Result<PKey<Public>, Unusable> {
        match self {
            Self::Ec { x, y } => {
                let coordinate = |text| base64url::decode(text).map_err(|_| Unusable::EcPoint);
                let (x, y) = (coordinate(x)?, coordinate(y)?);
                if x.len() != 32 || y.len() != 32 {
                    return Err(Unusable::EcPoint);
                }
                // OpenSSL refuses a point that is not on the curve.
                EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)
                    .and_then(|group| {
                        let (x, y) = (BigNum::from_slice(&x)?, BigNum::from_slice(&y)?);
                        EcKey::from_public_key_affine_coordinates(&group, &x, &y)
                    })
                    .and_then(PKey::from_ec_key)
                    .map_err(|_| Unusable::EcPoint)
            }
            Self::Rsa { n, e } => {
                let number = |text: &str| {
                    let octets = base64url::decode(text).ok()?;
                    BigNum::from_slice(&octets).ok()
                };
                let (n, e) = (number(n).zip(number(e))).ok_or(Unusable::RsaNumbers)?;
                if !(Jwk::LEAST_RSA_BITS..=Jwk::MOST_RSA_BITS).contains(&n.num_bits()) {
                    return Err(Unusable::RsaSize);
                }
                if !n.is_bit_set(0) || !e.is_bit_set(0) || !(2..=64).contains(&e.num_bits()) {
                    return Err(Unusable::RsaNumbers);
                }
                Rsa::from_public_components(n, e)
                    .and_then(PKey::from_rsa)
                    .map_err(|_| Unusable::RsaNumbers)
            }
        }
    }

    /// RFC 7638 §3: SHA-256 over the required members in alphabetical order, no blanks.
    fn thumbprint(&self) -> String {
        let canonical = match self {
            Self::Ec { x, y } => format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#),
            Self::Rsa { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
        };
        base64url::encode(&sha256(canonical.as_bytes()))
    }
}

impl std::fmt::Debug for Jwk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jwk")
            .field("kid", &self.kid)
            .field("alg", &self.algorithm)
            .finish_non_exhaustive()
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Compact JWS whose key is named by a certificate path in `x5c`, or by a claim that such a
//! signature vouched for. RFC 7515; HAIP 1.0 §6.1.1, §7.
//!
//! The key is never an argument of the token's choosing: `jwk`, `jku`, `x5u` and `kid` are not
//! read (RFC 8725 §3.10; attack WV-08).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use oidc::jose::base64url;
use openssl::{
    hash::MessageDigest,
    pkey::{Id, PKey, Public},
    rsa::Padding,
    sign::{RsaPssSaltlen, Verifier},
};
use serde_json::{Map, Value};

use crate::{
    Error, Malformed, Untrusted, json,
    key::{Algorithm, Curve, PublicKey},
    trust::{LONGEST_CERTIFICATE, LONGEST_CHAIN},
};

/// Longest header: that of as many certificates as a chain may have, each as long as it may be, base64 in
/// base64url, and half a kilobyte for each besides.
const LONGEST_HEADER: usize = LONGEST_CHAIN * (LONGEST_CERTIFICATE / 9 * 16 + 512);

/// RFC 7518 §3.4: the name fixes hash and curve. ES384 with a P-256 key is no signature.
fn ecdsa(name: &str) -> Option<(Algorithm, Curve)> {
    match name {
        "ES256" => Some((Algorithm::Es256, Curve::P256)),
        "ES384" => Some((Algorithm::Es384, Curve::P384)),
        "ES512" => Some((Algorithm::Es512, Curve::P521)),
        _ => None,
    }
}

/// RSA of the signers of lists, which are documents of administrations, not credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rsa {
    Pss(u16),
    Pkcs1(u16),
}

impl Rsa {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "PS256" => Some(Self::Pss(256)),
            "PS384" => Some(Self::Pss(384)),
            "PS512" => Some(Self::Pss(512)),
            "RS256" => Some(Self::Pkcs1(256)),
            "RS384" => Some(Self::Pkcs1(384)),
            "RS512" => Some(Self::Pkcs1(512)),
            _ => None,
        }
    }

    fn digest(self) -> MessageDigest {
        match self {
            Self::Pss(256) | Self::Pkcs1(256) => MessageDigest::sha256(),
            Self::Pss(384) | Self::Pkcs1(384) => MessageDigest::sha384(),
            Self::Pss(_) | Self::Pkcs1(_) => MessageDigest::sha512(),
        }
    }
}

/// A compact JWS, split and decoded, not yet believed.
pub(crate) struct Jws<'a> {
    header: Map<String, Value>,
    payload: &'a str,
    /// Header, dot, payload: the JWS Signing Input (RFC 7515 §5.1).
    signed: &'a str,
    signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    /// Three parts between two dots, and a header that is one JSON object.
    pub(crate) fn parse(token: &'a str, most_bytes: usize) -> Result<Self, Error> {
        if token.len() > most_bytes {
            return Err(Malformed::TooLarge.into());
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(Malformed::Jws)?;
        let (header, payload) = signed.split_once('.').ok_or(Malformed::Jws)?;
        if payload.contains('.') || header.is_empty() || signature.is_empty() {
            return Err(Malformed::Jws.into());
        }
        if header.len() > LONGEST_HEADER {
            return Err(Malformed::TooLarge.into());
        }
        Ok(Self {
            header: json::object(&decode(header)?)?,
            payload,
            signed,
            signature: decode(signature)?,
        })
    }

    /// `typ`, one of these. RFC 8725 §3.11; RFC 7515 §4.1.9: `application/` may stand before it.
    pub(crate) fn is_of_type(&self, types: &[&str]) -> Result<(), Error> {
        let typ = self.text("typ")?.ok_or(Untrusted::Type)?;
        let short = typ.strip_prefix("application/").unwrap_or(typ);
        let known = types.iter().any(|t| short.eq_ignore_ascii_case(t));
        if known {
            Ok(())
        } else {
            Err(Untrusted::Type.into())
        }
    }

    /// RFC 7515 §4.1.11: an extension that is not understood makes the JWS invalid. Only those of
    /// JAdES that change nothing about the key or the content may be named (`understood`).
    pub(crate) fn has_no_critical(&self, understood: &[&str]) -> Result<(), Error> {
        let known = |name: &Value| understood.iter().any(|u| name == u);
        match self.header.get("crit") {
            None => Ok(()),
            Some(Value::Array(names)) if !names.is_empty() && names.iter().all(known) => Ok(()),
            Some(_) => Err(Untrusted::Critical.into()),
        }
    }

    /// The certificates of `x5c`, DER. RFC 7515 §4.1.6: base64, not base64url.
    pub(crate) fn x5c(&self) -> Result<Vec<Vec<u8>>, Error> {
        let wrong = || Error::from(Malformed::Header { member: "x5c" });
        let Some(Value::Array(chain)) = self.header.get("x5c") else {
            return Err(wrong());
        };
        // More than a chain may be long: nothing of it is decoded.
        if chain.is_empty() || chain.len() > LONGEST_CHAIN {
            return Err(Malformed::Chain.into());
        }
        chain
            .iter()
            .map(|der| STANDARD.decode(der.as_str()?).ok())
            .collect::<Option<Vec<Vec<u8>>>>()
            .ok_or_else(wrong)
    }

    /// What it says, by nobody's word: to refuse by, never to believe.
    pub(crate) fn unverified_payload(&self) -> Result<Vec<u8>, Error> {
        decode(self.payload)
    }

    /// Verifies an ECDSA signature and gives the payload: of credentials and holders.
    pub(crate) fn verify(&self, key: &PublicKey) -> Result<Vec<u8>, Error> {
        let (algorithm, curve) = ecdsa(self.algorithm()?).ok_or(Untrusted::Algorithm)?;
        if key.curve() != curve {
            return Err(Untrusted::Algorithm.into());
        }
        key.verify(algorithm, self.signed.as_bytes(), &self.signature)?;
        decode(self.payload)
    }

    /// Verifies an ECDSA or RSA signature and gives the payload: of lists and certificates that
    /// administrations sign (JAdES baseline B).
    pub(crate) fn verify_list(&self, key: &PKey<Public>) -> Result<Vec<u8>, Error> {
        let Some(algorithm) = Rsa::parse(self.algorithm()?) else {
            return self.verify(&PublicKey::from_openssl(key)?);
        };
        // BSI TR-02102-1 §2.3; ECCG agreed mechanisms: 3000 bit and more.
        if key.id() != Id::RSA || key.bits() < 3000 {
            return Err(Untrusted::Algorithm.into());
        }
        match verify_rsa(key, algorithm, self.signed.as_bytes(), &self.signature) {
            Some(true) => decode(self.payload),
            Some(false) | None => Err(Untrusted::Signature.into()),
        }
    }

    fn algorithm(&self) -> Result<&str, Error> {
        Ok(self
            .text("alg")?
            .ok_or(Malformed::Header { member: "alg" })?)
    }

    fn text(&self, member: &'static str) -> Result<Option<&str>, Error> {
        match self.header.get(member) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Malformed::Header { member }.into()),
        }
    }
}

/// RFC 7518 §3.3 and §3.5.
fn verify_rsa(key: &PKey<Public>, rsa: Rsa, octets: &[u8], signature: &[u8]) -> Option<bool> {
    let mut verifier = Verifier::new(rsa.digest(), key).ok()?;
    match rsa {
        Rsa::Pss(_) => {
            verifier.set_rsa_padding(Padding::PKCS1_PSS).ok()?;
            verifier.set_rsa_mgf1_md(rsa.digest()).ok()?;
            verifier
                .set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)
                .ok()?;
        }
        Rsa::Pkcs1(_) => verifier.set_rsa_padding(Padding::PKCS1).ok()?,
    }
    verifier.verify_oneshot(signature, octets).ok()
}

/// base64url without padding (RFC 7515 §2), canonical.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, Error> {
    base64url::decode(text).map_err(|_| Malformed::Base64Url.into())
}

// SPDX-License-Identifier: EUPL-1.2
//! JSON Web Signature, compact serialisation. RFC 7515.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use openssl::{
    bn::BigNum,
    ecdsa::EcdsaSig,
    error::ErrorStack,
    hash::MessageDigest,
    rsa::Padding,
    sign::{RsaPssSaltlen, Verifier},
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Algorithm, Jwk, JwkSet, Signer, base64url};
use crate::{Error, Malformed, Untrusted, hash::sha256, json};

/// No honest token of this profile comes near.
const MOST_BYTES: usize = 32 * 1024;

/// The protected header's members that we read. `jku`, `jwk`, `x5u` and `x5c` are not among
/// them: a key is never taken from the token it verifies (RFC 8725 §3.10). A certificate that it brings is
/// held against authorities first, and its key counts only then ([`claimed_certificates`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// `alg`.
    pub algorithm: Algorithm,
    /// `kid`.
    pub kid: Option<String>,
    /// `typ`.
    pub typ: Option<String>,
}

impl Header {
    fn parse(octets: &[u8]) -> Result<Self, Error> {
        let members = json::object(octets)?;
        let text = |member: &'static str| match members.get(member) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(Error::from(Malformed::Header { member })),
        };
        // RFC 7515 §4.1.11: an extension we do not understand "the JWS is invalid". We know none,
        // so b64=false (RFC 7797) ends here too.
        if members.contains_key("crit") {
            return Err(Untrusted::Critical.into());
        }
        let name = text("alg")?.ok_or(Malformed::Header { member: "alg" })?;
        Ok(Self {
            algorithm: Algorithm::parse(name).ok_or(Untrusted::Algorithm)?,
            kid: text("kid")?.map(str::to_owned),
            typ: text("typ")?.map(str::to_owned),
        })
    }
}

/// A JWS whose signature was verified with a key of the set. Made only by [`verify`].
#[derive(Clone, Debug)]
pub struct VerifiedJws {
    header: Header,
    payload: Vec<u8>,
}

impl VerifiedJws {
    /// The protected header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What was signed.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }
}

/// Verifies a compact JWS. The algorithm must be among the expected ones and fit the key. With a
/// `kid` the keys of that name are tried, without one every key that fits.
pub fn verify(token: &str, keys: &JwkSet, algorithms: &[Algorithm]) -> Result<VerifiedJws, Error> {
    let parts = Parts::split(token)?;
    let header = Header::parse(&base64url::decode(parts.header)?)?;
    if !algorithms.contains(&header.algorithm) {
        return Err(Untrusted::Algorithm.into());
    }
    let candidates = candidates(&header, keys);
    if candidates.is_empty() {
        return Err(Untrusted::Key.into());
    }
    let signature = base64url::decode(parts.signature)?;
    let octets = parts.signed.as_bytes();
    let signed_by = |key: &&Jwk| is_signature(key, header.algorithm, octets, &signature);
    if !candidates.iter().any(signed_by) {
        return Err(Untrusted::Signature.into());
    }
    Ok(VerifiedJws {
        payload: base64url::decode(parts.payload)?,
        header,
    })
}

/// Verifies a JWS with the key in its own header, and gives that key: such a signature says that its
/// maker holds the key, and nothing about who that is. RFC 9449 §4.3 is the only use; everywhere else a
/// key from a header is never looked at (RFC 8725 §3.10).
pub(crate) fn verify_embedded(
    token: &str,
    typ: &str,
    algorithms: &[Algorithm],
) -> Result<(VerifiedJws, Jwk), Error> {
    let parts = Parts::split(token)?;
    let octets = base64url::decode(parts.header)?;
    let header = Header::parse(&octets)?;
    if !header
        .typ
        .as_deref()
        .is_some_and(|t| t.eq_ignore_ascii_case(typ))
    {
        return Err(Untrusted::Type.into());
    }
    if !algorithms.contains(&header.algorithm) {
        return Err(Untrusted::Algorithm.into());
    }
    let members = json::object(&octets)?;
    let member = members
        .get("jwk")
        .ok_or(Malformed::Header { member: "jwk" })?;
    let key = Jwk::read(member).map_err(|_| Malformed::Header { member: "jwk" })?;
    if !key.serves(header.algorithm) {
        return Err(Untrusted::Key.into());
    }
    let signature = base64url::decode(parts.signature)?;
    if !is_signature(&key, header.algorithm, parts.signed.as_bytes(), &signature) {
        return Err(Untrusted::Signature.into());
    }
    let payload = base64url::decode(parts.payload)?;
    Ok((VerifiedJws { header, payload }, key))
}

/// The keys of that name, or all without one, that may verify that algorithm. OIDC Core §10.1 asks
/// for a `kid` only where a set has several keys: the one key that fits, if it has no name itself,
/// serves a token that names one.
fn candidates<'k>(header: &Header, keys: &'k JwkSet) -> Vec<&'k Jwk> {
    let fit = |key: &&Jwk| key.serves(header.algorithm);
    let fitting: Vec<&Jwk> = keys.keys().iter().filter(fit).collect();
    match (header.kid.as_deref(), fitting.as_slice()) {
        (None, _) => fitting,
        (Some(_), [only]) if only.kid().is_none() => fitting,
        (Some(kid), _) => {
            let named = fitting.into_iter().filter(|key| key.kid() == Some(kid));
            named.collect()
        }
    }
}

/// What a JWS says, before anything is verified: for look-ups, never for decisions.
pub(crate) fn claimed_payload(token: &str) -> Result<Map<String, Value>, Error> {
    json::object(&base64url::decode(Parts::split(token)?.payload)?)
}

/// So many: an end entity, two authorities between and the root.
const MOST_CERTIFICATES: usize = 4;

/// The certificates that a JWS brings, DER, the signer's first. RFC 7515 §4.1.6: base64, not base64url.
/// Nothing is verified.
///
/// # Errors
/// [`Malformed::Header`] where there are none, or too many.
pub(crate) fn claimed_certificates(token: &str) -> Result<Vec<Vec<u8>>, Error> {
    let wrong = || Error::from(Malformed::Header { member: "x5c" });
    let members = json::object(&base64url::decode(Parts::split(token)?.header)?)?;
    let Some(Value::Array(chain)) = members.get("x5c") else {
        return Err(wrong());
    };
    if chain.is_empty() || chain.len() > MOST_CERTIFICATES {
        return Err(wrong());
    }
    let certificate = |entry: &Value| STANDARD.decode(entry.as_str()?).ok();
    let chain = chain.iter().map(certificate);
    chain.collect::<Option<_>>().ok_or_else(wrong)
}

/// The protected header that we write.
#[derive(Serialize)]
struct Protected<'a> {
    alg: &'static str,
    kid: &'a str,
    typ: &'a str,
}

/// Signs a payload; `typ` goes into the header.
pub fn sign(payload: &[u8], typ: &str, signer: &dyn Signer) -> Result<String, Error> {
    let header = Protected {
        alg: signer.algorithm().as_str(),
        kid: signer.kid(),
        typ,
    };
    let header = serde_json::to_vec(&header).map_err(|_| Malformed::Json)?;
    let signed = format!(
        "{}.{}",
        base64url::encode(&header),
        base64url::encode(payload)
    );
    let signature = signer.sign(signed.as_bytes())?;
    Ok(format!("{signed}.{}", base64url::encode(&signature)))
}

/// RFC 7515 §7.1: header, payload and signature between two dots.
struct Parts<'a> {
    header: &'a str,
    payload: &'a str,
    signature: &'a str,
    /// Header, dot, payload: the JWS Signing Input.
    signed: &'a str,
}

impl<'a> Parts<'a> {
    fn split(token: &'a str) -> Result<Self, Error> {
        if token.len() > MOST_BYTES {
            return Err(Malformed::TooLarge.into());
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(Malformed::Jws)?;
        let (header, payload) = signed.split_once('.').ok_or(Malformed::Jws)?;
        // Five parts (a JWE) leave a dot in the payload.
        if payload.contains('.') || header.is_empty() || signature.is_empty() {
            return Err(Malformed::Jws.into());
        }
        Ok(Self {
            header,
            payload,
            signature,
            signed,
        })
    }
}

fn is_signature(key: &Jwk, algorithm: Algorithm, octets: &[u8], signature: &[u8]) -> bool {
    try_verify(key, algorithm, octets, signature).unwrap_or(false)
}

fn try_verify(
    key: &Jwk,
    algorithm: Algorithm,
    octets: &[u8],
    signature: &[u8],
) -> Result<bool, ErrorStack> {
    let mut verifier = match algorithm {
        Algorithm::Es256 => return verify_es256(key, octets, signature),
        Algorithm::Rs256 | Algorithm::Ps256 => Verifier::new(MessageDigest::sha256(), key.key())?,
    };
    if algorithm == Algorithm::Ps256 {
        verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
        verifier.set_rsa_mgf1_md(MessageDigest::sha256())?;
        verifier.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
    } else {
        verifier.set_rsa_padding(Padding::PKCS1)?;
    }
    verifier.verify_oneshot(signature, octets)
}

/// RFC 7518 §3.4: exactly 64 octets, R and S; DER is not it.
fn verify_es256(key: &Jwk, octets: &[u8], signature: &[u8]) -> Result<bool, ErrorStack> {
    let halves = signature
        .split_at_checked(32)
        .filter(|(_, s)| s.len() == 32);
    let Some((r, s)) = halves else {
        return Ok(false);
    };
    let (r, s) = (BigNum::from_slice(r)?, BigNum::from_slice(s)?);
    let key = key.key().ec_key()?;
    EcdsaSig::from_private_components(r, s)?.verify(&sha256(octets), &key)
}

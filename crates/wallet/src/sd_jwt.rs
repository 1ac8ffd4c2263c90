// SPDX-License-Identifier: EUPL-1.2
//! SD-JWT VC with key binding: from what a wallet presents to what an issuer signed for its holder.
//! RFC 9901 §7; SD-JWT VC; HAIP §6.1; PID Rulebook §4.
//!
//! Order of the steps: shape, certificate path, whether it is meant for us at all, issuer's signature,
//! validity and type, disclosures, and the holder's signature over *our* nonce and audience. Claims are
//! read from the signed payload and from nowhere else; what is not referenced by it is refused, never
//! ignored.

mod disclosure;
mod pid;

use oidc::jose::base64url;
use openssl::memcmp;
use serde_json::{Map, Value};

use crate::{
    CLOCK_SKEW, Error, Insufficient, Malformed, Mismatch, Untrusted,
    dcql::PID_TYPE,
    json,
    jws::Jws,
    key::{Curve, PublicKey},
    status::StatusReference,
    trust::{Anchors, PidIssuance, Signer, listed_country},
};
use disclosure::{DisclosureHash, Disclosures};

/// Most octets of a presentation: as a whole answer.
const MOST_OCTETS: usize = 256 * 1024;
/// Most disclosures. The European reference PID has 27; each costs a hash and a JSON reader.
pub const MOST_DISCLOSURES: usize = 300;
/// How old a holder's signature may be. A request lives five minutes; a phone's clock is wrong.
pub const OLDEST_PROOF: i64 = 300;

/// What the holder must have signed, and which types may be presented.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// `aud`: the whole client identifier, or `origin:` and the origin.
    pub audience: &'a str,
    /// `nonce` of the request.
    pub nonce: &'a str,
    /// `vct_values` of the query.
    pub types: &'a [String],
}

/// A credential that an issuer of the anchors signed, with exactly the claims that the holder
/// disclosed, and a proof that the holder answers this request. Made only by [`verify`].
pub struct VerifiedSdJwt {
    claims: Map<String, Value>,
    signer: Signer,
    credential_type: String,
    not_before: i64,
    expires_at: i64,
    status: Option<StatusReference>,
}

impl VerifiedSdJwt {
    /// The claims, disclosures put in their place.
    #[must_use]
    pub fn claims(&self) -> &Map<String, Value> {
        &self.claims
    }

    /// Who issued it.
    #[must_use]
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// `vct`.
    #[must_use]
    pub fn credential_type(&self) -> &str {
        &self.credential_type
    }

    /// `nbf`, or `iat`: since when it is valid; the beginning of all time if it says neither. And `exp`.
    #[must_use]
    pub const fn validity(&self) -> (i64, i64) {
        (self.not_before, self.expires_at)
    }

    /// Where it stands whether it was revoked.
    #[must_use]
    pub const fn status(&self) -> Option<&StatusReference> {
        self.status.as_ref()
    }
}

impl std::fmt::Debug for VerifiedSdJwt {
    /// The claims are about a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifiedSdJwt")
            .field("signer", &self.signer)
            .field("credential_type", &self.credential_type)
            .finish_non_exhaustive()
    }
}

/// Verifies a presentation.
///
/// # Errors
/// The first rule that is broken, in the order of the steps.
pub fn verify(
    presentation: &str,
    expected: &Expected<'_>,
    anchors: &Anchors<PidIssuance>,
    now: i64,
) -> Result<VerifiedSdJwt, Error> {
    let parts = Parts::split(presentation)?;
    let (issuer_signed, signer) = issuer_signed(&parts, expected, anchors, now)?;

    let (not_before, expires_at) = validity(&issuer_signed, now)?;
    let credential_type = json::text(&issuer_signed, "vct")?
        .filter(|vct| is_of_type(vct, expected.types, signer.country()))
        .ok_or(Mismatch::CredentialType)?
        .to_owned();
    let status = StatusReference::of_claims(&issuer_signed)?;
    let holder = holder_key(&issuer_signed)?;
    let algorithm = DisclosureHash::of(&issuer_signed)?;

    let claims = Disclosures::read(&parts.disclosures, algorithm)?.put_into(issuer_signed)?;
    verify_key_binding(&parts, &holder, algorithm, expected, now)?;
    Ok(VerifiedSdJwt {
        claims,
        signer,
        credential_type,
        not_before,
        expires_at,
        status,
    })
}

/// RFC 9901 §4: `<issuer-signed JWT>~<disclosure>~…~<KB-JWT>`.
struct Parts<'a> {
    issuer_signed: &'a str,
    disclosures: Vec<&'a str>,
    key_binding: &'a str,
    /// Everything up to and including the last `~`: what `sd_hash` is of.
    hashed: &'a str,
}

impl<'a> Parts<'a> {
    fn split(presentation: &'a str) -> Result<Self, Error> {
        if presentation.len() > MOST_OCTETS {
            return Err(Malformed::TooLarge.into());
        }
        let last = presentation.rfind('~').ok_or(Malformed::SdJwt)?;
        let (hashed, key_binding) = presentation
            .split_at_checked(last + 1)
            .ok_or(Malformed::SdJwt)?;
        // HAIP §6.1.1.1; attack VP-08: a copied credential without its holder.
        if key_binding.is_empty() {
            return Err(Insufficient::KeyBinding.into());
        }
        let mut parts = hashed.strip_suffix('~').unwrap_or(hashed).split('~');
        let issuer_signed = parts.next().unwrap_or_default();
        // No more of them than tell that there are too many.
        let disclosures: Vec<&str> = parts.take(MOST_DISCLOSURES + 1).collect();
        if disclosures.len() > MOST_DISCLOSURES {
            return Err(Malformed::TooLarge.into());
        }
        if disclosures.iter().any(|disclosure| disclosure.is_empty()) {
            return Err(Malformed::SdJwt.into());
        }
        Ok(Self {
            issuer_signed,
            disclosures,
            key_binding,
            hashed,
        })
    }
}

/// HAIP §6.1.1: the key is that of the certificate in `x5c`, on a path to an anchor.
fn issuer_signed(
    parts: &Parts<'_>,
    expected: &Expected<'_>,
    anchors: &Anchors<PidIssuance>,
    now: i64,
) -> Result<(Map<String, Value>, Signer), Error> {
    let jws = Jws::parse(parts.issuer_signed, MOST_OCTETS)?;
    // The second until November 2024. Draft 13 §3.2.1, which HAIP refers to: "it is RECOMMENDED that
    // Verifiers and Holders accept both".
    jws.is_of_type(&["dc+sd-jwt", "vc+sd-jwt"])?;
    jws.has_no_critical(&[])?;
    let chain = jws.x5c()?;
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    let signer = anchors.signer(&chain, now)?;
    claims_to_be_for_us(parts.key_binding, expected)?;
    let payload = json::object(&jws.verify(signer.key())?)?;
    Ok((payload, signer))
}

/// PID Rulebook §4.1.1: `nbf` and `exp` "express the technical validity period", which is "a mandatory element
/// of all technical PIDs" (§2.5). A credential without end could not be waited out (attack VP-14). One that does
/// not say since when it counts has lived for ever: it passes for no short one, which would need no status.
fn validity(payload: &Map<String, Value>, now: i64) -> Result<(i64, i64), Error> {
    let exp = json::time(payload, "exp")?.ok_or(Malformed::Claim { claim: "exp" })?;
    if exp.saturating_add(CLOCK_SKEW) <= now {
        return Err(Mismatch::Expired { until: exp, now }.into());
    }
    let (nbf, iat) = (json::time(payload, "nbf")?, json::time(payload, "iat")?);
    for from in [nbf, iat].into_iter().flatten() {
        if from > now.saturating_add(CLOCK_SKEW) {
            return Err(Mismatch::NotYet { from, now }.into());
        }
    }
    Ok((nbf.or(iat).unwrap_or(i64::MIN), exp))
}

/// One of the asked types, or a domestic one that extends the base type: OpenID4VP B.3.5 lets the
/// wallet answer so, and PID Rulebook §4.2 names them `urn:eudi:pid:<country>:<version>`. Ours is
/// the rule which, asked for or not: those of the provider's own country (attack WV-12).
fn is_of_type(vct: &str, asked: &[String], country: &str) -> bool {
    let domestic = || {
        let rest = vct.strip_prefix("urn:eudi:pid:")?;
        let (land, version) = rest.split_once(':')?;
        let numbered = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
        let small = land.bytes().all(|b| b.is_ascii_lowercase());
        Some(numbered && small && listed_country(&land.to_ascii_uppercase()) == country)
    };
    let is_asked = |vct: &str| asked.iter().any(|asked| asked == vct);
    match domestic() {
        Some(of_provider) => of_provider && (is_asked(PID_TYPE) || is_asked(vct)),
        None => is_asked(vct),
    }
}

/// RFC 7800 §3.2. Of the JWK only its kind and point count: no name, no use, no certificate.
fn holder_key(payload: &Map<String, Value>) -> Result<PublicKey, Error> {
    let wrong = || Error::from(Malformed::Claim { claim: "cnf" });
    let jwk = match payload.get("cnf") {
        None => return Err(Insufficient::KeyBinding.into()),
        Some(cnf) => cnf
            .get("jwk")
            .and_then(Value::as_object)
            .ok_or_else(wrong)?,
    };
    // RFC 7518 §6.2.2: whose private key lies open is nobody's key.
    if jwk.contains_key("d") || jwk.get("kty").is_none_or(|kty| kty != "EC") {
        return Err(wrong());
    }
    let curve = match jwk.get("crv").and_then(Value::as_str) {
        Some("P-256") => Curve::P256,
        Some("P-384") => Curve::P384,
        Some("P-521") => Curve::P521,
        _ => return Err(wrong()),
    };
    let mut point = vec![4];
    for coordinate in ["x", "y"] {
        let octets = jwk.get(coordinate).and_then(Value::as_str);
        let octets = octets.and_then(|text| base64url::decode(text).ok());
        // RFC 7518 §6.2.1.2: the full size of a coordinate.
        point.extend(
            octets
                .filter(|o| o.len() == curve.width())
                .ok_or_else(wrong)?,
        );
    }
    PublicKey::from_point(curve, &point)
}

/// Refuses what says itself that it is for somebody else, before the issuer's and the holder's signatures are
/// verified. Attack WV-06: genuine cards held out to others, which cost two verifications each. It proves nothing: what passes
/// here, and what cannot be read, is looked at when its turn comes, and compared once more when the holder's
/// signature holds.
fn claims_to_be_for_us(key_binding: &str, expected: &Expected<'_>) -> Result<(), Error> {
    let payload = Jws::parse(key_binding, MOST_OCTETS).and_then(|jws| jws.unverified_payload());
    match payload.and_then(|payload| json::object(&payload)) {
        Ok(claims) => is_for_us(&claims, expected),
        Err(_) => Ok(()),
    }
}

/// OpenID4VP B.3.6, §14.1. Attack WV-03.
fn is_for_us(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), Error> {
    // One string: an array could mean somebody else as well.
    let audience = claims.get("aud").and_then(Value::as_str);
    if !audience.is_some_and(|aud| same(aud, expected.audience)) {
        return Err(Mismatch::Audience.into());
    }
    let nonce = json::text(claims, "nonce")?;
    if !nonce.is_some_and(|nonce| same(nonce, expected.nonce)) {
        return Err(Mismatch::Nonce.into());
    }
    Ok(())
}

/// RFC 9901 §7.3 and §4.3; OpenID4VP B.3.6. Attacks VP-06, VP-09, WV-03.
fn verify_key_binding(
    parts: &Parts<'_>,
    holder: &PublicKey,
    algorithm: DisclosureHash,
    expected: &Expected<'_>,
    now: i64,
) -> Result<(), Error> {
    let jws = Jws::parse(parts.key_binding, MOST_OCTETS)?;
    jws.is_of_type(&["kb+jwt"])?;
    jws.has_no_critical(&[])?;
    // Attack VP-09: another key than the one the issuer bound the credential to.
    let payload = jws.verify(holder).map_err(|error| match error {
        Error::Untrusted(Untrusted::Signature) => Untrusted::HolderSignature.into(),
        other => other,
    })?;
    let claims = json::object(&payload)?;

    is_for_us(&claims, expected)?;
    let sd_hash = json::text(&claims, "sd_hash")?;
    let hashed = algorithm.digest(parts.hashed);
    if !sd_hash.is_some_and(|hash| same(hash, &hashed)) {
        return Err(Mismatch::SdHash.into());
    }
    let iat = json::time(&claims, "iat")?.ok_or(Malformed::Claim { claim: "iat" })?;
    if iat > now.saturating_add(CLOCK_SKEW) {
        return Err(Mismatch::ProofNotYet { from: iat, now }.into());
    }
    // RFC 9901 §7.3: "valid in all other respects, per [RFC7519]". Its §4.1.4, §4.1.5: a wallet that says
    // until when its proof counts means it.
    let exp = json::time(&claims, "exp")?;
    let over = exp.is_some_and(|exp| exp.saturating_add(CLOCK_SKEW) <= now);
    if over || iat.saturating_add(OLDEST_PROOF) < now {
        return Err(Mismatch::ProofTooOld { iat, now }.into());
    }
    let nbf = json::time(&claims, "nbf")?;
    if let Some(from) = nbf.filter(|nbf| *nbf > now.saturating_add(CLOCK_SKEW)) {
        return Err(Mismatch::ProofNotYet { from, now }.into());
    }
    // PID Rulebook §5: a PID's key signs no transaction; we never ask.
    if claims.contains_key("transaction_data_hashes") {
        return Err(Mismatch::TransactionData.into());
    }
    Ok(())
}

/// Without telling by its time how much is right.
fn same(got: &str, expected: &str) -> bool {
    got.len() == expected.len() && memcmp::eq(got.as_bytes(), expected.as_bytes())
}

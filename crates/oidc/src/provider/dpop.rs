// SPDX-License-Identifier: EUPL-1.2
//! Tokens bound to a key of the client's: proofs. RFC 9449 (DPoP).
//!
//! ```text
//! find      the one `DPoP` header → Proof text, or none
//! verify    + method, URL, access token, nonce rule → UnusedProof
//! used      + what the store said about its mark → ProvenKey, the thumbprint of its key
//! ```

use openssl::memcmp;
use url::Url;
use zeroize::Zeroizing;

use super::Use;
use crate::{
    Error, Malformed, Mismatch, Untrusted,
    hash::{hmac_sha256, sha256},
    jose::{Algorithm, base64url, jws},
    json,
    protocol::{ErrorCode, OAuthError},
};

/// RFC 9449 §5.1; FAPI 2.0 §5.4.1 leaves RS256 out, and nobody needs it here.
pub(super) const ALGORITHMS: [Algorithm; 2] = [Algorithm::Es256, Algorithm::Ps256];

/// Seconds that a proof may be old. RFC 9449 §11.1: "a relatively brief period (on the order of
/// seconds or minutes)".
const LIFETIME: i64 = 60;

/// How far clocks may differ, in seconds: as for client assertions.
const TOLERANCE: i64 = super::client_auth::TOLERANCE;

/// What a proof must be for.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedProof<'a> {
    /// The request's method, `POST`.
    pub method: &'a str,
    /// The endpoint's own URL, from configuration and not from the request's `Host`.
    pub url: &'a str,
    /// The token that is used with it, at a resource.
    pub access_token: ExpectedToken<'a>,
    /// Whether a nonce of ours must be in it.
    pub nonce: NonceRule<'a>,
}

/// What `ath` must be. RFC 9449 §4.2.
#[derive(Clone, Copy)]
pub enum ExpectedToken<'a> {
    /// There is none: a token is asked for.
    None,
    /// Its hash.
    Of(&'a str),
}

impl std::fmt::Debug for ExpectedToken<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ExpectedToken(…)")
    }
}

/// Whether proofs must hold a nonce of ours. RFC 9449 §8.
#[derive(Clone, Copy, Debug)]
pub enum NonceRule<'a> {
    /// A proof without one is answered `use_dpop_nonce`, with the nonce in `DPoP-Nonce`.
    Demanded(&'a NonceKey),
    /// `iat` and the replay mark do.
    NotDemanded,
}

/// Finds the one proof. RFC 9449 §4.3 point 1: "there is not more than one DPoP HTTP request header
/// field".
pub fn find<'h>(mut headers: impl Iterator<Item = &'h str>) -> Result<Option<&'h str>, OAuthError> {
    match (headers.next(), headers.next()) {
        (proof, None) => Ok(proof),
        (_, Some(_)) => Err(refused(Malformed::Repeated.into())),
    }
}

fn refused(cause: Error) -> OAuthError {
    let advice = match &cause {
        Error::Malformed(Malformed::Repeated) => "more than one DPoP header",
        Error::Malformed(Malformed::Claim { claim: "htm" }) => "htm is not the method",
        Error::Malformed(Malformed::Claim { claim: "htu" }) => "htu is not the address",
        Error::Malformed(Malformed::Claim { claim: "ath" }) => "ath is not of the access token",
        Error::Malformed(Malformed::Claim { claim: "jti" }) => "jti is missing or too long",
        Error::Malformed(Malformed::Claim { claim: "iat" }) => "iat is missing",
        Error::Mismatch(Mismatch::Lifetime { .. } | Mismatch::NotYet { .. }) => {
            "iat is too far from our clock"
        }
        Error::Mismatch(Mismatch::AlreadyUsed) => "jti was used before",
        Error::Untrusted(Untrusted::Type) => "typ is not dpop+jwt",
        Error::Untrusted(Untrusted::Algorithm) => "alg is not ES256 or PS256",
        _ => "it cannot be read, or its signature does not hold",
    };
    let code = ErrorCode::InvalidDpopProof;
    OAuthError::new(code, format!("DPoP proof: {advice}")).because(cause)
}

/// RFC 9449 §7.1: the value of `WWW-Authenticate` at a protected resource, for who came with this
/// scheme.
pub fn challenge(error: &OAuthError) -> String {
    let algorithms = ALGORITHMS.map(Algorithm::as_str).join(" ");
    let (code, description) = (error.code().as_str(), error.description());
    format!(r#"DPoP error="{code}", error_description="{description}", algs="{algorithms}""#)
}

/// Holds a proof against the request. RFC 9449 §4.3, point by point. Claims that are not named there
/// (`exp`, `nbf`) are ignored: point 12 looks at `iat` alone.
pub fn verify(
    proof: &str,
    expected: &ExpectedProof<'_>,
    now: i64,
) -> Result<UnusedProof, OAuthError> {
    let (signed, key) = jws::verify_embedded(proof, "dpop+jwt", &ALGORITHMS).map_err(refused)?;
    let claims = json::object(signed.payload()).map_err(refused)?;
    let text = |claim: &'static str| claims.get(claim).and_then(|value| value.as_str());
    let need = |kept: bool, claim| match kept {
        true => Ok(()),
        false => Err(refused(Malformed::Claim { claim }.into())),
    };
    need(text("htm") == Some(expected.method), "htm")?;
    need(
        text("htu").is_some_and(|htu| is_same_address(htu, expected.url)),
        "htu",
    )?;
    if let ExpectedToken::Of(token) = expected.access_token {
        let hash = base64url::encode(&sha256(token.as_bytes()));
        need(text("ath") == Some(&hash), "ath")?;
    }
    let jti = text("jti").filter(|jti| (1..=256).contains(&jti.len()));
    let jti = jti.ok_or_else(|| refused(Malformed::Claim { claim: "jti" }.into()))?;
    let iat = crate::jose::jwt::numeric_date(&claims, "iat").map_err(refused)?;
    let iat = iat.ok_or_else(|| refused(Malformed::Claim { claim: "iat" }.into()))?;
    if now.saturating_sub(iat) > LIFETIME {
        return Err(refused(Mismatch::Lifetime { allowed: LIFETIME }.into()));
    }
    if iat > now.saturating_add(TOLERANCE) {
        return Err(refused(Mismatch::NotYet { from: iat, now }.into()));
    }
    if let NonceRule::Demanded(ours) = expected.nonce
        && !text("nonce").is_some_and(|nonce| ours.made(nonce, now))
    {
        return Err(ErrorCode::UseDpopNonce.into());
    }
    Ok(UnusedProof {
        thumbprint: key.thumbprint(),
        jti: jti.to_owned(),
        issued_at: iat,
        keep_until: iat.saturating_add(LIFETIME + 1),
    })
}

/// RFC 9449 §4.3 point 9: "ignoring any query and fragment parts", after RFC 3986 §6.2.2 and §6.2.3:
/// case of scheme and host, default port.
fn is_same_address(htu: &str, expected: &str) -> bool {
    let bare = |text: &str| {
        let mut url = Url::parse(text).ok().filter(Url::has_host)?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    bare(htu).is_some_and(|htu| bare(expected) == Some(htu))
}

/// A good proof that is not yet known to be new. RFC 9449 §11.1.
#[derive(Debug)]
pub struct UnusedProof {
    thumbprint: String,
    jti: String,
    issued_at: i64,
    keep_until: i64,
}

impl UnusedProof {
    /// Under which the mark is kept: key and `jti`.
    pub fn replay_key(&self) -> String {
        format!("{}\0{}", self.thumbprint, self.jti)
    }

    /// When it was made, in seconds.
    pub fn issued_at(&self) -> i64 {
        self.issued_at
    }

    /// Until when the mark must be kept, in seconds: after that `iat` is too old.
    pub fn keep_until(&self) -> i64 {
        self.keep_until
    }

    /// The proof, if this was the first use.
    pub fn used(self, mark: Use) -> Result<ProvenKey, OAuthError> {
        match mark {
            Use::First => Ok(ProvenKey(self.thumbprint)),
            Use::Again => Err(refused(Mismatch::AlreadyUsed.into())),
        }
    }
}

/// A key that the sender holds: its RFC 7638 thumbprint. Made only by [`UnusedProof::used`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvenKey(String);

impl ProvenKey {
    /// `jkt`. RFC 9449 §6.1.
    pub fn thumbprint(&self) -> &str {
        &self.0
    }
}

/// A key from which nonces are made: nothing has to be stored. RFC 9449 §8: a nonce shows that a proof
/// was not made long before.
#[derive(Clone)]
pub struct NonceKey(Zeroizing<[u8; 32]>);

/// Seconds for which nonces stay the same; each is taken for two of these.
const NONCE_PERIOD: i64 = 300;

impl NonceKey {
    /// A key of 32 random octets.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key.into())
    }

    /// The nonce of now, for `DPoP-Nonce`.
    pub fn nonce(&self, now: i64) -> String {
        self.of(now.div_euclid(NONCE_PERIOD))
    }

    fn of(&self, period: i64) -> String {
        let mac = hmac_sha256(&self.0, format!("dpop-nonce\0{period}").as_bytes());
        base64url::encode(&mac)
    }

    fn made(&self, nonce: &str, now: i64) -> bool {
        let period = now.div_euclid(NONCE_PERIOD);
        [period, period - 1].into_iter().any(|period| {
            let ours = self.of(period);
            ours.len() == nonce.len() && memcmp::eq(ours.as_bytes(), nonce.as_bytes())
        })
    }
}

impl std::fmt::Debug for NonceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NonceKey(…)")
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! JSON Web Token. RFC 7519; expectations as RFC 8725 §3 wants them, none optional.

use serde_json::{Map, Number, Value};

use super::{Algorithm, Header, JwkSet, Signer, VerifiedJws, jws};
use crate::{Error, Malformed, Mismatch, Untrusted, json};

/// What `typ` must be. RFC 8725 §3.11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenType {
    /// Exactly this media type (case-insensitive, with or without `application/`).
    Explicit(&'static str),
    /// Absent or `JWT`: ID tokens.
    Jwt,
    /// Absent, `JWT` or this newer explicit type: client assertions.
    JwtOr(&'static str),
}

impl TokenType {
    fn is(self, typ: Option<&str>) -> bool {
        let Some(typ) = typ else {
            return !matches!(self, Self::Explicit(_));
        };
        // RFC 7515 §4.1.9: `application/` may be left out.
        let short = typ.strip_prefix("application/").unwrap_or(typ);
        let is = |expected: &str| short.eq_ignore_ascii_case(expected);
        match self {
            Self::Explicit(expected) => is(expected),
            Self::Jwt => is("JWT"),
            Self::JwtOr(newer) => is("JWT") || is(newer),
        }
    }
}

/// What `aud` must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience<'a> {
    /// The caller judges it.
    Any,
    /// This string, or an array that holds it, whoever else is meant.
    Holds(&'a str),
    /// This string, or an array that holds it; with more than one value `azp` must be it too.
    Includes(&'a str),
    /// One of these, or an array of nothing else.
    AnyOf(&'a [&'a str]),
    /// This one JSON string and no array: no other server can be meant as well.
    Only(&'a str),
}

/// What `iat` must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuedAt {
    /// May be missing (RFC 7523 §3 point 6).
    Optional,
    /// Must be there (OIDC Core §2).
    Required,
}

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedClaims<'a> {
    /// Which algorithms may sign it; from registration, never from the token.
    pub algorithms: &'a [Algorithm],
    /// `typ`.
    pub token_type: TokenType,
    /// `iss`, exactly.
    pub issuer: &'a str,
    /// `aud`.
    pub audience: Audience<'a>,
    /// `iat`.
    pub issued_at: IssuedAt,
    /// How far ahead `exp` may lie and how far back `iat`, in seconds.
    pub lifetime: i64,
    /// How far clocks may differ, in seconds.
    pub tolerance: i64,
}

/// A token that met every expectation. Made only by [`verify`].
#[derive(Clone)]
pub struct VerifiedJwt {
    header: Header,
    claims: Map<String, Value>,
    expires_at: i64,
}

impl VerifiedJwt {
    /// The protected header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// All claims.
    pub fn claims(&self) -> &Map<String, Value> {
        &self.claims
    }

    /// A claim that is a string.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }

    /// A claim that is a NumericDate; `None` if it is missing.
    pub fn time(&self, claim: &'static str) -> Result<Option<i64>, Error> {
        numeric_date(&self.claims, claim)
    }

    /// `exp`, in seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }
}

impl std::fmt::Debug for VerifiedJwt {
    /// The claims are about a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifiedJwt")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// Verifies signature first, then every expectation.
pub fn verify(
    token: &str,
    keys: &JwkSet,
    expected: &ExpectedClaims<'_>,
    now: i64,
) -> Result<VerifiedJwt, Error> {
    says(
        &jws::verify(token, keys, expected.algorithms)?,
        expected,
        now,
    )
}

/// The expectations alone, of a token whose signature holds: who is told apart by that may be told
/// what is wrong.
pub(crate) fn says(
    signed: &VerifiedJws,
    expected: &ExpectedClaims<'_>,
    now: i64,
) -> Result<VerifiedJwt, Error> {
    if !expected.token_type.is(signed.header().typ.as_deref()) {
        return Err(Untrusted::Type.into());
    }
    let claims = json::object(signed.payload())?;
    if claims.get("iss").and_then(Value::as_str) != Some(expected.issuer) {
        return Err(Mismatch::Issuer.into());
    }
    if !expected.audience.is_met_by(&claims) {
        return Err(Mismatch::Audience.into());
    }
    let expires_at = expected.verify_times(&claims, now)?;
    Ok(VerifiedJwt {
        header: signed.header().clone(),
        claims,
        expires_at,
    })
}

/// Signs a claims set.
pub fn sign(claims: &Map<String, Value>, signer: &dyn Signer) -> Result<String, Error> {
    sign_as("JWT", claims, signer)
}

/// Signs a claims set with an explicit `typ`. RFC 8725 §3.11.
pub fn sign_as(
    typ: &str,
    claims: &Map<String, Value>,
    signer: &dyn Signer,
) -> Result<String, Error> {
    let payload = serde_json::to_vec(claims).map_err(|_| Malformed::Json)?;
    jws::sign(&payload, typ, signer)
}

impl Audience<'_> {
    fn is_met_by(self, claims: &Map<String, Value>) -> bool {
        match (self, claims.get("aud")) {
            (Self::Any, _) => true,
            (Self::Only(expected) | Self::Holds(expected), Some(Value::String(aud))) => {
                aud == expected
            }
            (Self::Holds(expected), Some(Value::Array(list))) => {
                list.iter().any(|aud| aud == expected)
            }
            (Self::AnyOf(known), Some(Value::String(aud))) => known.contains(&aud.as_str()),
            (Self::AnyOf(known), Some(Value::Array(list))) => {
                let is_known = |aud: &Value| aud.as_str().is_some_and(|aud| known.contains(&aud));
                !list.is_empty() && list.iter().all(is_known)
            }
            (Self::Includes(expected), Some(aud)) => {
                let (held, single) = match aud {
                    Value::String(aud) => (aud == expected, true),
                    Value::Array(list) => (list.iter().any(|aud| aud == expected), list.len() == 1),
                    _ => (false, false),
                };
                // OIDC Core §3.1.3.7 points 4 and 5.
                let azp = claims.get("azp").map_or(single, |azp| azp == expected);
                held && azp
            }
            (_, _) => false,
        }
    }
}

impl ExpectedClaims<'_> {
    /// `exp`, `iat` and `nbf`; gives back `exp`. RFC 7519 §4.1.4–6.
    fn verify_times(&self, claims: &Map<String, Value>, now: i64) -> Result<i64, Error> {
        let exp = numeric_date(claims, "exp")?.ok_or(Malformed::Claim { claim: "exp" })?;
        if exp.saturating_add(self.tolerance) <= now {
            return Err(Mismatch::Expired { exp, now }.into());
        }
        let reach = self.lifetime.saturating_add(self.tolerance);
        if exp.saturating_sub(now) > reach {
            return Err(Mismatch::Lifetime {
                allowed: self.lifetime,
            }
            .into());
        }
        let iat = numeric_date(claims, "iat")?;
        if iat.is_none() && self.issued_at == IssuedAt::Required {
            return Err(Malformed::Claim { claim: "iat" }.into());
        }
        if iat.is_some_and(|iat| now.saturating_sub(iat) > reach) {
            return Err(Mismatch::Lifetime {
                allowed: self.lifetime,
            }
            .into());
        }
        for from in [iat, numeric_date(claims, "nbf")?].into_iter().flatten() {
            if from > now.saturating_add(self.tolerance) {
                return Err(Mismatch::NotYet { from, now }.into());
            }
        }
        Ok(exp)
    }
}

/// RFC 7519 §2 NumericDate. Whole seconds up to 2^53; a fraction is cut off. What JSON readers
/// could understand differently is refused.
pub(crate) fn numeric_date(
    claims: &Map<String, Value>,
    claim: &'static str,
) -> Result<Option<i64>, Error> {
    const MOST: i64 = 1 << 53;
    let Some(value) = claims.get(claim) else {
        return Ok(None);
    };
    let wrong = || Error::from(Malformed::Claim { claim });
    let number = value.as_number().ok_or_else(wrong)?;
    let seconds = number
        .as_i64()
        .or_else(|| whole_seconds(number))
        .ok_or_else(wrong)?;
    if (0..=MOST).contains(&seconds) {
        Ok(Some(seconds))
    } else {
        Err(wrong())
    }
}

fn whole_seconds(number: &Number) -> Option<i64> {
    let text = number.as_f64().filter(|n| (0.0..9e15).contains(n))?.trunc();
    format!("{text:.0}").parse().ok()
}

// SPDX-License-Identifier: EUPL-1.2
//! Signed authorization requests, by value. RFC 9101 (JAR); OIDC Core §6.1; FAPI 2.0 Message Signing
//! §5.3.1. By reference never: a client's own document is not fetched (RFC 9101 §10.4.1, SSRF).

use serde_json::{Map, Value};

use super::parameters::{self, Parameters};
use super::{Client, Provider, RequestObjectRule, SecurityProfile};
use crate::{
    Error, Malformed, Mismatch, Untrusted,
    jose::{Algorithm, Audience, ExpectedClaims, IssuedAt, TokenType, VerifiedJws, jws, jwt},
    protocol::{ErrorCode, OAuthError},
};

/// Seconds: FAPI 2.0 Message Signing §5.3.1 has an hour from `nbf` to `exp`, and from `nbf` to now. Without
/// `nbf`, from now to `exp`.
const LIFETIME: i64 = 3600;

/// How far clocks may differ, in seconds, as for assertions.
const TOLERANCE: i64 = 30;

/// The request's parameters: of the object, if it is signed, and then of nothing else. RFC 9101 §6.3:
/// "The authorization server MUST only use the parameters in the Request Object, even if the same
/// parameter is provided in the query parameter."
pub(super) fn effective(
    params: &Parameters,
    client: &Client,
    provider: &Provider,
    now: i64,
) -> Result<Option<Parameters>, OAuthError> {
    let algorithms: Vec<Algorithm> = {
        let registered = client.request_object.algorithms().iter().copied();
        registered.filter(|alg| client.may_sign(*alg)).collect()
    };
    let able = provider.can(super::Ability::RequestObjects) && !algorithms.is_empty();
    match params.value("request") {
        // OIDC Core §3.1.2.6.
        Some(_) if !able => {
            let unregistered = "request is not supported: this client is registered for no request_object_signing_alg";
            Err(OAuthError::new(
                ErrorCode::RequestNotSupported,
                unregistered,
            ))
        }
        Some(object) => {
            params.verify_form()?;
            let signed = jws::verify(object, &client.keys, &algorithms).map_err(unusable)?;
            let read = read(&signed, &algorithms, client, provider, now);
            read.map(Some).map_err(advised)
        }
        None if matches!(client.request_object, RequestObjectRule::Required(_)) => {
            let missing = "a signed request object is needed";
            Err(OAuthError::new(ErrorCode::InvalidRequest, missing))
        }
        None => Ok(None),
    }
}

/// Until the signature holds anybody may have made it, who learns nothing.
fn unusable(cause: Error) -> OAuthError {
    OAuthError::from(ErrorCode::InvalidRequestObject).because(cause)
}

/// What the client, whose signature holds, has to change. The trail has the same words: of an assertion the
/// same fault has another remedy.
fn advised(cause: Error) -> OAuthError {
    let advice = match &cause {
        Error::Mismatch(Mismatch::Audience) => "aud must be the issuer, or hold it",
        Error::Mismatch(Mismatch::Expired { .. }) => "exp is past",
        Error::Mismatch(Mismatch::Issuer | Mismatch::UnknownClient) => {
            "iss and client_id must both be the client_id"
        }
        Error::Mismatch(Mismatch::Lifetime { .. }) => {
            "exp is more than an hour after nbf, or ahead, or iat an hour back"
        }
        Error::Mismatch(Mismatch::NotYet { .. }) => "iat or nbf lies ahead of our clock",
        Error::Mismatch(Mismatch::Subject) => "sub must not be the client_id",
        Error::Untrusted(Untrusted::Type) => "typ must be JWT or oauth-authz-req+jwt",
        Error::Malformed(Malformed::Claim { claim }) => {
            let advice =
                format!("request object: {claim} is missing, of another type or out of place");
            return OAuthError::new(ErrorCode::InvalidRequestObject, advice);
        }
        _ => return unusable(cause),
    };
    OAuthError::new(
        ErrorCode::InvalidRequestObject,
        format!("request object: {advice}"),
    )
}

/// RFC 9101 §6.2: signature by the registered key and algorithm; then what it says.
fn read(
    signed: &VerifiedJws,
    algorithms: &[Algorithm],
    client: &Client,
    provider: &Provider,
    now: i64,
) -> Result<Parameters, Error> {
    let expected = ExpectedClaims {
        algorithms,
        // RFC 9101 §10.8.
        token_type: TokenType::JwtOr("oauth-authz-req+jwt"),
        issuer: client.client_id.as_str(),
        audience: Audience::Holds(&provider.issuer),
        issued_at: IssuedAt::Optional,
        lifetime: LIFETIME,
        tolerance: TOLERANCE,
    };
    let verified = jwt::says(signed, &expected, now)?;
    let nbf = verified.time("nbf")?;
    let end = verified.expires_at().max(now);
    if nbf.is_some_and(|nbf| end.saturating_sub(nbf) > LIFETIME) {
        return Err(Mismatch::Lifetime { allowed: LIFETIME }.into());
    }
    if nbf.is_none() && client.profile == SecurityProfile::Fapi2 {
        return Err(Malformed::Claim { claim: "nbf" }.into());
    }
    // RFC 9101 §10.8: "the client_id [...] as the sub [...] value" would make it an assertion, and an
    // assertion a request.
    if verified.text("sub") == Some(client.client_id.as_str()) {
        return Err(Mismatch::Subject.into());
    }
    if verified.text("client_id") != Some(client.client_id.as_str()) {
        return Err(Mismatch::UnknownClient.into());
    }
    // RFC 9101 §4: "request and request_uri parameters MUST NOT be included in Request Objects".
    for claim in ["request", "request_uri"] {
        if verified.claims().contains_key(claim) {
            return Err(Malformed::Claim { claim }.into());
        }
    }
    parameters(verified.claims())
}

/// OIDC Core §6.1, RFC 9101 §4: strings as they are, numbers as numbers, `claims` and the like as
/// objects. A parameter of another type is not left out: the login would go on with less than was signed,
/// with a lower level or without `nonce`.
fn parameters(claims: &Map<String, Value>) -> Result<Parameters, Error> {
    let mut params = Vec::new();
    for (name, value) in claims {
        let texts: Vec<String> = match (name.as_str(), value) {
            (_, Value::Null) => continue,
            ("resource", Value::Array(list)) => {
                let texts = list.iter().map(|item| item.as_str().map(str::to_owned));
                let wrong = Malformed::Claim { claim: "resource" };
                texts.collect::<Option<_>>().ok_or(wrong)?
            }
            (_, Value::String(text)) => vec![text.clone()],
            ("max_age", Value::Number(number)) => vec![number.to_string()],
            ("claims" | "authorization_details", value) => vec![value.to_string()],
            _ => match parameters::limit(name) {
                Some((claim, _)) => return Err(Malformed::Claim { claim }.into()),
                // Of the JWT itself, or nothing that is known.
                None => continue,
            },
        };
        params.extend(texts.into_iter().map(|text| (name.clone(), text)));
    }
    Ok(Parameters::of(&params))
}

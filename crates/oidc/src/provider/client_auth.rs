// SPDX-License-Identifier: EUPL-1.2
//! Client authentication at the token and PAR endpoints. RFC 6749 §2.3; OIDC Core §9; RFC 7523.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{AudienceRule, Client, ClientAuth, Provider};
use crate::{
    Error, Malformed, Mismatch, Untrusted,
    jose::{Algorithm, Audience, ExpectedClaims, IssuedAt, TokenType, jws, jwt},
    protocol::{ClientId, ErrorCode, OAuthError, Params, form},
};

/// RFC 7523 §2.2.
pub(crate) const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How far clocks may differ, in seconds. FAPI 2.0 §5.3.2.1: 10 s must be accepted, more than
/// 60 s must not.
pub const TOLERANCE: i64 = 30;

/// How long an assertion may live, in seconds: its `jti` is kept that long.
const LIFETIME: i64 = 300;

/// What a client presented, and who it says to be. Nothing is proven yet.
pub struct Credentials {
    client_id: ClientId,
    presented: Presented,
}

enum Presented {
    Assertion(String),
    BasicSecret(Zeroizing<String>),
    Nothing,
    PostSecret(Zeroizing<String>),
}

/// Finds the one method used. `authorization` is the value of that header, if there.
/// RFC 6749 §2.3: "The client MUST NOT use more than one authentication method".
pub fn parse(authorization: Option<&str>, params: &Params) -> Result<Credentials, OAuthError> {
    const OURS: [&str; 4] = [
        "client_id",
        "client_secret",
        "client_assertion",
        "client_assertion_type",
    ];
    let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
    if OURS.iter().any(|name| form::occurrences(params, name) > 1) {
        return Err(invalid("a parameter is repeated").because(Malformed::Repeated));
    }
    let value = |name: &str| form::value(params, name);
    let stated = value("client_id");
    let credentials = match (
        authorization,
        value("client_secret"),
        value("client_assertion"),
    ) {
        (Some(header), None, None) => read_basic(header).map_err(refused)?,
        (None, Some(secret), None) => {
            let client_id = stated.ok_or_else(|| invalid("client_id is missing"))?;
            Credentials {
                client_id: ClientId::new(client_id),
                presented: Presented::PostSecret(secret.to_owned().into()),
            }
        }
        (None, None, Some(assertion)) if value("client_assertion_type") == Some(JWT_BEARER) => {
            read_assertion(assertion).map_err(refused)?
        }
        (None, None, Some(_)) => return Err(refused(Untrusted::Type.into())),
        // RFC 6749 §3.2.1: a public client only says who it is.
        (None, None, None) => {
            let missing = Malformed::Missing {
                parameter: "client_id",
            };
            Credentials {
                client_id: ClientId::new(stated.ok_or_else(|| refused(missing.into()))?),
                presented: Presented::Nothing,
            }
        }
        _ => return Err(invalid("more than one client authentication method")),
    };
    // RFC 7521 §4.2: "the value of the client_id parameter MUST identify the same client".
    if stated.is_some_and(|stated| stated != credentials.client_id.as_str()) {
        return Err(refused(Mismatch::UnknownClient.into()));
    }
    Ok(credentials)
}

/// RFC 6749 §2.3.1: both halves form-encoded, then Basic (RFC 7617 §2). Read strictly: canonical
/// base64, UTF-8, the first colon divides, neither half is empty.
fn read_basic(header: &str) -> Result<Credentials, Error> {
    let unreadable = Malformed::Header {
        member: "Authorization",
    };
    let (scheme, encoded) = header.split_once(' ').ok_or_else(|| unreadable.clone())?;
    if !scheme.eq_ignore_ascii_case("Basic") || encoded.len() > 2048 {
        return Err(unreadable.into());
    }
    let decoded = STANDARD.decode(encoded).map_err(|_| unreadable.clone())?;
    let decoded = Zeroizing::new(decoded);
    let colon = decoded
        .iter()
        .position(|&b| b == b':')
        .ok_or_else(|| unreadable.clone())?;
    let (id, secret) = decoded.split_at(colon);
    let id = form::decode_component(id)?;
    let secret = form::decode_component(secret.strip_prefix(b":").unwrap_or_default())?;
    if id.is_empty() || secret.is_empty() {
        return Err(unreadable.into());
    }
    Ok(Credentials {
        client_id: ClientId::new(id),
        presented: Presented::BasicSecret(secret.into()),
    })
}

/// RFC 7523 §3 point 2.B: for client authentication `sub` is the `client_id`. Only claimed here.
fn read_assertion(assertion: &str) -> Result<Credentials, Error> {
    let claims = jws::claimed_payload(assertion)?;
    let sub = claims.get("sub").and_then(|sub| sub.as_str());
    let sub = sub.ok_or(Malformed::Claim { claim: "sub" })?;
    Ok(Credentials {
        client_id: ClientId::new(sub),
        presented: Presented::Assertion(assertion.to_owned()),
    })
}

/// One public face for every failure of who is not proven; the cause is for the log.
fn refused(cause: Error) -> OAuthError {
    OAuthError::from(ErrorCode::InvalidClient).because(cause)
}

impl Credentials {
    /// Who the client says to be; for look-up only.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The certificates that its assertion brings, the signer's first: only claimed, and nothing of them is
    /// verified. RFC 7515 §4.1.6.
    ///
    /// # Errors
    /// `invalid_client` where it brings none.
    pub fn certificates(&self) -> Result<Vec<Vec<u8>>, OAuthError> {
        match &self.presented {
            Presented::Assertion(assertion) => {
                jws::claimed_certificates(assertion).map_err(refused)
            }
            _ => Err(refused(Mismatch::Method.into())),
        }
    }

    /// Proves the client. `client` is the registered client of [`Self::client_id`], `None` if
    /// there is none: unknown, and wrong secret, answer alike.
    pub fn verify(
        self,
        client: Option<&Arc<Client>>,
        provider: &Provider,
        now: i64,
    ) -> Result<Authentication, OAuthError> {
        let client = client.filter(|client| client.client_id == self.client_id);
        let client = client.ok_or_else(|| refused(Mismatch::UnknownClient.into()))?;
        match (self.presented, &client.auth) {
            (Presented::BasicSecret(secret), ClientAuth::SecretBasic(secrets))
            | (Presented::PostSecret(secret), ClientAuth::SecretPost(secrets)) => {
                match secrets.prove(&secret, now) {
                    Ok(()) => Ok(Authentication::Done(AuthenticatedClient::of(client))),
                    // Who has the right one reads why it does not count any more.
                    Err(cause @ Error::Mismatch(Mismatch::SecretExpired)) => {
                        let expired = "the client secret has expired";
                        Err(OAuthError::new(ErrorCode::InvalidClient, expired).because(cause))
                    }
                    Err(cause) => Err(refused(cause)),
                }
            }
            (
                Presented::Assertion(assertion),
                ClientAuth::PrivateKeyJwt {
                    algorithms,
                    audience,
                },
            ) => {
                let rule = client.audience_rule(audience);
                verify_assertion(&assertion, client, algorithms, rule, provider, now)
                    .map(Authentication::Once)
            }
            (Presented::Nothing, ClientAuth::None) => {
                Ok(Authentication::Done(AuthenticatedClient::of(client)))
            }
            // The registered method and no other: else a stolen secret would do for a client
            // that moved to keys.
            _ => Err(refused(Mismatch::Method.into())),
        }
    }
}

/// RFC 7523 §3, with `aud` as FAPI 2.0 §5.3.2.1 has it unless the registration says otherwise: the
/// issuer as one string. An array, or an endpoint's URL, lets an assertion made for another server
/// serve here. Trade: RFC 9126 §2 has the addresses of the token and PAR endpoints taken too; draft-ietf-oauth-rfc7523bis
/// takes that back.
///
/// Until the signature holds anybody may have sent it, who learns nothing. Then it is the client, whose
/// developer reads what to change.
fn verify_assertion(
    assertion: &str,
    client: &Arc<Client>,
    algorithms: &[Algorithm],
    rule: &AudienceRule,
    provider: &Provider,
    now: i64,
) -> Result<UnusedAssertion, OAuthError> {
    let may_sign = algorithms
        .iter()
        .copied()
        .filter(|alg| client.may_sign(*alg));
    let algorithms: Vec<Algorithm> = may_sign.collect();
    let signed = jws::verify(assertion, &client.keys, &algorithms).map_err(refused)?;
    let accepted: Vec<&str> = match rule {
        AudienceRule::Issuer => Vec::new(),
        AudienceRule::Also { audiences, .. } => {
            let also = audiences.iter().map(String::as_str);
            also.chain([provider.issuer.as_str()]).collect()
        }
    };
    let expected = ExpectedClaims {
        algorithms: &algorithms,
        token_type: TokenType::JwtOr("client-authentication+jwt"),
        issuer: client.client_id.as_str(),
        audience: match rule {
            AudienceRule::Issuer => Audience::Only(&provider.issuer),
            AudienceRule::Also { .. } => Audience::AnyOf(&accepted),
        },
        issued_at: IssuedAt::Optional,
        lifetime: LIFETIME,
        tolerance: TOLERANCE,
    };
    let verified = jwt::says(&signed, &expected, now).map_err(advised)?;
    if verified.text("sub") != Some(client.client_id.as_str()) {
        return Err(advised(Mismatch::Subject.into()));
    }
    let jti = verified
        .text("jti")
        .filter(|jti| (1..=256).contains(&jti.len()));
    let jti = jti.ok_or_else(|| advised(Malformed::Claim { claim: "jti" }.into()))?;
    Ok(UnusedAssertion {
        client: Arc::clone(client),
        jti: jti.to_owned(),
        // RFC 7523 §3 does not demand `iat`; without it the longest life counts.
        issued_at: match verified.time("iat").map_err(refused)? {
            Some(iat) => iat,
            None => verified.expires_at().saturating_sub(LIFETIME),
        },
        keep_until: verified.expires_at().saturating_add(TOLERANCE),
    })
}

/// What a client that proved itself has to change.
fn advised(cause: Error) -> OAuthError {
    let advice = match &cause {
        Error::Mismatch(Mismatch::AlreadyUsed) => "jti was used before",
        Error::Mismatch(Mismatch::Audience) => "aud must be the issuer, as one string",
        Error::Mismatch(Mismatch::Expired { .. }) => "exp is past",
        Error::Mismatch(Mismatch::Issuer | Mismatch::Subject) => {
            "iss and sub must both be the client_id"
        }
        Error::Mismatch(Mismatch::Lifetime { .. }) => {
            "exp is more than 300 s ahead, or iat more than 300 s back"
        }
        Error::Mismatch(Mismatch::NotYet { .. }) => "iat or nbf lies ahead of our clock",
        Error::Malformed(Malformed::Claim { claim }) => {
            let advice = format!("client assertion: {claim} is missing or of another type");
            return OAuthError::new(ErrorCode::InvalidClient, advice).because(cause);
        }
        Error::Untrusted(Untrusted::Type) => "typ must be JWT or client-authentication+jwt",
        _ => return refused(cause),
    };
    OAuthError::new(
        ErrorCode::InvalidClient,
        format!("client assertion: {advice}"),
    )
    .because(cause)
}

/// What remains to be done.
#[derive(Debug)]
pub enum Authentication {
    /// Nothing: a secret.
    Done(AuthenticatedClient),
    /// The assertion must be marked as used before it counts.
    Once(UnusedAssertion),
}

/// A good assertion that is not yet known to be new. RFC 7523 §3 point 7.
#[derive(Debug)]
pub struct UnusedAssertion {
    client: Arc<Client>,
    jti: String,
    issued_at: i64,
    keep_until: i64,
}

/// What the store said about a replay mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It was there already.
    Again,
    /// It was new, and is there now.
    First,
}

impl UnusedAssertion {
    /// Under which the mark is kept: the client's id and `jti`.
    pub fn replay_key(&self) -> String {
        format!("{}\0{}", self.client.client_id, self.jti)
    }

    /// When it was made, in seconds, or the earliest moment at which it can have been.
    pub fn issued_at(&self) -> i64 {
        self.issued_at
    }

    /// Until when the mark must be kept, in seconds: the tolerance is in it.
    pub fn keep_until(&self) -> i64 {
        self.keep_until
    }

    /// The proof, if this was the first use.
    pub fn used(self, mark: Use) -> Result<AuthenticatedClient, OAuthError> {
        match mark {
            Use::First => Ok(AuthenticatedClient::of(&self.client)),
            Use::Again => Err(advised(Mismatch::AlreadyUsed.into())),
        }
    }
}

/// A client that proved itself, or a public one, that only said who it is. Made only here.
#[derive(Clone, Debug)]
pub struct AuthenticatedClient {
    client: Arc<Client>,
}

impl AuthenticatedClient {
    fn of(client: &Arc<Client>) -> Self {
        Self {
            client: Arc::clone(client),
        }
    }

    /// Who it is.
    pub fn client(&self) -> &Client {
        &self.client
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

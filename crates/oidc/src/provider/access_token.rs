// SPDX-License-Identifier: EUPL-1.2
//! Access tokens, by reference and by value (RFC 9068), and what is kept about one.
//!
//! Both kinds have a record under a handle of 32 random octets: by reference the token itself is the
//! handle, by value it is a claim inside. So a token is revoked, introspected and used at userinfo in one
//! way, and a person's claims stand in no token.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::dpop::ProvenKey;
use super::grant::{ON_BEHALF_OF, REPRESENTATIVE};
use super::{AccessTokenFormat, ClaimProfile, Client, GrantId, Provider, UserinfoFormat};
use crate::{
    Error, Malformed, Mismatch,
    hash::sha256,
    jose::{Algorithm, Audience, ExpectedClaims, IssuedAt, TokenType, base64url, jwt},
    protocol::{
        Acr, AuthorizationDetails, ClaimSet, ClientId, ErrorCode, OAuthError, Opaque, ScopeSet,
        claims::untagged, scope::claims_of_scope,
    },
};

/// The registered type. RFC 9068 §2.1: "MUST include this media type in the typ header": no ID token
/// or logout token serves as one, nor it as they. TK-20.
pub(super) const TYPE: &str = "at+jwt";

/// The claim with the handle.
const HANDLE: &str = "handle";

/// Our own tokens, by our own clock.
pub(super) const TOLERANCE: i64 = 5;

/// What an access token stands for. Personal data: kept sealed, never logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessGrant {
    pub(super) client_id: ClientId,
    pub(super) grant_id: GrantId,
    pub(super) format: AccessTokenFormat,
    pub(super) jti: String,
    pub(super) issued_at: i64,
    pub(super) expires_at: i64,
    pub(super) sub: String,
    pub(super) acr: Acr,
    pub(super) amr: Vec<String>,
    pub(super) auth_time: i64,
    pub(super) scope: String,
    pub(super) audience: Vec<String>,
    pub(super) authorization_details: AuthorizationDetails,
    pub(super) on_behalf_of: Option<String>,
    pub(super) jkt: Option<String>,
    pub(super) userinfo: ClaimSet,
    /// Claims of userinfo that the client asked for by name. OIDC Core §5.5. `None` in a record of a version
    /// that did not keep it.
    pub(super) asked: Option<BTreeSet<String>>,
    /// All of the person's claims were given, whatever the scopes: ID-porten's profile. `None` as above.
    pub(super) every: Option<bool>,
    pub(super) userinfo_format: UserinfoFormat,
    // Under the name that it had when there was one algorithm for both.
    #[serde(rename = "algorithm")]
    pub(super) userinfo_algorithm: Algorithm,
}

impl AccessGrant {
    /// Whose token this is.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// When the token dies, in seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// The login it comes from: revoked as a whole.
    pub fn grant_id(&self) -> &GrantId {
        &self.grant_id
    }

    /// Its public name, for log and audit.
    pub fn jti(&self) -> &str {
        &self.jti
    }

    /// Of what was granted that for which the client is registered now; `None` when nothing is left. What
    /// the operator took away since counts at once: the token gives no more than one that is made now.
    /// `may` says which claims the client may know. RFC 6749 §3.3: the server decides what a scope is worth;
    /// GDPR art. 5(1)(c).
    #[must_use]
    pub fn within(
        mut self,
        registered: &Client,
        issuer: &str,
        may: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let customer = self.on_behalf_of.as_deref();
        if !registered.may_still(&self.authorization_details, customer) {
            return None;
        }
        self.audience
            .retain(|one| registered.may_ask_for(one, issuer));
        let granted = ScopeSet::parse(&self.scope)?;
        let scope = granted.intersection(&registered.scopes);
        let by_scope = |claim: &str| {
            scope
                .iter()
                .any(|word| claims_of_scope(word).contains(&claim))
        };
        let in_both = registered.claim_profile.in_both();
        let every = self.every.is_none_or(|every| every && in_both);
        let asked = self.asked.as_ref();
        self.userinfo = self.userinfo.only(|name| {
            let claim = ClaimProfile::claim(untagged(name));
            let named = |asked: &BTreeSet<String>| asked.contains(claim) || asked.contains(name);
            let by_name = asked.is_none_or(named);
            let wanted = every || by_name || by_scope(claim) || claim == REPRESENTATIVE;
            claim == "sub" || (wanted && may(claim))
        });
        self.scope = scope.to_parameter();
        (!self.audience.is_empty()).then_some(self)
    }

    /// RFC 9068 §2.2; RFC 9449 §6.1; RFC 9396 §9.1.
    pub(super) fn to_claims(&self, issuer: &str, handle: &Opaque) -> Map<String, Value> {
        let mut claims = self.facts(issuer, &self.authorization_details);
        claims.insert("auth_time".to_owned(), self.auth_time.into());
        claims.insert("amr".to_owned(), self.amr.clone().into());
        claims.insert("grant_id".to_owned(), self.grant_id.as_str().into());
        claims.insert(HANDLE.to_owned(), handle.expose().into());
        claims
    }

    /// What token and introspection answer alike, with these of its details.
    pub(super) fn facts(&self, issuer: &str, details: &AuthorizationDetails) -> Map<String, Value> {
        let audience = match self.audience.as_slice() {
            [one] => one.as_str().into(),
            several => Value::from(several),
        };
        let mut claims = Map::new();
        let mut put = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        put("iss", issuer.into());
        put("sub", self.sub.as_str().into());
        put("aud", audience);
        put("client_id", self.client_id.as_str().into());
        put("exp", self.expires_at.into());
        put("iat", self.issued_at.into());
        put("jti", self.jti.as_str().into());
        put("scope", self.scope.as_str().into());
        put("acr", self.acr.as_str().into());
        if !details.is_empty() {
            put("authorization_details", details.to_json());
        }
        if let Some(name) = &self.on_behalf_of {
            put(ON_BEHALF_OF, name.as_str().into());
        }
        if let Some(jkt) = &self.jkt {
            put("cnf", json!({ "jkt": jkt }));
        }
        claims
    }

    /// Whether it may be used as it was presented: in time, as what it was issued as, by who holds its
    /// key. RFC 9449 §7.1, §7.2: a bound token is no bearer token.
    pub(super) fn verify_use(
        &self,
        presented: &Presented,
        proof: Option<&ProvenKey>,
        now: i64,
    ) -> Result<(), OAuthError> {
        let refuse = |cause: Mismatch| OAuthError::from(ErrorCode::InvalidToken).because(cause);
        if now >= self.expires_at {
            let exp = self.expires_at;
            return Err(refuse(Mismatch::Expired { exp, now }));
        }
        // The handle inside a token by value is no token by reference.
        if presented.token.format() != self.format {
            return Err(refuse(Mismatch::TokenType));
        }
        match (&self.jkt, presented.scheme, proof) {
            (None, Scheme::Bearer, _) => Ok(()),
            (Some(jkt), Scheme::Dpop, Some(proof)) if proof.thumbprint() == jkt => Ok(()),
            (Some(_), Scheme::Dpop, None) => {
                let bound = "the access token is bound to a key: a DPoP proof is needed";
                let error = OAuthError::new(ErrorCode::InvalidToken, bound);
                Err(error.because(Mismatch::ProofKey))
            }
            _ => Err(refuse(Mismatch::TokenType)),
        }
    }
}

/// The public name of a token: tells nothing about the token.
pub(super) fn jti_of(handle: &Opaque) -> String {
    base64url::encode(&sha256(format!("jti\0{}", handle.expose()).as_bytes()))
}

/// How a token came. RFC 6750 §2; RFC 9449 §7.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `Bearer`.
    Bearer,
    /// `DPoP`.
    Dpop,
}

/// A token that somebody sent to a resource of ours.
#[derive(Clone, Debug)]
pub struct Presented {
    pub(super) scheme: Scheme,
    pub(super) token: PresentedToken,
}

impl Presented {
    /// How it came.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The token.
    pub fn token(&self) -> &PresentedToken {
        &self.token
    }
}

/// A token as text. Nothing of it is proven.
#[derive(Clone, PartialEq, Eq)]
pub enum PresentedToken {
    /// By value.
    Jwt(String),
    /// By reference: an access token, or a refresh token.
    Reference(Opaque),
}

impl PresentedToken {
    /// `None` if we cannot have made it.
    pub fn parse(text: &str) -> Option<Self> {
        if text.contains('.') {
            Some(Self::Jwt(text.to_owned()))
        } else {
            Opaque::parse(text).map(Self::Reference)
        }
    }

    /// The token itself, of which a DPoP proof holds the hash.
    pub fn expose(&self) -> &str {
        match self {
            Self::Jwt(text) => text,
            Self::Reference(token) => token.expose(),
        }
    }

    fn format(&self) -> AccessTokenFormat {
        match self {
            Self::Jwt(_) => AccessTokenFormat::Jwt,
            Self::Reference(_) => AccessTokenFormat::Reference,
        }
    }

    /// Under which its record is kept. RFC 9068 §4 for a token by value: type, issuer, time and
    /// signature by one of our keys, those that retired included.
    ///
    /// # Errors
    /// It is none of ours, or too old.
    pub fn handle(&self, provider: &Provider, now: i64) -> Result<Opaque, Error> {
        let token = match self {
            Self::Reference(token) => return Ok(token.clone()),
            Self::Jwt(token) => token,
        };
        let expected = ExpectedClaims {
            algorithms: &Algorithm::ALL,
            token_type: TokenType::Explicit(TYPE),
            issuer: &provider.issuer,
            // Whose service may use it, the record says.
            audience: Audience::Any,
            issued_at: IssuedAt::Required,
            lifetime: i64::from(u32::MAX),
            tolerance: TOLERANCE,
        };
        let verified = jwt::verify(token, &provider.keys, &expected, now)?;
        let handle = verified.text(HANDLE).and_then(Opaque::parse);
        handle.ok_or_else(|| Malformed::Claim { claim: HANDLE }.into())
    }
}

impl std::fmt::Debug for PresentedToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PresentedToken({:?})", self.format())
    }
}

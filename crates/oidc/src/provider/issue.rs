// SPDX-License-Identifier: EUPL-1.2
//! What the token endpoint answers. RFC 6749 §5.1; OIDC Core §3.1.3.3, §12.2; RFC 9449 §5.

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::access_token::{self, AccessGrant};
use super::{
    Ability, AccessTokenFormat, ClaimProfile, GrantId, Promise, Provider, RefreshGrant,
    RefreshRule, Subject,
};
use crate::{
    Error, Misconfigured,
    jose::{Algorithm, Signer, jwt},
    protocol::{AuthorizationDetails, Opaque, ScopeSet},
};

/// Fresh random values of the caller, for one answer. Each has 32 random octets.
#[derive(Clone)]
pub struct Fresh {
    /// The access token, or the handle inside it.
    pub access_token: Opaque,
    /// A refresh token, used if there is to be one.
    pub refresh_token: Opaque,
    /// `jti` of the ID token.
    pub jti: String,
}

/// What is about to be issued: what was promised, cut to what is asked now.
#[derive(Debug)]
pub(super) struct Issue {
    pub(super) promise: Promise,
    pub(super) subject: Subject,
    /// All of the person's claims: [`Promise::gives_every`].
    pub(super) every: bool,
    pub(super) grant_id: GrantId,
    pub(super) scope: ScopeSet,
    pub(super) resources: Vec<String>,
    pub(super) details: AuthorizationDetails,
    /// The key of the proof that came along.
    pub(super) jkt: Option<String>,
    /// When everything of this login ends.
    pub(super) ends_at: i64,
    /// The ID token answers the request itself, and holds its `nonce`; a later one "SHOULD NOT"
    /// (OIDC Core §12.2).
    pub(super) first: bool,
}

/// What was issued, and what has to be kept of it before the answer leaves.
pub struct Issued {
    /// The answer.
    pub response: TokenResponse,
    /// To be kept until [`AccessGrant::expires_at`] under [`Self::handle`].
    pub access: AccessGrant,
    /// Under which the record of the access token is kept.
    pub handle: Opaque,
    /// What becomes of the refresh token.
    pub refresh: IssuedRefresh,
}

/// What becomes of the refresh token.
pub enum IssuedRefresh {
    /// The one that was used stays; its record is kept anew, until it ends.
    Kept(RefreshGrant),
    /// A new one, to be kept until it ends.
    New(Opaque, RefreshGrant),
    /// None.
    None,
}

impl Issue {
    /// Makes the tokens. OIDC Core §3.1.3.3.
    pub(super) fn tokens(
        self,
        provider: &Provider,
        signer: &dyn Signer,
        fresh: Fresh,
        now: i64,
    ) -> Result<(TokenResponse, AccessGrant, Opaque, Self), Error> {
        let (promise, subject) = (&self.promise, (&self.subject, self.every));
        if signer.algorithm() != promise.id_token_algorithm {
            return Err(Misconfigured::Key.into());
        }
        let lifetime = promise.lifetimes.access_token;
        let expires_at = now.saturating_add(lifetime).min(self.ends_at);
        let handle = fresh.access_token;
        // Who names no service gets one token for all that it may do, and tells them apart itself.
        let (audience, details) = if self.resources.is_empty() {
            (vec![provider.issuer.clone()], self.details.clone())
        } else {
            (self.resources.clone(), self.details.at(&self.resources))
        };
        let access = AccessGrant {
            client_id: promise.client_id.clone(),
            grant_id: self.grant_id.clone(),
            format: promise.access_token,
            jti: access_token::jti_of(&handle),
            issued_at: now,
            expires_at,
            sub: self.subject.sub.clone(),
            acr: self.subject.acr.clone(),
            amr: self.subject.amr.clone(),
            auth_time: self.subject.auth_time,
            scope: self.scope.to_parameter(),
            audience,
            authorization_details: details,
            on_behalf_of: promise.on_behalf_of.clone(),
            jkt: self.jkt.clone(),
            userinfo: promise.userinfo_claims(subject, &self.scope),
            asked: Some(promise.claims.userinfo.keys().cloned().collect()),
            every: Some(self.every),
            userinfo_format: promise.userinfo,
            userinfo_algorithm: promise
                .userinfo_algorithm
                .unwrap_or(promise.id_token_algorithm),
        };
        let token = match promise.access_token {
            AccessTokenFormat::Reference => handle.expose().to_owned(),
            AccessTokenFormat::Jwt => {
                let claims = access.to_claims(&provider.issuer, &handle);
                jwt::sign_as(access_token::TYPE, &claims, signer)?
            }
        };
        let nonce = promise.nonce.as_deref().filter(|_| self.first);
        let id_token = self.scope.contains("openid").then(|| {
            let claims = promise.id_token(subject, &provider.issuer, nonce, &fresh.jti, now);
            jwt::sign(&claims, signer)
        });
        let response = TokenResponse {
            access_token: token.into(),
            refresh_token: None,
            refresh_token_expires_in: None,
            id_token: id_token.transpose()?,
            token_type: if self.jkt.is_some() { "DPoP" } else { "Bearer" },
            expires_in: expires_at.saturating_sub(now),
            scope: access.scope.clone(),
            authorization_details: access.authorization_details.to_json(),
        };
        Ok((response, access, handle, self))
    }

    /// Whether this login gets a refresh token. OIDC Core §11.
    pub(super) fn refreshes(&self, provider: &Provider) -> bool {
        let asked = match self.promise.refresh {
            RefreshRule::Never => false,
            RefreshRule::Always(_) => true,
            RefreshRule::WhenAsked(_) => self.promise.scope.contains("offline_access"),
        };
        asked && provider.can(Ability::RefreshTokens)
    }

    /// What a refresh token of this login stands for, from now on.
    pub(super) fn refresh_grant(self, jkt: Option<String>, now: i64) -> RefreshGrant {
        let idle_until = now.saturating_add(self.promise.lifetimes.refresh_token);
        RefreshGrant {
            expires_at: idle_until.min(self.ends_at),
            ends_at: self.ends_at,
            promise: self.promise,
            subject: self.subject,
            grant_id: self.grant_id,
            jkt,
        }
    }
}

/// The answer. RFC 6749 §5.1; sent with `Cache-Control: no-store`.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenResponse {
    access_token: Zeroizing<String>,
    refresh_token: Option<Opaque>,
    refresh_token_expires_in: Option<i64>,
    id_token: Option<String>,
    token_type: &'static str,
    expires_in: i64,
    scope: String,
    authorization_details: Value,
}

impl TokenResponse {
    /// The access token as the client gets it.
    pub fn access_token(&self) -> &str {
        &self.access_token
    }

    /// The signed ID token; only a narrowed refresh has none.
    pub fn id_token(&self) -> Option<&str> {
        self.id_token.as_deref()
    }

    /// The refresh token, if a new one is handed out.
    pub fn refresh_token(&self) -> Option<&Opaque> {
        self.refresh_token.as_ref()
    }

    /// ID-porten's clients read how long the refresh token lives; it is registered nowhere, so others
    /// are not told.
    pub(super) fn with_refresh_token(
        mut self,
        token: &Opaque,
        grant: &RefreshGrant,
        now: i64,
    ) -> Self {
        self.refresh_token = Some(token.clone());
        self.refresh_token_expires_in = match grant.promise.claim_profile {
            ClaimProfile::Standard => None,
            ClaimProfile::Idporten2024 | ClaimProfile::Idporten2026 => {
                Some(grant.expires_at.saturating_sub(now))
            }
        };
        self
    }

    /// The body.
    pub fn to_json(&self) -> String {
        let mut body = Map::new();
        let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
        put("access_token", self.access_token.as_str().into());
        put("token_type", self.token_type.into());
        put("expires_in", self.expires_in.into());
        put("scope", self.scope.as_str().into());
        if let Some(id_token) = &self.id_token {
            put("id_token", id_token.as_str().into());
        }
        if let Some(token) = &self.refresh_token {
            put("refresh_token", token.expose().into());
        }
        if let Some(seconds) = self.refresh_token_expires_in {
            put("refresh_token_expires_in", seconds.into());
        }
        // RFC 9396 §7: "the authorization details as granted".
        if self
            .authorization_details
            .as_array()
            .is_some_and(|list| !list.is_empty())
        {
            put("authorization_details", self.authorization_details.clone());
        }
        Value::Object(body).to_string()
    }
}

impl std::fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenResponse(…)")
    }
}

/// The algorithm of every token that this login gets.
impl Issue {
    pub(super) fn algorithm(&self) -> Algorithm {
        self.promise.id_token_algorithm
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Refresh tokens. RFC 6749 §6; RFC 9700 §4.14; OIDC Core §12; RFC 9449 §5.
//!
//! Order at the endpoint: authenticate the client, prove its key, read the record by its token,
//! [`redeem`]. Then, if [`Refreshed::is_one_time`], take the token: who takes second revokes the grant
//! (the token was stolen, from her or by her), and every token of the family is dead.

use serde::{Deserialize, Serialize};

use super::issue::{Fresh, Issue, Issued, IssuedRefresh};
use super::token::{Wanted, verify_binding};
use super::{AuthenticatedClient, GrantId, Promise, ProvenKey, Provider, RefreshUsage, Subject};
use crate::{
    Error, Mismatch,
    jose::{Algorithm, Signer},
    protocol::{ClientId, ErrorCode, OAuthError, Opaque, Params, ScopeSet, form},
};

/// A request with a refresh token.
#[derive(Clone)]
pub struct RefreshRequest {
    token: Opaque,
    scope: Option<String>,
    wanted: Wanted,
}

impl RefreshRequest {
    pub(super) fn read(params: &Params, wanted: Wanted) -> Result<Self, OAuthError> {
        let missing = OAuthError::new(ErrorCode::InvalidRequest, "refresh_token is missing");
        let token = form::value(params, "refresh_token").ok_or(missing)?;
        Ok(Self {
            token: Opaque::parse(token).ok_or_else(unknown)?,
            scope: form::value(params, "scope").map(str::to_owned),
            wanted,
        })
    }

    /// Which grant to read.
    pub fn token(&self) -> &Opaque {
        &self.token
    }
}

impl std::fmt::Debug for RefreshRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RefreshRequest(…)")
    }
}

/// What is said of a refresh token that is unknown, used, revoked, too old or another's.
pub fn unknown() -> OAuthError {
    OAuthError::new(ErrorCode::InvalidGrant, "the refresh token is not valid")
}

/// What a refresh token stands for. Personal data: kept sealed, never logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshGrant {
    pub(super) promise: Promise,
    pub(super) subject: Subject,
    pub(super) grant_id: GrantId,
    pub(super) jkt: Option<String>,
    /// When this token dies unless it is used.
    pub(super) expires_at: i64,
    /// When everything of this login ends.
    pub(super) ends_at: i64,
}

impl RefreshGrant {
    /// Whose token this is.
    pub fn client_id(&self) -> &ClientId {
        &self.promise.client_id
    }

    /// Until when it must be kept, in seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// The login it comes from: revoked as a whole.
    pub fn grant_id(&self) -> &GrantId {
        &self.grant_id
    }

    /// Until when a revocation of that login must be kept, in seconds.
    pub fn ends_at(&self) -> i64 {
        self.ends_at
    }
}

/// Whether this client, with this request, may have new tokens. Nothing is used up by asking: who
/// steals a bound token without its key cannot even break it.
pub fn redeem(
    request: &RefreshRequest,
    grant: RefreshGrant,
    client: &AuthenticatedClient,
    proof: Option<&ProvenKey>,
    issuer: &str,
    now: i64,
) -> Result<Refreshed, OAuthError> {
    // RFC 6749 §6: "ensure that the refresh token was issued to the authenticated client".
    if grant.promise.client_id != client.client().client_id {
        return Err(unknown().because(Mismatch::UnknownClient));
    }
    if now >= grant.expires_at {
        let exp = grant.expires_at;
        return Err(unknown().because(Mismatch::Expired { exp, now }));
    }
    let usage = client.client().refresh_rule().usage();
    let usage = usage.ok_or_else(|| unknown().because(Mismatch::Method))?;
    // RFC 9449 §5: a confidential client's refresh token is the client's, which has just proved itself,
    // and not a key's: it may come with another key. With none it would get a token that anybody can use.
    let bound_to = match proof {
        Some(_) if !client.client().is_public() => None,
        _ => grant.jkt.as_deref(),
    };
    verify_binding(client, bound_to, proof)?;
    // What was taken away from the client since is not granted any more.
    let (resources, details) = request.wanted.of(&grant.promise, issuer)?;
    let registered = client.client();
    let granted = grant
        .promise
        .still_registered(registered, &resources, issuer)?;
    // RFC 6749 §6: "MUST NOT include any scope not originally granted". TK-17.
    let scope = match request.scope.as_deref().map(ScopeSet::parse) {
        None => granted,
        Some(Some(asked)) if asked.intersection(&granted) == asked => asked,
        Some(_) => return Err(ErrorCode::InvalidScope.into()),
    };
    Ok(Refreshed {
        bound_to: grant.jkt,
        usage,
        issue: Issue {
            every: grant.promise.gives_every(registered),
            promise: grant.promise,
            subject: grant.subject,
            grant_id: grant.grant_id,
            scope,
            resources,
            details,
            jkt: proof.map(|proof| proof.thumbprint().to_owned()),
            ends_at: grant.ends_at,
            first: false,
        },
    })
}

/// A refresh that may be answered. Made only by [`redeem`].
#[derive(Debug)]
pub struct Refreshed {
    issue: Issue,
    usage: RefreshUsage,
    /// The key that the refresh token was issued with.
    bound_to: Option<String>,
}

impl Refreshed {
    /// The token must be taken before anything is issued, and the next one is new.
    pub fn is_one_time(&self) -> bool {
        self.usage == RefreshUsage::OneTime
    }

    /// Which key must sign.
    pub fn id_token_algorithm(&self) -> Algorithm {
        self.issue.algorithm()
    }

    /// The person.
    pub fn subject(&self) -> &Subject {
        &self.issue.subject
    }

    /// Of the person only these claims: what the client may know was made less since the login.
    #[must_use]
    pub fn only(mut self, may: impl Fn(&str) -> bool) -> Self {
        let subject = &mut self.issue.subject;
        subject.claims = std::mem::take(&mut subject.claims).only(may);
        self
    }

    /// Signs the tokens, with fresh values of the caller. OIDC Core §12.2: the ID token is about the
    /// same person and the same authentication.
    ///
    /// # Errors
    /// [`Misconfigured::Key`](crate::Misconfigured::Key) if it is another algorithm's key.
    pub fn issue(
        self,
        provider: &Provider,
        signer: &dyn Signer,
        fresh: Fresh,
        now: i64,
    ) -> Result<Issued, Error> {
        let token = fresh.refresh_token.clone();
        let (response, access, handle, issue) = self.issue.tokens(provider, signer, fresh, now)?;
        let grant = issue.refresh_grant(self.bound_to, now);
        let (response, refresh) = match self.usage {
            RefreshUsage::Reuse => (response, IssuedRefresh::Kept(grant)),
            RefreshUsage::OneTime => (
                response.with_refresh_token(&token, &grant, now),
                IssuedRefresh::New(token, grant),
            ),
        };
        Ok(Issued {
            response,
            access,
            handle,
            refresh,
        })
    }
}

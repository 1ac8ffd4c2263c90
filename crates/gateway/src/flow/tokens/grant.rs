// SPDX-License-Identifier: EUPL-1.2
//! What is kept of a login for its client: under each access and refresh token a record, and for a
//! login that was revoked one mark that all of them look for. RFC 6749 §4.1.2; RFC 9700 §4.14.2.

use oidc::jose::Algorithm;
use oidc::protocol::{ClientId, ErrorCode, OAuthError, Opaque};
use oidc::provider::{AccessGrant, GrantId, PresentedToken, RefreshGrant};
use serde::{Deserialize, Serialize};
use store::{Key, Kind, Record, Secret};

use super::{store_failed, unusable};
use crate::app::{App, Current};
use crate::audit::AuditEvent;
use crate::flow::end::code::{Granted, may_know};
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::revocation::{Revocations, outlives_logout};

/// The login that tokens come from.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Origin {
    /// For the audit trail.
    pub(super) login: String,
    /// Until when a revocation is marked: [`Revocations`].
    revocable_until_ms: i64,
    #[serde(default)]
    ends_ms: i64,
    /// The session that it ends with, as the service knows it.
    #[serde(default)]
    session: Option<String>,
}

impl Origin {
    pub(super) fn of_code(code: &Secret, granted: &Granted) -> Self {
        let promise = granted.grant.promise();
        let revocations = Revocations::of(code, &promise.lifetimes);
        let session = granted.grant.subject().sid.clone();
        Self {
            login: granted.login.clone(),
            revocable_until_ms: revocations.of_its_code_ms,
            ends_ms: revocations.ends_ms,
            session: session.filter(|_| !outlives_logout(promise)),
        }
    }

    pub(super) fn revocations(&self) -> Revocations {
        Revocations {
            of_its_code_ms: self.revocable_until_ms,
            ends_ms: self.ends_ms,
        }
    }
}

/// What an access token stands for.
#[derive(Serialize, Deserialize)]
pub(super) struct Access {
    pub(super) origin: Origin,
    pub(super) sub: String,
    pub(super) grant: AccessGrant,
}

impl Record for Access {
    const KIND: Kind = Kind::AccessToken;
    const VERSION: u8 = 3;
}

/// What a refresh token stands for.
#[derive(Serialize, Deserialize)]
pub(super) enum Refresh {
    /// It waits.
    Live(Box<Waiting>),
    /// One that serves once has served: who brings it again stole it, or had it stolen. Nothing of
    /// the person is left in it.
    Used {
        origin: Origin,
        grant_id: GrantId,
        /// When everything of the login ends.
        ends_ms: i64,
        /// Whose it was; `None` in records of a version that did not keep it.
        #[serde(default)]
        client_id: Option<ClientId>,
    },
}

/// A refresh token that waits.
#[derive(Serialize, Deserialize)]
pub(super) struct Waiting {
    pub(super) origin: Origin,
    pub(super) proven_by: ProvenBy,
    pub(super) grant: RefreshGrant,
}

impl Record for Refresh {
    const KIND: Kind = Kind::RefreshToken;
    const VERSION: u8 = 1;
}

impl Refresh {
    pub(super) fn until_ms(&self) -> i64 {
        match self {
            Self::Live(waiting) => waiting.grant.expires_at() * 1000,
            Self::Used { ends_ms, .. } => *ends_ms,
        }
    }

    /// Uses it up, where it lies: `false` when somebody did before.
    pub(super) fn take(&mut self) -> bool {
        let Self::Live(waiting) = self else {
            return false;
        };
        *self = Self::Used {
            origin: waiting.origin.clone(),
            grant_id: waiting.grant.grant_id().clone(),
            ends_ms: waiting.grant.ends_at() * 1000,
            client_id: Some(waiting.grant.client_id().clone()),
        };
        true
    }
}

/// Everything of this login dies, by whatever way it comes.
pub(super) async fn revoke(
    app: &App,
    grant_id: &GrantId,
    origin: &Origin,
) -> Result<(), OAuthError> {
    let revoked = origin.revocations().revoke(app, grant_id).await;
    revoked.map_err(store_failed)
}

pub(super) async fn is_revoked(
    app: &App,
    grant_id: &GrantId,
    origin: &Origin,
) -> Result<bool, OAuthError> {
    let revocations = origin.revocations();
    let of_session = origin.session.as_deref();
    let of_session = of_session.map(|sid| revocations.mark_of_session(sid));
    let marks: Vec<Key> = revocations
        .marks(grant_id)
        .into_iter()
        .chain(of_session)
        .collect();
    let revoked = app.records.any_marked(&marks).await;
    revoked.map_err(store_failed)
}

/// Under which the record of an access token lies; `None` when it cannot be one of ours.
pub(super) fn handle(app: &App, token: &PresentedToken) -> Option<Secret> {
    let current = app.current();
    let handle = token.handle(&current.provider, app.env.now_s());
    Secret::parse(handle.ok()?.expose())
}

/// What an access token stands for; `None` when it is too old, or was given back.
pub(super) async fn access(app: &App, handle: &Secret) -> Result<Option<Access>, OAuthError> {
    app.records.get_sealed(handle).await.map_err(store_failed)
}

/// A one-time thing came again and its login is dead: the trail says who brought it.
pub(super) async fn brought_again(
    app: &App,
    what: &'static str,
    login: Option<String>,
    from: &str,
) -> Result<(), OAuthError> {
    let event = AuditEvent::ReplayRefused {
        login,
        what,
        from: Some(from.to_owned()),
    };
    app.audit.note(event).await.map_err(super::unaudited)?;
    // Before the answer that tells the thief so.
    app.records.durable().await.map_err(store_failed)
}

/// A fresh value of ours, as the library takes it.
pub(super) fn opaque(secret: &Secret) -> Result<Opaque, OAuthError> {
    Opaque::new(secret.reveal()).map_err(unusable)
}

/// Who signs for a client. The library refuses a key of another algorithm.
pub(super) fn signer(app: &App, algorithm: Algorithm) -> std::sync::Arc<dyn oidc::jose::Signer> {
    app.current().keys.oidc_signer(algorithm)
}

/// Of an access token what its client is registered for now: all of it, less, or nothing. One that was
/// removed or disabled has no tokens.
pub(super) fn in_force(current: &Current, grant: AccessGrant) -> Option<AccessGrant> {
    let client_id = grant.client_id().as_str().to_owned();
    let registered = &current.client(&client_id)?.client;
    let may = |claim: &str| may_know(current, &client_id, claim);
    grant.within(registered, &current.provider.issuer, may)
}

/// Whether there is room for one more line about the tokens of this login. Of a living token only: what is none leaves
/// lines by the limits of refusals.
pub(super) fn has_share(app: &App, grant_id: &GrantId) -> bool {
    let (shares, now_ms) = (&app.proof_shares.of_grant, app.env.now_ms());
    shares.take(grant_id.as_str(), now_ms)
}

/// What is said when there is none.
pub(super) fn too_often() -> OAuthError {
    let slower = "the tokens of this login are used too often: at most 30 times a minute";
    OAuthError::new(ErrorCode::TemporarilyUnavailable, slower)
}

/// What is said when a login was closed to its client meanwhile.
pub(super) fn closed(by: &ProvenBy) -> OAuthError {
    let closed = match by {
        ProvenBy::Eid(_) => "the e-ID that proved the person was closed",
        ProvenBy::Pid(_) => "wallets, or the provider of the PID, were closed",
        ProvenBy::Node(_) => "the country that proved the person was closed",
        ProvenBy::Linked { .. } => {
            "the country that proved the person, or the e-ID that said her number, was closed"
        }
    };
    OAuthError::new(ErrorCode::InvalidGrant, closed)
}

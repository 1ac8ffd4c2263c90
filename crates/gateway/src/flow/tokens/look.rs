// SPDX-License-Identifier: EUPL-1.2
//! `POST /token/introspect`, `POST /token/revoke`: a service asks what a token is worth, or gives one
//! back. RFC 7662; RFC 7009.

use oidc::protocol::{ClientId, OAuthError, Params};
use oidc::provider::{
    AuthenticatedClient, GrantId, PresentedToken, RefreshGrant, Revocation, introspection,
    revocation,
};
use store::Secret;

use super::act::{self, Acting};
use super::asker::{self, Headers, Lasts};
use super::grant::{self, Access, Origin, Refresh};
use super::{store_failed, unaudited};
use crate::app::App;
use crate::audit::AuditEvent;

/// RFC 7662 §2.2: the answer, which says no more than `active: false` of every token that is none of
/// the caller's business. TK-25.
pub async fn introspect(
    app: &App,
    headers: &Headers<'_>,
    params: &Params,
) -> Result<String, OAuthError> {
    let caller = asker::client(app, Lasts::AtOnce, headers, params).await?;
    let (answer, login) = match introspection::parse(params, &caller)? {
        Some(token) => look_into(app, &token, &caller).await?,
        None => (introspection::inactive(), None),
    };
    let active = answer != introspection::inactive();
    let event = AuditEvent::TokenIntrospected {
        login: login.filter(|_| active),
        client_id: caller.client().client_id.as_str().to_owned(),
        active,
    };
    app.audit.note(event).await.map_err(unaudited)?;
    Ok(answer)
}

async fn look_into(
    app: &App,
    token: &PresentedToken,
    caller: &AuthenticatedClient,
) -> Result<(String, Option<String>), OAuthError> {
    let current = app.current();
    let (provider, now) = (&current.provider, app.env.now_s());
    Ok(match find(app, token).await? {
        Some(Found::Access(_, access)) => match grant::in_force(&current, access.grant) {
            Some(grant) => {
                let answer = grant.introspected(token, caller, provider, now);
                (answer, Some(access.origin.login))
            }
            None => (introspection::inactive(), None),
        },
        Some(Found::Refresh(origin, grant)) => {
            let answer = grant.introspected(caller, provider, now);
            (answer, Some(origin.login))
        }
        Some(Found::Acting(_, acting)) if act::is_registered(app, &acting.grant) => {
            let answer = acting.grant.introspected(caller, provider, now);
            (answer.unwrap_or_else(introspection::inactive), None)
        }
        Some(Found::Acting(..) | Found::Spent { .. }) | None => (introspection::inactive(), None),
    })
}

/// RFC 7009 §2.2: done, or nothing to do, which is the same to the caller.
pub async fn revoke(app: &App, headers: &Headers<'_>, params: &Params) -> Result<(), OAuthError> {
    let client = asker::client(app, Lasts::AtOnce, headers, params).await?;
    let Some(token) = revocation::parse(params)? else {
        return Ok(());
    };
    let Some(found) = find(app, &token).await? else {
        return Ok(());
    };
    let (origin, what) = match found {
        Found::Acting(secret, acting) => {
            if !acting.grant.may_revoke(&client) {
                return Ok(());
            }
            let removed = app.records.remove_sealed::<Acting>(&secret).await;
            removed.map_err(store_failed)?;
            let event = AuditEvent::ClientTokenRevoked {
                client_id: acting.grant.client_id().as_str().to_owned(),
                jti: acting.grant.jti().to_owned(),
            };
            app.audit.note(event).await.map_err(unaudited)?;
            return app.records.durable().await.map_err(store_failed);
        }
        Found::Access(secret, access) => match access.grant.revoked_by(&client) {
            Revocation::AccessToken => {
                let removed = app.records.remove_sealed::<Access>(&secret).await;
                removed.map_err(store_failed)?;
                (access.origin, "access_token")
            }
            Revocation::Grant(_) | Revocation::Nothing => return Ok(()),
        },
        Found::Refresh(origin, grant) => match grant.revoked_by(&client) {
            Revocation::Grant(grant_id) => {
                grant::revoke(app, &grant_id, &origin).await?;
                (origin, "grant")
            }
            Revocation::AccessToken | Revocation::Nothing => return Ok(()),
        },
        // Attack TK-16: whoever stole it was quicker, and has the next one; its client gives back what it has, and
        // the thief stays. RFC 9700 §4.14.2: it is a used one that comes again.
        Found::Spent {
            origin,
            grant_id,
            client_id,
        } => {
            if client_id != client.client().client_id {
                return Ok(());
            }
            grant::revoke(app, &grant_id, &origin).await?;
            (origin, "grant")
        }
    };
    written_down(app, &client, origin, what).await
}

async fn written_down(
    app: &App,
    client: &AuthenticatedClient,
    origin: Origin,
    what: &'static str,
) -> Result<(), OAuthError> {
    let event = AuditEvent::TokensRevoked {
        login: origin.login,
        client_id: client.client().client_id.as_str().to_owned(),
        what,
    };
    app.audit.note(event).await.map_err(unaudited)?;
    app.records.durable().await.map_err(store_failed)
}

enum Found {
    Acting(Secret, Box<Acting>),
    Access(Secret, Box<Access>),
    Refresh(Origin, Box<RefreshGrant>),
    /// A refresh token that served once has served.
    Spent {
        origin: Origin,
        grant_id: GrantId,
        client_id: ClientId,
    },
}

/// A token whose login lives, and that is not too old.
async fn find(app: &App, token: &PresentedToken) -> Result<Option<Found>, OAuthError> {
    let Some(secret) = grant::handle(app, token) else {
        return Ok(None);
    };
    if let Some(access) = grant::access(app, &secret).await? {
        let dead = grant::is_revoked(app, access.grant.grant_id(), &access.origin).await?;
        return Ok((!dead).then(|| Found::Access(secret, Box::new(access))));
    }
    if let Some(acting) = act::find(app, &secret).await? {
        return Ok(Some(Found::Acting(secret, Box::new(acting))));
    }
    // No access token that lives; a refresh token, perhaps.
    let kept = app
        .records
        .get_sealed(&secret)
        .await
        .map_err(store_failed)?;
    Ok(match kept {
        Some(Refresh::Live(waiting)) => {
            let dead = grant::is_revoked(app, waiting.grant.grant_id(), &waiting.origin).await?;
            (!dead).then(|| Found::Refresh(waiting.origin, Box::new(waiting.grant)))
        }
        Some(Refresh::Used {
            origin,
            grant_id,
            client_id: Some(client_id),
            ..
        }) => {
            let dead = grant::is_revoked(app, &grant_id, &origin).await?;
            (!dead).then_some(Found::Spent {
                origin,
                grant_id,
                client_id,
            })
        }
        Some(Refresh::Used { .. }) | None => None,
    })
}

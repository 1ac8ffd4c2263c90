// SPDX-License-Identifier: EUPL-1.2
//! A client acts for itself: it gets a token without a person (RFC 6749 §4.4) and uses it at our own
//! resource, the registry of clients (RFC 6750 §2.1; RFC 9449 §7).

use oidc::protocol::OAuthError;
use oidc::provider::{
    AuthenticatedClient, ClientCredentialsRequest, ClientGrant, ExpectedToken, GrantRule,
    Presented, ProvenKey, Scheme, client_credentials,
};
use serde::{Deserialize, Serialize};
use store::{Kind, Record, Secret};

use super::asker::{self, Headers, Lasts};
use super::read::Unread;
use super::{grant, store_failed, unaudited};
use crate::app::App;
use crate::audit::AuditEvent;

/// The path of the registry of clients: the one resource that such a token is for.
pub const CLIENTS: &str = "/clients";

/// What a token without a person stands for.
#[derive(Serialize, Deserialize)]
pub(super) struct Acting {
    pub(super) grant: ClientGrant,
}

impl Record for Acting {
    const KIND: Kind = Kind::ClientToken;
    const VERSION: u8 = 1;
}

/// The winner of nothing: it brought no code. Kept and written down before it leaves.
pub(super) async fn of_client(
    app: &App,
    request: &ClientCredentialsRequest,
    client: &AuthenticatedClient,
    key: Option<&ProvenKey>,
) -> Result<String, OAuthError> {
    let now = app.env.now_s();
    let until_ms = (now + client.client().lifetimes.access_token) * 1000;
    let token = Secret::new(&app.env, until_ms);
    let opaque = grant::opaque(&token)?;
    let audience = app.settings().address(CLIENTS);
    let granted =
        client_credentials::grant(request, client, key, (audience.as_str(), &opaque), now)?;
    let event = AuditEvent::ClientTokenIssued {
        client_id: granted.client_id().as_str().to_owned(),
        scope: granted.scope().to_parameter(),
        jti: granted.jti().to_owned(),
    };
    let answer = granted.to_response(&opaque);
    let put = app
        .records
        .put_sealed(&token, &Acting { grant: granted }, until_ms)
        .await;
    put.map_err(store_failed)?;
    app.audit.note(event).await.map_err(unaudited)?;
    // What proved the client serves once: that is on the disk before its token leaves.
    app.records.durable().await.map_err(store_failed)?;
    Ok(answer)
}

/// Who may do this at the registry: a token of ours that lives, for it, with one of these scopes, whose
/// client is still registered for them. Asked anew at each request: who was removed from the
/// configuration administers nothing from that moment.
pub async fn acting(
    app: &App,
    (method, path): (&str, &str),
    headers: &Headers<'_>,
    presented: &Presented,
    scopes: &[&str],
) -> Result<ClientGrant, Unread> {
    let handle = grant::handle(app, presented.token());
    let handle = handle.ok_or_else(|| Unread::token("no token of ours"))?;
    let acting = find(app, &handle).await?;
    let Acting { grant } =
        acting.ok_or_else(|| Unread::token("unknown, expired or another kind of token"))?;
    let of = |unread: Unread| Unread {
        client_id: Some(grant.client_id().as_str().to_owned()),
        ..unread
    };
    let settings = app.settings();
    let key = match presented.scheme() {
        Scheme::Bearer => None,
        Scheme::Dpop => {
            let url = settings.address(path);
            let token = ExpectedToken::Of(presented.token().expose());
            let key = asker::key(app, Lasts::AtOnce, headers, (method, url.as_str()), token).await;
            key.map_err(|error| of(error.into()))?
        }
    };
    let audience = settings.address(CLIENTS);
    let used = grant.verify_use(
        presented,
        key.as_ref(),
        (audience.as_str(), scopes),
        app.env.now_s(),
    );
    used.map_err(|error| of(error.into()))?;
    if !is_registered(app, &grant) {
        return Err(of(Unread::token(
            "the client was removed, or may do less now",
        )));
    }
    Ok(grant)
}

/// Whether its client is still registered for all of it.
pub(super) fn is_registered(app: &App, grant: &ClientGrant) -> bool {
    let current = app.current();
    let client = current.client(grant.client_id().as_str());
    client.is_some_and(|registered| {
        let client = &registered.client;
        let mut scopes = grant.scope().iter();
        client.grants == GrantRule::ClientCredentials
            && scopes.all(|word| client.scopes.contains(word))
    })
}

/// The record of such a token that lives.
pub(super) async fn find(app: &App, handle: &Secret) -> Result<Option<Acting>, OAuthError> {
    app.records.get_sealed(handle).await.map_err(store_failed)
}

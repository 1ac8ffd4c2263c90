// SPDX-License-Identifier: EUPL-1.2
//! The keys of clients that publish them at an address of their own (`jwks_uri`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use oidc::jose::JwkSet;
use oidc::provider::{Client, ClientAuth};
use tokio::sync::Mutex;

use crate::app::{App, Current, Registered};
use crate::fetch::{FetchRequest, Reach};
use crate::settings::{self, ClientKeys};

/// Read again after this long, so that a rolled key is known soon.
const FRESH_MS: i64 = 5 * 60 * 1000;
/// A few keys with certificates.
const MOST_BYTES: usize = 64 * 1024;

/// What was read, and when, by `client_id`.
pub type Cache = Mutex<BTreeMap<String, (i64, JwkSet)>>;

/// The registered client, with its published keys where it has an address for them. When that
/// cannot be read the last known keys count; without any the client cannot prove itself.
pub async fn known<'c>(
    app: &App,
    current: &'c Current,
    client_id: &str,
) -> Option<Cow<'c, Client>> {
    let registered = current.client(client_id)?;
    match &registered.settings.auth {
        settings::ClientAuth::PrivateKeyJwt {
            keys: ClientKeys::Uri(uri),
        } => Some(Cow::Owned(with_keys(app, registered, uri).await)),
        settings::ClientAuth::PrivateKeyJwt { .. }
        | settings::ClientAuth::ClientSecretBasic { .. } => Some(Cow::Borrowed(&registered.client)),
    }
}

async fn with_keys(app: &App, registered: &Registered, uri: &url::Url) -> Client {
    let mut client = registered.client.clone();
    let mut cache = app.client_keys.lock().await;
    let id = registered.settings.client_id.as_str();
    let now = app.env.now_ms();
    let stale = cache.get(id).is_none_or(|(read, _)| now - read >= FRESH_MS);
    if stale {
        let last = cache
            .get(id)
            .map(|(_, keys)| keys.clone())
            .unwrap_or_default();
        let keys = read(app, uri).await.unwrap_or(last);
        cache.insert(id.to_owned(), (now, keys));
    }
    if let ClientAuth::PrivateKeyJwt { keys, .. } = &mut client.auth
        && let Some((_, published)) = cache.get(id)
    {
        *keys = published.clone();
    }
    client
}

async fn read(app: &App, uri: &url::Url) -> Option<JwkSet> {
    let request = FetchRequest {
        url: uri,
        reach: Reach::Supplied,
        limit: MOST_BYTES,
        roots: &[],
        headers: &[("accept", "application/json")],
        since: None,
    };
    let fetched = app.fetch.get(&request).await;
    match fetched {
        Ok(Some(reply)) if reply.status == 200 => JwkSet::parse(&reply.body).ok(),
        _ => None,
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The keys of clients that publish them at an address of their own (`jwks_uri`).

use std::collections::BTreeMap;
use std::sync::Arc;

use oidc::jose::JwkSet;
use oidc::provider::Client;
use oidc::{Error, Malformed};
use tokio::sync::Mutex;

use super::{App, Current, Registered};
use crate::fetch::{FetchRequest, Reach};
use crate::settings::ClientSettings;

/// Read again after this long, so that a key that was taken back is known soon.
const FRESH_MS: i64 = 5 * 60 * 1000;
/// And when an assertion's key is not among them, as after a rollover: at most so often, or forged
/// assertions would make us fetch without end.
const PAUSE_MS: i64 = 60 * 1000;
/// A few keys with certificates.
const MOST_BYTES: usize = 64 * 1024;

/// What was read, and when, by `client_id`. Each has a lock of its own: a client whose address
/// hangs holds up nobody else.
pub type Cache = Mutex<BTreeMap<String, Arc<Mutex<Read>>>>;

/// What was read of one client's keys, from where, and when in Unix milliseconds.
#[derive(Debug, Default)]
pub struct Read {
    uri: Option<url::Url>,
    keys: JwkSet,
    read_ms: Option<i64>,
}

/// The registered client, with its published keys where it has an address for them. When that
/// cannot be read the last known keys count, but where a set is read that has none; without any the client
/// cannot prove itself.
pub async fn known(app: &App, current: &Current, client_id: &str) -> Option<Arc<Client>> {
    let registered = current.client(client_id)?;
    match &registered.settings.jwks_uri {
        Some(uri) => Some(with_keys(app, registered, uri, FRESH_MS).await),
        None => Some(Arc::clone(&registered.client)),
    }
}

/// The same after its keys did not fit: read anew, unless that was done within the last minute.
/// `None` when nothing new can come of it.
pub async fn known_anew(app: &App, current: &Current, client_id: &str) -> Option<Arc<Client>> {
    let registered = current.client(client_id)?;
    let uri = registered.settings.jwks_uri.as_ref()?;
    Some(with_keys(app, registered, uri, PAUSE_MS).await)
}

/// With keys that were read less than `fresh_ms` ago.
async fn with_keys(
    app: &App,
    registered: &Registered,
    uri: &url::Url,
    fresh_ms: i64,
) -> Arc<Client> {
    let id = &registered.settings.client_id;
    let entry = Arc::clone(app.client_keys.lock().await.entry(id.clone()).or_default());
    let mut cached = entry.lock().await;
    let now = app.env.now_ms();
    // Attack: who lost the old address signs on with the keys that were there.
    if cached.uri.as_ref() != Some(uri) {
        *cached = Read {
            uri: Some(uri.clone()),
            ..Read::default()
        };
    }
    if cached.read_ms.is_none_or(|read| now - read >= fresh_ms) {
        if let Some(keys) = read(app, uri, &registered.settings).await {
            cached.keys = keys;
        }
        cached.read_ms = Some(now);
    }
    Arc::new(Client {
        keys: cached.keys.clone(),
        ..Client::clone(&registered.client)
    })
}

async fn read(app: &App, uri: &url::Url, client: &ClientSettings) -> Option<JwkSet> {
    let request = FetchRequest {
        url: uri,
        reach: match client.private {
            private @ true => Reach::Operator { private },
            false => Reach::Supplied,
        },
        limit: MOST_BYTES,
        roots: &client.extra_roots,
        headers: &[("accept", "application/json")],
        since: None,
    };
    let keys = match app.fetch.get(&request).await {
        Ok(Some(reply)) if reply.status == 200 => match JwkSet::parse(&reply.body) {
            // Attack: a key was stolen, and its client publishes a set without it before it has another.
            Err(Error::Malformed(cause @ Malformed::NoUsableKey { .. })) => {
                tracing::warn!(%uri, %cause, "a client has no key any more");
                Ok(JwkSet::default())
            }
            read => read.map_err(|_| "unreadable"),
        },
        Ok(_) => Err("http_status"),
        Err(error) => {
            tracing::warn!(%error, "a client's keys could not be read");
            Err(error.outcome())
        }
    };
    app.metrics.outbound(
        "client_keys",
        keys.as_ref().err().copied().unwrap_or("read"),
    );
    let keys = keys.ok()?;
    for warning in keys.warnings() {
        tracing::warn!(%uri, %warning, "a key of a client counts for nothing");
    }
    Some(keys)
}

// SPDX-License-Identifier: EUPL-1.2
//! What a service's server must still be told of a logout. It lies in the store until it was told, so that
//! a node that stops or dies in between loses nothing: another, or the same when it is back, tells it.
//! OIDC Back-Channel Logout 1.0 §2.5.
//!
//! A record names a person as her service knows her. It is sealed under a key that is made of the pairwise
//! key: whoever has the store alone reads of nobody.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use store::seal::{hmac_sha256, open_under, seal_under};
use store::{Key, Kind, StoreError};

use crate::app::App;

/// So long the node that tells has it in hand: its three calls take 17 seconds, and as long again where
/// many wait for a place.
const HELD_MS: i64 = 35_000;
/// So often it is taken in hand: a node that dies each time it tells is not followed for ever.
const MOST_HOLDS: u8 = 3;
/// After that nobody is told: an idle session of the service's own has ended too. ID-porten asks its
/// services for 30 minutes at most.
const LONGEST_MS: i64 = 30 * 60_000;
const VERSION: u8 = 1;

/// Whom it concerns.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Message {
    /// The session, by its public name.
    pub(super) session: String,
    /// The service.
    pub(super) client_id: String,
    /// The person as it knows her.
    pub(super) sub: String,
    /// The session as it knows it.
    pub(super) sid: String,
}

#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    message: Message,
    holds: u8,
    held_until_ms: i64,
    ends_ms: i64,
}

/// A message in the store.
pub(super) struct Untold {
    key: Key,
    octets: Vec<u8>,
    kept: Kept,
}

/// Whether this node may tell it.
pub(super) enum Held {
    /// It has it in hand, and nobody else.
    Here,
    /// Another node has, or had and told it.
    Elsewhere,
    /// It was tried so often, or so long ago, that nobody is told any more.
    Over,
}

impl Untold {
    /// Keeps it, in this node's hand.
    pub(super) async fn keep(app: &App, message: Message) -> Result<Self, StoreError> {
        let now_ms = app.env.now_ms();
        let kept = Kept {
            message,
            holds: 1,
            held_until_ms: now_ms + HELD_MS,
            ends_ms: now_ms + LONGEST_MS,
        };
        let octets = kept.seal(app)?;
        // It is not forgotten by time alone: whoever finds it too late says so in the trail.
        let key = Key::lasting(Kind::Farewell, &[&app.env.bytes::<32>()]);
        let store = app.records.store();
        store.put(key, octets.clone(), i64::MAX).await?;
        Ok(Self { key, octets, kept })
    }

    /// All that there are.
    pub(super) async fn all(app: &App) -> Result<Vec<Self>, StoreError> {
        let entries = app.records.store().scan(Kind::Farewell).await?;
        let mut all = Vec::new();
        for (key, octets) in entries {
            match Kept::open(app, &octets) {
                Some(kept) => all.push(Self { key, octets, kept }),
                // Of another build, or of a pairwise key that is gone.
                None => tracing::warn!("a message about a logout cannot be read, and stays"),
            }
        }
        Ok(all)
    }

    /// Takes it in hand, unless another node has it.
    pub(super) async fn hold(&mut self, app: &App) -> Result<Held, StoreError> {
        let now_ms = app.env.now_ms();
        if now_ms < self.kept.held_until_ms {
            return Ok(Held::Elsewhere);
        }
        if self.kept.holds >= MOST_HOLDS || now_ms >= self.kept.ends_ms {
            return Ok(Held::Over);
        }
        let kept = Kept {
            holds: self.kept.holds + 1,
            held_until_ms: now_ms + HELD_MS,
            ..self.kept.clone()
        };
        let octets = kept.seal(app)?;
        let store = app.records.store();
        let new = store.replace(self.key, &self.octets, octets.clone(), i64::MAX);
        if !new.await? {
            return Ok(Held::Elsewhere);
        }
        (self.kept, self.octets) = (kept, octets);
        Ok(Held::Here)
    }

    /// What it says.
    pub(super) fn message(&self) -> &Message {
        &self.kept.message
    }

    /// It was told, or never will be.
    pub(super) async fn forget(&self, app: &App) -> Result<(), StoreError> {
        app.records.store().remove(self.key).await
    }
}

impl Kept {
    fn seal(&self, app: &App) -> Result<Vec<u8>, StoreError> {
        let kind = Kind::Farewell;
        let plain = serde_json::to_vec(self).map_err(|_| StoreError::Unreadable { kind })?;
        let plain = zeroize::Zeroizing::new(plain);
        Ok(seal_under(
            &secret(app),
            kind,
            VERSION,
            &plain,
            app.env.bytes(),
        ))
    }

    fn open(app: &App, octets: &[u8]) -> Option<Self> {
        let plain = open_under(&secret(app), Kind::Farewell, VERSION, octets)?;
        serde_json::from_slice(&zeroize::Zeroizing::new(plain)).ok()
    }
}

fn secret(app: &App) -> zeroize::Zeroizing<String> {
    let current = app.current();
    let key = hmac_sha256(current.keys.pairwise().bytes(), &[b"landport farewell\0"]);
    URL_SAFE_NO_PAD.encode(zeroize::Zeroizing::new(key)).into()
}

/// Between two looks for what another node left. Its own hold is longer.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(30);

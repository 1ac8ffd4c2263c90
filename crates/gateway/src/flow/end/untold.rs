// SPDX-License-Identifier: EUPL-1.2
//! What a service's server must still be told of a logout. It lies in the store until it was told, so that
//! a node that stops or dies in between loses nothing: another, or the same when it is back, tells it.
//! OIDC Back-Channel Logout 1.0 §2.5.
//!
//! A record names a person as her service knows her. It is sealed under a key that is made of the pairwise
//! key: whoever has the store alone reads of nobody. Only until when it counts stands outside the seal.
//!
//! Whoever calls has it in hand: each step is a compare-and-set on what this node last saw, so that of two
//! that believe to have it one stops, and it is noted by one.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use store::seal::{hmac_sha256, open_under, seal_under};
use store::{Key, Kind, StoreError, Together};

use crate::app::App;

/// So long the node that tells has it in hand, from its last word about it: longer than [`LOOK_EVERY`], and
/// than the ten seconds between two calls.
const HELD_MS: i64 = 35_000;
/// A call takes two seconds. Whoever has it in hand for so long still need not say so again before.
const SURELY_MS: i64 = 30_000;
/// So often it is taken in hand: a node that dies each time it tells is not followed for ever.
const MOST_HOLDS: u8 = 3;
/// After that nobody is told: an idle session of the service's own has ended too. ID-porten asks its
/// services for 30 minutes at most.
const LONGEST_MS: i64 = 30 * 60_000;
/// What cannot be read here goes so long after its end: a node of another build may read it, and has had
/// time to note it.
const UNREAD_MS: i64 = LONGEST_MS;
/// No build writes an end so far away: what says so is not a message.
const NEVER_SO_FAR_MS: i64 = 24 * 60 * 60_000;
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
    /// Nobody is told any more, and that is what came of it; it need only be noted.
    over: Option<String>,
}

/// A message in the store.
pub(super) struct Untold {
    key: Key,
    octets: Vec<u8>,
    kept: Kept,
}

/// How it stands with a message.
pub(super) enum Stands {
    /// A node has it in hand.
    InHand,
    /// It waits for a node that tells it.
    Left,
    /// Nobody is told any more, and that is what came of it.
    Over(String),
}

impl Untold {
    /// In this node's hand, to be kept by [`Self::keep_with`].
    pub(super) fn new(app: &App, message: Message) -> Result<Self, StoreError> {
        let now_ms = app.env.now_ms();
        let kept = Kept {
            message,
            holds: 1,
            held_until_ms: now_ms + HELD_MS,
            ends_ms: now_ms + LONGEST_MS,
            over: None,
        };
        let octets = kept.seal(app)?;
        let key = Key::lasting(Kind::Farewell, &[&app.env.bytes::<32>()]);
        Ok(Self { key, octets, kept })
    }

    /// It is not forgotten by time alone: whoever finds it too late says so in the trail.
    pub(super) fn keep_with(&self, together: Together) -> Together {
        together.put_at(self.key, self.octets.clone(), i64::MAX)
    }

    /// All that can be read. Of another build, or of a pairwise key that is gone, is what cannot: it is
    /// removed when it is over.
    pub(super) async fn all(app: &App) -> Result<Vec<Self>, StoreError> {
        let store = app.records.store();
        let entries = store.scan(Kind::Farewell).await?;
        let now_ms = app.env.now_ms();
        let (mut all, mut unread, mut gone) = (Vec::new(), 0_u64, 0_u64);
        for (key, octets) in entries {
            if let Some(kept) = Kept::open(app, &octets) {
                all.push(Self { key, octets, kept });
                continue;
            }
            unread += 1;
            if is_past(&octets, now_ms) {
                store.remove(key).await?;
                gone += 1;
            }
        }
        if unread > 0 {
            tracing::warn!(
                unread,
                gone,
                "messages about logouts cannot be read here; those that are over are removed"
            );
        }
        Ok(all)
    }

    /// How it stands with it, as it was read.
    pub(super) fn stands(&self, app: &App) -> Stands {
        let now_ms = app.env.now_ms();
        if now_ms < self.kept.held_until_ms {
            return Stands::InHand;
        }
        match &self.kept.over {
            Some(outcome) => Stands::Over(outcome.clone()),
            None if self.kept.holds >= MOST_HOLDS || now_ms >= self.kept.ends_ms => {
                Stands::Over("too_late".to_owned())
            }
            None => Stands::Left,
        }
    }

    /// Takes it in hand; `false` when another node was faster.
    pub(super) async fn hold(&mut self, app: &App) -> Result<bool, StoreError> {
        let kept = Kept {
            holds: self.kept.holds.saturating_add(1),
            ..self.kept.clone()
        };
        self.replace(app, kept).await
    }

    /// Whether it is in this node's hand, for as long as a call takes; `false` when another has it, or had
    /// and told it.
    pub(super) async fn still_hold(&mut self, app: &App) -> Result<bool, StoreError> {
        if app.env.now_ms() + SURELY_MS < self.kept.held_until_ms {
            return Ok(true);
        }
        self.replace(app, self.kept.clone()).await
    }

    /// Nobody is told any more; `false` when it is another node's to say so.
    pub(super) async fn close(&mut self, app: &App, outcome: &str) -> Result<bool, StoreError> {
        let kept = Kept {
            over: Some(outcome.to_owned()),
            ..self.kept.clone()
        };
        self.replace(app, kept).await
    }

    /// Writes it in place of what this node read or wrote, and has it in hand.
    async fn replace(&mut self, app: &App, kept: Kept) -> Result<bool, StoreError> {
        let kept = Kept {
            held_until_ms: app.env.now_ms() + HELD_MS,
            ..kept
        };
        let octets = kept.seal(app)?;
        let store = app.records.store();
        let new = store.replace(self.key, &self.octets, octets.clone(), i64::MAX);
        if !new.await? {
            return Ok(false);
        }
        (self.kept, self.octets) = (kept, octets);
        Ok(true)
    }

    /// What it says.
    pub(super) fn message(&self) -> &Message {
        &self.kept.message
    }

    /// It was closed, and that was noted.
    pub(super) async fn forget(&self, app: &App) -> Result<(), StoreError> {
        app.records.store().remove(self.key).await
    }
}

impl Kept {
    /// Its end stands in front of the seal, for whoever cannot open that.
    fn seal(&self, app: &App) -> Result<Vec<u8>, StoreError> {
        let kind = Kind::Farewell;
        let plain = serde_json::to_vec(self).map_err(|_| StoreError::Unreadable { kind })?;
        let plain = zeroize::Zeroizing::new(plain);
        let sealed = seal_under(&secret(app), kind, VERSION, &plain, app.env.bytes());
        Ok([&self.ends_ms.to_be_bytes()[..], &sealed].concat())
    }

    fn open(app: &App, octets: &[u8]) -> Option<Self> {
        let (ends_ms, sealed) = octets.split_first_chunk::<8>()?;
        let plain = open_under(&secret(app), Kind::Farewell, VERSION, sealed)?;
        let kept: Self = serde_json::from_slice(&zeroize::Zeroizing::new(plain)).ok()?;
        (kept.ends_ms.to_be_bytes() == *ends_ms).then_some(kept)
    }
}

/// Whether nobody who can read it needs it any more.
fn is_past(octets: &[u8], now_ms: i64) -> bool {
    let ends_ms = octets.split_first_chunk::<8>();
    ends_ms.is_none_or(|(ends_ms, _)| {
        let over_ms = now_ms.saturating_sub(i64::from_be_bytes(*ends_ms));
        over_ms >= UNREAD_MS || over_ms <= -NEVER_SO_FAR_MS
    })
}

fn secret(app: &App) -> zeroize::Zeroizing<String> {
    let current = app.current();
    let key = hmac_sha256(current.keys.pairwise().bytes(), &[b"landport farewell\0"]);
    URL_SAFE_NO_PAD.encode(zeroize::Zeroizing::new(key)).into()
}

/// Between two looks for what another node left. Its own hold is longer.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(30);

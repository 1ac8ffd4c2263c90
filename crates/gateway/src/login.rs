// SPDX-License-Identifier: EUPL-1.2
//! The login: the one thing kept between browser hops.
//!
//! A [`Login`] says what was asked and how far the person has come. It holds nothing about the
//! person, so it is stored in the clear under its flow id; who the person is arrives in the last
//! hop and leaves in the same one. What was promised (client, redirect URI, algorithms, claim
//! profile) stands in it by value; trust is always current: peers, suspensions and clients are
//! read again at each step.
//!
//! The *request id* is the one-time thing, not the login: each [`Outstanding`] request is a record
//! of its own, taken by the answer. After a refusal the login goes on under a new id and binder.

mod begin;
mod requests;
mod stage;
mod time;
mod wallet;

use pages::i18n::{Language, Languages};
use serde::{Deserialize, Serialize};
use store::{Handle, Kind, Record, Records, Secret, StoreError};

pub use self::begin::{Begun, Names};
pub use self::requests::{MOST_OUTSTANDING, MOST_REQUESTS, Outstanding, TooMany};
pub use self::stage::{Stage, Tried, Unlinked};
pub use self::time::{LIFETIME_MS, LONGEST_MS, MORE_MS, MOST_EXTENSIONS, REMEMBERED_MS};
pub use self::wallet::{AtWallet, Came, Device, Unusable, WALLET};
use crate::ask::Ask;

/// A login between two hops.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Login {
    /// Who wants what, at which level, why.
    pub ask: Ask,
    /// SHA-256 of the browser's cookie.
    pub binder: [u8; 32],
    /// When it stops waiting.
    pub expires_ms: i64,
    /// The language of its pages.
    pub language: Language,
    /// Nobody wished for it: neither service nor browser nor the person.
    #[serde(default)]
    pub language_guessed: bool,
    /// How far it has come.
    pub stage: Stage,
    /// Requests under way, oldest first: handles of [`Outstanding`] records.
    pub outstanding: Vec<String>,
    /// How many requests it has made under this name and those before.
    #[serde(default)]
    pub requests: u8,
    /// When it began under this name; 0 of a record from before.
    #[serde(default)]
    pub began_ms: i64,
    /// When it began under its first name; 0 of a record from before.
    #[serde(default)]
    pub first_began_ms: i64,
    /// How often its person got more time under this name.
    #[serde(default)]
    pub extensions: u8,
    /// And how often under the names before: a refusal does not begin the count anew.
    #[serde(default)]
    pub extended_before: u8,
    /// After a refusal: the name under which it goes on. It leads nobody there but the browser
    /// that holds the new cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl Record for Login {
    const KIND: Kind = Kind::Login;
    const VERSION: u8 = 1;
}

/// A login that was answered or goes on under another name: what "back" needs of it.
///
/// Kept apart from the [`Login`] and never written over. Attack (PX-06, INV-9): a tab that read the
/// login before its end writes how far it came after it; the login would wait again, and be
/// answered twice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ended(Login);

impl Record for Ended {
    const KIND: Kind = Kind::Ended;
    const VERSION: u8 = 1;
}

impl Ended {
    /// The end of this login. What was asked is not needed any more.
    pub fn of(login: &Login, next: Option<&Handle>) -> Self {
        Self(Login {
            ask: login.ask.emptied(),
            stage: Stage::Finished,
            outstanding: Vec::new(),
            next: next.map(Handle::to_string),
            binder: login.binder,
            expires_ms: login.expires_ms,
            language: login.language,
            language_guessed: login.language_guessed,
            requests: login.requests,
            began_ms: login.began_ms,
            first_began_ms: login.first_began_ms,
            extensions: login.extensions,
            extended_before: login.extended_before,
        })
    }

    /// What is left of it.
    pub fn login(&self) -> &Login {
        &self.0
    }
}

/// The login of this name, whether it waits or has ended.
pub async fn find(records: &Records, flow: &Handle) -> Result<Option<Login>, StoreError> {
    // In this order: one that ends in between is seen as ended.
    let (waiting, ended) = records.get_both(flow).await?;
    Ok(one_of(waiting, ended))
}

/// Of the two records of a login what it is now.
pub(crate) fn one_of(waiting: Option<Login>, ended: Option<Ended>) -> Option<Login> {
    ended.map(|Ended(login)| login).or(waiting)
}

/// The language of a login's pages, and how it was found.
#[derive(Clone, Copy, Debug)]
pub struct Spoken {
    /// The language.
    pub language: Language,
    /// Nobody wished for it.
    pub guessed: bool,
}

impl Spoken {
    /// What was wished, else a guess.
    pub fn of(offered: &Languages, wished: Option<Language>) -> Self {
        Self {
            language: wished.unwrap_or_else(|| offered.fallback()),
            guessed: wished.is_none(),
        }
    }
}

impl Login {
    /// The same at this national e-ID, to log in there.
    pub fn at_eid(&self, eid: &str) -> Self {
        let eid = eid.to_owned();
        Self {
            stage: Stage::AtEid { eid },
            ..self.clone()
        }
    }

    /// Whether this secret is the one given to the browser that began. Both are hashes, so the
    /// time that comparing takes says nothing about the secret.
    pub fn is_bound_to(&self, secret: &Secret) -> bool {
        self.binder == secret.hash()
    }
}

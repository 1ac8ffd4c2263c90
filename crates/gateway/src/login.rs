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

use eidas::{CountryCode, EntityId, LevelOfAssurance};
use pages::i18n::{Language, Languages};
use serde::{Deserialize, Serialize};
use store::env::Env;
use store::{Handle, Kind, Record, Records, Secret, StoreError};

use crate::ask::{Ask, Asker, Levels};
use crate::plain;
use crate::translate::Refusal;

/// How long a login waits for its person.
pub const LIFETIME_MS: i64 = 30 * 60 * 1000;

/// How long an expired login still knows the way back to its service.
pub const REMEMBERED_MS: i64 = 2 * 60 * 60 * 1000;

/// How often its person may ask for more time: WCAG 2.2 §2.2.1, "at least ten times".
pub const MOST_EXTENSIONS: u8 = 10;

/// How much more she gets each time. Ten times this and the half hour end ten minutes before the login's
/// name does ([`REMEMBERED_MS`]), so that one that is late still knows its service and no record lives
/// longer than before: what a login costs the store stays what it was.
pub const MORE_MS: i64 = 8 * 60 * 1000;

/// She is asked two minutes before the end, to the minute below; her answer may take one more on its
/// way. Whoever asks earlier gets nothing: of two clicks one counts.
const LAST_MINUTES_MS: i64 = 4 * 60 * 1000;

/// A request may be under way this often at once. Two are honest (a second try while the first
/// hangs in another tab), the third is generous.
pub const MOST_OUTSTANDING: usize = 3;

/// So many requests one login may make in its life, refused and begun anew or not: four ways to log
/// in, each tried three times. What it makes costs a peer, the trail and the disk.
pub const MOST_REQUESTS: u8 = 12;

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
            ..login.clone()
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
    Ok(ended.map(|Ended(login)| login).or(waiting))
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
    /// What the service wishes, else the browser, else a guess.
    pub fn of<'a>(
        offered: &Languages,
        ui_locales: impl IntoIterator<Item = &'a str>,
        accept_language: Option<&str>,
    ) -> Self {
        let wished = offered.wished(ui_locales, accept_language);
        Self {
            language: wished.unwrap_or_else(|| offered.fallback()),
            guessed: wished.is_none(),
        }
    }
}

/// How far a login has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Waiting for a choice.
    Asked,
    /// A country was chosen; its request is made by the next `GET /send`.
    Chosen {
        /// The choice.
        #[serde(with = "plain::country")]
        country: CountryCode,
    },
    /// The person was sent there at least once.
    Sent {
        /// The choice.
        #[serde(with = "plain::country")]
        country: CountryCode,
    },
    /// The person was sent to this national e-ID at least once.
    AtEid {
        /// Its id.
        eid: String,
    },
    /// Wallets were asked; one of them may have answered.
    AtWallet(AtWallet),
    /// Another country proved the person; she is told whether she is known here, and decides how to go on.
    /// Who she is lies sealed under her browser's secret.
    Arrived {
        /// The country.
        #[serde(with = "plain::country")]
        country: CountryCode,
        /// What came of a national e-ID that she wanted linked.
        #[serde(default)]
        unlinked: Option<Unlinked>,
    },
    /// The same, and she was sent to a national e-ID whose number is to be hers.
    Linking {
        /// The country.
        #[serde(with = "plain::country")]
        country: CountryCode,
        /// The e-ID.
        eid: String,
        /// For whose arrival.
        #[serde(default)]
        arrival: String,
        /// The lowest level at which it may say so.
        #[serde(with = "plain::level")]
        level: LevelOfAssurance,
    },
    /// A national e-ID proved the person; she decides whether the foreign service may know. Who
    /// she is lies sealed under her browser's secret.
    Proven {
        /// The e-ID.
        eid: String,
    },
    /// The last try did not succeed; the person decides what next.
    Refused {
        /// Where it was tried.
        tried: Tried,
        /// Why it did not.
        why: Refusal,
        /// What the person may quote: the same on every view of the page.
        reference: String,
        /// What really happened, where the profile tells it ([`crate::settings::Profile`]).
        #[serde(default)]
        reason: Option<String>,
    },
    /// Answered. What is left is the name of the service, for who comes back by "back".
    Finished,
}

/// The choice that opens a wallet, among those of national e-IDs.
pub const WALLET: &str = "wallet";

/// Two requests to wallets, of which one may be answered. Attack WV-01: the code of the page, sent
/// to somebody as a link. So each has a name of its own, and what answers the one is never taken as
/// an answer to the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtWallet {
    /// The request behind the link, for a wallet on the browser's own device.
    pub link: String,
    /// The request in the code, for a wallet on another one.
    pub code: String,
    /// What came of them.
    pub came: Came,
    /// A card was shown that cannot be used: the page says so.
    #[serde(default)]
    pub unusable: Option<Unusable>,
}

/// Why a card that a provider issued cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unusable {
    /// Its time is over.
    Expired,
    /// Its provider took it back, or suspended it.
    Revoked,
}

/// Why a national e-ID was not linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unlinked {
    /// It proved somebody whose names or date of birth are others.
    Differs,
    /// It did not come to an end: she broke it off, it failed, or it was closed.
    NotProven,
}

/// What came of the requests to wallets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// Nothing yet.
    Nothing,
    /// An answer that was verified, under this name; to this one.
    Answer {
        /// Its name.
        name: String,
        /// Which of the two it answers.
        device: Device,
    },
    /// Somebody who knew a request said no in the place of a wallet.
    No,
}

/// Where the wallet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Device {
    /// On the browser's own.
    This,
    /// On another.
    Other,
    /// Wherever the browser found one itself: its Digital Credentials API. The answer comes in the
    /// browser that asked.
    Browser,
}

impl Login {
    /// What a wallet's answer to the request of this name comes to. One winner: `false` when another
    /// answer came before, or the person has gone on.
    pub fn came(&mut self, request: &str, came: &Came) -> bool {
        match &mut self.stage {
            Stage::AtWallet(at)
                if at.came == Came::Nothing && (at.link == request || at.code == request) =>
            {
                at.came.clone_from(came);
                true
            }
            _ => false,
        }
    }

    /// A card was shown in answer to the request of this name that cannot be used. The first one is
    /// kept: whoever shows many changes the login once. `false` when there is nothing new.
    pub fn shown_unusable(&mut self, request: &str, why: Unusable) -> bool {
        match &mut self.stage {
            Stage::AtWallet(at)
                if at.came == Came::Nothing
                    && at.unusable.is_none()
                    && (at.link == request || at.code == request) =>
            {
                at.unusable = Some(why);
                true
            }
            _ => false,
        }
    }

    /// Two requests to wallets, in the place of those before.
    ///
    /// # Errors
    /// It has made its share.
    pub fn ask_wallets(&mut self, link: &Handle, code: &Handle) -> Result<(), TooMany> {
        if self.requests >= MOST_REQUESTS {
            return Err(TooMany);
        }
        self.requests += 1;
        self.stage = Stage::AtWallet(AtWallet {
            link: link.to_string(),
            code: code.to_string(),
            came: Came::Nothing,
            unusable: None,
        });
        Ok(())
    }
}

/// Where a login was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tried {
    /// At another country's node.
    Country(#[serde(with = "plain::country")] CountryCode),
    /// At a national e-ID.
    Eid(String),
}

impl Tried {
    /// The country, if it was one.
    pub fn country(&self) -> Option<CountryCode> {
        match self {
            Self::Country(country) => Some(*country),
            Self::Eid(_) => None,
        }
    }

    /// The e-ID, if it was one.
    pub fn eid(&self) -> Option<&str> {
        match self {
            Self::Country(_) => None,
            Self::Eid(eid) => Some(eid),
        }
    }

    /// The word for counters and logs.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Country(country) => country.as_str(),
            Self::Eid(eid) => eid,
        }
    }
}

impl Stage {
    /// The page on which its person goes on.
    pub fn page(&self) -> &'static str {
        match self {
            Self::Asked | Self::AtEid { .. } => "/choose",
            Self::Chosen { .. } | Self::Sent { .. } | Self::Refused { .. } => "/send",
            Self::AtWallet(_) => "/wallet",
            Self::Arrived { .. } | Self::Linking { .. } => "/match",
            Self::Proven { .. } => "/consent",
            Self::Finished => "/continue",
        }
    }

    /// The country of the last choice.
    pub fn country(&self) -> Option<CountryCode> {
        match self {
            Self::Arrived { country, .. }
            | Self::Chosen { country }
            | Self::Linking { country, .. }
            | Self::Sent { country }
            | Self::Refused {
                tried: Tried::Country(country),
                ..
            } => Some(*country),
            Self::Asked
            | Self::AtEid { .. }
            | Self::AtWallet(_)
            | Self::Proven { .. }
            | Self::Refused { .. }
            | Self::Finished => None,
        }
    }

    /// The national e-ID to which a request may go now.
    pub fn asks_eid(&self) -> Option<&str> {
        match self {
            Self::AtEid { eid } | Self::Linking { eid, .. } => Some(eid),
            _ => None,
        }
    }

    /// The national e-ID of the last choice.
    pub fn eid(&self) -> Option<&str> {
        match self {
            Self::AtEid { eid }
            | Self::Linking { eid, .. }
            | Self::Proven { eid }
            | Self::Refused {
                tried: Tried::Eid(eid),
                ..
            } => Some(eid),
            Self::AtWallet(_) => Some(WALLET),
            Self::Arrived { .. }
            | Self::Asked
            | Self::Chosen { .. }
            | Self::Sent { .. }
            | Self::Refused { .. }
            | Self::Finished => None,
        }
    }
}

/// What leads to a login that is about to begin.
#[derive(Clone, Debug)]
pub struct Names {
    /// Its public name, for URLs.
    pub flow: Handle,
    /// The browser's cookie.
    pub secret: Secret,
}

impl Names {
    /// New ones.
    pub fn new(env: &Env) -> Self {
        let now = env.now_ms();
        Self {
            flow: Handle::new(env, now + REMEMBERED_MS),
            secret: Secret::new(env, now + LIFETIME_MS),
        }
    }
}

/// A new login with the names that lead to it.
#[derive(Debug)]
pub struct Begun {
    /// Its public name, for URLs.
    pub flow: Handle,
    /// The browser's cookie.
    pub secret: Secret,
    /// What is stored.
    pub login: Login,
}

impl Login {
    /// A login that begins now. `None` only when the request cannot be written down.
    pub fn begin<T: Serialize>(
        asker: Asker,
        levels: Levels,
        asked: &T,
        language: Spoken,
        env: &Env,
    ) -> Option<Begun> {
        Self::begin_as(Names::new(env), asker, levels, asked, language, env)
    }

    /// The same, under names that were made before.
    pub fn begin_as<T: Serialize>(
        names: Names,
        asker: Asker,
        levels: Levels,
        asked: &T,
        language: Spoken,
        env: &Env,
    ) -> Option<Begun> {
        let Names { flow, secret } = names;
        let ask = Ask::new(asker, levels, asked, &secret, env)?;
        let login = Self::new(ask, &secret, language, Stage::Asked, env);
        Some(Begun {
            flow,
            secret,
            login,
        })
    }

    /// The same login after a refusal: a new name and binder, nothing under way.
    ///
    /// What was under way dies with the old name, so that an answer that comes late cannot finish
    /// a login whose person has already decided anew.
    pub fn again(
        &self,
        old: &Secret,
        tried: Tried,
        why: Refusal,
        (reference, reason): (String, Option<String>),
        env: &Env,
    ) -> Option<Begun> {
        let Names { flow, secret } = Names::new(env);
        let ask = self.ask.resealed(old, &secret, env)?;
        let stage = Stage::Refused {
            tried,
            why,
            reference,
            reason,
        };
        let spoken = Spoken {
            language: self.language,
            guessed: self.language_guessed,
        };
        let login = Self {
            requests: self.requests,
            extended_before: self.extended(),
            ..Self::new(ask, &secret, spoken, stage, env)
        };
        Some(Begun {
            flow,
            secret,
            login,
        })
    }

    /// The same at this national e-ID, to log in there.
    pub fn at_eid(&self, eid: &str) -> Self {
        let eid = eid.to_owned();
        Self {
            stage: Stage::AtEid { eid },
            ..self.clone()
        }
    }

    /// One more request to an e-ID. The fourth at once is refused, not the oldest let go: each is a
    /// call to the e-ID, and whoever holds a cookie could make it eight hundred times.
    ///
    /// # Errors
    /// Three are under way, or it has made its share.
    pub fn ask_eid(&mut self, state: &Handle) -> Result<(), TooMany> {
        if self.outstanding.len() >= MOST_OUTSTANDING {
            return Err(TooMany);
        }
        self.ask(state)
    }

    /// The e-ID could not be asked.
    pub fn not_asked(&mut self, state: &Handle) {
        self.outstanding.retain(|name| name != state.as_str());
    }

    /// One more request to this country's node; of more than three at once the oldest is to be let
    /// go. Somebody may have chosen anew since: that stands.
    ///
    /// # Errors
    /// It has made its share.
    pub fn ask_node(
        &mut self,
        request: &Handle,
        country: CountryCode,
    ) -> Result<Option<Handle>, TooMany> {
        self.ask(request)?;
        if self.stage == (Stage::Chosen { country }) {
            self.stage = Stage::Sent { country };
        }
        let too_many = self.outstanding.len() > MOST_OUTSTANDING;
        let oldest = too_many.then(|| self.outstanding.remove(0));
        Ok(oldest.as_deref().and_then(Handle::parse))
    }

    fn ask(&mut self, request: &Handle) -> Result<(), TooMany> {
        if self.requests >= MOST_REQUESTS {
            return Err(TooMany);
        }
        self.requests += 1;
        self.outstanding.push(request.to_string());
        Ok(())
    }

    fn new(ask: Ask, secret: &Secret, spoken: Spoken, stage: Stage, env: &Env) -> Self {
        let expires_ms = env.now_ms() + LIFETIME_MS;
        Self {
            ask,
            binder: secret.hash(),
            expires_ms,
            language: spoken.language,
            language_guessed: spoken.guessed,
            stage,
            outstanding: Vec::new(),
            requests: 0,
            extensions: 0,
            extended_before: 0,
            next: None,
        }
    }

    /// When it began under this name. Whoever proves the person must do so after it (PX-11), however
    /// often she asked for more time.
    pub fn begun_ms(&self) -> i64 {
        self.expires_ms - LIFETIME_MS - i64::from(self.extensions) * MORE_MS
    }

    /// How long it may take in all, as far as it was extended.
    pub fn lives_ms(&self) -> i64 {
        self.expires_ms - self.begun_ms()
    }

    /// More time, when the end is near and it is not the eleventh; whether it was given.
    pub fn more_time(&mut self, now_ms: i64) -> bool {
        let near = self.expires_ms - now_ms <= LAST_MINUTES_MS;
        let given = near && self.is_waiting(now_ms) && self.may_have_more();
        if given {
            self.expires_ms += MORE_MS;
            self.extensions += 1;
        }
        given
    }

    /// Whether it has been given less than its share of time.
    pub fn may_have_more(&self) -> bool {
        self.extended() < MOST_EXTENSIONS
    }

    const fn extended(&self) -> u8 {
        self.extended_before.saturating_add(self.extensions)
    }

    /// Whether this secret is the one given to the browser that began. Both are hashes, so the
    /// time that comparing takes says nothing about the secret.
    pub fn is_bound_to(&self, secret: &Secret) -> bool {
        self.binder == secret.hash()
    }

    /// How long its browser is to be known, in seconds. A foreign connector is answered also when
    /// the time is over; a national service has an address of its own to go back to.
    pub fn cookie_s(&self) -> i64 {
        match self.ask.asker {
            Asker::Service { .. } => LIFETIME_MS / 1000,
            Asker::Node { .. } => REMEMBERED_MS / 1000,
        }
    }

    /// Whether it is a foreign connector's whose time is over, and which nobody answered.
    pub fn is_late(&self, now_ms: i64) -> bool {
        let foreign = matches!(self.ask.asker, Asker::Node { .. });
        foreign && now_ms >= self.expires_ms && self.stage != Stage::Finished
    }

    /// Whether it still waits.
    pub fn is_waiting(&self, now_ms: i64) -> bool {
        now_ms < self.expires_ms && self.stage != Stage::Finished
    }
}

/// A login may make no more requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// A request under way to a foreign node, kept under its message id. Taken by the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outstanding {
    /// The login it belongs to.
    pub flow: String,
    /// The country asked.
    #[serde(with = "plain::country")]
    pub country: CountryCode,
    /// The node asked.
    #[serde(with = "plain::entity")]
    pub entity_id: EntityId,
    /// The level asked for, as minimum.
    #[serde(with = "plain::level")]
    pub level: LevelOfAssurance,
    /// When it was sent.
    pub sent_ms: i64,
    /// The names of the attributes that it asked for. A record from before has none: of its answer the
    /// minimum data set is taken.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// The name of our key that signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
}

impl Record for Outstanding {
    const KIND: Kind = Kind::Request;
    const VERSION: u8 = 1;
}

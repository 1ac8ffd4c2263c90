// SPDX-License-Identifier: EUPL-1.2
//! Single sign-on between national services.
//!
//! A session holds what a national e-ID proved, sealed under a cookie that only the browser has.
//! It begins with a login that a service asked for, and under a new name each time (a cookie
//! stolen before is worth nothing after). It ends when nobody used it for a while, and some time
//! after its login in any case: LO-08; or when its person ends it ([`crate::flow::logout`]), for which
//! it knows the services that were answered. A foreign connector's login neither reads nor makes one.
//!
//! A group of services has sessions of its own, each under a cookie of its own: they serve the services of
//! that group and no other ([`crate::settings::Sso`]).
//!
//! What another country's node proved is shared only if the operator wants that (`share_foreign`):
//! the node was told one service's name. Then it serves services of the same sector alone (a
//! country may have other terms for private companies), only while that node could be asked on
//! behalf of this service too. Where she is matched, by the number that she was told.

mod begin;
mod end;
mod find;
mod join;

use std::collections::BTreeSet;

use eidas::{CountryCode, EntityId, LevelOfAssurance};
use oidc::provider::{AuthorizationRequest, Source};
use serde::{Deserialize, Serialize};
use store::{Key, Kind, Record, Secret, StoreError, Together};

pub(in crate::flow) use self::begin::{citizen, guest};
use self::end::Heir;
pub(in crate::flow) use self::end::end;
pub use self::find::{Found, find, of_client};
pub use self::join::{Joined, join};
use crate::app::App;
use crate::citizen::Citizen;
use crate::cookie::SessionCookies;
use crate::flow::Fault;
use crate::flow::end::proven_by::is_open;
use crate::flow::end::revocation::{
    Revocable, key_of_session, marks_for_codes_ms, outlives_logout,
};
use crate::identity::Identity;
use crate::matching::{Match, Method, Pid};
use crate::plain;
use crate::settings::SsoGroup;

/// What is kept under the session cookie.
#[derive(Serialize, Deserialize)]
pub struct Session {
    /// Its public name, for the audit trail. Leads to nothing.
    id: String,
    who: Who,
    /// The services that were answered from it.
    visited: Vec<Visited>,
    began_ms: i64,
    used_ms: i64,
    /// The group whose services share it; `None`: those that are in no group.
    #[serde(default)]
    group: Option<SsoGroup>,
}

/// A service that was answered from a session: what a logout needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Visited {
    /// The service.
    pub client_id: String,
    /// The person as it knows her.
    pub sub: String,
    /// The session as it knows it: another name at each service, so that no two of them can tell that
    /// they have the same person.
    pub sid: String,
    /// What it got last, but for what outlives a logout.
    grants: Vec<Revocable>,
    /// Until when marks of the session are kept at its end, for what it got before.
    #[serde(default)]
    before_ms: BTreeSet<i64>,
}

/// So many answers to one service a logout takes back one by one, with codes that nobody redeemed; what came of those
/// before dies by the mark of the session. Some ask each minute whether she is still there (`prompt=none`).
const MOST_GRANTS: usize = 32;

/// An answer that a service is about to get.
pub(in crate::flow) struct Answered<'a> {
    /// What it asked.
    pub request: &'a AuthorizationRequest,
    /// The person as it knows her.
    pub sub: &'a str,
    /// What it gets.
    pub code: &'a Secret,
}

impl Visited {
    /// Takes back what it got. Its access tokens die, and so do its refresh tokens: Back-Channel Logout
    /// §2.7.
    pub(super) fn take_back(&self, app: &App, together: Together) -> Together {
        let grants = self.grants.iter();
        let together = grants.fold(together, |together, grant| grant.revoke_with(app, together));
        self.marks(app.env.now_ms())
            .fold(together, |together, (mark, until_ms)| {
                together.put_at(mark, Vec::new(), until_ms)
            })
    }

    /// The marks of the session that its end sets: for what the service got before, and for codes that it did not
    /// redeem yet.
    fn marks(&self, now_ms: i64) -> impl Iterator<Item = (Key, i64)> {
        let mut ends = self.before_ms.clone();
        ends.extend(marks_for_codes_ms(now_ms));
        let sid = &self.sid;
        ends.into_iter()
            .map(move |until_ms| (key_of_session(sid, until_ms), until_ms))
    }
}

/// Whose session it is.
#[derive(Serialize, Deserialize)]
enum Who {
    Citizen(Citizen),
    Guest(Guest),
}

/// A person whom another country's node proved.
#[derive(Serialize, Deserialize)]
struct Guest {
    identity: Identity,
    /// The node.
    #[serde(with = "plain::entity")]
    entity_id: EntityId,
    /// The service that asked it was a private company.
    private: bool,
    /// The number that she was told she is known by here, in this login or before.
    #[serde(default)]
    known_as: Option<Pid>,
    /// The national e-ID that said so.
    #[serde(default)]
    known_by: Option<String>,
}

impl Guest {
    /// The match that she was told, while who said so is open.
    fn told(&self, app: &App) -> Option<Match> {
        let by = self.known_by.clone();
        let open = by.as_deref().is_none_or(|by| is_open(app, by));
        let pid = self.known_as.clone().filter(|_| open)?;
        let method = Method::Session;
        Some(Match::Found { pid, method, by })
    }
}

impl Who {
    fn level(&self) -> LevelOfAssurance {
        match self {
            Self::Citizen(citizen) => citizen.level,
            Self::Guest(guest) => guest.identity.level,
        }
    }

    fn auth_time(&self) -> i64 {
        match self {
            Self::Citizen(citizen) => citizen.auth_time,
            Self::Guest(guest) => guest.identity.auth_time,
        }
    }

    /// What a `sub` is made of.
    fn source(&self) -> (Source, &str) {
        match self {
            Self::Citizen(citizen) => (Source::National, citizen.number.as_str()),
            Self::Guest(guest) => (Source::Eidas, &guest.identity.identifier),
        }
    }

    fn heir(&self) -> Heir {
        let (source, identifier) = self.source();
        (source, identifier.to_owned())
    }
}

impl Record for Session {
    const KIND: Kind = Kind::Session;
    const VERSION: u8 = 3;
}

impl Session {
    /// Its public name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The services that were answered from it, the first one first.
    pub fn visited(&self) -> &[Visited] {
        &self.visited
    }

    /// What this service knows of it.
    pub fn at(&self, client_id: &str) -> Option<&Visited> {
        self.visited.iter().find(|one| one.client_id == client_id)
    }

    /// The group whose services share it.
    pub fn group(&self) -> Option<&SsoGroup> {
        self.group.as_ref()
    }

    /// When its person logged in, in milliseconds.
    pub fn began_ms(&self) -> i64 {
        self.began_ms
    }

    /// The e-ID that proved its person, by id, or the country.
    pub fn proven_at(&self) -> Result<&str, CountryCode> {
        match &self.who {
            Who::Citizen(citizen) => Ok(&citizen.eid),
            Who::Guest(guest) => Err(guest.identity.country),
        }
    }

    /// Remembers an answer. What it says of the session: its name as the service knows it.
    fn answer(&mut self, answered: &Answered<'_>, fresh: &str) -> String {
        let client_id = answered.request.client_id.as_str();
        let known = self
            .visited
            .iter()
            .position(|one| one.client_id == client_id);
        let at = known.unwrap_or_else(|| {
            self.visited.push(Visited {
                client_id: client_id.to_owned(),
                sub: String::new(),
                sid: fresh.to_owned(),
                grants: Vec::new(),
                before_ms: BTreeSet::new(),
            });
            self.visited.len() - 1
        });
        let Some(one) = self.visited.get_mut(at) else {
            return fresh.to_owned();
        };
        one.sub = answered.sub.to_owned();
        if !outlives_logout(answered.request) {
            let lifetimes = &answered.request.lifetimes;
            one.grants
                .extend(Revocable::of_code(answered.code, lifetimes));
        }
        let too_many = one.grants.len().saturating_sub(MOST_GRANTS);
        let before = one.grants.drain(..too_many);
        one.before_ms
            .extend(before.map(|grant| grant.of_its_session_ms()));
        one.before_ms.retain(|until_ms| *until_ms >= self.used_ms);
        one.sid.clone()
    }

    fn ends_ms(&self, app: &App) -> i64 {
        let sessions = app.settings().sessions;
        let ms = |length: std::time::Duration| i64::try_from(length.as_millis()).unwrap_or(0);
        (self.used_ms + ms(sessions.idle)).min(self.began_ms + ms(sessions.absolute))
    }
}

/// The browser's session, if it lives.
pub async fn alive(app: &App, secret: Option<&Secret>) -> Result<Option<Session>, StoreError> {
    let Some(secret) = secret else {
        return Ok(None);
    };
    let session: Option<Session> = match app.records.get_sealed(secret).await {
        // Of the version before: she logs in once more.
        Err(StoreError::Unreadable { .. }) => None,
        read => read?,
    };
    let now_ms = app.env.now_ms();
    Ok(session.filter(|session| now_ms < session.ends_ms(app)))
}

/// She ended the match that is kept of her: none of her sessions tells anybody of it any more.
pub(in crate::flow) async fn unmatch(
    app: &App,
    cookies: &SessionCookies,
    identifier: &str,
) -> Result<(), Fault> {
    for (_, secret) in cookies.all() {
        if alive(app, Some(secret)).await?.is_some() {
            unmatch_in(app, secret, identifier).await?;
        }
    }
    Ok(())
}

async fn unmatch_in(app: &App, secret: &Secret, identifier: &str) -> Result<(), Fault> {
    let forget = |session: &mut Session| {
        if let Who::Guest(guest) = &mut session.who
            && guest.identity.identifier == identifier
        {
            guest.known_as = None;
            guest.known_by = None;
        }
    };
    let until_ms = |session: &Session| session.ends_ms(app);
    app.records.change_sealed(secret, until_ms, forget).await?;
    Ok(())
}

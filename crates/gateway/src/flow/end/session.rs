// SPDX-License-Identifier: EUPL-1.2
//! Single sign-on between national services.
//!
//! A session holds what a national e-ID proved, sealed under a cookie that only the browser has.
//! It begins with a login that a service asked for, and under a new name each time (a cookie
//! stolen before is worth nothing after). It ends when nobody used it for a while, and some time
//! after its login in any case: LO-08. A foreign connector's login neither reads nor makes one.
//!
//! What another country's node proved is shared only if the operator wants that (`share_foreign`):
//! the node was told one service's name. Then it serves services of the same sector alone (a
//! country may have other terms for private companies), only while that node could be asked on
//! behalf of this service too, and the register is asked anew.

use eidas::{EntityId, LevelOfAssurance, SpType};
use oidc::protocol::Acr;
use oidc::provider::{AuthorizationRequest, AuthorizationResponse, Source};
use serde::{Deserialize, Serialize};
use store::{Handle, Kind, Record, Secret};

use crate::app::App;
use crate::ask::Levels;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::askable::could_be_asked;
use crate::flow::end::code::code_for;
use crate::flow::end::person::{citizen_subject, foreign_subject, match_person, pairwise};
use crate::flow::end::proven_by::ProvenBy;
use crate::flow::end::pushed;
use crate::flow::{Fault, HeldLogin};
use crate::identity::Identity;
use crate::plain;
use crate::settings::ClientSettings;
use crate::translate::{acr_of, national_acr_of};

/// What is kept under the session cookie.
#[derive(Serialize, Deserialize)]
pub struct Session {
    /// Its public name, for the audit trail. Leads to nothing.
    id: String,
    who: Who,
    /// The services that were answered from it.
    clients: Vec<String>,
    began_ms: i64,
    used_ms: i64,
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

    fn proven_by(&self) -> ProvenBy {
        match self {
            Self::Citizen(citizen) => ProvenBy::Eid(citizen.eid.clone()),
            Self::Guest(guest) => ProvenBy::Node(guest.entity_id.clone()),
        }
    }

    /// What a `sub` is made of.
    fn source(&self) -> (Source, &str) {
        match self {
            Self::Citizen(citizen) => (Source::National, citizen.number.as_str()),
            Self::Guest(guest) => (Source::Eidas, &guest.identity.identifier),
        }
    }
}

impl Record for Session {
    const KIND: Kind = Kind::Session;
    const VERSION: u8 = 2;
}

impl Session {
    fn ends_ms(&self, app: &App) -> i64 {
        let sessions = app.settings().sessions;
        let ms = |length: std::time::Duration| i64::try_from(length.as_millis()).unwrap_or(0);
        (self.used_ms + ms(sessions.idle)).min(self.began_ms + ms(sessions.absolute))
    }
}

/// What a browser's session is worth for a request.
pub enum Found {
    /// There is none, or none that this request may use.
    None,
    /// It answers the request without a page.
    Serves(Box<Session>),
    /// Its level is lower than asked.
    TooLow,
}

/// Looks whether the browser's session answers this request. OIDC Core §3.1.2.3.
pub async fn find(
    app: &App,
    secret: Option<&Secret>,
    request: &AuthorizationRequest,
    levels: Levels,
) -> Result<Found, Fault> {
    let Some(secret) = secret else {
        return Ok(Found::None);
    };
    let current = app.current();
    let client = current.client(request.client_id.as_str());
    let Some(client) = client.filter(|client| client.settings.sso) else {
        return Ok(Found::None);
    };
    let session: Option<Session> = app.records.get_sealed(secret).await?;
    let now_ms = app.env.now_ms();
    let Some(mut session) = session.filter(|session| now_ms < session.ends_ms(app)) else {
        return Ok(Found::None);
    };
    let least = match &session.who {
        Who::Citizen(_) => levels.national,
        Who::Guest(_) => levels.european,
    };
    let Some(least) = least else {
        return Ok(Found::None);
    };
    let open = match &mut session.who {
        Who::Citizen(citizen) => {
            let eid = current.settings.eid(&citizen.eid);
            // What her word counts as today: the operator may have lowered it since she logged in.
            let level = eid.and_then(|eid| app.at_home(eid).level_of(&citizen.acr));
            citizen.level = level.map_or(citizen.level, |now| now.min(citizen.level));
            level.is_some()
        }
        Who::Guest(guest) => {
            let sector = (client.settings.sp_type == SpType::Private) == guest.private;
            is_shared(app, &client.settings)
                && sector
                && could_be_asked(app, &guest.entity_id, levels, client)
        }
    };
    let who = &session.who;
    let age_s = now_ms.div_euclid(1000) - who.auth_time();
    // `max_age=0` is `prompt=login`, also within the second of the login. OIDC Core §3.1.2.1.
    let too_old = request
        .max_age
        .is_some_and(|most| most == 0 || age_s > most);
    if who.level() < least {
        return Ok(match who {
            Who::Citizen(_) => Found::TooLow,
            // Another country's level is chosen anew with the country.
            Who::Guest(_) => Found::None,
        });
    }
    let (source, identifier) = who.source();
    let sub = pairwise(app, request, source, identifier)?;
    let acr = Acr::new(match who {
        Who::Citizen(_) => national_acr_of(who.level()),
        Who::Guest(_) => acr_of(who.level()),
    });
    let meant = request.asks_for(&sub) && request.takes(&acr);
    if !open || too_old || request.prompt.shown() || !meant {
        return Ok(Found::None);
    }
    Ok(Found::Serves(Box::new(session)))
}

/// Whether foreign logins of this service are shared. One that receives representatives gets each
/// answer for itself alone.
fn is_shared(app: &App, client: &ClientSettings) -> bool {
    app.settings().sessions.share_foreign && client.sso && !client.representation
}

/// What came of a session that was found to answer a request.
pub enum Joined {
    /// It did, without a page.
    Answered(AuthorizationResponse),
    /// It ended since it was found.
    Ended,
    /// The pushed request was answered before.
    Used,
}

/// Answers a request from the session, without a page.
///
/// Attack: one tab has found the session; another steps up, and the session goes on under a new
/// name, its old one removed; now the first tab writes that it used the old one, and whoever stole
/// that cookie has a session again. Defence: what is not there any more is not written.
pub async fn join(
    app: &App,
    session: Session,
    secret: &Secret,
    request: &AuthorizationRequest,
    pushed: Option<&str>,
) -> Result<Joined, Fault> {
    app.audit.writable()?;
    let login = Handle::new(&app.env, app.env.now_ms()).to_string();
    let client_id = request.client_id.as_str().to_owned();
    let now_ms = app.env.now_ms();
    let used = |session: &mut Session| {
        session.used_ms = now_ms;
        if !session.clients.contains(&client_id) {
            session.clients.push(client_id.clone());
        }
    };
    let until_ms = |session: &Session| session.ends_ms(app);
    let changed = app.records.change_sealed(secret, until_ms, used).await?;
    if changed.is_none() {
        return Ok(Joined::Ended);
    }
    let Some(sole) = pushed::take(app, pushed).await? else {
        return Ok(Joined::Used);
    };
    let event = AuditEvent::SessionUsed {
        login: login.clone(),
        session: session.id.clone(),
        client_id,
    };
    app.audit.note(event).await?;
    let (subject, country, eid) = match &session.who {
        Who::Citizen(citizen) => {
            let subject = citizen_subject(app, request, citizen)?;
            (subject, "none", citizen.eid.as_str())
        }
        Who::Guest(guest) => {
            let identity = &guest.identity;
            let person_ref = app.audit.person_ref(&identity.identifier);
            let matched = match_person(app, &login, identity, &person_ref).await?;
            let sub = pairwise(app, request, Source::Eidas, &identity.identifier)?;
            let subject = foreign_subject(sub, identity, &matched);
            (subject, identity.country.as_str(), "none")
        }
    };
    let proven_by = session.who.proven_by();
    let issued = code_for(app, &login, request, sole, subject, proven_by).await?;
    if let Err(error) = app.records.durable().await {
        issued.withdraw(app, None).await;
        return Err(error.into());
    }
    app.metrics.login_started();
    app.metrics.login_ended(country, eid, "session");
    Ok(Joined::Answered(issued.response))
}

/// A session under a new name; the one that the browser had is gone with its old name.
async fn start(
    app: &App,
    open: &HeldLogin,
    who: Who,
    client_id: &str,
    old: Option<Secret>,
) -> Result<Secret, Fault> {
    let now_ms = app.env.now_ms();
    let absolute = app.settings().sessions.absolute;
    let longest = i64::try_from(absolute.as_millis()).unwrap_or(0);
    let secret = Secret::new(&app.env, now_ms + longest);
    let mut clients = vec![client_id.to_owned()];
    if let Some(old) = old {
        let before: Option<Session> = app.records.get_sealed(&old).await?;
        // The services of the same person's session go on in this one; a stranger's do not.
        let same = before.filter(|before| before.who.source() == who.source());
        let theirs = same.map(|before| before.clients).unwrap_or_default();
        clients.extend(theirs.into_iter().filter(|id| id != client_id));
        app.records.remove_sealed::<Session>(&old).await?;
    }
    let session = Session {
        id: Handle::new(&app.env, now_ms).tag().to_owned(),
        who,
        clients,
        began_ms: now_ms,
        used_ms: now_ms,
    };
    let until = session.ends_ms(app);
    app.records.put_sealed(&secret, &session, until).await?;
    let event = AuditEvent::SessionStarted {
        login: open.flow.to_string(),
        session: session.id,
        loa: session.who.level().uri().to_owned(),
    };
    app.audit.note(event).await?;
    Ok(secret)
}

/// A session for a person whom a national e-ID proved, in place of the browser's older one.
pub(in crate::flow) async fn citizen(
    app: &App,
    open: &HeldLogin,
    citizen: &Citizen,
    client: &ClientSettings,
    old: Option<Secret>,
) -> Result<Option<Secret>, Fault> {
    if !client.sso {
        return Ok(None);
    }
    let who = Who::Citizen(citizen.clone());
    start(app, open, who, &client.client_id, old)
        .await
        .map(Some)
}

/// A session for a person whom another country proved, where those are shared. The node's answer
/// came cross-site and so without the cookie of an older session, which this one takes the place of.
pub(in crate::flow) async fn guest(
    app: &App,
    open: &HeldLogin,
    identity: &Identity,
    entity_id: &EntityId,
    client: &ClientSettings,
) -> Result<Option<Secret>, Fault> {
    if !is_shared(app, client) {
        return Ok(None);
    }
    let who = Who::Guest(Guest {
        identity: identity.clone(),
        entity_id: entity_id.clone(),
        private: client.sp_type == SpType::Private,
    });
    start(app, open, who, &client.client_id, None)
        .await
        .map(Some)
}

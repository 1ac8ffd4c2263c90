// SPDX-License-Identifier: EUPL-1.2
//! Single sign-on between national services.
//!
//! A session holds what a national e-ID proved, sealed under a cookie that only the browser has.
//! It begins with a login that a service asked for, and under a new name each time (a cookie
//! stolen before is worth nothing after). It ends when nobody used it for a while, and some time
//! after its login in any case: LO-08; or when its person ends it ([`crate::flow::logout`]), for which
//! it knows the services that were answered. A foreign connector's login neither reads nor makes one.
//!
//! What another country's node proved is shared only if the operator wants that (`share_foreign`):
//! the node was told one service's name. Then it serves services of the same sector alone (a
//! country may have other terms for private companies), only while that node could be asked on
//! behalf of this service too. Where she is matched, by the number that she was told.

use eidas::{CountryCode, EntityId, LevelOfAssurance, SpType};
use oidc::protocol::Acr;
use oidc::provider::{AuthorizationRequest, AuthorizationResponse, Source, Subject};
use serde::{Deserialize, Serialize};
use store::{Concluded, Handle, Kind, Record, Secret, StoreError, Taken, Taker, Together};
use tokio::sync::oneshot;

use crate::app::App;
use crate::app::calls::Call;
use crate::ask::Levels;
use crate::attributes;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::askable::could_be_asked;
use crate::flow::end::code::{code_for, new_code};
use crate::flow::end::farewell::{Farewell, Why, part, say};
use crate::flow::end::person::{
    citizen_subject, foreign_subject, match_person, note_matched, pairwise,
};
use crate::flow::end::proven_by::{ProvenBy, is_open};
use crate::flow::end::pushed;
use crate::flow::end::revocation::Revocable;
use crate::flow::end::untold::Untold;
use crate::flow::{Fault, HeldLogin};
use crate::identity::Identity;
use crate::matching::{Match, Method, Pid};
use crate::plain;
use crate::settings::{ClientSettings, MatchPage};
use crate::translate::{acr_of, national_acr_of};

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
    /// What it got, but for what outlives a logout.
    grants: Vec<Revocable>,
}

/// So many answers to one service a logout takes back, the latest; what was given before is older than
/// any access token.
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
        grants.fold(together, |together, grant| grant.revoke_with(app, together))
    }

    /// The same one by one, where the writes that go together failed: as much of it as can be.
    async fn take_back_what_can_be(&self, app: &App) {
        for grant in &self.grants {
            if let Err(error) = grant.revoke(app).await {
                tracing::error!(%error, "what a service got in a session that ended could not be taken back");
            }
        }
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

    fn proven_by(&self) -> ProvenBy {
        match self {
            Self::Citizen(citizen) => ProvenBy::of(citizen),
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
            });
            self.visited.len() - 1
        });
        let Some(one) = self.visited.get_mut(at) else {
            return fresh.to_owned();
        };
        one.sub = answered.sub.to_owned();
        // §2.7: what the person allowed for when she is away "normally SHOULD NOT be revoked".
        if !answered.request.scope.contains("offline_access") {
            let lifetimes = &answered.request.lifetimes;
            one.grants
                .extend(Revocable::of_code(answered.code, lifetimes));
        }
        let too_many = one.grants.len().saturating_sub(MOST_GRANTS);
        one.grants.drain(..too_many);
        one.sid.clone()
    }

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
    let now_ms = app.env.now_ms();
    let Some(mut session) = alive(app, Some(secret)).await? else {
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
            // What her word counts as today: the operator may have lowered it since she logged in.
            let level = match &citizen.pid {
                Some(provider) => app.level_of_pid(provider),
                None => {
                    let eid = current.settings.eid(&citizen.eid);
                    eid.and_then(|eid| app.at_home(eid).level_of(&citizen.acr))
                }
            };
            citizen.level = level.map_or(citizen.level, |now| now.min(citizen.level));
            level.is_some()
        }
        Who::Guest(guest) => {
            // What she proved beside the minimum data set was for the service that asked, and is not
            // kept: who wants more has it asked for again.
            let more = attributes::asked(request, &client.settings)
                .next()
                .is_some();
            // Whom the register does not know is told so at each service, on a page.
            let told = !client.settings.asks_the_register()
                || client.settings.match_page == MatchPage::Absent
                || current.settings.matching.is_none()
                || guest.told(app).is_some();
            let sector = (client.settings.sp_type == SpType::Private) == guest.private;
            !more
                && told
                && is_shared(app, &client.settings)
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
    let (source, identifier) = session.who.source();
    let sub = pairwise(app, request, source, identifier)?;
    let (code, fresh) = (new_code(app, request), app.env.token());
    let answered = Answered {
        request,
        sub: &sub,
        code: &code,
    };
    // LO-10: before there is a code, so that a logout takes back also the one under way.
    let used = |session: &mut Session| {
        session.used_ms = now_ms;
        session.answer(&answered, &fresh)
    };
    let until_ms = |session: &Session| session.ends_ms(app);
    let changed = app.records.change_sealed(secret, until_ms, used).await?;
    let Some((sid, _)) = changed else {
        return Ok(Joined::Ended);
    };
    let Some(sole) = pushed::take(app, pushed).await? else {
        return Ok(Joined::Used);
    };
    let event = AuditEvent::SessionUsed {
        login: login.clone(),
        session: session.id.clone(),
        client_id: client_id.clone(),
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
            let told = guest.told(app);
            let matched = matched(app, request, &login, (identity, &person_ref), told).await?;
            let subject = foreign_subject(sub.clone(), identity, matched.as_ref());
            (subject, identity.country.as_str(), "none")
        }
    };
    let subject = Subject {
        sid: Some(sid),
        ..subject
    };
    let proven_by = session.who.proven_by();
    let issued = code_for(app, &login, request, (code, sole), subject, proven_by).await?;
    let kept = async {
        let grant = issued.grant.clone();
        app.records.write_behind_claims(grant).await?;
        app.records.durable().await
    };
    if let Err(error) = kept.await {
        issued.withdraw(app, None).await;
        return Err(error.into());
    }
    app.metrics.login_started();
    app.metrics.login_ended(country, eid, "session");
    Ok(Joined::Answered(issued.response))
}

/// Under which number a guest is known to this service: as she was told when she logged in.
async fn matched(
    app: &App,
    request: &AuthorizationRequest,
    login: &str,
    (identity, person_ref): (&Identity, &str),
    told: Option<Match>,
) -> Result<Option<Match>, Fault> {
    let current = app.current();
    let client = current.client(request.client_id.as_str());
    let by_register = client.is_some_and(|it| it.settings.asks_the_register());
    match told.filter(|_| by_register) {
        Some(found) => {
            note_matched(app, login, person_ref, &found).await?;
            Ok(Some(found))
        }
        None => match_person(app, request, login, identity, person_ref).await,
    }
}

/// A session that has begun.
pub(in crate::flow) struct Begun {
    /// What the browser gets.
    pub secret: Secret,
    /// Its name as the service knows it that began it.
    pub sid: String,
}

/// A session under a new name; the one that the browser had is gone with its old name.
async fn start(
    app: &App,
    open: &HeldLogin,
    who: Who,
    answered: &Answered<'_>,
    old: Option<Secret>,
) -> Result<Begun, Fault> {
    let now_ms = app.env.now_ms();
    let absolute = app.settings().sessions.absolute;
    let longest = i64::try_from(absolute.as_millis()).unwrap_or(0);
    let secret = Secret::new(&app.env, now_ms + longest);
    let (source, identifier) = who.source();
    let heir = (source, identifier.to_owned());
    // The services of the same person's session go on in this one; a stranger's are told that she is
    // gone.
    let visited = match &old {
        Some(old) => match end_for(app, old, Why::AnotherPerson, Some(heir)).await? {
            Some(Ended::Inherited(visited)) => visited,
            Some(Ended::Over(_)) | None => Vec::new(),
        },
        None => Vec::new(),
    };
    let mut session = Session {
        id: Handle::new(&app.env, now_ms).tag().to_owned(),
        who,
        visited,
        began_ms: now_ms,
        used_ms: now_ms,
    };
    let sid = session.answer(answered, &app.env.token());
    let until = session.ends_ms(app);
    app.records.put_sealed(&secret, &session, until).await?;
    let event = AuditEvent::SessionStarted {
        login: open.flow.to_string(),
        session: session.id,
        loa: session.who.level().uri().to_owned(),
    };
    app.audit.note(event).await?;
    Ok(Begun { secret, sid })
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

/// What became of a session, for the one who ended it.
enum Ended {
    /// Its services were told.
    Over(Farewell),
    /// It was the same person's, whose next one goes on with its services.
    Inherited(Vec<Visited>),
}

/// Who has the session that comes next: what her `sub` is made of.
type Heir = (Source, String);

/// Ends a session, once, and tells its services: for the one who ended it.
pub(in crate::flow) async fn end(
    app: &App,
    secret: &Secret,
    why: Why,
) -> Result<Option<Farewell>, Fault> {
    match end_for(app, secret, why, None).await? {
        Some(Ended::Over(farewell)) => Ok(Some(farewell)),
        Some(Ended::Inherited(_)) | None => Ok(None),
    }
}

/// The same, for who has the next one.
///
/// Attack: a browser asks for the end and goes away at once, so that the request is dropped between the
/// end and what follows it: the session is gone, and its services never hear of it (LO-09). Defence: a
/// task of its own does both, and a stop waits for it as it does for calls.
async fn end_for(
    app: &App,
    secret: &Secret,
    why: Why,
    heir: Option<Heir>,
) -> Result<Option<Ended>, Fault> {
    let (app, secret) = (app.clone(), secret.clone());
    let call = Call::new(&app.calls);
    let task = tokio::spawn(async move {
        let _call = call;
        match take(&app, &secret, heir).await? {
            Some((session, Some(untold))) => {
                let farewell = say(&app, &session, untold, why).await?;
                Ok(Some(Ended::Over(farewell)))
            }
            Some((session, None)) => Ok(Some(Ended::Inherited(session.visited))),
            None => Ok(None),
        }
    });
    task.await?
}

/// Takes a session. What its services got is taken back, and what they must be told lies in the store, by
/// the statement that ends it; nothing of that, and no message, where an heir goes on with it.
///
/// Attack LO-10: a service is being answered from it at this very moment. Either its answer is in what
/// is read here, and is taken back; or it finds the session gone.
async fn take(
    app: &App,
    secret: &Secret,
    heir: Option<Heir>,
) -> Result<Option<(Session, Option<Vec<Untold>>)>, StoreError> {
    let taker = Taker::new(app.env.token().as_bytes(), b"session");
    let (leave, mut left) = oneshot::channel();
    let work = {
        let app = app.clone();
        move |session: Session| async move {
            let (source, identifier) = session.who.source();
            if heir.is_some_and(|(of, her)| of == source && her == identifier) {
                return Concluded::once((session, None));
            }
            let (untold, together) = part(&app, &session);
            // Nobody reads it where all goes well.
            let _ = leave.send(session.visited.clone());
            Concluded::once((session, Some(untold))).with(Some(together))
        }
    };
    match app.records.take_sealed(secret, taker, work).await {
        Ok(Taken::Won(ended)) => Ok(Some(ended)),
        Ok(_) | Err(StoreError::Unreadable { .. }) => Ok(None),
        Err(error) => {
            // Whether it ended is not known; she wanted it to.
            for one in left.try_recv().unwrap_or_default() {
                one.take_back_what_can_be(app).await;
            }
            Err(error)
        }
    }
}

/// She ended the match that is kept of her: her session tells nobody of it any more.
pub(in crate::flow) async fn unmatch(
    app: &App,
    secret: Option<&Secret>,
    identifier: &str,
) -> Result<(), Fault> {
    let (Some(secret), Some(_)) = (secret, alive(app, secret).await?) else {
        return Ok(());
    };
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

/// A session for a person whom a national e-ID proved, in place of the browser's older one.
pub(in crate::flow) async fn citizen(
    app: &App,
    open: &HeldLogin,
    citizen: &Citizen,
    (client, answered): (&ClientSettings, &Answered<'_>),
    old: Option<Secret>,
) -> Result<Option<Begun>, Fault> {
    if !client.sso {
        return Ok(None);
    }
    let who = Who::Citizen(citizen.clone());
    start(app, open, who, answered, old).await.map(Some)
}

/// A session for a person whom another country proved, where those are shared. The node's answer
/// came cross-site and so without the cookie of an older session, which this one takes the place of.
pub(in crate::flow) async fn guest(
    app: &App,
    open: &HeldLogin,
    (identity, entity_id, told): (&Identity, &EntityId, Option<&Match>),
    (client, answered): (&ClientSettings, &Answered<'_>),
) -> Result<Option<Begun>, Fault> {
    if !is_shared(app, client) {
        return Ok(None);
    }
    let who = Who::Guest(Guest {
        identity: identity.clone(),
        entity_id: entity_id.clone(),
        private: client.sp_type == SpType::Private,
        known_as: told.and_then(Match::pid).cloned(),
        known_by: told.and_then(Match::by).map(str::to_owned),
    });
    start(app, open, who, answered, None).await.map(Some)
}

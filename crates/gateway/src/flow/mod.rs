// SPDX-License-Identifier: EUPL-1.2
//! The flows: each story in a folder, read downward; what they share at the end in [`end`].
//!
//! A story uses what lies here and in [`end`], never another story. Only [`begin`] and [`leave`] stand
//! above them: who asks and who gives up is the same for all. [`logout`] needs no login at all.

mod askable;
pub mod begin;
pub mod connector;
pub mod end;
pub mod leave;
pub mod logout;
pub mod matched;
pub mod national;
mod outstanding;
pub mod own;
pub mod proxy_service;
pub mod tokens;
pub mod wallet;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use eidas::CountryCode;
use pages::ErrorText;
use pages::i18n::Language;
use store::seal::sha256;
use store::{Handle, Key, Record, Secret, StoreError, Together};

use crate::app::App;
use crate::app::admission::Turn;
use crate::ask::{Asked, Asker};
use crate::audit::{AuditError, AuditEvent};
use crate::caller::Caller;
use crate::citizen::Citizen;
use crate::cookie::FlowCookies;
use crate::flow::end::arrival::Arrival;
use crate::login::{Ended, Login, Stage, Tried, find, one_of};
use crate::refusals::{Noted, reference};
use crate::settings::Text;
use crate::starts::{Asks, Busy, Tickets};
use crate::visit::Visit;

/// The reason of an answer that came after its login's time: a node's message, so always an event.
pub(in crate::flow) const ANSWER_LATE: &str = "answer_after_expiry";
/// The answer to a question that this gateway does not know. SP-01, UP-01.
pub(in crate::flow) const NEVER_ASKED: &str = "never_asked";

/// The reason of a request that a page loaded as a part of itself ([`crate::visit::Visit::embedded`]).
pub(in crate::flow) const EMBEDDED: &str = "not_a_navigation";

/// A login that waits, in the hands of its own browser.
#[derive(Debug)]
pub struct HeldLogin {
    /// Its name.
    pub flow: Handle,
    /// What the browser proved itself with.
    pub secret: Secret,
    /// The login.
    pub login: Login,
    /// What a service asked, once somebody has opened it: it stays the same under one name.
    asked: OnceLock<Arc<Asked>>,
    /// What was brought answers this.
    answered: Option<Key>,
}

impl HeldLogin {
    /// This login, whose browser proved itself with this secret.
    pub(in crate::flow) fn new(flow: Handle, secret: Secret, login: Login) -> Self {
        Self {
            flow,
            secret,
            login,
            asked: OnceLock::new(),
            answered: None,
        }
    }

    /// In the course of an answer to this.
    pub(in crate::flow) fn answering(self, asked: Key) -> Self {
        Self {
            answered: Some(asked),
            ..self
        }
    }

    /// What its service asked. `None`: it cannot be read, or another country asks.
    pub(in crate::flow) fn asked(&self) -> Option<Arc<Asked>> {
        if let Some(asked) = self.asked.get() {
            return Some(Arc::clone(asked));
        }
        let asked = Arc::new(self.login.ask.open(&self.secret)?);
        Some(Arc::clone(self.asked.get_or_init(|| asked)))
    }

    /// The name under which who is proven lies sealed: the browser's secret, as long as the login's name
    /// lives. She may ask for more time, and is not to prove herself once more.
    pub(in crate::flow) fn person(&self) -> Secret {
        self.secret.until(self.flow.expires_ms())
    }

    /// The same once more, for who changes it while another reads it.
    pub(in crate::flow) fn again(&self) -> Self {
        Self {
            flow: self.flow.clone(),
            secret: self.secret.clone(),
            login: self.login.clone(),
            asked: self.asked.clone(),
            answered: self.answered,
        }
    }
}

/// A step that did not work: a page, never a redirect.
#[derive(Debug)]
pub struct Fault {
    /// What the person reads.
    pub text: ErrorText,
    /// The stable reason code, for audit and log.
    pub reason: Cow<'static, str>,
    /// The country concerned.
    pub country: Option<CountryCode>,
    /// The operator's own words, where something is closed.
    pub notice: Option<Box<Text>>,
    /// The login, when it was found.
    pub login: Option<(Handle, Box<Login>)>,
    /// The login waits and the browser is its own: buttons lead on.
    pub live: bool,
    /// When it may be tried again, in seconds. RFC 9110 §10.2.3.
    pub retry_after_s: Option<u32>,
    /// The place in the queue that is kept until then.
    pub waiting: Option<Box<Waiting>>,
    /// What went wrong inside. For the log, never for a page.
    pub inner: Option<String>,
    /// Who says to ask, where nothing is proven.
    pub claimed: Option<Box<Claimed>>,
}

/// A place in the queue, for the browser that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The name of its cookie.
    pub name: String,
    /// What keeps the place.
    pub ticket: String,
    /// When it is its turn, Unix milliseconds.
    pub turn_ms: i64,
    /// What was posted, to where: to be posted again. Of a GET nothing.
    pub posted: Option<(&'static str, Vec<(String, String)>)>,
}

/// A login that is about to begin, of a person who can wait, with so many octets that ask for it: counted, or a page. Who
/// waited begins under the names of her ticket, and what she asks is looked at only then.
pub(crate) async fn admit(
    app: &App,
    who: Asks<'_>,
    (octets, asked): (usize, impl FnOnce() -> Result<Vec<u8>, Fault>),
    visit: &Visit,
    waits_ms: i64,
) -> Result<Option<Turn>, Fault> {
    let name = Tickets::name(who);
    let held = match visit.place(&name) {
        Some(ticket) => Some((ticket, sha256(&asked()?))),
        None => None,
    };
    let admitted = app.admit_person(who, octets, held, waits_ms).await?;
    admitted.map_err(|queued| {
        let turn_ms = queued.turn_ms;
        Fault {
            retry_after_s: Some(queued.retry_after_s),
            waiting: queued.ticket.map(|ticket| {
                Box::new(Waiting {
                    name,
                    ticket,
                    turn_ms,
                    posted: None,
                })
            }),
            ..Fault::new(ErrorText::Busy, queued.reason)
        }
    })
}

/// Who says to ask, and where it wants its answer: for who has to find out why a service is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claimed {
    /// `client_id`.
    pub client_id: Option<String>,
    /// `redirect_uri`, without its query.
    pub redirect_uri: Option<String>,
}

impl Claimed {
    /// Of an authorization request: as much as a line of the trail can hold, and of an address not
    /// what may be about a person.
    pub fn of(params: &oidc::protocol::Params) -> Self {
        let value = |name: &str| {
            let found = params.iter().find(|(n, _)| n == name);
            let text = found.map(|(_, value)| value.as_str());
            text.filter(|text| !text.is_empty())
        };
        let bounded = |text: &str| -> String {
            text.chars()
                .filter(char::is_ascii_graphic)
                .take(200)
                .collect()
        };
        let bare = |uri: &str| bounded(uri.split(['?', '#']).next().unwrap_or_default());
        Self {
            client_id: value("client_id").map(bounded),
            redirect_uri: value("redirect_uri").map(bare),
        }
    }
}

/// Who stands behind a request that was refused.
#[derive(Clone, Copy, Debug)]
pub enum Sender {
    /// Somebody who proved nothing.
    Anonymous(Caller),
    /// A node whose signature holds.
    Authenticated,
}

impl Fault {
    /// A page with this text.
    pub fn new(text: ErrorText, reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text,
            reason: reason.into(),
            country: None,
            notice: None,
            login: None,
            live: false,
            retry_after_s: None,
            waiting: None,
            inner: None,
            claimed: None,
        }
    }

    /// In the course of this login, whose service may be named.
    #[must_use]
    pub fn of(mut self, flow: &Handle, login: &Login) -> Self {
        self.country = self.country.or_else(|| login.stage.country());
        self.login = Some((flow.clone(), Box::new(login.clone())));
        self
    }

    /// In the hands of its own browser: it may go on.
    #[must_use]
    pub fn in_hand(self, open: &HeldLogin) -> Self {
        Self {
            live: true,
            ..self.of(&open.flow, &open.login)
        }
    }

    fn ours(reason: &'static str, inner: String) -> Self {
        Self {
            retry_after_s: Some(10),
            inner: Some(inner),
            ..Self::new(ErrorText::Unavailable, reason)
        }
    }
}

impl From<Busy> for Fault {
    fn from(busy: Busy) -> Self {
        Self {
            retry_after_s: Some(busy.retry_after_s),
            ..Self::new(ErrorText::Busy, busy.why.reason())
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::ours("store_failed", error.to_string())
    }
}

impl From<AuditError> for Fault {
    fn from(error: AuditError) -> Self {
        Self::ours("audit_failed", error.to_string())
    }
}

impl From<tokio::task::JoinError> for Fault {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::ours("task_failed", error.to_string())
    }
}

impl Fault {
    /// Writes it down, and gives the reference that finds it: it stands on the page, in the audit
    /// trail and in the log. Of a stranger's flood ([`App::note_refusal`]) only examples are written:
    /// the others share the reference of the line that counts them. Empty where nothing was written.
    pub async fn note(&self, app: &App, by: Sender) -> String {
        let reference = reference(&app.env);
        let unwritten = || Noted::Counted {
            reference: String::new(),
        };
        let noted = match (self.is_audited(), by) {
            (true, Sender::Authenticated) => {
                let noted = app.audit.note(self.event(&reference)).await;
                noted.map(|()| Noted::Written)
            }
            (true, Sender::Anonymous(caller)) => {
                app.note_refusal(caller, self.event(&reference)).await
            }
            (false, Sender::Anonymous(caller)) if !app.logs(caller) => Ok(unwritten()),
            (false, _) => Ok(Noted::Written),
        };
        let tag = self.login.as_ref().map_or("", |(flow, _)| flow.tag());
        let (reason, inner) = (&*self.reason, self.inner.as_deref().unwrap_or_default());
        match noted {
            Ok(Noted::Written) => {
                tracing::info!(reference, reason, login = tag, inner, "a step was refused");
            }
            Ok(Noted::Counted { reference }) => {
                tracing::debug!(reference, reason, "a step was refused");
                return reference;
            }
            Err(error) => {
                tracing::info!(reference, reason, login = tag, inner, "a step was refused");
                tracing::error!(%error, reference, "the audit trail cannot be written");
            }
        }
        reference
    }

    fn event(&self, reference: &str) -> AuditEvent {
        let login = self.login.as_ref();
        let claimed = self.claimed.as_deref().cloned().unwrap_or_default();
        let asking = login.and_then(|(_, login)| login.ask.country());
        let country = self.country.or(asking);
        AuditEvent::LoginRefused {
            login: login.map(|(flow, _)| flow.to_string()),
            client_id: login
                .and_then(|(_, login)| login.ask.client_id())
                .map(str::to_owned)
                .or(claimed.client_id),
            redirect_uri: claimed.redirect_uri,
            country: country.map(|country| country.as_str().to_owned()),
            eid: login
                .and_then(|(_, login)| login.stage.eid())
                .map(str::to_owned),
            reason: self.reason.to_string(),
            reference: reference.to_owned(),
        }
    }

    /// What a person meets in the ordinary course is no event: an old bookmark, an expired page.
    fn is_audited(&self) -> bool {
        let ordinary = matches!(
            self.text,
            ErrorText::FlowExpired
                | ErrorText::FlowFinished
                | ErrorText::FlowUnknown
                | ErrorText::LogoutExpired
                | ErrorText::NotAbroad
                | ErrorText::NotForPeople
                | ErrorText::NotFound
        );
        !ordinary || [ANSWER_LATE, NEVER_ASKED].contains(&&*self.reason)
    }
}

/// A stable reason code with what went wrong inside.
pub fn reason_with(reason: &str, inner: Option<&str>) -> String {
    match inner {
        Some(inner) => format!("{reason}: {inner}"),
        None => reason.to_owned(),
    }
}

/// Counts a login that ended, by the country and the e-ID that had to do with it.
pub(crate) fn count_end(app: &App, login: &Login, tried: Option<&Tried>, outcome: &str) {
    let country = match &login.ask.asker {
        Asker::Node { country, .. } => Some(*country),
        Asker::Service { .. } => match tried {
            Some(tried) => tried.country(),
            None => login.stage.country(),
        },
    };
    let eid = match tried {
        Some(tried) => tried.eid(),
        None => login.stage.eid(),
    };
    let country = country.as_ref().map_or("none", CountryCode::as_str);
    app.metrics
        .login_ended(country, eid.unwrap_or("none"), outcome);
}

/// Finds the login of this URL and proves the browser. A missing cookie never becomes a new
/// request (an endless loop): it is explained.
pub async fn open(app: &App, flow: &str, cookies: &FlowCookies) -> Result<HeldLogin, Fault> {
    let flow = named(flow)?;
    let login = find(&app.records, &flow).await?;
    held(app, flow, login, cookies)
}

/// The same, with who is proven in it and lies sealed under her browser's secret, in one read.
pub async fn open_with<R: Record>(
    app: &App,
    flow: &str,
    cookies: &FlowCookies,
) -> Result<(HeldLogin, Option<R>), Fault> {
    let flow = named(flow)?;
    let person = cookies.secret(&flow);
    let person = person.map(|secret| secret.until(flow.expires_ms()));
    let read = app
        .records
        .get_both_with::<Login, Ended, R>(&flow, person.as_ref());
    let (waiting, ended, sealed) = read.await?;
    let open = held(app, flow, one_of(waiting, ended), cookies)?;
    let sealed = match sealed {
        // Of the version before: she proves herself once more.
        Some(Err(StoreError::Unreadable { .. })) => None,
        read => read.transpose()?,
    };
    Ok((open, sealed))
}

fn unknown() -> Fault {
    Fault::new(ErrorText::FlowUnknown, "flow_unknown")
}

fn named(flow: &str) -> Result<Handle, Fault> {
    Handle::parse(flow).ok_or_else(unknown)
}

fn held(
    app: &App,
    flow: Handle,
    login: Option<Login>,
    cookies: &FlowCookies,
) -> Result<HeldLogin, Fault> {
    let login = login.ok_or_else(unknown)?;
    if login.stage == Stage::Finished {
        return Err(Fault::new(ErrorText::FlowFinished, "flow_finished").of(&flow, &login));
    }
    if !login.is_waiting(app.env.now_ms()) {
        return Err(Fault::new(ErrorText::FlowExpired, "flow_expired").of(&flow, &login));
    }
    match cookies
        .secret(&flow)
        .filter(|secret| login.is_bound_to(secret))
    {
        Some(secret) => Ok(HeldLogin::new(flow, secret.clone(), login)),
        None => Err(missing(cookies).of(&flow, &login)),
    }
}

/// A foreign connector's login whose time is over, in the hands of its own browser. Its connector
/// may still be told so; `None` for every other login.
pub async fn late(
    app: &App,
    flow: &str,
    cookies: &FlowCookies,
) -> Result<Option<HeldLogin>, Fault> {
    let Some(flow) = Handle::parse(flow) else {
        return Ok(None);
    };
    let login = find(&app.records, &flow).await?;
    let over = login.filter(|login| login.is_late(app.env.now_ms()));
    Ok(over.and_then(|login| {
        let secret = cookies.secret(&flow)?;
        let is_its_own = login.is_bound_to(secret);
        is_its_own.then(|| HeldLogin::new(flow, secret.clone(), login))
    }))
}

/// More refusals than this in one login follow nobody's patience.
const MOST_NAMES: usize = 32;

/// Where a login goes on that was begun under this name: after a refusal it has another one. Only
/// the browser that holds the last name's cookie is led there; to others it does not exist.
pub async fn goes_on(
    app: &App,
    flow: &Handle,
    cookies: &FlowCookies,
) -> Result<Option<(Handle, Login)>, StoreError> {
    let mut flow = flow.clone();
    for _ in 0..MOST_NAMES {
        let Some(login) = find(&app.records, &flow).await? else {
            return Ok(None);
        };
        match login.next.as_deref().and_then(Handle::parse) {
            Some(next) => flow = next,
            None => {
                let secret = cookies.secret(&flow);
                let is_its_own = secret.is_some_and(|secret| login.is_bound_to(secret));
                return Ok(is_its_own.then_some((flow, login)));
            }
        }
    }
    Ok(None)
}

/// What answers nothing comes in the browser that was sent there: the page shows the way on of the login that it went out
/// with last and that waits there still. Nothing else is decided by it.
pub async fn placed_by_cookie(
    app: &App,
    fault: Fault,
    visit: &Visit,
    there: impl Fn(&Stage) -> bool,
) -> Fault {
    let out = match (fault.text, &fault.login) {
        (ErrorText::AnswerInvalid, None) => visit.out.as_ref(),
        _ => None,
    };
    let Some(flow) = out else { return fault };
    match open(app, flow.as_str(), &visit.cookies).await {
        Ok(open) if there(&open.login.stage) => Fault {
            text: match open.login.stage.asks_eid() {
                Some(_) => ErrorText::EidAnswerInvalid,
                None => fault.text,
            },
            ..fault.in_hand(&open)
        },
        _ => fault,
    }
}

/// The page for a browser that does not hold the cookie.
pub(crate) fn missing(cookies: &FlowCookies) -> Fault {
    if cookies.full() {
        Fault::new(ErrorText::TooManyLogins, "too_many_logins")
    } else {
        Fault::new(ErrorText::CookieMissing, "cookie_missing")
    }
}

/// Switches the language of a login in place.
pub async fn set_language(
    app: &App,
    open: &mut HeldLogin,
    language: Option<Language>,
) -> Result<(), Fault> {
    match language {
        Some(language) if language != open.login.language || open.login.language_guessed => {
            change(app, open, |login| {
                login.language = language;
                login.language_guessed = false;
            })
            .await
        }
        _ => Ok(()),
    }
}

/// More time for a login, when its end is near; what is proven of its person waits as long.
pub async fn more_time(app: &App, open: &mut HeldLogin) -> Result<(), Fault> {
    let now_ms = app.env.now_ms();
    if change(app, open, |login| login.more_time(now_ms)).await? {
        let until_ms = open.login.expires_ms;
        let person = open.person();
        app.records
            .change_sealed::<Citizen, ()>(&person, |_| until_ms, |_| ())
            .await?;
        app.records
            .change_sealed::<Arrival, ()>(&person, |_| until_ms, |_| ())
            .await?;
    }
    Ok(())
}

/// Puts a login into this state.
pub async fn change_stage(app: &App, open: &mut HeldLogin, stage: Stage) -> Result<(), Fault> {
    change(app, open, |login| login.stage.clone_from(&stage)).await
}

/// Changes a login as it stands now, not as it was read. An error when it ended meanwhile, in
/// another tab.
///
/// Attack (INV-9): a request that waited for an e-ID writes what it read before over what others
/// wrote since: a person who is proven is sent out again, an answer under way is nobody's, and of
/// parallel requests each counts itself alone.
pub(super) async fn change<T>(
    app: &App,
    open: &mut HeldLogin,
    change: impl FnMut(&mut Login) -> T,
) -> Result<T, Fault> {
    change_with(app, open, change, None).await
}

/// The same, with what belongs to the change. That may be written also where the login ended meanwhile.
pub(in crate::flow) async fn change_with<T>(
    app: &App,
    open: &mut HeldLogin,
    change: impl FnMut(&mut Login) -> T,
    with: Option<Together>,
) -> Result<T, Fault> {
    let until_ms = open.flow.expires_ms();
    let changed = app
        .records
        .change_known_with(&open.flow, &open.login, |_| until_ms, change, with)
        .await?;
    let (said, login) = changed.ok_or_else(|| end::outcome::finished(open))?;
    open.login = login;
    Ok(said)
}

// SPDX-License-Identifier: EUPL-1.2
//! The national side, second half: the e-ID's answer arrives.
//!
//! Read downward: find the request by `state`, match browser and path, check what the callback
//! itself says, take the request (one winner), redeem the code, hold everything against the
//! expectation, and map the claims to a [`Citizen`] ([`super::proof`]). Until the take nothing is
//! closed: a forged callback costs nobody their login.

use std::sync::Arc;
use std::time::Duration;

use oidc::client::{CallbackCode, Pending};
use oidc::protocol::Params;
use pages::ErrorText;
use store::{Concluded, Handle};

use super::choose::words;
use super::go::reason_of;
use super::proof;
use crate::app::App;
use crate::ask::Asker;
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::citizen::Citizen;
use crate::cookie::SessionCookies;
use crate::flow::end::abroad::{EID_NOT_NOTIFIED, Nothing, may_go_abroad, still_asks};
use crate::flow::end::answer::Answer;
use crate::flow::end::citizen::succeed;
use crate::flow::end::link;
use crate::flow::end::outcome::{failed, refuse};
use crate::flow::end::twice;
use crate::flow::outstanding::AtEid;
use crate::flow::{Fault, HeldLogin};
use crate::login::Tried;
use crate::translate::Refusal;
use crate::upstream::{Failure, LONGEST, Upstream};
use crate::visit::Visit;

/// So long the second half of a double click waits for the first: as long as the calls to an e-ID
/// may take, and a second for the rest.
const PATIENCE: Duration = LONGEST.saturating_add(Duration::from_secs(1));

/// An answer with the request it belongs to, in the browser that was sent there.
struct Received {
    open: HeldLogin,
    eid: String,
    /// The arrival for which it was asked, if not for a login.
    links: Option<String>,
    upstream: Arc<Upstream>,
    pending: Pending,
    /// The code, or the e-ID's "no".
    said: Result<CallbackCode, oidc::Error>,
    /// The sessions of single sign-on that this browser brings, of which a new one replaces one.
    sessions: SessionCookies,
}

/// `GET /callback/<eid>`. OIDC Core §3.1.2.5.
pub async fn answer(app: &App, eid: &str, params: &Params, visit: &Visit) -> Result<Answer, Fault> {
    let invalid = |reason: &'static str| Fault::new(ErrorText::AnswerInvalid, reason);
    // UP-01: repeated is as good as missing.
    let mut states = params.iter().filter(|(name, _)| name == "state");
    let state = match (states.next(), states.next()) {
        (Some((_, state)), None) => Handle::parse(state),
        _ => None,
    };
    let state = state.ok_or_else(|| invalid("state_missing"))?;
    let octets = oidc::protocol::encode_form(params);
    let input = [eid.as_bytes(), b"\0", octets.as_bytes()].concat();
    let Some(record) = app.records.get::<AtEid>(&state).await? else {
        let again = twice::again::<AtEid>(app, &state, visit, &input, PATIENCE);
        return match again.await? {
            Some(answer) => Ok(answer),
            None => Err(replayed(app, None, visit.caller).await?),
        };
    };
    let received = receive(app, &state, &record, eid, params, visit).await?;
    let (flow, secret) = (received.open.flow.clone(), received.open.secret.clone());
    // One winner; the mark is durable before anything is released.
    let here = app.clone();
    let work = move |_: AtEid| conclude(here, received);
    match twice::take(app, &state, (&flow, &secret), &input, PATIENCE, work).await? {
        Some(answer) => Ok(answer),
        None => Err(replayed(app, Some((&flow, eid)), visit.caller).await?),
    }
}

/// The right browser, on the path of the e-ID that was asked, with an answer that is one. UP-01,
/// UP-03. Nothing is taken yet.
async fn receive(
    app: &App,
    state: &Handle,
    record: &AtEid,
    eid: &str,
    params: &Params,
    visit: &Visit,
) -> Result<Received, Fault> {
    let unknown = || Fault::new(ErrorText::FlowUnknown, "flow_unknown");
    let flow = Handle::parse(&record.flow).ok_or_else(unknown)?;
    let open = twice::waiting::<AtEid>(app, flow, state, visit).await?;
    let refused =
        |reason: &'static str| Fault::new(ErrorText::EidAnswerInvalid, reason).in_hand(&open);
    // The oldest of too many was let go.
    let known = open
        .login
        .outstanding
        .iter()
        .any(|name| name == state.as_str());
    if record.eid != eid || !known {
        return Err(refused("callback_of_another"));
    }
    still_asks(app, &open)?;
    let current = app.current();
    let upstream = current.upstreams.get(eid).cloned();
    let upstream = upstream.ok_or_else(|| refused("eid_removed"))?;
    let pending = record.pending(&open.secret);
    let pending = pending.ok_or_else(|| refused("state_unreadable"))?;
    let said = match pending.callback(upstream.callback(), params) {
        Ok(code) => Ok(code),
        Err(error @ oidc::Error::Refused { .. }) => Err(error),
        Err(error) => {
            let reason = reason_of(&Failure::Answer(error.clone()));
            return Err(Fault {
                inner: Some(error.to_string()),
                ..refused(reason)
            });
        }
    };
    Ok(Received {
        open,
        eid: eid.to_owned(),
        links: record.links.clone(),
        upstream,
        pending,
        said,
        sessions: visit.sessions.clone(),
    })
}

/// The work of the one winner. Whatever it comes to is an [`Answer`] and is kept.
async fn conclude(app: App, received: Received) -> Concluded<Answer> {
    let Received {
        mut open,
        eid,
        links,
        upstream,
        pending,
        said,
        sessions,
    } = received;
    let tried = Tried::Eid(eid);
    let links = links.as_deref();
    let proven = match links.is_some() && links != link::wanted(&open.login) {
        // She is elsewhere by now: the e-ID is not asked who it was.
        true => Err(Refused::new(Refusal::Cancelled, "arrival_gone")),
        false => proven(&app, &open, links, &upstream, pending, said).await,
    };
    let outcome = match (proven, links) {
        (Ok(citizen), links) => succeed(&app, &mut open, citizen, sessions, links).await,
        (Err(refused), Some(links)) => {
            let inner = refused.inner.as_deref().unwrap_or_default();
            tracing::info!(reason = refused.reason, inner, "an e-ID was not linked");
            link::not_proven(&app, &mut open, refused.reason, links).await
        }
        (Err(refused), None) => {
            let Refused { why, reason, inner } = refused;
            refuse(&app, &open, tried.clone(), why, reason, inner).await
        }
    };
    let answer = match outcome {
        Ok(answer) => answer,
        Err(fault) => failed(&app, &open, &tried, fault).await,
    };
    twice::concluded(answer, &open.secret)
}

/// Why an answer did not prove a person.
pub(in crate::flow) struct Refused {
    pub(in crate::flow) why: Refusal,
    pub(in crate::flow) reason: &'static str,
    pub(in crate::flow) inner: Option<String>,
}

impl Refused {
    pub(in crate::flow) fn new(why: Refusal, reason: &'static str) -> Self {
        Self {
            why,
            reason,
            inner: None,
        }
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        let why = match &failure {
            Failure::Answer(error) => Refusal::of_oidc(error),
            Failure::Unavailable { .. } => Refusal::CountryUnavailable,
        };
        Self {
            why,
            reason: reason_of(&failure),
            inner: Some(failure.to_string()),
        }
    }
}

/// The person, if the e-ID proved her and may still be believed.
async fn proven(
    app: &App,
    open: &HeldLogin,
    links: Option<&str>,
    upstream: &Arc<Upstream>,
    pending: Pending,
    said: Result<CallbackCode, oidc::Error>,
) -> Result<Citizen, Refused> {
    let code = said.map_err(Failure::Answer)?;
    let eid = &upstream.settings;
    // Suspended while the person was there: trust is current at every step.
    let words = match links {
        Some(_) => words(app, &open.login, eid),
        // The levels are those of its own question, wherever the login's other tabs are.
        None => words(app, &open.login.at_eid(eid.id.as_str()), eid),
    };
    let words = words.ok_or_else(|| Refused::new(Refusal::CountrySuspended, "eid_closed"))?;
    let enough = |claims: &_| proof::is_complete(eid, claims);
    let said = upstream
        .redeem(&open.flow, pending, &code, enough, &app.env)
        .await?;
    let profile = app.settings().profile;
    let citizen = proof::citizen(eid, &words, &said, profile, app.env.now_s())?;
    fit(app, open, citizen)
}

/// The person, if she may be told to who asks.
pub(super) fn fit(app: &App, open: &HeldLogin, citizen: Citizen) -> Result<Citizen, Refused> {
    if let Asker::Node { .. } = open.login.ask.asker {
        abroad(app, &citizen)?;
    }
    Ok(citizen)
}

/// What a foreign login needs beyond what a national service does.
fn abroad(app: &App, citizen: &Citizen) -> Result<(), Refused> {
    if let Err(Nothing { reason, .. }) = may_go_abroad(app, citizen) {
        let why = match reason {
            EID_NOT_NOTIFIED => Refusal::EidNotNotified,
            _ => Refusal::CountrySuspended,
        };
        return Err(Refused::new(why, reason));
    }
    if citizen.family_name.is_empty() {
        return Err(Refused::new(Refusal::Incomplete, "family_name_missing"));
    }
    Ok(())
}

/// Anybody can make up a state: a flood of them leaves examples and a number.
async fn replayed(app: &App, of: Option<(&Handle, &str)>, caller: Caller) -> Result<Fault, Fault> {
    let event = AuditEvent::ReplayRefused {
        login: of.map(|(flow, _)| flow.to_string()),
        what: "state",
        from: of.map(|(_, eid)| eid.to_owned()),
    };
    app.note_refusal(caller, event).await?;
    Ok(twice::used())
}

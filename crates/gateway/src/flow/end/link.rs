// SPDX-License-Identifier: EUPL-1.2
//! A person from abroad who is not known here logs in with a national e-ID too, once and in the same
//! login, and is known by its number. Implementing Regulation (EU) 2025/846 art. 4(2), recital 14.
//!
//! Attack (N14): two people at one browser, or one who has somebody's e-ID for a minute, bind a foreign
//! e-ID to a number that is not its holder's. Defence: it counts only where the first names, family names
//! and date of birth that both proved are the same by the published rules ([`identity_matching`]), the
//! national e-ID at no lower level than the foreign one; she is bound where she still stands, what both used
//! is in the journal before it counts, and the trail says who was bound to whom, and of nobody else. Nobody is bound without a click on a button that
//! says so. Who has taken another name in one country only is not linked here, and reads that her data
//! there have to be put right.

use eidas::Instant;
use identity_matching::{Comparison, Name, Person};
use oidc::provider::AuthorizationRequest;

use crate::app::App;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::end::answer::Answer;
use crate::flow::end::arrival::Arrival;
use crate::flow::end::person::journaled;
use crate::flow::end::way_back::asked;
use crate::flow::{Fault, HeldLogin, change};
use crate::login::{Login, Stage, Unlinked};
use crate::matching::{Match, Method, Pid, asked as as_asked};

/// For whose arrival the national e-ID is asked now; `None`: it is asked for a login. An answer is taken
/// for what it was asked for and nothing else, wherever the login's other tabs have gone since (N14).
pub(in crate::flow) fn wanted(login: &Login) -> Option<&str> {
    match &login.stage {
        Stage::Linking { arrival, .. } => Some(arrival),
        _ => None,
    }
}

/// A national e-ID that was asked for this arrival proved this person.
pub(in crate::flow) async fn bind(
    app: &App,
    open: &mut HeldLogin,
    citizen: &Citizen,
    links: &str,
) -> Result<Answer, Fault> {
    // As it stands now: the answer took its time.
    change(app, open, |_| ()).await?;
    let person = open.person();
    let arrival: Option<Arrival> = app.records.get_sealed(&person).await?;
    let asked_it = open.login.stage.asks_eid() == Some(citizen.eid.as_str());
    let is_wanted = asked_it && wanted(&open.login) == Some(links);
    let Some(arrival) = arrival.filter(|it| is_wanted && it.id == links) else {
        return not_proven(app, open, "arrival_gone", links).await;
    };
    // Lowered since she was sent there.
    if citizen.level < arrival.link_level() {
        return not_proven(app, open, "level_too_low", links).await;
    }
    let asked = asked(open)?;
    let request = &asked.request;
    let same = compare(&arrival, citizen) == Comparison::Exact;
    let number = Pid::parse(citizen.number.as_str()).filter(|_| same);
    let unlinked = match number {
        None => {
            written(app, open, request, (&arrival, citizen), "differs").await?;
            Some(Unlinked::Differs)
        }
        Some(pid) => match take_her_place(app, open, &arrival, citizen, pid).await? {
            // Somebody else arrived in another tab since: nobody is bound, and nothing says so.
            None => Some(Unlinked::NotProven),
            Some(place) => {
                let written = written(app, open, request, (&arrival, citizen), "linked").await;
                leave_her_place(app, open, &place, written.is_ok()).await?;
                written?;
                None
            }
        },
    };
    let country = arrival.identity.country;
    told(app, open, links, Stage::Arrived { country, unlinked }).await
}

/// Binds her where she still stands, under a new name that is given. Until it is written down it does not
/// count ([`Arrival::unwritten`]).
async fn take_her_place(
    app: &App,
    open: &HeldLogin,
    arrival: &Arrival,
    citizen: &Citizen,
    pid: Pid,
) -> Result<Option<String>, Fault> {
    let place = app.env.token();
    let found = Match::Found {
        pid,
        method: Method::Linked,
        by: Some(citizen.eid.clone()),
    };
    let bind = |now: &mut Arrival| {
        let is_she = now.id == arrival.id;
        if is_she {
            now.id.clone_from(&place);
            now.matched = found.clone();
            now.unwritten = true;
        }
        is_she
    };
    let until_ms = open.login.expires_ms;
    let person = open.person();
    let bound = app.records.change_sealed(&person, |_| until_ms, bind);
    Ok(matches!(bound.await?, Some((true, _))).then_some(place))
}

/// It is written down and counts; or it could not be, and she is as she came.
async fn leave_her_place(
    app: &App,
    open: &HeldLogin,
    place: &str,
    is_written: bool,
) -> Result<(), Fault> {
    let settle = |now: &mut Arrival| {
        if now.id == place {
            // What a page showed of her meanwhile is not what she is now.
            now.id = app.env.token();
            now.unwritten = false;
            if !is_written {
                now.matched = Match::NotFound;
            }
        }
    };
    let (person, until_ms) = (open.person(), open.login.expires_ms);
    let settled = app.records.change_sealed(&person, |_| until_ms, settle);
    Ok(settled.await.map(drop)?)
}

/// In the journal and the trail.
async fn written(
    app: &App,
    open: &HeldLogin,
    request: &AuthorizationRequest,
    (arrival, citizen): (&Arrival, &Citizen),
    outcome: &'static str,
) -> Result<(), Fault> {
    journal(app, open, request, arrival, citizen, outcome).await?;
    note(app, open, (arrival, Some(citizen)), outcome, None).await
}

/// The national e-ID proved nobody: she is where she was, and has lost nothing.
pub(in crate::flow) async fn not_proven(
    app: &App,
    open: &mut HeldLogin,
    reason: &'static str,
    links: &str,
) -> Result<Answer, Fault> {
    let Stage::Linking { country, .. } = open.login.stage else {
        return Ok(Answer::Told {
            flow: open.flow.to_string(),
        });
    };
    let arrival: Option<Arrival> = app.records.get_sealed(&open.person()).await?;
    if let Some(arrival) = arrival {
        note(app, open, (&arrival, None), "not_proven", Some(reason)).await?;
    }
    let unlinked = Some(Unlinked::NotProven);
    told(app, open, links, Stage::Arrived { country, unlinked }).await
}

/// Back to the page, if she is not elsewhere by now.
async fn told(app: &App, open: &mut HeldLogin, links: &str, stage: Stage) -> Result<Answer, Fault> {
    let back = |login: &mut Login| {
        if wanted(login) == Some(links) {
            login.stage.clone_from(&stage);
        }
    };
    change(app, open, back).await?;
    Ok(Answer::Told {
        flow: open.flow.to_string(),
    })
}

/// Both as proven, held against each other.
fn compare(arrival: &Arrival, citizen: &Citizen) -> Comparison {
    let given_name = citizen.given_name.as_deref().unwrap_or_default();
    let (family, given) = (Name::new(&citizen.family_name), Name::new(given_name));
    as_asked(&arrival.identity).compare(&Person::new(family, given, &citizen.birthdate))
}

async fn note(
    app: &App,
    open: &HeldLogin,
    (arrival, citizen): (&Arrival, Option<&Citizen>),
    outcome: &'static str,
    reason: Option<&'static str>,
) -> Result<(), Fault> {
    let event = AuditEvent::MatchLinked {
        login: open.flow.to_string(),
        person_ref: app.audit.person_ref(&arrival.identity.key()),
        national_ref: citizen.map(|citizen| app.audit.person_ref(citizen.number.as_str())),
        eid: open.login.stage.eid().unwrap_or_default().to_owned(),
        outcome,
        reason,
    };
    Ok(app.audit.note(event).await?)
}

/// Art. 5(1)(c): what was brought as a complement. What cannot be written does not count.
async fn journal(
    app: &App,
    open: &HeldLogin,
    request: &AuthorizationRequest,
    arrival: &Arrival,
    citizen: &Citizen,
    outcome: &'static str,
) -> Result<(), Fault> {
    let now = Instant::from_ms(app.env.now_ms());
    let said = serde_json::json!({
        "eid": citizen.eid,
        "number": citizen.number.as_str(),
        "family_name": citizen.family_name,
        "given_name": citizen.given_name,
        "birthdate": citizen.birthdate,
    });
    let mut entry = super::person::entry(request, open.flow.as_str(), &arrival.identity, now);
    entry.insert("linked".to_owned(), said);
    entry.insert("outcome".to_owned(), outcome.into());
    let written = journaled(app, entry.into(), now).await;
    written.map_err(|()| {
        let fault = Fault::new(pages::ErrorText::Unavailable, "journal");
        fault.in_hand(open)
    })
}

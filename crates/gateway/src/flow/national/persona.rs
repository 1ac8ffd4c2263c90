// SPDX-License-Identifier: EUPL-1.2
//! Test persons in place of an e-ID: whoever comes chooses which of them to be, on a page or by
//! `login_hint=persona:kari`, so that a service's tests log in without a browser.
//!
//! From here on a test person is a person as any e-ID proves one: the same record, levers, levels and
//! trail. That none comes to production is decided where the configuration is read (UP-06).

use std::sync::Arc;

use oidc::protocol::LoginHint;
use pages::PersonChoice;
use serde_json::Value;

use super::callback::{Refused, fit};
use super::choose::{Words, eids, words};
use super::proof;
use crate::app::App;
use crate::ask::{Asked, Asker};
use crate::audit::AuditEvent;
use crate::cookie::SessionCookies;
use crate::flow::end::answer::Answer;
use crate::flow::end::citizen::succeed;
use crate::flow::end::link;
use crate::flow::end::outcome::refuse;
use crate::flow::end::way_back::asked;
use crate::flow::{Fault, HeldLogin};
use crate::login::{Login, Stage, Tried};
use crate::settings::{EidSettings, Persona};

/// What `GET /go` comes to where test persons stand.
pub enum Persons {
    /// A person to choose.
    Choose(Vec<PersonChoice>),
    /// The request named one.
    Chosen(Answer),
}

/// The e-ID that a login begins at, without the page where one is chosen: the one whose test person the
/// request names, or the only one of test persons, where there is nothing else to choose.
pub(in crate::flow) fn straight_to(app: &App, login: &Login, asked: &Asked) -> Option<Stage> {
    let current = app.current();
    let at = |eid: &EidSettings| Stage::AtEid {
        eid: eid.id.as_str().to_owned(),
    };
    let mut eids_with_persons = current.settings.eids.iter().filter(|eid| {
        let has_persons = !eid.personas().is_empty();
        has_persons && words(app, login, eid).is_some()
    });
    let named = eids_with_persons
        .clone()
        .find(|eid| hinted(eid, asked).is_some());
    if let Some(eid) = named {
        return Some(at(eid));
    }
    if let Some((place, _)) = asked.demo_person(current.settings.profile)
        && let Some(eid) = current
            .settings
            .eids
            .iter()
            .find(|eid| eid.id.as_str() == place)
        && words(app, login, eid).is_some()
    {
        return Some(at(eid));
    }
    let offered = eids(app, login);
    let is_only = |eid: &EidSettings| {
        login.ask.levels.european.is_none()
            && matches!(&offered[..], [only] if only.value == eid.id.as_str())
    };
    eids_with_persons
        .find(|eid| is_only(eid))
        .map(|eid| at(eid))
}

/// Whom the request names by `login_hint`.
fn hinted<'e>(eid: &'e EidSettings, asked: &Asked) -> Option<&'e Persona> {
    match &asked.request.login_hint {
        Some(LoginHint::Persona(name)) => person(eid, name),
        Some(LoginHint::Country(_)) | None => None,
    }
}

fn person<'e>(eid: &'e EidSettings, id: &str) -> Option<&'e Persona> {
    eid.personas().iter().find(|person| person.id == id)
}

/// `GET /go` of a login that is at an e-ID of test persons; `None` when it is at another, or when the
/// e-ID is closed.
pub async fn persons(
    app: &App,
    open: &mut HeldLogin,
    sessions: &SessionCookies,
) -> Result<Option<Persons>, Fault> {
    let current = app.current();
    let Some((eid, _)) = usable(app, open, &current.settings.eids) else {
        return Ok(None);
    };
    if let Asker::Service { .. } = open.login.ask.asker {
        let asked = asked(open)?;
        if let Some(person) = hinted(eid, &asked) {
            let id = person.id.clone();
            return choose_person(app, open, &id, sessions)
                .await
                .map(|answer| answer.map(Persons::Chosen));
        }
    }
    let choice = |person: &Persona| PersonChoice {
        value: person.id.clone(),
        name: name_of(eid, person),
    };
    Ok(Some(Persons::Choose(
        eid.personas().iter().map(choice).collect(),
    )))
}

/// Whether the login is at an e-ID of test persons, and its words that will do.
fn usable<'e>(
    app: &App,
    open: &HeldLogin,
    eids: &'e [Arc<EidSettings>],
) -> Option<(&'e EidSettings, Words)> {
    let id = open.login.stage.asks_eid()?;
    let eid = eids.iter().find(|eid| eid.id.as_str() == id)?;
    if eid.personas().is_empty() {
        return None;
    }
    Some((eid, words(app, &open.login, eid)?))
}

/// `POST /person`: she is this one. `None` when there is none such, or her e-ID was closed.
pub async fn choose_person(
    app: &App,
    open: &mut HeldLogin,
    id: &str,
    sessions: &SessionCookies,
) -> Result<Option<Answer>, Fault> {
    let current = app.current();
    let Some((eid, words)) = usable(app, open, &current.settings.eids) else {
        return Ok(None);
    };
    let Some(persona) = person(eid, id) else {
        return Ok(None);
    };
    let event = AuditEvent::EidAsked {
        login: open.flow.to_string(),
        eid: eid.id.as_str().to_owned(),
    };
    app.audit.note(event).await?;
    let profile = app.settings().profile;
    let citizen = match proof::persona(eid, &words, persona, profile, app.env.now_s()) {
        Ok(citizen) => fit(app, open, citizen),
        Err(refused) => Err(refused),
    };
    let links = link::wanted(&open.login).map(str::to_owned);
    let answer = match (citizen, links) {
        (Ok(citizen), links) => {
            let sessions = sessions.clone();
            succeed(app, open, citizen, sessions, links.as_deref()).await?
        }
        (Err(refused), Some(links)) => link::not_proven(app, open, refused.reason, &links).await?,
        (Err(Refused { why, reason, inner }), None) => {
            let tried = Tried::Eid(eid.id.as_str().to_owned());
            refuse(app, open, tried, why, reason, inner).await?
        }
    };
    app.records.durable().await?;
    Ok(Some(answer))
}

fn name_of(eid: &EidSettings, person: &Persona) -> String {
    let text = |name: &str| person.claims.get(name).and_then(Value::as_str);
    let parts = [&eid.claims.given_name, &eid.claims.family_name];
    let name: Vec<&str> = parts.into_iter().filter_map(|name| text(name)).collect();
    if name.is_empty() {
        person.id.clone()
    } else {
        name.join(" ")
    }
}

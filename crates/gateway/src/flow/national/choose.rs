// SPDX-License-Identifier: EUPL-1.2
//! Which national e-IDs this login could use, and the choice.

use std::sync::Arc;

use eidas::LevelOfAssurance;
use pages::i18n::Language;
use pages::{EidChoice, GreyedEid};

use crate::app::App;
use crate::ask::Asker;
use crate::flow::end::arrival::Arrival;
use crate::flow::{Fault, HeldLogin, change};
use crate::login::{Login, Stage};
use crate::settings::{Access, EidSettings};

/// An e-ID's words for levels that will do, lowest first, each with what it counts as.
pub(in crate::flow) type Words = Vec<(String, LevelOfAssurance)>;

/// Why an e-ID cannot be asked now.
enum Unusable {
    /// It does not stand on this login's page at all.
    NotShown,
    Greyed(GreyedEid),
}

/// The e-ID's words that will do for this login; the same rule for the page, for what the browser
/// sends and for the answer, so that a tampered form chooses nothing that the page would not offer
/// and a suspension counts in mid-flow.
pub(in crate::flow) fn words(app: &App, login: &Login, eid: &EidSettings) -> Option<Words> {
    usable(app, login, level_of(login), eid)
        .ok()
        .map(|(words, _)| words)
}

/// The lowest level at which an e-ID may be asked now.
fn level_of(login: &Login) -> Option<LevelOfAssurance> {
    match login.stage {
        // No word of the service's is asked: it gets what the other country proved.
        Stage::Linking { level, .. } => Some(level),
        _ => login.ask.levels.national,
    }
}

fn usable(
    app: &App,
    login: &Login,
    level: Option<LevelOfAssurance>,
    eid: &EidSettings,
) -> Result<(Words, bool), Unusable> {
    let access = match &login.ask.asker {
        Asker::Service { .. } => app.at_home(eid),
        Asker::Node {
            eids,
            without_terms,
            ..
        } => {
            let named = |list: &[String]| list.iter().any(|id| id == eid.id.as_str());
            match app.abroad(eid) {
                access if named(eids) => access,
                Access::NotOffered => return Err(Unusable::NotShown),
                // Said before any other reason: it stays true however long the person waits.
                _ if named(without_terms) => return Err(Unusable::Greyed(GreyedEid::NoTerms)),
                _ => return Err(Unusable::NotShown),
            }
        }
    };
    let level = level.ok_or(Unusable::NotShown)?;
    let greyed = |why| Err(Unusable::Greyed(why));
    match access {
        Access::Open { acr, unnotified } => {
            let words: Words = acr.into_iter().filter(|(_, is)| *is >= level).collect();
            if words.is_empty() {
                return greyed(GreyedEid::Level);
            }
            Ok((words, unnotified))
        }
        Access::NotOffered => Err(Unusable::NotShown),
        Access::Planned => greyed(GreyedEid::Planned),
        Access::PreNotified => greyed(GreyedEid::PreNotified),
        Access::Suspended(suspension) => greyed(GreyedEid::Suspended(
            suspension.text.said_in(login.language),
        )),
    }
}

/// `GET /choose`: every national e-ID that this login could use, and why some cannot be chosen.
pub fn eids(app: &App, login: &Login) -> Vec<EidChoice> {
    at_level(app, login, login.ask.levels.national)
}

fn at_level(app: &App, login: &Login, level: Option<LevelOfAssurance>) -> Vec<EidChoice> {
    let current = app.current();
    let now_ms = app.env.now_ms();
    let choice = |eid: &Arc<EidSettings>| {
        let (greyed, unnotified) = match usable(app, login, level, eid) {
            Ok((_, unnotified)) => {
                let upstream = current.upstreams.get(eid.id.as_str());
                // Test persons are never down.
                let down = upstream.is_none_or(|upstream| upstream.breaker.is_open(now_ms))
                    && eid.personas().is_empty();
                (down.then_some(GreyedEid::Unavailable), unnotified)
            }
            Err(Unusable::Greyed(why)) => (Some(why), false),
            Err(Unusable::NotShown) => return None,
        };
        let words = |text: &crate::settings::Text| text.said_in(login.language);
        Some(EidChoice {
            value: eid.id.as_str().to_owned(),
            name: words(&eid.name).0,
            logo: eid.logo.as_ref().map(|logo| format!("/logo/{}", logo.name)),
            description: eid.description.as_ref().map(words),
            outage: eid.outage.as_ref().map(words),
            unnotified,
            greyed,
        })
    };
    current.settings.eids.iter().filter_map(choice).collect()
}

/// Those that can say under which number a person from another country is known here: open, and at this
/// level. None where the service does not ask for her.
pub fn linkable(app: &App, login: &Login, level: LevelOfAssurance) -> Vec<EidChoice> {
    let Asker::Service { .. } = login.ask.asker else {
        return Vec::new();
    };
    let mut choices = at_level(app, login, Some(level));
    choices.retain(|eid| eid.greyed.is_none());
    choices
}

/// `POST /match`: her choice of one. `false` when it cannot be chosen: the page again.
pub async fn link(
    app: &App,
    open: &mut HeldLogin,
    id: &str,
    arrival: &Arrival,
) -> Result<bool, Fault> {
    let level = arrival.link_level();
    let offered = linkable(app, &open.login, level);
    let country = open.login.stage.country();
    let (true, Some(country)) = (offered.iter().any(|eid| eid.value == id), country) else {
        return Ok(false);
    };
    let stage = Stage::Linking {
        country,
        eid: id.to_owned(),
        arrival: arrival.id.clone(),
        level,
    };
    change(app, open, |login| login.stage.clone_from(&stage)).await?;
    Ok(true)
}

/// The operator's words about an e-ID that is closed, and their language.
pub fn closed(app: &App, login: &Login, id: &str) -> Option<(String, Language)> {
    let current = app.current();
    match usable(app, login, level_of(login), current.settings.eid(id)?) {
        Err(Unusable::Greyed(GreyedEid::Suspended(text))) => Some(text),
        _ => None,
    }
}

/// Whether some national e-ID of the configuration could ever reach this level for a service.
pub(in crate::flow) fn reached_by_any(app: &App, level: LevelOfAssurance) -> bool {
    let current = app.current();
    let mut eids = current.settings.eids.iter();
    eids.any(|eid| eid.national && eid.acr.iter().any(|(_, reached)| *reached >= level))
}

/// `POST /choose`: the choice. `false` when that e-ID cannot be chosen: the page again.
pub async fn choose(app: &App, open: &mut HeldLogin, id: &str) -> Result<bool, Fault> {
    let offered = eids(app, &open.login);
    let selectable = |eid: &EidChoice| eid.value == id && eid.greyed.is_none();
    if !offered.iter().any(selectable) {
        return Ok(false);
    }
    let stage = Stage::AtEid { eid: id.to_owned() };
    change(app, open, |login| login.stage.clone_from(&stage)).await?;
    Ok(true)
}

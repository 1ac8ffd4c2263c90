// SPDX-License-Identifier: EUPL-1.2
//! Story 1, the choice: every configured country, and why some cannot be chosen.

use eidas::CountryCode;
use oidc::protocol::LoginHint;
use pages::CountryChoice;
use pages::i18n::Language;

use crate::app::{App, Current};
use crate::ask::{Asked, Asker};
use crate::attributes;
use crate::audit::AuditEvent;
use crate::flow::askable::{node_of, usable};
use crate::flow::end::way_back::asked;
use crate::flow::{Fault, HeldLogin, change};
use crate::login::{Login, Stage};
use crate::settings::Purpose;

/// `GET /country`: every configured country that is not hidden, and why some cannot be chosen.
pub fn countries(app: &App, login: &Login) -> Vec<CountryChoice> {
    let current = app.current();
    let client = current.asking(&login.ask);
    let mut choices: Vec<CountryChoice> = Vec::new();
    for peer in app.peers.proxy_services() {
        let country = peer.settings.country;
        let unlisted = peer.settings.listed.as_ref().is_some_and(|by| by.hidden);
        if unlisted || current.settings.countries.hidden.contains(&country) {
            continue;
        }
        let greyed = usable(&peer, login.ask.levels, client)
            .err()
            .map(|why| why.greyed(login));
        match choices
            .iter_mut()
            .find(|choice| choice.code == country.as_str())
        {
            Some(choice) if greyed.is_none() => choice.greyed = None,
            Some(_) => {}
            None => choices.push(CountryChoice {
                code: country.as_str().to_owned(),
                greyed,
                eids: eids_of(app, login, country),
                failing: app.metrics.is_failing(country.as_str()),
            }),
        }
    }
    // Where more of them fail it is hardly theirs, but our line or our key: nobody else is blamed.
    if choices.iter().filter(|choice| choice.failing).count() > MOST_FAILING {
        choices.iter_mut().for_each(|choice| choice.failing = false);
    }
    choices
}

/// So many countries fail by themselves at one time, at most.
const MOST_FAILING: usize = 5;

/// What people call the e-IDs of a country that reach what this login asks for, as far as the operator named them.
pub fn eids_of(app: &App, login: &Login, country: CountryCode) -> Vec<String> {
    let level = login.ask.levels.european;
    let current = app.current();
    level.map_or_else(Vec::new, |level| {
        current.settings.countries.eids_at(country, level)
    })
}

/// The country that the service expects its person to choose: `login_hint` as `country:SE`. A hint: it
/// decides nothing.
pub fn expected(open: &HeldLogin) -> Option<CountryCode> {
    let asked = match open.login.ask.asker {
        Asker::Service { .. } => asked(open).ok()?,
        Asker::Node { .. } => return None,
    };
    match &asked.request.login_hint {
        Some(LoginHint::Country(code)) => CountryCode::parse(code).ok(),
        _ => None,
    }
}

/// What the service asks for beside the minimum data set, and what for: people read it before they
/// choose, while they can still turn back.
pub fn purposes<'c>(current: &'c Current, open: &HeldLogin) -> Vec<&'c Purpose> {
    let client = current.asking(&open.login.ask);
    let request = match open.login.ask.asker {
        Asker::Service { .. } => asked(open).ok(),
        Asker::Node { .. } => None,
    };
    let both = client.zip(request);
    both.map_or_else(Vec::new, |(client, asked)| {
        attributes::asked(&asked.request, &client.settings).collect()
    })
}

/// The country of the person of Demo Europe whom the request names, if it can be chosen: the page where
/// one is chosen is left out.
pub(in crate::flow) fn straight_to(app: &App, login: &Login, asked: &Asked) -> Option<CountryCode> {
    let (place, _) = asked.demo_person(app.settings().profile)?;
    let country = CountryCode::parse(place).ok()?;
    login.ask.levels.european?;
    node_of(app, login, country).is_ok().then_some(country)
}

/// `POST /country`: the choice. `false` when that country cannot be chosen: the page again.
pub async fn choose(app: &App, open: &mut HeldLogin, code: &str) -> Result<bool, Fault> {
    let Ok(country) = CountryCode::parse(code) else {
        return Ok(false);
    };
    if node_of(app, &open.login, country).is_err() {
        return Ok(false);
    }
    let guess = Language::of_country(code);
    let guess = guess.filter(|language| app.current().site.languages.has(*language));
    change(app, open, |login| {
        login.stage = Stage::Chosen { country };
        // The first thing that this person said of herself.
        if let (true, Some(language)) = (login.language_guessed, guess) {
            login.language = language;
        }
    })
    .await?;
    let event = AuditEvent::CountryChosen {
        login: open.flow.to_string(),
        country: country.as_str().to_owned(),
    };
    app.audit.note(event).await?;
    Ok(true)
}

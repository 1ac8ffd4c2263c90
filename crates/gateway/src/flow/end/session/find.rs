// SPDX-License-Identifier: EUPL-1.2
//! Whether the browser's session answers a request.

use eidas::SpType;
use oidc::protocol::{Acr, LoginHint};
use oidc::provider::AuthorizationRequest;
use store::Secret;

use super::{Session, Who, alive};
use crate::app::App;
use crate::ask::Levels;
use crate::attributes;
use crate::cookie::SessionCookies;
use crate::flow::Fault;
use crate::flow::askable::could_be_asked;
use crate::flow::end::person::pairwise;
use crate::settings::{ClientSettings, MatchPage, Persons, Profile, Settings, Sso};
use crate::translate::{acr_of, national_acr_of};

/// The session that a browser has for this service: the one of its group.
pub fn of_client<'c>(
    app: &App,
    cookies: &'c SessionCookies,
    client_id: &str,
) -> Option<&'c Secret> {
    let current = app.current();
    match &current.client(client_id)?.settings.sso {
        Sso::Alone => None,
        Sso::Shared(group) => cookies.of(group.as_ref()),
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
    let Some(client) = client.filter(|client| client.settings.sso.is_shared()) else {
        return Ok(Found::None);
    };
    // Attack: another program of this machine asks in an application's name (RFC 8252 §8.6, RFC 6749 §10.2), and gets
    // the person that her browser knows. Defence: where nothing says who is answered, she logs in and sees it.
    if !client.client.is_assured_at(request.reply.redirect_uri()) {
        return Ok(Found::None);
    }
    let now_ms = app.env.now_ms();
    let Some(mut session) = alive(app, Some(secret)).await? else {
        return Ok(Found::None);
    };
    // Attack: a person, or a program in her browser, brings the session of one group under the name of
    // another's. Or the service was put into another group since.
    if session.group() != client.settings.sso.group() {
        return Ok(Found::None);
    }
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
    let meant = request.asks_for(&sub)
        && request.takes(&acr)
        && !names_another(&current.settings, request, who);
    if !open || too_old || request.prompt.shown() || !meant {
        return Ok(Found::None);
    }
    Ok(Found::Serves(Box::new(session)))
}

/// Whether a test person is named who is not this one: a service's tests want whom they name, and see no page that says who is
/// here. Whom a name of Demo Europe stands for is not known here, so it is asked for, unless no page may be shown.
fn names_another(settings: &Settings, request: &AuthorizationRequest, who: &Who) -> bool {
    let Some(LoginHint::Persona(name)) = &request.login_hint else {
        return false;
    };
    let mut eids = settings.eids.iter();
    let number = eids.find_map(|eid| {
        let mut persons = eid.personas().iter();
        let person = persons.find(|person| person.id == *name)?;
        person.claims.get(&eid.claims.pid)?.as_str()
    });
    match (number, who) {
        (Some(number), Who::Citizen(citizen)) => citizen.number.as_str() != number,
        (Some(_), Who::Guest(_)) => true,
        (None, _) => settings.profile == Profile::Demo && !request.prompt.is_none(),
    }
}

/// Whether foreign logins of this service are shared. One that receives representatives, or legal persons, gets
/// each answer for itself alone.
pub(super) fn is_shared(app: &App, client: &ClientSettings) -> bool {
    app.settings().sessions.share_foreign
        && client.sso.is_shared()
        && !client.representation
        && client.persons == Persons::Natural
}

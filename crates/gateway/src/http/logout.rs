// SPDX-License-Identifier: EUPL-1.2
//! The end of a session: asked for by a service, or by the person on a page of ours.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use oidc::protocol::{Params, decode_form, encode_form};
use oidc::provider::{EndSessionStop, VerifiedEndSession, end_session};
use pages::i18n::Language;
use pages::{ErrorText, Frame, LoggedIn, LoggedOutPage, SessionPage};

use super::error::{page, see_other};
use super::headers::{FormAction, Frames};
use super::login::own_form;
use crate::app::App;
use crate::cookie;
use crate::flow::Fault;
use crate::flow::end::session::Session;
use crate::flow::logout::{Done, Held, Logout, Waiting, asked, concerned, confirmed};
use crate::starts::Asks;
use crate::visit::{Visit, field};

/// What is read of a request. RP-Initiated Logout §2; of the rest nothing is kept (WEB-05).
const PARAMETERS: [&str; 5] = [
    "client_id",
    "id_token_hint",
    "post_logout_redirect_uri",
    "state",
    "ui_locales",
];

/// `GET /logout`. OIDC RP-Initiated Logout §2.
pub async fn logout(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Response {
    let step = async {
        let query = query.unwrap_or_default();
        let query = match query.strip_prefix("posted=") {
            Some(name) => match Waiting::find(&app, name).await? {
                Waiting::Posted(form) => form,
                Waiting::Asks(_) => return Err(Fault::new(ErrorText::LogoutInvalid, "malformed")),
            },
            None => query,
        };
        let params = read(query.as_bytes())?;
        let language = language(&app, &visit, &params);
        let request = proven(&app, &params)?;
        let by = (visit.caller, query.len());
        match asked(&app, &visit.sessions, request, by).await? {
            Logout::Done(done) => Ok(gone(&app, &done, language)),
            Logout::Asks(name) => {
                let lang = language.tag();
                Ok(see_other(&format!(
                    "/session?lang={lang}&ask={}",
                    name.reveal()
                )))
            }
        }
    };
    answer(&app, &visit, step.await).await
}

/// `POST /logout`: from another site, so without the session's cookie. What would be refused is refused
/// here; the rest waits for our own GET, where that cookie is.
pub async fn logout_posted(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let params = read(&body)?;
        let request = proven(&app, &params)?;
        let client_id = request.client_id.as_ref().map_or("", |id| id.as_str());
        let known = params
            .iter()
            .filter(|(name, _)| PARAMETERS.contains(&name.as_str()));
        let form = encode_form(&known.cloned().collect::<Vec<_>>());
        app.admit(Asks::Service(client_id, visit.caller.0), form.len())??;
        let name = Waiting::Posted(form).keep(&app).await?;
        Ok(see_other(&format!("/logout?posted={}", name.reveal())))
    };
    answer(&app, &visit, step.await).await
}

/// `GET /session`: a person sees her sessions and can end them; with `ask=` a service asks her to.
pub async fn session(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let ask = asks(&app, field(&visit.query, "ask")).await?;
        let (held, _) = concerned(&app, &visit.sessions, ask.as_deref()).await?;
        Ok(session_page(&app, &visit, &held, ask.as_deref()))
    };
    answer(&app, &visit, step.await).await
}

/// `POST /session`: `action=logout|stay`.
pub async fn decided(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let ask = asks(&app, field(&visit.query, "ask")).await?;
        match field(&form, "action") {
            "logout" => {
                let request = ask.map(|ask| *ask);
                let done = confirmed(&app, &visit.sessions, request).await?;
                Ok(gone(&app, &done, language(&app, &visit, &[])))
            }
            "stay" => Ok(see_other("/session")),
            _ => Err(Fault::new(ErrorText::RequestInvalid, "unknown_action")),
        }
    };
    answer(&app, &visit, step.await).await
}

async fn answer(app: &App, visit: &Visit, step: Result<Response, Fault>) -> Response {
    match step {
        Ok(response) => response,
        Err(fault) => page(app, visit, fault).await,
    }
}

fn read(octets: &[u8]) -> Result<Vec<(String, String)>, Fault> {
    decode_form(octets).map_err(|_| stopped(&EndSessionStop::Malformed))
}

/// Everything that is said is true, or nothing happens.
fn proven(app: &App, params: &Params) -> Result<VerifiedEndSession, Fault> {
    let current = app.current();
    let request = end_session::parse(params).map_err(|stop| stopped(&stop))?;
    let client = request
        .client_id()
        .and_then(|id| current.client(id.as_str()));
    let client = client.map(|client| &*client.client);
    let proven = request.verify(client, &current.provider, app.env.now_s());
    proven.map_err(|stop| stopped(&stop))
}

fn stopped(stop: &EndSessionStop) -> Fault {
    let (text, reason) = match stop {
        EndSessionStop::Hint(_) => (ErrorText::LogoutHint, "id_token_hint"),
        EndSessionStop::OtherClient => (ErrorText::LogoutHint, "id_token_hint_of_another"),
        EndSessionStop::ReturnOfNobody => (ErrorText::LogoutInvalid, "post_logout_of_nobody"),
        EndSessionStop::ReturnNotRegistered => {
            (ErrorText::LogoutReturn, "post_logout_not_registered")
        }
        EndSessionStop::UnknownClient => (ErrorText::LogoutInvalid, "unknown_client"),
        _ => (ErrorText::LogoutInvalid, "malformed"),
    };
    Fault {
        inner: Some(stop.to_string()),
        ..Fault::new(text, reason)
    }
}

/// The request that this page asks about.
async fn asks(app: &App, name: &str) -> Result<Option<Box<VerifiedEndSession>>, Fault> {
    if name.is_empty() {
        return Ok(None);
    }
    match Waiting::find(app, name).await? {
        Waiting::Asks(request) => Ok(Some(request)),
        Waiting::Posted(_) => Err(Fault::new(ErrorText::LogoutInvalid, "malformed")),
    }
}

fn language(app: &App, visit: &Visit, params: &[(String, String)]) -> Language {
    let wished = field(params, "ui_locales").split(' ');
    let accept_language = visit.accept_language.as_deref();
    let current = app.current();
    let offered = &current.site.languages;
    let chosen = visit.language;
    chosen.unwrap_or_else(|| offered.negotiate(wished, accept_language))
}

fn session_page(
    app: &App,
    visit: &Visit,
    held: &[Held],
    ask: Option<&VerifiedEndSession>,
) -> Response {
    let current = app.current();
    let language = language(app, visit, &[]);
    let name = field(&visit.query, "ask");
    let query = match name {
        "" => String::new(),
        name => format!("ask={name}"),
    };
    let named = |id: &str| {
        current
            .client(id)
            .map(|client| client.settings.name.clone())
    };
    let shown = |session: &Session| {
        let visited = session.visited().iter();
        LoggedIn {
            by: match session.proven_at() {
                Ok(eid) => current
                    .settings
                    .eid(eid)
                    .map_or_else(String::new, |eid| eid.name.in_language(language).to_owned()),
                Err(country) => pages::country_in(language, country.as_str()),
            },
            minutes: (app.env.now_ms() - session.began_ms()) / 60_000,
            services: visited.filter_map(|one| named(&one.client_id)).collect(),
        }
    };
    let logins: Vec<LoggedIn> = held.iter().map(|held| shown(&held.session)).collect();
    let asker = ask.and_then(|ask| named(ask.client_id.as_ref()?.as_str()));
    let page = SessionPage {
        frame: Frame::new(&current.site, language, None, "/session", &query),
        action: &format!("/session?{query}"),
        logins: &logins,
        asks: ask.is_some(),
        asker: asker.as_deref(),
    };
    // Browsers hold the redirect after the form against the policy.
    let leads_to = match ask.and_then(|ask| ask.return_to.as_ref()) {
        Some(way) => FormAction::Client(way.uri().form_action(false)),
        None => FormAction::Own,
    };
    (leads_to, Html(page.render())).into_response()
}

/// What was asked for has ended here. Back to the service, when every service that can be told is; else, and without
/// one, a page that says what happened.
fn gone(app: &App, done: &Done, language: Language) -> Response {
    let current = app.current();
    let location = done.return_to.as_ref().map(|way| way.location());
    let nothing = Default::default();
    let farewell = done.farewell.as_ref().unwrap_or(&nothing);
    let mut response = match &location {
        Some(location) if farewell.frames.is_empty() && !farewell.failed => see_other(location),
        _ => {
            let service = done.client_id.as_deref().and_then(|id| current.client(id));
            let page = LoggedOutPage {
                frame: Frame::without_switch(&current.site, language, None),
                was_logged_in: done.farewell.is_some(),
                closed: &farewell.closed,
                open: &farewell.open,
                frames: &farewell.frames,
                back: location.as_deref(),
                service: service.map(|client| client.settings.name.as_str()),
                // LO-09: who must read which services may be open is not led on.
                goes_on: location.is_some() && !farewell.failed,
            };
            let origins = farewell
                .frames
                .iter()
                .filter_map(|url| url::Url::parse(url).ok());
            let origins = origins.map(|url| url.origin().ascii_serialization());
            (Frames(origins.collect()), Html(page.render())).into_response()
        }
    };
    let without = done.without.iter();
    for cookie in without.filter_map(|group| cookie::clear_session(group.as_ref())) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

// SPDX-License-Identifier: EUPL-1.2
//! The eIDAS endpoints: where foreign answers arrive, and our metadata.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use eidas::binding::{Parameter, decode_post};
use eidas::{Instant, Role};
use pages::{ContinuePage, ErrorText, Frame, WaitPage};
use store::env::Env;
use store::{Handle, Secret};

use super::error::{page, see_other, show};
use super::login::{SINCE, refused_page, reply};
use crate::app::App;
use crate::cookie;
use crate::flow::connector::answer;
use crate::flow::end::answer::Answer;
use crate::flow::end::outcome::renewed;
use crate::flow::proxy_service::not_a_proxy_service;
use crate::flow::{Fault, HeldLogin, placed_by_cookie};
use crate::keys::Keys;
use crate::login::{Stage, find};
use crate::own_metadata::Offer;
use crate::visit::Visit;

/// `POST /eidas/connector/acs`. SAML Bindings §3.5. Answers with a page of our own: a redirect
/// across origins would be stopped by the foreign page's `form-action`.
pub async fn acs(
    State(app): State<App>,
    visit: Visit,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answered = async {
        if !is_form(&headers) {
            return Err(Fault::new(ErrorText::AnswerInvalid, "content_type"));
        }
        let posted = decode_post(
            &body,
            query.as_deref().unwrap_or_default(),
            Parameter::SamlResponse,
        )
        .map_err(|error| Fault::new(ErrorText::AnswerInvalid, error.reason()))?;
        answer(&app, posted, &visit).await
    };
    let step = match answered.await {
        Ok(answer) => encode(&app, &visit, answer).await,
        Err(fault) => {
            let there = |stage: &Stage| matches!(stage, Stage::Sent { .. });
            Err(placed_by_cookie(&app, fault, &visit, there).await)
        }
    };
    reply(&app, &visit, step).await
}

/// SAML Bindings §3.5.4: a form, and nothing that may be read as one. SP-32.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| {
            kind.trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        })
}

/// `GET /eidas/connector/acs`: somebody looked, or came by "back". Explained. SP-32.
pub async fn acs_looked_at(State(app): State<App>, visit: Visit) -> Response {
    let fault = Fault::new(ErrorText::NotForPeople, "get_on_acs");
    let mut response = page(&app, &visit, fault).await;
    response
        .headers_mut()
        .insert(header::ALLOW, HeaderValue::from_static("POST"));
    response
}

/// What the browser gets for an answer that was taken.
pub(super) async fn encode(app: &App, visit: &Visit, answer: Answer) -> Result<Response, Fault> {
    match answer {
        Answer::Continue { ref flow } | Answer::LoggedIn { ref flow, .. } => {
            let mut response = continue_page(app, flow).await?;
            for cookie in cookies_of_the_end(app, visit, &answer) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Answer::Told { flow } => Ok(see_other(&format!("/match?flow={flow}"))),
        Answer::Consent { flow } => Ok(see_other(&format!("/consent?flow={flow}"))),
        Answer::Refused { flow, secret, old } => {
            let open = renewed(app, &flow, &secret).await?;
            let mut response = refused_page(app, &open);
            set_cookies(&mut response, visit, &open, &old);
            Ok(response)
        }
        Answer::Failed {
            flow,
            text,
            reference,
        } => {
            let mut fault = Fault::new(text, "kept");
            if let Some(flow) = Handle::parse(&flow) {
                // The store may be what failed: then the page goes without the service's name.
                if let Ok(Some(login)) = find(&app.records, &flow).await {
                    fault = fault.of(&flow, &login);
                }
            }
            // Another tab ended it: where that led.
            if text == ErrorText::FlowFinished {
                return Err(fault);
            }
            Ok(show(app, visit, &fault, &reference))
        }
        Answer::Wait { flow } => {
            let current = app.current();
            let language = visit.language_among(&current.site.languages);
            let query = format!("flow={flow}&{SINCE}={}", app.env.now_ms());
            let href = format!("/continue?{query}");
            let frame = Frame::new(&current.site, language, None, "/continue", &query);
            let page = WaitPage {
                frame,
                href: &href,
                another: None,
            };
            Ok(Html(page.render()).into_response())
        }
    }
}

fn set_cookies(response: &mut Response, visit: &Visit, open: &HeldLogin, old: &str) {
    let new = cookie::set_chosen(&open.flow, &open.secret, open.login.cookie_s());
    // The old cookie stays for a minute: the second half of a double click proves itself with it.
    let old = Handle::parse(old).and_then(|old| {
        let secret = visit.cookies.secret(&old)?;
        if visit.cookies.full() {
            cookie::clear(&old)
        } else {
            cookie::shorten(&old, secret)
        }
    });
    for value in old.into_iter().chain(new) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// What a browser keeps of a login that ended: its own cookie for a minute, and its session if there is one.
pub(super) fn cookies_of_the_end(
    app: &App,
    visit: &Visit,
    answer: &Answer,
) -> impl Iterator<Item = HeaderValue> {
    let (flow, session, group) = match answer {
        Answer::Continue { flow } => (Handle::parse(flow), None, None),
        Answer::LoggedIn {
            flow,
            session,
            group,
        } => (Handle::parse(flow), session.as_deref(), group.as_ref()),
        _ => (None, None, None),
    };
    let shortened = flow.and_then(|flow| {
        let secret = visit.cookies.secret(&flow)?;
        cookie::shorten(&flow, secret)
    });
    let lifetime = app.settings().sessions.absolute.as_secs();
    let session = session.and_then(Secret::parse);
    let session = session.and_then(|secret| cookie::set_session(group, &secret, lifetime));
    shortened.into_iter().chain(session)
}

/// 200, and on by itself to our own `GET /continue`, where the redirect to the client is ours.
async fn continue_page(app: &App, flow: &str) -> Result<Response, Fault> {
    let unknown = || Fault::new(ErrorText::FlowUnknown, "flow_unknown");
    let flow = Handle::parse(flow).ok_or_else(unknown)?;
    let login = find(&app.records, &flow).await?.ok_or_else(unknown)?;
    let current = app.current();
    let service = current
        .asking(&login.ask)
        .map(|client| client.settings.name.as_str());
    let frame = Frame::without_switch(&current.site, login.language, service);
    let href = format!("/continue?flow={flow}");
    Ok(Html(ContinuePage { frame, href: &href }.render()).into_response())
}

/// `GET /eidas/connector/metadata`. Message Format §2.2.
pub async fn connector_metadata(State(app): State<App>, visit: Visit) -> Response {
    let (current, env) = (app.current(), app.env.clone());
    let made = tokio::task::spawn_blocking(move || {
        let document = current
            .metadata
            .connector(&current.settings, &current.keys, &env);
        let keys = named(&current.keys, Role::ProxyService, &env);
        document.map(|document| (document, keys))
    });
    document(&app, &visit, made.await, (Role::ProxyService, 3600)).await
}

/// `GET /eidas/proxy/metadata`. Message Format §2.2. Without an e-ID that may be used abroad there
/// is nothing to publish. Kept by others for a minute only: a suspension must show.
pub async fn proxy_metadata(State(app): State<App>, visit: Visit) -> Response {
    let (current, env) = (app.current(), app.env.clone());
    let offer = Offer::of(&current.settings, |eid| app.abroad(eid));
    let (ours, offer) = match (current.settings.proxy_service.clone(), offer) {
        (Some(ours), Some(offer)) => (ours, offer),
        (None, _) => return page(&app, &visit, not_a_proxy_service()).await,
        (_, None) => {
            let fault = Fault::new(ErrorText::NotAbroad, "no_eid_open_abroad");
            return page(&app, &visit, fault).await;
        }
    };
    let made = tokio::task::spawn_blocking(move || {
        let country = current.settings.country;
        let document = current
            .metadata
            .proxy_service(country, &ours, offer, &current.keys, &env);
        let keys = named(&current.keys, Role::Connector, &env);
        document.map(|document| (document, keys))
    });
    document(&app, &visit, made.await, (Role::Connector, 60)).await
}

/// Which keys our document for these readers names. A kept document belongs to the keys that it was made
/// with, and an announced change moves only their order.
fn named(keys: &Keys, readers: Role, env: &Env) -> Vec<String> {
    let now = Instant::from_ms(env.now_ms());
    keys.published(now, readers == Role::Connector)
}

async fn document(
    app: &App,
    visit: &Visit,
    made: Result<Result<(Bytes, Vec<String>), eidas::Error>, tokio::task::JoinError>,
    (readers, max_age_s): (Role, i64),
) -> Response {
    let made = made
        .map_err(|error| error.to_string())
        .and_then(|made| made.map_err(|error| error.to_string()));
    match made {
        Ok((xml, keys)) => {
            app.saw_reading(visit.caller, readers, &xml, &keys);
            // Across an announced change of keys no cache on the way hands out what was before it.
            let now_ms = app.env.now_ms();
            let switch = app.current().keys.saml_signing_switch_at();
            let left_s = switch.map(|at| at.ms().saturating_sub(now_ms) / 1000);
            let left_s = left_s.filter(|left| *left >= 0);
            let max_age_s = left_s.map_or(max_age_s, |left| left.min(max_age_s));
            let headers = [
                (
                    header::CONTENT_TYPE,
                    "application/samlmetadata+xml".to_owned(),
                ),
                (
                    header::CACHE_CONTROL,
                    format!("public, max-age={max_age_s}"),
                ),
            ];
            (headers, xml).into_response()
        }
        Err(what) => {
            tracing::error!(what, "our metadata cannot be signed");
            let fault = Fault::new(ErrorText::Unavailable, "metadata_unsigned");
            page(app, visit, fault).await
        }
    }
}

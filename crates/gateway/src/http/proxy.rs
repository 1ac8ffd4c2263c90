// SPDX-License-Identifier: EUPL-1.2
//! The Proxy-Service's endpoints: where foreign requests arrive, and the consent page.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use eidas::binding::{Carried, Parameter, decode_get, decode_post};

use super::cookie;
use super::error::{Visit, field, minutes, page, see_other};
use super::login::{own_form, reply, return_to, to, with_frame};
use crate::app::App;
use crate::ask::Asker;
use crate::flow::connector::{self, ReturnTo};
use crate::flow::consent::{self, Disclosure, Proposal};
use crate::flow::proxy_service::{self, Received, receive};
use crate::flow::{Fault, Open, open, reference, remember};
use crate::login::LIFETIME_MS;
use crate::pages::{ConsentPage, ErrorPage, ErrorText, WayOn};
use crate::settings::IdentifierPolicy;
use crate::translate;

/// `POST /eidas/proxy/sso`. SAML Bindings §3.5; eIDAS Message Format 1.4 §2.4.1.
pub async fn posted(
    State(app): State<App>,
    visit: Visit,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    let query = query.unwrap_or_default();
    let message = decode_post(&body, &query, Parameter::SamlRequest).map(Carried::from);
    taken(&app, &visit, message).await
}

/// `GET /eidas/proxy/sso`. SAML Bindings §3.4, and the signed message in the query that EC nodes
/// send. Without a message somebody looked, or came by "back".
pub async fn got(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Response {
    let Some(query) = query else {
        let fault = Fault::new(ErrorText::NotForPeople, "get_on_sso");
        return page(&app, &visit, fault).await;
    };
    let message = decode_get(&query, Parameter::SamlRequest).map(Carried::from);
    taken(&app, &visit, message).await
}

async fn taken(app: &App, visit: &Visit, message: Result<Carried, eidas::Error>) -> Response {
    let step = async {
        let message = message.map_err(|error| Fault {
            inner: Some(error.to_string()),
            ..Fault::new(ErrorText::ForeignRequestInvalid, error.reason())
        })?;
        let language = visit.accept_language.as_deref();
        Ok(match receive(app, message, language).await? {
            Received::Begun(begun) => {
                let mut response = see_other(&format!("/choose?flow={}", begun.flow));
                let cookie = cookie::set(&begun.flow, &begun.secret, LIFETIME_MS / 1000);
                for value in visit.cookies.make_room().into_iter().chain(cookie) {
                    response.headers_mut().append(header::SET_COOKIE, value);
                }
                response
            }
            Received::Rejected(way) => return_to(app, &way),
        })
    };
    match step.await {
        Ok(response) => response,
        Err(fault) => page(app, visit, fault).await,
    }
}

/// `GET /consent?flow=…`: what would be sent, to whom, and why; or the answer itself, when this
/// browser's person agreed to the same before and wanted that to be remembered.
pub async fn consent(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let mut open = foreign(&app, &visit).await?;
        connector::speak(&app, &mut open, visit.language()).await?;
        let disclosure = match consent::propose(&app, &open).await? {
            Proposal::Values(disclosure) => disclosure,
            Proposal::Nothing(_) => return Ok(nothing_page(&app, &open)),
        };
        let secret = visit.consent.as_ref();
        match consent::prior(&app, &open, disclosure, secret).await? {
            Ok(way) => Ok(leave(&app, &open, &way)),
            Err(disclosure) => values_page(&app, &visit, &open, &disclosure, false).await,
        }
    };
    reply(&app, &visit, step.await).await
}

/// `POST /consent?flow=…`: `action=approve|decline|forget|back`, the digest of what was shown, and
/// `remember=yes`.
pub async fn decided(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let open = foreign(&app, &visit).await?;
        match field(&form, "action") {
            "approve" => {
                let shown = field(&form, "shown");
                let wanted = field(&form, "remember") == "yes";
                let remember = wanted.then_some(visit.consent.as_ref());
                match consent::approve(&app, &open, shown, remember).await? {
                    Some(approved) => {
                        let mut response = leave(&app, &open, &approved.way);
                        let lifetime_s = remember::lifetime_ms(&app).unwrap_or(0) / 1000;
                        let lifetime_s = u64::try_from(lifetime_s).unwrap_or(0);
                        let cookie = approved.remembered.as_ref();
                        let cookie = cookie.and_then(|s| cookie::set_consent(s, lifetime_s));
                        response
                            .headers_mut()
                            .extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
                        Ok(response)
                    }
                    None => proposal_page(&app, &visit, &open).await,
                }
            }
            "forget" => forget(&app, &visit, &open, "/consent").await,
            "decline" => Ok(leave(&app, &open, &consent::decline(&app, &open).await?)),
            "back" => match consent::propose(&app, &open).await? {
                Proposal::Nothing(failure) => {
                    let way = proxy_service::leave_with(&app, &open, failure).await?;
                    Ok(leave(&app, &open, &way))
                }
                Proposal::Values(_) => Ok(see_other(&to("/consent", &open))),
            },
            _ => Err(Fault::new(ErrorText::RequestInvalid, "unknown_action").in_hand(&open)),
        }
    };
    reply(&app, &visit, step.await).await
}

/// A login of a foreign connector, in the hands of its own browser.
async fn foreign(app: &App, visit: &Visit) -> Result<Open, Fault> {
    let open = open(app, visit.flow(), &visit.cookies).await?;
    match open.login.ask.asker {
        Asker::Node { .. } => Ok(open),
        Asker::Service { .. } => {
            Err(Fault::new(ErrorText::RequestInvalid, "not_a_foreign_login").in_hand(&open))
        }
    }
}

/// Forgets what this browser remembers, and shows the page it was asked on.
pub(super) async fn forget(
    app: &App,
    visit: &Visit,
    open: &Open,
    path: &str,
) -> Result<Response, Fault> {
    remember::forget(app, open.flow.as_str(), visit.consent.as_ref()).await?;
    let mut response = see_other(&to(path, open));
    if let Some(cookie) = cookie::clear_consent() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn leave(app: &App, open: &Open, way: &ReturnTo) -> Response {
    let mut response = return_to(app, way);
    if let Some(cookie) = cookie::shorten(&open.flow, &open.secret) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The page again, after an answer to something else.
async fn proposal_page(app: &App, visit: &Visit, open: &Open) -> Result<Response, Fault> {
    match consent::propose(app, open).await? {
        Proposal::Values(disclosure) => values_page(app, visit, open, &disclosure, true).await,
        Proposal::Nothing(_) => Ok(nothing_page(app, open)),
    }
}

async fn values_page(
    app: &App,
    visit: &Visit,
    open: &Open,
    disclosure: &Disclosure,
    changed: bool,
) -> Result<Response, Fault> {
    let Asker::Node {
        country,
        provider_name,
        ..
    } = &open.login.ask.asker
    else {
        return Ok(see_other(&to("/choose", open)));
    };
    let remembers = remember::any(app, visit.consent.as_ref()).await?;
    let days = app.settings().proxy_service.as_ref().map_or(0, |proxy| {
        let offered = disclosure.remembrance(app).is_some();
        if offered {
            proxy.remember_consent_days
        } else {
            0
        }
    });
    let action = to("/consent", open);
    let digest = disclosure.digest();
    let status = if changed {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let page = with_frame(app, open, "/consent", "", |frame| {
        ConsentPage {
            frame,
            action: &action,
            country: country.as_str(),
            service: provider_name.as_deref(),
            eid: &disclosure.eid_name(app, open.login.language),
            values: disclosure.values(),
            unsent: &disclosure.unsent(),
            level: translate::level_on_page(disclosure.level()),
            number_stays: disclosure.policy() == IdentifierPolicy::PerCountry,
            digest: &digest,
            changed,
            days,
            remembers,
        }
        .render()
    });
    Ok((status, page).into_response())
}

/// Nothing can be sent: said plainly, and the way back, which tells the connector why.
fn nothing_page(app: &App, open: &Open) -> Response {
    let text = ErrorText::NothingToSend;
    let country = match &open.login.ask.asker {
        Asker::Node { country, .. } => Some(country.as_str()),
        Asker::Service { .. } => None,
    };
    let reference = reference(app);
    tracing::info!(reference, login = %open.flow.tag(), "nothing can be sent abroad");
    let page = with_frame(app, open, "/consent", "", |frame| {
        ErrorPage {
            frame,
            text,
            country,
            notice: None,
            minutes: minutes(),
            reference: &reference,
            way_on: WayOn::Login {
                action: to("/consent", open),
                again: false,
                another: false,
            },
        }
        .render()
    });
    (translate::page_status(text), page).into_response()
}

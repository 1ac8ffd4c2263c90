// SPDX-License-Identifier: EUPL-1.2
//! The Proxy-Service's endpoints: where foreign requests arrive, and the consent page.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use eidas::Failure;
use eidas::binding::{Carried, Parameter, decode_get, decode_post};
use oidc::protocol::decode_form;
use pages::{ConsentPage, ErrorPage, ErrorText, WayOn};

use super::eidas::is_form;
use super::error::{minutes, page, see_other};
use super::help::{self, Parties};
use super::login::{go_back, own_form, reply, return_to, to, with_frame};
use crate::app::App;
use crate::ask::Asker;
use crate::citizen::Citizen;
use crate::flow::end::abroad::Nothing;
use crate::flow::end::way_back::ReturnTo;
use crate::flow::proxy_service::consent::{self, Disclosure, Proposal};
use crate::flow::proxy_service::{Received, receive, remember};
use crate::flow::{
    Fault, HeldLogin, Sender, late, national, open_with, proxy_service, set_language,
};
use crate::login::{REMEMBERED_MS, Stage};
use crate::settings::IdentifierPolicy;
use crate::visit::{Visit, field};
use crate::{cookie, translate};

/// `POST /eidas/proxy/sso`. SAML Bindings §3.5; eIDAS Message Format 1.4 §2.4.1.
pub async fn posted(
    State(app): State<App>,
    visit: Visit,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    // BND-09: a form, and nothing that may be read as one.
    if !is_form(&headers) {
        let fault = Fault::new(ErrorText::ForeignRequestInvalid, "content_type");
        return page(&app, &visit, fault).await;
    }
    let query = query.unwrap_or_default();
    let message = decode_post(&body, &query, Parameter::SamlRequest).map(Carried::from);
    taken(&app, &visit, message, &body).await
}

/// `GET /eidas/proxy/sso`. SAML Bindings §3.4, and the signed message in the query that EC nodes
/// send. Without a message somebody looked, or came by "back".
pub async fn got(State(app): State<App>, visit: Visit, RawQuery(query): RawQuery) -> Response {
    let Some(query) = query else {
        let fault = Fault::new(ErrorText::NotForPeople, "get_on_sso");
        return page(&app, &visit, fault).await;
    };
    let message = decode_get(&query, Parameter::SamlRequest).map(Carried::from);
    taken(&app, &visit, message, &[]).await
}

/// `posted`: what is to be posted again at the turn of who waits.
async fn taken(
    app: &App,
    visit: &Visit,
    message: Result<Carried, eidas::Error>,
    posted: &[u8],
) -> Response {
    let step = async {
        let message = message.map_err(|error| Fault {
            inner: Some(error.to_string()),
            ..Fault::new(ErrorText::ForeignRequestInvalid, error.reason())
        })?;
        Ok::<_, Fault>(match receive(app, message, visit).await? {
            Received::Again(flow, secret, page) => {
                let mut response = see_other(&format!("{page}?flow={flow}"));
                if visit.cookies.secret(&flow).is_none()
                    && let Some(cookie) = cookie::set(&flow, &secret, REMEMBERED_MS / 1000)
                {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
                response
            }
            Received::Begun(begun) => {
                let mut response = see_other(&format!("/choose?flow={}", begun.flow));
                let cookie = cookie::set(&begun.flow, &begun.secret, begun.login.cookie_s());
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
        Err(mut fault) => {
            if let (Some(waiting), None) = (&mut fault.waiting, &visit.here) {
                let fields = decode_form(posted).unwrap_or_default();
                waiting.posted = Some(("/eidas/proxy/sso", fields));
            }
            page(app, visit, fault).await
        }
    }
}

/// `GET /consent?flow=…`: what would be sent, to whom, and why; or the answer itself, when this
/// browser's person agreed to the same before and wanted that to be remembered.
pub async fn consent(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let (mut open, citizen) = foreign(&app, &visit).await?;
        set_language(&app, &mut open, visit.language).await?;
        if !is_proven(&open) {
            return Ok(see_other(&to(open.login.stage.page(), &open)));
        }
        match consent::propose_with(&app, &open, citizen).await? {
            Proposal::Values(disclosure) => {
                let secret = visit.consent.as_ref();
                match consent::prior(&app, &open, disclosure, secret).await? {
                    Ok(way) => Ok(leave(&app, &open, &way)),
                    Err(disclosure) => values_page(&app, &visit, &open, &disclosure, false).await,
                }
            }
            Proposal::Nothing(nothing) => nothing_said(&app, &visit, &open, nothing).await,
        }
    };
    reply(&app, &visit, step.await).await
}

/// `POST /consent?flow=…`: `action=approve|decline|forget`, the digest of what was shown, and
/// `remember=yes`; when nothing can be sent, `action=another|back`; `back` also when the time of the
/// login is over, wherever that was noticed.
pub async fn decided(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let action = field(&form, "action");
        if action == "back"
            && let Some(open) = late(&app, visit.flow(), &visit.cookies).await?
        {
            return go_back(&app, &open).await;
        }
        let (open, citizen) = foreign(&app, &visit).await?;
        match action {
            "approve" if !is_proven(&open) => Ok(see_other(&to(open.login.stage.page(), &open))),
            "approve" => {
                let shown = field(&form, "shown");
                let wanted = field(&form, "remember") == "yes";
                let remember = wanted.then_some(visit.consent.as_ref());
                match consent::approve(&app, (&open, citizen), shown, remember).await? {
                    Some(approved) => {
                        let mut response = leave(&app, &open, &approved.way);
                        let lifetime_s = remember::lifetime_ms(&app).unwrap_or(0) / 1000;
                        let lifetime_s = u64::try_from(lifetime_s).unwrap_or(0);
                        let cookie = approved.remembered.as_ref();
                        let cookie = cookie.and_then(|s| cookie::set_consent(s, lifetime_s));
                        if let Some(cookie) = cookie {
                            response.headers_mut().append(header::SET_COOKIE, cookie);
                        }
                        Ok(response)
                    }
                    None => proposal_page(&app, &visit, &open).await,
                }
            }
            "forget" => forget(&app, &visit, &open, "/consent").await,
            "decline" => Ok(leave(&app, &open, &consent::decline(&app, &open).await?)),
            "another" => Ok(see_other(&to("/choose", &open))),
            "back" => match consent::propose_with(&app, &open, citizen).await? {
                Proposal::Nothing(Nothing { failure, .. }) => {
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

/// Whether there is somebody whose values could be sent. A database that was lost may have lost that she proved herself
/// (ADR 29): she is led to where she stands now, and does it once more.
fn is_proven(open: &HeldLogin) -> bool {
    matches!(open.login.stage, Stage::Proven { .. })
}

/// A login of a foreign connector, in the hands of its own browser, and who is proven in it.
async fn foreign(app: &App, visit: &Visit) -> Result<(HeldLogin, Option<Citizen>), Fault> {
    let (open, citizen) = open_with(app, visit.flow(), &visit.cookies).await?;
    match open.login.ask.asker {
        Asker::Node { .. } => Ok((open, citizen)),
        Asker::Service { .. } => {
            Err(Fault::new(ErrorText::RequestInvalid, "not_a_foreign_login").in_hand(&open))
        }
    }
}

/// Forgets what this browser remembers, and shows the page it was asked on.
pub(super) async fn forget(
    app: &App,
    visit: &Visit,
    open: &HeldLogin,
    path: &str,
) -> Result<Response, Fault> {
    remember::forget(app, open.flow.as_str(), visit.consent.as_ref()).await?;
    let mut response = see_other(&to(path, open));
    if let Some(cookie) = cookie::clear_consent() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn leave(app: &App, open: &HeldLogin, way: &ReturnTo) -> Response {
    let mut response = return_to(app, way);
    if let Some(cookie) = cookie::shorten(&open.flow, &open.secret) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The page again, after an answer to something else.
async fn proposal_page(app: &App, visit: &Visit, open: &HeldLogin) -> Result<Response, Fault> {
    match consent::propose(app, open).await? {
        Proposal::Values(disclosure) => {
            let fault = Fault::new(ErrorText::RequestInvalid, "consent_not_as_shown");
            fault
                .in_hand(open)
                .note(app, Sender::Anonymous(visit.caller))
                .await;
            values_page(app, visit, open, &disclosure, true).await
        }
        Proposal::Nothing(nothing) => nothing_said(app, visit, open, nothing).await,
    }
}

/// Writes down why nothing can be sent, and says it.
async fn nothing_said(
    app: &App,
    visit: &Visit,
    open: &HeldLogin,
    nothing: Nothing,
) -> Result<Response, Fault> {
    let text = match nothing.failure {
        Failure::Suspended => ErrorText::EidSuspended,
        Failure::Unavailable => ErrorText::EidUnavailable,
        _ => ErrorText::NothingToSend,
    };
    let fault = Fault::new(text, nothing.reason).in_hand(open);
    let reference = fault.note(app, Sender::Anonymous(visit.caller)).await;
    Ok(nothing_page(app, open, text, &reference))
}

async fn values_page(
    app: &App,
    visit: &Visit,
    open: &HeldLogin,
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
            unnotified: disclosure.unnotified(app),
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

/// Nothing can be sent: said plainly, and the way on. An e-ID that was closed while the person was
/// there leaves the others; else there is the way back, which tells the connector why.
fn nothing_page(app: &App, open: &HeldLogin, text: ErrorText, reference: &str) -> Response {
    let current = app.current();
    let (country, eid) = match (&open.login.ask.asker, &open.login.stage) {
        (Asker::Node { country, .. }, Stage::Proven { eid }) => (Some(country.as_str()), &**eid),
        (Asker::Node { country, .. }, _) => (Some(country.as_str()), ""),
        (Asker::Service { .. }, _) => (None, ""),
    };
    let action = to("/consent", open);
    let way_on = if text == ErrorText::NothingToSend {
        WayOn::Login {
            action,
            again: false,
            another: false,
        }
    } else {
        let settings = current.settings.eid(eid);
        let name = settings.map(|eid| eid.name.in_language(open.login.language).to_owned());
        WayOn::Eid {
            action,
            name: name.unwrap_or_default(),
            again: false,
        }
    };
    let parties = Parties {
        eid: Some(eid),
        ..Parties::of(&open.login)
    };
    let desk = help::desk(app, text, parties, open.login.language);
    let page = with_frame(app, open, "/consent", "", |frame| {
        ErrorPage {
            desk: Some(&desk),
            eids: &[],
            frame,
            text,
            country,
            notice: national::closed(app, &open.login, eid).as_ref(),
            minutes: minutes(&open.login),
            reference,
            reason: None,
            way_on,
        }
        .render()
    });
    (translate::page_status(text), page).into_response()
}

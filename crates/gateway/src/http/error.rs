// SPDX-License-Identifier: EUPL-1.2
//! A step that did not work becomes a page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use pages::{ErrorPage, ErrorText, Frame, WayOn};
use store::Handle;

use super::headers::FormAction;
use super::help::{self, Parties};
use super::login::{OwnedBy, for_whom};
use super::{queue, said};
use crate::app::{App, Current};
use crate::ask::Asker;
use crate::flow::end::abroad::CONNECTOR_UNKNOWN;
use crate::flow::{Fault, Sender, reason_with};
use crate::login::{LIFETIME_MS, Login, Stage, WALLET};
use crate::translate::page_status;
use crate::visit::Visit;

/// The page of a step that did not work. Its reference stands in the audit trail and in the log.
pub async fn page(app: &App, visit: &Visit, fault: Fault) -> Response {
    if let Some(waiting) = &fault.waiting {
        return queue::page(app, visit, &fault, waiting);
    }
    let reference = fault.note(app, Sender::Anonymous(visit.caller)).await;
    show(app, visit, &fault, &reference)
}

/// The page of a step that did not work and was written down before.
pub fn show(app: &App, visit: &Visit, fault: &Fault, reference: &str) -> Response {
    let current = &app.current();
    let login = fault
        .login
        .as_ref()
        .map(|(flow, login)| (flow, login.as_ref()));
    let client = login.and_then(|(_, login)| current.asking(&login.ask));
    let language = login.map_or_else(
        || visit.language_among(&current.site.languages),
        |(_, login)| login.language,
    );
    let (service, origins) =
        login.map_or_else(Default::default, |(_, login)| for_whom(current, login));
    let notice = fault.notice.as_ref();
    let notice = notice.map(|text| text.said_in(language));
    let (site, service) = (&current.site, service.as_deref());
    let language = visit.language.unwrap_or(language);
    let reason = current.settings.profile.tells_reasons() && fault.reason != said::REASON;
    let reason = reason.then(|| reason_with(&fault.reason, fault.inner.as_deref()));
    let parties = login
        .map(|(_, login)| Parties::of(login))
        .unwrap_or_default();
    let parties = Parties {
        country: fault.country.or(parties.country),
        client: parties
            .client
            .or_else(|| fault.claimed.as_ref()?.client_id.as_deref()),
        ..parties
    };
    let country = parties.country;
    let desk = help::desk(app, fault.text, parties, language);
    let owned_by = login.map(|(_, login)| OwnedBy::of(current, login, language));
    let owned_by = owned_by.unwrap_or_default();
    let again = match visit.page {
        Some(path) => {
            let flow = ("flow".to_owned(), visit.flow().to_owned());
            Some((path, oidc::protocol::encode_form(&[flow])))
        }
        None => stateless(fault.text)
            .map(|path| (path, String::new()))
            .or_else(|| Some((said::PATH, said::query(app, fault, reference)?))),
    };
    let frame = match &again {
        Some((path, query)) => Frame::new(site, language, service, path, query),
        None => Frame::without_switch(site, language, service),
    };
    let page = ErrorPage {
        desk: Some(&desk),
        eids: &[],
        frame: frame.owned_by(owned_by.owner()),
        text: fault.text,
        country: country.as_ref().map(eidas::CountryCode::as_str),
        notice: notice.as_ref(),
        minutes: login.map_or_else(usual_minutes, |(_, login)| minutes(login)),
        reference,
        reason: reason.as_deref(),
        way_on: match (login, client.and_then(|c| c.settings.start_url.as_ref())) {
            (Some((flow, login)), _) if fault.live => way_on(current, flow, login),
            (_, Some(start)) => WayOn::Service {
                href: start.to_string(),
            },
            (Some((flow, login)), _) => foreign_way_on(current, visit, fault, flow, login),
            _ => WayOn::Nowhere,
        },
    };
    let leads_to = match (&page.way_on, login) {
        (WayOn::Service { .. } | WayOn::Look { .. } | WayOn::Nowhere, _) => FormAction::Own,
        (_, Some((_, login))) if login.stage.eid().is_some() => origins.or_at_a_peer(),
        _ => origins,
    };
    let mut response = (page_status(fault.text), leads_to, Html(page.render())).into_response();
    if let Some(seconds) = fault.retry_after_s {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Where the same page is shown in another language, when it is of no login and says the same to everybody. Not
/// at the address that was asked for: what stands in that is a stranger's.
pub(super) const fn stateless(text: ErrorText) -> Option<&'static str> {
    match text {
        ErrorText::NotForPeople => Some("/eidas/connector/acs"),
        ErrorText::NotFound => Some("/nowhere"),
        _ => None,
    }
}

/// The buttons of a login that goes on.
pub fn way_on(current: &Current, flow: &Handle, login: &Login) -> WayOn {
    let tried = login.stage.eid();
    if tried.is_none() && login.ask.levels.european.is_some() {
        return WayOn::Login {
            action: format!("/send?flow={flow}"),
            again: login.stage.country().is_some(),
            another: true,
        };
    }
    let eid = tried.and_then(|id| current.settings.eid(id));
    WayOn::Eid {
        action: format!("/choose?flow={flow}"),
        name: match (tried, eid) {
            (Some(WALLET), _) => login.language.texts().wallet.name.to_owned(),
            (_, Some(eid)) => eid.name.in_language(login.language).to_owned(),
            (_, None) => String::new(),
        },
        again: true,
    }
}

/// How a foreign service's person goes on from a page that ended her step. There is no address of
/// the service to link to: only a signed answer leads back, and only her own browser may ask for it.
fn foreign_way_on(
    current: &Current,
    visit: &Visit,
    fault: &Fault,
    flow: &Handle,
    login: &Login,
) -> WayOn {
    let secret = visit.cookies.secret(flow);
    let is_its_own = secret.is_some_and(|secret| login.is_bound_to(secret));
    let foreign = matches!(login.ask.asker, Asker::Node { .. });
    if !foreign || !is_its_own || login.stage == Stage::Finished {
        return WayOn::Nowhere;
    }
    match fault.text {
        // Its connector is told that the time ran out.
        ErrorText::FlowExpired => WayOn::Back {
            action: format!("/consent?flow={flow}"),
        },
        // No answer may be given, so nothing leads back. The login waits, and the country may be
        // open again before its time is over.
        ErrorText::AbroadSuspended | ErrorText::AbroadUnavailable => WayOn::Look {
            href: format!("{}?flow={flow}", login.stage.page()),
        },
        ErrorText::FlowFinished => WayOn::Nowhere,
        // It is no connector of ours any more: every button would bring this page again.
        _ if fault.reason == CONNECTOR_UNKNOWN => WayOn::Nowhere,
        _ => way_on(current, flow, login),
    }
}

/// How long this login may take, for texts that name it.
pub fn minutes(login: &Login) -> u32 {
    u32::try_from(login.lives_ms() / 60_000).unwrap_or(30)
}

/// How much of that is left, for texts that say so to who begins something.
pub fn minutes_left(login: &Login, now_ms: i64) -> u32 {
    let left_ms = login.expires_ms - now_ms;
    u32::try_from((left_ms + 30_000) / 60_000).map_or(1, |minutes| minutes.max(1))
}

/// The same where no login is known.
pub fn usual_minutes() -> u32 {
    u32::try_from(LIFETIME_MS / 60_000).unwrap_or(30)
}

/// A page that nobody finds.
pub async fn not_found(app: App, visit: Visit) -> Response {
    let fault = Fault::new(ErrorText::NotFound, "not_found");
    page(&app, &visit, fault).await
}

/// `303 See Other` (never 307: it would carry a POST's body along). AZ-15.
pub fn see_other(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

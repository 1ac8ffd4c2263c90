// SPDX-License-Identifier: EUPL-1.2
//! The pages of a login abroad: which country, there and back; and what every page of a login
//! shares. Each handler decodes, calls the flow and encodes.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use eidas::LevelOfAssurance;
use oidc::protocol::{decode_form_of_at_most, form};
use pages::i18n::{Language, countries_of, fill, in_country};
use pages::{
    Another, CountryPage, ErrorPage, ErrorText, Frame, More, Notice, Owner, PostBackPage,
    SendAgainPage, SendPage, Suggestion, WaitPage, Wanted, WayOn, country_in,
};

use super::error::{minutes, minutes_left, page, see_other, way_on};
use super::headers::{Connects, FormAction};
use super::help::{self, Parties};
use super::time;
use crate::app::{App, Current, Registered};
use crate::ask::Asker;
use crate::flow::end::way_back;
use crate::flow::end::way_back::{ReturnTo, Whom};
use crate::flow::{Fault, HeldLogin, connector, goes_on, leave, national, open, set_language};
use crate::login::{Login, Stage, Tried};
use crate::own::CLIENT;
use crate::settings::{Logo, Persons};
use crate::translate::Refusal;
use crate::visit::{Visit, field};
use crate::{cookie, translate};

/// `GET /country?flow=…`: with `q`, a search that needs no JavaScript.
pub async fn country(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        set_language(&app, &mut open, visit.language).await?;
        // Whoever asked for no European e-ID never sees one.
        if open.login.ask.levels.european.is_none() {
            return Ok(see_other(&to("/choose", &open)));
        }
        let query = field(&visit.query, "q");
        Ok(country_page(&app, &visit, &open, query, None))
    };
    reply(&app, &visit, step.await).await
}

/// `POST /country?flow=…`: `country=SE`, or `action=cancel|forget`. Where it leads keeps the choice for
/// this device.
pub async fn country_chosen(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        match (field(&form, "action"), field(&form, "country")) {
            ("cancel", _) => go_back(&app, &open).await,
            ("forget", _) => {
                let mut response = see_other(&to("/country", &open));
                let cookie = cookie::clear_country();
                response
                    .headers_mut()
                    .extend(cookie.map(|value| (header::SET_COOKIE, value)));
                Ok(response)
            }
            ("" | "next", "") => {
                let notice = Some(Notice::ChooseFirst);
                Ok(country_page(&app, &visit, &open, "", notice))
            }
            ("" | "next", code) if connector::choose(&app, &mut open, code).await? => {
                let mut response = chosen("/send", &open);
                let cookie = open.login.stage.country().and_then(cookie::set_country);
                response
                    .headers_mut()
                    .extend(cookie.map(|value| (header::SET_COOKIE, value)));
                Ok(response)
            }
            ("" | "next", _) => {
                let notice = Some(Notice::NotPossible);
                Ok(country_page(&app, &visit, &open, "", notice))
            }
            _ => Err(Fault::new(ErrorText::RequestInvalid, "unknown_action").in_hand(&open)),
        }
    };
    reply(&app, &visit, step.await).await
}

/// `GET /send?flow=…`: the form that posts itself; later, two buttons; after a refusal, its page.
pub async fn send(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        set_language(&app, &mut open, visit.language).await?;
        match open.login.stage.clone() {
            Stage::Asked | Stage::Finished => Ok(see_other(&to("/country", &open))),
            Stage::AtEid { .. } | Stage::AtWallet(_) | Stage::Proven { .. } => {
                Ok(see_other(&to("/choose", &open)))
            }
            Stage::Arrived { .. } | Stage::Linking { .. } => Ok(see_other(&to("/match", &open))),
            Stage::Chosen { country } => {
                let form = connector::send(&app, &mut open, country).await?;
                let page = send_page(&app, &open, country, form);
                Ok(going_out(page, &open))
            }
            Stage::Sent { country } => Ok(send_again_page(&app, &open, country)),
            Stage::Refused { .. } => Ok(refused_page(&app, &open)),
        }
    };
    reply(&app, &visit, step.await).await
}

/// `POST /send?flow=…`: `action=again|another|cancel|back`.
pub async fn send_decided(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        match (field(&form, "action"), open.login.stage.country()) {
            ("again", Some(country)) => {
                let chosen = connector::choose(&app, &mut open, country.as_str()).await?;
                Ok(see_other(&to(
                    if chosen { "/send" } else { "/country" },
                    &open,
                )))
            }
            ("another" | "again", _) => Ok(see_other(&to("/country", &open))),
            ("cancel" | "back", _) => go_back(&app, &open).await,
            _ => Err(Fault::new(ErrorText::RequestInvalid, "unknown_action").in_hand(&open)),
        }
    };
    reply(&app, &visit, step.await).await
}

/// Since when a page of ours looks for an answer that is at work, in milliseconds.
pub(super) const SINCE: &str = "since";

/// `GET /continue?flow=…`: the kept answer of a finished login, for its own browser; to the consent
/// page when a foreign login got that far, or to the page of her match; while an answer is at work, a page with a
/// button that looks again, for a while.
pub async fn go_on(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        if let Some(way) = way_back::kept(&app, visit.flow(), &visit.cookies).await? {
            return Ok(return_to(&app, &way));
        }
        let open = open(&app, visit.flow(), &visit.cookies).await?;
        match open.login.stage {
            Stage::AtEid { .. } | Stage::AtWallet(_) | Stage::Finished | Stage::Sent { .. } => {
                wait_page(&app, &visit, &open)
            }
            // Nothing is waited for, or the answer came and it is the person who decides now.
            _ => Ok(see_other(&to(open.login.stage.page(), &open))),
        }
    };
    reply(&app, &visit, step.await).await
}

/// What every handler of this file ends with: a page, or the page of what went wrong. A finished
/// login that its own browser asks again within a minute gets the answer it had; one that was refused
/// goes on under its new name.
pub(super) async fn reply(app: &App, visit: &Visit, step: Result<Response, Fault>) -> Response {
    match step {
        Ok(response) => response,
        Err(fault) if fault.text == ErrorText::FlowFinished => {
            match finished(app, visit, &fault).await {
                Some(response) => response,
                None => page(app, visit, fault).await,
            }
        }
        Err(fault) => page(app, visit, fault).await,
    }
}

/// Where a finished login leads its own browser: to the answer it had, or, when it was refused, to
/// where it goes on.
pub(super) async fn finished(app: &App, visit: &Visit, fault: &Fault) -> Option<Response> {
    let (flow, _) = fault.login.as_ref()?;
    // The first half of a double click may be at work: two seconds.
    for _ in 0..40 {
        let at_work = app.endings.holds(&app.records, flow).await;
        let at_work = at_work.unwrap_or(false);
        match way_back::kept(app, flow.as_str(), &visit.cookies).await {
            Ok(Some(way)) => return Some(return_to(app, &way)),
            Ok(None) if at_work => tokio::time::sleep(Duration::from_millis(50)).await,
            Ok(None) => break,
            Err(fault) => return Some(page(app, visit, fault).await),
        }
    }
    match goes_on(app, flow, &visit.cookies).await {
        Ok(Some((next, login))) if next != *flow => {
            Some(see_other(&format!("{}?flow={next}", login.stage.page())))
        }
        _ => None,
    }
}

/// A form that one of our own pages sent. AZ-09: a stranger's is refused and changes nothing.
pub(super) fn own_form(visit: &Visit, body: &[u8]) -> Result<Vec<(String, String)>, Fault> {
    own_form_of_at_most(form::MOST_BYTES, visit, body)
}

/// The same of a page whose form may be longer.
pub(super) fn own_form_of_at_most(
    most_bytes: usize,
    visit: &Visit,
    body: &[u8],
) -> Result<Vec<(String, String)>, Fault> {
    if visit.cross_site {
        return Err(Fault::new(ErrorText::RequestInvalid, "cross_site"));
    }
    decode_form_of_at_most(most_bytes, body)
        .map_err(|_| Fault::new(ErrorText::RequestInvalid, "malformed_form"))
}

pub(super) fn to(path: &str, open: &HeldLogin) -> String {
    format!("{path}?flow={}", open.flow)
}

/// On, with a cookie that says that its person chose: no stranger's login pushes it out.
pub(super) fn chosen(path: &str, open: &HeldLogin) -> Response {
    let mut response = see_other(&to(path, open));
    let cookie = cookie::set_chosen(&open.flow, &open.secret, open.login.cookie_s());
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Out of our hands, with a cookie that says with which login.
pub(super) fn going_out(mut response: Response, open: &HeldLogin) -> Response {
    let cookie = cookie::set_out(&open.flow, open.login.cookie_s());
    let cookie = cookie.map(|value| (header::SET_COOKIE, value));
    response.headers_mut().extend(cookie);
    response
}

pub(super) async fn go_back(app: &App, open: &HeldLogin) -> Result<Response, Fault> {
    let way = leave::leave(app, open).await?;
    let mut response = return_to(app, &way);
    if let Some(cookie) = cookie::shorten(&open.flow, &open.secret) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// To the client: by redirect, or by a form that posts itself. Form Post §2.
pub(super) fn return_to(app: &App, way: &ReturnTo) -> Response {
    let Some(fields) = &way.fields else {
        return see_other(&way.url);
    };
    let current = app.current();
    let (service, leads_to) = match &way.whom {
        Whom::Client(client_id) => {
            let client = current.client(client_id);
            let origins = client
                .map(Registered::origins)
                .unwrap_or_default()
                .to_owned();
            let name = client.map(|client| client.settings.name.clone());
            (name, FormAction::Client(origins))
        }
        Whom::Node(country, _) => {
            let name = country_in(way.language, country);
            (Some(name), FormAction::Own.or_at_a_peer())
        }
    };
    let page = PostBackPage {
        frame: Frame::without_switch(&current.site, way.language, service.as_deref()),
        action: &way.url,
        fields,
    };
    (leads_to, Html(page.render())).into_response()
}

/// How the pages of a login call who asks, and where their forms may end.
pub(super) fn for_whom(current: &Current, login: &Login) -> (Option<String>, FormAction) {
    match &login.ask.asker {
        Asker::Service { .. } => {
            let client = current.asking(&login.ask);
            let origins = client
                .map(Registered::origins)
                .unwrap_or_default()
                .to_owned();
            let name = client.map(|client| match client.settings.client_id.as_str() {
                CLIENT => login.language.texts().own.title.to_owned(),
                _ => client.settings.name.clone(),
            });
            (name, FormAction::Client(origins))
        }
        Asker::Node {
            country,
            provider_name,
            ..
        } => {
            let name = match provider_name {
                Some(name) => format!("{name} ({})", country_in(login.language, country.as_str())),
                None => {
                    let within = in_country(login.language, country.as_str());
                    let nameless = login.language.texts().national.nameless;
                    fill(nameless, &[("in_country", &within)])
                }
            };
            (Some(name), FormAction::Own.or_at_a_peer())
        }
    }
}

/// A page of this login whose form leads through our own `/go` to an e-ID, or back to who asks.
pub(super) fn or_to_an_eid(app: &App, open: &HeldLogin, page: Response) -> Response {
    let (_, leads_to) = for_whom(&app.current(), &open.login);
    (leads_to.or_at_a_peer(), page).into_response()
}

/// Whose service it is, in the language of a page.
#[derive(Default)]
pub(super) struct OwnedBy {
    organisation: Option<String>,
    logo: Option<String>,
}

impl OwnedBy {
    /// Of whoever asks; a foreign connector says nothing of it.
    pub(super) fn of(current: &Current, login: &Login, language: Language) -> Self {
        let Some(client) = current.asking(&login.ask) else {
            return Self::default();
        };
        let settings = &client.settings;
        let Asker::Service { customer, .. } = &login.ask.asker else {
            return Self::default();
        };
        // Whom the supplier asks for is whose login it is.
        let mut customers = settings.customers.iter();
        let customer = customers.find(|known| customer.as_ref() == Some(&known.onbehalfof));
        let (name, logo) = match customer {
            Some(customer) => (Some(&customer.name), customer.logo.as_ref()),
            None => (settings.organisation_name.as_ref(), settings.logo.as_ref()),
        };
        Self {
            organisation: name.map(|name| name.in_language(language).to_owned()),
            logo: logo.map(Logo::address),
        }
    }

    /// For the frame.
    pub(super) fn owner(&self) -> Owner<'_> {
        Owner {
            organisation: self.organisation.as_deref(),
            logo: self.logo.as_deref(),
        }
    }
}

/// Renders a page of this login; its forms may end at the client.
pub(super) fn with_frame(
    app: &App,
    open: &HeldLogin,
    path: &str,
    query: &str,
    render: impl FnOnce(Frame<'_>) -> String,
) -> Response {
    let current = app.current();
    let (service, leads_to) = for_whom(&current, &open.login);
    let query = format!("flow={}{query}", open.flow);
    let service = service.as_deref();
    let language = open.login.language;
    let owned_by = OwnedBy::of(&current, &open.login, language);
    let frame = Frame::new(&current.site, language, service, path, &query);
    let time = time::left(&open.login, &open.flow, path, app.env.now_ms());
    let frame = frame.owned_by(owned_by.owner()).ending(time);
    (leads_to, Connects, Html(render(frame))).into_response()
}

fn country_page(
    app: &App,
    visit: &Visit,
    open: &HeldLogin,
    query: &str,
    notice: Option<Notice>,
) -> Response {
    // Whoever asked for no European e-ID sees the page's greyed countries at the highest level.
    let level = open
        .login
        .ask
        .levels
        .european
        .unwrap_or(LevelOfAssurance::High);
    let countries = connector::countries(app, &open.login);
    // The longest name of a country has 44 characters.
    let query: String = query.chars().take(60).collect();
    let mut kept = String::new();
    if !query.is_empty() {
        kept = format!(
            "&{}",
            oidc::protocol::encode_form(&[("q".to_owned(), query.clone())])
        );
    }
    let by_service = connector::expected(open);
    let by_service = by_service
        .iter()
        .map(|code| (code.as_str(), Suggestion::Service));
    let last = visit
        .country
        .iter()
        .map(|code| (code.as_str(), Suggestion::LastTime));
    let accepted = visit.accept_language.as_deref().unwrap_or_default();
    let by_language = countries_of(accepted).map(|code| (code, Suggestion::Language));
    let suggested: Vec<_> = last.chain(by_service).chain(by_language).collect();
    let settings = app.settings();
    let first = settings.countries.first.iter();
    let first: Vec<_> = first.map(eidas::CountryCode::as_str).collect();
    let status = if notice.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let current = app.current();
    let more = more(&current, open);
    let page = with_frame(app, open, "/country", &kept, |frame| {
        CountryPage {
            frame,
            flow: open.flow.as_str(),
            path: "/country",
            countries: &countries,
            first: &first,
            level: translate::level_on_page(level),
            wanted: wanted(&current, open),
            more: &more,
            suggested: &suggested,
            query: &query,
            notice,
        }
        .render()
    });
    (status, page).into_response()
}

/// Whom the service asks other countries for.
fn wanted(current: &Current, open: &HeldLogin) -> Wanted {
    let client = current.asking(&open.login.ask);
    match client.map(|client| (client.settings.persons, client.settings.representation)) {
        Some((Persons::Legal, acting)) => Wanted::Company { acting },
        _ => Wanted::Person,
    }
}

/// What the service asks for beside the minimum data set, and what for.
fn more<'c>(current: &'c Current, open: &HeldLogin) -> Vec<More<'c>> {
    let purposes = connector::purposes(current, open).into_iter();
    let more = purposes.map(|purpose| More {
        attribute: purpose.attribute,
        purpose: purpose.purpose.read_in(open.login.language),
    });
    more.collect()
}

fn send_page(
    app: &App,
    open: &HeldLogin,
    country: eidas::CountryCode,
    form: eidas::binding::PostForm,
) -> Response {
    let fields: Vec<_> = form
        .fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let current = app.current();
    let client = current.asking(&open.login.ask);
    let language = open.login.language;
    let owned_by = OwnedBy::of(&current, &open.login, language);
    let service = client.map(|client| client.settings.name.as_str());
    // In another language it is the page with two buttons: this one has gone out, and a second request is hers to make.
    let query = format!("flow={}", open.flow);
    let frame = Frame::new(&current.site, language, service, "/send", &query);
    let page = SendPage {
        frame: frame.owned_by(owned_by.owner()),
        country: country.as_str(),
        action: form.action.as_str(),
        fields: &fields,
        wanted: wanted(&current, open),
        more: &more(&current, open),
        minutes: minutes_left(&open.login, app.env.now_ms()),
        automatic: true,
    };
    let leads_to = FormAction::Own.or_at_a_peer();
    (leads_to, Html(page.render())).into_response()
}

fn send_again_page(app: &App, open: &HeldLogin, country: eidas::CountryCode) -> Response {
    let action = to("/send", open);
    with_frame(app, open, "/send", "", |frame| {
        SendAgainPage {
            frame,
            country: country.as_str(),
            action: &action,
        }
        .render()
    })
}

/// The page after a refusal: again, another country or e-ID, back to the service.
pub(super) fn refused_page(app: &App, open: &HeldLogin) -> Response {
    let Stage::Refused {
        tried,
        why,
        reference,
        reason,
    } = &open.login.stage
    else {
        return see_other(&to("/choose", open));
    };
    let text = match tried {
        Tried::Country(_) => why.text(),
        Tried::Eid(_) => why.text_of_eid(),
    };
    let country = tried.country();
    let mut way_on = way_on(&app.current(), &open.flow, &open.login);
    let notice = tried
        .eid()
        .and_then(|eid| national::closed(app, &open.login, eid));
    if let (WayOn::Eid { again, .. }, Some(_)) = (&mut way_on, &notice) {
        // It is closed: trying again would lead nowhere.
        *again = false;
    }
    let desk = help::desk(app, text, Parties::of(&open.login), open.login.language);
    let eids = match (why, country) {
        (Refusal::LevelTooLow, Some(country)) => connector::eids_of(app, &open.login, country),
        _ => Vec::new(),
    };
    let page = with_frame(app, open, "/send", "", |frame| {
        ErrorPage {
            eids: &eids,
            desk: Some(&desk),
            frame,
            text,
            country: country.as_ref().map(eidas::CountryCode::as_str),
            notice: notice.as_ref(),
            minutes: minutes(&open.login),
            reference,
            reason: reason.as_deref(),
            way_on,
        }
        .render()
    });
    // "Again" leads on to the e-ID.
    let page = match tried.eid() {
        Some(_) => or_to_an_eid(app, open, page),
        None => page,
    };
    (why.status(), page).into_response()
}

/// Whoever was at work on an answer longer than this has ended: it failed, at a store that kept nothing of it. An e-ID has five
/// seconds, the register as many, the store's statements less. The price: who is still at the e-ID in another tab reads that it
/// failed, and may finish there all the same.
const LONGEST_WORK_MS: i64 = 20_000;

/// The address says since when she looks; who writes another one there changes her own page.
fn wait_page(app: &App, visit: &Visit, open: &HeldLogin) -> Result<Response, Fault> {
    let now_ms = app.env.now_ms();
    let since_ms = field(&visit.query, SINCE).parse().unwrap_or(now_ms);
    if now_ms.saturating_sub(since_ms) > LONGEST_WORK_MS {
        return Err(Fault::new(ErrorText::Unavailable, "answer_unfinished").in_hand(open));
    }
    let since = format!("&{SINCE}={since_ms}");
    let href = format!("{}{since}", to("/continue", open));
    let (eids, countries) = (to("/choose", open), to("/country", open));
    let another = match open.login.stage {
        Stage::Sent { .. } => Some(Another::Country(&countries)),
        Stage::AtEid { .. } | Stage::AtWallet(_) => Some(Another::Eid(&eids)),
        _ => None,
    };
    Ok(with_frame(app, open, "/continue", &since, |frame| {
        WaitPage {
            frame,
            href: &href,
            another,
        }
        .render()
    }))
}

// SPDX-License-Identifier: EUPL-1.2
//! A person's own logins, what she can end, and what is kept at all.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use eidas::{Attribute, Instant};
use pages::i18n::Language;
use pages::{ErrorText, Frame, KeptPage, Level, OwnPage, Receipt, country_in};
use serde_json::{Value, json};

use super::error::{page as fault_page, see_other};
use super::help;
use super::login::own_form;
use crate::app::{App, Current};
use crate::cookie;
use crate::flow::Fault;
use crate::flow::own::{self, Own};
use crate::flow::proxy_service::remember;
use crate::login::{REMEMBERED_MS, WALLET};
use crate::own::{OPEN_MS, OwnEvent, To};
use crate::settings::claim_of;
use crate::visit::{Visit, field};

/// `GET /logins`: her own, if this browser opened them; else the way there.
pub async fn page(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let own = own::read(&app, visit.own.as_ref()).await?;
        let remembers = match own {
            Some(_) => remember::any(&app, visit.consent.as_ref()).await?,
            None => false,
        };
        Ok(own_page(&app, &visit, own.as_ref(), remembers))
    };
    answer(&app, &visit, step.await).await
}

/// `POST /logins`: `action=end-match|forget|code|leave`.
pub async fn decided(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let cookie = visit.own.as_ref();
        let mut response = see_other("/logins");
        let gone = match field(&form, "action") {
            "end-match" => {
                own::end_match(&app, cookie, &visit.sessions).await?;
                None
            }
            "code" => {
                own::code(&app, cookie).await?;
                None
            }
            "forget" => {
                remember::forget(&app, "", visit.consent.as_ref()).await?;
                cookie::clear_consent()
            }
            "leave" => {
                own::leave(&app, cookie).await?;
                cookie::clear_own()
            }
            _ => return Err(Fault::new(ErrorText::RequestInvalid, "unknown_action")),
        };
        response
            .headers_mut()
            .extend(gone.map(|value| (header::SET_COOKIE, value)));
        Ok(response)
    };
    answer(&app, &visit, step.await).await
}

/// `GET /logins/start`: to a login of our own.
pub async fn start(State(app): State<App>, visit: Visit) -> Response {
    let language = visit.language_among(&app.current().site.languages);
    let start = own::start(&app, language);
    let lifetime_s = u64::try_from(REMEMBERED_MS / 1000).unwrap_or(0);
    with_cookie(&start.location, cookie::set_own(&start.secret, lifetime_s))
}

/// `GET /logins/back`: what came of it.
pub async fn back(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let said = (field(&visit.query, "state"), field(&visit.query, "code"));
        let opened = own::back(&app, visit.own.as_ref(), said).await?;
        let lifetime_s = u64::try_from(OPEN_MS / 1000).unwrap_or(0);
        let cookie = opened.and_then(|secret| cookie::set_own(&secret, lifetime_s));
        Ok(with_cookie("/logins", cookie))
    };
    answer(&app, &visit, step.await).await
}

/// `GET /logins/export`: the same as a file.
pub async fn export(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let Some(own) = own::read(&app, visit.own.as_ref()).await? else {
            return Ok(see_other("/logins"));
        };
        let current = app.current();
        let now = Instant::from_ms(app.env.now_ms()).to_string();
        let logins: Vec<Value> = own.events.iter().map(|it| as_json(&current, it)).collect();
        let headers = [
            (header::CONTENT_TYPE, "application/json"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"logins.json\"",
            ),
        ];
        let text = json!({ "exported": now, "logins": logins });
        Ok((headers, format!("{text:#}\n")).into_response())
    };
    answer(&app, &visit, step.await).await
}

/// `GET /kept`: what is kept here, and whom to ask. Regulation (EU) 2016/679 art. 13, 17.
pub async fn kept(State(app): State<App>, visit: Visit) -> Response {
    let current = app.current();
    let language = visit.language_among(&current.site.languages);
    let desk = help::ours(&current, language);
    let page = KeptPage {
        frame: Frame::new(&current.site, language, None, "/kept", ""),
        desk: &desk,
    };
    Html(page.render()).into_response()
}

async fn answer(app: &App, visit: &Visit, step: Result<Response, Fault>) -> Response {
    match step {
        Ok(response) => response,
        Err(fault) => fault_page(app, visit, fault).await,
    }
}

fn with_cookie(location: &str, cookie: Option<header::HeaderValue>) -> Response {
    let mut response = see_other(location);
    response
        .headers_mut()
        .extend(cookie.map(|value| (header::SET_COOKIE, value)));
    response
}

fn own_page(app: &App, visit: &Visit, own: Option<&Own>, remembers: bool) -> Response {
    let current = app.current();
    let language = visit.language_among(&current.site.languages);
    let receipts: Option<Vec<Receipt>> = own.map(|own| {
        let events = own.events.iter();
        events.map(|it| receipt(&current, language, it)).collect()
    });
    let kept = own.and_then(|own| own.kept.as_ref());
    let kept = kept.map(|kept| (kept.number.end(), day(kept.until_ms)));
    let code = own.and_then(|own| own.code.as_ref());
    let page = OwnPage {
        frame: Frame::new(&current.site, language, None, "/logins", ""),
        receipts: receipts.as_deref(),
        kept: kept.as_ref().map(|(end, until)| (*end, until.as_str())),
        remembers,
        code: code.map(|(code, until_ms)| (code.as_str(), *until_ms)),
    };
    Html(page.render()).into_response()
}

fn day(ms: i64) -> String {
    let text = Instant::from_ms(ms).to_string();
    text.get(..10).unwrap_or_default().to_owned()
}

fn receipt(current: &Current, language: Language, event: &OwnEvent) -> Receipt {
    let country = |code: &str| country_in(language, code);
    Receipt {
        time_ms: event.time_ms,
        to: match &event.to {
            To::Service(id) => service(current, id),
            To::Abroad(code, Some(service)) => format!("{service} ({})", country(code)),
            To::Abroad(code, None) => country(code),
        },
        with: match current.settings.eid(&event.with) {
            Some(eid) => eid.name.in_language(language).to_owned(),
            None if event.with == WALLET => language.texts().wallet.name.to_owned(),
            None => country(&event.with),
        },
        level: [
            ("low", Level::Low),
            ("substantial", Level::Substantial),
            ("high", Level::High),
        ]
        .into_iter()
        .find_map(|(word, level)| event.level.ends_with(word).then_some(level)),
        sent: kinds(&event.sent),
        reference: event.reference.clone(),
    }
}

fn service(current: &Current, id: &str) -> String {
    let client = current.client(id);
    client.map_or_else(|| id.to_owned(), |client| client.settings.name.clone())
}

/// The attributes behind these names of claims or of eIDAS; what is no value of hers is left out.
fn kinds(names: &[String]) -> Vec<Attribute> {
    let kind = |name: &String| match name.as_str() {
        "pid" | "eidas_person_identifier" => Some(Attribute::PERSON_IDENTIFIER),
        "family_name" => Some(Attribute::FAMILY_NAME),
        "given_name" => Some(Attribute::GIVEN_NAME),
        "birthdate" => Some(Attribute::DATE_OF_BIRTH),
        name => Attribute::of(eidas::Person::Natural)
            .find(|it| it.friendly_name() == name || claim_of(*it) == Some(name)),
    };
    let mut kinds: Vec<Attribute> = names.iter().filter_map(kind).collect();
    let mut seen = Vec::new();
    kinds.retain(|it| {
        let new = !seen.contains(it);
        seen.push(*it);
        new
    });
    kinds
}

/// An event for her own file, and for the support desk: no value of hers.
pub fn as_json(current: &Current, event: &OwnEvent) -> Value {
    let to = match &event.to {
        To::Service(id) => json!({ "service": service(current, id), "client_id": id }),
        To::Abroad(country, service) => json!({ "country": country, "service": service }),
    };
    json!({
        "time": Instant::from_ms(event.time_ms).to_string(),
        "to": to,
        "with": event.with,
        "level": event.level,
        "sent": event.sent,
        "reference": event.reference,
    })
}

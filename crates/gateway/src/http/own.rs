// SPDX-License-Identifier: EUPL-1.2
//! A person's own logins, what she can end, and what is kept at all.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use eidas::{Attribute, Instant};
use pages::i18n::Language;
use pages::{
    ErrorText, Frame, KeptFor, KeptPage, Level, OwnPage, Receipt, Sent, TimeLeft, Whose, country_in,
};
use serde_json::{Value, json};

use super::error::{page as fault_page, see_other};
use super::headers::Connects;
use super::login::own_form;
use super::{help, time};
use crate::app::{App, Current};
use crate::cookie;
use crate::flow::Fault;
use crate::flow::own::{self, Own};
use crate::flow::proxy_service::remember;
use crate::login::{REMEMBERED_MS, WALLET};
use crate::own::{OPEN_MS, OwnEvent, To};
use crate::settings::{Purpose, claim_of};
use crate::visit::{Visit, field};

/// As long as her page is open.
const OPEN_S: u64 = OPEN_MS.unsigned_abs() / 1000;

/// `GET /logins`: her own, if this browser opened them; else the way there. With `reference` one receipt of
/// them, for who prints it.
pub async fn page(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let mut own = own::read(&app, visit.own.as_ref()).await?;
        let one = field(&visit.query, "reference");
        if let (Some(own), false) = (&mut own, one.is_empty()) {
            own.events.retain(|event| event.reference == one);
        }
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

/// `GET /logins/more`: a browser that restores its tabs asks so for what a form brought.
pub async fn restored() -> Response {
    see_other("/logins")
}

/// `POST /logins/more`: more time.
pub async fn more(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let step = async {
        own_form(&visit, &body)?;
        let more = own::more(&app, visit.own.as_ref()).await?;
        let cookie = more.as_ref().or(visit.own.as_ref());
        let Some(own) = own::read(&app, cookie).await? else {
            return Ok(see_other("/logins"));
        };
        let left = left(&app, &own);
        let mut response = time::given(&headers, &left, "/logins");
        let cookie = more.and_then(|secret| cookie::set_own(&secret, OPEN_S));
        response
            .headers_mut()
            .extend(cookie.map(|value| (header::SET_COOKIE, value)));
        Ok(response)
    };
    answer(&app, &visit, step.await).await
}

fn left(app: &App, own: &Own) -> TimeLeft {
    time::until(own.open, "/logins/more".to_owned(), app.env.now_ms())
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
        let cookie = opened.and_then(|secret| cookie::set_own(&secret, OPEN_S));
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
        let language = visit.language_among(&current.site.languages);
        let now = Instant::from_ms(app.env.now_ms()).to_string();
        let events = own.events.iter();
        let logins: Vec<Value> = events.map(|it| as_json(&current, language, it)).collect();
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
    let matching = current.settings.matching.as_ref();
    let page = KeptPage {
        frame: Frame::new(&current.site, language, None, "/kept", ""),
        journal: matching.is_some_and(|matching| matching.journal.is_some()),
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
    let kept = own.map(|own| own.kept.as_slice()).unwrap_or_default();
    let days: Vec<String> = kept.iter().map(|kept| day(kept.until_ms)).collect();
    let kept = kept.iter().zip(&days).map(|(kept, until)| KeptFor {
        whose: match &kept.country {
            Some(country) => Whose::Country(country),
            None => Whose::Number(kept.number.end()),
        },
        until,
    });
    let kept: Vec<KeptFor<'_>> = kept.collect();
    let code = own.and_then(|own| own.code.as_ref());
    let one = field(&visit.query, "reference");
    let query = match one {
        "" => String::new(),
        one => oidc::protocol::encode_form(&[("reference".to_owned(), one.to_owned())]),
    };
    let frame = Frame::new(&current.site, language, None, "/logins", &query);
    let page = OwnPage {
        frame: match own {
            Some(own) => frame.ending(left(app, own)),
            None => frame,
        },
        receipts: receipts.as_deref(),
        one: !one.is_empty(),
        kept: &kept,
        remembers,
        code: code.map(|(code, until_ms)| (code.as_str(), *until_ms)),
    };
    (Connects, Html(page.render())).into_response()
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
        sent: kinds(&event.sent)
            .into_iter()
            .map(|attribute| sent(current, language, event, attribute))
            .collect(),
        reference: event.reference.clone(),
    }
}

/// With what it was wanted for, as the service is registered for it now; of another country's services we
/// know no more than that they asked.
fn sent(current: &Current, language: Language, event: &OwnEvent, attribute: Attribute) -> Sent {
    let client = match &event.to {
        To::Service(id) => current.client(id),
        To::Abroad(..) => None,
    };
    let purposes = client.into_iter().flat_map(|it| &it.settings.purposes);
    // One claim may hold several attributes.
    let of = |purpose: &&Purpose| {
        purpose.attribute == attribute
            || claim_of(attribute).is_some_and(|claim| claim_of(purpose.attribute) == Some(claim))
    };
    let purpose = purposes.into_iter().find(of);
    let purpose = purpose.map(|purpose| purpose.purpose.read_in(language));
    Sent {
        attribute,
        purpose: purpose.map(|(text, of)| (text.to_owned(), of)),
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
        "eidas_legal_person_identifier" => Some(Attribute::LEGAL_PERSON_IDENTIFIER),
        "legal_name" => Some(Attribute::LEGAL_NAME),
        name => Attribute::of(eidas::Person::Natural)
            .chain(Attribute::of(eidas::Person::Legal))
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
pub fn as_json(current: &Current, language: Language, event: &OwnEvent) -> Value {
    let why = kinds(&event.sent).into_iter().map(|attribute| {
        let sent = sent(current, language, event, attribute);
        let (why, of) = sent.why(language);
        (
            attribute.friendly_name(),
            json!({ "text": why, "language": of.tag() }),
        )
    });
    let why: serde_json::Map<String, Value> = why.collect();
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
        "why": why,
        "reference": event.reference,
    })
}

// SPDX-License-Identifier: EUPL-1.2
//! The pages of the national side: which e-ID, there and back.

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use oidc::protocol::decode_form;
use pages::{Abroad, EidNotice, EidPage, ErrorText, PersonChoice, PersonPage};

use super::eidas::{cookies_of_the_end, encode};
use super::error::see_other;
use super::login::{
    chosen as go_on_to, go_back, going_out, or_to_an_eid, own_form, refused_page, reply, to,
    with_frame,
};
use super::time::again;
use crate::app::App;
use crate::ask::Asker;
use crate::flow::end::abroad::still_asks;
use crate::flow::end::answer::Answer;
use crate::flow::end::way_back;
use crate::flow::national::Gone;
use crate::flow::national::callback::answer;
use crate::flow::national::persona::{self, Persons};
use crate::flow::proxy_service::remember;
use crate::flow::{
    Fault, HeldLogin, Sender, leave, national, open, placed_by_cookie, set_language, wallet,
};
use crate::login::{Stage, WALLET};
use crate::translate;
use crate::visit::{Visit, field};

/// `GET /choose?flow=…`: the national e-IDs, and the European one where it will do.
pub async fn choose(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        set_language(&app, &mut open, visit.language).await?;
        still_asks(&app, &open)?;
        let step_up = open.login.stage == Stage::Asked && leave::is_step_up(&open)?;
        let notice = step_up.then_some(EidNotice::StepUp);
        eid_page(&app, &visit, &open, notice).await
    };
    reply(&app, &visit, step.await).await
}

/// `POST /choose?flow=…`: `eid=<id>|eidas`, `action=next|cancel|forget`; after a refusal
/// `action=again|another|back`.
pub async fn chosen(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        let tried = open.login.stage.eid().unwrap_or_default().to_owned();
        let european = open.login.ask.levels.european.is_some();
        let wished = match field(&form, "action") {
            "cancel" | "back" => return go_back(&app, &open).await,
            "another" => return Ok(see_other(&to("/choose", &open))),
            "forget" => return super::proxy::forget(&app, &visit, &open, "/choose").await,
            "again" => tried.as_str(),
            "next" => field(&form, "eid"),
            _ => {
                let fault = Fault::new(ErrorText::RequestInvalid, "unknown_action");
                return Err(fault.in_hand(&open));
            }
        };
        still_asks(&app, &open)?;
        match wished {
            "" => eid_page(&app, &visit, &open, Some(EidNotice::ChooseFirst)).await,
            "eidas" if european => Ok(see_other(&to("/country", &open))),
            WALLET if wallet::choose(&app, &mut open).await? => Ok(go_on_to("/wallet", &open)),
            id if national::choose(&app, &mut open, id).await? => Ok(go_on_to("/go", &open)),
            _ => eid_page(&app, &visit, &open, Some(EidNotice::NotPossible)).await,
        }
    };
    reply(&app, &visit, step.await).await
}

/// `GET /go?flow=…`: to the chosen e-ID. A page of our own may lead here again: each time is a
/// request of its own.
pub async fn go(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        match &open.login.stage {
            Stage::AtEid { .. } | Stage::Linking { .. } => {}
            Stage::Refused { .. } => return Ok(refused_page(&app, &open)),
            Stage::Arrived { .. } => return Ok(see_other(&to("/match", &open))),
            _ => return Ok(see_other(&to("/choose", &open))),
        }
        set_language(&app, &mut open, visit.language).await?;
        still_asks(&app, &open)?;
        match persona::persons(&app, &mut open, &visit.sessions).await? {
            Some(Persons::Choose(persons)) => return Ok(person_page(&app, &open, &persons, false)),
            Some(Persons::Chosen(answer)) => return went_on(&app, &visit, answer).await,
            None => {}
        }
        let linking = matches!(open.login.stage, Stage::Linking { .. });
        match national::go(&app, &mut open).await? {
            Gone::There(url) => Ok(going_out(see_other(&url), &open)),
            // The page of her match says that it came to nothing.
            Gone::Closed | Gone::Down if linking => {
                super::matched::not_linked(&app, &mut open).await
            }
            Gone::Closed => eid_page(&app, &visit, &open, Some(EidNotice::NotPossible)).await,
            Gone::Down => eid_page(&app, &visit, &open, Some(EidNotice::JustFailed)).await,
        }
    };
    reply(&app, &visit, step.await).await
}

/// `GET /person?flow=…`: a browser that restores its tabs asks so for what a form brought.
pub async fn person(visit: Visit) -> Response {
    again("/go", &visit)
}

/// `POST /person?flow=…`: `person=<id>`, `action=next|another|cancel`, where test persons stand.
pub async fn person_chosen(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let form = own_form(&visit, &body)?;
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        match field(&form, "action") {
            "cancel" => return go_back(&app, &open).await,
            // Who is being linked goes back to the page of her match.
            "another" => return Ok(see_other(&to(open.login.stage.page(), &open))),
            "next" => {}
            _ => {
                let fault = Fault::new(ErrorText::RequestInvalid, "unknown_action");
                return Err(fault.in_hand(&open));
            }
        }
        still_asks(&app, &open)?;
        let id = field(&form, "person");
        let sessions = &visit.sessions;
        match persona::choose_person(&app, &mut open, id, sessions).await? {
            Some(answer) => went_on(&app, &visit, answer).await,
            None => match persona::persons(&app, &mut open, sessions).await? {
                Some(Persons::Choose(persons)) => Ok(person_page(&app, &open, &persons, true)),
                Some(Persons::Chosen(answer)) => went_on(&app, &visit, answer).await,
                None => Ok(see_other(&to("/choose", &open))),
            },
        }
    };
    reply(&app, &visit, step.await).await
}

/// On from a page of our own: to the service at once, where the page after an e-ID's answer has to lead
/// through our own `/continue`. A form for it is left to that page, which may be loaded anew.
pub(super) async fn went_on(app: &App, visit: &Visit, answer: Answer) -> Result<Response, Fault> {
    let (Answer::Continue { flow } | Answer::LoggedIn { flow, .. }) = &answer else {
        return encode(app, visit, answer).await;
    };
    let way = way_back::kept(app, flow, &visit.cookies).await?;
    let mut response = match way.filter(|way| way.fields.is_none()) {
        Some(way) => see_other(&way.url),
        None => see_other(&format!("/continue?flow={flow}")),
    };
    for cookie in cookies_of_the_end(app, visit, &answer) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn person_page(
    app: &App,
    open: &HeldLogin,
    persons: &[PersonChoice],
    choose_first: bool,
) -> Response {
    let action = to("/person", open);
    let others = national::eids(app, &open.login);
    let others = others.iter().filter(|eid| eid.greyed.is_none()).count() > 1;
    let page = with_frame(app, open, "/go", "", |frame| {
        PersonPage {
            frame,
            action: &action,
            persons,
            others: others || open.login.ask.levels.european.is_some(),
            choose_first,
        }
        .render()
    });
    match choose_first {
        true => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
        false => page,
    }
}

/// `GET /callback/<eid>`. OIDC Core §3.1.2.5; a path for each e-ID: UP-03.
pub async fn callback(
    State(app): State<App>,
    Path(eid): Path<String>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Response {
    let step = async {
        let answered = match decode_form(query.unwrap_or_default().as_bytes()) {
            Ok(params) => answer(&app, &eid, &params, &visit).await,
            Err(_) => Err(Fault::new(ErrorText::AnswerInvalid, "malformed_callback")),
        };
        match answered {
            Ok(answer) => encode(&app, &visit, answer).await,
            Err(fault) => {
                let there = |stage: &Stage| stage.asks_eid() == Some(eid.as_str());
                let fault = placed_by_cookie(&app, fault, &visit, there).await;
                if app.settings().eid(&eid).is_some() {
                    return Err(fault);
                }
                // Taken out of the configuration while she was there: the page says that it cannot be used.
                match &fault.login {
                    Some((flow, _)) if fault.live => {
                        let on = format!("/go?flow={flow}");
                        fault.note(&app, Sender::Anonymous(visit.caller)).await;
                        Ok(see_other(&on))
                    }
                    Some(_) => Err(fault),
                    None => Err(Fault::new(ErrorText::NotFound, "eid_unknown")),
                }
            }
        }
    };
    reply(&app, &visit, step.await).await
}

async fn eid_page(
    app: &App,
    visit: &Visit,
    open: &HeldLogin,
    notice: Option<EidNotice>,
) -> Result<Response, Fault> {
    let mut eids = national::eids(app, &open.login);
    eids.extend(wallet::choice(app, &open.login));
    let action = to("/choose", open);
    let levels = open.login.ask.levels;
    let abroad = match &open.login.ask.asker {
        Asker::Service { .. } => None,
        Asker::Node {
            country,
            provider_name,
            ..
        } => Some(Abroad {
            country: country.as_str(),
            service: provider_name.as_deref(),
        }),
    };
    let remembers = abroad.is_some() && remember::any(app, visit.consent.as_ref()).await?;
    let page = with_frame(app, open, "/choose", "", |frame| {
        EidPage {
            frame,
            action: &action,
            abroad,
            level: levels.national.map(translate::level_on_page),
            eids: &eids,
            european: levels.european.is_some(),
            chosen: open.login.stage.eid(),
            notice,
            remembers,
        }
        .render()
    });
    let status = match notice {
        None | Some(EidNotice::StepUp) => StatusCode::OK,
        Some(EidNotice::ChooseFirst | EidNotice::NotPossible) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(EidNotice::JustFailed) => StatusCode::SERVICE_UNAVAILABLE,
    };
    // Browsers hold every redirect after a submit against the policy: an e-ID may have hosts that it does not
    // publish.
    Ok((status, or_to_an_eid(app, open, page)).into_response())
}

// SPDX-License-Identifier: EUPL-1.2
//! Login with a wallet: the page, and the two addresses that wallets use.

use ::wallet::request::WalletNonce;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use pages::{WalletNotice, WalletPage};
use serde_json::json;
use tokio::sync::Semaphore;

use super::eidas::encode;
use super::error::see_other;
use super::glance::Glance;
use super::headers;
use super::login::{go_back, own_form_of_at_most, reply, to, with_frame};
use super::national::went_on;
use crate::app::App;
use crate::caller::Caller;
use crate::flow::end::abroad::still_asks;
use crate::flow::end::answer::Answer;
use crate::flow::wallet::{Said, answered_elsewhere};
use crate::flow::{Fault, HeldLogin, Sender, open, set_language, wallet};
use crate::login::{AtWallet, Came, Device, Stage, Unusable};
use crate::visit::{Visit, field};

/// A presentation without portrait has 3 to 20 kB; one with it stays below this.
pub(super) const MOST_OF_AN_ANSWER: usize = 256 * 1024;
/// So long the page's question waits for something new: below what proxies give it.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(15);
/// How often the login is looked at meanwhile.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_millis(400);

/// So many pages have the login looked at meanwhile: 640 questions a second to a store that is a database
/// elsewhere. Attack: thousands of pages that wait. All others are looked at once, when their patience ends.
static LOOKERS: Semaphore = Semaphore::const_new(256);

/// `GET /wallet?flow=…`: the link, the code, and what came of them.
pub async fn page(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        set_language(&app, &mut open, visit.language).await?;
        match open.login.stage.clone() {
            Stage::AtWallet(at) => wallet_page(&app, &open, &at, None),
            _ => Ok(see_other(&to("/choose", &open))),
        }
    };
    reply(&app, &visit, step.await).await
}

/// `GET /wallet/dc_api?flow=…`: what the page's script hands to the browser's Digital Credentials API.
pub async fn dc_api(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        if visit.cross_site {
            return Err(Fault::new(pages::ErrorText::RequestInvalid, "cross_site"));
        }
        let open = open(&app, visit.flow(), &visit.cookies).await?;
        wallet::requests(&app, &open).await
    };
    match step.await {
        Ok(requests) => Json(requests).into_response(),
        Err(fault) => {
            fault.note(&app, Sender::Anonymous(visit.caller)).await;
            bare(StatusCode::BAD_REQUEST)
        }
    }
}

/// `POST /wallet?flow=…`: `action=done|new|presented|another|cancel`.
pub async fn decided(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        // How long the answer in it may be is said where it is taken.
        let form = own_form_of_at_most(MOST_OF_AN_ANSWER, &visit, &body)?;
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        still_asks(&app, &open)?;
        match (field(&form, "action"), open.login.stage.clone()) {
            ("cancel", _) => go_back(&app, &open).await,
            ("another", _) => Ok(see_other(&to("/choose", &open))),
            ("done", Stage::AtWallet(at)) => match answered_elsewhere(&open) {
                Some((name, device)) => {
                    let answer = wallet::answer(&app, name.as_str(), device, &visit).await?;
                    ended(&app, &visit, answer).await
                }
                None => wallet_page(&app, &open, &at, Some(WalletNotice::NotYet)),
            },
            ("presented", Stage::AtWallet(at)) => {
                match wallet::presented(&app, &visit, &open, &form).await? {
                    wallet::Shown::Answer(answer) => ended(&app, &visit, answer).await,
                    wallet::Shown::NotTaken(why) => {
                        let notice = why.map_or(WalletNotice::NotTaken, unusable);
                        wallet_page(&app, &open, &at, Some(notice))
                    }
                    wallet::Shown::Failed => {
                        wallet_page(&app, &open, &at, Some(WalletNotice::Failed))
                    }
                    wallet::Shown::Refused => {
                        wallet_page(&app, &open, &at, Some(WalletNotice::Refused))
                    }
                }
            }
            ("new", Stage::AtWallet(_)) => {
                let chosen = wallet::choose(&app, &mut open).await?;
                Ok(see_other(&to(
                    if chosen { "/wallet" } else { "/choose" },
                    &open,
                )))
            }
            (_, Stage::AtWallet(_)) => {
                let text = pages::ErrorText::RequestInvalid;
                Err(Fault::new(text, "unknown_action").in_hand(&open))
            }
            _ => Ok(see_other(&to("/choose", &open))),
        }
    };
    reply(&app, &visit, step.await).await
}

/// `GET /wallet/return?flow=…&code=…`: the wallet on this device sends the browser here.
/// OpenID4VP §13.3. What follows is a redirect, so that the code stays in no history (WV-14).
pub async fn returned(State(app): State<App>, visit: Visit) -> Response {
    let step = async {
        let code = field(&visit.query, "code");
        let answer = wallet::answer(&app, code, Device::This, &visit).await?;
        ended(&app, &visit, answer).await
    };
    reply(&app, &visit, step.await).await
}

/// To the service at once, but for two who get a page of ours before it. A wallet in the browser may have led here from a
/// form, and its page's `form-action` holds each further hop; an app has no such page. And whoever tries us with a
/// conformance suite takes a picture of the page that says how it ended.
async fn ended(app: &App, visit: &Visit, answer: Answer) -> Result<Response, Fault> {
    let settings = app.settings();
    let of_suite = settings
        .wallet
        .as_ref()
        .is_some_and(|ours| ours.suite.is_some());
    match visit.cross_site || of_suite {
        true => encode(app, visit, answer).await,
        false => went_on(app, visit, answer).await,
    }
}

/// `GET /wallet/state?flow=…`: how far it has come, as soon as there is something new. For the
/// page's script alone.
pub async fn state(State(app): State<App>, visit: Visit) -> Response {
    let deadline = app.env.deadline(PATIENCE);
    let turn = LOOKERS.try_acquire();
    let told = field(&visit.query, "told") == "1";
    let look_every = if turn.is_ok() { LOOK_EVERY } else { PATIENCE };
    let mut code_lived = false;
    let state = loop {
        let Ok(open) = open(&app, visit.flow(), &visit.cookies).await else {
            break wallet::State::Changed;
        };
        let code_lives = wallet::code_lives(&app, &open);
        match wallet::state(&app, &open, told) {
            // The page shows a code that works no more.
            wallet::State::Waiting if code_lived && !code_lives => break wallet::State::Changed,
            wallet::State::Waiting if !deadline.left().is_zero() => {
                code_lived = code_lives;
                tokio::time::sleep(look_every).await;
            }
            state => break state,
        }
    };
    let word = match state {
        wallet::State::Answered => "answered",
        wallet::State::Changed => "changed",
        wallet::State::Waiting => "waiting",
    };
    Json(json!({ "state": word })).into_response()
}

/// `GET /wallet/request/{name}`: the request object. RFC 9101 §5.2.3.
pub async fn request(State(app): State<App>, Path(name): Path<String>, visit: Visit) -> Response {
    let step = wallet::request_object(&app, &name, None).await;
    request_object(&app, visit.caller, step).await
}

/// The same by POST, with the wallet's own nonce. OpenID4VP §5.10.
pub async fn request_posted(
    State(app): State<App>,
    Path(name): Path<String>,
    visit: Visit,
    body: Bytes,
) -> Response {
    let Ok(nonce) = WalletNonce::of_post(&body) else {
        return bare(StatusCode::BAD_REQUEST);
    };
    let step = wallet::request_object(&app, &name, nonce.as_ref()).await;
    request_object(&app, visit.caller, step).await
}

async fn request_object(
    app: &App,
    caller: Caller,
    step: Result<Option<String>, Fault>,
) -> Response {
    const TYPE: &str = "application/oauth-authz-req+jwt";
    match step {
        Ok(Some(token)) => ([(header::CONTENT_TYPE, TYPE)], token).into_response(),
        Ok(None) => bare(StatusCode::NOT_FOUND),
        Err(fault) => failed(app, caller, &fault).await,
    }
}

/// `POST /wallet/response/{name}`. OpenID4VP §8.2.
pub async fn response(
    State(app): State<App>,
    Path(name): Path<String>,
    visit: Visit,
    body: Bytes,
) -> Response {
    match wallet::receive(&app, &name, &body, visit.caller).await {
        Ok(Said::Taken {
            redirect_uri: Some(uri),
        }) => Json(json!({ "redirect_uri": uri })).into_response(),
        Ok(Said::Taken { redirect_uri: None }) => Json(json!({})).into_response(),
        Ok(Said::Refused) => bare(StatusCode::BAD_REQUEST),
        Err(fault) => failed(&app, visit.caller, &fault).await,
    }
}

impl Glance for App {
    fn turns_away<'a>(
        &'a self,
        head: &'a Parts,
        beginning: &'a [u8],
    ) -> BoxFuture<'a, Option<Response>> {
        Box::pin(turns_away(self, head, beginning))
    }
}

/// Of a long body that is no answer of a wallet the rest is not read. OpenID4VP §8.2; attack WV-06.
async fn turns_away(app: &App, head: &Parts, beginning: &[u8]) -> Option<Response> {
    let name = head.uri.path().strip_prefix("/wallet/response/")?;
    let (watch, caller) = (app.env.stopwatch(), Caller::of(head));
    let octets = head.headers.get(header::CONTENT_LENGTH);
    let octets = octets.and_then(|octets| octets.to_str().ok()?.parse().ok());
    let body = (beginning, octets);
    let mut response = match wallet::may_be_answer(app, name, body, caller).await {
        Ok(true) => return None,
        Ok(false) => bare(StatusCode::BAD_REQUEST),
        Err(fault) => failed(app, caller, &fault).await,
    };
    headers::dress(app, &mut response);
    let status = response.status().as_u16();
    app.metrics
        .request("/wallet/response/{name}", "POST", status, watch.elapsed());
    Some(response)
}

/// A wallet reads no page.
fn bare(status: StatusCode) -> Response {
    (status, Json(json!({ "error": "invalid_request" }))).into_response()
}

async fn failed(app: &App, caller: Caller, fault: &Fault) -> Response {
    fault.note(app, Sender::Anonymous(caller)).await;
    let error = json!({ "error": "server_error" });
    (StatusCode::SERVICE_UNAVAILABLE, Json(error)).into_response()
}

fn unusable(why: Unusable) -> WalletNotice {
    match why {
        Unusable::Expired => WalletNotice::CardExpired,
        Unusable::Revoked => WalletNotice::CardRevoked,
    }
}

fn wallet_page(
    app: &App,
    open: &HeldLogin,
    at: &AtWallet,
    notice: Option<WalletNotice>,
) -> Result<Response, Fault> {
    let shown = wallet::page(app, open, at)?;
    let (action, mut state) = (to("/wallet", open), to("/wallet/state", open));
    if at.unusable.is_some() {
        state.push_str("&told=1");
    }
    let said = match shown.came {
        Came::Failed => Some(WalletNotice::Failed),
        Came::No => Some(WalletNotice::Refused),
        Came::Answer {
            device: Device::This,
            ..
        } => Some(WalletNotice::Elsewhere),
        Came::Answer {
            device: Device::Other | Device::Browser,
            ..
        } => None,
        Came::Nothing if shown.links.is_empty() => Some(WalletNotice::Expired),
        Came::Nothing if at.unusable.is_some() => at.unusable.map(unusable),
        Came::Nothing if shown.code_over => Some(WalletNotice::CodeExpired),
        Came::Nothing => None,
    };
    let dc_api = to("/wallet/dc_api", open);
    // What the person just did is nearer than that the code is over.
    let word = match (said, notice) {
        (Some(WalletNotice::CodeExpired), Some(now)) if now != WalletNotice::NotYet => Some(now),
        (said, notice) => said.or(notice),
    };
    // What has come may still be taken: then it is said why it is not.
    let has_come = matches!(at.came, Came::Answer { .. });
    let closed = shown.closed.as_ref().filter(|_| !has_come);
    // What was answered or refused is not asked again by the same link.
    let asks = at.came == Came::Nothing && closed.is_none();
    let page = with_frame(app, open, "/wallet", "", |frame| {
        WalletPage {
            frame,
            action: &action,
            state: &state,
            links: if asks { &shown.links } else { &[] },
            code: shown.code.as_deref().filter(|_| asks),
            answered: matches!(
                at.came,
                Came::Answer {
                    device: Device::Other | Device::Browser,
                    ..
                }
            ),
            minutes: shown.minutes,
            notice: word,
            closed: closed.map(Option::as_ref),
            dc_api: (asks && shown.dc_api && !shown.links.is_empty()).then_some(&*dc_api),
        }
        .render()
    });
    Ok(page)
}

// SPDX-License-Identifier: EUPL-1.2
//! `GET|POST /authorize`. RFC 6749 §4.1.1; OIDC Core §3.1.2.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::Response;
use oidc::protocol::{ErrorCode, Params, decode_form, encode_form};
use oidc::provider::{
    Asked, AuthorizationRequest, AuthorizationResponse, Refusal, Reject, RequestUri, Stop,
    authorize as endpoint, known as known_parameters,
};
use pages::ErrorText;
use pages::i18n::Language;
use serde::{Deserialize, Serialize};
use store::{Kind, Record, Secret};

use crate::app::App;
use crate::app::client_keys::known;
use crate::caller::Caller;
use crate::flow::begin::{Authorize, authorize as begin};
use crate::flow::end::pushed::Pushed;
use crate::flow::end::way_back::{ReturnTo, Whom, carried};
use crate::flow::{Claimed, Fault, admit};
use crate::http::error::{page, see_other};
use crate::http::login::return_to;
use crate::http::oidc::{note_refused, with_cause};
use crate::login::{Begun, LIFETIME_MS, Stage};
use crate::starts::{Asks, KEPT_MS, LONGEST_WAIT_MS, SHORT_WAIT_MS};
use crate::visit::Visit;
use crate::{cookie, translate};

/// `GET /authorize`. OIDC Core §3.1.2.1.
pub async fn authorize(
    State(app): State<App>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    match query.strip_prefix("posted=") {
        Some(name) => match read_posted(&app, name).await {
            Ok(body) => authorize_with(&app, &visit, body.as_bytes(), SHORT_WAIT_MS).await,
            Err(fault) => page(&app, &visit, fault).await,
        },
        None => authorize_with(&app, &visit, query.as_bytes(), LONGEST_WAIT_MS).await,
    }
}

/// The form of a `POST /authorize`, kept until our own GET. Its hints may name a person, so it is
/// sealed under its name.
#[derive(Serialize, Deserialize)]
struct Posted(String);

impl Record for Posted {
    const KIND: Kind = Kind::Posted;
    const VERSION: u8 = 1;
}

/// Browsers follow a redirect at once; who has to wait there comes at her turn, as late as a ticket serves.
const POSTED_MS: i64 = SHORT_WAIT_MS + KEPT_MS;

/// `POST /authorize`: cross-site, so without the session's cookie. What would be refused is
/// refused here; the rest waits for our own GET, where that cookie is. OIDC Core §3.1.2.1.
///
/// Who waited for her turn posts it from our own page, or from one of our site: with that cookie and her place, which
/// have the same `SameSite`.
pub async fn authorize_posted(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    if !visit.places.is_empty() {
        return authorize_with(&app, &visit, &body, LONGEST_WAIT_MS).await;
    }
    let step = async {
        let client_id = match proven(&app, &body).await? {
            Ok((request, _)) => request.client_id.clone(),
            Err(reject) => return rejected(&app, visit.caller, &reject).await,
        };
        let until = app.env.now_ms() + POSTED_MS;
        let name = Secret::new(&app.env, until);
        // WEB-05: what is not read is not kept either.
        let params = decode_form(&body).map_err(|_| stopped(Stop::Malformed))?;
        let posted = Posted(encode_form(&known_parameters(&params)));
        let who = Asks::Service(client_id.as_str(), visit.caller.0);
        let asks = (posted.0.len(), || Ok(posted.0.as_bytes().to_vec()));
        admit(&app, who, asks, &visit, LONGEST_WAIT_MS).await?;
        app.records.put_sealed(&name, &posted, until).await?;
        Ok(see_other(&format!("/authorize?posted={}", name.reveal())))
    };
    match step.await {
        Ok(response) => response,
        Err(fault) => page(&app, &visit, again(fault, &visit, &body)).await,
    }
}

/// Whoever posted her request and waits posts it again at her turn.
fn again(mut fault: Fault, visit: &Visit, body: &[u8]) -> Fault {
    if let (Some(waiting), None) = (&mut fault.waiting, &visit.here) {
        let params = decode_form(body).unwrap_or_default();
        waiting.posted = Some(("/authorize", known_parameters(&params)));
    }
    fault
}

async fn read_posted(app: &App, name: &str) -> Result<String, Fault> {
    let expired = || Fault::new(ErrorText::FlowExpired, "posted_expired");
    let name = Secret::parse(name).ok_or_else(expired)?;
    let posted: Option<Posted> = app.records.get_sealed(&name).await?;
    posted.map(|Posted(body)| body).ok_or_else(expired)
}

/// `waits_ms`: so long may its person wait for her turn.
async fn authorize_with(app: &App, visit: &Visit, octets: &[u8], waits_ms: i64) -> Response {
    let step = async {
        let (request, pushed) = match proven(app, octets).await? {
            Ok(proven) => proven,
            Err(reject) => return rejected(app, visit.caller, &reject).await,
        };
        match begin(app, request, (pushed, waits_ms), visit).await? {
            Authorize::Answered(request, response) => {
                answered(app, request.client_id.as_str(), response)
            }
            Authorize::Begun(begun) => Ok(begun_response(visit, &begun)),
            Authorize::Rejected(reject) => rejected(app, visit.caller, &reject).await,
        }
    };
    match step.await {
        Ok(response) => response,
        Err(fault) => page(app, visit, again(fault, visit, octets)).await,
    }
}

type Proven = (AuthorizationRequest, Option<String>);

async fn proven(app: &App, octets: &[u8]) -> Result<Result<Proven, Reject>, Fault> {
    let params = decode_form(octets).map_err(|_| stopped(Stop::Malformed))?;
    prove(app, &params).await.map_err(|fault| Fault {
        claimed: Some(Box::new(Claimed::of(&params))),
        ..fault
    })
}

async fn prove(app: &App, params: &Params) -> Result<Result<Proven, Reject>, Fault> {
    let current = app.current();
    match endpoint::parse(params).map_err(stopped)? {
        Asked::Plain(plain) => {
            let client_id = plain.client_id().as_str().to_owned();
            // The keys that a client publishes are asked for only where a signature is.
            let client = match params.iter().any(|(name, _)| name == "request") {
                false => current
                    .client(&client_id)
                    .map(|known| Arc::clone(&known.client)),
                true => known(app, &current, &client_id).await,
            };
            match plain.verify(client.as_deref(), &current.provider, app.env.now_s()) {
                Ok(request) => Ok(Ok((request, None))),
                Err(Refusal::Reject(reject)) => Ok(Err(*reject)),
                Err(Refusal::Stop(stop)) => Err(stopped(stop)),
            }
        }
        Asked::Pushed {
            client_id,
            request_uri,
        } => {
            let kept = read_pushed(app, &request_uri).await?;
            let client = current.client(client_id.as_str());
            let client = client.map(|known| &*known.client);
            let request = kept.open(&client_id, client, app.env.now_s());
            let request = request.map_err(stopped)?;
            Ok(Ok((request, Some(request_uri.token().expose().to_owned()))))
        }
    }
}

/// Read, not taken: the page may be loaded twice, and the first answer uses it up.
async fn read_pushed(
    app: &App,
    request_uri: &RequestUri,
) -> Result<oidc::provider::PushedRequest, Fault> {
    let unknown = || stopped(Stop::RequestUri);
    let secret = Secret::parse(request_uri.token().expose()).ok_or_else(unknown)?;
    let kept: Option<Pushed> = app.records.get_sealed(&secret).await?;
    kept.map(|kept| kept.0).ok_or_else(unknown)
}

fn stopped(stop: Stop) -> Fault {
    Fault::new(translate::stop_text(stop), translate::stop_reason(stop))
}

/// An error on its way through the browser. What the service has to change is written down, so that its
/// trace tells it; that somebody must log in is the ordinary answer to `prompt=none`.
async fn rejected(app: &App, caller: Caller, reject: &Reject) -> Result<Response, Fault> {
    if reject.error.code() != ErrorCode::LoginRequired {
        let client_id = Some(reject.reply.client_id().to_owned());
        note_refused(app, "authorize", caller, client_id, &reject.error, None).await;
    }
    let response = reject.reply.error(&with_cause(app, &reject.error));
    answered(app, reject.reply.client_id(), response)
}

/// The answer on its way through the browser, signed where the client asked for that.
fn answered(
    app: &App,
    client_id: &str,
    response: AuthorizationResponse,
) -> Result<Response, Fault> {
    Ok(match carried(app, response)? {
        (location, None) => see_other(&location),
        (url, fields) => {
            let way = ReturnTo {
                url,
                fields,
                whom: Whom::Client(client_id.to_owned()),
                language: Language::En,
                proven_by: None,
            };
            return_to(app, &way)
        }
    })
}

/// 303 to the chooser (mixed `acr_values`), straight to the country page, or to test persons, with the
/// cookie.
fn begun_response(visit: &Visit, begun: &Begun) -> Response {
    let path = match (&begun.login.stage, begun.login.ask.levels.national) {
        (Stage::AtEid { .. }, _) => "/go",
        (Stage::Asked, Some(_)) => "/choose",
        (Stage::Asked, None) => "/country",
        // Begun before, by the same ticket of the queue.
        (stage, _) => stage.page(),
    };
    let mut response = see_other(&format!("{path}?flow={}", begun.flow));
    let cookie = cookie::set(&begun.flow, &begun.secret, LIFETIME_MS / 1000);
    for value in visit.cookies.make_room().into_iter().chain(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

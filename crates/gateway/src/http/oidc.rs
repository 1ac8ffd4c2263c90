// SPDX-License-Identifier: EUPL-1.2
//! The OpenID Connect endpoints. RFC 6749, RFC 9126, OpenID Connect Core and Discovery.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oidc::protocol::{ErrorCode, OAuthError, Opaque, decode_form, encode_form};
use oidc::provider::{
    Asked, AuthenticatedClient, Authentication, AuthorizationRequest, Client, Credentials, Refusal,
    RequestUri, Stop, Use, authorize as endpoint, client_auth, known as known_parameters, par,
};
use pages::ErrorText;
use pages::i18n::Language;
use serde::{Deserialize, Serialize};
use store::{Key, Kind, Record, Secret, StoreError};

use super::error::{page, see_other};
use super::login::return_to;
use crate::app::client_keys::{known, known_anew};
use crate::app::{App, Current};
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::flow::Fault;
use crate::flow::begin::{Authorize, authorize as begin};
use crate::flow::end::pushed::Pushed;
use crate::flow::end::way_back::{ReturnTo, Whom};
use crate::login::{Begun, LIFETIME_MS, Stage};
use crate::starts::{Asks, Busy};
use crate::visit::{Visit, field};
use crate::{cookie, translate};

/// `POST /par`. RFC 9126 §2.
pub async fn pushed(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut retry_after_s = None;
    match push(&app, &headers, &body, &mut retry_after_s).await {
        Ok(json) => (StatusCode::CREATED, as_json(json)).into_response(),
        Err(error) => {
            let mut response = refuse(&app, "par", caller, &headers, &body, &error).await;
            if let Some(seconds) = retry_after_s {
                let headers = response.headers_mut();
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
    }
}

async fn push(
    app: &App,
    headers: &HeaderMap,
    body: &[u8],
    retry_after_s: &mut Option<u32>,
) -> Result<String, OAuthError> {
    let params = form(body)?;
    let client = proven_client(app, headers, &params).await?;
    let who = Asks::Proven(client.client().client_id.as_str());
    if let Err(Busy {
        retry_after_s: seconds,
        ..
    }) = app.admit(who, body.len()).map_err(store_failed)?
    {
        *retry_after_s = Some(seconds);
        return Err(ErrorCode::TemporarilyUnavailable.into());
    }
    let now = app.env.now_s();
    let lifetime = client.client().lifetimes.pushed_request;
    let handle = Secret::new(&app.env, (now + lifetime) * 1000);
    let token = Opaque::new(handle.reveal()).map_err(unusable)?;
    let (request, answer) = par::push(&params, &client, None, &app.current().provider, token, now)?;
    let until = request.expires_at() * 1000;
    app.records
        .put_sealed(&handle, &Pushed(request), until)
        .await
        .map_err(store_failed)?;
    Ok(answer.to_json())
}

/// `GET /authorize`. OIDC Core §3.1.2.1.
pub async fn authorize(
    State(app): State<App>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    match query.strip_prefix("posted=") {
        Some(name) => match read_posted(&app, name).await {
            Ok(body) => authorize_with(&app, &visit, body.as_bytes()).await,
            Err(fault) => page(&app, &visit, fault).await,
        },
        None => authorize_with(&app, &visit, query.as_bytes()).await,
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

/// Browsers follow a redirect at once.
const POSTED_MS: i64 = 60_000;

/// `POST /authorize`: cross-site, so without the session's cookie. What would be refused is
/// refused here; the rest waits for our own GET, where that cookie is. OIDC Core §3.1.2.1.
pub async fn authorize_posted(State(app): State<App>, visit: Visit, body: Bytes) -> Response {
    let step = async {
        let client_id = match proven(&app, &body).await? {
            Ok((request, _)) => request.client_id.clone(),
            Err(reject) => return Ok(answered(&app, &reject.reply, reject.response())),
        };
        let until = app.env.now_ms() + POSTED_MS;
        let name = Secret::new(&app.env, until);
        // WEB-05: what is not read is not kept either.
        let params = decode_form(&body).map_err(|_| stopped(Stop::Malformed))?;
        let posted = Posted(encode_form(&known_parameters(&params)));
        let who = Asks::Service(client_id.as_str(), visit.caller.0);
        app.admit(who, posted.0.len())??;
        app.records.put_sealed(&name, &posted, until).await?;
        Ok(see_other(&format!("/authorize?posted={}", name.reveal())))
    };
    match step.await {
        Ok(response) => response,
        Err(fault) => page(&app, &visit, fault).await,
    }
}

async fn read_posted(app: &App, name: &str) -> Result<String, Fault> {
    let expired = || Fault::new(ErrorText::FlowExpired, "posted_expired");
    let name = Secret::parse(name).ok_or_else(expired)?;
    let posted: Option<Posted> = app.records.get_sealed(&name).await?;
    posted.map(|Posted(body)| body).ok_or_else(expired)
}

async fn authorize_with(app: &App, visit: &Visit, octets: &[u8]) -> Response {
    let step = async {
        let (request, pushed) = match proven(app, octets).await? {
            Ok(proven) => proven,
            Err(reject) => {
                return Ok(answered(app, &reject.reply, reject.response()));
            }
        };
        Ok(match begin(app, request, pushed, visit).await? {
            Authorize::Answered(request, response) => answered(app, &request.reply, response),
            Authorize::Begun(begun) => begun_response(visit, &begun),
            Authorize::Rejected(reject) => answered(app, &reject.reply, reject.response()),
        })
    };
    match step.await {
        Ok(response) => response,
        Err(fault) => page(app, visit, fault).await,
    }
}

type Proven = (AuthorizationRequest, Option<String>);

async fn proven(app: &App, octets: &[u8]) -> Result<Result<Proven, oidc::provider::Reject>, Fault> {
    let params = decode_form(octets).map_err(|_| stopped(Stop::Malformed))?;
    let current = app.current();
    match endpoint::parse(&params).map_err(stopped)? {
        Asked::Plain(plain) => {
            let client = current
                .client(plain.client_id().as_str())
                .map(|known| &known.client);
            match plain.verify(client, &current.provider, app.env.now_s()) {
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
            let request = kept.open(&client_id, app.env.now_s()).map_err(stopped)?;
            if current.client(client_id.as_str()).is_none() {
                return Err(stopped(Stop::UnknownClient));
            }
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

fn answered(
    app: &App,
    reply: &oidc::provider::ReplyAddress,
    response: oidc::provider::AuthorizationResponse,
) -> Response {
    match response {
        oidc::provider::AuthorizationResponse::Redirect { location } => see_other(&location),
        // No client is registered for signed answers.
        oidc::provider::AuthorizationResponse::ToSign(_) => {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        oidc::provider::AuthorizationResponse::FormPost { action, fields } => {
            let current = app.current();
            let owner = current
                .clients()
                .find(|known| known.client.redirect_uris.contains(reply.redirect_uri()));
            let way = ReturnTo {
                url: action.as_str().to_owned(),
                fields: Some(fields),
                whom: Whom::Client(
                    owner.map_or_else(String::new, |o| o.settings.client_id.clone()),
                ),
                language: Language::En,
                proven_by: None,
            };
            return_to(app, &way)
        }
    }
}

/// 303 to the chooser (mixed `acr_values`), straight to the country page, or to test persons, with the
/// cookie.
fn begun_response(visit: &Visit, begun: &Begun) -> Response {
    let path = match (&begun.login.stage, begun.login.ask.levels.national) {
        (Stage::AtEid { .. }, _) => "/go",
        (_, Some(_)) => "/choose",
        (_, None) => "/country",
    };
    let mut response = see_other(&format!("{path}?flow={}", begun.flow));
    let cookie = cookie::set(&begun.flow, &begun.secret, LIFETIME_MS / 1000);
    for value in visit.cookies.make_room().into_iter().chain(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// `GET /.well-known/openid-configuration`. OIDC Discovery §4.
pub async fn discovery(State(app): State<App>) -> Response {
    match serde_json::to_string(&app.current().provider.metadata()) {
        Ok(json) => published(json),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `GET /jwks.json`. RFC 7517 §5.
pub async fn jwks(State(app): State<App>) -> Response {
    published(app.current().keys.jwks().to_json())
}

fn published(json: String) -> Response {
    (
        [(header::CACHE_CONTROL, "public, max-age=3600")],
        as_json(json),
    )
        .into_response()
}

pub(super) fn as_json(json: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}

pub(super) fn form(body: &[u8]) -> Result<Vec<(String, String)>, OAuthError> {
    decode_form(body).map_err(|error| OAuthError::from(ErrorCode::InvalidRequest).because(error))
}

pub(super) fn authorization(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value.to_str().unwrap_or("unreadable")),
        (None, _) => None,
        (Some(_), Some(_)) => Some("repeated"),
    }
}

/// Proves the client that sent these parameters. RFC 6749 §2.3.
pub(super) async fn proven_client(
    app: &App,
    headers: &HeaderMap,
    params: &[(String, String)],
) -> Result<AuthenticatedClient<'static>, OAuthError> {
    let current = app.current();
    let credentials = || client_auth::parse(authorization(headers), params);
    let first = credentials()?;
    let client_id = first.client_id().as_str().to_owned();
    let known = known(app, &current, &client_id).await;
    let client = match authenticate(app, &current, first, known.as_deref()).await {
        Ok(client) => client,
        // It may have rolled its key a moment ago.
        Err(error) => match known_anew(app, &current, &client_id).await {
            Some(anew) => {
                let client = authenticate(app, &current, credentials()?, Some(&anew)).await?;
                return Ok(client.into_owned());
            }
            None => return Err(error),
        },
    };
    Ok(client.into_owned())
}

/// Proves the client; an assertion counts once. RFC 7523 §3.
async fn authenticate<'c>(
    app: &App,
    current: &Current,
    credentials: Credentials,
    client: Option<&'c Client>,
) -> Result<AuthenticatedClient<'c>, OAuthError> {
    match credentials.verify(client, &current.provider, app.env.now_s())? {
        Authentication::Done(client) => Ok(client),
        Authentication::Once(assertion) => {
            let until = assertion.keep_until() * 1000;
            let replay_key = assertion.replay_key();
            let key = Key::mark(Kind::Replay, until, &[b"jti", replay_key.as_bytes()]);
            let new = app
                .records
                .mark_new(key, until)
                .await
                .map_err(store_failed)?;
            assertion.used(if new { Use::First } else { Use::Again })
        }
    }
}

pub(super) fn unusable(error: oidc::Error) -> OAuthError {
    tracing::error!(%error, "a key or value of ours cannot be used");
    OAuthError::from(ErrorCode::ServerError).because(error)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` calls"
)]
pub(super) fn store_failed(error: StoreError) -> OAuthError {
    tracing::error!(%error, "the store failed");
    OAuthError::from(ErrorCode::TemporarilyUnavailable)
}

pub(super) fn status_of(error: &OAuthError) -> StatusCode {
    StatusCode::from_u16(error.code().http_status()).unwrap_or(StatusCode::BAD_REQUEST)
}

/// The JSON error of PAR and token. RFC 6749 §5.2: 401 names the scheme that was tried.
pub(super) async fn refuse(
    app: &App,
    endpoint: &'static str,
    caller: Caller,
    headers: &HeaderMap,
    body: &[u8],
    error: &OAuthError,
) -> Response {
    let claimed = form(body)
        .ok()
        .map(|form| field(&form, "client_id").to_owned());
    let client_id = claimed.filter(|id| app.current().client(id).is_some());
    note_refused(app, endpoint, caller, client_id, error, None).await;
    let mut response = (status_of(error), as_json(error.to_json())).into_response();
    if error.code() == ErrorCode::InvalidClient && headers.contains_key(header::AUTHORIZATION) {
        let challenge = HeaderValue::from_static("Basic realm=\"token\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Writes down that a client was refused; of a flood only examples. `why` where we know more than
/// the error says.
pub(super) async fn note_refused(
    app: &App,
    endpoint: &'static str,
    caller: Caller,
    client_id: Option<String>,
    error: &OAuthError,
    why: Option<&'static str>,
) {
    let reason = match (why, error.cause()) {
        (Some(why), _) => why.to_owned(),
        (None, Some(cause)) => cause.to_string(),
        (None, None) => error.description().to_owned(),
    };
    let event = AuditEvent::ClientRefused {
        client_id,
        endpoint,
        error: error.code().as_str().to_owned(),
        reason: reason.clone(),
    };
    match app.note_refusal(caller, event).await {
        Ok(true) => tracing::info!(
            endpoint,
            code = error.code().as_str(),
            reason,
            "a client was refused"
        ),
        Ok(false) => tracing::debug!(endpoint, reason, "a client was refused"),
        Err(error) => tracing::error!(%error, "the audit trail cannot be written"),
    }
}

/// Nothing but a page for who comes by. `ErrorText` of a wrong method on a machine's address.
pub async fn looked_at(State(app): State<App>, visit: Visit) -> Response {
    let fault = Fault::new(ErrorText::NotForPeople, "get_on_machine_endpoint");
    let mut response = page(&app, &visit, fault).await;
    response
        .headers_mut()
        .insert(header::ALLOW, HeaderValue::from_static("POST"));
    response
}

// SPDX-License-Identifier: EUPL-1.2
//! `/clients`: the registry of clients, for tokens of this provider with a scope. RFC 7591; RFC 7592.
//!
//! No cookie of ours opens it and no other origin may read it, so there is nothing for a page to do here.

use axum::body::Bytes;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use oidc::protocol::{ErrorCode, OAuthError, decode_form};
use oidc::provider::{ClientGrant, Scheme, registration, userinfo};
use serde_json::{Map, Value, json};

use super::oidc::userinfo::unopened;
use super::oidc::{as_json, said, status_of};
use crate::app::App;
use crate::caller::Caller;
use crate::flow::tokens::act::acting;
use crate::registry::{Order, Refusal, Said, openapi, seconds};
use crate::settings::{CLIENTS_READ, CLIENTS_WRITE, ClientSettings};

/// Clients on one page of the list: 200 of them are some 20 KB.
const PAGE: usize = 200;

/// The answer that says why nothing was done.
type No = Box<Response>;

/// What one request brought.
pub struct Asked {
    caller: Caller,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self {
            caller: Caller::of(parts),
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
        })
    }
}

impl Asked {
    /// Who asks, or the answer that says why not. RFC 6750 §3; RFC 9449 §7.1.
    async fn by(&self, app: &App, scopes: &[&str]) -> Result<ClientGrant, No> {
        let mut scheme = Scheme::Bearer;
        let step = async {
            let said = said(&self.headers)?;
            let query = decode_form(self.uri.query().unwrap_or_default().as_bytes());
            let query = query.unwrap_or_default();
            let token = userinfo::parse(said.authorization, &query, &Vec::new())?;
            scheme = token.scheme();
            let place = (self.method.as_str(), self.uri.path());
            acting(app, place, &said, &token, scopes).await
        };
        match step.await {
            Ok(grant) => Ok(grant),
            Err(unread) => {
                let (caller, headers) = (self.caller, &self.headers);
                let refused = unopened(app, "clients", caller, headers, scheme, unread);
                Err(Box::new(refused.await))
            }
        }
    }

    /// RFC 9110 §13.1.1. `*` would be every version, so it is none.
    fn version(&self) -> Result<u64, No> {
        let Some(etag) = self.headers.get(header::IF_MATCH) else {
            let advice = "If-Match is missing: send the ETag of the version that you read";
            let status = StatusCode::PRECONDITION_REQUIRED;
            return Err(Box::new(error(status, "invalid_request", advice)));
        };
        let etag = etag.to_str().unwrap_or_default().trim();
        let version = etag
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        version
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(|| {
                let advice =
                    "If-Match is not an ETag of ours: send the one that you read, with its quotes";
                Box::new(error(
                    StatusCode::PRECONDITION_FAILED,
                    "invalid_request",
                    advice,
                ))
            })
    }

    /// RFC 7591 §3.1: "an HTTP POST to the client registration endpoint with [...] application/json".
    fn members(&self, body: &[u8]) -> Result<Map<String, Value>, No> {
        let kind = self.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let wrong = |advice| {
            let status = StatusCode::BAD_REQUEST;
            Box::new(error(status, "invalid_client_metadata", advice))
        };
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(wrong("send a JSON object: Content-Type application/json"));
        }
        registration::parse(body).map_err(|_| {
            wrong("the body is not one JSON object in UTF-8 in which each member stands once")
        })
    }

    async fn change(&self, app: &App, grant: &ClientGrant, order: Order) -> Result<Said, No> {
        let by = format!("client {} {}", grant.client_id().as_str(), grant.jti());
        let done = match app.registry.admit() {
            Ok(()) => app.administer(order, by).await,
            Err(refusal) => Err(refusal),
        };
        done.map_err(|refusal| Box::new(refused(&refusal)))
    }
}

const READ: &[&str] = &[CLIENTS_READ, CLIENTS_WRITE];
const WRITE: &[&str] = &[CLIENTS_WRITE];

/// `GET /clients`.
pub async fn list(State(app): State<App>, asked: Asked) -> Response {
    if let Err(refused) = asked.by(&app, READ).await {
        return *refused;
    }
    let query = decode_form(asked.uri.query().unwrap_or_default().as_bytes());
    let query = query.unwrap_or_default();
    let after = crate::visit::field(&query, "after");
    let (file, registered) = (app.file(), app.registry.clients());
    let of_file = file.clients.values().map(|client| brief(client));
    let later = registered
        .iter()
        .filter(|known| known.registration.client_id.as_str() > after);
    // In the order of their names: no more of them than a page can be shown.
    let of_registry = later.take(PAGE + 1).map(|known| {
        let kept = [
            "client_id",
            "client_name",
            "client_orgno",
            "source",
            "state",
            "version",
        ];
        let mut shown = known.to_json();
        shown.retain(|name, _| kept.contains(&name.as_str()));
        shown
    });
    let mut all: Vec<Map<String, Value>> = of_file.chain(of_registry).collect();
    let id = |shown: &Map<String, Value>| {
        let id = shown.get("client_id").and_then(Value::as_str);
        id.unwrap_or_default().to_owned()
    };
    all.retain(|shown| id(shown).as_str() > after);
    all.sort_by_key(id);
    let more = all.len() > PAGE;
    all.truncate(PAGE);
    as_json(json!({ "clients": all, "more": more }).to_string())
}

/// `POST /clients`.
pub async fn create(State(app): State<App>, asked: Asked, body: Bytes) -> Response {
    let step = async {
        let grant = asked.by(&app, WRITE).await?;
        let members = asked.members(&body)?;
        let said = asked
            .change(&app, &grant, Order::Create { members })
            .await?;
        let at = format!(
            "{}/{}",
            app.settings().address("/clients"),
            said.registration.client_id
        );
        let mut response = (StatusCode::CREATED, shown(&said)).into_response();
        if let Ok(at) = HeaderValue::from_str(&at) {
            response.headers_mut().insert(header::LOCATION, at);
        }
        Ok::<_, No>(response)
    };
    either(step.await)
}

/// `GET /clients/{client_id}`.
pub async fn read(State(app): State<App>, asked: Asked, Path(client_id): Path<String>) -> Response {
    if let Err(refused) = asked.by(&app, READ).await {
        return *refused;
    }
    if let Some(known) = app.registry.client(&client_id) {
        return tagged(known.registration.version, known.to_json());
    }
    match app.file().client(&client_id) {
        Some(client) => as_json(Value::Object(brief(client)).to_string()),
        None => refused(&Refusal::Unknown),
    }
}

/// `PUT /clients/{client_id}`.
pub async fn replace(
    State(app): State<App>,
    asked: Asked,
    Path(client_id): Path<String>,
    body: Bytes,
) -> Response {
    let step = async {
        let grant = asked.by(&app, WRITE).await?;
        let version = asked.version()?;
        let members = asked.members(&body)?;
        let order = Order::Replace {
            client_id,
            version,
            members,
        };
        asked.change(&app, &grant, order).await
    };
    either(step.await.map(|said| shown(&said)))
}

/// `DELETE /clients/{client_id}`.
pub async fn remove(
    State(app): State<App>,
    asked: Asked,
    Path(client_id): Path<String>,
) -> Response {
    let step = async {
        let grant = asked.by(&app, WRITE).await?;
        let version = Some(asked.version()?);
        let order = Order::Remove { client_id, version };
        asked.change(&app, &grant, order).await
    };
    either(step.await.map(|_| StatusCode::NO_CONTENT.into_response()))
}

/// A change that says everything by its address.
async fn plainly(app: &App, asked: &Asked, order: Order) -> Response {
    let step = async {
        let grant = asked.by(app, WRITE).await?;
        asked.change(app, &grant, order).await
    };
    either(step.await.map(|said| shown(&said)))
}

/// `POST /clients/{client_id}/secret`.
pub async fn rotate(
    State(app): State<App>,
    asked: Asked,
    Path(client_id): Path<String>,
) -> Response {
    plainly(&app, &asked, Order::Rotate { client_id }).await
}

/// `DELETE /clients/{client_id}/secret`.
pub async fn drop_older(
    State(app): State<App>,
    asked: Asked,
    Path(client_id): Path<String>,
) -> Response {
    plainly(&app, &asked, Order::DropOlderSecret { client_id }).await
}

/// `POST /clients/{client_id}/disable`.
pub async fn disable(
    State(app): State<App>,
    asked: Asked,
    Path(client_id): Path<String>,
) -> Response {
    plainly(&app, &asked, Order::Disable { client_id }).await
}

/// `POST /clients/{client_id}/enable`.
pub async fn enable(
    State(app): State<App>,
    asked: Asked,
    Path(client_id): Path<String>,
) -> Response {
    plainly(&app, &asked, Order::Enable { client_id }).await
}

/// `GET /openapi/clients.json`: nothing in it is secret.
pub async fn document(State(app): State<App>) -> Response {
    as_json(openapi(app.settings().issuer_text()).to_string())
}

/// What is shown of a client of the configuration file: what says which it is.
fn brief(client: &ClientSettings) -> Map<String, Value> {
    let scopes = client.registration.scopes.to_parameter();
    let uris = client.registration.redirect_uris.iter();
    let uris: Vec<&str> = uris.map(|uri| uri.as_str()).collect();
    let method = client.registration.auth.method().as_str();
    let shown = json!({
        "client_id": client.client_id, "client_name": client.name, "source": "configuration",
        "state": "enabled", "scope": scopes, "redirect_uris": uris,
        "token_endpoint_auth_method": method,
    });
    match shown {
        Value::Object(shown) => shown,
        _ => Map::new(),
    }
}

fn shown(said: &Said) -> Response {
    let mut members = said.registration.to_json();
    if let Some(secret) = &said.secret {
        members.insert("client_secret".to_owned(), secret.as_str().into());
    }
    tagged(said.registration.version, members)
}

fn tagged(version: u64, members: Map<String, Value>) -> Response {
    let mut response = as_json(Value::Object(members).to_string());
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

fn either(step: Result<Response, No>) -> Response {
    step.unwrap_or_else(|refused| *refused)
}

/// RFC 7591 §3.2.2, RFC 6749 §5.2: ASCII without `"` and `\`.
fn error(status: StatusCode, error: &str, description: &str) -> Response {
    let fit = description.chars().map(|c| match c {
        '"' => '\'',
        '\\' => '/',
        ' '..='~' => c,
        _ => '?',
    });
    let fit: String = fit.take(2000).collect();
    let body = json!({ "error": error, "error_description": fit });
    (status, as_json(body.to_string())).into_response()
}

/// The one place that says how a refusal is told.
fn refused(refusal: &Refusal) -> Response {
    let (status, word) = match refusal {
        Refusal::Metadata(problems) => {
            let mut of_redirects = problems.iter();
            let redirects = of_redirects.all(|problem| problem.field.starts_with("redirect_uris"));
            let word = match redirects && !problems.is_empty() {
                true => "invalid_redirect_uri",
                false => "invalid_client_metadata",
            };
            (StatusCode::BAD_REQUEST, word)
        }
        Refusal::OfTheFile | Refusal::Full => (StatusCode::FORBIDDEN, "access_denied"),
        Refusal::Unknown => (StatusCode::NOT_FOUND, "invalid_request"),
        Refusal::Changed { .. } => (StatusCode::PRECONDITION_FAILED, "invalid_request"),
        Refusal::TooOften(_) => (StatusCode::TOO_MANY_REQUESTS, "temporarily_unavailable"),
        Refusal::Audit(cause) => {
            tracing::error!(%cause, "a change of a client was not written down, and not made");
            return OAuthErrorResponse(ErrorCode::TemporarilyUnavailable).into_response();
        }
        Refusal::Store(cause) => {
            tracing::error!(%cause, "a client could not be changed");
            return OAuthErrorResponse(ErrorCode::TemporarilyUnavailable).into_response();
        }
    };
    let mut response = error(status, word, &refusal.to_string());
    if let Refusal::TooOften(ms) = refusal
        && let Ok(seconds) = HeaderValue::from_str(&seconds(*ms).to_string())
    {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

const RETRY_AFTER: HeaderName = header::RETRY_AFTER;

/// What failed here is not told outside.
struct OAuthErrorResponse(ErrorCode);

impl IntoResponse for OAuthErrorResponse {
    fn into_response(self) -> Response {
        let error = OAuthError::from(self.0).described("the registry cannot be changed right now");
        (status_of(&error), as_json(error.to_json())).into_response()
    }
}

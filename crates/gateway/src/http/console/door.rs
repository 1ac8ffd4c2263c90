// SPDX-License-Identifier: EUPL-1.2
//! An operator logs in: the console is a client of this very gateway. OIDC Core §3.1; RFC 7636.
//!
//! Its code is redeemed by a call within the process, so there is nothing between the two that one could listen to,
//! and the ID token is verified all the same: what it must say is said here in full.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use oidc::jose::{Algorithm, Audience, ExpectedClaims, IssuedAt, TokenType, jwt};
use oidc::protocol::{Acr, CodeVerifier, decode_form, encode_form};
use pages::{ConsoleNotice, ConsoleTab};
use serde_json::Value;

use super::sessions::{LONGEST_MS, PENDING_MS, Pending};
use super::{Console, Visitor};
use crate::cookie;
use crate::flow::tokens::asker::Headers;
use crate::flow::tokens::issue;
use crate::http::error::see_other;
use crate::settings::{CONSOLE_CALLBACK, ConsoleSettings};
use crate::translate::national_level_of;
use crate::visit::field;

pub(super) const CALLBACK: &str = CONSOLE_CALLBACK;

/// A token that was made a moment ago, by our own clock.
const LIFETIME_S: i64 = 3600;

/// `GET /console/open`: on the way to the gateway, with what only this browser brings back.
pub(super) async fn open(State(console): State<Console>) -> Response {
    let settings = console.settings();
    let Some(own) = &settings.console else {
        return console.nobody_can();
    };
    let (secret, pending) = console.sessions.begin(&console.env);
    let challenge = CodeVerifier::from_random(&pending.verifier).challenge();
    let parameters = [
        ("response_type", "code"),
        ("client_id", &own.client),
        ("redirect_uri", &own.redirect_uri()),
        ("scope", "openid"),
        ("state", &pending.state),
        ("nonce", &pending.nonce),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
        ("acr_values", &own.acr()),
        // OPS-08: an open browser is no operator.
        ("prompt", "login"),
    ];
    let owned = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let query = encode_form(&owned);
    let mut response = see_other(&settings.address(&format!("/authorize?{query}")));
    if let Some(cookie) = cookie::set_console_login(&secret, PENDING_MS / 1000) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Why nobody was let in.
enum No {
    /// The login is not the one that this browser began, or did not end well.
    Login(&'static str),
    /// She is none of the operators.
    Nobody(String),
}

/// `GET /console/callback`.
pub(super) async fn callback(
    State(console): State<Console>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let settings = console.settings();
    let Some(own) = &settings.console else {
        return console.nobody_can();
    };
    let query = query.unwrap_or_default();
    let outcome = arrived(&console, own, &headers, &query).await;
    let subject = match outcome {
        Ok(subject) => subject,
        Err(No::Login(why)) => {
            tracing::info!(why, "nobody was let in at the console");
            let text = "Nobody was logged in: the login was stopped, is over, or began in another browser. Begin again.";
            return console.notice(StatusCode::FORBIDDEN, "Not logged in", text, None);
        }
        Err(No::Nobody(subject)) => {
            let by = format!("sub {subject}");
            if let Err(failed) = console.write_down(&by, "refused".to_owned(), None).await {
                return *failed;
            }
            let text = "You are none of this console’s operators. If you should be, have this written into the \
                        configuration, as subject of a [[console.operator]]:";
            return console.notice(
                StatusCode::FORBIDDEN,
                "Not an operator",
                text,
                Some(&subject),
            );
        }
    };
    let name = own.operator(&subject).map(|it| it.name.clone());
    let name = name.unwrap_or_default();
    if let Err(failed) = console.write_down(&name, "opened".to_owned(), None).await {
        return *failed;
    }
    let secret = console.sessions.open(&console.env, subject);
    // a strict cookie does not come along on a redirect that began elsewhere; a page of ours leads on.
    let html = console.frame(ConsoleTab::Board, None, |frame| {
        ConsoleNotice {
            frame,
            title: "You are logged in",
            text: format!("Welcome, {name}."),
            code: None,
            onward: Some("/console"),
            logs_in: false,
        }
        .html()
    });
    let mut response = Html(html).into_response();
    let cookies = [
        cookie::set_console(&secret, LONGEST_MS / 1000),
        cookie::clear_console_login(),
    ];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The subject of an operator who just logged in, in this browser, at the level that is asked for.
async fn arrived(
    console: &Console,
    own: &ConsoleSettings,
    headers: &HeaderMap,
    query: &str,
) -> Result<String, No> {
    let query = decode_form(query.as_bytes()).map_err(|_| No::Login("unreadable"))?;
    let browser =
        cookie::console_login(&cookie::Jar::read(headers)).ok_or(No::Login("no cookie"))?;
    let now_ms = console.env.now_ms();
    let state = field(&query, "state");
    let pending = console.sessions.take(&browser, state, now_ms);
    let pending = pending.ok_or(No::Login("another browser, another login, or too late"))?;
    // RFC 9207 §2.4.
    if field(&query, "iss") != console.settings().issuer_text() {
        return Err(No::Login("iss"));
    }
    let code = field(&query, "code");
    if code.is_empty() {
        return Err(No::Login("the gateway said no"));
    }
    let subject = redeemed(console, own, &pending, code).await?;
    match own.operator(&subject) {
        Some(_) => Ok(subject),
        None => Err(No::Nobody(subject)),
    }
}

/// OIDC Core §3.1.3.7, point by point.
async fn redeemed(
    console: &Console,
    own: &ConsoleSettings,
    pending: &Pending,
    code: &str,
) -> Result<String, No> {
    let verifier = CodeVerifier::from_random(&pending.verifier);
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", &own.client),
        ("code", code),
        ("redirect_uri", &own.redirect_uri()),
        ("code_verifier", verifier.expose()),
    ];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let nobody = Headers {
        authorization: None,
        proofs: Vec::new(),
    };
    let answer = issue::tokens(console, &nobody, &form).await;
    let answer = answer.map_err(|_| No::Login("the code was refused"))?;
    let answer: Value = serde_json::from_str(&answer).map_err(|_| No::Login("no JSON"))?;
    let id_token = answer.get("id_token").and_then(Value::as_str);
    let id_token = id_token.ok_or(No::Login("no ID token"))?;
    let (current, now) = (console.current(), console.env.now_s());
    let expected = ExpectedClaims {
        algorithms: &Algorithm::ALL,
        token_type: TokenType::Jwt,
        issuer: current.settings.issuer_text(),
        audience: Audience::Includes(&own.client),
        issued_at: IssuedAt::Required,
        lifetime: LIFETIME_S,
        tolerance: 0,
    };
    let token = jwt::verify(id_token, current.keys.jwks(), &expected, now);
    let token = token.map_err(|_| No::Login("the ID token does not hold"))?;
    if token.text("nonce") != Some(&pending.nonce) {
        return Err(No::Login("nonce"));
    }
    let level = token
        .text("acr")
        .and_then(|acr| national_level_of(&Acr::new(acr)));
    if level.is_none_or(|level| level < own.level) {
        return Err(No::Login("the level is too low"));
    }
    let fresh = token.time("auth_time").ok().flatten();
    if fresh.is_none_or(|at| at < pending.begun_ms / 1000) {
        return Err(No::Login("she logged in earlier"));
    }
    let subject = token.text("sub").unwrap_or_default();
    Ok(subject.to_owned())
}

/// `POST /console/close`.
pub(super) async fn close(
    State(console): State<Console>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = decode_form(&body).unwrap_or_default();
    let Some(Visitor { shown, secret }) = console.sender(&headers, field(&form, "token")) else {
        return console.stranger();
    };
    console.sessions.close(&secret);
    let done = console
        .write_down(&shown.name, "closed".to_owned(), None)
        .await;
    if let Err(failed) = done {
        return *failed;
    }
    let mut response = see_other("/console");
    let cleared: Option<HeaderValue> = cookie::clear_console();
    if let Some(cookie) = cleared {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

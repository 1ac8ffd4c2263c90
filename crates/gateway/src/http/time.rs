// SPDX-License-Identifier: EUPL-1.2
//! Nobody is rushed: every page of a login asks two minutes before its end whether more time is needed, and
//! one click gives it. WCAG 2.2 §2.2.1.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use oidc::protocol::encode_form;
use pages::TimeLeft;
use store::Handle;

use super::error::see_other;
use super::login::{own_form, reply};
use crate::app::App;
use crate::cookie;
use crate::flow::{more_time, open};
use crate::login::Login;
use crate::visit::{PAGES, Visit, field};

/// The page asks so long before the end: WCAG wants twenty seconds at least.
const ASKED_BEFORE_MS: i64 = 2 * 60 * 1000;

/// What a page of this login shows of its time. `at` is the page itself.
pub(super) fn left(login: &Login, flow: &Handle, at: &str, now_ms: i64) -> TimeLeft {
    let action = format!("/more?flow={flow}&at={at}");
    until((login.expires_ms, login.may_have_more()), action, now_ms)
}

/// The same of whatever ends then.
pub(super) fn until((ends_ms, more): (i64, bool), action: String, now_ms: i64) -> TimeLeft {
    let wait_ms = (ends_ms - now_ms - ASKED_BEFORE_MS).max(0);
    TimeLeft {
        minutes: u32::try_from(wait_ms / 60_000).unwrap_or(0),
        action,
        more,
    }
}

/// The page again; to the script that keeps the page, when to ask next.
pub(super) fn given(headers: &HeaderMap, left: &TimeLeft, page: &str) -> Response {
    let accept = headers.get(header::ACCEPT);
    if accept.is_some_and(|wanted| wanted == "application/json") {
        let (minutes, more) = (left.minutes, left.more);
        let json = format!(r#"{{"minutes":{minutes},"more":{more}}}"#);
        return ([(header::CONTENT_TYPE, "application/json")], json).into_response();
    }
    see_other(page)
}

/// `GET /more?flow=…&at=…`: a browser that restores its tabs asks so for what a form brought.
pub async fn restored(visit: Visit) -> Response {
    let at = field(&visit.query, "at");
    let page = PAGES.iter().find(|page| **page == at);
    again(page.copied().unwrap_or("/continue"), &visit)
}

/// To this page of the login that the address names.
pub(super) fn again(page: &str, visit: &Visit) -> Response {
    let flow = encode_form(&[("flow".to_owned(), visit.flow().to_owned())]);
    see_other(&format!("{page}?{flow}"))
}

/// `POST /more?flow=…&at=…`: more time.
pub async fn more(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let step = async {
        own_form(&visit, &body)?;
        let mut open = open(&app, visit.flow(), &visit.cookies).await?;
        more_time(&app, &mut open).await?;
        let at = field(&visit.query, "at");
        let page = PAGES.iter().find(|page| **page == at);
        let page = page.copied().unwrap_or_else(|| open.login.stage.page());
        let left = left(&open.login, &open.flow, page, app.env.now_ms());
        let mut response = given(&headers, &left, &format!("{page}?flow={}", open.flow));
        let cookie = cookie::set_chosen(&open.flow, &open.secret, open.login.cookie_s());
        response
            .headers_mut()
            .extend(cookie.map(|value| (header::SET_COOKIE, value)));
        Ok(response)
    };
    reply(&app, &visit, step.await).await
}

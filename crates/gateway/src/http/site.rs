// SPDX-License-Identifier: EUPL-1.2
//! What belongs to no login: the front page, the static files, reports of browsers.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use pages::{Frame, FrontPage, asset};

use super::error::not_found;
use super::headers::Picture;
use super::unserved::wants_json;
use crate::app::App;
use crate::caller::Caller;
use crate::settings::Profile;
use crate::visit::Visit;

const INTEGRATE: (&str, &str) = ("Connect a service", "/docs/integrate");

/// `GET /`: people come here from a service; links for those who connect one.
pub async fn front(State(app): State<App>, visit: Visit) -> Response {
    let current = app.current();
    let language = visit.language_among(&current.site.languages);
    let mut links = vec![
        ("OpenID Connect", "/.well-known/openid-configuration"),
        ("JSON Web Key Set", "/jwks.json"),
        ("eIDAS Connector metadata", "/eidas/connector/metadata"),
    ];
    match current.settings.profile {
        Profile::Demo => links.extend([INTEGRATE, ("Login trace", "/trace")]),
        Profile::Test => links.push(INTEGRATE),
        Profile::Production => {}
    }
    let page = FrontPage {
        frame: Frame::new(&current.site, language, None, "/", ""),
        links: &links,
    };
    Html(page.render()).into_response()
}

/// `GET /static/…`: the address holds a hash of the content, so it may be kept for ever.
pub async fn file(State(app): State<App>, visit: Visit, uri: Uri) -> Response {
    let current = app.current();
    let style = current.site.style.as_ref();
    if let Some(style) = style.filter(|style| style.href() == uri.path()) {
        let headers = [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ];
        return (headers, style.css().to_owned()).into_response();
    }
    match asset(uri.path()) {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, asset.content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (headers, asset.bytes).into_response()
        }
        None => not_found(app, visit).await,
    }
}

/// `GET /favicon.ico`: every browser asks for it by itself.
pub async fn icon(State(app): State<App>) -> Response {
    let settings = app.settings();
    let (media_type, bytes) = match &settings.look.icon {
        Some(icon) => (icon.media_type, icon.bytes.to_vec()),
        None => (pages::ICON.content_type, pages::ICON.bytes.to_vec()),
    };
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (Picture, headers, bytes).into_response()
}

/// `GET /logo/…`: a picture of the operator's, an e-ID's or a service's. Its address holds a hash of the content too.
pub async fn logo(State(app): State<App>, Path(name): Path<String>, visit: Visit) -> Response {
    let settings = app.settings();
    match settings.pictures().find(|logo| logo.name == name) {
        Some(logo) => {
            let headers = [
                (header::CONTENT_TYPE, logo.media_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ];
            (Picture, headers, logo.bytes.to_vec()).into_response()
        }
        None => not_found(app, visit).await,
    }
}

/// `POST /csp-report`. CSP Level 3 §5: which rule of ours a page broke. Neither the page's address
/// (a flow id is in it) nor anything else of the report is kept.
pub async fn csp_report(State(app): State<App>, caller: Caller, body: Bytes) -> StatusCode {
    if !app.logs(caller) {
        return StatusCode::NO_CONTENT;
    }
    let report: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    let directive = ["effective-directive", "violated-directive"]
        .iter()
        .find_map(|name| report.get("csp-report")?.get(name)?.as_str());
    let known = DIRECTIVES
        .iter()
        .find(|known| directive.is_some_and(|d| d.starts_with(**known)));
    tracing::warn!(
        directive = known.copied().unwrap_or("unknown"),
        "a page broke its own policy"
    );
    StatusCode::NO_CONTENT
}

const DIRECTIVES: [&str; 9] = [
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "img-src",
    "script-src",
    "style-src",
];

/// Everything that is nowhere: for a machine in JSON ([`super::unserved`]).
pub async fn nowhere(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Response {
    match wants_json(&headers) {
        true => StatusCode::NOT_FOUND.into_response(),
        false => not_found(app, visit).await,
    }
}

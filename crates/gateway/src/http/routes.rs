// SPDX-License-Identifier: EUPL-1.2
//! One table: method, path, handler, clause.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::around::Around;
use super::cors::preflight;
use super::oidc::{authorize, discovery, looked_at, par, token, userinfo};
use super::{
    clients, eidas, integrate, login, logout, matched, national, own, proxy, said, site, time,
    trace, wallet,
};
use crate::app::App;

/// A SAML response in a form: three octets for each character of base64 that needs escaping.
/// The binding's own limit is stricter.
const MOST_OF_A_MESSAGE: usize = 2 * 1024 * 1024;

/// Every public address of the gateway.
pub fn router(app: &App) -> Router {
    let acs = post(eidas::acs)
        .get(eidas::acs_looked_at)
        .layer(DefaultBodyLimit::max(MOST_OF_A_MESSAGE));
    Router::new()
        // OpenID Connect Discovery §4; RFC 8414 §3; RFC 7517 §5.
        .route(
            "/.well-known/openid-configuration",
            get(discovery::discovery).options(preflight),
        )
        .route(
            "/.well-known/oauth-authorization-server",
            get(discovery::discovery).options(preflight),
        )
        .route("/jwks.json", get(discovery::jwks).options(preflight))
        // RFC 9126 §2; OIDC Core §3.1.2.1, §3.1.3.1, §5.3.1.
        .route("/par", post(par::pushed).get(looked_at))
        .route(
            "/authorize",
            get(authorize::authorize).post(authorize::authorize_posted),
        )
        .route(
            "/token",
            post(token::token).get(looked_at).options(preflight),
        )
        .route(
            "/userinfo",
            get(userinfo::userinfo)
                .post(userinfo::userinfo)
                .options(preflight),
        )
        // RFC 7662 §2; RFC 7009 §2.
        .route("/token/introspect", post(token::introspect).get(looked_at))
        .route("/token/revoke", post(token::revoke).get(looked_at))
        // What became of a service's own logins.
        .route("/trace", post(trace::asked).get(trace::shown))
        // RFC 7591 §3; RFC 7592 §2.
        .route("/clients", get(clients::list).post(clients::create))
        .route(
            "/clients/{client_id}",
            get(clients::read)
                .put(clients::replace)
                .delete(clients::remove),
        )
        .route(
            "/clients/{client_id}/secret",
            post(clients::rotate).delete(clients::drop_older),
        )
        .route("/clients/{client_id}/disable", post(clients::disable))
        .route("/clients/{client_id}/enable", post(clients::enable))
        .route("/openapi/clients.json", get(clients::document))
        // The pages of a login.
        .route("/choose", get(national::choose).post(national::chosen))
        .route("/go", get(national::go))
        .route(
            "/person",
            get(national::person).post(national::person_chosen),
        )
        // OIDC Core §3.1.2.5; UP-03.
        .route("/callback/{eid}", get(national::callback))
        // OpenID4VP §5.10, §8.2, §13.3.
        .route(
            "/wallet",
            get(wallet::page)
                .post(wallet::decided)
                .layer(DefaultBodyLimit::max(wallet::MOST_OF_AN_ANSWER)),
        )
        // OpenID4VP A; 18013-7 Annex C.
        .route("/wallet/dc_api", get(wallet::dc_api))
        .route("/wallet/state", get(wallet::state))
        .route("/wallet/return", get(wallet::returned))
        .route(
            "/wallet/request/{name}",
            get(wallet::request).post(wallet::request_posted),
        )
        .route(
            "/wallet/response/{name}",
            post(wallet::response).layer(DefaultBodyLimit::max(wallet::MOST_OF_AN_ANSWER)),
        )
        .route("/country", get(login::country).post(login::country_chosen))
        .route("/send", get(login::send).post(login::send_decided))
        // Implementing Regulation (EU) 2025/846 art. 3, 4.
        .route("/match", get(matched::page).post(matched::decided))
        .route("/continue", get(login::go_on))
        // WCAG 2.2 §2.2.1.
        .route("/more", get(time::restored).post(time::more))
        // SAML Bindings §3.5; eIDAS Message Format 1.4 §2.2.
        .route("/eidas/connector/acs", acs)
        .route("/eidas/connector/metadata", get(eidas::connector_metadata))
        .route(
            "/eidas/proxy/sso",
            get(proxy::got)
                .post(proxy::posted)
                .layer(DefaultBodyLimit::max(MOST_OF_A_MESSAGE)),
        )
        .route("/consent", get(proxy::consent).post(proxy::decided))
        .route("/eidas/proxy/metadata", get(eidas::proxy_metadata))
        // OIDC RP-Initiated Logout §2; and a person's own way out.
        .route("/logout", get(logout::logout).post(logout::logout_posted))
        .route("/session", get(logout::session).post(logout::decided))
        // A person's own.
        .route("/logins", get(own::page).post(own::decided))
        .route("/logins/start", get(own::start))
        .route("/logins/back", get(own::back))
        .route("/logins/export", get(own::export))
        .route("/logins/more", get(own::restored).post(own::more))
        .route("/kept", get(own::kept))
        .route(said::PATH, get(said::page))
        // Without a login.
        .route("/", get(site::front))
        .route("/docs/integrate", get(integrate::integrate))
        .route("/static/{hash}/{name}", get(site::file))
        .route("/favicon.ico", get(site::icon))
        .route("/logo/{name}", get(site::logo))
        .route("/csp-report", post(site::csp_report))
        .fallback(site::nowhere)
        .layer(Around(app.clone()))
        .with_state(app.clone())
}

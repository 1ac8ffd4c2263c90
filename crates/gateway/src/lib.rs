//! The gateway: flows, pages, HTTP, stores, keys, configuration and audit.
//!
//! One sentence holds it: *somebody asks, we ask somebody else, an answer comes, we answer.*
//! What is kept between browser hops is a [`login::Login`]; beside it only codes, tokens and
//! replay marks. The flow id is in every URL; a cookie only proves the browser.
//!
//! # A foreign citizen logs in to a national service ([`flow::connector`])
//!
//! | URL | what happens | where next |
//! |---|---|---|
//! | `POST /par` | client authenticates, parameters become a request handle | `201` with `request_uri` |
//! | `GET, POST /authorize` | parameters → `oidc::AuthorizationRequest` → `Login::Asked` | `303 /choose` (mixed `acr_values`) or `303 /country` |
//! | `GET, POST /choose` | national e-ID or European e-ID | `303 /country`, or `303 /go` |
//! | `GET, POST /country` | choice → `CountryCode`, checked again on the server | `303 /send` |
//! | `GET /send` | `AuthnRequest` signed for the country's `Peer`, outstanding request noted | page that posts itself to the foreign node |
//! | `POST /eidas/connector/acs` | outstanding request found, browser matched, signature verified, request id taken, decrypted, every expectation met → `VerifiedResponse` → `Identity` → matching → `Grant` → code | same-origin page that continues |
//! | `GET, POST /match` | whether she is known here is told, and how she may go on ([`flow::matched`]); her national e-ID may say so ([`flow::national::link`]) | `303 /continue`, or `303 /go` |
//! | `GET /continue` | the answer of this login, for this browser | `303` to the client's redirect URI |
//! | `POST /send` | on that page later, and after a refusal: again, another country, or back to the service | `303 /send` or `/country`, or `303` with the OAuth error |
//! | `POST /more` | on every page of a login, two minutes before its end: more time ([`http::time`]) | `303` to the page |
//! | `POST /token` | client authenticates, code taken, PKCE | ID token and access token |
//! | `GET, POST /userinfo` | access token | claims |
//!
//! # A national citizen logs in to a foreign service ([`flow::proxy_service`])
//!
//! | URL | what happens | where next |
//! |---|---|---|
//! | `GET, POST /eidas/proxy/sso` | foreign `AuthnRequest` verified, its id marked → `Login::Asked` | `303 /choose`, or a signed failure; again in its own browser: where its login is |
//! | `GET, POST /choose` | which e-ID: only open ones that reach the level ([`flow::national`]) | `303 /go` |
//! | `GET /go` | request to the e-ID, `prompt=login` | `303` to the e-ID |
//! | `GET /callback/{eid}` | `state` taken, code → tokens → [`citizen::Citizen`], authenticated after the request arrived ([`flow::national`]) | `303 /consent` |
//! | `GET, POST /consent` | who asks, which values; then the signed and encrypted `Response` ([`flow::proxy_service::consent`]) | form to the peer's ACS |
//!
//! # A national citizen logs in to a national service
//!
//! The service's steps of the first road, the e-ID's steps of the second; the answer of the e-ID
//! becomes a code, and a session for other services ([`flow::end::session`]).
//!
//! # Somebody logs in with a wallet
//!
//! | step | what happens | what the browser or the wallet gets |
//! |---|---|---|
//! | `POST /choose` `eid=wallet` | two requests are made, for a wallet here and for one elsewhere ([`flow::wallet::choose`]) | 303 → `/wallet` |
//! | `GET /wallet` | the link and the QR code | page; asks `/wallet/state` |
//! | `GET, POST /wallet/request/{name}` | the signed request object ([`flow::wallet::request_object`]) | JWT |
//! | `POST /wallet/response/{name}` | what the wallet presents is verified and sealed to the browser that asked ([`flow::wallet::receive`]) | JSON, for the wallet |
//! | `GET /wallet/dc_api`, `POST /wallet` `action=presented` | the browser finds a wallet itself ([`flow::wallet::requests`], [`flow::wallet::presented`]) | JSON for its script; 303 → the service |
//! | `GET /wallet/return`, `POST /wallet` `action=done` | the browser takes it ([`flow::wallet::answer`]) | 303 → the service |
//!
//! # A person sees her own logins ([`flow::own`])
//!
//! | URL | what happens | where next |
//! |---|---|---|
//! | `GET, POST /logins` | her receipts, what she can end, a code for the support desk | page |
//! | `GET /logins/start`, `GET /logins/back` | a login that the gateway asks for itself | `303 /authorize`, `303 /logins` |
//! | `GET /logins/export` | the same as JSON | file |
//! | `POST /logins/more` | more time | `303 /logins`; JSON for its script |
//!
//! # Without a login
//!
//! `/kept` (what is kept, whom to ask),
//! `/clients` (the registry, for tokens of ours: [`registry`]), `/openapi/clients.json`, `/trace` (a service's
//! own logins: [`flow::tokens::trace`]), `/docs/integrate` (Demo and Test: [`recipes`]),
//! `/.well-known/openid-configuration`, `/jwks.json`, `/eidas/connector/metadata`,
//! `/eidas/proxy/metadata`, `/static/…`, `/favicon.ico`, `/`, and `POST /csp-report`. Health and metrics stand on another listener ([`ops`]).
#![forbid(unsafe_code)]

pub mod app;
pub mod approvals;
pub mod ask;
pub mod attributes;
pub mod audit;
mod bucket;
pub mod caller;
pub mod citizen;
pub mod config;
pub mod cookie;
mod endings;
pub mod fetch;
pub mod flow;
pub mod http;
pub mod identifier;
pub mod identity;
pub mod journal;
pub mod keys;
pub mod lever;
pub mod login;
pub mod matching;
pub mod nodes;
pub mod number;
pub mod ops;
pub mod own;
pub mod own_metadata;
pub mod peers;
mod plain;
mod questions;
pub mod recipes;
pub mod refusals;
pub mod registry;
pub mod representative;
pub mod restored;
pub mod rollover;
pub mod serve;
pub mod service_lists;
pub mod settings;
mod shares;
pub mod starts;
pub mod status_lists;
pub mod telemetry;
pub mod tls;
pub mod traces;
pub mod translate;
pub mod trusted_lists;
pub mod upstream;
pub mod visit;

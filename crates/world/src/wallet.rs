// SPDX-License-Identifier: EUPL-1.2
//! A European Digital Identity Wallet in the browser, and the countries that issue what is in it: all
//! that a gateway meets when somebody logs in with a wallet.
//!
//! | address | who |
//! |---|---|
//! | `wallet.localhost/open` | the wallet, opened by a link: pick a card, approve |
//! | `wallet.localhost/` | the "phone": what a code says is pasted here |
//! | `wallet.localhost/dc_api` | the wallet, found by a browser that a script drives |
//! | `wallet.localhost/list` | the list of trusted entities, by Demo Europe |
//! | `wallet.localhost/national-list/DE` | the list of a country that publishes its own, in XML |
//! | `wallet.localhost/status/NO` | which PIDs of a country are revoked |
//!
//! The wallet is strict: it presents nothing to a request whose signature, audience, end, `client_id`
//! or `wallet_nonce` is not as OpenID4VP 1.0 and HAIP 1.0 say.

mod cards;
mod dc_api;
mod keys;
mod lists;
mod mdoc;
mod present;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, Method, StatusCode, header};
use openssl::ec::EcKey;
use openssl::error::ErrorStack;
use openssl::pkey::Private;
use serde_json::json;
use url::Url;

use self::cards::{CARDS, Card, DOMESTIC_TYPE};
use self::dc_api::FromBrowser;
use self::keys::{Identity, Subject};
use self::lists::{LIST_S, OWN_LIST, Provider, STATUS_OCTETS, national_list, trusted_list};
use self::present::{Told, Wish};
use crate::env::Env;
use crate::fetch::Outbound;
use crate::pages::{
    CardRow, FormAction, Frame, MessagePage, WalletAskedPage, WalletHomePage, respond,
};
use crate::place::Place;
use crate::world::Visit;

/// The name below `localhost`.
const NAME: &str = "wallet";
/// The number by which the register of relying parties knows the gateway.
const RELYING_PARTY: &str = "NTRNO-999999999";

/// What a gateway has to configure to ask wallets.
#[derive(Clone, Debug)]
pub struct WalletRegistration {
    /// The key and the certificate by which wallets know the gateway, PEM.
    pub access: Vec<u8>,
    /// What it may ask for: `rc-wrp+jwt`.
    pub registration: String,
    /// The certificate of the registrar, PEM.
    pub registrar: Vec<u8>,
    /// Where the list of PID providers is.
    pub list: String,
    /// The certificate of who signs it, PEM.
    pub list_signer: Vec<u8>,
    /// Where that of a country is that publishes its own, and which country.
    pub national_list: (String, &'static str),
    /// The certificate of who signs that, PEM.
    pub national_list_signer: Vec<u8>,
    /// What opens the wallet.
    pub scheme: String,
}

/// The wallet with everybody behind it. Keys are made anew at each start: it takes a few
/// milliseconds.
pub(crate) struct Wallet {
    place: Place,
    holder: EcKey<Private>,
    providers: Vec<Provider>,
    /// Listed when a test wants it.
    another: OnceLock<Provider>,
    operator: Identity,
    national_operator: Identity,
    registration: WalletRegistration,
    /// How long the lists of providers count.
    list_s: AtomicI64,
    /// How many octets a status list has.
    status_octets: AtomicUsize,
}

impl Wallet {
    pub(crate) fn new(place: Place, issuer: &str, env: &Env) -> Result<Self, ErrorStack> {
        let (now_s, origin) = (env.now_s(), place.origin(NAME));
        let of_europe = |name: &'static str| Subject {
            name,
            country: "EU",
            identifier: None,
            host: None,
        };
        let operator = Identity::authority(&of_europe("Trust lists of Demo Europe"), now_s)?;
        let operator = operator.certify(&of_europe("List signer"), now_s)?;
        let national = |name: &'static str| Subject {
            country: OWN_LIST,
            ..of_europe(name)
        };
        let national_operator = Identity::authority(&national("National trust list"), now_s)?;
        let national_operator = national_operator.certify(&national("List signer"), now_s)?;
        let access_authority = Identity::authority(&of_europe("Access authority"), now_s)?;
        let host = Url::parse(issuer).ok();
        let host = host.as_ref().and_then(Url::host_str);
        let relying_party = Subject {
            name: "Landport demo",
            country: "NO",
            identifier: Some(RELYING_PARTY),
            host,
        };
        let access = access_authority.certify(&relying_party, now_s)?;
        let registrar_authority = Identity::authority(&of_europe("Registrar authority"), now_s)?;
        let registrar = registrar_authority.certify(&of_europe("Registrar"), now_s)?;
        let access_file = [keys::pem_of(&access.key)?, access.certificate.to_pem()?].concat();
        let registration = WalletRegistration {
            access: access_file,
            registration: registrar.token("rc-wrp+jwt", &registered(now_s))?,
            registrar: registrar_authority.certificate.to_pem()?,
            list: format!("{origin}/list"),
            list_signer: operator.certificate.to_pem()?,
            national_list: (format!("{origin}/national-list/{OWN_LIST}"), OWN_LIST),
            national_list_signer: national_operator.certificate.to_pem()?,
            scheme: format!("{origin}/open"),
        };
        Ok(Self {
            holder: keys::new_key()?,
            providers: Provider::all(&origin, now_s)?,
            another: OnceLock::new(),
            place,
            operator,
            national_operator,
            registration,
            list_s: AtomicI64::new(LIST_S),
            status_octets: AtomicUsize::new(STATUS_OCTETS),
        })
    }

    pub(crate) fn list_another_provider(&self, env: &Env) -> Result<(), ErrorStack> {
        let another = Provider::another(&self.place.origin(NAME), env.now_s())?;
        self.another.get_or_init(|| another);
        Ok(())
    }

    pub(crate) fn let_list_count(&self, seconds: u32) {
        self.list_s.store(seconds.into(), Ordering::Relaxed);
    }

    pub(crate) fn let_status_lists_have(&self, octets: usize) {
        self.status_octets.store(octets, Ordering::Relaxed);
    }

    pub(crate) fn registration(&self) -> &WalletRegistration {
        &self.registration
    }

    pub(crate) fn is_at(name: &str) -> bool {
        name == NAME
    }

    pub(crate) async fn visit(&self, visit: &Visit, env: &Env, outbound: &Outbound) -> Response {
        let now_s = env.now_s();
        let counts = (now_s, now_s + self.list_s.load(Ordering::Relaxed));
        match (&visit.method, visit.path.as_str()) {
            (&Method::GET, "/") => self.home(),
            (&Method::POST, "/scan") => scanned(visit),
            (&Method::GET, "/open") => self.asked(visit),
            (&Method::POST, "/answer") => self.answered(visit, env, outbound).await,
            (&Method::POST, "/dc_api") => self.found(visit, env),
            (&Method::GET, "/list") => {
                let providers = self.providers.iter().chain(self.another.get());
                let providers = providers.filter(|of| of.country != OWN_LIST);
                let list = trusted_list(&self.operator, providers, counts);
                published("application/jwt", list.ok())
            }
            (&Method::GET, path) => {
                let (what, country) = path.rsplit_once('/').unwrap_or_default();
                let mut providers = self.providers.iter();
                match (what, providers.find(|of| of.country == country)) {
                    ("/status", Some(of)) => {
                        let octets = self.status_octets.load(Ordering::Relaxed);
                        let list = of.statuses(octets, now_s);
                        published("application/statuslist+jwt", list.ok())
                    }
                    ("/national-list", Some(of)) if country == OWN_LIST => {
                        let list = national_list(&self.national_operator, of, counts);
                        published("application/vnd.etsi.tsl+xml", list)
                    }
                    _ => StatusCode::NOT_FOUND.into_response(),
                }
            }
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    }

    fn frame(&self) -> Frame {
        Frame::new(self.place, "Demo wallet", "register")
    }

    fn home(&self) -> Response {
        let page = WalletHomePage {
            page: self.frame(),
            cards: CARDS.iter().map(row).collect(),
        };
        respond(StatusCode::OK, &page, &FormAction::Own)
    }

    fn asked(&self, visit: &Visit) -> Response {
        let page = WalletAskedPage {
            page: self.frame(),
            client_id: visit.query_field("client_id").unwrap_or_default(),
            request_uri: visit.query_field("request_uri").unwrap_or_default(),
            cards: CARDS.iter().map(row).collect(),
        };
        respond(StatusCode::OK, &page, &FormAction::Own)
    }

    async fn answered(&self, visit: &Visit, env: &Env, outbound: &Outbound) -> Response {
        let field = |name| visit.form_field(name).unwrap_or_default();
        let wish = match field("action").as_str() {
            "refuse" => Some(Wish::Refuse),
            _ => {
                let found = self.card(&field("card"));
                found.map(|(card, provider)| Wish::Present(card, provider))
            }
        };
        let Some(wish) = wish else {
            return self.says(StatusCode::BAD_REQUEST, "Pick a card first", None, None);
        };
        let (client_id, request_uri) = (field("client_id"), field("request_uri"));
        let holder = &self.holder;
        let told = present::answer(&client_id, &request_uri, &wish, holder, env, outbound).await;
        match told {
            Ok(Told {
                redirect_uri: Some(uri),
            }) => {
                let next = Some((uri.clone(), "Back to the login".to_owned()));
                let mut response = self.says(StatusCode::OK, "Done", None, next);
                // Not a redirect: this page's `form-action` would hold every further hop.
                if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={uri}")) {
                    response.headers_mut().insert(header::REFRESH, refresh);
                }
                response
            }
            Ok(Told { redirect_uri: None }) => {
                let heading = "Done. Go back to the device where you log in";
                let next = Some(("/".to_owned(), "Your wallet".to_owned()));
                self.says(StatusCode::OK, heading, None, next)
            }
            Err(why) => {
                let heading = "The wallet did not present the card";
                let fields = [("client_id", &client_id), ("request_uri", &request_uri)];
                let query = url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(fields)
                    .finish();
                let next = Some((format!("/open?{query}"), "Pick another card".to_owned()));
                self.says(StatusCode::BAD_REQUEST, heading, Some(why), next)
            }
        }
    }

    fn card(&self, value: &str) -> Option<(&'static Card, &Provider)> {
        let card = CARDS.iter().find(|card| card.value == value)?;
        let mut providers = self.providers.iter();
        let provider = providers.find(|of| of.country == card.country)?;
        Some((card, provider))
    }

    fn found(&self, visit: &Visit, env: &Env) -> Response {
        let field = |name| visit.form_field(name).unwrap_or_default();
        let data = serde_json::from_str(&field("data")).unwrap_or_default();
        let from = FromBrowser {
            origin: &field("origin"),
            protocol: &field("protocol"),
            data: &data,
        };
        let Some((card, provider)) = self.card(&field("card")) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        match dc_api::answer(&from, card, provider, &self.holder, env) {
            Ok(answer) => axum::Json(answer).into_response(),
            Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
        }
    }

    fn says(
        &self,
        status: StatusCode,
        heading: &str,
        detail: Option<String>,
        next: Option<(String, String)>,
    ) -> Response {
        let page = MessagePage {
            page: self.frame(),
            heading: heading.to_owned(),
            what: "This is the wallet of Demo Europe.".to_owned(),
            detail,
            next,
        };
        respond(status, &page, &FormAction::Own)
    }
}

/// What a code says, pasted: as if it was scanned.
fn scanned(visit: &Visit) -> Response {
    let link = visit.form_field("link").unwrap_or_default();
    let query = link.trim().split_once('?').map_or("", |(_, query)| query);
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    Redirect::to(&format!("/open?{query}")).into_response()
}

fn row(card: &Card) -> CardRow {
    CardRow {
        value: card.value,
        name: format!("{} {}", card.given_name, card.family_name),
        about: card.about(),
    }
}

fn published(kind: &'static str, list: Option<String>) -> Response {
    match list {
        Some(list) => ([(header::CONTENT_TYPE, kind)], list).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What the gateway is registered to ask for: a PID, in either format. ETSI TS 119 475 §5.2.
fn registered(now_s: i64) -> serde_json::Value {
    let names = [
        "family_name",
        "given_name",
        "issuing_country",
        "personal_administrative_number",
    ];
    let sd_jwt = names
        .iter()
        .chain(&["birthdate"])
        .map(|name| json!({ "path": [name] }));
    let doc_type = "eu.europa.ec.eudi.pid.1";
    let mdoc = names.iter().chain(&["birth_date"]);
    let mdoc = mdoc.map(|name| json!({ "path": [doc_type, name] }));
    json!({
        "sub": RELYING_PARTY, "iat": now_s, "exp": now_s + 300 * 86_400,
        "intended_use_id": "login",
        "purpose": [{ "lang": "en", "value": "Log in to public services" }],
        "credentials": [
            { "format": "dc+sd-jwt", "meta": { "vct_values": ["urn:eudi:pid:1", DOMESTIC_TYPE] },
              "claim": sd_jwt.collect::<Vec<_>>() },
            { "format": "mso_mdoc", "meta": { "doctype_value": doc_type },
              "claim": mdoc.collect::<Vec<_>>() },
        ],
    })
}

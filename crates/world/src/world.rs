// SPDX-License-Identifier: EUPL-1.2
//! Demo Europe as one value: who lives where, and which request goes to whom.

mod at_abroad;
mod at_eid;
mod at_list;
mod at_node;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};
use eidas::CountryCode;
use http::{HeaderMap, Method, StatusCode, header};
use tokio::sync::watch;
use xmlsec::Certificate;

use crate::abroad::{Foreign, ProxyService};
use crate::countries::COUNTRIES;
use crate::country::Habits;
use crate::eid::{EIDS, Eid};
use crate::env::Env;
use crate::fetch::Outbound;
use crate::keys::{Keys, KeysError};
use crate::node::Node;
use crate::pages::{
    CountryCard, FormAction, Frame, FrontPage, MessagePage, ServiceCard, respond, static_file,
};
use crate::people;
use crate::place::Place;
use crate::register::Register;
use crate::service::{SERVICES, Service};
use crate::wallet::{Wallet, WalletRegistration};
pub use at_list::{Listed, ServiceListRegistration};

/// Longest form that is read: a SAML request and its relay state.
const MAX_BODY: usize = 512 * 1024;

/// How to build a world.
#[derive(Debug)]
pub struct Options {
    /// The port everything is reached at.
    pub port: u16,
    /// Issuer of the gateway that the services use: `http://no.localhost:8080`.
    pub issuer: String,
    /// Clock and randomness.
    pub env: Env,
    /// The way out.
    pub outbound: Outbound,
    /// Everybody's keys.
    pub keys: Arc<Keys>,
    /// Where the services keep their keys; none: made anew.
    pub data: Option<PathBuf>,
}

/// The connector that the nodes answer to, and why they believe its metadata.
#[derive(Clone, Debug)]
pub struct Connector {
    /// Its entityID, which is where its metadata is.
    pub entity_id: String,
    /// Its country.
    pub country: CountryCode,
    /// What its metadata has to lead to.
    pub anchors: Vec<Certificate>,
}

/// What a gateway has to know of one country.
#[derive(Clone, Debug)]
pub struct PeerRegistration {
    /// `SE`.
    pub country: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// entityID and address of the metadata.
    pub metadata_url: String,
    /// The certificate to pin.
    pub anchor: Certificate,
    /// It needs the tolerance for SHA-1 inside RSA-OAEP.
    pub sha1_oaep: bool,
}

/// Demo Europe. Cheap to clone.
#[derive(Clone)]
pub struct World(Arc<Inner>);

struct Inner {
    place: Place,
    env: Env,
    outbound: RwLock<Outbound>,
    keys: Arc<Keys>,
    nodes: Vec<Node>,
    services: Vec<Service>,
    register: Register,
    eids: RwLock<Vec<Arc<Eid>>>,
    issuer: String,
    connector: RwLock<Option<Connector>>,
    abroad: Vec<Foreign>,
    asked: RwLock<Option<ProxyService>>,
    wallet: Wallet,
    listed: RwLock<Listed>,
}

impl World {
    /// Builds it. Keys may still be in the making.
    ///
    /// # Errors
    /// [`KeysError`] when the services' keys cannot be made or kept.
    pub fn new(options: Options) -> Result<Self, KeysError> {
        let place = Place { port: options.port };
        let services = SERVICES
            .iter()
            .map(|data| Service::new(data, place, &options.issuer, options.data.as_deref()))
            .collect::<Result<_, _>>()?;
        let eids = EIDS
            .iter()
            .map(|data| Eid::new(data, place, &options.issuer, options.data.as_deref()))
            .map(|eid| eid.map(Arc::new))
            .collect::<Result<_, _>>()?;
        let wallet = Wallet::new(place, &options.issuer, &options.env);
        let wallet = wallet.map_err(|error| KeysError::Service(error.to_string()))?;
        Ok(Self(Arc::new(Inner {
            wallet,
            place,
            env: options.env,
            outbound: RwLock::new(options.outbound),
            keys: options.keys,
            nodes: COUNTRIES
                .iter()
                .enumerate()
                .map(|(index, country)| Node::new(country, index))
                .collect(),
            services,
            register: Register::default(),
            eids: RwLock::new(eids),
            issuer: options.issuer,
            connector: RwLock::new(None),
            abroad: Foreign::all(),
            asked: RwLock::new(None),
            listed: RwLock::default(),
        })))
    }

    /// Tells the nodes whom they answer to.
    pub fn connect(&self, connector: Connector) {
        *self
            .0
            .connector
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(connector);
        self.0
            .nodes
            .iter()
            .for_each(|node| node.metadata_kept.forget());
    }

    /// Replaces the way out: a test that has its router only after the world exists.
    pub fn set_outbound(&self, outbound: Outbound) {
        *self
            .0
            .outbound
            .write()
            .unwrap_or_else(PoisonError::into_inner) = outbound;
    }

    /// What a gateway has to know of the countries.
    #[must_use]
    pub fn peers(&self) -> Vec<PeerRegistration> {
        self.0
            .nodes
            .iter()
            .filter_map(|node| {
                Some(PeerRegistration {
                    country: node.country.code,
                    name: node.country.name,
                    metadata_url: node.entity_id(self.0.place),
                    anchor: self.0.keys.of(node.index)?.anchor.clone(),
                    sha1_oaep: node.country.habits.leans_on_sha1,
                })
            })
            .collect()
    }

    /// What a gateway has to know of the services.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.0.services
    }

    /// From now on the lists of what is revoked have so many octets, of eight cards each.
    pub fn let_status_lists_have(&self, octets: usize) {
        self.0.wallet.let_status_lists_have(octets);
    }

    /// From now on the list of PID providers counts so long and no longer; with no time it is closed.
    pub fn let_list_count(&self, seconds: u32) {
        self.0.wallet.let_list_count(seconds);
    }

    /// From now on the list of PID providers names another one of Sweden, which issued none of the cards.
    ///
    /// # Errors
    /// A key could not be made.
    pub fn list_another_provider(&self) -> Result<(), KeysError> {
        let listed = self.0.wallet.list_another_provider(&self.0.env);
        listed.map_err(|error| KeysError::Service(error.to_string()))
    }

    /// What a gateway has to configure to ask wallets.
    #[must_use]
    pub fn wallet(&self) -> &WalletRegistration {
        self.0.wallet.registration()
    }

    /// The population register, for its switch.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.0.register
    }

    /// Address of the register, for the gateway's configuration.
    #[must_use]
    pub fn register_url(&self) -> String {
        self.0.place.origin("register")
    }

    /// The address plan.
    #[must_use]
    pub fn place(&self) -> Place {
        self.0.place
    }

    /// How many countries are ready; changes wake the receiver.
    #[must_use]
    pub fn ready(&self) -> watch::Receiver<usize> {
        self.0.keys.ready()
    }

    /// Codes of the countries that are ready.
    #[must_use]
    pub fn ready_countries(&self) -> Vec<&'static str> {
        self.0
            .nodes
            .iter()
            .filter(|node| self.is_ready(node))
            .map(|node| node.country.code)
            .collect()
    }

    /// Makes a country behave otherwise, for tests of every combination. A new message key is
    /// made if the kind of key changes.
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn set_habits(&self, code: &str, habits: Habits) -> Result<(), KeysError> {
        for node in self.0.nodes.iter().filter(|node| node.country.code == code) {
            let before = node.habits();
            node.set_habits(habits);
            if (before.signing, before.digest) != (habits.signing, habits.digest) {
                self.0.keys.roll(node.index, &habits, &self.0.env)?;
            }
        }
        Ok(())
    }

    /// Gives a country a new message key without notice.
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn roll_key(&self, code: &str) -> Result<(), KeysError> {
        for node in self.0.nodes.iter().filter(|node| node.country.code == code) {
            self.0.keys.roll(node.index, &node.habits(), &self.0.env)?;
        }
        Ok(())
    }

    /// Answers every request to a name of Demo Europe; the gateway's own name is not among them.
    pub fn router(&self) -> Router {
        let world = self.clone();
        Router::new().fallback(move |request: Request| {
            let world = world.clone();
            async move { world.dispatch(request).await }
        })
    }

    async fn dispatch(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let host = parts
            .headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .or_else(|| parts.uri.authority().map(http::uri::Authority::as_str))
            .unwrap_or_default()
            .to_owned();
        let Some(name) = Place::name_of(&host) else {
            return self.nobody(&host);
        };
        if let Some(file) = static_file(parts.uri.path()) {
            return file;
        }
        let Ok(body) = axum::body::to_bytes(body, MAX_BODY).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        let visit = Visit {
            method: parts.method,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers,
            body,
        };
        if let Some(service) = self
            .0
            .services
            .iter()
            .find(|service| service.name() == name)
        {
            let outbound = self.outbound();
            return service.visit(&visit, &self.0.env, &outbound).await;
        }
        if let Some(response) = self.at_abroad(name, &visit).await {
            return response;
        }
        if let Some(eid) = self.eid(name) {
            return eid.visit(&visit, &self.0.env).await;
        }
        if Wallet::is_at(name) {
            let outbound = self.outbound();
            return self.0.wallet.visit(&visit, &self.0.env, &outbound).await;
        }
        match name {
            "" | "europe" => self.front(&visit),
            "register" => self.at_register(&visit),
            _ => match self.0.nodes.iter().find(|node| belongs(node, name)) {
                Some(node) => self.at_node(node, &visit).await,
                None => self.nobody(&host),
            },
        }
    }

    fn outbound(&self) -> Outbound {
        self.0
            .outbound
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn nobody(&self, host: &str) -> Response {
        respond(
            StatusCode::NOT_FOUND,
            &MessagePage {
                page: Frame::new(self.0.place, "Demo Europe", "front"),
                heading: "Nobody lives here".to_owned(),
                what: "This name is not one of Demo Europe's.".to_owned(),
                detail: Some(host.to_owned()),
                next: Some((self.0.place.origin(""), "All addresses".to_owned())),
            },
            &FormAction::Own,
        )
    }

    fn not_found(&self) -> Response {
        respond(
            StatusCode::NOT_FOUND,
            &MessagePage {
                page: Frame::new(self.0.place, "Demo Europe", "front"),
                heading: "No such page".to_owned(),
                what: "There is nothing at this address.".to_owned(),
                detail: None,
                next: Some(("/".to_owned(), "To the start".to_owned())),
            },
            &FormAction::Own,
        )
    }

    fn is_ready(&self, node: &Node) -> bool {
        self.0
            .keys
            .of(node.index)
            .is_some_and(|keys| keys.message().is_some())
    }

    fn front(&self, visit: &Visit) -> Response {
        if visit.path == at_list::PATH {
            return self.service_list_xml();
        }
        if visit.path != "/" {
            return self.not_found();
        }
        let place = self.0.place;
        let countries: Vec<CountryCard> = self
            .0
            .nodes
            .iter()
            .map(|node| CountryCard {
                address: place.origin(&node.country.label()),
                name: node.country.name,
                own_name: node.country.own_name,
                language: node.country.language,
                special: node.country.special,
                ready: self.is_ready(node),
            })
            .collect();
        let ready = countries.iter().filter(|country| country.ready).count();
        let abroad = self.abroad_cards();
        let abroad_ready = abroad.iter().filter(|service| service.ready).count();
        let plainest = abroad.iter().find(|service| service.country == "Sweden");
        let first_abroad = plainest.map(|service| (service.address.clone(), service.title));
        respond(
            StatusCode::OK,
            &FrontPage {
                page: Frame::new(place, "Demo Europe", "front"),
                trademark: place.origin("trademark"),
                wallet: place.origin("wallet"),
                gateway: self.0.issuer.clone(),
                register: self.register_url(),
                first_abroad,
                eids: self.eid_cards(),
                services: SERVICES
                    .iter()
                    .map(|service| ServiceCard {
                        address: place.origin(service.name),
                        name: service.title,
                        about: service.about,
                    })
                    .collect(),
                waiting: ready < countries.len() || abroad_ready < abroad.len(),
                ready,
                countries,
                abroad,
                abroad_ready,
                people: people::everybody(),
            },
            &FormAction::Own,
        )
    }

    fn at_register(&self, visit: &Visit) -> Response {
        match (&visit.method, visit.path.as_str()) {
            (&Method::GET, "/") => self.0.register.page(self.0.place),
            (&Method::GET, "/eidas/entydig") => self
                .0
                .register
                .answer(&visit.headers, &visit.query_fields()),
            (&Method::POST, "/switch") => {
                let down = visit.form_field("state").as_deref() == Some("down");
                self.0.register.set_down(down);
                Redirect::to("/").into_response()
            }
            _ => self.not_found(),
        }
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "World({})", self.0.place.origin(""))
    }
}

/// `se` and, for a node that sends on, `login.se`.
fn belongs(node: &Node, name: &str) -> bool {
    let label = node.country.label();
    name == label
        || node
            .habits()
            .redirects_to
            .is_some_and(|before| name == format!("{before}.{label}"))
}

/// A request, read whole.
pub(crate) struct Visit {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Visit {
    pub(crate) fn query_fields(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(self.query.as_bytes())
            .into_owned()
            .collect()
    }

    pub(crate) fn query_field(&self, name: &str) -> Option<String> {
        self.query_fields()
            .into_iter()
            .find_map(|(field, value)| (field == name).then_some(value))
    }

    pub(crate) fn form_field(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(&self.body)
            .find_map(|(field, value)| (field == name).then(|| value.into_owned()))
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(cookie, value)| (cookie == name).then(|| value.to_owned()))
    }
}

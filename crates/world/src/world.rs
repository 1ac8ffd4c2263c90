// SPDX-License-Identifier: EUPL-1.2
//! Demo Europe as one value: who lives where, and which request goes to whom.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};
use eidas::{CountryCode, EntityId, ExpectedPeer, Instant, Peer, Role, Transport};
use http::{HeaderMap, Method, StatusCode, header};
use tokio::sync::watch;
use xmlsec::{Certificate, TrustAnchors};

use crate::countries::COUNTRIES;
use crate::country::Habits;
use crate::env::Env;
use crate::fetch::Outbound;
use crate::keys::{Keys, KeysError};
use crate::node::{Asked, Choice, Node, NodeError, Received, asked_level, key_name};
use crate::pages::{
    CountryCard, FormAction, Frame, FrontPage, MessagePage, NodeAnswerPage, NodeHomePage,
    NodeLoginPage, PersonRow, ServiceCard, respond, static_file,
};
use crate::persons::{Kind, Person};
use crate::place::Place;
use crate::register::Register;
use crate::service::{SERVICES, Service};

/// Longest form that is read: a SAML request and its relay state.
const MAX_BODY: usize = 512 * 1024;
/// How long a node keeps the connector's metadata before it looks again.
const METADATA_KEPT_MS: i64 = 60_000;

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
    issuer: String,
    connector: RwLock<Option<Connector>>,
    peer: RwLock<Option<(i64, Arc<Peer>)>>,
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
        Ok(Self(Arc::new(Inner {
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
            issuer: options.issuer,
            connector: RwLock::new(None),
            peer: RwLock::new(None),
        })))
    }

    /// Tells the nodes whom they answer to.
    pub fn connect(&self, connector: Connector) {
        *self
            .0
            .connector
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(connector);
        *self.0.peer.write().unwrap_or_else(PoisonError::into_inner) = None;
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
        respond(
            StatusCode::OK,
            &FrontPage {
                page: Frame::new(place, "Demo Europe", "front"),
                trademark: place.origin("trademark"),
                gateway: self.0.issuer.clone(),
                register: self.register_url(),
                services: SERVICES
                    .iter()
                    .map(|service| ServiceCard {
                        address: place.origin(service.name),
                        name: service.title,
                        about: service.about,
                    })
                    .collect(),
                waiting: ready < countries.len(),
                ready,
                countries,
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

    async fn at_node(&self, node: &Node, visit: &Visit) -> Response {
        let answered = match (&visit.method, visit.path.as_str()) {
            (&Method::GET, "/") => Ok(self.node_home(node)),
            (&Method::GET, "/eidas/metadata") => self.node_metadata(node),
            (&Method::POST | &Method::GET, "/eidas/sso") => self.node_sso(node, visit).await,
            (&Method::GET, "/eidas/login") => {
                let session = visit.query_field("session").unwrap_or_default();
                self.login_page(node, &session)
            }
            (&Method::POST, "/eidas/login") => self.node_answer(node, visit).await,
            _ => Ok(self.not_found()),
        };
        answered.unwrap_or_else(|error| self.node_error(node, &error))
    }

    fn node_metadata(&self, node: &Node) -> Result<Response, NodeError> {
        let keys = self.0.keys.of(node.index).ok_or(NodeError::NotReady)?;
        let message = keys.message().ok_or(NodeError::NotReady)?;
        let xml = node.metadata(self.0.place, &self.0.env, &message, &keys.metadata)?;
        let kind = [(header::CONTENT_TYPE, "application/samlmetadata+xml")];
        Ok((kind, xml).into_response())
    }

    async fn node_sso(&self, node: &Node, visit: &Visit) -> Result<Response, NodeError> {
        let key = self.message_key(node)?;
        let received = match self.receive(node, visit, &key, false).await {
            // The connector may have a new key: look once more before turning anybody away.
            Err(NodeError::Eidas(eidas::Error::Untrusted(_)) | NodeError::Signature(_)) => {
                self.receive(node, visit, &key, true).await
            }
            other => other,
        }?;
        match received {
            Received::Login(session) if node.habits().redirects_to.is_some() => {
                let url = format!(
                    "{}/eidas/login?session={session}",
                    node.login_origin(self.0.place)
                );
                Ok(Redirect::to(&url).into_response())
            }
            Received::Login(session) => self.login_page(node, &session),
            Received::Refused(form) => Ok(self.answer_page(
                node,
                form,
                "The request was refused; the gateway is told why.",
            )),
        }
    }

    async fn receive(
        &self,
        node: &Node,
        visit: &Visit,
        key: &xmlsec::SoftwareKey,
        fresh: bool,
    ) -> Result<Received, NodeError> {
        let peer = self.connector_peer(fresh).await?;
        let asked = Asked {
            place: self.0.place,
            env: &self.0.env,
            peer: &peer,
            key,
        };
        if visit.method == Method::POST {
            node.post(&asked, &visit.body, &visit.query)
        } else {
            node.get(&asked, &visit.query)
        }
    }

    fn message_key(&self, node: &Node) -> Result<Arc<xmlsec::SoftwareKey>, NodeError> {
        self.0
            .keys
            .of(node.index)
            .and_then(crate::keys::CountryKeys::message)
            .ok_or(NodeError::NotReady)
    }

    /// The connector's metadata, verified; fetched again after a minute.
    async fn connector_peer(&self, fresh: bool) -> Result<Arc<Peer>, NodeError> {
        let now = self.0.env.now_ms();
        let kept = self
            .0
            .peer
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some((since, peer)) = kept
            && !fresh
            && (0..METADATA_KEPT_MS).contains(&(now - since))
        {
            return Ok(peer);
        }
        let connector = self
            .0
            .connector
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .ok_or(NodeError::Refused("this node knows no connector yet"))?;
        let answer = self
            .outbound()
            .get(&connector.entity_id, &[])
            .await
            .map_err(|error| {
                tracing::warn!(%error, "the connector's metadata cannot be fetched");
                NodeError::Refused("the connector's metadata cannot be fetched")
            })?;
        let expected = ExpectedPeer {
            entity_id: EntityId::parse(&connector.entity_id)?,
            country: connector.country,
            role: Role::Connector,
            transport: Transport::HttpsOrLocalhost,
            tolerances: Vec::new(),
        };
        let peer = Arc::new(Peer::from_signed_metadata(
            &answer.body,
            &TrustAnchors::new(connector.anchors),
            &expected,
            Instant::from_ms(now),
        )?);
        *self.0.peer.write().unwrap_or_else(PoisonError::into_inner) =
            Some((now, Arc::clone(&peer)));
        Ok(peer)
    }

    fn node_frame(&self, node: &Node) -> Frame {
        Frame {
            site_language: Some(node.country.language),
            ..Frame::new(self.0.place, node.country.own_name, "country")
        }
    }

    fn person_row(node: &Node, person: &Person, receiver: &str) -> PersonRow {
        PersonRow {
            value: person.kind.form_value(),
            name: format!(
                "{} {}",
                person.given_name.shown(),
                person.family_name.shown()
            ),
            born: person.date_of_birth,
            identifier: node.identifier(person, receiver, false),
            what_happens: person.kind.what_happens(),
        }
    }

    fn node_home(&self, node: &Node) -> Response {
        let habits = node.habits();
        let levels: Vec<&str> = habits.levels.iter().map(|level| level.as_str()).collect();
        respond(
            StatusCode::OK,
            &NodeHomePage {
                page: self.node_frame(node),
                name: node.country.name,
                special: node.country.special,
                ready: self.is_ready(node),
                metadata: node.entity_id(self.0.place),
                signs_with: key_name(habits.signing),
                levels: levels.join(", "),
                versions: habits.protocol_versions.join(", "),
                persons: node
                    .country
                    .persons
                    .iter()
                    .map(|person| Self::person_row(node, person, "NO"))
                    .collect(),
            },
            &FormAction::Own,
        )
    }

    fn login_page(&self, node: &Node, session: &str) -> Result<Response, NodeError> {
        let known = node.session(session)?;
        let receiver = known.asker_country().to_owned();
        Ok(respond(
            StatusCode::OK,
            &NodeLoginPage {
                page: self.node_frame(node),
                eid: node.country.eid,
                language: node.country.language,
                asker: known.request.issuer.as_str().to_owned(),
                asker_country: match receiver.as_str() {
                    "NO" => "Norway".to_owned(),
                    other => other.to_owned(),
                },
                service: known.request.provider_name.clone(),
                level: asked_level(&known.request),
                action: format!("{}/eidas/login", node.login_origin(self.0.place)),
                session: session.to_owned(),
                persons: node
                    .country
                    .persons
                    .iter()
                    .map(|person| Self::person_row(node, person, &receiver))
                    .collect(),
                identifier_changes: node.habits().identifier_changes,
                attributes: "Family name, given name, date of birth and your identifier".to_owned(),
            },
            &FormAction::OwnAnd(&[&node.login_origin(self.0.place)]),
        ))
    }

    async fn node_answer(&self, node: &Node, visit: &Visit) -> Result<Response, NodeError> {
        let session = node.session(&visit.form_field("session").unwrap_or_default())?;
        let goes_on = visit.form_field("action").as_deref() == Some("next");
        let kind = visit
            .form_field("person")
            .and_then(|value| Kind::from_form_value(&value));
        let person = kind.filter(|_| goes_on).and_then(|kind| {
            node.country
                .persons
                .iter()
                .find(|person| person.kind == kind)
        });
        let choice = Choice {
            person,
            renewed: visit.form_field("renewed").is_some() && node.habits().identifier_changes,
        };
        let peer = self.connector_peer(false).await?;
        let key = self.message_key(node)?;
        let asked = Asked {
            place: self.0.place,
            env: &self.0.env,
            peer: &peer,
            key: &key,
        };
        let form = node.answer(&asked, &session, &choice)?;
        Ok(self.answer_page(node, form, "The answer is signed and ready."))
    }

    fn answer_page(
        &self,
        node: &Node,
        form: eidas::binding::PostForm,
        what: &'static str,
    ) -> Response {
        let origin = form.action.origin().ascii_serialization();
        let policy = if node.habits().strict_form_action {
            FormAction::Only(&origin)
        } else {
            FormAction::OwnAnd(&["http://*.localhost:*"])
        };
        respond(
            StatusCode::OK,
            &NodeAnswerPage {
                page: self.node_frame(node),
                asker: form.action.host_str().unwrap_or_default().to_owned(),
                what,
                action: form.action.to_string(),
                fields: form.fields,
            },
            &policy,
        )
    }

    fn node_error(&self, node: &Node, error: &NodeError) -> Response {
        let status = match error {
            NodeError::NotReady => StatusCode::SERVICE_UNAVAILABLE,
            NodeError::UnknownSession => StatusCode::GONE,
            NodeError::Eidas(_) | NodeError::Signature(_) | NodeError::Refused(_) => {
                StatusCode::BAD_REQUEST
            }
        };
        tracing::info!(country = node.country.code, %error, "a request was turned away");
        respond(
            status,
            &MessagePage {
                page: self.node_frame(node),
                heading: "This login cannot go on here".to_owned(),
                what: "Nothing was sent to anybody. Begin again at the service.".to_owned(),
                detail: Some(error.to_string()),
                next: Some((
                    self.0.place.origin("trademark"),
                    "To the trademark register".to_owned(),
                )),
            },
            &FormAction::Own,
        )
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

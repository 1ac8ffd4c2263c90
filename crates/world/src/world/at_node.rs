// SPDX-License-Identifier: EUPL-1.2
//! What a country's host answers.

use std::sync::{Arc, PoisonError};

use axum::response::{IntoResponse, Redirect, Response};
use eidas::{EntityId, ExpectedPeer, Peer, Role, Transport};
use http::{Method, StatusCode, header};
use xmlsec::TrustAnchors;

use super::{Visit, World};
use crate::node::{
    Asked, Choice, Node, NodeError, Received, Session, asked_attributes, asked_level, key_name,
};
use crate::pages::{
    FormAction, Frame, MessagePage, NodeAnswerPage, NodeHomePage, NodeLoginPage, PersonRow, respond,
};
use crate::persons::{Kind, Person};

impl World {
    pub(super) async fn at_node(&self, node: &Node, visit: &Visit) -> Response {
        let answered = match (&visit.method, visit.path.as_str()) {
            (&Method::GET, "/") => Ok(self.node_home(node)),
            (&Method::GET, "/eidas/metadata") => self.node_metadata(node),
            (&Method::POST | &Method::GET, "/eidas/sso") => self.node_sso(node, visit).await,
            (&Method::GET, "/eidas/login") => {
                let session = visit.query_field("session").unwrap_or_default();
                self.login(node, visit, &session).await
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
                let named = named(visit).map(|kind| format!("&person={}", kind.form_value()));
                let url = format!(
                    "{}/eidas/login?session={session}{}",
                    node.login_origin(self.0.place),
                    named.unwrap_or_default()
                );
                Ok(Redirect::to(&url).into_response())
            }
            Received::Login(session) => self.login(node, visit, &session).await,
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
        let peer = self.connector_peer(node, fresh).await?;
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

    /// The connector's metadata, verified, as long as this node keeps it.
    async fn connector_peer(&self, node: &Node, fresh: bool) -> Result<Arc<Peer>, NodeError> {
        let now = node.now(&self.0.env);
        let keeps = node.habits().keeps;
        if let Some(peer) = node.metadata_kept.get(keeps, now.ms(), fresh) {
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
            now,
        )?);
        node.metadata_kept.put(Arc::clone(&peer), now.ms());
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
                attributes: asked_attributes(&known.request),
            },
            &FormAction::OwnAnd(&[&node.login_origin(self.0.place)]),
        ))
    }

    /// The login page, or the answer of the person whom the address names.
    async fn login(&self, node: &Node, visit: &Visit, id: &str) -> Result<Response, NodeError> {
        match named(visit).and_then(|kind| node.country.person(kind)) {
            Some(person) => {
                let choice = Choice {
                    person: Some(person),
                    renewed: false,
                };
                self.answer_as(node, &node.session(id)?, &choice).await
            }
            None => self.login_page(node, id),
        }
    }

    async fn node_answer(&self, node: &Node, visit: &Visit) -> Result<Response, NodeError> {
        let session = node.session(&visit.form_field("session").unwrap_or_default())?;
        let goes_on = visit.form_field("action").as_deref() == Some("next");
        let kind = visit
            .form_field("person")
            .and_then(|value| Kind::from_form_value(&value));
        let kind = kind.filter(|_| goes_on);
        let choice = Choice {
            person: kind.and_then(|kind| node.country.person(kind)),
            renewed: visit.form_field("renewed").is_some() && node.habits().identifier_changes,
        };
        self.answer_as(node, &session, &choice).await
    }

    async fn answer_as(
        &self,
        node: &Node,
        session: &Session,
        choice: &Choice,
    ) -> Result<Response, NodeError> {
        let peer = self.connector_peer(node, false).await?;
        let key = self.message_key(node)?;
        let asked = Asked {
            place: self.0.place,
            env: &self.0.env,
            peer: &peer,
            key: &key,
        };
        let form = node.answer(&asked, session, choice)?;
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

/// The person whom the address names: `login_hint` of a service, on the demo's own way.
fn named(visit: &Visit) -> Option<Kind> {
    Kind::from_form_value(&visit.query_field("person")?)
}

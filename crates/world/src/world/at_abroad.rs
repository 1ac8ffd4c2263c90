// SPDX-License-Identifier: EUPL-1.2
//! What foreign services and their connectors answer, and what a gateway has to know of them.

use std::sync::{Arc, PoisonError};

use axum::response::Response;
use eidas::{EntityId, ExpectedPeer, Peer, Role, Transport};
use http::{Method, StatusCode};
use xmlsec::TrustAnchors;

use super::{Visit, World};
use crate::abroad::service::Around;
use crate::abroad::{AbroadError, ConnectorRegistration, Foreign, Habits, Mischief, ProxyService};
use crate::keys::KeysError;
use crate::pages::{AbroadCard, FormAction, Frame, MessagePage, respond};

impl World {
    /// Tells the foreign connectors whom they ask.
    pub fn connect_proxy_service(&self, proxy_service: ProxyService) {
        let mut asked = self.0.asked.write().unwrap_or_else(PoisonError::into_inner);
        *asked = Some(proxy_service);
        let all = self.0.abroad.iter();
        all.for_each(|foreign| foreign.metadata_kept.forget());
    }

    /// What a gateway has to know of the foreign connectors.
    #[must_use]
    pub fn connectors(&self) -> Vec<ConnectorRegistration> {
        self.0
            .abroad
            .iter()
            .filter_map(|foreign| {
                Some(ConnectorRegistration {
                    country: foreign.country.code,
                    name: foreign.country.name,
                    metadata_url: foreign.entity_id(self.0.place),
                    anchor: self.0.keys.connector(foreign.index)?.anchor.clone(),
                })
            })
            .collect()
    }

    /// Codes of the countries whose connector is ready. [`World::ready`] wakes for these too.
    #[must_use]
    pub fn ready_connectors(&self) -> Vec<&'static str> {
        self.0
            .abroad
            .iter()
            .filter(|foreign| self.connector_is_ready(foreign))
            .map(|foreign| foreign.country.code)
            .collect()
    }

    fn connector_is_ready(&self, foreign: &Foreign) -> bool {
        self.0
            .keys
            .connector(foreign.index)
            .is_some_and(|keys| keys.working().is_some())
    }

    /// None as long as there is nobody to ask.
    pub(super) fn abroad_cards(&self) -> Vec<AbroadCard> {
        if self.gateway_origin().is_none() {
            return Vec::new();
        }
        let card = |foreign: &Foreign| AbroadCard {
            address: foreign.service(self.0.place),
            title: foreign.abroad.title,
            country: foreign.country.name,
            special: foreign.abroad.special,
            ready: self.connector_is_ready(foreign),
        };
        self.0.abroad.iter().map(card).collect()
    }

    /// Makes a country's connector behave otherwise. New keys are made if their kinds change.
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn set_abroad_habits(&self, code: &str, habits: Habits) -> Result<(), KeysError> {
        for foreign in self.abroad_of(code) {
            let before = foreign.habits();
            foreign.set_habits(habits);
            let kinds = |habits: &Habits| (habits.signing, habits.digest, habits.decrypts);
            if kinds(&before) != kinds(&habits) {
                self.0
                    .keys
                    .roll_connector(foreign.index, &habits, &self.0.env)?;
            }
        }
        Ok(())
    }

    /// Gives a country's connector new working keys without notice.
    ///
    /// # Errors
    /// [`KeysError`].
    pub fn roll_connector_keys(&self, code: &str) -> Result<(), KeysError> {
        for foreign in self.abroad_of(code) {
            self.0
                .keys
                .roll_connector(foreign.index, &foreign.habits(), &self.0.env)?;
        }
        Ok(())
    }

    /// Makes a country's connector misbehave from now on; an empty list ends it.
    pub fn set_mischief(&self, code: &str, mischief: &[Mischief]) {
        for foreign in self.abroad_of(code) {
            foreign.set_mischief(mischief.to_vec());
        }
    }

    fn abroad_of(&self, code: &str) -> impl Iterator<Item = &Foreign> {
        self.0
            .abroad
            .iter()
            .filter(move |foreign| foreign.country.code == code)
    }

    /// The answer of `service.se` or `connector.se`; `None` for any other name.
    pub(super) async fn at_abroad(&self, name: &str, visit: &Visit) -> Option<Response> {
        let (role, label) = name.split_once('.')?;
        let foreign = self
            .0
            .abroad
            .iter()
            .find(|foreign| foreign.country.label() == label)?;
        let around = Around {
            place: self.0.place,
            env: &self.0.env,
            keys: self.0.keys.connector(foreign.index)?,
            gateway: self.gateway_origin(),
        };
        let answered = match (role, &visit.method, visit.path.as_str()) {
            ("service", _, _) if let Some(page) = foreign.page(&around, visit) => Ok(page),
            ("service", &Method::POST, "/login") => self.ask(foreign, &around, visit).await,
            ("connector", &Method::GET, "/metadata") => foreign.metadata_document(&around),
            ("connector", &Method::POST, "/acs") => self.consume(foreign, &around, visit).await,
            ("connector", &Method::GET, "/") => Ok(self.connector_home(foreign)),
            ("service" | "connector", _, _) => Ok(self.not_found()),
            _ => return None,
        };
        Some(answered.unwrap_or_else(|error| foreign.stopped(&around, &error)))
    }

    async fn ask(
        &self,
        foreign: &Foreign,
        around: &Around<'_>,
        visit: &Visit,
    ) -> Result<Response, AbroadError> {
        let peer = self.proxy_service_peer(foreign, false).await?;
        foreign.ask(around, &peer, visit)
    }

    async fn consume(
        &self,
        foreign: &Foreign,
        around: &Around<'_>,
        visit: &Visit,
    ) -> Result<Response, AbroadError> {
        let peer = self.proxy_service_peer(foreign, false).await?;
        match foreign.consume(around, &peer, visit) {
            // Norway may have a new key: look once more before turning anybody away.
            Err(AbroadError::Eidas(eidas::Error::Untrusted(_)) | AbroadError::Xml(_)) => {
                let peer = self.proxy_service_peer(foreign, true).await?;
                foreign.consume(around, &peer, visit)
            }
            other => other,
        }
    }

    fn gateway_origin(&self) -> Option<String> {
        let asked = self.0.asked.read().unwrap_or_else(PoisonError::into_inner);
        let url = url::Url::parse(&asked.as_ref()?.entity_id).ok()?;
        Some(url.origin().ascii_serialization())
    }

    /// The Proxy-Service's metadata, verified, as long as this connector keeps it.
    async fn proxy_service_peer(
        &self,
        foreign: &Foreign,
        fresh: bool,
    ) -> Result<Arc<Peer>, AbroadError> {
        let now = foreign.now(&self.0.env);
        let keeps = foreign.habits().keeps;
        if let Some(peer) = foreign.metadata_kept.get(keeps, now.ms(), fresh) {
            return Ok(peer);
        }
        let asked = self
            .0
            .asked
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let proxy_service = asked.ok_or(AbroadError::NoGateway)?;
        let answer = self
            .outbound()
            .get(&proxy_service.entity_id, &[])
            .await
            .map_err(|error| {
                tracing::warn!(%error, "the Proxy-Service's metadata cannot be fetched");
                AbroadError::NoGateway
            })?;
        if answer.status != StatusCode::OK {
            return Err(AbroadError::NoGateway);
        }
        let expected = ExpectedPeer {
            entity_id: EntityId::parse(&proxy_service.entity_id)?,
            country: proxy_service.country,
            role: Role::ProxyService,
            transport: Transport::HttpsOrLocalhost,
            tolerances: Vec::new(),
        };
        let peer = Arc::new(Peer::from_signed_metadata(
            &answer.body,
            &TrustAnchors::new(proxy_service.anchors),
            &expected,
            now,
        )?);
        foreign.metadata_kept.put(Arc::clone(&peer), now.ms());
        Ok(peer)
    }

    fn connector_home(&self, foreign: &Foreign) -> Response {
        respond(
            StatusCode::OK,
            &MessagePage {
                page: Frame::new(self.0.place, foreign.abroad.title, "abroad"),
                heading: format!("Connector of {}", foreign.country.name),
                what: foreign.abroad.special.to_owned(),
                detail: Some(foreign.entity_id(self.0.place)),
                next: Some((
                    foreign.service(self.0.place),
                    foreign.abroad.title.to_owned(),
                )),
            },
            &FormAction::Own,
        )
    }
}

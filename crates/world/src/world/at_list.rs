// SPDX-License-Identifier: EUPL-1.2
//! The Metadata Service List of Demo Europe: eIDAS Message Format 1.4 appendix A. Some of its countries
//! are known to a gateway by this list alone.

use std::collections::BTreeSet;
use std::sync::PoisonError;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use eidas::{CountryCode, EntityId, Instant, PublishedNode, PublishedServiceList, Role};
use http::{StatusCode, header};
use url::Url;
use xmlsec::{Certificate, SigningKey as _};

use super::World;
use crate::node::NodeError;

/// Where it is, on the host of the front page.
pub(super) const PATH: &str = "/service-list.xml";
/// Countries that stand in the list and need no section of their own.
const COUNTRIES: [&str; 1] = ["HR"];
const VALIDITY: Duration = Duration::from_secs(2 * 86_400);
/// A list is made anew each hour, and when it says something new.
const HOUR_MS: i64 = 3_600_000;

/// What a gateway has to know of the list.
#[derive(Clone, Debug)]
pub struct ServiceListRegistration {
    /// Where it is.
    pub url: String,
    /// The certificate to pin.
    pub anchor: Certificate,
    /// The countries that it names.
    pub countries: &'static [&'static str],
}

/// What the list says otherwise than that everything is as it was: for tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Countries that are suspended.
    pub suspended: BTreeSet<&'static str>,
    /// Countries that are not shown for choice.
    pub hidden: BTreeSet<&'static str>,
    /// Countries that are gone.
    pub gone: BTreeSet<&'static str>,
    /// When this was said, Unix milliseconds.
    since_ms: i64,
}

impl World {
    /// What a gateway has to know of the list of nodes.
    #[must_use]
    pub fn service_list(&self) -> Option<ServiceListRegistration> {
        Some(ServiceListRegistration {
            url: format!("{}{PATH}", self.0.place.origin("")),
            anchor: self.0.keys.list().certificates().first()?.clone(),
            countries: &COUNTRIES,
        })
    }

    /// Changes what the list says from now on.
    pub fn list(&self, change: impl FnOnce(&mut Listed)) {
        let mut listed = self
            .0
            .listed
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        change(&mut listed);
        listed.since_ms = self.0.env.now_ms();
    }

    pub(super) fn service_list_xml(&self) -> Response {
        match self.published() {
            Ok(xml) => ([(header::CONTENT_TYPE, "application/xml")], xml).into_response(),
            Err(error) => {
                tracing::error!(%error, "the list of nodes cannot be made");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    fn published(&self) -> Result<Vec<u8>, NodeError> {
        let listed = self
            .0
            .listed
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let now_ms = self.0.env.now_ms();
        let issued = (now_ms - now_ms.rem_euclid(HOUR_MS)).max(listed.since_ms);
        let of = |country: &'static str, role, entity: &str, anchor: &Certificate| {
            let entity_id = EntityId::parse(entity)?;
            Ok::<_, NodeError>(PublishedNode {
                country: CountryCode::parse(country)
                    .map_err(|_| NodeError::Refused("a country without a code"))?,
                role,
                location: address(entity)?,
                entity_id,
                signers: vec![anchor.clone()],
                suspended: listed.suspended.contains(country),
                hidden: listed.hidden.contains(country),
            })
        };
        let mut nodes = Vec::new();
        for peer in self.peers() {
            nodes.push(of(
                peer.country,
                Role::ProxyService,
                &peer.metadata_url,
                &peer.anchor,
            )?);
        }
        for asks in self.connectors() {
            nodes.push(of(
                asks.country,
                Role::Connector,
                &asks.metadata_url,
                &asks.anchor,
            )?);
        }
        nodes.retain(|node| {
            let code = node.country.as_str();
            COUNTRIES.contains(&code) && !listed.gone.contains(code)
        });
        let url = format!("{}{PATH}", self.0.place.origin(""));
        let list = PublishedServiceList {
            issuer_name: "Demo Europe".to_owned(),
            scheme: address(&format!("{}/scheme", self.0.place.origin("")))?,
            territory: CountryCode::UNION,
            issued: Instant::from_ms(issued),
            next_update: Instant::from_ms(issued).plus(VALIDITY),
            distribution_point: address(&url)?,
            nodes,
        };
        Ok(list.to_signed_xml(self.0.keys.list())?)
    }
}

fn address(text: &str) -> Result<Url, NodeError> {
    Url::parse(text).map_err(|_| NodeError::Refused("not an address"))
}

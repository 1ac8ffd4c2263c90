// SPDX-License-Identifier: EUPL-1.2
//! `[connector]`: what our metadata says of us.

use std::time::Duration;

use eidas::EntityId;
use url::Url;

use super::resolve::Resolver;
use super::{ConnectorSettings, Organisation};
use crate::config::{self, At};

impl Resolver {
    pub(super) fn connector(
        &mut self,
        connector: &config::Connector,
        issuer: Option<&Url>,
    ) -> Option<ConnectorSettings> {
        let entity_id = self.own_address(&connector.entity_id, issuer, "/eidas/connector/metadata");
        let acs = self.own_address(&connector.acs, issuer, "/eidas/connector/acs");
        for at in [&connector.support_contact, &connector.technical_contact]
            .into_iter()
            .flatten()
        {
            self.email(at);
        }
        let validity = self.metadata_validity(connector.metadata_validity_hours.as_ref()?);
        let organisation = self.organisation(&connector.organisation.as_ref()?.value);
        Some(ConnectorSettings {
            entity_id: EntityId::parse(entity_id?.as_str()).ok()?,
            acs: acs?,
            organisation: organisation?,
            support_contact: connector.support_contact.as_ref()?.value.clone(),
            technical_contact: connector.technical_contact.as_ref()?.value.clone(),
            provider_name: connector.provider_name.as_ref()?.value.clone(),
            metadata_validity: validity?,
        })
    }

    /// Message Format 1.4 §2.4: contacts have an e-mail address; the reference node writes it
    /// without `mailto:`.
    pub(super) fn email(&mut self, at: &At<String>) {
        let (user, host) = at.value.split_once('@').unwrap_or_default();
        if user.is_empty() || host.is_empty() || at.value.contains([' ', ':']) {
            let what = format!("{:?} is not an e-mail address", at.value);
            self.wrong(at, what, "Write name@host, without mailto:");
        }
    }

    pub(super) fn metadata_validity(&mut self, hours: &At<u32>) -> Option<Duration> {
        if !(1..=48).contains(&hours.value) {
            self.wrong(
                hours,
                "our metadata is valid between an hour and two days",
                "Write metadata_validity_hours = 24",
            );
        }
        Some(Duration::from_secs(u64::from(hours.value) * 3600))
    }

    pub(super) fn organisation(
        &mut self,
        organisation: &config::Organisation,
    ) -> Option<Organisation> {
        if let Some(at) = &organisation.url {
            self.address(at, at.value.as_str());
        }
        let name = organisation.name.as_ref()?.value.clone();
        let display_name = organisation.display_name.as_ref();
        Some(Organisation {
            display_name: display_name.map_or_else(|| name.clone(), |at| at.value.clone()),
            name,
            url: organisation.url.as_ref()?.value.clone(),
        })
    }
}

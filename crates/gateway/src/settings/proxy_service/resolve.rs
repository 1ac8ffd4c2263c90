// SPDX-License-Identifier: EUPL-1.2
//! `[proxy_service]` and `[sessions]` from written to meant.

use std::collections::BTreeSet;
use std::time::Duration;

use eidas::EntityId;
use url::Url;

use super::{Migration, PrivateTerms, ProxyServiceSettings, SessionSettings};
use crate::config::{self, At, MigrationWritten, PrivateTermsWritten};
use crate::settings::resolve::{Resolver, values};
use crate::settings::{ConnectorSettings, Profile};

impl Resolver {
    /// The Proxy-Service. What it does not say about the organisation, the connector says.
    pub(in crate::settings) fn proxy_service(
        &mut self,
        section: &At<config::ProxyService>,
        issuer: Option<&Url>,
        connector: Option<&ConnectorSettings>,
        eids: &BTreeSet<&str>,
    ) -> Option<ProxyServiceSettings> {
        let proxy = &section.value;
        let entity_id = self.own_address(&proxy.entity_id, issuer, "/eidas/proxy/metadata");
        let sso = self.own_address(&proxy.sso, issuer, "/eidas/proxy/sso");
        for at in [&proxy.support_contact, &proxy.technical_contact]
            .into_iter()
            .flatten()
        {
            self.email(at);
        }
        let organisation = match &proxy.organisation {
            Some(at) => self.organisation(&at.value),
            None => connector.map(|connector| connector.organisation.clone()),
        };
        let contact = |written: &Option<At<String>>, of: fn(&ConnectorSettings) -> &String| {
            let written = written.as_ref().map(|at| at.value.clone());
            written.or_else(|| connector.map(|connector| of(connector).clone()))
        };
        let metadata_validity = self.metadata_validity(proxy.metadata_validity_hours.as_ref()?);
        let open_pre_notified = proxy.open_pre_notified.as_ref()?;
        if open_pre_notified.value && self.profile == Profile::Production {
            self.wrong(
                open_pre_notified,
                "only notified e-IDs open in production",
                "Remove it, or run a test installation with profile = \"test\"",
            );
        }
        let age = proxy.max_request_age_seconds.as_ref()?;
        if !(30..=600).contains(&age.value) {
            self.wrong(
                age,
                "a request is taken for between half a minute and ten minutes",
                "Write max_request_age_seconds = 300",
            );
        }
        let remember = proxy.remember_consent_days.as_ref()?;
        if remember.value > 180 {
            self.wrong(
                remember,
                "a consent that nobody remembers having given is none",
                "Write at most 180, or 0 to ask each time",
            );
        }
        Some(ProxyServiceSettings {
            entity_id: EntityId::parse(entity_id?.as_str()).ok()?,
            sso: sso?,
            organisation: organisation?,
            support_contact: contact(&proxy.support_contact, |c| &c.support_contact)?,
            technical_contact: contact(&proxy.technical_contact, |c| &c.technical_contact)?,
            metadata_validity: metadata_validity?,
            identifier: proxy.identifier.as_ref()?.value,
            countries: self.country_policies(proxy.country.as_ref()),
            migrations: self.migrations(proxy.migration.as_ref()),
            private_services: self.private_terms(proxy.private_services.as_ref(), eids),
            requester_id_required: proxy.requester_id_required.as_ref()?.value,
            open_pre_notified: open_pre_notified.value,
            max_request_age: Duration::from_secs(u64::from(age.value)),
            remember_consent_days: remember.value,
        })
    }

    fn country_policies(
        &mut self,
        list: Option<&At<Vec<At<config::CountryPolicy>>>>,
    ) -> Vec<(eidas::CountryCode, super::IdentifierPolicy)> {
        let mut policies: Vec<(eidas::CountryCode, super::IdentifierPolicy)> = Vec::new();
        for at in list.map_or(&[][..], |list| &list.value) {
            let (Some(country), Some(policy)) = (&at.value.country, &at.value.identifier) else {
                continue;
            };
            if policies.iter().any(|(code, _)| *code == country.value) {
                let what = format!("{} has two policies", country.value);
                self.wrong(country, what, "Keep one");
            }
            policies.push((country.value, policy.value));
        }
        policies
    }

    fn migrations(&mut self, list: Option<&At<Vec<At<MigrationWritten>>>>) -> Vec<Migration> {
        let mut migrations = Vec::new();
        for at in list.map_or(&[][..], |list| &list.value) {
            let written = &at.value;
            let (Some(country), Some(from), Some(to), Some(on), Some(reason)) = (
                &written.country,
                &written.from,
                &written.to,
                &written.on,
                &written.reason,
            ) else {
                continue;
            };
            if from.value == to.value {
                self.wrong(to, "nothing changes", "Write what the identifiers are now");
            }
            migrations.push(Migration {
                country: country.value,
                from: from.value,
                to: to.value,
                on: on.value.0.clone(),
                reason: reason.value.clone(),
            });
        }
        migrations.sort_by(|left, right| left.on.cmp(&right.on));
        migrations
    }

    fn private_terms(
        &mut self,
        list: Option<&At<Vec<At<PrivateTermsWritten>>>>,
        eids: &BTreeSet<&str>,
    ) -> Vec<PrivateTerms> {
        let mut all = Vec::new();
        for at in list.map_or(&[][..], |list| &list.value) {
            let (Some(eid), Some(terms)) = (&at.value.eid, &at.value.terms) else {
                continue;
            };
            let id = super::EidId::parse(&eid.value).filter(|id| eids.contains(id.as_str()));
            let Some(id) = id else {
                let what = format!("no [[eid]] is called {:?}", eid.value);
                self.wrong(eid, what, "Write the id of one");
                continue;
            };
            all.push(PrivateTerms {
                eid: id,
                countries: values(at.value.countries.as_ref()),
                terms: terms.value.clone(),
            });
        }
        all
    }

    /// `[sessions]`.
    pub(in crate::settings) fn sessions(
        &mut self,
        sessions: &config::Sessions,
    ) -> Option<SessionSettings> {
        let (idle, absolute) = (
            sessions.idle_minutes.as_ref()?,
            sessions.absolute_minutes.as_ref()?,
        );
        if !(1..=12 * 60).contains(&absolute.value) {
            self.wrong(
                absolute,
                "a session lasts between a minute and twelve hours",
                "Write absolute_minutes = 120",
            );
        }
        if !(1..=absolute.value).contains(&idle.value) {
            self.wrong(
                idle,
                "a session that lies still ends before it ends anyway",
                "Write idle_minutes = 30, and not more than absolute_minutes",
            );
        }
        let minutes = |at: &At<u32>| Duration::from_secs(u64::from(at.value) * 60);
        Some(SessionSettings {
            idle: minutes(idle),
            absolute: minutes(absolute),
            share_foreign: sessions.share_foreign.as_ref()?.value,
        })
    }
}

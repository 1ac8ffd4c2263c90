// SPDX-License-Identifier: EUPL-1.2
//! Our Proxy-Service as meant: who we are to foreign connectors, and which identifiers they get.

mod resolve;

use std::time::Duration;

use eidas::{CountryCode, EntityId};
use url::Url;

use super::{EidId, IdentifierPolicy, Organisation};

/// Our Proxy-Service.
#[derive(Clone, Debug)]
pub struct ProxyServiceSettings {
    /// Our entityID, which is the address of our metadata.
    pub entity_id: EntityId,
    /// Our SingleSignOnService, for both bindings.
    pub sso: Url,
    /// The organisation in our metadata.
    pub organisation: Organisation,
    /// Who helps when a login fails: e-mail address in our metadata.
    pub support_contact: String,
    /// Who runs the node: e-mail address in our metadata.
    pub technical_contact: String,
    /// How long our signed metadata is valid (`validUntil`).
    pub metadata_validity: Duration,
    /// Which identifier countries get that have no policy of their own.
    pub identifier: IdentifierPolicy,
    /// Countries with a policy of their own.
    pub countries: Vec<(CountryCode, IdentifierPolicy)>,
    /// Changes of policy that were decided, in the order of their days.
    pub migrations: Vec<Migration>,
    /// Under which terms private companies may ask; empty: they are refused.
    pub private_services: Vec<PrivateTerms>,
    /// A private company's request must carry its `RequesterID`.
    pub requester_id_required: bool,
    /// Pre-notified e-IDs open too, marked on every page. Never in production.
    pub open_pre_notified: bool,
    /// How old a request may be when it arrives.
    pub max_request_age: Duration,
    /// For how many days a person may have her consent to one service remembered; 0: not at all.
    pub remember_consent_days: u32,
}

impl ProxyServiceSettings {
    /// The policy of a country.
    pub fn policy_of(&self, country: CountryCode) -> IdentifierPolicy {
        let own = self.countries.iter().find(|(code, _)| *code == country);
        own.map_or(self.identifier, |(_, policy)| *policy)
    }

    /// Whether an e-ID serves private companies of a country. eIDAS art. 7(f).
    pub fn serves_private(&self, eid: &EidId, country: CountryCode) -> bool {
        self.private_services.iter().any(|terms| {
            terms.eid == *eid && (terms.countries.is_empty() || terms.countries.contains(&country))
        })
    }

    /// Compares the policies as configured with those under which countries have identifiers
    /// from us. Every difference needs a migration record that says exactly this change, and its
    /// day must have come; the changes that were decided come back, to be remembered.
    ///
    /// # Errors
    /// The countries whose policy changed without such a record: the gateway must not start, since
    /// their services would see new persons and nobody had decided it.
    pub fn policy_changes(
        &self,
        in_use: &[PolicyInUse],
        today: &str,
    ) -> Result<Vec<&Migration>, Vec<UnrecordedChange>> {
        let mut decided = Vec::new();
        let mut unrecorded = Vec::new();
        for used in in_use {
            let configured = self.policy_of(used.country);
            if configured == used.policy {
                continue;
            }
            // The latest record of a country counts: an older one was followed already.
            let latest = self
                .migrations
                .iter()
                .rev()
                .find(|migration| migration.country == used.country)
                .filter(|m| m.from == used.policy && m.to == configured)
                .filter(|m| m.on.as_str() <= today && m.on >= used.since);
            match latest {
                Some(migration) => decided.push(migration),
                None => unrecorded.push(UnrecordedChange {
                    country: used.country,
                    used: used.policy,
                    configured,
                }),
            }
        }
        if unrecorded.is_empty() {
            Ok(decided)
        } else {
            Err(unrecorded)
        }
    }
}

/// A change of policy that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// For which country.
    pub country: CountryCode,
    /// What its identifiers were.
    pub from: IdentifierPolicy,
    /// What they are now.
    pub to: IdentifierPolicy,
    /// Since which day, as written (`2027-01-15`).
    pub on: String,
    /// Why.
    pub reason: String,
}

/// The policy under which a country has identifiers from us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyInUse {
    /// The country.
    pub country: CountryCode,
    /// What its identifiers are.
    pub policy: IdentifierPolicy,
    /// The day of the first identifier, or of the last migration (`2027-01-15`).
    pub since: String,
}

/// A country's policy changed and nobody wrote down why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "identifiers for {country} are {} and the configuration says {}; write [[proxy_service.migration]] \
     country = \"{country}\", from = \"{}\", to = \"{}\", on = \"the day\", reason = \"…\", or change it back",
    used.name(), configured.name(), used.name(), configured.name()
)]
pub struct UnrecordedChange {
    /// The country.
    pub country: CountryCode,
    /// What its identifiers are.
    pub used: IdentifierPolicy,
    /// What the configuration says.
    pub configured: IdentifierPolicy,
}

/// The terms under which an e-ID serves private companies of other countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateTerms {
    /// The e-ID.
    pub eid: EidId,
    /// From these countries; empty: from all.
    pub countries: Vec<CountryCode>,
    /// Where the terms are written down.
    pub terms: String,
}

/// Single sign-on between national services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionSettings {
    /// A session ends this long after its last login.
    pub idle: Duration,
    /// And this long after its first in any case.
    pub absolute: Duration,
    /// A foreign login is shared between services too.
    pub share_foreign: bool,
}

impl Default for SessionSettings {
    /// 30 and 120 minutes, as ID-porten has it.
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(30 * 60),
            absolute: Duration::from_secs(120 * 60),
            share_foreign: false,
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! A legal person whom another country's node proved, at a service that asks for those. eIDAS Attribute
//! Profile 1.4 §2.3.
//!
//! The register holds people and is not asked; nothing is kept of it, and no session is made: each answer is for
//! the service that asked. Who acted for it goes along in its own claim ([`crate::representative`], SP-28).

use eidas::{Attribute, CountryCode, LevelOfAssurance, VerifiedResponse};
use oidc::protocol::{Acr, ClaimSet};
use oidc::provider::{AuthorizationRequest, Source, Subject};

use crate::app::App;
use crate::flow::Fault;
use crate::flow::end::person::pairwise;
use crate::identity::Name;
use crate::translate::acr_of;

/// A legal person.
pub(in crate::flow) struct Company {
    /// The country that answered, which is the first one in the identifier.
    pub country: CountryCode,
    /// `SE/NO/…`, byte for byte as it came.
    pub identifier: String,
    /// The proven level.
    pub level: LevelOfAssurance,
    name: Name,
    auth_time: i64,
}

impl Company {
    /// The legal person of a verified answer; `None` for a natural one.
    pub(in crate::flow) fn of(response: &VerifiedResponse, now_s: i64) -> Option<Self> {
        let name = response.attributes.get(Attribute::LEGAL_NAME)?;
        Some(Self {
            country: response.person_identifier.origin(),
            identifier: response.person_identifier.as_str().to_owned(),
            level: response.loa.notified()?,
            name: Name::of(name),
            auth_time: response.authn_instant.seconds().min(now_s),
        })
    }

    /// As this client will know it.
    pub(in crate::flow) fn subject(
        &self,
        app: &App,
        request: &AuthorizationRequest,
    ) -> Result<Subject, Fault> {
        let mut claims = ClaimSet::new();
        self.name.tell(&mut claims, "legal_name");
        claims
            .set("eidas_legal_person_identifier", self.identifier.as_str())
            .set("eidas_citizen_country_code", self.country.as_str());
        Ok(Subject {
            sub: pairwise(app, request, Source::Legal, &self.identifier)?,
            acr: Acr::new(acr_of(self.level)),
            amr: vec!["eIDAS".to_owned()],
            auth_time: self.auth_time,
            sid: None,
            claims,
        })
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! A person of whom a wallet proved names and date of birth, and no number: PID Rulebook §2.3, it is
//! optional.
//!
//! She is known for this login alone, and never by name and date of birth: two persons share them. The
//! register is not asked either, which looks for nobody by those ([`crate::matching`]). No session: what is
//! known for one login serves no second one.

use oidc::protocol::{Acr, ClaimSet};
use oidc::provider::{AuthorizationRequest, Source, Subject};

use crate::app::App;
use crate::citizen::PidProvider;
use crate::flow::Fault;
use crate::flow::end::person::pairwise;
use crate::identity::Name;
use crate::translate::{acr_of, national_acr_of};
use eidas::LevelOfAssurance;

/// Who holds a PID.
pub(in crate::flow) struct Holder {
    /// The login, which is all that she is known by.
    pub login: String,
    /// First names.
    pub given_name: Name,
    /// Family names.
    pub family_name: Name,
    /// As OIDC Core §5.1 writes it, also where a part is not known.
    pub birthdate: String,
    /// By whose word.
    pub provider: PidProvider,
    /// The proven level.
    pub level: LevelOfAssurance,
    /// When it was presented, Unix seconds.
    pub auth_time: i64,
}

impl Holder {
    /// What the `sub` is made of, and the reference in the trail: another one at each login, and no
    /// [`crate::identity::Identity::key`].
    pub(in crate::flow) fn identifier(&self) -> String {
        ["login", &self.login].join("\0")
    }

    /// The person as this client will know her.
    pub(in crate::flow) fn subject(
        &self,
        app: &App,
        request: &AuthorizationRequest,
    ) -> Result<Subject, Fault> {
        let mut claims = ClaimSet::new();
        self.given_name.tell(&mut claims, "given_name");
        self.family_name.tell(&mut claims, "family_name");
        claims
            .set("birthdate", self.birthdate.as_str())
            .set("eidas_citizen_country_code", self.provider.country.as_str());
        let is_ours = self.provider.country == app.settings().country;
        Ok(Subject {
            sub: pairwise(app, request, Source::Pid, &self.identifier())?,
            acr: Acr::new(match is_ours {
                true => national_acr_of(self.level),
                false => acr_of(self.level),
            }),
            amr: vec!["wallet".to_owned()],
            auth_time: self.auth_time,
            sid: None,
            claims,
        })
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! A person of whom a wallet proved names and date of birth, and no national number of ours: the
//! holder of another country's PID, or of one without a number.
//!
//! A PID promises no key that others know (PID Rulebook §2.3: the number is optional, and unique only
//! among those of its provider), so she is known by the number of this provider, or for this login
//! alone. Never by name and date of birth: attack WV-17, two persons who share them. No session: what
//! is known for one login serves no second one.

use oidc::protocol::{Acr, ClaimSet};
use oidc::provider::{AuthorizationRequest, Source, Subject};

use crate::app::App;
use crate::citizen::PidProvider;
use crate::flow::Fault;
use crate::flow::end::person::pairwise;
use crate::translate::{acr_of, national_acr_of};
use eidas::LevelOfAssurance;

/// Who holds a PID.
pub(in crate::flow) struct Holder {
    /// By what she is known.
    pub key: PersonKey,
    /// First names.
    pub given_name: String,
    /// Family names.
    pub family_name: String,
    /// As OIDC Core §5.1 writes it, also where a part is not known.
    pub birthdate: String,
    /// By whose word.
    pub provider: PidProvider,
    /// The proven level.
    pub level: LevelOfAssurance,
    /// When it was presented, Unix seconds.
    pub auth_time: i64,
}

/// By what a holder is known.
pub(in crate::flow) enum PersonKey {
    /// Her number, which counts for this provider of this country: two providers may give one number
    /// to two persons (attack WV-17).
    Number(String),
    /// Nothing: she is another person at each login.
    Login(String),
}

impl Holder {
    /// What the `sub` is made of, and the reference in the trail. No part holds a NUL: none is a text
    /// of `wallet::pid`.
    pub(in crate::flow) fn identifier(&self) -> String {
        let (country, provider) = (self.provider.country.as_str(), &self.provider.provider);
        match &self.key {
            PersonKey::Number(number) => ["number", country, provider, number].join("\0"),
            PersonKey::Login(login) => ["login", login].join("\0"),
        }
    }

    /// The person as this client will know her.
    pub(in crate::flow) fn subject(
        &self,
        app: &App,
        request: &AuthorizationRequest,
    ) -> Result<Subject, Fault> {
        let mut claims = ClaimSet::new();
        claims
            .set("given_name", self.given_name.as_str())
            .set("family_name", self.family_name.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn identifier(country: &str, provider: &str, key: PersonKey) -> String {
        let holder = Holder {
            key,
            given_name: "Kari".to_owned(),
            family_name: "Nordmann".to_owned(),
            birthdate: "1990-05-14".to_owned(),
            provider: PidProvider {
                country: country.parse().unwrap(),
                provider: provider.to_owned(),
                anchor: [0; 32],
            },
            level: LevelOfAssurance::High,
            auth_time: 1,
        };
        holder.identifier()
    }

    /// Attack WV-17: one number, and whoever has it elsewhere gets what is kept for somebody here.
    #[test]
    fn wv_17_one_number_of_two_providers_is_two_persons() {
        let number =
            |country, provider| identifier(country, provider, PersonKey::Number("1".to_owned()));
        assert_eq!(number("SE", "A"), number("SE", "A"));
        assert_ne!(number("SE", "A"), number("SE", "B"));
        assert_ne!(number("SE", "A"), number("DE", "A"));
        // No login is called as a number is.
        let login = identifier("SE", "A", PersonKey::Login("SE\0A\x001".to_owned()));
        assert_ne!(number("SE", "A"), login);
    }
}

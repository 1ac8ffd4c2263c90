// SPDX-License-Identifier: EUPL-1.2
//! What a national e-ID proved about a person.

use eidas::{CountryCode, LevelOfAssurance};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::number::NationalNumber;
use crate::plain;
use store::{Kind, Record};
use wallet::trust::Provenance;

/// A person as a national e-ID proved her. Only ever stored sealed under a secret of her browser,
/// never printed: `Debug` names the e-ID and the level.
/// Implementing Regulation (EU) 2015/1501 art. 6(2).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citizen {
    /// The e-ID, by its id in the configuration.
    pub eid: String,
    /// The number she is known by now.
    pub number: NationalNumber,
    /// The number she had before, when the e-ID knows one: a D-number that became a fødselsnummer.
    pub previous_number: Option<NationalNumber>,
    /// First names.
    pub given_name: Option<String>,
    /// Family names.
    pub family_name: String,
    /// `YYYY-MM-DD`.
    pub birthdate: String,
    /// The e-ID's word for it, read again by the configuration of the day wherever the level counts.
    #[serde(default)]
    pub acr: String,
    /// The proven level.
    #[serde(with = "plain::level")]
    pub level: LevelOfAssurance,
    /// When she proved herself, Unix seconds, never in the future.
    pub auth_time: i64,
    /// How our tokens name the e-ID.
    pub amr: String,
    /// What its own token says of how she logged in (`amr`): which e-ID behind a portal it was.
    /// OIDC Core §2.
    pub proven_by: Vec<String>,
    /// What else is known of her, by the names of OIDC Core §5.1: of test persons.
    #[serde(default)]
    pub claims: Map<String, Value>,
    /// Sector attributes and their values, as the configuration maps them from claims.
    pub sector: Vec<(String, String)>,
    /// By whose word, when a wallet presented a PID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pid: Option<PidProvider>,
}

/// Who issued a PID that was believed, by the entry of its trusted list. Nothing of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PidProvider {
    /// The country of the provider.
    #[serde(with = "plain::country")]
    pub country: CountryCode,
    /// Its name on the list.
    pub provider: String,
    /// SHA-256 of the certificate that it was known by.
    pub anchor: [u8; 32],
}

impl PidProvider {
    /// Of what a presentation was proven by; `None` for a country that eIDAS does not write.
    pub fn of(provenance: &Provenance) -> Option<Self> {
        Some(Self {
            country: provenance.country.parse().ok()?,
            provider: provenance.provider.clone(),
            anchor: provenance.anchor,
        })
    }

    /// The same, to be asked again.
    pub fn provenance(&self) -> Provenance {
        Provenance {
            country: self.country.as_str().to_owned(),
            provider: self.provider.clone(),
            anchor: self.anchor,
        }
    }
}

impl Record for Citizen {
    const KIND: Kind = Kind::Identity;
    const VERSION: u8 = 1;
}

impl std::fmt::Debug for Citizen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Citizen(at {}, {})", self.eid, self.level.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Profile;

    const NUMBER: &str = "17912099997";

    #[test]
    fn a_citizen_is_kept_and_read_back_and_never_printed() {
        let citizen = Citizen {
            eid: "bankid".to_owned(),
            number: NationalNumber::parse(NUMBER, Profile::Test).unwrap(),
            previous_number: None,
            given_name: Some("Kari".to_owned()),
            family_name: "Nordmann".to_owned(),
            birthdate: "1980-05-17".to_owned(),
            acr: "idporten-loa-high".to_owned(),
            level: LevelOfAssurance::High,
            auth_time: 1_790_000_000,
            amr: "BankID".to_owned(),
            proven_by: vec!["BankID".to_owned()],
            claims: Map::new(),
            sector: vec![("urn:role".to_owned(), "VIP1".to_owned())],
            pid: None,
        };
        let printed = format!("{citizen:?} {:?}", citizen.number);
        assert_eq!(printed, "Citizen(at bankid, high) NationalNumber(…)");
        let kept = serde_json::to_string(&citizen).unwrap();
        assert!(serde_json::from_str::<Citizen>(&kept).unwrap() == citizen);
        let broken = kept.replace(NUMBER, "17058012345");
        assert!(serde_json::from_str::<Citizen>(&broken).is_err());
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `[matching]` and its journal.

use std::time::Duration;

use eidas::CountryCode;
use wallet::key::{Curve, PublicKey};

use super::resolve::{Resolver, values};
use super::{JournalSettings, MatchingSettings, Secret};
use crate::config;

impl Resolver {
    pub(super) fn matching(&mut self, matching: &config::Matching) -> Option<MatchingSettings> {
        let url = matching
            .url
            .as_ref()
            .filter(|at| self.outbound_or_private(at, &matching.private));
        let api_key = matching.api_key_file.as_ref().and_then(|at| {
            self.secret_file(at);
            self.read_secret(at)
        });
        let timeout = matching.timeout_seconds.as_ref()?;
        if !(1..=5).contains(&timeout.value) {
            self.wrong(
                timeout,
                "a person waits for the register",
                "Write a number of seconds from 1 to 5, as timeout_seconds = 2",
            );
        }
        Some(MatchingSettings {
            url: url?.value.clone(),
            api_key: Secret::new(api_key?),
            timeout: Duration::from_secs(u64::from(timeout.value)),
            answers: matching.answers.as_ref()?.value,
            journal: match &matching.journal {
                Some(section) => Some(self.journal(&section.value)?),
                None => None,
            },
            update_url: match &matching.update_url {
                Some(at) if self.address(at, at.value.as_str()) => Some(at.value.clone()),
                _ => None,
            },
            countries: values(matching.countries.as_ref()),
            pid_numbers: self.pid_numbers(matching),
            private: matching.private.as_ref().is_some_and(|at| at.value),
        })
    }

    fn pid_numbers(&mut self, matching: &config::Matching) -> Vec<(CountryCode, Vec<String>)> {
        let table = matching.pid_numbers.as_ref();
        let mut all = Vec::new();
        for (name, providers) in table.map_or(&[][..], |at| &at.value.0) {
            match name.parse() {
                Ok(country) => all.push((country, values(Some(providers)))),
                Err(_) => {
                    let what = format!("{name:?} is no country");
                    self.wrong(providers, what, "Write two capital letters, as SE");
                }
            }
        }
        all
    }

    /// Implementing Regulation (EU) 2025/846 art. 5(3): at least 6 months and at most 12.
    fn journal(&mut self, journal: &config::Journal) -> Option<JournalSettings> {
        let (file, months) = (journal.key_file.as_ref()?, journal.months.as_ref()?);
        let pem = self.read(file)?;
        let key = openssl::pkey::PKey::public_key_from_pem(&pem).ok();
        let key = key.and_then(|key| PublicKey::from_openssl(&key).ok());
        let key = key.filter(|key| key.curve() == Curve::P256);
        if key.is_none() {
            let instead = "Write the public half alone, as openssl pkey -pubout prints it";
            self.wrong(file, "no public key on P-256 (PEM)", instead);
        }
        if !(6..=12).contains(&months.value) {
            let instead = "Write a number of months from 6 to 12";
            self.wrong(months, "the regulation wants 6 to 12 months", instead);
        }
        Some(JournalSettings {
            key: key?,
            months: months.value,
        })
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `[wallet]` as meant: whose word about a person counts; as whom we ask wallets, and for what, in
//! [`access`].

mod access;

use std::sync::Arc;

use eidas::{CountryCode, LevelOfAssurance};
use openssl::x509::X509;
use url::Url;
use wallet::status::StatusPolicy;
use wallet::trust::{Anchor, KnownKey};

pub use self::access::WalletAccess;
use super::resolve::Resolver;
use crate::config::{self, At, Profile};

/// As whom we ask wallets, and what we believe.
#[derive(Clone, Debug)]
pub struct WalletSettings {
    /// As whom, for which clients.
    pub accesses: Vec<WalletAccess>,
    /// A QR code is shown for a wallet on another device.
    pub other_device: bool,
    /// The level that a PID proves, by the country that issued it.
    pub acr: Vec<(CountryCode, LevelOfAssurance)>,
    /// What becomes of a PID whose status cannot be known.
    pub status: StatusPolicy,
    /// The lists that name PID providers.
    pub lists: Vec<Arc<ListSettings>>,
    /// A provider that is believed without a list: a conformance suite.
    pub suite: Option<Suite>,
}

/// A conformance suite as a provider of credentials.
#[derive(Clone, Debug)]
pub struct Suite {
    /// Who issued the certificates of its signers.
    pub issuer: Anchor,
    /// Keys of signers whose certificates nobody else issued.
    pub keys: Vec<KnownKey>,
}

/// A list of trusted entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSettings {
    /// Where it is.
    pub url: Url,
    /// Who may sign it.
    pub signers: Vec<X509>,
    /// `SchemeTerritory`.
    pub territory: String,
    /// The address may be private: the operator wrote it and said so.
    pub private: bool,
}

impl WalletSettings {
    /// As whom wallets are asked for this client.
    pub fn access_for(&self, client_id: &str) -> Option<&WalletAccess> {
        let named = self.accesses.iter().find(|access| access.names(client_id));
        named.or_else(|| self.accesses.iter().find(|access| access.is_for_all()))
    }

    /// The level that a PID of this country proves.
    pub fn level_of(&self, country: CountryCode) -> Option<LevelOfAssurance> {
        let mut acr = self.acr.iter();
        acr.find(|(of, _)| *of == country).map(|(_, level)| *level)
    }
}

impl Resolver {
    /// The section, with every file in it read and every certificate held against the clock.
    pub(super) fn wallet(
        &mut self,
        section: &At<config::Wallet>,
        country: Option<CountryCode>,
        issuer: Option<&Url>,
    ) -> Option<WalletSettings> {
        let written = &section.value;
        let acr = self.wallet_levels(section, country);
        let accesses = written.access.as_ref().map(|list| {
            let each = list.value.iter();
            let each = each.map(|at| self.wallet_access(at, issuer, &acr));
            each.collect::<Vec<_>>()
        });
        let lists = written.list.iter().flat_map(|list| &list.value);
        let lists: Vec<_> = lists.map(|at| self.trusted_list(at)).collect();
        let suite = match (&written.suite_issuer, country) {
            (Some(at), Some(country)) => Some(self.suite(at, written, country)?),
            _ => None,
        };
        if let (Some(keys), None) = (&written.suite_keys, &written.suite_issuer)
            && !keys.value.is_empty()
        {
            let instead = "Write suite_issuer too, or remove it";
            self.wrong(keys, "keys of no suite", instead);
        }
        if lists.is_empty() && suite.is_none() {
            let instead = "Write a section [[wallet.list]]";
            self.wrong(section, "no provider of PIDs is believed", instead);
        }
        let stale = written.stale_status_seconds.as_ref()?.value;
        Some(WalletSettings {
            accesses: accesses?.into_iter().collect::<Option<_>>()?,
            other_device: written.other_device.as_ref()?.value,
            acr,
            status: match stale {
                _ if suite.is_some() => StatusPolicy::DangerOnlyWhereNamed,
                0 => StatusPolicy::Known,
                seconds => StatusPolicy::StaleFor(seconds),
            },
            lists: lists.into_iter().collect::<Option<_>>()?,
            suite,
        })
    }

    /// The suite's issuer, where nothing of a real person is.
    fn suite(
        &mut self,
        at: &At<std::path::PathBuf>,
        written: &config::Wallet,
        country: CountryCode,
    ) -> Option<Suite> {
        if self.profile != Profile::Demo {
            let instead = "Remove it, or write profile = \"demo\"";
            self.wrong(
                at,
                "real people are not asked with a suite's trust",
                instead,
            );
            return None;
        }
        let certificate = self.x509(at)?.into_iter().next()?;
        let country = country.as_str().to_owned();
        let provider = "conformance suite".to_owned();
        let keys = written.suite_keys.iter().flat_map(|keys| &keys.value);
        let keys = keys.map(|at| KnownKey {
            sha256: at.value.0,
            country: country.clone(),
            provider: provider.clone(),
        });
        let keys = keys.collect();
        let issuer = Anchor {
            certificate,
            country,
            provider,
            // The operator's own word ends when he says so.
            valid_until: i64::MAX,
        };
        Some(Suite { issuer, keys })
    }

    fn wallet_levels(
        &mut self,
        section: &At<config::Wallet>,
        country: Option<CountryCode>,
    ) -> Vec<(CountryCode, LevelOfAssurance)> {
        let table = section.value.acr.as_ref();
        let mut levels = Vec::new();
        for (name, level) in table.map_or(&[][..], |at| &at.value.0) {
            match name.parse() {
                Ok(of) => levels.push((of, level.value)),
                Err(_) => {
                    let what = format!("{name:?} is no country");
                    self.wrong(level, what, "Write two capital letters, as NO");
                }
            }
        }
        // What closes the wallet is told of our own country first.
        levels.sort_by_key(|(of, _)| Some(*of) != country);
        levels
    }

    fn trusted_list(&mut self, section: &At<config::WalletList>) -> Option<Arc<ListSettings>> {
        let written = &section.value;
        let url = written.url.as_ref()?;
        let sound = self.outbound_address(url);
        let mut signers = Vec::new();
        let files = written.signers.as_ref()?;
        for file in &files.value {
            signers.extend(self.x509(file)?);
        }
        if signers.is_empty() {
            self.wrong(
                files,
                "nobody may sign it",
                "Name the certificate of its signer",
            );
        }
        sound.then(|| {
            Some(Arc::new(ListSettings {
                url: url.value.clone(),
                signers,
                territory: written.territory.as_ref()?.value.clone(),
                private: written.private.as_ref()?.value,
            }))
        })?
    }

    /// Certificates of a PEM file.
    fn x509(&mut self, at: &At<std::path::PathBuf>) -> Option<Vec<X509>> {
        let pem = self.read(at)?;
        match X509::stack_from_pem(&pem) {
            Ok(certificates) if !certificates.is_empty() => Some(certificates),
            _ => {
                let what = format!("{} holds no certificate", at.value.display());
                self.wrong(at, what, "Name a PEM file with BEGIN CERTIFICATE");
                None
            }
        }
    }
}

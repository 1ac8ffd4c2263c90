// SPDX-License-Identifier: EUPL-1.2
//! `[wallet]` as meant: as whom we ask wallets, for what, and whose word about a person counts.

use std::sync::Arc;

use eidas::{CountryCode, LevelOfAssurance};
use oidc::jose::Signer as _;
use openssl::x509::X509;
use url::Url;
use wallet::dcql::{Number, PID_TYPE, PidFormats, PidQuery};
use wallet::key::{Algorithm, KeyError, Signer};
use wallet::request::RegistrationInfo;
use wallet::status::StatusPolicy;
use wallet::trust::{Anchor, Anchors, RegistrationIssuance};
use wallet::{AccessCertificate, ClientIdPrefix, DcqlQuery, Registration};

use super::resolve::Resolver;
use crate::config::{self, At};

/// Certificates that end sooner than this are said.
const SOON_S: i64 = 14 * 86_400;

/// As whom we ask wallets, and what we believe.
#[derive(Clone, Debug)]
pub struct WalletSettings {
    /// The access certificate with its key.
    pub access: AccessCertificate,
    /// How wallets call us.
    pub client_id: String,
    /// By what right we ask; none: the Member State issues none.
    pub registration: Option<Registration>,
    /// What is asked.
    pub query: DcqlQuery,
    /// How a link opens a wallet, the preferred way first.
    pub schemes: Vec<String>,
    /// A QR code is shown for a wallet on another device.
    pub other_device: bool,
    /// The level that a PID proves, by the country that issued it.
    pub acr: Vec<(CountryCode, LevelOfAssurance)>,
    /// What becomes of a PID whose status cannot be known.
    pub status: StatusPolicy,
    /// The lists that name PID providers.
    pub lists: Vec<Arc<ListSettings>>,
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
    /// The level that a PID of this country proves.
    pub fn level_of(&self, country: CountryCode) -> Option<LevelOfAssurance> {
        let mut acr = self.acr.iter();
        acr.find(|(of, _)| *of == country).map(|(_, level)| *level)
    }

    /// `verifier_info`.
    pub fn registration_info(&self) -> RegistrationInfo<'_> {
        self.registration
            .as_ref()
            .map_or(RegistrationInfo::NotIssued, RegistrationInfo::By)
    }
}

/// The access certificate's key, behind the trait of `wallet`.
struct AccessKey(oidc::jose::SoftwareSigner);

impl Signer for AccessKey {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.sign(octets).map_err(|_| KeyError)
    }
}

impl Resolver {
    /// The section, with every file in it read and every certificate held against the clock.
    pub(super) fn wallet(
        &mut self,
        section: &At<config::Wallet>,
        country: &Option<At<CountryCode>>,
        issuer: &Option<Url>,
    ) -> Option<WalletSettings> {
        let written = &section.value;
        let prefix = written.prefix.as_ref()?.value;
        let access = written.access.as_ref().and_then(|at| {
            self.secret_file(at);
            self.access(at, prefix, issuer.as_ref())
        });
        let query = pid_query();
        let registration = match (&written.registration, &access) {
            (Some(at), Some((access, _))) => {
                let registrars = written.registrars.as_ref();
                Some(self.registration_certificate(at, registrars, access, &query)?)
            }
            _ => None,
        };
        let acr = self.wallet_levels(section, country.as_ref().map(|at| at.value));
        let lists = written.list.as_ref().map(|list| {
            let each = list.value.iter().map(|at| self.trusted_list(at));
            each.collect::<Vec<_>>()
        });
        let schemes: Vec<String> = written
            .schemes
            .as_ref()?
            .value
            .iter()
            .map(|at| {
                if !at.value.contains("://") {
                    let what = format!("{:?} opens no wallet", at.value);
                    self.wrong(
                        at,
                        what,
                        "Write a scheme as \"openid4vp://\", or an address",
                    );
                }
                at.value.clone()
            })
            .collect();
        if schemes.is_empty()
            && let Some(at) = &written.schemes
        {
            self.wrong(at, "no way to open a wallet", "Write [\"openid4vp://\"]");
        }
        let (access, client_id) = access?;
        let stale = written.stale_status_seconds.as_ref()?.value;
        Some(WalletSettings {
            access,
            client_id,
            registration,
            query,
            schemes,
            other_device: written.other_device.as_ref()?.value,
            acr,
            status: match stale {
                0 => StatusPolicy::Known,
                seconds => StatusPolicy::StaleFor(seconds),
            },
            lists: lists?.into_iter().collect::<Option<_>>()?,
        })
    }

    fn access(
        &mut self,
        at: &At<std::path::PathBuf>,
        prefix: ClientIdPrefix,
        issuer: Option<&Url>,
    ) -> Option<(AccessCertificate, String)> {
        let pem = zeroize::Zeroizing::new(self.read(at)?);
        let wrong = |resolver: &mut Self, what: String| {
            let instead = "Name a file with a P-256 key (PKCS#8, PEM) and its chain, leaf first";
            resolver.wrong(at, what, instead);
        };
        let key = oidc::jose::SoftwareSigner::from_pem(&pem, oidc::jose::Algorithm::Es256);
        let key = match key {
            Ok(key) => Arc::new(AccessKey(key)),
            Err(error) => {
                wrong(self, error.to_string());
                return None;
            }
        };
        let made = AccessCertificate::new(&pem, key);
        let access = made.and_then(|access| Ok((access.client_id(prefix)?, access)));
        let (client_id, access) = match access {
            Ok(made) => made,
            Err(error) => {
                wrong(self, error.to_string());
                return None;
            }
        };
        let (now, (from, until)) = (self.now.seconds(), access.validity());
        if now < from || until <= now {
            let what = "the access certificate is not in date: every wallet refuses it";
            self.wrong(at, what, "Have it renewed");
        } else if until - now < SOON_S {
            self.warn(
                at,
                "the access certificate ends within 14 days: have it renewed",
            );
        }
        // OpenID4VP §5.9.3: the host of `response_uri` must be the name.
        let host = issuer.and_then(Url::host_str).unwrap_or_default();
        if prefix == ClientIdPrefix::X509SanDns
            && access.names().first().map(String::as_str) != Some(host)
        {
            let what = format!("the first name in the access certificate is not {host:?}");
            self.wrong(
                at,
                what,
                "Have the issuer's host certified, or write prefix = \"x509_hash\"",
            );
        }
        Some((access, client_id))
    }

    /// What may be asked, as a registrar signed it, and whether it is what we ask.
    fn registration_certificate(
        &mut self,
        at: &At<std::path::PathBuf>,
        registrars: Option<&At<Vec<At<std::path::PathBuf>>>>,
        access: &AccessCertificate,
        query: &DcqlQuery,
    ) -> Option<Registration> {
        let token = self.read_text(at)?;
        let files = registrars.map_or(&[][..], |list| &list.value);
        let mut anchors = Vec::new();
        for file in files {
            for certificate in self.x509(file)? {
                anchors.push(Anchor {
                    certificate,
                    country: String::new(),
                    provider: "registrar".to_owned(),
                    // The operator's own word ends when he says so.
                    valid_until: i64::MAX,
                });
            }
        }
        let anchors = Anchors::<RegistrationIssuance>::new(anchors);
        let now = self.now.seconds();
        let registered = Registration::verify(&token, &anchors, now).and_then(|registration| {
            registration.is_for(access)?;
            registration.covers(query)?;
            Ok(registration)
        });
        match registered {
            Ok(registration) => {
                let ends = registration.expires();
                if ends.is_some_and(|until| until - now < SOON_S) {
                    self.warn(at, "the registration certificate ends within 14 days");
                }
                Some(registration)
            }
            Err(error) => {
                let instead = "Name a certificate of one of `registrars`, for this access \
                               certificate, that covers names, birth date, country and number of \
                               a PID in both formats";
                self.wrong(at, error.to_string(), instead);
                None
            }
        }
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
                // Those of others are matched first, as what a foreign node says is.
                Ok(of) if Some(of) == country => levels.push((of, level.value)),
                _ => {
                    let what = format!("{name:?} is not our own country");
                    self.wrong(
                        level,
                        what,
                        "Write one line, for the country of the gateway",
                    );
                }
            }
        }
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

/// As little as identifies, in either format: names, date of birth, issuing country, and the number
/// if the PID has one.
fn pid_query() -> DcqlQuery {
    DcqlQuery::pid(&PidQuery {
        formats: PidFormats::Both,
        number: Number::IfPresent,
        further: &[],
        types: &[PID_TYPE.to_owned()],
        authorities: &[],
    })
}

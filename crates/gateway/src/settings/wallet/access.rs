// SPDX-License-Identifier: EUPL-1.2
//! `[[wallet.access]]` as meant: the certificates by which wallets know us, and what is asked.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use eidas::{CountryCode, Instant, LevelOfAssurance};
use oidc::jose::Signer as _;
use url::Url;
use wallet::dcql::{Number, PID_TYPE, PidFormats, PidQuery, SuiteCredential, domestic_type};
use wallet::key::{Algorithm, KeyError, Signer};
use wallet::request::RegistrationInfo;
use wallet::trust::{Anchor, Anchors, RegistrationIssuance};
use wallet::{AccessCertificate, ClientIdPrefix, DcqlQuery, Registration};

use crate::config::{self, At, DcApi, Profile, WalletAsks, WalletResponse};
use crate::settings::resolve::{Resolver, values};

/// As whom wallets are asked, and for what.
#[derive(Clone, Debug)]
pub struct WalletAccess {
    /// The clients that this is for; `None`: all that no other names.
    clients: Option<BTreeSet<String>>,
    /// The access certificate with its key.
    pub certificate: AccessCertificate,
    /// How wallets call us.
    pub client_id: String,
    /// By what right we ask; none: the Member State issues none.
    pub registration: Option<Registration>,
    /// What is asked.
    pub query: DcqlQuery,
    /// How a link opens a wallet, the preferred way first.
    pub schemes: Vec<String>,
    /// How the answer comes.
    pub response: WalletResponse,
    /// What a browser is asked to find a wallet for.
    pub dc_api: Vec<DcApi>,
    /// When each certificate ends that wallets know us by, Unix seconds, with its file.
    pub certificate_ends: Vec<(PathBuf, i64)>,
}

impl WalletAccess {
    /// Whether it is for this client by name.
    pub(super) fn names(&self, client_id: &str) -> bool {
        let clients = self.clients.as_ref();
        clients.is_some_and(|clients| clients.contains(client_id))
    }

    pub(super) fn is_for_all(&self) -> bool {
        self.clients.is_none()
    }

    /// Whether wallets take what they know us by: none of it has ended. Attack VP-22; and nobody notices that
    /// one runs out while we serve until every wallet says an error.
    pub fn is_in_date(&self, now_s: i64) -> bool {
        let mut ends = self.certificate_ends.iter();
        ends.all(|(_, end_s)| now_s < *end_s)
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
    pub(super) fn wallet_access(
        &mut self,
        section: &At<config::WalletAccess>,
        issuer: Option<&Url>,
        acr: &[(CountryCode, LevelOfAssurance)],
    ) -> Option<WalletAccess> {
        let written = &section.value;
        let prefix = written.prefix.as_ref()?.value;
        let certificate = written.certificate.as_ref().and_then(|at| {
            self.secret_file(at);
            self.access_certificate(at, prefix, issuer)
        });
        let asks = written.asks.as_ref()?;
        let registrars = written.registrars.as_ref();
        let (registration, query) = match (&written.registration, &certificate) {
            (Some(at), Some((certificate, _))) => {
                let registration = self.registration_certificate(at, registrars, certificate)?;
                let query = self.asked_of_wallets(asks, acr, Some(&registration));
                let covered = registration.covers(&query);
                covered
                    .map_err(|error| self.not_registered(at, &error))
                    .ok()?;
                (Some(registration), query)
            }
            _ => (None, self.asked_of_wallets(asks, acr, None)),
        };
        let response = written.response_mode.as_ref()?;
        if response.value == WalletResponse::DirectPost && self.profile != Profile::Demo {
            let what = "who stands between reads who logs in";
            self.wrong(response, what, "Write \"direct_post.jwt\"");
        }
        let schemes = self.wallet_schemes(written.schemes.as_ref()?);
        let (certificate, client_id) = certificate?;
        let (_, until) = certificate.validity();
        let ends = [
            (written.certificate.as_ref(), Some(until)),
            (
                written.registration.as_ref(),
                registration.as_ref().and_then(Registration::expires),
            ),
        ];
        let ends = ends
            .into_iter()
            .filter_map(|(at, end_s)| Some((self.path(&at?.value), end_s?)));
        Some(WalletAccess {
            clients: written.clients.as_ref().map(|list| {
                let clients = values(Some(list));
                clients.into_iter().collect()
            }),
            certificate,
            client_id,
            registration,
            query,
            schemes,
            response: response.value,
            dc_api: values(written.dc_api.as_ref()),
            certificate_ends: ends.collect(),
        })
    }

    fn wallet_schemes(&mut self, list: &At<Vec<At<String>>>) -> Vec<String> {
        for at in &list.value {
            if !at.value.contains("://") {
                let what = format!("{:?} opens no wallet", at.value);
                let instead = "Write a scheme as \"openid4vp://\", or an address";
                self.wrong(at, what, instead);
            }
        }
        if list.value.is_empty() {
            self.wrong(list, "no way to open a wallet", "Write [\"openid4vp://\"]");
        }
        values(Some(list))
    }

    /// Of a PID as little as identifies; beside the base type the domestic ones of the countries whose PIDs are taken,
    /// where they are registered: a wallet warns of what is not (attack VP-22).
    fn asked_of_wallets(
        &mut self,
        at: &At<WalletAsks>,
        acr: &[(CountryCode, LevelOfAssurance)],
        registration: Option<&Registration>,
    ) -> DcqlQuery {
        let may_be_asked = |vct: &String| {
            let asked = pid(PidFormats::SdJwtVc, std::slice::from_ref(vct));
            registration.is_none_or(|registration| registration.covers(&asked).is_ok())
        };
        let domestic = acr
            .iter()
            .map(|(country, _)| domestic_type(country.as_str()));
        let types = [PID_TYPE.to_owned()].into_iter();
        let types: Vec<String> = types.chain(domestic.filter(may_be_asked)).collect();
        let pid = |formats| pid(formats, &types);
        let suite = match at.value {
            WalletAsks::Pid => return pid(PidFormats::Both),
            WalletAsks::PidMdoc => return pid(PidFormats::Mdoc),
            WalletAsks::PidSdJwt => return pid(PidFormats::SdJwtVc),
            WalletAsks::SuiteMdl => SuiteCredential::Mdl,
            WalletAsks::SuiteSdJwt => SuiteCredential::SdJwtVc,
        };
        if self.profile != Profile::Demo {
            let what = "people have no credentials of a conformance suite";
            self.wrong(at, what, "Write \"pid\"");
        }
        DcqlQuery::of_suite(suite)
    }

    fn access_certificate(
        &mut self,
        at: &At<PathBuf>,
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
        let access = match AccessCertificate::new(&pem, key) {
            Ok(access) => access,
            Err(error) => {
                wrong(self, error.to_string());
                return None;
            }
        };
        let (now, (from, until)) = (self.now.seconds(), access.validity());
        if now < from || until <= now {
            let what = "the access certificate is not in date: every wallet refuses it";
            self.wrong(at, what, "Have it renewed");
        } else {
            let remedy = "Have it renewed: every wallet refuses it then";
            let end = Instant::from_ms(until.saturating_mul(1000));
            self.ends(at, "the access certificate", end, remedy);
        }
        let host = issuer.and_then(Url::host_str).unwrap_or_default();
        let Ok(client_id) = access.client_id(prefix, host) else {
            let what = format!("no name in the access certificate is {host:?}");
            let instead = "Have the issuer's host certified, or write prefix = \"x509_hash\"";
            self.wrong(at, what, instead);
            return None;
        };
        Some((access, client_id))
    }

    /// What may be asked, as a registrar signed it for us.
    fn registration_certificate(
        &mut self,
        at: &At<PathBuf>,
        registrars: Option<&At<Vec<At<PathBuf>>>>,
        access: &AccessCertificate,
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
            Ok(registration)
        });
        match registered {
            Ok(registration) => {
                if let Some(until) = registration.expires() {
                    let remedy = "Have it renewed: wallets warn of you or refuse you then";
                    let end = Instant::from_ms(until.saturating_mul(1000));
                    self.ends(at, "the registration certificate", end, remedy);
                }
                Some(registration)
            }
            Err(error) => {
                self.not_registered(at, &error);
                None
            }
        }
    }

    fn not_registered(&mut self, at: &At<PathBuf>, error: &wallet::Error) {
        let instead = "Name a certificate of one of `registrars`, for this access certificate, that \
                       covers names, birth date, country and number of a PID in both formats";
        self.wrong(at, error.to_string(), instead);
    }
}

/// Names, date of birth, issuing country, and the number if the PID has one.
fn pid(formats: PidFormats, types: &[String]) -> DcqlQuery {
    DcqlQuery::pid(&PidQuery {
        formats,
        number: Number::IfPresent,
        further: &[],
        types,
        authorities: &[],
    })
}

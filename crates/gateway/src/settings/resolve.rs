// SPDX-License-Identifier: EUPL-1.2
//! From the file as written to the settings as meant. Every check runs, whatever failed before it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eidas::{EntityId, Instant};
use oidc::jose::Algorithm;
use pages::i18n::Languages;
use url::{Host, Url};
use wallet::key::{Curve, PublicKey};
use xmlsec::Certificate;
use zeroize::Zeroizing;

use super::{
    Agreement, ConnectorSettings, CountryList, JournalSettings, Links, MatchingSettings,
    Organisation, Outbound, Profile, RegistrationRules, Retention, Secret, Settings, StoreSettings,
};
use super::{closed, watch};
use crate::config::{self, At, Problem};
use crate::keys::Keys;

/// A configuration that can be run.
pub struct Loaded {
    /// What the operator decided.
    pub settings: Settings,
    /// The keys it names.
    pub keys: Keys,
    /// What works but deserves a look.
    pub warnings: Vec<Warning>,
}

/// Something that works but deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The line in the file.
    pub line: usize,
    /// What, and what to do.
    pub text: String,
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.text)
    }
}

/// Reads a configuration file with everything it names, or says everything that is wrong with it,
/// in the order of its lines.
pub fn load(file: &Path, now: Instant) -> Result<Loaded, Vec<Problem>> {
    let unreadable = |line, what: String, instead: &str| {
        let (field, instead) = (String::new(), instead.to_owned());
        vec![Problem {
            line,
            field,
            what,
            instead,
        }]
    };
    let octets = std::fs::read(file).map_err(|error| {
        let what = format!("{} cannot be read ({error})", file.display());
        unreadable(
            0,
            what,
            "Name a configuration file; landport init DIR writes one",
        )
    })?;
    let source = String::from_utf8(octets).map_err(|error| {
        let before = error
            .as_bytes()
            .iter()
            .take(error.utf8_error().valid_up_to());
        let line = before.filter(|&&octet| octet == b'\n').count() + 1;
        unreadable(
            line,
            "not UTF-8".to_owned(),
            "Save the file as UTF-8, not as Latin-1",
        )
    })?;
    let directory = file.parent().unwrap_or_else(|| Path::new("."));
    let mut loaded = from_text(&source, directory, now)?;
    if let Some(warning) = watch::configuration_file(file) {
        loaded.warnings.insert(0, warning);
    }
    Ok(loaded)
}

/// As [`load`], from text; file names in it are relative to `directory`.
pub fn from_text(source: &str, directory: &Path, now: Instant) -> Result<Loaded, Vec<Problem>> {
    let (file, problems) = config::parse(source);
    let mut resolver = Resolver {
        directory: directory.to_owned(),
        profile: Profile::Production,
        now,
        problems,
        house: Vec::new(),
        warnings: Vec::new(),
        token_algorithms: Algorithm::ALL.to_vec(),
        has_register: false,
    };
    let loaded = file.as_ref().and_then(|file| resolver.file(file));
    resolver.problems.sort();
    resolver.problems.dedup();
    let (house, closed) = closed::part(&resolver.problems, &resolver.house, file.as_ref());
    match loaded {
        Some((mut settings, keys)) if house.is_empty() => {
            settings.closed = closed;
            settings.agreement = Agreement::of(source, directory, &keys);
            resolver.warnings.sort_by_key(|warning| warning.line);
            Ok(Loaded {
                settings,
                keys,
                warnings: resolver.warnings,
            })
        }
        _ => Err(resolver.problems),
    }
}

/// Gathers problems on the way from written to meant.
pub(super) struct Resolver {
    pub(super) directory: PathBuf,
    pub(super) profile: Profile,
    pub(super) now: Instant,
    pub(super) problems: Vec<Problem>,
    /// Those of them that stand at one client or e-ID and concern the whole house.
    pub(super) house: Vec<Problem>,
    pub(super) warnings: Vec<Warning>,
    /// What tokens can be signed with. All, until the keys could be read: what is wrong with them is
    /// said there.
    pub(super) token_algorithms: Vec<Algorithm>,
    /// There is a register of `[matching]`.
    pub(super) has_register: bool,
}

impl Resolver {
    fn file(&mut self, file: &config::File) -> Option<(Settings, Keys)> {
        self.profile = file
            .profile
            .as_ref()
            .map_or(Profile::Production, |at| at.value);
        let issuer = file.issuer.as_ref().and_then(|at| self.issuer(at));
        let public = file.public.as_ref();
        let operator = file
            .operator
            .as_ref()
            .and_then(|at| self.operator(&at.value, public));
        let public = public.and_then(|at| self.public(at, issuer.as_ref()));
        let connector = file
            .connector
            .as_ref()
            .and_then(|at| self.connector(&at.value, issuer.as_ref()));
        let (eids, eid_keys) = self.eids(file.eid.as_ref());
        self.weigh(file.eid.as_ref(), &eids);
        // Closed ones too: what is said about one of them is no mistake.
        let known = file.eid.iter().flat_map(|list| &list.value);
        let known = known.filter_map(|at| Some(at.value.id.as_ref()?.value.as_str()));
        let known = known.collect();
        let proxy_service = file
            .proxy_service
            .as_ref()
            .map(|at| self.proxy_service(at, issuer.as_ref(), connector.as_ref(), &known));
        let wallet = match &file.wallet {
            None => Some(None),
            Some(at) => {
                let country = file.country.as_ref().map(|at| at.value);
                self.wallet(at, country, issuer.as_ref()).map(Some)
            }
        };
        let sessions = file
            .sessions
            .as_ref()
            .and_then(|at| self.sessions(&at.value));
        let place = file.data.as_ref().map(|at| self.path(&at.value));
        let keys = file
            .keys
            .as_ref()
            .and_then(|at| self.keys(at, &eid_keys, (file.pkcs11.as_ref(), place.as_deref())));
        if let Some((_, keys)) = &keys {
            self.token_algorithms = keys.token_algorithms();
        }
        if let (Some(section), Some(Some(proxy)), Some(keys)) =
            (&file.proxy_service, &proxy_service, &file.keys)
        {
            self.identifier_keys(section, proxy, keys);
        }
        let matching = file.matching.as_ref().map(|at| self.matching(&at.value));
        let offered = file.languages.as_ref();
        let offered = values(offered.and_then(|at| at.value.offered.as_ref()));
        let languages = Languages::of(&offered).unwrap_or_else(|| match self.profile {
            Profile::Production => Languages::in_use(),
            Profile::Test | Profile::Demo => Languages::all(),
        });
        let links = file
            .links
            .as_ref()
            .map(|at| self.links(&at.value))
            .unwrap_or_default();
        let contacts = self.contacts(file);
        let look = file.look.as_ref().map(|at| self.look(&at.value));
        let proxy = file
            .outbound
            .as_ref()
            .and_then(|at| at.value.proxy.as_ref());
        let outbound = Outbound {
            proxy: proxy.and_then(|at| self.proxy(at)),
        };
        self.has_register = file.matching.is_some();
        let clients = self.clients(file.client.as_ref());
        let console = file
            .console
            .as_ref()
            .map(|at| self.console(at, file.operator.as_ref(), &clients));
        let traces = file
            .traces
            .as_ref()
            .map(|at| self.collector(at.value.endpoint.as_ref()));
        let registration = file.registration.as_ref();
        let registration =
            registration.map(|at| self.registration_rules(&at.value, file.client.as_ref()));
        let data = file.data.as_ref().map(|at| self.data(at));
        let store = file.store.as_ref();
        let store = store.map_or(Some(StoreSettings::Embedded), |at| self.store(at));
        let answers = file.proxy_service.is_some();
        let peers = self.peers(file.peer.as_ref(), data.as_deref(), answers);
        let service_lists = self.service_lists(file, &peers);
        let countries = file
            .country_list
            .as_ref()
            .map_or_else(CountryList::default, |at| {
                let codes = |list: &Option<At<Vec<At<_>>>>| values(list.as_ref());
                CountryList {
                    first: codes(&at.value.first),
                    hidden: codes(&at.value.hidden),
                }
            });
        let audit_days = file
            .retention
            .as_ref()
            .and_then(|at| at.value.audit_days.as_ref());
        let retention = Retention {
            audit_days: audit_days.map_or(400, |days| days.value),
        };
        let (key_files, keys) = keys?;
        let answering = proxy_service.as_ref().and_then(Option::as_ref);
        self.signing_switch(
            file.keys.as_ref()?,
            &key_files,
            connector.as_ref()?,
            answering,
        );
        let settings = Settings {
            profile: self.profile,
            country: file.country.as_ref()?.value,
            issuer: issuer?,
            data: data?,
            store: store?,
            public: public?,
            operator: operator?,
            console: match console {
                None => None,
                Some(resolved) => Some(resolved?),
            },
            traces: match traces {
                None => None,
                Some(resolved) => Some(resolved?),
            },
            connector: connector?,
            proxy_service: match proxy_service {
                None => None,
                Some(resolved) => Some(resolved?),
            },
            eids: eids.into_iter().map(Arc::new).collect(),
            wallet: wallet?,
            sessions: sessions?,
            keys: key_files,
            matching: match matching {
                None => None,
                Some(resolved) => Some(resolved?),
            },
            countries,
            languages,
            links,
            contacts,
            look: look?,
            retention,
            outbound,
            clients: clients
                .into_iter()
                .map(|c| (c.client_id.clone(), Arc::new(c)))
                .collect(),
            registration: RegistrationRules {
                token_algorithms: self.token_algorithms.clone(),
                has_register: self.has_register,
                ..registration.unwrap_or_default()
            },
            peers: peers.into_iter().map(Arc::new).collect(),
            service_lists: service_lists.into_iter().map(Arc::new).collect(),
            closed: Vec::new(),
            agreement: Agreement::default(),
        };
        Some((settings, keys))
    }

    /// A file name of the configuration as a path.
    pub(super) fn path(&self, written: &Path) -> PathBuf {
        self.directory.join(written)
    }

    /// Says that a value cannot stand.
    pub(super) fn wrong<T>(
        &mut self,
        at: &At<T>,
        what: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.problems.push(at.problem(what, instead));
    }

    /// As [`Self::wrong`], at an entry that would close by itself and must not: the house does not
    /// run with it.
    pub(super) fn refuse<T>(
        &mut self,
        at: &At<T>,
        what: impl Into<String>,
        instead: impl Into<String>,
    ) {
        let problem = at.problem(what, instead);
        self.house.push(problem.clone());
        self.problems.push(problem);
    }

    pub(super) fn warn<T>(&mut self, at: &At<T>, text: impl Into<String>) {
        self.warnings.push(Warning {
            line: at.line,
            text: text.into(),
        });
    }

    /// Reads a file that the configuration names.
    pub(super) fn read(&mut self, at: &At<PathBuf>) -> Option<Vec<u8>> {
        let path = self.path(&at.value);
        match std::fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                let what = format!("{} cannot be read ({error})", path.display());
                self.wrong(at, what, "Name a file that the gateway's user can read");
                None
            }
        }
    }

    /// Reads a text in a file, without the white space around it.
    pub(super) fn read_text(&mut self, at: &At<PathBuf>) -> Option<String> {
        // Most of these texts are secrets: of the file only what is meant stays in memory.
        let octets = Zeroizing::new(self.read(at)?);
        let text = std::str::from_utf8(&octets).unwrap_or("\0").trim();
        // What an editor leaves behind would be a part of the secret, and every call would fail.
        let odd = if text.starts_with('\u{feff}') {
            Some("the file begins with a byte order mark")
        } else if text.is_empty() {
            Some("the file holds no text")
        } else if text == "\0" {
            Some("the file is not UTF-8")
        } else {
            None
        };
        if let Some(odd) = odd {
            let instead = "Write the value alone into it, as printf %s VALUE > FILE does";
            self.wrong(at, odd, instead);
            return None;
        }
        Some(text.to_owned())
    }

    /// A secret is one line: what stands below it would be a part of it, and every call would fail.
    pub(super) fn read_secret(&mut self, at: &At<PathBuf>) -> Option<String> {
        let secret = self.read_text(at)?;
        let sound = !secret.contains(char::is_control);
        if !sound {
            let instead = "Write the value alone into it, as printf %s VALUE > FILE does";
            self.wrong(at, "the file holds more than one line of text", instead);
        }
        sound.then_some(secret)
    }

    /// Reads certificates, PEM.
    pub(super) fn certificates(&mut self, at: &At<PathBuf>) -> Option<Vec<Certificate>> {
        let bytes = self.read(at)?;
        match Certificate::chain_from_pem(&bytes) {
            Ok(certificates) if !certificates.is_empty() => Some(certificates),
            _ => {
                self.wrong(
                    at,
                    format!("{} holds no certificate", at.value.display()),
                    "Name a PEM file with BEGIN CERTIFICATE",
                );
                None
            }
        }
    }

    /// An HTTP proxy for what the gateway itself calls: the one outbound client knows no other.
    fn proxy(&mut self, at: &At<Url>) -> Option<Url> {
        let sound = matches!(at.value.scheme(), "http" | "https");
        if !sound {
            let what = format!("{:?} is no HTTP proxy", at.value.as_str());
            self.wrong(at, what, "Write http://host:port");
        }
        sound.then(|| at.value.clone())
    }

    /// The rule for addresses of the gateway and its partners: https, and in the demo http to
    /// names of this machine. Names which profile would allow a refused one.
    pub(super) fn address<T>(&mut self, at: &At<T>, written: &str) -> bool {
        if !self.profile.allows(written) {
            let (what, instead) = match Profile::Demo.allows(written) {
                true => (
                    "http is only for the demo profile",
                    format!(
                        "Write https://, or run it with profile = \"demo\", not \"{}\"",
                        self.profile.name()
                    ),
                ),
                false if written.starts_with("http://") && self.profile == Profile::Demo => (
                    "the demo profile allows http only to localhost",
                    "Write https://, or a name that ends in .localhost".to_owned(),
                ),
                false => (
                    "not an https address",
                    "Write an https:// address, without user name and #fragment".to_owned(),
                ),
            };
            self.wrong(at, format!("{written:?}: {what}"), instead);
            return false;
        }
        if self.profile != Profile::Demo && is_local_name(written) {
            self.wrong(
                at,
                format!("{written:?}: localhost is only for the demo profile"),
                format!(
                    "Write the public name; this is profile = \"{}\"",
                    self.profile.name()
                ),
            );
            return false;
        }
        true
    }

    /// As [`Self::address`], for addresses that the gateway itself calls.
    pub(super) fn outbound_address(&mut self, at: &At<Url>) -> bool {
        if self.profile == Profile::Demo && !is_local_name(at.value.as_str()) {
            self.wrong(
                at,
                format!(
                    "{:?}: the demo profile calls nobody outside this machine",
                    at.value.as_str()
                ),
                "Write a name that ends in .localhost, or use profile = \"test\"",
            );
            return false;
        }
        self.address(at, at.value.as_str())
    }

    fn issuer(&mut self, at: &At<Url>) -> Option<Url> {
        let url = &at.value;
        let sound = self.address(at, url.as_str());
        if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            return sound.then(|| url.clone());
        }
        let instead = format!("Write issuer = \"https://{}\"", url.authority());
        self.wrong(
            at,
            format!("{:?} has more than a host", url.as_str()),
            instead,
        );
        None
    }

    fn connector(
        &mut self,
        connector: &config::Connector,
        issuer: Option<&Url>,
    ) -> Option<ConnectorSettings> {
        let entity_id = self.own_address(&connector.entity_id, issuer, "/eidas/connector/metadata");
        let acs = self.own_address(&connector.acs, issuer, "/eidas/connector/acs");
        for at in [&connector.support_contact, &connector.technical_contact]
            .into_iter()
            .flatten()
        {
            self.email(at);
        }
        let validity = self.metadata_validity(connector.metadata_validity_hours.as_ref()?);
        let organisation = self.organisation(&connector.organisation.as_ref()?.value);
        Some(ConnectorSettings {
            entity_id: EntityId::parse(entity_id?.as_str()).ok()?,
            acs: acs?,
            organisation: organisation?,
            support_contact: connector.support_contact.as_ref()?.value.clone(),
            technical_contact: connector.technical_contact.as_ref()?.value.clone(),
            provider_name: connector.provider_name.as_ref()?.value.clone(),
            metadata_validity: validity?,
        })
    }

    /// An address of ours in metadata: as written, or the issuer and a path.
    pub(super) fn own_address(
        &mut self,
        written: &Option<At<Url>>,
        issuer: Option<&Url>,
        path: &str,
    ) -> Option<Url> {
        match written {
            Some(at) => self
                .address(at, at.value.as_str())
                .then(|| at.value.clone()),
            None => issuer.and_then(|issuer| issuer.join(path).ok()),
        }
    }

    /// Message Format 1.4 §2.4: contacts have an e-mail address; the reference node writes it
    /// without `mailto:`.
    pub(super) fn email(&mut self, at: &At<String>) {
        let (user, host) = at.value.split_once('@').unwrap_or_default();
        if user.is_empty() || host.is_empty() || at.value.contains([' ', ':']) {
            let what = format!("{:?} is not an e-mail address", at.value);
            self.wrong(at, what, "Write name@host, without mailto:");
        }
    }

    pub(super) fn metadata_validity(&mut self, hours: &At<u32>) -> Option<Duration> {
        if !(1..=48).contains(&hours.value) {
            self.wrong(
                hours,
                "our metadata is valid between an hour and two days",
                "Write metadata_validity_hours = 24",
            );
        }
        Some(Duration::from_secs(u64::from(hours.value) * 3600))
    }

    pub(super) fn organisation(
        &mut self,
        organisation: &config::Organisation,
    ) -> Option<Organisation> {
        if let Some(at) = &organisation.url {
            self.address(at, at.value.as_str());
        }
        let name = organisation.name.as_ref()?.value.clone();
        let display_name = organisation.display_name.as_ref();
        Some(Organisation {
            display_name: display_name.map_or_else(|| name.clone(), |at| at.value.clone()),
            name,
            url: organisation.url.as_ref()?.value.clone(),
        })
    }

    fn matching(&mut self, matching: &config::Matching) -> Option<MatchingSettings> {
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
            private: matching.private.as_ref().is_some_and(|at| at.value),
        })
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

    /// An address the gateway calls; inside a private network plain http may do where the entry
    /// says that it is private.
    pub(super) fn outbound_or_private(&mut self, at: &At<Url>, private: &Option<At<bool>>) -> bool {
        let private = private.as_ref().is_some_and(|at| at.value);
        if private && self.profile != Profile::Demo && at.value.scheme() == "https" {
            return true;
        }
        self.outbound_address(at)
    }

    fn links(&mut self, links: &config::PageLinks) -> Links {
        let mut link = |at: &Option<At<Url>>| {
            let at = at.as_ref()?;
            self.address(at, at.value.as_str())
                .then(|| at.value.clone())
        };
        Links {
            help: link(&links.help),
            privacy: link(&links.privacy),
            accessibility: link(&links.accessibility),
            get_eid: link(&links.get_eid),
        }
    }
}

/// The values of a written list.
pub(super) fn values<T: Clone>(list: Option<&At<Vec<At<T>>>>) -> Vec<T> {
    list.map_or_else(Vec::new, |list| {
        list.value.iter().map(|at| at.value.clone()).collect()
    })
}

fn is_local_name(address: &str) -> bool {
    match Url::parse(address).ok().as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

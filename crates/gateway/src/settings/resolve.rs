// SPDX-License-Identifier: EUPL-1.2
//! From the file as written to the settings as meant. Every check runs, whatever failed before it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eidas::Instant;
use oidc::jose::Algorithm;
use pages::i18n::Languages;

use super::{Agreement, Outbound, Profile, RegistrationRules, Retention, Settings, StoreSettings};
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
        has_enterprise: false,
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
    /// There are authorities of `[enterprise_certificates]`.
    pub(super) has_enterprise: bool,
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
        let known = names_of_eids(file);
        let proxy_service = file
            .proxy_service
            .as_ref()
            .map(|at| self.proxy_service(at, issuer.as_ref(), connector.as_ref(), &known));
        let country = file.country.as_ref().map(|at| at.value);
        let wallet = file
            .wallet
            .as_ref()
            .map(|at| self.wallet(at, country, issuer.as_ref()));
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
        let links = file
            .links
            .as_ref()
            .map(|at| self.links(&at.value))
            .unwrap_or_default();
        let contacts = self.contacts(file);
        let look = file.look.as_ref().map(|at| self.look(&at.value));
        let outbound = self.outbound(file);
        self.has_register = file.matching.is_some();
        self.has_enterprise = file.enterprise_certificates.is_some();
        let enterprise = file.enterprise_certificates.as_ref();
        let enterprise = enterprise.map(|at| self.enterprise(&at.value));
        let clients = self.clients(file.client.as_ref());
        let console = file
            .console
            .as_ref()
            .map(|at| self.console(at, file.operator.as_ref(), &clients));
        let traces = file
            .traces
            .as_ref()
            .map(|at| self.collector(at.value.endpoint.as_ref()));
        let syslog = file.syslog.as_ref().map(|at| self.syslog(at));
        let registration = file.registration.as_ref();
        let registration =
            registration.map(|at| self.registration_rules(&at.value, file.client.as_ref()));
        let data = file.data.as_ref().map(|at| self.data(at));
        let store = file.store.as_ref();
        let store = store.map_or(Some(StoreSettings::Embedded), |at| self.store(at));
        let answers = file.proxy_service.is_some();
        let peers = self.peers(file.peer.as_ref(), data.as_deref(), answers);
        let service_lists = self.service_lists(file, &peers);
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
            country: country?,
            issuer: issuer?,
            data: data?,
            store: store?,
            public: public?,
            operator: operator?,
            console: if_written(console)?,
            traces: if_written(traces)?,
            syslog: if_written(syslog)?,
            connector: connector?,
            proxy_service: if_written(proxy_service)?,
            eids: eids.into_iter().map(Arc::new).collect(),
            wallet: if_written(wallet)?,
            sessions: sessions?,
            keys: key_files,
            matching: if_written(matching)?,
            countries: self.country_list(file),
            languages: self.languages(file),
            links,
            contacts,
            look: look?,
            retention: retention(file),
            outbound,
            clients: clients
                .into_iter()
                .map(|c| (c.client_id.clone(), Arc::new(c)))
                .collect(),
            registration: RegistrationRules {
                token_algorithms: self.token_algorithms.clone(),
                has_register: self.has_register,
                has_enterprise: self.has_enterprise,
                ..registration.unwrap_or_default()
            },
            enterprise: if_written(enterprise)?,
            peers: peers.into_iter().map(Arc::new).collect(),
            service_lists: service_lists.into_iter().map(Arc::new).collect(),
            closed: Vec::new(),
            agreement: Agreement::default(),
        };
        Some((settings, keys))
    }

    /// Those that are offered; without a word, those that people have read, or in a test all.
    fn languages(&self, file: &config::File) -> Languages {
        let offered = file.languages.as_ref();
        let offered = values(offered.and_then(|at| at.value.offered.as_ref()));
        Languages::of(&offered).unwrap_or_else(|| match self.profile {
            Profile::Production => Languages::in_use(),
            Profile::Test | Profile::Demo => Languages::all(),
        })
    }

    fn outbound(&mut self, file: &config::File) -> Outbound {
        let proxy = file
            .outbound
            .as_ref()
            .and_then(|at| at.value.proxy.as_ref());
        Outbound {
            proxy: proxy.and_then(|at| self.proxy(at)),
        }
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
}

/// A section that may be left out: `None` where it is written and cannot stand.
fn if_written<T>(section: Option<Option<T>>) -> Option<Option<T>> {
    section.map_or(Some(None), |resolved| resolved.map(Some))
}

/// Closed ones too: what is said about one of them is no mistake.
fn names_of_eids(file: &config::File) -> BTreeSet<&str> {
    let written = file.eid.iter().flat_map(|list| &list.value);
    written
        .filter_map(|at| Some(at.value.id.as_ref()?.value.as_str()))
        .collect()
}

fn retention(file: &config::File) -> Retention {
    let audit_days = file
        .retention
        .as_ref()
        .and_then(|at| at.value.audit_days.as_ref());
    Retention {
        audit_days: audit_days.map_or(400, |days| days.value),
    }
}

/// The values of a written list.
pub(super) fn values<T: Clone>(list: Option<&At<Vec<At<T>>>>) -> Vec<T> {
    list.map_or_else(Vec::new, |list| {
        list.value.iter().map(|at| at.value.clone()).collect()
    })
}

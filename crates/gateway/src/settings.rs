// SPDX-License-Identifier: EUPL-1.2
//! The configuration as meant: every address checked, every file read, nothing left to ask.
//!
//! [`crate::config`] is the file as written. This is what the gateway runs on: immutable, shared
//! behind an `Arc`, swapped as a whole on reload.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eidas::{
    CountryCode, EntityId, ExpectedPeer, Instant, LevelOfAssurance, Role, Tolerance, Transport,
};
use pages::i18n::Languages;
use url::Url;
use zeroize::{Zeroize as _, ZeroizeOnDrop};

mod address;
mod agreement;
mod client;
mod closed;
mod connector;
mod console;
mod contact;
mod country_list;
mod data;
mod eid;
mod key_files;
mod listeners;
mod look;
mod machine;
mod matching;
mod metadata;
mod named_file;
mod peer;
mod proxy_service;
mod resolve;
mod service_list;
mod store;
mod syslog;
mod wallet;
mod watch;

pub use self::agreement::Agreement;
pub(crate) use self::client::SECTOR_TAKEN;
pub use self::client::{
    CLIENTS_READ, CLIENTS_WRITE, ClientSettings, Customer, EnterpriseSettings, FILE_ONLY,
    LEAST_RSA_BITS, MOST_GROUPS, OWN_CLIENT, OrganisationId, Purpose, RegistrationRules, Sso,
    SsoGroup, claim_of, registered,
};
pub use self::closed::{Closed, ClosedKind};
pub use self::console::{CONSOLE_CALLBACK, ConsoleOperator, ConsoleSettings};
pub use self::contact::{Contact, ContactOf, is_email};
pub use self::eid::{
    Access, AttributeRule, ClaimNames, EidCredential, EidProvider, EidSettings, EidSource, Logo,
    Notification, Persona,
};
pub use self::look::Look;
pub(crate) use self::machine::machine;
pub use self::proxy_service::{
    Migration, PolicyInUse, PrivateTerms, ProxyServiceSettings, SessionSettings, UnrecordedChange,
};
pub use self::resolve::{Loaded, Warning, from_text, load};
pub use self::service_list::{ServiceListSettings, ServiceListSource};
pub use self::store::StoreSettings;
pub use self::syslog::SyslogSettings;
pub use self::wallet::{ListSettings, Suite, WalletAccess, WalletSettings};
pub use crate::config::{
    DcApi, EidId, IdentifierPolicy, MatchPage, MatchedBy, Network, Persons, Profile,
    RegisterAnswers, Text, WalletResponse,
};
pub use crate::keys::{KeyFiles, RoleFiles};

/// Everything the operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The profile the rules were checked under.
    pub profile: Profile,
    /// Our own country.
    pub country: CountryCode,
    /// The `iss` of every token, without a slash at the end; every own address begins with it.
    pub issuer: Url,
    /// Where the store, the audit files and the last good metadata live.
    pub data: PathBuf,
    /// Where the gateway keeps what it must remember.
    pub store: StoreSettings,
    /// The listener that browsers and clients reach.
    pub public: PublicListener,
    /// The listener for health, metrics and peer states.
    pub operator: SocketAddr,
    /// The operators' console on it.
    pub console: Option<ConsoleSettings>,
    /// Where traces of logins are sent.
    pub traces: Option<Url>,
    /// Where the audit trail is sent.
    pub syslog: Option<SyslogSettings>,
    /// Who we are in the eIDAS network.
    pub connector: ConnectorSettings,
    /// Our Proxy-Service, when our nationals may log in abroad.
    pub proxy_service: Option<ProxyServiceSettings>,
    /// The national e-IDs in the order of the page.
    pub eids: Vec<Arc<EidSettings>>,
    /// Login with a wallet.
    pub wallet: Option<WalletSettings>,
    /// Single sign-on between national services.
    pub sessions: SessionSettings,
    /// Which key files hold which role.
    pub keys: KeyFiles,
    /// The national register that knows a person by a foreign identifier.
    pub matching: Option<MatchingSettings>,
    /// How the country page is ordered and what it hides.
    pub countries: CountryList,
    /// The languages of the pages.
    pub languages: Languages,
    /// The addresses in every page's footer.
    pub links: Links,
    /// How the pages look.
    pub look: Look,
    /// Whom a person can ask.
    pub contacts: Vec<Contact>,
    /// How long things are kept.
    pub retention: Retention,
    /// How the gateway reaches others.
    pub outbound: Outbound,
    /// The registered services by `client_id`: those of the file, and in force those of the registry
    /// too.
    pub clients: BTreeMap<String, Arc<ClientSettings>>,
    /// What clients of the registry may have.
    pub registration: RegistrationRules,
    /// Whose certificates prove clients.
    pub enterprise: Option<EnterpriseSettings>,
    /// The foreign nodes in the order of the file.
    pub peers: Vec<Arc<PeerSettings>>,
    /// The lists that name more of them.
    pub service_lists: Vec<Arc<ServiceListSettings>>,
    /// What cannot be used and is left out of the lists above.
    pub closed: Vec<Closed>,
    /// What other nodes must have been told too.
    pub agreement: Agreement,
}

impl Settings {
    /// The earliest moment at which the keys that sign SAML messages may change places, where the
    /// configuration in force before did not announce this moment and others may hold what it published
    /// until later.
    pub fn switches_too_early(&self, before: &Self, now: Instant) -> Option<Instant> {
        let announced = self.keys.saml_signing_switch_at?;
        let held = |settings: &Self| {
            let proxy_service = settings.proxy_service.as_ref();
            let validity = proxy_service.map(|ours| ours.metadata_validity);
            now.plus(
                settings
                    .connector
                    .metadata_validity
                    .max(validity.unwrap_or_default()),
            )
        };
        let earliest = held(before);
        let known = before.keys.saml_signing_switch_at == Some(announced);
        (!known && announced < earliest).then_some(earliest)
    }

    /// A section that serves in `running` and would be closed: at a reload a typing mistake turns away
    /// nobody who can log in now.
    pub fn closes_what_runs(&self, running: &Self) -> Option<&Closed> {
        self.closed.iter().find(|closed| match closed.kind {
            ClosedKind::Client => running.clients.contains_key(&closed.name),
            ClosedKind::Eid => running
                .eids
                .iter()
                .any(|eid| eid.id.as_str() == closed.name),
        })
    }

    /// Whether this configuration has a client of this name, closed ones included.
    pub fn names_client(&self, client_id: &str) -> bool {
        let is_closed =
            |closed: &Closed| closed.kind == ClosedKind::Client && closed.name == client_id;
        self.clients.contains_key(client_id) || self.closed.iter().any(is_closed)
    }

    /// Every picture of a page, at whose address its name stands.
    pub fn pictures(&self) -> impl Iterator<Item = &Logo> {
        let eids = self.eids.iter().filter_map(|eid| eid.logo.as_ref());
        let clients = self.clients.values().flat_map(|client| {
            let customers = client.customers.iter();
            let customers = customers.filter_map(|customer| customer.logo.as_ref());
            client.logo.iter().chain(customers)
        });
        self.look.logo.iter().chain(eids).chain(clients)
    }

    /// The issuer as it stands in tokens: without a slash at the end.
    pub fn issuer_text(&self) -> &str {
        self.issuer.as_str().trim_end_matches('/')
    }

    /// An address of the gateway, by its path from the root.
    pub fn address(&self, path: &str) -> String {
        [self.issuer_text(), path].concat()
    }

    /// The e-ID with this identifier, as it comes from a form or a path.
    pub fn eid(&self, id: &str) -> Option<&Arc<EidSettings>> {
        self.eids.iter().find(|eid| eid.id.as_str() == id)
    }

    /// The registered service with this `client_id`.
    pub fn client(&self, client_id: &str) -> Option<&Arc<ClientSettings>> {
        self.clients.get(client_id)
    }
}

/// The public listener.
#[derive(Clone, Debug)]
pub struct PublicListener {
    /// The address to bind.
    pub address: SocketAddr,
    /// TLS here, or in front of us.
    pub transport: ListenerTransport,
    /// Connections at once.
    pub max_connections: usize,
    /// How long open requests may take after SIGTERM.
    pub drain: Duration,
}

impl PublicListener {
    /// When each certificate of TLS ends, Unix seconds, with its file: as it lies there now, which is
    /// what the next reload takes.
    pub fn certificate_ends(&self) -> Vec<(PathBuf, i64)> {
        let ListenerTransport::Tls { certificates, .. } = &self.transport else {
            return Vec::new();
        };
        let pem = std::fs::read(certificates).unwrap_or_default();
        let chain = xmlsec::Certificate::chain_from_pem(&pem).unwrap_or_default();
        let ends = chain.iter().map(xmlsec::Certificate::not_after);
        ends.map(|end_s| (certificates.clone(), end_s)).collect()
    }
}

/// Who ends TLS.
#[derive(Clone, Debug)]
pub enum ListenerTransport {
    /// We do, with these PEM files (read again on reload).
    Tls {
        /// The certificate chain, leaf first.
        certificates: PathBuf,
        /// The private key, PKCS#8.
        key: PathBuf,
    },
    /// A proxy does; `X-Forwarded-*` counts only when it comes from one of these networks.
    BehindProxy {
        /// Networks of the proxies.
        trusted: Vec<Network>,
    },
    /// Nobody does: the demo on loopback.
    Plain,
}

/// Who we are in the eIDAS network.
#[derive(Clone, Debug)]
pub struct ConnectorSettings {
    /// Our entityID, which is the address of our metadata.
    pub entity_id: EntityId,
    /// Our AssertionConsumerService.
    pub acs: Url,
    /// The organisation in our metadata.
    pub organisation: Organisation,
    /// Who helps when a login fails: e-mail address in our metadata.
    pub support_contact: String,
    /// Who runs the node: e-mail address in our metadata.
    pub technical_contact: String,
    /// `ProviderName` when the client has none of its own.
    pub provider_name: String,
    /// How long our signed metadata is valid (`validUntil`).
    pub metadata_validity: Duration,
}

/// An organisation as metadata names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The formal name.
    pub name: String,
    /// The name people know.
    pub display_name: String,
    /// The web address.
    pub url: Url,
}

/// The register that matches foreign persons.
#[derive(Clone, Debug)]
pub struct MatchingSettings {
    /// Where to ask.
    pub url: Url,
    /// The API key sent with each question.
    pub api_key: Secret,
    /// After this the register counts as unavailable.
    pub timeout: Duration,
    /// What it answers with.
    pub answers: RegisterAnswers,
    /// Where what was compared is kept.
    pub journal: Option<JournalSettings>,
    /// Where a person has it put right.
    pub update_url: Option<Url>,
    /// Countries to ask for; empty: all.
    pub countries: Vec<CountryCode>,
    /// By country the providers of PIDs whose number is the register's.
    pub pid_numbers: Vec<(CountryCode, Vec<String>)>,
    /// The address may be private: the operator wrote it and said so.
    pub private: bool,
}

impl MatchingSettings {
    /// The providers of this country whose number is the register's, where the operator named any or said
    /// that there is none.
    pub fn pid_numbers_of(&self, country: CountryCode) -> Option<&[String]> {
        let mut named = self.pid_numbers.iter();
        named.find_map(|(of, providers)| (*of == country).then_some(&**providers))
    }
}

/// The journal of what was compared.
#[derive(Clone, Debug)]
pub struct JournalSettings {
    /// Entries are encrypted to it.
    pub key: ::wallet::key::PublicKey,
    /// So long they are kept.
    pub months: u32,
}

/// A text that must not be printed. Cleared from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The country page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountryList {
    /// These stand first, in this order; the rest follows by name.
    pub first: Vec<CountryCode>,
    /// These are not shown (and cannot be chosen).
    pub hidden: Vec<CountryCode>,
    /// What people call the e-IDs of each, with the level at which it is notified.
    pub eids: Vec<(CountryCode, Vec<(String, LevelOfAssurance)>)>,
}

impl CountryList {
    /// What people call those e-IDs of a country that reach this level.
    pub fn eids_at(&self, country: CountryCode, level: LevelOfAssurance) -> Vec<String> {
        let of = self.eids.iter().filter(|(code, _)| *code == country);
        let reaching = of.flat_map(|(_, eids)| eids).filter(|(_, it)| *it >= level);
        reaching.map(|(name, _)| name.clone()).collect()
    }
}

/// The addresses in every page's footer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Help for people who cannot log in.
    pub help: Option<Url>,
    /// The privacy notice.
    pub privacy: Option<Url>,
    /// The accessibility statement.
    pub accessibility: Option<Url>,
    /// How to get an e-ID.
    pub get_eid: Option<Url>,
}

/// How long things are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The audit of logins and messages, in days.
    pub audit_days: u32,
}

/// How the gateway reaches others.
#[derive(Clone, Debug, Default)]
pub struct Outbound {
    /// An HTTP proxy for every outbound call.
    pub proxy: Option<Url>,
}

/// A foreign node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerSettings {
    /// Its country.
    pub country: CountryCode,
    /// Whether we ask it or it asks us.
    pub role: Role,
    /// Its entityID.
    pub entity_id: EntityId,
    /// Where its metadata comes from.
    pub source: PeerSource,
    /// How far its clock may be off.
    pub skew: Duration,
    /// What we put up with.
    pub tolerances: Vec<ToleranceEntry>,
    /// Its addresses may be private.
    pub private: bool,
    /// TLS roots for fetching its metadata, in place of the system's (DER).
    pub extra_roots: Vec<Vec<u8>>,
    /// Where the revocation lists of the authorities below its anchors are. None: whether what
    /// signs its metadata was revoked is not checked.
    pub crls: Vec<RevocationSource>,
    /// From where it reads our metadata.
    pub reads_from: Vec<Network>,
    /// Closed by the operator, or by the list that names it.
    pub suspended: Option<Suspension>,
    /// The list that names it; `None`: it is configured.
    pub listed: Option<Listed>,
}

/// A node that a Metadata Service List names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The list's `name`.
    pub list: String,
    /// `HideFromDiscovery`: it is not shown for choice.
    pub hidden: bool,
}

impl PeerSettings {
    /// What its metadata must prove.
    pub fn expected(&self, transport: Transport) -> ExpectedPeer {
        ExpectedPeer {
            entity_id: self.entity_id.clone(),
            country: self.country,
            role: self.role,
            transport,
            tolerances: self
                .tolerances
                .iter()
                .map(|entry| (entry.tolerance, entry.until))
                .collect(),
        }
    }
}

/// Where a peer's metadata comes from and why we believe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerSource {
    /// Fetched, signed under one of these anchors (certificates, DER).
    Signed {
        /// Where to fetch.
        url: Url,
        /// Trust anchors.
        anchors: Vec<Vec<u8>>,
    },
    /// A file beside the configuration, signed under one of these anchors.
    SignedFile {
        /// The file.
        file: PathBuf,
        /// Trust anchors.
        anchors: Vec<Vec<u8>>,
    },
    /// A file handed over and pinned by its SHA-256: middleware services.
    Pinned {
        /// The file.
        file: PathBuf,
        /// SHA-256 of the file.
        sha256: [u8; 32],
    },
}

/// Where a certificate revocation list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevocationSource {
    /// Fetched with the metadata.
    Address(Url),
    /// A file that the operator renews.
    File(PathBuf),
}

/// A difference we put up with for one peer, until a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToleranceEntry {
    /// Which one.
    pub tolerance: Tolerance,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: Instant,
}

/// A peer closed by the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Since when, as written.
    pub since: String,
    /// What people read on the country page.
    pub text: Text,
}

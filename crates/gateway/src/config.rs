// SPDX-License-Identifier: EUPL-1.2
//! The configuration as written: one TOML file, every field declared and described here.
//!
//! docs/configuration.md is made from these descriptions ([`reference()`]) and a test keeps it
//! true. What the values mean together is said in [`crate::settings`].

mod client;
mod console;
mod contact;
mod date;
mod eid;
mod look;
mod pkcs11;
mod proxy_service;
pub mod read;
mod reference;
mod store;
mod syslog;
mod table;
mod wallet;
mod words;

pub use self::words::{EidId, IdentifierPolicy, Network, Profile, StoreKind, Text};

use std::net::SocketAddr;
use std::path::PathBuf;

use eidas::{CountryCode, LevelOfAssurance, Tolerance};
use pages::i18n::Language;
use toml::Spanned;
use toml::de::DeValue;
use url::Url;

pub use self::client::{
    AcrValue, AuthMethod, Client, ClientAttribute, Customer, EnterpriseCertificates, MatchPage,
    MatchedBy, Persons, PkceWritten, RefreshWritten, Registration,
};
pub use self::console::{Console, ConsoleOperator, Traces};
pub use self::contact::Contact;
pub use self::date::{Date, Moment};
pub use self::eid::{
    AttributeWritten, Claims, Eid, EidKind, EidState, NotificationWritten, PersonWritten,
};
pub use self::look::LookWritten;
pub use self::pkcs11::Pkcs11Written;
pub use self::proxy_service::{
    CountryPolicy, MigrationWritten, PrivateTermsWritten, ProxyService, Sessions,
};
pub use self::read::{At, Problem};
use self::read::{Field, Presence, Read, Reader, Section, read_text, section, words};
pub use self::reference::reference;
pub use self::store::StoreWritten;
pub use self::syslog::SyslogWritten;
pub use self::table::{Claim, Table};
pub use self::wallet::{DcApi, Wallet, WalletAccess, WalletAsks, WalletList, WalletResponse};

/// Reads the text of a configuration file. What could be read is there even with problems, so that
/// the next stage can name more of them.
pub fn parse(source: &str) -> (Option<File>, Vec<Problem>) {
    let (file, problems) = Reader::read::<File>(source);
    (file.map(|file| file.value), problems)
}

section! {
    /// One file holds the configuration. File names in it are relative to it. Text stands in
    /// quotes. A field that is not known is an error, so a typing mistake cannot pass silently.
    File {
        /// How far the rules may be relaxed. `production`: not at all. `test`: test e-IDs and
        /// synthetic persons, marked in red on every page. `demo`: loopback only, `http` for
        /// `localhost` and names that end in `.localhost`.
        profile: Profile = Default "\"production\"",
        /// Our own country, as eIDAS writes it.
        country: CountryCode = Required "\"NO\"",
        /// The issuer of tokens. Every address of the gateway begins with it. It has no path.
        issuer: Url = Required "\"https://login.example.no\"",
        /// The directory of the store, the audit files and the last good metadata of peers.
        data: PathBuf = Required "\"data\"",
        /// Where the gateway keeps what it must remember.
        store: StoreWritten = Default "[section]",
        /// The listener that browsers and services reach.
        public: Public = Required "[section]",
        /// The listener for health, metrics and peer states. Never reachable from outside.
        operator: Operator = Default "[section]",
        /// The operators' console on that listener. Without it nobody can log in there.
        console: Console = Optional "[section]",
        /// Where traces of logins are sent (OpenTelemetry).
        traces: Traces = Optional "[section]",
        /// Where the audit trail is sent (syslog over TLS).
        syslog: SyslogWritten = Optional "[section]",
        /// Who we are among the eIDAS nodes.
        connector: Connector = Required "[section]",
        /// The Proxy-Service answers foreign connectors. Without it our nationals cannot log in
        /// abroad.
        proxy_service: ProxyService = Optional "[section]",
        /// Single sign-on between national services.
        sessions: Sessions = Default "[section]",
        /// Key files by role. In each list the first file is the preferred key. Each file holds
        /// a private key (PKCS#8, PEM) and behind it the certificate chain, leaf first.
        keys: Keys = Required "[section]",
        /// The token of keys that lie in a hardware security module. Without it keys lie in files.
        pkcs11: Pkcs11Written = Optional "[section]",
        /// The register that knows national numbers of foreign persons. Without it nobody is
        /// matched.
        matching: Matching = Optional "[section]",
        /// Order and visibility on the country page.
        country_list: CountryPage = Default "[section]",
        /// The languages of the pages.
        languages: PageLanguages = Default "[section]",
        /// Addresses in the footer of every page.
        links: PageLinks = Default "[section]",
        /// How the pages look: as those of the state or the agency that runs the gateway.
        look: LookWritten = Default "[section]",
        /// Help desks, one section each: for the pages that say what did not work.
        contact: Vec<At<Contact>> = Optional "[[section]]",
        /// How long things are kept.
        retention: Keep = Default "[section]",
        /// How the gateway reaches others.
        outbound: Reach = Default "[section]",
        /// The services that may ask for a login, one section each.
        client: Vec<At<Client>> = Optional "[[section]]",
        /// What clients may have that are registered while the gateway runs.
        registration: Registration = Default "[section]",
        /// Whose enterprise certificates prove clients.
        enterprise_certificates: EnterpriseCertificates = Optional "[section]",
        /// The national e-IDs, one section each, in the order of the page.
        eid: Vec<At<Eid>> = Optional "[[section]]",
        /// Login with a European Digital Identity Wallet. Without it none is offered.
        wallet: Wallet = Optional "[section]",
        /// The foreign nodes, one section each: Proxy-Services that we ask, and connectors that
        /// may ask us.
        peer: Vec<At<Peer>> = Optional "[[section]]",
        /// Metadata Service Lists: the nodes of their territories come and go by a signed list.
        service_list: Vec<At<ServiceListWritten>> = Optional "[[section]]",
    }
}

impl File {
    /// The countries that are written: of nodes, and of lists of nodes.
    pub fn countries(&self) -> impl Iterator<Item = CountryCode> {
        let peers = self.peer.iter().flat_map(|list| &list.value);
        let peers = peers.filter_map(|at| Some(at.value.country.as_ref()?.value));
        let lists = self.service_list.iter().flat_map(|list| &list.value);
        let territories = lists.flat_map(|at| &at.value.territories);
        peers.chain(territories.flat_map(|at| at.value.iter().map(|at| at.value)))
    }
}

section! {
    /// TLS either ends here (`certificates` and `key`) or in a proxy in front (`behind_proxy`).
    Public {
        /// IP address and port to listen on.
        address: SocketAddr = Required "\"0.0.0.0:8443\"",
        /// Certificate chain, PEM, leaf first. Read again on SIGHUP.
        certificates: PathBuf = Optional "\"tls/certificate.pem\"",
        /// Private key of the certificate, PEM. Read again on SIGHUP.
        key: PathBuf = Optional "\"tls/key.pem\"",
        /// Networks of the proxies that end TLS. `X-Forwarded-For` counts only from them.
        behind_proxy: Vec<At<Network>> = Optional "[\"10.0.0.0/8\"]",
        /// Connections at once. When one more comes, the one that has waited longest for its
        /// request is closed. Each is an open file: `LimitNOFILE` must allow 256 more.
        max_connections: u32 = Default "2000",
        /// How many seconds requests may take after SIGTERM, and who comes meanwhile is answered.
        drain_seconds: u32 = Default "20",
    }
}

section! {
    /// `/health/live`, `/health/ready`, `/metrics`, `/peers` and `/console` for whoever runs the gateway.
    Operator {
        /// IP address and port to listen on.
        address: SocketAddr = Default "\"127.0.0.1:9100\"",
    }
}

section! {
    /// The connector asks foreign nodes. These values stand in our metadata.
    Connector {
        /// Our entityID, which is also the address of our metadata. Default: the issuer followed
        /// by `/eidas/connector/metadata`. Set it when you take over from another node.
        entity_id: Url = Optional "\"https://login.example.no/eidas/connector/metadata\"",
        /// Our AssertionConsumerService, where foreign nodes send answers. Default: the issuer
        /// followed by `/eidas/connector/acs`. Another address must lead there.
        acs: Url = Optional "\"https://login.example.no/eidas/connector/acs\"",
        /// `ProviderName` of requests for services without a name of their own.
        provider_name: String = Required "\"Example directorate\"",
        /// E-mail address for people whose login fails.
        support_contact: String = Required "\"support@example.no\"",
        /// E-mail address of those who run the node.
        technical_contact: String = Required "\"node@example.no\"",
        /// How many hours our signed metadata is valid. It is signed anew at half of that.
        metadata_validity_hours: u32 = Default "24",
        /// The organisation that runs the node.
        organisation: Organisation = Required "[section]",
    }
}

section! {
    /// The organisation as other countries see it in our metadata.
    Organisation {
        /// The formal name.
        name: String = Required "\"Example directorate\"",
        /// The name people know. Default: the formal name.
        display_name: String = Optional "\"Example\"",
        /// Its web address.
        url: Url = Required "\"https://www.example.no\"",
    }
}

section! {
    /// Every role has keys in use (`current`), and may have some published ahead (`next`) and some
    /// that are no longer used for new things (`retired`). docs/operations.md tells how to roll
    /// over.
    Keys {
        /// Signs SAML requests: a P-256 key, and an RSA-3072 key for nodes that ask for it.
        saml_signing: Role = Required "[section]",
        /// When the keys of `saml_signing.next` take the place of those in `current`, each that of
        /// its kind. Until then our metadata ends at that moment at the latest, so that nobody
        /// holds a copy from before it: nodes that know one key of ours only learn of the new one
        /// in time. docs/operations.md tells the steps.
        saml_signing_switch_at: Moment = Optional "\"2026-12-01T03:00:00Z\"",
        /// Whether `landport keys` changes the keys of these four roles by itself: it makes new ones below
        /// `keys` in the data directory and remembers there which are next, current and retired. What
        /// stands under `next`, `current` and `retired` here is only what it begins with.
        managed: bool = Default "false",
        /// Opens assertions: a P-256 key and an RSA-3072 key. The preferred one stands first and
        /// last in our metadata, because nodes take either the first or the last.
        saml_encryption: Role = Required "[section]",
        /// Signs our metadata. Its certificate, or the root above it, is what other countries
        /// trust.
        metadata_signing: Role = Required "[section]",
        /// Signs tokens: an RSA key for RS256, a P-256 key for ES256 and, where clients want it, an
        /// RSASSA-PSS key for PS256. No certificates.
        oidc_signing: Role = Required "[section]",
        /// 32 random bytes in base64 that make the pairwise `sub` values. Never change it: every
        /// service would see new persons. Keep a backup in another place.
        pairwise: PathBuf = Required "\"keys/pairwise.key\"",
        /// The day a backup of the pairwise key was put in a safe place. `check` warns without it.
        pairwise_backup_recorded: Date = Optional "\"2026-11-23\"",
        /// 32 random bytes in base64 that make the pseudonyms in the audit file.
        audit: PathBuf = Required "\"keys/audit.key\"",
        /// Files of 32 random bytes in base64 that make the identifiers of our nationals for other
        /// countries, oldest first. Never rotated, only superseded: a new file at the end makes
        /// the identifiers of persons who never had one; who has one keeps it.
        identifier: Vec<At<PathBuf>> = Default "[]",
        /// The day a backup of the identifier keys was put in a safe place. `check` warns without
        /// it.
        identifier_backup_recorded: Date = Optional "\"2026-11-23\"",
    }
}

section! {
    /// The keys of one role.
    Role {
        /// Published ahead, not used yet. Decryption keys are not published before they are
        /// current.
        next: Vec<At<PathBuf>> = Default "[]",
        /// In use. The first is preferred.
        current: Vec<At<PathBuf>> = Required "[\"keys/saml-signing-p256.pem\"]",
        /// Decryption keys still open, token keys still verify, others rest.
        retired: Vec<At<PathBuf>> = Default "[]",
    }
}

section! {
    /// The gateway asks the register once for each foreign person. A register that is
    /// down never breaks a login.
    Matching {
        /// The register's address.
        url: Url = Required "\"https://register.example.no\"",
        /// A file with the API key that is sent along.
        api_key_file: PathBuf = Required "\"keys/register.key\"",
        /// `number`: it is asked at `/eidas/entydig` below its address and compares itself. `persons`: it
        /// is asked at `/eidas/personer` and answers with persons; one whose foreign identifier it
        /// knows, and whose names and birth date are the same by the rules of docs/matching, is found.
        answers: RegisterAnswers = Default "\"number\"",
        /// What was compared, kept for complaints. Without it nothing is kept.
        journal: Journal = Optional "[section]",
        /// After so many seconds the register counts as unavailable, and the login goes on without
        /// a number. At most 5.
        timeout_seconds: u32 = Default "2",
        /// Ask only for persons from these countries. Default: from all.
        countries: Vec<At<CountryCode>> = Default "[]",
        /// Providers of PIDs whose `personal_administrative_number` is the number that the register holds, by
        /// country and by their names in the trusted list: as the country's notified scheme says. Of a country
        /// that stands here only theirs are looked for by number. Of any other one its provider is, where the
        /// lists name a single one.
        pid_numbers: Table<Vec<At<String>>> = Default "{}",
        /// Where a person asks that what the register says of her be put right. The page of a match that did
        /// not succeed links to it.
        update_url: Url = Optional "\"https://register.example.no/correct\"",
        /// The address may be in a private network.
        private: bool = Default "false",
    }
}

section! {
    /// What both sides used when a person was compared, the time and the outcome (Implementing Regulation
    /// (EU) 2025/846 art. 5), in `journal` below the data directory, a file a day. Each entry is encrypted
    /// to a key whose private half belongs elsewhere; `landport journal open` reads it there.
    Journal {
        /// The public half, PEM, on P-256. The private half must never be on this machine.
        key_file: PathBuf = Required "\"keys/journal.public.pem\"",
        /// How many months an entry is kept, 6 to 12. Older ones are removed by themselves.
        months: u32 = Default "6",
    }
}

section! {
    /// The countries of all peers stand on the page in the order of their names.
    CountryPage {
        /// These stand first, in this order.
        first: Vec<At<CountryCode>> = Default "[]",
        /// These are not shown and cannot be chosen.
        hidden: Vec<At<CountryCode>> = Default "[]",
        /// What people call the e-IDs of a country, each with the level at which it is notified, as
        /// `SE = { "Freja eID+" = "substantial" }`: the page names those that reach what the service asks for, and
        /// so does the page of whoever used one that does not. At most 80 characters for a country.
        eids: Table<Table<LevelOfAssurance>> = Default "{}",
    }
}

section! {
    /// A page is in the language that the service asks for (`ui_locales`), else in the browser's, else in
    /// that of the country that was chosen, else in English; the switch on each page leads to the others.
    PageLanguages {
        /// Which languages are offered. Default: in `production` those whose texts are in use, which are
        /// `nb`, `nn` and `en`; in `test` and `demo` all. The head of each file of texts says whether a
        /// native speaker has read it; offer no other in production unless you had it read.
        offered: Vec<At<Language>> = Optional "[\"nb\", \"nn\", \"se\", \"en\"]",
    }
}

section! {
    /// A link that is not set is not shown.
    PageLinks {
        /// Help for people who cannot log in. Pages that nothing else leads on from show it large.
        help: Url = Optional "\"https://www.example.no/help\"",
        /// The privacy notice.
        privacy: Url = Optional "\"https://www.example.no/privacy\"",
        /// The accessibility statement.
        accessibility: Url = Optional "\"https://www.example.no/accessibility\"",
        /// How to get an e-ID.
        get_eid: Url = Optional "\"https://www.example.no/get-eid\"",
    }
}

section! {
    /// Logins, codes and sessions end by themselves; this is about the record of them.
    Keep {
        /// Days that the audit of logins and messages is kept. What the gateway and its operators
        /// did is kept for ever.
        audit_days: u32 = Default "400",
    }
}

section! {
    /// TLS trusts the system's certificates. Addresses that others supply never lead to private
    /// networks; addresses written in this file may, where `private = true` stands beside them.
    Reach {
        /// An HTTP proxy for every outbound call, but those to entries with `private = true`.
        proxy: Url = Optional "\"http://proxy.example.no:3128\"",
    }
}

section! {
    /// A foreign node. docs/peers.md shows step by step how to add one.
    Peer {
        /// Its country.
        country: CountryCode = Required "\"SE\"",
        /// `proxy-service`: we ask it about its nationals. `connector`: it asks us about ours;
        /// no other connector may. A country has one section for each of its nodes.
        role: eidas::Role = Default "\"proxy-service\"",
        /// The address of its metadata. One of `metadata_url`, `metadata_file`.
        metadata_url: Url = Optional "\"https://connector.eidas.example.se/metadata\"",
        /// A file with its metadata.
        metadata_file: PathBuf = Optional "\"peers/de.xml\"",
        /// SHA-256 of the metadata file, for middleware services whose metadata is not signed.
        metadata_sha256: Sha256 = Optional "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
        /// Its entityID. Default: `metadata_url`.
        entity_id: String = Optional "\"https://connector.eidas.example.se/metadata\"",
        /// Certificates (PEM) that its metadata is signed with, or the root above them.
        trust_anchors: PathBuf = Optional "\"peers/se-anchor.pem\"",
        /// Certificate revocation lists (PEM or DER) of the authorities from its trust anchor down
        /// to what signs its metadata, one of each: addresses, which are read with the metadata,
        /// or files. With them no metadata is believed without a list in date for each issuer on
        /// the way, nor with a certificate on it; empty means that revocation is not checked.
        crls: Vec<At<String>> = Default "[]",
        /// How many seconds its clock may be off.
        clock_skew_seconds: u32 = Default "60",
        /// Differences to put up with for a while.
        tolerance: Vec<At<ToleranceWritten>> = Default "[]",
        /// Its metadata address may be in a private network.
        private: bool = Default "false",
        /// Certificates (PEM) that fetching its metadata trusts in place of the system's: what they issued,
        /// and they themselves.
        extra_roots: PathBuf = Optional "\"peers/se-tls-root.pem\"",
        /// The networks from which its operator says that it reads our metadata. Whoever reads it from there
        /// counts as this node in `landport keys`; without them nobody's reading counts, only what it proves.
        reads_from: Vec<At<Network>> = Default "[]",
        /// Closes the country with a text for people.
        suspended: SuspendedWritten = Optional "[section]",
    }
}

section! {
    /// A list of where each country's metadata is and who signs it (eIDAS Message Format 1.4 appendix A).
    /// A `[[peer]]` of a country and role takes both out of every list. docs/peers.md shows how.
    ServiceListWritten {
        /// What it is called in commands, in the log and in the audit trail.
        name: String = Required "\"nordic\"",
        /// Where it is. One of `url`, `file`.
        url: Url = Optional "\"https://md.example.eu/mdservicelist\"",
        /// A file with it, which the operator renews; it is read each minute.
        file: PathBuf = Optional "\"lists/nordic.xml\"",
        /// Certificates (PEM) that the list is signed with, or the root above them.
        trust_anchors: PathBuf = Required "\"lists/nordic-anchor.pem\"",
        /// The countries that are taken from it. What it says of others, and of our own, counts for nothing.
        territories: Vec<At<CountryCode>> = Required "[\"DK\", \"SE\"]",
        /// Certificates (PEM) that vouch for the metadata of a location where the list names none. Without
        /// them such a location is left out.
        metadata_anchors: PathBuf = Optional "\"lists/nordic-metadata.pem\"",
        /// How many of its countries a new list may lose at once, be it one of a country's roles or the
        /// certificates that vouch for it. One that loses more, or all, is not believed: the last good one counts until its end.
        may_lose: u32 = Default "2",
        /// Its address may be in a private network. Those of the nodes in it may not.
        private: bool = Default "false",
        /// Certificates (PEM) that fetching the list trusts in place of the system's: what they issued, and
        /// they themselves.
        extra_roots: PathBuf = Optional "\"lists/nordic-tls-root.pem\"",
    }
}

section! {
    /// A difference of this node from the profile, put up with until a day.
    ToleranceWritten {
        /// Which difference. `sha1-oaep`: SHA-1 inside OAEP, for nodes whose highest protocol
        /// version is 1.2 or 1.3. `long-validity`: metadata that is valid for up to five years.
        /// `long-lifetime`: assertions that are valid for up to a day.
        name: Tolerance = Required "\"sha1-oaep\"",
        /// Why, for whoever reads this later.
        reason: String = Required "\"Node 2.4 until its upgrade in spring\"",
        /// The last day.
        until: Date = Required "\"2027-03-31\"",
    }
}

section! {
    /// While this section stands, the country is shown greyed with this text.
    SuspendedWritten {
        /// Since which day.
        since: Date = Required "\"2026-11-23\"",
        /// The text in bokmål.
        nb: String = Required "\"Innlogging fra Sverige er stengt for vedlikehold.\"",
        /// The text in nynorsk. Default: the text in bokmål.
        nn: String = Optional "\"Innlogging frå Sverige er stengd for vedlikehald.\"",
        /// The text in English.
        en: String = Required "\"Login from Sweden is closed for maintenance.\"",
    }
}

words!(Profile {
    "production" => Self::Production,
    "test" => Self::Test,
    "demo" => Self::Demo,
});
/// What a register answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterAnswers {
    /// One national number: it has compared.
    Number,
    /// Persons, whom the rules compare.
    Persons,
}

words!(RegisterAnswers {
    "number" => Self::Number,
    "persons" => Self::Persons,
});
words!(eidas::Role {
    "proxy-service" => Self::ProxyService,
    "connector" => Self::Connector,
});
words!(Tolerance {
    "long-lifetime" => Self::LongLifetime,
    "long-validity" => Self::LongValidity,
    "sha1-oaep" => Self::Sha1Oaep,
});

/// A SHA-256 value, 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl Read for Sha256 {
    fn kind() -> String {
        "SHA-256 in hexadecimal".to_owned()
    }

    fn read(value: &Spanned<DeValue<'_>>, field: &str, reader: &mut Reader) -> Option<Self> {
        read_text(
            value,
            field,
            reader,
            "Write 64 hexadecimal digits",
            Self::parse,
        )
    }
}

/// SHA-256 as it stands in this file and in the audit trail: 64 hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    openssl::sha::sha256(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

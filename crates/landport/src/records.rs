// SPDX-License-Identifier: EUPL-1.2
//! `landport records`: the records of processing (GDPR art. 30) and the draft of an impact assessment
//! (art. 35(7)), from the configuration: what really is processed, not what somebody remembers of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use eidas::{Instant, Role, SpType};
use gateway::settings::{
    ClientSettings, EidSource, IdentifierPolicy, Purpose, Settings, StoreSettings,
};
use oidc::protocol::scope::claims_of_scope;
use pages::country_in;
use pages::i18n::Language;
use store::Kind;
use store::env::Env;

use crate::check::complain;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
}

/// Prints Markdown: 0, or 2 when the configuration is wrong.
pub(crate) fn run(options: &Options) -> ExitCode {
    let now = Instant::from_ms(Env::system().now_ms());
    match gateway::settings::load(&options.config, now) {
        Ok(loaded) => {
            let today = now.to_string();
            print!(
                "{}",
                text(&loaded.settings, today.get(..10).unwrap_or_default())
            );
            ExitCode::SUCCESS
        }
        Err(problems) => {
            complain(&options.config, &problems);
            ExitCode::from(2)
        }
    }
}

fn text(settings: &Settings, today: &str) -> String {
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = write_all(&mut out, settings, today);
    out
}

fn write_all(out: &mut String, settings: &Settings, today: &str) -> std::fmt::Result {
    let connector = &settings.connector;
    let house = &connector.organisation;
    writeln!(out, "# Records of processing: {}\n", settings.issuer_text())?;
    writeln!(
        out,
        "Made from the configuration on {today} by `landport records`. What is in *italics* is for the \
         controller to write.\n"
    )?;
    writeln!(out, "| GDPR art. 30(1) | |\n|---|---|")?;
    writeln!(
        out,
        "| controller, contact | {} ({}), {} |",
        house.name, house.url, connector.support_contact
    )?;
    writeln!(out, "| data protection officer | *name, contact* |")?;
    writeln!(
        out,
        "| purpose | to let people log in across borders: electronic identification under Regulation (EU) No 910/2014 \
         art. 6, Implementing Regulation (EU) 2015/1501 |"
    )?;
    writeln!(
        out,
        "| legal basis | art. 6(1)(c) and (e): *the national law that names this node*; consent is asked before data go \
         abroad as the person's own control, not as the basis |"
    )?;
    writeln!(
        out,
        "| persons | who logs in with an e-ID, and whoever they represent |"
    )?;
    writeln!(
        out,
        "| transfers to third countries | {} |",
        third_countries(settings)
    )?;
    writeln!(
        out,
        "| security | what identifies a person is sealed under a key that only the taker has; TLS everywhere; signed and \
         encrypted assertions; a sealed audit trail (docs/security.md) |\n"
    )?;
    services(out, settings)?;
    purposes(out, settings)?;
    abroad(out, settings)?;
    sources(out, settings)?;
    kept(out, settings)?;
    assessment(out, settings)
}

/// EEA states are none.
fn third_countries(settings: &Settings) -> String {
    const EEA: [&str; 31] = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE",
        "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
        "EU",
    ];
    let codes = settings.peers.iter().map(|peer| peer.country.as_str());
    let outside: BTreeSet<_> = codes.filter(|code| !EEA.contains(code)).collect();
    match outside.is_empty() {
        true => "none".to_owned(),
        false => format!(
            "{}: *the ground of art. 45 or 46*",
            outside.into_iter().collect::<Vec<_>>().join(", ")
        ),
    }
}

fn services(out: &mut String, settings: &Settings) -> std::fmt::Result {
    writeln!(out, "## Services here, and what each may learn\n")?;
    writeln!(
        out,
        "| service | body | scopes | of a person from abroad | of a national | kept by us for it |\n|---|---|---|---|---|---|"
    )?;
    for client in settings.clients.values() {
        let (foreign, national) = claims(client);
        let scopes: Vec<_> = client.registration.scopes.iter().collect();
        let body = match client.sp_type {
            SpType::Public => "public",
            SpType::Private => "private",
        };
        writeln!(
            out,
            "| {} (`{}`) | {body} | {} | {} | {} | until {} s after the login |",
            client.name,
            client.client_id,
            scopes.join(", "),
            list(&foreign),
            list(&national),
            client.registration.lifetimes.authorization,
        )?;
    }
    writeln!(
        out,
        "\nEach service gets another `sub` of the same person. *The purpose of each service and its ground for each \
         attribute are the service's to write; an attribute that it has no purpose for belongs out of `claims`.*\n"
    )
}

/// What services ask of a person beyond the minimum data set, with the words that people read.
fn purposes(out: &mut String, settings: &Settings) -> std::fmt::Result {
    let asks = |client: &&Arc<ClientSettings>| !client.purposes.is_empty();
    let clients: Vec<_> = settings.clients.values().filter(asks).collect();
    if clients.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "More than the minimum data set, asked only of countries that publish it:\n\n| service | attribute | what for |\n|---|---|---|"
    )?;
    for client in clients {
        for Purpose { attribute, purpose } in &client.purposes {
            let name = attribute.friendly_name();
            let purpose = purpose.in_language(Language::En);
            writeln!(out, "| {} | `{name}` | {purpose} |", client.name)?;
        }
    }
    out.push('\n');
    Ok(())
}

/// What leaves for a client at most: of a foreign login and of a national one.
fn claims(client: &ClientSettings) -> (BTreeSet<String>, BTreeSet<String>) {
    let always = ["acr", "amr", "auth_time", "sub"];
    let of_scopes = client
        .registration
        .scopes
        .iter()
        .flat_map(claims_of_scope)
        .copied();
    let of_scopes: BTreeSet<&str> = of_scopes.collect();
    let one_by_one = client.registration.claim_profile == oidc::provider::ClaimProfile::Standard;
    let foreign = [
        "birthdate",
        "eidas_citizen_country_code",
        "eidas_person_identifier",
        "family_name",
        "given_name",
        "match_status",
        "pid",
    ];
    let national = ["birthdate", "family_name", "given_name"];
    let names_asked = !of_scopes.is_empty() || one_by_one;
    let national = national.into_iter().filter(|_| names_asked).chain(["pid"]);
    let limited = |all: BTreeSet<String>| match &client.claims {
        Some(listed) => all.intersection(listed).cloned().collect(),
        None => all,
    };
    let owned = |names: BTreeSet<&str>| {
        names
            .into_iter()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    let with_always = |mut all: BTreeSet<String>| {
        all.extend(always.map(str::to_owned));
        all
    };
    let foreign = limited(owned(foreign.into_iter().collect()));
    let national = limited(owned(national.chain(of_scopes).collect()));
    (with_always(foreign), with_always(national))
}

fn list(names: &BTreeSet<String>) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn abroad(out: &mut String, settings: &Settings) -> std::fmt::Result {
    writeln!(out, "## Other countries\n")?;
    writeln!(
        out,
        "| country | node | what passes | identifier of our people there |\n|---|---|---|---|"
    )?;
    for peer in &settings.peers {
        let country = country_in(Language::En, peer.country.as_str());
        let (what, identifier) = match peer.role {
            Role::ProxyService => (
                "it proves its people to us: the minimum data set and what else a service asks for",
                "-",
            ),
            Role::Connector => (
                "it asks us to prove ours: the minimum data set and what else is asked for, known, and approved by the person",
                match settings
                    .proxy_service
                    .as_ref()
                    .map(|proxy| proxy.policy_of(peer.country))
                {
                    Some(IdentifierPolicy::National) => "the national number",
                    Some(IdentifierPolicy::PerCountry) => {
                        "one of that country's own, which says nothing elsewhere"
                    }
                    None => "-",
                },
            ),
        };
        writeln!(
            out,
            "| {country} | {} | {what} | {identifier} |",
            peer.entity_id.as_str()
        )?;
    }
    out.push('\n');
    Ok(())
}

fn sources(out: &mut String, settings: &Settings) -> std::fmt::Result {
    writeln!(
        out,
        "## Where the data come from\n\n| source | who is asked | what it tells |\n|---|---|---|"
    )?;
    for eid in &settings.eids {
        let who = match &eid.source {
            EidSource::Provider(provider) => provider.issuer.as_str(),
            EidSource::Personas(_) => "test persons, nobody who lives",
        };
        writeln!(
            out,
            "| e-ID `{}` | {who} | number, name, date of birth, level, time |",
            eid.id.as_str()
        )?;
    }
    if let Some(register) = &settings.matching {
        let countries: Vec<_> = register
            .countries
            .iter()
            .map(|code| code.as_str())
            .collect();
        let of = match countries.is_empty() {
            true => "every country".to_owned(),
            false => countries.join(", "),
        };
        writeln!(
            out,
            "| population register | {} | whether a person of {of} has a number here; asked with the foreign identifier, \
             name and date of birth |",
            register.url
        )?;
    }
    if let Some(wallet) = &settings.wallet {
        let lists: Vec<_> = wallet.lists.iter().map(|list| list.url.as_str()).collect();
        writeln!(
            out,
            "| wallets | providers on {} | the PID's attributes that were asked for |",
            lists.join(", ")
        )?;
    }
    out.push('\n');
    Ok(())
}

/// How long each kind of record is kept, and what it is for. A kind that has no line does not compile.
fn kept_for(kind: Kind, settings: &Settings) -> (&'static str, String) {
    let minutes = |seconds: u64| format!("{} minutes at most", seconds / 60);
    match kind {
        Kind::Login => (
            "a login under way: which service, which country; nobody's data",
            minutes(7200),
        ),
        Kind::Request => (
            "a question to another country: its message id",
            minutes(1800),
        ),
        Kind::State => ("a question to an e-ID", minutes(1800)),
        Kind::Identity => (
            "whom the e-ID or the country proved, sealed to the browser, until she decides (30 minutes, or more where she \
             asks for time)",
            minutes(6600),
        ),
        Kind::Grant => (
            "what a code stands for, sealed under the code",
            "600 seconds at most".to_owned(),
        ),
        Kind::AccessToken => (
            "what a token stands for, sealed under the token",
            "60 minutes at most".to_owned(),
        ),
        Kind::RefreshToken => (
            "the same for a refresh token",
            "as the table of services says".to_owned(),
        ),
        Kind::Session => (
            "single sign-on, sealed under its cookie",
            minutes(settings.sessions.absolute.as_secs()),
        ),
        Kind::Pushed => (
            "a request that a service pushed",
            "600 seconds at most".to_owned(),
        ),
        Kind::Posted => ("a form on its way", "some minutes".to_owned()),
        Kind::Replay => (
            "that something that counts once was seen: digests",
            "hours; of a revoked login until it ends".to_owned(),
        ),
        Kind::Answer => (
            "an answer for the second half of a double click, sealed",
            "one minute".to_owned(),
        ),
        Kind::Identifier => (
            "that a country has an identifier of a person of ours: derived names, sealed",
            "for ever: the identifier must stay the same (2015/1501 annex)".to_owned(),
        ),
        Kind::Consent => (
            "that a person agreed, sealed to her browser",
            match settings
                .proxy_service
                .as_ref()
                .map_or(0, |proxy| proxy.remember_consent_days)
            {
                0 => "not kept".to_owned(),
                days => format!("{days} days, or until she has it forgotten"),
            },
        ),
        Kind::Ended => (
            "that a login ended, so that back and reload lead on",
            minutes(7200),
        ),
        Kind::WalletRequest => ("a question to a wallet, sealed", minutes(1800)),
        Kind::WalletAnswer => (
            "what a wallet presented, sealed to the browser that asked",
            minutes(1800),
        ),
        Kind::Client => (
            "a registered client; nobody's data but its contacts",
            "until it is removed".to_owned(),
        ),
        Kind::ClientToken => (
            "a token of a client for itself, sealed under the token",
            "60 minutes at most".to_owned(),
        ),
        Kind::Lease => (
            "that a node answers a login at this moment; nobody's data",
            "30 seconds".to_owned(),
        ),
        Kind::Farewell => (
            "what a service must still be told of a logout, sealed under the gateway's key",
            "until it was told: seconds, 30 minutes at most while a node runs, an hour without its key".to_owned(),
        ),
        Kind::Arrival => (
            "who another country proved, while she is told whether she is known here, sealed to her browser",
            minutes(1800),
        ),
        Kind::KnownAs => (
            "under which number a person from another country is known here, sealed: her e-ID opens it",
            "as long as she chose, at most a year, or until she ends it".to_owned(),
        ),
        Kind::OwnLogins => (
            "a person's own logins: when, to whom, which kinds of data; sealed: her e-ID opens it",
            "90 days for her, 120 at most".to_owned(),
        ),
        Kind::OwnPage => (
            "that a person looks at her own logins, sealed under her cookie",
            "15 minutes".to_owned(),
        ),
        Kind::SupportCode => (
            "a code that a person reads out to the support desk, sealed",
            "15 minutes".to_owned(),
        ),
        Kind::Housekeeping => (
            "what operators decided; nobody's data",
            "for ever".to_owned(),
        ),
        Kind::AuditOutbox => (
            "the last lines of the audit trail",
            "seconds, then in its files".to_owned(),
        ),
    }
}

fn kept(out: &mut String, settings: &Settings) -> std::fmt::Result {
    const KINDS: [Kind; 28] = [
        Kind::Login,
        Kind::Request,
        Kind::State,
        Kind::Identity,
        Kind::Grant,
        Kind::AccessToken,
        Kind::RefreshToken,
        Kind::Session,
        Kind::Pushed,
        Kind::Posted,
        Kind::Replay,
        Kind::Answer,
        Kind::Identifier,
        Kind::Consent,
        Kind::Ended,
        Kind::WalletRequest,
        Kind::WalletAnswer,
        Kind::Client,
        Kind::Lease,
        Kind::ClientToken,
        Kind::Farewell,
        Kind::Arrival,
        Kind::KnownAs,
        Kind::OwnLogins,
        Kind::OwnPage,
        Kind::SupportCode,
        Kind::Housekeeping,
        Kind::AuditOutbox,
    ];
    let place = match settings.store {
        StoreSettings::Embedded => "the data directory",
        StoreSettings::PostgreSql(_) => "the shared database",
    };
    writeln!(
        out,
        "## What is kept, and how long\n\nIn {place}:\n\n| what | how long |\n|---|---|"
    )?;
    for kind in KINDS {
        let (what, how_long) = kept_for(kind, settings);
        writeln!(out, "| {what} | {how_long} |")?;
    }
    let journal = settings.matching.as_ref().and_then(|m| m.journal.as_ref());
    if let Some(journal) = journal {
        writeln!(
            out,
            "\nIn the journal of matching (2025/846 art. 5): identifier, names and date of birth as both sides used them, \
             and the outcome, each entry encrypted to a key that the gateway never holds; {} months.",
            journal.months
        )?;
    }
    let days = settings.retention.audit_days;
    writeln!(
        out,
        "\nIn the audit trail (2015/1501 art. 9(3)): messages and logins {days} days, then removed by the gateway; the \
         gateway's own doings for ever. Persons stand there as HMACs (`person_ref`, `sub`), never by name or number. In \
         the log and the metrics: nobody.\n"
    )
}

fn assessment(out: &mut String, settings: &Settings) -> std::fmt::Result {
    writeln!(out, "# Draft of an impact assessment (GDPR art. 35(7))\n")?;
    writeln!(
        out,
        "**(a) What is done.** As recorded above: {} services, {} nodes of other countries, {} e-IDs.\n",
        settings.clients.len(),
        settings.peers.len(),
        settings.eids.len()
    )?;
    writeln!(
        out,
        "**(b) Necessity and proportion.** The minimum data set is set by 2015/1501; more leaves only where it was asked \
         for, is known, and the person approved it. *Services whose claims are not limited (`claims`): {}.*\n",
        unlimited(settings)
    )?;
    writeln!(
        out,
        "**(c) Risks and (d) measures.**\n\n| risk | measure | what remains |\n|---|---|---|"
    )?;
    for (risk, measure, remains) in [
        (
            "somebody logs in as another",
            "every assertion verified, bound to its question and its browser, taken once",
            "*the other country's e-ID is wrong*",
        ),
        (
            "who takes the store learns who logged in",
            "sealed under keys that lie elsewhere",
            "*who takes store and memory of a running gateway*",
        ),
        (
            "services compare their users",
            "a pairwise `sub` for each; `pid` only where it may be released",
            "*`pid` is the same everywhere by law*",
        ),
        (
            "countries compare our people",
            "identifiers of each country's own where so configured",
            "*name and date of birth are in the minimum data set*",
        ),
        (
            "an operator looks up a person",
            "no command takes a name or number; looks are written to a sealed trail",
            "*who has the audit key and an identifier*",
        ),
        (
            "a person cannot get in",
            "another e-ID, pages in her language, help behind a reference",
            "*services must have another way*",
        ),
        (
            "statistics point at one person",
            "whole months, no cell below ten, no sums",
            "-",
        ),
    ] {
        writeln!(out, "| {risk} | {measure} | {remains} |")?;
    }
    writeln!(
        out,
        "\n*Views of data subjects (art. 35(9)), advice of the officer (art. 35(2)), decision, date.*"
    )
}

fn unlimited(settings: &Settings) -> String {
    let clients = settings
        .clients
        .values()
        .filter(|client| client.claims.is_none());
    let names: Vec<_> = clients.map(|client| client.name.as_str()).collect();
    match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    }
}

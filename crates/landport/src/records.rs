// SPDX-License-Identifier: EUPL-1.2
//! `landport records`: the records of processing (GDPR art. 30) and the draft of an impact assessment
//! (art. 35(7)), from the configuration: what really is processed, not what somebody remembers of it.

mod assessment;
mod kept;
mod services;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use eidas::{Instant, Role};
use gateway::settings::{EidSource, IdentifierPolicy, Settings};
use pages::country_in;
use pages::i18n::Language;
use store::env::Env;

use self::assessment::assessment;
use self::kept::kept;
use self::services::{purposes, services};
use crate::check::complain;
use crate::foreign::Foreign;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 they are printed; 2 the command or the configuration is wrong."
)]
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
                text(
                    &loaded.settings,
                    &Foreign::of(&loaded.settings, now),
                    today.get(..10).unwrap_or_default()
                )
            );
            ExitCode::SUCCESS
        }
        Err(problems) => {
            complain(&options.config, &problems);
            ExitCode::from(2)
        }
    }
}

fn text(settings: &Settings, foreign: &Foreign, today: &str) -> String {
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = write_all(&mut out, settings, foreign, today);
    out
}

fn write_all(
    out: &mut String,
    settings: &Settings,
    foreign: &Foreign,
    today: &str,
) -> std::fmt::Result {
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
        third_countries(foreign)
    )?;
    writeln!(
        out,
        "| security | what identifies a person is sealed under a key that only the taker has; TLS everywhere; signed and \
         encrypted assertions; a sealed audit trail (docs/security.md) |\n"
    )?;
    services(out, settings)?;
    purposes(out, settings)?;
    abroad(out, settings, foreign)?;
    sources(out, settings)?;
    kept(out, settings)?;
    assessment(out, settings, foreign)
}

/// EEA states are none.
fn third_countries(foreign: &Foreign) -> String {
    const EEA: [&str; 31] = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE",
        "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
        "EU",
    ];
    let codes = foreign.nodes.iter().map(|peer| peer.country.as_str());
    let codes = codes.chain(foreign.unread.keys().map(eidas::CountryCode::as_str));
    let outside: BTreeSet<_> = codes.filter(|code| !EEA.contains(code)).collect();
    match outside.is_empty() {
        true => "none".to_owned(),
        false => format!(
            "{}: *the ground of art. 45 or 46*",
            outside.into_iter().collect::<Vec<_>>().join(", ")
        ),
    }
}

fn abroad(out: &mut String, settings: &Settings, foreign: &Foreign) -> std::fmt::Result {
    writeln!(out, "## Other countries\n")?;
    writeln!(
        out,
        "| country | node | what passes | identifier of our people there |\n|---|---|---|---|"
    )?;
    for peer in &foreign.nodes {
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
            "| {country} | {}{} | {what} | {identifier} |",
            peer.entity_id.as_str(),
            peer.listed
                .as_ref()
                .map_or_else(String::new, |by| format!(" (by the list {})", by.list)),
        )?;
    }
    for (country, list) in &foreign.unread {
        let country = country_in(Language::En, country.as_str());
        writeln!(
            out,
            "| {country} | *what the list {list} names, which was not read here yet* | | |"
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

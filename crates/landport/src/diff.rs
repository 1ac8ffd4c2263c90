// SPDX-License-Identifier: EUPL-1.2
//! `landport diff --from OLD --config NEW`: what a change would do, before it is made. N15.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use eidas::{Instant, Role};
use gateway::keys::Keys;
use gateway::login::WALLET;
use gateway::settings::{Loaded, Settings};
use store::env::Env;

use crate::audit::Beside;
use crate::check::complain;
use crate::foreign::Foreign;
use crate::logins::{self, Direction, Outcome};

const WEEK_MS: i64 = 7 * 86_400_000;
/// What names an entry of a list, best first.
const NAMES: [&str; 7] = [
    "client_id",
    "id",
    "metadata_url",
    "metadata_file",
    "name",
    "url",
    "for_clients",
];

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 nothing follows that people would see; 1 something does; 2 the command or one of the two is wrong."
)]
pub(crate) struct Options {
    /// The configuration that would be taken.
    #[arg(long, value_name = "NEW")]
    config: PathBuf,
    /// The configuration in use.
    #[arg(long, value_name = "OLD")]
    from: PathBuf,
    #[command(flatten)]
    beside: Beside,
    /// For a program.
    #[arg(long)]
    json: bool,
}

/// What would become of it.
#[derive(Debug, Default, serde::Serialize)]
struct Told {
    /// Lines of the file that differ.
    changes: Vec<String>,
    /// What follows from them.
    consequences: Vec<String>,
    /// Logins of the last week that ended well and would end no more, by service, country and direction.
    logins_that_would_end: Vec<(String, String, Direction, u64)>,
    /// Logins of the last week that ended well.
    logins: u64,
}

/// 0 when nothing that people see changes, 1 when something does, 2 when a configuration is wrong.
pub(crate) fn run(options: &Options) -> ExitCode {
    let (trail, old) = match options.beside.trail(&options.from) {
        Ok(both) => both,
        Err(code) => return code,
    };
    let now = Instant::from_ms(Env::system().now_ms());
    let new = match gateway::settings::load(&options.config, now) {
        Ok(new) => new,
        Err(problems) => {
            complain(&options.config, &problems);
            return ExitCode::from(2);
        }
    };
    let mut told = Told {
        changes: changes(&options.from, &options.config),
        ..Told::default()
    };
    let abroad = [&old, &new].map(|of| Foreign::of(&of.settings, now));
    told.consequences = consequences((&old, &new), &abroad, now);
    let since = Instant::from_ms(now.ms() - WEEK_MS).to_string();
    let home = old.settings.country.as_str();
    match logins::between(&trail, home, (&since, "~")) {
        Ok(all) => {
            let [_, after] = &abroad;
            weigh(
                &mut told,
                all.into_values(),
                (&old.settings, &new.settings),
                after,
            );
        }
        Err(error) => told.consequences.push(format!(
            "Logins cannot be weighed: the trail is BROKEN at {error}"
        )),
    }
    say(&told, options.json);
    match told.consequences.is_empty() && told.logins_that_would_end.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn say(told: &Told, json: bool) {
    if json {
        println!("{}", serde_json::json!(told));
        return;
    }
    if told.changes.is_empty() {
        println!("The two say the same.");
    }
    for change in &told.changes {
        println!("  {change}");
    }
    for consequence in &told.consequences {
        println!("! {consequence}");
    }
    for (client, country, direction, logins) in &told.logins_that_would_end {
        let of = match direction {
            Direction::Outbound => format!("of our people at services of {country}"),
            Direction::Inbound => format!("at {client} with e-IDs of {country}"),
            Direction::National | Direction::Undecided => format!("at {client} with {country}"),
        };
        println!("! {logins} logins of the last week would end: {of}");
    }
    println!("{} logins of the last week ended well.", told.logins);
}

/// Each value by its path; an entry of a list by its name.
fn flat(file: &Path) -> BTreeMap<String, String> {
    fn walk(path: &str, value: &toml::Value, found: &mut BTreeMap<String, String>) {
        match value {
            toml::Value::Table(table) => {
                for (name, value) in table {
                    let path = match path {
                        "" => name.clone(),
                        path => format!("{path}.{name}"),
                    };
                    walk(&path, value, found);
                }
            }
            toml::Value::Array(list)
                if list.iter().all(toml::Value::is_table) && !list.is_empty() =>
            {
                for (at, entry) in list.iter().enumerate() {
                    let name = NAMES.iter().find_map(|name| entry.get(name)?.as_str());
                    let name = name.map_or_else(|| (at + 1).to_string(), str::to_owned);
                    let role = entry
                        .get("role")
                        .and_then(toml::Value::as_str)
                        .unwrap_or_default();
                    let mut path = format!("{path}[{name}]");
                    if !role.is_empty() {
                        path = format!("{path}({role})");
                    }
                    found.insert(path.clone(), String::new());
                    walk(&path, entry, found);
                }
            }
            other => {
                found.insert(path.to_owned(), other.to_string());
            }
        }
    }
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut found = BTreeMap::new();
    walk(
        "",
        &toml::Value::Table(text.parse().unwrap_or_default()),
        &mut found,
    );
    found
}

fn changes(old: &Path, new: &Path) -> Vec<String> {
    let (old, new) = (flat(old), flat(new));
    let paths: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    // Of an entry that comes or goes as a whole one line is enough.
    let is_within =
        |path: &str, gone: &BTreeMap<String, String>, there: &BTreeMap<String, String>| {
            let mut entries = gone
                .iter()
                .filter(|(entry, value)| value.is_empty() && !there.contains_key(*entry));
            entries.any(|(entry, _)| path.len() > entry.len() && path.starts_with(entry.as_str()))
        };
    let line = |path: &String| match (old.get(path), new.get(path)) {
        (Some(was), Some(is)) => (was != is).then(|| format!("{path}: {was} becomes {is}")),
        (Some(was), None) => (!is_within(path, &old, &new))
            .then(|| format!("{path}: gone {was}").trim_end().to_owned()),
        (None, Some(is)) => (!is_within(path, &new, &old))
            .then(|| format!("{path}: new {is}").trim_end().to_owned()),
        (None, None) => None,
    };
    paths.into_iter().filter_map(line).collect()
}

fn consequences(
    (old, new): (&Loaded, &Loaded),
    abroad: &[Foreign; 2],
    now: Instant,
) -> Vec<String> {
    let (before, after) = (&old.settings, &new.settings);
    let mut told = Vec::new();
    let same_audit_key = old.keys.audit().bytes() == new.keys.audit().bytes();
    let restart = crate::serve::restart_for(before, after, same_audit_key);
    if !restart.is_empty() {
        told.push(format!("Needs a restart: {}", restart.join(", ")));
    }
    if let Some(closed) = after.closes_what_runs(before) {
        told.push(format!("A reload would be refused: {closed}"));
    }
    if let Some(earliest) = after.switches_too_early(before, now) {
        told.push(format!(
            "A reload would be refused: saml_signing_switch_at may be {earliest} at the earliest"
        ));
    }
    for (id, client) in &before.clients {
        match after.clients.get(id) {
            None => told.push(format!(
                "The service {id} ({}) can log nobody in",
                client.name
            )),
            Some(now) if now.registration.sector != client.registration.sector => {
                told.push(format!(
                    "Every person is a stranger to the service {id}: its sector changes"
                ));
            }
            Some(_) => {}
        }
    }
    for eid in &before.eids {
        if after.eid(eid.id.as_str()).is_none() {
            told.push(format!("The e-ID {} is gone", eid.id.as_str()));
        }
    }
    countries(abroad, &mut told);
    let [_, nodes] = abroad;
    identifiers(old, new, nodes, &mut told);
    metadata(old, new, &mut told);
    told
}

fn countries([before, after]: &[Foreign; 2], told: &mut Vec<String>) {
    for (role, what) in [
        (Role::ProxyService, "can log in here no more"),
        (Role::Connector, "cannot ask for our people any more"),
    ] {
        let of = |foreign: &Foreign| -> BTreeSet<String> {
            let peers = foreign.nodes.iter().filter(|peer| peer.role == role);
            peers.map(|peer| peer.country.as_str().to_owned()).collect()
        };
        for country in of(before).difference(&of(after)) {
            let unread = after
                .unread
                .iter()
                .find(|(code, _)| code.as_str() == country);
            told.push(match unread {
                None => format!("{country} {what}"),
                Some((_, list)) => format!(
                    "{country} comes from the list {list}, which was not read here yet: landport trust diff says what it names"
                ),
            });
        }
    }
    told.dedup();
    for peer in &after.nodes {
        let was_open = before.nodes.iter().any(|was| {
            was.entity_id == peer.entity_id && was.role == peer.role && was.suspended.is_none()
        });
        if was_open && peer.suspended.is_some() {
            told.push(format!(
                "{} is closed: {}",
                peer.country.as_str(),
                peer.entity_id.as_str()
            ));
        }
    }
}

fn identifiers(old: &Loaded, new: &Loaded, nodes: &Foreign, told: &mut Vec<String>) {
    let (before, after) = (&old.settings, &new.settings);
    if old.keys.pairwise().bytes() != new.keys.pairwise().bytes() {
        told.push(
            "Every person is a stranger to EVERY service: the pairwise key changes".to_owned(),
        );
    }
    if before.issuer != after.issuer {
        told.push(
            "Every service must learn another issuer, and other nodes other addresses of ours"
                .to_owned(),
        );
    }
    let generations = |keys: &Keys| {
        keys.identifier()
            .iter()
            .map(|key| *key.bytes())
            .collect::<Vec<_>>()
    };
    let (was, is) = (generations(&old.keys), generations(&new.keys));
    if !is.starts_with(&was) {
        told.push("Identifiers abroad change or cannot be found: an identifier key is gone or has moved; only add behind".to_owned());
    }
    let (Some(was), Some(is)) = (&before.proxy_service, &after.proxy_service) else {
        if before.proxy_service.is_some() {
            told.push("Our people can log in abroad no more: [proxy_service] is gone".to_owned());
        }
        return;
    };
    let connectors = nodes.nodes.iter();
    let connectors = connectors.filter(|peer| peer.role == Role::Connector);
    let countries = connectors.map(|peer| peer.country);
    let countries: BTreeSet<_> = countries.chain(nodes.unread.keys().copied()).collect();
    for country in countries {
        if was.policy_of(country) != is.policy_of(country) {
            told.push(format!(
                "Our people get other identifiers in {}: its services see strangers, and a reload wants a `migration` record",
                country.as_str()
            ));
        }
    }
}

/// What others read of us.
fn metadata(old: &Loaded, new: &Loaded, told: &mut Vec<String>) {
    let published = |keys: &Keys| -> BTreeSet<Vec<u8>> {
        keys.certificates()
            .map(|(_, certificate)| certificate.der().to_vec())
            .collect()
    };
    let (was, is) = (published(&old.keys), published(&new.keys));
    let (gone, fresh) = (was.difference(&is).count(), is.difference(&was).count());
    if gone + fresh > 0 {
        told.push(format!(
            "Certificates of our keys: {gone} gone, {fresh} new; who reads our metadata by hand must hear of it \
             (docs/operations.md, Rolling keys over)"
        ));
    }
    let (was, is) = (&old.settings.connector, &new.settings.connector);
    let same = was.organisation == is.organisation
        && was.support_contact == is.support_contact
        && was.technical_contact == is.technical_contact;
    if !same {
        told.push("Our metadata names another organisation or contact".to_owned());
    }
}

fn weigh(
    told: &mut Told,
    all: impl Iterator<Item = logins::Login>,
    (before, after): (&Settings, &Settings),
    abroad: &Foreign,
) {
    let mut ends: BTreeMap<(String, String, Direction), u64> = BTreeMap::new();
    for login in all.filter(|login| login.outcome == Outcome::Success) {
        told.logins += 1;
        let direction = login.direction();
        let is_hidden = |country: &str| {
            let mut hidden = after.countries.hidden.iter();
            hidden.any(|code| code.as_str() == country)
        };
        let by_wallet = |country: &str| {
            let accepts = after.wallet.as_ref().map_or(&[][..], |wallet| &wallet.acr);
            accepts.iter().any(|(code, _)| code.as_str() == country)
        };
        let client = login.client.unwrap_or_default();
        // Who stands in neither was registered while the gateway ran, which no file changes.
        let known = direction == Direction::Outbound
            || after.client(&client).is_some()
            || before.client(&client).is_none();
        let (what, goes_on) = match direction {
            Direction::Outbound => {
                let country = login.country.unwrap_or_default();
                let serves =
                    abroad.serves(Role::Connector, &country) && after.proxy_service.is_some();
                (country, serves)
            }
            Direction::Inbound => {
                let country = login.country.unwrap_or_default();
                let asked = abroad.serves(Role::ProxyService, &country) && !is_hidden(&country);
                let serves = asked || by_wallet(&country);
                (country, serves)
            }
            Direction::National | Direction::Undecided => match login.eid {
                Some(eid) => {
                    let serves = match eid == WALLET {
                        true => after.wallet.is_some(),
                        false => after.eid(&eid).is_some(),
                    };
                    (eid, serves)
                }
                None => ("single sign-on".to_owned(), true),
            },
        };
        if !(known && goes_on) {
            *ends.entry((client, what, direction)).or_default() += 1;
        }
    }
    let rows = ends
        .into_iter()
        .map(|((client, what, direction), logins)| (client, what, direction, logins));
    told.logins_that_would_end = rows.collect();
}

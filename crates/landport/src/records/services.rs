// SPDX-License-Identifier: EUPL-1.2
//! The services, and what each may learn of a person.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use eidas::SpType;
use gateway::settings::{ClientSettings, Purpose, Settings};
use oidc::protocol::scope::claims_of_scope;
use pages::i18n::Language;

pub(super) fn services(out: &mut String, settings: &Settings) -> std::fmt::Result {
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
pub(super) fn purposes(out: &mut String, settings: &Settings) -> std::fmt::Result {
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

// SPDX-License-Identifier: EUPL-1.2
//! The draft of an impact assessment, GDPR art. 35(7).

use std::fmt::Write as _;

use gateway::settings::Settings;

use crate::foreign::Foreign;

pub(super) fn assessment(
    out: &mut String,
    settings: &Settings,
    foreign: &Foreign,
) -> std::fmt::Result {
    writeln!(out, "# Draft of an impact assessment (GDPR art. 35(7))\n")?;
    writeln!(
        out,
        "**(a) What is done.** As recorded above: {} services, {} nodes of other countries, {} e-IDs.\n",
        settings.clients.len(),
        foreign.nodes.len(),
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

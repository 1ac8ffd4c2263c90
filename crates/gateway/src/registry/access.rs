// SPDX-License-Identifier: EUPL-1.2
//! Who may get what: each client, each claim about a person, at which levels, from where, and what it
//! takes. Made from what is in force, for whoever has to answer for it (GDPR art. 5(1)(c), 25(2)).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oidc::protocol::scope::{WITH_CLAIMS, claims_of_scope};
use oidc::provider::GrantRule;
use pages::i18n::Language;

use crate::settings::claim_of;
use crate::settings::{ClientSettings, MatchedBy, Persons, Settings};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The client.
    pub client_id: String,
    /// The claim, by the name that the client gets it by.
    pub claim: String,
    /// The levels with which it may come.
    pub levels: String,
    /// Who says it: `foreign e-ID`, `national e-ID`, `register` or `gateway`.
    pub source: &'static str,
    /// `always`, the scopes that bring it, or `asked for` in the `claims` parameter; with the purpose that
    /// people read, where there is one.
    pub how: String,
    /// Where the client is registered: `configuration` or `registry`.
    pub registered: &'static str,
}

/// What the country of a foreign person says. Implementing Regulation (EU) 2015/1501, annex §1.
const FOREIGN: [(&str, &str); 6] = [
    ("birthdate", "foreign e-ID"),
    ("eidas_citizen_country_code", "foreign e-ID"),
    ("eidas_person_identifier", "foreign e-ID"),
    ("family_name", "foreign e-ID"),
    ("given_name", "foreign e-ID"),
    ("match_status", "gateway"),
];

/// The same of a legal person, of whom no register is asked.
const FOREIGN_LEGAL: [(&str, &str); 3] = [
    ("eidas_citizen_country_code", "foreign e-ID"),
    ("eidas_legal_person_identifier", "foreign e-ID"),
    ("legal_name", "foreign e-ID"),
];

/// Every line, by client and claim.
pub fn access(settings: &Settings, is_of_registry: impl Fn(&str) -> bool) -> Vec<Access> {
    let clients = settings.clients.values();
    let mut all = Vec::new();
    for client in clients.filter(|client| client.registration.grants == GrantRule::Logins) {
        let registered = match is_of_registry(&client.client_id) {
            true => "registry",
            false => "configuration",
        };
        let claims = of_foreign(client, settings).into_iter();
        for ((claim, source), how) in claims.chain(of_national(client)) {
            if !client.may_get(claim) && claim != "eidas_representative" {
                continue;
            }
            let begin = match source {
                "national e-ID" => "idporten-",
                _ => "eidas-",
            };
            let levels = client.registration.acr_values.iter();
            let levels = levels.map(|acr| acr.as_str());
            let levels: Vec<&str> = levels.filter(|acr| acr.starts_with(begin)).collect();
            if levels.is_empty() {
                continue;
            }
            all.push(Access {
                client_id: client.client_id.clone(),
                claim: client.registration.claim_profile.name(claim).to_owned(),
                levels: levels.join(" "),
                source,
                how,
                registered,
            });
        }
    }
    all
}

type Claims = BTreeMap<(&'static str, &'static str), String>;

/// ID-porten's profile gives everything; the standard one what is asked for.
fn of_foreign(client: &ClientSettings, settings: &Settings) -> Claims {
    let every = client.registration.claim_profile.in_both();
    let how = |claim| match every {
        true => "always".to_owned(),
        false => by_scope(client, claim).unwrap_or_else(|| "asked for".to_owned()),
    };
    let natural = client.persons == Persons::Natural;
    let asks = client.matching == MatchedBy::Register && natural && settings.matching.is_some();
    let register = asks.then_some(("pid", "register"));
    let known = match natural {
        true => &FOREIGN[..],
        false => &FOREIGN_LEGAL,
    };
    let known = known.iter().copied().chain(register);
    let mut claims: Claims = known
        .map(|(claim, source)| ((claim, source), how(claim)))
        .collect();
    // Never without being asked for, whatever the profile.
    for purpose in &client.purposes {
        if let Some(claim) = claim_of(purpose.attribute) {
            let how = by_scope(client, claim).unwrap_or_else(|| "asked for".to_owned());
            let said = purpose.purpose.in_language(Language::En);
            claims.insert((claim, "foreign e-ID"), format!("{how}: {said}"));
        }
    }
    if client.representation {
        let somebody = "when somebody acts for another".to_owned();
        claims.insert(("eidas_representative", "foreign e-ID"), somebody);
    }
    claims
}

fn of_national(client: &ClientSettings) -> Claims {
    const SOURCE: &str = "national e-ID";
    let every = client.registration.claim_profile.in_both();
    let personal = WITH_CLAIMS.into_iter().flat_map(claims_of_scope);
    let personal = personal.filter(|claim| !claim.starts_with("eidas_"));
    let mut claims = Claims::new();
    for claim in personal {
        match by_scope(client, claim) {
            Some(how) => claims.insert((claim, SOURCE), how),
            None if !every => claims.insert((claim, SOURCE), "asked for".to_owned()),
            None => None,
        };
    }
    let how = match every {
        true => "always",
        false => "asked for",
    };
    claims.insert(("pid", SOURCE), how.to_owned());
    claims
}

fn by_scope(client: &ClientSettings, claim: &str) -> Option<String> {
    let scopes = client.registration.scopes.iter();
    let bringing: Vec<&str> = scopes
        .filter(|word| claims_of_scope(word).contains(&claim))
        .collect();
    (!bringing.is_empty()).then(|| format!("scope {}", bringing.join(" or ")))
}

const HEAD: [&str; 6] = ["client", "claim", "levels", "source", "how", "registered"];

impl Access {
    fn columns(&self) -> [&str; 6] {
        [
            &self.client_id,
            &self.claim,
            &self.levels,
            self.source,
            &self.how,
            self.registered,
        ]
    }

    /// For people.
    pub fn table(all: &[Self]) -> String {
        let lines = || std::iter::once(HEAD).chain(all.iter().map(Self::columns));
        let mut widths = [0; 6];
        for line in lines() {
            for (width, text) in widths.iter_mut().zip(line) {
                *width = text.len().max(*width);
            }
        }
        let mut table = String::new();
        for line in lines() {
            let mut row = String::new();
            for (text, width) in line.iter().zip(widths) {
                let _ = write!(row, "{text:width$}  ");
            }
            table.push_str(row.trim_end());
            table.push('\n');
        }
        table
    }

    /// RFC 4180, with quotes around each value: what begins with `-` is no formula then.
    pub fn csv(all: &[Self]) -> String {
        let lines = std::iter::once(HEAD).chain(all.iter().map(Self::columns));
        let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let quoted = |line: [&str; 6]| line.map(quote).join(",");
        lines.map(|line| quoted(line) + "\r\n").collect()
    }
}

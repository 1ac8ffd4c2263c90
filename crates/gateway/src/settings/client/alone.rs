// SPDX-License-Identifier: EUPL-1.2
//! One `[[client]]` by itself, as the registry keeps it: the same reader, the same rules, and three more,
//! since it was not written by whoever may write the configuration file.

use std::collections::BTreeSet;
use std::path::PathBuf;

use eidas::Instant;
use oidc::jose::Algorithm;

use super::super::Profile;
use super::super::resolve::{Resolver, values};
use super::ClientSettings;
use crate::config::read::Reader;
use crate::config::{self, At, Client, Problem};

/// Fields of `[[client]]` that only the file can have. Attack (SS-04): who administers clients from
/// outside names files of this machine, asks other countries for more about a person, opens inside networks to our calls, looks into tokens that are
/// another's, or makes administrators.
pub const FILE_ONLY: [&str; 11] = [
    "attribute",
    "customer",
    "extra_roots",
    "grants",
    "introspects",
    "jwks_file",
    "logo",
    "organisation_name",
    "persons",
    "private",
    "secret_file",
];

/// The claim that `representation` brings.
const REPRESENTATIVE: &str = "eidas_representative";

/// What is said where a name would be another's sector.
pub(crate) const SECTOR_TAKEN: &str = "people's sub of this name is another client's";

/// What clients of the registry may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegistrationRules {
    /// It is the gateway's own client, which has a name that no other can have.
    pub is_ours: bool,
    /// The scopes.
    pub scopes: BTreeSet<String>,
    /// The only claims about a person; `None`: those of their scopes and claim profile.
    pub claims: Option<BTreeSet<String>>,
    /// The organisations whose pseudonyms of a person they may share.
    pub organisations: BTreeSet<String>,
    /// The groups of single sign-on that they may be in.
    pub sso_groups: BTreeSet<String>,
    /// The audiences of their access tokens.
    pub resources: BTreeSet<String>,
    /// The customers that they may ask for.
    pub on_behalf_of: BTreeSet<String>,
    /// The types of `authorization_details`.
    pub authorization_details_types: BTreeSet<String>,
    /// Sectors of the clients of the file: none of these is had by a name.
    pub sectors: BTreeSet<String>,
    /// What their ID tokens can be signed with: what there are keys for.
    pub token_algorithms: Vec<Algorithm>,
    /// There is a register that can be asked who somebody is.
    pub has_register: bool,
    /// There are authorities whose certificates prove clients.
    pub has_enterprise: bool,
    /// For how many days their secrets are taken.
    pub secret_days: Option<u32>,
}

/// The client that this text means: the fields of one `[[client]]`, in TOML.
///
/// # Errors
/// Everything that is wrong with it, by its field and without a line.
pub fn registered(
    section: &str,
    profile: Profile,
    rules: &RegistrationRules,
    now: Instant,
) -> Result<ClientSettings, Vec<Problem>> {
    let (client, problems) = Reader::read::<Client>(section);
    let mut resolver = Resolver {
        // No file of it can be named.
        directory: PathBuf::new(),
        profile,
        now,
        problems,
        house: Vec::new(),
        warnings: Vec::new(),
        token_algorithms: rules.token_algorithms.clone(),
        has_register: rules.has_register,
        has_enterprise: rules.has_enterprise,
    };
    let mut settings = None;
    if let Some(client) = &client {
        resolver.held_to(client, rules);
        if resolver.problems.is_empty() {
            settings = resolver.client(client);
        }
    }
    if let (Some(settings), Some(most)) = (&mut settings, &rules.claims)
        && settings.claims.is_none()
    {
        settings.claims = Some(most.clone());
    }
    if let (Some(client), Some(settings)) = (&client, &settings) {
        resolver.match_page(client, settings);
    }
    let mut problems = resolver.problems;
    problems.sort();
    problems.dedup();
    for problem in &mut problems {
        problem.line = 0;
    }
    match settings {
        Some(settings) if problems.is_empty() => Ok(settings),
        _ => Err(problems),
    }
}

impl Resolver {
    /// `[registration]`.
    pub(in super::super) fn registration_rules(
        &mut self,
        written: &config::Registration,
        clients: Option<&At<Vec<At<Client>>>>,
    ) -> RegistrationRules {
        let scopes = written.scopes.iter().flat_map(|list| &list.value);
        for at in scopes.filter(|at| at.value.starts_with("landport:")) {
            let what = format!("{:?} makes administrators", at.value);
            self.wrong(at, what, "Give it to a [[client]] of this file");
        }
        let claims = written.claims.as_ref();
        let set = |list: &Option<_>| values(list.as_ref()).into_iter().collect();
        RegistrationRules {
            is_ours: false,
            scopes: set(&written.scopes),
            claims: claims.map(|list| values(Some(list)).into_iter().collect()),
            organisations: set(&written.organisations),
            sso_groups: self.sso_groups(written, clients),
            resources: set(&written.resources),
            on_behalf_of: set(&written.on_behalf_of),
            authorization_details_types: set(&written.authorization_details_types),
            sectors: items(clients).filter_map(sector).collect(),
            token_algorithms: Vec::new(),
            has_register: false,
            has_enterprise: false,
            secret_days: self.secret_days(written.secret_days.as_ref()),
        }
    }

    fn secret_days(&mut self, at: Option<&At<u32>>) -> Option<u32> {
        let at = at?;
        if !(1..=3_650).contains(&at.value) {
            let what = format!("{} days", at.value);
            self.wrong(at, what, "Write 1 to 3650, or remove it");
        }
        Some(at.value)
    }

    fn held_to(&mut self, section: &At<Client>, rules: &RegistrationRules) {
        let client = &section.value;
        let files = [
            client.attribute.as_ref().map(|at| at.problem("", "")),
            client.customer.as_ref().map(|at| at.problem("", "")),
            client.extra_roots.as_ref().map(|at| at.problem("", "")),
            client.jwks_file.as_ref().map(|at| at.problem("", "")),
            client.logo.as_ref().map(|at| at.problem("", "")),
            client
                .organisation_name
                .as_ref()
                .map(|at| at.problem("", "")),
            client.secret_file.as_ref().map(|at| at.problem("", "")),
        ];
        let others = [
            client
                .grants
                .as_ref()
                .filter(|at| at.value != oidc::provider::GrantRule::Logins)
                .map(|at| at.problem("", "")),
            client
                .introspects
                .as_ref()
                .filter(|at| !at.value.is_empty())
                .map(|at| at.problem("", "")),
            client
                .private
                .as_ref()
                .filter(|at| at.value)
                .map(|at| at.problem("", "")),
        ];
        for mut problem in files.into_iter().chain(others).flatten() {
            "only a client of the configuration file can have it".clone_into(&mut problem.what);
            "Remove it".clone_into(&mut problem.instead);
            self.problems.push(problem);
        }
        if let Some(at) = &client.client_id
            && !is_id(&at.value)
        {
            let what = format!("{:?} cannot be a client_id here", at.value);
            let instead = "Write letters, digits and - . _ ~, at most 100, a letter or digit first";
            self.wrong(at, what, instead);
        }
        if !rules.is_ours {
            self.not_ours(client.client_id.as_ref());
        }
        if let Some(at) = &client.name
            && !is_name(&at.value)
        {
            let what = format!("{:?} cannot be shown to people", at.value);
            let instead = "Write at most 100 characters, none that turns the direction of writing";
            self.wrong(at, what, instead);
        }
        self.among("scopes", items(client.scopes.as_ref()), &rules.scopes);
        if let Some(claims) = &rules.claims {
            self.among("claims", items(client.claims.as_ref()), claims);
            if let Some(at) = client.representation.as_ref().filter(|at| at.value)
                && !claims.contains(REPRESENTATIVE)
            {
                let what = "whom somebody acts for may not be registered here";
                let instead = format!("[registration] claims has no {REPRESENTATIVE}");
                self.wrong(at, what, instead);
            }
        }
        // Attack: a client that puts itself into the group of others is let in by their sessions, and reads
        // who is logged in there without a page.
        self.among("sso_groups", client.sso_group.as_ref(), &rules.sso_groups);
        // RFC 9068 §5, RFC 8707 §3. Attack: a client whose tokens open the service of another body.
        let resources = items(client.resources.as_ref());
        self.among("resources", resources, &rules.resources);
        let customers = items(client.on_behalf_of.as_ref());
        self.among("on_behalf_of", customers, &rules.on_behalf_of);
        self.among(
            "authorization_details_types",
            items(client.authorization_details_types.as_ref()),
            &rules.authorization_details_types,
        );
        self.of_its_own_sector(client, rules);
    }

    /// OIDC Core §8.1. Attack: a client that takes the sector of another body, as its organisation or as
    /// its name, gets that body's `sub` of each person, and both can put together what they know of her.
    fn of_its_own_sector(&mut self, client: &Client, rules: &RegistrationRules) {
        let organisation = client.organisation.as_ref();
        self.among("organisations", organisation, &rules.organisations);
        if let (None, Some(at)) = (organisation, &client.client_id)
            && (rules.sectors.contains(&at.value) || rules.organisations.contains(&at.value))
        {
            self.wrong(at, SECTOR_TAKEN, "Choose another client_id");
        }
    }

    fn among<'a>(
        &mut self,
        what: &str,
        list: impl IntoIterator<Item = &'a At<String>>,
        allowed: &BTreeSet<String>,
    ) {
        for at in list {
            if !allowed.contains(&at.value) {
                let all: Vec<&str> = allowed.iter().map(String::as_str).collect();
                let all = match all.is_empty() {
                    true => "none".to_owned(),
                    false => all.join(", "),
                };
                let said = format!("{:?} may not be registered here", at.value);
                self.wrong(at, said, format!("[registration] {what} has {all}"));
            }
        }
    }
}

fn items<T>(list: Option<&At<Vec<At<T>>>>) -> impl Iterator<Item = &At<T>> {
    list.into_iter().flat_map(|list| &list.value)
}

/// Of a client of the file, closed or not.
fn sector(section: &At<Client>) -> Option<String> {
    let client = &section.value;
    let written = client.organisation.as_ref().or(client.client_id.as_ref());
    written.map(|at| at.value.clone())
}

/// Attack SS-07: a name that reads as another's, by characters that nobody sees and that turn others
/// around. The longest names of public bodies have some 80 characters.
fn is_name(name: &str) -> bool {
    let odd = |c: char| {
        let unseen = matches!(
            c,
            '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{feff}'
        );
        let turns = matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
        unseen || turns || c.is_control()
    };
    name.chars().count() <= 100 && !name.chars().any(odd)
}

/// It is a segment of a path, a name in a file and an item of a list: attack: `../` and control
/// characters.
fn is_id(id: &str) -> bool {
    let is_first = |b: u8| b.is_ascii_alphanumeric();
    let is_rest = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    id.len() <= 100 && id.bytes().next().is_some_and(is_first) && id.bytes().all(is_rest)
}

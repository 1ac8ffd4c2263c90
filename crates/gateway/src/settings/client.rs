// SPDX-License-Identifier: EUPL-1.2
//! `[[client]]` as meant: what people and countries see of a service here, how it proves itself in
//! [`auth`], what the provider holds it to in [`registration`].

mod alone;
mod auth;
mod certificate;
mod claim;
mod customer;
mod registration;
mod sso;

use std::collections::BTreeSet;

use eidas::{Attribute, Person, RequesterId, SpType};
use oidc::protocol::claims::untagged;
use oidc::protocol::scope::{WITH_CLAIMS, claims_of_scope};
use oidc::provider;
use url::Url;

pub(crate) use self::alone::SECTOR_TAKEN;
pub use self::alone::{FILE_ONLY, RegistrationRules, registered};
pub use self::certificate::{EnterpriseSettings, LEAST_RSA_BITS, OrganisationId};
pub use self::claim::claim_of;
pub use self::customer::Customer;
pub use self::sso::{MOST_GROUPS, Sso, SsoGroup};
use super::look::{LARGEST_LOGO, LONGEST_NAME};
use super::resolve::Resolver;
use super::{Logo, Text};
use crate::config::{At, Client, MatchPage, MatchedBy, Persons};

/// The scope that reads registered clients.
pub const CLIENTS_READ: &str = "landport:clients.read";
/// The scope that changes them; it reads too.
pub const CLIENTS_WRITE: &str = "landport:clients.write";
/// By what the gateway asks for a person's login itself, for her own logins. No other client can be called so.
pub const OWN_CLIENT: &str = "landport.my-logins";

/// A registered service.
#[derive(Clone, Debug)]
pub struct ClientSettings {
    /// `client_id`.
    pub client_id: String,
    /// The name people see, and the `ProviderName` of its requests.
    pub name: String,
    /// Whose service it is.
    pub organisation_name: Option<Text>,
    /// Its picture.
    pub logo: Option<Logo>,
    /// Its customers, whom people see where it asks for one.
    pub customers: Vec<Customer>,
    /// Where to begin again when the way back is lost.
    pub start_url: Option<Url>,
    /// Public or private body, for `SPType`. eIDAS Message Format 1.4 §2.3.2.
    pub sp_type: SpType,
    /// `RequesterID` in requests to countries that want one.
    pub requester_id: Option<RequesterId>,
    /// The only claims about a person that it may get; `None`: those of its scopes and profile.
    pub claims: Option<BTreeSet<String>>,
    /// What it may ask of another country beside the minimum data set.
    pub purposes: Vec<Purpose>,
    /// Who compares its persons with whom is known here.
    pub matching: MatchedBy,
    /// What they read of it.
    pub match_page: MatchPage,
    /// Whom other countries are asked for.
    pub persons: Persons,
    /// It may receive a response about a represented person.
    pub representation: bool,
    /// It takes people whose PID has no number.
    pub pid_without_number: bool,
    /// With whom it shares the session of its person.
    pub sso: Sso,
    /// Where its keys are, if not here: read by the one outbound client.
    pub jwks_uri: Option<Url>,
    /// Its assertions are signed with the enterprise certificates of this organisation.
    pub certificate_of: Option<OrganisationId>,
    /// What we call of it may be private: the operator wrote it and said so.
    pub private: bool,
    /// TLS roots for calling it, in place of the system's (DER).
    pub extra_roots: Vec<Vec<u8>>,
    /// As the provider sees it.
    pub registration: provider::Client,
}

impl ClientSettings {
    /// Whether the operator lets it get this claim about a person: by the list of claims, if there is one;
    /// and where a profile gives claims that nobody asks for (ID-porten's), those of a scope only to who is
    /// registered for such a scope (`profile` has names and birth date), or for the attribute they come of.
    ///
    /// Attack: who may not have a name reads it in the script of its country (`family_name#und-Cyrl`).
    pub fn may_get(&self, name: &str) -> bool {
        let claim = untagged(name);
        let names = |may: &BTreeSet<String>| may.contains(claim) || may.contains(name);
        let listed = self.claims.as_ref().is_none_or(names);
        let brings = |word: &str| claims_of_scope(word).contains(&claim);
        let unasked =
            self.registration.claim_profile.in_both() && WITH_CLAIMS.into_iter().any(brings);
        let by_scope = || self.registration.scopes.iter().any(brings);
        let mut purposes = self.purposes.iter();
        let mut by_purpose = || purposes.any(|purpose| claim_of(purpose.attribute) == Some(claim));
        listed && (!unasked || by_scope() || by_purpose())
    }

    /// Whether the register, which holds people, is asked for its people. A service that gets neither the number nor what came of
    /// the question has nobody asked: of a pseudonym the register hears nothing. GDPR art. 5(1)(c).
    pub fn asks_the_register(&self) -> bool {
        self.matching == MatchedBy::Register
            && self.persons == Persons::Natural
            && ["pid", "match_status"]
                .iter()
                .any(|claim| self.may_get(claim))
    }
}

/// An optional attribute that a service may ask for.
#[derive(Clone, Debug)]
pub struct Purpose {
    /// Which.
    pub attribute: Attribute,
    /// What for, for people.
    pub purpose: Text,
}

impl Resolver {
    /// Every client of the file.
    pub(super) fn clients(&mut self, list: Option<&At<Vec<At<Client>>>>) -> Vec<ClientSettings> {
        let Some(list) = list else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let mut clients = Vec::new();
        for at in &list.value {
            if let Some(client_id) = &at.value.client_id
                && !seen.insert(client_id.value.clone())
            {
                let what = format!("{:?} is registered twice", client_id.value);
                self.wrong(client_id, what, "Give each client an identifier of its own");
            }
            self.not_ours(at.value.client_id.as_ref());
            let client = self.client(at);
            if let Some(client) = &client {
                self.match_page(at, client);
            }
            if !self.closes(at) {
                clients.extend(client);
            }
        }
        clients
    }

    /// Attack: a client that takes the name of the gateway's own gets the codes that open people's own
    /// logins, or shadows it, and nobody sees hers any more.
    fn not_ours(&mut self, at: Option<&At<String>>) {
        if let Some(at) = at.filter(|at| at.value == OWN_CLIENT) {
            let what = format!("{OWN_CLIENT:?} is the gateway's own client");
            self.wrong(at, what, "Choose another client_id");
        }
    }

    /// A page that decides needs an answer to decide by. Attack: a service that lets in only who is matched
    /// is registered so that nobody is asked, and lets in everybody.
    pub(super) fn match_page(&mut self, section: &At<Client>, client: &ClientSettings) {
        let needs = match client.match_page {
            MatchPage::Absent | MatchPage::Shown => return,
            MatchPage::New => client.asks_the_register(),
            MatchPage::Required => client.asks_the_register() && client.may_get("pid"),
        };
        let Some(at) = section.value.match_page.as_ref() else {
            return;
        };
        if !needs {
            let what = "the register is not asked for this client, or its answer is kept back";
            let instead = "Set `matching` to \"register\" and let it get `pid`, or remove this";
            self.wrong(at, what, instead);
        } else if !self.has_register {
            let what = "there is no register";
            self.wrong(at, what, "Add [matching], or remove this");
        }
    }

    /// Attack or accident: a service that knows companies alone lets a person in by a national e-ID, whose claims are
    /// others, and takes her for one.
    fn persons(&mut self, client: &Client) -> Option<Persons> {
        let at = client.persons.as_ref()?;
        let mut levels = client.acr_values.iter().flat_map(|list| &list.value);
        let national = levels.any(|level| level.value.name().starts_with("idporten-"));
        if at.value == Persons::Legal && national {
            let what = "national e-IDs are those of people";
            self.wrong(at, what, "Write European levels alone in acr_values");
        }
        Some(at.value)
    }

    fn purposes(&mut self, client: &Client) -> Vec<Purpose> {
        let mut purposes: Vec<Purpose> = Vec::new();
        for at in client.attribute.iter().flat_map(|list| &list.value) {
            let (Some(name), Some(purpose)) = (&at.value.name, &at.value.purpose) else {
                continue;
            };
            let attribute = name.value;
            let persons = client.persons.as_ref();
            let persons = persons.map_or(Person::Natural, |at| at.value.kind());
            if attribute.person() != persons || attribute.is_mandatory() {
                let what = match persons {
                    Person::Legal => "not an optional attribute of a legal person",
                    _ => "not an optional attribute of a natural person",
                };
                self.wrong(name, what, "Name another; the mandatory ones always come");
            }
            if purposes.iter().any(|other| other.attribute == attribute) {
                self.wrong(name, "stands here twice", "Keep one");
            }
            if let (Some(may), Some(claim)) = (&client.claims, claim_of(attribute))
                && !may.value.iter().any(|at| at.value == claim)
            {
                let of = attribute.definition().local_name;
                let text = format!(
                    "{of} is never asked for: it becomes the claim `{claim}`, which is not in `claims`"
                );
                self.warn(name, text);
            }
            purposes.push(Purpose {
                attribute,
                purpose: purpose.value.clone(),
            });
        }
        purposes
    }

    /// Message Format 1.4 §3.4: a country may want to know which company asks, and then nobody can choose it.
    fn nameless_company(&mut self, client: &Client) {
        let (Some(sector), Some(levels)) = (&client.sp_type, &client.acr_values) else {
            return;
        };
        let mut levels = levels.value.iter();
        let asks_abroad = levels.any(|at| at.value.name().starts_with("eidas-"));
        if sector.value == SpType::Private && client.requester_id.is_none() && asks_abroad {
            self.warn(
                sector,
                "a private company without a name: countries that want one cannot be chosen. Write \
                 requester_id = \"https://…\"",
            );
        }
    }

    pub(super) fn client(&mut self, section: &At<Client>) -> Option<ClientSettings> {
        let client = &section.value;
        if let Some(at) = &client.client_id
            && !at
                .value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~:/".contains(&b))
        {
            let what = format!("{:?} has characters that get lost on the way", at.value);
            self.wrong(at, what, "Write letters, digits and - . _ ~ : /");
        }
        if let Some(at) = &client.start_url {
            self.address(at, at.value.as_str());
        }
        let requester_id = client.requester_id.as_ref().and_then(|at| {
            let parsed = RequesterId::parse(&at.value).ok();
            if parsed.is_none() {
                let what = format!("{:?} is not an absolute URI", at.value);
                self.wrong(at, what, "Write an address or an urn: that stays the same");
            }
            parsed
        });
        self.nameless_company(client);
        let claims = client.claims.as_ref();
        let claims = claims.map(|list| list.value.iter().map(|at| at.value.clone()).collect());
        if let Some(at) = &client.organisation_name {
            self.name_of(at, LONGEST_NAME);
        }
        let logo = client.logo.as_ref();
        let logo = logo.and_then(|at| self.picture(at, LARGEST_LOGO));
        let registration = self.registration(section);
        let extra_roots = match &client.extra_roots {
            Some(at) => {
                let roots = self.certificates(at)?;
                roots.iter().map(|root| root.der().to_vec()).collect()
            }
            None => Vec::new(),
        };
        let settings = ClientSettings {
            client_id: client.client_id.as_ref()?.value.clone(),
            name: client.name.as_ref()?.value.clone(),
            organisation_name: client.organisation_name.as_ref().map(|at| at.value.clone()),
            logo,
            customers: self.customers(client),
            start_url: start_url(client),
            sp_type: client.sp_type.as_ref()?.value,
            requester_id,
            claims,
            purposes: self.purposes(client),
            matching: client.matching.as_ref()?.value,
            match_page: client.match_page.as_ref()?.value,
            persons: self.persons(client)?,
            representation: client.representation.as_ref()?.value,
            pid_without_number: client.pid_without_number.as_ref()?.value,
            sso: self.sso(client)?,
            jwks_uri: client.jwks_uri.as_ref().map(|at| at.value.clone()),
            certificate_of: self.organisation_of_certificates(client.x5c_organisation.as_ref()),
            private: client.private.as_ref()?.value,
            extra_roots,
            registration: registration?,
        };
        self.nameless_companies(client, &settings);
        Some(settings)
    }

    /// Which company it is would come, and is kept back.
    fn nameless_companies(&mut self, client: &Client, settings: &ClientSettings) {
        let Some(scopes) = &client.scopes else { return };
        let is_told = settings.may_get("eidas_legal_person_identifier");
        let by_scope = scopes.value.iter().any(|at| at.value == "eidas:mds");
        if settings.persons == Persons::Legal && !is_told && !by_scope {
            let text = "the name and the identifier of a company come with eidas:mds, which is not here: this client \
                        knows a company by `sub` alone";
            self.warn(scopes, text);
        }
    }
}

/// Where a person begins again: as written, else at the root of the first redirect address, so that
/// no page is left without a way to the service.
fn start_url(client: &Client) -> Option<Url> {
    let written = client.start_url.as_ref().map(|at| at.value.clone());
    written.or_else(|| {
        let first = client.redirect_uris.as_ref()?.value.first()?;
        let root = Url::parse(&first.value).ok()?.join("/").ok()?;
        matches!(root.scheme(), "https" | "http").then_some(root)
    })
}

// SPDX-License-Identifier: EUPL-1.2
//! `[console]` as meant: a client of this very gateway, an origin, and the people who may come.

use std::collections::BTreeSet;

use eidas::LevelOfAssurance;
use oidc::provider::{BindingRule, PushRule};
use url::Url;

use super::ClientSettings;
use super::resolve::Resolver;
use crate::config::{self, At};

/// Behind the console's address: where its logins come back.
pub const CONSOLE_CALLBACK: &str = "/console/callback";

/// Fits into a line of the trail and of a page.
const LONGEST_NAME: usize = 60;

/// The operators' console.
#[derive(Clone, Debug)]
pub struct ConsoleSettings {
    /// Its `client_id`.
    pub client: String,
    /// Where browsers find it: an origin.
    pub address: Url,
    /// The least level of an operator.
    pub level: LevelOfAssurance,
    /// Who may come.
    pub operators: Vec<ConsoleOperator>,
}

/// A person who may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleOperator {
    /// As the trail has it.
    pub name: String,
    /// As the console's client knows her.
    pub subject: String,
    /// She may change something.
    pub acts: bool,
}

impl ConsoleSettings {
    /// Its address without a slash at the end.
    pub fn origin(&self) -> String {
        self.address.origin().ascii_serialization()
    }

    /// Where its logins come back.
    pub fn redirect_uri(&self) -> String {
        [&self.origin(), CONSOLE_CALLBACK].concat()
    }

    /// What is asked for: a national e-ID at this level or higher.
    pub fn acr(&self) -> String {
        format!("idporten-loa-{}", self.level.as_str())
    }

    /// Who this is, if she may come.
    pub fn operator(&self, subject: &str) -> Option<&ConsoleOperator> {
        self.operators.iter().find(|it| it.subject == subject)
    }
}

impl Resolver {
    pub(super) fn console(
        &mut self,
        section: &At<config::Console>,
        operator: Option<&At<config::Operator>>,
        clients: &[ClientSettings],
    ) -> Option<ConsoleSettings> {
        let console = &section.value;
        let address = match &console.address {
            Some(at) => self.console_address(at)?,
            None => {
                let listener = operator.and_then(|at| at.value.address.as_ref())?;
                if !listener.value.ip().is_loopback() {
                    let what = "the operator listener is not on loopback, so nobody knows the console's address";
                    self.wrong(section, what, "Write address = \"https://…\"");
                }
                Url::parse(&format!("http://{}", listener.value)).ok()?
            }
        };
        let resolved = ConsoleSettings {
            client: console.client.as_ref()?.value.clone(),
            address,
            level: console.level.as_ref()?.value,
            operators: self.operators(console),
        };
        self.console_client(console.client.as_ref()?, &resolved, clients);
        Some(resolved)
    }

    /// Where traces go: nothing in them is secret, so plain HTTP will do beside the gateway.
    pub(super) fn collector(&mut self, at: Option<&At<Url>>) -> Option<Url> {
        let at = at?;
        let fits = matches!(at.value.scheme(), "http" | "https") && at.value.has_host();
        if !fits {
            let what = format!("{:?} is no address of a collector", at.value.as_str());
            self.wrong(at, what, "Write http://127.0.0.1:4318/v1/traces");
        }
        fits.then(|| at.value.clone())
    }

    /// An origin. Attack: a session cookie that goes over a network in the clear.
    fn console_address(&mut self, at: &At<Url>) -> Option<Url> {
        let url = &at.value;
        let alone = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let named = url.username().is_empty() && url.password().is_none();
        let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url));
        if alone && named && safe {
            return Some(url.clone());
        }
        let what = format!("{:?} is no address of a console", url.as_str());
        let instead = "Write https://host, or http://127.0.0.1:port where nothing lies between";
        self.wrong(at, what, instead);
        None
    }

    fn operators(&mut self, console: &config::Console) -> Vec<ConsoleOperator> {
        let mut seen = BTreeSet::new();
        let mut operators = Vec::new();
        for at in console.operator.iter().flat_map(|list| &list.value) {
            let (Some(name), Some(subject), Some(acts)) =
                (&at.value.name, &at.value.subject, &at.value.acts)
            else {
                continue;
            };
            let fits = (1..=LONGEST_NAME).contains(&name.value.chars().count());
            if !fits || name.value.chars().any(char::is_control) {
                let what = "not the name of a person";
                self.wrong(name, what, format!("Write 1 to {LONGEST_NAME} characters"));
            }
            let is_subject = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
            if subject.value.len() != 43 || !subject.value.bytes().all(is_subject) {
                let what = "not a subject of ours, which has 43 letters, digits, - and _";
                self.wrong(
                    subject,
                    what,
                    "Log in at the console and copy what the page says",
                );
            }
            if !seen.insert(subject.value.clone()) {
                self.wrong(subject, "stands here twice", "Write each person once");
            }
            operators.push(ConsoleOperator {
                name: name.value.clone(),
                subject: subject.value.clone(),
                acts: acts.value,
            });
        }
        operators
    }

    /// What its client must be, so that nobody else's login opens it.
    fn console_client(
        &mut self,
        at: &At<String>,
        console: &ConsoleSettings,
        clients: &[ClientSettings],
    ) {
        let Some(client) = clients.iter().find(|it| it.client_id == console.client) else {
            let what = format!("no [[client]] has the client_id {:?}", at.value);
            self.wrong(at, what, "Write one, or the client_id of one that there is");
            return;
        };
        let wanted = console.redirect_uri();
        let acr = console.acr();
        let registered = &client.registration;
        let mut missing = Vec::new();
        if !registered.is_public() {
            missing.push("auth = \"none\"".to_owned());
        }
        if client.sso.is_shared() {
            // OPS-08: whoever sits down at an open browser has no session to come in with.
            missing.push("sso = false".to_owned());
        }
        if registered.redirect_uris.iter().any(|uri| !uri.is(&wanted))
            || registered.redirect_uris.is_empty()
        {
            missing.push(format!(
                "redirect_uris = [{wanted:?}] and no other (where the operator listeners of two nodes have different \
                 addresses, write one address for both in [console])"
            ));
        }
        if !registered.acr_values.iter().any(|it| it.as_str() == acr) {
            missing.push(format!("{acr:?} among acr_values"));
        }
        // It sends a plain request and no proof: nobody could log in.
        if registered.push == PushRule::Required {
            missing.push("require_par = false".to_owned());
        }
        if registered.binding == BindingRule::Required {
            missing.push("require_dpop = false".to_owned());
        }
        if !missing.is_empty() {
            let what = format!("the client {:?} cannot be the console's", at.value);
            self.wrong(at, what, format!("Write there {}", missing.join(", ")));
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

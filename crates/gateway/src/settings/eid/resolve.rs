// SPDX-License-Identifier: EUPL-1.2
//! `[[eid]]` from written to meant.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use eidas::{Attribute, LevelOfAssurance, Person};
use url::Url;

use super::{
    AttributeRule, ClaimNames, EidCredential, EidId, EidProvider, EidSettings, EidSource,
    Notification,
};
use crate::config::{At, AttributeWritten, Eid, EidKind, EidState, NotificationWritten, Table};
use crate::keys::Keys;
use crate::settings::resolve::{Resolver, values};
use crate::settings::{Secret, Suspension};

/// A picture beside a button; larger ones slow the page down.
const LARGEST_LOGO: usize = 64 * 1024;

impl Resolver {
    /// Every e-ID of the file, and which line names which of our keys.
    pub(in crate::settings) fn eids(
        &mut self,
        list: Option<&At<Vec<At<Eid>>>>,
    ) -> (Vec<EidSettings>, Vec<(EidId, At<PathBuf>)>) {
        let mut eids: Vec<EidSettings> = Vec::new();
        let mut keys = Vec::new();
        let mut taken = BTreeSet::new();
        for at in list.map_or(&[][..], |list| &list.value) {
            for attribute in at.value.for_attributes.iter().flat_map(|list| &list.value) {
                if !taken.insert(attribute.value.name()) {
                    let what = "another e-ID has this attribute already";
                    self.wrong(attribute, what, "Let one e-ID answer for it");
                }
            }
            let Some(eid) = self.eid(at) else { continue };
            if eids.iter().any(|other| other.id == eid.id) {
                let what = format!("{:?} stands here twice", eid.id.as_str());
                self.wrong(at, what, "Give each e-ID an id of its own");
            }
            if self.closes(at) {
                continue;
            }
            if let Some(key) = &at.value.key_file {
                keys.push((eid.id.clone(), key.clone()));
            }
            eids.push(eid);
        }
        (eids, keys)
    }

    fn eid(&mut self, section: &At<Eid>) -> Option<EidSettings> {
        let eid = &section.value;
        let id = eid.id.as_ref().and_then(|at| {
            let id = EidId::parse(&at.value);
            if id.is_none() {
                let what = format!("{:?} cannot stand in an address", at.value);
                self.wrong(at, what, "Write 1 to 32 lower-case letters, digits and -");
            }
            if matches!(at.value.as_str(), "eidas" | "wallet") {
                let what = format!("{:?} is a choice of its own on the page", at.value);
                self.wrong(at, what, "Take another short name");
            }
            id
        });
        let source = match eid.kind.as_ref()?.value {
            EidKind::OpenId => self
                .provider(section)
                .map(|provider| EidSource::Provider(Box::new(provider))),
            EidKind::Persona => self.personas(section).map(EidSource::Personas),
        };
        let logo = eid.logo.as_ref();
        let logo = logo.map(|at| self.picture(at, LARGEST_LOGO));
        let acr = eid.acr.as_ref().map(|at| self.acr(at));
        let notification = eid
            .notification
            .as_ref()
            .and_then(|at| self.notification(at));
        if let (Some(notification), Some(acr)) = (&notification, &acr) {
            self.notified_and_proven(eid.notification.as_ref(), notification, acr);
        }
        let portal = eid.portal.as_ref().is_some_and(|at| at.value);
        let written = eid.notification.as_ref();
        let notified_amr = values(written.and_then(|at| at.value.amr.as_ref()));
        if portal
            && notified_amr.is_empty()
            && let Some(Notification::Notified { .. } | Notification::PreNotified { .. }) =
                &notification
            && let Some(state) = written.and_then(|at| at.value.state.as_ref())
        {
            self.wrong(
                state,
                "a login portal has several e-IDs behind it, and not all need be notified",
                "Write amr = [\"BankID\"] beside it: the amr values of its tokens that are",
            );
        }
        let goes_abroad = matches!(
            notification,
            Some(Notification::Notified { .. } | Notification::PreNotified { .. })
        );
        if let Some(at) = &eid.issuer
            && goes_abroad
            && !portal
            && notified_amr.is_empty()
            && is_known_portal(&at.value)
        {
            let text = "is a login portal: every e-ID behind it will count abroad, notified or \
                        not. Write portal = true here, and amr in [eid.notification]";
            self.warn(at, format!("{} {text}", at.value));
        }
        let for_attributes = self.for_attributes(eid);
        let attributes = self.attribute_rules(eid.attribute.as_ref());
        let claims = &eid.claims.as_ref()?.value;
        let id = id?;
        Some(EidSettings {
            name: eid.name.as_ref()?.value.clone(),
            description: eid.description.as_ref().map(|at| at.value.clone()),
            logo: match logo {
                Some(logo) => Some(logo?),
                None => None,
            },
            source: source?,
            acr: acr?,
            amr: match &eid.amr {
                Some(at) => at.value.clone(),
                None => id.as_str().to_owned(),
            },
            claims: ClaimNames {
                pid: claims.pid.as_ref()?.value.clone(),
                previous_pid: claims.previous_pid.as_ref().map(|at| at.value.clone()),
                given_name: claims.given_name.as_ref()?.value.clone(),
                family_name: claims.family_name.as_ref()?.value.clone(),
                birthdate: claims.birthdate.as_ref()?.value.clone(),
            },
            portal,
            notification: notification?,
            notified_amr,
            national: eid.national.as_ref()?.value,
            for_attributes,
            attributes,
            outage: eid.outage.as_ref().map(|at| at.value.clone()),
            id,
        })
    }

    /// The OpenID provider behind an e-ID.
    fn provider(&mut self, section: &At<Eid>) -> Option<EidProvider> {
        let eid = &section.value;
        for (written, name) in [
            (eid.issuer.is_some(), "issuer"),
            (eid.client_id.is_some(), "client_id"),
        ] {
            if !written {
                let what = format!("without {name} it cannot be asked");
                self.wrong(section, what, format!("Write {name} = \"…\""));
            }
        }
        if let Some(at) = &eid.person {
            let instead = "Remove it, or write kind = \"persona\"";
            self.wrong(at, "test persons do not stand behind an e-ID", instead);
        }
        let host = eid.issuer.as_ref().and_then(|at| self.eid_issuer(at, eid));
        let hosts = self.hosts(eid.hosts.as_ref(), host);
        let credential = self.credential(section);
        let extra_roots = match &eid.extra_roots {
            Some(at) => self
                .certificates(at)?
                .iter()
                .map(|root| root.der().to_vec())
                .collect(),
            None => Vec::new(),
        };
        let timeout = eid.timeout_seconds.as_ref()?;
        if !(1..=5).contains(&timeout.value) {
            self.wrong(
                timeout,
                "a person waits for the e-ID",
                "Write a number of seconds from 1 to 5",
            );
        }
        let skew = eid.clock_skew_seconds.as_ref()?;
        if skew.value > 60 {
            self.wrong(
                skew,
                "an old session there would pass for a new login",
                "Write at most 60; have the e-ID set its clock",
            );
        }
        let provider = EidProvider {
            languages: values(eid.languages.as_ref()),
            issuer: eid.issuer.as_ref()?.value.clone(),
            hosts: hosts?,
            client_id: eid.client_id.as_ref()?.value.clone(),
            credential: credential?,
            push: eid.push.as_ref()?.value,
            id_token_alg: eid.id_token_alg.as_ref()?.value,
            userinfo_alg: match &eid.userinfo_alg {
                Some(at) => at.value,
                None => eid.id_token_alg.as_ref()?.value,
            },
            scopes: values(eid.scopes.as_ref()),
            parameters: pairs(eid.parameters.as_ref()),
            private: eid.private.as_ref().is_some_and(|at| at.value),
            extra_roots,
            skew: Duration::from_secs(u64::from(skew.value)),
            deadline: Duration::from_secs(u64::from(timeout.value)),
        };
        if let (Err(error), Some(at)) = (provider.hints_hold(), &eid.parameters) {
            let instead = "Write parameters of the e-ID's own, each a line of text of at most 1,024 \
                           octets with {service} filled in";
            self.wrong(at, error.to_string(), instead);
        }
        Some(provider)
    }

    /// The issuer's host. OpenID Connect Discovery §3: https, without query and fragment.
    fn eid_issuer(&mut self, at: &At<String>, eid: &Eid) -> Option<String> {
        let Ok(url) = Url::parse(&at.value) else {
            let what = format!("{:?} is not an address", at.value);
            self.wrong(
                at,
                what,
                "Write the issuer as it stands in its discovery document",
            );
            return None;
        };
        if url.query().is_some() || url.fragment().is_some() {
            let what = format!("{:?} has more than an issuer has", at.value);
            self.wrong(at, what, "Write it without ? and #");
            return None;
        }
        let address = At {
            value: url.clone(),
            line: at.line,
            field: at.field.clone(),
        };
        if !self.outbound_or_private(&address, &eid.private) {
            return None;
        }
        url.host_str().map(str::to_owned)
    }

    /// UP-11: which hosts a discovery document may send us to.
    fn hosts(
        &mut self,
        list: Option<&At<Vec<At<String>>>>,
        issuer: Option<String>,
    ) -> Option<Vec<String>> {
        let mut hosts: Vec<String> = issuer.into_iter().collect();
        for at in list.map_or(&[][..], |list| &list.value) {
            match url::Host::parse(&at.value) {
                Ok(host) => hosts.push(host.to_string()),
                Err(_) => {
                    let what = format!("{:?} is not a host name", at.value);
                    self.wrong(at, what, "Write the name alone, without https:// and port");
                }
            }
        }
        hosts.dedup();
        (!hosts.is_empty()).then_some(hosts)
    }

    fn credential(&mut self, section: &At<Eid>) -> Option<EidCredential> {
        match (&section.value.key_file, &section.value.secret_file) {
            (Some(key), None) => {
                self.warn_if_others_can_read(key);
                let path = self.path(&key.value);
                // As all keys are loaded later: what is wrong with this one closes this e-ID alone.
                if let Err(problem) = Keys::eid_key(&path) {
                    let what = format!("{}: {}", path.display(), problem.what);
                    self.wrong(key, what, problem.remedy);
                    return None;
                }
                Some(EidCredential::PrivateKeyJwt { key: path })
            }
            (None, Some(secret)) => {
                self.warn_if_others_can_read(secret);
                let secret = self.read_secret(secret)?;
                Some(EidCredential::SecretBasic(Secret::new(secret)))
            }
            _ => {
                self.wrong(
                    section,
                    "how we prove ourselves to it is not clear",
                    "Write exactly one of key_file, secret_file",
                );
                None
            }
        }
    }

    /// Who else can read our key at an e-ID can ask it in our name.
    fn warn_if_others_can_read(&mut self, at: &At<PathBuf>) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path(&at.value);
        let readable =
            std::fs::metadata(&path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
        if readable {
            self.warn(
                at,
                format!(
                    "others on this machine can read {}: chmod 600 it",
                    at.value.display()
                ),
            );
        }
    }

    fn acr(&mut self, at: &At<Table<LevelOfAssurance>>) -> Vec<(String, LevelOfAssurance)> {
        if at.value.0.is_empty() {
            self.wrong(
                at,
                "without a word for a level nothing is proven",
                "Write acr = { \"idporten-loa-high\" = \"high\" }",
            );
        }
        let mut acr = pairs(Some(at));
        acr.sort_by_key(|(_, level)| *level);
        acr
    }

    fn notification(&mut self, section: &At<NotificationWritten>) -> Option<Notification> {
        let written = &section.value;
        let state = written.state.as_ref()?;
        let needs = match state.value {
            EidState::Planned => [false, false, false, false],
            EidState::PreNotified => [true, false, false, false],
            EidState::Notified => [true, true, true, false],
            EidState::Suspended => [true, false, false, true],
        };
        let fields = [
            ("since", written.since.as_ref().map(|at| at.problem("", ""))),
            ("level", written.level.as_ref().map(|at| at.problem("", ""))),
            (
                "scheme",
                written.scheme.as_ref().map(|at| at.problem("", "")),
            ),
            ("text", written.text.as_ref().map(|at| at.problem("", ""))),
        ];
        for (needed, (name, problem)) in needs.into_iter().zip(fields) {
            match (needed, problem) {
                (true, None) => self.wrong(
                    state,
                    format!("this state needs {name}"),
                    format!("Write {name} beside it"),
                ),
                (false, Some(mut problem)) => {
                    problem.what = "does not belong to this state".to_owned();
                    problem.instead = "Remove it, or write the state it belongs to".to_owned();
                    self.problems.push(problem);
                }
                _ => {}
            }
        }
        let since = match &written.since {
            // The moment the day ends lies a day after the moment it begins.
            Some(at) if at.value.end_ms()? - 86_400_000 > self.now.ms() => {
                let what = "the day has not come".to_owned();
                self.wrong(
                    at,
                    what,
                    "Write the state it has now, and change it on the day",
                );
                return None;
            }
            Some(at) => Some(at.value.0.clone()),
            None => None,
        };
        match state.value {
            EidState::Planned => Some(Notification::Planned),
            EidState::PreNotified => Some(Notification::PreNotified { since: since? }),
            EidState::Notified => Some(Notification::Notified {
                since: since?,
                level: written.level.as_ref()?.value,
                scheme: written.scheme.as_ref()?.value.clone(),
            }),
            EidState::Suspended => Some(Notification::Suspended(Suspension {
                since: since?,
                text: written.text.as_ref()?.value.clone(),
            })),
        }
    }

    fn notified_and_proven(
        &mut self,
        section: Option<&At<NotificationWritten>>,
        notification: &Notification,
        acr: &[(String, LevelOfAssurance)],
    ) {
        let proven = acr.iter().map(|(_, level)| *level).max();
        if let Notification::Notified { level, .. } = notification
            && proven.is_some_and(|proven| proven < *level)
            && let Some(at) = section.and_then(|section| section.value.level.as_ref())
        {
            let text = format!(
                "it is notified at {}, but none of its acr words means that much: it will be \
                 offered at less",
                level.as_str()
            );
            self.warn(at, text);
        }
    }

    fn for_attributes(&mut self, eid: &Eid) -> Vec<Attribute> {
        let mut all = Vec::new();
        let fills: Vec<Attribute> = eid
            .attribute
            .iter()
            .flat_map(|list| &list.value)
            .filter_map(|at| Some(at.value.name.as_ref()?.value))
            .collect();
        for at in eid.for_attributes.iter().flat_map(|list| &list.value) {
            if !is_sector(at.value) {
                self.wrong(
                    at,
                    "not a sector attribute",
                    "Every e-ID answers for the minimum data set; name a sector's attribute",
                );
            } else if !fills.contains(&at.value) {
                self.wrong(
                    at,
                    "nothing says where its value comes from",
                    "Write an [[eid.attribute]] with this name",
                );
            }
            all.push(at.value);
        }
        all
    }

    fn attribute_rules(
        &mut self,
        list: Option<&At<Vec<At<AttributeWritten>>>>,
    ) -> Vec<AttributeRule> {
        let mut rules: Vec<AttributeRule> = Vec::new();
        for at in list.map_or(&[][..], |list| &list.value) {
            let (Some(name), Some(claim)) = (&at.value.name, &at.value.claim) else {
                continue;
            };
            let attribute = name.value;
            if attribute.is_mandatory()
                || !(is_sector(attribute) || attribute.person() == Person::Natural)
            {
                self.wrong(
                    name,
                    "not an optional attribute of a natural person, nor one of a sector",
                    "Name another; the mandatory ones come from [eid.claims]",
                );
            }
            if rules.iter().any(|rule| rule.attribute == attribute) {
                self.wrong(name, "stands here twice", "Keep one");
            }
            if let Some(otherwise) = &at.value.otherwise
                && at
                    .value
                    .values
                    .as_ref()
                    .is_none_or(|table| table.value.0.is_empty())
            {
                self.wrong(
                    otherwise,
                    "without values the claim is sent as it is",
                    "Write values = { … } beside it, or remove it",
                );
            }
            rules.push(AttributeRule {
                attribute,
                claim: claim.value.split('/').map(str::to_owned).collect(),
                values: pairs(at.value.values.as_ref()),
                otherwise: at.value.otherwise.as_ref().map(|at| at.value.clone()),
            });
        }
        rules
    }
}

fn is_sector(attribute: Attribute) -> bool {
    matches!(
        attribute.person(),
        Person::SectorNatural | Person::SectorLegal | Person::SectorRepresentation
    )
}

fn pairs<T: Clone>(table: Option<&At<Table<T>>>) -> Vec<(String, T)> {
    table.map_or_else(Vec::new, |table| {
        let pair = |(name, at): &(String, At<T>)| (name.clone(), at.value.clone());
        table.value.0.iter().map(pair).collect()
    })
}

/// The login portals of the Norwegian state, test environments among them. Others cannot be told
/// from an e-ID of its own: the words of their `acr` are nobody's alone.
fn is_known_portal(issuer: &str) -> bool {
    let url = Url::parse(issuer).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    ["idporten.no", "ansattporten.no"].iter().any(|portal| {
        host.strip_suffix(portal)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

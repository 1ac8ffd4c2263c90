// SPDX-License-Identifier: EUPL-1.2
//! A national e-ID as meant. It is data: no code knows one by name.

mod persona;
mod resolve;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eidas::{Attribute, LevelOfAssurance};
use oidc::client::Hints;
use oidc::jose::Algorithm;

use super::{EidId, Secret, Suspension, Text};

/// A national e-ID.
#[derive(Clone, Debug)]
pub struct EidSettings {
    /// Its short name.
    pub id: EidId,
    /// What people see.
    pub name: Text,
    /// A line below the name.
    pub description: Option<Text>,
    /// Its picture.
    pub logo: Option<Logo>,
    /// What stands behind it.
    pub source: EidSource,
    /// Its words for levels, lowest first. Never empty.
    pub acr: Vec<(String, LevelOfAssurance)>,
    /// How our tokens call it.
    pub amr: String,
    /// The names of its claims.
    pub claims: ClaimNames,
    /// It is a login portal: more than one e-ID stands behind its issuer.
    pub portal: bool,
    /// How far it is on the way to other countries.
    pub notification: Notification,
    /// The values of `amr` in its tokens that are what was notified; empty: all are.
    pub notified_amr: Vec<String>,
    /// Offered to national services.
    pub national: bool,
    /// Sector attributes whose requests come here and nowhere else; empty for an ordinary e-ID.
    pub for_attributes: Vec<Attribute>,
    /// What it says beyond the mandatory minimum data set.
    pub attributes: Vec<AttributeRule>,
    /// A notice for people while it has trouble. It can still be chosen.
    pub outage: Option<Text>,
}

/// What stands behind an e-ID.
#[derive(Clone, Debug)]
pub enum EidSource {
    /// An OpenID provider, asked over the network.
    Provider(Box<EidProvider>),
    /// Test persons, of whom whoever comes is one. Never in production. UP-06.
    Personas(Vec<Persona>),
}

/// An OpenID provider behind an e-ID.
#[derive(Clone, Debug)]
pub struct EidProvider {
    /// The languages its pages have, for `ui_locales`.
    pub languages: Vec<String>,
    /// Its issuer, pinned. UP-11.
    pub issuer: String,
    /// Host names its endpoints may have, without port. UP-11.
    pub hosts: Vec<String>,
    /// Our `client_id` there.
    pub client_id: String,
    /// How we prove ourselves there.
    pub credential: EidCredential,
    /// The request is pushed first. RFC 9126.
    pub push: bool,
    /// Signature of its ID tokens.
    pub id_token_alg: Algorithm,
    /// Signature of its userinfo answers, where it signs them.
    pub userinfo_alg: Algorithm,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// More parameters of the request; `{country}` and `{service}` are filled in.
    pub parameters: Vec<(String, String)>,
    /// Its addresses may be private: the operator wrote them and said so.
    pub private: bool,
    /// TLS roots for calling it, in place of the system's (DER).
    pub extra_roots: Vec<Vec<u8>>,
    /// How far its clock may be behind ours.
    pub skew: Duration,
    /// So long may all calls of one step take; then it counts as down. UP-10.
    pub deadline: Duration,
}

/// A hint is a line of text; a foreign service's name may hold more than that.
const LONGEST_HINT: usize = 128;

impl EidProvider {
    /// Its own parameters, filled in; one that asks for what this login does not have is left out.
    ///
    /// # Errors
    /// One of them is the protocol's own, or no line of text.
    pub fn hints(
        &self,
        country: Option<&str>,
        service: Option<&str>,
        login_hint: Option<String>,
    ) -> Result<Hints, oidc::Misconfigured> {
        let filled = self.parameters.iter().filter_map(|(name, value)| {
            let value = replaced(value, "{country}", country)?;
            let value = replaced(&value, "{service}", service)?;
            Some((name.clone(), value))
        });
        let login_hint = login_hint.map(|hint| ("login_hint".to_owned(), hint));
        Hints::new(filled.chain(login_hint))
    }

    /// Whether [`Self::hints`] can fail for some login: the longest country and service stand in.
    ///
    /// # Errors
    /// It can.
    pub(super) fn hints_hold(&self) -> Result<(), oidc::Misconfigured> {
        let longest = "\u{10000}".repeat(LONGEST_HINT);
        self.hints(Some("NO"), Some(&longest), None).map(|_| ())
    }
}

fn replaced(value: &str, place: &str, with: Option<&str>) -> Option<String> {
    if !value.contains(place) {
        return Some(value.to_owned());
    }
    let plain = with?.chars().filter(|c| !c.is_control());
    let plain: String = plain.take(LONGEST_HINT).collect();
    (!plain.is_empty()).then(|| value.replace(place, &plain))
}

/// A test person.
#[derive(Clone, Debug, PartialEq)]
pub struct Persona {
    /// Its short name.
    pub id: String,
    /// What is proven about it.
    pub claims: serde_json::Map<String, serde_json::Value>,
}

/// A picture that stands beside a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// `image/svg+xml` or `image/png`.
    pub media_type: &'static str,
    /// The file's bytes.
    pub bytes: Arc<[u8]>,
    /// The beginning of their SHA-256, in hexadecimal: the last part of its address, so that
    /// browsers may keep it for ever.
    pub name: String,
}

impl Logo {
    /// Its address, as pages have it.
    pub fn address(&self) -> String {
        format!("/logo/{}", self.name)
    }
}

/// How we prove ourselves to an e-ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EidCredential {
    /// RFC 7523, with the key that [`crate::keys::Keys::eid_signer`] holds.
    PrivateKeyJwt {
        /// Where the key came from.
        key: PathBuf,
    },
    /// RFC 6749 §2.3.1.
    SecretBasic(Secret),
}

/// The names of an e-ID's claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimNames {
    /// The national number.
    pub pid: String,
    /// The number a person had before.
    pub previous_pid: Option<String>,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth, `YYYY-MM-DD`.
    pub birthdate: String,
}

/// How far an e-ID is on the way to other countries. eIDAS art. 7 and 9.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notification {
    /// Not begun.
    Planned,
    /// The other countries were told.
    PreNotified {
        /// The day, as written.
        since: String,
    },
    /// Published: others must recognise it.
    Notified {
        /// The day, as written.
        since: String,
        /// At which level.
        level: LevelOfAssurance,
        /// The scheme's name in the Official Journal.
        scheme: String,
    },
    /// Closed to everybody. eIDAS art. 10.
    Suspended(Suspension),
}

/// An attribute that an e-ID can fill, from a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeRule {
    /// The attribute.
    pub attribute: Attribute,
    /// Names on the way to the claim; lists are searched through.
    pub claim: Vec<String>,
    /// Claim values and what is sent for each, first match first; empty: the claim as it is.
    pub values: Vec<(String, String)>,
    /// What is sent when none of `values` is there.
    pub otherwise: Option<String>,
}

impl AttributeRule {
    /// What these claims say, or nothing.
    pub fn value(&self, claims: &serde_json::Map<String, serde_json::Value>) -> Option<String> {
        let mut found = Vec::new();
        if let Some((first, rest)) = self.claim.split_first()
            && let Some(value) = claims.get(first)
        {
            gather(value, rest, &mut found);
        }
        if self.values.is_empty() {
            return found.first().map(|text| (*text).to_owned());
        }
        let mapped = self
            .values
            .iter()
            .find(|(claim, _)| found.contains(&claim.as_str()));
        mapped
            .map(|(_, sent)| sent.clone())
            .or_else(|| self.otherwise.clone())
    }
}

/// Every text at the end of the way.
fn gather<'v>(value: &'v serde_json::Value, way: &[String], found: &mut Vec<&'v str>) {
    use serde_json::Value;
    match (value, way.split_first()) {
        (Value::Array(items), _) => items.iter().for_each(|item| gather(item, way, found)),
        (Value::Object(map), Some((name, rest))) => {
            if let Some(value) = map.get(name) {
                gather(value, rest, found);
            }
        }
        (Value::String(text), None) => found.push(text),
        _ => {}
    }
}

/// Whether an e-ID may be used, and if not, why: what its button says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Open {
        /// Its words that count, lowest level first. Never empty.
        acr: Vec<(String, LevelOfAssurance)>,
        /// It is open in a test profile only: it is not notified. The page says so.
        unnotified: bool,
    },
    /// Notification has not begun.
    Planned,
    /// Notification is in progress.
    PreNotified,
    /// Closed by the operator.
    Suspended(Suspension),
    /// Not for national services.
    NotOffered,
}

impl Access {
    /// The highest level it may be used at.
    pub fn highest(&self) -> Option<LevelOfAssurance> {
        match self {
            Self::Open { acr, .. } => acr.iter().map(|(_, level)| *level).max(),
            _ => None,
        }
    }

    /// What this word of the e-ID's counts as, if it counts.
    pub fn level_of(&self, word: &str) -> Option<LevelOfAssurance> {
        match self {
            Self::Open { acr, .. } => {
                let mut acr = acr.iter();
                acr.find_map(|(known, level)| (known == word).then_some(*level))
            }
            _ => None,
        }
    }
}

impl EidSettings {
    /// Its test persons; of an e-ID that is one, none.
    pub fn personas(&self) -> &[Persona] {
        match &self.source {
            EidSource::Provider(_) => &[],
            EidSource::Personas(persons) => persons,
        }
    }

    /// Whether it may be used for a foreign request. `open_pre_notified` as in
    /// [`super::ProxyServiceSettings`].
    ///
    /// A word for more than the notified level counts as the notified level.
    pub fn abroad(&self, open_pre_notified: bool) -> Access {
        let up_to = |most: LevelOfAssurance, unnotified| Access::Open {
            acr: self
                .acr
                .iter()
                .map(|(word, level)| (word.clone(), (*level).min(most)))
                .collect(),
            unnotified,
        };
        match &self.notification {
            Notification::Planned => Access::Planned,
            Notification::PreNotified { .. } if open_pre_notified => {
                up_to(LevelOfAssurance::High, true)
            }
            Notification::PreNotified { .. } => Access::PreNotified,
            Notification::Notified { level, .. } => up_to(*level, false),
            Notification::Suspended(suspension) => Access::Suspended(suspension.clone()),
        }
    }

    /// Whether a login that its token describes by these `amr` values is one of what was notified.
    ///
    /// Attack: a portal lets a person in by an e-ID that nobody notified, and its token passes for
    /// one of the notified. Defence: every value must be listed, and a portal without a list proves
    /// nothing abroad. Trade: an operator who adds a value there must add it here.
    pub fn is_notified(&self, amr: &[String]) -> bool {
        if self.notified_amr.is_empty() {
            return !self.portal;
        }
        !amr.is_empty() && amr.iter().all(|value| self.notified_amr.contains(value))
    }

    /// Whether national services may use it: its notification does not matter, a suspension does.
    pub fn at_home(&self) -> Access {
        match &self.notification {
            Notification::Suspended(suspension) => Access::Suspended(suspension.clone()),
            _ if !self.national => Access::NotOffered,
            _ => Access::Open {
                acr: self.acr.clone(),
                unnotified: false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_without_its_value_is_left_out() {
        assert_eq!(replaced("x", "{country}", None).as_deref(), Some("x"));
        assert_eq!(replaced("{country}", "{country}", None), None);
        let long = "a\n".repeat(200);
        let filled = replaced("<{service}>", "{service}", Some(&long)).unwrap();
        assert_eq!(filled, format!("<{}>", "a".repeat(128)));
    }
}

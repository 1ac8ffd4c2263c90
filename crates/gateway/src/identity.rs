// SPDX-License-Identifier: EUPL-1.2
//! What was proven about a person, by whom and when.

use std::borrow::Cow;

use eidas::{Attribute, AttributeValue, CountryCode, LevelOfAssurance, Script, VerifiedResponse};
use oidc::protocol::ClaimSet;
use oidc::provider::Source;
use serde::{Deserialize, Serialize};

use crate::citizen::PidProvider;
use crate::plain;

/// A person as proven. Only ever stored sealed under a secret of her browser, never printed:
/// `Debug` names the source only. Implementing Regulation (EU) 2015/1501 art. 6(2).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The country that answered, which is the first one in the identifier.
    #[serde(with = "plain::country")]
    pub country: CountryCode,
    /// `SE/NO/…`, byte for byte as it came; of a PID her number at its provider.
    pub identifier: String,
    /// First names in Latin letters (as given, when there is only one form).
    pub given_name: Name,
    /// Family names likewise.
    pub family_name: Name,
    /// `YYYY-MM-DD`, or as much of it as is known.
    pub birthdate: String,
    /// The proven level.
    #[serde(with = "plain::level")]
    pub level: LevelOfAssurance,
    /// When the person proved herself, Unix seconds, never in the future.
    pub auth_time: i64,
    /// By whose word, when a wallet presented a PID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pid: Option<PidProvider>,
}

/// A name with its original form, when that is written in another script.
/// eIDAS Attribute Profile 1.4 §2.4 (LatinScript).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The form every service can show: Latin letters when there are any.
    pub shown: String,
    /// The original in another script, with its BCP 47 script tag (`und-Cyrl`).
    pub original: Option<(String, String)>,
}

impl Name {
    /// A name as it came.
    pub fn of(value: &AttributeValue) -> Self {
        let original = value
            .original
            .as_deref()
            .or_else(|| (value.script == Script::Other).then_some(value.value.as_str()));
        let tagged = |text: &str| {
            (
                text.to_owned(),
                script_tag(text).unwrap_or("und").to_owned(),
            )
        };
        Self {
            shown: value.value.clone(),
            original: original.map(tagged),
        }
    }

    /// A name as a PID has it: in one script, whichever that is (PID Rulebook §2.2). In another one than Latin it is
    /// its own original, as where a country sends no form in Latin letters.
    pub fn of_pid(text: String) -> Self {
        let original = script_tag(&text).map(|tag| (text.clone(), tag.to_owned()));
        Self {
            shown: text,
            original,
        }
    }

    /// The claim of this name, with the original beside it. OIDC Core §5.2.
    pub fn tell(&self, claims: &mut ClaimSet, claim: &str) {
        claims.set(claim, self.shown.as_str());
        if let Some((original, tag)) = &self.original {
            claims.set_tagged(claim, tag, original.as_str());
        }
    }
}

impl Identity {
    /// The person of a verified answer. `None` for a legal person, which no service here asks for,
    /// and for a level that no notified scheme has: the question asked for neither.
    pub fn of(response: &VerifiedResponse, now_s: i64) -> Option<Self> {
        let value = |attribute| response.attributes.get(attribute);
        let name = |attribute| value(attribute).map(Name::of);
        Some(Self {
            country: response.person_identifier.origin(),
            identifier: response.person_identifier.as_str().to_owned(),
            given_name: name(Attribute::GIVEN_NAME)?,
            family_name: name(Attribute::FAMILY_NAME)?,
            birthdate: value(Attribute::DATE_OF_BIRTH)?.value.clone(),
            level: response.loa.notified()?,
            auth_time: response.authn_instant.seconds().min(now_s),
            pid: None,
        })
    }

    /// What stands after the two country codes; the number of a PID has none before it.
    pub fn identifier_without_prefix(&self) -> &str {
        match self.pid {
            Some(_) => &self.identifier,
            None => self.identifier.splitn(3, '/').nth(2).unwrap_or_default(),
        }
    }

    /// What her `sub` is made of, and by what that is found which is kept of her. The number of a PID
    /// counts for its provider of its country: two providers may give one number to two persons
    /// (attack WV-17). No part holds a NUL: none is a text of `wallet::pid`.
    pub fn key(&self) -> Cow<'_, str> {
        match &self.pid {
            Some(PidProvider {
                country, provider, ..
            }) => ["number", country.as_str(), provider, &self.identifier]
                .join("\0")
                .into(),
            None => self.identifier.as_str().into(),
        }
    }

    /// Of what kind [`Self::key`] is.
    pub fn source(&self) -> Source {
        match self.pid {
            Some(_) => Source::Pid,
            None => Source::Eidas,
        }
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Identity(from {}, {})",
            self.country,
            self.level.as_str()
        )
    }
}

/// The BCP 47 tag of the script a text is written in, by its first letter that has one; `None`
/// for Latin. RFC 5646 §2.2.3: language undetermined, script known.
pub fn script_tag(text: &str) -> Option<&'static str> {
    text.chars().find_map(|c| match c {
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Some("und-Grek"),
        '\u{0400}'..='\u{052F}' => Some("und-Cyrl"),
        '\u{0530}'..='\u{058F}' => Some("und-Armn"),
        '\u{0590}'..='\u{05FF}' => Some("und-Hebr"),
        '\u{0600}'..='\u{06FF}' => Some("und-Arab"),
        '\u{10A0}'..='\u{10FF}' => Some("und-Geor"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(country: &str, provider: &str, number: &str) -> Identity {
        let name = |shown: &str| Name {
            shown: shown.to_owned(),
            original: None,
        };
        let country: CountryCode = country.parse().unwrap();
        Identity {
            country,
            identifier: number.to_owned(),
            given_name: name("Linnéa"),
            family_name: name("Exempelsson"),
            birthdate: "1988-02-29".to_owned(),
            level: LevelOfAssurance::High,
            auth_time: 1,
            pid: Some(PidProvider {
                country,
                provider: provider.to_owned(),
                anchor: [0; 32],
            }),
        }
    }

    /// Attack WV-17: one number, and whoever has it elsewhere gets what is kept for somebody here.
    #[test]
    fn wv_17_one_number_of_two_providers_is_two_persons() {
        let key = |country, provider, number| holder(country, provider, number).key().into_owned();
        assert_eq!(key("SE", "A", "1"), key("SE", "A", "1"));
        assert_ne!(key("SE", "A", "1"), key("SE", "B", "1"));
        assert_ne!(key("SE", "A", "1"), key("DE", "A", "1"));
        // Nor is a number of a PID the identifier of a node, written so.
        let by_node = Identity {
            pid: None,
            ..holder("SE", "A", "SE/NO/1")
        };
        assert_ne!(key("SE", "A", "SE/NO/1"), by_node.key());
        assert_eq!(by_node.identifier_without_prefix(), "1");
        assert_eq!(
            holder("SE", "A", "a/b/1").identifier_without_prefix(),
            "a/b/1"
        );
    }

    /// PIDs of Greece, Bulgaria and Cyprus need not have Latin letters.
    #[test]
    fn core_s5_2_a_name_of_a_pid_says_in_which_script_it_is() {
        for (text, tag) in [
            ("Παπαδοπούλου", Some("family_name#und-Grek")),
            ("Иванова-Петрова", Some("family_name#und-Cyrl")),
            ("Åse Ødegård", None),
            ("O'Neill", None),
        ] {
            let mut claims = ClaimSet::new();
            Name::of_pid(text.to_owned()).tell(&mut claims, "family_name");
            let told: Vec<_> = claims
                .iter()
                .map(|(claim, value)| (claim, value.as_str()))
                .collect();
            let expected = ["family_name"].into_iter().chain(tag);
            let expected: Vec<_> = expected.map(|claim| (claim, Some(text))).collect();
            assert_eq!(told, expected);
        }
    }

    /// A session of the version before says nothing of a PID.
    #[test]
    fn what_was_kept_before_is_read() {
        let by_node = Identity {
            pid: None,
            ..holder("SE", "A", "SE/NO/1")
        };
        let kept = serde_json::to_string(&by_node).unwrap();
        assert!(!kept.contains("pid"), "{kept}");
        assert!(serde_json::from_str::<Identity>(&kept).unwrap() == by_node);
    }
}

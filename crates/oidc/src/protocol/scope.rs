// SPDX-License-Identifier: EUPL-1.2
//! `scope`. RFC 6749 §3.3; OIDC Core §5.4.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A set of scope words, in alphabetical order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScopeSet(BTreeSet<String>);

impl ScopeSet {
    /// More words than any client has a use for.
    const MOST: usize = 50;

    /// RFC 6749 §3.3: words of `%x21 / %x23-5B / %x5D-7E` between single blanks. `None` otherwise.
    pub fn parse(text: &str) -> Option<Self> {
        let is_scope = |word: &str| {
            (1..=100).contains(&word.len())
                && word
                    .bytes()
                    .all(|b| matches!(b, 0x21 | 0x23..=0x5B | 0x5D..=0x7E))
        };
        let words: BTreeSet<String> = text.split(' ').map(str::to_owned).collect();
        (words.len() <= Self::MOST && words.iter().all(|word| is_scope(word)))
            .then_some(Self(words))
    }

    /// Whether the word is in the set.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// What is in both. RFC 6749 §3.3: the server may grant less than was asked.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).cloned().collect())
    }

    /// As the parameter is written.
    pub fn to_parameter(&self) -> String {
        self.iter().collect::<Vec<_>>().join(" ")
    }
}

impl<'a> FromIterator<&'a str> for ScopeSet {
    fn from_iter<T: IntoIterator<Item = &'a str>>(words: T) -> Self {
        Self(words.into_iter().map(str::to_owned).collect())
    }
}

/// The scope words that ask for claims.
pub const WITH_CLAIMS: [&str; 5] = ["address", "eidas:mds", "email", "phone", "profile"];

/// Which claims a scope word asks for. OIDC Core §5.4; `eidas:mds` is the minimum data set of
/// Implementing Regulation 2015/1501.
pub fn claims_of_scope(word: &str) -> &'static [&'static str] {
    match word {
        "address" => &["address"],
        "eidas:mds" => &[
            "birthdate",
            "eidas_citizen_country_code",
            "eidas_legal_person_identifier",
            "eidas_person_identifier",
            "family_name",
            "given_name",
            "legal_name",
        ],
        "email" => &["email", "email_verified"],
        "phone" => &["phone_number", "phone_number_verified"],
        "profile" => &[
            "birthdate",
            "family_name",
            "gender",
            "given_name",
            "locale",
            "middle_name",
            "name",
            "nickname",
            "picture",
            "preferred_username",
            "profile",
            "updated_at",
            "website",
            "zoneinfo",
        ],
        _ => &[],
    }
}

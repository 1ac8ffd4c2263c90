// SPDX-License-Identifier: EUPL-1.2
//! `ui_locales`. OIDC Core §3.1.2.1.

use serde::{Deserialize, Serialize};

/// The languages the client would like, in order of preference. Only a wish: what is not a
/// BCP 47 tag is skipped, and an unknown language is no error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UiLocales(Vec<String>);

impl UiLocales {
    /// More would be noise.
    const MOST: usize = 10;

    /// Splits at blanks and keeps what can be a language tag.
    pub fn parse(text: &str) -> Self {
        text.split(' ')
            .filter(|tag| is_language_tag(tag))
            .take(Self::MOST)
            .map(str::to_owned)
            .collect()
    }

    /// The tags in order of preference.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Nothing was wished.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As the parameter is written.
    pub fn to_parameter(&self) -> String {
        self.0.join(" ")
    }
}

impl FromIterator<String> for UiLocales {
    fn from_iter<T: IntoIterator<Item = String>>(tags: T) -> Self {
        Self(tags.into_iter().collect())
    }
}

/// RFC 5646 §2.1 by shape: subtags of one to eight letters and digits, the first of letters.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let first = subtags.next().unwrap_or_default();
    tag.len() <= 35
        && (1..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && subtags
            .all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

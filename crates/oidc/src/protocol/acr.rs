// SPDX-License-Identifier: EUPL-1.2
//! Authentication context class references. OIDC Core §2 (`acr`), §3.1.2.1 (`acr_values`).

use serde::{Deserialize, Serialize};

/// One `acr` value: an opaque, case-sensitive word. What it means is the deployment's table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Acr(String);

impl Acr {
    /// Takes the word as it is.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `acr_values`: in order of preference, without repetitions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AcrValues(Vec<Acr>);

impl AcrValues {
    /// Splits at blanks; keeps the order, drops repetitions.
    pub fn parse(text: &str) -> Self {
        text.split(' ')
            .filter(|word| !word.is_empty())
            .map(Acr::new)
            .collect()
    }

    /// The values in order of preference.
    pub fn iter(&self) -> impl Iterator<Item = &Acr> {
        self.0.iter()
    }

    /// Whether the value stands in the list.
    pub fn contains(&self, acr: &Acr) -> bool {
        self.0.contains(acr)
    }

    /// Nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As the parameter is written.
    pub fn to_parameter(&self) -> String {
        self.0.iter().map(Acr::as_str).collect::<Vec<_>>().join(" ")
    }
}

impl FromIterator<Acr> for AcrValues {
    fn from_iter<T: IntoIterator<Item = Acr>>(values: T) -> Self {
        let mut distinct = Vec::new();
        for value in values {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        Self(distinct)
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `login_hint`, as far as it means something here. OIDC Core §3.1.2.1: "a hint to the Authorization
//! Server": what is not understood is ignored, and not kept, since it often names a person.

use serde::{Deserialize, Serialize};

/// A hint that was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoginHint {
    /// `country:SE`: the country to preselect, two capitals.
    Country(String),
    /// `persona:kari`: a test person, where test persons are.
    Persona(String),
}

impl LoginHint {
    /// Reads the parameter.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("country", code) => {
                let two = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
                two.then(|| Self::Country(code.to_owned()))
            }
            ("persona", name) => {
                let word = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
                let is_name = (1..=50).contains(&name.len()) && name.bytes().all(word);
                is_name.then(|| Self::Persona(name.to_owned()))
            }
            _ => None,
        }
    }
}

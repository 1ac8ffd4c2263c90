// SPDX-License-Identifier: EUPL-1.2
//! `authorization_details`: what a token shall allow, as objects. RFC 9396.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Error, Malformed, json};

/// The asked details, each an object of a known type. They say what a person may do: `Debug` names
/// the types only.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorizationDetails(Vec<Map<String, Value>>);

impl AuthorizationDetails {
    /// More than a person can look through.
    const MOST: usize = 20;

    /// RFC 9396 §2: "a JSON array of objects", each with a `type`, a string.
    ///
    /// # Errors
    /// [`Malformed::Json`], [`Malformed::TooLarge`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        // The strict reader reads objects: the array becomes the one member of one.
        let wrapped = json::object(format!(r#"{{"a":{text}}}"#).as_bytes())?;
        let (Some(Value::Array(details)), 1) = (wrapped.get("a"), wrapped.len()) else {
            return Err(Malformed::Json.into());
        };
        if details.len() > Self::MOST {
            return Err(Malformed::TooLarge.into());
        }
        let typed = details.iter().map(|detail| {
            let members = detail.as_object()?;
            members.get("type")?.as_str()?;
            Some(members.clone())
        });
        let typed: Option<_> = typed.collect();
        Ok(Self(typed.ok_or(Malformed::Json)?))
    }

    /// Those of them that are asked, each as it was granted; all without the parameter. `None`: more is
    /// asked. RFC 9396 §6.
    pub fn narrowed(&self, asked: Option<&Self>) -> Option<Self> {
        let Some(asked) = asked else {
            return Some(self.clone());
        };
        let granted = asked.0.iter().all(|detail| self.0.contains(detail));
        granted.then(|| asked.clone())
    }

    /// Nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their types, as often as they stand there.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter_map(|detail| detail.get("type")?.as_str())
    }

    /// As JSON.
    pub fn to_json(&self) -> Value {
        self.0.iter().cloned().map(Value::Object).collect()
    }
}

impl std::fmt::Debug for AuthorizationDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.types()).finish()
    }
}

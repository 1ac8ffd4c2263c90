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

    /// RFC 9396 §2: "a JSON array of objects", each with a `type`, a string; §5: refused is what "contains fields of the
    /// wrong type", which for the fields that every type has in common (§2.2) can be said here.
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
            members.iter().all(is_common).then(|| members.clone())
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

    /// Those of them that are for one of these services: a detail with `locations` is for those alone (§2.2), one without for
    /// all. RFC 9396 §9.1: "filtered to the specific audience".
    #[must_use]
    pub fn at(&self, services: &[String]) -> Self {
        let is_there = |place: &Value| services.iter().any(|service| place == service.as_str());
        let is_for = |detail: &&Map<String, Value>| {
            let places = detail.get("locations").and_then(Value::as_array);
            places.is_none_or(|places| places.iter().any(is_there))
        };
        Self(self.0.iter().filter(is_for).cloned().collect())
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

/// RFC 9396 §2.2: `locations`, `actions`, `datatypes` and `privileges` are arrays of strings, `identifier` is a string.
fn is_common((name, value): (&String, &Value)) -> bool {
    match name.as_str() {
        "actions" | "datatypes" | "locations" | "privileges" => {
            let list = value.as_array();
            list.is_some_and(|list| list.iter().all(Value::is_string))
        }
        "identifier" => value.is_string(),
        _ => true,
    }
}

impl std::fmt::Debug for AuthorizationDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.types()).finish()
    }
}

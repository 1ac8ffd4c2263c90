// SPDX-License-Identifier: EUPL-1.2
//! Claims about a person, and the `claims` parameter. OIDC Core §5.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Error, Malformed, json};

/// The claim that a name is of, without the tag of a language or script. OIDC Core §5.2. Who may know a claim
/// may know it in every script, and who may not in none.
pub fn untagged(name: &str) -> &str {
    name.split_once('#').map_or(name, |(claim, _)| claim)
}

/// Claims to be released, in the order they were put in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimSet(Map<String, Value>);

impl ClaimSet {
    /// No claims.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a claim.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a claim in another language or script, `family_name#bg-Cyrl`. OIDC Core §5.2.
    pub fn set_tagged(&mut self, name: &str, tag: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(format!("{name}#{tag}"), value.into());
        self
    }

    /// The claim's value.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Only what is asked; a name asks for its language-tagged forms too.
    #[must_use]
    pub fn only(&self, asked: impl Fn(&str) -> bool) -> Self {
        let kept = self
            .0
            .iter()
            .filter(|(name, _)| asked(name) || asked(untagged(name)));
        Self(
            kept.map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    }

    pub(crate) fn into_map(self) -> Map<String, Value> {
        self.0
    }
}

impl std::fmt::Debug for ClaimSet {
    /// Names only: the values are about a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// The `claims` parameter. OIDC Core §5.5.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsRequest {
    /// Asked for the ID token.
    pub id_token: BTreeMap<String, ClaimWish>,
    /// Asked for the userinfo answer.
    pub userinfo: BTreeMap<String, ClaimWish>,
}

/// How one claim is asked. OIDC Core §5.5.1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimWish {
    /// `essential`: the client cannot go on well without it.
    pub essential: bool,
    /// `value` or `values`: which values would do.
    pub values: Vec<Value>,
}

impl ClaimsRequest {
    /// More than every claim we know.
    const MOST: usize = 100;

    /// Reads the parameter: one JSON object with distinct names; unknown members are ignored.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let object = json::object(text.as_bytes())?;
        let part = |name: &str| object.get(name).map_or(Ok(BTreeMap::new()), wishes);
        Ok(Self {
            id_token: part("id_token")?,
            userinfo: part("userinfo")?,
        })
    }

    /// Whether this value of a claim would do, wherever it was asked: no value is named, or this one.
    pub fn would_do(&self, claim: &str, value: &str) -> bool {
        let wishes = [self.id_token.get(claim), self.userinfo.get(claim)];
        let named = wishes.into_iter().flatten().map(|wish| &wish.values);
        named
            .filter(|values| !values.is_empty())
            .all(|values| values.iter().any(|named| named == value))
    }

    /// The same of the ID token's claims that the client cannot do without. OIDC Core §5.5.1.1.
    pub fn essential_would_do(&self, claim: &str, value: &str) -> bool {
        let wish = self.id_token.get(claim).filter(|wish| wish.essential);
        wish.is_none_or(|wish| wish.values.is_empty() || wish.values.iter().any(|v| v == value))
    }

    /// Nothing was asked this way.
    pub fn is_empty(&self) -> bool {
        self.id_token.is_empty() && self.userinfo.is_empty()
    }
}

fn wishes(value: &Value) -> Result<BTreeMap<String, ClaimWish>, Error> {
    let object = match value {
        Value::Null => return Ok(BTreeMap::new()),
        Value::Object(object) if object.len() <= ClaimsRequest::MOST => object,
        _ => return Err(Malformed::Json.into()),
    };
    object
        .iter()
        .map(|(name, wish)| Ok((name.clone(), ClaimWish::read(wish)?)))
        .collect()
}

impl ClaimWish {
    fn read(wish: &Value) -> Result<Self, Error> {
        let members = match wish {
            Value::Null => return Ok(Self::default()),
            Value::Object(members) => members,
            _ => return Err(Malformed::Json.into()),
        };
        let essential = match members.get("essential") {
            None => false,
            Some(Value::Bool(essential)) => *essential,
            Some(_) => return Err(Malformed::Json.into()),
        };
        let values = match (members.get("value"), members.get("values")) {
            (Some(value), _) => vec![value.clone()],
            (None, Some(Value::Array(values))) => values.clone(),
            (None, None) => Vec::new(),
            (None, Some(_)) => return Err(Malformed::Json.into()),
        };
        Ok(Self { essential, values })
    }
}

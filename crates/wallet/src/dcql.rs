// SPDX-License-Identifier: EUPL-1.2
//! The query: what is asked of a wallet, and whether what came back answers it. OpenID4VP §6, §7.
//!
//! A wallet filters for its user's sake, not for ours: nothing that it should have observed is
//! taken as observed (OpenID4VP §14.11; attack VP-18).

mod pid;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::{Error, Insufficient, Malformed, Mismatch, json as strict};
pub use pid::{
    Further, Number, PID_DOC_TYPE, PID_MDOC, PID_SD_JWT, PID_TYPE, PidFormats, PidQuery,
    SuiteCredential, domestic_type,
};

/// Queries in one request; a login has two, one a format.
const MOST_CREDENTIALS: usize = 20;
/// Claims of one query, and alternatives of one query or set.
const MOST_CLAIMS: usize = 100;

/// A DCQL query that can be sent and checked. Made by [`DcqlQuery::pid`] and [`DcqlQuery::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DcqlQuery {
    credentials: Vec<CredentialQuery>,
    sets: Vec<CredentialSet>,
    /// As it goes into a request: written once, since it is the same in each.
    written: Value,
}

/// One credential that is asked for, always with proof of its holder. OpenID4VP §6.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialQuery {
    id: String,
    format: Format,
    claims: Vec<ClaimQuery>,
    /// Each a choice of claims that is enough, the wanted first. Empty: all claims.
    claim_sets: Vec<Vec<String>>,
    /// `aki` values of `trusted_authorities`. HAIP §5.
    authorities: Vec<String>,
}

/// Format and type of a credential. OpenID4VP B.2.3, B.3.5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// `mso_mdoc`.
    Mdoc {
        /// `doctype_value`.
        doc_type: String,
    },
    /// `dc+sd-jwt`.
    SdJwtVc {
        /// `vct_values`.
        types: Vec<String>,
    },
}

impl Format {
    /// The Credential Format Identifier.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Mdoc { .. } => "mso_mdoc",
            Self::SdJwtVc { .. } => "dc+sd-jwt",
        }
    }

    fn meta(&self) -> Value {
        match self {
            Self::Mdoc { doc_type } => json!({"doctype_value": doc_type}),
            Self::SdJwtVc { types } => json!({"vct_values": types}),
        }
    }

    fn parse(format: &str, meta: &Value) -> Option<Self> {
        match format {
            "mso_mdoc" => {
                let doc_type = meta.get("doctype_value")?.as_str()?.to_owned();
                Some(Self::Mdoc { doc_type })
            }
            "dc+sd-jwt" => {
                let types = strings(meta.get("vct_values")?)?;
                Some(Self::SdJwtVc { types })
            }
            _ => None,
        }
    }
}

/// A claim by its path. OpenID4VP §6.3, §7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimQuery {
    id: Option<String>,
    path: Vec<Step>,
}

impl ClaimQuery {
    /// The claims path pointer.
    #[must_use]
    pub fn path(&self) -> &[Step] {
        &self.path
    }
}

/// A component of a claims path pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `null`: every element.
    All,
    /// One element.
    Index(u64),
    /// A member; in an mdoc the namespace, then the element.
    Name(String),
}

impl Step {
    pub(crate) fn parse(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::All),
            Value::Number(n) => n.as_u64().map(Self::Index),
            Value::String(name) => Some(Self::Name(name.clone())),
            _ => None,
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::All => Value::Null,
            Self::Index(at) => (*at).into(),
            Self::Name(name) => name.as_str().into(),
        }
    }
}

/// Which credentials together are enough. OpenID4VP §6.2.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CredentialSet {
    options: Vec<Vec<String>>,
    required: bool,
}

impl DcqlQuery {
    /// Reads a query by the rules of OpenID4VP §6. Refused is also what is allowed there and not
    /// verified here: other formats, several credentials for one query, credentials without holder,
    /// values to match.
    ///
    /// # Errors
    /// [`Malformed::Dcql`], with the rule.
    pub fn parse(query: &[u8]) -> Result<Self, Error> {
        Self::read(&strict::object(query)?)
    }

    pub(crate) fn read(query: &Map<String, Value>) -> Result<Self, Error> {
        let credentials = list(query.get("credentials"), MOST_CREDENTIALS, "credentials")?;
        let credentials: Result<Vec<_>, _> =
            credentials.iter().map(CredentialQuery::parse).collect();
        let credentials = credentials?;
        if !distinct(credentials.iter().map(|c| c.id.as_str())) {
            return Err(wrong("two queries of one id"));
        }
        let sets = match query.get("credential_sets") {
            None => Vec::new(),
            sets => list(sets, MOST_CREDENTIALS, "credential_sets")?
                .iter()
                .map(|set| CredentialSet::parse(set, &credentials))
                .collect::<Result<_, _>>()?,
        };
        Ok(Self::of(credentials, sets))
    }

    fn of(credentials: Vec<CredentialQuery>, sets: Vec<CredentialSet>) -> Self {
        let written: Vec<Value> = credentials.iter().map(CredentialQuery::to_json).collect();
        let mut query = Map::from_iter([("credentials".to_owned(), written.into())]);
        if !sets.is_empty() {
            let sets: Vec<Value> = sets.iter().map(CredentialSet::to_json).collect();
            query.insert("credential_sets".to_owned(), sets.into());
        }
        Self {
            credentials,
            sets,
            written: Value::Object(query),
        }
    }

    /// As it goes into a request.
    #[must_use]
    pub const fn as_json(&self) -> &Value {
        &self.written
    }

    /// The queries.
    #[must_use]
    pub fn credentials(&self) -> &[CredentialQuery] {
        &self.credentials
    }

    /// The query of an id.
    ///
    /// # Errors
    /// [`Mismatch::Query`]: nothing of that id was asked for.
    pub fn credential(&self, id: &str) -> Result<&CredentialQuery, Error> {
        let query = self.credentials.iter().find(|query| query.id == id);
        Ok(query.ok_or(Mismatch::Query("a credential that was not asked for"))?)
    }

    /// Whether credentials of these ids are what was asked for: all of them without sets, else one
    /// option of every required set, and nothing besides. OpenID4VP §6.4.2.
    ///
    /// # Errors
    /// [`Mismatch::Query`].
    pub fn is_answered_by(&self, ids: &[&str]) -> Result<(), Error> {
        for id in ids {
            self.credential(id)?;
        }
        let has = |id: &str| ids.contains(&id);
        if self.sets.is_empty() {
            return if self.credentials.iter().all(|query| has(&query.id)) {
                Ok(())
            } else {
                Err(Mismatch::Query("a credential is missing").into())
            };
        }
        let mut used = HashSet::new();
        for set in &self.sets {
            let option = set.options.iter().find(|o| o.iter().all(|id| has(id)));
            match option {
                Some(option) => used.extend(option.iter().map(String::as_str)),
                None if set.required => {
                    return Err(Mismatch::Query("a credential is missing").into());
                }
                None => {}
            }
        }
        if ids.iter().all(|id| used.contains(id)) {
            Ok(())
        } else {
            Err(Mismatch::Query("more credentials than asked for").into())
        }
    }
}

impl CredentialQuery {
    /// `id`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Format and type.
    #[must_use]
    pub const fn format(&self) -> &Format {
        &self.format
    }

    /// The claims.
    #[must_use]
    pub fn claims(&self) -> &[ClaimQuery] {
        &self.claims
    }

    /// Whether a claim of this name, or one inside it, is asked for: the first name of a path of an
    /// SD-JWT VC.
    pub(crate) fn asks_for(&self, name: &str) -> bool {
        let first =
            |claim: &ClaimQuery| matches!(claim.path.first(), Some(Step::Name(n)) if n == name);
        self.claims.iter().any(first)
    }

    /// Whether an element of an mdoc is asked for.
    #[must_use]
    pub fn asks_for_element(&self, namespace: &str, element: &str) -> bool {
        let is = |claim: &ClaimQuery| {
            matches!(claim.path.as_slice(),
                [Step::Name(n), Step::Name(e)] if n == namespace && e == element)
        };
        self.claims.iter().any(is)
    }

    /// Whether the claims of an SD-JWT VC are what was asked for: all, or all of one alternative.
    ///
    /// # Errors
    /// [`Insufficient::Claims`].
    pub fn is_answered_by_claims(&self, claims: &Map<String, Value>) -> Result<(), Error> {
        self.is_answered_by(|claim| selects(&claim.path, claims))
    }

    /// Whether the elements of an mdoc are what was asked for.
    ///
    /// # Errors
    /// [`Insufficient::Claims`].
    pub fn is_answered_by_elements(&self, has: impl Fn(&str, &str) -> bool) -> Result<(), Error> {
        self.is_answered_by(
            |claim| matches!(claim.path.as_slice(), [Step::Name(n), Step::Name(e)] if has(n, e)),
        )
    }

    fn is_answered_by(&self, has: impl Fn(&ClaimQuery) -> bool) -> Result<(), Error> {
        let has_id = |id: &String| {
            self.claims
                .iter()
                .any(|c| c.id.as_ref() == Some(id) && has(c))
        };
        let answered = if self.claim_sets.is_empty() {
            self.claims.iter().all(&has)
        } else {
            self.claim_sets.iter().any(|set| set.iter().all(has_id))
        };
        if answered {
            Ok(())
        } else {
            Err(Insufficient::Claims.into())
        }
    }

    fn parse(query: &Value) -> Result<Self, Error> {
        let text = |name| query.get(name).and_then(Value::as_str);
        let id = text("id").filter(|id| is_identifier(id));
        let id = id.ok_or_else(|| wrong("id"))?.to_owned();
        if query
            .get("multiple")
            .is_some_and(|multiple| multiple != false)
        {
            return Err(wrong("several credentials for one query"));
        }
        let binding = query.get("require_cryptographic_holder_binding");
        if binding.is_some_and(|binding| binding != true) {
            return Err(wrong("a credential without its holder"));
        }
        let format = text("format").ok_or_else(|| wrong("format"))?;
        let meta = query.get("meta").ok_or_else(|| wrong("meta"))?;
        let format = Format::parse(format, meta).ok_or_else(|| wrong("format or meta"))?;
        let claims = match query.get("claims") {
            None => Vec::new(),
            claims => list(claims, MOST_CLAIMS, "claims")?
                .iter()
                .map(|claim| ClaimQuery::parse(claim, &format))
                .collect::<Result<_, _>>()?,
        };
        if !distinct(claims.iter().filter_map(|claim| claim.id.as_deref())) {
            return Err(wrong("two claims of one id"));
        }
        // §6.1: "Verifiers MUST NOT point to the same claim more than once in a single query."
        let repeated = |at: usize, claim: &ClaimQuery| {
            claims.iter().skip(at + 1).any(|c| c.path == claim.path)
        };
        if claims
            .iter()
            .enumerate()
            .any(|(at, claim)| repeated(at, claim))
        {
            return Err(wrong("one claim twice"));
        }
        let claim_sets = match query.get("claim_sets") {
            None => Vec::new(),
            sets => list(sets, MOST_CLAIMS, "claim_sets")?
                .iter()
                .map(|set| strings(set).ok_or_else(|| wrong("claim_sets")))
                .collect::<Result<_, _>>()?,
        };
        let known = |id: &String| claims.iter().any(|claim| claim.id.as_ref() == Some(id));
        if !claim_sets.iter().flatten().all(known) {
            return Err(wrong("claim_sets"));
        }
        let authorities = match query.get("trusted_authorities") {
            None => Vec::new(),
            authorities => list(authorities, MOST_CLAIMS, "trusted_authorities")?
                .iter()
                .map(aki)
                .collect::<Option<Vec<_>>>()
                .ok_or_else(|| wrong("trusted_authorities"))?
                .concat(),
        };
        Ok(Self {
            id,
            format,
            claims,
            claim_sets,
            authorities,
        })
    }

    fn to_json(&self) -> Value {
        let mut query = Map::new();
        let mut set = |name: &str, value: Value| query.insert(name.to_owned(), value);
        set("id", self.id.as_str().into());
        set("format", self.format.name().into());
        set("meta", self.format.meta());
        if !self.claims.is_empty() {
            let claims = self.claims.iter().map(|claim| claim.to_json(&self.format));
            set("claims", claims.collect::<Vec<_>>().into());
        }
        if !self.claim_sets.is_empty() {
            set("claim_sets", json!(self.claim_sets));
        }
        if !self.authorities.is_empty() {
            let authorities = json!([{"type": "aki", "values": self.authorities}]);
            set("trusted_authorities", authorities);
        }
        Value::Object(query)
    }
}

impl ClaimQuery {
    fn parse(claim: &Value, format: &Format) -> Result<Self, Error> {
        let id = match claim.get("id") {
            None => None,
            Some(Value::String(id)) if is_identifier(id) => Some(id.clone()),
            Some(_) => return Err(wrong("id")),
        };
        if claim.get("values").is_some() {
            return Err(wrong("values"));
        }
        let path = list(claim.get("path"), MOST_CLAIMS, "path")?;
        let path: Option<Vec<Step>> = path.iter().map(Step::parse).collect();
        let path = path.ok_or_else(|| wrong("path"))?;
        // §7.2: namespace and element, or the name of a top-level claim first.
        let fits = match format {
            Format::Mdoc { .. } => matches!(path.as_slice(), [Step::Name(_), Step::Name(_)]),
            Format::SdJwtVc { .. } => matches!(path.first(), Some(Step::Name(_))),
        };
        if fits {
            Ok(Self { id, path })
        } else {
            Err(wrong("path"))
        }
    }

    fn to_json(&self, format: &Format) -> Value {
        let path: Vec<Value> = self.path.iter().map(Step::to_json).collect();
        let mut claim = Map::from_iter([("path".to_owned(), path.into())]);
        if let Some(id) = &self.id {
            claim.insert("id".to_owned(), id.as_str().into());
        }
        // Annex B.2.4; 18013-5 §8.3.2.1.2.1: the service that she logs in to keeps who it was. Over
        // `org-iso-mdoc` it is said too: one login, one word about it.
        if matches!(format, Format::Mdoc { .. }) {
            claim.insert("intent_to_retain".to_owned(), true.into());
        }
        Value::Object(claim)
    }
}

impl CredentialSet {
    fn parse(set: &Value, credentials: &[CredentialQuery]) -> Result<Self, Error> {
        let options = list(set.get("options"), MOST_CREDENTIALS, "options")?;
        let options: Option<Vec<Vec<String>>> = options.iter().map(strings).collect();
        let options = options.ok_or_else(|| wrong("options"))?;
        let known = |id: &String| credentials.iter().any(|query| query.id == *id);
        if !options.iter().flatten().all(known) {
            return Err(wrong("options"));
        }
        let required = match set.get("required") {
            None => true,
            Some(Value::Bool(required)) => *required,
            Some(_) => return Err(wrong("required")),
        };
        Ok(Self { options, required })
    }

    fn to_json(&self) -> Value {
        if self.required {
            json!({ "options": self.options })
        } else {
            json!({ "options": self.options, "required": false })
        }
    }
}

/// OpenID4VP §7.1.1: whether the path selects anything.
fn selects(path: &[Step], claims: &Map<String, Value>) -> bool {
    let Some((Step::Name(first), rest)) = path.split_first() else {
        return false;
    };
    let mut selected: Vec<&Value> = claims.get(first).into_iter().collect();
    for step in rest {
        let mut next = Vec::new();
        for value in selected {
            match (step, value) {
                (Step::Name(name), Value::Object(object)) => next.extend(object.get(name)),
                (Step::All, Value::Array(elements)) => next.extend(elements),
                (Step::Index(at), Value::Array(elements)) => {
                    next.extend(usize::try_from(*at).ok().and_then(|at| elements.get(at)));
                }
                _ => return false,
            }
        }
        selected = next;
    }
    !selected.is_empty()
}

/// §6.1: "alphanumeric, underscore (`_`), or hyphen (`-`)".
fn is_identifier(id: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    !id.is_empty() && id.len() <= 100 && id.bytes().all(allowed)
}

/// A non-empty array within a limit.
fn list<'v>(
    value: Option<&'v Value>,
    most: usize,
    rule: &'static str,
) -> Result<&'v [Value], Error> {
    let list = value
        .and_then(Value::as_array)
        .filter(|l| !l.is_empty() && l.len() <= most);
    Ok(list.ok_or_else(|| wrong(rule))?)
}

/// A non-empty array of strings.
fn strings(value: &Value) -> Option<Vec<String>> {
    let list = value.as_array().filter(|list| !list.is_empty())?;
    list.iter().map(|v| v.as_str().map(str::to_owned)).collect()
}

fn aki(authority: &Value) -> Option<Vec<String>> {
    let is_aki = authority.get("type")?.as_str()? == "aki";
    strings(authority.get("values")?).filter(|_| is_aki)
}

fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = HashSet::new();
    ids.into_iter().all(|id| seen.insert(id))
}

fn wrong(rule: &'static str) -> Error {
    Malformed::Dcql { rule }.into()
}

// SPDX-License-Identifier: EUPL-1.2
//! What a client says of itself over the API: the members of RFC 7591 §2, RFC 9126 §6, RFC 9449 §5.2,
//! RFC 9101 §10.5 and the logout specifications by their registered names, others by those of ID-porten
//! or of this house; and the field of `[[client]]` that each means.

use serde_json::{Map, Value};

use crate::config::Problem;

/// How a member is written, where the field of the section is written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A JSON object, in the section a text.
    Json,
    /// A list with one item, or that item.
    One,
    /// The same.
    Same,
    /// A list, or its one item.
    Several,
    /// A text with blanks between its words, in the section a list.
    Words,
}

/// One member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name outside.
    pub name: &'static str,
    /// The field of `[[client]]`.
    pub field: &'static str,
    /// How it is written outside.
    pub written: Written,
}

const fn is(name: &'static str, field: &'static str, written: Written) -> Member {
    Member {
        name,
        field,
        written,
    }
}

const fn same(name: &'static str) -> Member {
    is(name, name, Written::Same)
}

const fn named(name: &'static str, field: &'static str) -> Member {
    is(name, field, Written::Same)
}

/// Every member that can be registered.
pub const MEMBERS: [Member; 57] = [
    named("client_name", "name"),
    named("client_uri", "start_url"),
    named("client_orgno", "organisation"),
    named("application_type", "application"),
    same("redirect_uris"),
    same("post_logout_redirect_uris"),
    same("backchannel_logout_uri"),
    same("frontchannel_logout_uri"),
    named(
        "frontchannel_logout_session_required",
        "frontchannel_logout_session",
    ),
    named("token_endpoint_auth_method", "auth"),
    is(
        "token_endpoint_auth_signing_alg",
        "assertion_algs",
        Written::Several,
    ),
    same("audiences"),
    same("audiences_reason"),
    is("jwks", "jwks", Written::Json),
    same("jwks_uri"),
    same("x5c_organisation"),
    is("scope", "scopes", Written::Words),
    same("claims"),
    same("acr_values"),
    is("default_acr_values", "default_acr", Written::One),
    same("pkce"),
    same("pkce_reason"),
    same("security_profile"),
    named("require_pushed_authorization_requests", "require_par"),
    named("dpop_bound_access_tokens", "require_dpop"),
    is(
        "request_object_signing_alg",
        "request_object_algs",
        Written::Several,
    ),
    named("require_signed_request_object", "require_request_object"),
    named("id_token_signed_response_alg", "id_token_alg"),
    named(
        "authorization_signed_response_alg",
        "authorization_response_alg",
    ),
    named("userinfo_signed_response_alg", "userinfo_alg"),
    named("access_token_format", "access_token"),
    same("claim_profile"),
    named("userinfo_format", "userinfo"),
    same("refresh"),
    named("refresh_token_usage", "refresh_usage"),
    same("resources"),
    same("authorization_details_types"),
    named("onbehalfof", "on_behalf_of"),
    named(
        "pushed_authorization_request_lifetime",
        "pushed_request_seconds",
    ),
    named("authorization_code_lifetime", "code_seconds"),
    named("id_token_lifetime", "id_token_seconds"),
    named("access_token_lifetime", "access_token_seconds"),
    named("refresh_token_lifetime", "refresh_token_seconds"),
    named("authorization_lifetime", "authorization_seconds"),
    same("representation"),
    same("pid_without_number"),
    same("sso"),
    same("sso_group"),
    same("matching"),
    same("match_page"),
    same("sp_type"),
    same("requester_id"),
    // Made by us; named here so that a fault in one is told by the name that stands outside.
    same("client_id"),
    named("client_secret", "secret_sha256"),
    named("client_secret_expires", "secret_expires"),
    named("older_client_secret", "other_secret_sha256"),
    named("older_client_secret_expires", "other_secret_expires"),
];

/// Members that stand in answers and cannot be written: a client that sends back what it read (RFC 7592
/// §2.2) may have them among the others, and they say nothing.
pub const FROM_US: [&str; 11] = [
    "client_id",
    "client_id_issued_at",
    "client_secret_expires_at",
    "faults",
    "grant_types",
    "response_types",
    "older_secret",
    "older_secret_expires_at",
    "source",
    "state",
    "version",
];

/// Members whose field is made by us.
const MADE: [&str; 5] = [
    "client_id",
    "client_secret",
    "client_secret_expires",
    "older_client_secret",
    "older_client_secret_expires",
];

impl Member {
    /// Whether it can be written.
    pub fn is_writable(&self) -> bool {
        !MADE.contains(&self.name)
    }

    fn of_field(field: &str) -> Option<&'static Self> {
        MEMBERS.iter().find(|member| member.field == field)
    }
}

fn fault(name: &str, what: impl Into<String>, instead: impl Into<String>) -> Problem {
    Problem {
        line: 0,
        field: name.to_owned(),
        what: what.into(),
        instead: instead.into(),
    }
}

/// From outside to the fields of a section; `null` says that a field is not written. Everything that
/// cannot be one is named. What the values mean, the section's reader says.
pub(super) fn to_section(members: &Map<String, Value>) -> (Map<String, Value>, Vec<Problem>) {
    let (mut section, mut faults) = (Map::new(), Vec::new());
    for (name, value) in members {
        if FROM_US.contains(&name.as_str()) {
            if let Some(fault) = fixed(name, value) {
                faults.push(fault);
            }
            continue;
        }
        let member = MEMBERS.iter().find(|member| member.name == name);
        let Some(member) = member.filter(|member| member.is_writable()) else {
            faults.push(unknown(name));
            continue;
        };
        match inside(member, value) {
            Ok(value) => {
                section.insert(member.field.to_owned(), value);
            }
            Err(what) => faults.push(fault(
                member.name,
                what,
                "Write it as the OpenAPI document has it",
            )),
        }
    }
    (section, faults)
}

/// RFC 7591 §2.1: what there is here, and nothing else.
fn fixed(name: &str, value: &Value) -> Option<Problem> {
    let words = |known: &[&str]| {
        let list = value.as_array();
        let all = list.is_some_and(|list| {
            let mut words = list.iter();
            words.all(|word| word.as_str().is_some_and(|word| known.contains(&word)))
        });
        all && list.is_some_and(|list| {
            list.iter()
                .any(|word| word == known.first().copied().unwrap_or(""))
        })
    };
    match name {
        "grant_types" if !words(&["authorization_code", "refresh_token"]) => Some(fault(
            name,
            "a client of the registry logs people in",
            "Write [\"authorization_code\"], with \"refresh_token\" or without, and refresh as you want it",
        )),
        "response_types" if !words(&["code"]) => {
            Some(fault(name, "there is no other flow", "Write [\"code\"]"))
        }
        _ => None,
    }
}

/// RFC 7591 §2 lets a server ignore what it does not know. Attack: a misspelt `dpop_bound_access_tokens`
/// that nobody misses. Defence: it is named.
fn unknown(name: &str) -> Problem {
    let shown: String = name.chars().take(60).collect();
    let (what, instead) = match name {
        "client_secret" | "secret_sha256" | "other_secret_sha256" => (
            "secrets are made here",
            "Remove it; the answer has the new one, and POST /clients/{client_id}/secret makes another",
        ),
        "software_statement" => ("statements are not taken", "Remove it"),
        _ => (
            "no member of a client that can be registered here",
            "Remove it, or write it as the OpenAPI document has it",
        ),
    };
    fault(&shown, what, instead)
}

fn inside(member: &Member, value: &Value) -> Result<Value, &'static str> {
    let scalar = |value: &Value| value.is_string() || value.is_boolean() || value.is_u64();
    match (member.written, value) {
        (_, Value::Null) => Ok(Value::Null),
        (Written::Json, Value::Object(_)) => Ok(Value::String(value.to_string())),
        (Written::Json, _) => Err("a JSON object belongs here"),
        (Written::Words, Value::String(text)) => {
            let words = text.split(' ').filter(|word| !word.is_empty());
            Ok(words.map(Value::from).collect())
        }
        (Written::Words, _) => Err("a text with a blank between two words belongs here"),
        (Written::One, Value::Array(list)) => match list.as_slice() {
            [one @ Value::String(_)] => Ok(one.clone()),
            _ => Err("exactly one value belongs here"),
        },
        (Written::Several, one @ Value::String(_)) => Ok(Value::Array(vec![one.clone()])),
        (_, Value::Array(list)) if list.iter().all(scalar) => Ok(value.clone()),
        (_, value) if scalar(value) => Ok(value.clone()),
        _ => Err("a text, a whole number, true, false or a list of texts belongs here"),
    }
}

/// From the fields of a section to what is shown: never a secret.
pub(super) fn to_members(section: &Map<String, Value>) -> Map<String, Value> {
    let mut members = Map::new();
    for member in MEMBERS.iter().filter(|member| member.is_writable()) {
        let Some(value) = section.get(member.field) else {
            continue;
        };
        let list = value.as_array().map(Vec::as_slice);
        let value = match (member.written, value, list) {
            (Written::Json, Value::String(text), _) => {
                serde_json::from_str(text).unwrap_or_default()
            }
            (Written::Words, _, Some(list)) => {
                let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                words.join(" ").into()
            }
            (Written::One, value, None) => Value::Array(vec![value.clone()]),
            (Written::Several, _, Some([one])) => one.clone(),
            _ => value.clone(),
        };
        members.insert(member.name.to_owned(), value);
    }
    members
}

/// A fault of a section by the names that stand outside.
pub(super) fn told(mut problem: Problem) -> Problem {
    // What contradicts itself begins with the member's name ([`oidc::provider::ClientFault`]).
    if problem.field.is_empty()
        && let Some((name, what)) = problem.what.split_once(": ")
        && MEMBERS.iter().any(|member| member.name == name)
    {
        return fault(name, what, "Write it so");
    }
    let end = problem
        .field
        .find(['[', '.'])
        .unwrap_or(problem.field.len());
    let (field, rest) = problem.field.split_at(end);
    if let Some(member) = Member::of_field(field) {
        let rest = match member.written {
            Written::Words => "",
            _ => rest,
        };
        let by_field = format!("Write {field} = ");
        let by_name = format!("Write {} = ", member.name);
        problem.instead = problem.instead.replacen(&by_field, &by_name, 1);
        problem.field = [member.name, rest].concat();
    }
    problem
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::Client;
    use crate::config::read::Read as _;
    use crate::settings::FILE_ONLY;

    #[test]
    fn each_field_of_a_client_is_a_member_or_for_the_file_alone() {
        let section = Client::section().unwrap();
        let fields: BTreeSet<&str> = section.fields.iter().map(|field| field.name).collect();
        let members = MEMBERS.iter().map(|member| member.field);
        let known: BTreeSet<&str> = members.chain(FILE_ONLY).collect();
        assert_eq!(fields, known);
        let names: BTreeSet<&str> = MEMBERS.iter().map(|member| member.name).collect();
        assert_eq!(names.len(), MEMBERS.len());
    }

    #[test]
    fn what_goes_in_comes_out() {
        let sent = serde_json::json!({
            "client_name": "Rowing", "scope": "openid profile",
            "redirect_uris": ["https://rowing.example.no/cb"],
            "token_endpoint_auth_signing_alg": "ES256",
            "default_acr_values": ["eidas-loa-high"],
            "jwks": { "keys": [] }, "dpop_bound_access_tokens": true, "access_token_lifetime": 60,
        });
        let sent = sent.as_object().unwrap().clone();
        let (section, faults) = to_section(&sent);
        assert_eq!(faults, Vec::new());
        assert_eq!(
            section.get("scopes").unwrap(),
            &serde_json::json!(["openid", "profile"])
        );
        let shown = to_members(&section);
        assert!(
            sent.iter()
                .all(|(name, value)| shown.get(name) == Some(value)),
            "{shown:?}"
        );
    }
}

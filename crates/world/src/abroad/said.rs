// SPDX-License-Identifier: EUPL-1.2
//! What came, in words for people and for programs.

use eidas::{Status, StatusCode, SubStatus, VerifiedResponse};
use serde_json::{Value, json};

use super::answer::{Arrived, Outcome};
use super::pages::AttributeRow;

pub(super) fn level(verified: &VerifiedResponse) -> String {
    let notified = verified.loa.notified();
    notified.map_or_else(
        || verified.loa.uri().to_owned(),
        |level| level.as_str().to_owned(),
    )
}

pub(super) fn rows(verified: &VerifiedResponse) -> Vec<AttributeRow> {
    verified
        .attributes
        .iter()
        .map(|(attribute, values)| AttributeRow {
            name: attribute.friendly_name(),
            label: label(&attribute.friendly_name()),
            values: values
                .iter()
                .map(|value| (value.value.clone(), value.original.clone()))
                .collect(),
        })
        .collect()
}

/// `DateOfBirth` as people write it: "Date of birth".
fn label(name: &str) -> String {
    let mut label = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_uppercase() && !label.is_empty() {
            label.push(' ');
            label.extend(c.to_lowercase());
        } else {
            label.push(c);
        }
    }
    label
}

/// A refusal in plain words.
pub(super) fn in_plain_words(status: &Status) -> (&'static str, &'static str) {
    match (status.code, &status.sub_code, status.ec_code()) {
        (_, Some(SubStatus::RequestDenied), _)
            if status
                .message
                .as_deref()
                .is_some_and(|it| it.contains("consent")) =>
        {
            (
                "You are not logged in",
                "You did not agree to send your data. That is your right, and nothing about you \
                 was received.",
            )
        }
        (_, Some(SubStatus::RequestDenied), _) => (
            "Norway does not offer this login",
            "Norway says that its e-IDs cannot be used here now; the message below says why. \
             Nothing about you was received.",
        ),
        (_, Some(SubStatus::AuthnFailed), _) => (
            "You are not logged in",
            "The login in Norway was cancelled or did not succeed. Nothing about you was \
             received.",
        ),
        (_, Some(SubStatus::NoAuthnContext), _) | (_, _, Some("202015" | "202019" | "202021")) => (
            "Your e-ID is not strong enough for this",
            "This service needs a higher level of assurance than Norway can give for your e-ID.",
        ),
        (StatusCode::Requester, _, _) => (
            "Norway does not answer this question",
            "This service asked for something that Norway does not give. This is not your fault.",
        ),
        _ => (
            "The login did not work",
            "Something went wrong in Norway. You can try again.",
        ),
    }
}

pub(super) fn as_json(arrived: &Arrived) -> Value {
    let mut json = match &arrived.outcome {
        Outcome::Person(verified) => {
            let attributes: serde_json::Map<String, Value> = rows(verified)
                .into_iter()
                .map(|row| {
                    let values: Vec<String> =
                        row.values.into_iter().map(|(value, _)| value).collect();
                    (row.name, values.into())
                })
                .collect();
            json!({
                "outcome": "person",
                "country": verified.person_identifier.origin().as_str(),
                "level": level(verified),
                "identifier": verified.person_identifier.as_str(),
                "attributes": attributes,
                "name_id": {
                    "format": verified.name_id.format.uri(),
                    "value": verified.name_id.value,
                },
                "consent": verified.consent.map(eidas::Consent::uri),
            })
        }
        Outcome::Failure(status) => json!({
            "outcome": "failure",
            "status": status.to_string(),
            "message": status.message,
        }),
        Outcome::Refused(error) => json!({
            "outcome": "refused",
            "reason": error.to_string(),
        }),
    };
    if let Value::Object(members) = &mut json {
        members.insert("request".to_owned(), arrived.request.clone().into());
        members.insert("response".to_owned(), arrived.shown.response.clone().into());
        members.insert(
            "assertion".to_owned(),
            arrived.shown.assertion.clone().into(),
        );
    }
    json
}

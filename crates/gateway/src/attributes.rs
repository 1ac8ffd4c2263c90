// SPDX-License-Identifier: EUPL-1.2
//! What a service asks of another country beyond the minimum data set, and the claims it becomes.
//!
//! Three things have to come together: the service is registered for the attribute, with a purpose
//! that people read, and may get the claim that it becomes; this request asks for that claim; the
//! country publishes it (eIDAS Message Format 1.4 §2.3.2). What a country sends beyond that is dropped before anybody reads it.
//!
//! | attribute (eIDAS Attribute Profile 1.4 §2.2) | claim | of |
//! |---|---|---|
//! | `BirthName` | `eidas_birth_name` | this house |
//! | `CountryOfBirth`, `PlaceOfBirth`, `TownOfBirth` | `place_of_birth` | OpenID Connect for Identity Assurance claims 1.0 §4.1 |
//! | `CountryOfResidence` | `eidas_country_of_residence` | this house |
//! | `CurrentAddress` | `address` | OIDC Core §5.1.1 |
//! | `EmailAddress` | `email` | OIDC Core §5.1 |
//! | `Gender` | `gender` | OIDC Core §5.1 |
//! | `Nationality` | `nationalities` | OpenID Connect for Identity Assurance claims 1.0 §4.1 |
//! | `PhoneNumber` | `phone_number` | OIDC Core §5.1 |
//!
//! Of a legal person (§2.3): `LegalPersonAddress`, `LegalPhoneNumber` and `LegalEmailAddress` under the same claims, all
//! others under names of this house (`eidas_lei`, `eidas_vat_registration_number`, …).

use eidas::{Address, Attribute, Attributes, Peer};
use oidc::protocol::{ClaimSet, scope::claims_of_scope};
use oidc::provider::AuthorizationRequest;
use serde_json::{Map, Value, json};

use crate::identity::Name;
use crate::settings::{ClientSettings, Purpose, claim_of};

/// Of what the client is registered for, that which this request asks for, by scope or by `claims`.
pub fn asked<'c>(
    request: &AuthorizationRequest,
    client: &'c ClientSettings,
) -> impl Iterator<Item = &'c Purpose> {
    let asks = move |claim: &str| {
        let by_scope = |word: &str| claims_of_scope(word).contains(&claim);
        request.scope.iter().any(by_scope)
            || request.claims.id_token.contains_key(claim)
            || request.claims.userinfo.contains_key(claim)
    };
    let purposes = client.purposes.iter();
    // What would be thrown away where it is released is not asked for. GDPR art. 5(1)(c).
    let wanted = move |claim: &str| client.may_get(claim) && asks(claim);
    purposes.filter(move |purpose| claim_of(purpose.attribute).is_some_and(&wanted))
}

/// What this node is asked for: the minimum data set, and of the rest what it publishes. What it sends
/// beyond that nobody asked it for, also where the service would have liked it.
pub fn requested(
    request: &AuthorizationRequest,
    client: &ClientSettings,
    peer: &Peer,
) -> Vec<Attribute> {
    let more = asked(request, client).map(|purpose| purpose.attribute);
    let more = more.filter(|attribute| peer.attributes().contains(attribute));
    Attribute::mandatory(client.persons.kind())
        .chain(more)
        .collect()
}

/// The claims of what came beside the minimum data set. Only what was requested is there.
pub fn claims(attributes: &Attributes) -> ClaimSet {
    let mut claims = ClaimSet::new();
    let mut born = Map::new();
    for (attribute, values) in attributes.iter() {
        let (Some(claim), Some(value)) = (claim_of(attribute), values.first()) else {
            continue;
        };
        match attribute.definition().local_name {
            "BirthName" => {
                Name::of(value).tell(&mut claims, claim);
            }
            "CountryOfBirth" => {
                born.insert("country".to_owned(), iso_2(&value.value).into());
            }
            "TownOfBirth" => {
                born.insert("locality".to_owned(), value.value.as_str().into());
            }
            "PlaceOfBirth" => {
                born.entry("locality")
                    .or_insert_with(|| value.value.as_str().into());
            }
            "CountryOfResidence" => {
                claims.set(claim, iso_2(&value.value));
            }
            "CurrentAddress" | "LegalPersonAddress" => {
                // Its form was checked when it came; a fragment that nobody can read says nothing.
                if let Ok(address) = Address::parse(&value.value) {
                    claims.set(claim, postal(&address));
                }
            }
            "Gender" => {
                // OIDC Core §5.1: `female` and `male` are defined. `Unspecified` is not said.
                let said = match value.value.as_str() {
                    "Female" => Some("female"),
                    "Male" => Some("male"),
                    _ => None,
                };
                said.map(|said| claims.set(claim, said));
            }
            "Nationality" => {
                let all: Vec<&str> = values.iter().map(|value| iso_2(&value.value)).collect();
                claims.set(claim, all);
            }
            _ => {
                claims.set(claim, value.value.as_str());
            }
        }
    }
    if !born.is_empty() {
        claims.set("place_of_birth", born);
    }
    claims
}

/// ISO 3166-1: Greece is `GR` there and `EL` in eIDAS.
fn iso_2(country: &str) -> &str {
    match country {
        "EL" => "GR",
        other => other,
    }
}

/// OIDC Core §5.1.1.
fn postal(address: &Address) -> Value {
    let words = |parts: &[&Option<String>]| {
        let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let area = match &address.post_name {
        Some(_) => &address.cvaddress_area,
        None => &None,
    };
    let street: Vec<String> = [
        words(&[&address.locator_name]),
        words(&[&address.thoroughfare, &address.locator_designator]),
        words(&[&address.po_box]),
        words(&[area]),
    ]
    .into_iter()
    .flatten()
    .collect();
    let street = (!street.is_empty()).then(|| street.join("\n"));
    let locality = address
        .post_name
        .as_ref()
        .or(address.cvaddress_area.as_ref());
    let country = address.adminunit_firstline.as_deref().map(iso_2);
    let lines = [
        street.clone(),
        words(&[&address.post_code, &locality.cloned()]),
        address.adminunit_secondline.clone(),
        country.map(str::to_owned),
    ];
    let formatted: Vec<String> = lines.into_iter().flatten().collect();
    let mut postal = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        value.map(|value| postal.insert(name.to_owned(), value));
    };
    put("formatted", Some(json!(formatted.join("\n"))));
    put("street_address", street.map(Value::from));
    put("locality", locality.cloned().map(Value::from));
    put(
        "region",
        address.adminunit_secondline.clone().map(Value::from),
    );
    put("postal_code", address.post_code.clone().map(Value::from));
    put("country", country.map(Value::from));
    Value::Object(postal)
}

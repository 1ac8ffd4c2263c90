// SPDX-License-Identifier: EUPL-1.2
//! What the simulated countries know of their persons beside the minimum data set.
//!
//! Four countries publish the whole of eIDAS Attribute Profile 1.4 §2.2, seven what Implementing
//! Regulation (EU) 2015/1501 names, two nothing. Every value is invented: the streets are nowhere,
//! the telephone numbers begin with a country code that nobody has (ITU-T E.164: 999 is reserved), the
//! addresses of e-mail are those of RFC 2606.

use eidas::{Address, Attribute, AttributeValue, Person as Whose, ProtocolVersion};

use crate::country::Country;
use crate::persons::{Kind, Person};

/// The optional attributes that a country publishes.
pub fn published(country: &Country) -> Vec<Attribute> {
    const OF_2015: [&str; 4] = ["BirthName", "PlaceOfBirth", "CurrentAddress", "Gender"];
    let new = country.habits.protocol_versions.contains(&"1.4");
    let all = Attribute::of(Whose::Natural)
        .filter(|attribute| !attribute.is_mandatory())
        .filter(|attribute| new || attribute.since() == ProtocolVersion::V1_0);
    match country.code {
        "BG" | "ES" | "PL" | "SE" => all.collect(),
        "LU" | "MT" => Vec::new(),
        _ => all
            .filter(|attribute| OF_2015.contains(&attribute.definition().local_name))
            .collect(),
    }
}

/// What a country publishes of legal persons: four of them do.
pub fn published_of_companies(country: &Country) -> Vec<Attribute> {
    match country.code {
        "BG" | "ES" | "PL" | "SE" => Attribute::of(Whose::Legal)
            .filter(|it| it.is_mandatory() || it.definition().local_name == "LegalPersonAddress")
            .collect(),
        _ => Vec::new(),
    }
}

/// The company of a person: she acts for it with her own e-ID; whoever has two names has the e-ID of the company
/// itself.
pub fn company(
    country: &Country,
    person: &Person,
    receiver: &str,
) -> Vec<(Attribute, AttributeValue)> {
    let family = person.family_name.latin.or(person.family_name.original);
    let name = format!("{} Demo Company", family.unwrap_or_default());
    // A letter that no country gives.
    let identifier = format!("{}/{receiver}/DEMO-{}", country.code, person.identifier);
    let address = Attribute::of(Whose::Legal)
        .find(|it| it.definition().local_name == "LegalPersonAddress")
        .map(|it| (it, AttributeValue::latin(&address(country, 1).to_value())));
    let named = [
        (Attribute::LEGAL_NAME, AttributeValue::latin(&name)),
        (
            Attribute::LEGAL_PERSON_IDENTIFIER,
            AttributeValue::latin(&identifier),
        ),
    ];
    named.into_iter().chain(address).collect()
}

fn address(country: &Country, house: usize) -> Address {
    Address {
        thoroughfare: Some(format!("Demo street of {}", country.name)),
        locator_designator: Some(house.to_string()),
        post_code: Some("00000".to_owned()),
        post_name: Some("Demo town".to_owned()),
        adminunit_firstline: Some(country.code.to_owned()),
        ..Address::default()
    }
}

/// What it says of a person. Whoever has two names had another one at birth; who is of level low has
/// never told where she lives.
pub fn known(country: &Country, person: &Person) -> Vec<(Attribute, AttributeValue)> {
    let latin = |name: crate::persons::Name| name.latin.or(name.original).unwrap_or_default();
    let (given, family) = (latin(person.given_name), latin(person.family_name));
    let place = person.kind.form_value();
    let lower = country.code.to_ascii_lowercase();
    let address = address(country, 1 + place.len());
    let birth_name = match person.kind {
        Kind::TwoNames => format!("{given} Demo"),
        _ => format!("{given} {family}"),
    };
    let number = person.identifier.bytes().map(u64::from).sum::<u64>();
    let value = |name: &str| {
        Some(match name {
            "BirthName" => birth_name.clone(),
            "PlaceOfBirth" | "TownOfBirth" => format!("Demo town of {}", country.name),
            "CurrentAddress" if person.kind != Kind::Low => address.to_value(),
            "Gender" => match person.kind {
                Kind::Plain | Kind::Low => "Female".to_owned(),
                Kind::TwoNames => "Male".to_owned(),
                _ => "Unspecified".to_owned(),
            },
            "Nationality" | "CountryOfBirth" | "CountryOfResidence" => country.code.to_owned(),
            "PhoneNumber" => format!("+999{number:07}"),
            "EmailAddress" => format!("{place}@{lower}.example"),
            _ => return None,
        })
    };
    published(country)
        .into_iter()
        .filter_map(|attribute| {
            let value = value(attribute.definition().local_name)?;
            Some((attribute, AttributeValue::latin(&value)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::countries::COUNTRIES;

    #[test]
    fn what_is_known_is_published_and_of_the_profile() {
        for country in &COUNTRIES {
            let published = published(country);
            for person in country.persons {
                for (attribute, value) in known(country, person) {
                    assert!(published.contains(&attribute), "{attribute}");
                    assert!(!value.value.is_empty(), "{attribute}");
                    if attribute == Attribute::CURRENT_ADDRESS {
                        assert!(Address::parse(&value.value).is_ok());
                    }
                }
            }
        }
        let homes = |kind| {
            let sweden = crate::countries::by_code("SE").unwrap();
            let person = sweden.persons.iter().find(|person| person.kind == kind);
            let known = known(sweden, person.unwrap());
            known
                .iter()
                .any(|(attribute, _)| *attribute == Attribute::CURRENT_ADDRESS)
        };
        assert!(homes(Kind::Plain) && !homes(Kind::Low));
    }
}

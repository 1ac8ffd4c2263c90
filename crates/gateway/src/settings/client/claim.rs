// SPDX-License-Identifier: EUPL-1.2
//! The claims that attributes of other countries become: `attributes` tells of which specification each is.

use eidas::Attribute;

/// The claim of each attribute, by the last part of its name.
const CLAIMS: [(&str, &str); 10] = [
    ("BirthName", "eidas_birth_name"),
    ("CountryOfBirth", "place_of_birth"),
    ("CountryOfResidence", "eidas_country_of_residence"),
    ("CurrentAddress", "address"),
    ("EmailAddress", "email"),
    ("Gender", "gender"),
    ("Nationality", "nationalities"),
    ("PhoneNumber", "phone_number"),
    ("PlaceOfBirth", "place_of_birth"),
    ("TownOfBirth", "place_of_birth"),
];

/// The claim that an attribute becomes; none: services do not get it.
pub fn claim_of(attribute: Attribute) -> Option<&'static str> {
    let own = attribute.person() == eidas::Person::Natural;
    let name = attribute.definition().local_name;
    let claim = CLAIMS.iter().find(|(attribute, _)| *attribute == name);
    claim.filter(|_| own).map(|(_, claim)| *claim)
}

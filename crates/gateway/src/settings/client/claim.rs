// SPDX-License-Identifier: EUPL-1.2
//! The claims that attributes of other countries become: `attributes` tells of which specification each is.

use eidas::{Attribute, Person};

/// The claim of each attribute of a natural person, by the last part of its name.
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

/// The same of a legal person.
const OF_LEGAL: [(&str, &str); 10] = [
    ("D-2012-17-EUIdentifier", "eidas_eu_identifier"),
    ("EORI", "eidas_eori"),
    ("LEI", "eidas_lei"),
    ("LegalEmailAddress", "email"),
    ("LegalPersonAddress", "address"),
    ("LegalPhoneNumber", "phone_number"),
    ("SEED", "eidas_seed"),
    ("SIC", "eidas_sic"),
    ("TaxReference", "eidas_tax_reference"),
    ("VATRegistrationNumber", "eidas_vat_registration_number"),
];

/// The claim that an attribute becomes; none: services do not get it.
pub fn claim_of(attribute: Attribute) -> Option<&'static str> {
    let claims = match attribute.person() {
        Person::Natural => &CLAIMS,
        Person::Legal => &OF_LEGAL,
        _ => return None,
    };
    let name = attribute.definition().local_name;
    let claim = claims.iter().find(|(attribute, _)| *attribute == name);
    claim.map(|(_, claim)| *claim)
}

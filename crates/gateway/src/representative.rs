// SPDX-License-Identifier: EUPL-1.2
//! Who acted for the person of an answer. eIDAS Attribute Profile 1.4 §2.8.
//!
//! SP-28: a represented person must never seem to act herself. `sub` stays the represented
//! person's, so the claim `eidas_representative` goes along whatever the service asked for, and the
//! trail says that somebody acted for her.

use eidas::{Attribute, AttributeValue, Attributes, Person, VerifiedResponse};
use oidc::protocol::ClaimSet;

use crate::identity::Name;

/// A representative, as proven. Only what names her or it: what else came is not passed on.
pub enum Representative {
    /// A natural person.
    Natural(ClaimSet),
    /// A legal person.
    Legal(ClaimSet),
}

impl Representative {
    /// The representative of a verified answer, whose set is complete if there is one.
    pub fn of(response: &VerifiedResponse) -> Option<Self> {
        let attributes = &response.attributes;
        let natural = claims(
            attributes,
            Person::NaturalRepresentative,
            &[
                (Attribute::PERSON_IDENTIFIER, "eidas_person_identifier"),
                (Attribute::GIVEN_NAME, "given_name"),
                (Attribute::FAMILY_NAME, "family_name"),
                (Attribute::DATE_OF_BIRTH, "birthdate"),
            ],
        );
        let legal = || {
            let named = [
                (
                    Attribute::LEGAL_PERSON_IDENTIFIER,
                    "eidas_legal_person_identifier",
                ),
                (Attribute::LEGAL_NAME, "legal_name"),
            ];
            claims(attributes, Person::LegalRepresentative, &named)
        };
        natural
            .map(Self::Natural)
            .or_else(|| legal().map(Self::Legal))
    }

    /// The value of the claim `eidas_representative`.
    pub fn claims(&self) -> &ClaimSet {
        match self {
            Self::Natural(claims) | Self::Legal(claims) => claims,
        }
    }

    /// Her identifier, where a natural person acted: of the country that answered, as each identifier of its answer.
    pub fn identifier(&self) -> Option<&str> {
        match self {
            Self::Natural(claims) => claims.value("eidas_person_identifier")?.as_str(),
            Self::Legal(_) => None,
        }
    }

    /// For the audit trail.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Natural(_) => "natural",
            Self::Legal(_) => "legal",
        }
    }
}

/// The mandatory attributes of a representative under the names of the person's own.
fn claims(
    attributes: &Attributes,
    person: Person,
    named: &[(Attribute, &str)],
) -> Option<ClaimSet> {
    let mut claims = ClaimSet::new();
    for (own, claim) in named {
        let local_name = own.definition().local_name;
        let value: &AttributeValue = Attribute::of(person)
            .find(|attribute| attribute.definition().local_name == local_name)
            .and_then(|attribute| attributes.get(attribute))?;
        Name::of(value).tell(&mut claims, claim);
    }
    Some(claims)
}

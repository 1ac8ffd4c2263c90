// SPDX-License-Identifier: EUPL-1.2

//! The attributes of the profile, as data. eIDAS Attribute Profile 1.4.

mod address;
pub(crate) mod read;
mod registry;
mod rule;
mod value;

use std::fmt;

use crate::instant::{Instant, parse_date};
use crate::ns;
use crate::protocol_version::ProtocolVersion;

pub use address::Address;
pub use registry::{Definition, Syntax, Transliteration};
pub use rule::ValueRule;
pub use value::{AttributeValue, Attributes, Script};
pub(crate) use value::{complete, is_latin};

/// Whose attribute it is: the part of its name before the last `/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// The natural person who logs in, or who is represented. Attribute Profile 1.4 §2.2.
    Natural,
    /// The legal person who logs in, or who is represented. §2.3.
    Legal,
    /// A natural person who acts for the person above. §2.8.
    NaturalRepresentative,
    /// A legal person who acts for the person above. §2.8.
    LegalRepresentative,
    /// Of a sector, outside the minimum data sets: natural persons of e-Justice.
    SectorNatural,
    /// Of a sector: legal persons of e-Justice.
    SectorLegal,
    /// Of a sector: powers of representation.
    SectorRepresentation,
}

impl Person {
    /// The URI that its attributes' names continue after a `/`.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::Natural => ns::NATURAL,
            Self::Legal => ns::LEGAL,
            Self::NaturalRepresentative => ns::NATURAL_REPRESENTATIVE,
            Self::LegalRepresentative => ns::LEGAL_REPRESENTATIVE,
            Self::SectorNatural => "http://e-justice.europa.eu/attributes/naturalperson",
            Self::SectorLegal => "http://e-justice.europa.eu/attributes/legalperson",
            Self::SectorRepresentation => "http://data.europa.eu/p4s/attributes",
        }
    }

    /// The prefix we write for that namespace.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Natural => "eidas-natural",
            Self::Legal => "eidas-legal",
            Self::NaturalRepresentative => "eidas-natural-representative",
            Self::LegalRepresentative => "eidas-legal-representative",
            Self::SectorNatural | Self::SectorLegal | Self::SectorRepresentation => "xs",
        }
    }

    /// Whether it acts for another. Such attributes are never requested and never dropped.
    #[must_use]
    pub const fn is_representative(self) -> bool {
        matches!(
            self,
            Self::NaturalRepresentative | Self::LegalRepresentative
        )
    }

    const fn definitions(self) -> &'static [Definition] {
        match self {
            Self::Natural | Self::NaturalRepresentative => registry::NATURAL,
            Self::Legal | Self::LegalRepresentative => registry::LEGAL,
            Self::SectorNatural => registry::SECTOR_NATURAL,
            Self::SectorLegal => registry::SECTOR_LEGAL,
            Self::SectorRepresentation => registry::SECTOR_REPRESENTATION,
        }
    }

    /// Whose attribute has this name, whether or not the registry knows it.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|person| {
            name.strip_prefix(person.namespace())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    const ALL: [Self; 7] = [
        // The longer namespaces first: `…/naturalperson/representative` begins with the shorter.
        Self::NaturalRepresentative,
        Self::LegalRepresentative,
        Self::Natural,
        Self::Legal,
        Self::SectorNatural,
        Self::SectorLegal,
        Self::SectorRepresentation,
    ];
}

/// An attribute of the registry: a [`Definition`] said of a [`Person`].
#[derive(Clone, Copy)]
pub struct Attribute {
    person: Person,
    definition: &'static Definition,
}

impl Attribute {
    /// `PersonIdentifier` of a natural person.
    pub const PERSON_IDENTIFIER: Self = Self::natural(&registry::PERSON_IDENTIFIER);
    /// `CurrentFamilyName`.
    pub const FAMILY_NAME: Self = Self::natural(&registry::CURRENT_FAMILY_NAME);
    /// `CurrentGivenName`.
    pub const GIVEN_NAME: Self = Self::natural(&registry::CURRENT_GIVEN_NAME);
    /// `DateOfBirth`.
    pub const DATE_OF_BIRTH: Self = Self::natural(&registry::DATE_OF_BIRTH);
    /// `BirthName`.
    pub const BIRTH_NAME: Self = Self::natural(&registry::BIRTH_NAME);
    /// `PlaceOfBirth`.
    pub const PLACE_OF_BIRTH: Self = Self::natural(&registry::PLACE_OF_BIRTH);
    /// `CurrentAddress`.
    pub const CURRENT_ADDRESS: Self = Self::natural(&registry::CURRENT_ADDRESS);
    /// `Gender`.
    pub const GENDER: Self = Self::natural(&registry::GENDER);
    /// `Nationality`, since 1.4.
    pub const NATIONALITY: Self = Self::natural(&registry::NATIONALITY);
    /// `LegalPersonIdentifier`.
    pub const LEGAL_PERSON_IDENTIFIER: Self = Self::legal(&registry::LEGAL_PERSON_IDENTIFIER);
    /// `LegalName`.
    pub const LEGAL_NAME: Self = Self::legal(&registry::LEGAL_NAME);

    /// The minimum data set of a natural person: its mandatory part. Attribute Profile 1.4 §2.2.
    pub const NATURAL_MANDATORY: [Self; 4] = [
        Self::FAMILY_NAME,
        Self::GIVEN_NAME,
        Self::DATE_OF_BIRTH,
        Self::PERSON_IDENTIFIER,
    ];

    const fn natural(definition: &'static Definition) -> Self {
        Self {
            person: Person::Natural,
            definition,
        }
    }

    const fn legal(definition: &'static Definition) -> Self {
        Self {
            person: Person::Legal,
            definition,
        }
    }

    /// The attribute with this `Name`, if the registry has it. Names are compared exactly.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Person::ALL.into_iter().find_map(|person| {
            let local = name.strip_prefix(person.namespace())?.strip_prefix('/')?;
            let definition = person
                .definitions()
                .iter()
                .find(|d| d.local_name == local)?;
            Some(Self { person, definition })
        })
    }

    /// All attributes of `person`, in the registry's order.
    pub fn of(person: Person) -> impl Iterator<Item = Self> {
        person
            .definitions()
            .iter()
            .map(move |definition| Self { person, definition })
    }

    /// The mandatory attributes of `person`; none for sectors.
    pub fn mandatory(person: Person) -> impl Iterator<Item = Self> {
        Self::of(person).filter(|attribute| attribute.definition.mandatory)
    }

    /// The identifiers of natural and legal person, then those of representatives.
    pub fn identifiers() -> impl Iterator<Item = Self> {
        [
            Person::Natural,
            Person::Legal,
            Person::NaturalRepresentative,
            Person::LegalRepresentative,
        ]
        .into_iter()
        .flat_map(Self::of)
        .filter(|attribute| attribute.definition.syntax == Syntax::Identifier)
    }

    /// Whether `value` may be its value at `now`; if not, the rule it breaks. A day is held against
    /// tomorrow: a peer east of us may be a day ahead.
    pub(crate) fn check(self, value: &str, now: Instant) -> Result<(), ValueRule> {
        self.definition.syntax.check(value)?;
        let tomorrow = now.ms().div_euclid(86_400_000) + 1;
        if self.definition.syntax == Syntax::Date
            && parse_date(value).is_some_and(|day| day > tomorrow)
        {
            return Err(ValueRule::Future);
        }
        Ok(())
    }

    /// Whose it is.
    #[must_use]
    pub const fn person(self) -> Person {
        self.person
    }

    /// What it is.
    #[must_use]
    pub const fn definition(self) -> &'static Definition {
        self.definition
    }

    /// The `Name`: a URI.
    #[must_use]
    pub fn name(self) -> String {
        format!("{}/{}", self.person.namespace(), self.definition.local_name)
    }

    /// The `FriendlyName`. A representative's begins with `Representative`.
    #[must_use]
    pub fn friendly_name(self) -> String {
        let prefix = if self.person.is_representative() {
            "Representative"
        } else {
            ""
        };
        format!("{prefix}{}", self.definition.friendly_name)
    }

    /// Whether the minimum data set is incomplete without it.
    #[must_use]
    pub const fn is_mandatory(self) -> bool {
        self.definition.mandatory
    }

    /// The version of the specification that introduced it.
    #[must_use]
    pub const fn since(self) -> ProtocolVersion {
        self.definition.since
    }
}

impl PartialEq for Attribute {
    fn eq(&self, other: &Self) -> bool {
        self.person == other.person && self.definition.local_name == other.definition.local_name
    }
}

impl Eq for Attribute {}

impl std::hash::Hash for Attribute {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.person.hash(state);
        self.definition.local_name.hash(state);
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}",
            self.person.namespace(),
            self.definition.local_name
        )
    }
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.person.prefix(), self.definition.local_name)
    }
}

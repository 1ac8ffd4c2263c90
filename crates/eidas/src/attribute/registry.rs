// SPDX-License-Identifier: EUPL-1.2

//! The tables of eIDAS Attribute Profile 1.4 §2.2 and §2.3, and the sector attributes that nodes
//! commonly know.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ValueRule;
use crate::country::CountryCode;
use crate::instant::parse_date;
use crate::person_identifier::PersonIdentifier;
use crate::protocol_version::ProtocolVersion::{self, V1_0, V1_4};
use crate::xml::is_char;

/// One line of the registry.
#[derive(Debug, PartialEq, Eq)]
pub struct Definition {
    /// The last part of the name.
    pub local_name: &'static str,
    /// The friendly name, without the `Representative` of representatives.
    pub friendly_name: &'static str,
    /// Local name of the `xsi:type`.
    pub xsi_type: &'static str,
    /// What a value may be.
    pub syntax: Syntax,
    /// Whether the minimum data set is incomplete without it.
    pub mandatory: bool,
    /// Whether a value in another script may come beside the Latin one. §2.4.
    pub transliteration: Transliteration,
    /// Whether several values are several facts.
    pub multi_valued: bool,
    /// The version that introduced it.
    pub since: ProtocolVersion,
}

/// Whether a value comes in two scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transliteration {
    /// As a pair whose original is marked `LatinScript="false"`. §2.4.
    Flagged,
    /// There is one value only.
    None,
    /// DIFFERENCE: the schema of 1.4 gives PlaceOfBirth no LatinScript, yet the reference node
    /// sends a Cyrillic place as two unmarked values, the original first.
    Unflagged,
}

/// The lexical space of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Base64 of an XML fragment. §2.2.9, §2.3.4.
    Address,
    /// Two capital letters.
    Country,
    /// `xs:date` without a zone.
    Date,
    /// `Male`, `Female` or `Unspecified`.
    Gender,
    /// `XX/YY/…`.
    Identifier,
    /// Any text that is not empty.
    Text,
}

/// Longer than any name or address; the reference node allows as much for a whole attribute.
const MAX_CHARS: usize = 4096;

impl Syntax {
    /// Whether `value` is in the lexical space; if not, the rule it breaks.
    pub(crate) fn check(self, value: &str) -> Result<(), ValueRule> {
        // No-break spaces alone are no name either.
        if value.chars().all(char::is_whitespace) {
            return Err(ValueRule::Empty);
        }
        if value.chars().count() > MAX_CHARS {
            return Err(ValueRule::Long);
        }
        let (allowed, rule) = match self {
            Self::Address => (is_base64(value), ValueRule::Address),
            Self::Country => (CountryCode::parse(value).is_ok(), ValueRule::Country),
            Self::Date => (parse_date(value).is_some(), ValueRule::Date),
            Self::Gender => (
                matches!(value, "Male" | "Female" | "Unspecified"),
                ValueRule::Gender,
            ),
            Self::Identifier => (
                PersonIdentifier::parse(value).is_ok(),
                ValueRule::Identifier,
            ),
            Self::Text => (value.chars().all(is_text), ValueRule::Characters),
        };
        if allowed { Ok(()) } else { Err(rule) }
    }
}

/// Of something, with white space between as in the specification's examples.
fn is_base64(value: &str) -> bool {
    let white = |c: &char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let packed: String = value.chars().filter(|c| !white(c)).collect();
    STANDARD.decode(packed).is_ok_and(|bytes| !bytes.is_empty())
}

fn is_text(c: char) -> bool {
    is_char(c) && (!c.is_control() || c.is_whitespace())
}

const fn define(
    local_name: &'static str,
    friendly_name: &'static str,
    xsi_type: &'static str,
    syntax: Syntax,
) -> Definition {
    Definition {
        local_name,
        friendly_name,
        xsi_type,
        syntax,
        mandatory: false,
        transliteration: Transliteration::None,
        multi_valued: false,
        since: V1_0,
    }
}

impl Definition {
    /// Whether a person may well have two, though the profile knows one: of telephones, e-mail addresses, and the numbers and
    /// codes of a company. Two of anything else contradict each other.
    pub(crate) fn may_be_several(&self) -> bool {
        self.syntax == Syntax::Text && self.transliteration == Transliteration::None
    }

    const fn mandatory(self) -> Self {
        Self {
            mandatory: true,
            ..self
        }
    }

    const fn transliterated(self) -> Self {
        Self {
            transliteration: Transliteration::Flagged,
            ..self
        }
    }

    const fn since_1_4(self) -> Self {
        Self {
            since: V1_4,
            ..self
        }
    }

    const fn multi_valued(self) -> Self {
        Self {
            multi_valued: true,
            ..self
        }
    }
}

pub(super) const PERSON_IDENTIFIER: Definition = define(
    "PersonIdentifier",
    "PersonIdentifier",
    "PersonIdentifierType",
    Syntax::Identifier,
)
.mandatory();
pub(super) const CURRENT_FAMILY_NAME: Definition = define(
    "CurrentFamilyName",
    "FamilyName",
    "CurrentFamilyNameType",
    Syntax::Text,
)
.mandatory()
.transliterated();
pub(super) const CURRENT_GIVEN_NAME: Definition = define(
    "CurrentGivenName",
    "FirstName",
    "CurrentGivenNameType",
    Syntax::Text,
)
.mandatory()
.transliterated();
pub(super) const DATE_OF_BIRTH: Definition = define(
    "DateOfBirth",
    "DateOfBirth",
    "DateOfBirthType",
    Syntax::Date,
)
.mandatory();
pub(super) const BIRTH_NAME: Definition =
    define("BirthName", "BirthName", "BirthNameType", Syntax::Text).transliterated();
pub(super) const PLACE_OF_BIRTH: Definition = Definition {
    transliteration: Transliteration::Unflagged,
    ..define(
        "PlaceOfBirth",
        "PlaceOfBirth",
        "PlaceOfBirthType",
        Syntax::Text,
    )
};
pub(super) const CURRENT_ADDRESS: Definition = define(
    "CurrentAddress",
    "CurrentAddress",
    "CurrentAddressType",
    Syntax::Address,
);
pub(super) const GENDER: Definition = define("Gender", "Gender", "GenderType", Syntax::Gender);
pub(super) const NATIONALITY: Definition = define(
    "Nationality",
    "Nationality",
    "NationalityType",
    Syntax::Country,
)
.multi_valued()
.since_1_4();
pub(super) const LEGAL_PERSON_IDENTIFIER: Definition = define(
    "LegalPersonIdentifier",
    "LegalPersonIdentifier",
    "LegalPersonIdentifierType",
    Syntax::Identifier,
)
.mandatory();
pub(super) const LEGAL_NAME: Definition =
    define("LegalName", "LegalName", "LegalNameType", Syntax::Text)
        .mandatory()
        .transliterated();

/// §2.2.
pub(super) const NATURAL: &[Definition] = &[
    PERSON_IDENTIFIER,
    CURRENT_FAMILY_NAME,
    CURRENT_GIVEN_NAME,
    DATE_OF_BIRTH,
    BIRTH_NAME,
    PLACE_OF_BIRTH,
    CURRENT_ADDRESS,
    GENDER,
    NATIONALITY,
    define(
        "CountryOfBirth",
        "CountryOfBirth",
        "CountryOfBirthType",
        Syntax::Country,
    )
    .since_1_4(),
    define(
        "TownOfBirth",
        "TownOfBirth",
        "TownOfBirthType",
        Syntax::Text,
    )
    .since_1_4(),
    define(
        "CountryOfResidence",
        "CountryOfResidence",
        "CountryOfResidenceType",
        Syntax::Country,
    )
    .since_1_4(),
    define(
        "PhoneNumber",
        "PhoneNumber",
        "PhoneNumberType",
        Syntax::Text,
    )
    .since_1_4(),
    define(
        "EmailAddress",
        "EmailAddress",
        "EmailAddressType",
        Syntax::Text,
    )
    .since_1_4(),
];

/// §2.3.
pub(super) const LEGAL: &[Definition] = &[
    LEGAL_PERSON_IDENTIFIER,
    LEGAL_NAME,
    define(
        "LegalPersonAddress",
        "LegalAddress",
        "LegalPersonAddressType",
        Syntax::Address,
    ),
    define(
        "VATRegistrationNumber",
        "VATRegistration",
        "VATRegistrationNumberType",
        Syntax::Text,
    ),
    define(
        "TaxReference",
        "TaxReference",
        "TaxReferenceType",
        Syntax::Text,
    ),
    define(
        "D-2012-17-EUIdentifier",
        "D-2012-17-EUIdentifier",
        "D-2012-17-EUIdentifierType",
        Syntax::Text,
    ),
    define("LEI", "LEI", "LEIType", Syntax::Text),
    define("EORI", "EORI", "EORIType", Syntax::Text),
    define("SEED", "SEED", "SEEDType", Syntax::Text),
    define("SIC", "SIC", "SICType", Syntax::Text),
    define(
        "LegalPhoneNumber",
        "LegalPhoneNumber",
        "LegalPhoneNumberType",
        Syntax::Text,
    )
    .since_1_4(),
    define(
        "LegalEmailAddress",
        "LegalEmailAddress",
        "LegalEmailAddressType",
        Syntax::Text,
    )
    .since_1_4(),
];

/// The e-Justice role of a natural person.
pub(super) const SECTOR_NATURAL: &[Definition] = &[define(
    "eJusticeNaturalPersonRole",
    "eJusticeNaturalPersonRole",
    "string",
    Syntax::Text,
)];

/// The e-Justice role of a legal person.
pub(super) const SECTOR_LEGAL: &[Definition] = &[define(
    "eJusticeLegalPersonRole",
    "eJusticeLegalPersonRole",
    "string",
    Syntax::Text,
)];

/// What a representative may do.
pub(super) const SECTOR_REPRESENTATION: &[Definition] = &[define(
    "PowerOfRepresentationScope",
    "PowerOfRepresentationScope",
    "string",
    Syntax::Text,
)];

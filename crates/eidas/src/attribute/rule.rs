// SPDX-License-Identifier: EUPL-1.2

//! The rules that a value may break, by name: what an operator reads instead of the value.

use std::fmt;

/// Which rule of eIDAS Attribute Profile 1.4 a value breaks. Never the value: it is a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ValueRule {
    /// §2.2.9, §2.3.4: base64 of an XML fragment.
    Address,
    /// A control character, or one that XML cannot hold (XML 1.0 §2.2).
    Characters,
    /// Two capital letters of ISO 3166-1, `EL` for Greece.
    Country,
    /// A real day of the calendar, as `YYYY-MM-DD`, and no other form.
    Date,
    /// Message Format 1.4 §2.3.3: attributes must not contain empty values.
    Empty,
    /// §2.1: written in a form that is not the profile's: another type or format of its name, markup inside.
    Form,
    /// Nobody is born after tomorrow.
    Future,
    /// `Male`, `Female` or `Unspecified`.
    Gender,
    /// §2.2.3: two countries and what the first one gave, without white space.
    Identifier,
    /// §2.2.3: at most 256 characters of an identifier; 4,096 of anything.
    Long,
    /// §2.4: a pair is a Latin value and one in another script.
    Scripts,
    /// One value where there is one fact.
    Several,
}

impl fmt::Display for ValueRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "no base64 of an address",
            Self::Characters => "a control character or one that XML cannot hold",
            Self::Country => "no country of two capital letters",
            Self::Date => "no real date as YYYY-MM-DD",
            Self::Empty => "empty",
            Self::Form => "not in the form of the profile",
            Self::Future => "a day that is yet to come",
            Self::Gender => "neither Male, Female nor Unspecified",
            Self::Identifier => "no identifier with two countries",
            Self::Long => "too long",
            Self::Scripts => "no pair of a Latin value and one in another script",
            Self::Several => "several values of one fact",
        })
    }
}

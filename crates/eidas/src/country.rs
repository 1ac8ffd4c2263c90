// SPDX-License-Identifier: EUPL-1.2

//! Country codes as eIDAS writes them: ISO 3166-1 alpha-2, with `EL` for Greece and `EU` for the
//! institutions of the Union.

use std::fmt;
use std::str::FromStr;

/// Two capital letters that name a country in eIDAS messages and metadata.
///
/// `GR` is not one of them: eIDAS writes Greece `EL` (Attribute Profile 1.4 §2.2.3), and a node
/// that compared the two as different countries would turn Greeks away, so the wrong spelling is
/// refused where it enters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

/// The text is not a country code. Kept apart from [`crate::Error`] because configuration, forms
/// and messages blame different parties for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an eIDAS country code (two capital letters, EL for Greece)")]
pub struct NotACountryCode;

/// Members of the Union and of the EEA, which is where eIDAS applies, in the order of their codes.
const EU_EEA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

impl CountryCode {
    /// Greece, which ISO calls `GR` and eIDAS does not.
    pub const GREECE: Self = Self(*b"EL");
    /// The institutions of the European Union.
    pub const UNION: Self = Self(*b"EU");
    /// Norway.
    pub const NORWAY: Self = Self(*b"NO");

    /// Reads a code. Message Format 1.4 §2.2: `[A-Z][A-Z]`.
    pub fn parse(text: &str) -> Result<Self, NotACountryCode> {
        match text.as_bytes() {
            b"GR" => Err(NotACountryCode),
            &[first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => {
                Ok(Self([first, second]))
            }
            _ => Err(NotACountryCode),
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII capitals get in, so the fallback is never seen.
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Whether the country is bound by the eIDAS regulation as a member of the Union or the EEA.
    #[must_use]
    pub fn is_eu_eea(&self) -> bool {
        EU_EEA.binary_search(&self.as_str()).is_ok()
    }

    /// Every member of the Union and the EEA, in the order of the codes.
    pub fn eu_eea() -> impl Iterator<Item = Self> {
        EU_EEA.iter().filter_map(|code| Self::parse(code).ok())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for CountryCode {
    type Err = NotACountryCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greece_is_el_and_never_gr() {
        assert_eq!(CountryCode::parse("EL").unwrap(), CountryCode::GREECE);
        assert_eq!(CountryCode::parse("GR"), Err(NotACountryCode));
    }

    #[test]
    fn only_two_ascii_capitals_are_a_code() {
        for wrong in ["", "S", "se", "Se", "sE", "SWE", "S1", "S ", "ÅÄ", "SЕ"] {
            assert_eq!(CountryCode::parse(wrong), Err(NotACountryCode), "{wrong:?}");
        }
        assert_eq!(CountryCode::parse("SE").unwrap().to_string(), "SE");
    }

    #[test]
    fn thirty_countries_are_in_the_union_or_the_eea() {
        assert_eq!(CountryCode::eu_eea().count(), 30);
        assert!(CountryCode::eu_eea().all(|code| code.is_eu_eea()));
        assert!(CountryCode::NORWAY.is_eu_eea());
        assert!(!CountryCode::parse("CH").unwrap().is_eu_eea());
        assert!(!CountryCode::UNION.is_eu_eea());
    }
}

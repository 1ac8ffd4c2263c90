// SPDX-License-Identifier: EUPL-1.2

//! The unique identifier of a person. eIDAS Attribute Profile 1.4 §2.2.3, §2.5.

use std::fmt;

use crate::attribute::ValueRule;
use crate::country::CountryCode;
use crate::error::{Error, Malformed};

/// `XX/YY/opaque`: who assigned it, for which country, and what they assigned.
///
/// Kept and compared as a whole, byte for byte. The opaque part has its own `/`, `+`, `=`, dots,
/// colons and both cases of letters in real countries, so nothing is folded and no list of allowed
/// characters is made; white space, control and format characters are refused, since no two
/// identifiers may look alike or split a log line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonIdentifier {
    text: String,
    origin: CountryCode,
    destination: CountryCode,
}

impl PersonIdentifier {
    /// Attribute Profile 1.4 §2.2.3: at most 256 characters in all. What we make keeps to it.
    pub const SPECIFIED_CHARS: usize = 256;
    /// What we take: the specification says 256 characters in all; the reference node lets 256 follow the two
    /// prefixes.
    pub const MAX_CHARS: usize = 262;

    /// Reads an identifier.
    ///
    /// # Errors
    /// [`Malformed::AttributeValue`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::read(text).ok_or_else(|| {
            Malformed::AttributeValue {
                name: crate::Attribute::PERSON_IDENTIFIER.name(),
                rule: ValueRule::Identifier,
            }
            .into()
        })
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '/');
        let origin = CountryCode::parse(parts.next()?).ok()?;
        let destination = CountryCode::parse(parts.next()?).ok()?;
        let opaque = parts.next()?;
        let visible = !opaque.is_empty() && opaque.chars().all(is_visible);
        let fits = text.chars().count() <= Self::MAX_CHARS;
        (visible && fits).then(|| Self {
            text: text.to_owned(),
            origin,
            destination,
        })
    }

    /// The country that assigned it.
    #[must_use]
    pub const fn origin(&self) -> CountryCode {
        self.origin
    }

    /// The country it was assigned for.
    #[must_use]
    pub const fn destination(&self) -> CountryCode {
        self.destination
    }

    /// The whole identifier: what matching and accounts use.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What follows the two countries.
    #[must_use]
    pub fn opaque(&self) -> &str {
        self.text.splitn(3, '/').nth(2).unwrap_or_default()
    }
}

impl fmt::Debug for PersonIdentifier {
    /// Without the opaque part: it names a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "PersonIdentifier({}/{}/…)",
            self.origin, self.destination
        )
    }
}

/// Neither white space, nor a control, format, private-use or unassigned-at-the-end character.
fn is_visible(c: char) -> bool {
    let format = matches!(c,
        '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}'
        | '\u{8E2}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E000}'..='\u{F8FF}'
        | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{10FFFF}');
    !c.is_whitespace() && !c.is_control() && !format
}

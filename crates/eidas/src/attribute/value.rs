// SPDX-License-Identifier: EUPL-1.2

//! Values, and sets of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Attribute, Person};
use crate::error::Insufficient;

/// The script of a value. eIDAS Attribute Profile 1.4 §2.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Script {
    /// Latin letters, digits and marks.
    Latin,
    /// Another script: said by `LatinScript="false"`, or seen in the value.
    Other,
}

/// One value of an attribute.
///
/// `Debug` hides it: values are personal data. Whoever serialises them seals them.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AttributeValue {
    /// The value: in Latin script if the peer sent it so, else as it came.
    pub value: String,
    /// The original in another script, when it came as a pair with `value`.
    pub original: Option<String>,
    /// The script of `value`. [`Script::Other`] says that no Latin form came.
    pub script: Script,
}

impl AttributeValue {
    /// A value in Latin script, without an original in another one.
    #[must_use]
    pub fn latin(value: &str) -> Self {
        Self {
            value: value.to_owned(),
            original: None,
            script: Script::Latin,
        }
    }

    /// A transliterated value with its original.
    #[must_use]
    pub fn pair(latin: &str, original: &str) -> Self {
        Self {
            value: latin.to_owned(),
            original: Some(original.to_owned()),
            script: Script::Latin,
        }
    }

    /// A value in another script, without a Latin form.
    #[must_use]
    pub fn non_latin(value: &str) -> Self {
        Self {
            value: value.to_owned(),
            original: None,
            script: Script::Other,
        }
    }
}

impl fmt::Debug for AttributeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttributeValue")
            .field("script", &self.script)
            .finish_non_exhaustive()
    }
}

/// Attributes with their values, in the order they came; no attribute twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes(Vec<(Attribute, Vec<AttributeValue>)>);

impl Attributes {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a value; an attribute that is there already gets one more.
    pub fn add(&mut self, attribute: Attribute, value: AttributeValue) {
        match self.0.iter_mut().find(|(a, _)| *a == attribute) {
            Some((_, values)) => values.push(value),
            None => self.0.push((attribute, vec![value])),
        }
    }

    /// The same with one more value.
    #[must_use]
    pub fn with(mut self, attribute: Attribute, value: AttributeValue) -> Self {
        self.add(attribute, value);
        self
    }

    /// Removes an attribute with all its values.
    pub fn remove(&mut self, attribute: Attribute) {
        self.0.retain(|(a, _)| *a != attribute);
    }

    /// The first value of an attribute; the only one unless it is multi-valued.
    #[must_use]
    pub fn get(&self, attribute: Attribute) -> Option<&AttributeValue> {
        self.all(attribute).first()
    }

    /// All values of an attribute; empty if it is not there.
    #[must_use]
    pub fn all(&self, attribute: Attribute) -> &[AttributeValue] {
        self.0
            .iter()
            .find(|(a, _)| *a == attribute)
            .map_or(&[], |(_, values)| values)
    }

    /// Everything, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Attribute, &[AttributeValue])> {
        self.0
            .iter()
            .map(|(attribute, values)| (*attribute, values.as_slice()))
    }

    /// Whether anything is said about `person`.
    #[must_use]
    pub fn mentions(&self, person: Person) -> bool {
        self.0
            .iter()
            .any(|(attribute, _)| attribute.person() == person)
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Refuses a set in which a person is mentioned and a mandatory attribute of that person is
    /// missing, and one that mentions neither a natural nor a legal person.
    ///
    /// # Errors
    /// [`Insufficient::MandatoryAttribute`] with the first one missing.
    pub fn complete(&self) -> Result<(), Insufficient> {
        complete(
            |person| self.mentions(person),
            |attribute| !self.all(attribute).is_empty(),
        )
    }
}

/// eIDAS Attribute Profile 1.4 §2.1: at least one minimum data set, and each that is begun is
/// complete.
pub(crate) fn complete(
    mentions: impl Fn(Person) -> bool,
    has: impl Fn(Attribute) -> bool,
) -> Result<(), Insufficient> {
    let somebody = mentions(Person::Natural) || mentions(Person::Legal);
    let persons = [
        (Person::Natural, mentions(Person::Natural) || !somebody),
        (Person::Legal, mentions(Person::Legal)),
        (
            Person::NaturalRepresentative,
            mentions(Person::NaturalRepresentative),
        ),
        (
            Person::LegalRepresentative,
            mentions(Person::LegalRepresentative),
        ),
    ];
    let missing = persons
        .into_iter()
        .filter(|(_, begun)| *begun)
        .flat_map(|(person, _)| Attribute::mandatory(person))
        .find(|attribute| !has(*attribute));
    match missing {
        Some(attribute) => Err(Insufficient::MandatoryAttribute {
            name: attribute.name(),
        }),
        None => Ok(()),
    }
}

/// Whether every letter is Latin; digits, marks and punctuation belong to every script.
///
/// The letters of the Latin blocks of Unicode: Basic Latin to Latin Extended-B with IPA, Latin
/// Extended Additional, -C, -D, -E, the Latin ligatures and the full-width forms. The micro sign
/// is not among them, the ordinal indicators are.
pub(crate) fn is_latin(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).all(|c| {
        matches!(c,
            'A'..='Z' | 'a'..='z' | 'ª' | 'º' | '\u{C0}'..='\u{2AF}' | '\u{2B0}'..='\u{2FF}'
            | '\u{1D00}'..='\u{1D25}' | '\u{1D2C}'..='\u{1D5C}' | '\u{1D62}'..='\u{1D65}'
            | '\u{1D6B}'..='\u{1D77}' | '\u{1D79}'..='\u{1DBE}' | '\u{1E00}'..='\u{1EFF}'
            | '\u{2071}' | '\u{207F}' | '\u{2090}'..='\u{209C}' | '\u{212A}' | '\u{212B}'
            | '\u{2160}'..='\u{2188}' | '\u{2C60}'..='\u{2C7F}' | '\u{A722}'..='\u{A7FF}'
            | '\u{AB30}'..='\u{AB64}' | '\u{FB00}'..='\u{FB06}' | '\u{FF21}'..='\u{FF3A}'
            | '\u{FF41}'..='\u{FF5A}')
    })
}

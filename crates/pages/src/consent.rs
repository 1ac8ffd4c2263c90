//! The page that shows what would be sent to another country, to whom, and why.

use askama::Template;
use eidas::{Attribute, Attributes};

use super::{Frame, Level, named, render, sentence};
use crate::i18n::{ConsentTexts, Language, fill, isolated};

/// What would leave.
#[derive(Debug)]
pub struct ConsentPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Where the form posts: our own URL with the flow id.
    pub action: &'a str,
    /// The country that asks.
    pub country: &'a str,
    /// How the request calls the service.
    pub service: Option<&'a str>,
    /// The e-ID that proved the person.
    pub eid: &'a str,
    /// It is open in a test profile only.
    pub unnotified: bool,
    /// The values, as they would be sent.
    pub values: &'a Attributes,
    /// Asked for, and not known.
    pub unsent: &'a [Attribute],
    /// The level that would be stated.
    pub level: Level,
    /// The identifier is made for this country: the national number stays here.
    pub number_stays: bool,
    /// What was shown: comes back with the answer.
    pub digest: &'a str,
    /// The person answered to something else before.
    pub changed: bool,
    /// For how many days her answer may be remembered; 0: it is not offered.
    pub days: u32,
    /// Her browser remembers answers, which she may have forgotten.
    pub remembers: bool,
}

struct Row {
    what: String,
    values: Vec<String>,
    why: &'static str,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct ConsentTemplate<'a> {
    frame: &'a Frame<'a>,
    c: &'static ConsentTexts,
    title: String,
    body: String,
    unnotified: Option<String>,
    action: &'a str,
    rows: Vec<Row>,
    unsent_number: Option<String>,
    unsent: String,
    digest: &'a str,
    changed: bool,
    remember: Option<String>,
    remembers: bool,
}

impl ConsentPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let c = &t.consent;
        let [country, within] = named(self.frame.language, self.country);
        let nameless = fill(t.national.nameless, &[("in_country", &within)]);
        let level = self.level.name(t);
        let values = [
            ("country", country.as_str()),
            ("in_country", within.as_str()),
            ("service", self.service.unwrap_or(&nameless)),
            ("level", level),
            ("eid", self.eid),
        ];
        let mut rows: Vec<Row> = self
            .values
            .iter()
            .map(|(attribute, values)| row(self.frame.language, attribute, values))
            .collect();
        rows.push(Row {
            what: c.level.to_owned(),
            values: vec![fill(c.level_value, &values)],
            why: c.level_why,
        });
        render(&ConsentTemplate {
            frame: &self.frame,
            c,
            title: fill(c.title, &values),
            body: match self.service {
                Some(_) => fill(c.body, &values),
                None => sentence(fill(c.body, &values)),
            },
            unnotified: self.unnotified.then(|| fill(c.unnotified, &values)),
            action: self.action,
            rows,
            unsent_number: self.number_stays.then(|| fill(c.unsent_number, &values)),
            unsent: {
                let unsent = self.unsent.iter().map(|attribute| label(c, *attribute));
                self.frame.language.list(&unsent.collect::<Vec<_>>())
            },
            digest: self.digest,
            changed: self.changed,
            remember: (self.days > 0).then(|| {
                let days = self.days.to_string();
                let service = self.service.unwrap_or(&nameless);
                let text = c.remember.of(self.frame.language, self.days);
                fill(text, &[("days", &*days), ("service", service)])
            }),
            remembers: self.remembers,
        })
    }
}

fn row(language: Language, attribute: Attribute, values: &[eidas::AttributeValue]) -> Row {
    let c = &language.texts().consent;
    let values = values.iter().map(|value| value.value.as_str());
    Row {
        what: label(c, attribute),
        values: match attribute {
            known if known == Attribute::DATE_OF_BIRTH => {
                values.map(|date| language.date(date)).collect()
            }
            _ => values.map(|value| isolated(value).into()).collect(),
        },
        why: why(language, attribute),
    }
}

/// What an attribute is sent for, where nobody has said it: of the minimum data set we know.
pub(crate) fn why(language: Language, attribute: Attribute) -> &'static str {
    let c = &language.texts().consent;
    match attribute {
        known if known == Attribute::PERSON_IDENTIFIER => c.identifier_why,
        known if known == Attribute::FAMILY_NAME => c.name_why,
        known if known == Attribute::GIVEN_NAME => c.name_why,
        known if known == Attribute::DATE_OF_BIRTH => c.birthdate_why,
        _ => c.asked_why,
    }
}

/// What people call an attribute; a sector's own by its friendly name.
pub(crate) fn label(c: &ConsentTexts, attribute: Attribute) -> String {
    let name = attribute.friendly_name();
    match name.as_str() {
        "PersonIdentifier" => c.identifier,
        "FamilyName" => c.family_name,
        "FirstName" => c.given_name,
        "DateOfBirth" => c.birthdate,
        "BirthName" => c.birth_name,
        "CountryOfBirth" => c.birth_country,
        "PlaceOfBirth" => c.birthplace,
        "TownOfBirth" => c.birth_town,
        "CurrentAddress" => c.address,
        "Gender" => c.gender,
        "PhoneNumber" => c.phone,
        "EmailAddress" => c.email,
        "Nationality" => c.nationality,
        "CountryOfResidence" => c.residence,
        "eJusticeNaturalPersonRole" => c.e_justice_role,
        "LegalName" => c.legal_name,
        "LegalPersonIdentifier" => c.legal_identifier,
        "LegalAddress" => c.address,
        "LegalPhoneNumber" => c.phone,
        "LegalEmailAddress" => c.email,
        "VATRegistration" => c.vat,
        "TaxReference" => c.tax,
        "D-2012-17-EUIdentifier" => c.eu_identifier,
        "LEI" => c.lei,
        "EORI" => c.eori,
        "SEED" => c.excise,
        "SIC" => c.sic,
        _ => return name,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use eidas::Person;

    use super::*;

    /// A language that has one has all, or the build fails.
    #[test]
    fn every_attribute_has_a_name_in_the_language_of_the_page() {
        let people = Attribute::of(Person::Natural).chain(Attribute::of(Person::Legal));
        for attribute in people {
            let label = label(&Language::Bg.texts().consent, attribute);
            assert!(!label.is_ascii(), "{label}");
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `[[contact]]` as meant: whose help desk it is, and links that are a web page, an e-mail address or a
//! telephone number and nothing else.

use std::collections::BTreeSet;

use eidas::CountryCode;
use pages::i18n::Language;
use url::Url;

use super::Text;
use super::resolve::{Resolver, values};
use crate::config::{self, At};

/// ITU-T E.164 §6: at most fifteen digits with the country's code; no country has fewer than seven.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// RFC 5321 §4.5.3.1.3, without the angle brackets that it counts.
const LONGEST_EMAIL: usize = 254;

/// What fits into the line of a telephone, wrapped a few times.
const LONGEST_WEB: usize = 200;

/// Two lines of a telephone.
const LONGEST_HOURS: usize = 120;

/// Whose help desk it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactOf {
    /// Of a country's e-IDs.
    Country(CountryCode),
    /// Of a national e-ID, by its `id`.
    Eid(String),
    /// Of a service, by its `client_id`.
    Client(String),
    /// Our own.
    Ours,
}

/// A help desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Whose.
    pub of: ContactOf,
    /// As written: `+` and digits, and what may stand between them.
    pub phone: Option<String>,
    /// Without `mailto:`.
    pub email: Option<String>,
    /// An https address.
    pub web: Option<Url>,
    /// When somebody answers.
    pub hours: Option<Text>,
    /// The languages spoken there.
    pub languages: Vec<Language>,
}

impl Resolver {
    /// Every help desk of the file, each of another party.
    pub(super) fn contacts(&mut self, file: &config::File) -> Vec<Contact> {
        let mut seen = BTreeSet::new();
        let mut contacts = Vec::new();
        for at in file.contact.iter().flat_map(|list| &list.value) {
            let Some(contact) = self.contact(at, file) else {
                continue;
            };
            if !seen.insert(contact.of.clone()) {
                let what = "a second help desk of the same party";
                self.wrong(at, what, "Write one section for each");
            }
            contacts.push(contact);
        }
        contacts
    }

    fn contact(&mut self, section: &At<config::Contact>, file: &config::File) -> Option<Contact> {
        let contact = &section.value;
        let of = self.whose(section, file);
        if let Some(at) = &contact.phone
            && !is_phone(&at.value)
        {
            let what = format!(
                "{:?} is no telephone number with its country's code",
                at.value
            );
            self.wrong(at, what, "Write it as \"+47 22 00 00 00\"");
        }
        if let Some(at) = &contact.email
            && !is_email(&at.value)
        {
            let what = format!("{:?} is not an e-mail address", at.value);
            self.wrong(at, what, "Write name@host, without mailto:");
        }
        if let Some(at) = &contact.web
            && self.address(at, at.value.as_str())
            && at.value.as_str().len() > LONGEST_WEB
        {
            let what = format!("longer than {LONGEST_WEB} characters");
            self.wrong(at, what, "Write a shorter address");
        }
        if let Some(at) = &contact.hours
            && at
                .value
                .all()
                .any(|text| text.chars().count() > LONGEST_HOURS)
        {
            let what = format!("longer than {LONGEST_HOURS} characters");
            self.wrong(at, what, "Write it shorter; a web page has room for more");
        }
        if contact.phone.is_none() && contact.email.is_none() && contact.web.is_none() {
            let what = "nobody can be reached there";
            self.wrong(section, what, "Write phone, email or web");
        }
        Some(Contact {
            of: of?,
            phone: contact.phone.as_ref().map(|at| at.value.clone()),
            email: contact.email.as_ref().map(|at| at.value.clone()),
            web: contact.web.as_ref().map(|at| at.value.clone()),
            hours: contact.hours.as_ref().map(|at| at.value.clone()),
            languages: values(contact.languages.as_ref()),
        })
    }

    fn whose(&mut self, section: &At<config::Contact>, file: &config::File) -> Option<ContactOf> {
        let contact = &section.value;
        match (&contact.country, &contact.eid, &contact.client) {
            (None, None, None) => Some(ContactOf::Ours),
            (Some(country), None, None) => {
                if !file.countries().any(|known| known == country.value) {
                    let code = country.value.as_str();
                    self.warn(
                        country,
                        format!("no [[peer]] or [[service_list]] is of {code}: nobody sees this"),
                    );
                }
                Some(ContactOf::Country(country.value))
            }
            (None, Some(eid), None) => {
                // Closed ones too: what is said about one of them is no mistake.
                let eids = file.eid.iter().flat_map(|list| &list.value);
                let mut ids = eids.filter_map(|at| Some(&at.value.id.as_ref()?.value));
                self.is_one(eid, ids.any(|id| *id == eid.value), "[[eid]] has this id");
                Some(ContactOf::Eid(eid.value.clone()))
            }
            (None, None, Some(client)) => {
                let clients = file.client.iter().flat_map(|list| &list.value);
                let mut ids = clients.filter_map(|at| Some(&at.value.client_id.as_ref()?.value));
                let known = ids.any(|id| *id == client.value);
                self.is_one(client, known, "[[client]] has this client_id");
                Some(ContactOf::Client(client.value.clone()))
            }
            _ => {
                let what = "a help desk of two parties";
                self.wrong(section, what, "Write one of country, eid and client");
                None
            }
        }
    }

    fn is_one(&mut self, at: &At<String>, known: bool, of_what: &str) {
        if !known {
            let what = format!("{:?}: no {of_what}", at.value);
            self.wrong(at, what, "Write one of them, or remove the section");
        }
    }
}

/// A number that can be called from abroad.
fn is_phone(text: &str) -> bool {
    let Some(number) = text.strip_prefix('+') else {
        return false;
    };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')');
    DIGITS.contains(&digits) && number.chars().all(plain) && number.len() <= 2 * DIGITS.end()
}

/// An address that a link may hold as it is: RFC 6068 §2 would have anything else escaped.
///
/// Attack: `help@node.example?bcc=…` in a node's metadata, and a person's letter goes elsewhere too.
pub fn is_email(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let dotted = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    text.len() <= LONGEST_EMAIL
        && !name.is_empty()
        && name.chars().all(plain)
        && dotted
        && host.chars().all(|c| plain(c) && !matches!(c, '+' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_a_number_or_an_address_and_nothing_else() {
        for good in ["+47 22 00 00 00", "+4722000000", "+1 (204) 555-0100"] {
            assert!(is_phone(good), "{good}");
        }
        for odd in [
            "22 00 00 00",
            "+47 1",
            "+47 22 00 00 00;ext=1",
            "+1234567890123456",
            "tel:+4722000000",
        ] {
            assert!(!is_phone(odd), "{odd}");
        }
        for good in ["help@example.no", "e-id+en@mail.example.se"] {
            assert!(is_email(good), "{good}");
        }
        for odd in [
            "help",
            "@example.no",
            "help@",
            "help@host",
            "a@b.no?bcc=c@d.no",
            "a@b.no,c@d.no",
            "mailto:a@b.no",
            "a b@c.no",
            "a%0d@b.no",
            "\u{430}@b.no",
            "a@b..no",
        ] {
            assert!(!is_email(odd), "{odd}");
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Whom a person can ask about what did not work: the help desk of the party at fault, as configured, or
//! as a country's own metadata names it; where nobody is known there, ours.

use eidas::CountryCode;
use eidas::metadata::ContactKind;
use pages::i18n::Language;
use pages::{ErrorText, HelpDesk, Party};

use crate::app::{App, Current};
use crate::login::Login;
use crate::peers::PeerState;
use crate::settings::{Contact, ContactOf, is_email};

/// Who may be at fault, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parties<'a> {
    /// The country concerned: where the e-ID is from, else where the service is.
    pub(super) country: Option<CountryCode>,
    /// The national e-ID, by its id.
    pub(super) eid: Option<&'a str>,
    /// The service, by its `client_id`.
    pub(super) client: Option<&'a str>,
}

impl<'a> Parties<'a> {
    /// Of this login.
    pub(super) fn of(login: &'a Login) -> Self {
        Self {
            country: login.stage.country().or_else(|| login.ask.country()),
            eid: login.stage.eid(),
            client: login.ask.client_id(),
        }
    }
}

/// The help desk for this page.
pub(super) fn desk(
    app: &App,
    text: ErrorText,
    parties: Parties<'_>,
    language: Language,
) -> HelpDesk {
    let current = app.current();
    let of = match (text.party(), parties.country, parties.eid, parties.client) {
        (Party::Country, Some(country), _, _) => ContactOf::Country(country),
        (Party::Eid, _, Some(eid), _) => ContactOf::Eid(eid.to_owned()),
        (Party::Service, _, _, Some(client)) => ContactOf::Client(client.to_owned()),
        _ => ContactOf::Ours,
    };
    let mut contacts = current.settings.contacts.iter();
    match (contacts.find(|contact| contact.of == of), of) {
        (Some(contact), ContactOf::Eid(id)) => {
            let eid = current.settings.eid(&id);
            HelpDesk {
                eid: eid.map(|eid| eid.name.in_language(language).to_owned()),
                ..shown(contact, language)
            }
        }
        (Some(contact), _) => shown(contact, language),
        (None, ContactOf::Country(country)) => {
            published(app, country).unwrap_or_else(|| ours(&current, language))
        }
        (None, _) => ours(&current, language),
    }
}

/// Our own: as configured, else by what every configuration has.
pub(super) fn ours(current: &Current, language: Language) -> HelpDesk {
    let settings = &current.settings;
    let mut contacts = settings.contacts.iter();
    match contacts.find(|contact| contact.of == ContactOf::Ours) {
        Some(contact) => shown(contact, language),
        None => HelpDesk {
            web: settings.links.help.as_ref().map(ToString::to_string),
            ..by_email(Party::Ours, &settings.connector.support_contact)
        },
    }
}

fn shown(contact: &Contact, language: Language) -> HelpDesk {
    let hours = contact.hours.as_ref();
    HelpDesk {
        of: match contact.of {
            ContactOf::Country(_) => Party::Country,
            ContactOf::Eid(_) => Party::Eid,
            ContactOf::Client(_) => Party::Service,
            ContactOf::Ours => Party::Ours,
        },
        eid: None,
        phone: contact.phone.clone(),
        email: contact.email.clone(),
        web: contact.web.as_ref().map(ToString::to_string),
        hours: hours.map(|hours| {
            let (hours, of) = hours.read_in(language);
            (hours.to_owned(), of)
        }),
        languages: contact.languages.clone(),
    }
}

/// As its metadata names it, which is verified: SAML Metadata §2.3.2.2, `contactType="support"`; eIDAS
/// Message Format 1.4 §2.4 wants one of each node.
fn published(app: &App, country: CountryCode) -> Option<HelpDesk> {
    let nodes = app.peers.of_country(&country);
    let peers = nodes.iter().filter_map(|node| match &node.state {
        PeerState::Ready(peer) => Some(peer),
        _ => None,
    });
    let mut contacts = peers.flat_map(|peer| peer.contacts());
    let contact = contacts.find(|it| it.kind == ContactKind::Support && is_email(&it.email))?;
    Some(by_email(Party::Country, &contact.email))
}

fn by_email(of: Party, email: &str) -> HelpDesk {
    HelpDesk {
        of,
        eid: None,
        phone: None,
        email: Some(email.to_owned()),
        web: None,
        hours: None,
        languages: Vec::new(),
    }
}

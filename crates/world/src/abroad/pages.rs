// SPDX-License-Identifier: EUPL-1.2
//! What people see at a foreign service.

use askama::Template;

use crate::pages::Frame;

/// A service's start page.
#[derive(Template)]
#[template(path = "abroad_home.html")]
pub(super) struct HomePage {
    pub(super) page: Frame,
    pub(super) greeting: &'static str,
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) for_professionals: bool,
}

/// Choose a country.
#[derive(Template)]
#[template(path = "abroad_countries.html")]
pub(super) struct CountriesPage {
    pub(super) page: Frame,
    pub(super) title: &'static str,
    pub(super) professional: bool,
}

/// The form that carries the request to Norway.
#[derive(Template)]
#[template(path = "abroad_send.html")]
pub(super) struct SendPage {
    pub(super) page: Frame,
    pub(super) action: String,
    pub(super) fields: Vec<(&'static str, String)>,
}

/// From the connector on to the service.
#[derive(Template)]
#[template(path = "abroad_onward.html")]
pub(super) struct OnwardPage {
    pub(super) page: Frame,
    pub(super) title: &'static str,
    pub(super) address: String,
}

/// An attribute as it is shown.
pub(super) struct AttributeRow {
    /// The friendly name of the registry, for programs.
    pub(super) name: String,
    /// The same for people.
    pub(super) label: String,
    /// Each value, and its original in another script.
    pub(super) values: Vec<(String, Option<String>)>,
}

/// Who came.
#[derive(Template)]
#[template(path = "abroad_person.html")]
pub(super) struct PersonPage {
    pub(super) page: Frame,
    pub(super) greeting: &'static str,
    pub(super) language: &'static str,
    pub(super) name: String,
    pub(super) title: &'static str,
    pub(super) country: String,
    pub(super) level: String,
    pub(super) attributes: Vec<AttributeRow>,
    pub(super) name_id: String,
    pub(super) consent: String,
    pub(super) response: String,
    pub(super) assertion: Option<String>,
}

/// Why nobody came.
#[derive(Template)]
#[template(path = "abroad_failed.html")]
pub(super) struct FailedPage {
    pub(super) page: Frame,
    pub(super) heading: &'static str,
    pub(super) what: &'static str,
    /// The status pair, if the other side said no.
    pub(super) status: Option<String>,
    pub(super) message: String,
    pub(super) response: String,
}

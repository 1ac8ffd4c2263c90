//! The page where a person chooses an e-ID: the national ones, and the European one where a
//! service takes that too.

use askama::Template;

use super::{Frame, Level, country_in, render};
use crate::i18n::{Language, NationalTexts, fill, in_country};

/// One national e-ID on the page.
#[derive(Clone, Debug)]
pub struct EidChoice {
    /// Form value (`bankid`).
    pub value: String,
    /// Display name.
    pub name: String,
    /// Address of its picture.
    pub logo: Option<String>,
    /// A line below the name, and the language that it is in.
    pub description: Option<(String, Language)>,
    /// The operator's words while it has trouble, with theirs. It can still be chosen.
    pub outage: Option<(String, Language)>,
    /// It is open in a test profile only.
    pub unnotified: bool,
    /// Why not; none: selectable.
    pub greyed: Option<GreyedEid>,
}

/// Why an e-ID cannot be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GreyedEid {
    /// Never reaches the asked level.
    Level,
    /// Nobody agreed that it answers private companies of this country. eIDAS art. 7(f).
    NoTerms,
    /// Not notified, and nobody has begun.
    Planned,
    /// Notification is in progress.
    PreNotified,
    /// Closed by the operator, with words for citizens and their language.
    Suspended((String, Language)),
    /// Down.
    Unavailable,
}

/// Who asks, when it is a foreign service.
#[derive(Clone, Copy, Debug)]
pub struct Abroad<'a> {
    /// Its country's code.
    pub country: &'a str,
    /// How the request calls it.
    pub service: Option<&'a str>,
}

/// What was wrong with the last choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EidNotice {
    /// Nothing was chosen.
    ChooseFirst,
    /// The e-ID that was chosen failed a moment ago.
    JustFailed,
    /// The chosen e-ID cannot be used (any more).
    NotPossible,
    /// The person is logged in, but not high enough.
    StepUp,
}

/// The e-ID page. Form: `eid=<value>|eidas`, `action=next|cancel`.
#[derive(Debug)]
pub struct EidPage<'a> {
    /// Frame.
    pub frame: Frame<'a>,
    /// Where the form posts: our own URL with the flow id.
    pub action: &'a str,
    /// Who asks, when it is a foreign service.
    pub abroad: Option<Abroad<'a>>,
    /// The lowest level of a national e-ID that will do.
    pub level: Option<Level>,
    /// Every national e-ID of this page, in the order of the configuration.
    pub eids: &'a [EidChoice],
    /// Whether a European e-ID will do too.
    pub european: bool,
    /// What was chosen before in this login.
    pub chosen: Option<&'a str>,
    /// A word about the last choice.
    pub notice: Option<EidNotice>,
    /// The browser remembers consents, which may spare the page that shows the values.
    pub remembers: bool,
}

struct Row<'a> {
    value: &'a str,
    name: &'a str,
    logo: Option<&'a str>,
    /// Each with its language.
    hints: Vec<(String, Language)>,
    preselected: bool,
}

#[derive(Template)]
#[template(path = "eids.html")]
struct EidTemplate<'a> {
    frame: &'a Frame<'a>,
    n: &'static NationalTexts,
    title: String,
    intro: Option<String>,
    level_text: Option<String>,
    notice: Option<String>,
    stepping_up: bool,
    action: &'a str,
    selectable: bool,
    open: Vec<Row<'a>>,
    european: bool,
    european_preselected: bool,
    greyed: Vec<Row<'a>>,
    remembers: bool,
}

impl EidPage<'_> {
    /// HTML.
    #[must_use]
    pub fn render(&self) -> String {
        let t = self.frame.t();
        let n = &t.national;
        let country = self
            .abroad
            .map(|abroad| country_in(self.frame.language, abroad.country));
        let country = country.unwrap_or_default();
        let within = self.abroad.map_or_else(String::new, |abroad| {
            in_country(self.frame.language, abroad.country)
        });
        let service = match self.abroad {
            Some(abroad) => abroad.service.unwrap_or(n.some_service),
            None => self.frame.service.unwrap_or(t.the_service),
        };
        let values = [
            ("country", country.as_str()),
            ("in_country", within.as_str()),
            ("service", service),
            ("eid", self.chosen_name()),
            ("level", self.level.map_or("", |level| level.name(t))),
        ];
        let (open, greyed): (Vec<_>, Vec<_>) =
            self.eids.iter().partition(|eid| eid.greyed.is_none());
        let selectable = self.european || !open.is_empty();
        render(&EidTemplate {
            frame: &self.frame,
            n,
            title: match self.abroad {
                Some(_) => fill(n.abroad_title, &values),
                None => t.chooser_title.to_owned(),
            },
            intro: self.abroad.map(|_| fill(n.abroad_body, &values)),
            level_text: self.level.map(|level| match level {
                Level::High => fill(n.level_highest, &values),
                Level::Low | Level::Substantial => fill(n.level, &values),
            }),
            notice: self.notice.map(|notice| fill(notice.text(n), &values)),
            stepping_up: self.notice == Some(EidNotice::StepUp),
            action: self.action,
            selectable,
            european: self.european,
            european_preselected: open.is_empty() || self.chosen == Some("eidas"),
            open: open.into_iter().map(|eid| self.row(eid, &within)).collect(),
            greyed: greyed
                .into_iter()
                .map(|eid| self.row(eid, &within))
                .collect(),
            remembers: self.remembers,
        })
    }

    /// What people call the e-ID that they chose.
    fn chosen_name(&self) -> &str {
        let chosen = self.eids.iter().find(|eid| self.chosen == Some(&eid.value));
        chosen.map_or("e-ID", |eid| eid.name.as_str())
    }

    fn row<'r>(&self, eid: &'r EidChoice, within: &str) -> Row<'r> {
        let (n, language) = (&self.frame.t().national, self.frame.language);
        let why = match &eid.greyed {
            None => None,
            Some(GreyedEid::Level) => Some(n.why_level.to_owned()),
            Some(GreyedEid::NoTerms) => Some(fill(n.why_no_terms, &[("in_country", within)])),
            Some(GreyedEid::Planned) => Some(n.why_planned.to_owned()),
            Some(GreyedEid::PreNotified) => Some(n.why_pre_notified.to_owned()),
            Some(GreyedEid::Suspended(_)) => Some(n.why_suspended.to_owned()),
            Some(GreyedEid::Unavailable) => Some(n.why_unavailable.to_owned()),
        };
        let words = match &eid.greyed {
            Some(GreyedEid::Suspended(words)) => Some(words.clone()),
            _ => None,
        };
        let unnotified = eid.unnotified && eid.greyed.is_none();
        let unnotified = unnotified.then(|| n.unnotified.to_owned());
        let ours = |text| (text, language);
        let hints = [
            eid.description.clone(),
            why.map(ours),
            words,
            eid.outage.clone(),
            unnotified.map(ours),
        ];
        let hints = hints.into_iter().flatten().collect();
        Row {
            value: &eid.value,
            name: &eid.name,
            logo: eid.logo.as_deref(),
            hints,
            // What has just failed is not offered once more by default.
            preselected: self.chosen == Some(eid.value.as_str())
                && self.notice != Some(EidNotice::JustFailed),
        }
    }
}

impl EidNotice {
    const fn text(self, n: &NationalTexts) -> &'static str {
        match self {
            Self::ChooseFirst => n.choose_first,
            Self::JustFailed => n.just_failed,
            Self::NotPossible => n.not_possible,
            Self::StepUp => n.step_up,
        }
    }
}

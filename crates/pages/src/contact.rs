//! Whom a person can ask: the help desk of the party at fault, on every page that says what did not work.

use super::{ErrorText, Frame};
use crate::i18n::{Language, fill};

/// Whose fault it is, or who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Another country: its node, its e-IDs.
    Country,
    /// A national e-ID.
    Eid,
    /// The service.
    Service,
    /// This login service.
    Ours,
}

/// A help desk, in the language of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpDesk {
    /// Whose.
    pub of: Party,
    /// What people call it, where it is an e-ID's.
    pub eid: Option<String>,
    /// As it is shown: `+` and the number with its country's code.
    pub phone: Option<String>,
    /// Without `mailto:`.
    pub email: Option<String>,
    /// An https address.
    pub web: Option<String>,
    /// When somebody answers, and the language that says so.
    pub hours: Option<(String, Language)>,
    /// Which languages are spoken there.
    pub languages: Vec<Language>,
}

impl HelpDesk {
    /// The link of the number: RFC 3966 §5.1.4, a global number without what stands between its digits.
    pub(super) fn phone_href(&self) -> Option<String> {
        let phone = self.phone.as_ref()?;
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        Some(format!("tel:+{digits}"))
    }

    /// Each language with what stands behind it in a list of the page's language.
    pub(super) fn listed(&self, page: &Language) -> Vec<(Language, &'static str)> {
        let behind = |at| page.behind(at, self.languages.len());
        let languages = self.languages.iter().enumerate();
        languages.map(|(at, it)| (*it, behind(at))).collect()
    }

    /// The best way there.
    pub(super) fn href(&self) -> Option<String> {
        let email = self.email.as_ref().map(|email| format!("mailto:{email}"));
        self.web.clone().or(email).or_else(|| self.phone_href())
    }

    /// The address without what everybody knows.
    pub(super) fn web_shown(&self) -> Option<&str> {
        let web = self.web.as_deref()?;
        Some(web.trim_start_matches("https://").trim_end_matches('/'))
    }

    /// Whose it is, in words.
    pub(super) fn whose(&self, frame: &Frame<'_>, values: &[(&str, &str)]) -> String {
        let t = frame.t();
        let text = match self.of {
            Party::Country => t.contact_country,
            Party::Eid => t.contact_eid,
            Party::Service => t.contact_service,
            Party::Ours => t.contact_ours,
        };
        fill(text, values)
    }
}

impl ErrorText {
    /// Whom to ask about it. What we closed, or could not do, is ours.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::Cancelled
            | Self::NotConfirmed
            | Self::PeerFailed
            | Self::LevelTooLow
            | Self::AnswerInvalid
            | Self::AnswerLate
            | Self::Incomplete
            | Self::Representation
            | Self::CountryUnavailable
            | Self::AbroadUnavailable
            | Self::ForeignRequestInvalid
            | Self::ForeignRequestLate
            | Self::ForeignRequestUsed => Party::Country,
            Self::EidCancelled
            | Self::EidFailed
            | Self::EidLevelTooLow
            | Self::EidAnswerInvalid
            | Self::EidAnswerLate
            | Self::EidIncomplete
            | Self::EidNotNotified
            | Self::EidUnavailable => Party::Eid,
            Self::AnotherLevel
            | Self::AnotherPerson
            | Self::ClientUnknown
            | Self::RequestInvalid
            | Self::LogoutHint
            | Self::LogoutInvalid
            | Self::LogoutReturn => Party::Service,
            Self::AnswerUsed
            | Self::CountrySuspended
            | Self::AbroadSuspended
            | Self::EidSuspended
            | Self::CookieMissing
            | Self::TooManyLogins
            | Self::FlowExpired
            | Self::FlowUnknown
            | Self::FlowFinished
            | Self::NothingToSend
            | Self::NotAbroad
            | Self::NotForPeople
            | Self::LogoutExpired
            | Self::TooManyAttempts
            | Self::Busy
            | Self::NotFound
            | Self::Internal
            | Self::Unavailable => Party::Ours,
        }
    }
}

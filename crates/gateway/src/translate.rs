// SPDX-License-Identifier: EUPL-1.2
//! The only tables between vocabularies: `acr` ↔ level of assurance, what went wrong ↔ what a
//! person reads, what a service gets and which HTTP status stands on the page.
//!
//! Everything outside sees only what stands here; the inner reason goes to log and audit.

use axum::http::StatusCode as HttpStatus;
use eidas::error::{Insufficient, Mismatch, Untrusted};
use eidas::{Failure, LevelOfAssurance, Status, SubStatus};
use oidc::protocol::{Acr, AcrValues, ErrorCode, OAuthError};
use oidc::provider::Stop;
use serde::{Deserialize, Serialize};

use crate::ask::Levels;
use pages::{ErrorText, Level};

/// `acr` of a level proven by a notified e-ID of another country.
pub const fn acr_of(level: LevelOfAssurance) -> &'static str {
    match level {
        LevelOfAssurance::Low => "eidas-loa-low",
        LevelOfAssurance::Substantial => "eidas-loa-substantial",
        LevelOfAssurance::High => "eidas-loa-high",
    }
}

/// The level an `eidas-loa-*` stands for; `None` for every other word.
pub fn level_of(acr: &Acr) -> Option<LevelOfAssurance> {
    LevelOfAssurance::ALL
        .into_iter()
        .find(|level| acr_of(*level) == acr.as_str())
}

/// `acr` of a level proven by a national e-ID.
pub const fn national_acr_of(level: LevelOfAssurance) -> &'static str {
    match level {
        LevelOfAssurance::Low => "idporten-loa-low",
        LevelOfAssurance::Substantial => "idporten-loa-substantial",
        LevelOfAssurance::High => "idporten-loa-high",
    }
}

/// The level an `idporten-loa-*` stands for; `None` for every other word.
pub fn national_level_of(acr: &Acr) -> Option<LevelOfAssurance> {
    LevelOfAssurance::ALL
        .into_iter()
        .find(|level| national_acr_of(*level) == acr.as_str())
}

/// The lowest listed level of each kind: what is asked for as minimum. A kind that is not listed
/// is off: a service that lists only national levels never sees a European e-ID.
pub fn minimum_levels(asked: &AcrValues) -> Levels {
    Levels {
        european: asked.iter().filter_map(level_of).min(),
        national: asked.iter().filter_map(national_level_of).min(),
    }
}

/// The level as the pages name it.
pub const fn level_on_page(level: LevelOfAssurance) -> Level {
    match level {
        LevelOfAssurance::Low => Level::Low,
        LevelOfAssurance::Substantial => Level::Substantial,
        LevelOfAssurance::High => Level::High,
    }
}

/// Why a try in another country did not end in a login, as far as anyone outside may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The service takes only levels that it names, and another one was proven. OIDC Core §5.5.1.1.
    AnotherLevel,
    /// The service asked for a certain person, and somebody else was proven.
    AnotherPerson,
    /// The answer does not pass our checks.
    AnswerInvalid,
    /// The answer came after its time.
    AnswerLate,
    /// The person said no there.
    Cancelled,
    /// The operator closed the country.
    CountrySuspended,
    /// There is no valid metadata of the country.
    CountryUnavailable,
    /// By the e-ID that the person used in a login portal she cannot log in abroad.
    EidNotNotified,
    /// The e-ID did not confirm the person: locked, a wrong code, given up.
    NotConfirmed,
    /// The minimum data set is not complete.
    Incomplete,
    /// The proven level is lower than asked.
    LevelTooLow,
    /// The foreign node reports an error of its own.
    PeerFailed,
    /// A representative acts, and this service cannot take that.
    Representation,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::AnotherLevel,
        Self::AnotherPerson,
        Self::AnswerInvalid,
        Self::AnswerLate,
        Self::Cancelled,
        Self::CountrySuspended,
        Self::CountryUnavailable,
        Self::EidNotNotified,
        Self::Incomplete,
        Self::LevelTooLow,
        Self::NotConfirmed,
        Self::PeerFailed,
        Self::Representation,
    ];

    /// What the person reads.
    pub const fn text(self) -> ErrorText {
        match self {
            Self::AnotherLevel => ErrorText::AnotherLevel,
            Self::AnotherPerson => ErrorText::AnotherPerson,
            Self::AnswerInvalid => ErrorText::AnswerInvalid,
            Self::AnswerLate => ErrorText::AnswerLate,
            Self::Cancelled => ErrorText::Cancelled,
            Self::CountrySuspended => ErrorText::CountrySuspended,
            Self::CountryUnavailable => ErrorText::CountryUnavailable,
            Self::EidNotNotified => ErrorText::EidNotNotified,
            Self::Incomplete => ErrorText::Incomplete,
            Self::LevelTooLow => ErrorText::LevelTooLow,
            Self::NotConfirmed => ErrorText::NotConfirmed,
            Self::PeerFailed => ErrorText::PeerFailed,
            Self::Representation => ErrorText::Representation,
        }
    }

    /// What the person reads when a national e-ID was tried.
    pub const fn text_of_eid(self) -> ErrorText {
        match self {
            Self::AnotherLevel => ErrorText::AnotherLevel,
            Self::AnotherPerson => ErrorText::AnotherPerson,
            Self::AnswerInvalid | Self::Representation => ErrorText::EidAnswerInvalid,
            Self::AnswerLate => ErrorText::EidAnswerLate,
            Self::Cancelled | Self::NotConfirmed => ErrorText::EidCancelled,
            Self::CountrySuspended => ErrorText::EidSuspended,
            Self::CountryUnavailable => ErrorText::EidUnavailable,
            Self::EidNotNotified => ErrorText::EidNotNotified,
            Self::Incomplete => ErrorText::EidIncomplete,
            Self::LevelTooLow => ErrorText::EidLevelTooLow,
            Self::PeerFailed => ErrorText::EidFailed,
        }
    }

    /// What the service gets once the person chose "back to the service".
    pub const fn oauth(self) -> ErrorCode {
        match self {
            Self::AnotherPerson => ErrorCode::LoginRequired,
            Self::Cancelled | Self::NotConfirmed => ErrorCode::AccessDenied,
            Self::CountrySuspended | Self::CountryUnavailable => ErrorCode::TemporarilyUnavailable,
            Self::AnotherLevel | Self::EidNotNotified | Self::LevelTooLow => {
                ErrorCode::UnmetAuthenticationRequirements
            }
            Self::AnswerInvalid
            | Self::AnswerLate
            | Self::Incomplete
            | Self::PeerFailed
            | Self::Representation => ErrorCode::ServerError,
        }
    }

    /// The same in words, where the code's own would send its developer the wrong way.
    pub fn error(self) -> OAuthError {
        match self {
            Self::AnotherLevel => OAuthError::new(
                self.oauth(),
                "the login proved another level than the essential acr names",
            ),
            _ => self.oauth().into(),
        }
    }

    /// The status of the page.
    pub const fn status(self) -> HttpStatus {
        match self {
            Self::AnswerInvalid | Self::AnswerLate => HttpStatus::BAD_REQUEST,
            Self::AnotherLevel
            | Self::AnotherPerson
            | Self::Cancelled
            | Self::EidNotNotified
            | Self::Incomplete
            | Self::LevelTooLow
            | Self::NotConfirmed
            | Self::Representation => HttpStatus::FORBIDDEN,
            Self::CountrySuspended | Self::CountryUnavailable => HttpStatus::SERVICE_UNAVAILABLE,
            Self::PeerFailed => HttpStatus::FORBIDDEN,
        }
    }

    /// The foreign node's "no", by its status codes. SAML Core §3.2.2.2. A reference node says
    /// that its level is too low with no second code and `202019` in the message.
    pub fn of_status(status: &Status) -> Self {
        match &status.sub_code {
            Some(SubStatus::AuthnFailed) => Self::NotConfirmed,
            Some(SubStatus::RequestDenied) => Self::Cancelled,
            Some(SubStatus::NoAuthnContext) => Self::LevelTooLow,
            _ if status.ec_code() == Some("202019") => Self::LevelTooLow,
            _ => Self::PeerFailed,
        }
    }

    /// A national e-ID's "no", by its `error`. RFC 6749 §4.1.2.1; OIDC Core §3.1.2.6.
    pub const fn of_code(code: Option<ErrorCode>) -> Self {
        match code {
            Some(ErrorCode::AccessDenied) => Self::Cancelled,
            Some(ErrorCode::TemporarilyUnavailable) => Self::CountryUnavailable,
            Some(ErrorCode::UnmetAuthenticationRequirements) => Self::LevelTooLow,
            _ => Self::PeerFailed,
        }
    }

    /// What a national e-ID's answer means outside, when it will not do.
    pub const fn of_oidc(error: &oidc::Error) -> Self {
        match error {
            oidc::Error::Refused { code } => Self::of_code(*code),
            oidc::Error::Insufficient(oidc::Insufficient::Acr) => Self::LevelTooLow,
            oidc::Error::Insufficient(oidc::Insufficient::AuthTime) => Self::AnswerLate,
            oidc::Error::Insufficient(_) | oidc::Error::Misconfigured(_) => Self::PeerFailed,
            _ => Self::AnswerInvalid,
        }
    }

    /// What a refused answer means outside. What is not named here is an invalid answer.
    pub fn of_error(error: &eidas::Error) -> Self {
        match error {
            eidas::Error::Refused(status) => Self::of_status(status),
            eidas::Error::Insufficient(
                Insufficient::Level { .. } | Insufficient::LevelNotPublished { .. },
            ) => Self::LevelTooLow,
            eidas::Error::Insufficient(
                Insufficient::MandatoryAttribute { .. }
                | Insufficient::MandatoryAttributeValue { .. },
            ) => Self::Incomplete,
            eidas::Error::Mismatch(Mismatch::Expired { .. }) => Self::AnswerLate,
            eidas::Error::Mismatch(Mismatch::Representation) => Self::Representation,
            eidas::Error::Untrusted(Untrusted::PeerExpired { .. }) => Self::CountryUnavailable,
            _ => Self::AnswerInvalid,
        }
    }
}

/// What a foreign connector is told when a person goes back after a refusal.
pub const fn failure_of(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Cancelled | Refusal::NotConfirmed => Failure::Cancelled,
        Refusal::CountrySuspended => Failure::Suspended,
        Refusal::CountryUnavailable => Failure::Unavailable,
        Refusal::Incomplete => Failure::Incomplete,
        Refusal::LevelTooLow => Failure::LevelNotReached,
        Refusal::Representation => Failure::Representation,
        Refusal::AnotherLevel
        | Refusal::AnotherPerson
        | Refusal::AnswerInvalid
        | Refusal::AnswerLate
        | Refusal::EidNotNotified
        | Refusal::PeerFailed => Failure::AuthenticationFailed,
    }
}

/// What a person reads when a request was stopped before its reply address was proven.
pub fn stop_text(stop: Stop) -> ErrorText {
    match stop {
        Stop::RedirectUriMissing | Stop::RedirectUriNotRegistered | Stop::UnknownClient => {
            ErrorText::ClientUnknown
        }
        // Used, too old, another client's or never ours: kept no longer, so nobody can tell.
        Stop::RequestUri => ErrorText::FlowUnknown,
        _ => ErrorText::RequestInvalid,
    }
}

/// The reason code of a [`Stop`] for audit.
pub fn stop_reason(stop: Stop) -> &'static str {
    match stop {
        Stop::ClientIdMissing => "client_id_missing",
        Stop::Malformed => "malformed",
        Stop::PushRequired => "par_required",
        Stop::RedirectUriMissing => "redirect_uri_missing",
        Stop::RedirectUriNotRegistered => "redirect_uri_not_registered",
        Stop::Repeated => "repeated_parameter",
        Stop::RequestObject => "request_object",
        Stop::RequestUri => "request_uri_unknown",
        Stop::TwoRequests => "two_requests",
        Stop::UnknownClient => "unknown_client",
        _ => "refused",
    }
}

/// The status of a page. Only what stands before a login; a [`Refusal`] has its own.
pub const fn page_status(text: ErrorText) -> HttpStatus {
    match text {
        ErrorText::AnswerInvalid
        | ErrorText::AnswerLate
        | ErrorText::AnswerUsed
        | ErrorText::EidAnswerInvalid
        | ErrorText::EidAnswerLate
        | ErrorText::ClientUnknown
        | ErrorText::CookieMissing
        | ErrorText::FlowFinished
        | ErrorText::FlowUnknown
        | ErrorText::ForeignRequestInvalid
        | ErrorText::ForeignRequestLate
        | ErrorText::ForeignRequestUsed
        | ErrorText::LogoutHint
        | ErrorText::LogoutInvalid
        | ErrorText::LogoutReturn
        | ErrorText::RequestInvalid
        | ErrorText::TooManyLogins => HttpStatus::BAD_REQUEST,
        ErrorText::Cancelled
        | ErrorText::EidCancelled
        | ErrorText::EidIncomplete
        | ErrorText::EidLevelTooLow
        | ErrorText::EidNotNotified
        | ErrorText::Incomplete
        | ErrorText::LevelTooLow
        | ErrorText::NotConfirmed
        | ErrorText::NothingToSend
        | ErrorText::Representation
        | ErrorText::AnotherLevel
        | ErrorText::AnotherPerson
        // No 502: proxies put pages of their own in the place of a gateway's.
        | ErrorText::EidFailed
        | ErrorText::PeerFailed => HttpStatus::FORBIDDEN,
        ErrorText::AbroadSuspended
        | ErrorText::AbroadUnavailable
        | ErrorText::Busy
        | ErrorText::CountrySuspended
        | ErrorText::CountryUnavailable
        | ErrorText::EidSuspended
        | ErrorText::EidUnavailable
        | ErrorText::Unavailable => HttpStatus::SERVICE_UNAVAILABLE,
        ErrorText::FlowExpired | ErrorText::LogoutExpired => HttpStatus::GONE,
        ErrorText::Internal => HttpStatus::INTERNAL_SERVER_ERROR,
        ErrorText::NotForPeople => HttpStatus::METHOD_NOT_ALLOWED,
        ErrorText::NotAbroad | ErrorText::NotFound => HttpStatus::NOT_FOUND,
        ErrorText::TooManyAttempts => HttpStatus::TOO_MANY_REQUESTS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eidas::StatusCode;

    #[test]
    fn the_lowest_listed_level_of_each_kind_is_the_minimum() {
        let of = |text| minimum_levels(&AcrValues::parse(text));
        let (low, high) = (LevelOfAssurance::Low, LevelOfAssurance::High);
        let levels = |european, national| Levels { european, national };
        assert_eq!(of("idporten-loa-high"), levels(None, Some(high)));
        assert_eq!(
            of("eidas-loa-high idporten-loa-high eidas-loa-low"),
            levels(Some(low), Some(high))
        );
        assert_eq!(
            of("eidas-loa-high eidas-loa-substantial"),
            levels(Some(LevelOfAssurance::Substantial), None)
        );
        assert_eq!(
            of("EIDAS-LOA-HIGH eidas-loa-highest Level4"),
            levels(None, None)
        );
    }

    #[test]
    fn every_level_goes_there_and_back() {
        for level in LevelOfAssurance::ALL {
            assert_eq!(level_of(&Acr::new(acr_of(level))), Some(level));
            assert_eq!(
                national_level_of(&Acr::new(national_acr_of(level))),
                Some(level)
            );
        }
    }

    #[test]
    fn the_issues_table_of_outward_errors() {
        assert_eq!(Refusal::Cancelled.oauth(), ErrorCode::AccessDenied);
        assert_eq!(
            Refusal::LevelTooLow.oauth(),
            ErrorCode::UnmetAuthenticationRequirements
        );
        assert_eq!(
            Refusal::CountryUnavailable.oauth(),
            ErrorCode::TemporarilyUnavailable
        );
        assert_eq!(Refusal::AnswerInvalid.oauth(), ErrorCode::ServerError);
        let status = |sub, message| Status::failure(StatusCode::Responder, sub, message);
        let of = |sub, message| Refusal::of_status(&status(sub, message));
        assert_eq!(of(Some(SubStatus::AuthnFailed), "x"), Refusal::NotConfirmed);
        assert_eq!(of(Some(SubStatus::RequestDenied), "x"), Refusal::Cancelled);
        assert_eq!(
            of(Some(SubStatus::NoAuthnContext), "x"),
            Refusal::LevelTooLow
        );
        assert_eq!(of(None, "202019 - Incorrect Level"), Refusal::LevelTooLow);
        assert_eq!(of(None, "down"), Refusal::PeerFailed);
    }

    #[test]
    fn a_refusal_never_looks_like_success() {
        assert!(
            Refusal::ALL
                .iter()
                .all(|refusal| !refusal.status().is_success())
        );
    }
}

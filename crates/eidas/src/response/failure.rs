// SPDX-License-Identifier: EUPL-1.2

//! Good questions that get no person for an answer. eIDAS Message Format 1.4 §2.4.2; SAML Core
//! §3.2.2.2.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Insufficient};
use crate::saml::{Status, StatusCode, SubStatus};

/// How a login ended without an answer about the person.
///
/// The requester is told one of few things: second-level codes are the four that EC nodes pass on,
/// messages begin with the EC nodes' six-digit code where there is one, and none is ever empty,
/// since EC Connectors crash on a failure without a message (HTTP 500, seen on 2.5.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Failure {
    /// The e-ID said no, or nothing that can be believed.
    AuthenticationFailed,
    /// The person gave up before the values were shown.
    Cancelled,
    /// The person saw the values and did not let them go.
    Declined,
    /// Something mandatory is not known about the person.
    Incomplete,
    /// We could not make an answer.
    Internal,
    /// The level reached is lower than asked for.
    LevelNotReached,
    /// The level reached is not published by us (any more).
    LevelNotPublished,
    /// No e-ID answers this service: there are no terms for it, or none knows what it asks for.
    NotOffered,
    /// The person acts for somebody else, which we cannot say.
    Representation,
    /// The e-ID, or this country, is suspended by its operator.
    Suspended,
    /// The person took longer than a login may.
    TimedOut,
    /// The e-ID cannot be reached.
    Unavailable,
}

impl Failure {
    /// All of them, in the order of their names.
    pub const ALL: [Self; 12] = [
        Self::AuthenticationFailed,
        Self::Cancelled,
        Self::Declined,
        Self::Incomplete,
        Self::Internal,
        Self::LevelNotPublished,
        Self::LevelNotReached,
        Self::NotOffered,
        Self::Representation,
        Self::Suspended,
        Self::TimedOut,
        Self::Unavailable,
    ];

    /// What the requester is told. Of the person: nothing but that she declined.
    #[must_use]
    pub fn status(self) -> Status {
        use SubStatus::{AuthnFailed, RequestDenied};
        let (sub_code, message) = match self {
            Self::AuthenticationFailed => (Some(AuthnFailed), "003002 - Authentication Failed."),
            Self::Cancelled => (
                Some(AuthnFailed),
                "003002 - Authentication Failed. The citizen cancelled.",
            ),
            Self::Declined => (Some(RequestDenied), "Citizen consent not given."),
            Self::Incomplete => (None, "202010 - Mandatory Attribute not found."),
            Self::Internal => (None, "202011 - Error generating the response."),
            Self::LevelNotPublished => (
                None,
                "202021 - Level of Assurance of the response is not published.",
            ),
            Self::LevelNotReached => (
                None,
                "202019 - Incorrect Level of Assurance in IdP response",
            ),
            Self::NotOffered => (
                Some(RequestDenied),
                "No electronic identification of this country is offered to this service.",
            ),
            Self::Representation => (
                Some(RequestDenied),
                "Representation is not supported by this country.",
            ),
            Self::Suspended => (
                Some(RequestDenied),
                "The electronic identification is suspended.",
            ),
            Self::TimedOut => (
                Some(AuthnFailed),
                "003002 - Authentication Failed. The time for it ran out.",
            ),
            Self::Unavailable => (
                Some(AuthnFailed),
                "003002 - Authentication Failed. The electronic identification cannot be reached.",
            ),
        };
        Status::failure(StatusCode::Responder, sub_code, message)
    }
}

impl From<&Error> for Failure {
    /// What a requester is told when [`Released::of`](super::released::Released::of) or a
    /// [`Reply`](super::reply::Reply) fails.
    fn from(error: &Error) -> Self {
        match error {
            Error::Insufficient(Insufficient::Level { .. }) => Self::LevelNotReached,
            Error::Insufficient(Insufficient::LevelNotPublished { .. }) => Self::LevelNotPublished,
            Error::Insufficient(
                Insufficient::MandatoryAttribute { .. }
                | Insufficient::MandatoryAttributeValue { .. },
            ) => Self::Incomplete,
            Error::Mismatch(crate::error::Mismatch::Representation) => Self::Representation,
            Error::Mismatch(crate::error::Mismatch::Expired { .. }) => Self::AuthenticationFailed,
            _ => Self::Internal,
        }
    }
}

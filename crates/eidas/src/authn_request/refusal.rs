// SPDX-License-Identifier: EUPL-1.2

//! Refusals of a request: which are answered, which are only shown, and with which status.

use crate::error::{Error, Insufficient, Malformed, Mismatch, Schema};
use crate::id::{EntityId, MessageId};
use crate::saml::{Status, StatusCode, SubStatus};

/// Why a request is not taken. Two types, since only one of them may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Who asks is proven, and asked us, now: the refusal is answered.
    Reject(Box<Reject>),
    /// It is not, or it is open where an answer would go: a page for the person, no message.
    Stop(Error),
}

/// A refusal that is answered with a signed failure, at an address of the peer's metadata. Made
/// only by [`SignedAuthnRequest::accept`](super::verify::SignedAuthnRequest::accept).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    why: Error,
    status: Status,
    addressee: Addressee,
}

/// Whom an answer is for, as verification found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Addressee {
    pub(crate) in_response_to: MessageId,
    pub(crate) issuer: EntityId,
    pub(crate) assertion_consumer_service: String,
}

impl Refusal {
    /// Of a request that is signed, addressed to us and fresh.
    pub(super) fn of(why: Error, addressee: Addressee) -> Self {
        match status_of(&why) {
            Some(status) => Self::Reject(Box::new(Reject {
                why,
                status,
                addressee,
            })),
            None => Self::Stop(why),
        }
    }

    /// What was wrong: for audit and for the person.
    #[must_use]
    pub fn why(&self) -> &Error {
        match self {
            Self::Reject(reject) => reject.why(),
            Self::Stop(why) => why,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Reject(reject) => reject.why,
            Refusal::Stop(why) => why,
        }
    }
}

impl Reject {
    /// What was wrong: for audit and for the person.
    #[must_use]
    pub fn why(&self) -> &Error {
        &self.why
    }

    /// What the requester is told.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.status
    }

    pub(crate) fn addressee(&self) -> &Addressee {
        &self.addressee
    }
}

/// The status of a request's fault, with the EC nodes' six-digit code first in its message; None
/// for what is never answered. Always with a message: EC Connectors crash on a failure without
/// one (HTTP 500, seen on 2.5.0).
///
/// DIFFERENCE: EC nodes show a page of their own for most of these. Whoever is proven by a
/// signature to have asked is told, so that the person ends where she began. Second-level codes
/// are the four that EC nodes pass on.
fn status_of(why: &Error) -> Option<Status> {
    let invalid_attributes = || {
        (
            Some(SubStatus::InvalidAttrNameOrValue),
            "202005 - Invalid Attribute List.",
        )
    };
    let (sub_code, message) = match why {
        Error::Insufficient(Insufficient::LevelNotPublished { .. })
        | Error::Malformed(
            Malformed::Level
            | Malformed::Schema(Schema::MissingElement {
                element: "RequestedAuthnContext",
                ..
            }),
        ) => (None, "202015 - invalid value for Level of Assurance"),
        Error::Insufficient(Insufficient::LegalPerson | Insufficient::NoSupportedAttribute)
        | Error::Malformed(
            Malformed::AttributeNameFormat { .. }
            | Malformed::DuplicateAttribute { .. }
            | Malformed::IsRequired { .. }
            | Malformed::MixedPersons,
        ) => invalid_attributes(),
        Error::Malformed(Malformed::RepresentativeRequested) => (
            Some(SubStatus::InvalidAttrNameOrValue),
            "203024 - Attributes of a representative must not be requested.",
        ),
        Error::Insufficient(Insufficient::MandatoryAttribute { .. }) => (
            Some(SubStatus::InvalidAttrNameOrValue),
            "203021 - The minimum data set is not requested as a whole.",
        ),
        Error::Insufficient(Insufficient::RequesterIdMissing) => {
            (None, "202020 - RequesterID is missing")
        }
        Error::Insufficient(Insufficient::UnsupportedNameIdFormat { .. }) => (
            Some(SubStatus::InvalidNameIdPolicy),
            "202022 - NameID Format is not supported by the proxyService",
        ),
        Error::Malformed(Malformed::SpTypeTwice) => {
            (None, "202016 - SPType stands in metadata and request.")
        }
        Error::Malformed(Malformed::SpTypeMissing) => (
            None,
            "202017 - SPType stands in neither metadata nor request.",
        ),
        Error::Malformed(
            Malformed::Contradiction { .. }
            | Malformed::ForceAuthn
            | Malformed::IsPassive
            | Malformed::Schema(_),
        )
        | Error::Mismatch(Mismatch::ProtocolBinding) => {
            (None, "202002 - Invalid connector SAML request.")
        }
        _ => return None,
    };
    Some(Status::failure(StatusCode::Requester, sub_code, message))
}

// SPDX-License-Identifier: EUPL-1.2

//! What a message must say to be the one we wait for. Nothing here is optional: a missing
//! expectation does not compile.

use std::time::Duration;

use crate::attribute::Attribute;
use crate::country::CountryCode;
use crate::id::{EntityId, MessageId};
use crate::instant::Instant;
use crate::loa::{Loa, RequestedContext};
use crate::saml::NameIdFormat;

/// How far a peer's clock may be off. The default is a minute either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skew {
    /// How far in our future the past of the peer may lie: `NotBefore`, `IssueInstant`,
    /// `AuthnInstant`.
    pub not_before: Duration,
    /// How far in our past the end of the peer's validity may lie: `NotOnOrAfter`.
    pub not_on_or_after: Duration,
}

impl Default for Skew {
    fn default() -> Self {
        Self {
            not_before: Duration::from_secs(60),
            not_on_or_after: Duration::from_secs(60),
        }
    }
}

/// Whether somebody may act for the person. Attribute Profile 1.4 §2.8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Representation {
    /// An answer with attributes of a representative is refused: else the represented person
    /// would seem to act herself.
    Refused,
    /// The service is registered for it and looks at the representative.
    Accepted,
}

/// The answer we wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedResponse {
    /// The ID of our request.
    pub in_response_to: MessageId,
    /// `IssueInstant` of our request: `ForceAuthn` means that the person authenticates after it.
    pub asked_at: Instant,
    /// The peer we asked: its entityID.
    pub issuer: EntityId,
    /// Our own entityID.
    pub audience: EntityId,
    /// Our assertion consumer service: `Destination` and `Recipient`, character by character.
    pub destination: String,
    /// The country we asked: first part of the identifier.
    pub origin: CountryCode,
    /// Our own country: second part of the identifier.
    pub country: CountryCode,
    /// The level we asked for.
    pub context: RequestedContext,
    /// The NameID format we asked for.
    pub name_id_format: NameIdFormat,
    /// The attributes we asked for; all others are dropped unread.
    pub requested: Vec<Attribute>,
    /// Whether a representative may act.
    pub representation: Representation,
    /// The tolerance for this peer's clock.
    pub skew: Skew,
}

/// The question that a Proxy-Service takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedRequest {
    /// Our single sign-on service: `Destination`, character by character.
    pub destination: String,
    /// The levels our metadata publishes.
    pub levels: Vec<Loa>,
    /// The attributes our metadata publishes.
    pub attributes: Vec<Attribute>,
    /// The NameID formats our metadata publishes.
    pub name_id_formats: Vec<NameIdFormat>,
    /// Whether our metadata demands a RequesterID for private services.
    pub requester_id: RequesterIdRule,
    /// How old `IssueInstant` may be.
    pub max_age: Duration,
    /// The tolerance for this peer's clock.
    pub skew: Skew,
}

/// Whether a relying party of the private sector must be named. eIDAS Message Format 1.4 §3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequesterIdRule {
    /// Our metadata carries the flag: a private service without RequesterID is refused.
    DemandedOfPrivate,
    /// It need not be.
    Optional,
}

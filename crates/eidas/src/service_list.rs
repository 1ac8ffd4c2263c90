// SPDX-License-Identifier: EUPL-1.2

//! Metadata Service Lists: where each country's metadata is, and who signs it. Message Format 1.4
//! appendix A.
//!
//! Reading has one door, [`ServiceList::from_signed`]: appendix A makes the signature optional, and
//! here a list without one is worth nothing. What the list says of single nodes is read entry by
//! entry: one that cannot be used is left out and said, for thirty countries stand in one document
//! and one careless operator must not close the others. What makes the list itself ambiguous refuses
//! the whole: a territory or an entity that stands twice.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;
use xmlsec::{Certificate, TrustAnchors};

use crate::endpoint::BadEndpoint;
use crate::error::Error;
use crate::{CountryCode, EntityId, ExpectedPeer, Instant, Peer, Role, Transport};

mod read;
mod write;

pub use write::{PublishedNode, PublishedServiceList};

/// Names of this file's vocabulary.
mod name {
    pub(super) const SER: &str = "http://eidas.europa.eu/metadata/servicelist";
    pub(super) const CONNECTOR: &str = "http://eidas.europa.eu/metadata/ept/Connector";
    pub(super) const PROXY_SERVICE: &str = "http://eidas.europa.eu/metadata/ept/ProxyService";
}

/// What we know about a list before we read it. Nothing is optional.
#[derive(Clone, Debug)]
pub struct ExpectedServiceList {
    /// The countries that are taken from it. What it says of others is nobody's business here.
    pub territories: BTreeSet<CountryCode>,
    /// Our own country, which is never taken from anybody's list (attack MD-14).
    pub own_country: CountryCode,
    /// What addresses may look like.
    pub transport: Transport,
    /// Whether somebody vouches for metadata of a location where the list names no certificate.
    pub metadata_anchored: bool,
    /// The list in force, or that nothing was.
    pub held: HeldServiceList,
    /// How many of its countries a list may lose at once, in either role.
    pub may_lose: usize,
}

/// What is remembered of the list in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldServiceList {
    /// `IssueDate`; `None`: there was never one.
    pub issued: Option<Instant>,
    /// SHA-256 of what was signed.
    pub sha256: [u8; 32],
    /// The countries and roles of which it names a node that can be used: somebody vouches for its metadata.
    #[serde(default)]
    pub usable: BTreeSet<(CountryCode, Role)>,
}

/// A list that somebody we trust for these countries vouched for, and that is in date. Made only by
/// [`from_signed`](Self::from_signed).
#[derive(Clone, Debug)]
pub struct ServiceList {
    issuer_name: String,
    scheme: String,
    issued: Instant,
    next_update: Instant,
    sha256: [u8; 32],
    nodes: Vec<ListedNode>,
    usable: BTreeSet<(CountryCode, Role)>,
    left_out: Vec<LeftOut>,
}

/// One `Endpoint` at one `MetadataLocation`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedNode {
    /// The `Territory`.
    pub country: CountryCode,
    /// The `EndpointType`.
    pub role: Role,
    /// The `EntityID`.
    pub entity_id: EntityId,
    /// Where its metadata is.
    pub location: Url,
    /// The certificates that vouch for the metadata at this location. Empty: the list names none.
    pub signers: Vec<Certificate>,
    /// `Suspend`, of the endpoint or of its territory.
    pub suspended: bool,
    /// `HideFromDiscovery`: it may be used, and is not shown for choice.
    pub hidden: bool,
}

/// An entry that counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The territory as written, cut to what a page can carry.
    pub territory: String,
    /// The location or entity as written, cut likewise.
    pub what: String,
    /// Why.
    pub why: ListedFault,
}

/// Why an entry counts for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListedFault {
    /// A certificate beside it cannot be read.
    #[error("a certificate that cannot be read")]
    Certificate,
    /// The entityID is none.
    #[error("no entityID")]
    EntityId,
    /// Not in the form of the schema: a stranger in its place, an attribute too many or none that says where.
    #[error("not in the form of the schema")]
    Form,
    /// A key without a certificate: a signer is shown by a certificate and nothing else.
    #[error("a key without a certificate")]
    KeyWithoutCertificate,
    /// The address of its metadata is unacceptable.
    #[error("address of the metadata: {0}")]
    Location(BadEndpoint),
    /// The location names no endpoint. Who lives there in which role would be learnt from the network.
    #[error("no Endpoint: entity and role are not said")]
    NoEndpoint,
    /// An `EndpointType` that is not one of the two.
    #[error("unknown EndpointType")]
    EndpointType,
    /// One entityID in both roles of its country: a message's issuer would not say which is meant.
    #[error("one entityID in two roles")]
    TwoRoles,
}

impl ListedFault {
    /// Stable machine code.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Certificate => "listed_certificate",
            Self::EntityId => "listed_entity_id",
            Self::Form => "listed_form",
            Self::KeyWithoutCertificate => "listed_key_without_certificate",
            Self::Location(_) => "listed_location",
            Self::NoEndpoint => "listed_no_endpoint",
            Self::EndpointType => "listed_endpoint_type",
            Self::TwoRoles => "listed_two_roles",
        }
    }
}

/// What is wrong with a list in itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceListFault {
    /// One entityID at two places, in two countries or twice in one role: which one counts would be the
    /// reader's choice.
    #[error("the entity {entity_id} stands twice")]
    EntityTwice {
        /// The entityID.
        entity_id: String,
    },
    /// `NextUpdate` is absent: nothing would ever end it.
    #[error("no NextUpdate")]
    NoNextUpdate,
    /// A territory stands twice.
    #[error("the territory {territory} stands twice")]
    TerritoryTwice {
        /// The territory.
        territory: String,
    },
    /// More entries than [`ServiceList::MOST_NODES`].
    #[error("too many entries")]
    TooMany,
}

impl ServiceListFault {
    /// Stable machine code.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::EntityTwice { .. } => "service_list_entity_twice",
            Self::NoNextUpdate => "service_list_no_next_update",
            Self::TerritoryTwice { .. } => "service_list_territory_twice",
            Self::TooMany => "service_list_too_many",
        }
    }
}

/// Why a list that is rightly signed is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceListDoubt {
    /// `NextUpdate` is past.
    #[error("expired at {next_update}")]
    Expired {
        /// `NextUpdate`.
        next_update: Instant,
    },
    /// `IssueDate` is ahead by more than clocks are apart.
    #[error("issued at {issued}, which is in the future")]
    NotYetValid {
        /// `IssueDate`.
        issued: Instant,
    },
    /// Older than the one in force, or another one of the same `IssueDate`.
    #[error("issued at {issued}, the one in force at {held}")]
    Rollback {
        /// `IssueDate`.
        issued: Instant,
        /// That of the list in force.
        held: Instant,
    },
    /// It loses more countries at once than it may, in either role, or all of a role.
    #[error("loses {lost:?}, and may lose {may_lose} and not all")]
    Shrunk {
        /// The countries of which a role is gone.
        lost: Vec<CountryCode>,
        /// How many may be lost.
        may_lose: usize,
    },
    /// It would be believed for too long.
    #[error("until {next_update}, at most until {last}")]
    Validity {
        /// `NextUpdate`.
        next_update: Instant,
        /// The last acceptable one.
        last: Instant,
    },
}

impl ServiceListDoubt {
    /// Stable machine code.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Expired { .. } => "service_list_expired",
            Self::NotYetValid { .. } => "service_list_not_yet_valid",
            Self::Rollback { .. } => "service_list_rollback",
            Self::Shrunk { .. } => "service_list_shrunk",
            Self::Validity { .. } => "service_list_validity",
        }
    }
}

impl ServiceList {
    /// Nodes of all territories together. Thirty countries with four nodes each are 120; each that is
    /// taken is a task that fetches.
    pub const MOST_NODES: usize = 500;
    /// Certificates at one location: the signer in use, the next one, and their authorities.
    pub const MOST_SIGNERS: usize = 8;
    /// As metadata: a lost signing key must die some day.
    pub const LONGEST_VALIDITY: Duration = ExpectedPeer::LONGEST_VALIDITY;

    /// Reads a list that is signed by, or below, one of `anchors`, by the rules of metadata.
    ///
    /// The signature is checked first, and only what was digested is read.
    ///
    /// # Errors
    /// `Malformed` and `Untrusted`.
    pub fn from_signed(
        bytes: &[u8],
        anchors: &TrustAnchors,
        expected: &ExpectedServiceList,
        now: Instant,
    ) -> Result<Self, Error> {
        read::signed(bytes, anchors, expected, now)
    }

    /// Who says that they issue it. Text of others: to be escaped.
    #[must_use]
    pub fn issuer_name(&self) -> &str {
        &self.issuer_name
    }

    /// The scheme it was made by. Text of others: to be escaped.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// `IssueDate`.
    #[must_use]
    pub fn issued(&self) -> Instant {
        self.issued
    }

    /// `NextUpdate`: from then on nothing of this counts any more.
    #[must_use]
    pub fn next_update(&self) -> Instant {
        self.next_update
    }

    /// SHA-256 of what was signed.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }

    /// The nodes of the expected territories, in the order of the document.
    #[must_use]
    pub fn nodes(&self) -> &[ListedNode] {
        &self.nodes
    }

    /// What of the expected territories counts for nothing.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What is to be remembered once this is in force.
    #[must_use]
    pub fn held(&self) -> HeldServiceList {
        HeldServiceList {
            issued: Some(self.issued),
            sha256: self.sha256,
            usable: self.usable.clone(),
        }
    }

    /// A list says of time when it was issued, by a clock of its own.
    const CLOCKS_APART: Duration = Peer::CLOCKS_APART;
}

// SPDX-License-Identifier: EUPL-1.2
//! How far a login has come, and where it was tried.

use eidas::{CountryCode, LevelOfAssurance};
use serde::{Deserialize, Serialize};

use super::wallet::{AtWallet, WALLET};
use crate::plain;
use crate::translate::Refusal;

/// How far a login has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Waiting for a choice.
    Asked,
    /// A country was chosen; its request is made by the next `GET /send`.
    Chosen {
        /// The choice.
        #[serde(with = "plain::country")]
        country: CountryCode,
    },
    /// The person was sent there at least once.
    Sent {
        /// The choice.
        #[serde(with = "plain::country")]
        country: CountryCode,
    },
    /// The person was sent to this national e-ID at least once.
    AtEid {
        /// Its id.
        eid: String,
    },
    /// Wallets were asked; one of them may have answered.
    AtWallet(AtWallet),
    /// Another country proved the person; she is told whether she is known here, and decides how to go on.
    /// Who she is lies sealed under her browser's secret.
    Arrived {
        /// The country.
        #[serde(with = "plain::country")]
        country: CountryCode,
        /// What came of a national e-ID that she wanted linked.
        #[serde(default)]
        unlinked: Option<Unlinked>,
    },
    /// The same, and she was sent to a national e-ID whose number is to be hers.
    Linking {
        /// The country.
        #[serde(with = "plain::country")]
        country: CountryCode,
        /// The e-ID.
        eid: String,
        /// For whose arrival.
        #[serde(default)]
        arrival: String,
        /// The lowest level at which it may say so.
        #[serde(with = "plain::level")]
        level: LevelOfAssurance,
    },
    /// A national e-ID proved the person; she decides whether the foreign service may know. Who
    /// she is lies sealed under her browser's secret.
    Proven {
        /// The e-ID.
        eid: String,
    },
    /// The last try did not succeed; the person decides what next.
    Refused {
        /// Where it was tried.
        tried: Tried,
        /// Why it did not.
        why: Refusal,
        /// What the person may quote: the same on every view of the page.
        reference: String,
        /// What really happened, where the profile tells it ([`crate::settings::Profile`]).
        #[serde(default)]
        reason: Option<String>,
    },
    /// Answered. What is left is the name of the service, for who comes back by "back".
    Finished,
}

/// Why a national e-ID was not linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unlinked {
    /// It proved somebody whose names or date of birth are others.
    Differs,
    /// It did not come to an end: she broke it off, it failed, or it was closed.
    NotProven,
}

impl Stage {
    /// The page on which its person goes on.
    pub fn page(&self) -> &'static str {
        match self {
            Self::Asked | Self::AtEid { .. } => "/choose",
            Self::Chosen { .. } | Self::Sent { .. } | Self::Refused { .. } => "/send",
            Self::AtWallet(_) => "/wallet",
            Self::Arrived { .. } | Self::Linking { .. } => "/match",
            Self::Proven { .. } => "/consent",
            Self::Finished => "/continue",
        }
    }

    /// The country of the last choice.
    pub fn country(&self) -> Option<CountryCode> {
        match self {
            Self::Arrived { country, .. }
            | Self::Chosen { country }
            | Self::Linking { country, .. }
            | Self::Sent { country }
            | Self::Refused {
                tried: Tried::Country(country),
                ..
            } => Some(*country),
            Self::Asked
            | Self::AtEid { .. }
            | Self::AtWallet(_)
            | Self::Proven { .. }
            | Self::Refused { .. }
            | Self::Finished => None,
        }
    }

    /// The national e-ID to which a request may go now.
    pub fn asks_eid(&self) -> Option<&str> {
        match self {
            Self::AtEid { eid } | Self::Linking { eid, .. } => Some(eid),
            _ => None,
        }
    }

    /// The national e-ID of the last choice.
    pub fn eid(&self) -> Option<&str> {
        match self {
            Self::AtEid { eid }
            | Self::Linking { eid, .. }
            | Self::Proven { eid }
            | Self::Refused {
                tried: Tried::Eid(eid),
                ..
            } => Some(eid),
            Self::AtWallet(_) => Some(WALLET),
            Self::Arrived { .. }
            | Self::Asked
            | Self::Chosen { .. }
            | Self::Sent { .. }
            | Self::Refused { .. }
            | Self::Finished => None,
        }
    }
}

/// Where a login was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tried {
    /// At another country's node.
    Country(#[serde(with = "plain::country")] CountryCode),
    /// At a national e-ID.
    Eid(String),
}

impl Tried {
    /// The country, if it was one.
    pub fn country(&self) -> Option<CountryCode> {
        match self {
            Self::Country(country) => Some(*country),
            Self::Eid(_) => None,
        }
    }

    /// The e-ID, if it was one.
    pub fn eid(&self) -> Option<&str> {
        match self {
            Self::Country(_) => None,
            Self::Eid(eid) => Some(eid),
        }
    }

    /// The word for counters and logs.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Country(country) => country.as_str(),
            Self::Eid(eid) => eid,
        }
    }
}

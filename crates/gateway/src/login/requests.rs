// SPDX-License-Identifier: EUPL-1.2
//! The requests of a login that are under way, and how many there may be.

use eidas::{CountryCode, EntityId, LevelOfAssurance};
use serde::{Deserialize, Serialize};
use store::{Handle, Kind, Record};

use super::{Login, Stage};
use crate::plain;

/// A request may be under way this often at once. Two are honest (a second try while the first
/// hangs in another tab), the third is generous.
pub const MOST_OUTSTANDING: usize = 3;

/// So many requests one login may make in its life, refused and begun anew or not: four ways to log
/// in, each tried three times. What it makes costs a peer, the trail and the disk.
pub const MOST_REQUESTS: u8 = 12;

/// A login may make no more requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// A request under way to a foreign node, kept under its message id. Taken by the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outstanding {
    /// The login it belongs to.
    pub flow: String,
    /// The country asked.
    #[serde(with = "plain::country")]
    pub country: CountryCode,
    /// The node asked.
    #[serde(with = "plain::entity")]
    pub entity_id: EntityId,
    /// The level asked for, as minimum.
    #[serde(with = "plain::level")]
    pub level: LevelOfAssurance,
    /// When it was sent.
    pub sent_ms: i64,
    /// The names of the attributes that it asked for. A record from before has none: of its answer the
    /// minimum data set is taken.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// The name of our key that signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<String>,
}

impl Record for Outstanding {
    const KIND: Kind = Kind::Request;
    const VERSION: u8 = 1;
}

impl Login {
    /// One more request to an e-ID. The fourth at once is refused, not the oldest let go: each is a
    /// call to the e-ID, and whoever holds a cookie could make it eight hundred times.
    ///
    /// # Errors
    /// Three are under way, or it has made its share.
    pub fn ask_eid(&mut self, state: &Handle) -> Result<(), TooMany> {
        if self.outstanding.len() >= MOST_OUTSTANDING {
            return Err(TooMany);
        }
        self.ask(state)
    }

    /// One more request to this country's node; of more than three at once the oldest is to be let
    /// go. Somebody may have chosen anew since: that stands.
    ///
    /// # Errors
    /// It has made its share.
    pub fn ask_node(
        &mut self,
        request: &Handle,
        country: CountryCode,
    ) -> Result<Option<Handle>, TooMany> {
        self.ask(request)?;
        if self.stage == (Stage::Chosen { country }) {
            self.stage = Stage::Sent { country };
        }
        let too_many = self.outstanding.len() > MOST_OUTSTANDING;
        let oldest = too_many.then(|| self.outstanding.remove(0));
        Ok(oldest.as_deref().and_then(Handle::parse))
    }

    /// The e-ID could not be asked.
    pub fn not_asked(&mut self, state: &Handle) {
        self.outstanding.retain(|name| name != state.as_str());
    }

    fn ask(&mut self, request: &Handle) -> Result<(), TooMany> {
        if self.requests >= MOST_REQUESTS {
            return Err(TooMany);
        }
        self.requests += 1;
        self.outstanding.push(request.to_string());
        Ok(())
    }
}

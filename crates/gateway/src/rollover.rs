// SPDX-License-Identifier: EUPL-1.2
//! Our own rollover, one step at a time: what was seen of others ([`seen`]), whether a step is too early
//! and for whom ([`judge`]), and what the lists are after it. `docs/adr/0020-key-rollover.md`.
//!
//! | role | `next` | `promote` | `retire` |
//! |---|---|---|---|
//! | SAML signing | published, not used | announces the change one validity ahead; then it happens by itself | the old keys leave our metadata |
//! | SAML encryption | opens, not published | published in place of the old ones, which still open | the old ones open no more |
//! | metadata signing | rests | signs | the old ones are forgotten |
//! | token signing | published, not used | signs; the old ones are still published | the old ones leave the JWK Set |

pub mod judge;
pub mod seen;
pub mod shown;

use eidas::Instant;
use serde::{Deserialize, Serialize};

pub use self::judge::{Facts, Wait};
pub use self::seen::Seen;
use crate::keys::{KeyFiles, KeyRole, PlacedKey, taken_over};

/// One step of one role, as an operator orders it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Which keys.
    pub role: KeyRole,
    /// Which step.
    pub step: Step,
    /// Who confirmed to the operator by other means that they have what this step waits for: countries,
    /// entityIDs, nodes, or `services`.
    pub confirmed: Vec<String>,
    /// Why, for the audit trail.
    pub reason: String,
}

/// What can be done with the keys of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// New keys, which are not used yet.
    Next {
        /// Made in the token of `[pkcs11]`, where those in use lie elsewhere too.
        in_token: bool,
    },
    /// The new keys take the place of those in use.
    Promote {
        /// The moment of an announced change, in Unix milliseconds; else the earliest that may be.
        at_ms: Option<i64>,
        /// The keys in use are lost to others: at once, whoever has not heard of it.
        lost: bool,
    },
    /// What is no longer used goes.
    Retire,
}

impl Step {
    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Next { .. } => "next",
            Self::Promote { .. } => "promote",
            Self::Retire => "retire",
        }
    }
}

/// Messages signed by the old key may be under way for so long after the change: longer than a message is
/// valid (nodes give five minutes, as the reference node does), with both clocks' error.
pub const UNDER_WAY_MS: i64 = 600_000;

/// The lists of a role after its keys of `next` took over; `keys` are all of this role.
pub(crate) fn promoted(files: &mut KeyFiles, role: KeyRole, keys: &[PlacedKey], lost: bool) {
    use crate::keys::Place;
    let of = |place| -> Vec<&PlacedKey> {
        let of_role = keys.iter().filter(|key| key.role == role);
        of_role.filter(|key| key.place == place).collect()
    };
    let in_use = taken_over(&of(Place::Current), &of(Place::Next), |key| key.sort);
    let lists = files.role_mut(role);
    let in_use: Vec<_> = in_use.into_iter().map(|key| key.file.clone()).collect();
    let before = std::mem::replace(&mut lists.current, in_use);
    lists.next.clear();
    let old = before
        .into_iter()
        .filter(|file| !lists.current.contains(file));
    // Nobody is asked for by a key that somebody else has.
    let retired = (!lost).then(|| old.collect::<Vec<_>>());
    let retired = retired.unwrap_or_default();
    lists.retired.splice(0..0, retired);
    if lost {
        lists.retired.clear();
    }
    if role == KeyRole::SamlSigning {
        // Neither published nor used: `retire` is what comes behind an announced change.
        lists.retired.clear();
        files.saml_signing_switch_at = None;
    }
}

/// The earliest moment of a change that is announced now: when what we published before has ended, on a
/// full minute.
pub(crate) fn earliest_switch(ended: Instant) -> Instant {
    let at = ended.ms();
    Instant::from_ms(at.saturating_add(59_999).div_euclid(60_000) * 60_000)
}

// SPDX-License-Identifier: EUPL-1.2
//! The two acts: one person proposes an anchor, another approves these very octets.

use serde::{Deserialize, Serialize};
use store::{Records, StoreError};

use super::{Anchor, Approvals, Approved, Proposal};
use std::sync::Arc;

/// Nobody waits for more at once: a list's signer for thirty countries, in both uses, are 60. Each is a line of
/// a few hundred octets in one record of the store.
const MOST_PROPOSALS: usize = 100;
/// Of a name, and of a reason.
const LONGEST: usize = 200;

/// Who does it, and why. Written into the trail as said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Asked {
    /// Propose it.
    Propose {
        /// What.
        anchor: Anchor,
        /// Its subject and end, for people.
        about: String,
    },
    /// Approve what another proposed.
    Approve {
        /// The proposal.
        id: String,
        /// The fingerprint as this person knows it, hexadecimal.
        sha256: String,
    },
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It waits for another person.
    Proposed(Proposal),
    /// It counts from now on.
    Approved(Proposal),
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is approved already.
    #[error("it is approved already")]
    Already,
    /// What is approved for the same is not what it was.
    #[error(
        "what is approved for {of} changed since this was proposed: look at trust status and propose it again"
    )]
    Changed {
        /// For whom.
        of: String,
    },
    /// Not the fingerprint of what was proposed.
    #[error(
        "the fingerprint is not that of the proposal: compare it with what the other side sent you"
    )]
    Fingerprint,
    /// No name, no reason, or too long ones.
    #[error("a name and a reason are needed, of at most {LONGEST} characters on one line")]
    Person,
    /// Too many wait.
    #[error("{MOST_PROPOSALS} proposals wait already")]
    Full,
    /// The same person.
    #[error("{name} proposed it: another person has to approve it")]
    SamePerson {
        /// The name.
        name: String,
    },
    /// The store failed.
    #[error("{0}")]
    Store(String),
    /// There is no such proposal, or it is over.
    #[error("there is no such proposal; one that nobody approves is over after seven days")]
    Unknown,
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error.to_string())
    }
}

impl Refused {
    /// The word of the audit trail.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Already => "already",
            Self::Changed { .. } => "changed",
            Self::Fingerprint => "fingerprint",
            Self::Person => "person",
            Self::Full => "full",
            Self::SamePerson { .. } => "same_person",
            Self::Store(_) => "store",
            Self::Unknown => "unknown",
        }
    }
}

impl Approvals {
    /// Does what is asked, as one change of what stands in the store: of two who approve at two nodes one
    /// does. In force at this node when the caller takes the configuration anew.
    ///
    /// # Errors
    /// [`Refused`].
    pub async fn obey(
        &self,
        records: &Records,
        asked: &Asked,
        by: &Person,
    ) -> Result<Said, Refused> {
        if !is_said(&by.name) || !is_said(&by.reason) {
            return Err(Refused::Person);
        }
        let now_ms = self.env.now_ms();
        let fresh = store::seal::hex(&self.env.bytes::<4>());
        let mut outcome = Err(Refused::Unknown);
        let change = |approved: &mut Approved| {
            approved.forget(now_ms);
            outcome = match asked {
                Asked::Propose { anchor, about } => {
                    propose(approved, anchor, about, by, (now_ms, &fresh))
                }
                Asked::Approve { id, sha256 } => approve(approved, id, sha256, by, now_ms),
            };
            outcome.is_ok().then_some(())
        };
        let (_, approved) = records.change_standing(change).await?;
        self.approved.store(Arc::new(Some(approved)));
        outcome
    }
}

fn propose(
    approved: &mut Approved,
    anchor: &Anchor,
    about: &str,
    by: &Person,
    (now_ms, id): (i64, &str),
) -> Result<Said, Refused> {
    if approved.anchors.contains_key(anchor) {
        return Err(Refused::Already);
    }
    // Proposed anew, it is the new proposer's: nobody approves a reason that is not the last one.
    approved.proposals.retain(|open| open.anchor != *anchor);
    if approved.proposals.len() >= MOST_PROPOSALS {
        return Err(Refused::Full);
    }
    let proposal = Proposal {
        id: id.to_owned(),
        beside: approved.of(&anchor.of),
        anchor: anchor.clone(),
        about: about.to_owned(),
        by: by.name.clone(),
        reason: by.reason.clone(),
        since_ms: now_ms,
    };
    approved.proposals.push(proposal.clone());
    Ok(Said::Proposed(proposal))
}

fn approve(
    approved: &mut Approved,
    id: &str,
    sha256: &str,
    by: &Person,
    now_ms: i64,
) -> Result<Said, Refused> {
    let found = approved.proposals.iter().position(|open| open.id == id);
    let proposal = found.and_then(|at| approved.proposals.get(at)).cloned();
    let (Some(at), Some(proposal)) = (found, proposal) else {
        return Err(Refused::Unknown);
    };
    if same_person(&proposal.by, &by.name) {
        let name = proposal.by;
        return Err(Refused::SamePerson { name });
    }
    if fingerprint(sha256) != proposal.anchor.sha256 {
        return Err(Refused::Fingerprint);
    }
    if approved.of(&proposal.anchor.of) != proposal.beside {
        let of = proposal.anchor.of;
        return Err(Refused::Changed { of });
    }
    approved.proposals.remove(at);
    // Until a configuration is seen to name it.
    let missing = Some(now_ms);
    approved.anchors.insert(proposal.anchor.clone(), missing);
    Ok(Said::Approved(proposal))
}

/// As `openssl x509 -fingerprint` prints it, or plain.
fn fingerprint(written: &str) -> String {
    let digits = written.chars().filter(|c| *c != ':' && !c.is_whitespace());
    digits.collect::<String>().to_ascii_lowercase()
}

/// Two spellings of one name are one person.
fn same_person(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    plain(one) == plain(other)
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.contains(char::is_control)
}

// SPDX-License-Identifier: EUPL-1.2
//! What one list changes against another: for the trail, and for who looks before it counts.

use eidas::{EntityId, ListedNode};
use xmlsec::Certificate;

/// One node that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// As it is now, or for one that was removed as it was.
    pub node: ListedNode,
    /// What is other than before.
    pub change: Change,
}

/// What is other than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
    /// Another country, role or place of its metadata.
    Moved {
        /// As it was.
        before: Box<ListedNode>,
    },
    /// Others vouch for its metadata.
    Signers {
        /// Who did.
        before: Vec<Certificate>,
    },
    /// Suspended.
    Suspended,
    /// No longer suspended.
    Opened,
    /// No longer shown for choice.
    Hidden,
    /// Shown for choice again.
    Shown,
}

impl Change {
    /// The word of the audit trail.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved { .. } => "moved",
            Self::Signers { .. } => "signers",
            Self::Suspended => "suspended",
            Self::Opened => "opened",
            Self::Hidden => "hidden",
            Self::Shown => "shown",
        }
    }
}

/// Every difference, in the order of the new list, what was removed last. A node that moved and whose
/// signers changed is told twice.
#[must_use]
pub fn changes(before: &[ListedNode], after: &[ListedNode]) -> Vec<Changed> {
    let find =
        |all: &[ListedNode], id: &EntityId| all.iter().find(|node| node.entity_id == *id).cloned();
    let mut all = Vec::new();
    for node in after {
        let mut told = |change| {
            all.push(Changed {
                node: node.clone(),
                change,
            });
        };
        let Some(was) = find(before, &node.entity_id) else {
            told(Change::Added);
            continue;
        };
        if (was.country, was.role, &was.location) != (node.country, node.role, &node.location) {
            told(Change::Moved {
                before: Box::new(was.clone()),
            });
        }
        if was.signers != node.signers {
            told(Change::Signers {
                before: was.signers.clone(),
            });
        }
        match (was.suspended, node.suspended) {
            (false, true) => told(Change::Suspended),
            (true, false) => told(Change::Opened),
            _ => {}
        }
        match (was.hidden, node.hidden) {
            (false, true) => told(Change::Hidden),
            (true, false) => told(Change::Shown),
            _ => {}
        }
    }
    let gone = before
        .iter()
        .filter(|was| find(after, &was.entity_id).is_none());
    all.extend(gone.map(|was| Changed {
        node: was.clone(),
        change: Change::Removed,
    }));
    all
}

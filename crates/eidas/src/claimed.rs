// SPDX-License-Identifier: EUPL-1.2

//! The one unproven reading.

use xmlsec::Document;

use crate::id::{EntityId, MessageId};
use crate::ns;

/// What a message says of itself, before anything is proven: a hint for finding the peer and the
/// outstanding request, and good for nothing else.
///
/// Attack: an ID of a hundred kilobytes, or one full of quotes, for the audit trail to keep (INV-5).
/// Defence: what is not what it should be, of that length and of those characters, is not claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// `Issuer`.
    pub issuer: Option<EntityId>,
    /// `InResponseTo`.
    pub in_response_to: Option<MessageId>,
    /// `ID`.
    pub id: Option<MessageId>,
}

/// Reads the hints of a protocol message.
#[must_use]
pub fn claimed(document: &Document) -> Claimed {
    let message = document.root();
    let issuer = message
        .children()
        .find(|child| child.is(ns::ASSERTION, "Issuer"));
    let id = |name| {
        let text = message.attribute(name)?;
        MessageId::parse(text).ok()
    };
    Claimed {
        issuer: issuer.and_then(|issuer| EntityId::parse(issuer.text().trim()).ok()),
        in_response_to: id("InResponseTo"),
        id: id("ID"),
    }
}

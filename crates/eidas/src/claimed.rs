// SPDX-License-Identifier: EUPL-1.2

//! The one unproven reading.

use xmlsec::Document;

/// What a message says of itself, before anything is proven: a hint for finding the peer and the
/// outstanding request, and good for nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// `Issuer`, as text.
    pub issuer: Option<String>,
    /// `InResponseTo`, as text.
    pub in_response_to: Option<String>,
    /// `ID`, as text.
    pub id: Option<String>,
}

/// Reads the hints of a protocol message.
#[must_use]
pub fn claimed(document: &Document) -> Claimed {
    let _ = document;
    todo!()
}

// SPDX-License-Identifier: EUPL-1.2

//! The one unproven reading.

use xmlsec::Document;

use crate::ns;

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
    let message = document.root();
    let issuer = message
        .children()
        .find(|child| child.is(ns::ASSERTION, "Issuer"));
    Claimed {
        issuer: issuer.map(|issuer| issuer.text().trim().to_owned()),
        in_response_to: message.attribute("InResponseTo").map(str::to_owned),
        id: message.attribute("ID").map(str::to_owned),
    }
}

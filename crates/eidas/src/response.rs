// SPDX-License-Identifier: EUPL-1.2

//! `saml2p:Response`: the answer of a Proxy-Service. eIDAS Message Format 1.4 §2.4.2.

mod assertion;
pub(crate) mod failure;
pub(crate) mod read;
pub(crate) mod released;
pub(crate) mod reply;
pub(crate) mod write;

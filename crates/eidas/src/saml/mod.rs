// SPDX-License-Identifier: EUPL-1.2

//! The types of SAML 2.0 Core that messages in both directions share.

mod consent;
pub(crate) mod issuer;
pub(crate) mod message;
pub(crate) mod name_id;
pub(crate) mod status;

pub use consent::Consent;
pub use name_id::{NameId, NameIdFormat};
pub use status::{Status, StatusCode, SubStatus};

// SPDX-License-Identifier: EUPL-1.2
//! Story 2: a national citizen logs in to a foreign service.
//!
//! Read downward: [`receive`] takes the foreign connector's request; the person proves herself at
//! a national e-ID ([`crate::flow::national`]); [`consent`] shows what would leave and answers.
//! [`leave`] answers without a person.

pub mod consent;
pub mod remember;
mod reply;
mod request;

pub use reply::{leave, leave_with};
pub use request::{Received, receive};

use super::Fault;
use pages::ErrorText;

/// There is no `[proxy_service]`: another thing to mend than e-IDs that are all closed.
pub fn not_a_proxy_service() -> Fault {
    Fault::new(ErrorText::NotAbroad, "not_a_proxy_service")
}

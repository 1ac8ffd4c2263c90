// SPDX-License-Identifier: EUPL-1.2
//! Story 1: a foreign citizen logs in to a national service.
//!
//! Read downward, hop by hop: [`crate::flow::begin`] (the service asks), [`countries`] and
//! [`choose`], [`send`]; then [`answer`] takes the foreign node's answer.

mod answer;
mod country;
mod send;

pub use answer::answer;
pub(in crate::flow) use country::straight_to;
pub use country::{choose, countries, eids_of, expected, purposes};
pub use send::send;

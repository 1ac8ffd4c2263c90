// SPDX-License-Identifier: EUPL-1.2
//! The published pairs, properties of any name, and what a comparison may cost.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that panics has failed"
)]

mod cost;
mod decisions;
mod pairs;
mod properties;

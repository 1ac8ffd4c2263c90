// SPDX-License-Identifier: EUPL-1.2
//! Tests of `wallet`, one module per specification.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod hex;
mod iso18013_5_mdoc;
mod mdoc_fixture;
mod mutation;
mod rfc8949_cbor;
mod vectors;

// SPDX-License-Identifier: EUPL-1.2
//! Tests of `wallet`, one module per specification.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod hex;
mod rfc8949_cbor;

// SPDX-License-Identifier: EUPL-1.2

//! Tests by specification.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests say what went wrong by failing"
)]

mod attacks;
mod attacks_metadata;
mod attacks_person;
mod attacks_proxy;
mod attacks_shape;
mod attacks_signers;
mod attacks_time;
mod attacks_wrapping;
mod attribute_profile;
mod contradictions;
mod doubles;
mod eidas_message_format;
mod eidas_metadata;
mod eidas_requests;
mod exchange;
mod metadata_entries;
mod nodes;
mod odd;
mod recorded;
mod reference_node;
mod released;
mod replies;
mod requests_shape;
mod saml_bindings;
mod saml_core;
mod service_lists;
mod service_lists_shape;
mod succession;
mod tolerances;
mod vectors;

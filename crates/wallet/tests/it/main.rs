// SPDX-License-Identifier: EUPL-1.2
//! Tests of `wallet`, one module per specification.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixture;
mod from_outside;
mod hex;
mod iso18013_5_mdoc;
mod iso18013_7_annex_c;
mod mdoc_fixture;
mod mutation;
mod one_door;
mod openid4vp_dcql;
mod openid4vp_request;
mod openid4vp_response;
mod pki;
mod rfc8949_cbor;
mod rfc9180_hpke;
mod rfc9901_sd_jwt;
mod sd_jwt_exact;
mod token_status_list;
mod token_status_list_cwt;
mod trust;
mod ts119475_registration;
mod ts119602_lists;
mod ts119612_lists;
mod vectors;
mod vectors_sd_jwt;
mod whatever_is_signed;

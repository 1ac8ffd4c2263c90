//! Tests of `xmlsec`, one module per specification; attacks by their name in `attacks/`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod attacks;
mod collected;
mod differential;
mod exc_c14n;
mod fixture;
mod mutation;
mod recorded;
mod revocation;
mod trusted_list;
mod vectors;
mod x509;
mod xml;
mod xmldsig;
mod xmlenc;

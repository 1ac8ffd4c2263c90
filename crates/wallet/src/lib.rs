// SPDX-License-Identifier: EUPL-1.2
//! The verifier of OpenID for Verifiable Presentations, as European Digital Identity Wallets speak
//! it (HAIP 1.0): what a wallet presents goes in, a proof or a refusal comes out.
//!
//! A person identification datum (PID) comes in two formats that share nothing but their content:
//! SD-JWT VC (JSON, JOSE) and mdoc (CBOR, COSE). Each has a room of its own; both end in one
//! [`Pid`].
//!
//! - [`cbor`], [`cose`]: the encoding and the signatures of mdoc, own and strict (ADR 7).
//! - [`mdoc`]: ISO/IEC 18013-5 `DeviceResponse` → [`mdoc::VerifiedMdoc`].
//! - [`iso_mdoc`], [`hpke`]: the protocol of iPhones over the Digital Credentials API.
//! - [`session_transcript`]: what the device signs over; one form for each way of an answer.
//! - [`sd_jwt`]: SD-JWT VC with key binding → [`sd_jwt::VerifiedSdJwt`].
//! - [`dcql`], [`request`], [`response`]: what is asked, how, and the answer before it is verified.
//! - [`AccessCertificate`], [`Registration`]: as whom we ask, and what we may.
//! - [`lote`], [`status`]: lists of trusted entities, and what is revoked.
//! - [`verify()`]: the one door, to a [`VerifiedPresentation`].
//! - [`key`]: public keys and the closed list of signature algorithms, for both formats.
//! - [`trust`]: who may vouch for what: anchors by category, certificate paths.
//! - [`pid`]: what is proven about a person; [`time`]: its dates, and instants.
//!
//! Everything is pure: bytes, keys, anchors, expectations and `now` (seconds since 1970) go in. No
//! clock, no randomness, no network: a status list or a trusted list is fetched by somebody else.
//!
//! ```text
//! GET|POST request_uri   Request::sign (same nonce, key and state each time)
//! POST response_uri      VpToken::of_direct_post_jwt   Malformed, Mismatch, Refused: nothing taken
//!   → verify(VpToken, Expected, Anchors, Statuses, now)
//!     → one credential that was asked for              Mismatch
//!     → certificate path to an anchor                  Untrusted
//!     → issuer's signature                             Untrusted   only now is the content looked at
//!     → validity, type, every digest                   Mismatch, Untrusted
//!     → holder's signature over OUR nonce, address, key  Untrusted, Mismatch   an answer to us
//!     → claims asked for, country, status              Insufficient, Mismatch
//!   → VerifiedPresentation: one Pid, by whose word
//! before anything is released   Anchors::still_trust(Provenance)
//! out of requests   lote::verify → Anchors, StatusList::verify → Statuses
//! at start          AccessCertificate::new, Registration::verify · is_for · covers
//! ```
//!
//! Clauses are cited by the names in [`manual`].
#![forbid(unsafe_code)]

mod access;
mod address;
pub mod cbor;
pub mod cose;
pub mod dcql;
mod digest;
mod error;
mod form;
pub mod hpke;
pub mod iso_mdoc;
mod json;
mod jws;
pub mod key;
pub mod lote;
pub mod mdoc;
pub mod pid;
mod registration;
pub mod request;
pub mod response;
pub mod sd_jwt;
pub mod session_transcript;
pub mod status;
pub mod time;
pub mod trust;
mod verify;

pub use access::{AccessCertificate, ClientIdPrefix};
pub use dcql::DcqlQuery;
pub use error::{
    Error, Insufficient, Malformed, Misconfigured, Mismatch, Refused, Untrusted, WalletError,
};
pub use pid::Pid;
pub use registration::Registration;
pub use verify::{
    Expected, ExpectedIsoMdoc, Recipient, VerifiedPresentation, verify, verify_iso_mdoc,
};

/// How far the clocks of issuers and wallets may differ from ours, in seconds.
pub const CLOCK_SKEW: i64 = 60;

/// Where the cited clauses stand.
///
/// | cited as | document |
/// |---|---|
/// | OpenID4VP | OpenID for Verifiable Presentations 1.0 |
/// | HAIP | OpenID4VC High Assurance Interoperability Profile 1.0 |
/// | PID Rulebook | ARF Annex 3.01, PID Rulebook 1.7 |
/// | 18013-5 | ISO/IEC 18013-5:2021, mobile driving licence application |
/// | 18013-5 ed. 2 | its second edition, for the status of an MSO |
/// | 18013-7 | ISO/IEC TS 18013-7, Annex C: the Digital Credentials API |
/// | RFC 7515, 7516, 7518, 7800, 8725, 9101 | JWS, JWE, JWA, proof of possession, practice, JAR |
/// | RFC 9901, SD-JWT VC | selective disclosure; draft-ietf-oauth-sd-jwt-vc |
/// | TS 119 602, 119 182-1 | ETSI: lists of trusted entities; JAdES |
/// | TS 119 612 | ETSI: trusted lists in XML, edition 2.4.1; their signature is tested in `xmlsec` |
/// | TS 119 411-8, 119 475 | ETSI: access certificates; registration certificates |
/// | TS 119 472-2 | ETSI: how attestations are asked for; of its §5.3 what wallets of others read |
/// | ARF, VCR, RPRC, PID_ | Architecture and Reference Framework 3.0, Annex 2, by requirement |
/// | RFC 3339, 8943 | dates and times; the CBOR tag for a date |
/// | RFC 8949 | CBOR |
/// | RFC 9052, 9053, 9360, 9864 | COSE; its algorithms; `x5chain`; fully specified algorithms |
/// | RFC 9180 | HPKE |
/// | Token Status List | draft-ietf-oauth-status-list |
pub mod manual {}

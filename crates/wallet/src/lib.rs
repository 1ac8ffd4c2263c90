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
//! - [`session_transcript`]: what the device signs over; one form for each way of an answer.
//! - [`key`]: public keys and the closed list of signature algorithms, for both formats.
//! - [`trust`]: who may vouch for what: anchors by category, certificate paths.
//! - [`pid`]: what is proven about a person; [`time`]: its dates, and instants.
//!
//! Everything is pure: bytes, keys, anchors, expectations and `now` (seconds since 1970) go in. No
//! clock, no randomness, no network: a status list or a trusted list is fetched by somebody else.
//!
//! ```text
//! bytes of the wallet
//!   → read by the strict reader                 Malformed
//!   → certificate path to an anchor             Untrusted
//!   → issuer's signature                        Untrusted     only now is the content looked at
//!   → digests of every element, validity, type  Untrusted, Mismatch
//!   → device's signature over OUR transcript    Untrusted     only now it is an answer to us
//!   → a verified credential → Pid
//! ```
//!
//! Clauses are cited by the names in [`manual`].
#![forbid(unsafe_code)]

pub mod cbor;
pub mod cose;
mod error;
pub mod key;
pub mod mdoc;
pub mod pid;
pub mod session_transcript;
pub mod time;
pub mod trust;

pub use error::{Error, Insufficient, Malformed, Misconfigured, Mismatch, Refused, Untrusted};
pub use pid::Pid;

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
/// | RFC 3339, 8943 | dates and times; the CBOR tag for a date |
/// | RFC 8949 | CBOR |
/// | RFC 9052, 9053, 9360, 9864 | COSE; its algorithms; `x5chain`; fully specified algorithms |
/// | RFC 9180 | HPKE |
/// | Token Status List | draft-ietf-oauth-status-list |
pub mod manual {}

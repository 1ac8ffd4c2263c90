// SPDX-License-Identifier: EUPL-1.2
//! The Relying Party: [`begin`] a login, [`finish`] it.

pub mod begin;
pub mod finish;

pub use begin::{Begun, Credential, Entropy, Pending, RelyingParty, Wish};
pub use finish::{CallbackCode, VerifiedIdToken};

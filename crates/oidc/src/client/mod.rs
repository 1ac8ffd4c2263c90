// SPDX-License-Identifier: EUPL-1.2
//! The Relying Party: [`begin`] a login, [`finish`] it.

pub mod begin;
pub mod finish;

pub use begin::{
    Begun, Credential, DirectRequest, Entropy, Pending, RelyingParty, Wish, plain_url, pushed_url,
};
pub use finish::{CallbackCode, Tokens, VerifiedIdToken};

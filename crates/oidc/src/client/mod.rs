// SPDX-License-Identifier: EUPL-1.2
//! The Relying Party: [`discovery`] of a provider, [`begin`] a login, [`finish`] it.
//!
//! ```text
//! discovery::verify    document + what is pinned → VerifiedProvider
//! RelyingParty::begin  Wish + Expected → parameters + Pending (kept, bound to the browser)
//! Pending::callback    the callback's own path, state, iss → CallbackCode | Error::Refused
//! Pending::answered    token answer → TokenAnswer;  KeyCache says which keys, and when to fetch
//! Pending::finish      TokenAnswer + keys → VerifiedIdToken + Tokens
//! VerifiedIdToken::userinfo | signed_userinfo → claims of the same person
//! ```

pub mod begin;
pub mod discovery;
pub mod finish;
pub mod hints;
pub mod keys;
pub mod userinfo;

pub use begin::{
    Begun, Credential, DirectRequest, Entropy, Expected, ExpectedAcr, ExpectedAuthTime, Pending,
    RelyingParty, Wish, plain_url, pushed_url,
};
pub use discovery::{ExpectedProvider, Requests, VerifiedProvider};
pub use finish::{CallbackCode, TokenAnswer, Tokens, VerifiedIdToken};
pub use hints::Hints;
pub use keys::{FetchTurn, KeyCache, Need};

// SPDX-License-Identifier: EUPL-1.2
//! The OpenID Provider: one endpoint a file, proofs between them.

pub mod authorize;
pub mod client;
pub mod client_auth;
pub mod grant;
pub mod metadata;
pub mod par;
mod parameters;
pub mod reply;
pub mod subject;
pub mod token;
pub mod userinfo;

pub use authorize::{Asked, AuthorizationRequest, PlainRequest, Promise};
pub use client::{ClaimProfile, Client, ClientAuth, Lifetimes, PkceRule, PushRule, SecretHash};
pub use client_auth::{AuthenticatedClient, Authentication, Credentials, UnusedAssertion, Use};
pub use grant::{AccessGrant, Grant, Subject};
pub use metadata::{Endpoints, Provider};
pub use par::{PushedAnswer, PushedRequest, RequestUri};
pub use parameters::known;
pub use reply::{AuthorizationResponse, Refusal, Reject, ReplyAddress, Stop};
pub use subject::{PairwiseKey, Source, pairwise_sub};
pub use token::{Redeemed, TokenRequest, TokenResponse};

// SPDX-License-Identifier: EUPL-1.2
//! The OpenID Provider: one endpoint a file, proofs between them.

pub mod access_token;
pub mod authorize;
pub mod backchannel_logout;
pub mod client;
pub mod client_auth;
pub mod client_credentials;
pub mod dpop;
pub mod end_session;
pub mod fapi;
pub mod frontchannel_logout;
pub mod grant;
pub mod id_token_hint;
pub mod introspection;
pub mod issue;
pub mod jarm;
pub mod metadata;
pub mod par;
mod parameters;
pub mod refresh;
pub mod registration;
pub mod reply;
mod request_object;
pub mod revocation;
pub mod subject;
pub mod token;
pub mod userinfo;

pub use access_token::{AccessGrant, Presented, PresentedToken, Scheme};
pub use authorize::{Asked, AuthorizationRequest, PlainRequest, Promise};
pub use client::{
    AccessTokenFormat, Application, AudienceRule, AuthMethod, BindingRule, ClaimProfile, Client,
    ClientAuth, ClientSecret, FrontChannel, GrantRule, IntrospectionRule, Lifetimes,
    LogoutRegistration, PkceRule, PushRule, RefreshRule, RefreshUsage, RequestObjectRule,
    SecretHash, Secrets, SecurityProfile, UserinfoFormat,
};
pub use client_auth::{AuthenticatedClient, Authentication, Credentials, UnusedAssertion, Use};
pub use client_credentials::{ClientCredentialsRequest, ClientGrant};
pub use dpop::{ExpectedProof, ExpectedToken, NonceKey, NonceRule, ProvenKey, UnusedProof};
pub use end_session::{EndSessionRequest, EndSessionStop, PostLogout, VerifiedEndSession};
pub use grant::{Grant, GrantId, Subject};
pub use id_token_hint::IdTokenHint;
pub use issue::{Fresh, Issued, IssuedRefresh, TokenResponse};
pub use jarm::UnsignedResponse;
pub use metadata::{Ability, Endpoints, Provider};
pub use par::{PushedAnswer, PushedRequest, RequestUri};
pub use parameters::known;
pub use refresh::{RefreshGrant, RefreshRequest, Refreshed};
pub use registration::ClientFault;
pub use reply::{AuthorizationResponse, Refusal, Reject, ReplyAddress, Stop};
pub use revocation::Revocation;
pub use subject::{PairwiseKey, Source, pairwise_sub};
pub use token::{CodeRequest, Redeemed, TokenRequest};
pub use userinfo::{UnsignedUserinfo, Userinfo};

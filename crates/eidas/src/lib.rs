// SPDX-License-Identifier: EUPL-1.2

//! SAML 2.0 in the eIDAS profile, as a library: messages, metadata, bindings, attributes and
//! levels of assurance. It knows no HTTP, no clock and no randomness.
//!
//! Two stories. A **Connector** asks: [`Question`] and [`Peer`] make an [`AuthnRequest`]; the
//! answer is a [`SignedResponse`], then, opened against an [`ExpectedResponse`], a
//! [`VerifiedResponse`]. A **Proxy-Service** answers: a [`SignedAuthnRequest`], held against an
//! [`ExpectedRequest`], is a [`VerifiedAuthnRequest`]; what a person has proven becomes, held
//! against that, [`Released`]; a [`Reply`] carries it, a [`Failure`] or a [`Reject`] back.
//! ([`Response`] is the writer below it, with every habit that simulated nodes have.)
//! [`manual::flows`] tells both step by step.
//!
//! | specification | here |
//! |---|---|
//! | Message Format 1.4 §2.1 metadata | [`metadata`], [`Peer`] |
//! | appendix A lists of metadata | [`ServiceList`] |
//! | §2.2 name identifiers | [`NameId`], [`NameIdFormat`] |
//! | §2.4.1 AuthnRequest | [`AuthnRequest`], [`SignedAuthnRequest`] |
//! | §2.4.2 Response | [`Response`], [`SignedResponse`] |
//! | §3.2 levels of assurance | [`LevelOfAssurance`], [`Loa`], [`RequestedContext`] |
//! | §3.5, §4.1 the relying party | [`RequesterId`], [`SpType`] |
//! | Attribute Profile 1.4 §2.2, §2.3 | [`Attribute`], [`Attributes`] |
//! | §2.4 transliteration | [`AttributeValue`], [`Script`] |
//! | §2.5 unique identifiers | [`PersonIdentifier`] |
//! | §2.8 representatives | [`Person`], [`Representation`] |
//! | SAML Bindings §3.4, §3.5 | [`binding`] |
//!
//! What is proven is in the type: nothing but [`SignedResponse::open`] makes a
//! [`VerifiedResponse`], and every expectation it needs is a field that cannot be left out.

mod attribute;
mod authn_request;
pub mod binding;
mod claimed;
mod country;
mod endpoint;
pub mod error;
mod expect;
mod id;
mod instant;
mod loa;
pub mod manual;
pub mod metadata;
mod ns;
mod peer;
mod person_identifier;
mod protocol_version;
mod response;
mod saml;
mod schema;
mod service_list;
mod sp_type;
mod stored;
mod transport;
mod xml;

pub use attribute::{
    Address, Attribute, AttributeValue, Attributes, Definition, Person, Script, Syntax,
    Transliteration, ValueRule,
};
pub use authn_request::refusal::{Refusal, Reject};
pub use authn_request::verify::{SignedAuthnRequest, VerifiedAuthnRequest};
pub use authn_request::{AuthnRequest, Question, RequestedAttribute};
pub use claimed::{Claimed, claimed};
pub use country::{CountryCode, NotACountryCode};
pub use endpoint::BadEndpoint;
pub use error::Error;
pub use expect::{ExpectedRequest, ExpectedResponse, Representation, RequesterIdRule, Skew};
pub use id::{EntityId, MessageId, RequesterId};
pub use instant::Instant;
pub use loa::{LevelOfAssurance, Loa, RequestedContext};
pub use peer::succession::{MetadataHistory, Succession};
pub use peer::{ExpectedPeer, Peer, PeerWarning, Recipient, Role, Tolerance};
pub use person_identifier::PersonIdentifier;
pub use protocol_version::ProtocolVersion;
pub use response::failure::Failure;
pub use response::read::{SignedResponse, VerifiedResponse};
pub use response::released::{Proven, Released, Subject};
pub use response::reply::{Fresh, Replied, Reply};
pub use response::write::{
    Assertion, AuthnContextDecl, Habits, InnerSignature, LatinScript, Outcome, Prefixes, Response,
    SuccessMessage,
};
pub use saml::{Consent, NameId, NameIdFormat, Status, StatusCode, SubStatus};
pub use service_list::{
    ExpectedServiceList, HeldServiceList, LeftOut, ListedFault, ListedNode, PublishedNode,
    PublishedServiceList, ServiceList, ServiceListDoubt, ServiceListFault,
};
pub use sp_type::SpType;
pub use transport::Transport;

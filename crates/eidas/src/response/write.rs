// SPDX-License-Identifier: EUPL-1.2

//! Writing a Response, as a Proxy-Service.

use xmlsec::{Certificate, DigestMethod, EncryptionMethods, Entropy, KeyInfoStyle, SigningKey};

use crate::attribute::Attributes;
use crate::error::Error;
use crate::id::{EntityId, MessageId};
use crate::instant::Instant;
use crate::loa::Loa;
use crate::saml::{Consent, NameId, Status};

/// A response, success or failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// `ID`.
    pub id: MessageId,
    /// `IssueInstant`.
    pub issue_instant: Instant,
    /// `InResponseTo`: the ID of the request.
    pub in_response_to: MessageId,
    /// `Destination`: the assertion consumer service of the peer's metadata.
    pub destination: String,
    /// `Issuer`: our entityID.
    pub issuer: EntityId,
    /// `Consent`.
    pub consent: Option<Consent>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: there is no assertion.
    Failure(Status),
    /// The person authenticated.
    Success(Box<Assertion>),
}

/// What is asserted about the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// `ID`.
    pub id: MessageId,
    /// `IssueInstant`.
    pub issue_instant: Instant,
    /// The subject's NameID.
    pub name_id: NameId,
    /// The Connector's entityID.
    pub audience: EntityId,
    /// `NotBefore` of the Conditions.
    pub not_before: Instant,
    /// `NotOnOrAfter` of Conditions and SubjectConfirmationData.
    pub not_on_or_after: Instant,
    /// When the person authenticated.
    pub authn_instant: Instant,
    /// The level reached.
    pub loa: Loa,
    /// The attributes released.
    pub attributes: Attributes,
}

/// How the empty choices of the standards are filled: real nodes differ in these.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Digest of the signature's Reference.
    pub digest: DigestMethod,
    /// What the signature's KeyInfo shows.
    pub key_info: KeyInfoStyle,
    /// Whether the assertion is signed as well, before it is encrypted.
    pub inner_signature: InnerSignature,
    /// How the assertion is encrypted.
    pub encryption: EncryptionMethods,
    /// Whether an empty `AuthnContextDecl` follows the class reference, as EC nodes do.
    pub authn_context_decl: AuthnContextDecl,
    /// Whether a success carries a `StatusMessage` with the success URI, as EC nodes do.
    pub success_message: SuccessMessage,
    /// How an original in another script is marked.
    pub latin_script: LatinScript,
    /// The prefix of `xsi:type` and of namespaced attributes.
    pub prefixes: Prefixes,
    /// Whether attributes carry their `FriendlyName`.
    pub friendly_names: bool,
    /// `Address` in SubjectConfirmationData: the person's address as the node saw it.
    pub address: Option<String>,
}

/// See [`Habits::inner_signature`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InnerSignature {
    /// Only the Response is signed.
    None,
    /// The assertion too, with the same key.
    SameKey,
}

/// See [`Habits::authn_context_decl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthnContextDecl {
    /// Not there.
    Absent,
    /// There and empty.
    Empty,
}

/// See [`Habits::success_message`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuccessMessage {
    /// No StatusMessage on success.
    Absent,
    /// The success URI once more.
    SuccessUri,
}

/// See [`Habits::latin_script`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatinScript {
    /// `eidas-natural:LatinScript="false"`, as the schema has it; the Latin value first.
    Namespaced,
    /// `LatinScript="false"`, as the examples of the specification have it; the Latin value first.
    Plain,
    /// Two values, the original first, and no mark.
    Unmarked,
}

/// See [`Habits::prefixes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefixes {
    /// `eidas-natural`, `eidas-legal`, …
    Eidas,
    /// `eidas` for the natural person, as the EC node declares it.
    EcNode,
    /// No `xsi:type` at all.
    NoType,
}

impl Default for Habits {
    /// What we do ourselves.
    fn default() -> Self {
        Self {
            digest: DigestMethod::Sha256,
            key_info: KeyInfoStyle::Certificates,
            inner_signature: InnerSignature::None,
            encryption: EncryptionMethods::EIDAS,
            authn_context_decl: AuthnContextDecl::Absent,
            success_message: SuccessMessage::Absent,
            latin_script: LatinScript::Namespaced,
            prefixes: Prefixes::Eidas,
            friendly_names: true,
            address: None,
        }
    }
}

impl Response {
    /// The whole response in the clear and unsigned: for snapshots and for people, never for the
    /// wire.
    #[must_use]
    pub fn to_xml(&self, habits: &Habits) -> String {
        let _ = habits;
        todo!()
    }

    /// The response for the wire: assertion encrypted to `recipient`, then signed.
    ///
    /// # Errors
    /// [`Misconfigured::Crypto`](crate::error::Misconfigured::Crypto).
    pub fn to_signed_xml(
        &self,
        habits: &Habits,
        key: &dyn SigningKey,
        recipient: &Certificate,
        entropy: Entropy,
    ) -> Result<Vec<u8>, Error> {
        let _ = (habits, key, recipient, entropy);
        todo!()
    }
}

impl Response {
    /// A failure for the wire: nothing in it is secret, so it needs no recipient.
    ///
    /// # Errors
    /// [`Misconfigured::Crypto`](crate::error::Misconfigured::Crypto), also for a success.
    pub fn failure_to_signed_xml(
        &self,
        habits: &Habits,
        key: &dyn SigningKey,
    ) -> Result<Vec<u8>, Error> {
        let _ = (habits, key);
        todo!()
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! What makes one simulated connector unlike another, as data; and what makes one misbehave.
//!
//! Each habit was seen at a real node or is allowed by eIDAS Message Format 1.4 §2.4.1. The table
//! of the thirteen is [`super::table`].

use eidas::{LevelOfAssurance, SpType};
use xmlsec::{Curve, DataEncryption, DigestMethod, KeyKind, ReferenceStyle};

use crate::country::NameIdKind;
use crate::kept::Keeps;

/// The way a request takes through the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sends {
    /// HTTP-POST. SAML Bindings §3.5.
    Post,
    /// What the reference node calls redirect: the posted value in the query, not compressed, the
    /// signature inside.
    Get,
    /// The same, compressed.
    GetDeflated,
    /// HTTP-Redirect: compressed, the signature beside it in the query. SAML Bindings §3.4.
    Redirect,
}

/// The key a node decrypts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decrypts {
    /// The one it signs with: both `KeyDescriptor`s carry the same certificate.
    WithTheSigningKey,
    /// One of its own.
    With(KeyKind),
}

/// The signatures a node can verify, as its metadata says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verifies {
    /// All of the profile.
    All,
    /// RSASSA-PSS alone.
    OnlyPss,
}

/// The level a node asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asks {
    /// `Comparison="minimum"` with this level.
    Minimum(LevelOfAssurance),
    /// `Comparison="exact"`: this level and those above, and the same ones not notified. Message
    /// Format 1.4 §2.4: exact is for lists with a level that is not notified.
    ExactFrom(LevelOfAssurance),
}

/// What a node says about the sector, and where. Message Format 1.4 §4.1: in one place only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sector {
    /// In the metadata.
    InMetadata(SpType),
    /// In each request.
    InRequest(SpType),
}

impl Sector {
    /// Public or private.
    #[must_use]
    pub const fn sp_type(self) -> SpType {
        match self {
            Self::InMetadata(sp_type) | Self::InRequest(sp_type) => sp_type,
        }
    }
}

/// `RelayState`. SAML Bindings §3.5.3: at most 80.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relay {
    /// None.
    Absent,
    /// A token.
    Token,
    /// A token, and characters that each layer on the way could spoil.
    Odd,
    /// 80 octets.
    Longest,
}

/// How the connector hands the browser over to its service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandsOver {
    /// 303. A browser applies the `form-action` of the page that posted the answer to it too.
    Redirect,
    /// A page that goes on by itself.
    Page,
}

/// Everything a connector does in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// The key it signs with.
    pub signing: KeyKind,
    /// Digest of the signature method and of the reference.
    pub digest: DigestMethod,
    /// The key it decrypts with.
    pub decrypts: Decrypts,
    /// Content encryption it takes, in the order of its metadata.
    pub contents: &'static [DataEncryption],
    /// Signatures it verifies.
    pub verifies: Verifies,
    /// Of our signing keys it knows the last that we publish.
    pub knows_last_key_only: bool,
    /// How long it keeps our metadata.
    pub keeps: Keeps,
    /// The way its requests take.
    pub sends: Sends,
    /// `NameIDPolicy/@Format`; none: no policy.
    pub name_id: Option<NameIdKind>,
    /// The level it asks for.
    pub asks: Asks,
    /// Public or private, said where.
    pub sector: Sector,
    /// `ProviderName`.
    pub provider_name: Option<&'static str>,
    /// Whether it names its service in `Scoping/RequesterID`.
    pub requester_id: bool,
    /// Names of optional attributes that it asks for beside the minimum data set.
    pub optional: &'static [&'static str],
    /// `RelayState`.
    pub relay: Relay,
    /// Repeats the address of its metadata in `AssertionConsumerServiceURL`.
    pub repeats_consumer_url: bool,
    /// Protocol versions it publishes.
    pub versions: &'static [&'static str],
    /// Its clock against ours, in seconds.
    pub clock_seconds: i64,
    /// Reference of the metadata's signature.
    pub metadata_reference: ReferenceStyle,
    /// How it hands over to its service.
    pub hands_over: HandsOver,
}

impl Habits {
    /// A well-behaved connector of version 1.4; every entry says only where it differs.
    pub const PLAIN: Self = Self {
        signing: KeyKind::Ec(Curve::P256),
        digest: DigestMethod::Sha256,
        decrypts: Decrypts::With(KeyKind::Ec(Curve::P256)),
        contents: &[
            DataEncryption::Aes256Gcm,
            DataEncryption::Aes192Gcm,
            DataEncryption::Aes128Gcm,
        ],
        verifies: Verifies::All,
        knows_last_key_only: false,
        keeps: Keeps::AMinute,
        sends: Sends::Post,
        name_id: Some(NameIdKind::Persistent),
        asks: Asks::Minimum(LevelOfAssurance::Substantial),
        sector: Sector::InRequest(SpType::Public),
        provider_name: None,
        requester_id: false,
        optional: &[],
        relay: Relay::Token,
        repeats_consumer_url: false,
        versions: &["1.4", "1.3", "1.2"],
        clock_seconds: 0,
        metadata_reference: ReferenceStyle::Id,
        hands_over: HandsOver::Redirect,
    };
}

/// One thing that a connector does wrong or oddly on purpose, for tests. Each is said of the next
/// requests until it is taken back; the catalogue's row is named where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mischief {
    /// PX-01: no signature.
    Unsigned,
    /// PX-01: signed by a key that its metadata does not have.
    ForeignKey,
    /// PX-01: changed after it was signed.
    Tampered,
    /// PX-15: a stranger's certificate stands beside its own in `KeyInfo`.
    ForeignCertificateInKeyInfo,
    /// PX-02: `AssertionConsumerServiceURL`.
    ConsumerUrl(String),
    /// PX-03: `AssertionConsumerServiceIndex`.
    ConsumerIndex(String),
    /// `ProtocolBinding`.
    ProtocolBinding(String),
    /// PX-04: `Destination`.
    Destination(String),
    /// PX-04: `Issuer`.
    Issuer(String),
    /// PX-06: `IssueInstant` by so many seconds later than its clock says; negative: earlier.
    Issued(i64),
    /// The `ID`, for using one again.
    Id(String),
    /// PX-07: the levels' URIs.
    Levels(Vec<String>),
    /// PX-07: `Comparison`, or none.
    Comparison(Option<String>),
    /// PX-07: no `RequestedAuthnContext`.
    NoLevel,
    /// PX-08: what the request says of the sector, whatever its metadata says.
    SpType(Option<SpType>),
    /// PX-09: no `RequesterID`.
    NoRequesterId,
    /// `RequesterID`.
    RequesterId(String),
    /// PX-10: `NameIDPolicy/@Format`.
    NameIdFormat(String),
    /// PX-11: `ForceAuthn`, or none.
    ForceAuthn(Option<bool>),
    /// `IsPassive`.
    IsPassive(bool),
    /// PX-12: asks for this attribute too, or says otherwise how much it needs it.
    AsksFor {
        /// `Name`.
        name: String,
        /// `isRequired`.
        required: bool,
    },
    /// PX-12: does not ask for this one.
    LeavesOut(String),
    /// `ProviderName`, or none.
    ProviderName(Option<String>),
    /// `RelayState`, however long.
    RelayState(Option<String>),
    /// Sends by another way.
    Sends(Sends),
    /// Publishes metadata that ends so many seconds from now.
    MetadataEndsIn(u64),
}

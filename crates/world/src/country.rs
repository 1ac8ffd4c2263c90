// SPDX-License-Identifier: EUPL-1.2
//! What makes one simulated country unlike another: its [`Habits`], as data.
//!
//! Each habit was seen at a real node or is allowed by the specification; the table of the
//! thirteen countries is [`crate::countries`]. The words here are plain; [`crate::node`] turns
//! them into the calls of `eidas` and `xmlsec`.

use eidas::LevelOfAssurance;
use xmlsec::{
    Curve, DataEncryption, DigestMethod, KeyKind, KeyWrap, RecipientHint, ReferenceStyle, RsaOaep,
};

use crate::kept::Keeps;
use crate::persons::{Kind, Person, Six};

/// Which of our encryption certificates a node encrypts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Takes {
    /// The first one in document order (reference node 2.9).
    First,
    /// It knows only the last certificate of *each* use, also for verifying (up to 2.8).
    LastOfEachUse,
    /// The first RSA one: it cannot do ECDH-ES.
    FirstRsa,
    /// The first elliptic-curve one.
    FirstEc,
}

/// Where `EncryptedKey` stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyPlace {
    /// Inside `EncryptedData/KeyInfo`.
    Inside,
    /// Beside `EncryptedData`, in `EncryptedAssertion`.
    Beside,
}

/// `NameID/@Format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameIdKind {
    /// `urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified`.
    Unspecified,
    /// `urn:oasis:names:tc:SAML:2.0:nameid-format:persistent`.
    Persistent,
    /// `urn:oasis:names:tc:SAML:2.0:nameid-format:transient`.
    Transient,
}

impl NameIdKind {
    /// All formats the profile names.
    pub const ALL: [Self; 3] = [Self::Unspecified, Self::Persistent, Self::Transient];
}

/// What a node does when its person's level is below the one asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BelowLevel {
    /// Answers `Responder` alone with "202019 - …", as the reference node does.
    Refuses202019,
    /// Answers `Responder` / `NoAuthnContext`.
    RefusesNoAuthnContext,
    /// Sends the lower level all the same: the connector has to notice.
    SendsItAnyway,
}

/// What a connector pins for this country's metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The metadata signing certificate itself.
    Leaf,
    /// The authority that issued it.
    Authority,
}

/// Everything a country does in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// The key its messages are signed with.
    pub signing: KeyKind,
    /// Digest of the signature method and of the reference.
    pub digest: DigestMethod,
    /// Whether the assertion is signed too, inside its encryption.
    pub assertion_signed: bool,
    /// Content encryption.
    pub content: DataEncryption,
    /// Key transport to an RSA certificate.
    pub oaep: RsaOaep,
    /// Key wrap after ECDH-ES.
    pub wrap: KeyWrap,
    /// It verifies RSASSA-PSS only, and its metadata says so: we have to sign with RSA.
    pub only_rsa_signatures: bool,
    /// Which of our certificates it takes.
    pub takes: Takes,
    /// How long it keeps our metadata.
    pub keeps: Keeps,
    /// Where the encrypted key stands.
    pub key_place: KeyPlace,
    /// How it names the recipient's key.
    pub recipient: RecipientHint,
    /// `NameID/@Format` of its subjects.
    pub name_id: NameIdKind,
    /// Its clock against ours, in seconds.
    pub clock_seconds: i64,
    /// The levels it publishes, lowest first.
    pub levels: &'static [LevelOfAssurance],
    /// What happens below the level asked.
    pub below_level: BelowLevel,
    /// An empty `AuthnContextDecl` after the class reference.
    pub empty_authn_context_decl: bool,
    /// RelayState never comes back.
    pub loses_relay_state: bool,
    /// Metadata reference.
    pub metadata_reference: ReferenceStyle,
    /// What to pin.
    pub anchor: Anchor,
    /// SHA-1 stands somewhere in its RSA-OAEP: whoever configures it as peer needs a tolerance.
    pub leans_on_sha1: bool,
    /// Protocol versions it publishes.
    pub protocol_versions: &'static [&'static str],
    /// Refuses a request without `ProviderName`.
    pub needs_provider_name: bool,
    /// Publishes the RequesterID flag and refuses a company's request without it.
    pub needs_requester_id: bool,
    /// After the SSO address the browser is sent on to this label before the node's host:
    /// `login` makes `login.lu.localhost`.
    pub redirects_to: Option<&'static str>,
    /// Its pages allow forms to go nowhere but to itself and to the connector's origin.
    pub strict_form_action: bool,
    /// A renewed e-ID has a new identifier: the login page offers to try it.
    pub identifier_changes: bool,
}

impl Habits {
    /// A well-behaved node of version 1.4; every country's entry says only where it differs.
    pub const PLAIN: Self = Self {
        signing: KeyKind::Ec(Curve::P256),
        digest: DigestMethod::Sha256,
        assertion_signed: false,
        content: DataEncryption::Aes256Gcm,
        oaep: RsaOaep::sha2(DigestMethod::Sha256, DigestMethod::Sha256),
        wrap: KeyWrap::Aes256,
        only_rsa_signatures: false,
        takes: Takes::First,
        keeps: Keeps::AMinute,
        key_place: KeyPlace::Inside,
        recipient: RecipientHint::Certificate,
        name_id: NameIdKind::Persistent,
        clock_seconds: 0,
        levels: &LevelOfAssurance::ALL,
        below_level: BelowLevel::Refuses202019,
        empty_authn_context_decl: false,
        loses_relay_state: false,
        metadata_reference: ReferenceStyle::Id,
        anchor: Anchor::Leaf,
        leans_on_sha1: false,
        protocol_versions: &["1.4", "1.3", "1.2"],
        needs_provider_name: false,
        needs_requester_id: false,
        redirects_to: None,
        strict_form_action: false,
        identifier_changes: false,
    };

    /// The level its persons prove unless they play [`Low`](crate::persons::Kind::Low).
    #[must_use]
    pub fn best_level(&self) -> LevelOfAssurance {
        self.levels
            .iter()
            .copied()
            .max()
            .unwrap_or(LevelOfAssurance::High)
    }
}

/// A simulated country: its name, its e-ID, its persons, its habits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// `SE`: as eIDAS writes it.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Its name in its own language.
    pub own_name: &'static str,
    /// BCP 47 tag of that language.
    pub language: &'static str,
    /// The means of identification shown on its login page (a made-up one).
    pub eid: &'static str,
    /// One sentence on what is special, for the front page.
    pub special: &'static str,
    /// Its way of doing things.
    pub habits: Habits,
    /// Its persons.
    pub persons: &'static Six,
}

impl Country {
    /// Its person of this kind.
    #[must_use]
    pub fn person(&self, kind: Kind) -> Option<&'static Person> {
        self.persons.iter().find(|person| person.kind == kind)
    }

    /// `se`: the label of its host name.
    #[must_use]
    pub fn label(&self) -> String {
        self.code.to_ascii_lowercase()
    }
}

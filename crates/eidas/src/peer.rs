// SPDX-License-Identifier: EUPL-1.2

//! A foreign node as its proven metadata describes it.

mod methods;
pub(crate) mod succession;

use std::time::Duration;

use openssl::sha::sha256;
use url::Url;
use xmlsec::{Certificate, SignatureMethod, TrustAnchors, TrustedKeys};

use crate::attribute::Attribute;
use crate::binding::Binding;
use crate::country::CountryCode;
use crate::endpoint::BadEndpoint;
use crate::error::{Error, Mismatch, Untrusted};
use crate::metadata::{Contact, KeyFault, Localized, read};
use crate::saml::NameIdFormat;
use crate::{EntityId, Instant, Loa, ProtocolVersion, SpType, Transport};

/// What a node does for us, or asks of us.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Role {
    /// Asks: `md:SPSSODescriptor`.
    Connector,
    /// Answers: `md:IDPSSODescriptor`.
    ProxyService,
}

/// A rule that one peer may break for a while, by configuration, with a reason written there.
/// Closed: whatever is not listed is not tolerated from anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tolerance {
    /// `long-lifetime`: assertions that say they are valid for up to a day instead of ten minutes.
    /// They are taken within ten minutes all the same.
    LongLifetime,
    /// `long-validity`: metadata that is valid for up to five years instead of
    /// [`ExpectedPeer::LONGEST_VALIDITY`]. The reference node's sample configuration publishes
    /// 2.7 years.
    LongValidity,
    /// `sha1-oaep`: opens content keys that travel under RSA-OAEP with SHA-1, for peers whose
    /// highest published version is 1.2 or 1.3. The reference node up to 2.5 has no other way.
    Sha1Oaep,
}

impl Tolerance {
    /// All of them, in the order of their names.
    pub const ALL: [Self; 3] = [Self::LongLifetime, Self::LongValidity, Self::Sha1Oaep];

    /// The name in configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LongLifetime => "long-lifetime",
            Self::LongValidity => "long-validity",
            Self::Sha1Oaep => "sha1-oaep",
        }
    }

    /// The tolerance that puts up with metadata that was refused for this reason.
    #[must_use]
    pub fn of_metadata(reason: &str) -> Option<Self> {
        (reason == "metadata_validity").then_some(Self::LongValidity)
    }

    /// The tolerance of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|tolerance| tolerance.name() == name)
    }
}

/// What we know about a node before we read its metadata. Nothing is optional: the metadata
/// proves itself against this, it does not fill it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedPeer {
    /// The configured entityID. Message Format 1.4 §2.2: equal to the Issuer of messages.
    pub entity_id: EntityId,
    /// The country it speaks for.
    pub country: CountryCode,
    /// The role it is read in. The other role's keys and addresses do not exist for us.
    pub role: Role,
    /// What addresses may look like.
    pub transport: Transport,
    /// Tolerances, each until an instant. Past ones count for nothing.
    pub tolerances: Vec<(Tolerance, Instant)>,
}

impl ExpectedPeer {
    /// Metadata may be valid for at most this long: a lost signing key must die some day. A year
    /// and a month of grace for those who renew it once a year.
    pub const LONGEST_VALIDITY: Duration = Duration::from_secs(396 * 86_400);
    /// The same under [`Tolerance::LongValidity`].
    pub const TOLERATED_VALIDITY: Duration = Duration::from_secs(5 * 366 * 86_400);

    pub(crate) fn tolerates(&self, tolerance: Tolerance, now: Instant) -> bool {
        self.tolerances
            .iter()
            .any(|(name, until)| *name == tolerance && now < *until)
    }
}

/// Something in accepted metadata that an operator should hear about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PeerWarning {
    /// A message key's certificate is out of date. The key counts (Interoperability Architecture
    /// 1.4 §6.3: the metadata is what is trusted), the certificate's dates do not.
    CertificateExpired {
        /// SHA-256 of the certificate.
        sha256: [u8; 32],
        /// Its last second.
        not_after: Instant,
    },
    /// A KeyDescriptor counts for nothing.
    KeyUnusable {
        /// Which one of the role, from 1, in document order.
        number: usize,
        /// Why.
        why: KeyFault,
    },
    /// An `md:EncryptionMethod` whose KeySize contradicts its algorithm counts for nothing.
    MethodUnusable {
        /// Of which KeyDescriptor of the role, from 1.
        number: usize,
        /// The algorithm, cut to what a page can carry.
        uri: String,
    },
    /// An assertion consumer service, single sign-on service or binding that is not one of ours
    /// is ignored.
    EndpointIgnored,
    /// An endpoint whose address is unacceptable counts for nothing.
    EndpointUnusable {
        /// As written, cut to what a page can carry.
        location: String,
        /// Why.
        why: BadEndpoint,
    },
    /// The node publishes an attribute that the profile does not know.
    AttributeUnknown {
        /// Its name, cut to what a page can carry.
        name: String,
    },
    /// A Proxy-Service does not publish all of the minimum data set of a natural person, so that nobody
    /// can be asked for there. eIDAS Attribute Profile 1.4 §2.2.
    MinimumMissing {
        /// The first attribute that is missing.
        name: String,
    },
    /// The node publishes a level of assurance that cannot be one.
    LevelUnknown {
        /// As written, cut to what a page can carry.
        uri: String,
    },
    /// A Connector publishes nothing that can be encrypted to: it is answered with failures alone.
    NothingToEncryptTo,
    /// An `SPType` is neither `public` nor `private`, so that the requests have to say it. Message Format 1.4 §4.1.
    SectorUnknown {
        /// As written, cut to what a page can carry.
        text: String,
    },
    /// What signed the metadata stands below an anchor, and no revocation lists are at hand.
    /// Interoperability Architecture 1.4 §6.5.
    RevocationNotChecked,
}

/// A certificate to encrypt to, with what its owner says about methods.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The certificate that carries the key.
    pub certificate: Certificate,
    /// `md:EncryptionMethod` URIs beside it, in their order; empty when nothing was said.
    pub methods: Vec<String>,
}

/// The address of an endpoint. Message Format 1.4 §2.4.1 compares addresses as "case-sensitive"
/// strings, so what is said of one to its owner is `written`: a URL drops `:443` and capitals of the
/// host, and is for the browser.
#[derive(Clone, Debug)]
pub(crate) struct Location {
    pub(crate) written: String,
    pub(crate) url: Url,
}

/// Where a Connector takes answers: one `md:AssertionConsumerService` for HTTP-POST.
#[derive(Clone, Debug)]
pub(crate) struct AssertionConsumerService {
    /// `index`, by which a request may ask for it.
    pub(crate) index: Option<u16>,
    pub(crate) location: Location,
}

/// A foreign node in one role: proof that somebody we trust for its country vouched for these
/// keys and addresses.
///
/// Made only by [`from_signed_metadata`](Self::from_signed_metadata) and, for middleware services
/// that are handed over as a file, by [`from_pinned_file`](Self::from_pinned_file).
#[derive(Clone, Debug)]
pub struct Peer {
    pub(crate) entity_id: EntityId,
    pub(crate) country: CountryCode,
    pub(crate) role: Role,
    pub(crate) valid_until: Instant,
    /// SHA-256 of what was signed, or of the pinned file.
    pub(crate) document: [u8; 32],
    /// When the document says that it was made.
    pub(crate) created: Option<Instant>,
    pub(crate) refresh_after: Duration,
    pub(crate) signing_keys: TrustedKeys,
    pub(crate) signing_certificates: Vec<Certificate>,
    pub(crate) recipients: Vec<Recipient>,
    pub(crate) single_sign_on: Vec<(Binding, Location)>,
    pub(crate) assertion_consumer: Vec<AssertionConsumerService>,
    pub(crate) loas: Vec<Loa>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name_id_formats: Vec<NameIdFormat>,
    pub(crate) requires_requester_id: bool,
    /// A Connector's `WantAssertionsSigned`.
    pub(crate) wants_assertions_signed: bool,
    pub(crate) sp_type: Option<SpType>,
    pub(crate) versions: Vec<String>,
    pub(crate) application: Option<String>,
    pub(crate) signature_methods: Vec<SignatureMethod>,
    pub(crate) names_signature_methods: bool,
    pub(crate) display_names: Vec<Localized>,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) tolerances: Vec<(Tolerance, Instant)>,
    pub(crate) warnings: Vec<PeerWarning>,
}

impl Peer {
    /// A node of several machines signs its metadata at each fetch, by the clock of whichever
    /// answers: by so much the next document may seem older.
    pub const CLOCKS_APART: Duration = Duration::from_secs(300);

    /// Reads metadata that is signed by, or below, one of `anchors`.
    ///
    /// The signature is checked first, and only what was digested is read. Refused besides: no
    /// `validUntil`, a past or distant one, another entityID or country, the wrong role, no key
    /// that is strong enough, no address that is one.
    ///
    /// # Errors
    /// Any of [`Error`]'s faults except `Refused` and `Insufficient`.
    pub fn from_signed_metadata(
        bytes: &[u8],
        anchors: &TrustAnchors,
        expected: &ExpectedPeer,
        now: Instant,
    ) -> Result<Self, Error> {
        read::signed(bytes, anchors, expected, now)
    }

    /// Reads metadata that the operator received from hand to hand and pinned by its SHA-256.
    /// Middleware services (Germany) publish none and sign none: Interoperability Architecture
    /// 1.4 §6.3.
    ///
    /// # Errors
    /// `Untrusted` when the bytes are others than those pinned; otherwise as above.
    pub fn from_pinned_file(
        bytes: &[u8],
        pinned_sha256: &[u8; 32],
        expected: &ExpectedPeer,
        now: Instant,
    ) -> Result<Self, Error> {
        if sha256(bytes) != *pinned_sha256 {
            return Err(Untrusted::PinnedFile.into());
        }
        read::pinned(bytes, expected, now)
    }

    /// Who it is.
    #[must_use]
    pub fn entity_id(&self) -> &EntityId {
        &self.entity_id
    }

    /// The country it speaks for.
    #[must_use]
    pub fn country(&self) -> CountryCode {
        self.country
    }

    /// The role its keys and addresses were read in.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Refuses a peer of the other role: a key that is published for answering must not prove a
    /// question, nor the other way round.
    ///
    /// # Errors
    /// `Mismatch::Role`.
    pub fn in_role(&self, role: Role) -> Result<&Self, Error> {
        if self.role == role {
            Ok(self)
        } else {
            Err(Mismatch::Role.into())
        }
    }

    /// Refuses metadata that is past its end at `now`.
    ///
    /// # Errors
    /// `Untrusted::PeerExpired`.
    pub fn in_date(&self, now: Instant) -> Result<&Self, Error> {
        if now < self.valid_until {
            Ok(self)
        } else {
            Err(Untrusted::PeerExpired {
                entity_id: self.entity_id.as_str().to_owned(),
                valid_until: self.valid_until,
            }
            .into())
        }
    }

    /// The first instant at which nothing of this counts any more: the earliest `validUntil` of
    /// the document's levels.
    #[must_use]
    pub fn valid_until(&self) -> Instant {
        self.valid_until
    }

    /// How long to wait before fetching again: `cacheDuration`, kept between a minute and a day.
    #[must_use]
    pub fn refresh_after(&self) -> Duration {
        self.refresh_after
    }

    /// The keys that may sign its messages.
    #[must_use]
    pub fn signing_keys(&self) -> &TrustedKeys {
        &self.signing_keys
    }

    /// The certificates those keys stand in, in document order.
    #[must_use]
    pub fn signing_certificates(&self) -> &[Certificate] {
        &self.signing_certificates
    }

    /// The certificates to encrypt to, in document order. May be empty: then nothing can be
    /// released to this peer.
    #[must_use]
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }

    /// Where a browser takes questions, by binding.
    #[must_use]
    pub fn single_sign_on(&self, binding: Binding) -> Option<&Url> {
        self.sso(binding).map(|location| &location.url)
    }

    /// Where it takes questions by POST, as written.
    #[must_use]
    pub fn sso_post(&self) -> Option<&str> {
        self.sso(Binding::Post)
            .map(|location| location.written.as_str())
    }

    fn sso(&self, binding: Binding) -> Option<&Location> {
        self.single_sign_on
            .iter()
            .find(|(offered, _)| *offered == binding)
            .map(|(_, location)| location)
    }

    /// Where it takes answers by POST, the default one first.
    pub(crate) fn assertion_consumer_services(&self) -> impl Iterator<Item = &Location> {
        self.assertion_consumer.iter().map(|acs| &acs.location)
    }

    /// Where it takes answers by POST that ask for this `index`, as written. None when no address
    /// has it, or two do: then the choice would be ours.
    #[must_use]
    pub fn acs_of_index(&self, index: u16) -> Option<&str> {
        let mut found = self
            .assertion_consumer
            .iter()
            .filter(|acs| acs.index == Some(index));
        let first = found.next()?;
        found
            .next()
            .is_none()
            .then_some(first.location.written.as_str())
    }

    /// Where it takes answers unless it says otherwise, as written.
    #[must_use]
    pub fn acs_post(&self) -> Option<&str> {
        let default = self.assertion_consumer_services().next()?;
        Some(&default.written)
    }

    /// Whether it takes answers by POST at exactly this address, as written.
    #[must_use]
    pub fn has_acs(&self, location: &str) -> bool {
        self.assertion_consumer_services()
            .any(|acs| acs.written == location)
    }

    /// Whether a browser that takes an answer there brings it to this peer.
    #[must_use]
    pub fn takes_answers_at(&self, url: &str) -> bool {
        self.assertion_consumer_services()
            .any(|acs| acs.url.as_str() == url)
    }

    /// The levels it can answer with, notified and not.
    #[must_use]
    pub fn loas(&self) -> &[Loa] {
        &self.loas
    }

    /// The attributes of the profile that it publishes.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The NameID formats it publishes.
    #[must_use]
    pub fn name_id_formats(&self) -> &[NameIdFormat] {
        &self.name_id_formats
    }

    /// Whether a question on behalf of a private service must name the service.
    #[must_use]
    pub fn requires_requester_id(&self) -> bool {
        self.requires_requester_id
    }

    /// The sector the whole Connector speaks for, if its metadata says so.
    #[must_use]
    pub fn sp_type(&self) -> Option<SpType> {
        self.sp_type
    }

    /// Versions of the specification it announces, as written.
    #[must_use]
    pub fn versions(&self) -> &[String] {
        &self.versions
    }

    /// The highest version it announces. None when it announces none, or one that is unknown
    /// here: then the newest rules hold.
    #[must_use]
    pub fn highest_version(&self) -> Option<ProtocolVersion> {
        let known: Option<Vec<_>> = self
            .versions
            .iter()
            .map(|version| ProtocolVersion::parse(version))
            .collect();
        known?.into_iter().max()
    }

    /// Whether its version of the specification has this attribute. One that announces no version
    /// is taken for one before 1.4; one whose version is unknown here, for a newer one.
    ///
    /// Attack or accident: EC nodes refuse the whole login over an attribute that they do not know
    /// (code 203001, seen on 2.5.0). Defence: it is neither promised nor sent.
    #[must_use]
    pub fn knows(&self, attribute: Attribute) -> bool {
        let since = attribute.since();
        since < ProtocolVersion::V1_4
            || self.versions.iter().any(|version| {
                ProtocolVersion::parse(version).is_none_or(|version| version >= since)
            })
    }

    /// What software it says it is.
    #[must_use]
    pub fn application(&self) -> Option<&str> {
        self.application.as_deref()
    }

    /// Whether content keys under RSA-OAEP with SHA-1 may be opened at `now`.
    #[must_use]
    pub fn allows_sha1_oaep(&self, now: Instant) -> bool {
        let old = self
            .highest_version()
            .is_some_and(|version| version <= ProtocolVersion::V1_3);
        old && self.tolerates(Tolerance::Sha1Oaep, now)
    }

    pub(crate) fn tolerates(&self, tolerance: Tolerance, now: Instant) -> bool {
        self.tolerances
            .iter()
            .any(|(name, until)| *name == tolerance && now < *until)
    }

    /// Names of the organisation behind it, by language. Text of others: to be escaped.
    #[must_use]
    pub fn display_names(&self) -> &[Localized] {
        &self.display_names
    }

    /// The name in `language` (or in English, or the first).
    #[must_use]
    pub fn display_name(&self, language: &str) -> Option<&str> {
        [language, "en"]
            .into_iter()
            .find_map(|wanted| {
                self.display_names
                    .iter()
                    .find(|name| name.language == wanted)
            })
            .or_else(|| self.display_names.first())
            .map(|name| name.text.as_str())
    }

    /// People to call about it.
    #[must_use]
    pub fn contacts(&self) -> &[Contact] {
        &self.contacts
    }

    /// What the operator should hear.
    #[must_use]
    pub fn warnings(&self) -> &[PeerWarning] {
        &self.warnings
    }
}

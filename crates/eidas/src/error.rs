// SPDX-License-Identifier: EUPL-1.2

//! What can go wrong, by who is at fault.
//!
//! No variant carries a value of a person: attribute *names*, instants, URLs and identifiers of
//! messages only, so that an error may be logged and audited as it is.

mod reason;

use thiserror::Error as ThisError;

use crate::attribute::ValueRule;
use crate::binding::BindingFault;
use crate::instant::Instant;
use crate::metadata::MetadataFault;
use crate::saml::status::Status;
use crate::service_list::{ServiceListDoubt, ServiceListFault};

/// Why a message or a metadata document was refused, or could not be made.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Error {
    /// Valid, trusted, and less than what was asked for.
    #[error("insufficient: {0}")]
    Insufficient(#[from] Insufficient),
    /// Not what the schemas and the profile call a message.
    #[error("malformed: {0}")]
    Malformed(#[from] Malformed),
    /// Our own key, configuration or question is at fault.
    #[error("misconfigured: {0}")]
    Misconfigured(#[from] Misconfigured),
    /// A message of a trusted peer, but not the answer to our question.
    #[error("mismatch: {0}")]
    Mismatch(#[from] Mismatch),
    /// The peer said no, in a signed answer to our question.
    #[error("refused: {0}")]
    Refused(Status),
    /// Signature, key, issuer or metadata are not to be believed.
    #[error("untrusted: {0}")]
    Untrusted(#[from] Untrusted),
}

/// Less than asked for.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Insufficient {
    /// A legal person is asked about, and we answer about natural persons only.
    #[error("attributes of a legal person are not supported")]
    LegalPerson,
    /// The level of assurance does not satisfy the request. eIDAS Message Format 1.4 §2.4.2.
    #[error("level of assurance {got}")]
    Level {
        /// The level reached, as its URI.
        got: String,
    },
    /// The peer's metadata does not publish this level, so it may not be asked for or answered.
    #[error("level of assurance {uri} is not published")]
    LevelNotPublished {
        /// The level's URI.
        uri: String,
    },
    /// A mandatory attribute of a minimum data set is missing. eIDAS Attribute Profile 1.4 §2.
    #[error("mandatory attribute {name} is missing")]
    MandatoryAttribute {
        /// The attribute's name.
        name: String,
    },
    /// A mandatory attribute came with a value that is none of its own: for the person the same as
    /// a missing one. eIDAS Attribute Profile 1.4 §2.
    #[error("mandatory attribute {name} cannot be used: {rule}")]
    MandatoryAttributeValue {
        /// The attribute's name.
        name: String,
        /// The rule that the value breaks.
        rule: ValueRule,
    },
    /// None of the requested attributes is one we know. EC code 202005.
    #[error("no requested attribute is supported")]
    NoSupportedAttribute,
    /// The relying party is private and did not name itself, which the Proxy-Service demands in
    /// its metadata. eIDAS Message Format 1.4 §3.5, EC code 202020.
    #[error("the requester id is missing")]
    RequesterIdMissing,
    /// A mandatory attribute is to be asked for that the peer does not publish.
    #[error("requested attribute {name} is not supported")]
    UnsupportedAttribute {
        /// The attribute's name.
        name: String,
    },
    /// A NameID format that is not offered. EC code 202022.
    #[error("name id format {format} is not supported")]
    UnsupportedNameIdFormat {
        /// The format's URI.
        format: String,
    },
}

/// Breaks a schema or a rule of the profile, whatever was asked.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Malformed {
    /// `AttributeConsumingServiceIndex` or `AssertionConsumerService*` combined in a way the
    /// schema's own text forbids. SAML Core §3.4.1.
    #[error("assertion consumer service given twice")]
    AssertionConsumerService,
    /// The `xsi:type` of a value is that of another attribute. eIDAS Attribute Profile 1.4 §2.
    #[error("type of attribute {name}")]
    AttributeType {
        /// The attribute's name.
        name: String,
    },
    /// A value outside the lexical space of its attribute. eIDAS Attribute Profile 1.4 §2.
    #[error("value of attribute {name}: {rule}")]
    AttributeValue {
        /// The attribute's name.
        name: String,
        /// The rule that the value breaks.
        rule: ValueRule,
    },
    /// An AuthnContextDeclRef, or an AuthnContextDecl that is not empty.
    #[error("authn context declaration")]
    AuthnContextDeclaration,
    /// The way the message was carried.
    #[error("binding: {0}")]
    Binding(#[from] BindingFault),
    /// Two parts of one message say different things of the same. See [`crate::manual::contradictions`].
    #[error("{one} and {other} contradict each other")]
    Contradiction {
        /// The one part.
        one: &'static str,
        /// The other part.
        other: &'static str,
    },
    /// The same attribute twice.
    #[error("duplicate attribute {name}")]
    DuplicateAttribute {
        /// The attribute's name.
        name: String,
    },
    /// More values than the attribute may have.
    #[error("duplicate value of attribute {name}")]
    DuplicateValue {
        /// The attribute's name.
        name: String,
    },
    /// An encrypted assertion that cannot be decrypted, or whose shape is not the profile's.
    #[error("encryption: {0}")]
    Encryption(xmlsec::Error),
    /// Not an http(s) URL of at most 1024 characters. SAML Core §8.3.6.
    #[error("entity id")]
    EntityId,
    /// `ForceAuthn` is not `true`. eIDAS Message Format 1.4 §2.4.1.
    #[error("ForceAuthn is not true")]
    ForceAuthn,
    /// An attribute's `FriendlyName` or `NameFormat` is not the defined one.
    #[error("name format of attribute {name}")]
    AttributeNameFormat {
        /// The attribute's name.
        name: String,
    },
    /// Not an NCName, or too long.
    #[error("id")]
    Id,
    /// `isRequired` contradicts the minimum data set. eIDAS Message Format 1.4 §2.3.2.
    #[error("isRequired of attribute {name}")]
    IsRequired {
        /// The attribute's name.
        name: String,
    },
    /// `IsPassive` is `true`.
    #[error("IsPassive is true")]
    IsPassive,
    /// The `Format` of an Issuer is not `entity`.
    #[error("format of the issuer")]
    IssuerFormat,
    /// `LatinScript` says the opposite of the letters. eIDAS Attribute Profile 1.4 §2.4.
    #[error("LatinScript of attribute {name}")]
    LatinScript {
        /// The attribute's name.
        name: String,
    },
    /// A level of assurance that does not exist, or a forbidden combination.
    #[error("level of assurance")]
    Level,
    /// A metadata document in itself.
    #[error("metadata: {0}")]
    Metadata(#[from] MetadataFault),
    /// Natural and legal person in one request (eIDAS Message Format 1.4 §2.3.2) or in one answer,
    /// beside each other or as representatives (Attribute Profile 1.4 §2.8).
    #[error("natural and legal person mixed")]
    MixedPersons,
    /// A NameID longer than its format allows, empty, or of a format that cannot be here.
    #[error("name id")]
    NameId,
    /// Representative attributes are never requested. eIDAS Attribute Profile 1.4 §2.8.
    #[error("representative attribute requested")]
    RepresentativeRequested,
    /// Order, cardinality or content against the schema.
    #[error("schema: {0}")]
    Schema(#[from] Schema),
    /// A Metadata Service List in itself. eIDAS Message Format 1.4 appendix A.
    #[error("service list: {0}")]
    ServiceList(#[from] ServiceListFault),
    /// `SPType` stands in both metadata and request. EC code 202016.
    #[error("SPType in metadata and in the request")]
    SpTypeTwice,
    /// `SPType` stands in neither metadata nor request. EC code 202017.
    #[error("SPType is missing")]
    SpTypeMissing,
    /// A success with nothing in it, a failure with an assertion, or an unknown status.
    #[error("status and content do not belong together")]
    Status,
    /// Not a `xs:dateTime` as SAML has it. SAML Core §1.3.3.
    #[error("time in {field}")]
    Time {
        /// Which one.
        field: &'static str,
    },
    /// An assertion that was not encrypted. eIDAS Cryptographic Requirements 1.4.
    #[error("assertion is not encrypted")]
    Unencrypted,
    /// `Version` is not 2.0.
    #[error("version")]
    Version,
    /// Not XML that we read.
    #[error("{0}")]
    Xml(xmlsec::Error),
}

/// Which rule of a schema is broken, and where.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Schema {
    /// Character data where only elements may be.
    #[error("text in {element}")]
    Text {
        /// The local name of the element.
        element: String,
    },
    /// An element that must be there, at this place.
    #[error("{element} missing in {parent}")]
    MissingElement {
        /// The local name of the parent.
        parent: String,
        /// The local name of what is missing.
        element: &'static str,
    },
    /// An attribute that must be there.
    #[error("attribute {attribute} missing on {element}")]
    MissingAttribute {
        /// The local name of the element.
        element: String,
        /// The name of the attribute.
        attribute: &'static str,
    },
    /// An element that may not be there: unknown, one too many, or out of order.
    #[error("unexpected {element} in {parent}")]
    UnexpectedElement {
        /// The local name of the parent.
        parent: String,
        /// The local name of the element.
        element: String,
    },
    /// An attribute that may not be there.
    #[error("unexpected attribute {attribute} on {element}")]
    UnexpectedAttribute {
        /// The local name of the element.
        element: String,
        /// The local name of the attribute.
        attribute: String,
    },
    /// A value outside its simple type.
    #[error("value of {name}")]
    Value {
        /// The local name of the element or attribute.
        name: &'static str,
    },
}

/// Ours to repair.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Misconfigured {
    /// A text of ours has a character that XML cannot hold. XML 1.0 §2.2.
    #[error("a character that XML cannot hold")]
    Character,
    /// A key, certificate or argument of a cryptographic operation.
    #[error("{0}")]
    Crypto(xmlsec::Error),
    /// The question does not ask for the whole minimum data set.
    #[error("mandatory attribute {name} is not requested")]
    IncompleteDataSet {
        /// The attribute's name.
        name: String,
    },
    /// The question mixes natural and legal person.
    #[error("natural and legal person mixed")]
    MixedPersons,
    /// The peer publishes no certificate to encrypt to, or none with a method that is allowed.
    #[error("the peer publishes nothing to encrypt to")]
    NoRecipient,
    /// There is no key that signs.
    #[error("no key of ours signs")]
    NoSignatureMethod,
    /// The peer publishes no endpoint of this kind.
    #[error("the peer publishes no {endpoint}")]
    NoEndpoint {
        /// Which one.
        endpoint: &'static str,
    },
    /// A NameID that its format does not allow: empty, or longer than 256 characters.
    #[error("name id")]
    NameId,
    /// The question asks for an attribute of a representative.
    #[error("representative attribute requested")]
    RepresentativeRequested,
    /// Not an absolute URI of at most 1024 characters.
    #[error("requester id")]
    RequesterId,
    /// `ProviderName` is empty or longer than 128 characters.
    #[error("provider name")]
    ProviderName,
}

/// Not the answer to our question, or not a question to us.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Mismatch {
    /// The assertion consumer service of a request is none of the metadata. SAML Profiles §4.1.4.1.
    #[error("assertion consumer service is not in the metadata")]
    AssertionConsumerService,
    /// We are not in the audience. SAML Core §2.5.1.4.
    #[error("audience")]
    Audience,
    /// `SubjectConfirmation` other than one `bearer`. SAML Profiles §4.1.4.2.
    #[error("subject confirmation is not one bearer")]
    Bearer,
    /// The identifier's first country is not the one that answered.
    #[error("person identifier of country {got} from {expected}")]
    Country {
        /// The country asked.
        expected: String,
        /// The country in the identifier.
        got: String,
    },
    /// `Destination` is not the endpoint that received the message. SAML Bindings §3.5.5.2.
    #[error("destination {got}, expected {expected}")]
    Destination {
        /// Our URL.
        expected: String,
        /// What the message says.
        got: String,
    },
    /// The identifier's second country is not ours.
    #[error("person identifier for country {got}, expected {expected}")]
    DestinationCountry {
        /// Our country.
        expected: String,
        /// The country in the identifier.
        got: String,
    },
    /// The metadata is that of another node. eIDAS Message Format 1.4 §2.2.
    #[error("metadata of {got}, expected {expected}")]
    EntityId {
        /// The node we know.
        expected: String,
        /// The first entity of the document.
        got: String,
    },
    /// An instant that should have been in the future: the message is too old.
    #[error("{field} {at} is past at {now}")]
    Expired {
        /// Which instant of the message.
        field: &'static str,
        /// The instant, without tolerance.
        at: Instant,
        /// Our time.
        now: Instant,
    },
    /// The message answers another request. SAML Core §3.2.2.
    #[error("in response to {got:?}, expected {expected}")]
    InResponseTo {
        /// The ID of our request.
        expected: String,
        /// What the message says.
        got: Option<String>,
    },
    /// The issuer is not the expected one.
    #[error("issuer {got}, expected {expected}")]
    Issuer {
        /// The entity asked.
        expected: String,
        /// What the message says.
        got: String,
    },
    /// The assertion would be valid for longer than ten minutes, or than is tolerated of the peer.
    #[error("valid for too long until {at}")]
    Lifetime {
        /// Where it would end.
        at: Instant,
    },
    /// Not the NameID format asked for.
    #[error("name id format {got}")]
    NameIdFormat {
        /// What the message says.
        got: String,
    },
    /// The metadata speaks for another country. eIDAS Message Format 1.4 §2.2.
    #[error("node country {got}, expected {expected}")]
    NodeCountry {
        /// The country the node is configured for.
        expected: String,
        /// What the metadata says.
        got: String,
    },
    /// An instant that should have been in the past.
    #[error("{field} {at} is in the future at {now}")]
    NotYetValid {
        /// Which instant of the message.
        field: &'static str,
        /// The instant, without tolerance.
        at: Instant,
        /// Our time.
        now: Instant,
    },
    /// `ProtocolBinding` of a request is not HTTP-POST. eIDAS Message Format 1.4 §2.4.1.
    #[error("protocol binding")]
    ProtocolBinding,
    /// `Recipient` is not our assertion consumer service. SAML Profiles §4.1.4.2.
    #[error("recipient {got:?}, expected {expected}")]
    Recipient {
        /// Our URL.
        expected: String,
        /// What the message says.
        got: Option<String>,
    },
    /// A representative acts for the person, and the service is not registered for that.
    #[error("representation is not supported")]
    Representation,
    /// The node does not play the role it is needed in.
    #[error("not in this role")]
    Role,
    /// An unsolicited answer.
    #[error("answers no request")]
    Unsolicited,
}

/// Not to be believed.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Untrusted {
    /// The issuer is not the peer whose keys were tried.
    #[error("issuer {got}, expected {expected}")]
    Issuer {
        /// The peer's entityID.
        expected: String,
        /// What the message says.
        got: String,
    },
    /// Older metadata than what was read before: it would bring retired keys back.
    #[error("old metadata until {valid_until}: {why}")]
    MetadataRollback {
        /// How it shows.
        why: Rollback,
        /// `validUntil` of what came.
        valid_until: Instant,
    },
    /// Metadata that would be believed for too long.
    #[error("metadata until {valid_until}, at most until {last}")]
    MetadataValidity {
        /// `validUntil`.
        valid_until: Instant,
        /// The last acceptable one.
        last: Instant,
    },
    /// The peer's metadata is no longer valid.
    #[error("metadata of {entity_id} expired at {valid_until}")]
    PeerExpired {
        /// The peer.
        entity_id: String,
        /// `validUntil` of its metadata.
        valid_until: Instant,
    },
    /// Not the file that was pinned.
    #[error("not the pinned file")]
    PinnedFile,
    /// A Metadata Service List that is rightly signed and not believed.
    #[error("service list: {0}")]
    ServiceList(#[from] ServiceListDoubt),
    /// The signature of the message or of its assertion.
    #[error("{0}")]
    Signature(xmlsec::Error),
    /// A key that is too short for its kind. eIDAS Cryptographic Requirements 1.4 §2.3.
    #[error("an RSA key of {bits} bit")]
    WeakKey {
        /// Its size.
        bits: u32,
    },
}

/// What shows that a metadata document is an old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ThisError)]
pub enum Rollback {
    /// It says that it was made before the one in force.
    #[error("made before the one in force")]
    MadeBefore,
    /// A signing key in it was retired.
    #[error("with a key that was retired")]
    RetiredKey,
    /// It was in force before.
    #[error("seen before")]
    SeenBefore,
}

impl Error {
    /// Whether a key that the peer rolled a second ago explains it: the signature is in order,
    /// and no key we know of the peer fits. Then its metadata is worth reading again.
    ///
    /// Attack: messages that make us fetch. Defence: a broken digest, a forbidden algorithm, a
    /// wrapped or missing signature, or a value that the shown certificate of the peer does not
    /// verify, is no reason to. Trade: anybody can sign with a key of their own, so the caller
    /// bounds how often it reads.
    #[must_use]
    pub const fn may_be_a_rolled_key(&self) -> bool {
        use xmlsec::Untrusted::{Key, NoKeyFits};
        let Self::Untrusted(Untrusted::Signature(xmlsec::Error::Untrusted(why))) = self else {
            return false;
        };
        matches!(why, Key | NoKeyFits)
    }
}

impl From<ServiceListFault> for Error {
    fn from(fault: ServiceListFault) -> Self {
        Self::Malformed(fault.into())
    }
}

impl From<ServiceListDoubt> for Error {
    fn from(doubt: ServiceListDoubt) -> Self {
        Self::Untrusted(doubt.into())
    }
}

impl From<Schema> for Error {
    fn from(broken: Schema) -> Self {
        Self::Malformed(broken.into())
    }
}

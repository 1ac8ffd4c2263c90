// SPDX-License-Identifier: EUPL-1.2

//! Reading metadata into a [`Peer`]. What stands here is only ever given a tree that is proven:
//! the signed element, or a file with the pinned hash.

use std::time::Duration;

use openssl::sha::sha256;
use xmlsec::{Document, Element, Limits, Policy, SignatureMethod, TrustAnchors, TrustedKeys};

use super::cache_duration::{REFRESH, cache_duration};
use super::{Contact, ContactKind, Localized, MetadataFault, keys, name};
use crate::attribute::Attribute;
use crate::binding::Binding;
use crate::country::CountryCode;
use crate::error::{Error, Malformed, Mismatch, Untrusted};
use crate::peer::{
    AssertionConsumerService, ExpectedPeer, Location, Peer, PeerWarning, Role, Tolerance,
};
use crate::saml::NameIdFormat;
use crate::{Instant, Loa, SpType};
use crate::{ns, schema};

/// Aggregates nest once or twice in practice.
const MAX_NESTING: usize = 8;
/// Names of organisations are shown to people; nobody's is longer.
const MAX_TEXT: usize = 200;

pub(crate) fn signed(
    bytes: &[u8],
    anchors: &TrustAnchors,
    expected: &ExpectedPeer,
    now: Instant,
) -> Result<Peer, Error> {
    let document = Document::parse(bytes, &Limits::METADATA).map_err(Malformed::Xml)?;
    let signed = xmlsec::verify_metadata(&document, anchors, &Policy::EIDAS, now.seconds())
        .map_err(Untrusted::Signature)?;
    let mut warnings = Warnings::default();
    if anchors.would_miss_revocation(signed.signer()) {
        warnings.push(PeerWarning::RevocationNotChecked);
    }
    Reader {
        expected,
        now,
        pinned: false,
        // What was digested: the octets around it, and those of the signature, are anybody's.
        document: sha256(signed.document().bytes()),
        warnings,
    }
    .peer(signed.root())
}

pub(crate) fn pinned(bytes: &[u8], expected: &ExpectedPeer, now: Instant) -> Result<Peer, Error> {
    let document = Document::parse(bytes, &Limits::METADATA).map_err(Malformed::Xml)?;
    Reader {
        expected,
        now,
        pinned: true,
        document: sha256(bytes),
        warnings: Warnings::default(),
    }
    .peer(document.root())
}

struct Reader<'e> {
    expected: &'e ExpectedPeer,
    now: Instant,
    pinned: bool,
    document: [u8; 32],
    warnings: Warnings,
}

/// What the operator should hear; the first of it, since a document may have thousands of entries.
#[derive(Default)]
pub(super) struct Warnings(Vec<PeerWarning>);

impl Warnings {
    const MOST: usize = 64;

    pub(super) fn push(&mut self, warning: PeerWarning) {
        if self.0.len() < Self::MOST {
            self.0.push(warning);
        }
    }
}

/// An entity with what it and its ancestors say about time. Its own end is read once it is the one that
/// is looked for: another's cannot cost it anything.
struct Found<'a> {
    entity: Element<'a>,
    entity_id: &'a str,
    around: Option<Instant>,
    refresh_after: Option<Duration>,
}

impl Reader<'_> {
    fn peer(mut self, root: Element<'_>) -> Result<Peer, Error> {
        let found = self.find(root)?;
        let (wanted, element) = match self.expected.role {
            Role::Connector => (Role::Connector, "SPSSODescriptor"),
            Role::ProxyService => (Role::ProxyService, "IDPSSODescriptor"),
        };
        let mut roles = found.entity.children().filter(|child| {
            child.is(name::MD, element)
                && child
                    .attribute("protocolSupportEnumeration")
                    .is_some_and(|list| list.split_ascii_whitespace().any(|p| p == ns::PROTOCOL))
        });
        let role = roles.next().ok_or(Mismatch::Role)?;
        if roles.next().is_some() {
            return Err(MetadataFault::DuplicateRole.into());
        }

        let own = earliest(valid_until(found.entity)?, valid_until(role)?);
        let valid_until = self.validity(earliest(found.around, own))?;
        let refresh_after = [found.refresh_after, cache_duration(role)]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(REFRESH.1)
            .clamp(REFRESH.0, REFRESH.1);
        let [extensions, in_role] = [extensions(found.entity)?, extensions(role)?];
        self.country(in_role, extensions)?;
        let keys = keys::read(role, wanted, self.now, &mut self.warnings)?;
        let (single_sign_on, assertion_consumer) = match wanted {
            Role::ProxyService => (self.single_sign_on(role)?, Vec::new()),
            Role::Connector => (Vec::new(), self.assertion_consumer(role)?),
        };

        let sp_type = self.sp_type([extensions, in_role])?;
        let entity_attributes: Vec<Element<'_>> = extensions
            .into_iter()
            .flat_map(Element::children)
            .filter(|element| element.is(name::MDATTR, "EntityAttributes"))
            .flat_map(Element::children)
            .filter(|element| element.is(ns::ASSERTION, "Attribute"))
            .collect();
        let (signature_methods, names_signature_methods) = signature_methods(in_role, extensions);

        let mut peer = Peer {
            entity_id: self.expected.entity_id.clone(),
            country: self.expected.country,
            role: wanted,
            valid_until,
            document: self.document,
            created: created(root, found.entity, self.now),
            refresh_after,
            signing_keys: TrustedKeys::new(keys.signing.iter().cloned()),
            signing_certificates: keys.signing,
            recipients: keys.recipients,
            single_sign_on,
            assertion_consumer,
            loas: self.loas(&entity_attributes),
            attributes: self.attributes(role, wanted),
            name_id_formats: role
                .children()
                .filter(|element| element.is(name::MD, "NameIDFormat"))
                .map(|element| NameIdFormat::from_uri(element.text().trim()))
                .collect(),
            requires_requester_id: values(&entity_attributes, name::ENTITY_CATEGORY)
                .any(|value| value == name::REQUESTER_ID),
            // What is no truth value wants nothing.
            wants_assertions_signed: matches!(
                schema::boolean(role, "WantAssertionsSigned"),
                Ok(Some(true))
            ),
            sp_type,
            // DIFFERENCE: nodes write one value for each version or all in one with commas
            // (the reference reads both).
            versions: values(&entity_attributes, name::PROTOCOL_VERSION)
                .flat_map(|value| {
                    value
                        .split(',')
                        .map(|one| one.trim().to_owned())
                        .collect::<Vec<_>>()
                })
                .filter(|value| !value.is_empty())
                .collect(),
            application: values(&entity_attributes, name::APPLICATION_IDENTIFIER)
                .next()
                .map(|value| shown(&value)),
            signature_methods,
            names_signature_methods,
            display_names: display_names(found.entity, role),
            contacts: contacts(found.entity),
            tolerances: self.expected.tolerances.clone(),
            warnings: Vec::new(),
        };
        if wanted == Role::Connector && peer.choose_recipient().is_err() {
            self.warnings.push(PeerWarning::NothingToEncryptTo);
        }
        peer.warnings = self.warnings.0;
        Ok(peer)
    }

    /// The one entity with the expected name, in a document that is an entity or lists of them.
    ///
    /// Attack: the genuine entity tucked away in `md:Extensions` with a forged one beside it, or
    /// two of one name. Defence: only the places the schema has for entities are walked, and a
    /// second entity of any name already seen refuses the document. Trade: one careless double
    /// entry in an aggregate stops it for all; the last good copy serves meanwhile.
    fn find<'a>(&self, root: Element<'a>) -> Result<Found<'a>, Error> {
        let mut entities: Vec<Found<'a>> = Vec::new();
        let mut open = vec![(root, None, None, 0_usize)];
        while let Some((element, around, cache, depth)) = open.pop() {
            let cache = [cache, cache_duration(element)].into_iter().flatten().min();
            if element.is(name::MD, "EntityDescriptor") {
                // One without a name is nobody.
                entities.extend(element.attribute("entityID").map(|entity_id| Found {
                    entity: element,
                    entity_id,
                    around,
                    refresh_after: cache,
                }));
            } else if element.is(name::MD, "EntitiesDescriptor") && depth < MAX_NESTING {
                let around = earliest(around, valid_until(element)?);
                open.extend(
                    element
                        .children()
                        .filter(|child| {
                            child.is(name::MD, "EntityDescriptor")
                                || child.is(name::MD, "EntitiesDescriptor")
                        })
                        .map(|child| (child, around, cache, depth + 1)),
                );
            } else {
                return Err(MetadataFault::NotMetadata.into());
            }
        }
        entities.sort_by_key(|found| found.entity_id);
        if let Some([twice, _]) = entities
            .array_windows()
            .find(|[one, next]| one.entity_id == next.entity_id)
        {
            let entity_id = twice.entity_id.to_owned();
            return Err(MetadataFault::DuplicateEntity { entity_id }.into());
        }
        let expected = self.expected.entity_id.as_str();
        let got = entities.first().map(|found| found.entity_id.to_owned());
        entities
            .into_iter()
            .find(|found| found.entity_id == expected)
            .ok_or_else(|| match got {
                Some(got) => Mismatch::EntityId {
                    expected: expected.to_owned(),
                    got,
                }
                .into(),
                None => MetadataFault::Attribute {
                    element: "EntityDescriptor",
                    attribute: "entityID",
                }
                .into(),
            })
    }

    fn validity(&self, valid_until: Option<Instant>) -> Result<Instant, Error> {
        let longest = if self.expected.tolerates(Tolerance::LongValidity, self.now) {
            ExpectedPeer::TOLERATED_VALIDITY
        } else {
            ExpectedPeer::LONGEST_VALIDITY
        };
        let last = self.now.plus(longest);
        let valid_until = match valid_until {
            Some(instant) => instant,
            // Whoever pinned the file vouches for it as long as it is pinned.
            None if self.pinned => return Ok(last),
            None => return Err(MetadataFault::NoValidUntil.into()),
        };
        if valid_until <= self.now {
            return Err(Untrusted::PeerExpired {
                entity_id: self.expected.entity_id.as_str().to_owned(),
                valid_until,
            }
            .into());
        }
        if valid_until > last && !self.pinned {
            return Err(Untrusted::MetadataValidity { valid_until, last }.into());
        }
        Ok(valid_until)
    }

    /// Message Format 1.4 §4.2: NodeCountry MUST stand in the extensions of the role. Where the entity says one too, it
    /// is the same.
    fn country(
        &self,
        in_role: Option<Element<'_>>,
        in_entity: Option<Element<'_>>,
    ) -> Result<(), Error> {
        let countries = |extensions: Option<Element<'_>>| {
            extensions
                .into_iter()
                .flat_map(Element::children)
                .filter(|element| element.is(ns::EIDAS, "NodeCountry"))
                .map(|element| element.text().trim().to_owned())
                .collect::<Vec<_>>()
        };
        let of_role = countries(in_role);
        let [got] = of_role.as_slice() else {
            return Err(MetadataFault::NodeCountry.into());
        };
        let of_entity = countries(in_entity);
        let others = [got].into_iter().chain(&of_entity);
        for got in others {
            if CountryCode::parse(got) != Ok(self.expected.country) {
                return Err(Mismatch::NodeCountry {
                    expected: self.expected.country.to_string(),
                    got: shown(got),
                }
                .into());
            }
        }
        Ok(())
    }

    /// `eidas:SPType` of a Connector. Message Format 1.4 §4.1: a node has one sector or none, in "the md:Extensions element of
    /// SAML metadata", of which there are two. What is neither of the two words is no sector: the requests say it.
    fn sp_type(&mut self, extensions: [Option<Element<'_>>; 2]) -> Result<Option<SpType>, Error> {
        let mut found = None;
        for element in extensions.into_iter().flatten().flat_map(Element::children) {
            if !element.is(ns::EIDAS, "SPType") {
                continue;
            }
            let text = element.text();
            let sector = SpType::parse(text.trim());
            if sector.is_none() {
                let text = shown(&text);
                self.warnings.push(PeerWarning::SectorUnknown { text });
            }
            if *found.get_or_insert(sector) != sector {
                let (one, other) = ("SPType", "another SPType");
                return Err(Malformed::Contradiction { one, other }.into());
            }
        }
        Ok(found.flatten())
    }

    /// Where questions go, by binding; one by POST at least.
    fn single_sign_on(&mut self, role: Element<'_>) -> Result<Vec<(Binding, Location)>, Error> {
        let mut endpoints: Vec<(Binding, Location)> = Vec::new();
        let mut unusable = None;
        for element in role
            .children()
            .filter(|e| e.is(name::MD, "SingleSignOnService"))
        {
            let Some(binding) = element.attribute("Binding").and_then(Binding::from_uri) else {
                self.warnings.push(PeerWarning::EndpointIgnored);
                continue;
            };
            match self.location(element, "SingleSignOnService") {
                // SAML Metadata §2.4.3: any of them will do.
                Ok(_) if endpoints.iter().any(|(known, _)| *known == binding) => {}
                Ok(location) => endpoints.push((binding, location)),
                Err(fault) => _ = unusable.get_or_insert(fault),
            }
        }
        if endpoints
            .iter()
            .any(|(binding, _)| *binding == Binding::Post)
        {
            return Ok(endpoints);
        }
        Err(unusable.unwrap_or(MetadataFault::NoEndpoint).into())
    }

    /// The addresses for answers, the default one first. SAML Metadata §2.2.3: the first with
    /// `isDefault="true"`, else the first that does not say false, else the first.
    fn assertion_consumer(
        &mut self,
        role: Element<'_>,
    ) -> Result<Vec<AssertionConsumerService>, Error> {
        let mut services = Vec::new();
        let mut unusable = None;
        for element in role
            .children()
            .filter(|e| e.is(name::MD, "AssertionConsumerService"))
        {
            match element.attribute("Binding").and_then(Binding::from_uri) {
                Some(Binding::Post) => {}
                // DIFFERENCE: the reference node lists its ACS for HTTP-Redirect too; answers
                // travel by POST only (Message Format 1.4 §2.1).
                Some(Binding::Redirect) => continue,
                None => {
                    self.warnings.push(PeerWarning::EndpointIgnored);
                    continue;
                }
            }
            let rank = match schema::boolean(element, "isDefault") {
                Ok(Some(true)) => 0,
                Ok(None) => 1,
                Ok(Some(false)) | Err(_) => 2,
            };
            match self.location(element, "AssertionConsumerService") {
                Ok(location) => {
                    let index = element
                        .attribute("index")
                        .and_then(|index| index.trim().parse().ok());
                    services.push((rank, AssertionConsumerService { index, location }));
                }
                Err(fault) => _ = unusable.get_or_insert(fault),
            }
        }
        if services.is_empty() {
            return Err(unusable.unwrap_or(MetadataFault::NoEndpoint).into());
        }
        services.sort_by_key(|(rank, _)| *rank);
        Ok(services.into_iter().map(|(_, service)| service).collect())
    }

    /// The address of an endpoint. One that is none counts for nothing, like a key that is none:
    /// nobody is sent there.
    fn location(
        &mut self,
        element: Element<'_>,
        what: &'static str,
    ) -> Result<Location, MetadataFault> {
        let Some(written) = element.attribute("Location").map(schema::trim) else {
            self.warnings.push(PeerWarning::EndpointIgnored);
            return Err(MetadataFault::Attribute {
                element: what,
                attribute: "Location",
            });
        };
        let url = self.expected.transport.endpoint(written).map_err(|why| {
            let location = shown(written);
            self.warnings.push(PeerWarning::EndpointUnusable {
                location: location.clone(),
                why,
            });
            MetadataFault::Endpoint { location, why }
        })?;
        let written = written.to_owned();
        Ok(Location { written, url })
    }

    fn loas(&mut self, attributes: &[Element<'_>]) -> Vec<Loa> {
        let mut loas = Vec::new();
        for value in values(attributes, name::ASSURANCE_CERTIFICATION) {
            match Loa::parse(&value) {
                Some(loa) if !loas.contains(&loa) => loas.push(loa),
                Some(_) => {}
                None => {
                    let uri = shown(&value);
                    self.warnings.push(PeerWarning::LevelUnknown { uri });
                }
            }
        }
        loas
    }

    fn attributes(&mut self, role: Element<'_>, wanted: Role) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        for element in role.children().filter(|e| e.is(ns::ASSERTION, "Attribute")) {
            match element.attribute("Name").and_then(Attribute::named) {
                Some(attribute) if !attributes.contains(&attribute) => attributes.push(attribute),
                Some(_) => {}
                None => {
                    let name = element.attribute("Name").map_or_else(String::new, shown);
                    self.warnings.push(PeerWarning::AttributeUnknown { name });
                }
            }
        }
        let mut minimum = Attribute::NATURAL_MANDATORY.into_iter();
        let missing = minimum.find(|attribute| !attributes.contains(attribute));
        if let (Role::ProxyService, Some(missing)) = (wanted, missing) {
            let name = missing.name();
            self.warnings.push(PeerWarning::MinimumMissing { name });
        }
        attributes
    }
}

/// The `md:Extensions` of an element. SAML Metadata §2.3.2, §2.4.1: one at most; of two, readers take the first or the last,
/// and what stands in the other would be true for some and not for us.
fn extensions(of: Element<'_>) -> Result<Option<Element<'_>>, Error> {
    let mut found = of
        .children()
        .filter(|child| child.is(name::MD, "Extensions"));
    let first = found.next();
    match found.next() {
        Some(second) => Err(schema::unexpected(of, second).into()),
        None => Ok(first),
    }
}

/// The first child of this name.
fn child<'a>(parent: Element<'a>, namespace: &str, name: &str) -> Option<Element<'a>> {
    parent
        .children()
        .find(|element| element.is(namespace, name))
}

/// The values of an entity attribute, trimmed.
fn values<'v>(attributes: &'v [Element<'_>], name: &'v str) -> impl Iterator<Item = String> + 'v {
    attributes
        .iter()
        .filter(move |attribute| attribute.attribute("Name") == Some(name))
        .flat_map(|attribute| attribute.children())
        .filter(|element| element.is(ns::ASSERTION, "AttributeValue"))
        .map(|element| element.text().trim().to_owned())
}

/// Text of others, cut to a length that a page or a log can carry.
pub(super) fn shown(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_TEXT)
        .collect()
}

/// What the role says of signature methods or, if it says nothing, the entity; and whether either
/// said anything. SAML Metadata Profile for Algorithm Support §2.5.
fn signature_methods(
    role: Option<Element<'_>>,
    entity: Option<Element<'_>>,
) -> (Vec<SignatureMethod>, bool) {
    for extensions in [role, entity].into_iter().flatten() {
        let mut named = extensions
            .children()
            .filter(|element| element.is(name::ALG, "SigningMethod"))
            .peekable();
        if named.peek().is_some() {
            let known = named
                .filter_map(|element| element.attribute("Algorithm"))
                .filter_map(SignatureMethod::from_uri)
                .collect();
            return (known, true);
        }
    }
    (Vec::new(), false)
}

fn display_names(entity: Element<'_>, role: Element<'_>) -> Vec<Localized> {
    [entity, role]
        .into_iter()
        .filter_map(|parent| child(parent, name::MD, "Organization"))
        .flat_map(Element::children)
        .filter(|element| element.is(name::MD, "OrganizationDisplayName"))
        .map(|element| Localized {
            language: element
                .attribute_ns(ns::XML, "lang")
                .map_or_else(String::new, shown),
            text: shown(&element.text()),
        })
        .filter(|name| !name.text.is_empty())
        .take(32)
        .collect()
}

fn contacts(entity: Element<'_>) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for person in entity
        .children()
        .filter(|e| e.is(name::MD, "ContactPerson"))
        .take(16)
    {
        let kind = match person.attribute("contactType") {
            Some("support") => ContactKind::Support,
            Some("technical") => ContactKind::Technical,
            _ => continue,
        };
        let company = child(person, name::MD, "Company").map(|element| shown(&element.text()));
        for email in person
            .children()
            .filter(|e| e.is(name::MD, "EmailAddress"))
            .take(4)
        {
            let text = shown(&email.text());
            let email = text.strip_prefix("mailto:").unwrap_or(&text).to_owned();
            contacts.push(Contact {
                kind,
                company: company.clone(),
                email,
            });
        }
    }
    contacts
}

/// When the document was made, if it says so: of the whole before that of the one entity. SAML
/// Metadata Extensions for Registration and Publication Information 1.0 §2.2. A time that has not come
/// says nothing: every document after it would count as made before.
fn created(root: Element<'_>, entity: Element<'_>, now: Instant) -> Option<Instant> {
    let created = [root, entity].into_iter().find_map(|element| {
        let extensions = child(element, name::MD, "Extensions")?;
        let published = child(extensions, name::MDRPI, "PublicationInfo")?;
        Instant::parse(schema::trim(published.attribute("creationInstant")?))
    });
    created.filter(|created| *created <= now.plus(Peer::CLOCKS_APART))
}

fn valid_until(element: Element<'_>) -> Result<Option<Instant>, Error> {
    match element.attribute("validUntil") {
        Some(text) => Instant::parse(schema::trim(text))
            .map(Some)
            .ok_or_else(|| MetadataFault::ValidUntil.into()),
        None => Ok(None),
    }
}

fn earliest(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    [one, other].into_iter().flatten().min()
}

// SPDX-License-Identifier: EUPL-1.2
//! Our own metadata, as connector and as Proxy-Service: built, signed, kept, and signed anew before
//! half its life is over, or when what it says changes.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use eidas::metadata::{
    ConnectorMetadata, Contact, ContactKind, KeyDescriptor, MetadataStyle, NodeMetadata,
    Organization, ProxyServiceMetadata,
};
use eidas::{
    Attribute, CountryCode, EntityId, Error, Instant, LevelOfAssurance, Loa, MessageId,
    NameIdFormat,
};
use xmlsec::{DigestMethod, SignatureMethod};

use crate::keys::Keys;
use crate::settings::{Access, EidSettings, Organisation, ProxyServiceSettings, Settings};
use store::env::Env;

/// What our `application-identifier` says: product and version, nothing about the host. MD-18.
const APPLICATION: &str = concat!("Landport:Landport:", env!("CARGO_PKG_VERSION"));

/// The signed documents.
#[derive(Debug, Default)]
pub struct OwnMetadata {
    connector: Kept<Switched>,
    proxy_service: Kept<(Switched, Offer)>,
}

/// Whether the announced change of signing keys has come.
type Switched = bool;

/// What our Proxy-Service can prove now: it follows the states of the e-IDs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The levels, lowest first.
    pub levels: Vec<LevelOfAssurance>,
    /// The mandatory minimum data set, and what else the open e-IDs can fill.
    pub attributes: Vec<Attribute>,
}

impl Offer {
    /// What the e-IDs that may be used abroad now give together, or nothing when there is none.
    /// One that answers only for sector attributes opens no level by itself.
    pub fn of(settings: &Settings, access: impl Fn(&EidSettings) -> Access) -> Option<Self> {
        let mut offer = Self {
            levels: Vec::new(),
            attributes: Attribute::NATURAL_MANDATORY.to_vec(),
        };
        for eid in &settings.eids {
            let Access::Open { acr, .. } = access(eid) else {
                continue;
            };
            if eid.for_attributes.is_empty() {
                offer.levels.extend(acr.into_iter().map(|(_, level)| level));
            }
            let fills = eid.attributes.iter().map(|rule| rule.attribute);
            for attribute in fills {
                if !offer.attributes.contains(&attribute) {
                    offer.attributes.push(attribute);
                }
            }
        }
        offer.levels.sort_unstable();
        offer.levels.dedup();
        (!offer.levels.is_empty()).then_some(offer)
    }
}

/// A document, when it was made, and what it says.
#[derive(Debug)]
struct Kept<T>(Mutex<Option<(i64, T, Bytes)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: PartialEq> Kept<T> {
    /// Peers keep it for up to its whole validity, so nobody ever gets one with less than half of
    /// it left.
    fn get(
        &self,
        now: Instant,
        validity: Duration,
        says: T,
        sign: impl FnOnce(&T) -> Result<Vec<u8>, Error>,
    ) -> Result<Bytes, Error> {
        let half_life_ms = i64::try_from(validity.as_millis() / 2).unwrap_or(i64::MAX);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made_ms, said, document)) = &*kept
            && *said == says
            && (0..half_life_ms).contains(&now.ms().saturating_sub(*made_ms))
        {
            return Ok(document.clone());
        }
        let document = Bytes::from(sign(&says)?);
        *kept = Some((now.ms(), says, document.clone()));
        Ok(document)
    }
}

impl OwnMetadata {
    /// The connector's document in force.
    ///
    /// # Errors
    /// `Misconfigured` when the key fails or a value cannot stand in metadata.
    pub fn connector(&self, settings: &Settings, keys: &Keys, env: &Env) -> Result<Bytes, Error> {
        let ours = &settings.connector;
        let now = Instant::from_ms(env.now_ms());
        let sign = |_: &Switched| {
            let node = Node {
                entity_id: &ours.entity_id,
                valid_until: keys.metadata_ends(now, ours.metadata_validity),
                country: settings.country,
                organisation: &ours.organisation,
                contacts: [&ours.support_contact, &ours.technical_contact],
                keys: keys.key_descriptors(now),
            };
            let metadata = ConnectorMetadata {
                node: node.published(),
                // Every request says it: one gateway serves both sectors.
                sp_type: None,
                assertion_consumer_service: ours.acs.clone(),
            };
            let style = MetadataStyle::new(MessageId::parse(&env.message_id())?);
            metadata.to_signed_xml(&style, &*keys.metadata_signer())
        };
        self.connector
            .get(now, ours.metadata_validity, keys.switched(now), sign)
    }

    /// The Proxy-Service's document in force, for what it offers now.
    ///
    /// # Errors
    /// As [`Self::connector`].
    pub fn proxy_service(
        &self,
        country: CountryCode,
        ours: &ProxyServiceSettings,
        offer: Offer,
        keys: &Keys,
        env: &Env,
    ) -> Result<Bytes, Error> {
        let now = Instant::from_ms(env.now_ms());
        let sign = |(_, offer): &(Switched, Offer)| {
            let node = Node {
                entity_id: &ours.entity_id,
                valid_until: keys.metadata_ends(now, ours.metadata_validity),
                country,
                organisation: &ours.organisation,
                contacts: [&ours.support_contact, &ours.technical_contact],
                keys: keys.signing_descriptors(now),
            };
            let metadata = ProxyServiceMetadata {
                node: node.published(),
                loas: offer.levels.iter().map(|l| Loa::Notified(*l)).collect(),
                requires_requester_id: ours.requester_id_required,
                sso_post: ours.sso.clone(),
                sso_redirect: Some(ours.sso.clone()),
                attributes: offer.attributes.clone(),
            };
            let style = MetadataStyle::new(MessageId::parse(&env.message_id())?);
            metadata.to_signed_xml(&style, &*keys.metadata_signer())
        };
        self.proxy_service.get(
            now,
            ours.metadata_validity,
            (keys.switched(now), offer),
            sign,
        )
    }
}

/// What both roles say of us.
struct Node<'a> {
    entity_id: &'a EntityId,
    valid_until: Instant,
    country: CountryCode,
    organisation: &'a Organisation,
    /// Support, technical.
    contacts: [&'a String; 2],
    keys: Vec<KeyDescriptor>,
}

impl Node<'_> {
    fn published(self) -> NodeMetadata {
        let organisation = self.organisation;
        let contact = |kind, email: &str| Contact {
            kind,
            company: Some(organisation.name.clone()),
            email: email.to_owned(),
        };
        let [support, technical] = self.contacts;
        NodeMetadata {
            entity_id: self.entity_id.clone(),
            valid_until: self.valid_until,
            country: self.country,
            versions: ["1.2", "1.3", "1.4"].map(str::to_owned).to_vec(),
            application: Some(APPLICATION.to_owned()),
            keys: self.keys,
            digest_methods: vec![
                DigestMethod::Sha256,
                DigestMethod::Sha384,
                DigestMethod::Sha512,
            ],
            signing_methods: SignatureMethod::ALL.to_vec(),
            name_id_formats: vec![
                NameIdFormat::Persistent,
                NameIdFormat::Transient,
                NameIdFormat::Unspecified,
            ],
            organization: Some(Organization {
                name: organisation.name.clone(),
                display_name: organisation.display_name.clone(),
                url: organisation.url.to_string(),
                language: "en".to_owned(),
            }),
            contacts: vec![
                contact(ContactKind::Support, support),
                contact(ContactKind::Technical, technical),
            ],
        }
    }
}

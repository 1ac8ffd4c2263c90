// SPDX-License-Identifier: EUPL-1.2
//! Our own connector metadata: built, signed, kept, and signed anew before half its life is over.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use eidas::metadata::{
    ConnectorMetadata, Contact, ContactKind, MetadataStyle, NodeMetadata, Organization,
};
use eidas::{Error, Instant, MessageId, NameIdFormat};
use xmlsec::{DigestMethod, SignatureMethod};

use crate::env::Env;
use crate::keys::Keys;
use crate::settings::Settings;

/// What our `application-identifier` says: product and version, nothing about the host. MD-18.
const APPLICATION: &str = concat!("Landport:Landport:", env!("CARGO_PKG_VERSION"));

/// The signed document and when it was made.
#[derive(Debug, Default)]
pub struct OwnMetadata {
    kept: Mutex<Option<(i64, Bytes)>>,
}

impl OwnMetadata {
    /// The document in force. Peers keep it for up to its whole validity, so nobody ever gets one
    /// with less than half of it left.
    ///
    /// # Errors
    /// `Misconfigured` when the key fails or a value cannot stand in metadata.
    pub fn document(&self, settings: &Settings, keys: &Keys, env: &Env) -> Result<Bytes, Error> {
        let now_ms = env.now_ms();
        let half_life_ms = i64::try_from(settings.connector.metadata_validity.as_millis() / 2);
        let half_life_ms = half_life_ms.unwrap_or(i64::MAX);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made_ms, document)) = &*kept
            && (0..half_life_ms).contains(&now_ms.saturating_sub(*made_ms))
        {
            return Ok(document.clone());
        }
        let document = Bytes::from(sign(settings, keys, env)?);
        *kept = Some((now_ms, document.clone()));
        Ok(document)
    }

    /// Signs anew at the next request: keys or settings changed.
    pub fn forget(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn sign(settings: &Settings, keys: &Keys, env: &Env) -> Result<Vec<u8>, Error> {
    let connector = &settings.connector;
    let organisation = &connector.organisation;
    let contact = |kind, email: &str| Contact {
        kind,
        company: Some(organisation.name.clone()),
        email: email.to_owned(),
    };
    let metadata = ConnectorMetadata {
        node: NodeMetadata {
            entity_id: connector.entity_id.clone(),
            valid_until: Instant::from_ms(env.now_ms()).plus(connector.metadata_validity),
            country: settings.country,
            versions: ["1.2", "1.3", "1.4"].map(str::to_owned).to_vec(),
            application: Some(APPLICATION.to_owned()),
            keys: keys.key_descriptors(),
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
                contact(ContactKind::Support, &connector.support_contact),
                contact(ContactKind::Technical, &connector.technical_contact),
            ],
        },
        // Every request says it: one gateway serves both sectors.
        sp_type: None,
        assertion_consumer_service: connector.acs.clone(),
    };
    let style = MetadataStyle::new(MessageId::parse(&env.message_id())?);
    metadata.to_signed_xml(&style, &*keys.metadata_signer())
}

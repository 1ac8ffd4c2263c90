// SPDX-License-Identifier: EUPL-1.2
//! Our own metadata as a Connector: made from configuration and keys, signed, kept an hour.

use eidas::metadata::{
    ConnectorMetadata, Contact, ContactKind, MetadataStyle, NodeMetadata, Organization,
};
use eidas::{Error, Instant, MessageId, NameIdFormat};
use tokio::sync::Mutex;
use xmlsec::{DigestMethod, SignatureMethod};

use crate::app::{App, Current};

/// One signature an hour is enough for everybody who asks.
const KEPT_MS: i64 = 60 * 60 * 1000;

/// The signed document and when it was made.
pub type Kept = Mutex<Option<(i64, bytes::Bytes)>>;

impl App {
    /// The signed document; the error says what could not be done.
    pub async fn connector_metadata(&self) -> Result<bytes::Bytes, String> {
        let current = self.current();
        let mut kept = current.metadata.lock().await;
        let now = self.env.now_ms();
        if let Some((made, xml)) = kept.as_ref().filter(|(made, _)| now - made < KEPT_MS) {
            tracing::trace!(made, "metadata from memory");
            return Ok(xml.clone());
        }
        let document = document(&current, now);
        let signer = current.keys.metadata_signer();
        let id = MessageId::parse(&self.env.message_id()).map_err(|error| error.to_string())?;
        let signed = tokio::task::spawn_blocking(move || {
            document.to_signed_xml(&MetadataStyle::new(id), &*signer)
        });
        let xml = signed.await.map_err(|error| error.to_string())?;
        let xml = bytes::Bytes::from(xml.map_err(|error: Error| error.to_string())?);
        *kept = Some((now, xml.clone()));
        Ok(xml)
    }
}

fn document(current: &Current, now_ms: i64) -> ConnectorMetadata {
    let settings = &current.settings;
    let connector = &settings.connector;
    let contact = |kind, email: &str| Contact {
        kind,
        company: Some(connector.organisation.name.clone()),
        email: email.to_owned(),
    };
    ConnectorMetadata {
        node: NodeMetadata {
            entity_id: connector.entity_id.clone(),
            valid_until: Instant::from_ms(now_ms).plus(connector.metadata_validity),
            country: settings.country,
            versions: ["1.2", "1.3", "1.4"].map(str::to_owned).to_vec(),
            application: Some(format!("Landport:gateway:{}", env!("CARGO_PKG_VERSION"))),
            keys: current.keys.key_descriptors(),
            digest_methods: DigestMethod::ALL.to_vec(),
            signing_methods: SignatureMethod::ALL.to_vec(),
            name_id_formats: vec![
                NameIdFormat::Unspecified,
                NameIdFormat::Persistent,
                NameIdFormat::Transient,
            ],
            organization: Some(Organization {
                name: connector.organisation.name.clone(),
                display_name: connector.organisation.display_name.clone(),
                url: connector.organisation.url.to_string(),
                language: "en".to_owned(),
            }),
            contacts: vec![
                contact(ContactKind::Support, &connector.support_contact),
                contact(ContactKind::Technical, &connector.technical_contact),
            ],
        },
        // Each request says its service's sector.
        sp_type: None,
        assertion_consumer_service: connector.acs.clone(),
    }
}

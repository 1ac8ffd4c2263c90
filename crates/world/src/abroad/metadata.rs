// SPDX-License-Identifier: EUPL-1.2
//! What a connector says of itself. eIDAS Message Format 1.4 §2.2.

use std::time::Duration;

use eidas::metadata::{
    ConnectorMetadata, Contact, ContactKind, KeyDescriptor, MetadataStyle, NodeMetadata,
    Organization,
};
use eidas::{EntityId, Instant, MessageId};
use url::Url;
use xmlsec::{
    DataEncryption, DecryptionKey as _, DigestMethod, ReferenceStyle, SignatureMethod,
    SigningKey as _,
};

use super::habits::{Habits, Mischief, Sector, Verifies};
use super::keys::ConnectorKeys;
use super::{AbroadError, Foreign};
use crate::country::NameIdKind;
use crate::env::Env;
use crate::node::{is_pss, name_id_format};
use crate::place::Place;

/// How long metadata of a connector is valid.
const METADATA_VALIDITY: Duration = Duration::from_secs(30 * 86_400);

impl Foreign {
    /// The signed metadata.
    pub(super) fn metadata(
        &self,
        place: Place,
        env: &Env,
        keys: &ConnectorKeys,
    ) -> Result<Vec<u8>, AbroadError> {
        let habits = self.habits();
        let working = keys.working().ok_or(AbroadError::NotReady)?;
        let signing = working
            .signing
            .certificates()
            .first()
            .cloned()
            .ok_or(AbroadError::NotReady)?;
        let validity = self
            .mischief()
            .into_iter()
            .find_map(|mischief| match mischief {
                Mischief::MetadataEndsIn(seconds) => Some(Duration::from_secs(seconds)),
                _ => None,
            })
            .unwrap_or(METADATA_VALIDITY);
        let metadata = ConnectorMetadata {
            node: NodeMetadata {
                entity_id: EntityId::parse(&self.entity_id(place))?,
                valid_until: Instant::from_ms(env.now_ms()).plus(validity),
                country: self.code(),
                versions: habits.versions.iter().map(|v| (*v).to_owned()).collect(),
                application: Some("DemoEurope:connector:1.0".to_owned()),
                keys: vec![
                    KeyDescriptor::signing(signing),
                    self.encryption(&habits, &working.decryption),
                ],
                digest_methods: DigestMethod::ALL.to_vec(),
                signing_methods: SignatureMethod::ALL
                    .into_iter()
                    .filter(|method| habits.verifies == Verifies::All || is_pss(*method))
                    .collect(),
                name_id_formats: NameIdKind::ALL.map(name_id_format).to_vec(),
                organization: Some(Organization {
                    name: format!("Demo connector of {}", self.country.name),
                    display_name: self.country.own_name.to_owned(),
                    url: place.origin(&format!("service.{}", self.country.label())),
                    language: "en".to_owned(),
                }),
                contacts: [ContactKind::Support, ContactKind::Technical]
                    .map(|kind| Contact {
                        kind,
                        company: None,
                        email: format!("connector@{}.localhost", self.country.label()),
                    })
                    .to_vec(),
            },
            sp_type: match habits.sector {
                Sector::InMetadata(sp_type) => Some(sp_type),
                Sector::InRequest(_) => None,
            },
            assertion_consumer_service: Url::parse(&self.consumer(place))
                .map_err(|_| AbroadError::NotReady)?,
        };
        let style = MetadataStyle {
            id: match habits.metadata_reference {
                ReferenceStyle::Id => Some(MessageId::parse(&env.message_id())?),
                ReferenceStyle::WholeDocument => None,
            },
            digest: DigestMethod::Sha256,
            typed_values: true,
        };
        Ok(metadata.to_signed_xml(&style, &keys.metadata)?)
    }

    /// The key to encrypt to, with the content encryption this node takes and no other.
    fn encryption(&self, habits: &Habits, key: &xmlsec::SoftwareKey) -> KeyDescriptor {
        let all = KeyDescriptor::encryption(key.certificate().clone());
        let contents = habits.contents.iter().map(|content| content.uri());
        let transports = all
            .encryption_methods
            .iter()
            .copied()
            .filter(|uri| DataEncryption::from_uri(uri).is_none());
        KeyDescriptor {
            encryption_methods: contents.chain(transports).collect(),
            ..all
        }
    }
}

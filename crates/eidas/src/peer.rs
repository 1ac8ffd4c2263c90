// SPDX-License-Identifier: EUPL-1.2

//! Being built: the owner of metadata replaces this file.

use crate::{
    Attribute, CountryCode, EntityId, Instant, Loa, NameIdFormat, ProtocolVersion, SpType,
};

/// A foreign node.
#[derive(Clone, Debug)]
pub struct Peer {}

#[expect(missing_docs, reason = "being built")]
impl Peer {
    #[must_use]
    pub fn entity_id(&self) -> &EntityId {
        todo!()
    }
    #[must_use]
    pub fn country(&self) -> CountryCode {
        todo!()
    }
    #[must_use]
    pub fn signing_keys(&self) -> &xmlsec::TrustedKeys {
        todo!()
    }
    #[must_use]
    pub fn loas(&self) -> &[Loa] {
        todo!()
    }
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        todo!()
    }
    #[must_use]
    pub fn name_id_formats(&self) -> &[NameIdFormat] {
        todo!()
    }
    #[must_use]
    pub fn requires_requester_id(&self) -> bool {
        todo!()
    }
    #[must_use]
    pub fn highest_version(&self) -> Option<ProtocolVersion> {
        todo!()
    }
    #[must_use]
    pub fn valid_until(&self) -> Instant {
        todo!()
    }
    #[must_use]
    pub fn sso_post(&self) -> Option<&str> {
        todo!()
    }
    #[must_use]
    pub fn acs_post(&self) -> Option<&str> {
        todo!()
    }
    #[must_use]
    pub fn sp_type(&self) -> Option<SpType> {
        todo!()
    }
}

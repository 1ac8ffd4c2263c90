// SPDX-License-Identifier: EUPL-1.2

//! `saml2:Issuer`. SAML Core §2.2.5; eIDAS Message Format 1.4 §2.4.

use xmlsec::Element;

use crate::error::{Error, Malformed};
use crate::id::EntityId;
use crate::xml::Xml;
use crate::{ns, schema};

/// Reads an Issuer: an entity, named by its URL. `Format` may be left out; qualifiers may not be
/// there (SAML Core §8.3.6).
pub(crate) fn read(issuer: Element<'_>) -> Result<EntityId, Error> {
    let text = schema::text(issuer, &["Format"])?;
    if issuer
        .attribute("Format")
        .is_some_and(|format| format != ns::NAMEID_ENTITY)
    {
        return Err(Malformed::IssuerFormat.into());
    }
    EntityId::parse(&text)
}

/// Writes an Issuer.
pub(crate) fn write(xml: &mut Xml, issuer: &EntityId) {
    xml.start("saml2:Issuer")
        .attribute("Format", ns::NAMEID_ENTITY)
        .text(issuer.as_str())
        .end();
}

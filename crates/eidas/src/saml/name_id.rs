// SPDX-License-Identifier: EUPL-1.2

//! `saml2:NameID`. SAML Core §2.2.3, §8.3.

use xmlsec::Element;

use crate::error::{Error, Malformed};
use crate::schema;
use crate::xml::Xml;

/// A name identifier format that eIDAS nodes use. eIDAS Message Format 1.4 §2.2.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NameIdFormat {
    /// The same for every login of the person.
    Persistent,
    /// Another for every login.
    Transient,
    /// Left to the issuer.
    Unspecified,
    /// Any other URI; nodes may agree on more.
    Other(String),
}

impl NameIdFormat {
    /// Reads a format.
    #[must_use]
    pub fn from_uri(uri: &str) -> Self {
        match uri {
            "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" => Self::Persistent,
            "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" => Self::Transient,
            "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified" => Self::Unspecified,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The URI.
    #[must_use]
    pub fn uri(&self) -> &str {
        match self {
            Self::Persistent => "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            Self::Transient => "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
            Self::Unspecified => "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
            Self::Other(uri) => uri,
        }
    }
}

/// The subject's name identifier. We carry it and never know a person by it: that is what
/// [`PersonIdentifier`](crate::PersonIdentifier) is for.
#[derive(Clone, PartialEq, Eq)]
pub struct NameId {
    /// The value.
    pub value: String,
    /// Its format; absent on the wire means unspecified.
    pub format: NameIdFormat,
    /// `NameQualifier`: who made it.
    pub name_qualifier: Option<String>,
    /// `SPNameQualifier`: for whom.
    pub sp_name_qualifier: Option<String>,
}

impl std::fmt::Debug for NameId {
    /// Without the value: it names a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameId")
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

impl NameId {
    /// Reads `saml2:NameID`. Persistent and transient ones have at most 256 characters (SAML Core
    /// §8.3.7, §8.3.8), others get as much as an entity (§8.3.6).
    pub(crate) fn read(element: Element<'_>) -> Result<Self, Error> {
        const ATTRIBUTES: [&str; 4] =
            ["Format", "NameQualifier", "SPNameQualifier", "SPProvidedID"];
        let value = schema::text(element, &ATTRIBUTES)?;
        let format = element
            .attribute("Format")
            .map_or(NameIdFormat::Unspecified, NameIdFormat::from_uri);
        let longest = match &format {
            NameIdFormat::Persistent | NameIdFormat::Transient => 256,
            // §8.3.9 calls for an EncryptedID, which the profile does not have.
            NameIdFormat::Other(uri) if uri.ends_with(":nameid-format:encrypted") => 0,
            NameIdFormat::Unspecified | NameIdFormat::Other(_) => 1024,
        };
        if value.is_empty() || value.chars().count() > longest {
            return Err(Malformed::NameId.into());
        }
        Ok(Self {
            value: value.into_owned(),
            format,
            name_qualifier: element.attribute("NameQualifier").map(str::to_owned),
            sp_name_qualifier: element.attribute("SPNameQualifier").map(str::to_owned),
        })
    }

    pub(crate) fn write(&self, xml: &mut Xml) {
        xml.start("saml2:NameID")
            .attribute("Format", self.format.uri())
            .attribute_if("NameQualifier", self.name_qualifier.as_deref())
            .attribute_if("SPNameQualifier", self.sp_name_qualifier.as_deref())
            .text(&self.value)
            .end();
    }
}

// SPDX-License-Identifier: EUPL-1.2

//! The namespaces of the profile, and the prefixes we write for them.

/// `saml2p`: SAML protocol messages.
pub(crate) const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// `saml2`: SAML assertions.
pub(crate) const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// `ds`: XML Signature.
pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// `ds11`: XML Signature 1.1.
pub(crate) const DS11: &str = "http://www.w3.org/2009/xmldsig11#";
/// `xenc`: XML Encryption.
pub(crate) const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// `xenc11`: XML Encryption 1.1.
pub(crate) const XENC11: &str = "http://www.w3.org/2009/xmlenc11#";
/// The prefix `xml`: language and white space of an element.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// `xs`, also written `xsd`: XML Schema.
pub(crate) const XS: &str = "http://www.w3.org/2001/XMLSchema";
/// `xsi`: XML Schema instance attributes.
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// `eidas`: the eIDAS extensions of AuthnRequest and metadata.
pub(crate) const EIDAS: &str = "http://eidas.europa.eu/saml-extensions";
/// `eidas-natural`: attributes of a natural person.
pub(crate) const NATURAL: &str = "http://eidas.europa.eu/attributes/naturalperson";
/// `eidas-legal`: attributes of a legal person.
pub(crate) const LEGAL: &str = "http://eidas.europa.eu/attributes/legalperson";
/// `eidas-natural-representative`: a natural person who acts for another.
pub(crate) const NATURAL_REPRESENTATIVE: &str =
    "http://eidas.europa.eu/attributes/naturalperson/representative";
/// `eidas-legal-representative`: a legal person who acts for another.
pub(crate) const LEGAL_REPRESENTATIVE: &str =
    "http://eidas.europa.eu/attributes/legalperson/representative";

/// The one `NameFormat` of attributes. eIDAS Message Format 1.4 §2.3.
pub(crate) const ATTRNAME_URI: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";
/// The `Format` of an Issuer that is an entity. SAML Core §8.3.6.
pub(crate) const NAMEID_ENTITY: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

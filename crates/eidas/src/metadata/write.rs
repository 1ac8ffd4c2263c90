// SPDX-License-Identifier: EUPL-1.2

//! Writing metadata: SAML Metadata §2.3 to §2.4 in the order of its schema.

use std::fmt::Write as _;

use xmlsec::{
    Document, Limits, ReferenceStyle, SignatureOptions, SignaturePlace, SigningKey,
    escape_attribute, escape_text,
};

use super::{
    ConnectorMetadata, Contact, KeyDescriptor, KeyUse, MetadataStyle, NodeMetadata, Organization,
    ProxyServiceMetadata, name,
};
use crate::binding::Binding;
use crate::error::{Error, Malformed, Misconfigured};
use crate::ns;
use crate::xml::writable;

impl ConnectorMetadata {
    /// The document, unsigned.
    #[must_use]
    pub fn to_xml(&self, style: &MetadataStyle) -> String {
        let mut out = String::with_capacity(8192);
        open(&mut out, &self.node, style);
        let sp_type = self
            .sp_type
            .map(|sp_type| format!("<eidas:SPType>{}</eidas:SPType>", sp_type.as_str()));
        extensions(&mut out, &self.node, sp_type.as_deref(), &[], style);
        // Message Format 1.4 §2.2: AuthnRequestsSigned MUST be true. Assertions need no signature
        // of their own, since the response has one.
        put(
            &mut out,
            format_args!(
                "<md:SPSSODescriptor AuthnRequestsSigned=\"true\" WantAssertionsSigned=\"false\" \
             protocolSupportEnumeration=\"{}\">",
                ns::PROTOCOL
            ),
        );
        role(&mut out, &self.node);
        put(
            &mut out,
            format_args!(
                "<md:AssertionConsumerService Binding=\"{}\" Location=\"{}\" index=\"0\" \
             isDefault=\"true\"/>",
                Binding::Post.uri(),
                escape_attribute(self.assertion_consumer_service.as_str())
            ),
        );
        out.push_str("</md:SPSSODescriptor>");
        close(&mut out, &self.node);
        out
    }

    /// The document, signed by the metadata key.
    ///
    /// # Errors
    /// `Misconfigured` when the key fails.
    pub fn to_signed_xml(
        &self,
        style: &MetadataStyle,
        key: &dyn SigningKey,
    ) -> Result<Vec<u8>, Error> {
        sign(&self.to_xml(style), style, key)
    }
}

impl ProxyServiceMetadata {
    /// The document, unsigned.
    #[must_use]
    pub fn to_xml(&self, style: &MetadataStyle) -> String {
        let mut out = String::with_capacity(16_384);
        open(&mut out, &self.node, style);
        let loas: Vec<&str> = self.loas.iter().map(crate::Loa::uri).collect();
        let mut attributes: Vec<(&str, Vec<&str>)> = vec![(name::ASSURANCE_CERTIFICATION, loas)];
        if self.requires_requester_id {
            attributes.push((name::ENTITY_CATEGORY, vec![name::REQUESTER_ID]));
        }
        extensions(&mut out, &self.node, None, &attributes, style);
        put(
            &mut out,
            format_args!(
                "<md:IDPSSODescriptor WantAuthnRequestsSigned=\"true\" \
             protocolSupportEnumeration=\"{}\">",
                ns::PROTOCOL
            ),
        );
        role(&mut out, &self.node);
        for (binding, url) in [
            (Binding::Post, Some(&self.sso_post)),
            (Binding::Redirect, self.sso_redirect.as_ref()),
        ] {
            if let Some(url) = url {
                put(
                    &mut out,
                    format_args!(
                        "<md:SingleSignOnService Binding=\"{}\" Location=\"{}\"/>",
                        binding.uri(),
                        escape_attribute(url.as_str())
                    ),
                );
            }
        }
        for attribute in &self.attributes {
            put(
                &mut out,
                format_args!(
                    "<saml2:Attribute FriendlyName=\"{}\" Name=\"{}\" NameFormat=\"{}\"/>",
                    escape_attribute(&attribute.friendly_name()),
                    escape_attribute(&attribute.name()),
                    ns::ATTRNAME_URI
                ),
            );
        }
        out.push_str("</md:IDPSSODescriptor>");
        close(&mut out, &self.node);
        out
    }

    /// The document, signed by the metadata key.
    ///
    /// # Errors
    /// `Misconfigured` when the key fails.
    pub fn to_signed_xml(
        &self,
        style: &MetadataStyle,
        key: &dyn SigningKey,
    ) -> Result<Vec<u8>, Error> {
        sign(&self.to_xml(style), style, key)
    }
}

fn sign(xml: &str, style: &MetadataStyle, key: &dyn SigningKey) -> Result<Vec<u8>, Error> {
    writable(xml)?;
    let document = Document::parse(xml.as_bytes(), &Limits::METADATA).map_err(Malformed::Xml)?;
    let prefixes: &[&str] = if style.typed_values { &["xs"] } else { &[] };
    let options = SignatureOptions {
        reference: if style.id.is_some() {
            ReferenceStyle::Id
        } else {
            ReferenceStyle::WholeDocument
        },
        digest: style.digest,
        inclusive_prefixes: prefixes,
        // SAML Metadata §2.3.2: the signature is the first child.
        ..SignatureOptions::new(SignaturePlace::First)
    };
    let signed = xmlsec::sign(&document, &options, key).map_err(Misconfigured::Crypto)?;
    Ok(signed)
}

/// Writing to a `String` cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn open(out: &mut String, node: &NodeMetadata, style: &MetadataStyle) {
    put(
        out,
        format_args!(
            "<md:EntityDescriptor xmlns:md=\"{}\" xmlns:alg=\"{}\" xmlns:ds=\"{}\" \
         xmlns:eidas=\"{}\" xmlns:mdattr=\"{}\" xmlns:saml2=\"{}\"",
            name::MD,
            name::ALG,
            ns::DS,
            ns::EIDAS,
            name::MDATTR,
            ns::ASSERTION
        ),
    );
    if style.typed_values {
        put(
            out,
            format_args!(" xmlns:xs=\"{}\" xmlns:xsi=\"{}\"", ns::XS, ns::XSI),
        );
    }
    if let Some(id) = &style.id {
        put(out, format_args!(" ID=\"{id}\""));
    }
    put(
        out,
        format_args!(
            " entityID=\"{}\" validUntil=\"{}\">",
            escape_attribute(node.entity_id.as_str()),
            node.valid_until
        ),
    );
}

fn extensions(
    out: &mut String,
    node: &NodeMetadata,
    sp_type: Option<&str>,
    attributes: &[(&str, Vec<&str>)],
    style: &MetadataStyle,
) {
    out.push_str("<md:Extensions>");
    for method in &node.digest_methods {
        put(
            out,
            format_args!("<alg:DigestMethod Algorithm=\"{}\"/>", method.uri()),
        );
    }
    for method in &node.signing_methods {
        put(
            out,
            format_args!("<alg:SigningMethod Algorithm=\"{}\"/>", method.uri()),
        );
    }
    out.push_str(sp_type.unwrap_or_default());
    let versions: Vec<&str> = node.versions.iter().map(String::as_str).collect();
    let application: Vec<&str> = node.application.as_deref().into_iter().collect();
    let mut all: Vec<(&str, &[&str])> = vec![
        (name::PROTOCOL_VERSION, &versions),
        (name::APPLICATION_IDENTIFIER, &application),
    ];
    all.extend(
        attributes
            .iter()
            .map(|(name, values)| (*name, values.as_slice())),
    );
    all.retain(|(_, values)| !values.is_empty());
    if !all.is_empty() {
        out.push_str("<mdattr:EntityAttributes>");
        for (name, values) in all {
            put(
                out,
                format_args!(
                    "<saml2:Attribute Name=\"{name}\" NameFormat=\"{}\">",
                    ns::ATTRNAME_URI
                ),
            );
            let typed = if style.typed_values {
                " xsi:type=\"xs:string\""
            } else {
                ""
            };
            for value in values {
                put(
                    out,
                    format_args!(
                        "<saml2:AttributeValue{typed}>{}</saml2:AttributeValue>",
                        escape_text(value)
                    ),
                );
            }
            out.push_str("</saml2:Attribute>");
        }
        out.push_str("</mdattr:EntityAttributes>");
    }
    out.push_str("</md:Extensions>");
}

/// What stands first in both role descriptors.
fn role(out: &mut String, node: &NodeMetadata) {
    put(
        out,
        format_args!(
            "<md:Extensions><eidas:NodeCountry>{}</eidas:NodeCountry></md:Extensions>",
            node.country
        ),
    );
    for key in &node.keys {
        key_descriptor(out, key);
    }
    for format in &node.name_id_formats {
        put(
            out,
            format_args!(
                "<md:NameIDFormat>{}</md:NameIDFormat>",
                escape_text(format.uri())
            ),
        );
    }
}

fn key_descriptor(out: &mut String, key: &KeyDescriptor) {
    let key_use = match key.key_use {
        KeyUse::Encryption => "encryption",
        KeyUse::Signing => "signing",
    };
    put(
        out,
        format_args!(
            "<md:KeyDescriptor use=\"{key_use}\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{}\
         </ds:X509Certificate></ds:X509Data></ds:KeyInfo>",
            key.certificate.to_base64()
        ),
    );
    for method in &key.encryption_methods {
        put(
            out,
            format_args!("<md:EncryptionMethod Algorithm=\"{method}\"/>"),
        );
    }
    out.push_str("</md:KeyDescriptor>");
}

fn close(out: &mut String, node: &NodeMetadata) {
    if let Some(organization) = &node.organization {
        put_organization(out, organization);
    }
    for contact in &node.contacts {
        put_contact(out, contact);
    }
    out.push_str("</md:EntityDescriptor>");
}

fn put_organization(out: &mut String, organization: &Organization) {
    let language = escape_attribute(&organization.language);
    out.push_str("<md:Organization>");
    for (element, text) in [
        ("OrganizationName", &organization.name),
        ("OrganizationDisplayName", &organization.display_name),
        ("OrganizationURL", &organization.url),
    ] {
        put(
            out,
            format_args!(
                "<md:{element} xml:lang=\"{language}\">{}</md:{element}>",
                escape_text(text)
            ),
        );
    }
    out.push_str("</md:Organization>");
}

fn put_contact(out: &mut String, contact: &Contact) {
    put(
        out,
        format_args!(
            "<md:ContactPerson contactType=\"{}\">",
            contact.kind.as_str()
        ),
    );
    if let Some(company) = &contact.company {
        put(
            out,
            format_args!("<md:Company>{}</md:Company>", escape_text(company)),
        );
    }
    put(
        out,
        format_args!(
            "<md:EmailAddress>{}</md:EmailAddress></md:ContactPerson>",
            escape_text(&contact.email)
        ),
    );
}

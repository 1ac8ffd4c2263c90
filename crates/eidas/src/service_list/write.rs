// SPDX-License-Identifier: EUPL-1.2

//! Writing a list: for simulated publishers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use url::Url;
use xmlsec::{
    Certificate, Document, Limits, ReferenceStyle, SignatureOptions, SignaturePlace, SigningKey,
    escape_attribute, escape_text,
};

use super::name;
use crate::error::{Error, Malformed, Misconfigured};
use crate::xml::writable;
use crate::{CountryCode, EntityId, Instant, Role, ns};

/// A list as its publisher means it.
#[derive(Clone, Debug)]
pub struct PublishedServiceList {
    /// `IssuerName`.
    pub issuer_name: String,
    /// `SchemeIdentifier`.
    pub scheme: Url,
    /// `SchemeTerritory`.
    pub territory: CountryCode,
    /// `IssueDate`.
    pub issued: Instant,
    /// `NextUpdate`.
    pub next_update: Instant,
    /// Where it is published: `DistributionPoint`.
    pub distribution_point: Url,
    /// What it names.
    pub nodes: Vec<PublishedNode>,
}

/// One node in a list.
#[derive(Clone, Debug)]
pub struct PublishedNode {
    /// Its country.
    pub country: CountryCode,
    /// Its role.
    pub role: Role,
    /// Its entityID.
    pub entity_id: EntityId,
    /// Where its metadata is.
    pub location: Url,
    /// What signs its metadata.
    pub signers: Vec<Certificate>,
    /// `Suspend`.
    pub suspended: bool,
    /// `HideFromDiscovery`.
    pub hidden: bool,
}

impl PublishedServiceList {
    /// The document, unsigned.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut out = String::with_capacity(8192);
        put(
            &mut out,
            format_args!(
                "<ser:MetadataServiceList xmlns:ser=\"{}\" xmlns:ds=\"{}\" Version=\"1.0\" \
                 IssueDate=\"{}\" NextUpdate=\"{}\" ID=\"_list\"><ser:SchemeInformation>\
                 <ser:IssuerName>{}</ser:IssuerName><ser:SchemeIdentifier>{}</ser:SchemeIdentifier>\
                 <ser:SchemeTerritory>{}</ser:SchemeTerritory></ser:SchemeInformation>",
                name::SER,
                ns::DS,
                self.issued,
                self.next_update,
                escape_text(&self.issuer_name),
                escape_text(self.scheme.as_str()),
                self.territory,
            ),
        );
        let mut territories: BTreeMap<CountryCode, Vec<&PublishedNode>> = BTreeMap::new();
        for node in &self.nodes {
            territories.entry(node.country).or_default().push(node);
        }
        for (country, nodes) in territories {
            put(
                &mut out,
                format_args!("<ser:MetadataList Territory=\"{country}\">"),
            );
            nodes.into_iter().for_each(|node| location(&mut out, node));
            out.push_str("</ser:MetadataList>");
        }
        put(
            &mut out,
            format_args!(
                "<ser:DistributionPoints><ser:DistributionPoint>{}</ser:DistributionPoint>\
                 </ser:DistributionPoints></ser:MetadataServiceList>",
                escape_text(self.distribution_point.as_str())
            ),
        );
        out
    }

    /// The document, signed.
    ///
    /// # Errors
    /// `Misconfigured` when the key fails or a text cannot stand in XML.
    pub fn to_signed_xml(&self, key: &dyn SigningKey) -> Result<Vec<u8>, Error> {
        let xml = self.to_xml();
        writable(&xml)?;
        let document =
            Document::parse(xml.as_bytes(), &Limits::SERVICE_LIST).map_err(Malformed::Xml)?;
        let options = SignatureOptions {
            reference: ReferenceStyle::Id,
            // Appendix A.2: the signature is the last child.
            ..SignatureOptions::new(SignaturePlace::After {
                namespace: name::SER,
                name: "DistributionPoints",
            })
        };
        Ok(xmlsec::sign(&document, &options, key).map_err(Misconfigured::Crypto)?)
    }
}

fn location(out: &mut String, node: &PublishedNode) {
    let role = match node.role {
        Role::Connector => name::CONNECTOR,
        Role::ProxyService => name::PROXY_SERVICE,
    };
    put(
        out,
        format_args!(
            "<ser:MetadataLocation Location=\"{}\"><ser:Endpoint EndpointType=\"{role}\" \
             EntityID=\"{}\"",
            escape_attribute(node.location.as_str()),
            escape_attribute(node.entity_id.as_str()),
        ),
    );
    for (flag, said) in [
        ("Suspend", node.suspended),
        ("HideFromDiscovery", node.hidden),
    ] {
        if said {
            put(out, format_args!(" {flag}=\"true\""));
        }
    }
    out.push_str("/>");
    if !node.signers.is_empty() {
        out.push_str("<ds:KeyInfo><ds:X509Data>");
        for signer in &node.signers {
            put(
                out,
                format_args!(
                    "<ds:X509Certificate>{}</ds:X509Certificate>",
                    signer.to_base64()
                ),
            );
        }
        out.push_str("</ds:X509Data></ds:KeyInfo>");
    }
    out.push_str("</ser:MetadataLocation>");
}

/// Writing to a `String` cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

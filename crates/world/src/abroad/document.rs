// SPDX-License-Identifier: EUPL-1.2
//! A draft as XML, in the order of SAML's schema.

use std::fmt::Write as _;

use xmlsec::{escape_attribute, escape_text};

use super::request::{ASSERTION, Draft};

const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const EIDAS: &str = "http://eidas.europa.eu/saml-extensions";
const URI_NAMES: &str = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";

impl Draft {
    /// The document, unsigned.
    pub(super) fn to_xml(&self) -> String {
        let mut out = format!(
            "<saml2p:AuthnRequest xmlns:saml2p=\"{PROTOCOL}\" xmlns:saml2=\"{ASSERTION}\" \
             xmlns:eidas=\"{EIDAS}\"",
        );
        let force_authn = self.force_authn.map(|force| force.to_string());
        for (name, value) in [
            ("ID", Some(self.id.as_str())),
            ("Version", Some("2.0")),
            (
                "IssueInstant",
                Some(self.issue_instant.to_string().as_str()),
            ),
            ("Destination", Some(self.destination.as_str())),
            ("ForceAuthn", force_authn.as_deref()),
            (
                "IsPassive",
                Some(if self.is_passive { "true" } else { "false" }),
            ),
            ("AssertionConsumerServiceURL", self.consumer_url.as_deref()),
            (
                "AssertionConsumerServiceIndex",
                self.consumer_index.as_deref(),
            ),
            ("ProtocolBinding", self.protocol_binding.as_deref()),
            ("ProviderName", self.provider_name.as_deref()),
        ] {
            if let Some(value) = value {
                put(
                    &mut out,
                    format_args!(" {name}=\"{}\"", escape_attribute(value)),
                );
            }
        }
        put(
            &mut out,
            format_args!(
                "><saml2:Issuer>{}</saml2:Issuer><saml2p:Extensions>",
                escape_text(&self.issuer)
            ),
        );
        if let Some(sp_type) = self.sp_type {
            put(
                &mut out,
                format_args!("<eidas:SPType>{}</eidas:SPType>", sp_type.as_str()),
            );
        }
        out.push_str("<eidas:RequestedAttributes>");
        for (name, required) in &self.attributes {
            put(
                &mut out,
                format_args!(
                    "<eidas:RequestedAttribute Name=\"{}\" NameFormat=\"{URI_NAMES}\" \
                     isRequired=\"{required}\"/>",
                    escape_attribute(name)
                ),
            );
        }
        out.push_str("</eidas:RequestedAttributes></saml2p:Extensions>");
        if let Some(format) = &self.name_id_format {
            put(
                &mut out,
                format_args!(
                    "<saml2p:NameIDPolicy AllowCreate=\"true\" Format=\"{}\"/>",
                    escape_attribute(format)
                ),
            );
        }
        self.put_levels(&mut out);
        if let Some(requester_id) = &self.requester_id {
            put(
                &mut out,
                format_args!(
                    "<saml2p:Scoping><saml2p:RequesterID>{}</saml2p:RequesterID></saml2p:Scoping>",
                    escape_text(requester_id)
                ),
            );
        }
        out.push_str("</saml2p:AuthnRequest>");
        out
    }

    fn put_levels(&self, out: &mut String) {
        if self.levels.is_empty() {
            return;
        }
        out.push_str("<saml2p:RequestedAuthnContext");
        if let Some(comparison) = &self.comparison {
            put(
                out,
                format_args!(" Comparison=\"{}\"", escape_attribute(comparison)),
            );
        }
        out.push('>');
        for level in &self.levels {
            put(
                out,
                format_args!(
                    "<saml2:AuthnContextClassRef>{}</saml2:AuthnContextClassRef>",
                    escape_text(level)
                ),
            );
        }
        out.push_str("</saml2p:RequestedAuthnContext>");
    }
}

/// Writing to a `String` cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

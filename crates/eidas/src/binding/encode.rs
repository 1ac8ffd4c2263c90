// SPDX-License-Identifier: EUPL-1.2

//! Writing the two forms of a GET. Our own Connector posts; these are for nodes that do not.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;
use xmlsec::SigningKey;

use super::{Parameter, RelayState};
use crate::error::{Error, Misconfigured};
use crate::xml::writable;

/// RFC 3986 §2.3: everything but unreserved characters is escaped.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How XML with a signature inside goes into a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbeddedForm {
    /// As it is: what EC nodes send and take.
    Raw,
    /// Compressed: SAML Bindings §3.4.4 without its step of removing the signature.
    Deflated,
}

/// The address of a SAML redirect: the message is compressed and the signature stands beside it,
/// over the very octets of the query. SAML Bindings §3.4.4.1. `xml` must be unsigned.
///
/// # Errors
/// [`Misconfigured::Crypto`] when the key fails, [`Misconfigured::Character`].
pub fn encode_redirect(
    endpoint: &Url,
    parameter: Parameter,
    xml: &str,
    relay_state: Option<&RelayState>,
    key: &dyn SigningKey,
) -> Result<Url, Error> {
    writable(xml)?;
    let mut query = message(parameter, &deflate(xml.as_bytes()), relay_state);
    push(&mut query, "SigAlg", key.method().uri());
    let failed = |_| Misconfigured::Crypto(xmlsec::Misconfigured::Key("it does not sign").into());
    let signature = key.sign(query.as_bytes()).map_err(failed)?;
    push(&mut query, "Signature", &STANDARD.encode(signature));
    Ok(with_query(endpoint, &query))
}

/// The address of a GET that carries XML with its signature inside.
#[must_use]
pub fn encode_embedded(
    endpoint: &Url,
    parameter: Parameter,
    signed_xml: &[u8],
    relay_state: Option<&RelayState>,
    form: EmbeddedForm,
) -> Url {
    let query = match form {
        EmbeddedForm::Raw => message(parameter, signed_xml, relay_state),
        EmbeddedForm::Deflated => message(parameter, &deflate(signed_xml), relay_state),
    };
    with_query(endpoint, &query)
}

fn message(parameter: Parameter, octets: &[u8], relay_state: Option<&RelayState>) -> String {
    let mut query = String::new();
    push(&mut query, parameter.name(), &STANDARD.encode(octets));
    if let Some(relay_state) = relay_state {
        push(&mut query, "RelayState", relay_state.as_str());
    }
    query
}

fn push(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.extend(utf8_percent_encode(value, ESCAPED));
}

/// Behind a query that the endpoint may have already. Everything in `query` is escaped, so that
/// the URL keeps it as it is and the signature over it holds.
fn with_query(endpoint: &Url, query: &str) -> Url {
    let mut url = endpoint.clone();
    let whole = match endpoint.query() {
        Some(before) if !before.is_empty() => format!("{before}&{query}"),
        _ => query.to_owned(),
    };
    url.set_query(Some(&whole));
    url
}

/// One raw DEFLATE stream, RFC 1951.
fn deflate(octets: &[u8]) -> Vec<u8> {
    let mut stream = DeflateEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let _ = stream.write_all(octets);
    stream.finish().unwrap_or_default()
}

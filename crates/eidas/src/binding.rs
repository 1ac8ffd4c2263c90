// SPDX-License-Identifier: EUPL-1.2

//! How a SAML message travels through the browser: the HTTP-POST binding and the three things
//! that are called redirect, each both ways. SAML Bindings §3.4, §3.5; Message Format 1.4 §2.1.
//!
//! Nothing here knows HTTP: bytes of a body or of a query string come in, form fields and URLs go
//! out. A decoded message is still nothing but bytes; only the signature check that follows makes
//! it worth reading.

mod encode;
mod parameters;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::error::{Error, Malformed};
pub use encode::{EmbeddedForm, encode_embedded, encode_redirect};
use parameters::{Parameters, decode_base64, inflate};

/// Longest message, encoded or decoded. The reference node's limit, so no genuine message is
/// longer.
pub const MAX_MESSAGE: usize = 131_072;
/// Longest request, decoded. Those of EC nodes have 4.1 kB (P-256) to 6 kB (RSA-4096), with
/// everything asked for and one certificate; three more of the largest, as a chain, are 8 kB. What
/// strangers may make us parse has no other bound.
pub const MAX_REQUEST: usize = 24 * 1024;
/// Longest query string. A reference node with an RSA-4096 key needs 8,175 characters (seen on
/// 2.5.0), one that shows its chain or asks for everything up to 16 KiB; four times that is room
/// enough, and no honest sender is nearer to it.
pub const MAX_QUERY: usize = 65_536;
/// SAML Bindings §3.5.3: RelayState must not exceed 80.
pub const MAX_RELAY_STATE: usize = 80;

/// Value of `SAMLEncoding` that is implied when the parameter is absent. SAML Bindings §3.4.4.
const DEFLATE: &str = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

/// The way a message takes through the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binding {
    /// HTTP-POST, SAML Bindings §3.5.
    Post,
    /// HTTP-Redirect, SAML Bindings §3.4.
    Redirect,
}

impl Binding {
    /// The URI that names the binding in metadata.
    #[must_use]
    pub fn uri(self) -> &'static str {
        match self {
            Self::Post => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
            Self::Redirect => "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
        }
    }

    /// The binding a URI names, if it is one that eIDAS uses.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        [Self::Post, Self::Redirect]
            .into_iter()
            .find(|binding| binding.uri() == uri)
    }
}

/// The parameter that carries the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// `SAMLRequest`.
    SamlRequest,
    /// `SAMLResponse`.
    SamlResponse,
}

impl Parameter {
    /// The name of the form field or query parameter.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SamlRequest => "SAMLRequest",
            Self::SamlResponse => "SAMLResponse",
        }
    }

    /// Longest XML that it carries.
    #[must_use]
    pub fn max_decoded(self) -> usize {
        match self {
            Self::SamlRequest => MAX_REQUEST,
            Self::SamlResponse => MAX_MESSAGE,
        }
    }
}

/// A string that the receiver sends back byte for byte. At most 80 characters.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RelayState(String);

impl RelayState {
    /// Takes a value of at most [`MAX_RELAY_STATE`] characters.
    pub fn new(value: impl Into<String>) -> Result<Self, Error> {
        let value = value.into();
        if value.chars().count() > MAX_RELAY_STATE {
            return Err(BindingFault::RelayStateTooLong.into());
        }
        Ok(Self(value))
    }

    /// The value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RelayState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RelayState(…)")
    }
}

/// What is wrong with the way a message was carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum BindingFault {
    /// Not canonical base64 of the standard alphabet (white space between is allowed).
    #[error("not canonical base64")]
    Base64,
    /// The same parameter twice, or in body and query both.
    #[error("a parameter stands twice")]
    Duplicate,
    /// Not one complete DEFLATE stream and nothing else.
    #[error("not one whole DEFLATE stream")]
    Deflate,
    /// The other message parameter stands here, or both do.
    #[error("the wrong message parameter")]
    Mixed,
    /// The message parameter is absent or empty.
    #[error("no message parameter")]
    Missing,
    /// Signature without algorithm, algorithm without signature, or an encoding that does not
    /// exist.
    #[error("the redirect signature is incomplete")]
    QuerySignature,
    /// RelayState has more than 80 characters.
    #[error("RelayState is longer than 80 characters")]
    RelayStateTooLong,
    /// Larger than a message can be, before or after decompression.
    #[error("too large")]
    TooLarge,
    /// A percent sign without two hexadecimal digits, or text that is not UTF-8.
    #[error("wrong URL encoding")]
    UrlEncoding,
}

impl BindingFault {
    /// Stable machine code for the audit log.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Base64 => "binding_base64",
            Self::Duplicate => "binding_duplicate_parameter",
            Self::Deflate => "binding_deflate",
            Self::Mixed => "binding_mixed_parameters",
            Self::Missing => "binding_no_message",
            Self::QuerySignature => "binding_query_signature",
            Self::RelayStateTooLong => "binding_relay_state_too_long",
            Self::TooLarge => "binding_too_large",
            Self::UrlEncoding => "binding_url_encoding",
        }
    }
}

impl From<BindingFault> for Error {
    fn from(fault: BindingFault) -> Self {
        Self::Malformed(Malformed::Binding(fault))
    }
}

/// A form that carries a message to the other side when the browser submits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostForm {
    /// Where the form goes: an endpoint of the peer's *metadata*, nothing a message said.
    pub action: Url,
    /// Names and values of the hidden fields.
    pub fields: Vec<(&'static str, String)>,
}

impl PostForm {
    /// The form for one message. SAML Bindings §3.5.4.
    #[must_use]
    pub fn new(
        action: Url,
        parameter: Parameter,
        message: &[u8],
        relay_state: Option<&RelayState>,
    ) -> Self {
        let mut fields = vec![(parameter.name(), STANDARD.encode(message))];
        if let Some(relay_state) = relay_state {
            fields.push(("RelayState", relay_state.as_str().to_owned()));
        }
        Self { action, fields }
    }
}

/// A message that came by POST. Its signature, inside, is yet to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedMessage {
    /// The XML as sent.
    pub xml: Vec<u8>,
    /// RelayState, if the sender kept it.
    pub relay_state: Option<RelayState>,
}

/// Reads the body of a form that was posted to us, beside the query string of the address it was
/// posted to.
///
/// Any `SigAlg` or `Signature` is ignored: a posted message is signed inside or not at all.
pub fn decode_post(body: &[u8], query: &str, expected: Parameter) -> Result<PostedMessage, Error> {
    // Base64 in a form: three octets for each `+`, `/` and `=` at most, and RelayState.
    if body.len() > 3 * MAX_MESSAGE || query.len() > MAX_QUERY {
        return Err(BindingFault::TooLarge.into());
    }
    let form = Parameters::read(body)?;
    let beside = Parameters::read(query.as_bytes())?;
    if beside.saml_request.is_some() || beside.saml_response.is_some() {
        return Err(BindingFault::Duplicate.into());
    }
    if beside.relay_state.is_some() && form.relay_state.is_some() {
        return Err(BindingFault::Duplicate.into());
    }
    let message = form.message(expected)?;
    Ok(PostedMessage {
        xml: within(decode_base64(&message.value)?, expected)?,
        relay_state: form
            .relay_state
            .map(|raw| RelayState::new(raw.value))
            .transpose()?,
    })
}

/// A message that came by GET.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryMessage {
    /// The SAML redirect: the signature stands in the query and covers its raw octets. The XML
    /// must not hold a signature of its own.
    Redirect {
        /// The XML, decompressed.
        xml: Vec<u8>,
        /// RelayState, which the signature covers.
        relay_state: Option<RelayState>,
        /// The signature to check.
        signature: QuerySignature,
    },
    /// What EC nodes call redirect: the posted form's value in the query, compressed or not, with
    /// the signature inside the XML.
    Embedded {
        /// The XML as sent.
        xml: Vec<u8>,
        /// RelayState.
        relay_state: Option<RelayState>,
    },
}

/// A signature over a query string. SAML Bindings §3.4.4.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySignature {
    /// `SAMLRequest=…[&RelayState=…]&SigAlg=…` in the very octets that were received.
    pub octets: Vec<u8>,
    /// URI of the signature algorithm.
    pub algorithm: String,
    /// The signature value.
    pub value: Vec<u8>,
}

/// A message as it came, by whichever way: what a signature check has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The XML.
    pub xml: Vec<u8>,
    /// RelayState, to be given back byte for byte.
    pub relay_state: Option<RelayState>,
    /// Where its signature is.
    pub signature: CarriedSignature,
}

/// Where the signature of a message is. One place only: the way it came decides, and a signature
/// in the other place is ignored (POST) or refused (redirect).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarriedSignature {
    /// In the XML.
    Inside,
    /// Beside it, in the query.
    Query(QuerySignature),
}

impl From<PostedMessage> for Carried {
    fn from(PostedMessage { xml, relay_state }: PostedMessage) -> Self {
        Self {
            xml,
            relay_state,
            signature: CarriedSignature::Inside,
        }
    }
}

impl From<QueryMessage> for Carried {
    fn from(message: QueryMessage) -> Self {
        match message {
            QueryMessage::Redirect {
                xml,
                relay_state,
                signature,
            } => Self {
                xml,
                relay_state,
                signature: CarriedSignature::Query(signature),
            },
            QueryMessage::Embedded { xml, relay_state } => {
                PostedMessage { xml, relay_state }.into()
            }
        }
    }
}

/// Reads the raw query string of a GET.
///
/// Attack: a second spelling of a parameter, so that one value is verified and another used.
/// Defence: each parameter once, its name spelled plainly, the signature over the octets as
/// received. Trade: none known; nobody percent-encodes these names.
pub fn decode_get(query: &str, expected: Parameter) -> Result<QueryMessage, Error> {
    if query.len() > MAX_QUERY {
        return Err(BindingFault::TooLarge.into());
    }
    let parameters = Parameters::read(query.as_bytes())?;
    let message = parameters.message(expected)?;
    if parameters
        .saml_encoding
        .as_ref()
        .is_some_and(|encoding| encoding.value != DEFLATE)
    {
        return Err(BindingFault::QuerySignature.into());
    }
    let decoded = decode_base64(&message.value)?;
    let relay_state = parameters
        .relay_state
        .as_ref()
        .map(|raw| RelayState::new(raw.value.clone()))
        .transpose()?;
    match (&parameters.sig_alg, &parameters.signature) {
        (Some(sig_alg), Some(signature)) => {
            let mut octets = message.octets(expected.name());
            if let Some(relay_state) = &parameters.relay_state {
                octets.push(b'&');
                octets.extend(relay_state.octets("RelayState"));
            }
            octets.push(b'&');
            octets.extend(sig_alg.octets("SigAlg"));
            Ok(QueryMessage::Redirect {
                xml: inflate(&decoded, expected.max_decoded())?,
                relay_state,
                signature: QuerySignature {
                    octets,
                    algorithm: sig_alg.value.clone(),
                    value: decode_base64(&signature.value)?,
                },
            })
        }
        // DIFFERENCE: EC eIDAS-Node sends the uncompressed message (facts of 2026-11: 2.5.0
        // refuses a compressed one); others compress and keep the signature inside. An XML
        // document starts with `<`, perhaps after a byte order mark.
        (None, None) if decoded.starts_with(b"<") || decoded.starts_with(b"\xEF\xBB\xBF<") => {
            Ok(QueryMessage::Embedded {
                xml: within(decoded, expected)?,
                relay_state,
            })
        }
        (None, None) => Ok(QueryMessage::Embedded {
            xml: inflate(&decoded, expected.max_decoded())?,
            relay_state,
        }),
        _ => Err(BindingFault::QuerySignature.into()),
    }
}

/// Refuses what is longer than such a message can be.
fn within(xml: Vec<u8>, carried: Parameter) -> Result<Vec<u8>, BindingFault> {
    if xml.len() > carried.max_decoded() {
        return Err(BindingFault::TooLarge);
    }
    Ok(xml)
}

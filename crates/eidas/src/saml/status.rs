// SPDX-License-Identifier: EUPL-1.2

//! `saml2p:Status`. SAML Core §3.2.2; eIDAS Message Format 1.4 §2.4.2.

use std::fmt;

use xmlsec::Element;

use crate::error::{Error, Malformed};
use crate::ns;
use crate::schema::{self, Children};
use crate::xml::Xml;

const STATUS: &str = "urn:oasis:names:tc:SAML:2.0:status:";

/// The outcome of a request: top-level code, perhaps a second-level code and a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The top-level code.
    pub code: StatusCode,
    /// The second-level code.
    pub sub_code: Option<SubStatus>,
    /// What the peer wrote beside it: free text of a stranger, for the log only.
    pub message: Option<String>,
}

/// A top-level status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusCode {
    /// The one who asked is at fault.
    Requester,
    /// The one who was asked is at fault, or the person.
    Responder,
    /// An assertion comes with it.
    Success,
    /// The version of the request is not understood.
    VersionMismatch,
}

/// A second-level status code; the first four are what the reference node knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SubStatus {
    /// The person could not be authenticated, or gave up.
    AuthnFailed,
    /// An attribute name or value.
    InvalidAttrNameOrValue,
    /// The name identifier format cannot be served.
    InvalidNameIdPolicy,
    /// The responder will not answer, for instance because the person did not consent.
    RequestDenied,
    /// The level of assurance cannot be met.
    NoAuthnContext,
    /// Any other.
    Other(String),
}

impl StatusCode {
    const ALL: [Self; 4] = [
        Self::Requester,
        Self::Responder,
        Self::Success,
        Self::VersionMismatch,
    ];

    /// The URI.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Requester => "urn:oasis:names:tc:SAML:2.0:status:Requester",
            Self::Responder => "urn:oasis:names:tc:SAML:2.0:status:Responder",
            Self::Success => "urn:oasis:names:tc:SAML:2.0:status:Success",
            Self::VersionMismatch => "urn:oasis:names:tc:SAML:2.0:status:VersionMismatch",
        }
    }

    /// Reads one of the four; SAML has no others at the top level.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.uri() == uri)
    }
}

impl SubStatus {
    /// The URI.
    #[must_use]
    pub fn uri(&self) -> String {
        match self {
            Self::AuthnFailed => format!("{STATUS}AuthnFailed"),
            Self::InvalidAttrNameOrValue => format!("{STATUS}InvalidAttrNameOrValue"),
            Self::InvalidNameIdPolicy => format!("{STATUS}InvalidNameIDPolicy"),
            Self::RequestDenied => format!("{STATUS}RequestDenied"),
            Self::NoAuthnContext => format!("{STATUS}NoAuthnContext"),
            Self::Other(uri) => uri.clone(),
        }
    }

    /// Reads any code.
    #[must_use]
    pub fn from_uri(uri: &str) -> Self {
        match uri.strip_prefix(STATUS) {
            Some("AuthnFailed") => Self::AuthnFailed,
            Some("InvalidAttrNameOrValue") => Self::InvalidAttrNameOrValue,
            Some("InvalidNameIDPolicy") => Self::InvalidNameIdPolicy,
            Some("RequestDenied") => Self::RequestDenied,
            Some("NoAuthnContext") => Self::NoAuthnContext,
            _ => Self::Other(uri.to_owned()),
        }
    }
}

impl Status {
    /// A failure with a message. The reference Connector crashes on a failure without one.
    #[must_use]
    pub fn failure(code: StatusCode, sub_code: Option<SubStatus>, message: &str) -> Self {
        Self {
            code,
            sub_code,
            message: Some(message.to_owned()),
        }
    }

    /// The EC nodes' six-digit code at the start of the message: `202019 - Incorrect Level…`.
    #[must_use]
    pub fn ec_code(&self) -> Option<&str> {
        let message = self.message.as_deref()?;
        let code = message.get(..6)?;
        let ends = message
            .chars()
            .nth(6)
            .is_none_or(|c| !c.is_ascii_alphanumeric());
        (ends && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
    }
}

impl Status {
    /// Reads `saml2p:Status`. Codes may nest; the second level is the last that means anything
    /// here. `StatusDetail` is open and not looked at.
    ///
    /// SAML Core §3.2.2.2: a code inside another "provides more specific information on an error
    /// condition". So nothing stands below `Success`, nor `Success` below anything else.
    pub(crate) fn read(status: Element<'_>) -> Result<Self, Error> {
        let mut children = Children::of(status, &[])?;
        let top = children.required(ns::PROTOCOL, "StatusCode")?;
        let message = children.optional(ns::PROTOCOL, "StatusMessage");
        if let Some(detail) = children.optional(ns::PROTOCOL, "StatusDetail") {
            schema::harmless(detail)?;
        }
        children.end()?;
        let (code, second) = read_code(top)?;
        let mut below = Vec::new();
        let mut deeper = second;
        while let Some(inner) = deeper {
            let uri;
            (uri, deeper) = read_code(inner)?;
            below.push(uri);
        }
        let status = Self {
            code: StatusCode::from_uri(code).ok_or(Malformed::Status)?,
            sub_code: below.first().map(|uri| SubStatus::from_uri(uri)),
            message: message
                .map(|message| schema::text(message, &[]))
                .transpose()?
                .map(std::borrow::Cow::into_owned),
        };
        let other = match status.code {
            StatusCode::Success if !below.is_empty() => "the StatusCode below it",
            // EC nodes say in the message what went wrong, so it is read when something did.
            StatusCode::Success if status.ec_code().is_some() => "StatusMessage",
            StatusCode::Success => return Ok(status),
            _ if below.contains(&StatusCode::Success.uri()) => "the StatusCode below it",
            _ => return Ok(status),
        };
        let one = "StatusCode";
        Err(Malformed::Contradiction { one, other }.into())
    }

    pub(crate) fn write(&self, xml: &mut Xml) {
        xml.start("saml2p:Status");
        xml.start("saml2p:StatusCode")
            .attribute("Value", self.code.uri());
        if let Some(sub_code) = &self.sub_code {
            xml.start("saml2p:StatusCode")
                .attribute("Value", &sub_code.uri())
                .end();
        }
        xml.end();
        if let Some(message) = &self.message {
            xml.start("saml2p:StatusMessage").text(message).end();
        }
        xml.end();
    }
}

/// The value of a `StatusCode`, and the one inside it.
fn read_code(code: Element<'_>) -> Result<(&str, Option<Element<'_>>), Error> {
    let mut children = Children::of(code, &["Value"])?;
    let inner = children.optional(ns::PROTOCOL, "StatusCode");
    children.end()?;
    Ok((schema::attribute(code, "Value")?, inner))
}

impl fmt::Display for Status {
    /// The codes; the message is a stranger's text and stays out of one-line logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.uri().strip_prefix(STATUS).unwrap_or_default())?;
        match &self.sub_code {
            Some(sub) => {
                let uri = sub.uri();
                write!(f, "/{}", uri.strip_prefix(STATUS).unwrap_or(&uri))
            }
            None => Ok(()),
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! Redirection endpoints. RFC 6749 §3.1.2; RFC 9700 §4.1.3: compared as exact strings.

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::{Error, Misconfigured};

/// Which URLs a deployment lets clients register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// `https` only.
    Https,
    /// `http` too, if the host is `localhost` or ends in `.localhost`. For demonstrations.
    HttpsOrLocalhost,
}

/// A registered `redirect_uri`, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RedirectUri(String);

impl RedirectUri {
    /// Checks a URI that is to be registered: absolute, no fragment (RFC 6749 §3.1.2), no
    /// user information, no control characters or backslash, a host, an allowed scheme.
    pub fn register(text: &str, transport: Transport) -> Result<Self, Error> {
        match checked_url(text, transport) {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(Misconfigured::RedirectUri.into()),
        }
    }

    /// The URI as registered.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// RFC 9700 §4.1.3: "exact string matching".
    pub fn is(&self, presented: &str) -> bool {
        self.0 == presented
    }

    /// Scheme, host and port, as a `form-action` directive wants it.
    pub fn origin(&self) -> String {
        Url::parse(&self.0)
            .map(|url| url.origin().ascii_serialization())
            .unwrap_or_default()
    }

    /// The URI with parameters added to its query, keeping a registered one (RFC 6749 §3.1.2).
    pub fn with_query(&self, parameters: &[(String, String)]) -> String {
        super::form::with_query(&self.0, parameters)
    }
}

/// A URL that every reader reads alike: absolute, `https` (or local `http`), a host, no user
/// information, no fragment, no control characters or backslash, written in its normal form (no
/// `https:///x`, no `/../`, no `:443`).
pub(crate) fn checked_url(text: &str, transport: Transport) -> Option<Url> {
    if text.len() > 2000 || !text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let local = match url.host()? {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(_) | Host::Ipv6(_) => false,
    };
    let allowed = match (url.scheme(), transport) {
        ("https", _) => true,
        ("http", Transport::HttpsOrLocalhost) => local,
        _ => false,
    };
    let plain = url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    let bare = |url: &str| url.strip_suffix('/').unwrap_or(url).to_owned();
    (allowed && plain && bare(url.as_str()) == bare(text)).then_some(url)
}

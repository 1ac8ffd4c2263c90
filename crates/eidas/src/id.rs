// SPDX-License-Identifier: EUPL-1.2

//! Identifiers of messages and of entities.

use std::fmt;

use crate::error::{Error, Malformed, Misconfigured};

/// The `ID` of a SAML message or assertion: an `xs:ID`, so an NCName. SAML Core §1.3.4.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// Longer than any node makes them (the reference node: 64), short enough for a store key and
    /// a line of the audit trail.
    pub const MAX_OCTETS: usize = 256;

    /// Reads an ID; refuses what is not an NCName.
    ///
    /// # Errors
    /// [`Malformed::Id`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() <= Self::MAX_OCTETS && is_ncname(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::Id.into())
        }
    }

    /// The ID as it stands in the message.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a node: the URL of its metadata. eIDAS Message Format 1.4 §2.4.1 (the Issuer of a
/// message "MUST contain an HTTPS-URL of the sender's metadata").
///
/// Compared character by character: no case folding, no default ports, no trailing slashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(String);

impl EntityId {
    /// SAML Core §8.3.6: "MUST NOT exceed 1024 characters".
    pub const MAX_CHARS: usize = 1024;

    /// Reads an entityID: an `https` or `http` URL of the characters that a URL has (RFC 3986
    /// appendix A), so that it can stand in any log. Whether `http` may be is for the maker of a
    /// [`Peer`](crate::Peer) to say, who is given a [`Transport`](crate::Transport).
    ///
    /// # Errors
    /// [`Malformed::EntityId`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        let is_url = url::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
        let is_plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte));
        if is_url && is_plain && text.len() <= Self::MAX_CHARS {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::EntityId.into())
        }
    }

    /// The entityID as it stands in metadata and messages.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who asks, behind the Connector: the `RequesterID` of the relying party. A URI of at most 1024
/// characters. eIDAS Message Format 1.4 §3.5; SAML Core §3.4.1.2.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequesterId(String);

impl RequesterId {
    /// Reads a RequesterID: an absolute URI.
    ///
    /// # Errors
    /// [`Misconfigured::RequesterId`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if is_absolute_uri(text) && text.chars().count() <= EntityId::MAX_CHARS {
            Ok(Self(text.to_owned()))
        } else {
            Err(Misconfigured::RequesterId.into())
        }
    }

    /// The URI.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `scheme ":" something`, without white space. RFC 3986 §3.
pub(crate) fn is_absolute_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut scheme = scheme.bytes();
    scheme.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && scheme.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control())
}

/// NCName of Namespaces in XML 1.0 §3, with the character classes of XML 1.0 (fifth edition) §2.3.
fn is_ncname(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ncnames() {
        for good in ["_a", "a", "_pJTsjZ.K-w2", "Æ1"] {
            assert!(MessageId::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "", "1a", "-a", ".a", "a b", "a:b", " a", "_a\n", "#a", "a/b",
        ] {
            assert_eq!(MessageId::parse(bad), Err(Malformed::Id.into()), "{bad}");
        }
        assert!(MessageId::parse(&"a".repeat(256)).is_ok());
        assert!(MessageId::parse(&"a".repeat(257)).is_err());
        assert!(MessageId::parse(&"Æ".repeat(129)).is_err());
    }

    #[test]
    fn entity_ids_are_urls() {
        for good in [
            "https://node.example/metadata",
            "http://se.localhost:8080/eidas/metadata",
        ] {
            assert!(EntityId::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "node",
            "urn:x",
            "https://",
            "https://a b/",
            " https://a/",
            "https://a/\"",
            "https://a/\\",
            "https://a/é",
            "file:///x",
        ] {
            assert_eq!(
                EntityId::parse(bad),
                Err(Malformed::EntityId.into()),
                "{bad}"
            );
        }
        assert!(EntityId::parse(&format!("https://a/{}", "x".repeat(1014))).is_ok());
        assert!(EntityId::parse(&format!("https://a/{}", "x".repeat(1015))).is_err());
    }

    #[test]
    fn requester_ids_are_uris() {
        assert!(RequesterId::parse("https://etat.example.no/sp").is_ok());
        assert!(RequesterId::parse("urn:no:987654321").is_ok());
        for bad in ["", "etat", "x:", ":x", "1x:y", "urn:a b"] {
            assert_eq!(
                RequesterId::parse(bad),
                Err(Misconfigured::RequesterId.into()),
                "{bad}"
            );
        }
    }
}

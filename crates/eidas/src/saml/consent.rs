// SPDX-License-Identifier: EUPL-1.2

//! `Consent` of a message. SAML Core §8.4.

/// Whether and how the person agreed to the message being sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Consent {
    /// Implicitly, at the time of the message.
    CurrentImplicit,
    /// Explicitly, at the time of the message.
    CurrentExplicit,
    /// The issuer need not ask.
    Inapplicable,
    /// Some form of consent exists.
    Obtained,
    /// Earlier.
    Prior,
    /// There is none.
    Unavailable,
    /// Nothing is said.
    #[default]
    Unspecified,
}

impl Consent {
    const ALL: [Self; 7] = [
        Self::CurrentImplicit,
        Self::CurrentExplicit,
        Self::Inapplicable,
        Self::Obtained,
        Self::Prior,
        Self::Unavailable,
        Self::Unspecified,
    ];

    /// The URI.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::CurrentImplicit => "urn:oasis:names:tc:SAML:2.0:consent:current-implicit",
            Self::CurrentExplicit => "urn:oasis:names:tc:SAML:2.0:consent:current-explicit",
            Self::Inapplicable => "urn:oasis:names:tc:SAML:2.0:consent:inapplicable",
            Self::Obtained => "urn:oasis:names:tc:SAML:2.0:consent:obtained",
            Self::Prior => "urn:oasis:names:tc:SAML:2.0:consent:prior",
            Self::Unavailable => "urn:oasis:names:tc:SAML:2.0:consent:unavailable",
            Self::Unspecified => "urn:oasis:names:tc:SAML:2.0:consent:unspecified",
        }
    }

    /// Reads one of the seven URIs.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|consent| consent.uri() == uri)
    }
}

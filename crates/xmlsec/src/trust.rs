//! Whom to believe: exactly these keys (messages), or a path to one of these anchors (metadata).

use crate::Certificate;

/// The keys whose signature on a message is believed. Of a certificate only the key counts
/// (SAML Metadata Interoperability Profile §2.6.1); KeyInfo merely says which to try first.
#[derive(Clone, Debug, Default)]
pub struct TrustedKeys {
    certificates: Vec<Certificate>,
}

impl TrustedKeys {
    /// Exactly the keys of these certificates.
    #[must_use]
    pub fn new(certificates: impl IntoIterator<Item = Certificate>) -> Self {
        Self {
            certificates: certificates.into_iter().collect(),
        }
    }

    /// The certificates given.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }
}

/// The certificates that signed metadata has to lead to: the signer itself, an intermediate or a
/// root.
#[derive(Clone, Debug, Default)]
pub struct TrustAnchors {
    certificates: Vec<Certificate>,
}

impl TrustAnchors {
    /// These anchors. None of them: nothing verifies.
    #[must_use]
    pub fn new(certificates: impl IntoIterator<Item = Certificate>) -> Self {
        Self {
            certificates: certificates.into_iter().collect(),
        }
    }

    /// The anchors given.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }
}

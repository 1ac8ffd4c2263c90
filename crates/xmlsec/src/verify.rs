//! Verifying an enveloped signature of the closed profile.

use crate::{
    Certificate, Document, Element, Error, Policy, ServiceListPolicy, TrustAnchors, TrustedKeys,
};

/// The proof: this tree was read again from the very octets that were digested, and those were
/// signed by [`SignedElement::signer`] with an allowed algorithm. There is no other way to make
/// one than the functions of this file.
#[derive(Clone, Debug)]
pub struct SignedElement {
    document: Document,
    signer: Certificate,
}

impl SignedElement {
    /// The signed element, without its signature.
    #[must_use]
    pub fn root(&self) -> Element<'_> {
        self.document.root()
    }

    /// The document that consists of the signed element alone; its bytes are the canonical form.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// The trusted certificate whose key signed (metadata: the signer's own certificate, on a
    /// path to an anchor).
    #[must_use]
    pub const fn signer(&self) -> &Certificate {
        &self.signer
    }
}

/// Verifies the signature of the document element by one of exactly these keys.
///
/// # Errors
/// [`Error::Untrusted`], and [`Error::Malformed`] if the signed octets cannot be read again.
pub fn verify(doc: &Document, keys: &TrustedKeys, policy: &Policy) -> Result<SignedElement, Error> {
    let _ = (doc, keys, policy);
    todo!()
}

/// Verifies signed metadata: the certificate in KeyInfo has to lead to an anchor at `now`
/// (seconds since 1970). Also accepts the Reference `""`, which older nodes write.
///
/// # Errors
/// As [`verify`].
pub fn verify_metadata(
    doc: &Document,
    anchors: &TrustAnchors,
    policy: &Policy,
    now: i64,
) -> Result<SignedElement, Error> {
    let _ = (doc, anchors, policy, now);
    todo!()
}

/// Verifies a signed metadata service list, otherwise as [`verify_metadata`].
///
/// # Errors
/// As [`verify`].
pub fn verify_service_list(
    doc: &Document,
    anchors: &TrustAnchors,
    policy: &ServiceListPolicy,
    now: i64,
) -> Result<SignedElement, Error> {
    let _ = (doc, anchors, policy, now);
    todo!()
}

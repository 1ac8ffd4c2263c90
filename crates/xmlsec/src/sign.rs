//! Signing: one enveloped signature on the document element.

use crate::{DigestMethod, Document, Error, SigningKey};

/// Where in the document element the `ds:Signature` goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignaturePlace<'a> {
    /// As first child (metadata: SAML Metadata §2.3.2).
    First,
    /// After the first child of this namespace and name (messages: after `saml:Issuer`,
    /// SAML Core §3.2.1).
    After {
        /// Namespace name.
        namespace: &'a str,
        /// Local name.
        name: &'a str,
    },
}

/// How the Reference names the document element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ReferenceStyle {
    /// `#` and its `ID` attribute.
    #[default]
    Id,
    /// `""`, the whole document; only for metadata.
    WholeDocument,
}

/// What KeyInfo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum KeyInfoStyle {
    /// The key's certificates.
    #[default]
    Certificates,
    /// `ds:KeyValue` only.
    KeyValue,
    /// No KeyInfo.
    None,
}

/// The habits of a signer.
#[derive(Clone, Copy, Debug)]
pub struct SignatureOptions<'a> {
    /// Place of the signature.
    pub place: SignaturePlace<'a>,
    /// Reference by ID or to the whole document.
    pub reference: ReferenceStyle,
    /// Digest of the Reference; usually the one of the signature method.
    pub digest: DigestMethod,
    /// `InclusiveNamespaces PrefixList` of the Reference's transform: prefixes that stand only in
    /// values (`xsi:type`), `#default` for the default namespace.
    pub inclusive_prefixes: &'a [&'a str],
    /// What KeyInfo shows.
    pub key_info: KeyInfoStyle,
}

impl<'a> SignatureOptions<'a> {
    /// Reference by ID, SHA-256, certificates shown.
    #[must_use]
    pub const fn new(place: SignaturePlace<'a>) -> Self {
        Self {
            place,
            reference: ReferenceStyle::Id,
            digest: DigestMethod::Sha256,
            inclusive_prefixes: &[],
            key_info: KeyInfoStyle::Certificates,
        }
    }
}

/// Signs the document element and returns the document with the signature in it.
///
/// # Errors
/// [`Error::Misconfigured`] if there is no ID, no such place, or the key fails.
pub fn sign(
    doc: &Document,
    options: &SignatureOptions<'_>,
    key: &dyn SigningKey,
) -> Result<Vec<u8>, Error> {
    let _ = (doc, options, key);
    todo!()
}

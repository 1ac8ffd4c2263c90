//! Signing: one enveloped signature on the document element.

use crate::c14n::{EXC_C14N, canonicalize};
use crate::key_info::{key_value, x509_data};
use crate::verify::{DS, ENVELOPED};
use crate::{
    DigestMethod, Document, Error, Misconfigured, SigningKey, base64, crypto, escape_attribute,
};

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
    let root = doc.root();
    let uri = match options.reference {
        ReferenceStyle::WholeDocument => String::new(),
        ReferenceStyle::Id => {
            let id = root.attribute("ID").filter(|id| !id.is_empty());
            format!(
                "#{}",
                id.ok_or(Misconfigured::Argument("document element without ID"))?
            )
        }
    };
    let at = place(doc, options.place)?;
    let digest = crypto::hash(
        options.digest,
        &canonicalize(root, options.inclusive_prefixes),
    );
    let method = key.method();
    let inclusive = if options.inclusive_prefixes.is_empty() {
        String::new()
    } else {
        format!(
            "<ec:InclusiveNamespaces xmlns:ec=\"{EXC_C14N}\" PrefixList=\"{}\">\
             </ec:InclusiveNamespaces>",
            escape_attribute(&options.inclusive_prefixes.join(" "))
        )
    };
    // Written in its canonical form: what is signed differs from what is sent by one declaration.
    let info = format!(
        "<ds:CanonicalizationMethod Algorithm=\"{EXC_C14N}\"></ds:CanonicalizationMethod>\
         <ds:SignatureMethod Algorithm=\"{}\"></ds:SignatureMethod>\
         <ds:Reference URI=\"{}\"><ds:Transforms>\
         <ds:Transform Algorithm=\"{ENVELOPED}\"></ds:Transform>\
         <ds:Transform Algorithm=\"{EXC_C14N}\">{inclusive}</ds:Transform></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"{}\"></ds:DigestMethod>\
         <ds:DigestValue>{}</ds:DigestValue></ds:Reference></ds:SignedInfo>",
        method.uri(),
        escape_attribute(&uri),
        options.digest.uri(),
        base64::encode(&digest),
    );
    let signed = format!("<ds:SignedInfo xmlns:ds=\"{DS}\">{info}");
    let value = key
        .sign(signed.as_bytes())
        .map_err(|_| Misconfigured::Key("signing failed"))?;
    let key_info = match options.key_info {
        KeyInfoStyle::None => String::new(),
        KeyInfoStyle::Certificates => {
            format!("<ds:KeyInfo>{}</ds:KeyInfo>", x509_data(key.certificates()))
        }
        KeyInfoStyle::KeyValue => {
            let certificate = key
                .certificates()
                .first()
                .ok_or(Misconfigured::Key("no certificate"))?;
            let value = key_value(certificate.key()).ok_or(Misconfigured::Key("no key value"))?;
            format!("<ds:KeyInfo>{value}</ds:KeyInfo>")
        }
    };
    let signature = format!(
        "<ds:Signature xmlns:ds=\"{DS}\"><ds:SignedInfo>{info}\
         <ds:SignatureValue>{}</ds:SignatureValue>{key_info}</ds:Signature>",
        base64::encode(&value)
    );
    let source = doc.bytes();
    let (before, after) = source
        .split_at_checked(at)
        .ok_or(Misconfigured::Argument("place of the signature"))?;
    Ok([before, signature.as_bytes(), after].concat())
}

/// The offset in [`Document::bytes`] where the signature goes.
fn place(doc: &Document, place: SignaturePlace<'_>) -> Result<usize, Misconfigured> {
    let root = doc.root();
    let at = match place {
        SignaturePlace::After { namespace, name } => root
            .children()
            .find(|e| e.is(namespace, name))
            .map(|e| e.source().end),
        SignaturePlace::First => {
            let range = root.source();
            let source = doc.source().get(range.clone()).unwrap_or_default();
            end_of_start_tag(source).map(|end| range.start + end)
        }
    };
    at.ok_or(Misconfigured::Argument("place of the signature"))
}

/// The offset after the `>` of the start tag; none if it is an empty-element tag.
fn end_of_start_tag(source: &str) -> Option<usize> {
    let mut quote = None;
    let mut last = 0;
    for (at, byte) in source.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return (last != b'/').then_some(at + 1),
            (None, _) => {}
        }
        last = byte;
    }
    None
}

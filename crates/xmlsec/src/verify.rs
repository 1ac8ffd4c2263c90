//! Verifying an enveloped signature of the closed profile (XML Signature 1.1, SAML Core §5.4).
//!
//! Order of the steps: shape, algorithms, `SignatureValue` over `SignedInfo` by a trusted key,
//! digest of the parent, and only then is anything read, from the digested octets.

mod trusted_list;

use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};

use crate::c14n::{EXC_C14N, canonicalize, canonicalize_without};
use crate::{
    Certificate, DigestMethod, Document, Element, Error, KeyKind, Limits, Malformed, Policy,
    PublicKey, SignatureMethod, TrustAnchors, TrustedKeys, Untrusted, base64, crypto,
};
use trusted_list::{SignedPart, signed_properties};
pub use trusted_list::{shown_by_trusted_list, verify_trusted_list};

/// Namespace name of XML Signature.
pub(crate) const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// Identifier of the enveloped-signature transform.
pub(crate) const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// Prefixes of one `PrefixList`; real ones have one or two.
const MAX_PREFIXES: usize = 16;
/// Certificates in one KeyInfo that are looked at.
const MAX_CERTIFICATES: usize = 8;

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
    let signature = Signature::find(doc, Subject::Message)?;
    let method = signature.method(policy.methods())?;
    let octets = signature.signed_octets();
    let shown = signature.shown();
    let signer = trusted_signer(keys, &shown, method, policy, &octets, &signature.value)?;
    signature.open(doc, signer)
}

/// Verifies a signature that stands beside the document, over the octets of the transport
/// (SAML Bindings §3.4.4.1: the query of a redirect). `octets` must be the very octets received,
/// and `doc` what was decoded from them. A document that holds a signature of its own is refused:
/// there must not be two.
///
/// # Errors
/// As [`verify`].
pub fn verify_detached(
    doc: &Document,
    octets: &[u8],
    method_uri: &str,
    signature: &[u8],
    keys: &TrustedKeys,
    policy: &Policy,
) -> Result<SignedElement, Error> {
    if doc.root().descendants().any(|e| e.is(DS, "Signature")) {
        return Err(Untrusted::Shape("embedded and detached signature").into());
    }
    let method = allowed(method_uri, policy.methods())?;
    let signer = trusted_signer(keys, &[], method, policy, octets, signature)?;
    Ok(SignedElement {
        document: doc.clone(),
        signer,
    })
}

/// The trusted certificate whose key verifies; those that KeyInfo shows are tried first.
fn trusted_signer(
    keys: &TrustedKeys,
    shown: &[Vec<u8>],
    method: SignatureMethod,
    policy: &Policy,
    octets: &[u8],
    value: &[u8],
) -> Result<Certificate, Error> {
    let is_shown = |c: &&Certificate| shown.iter().any(|der| der == c.der());
    let trusted = keys.certificates();
    let ordered = trusted
        .iter()
        .filter(is_shown)
        .chain(trusted.iter().filter(|c| !is_shown(c)));
    let mut weak = false;
    for certificate in ordered {
        if policy.check_key(certificate.key()).is_err() {
            weak = true;
        } else if verifies(method, certificate.key(), octets, value) {
            return Ok(certificate.clone());
        }
    }
    // Which key signed is known from what the sender shows, if at all.
    let known: Vec<_> = trusted
        .iter()
        .filter(is_shown)
        .map(Certificate::key)
        .collect();
    Err(match (weak, known.as_slice()) {
        (true, _) => Untrusted::KeySize,
        (false, []) if shown.is_empty() => Untrusted::NoKeyFits,
        (false, []) => Untrusted::Key,
        (false, known) => refusal(method, known, value),
    }
    .into())
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
    let signature = Signature::find(doc, Subject::Metadata)?;
    let method = signature.method(policy.methods())?;
    signature.open_on_path(doc, method, anchors, policy.min_rsa_bits(), now)
}

/// What is signed, and so the shape that its signature has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// A message: the one Reference names the document element by its ID.
    Message,
    /// Metadata: or as the whole document.
    Metadata,
    /// A trusted list: as metadata, and parts of the signature beside it.
    TrustedList,
}

impl Subject {
    /// The attribute that names the document element: SAML Core §5.4.2, TS 119 612 annex B.
    const fn id(self) -> &'static str {
        match self {
            Self::Message | Self::Metadata => "ID",
            Self::TrustedList => "Id",
        }
    }

    /// What may stand at the Reference to the document: XML Signature §4.4.3, of which `Type` says nothing
    /// that is verified. The lists of Italy, Portugal and Sweden have an empty one.
    const fn of_reference(self) -> &'static [&'static str] {
        match self {
            Self::Message | Self::Metadata => &["URI"],
            Self::TrustedList => &["URI", "Type"],
        }
    }
}

/// Whether the key verifies it. An error of the library is a signature that does not verify.
fn verifies(method: SignatureMethod, key: &PublicKey, octets: &[u8], value: &[u8]) -> bool {
    let result = match (method, key.kind()) {
        (SignatureMethod::RsaPss(digest), KeyKind::Rsa(_)) => {
            verify_pss(key, digest, octets, value)
        }
        (SignatureMethod::Ecdsa(digest), KeyKind::Ec(curve)) => {
            verify_ecdsa(key, curve.width(), digest, octets, value)
        }
        _ => None,
    };
    result == Some(true)
}

/// Why the signature of a key that is shown does not verify.
fn refusal(method: SignatureMethod, shown: &[&PublicKey], value: &[u8]) -> Untrusted {
    let mut curves = shown.iter().filter_map(|key| match key.kind() {
        KeyKind::Ec(curve) if matches!(method, SignatureMethod::Ecdsa(_)) => Some(curve),
        _ => None,
    });
    let misfit = |curve: crate::Curve| value.len() != 2 * curve.width();
    match curves.next().is_some_and(misfit) && curves.all(misfit) {
        true => Untrusted::SignatureLength,
        false => Untrusted::Signature,
    }
}

/// RFC 8017 §8.1.2; hash = MGF1 hash, salt exactly as long as the hash (RFC 9231 §2.3.9).
fn verify_pss(key: &PublicKey, digest: DigestMethod, octets: &[u8], value: &[u8]) -> Option<bool> {
    let md = crypto::message_digest(digest);
    let mut verifier = Verifier::new(md, key.pkey()).ok()?;
    verifier.set_rsa_padding(Padding::PKCS1_PSS).ok()?;
    verifier.set_rsa_mgf1_md(md).ok()?;
    verifier
        .set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)
        .ok()?;
    verifier.verify_oneshot(value, octets).ok()
}

/// r ‖ s, each as wide as the order (RFC 9231 §2.3.6).
fn verify_ecdsa(
    key: &PublicKey,
    width: usize,
    digest: DigestMethod,
    octets: &[u8],
    value: &[u8],
) -> Option<bool> {
    if value.len() != 2 * width {
        return None;
    }
    let (r, s) = value.split_at_checked(width)?;
    let signature =
        EcdsaSig::from_private_components(BigNum::from_slice(r).ok()?, BigNum::from_slice(s).ok()?);
    signature
        .ok()?
        .verify(&crypto::hash(digest, octets), key.ec()?)
        .ok()
}

/// A `ds:Signature` of the profile's shape, not yet believed.
struct Signature<'a> {
    parent: Element<'a>,
    element: Element<'a>,
    signed_info: Element<'a>,
    /// PrefixList of the canonicalization of `SignedInfo`.
    signed_info_prefixes: Vec<&'a str>,
    /// PrefixList of the Reference's transform.
    prefixes: Vec<&'a str>,
    method_uri: &'a str,
    /// Of the parent without this signature.
    digest: Digest,
    /// The parts of itself that it signs too: of a list.
    parts: Vec<SignedPart<'a>>,
    value: Vec<u8>,
    key_info: Option<Element<'a>>,
}

/// `DigestMethod` and `DigestValue`.
struct Digest {
    method: DigestMethod,
    value: Vec<u8>,
}

impl Digest {
    fn read(method: Element<'_>, value: Element<'_>) -> Result<Self, Error> {
        named(method, "DigestMethod", &["Algorithm"])?;
        leaf(method)?;
        let uri = method.attribute("Algorithm").unwrap_or_default();
        named(value, "DigestValue", &[])?;
        Ok(Self {
            method: DigestMethod::from_uri(uri).ok_or_else(|| algorithm(uri))?,
            value: octets(value)?,
        })
    }

    fn check(&self, octets: &[u8]) -> Result<(), Error> {
        let digest = crypto::hash(self.method, octets);
        if digest.len() == self.value.len() && openssl::memcmp::eq(&digest, &self.value) {
            Ok(())
        } else {
            Err(Untrusted::Digest.into())
        }
    }
}

impl<'a> Signature<'a> {
    /// Reads the one signature that is a child of the document element. Never looks anywhere
    /// else, and never by a search through the document.
    fn find(doc: &'a Document, subject: Subject) -> Result<Self, Error> {
        let parent = doc.root();
        let mut signatures = parent.children().filter(|e| e.is(DS, "Signature"));
        let element = signatures.next().ok_or(Untrusted::Missing)?;
        if signatures.next().is_some() {
            return Err(Untrusted::Shape("more than one Signature").into());
        }
        // No part of what is signed, and nothing an honest peer writes into base64.
        if element.has_comment() {
            return Err(Untrusted::Shape("comment in Signature").into());
        }
        // ds:Object is not among those of a message: nothing can be wrapped inside.
        let (signed_info, value, key_info, object) = match *children(element)?.as_slice() {
            [info, value] => (info, value, None, None),
            [info, value, key_info] => (info, value, Some(key_info), None),
            [info, value, key_info, object] if subject == Subject::TrustedList => {
                (info, value, Some(key_info), Some(object))
            }
            _ => return Err(Untrusted::Shape("children of Signature").into()),
        };
        named(signed_info, "SignedInfo", &[])?;
        named(value, "SignatureValue", &["Id"])?;
        if let Some(key_info) = key_info {
            named(key_info, "KeyInfo", &["Id"])?;
        }
        let info = children(signed_info)?;
        let [c14n_method, signature_method, references @ ..] = info.as_slice() else {
            return Err(Untrusted::Shape("children of SignedInfo").into());
        };
        let (c14n_method, signature_method) = (*c14n_method, *signature_method);
        let id = parent.attribute(subject.id()).filter(|id| !id.is_empty());
        let is_parent = |uri: &str| {
            let by_id = uri.strip_prefix('#').is_some_and(|of| Some(of) == id);
            by_id || uri.is_empty() && subject != Subject::Message
        };
        let (reference, parts) = match *references {
            [reference] => (reference, Vec::new()),
            // The list, what the signature says of itself, and its KeyInfo: one that nobody looks at is none.
            [_, _] | [_, _, _] if subject == Subject::TrustedList => {
                let is_parent = |r: &Element<'a>| r.attribute("URI").is_some_and(is_parent);
                let (of_parent, of_itself): (Vec<_>, Vec<_>) =
                    references.iter().copied().partition(is_parent);
                let [reference] = *of_parent.as_slice() else {
                    return Err(Untrusted::Shape("not one Reference to the parent").into());
                };
                let properties = object.map(signed_properties).transpose()?;
                let parts: Vec<_> = properties.into_iter().chain(key_info).collect();
                let read = of_itself.into_iter();
                let read = read.map(|reference| SignedPart::read(reference, &parts));
                (reference, read.collect::<Result<_, _>>()?)
            }
            _ => return Err(Untrusted::Shape("SignedInfo needs exactly one Reference").into()),
        };
        named(c14n_method, "CanonicalizationMethod", &["Algorithm"])?;
        let signed_info_prefixes = exclusive(c14n_method)?;
        named(signature_method, "SignatureMethod", &["Algorithm"])?;
        let method_uri = signature_method.attribute("Algorithm").unwrap_or_default();
        // HMACOutputLength and other parameters: none exist in the profile.
        leaf(signature_method)?;

        named(reference, "Reference", subject.of_reference())?;
        let uri = reference
            .attribute("URI")
            .ok_or(Untrusted::Shape("Reference without URI"))?;
        if !is_parent(uri) {
            return Err(Untrusted::Shape("Reference is not to the parent").into());
        }
        let [transforms, digest_method, digest_value] = *children(reference)?.as_slice() else {
            return Err(Untrusted::Shape("children of Reference").into());
        };
        named(transforms, "Transforms", &[])?;
        let [enveloped, c14n] = *children(transforms)?.as_slice() else {
            return Err(Untrusted::Shape("transforms").into());
        };
        named(enveloped, "Transform", &["Algorithm"])?;
        named(c14n, "Transform", &["Algorithm"])?;
        if enveloped.attribute("Algorithm") != Some(ENVELOPED) {
            return Err(Untrusted::Shape("transforms").into());
        }
        leaf(enveloped)?;
        let prefixes = exclusive(c14n)?;
        Ok(Self {
            parent,
            element,
            signed_info,
            signed_info_prefixes,
            prefixes,
            method_uri,
            digest: Digest::read(digest_method, digest_value)?,
            parts,
            value: octets(value)?,
            key_info,
        })
    }

    fn method(&self, allowed: &[SignatureMethod]) -> Result<SignatureMethod, Error> {
        self::allowed(self.method_uri, allowed)
    }

    fn signed_octets(&self) -> Vec<u8> {
        canonicalize(self.signed_info, &self.signed_info_prefixes)
    }

    /// The certificates shown in KeyInfo, as octets. A hint: what cannot be read is passed over.
    fn shown(&self) -> Vec<Vec<u8>> {
        self.key_info
            .into_iter()
            .flat_map(Element::children)
            .filter(|e| e.is(DS, "X509Data"))
            .flat_map(Element::children)
            .filter(|e| e.is(DS, "X509Certificate"))
            .take(MAX_CERTIFICATES)
            .filter_map(|e| base64::decode(&e.text()))
            .collect()
    }

    /// The signer is the certificate whose key verifies; KeyInfo shows it, or it is an anchor.
    fn open_on_path(
        self,
        doc: &Document,
        method: SignatureMethod,
        anchors: &TrustAnchors,
        min_rsa_bits: u32,
        now: i64,
    ) -> Result<SignedElement, Error> {
        let shown = self.shown();
        let shown: Vec<_> = shown
            .iter()
            .filter_map(|c| Certificate::from_der(c).ok())
            .collect();
        let octets = self.signed_octets();
        let candidates = match shown.as_slice() {
            [] => anchors.certificates(),
            shown => shown,
        };
        let signer = candidates
            .iter()
            .find(|c| verifies(method, c.key(), &octets, &self.value))
            .ok_or_else(|| match shown.is_empty() {
                true => Untrusted::NoKeyFits,
                false => {
                    let keys: Vec<_> = shown.iter().map(Certificate::key).collect();
                    refusal(method, &keys, &self.value)
                }
            })?
            .clone();
        if !signer.key().is_at_least(min_rsa_bits) {
            return Err(Untrusted::KeySize.into());
        }
        anchors.trusts(&signer, &shown, now, min_rsa_bits)?;
        self.open(doc, signer)
    }

    /// The last step, after `SignatureValue`: digest, and reading the digested octets again.
    fn open(self, doc: &Document, signer: Certificate) -> Result<SignedElement, Error> {
        let limits = wider(doc);
        let omitted = Some(self.element);
        let octets = canonicalize_without(self.parent, omitted, &self.prefixes, limits.bytes)
            .ok_or(Malformed::TooLarge)?;
        self.digest.check(&octets)?;
        for part in &self.parts {
            part.check()?;
        }
        let document = Document::parse(&octets, &limits)?;
        Ok(SignedElement { document, signer })
    }
}

fn allowed(uri: &str, methods: &[SignatureMethod]) -> Result<SignatureMethod, Error> {
    SignatureMethod::from_uri(uri)
        .filter(|m| methods.contains(m))
        .ok_or_else(|| algorithm(uri).into())
}

/// The canonical form may be longer than the source: declarations are repeated. XML-14: by so much
/// of what came, not of what might have come.
fn wider(doc: &Document) -> Limits {
    Limits {
        bytes: doc.bytes().len().saturating_mul(4),
        ..doc.limits
    }
}

fn algorithm(uri: &str) -> Untrusted {
    Untrusted::Algorithm {
        uri: uri.chars().take(100).collect(),
    }
}

/// The children of an element that has no text of its own.
fn children(element: Element<'_>) -> Result<Vec<Element<'_>>, Untrusted> {
    if element.has_text() {
        return Err(Untrusted::Shape("text between elements"));
    }
    Ok(element.children().take(8).collect())
}

/// The element is `ds:name` with no attributes but these and `Id`.
fn named(element: Element<'_>, name: &str, attributes: &[&str]) -> Result<(), Untrusted> {
    let known = |a: crate::Attribute<'_>| {
        a.namespace.is_empty() && (a.name == "Id" || attributes.contains(&a.name))
    };
    if element.is(DS, name) && element.attributes().all(known) {
        Ok(())
    } else {
        Err(Untrusted::Shape(
            "unexpected element or attribute in Signature",
        ))
    }
}

fn leaf(element: Element<'_>) -> Result<(), Untrusted> {
    if element.children().next().is_none() && !element.has_text() {
        Ok(())
    } else {
        Err(Untrusted::Shape("algorithm with parameters"))
    }
}

fn octets(element: Element<'_>) -> Result<Vec<u8>, Untrusted> {
    if element.children().next().is_some() {
        return Err(Untrusted::Shape("element inside a value"));
    }
    base64::decode(&element.text())
        .filter(|v| !v.is_empty())
        .ok_or(Untrusted::Shape("value is not base64"))
}

/// Exclusive C14N without comments, with its PrefixList (exclusive C14N §4).
fn exclusive<'a>(method: Element<'a>) -> Result<Vec<&'a str>, Untrusted> {
    let uri = method.attribute("Algorithm").unwrap_or_default();
    if uri != EXC_C14N {
        return Err(algorithm(uri));
    }
    let children = children(method)?;
    let list = match *children.as_slice() {
        [] => return Ok(Vec::new()),
        [list] if list.is(EXC_C14N, "InclusiveNamespaces") => list,
        _ => return Err(Untrusted::Shape("parameters of exclusive C14N")),
    };
    leaf(list)?;
    let known = |a: crate::Attribute<'_>| a.namespace.is_empty() && a.name == "PrefixList";
    if !list.attributes().all(known) {
        return Err(Untrusted::Shape("parameters of exclusive C14N"));
    }
    let prefixes: Vec<&'a str> = list
        .attribute("PrefixList")
        .unwrap_or_default()
        .split([' ', '\t', '\n', '\r'])
        .filter(|p| !p.is_empty())
        .collect();
    if prefixes.len() > MAX_PREFIXES {
        return Err(Untrusted::Shape("long PrefixList"));
    }
    Ok(prefixes)
}

//! The signature of a trusted list: XAdES baseline B, enveloped (ETSI TS 119 612 §5.7, annex B; EN 319 132-1).
//!
//! It differs from that of a message in three things: further References, to what the signature says of itself
//! (`SignedProperties`) and to its `KeyInfo`; the `Object` that holds the former; and RSASSA-PKCS1-v1_5, which the
//! lists of the Member States are signed with. These parts are verified, as every Reference must be, and nothing is taken
//! from them: which certificate may sign is known before, so that another under the same key (EN 319 132-1 §5.2.2)
//! changes nothing.

use openssl::rsa::Padding;
use openssl::sign::Verifier;

use super::{
    DS, Digest, Element, MAX_PREFIXES, Signature, SignedElement, Subject, allowed, children,
    exclusive, named, refusal, verifies,
};
use crate::c14n::canonicalize;
use crate::{
    Certificate, DigestMethod, Document, Error, Policy, PublicKey, SignatureMethod, Untrusted,
    crypto,
};

/// Namespace name of XAdES.
const XADES: &str = "http://uri.etsi.org/01903/v1.3.2#";

/// The certificates that the signature of a list shows, as octets, in their order. They prove nothing.
///
/// # Errors
/// [`Error::Untrusted`] where there is no signature of the shape.
pub fn shown_by_trusted_list(doc: &Document) -> Result<Vec<Vec<u8>>, Error> {
    Ok(Signature::find(doc, Subject::TrustedList)?.shown())
}

/// Verifies the signature of a list by the key of exactly this certificate.
///
/// # Errors
/// [`Error::Untrusted`], and [`Error::Malformed`] if the signed octets cannot be read again.
pub fn verify_trusted_list(
    doc: &Document,
    signer: &Certificate,
    policy: &Policy,
) -> Result<SignedElement, Error> {
    let signature = Signature::find(doc, Subject::TrustedList)?;
    policy.check_key(signer.key())?;
    let octets = signature.signed_octets();
    let pkcs1 = DigestMethod::ALL
        .into_iter()
        .find(|digest| pkcs1_uri(*digest) == signature.method_uri);
    match pkcs1 {
        Some(digest) => {
            if verify_pkcs1(signer.key(), digest, &octets, &signature.value) != Some(true) {
                return Err(Untrusted::Signature.into());
            }
        }
        None => {
            let method: SignatureMethod = allowed(signature.method_uri, policy.methods())?;
            if !verifies(method, signer.key(), &octets, &signature.value) {
                return Err(refusal(method, &[signer.key()], &signature.value).into());
            }
        }
    }
    signature.open(doc, signer.clone())
}

/// RFC 9231 §2.3.2 to §2.3.4. Of the verifier alone: nothing of ours signs with it, and no message may.
const fn pkcs1_uri(digest: DigestMethod) -> &'static str {
    match digest {
        DigestMethod::Sha256 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        DigestMethod::Sha384 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
        DigestMethod::Sha512 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    }
}

/// RFC 8017 §8.2.2: the encoded message is compared whole, so no padding of a forger's is skipped.
fn verify_pkcs1(
    key: &PublicKey,
    digest: DigestMethod,
    octets: &[u8],
    value: &[u8],
) -> Option<bool> {
    if !matches!(key.kind(), crate::KeyKind::Rsa(_)) {
        return None;
    }
    let mut verifier = Verifier::new(crypto::message_digest(digest), key.pkey()).ok()?;
    verifier.set_rsa_padding(Padding::PKCS1).ok()?;
    verifier.verify_oneshot(value, octets).ok()
}

/// A part of the signature itself that it signs too: what it says of itself, or its `KeyInfo`.
pub(super) struct SignedPart<'a> {
    element: Element<'a>,
    /// PrefixList of its transform, where it has one.
    prefixes: Option<Vec<&'a str>>,
    digest: Digest,
}

impl<'a> SignedPart<'a> {
    /// The part that a Reference means. It is where the standard puts it, never found by its `Id` alone.
    pub(super) fn read(reference: Element<'a>, parts: &[Element<'a>]) -> Result<Self, Error> {
        named(reference, "Reference", &["URI", "Type"])?;
        let uri = reference.attribute("URI").unwrap_or_default();
        let id = uri.strip_prefix('#').filter(|id| !id.is_empty());
        let mut parts = parts.iter();
        let element = parts.find(|part| id.is_some() && part.attribute("Id") == id);
        let element = element.ok_or(Untrusted::Shape("Reference to something else"))?;
        let (prefixes, method, value) = match *children(reference)?.as_slice() {
            [method, value] => (None, method, value),
            [transforms, method, value] => {
                named(transforms, "Transforms", &[])?;
                let [c14n] = *children(transforms)?.as_slice() else {
                    return Err(Untrusted::Shape("transforms").into());
                };
                named(c14n, "Transform", &["Algorithm"])?;
                (Some(exclusive(c14n)?), method, value)
            }
            _ => return Err(Untrusted::Shape("children of Reference").into()),
        };
        Ok(Self {
            element: *element,
            prefixes,
            digest: Digest::read(method, value)?,
        })
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let octets = match &self.prefixes {
            Some(prefixes) => canonicalize(self.element, prefixes),
            None => canonicalize(self.element, &in_scope(self.element)?),
        };
        self.digest.check(&octets)
    }
}

/// The prefixes in scope anywhere in a part. Without transforms it is digested as Canonical XML 1.0 has it (XML
/// Signature §4.4.3.2; the lists of Austria and Liechtenstein): that renders every prefix in scope where it is new,
/// which exclusive C14N does with those of its PrefixList. What ancestors would lend it of `xml:` is not lent: where
/// they have some, the digest is another's.
fn in_scope(part: Element<'_>) -> Result<Vec<&str>, Untrusted> {
    let mut prefixes = Vec::new();
    for (prefix, _) in part.descendants().flat_map(Element::in_scope_namespaces) {
        if !prefixes.contains(&prefix) {
            prefixes.push(prefix);
        }
        if prefixes.len() > MAX_PREFIXES {
            return Err(Untrusted::Shape("many prefixes in scope"));
        }
    }
    Ok(prefixes)
}

/// `SignedProperties` of an `Object` that holds nothing else (EN 319 132-1 §4.3).
pub(super) fn signed_properties(object: Element<'_>) -> Result<Element<'_>, Untrusted> {
    let properties = (|| {
        let qualifying = object.is(DS, "Object").then(|| only_child(object))??;
        let is_qualifying = qualifying.is(XADES, "QualifyingProperties");
        let signed = is_qualifying.then(|| only_child(qualifying))??;
        signed.is(XADES, "SignedProperties").then_some(signed)
    })();
    properties.ok_or(Untrusted::Shape("Object"))
}

fn only_child(parent: Element<'_>) -> Option<Element<'_>> {
    let mut children = parent.children();
    let child = children.next();
    child.filter(|_| children.next().is_none())
}

// SPDX-License-Identifier: EUPL-1.2
//! A credential in mdoc format: ISO/IEC 18013-5 `DeviceResponse` → [`VerifiedMdoc`].
//!
//! [`verify`] follows the inspection procedures of 18013-5 §9.3.1 (issuer data) and §9.1.3 (device),
//! each step on what the step before has proven:
//!
//! 1. the shape of `DeviceResponse`: one document, nothing beside it;
//! 2. a certificate path from `x5chain` to an anchor;
//! 3. the issuer's signature over the `MobileSecurityObject` (MSO), which is read only then;
//! 4. document type and validity;
//! 5. each element: its digest stands in the MSO, and it is read only then;
//! 6. the device's signature, with the key of the MSO, over our own `SessionTranscript`.

mod mso;
mod pid;
mod response;

use std::collections::HashSet;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    Error, Malformed, Mismatch, Pid, Untrusted,
    cbor::{self, Item, Writer},
    session_transcript::SessionTranscript,
    trust::{Anchors, Signer},
};

use mso::MobileSecurityObject;
pub use mso::{MsoStatus, Validity};
use response::Document;

/// The document type of a PID, and the namespace of its elements. PID Rulebook §3.1.1.
pub const PID: &str = "eu.europa.ec.eudi.pid.1";
/// The document type of a mobile driving licence, 18013-5 §7.1, and the namespace of its elements.
pub const MDL: (&str, &str) = ("org.iso.18013.5.1.mDL", "org.iso.18013.5.1");

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub struct ExpectedMdoc<'a> {
    /// `doctype_value` of the query. OpenID4VP B.2.3.
    pub doc_type: &'a str,
    /// Rebuilt from the request.
    pub session_transcript: &'a SessionTranscript,
}

/// An mdoc that an issuer of the anchors signed and that its device presented to this request. Made
/// only by [`verify`].
#[derive(Clone, Debug)]
pub struct VerifiedMdoc {
    doc_type: String,
    elements: Vec<Element>,
    signer: Signer,
    status: MsoStatus,
    validity: Validity,
}

/// An element that was presented, with the value as its issuer encoded it.
#[derive(Clone, PartialEq, Eq)]
pub struct Element {
    namespace: String,
    identifier: String,
    value: Vec<u8>,
}

/// Against which rule of 18013-5 a structure is. Clauses are those of the structures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Neither `deviceSignature` nor `deviceMac`, or both. §8.3.2.1.2.2.
    #[error("not exactly one device authentication")]
    DeviceAuth,
    /// A `digestID` twice in a namespace. §9.1.2.4.
    #[error("digestID repeated")]
    DigestIdRepeated,
    /// Other than exactly one document. HAIP §5.3.1: "each ISO mdoc MUST be returned in a separate
    /// DeviceResponse".
    #[error("not exactly one document")]
    Documents,
    /// An element twice in a namespace: which of the two is it? Attack: the first is shown, the
    /// second is used.
    #[error("element repeated")]
    ElementRepeated,
    /// A member that is missing or of another type.
    #[error("{0}")]
    Member(&'static str),
    /// `random` of fewer than 16 octets. §9.1.2.5.
    #[error("random of an element too short")]
    Random,
    /// `validityInfo` that contradicts itself. §9.1.2.4.
    #[error("validityInfo contradicts itself")]
    Validity,
    /// Another major version than 1.
    #[error("version of {0}")]
    Version(&'static str),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Malformed::Mdoc(fault).into()
    }
}

/// The octets of a presentation in a VP Token: base64url, canonical, without padding. OpenID4VP
/// B.2.5, RFC 4648 §3.2.
///
/// # Errors
/// [`Malformed::TooLarge`], [`Malformed::Base64Url`].
pub fn decode(presentation: &str) -> Result<Vec<u8>, Error> {
    if presentation.len() > cbor::MOST_OCTETS / 3 * 4 {
        return Err(Malformed::TooLarge.into());
    }
    let octets = URL_SAFE_NO_PAD.decode(presentation);
    octets.map_err(|_| Malformed::Base64Url.into())
}

/// Verifies a `DeviceResponse`.
///
/// # Errors
/// The first rule that is broken.
pub fn verify<Category>(
    device_response: &[u8],
    expected: &ExpectedMdoc<'_>,
    anchors: &Anchors<Category>,
    now: i64,
) -> Result<VerifiedMdoc, Error> {
    let device_response = cbor::read(device_response)?;
    let document = Document::of_response(&device_response)?;
    if document.doc_type != expected.doc_type {
        return Err(Mismatch::DocType.into());
    }

    // §9.3.1 points 1 and 2.
    let signer = anchors.signer(document.issuer_auth.chain(), now)?;
    let payload = document.issuer_auth.verify(signer.key())?;
    let payload = cbor::read(payload)?;
    let encoded = payload
        .encoded()
        .ok_or(Fault::Member("MobileSecurityObjectBytes"))?;
    let mso = cbor::read(encoded)?;
    let mso = MobileSecurityObject::read(&mso)?;

    // Point 4.
    if mso.doc_type != document.doc_type {
        return Err(Mismatch::DocType.into());
    }
    mso.validity.verify(signer.validity(), now)?;
    let elements = verify_elements(&document, &mso)?;
    verify_device(&document, &mso, expected.session_transcript)?;

    Ok(VerifiedMdoc {
        doc_type: document.doc_type.to_owned(),
        elements,
        signer,
        status: mso.status,
        validity: mso.validity,
    })
}

/// §9.3.1 point 3, §9.1.2.5: the digest is over the octets as received, tag and all. An item is
/// found by its digest and read only when the issuer signed that.
fn verify_elements(
    document: &Document<'_, '_>,
    mso: &MobileSecurityObject<'_, '_>,
) -> Result<Vec<Element>, Error> {
    let mut elements = Vec::new();
    for (namespace, items) in &document.namespaces {
        let digests = mso.digests(namespace).ok_or(Untrusted::Digest)?;
        let (mut ids, mut identifiers) = (HashSet::new(), HashSet::new());
        for bytes in *items {
            let encoded = bytes
                .encoded()
                .ok_or(Fault::Member("IssuerSignedItemBytes"))?;
            let id = digests.id_of(bytes.octets()).ok_or(Untrusted::Digest)?;
            let item = cbor::read(encoded)?;
            let item = IssuerSignedItem::read(&item)?;
            // The digest is there, but as another's.
            if item.digest_id != id {
                return Err(Untrusted::Digest.into());
            }
            if !ids.insert(id) {
                return Err(Fault::DigestIdRepeated.into());
            }
            if !identifiers.insert(item.identifier) {
                return Err(Fault::ElementRepeated.into());
            }
            elements.push(Element {
                namespace: (*namespace).to_owned(),
                identifier: item.identifier.to_owned(),
                value: item.value.octets().to_owned(),
            });
        }
    }
    Ok(elements)
}

/// §9.1.3.4, §9.1.3.6: `DeviceAuthentication` is made here, of our transcript and what was received.
fn verify_device(
    document: &Document<'_, '_>,
    mso: &MobileSecurityObject<'_, '_>,
    transcript: &SessionTranscript,
) -> Result<(), Error> {
    let authentication = Writer::new()
        .array(4)
        .text("DeviceAuthentication")
        .raw(transcript.octets())
        .text(document.doc_type)
        .raw(document.device_namespaces.octets())
        .into_octets();
    let payload = Writer::new().encoded(&authentication).into_octets();
    let verified = document
        .device_signature
        .verify_detached(&mso.device_key, &payload);
    verified.map_err(|error| match error {
        Error::Untrusted(Untrusted::Signature) => Untrusted::HolderSignature.into(),
        other => other,
    })
}

/// `IssuerSignedItem`. §8.3.2.1.2.2.
struct IssuerSignedItem<'i, 'a> {
    digest_id: u64,
    identifier: &'a str,
    value: &'i Item<'a>,
}

impl<'i, 'a> IssuerSignedItem<'i, 'a> {
    /// §9.1.2.5: "random … minimum length of 16 bytes".
    const LEAST_RANDOM: usize = 16;

    fn read(item: &'i Item<'a>) -> Result<Self, Error> {
        let random = item.member("random").and_then(Item::bytes);
        if random.ok_or(Fault::Member("random"))?.len() < Self::LEAST_RANDOM {
            return Err(Fault::Random.into());
        }
        let digest_id = item.member("digestID").and_then(Item::unsigned);
        let identifier = item.member("elementIdentifier").and_then(Item::text);
        let value = item.member("elementValue");
        Ok(Self {
            digest_id: digest_id.ok_or(Fault::Member("digestID"))?,
            identifier: identifier.ok_or(Fault::Member("elementIdentifier"))?,
            value: value.ok_or(Fault::Member("elementValue"))?,
        })
    }
}

impl VerifiedMdoc {
    /// `docType`: what was asked for, what was presented and what was signed.
    #[must_use]
    pub fn doc_type(&self) -> &str {
        &self.doc_type
    }

    /// Everything that was presented.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// One element.
    #[must_use]
    pub fn element(&self, namespace: &str, identifier: &str) -> Option<&Element> {
        let is = |e: &&Element| e.namespace == namespace && e.identifier == identifier;
        self.elements.iter().find(is)
    }

    /// The same, of its elements those that were asked for. 2016/679 art. 5(1)(c): what is
    /// presented besides is not taken.
    #[must_use]
    pub(crate) fn only(mut self, asked: impl Fn(&str, &str) -> bool) -> Self {
        self.elements.retain(|e| asked(&e.namespace, &e.identifier));
        self
    }

    /// Who issued it.
    #[must_use]
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Where it says whether it was revoked.
    #[must_use]
    pub const fn status(&self) -> &MsoStatus {
        &self.status
    }

    /// From when and until when it counts.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// What it proves about a person. PID Rulebook §3.1.
    ///
    /// # Errors
    /// [`Mismatch::DocType`]: it is no PID. [`Malformed::PidClaim`],
    /// [`Insufficient::Claim`](crate::Insufficient::Claim).
    pub fn pid(&self) -> Result<Pid, Error> {
        pid::read(self)
    }
}

impl Element {
    /// Its namespace.
    #[must_use]
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// Its name in that.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// Its value.
    ///
    /// # Errors
    /// None: it was read before.
    pub fn value(&self) -> Result<Item<'_>, Error> {
        cbor::read(&self.value)
    }
}

/// Names without the value: no log holds a person.
impl std::fmt::Debug for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Element({} {})", self.namespace, self.identifier)
    }
}

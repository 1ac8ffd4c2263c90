// SPDX-License-Identifier: EUPL-1.2
//! The shape of a `DeviceResponse` (18013-5 §8.3.2.1.2.2), closed to what answers our question: one
//! document, signed by its device, which says nothing of its own.

use super::Fault;
use crate::{
    Error, Mismatch, Refused, Untrusted,
    cbor::{self, Item},
    cose::Sign1,
};

/// The one document of a response, read and not verified.
pub(super) struct Document<'i, 'a> {
    pub(super) doc_type: &'a str,
    pub(super) issuer_auth: Sign1<'a>,
    /// Each namespace with its `IssuerSignedItemBytes`.
    pub(super) namespaces: Vec<(&'a str, &'i [Item<'a>])>,
    /// `DeviceNameSpacesBytes`, which the device signs as they are.
    pub(super) device_namespaces: &'i Item<'a>,
    pub(super) device_signature: Sign1<'a>,
}

impl<'i, 'a> Document<'i, 'a> {
    pub(super) fn of_response(response: &'i Item<'a>) -> Result<Self, Error> {
        version(response, "DeviceResponse")?;
        let status = response.member("status").and_then(Item::unsigned);
        match status.ok_or(Fault::Member("status"))? {
            0 => {}
            status => return Err(Refused::DeviceResponse { status }.into()),
        }
        if response.member("documentErrors").is_some() {
            return Err(Refused::DocumentErrors.into());
        }
        let documents = response.member("documents");
        let documents = documents.ok_or(Fault::Documents)?.array();
        match documents.ok_or(Fault::Member("documents"))? {
            [document] => Self::read(document),
            _ => Err(Fault::Documents.into()),
        }
    }

    fn read(document: &'i Item<'a>) -> Result<Self, Error> {
        let doc_type = document.member("docType").and_then(Item::text);
        let issuer_signed = member(document, "issuerSigned")?;
        let device_signed = member(document, "deviceSigned")?;
        let device_namespaces = member(device_signed, "nameSpaces")?;
        says_nothing(device_namespaces)?;
        let device_auth = member(device_signed, "deviceAuth")?;
        Ok(Self {
            doc_type: doc_type.ok_or(Fault::Member("docType"))?,
            issuer_auth: Sign1::read(member(issuer_signed, "issuerAuth")?)?,
            namespaces: namespaces(issuer_signed)?,
            device_namespaces,
            device_signature: device_signature(device_auth)?,
        })
    }
}

/// `IssuerNameSpaces`. Absent: the wallet presents no element.
fn namespaces<'i, 'a>(
    issuer_signed: &'i Item<'a>,
) -> Result<Vec<(&'a str, &'i [Item<'a>])>, Error> {
    let Some(namespaces) = issuer_signed.member("nameSpaces") else {
        return Ok(Vec::new());
    };
    let namespaces = namespaces.map().ok_or(Fault::Member("nameSpaces"))?;
    let read = namespaces
        .iter()
        .map(|(name, items)| Some((name.text()?, items.array()?)));
    let read: Option<Vec<_>> = read.collect();
    Ok(read.ok_or(Fault::Member("nameSpaces"))?)
}

/// Attack: a number that the device claims for itself beside the elements that its issuer signed.
/// A PID has no such elements, and its key may not sign anything else (PID Rulebook, changes of 1.7).
fn says_nothing(device_namespaces: &Item<'_>) -> Result<(), Error> {
    let malformed = Fault::Member("DeviceNameSpacesBytes");
    let namespaces = cbor::read(device_namespaces.encoded().ok_or(malformed)?)?;
    match namespaces.map().ok_or(malformed)? {
        [] => Ok(()),
        _ => Err(Mismatch::DeviceElements.into()),
    }
}

/// `DeviceAuth`: exactly one of the two. A MAC would be by a key that is agreed with the reader's
/// (§9.1.3.5); there is none, since `EReaderKeyBytes` is null (OpenID4VP B.2.6), and we never say
/// that we take one.
fn device_signature<'a>(device_auth: &Item<'a>) -> Result<Sign1<'a>, Error> {
    let signature = device_auth.member("deviceSignature");
    let mac = device_auth.member("deviceMac");
    match (signature, mac) {
        (Some(signature), None) => Sign1::read(signature),
        (None, Some(_)) => Err(Untrusted::DeviceMac.into()),
        _ => Err(Fault::DeviceAuth.into()),
    }
}

/// `version`: major version 1 of the two structures that have one. 18013-5 §8.1: a known major version with a minor one
/// that is not known is no error; the second edition has 1.1.
pub(super) fn version(item: &Item<'_>, structure: &'static str) -> Result<(), Error> {
    let version = item.member("version").and_then(Item::text);
    match version.ok_or(Fault::Member("version"))?.split_once('.') {
        Some(("1", minor)) if !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit()) => {
            Ok(())
        }
        _ => Err(Fault::Version(structure).into()),
    }
}

pub(super) fn member<'i, 'a>(
    item: &'i Item<'a>,
    name: &'static str,
) -> Result<&'i Item<'a>, Error> {
    item.member(name).ok_or_else(|| Fault::Member(name).into())
}

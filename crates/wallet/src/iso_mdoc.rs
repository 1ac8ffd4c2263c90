// SPDX-License-Identifier: EUPL-1.2
//! `org-iso-mdoc` over the Digital Credentials API: 18013-7 Annex C. The one protocol that wallets
//! on iPhones speak there.
//!
//! ```text
//! page:    navigator.credentials.get({digital: {requests: [{protocol: "org-iso-mdoc",
//!                                     data: {deviceRequest, encryptionInfo}}]}})
//! wallet:  reader authentication → shows who asks for what → DeviceResponse, signed over the
//!          transcript of encryptionInfo and origin → HPKE to the key in encryptionInfo
//! page:    {response} → verify_iso_mdoc: Exchange::open, and mdoc::verify over the same transcript
//! ```

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use crate::{
    AccessCertificate, Error, Malformed, Misconfigured,
    cbor::{self, Item, Writer},
    cose::{self, Payload},
    dcql::{CredentialQuery, Format, Step},
    hpke::RecipientKey,
    json,
    mdoc::{self, Fault},
    request::RegistrationInfo,
    session_transcript::SessionTranscript,
};

/// The name of the protocol in the request of a page.
pub const PROTOCOL: &str = "org-iso-mdoc";

/// First element of both structures. 18013-7 C.3.
const DCAPI: &str = "dcapi";

/// What ties an answer to its request. All three were chosen before the wallet was asked.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// At least 16 random octets. 18013-7 C.3.
    pub nonce: &'a [u8; 32],
    /// To which the answer is encrypted.
    pub key: &'a RecipientKey,
    /// Of the page, as its browser writes it. OpenID4VP A.2: compared as a string, no slash.
    pub origin: &'a str,
}

/// `IntentToRetain`: what becomes of the elements. 18013-5 §8.3.2.1.2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retained {
    /// It is passed on and forgotten.
    No,
    /// It is kept, or its receiver keeps it.
    Yes,
}

impl Exchange<'_> {
    /// `encryptionInfo`, base64url.
    #[must_use]
    pub fn encryption_info(&self) -> String {
        let info = Writer::new().array(2).text(DCAPI);
        let info = info.map(2).text("nonce").bytes(self.nonce);
        let info = cose::write_key(info.text("recipientPublicKey"), self.key.public());
        URL_SAFE_NO_PAD.encode(info.into_octets())
    }

    /// What wallet and reader both sign over, and HPKE's `info`. 18013-7 C.5.
    #[must_use]
    pub fn session_transcript(&self) -> SessionTranscript {
        SessionTranscript::iso_dc_api(&self.encryption_info(), self.origin)
    }

    /// `deviceRequest`, base64url, signed by the one who asks. 18013-5 §8.3.2.1.2.1, §9.1.4. It has
    /// no alternatives, so all that the query's alternatives name is asked for, and
    /// [`CredentialQuery::is_answered_by_elements`] looks at what comes. By what right stands in it too
    /// (ARF RPRC_19), as in `verifier_info` of OpenID4VP.
    ///
    /// # Errors
    /// [`Misconfigured::Request`]: the query is for another format. [`Misconfigured::Key`]: the key
    /// did not sign.
    pub fn device_request(
        &self,
        query: &CredentialQuery,
        retained: Retained,
        registration: RegistrationInfo<'_>,
        reader: &AccessCertificate,
    ) -> Result<String, Error> {
        let items_request = Writer::new()
            .encoded(&items_request(query, retained, registration)?)
            .into_octets();
        let authentication = Writer::new()
            .array(3)
            .text("ReaderAuthentication")
            .raw(self.session_transcript().octets())
            .raw(&items_request)
            .into_octets();
        let payload = Writer::new().encoded(&authentication).into_octets();
        let payload = Payload::Detached(&payload);
        let reader_auth = cose::sign1(payload, &reader.chain(), reader.signer())?;
        let request = Writer::new().map(2).text("version").text("1.0");
        let request = request.text("docRequests").array(1).map(2);
        let request = request.text("itemsRequest").raw(&items_request);
        let request = request.text("readerAuth").raw(&reader_auth);
        Ok(URL_SAFE_NO_PAD.encode(request.into_octets()))
    }

    /// The `DeviceResponse` in `response`, decrypted and otherwise unproven. 18013-7 C.4.
    ///
    /// # Errors
    /// [`Malformed::Base64Url`], of CBOR or of the structure; [`Malformed::Hpke`]: not encrypted to this
    /// exchange.
    pub fn open(&self, response: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
        let octets = mdoc::decode(response)?;
        let item = cbor::read(&octets)?;
        let malformed = Fault::Member("EncryptedResponse");
        let (name, sealed) = match item.array() {
            Some([name, sealed]) => (name.text(), sealed),
            _ => return Err(malformed.into()),
        };
        let enc = sealed.member("enc").and_then(Item::bytes);
        let ciphertext = sealed.member("cipherText").and_then(Item::bytes);
        let (Some(DCAPI), Some(enc), Some(ciphertext)) = (name, enc, ciphertext) else {
            return Err(malformed.into());
        };
        let transcript = self.session_transcript();
        self.key.open(enc, transcript.octets(), ciphertext)
    }
}

/// `response` of the `data` that a browser gave, JSON. 18013-7 C.2.
///
/// # Errors
/// [`Malformed::Json`], [`Malformed::VpToken`], [`Malformed::Claim`].
pub fn response(data: &[u8]) -> Result<String, Error> {
    let data = json::object(data)?;
    let response = json::text(&data, "response")?;
    Ok(response.ok_or(Malformed::VpToken)?.to_owned())
}

/// `ItemsRequest`: each namespace of the query with its elements.
fn items_request(
    query: &CredentialQuery,
    retained: Retained,
    registration: RegistrationInfo<'_>,
) -> Result<Vec<u8>, Error> {
    let wrong = |rule| Error::from(Misconfigured::Request { rule });
    let Format::Mdoc { doc_type } = query.format() else {
        return Err(wrong("org-iso-mdoc asks for an mdoc"));
    };
    let mut namespaces: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for claim in query.claims() {
        let [Step::Name(namespace), Step::Name(element)] = claim.path() else {
            return Err(wrong("an element of an mdoc has two names"));
        };
        namespaces.entry(namespace).or_default().insert(element);
    }
    let members = match registration {
        RegistrationInfo::By(_) => 3,
        RegistrationInfo::NotIssued => 2,
    };
    let request = Writer::new().map(members).text("docType").text(doc_type);
    let request = request.text("nameSpaces").map(namespaces.len() as u64);
    let request = namespaces.iter().fold(request, |w, (namespace, elements)| {
        let w = w.text(namespace).map(elements.len() as u64);
        let keep = retained == Retained::Yes;
        elements
            .iter()
            .fold(w, |w, element| w.text(element).bool(keep))
    });
    let request = match registration {
        // TS 119 472-2 §5.3: the octets of the token.
        RegistrationInfo::By(registration) => {
            let info = request.text("requestInfo").map(1).text("euWrprc");
            info.bytes(registration.token().as_bytes())
        }
        RegistrationInfo::NotIssued => request,
    };
    Ok(request.into_octets())
}

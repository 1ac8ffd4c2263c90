// SPDX-License-Identifier: EUPL-1.2
//! `SessionTranscript`: what a device signs over besides its answer, so that the answer is to one
//! question of one verifier (18013-5 §9.1.5.1). One form for each way an answer can come; all three
//! are rebuilt from what **we** asked, and nothing of them is taken from the answer.
//!
//! Attack (WV-03, VP-16): an answer that was given to somebody else, another address, another key or
//! through another door. Each of these changes the transcript, so the device's signature fails.

use oidc::jose::jwe::DecryptionKey;

use crate::{cbor::Writer, digest::sha256};

/// The encoded transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionTranscript(Vec<u8>);

/// To which key of ours an answer is encrypted. OpenID4VP B.2.6.1: the transcript names it, so that
/// nobody between can open the answer and encrypt it again.
#[derive(Clone, Copy, Debug)]
pub enum EncryptedTo<'a> {
    /// To none: response mode `direct_post`.
    Nobody,
    /// To the key with this JWK thumbprint (RFC 7638, SHA-256).
    Key([u8; 32]),
    /// To this key of ours. Its point is computed for an mdoc, whose transcript names it, and for nothing else.
    Ours(&'a DecryptionKey),
}

impl SessionTranscript {
    /// For an answer to `response_uri`. OpenID4VP B.2.6.1.
    #[must_use]
    pub fn openid4vp(
        client_id: &str,
        nonce: &str,
        encrypted_to: EncryptedTo<'_>,
        response_uri: &str,
    ) -> Self {
        let info = Writer::new().array(4).text(client_id).text(nonce);
        let info = encrypted_to.write(info).text(response_uri);
        Self::of("OpenID4VPHandover", info)
    }

    /// For an answer through the Digital Credentials API with OpenID4VP. B.2.6.2: the origin as a
    /// browser writes it, without `origin:`.
    #[must_use]
    pub fn openid4vp_dc_api(origin: &str, nonce: &str, encrypted_to: EncryptedTo<'_>) -> Self {
        let info = Writer::new().array(3).text(origin).text(nonce);
        Self::of("OpenID4VPDCAPIHandover", encrypted_to.write(info))
    }

    /// For an answer through the Digital Credentials API with `org-iso-mdoc`. 18013-7 C.5: over
    /// `encryptionInfo` as the request has it, base64url, and the origin.
    #[must_use]
    pub fn iso_dc_api(encryption_info: &str, origin: &str) -> Self {
        Self::of(
            "dcapi",
            Writer::new().array(2).text(encryption_info).text(origin),
        )
    }

    /// `[null, null, [name, SHA-256 of info]]`: no engagement over radio, no key of a reader.
    fn of(handover: &str, info: Writer) -> Self {
        let transcript = Writer::new().array(3).null().null();
        let transcript = transcript.array(2).text(handover);
        Self(transcript.bytes(&sha256(&info.into_octets())).into_octets())
    }

    /// As CBOR.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.0
    }
}

impl EncryptedTo<'_> {
    fn write(self, w: Writer) -> Writer {
        match self {
            Self::Nobody => w.null(),
            Self::Key(thumbprint) => w.bytes(&thumbprint),
            Self::Ours(key) => w.bytes(&key.thumbprint()),
        }
    }
}

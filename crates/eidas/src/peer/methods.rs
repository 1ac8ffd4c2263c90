// SPDX-License-Identifier: EUPL-1.2

//! Which key and which methods, of those that a peer publishes. Cryptographic Requirements 1.4
//! §2; Message Format 1.4 §2.2 (capabilities are published and may be negotiated by).

use xmlsec::{DataEncryption, EncryptionMethods, KeyKind, KeyWrap, SignatureMethod, SigningKey};

use super::{Peer, Recipient};
use crate::error::{Error, Misconfigured};

/// From this version on the reference node uses the first of several encryption certificates; up
/// to 2.8 the last (2.5.0 run; 2.6 to 2.9 by source).
const FIRST_CERTIFICATE_SINCE: (u32, u32) = (2, 9);

impl Peer {
    /// The first of `ours`, which stand in our order of preference, that this peer says it can
    /// verify. A peer that lists no `alg:SigningMethod` can verify all that the profile demands.
    #[must_use]
    pub fn choose_signature_method(&self, ours: &[SignatureMethod]) -> Option<SignatureMethod> {
        if !self.names_signature_methods {
            return ours.first().copied();
        }
        ours.iter()
            .copied()
            .find(|method| self.signature_methods.contains(method))
    }

    /// The first of `ours` that the recipient's `md:EncryptionMethod` list holds, or the first at
    /// all when it lists no content encryption. A list with CBC alone is not such a list.
    #[must_use]
    pub fn choose_data_encryption(
        recipient: &Recipient,
        ours: &[DataEncryption],
    ) -> Option<DataEncryption> {
        let listed = &recipient.methods;
        if !listed.iter().any(|uri| encrypts_content(uri)) {
            return ours.first().copied();
        }
        ours.iter()
            .copied()
            .find(|method| listed.iter().any(|uri| uri == method.uri()))
    }

    /// The first of `keys`, which stand in our order of preference, whose method this peer says it
    /// can verify; the first at all where it names none of theirs. Cryptographic Requirements 1.4 §3.3.1: each of ours MUST be
    /// supported by it; a list is for choosing (Message Format 1.4 §2.1.1: "MAY use"), and some nodes name there what
    /// they sign with themselves.
    ///
    /// # Errors
    /// [`Misconfigured::NoSignatureMethod`]: there is no key.
    pub fn choose_signing_key<'k>(
        &self,
        keys: &[&'k dyn SigningKey],
    ) -> Result<&'k dyn SigningKey, Error> {
        let ours: Vec<_> = keys.iter().map(|key| key.method()).collect();
        let chosen = self.choose_signature_method(&ours);
        let key = keys.iter().find(|key| Some(key.method()) == chosen);
        let key = key.or_else(|| keys.first()).copied();
        key.ok_or_else(|| Misconfigured::NoSignatureMethod.into())
    }

    /// Whom to encrypt to, and how: the certificate that nodes of this peer's make would take, of
    /// those with a content encryption that is allowed.
    ///
    /// # Errors
    /// [`Misconfigured::NoRecipient`]: there is none, so nothing can be released.
    pub fn choose_recipient(&self) -> Result<(&Recipient, EncryptionMethods), Error> {
        let mut usable: Vec<_> = self
            .recipients
            .iter()
            .filter_map(|recipient| Some((recipient, methods_for(recipient)?)))
            .collect();
        if self.takes_last_certificate() {
            usable.reverse();
        }
        let chosen = usable.into_iter().next();
        chosen.ok_or_else(|| Misconfigured::NoRecipient.into())
    }

    /// Whether this is a reference node up to 2.8: a rollover there ends with the new certificate,
    /// which is the one its operator has seen working with others of the kind.
    fn takes_last_certificate(&self) -> bool {
        let version = self
            .application()
            .and_then(|application| application.rsplit_once(":eIDAS-ref:"))
            .map(|(_, version)| version)
            .or_else(|| self.application()?.strip_prefix("eIDAS-ref:"));
        let mut numbers = version
            .unwrap_or_default()
            .split('.')
            .map(str::parse::<u32>);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => (major, minor) < FIRST_CERTIFICATE_SINCE,
            _ => false,
        }
    }
}

/// AES-256-GCM or what of GCM the list holds. The content key travels under RSA-OAEP with SHA-256
/// in both places, also when the list has only the OAEP of 1.2 (SHA-1 never leaves us; 2.5.0 takes
/// ours), or under ECDH-ES and the wrap of the list.
fn methods_for(recipient: &Recipient) -> Option<EncryptionMethods> {
    const OURS: [DataEncryption; 3] = [
        DataEncryption::Aes256Gcm,
        DataEncryption::Aes128Gcm,
        DataEncryption::Aes192Gcm,
    ];
    let content = Peer::choose_data_encryption(recipient, &OURS)?;
    let wraps: Vec<_> = recipient
        .methods
        .iter()
        .filter_map(|uri| KeyWrap::from_uri(uri))
        .collect();
    let wrap = match recipient.certificate.key().kind() {
        KeyKind::Ec(_) if !wraps.is_empty() => [KeyWrap::Aes256, KeyWrap::Aes128, KeyWrap::Aes192]
            .into_iter()
            .find(|wrap| wraps.contains(wrap))?,
        KeyKind::Ec(_) | KeyKind::Rsa(_) => KeyWrap::Aes256,
    };
    Some(EncryptionMethods {
        content,
        wrap,
        ..EncryptionMethods::EIDAS
    })
}

/// Whether a method encrypts content: also one that we refuse, or a stream cipher of tomorrow
/// that ends likewise.
fn encrypts_content(uri: &str) -> bool {
    ["-gcm", "-cbc", "-poly1305"]
        .iter()
        .any(|end| uri.ends_with(end))
}

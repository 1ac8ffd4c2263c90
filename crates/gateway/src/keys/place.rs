// SPDX-License-Identifier: EUPL-1.2
//! On which thread a key works: the one place that decides it.
//!
//! What takes less than the hand-over to another thread and back (about 100 µs of both) is done
//! where it is asked for: every operation with P-256, and verifying with RSA (RSA-3072: 45 µs).
//! Everything else is done [`aside`]: a private operation with RSA-3072 takes 1 ms, with the
//! other curves 0.5 to 2 ms, and a device may take 20 ms.

use eidas::Peer;
use oidc::jose::{Algorithm, Signer, SoftwareSigner};
use tokio::runtime::{Handle, RuntimeFlavor};
use xmlsec::{
    Certificate, Curve, DecryptionKey, EcPublicPoint, KeyError, KeyKind, OaepDigest,
    SignatureMethod, SigningKey, SoftwareKey,
};

/// A private key that knows where to work. Its operations may be called anywhere.
pub(super) struct Placed<K>(pub(super) K);

/// Does the work in this thread, with the other requests of the worker in other hands meanwhile.
fn aside<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        // No runtime, or one thread of it that tests run on: there are no other hands.
        _ => work(),
    }
}

/// Verifies a message of this node in the right place.
pub(crate) fn verifying<T>(peer: &Peer, work: impl FnOnce() -> T) -> T {
    let keys = peer.signing_keys().certificates();
    let quick = |kind| matches!(kind, KeyKind::Rsa(_) | KeyKind::Ec(Curve::P256));
    if keys.iter().all(|key| quick(key.key().kind())) {
        work()
    } else {
        aside(work)
    }
}

impl Placed<SoftwareKey> {
    fn place<T>(&self, work: impl FnOnce() -> T) -> T {
        match DecryptionKey::certificate(&self.0).key().kind() {
            KeyKind::Ec(Curve::P256) => work(),
            KeyKind::Ec(_) | KeyKind::Rsa(_) => aside(work),
        }
    }
}

impl SigningKey for Placed<SoftwareKey> {
    fn method(&self) -> SignatureMethod {
        self.0.method()
    }

    fn certificates(&self) -> &[Certificate] {
        self.0.certificates()
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.place(|| self.0.sign(octets))
    }
}

impl DecryptionKey for Placed<SoftwareKey> {
    fn certificate(&self) -> &Certificate {
        DecryptionKey::certificate(&self.0)
    }

    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError> {
        self.place(|| self.0.rsa_oaep(ciphertext, digest, mgf1))
    }

    fn ecdh(&self, ephemeral: &EcPublicPoint) -> Result<Vec<u8>, KeyError> {
        self.place(|| self.0.ecdh(ephemeral))
    }
}

impl Signer for Placed<SoftwareSigner> {
    fn algorithm(&self) -> Algorithm {
        self.0.algorithm()
    }

    fn kid(&self) -> &str {
        self.0.kid()
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, oidc::jose::KeyError> {
        match self.0.algorithm() {
            Algorithm::Es256 => self.0.sign(octets),
            Algorithm::Rs256 | Algorithm::Ps256 => aside(|| self.0.sign(octets)),
        }
    }
}

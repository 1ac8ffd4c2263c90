// SPDX-License-Identifier: EUPL-1.2
//! A key wherever its private half is kept: in memory, read from a file, or in a token.

use oidc::jose::{Algorithm, Jwk, Signer, SoftwareSigner};
use xmlsec::{
    Certificate, DecryptionKey, EcPublicPoint, KeyError, OaepDigest, SignatureMethod, SigningKey,
    SoftwareKey,
};

use super::hsm::{HsmKey, HsmSigner};

/// A SAML key.
pub(super) enum SamlKey {
    Memory(SoftwareKey),
    Token(HsmKey),
}

impl SamlKey {
    /// Its certificate: both of the libraries' traits have one.
    pub(super) fn leaf(&self) -> &Certificate {
        match self {
            Self::Memory(key) => DecryptionKey::certificate(key),
            Self::Token(key) => DecryptionKey::certificate(key),
        }
    }

    pub(super) fn in_token(&self) -> bool {
        matches!(self, Self::Token(_))
    }
}

impl SigningKey for SamlKey {
    fn method(&self) -> SignatureMethod {
        match self {
            Self::Memory(key) => key.method(),
            Self::Token(key) => key.method(),
        }
    }

    fn certificates(&self) -> &[Certificate] {
        match self {
            Self::Memory(key) => key.certificates(),
            Self::Token(key) => key.certificates(),
        }
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        match self {
            Self::Memory(key) => key.sign(octets),
            Self::Token(key) => key.sign(octets),
        }
    }
}

impl DecryptionKey for SamlKey {
    fn certificate(&self) -> &Certificate {
        self.leaf()
    }

    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError> {
        match self {
            Self::Memory(key) => key.rsa_oaep(ciphertext, digest, mgf1),
            Self::Token(key) => key.rsa_oaep(ciphertext, digest, mgf1),
        }
    }

    fn ecdh(&self, ephemeral: &EcPublicPoint) -> Result<Vec<u8>, KeyError> {
        match self {
            Self::Memory(key) => key.ecdh(ephemeral),
            Self::Token(key) => key.ecdh(ephemeral),
        }
    }
}

/// A key that signs JSON.
pub(super) enum JsonKey {
    Memory(SoftwareSigner),
    Token(HsmSigner),
}

impl JsonKey {
    /// The public half, as it is published.
    pub(super) fn public(&self) -> &Jwk {
        match self {
            Self::Memory(key) => key.public(),
            Self::Token(key) => key.public(),
        }
    }

    pub(super) fn in_token(&self) -> bool {
        matches!(self, Self::Token(_))
    }
}

impl Signer for JsonKey {
    fn algorithm(&self) -> Algorithm {
        match self {
            Self::Memory(key) => key.algorithm(),
            Self::Token(key) => key.algorithm(),
        }
    }

    fn kid(&self) -> &str {
        match self {
            Self::Memory(key) => key.kid(),
            Self::Token(key) => key.kid(),
        }
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, oidc::jose::KeyError> {
        match self {
            Self::Memory(key) => key.sign(octets),
            Self::Token(key) => key.sign(octets),
        }
    }
}

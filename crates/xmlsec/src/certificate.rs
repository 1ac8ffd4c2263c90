//! X.509 certificates and the public keys in them.

use crate::{Error, KeyKind};

/// An X.509 certificate with its public key, read once. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {}

impl Certificate {
    /// From DER.
    ///
    /// # Errors
    /// [`Malformed::Certificate`](crate::Malformed::Certificate): not a certificate, or its key is
    /// neither RSA nor on one of the named curves.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let _ = der;
        todo!()
    }

    /// From the content of `ds:X509Certificate`: base64 with any white space.
    ///
    /// # Errors
    /// As [`Certificate::from_der`].
    pub fn from_base64(text: &str) -> Result<Self, Error> {
        let _ = text;
        todo!()
    }

    /// From the first certificate of a PEM text.
    ///
    /// # Errors
    /// As [`Certificate::from_der`].
    pub fn from_pem(pem: &[u8]) -> Result<Self, Error> {
        let _ = pem;
        todo!()
    }

    /// All certificates of a PEM text, at least one.
    ///
    /// # Errors
    /// As [`Certificate::from_der`].
    pub fn chain_from_pem(pem: &[u8]) -> Result<Vec<Self>, Error> {
        let _ = pem;
        todo!()
    }

    /// The DER octets.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        todo!()
    }

    /// The content of `ds:X509Certificate`, on one line.
    #[must_use]
    pub fn to_base64(&self) -> String {
        todo!()
    }

    /// PEM.
    #[must_use]
    pub fn to_pem(&self) -> String {
        todo!()
    }

    /// SHA-256 of the DER octets.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        todo!()
    }

    /// Start of validity, seconds since 1970.
    #[must_use]
    pub fn not_before(&self) -> i64 {
        todo!()
    }

    /// End of validity, seconds since 1970.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        todo!()
    }

    /// The public key.
    #[must_use]
    pub fn key(&self) -> &PublicKey {
        todo!()
    }

    /// The countryName of the subject, if there is exactly one.
    #[must_use]
    pub fn subject_country(&self) -> Option<String> {
        todo!()
    }

    /// The subject as `CN=…, O=…`, for people.
    #[must_use]
    pub fn subject(&self) -> String {
        todo!()
    }
}

/// A public key, prepared for verifying. Two are equal if their SubjectPublicKeyInfo is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {}

impl PublicKey {
    /// Kind and size.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        todo!()
    }

    /// SHA-256 of the SubjectPublicKeyInfo.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        todo!()
    }
}

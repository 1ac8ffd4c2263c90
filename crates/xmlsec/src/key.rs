//! Private keys: two small traits that an HSM can stand behind, and keys in memory.

use crate::{Certificate, Error, KeyError, KeyKind, OaepDigest, PublicKey, SignatureMethod};

/// A key that signs. Called with the octets to be signed, not with their hash.
pub trait SigningKey: Send + Sync {
    /// The algorithm that this key signs with.
    fn method(&self) -> SignatureMethod;
    /// Its certificate, followed by the intermediate ones to be shown.
    fn certificates(&self) -> &[Certificate];
    /// Signs: RSASSA-PSS, or ECDSA as r ‖ s of fixed width.
    ///
    /// # Errors
    /// [`KeyError`]: the device failed.
    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// A key that decrypts.
pub trait DecryptionKey: Send + Sync {
    /// Its certificate.
    fn certificate(&self) -> &Certificate;
    /// RSA-OAEP with an empty label (RFC 8017 §7.1.2).
    ///
    /// # Errors
    /// [`KeyError`]: not an RSA key, the device failed, or the ciphertext is not for this key.
    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError>;
    /// ECDH: the x-coordinate of the shared point, fixed width (SP 800-56A §5.7.1.2).
    ///
    /// # Errors
    /// [`KeyError`]: not a key on the same curve, or the device failed.
    fn ecdh(&self, ephemeral: &PublicKey) -> Result<Vec<u8>, KeyError>;
}

/// A private key in memory with its certificates.
#[derive(Clone)]
pub struct SoftwareKey {}

/// Who a self-made certificate names.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// commonName.
    pub common_name: &'a str,
    /// organizationName.
    pub organization: &'a str,
    /// countryName, two letters.
    pub country: &'a str,
}

/// From when to when, seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub struct Validity {
    /// Not before.
    pub not_before: i64,
    /// Not after.
    pub not_after: i64,
}

impl SoftwareKey {
    /// From PKCS#8 PEM and a PEM chain whose first certificate is the key's own.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] if they cannot be read or do not belong together.
    pub fn from_pem(private_key: &[u8], certificates: &[u8]) -> Result<Self, Error> {
        let _ = (private_key, certificates);
        todo!()
    }

    /// A new key with a self-signed certificate. `serial` should be random.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] if the arguments make no certificate.
    pub fn generate(
        kind: KeyKind,
        subject: Subject<'_>,
        validity: Validity,
        serial: [u8; 16],
    ) -> Result<Self, Error> {
        let _ = (kind, subject, validity, serial);
        todo!()
    }

    /// A new key with a certificate issued by `self`; the chain of `self` follows it, without its
    /// self-signed end. `authority` says whether it may issue in turn.
    ///
    /// # Errors
    /// As [`SoftwareKey::generate`].
    pub fn issue(
        &self,
        kind: KeyKind,
        subject: Subject<'_>,
        validity: Validity,
        serial: [u8; 16],
        authority: bool,
    ) -> Result<Self, Error> {
        let _ = (kind, subject, validity, serial, authority);
        todo!()
    }

    /// The same key, signing with another hash than the one that fits its size.
    ///
    /// # Errors
    /// [`Error::Misconfigured`] if the method is not for this kind of key.
    pub fn with_method(self, method: SignatureMethod) -> Result<Self, Error> {
        let _ = method;
        todo!()
    }

    /// The private key as PKCS#8 PEM.
    #[must_use]
    pub fn private_key_pem(&self) -> String {
        todo!()
    }

    /// The certificates as PEM, own first.
    #[must_use]
    pub fn certificates_pem(&self) -> String {
        todo!()
    }
}

impl std::fmt::Debug for SoftwareKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SoftwareKey")
    }
}

impl SigningKey for SoftwareKey {
    fn method(&self) -> SignatureMethod {
        todo!()
    }

    fn certificates(&self) -> &[Certificate] {
        todo!()
    }

    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        let _ = octets;
        todo!()
    }
}

impl DecryptionKey for SoftwareKey {
    fn certificate(&self) -> &Certificate {
        todo!()
    }

    fn rsa_oaep(
        &self,
        ciphertext: &[u8],
        digest: OaepDigest,
        mgf1: OaepDigest,
    ) -> Result<Vec<u8>, KeyError> {
        let _ = (ciphertext, digest, mgf1);
        todo!()
    }

    fn ecdh(&self, ephemeral: &PublicKey) -> Result<Vec<u8>, KeyError> {
        let _ = ephemeral;
        todo!()
    }
}

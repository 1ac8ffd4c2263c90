//! Encrypting to one recipient.

use crate::{Certificate, DataEncryption, DigestMethod, Error, KeyWrap, OaepDigest, OaepMethod};

/// RSA-OAEP with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RsaOaep {
    pub(crate) method: OaepMethod,
    pub(crate) digest: OaepDigest,
    pub(crate) mgf1: OaepDigest,
}

impl RsaOaep {
    /// `xmlenc11#rsa-oaep` with SHA-2 in both places (cryptographic requirements 1.4 §3.4).
    #[must_use]
    pub const fn sha2(digest: DigestMethod, mgf1: DigestMethod) -> Self {
        Self {
            method: OaepMethod::Xmlenc11,
            digest: OaepDigest::Sha2(digest),
            mgf1: OaepDigest::Sha2(mgf1),
        }
    }

    /// `rsa-oaep-mgf1p`, whose MGF1 is SHA-1 by definition: what nodes before 1.4 write. For
    /// playing such a node; a gateway of 1.4 does not send it.
    #[must_use]
    pub const fn danger_mgf1p(digest: OaepDigest) -> Self {
        Self {
            method: OaepMethod::Mgf1p,
            digest,
            mgf1: OaepDigest::Sha1,
        }
    }

    /// `xmlenc11#rsa-oaep` with any mix, SHA-1 among them; as [`RsaOaep::danger_mgf1p`].
    #[must_use]
    pub const fn danger_mixed(digest: OaepDigest, mgf1: OaepDigest) -> Self {
        Self {
            method: OaepMethod::Xmlenc11,
            digest,
            mgf1,
        }
    }
}

/// Where the EncryptedKey stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum EncryptedKeyPlace {
    /// In `EncryptedData/KeyInfo`: what eIDAS nodes do.
    #[default]
    Inside,
    /// As the next sibling of EncryptedData (SAML Core §6.2).
    Beside {
        /// `Id` of the EncryptedData.
        data_id: String,
        /// `Id` of the EncryptedKey.
        key_id: String,
        /// How the two point at each other.
        link: KeyLink,
    },
}

/// How EncryptedData and an EncryptedKey beside it find each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyLink {
    /// `RetrievalMethod` in EncryptedData.
    RetrievalMethod,
    /// `ReferenceList` in EncryptedKey.
    ReferenceList,
    /// Nothing: it is the only one.
    None,
}

/// How the EncryptedKey names its recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RecipientHint {
    /// The certificate.
    #[default]
    Certificate,
    /// The bare public key.
    KeyValue,
    /// Not at all.
    None,
}

/// The habits of an encrypter. The kind of the recipient's key decides between RSA and ECDH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptionMethods {
    /// Content encryption.
    pub content: DataEncryption,
    /// To an RSA key.
    pub rsa: RsaOaep,
    /// To an EC key: the wrap after ECDH-ES.
    pub wrap: KeyWrap,
    /// To an EC key: the hash of ConcatKDF.
    pub concat_kdf: DigestMethod,
    /// Place of the EncryptedKey.
    pub place: EncryptedKeyPlace,
    /// How the recipient is named.
    pub hint: RecipientHint,
}

impl EncryptionMethods {
    /// AES-256-GCM; RSA-OAEP with SHA-256 twice, or ECDH-ES, ConcatKDF with SHA-256, kw-aes256.
    pub const EIDAS: Self = Self {
        content: DataEncryption::Aes256Gcm,
        rsa: RsaOaep::sha2(DigestMethod::Sha256, DigestMethod::Sha256),
        wrap: KeyWrap::Aes256,
        concat_kdf: DigestMethod::Sha256,
        place: EncryptedKeyPlace::Inside,
        hint: RecipientHint::Certificate,
    };
}

/// Fresh random octets for one message. Not `Clone`: an IV is used once with a key.
pub struct Entropy {
    pub(crate) content_key: [u8; 32],
    pub(crate) iv: [u8; 12],
}

impl Entropy {
    /// From 44 octets of a cryptographic generator.
    #[must_use]
    pub fn new(random: [u8; 44]) -> Self {
        let _ = random;
        todo!()
    }
}

/// Encrypts one serialized element (`Type` = Element) to the key of `recipient`. Returns
/// `xenc:EncryptedData`, followed by `xenc:EncryptedKey` if the place is beside. All namespaces
/// are declared in it. The plaintext must stand alone: it should be a canonical form.
///
/// # Errors
/// [`Error::Misconfigured`] if the key or the methods are unusable.
pub fn encrypt(
    plaintext: &[u8],
    recipient: &Certificate,
    methods: &EncryptionMethods,
    entropy: Entropy,
) -> Result<String, Error> {
    let _ = (plaintext, recipient, methods, entropy);
    todo!()
}

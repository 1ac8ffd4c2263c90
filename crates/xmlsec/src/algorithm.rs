//! The closed lists of algorithms with their identifiers. What is not here cannot be named.

/// Signature algorithms of the eIDAS cryptographic requirements 1.4 §3.1: RSASSA-PSS and ECDSA.
/// HMAC, PKCS#1 v1.5 and SHA-1 are not representable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureMethod {
    /// RSASSA-PSS, hash = MGF1 hash, salt as long as the hash (RFC 9231 §2.3.9).
    RsaPss(DigestMethod),
    /// ECDSA, `SignatureValue` = r ‖ s of fixed width (RFC 9231 §2.3.6).
    Ecdsa(DigestMethod),
}

impl SignatureMethod {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::RsaPss(DigestMethod::Sha256),
        Self::RsaPss(DigestMethod::Sha384),
        Self::RsaPss(DigestMethod::Sha512),
        Self::Ecdsa(DigestMethod::Sha256),
        Self::Ecdsa(DigestMethod::Sha384),
        Self::Ecdsa(DigestMethod::Sha512),
    ];

    /// The identifier (RFC 9231 §2.3).
    #[must_use]
    pub const fn uri(self) -> &'static str {
        use DigestMethod::{Sha256, Sha384, Sha512};
        match self {
            Self::RsaPss(Sha256) => "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
            Self::RsaPss(Sha384) => "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
            Self::RsaPss(Sha512) => "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
            Self::Ecdsa(Sha256) => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            Self::Ecdsa(Sha384) => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            Self::Ecdsa(Sha512) => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
        }
    }

    /// The algorithm of an identifier, if it is one of ours.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.uri() == uri)
    }

    /// The hash inside.
    #[must_use]
    pub const fn digest(self) -> DigestMethod {
        match self {
            Self::RsaPss(d) | Self::Ecdsa(d) => d,
        }
    }
}

/// Digest algorithms: SHA-2 from 256 bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DigestMethod {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl DigestMethod {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// The identifier (XML Encryption 1.1 §5.8, RFC 9231 §2.1).
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
            Self::Sha384 => "http://www.w3.org/2001/04/xmldsig-more#sha384",
            Self::Sha512 => "http://www.w3.org/2001/04/xmlenc#sha512",
        }
    }

    /// The algorithm of an identifier, if it is one of ours.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.uri() == uri)
    }
}

/// Content encryption: AES-GCM, IV of 96 bit before, tag of 128 bit after the ciphertext
/// (XML Encryption 1.1 §5.2.4). CBC is not representable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataEncryption {
    /// AES-128-GCM.
    Aes128Gcm,
    /// AES-192-GCM.
    Aes192Gcm,
    /// AES-256-GCM.
    Aes256Gcm,
}

impl DataEncryption {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Aes128Gcm, Self::Aes192Gcm, Self::Aes256Gcm];

    /// The identifier.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Aes128Gcm => "http://www.w3.org/2009/xmlenc11#aes128-gcm",
            Self::Aes192Gcm => "http://www.w3.org/2009/xmlenc11#aes192-gcm",
            Self::Aes256Gcm => "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        }
    }

    /// The algorithm of an identifier, if it is one of ours.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.uri() == uri)
    }

    /// Octets of the content key.
    #[must_use]
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128Gcm => 16,
            Self::Aes192Gcm => 24,
            Self::Aes256Gcm => 32,
        }
    }
}

/// AES key wrap (RFC 3394; XML Encryption 1.1 §5.7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyWrap {
    /// kw-aes128.
    Aes128,
    /// kw-aes192.
    Aes192,
    /// kw-aes256.
    Aes256,
}

impl KeyWrap {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Aes128, Self::Aes192, Self::Aes256];

    /// The identifier.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Aes128 => "http://www.w3.org/2001/04/xmlenc#kw-aes128",
            Self::Aes192 => "http://www.w3.org/2001/04/xmlenc#kw-aes192",
            Self::Aes256 => "http://www.w3.org/2001/04/xmlenc#kw-aes256",
        }
    }

    /// The algorithm of an identifier, if it is one of ours.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.uri() == uri)
    }

    /// Octets of the key-encryption key.
    #[must_use]
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }
}

/// Which of the two identifiers of RSA-OAEP (XML Encryption 1.1 §5.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OaepMethod {
    /// `xmlenc#rsa-oaep-mgf1p`: MGF1 with SHA-1, whatever the digest.
    Mgf1p,
    /// `xmlenc11#rsa-oaep`: MGF named by a parameter.
    Xmlenc11,
}

impl OaepMethod {
    /// The identifier.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Mgf1p => "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
            Self::Xmlenc11 => "http://www.w3.org/2009/xmlenc11#rsa-oaep",
        }
    }

    /// The algorithm of an identifier, if it is one of ours.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        [Self::Mgf1p, Self::Xmlenc11]
            .into_iter()
            .find(|m| m.uri() == uri)
    }
}

/// The hash inside OAEP and its MGF1. The only place where SHA-1 can be named, for older peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OaepDigest {
    /// SHA-1; see [`Sha1InOaep`](crate::Sha1InOaep).
    Sha1,
    /// SHA-2.
    Sha2(DigestMethod),
}

impl OaepDigest {
    /// All four.
    pub const ALL: [Self; 4] = [
        Self::Sha1,
        Self::Sha2(DigestMethod::Sha256),
        Self::Sha2(DigestMethod::Sha384),
        Self::Sha2(DigestMethod::Sha512),
    ];

    /// The identifier as a `ds:DigestMethod`.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
            Self::Sha2(d) => d.uri(),
        }
    }

    /// The identifier as an `xenc11:MGF` (XML Encryption 1.1 §5.5.2).
    #[must_use]
    pub const fn mgf_uri(self) -> &'static str {
        match self {
            Self::Sha1 => "http://www.w3.org/2009/xmlenc11#mgf1sha1",
            Self::Sha2(DigestMethod::Sha256) => "http://www.w3.org/2009/xmlenc11#mgf1sha256",
            Self::Sha2(DigestMethod::Sha384) => "http://www.w3.org/2009/xmlenc11#mgf1sha384",
            Self::Sha2(DigestMethod::Sha512) => "http://www.w3.org/2009/xmlenc11#mgf1sha512",
        }
    }

    /// The digest of a `ds:DigestMethod` identifier.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.uri() == uri)
    }

    /// The digest of an `xenc11:MGF` identifier.
    #[must_use]
    pub fn from_mgf_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.mgf_uri() == uri)
    }
}

/// The named curves of the eIDAS cryptographic requirements 1.4 §3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// brainpoolP256r1 (RFC 5639).
    BrainpoolP256r1,
    /// brainpoolP384r1 (RFC 5639).
    BrainpoolP384r1,
    /// brainpoolP512r1 (RFC 5639).
    BrainpoolP512r1,
}

impl Curve {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::P256,
        Self::P384,
        Self::P521,
        Self::BrainpoolP256r1,
        Self::BrainpoolP384r1,
        Self::BrainpoolP512r1,
    ];

    /// The object identifier, as `ds11:NamedCurve` has it.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::P256 => "urn:oid:1.2.840.10045.3.1.7",
            Self::P384 => "urn:oid:1.3.132.0.34",
            Self::P521 => "urn:oid:1.3.132.0.35",
            Self::BrainpoolP256r1 => "urn:oid:1.3.36.3.3.2.8.1.1.7",
            Self::BrainpoolP384r1 => "urn:oid:1.3.36.3.3.2.8.1.1.11",
            Self::BrainpoolP512r1 => "urn:oid:1.3.36.3.3.2.8.1.1.13",
        }
    }

    /// The curve of a `ds11:NamedCurve` identifier.
    #[must_use]
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.uri() == uri)
    }

    /// Octets of a field element and of r and s.
    #[must_use]
    pub const fn width(self) -> usize {
        match self {
            Self::P256 | Self::BrainpoolP256r1 => 32,
            Self::P384 | Self::BrainpoolP384r1 => 48,
            Self::BrainpoolP512r1 => 64,
            Self::P521 => 66,
        }
    }

    /// The digest that fits its strength.
    #[must_use]
    pub const fn digest(self) -> DigestMethod {
        match self {
            Self::P256 | Self::BrainpoolP256r1 => DigestMethod::Sha256,
            Self::P384 | Self::BrainpoolP384r1 => DigestMethod::Sha384,
            Self::P521 | Self::BrainpoolP512r1 => DigestMethod::Sha512,
        }
    }
}

/// What kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// RSA with a modulus of so many bits.
    Rsa(u32),
    /// An elliptic curve.
    Ec(Curve),
}

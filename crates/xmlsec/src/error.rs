//! What can go wrong, by who is at fault.

use thiserror::Error as ThisError;

/// Why a document, signature or ciphertext was refused.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Error {
    /// The bytes are not XML that we read: not well-formed, too large, or of a forbidden shape.
    #[error("malformed: {0}")]
    Malformed(#[from] Malformed),
    /// Our own key, certificate or argument is unusable.
    #[error("misconfigured: {0}")]
    Misconfigured(#[from] Misconfigured),
    /// A ciphertext whose algorithm is outside the policy; refused by its name, before any key was
    /// touched.
    #[error("encryption algorithm {uri} not allowed")]
    EncryptionAlgorithm {
        /// The identifier as received, cut to a hundred characters; of SHA-1 where it is implied.
        uri: String,
    },
    /// Decryption failed. One error for every cause, so that a sender learns nothing from it.
    #[error("cannot be decrypted")]
    Undecryptable,
    /// The signature, its shape, algorithm, key or certificate path is not accepted.
    #[error("untrusted: {0}")]
    Untrusted(#[from] Untrusted),
}

/// What no honest peer sends.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Malformed {
    /// A certificate that is not DER, base64 or PEM of X.509, or whose key we do not read.
    #[error("certificate cannot be read")]
    Certificate,
    /// More nested elements than [`Limits::depth`](crate::Limits::depth).
    #[error("nested too deep")]
    Depth,
    /// A document type declaration; entities and default attributes come with it.
    #[error("document type declaration")]
    Doctype,
    /// Two elements with the same ID, whatever the attribute is called.
    #[error("duplicate id")]
    DuplicateId,
    /// Not UTF-8, or declared as something else.
    #[error("not utf-8")]
    Encoding,
    /// A namespace name that is no absolute URI. C14N 1.0 §1.3: relative ones make it fail.
    #[error("relative namespace uri")]
    NamespaceUri,
    /// A processing instruction.
    #[error("processing instruction")]
    ProcessingInstruction,
    /// A revocation list that is not DER or PEM, or not a complete one with a next update.
    #[error("revocation list cannot be read")]
    RevocationList,
    /// Not well-formed, an unbound prefix among it.
    #[error("not well-formed")]
    Syntax,
    /// More bytes than [`Limits::bytes`](crate::Limits::bytes).
    #[error("too large")]
    TooLarge,
    /// More attributes on one element than [`Limits::attributes`](crate::Limits::attributes).
    #[error("too many attributes")]
    TooManyAttributes,
    /// More nodes than [`Limits::nodes`](crate::Limits::nodes).
    #[error("too many nodes")]
    TooManyNodes,
    /// `xml:id`, a second kind of identifier that SAML does not know.
    #[error("xml:id")]
    XmlId,
}

/// Why a signature is not believed.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Untrusted {
    /// An algorithm outside the policy.
    #[error("algorithm {uri} not allowed")]
    Algorithm {
        /// The identifier as received, cut to a hundred characters.
        uri: String,
    },
    /// No certificate path to an anchor that holds now.
    #[error("no certificate path to a trust anchor")]
    CertificatePath,
    /// `DigestValue` is not the digest of the element.
    #[error("digest does not match")]
    Digest,
    /// No `Signature` where one is required.
    #[error("signature missing")]
    Missing,
    /// Signed by a key that is not among the trusted ones: the sender shows another certificate.
    #[error("signed by an unknown key")]
    Key,
    /// Key too small or of a kind not allowed.
    #[error("key too weak")]
    KeySize,
    /// None of the trusted keys verifies it, and no certificate is shown that tells which key
    /// signed: it may be another key, or what was signed may have been changed since. So it is with
    /// every detached signature.
    #[error("signature does not verify with any of the trusted keys")]
    NoKeyFits,
    /// No list in date of the issuer of a certificate on the path. Interoperability Architecture
    /// 1.4 §6.5.
    #[error("no revocation list in date for a certificate of the path")]
    RevocationUnknown,
    /// A certificate of the path is on its issuer's revocation list.
    #[error("certificate revoked")]
    Revoked,
    /// Not exactly the shape of the profile: one `Signature`, one `Reference` to its own parent,
    /// the transforms enveloped and exclusive C14N, no `Object`. Of a trusted list with parts of the signature beside it.
    #[error("signature shape: {0}")]
    Shape(&'static str),
    /// `SignatureValue` does not verify with the key whose certificate is shown.
    #[error("signature does not verify")]
    Signature,
    /// The key whose certificate is shown is on a curve, and `SignatureValue` is not r ‖ s of its
    /// width: older software leaves leading zeros out (with P-521 half of the time) or writes DER.
    /// RFC 9231 §2.3.6, RFC 8017 §4.1.
    #[error("signature of another length than the curve of its key has")]
    SignatureLength,
}

/// What is wrong on our side.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Misconfigured {
    /// An argument that makes no sense together with the others.
    #[error("argument: {0}")]
    Argument(&'static str),
    /// A value with a character that XML cannot hold. XML 1.0 §2.2.
    #[error("a character that XML cannot hold")]
    Character,
    /// A private key that cannot be read, used, or that does not belong to its certificate.
    #[error("key: {0}")]
    Key(&'static str),
}

/// A private key operation failed: the device is away, or the input is not for this key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ThisError)]
#[error("private key operation failed")]
pub struct KeyError;

impl Error {
    /// A stable machine code for the audit record.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Malformed(m) => match m {
                Malformed::Certificate => "xml.certificate",
                Malformed::Depth => "xml.depth",
                Malformed::Doctype => "xml.doctype_forbidden",
                Malformed::DuplicateId => "xml.duplicate_id",
                Malformed::Encoding => "xml.encoding",
                Malformed::NamespaceUri => "xml.namespace_uri",
                Malformed::ProcessingInstruction => "xml.processing_instruction",
                Malformed::RevocationList => "xml.revocation_list",
                Malformed::Syntax => "xml.syntax",
                Malformed::TooLarge => "xml.too_large",
                Malformed::TooManyAttributes => "xml.too_many_attributes",
                Malformed::TooManyNodes => "xml.too_many_nodes",
                Malformed::XmlId => "xml.xml_id",
            },
            Self::EncryptionAlgorithm { .. } => "enc.alg",
            Self::Misconfigured(_) => "misconfigured",
            Self::Undecryptable => "enc.failed",
            Self::Untrusted(u) => match u {
                Untrusted::Algorithm { .. } => "sig.alg",
                Untrusted::CertificatePath => "sig.certificate_path",
                Untrusted::Digest => "sig.digest",
                Untrusted::Missing => "sig.missing",
                Untrusted::Key => "sig.untrusted_key",
                Untrusted::KeySize => "sig.weak_key",
                Untrusted::NoKeyFits => "sig.no_key_fits",
                Untrusted::RevocationUnknown => "sig.revocation_unknown",
                Untrusted::Revoked => "sig.revoked",
                Untrusted::Shape(_) => "sig.shape",
                Untrusted::Signature => "sig.invalid",
                Untrusted::SignatureLength => "sig.length",
            },
        }
    }
}

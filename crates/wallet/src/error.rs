// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong, by whose fault. For logs, audit, the operator's board and tests; a wallet gets
//! a bare 400 and never this (attack: an error that tells what to try next).

use thiserror::Error;

use crate::{cbor, mdoc};

/// Why a presentation, list or token was refused.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Error {
    /// Genuine, but less than what is needed.
    #[error("insufficient: {0}")]
    Insufficient(#[from] Insufficient),
    /// Cannot be read.
    #[error("malformed: {0}")]
    Malformed(#[from] Malformed),
    /// Ours: a key or a setting that cannot work.
    #[error("misconfigured: {0}")]
    Misconfigured(#[from] Misconfigured),
    /// Readable and genuine, but not the answer to our question.
    #[error("mismatch: {0}")]
    Mismatch(#[from] Mismatch),
    /// The wallet said no.
    #[error("refused by the wallet: {0}")]
    Refused(#[from] Refused),
    /// Not vouched for by one who may.
    #[error("untrusted: {0}")]
    Untrusted(#[from] Untrusted),
}

/// Cannot be read.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Malformed {
    /// Not canonical base64url without padding. OpenID4VP B.2.6, RFC 4648 §5.
    #[error("not base64url")]
    Base64Url,
    /// Not CBOR in the one encoding that is allowed.
    #[error("CBOR: {0}")]
    Cbor(#[from] cbor::Fault),
    /// Not the DER of one X.509 certificate.
    #[error("certificate cannot be read")]
    Certificate,
    /// No certificate, or more than [`trust::LONGEST_CHAIN`](crate::trust::LONGEST_CHAIN).
    #[error("certificate chain of no or too many certificates")]
    Chain,
    /// Not a `COSE_Sign1` as RFC 9052 §4.2 and 18013-5 §9.1.2.4 have it.
    #[error("COSE: {0}")]
    Cose(&'static str),
    /// Not a public key on a named curve, or one with its private part.
    #[error("public key")]
    Key,
    /// Not the structure that 18013-5 defines.
    #[error("mdoc: {0}")]
    Mdoc(#[from] mdoc::Fault),
    /// A claim of the PID of another type or value than PID Rulebook §3.1 and §4.1 say.
    #[error("claim {claim} is not what the PID Rulebook says")]
    PidClaim {
        /// Its name in PID Rulebook chapter 2.
        claim: &'static str,
    },
    /// Longer than the limit.
    #[error("too large")]
    TooLarge,
}

/// Not vouched for by one who may.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Untrusted {
    /// The signature algorithm is not of the closed list, not protected by the signature, or not for
    /// that key. RFC 9052 §3.1, RFC 8725 §3.1.
    #[error("algorithm not allowed")]
    Algorithm,
    /// Signed by a certificate that may sign certificates, or is an anchor.
    #[error("signed by an authority itself")]
    AuthorityAsSigner,
    /// No certificate path to an anchor of the category that holds now.
    #[error("no certificate path to an anchor")]
    CertificatePath,
    /// `crit` names an extension; we know none. RFC 9052 §3.1, RFC 7515 §4.1.11.
    #[error("critical extension")]
    Critical,
    /// A device's MAC in place of its signature. OpenID4VP B.2.6: no key of a reader to agree with.
    #[error("device MAC")]
    DeviceMac,
    /// An element's digest is not one that the issuer signed. 18013-5 §9.3.1 point 3.
    #[error("digest of an element")]
    Digest,
    /// `digestAlgorithm` is none of 18013-5 §9.1.2.5.
    #[error("digest algorithm")]
    DigestAlgorithm,
    /// The holder's signature does not verify over what this answer has to be signed over: another
    /// key, or an answer to another question.
    #[error("holder's signature")]
    HolderSignature,
    /// The certificate's key is not for signatures. RFC 5280 §4.2.1.3.
    #[error("key usage")]
    KeyUsage,
    /// The signature does not verify.
    #[error("signature")]
    Signature,
}

/// Genuine, but not the answer to our question.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Mismatch {
    /// The device says something of its own. PID Rulebook, changes of 1.7.
    #[error("elements that only the device signed")]
    DeviceElements,
    /// The document's type is another than the one asked for, or the issuer signed another.
    /// 18013-5 §9.3.1 point 4.
    #[error("document type")]
    DocType,
    /// Past its validity.
    #[error("expired at {until}, now {now}")]
    Expired {
        /// End of validity.
        until: i64,
        /// The clock given.
        now: i64,
    },
    /// Not valid yet.
    #[error("not valid before {from}, now {now}")]
    NotYet {
        /// Start of validity.
        from: i64,
        /// The clock given.
        now: i64,
    },
    /// Dated outside the validity of its signer's certificate. 18013-5 §9.3.1 point 5.
    #[error("signed outside the validity of the signer's certificate")]
    SignedOutsideCertificate,
}

/// Genuine, but less than what is needed.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Insufficient {
    /// A claim without which nobody is identified is not presented.
    #[error("claim {claim} is missing")]
    Claim {
        /// Its name in PID Rulebook chapter 2.
        claim: &'static str,
    },
}

/// The wallet said no.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// `DeviceResponse` has another status than 0. 18013-5 §8.3.2.1.2.3, table 8.
    #[error("status {status} of a DeviceResponse")]
    DeviceResponse {
        /// The status.
        status: u64,
    },
    /// `DeviceResponse` has `documentErrors`. 18013-5 §8.3.2.1.2.3.
    #[error("document errors in a DeviceResponse")]
    DocumentErrors,
}

/// A key or a setting of ours that cannot work.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Misconfigured {
    /// A private key that cannot be used, or a signing device that failed.
    #[error("key")]
    Key,
}

// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong, by whose fault. For logs, audit, the operator's board and tests; a wallet gets
//! a bare 400 and never this (attack: an error that tells what to try next).

use oidc::jose::jwe::JweError;
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
    /// Not canonical base64url without padding. OpenID4VP B.2.5, RFC 4648 §5.
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
    /// A claim of a signed token that is missing, of the wrong type or impossible. RFC 7519 §4.1.
    #[error("claim {claim} is not what the standard says")]
    Claim {
        /// Its name.
        claim: &'static str,
    },
    /// Not a `COSE_Sign1` as RFC 9052 §4.2 and 18013-5 §9.1.2.4 have it.
    #[error("COSE: {0}")]
    Cose(&'static str),
    /// Not a DCQL query, or one that is not verified here. OpenID4VP §6.
    #[error("DCQL: {rule}")]
    Dcql {
        /// The rule.
        rule: &'static str,
    },
    /// A disclosure, or a digest of one, against a rule. RFC 9901 §7.1.
    #[error("disclosure: {reason}")]
    Disclosure {
        /// Which.
        reason: &'static str,
    },
    /// Not `application/x-www-form-urlencoded`, or a parameter twice.
    #[error("not form-urlencoded")]
    Form,
    /// A JOSE header that cannot be taken. RFC 7515 §4.
    #[error("JOSE header member {member}")]
    Header {
        /// The member's name.
        member: &'static str,
    },
    /// Not JSON with distinct names and of limited depth.
    #[error("not JSON with distinct names")]
    Json,
    /// An answer that is not encrypted as it was asked.
    #[error("JWE: {0}")]
    Jwe(JweError),
    /// Not a compact JWS. RFC 7515 §7.1.
    #[error("not a compact JWS")]
    Jws,
    /// An answer that does not decrypt. RFC 9180 §6.1.
    #[error("HPKE")]
    Hpke,
    /// Not a public key on a named curve, or one with its private part.
    #[error("public key")]
    Key,
    /// A list of trusted entities without what it must have. TS 119 602 §6.
    #[error("list: {member}")]
    List {
        /// The member that is missing or cannot be.
        member: &'static str,
    },
    /// A list in XML that cannot be read as such.
    #[error("list: {0}")]
    ListXml(xmlsec::Malformed),
    /// Not the structure that 18013-5 defines.
    #[error("mdoc: {0}")]
    Mdoc(#[from] mdoc::Fault),
    /// A claim of the PID of another type or value than PID Rulebook §3.1 and §4.1 say.
    #[error("claim {claim} is not what the PID Rulebook says")]
    PidClaim {
        /// Its name in PID Rulebook chapter 2.
        claim: &'static str,
    },
    /// Not an SD-JWT in compact form. RFC 9901 §4.
    #[error("not an SD-JWT")]
    SdJwt,
    /// A status list that does not inflate. Token Status List §4.
    #[error("status list does not inflate")]
    StatusList,
    /// Longer than the limit.
    #[error("too large")]
    TooLarge,
    /// Not an object of arrays that hold one presentation each, and no error either. OpenID4VP §8.1.
    #[error("not a VP Token")]
    VpToken,
    /// A `wallet_nonce` that is not echoed. OpenID4VP §5.10.
    #[error("wallet_nonce")]
    WalletNonce,
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
    /// The certificate path to an anchor of the category does not hold now.
    #[error("certificate path: {rule}")]
    CertificatePath {
        /// In OpenSSL's words.
        rule: &'static str,
    },
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
    /// The list that names the anchor, or its signer, is past its date.
    #[error("trusted list expired at {until}, now {now}")]
    ListExpired {
        /// End of validity, with grace.
        until: i64,
        /// The clock given.
        now: i64,
    },
    /// The signature of a list in XML: its shape, its algorithm, or it does not verify. TS 119 612 §5.7.
    #[error("list: {0}")]
    ListSignature(xmlsec::Untrusted),
    /// A list is signed by somebody else than the scheme's operator. TS 119 602 §6.8.
    #[error("signer of the list")]
    ListSigner,
    /// The signature does not verify.
    #[error("signature")]
    Signature,
    /// The status list is signed for another entity than the one that issued the credential.
    #[error("signer of the status list")]
    StatusSigner,
    /// The list that is held has no entry for the credential (Token Status List §8.3), or is of the other kind. The one
    /// that is there now may be longer.
    #[error("status list has no such entry: {uri}")]
    StatusIndex {
        /// Where the list is: vouched for by an issuer of the anchors.
        uri: String,
    },
    /// No status list is held for the credential, or one that is too old.
    #[error("status unknown: {uri}")]
    StatusUnknown {
        /// Where the list is: vouched for by an issuer of the anchors.
        uri: String,
    },
    /// `typ` is not the expected one. RFC 8725 §3.11.
    #[error("typ")]
    Type,
    /// No anchor of the category has the name of the issuer.
    #[error("issuer is on no list of this category")]
    UnknownIssuer,
}

/// Genuine, but not the answer to our question.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Mismatch {
    /// `aud` is not ours. OpenID4VP B.3.6.
    #[error("audience")]
    Audience,
    /// `vct` is none of the asked types. OpenID4VP B.3.5.
    #[error("credential type")]
    CredentialType,
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
    /// The PID says another country than the one whose provider vouches for it.
    #[error("issuing_country is not {provider}")]
    IssuingCountry {
        /// The provider's country.
        provider: String,
    },
    /// A list of another type. TS 119 602 §6.3.3.
    #[error("type of the list")]
    ListType,
    /// A credential that lives longer than a day and names no status list.
    #[error("no status")]
    NoStatus,
    /// `nonce` is not the one of the request.
    #[error("nonce")]
    Nonce,
    /// Not valid yet.
    #[error("not valid before {from}, now {now}")]
    NotYet {
        /// Start of validity.
        from: i64,
        /// The clock given.
        now: i64,
    },
    /// The holder signs in the future: a clock is wrong.
    #[error("holder signs from {from} on, now {now}")]
    ProofNotYet {
        /// `iat`, or `nbf`.
        from: i64,
        /// The clock given.
        now: i64,
    },
    /// The holder signed too long ago.
    #[error("holder signed at {iat}, now {now}")]
    ProofTooOld {
        /// `iat`.
        iat: i64,
        /// The clock given.
        now: i64,
    },
    /// Not the credentials that were asked for. OpenID4VP §6.4.2.
    #[error("query: {0}")]
    Query(&'static str),
    /// Revoked, or in a state that is not valid. Token Status List §7.1.
    #[error("revoked")]
    Revoked,
    /// An older list than the one that is held.
    #[error("older than the list that is held")]
    Rollback,
    /// `sd_hash` is not of what is presented. RFC 9901 §4.3.
    #[error("sd_hash")]
    SdHash,
    /// Dated outside the validity of its signer's certificate. 18013-5 §9.3.1 point 5.
    #[error("signed outside the validity of the signer's certificate")]
    SignedOutsideCertificate,
    /// `state` is not the one of the request.
    #[error("state")]
    State,
    /// A status list of another address. Token Status List §8.3.
    #[error("address of the status list")]
    StatusListUri,
    /// Suspended. Token Status List §7.1.
    #[error("suspended")]
    Suspended,
    /// A list of another territory. TS 119 602 §6.3.10.
    #[error("territory of the list")]
    Territory,
    /// The holder signed a transaction that nobody asked for. PID Rulebook §5.
    #[error("transaction data")]
    TransactionData,
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
    /// Fewer claims than every alternative that was asked for.
    #[error("fewer claims than asked for")]
    Claims,
    /// No proof of the holder. HAIP §6.1.1.1.
    #[error("no key binding")]
    KeyBinding,
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
    /// An error response. OpenID4VP §8.5.
    #[error("{0}")]
    Wallet(WalletError),
}

/// A key or a setting of ours that cannot work.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Misconfigured {
    /// An access certificate that wallets would refuse. HAIP §5.
    #[error("access certificate: {rule}")]
    AccessCertificate {
        /// The rule.
        rule: &'static str,
    },
    /// A private key that cannot be used, or a signing device that failed.
    #[error("key")]
    Key,
    /// A claim is asked for that is not registered. TS 119 475 §5.2.
    #[error("{format}: {claim} is not registered")]
    NotRegistered {
        /// The format.
        format: &'static str,
        /// Its path.
        claim: String,
    },
    /// The registration certificate is not for the holder of the access certificate.
    #[error("registration certificate of another")]
    RegistrationOfAnother,
    /// A request that wallets would refuse. OpenID4VP §5.
    #[error("request: {rule}")]
    Request {
        /// The rule.
        rule: &'static str,
    },
}

/// What a wallet says instead of an answer. OpenID4VP §8.5. Nothing else that it wrote is kept:
/// attack VP-25, a description that is a page.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum WalletError {
    /// No such credential, or the person said no, or is not who unlocks the wallet: it does not tell.
    #[error("access_denied")]
    AccessDenied,
    /// Our metadata, to a wallet that knows us otherwise.
    #[error("invalid_client")]
    InvalidClient,
    /// Our request, in the wallet's reading.
    #[error("invalid_request")]
    InvalidRequest,
    /// `request_uri_method`.
    #[error("invalid_request_uri_method")]
    InvalidRequestUriMethod,
    /// Transaction data, which we never send.
    #[error("invalid_transaction_data")]
    InvalidTransactionData,
    /// Another code.
    #[error("another error")]
    Other,
    /// Neither format.
    #[error("vp_formats_not_supported")]
    VpFormatsNotSupported,
    /// No wallet opened.
    #[error("wallet_unavailable")]
    WalletUnavailable,
}

impl WalletError {
    /// Reads the registered code.
    pub(crate) fn parse(code: &str) -> Self {
        match code {
            "access_denied" => Self::AccessDenied,
            "invalid_client" => Self::InvalidClient,
            "invalid_request" => Self::InvalidRequest,
            "invalid_request_uri_method" => Self::InvalidRequestUriMethod,
            "invalid_transaction_data" => Self::InvalidTransactionData,
            "vp_formats_not_supported" => Self::VpFormatsNotSupported,
            "wallet_unavailable" => Self::WalletUnavailable,
            _ => Self::Other,
        }
    }
}

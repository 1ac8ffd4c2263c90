// SPDX-License-Identifier: EUPL-1.2
//! What can be wrong, by whose fault. For logs, audit and tests; the outside gets
//! [`OAuthError`](crate::protocol::error::OAuthError) and never this.

use thiserror::Error;

use crate::jose::IgnoredKey;
use crate::protocol::{ErrorCode, UriFault};

/// Why a token, key set, assertion or answer was refused.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Error {
    /// Valid, but less than what was asked.
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
    /// The provider said no.
    #[error("refused by the provider: {}", code.map_or("unregistered code", ErrorCode::as_str))]
    Refused {
        /// The `error` parameter if it is a registered one. Nothing else that the provider
        /// wrote is kept: attack UP-09.
        code: Option<ErrorCode>,
    },
    /// Not signed by a key that may sign it.
    #[error("untrusted: {0}")]
    Untrusted(#[from] Untrusted),
}

impl Error {
    /// The provider's `error`.
    pub(crate) fn refused(code: &str) -> Self {
        Self::Refused {
            code: ErrorCode::parse(code),
        }
    }
}

/// Cannot be read.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Malformed {
    /// An authorization code longer than 2 KiB, or with other characters than RFC 6749 appendix
    /// A.11 allows (`VSCHAR`).
    #[error("the code is no code")]
    AuthorizationCode,
    /// Not canonical base64url without padding. RFC 7515 §2.
    #[error("not base64url")]
    Base64Url,
    /// A claim has the wrong JSON type or an impossible value. RFC 7519 §4.1.
    #[error("claim {claim} is not what the standard says")]
    Claim {
        /// The claim's name.
        claim: &'static str,
    },
    /// Not `application/x-www-form-urlencoded`: a bad `%`, not UTF-8.
    #[error("not form-urlencoded")]
    Form,
    /// A JOSE header that cannot be taken: no `alg`, a member of the wrong type. RFC 7515 §4.
    #[error("JOSE header member {member}")]
    Header {
        /// The member's name.
        member: &'static str,
    },
    /// Not one JSON object, or with a repeated name (RFC 7515 §4, RFC 8725 §2.4), or too deep.
    #[error("not a JSON object with distinct names")]
    Json,
    /// Not three parts between two dots. RFC 7515 §7.1.
    #[error("not a compact JWS")]
    Jws,
    /// Not a JWK Set: no array `keys`. RFC 7517 §5.1.
    #[error("no array of keys")]
    KeySet,
    /// A member of provider metadata that is not of the type its standard gives it.
    /// OIDC Discovery §3.
    #[error("discovery: {member} is missing or of another JSON type")]
    Metadata {
        /// The member's name.
        member: &'static str,
    },
    /// A JWK Set of which nothing can be used. RFC 7517 §5.
    #[error("no key of the set can be used{}", listed(.ignored))]
    NoUsableKey {
        /// Why, entry by entry.
        ignored: Vec<IgnoredKey>,
    },
    /// A parameter stands twice. RFC 6749 §3.1.
    #[error("parameter repeated")]
    Repeated,
    /// A parameter that must be there is not.
    #[error("parameter {parameter} missing")]
    Missing {
        /// The parameter's name.
        parameter: &'static str,
    },
    /// Longer than the limit.
    #[error("too large")]
    TooLarge,
    /// Not a URL that this profile allows here.
    #[error("URL")]
    Url,
}

/// The first few reasons: a set may have two hundred.
fn listed(ignored: &[IgnoredKey]) -> String {
    let reasons = ignored.iter().take(5);
    reasons.fold(String::new(), |list, key| format!("{list}; {key}"))
}

/// Not signed by a key that may sign it.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Untrusted {
    /// `alg` is not one of the expected. RFC 8725 §3.1.
    #[error("algorithm not allowed")]
    Algorithm,
    /// A certificate that came along is not believed; what of it is wrong.
    #[error("certificate: {0}")]
    Certificate(&'static str),
    /// `crit` names an extension; we know none. RFC 7515 §4.1.11.
    #[error("critical extension")]
    Critical,
    /// The discovery document has an endpoint that is no URL of an allowed host.
    #[error("discovery: {endpoint} is {got}")]
    DiscoveredEndpoint {
        /// The member's name.
        endpoint: &'static str,
        /// Its value, printable ASCII only, at most 200 characters.
        got: String,
    },
    /// The discovery document is another issuer's. OIDC Discovery §4.3.
    #[error("discovery: issuer is {got}")]
    DiscoveredIssuer {
        /// Its value, printable ASCII only, at most 200 characters.
        got: String,
    },
    /// No key of the set fits `kid` and `alg`.
    #[error("unknown key")]
    Key,
    /// The secret is not the registered one.
    #[error("wrong secret")]
    Secret,
    /// The signature does not verify.
    #[error("signature")]
    Signature,
    /// `typ` is not the expected one. RFC 8725 §3.11.
    #[error("typ")]
    Type,
}

/// Genuine, but not the answer to our question.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Mismatch {
    /// `aud` (or `azp`) is not the expected one.
    #[error("audience")]
    Audience,
    /// `at_hash` is not of the access token beside it. OIDC Core §3.1.3.8.
    #[error("at_hash")]
    AccessTokenHash,
    /// The assertion was used before.
    #[error("jti used before")]
    AlreadyUsed,
    /// The verifier is not the challenge's. RFC 7636 §4.6.
    #[error("code_verifier")]
    CodeVerifier,
    /// `exp` is past.
    #[error("expired at {exp}, now {now}")]
    Expired {
        /// The claim.
        exp: i64,
        /// The clock given.
        now: i64,
    },
    /// `iss` is not the expected one.
    #[error("issuer")]
    Issuer,
    /// `exp` lies further ahead, or `iat` further back, than this use allows.
    #[error("lifetime longer than {allowed} s")]
    Lifetime {
        /// The longest allowed, in seconds.
        allowed: i64,
    },
    /// The client is registered for another authentication method.
    #[error("client authentication method")]
    Method,
    /// `nonce` is not the one of the request.
    #[error("nonce")]
    Nonce,
    /// `nbf` or `iat` lies in the future.
    #[error("not valid before {from}, now {now}")]
    NotYet {
        /// The claim.
        from: i64,
        /// The clock given.
        now: i64,
    },
    /// The DPoP proof is of another key than the code or token. RFC 9449 §5.
    #[error("key of the proof")]
    ProofKey,
    /// `redirect_uri` is not the one of the request. RFC 6749 §4.1.3.
    #[error("redirect_uri")]
    RedirectUri,
    /// The secret is the registered one, and has expired. RFC 7591 §3.2.1.
    #[error("secret expired")]
    SecretExpired,
    /// `state` is not the one of the request.
    #[error("state")]
    State,
    /// `sub` is not the expected one.
    #[error("subject")]
    Subject,
    /// `token_type` is not Bearer. RFC 6749 §7.1.
    #[error("token type")]
    TokenType,
    /// No client of this id.
    #[error("unknown client")]
    UnknownClient,
}

/// Valid, but less than what was asked.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Insufficient {
    /// `acr` is none of the asked. OIDC Core §3.1.3.7 point 12.
    #[error("acr")]
    Acr,
    /// `auth_time` is missing or older than asked. OIDC Core §3.1.3.7 point 13.
    #[error("auth_time")]
    AuthTime,
    /// The provider does not offer what we use.
    #[error("the provider does not offer {lacks}")]
    Provider {
        /// What is missing.
        lacks: &'static str,
    },
}

/// A key or a setting of ours that cannot work.
#[non_exhaustive]
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Misconfigured {
    /// An extra request parameter that may not be one.
    #[error("request parameter {name}")]
    Hint {
        /// Its name.
        name: String,
    },
    /// A pinned issuer that is no URL of the allowed transport.
    #[error("issuer")]
    Issuer,
    /// A private key under a pass phrase, which nobody is there to type.
    #[error("the key is encrypted; openssl pkey -in KEY -out NEW writes it without a pass phrase")]
    EncryptedKey,
    /// The key does not fit the algorithm, or the signing device failed.
    #[error("signing key")]
    Key,
    /// An opaque value of fewer than 32 random bytes.
    #[error("opaque value too short")]
    Opaque,
    /// A registered redirect URI that may not be one.
    #[error("redirect URI: {0}")]
    RedirectUri(#[from] UriFault),
    /// Key ids of our own set are missing or not distinct.
    #[error("key ids are not distinct")]
    KeyIds,
    /// A sector that holds a NUL.
    #[error("sector")]
    Sector,
}

// SPDX-License-Identifier: EUPL-1.2
//! The registered error codes, and nothing else. RFC 6749 §4.1.2.1, §5.2; RFC 6750 §3.1;
//! OIDC Core §3.1.2.6; RFC 8707 §2; RFC 9396 §5; RFC 9449 §5, §8; OIDC Unmet.

use std::borrow::Cow;

use serde::de::{
    IntoDeserializer,
    value::{Error as ValueError, StrDeserializer},
};
use serde::{Deserialize, Serialize};

use crate::{Error, Malformed};

/// Every `error` this provider sends, and every one it understands from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The person, or the policy, said no. RFC 6749 §4.1.2.1.
    AccessDenied,
    /// Consent is needed and no page may be shown. OIDC Core §3.1.2.6.
    ConsentRequired,
    /// A page is needed and none may be shown. OIDC Core §3.1.2.6.
    InteractionRequired,
    /// The access token was not granted for this. RFC 6750 §3.1.
    InsufficientScope,
    /// Details that cannot be granted. RFC 9396 §5.
    InvalidAuthorizationDetails,
    /// The client could not be authenticated. RFC 6749 §5.2.
    InvalidClient,
    /// The DPoP proof is missing, or not a proof. RFC 9449 §5.
    InvalidDpopProof,
    /// The code is unknown, used, expired or another client's. RFC 6749 §5.2.
    InvalidGrant,
    /// Something is missing, repeated or unreadable. RFC 6749 §4.1.2.1.
    InvalidRequest,
    /// The request object could not be used. OIDC Core §3.1.2.6.
    InvalidRequestObject,
    /// The `request_uri` is unknown, used or expired. OIDC Core §3.1.2.6.
    InvalidRequestUri,
    /// A scope that cannot be granted. RFC 6749 §4.1.2.1.
    InvalidScope,
    /// A resource that is not served. RFC 8707 §2.
    InvalidTarget,
    /// The access token is unknown, expired or revoked. RFC 6750 §3.1.
    InvalidToken,
    /// Authentication is needed and no page may be shown. OIDC Core §3.1.2.6.
    LoginRequired,
    /// `registration` is not supported. OIDC Core §3.1.2.6.
    RegistrationNotSupported,
    /// `request` is not supported. OIDC Core §3.1.2.6.
    RequestNotSupported,
    /// `request_uri` is only supported for pushed requests. OIDC Core §3.1.2.6.
    RequestUriNotSupported,
    /// Our fault. RFC 6749 §4.1.2.1.
    ServerError,
    /// Not now. RFC 6749 §4.1.2.1.
    TemporarilyUnavailable,
    /// This client may not do this. RFC 6749 §4.1.2.1.
    UnauthorizedClient,
    /// The asked level was not reached. OIDC Unmet.
    UnmetAuthenticationRequirements,
    /// Only `authorization_code`. RFC 6749 §5.2.
    UnsupportedGrantType,
    /// Only `code`. RFC 6749 §4.1.2.1.
    UnsupportedResponseType,
    /// The DPoP proof must hold the nonce that comes along. RFC 9449 §8.
    UseDpopNonce,
}

impl ErrorCode {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::AccessDenied,
        Self::ConsentRequired,
        Self::InteractionRequired,
        Self::InsufficientScope,
        Self::InvalidAuthorizationDetails,
        Self::InvalidClient,
        Self::InvalidDpopProof,
        Self::InvalidGrant,
        Self::InvalidRequest,
        Self::InvalidRequestObject,
        Self::InvalidRequestUri,
        Self::InvalidScope,
        Self::InvalidTarget,
        Self::InvalidToken,
        Self::LoginRequired,
        Self::RegistrationNotSupported,
        Self::RequestNotSupported,
        Self::RequestUriNotSupported,
        Self::ServerError,
        Self::TemporarilyUnavailable,
        Self::UnauthorizedClient,
        Self::UnmetAuthenticationRequirements,
        Self::UnsupportedGrantType,
        Self::UnsupportedResponseType,
        Self::UseDpopNonce,
    ];

    /// Reads the registered word.
    pub fn parse(word: &str) -> Option<Self> {
        let word: StrDeserializer<'_, ValueError> = word.into_deserializer();
        Self::deserialize(word).ok()
    }

    /// The registered word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessDenied => "access_denied",
            Self::ConsentRequired => "consent_required",
            Self::InteractionRequired => "interaction_required",
            Self::InsufficientScope => "insufficient_scope",
            Self::InvalidAuthorizationDetails => "invalid_authorization_details",
            Self::InvalidClient => "invalid_client",
            Self::InvalidDpopProof => "invalid_dpop_proof",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidRequest => "invalid_request",
            Self::InvalidRequestObject => "invalid_request_object",
            Self::InvalidRequestUri => "invalid_request_uri",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidTarget => "invalid_target",
            Self::InvalidToken => "invalid_token",
            Self::LoginRequired => "login_required",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::UseDpopNonce => "use_dpop_nonce",
        }
    }

    /// The sentence that goes out when nothing more exact is known.
    pub fn description(self) -> &'static str {
        match self {
            Self::AccessDenied => "the login was cancelled or refused",
            Self::ConsentRequired => "consent is required",
            Self::InteractionRequired => "the user must be shown a page",
            Self::InsufficientScope => "the access token was not granted for this",
            Self::InvalidAuthorizationDetails => "the authorization_details cannot be granted",
            Self::InvalidClient => "client authentication failed",
            Self::InvalidDpopProof => "the DPoP proof is missing or not valid",
            Self::InvalidGrant => "the code is not valid for this request",
            Self::InvalidRequest => "the request is not valid",
            Self::InvalidRequestObject => "the request object is not valid",
            Self::InvalidRequestUri => "the request_uri is unknown or expired",
            Self::InvalidScope => "the scope is not valid",
            Self::InvalidTarget => "the resource is not served here",
            Self::InvalidToken => "the access token is not valid",
            Self::LoginRequired => "the user must log in",
            Self::RegistrationNotSupported => "registration is not supported",
            Self::RequestNotSupported => "request is not supported",
            Self::RequestUriNotSupported => "request_uri is only supported for pushed requests",
            Self::ServerError => "the login could not be completed",
            Self::TemporarilyUnavailable => "the login is not available right now, try again later",
            Self::UnauthorizedClient => "the client may not do this",
            Self::UnmetAuthenticationRequirements => "the requested level was not reached",
            Self::UnsupportedGrantType => "the grant type is not supported",
            Self::UnsupportedResponseType => "the response type is not supported",
            Self::UseDpopNonce => "the DPoP proof must hold the nonce of DPoP-Nonce",
        }
    }

    /// HTTP status where the error is answered directly (token, PAR, userinfo). RFC 6749 §5.2,
    /// RFC 6750 §3.1.
    pub fn http_status(self) -> u16 {
        match self {
            Self::InvalidClient | Self::InvalidToken => 401,
            Self::InsufficientScope => 403,
            Self::ServerError => 500,
            Self::TemporarilyUnavailable => 503,
            _ => 400,
        }
    }
}

/// An error as the client sees it, and why, as only we see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthError {
    code: ErrorCode,
    description: Cow<'static, str>,
    cause: Option<Error>,
}

impl OAuthError {
    /// A code with an exact sentence, made of words and numbers of this crate and its callers and
    /// never of text from outside. RFC 6749 §5.2: it is ASCII without `"` and `\`.
    pub fn new(code: ErrorCode, description: impl Into<Cow<'static, str>>) -> Self {
        let description = description.into();
        debug_assert!(is_description(&description), "{description}");
        Self {
            code,
            description,
            cause: None,
        }
    }

    /// Keeps why, for log and audit. Not sent.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Error>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The same, in other words for who is sent it.
    #[must_use]
    pub fn described(mut self, description: impl Into<Cow<'static, str>>) -> Self {
        self.description = description.into();
        debug_assert!(is_description(&self.description), "{}", self.description);
        self
    }

    /// The registered code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The sentence for the client's developer.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// What really happened.
    pub fn cause(&self) -> Option<&Error> {
        self.cause.as_ref()
    }

    /// RFC 6749 §5.2: the answer's body.
    pub fn to_json(&self) -> String {
        // Neither text has a character that JSON escapes.
        format!(
            r#"{{"error":"{}","error_description":"{}"}}"#,
            self.code.as_str(),
            self.description
        )
    }

    /// RFC 6750 §3: the value of `WWW-Authenticate` at a protected resource: the scheme "MUST be followed by one or
    /// more auth-param values". §3.1: who sent no token at all is not told an error code.
    pub fn to_bearer_challenge(&self) -> String {
        if matches!(
            self.cause,
            Some(Error::Malformed(Malformed::Missing { .. }))
        ) {
            return r#"Bearer realm="resource""#.to_owned();
        }
        format!(
            r#"Bearer error="{}", error_description="{}""#,
            self.code.as_str(),
            self.description
        )
    }
}

/// RFC 6749 §5.2: `%x20-21 / %x23-5B / %x5D-7E`.
fn is_description(text: &str) -> bool {
    text.bytes()
        .all(|b| matches!(b, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7E))
}

impl From<ErrorCode> for OAuthError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code, code.description())
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The authorization endpoint. RFC 6749 §4.1.1; OIDC Core §3.1.2.
//!
//! Two kinds of error, two types: a [`Stop`] comes before the reply address is proven and ends
//! at a page of ours; a [`Reject`] carries the proven address and goes back to the client.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::{ClaimProfile, Client, Grant, Lifetimes, Provider, RequestUri, Subject};
use crate::{
    jose::Algorithm,
    protocol::{
        AcrValues, ClaimsRequest, ClientId, CodeChallenge, OAuthError, Opaque, Params, Prompt,
        RedirectUri, ResponseMode, ScopeSet, UiLocales,
    },
};

/// What came to the authorization endpoint, before anything is proven.
#[derive(Clone, Debug)]
pub enum Asked {
    /// All parameters in the request itself.
    Plain(PlainRequest),
    /// A reference to a pushed request; parameters beside it are ignored (RFC 9126 §4).
    Pushed {
        /// Who says to ask. Must be who pushed.
        client_id: ClientId,
        /// What was pushed.
        request_uri: RequestUri,
    },
}

/// A request by parameters. Look up the client, then [`PlainRequest::verify`].
#[derive(Clone, Debug)]
pub struct PlainRequest {
    client_id: ClientId,
    params: Vec<(String, String)>,
}

/// Reads who asks and how. No error of this step may be redirected.
pub fn parse(params: &Params) -> Result<Asked, Stop> {
    let _ = params;
    todo!()
}

impl PlainRequest {
    /// Who says to ask.
    pub fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Proves the request. `client` is the registered client of [`Self::client_id`], `None` if
    /// there is none.
    pub fn verify(
        self,
        client: Option<&Client>,
        provider: &Provider,
    ) -> Result<AuthorizationRequest, Refusal> {
        let _ = (client, provider, self.params);
        todo!()
    }
}

/// A request whose client and reply address are proven. Made only by [`PlainRequest::verify`]
/// and [`par::push`](super::par::push), which run the same checks. What it promises is read
/// through [`Promise`].
///
/// It can be stored and read back: whoever deserialises it must have got it from its own store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorizationRequest(Promise);

impl Deref for AuthorizationRequest {
    type Target = Promise;

    fn deref(&self) -> &Promise {
        &self.0
    }
}

/// What was asked, and what the client was promised when it asked: by value, so that a later
/// change of the registration does not alter a login under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Who asks.
    pub client_id: ClientId,
    /// The client's sector for pairwise subjects.
    pub sector: String,
    /// Where the answer goes.
    pub reply: ReplyAddress,
    /// What is asked, cut to what the client may ask.
    pub scope: ScopeSet,
    /// `nonce`, back in the ID token.
    pub nonce: Option<String>,
    /// PKCE.
    pub code_challenge: Option<CodeChallenge>,
    /// Levels that would do, known ones only; never empty if a default is registered.
    pub acr_values: AcrValues,
    /// What must or must not be shown.
    pub prompt: Prompt,
    /// At most so many seconds since the person authenticated.
    pub max_age: Option<i64>,
    /// Languages wished for.
    pub ui_locales: UiLocales,
    /// Claims asked one by one.
    pub claims: ClaimsRequest,
    /// `id_token_hint`, unverified.
    pub id_token_hint: Option<String>,
    /// `login_hint`, a wish.
    pub login_hint: Option<String>,
    /// How the ID token is signed.
    pub id_token_algorithm: Algorithm,
    /// Which claims go where.
    pub claim_profile: ClaimProfile,
    /// How long things live.
    pub lifetimes: Lifetimes,
}

impl AuthorizationRequest {
    /// The person is known: what the code will stand for.
    pub fn grant(self, subject: Subject, now: i64) -> Grant {
        let _ = (subject, now);
        todo!()
    }
}

/// A proven address for answers: a registered redirect URI of a known client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyAddress {
    redirect_uri: RedirectUri,
    response_mode: ResponseMode,
    state: Option<String>,
    issuer: String,
}

impl ReplyAddress {
    /// The registered URI.
    pub fn redirect_uri(&self) -> &RedirectUri {
        &self.redirect_uri
    }

    /// How the answer travels.
    pub fn response_mode(&self) -> ResponseMode {
        self.response_mode
    }

    /// RFC 6749 §4.1.2: `code`, `state`; RFC 9207 §2: `iss`.
    pub fn code(&self, code: &Opaque) -> AuthorizationResponse {
        let _ = (code, &self.state, &self.issuer);
        todo!()
    }

    /// RFC 6749 §4.1.2.1: `error`, `error_description`, `state`; RFC 9207 §2: `iss`.
    pub fn error(&self, error: &OAuthError) -> AuthorizationResponse {
        let _ = error;
        todo!()
    }
}

/// The answer, on its way through the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationResponse {
    /// A form that posts itself. Form Post §2.
    FormPost {
        /// Where to.
        action: RedirectUri,
        /// Hidden fields, unescaped.
        fields: Vec<(String, String)>,
    },
    /// A redirect (303) to this URL.
    Redirect {
        /// The `Location`.
        location: String,
    },
}

/// Why a request was refused, by whether the client may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// To the client, by way of the browser.
    Reject(Reject),
    /// A page of ours.
    Stop(Stop),
}

/// An error for a proven reply address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Where it goes.
    pub reply: ReplyAddress,
    /// What it says.
    pub error: OAuthError,
}

impl Reject {
    /// The answer to send.
    pub fn response(&self) -> AuthorizationResponse {
        self.reply.error(&self.error)
    }
}

/// An error before the reply address is proven: a page of ours, never a redirect.
/// RFC 6749 §4.1.2.1 first paragraph.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Stop {
    /// No `client_id`.
    #[error("client_id is missing")]
    ClientIdMissing,
    /// Not a readable form, or far too large.
    #[error("the request cannot be read")]
    Malformed,
    /// This client must push its requests.
    #[error("this client must use a pushed authorization request")]
    PushRequired,
    /// No `redirect_uri`. OIDC Core §3.1.2.1 requires it.
    #[error("redirect_uri is missing")]
    RedirectUriMissing,
    /// Not one of the registered.
    #[error("redirect_uri is not registered for this client")]
    RedirectUriNotRegistered,
    /// `client_id`, `redirect_uri` or `request_uri` stands twice.
    #[error("a parameter is repeated")]
    Repeated,
    /// A `request_uri` that is not a pushed request's, unknown, used, expired or another's.
    #[error("request_uri is unknown or expired")]
    RequestUri,
    /// Unknown client (or disabled: the same public face).
    #[error("the client is not known")]
    UnknownClient,
}

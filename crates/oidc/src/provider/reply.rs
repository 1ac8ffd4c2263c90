// SPDX-License-Identifier: EUPL-1.2
//! Where the answer to an authorization request goes, and how. RFC 6749 §4.1.2; RFC 9207.
//!
//! Two kinds of error, two types: a [`Stop`] comes before the reply address is proven and ends
//! at a page of ours; a [`Reject`] carries the proven address and goes back to the client.

use serde::{Deserialize, Serialize};

use super::parameters::{Parameters, is_state};
use super::{Client, Provider, UnsignedResponse};
use crate::jose::Algorithm;
use crate::protocol::{ClientId, OAuthError, Opaque, RedirectUri, ResponseMode};

/// A proven address for answers: a registered redirect URI of a known client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyAddress {
    redirect_uri: RedirectUri,
    response_mode: ResponseMode,
    state: Option<String>,
    issuer: String,
    client_id: ClientId,
    algorithm: Algorithm,
}

impl ReplyAddress {
    /// The redirect URI is one of the client's. What is wrong with `state` or `response_mode`
    /// is said later, without the one and by the default of the other.
    pub(super) fn prove(
        params: &Parameters,
        client: &Client,
        provider: &Provider,
    ) -> Result<Self, Stop> {
        if params.occurrences("redirect_uri") > 1 {
            return Err(Stop::Repeated);
        }
        let presented = params
            .value("redirect_uri")
            .ok_or(Stop::RedirectUriMissing)?;
        let once = |name| params.value(name).filter(|_| params.occurrences(name) == 1);
        Ok(Self {
            redirect_uri: client
                .redirect_uri(presented)
                .ok_or(Stop::RedirectUriNotRegistered)?,
            response_mode: once("response_mode")
                .and_then(|mode| provider.response_mode(mode))
                .unwrap_or_default(),
            state: once("state")
                .filter(|state| is_state(state))
                .map(str::to_owned),
            issuer: provider.issuer.clone(),
            client_id: client.client_id.clone(),
            algorithm: client.response_algorithm(),
        })
    }

    /// The registered URI.
    pub fn redirect_uri(&self) -> &RedirectUri {
        &self.redirect_uri
    }

    /// Who is answered.
    pub fn client_id(&self) -> &str {
        self.client_id.as_str()
    }

    /// How the answer travels.
    pub fn response_mode(&self) -> ResponseMode {
        self.response_mode
    }

    /// RFC 6749 §4.1.2: `code`, `state`; RFC 9207 §2: `iss`.
    pub fn code(&self, code: &Opaque) -> AuthorizationResponse {
        self.answer(&[("code", code.expose())])
    }

    /// RFC 6749 §4.1.2.1: `error`, `error_description`, `state`; RFC 9207 §2: `iss`.
    pub fn error(&self, error: &OAuthError) -> AuthorizationResponse {
        self.answer(&[
            ("error", error.code().as_str()),
            ("error_description", error.description()),
        ])
    }

    fn answer(&self, result: &[(&str, &str)]) -> AuthorizationResponse {
        let state = self.state.as_deref().map(|state| ("state", state));
        let pairs = result.iter().copied().chain(state);
        let mut fields: Vec<_> = pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        if self.response_mode.is_signed() {
            return AuthorizationResponse::ToSign(UnsignedResponse {
                redirect_uri: self.redirect_uri.clone(),
                mode: self.response_mode,
                algorithm: self.algorithm,
                client_id: self.client_id.clone(),
                issuer: self.issuer.clone(),
                result: fields,
            });
        }
        fields.push(("iss".to_owned(), self.issuer.clone()));
        AuthorizationResponse::of(&self.redirect_uri, self.response_mode, fields)
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
    /// To be signed first; then it is one of the others. JARM §2.
    ToSign(UnsignedResponse),
}

impl AuthorizationResponse {
    pub(super) fn of(
        redirect_uri: &RedirectUri,
        mode: ResponseMode,
        fields: Vec<(String, String)>,
    ) -> Self {
        if mode.is_form_post() {
            let action = redirect_uri.clone();
            Self::FormPost { action, fields }
        } else {
            let location = redirect_uri.with_query(&fields);
            Self::Redirect { location }
        }
    }
}

/// Why a request was refused, by whether the client may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// To the client, by way of the browser.
    Reject(Box<Reject>),
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
    /// A signed request that cannot be believed, and no address beside it that could be told.
    #[error("the request object is not valid")]
    RequestObject,
    /// Not one of the registered.
    #[error("redirect_uri is not registered for this client")]
    RedirectUriNotRegistered,
    /// `client_id`, `redirect_uri` or `request_uri` stands twice.
    #[error("a parameter is repeated")]
    Repeated,
    /// A `request_uri` that is not a pushed request's, unknown, used, expired or another's.
    #[error("request_uri is unknown or expired")]
    RequestUri,
    /// `request` and `request_uri` stand together.
    #[error("request and request_uri stand together")]
    TwoRequests,
    /// Unknown client (or disabled: the same public face).
    #[error("the client is not known")]
    UnknownClient,
}

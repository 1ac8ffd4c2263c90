// SPDX-License-Identifier: EUPL-1.2
//! Pushed authorization requests. RFC 9126.

use serde::{Deserialize, Serialize};

use super::parameters::Parameters;
use super::{
    AuthenticatedClient, AuthorizationRequest, Client, ProvenKey, Provider, Refusal, Stop,
    authorize, request_object,
};
use crate::protocol::{ClientId, ErrorCode, OAuthError, Opaque, Params, form};

/// A `request_uri` of ours: a prefix and an opaque value. RFC 9126 §2.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestUri(Opaque);

impl RequestUri {
    /// RFC 9126 §2.2's own namespace.
    pub const PREFIX: &'static str = "urn:ietf:params:oauth:request_uri:";

    /// A new one around 32 random bytes of the caller.
    pub fn new(token: Opaque) -> Self {
        Self(token)
    }

    /// Reads the parameter. `None` if we cannot have made it; nothing is ever fetched.
    pub fn parse(text: &str) -> Option<Self> {
        text.strip_prefix(Self::PREFIX)
            .and_then(Opaque::parse)
            .map(Self)
    }

    /// The secret part, under which the request is kept.
    pub fn token(&self) -> &Opaque {
        &self.0
    }

    /// As the parameter is written.
    pub fn to_parameter(&self) -> String {
        format!("{}{}", Self::PREFIX, self.0.expose())
    }
}

/// What is kept under a `request_uri`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushedRequest {
    request: AuthorizationRequest,
    expires_at: i64,
}

impl PushedRequest {
    /// When it may be forgotten, in seconds.
    pub fn expires_at(&self) -> i64 {
        self.expires_at
    }

    /// RFC 9126 §4: the same client, in time. Whether it was used up, the store says. The answer goes where the client is
    /// still registered to have it: an address that somebody else took over may be gone since the push.
    ///
    /// `client` is the registered client of `client_id` now, `None` if there is none.
    pub fn open(
        self,
        client_id: &ClientId,
        client: Option<&Client>,
        now: i64,
    ) -> Result<AuthorizationRequest, Stop> {
        if self.request.client_id != *client_id || now >= self.expires_at {
            return Err(Stop::RequestUri);
        }
        let client = client.filter(|client| client.client_id == *client_id);
        let client = client.ok_or(Stop::UnknownClient)?;
        match client.is_answered_at(self.request.reply.redirect_uri()) {
            true => Ok(self.request),
            false => Err(Stop::RedirectUriNotRegistered),
        }
    }
}

/// The 201 answer. RFC 9126 §2.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushedAnswer {
    /// The reference.
    pub request_uri: RequestUri,
    /// Seconds until it dies.
    pub expires_in: i64,
}

impl PushedAnswer {
    /// The body; status 201, `Cache-Control: no-store`.
    pub fn to_json(&self) -> String {
        format!(
            r#"{{"request_uri":"{}","expires_in":{}}}"#,
            self.request_uri.to_parameter(),
            self.expires_in
        )
    }
}

/// RFC 9126 §2.1: the same checks as at the authorization endpoint, answered directly. A DPoP proof,
/// if one came along, binds the code to its key.
pub fn push(
    params: &Params,
    client: &AuthenticatedClient,
    proof: Option<&ProvenKey>,
    provider: &Provider,
    token: Opaque,
    now: i64,
) -> Result<(PushedRequest, PushedAnswer), OAuthError> {
    let invalid = |description| OAuthError::new(ErrorCode::InvalidRequest, description);
    // RFC 9126 §2.1 point 2: "Reject the request if the request_uri [...] parameter is provided."
    if form::value(params, "request_uri").is_some() {
        return Err(invalid("request_uri must not be pushed"));
    }
    let client = client.client();
    let presented = form::value(params, "client_id").unwrap_or(client.client_id.as_str());
    if presented != client.client_id.as_str() {
        return Err(ErrorCode::InvalidClient.into());
    }
    // RFC 9126 §3: a signed request may be pushed.
    let params = Parameters::of(params);
    let signed = request_object::effective(&params, client, provider, now)?;
    let params = signed.unwrap_or(params);
    let request = authorize::prove(&params, client, provider, now);
    let mut request = request.map_err(|refusal| match refusal {
        Refusal::Reject(reject) => reject.error,
        Refusal::Stop(Stop::RedirectUriMissing) => invalid("redirect_uri is missing"),
        Refusal::Stop(Stop::RedirectUriNotRegistered) => {
            invalid("redirect_uri is not registered for this client")
        }
        Refusal::Stop(_) => invalid("a parameter is missing or repeated"),
    })?;
    // RFC 9449 §10.1: a proof at this endpoint binds the code as `dpop_jkt` does; both are one key.
    if let Some(proof) = proof {
        request.bind(proof.thumbprint())?;
    }
    let expires_in = client.pushed_request_lifetime();
    Ok((
        PushedRequest {
            request,
            expires_at: now.saturating_add(expires_in),
        },
        PushedAnswer {
            request_uri: RequestUri::new(token),
            expires_in,
        },
    ))
}

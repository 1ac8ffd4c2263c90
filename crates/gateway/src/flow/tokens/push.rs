// SPDX-License-Identifier: EUPL-1.2
//! `POST /par`: a client hands its request in before it sends the person. RFC 9126 §2.

use oidc::protocol::{ErrorCode, OAuthError, Opaque, Params};
use oidc::provider::{ExpectedToken, PushedAnswer, par};
use store::Secret;

use super::asker::{self, Headers, Lasts};
use super::{store_failed, unusable};
use crate::app::App;
use crate::caller::Caller;
use crate::flow::end::pushed::Pushed;
use crate::starts::{Asks, Busy};

/// Why it is not taken, and when it may be tried again.
pub struct Unpushed {
    /// For the client.
    pub error: OAuthError,
    /// In seconds.
    pub retry_after_s: Option<u32>,
}

impl From<OAuthError> for Unpushed {
    fn from(error: OAuthError) -> Self {
        Self {
            error,
            retry_after_s: None,
        }
    }
}

/// Proves who hands it in, and keeps it.
pub async fn push(
    app: &App,
    headers: &Headers<'_>,
    params: &Params,
    (caller, octets): (Caller, usize),
) -> Result<PushedAnswer, Unpushed> {
    let client = asker::client(app, Lasts::AtOnce, headers, params).await?;
    let current = app.current();
    let endpoint = ("POST", current.provider.endpoints.par.as_str());
    let proof = asker::proof(app, headers, endpoint, ExpectedToken::None)?;
    let name = client.client().client_id.as_str();
    // Attack: whoever knows the name of a public client pushes in it from one place, and its people wait.
    let who = match client.client().is_public() {
        true => Asks::Service(name, caller.0),
        false => Asks::Proven(name),
    };
    if let Err(Busy { retry_after_s, .. }) = app.admit(who, octets).map_err(store_failed)? {
        return Err(Unpushed {
            error: ErrorCode::TemporarilyUnavailable.into(),
            retry_after_s: Some(retry_after_s),
        });
    }
    // What is kept is counted before.
    let key = asker::once(app, Lasts::AtOnce, proof).await?;
    let now = app.env.now_s();
    let lifetime = client.client().pushed_request_lifetime();
    let handle = Secret::new(&app.env, (now + lifetime) * 1000);
    let token = Opaque::new(handle.reveal()).map_err(unusable)?;
    let (request, answer) =
        par::push(params, &client, key.as_ref(), &current.provider, token, now)?;
    let until = request.expires_at() * 1000;
    let kept = app
        .records
        .put_sealed(&handle, &Pushed(request), until)
        .await;
    kept.map_err(store_failed)?;
    Ok(answer)
}

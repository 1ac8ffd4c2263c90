// SPDX-License-Identifier: EUPL-1.2
//! Telling a client's server that a session ended. OIDC Back-Channel Logout 1.0.

use serde_json::{Map, Value, json};

use super::{Client, Provider};
use crate::{
    Error, Misconfigured,
    jose::{Signer, jwt},
    protocol::{RedirectUri, encode_form},
};

/// Seconds. §2.4: "a short expiration time [...] preferably at most two minutes".
const LIFETIME: i64 = 120;

/// The event. §2.4.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A message that is to be delivered: a POST with this body, `application/x-www-form-urlencoded`.
/// §2.5, §2.8: any 2xx is delivery.
#[derive(Clone, PartialEq, Eq)]
pub struct LogoutMessage {
    /// Where to.
    pub uri: RedirectUri,
    /// The body, `logout_token=…`.
    pub body: String,
}

/// The message for one client; `None` if it wants none. `sub` is as this client knows the person,
/// `jti` is fresh.
///
/// # Errors
/// [`Misconfigured::Key`] if the key is not of the algorithm of this client's ID tokens (§2.6: the same
/// algorithm), or did not sign.
pub fn message(
    client: &Client,
    sub: &str,
    sid: &str,
    provider: &Provider,
    signer: &dyn Signer,
    jti: &str,
    now: i64,
) -> Result<Option<LogoutMessage>, Error> {
    let Some(uri) = &client.logout.back_channel else {
        return Ok(None);
    };
    if signer.algorithm() != client.id_token_algorithm {
        return Err(Misconfigured::Key.into());
    }
    // §2.4: `nonce` is "PROHIBITED": no logout token passes for an ID token.
    let claims = json!({
        "iss": provider.issuer,
        "sub": sub,
        "aud": client.client_id.as_str(),
        "iat": now,
        "exp": now.saturating_add(LIFETIME),
        "jti": jti,
        "sid": sid,
        "events": { EVENT: {} },
    });
    let claims: Map<String, Value> = claims.as_object().cloned().unwrap_or_default();
    // §2.4: "It is RECOMMENDED that a logout token use the typ logout+jwt".
    let token = jwt::sign_as("logout+jwt", &claims, signer)?;
    Ok(Some(LogoutMessage {
        uri: uri.clone(),
        body: encode_form(&[("logout_token".to_owned(), token)]),
    }))
}

impl std::fmt::Debug for LogoutMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogoutMessage")
            .field("uri", &self.uri)
            .finish_non_exhaustive()
    }
}

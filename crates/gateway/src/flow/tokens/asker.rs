// SPDX-License-Identifier: EUPL-1.2
//! Who asks: a client, and the key that it holds. Both are proven by something that serves once, and
//! that is marked before anything else is done with it.

use std::sync::Arc;
use std::time::Duration;

use oidc::protocol::{OAuthError, Params};
use oidc::provider::{
    AuthenticatedClient, Authentication, Client, Credentials, ExpectedProof, ExpectedToken,
    NonceRule, ProvenKey, UnusedProof, Use, client_auth, dpop,
};
use store::{Key, Kind};

use super::store_failed;
use crate::app::client_certificates::certified;
use crate::app::client_keys::{known, known_anew};
use crate::app::{App, Current};

/// A clock may be ahead of ours by so much: `client_auth` and `dpop` take no more.
const AHEAD: Duration = Duration::from_secs(client_auth::TOLERANCE.unsigned_abs());

/// What a request says of its sender beside its parameters.
pub struct Headers<'r> {
    /// `Authorization`.
    pub authorization: Option<&'r str>,
    /// Each `DPoP`.
    pub proofs: Vec<&'r str>,
}

/// When the mark of what serves once is on the disk: before anything leaves in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// Before it is believed.
    AtOnce,
    /// Its answer is waited for, and the mark with it.
    WithTheAnswer,
}

/// Proves the client that sent these parameters. RFC 6749 §2.3.
pub async fn client(
    app: &App,
    lasts: Lasts,
    headers: &Headers<'_>,
    params: &Params,
) -> Result<AuthenticatedClient, OAuthError> {
    let current = app.current();
    let credentials = || client_auth::parse(headers.authorization, params);
    let first = credentials()?;
    let client_id = first.client_id().as_str().to_owned();
    let known = match certified(app, &current, &first).await? {
        Some(client) => Some(client),
        None => known(app, &current, &client_id).await,
    };
    match authenticate(app, lasts, &current, first, known.as_ref()).await {
        Ok(client) => Ok(client),
        // It may have rolled its key a moment ago.
        Err(error) => match known_anew(app, &current, &client_id).await {
            Some(anew) => authenticate(app, lasts, &current, credentials()?, Some(&anew)).await,
            None => Err(error),
        },
    }
}

/// Proves the client; an assertion counts once. RFC 7523 §3.
async fn authenticate(
    app: &App,
    lasts: Lasts,
    current: &Current,
    credentials: Credentials,
    client: Option<&Arc<Client>>,
) -> Result<AuthenticatedClient, OAuthError> {
    match credentials.verify(client, &current.provider, app.env.now_s())? {
        Authentication::Done(client) => Ok(client),
        Authentication::Once(assertion) => {
            let times = (assertion.issued_at(), assertion.keep_until());
            let name = assertion.replay_key();
            assertion.used(mark(app, lasts, b"jti", &name, times).await?)
        }
    }
}

/// Proves the key of a `DPoP` header, if there is one; a proof counts once. RFC 9449 §4.3, §11.1.
pub async fn key(
    app: &App,
    lasts: Lasts,
    headers: &Headers<'_>,
    endpoint: (&str, &str),
    access_token: ExpectedToken<'_>,
) -> Result<Option<ProvenKey>, OAuthError> {
    let proof = proof(app, headers, endpoint, access_token)?;
    once(app, lasts, proof).await
}

/// The first half of [`key`], which keeps nothing: for whoever may be anybody. Attack: in the name of a public client
/// proofs by keys of the sender's own are brought without end, and each leaves a mark for a minute.
pub fn proof(
    app: &App,
    headers: &Headers<'_>,
    (method, url): (&str, &str),
    access_token: ExpectedToken<'_>,
) -> Result<Option<UnusedProof>, OAuthError> {
    let Some(proof) = dpop::find(headers.proofs.iter().copied())? else {
        return Ok(None);
    };
    let expected = ExpectedProof {
        method,
        url,
        access_token,
        nonce: NonceRule::Demanded(&app.nonces),
    };
    dpop::verify(proof, &expected, app.env.now_s()).map(Some)
}

/// The second half, which keeps a mark.
pub async fn once(
    app: &App,
    lasts: Lasts,
    proof: Option<UnusedProof>,
) -> Result<Option<ProvenKey>, OAuthError> {
    let Some(proof) = proof else {
        return Ok(None);
    };
    let times = (proof.issued_at(), proof.keep_until());
    let used = mark(app, lasts, b"dpop", &proof.replay_key(), times).await?;
    proof.used(used).map(Some)
}

/// What may have been used before the store was restored counts as used.
async fn mark(
    app: &App,
    lasts: Lasts,
    what: &[u8],
    name: &str,
    (issued_s, until_s): (i64, i64),
) -> Result<Use, OAuthError> {
    if app.restored.may_have_seen(issued_s * 1000, AHEAD) {
        return Ok(Use::Again);
    }
    let until_ms = until_s * 1000;
    let key = Key::mark(Kind::Replay, until_ms, &[what, name.as_bytes()]);
    let new = match lasts {
        Lasts::AtOnce => app.records.mark_new(key, until_ms).await,
        Lasts::WithTheAnswer => app.records.claim_new_as(key, vec![], until_ms).await,
    };
    Ok(match new.map_err(store_failed)? {
        true => Use::First,
        false => Use::Again,
    })
}

// SPDX-License-Identifier: EUPL-1.2
//! What a code becomes: tokens, and what an access token reads. OIDC Core §3.1.3, §5.3.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use oidc::jose::Algorithm;
use oidc::protocol::{ErrorCode, OAuthError, Opaque};
use oidc::provider::{
    AccessGrant, AuthenticatedClient, CodeRequest, Fresh, Issued, Redeemed, TokenRequest,
    TokenResponse, Userinfo, token as exchange, userinfo,
};
use serde::{Deserialize, Serialize};
use store::{Concluded, Key, Kind, Record, Secret, Taken, Taker};

use super::oidc::{
    as_json, authorization, form, note_refused, proven_client, refuse, status_of, store_failed,
    unusable,
};
use crate::app::App;
use crate::audit::AuditEvent;
use crate::caller::Caller;
use crate::flow::end::code::Granted;
use crate::flow::end::proven_by::{ProvenBy, is_open_at_home};
use crate::settings::IdTokenAlg;
use crate::visit::Visit;

/// What an access token stands for.
#[derive(Serialize, Deserialize)]
struct Access {
    login: String,
    sub: String,
    /// The mark that revokes it: set when its code is brought a second time. RFC 6749 §4.1.2.
    code_hash: [u8; 32],
    code_until_ms: i64,
    grant: AccessGrant,
}

impl Record for Access {
    const KIND: Kind = Kind::AccessToken;
    const VERSION: u8 = 2;
}

/// `POST /token`. OIDC Core §3.1.3.
pub async fn token(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match redeem(&app, &headers, &body).await {
        Ok(json) => as_json(json),
        Err(error) => refuse(&app, "token", caller, &headers, &body, &error).await,
    }
}

/// Who asks, for which code; then one redemption.
async fn redeem(app: &App, headers: &HeaderMap, body: &[u8]) -> Result<String, OAuthError> {
    let params = form(body)?;
    // TK-15: who cannot prove herself does not burn the code.
    let client = proven_client(app, headers, &params).await?;
    let TokenRequest::Code(request) = exchange::parse(&params, &app.current().provider)? else {
        return Err(ErrorCode::UnsupportedGrantType.into());
    };
    let code = Secret::parse(request.code().expose()).ok_or(ErrorCode::InvalidGrant)?;
    // Every request is a taker of its own: a code has no second half of a double click.
    let taker = Taker::new(app.env.token().as_bytes(), b"token");
    let (here, spent, asker) = (app.clone(), code.clone(), client.clone());
    // Whatever comes of it, the code is burnt, and that lasts. TK-14.
    let work = move |granted: Granted| async move {
        Concluded::once(give(&here, &spent, &request, granted, &asker).await)
    };
    match app
        .records
        .take_sealed(&code, taker, work)
        .await
        .map_err(store_failed)?
    {
        Taken::Won(answer) => answer,
        Taken::Absent => Err(ErrorCode::InvalidGrant.into()),
        Taken::Replayed | Taken::Running | Taken::Repeat(_) => {
            revoke(app, &code, &client).await?;
            Err(ErrorCode::InvalidGrant.into())
        }
    }
}

/// The winner's: the grant is checked against the request, signed, kept and written down.
async fn give(
    app: &App,
    code: &Secret,
    request: &CodeRequest,
    granted: Granted,
    client: &AuthenticatedClient<'_>,
) -> Result<String, OAuthError> {
    if is_open_at_home(app, &granted.proven_by).is_err() {
        let closed = match granted.proven_by {
            ProvenBy::Eid(_) => "the e-ID that proved the person was closed",
            ProvenBy::Node(_) => "the country that proved the person was closed",
        };
        return Err(OAuthError::new(ErrorCode::InvalidGrant, closed));
    }
    let login = granted.login;
    let now = app.env.now_s();
    let redeemed = exchange::redeem(request, granted.grant, client, None, now)?;
    let sub = redeemed.subject().sub.clone();
    let lifetime = redeemed.promise().lifetimes.access_token;
    let access = Secret::new(&app.env, (now + lifetime) * 1000);
    let jti = app.env.token();
    let (response, grant) = sign(app, redeemed, &access, &jti, now)?;
    let until = grant.expires_at() * 1000;
    let record = Access {
        login: login.clone(),
        sub: sub.clone(),
        code_hash: code.hash(),
        code_until_ms: revoked_until(code),
        grant,
    };
    app.records
        .put_sealed(&access, &record, until)
        .await
        .map_err(store_failed)?;
    let event = AuditEvent::TokensIssued {
        login,
        client_id: client.client().client_id.as_str().to_owned(),
        sub,
        grant_type: "authorization_code",
        jti: Some(jti),
    };
    app.audit
        .note(event)
        .await
        .map_err(|_| ErrorCode::ServerError)?;
    Ok(response.to_json())
}

/// The ID token, by the key this client was promised.
fn sign(
    app: &App,
    redeemed: Redeemed,
    access: &Secret,
    jti: &str,
    now: i64,
) -> Result<(TokenResponse, AccessGrant), OAuthError> {
    let current = app.current();
    let signer = current
        .keys
        .oidc_signer(match redeemed.id_token_algorithm() {
            Algorithm::Es256 => IdTokenAlg::Es256,
            _ => IdTokenAlg::Rs256,
        });
    let opaque = || Opaque::new(access.reveal()).map_err(unusable);
    let fresh = Fresh {
        access_token: opaque()?,
        // No client is registered for refresh tokens.
        refresh_token: opaque()?,
        jti: jti.to_owned(),
    };
    let issued = redeemed.issue(&current.provider, &*signer, fresh, now);
    let Issued {
        response, access, ..
    } = issued.map_err(unusable)?;
    Ok((response, access))
}

/// A code that is brought a second time revokes what the first one got. RFC 6749 §4.1.2.
async fn revoke(
    app: &App,
    code: &Secret,
    client: &AuthenticatedClient<'_>,
) -> Result<(), OAuthError> {
    let until = revoked_until(code);
    let mark = revocation(&code.hash(), until);
    app.records
        .mark_new(mark, until)
        .await
        .map_err(store_failed)?;
    let event = AuditEvent::ReplayRefused {
        login: None,
        what: "code",
        from: Some(client.client().client_id.as_str().to_owned()),
    };
    app.audit
        .note(event)
        .await
        .map_err(|_| ErrorCode::ServerError.into())
}

/// A revocation outlives every access token of the code.
fn revoked_until(code: &Secret) -> i64 {
    code.expires_ms() + 60 * 60 * 1000
}

fn revocation(code_hash: &[u8; 32], until_ms: i64) -> Key {
    Key::mark(Kind::Replay, until_ms, &[b"revoked", code_hash])
}

/// `GET|POST /userinfo`. OIDC Core §5.3.
pub async fn userinfo(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Unread {
        error,
        why,
        client_id,
    } = match read_userinfo(&app, &visit, &headers, &body).await {
        Ok(json) => return as_json(json),
        Err(unread) => unread,
    };
    note_refused(&app, "userinfo", visit.caller, client_id, &error, why).await;
    let mut response = (status_of(&error), as_json(error.to_json())).into_response();
    if let Ok(challenge) = HeaderValue::from_str(&error.to_bearer_challenge()) {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Why a token reads nothing: for its bearer an error that says little, for the trail the reason.
struct Unread {
    error: OAuthError,
    why: Option<&'static str>,
    /// Whose token it is, if it is one.
    client_id: Option<String>,
}

impl From<OAuthError> for Unread {
    fn from(error: OAuthError) -> Self {
        Self {
            error,
            why: None,
            client_id: None,
        }
    }
}

impl Unread {
    fn token(why: &'static str) -> Self {
        Self {
            why: Some(why),
            ..OAuthError::from(ErrorCode::InvalidToken).into()
        }
    }

    fn of(self, access: &Access) -> Self {
        let client_id = Some(access.grant.client_id().as_str().to_owned());
        Self { client_id, ..self }
    }
}

async fn read_userinfo(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<String, Unread> {
    let token = userinfo::parse(authorization(headers), &visit.query, &form(body)?)?;
    let current = app.current();
    let handle = token
        .token()
        .handle(current.keys.jwks(), &current.provider, app.env.now_s());
    let handle = handle.map_err(|_| Unread::token("no token of ours"))?;
    let secret = Secret::parse(handle.expose()).ok_or_else(|| Unread::token("no token of ours"))?;
    let access: Option<Access> = app
        .records
        .get_sealed(&secret)
        .await
        .map_err(store_failed)?;
    let access = access.ok_or_else(|| Unread::token("unknown or expired token"))?;
    let revoked = revocation(&access.code_hash, access.code_until_ms);
    if app
        .records
        .store()
        .get(revoked)
        .await
        .map_err(store_failed)?
        .is_some()
    {
        return Err(Unread::token("revoked token").of(&access));
    }
    if app
        .current()
        .client(access.grant.client_id().as_str())
        .is_none()
    {
        return Err(Unread::token("the client was removed").of(&access));
    }
    let read = access
        .grant
        .userinfo(&token, None, &current.provider, app.env.now_s());
    let json = match read.map_err(|error| Unread::from(error).of(&access))? {
        Userinfo::Json(json) => json,
        // No client is registered for signed answers.
        Userinfo::ToSign(_) => return Err(OAuthError::from(ErrorCode::ServerError).into()),
    };
    let event = AuditEvent::UserinfoRead {
        login: access.login,
        client_id: access.grant.client_id().as_str().to_owned(),
        sub: access.sub,
    };
    app.audit
        .note(event)
        .await
        .map_err(|_| OAuthError::from(ErrorCode::ServerError))?;
    Ok(json)
}

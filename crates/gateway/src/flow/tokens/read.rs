// SPDX-License-Identifier: EUPL-1.2
//! `GET|POST /userinfo`: an access token reads what it stands for. OIDC Core §5.3; RFC 9449 §7.

use oidc::protocol::{ErrorCode, OAuthError};
use oidc::provider::{ExpectedToken, Presented, Scheme, Userinfo};

use super::asker::{self, Headers, Lasts};
use super::grant::{self, Access};
use super::{unaudited, unusable};
use crate::app::App;
use crate::audit::AuditEvent;

/// What was read.
pub enum Answer {
    /// `application/json`.
    Json(String),
    /// `application/jwt`.
    Signed(String),
}

/// Why a token reads nothing: for its bearer an error that says little, for the trail the reason.
pub struct Unread {
    /// What it is told.
    pub error: OAuthError,
    /// What we know.
    pub why: Option<&'static str>,
    /// Whose token it is, if it is one.
    pub client_id: Option<String>,
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
    pub(super) fn token(why: &'static str) -> Self {
        Self {
            why: Some(why),
            ..OAuthError::from(ErrorCode::InvalidToken).into()
        }
    }

    fn of(self, client_id: &str) -> Self {
        let client_id = Some(client_id.to_owned());
        Self { client_id, ..self }
    }
}

/// What this token reads.
pub async fn userinfo(
    app: &App,
    method: &str,
    headers: &Headers<'_>,
    presented: &Presented,
) -> Result<Answer, Unread> {
    let handle = grant::handle(app, presented.token());
    let handle = handle.ok_or_else(|| Unread::token("no token of ours"))?;
    let access = grant::access(app, &handle).await?;
    let access = access.ok_or_else(|| Unread::token("unknown or expired token"))?;
    let Access {
        origin,
        sub,
        grant: granted,
    } = access;
    let client_id = granted.client_id().as_str().to_owned();
    let grant_id = granted.grant_id().clone();
    if grant::is_revoked(app, granted.grant_id(), &origin).await? {
        return Err(Unread::token("revoked token").of(&client_id));
    }
    let current = app.current();
    let Some(in_force) = grant::in_force(&current, granted) else {
        return Err(Unread::token("the client was removed, or may do less now").of(&client_id));
    };
    // RFC 9449 §7.1: the scheme says that a proof comes along; a bearer token needs none.
    let key = match presented.scheme() {
        Scheme::Bearer => None,
        Scheme::Dpop => {
            let endpoint = (method, current.provider.endpoints.userinfo.as_str());
            let token = ExpectedToken::Of(presented.token().expose());
            let key = asker::key(app, Lasts::AtOnce, headers, endpoint, token).await;
            key.map_err(|error| Unread::from(error).of(&client_id))?
        }
    };
    let now = app.env.now_s();
    let read = in_force.userinfo(presented, key.as_ref(), &current.provider, now);
    let read = read.map_err(|error| Unread::from(error).of(&client_id))?;
    // Of what may be read: whoever found a bound token and has not its key uses up nothing of its owner's.
    if !grant::has_share(app, &grant_id) {
        return Err(Unread::from(grant::too_often()).of(&client_id));
    }
    let answer = match read {
        Userinfo::Json(json) => Answer::Json(json),
        Userinfo::ToSign(unsigned) => {
            let signer = grant::signer(app, unsigned.algorithm());
            Answer::Signed(unsigned.sign(&*signer).map_err(unusable)?)
        }
    };
    let event = AuditEvent::UserinfoRead {
        login: origin.login,
        client_id,
        sub,
    };
    app.audit.note(event).await.map_err(unaudited)?;
    Ok(answer)
}

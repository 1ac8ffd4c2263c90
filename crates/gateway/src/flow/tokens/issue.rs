// SPDX-License-Identifier: EUPL-1.2
//! `POST /token`: a code, or a refresh token, is used up and becomes tokens. RFC 6749 §4.1.3, §6;
//! OIDC Core §3.1.3, §12.
//!
//! Who cannot prove who it is, or the key that the code is bound to, burns nothing (TK-15). Then the
//! one winner takes what it brought, and nothing leaves before that lasts (TK-14). A second bringer
//! brings the whole login down: one of the two stole it (RFC 6749 §4.1.2, RFC 9700 §4.14.2).

use std::sync::{Arc, OnceLock};

use oidc::protocol::{ErrorCode, OAuthError, Params};
use oidc::provider::{
    AuthenticatedClient, CodeRequest, ExpectedToken, Fresh, Issued, IssuedRefresh, ProvenKey,
    RefreshRequest, TokenRequest, TokenResponse, refresh, token,
};
use store::{Concluded, Secret, StoreError, Taken, Taker, Together};

use super::act;
use super::asker::{self, Headers, Lasts};
use super::grant::{self, Access, Origin, Refresh, Waiting};
use super::{store_failed, unaudited, unusable};
use crate::app::App;
use crate::audit::AuditEvent;
use crate::flow::end::code::{Granted, may_know};
use crate::flow::end::proven_by::{ProvenBy, is_open_at_home};
use crate::flow::end::revocation::{Revocations, mark_for_code, revoke_by_code};
use crate::traces::Hop;

/// What a registration may promise of an access token at most; each ends by its own promise.
const LONGEST_ACCESS_S: i64 = 3600;

/// Who asks, with what; then one redemption.
pub async fn tokens(
    app: &App,
    headers: &Headers<'_>,
    params: &Params,
) -> Result<String, OAuthError> {
    let client = asker::client(app, Lasts::WithTheAnswer, headers, params).await?;
    let current = app.current();
    let endpoint = ("POST", current.provider.endpoints.token.as_str());
    let proof = asker::proof(app, headers, endpoint, ExpectedToken::None)?;
    // Of who proves nothing a mark is kept only beside what waits for it; of anything else nothing comes.
    let waits = match &proof {
        Some(_) if client.client().is_public() => {
            waits(app, &token::parse(params, &current.provider)?).await?
        }
        _ => true,
    };
    let key = match waits {
        true => Ok(asker::once(app, Lasts::WithTheAnswer, proof).await?),
        false => Err(OAuthError::from(ErrorCode::InvalidGrant)),
    };
    let tokens = match token::parse(params, &current.provider)? {
        TokenRequest::Code(request) => of_code(app, request, client, key).await,
        TokenRequest::Refresh(request) => of_refresh_token(app, &request, &client, key).await,
        TokenRequest::ClientCredentials(request) => {
            let key = key.ok().flatten();
            return act::of_client(app, &request, &client, key.as_ref()).await;
        }
    };
    tokens.map(|tokens| tokens.to_json())
}

/// The key that a request was signed with, if any was; or what is said of what is not given.
type Key = Result<Option<ProvenKey>, OAuthError>;

/// Whether what is brought was given out here and was not used.
async fn waits(app: &App, request: &TokenRequest) -> Result<bool, OAuthError> {
    let kept = match request {
        TokenRequest::Code(request) => match Secret::parse(request.code().expose()) {
            Some(code) => app
                .records
                .get_sealed::<Granted>(&code)
                .await
                .map(|it| it.is_some()),
            None => Ok(false),
        },
        TokenRequest::Refresh(request) => match Secret::parse(request.token().expose()) {
            Some(token) => {
                let kept = app.records.get_sealed(&token).await;
                kept.map(|kept| matches!(kept, Some(Refresh::Live(_))))
            }
            None => Ok(false),
        },
        TokenRequest::ClientCredentials(_) => Ok(false),
    };
    kept.map_err(store_failed)
}

async fn of_code(
    app: &App,
    request: CodeRequest,
    client: AuthenticatedClient,
    key: Key,
) -> Result<TokenResponse, OAuthError> {
    let code = Secret::parse(request.code().expose()).ok_or(ErrorCode::InvalidGrant)?;
    let grant_id = request.grant_id();
    let client_id = client.client().client_id.clone();
    // Every request is a taker of its own: a code has no second half of a double click.
    let taker = Taker::new(app.env.token().as_bytes(), b"token");
    let (here, spent, hop) = (app.clone(), code.clone(), Hop::here());
    // By what the client is registered for now, and so by what it was promised, unless that changed since.
    let known = Revocations::of(&code, &client.client().lifetimes);
    let marks = known.marks(&grant_id).to_vec();
    let told = Arc::new(OnceLock::new());
    let made = told.clone();
    // Whatever comes of it, the code is burnt, and that lasts.
    let work = move |granted: Granted, marked: bool| {
        hop.around(async move {
            let key = match key {
                Ok(key) => key,
                Err(error) => return Concluded::once(Err(error)),
            };
            let revoked = (known, marked);
            match give(
                &here,
                &spent,
                &request,
                (granted, revoked),
                &client,
                key.as_ref(),
            )
            .await
            {
                Ok((response, kept, withdrawn)) => {
                    let _ = made.set(withdrawn);
                    Concluded::once(Ok(response)).with(Some(kept))
                }
                Err(error) => Concluded::once(Err(error)),
            }
        })
    };
    let taken = app.records.take_sealed_beside(&code, marks, taker, work);
    let taken = match taken.await {
        Ok(taken) => taken,
        Err(error) => return Err(withdrawn(app, told.get().cloned(), error).await),
    };
    match taken {
        Taken::Won(answer) => answer,
        Taken::Absent => Err(ErrorCode::InvalidGrant.into()),
        Taken::Replayed | Taken::Running | Taken::Repeat(_) => {
            let revoked = revoke_by_code(app, &grant_id, &code).await;
            revoked.map_err(store_failed)?;
            grant::brought_again(app, "code", None, client_id.as_str()).await?;
            Err(ErrorCode::InvalidGrant.into())
        }
    }
}

/// What was made did not last, so it does not leave, and the trail takes its line back. Whoever counts the lines of a login
/// reads two for one code otherwise: it is whole again where the database was lost that had taken it.
async fn withdrawn(app: &App, event: Option<AuditEvent>, error: StoreError) -> OAuthError {
    if let Some(event) = event
        && let Err(error) = app.audit.note(event).await
    {
        tracing::error!(%error, "that tokens did not leave could not be written down");
    }
    store_failed(error)
}

/// The winner's: the grant is checked against the request, signed and written down; with what is to be
/// kept of it when the code is settled.
async fn give(
    app: &App,
    code: &Secret,
    request: &CodeRequest,
    (granted, (known, marked)): (Granted, (Revocations, bool)),
    client: &AuthenticatedClient,
    key: Option<&ProvenKey>,
) -> Result<Kept, OAuthError> {
    if is_open_at_home(app, &granted.proven_by).is_err() {
        return Err(grant::closed(&granted.proven_by));
    }
    let origin = Origin::of_code(code, &granted);
    // LO-10: its person logged out since it was made. That it was for when she is away, too, changes nothing:
    // its ID token would say that she is here.
    let of_session = granted.grant.subject().sid.as_deref();
    let of_session = of_session.map(|sid| mark_for_code(sid, code));
    let revoked = match origin.revocations() == known {
        true => marked,
        false => grant::is_revoked(app, &request.grant_id(), &origin).await?,
    };
    let ended = match of_session {
        Some(mark) => app
            .records
            .any_marked(&[mark])
            .await
            .map_err(store_failed)?,
        None => false,
    };
    if revoked || ended {
        let ended = "the person logged out";
        return Err(OAuthError::new(ErrorCode::InvalidGrant, ended));
    }
    let now = app.env.now_s();
    let current = app.current();
    let (issuer, name) = (&current.provider.issuer, client.client().client_id.as_str());
    let redeemed = token::redeem(request, granted.grant, client, key, issuer, now)?;
    let redeemed = redeemed.only(|claim| may_know(&current, name, claim));
    let lifetimes = redeemed.promise().lifetimes;
    let sub = redeemed.subject().sub.clone();
    let made = Made::new(
        app,
        now + lifetimes.access_token,
        now + lifetimes.authorization,
    );
    let signer = grant::signer(app, redeemed.id_token_algorithm());
    let provider = &app.current().provider;
    let issued = redeemed.issue(provider, &*signer, made.fresh()?, now);
    let whose = (origin, granted.proven_by, sub);
    made.keep(
        app,
        issued.map_err(unusable)?,
        whose,
        None,
        "authorization_code",
    )
    .await
}

async fn of_refresh_token(
    app: &App,
    request: &RefreshRequest,
    client: &AuthenticatedClient,
    key: Key,
) -> Result<TokenResponse, OAuthError> {
    let token = Secret::parse(request.token().expose()).ok_or_else(refresh::unknown)?;
    let client_id = client.client().client_id.as_str();
    let kept = app.records.get_sealed(&token).await.map_err(store_failed)?;
    let waiting = match kept {
        Some(Refresh::Live(waiting)) => *waiting,
        Some(used @ Refresh::Used { .. }) => return stolen(app, used, client_id).await,
        None => return Err(refresh::unknown()),
    };
    let key = key?;
    let Waiting {
        origin,
        proven_by,
        grant: refreshable,
    } = waiting;
    if grant::is_revoked(app, refreshable.grant_id(), &origin).await? {
        return Err(refresh::unknown());
    }
    let grant_id = refreshable.grant_id().clone();
    let (now, ends_at) = (app.env.now_s(), refreshable.ends_at());
    let current = app.current();
    let issuer = current.provider.issuer.as_str();
    let refreshed = refresh::redeem(request, refreshable, client, key.as_ref(), issuer, now)?;
    let refreshed = refreshed.only(|claim| may_know(&current, client_id, claim));
    if is_open_at_home(app, &proven_by).is_err() {
        return Err(grant::closed(&proven_by));
    }
    // Of who proved it, as at userinfo.
    if !grant::has_share(app, &grant_id) {
        return Err(grant::too_often());
    }
    if refreshed.is_one_time() {
        let changed = app
            .records
            .change_sealed(&token, Refresh::until_ms, Refresh::take)
            .await;
        match changed.map_err(store_failed)? {
            Some((true, _)) => {}
            Some((false, used)) => return stolen(app, used, client_id).await,
            None => return Err(refresh::unknown()),
        }
    }
    let sub = refreshed.subject().sub.clone();
    let made = Made::new(app, (now + LONGEST_ACCESS_S).min(ends_at), ends_at);
    let signer = grant::signer(app, refreshed.id_token_algorithm());
    let issued = refreshed.issue(&app.current().provider, &*signer, made.fresh()?, now);
    let whose = (origin, proven_by, sub);
    let (answer, kept, gone) = made
        .keep(
            app,
            issued.map_err(unusable)?,
            whose,
            Some(&token),
            "refresh_token",
        )
        .await?;
    let lasts = async {
        app.records.write(kept).await?;
        app.records.durable().await
    };
    match lasts.await {
        Ok(()) => Ok(answer),
        Err(error) => Err(withdrawn(app, Some(gone), error).await),
    }
}

/// Brought a second time. By another client it is nothing, used or not (RFC 6749 §6): whoever finds an old one
/// and has a client's name, a public one's, would end its owner's login.
async fn stolen(app: &App, used: Refresh, client_id: &str) -> Result<TokenResponse, OAuthError> {
    if let Refresh::Used {
        origin,
        grant_id,
        client_id: owner,
        ..
    } = used
        && owner.is_none_or(|owner| owner.as_str() == client_id)
    {
        grant::revoke(app, &grant_id, &origin).await?;
        let login = Some(origin.login);
        grant::brought_again(app, "refresh_token", login, client_id).await?;
    }
    Err(refresh::unknown())
}

/// Fresh names for one answer. Each says until when it can stand for anything.
/// What leaves, what is kept of it, and what the trail is told where that fails.
type Kept = (TokenResponse, Together, AuditEvent);

struct Made {
    access: Secret,
    refresh: Secret,
    jti: String,
}

impl Made {
    fn new(app: &App, access_until_s: i64, ends_s: i64) -> Self {
        Self {
            access: Secret::new(&app.env, access_until_s * 1000),
            // Also when it was used long ago it must be known again.
            refresh: Secret::new(&app.env, ends_s * 1000),
            jti: app.env.token(),
        }
    }

    fn fresh(&self) -> Result<Fresh, OAuthError> {
        Ok(Fresh {
            access_token: grant::opaque(&self.access)?,
            refresh_token: grant::opaque(&self.refresh)?,
            jti: self.jti.clone(),
        })
    }

    /// What was issued is written down; it may leave when what is to be kept of it lasts.
    async fn keep(
        self,
        app: &App,
        issued: Issued,
        (origin, proven_by, sub): (Origin, ProvenBy, String),
        used: Option<&Secret>,
        grant_type: &'static str,
    ) -> Result<Kept, OAuthError> {
        let mut kept = app.records.together();
        let refresh = match (issued.refresh, used) {
            (IssuedRefresh::New(_, grant), _) => Some((&self.refresh, grant)),
            (IssuedRefresh::Kept(grant), Some(used)) => Some((used, grant)),
            (IssuedRefresh::Kept(_) | IssuedRefresh::None, _) => None,
        };
        if let Some((token, grant)) = refresh {
            let waiting = Refresh::Live(Box::new(Waiting {
                origin: origin.clone(),
                proven_by,
                grant,
            }));
            let put = kept.put_sealed(token, &waiting, waiting.until_ms());
            kept = put.map_err(store_failed)?;
        }
        let client_id = issued.access.client_id().as_str().to_owned();
        let until_ms = issued.access.expires_at() * 1000;
        let withdrawn = AuditEvent::TokensWithdrawn {
            login: origin.login.clone(),
            client_id: client_id.clone(),
            jti: Some(self.jti.clone()),
        };
        let event = AuditEvent::TokensIssued {
            login: origin.login.clone(),
            client_id,
            sub: sub.clone(),
            grant_type,
            jti: Some(self.jti),
        };
        let access = Access {
            origin,
            sub,
            grant: issued.access,
        };
        let put = kept.put_sealed(&self.access, &access, until_ms);
        let kept = put.map_err(store_failed)?;
        app.audit.note(event).await.map_err(unaudited)?;
        Ok((issued.response, kept, withdrawn))
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `GET|POST /authorize`: a national service asks. Stands above the stories: the person's session
//! answers, or a login begins that any story may take on.

use oidc::protocol::ErrorCode;
use oidc::provider::{AuthorizationRequest, AuthorizationResponse, Reject};
use pages::ErrorText;

use super::{connector, national, wallet};
use crate::app::App;
use crate::app::admission::Turn;
use crate::ask::Asked;
use crate::audit::AuditEvent;
use crate::flow::end::session;
use crate::flow::end::session::{Found, Joined};
use crate::flow::{EMBEDDED, Fault, admit};
use crate::login::{Begun, Login, Spoken, Stage};
use crate::starts::{Asks, SHORT_WAIT_MS};
use crate::translate;
use crate::visit::Visit;

/// What came of an authorization request.
pub enum Authorize {
    /// The person's session answers it.
    Answered(Box<AuthorizationRequest>, AuthorizationResponse),
    /// A login waits for its person.
    Begun(Box<Begun>),
    /// It cannot begin, and the client may be told.
    Rejected(Reject),
}

/// `GET|POST /authorize`: a proven request, pushed under this name or not, becomes a login, for which its person may wait so
/// long.
pub async fn authorize(
    app: &App,
    request: AuthorizationRequest,
    (pushed, waits_ms): (Option<String>, i64),
    visit: &Visit,
) -> Result<Authorize, Fault> {
    let client_id = request.client_id.as_str();
    let cookie = session::of_client(app, &visit.sessions, client_id);
    let refuse = |code: ErrorCode, reply| {
        Authorize::Rejected(Reject {
            reply,
            error: code.into(),
        })
    };
    let levels = translate::minimum_levels(&request.acr_values);
    let step_up = match session::find(app, cookie, &request, levels).await? {
        Found::Serves(session) => {
            let secret = cookie.ok_or_else(|| Fault::new(ErrorText::Internal, "no_session"))?;
            let pushed = pushed.as_deref();
            match session::join(app, *session, secret, &request, pushed).await? {
                Joined::Answered(response) => {
                    return Ok(Authorize::Answered(Box::new(request), response));
                }
                Joined::Used => {
                    return Ok(refuse(ErrorCode::InvalidRequest, request.reply.clone()));
                }
                Joined::TooOften => {
                    return Ok(refuse(
                        ErrorCode::TemporarilyUnavailable,
                        request.reply.clone(),
                    ));
                }
                Joined::Ended => false,
            }
        }
        Found::TooLow => true,
        Found::None => false,
    };
    if request.prompt.is_none() {
        return Ok(refuse(ErrorCode::LoginRequired, request.reply.clone()));
    }
    let reached = |level| national::reached_by_any(app, level) || wallet::reaches(app, level);
    if levels.european.is_none() && !levels.national.is_some_and(reached) {
        return Ok(refuse(
            ErrorCode::UnmetAuthenticationRequirements,
            request.reply.clone(),
        ));
    }
    if visit.embedded {
        return Err(Fault::new(ErrorText::RequestInvalid, EMBEDDED));
    }
    app.audit.writable()?;
    let current = app.current();
    let offered = &current.site.languages;
    let wished = visit.wished_among(offered, request.ui_locales.iter());
    let language = Spoken::of(offered, wished);
    let acr_values = request
        .acr_values
        .iter()
        .map(|acr| acr.as_str().to_owned())
        .collect();
    let asked = Asked {
        request,
        pushed,
        step_up,
    };
    let mut begun = Login::begin(asked.asker(), levels, &asked, language, &app.env)
        .ok_or_else(|| Fault::new(ErrorText::Internal, "not_serialisable"))?;
    let chosen = connector::straight_to(app, &begun.login, &asked);
    if let Some(country) = chosen {
        begun.login.stage = Stage::Chosen { country };
    } else if let Some(stage) = national::persona::straight_to(app, &begun.login, &asked) {
        begun.login.stage = stage;
    }
    let client = asked.request.client_id.as_str();
    // A pushed request does not live until a distant turn.
    let waits_ms = match asked.pushed {
        Some(_) => waits_ms.min(SHORT_WAIT_MS),
        None => waits_ms,
    };
    let who = Asks::Service(client, visit.caller.0);
    let octets = begun.login.ask.octets();
    let unreadable = || Fault::new(ErrorText::Internal, "not_serialisable");
    let what = || serde_json::to_vec(&(&asked.request, &asked.pushed)).map_err(|_| unreadable());
    let turn = admit(app, who, (octets, what), visit, waits_ms).await?;
    match turn {
        None => {
            let until_ms = begun.flow.expires_ms();
            let put = app.records.put(&begun.flow, &begun.login, until_ms);
            put.await?;
        }
        Some(Turn {
            names,
            begun: Some(login),
        }) => return Ok(Authorize::Begun(Box::new(names.lead_to(login)))),
        Some(Turn { names, begun: None }) => {
            begun = begun.under(names, &app.env).ok_or_else(unreadable)?;
            let until_ms = begun.flow.expires_ms();
            let new = app.records.put_new(&begun.flow, &begun.login, until_ms);
            if !new.await? {
                // By the same ticket a moment ago: the other half of a double click.
                return Ok(Authorize::Begun(Box::new(begun)));
            }
        }
    }
    let event = AuditEvent::LoginStarted {
        login: begun.flow.to_string(),
        client_id: asked.request.client_id.as_str().to_owned(),
        acr_values,
        sent: sent(&asked.request, asked.pushed.is_some()),
    };
    app.audit.note(event).await?;
    if let Some(country) = chosen {
        let event = AuditEvent::CountryChosen {
            login: begun.flow.to_string(),
            country: country.as_str().to_owned(),
        };
        app.audit.note(event).await?;
    }
    app.metrics.login_started();
    Ok(Authorize::Begun(Box::new(begun)))
}

/// What a service sent beside its levels, for who looks for what it did wrong: words of the standards in
/// full, of everything that may be about a person or a secret the name alone.
fn sent(request: &AuthorizationRequest, pushed: bool) -> Vec<String> {
    let with = |name: &str, value: &str| (!value.is_empty()).then(|| format!("{name}={value}"));
    let named = |name: &str, there: bool| there.then(|| name.to_owned());
    let max_age = request.max_age.map(|seconds| seconds.to_string());
    [
        named("request_uri", pushed),
        with("scope", &request.scope.to_parameter()),
        with("response_mode", request.reply.response_mode().as_str()),
        with("prompt", &request.prompt.to_parameter()),
        with("max_age", max_age.as_deref().unwrap_or_default()),
        named("code_challenge", request.code_challenge.is_some()),
        named("nonce", request.nonce.is_some()),
        named("claims", !request.claims.is_empty()),
        named("login_hint", request.login_hint.is_some()),
        named("id_token_hint", request.hinted_sub.is_some()),
        named("ui_locales", !request.ui_locales.is_empty()),
        named("resource", !request.resources.is_empty()),
        named("dpop_jkt", request.dpop_jkt.is_some()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

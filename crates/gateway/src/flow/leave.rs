// SPDX-License-Identifier: EUPL-1.2
//! Back to whoever asked, without a login. Stands above the stories.

use oidc::protocol::{ErrorCode, OAuthError};
use store::Until;

use super::proxy_service;
use crate::app::App;
use crate::ask::Asker;
use crate::audit::AuditEvent;
use crate::flow::askable::node_of;
use crate::flow::end::outcome::finished;
use crate::flow::end::pushed;
use crate::flow::end::way_back::{ReturnTo, asked, finish};
use crate::flow::{Fault, HeldLogin, count_end};
use crate::login::Stage;

/// `action=cancel|back`: back to the service with an OAuth error. Only ever because the person
/// chose so.
pub async fn leave(app: &App, open: &HeldLogin) -> Result<ReturnTo, Fault> {
    if let Asker::Node { .. } = open.login.ask.asker {
        return proxy_service::leave(app, open).await;
    }
    let error = match &open.login.stage {
        Stage::Refused {
            why,
            reason: Some(reason),
            reference,
            ..
        } => {
            let error = app.with_reason(why.error(), || format!("{reason}, {reference}"));
            return leave_with(app, open, error).await;
        }
        Stage::Refused { why, .. } => why.error(),
        // What she chose was closed since: her going back is no "no".
        Stage::Chosen { country } | Stage::Sent { country }
            if node_of(app, &open.login, *country).is_err() =>
        {
            ErrorCode::TemporarilyUnavailable.into()
        }
        _ => ErrorCode::AccessDenied.into(),
    };
    leave_with(app, open, error).await
}

/// The same with this error.
pub async fn leave_with(app: &App, open: &HeldLogin, error: OAuthError) -> Result<ReturnTo, Fault> {
    let asked = asked(open)?;
    // Used up by a "no" too. Where another login was answered, this "no" still leads back.
    let claims = pushed::to_close(app, open, &asked)?;
    if app.records.claim_in_turn(claims).await? == 0 {
        return Err(finished(open));
    }
    let (response, code) = (asked.request.reply.error(&error), error.code());
    let gone = pushed::gone(app.records.together(), asked.pushed.as_deref());
    let way = finish(app, open, response, None, gone, Until::Durable).await?;
    let event = AuditEvent::LoginEnded {
        login: open.flow.to_string(),
        client_id: asked.request.client_id.as_str().to_owned(),
        error: code.as_str().to_owned(),
    };
    app.audit.record(event).await?;
    count_end(app, &open.login, None, code.as_str());
    Ok(way)
}

/// Whether the person is asked again because her session's level is too low.
pub fn is_step_up(open: &HeldLogin) -> Result<bool, Fault> {
    match open.login.ask.asker {
        Asker::Service { .. } => Ok(asked(open)?.step_up),
        Asker::Node { .. } => Ok(false),
    }
}

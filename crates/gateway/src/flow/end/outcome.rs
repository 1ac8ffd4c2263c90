// SPDX-License-Identifier: EUPL-1.2
//! The end of a hop abroad or to an e-ID that did not prove the person: the login goes on under a new
//! name ([`refuse`]), or something of ours failed in between ([`failed`]).

use pages::ErrorText;
use store::{Handle, Secret};

use crate::app::App;
use crate::ask::Asker;
use crate::audit::AuditEvent;
use crate::citizen::Citizen;
use crate::flow::end::answer::Answer;
use crate::flow::end::way_back::{close, keep_finished};
use crate::flow::end::{ending, twice};
use crate::flow::{Fault, HeldLogin, Sender, count_end, reason_with};
use crate::login::{Begun, Tried, find};
use crate::refusals::reference;
use crate::translate::Refusal;

/// Who was asked vouched for it, and it did not end in a login: the request is used up, and the
/// login goes on under a new name and binder.
pub(in crate::flow) async fn refuse(
    app: &App,
    open: &HeldLogin,
    tried: Tried,
    why: Refusal,
    reason: &'static str,
    inner: Option<String>,
) -> Result<Answer, Fault> {
    let _ending = match open.login.ask.asker {
        Asker::Node { .. } => Some(ending::move_on(app, open).await?),
        Asker::Service { .. } if close(app, &open.flow).await? => None,
        Asker::Service { .. } => return Err(finished(open)),
    };
    let reference = reference(&app.env);
    let told = app.settings().profile.tells_reasons();
    let told = told.then(|| reason_with(reason, inner.as_deref()));
    let begun = open
        .login
        .again(
            &open.secret,
            tried.clone(),
            why,
            (reference.clone(), told),
            &app.env,
        )
        .ok_or_else(|| Fault::new(ErrorText::Internal, "request_unreadable"))?;
    let Begun {
        flow,
        secret,
        login,
    } = begun;
    app.records.put(&flow, &login, flow.expires_ms()).await?;
    for asked in open
        .login
        .outstanding
        .iter()
        .filter_map(|name| Handle::parse(name))
    {
        twice::was_asked_by(app, &asked, &open.flow).await?;
    }
    keep_finished(app, open, Some(&flow)).await?;
    if let Asker::Node { .. } = open.login.ask.asker {
        // Whom another e-ID proved before, in this login: she is asked anew.
        app.records.remove_sealed::<Citizen>(&open.person()).await?;
    }
    tracing::info!(
        reference, reason, tried = tried.as_str(), login = %open.flow.tag(),
        inner = inner.as_deref().unwrap_or_default(), "an answer was refused"
    );
    let country = tried.country().or_else(|| open.login.ask.country());
    let event = AuditEvent::LoginRefused {
        login: Some(open.flow.to_string()),
        client_id: open.login.ask.client_id().map(str::to_owned),
        redirect_uri: None,
        country: country.map(|country| country.as_str().to_owned()),
        eid: tried.eid().map(str::to_owned),
        reason: reason.to_owned(),
        reference,
    };
    app.audit.note(event).await?;
    count_end(app, &open.login, Some(&tried), reason);
    Ok(Answer::Refused {
        flow: flow.to_string(),
        secret: secret.reveal().to_owned(),
        old: open.flow.to_string(),
    })
}

pub(in crate::flow) fn finished(open: &HeldLogin) -> Fault {
    Fault::new(ErrorText::FlowFinished, "flow_finished").of(&open.flow, &open.login)
}

/// Something of ours failed after the request was used up: written down once, and nothing is
/// released. The login's service is named and leads on.
pub(in crate::flow) async fn failed(
    app: &App,
    open: &HeldLogin,
    tried: &Tried,
    fault: Fault,
) -> Answer {
    let fault = if fault.login.is_some() {
        fault
    } else {
        fault.of(&open.flow, &open.login)
    };
    let reference = fault.note(app, Sender::Authenticated).await;
    count_end(app, &open.login, Some(tried), &fault.reason);
    Answer::Failed {
        flow: open.flow.to_string(),
        text: fault.text,
        reference,
    }
}

/// The login that goes on after a refusal, for its page.
pub async fn renewed(app: &App, flow: &str, secret: &str) -> Result<HeldLogin, Fault> {
    let gone = || Fault::new(ErrorText::FlowUnknown, "flow_unknown");
    let flow = Handle::parse(flow).ok_or_else(gone)?;
    let secret = Secret::parse(secret).ok_or_else(gone)?;
    let login = find(&app.records, &flow).await?.ok_or_else(gone)?;
    Ok(HeldLogin::new(flow, secret, login))
}

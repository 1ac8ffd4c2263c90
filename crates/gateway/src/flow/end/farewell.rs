// SPDX-License-Identifier: EUPL-1.2
//! What the services of a session hear when it ends: their tokens die, their servers are called
//! (OIDC Back-Channel Logout 1.0), their pages are loaded (OIDC Front-Channel Logout 1.0).
//!
//! A server that does not answer is called again by a task of its own. What waits for that lies in memory:
//! a record of it would name a person in the clear. A stop waits for it a moment; what is lost then is
//! what the session's own end at the service, half an hour at most, ends too.

use std::time::Duration;

use oidc::protocol::decode_form;
use oidc::provider::{backchannel_logout, frontchannel_logout};
use tokio::sync::oneshot;
use url::Url;

use crate::app::App;
use crate::app::calls::Call;
use crate::audit::AuditEvent;
use crate::fetch::{FetchRequest, Payload, Reach};
use crate::flow::Fault;
use crate::flow::end::session::{Session, Visited};

/// When a server is called, in seconds after the time before. LO-05.
const ATTEMPTS: [u64; 3] = [0, 1, 10];
/// How long one call may take. LO-05.
const DEADLINE: Duration = Duration::from_secs(2);
/// How long the person's page waits for those calls. LO-05: a slow service delays her no longer.
const PATIENCE: Duration = Duration::from_secs(1);
/// Nobody reads what a server answers.
const MOST_OF_AN_ANSWER: usize = 64 * 1024;

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Somebody else logged in in this browser.
    AnotherPerson,
    /// Its person said so here.
    Person,
    /// Its person said so at a service.
    Service,
}

impl Why {
    fn as_str(self) -> &'static str {
        match self {
            Self::AnotherPerson => "another_person",
            Self::Person => "person",
            Self::Service => "service",
        }
    }
}

/// What became of the services of a session.
#[derive(Debug, Default)]
pub struct Farewell {
    /// Pages of services, to be loaded in the browser.
    pub frames: Vec<String>,
    /// The names of services that know that the person is gone.
    pub closed: Vec<String>,
    /// The names of those of which nobody knows: she may still be logged in there. LO-09.
    pub open: Vec<String>,
    /// One of those was called and did not confirm.
    pub failed: bool,
}

/// A session ended: its tokens are taken back, and its services told. What is taken back is durable
/// when this returns.
pub async fn say(app: &App, session: &Session, why: Why) -> Result<Farewell, Fault> {
    let current = app.current();
    let mut farewell = Farewell::default();
    let mut called = Vec::new();
    for one in session.visited() {
        one.take_back(app).await?;
        let Some(client) = current.client(&one.client_id) else {
            continue;
        };
        let name = client.settings.name.clone();
        let frame = frontchannel_logout::frame(&client.client, &one.sid, &current.provider);
        match (client.client.logout.back_channel.is_some(), frame) {
            (true, frame) => {
                farewell.frames.extend(frame);
                called.push((name, call(app, session.id(), one)));
            }
            (false, Some(frame)) => {
                farewell.frames.push(frame);
                farewell.closed.push(name);
            }
            (false, None) => farewell.open.push(name),
        }
    }
    let event = AuditEvent::SessionEnded {
        session: session.id().to_owned(),
        why: why.as_str(),
        services: session.visited().len(),
    };
    app.audit.note(event).await?;
    app.records.durable().await?;
    let patience = app.env.deadline(PATIENCE);
    for (name, confirmed) in called {
        match tokio::time::timeout(patience.left(), confirmed).await {
            Ok(Ok(true)) => farewell.closed.push(name),
            _ => {
                farewell.open.push(name);
                farewell.failed = true;
            }
        }
    }
    Ok(farewell)
}

/// Calls a service's server until it confirms, or three times. What comes says how the first call went.
fn call(app: &App, session: &str, one: &Visited) -> oneshot::Receiver<bool> {
    let (tell, told) = oneshot::channel();
    let (app, session, one) = (app.clone(), session.to_owned(), one.clone());
    let call = Call::new(&app.calls);
    tokio::spawn(async move {
        let _call = call;
        let mut tell = Some(tell);
        let mut outcome = Err("stopped");
        for pause in ATTEMPTS {
            tokio::time::sleep(Duration::from_secs(pause)).await;
            outcome = attempt(&app, &one).await;
            if let Some(tell) = tell.take() {
                // She may have left.
                let _ = tell.send(outcome.is_ok());
            }
            if outcome.is_ok() {
                break;
            }
        }
        let event = AuditEvent::ServiceTold {
            session,
            client_id: one.client_id,
            outcome: outcome.err().unwrap_or("delivered").to_owned(),
        };
        if let Err(error) = app.audit.note(event).await {
            tracing::error!(%error, "the audit trail cannot be written");
        }
    });
    told
}

/// One call, with a token of its own: one whose answer was lost may have been taken.
async fn attempt(app: &App, one: &Visited) -> Result<(), &'static str> {
    let _room = app.calls.room().await.ok_or("stopped")?;
    let current = app.current();
    let client = current.client(&one.client_id).ok_or("client_removed")?;
    let signer = current.keys.oidc_signer(client.client.id_token_algorithm);
    let (provider, jti) = (&current.provider, app.env.token());
    let now = app.env.now_s();
    let message = backchannel_logout::message(
        &client.client,
        &one.sub,
        &one.sid,
        provider,
        &*signer,
        &jti,
        now,
    );
    let message = message.map_err(|_| "not_signed")?.ok_or("not_registered")?;
    let url = Url::parse(message.uri.as_str()).map_err(|_| "address")?;
    let form = decode_form(message.body.as_bytes()).map_err(|_| "not_signed")?;
    let request = FetchRequest {
        url: &url,
        reach: Reach::Operator {
            private: client.settings.private,
        },
        limit: MOST_OF_AN_ANSWER,
        roots: &client.settings.extra_roots,
        headers: &[],
        since: None,
    };
    let answer = app.fetch.post(&request, Payload::Form(form));
    let outcome = match tokio::time::timeout(DEADLINE, answer).await {
        Ok(Ok(answer)) if (200..300).contains(&answer.status) => Ok(()),
        Ok(Ok(_)) => Err("http_status"),
        Ok(Err(error)) => {
            tracing::info!(client = one.client_id, %error, "a service could not be told of a logout");
            Err(error.outcome())
        }
        Err(_) => Err("timed_out"),
    };
    let word = outcome.err().unwrap_or("delivered");
    app.metrics.outbound("backchannel_logout", word);
    outcome
}

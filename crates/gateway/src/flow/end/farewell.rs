// SPDX-License-Identifier: EUPL-1.2
//! What the services of a session hear when it ends: their tokens die, their servers are called
//! (OIDC Back-Channel Logout 1.0), their pages are loaded (OIDC Front-Channel Logout 1.0).
//!
//! A server that does not answer is called again by a task of its own. What it must be told lies in the store
//! until then ([`untold`](super::untold)): a node that stops, or dies, loses nothing.

use std::time::Duration;

use oidc::protocol::decode_form;
use oidc::provider::{backchannel_logout, frontchannel_logout};
use store::StoreError;
use tokio::sync::oneshot;
use url::Url;

use crate::app::App;
use crate::app::calls::Call;
use crate::audit::AuditEvent;
use crate::fetch::{FetchRequest, Payload, Reach};
use crate::flow::Fault;
use crate::flow::end::session::Session;
use crate::flow::end::untold::{Held, LOOK_EVERY, Message, Untold};

/// When a server is called, in seconds after the time before. LO-05.
const ATTEMPTS: [u64; 3] = [0, 1, 10];
/// How long one call may take. LO-05.
const DEADLINE: Duration = Duration::from_secs(2);
/// How long the person's page waits for those calls. LO-05: a slow service delays her no longer.
const PATIENCE: Duration = Duration::from_secs(1);
/// So many are taken in hand at one look; 64 are called at once, and the others wait in memory.
const MOST_AT_A_LOOK: usize = 1_000;
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
                let message = Message {
                    session: session.id().to_owned(),
                    client_id: one.client_id.clone(),
                    sub: one.sub.clone(),
                    sid: one.sid.clone(),
                };
                called.push((name, call(app, Untold::keep(app, message).await?)));
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
fn call(app: &App, untold: Untold) -> oneshot::Receiver<bool> {
    let (tell, told) = oneshot::channel();
    let app = app.clone();
    let call = Call::new(&app.calls);
    tokio::spawn(async move {
        let _call = call;
        let mut tell = Some(tell);
        let mut outcome = Err("stopped");
        for pause in ATTEMPTS {
            tokio::time::sleep(Duration::from_secs(pause)).await;
            outcome = attempt(&app, untold.message()).await;
            if let Some(tell) = tell.take() {
                // She may have left.
                let _ = tell.send(outcome.is_ok());
            }
            if outcome.is_ok() {
                break;
            }
        }
        over(&app, &untold, outcome.err().unwrap_or("delivered")).await;
    });
    told
}

/// Nobody is told any more; the trail says how it went.
async fn over(app: &App, untold: &Untold, outcome: &str) {
    // What stays is told once more by whoever finds it, which a service has to bear (§2.6: `jti`).
    if let Err(error) = untold.forget(app).await {
        tracing::error!(%error, "a message about a logout could not be taken from the store");
    }
    let message = untold.message();
    let event = AuditEvent::ServiceTold {
        session: message.session.clone(),
        client_id: message.client_id.clone(),
        outcome: outcome.to_owned(),
    };
    if let Err(error) = app.audit.note(event).await {
        tracing::error!(%error, "the audit trail cannot be written");
    }
}

/// Tells what a node left that stopped or died in between, also this one before it was started. Ends with
/// the task.
pub async fn keep_telling(app: App) {
    loop {
        if let Err(error) = tell_what_is_left(&app).await {
            tracing::warn!(%error, "messages about logouts could not be looked for");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// One look. How many are being told now.
///
/// # Errors
/// The store failed.
pub async fn tell_what_is_left(app: &App) -> Result<usize, StoreError> {
    let mut told = 0;
    for mut untold in Untold::all(app).await?.into_iter().take(MOST_AT_A_LOOK) {
        match untold.hold(app).await? {
            Held::Here => {
                // Nobody waits for the answer.
                drop(call(app, untold));
                told += 1;
            }
            Held::Over => over(app, &untold, "too_late").await,
            Held::Elsewhere => {}
        }
    }
    Ok(told)
}

/// One call, with a token of its own: one whose answer was lost may have been taken.
async fn attempt(app: &App, one: &Message) -> Result<(), &'static str> {
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

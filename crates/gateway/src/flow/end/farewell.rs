// SPDX-License-Identifier: EUPL-1.2
//! What the services of a session hear when it ends: their tokens die, their servers are called
//! (OIDC Back-Channel Logout 1.0), their pages are loaded (OIDC Front-Channel Logout 1.0).
//!
//! A server that does not answer is called again by a task of its own. What it must be told lies in the store
//! from the statement that ends the session until then ([`untold`](super::untold)): a node that stops, or
//! dies, loses nothing of it.

use std::time::Duration;

use oidc::protocol::decode_form;
use oidc::provider::{backchannel_logout, frontchannel_logout};
use store::{StoreError, Together};
use tokio::sync::oneshot;
use url::Url;

use crate::app::App;
use crate::app::calls::Call;
use crate::audit::AuditEvent;
use crate::fetch::{FetchRequest, Payload, Reach};
use crate::flow::Fault;
use crate::flow::end::session::Session;
use crate::flow::end::untold::{LOOK_EVERY, Message, Stands, Untold};

/// When a server is called, in seconds after the time before. LO-05.
const ATTEMPTS: [u64; 3] = [0, 1, 10];
/// How long one call may take. LO-05.
const DEADLINE: Duration = Duration::from_secs(2);
/// How long the person's page waits for those calls. LO-05: a slow service delays her no longer.
const PATIENCE: Duration = Duration::from_secs(1);
/// So many of which nobody is told any more are noted at one look: the others wait for the next.
const MOST_NOTED_AT_A_LOOK: usize = 1_000;
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

impl Farewell {
    /// What became of the services of another session too.
    pub fn join(&mut self, other: Self) {
        self.frames.extend(other.frames);
        self.closed.extend(other.closed);
        self.open.extend(other.open);
        self.failed |= other.failed;
    }
}

/// What is written by the statement that ends a session: what its services got is taken back, all of it,
/// and what their servers must be told is kept.
pub(super) fn part(app: &App, session: &Session) -> (Vec<Untold>, Together) {
    let current = app.current();
    let mut together = app.records.together();
    for one in session.visited() {
        together = one.take_back(app, together);
    }
    let mut all = Vec::new();
    for one in session.visited() {
        let client = current.client(&one.client_id);
        if client.is_none_or(|client| client.client.logout.back_channel.is_none()) {
            continue;
        }
        let message = Message {
            session: session.id().to_owned(),
            client_id: one.client_id.clone(),
            sub: one.sub.clone(),
            sid: one.sid.clone(),
        };
        match Untold::new(app, message) {
            Ok(untold) => {
                together = untold.keep_with(together);
                all.push(untold);
            }
            // She reads that nobody knows of it.
            Err(error) => tracing::error!(%error, "a message about a logout cannot be kept"),
        }
    }
    (all, together)
}

/// A session ended, and what [`part`] gave is durable: its services are told.
pub(super) async fn say(
    app: &App,
    session: &Session,
    mut untold: Vec<Untold>,
    why: Why,
) -> Result<Farewell, Fault> {
    let current = app.current();
    let mut farewell = Farewell::default();
    let mut called = Vec::new();
    for one in session.visited() {
        let of_it = |untold: &Untold| untold.message().client_id == one.client_id;
        let message = untold.iter().position(of_it);
        let message = message.map(|at| call(app, untold.swap_remove(at)));
        let Some(client) = current.client(&one.client_id) else {
            continue;
        };
        let name = client.settings.name.clone();
        let frame = frontchannel_logout::frame(&client.client, &one.sid, &current.provider);
        match (message, frame) {
            (Some(confirmed), frame) => {
                farewell.frames.extend(frame);
                called.push((name, confirmed));
            }
            (None, Some(frame)) => {
                farewell.frames.push(frame);
                farewell.closed.push(name);
            }
            (None, None) => farewell.open.push(name),
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

/// Calls a service's server in a task of its own. What comes says how the first call went.
fn call(app: &App, mut untold: Untold) -> oneshot::Receiver<bool> {
    let (tell, told) = oneshot::channel();
    let app = app.clone();
    let call = Call::new(&app.calls);
    tokio::spawn(async move {
        let _call = call;
        match attempts(&app, &mut untold, tell).await {
            Ok(Some(outcome)) => over(&app, &mut untold, outcome).await,
            // Whoever has it now tells it.
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "a message about a logout waits for the next look");
            }
        }
    });
    told
}

/// Until the server confirms, or three times: what came of it, while it was in this node's hand.
async fn attempts(
    app: &App,
    untold: &mut Untold,
    tell: oneshot::Sender<bool>,
) -> Result<Option<&'static str>, StoreError> {
    let mut tell = Some(tell);
    let mut outcome = Err("stopped");
    for pause in ATTEMPTS {
        tokio::time::sleep(Duration::from_secs(pause)).await;
        let Some(room) = app.calls.room().await else {
            return Ok(None);
        };
        // Where many wait for room another node may have it by now.
        if !untold.still_hold(app).await? {
            return Ok(None);
        }
        outcome = attempt(app, untold.message()).await;
        drop(room);
        if let Some(tell) = tell.take() {
            // She may have left.
            let _ = tell.send(outcome.is_ok());
        }
        if outcome.is_ok() {
            break;
        }
    }
    Ok(Some(outcome.err().unwrap_or("delivered")))
}

/// Nobody is told any more: one node says so in the trail, and then it is forgotten. One that dies between
/// the two leaves it closed, and the next one says the same.
async fn over(app: &App, untold: &mut Untold, outcome: &str) {
    if let Err(error) = closed(app, untold, outcome).await {
        tracing::error!(
            reason = error.reason.as_ref(),
            inner = error.inner,
            "a message about a logout stays until it can be noted"
        );
    }
}

async fn closed(app: &App, untold: &mut Untold, outcome: &str) -> Result<(), Fault> {
    if !untold.close(app, outcome).await? {
        return Ok(());
    }
    let message = untold.message();
    let event = AuditEvent::ServiceTold {
        session: message.session.clone(),
        client_id: message.client_id.clone(),
        outcome: outcome.to_owned(),
    };
    app.audit.note(event).await?;
    app.records.durable().await?;
    Ok(untold.forget(app).await?)
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

/// One look: as many as there is room to call, so that none is in a hand that does nothing. How many are
/// being told now.
///
/// # Errors
/// The store failed.
pub async fn tell_what_is_left(app: &App) -> Result<usize, StoreError> {
    let (mut told, mut noted) = (0, 0);
    let room = app.calls.free();
    for mut untold in Untold::all(app).await? {
        match untold.stands(app) {
            Stands::InHand => {}
            Stands::Left if told < room => {
                if untold.hold(app).await? {
                    // Nobody waits for the answer.
                    drop(call(app, untold));
                    told += 1;
                }
            }
            Stands::Over(outcome) if noted < MOST_NOTED_AT_A_LOOK => {
                over(app, &mut untold, &outcome).await;
                noted += 1;
            }
            Stands::Left | Stands::Over(_) => {}
        }
    }
    Ok(told)
}

/// One call, with a token of its own: one whose answer was lost may have been taken.
async fn attempt(app: &App, one: &Message) -> Result<(), &'static str> {
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

// SPDX-License-Identifier: EUPL-1.2
//! An answer that comes twice: the second half of a double click, or "back".
//!
//! What a foreign node or an e-ID answers to is a record that is taken once. The same browser with
//! the same octets gets what the first half came to; everybody else brings a replay, which is the
//! `None` of [`take`] and [`again`].

use std::future::Future;
use std::time::Duration;

use pages::ErrorText;
use store::{Concluded, Handle, Key, Kind, Record, Secret, StoreError, Taken, Taker, Together};

use crate::app::App;
use crate::flow::end::answer::Answer;
use crate::flow::{ANSWER_LATE, Fault, HeldLogin, NEVER_ASKED, goes_on, missing};
use crate::login::{Login, Stage, find};
use crate::traces::Hop;
use crate::visit::Visit;

/// After so long the second half looks for what the first came to; most are done by then.
const FIRST_LOOK: Duration = Duration::from_millis(50);
/// And then at least so often: nobody notices as much on a page that loads anyway.
const LAST_LOOKS: Duration = Duration::from_millis(400);

/// Decrypting and the disk take some tenths of a second.
const PATIENCE: Duration = Duration::from_secs(2);

/// So long the second half of a double click waits for a step that asks the register.
pub(in crate::flow) fn patience(app: &App) -> Duration {
    let register = app.settings().matching.as_ref().map(|it| it.timeout);
    PATIENCE.saturating_add(register.unwrap_or_default())
}

/// The login that waits for an answer to this, in the browser that asked. SP-03, UP-01.
pub(in crate::flow) async fn waiting<R: Record>(
    app: &App,
    flow: Handle,
    asked: &Handle,
    visit: &Visit,
) -> Result<HeldLogin, Fault> {
    let login = find(&app.records, &flow).await?;
    let login = login.ok_or_else(|| Fault::new(ErrorText::FlowUnknown, "flow_unknown"))?;
    // Late before foreign: the cookie of an expired login is gone.
    if !login.is_waiting(app.env.now_ms()) {
        let (text, reason) = match login.stage {
            Stage::Finished => (ErrorText::FlowFinished, "flow_finished"),
            _ => (ErrorText::FlowExpired, ANSWER_LATE),
        };
        return Err(Fault::new(text, reason).of(&flow, &login));
    }
    let cookies = &visit.cookies;
    let secret = cookies
        .secret(&flow)
        .filter(|secret| login.is_bound_to(secret))
        .cloned();
    let secret = secret.ok_or_else(|| missing(cookies).of(&flow, &login))?;
    let open = HeldLogin::new(flow, secret, login);
    Ok(open.answering(asked.key(R::KIND)))
}

/// Takes what this answers; the one winner does its `work`. Who comes while the winner is at work
/// waits as long as `patience`, and then for a page that looks again.
pub(in crate::flow) async fn take<R, W, F>(
    app: &App,
    asked: &Handle,
    (flow, secret): (&Handle, &Secret),
    input: &[u8],
    patience: Duration,
    work: W,
) -> Result<Option<Answer>, Fault>
where
    R: Record + 'static,
    W: FnOnce(R) -> F + Send + 'static,
    F: Future<Output = Concluded<Answer>> + Send + 'static,
{
    let taker = Taker::new(secret.reveal().as_bytes(), input);
    let hop = Hop::here();
    let work = move |record| hop.around(work(record));
    let answer = match app.records.take(asked, taker, work).await? {
        Taken::Won(answer) => answer,
        Taken::Repeat(kept) => repeat(app, secret, &kept)?,
        Taken::Running => match wait::<R>(app, asked, secret, taker, patience).await? {
            Some(answer) => answer,
            None => Answer::Wait {
                flow: flow.to_string(),
            },
        },
        Taken::Replayed | Taken::Absent => return Ok(None),
    };
    Ok(Some(answer))
}

/// What this answers is no longer there: what one of the browser's logins got for the same octets.
/// `None` when it was used by somebody else.
pub(in crate::flow) async fn again<R: Record>(
    app: &App,
    asked: &Handle,
    visit: &Visit,
    input: &[u8],
    patience: Duration,
) -> Result<Option<Answer>, Fault> {
    for secret in visit.cookies.secrets() {
        let taker = Taker::new(secret.reveal().as_bytes(), input);
        match app.records.taken::<R>(asked, taker).await? {
            Some(Taken::Repeat(kept)) => return repeat(app, secret, &kept).map(Some),
            Some(Taken::Running) => {
                return match wait::<R>(app, asked, secret, taker, patience).await? {
                    Some(answer) => Ok(Some(answer)),
                    None => at_work(app, secret, visit).await.map(Some),
                };
            }
            Some(Taken::Replayed | Taken::Absent | Taken::Won(())) => {}
            // Nobody took it: the other secrets of a header full of them would cost the store a
            // question each for the same answer.
            None => break,
        }
    }
    if let Some((flow, login)) = asked_by(app, asked, visit).await? {
        return Err(Fault::new(ErrorText::FlowFinished, "flow_finished").of(&flow, &login));
    }
    // The name says until when it waited.
    if asked.expires_ms() <= app.env.now_ms() {
        return Err(Fault::new(ErrorText::FlowExpired, "flow_expired"));
    }
    // Nobody was answered: made up, or forgotten by a store whose process was killed before it wrote.
    // Neither was used.
    let nobody = Taker::new(&[], input);
    if app.records.taken::<R>(asked, nobody).await?.is_none() {
        return Err(Fault::new(ErrorText::FlowUnknown, NEVER_ASKED));
    }
    Ok(None)
}

fn asked_by_key(asked: &Handle) -> Key {
    let name = asked.as_str().as_bytes();
    Key::mark(Kind::Replay, asked.expires_ms(), &[b"asked", name])
}

/// Leaves which login asked this: it was refused and goes on under another name. The page that says
/// so stands at the address of the answer, and may be loaded anew long after the kept answer is gone.
pub(in crate::flow) async fn was_asked_by(
    app: &App,
    asked: &Handle,
    flow: &Handle,
) -> Result<(), StoreError> {
    let (key, word) = (asked_by_key(asked), flow.to_string().into_bytes());
    let new = app.records.claim_new_as(key, word, asked.expires_ms());
    new.await.map(|_| ())
}

/// The refused login that asked this, for the browser in which it goes on and no other.
async fn asked_by(
    app: &App,
    asked: &Handle,
    visit: &Visit,
) -> Result<Option<(Handle, Login)>, StoreError> {
    let word = app.records.marked_as(asked_by_key(asked)).await?;
    let flow = word.and_then(|word| String::from_utf8(word).ok());
    let Some(flow) = flow.as_deref().and_then(Handle::parse) else {
        return Ok(None);
    };
    let goes_on = goes_on(app, &flow, &visit.cookies).await?;
    Ok(goes_on.map(|(_, login)| (flow, login)))
}

/// The answer of a winner that is still at work.
///
/// Attack: her own login at a slow e-ID, its answer brought by a thousand requests at once, each of
/// which looks. Defence: the longer it takes, the less often each looks.
async fn wait<R: Record>(
    app: &App,
    asked: &Handle,
    secret: &Secret,
    taker: Taker,
    patience: Duration,
) -> Result<Option<Answer>, Fault> {
    let deadline = app.env.deadline(patience);
    let mut pause = FIRST_LOOK;
    while !deadline.left().is_zero() {
        tokio::time::sleep(pause).await;
        pause = (2 * pause).min(LAST_LOOKS);
        if let Some(Taken::Repeat(kept)) = app.records.taken::<R>(asked, taker).await? {
            return repeat(app, secret, &kept).map(Some);
        }
    }
    Ok(None)
}

/// The winner is at work for longer than anybody waits. What it took says no more in which login; the address does, or the
/// cookie.
async fn at_work(app: &App, secret: &Secret, visit: &Visit) -> Result<Answer, Fault> {
    let flow = Handle::parse(visit.flow()).or_else(|| visit.out.clone());
    if let Some(flow) = flow
        && let Some(login) = find(&app.records, &flow).await?
        && login.is_bound_to(secret)
    {
        let flow = flow.to_string();
        return Ok(Answer::Wait { flow });
    }
    Err(Fault::new(ErrorText::Unavailable, "still_at_work"))
}

fn repeat(app: &App, secret: &Secret, kept: &[u8]) -> Result<Answer, Fault> {
    let opened = app.records.open_answer(secret.reveal(), kept);
    opened
        .and_then(|plain| serde_json::from_slice(&plain).ok())
        .ok_or_else(used)
}

/// Brought once more, by whom or with what it was not taken.
pub(in crate::flow) fn used() -> Fault {
    Fault::new(ErrorText::AnswerUsed, "replayed")
}

/// What a step writes, with where it leads: that is kept by the same statement where that counts, as [`concluded`] keeps
/// it in any case.
pub(in crate::flow) fn leading_to(answer: &Answer, open: &HeldLogin, step: Together) -> Together {
    match (open.answered, serde_json::to_vec(answer)) {
        (Some(asked), Ok(octets)) => step.answering(asked, &open.secret, &octets),
        _ => step,
    }
}

/// What a winner came to, kept for the second half. SP-12: durable before anything is released. Where she goes on to
/// a page of ours nothing is: what a loss of power takes back is the whole step, the take of what was
/// answered too, and the same answer makes it once more.
pub(in crate::flow) fn concluded(answer: Answer, secret: &Secret) -> Concluded<Answer> {
    let is_step = matches!(answer, Answer::Consent { .. } | Answer::Told { .. });
    let concluded = match serde_json::to_vec(&answer) {
        Ok(octets) => Concluded::kept(answer, secret, octets),
        Err(_) => Concluded::once(answer),
    };
    match is_step {
        true => concluded.step(),
        false => concluded,
    }
}

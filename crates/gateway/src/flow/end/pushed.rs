// SPDX-License-Identifier: EUPL-1.2
//! A pushed request: read as often as its page is loaded, answered once. RFC 9126 §4 and §7.3.
//!
//! Attack (TK-01): one `request_uri` begins fifty logins; all that are finished get a code for the
//! same `state`, `nonce` and `code_challenge`. Defence: where a code is made the `request_uri` is
//! marked as answered, and of all who try one is told that the mark is new.

use pages::ErrorText;
use serde::{Deserialize, Serialize};
use store::{Key, Kind, Record, Secret, ToClaim, Together, Until};

use crate::app::App;
use crate::ask::Asked;
use crate::flow::end::outcome::finished;
use crate::flow::end::way_back::{self, keep_finished_with};
use crate::flow::{Fault, HeldLogin};
use crate::login::REMEMBERED_MS;

/// A pushed request under its `request_uri`. Its hints may name a person, so it is sealed.
#[derive(Serialize, Deserialize)]
pub struct Pushed(pub oidc::provider::PushedRequest);

impl Record for Pushed {
    const KIND: Kind = Kind::Pushed;
    const VERSION: u8 = 2;
}

/// The request is answered here and nowhere else. Made only by [`take`].
pub(in crate::flow) struct Sole(());

/// Takes the request that is about to be answered; `None` when another login was answered for it.
/// One that came in the URL belongs to its login alone.
///
/// A login may go on after refusals for as long as its person wishes, the mark ends: what was pushed
/// longer ago than a login is remembered is answered no more.
pub(in crate::flow) async fn take(app: &App, pushed: Option<&str>) -> Result<Option<Sole>, Fault> {
    let new = match Answered::of(pushed)? {
        Answered::InItsUrl => true,
        Answered::Claims(claim) if claim.expires_ms > app.env.now_ms() => {
            app.records.claim_in_turn(vec![claim]).await? == 1
        }
        Answered::Claims(_) => false,
    };
    Ok(new.then_some(Sole(())))
}

/// What marks a request as answered. It lasts when the caller settles.
enum Answered {
    InItsUrl,
    Claims(ToClaim),
}

impl Answered {
    fn of(pushed: Option<&str>) -> Result<Self, Fault> {
        let Some(pushed) = pushed else {
            return Ok(Self::InItsUrl);
        };
        let pushed = named(pushed)?;
        let expires_ms = pushed.expires_ms() + REMEMBERED_MS;
        let value = Vec::new();
        let key = Key::mark(Kind::Replay, expires_ms, &[b"pushed", &pushed.hash()]);
        Ok(Self::Claims(ToClaim {
            key,
            value,
            expires_ms,
        }))
    }
}

fn named(pushed: &str) -> Result<Secret, Fault> {
    let unreadable = || Fault::new(ErrorText::Internal, "request_uri_unreadable");
    Secret::parse(pushed).ok_or_else(unreadable)
}

/// Nobody reads it any more. It goes with what is written of its answer.
pub(in crate::flow) fn gone(together: Together, pushed: Option<&str>) -> Together {
    match pushed.and_then(Secret::parse) {
        Some(pushed) => together.remove_sealed::<Pushed>(&pushed),
        None => together,
    }
}

/// The claims that close a login to be answered, and its request with it.
pub(in crate::flow) fn to_close(
    app: &App,
    open: &HeldLogin,
    asked: &Asked,
) -> Result<Vec<ToClaim>, Fault> {
    let mut claims = vec![way_back::to_close(&open.flow, &[])];
    if let Answered::Claims(claim) = Answered::of(asked.pushed.as_deref())?
        && claim.expires_ms > app.env.now_ms()
    {
        claims.push(claim);
    }
    Ok(claims)
}

/// What so many of those claims that were new say. A login whose request was answered elsewhere ends here, and leads
/// back to its service.
pub(in crate::flow) async fn closed(
    app: &App,
    open: &HeldLogin,
    asked: &Asked,
    new: usize,
) -> Result<Sole, Fault> {
    match (new, &asked.pushed) {
        (0, _) => return Err(finished(open)),
        (1, None) | (2, Some(_)) => return Ok(Sole(())),
        _ => {}
    }
    let together = gone(app.records.together(), asked.pushed.as_deref());
    keep_finished_with(app, open, None, together, Until::Durable).await?;
    Err(Fault::new(ErrorText::AnswerUsed, "request_uri_used").of(&open.flow, &open.login))
}

/// Closes a login to be answered.
pub(in crate::flow) async fn close_for(
    app: &App,
    open: &HeldLogin,
    asked: &Asked,
) -> Result<Sole, Fault> {
    let new = app
        .records
        .claim_in_turn(to_close(app, open, asked)?)
        .await?;
    closed(app, open, asked, new).await
}

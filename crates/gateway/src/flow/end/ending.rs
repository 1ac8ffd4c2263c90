// SPDX-License-Identifier: EUPL-1.2
//! The end of a foreign connector's login: one answer is made, kept and released, once.
//!
//! A login is closed by a mark before its answer is kept, and the wait for the answer waits for the mark
//! too, so that no two answers leave. What
//! comes in between may fail or be broken off (the disk, the process, a browser that clicks twice).
//! Nothing has left then: an answer is fetched from an [`Ended`] login alone, and that is written
//! last and never over. So an end that was broken off may be made anew by the login's own browser, and
//! [`Endings`](crate::endings::Endings) say whether somebody is still at it, here or at another node.

use store::ToClaim;

use crate::app::App;
use crate::ask::Asked;
use crate::audit::{AuditError, AuditEvent};
use crate::endings::Ending;
use crate::flow::end::outcome::finished;
use crate::flow::end::pushed::{self, Sole};
use crate::flow::end::way_back::to_close;
use crate::flow::{Fault, HeldLogin};
use crate::login::Ended;

/// The word of a mark that closes a login for its answer; one that closes it for another name has
/// none.
const ANSWERED: &[u8] = b"answered";

/// Closes this login for its answer. An error when it ended, or somebody is ending it.
pub(in crate::flow) async fn begin<'a>(
    app: &'a App,
    open: &HeldLogin,
) -> Result<Ending<'a>, Fault> {
    close(app, open, ANSWERED).await
}

/// Closes this login because it goes on under another name. An error as above.
pub(in crate::flow) async fn move_on<'a>(
    app: &'a App,
    open: &HeldLogin,
) -> Result<Ending<'a>, Fault> {
    close(app, open, b"").await
}

/// Closes a service's login for its answer, and its pushed request with it, and is alone at it. What another left
/// undone is not made anew: of two answers to a service none knows whether the other left.
pub(in crate::flow) async fn alone<'a>(
    app: &'a App,
    open: &HeldLogin,
    asked: &Asked,
) -> Result<(Ending<'a>, Sole), Fault> {
    let claims = pushed::to_close(app, open, asked)?;
    let (ending, closed) = hold(app, open, claims).await?;
    Ok((ending, pushed::closed(app, open, asked, closed).await?))
}

async fn hold<'a>(
    app: &'a App,
    open: &HeldLogin,
    claims: Vec<ToClaim>,
) -> Result<(Ending<'a>, usize), Fault> {
    let here = (&app.records, &app.env);
    let held = app.endings.hold(here, &open.flow, claims).await;
    let held = held.map_err(|error| Fault::from(error).in_hand(open))?;
    held.ok_or_else(|| finished(open))
}

async fn close<'a>(app: &'a App, open: &HeldLogin, word: &[u8]) -> Result<Ending<'a>, Fault> {
    let claim = to_close(&open.flow, word);
    let key = claim.key;
    let (ending, closed) = hold(app, open, vec![claim]).await?;
    if closed == 1 {
        return Ok(ending);
    }
    if app.records.get::<Ended>(&open.flow).await?.is_some() {
        return Err(finished(open));
    }
    if app.records.marked_as(key).await?.as_deref() == Some(ANSWERED) {
        note_withdrawn(app, open).await?;
    }
    Ok(ending)
}

/// The answer could not be kept: it stays here, the trail says so, and the person may decide again.
pub(in crate::flow) async fn withdraw(app: &App, open: &HeldLogin, fault: Fault) -> Fault {
    if let Err(error) = note_withdrawn(app, open).await {
        tracing::error!(%error, "an answer that did not leave could not be written down as such");
    }
    fault.in_hand(open)
}

async fn note_withdrawn(app: &App, open: &HeldLogin) -> Result<(), AuditError> {
    let event = AuditEvent::AnswerWithdrawn {
        login: open.flow.to_string(),
    };
    app.audit.note(event).await
}

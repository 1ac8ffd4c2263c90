// SPDX-License-Identifier: EUPL-1.2
//! A session ends, once: what its services got is taken back, and they are told.

use oidc::provider::Source;
use store::{Concluded, Secret, StoreError, Taken, Taker};
use tokio::sync::oneshot;

use super::{Session, Visited, alive};
use crate::app::App;
use crate::app::calls::Call;
use crate::flow::Fault;
use crate::flow::end::farewell::{Farewell, Why, part, say};
use crate::flow::end::untold::Untold;

/// What became of a session, for the one who ended it.
pub(super) enum Ended {
    /// Its services were told.
    Over(Farewell),
    /// It was the same person's, whose next one goes on with its services.
    Inherited(Vec<Visited>),
}

/// Who has the session that comes next: what her `sub` is made of.
pub(super) type Heir = (Source, String);

/// Ends a session, once, and tells its services: for the one who ended it.
pub(in crate::flow) async fn end(
    app: &App,
    secret: &Secret,
    why: Why,
) -> Result<Option<Farewell>, Fault> {
    match end_for(app, secret, why, None).await? {
        Some(Ended::Over(farewell)) => Ok(Some(farewell)),
        Some(Ended::Inherited(_)) | None => Ok(None),
    }
}

/// Ends a session that is not this person's; hers stays as it is.
pub(super) async fn end_of_another(app: &App, secret: &Secret, her: &Heir) -> Result<(), Fault> {
    let Some(session) = alive(app, Some(secret)).await? else {
        return Ok(());
    };
    let (source, identifier) = session.who.source();
    if (source, identifier) != (her.0, her.1.as_str()) {
        end(app, secret, Why::AnotherPerson).await?;
    }
    Ok(())
}

/// The same, for who has the next one.
///
/// Attack: a browser asks for the end and goes away at once, so that the request is dropped between the
/// end and what follows it: the session is gone, and its services never hear of it (LO-09). Defence: a
/// task of its own does both, and a stop waits for it as it does for calls.
pub(super) async fn end_for(
    app: &App,
    secret: &Secret,
    why: Why,
    heir: Option<Heir>,
) -> Result<Option<Ended>, Fault> {
    let (app, secret) = (app.clone(), secret.clone());
    let call = Call::new(&app.calls);
    let task = tokio::spawn(async move {
        let _call = call;
        match take(&app, &secret, heir).await? {
            Some((session, Some(untold))) => {
                let farewell = say(&app, &session, untold, why).await?;
                Ok(Some(Ended::Over(farewell)))
            }
            Some((session, None)) => Ok(Some(Ended::Inherited(session.visited))),
            None => Ok(None),
        }
    });
    task.await?
}

/// Takes a session. What its services got is taken back, and what they must be told lies in the store, by
/// the statement that ends it; nothing of that, and no message, where an heir goes on with it.
///
/// Attack LO-10: a service is being answered from it at this very moment. Either its answer is in what
/// is read here, and is taken back; or it finds the session gone.
async fn take(
    app: &App,
    secret: &Secret,
    heir: Option<Heir>,
) -> Result<Option<(Session, Option<Vec<Untold>>)>, StoreError> {
    let taker = Taker::new(app.env.token().as_bytes(), b"session");
    let (leave, mut left) = oneshot::channel();
    let work = {
        let app = app.clone();
        move |session: Session| async move {
            let (source, identifier) = session.who.source();
            if heir.is_some_and(|(of, her)| of == source && her == identifier) {
                return Concluded::once((session, None));
            }
            let (untold, together) = part(&app, &session);
            // Nobody reads it where all goes well.
            let _ = leave.send(session.visited.clone());
            Concluded::once((session, Some(untold))).with(Some(together))
        }
    };
    match app.records.take_sealed(secret, taker, work).await {
        Ok(Taken::Won(ended)) => Ok(Some(ended)),
        Ok(_) | Err(StoreError::Unreadable { .. }) => Ok(None),
        Err(error) => {
            // Whether it ended is not known; she wanted it to.
            for one in left.try_recv().unwrap_or_default() {
                one.take_back_what_can_be(app).await;
            }
            Err(error)
        }
    }
}

impl Visited {
    /// The same one by one, where the writes that go together failed: as much of it as can be.
    async fn take_back_what_can_be(&self, app: &App) {
        let failed = |error: StoreError| {
            tracing::error!(%error, "what a service got in a session that ended could not be taken back");
        };
        for grant in &self.grants {
            grant.revoke(app).await.unwrap_or_else(failed);
        }
        for (mark, until_ms) in self.marks(app.env.now_ms()) {
            let marked = app.records.mark_new(mark, until_ms).await;
            marked.map_or_else(failed, drop);
        }
    }
}

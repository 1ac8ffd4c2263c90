// SPDX-License-Identifier: EUPL-1.2
//! A pushed request: read as often as its page is loaded, answered once. RFC 9126 §4 and §7.3.
//!
//! Attack (TK-01): one `request_uri` begins fifty logins; all that are finished get a code for the
//! same `state`, `nonce` and `code_challenge`. Defence: where a code is made the `request_uri` is
//! marked as answered, and of all who try one is told that the mark is new.

use pages::ErrorText;
use serde::{Deserialize, Serialize};
use store::{Key, Kind, Record, Secret};

use crate::app::App;
use crate::ask::Asked;
use crate::flow::end::way_back::keep_finished;
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
    let Some(pushed) = pushed else {
        return Ok(Some(Sole(())));
    };
    let unreadable = || Fault::new(ErrorText::Internal, "request_uri_unreadable");
    let pushed = Secret::parse(pushed).ok_or_else(unreadable)?;
    let until_ms = pushed.expires_ms() + REMEMBERED_MS;
    let key = Key::mark(Kind::Replay, until_ms, &[b"pushed", &pushed.hash()]);
    let new = until_ms > app.env.now_ms() && claim(app, key, until_ms).await?;
    app.records.remove_sealed::<Pushed>(&pushed).await?;
    Ok(new.then_some(Sole(())))
}

/// It lasts when the caller settles.
async fn claim(app: &App, key: Key, until_ms: i64) -> Result<bool, Fault> {
    Ok(app.records.claim_new_as(key, vec![], until_ms).await?)
}

/// The same for a login that was closed to be answered: one that is not ends here, and leads back to
/// its service.
pub(in crate::flow) async fn take_for(
    app: &App,
    open: &HeldLogin,
    asked: &Asked,
) -> Result<Sole, Fault> {
    if let Some(sole) = take(app, asked.pushed.as_deref()).await? {
        return Ok(sole);
    }
    keep_finished(app, open, None).await?;
    Err(Fault::new(ErrorText::AnswerUsed, "request_uri_used").of(&open.flow, &open.login))
}

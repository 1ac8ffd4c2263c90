// SPDX-License-Identifier: EUPL-1.2
//! A person from abroad reads whether she is known here, and decides how to go on. Implementing
//! Regulation (EU) 2025/846 art. 3, 4.
//!
//! Read downward: [`told`] is what the page says, from the sealed record of her arrival; [`go_on`] ends
//! the login. A form is taken only for what it was shown with ([`Arrival::id`]): somebody else may have
//! arrived in another tab, or a national e-ID been linked. Trust is asked at each step: her country or
//! her service may have been closed while she read.
//!
//! What a stranger with a foreign e-ID learns: of the identifier that the e-ID proved, whether the register
//! knows it, and of its own person which kinds of data differ. Never a value of the register's but the end
//! of the number that is hers; and no name or date of birth is looked for.

use std::sync::Arc;

use pages::ErrorText;
use store::StoreError;

use crate::app::App;
use crate::flow::end::answer::Answer;
use crate::flow::end::arrival::{Arrival, Decided, finish};
use crate::flow::end::proven_by::{is_open, is_open_at_home};
use crate::flow::end::way_back::asked;
use crate::flow::{Fault, HeldLogin, change_stage};
use crate::login::{Stage, Unlinked};
use crate::matching::Match;
use crate::matching::known::Keep;
use crate::settings::{ClientSettings, MatchPage};

/// What a person is told.
pub struct Told {
    /// Who she is, and whether she is known.
    pub arrival: Arrival,
    /// For whom.
    pub client: Arc<ClientSettings>,
}

impl Told {
    /// Whether she may go on as it is.
    pub fn may_go_on(&self) -> bool {
        self.arrival.matched.pid().is_some() || self.client.match_page != MatchPage::Required
    }
}

/// `GET /match`: what became of the question who she is.
pub async fn told(app: &App, open: &mut HeldLogin) -> Result<Told, Fault> {
    let arrival = match app.records.get_sealed(&open.person()).await {
        // Of the version before: she proves herself once more.
        Err(StoreError::Unreadable { .. }) => None,
        read => read?,
    };
    told_with(app, open, arrival).await
}

/// The same where her arrival was read with the login.
pub async fn told_with(
    app: &App,
    open: &mut HeldLogin,
    arrival: Option<Arrival>,
) -> Result<Told, Fault> {
    let (Stage::Arrived { .. } | Stage::Linking { .. }) = open.login.stage else {
        return Err(Fault::new(ErrorText::RequestInvalid, "not_arrived").in_hand(open));
    };
    let missing = || Fault::new(ErrorText::FlowExpired, "identity_gone").in_hand(open);
    let mut arrival = arrival.ok_or_else(missing)?;
    if arrival.unwritten {
        // Another tab is at it, or broke down over it.
        arrival.matched = Match::NotFound;
    }
    is_open_at_home(app, &arrival.proven_by).map_err(|fault| fault.in_hand(open))?;
    if arrival.matched.by().is_some_and(|eid| !is_open(app, eid)) {
        arrival = unbound(app, open, arrival).await?;
    }
    let current = app.current();
    let client = current.asking(&open.login.ask);
    let gone = || Fault::new(ErrorText::ClientUnknown, "unknown_client");
    Ok(Told {
        client: Arc::clone(&client.ok_or_else(gone)?.settings),
        arrival,
    })
}

/// The e-ID that said which number is hers was closed since: she is as she came, and reads that.
async fn unbound(app: &App, open: &mut HeldLogin, arrival: Arrival) -> Result<Arrival, Fault> {
    let (id, country) = (app.env.token(), arrival.identity.country);
    let unbind = |now: &mut Arrival| {
        if now.id == arrival.id {
            now.id.clone_from(&id);
            now.matched = Match::NotFound;
        }
    };
    let (person, until_ms) = (open.person(), open.login.expires_ms);
    let changed = app.records.change_sealed(&person, |_| until_ms, unbind);
    let missing = || Fault::new(ErrorText::FlowExpired, "identity_gone").in_hand(open);
    let (_, arrival) = changed.await?.ok_or_else(missing)?;
    let unlinked = Some(Unlinked::NotProven);
    change_stage(app, open, Stage::Arrived { country, unlinked }).await?;
    Ok(arrival)
}

/// `POST /match`, `action=next`: on to the service, with the match, as a new user, or without one.
/// `None` when the form was made for something else, or there is no such way on.
pub async fn go_on(
    app: &App,
    (open, arrival): (&mut HeldLogin, Option<Arrival>),
    shown: &str,
    keep: Option<Keep>,
) -> Result<Option<Answer>, Fault> {
    let told = told_with(app, open, arrival).await?;
    if told.arrival.id != shown || !told.may_go_on() {
        return Ok(None);
    }
    let Told {
        mut arrival,
        client,
    } = told;
    let word = match (&arrival.matched, keep) {
        (Match::Found { .. }, Some(_)) => "kept",
        (Match::Found { .. }, None) => "not_kept",
        _ if client.match_page == MatchPage::New => {
            arrival.matched = Match::New;
            "as_new"
        }
        _ => "without_match",
    };
    let decided = Some(Decided { word, keep });
    let asked = asked(open)?;
    let answer = finish(app, open, &asked, arrival.guest(), decided).await?;
    Ok(Some(answer))
}

/// `action=another`: another way to log in. Who arrived is forgotten, and nothing is linked any more.
pub async fn another(app: &App, open: &mut HeldLogin) -> Result<(), Fault> {
    app.records.remove_sealed::<Arrival>(&open.person()).await?;
    change_stage(app, open, Stage::Asked).await
}

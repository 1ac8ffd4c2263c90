// SPDX-License-Identifier: EUPL-1.2
//! A person logs out: a service asks for it (OIDC RP-Initiated Logout 1.0), or she comes by herself.
//!
//! An ID token of the very session that her browser has proves that it is her service that asks, and
//! nothing is asked of her. Whatever proves less leads to a page where she says so (LO-02), which is also
//! where she comes without any service.
//!
//! A service ends the session that its group shares, and none of another group's; who comes by herself
//! ends all that her browser has.

use oidc::provider::{PostLogout, VerifiedEndSession};
use pages::ErrorText;
use serde::{Deserialize, Serialize};
use store::{Kind, Record, Secret, StoreError};

use crate::app::App;
use crate::caller::Caller;
use crate::cookie::SessionCookies;
use crate::flow::Fault;
use crate::flow::end::farewell::{Farewell, Why};
use crate::flow::end::session::{Session, alive, end};
use crate::settings::{Sso, SsoGroup};
use crate::starts::Asks;

/// Browsers follow a redirect at once; a person reads.
const WAITS_MS: i64 = 10 * 60_000;

/// What waits for a step of the same browser, sealed under a name that it alone has.
#[derive(Serialize, Deserialize)]
pub enum Waiting {
    /// A form of another site, which came without the session's cookie, for our own GET.
    Posted(String),
    /// A request that the person must confirm.
    Asks(Box<VerifiedEndSession>),
}

impl Record for Waiting {
    const KIND: Kind = Kind::Posted;
    /// Another than a posted authorization request has: neither is read as the other.
    const VERSION: u8 = 2;
}

impl Waiting {
    /// Keeps it. Its name.
    pub async fn keep(&self, app: &App) -> Result<Secret, Fault> {
        let until = app.env.now_ms() + WAITS_MS;
        let name = Secret::new(&app.env, until);
        app.records.put_sealed(&name, self, until).await?;
        Ok(name)
    }

    /// What waits under this name.
    pub async fn find(app: &App, name: &str) -> Result<Self, Fault> {
        let expired = || Fault::new(ErrorText::LogoutExpired, "logout_expired");
        let name = Secret::parse(name).ok_or_else(expired)?;
        let found: Option<Self> = app.records.get_sealed(&name).await?;
        found.ok_or_else(expired)
    }
}

/// What a request to log out comes to.
pub enum Logout {
    /// Nothing of a session is left in this browser.
    Done(Box<Done>),
    /// The person must say so.
    Asks(Secret),
}

/// A browser without a session.
#[derive(Debug, Default)]
pub struct Done {
    /// What its services heard; `None` when there was no session.
    pub farewell: Option<Farewell>,
    /// Where the person goes.
    pub return_to: Option<PostLogout>,
    /// The service that asked.
    pub client_id: Option<String>,
    /// The groups whose sessions this browser has no more.
    pub without: Vec<Option<SsoGroup>>,
}

/// A session that a browser has.
pub struct Held {
    secret: Secret,
    /// What is kept of it.
    pub session: Session,
}

/// The sessions that a request is about, the latest first: of the group of the service that asks; all of them
/// where nobody asks, or a service that has none itself. And the groups that were looked at.
pub async fn concerned(
    app: &App,
    cookies: &SessionCookies,
    request: Option<&VerifiedEndSession>,
) -> Result<(Vec<Held>, Vec<Option<SsoGroup>>), StoreError> {
    let current = app.current();
    let client_id = request.and_then(|request| request.client_id.as_ref());
    let client = client_id.and_then(|id| current.client(id.as_str()));
    let only = client.and_then(|client| match &client.settings.sso {
        Sso::Alone => None,
        Sso::Shared(group) => Some(group.as_ref()),
    });
    let (mut held, mut groups) = (Vec::new(), Vec::new());
    for (group, secret) in cookies.all() {
        let session = alive(app, Some(secret)).await?;
        let of_group = only.is_none_or(|only| group == only);
        // Of a service that was put into another group since.
        let proven = || {
            let both = session.as_ref().zip(request);
            both.is_some_and(|(session, request)| !must_confirm(session, request))
        };
        if !of_group && !proven() {
            continue;
        }
        groups.push(group.cloned());
        if let Some(session) = session {
            let secret = secret.clone();
            held.push(Held { secret, session });
        }
    }
    held.sort_by_key(|held| std::cmp::Reverse(held.session.began_ms()));
    Ok((held, groups))
}

/// A service asks, with so many octets.
pub async fn asked(
    app: &App,
    cookies: &SessionCookies,
    request: VerifiedEndSession,
    (caller, octets): (Caller, usize),
) -> Result<Logout, Fault> {
    let (held, groups) = concerned(app, cookies, Some(&request)).await?;
    if held
        .iter()
        .any(|held| must_confirm(&held.session, &request))
    {
        // WEB-05: what is kept for a while is counted, also of who has a session.
        let client_id = request.client_id.as_ref().map_or("", |id| id.as_str());
        app.admit(Asks::Service(client_id, caller.0), octets)??;
        let waiting = Waiting::Asks(Box::new(request));
        return Ok(Logout::Asks(waiting.keep(app).await?));
    }
    let farewell = ended(app, &held, Why::Service).await?;
    Ok(Logout::Done(Box::new(done(
        farewell,
        groups,
        Some(request),
    ))))
}

fn must_confirm(session: &Session, request: &VerifiedEndSession) -> bool {
    let hinted = request.hint.as_ref();
    let known = hinted.and_then(|hint| session.at(hint.client_id.as_str()));
    // A service that this session never answered knows nothing of it.
    known.is_none_or(|known| request.must_confirm(&known.sid, Some(&known.sub)))
}

/// She says so on our own page, on behalf of this request or of nobody.
pub async fn confirmed(
    app: &App,
    cookies: &SessionCookies,
    request: Option<VerifiedEndSession>,
) -> Result<Done, Fault> {
    let (held, groups) = concerned(app, cookies, request.as_ref()).await?;
    let farewell = ended(app, &held, Why::Person).await?;
    Ok(done(farewell, groups, request))
}

/// Ends them. Of one that another tab ended meanwhile there is nothing to tell.
async fn ended(app: &App, held: &[Held], why: Why) -> Result<Option<Farewell>, Fault> {
    if !held.is_empty() {
        app.audit.writable()?;
    }
    let mut all: Option<Farewell> = None;
    for one in held {
        if let Some(farewell) = end(app, &one.secret, why).await? {
            all.get_or_insert_default().join(farewell);
        }
    }
    Ok(all)
}

fn done(
    farewell: Option<Farewell>,
    without: Vec<Option<SsoGroup>>,
    request: Option<VerifiedEndSession>,
) -> Done {
    let (client_id, return_to) = match request {
        Some(request) => (request.client_id, request.return_to),
        None => (None, None),
    };
    Done {
        farewell,
        return_to,
        client_id: client_id.map(|id| id.as_str().to_owned()),
        without,
    }
}

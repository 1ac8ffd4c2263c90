// SPDX-License-Identifier: EUPL-1.2
//! A person logs out: a service asks for it (OIDC RP-Initiated Logout 1.0), or she comes by herself.
//!
//! An ID token of the very session that her browser has proves that it is her service that asks, and
//! nothing is asked of her. Whatever proves less leads to a page where she says so (LO-02), which is also
//! where she comes without any service.

use oidc::provider::{PostLogout, VerifiedEndSession};
use pages::ErrorText;
use serde::{Deserialize, Serialize};
use store::{Kind, Record, Secret};

use crate::app::App;
use crate::flow::Fault;
use crate::flow::end::farewell::{Farewell, Why};
use crate::flow::end::session::{Session, alive, end};

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
}

/// A service asks.
pub async fn asked(
    app: &App,
    secret: Option<&Secret>,
    request: VerifiedEndSession,
) -> Result<Logout, Fault> {
    let (Some(secret), Some(session)) = (secret, alive(app, secret).await?) else {
        return Ok(Logout::Done(Box::new(done(None, request))));
    };
    if must_confirm(&session, &request) {
        let waiting = Waiting::Asks(Box::new(request));
        return Ok(Logout::Asks(waiting.keep(app).await?));
    }
    let farewell = ended(app, secret, Why::Service).await?;
    Ok(Logout::Done(Box::new(done(farewell, request))))
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
    secret: Option<&Secret>,
    request: Option<VerifiedEndSession>,
) -> Result<Done, Fault> {
    let farewell = match secret {
        Some(secret) => ended(app, secret, Why::Person).await?,
        None => None,
    };
    Ok(match request {
        Some(request) => done(farewell, request),
        None => Done {
            farewell,
            ..Done::default()
        },
    })
}

async fn ended(app: &App, secret: &Secret, why: Why) -> Result<Option<Farewell>, Fault> {
    app.audit.writable()?;
    end(app, secret, why).await
}

fn done(farewell: Option<Farewell>, request: VerifiedEndSession) -> Done {
    Done {
        farewell,
        return_to: request.return_to,
        client_id: request.client_id.map(|id| id.as_str().to_owned()),
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! A person sees her own logins, and ends what is kept of her.
//!
//! Read downward: [`start`] asks ourselves for a login, as a service of its own ([`own::CLIENT`]) that no
//! token leaves for; [`back`] takes its code, once and in the browser that asked, and opens her page for
//! fifteen minutes. She proves herself anew each time: single sign-on opens it for nobody, so that who
//! finds a browser open reads nothing.

use oidc::protocol::{CodeVerifier, encode_form};
use pages::ErrorText;
use pages::i18n::Language;
use store::{Concluded, Secret, Taken, Taker};

use crate::app::App;
use crate::audit::AuditEvent;
use crate::cookie::SessionCookies;
use crate::flow::Fault;
use crate::flow::end::code::Granted;
use crate::flow::end::person::{known, own};
use crate::flow::end::proven_by::is_open_at_home;
use crate::flow::end::session;
use crate::login::REMEMBERED_MS;
use crate::matching::Pid;
use crate::matching::known::KeptMatch;
use crate::own::{self, LONGEST_OPEN_MS, OPEN_MS, Opened, OwnEvent, Owner};

/// The lowest of everything: her list holds logins of every level.
const LEVELS: &str = "eidas-loa-low idporten-loa-substantial";

/// Where her browser goes to log in, and what it brings back.
pub struct Start {
    /// Our own `/authorize`.
    pub location: String,
    /// The cookie that proves it is the same.
    pub secret: Secret,
}

/// `GET /logins/start`.
pub fn start(app: &App, language: Language) -> Start {
    let secret = Secret::new(&app.env, app.env.now_ms() + REMEMBERED_MS);
    // Nobody redeems it: the code never leaves this house.
    let challenge = CodeVerifier::from_random(&app.env.bytes()).challenge();
    let redirect_uri = return_address(app);
    let (state, nonce) = (state(&secret), app.env.token());
    let parameters = [
        ("client_id", own::CLIENT),
        ("response_type", "code"),
        ("scope", "openid"),
        ("redirect_uri", &redirect_uri),
        ("state", &state),
        ("nonce", &nonce),
        ("acr_values", LEVELS),
        ("ui_locales", language.tag()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
        ("prompt", "login"),
    ];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Start {
        location: format!("/authorize?{}", encode_form(&parameters)),
        secret,
    }
}

/// Where our own answer goes.
pub fn return_address(app: &App) -> String {
    let settings = app.settings();
    let issuer = settings.issuer.as_str().trim_end_matches('/').to_owned();
    issuer + own::RETURN_PATH
}

fn state(secret: &Secret) -> String {
    let state = secret.derive("own logins", secret.expires_ms());
    state.reveal().to_owned()
}

/// `GET /logins/back`: her page is open, under a new cookie. `None`: it is not, and she may begin again.
///
/// Attack (login CSRF, RFC 6749 §10.12): somebody has her browser take his code, and she ends what is
/// kept of him. Defence: the state belongs to the cookie that her own click set.
pub async fn back(
    app: &App,
    cookie: Option<&Secret>,
    (said, code): (&str, &str),
) -> Result<Option<Secret>, Fault> {
    let (Some(cookie), Some(code)) = (cookie, Secret::parse(code)) else {
        return Ok(None);
    };
    if state(cookie) != said {
        return Ok(None);
    }
    // A service's code is not used up by being brought here.
    let Some(lying): Option<Granted> = app.records.get_sealed(&code).await? else {
        return Ok(None);
    };
    if lying.grant.client_id().as_str() != own::CLIENT {
        return Err(Fault::new(ErrorText::RequestInvalid, "code_of_another"));
    }
    let taker = Taker::new(cookie.reveal().as_bytes(), b"own logins");
    let work = |granted: Granted| async move { Concluded::once(granted) };
    let Taken::Won(granted) = app.records.take_sealed(&code, taker, work).await? else {
        return Ok(None);
    };
    is_open_at_home(app, &granted.proven_by)?;
    let Some(owner) = granted.owner else {
        return Ok(None);
    };
    let secret = Secret::new(&app.env, app.env.now_ms() + OPEN_MS);
    let event = AuditEvent::OwnLoginsOpened {
        login: granted.login,
        person_ref: app.audit.person_ref(name(&owner)),
    };
    app.audit.note(event).await?;
    let opened = Opened {
        owner,
        code: None,
        since_ms: app.env.now_ms(),
    };
    let until_ms = secret.expires_ms();
    app.records.put_sealed(&secret, &opened, until_ms).await?;
    Ok(Some(secret))
}

fn name(owner: &Owner) -> &str {
    match owner {
        Owner::Foreign(name) | Owner::National(name) => name,
    }
}

/// What she sees.
pub struct Own {
    /// Her logins, the latest first.
    pub events: Vec<OwnEvent>,
    /// The matches that are kept of her.
    pub kept: Vec<Kept>,
    /// The code that she was given, and until when it works.
    pub code: Option<(String, i64)>,
    /// Until when her page is open, and whether she may have more time.
    pub open: (i64, bool),
}

/// A match that is kept of her.
pub struct Kept {
    /// Her number.
    pub number: Pid,
    /// Until when.
    pub until_ms: i64,
    /// Of which country the e-ID is for which it is kept, where she came with her number.
    pub country: Option<String>,
}

impl Kept {
    fn of(kept: KeptMatch, country: Option<String>) -> Self {
        Self {
            number: kept.number,
            until_ms: kept.until_ms,
            country,
        }
    }
}

/// `GET /logins`: her own, if this browser opened them.
pub async fn read(app: &App, cookie: Option<&Secret>) -> Result<Option<Own>, Fault> {
    let (Some(cookie), Some(opened)) = (cookie, opened(app, cookie).await?) else {
        return Ok(None);
    };
    let open = (cookie.expires_ms(), may_have_more(cookie, &opened));
    let Opened { owner, code, .. } = opened;
    let current = app.current();
    let known = known(app, &current);
    let kept = match &owner {
        Owner::Foreign(identifier) => {
            let kept = known.of(identifier).await?;
            kept.into_iter().map(|it| Kept::of(it, None)).collect()
        }
        Owner::National(number) => {
            let kept = match Pid::parse(number) {
                Some(number) => known.of_number(&number).await?,
                None => Vec::new(),
            };
            let seen = |(identifier, kept): (String, KeptMatch)| {
                Kept::of(kept, Some(country_of(&identifier).to_owned()))
            };
            kept.into_iter().map(seen).collect()
        }
    };
    let now_ms = app.env.now_ms();
    Ok(Some(Own {
        events: own(app, &current).read(&owner).await?,
        kept,
        code: code.filter(|(_, until_ms)| now_ms < *until_ms),
        open,
    }))
}

fn may_have_more(cookie: &Secret, opened: &Opened) -> bool {
    cookie.expires_ms() < opened.since_ms + LONGEST_OPEN_MS
}

/// `POST /logins/more`: her page is open anew from now on, under a new cookie. `None`: it is closed, or was
/// open so long that she proves herself anew.
pub async fn more(app: &App, cookie: Option<&Secret>) -> Result<Option<Secret>, Fault> {
    let (Some(cookie), Some(opened)) = (cookie, opened(app, cookie).await?) else {
        return Ok(None);
    };
    if !may_have_more(cookie, &opened) {
        return Ok(None);
    }
    let until_ms = (app.env.now_ms() + OPEN_MS).min(opened.since_ms + LONGEST_OPEN_MS);
    let secret = Secret::new(&app.env, until_ms);
    app.records.put_sealed(&secret, &opened, until_ms).await?;
    app.records.remove_sealed::<Opened>(cookie).await?;
    Ok(Some(secret))
}

/// The country behind what is kept: eIDAS Attribute Profile 1.4 §2.2.3, the one that made the identifier stands
/// first; of the number of a PID it is the second part of [`crate::identity::Identity::key`].
fn country_of(key: &str) -> &str {
    match key.strip_prefix("number\0") {
        Some(rest) => rest.split('\0').next().unwrap_or_default(),
        None => key.split('/').next().unwrap_or_default(),
    }
}

async fn opened(app: &App, cookie: Option<&Secret>) -> Result<Option<Opened>, Fault> {
    let Some(cookie) = cookie else {
        return Ok(None);
    };
    Ok(app.records.get_sealed(cookie).await?)
}

/// `POST /logins`, `action=end-match`: the register is asked again from now on, also from the sessions that
/// this browser has. Who came with her number ends what is kept under it for any e-ID.
pub async fn end_match(
    app: &App,
    cookie: Option<&Secret>,
    sessions: &SessionCookies,
) -> Result<(), Fault> {
    let Some(Opened { owner, .. }) = opened(app, cookie).await? else {
        return Ok(());
    };
    let current = app.current();
    let known = known(app, &current);
    let identifiers = match owner {
        Owner::Foreign(identifier) => vec![identifier],
        Owner::National(number) => {
            let kept = match Pid::parse(&number) {
                Some(number) => known.of_number(&number).await?,
                None => Vec::new(),
            };
            kept.into_iter().map(|(identifier, _)| identifier).collect()
        }
    };
    for identifier in identifiers {
        known.end(&identifier).await?;
        session::unmatch(app, sessions, &identifier).await?;
        let person_ref = app.audit.person_ref(&identifier);
        app.audit
            .note(AuditEvent::MatchEnded { person_ref })
            .await?;
    }
    // What she was told is gone does not come back after a loss of power.
    app.records.durable().await?;
    Ok(())
}

/// `POST /logins`, `action=code`: six digits for the support desk; the same until they end.
pub async fn code(app: &App, cookie: Option<&Secret>) -> Result<(), Fault> {
    let (Some(cookie), Some(Opened { owner, code, .. })) = (cookie, opened(app, cookie).await?)
    else {
        return Ok(());
    };
    let now_ms = app.env.now_ms();
    if code.is_some_and(|(_, until_ms)| now_ms < until_ms) {
        return Ok(());
    }
    let current = app.current();
    let logins = own(app, &current);
    let Some(given) = logins.give_code(&owner).await? else {
        return Ok(());
    };
    let until_ms = cookie.expires_ms();
    // Of two clicks one gives a code; the other's opens nothing.
    let keep = |opened: &mut Opened| {
        let code = &mut opened.code;
        let is_first = code
            .as_ref()
            .is_none_or(|(_, until_ms)| *until_ms <= now_ms);
        if is_first {
            *code = Some(given.clone());
        }
        is_first
    };
    let kept = app.records.change_sealed(cookie, |_| until_ms, keep);
    if !matches!(kept.await?, Some((true, _))) {
        logins.end_code(&given).await?;
        return Ok(());
    }
    let person_ref = app.audit.person_ref(name(&owner));
    app.audit
        .note(AuditEvent::SupportCodeGiven { person_ref })
        .await?;
    Ok(())
}

/// `POST /logins`, `action=leave`: her page is closed here, and so is what her code opened.
pub async fn leave(app: &App, cookie: Option<&Secret>) -> Result<(), Fault> {
    if let Some(cookie) = cookie {
        if let Some(code) = opened(app, Some(cookie)).await?.and_then(|it| it.code) {
            own(app, &app.current()).end_code(&code).await?;
        }
        app.records.remove_sealed::<Opened>(cookie).await?;
    }
    Ok(())
}

/// What a support desk sees with a code that a person read out: `None` where it opens nothing.
///
/// # Errors
/// The store's; and too many were tried: after how many milliseconds it may be tried again.
pub async fn look(app: &App, code: &str) -> Result<Result<Option<Vec<OwnEvent>>, i64>, Fault> {
    if let Err(wait_ms) = app.may_guess() {
        return Ok(Err(wait_ms));
    }
    let current = app.current();
    let logins = own(app, &current);
    let Some(owner) = logins.shared(code).await? else {
        return Ok(Ok(None));
    };
    let events = logins.read(&owner).await?;
    let person_ref = app.audit.person_ref(name(&owner));
    app.audit
        .record(AuditEvent::OwnLoginsShown { person_ref })
        .await?;
    Ok(Ok(Some(events)))
}

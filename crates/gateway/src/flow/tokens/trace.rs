// SPDX-License-Identifier: EUPL-1.2
//! `/trace`: what became of a service's own logins, for who integrates it: what was sent, which rule
//! failed, what was expected, what to change. Told from the audit trail's window
//! ([`crate::audit::Attempt`]); of a person nothing.
//!
//! Outside Demo and Test a service reads no more of a login than it took part in: which country or e-ID
//! somebody chose who never arrived is hers.

use oidc::protocol::OAuthError;
use oidc::protocol::Params;
use serde::Serialize;

use super::asker::{self, Headers, Lasts};
use super::elsewhere::{self, Others};
use crate::app::{App, Registered};
use crate::audit::{Attempt, Line, Mend, Story, join, mend, spelt};
use crate::settings::Profile;

/// More than a page or an answer should show.
const MOST: usize = 50;

/// What a service reads of each login in every profile: the steps that it took part in, and that it was
/// refused.
const ITS_OWN: [&str; 14] = [
    "client_refused",
    "code_issued",
    "code_withdrawn",
    "login_ended",
    "login_refused",
    "login_started",
    "replay_refused",
    "service_told",
    "session_used",
    "token_introspected",
    "tokens_issued",
    "tokens_revoked",
    "tokens_withdrawn",
    "userinfo_read",
];

/// One request for a login, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// When it began.
    pub began: String,
    /// Of which service.
    pub client_id: String,
    /// Whether the service took part, or somebody only named it.
    pub proven: bool,
    /// `logged in`, `refused` or `under way`.
    pub outcome: &'static str,
    /// What its page showed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Oldest first.
    pub steps: Vec<Step>,
}

/// One line of the trail, told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// When.
    pub time: String,
    /// The event's name in docs/audit.md.
    pub event: String,
    /// In a sentence.
    pub told: String,
    /// What the service can do about it.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

/// What to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// The clause.
    pub rule: &'static str,
    /// What would have been right.
    pub expected: String,
    /// What came, where it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// What to do.
    pub change: &'static str,
}

/// Those of the client that proves itself so. RFC 6749 §2.3. A client that cannot is refused: anybody could
/// say that he is it.
///
/// # Errors
/// It did not prove itself.
pub async fn of_client(
    app: &App,
    headers: &Headers<'_>,
    params: &Params,
    reference: &str,
) -> Result<(Vec<Trace>, Option<Others>), OAuthError> {
    let client = asker::client(app, Lasts::AtOnce, headers, params).await?;
    let client = client.client();
    if client.is_public() {
        let only = "a public client proves nothing, so its logins are told in the demo alone";
        return Err(OAuthError::new(
            oidc::protocol::ErrorCode::UnauthorizedClient,
            only,
        ));
    }
    Ok(traces(app, Some(client.client_id.as_str()), reference).await)
}

/// Those of every service, or of one: in the demo.
pub async fn of_all(
    app: &App,
    client_id: Option<&str>,
    reference: &str,
) -> Option<(Vec<Trace>, Option<Others>)> {
    match app.settings().profile {
        Profile::Demo => Some(traces(app, client_id, reference).await),
        _ => None,
    }
}

async fn traces(
    app: &App,
    client_id: Option<&str>,
    reference: &str,
) -> (Vec<Trace>, Option<Others>) {
    let sought = spelt(reference);
    let everything = app.settings().profile.tells_reasons();
    let (held, others) = elsewhere::held(app, client_id).await;
    let attempts = join(app.audit.attempts(client_id, usize::MAX), held);
    let meant = attempts.into_iter().filter(|attempt| {
        let mut lines = attempt.lines.iter();
        sought.is_empty() || lines.any(|line| line.text("reference") == sought)
    });
    let told = meant.filter_map(|attempt| told(app, attempt, everything));
    (told.take(MOST).collect(), others)
}

fn told(app: &App, attempt: Attempt, everything: bool) -> Option<Trace> {
    let proven = attempt.proven;
    let mut lines = attempt.lines;
    lines.retain(|line| everything || ITS_OWN.contains(&line.event()));
    let story = Story::of(lines);
    let first = story.lines().first()?;
    let mut named = story.lines().iter().map(|line| line.text("client_id"));
    let client_id = named.find(|id| !id.is_empty())?.to_owned();
    let current = app.current();
    let client = current.client(&client_id);
    let mut shown = story.lines().iter().map(|line| line.text("reference"));
    let reference = shown.rfind(|text| !text.is_empty());
    let issued = |line: &Line| line.event() == "tokens_issued";
    let bad = |line: &Line| line.event().ends_with("_refused") || line.event() == "login_ended";
    let outcome = match story.lines().iter().rfind(|line| issued(line) || bad(line)) {
        Some(line) if issued(line) => "logged in",
        Some(_) => "refused",
        None => "under way",
    };
    let steps = story.told().into_iter().zip(story.lines());
    let steps = steps.map(|((time, told), line)| Step {
        time: time.to_owned(),
        event: line.event().to_owned(),
        told,
        remedy: remedy(app, line, client),
    });
    Some(Trace {
        began: first.time().to_owned(),
        client_id,
        proven,
        outcome,
        reference: reference.map(str::to_owned),
        steps: steps.collect(),
    })
}

fn remedy(app: &App, line: &Line, client: Option<&Registered>) -> Option<Remedy> {
    let is_no = line.event().ends_with("_refused");
    let mend: &Mend = is_no.then(|| mend(line.text("reason")))??;
    let received = line.text("redirect_uri");
    Some(Remedy {
        rule: mend.rule,
        expected: filled(app, mend.expected, line.text("client_id"), client),
        received: (!received.is_empty()).then(|| format!("redirect_uri: {received}")),
        change: mend.change,
    })
}

/// What holds for this client in the place of the names.
fn filled(app: &App, text: &str, client_id: &str, client: Option<&Registered>) -> String {
    let unknown = || "what is registered".to_owned();
    let of = |what: fn(&oidc::provider::Client) -> String| {
        client.map_or_else(unknown, |known| what(&known.client))
    };
    let issuer = app.settings().issuer_text().to_owned();
    [
        ("{issuer}", issuer),
        ("{client_id}", client_id.to_owned()),
        (
            "{redirect_uris}",
            of(|client| {
                let uris = client.redirect_uris.iter().map(|uri| uri.as_str());
                uris.collect::<Vec<_>>().join(", ")
            }),
        ),
        (
            "{method}",
            of(|client| client.auth.method().as_str().to_owned()),
        ),
        ("{scopes}", of(|client| client.scopes.to_parameter())),
        (
            "{acr_values}",
            of(|client| {
                let words = client.acr_values.iter().map(|acr| acr.as_str());
                words.collect::<Vec<_>>().join(" ")
            }),
        ),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, value)| {
        text.replace(name, value)
    })
}

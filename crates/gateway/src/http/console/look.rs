// SPDX-License-Identifier: EUPL-1.2
//! Looks into the trail: the login behind a reference, and the last lines about the gateway itself. N15; OPS-20.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use oidc::protocol::decode_form;
use pages::i18n::Language;
use pages::{ConsoleLines, ConsoleLogin, ConsoleTab, Mark, Said, ToldLogin};

use super::{Console, Visitor};
use crate::audit::{AuditError, Line, Looked, Story, spelt};
use crate::visit::field;

/// So many lines about the gateway itself are shown.
const MOST_CHANGES: usize = 80;
/// The letters of a reference, and some more: what is longer is none.
const LONGEST: usize = 16;

/// `GET /console/login`: the form.
pub(super) async fn asked(State(console): State<Console>, headers: HeaderMap) -> Response {
    let visitor = console.visitor(&headers);
    page(
        &console,
        visitor.as_ref(),
        Language::Nb,
        "",
        Found::default(),
    )
}

#[derive(Default)]
struct Found {
    logins: Vec<ToldLogin>,
    notice: Option<String>,
}

/// `POST /console/login`: what became of it. There is no search by anything else: whoever wants to know of a person
/// has to be told the reference by her.
pub(super) async fn looked(
    State(console): State<Console>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = decode_form(&body).unwrap_or_default();
    let Some(visitor) = console.sender(&headers, field(&form, "token")) else {
        return console.stranger();
    };
    let language = Language::from_tag(field(&form, "language")).unwrap_or(Language::Nb);
    let reference = spelt(field(&form, "reference"));
    let written = reference.chars().all(|c| c.is_ascii_alphanumeric());
    if reference.is_empty() || reference.len() > LONGEST || !written {
        let found = Found {
            notice: Some("A reference is eight letters and digits.".to_owned()),
            ..Found::default()
        };
        return page(&console, Some(&visitor), language, "", found);
    }
    let what = format!("audit find {reference}");
    if let Err(failed) = console.write_down(&visitor.shown.name, what, None).await {
        return *failed;
    }
    let found = match find(&console, reference.clone()).await {
        Ok(looked) => told(&console, &looked, &reference, language),
        Err(error) => {
            tracing::error!(%error, "the trail could not be read for an operator");
            Found {
                notice: Some(
                    "The audit trail cannot be read now: landport audit verify.".to_owned(),
                ),
                ..Found::default()
            }
        }
    };
    page(&console, Some(&visitor), language, &reference, found)
}

async fn find(console: &Console, reference: String) -> Result<Looked, AuditError> {
    let ended = |error: &dyn std::fmt::Display| AuditError::Io(error.to_string());
    let _turn = console.looks.acquire().await.map_err(|it| ended(&it))?;
    let audit = console.audit.clone();
    let looked = tokio::task::spawn_blocking(move || audit.login_of(&reference));
    looked.await.map_err(|it| ended(&it))?
}

fn told(console: &Console, looked: &Looked, reference: &str, language: Language) -> Found {
    let logins = looked.stories.iter();
    let logins: Vec<_> = logins
        .map(|story| login(console, story, language))
        .collect();
    let notice = match (logins.is_empty(), looked.older) {
        (true, true) => Some(format!(
            "Nothing is found for {reference} in the newest files. Older ones: landport audit find {reference}."
        )),
        (true, false) => Some(format!(
            "Nothing is found for {reference} at this node. Was it read out right? With several nodes, look at each."
        )),
        (false, _) => None,
    };
    Found { logins, notice }
}

fn login(console: &Console, story: &Story, language: Language) -> ToldLogin {
    let first = story.lines().first();
    let (name, time) = first.map_or(("", ""), |line| (line.login(), line.time()));
    let day = time.get(..10).unwrap_or(time);
    let lines = story.told().into_iter();
    let lines = lines.map(|(time, told)| (time.get(11..19).unwrap_or(time).to_owned(), told));
    let refusal = story.refusal();
    let last = |name: &str| {
        let mut lines = story.lines().iter().rev();
        let line = lines.find(|line| !line.text(name).is_empty());
        line.map(|line| line.text(name).to_owned())
    };
    let said = story.page().map(|text| {
        let current = console.current();
        let eid = last("eid").and_then(|id| current.settings.eid(&id).cloned());
        let eid = eid.map(|eid| eid.name.in_language(language).to_owned());
        let client = last("client_id").and_then(|id| current.settings.client(&id).cloned());
        let service = client.map(|client| client.name.clone());
        Said {
            language,
            lines: text.said(
                language,
                last("country").as_deref(),
                &eid.unwrap_or_default(),
                &service.unwrap_or_default(),
            ),
        }
    });
    ToldLogin {
        heading: match name {
            "" => format!("{day}, before a login began"),
            name => format!("{day}, login {name}"),
        },
        lines: lines.collect(),
        reason: refusal.map(|(reason, _)| reason.to_owned()),
        advice: refusal.map(|(_, advice)| match advice {
            Some(advice) => advice.say.to_owned(),
            None => "Nothing is known of this reason: docs/support.md.".to_owned(),
        }),
        said,
    }
}

fn page(
    console: &Console,
    visitor: Option<&Visitor>,
    language: Language,
    reference: &str,
    found: Found,
) -> Response {
    let html = console.frame(ConsoleTab::Login, visitor, |frame| {
        ConsoleLogin {
            frame,
            reference,
            language,
            languages: Language::ALL.to_vec(),
            logins: found.logins,
            notice: found.notice,
        }
        .html()
    });
    Html(html).into_response()
}

/// `GET /console/changes`: nothing in these lines is about a person who logs in.
pub(super) async fn changes(State(console): State<Console>, headers: HeaderMap) -> Response {
    let visitor = console.visitor(&headers);
    let audit = console.audit.clone();
    let read = match console.looks.acquire().await {
        Ok(_turn) => {
            let read = tokio::task::spawn_blocking(move || audit.last_changes(MOST_CHANGES));
            read.await
                .unwrap_or_else(|error| Err(AuditError::Io(error.to_string())))
        }
        Err(error) => Err(AuditError::Io(error.to_string())),
    };
    let lines = read.unwrap_or_else(|error| {
        tracing::error!(%error, "the trail could not be read for an operator");
        Vec::new()
    });
    let lines = lines
        .iter()
        .map(|line| (time(line), mark(line), line.told()));
    let lines = lines.collect();
    let html = console.frame(ConsoleTab::Changes, visitor.as_ref(), |frame| {
        ConsoleLines {
            frame,
            title: "What changed lately",
            intro: "The newest lines of this node’s audit trail about the gateway itself. All of it: docs/audit.md.",
            lines,
            none: "Nothing is written yet.",
        }
        .html()
    });
    Html(html).into_response()
}

/// `2026-11-23 09:25:00`.
fn time(line: &Line) -> String {
    let time = line.time();
    time.get(..19).unwrap_or(time).replace('T', " ")
}

fn mark(line: &Line) -> Mark {
    match line.event() {
        "peer_unavailable"
        | "list_unavailable"
        | "trusted_list_ends"
        | "audit_resumed"
        | "client_change_withdrawn" => Mark::Look,
        "configuration_reloaded" if line.text("outcome") != "accepted" => Mark::Bad,
        "peer_updated" if !line.text("unusual").is_empty() => Mark::Look,
        _ => Mark::Good,
    }
}

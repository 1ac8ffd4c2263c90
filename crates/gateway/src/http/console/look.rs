// SPDX-License-Identifier: EUPL-1.2
//! Looks into the trail: the login behind a reference, and the last lines about the gateway itself. N15; OPS-20.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use oidc::protocol::decode_form;
use pages::i18n::Language;
use pages::{ConsoleLines, ConsoleLogin, ConsoleTab, Mark, Said, ToldLogin};
use tokio::sync::Semaphore;

use super::{Console, Visitor};
use crate::audit::{AuditError, Line, Looked, Story, spelt};
use crate::settings::StoreSettings;
use crate::visit::field;

/// So many lines about the gateway itself are shown.
const MOST_CHANGES: usize = 80;
/// What stands in the trail of who looks at them.
const CHANGES: &str = "changes";
const UNREADABLE: &str = "The audit trail cannot be read now: landport audit verify.";
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
                notice: Some(UNREADABLE.to_owned()),
                ..Found::default()
            }
        }
    };
    page(&console, Some(&visitor), language, &reference, found)
}

async fn find(console: &Console, reference: String) -> Result<Looked, AuditError> {
    let audit = console.audit.clone();
    in_turn(&console.looks, move || audit.login_of(&reference)).await
}

/// Reads the trail when nobody else does. Attack: requests that are begun and given up, each of which leaves a thread
/// that reads on. Defence: the turn is the reader's, and lasts until it has read.
async fn in_turn<T: Send + 'static>(
    looks: &Arc<Semaphore>,
    read: impl FnOnce() -> Result<T, AuditError> + Send + 'static,
) -> Result<T, AuditError> {
    let ended = |error: &dyn std::fmt::Display| AuditError::Io(error.to_string());
    let turn = Arc::clone(looks).acquire_owned().await;
    let turn = turn.map_err(|it| ended(&it))?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        read()
    });
    done.await.map_err(|it| ended(&it))?
}

fn told(console: &Console, looked: &Looked, reference: &str, language: Language) -> Found {
    let logins = looked.stories.iter();
    let logins: Vec<_> = logins
        .map(|story| login(console, story, language))
        .collect();
    let shared = console.settings().store != StoreSettings::Embedded;
    let notice = notice(reference, logins.is_empty(), looked.older, shared);
    Found { logins, notice }
}

/// What else there may be. Where nodes share a store the hops of a login lie in the trails of several, and this one reads
/// its own.
fn notice(reference: &str, is_empty: bool, older: bool, shared: bool) -> Option<String> {
    let find = match shared {
        true => format!(
            "landport audit find {reference} --trail DIR, with DIR the trail of each other node"
        ),
        false => format!("landport audit find {reference}"),
    };
    match (is_empty, older) {
        (true, true) => Some(format!(
            "Nothing is found for {reference} in the newest files of this node. Older ones: {find}."
        )),
        (true, false) if shared => Some(format!(
            "Nothing is found for {reference} at this node. Was it read out right? Look at the console of each node, or: {find}."
        )),
        (true, false) => Some(format!(
            "Nothing is found for {reference}. Was it read out right?"
        )),
        (false, _) if shared => Some(format!(
            "This is what this node wrote. What the login did at other nodes is missing: look at the console of each, or: {find}."
        )),
        (false, _) => None,
    }
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

/// `GET /console/changes`: nothing in these lines is about a person who logs in to a service, but they name operators,
/// their reasons, the references of callers, and by subject who was refused here.
pub(super) async fn changes(State(console): State<Console>, headers: HeaderMap) -> Response {
    let Some(visitor) = console.visitor(&headers) else {
        let text = "These lines name operators and why they acted, and each look at them is written down. Log in first.";
        return console.notice(StatusCode::FORBIDDEN, "Log in first", text, None);
    };
    let by = &visitor.shown.name;
    if let Err(failed) = console.write_down(by, CHANGES.to_owned(), None).await {
        return *failed;
    }
    let audit = console.audit.clone();
    let read = in_turn(&console.looks, move || audit.last_changes(MOST_CHANGES)).await;
    let lines = match read {
        Ok(lines) => lines,
        Err(error) => {
            tracing::error!(%error, "the trail could not be read for an operator");
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return console.notice(status, "Not now", UNREADABLE, None);
        }
    };
    let lines = lines
        .iter()
        .map(|line| (time(line), mark(line), line.told()));
    let lines = lines.collect();
    let html = console.frame(ConsoleTab::Changes, Some(&visitor), |frame| {
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
        "audit_removed" if line.number("unshipped") > 0 => Mark::Bad,
        "peer_updated" if !line.text("unusual").is_empty() => Mark::Look,
        _ => Mark::Good,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn of_several_nodes_it_is_said_that_one_trail_is_not_all_of_a_login() {
        let said = |is_empty, older, shared| notice("57X7LKC3", is_empty, older, shared);
        for is_empty in [false, true] {
            for older in [false, true] {
                let text = said(is_empty, older, true).unwrap();
                assert!(
                    text.contains("this node") && text.contains("57X7LKC3 --trail DIR"),
                    "{text}"
                );
            }
        }
        // Positive control: where there is one node nothing is missing.
        assert_eq!(said(false, false, false), None);
        let text = said(true, false, false).unwrap();
        assert!(!text.contains("node"), "{text}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_gives_up_lets_nobody_read_beside_what_is_read_for_her() {
        let looks = Arc::new(Semaphore::new(1));
        let (go_on, told) = mpsc::channel::<()>();
        let (tell_begun, begun) = mpsc::channel();
        let reading = in_turn(&looks, move || {
            tell_begun.send(()).unwrap();
            told.recv().unwrap();
            Ok(())
        });
        let given_up = tokio::time::timeout(Duration::from_millis(20), reading).await;
        assert!(given_up.is_err());
        begun.recv().unwrap();
        assert!(looks.try_acquire().is_err(), "it reads on");
        go_on.send(()).unwrap();
        // Positive control: the next one's turn comes.
        let next = in_turn(&looks, || Ok(7));
        let next = tokio::time::timeout(Duration::from_secs(10), next).await;
        assert_eq!(next.unwrap().unwrap(), 7);
    }
}

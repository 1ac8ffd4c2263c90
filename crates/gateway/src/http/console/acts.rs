// SPDX-License-Identifier: EUPL-1.2
//! The emergency lever at the console: closes and opens a country or an e-ID, with what people read and why.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use eidas::Instant;
use oidc::protocol::{Params, decode_form};
use pages::i18n::Language;
use pages::{ClosedRow, ConsoleLevers, ConsoleTab, LeverForm, Mark, country_in};

use super::{Console, Visitor};
use crate::app::Current;
use crate::lever::{Lever, Target};
use crate::settings::{EidId, Notification, Suspension};
use crate::visit::field;

/// Two sentences, as the page shows them.
const LONGEST_TEXT: usize = 400;
/// A line of the trail.
const LONGEST_REASON: usize = 200;

/// `GET /console/levers`.
pub(super) async fn levers(State(console): State<Console>, headers: HeaderMap) -> Response {
    let visitor = console.visitor(&headers);
    page(
        &console,
        visitor.as_ref(),
        StatusCode::OK,
        None,
        LeverForm::default(),
    )
}

/// `POST /console/levers`. Written down first: what is closed without a name is not closed.
pub(super) async fn act(
    State(console): State<Console>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = decode_form(&body).unwrap_or_default();
    let visitor = console.sender(&headers, field(&form, "token"));
    let Some(visitor) = visitor.filter(|visitor| visitor.shown.acts) else {
        return console.stranger();
    };
    let order = match read(&console, &form) {
        Ok(order) => order,
        Err(wrong) => {
            let (status, notice) = (StatusCode::BAD_REQUEST, Some((Mark::Bad, wrong)));
            return page(&console, Some(&visitor), status, notice, written(&form));
        }
    };
    let reason = Some(order.reason().to_owned());
    let done = console
        .write_down(&visitor.shown.name, order.command(), reason)
        .await;
    if let Err(failed) = done {
        return *failed;
    }
    let (levers, records) = (&console.levers, &console.records);
    let said = match order {
        Order::Suspend { lever, .. } => {
            let said = format!("Closed now: {}.", lever.target);
            let done = levers.suspend(records, lever).await;
            done.map(|()| (Mark::Good, said)).map_err(|error| {
                format!("Closed in this process, but a restart would forget it: {error}")
            })
        }
        Order::Resume { target, .. } => {
            let done = levers.resume(records, &target).await;
            let said = |was_closed| match was_closed {
                true => (Mark::Good, format!("Open again: {target}.")),
                false => (Mark::Look, format!("{target} was open already.")),
            };
            done.map(said)
                .map_err(|error| format!("Still closed: {error}"))
        }
    };
    let (status, said) = match said {
        Ok(said) => (StatusCode::OK, said),
        Err(failed) => (StatusCode::SERVICE_UNAVAILABLE, (Mark::Bad, failed)),
    };
    page(
        &console,
        Some(&visitor),
        status,
        Some(said),
        LeverForm::default(),
    )
}

enum Order {
    Suspend { lever: Lever, reason: String },
    Resume { target: Target, reason: String },
}

impl Order {
    fn reason(&self) -> &str {
        let (Self::Suspend { reason, .. } | Self::Resume { reason, .. }) = self;
        reason
    }

    /// As the command line says it.
    fn command(&self) -> String {
        match self {
            Self::Suspend { lever, .. } => match lever.until_ms {
                Some(ms) => format!("suspend {} until {}", lever.target, Instant::from_ms(ms)),
                None => format!("suspend {}", lever.target),
            },
            Self::Resume { target, .. } => format!("resume {target}"),
        }
    }
}

/// What the form says, or what is wrong with it.
fn read(console: &Console, form: &Params) -> Result<Order, String> {
    let text = |name: &str, longest: usize| {
        // A line that was broken in the form is one line on a page.
        let words: Vec<&str> = field(form, name).split_whitespace().collect();
        let text = words.join(" ");
        let fits = text.chars().count() <= longest && !text.chars().any(char::is_control);
        fits.then_some(text)
            .ok_or_else(|| format!("A text has at most {longest} characters."))
    };
    let reason = text("reason", LONGEST_REASON)?;
    if reason.is_empty() {
        return Err("Write why: the audit trail keeps it.".to_owned());
    }
    let written = field(form, "target");
    if field(form, "act") == "resume" {
        let levers = console.levers.all();
        let lever = levers
            .into_iter()
            .find(|it| it.target.to_string() == written);
        let target = lever.map(|lever| lever.target);
        let target = target.ok_or("That is not closed by this lever.")?;
        return Ok(Order::Resume { target, reason });
    }
    if field(form, "act") != "suspend" {
        return Err("Choose what to do.".to_owned());
    }
    let known = targets(&console.current());
    let known = known.into_iter().find(|(it, _)| it.to_string() == written);
    let (target, _) = known.ok_or("Choose what to close.")?;
    let (nb, nn, en) = (
        text("nb", LONGEST_TEXT)?,
        text("nn", LONGEST_TEXT)?,
        text("en", LONGEST_TEXT)?,
    );
    if nb.is_empty() || en.is_empty() {
        return Err("Write what people read, in bokmål and in English.".to_owned());
    }
    let now_ms = console.env.now_ms();
    let until_ms = match field(form, "until").trim() {
        "" => None,
        text => {
            let until = Instant::parse(text).map(|until| until.ms());
            let until = until.filter(|until| *until > now_ms);
            Some(until.ok_or("Write a time that is to come, as 2026-11-24T12:00:00Z.")?)
        }
    };
    let lever = Lever {
        target,
        since_ms: now_ms,
        until_ms,
        nn: if nn.is_empty() { nb.clone() } else { nn },
        nb,
        en,
    };
    Ok(Order::Suspend { lever, reason })
}

fn written(form: &Params) -> LeverForm {
    let text = |name| field(form, name).to_owned();
    LeverForm {
        target: text("target"),
        nb: text("nb"),
        nn: text("nn"),
        en: text("en"),
        until: text("until"),
        reason: text("reason"),
    }
}

/// Only something of the configuration can be closed, as on the command line: e-IDs, and countries with a node, on a
/// Metadata Service List, or whose PIDs are taken.
fn targets(current: &Current) -> Vec<(Target, String)> {
    let settings = &current.settings;
    let eids = settings.eids.iter().map(|eid| {
        let name = eid.name.in_language(Language::En).to_owned();
        (Target::Eid(eid.id.as_str().to_owned()), name)
    });
    let wallet = settings.wallet.as_ref().map(|_| {
        let id = EidId::wallet().as_str().to_owned();
        (Target::Eid(id), "Wallets".to_owned())
    });
    let of_peers = settings.peers.iter().map(|peer| peer.country);
    let lists = settings.service_lists.iter();
    let listed = lists.flat_map(|list| list.territories.iter().copied());
    let pids = settings.wallet.iter().flat_map(|wallet| &wallet.acr);
    let known = of_peers.chain(listed).chain(pids.map(|(code, _)| *code));
    let codes: BTreeSet<_> = known.map(|code| code.as_str().to_owned()).collect();
    let mut countries: Vec<_> = codes
        .into_iter()
        .map(|code| (country_in(Language::En, &code), Target::Country(code)))
        .map(|(name, target)| (target, name))
        .collect();
    countries.sort_by(|(_, a), (_, b)| a.cmp(b));
    eids.chain(wallet).chain(countries).collect()
}

fn page(
    console: &Console,
    visitor: Option<&Visitor>,
    status: StatusCode,
    notice: Option<(Mark, String)>,
    written: LeverForm,
) -> Response {
    let current = console.current();
    let html = console.frame(ConsoleTab::Levers, visitor, |frame| {
        ConsoleLevers {
            frame,
            notice,
            closed: closed(console, &current),
            targets: targets(&current)
                .into_iter()
                .map(|(target, name)| (target.to_string(), name))
                .collect(),
            written,
        }
        .html()
    });
    (status, Html(html)).into_response()
}

fn closed(console: &Console, current: &Current) -> Vec<ClosedRow> {
    let name = |target: &Target| match target {
        Target::Country(code) => country_in(Language::En, code),
        Target::Eid(id) => match current.settings.eid(id) {
            Some(eid) => eid.name.in_language(Language::En).to_owned(),
            None => id.clone(),
        },
    };
    let by_lever = console.levers.all().into_iter().map(|lever| {
        let since = Instant::from_ms(lever.since_ms);
        let until = match lever.until_ms {
            Some(ms) => format!("until {}", Instant::from_ms(ms)),
            None => "until it is opened".to_owned(),
        };
        ClosedRow {
            name: name(&lever.target),
            target: lever.target.to_string(),
            when: format!("Since {since}, {until}."),
            texts: vec![
                (Language::Nb, lever.nb),
                (Language::Nn, lever.nn),
                (Language::En, lever.en),
            ],
            by_file: false,
        }
    });
    let by_file = |target: Target, suspension: &Suspension| ClosedRow {
        name: name(&target),
        target: target.to_string(),
        when: format!("Since {}.", suspension.since),
        texts: [Language::Nb, Language::En]
            .map(|language| {
                let text = suspension.text.in_language(language);
                (language, text.to_owned())
            })
            .into(),
        by_file: true,
    };
    let peers = current.settings.peers.iter().filter_map(|peer| {
        let target = Target::Country(peer.country.as_str().to_owned());
        Some(by_file(target, peer.suspended.as_ref()?))
    });
    let eids = current.settings.eids.iter().filter_map(|eid| {
        let Notification::Suspended(suspension) = &eid.notification else {
            return None;
        };
        let target = Target::Eid(eid.id.as_str().to_owned());
        Some(by_file(target, suspension))
    });
    by_lever.chain(peers).chain(eids).collect()
}

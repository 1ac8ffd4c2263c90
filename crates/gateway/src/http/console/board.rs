// SPDX-License-Identifier: EUPL-1.2
//! The board: every country, e-ID and list, and what ends soon. Only what the node has in memory: looking costs no
//! call and no query.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Html;
use eidas::{Instant, Role};
use pages::i18n::Language;
use pages::{BoardRow, ConsoleBoard, ConsoleLines, ConsoleTab, Ended, ListRow, Mark, country_in};

use super::Console;
use crate::app::Current;
use crate::lever::Target;
use crate::peers::{KnownPeer, PeerState};
use crate::settings::{
    Access, Contact, ContactOf, EidId, EidSettings, EidSource, Notification, Suspension,
};
use crate::telemetry::{Of, Tally};
use crate::trusted_lists::ListState;

const MINUTE_S: i64 = 60;
const DAY_S: i64 = 86_400;
/// `check` warns of the same from here on.
const SOON_DAYS: i64 = 60;
/// The urgency of `check`: act now, and logins are about to fail.
const ACT_DAYS: i64 = 30;
const URGENT_DAYS: i64 = 7;
/// Clocks of nodes differ by a second or two.
const CLOCK_S: i64 = 5;

/// `GET /console`.
pub(super) async fn board(State(console): State<Console>, headers: HeaderMap) -> Html<String> {
    let visitor = console.visitor(&headers);
    let mut notices = Vec::new();
    if let Err(reason) = (console.serves)().await {
        // It may name hosts and users of the database.
        let reason = match &visitor {
            Some(_) => reason,
            None => "the store does not serve".to_owned(),
        };
        let text = format!("Nobody can log in: {reason}. See /health/ready and landport doctor.");
        notices.push((Mark::Bad, text));
    }
    if !console.metrics.reload_successful() {
        let text = "The last reload was refused: an older configuration serves. The log says why.";
        notices.push((Mark::Look, text.to_owned()));
    }
    let shipping = console.shipper.stands().await;
    if let Some(wrong) = shipping.and_then(|shipping| shipping.says()) {
        // It may name a host of the inner network.
        let text = match &visitor {
            Some(_) => format!("Of this node: {wrong}."),
            None => "The syslog server does not take this node’s trail: it waits in its files."
                .to_owned(),
        };
        notices.push((Mark::Look, text));
    }
    let current = console.current();
    for closed in &current.settings.closed {
        let (kind, name) = (closed.kind.name(), &closed.name);
        let text = format!(
            "{kind} {name} is closed by a mistake in its section: landport check says which."
        );
        notices.push((Mark::Look, text));
    }
    for anchor in console.approvals.held_back(&current.settings) {
        let text = format!(
            "A trust anchor for {} does not count before two persons approve it: landport trust status.",
            anchor.of
        );
        notices.push((Mark::Look, text));
    }
    let (now_ms, now_s) = (console.env.now_ms(), console.env.now_s());
    let mut seen = BTreeSet::new();
    let peers = console.peers.all();
    let countries = peers.iter().map(|known| {
        let first = seen.insert(known.settings.country);
        let counted = Of::Country(known.settings.country.as_str().to_owned());
        let counted = first.then(|| console.metrics.recent(&counted));
        country(&current, known, counted, now_ms)
    });
    let countries = countries.collect();
    let mut eids: Vec<BoardRow> = current
        .settings
        .eids
        .iter()
        .map(|eid| national(&console, &current, eid, now_ms))
        .collect();
    eids.extend(wallet(&console, &current));
    let lists = lists(&console);
    let lists = lists.into_iter().map(|list| ListRow {
        mark: list_mark(&list, now_s),
        says: list.says(now_s),
        url: list.url,
    });
    let now = Instant::from_ms(now_ms);
    let of_countries = console.service_lists.states();
    let of_countries = of_countries.iter().map(|list| ListRow {
        mark: match (list.word(now), list.refused) {
            ("missing" | "over", _) => Mark::Bad,
            ("good", None) => Mark::Good,
            _ => Mark::Look,
        },
        says: list.says(now),
        url: format!("{}: {} nodes of countries", list.name, list.nodes),
    });
    let lists = of_countries.chain(lists).collect();
    Html(console.frame(ConsoleTab::Board, visitor.as_ref(), |frame| {
        ConsoleBoard {
            frame,
            notices,
            countries,
            eids,
            lists,
        }
        .html()
    }))
}

fn lists(console: &Console) -> Vec<ListState> {
    let mut all = console.lists.states();
    all.extend(console.statuses.states());
    all
}

fn list_mark(list: &ListState, now_s: i64) -> Mark {
    match (list.word(now_s), &list.fault) {
        ("missing" | "over", _) => Mark::Bad,
        ("good", None) => Mark::Good,
        _ => Mark::Look,
    }
}

fn ended(tally: Tally) -> Ended {
    Ended {
        arrived: tally.arrived,
        stopped: tally.stopped,
        failed: tally.failed,
    }
}

fn took(tally: Tally) -> Option<String> {
    let ms = tally.mean_ms()?;
    Some(match ms {
        0..10_000 => format!("{ms} ms ({})", tally.timed),
        _ => format!("{} s ({})", ms / 1000, tally.timed),
    })
}

/// `2026-12-23 (in 29 days)`.
fn day(end_s: i64, now_s: i64) -> String {
    let text = Instant::from_ms(end_s.saturating_mul(1000)).to_string();
    let (left, date) = (end_s - now_s, text.get(..10).unwrap_or(&text).to_owned());
    match left {
        ..0 => format!("{date} (over)"),
        0..172_800 => format!(
            "{} (in {} hours)",
            text.get(..16).unwrap_or(&text),
            left / 3600
        ),
        _ => format!("{date} (in {} days)", left / DAY_S),
    }
}

fn ago(then_ms: i64, now_ms: i64) -> String {
    match (now_ms - then_ms) / 1000 {
        ..120 => "a moment ago".to_owned(),
        seconds @ 120..7200 => format!("{} minutes ago", seconds / MINUTE_S),
        seconds => format!("{} hours ago", seconds / 3600),
    }
}

fn urgency(end_s: i64, now_s: i64) -> Mark {
    match (end_s - now_s).div_euclid(DAY_S) {
        ..URGENT_DAYS => Mark::Bad,
        URGENT_DAYS..ACT_DAYS => Mark::Look,
        _ => Mark::Good,
    }
}

fn closed(suspension: &Suspension) -> (Mark, String) {
    let text = suspension.text.in_language(Language::En);
    (
        Mark::Look,
        format!("closed since {}: {text}", suspension.since),
    )
}

fn country(
    current: &Current,
    known: &KnownPeer,
    counted: Option<[Tally; 2]>,
    now_ms: i64,
) -> BoardRow {
    let settings = &known.settings;
    let now_s = now_ms / 1000;
    let name = country_in(Language::En, settings.country.as_str());
    let (name, role) = match settings.role {
        Role::ProxyService => (format!("{name}: its e‑IDs"), "we ask"),
        Role::Connector => (format!("{name}: its services"), "asks us"),
    };
    let (mut dates, mut quirks) = (Vec::new(), Vec::new());
    let (mut mark, state) = match &known.state {
        PeerState::Ready(peer) => {
            dates.push(format!(
                "metadata until {}, read {}",
                day(peer.valid_until().seconds(), now_s),
                ago(known.read_ms, now_ms)
            ));
            let ends = peer.signing_certificates().iter();
            if let Some(end) = ends.map(xmlsec::Certificate::not_after).max() {
                dates.push(format!("signing certificate until {}", day(end, now_s)));
            }
            quirks.extend(peer.warnings().iter().map(|warning| format!("{warning:?}")));
            (Mark::Good, "ready".to_owned())
        }
        PeerState::Pending => (Mark::Look, "not heard of yet".to_owned()),
        PeerState::Unavailable { reason, since_ms } => (
            Mark::Bad,
            format!("unavailable: {reason}, since {}", ago(*since_ms, now_ms)),
        ),
        PeerState::Suspended(suspension) => closed(suspension),
    };
    let mut unusual = |text: String| {
        if mark == Mark::Good {
            mark = Mark::Look;
        }
        quirks.push(text);
    };
    if let (PeerState::Ready(_), Some((reason, since_ms))) = (&known.state, known.refused) {
        unusual(format!(
            "new metadata is refused: {reason}, since {}",
            ago(since_ms, now_ms)
        ));
    }
    if let Some(alarm) = known.alarm {
        unusual(format!("{}, {}", alarm.reason, ago(alarm.since_ms, now_ms)));
    }
    if known.clock_ahead_s.abs() > CLOCK_S {
        unusual(format!(
            "our clock is {} s ahead of its own",
            known.clock_ahead_s
        ));
    }
    let tolerated = settings.tolerances.iter().map(|it| {
        let until = day(it.until.seconds(), now_s);
        format!(
            "{} is put up with until {until}: {}",
            it.tolerance.name(),
            it.reason
        )
    });
    quirks.extend(tolerated);
    let mut contacts = contacts(current, &ContactOf::Country(settings.country));
    if let PeerState::Ready(peer) = &known.state {
        let published = peer.contacts().iter();
        contacts.extend(published.map(|it| format!("{}: {}", it.kind.as_str(), it.email)));
    }
    let [hour, day] = counted.unwrap_or_default();
    BoardRow {
        name,
        which: format!("{role}: {}", settings.entity_id.as_str()),
        mark,
        state,
        hour: counted.map(|_| ended(hour)),
        day: counted.map(|_| ended(day)),
        took: took(hour),
        dates,
        quirks,
        contacts,
    }
}

fn national(console: &Console, current: &Current, eid: &EidSettings, now_ms: i64) -> BoardRow {
    let id = eid.id.as_str();
    let upstream = current.upstreams.get(id);
    let down = upstream.is_some_and(|it| it.breaker.is_open(now_ms));
    let mut quirks = Vec::new();
    let (mark, state) = match console.at_home(eid) {
        Access::Suspended(suspension) => closed(&suspension),
        _ if down => (
            Mark::Bad,
            "down: nobody is sent there, and it is tried again by itself".to_owned(),
        ),
        Access::NotOffered => (Mark::Good, "open, for foreign services only".to_owned()),
        _ => (Mark::Good, "open".to_owned()),
    };
    quirks.push(match &eid.notification {
        Notification::Planned => "not notified".to_owned(),
        Notification::PreNotified { .. } => "notification is under way".to_owned(),
        Notification::Notified { level, .. } => format!("notified at {}", level.as_str()),
        Notification::Suspended(_) => "notification suspended".to_owned(),
    });
    if let Some(outage) = &eid.outage {
        quirks.push(format!("announced: {}", outage.in_language(Language::En)));
    }
    let [hour, day] = console.metrics.recent(&Of::Eid(id.to_owned()));
    BoardRow {
        name: eid.name.in_language(Language::En).to_owned(),
        which: match &eid.source {
            EidSource::Provider(provider) => format!("{id}: {}", provider.issuer),
            EidSource::Personas(_) => format!("{id}: test persons"),
        },
        mark,
        state,
        hour: Some(ended(hour)),
        day: Some(ended(day)),
        took: took(hour),
        dates: Vec::new(),
        quirks,
        contacts: contacts(current, &ContactOf::Eid(id.to_owned())),
    }
}

fn wallet(console: &Console, current: &Current) -> Option<BoardRow> {
    current.settings.wallet.as_ref()?;
    let id = EidId::wallet();
    let [hour, day] = console.metrics.recent(&Of::Eid(id.as_str().to_owned()));
    let (mark, state) = match console.levers.eid(&id) {
        Some(suspension) => closed(&suspension),
        None => (Mark::Good, "open".to_owned()),
    };
    Some(BoardRow {
        name: "Wallets".to_owned(),
        which: id.as_str().to_owned(),
        mark,
        state,
        hour: Some(ended(hour)),
        day: Some(ended(day)),
        took: None,
        dates: Vec::new(),
        quirks: Vec::new(),
        contacts: Vec::new(),
    })
}

fn contacts(current: &Current, of: &ContactOf) -> Vec<String> {
    let all = current.settings.contacts.iter();
    all.filter(|contact| contact.of == *of).map(desk).collect()
}

fn desk(contact: &Contact) -> String {
    let hours = contact.hours.as_ref();
    let parts = [
        contact.phone.clone(),
        contact.email.clone(),
        contact.web.as_ref().map(ToString::to_string),
        hours.map(|hours| hours.in_language(Language::En).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `GET /console/ends`.
pub(super) async fn ends(State(console): State<Console>, headers: HeaderMap) -> Html<String> {
    let visitor = console.visitor(&headers);
    let mut all = coming(&console);
    all.sort();
    let now_s = console.env.now_s();
    let lines = all
        .into_iter()
        .map(|(end_s, what)| (day(end_s, now_s), urgency(end_s, now_s), what));
    let lines = lines.collect();
    Html(console.frame(ConsoleTab::Ends, visitor.as_ref(), |frame| {
        ConsoleLines {
            frame,
            title: "What ends soon",
            intro: "Within 60 days. What renews itself is not here, unless it fails to.",
            lines,
            none: "Nothing ends within 60 days.",
        }
        .html()
    }))
}

/// Everything with an end that somebody must look after, by its second.
fn coming(console: &Console) -> Vec<(i64, String)> {
    let (current, now_s) = (console.current(), console.env.now_s());
    let mut all: Vec<(i64, String)> = Vec::new();
    for (file, end_s) in current.certificate_ends() {
        all.push((end_s, format!("our certificate in {file}")));
    }
    if let Some(switch) = current.settings.keys.saml_signing_switch_at {
        let text = "the keys that sign SAML messages change (saml_signing_switch_at)";
        all.push((switch.seconds(), text.to_owned()));
    }
    for known in console.peers.all() {
        let settings = &known.settings;
        let name = country_in(Language::En, settings.country.as_str());
        for it in &settings.tolerances {
            let what = format!("{name}: {} is put up with no longer", it.tolerance.name());
            all.push((it.until.seconds(), what));
        }
        let PeerState::Ready(peer) = &known.state else {
            continue;
        };
        let certificates = peer.signing_certificates().iter();
        if let Some(end) = certificates.map(xmlsec::Certificate::not_after).max() {
            all.push((end, format!("{name}: its last signing certificate")));
        }
        if known.refused.is_some() {
            let what = format!("{name}: its metadata in use, and newer is refused");
            all.push((peer.valid_until().seconds(), what));
        }
    }
    for list in lists(console) {
        if let (Some(until), "trusted") = (list.valid_until, list.kind) {
            all.push((until, format!("the list of wallets at {}", list.url)));
        }
    }
    for lever in console.levers.all() {
        if let Some(until_ms) = lever.until_ms {
            let name = match &lever.target {
                Target::Country(code) => country_in(Language::En, code),
                Target::Eid(id) => id.clone(),
            };
            all.push((until_ms / 1000, format!("{name} opens again by itself")));
        }
    }
    all.retain(|(end_s, _)| end_s - now_s < SOON_DAYS * DAY_S);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_how_long_it_is() {
        let now = 1_795_425_900;
        assert_eq!(day(now + 29 * DAY_S + 5, now), "2026-12-22 (in 29 days)");
        assert_eq!(day(now + 3 * 3600, now), "2026-11-23T12:25 (in 3 hours)");
        assert_eq!(day(now - 1, now), "2026-11-23 (over)");
        let marks = [6, 7, 29, 30].map(|days| urgency(now + days * DAY_S, now));
        assert_eq!(marks, [Mark::Bad, Mark::Look, Mark::Look, Mark::Good]);
        assert_eq!(ago(0, 119_000), "a moment ago");
        assert_eq!(ago(0, 600_000), "10 minutes ago");
        let two = Tally {
            timed: 2,
            took_ms: 500,
            ..Tally::default()
        };
        assert_eq!(took(two).as_deref(), Some("250 ms (2)"));
        assert_eq!(took(Tally::default()), None);
    }
}

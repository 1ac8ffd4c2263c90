// SPDX-License-Identifier: EUPL-1.2
//! The last login attempts of each service: a window over the trail's own lines, held in memory, for who
//! integrates the service. Nothing is written down twice, and a restart empties it; `landport audit find`
//! reads the files.
//!
//! Attack: a stranger begins logins in a service's name, or fails as it, until what the service looks for
//! is pushed out, or memory is full. Defence: what nobody proved lies apart, and comes no faster than the
//! trail takes refusals of strangers ([`crate::refusals`]); of a service so many attempts are held, refused
//! ones longer than those that went well; all together have a share of what may be held at all.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::{AuditEvent, Class, Line};

/// So long: somebody who read a reference yesterday afternoon may ask this morning.
pub const KEPT_MS: i64 = 24 * 3600 * 1000;

/// Refused attempts of one service: more than a developer reads, fewer than 64 KiB of lines as they are.
const MOST_REFUSED: usize = 48;
/// Its other attempts: those under way, and those that went well, which nobody looks for long.
const MOST_OTHERS: usize = 24;
/// Lines of one attempt. A login that goes well has some ten; more are of somebody who tries and tries.
const MOST_LINES: usize = 40;
/// What strangers claimed, of all services. They come once a second at most ([`crate::refusals`]), so these
/// are a quarter of an hour of the worst flood.
const MOST_CLAIMS: usize = 1_000;
/// Octets of one service: forty logins of 3 KB.
const MOST_OF_ONE: usize = 128 << 10;
/// Octets of all: a third of what a gateway at rest takes.
const MOST_OF_ALL: usize = 8 << 20;
/// So many attempts of one service are told to another node: a developer reads no more.
const MOST_TOLD: usize = 50;
/// So often what is too old goes, and who has more than a share gives some back.
const SWEEP_MS: i64 = 60_000;

/// What came of one request for a login, as far as it is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Its lines, in the order of writing.
    pub lines: Vec<Line>,
    /// The service itself took part, or a login was begun for it. Else somebody only named it.
    pub proven: bool,
}

/// An attempt as it is held, each line as it was written: what one node tells another.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawAttempt {
    /// As [`Attempt::proven`].
    pub proven: bool,
    /// Each with its class, in the order of writing.
    pub lines: Vec<(Class, String)>,
}

impl RawAttempt {
    fn octets(&self) -> usize {
        self.lines.iter().map(|(_, line)| line.len()).sum()
    }

    fn read(self) -> Attempt {
        let lines = self.lines.iter();
        let lines = lines.filter_map(|(class, line)| Line::read(*class, line.as_bytes()));
        Attempt {
            lines: lines.collect(),
            proven: self.proven,
        }
    }
}

impl Attempt {
    /// The login that it is; empty where it is none.
    fn login(&self) -> &str {
        let mut logins = self.lines.iter().map(Line::login);
        logins.find(|login| !login.is_empty()).unwrap_or_default()
    }
}

/// This node's attempts and those that others hold, newest first: the hops of one login are one attempt,
/// wherever they landed.
#[must_use]
pub fn join(own: Vec<Attempt>, others: Vec<RawAttempt>) -> Vec<Attempt> {
    if others.is_empty() {
        return own;
    }
    let mut all = own;
    for other in others.into_iter().map(RawAttempt::read) {
        let same = |one: &&mut Attempt| !one.login().is_empty() && one.login() == other.login();
        match all.iter_mut().find(same) {
            Some(one) => {
                one.proven |= other.proven;
                one.lines.extend(other.lines);
                // Within one millisecond as they were told.
                one.lines.sort_by(|a, b| a.time().cmp(b.time()));
            }
            None => all.push(other),
        }
    }
    let last = |one: &Attempt| one.lines.last().map(|line| line.time().to_owned());
    all.sort_by_cached_key(|one| std::cmp::Reverse(last(one)));
    all
}

/// The window. Times are Unix milliseconds.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    services: BTreeMap<String, Window>,
    /// Whose login it is, for lines that name the login alone.
    of_login: HashMap<String, String>,
    claims: VecDeque<Claim>,
    octets: usize,
    swept_ms: i64,
}

#[derive(Debug, Default)]
struct Window {
    /// Oldest first.
    attempts: VecDeque<Held>,
    octets: usize,
}

#[derive(Debug)]
struct Held {
    login: Option<String>,
    refused: bool,
    last_ms: i64,
    lines: Vec<(Class, Box<[u8]>)>,
}

#[derive(Debug)]
struct Claim {
    service: String,
    at_ms: i64,
    line: Box<[u8]>,
}

impl Held {
    fn octets(&self) -> usize {
        self.lines.iter().map(|(_, line)| line.len()).sum()
    }
}

/// To whom a line belongs.
enum Whose<'e> {
    /// A login of this service, or of the one that the login is known to be of.
    Login(&'e str, Option<&'e str>),
    /// This service by itself.
    Service(&'e str),
    /// Somebody who names this service.
    Claimed(&'e str),
    /// No service's business.
    Nobody,
}

fn whose(event: &AuditEvent) -> Whose<'_> {
    if event.class() == Class::Operation {
        return Whose::Nobody;
    }
    let proven = !matches!(event, AuditEvent::ClientRefused { error, endpoint, .. } if
        // Before the client is proven, or instead of it; and what is our own fault may be either.
        *endpoint == "authorize"
            || ["invalid_client", "temporarily_unavailable", "server_error"].contains(&&**error));
    match (event.text("login"), event.text("client_id")) {
        (Some(login), client) => Whose::Login(login, client),
        (None, Some(client)) if proven && !matches!(event, AuditEvent::LoginRefused { .. }) => {
            Whose::Service(client)
        }
        (None, Some(client)) => Whose::Claimed(client),
        (None, None) => Whose::Nobody,
    }
}

impl Recent {
    /// Takes a line that was written.
    pub(super) fn add(&self, event: &AuditEvent, line: &[u8], now_ms: i64) {
        let whose = whose(event);
        if matches!(whose, Whose::Nobody) {
            return;
        }
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if now_ms - state.swept_ms >= SWEEP_MS {
            state.sweep(now_ms);
        }
        match whose {
            Whose::Login(login, client) => state.go_on(login, client, event, line, now_ms),
            Whose::Service(client) => state.begin(client, None, event, line, now_ms),
            Whose::Claimed(client) => {
                if state.claims.len() == MOST_CLAIMS {
                    state.claims.pop_front();
                }
                state.claims.push_back(Claim {
                    service: client.to_owned(),
                    at_ms: now_ms,
                    line: line.into(),
                });
            }
            Whose::Nobody => {}
        }
    }

    /// The attempts of this service, or of all, newest first: at most so many.
    pub(super) fn attempts(&self, of: Option<&str>, now_ms: i64, most: usize) -> Vec<Attempt> {
        let raw = self.raw(of, now_ms, most).into_iter();
        raw.map(RawAttempt::read).collect()
    }

    /// The newest of them, as they are held, so many octets.
    pub(super) fn held(&self, of: Option<&str>, now_ms: i64, octets: usize) -> Vec<RawAttempt> {
        let mut all = 0;
        let mut held = self.raw(of, now_ms, MOST_TOLD);
        held.retain(|attempt| {
            all += attempt.octets();
            all <= octets
        });
        held
    }

    fn raw(&self, of: Option<&str>, now_ms: i64, most: usize) -> Vec<RawAttempt> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let old_ms = now_ms - KEPT_MS;
        let is_of = |service: &str| of.is_none_or(|of| of == service);
        let windows = state.services.iter().filter(|(id, _)| is_of(id));
        let held = windows.flat_map(|(_, window)| &window.attempts);
        let held = held.filter(|held| held.last_ms > old_ms);
        let claims = state.claims.iter();
        let claims = claims.filter(|claim| claim.at_ms > old_ms && is_of(&claim.service));
        let mut all: Vec<(i64, Result<&Held, &Claim>)> = held
            .map(|held| (held.last_ms, Ok(held)))
            .chain(claims.map(|claim| (claim.at_ms, Err(claim))))
            .collect();
        // Within one millisecond too.
        all.reverse();
        all.sort_by_key(|(at_ms, _)| std::cmp::Reverse(*at_ms));
        let newest = all.into_iter().take(most).map(|(_, one)| match one {
            Ok(held) => (held.lines.clone(), true),
            Err(claim) => (vec![(Class::Logins, claim.line.clone())], false),
        });
        let newest: Vec<_> = newest.collect();
        // Logins wait for this lock; nobody for the reading.
        drop(state);
        let text = |(class, line): (Class, Box<[u8]>)| {
            let line = String::from_utf8(line.into_vec()).ok()?;
            Some((class, line))
        };
        let attempts = newest.into_iter().map(|(lines, proven)| RawAttempt {
            lines: lines.into_iter().filter_map(text).collect(),
            proven,
        });
        attempts.collect()
    }
}

impl State {
    fn go_on(
        &mut self,
        login: &str,
        client: Option<&str>,
        event: &AuditEvent,
        line: &[u8],
        now_ms: i64,
    ) {
        let owner = match (self.of_login.get(login), client) {
            // What another service does with a token of this login is not the owner's attempt.
            (Some(owner), Some(client)) if owner != client => return,
            (Some(owner), _) => owner.clone(),
            // A resource server looks into a token of a login that began at another node, or before a restart:
            // that makes the login nobody's.
            (None, Some(client)) if matches!(event, AuditEvent::TokenIntrospected { .. }) => {
                return self.begin(client, None, event, line, now_ms);
            }
            (None, Some(client)) => return self.begin(client, Some(login), event, line, now_ms),
            (None, None) => return,
        };
        let Some(window) = self.services.get_mut(&owner) else {
            return;
        };
        let mut attempts = window.attempts.iter_mut().rev();
        if let Some(held) = attempts.find(|held| held.login.as_deref() == Some(login)) {
            let before = held.octets();
            if held.lines.len() == MOST_LINES {
                // How it began and how it ended say most.
                held.lines.remove(MOST_LINES / 2);
            }
            held.lines.push((event.class(), line.into()));
            held.last_ms = now_ms;
            held.refused = is_refused(event).unwrap_or(held.refused);
            let after = held.octets();
            window.octets = window.octets + after - before;
            self.octets = self.octets + after - before;
        }
        self.keep_short(&owner);
    }

    fn begin(
        &mut self,
        client: &str,
        login: Option<&str>,
        event: &AuditEvent,
        line: &[u8],
        now_ms: i64,
    ) {
        if let Some(login) = login {
            self.of_login.insert(login.to_owned(), client.to_owned());
        }
        let window = self.services.entry(client.to_owned()).or_default();
        window.attempts.push_back(Held {
            login: login.map(str::to_owned),
            refused: is_refused(event).unwrap_or(false),
            last_ms: now_ms,
            lines: vec![(event.class(), line.into())],
        });
        window.octets += line.len();
        self.octets += line.len();
        self.keep_short(client);
    }

    /// A service has no more than it may.
    fn keep_short(&mut self, client: &str) {
        let share = MOST_OF_ALL / self.services.len().max(1);
        let most = share.min(MOST_OF_ONE);
        loop {
            let Some(window) = self.services.get(client) else {
                return;
            };
            let refused = window.attempts.iter().filter(|held| held.refused).count();
            let others = window.attempts.len() - refused;
            let oldest = |refused| {
                let mut attempts = window.attempts.iter();
                attempts.position(|held| held.refused == refused)
            };
            let at = if refused > MOST_REFUSED {
                oldest(true)
            } else if others > MOST_OTHERS {
                oldest(false)
            } else if window.octets > most && window.attempts.len() > 1 {
                oldest(false).or_else(|| oldest(true))
            } else {
                return;
            };
            match at {
                Some(at) => self.forget(client, at),
                None => return,
            }
        }
    }

    fn forget(&mut self, client: &str, at: usize) {
        let Some(window) = self.services.get_mut(client) else {
            return;
        };
        let Some(held) = window.attempts.remove(at) else {
            return;
        };
        let octets = held.octets();
        window.octets -= octets;
        self.octets -= octets;
        if let Some(login) = held.login {
            self.of_login.remove(&login);
        }
    }

    /// What is too old goes; then each service has its share.
    fn sweep(&mut self, now_ms: i64) {
        self.swept_ms = now_ms;
        let old_ms = now_ms - KEPT_MS;
        self.claims.retain(|claim| claim.at_ms > old_ms);
        let services: Vec<String> = self.services.keys().cloned().collect();
        for service in &services {
            while let Some(at) = self.services.get(service).and_then(|window| {
                let mut attempts = window.attempts.iter();
                attempts.position(|held| held.last_ms <= old_ms)
            }) {
                self.forget(service, at);
            }
        }
        self.services
            .retain(|_, window| !window.attempts.is_empty());
        if self.octets > MOST_OF_ALL {
            for service in &services {
                self.keep_short(service);
            }
        }
    }
}

/// Whether this ends a login badly, or well; `None` where it goes on.
fn is_refused(event: &AuditEvent) -> Option<bool> {
    match event {
        AuditEvent::LoginRefused { .. }
        | AuditEvent::LoginEnded { .. }
        | AuditEvent::ClientRefused { .. }
        | AuditEvent::ReplayRefused { .. }
        | AuditEvent::CodeWithdrawn { .. }
        | AuditEvent::TokensWithdrawn { .. } => Some(true),
        AuditEvent::TokensIssued { .. } => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(login: &str, client: &str) -> AuditEvent {
        AuditEvent::LoginStarted {
            login: login.to_owned(),
            client_id: client.to_owned(),
            acr_values: vec![],
            sent: vec![],
        }
    }

    fn refused(login: Option<&str>, client: &str, reference: &str) -> AuditEvent {
        AuditEvent::LoginRefused {
            login: login.map(str::to_owned),
            client_id: Some(client.to_owned()),
            redirect_uri: None,
            country: None,
            eid: None,
            reason: "peer_refused".to_owned(),
            reference: reference.to_owned(),
        }
    }

    fn at_token(client: &str, error: &str) -> AuditEvent {
        AuditEvent::ClientRefused {
            client_id: Some(client.to_owned()),
            endpoint: "token",
            error: error.to_owned(),
            reason: "why".to_owned(),
        }
    }

    fn write(recent: &Recent, event: &AuditEvent, now_ms: i64) {
        recent.add(event, &serde_json::to_vec(event).unwrap(), now_ms);
    }

    fn told(recent: &Recent, of: &str, now_ms: i64) -> Vec<(Vec<String>, bool)> {
        let attempts = recent.attempts(Some(of), now_ms, 100);
        let names = |attempt: &Attempt| {
            let lines = attempt.lines.iter();
            lines.map(|line| line.event().to_owned()).collect()
        };
        attempts
            .iter()
            .map(|one| (names(one), one.proven))
            .collect()
    }

    #[test]
    fn a_login_is_one_attempt_of_its_own_service_and_of_no_other() {
        let recent = Recent::default();
        write(&recent, &started("a", "mine"), 1);
        write(&recent, &started("b", "theirs"), 2);
        let chosen = AuditEvent::CountryChosen {
            login: "a".to_owned(),
            country: "SE".to_owned(),
        };
        write(&recent, &chosen, 3);
        let looked = AuditEvent::TokenIntrospected {
            login: Some("a".to_owned()),
            client_id: "theirs".to_owned(),
            active: true,
        };
        write(&recent, &looked, 4);
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mine = (names(&["login_started", "country_chosen"]), true);
        assert_eq!(told(&recent, "mine", 5), [mine]);
        assert_eq!(
            told(&recent, "theirs", 5),
            [(names(&["login_started"]), true)]
        );
        assert_eq!(recent.attempts(None, 5, 100).len(), 2);
    }

    #[test]
    fn whoever_looks_into_a_token_first_does_not_take_the_login_from_its_service() {
        let recent = Recent::default();
        let looked = AuditEvent::TokenIntrospected {
            login: Some("a".to_owned()),
            client_id: "theirs".to_owned(),
            active: true,
        };
        write(&recent, &looked, 1);
        write(&recent, &refused(Some("a"), "mine", "57X7LKC3"), 2);
        let again = AuditEvent::ReplayRefused {
            login: Some("a".to_owned()),
            what: "code",
            from: None,
        };
        write(&recent, &again, 3);
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let mine = (names(&["login_refused", "replay_refused"]), true);
        assert_eq!(told(&recent, "mine", 4), [mine]);
        let theirs = (names(&["token_introspected"]), true);
        assert_eq!(told(&recent, "theirs", 4), [theirs]);
    }

    #[test]
    fn the_hops_of_one_login_at_two_nodes_are_one_attempt_in_order() {
        let (here, there) = (Recent::default(), Recent::default());
        let write = |recent: &Recent, event: &AuditEvent, now_ms: i64| {
            let mut line = serde_json::to_value(event).unwrap();
            line["time"] = format!("2026-11-29T10:00:00.{now_ms:03}Z").into();
            recent.add(event, line.to_string().as_bytes(), now_ms);
        };
        write(&here, &started("a", "mine"), 1);
        write(&there, &refused(Some("a"), "mine", "57X7LKC3"), 5);
        write(&here, &started("b", "mine"), 7);
        write(&there, &started("c", "mine"), 9);
        write(&there, &started("d", "theirs"), 9);
        let own = here.attempts(Some("mine"), 10, 100);
        let all = join(own, there.held(Some("mine"), 10, 1 << 20));
        let logins: Vec<_> = all.iter().map(|one| one.login().to_owned()).collect();
        assert_eq!(logins, ["c", "b", "a"]);
        let events: Vec<_> = all[2].lines.iter().map(Line::event).collect();
        assert_eq!(events, ["login_started", "login_refused"]);
        assert!(there.held(Some("mine"), 10, 10).is_empty(), "too much");
    }

    #[test]
    fn what_a_stranger_claims_pushes_out_nothing_that_is_proven() {
        let recent = Recent::default();
        write(&recent, &at_token("mine", "invalid_grant"), 1);
        for n in 0..5_000 {
            write(&recent, &refused(None, "mine", "REFERENC"), 2 + n);
            write(&recent, &at_token("mine", "invalid_client"), 2 + n);
        }
        let told = told(&recent, "mine", 9_000);
        assert_eq!(
            told.iter().filter(|(_, proven)| *proven).count(),
            0,
            "of the newest hundred"
        );
        let all = recent.attempts(Some("mine"), 9_000, 10_000);
        assert_eq!(all.iter().filter(|one| one.proven).count(), 1);
        assert_eq!(all.len(), 1 + MOST_CLAIMS);
    }

    #[test]
    fn a_refused_login_is_found_behind_many_that_went_well_and_is_gone_after_a_day() {
        let recent = Recent::default();
        write(&recent, &started("bad", "mine"), 1);
        write(&recent, &refused(Some("bad"), "mine", "57X7LKC3"), 1);
        for n in 0..1_000 {
            let login = format!("good{n}");
            write(&recent, &started(&login, "mine"), 2);
            let issued = AuditEvent::TokensIssued {
                login,
                client_id: "mine".to_owned(),
                sub: String::new(),
                grant_type: "authorization_code",
                jti: None,
            };
            write(&recent, &issued, 2);
        }
        let references = |now_ms| {
            let attempts = recent.attempts(Some("mine"), now_ms, 1_000);
            let lines = attempts.into_iter().flat_map(|attempt| attempt.lines);
            lines
                .filter(|line| line.text("reference") == "57X7LKC3")
                .count()
        };
        assert_eq!((references(10), references(1 + KEPT_MS)), (1, 0));
        assert_eq!(
            recent.attempts(Some("mine"), 10, 1_000).len(),
            1 + MOST_OTHERS
        );
        write(&recent, &started("later", "other"), 2 + KEPT_MS);
        let state = recent.0.lock().unwrap();
        assert!(!state.services.contains_key("mine"));
        assert_eq!(state.of_login.len(), 1);
    }

    #[test]
    fn all_services_together_hold_no_more_than_they_may() {
        let recent = Recent::default();
        let long = "x".repeat(3_000);
        for client in 0..500 {
            for n in 0..20 {
                let login = format!("{client}-{n}");
                write(
                    &recent,
                    &refused(Some(&login), &client.to_string(), &long),
                    1,
                );
            }
        }
        write(&recent, &started("last", "last"), 1 + SWEEP_MS);
        let state = recent.0.lock().unwrap();
        let held = state.services.values().map(|window| window.octets);
        assert_eq!(held.sum::<usize>(), state.octets);
        assert!(state.octets <= MOST_OF_ALL, "{}", state.octets);
        assert!(state.octets > MOST_OF_ALL / 2, "{}", state.octets);
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The logins of the trail, one summary each, without anything about a person: for statistics and for what
//! a change would end.

use std::collections::BTreeMap;

use std::time::Duration;

use eidas::Instant;
use gateway::audit::{AuditError, Class, Line, advice};
use serde::Serialize;

use crate::audit::Trail;

/// Who logs in where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    /// With an e-ID of another country at a service here.
    Inbound,
    /// With a national e-ID at a service here.
    National,
    /// With a national e-ID at a service abroad.
    Outbound,
    /// It ended before the person had chosen.
    Undecided,
}

/// How it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Nothing more was heard.
    #[default]
    Abandoned,
    /// The e-ID, or the country, did not confirm the person.
    NotConfirmed,
    /// It was refused by a rule.
    Refused,
    /// The person stopped.
    Stopped,
    /// The person arrived.
    Success,
    /// Something was closed, full or did not answer.
    Unavailable,
}

/// One login.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Login {
    /// When its first line was written.
    pub(crate) time: String,
    pub(crate) client: Option<String>,
    /// The other country.
    pub(crate) country: Option<String>,
    pub(crate) eid: Option<String>,
    /// `low`, `substantial` or `high`, as proven.
    pub(crate) level: Option<String>,
    pub(crate) outcome: Outcome,
    pub(crate) outbound: bool,
    /// A PID of our own country, or single sign-on.
    pub(crate) national: bool,
    /// What is written later is not its own: as the lines have their times.
    pub(crate) until: String,
}

/// How long after its beginning a login may end: two hours for its person, an hour for what her service still
/// fetches, and the rest for a clock that was set. Tokens that are refreshed later say nothing of how it ended.
const ENDS_WITHIN: Duration = Duration::from_secs(24 * 3600);

/// What a login begins with. One that was begun earlier and is only heard of within a time is none of that time.
const BEGINNINGS: [&str; 3] = ["login_started", "foreign_login_started", "session_used"];

impl Login {
    fn begun(time: &str) -> Self {
        let until = Instant::parse(time).map(|begun| begun.plus(ENDS_WITHIN).to_string());
        Self {
            time: time.to_owned(),
            until: until.unwrap_or_default(),
            ..Self::default()
        }
    }

    pub(crate) fn direction(&self) -> Direction {
        match (self.outbound, &self.country) {
            (true, _) => Direction::Outbound,
            (false, Some(_)) => Direction::Inbound,
            (false, None) if self.national || self.eid.is_some() => Direction::National,
            (false, None) => Direction::Undecided,
        }
    }

    fn hear(&mut self, line: &Line, home: &str) {
        let text = |field| Some(line.text(field).to_owned()).filter(|text| !text.is_empty());
        self.client = text("client_id").or_else(|| self.client.take());
        if let Some(loa) = text("loa") {
            self.level = loa.rsplit(['/', '-']).next().map(str::to_owned);
        }
        match line.event() {
            "foreign_login_started" => {
                self.outbound = true;
                self.country = text("country");
            }
            "country_chosen" | "person_identified" if !self.outbound => {
                self.country = text("country")
            }
            "presentation_verified" if line.text("country") == home => self.national = true,
            "presentation_verified" => self.country = text("country"),
            "eid_asked" | "citizen_identified" => self.eid = text("eid"),
            "session_used" => self.national = true,
            _ => {}
        }
        self.outcome = match line.event() {
            "code_issued" | "person_sent" | "session_used" => Outcome::Success,
            "code_withdrawn" | "tokens_withdrawn" | "answer_withdrawn" => Outcome::Unavailable,
            _ if self.outcome == Outcome::Success => Outcome::Success,
            "login_refused" => refused(line.text("reason")),
            "login_ended" => Outcome::Stopped,
            "consent_decided" if line.text("decision") == "declined" => Outcome::Stopped,
            _ => self.outcome,
        };
    }
}

fn refused(reason: &str) -> Outcome {
    let is_like = |codes: &[&str]| {
        advice(reason).is_some_and(|row| codes.iter().any(|code| row.codes.contains(code)))
    };
    if is_like(&["peer_refused", "refused_by_eid"]) {
        Outcome::NotConfirmed
    } else if is_like(&[
        "country_suspended",
        "country_unavailable",
        "timed_out",
        "busy_total",
        "store_failed",
    ]) {
        Outcome::Unavailable
    } else {
        Outcome::Refused
    }
}

/// Every login that began within this time, by its name. `home` is our country. How one ended is read to its end,
/// whenever that was: the same login is the same in every time that has its beginning.
///
/// # Errors
/// The chain is broken: what is counted from it would be nobody's.
pub(crate) fn between(
    trail: &Trail,
    home: &str,
    (from, to): (&str, &str),
) -> Result<BTreeMap<String, Login>, AuditError> {
    let mut logins: BTreeMap<String, Login> = BTreeMap::new();
    trail.follow_all(Class::Logins, &mut |line| {
        hear(&mut logins, &line, home, (from, to))
    })?;
    Ok(logins)
}

fn hear(logins: &mut BTreeMap<String, Login>, line: &Line, home: &str, (from, to): (&str, &str)) {
    let (time, name) = (line.time(), line.login());
    if name.is_empty() || time < from {
        return;
    }
    if !logins.contains_key(name) && BEGINNINGS.contains(&line.event()) && time < to {
        logins.insert(name.to_owned(), Login::begun(time));
    }
    if let Some(login) = logins.get_mut(name)
        && time <= login.until.as_str()
    {
        login.hear(line, home);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(lines: &[&str]) -> Login {
        let mut login = Login::default();
        for line in lines {
            login.hear(&Line::read(Class::Logins, line.as_bytes()).unwrap(), "NO");
        }
        login
    }

    /// Begun a minute before midnight at the end of a month, answered after it: whoever counts August alone and
    /// who counts August and September see the same, and nobody counts it in September.
    #[test]
    fn a_login_over_a_months_edge_is_one_login_of_the_month_that_it_began_in() {
        let lines = [
            r#"{"time":"2026-08-31T23:59:30.000Z","event":"login_started","login":"a","client_id":"rowing"}"#,
            r#"{"time":"2026-08-31T23:59:40.000Z","event":"country_chosen","login":"a","country":"SE"}"#,
            r#"{"time":"2026-09-01T00:01:00.000Z","event":"code_issued","login":"a","client_id":"rowing"}"#,
            r#"{"time":"2026-09-20T00:00:00.000Z","event":"tokens_issued","login":"a","client_id":"rowing"}"#,
            r#"{"time":"2026-09-21T00:00:00.000Z","event":"login_refused","login":"a","reason":"sig.digest"}"#,
        ];
        let counted = |from: &str, to: &str| {
            let mut logins = BTreeMap::new();
            for line in lines {
                let line = Line::read(Class::Logins, line.as_bytes()).unwrap();
                hear(&mut logins, &line, "NO", (from, to));
            }
            logins
        };
        let (august, both) = (
            counted("2026-08", "2026-08~"),
            counted("2026-08", "2026-09~"),
        );
        assert_eq!(august, both);
        assert_eq!(august["a"].outcome, Outcome::Success);
        assert!(counted("2026-09", "2026-09~").is_empty());
    }

    #[test]
    fn a_login_is_summed_up_by_its_lines() {
        let inbound = login(&[
            r#"{"event":"login_started","client_id":"rowing"}"#,
            r#"{"event":"country_chosen","country":"SE"}"#,
            r#"{"event":"person_identified","country":"SE","loa":"http://eidas.europa.eu/LoA/substantial"}"#,
            r#"{"event":"code_issued","client_id":"rowing"}"#,
            r#"{"event":"tokens_issued","client_id":"rowing"}"#,
        ]);
        assert_eq!(
            (inbound.direction(), inbound.outcome),
            (Direction::Inbound, Outcome::Success)
        );
        assert_eq!(inbound.level.as_deref(), Some("substantial"));
        assert_eq!(inbound.client.as_deref(), Some("rowing"));
        let outbound = login(&[
            r#"{"event":"foreign_login_started","country":"DE"}"#,
            r#"{"event":"citizen_identified","eid":"bankid","loa":"high"}"#,
            r#"{"event":"consent_decided","decision":"declined"}"#,
        ]);
        assert_eq!(
            (outbound.direction(), outbound.outcome),
            (Direction::Outbound, Outcome::Stopped)
        );
        assert_eq!(outbound.country.as_deref(), Some("DE"));
        for (reason, outcome) in [
            ("peer_refused", Outcome::NotConfirmed),
            ("metadata_timed_out", Outcome::Unavailable),
            ("sig.digest", Outcome::Refused),
        ] {
            let line = format!(r#"{{"event":"login_refused","reason":"{reason}"}}"#);
            let ended = login(&[r#"{"event":"eid_asked","eid":"bankid"}"#, &line]);
            assert_eq!(
                (ended.direction(), ended.outcome),
                (Direction::National, outcome),
                "{reason}"
            );
        }
        let withdrawn = login(&[
            r#"{"event":"code_issued"}"#,
            r#"{"event":"code_withdrawn"}"#,
        ]);
        assert_eq!(
            (withdrawn.direction(), withdrawn.outcome),
            (Direction::Undecided, Outcome::Unavailable)
        );
    }
}

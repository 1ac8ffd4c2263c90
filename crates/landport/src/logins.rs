// SPDX-License-Identifier: EUPL-1.2
//! The logins of the trail, one summary each, without anything about a person: for statistics and for what
//! a change would end.

use std::collections::BTreeMap;

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
}

impl Login {
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
            "code_withdrawn" | "answer_withdrawn" => Outcome::Unavailable,
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

/// Every login of which something was written within this time, by its name. `home` is our country.
///
/// # Errors
/// The chain is broken: what is counted from it would be nobody's.
pub(crate) fn between(
    trail: &Trail,
    home: &str,
    (from, to): (&str, &str),
) -> Result<BTreeMap<String, Login>, AuditError> {
    let mut logins: BTreeMap<String, Login> = BTreeMap::new();
    trail.follow(Class::Logins, &mut |line| {
        let (time, name) = (line.time(), line.login());
        if name.is_empty() || time < from || time >= to {
            return;
        }
        let login = logins.entry(name.to_owned()).or_insert_with(|| Login {
            time: time.to_owned(),
            ..Login::default()
        });
        login.hear(&line, home);
    })?;
    Ok(logins)
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

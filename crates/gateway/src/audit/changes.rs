// SPDX-License-Identifier: EUPL-1.2
//! The lines about the gateway itself, told in plain words to whoever runs it.

use pages::country_in;
use pages::i18n::Language;

use super::{EVENTS, Line};

impl Line {
    /// What happened, as a sentence. Of an event that is not about the gateway itself, its documentation.
    #[must_use]
    pub fn told(&self) -> String {
        let text = |field| self.text(field);
        let country = || country_in(Language::En, text("country"));
        match self.event() {
            "client_token_issued" => {
                format!(
                    "the client {} got a token for {}",
                    text("client_id"),
                    text("scope")
                )
            }
            "client_token_revoked" => format!("the client {} gave a token back", text("client_id")),
            "client_changed" => format!(
                "the client {} was {}, by {}",
                text("client_id"),
                text("change").replace('_', " "),
                text("by")
            ),
            "client_change_withdrawn" => format!(
                "a change of the client {} was not made: {}",
                text("client_id"),
                text("why").replace('_', " ")
            ),
            "gateway_started" => {
                format!(
                    "the gateway started, version {} ({})",
                    text("version"),
                    text("profile")
                )
            }
            "gateway_stopped" => "the gateway stopped".to_owned(),
            "configuration_reloaded" => match text("outcome") {
                "accepted" => "a new configuration was taken".to_owned(),
                why => format!("a new configuration was refused: {why}"),
            },
            "peer_updated" => format!(
                "{}: new metadata, until {}{}",
                country(),
                text("valid_until"),
                match text("unusual") {
                    "" => String::new(),
                    unusual => format!(" ({unusual})"),
                }
            ),
            "peer_unavailable" => format!("{}: cannot be used: {}", country(), text("reason")),
            "trusted_list_taken" => format!("the list at {} counts from now on", text("url")),
            "trusted_list_ends" => {
                format!("the list at {} ends: {}", text("url"), text("valid_until"))
            }
            "list_unavailable" => format!(
                "the list at {} could not be had: {}",
                text("url"),
                text("reason")
            ),
            "service_list_taken" => format!(
                "the list {} of {} counts, until {}",
                text("list"),
                text("issued"),
                text("valid_until")
            ),
            "listed_node" => format!(
                "{}: the list {} says {} of {}",
                country(),
                text("list"),
                text("change"),
                text("peer_entity")
            ),
            "trust_anchor" => format!(
                "trust anchor for {}: {}{}{}",
                text("of"),
                text("act").replace('_', " "),
                named(", by ", text("person")),
                named(". Why: ", text("reason"))
            ),
            "audit_resumed" => format!(
                "the log {} was opened after a stop that was not orderly: {} lines came back, {} are missing",
                text("log"),
                self.number("recovered_lines"),
                self.number("missing_lines")
            ),
            "audit_removed" => format!(
                "lines {} to {} of the log {} reached their time and were removed{}",
                self.number("first"),
                self.number("last"),
                text("log"),
                match self.number("unshipped") {
                    0 => String::new(),
                    lines => format!("; {lines} of them the syslog server never had"),
                }
            ),
            "operator" => format!("on the command line: {}", text("command")),
            "console_used" => match text("reason") {
                "" => format!("at the console, {}: {}", text("by"), text("what")),
                reason => format!(
                    "at the console, {}: {}. Why: {reason}",
                    text("by"),
                    text("what")
                ),
            },
            event => {
                let mut known = EVENTS.iter();
                let doc = known.find(|known| known.name == event);
                doc.map_or(event, |known| known.doc.trim()).to_owned()
            }
        }
    }
}

fn named(before: &str, value: &str) -> String {
    match value {
        "" => String::new(),
        value => [before, value].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Class;
    use super::*;

    #[test]
    fn every_event_of_operation_has_a_sentence() {
        for event in EVENTS
            .iter()
            .filter(|event| event.class == Class::Operation)
        {
            let line = format!(r#"{{"event":"{}"}}"#, event.name);
            let told = Line::read(Class::Operation, line.as_bytes())
                .unwrap()
                .told();
            assert!(
                told.len() > 10 && !told.contains('_'),
                "{}: {told}",
                event.name
            );
        }
        let line = r#"{"event":"console_used","by":"Kari Vakt","what":"suspend country SE","reason":"breach"}"#;
        let line = Line::read(Class::Operation, line.as_bytes()).unwrap();
        assert_eq!(
            line.told(),
            "at the console, Kari Vakt: suspend country SE. Why: breach"
        );
        let told = |line: &str| {
            Line::read(Class::Operation, line.as_bytes())
                .unwrap()
                .told()
        };
        assert_eq!(
            told(
                r#"{"event":"trust_anchor","act":"to_approve","of":"country SE","person":"Ola","reason":"by telephone"}"#
            ),
            "trust anchor for country SE: to approve, by Ola. Why: by telephone"
        );
        assert_eq!(
            told(r#"{"event":"audit_removed","log":"logins","first":1,"last":9,"unshipped":2}"#),
            "lines 1 to 9 of the log logins reached their time and were removed; 2 of them the syslog server never had"
        );
    }
}

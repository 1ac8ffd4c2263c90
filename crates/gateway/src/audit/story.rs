// SPDX-License-Identifier: EUPL-1.2
//! One login's lines, told in plain words to a support desk: no name, no number, no pseudonym of a
//! person, whatever the lines have. N15.

use pages::country_in;
use pages::i18n::Language;
use serde_json::{Map, Value};

use super::advice::{Advice, advice};
use super::{Class, EVENTS};

/// A line of the trail as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its class.
    pub class: Class,
    fields: Map<String, Value>,
}

impl Line {
    /// Reads it; `None` when it is no event.
    #[must_use]
    pub fn read(class: Class, line: &[u8]) -> Option<Self> {
        let fields = serde_json::from_slice(line).ok()?;
        let line = Self { class, fields };
        (!line.event().is_empty()).then_some(line)
    }

    /// The text of a field; empty where there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.fields
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// When it was written.
    #[must_use]
    pub fn time(&self) -> &str {
        self.text("time")
    }

    /// Its number.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.number("seq")
    }

    /// Which event.
    #[must_use]
    pub fn event(&self) -> &str {
        self.text("event")
    }

    /// The login that it is of; empty where there is none.
    #[must_use]
    pub fn login(&self) -> &str {
        self.text("login")
    }

    /// The number in a field; 0 where there is none.
    #[must_use]
    pub fn number(&self, field: &str) -> u64 {
        self.fields
            .get(field)
            .and_then(Value::as_u64)
            .unwrap_or_default()
    }

    fn list(&self, field: &str) -> String {
        let list = self.fields.get(field).and_then(Value::as_array);
        let texts: Vec<_> = list
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        texts.join(", ")
    }
}

/// One login, or what came of one that never began.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    lines: Vec<Line>,
}

impl Story {
    /// Of its lines, in any order.
    #[must_use]
    pub fn of(mut lines: Vec<Line>) -> Self {
        // The instants are written so that their order is that of their texts.
        lines.sort_by(|a, b| (a.time(), place(a)).cmp(&(b.time(), place(b))));
        Self { lines }
    }

    /// Its lines, oldest first.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Each line's time and sentence.
    #[must_use]
    pub fn told(&self) -> Vec<(&str, String)> {
        let mut country = String::new();
        let told = |line| {
            if !Line::text(line, "country").is_empty() {
                country = name(line.text("country"));
            }
            (line.time(), sentence(line, &country))
        };
        self.lines.iter().map(told).collect()
    }

    /// Why it was refused last, and what to say then; nothing where it was not, or went on to its end.
    #[must_use]
    pub fn refusal(&self) -> Option<(&str, Option<&'static Advice>)> {
        let last = self.lines.iter().rfind(|line| {
            [
                "login_refused",
                "presentation_refused",
                "tokens_issued",
                "person_sent",
            ]
            .contains(&line.event())
        })?;
        let mut reason = last.text("reason");
        if reason == "peer_refused" && self.level_was_too_low() {
            reason = "level_too_low";
        }
        last.event()
            .ends_with("_refused")
            .then(|| (reason, advice(reason)))
    }
}

impl Story {
    /// Whether the last "no" of another node says so.
    fn level_was_too_low(&self) -> bool {
        let said = self
            .lines
            .iter()
            .rfind(|line| !line.text("status").is_empty());
        let code = said.and_then(|line| line.text("status").rsplit('/').next());
        code.is_some_and(|code| ["NoAuthnContext", LEVEL_TOO_LOW].contains(&code))
    }
}

/// The order of steps that two chains wrote in one millisecond.
fn place(line: &Line) -> u8 {
    let is_request = line.text("message") == "AuthnRequest";
    match line.event() {
        "saml_message_received" if is_request => 0,
        "login_started" => 0,
        "foreign_login_started" => 1,
        "country_chosen" | "eid_asked" | "wallet_asked" => 2,
        "saml_message_sent" if is_request => 3,
        "saml_message_received" => 4,
        "code_issued" | "login_refused" | "person_sent" => 6,
        "saml_message_sent" => 7,
        "tokens_issued" | "tokens_withdrawn" | "userinfo_read" | "login_ended" => 8,
        _ => 5,
    }
}

fn name(code: &str) -> String {
    country_in(Language::En, code)
}

/// `country` is the last one that the login had to do with; empty where there was none.
fn sentence(line: &Line, country: &str) -> String {
    let text = |field| line.text(field);
    let there = match country {
        "" => match text("peer_entity") {
            "" => "another node",
            entity => entity,
        },
        country => country,
    };
    match line.event() {
        "login_started" => {
            let (client, levels) = (text("client_id"), line.list("acr_values"));
            match &*line.list("sent") {
                "" => format!("the service {client} asked for a login at {levels}"),
                sent => format!("the service {client} asked for a login at {levels}, with {sent}"),
            }
        }
        "country_chosen" => format!("the person chose {}", name(text("country"))),
        "eid_asked" => format!("left for the e-ID {}", text("eid")),
        "eid_unavailable" => format!(
            "the e-ID {} could not be asked: {}",
            text("eid"),
            because(line)
        ),
        "wallet_asked" => "was shown the way to a wallet".to_owned(),
        "presentation_verified" => format!(
            "a wallet on {} presented a {} of {}",
            match text("device") {
                "this" => "the same device",
                "browser" => "a device that the browser found",
                _ => "another device",
            },
            text("credential"),
            name(text("country"))
        ),
        "presentation_refused" => format!("what a wallet presented was refused: {}", because(line)),
        "citizen_identified" => format!(
            "the e-ID {} proved the person at level {}",
            text("eid"),
            text("loa")
        ),
        "session_started" => format!("single sign-on began at level {}", text("loa")),
        "session_used" => format!(
            "{} was answered by single sign-on, without a page",
            text("client_id")
        ),
        "session_ended" => format!(
            "single sign-on ended ({}); {} services are told",
            text("why"),
            line.number("services")
        ),
        "service_told" => format!(
            "{} was told of the logout: {}",
            text("client_id"),
            text("outcome")
        ),
        "saml_message_sent" if text("message") == "AuthnRequest" => format!("left for {there}"),
        "saml_message_sent" => match text("status") {
            "Success" => format!("was sent back to {there} with the person proven"),
            status => format!("was sent back to {there}: {}", answered(status)),
        },
        "saml_message_received" if text("message") == "AuthnRequest" => match text("outcome") {
            "accepted" => format!("{there} asked for a login"),
            "repeated" => {
                format!("the request of {there} came again and was led back to its login")
            }
            _ => format!(
                "a request of {there} was refused: {}",
                because_of(text("outcome"))
            ),
        },
        "saml_message_received" => match (text("outcome"), text("status")) {
            ("accepted", _) => format!("{there} answered: the person is proven"),
            ("peer_refused", status) => format!("{there} answered: {}", answered(status)),
            (reason, _) => format!(
                "{there} answered, and the answer was refused: {}",
                because_of(reason)
            ),
        },
        "foreign_login_started" => format!(
            "a service of {} wants a login at {} or higher",
            name(text("country")),
            text("loa")
        ),
        "consent_decided" => match text("decision") {
            "declined" => "the person declined to send anything".to_owned(),
            "prior" => "consent was given earlier and counts still".to_owned(),
            "approved_and_remembered" => {
                "the person agreed, and is asked no more for a while".to_owned()
            }
            _ => "the person agreed to what is sent".to_owned(),
        },
        "consent_forgotten" => "the person had remembered consents forgotten".to_owned(),
        "person_sent" => format!(
            "the person's data were sent to {} at level {}",
            name(text("country")),
            text("loa")
        ),
        "answer_withdrawn" => "that answer was not released after all: a step failed".to_owned(),
        "person_identified" => format!(
            "{} proved the person at level {}",
            name(text("country")),
            text("loa")
        ),
        "match_linked" => match text("outcome") {
            "linked" => format!("was linked to who logged in with the e-ID {}", text("eid")),
            "differs" => format!(
                "was not linked: who logged in with the e-ID {} has another name or date of birth",
                text("eid")
            ),
            _ => format!("was not linked: the e-ID {} proved nobody", text("eid")),
        },
        "match_ended" => "had the kept match ended".to_owned(),
        "own_logins_shown" => "the support desk saw the list of own logins".to_owned(),
        "support_code_given" => "got a code for the support desk".to_owned(),
        "own_logins_opened" => "opened the list of own logins".to_owned(),
        "match_decided" => match text("decision") {
            "kept" => "wanted to be known again, and the match is kept".to_owned(),
            "not_kept" => "did not want the match to be kept".to_owned(),
            "as_new" => "went on as a new user".to_owned(),
            _ => "went on without a match".to_owned(),
        },
        "matched" => match text("outcome") {
            "found" if text("method") == "kept" => "is known by an earlier match".to_owned(),
            "found" => "the register knows the person".to_owned(),
            "not_found" => "the register does not know the person".to_owned(),
            "ambiguous" => "the register knows more than one such person".to_owned(),
            "by_service" => "the service compares by itself".to_owned(),
            _ if text("reason") == "journal" => {
                "the register was asked, but the journal could not be written".to_owned()
            }
            _ if text("reason") == "not_exact" => "the register has no exact match".to_owned(),
            _ => "the register could not be asked".to_owned(),
        },
        "code_issued" => format!(
            "went back to {} with a code at {}",
            text("client_id"),
            text("acr")
        ),
        "code_withdrawn" => "that code was not handed out after all: a step failed".to_owned(),
        "tokens_issued" => format!("{} fetched its tokens: logged in", text("client_id")),
        "tokens_withdrawn" => {
            "those tokens were not handed out after all: a step failed".to_owned()
        }
        "tokens_revoked" => format!("{} gave its tokens back", text("client_id")),
        "userinfo_read" => format!("{} read what it may know of the person", text("client_id")),
        "login_refused" => {
            let reference = text("reference");
            format!("refused: {}. The page showed {reference}", because(line))
        }
        "login_ended" => format!("went back to {} with {}", text("client_id"), text("error")),
        "token_introspected" => format!("{} asked what a token is worth", text("client_id")),
        "replay_refused" => format!(
            "a {} came a second time, from elsewhere, and was refused",
            text("what")
        ),
        "client_refused" => format!(
            "{} was refused at {}: {} ({})",
            match text("client_id") {
                "" => "a client",
                client => client,
            },
            text("endpoint"),
            text("error"),
            text("reason")
        ),
        "refusals_left_out" => format!(
            "{} refusals of one flood were counted and not written down one by one; their pages show {}",
            line.number("count"),
            text("reference")
        ),
        // An event of a later version, or of the gateway itself.
        event => EVENTS
            .iter()
            .find(|known| known.name == event)
            .map_or(event, |known| known.doc.trim())
            .to_owned(),
    }
}

fn because(line: &Line) -> String {
    because_of(line.text("reason"))
}

fn because_of(reason: &str) -> String {
    match advice(reason) {
        Some(advice) => format!("{} ({reason})", advice.happened),
        None => reason.to_owned(),
    }
}

/// What a reference node says of a level that is too low, with no second code.
/// [`crate::translate::Refusal::of_status`].
const LEVEL_TOO_LOW: &str = "202019";

/// Status codes in words. SAML Core §3.2.2.2.
fn answered(status: &str) -> String {
    let words = match status.rsplit('/').next().unwrap_or_default() {
        "AuthnFailed" => "the e-ID did not confirm the person",
        "RequestDenied" => "the person said no there, or the country may not answer",
        "NoAuthnContext" | LEVEL_TOO_LOW => "e-ID too low",
        "" => "no",
        _ => "an error of its own",
    };
    match status {
        "" => words.to_owned(),
        status => format!("{words} ({status})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(class: Class, text: &str) -> Line {
        Line::read(class, text.as_bytes()).unwrap()
    }

    #[test]
    fn a_login_is_told_in_its_order_with_its_country_and_what_to_say() {
        let story = Story::of(vec![
            line(
                Class::Messages,
                r#"{"time":"2026-11-29T11:17:40.000Z","event":"saml_message_received","message":"Response",
                    "outcome":"peer_refused","status":"Responder/NoAuthnContext"}"#,
            ),
            line(
                Class::Messages,
                r#"{"time":"2026-11-29T11:17:02.000Z","event":"saml_message_sent","message":"AuthnRequest"}"#,
            ),
            line(
                Class::Logins,
                r#"{"time":"2026-11-29T11:17:02.000Z","event":"country_chosen","country":"SE"}"#,
            ),
            line(
                Class::Logins,
                r#"{"time":"2026-11-29T11:17:40.000Z","event":"login_refused","reason":"peer_refused",
                    "reference":"57X7LKC3"}"#,
            ),
        ]);
        let told: Vec<_> = story.told().into_iter().map(|(_, told)| told).collect();
        assert_eq!(
            told[..3],
            [
                "the person chose Sweden",
                "left for Sweden",
                "Sweden answered: e-ID too low (Responder/NoAuthnContext)"
            ]
        );
        assert!(told[3].starts_with("refused: ") && told[3].ends_with("The page showed 57X7LKC3"));
        let (reason, advice) = story.refusal().unwrap();
        assert_eq!(reason, "level_too_low");
        assert!(advice.unwrap().say.contains("stronger e-ID"));
    }

    /// Fields that are pseudonyms of a person or of her at a service.
    const OF_A_PERSON: [&str; 5] = [
        "person_ref",
        "national_ref",
        "identifier_ref",
        "sub",
        "session",
    ];

    #[test]
    fn every_event_has_a_sentence_of_its_own_and_none_tells_of_the_person() {
        let events = EVENTS
            .iter()
            .filter(|event| event.class != Class::Operation);
        let mut told = 0;
        for event in events {
            let mut fields = Map::new();
            fields.insert("event".to_owned(), event.name.into());
            for (field, _) in event.fields {
                let value = match OF_A_PERSON.contains(field) {
                    true => "SECRET".into(),
                    false => Value::from(format!("{field} of it")),
                };
                fields.insert((*field).to_owned(), value);
            }
            let line = Line {
                class: event.class,
                fields,
            };
            let sentence = sentence(&line, "Sweden");
            assert!(!sentence.contains("SECRET"), "{sentence}");
            assert_ne!(sentence, event.doc.trim(), "no sentence for {}", event.name);
            told += 1;
        }
        assert!(told > 25, "{told}");
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! What `landport keys` prints.

use std::fmt::Write as _;
use std::path::PathBuf;

use eidas::Instant;

use super::judge::{Facts, Knowledge, named};
use super::{Step, Wait};
use crate::keys::{KeyFiles, KeyRole, Place, PlacedKey};

/// How a role stands, what is known of whom, and what comes next.
pub fn status(facts: &Facts<'_>, role: KeyRole) -> String {
    let mut text = format!(
        "{} ({})\n",
        role.name(),
        match facts.settings.keys.managed {
            Some(_) => "managed",
            None => "by the configuration",
        }
    );
    for place in [Place::Next, Place::Current, Place::Retired] {
        for key in facts.of(role, place) {
            let since = facts.seen.keys.get(&key.id);
            let since = since.map_or_else(String::new, |stands| {
                format!(", since {}", Instant::from_ms(stands.since_ms))
            });
            let ends = key
                .ends
                .map_or_else(String::new, |ends| format!(", its certificate ends {ends}"));
            let _ = writeln!(
                text,
                "  {:8} {} {} {}{}{since}{ends}",
                place.name(),
                key.kind,
                key.id,
                if key.in_token { "in the token by " } else { "" },
                key.file.display()
            );
        }
    }
    let switch = facts.settings.keys.saml_signing_switch_at;
    if let Some(at) = switch.filter(|_| role == KeyRole::SamlSigning) {
        let tense = if at <= facts.now { "changed" } else { "change" };
        let _ = writeln!(text, "  the keys {tense} places at {at}");
    }
    known(facts, role, &mut text);
    let _ = write!(text, "  {}", what_next(facts, role));
    text
}

/// What is known of each foreign node and the keys that matter now.
fn known(facts: &Facts<'_>, role: KeyRole, text: &mut String) {
    let next: Vec<&PlacedKey> = facts.of(role, Place::Next).collect();
    let (keys, which) = match (role, next.is_empty()) {
        (KeyRole::SamlSigning, false) => (next, "new"),
        _ => (facts.of(role, Place::Current).collect(), "current"),
    };
    let told = keys.iter().map(|key| facts.seen.keys.get(&key.id));
    let told = told.map(|stands| stands.and_then(|stands| stands.published_ms));
    let told: Option<Vec<i64>> = told.collect();
    let Some(published) = told.and_then(|all| all.into_iter().max()) else {
        return;
    };
    let published = Instant::from_ms(published);
    for peer in facts.peers(role) {
        let peer_name = named(peer);
        let _ = match facts.knowledge(peer, role, &keys, published) {
            Knowledge::Used(at) => {
                writeln!(text, "  {peer_name}: used the {which} keys, last seen {at}")
            }
            Knowledge::Read(reading) => writeln!(
                text,
                "  {peer_name}: read of the {which} keys at {} (document {})",
                Instant::from_ms(reading.at_ms),
                reading.sha256.get(..16).unwrap_or_default()
            ),
            Knowledge::Ended(at) => writeln!(
                text,
                "  {peer_name}: not seen; what it held without the {which} keys ended {at}"
            ),
            Knowledge::MayNot { until, last } => {
                let last = last.map_or_else(
                    || "not seen".to_owned(),
                    |last| format!("read at {} without them", Instant::from_ms(last.at_ms)),
                );
                writeln!(
                    text,
                    "  {peer_name}: {last}; it may know the {which} keys only from {until}"
                )
            }
        };
    }
}

fn what_next(facts: &Facts<'_>, role: KeyRole) -> String {
    let name = role.name();
    let may = |step: Step| facts.waits(role, step);
    let promote = Step::Promote {
        at_ms: None,
        lost: false,
    };
    for step in [Step::Retire, promote] {
        match may(step) {
            Err(_) => continue,
            Ok(waits) if waits.is_empty() => {
                return format!("now: landport keys {} {name}", step.name());
            }
            Ok(waits) => {
                let until: Option<Vec<_>> = waits.iter().map(|wait| wait.until).collect();
                return match until.and_then(|all| all.into_iter().max()) {
                    Some(until) => {
                        format!("from {until}: landport keys {} {name}", step.name())
                    }
                    None => format!(
                        "when others confirm it: landport keys {} {name}",
                        step.name()
                    ),
                };
            }
        }
    }
    match may(Step::Next { in_token: false }) {
        Ok(_) => format!("to begin: landport keys next {name}"),
        Err(why) => why,
    }
}

/// Why a step is not made.
pub fn refusal(role: KeyRole, step: Step, waits: &[Wait]) -> String {
    let mut text = format!("too early to {} {}:", step.name(), role.name());
    for wait in waits {
        let until = wait.until.map_or_else(String::new, |until| {
            format!("; time alone settles it at {until}")
        });
        let _ = write!(text, "\n  {}{until}", wait.why);
    }
    if let Some(who) = waits.iter().find(|wait| wait.may_confirm) {
        let who = who.who.first().map_or("", String::as_str);
        let _ = write!(
            text,
            "\nWho confirmed to you by other means that they have it: --confirmed {who}"
        );
    }
    text
}

/// Files in a row.
pub fn files(files: &[PathBuf]) -> String {
    let shown: Vec<_> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    shown.join(", ")
}

/// The lists as an operator writes them, where the configuration holds them.
pub fn lists(files: &KeyFiles, role: KeyRole) -> String {
    let list = |files: &[PathBuf]| {
        let quoted = files.iter().map(|file| file.display().to_string());
        let quoted = quoted.map(|file| toml::Value::String(file).to_string());
        quoted.collect::<Vec<_>>().join(", ")
    };
    let mut text = String::from("Write this, then landport check and SIGHUP:\n\n[keys]\n");
    let switch = files.saml_signing_switch_at;
    if role == KeyRole::SamlSigning {
        let _ = match switch {
            Some(at) => writeln!(text, "saml_signing_switch_at = {at}"),
            None => writeln!(text, "# saml_signing_switch_at: take it out"),
        };
    }
    let lists = files.role(role);
    let _ = write!(
        text,
        "\n[keys.{}]\nnext = [{}]\ncurrent = [{}]\nretired = [{}]",
        role.field(),
        list(&lists.next),
        list(&lists.current),
        list(&lists.retired)
    );
    text
}

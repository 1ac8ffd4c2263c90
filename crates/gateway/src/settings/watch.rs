// SPDX-License-Identifier: EUPL-1.2
//! What holds today and deserves a look: what ends soon, and who else can read a secret.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use eidas::Instant;

use super::resolve::{Resolver, Warning};
use crate::config::At;

const DAY_MS: i64 = 86_400_000;

/// Two months: what a new certificate from another authority takes, holidays included.
const PLAN_DAYS: i64 = 60;
/// A month: the other side must hear of it and take it into its own configuration.
const ACT_DAYS: i64 = 30;
/// A week: logins are about to fail.
const URGENT_DAYS: i64 = 7;

impl Resolver {
    /// Warns of what ends within 60, 30 or 7 days. What has ended already is said by the caller.
    pub(super) fn ends<T>(&mut self, at: &At<T>, what: &str, end: Instant, remedy: &str) {
        let left = end.ms().saturating_sub(self.now.ms());
        let days = left.div_euclid(DAY_MS);
        let urgency = match days {
            ..0 => return,
            0..URGENT_DAYS => "URGENT: ",
            URGENT_DAYS..ACT_DAYS => "act now: ",
            ACT_DAYS..PLAN_DAYS => "",
            _ => return,
        };
        let day = end.to_string();
        let day = day.split('T').next().unwrap_or_default();
        let text = format!("{urgency}{what} ends in {days} days, on {day}. {remedy}");
        self.warn(at, text);
    }

    /// Warns of a secret's file that more than its owner and group can read, or more than its
    /// owner can write.
    pub(super) fn secret_file(&mut self, at: &At<PathBuf>) {
        let path = self.path(&at.value);
        if let Some(text) = open_to_others(&path, "600") {
            self.warn(at, text);
        }
    }
}

/// The same for the configuration itself: it names every secret, and who can write it decides who
/// is believed.
pub(super) fn configuration_file(file: &Path) -> Option<Warning> {
    let text = open_to_others(file, "640")?;
    Some(Warning { line: 1, text })
}

fn open_to_others(path: &Path, wanted: &str) -> Option<String> {
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    let what = if mode & 0o022 != 0 {
        "can be changed"
    } else if mode & 0o004 != 0 {
        "can be read"
    } else {
        return None;
    };
    let path = path.display();
    Some(format!(
        "{path} {what} by others on this machine (mode {:03o}). chmod {wanted} {path}",
        mode & 0o777
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_others_can_read_or_write_is_named_with_its_remedy() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.key");
        std::fs::write(&file, "x").unwrap();
        for (mode, said) in [
            (0o600, None),
            (0o640, None),
            (0o440, None),
            (0o644, Some("can be read")),
            (0o660, Some("can be changed")),
            (0o602, Some("can be changed")),
        ] {
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
            let text = open_to_others(&file, "600");
            match said {
                None => assert_eq!(text, None, "{mode:o}"),
                Some(said) => {
                    let text = text.unwrap();
                    assert!(text.contains(said) && text.contains("chmod 600"), "{text}");
                }
            }
        }
    }
}

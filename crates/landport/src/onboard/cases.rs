// SPDX-License-Identifier: EUPL-1.2
//! The logins to try, as a file that both sides fill in.

use std::collections::BTreeMap;
use std::path::Path;

use eidas::LevelOfAssurance;
use serde::Deserialize;

/// One login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) level: LevelOfAssurance,
    pub(super) expect: Expect,
    /// What a person fills in and presses at the test node, by name.
    pub(super) fields: BTreeMap<String, String>,
}

/// What must come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Expect {
    /// An answer with the whole minimum data set.
    Success,
    /// A signed refusal.
    Refusal,
}

impl Expect {
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Success => "bring an identity at this level or above",
            Self::Refusal => "bring a signed refusal",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    level: String,
    expect: Expect,
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

/// Those of a file.
///
/// # Errors
/// A sentence: what is wrong with it.
pub(super) fn read(file: &Path) -> Result<Vec<Case>, String> {
    let wrong = |what: String| format!("{}: {what}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    let read: File = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let case = |written: Written| -> Result<Case, String> {
        let mut levels = LevelOfAssurance::ALL.into_iter();
        let level = levels.find(|level| level.as_str() == written.level);
        let level = level.ok_or_else(|| wrong(format!("{:?} is no level", written.level)))?;
        Ok(Case {
            name: written.name,
            level,
            expect: written.expect,
            fields: written.fields,
        })
    };
    let cases: Vec<Case> = read.case.into_iter().map(case).collect::<Result<_, _>>()?;
    match cases.is_empty() {
        true => Err(wrong("no [[case]]".to_owned())),
        false => Ok(cases),
    }
}

/// One at each of these levels, and one who turns back: to be filled in.
pub(super) fn blank(levels: &[LevelOfAssurance]) -> Vec<Case> {
    let case = |name: &str, level, expect| Case {
        name: name.to_owned(),
        level,
        expect,
        fields: BTreeMap::new(),
    };
    let mut cases: Vec<Case> = levels
        .iter()
        .map(|level| {
            case(
                "a test person with an e-ID of this level",
                *level,
                Expect::Success,
            )
        })
        .collect();
    if let Some(lowest) = levels.first() {
        cases.push(case(
            "a test person who turns back",
            *lowest,
            Expect::Refusal,
        ));
    }
    cases
}

/// As the file that [`read`] takes.
pub(super) fn written(cases: &[Case]) -> String {
    let mut out = String::from(
        "# What a test person fills in and presses at the test node, by the names of the fields of its pages.\n",
    );
    for case in cases {
        let expect = match case.expect {
            Expect::Success => "success",
            Expect::Refusal => "refusal",
        };
        out.push_str(&format!(
            "\n[[case]]\nname = {:?}\nlevel = {:?}\nexpect = {expect:?}\n\n[case.fields]\n",
            case.name,
            case.level.as_str()
        ));
        for (name, value) in &case.fields {
            let (name, value) = (
                toml::Value::from(name.as_str()),
                toml::Value::from(value.as_str()),
            );
            out.push_str(&format!("{name} = {value}\n"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("cases.toml");
        let mut cases = blank(&LevelOfAssurance::ALL);
        cases[0]
            .fields
            .insert("user \"name\"".to_owned(), "a\\b\"".to_owned());
        std::fs::write(&file, written(&cases)).unwrap();
        assert_eq!(read(&file).unwrap(), cases);
        assert_eq!(cases.len(), 4);
        for (text, why) in [
            ("", "missing field `case`"),
            ("case = []", "no [[case]]"),
            (
                "[[case]]\nname = \"a\"\nlevel = \"great\"\nexpect = \"success\"",
                "\"great\" is no level",
            ),
            (
                "[[case]]\nname = \"a\"\nlevel = \"low\"\nexpect = \"maybe\"",
                "unknown variant",
            ),
        ] {
            std::fs::write(&file, text).unwrap();
            let error = read(&file).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }
}

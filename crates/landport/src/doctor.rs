// SPDX-License-Identifier: EUPL-1.2
//! `landport doctor --config FILE`: everything that can be wrong around a gateway, running or not.
//!
//! `check` looks at the configuration and what it names; it runs first. This looks at what lies around
//! it: the machine, the running gateway, the database, the clocks, and everybody who is asked.

mod machine;
mod others;
mod running;

use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;
use store::env::Env;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 all is good; 1 something should be looked at; 2 something does not work."
)]
pub(crate) struct Options {
    /// The configuration file.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
    /// For a program.
    #[arg(long)]
    json: bool,
    /// Ask nobody outside this machine but the database.
    #[arg(long)]
    offline: bool,
}

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// As it should be.
    Good,
    /// Not looked at, and why.
    Skipped,
    /// It works, and somebody should look at it.
    Look,
    /// Something does not work.
    Wrong,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Skipped => "skipped",
            Self::Look => "LOOK",
            Self::Wrong => "WRONG",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Row {
    what: String,
    state: State,
    why: String,
    #[serde(rename = "do", skip_serializing_if = "String::is_empty")]
    remedy: String,
}

impl Row {
    fn new(what: impl Into<String>, state: State, why: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            state,
            why: why.into(),
            remedy: String::new(),
        }
    }

    fn good(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::new(what, State::Good, why)
    }

    #[must_use]
    fn so(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

/// 0 when nothing is wrong, 1 when something should be looked at, 2 when something does not work.
pub(crate) fn run(options: &Options) -> ExitCode {
    let env = Env::system();
    let now = eidas::Instant::from_ms(env.now_ms());
    let mut rows = Vec::new();
    match gateway::settings::load(&options.config, now) {
        Err(problems) => {
            for problem in &problems {
                let row = Row::new("configuration", State::Wrong, problem.to_string());
                rows.push(row.so("landport check"));
            }
        }
        Ok(loaded) => {
            let settings = &loaded.settings;
            rows.push(Row::good(
                "configuration",
                format!("{} holds", options.config.display()),
            ));
            for warning in &loaded.warnings {
                rows.push(Row::new("configuration", State::Look, warning.to_string()));
            }
            for closed in &settings.closed {
                let row = Row::new("configuration", State::Wrong, closed.to_string());
                rows.push(row.so("Mend the section and send SIGHUP"));
            }
            let looked = crate::database::waited(async {
                let running = running::look(settings).await;
                rows.extend(machine::look(settings, running.files));
                rows.extend(running.rows);
                if options.offline {
                    rows.push(Row::new("others", State::Skipped, "--offline"));
                } else {
                    rows.extend(others::look(settings, &env, running.runs).await);
                }
                Ok::<_, String>(())
            });
            if let Err(error) = looked {
                rows.push(Row::new("doctor", State::Wrong, error));
            }
        }
    }
    say(&rows, options.json);
    match rows.iter().map(|row| row.state).max() {
        Some(State::Wrong) => ExitCode::from(2),
        Some(State::Look) => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}

fn say(rows: &[Row], json: bool) {
    if json {
        println!("{}", serde_json::json!({ "rows": rows }));
        return;
    }
    for row in rows {
        println!("{:7} {}: {}", row.state.word(), row.what, row.why);
        if !row.remedy.is_empty() {
            println!("        do: {}", row.remedy);
        }
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport audit find`: what became of a login, for whoever answers a caller. docs/support.md.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::process::ExitCode;

use eidas::Instant;
use gateway::audit::{Class, Line, Story, spelt};
use serde_json::{Value, json};
use store::env::Env;

use super::Beside;

/// Where both a login's steps and its messages are.
const CLASSES: [Class; 2] = [Class::Logins, Class::Messages];
/// More logins than a person reads; the newest are told.
const MOST: usize = 200;
const DAY_MS: i64 = 86_400_000;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 something was found; 1 nothing was; 2 the command or the configuration is wrong; 3 a chain is broken, whatever was found."
)]
pub(super) struct Options {
    #[command(flatten)]
    which: Which,
    /// From this time on, as 2026-11-29T11:00:00Z; without it, from a day ago.
    #[arg(long, value_name = "TIME", conflicts_with = "reference")]
    since: Option<String>,
    /// Why one person's logins are looked at together, for the audit trail.
    #[arg(long, value_name = "TEXT", requires = "person_ref")]
    reason: Option<String>,
    #[command(flatten)]
    beside: Beside,
    /// For a program.
    #[arg(long)]
    json: bool,
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
}

/// Which logins.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// The eight characters that the person read on the page.
    reference: Option<String>,
    /// Every login of this service.
    #[arg(long, value_name = "ID")]
    client: Option<String>,
    /// Every login that this country had to do with.
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// Every login of the person who has this pseudonym in a line of the trail: for an incident, with a reason.
    #[arg(long, value_name = "REF", requires = "reason")]
    person_ref: Option<String>,
}

/// Where the pseudonym of a person stands.
const PERSON: [&str; 3] = ["person_ref", "national_ref", "identifier_ref"];

/// 0 when something was found, 1 when nothing was, 2 when the command or the configuration is wrong, 3
/// when a chain is broken, whatever was found.
pub(super) fn run(options: &Options) -> Result<ExitCode, ExitCode> {
    let since = options.since().map_err(|wrong| {
        eprintln!("landport: {wrong}");
        ExitCode::from(2)
    })?;
    let (trail, _) = options.beside.trail(&options.config)?;
    let why = options.reason.as_deref();
    let why = why.map(|why| format!(": {why}")).unwrap_or_default();
    trail.looked(format!("audit find {}{why}", options.sought()));
    let mut wanted = Wanted::default();
    let mut broken = Vec::new();
    for class in CLASSES {
        let followed = trail.follow_all(class, &mut |line| {
            if line.time() >= since.as_str() && options.means(&line) {
                wanted.add(line);
            }
        });
        if let Err(error) = followed {
            broken.push(format!("{}: BROKEN at {error}", class.name()));
        }
    }
    for class in CLASSES {
        // Whether it is whole was said above.
        let _ = trail.follow_all(class, &mut |line| {
            if let Some(lines) = wanted.logins.get_mut(line.login()) {
                lines.push(line);
            }
        });
    }
    let left_out = wanted.left_out;
    let stories = wanted.stories();
    for line in &broken {
        eprintln!("{line}. What is told is what bears our seal.");
    }
    if options.json {
        let logins: Vec<_> = stories.iter().map(as_json).collect();
        println!(
            "{}",
            json!({ "logins": logins, "left_out": left_out, "broken": broken })
        );
    } else {
        for story in &stories {
            print(story);
        }
        if left_out > 0 {
            println!("{left_out} earlier logins are left out: say --since.");
        }
        if stories.is_empty() {
            eprintln!("Nothing is found for {}.", options.sought());
        }
    }
    Ok(match (broken.is_empty(), stories.is_empty()) {
        (false, _) => ExitCode::from(3),
        (true, true) => ExitCode::FAILURE,
        (true, false) => ExitCode::SUCCESS,
    })
}

impl Options {
    fn sought(&self) -> String {
        let Which {
            reference,
            client,
            country,
            person_ref,
        } = &self.which;
        let by = [
            ("--client", client),
            ("--country", country),
            ("--person-ref", person_ref),
        ];
        let by = by
            .into_iter()
            .find_map(|(flag, of)| Some(format!("{flag} {}", of.as_ref()?)));
        let by = || by.unwrap_or_default();
        reference.as_deref().map_or_else(by, spelt)
    }

    /// The earliest time that counts, as it is written in the lines.
    fn since(&self) -> Result<String, String> {
        match (&self.which.reference, &self.since) {
            (Some(_), _) => Ok(String::new()),
            (None, None) => Ok(Instant::from_ms(Env::system().now_ms() - DAY_MS).to_string()),
            (None, Some(text)) => Instant::parse(text)
                .map(|since| since.to_string())
                .ok_or_else(|| format!("--since {text}: write a time, as 2026-11-29T11:00:00Z")),
        }
    }

    fn means(&self, line: &Line) -> bool {
        let which = &self.which;
        if let Some(reference) = &which.reference {
            return line.text("reference") == spelt(reference);
        }
        let is = |of: &Option<String>, fields: &[&str]| {
            let of = of.as_deref().filter(|of| !of.is_empty());
            of.is_some_and(|of| fields.iter().any(|field| line.text(field) == of))
        };
        is(&which.client, &["client_id"])
            || is(&which.country, &["country"])
            || is(&which.person_ref, &PERSON)
    }
}

/// The logins that are sought, in the order in which they were found.
#[derive(Default)]
struct Wanted {
    logins: BTreeMap<String, Vec<Line>>,
    order: VecDeque<String>,
    /// What was refused before a login began.
    alone: VecDeque<Line>,
    left_out: usize,
}

impl Wanted {
    fn add(&mut self, line: Line) {
        let login = line.login().to_owned();
        if login.is_empty() {
            self.alone.push_back(line);
            if self.alone.len() > MOST {
                self.alone.pop_front();
                self.left_out += 1;
            }
            return;
        }
        if self.logins.contains_key(&login) {
            return;
        }
        self.logins.insert(login.clone(), Vec::new());
        self.order.push_back(login);
        if self.order.len() > MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.logins.remove(&oldest);
            self.left_out += 1;
        }
    }

    fn stories(self) -> Vec<Story> {
        let alone = self.alone.into_iter().map(|line| vec![line]);
        let mut all: Vec<_> = self
            .logins
            .into_values()
            .chain(alone)
            .map(Story::of)
            .collect();
        all.sort_by(|a, b| begin(a).cmp(begin(b)));
        all
    }
}

fn begin(story: &Story) -> &str {
    story.lines().first().map_or("", Line::time)
}

fn login(story: &Story) -> &str {
    story.lines().first().map_or("", Line::login)
}

fn print(story: &Story) {
    let day = begin(story).split('T').next().unwrap_or_default();
    match login(story) {
        "" => println!("{day} (UTC), before a login began"),
        login => println!("{day} (UTC), login {login}"),
    }
    for (time, told) in story.told() {
        let clock = time.split_once('T').map_or(time, |(_, clock)| clock);
        println!("  {}  {told}", clock.get(..8).unwrap_or(clock));
    }
    match story.refusal() {
        Some((_, Some(advice))) => println!("  Say: {}", advice.say),
        Some((reason, None)) => println!("  Nothing is known of {reason}: docs/support.md"),
        None => {}
    }
    println!();
}

fn as_json(story: &Story) -> Value {
    let lines = story.told().into_iter().zip(story.lines());
    let lines: Vec<_> = lines
        .map(|((time, told), line)| json!({ "time": time, "event": line.event(), "told": told }))
        .collect();
    let refusal = story.refusal();
    json!({
        "login": login(story),
        "lines": lines,
        "reason": refusal.map(|(reason, _)| reason),
        "say": refusal.and_then(|(_, advice)| advice).map(|advice| advice.say),
    })
}

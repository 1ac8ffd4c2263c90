// SPDX-License-Identifier: EUPL-1.2
//! `landport stats`: how many logged in, by country, direction, level, sort of service and outcome.
//!
//! Attack: who knows one of the few logs in from a small country reads in a cell of three how hers ended, or
//! takes one table from another until such a cell is left. Defence: a cell below ten is not there, whether it
//! is 0 or 9. There are no sums to take the others from. A table is always of one whole month that is
//! over, by always the same division: two tables never differ by a part of either. A login is of the month that it
//! began in and is followed for a day, so a month is told from the second day of the next. Trade: a quarter is not
//! the sum of what is shown of its months.

mod graph;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use eidas::{Instant, SpType};
use gateway::settings::Settings;
use serde::Serialize;
use store::env::Env;

use crate::audit::Beside;
use crate::logins::{self, Direction, Login, Outcome};
use crate::operate::{Order, tell};

/// The threshold of most statistical offices for such tables lies between 3 and 10.
const LEAST: u64 = 10;
/// Ten years.
const MOST_MONTHS: usize = 120;

/// What can be said on the command line.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit code: 0 they are told; 1 the trail is broken; 2 the command or the configuration is wrong."
)]
pub(crate) struct Options {
    /// The first month, as 2026-09 (UTC).
    #[arg(long, value_name = "MONTH")]
    from: String,
    /// The last month. It must be over.
    #[arg(long, value_name = "MONTH")]
    to: String,
    /// For a program; else CSV.
    #[arg(long)]
    json: bool,
    /// In place of the table: which service is reached with the e-IDs of which country, and with which of our
    /// e-IDs people reach which country.
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "json")]
    graph: Option<graph::Form>,
    #[command(flatten)]
    beside: Beside,
    /// The configuration file of the gateway.
    #[arg(long, default_value = "landport.toml")]
    config: PathBuf,
}

/// What is counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Cell {
    month: String,
    country: String,
    direction: Direction,
    level: String,
    sp_type: &'static str,
    outcome: Outcome,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    cell: Cell,
    logins: u64,
}

/// 0 when it is told, 1 when the trail is broken, 2 when the command or the configuration is wrong.
pub(crate) fn run(options: &Options) -> ExitCode {
    let now = Instant::from_ms(Env::system().now_ms()).to_string();
    let months = match months(&options.from, &options.to, &now) {
        Ok(months) => months,
        Err(wrong) => {
            eprintln!("landport: {wrong}");
            return ExitCode::from(2);
        }
    };
    let (trail, loaded) = match options.beside.trail(&options.config) {
        Ok(both) => both,
        Err(code) => return code,
    };
    let settings = &loaded.settings;
    let home = settings.country.as_str();
    let after = format!("{}~", options.to);
    let found = logins::between(&trail, home, (&options.from, &after));
    let logins = match found {
        Ok(logins) => logins,
        Err(error) => {
            eprintln!(
                "landport: logins: BROKEN at {error}. What cannot be trusted is not counted."
            );
            return ExitCode::FAILURE;
        }
    };
    let sorts = sorts(settings, logins.values());
    let sp_type = |login: &Login| {
        let client = login.client.as_deref();
        // The request of a foreign service says it to the country's node, and we do not write it down.
        client
            .and_then(|id| sorts.get(id))
            .copied()
            .unwrap_or("unknown")
    };
    if let Some(form) = options.graph {
        print!("{}", graph::told(form, logins.values(), &months, sp_type));
        return ExitCode::SUCCESS;
    }
    let rows = counted(logins.values(), &months, home, sp_type);
    match options.json {
        true => println!("{}", serde_json::json!({ "least": LEAST, "rows": rows })),
        false => print!("{}", csv(&rows)),
    }
    ExitCode::SUCCESS
}

/// Which sort each service is of. Those that were registered while the gateway runs are known to it alone.
fn sorts<'l>(
    settings: &Settings,
    logins: impl Iterator<Item = &'l Login>,
) -> BTreeMap<&'l str, &'static str> {
    let ids: BTreeSet<&str> = logins.filter_map(|login| login.client.as_deref()).collect();
    let sort = |id: &str| match settings.client(id) {
        Some(client) if client.sp_type == SpType::Public => Some("public"),
        Some(_) => Some("private"),
        None => registered(settings, id),
    };
    let known = ids.into_iter().filter_map(|id| Some((id, sort(id)?)));
    known.collect()
}

fn registered(settings: &Settings, id: &str) -> Option<&'static str> {
    let client_id = Some(id.to_owned());
    let reply = tell(&settings.data, &Order::Clients { client_id }).ok()??;
    let client: serde_json::Value = serde_json::from_str(&reply.text).ok()?;
    let said = |member: &str| client.get(member).and_then(serde_json::Value::as_str);
    match (said("state")?, said("sp_type")) {
        // Nothing of it is kept but its name.
        ("removed", _) => None,
        (_, Some("private")) => Some("private"),
        _ => Some("public"),
    }
}

/// The month of the lists that a login is counted in.
fn month_of<'l>(login: &'l Login, months: &[String]) -> Option<&'l str> {
    let month = login.time.get(..7)?;
    months.iter().any(|it| it == month).then_some(month)
}

/// The months from the first to the last, each of which is over.
fn months(from: &str, to: &str, now: &str) -> Result<Vec<String>, String> {
    let parse = |text: &str| {
        let (year, month) = text.split_once('-')?;
        let sound = year.len() == 4 && month.len() == 2;
        let (year, month) = (year.parse::<u32>().ok()?, month.parse::<u32>().ok()?);
        (sound && (1..=12).contains(&month)).then_some((year, month))
    };
    let read = |text: &str| parse(text).ok_or_else(|| format!("{text}: write a month, as 2026-09"));
    let ((mut year, mut month), last) = (read(from)?, read(to)?);
    let (this, day) = (
        now.get(..7).unwrap_or_default(),
        now.get(8..10).unwrap_or_default(),
    );
    let next = match last {
        (year, 12) => format!("{:04}-01", year + 1),
        (year, month) => format!("{year:04}-{:02}", month + 1),
    };
    if to >= this || (next == this && day < "02") {
        return Err(format!(
            "{to}: that month is not over until the second day of the next, and two tables of it would differ by \
             single logins"
        ));
    }
    let mut months = Vec::new();
    while (year, month) <= last {
        if months.len() == MOST_MONTHS {
            return Err(format!(
                "{from} to {to} are more than {MOST_MONTHS} months. Ask for fewer at a time"
            ));
        }
        months.push(format!("{year:04}-{month:02}"));
        (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
    }
    match months.is_empty() {
        true => Err(format!("{from} comes after {to}")),
        false => Ok(months),
    }
}

fn counted<'l>(
    logins: impl Iterator<Item = &'l Login>,
    months: &[String],
    home: &str,
    sp_type: impl Fn(&Login) -> &'static str,
) -> Vec<Row> {
    let mut cells: BTreeMap<Cell, u64> = BTreeMap::new();
    for login in logins {
        let Some(month) = month_of(login, months) else {
            continue;
        };
        let country = match login.direction() {
            Direction::National => home,
            _ => login.country.as_deref().unwrap_or("none"),
        };
        let cell = Cell {
            month: month.to_owned(),
            country: country.to_owned(),
            direction: login.direction(),
            level: login.level.clone().unwrap_or_else(|| "none".to_owned()),
            sp_type: sp_type(login),
            outcome: login.outcome,
        };
        *cells.entry(cell).or_default() += 1;
    }
    let shown = cells.into_iter().filter(|(_, logins)| *logins >= LEAST);
    shown.map(|(cell, logins)| Row { cell, logins }).collect()
}

/// RFC 4180; no value of ours has a comma or a quote.
fn csv(rows: &[Row]) -> String {
    let mut text = "month,country,direction,level,sp_type,outcome,logins\r\n".to_owned();
    for Row { cell, logins } in rows {
        let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let (direction, outcome) = (
            serde_json::json!(cell.direction),
            serde_json::json!(cell.outcome),
        );
        text.push_str(&format!(
            "{},{},{},{},{},{},{logins}\r\n",
            cell.month,
            cell.country,
            word(direction),
            cell.level,
            cell.sp_type,
            word(outcome)
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_whole_and_over() {
        let now = "2026-11-29T22:00:00.000Z";
        assert_eq!(
            months("2026-09", "2026-10", now).unwrap(),
            ["2026-09", "2026-10"]
        );
        assert_eq!(months("2025-11", "2026-02", now).unwrap().len(), 4);
        assert_eq!(months("2016-11", "2026-10", now).unwrap().len(), 120);
        // Begun on its last evening, a login may end tomorrow.
        for (today, open) in [
            ("2026-11-01T23:59:59.999Z", true),
            ("2026-11-02T00:00:00.000Z", false),
        ] {
            let told = months("2026-10", "2026-10", today);
            assert_eq!(told.is_err(), open, "{today}: {told:?}");
        }
        assert!(months("2025-12", "2025-12", "2026-01-01T10:00:00.000Z").is_err());
        for (from, to, said) in [
            ("2026-10", "2026-11", "is not over"),
            ("2026-10", "2027-01", "is not over"),
            ("2026-10", "2026-09", "comes after"),
            ("2026-9", "2026-10", "write a month"),
            ("2026-10-01", "2026-10", "write a month"),
            ("2026-00", "2026-10", "write a month"),
            ("2016-09", "2026-10", "more than 120 months"),
        ] {
            assert!(
                months(from, to, now).unwrap_err().contains(said),
                "{from} {to}"
            );
        }
    }

    /// By difference: the same logins and one more give a table that differs in one shown cell or in none.
    #[test]
    fn a_cell_below_ten_is_not_there_and_no_sum_gives_it_away() {
        let one = |country: &str, outcome| Login {
            time: "2026-09-03T10:00:00.000Z".to_owned(),
            country: Some(country.to_owned()),
            outcome,
            ..Login::default()
        };
        let mut logins = vec![one("SE", Outcome::Success); 25];
        logins.extend(vec![one("MT", Outcome::Refused); 9]);
        let months = ["2026-09".to_owned()];
        let rows = |logins: &[Login]| csv(&counted(logins.iter(), &months, "NO", |_| "public"));
        let nine = rows(&logins);
        assert_eq!(nine.lines().count(), 2, "{nine}");
        assert!(
            nine.contains("2026-09,SE,inbound,none,public,success,25"),
            "{nine}"
        );
        assert!(!nine.contains("MT"));
        // None of Malta and nine of Malta look the same.
        assert_eq!(nine, rows(&logins[..25]));
        logins.push(one("MT", Outcome::Refused));
        assert!(rows(&logins).contains("2026-09,MT,inbound,none,public,refused,10"));
        logins
            .iter_mut()
            .for_each(|login| login.time = "2026-08-31T23:59:59.999Z".to_owned());
        assert_eq!(rows(&logins).lines().count(), 1);
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! `landport stats --graph`: who is connected with whom, and how much is between them.
//!
//! Attack: who has the table too takes the edges of a country from the cells of the same country, and reads in what is
//! left how many used the one service whose edge is not there. Defence: an edge below ten is not there, and the number
//! of every other is rounded down to tens, so that no difference of two tells of single logins. Trade: 20 means 20 to 29.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{LEAST, month_of};
use crate::logins::{Direction, Login};

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    /// RFC 4180, a line an edge and month.
    Csv,
    /// For a program, the same.
    Json,
    /// The language of Graphviz: one picture of all months.
    Dot,
}

/// One connection in one month.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Edge {
    month: String,
    direction: Direction,
    /// `client_id` of a service here, or the e-ID that was used abroad.
    from: String,
    sp_type: &'static str,
    /// The other country.
    country: String,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    edge: Edge,
    /// Rounded down to tens.
    logins: u64,
}

/// Every connection of these months, in this form.
pub(super) fn told<'l>(
    form: Form,
    logins: impl Iterator<Item = &'l Login>,
    months: &[String],
    sp_type: impl Fn(&Login) -> &'static str,
) -> String {
    let rows = edges(logins, months, sp_type);
    match form {
        Form::Csv => csv(&rows),
        Form::Json => {
            let json =
                serde_json::json!({ "least": LEAST, "rounded_down_to": LEAST, "edges": rows });
            format!("{json}\n")
        }
        Form::Dot => dot(&rows),
    }
}

fn edges<'l>(
    logins: impl Iterator<Item = &'l Login>,
    months: &[String],
    sp_type: impl Fn(&Login) -> &'static str,
) -> Vec<Row> {
    let mut edges: BTreeMap<Edge, u64> = BTreeMap::new();
    for login in logins {
        let from = match login.direction() {
            Direction::Inbound => &login.client,
            Direction::Outbound => &login.eid,
            Direction::National | Direction::Undecided => continue,
        };
        let (Some(month), Some(from), Some(country)) =
            (month_of(login, months), from, &login.country)
        else {
            continue;
        };
        let edge = Edge {
            month: month.to_owned(),
            direction: login.direction(),
            from: from.clone(),
            sp_type: sp_type(login),
            country: country.clone(),
        };
        *edges.entry(edge).or_default() += 1;
    }
    let shown = edges.into_iter().filter(|(_, logins)| *logins >= LEAST);
    let rounded = shown.map(|(edge, logins)| Row {
        edge,
        logins: logins / LEAST * LEAST,
    });
    rounded.collect()
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Outbound => "outbound",
        _ => "inbound",
    }
}

/// No value of ours has a comma or a quote: the configuration refuses both in names of clients and e-IDs.
fn csv(rows: &[Row]) -> String {
    let mut text = "month,direction,from,sp_type,country,logins\r\n".to_owned();
    for Row { edge, logins } in rows {
        text.push_str(&format!(
            "{},{},{},{},{},{logins}\r\n",
            edge.month,
            word(edge.direction),
            edge.from,
            edge.sp_type,
            edge.country
        ));
    }
    text
}

/// An arrow goes the way of the person's data.
fn dot(rows: &[Row]) -> String {
    let mut sums: BTreeMap<(&str, Direction, &str), u64> = BTreeMap::new();
    let mut countries = BTreeSet::new();
    for Row { edge, logins } in rows {
        *sums
            .entry((&edge.from, edge.direction, &edge.country))
            .or_default() += logins;
        countries.insert(edge.country.as_str());
    }
    let mut text = "digraph landport {\n  rankdir=LR\n  node [shape=box]\n".to_owned();
    for country in countries {
        text.push_str(&format!("  {country:?} [shape=ellipse]\n"));
    }
    for ((from, direction, country), logins) in sums {
        let (tail, head) = match direction {
            Direction::Outbound => (from, country),
            _ => (country, from),
        };
        text.push_str(&format!("  {tail:?} -> {head:?} [label=\"{logins}+\"]\n"));
    }
    text.push_str("}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(client: Option<&str>, eid: Option<&str>, country: &str) -> Login {
        Login {
            time: "2026-09-03T10:00:00.000Z".to_owned(),
            client: client.map(str::to_owned),
            eid: eid.map(str::to_owned),
            country: Some(country.to_owned()),
            outbound: eid.is_some(),
            ..Login::default()
        }
    }

    #[test]
    fn an_edge_below_ten_is_not_there_and_no_number_tells_of_single_logins() {
        let months = ["2026-09".to_owned()];
        let mut logins = vec![login(Some("rowing"), None, "SE"); 29];
        logins.extend(vec![login(Some("trademark"), None, "SE"); 9]);
        logins.extend(vec![login(None, Some("bankid"), "DE"); 10]);
        let told = |form, logins: &[Login]| told(form, logins.iter(), &months, |_| "public");
        let csv = told(Form::Csv, &logins);
        assert_eq!(
            csv,
            "month,direction,from,sp_type,country,logins\r\n\
             2026-09,inbound,rowing,public,SE,20\r\n\
             2026-09,outbound,bankid,public,DE,10\r\n"
        );
        // One more and one fewer look the same, and so do nine and none.
        assert_eq!(csv, told(Form::Csv, &logins[5..]));
        let others = logins
            .iter()
            .filter(|it| it.client.as_deref() != Some("trademark"));
        let without: Vec<Login> = others.cloned().collect();
        assert_eq!(csv, told(Form::Csv, &without));
        assert_eq!(
            told(Form::Dot, &logins),
            "digraph landport {\n  rankdir=LR\n  node [shape=box]\n  \"DE\" [shape=ellipse]\n  \"SE\" [shape=ellipse]\n  \
             \"bankid\" -> \"DE\" [label=\"10+\"]\n  \"SE\" -> \"rowing\" [label=\"20+\"]\n}\n"
        );
        let json: serde_json::Value = serde_json::from_str(&told(Form::Json, &logins)).unwrap();
        assert_eq!(json["edges"][0]["logins"], 20);
        assert!(!json.to_string().contains("trademark"));
        logins.push(login(Some("trademark"), None, "SE"));
        assert!(told(Form::Csv, &logins).contains("trademark"));
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! What cannot be used of a list whose entries live by themselves: one service or one e-ID with a
//! mistake is closed until it is mended. Whatever concerns the whole house still refuses it.

use super::resolve::Resolver;
use crate::config::{self, At, Client, Eid, Problem};

/// A `[[client]]` or an `[[eid]]` that the gateway runs without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Which list it stands in.
    pub kind: ClosedKind,
    /// Its `client_id` or `id` as written; where there is none, its place in the file: `client[2]`.
    pub name: String,
    /// What is wrong with it, in the order of the lines. Never empty.
    pub problems: Vec<Problem>,
}

/// A list whose entries close by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClosedKind {
    /// `[[client]]`
    Client,
    /// `[[eid]]`
    Eid,
}

impl ClosedKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Client, Self::Eid];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Eid => "eid",
        }
    }

    /// The entry that a problem's field lies in, as `client[2]`.
    fn entry(self, field: &str) -> Option<&str> {
        let rest = field.strip_prefix(self.name())?.strip_prefix('[')?;
        let end = field.len() - rest.len() + rest.find(']')? + 1;
        field.get(..end)
    }
}

impl std::fmt::Display for Closed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} is closed", self.kind.name(), self.name)?;
        self.problems.iter().try_for_each(|p| write!(f, "; {p}"))
    }
}

impl Resolver {
    /// Whether something is wrong with this entry.
    pub(super) fn closes<T>(&self, entry: &At<T>) -> bool {
        let of = |kind: ClosedKind, field| kind.entry(field) == Some(entry.field.as_str());
        self.problems
            .iter()
            .any(|problem| ClosedKind::ALL.iter().any(|kind| of(*kind, &problem.field)))
    }
}

/// Parts the problems: what the house cannot run with, and what it can run without.
pub(super) fn part(
    problems: &[Problem],
    of_house: &[Problem],
    file: Option<&config::File>,
) -> (Vec<Problem>, Vec<Closed>) {
    let (mut house, mut closed) = (Vec::new(), Vec::<Closed>::new());
    let mut last = None;
    for problem in problems {
        let entry = ClosedKind::ALL
            .into_iter()
            .find_map(|kind| Some((kind, kind.entry(&problem.field)?)))
            .filter(|_| !of_house.contains(problem));
        match (entry, closed.last_mut()) {
            (None, _) => house.push(problem.clone()),
            (Some(_), Some(open)) if entry == last => open.problems.push(problem.clone()),
            (Some((kind, entry)), _) => closed.push(Closed {
                kind,
                name: written_name(file, kind, entry).unwrap_or_else(|| entry.to_owned()),
                problems: vec![problem.clone()],
            }),
        }
        last = entry.or(last);
    }
    (house, closed)
}

fn written_name(file: Option<&config::File>, kind: ClosedKind, entry: &str) -> Option<String> {
    fn named<T>(
        list: Option<&At<Vec<At<T>>>>,
        entry: &str,
        name: fn(&T) -> Option<&At<String>>,
    ) -> Option<String> {
        let at = list?.value.iter().find(|at| at.field == entry)?;
        name(&at.value).map(|at| at.value.clone())
    }
    let file = file?;
    match kind {
        ClosedKind::Client => named(file.client.as_ref(), entry, |c: &Client| {
            c.client_id.as_ref()
        }),
        ClosedKind::Eid => named(file.eid.as_ref(), entry, |eid: &Eid| eid.id.as_ref()),
    }
}

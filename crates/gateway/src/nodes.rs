// SPDX-License-Identifier: EUPL-1.2
//! The nodes that share a store, and what each was told: two that differ answer a person differently,
//! depending on which of them the next hop lands at.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::env::Env;
use store::{Records, Standing, StoreError};

use crate::settings::{Agreement, Settings, machine};

/// A node says so often that it still runs: thirty words of it are lost before it is forgotten.
pub const TELL_EVERY: Duration = Duration::from_secs(86_400);
/// A node that ended without a word is forgotten after this.
const FORGOTTEN_MS: i64 = 30 * 86_400_000;

/// One node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its configuration.
    #[serde(flatten)]
    pub agreement: Agreement,
    /// Its version.
    pub version: String,
    /// Since when it runs with this, in Unix milliseconds.
    pub since_ms: i64,
    /// When it last said so, in Unix milliseconds.
    #[serde(default)]
    pub told_ms: i64,
    /// The version of the key lists that it runs with, where `landport keys` keeps them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_lists: Option<u64>,
}

/// Every node by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nodes(pub BTreeMap<String, Node>);

impl Standing for Nodes {
    const PLACE: u8 = 18;
}

/// What an operator knows a node by: the machine and the data directory.
#[must_use]
pub fn name(data: &Path) -> String {
    format!("{}:{}", machine(), data.display())
}

/// This node as it runs now.
#[must_use]
pub fn this(settings: &Settings, env: &Env) -> Node {
    Node {
        agreement: settings.agreement.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        since_ms: env.now_ms(),
        told_ms: env.now_ms(),
        key_lists: settings.keys.managed,
    }
}

impl Nodes {
    /// Takes a node's word, and forgets those that said nothing for thirty days.
    fn hear(&mut self, name: &str, node: &Node) {
        let oldest_ms = node.told_ms - FORGOTTEN_MS;
        self.0
            .retain(|_, node| node.told_ms.max(node.since_ms) > oldest_ms);
        let known = self.0.get(name).filter(|known| {
            known.agreement == node.agreement
                && known.version == node.version
                && known.key_lists == node.key_lists
        });
        let since_ms = known.map_or(node.since_ms, |known| known.since_ms);
        let node = Node {
            since_ms,
            ..node.clone()
        };
        self.0.insert(name.to_owned(), node);
    }
}

/// Tells the others that it runs with this, at a start, after a change, and every [`TELL_EVERY`]. Nothing where the store has one owner.
///
/// # Errors
/// The store failed.
pub async fn tell(records: &Records, settings: &Settings, env: &Env) -> Result<(), StoreError> {
    if records.store().changes().is_none() {
        return Ok(());
    }
    let (name, node) = (name(&settings.data), this(settings, env));
    let told = records.change_standing::<Nodes, ()>(|nodes| {
        nodes.hear(&name, &node);
        Some(())
    });
    told.await.map(|_| ())
}

/// Tells the others that it ends.
///
/// # Errors
/// The store failed.
pub async fn leave(records: &Records, settings: &Settings) -> Result<(), StoreError> {
    if records.store().changes().is_none() {
        return Ok(());
    }
    let name = name(&settings.data);
    let told = records.change_standing::<Nodes, ()>(|nodes| nodes.0.remove(&name).map(|_| ()));
    told.await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_that_says_daily_that_it_runs_is_remembered_and_one_that_fell_silent_is_not() {
        let day = 86_400_000;
        let at = |now_ms| Node {
            agreement: Agreement::default(),
            version: "1".to_owned(),
            since_ms: now_ms,
            told_ms: now_ms,
            key_lists: Some(3),
        };
        let mut nodes = Nodes::default();
        nodes.hear("silent", &at(0));
        for days in 0..40 {
            nodes.hear("steady", &at(days * day));
        }
        nodes.hear("another", &at(40 * day));
        let names: Vec<_> = nodes.0.keys().map(String::as_str).collect();
        assert_eq!(names, ["another", "steady"]);
        let steady = &nodes.0["steady"];
        assert_eq!((steady.since_ms, steady.told_ms), (0, 39 * day));
        let changed = Node {
            key_lists: Some(4),
            ..at(41 * day)
        };
        nodes.hear("steady", &changed);
        assert_eq!(nodes.0["steady"].since_ms, 41 * day);
    }
}

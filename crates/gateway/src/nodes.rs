// SPDX-License-Identifier: EUPL-1.2
//! The nodes that share a store, and what each was told: two that differ answer a person differently,
//! depending on which of them the next hop lands at.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use store::env::Env;
use store::{Records, Standing, StoreError};

use crate::settings::{Agreement, Settings};

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
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    format!("{}:{}", host.trim(), data.display())
}

/// This node as it runs now.
#[must_use]
pub fn this(settings: &Settings, env: &Env) -> Node {
    Node {
        agreement: settings.agreement.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        since_ms: env.now_ms(),
        key_lists: settings.keys.managed,
    }
}

/// Tells the others that it runs with this. Nothing where the store has one owner.
///
/// # Errors
/// The store failed.
pub async fn tell(records: &Records, settings: &Settings, env: &Env) -> Result<(), StoreError> {
    if records.store().changes().is_none() {
        return Ok(());
    }
    let (name, node, now_ms) = (name(&settings.data), this(settings, env), env.now_ms());
    let told = records.change_standing::<Nodes, ()>(|nodes| {
        nodes
            .0
            .retain(|_, node| node.since_ms > now_ms - FORGOTTEN_MS);
        nodes.0.insert(name.clone(), node.clone());
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

// SPDX-License-Identifier: EUPL-1.2
//! What the data directory has of the lists.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use openssl::sha::sha256;
use store::seal::hex;
use wallet::lote::Previous;

use super::{DIRECTORY, Known, ListFault, ListState, verified};
use crate::settings::{ListSettings, WalletSettings};

/// Of each list of the settings: for `landport check`, which asks nobody.
pub fn kept(settings: &WalletSettings, data: &Path, now_s: i64) -> Vec<ListState> {
    let directory = data.join(DIRECTORY);
    let state = |list: &Arc<ListSettings>| {
        let known = stored(&directory, list, now_s);
        ListState {
            kind: "trusted",
            url: list.url.to_string(),
            valid_until: known.list.map(|list| list.next_update()),
            fault: known.fault,
        }
    };
    settings.lists.iter().map(state).collect()
}

/// Of one. Believed for its signature, as on the day it came.
pub(super) fn stored(directory: &Path, settings: &Arc<ListSettings>, now: i64) -> Known {
    let token = std::fs::read_to_string(file(directory, settings)).ok();
    let read = token.map(|token| verified(&token, settings, Previous::Nothing, now));
    let (list, fault) = match read {
        Some(Ok(list)) => (Some(Arc::new(list)), None),
        Some(Err(error)) => (None, Some(ListFault::refused(error))),
        None => (None, None),
    };
    Known {
        settings: Arc::clone(settings),
        list,
        fault,
        failures: 0,
        due_ms: i64::MIN,
        told_end: None,
        turn: Arc::default(),
    }
}

/// Where it is kept.
pub(super) fn file(directory: &Path, settings: &ListSettings) -> PathBuf {
    let name = hex(&sha256(settings.url.as_str().as_bytes()));
    directory.join(name).with_extension("jwt")
}

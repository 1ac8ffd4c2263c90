// SPDX-License-Identifier: EUPL-1.2
//! What a node remembers of the questions that nodes of a cluster put to one another
//! (`flow::tokens::elsewhere`): who may ask again, and what was heard.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use store::env::Env;

/// Between two questions of one service.
const PAUSE_OF_ONE_MS: i64 = 5_000;
/// Between two questions of this node.
const PAUSE_OF_ALL_MS: i64 = 1_000;
/// More questions than can stand in the store.
const MOST_KNOWN: usize = 64;

/// What a node remembers of questions.
#[derive(Debug)]
pub(crate) struct Questions {
    node: String,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When each service may ask again, in Unix milliseconds.
    services: BTreeMap<Option<String>, i64>,
    all_ms: i64,
    told: VecDeque<String>,
}

impl Questions {
    pub(crate) fn new(env: &Env) -> Self {
        Self {
            node: env.token(),
            state: Mutex::default(),
        }
    }

    /// What this node is called among those that ask.
    pub(crate) fn node(&self) -> &str {
        &self.node
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn may_ask(&self, client_id: Option<&str>, now_ms: i64) -> bool {
        let mut state = self.state();
        state.services.retain(|_, again_ms| *again_ms > now_ms);
        let waits = state.services.contains_key(&client_id.map(str::to_owned));
        if waits || state.all_ms > now_ms {
            return false;
        }
        state.all_ms = now_ms + PAUSE_OF_ALL_MS;
        let again_ms = now_ms + PAUSE_OF_ONE_MS;
        state
            .services
            .insert(client_id.map(str::to_owned), again_ms);
        true
    }

    /// Whether this question of that node has not been heard yet.
    pub(crate) fn hear(&self, name: &str, by: &str) -> bool {
        let mut state = self.state();
        if by == self.node || state.told.iter().any(|told| told == name) {
            return false;
        }
        if state.told.len() == MOST_KNOWN {
            state.told.pop_front();
        }
        state.told.push_back(name.to_owned());
        true
    }
}

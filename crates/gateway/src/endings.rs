// SPDX-License-Identifier: EUPL-1.2
//! The logins that are being answered at this moment, in this process's memory.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use store::Handle;

/// The logins that are being answered at this moment.
#[derive(Debug, Default)]
pub(crate) struct Endings(Mutex<BTreeSet<String>>);

impl Endings {
    /// Whether somebody is at it.
    pub(crate) fn holds(&self, flow: &Handle) -> bool {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.contains(flow.as_str())
    }

    pub(crate) fn hold<'a>(&'a self, flow: &Handle) -> Option<Ending<'a>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(flow.to_string()).then(|| Ending {
            endings: self,
            flow: flow.to_string(),
        })
    }
}

/// A login that is closed, in the hands of the one who answers it.
#[derive(Debug)]
pub(crate) struct Ending<'a> {
    endings: &'a Endings,
    flow: String,
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        let held = self.endings.0.lock();
        held.unwrap_or_else(PoisonError::into_inner)
            .remove(&self.flow);
    }
}

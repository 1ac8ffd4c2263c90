// SPDX-License-Identifier: EUPL-1.2
//! The national e-IDs: what a gateway has to configure, and who answers at their names.

use crate::eid::{Eid, EidRegistration};
use crate::world::World;

impl World {
    /// What a gateway has to configure for each national e-ID.
    #[must_use]
    pub fn eids(&self) -> Vec<EidRegistration> {
        let running = self.0.eids.iter();
        running.map(|eid| eid.registration().clone()).collect()
    }

    /// An e-ID by its id, for its switch.
    #[must_use]
    pub fn eid(&self, id: &str) -> Option<&Eid> {
        self.0.eids.iter().find(|eid| eid.data().id == id)
    }
}

// SPDX-License-Identifier: EUPL-1.2
//! The national e-IDs: what a gateway has to configure, and who answers at their names.

use std::sync::{Arc, PoisonError};

use crate::eid::{Eid, EidData, EidRegistration};
use crate::keys::KeysError;
use crate::world::World;

impl World {
    /// What a gateway has to configure for each national e-ID.
    #[must_use]
    pub fn eids(&self) -> Vec<EidRegistration> {
        let running = self.0.eids.read().unwrap_or_else(PoisonError::into_inner);
        let registrations = running.iter().map(|eid| eid.registration().clone());
        registrations.collect()
    }

    /// An e-ID by its id, for its switch.
    #[must_use]
    pub fn eid(&self, id: &str) -> Option<Arc<Eid>> {
        let running = self.0.eids.read().unwrap_or_else(PoisonError::into_inner);
        running.iter().find(|eid| eid.data().id == id).cloned()
    }

    /// One more e-ID opens while the world runs, and knows the gateway.
    ///
    /// # Errors
    /// [`KeysError`] when the gateway's key there cannot be made.
    pub fn admit(&self, data: &'static EidData) -> Result<EidRegistration, KeysError> {
        let eid = Eid::new(data, self.0.place, &self.0.issuer, None)?;
        let registration = eid.registration().clone();
        let mut running = self.0.eids.write().unwrap_or_else(PoisonError::into_inner);
        running.push(Arc::new(eid));
        Ok(registration)
    }
}

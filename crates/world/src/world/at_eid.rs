// SPDX-License-Identifier: EUPL-1.2
//! The national e-IDs: what a gateway has to configure, and who answers at their names.

use std::sync::{Arc, PoisonError};

use crate::eid::{Eid, EidData, EidRegistration, Notification};
use crate::keys::KeysError;
use crate::pages::EidCard;
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

    /// The e-IDs on the front page.
    pub(super) fn eid_cards(&self) -> Vec<EidCard> {
        let card = |eid: &Arc<Eid>| EidCard {
            address: self.0.place.origin(eid.data().id),
            name: eid.data().name,
            about: about(eid.data()),
        };
        let running = self.0.eids.read().unwrap_or_else(PoisonError::into_inner);
        let wallet = EidCard {
            address: self.0.place.origin("wallet"),
            name: "Digital wallet",
            about:
                "A European Digital Identity Wallet in this browser; a second window is the phone."
                    .to_owned(),
        };
        running.iter().map(card).chain([wallet]).collect()
    }
}

/// How strong an e-ID is, and how far on the way to other countries.
fn about(eid: &EidData) -> String {
    let levels: Vec<&str> = eid.acr.iter().map(|(_, level)| level.as_str()).collect();
    let kind = if eid.portal {
        "A whole login portal with the four e-IDs behind it. "
    } else if eid.role.is_some() {
        "Says what a person may do in a profession, to services abroad that ask for it. "
    } else {
        ""
    };
    let abroad = match eid.notification {
        Notification::Planned => {
            "Not yet notified to other countries: greyed there, open at home.".to_owned()
        }
        Notification::Notified { level, .. } => {
            format!("Notified to other countries at level {}.", level.as_str())
        }
    };
    format!("{kind}Level {}. {abroad}", levels.join(" or "))
}
